/* html_body.c -- finds the article: Mozilla's Readability, on runs instead of a rewritten tree. See html_body.h.
 *
 * Each paragraph gives points to the elements around it, fewer the farther out; the best element, with links discounted, is the
 * article's. Where the article is split over several containers, their common ancestor is. */
#include "corpus/html_body.h"
#include "corpus/html_class.h"

#include <math.h>

enum { TOPS = 5, TINY = 250 };

typedef struct {
  HtmlPage *page;
  bool by_class, by_likelihood; /* believe class names */
  HtmlNode *tops[TOPS];
} Search;

/* --- what is unlikely ------------------------------------------------------------------------------------------------------------ */
static bool unlikely_role(const HtmlNode *n) {
  static const char *const roles[] = {"menu",  "menubar",     "complementary", "navigation",
                                      "alert", "alertdialog", "dialog",        NULL};
  Str role = html_attr(n, ATTR_ROLE);
  for (const char *const *r = roles; role.n && *r; r++)
    if (str_eq_nocase(role, str_of(*r))) return true;
  return false;
}

static bool is_unlikely(const HtmlNode *n) {
  if (n->tag == TAG_BODY || n->tag == TAG_HTML || n->tag == TAG_A || n->tag == TAG_ARTICLE || n->tag == TAG_MAIN)
    return false;
  if (unlikely_role(n)) return true;
  return (n->words & CLASS_UNLIKELY) && !(n->words & CLASS_MAYBE) && !html_above(n->parent, TAG_TABLE) &&
         !html_above(n->parent, TAG_CODE);
}

static void mark_unlikely(Search *s) {
  HtmlTree *t = s->page->tree;
  uint32_t longs = t->root->measure->longs;
  for (HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    n->drop &= DROP_UNSEEN;
    if (n->tag == TAG_TEXT || !s->by_likelihood || n->drop || !is_unlikely(n)) continue;
    if (n->measure->longs * 2 <= longs || n->measure->longs == 0) n->drop |= DROP_UNLIKELY;
  }
}

/* --- points ------------------------------------------------------------------------------------------------------------------------- */
static double start_score(const Search *s, const HtmlNode *n) {
  double v = s->by_class ? n->weight : 0;
  switch (n->tag) {
  case TAG_DIV: return v + 5;
  case TAG_PRE:
  case TAG_TD:
  case TAG_BLOCKQUOTE: return v + 3;
  case TAG_ADDRESS:
  case TAG_OL:
  case TAG_UL:
  case TAG_DL:
  case TAG_DD:
  case TAG_DT:
  case TAG_LI:
  case TAG_FORM: return v - 3;
  case TAG_H1:
  case TAG_H2:
  case TAG_H3:
  case TAG_H4:
  case TAG_H5:
  case TAG_H6:
  case TAG_TH: return v - 5;
  default: return v;
  }
}

static bool gives_points(const HtmlRun *r) {
  if (r->text < 25 || r->owner->drop || r->first->drop) return false;
  return !(r->whole && (r->owner->tag == TAG_LI || r->owner->tag == TAG_H1 || r->owner->tag == TAG_FIGCAPTION));
}

static void score_run(Search *s, const HtmlRun *r) {
  double points = 2 + r->commas + fmin(floor(r->text / 100.0), 3);
  HtmlNode *n = r->whole ? r->owner->parent : r->owner;
  for (unsigned level = 0; n && level < 5; level++, n = n->parent) {
    if (isnan(n->score)) n->score = start_score(s, n);
    n->score += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
  }
}

static void score_all(Search *s) {
  HtmlTree *t = s->page->tree;
  for (HtmlNode *n = t->root; n; n = html_next(n, t->root)) n->score = NAN;
  for (size_t i = 0; i < s->page->n; i++)
    if (gives_points(&s->page->runs[i])) score_run(s, &s->page->runs[i]);
  for (HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    if (isnan(n->score) || n->tag == TAG_HTML || n == t->root) continue;
    n->score *= 1 - html_link_density(n);
    for (size_t k = 0; k < TOPS; k++) {
      if (s->tops[k] && s->tops[k]->score >= n->score) continue;
      memmove(&s->tops[k + 1], &s->tops[k], (TOPS - 1 - k) * sizeof *s->tops);
      s->tops[k] = n;
      break;
    }
  }
}

/* --- the article's element ------------------------------------------------------------------------------------------------------------ */
/* An ancestor that three of the best others share with the best: the article is split over them. */
static HtmlNode *common_ancestor(const Search *s, HtmlNode *top) {
  for (HtmlNode *up = top->parent; up && up->tag != TAG_BODY && up->tag != TAG_HTML && up->parent; up = up->parent) {
    unsigned share = 0;
    for (size_t k = 1; k < TOPS; k++)
      share += s->tops[k] && s->tops[k]->score >= top->score * 0.75 && html_within(s->tops[k], up);
    if (share >= 3) return up;
  }
  return top;
}

/* Readability's climb: a parent whose score rises holds more of the article. */
static HtmlNode *climb_by_score(HtmlNode *top) {
  double last = top->score, third = last / 3;
  for (HtmlNode *up = top->parent; up && up->tag != TAG_BODY && up->parent; up = up->parent) {
    if (isnan(up->score)) continue;
    if (up->score < third) break;
    if (up->score > last) return up;
    last = up->score;
  }
  return top;
}

static HtmlNode *only_child_up(HtmlNode *top) {
  for (HtmlNode *up = top->parent; up && up->tag != TAG_BODY && up->tag != TAG_HTML && up->parent; up = up->parent) {
    if (up->measure->text != top->measure->text) break;
    top = up;
  }
  return top;
}

