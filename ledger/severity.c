/* severity.c -- how much a difference matters, 0 to 100, as a sum of terms that are all shown. */
#include "ledger/compare_p.h"

static int base_points(const Comparison *c) {
  switch (c->verdict) {
  case VERDICT_SCALE_SLIP:
  case VERDICT_UNIT_SLIP: return 80;
  case VERDICT_CURRENCY: return c->flags & FLAG_CURRENCY_ALARM ? 75 : 0;
  case VERDICT_CONTRADICTION:
  case VERDICT_DIGIT_SLIP: return 60;
  case VERDICT_PERCENT_VS_PP: return 55;
  case VERDICT_SUPERSEDED: return c->flags & FLAG_CORRECTION ? 40 : 0;
  case VERDICT_ROUNDING: return c->flags & FLAG_WEAK_ROUNDING ? 30 : 0;
  case VERDICT_SCOPE: return c->flags & FLAG_PART_EXCEEDS_WHOLE ? 40 : 0;
  default: return 0;
  }
}

double comparison_gap(const Comparison *c) {
  Number gap;
  if (!c->has_readings || !interval_gap(&gap, c->a, c->b)) return 0;
  bool a_below = !c->a.no_high && !c->b.no_low && number_cmp(c->a.high, c->b.low) <= 0;
  Number near = a_below ? c->a.high : c->b.high, far = a_below ? c->b.low : c->a.low;
  double x = number_double(number_abs(near)), y = number_double(number_abs(far)), smaller = x < y ? x : y;
  if (number_sign(gap) == 0) return 0;
  return smaller > 0 ? number_double(gap) / smaller : 1e9;
}

static void add(Term *out, size_t *n, const char *name, int points) {
  if (points) out[(*n)++] = (Term){name, points};
}

static void add_gap(Term *out, size_t *n, const Comparison *c) {
  if (!c->has_readings || interval_meet(c->a, c->b)) return;
  double gap = comparison_gap(c);
  if (gap < 0.01)
    add(out, n, "gap under 1 %", -30);
  else if (gap < 0.05)
    add(out, n, "gap under 5 %", -15);
  else if (gap < 1)
    add(out, n, "gap of 5 % or more", 10);
  else
    add(out, n, "twice as much or more", 20);
}

static bool is_vague(const ClaimRow *r) { return kind_is_figure(r->kind) && r->quantity.hedge == HEDGE_VAGUE; }

static bool explicit_and_exact(const ClaimRow *r) {
  if (r->basis != BASIS_EXPLICIT) return false;
  Figure f = figure_of(r);
  return !kind_is_figure(r->kind) || (f.hedge == HEDGE_NONE && figure_is_exact(&f));
}

static bool other_speakers(const ClaimRow *a, const ClaimRow *b) {
  return a->speaker.n && b->speaker.n && !str_eq_nocase(a->speaker, b->speaker);
}

size_t severity_terms(Term *out, const Comparison *c, const ClaimRow *a, const ClaimRow *b) {
  size_t n = 0;
  add(out, &n, verdict_name(c->verdict), base_points(c));
  if (n == 0) return 0;
  if (c->verdict == VERDICT_CONTRADICTION || c->verdict == VERDICT_DIGIT_SLIP || c->verdict == VERDICT_SUPERSEDED)
    add_gap(out, &n, c);
  if (explicit_and_exact(a) && explicit_and_exact(b)) add(out, &n, "explicit dates and exact figures", 5);
  if (is_vague(a) || is_vague(b)) add(out, &n, "vague", -20);
  if (c->flags & FLAG_TIME_UNKNOWN) add(out, &n, "time unknown", -10);
  if (other_speakers(a, b)) add(out, &n, "different named speakers", -10);
  if (c->many_origins) add(out, &n, "two or more origins on each side", 10);
  if (c->flags & FLAG_SAME_DOCUMENT) add(out, &n, "same document", 10);
  return n;
}

/* Vague amounts and unknown times never rise above medium. */
int severity_cap(const Comparison *c, const ClaimRow *a, const ClaimRow *b) {
  return is_vague(a) || is_vague(b) || c->flags & FLAG_TIME_UNKNOWN ? 50 : 100;
}

void comparison_score(Comparison *c, const ClaimRow *a, const ClaimRow *b) {
  Term terms[TERMS_MAX];
  size_t n = severity_terms(terms, c, a, b);
  int sum = 0, cap = severity_cap(c, a, b);
  for (size_t i = 0; i < n; i++) sum += terms[i].points;
  c->severity = sum < 0 ? 0 : sum > cap ? cap : sum;
}
