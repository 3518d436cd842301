/* check.c -- one figure against all claims of its key.
 *
 * A later figure outweighs agreement with an earlier one, a dispute outweighs both, and a slip is told as a slip only when nobody
 * supports the figure as it stands. */
#include "ledger/check.h"

#include <stdlib.h>

#include "ledger/rows.h"

static const char *const names[] = {"unknown", "supported", "close", "updated", "disputed", "slip"};
const char *judgement_name(Judgement j) { return names[j]; }

static bool is_slip(Verdict v) {
  return v == VERDICT_SCALE_SLIP || v == VERDICT_DIGIT_SLIP || v == VERDICT_UNIT_SLIP || v == VERDICT_PERCENT_VS_PP ||
         v == VERDICT_CURRENCY;
}

/* Does the ledger's figure replace the draft's? A draft without a date is of today. */
static bool is_later(const ClaimRow *figure, const ClaimRow *row) {
  return figure->published.day != DAY_NONE && row->published.day != DAY_NONE &&
         row->published.day > figure->published.day;
}

static int by_weight(const void *p, const void *q) {
  const Evidence *x = p, *y = q;
  if (x->how.word != y->how.word) return x->how.word > y->how.word ? -1 : 1;
  if (x->how.severity != y->how.severity) return x->how.severity > y->how.severity ? -1 : 1;
  bool agree = x->how.word == WORD_AGREES && x->how.verdict != y->how.verdict;
  if (agree) return x->how.verdict < y->how.verdict ? -1 : 1; /* the same figure before one that only allows it */
  if (x->row->published.day != y->row->published.day) return x->row->published.day > y->row->published.day ? -1 : 1;
  return memcmp(x->row->id.b, y->row->id.b, sizeof x->row->id.b);
}

static int by_origin(const void *p, const void *q) {
  const ClaimRow *x = *(const ClaimRow *const *)p, *y = *(const ClaimRow *const *)q;
  if (x->origin != y->origin) return x->origin < y->origin ? -1 : 1;
  return x->origin ? 0 : memcmp(x->document.b, y->document.b, sizeof x->document.b);
}

/* Distinct origins among the evidence of one word. */
static int origins_of(const Checked *c, Arena *a, Word word) {
  const ClaimRow **rows = arena_alloc(a, (c->nevidence + 1) * sizeof *rows);
  size_t n = 0;
  for (size_t i = 0; i < c->nevidence; i++)
    if (c->evidence[i].how.word == word) rows[n++] = c->evidence[i].row;
  if (n > 1) qsort(rows, n, sizeof *rows, by_origin);
  int count = n > 0;
  for (size_t i = 1; i < n; i++) count += by_origin(&rows[i - 1], &rows[i]) != 0;
  return count;
}

static Judgement judge(const Checked *c, const ClaimRow *figure) {
  bool later = false, close = false, slips = c->disputing > 0;
  for (size_t i = 0; i < c->nevidence; i++) {
    const Evidence *e = &c->evidence[i];
    later |= e->how.word == WORD_UPDATED && is_later(figure, e->row);
    close |= e->how.word == WORD_CLOSE;
    slips &= e->how.word != WORD_CONFLICT || is_slip(e->how.verdict);
  }
  if (c->disputing && slips && !c->supporting) return JUDGED_SLIP;
  if (c->disputing) return JUDGED_DISPUTED;
  if (later) return JUDGED_UPDATED;
  if (c->supporting) return JUDGED_SUPPORTED;
  return close ? JUDGED_CLOSE : JUDGED_UNKNOWN;
}

void check_rows(Checked *out, Arena *a, const ClaimRow *figure, const ClaimRow *rows, size_t n, const Rates *rates) {
  *out = (Checked){.evidence = arena_alloc(a, (n + 1) * sizeof *out->evidence)};
  for (size_t i = 0; i < n; i++) {
    Evidence e = {.row = &rows[i]};
    if (id_eq(rows[i].document, figure->document)) continue;
    compare_claims(&e.how, figure, &rows[i], rates);
    if (e.how.word != WORD_APART) out->evidence[out->nevidence++] = e;
  }
  if (out->nevidence > 1) qsort(out->evidence, out->nevidence, sizeof *out->evidence, by_weight);
  out->supporting = origins_of(out, a, WORD_AGREES);
  out->disputing = origins_of(out, a, WORD_CONFLICT);
  out->judgement = judge(out, figure);
}

ErrCode ledger_check(Checked *out, Arena *a, Ledger *l, const ClaimRow *figure, Err *err) {
  ClaimRow *rows;
  size_t n;
  Rates *rates = NULL;
  ErrCode code = ledger_cluster_rows(&rows, &n, a, l, figure, err);
  if (code == OK) code = ledger_rates(&rates, a, l, err);
  if (code == OK) check_rows(out, a, figure, rows, n, rates);
  return code;
}
