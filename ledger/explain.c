/* explain.c -- a comparison in words, by template: both readings and why they are read so, where they meet or how far
 * they are apart, what was assumed, what would reconcile them, and the terms of the severity. */

#include "ledger/compare_p.h"

/* --- values as people write them -------------------------------------------------------------------------------------- */

static void put_grouped(Buf *b, uint64_t v) {
  Buf digits = BUF_INIT;
  buf_put_u64(&digits, v);
  for (size_t i = 0; i < digits.n; i++) {
    if (i > 0 && (digits.n - i) % 3 == 0) buf_putc(b, ',');
    buf_putc(b, digits.p[i]);
  }
  buf_release(&digits);
}

/* The digits of num x 10^exp with a point and grouped thousands; exp from -18 to 18. */
static bool put_plain(Buf *b, int64_t num, int exp) {
  uint64_t v = (uint64_t)(num < 0 ? -num : num), unit = 1;
  if (exp < -18 || exp > 18) return false;
  for (int i = 0; i < (exp < 0 ? -exp : exp); i++) unit *= 10;
  if (exp > 0 && v > UINT64_MAX / unit) return false;
  if (num < 0) buf_putc(b, '-');
  put_grouped(b, exp < 0 ? v / unit : v * unit);
  if (exp >= 0) return true;
  buf_putc(b, '.');
  Buf rest = BUF_INIT;
  buf_put_u64(&rest, v % unit);
  for (size_t i = rest.n; i < (size_t)-exp; i++) buf_putc(b, '0');
  buf_put(b, buf_str(&rest));
  buf_release(&rest);
  return true;
}

/* v with its scale word: the largest of thousand-million .. trillion that leaves at most three digits behind the point. */
void value_put(Buf *b, Number v) {
  static const struct {
    int exp;
    const char *word;
  } scales[] = {{12, " trillion"}, {9, " billion"}, {6, " million"}, {0, ""}};
  Number size = number_abs(v);
  if (v.den != 1) { /* 11/30 as 0.3667 */
    buf_printf(b, "%.4g", number_double(v));
    return;
  }
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
    Number unit;
    if (!number_make(&unit, 1, 1, scales[i].exp) || (scales[i].exp && number_cmp(size, unit) < 0)) continue;
    if (scales[i].exp && v.exp - scales[i].exp < -3) continue;
    if (!put_plain(b, v.num, v.exp - scales[i].exp)) break;
    buf_puts(b, scales[i].word);
    return;
  }
  number_put(b, v);
}

static void put_end(Buf *b, Number v, bool open, const char *open_word, const char *closed_word) {
  buf_puts(b, open ? open_word : closed_word);
  value_put(b, v);
}

void interval_put_words(Buf *b, Interval i) {
  if (i.no_low && i.no_high) {
    buf_puts(b, "any value");
  } else if (i.no_high) {
    put_end(b, i.low, i.low_open, "above ", "at least ");
  } else if (i.no_low) {
    put_end(b, i.high, i.high_open, "below ", "at most ");
  } else if (number_eq(i.low, i.high)) {
    buf_puts(b, "exactly ");
    value_put(b, i.low);
  } else {
    put_end(b, i.low, i.low_open, "above ", "");
    put_end(b, i.high, i.high_open, " to below ", " to ");
  }
}

/* --- parts of the explanation -------------------------------------------------------------------------------------------- */

static const char *why_read(const Figure *f) {
  switch (f->hedge) {
  case HEDGE_NONE: return figure_is_exact(f) ? "an exact figure" : "a bare figure, to its last significant digit";
  case HEDGE_ABOUT: return "\"about\"";
  case HEDGE_OVER: return "\"more than\", the value itself left out";
  case HEDGE_AT_LEAST: return "\"at least\"";
  case HEDGE_UNDER: return "\"less than\", the value itself left out";
  case HEDGE_AT_MOST: return "\"at most\"";
  case HEDGE_NEARLY: return "\"nearly\": down to a tenth below";
  case HEDGE_JUST_OVER: return "\"just over\": up to a tenth above";
  case HEDGE_BETWEEN: return "a range";
  case HEDGE_VAGUE: return "a vague amount";
  }
  return "";
}

static void put_unit(Buf *b, const ClaimRow *r) {
  if (r->quantity.unit.n) buf_putc(b, ' ');
  buf_put(b, r->quantity.unit);
  if (r->per.n) buf_puts(b, " per ");
  buf_put(b, r->per);
}

