/* html_runs.c -- a page as paragraphs, and what its elements hold. See html_body.h. */
#include "corpus/html_body.h"
#include "corpus/html_class.h"

enum { LONG_TEXT = 80 };

/* --- what is not shown ------------------------------------------------------------------------------------------------------ */
static bool unseen_tag(HtmlTag tag) {
  switch (tag) {
  case TAG_SCRIPT:
  case TAG_STYLE:
  case TAG_NOSCRIPT:
  case TAG_TEMPLATE:
  case TAG_SVG:
  case TAG_IFRAME:
  case TAG_OBJECT:
  case TAG_CANVAS:
  case TAG_AUDIO:
  case TAG_VIDEO:
  case TAG_SELECT:
  case TAG_OPTION:
  case TAG_TEXTAREA:
  case TAG_INPUT:
  case TAG_BUTTON:
  case TAG_HEAD:
  case TAG_TITLE:
  case TAG_FRAME: return true;
  default: return false;
  }
}

static bool style_has(Str style, const char *property, const char *value) {
  size_t at = str_find_nocase(style, str_of(property), 0);
  if (at == SIZE_MAX) return false;
  at += strlen(property);
  while (at < style.n && strchr(" :", style.p[at])) at++;
  return str_starts_nocase(str_slice(style, at, style.n), str_of(value));
}

static bool is_hidden(const HtmlNode *n) {
  if (n->nattrs == 0) return false;
  Str style = html_attr(n, ATTR_STYLE);
  if (style.n && (style_has(style, "display", "none") || style_has(style, "visibility", "hidden"))) return true;
  if (html_attr(n, ATTR_HIDDEN).p) return true;
  return str_is(html_attr(n, ATTR_ARIA_HIDDEN), "true") && !(n->words & CLASS_MAYBE);
}

/* --- runs --------------------------------------------------------------------------------------------------------------------- */
typedef struct {
  HtmlPage *page;
  HtmlRun *open;
  unsigned breaks; /* <br> since the last text */
} Runner;

static bool is_container(const HtmlNode *n) {
  return n->tag != TAG_TEXT && (n->has_block || html_is_block((HtmlTag)n->tag));
}

static bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

typedef struct {
  uint32_t text, commas;
} Count;

static Count count_text(const HtmlTree *t, const HtmlNode *n) {
  Count c = {0};
  bool space = true;
  for (uint32_t k = 0; k < n->npieces; k++) {
    Str s = t->pieces[n->piece + k].text;
    for (size_t i = 0; i < s.n; i++) {
      bool white = is_white(s.p[i]);
      c.text += !(white && space);
      space = white;
      c.commas += s.p[i] == ',' || (s.p[i] == '\xbc' && i && s.p[i - 1] == '\xef') ||
                  (s.p[i] == '\x8c' && i && s.p[i - 1] == '\xd8');
    }
  }
  if (c.text && space) c.text--;
  return c;
}

/* Links to a place on the same page weigh a third, as in Readability. */
static uint32_t link_share(const HtmlNode *n, uint32_t text) {
  HtmlNode *a = html_above(n, TAG_A);
  if (!a) return 0;
  Str href = html_attr(a, ATTR_HREF);
  if (!href.p) return 0;
  return href.n > 1 && href.p[0] == '#' ? text * 3 / 10 : text;
}

static HtmlRun *open_run(Runner *r, HtmlNode *text) {
  HtmlPage *p = r->page;
  HtmlNode *owner = text->parent;
  while (owner->parent && !is_container(owner)) owner = owner->parent;
  p->runs = arena_grow(p->tree->arena, p->runs, p->n, &p->cap, p->n + 1, sizeof *p->runs);
  HtmlRun *run = &p->runs[p->n++];
  *run = (HtmlRun){.owner = owner, .first = text, .last = text, .kind = BLOCK_BOILERPLATE};
  return run;
}

static void take_text(Runner *r, HtmlNode *n) {
  Count c = count_text(r->page->tree, n);
  if (c.text == 0) return;
  if (r->breaks > 1) r->open = NULL;
  r->breaks = 0;
  if (!r->open) r->open = open_run(r, n);
  r->open->last = n;
  r->open->text += c.text;
  r->open->commas += c.commas;
  r->open->link += link_share(n, c.text);
}

