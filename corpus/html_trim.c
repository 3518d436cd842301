/* html_trim.c -- last corrections to the article, paragraph by paragraph. See html_body.h.
 *
 * The core is the element that directly holds most of the long paragraphs. What stands before the first or behind the last
 * element with a fair share of them is furniture of the page: authors' lives, teasers, counters. Inside, the title again,
 * bylines, dates and lines that are only a link go, and headings under which nothing is left. */
#include "corpus/cite_date.h"
#include "corpus/html_body.h"
#include "corpus/html_class.h"

static void not_body(HtmlRun *r) {
  r->body = false;
  r->kind = BLOCK_BOILERPLATE;
}

static const HtmlNode *holder(const HtmlRun *r) {
  const HtmlNode *n = r->whole ? r->owner->parent : r->owner;
  while (n->parent && (n->tag == TAG_BLOCKQUOTE || n->tag == TAG_UL || n->tag == TAG_OL || n->tag == TAG_LI))
    n = n->parent;
  return n;
}

typedef struct {
  const HtmlNode *node;
  uint32_t longs;
} Holder;

enum { HOLDERS = 64 };

typedef struct {
  Holder at[HOLDERS];
  size_t n, best;
} Holders;

static bool is_prose(const HtmlRun *r) {
  return run_is_long(r) && r->kind != BLOCK_HEADING && r->kind != BLOCK_CAPTION;
}

static void count_holders(Holders *h, const HtmlPage *p) {
  for (size_t i = 0; i < p->n; i++) {
    const HtmlRun *r = &p->runs[i];
    if (!r->body || !is_prose(r)) continue;
    const HtmlNode *n = holder(r);
    size_t k = 0;
    while (k < h->n && h->at[k].node != n) k++;
    if (k == HOLDERS) continue;
    if (k == h->n) h->at[h->n++] = (Holder){n, 0};
    h->at[k].longs += r->text;
    if (h->at[k].longs > h->at[h->best].longs) h->best = k;
  }
}

static bool is_major(const Holders *h, const HtmlRun *r) {
  if (!is_prose(r)) return false;
  const HtmlNode *n = holder(r);
  for (size_t k = 0; k < h->n; k++)
    if (h->at[k].node == n) return h->at[k].longs * 5 >= h->at[h->best].longs;
  return false;
}

static void trim_to_core(HtmlPage *p) {
  Holders h = {.n = 0};
  count_holders(&h, p);
  if (h.n == 0) return;
  size_t first = p->n, last = 0;
  const HtmlNode *core = h.at[h.best].node, *near = core->parent ? core->parent : core;
  for (size_t i = 0; i < p->n; i++) {
    HtmlRun *r = &p->runs[i];
    if (!r->body || !(is_major(&h, r) || html_within(r->owner, core) || (is_prose(r) && html_within(r->owner, near))))
      continue;
    if (first == p->n) first = i;
    last = i;
  }
  for (size_t i = 0; i < p->n; i++)
    if ((i < first || i > last) && p->runs[i].body) not_body(&p->runs[i]);
}

/* --- lines that are no sentences of the article ------------------------------------------------------------------------------ */
static bool sentence_end(Str s) {
  if (s.n == 0) return false;
  if (str_ends(s, STR("\xe2\x80\x9d")) || str_ends(s, STR("\xe2\x80\x99"))) s.n -= 3;
  return s.n > 0 && strchr(".!?:\")", s.p[s.n - 1]) != NULL;
}

/* "Published 10:48, Tue, Nov 19, 2019": a short line with a day in it, before the article begins. */
static bool date_line(Str s) {
  CiteDate c;
  return s.n > 0 && s.n < 110 && cite_date_find(&c, s, 0, true) && (c.span.end - c.span.start) * 5 > s.n;
}

static bool byline_owner(const HtmlRun *r) {
  const HtmlNode *n = r->first->parent;
  for (unsigned up = 0; n && up < 4; up++, n = n->parent) {
    if (n->measure->text > 120 + r->text) return false;
    Str rel = html_attr(n, ATTR_REL), prop = html_attr(n, ATTR_ITEMPROP);
    if ((n->words & CLASS_BYLINE) || str_is(rel, "author") || str_find(prop, STR("author"), 0) != SIZE_MAX ||
        n->tag == TAG_TIME)
      return true;
  }
  return false;
}

/* Links stand for most of it and it is no sentence: a teaser. An address written out is a reference and stays. */
static bool is_teaser(const HtmlRun *r, Str s) {
  if (r->kind != BLOCK_TEXT || r->text >= 250 || str_starts(s, STR("http"))) return false;
  return r->link * 10 >= r->text * 9 || (r->link * 10 >= r->text * 6 && s.n > 0 && !sentence_end(s));
}

/* "Advertisement", "Read more below": a few words outside any paragraph element on a page that has them. */
static bool is_label(const HtmlRun *r, Str s, bool uses_p) {
  return uses_p && r->kind == BLOCK_TEXT && r->text < 60 && !sentence_end(s) && !html_above(r->owner, TAG_P);
}

static bool mostly_p(const HtmlPage *p) {
  uint32_t in = 0, all = 0;
  for (size_t i = 0; i < p->n; i++) {
    const HtmlRun *r = &p->runs[i];
    if (!r->body || !is_prose(r)) continue;
    all += r->text;
    if (html_above(r->owner, TAG_P)) in += r->text;
  }
  return in * 5 > all * 4;
}

/* A few words right before something that was taken out were its heading. */
static void drop_orphans(HtmlPage *p) {
  for (size_t i = 0; i + 1 < p->n; i++) {
    HtmlRun *r = &p->runs[i], *next = r + 1;
    if (!r->body || r->kind != BLOCK_TEXT || r->text >= 60 || next->body || next->kind != BLOCK_BOILERPLATE) continue;
    if (next->link * 2 < next->text || sentence_end(html_run_text(p, r))) continue;
    not_body(r);
  }
}

static void drop_lines(HtmlPage *p, Str title) {
  bool begun = false, uses_p = mostly_p(p);
  for (size_t i = 0; i < p->n; i++) {
    HtmlRun *r = &p->runs[i];
    if (!r->body) continue;
    Str s = r->text < 300 ? html_run_text(p, r) : STR("");
    if (!begun && title.n > 0 && s.n > 0 && html_same_words(s, title)) r->body = false;
    if (!begun && date_line(s)) r->body = false;
    if (r->text < 120 && byline_owner(r)) r->body = false;
    if (is_teaser(r, s) || is_label(r, s, uses_p)) r->body = false;
    if (r->body && run_is_long(r) && r->kind != BLOCK_CAPTION) begun = true;
    if (!r->body) not_body(r);
  }
}

/* Headings at the end, and headings followed at once by one of the same rank, head nothing. */
static void drop_empty_headings(HtmlPage *p) {
  bool under = false;
  for (size_t i = p->n; i-- > 0;) {
    HtmlRun *r = &p->runs[i];
    if (!r->body) continue;
    if (r->kind != BLOCK_HEADING) {
      under |= r->kind != BLOCK_CAPTION;
      continue;
    }
    if (under) continue;
    not_body(r);
  }
}

void html_trim(HtmlPage *page, Str title) {
  trim_to_core(page);
  drop_lines(page, title);
  drop_orphans(page);
  drop_empty_headings(page);
}