static void put_day_range(Buf *b, Day first, Day last) {
  if (first == DAY_NONE) buf_puts(b, "until ");
  if (last == DAY_NONE) buf_puts(b, "from ");
  day_put(b, first);
  if (first != DAY_NONE && last != DAY_NONE && first != last) buf_puts(b, " to ");
  if (last != first) day_put(b, last);
}

/* A: "around $598 billion" allows 593 billion to 603 billion USD ("about"). */
static void put_reading(Buf *b, char name, const ClaimRow *r, bool tight) {
  buf_printf(b, "%c: \"%.*s\" ", name, STR_ARGS(r->text));
  if (!kind_is_figure(r->kind)) {
    buf_puts(b, "means ");
    put_day_range(b, r->dates.first, r->dates.last);
    buf_puts(b, ". ");
    return;
  }
  Figure f = figure_of(r);
  buf_puts(b, "allows ");
  interval_put_words(b, tight ? f.tight : f.read);
  put_unit(b, r);
  buf_printf(b, " (%s). ", why_read(&f));
}

static void put_percent(Buf *b, double share) {
  if (share >= 1)
    buf_printf(b, "%.3g times the smaller", share + 1);
  else
    buf_printf(b, "%.2g %%", share * 100);
}

static void put_meeting(Buf *b, const Comparison *c) {
  Interval both;
  Number gap;
  if (!c->has_readings) return;
  if (interval_cut(&both, c->a, c->b)) {
    buf_puts(b, "Both allow ");
    interval_put_words(b, both);
    buf_puts(b, ". ");
  } else if (interval_gap(&gap, c->a, c->b)) {
    buf_puts(b, "They do not meet: ");
    if (number_sign(gap) == 0)
      buf_puts(b, "the ends touch, but one of them is left out. ");
    else {
      value_put(b, gap);
      buf_puts(b, " lie between them (");
      put_percent(b, comparison_gap(c));
      buf_puts(b, "). ");
    }
  }
}

static const char *verdict_sentence(const Comparison *c) {
  switch (c->verdict) {
  case VERDICT_IDENTICAL: return "The same figure";
  case VERDICT_ROUNDING:
    return c->flags & FLAG_WEAK_ROUNDING ? "Equal only when the rounder figure is read loosely" : "Equal when rounded";
  case VERDICT_BOUND: return "One lies within the other's bound";
  case VERDICT_APPROX: return "Within what the words allow";
  case VERDICT_DERIVED: return "One follows from the other";
  case VERDICT_SUPERSEDED: return "The later figure replaces the earlier one";
  case VERDICT_SCOPE: return "They measure different parts, groups or periods";
  case VERDICT_MODALITY: return "A statement of fact against a plan, forecast or guess";
  case VERDICT_SCALE_SLIP: return "The same digits a power of ten apart: most likely a slip";
  case VERDICT_DIGIT_SLIP: return "One digit dropped, doubled or exchanged: most likely a slip";
  case VERDICT_UNIT_SLIP: return "The same numeral under two units: most likely a slip";
  case VERDICT_PERCENT_VS_PP: return "Per cent against percentage points: most likely a slip";
  case VERDICT_CURRENCY:
    return c->flags & FLAG_CURRENCY_ALARM ? "The same numeral under two currencies"
                                          : "Two currencies, no dated rate to convert with";
  case VERDICT_CONTRADICTION: return "No value can satisfy both";
  case VERDICT_INCOMPARABLE: return "They cannot be compared";
  }
  return "";
}

static void put_assumption(Buf *b, bool *any, const char *text) {
  buf_puts(b, *any ? ", " : "Assumed: ");
  buf_puts(b, text);
  *any = true;
}

static void put_assumptions(Buf *b, const Comparison *c, const ClaimRow *x, const ClaimRow *y) {
  bool any = false;
  if (row_when(x).assumed || row_when(y).assumed)
    put_assumption(b, &any, "a figure without a date holds when it is published");
  if (c->flags & FLAG_TIME_UNKNOWN)
    put_assumption(b, &any, "both are about the same time, which the text does not say");
  if (!x->subject.n || !y->subject.n) put_assumption(b, &any, "both are about the same subject, which is not resolved");
  if (!x->measure || !y->measure) put_assumption(b, &any, "both measure the same, which is not resolved");
  if (x->quantity.unit_assumed || y->quantity.unit_assumed) put_assumption(b, &any, "the currency of a bare sign");
  if (any) buf_puts(b, ". ");
}

