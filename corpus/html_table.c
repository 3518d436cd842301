/* html_table.c -- what a table's cell is about: the texts at the head of its column and of its row. See html_body.h.
 *
 * A table's head is its first row with a <th> or in <thead>; without any, the first row when none of its cells holds a digit and
 * it is as long as the cell's row. Spans of columns count, spans of rows don't. */
#include "corpus/html_body.h"

#include <stdlib.h>

static bool is_cell(const HtmlNode *n) { return n->tag == TAG_TD || n->tag == TAG_TH; }

static unsigned span_of(const HtmlNode *cell) {
  uint64_t n;
  return str_to_u64(&n, str_trim(html_attr(cell, ATTR_COLSPAN))) && n >= 1 && n <= 1000 ? (unsigned)n : 1;
}

static unsigned column_of(const HtmlNode *cell) {
  unsigned at = 0;
  for (const HtmlNode *n = cell->prev; n; n = n->prev)
    if (is_cell(n)) at += span_of(n);
  return at;
}

static const HtmlNode *cell_at(const HtmlNode *row, unsigned column) {
  unsigned at = 0;
  for (const HtmlNode *n = row->first; n; n = n->next) {
    if (!is_cell(n)) continue;
    at += span_of(n);
    if (at > column) return n;
  }
  return NULL;
}

static bool has_digit(Str s) {
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] >= '0' && s.p[i] <= '9') return true;
  return false;
}

static bool all_words(const HtmlTree *t, const HtmlNode *row) {
  unsigned cells = 0;
  for (const HtmlNode *n = row->first; n; n = n->next) {
    if (!is_cell(n)) continue;
    if (has_digit(html_text(t, n))) return false;
    cells++;
  }
  return cells > 1;
}

static bool heads_columns(const HtmlTree *t, const HtmlNode *row, bool first) {
  unsigned th = 0, cells = 0;
  for (const HtmlNode *n = row->first; n; n = n->next) {
    th += n->tag == TAG_TH;
    cells += is_cell(n);
  }
  return row->parent->tag == TAG_THEAD || (th > 1 && th + 1 >= cells) || (first && all_words(t, row));
}

/* The first rows are looked at; the last of them that heads columns counts, above `row`. */
static const HtmlNode *head_row(const HtmlTree *t, const HtmlNode *table, const HtmlNode *row) {
  const HtmlNode *head = NULL;
  unsigned rows = 0;
  for (const HtmlNode *n = table; n && n != row && rows < 4; n = html_next(n, table)) {
    if (n->tag != TAG_TR) continue;
    if (!heads_columns(t, n, rows == 0)) break;
    head = n;
    rows++;
  }
  return head;
}

void html_cell_heads(const HtmlPage *p, const HtmlRun *r, Str *row_head, Str *column_head) {
  const HtmlNode *cell = r->owner;
  while (cell && !is_cell(cell)) cell = cell->parent;
  const HtmlNode *row = cell ? cell->parent : NULL, *table = html_above(row, TAG_TABLE);
  *row_head = *column_head = STR("");
  if (!row || row->tag != TAG_TR || !table) return;
  const HtmlNode *head = head_row(p->tree, table, row), *first = cell_at(row, 0);
  if (!head && heads_columns(p->tree, row, row->prev == NULL)) return;
  const HtmlNode *above = head ? cell_at(head, column_of(cell)) : NULL;
  if (above) *column_head = html_text(p->tree, above);
  if (head && first && first != cell) *row_head = html_text(p->tree, first);
  if (!head && first && first->tag == TAG_TH && first != cell) *row_head = html_text(p->tree, first);
}