static HtmlNode *find_top(Search *s) {
  HtmlNode *top = s->tops[0];
  if (!top || top->tag == TAG_BODY) return html_above(top, TAG_BODY);
  top = climb_by_score(common_ancestor(s, top));
  return only_child_up(top);
}

/* --- siblings ---------------------------------------------------------------------------------------------------------------------------- */
static bool ends_sentence(const HtmlPage *p, const HtmlNode *n) {
  Str s = html_text(p->tree, n);
  return s.n > 0 && (strchr(".!?", s.p[s.n - 1]) || str_find(s, STR(". "), 0) != SIZE_MAX);
}

static bool joins_top(const HtmlPage *p, const HtmlNode *n, const HtmlNode *top) {
  if (n == top) return true;
  if (n->tag == TAG_TEXT || n->drop) return false;
  double threshold = fmax(10, top->score * 0.2), bonus = 0;
  Str mine = html_attr(n, ATTR_CLASS), its = html_attr(top, ATTR_CLASS);
  if (mine.n && str_eq(mine, its)) bonus = top->score * 0.2;
  if (!isnan(n->score) && n->score + bonus >= threshold) return true;
  if (n->tag != TAG_P) return false;
  double density = html_link_density(n);
  if (n->measure->text > 80) return density < 0.25;
  return n->measure->text > 0 && n->measure->link == 0 && ends_sentence(p, n);
}

/* --- kinds --------------------------------------------------------------------------------------------------------------------------------- */
static BlockKind kind_of(const HtmlRun *r) {
  BlockKind kind = BLOCK_TEXT;
  for (const HtmlNode *n = r->first->parent; n != r->owner; n = n->parent)
    if ((n->words & CLASS_CAPTION) && html_within(r->last, n)) return BLOCK_CAPTION;
  for (const HtmlNode *n = r->owner; n; n = n->parent) {
    HtmlTag tag = (HtmlTag)n->tag;
    if (tag >= TAG_H1 && tag <= TAG_H6) return BLOCK_HEADING;
    if (tag == TAG_FIGCAPTION || tag == TAG_CAPTION || tag == TAG_FIGURE ||
        ((n->words & CLASS_CAPTION) && n->measure->text < 600))
      return BLOCK_CAPTION;
    if (tag == TAG_PRE) return BLOCK_CODE;
    if (tag == TAG_TD || tag == TAG_TH) return BLOCK_CELL;
    if (kind == BLOCK_TEXT && (tag == TAG_LI || tag == TAG_DD || tag == TAG_DT)) kind = BLOCK_LIST;
    if (kind == BLOCK_TEXT && tag == TAG_BLOCKQUOTE) kind = BLOCK_QUOTE;
  }
  return kind;
}

/* One column holds the whole table: it lays out the page. */
static bool layout_cell(const HtmlRun *r) {
  const HtmlNode *t = html_above(r->owner, TAG_TABLE), *cell = html_above(r->owner, TAG_TD);
  if (!t || !cell) return false;
  return cell->measure->text * 10 > t->measure->text * 8 || cell->measure->longs > 400;
}

bool html_same_words(Str a, Str b) {
  return a.n > 0 && b.n > 0 &&
         (str_eq_nocase(a, b) || (a.n > 20 && str_find_nocase(b, a, 0) == 0) ||
          (b.n > 20 && str_find_nocase(a, b, 0) == 0));
}

static void set_kinds(HtmlPage *p, Str title) {
  bool titled = false;
  for (size_t i = 0; i < p->n; i++) {
    HtmlRun *r = &p->runs[i];
    if (r->body) {
      r->kind = kind_of(r);
      if (r->kind == BLOCK_CELL && layout_cell(r)) r->kind = BLOCK_TEXT;
    }
    bool head = r->owner->tag >= TAG_H1 && r->owner->tag <= TAG_H3;
    if (!titled && head && html_same_words(html_text(p->tree, r->owner), title)) {
      titled = true;
      r->kind = BLOCK_TITLE;
      r->body = false;
    }
  }
}

/* --- the whole -------------------------------------------------------------------------------------------------------------------------------- */
static uint32_t attempt(HtmlPage *page, bool by_likelihood, bool by_class) {
  Search s = {.page = page, .by_class = by_class, .by_likelihood = by_likelihood};
  for (size_t i = 0; i < page->n; i++) page->runs[i].body = false;
  mark_unlikely(&s);
  html_measure(page);
  score_all(&s);
  page->top = find_top(&s);
  if (!page->top) return 0;
  HtmlNode *parent = page->top->parent;
  for (HtmlNode *n = parent->first; n; n = n->next) {
    if (!joins_top(page, n, page->top)) continue;
    html_clean(page, n, by_class);
    for (size_t i = 0; i < page->n; i++)
      if (html_within(page->runs[i].owner, n)) page->runs[i].body = true;
  }
  uint32_t text = 0;
  html_measure(page);
  for (size_t i = 0; i < page->n; i++) {
    HtmlRun *r = &page->runs[i];
    r->body = r->body && !r->owner->drop && !r->first->drop && !r->first->parent->drop;
    if (r->body) text += r->text;
  }
  return text;
}

void html_body(HtmlPage *page, Str title) {
  for (HtmlNode *n = page->tree->root; n; n = html_next(n, page->tree->root)) n->drop &= DROP_UNSEEN;
  html_measure(page);
  uint32_t first = attempt(page, true, true);
  if (first < TINY && attempt(page, false, true) <= first * 2 && attempt(page, false, false) <= first * 2)
    attempt(page, true, true);
  set_kinds(page, title);
  html_trim(page, title);
}

void html_whole(HtmlPage *page, Str title) {
  html_measure(page);
  for (size_t i = 0; i < page->n; i++) page->runs[i].body = true;
  set_kinds(page, title);
}