/* What would have to be so for both to be right. */
static const char *reconciliation(const Comparison *c, const ClaimRow *x, const ClaimRow *y) {
  if (c->word != WORD_CONFLICT && c->word != WORD_CLOSE) return NULL;
  if (c->verdict == VERDICT_SCALE_SLIP) return "one of them has the wrong scale word or a zero too many";
  if (c->verdict == VERDICT_UNIT_SLIP) return "one of them names the wrong unit";
  if (c->verdict == VERDICT_PERCENT_VS_PP) return "one of them means the other's unit";
  if (c->verdict == VERDICT_CURRENCY) return "one of them names the wrong currency, or was not converted";
  if (c->verdict == VERDICT_DIGIT_SLIP) return "one of them is mistyped";
  if (c->flags & FLAG_DERIVED) return "the change or one of its two levels is wrong";
  Figure f = figure_of(x), g = figure_of(y);
  if (kind_is_figure(x->kind) && digits_permuted(&f, &g))
    return "the digits of one are those of the other in another order";
  if (c->flags & FLAG_ATTRIBUTED) return "the two speakers count differently";
  if (c->flags & FLAG_TIME_UNKNOWN) return "they are about different times";
  return "they count at different times or count different things";
}

static void put_severity(Buf *b, const Comparison *c, const ClaimRow *x, const ClaimRow *y) {
  Term terms[TERMS_MAX];
  size_t n = severity_terms(terms, c, x, y);
  if (n == 0) return;
  buf_printf(b, "Severity %d:", c->severity);
  for (size_t i = 0; i < n; i++) buf_printf(b, "%s %s %+d", i ? "," : "", terms[i].name, terms[i].points);
  if (severity_cap(c, x, y) < 100) buf_printf(b, ", at most %d", severity_cap(c, x, y));
  buf_putc(b, '.');
}

void comparison_explain(Buf *b, const Comparison *c, const ClaimRow *x, const ClaimRow *y) {
  bool tight = str_is(c->reason, "equal precision"); /* there no looser reading counts */
  put_reading(b, 'A', x, tight);
  put_reading(b, 'B', y, tight);
  buf_printf(b, "%s (%.*s). ", verdict_sentence(c), STR_ARGS(c->reason));
  if (c->verdict != VERDICT_INCOMPARABLE && c->verdict != VERDICT_SCOPE && c->verdict != VERDICT_MODALITY)
    put_meeting(b, c);
  if (c->flags & FLAG_PART_EXCEEDS_WHOLE) buf_puts(b, "The part is larger than the whole. ");
  if (c->flags & FLAG_REVISED_DOWN) buf_puts(b, "The total went down. ");
  if (c->rated) {
    buf_printf(b, "Converted at %.*s/%.*s ", STR_ARGS(c->rate.from), STR_ARGS(c->rate.to));
    number_put(b, c->rate.rate);
    buf_puts(b, " of ");
    day_put(b, c->rate.day);
    buf_printf(b, " (%.*s). ", STR_ARGS(c->rate.source));
  }
  put_assumptions(b, c, x, y);
  const char *how = reconciliation(c, x, y);
  if (how) buf_printf(b, "Both could stand if %s. ", how);
  put_severity(b, c, x, y);
  while (b->n > 0 && b->p[b->n - 1] == ' ') b->p[--b->n] = '\0';
}

int comparison_relevance(const Comparison *c, const ClaimRow *a, const ClaimRow *b) {
  bool parts = a->scope_of.n && b->scope_of.n; /* of running totals: the totals come first */
  int n = c->word == WORD_CONFLICT ? 1000 : c->verdict == VERDICT_CONTRADICTION && !parts ? 500 : 0;
  if (c->verdict == VERDICT_INCOMPARABLE) return key_evidence(a, b) - 100;
  if (c->verdict == VERDICT_SCOPE || c->verdict == VERDICT_MODALITY || c->verdict == VERDICT_CURRENCY) n -= 30;
  n += 10 * key_evidence(a, b);
  n += a->change == b->change ? 5 : 0;
  n += a->kind == b->kind ? 5 : 0;
  n += subjects_relate(a, b) == KEY_SAME ? 5 : 0;
  n += c->verdict == VERDICT_SUPERSEDED ? 2 : 0;
  n -= parts && c->word == WORD_CLOSE ? 15 : 0;
  return n;
}
