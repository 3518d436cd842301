/* html_clean.c -- takes out of the article's element what is not the article: Readability's prepArticle, with four changes.
 *
 * Nothing that holds more than half of the long paragraphs goes; nothing inside a quotation goes; lists of long items stay
 * however many links they have; data tables stay. Elements are judged from the innermost and last outwards. */
#include "corpus/html_body.h"
#include "corpus/html_class.h"

typedef struct {
  HtmlPage *page;
  HtmlNode *top;
  bool by_class;  /* believe class names */
  uint32_t longs; /* of top */
} Clean;

static int weight(const Clean *c, const HtmlNode *n) { return c->by_class ? n->weight : 0; }

static bool holds_most(const Clean *c, const HtmlNode *n) {
  return n->measure->longs > 0 && n->measure->longs * 2 > c->longs;
}

static bool protected_from(const Clean *c, const HtmlNode *n) {
  for (const HtmlNode *up = n->parent; up && up != c->top->parent; up = up->parent)
    if (up->tag == TAG_BLOCKQUOTE || up->tag == TAG_PRE) return true;
  return holds_most(c, n);
}

/* Items that are sentences rather than labels. */
static bool long_items(const HtmlNode *n) {
  const Measure *m = n->measure;
  return m->li > 0 && m->text / m->li > 70 && m->text - m->link > m->li * 25;
}

static bool is_data_table(const HtmlNode *t) {
  if (str_is(html_attr(t, ATTR_ROLE), "presentation")) return false;
  unsigned cells = 0, rows = 0;
  for (const HtmlNode *d = t; d; d = html_next(d, t)) {
    if (d->tag == TAG_TH || d->tag == TAG_CAPTION || d->tag == TAG_THEAD) return true;
    cells += d->tag == TAG_TD;
    rows += d->tag == TAG_TR;
  }
  return rows > 1 && cells > 10;
}

/* n is in a data table, or little else than one is in n. */
static bool data_table(const HtmlNode *n) {
  const HtmlNode *t = html_above(n, TAG_TABLE);
  if (t) return is_data_table(t);
  for (t = n; t && t->tag != TAG_TABLE; t = html_next(t, n)) continue;
  return t && t->measure->text * 5 > n->measure->text * 3 && is_data_table(t);
}

/* Readability's _cleanConditionally. */
static bool is_clutter(const Clean *c, const HtmlNode *n) {
  const Measure *m = n->measure;
  bool list = n->tag == TAG_UL || n->tag == TAG_OL || (m->text && m->list_text * 10 > m->text * 9);
  if (data_table(n)) return false;
  int w = weight(c, n);
  if (w < 0) return true;
  if (m->commas >= 10) return false;
  if (list && long_items(n)) return false;
  double density = html_link_density(n), heads = m->text ? (double)m->heads / m->text : 0;
  bool figure = html_above(n, TAG_FIGURE) != NULL;
  if (m->img > 1 && m->p * 2 < m->img && !figure) return m->text < 200;
  if (!list && m->li > m->p + 100) return true;
  if (m->input > m->p / 3) return true;
  if (!list && heads < 0.9 && m->text < 25 && m->text > 0 && (m->img == 0 || m->img > 2) && !figure)
    return m->runs > 0 && density > 0.2;
  if (!list && w < 25 && density > 0.2) return true;
  if (w >= 25 && density > 0.5) return true;
  if (list && density > 0.5) return true;
  return m->embed > 1 && m->text < 75;
}

static bool is_conditional(HtmlTag tag) {
  return tag == TAG_FORM || tag == TAG_FIELDSET || tag == TAG_TABLE || tag == TAG_UL || tag == TAG_OL ||
         tag == TAG_DIV || tag == TAG_SECTION;
}

static bool goes(const Clean *c, const HtmlNode *n) {
  switch (n->tag) {
  case TAG_FOOTER:
  case TAG_ASIDE:
  case TAG_NAV:
  case TAG_MENU: return true;
  default: break;
  }
  if ((n->words & CLASS_SHARE) && n->measure->text < 500) return true;
  if (n->tag >= TAG_H1 && n->tag <= TAG_H6) return weight(c, n) < 0;
  return is_conditional((HtmlTag)n->tag) && is_clutter(c, n);
}

/* The last node in document order below n. */
static HtmlNode *last_below(HtmlNode *n) {
  while (n->last) n = n->last;
  return n;
}

static HtmlNode *node_before(HtmlNode *n) { return n->prev ? last_below(n->prev) : n->parent; }

void html_clean(HtmlPage *page, HtmlNode *top, bool by_class) {
  Clean c = {page, top, by_class, top->measure->longs};
  for (HtmlNode *n = last_below(top); n != top; n = node_before(n))
    if (n->tag != TAG_TEXT && !n->drop && goes(&c, n) && !protected_from(&c, n)) html_drop(n, DROP_PRUNED);
}
