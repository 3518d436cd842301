/* match.c -- all figures of one article against all of another; a few hundred at most, so every pair is looked at. */
#include "ledger/match.h"

#include <stdlib.h>

#include "ledger/origins.h"

void sheet_make(Sheet *out, Arena *a, const Document *d, const Claims *claims) {
  *out = (Sheet){.document = d, .rows = arena_zalloc(a, (claims->n + 1) * sizeof *out->rows), .n = claims->n};
  Str source = source_key(d, a);
  for (size_t i = 0; i < claims->n; i++) {
    claim_row_of(&out->rows[i], &claims->items[i], d, claims);
    out->rows[i].source = source;
  }
}

static void mark_copies(Sheet *x, Sheet *y, Arena *a) {
  OriginItem items[] = {{x->document->id, x->document->published.at, shingles_of(a, x->document->text)},
                        {y->document->id, y->document->published.at, shingles_of(a, y->document->text)}};
  CopyPair *pairs;
  if (id_eq(items[0].document, items[1].document) || origins_pairs(&pairs, a, items, 2) == 0) return;
  for (size_t i = 0; i < x->n; i++) x->rows[i].origin = 1;
  for (size_t i = 0; i < y->n; i++) {
    y->rows[i].origin = 1;
    y->rows[i].revised_copy = true;
  }
}

/* Whether another row agrees with the other side of an alarm: then the article tells of two things and does not contradict one. */
static bool explained(const Match *m, size_t n, size_t i) {
  const Match *x = &m[i];
  for (size_t k = 0; k < n; k++)
    if (((m[k].a == x->a) != (m[k].b == x->b)) && m[k].how.verdict <= VERDICT_ROUNDING) return true;
  return false;
}

/* Leaves out the alarms that another pair explains; returns how many pairs are left. */
static size_t drop_explained(Match *m, size_t n) {
  size_t kept = 0;
  bool *drop = mem_zalloc(n * sizeof *drop);
  for (size_t i = 0; i < n; i++) drop[i] = m[i].how.word == WORD_CONFLICT && explained(m, n, i);
  for (size_t i = 0; i < n; i++)
    if (!drop[i]) m[kept++] = m[i];
  free(drop);
  return kept;
}

static int by_relevance(const void *p, const void *q) {
  const Match *x = p, *y = q;
  if (x->relevance != y->relevance) return y->relevance > x->relevance ? 1 : -1;
  if (x->a != y->a) return x->a > y->a ? 1 : -1;
  return (x->b > y->b) - (x->b < y->b);
}

size_t sheets_match(Match **out, Arena *a, Sheet *x, Sheet *y, bool apart, const Rates *rates) {
  Match *m = NULL;
  size_t n = 0, cap = 0;
  mark_copies(x, y, a);
  for (size_t i = 0; i < x->n; i++)
    for (size_t k = 0; k < y->n; k++) {
      Comparison c;
      compare_claims(&c, &x->rows[i], &y->rows[k], rates);
      if (c.verdict == VERDICT_INCOMPARABLE || (c.word == WORD_APART && !apart)) continue;
      m = arena_grow(a, m, n, &cap, n + 1, sizeof *m);
      m[n++] = (Match){i, k, c, comparison_relevance(&c, &x->rows[i], &y->rows[k])};
    }
  n = drop_explained(m, n);
  if (n > 1) qsort(m, n, sizeof *m, by_relevance);
  *out = m;
  return n;
}