void html_runs(HtmlPage *page, HtmlTree *t) {
  *page = (HtmlPage){.tree = t};
  Runner r = {.page = page};
  for (HtmlNode *n = t->root; n;) {
    bool skip = n->tag != TAG_TEXT && (unseen_tag((HtmlTag)n->tag) || is_hidden(n));
    if (skip) n->drop |= DROP_UNSEEN;
    if (is_container(n)) r.open = NULL, r.breaks = 0;
    if (n->tag == TAG_BR) r.breaks++;
    if (n->tag == TAG_TEXT) take_text(&r, n);
    if (n->first && !skip) {
      n = n->first;
      continue;
    }
    while (n && !n->next) {
      n = n->parent;
      if (n && is_container(n)) r.open = NULL, r.breaks = 0;
    }
    if (n) n = n->next;
  }
  for (size_t i = 0; i < page->n; i++) {
    HtmlRun *run = &page->runs[i];
    bool before = i > 0 && page->runs[i - 1].owner == run->owner,
         after = i + 1 < page->n && page->runs[i + 1].owner == run->owner;
    run->whole = !before && !after && !run->owner->has_block;
  }
}

/* --- measures ------------------------------------------------------------------------------------------------------------------ */
bool html_within(const HtmlNode *n, const HtmlNode *above) {
  for (; n; n = n->parent)
    if (n == above) return true;
  return false;
}

double html_link_density(const HtmlNode *n) {
  return n->measure && n->measure->text ? (double)n->measure->link / n->measure->text : 0;
}

bool run_is_long(const HtmlRun *r) { return r->text >= LONG_TEXT && r->link * 2 < r->text; }

static void add_measure(Measure *to, const Measure *m, uint32_t sign) {
  uint32_t *a = &to->text;
  const uint32_t *b = &m->text;
  for (size_t i = 0; i < sizeof *m / sizeof *a; i++) a[i] += sign * b[i];
}

static void add_above(HtmlNode *n, const Measure *m, uint32_t sign) {
  for (; n; n = n->parent)
    if (n->measure) add_measure(n->measure, m, sign);
}

static bool is_heading(HtmlTag tag) { return tag >= TAG_H1 && tag <= TAG_H6; }

static Measure of_element(const HtmlNode *n) {
  Measure m = {0};
  m.p = n->tag == TAG_P;
  m.li = n->tag == TAG_LI;
  m.img = n->tag == TAG_IMG;
  m.input = n->tag == TAG_INPUT;
  m.embed = n->tag == TAG_IFRAME || n->tag == TAG_EMBED || n->tag == TAG_OBJECT;
  return m;
}

static Measure of_run(const HtmlRun *r) {
  Measure m = {.text = r->text, .link = r->link, .commas = r->commas, .runs = 1};
  if (run_is_long(r)) m.longs = r->text;
  for (HtmlNode *n = r->owner; n; n = n->parent) {
    if (is_heading((HtmlTag)n->tag)) m.heads = r->text;
    if (n->tag == TAG_UL || n->tag == TAG_OL) m.list_text = r->text;
  }
  return m;
}

void html_measure(HtmlPage *page) {
  HtmlTree *t = page->tree;
  for (HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    bool above = n->parent && (n->parent->drop & ~(uint32_t)DROP_BYLINE);
    n->drop = (n->drop & ~(uint32_t)DROP_ABOVE) | (above ? DROP_ABOVE : 0);
    if (n->tag == TAG_TEXT) continue;
    if (!n->measure) n->measure = arena_alloc(t->arena, sizeof *n->measure);
    *n->measure = (Measure){0};
    Measure m = of_element(n);
    if (!n->drop && (m.p | m.li | m.img | m.input | m.embed)) add_above(n->parent, &m, 1);
  }
  for (size_t i = 0; i < page->n; i++) {
    if (page->runs[i].owner->drop || page->runs[i].first->drop) continue;
    Measure m = of_run(&page->runs[i]);
    add_above(page->runs[i].owner, &m, 1);
  }
}

void html_drop(HtmlNode *n, uint32_t why) {
  bool counted = n->measure != NULL;
  for (const HtmlNode *up = n; up && counted; up = up->parent) counted = (up->drop & ~(uint32_t)DROP_BYLINE) == 0;
  if (counted) {
    Measure self = of_element(n), m = *n->measure;
    add_measure(&m, &self, 1);
    add_above(n->parent, &m, (uint32_t)-1);
  }
  n->drop |= why;
}

Str html_run_text(const HtmlPage *p, const HtmlRun *r) {
  return html_text_range(p->tree, r->first, r->last, p->tree->root);
}
