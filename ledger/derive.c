/* derive.c -- figures that follow from each other: a change from its two levels, a percentage from a multiple, a level
 * from the change that led away from it. All by interval arithmetic, so that rounding never makes an error. */
#include "ledger/compare_p.h"

static bool is_by(const ClaimRow *r) { return r->change == CHANGE_UP_BY || r->change == CHANGE_DOWN_BY; }
static bool is_to(const ClaimRow *r) {
  return r->change == CHANGE_LEVEL || r->change == CHANGE_UP_TO || r->change == CHANGE_DOWN_TO;
}

/* 1 + sign x p/100 */
static bool growth_factor(Interval *out, Interval percent, int sign) {
  return interval_scale(out, percent, (Number){sign, 1, -2}) && interval_shift(out, *out, number_of(1));
}

/* to - from, or from - to when it fell. */
static bool difference(Interval *out, const ClaimRow *levels, Interval to, int sign) {
  return sign > 0 ? interval_sub(out, to, levels->from) : interval_sub(out, levels->from, to);
}

static Derived verdict_of(bool fits, bool meets) {
  return !fits ? DERIVED_NOTHING : meets ? DERIVED_HOLDS : DERIVED_FAILS;
}

/* "rose by 5 percent" against "from 60 to 65": both ends and the change must fit together. */
static Derived percent_of_from(Interval percent, const ClaimRow *levels, Interval to, int sign) {
  Interval factor, expected, points;
  bool fits = growth_factor(&factor, percent, sign) && interval_mul(&expected, levels->from, factor);
  Derived d = verdict_of(fits, fits && interval_meet(expected, to));
  if (d == DERIVED_FAILS && row_is_percent(levels) && difference(&points, levels, to, sign) &&
      interval_meet(points, percent))
    return DERIVED_WRONG_UNIT;
  return d;
}

static Derived change_from_levels(const ClaimRow *by, const ClaimRow *levels, Str *how) {
  if (!is_by(by) || !levels->has_from || !is_to(levels)) return DERIVED_NOTHING;
  Figure change = figure_of(by), to = figure_of(levels);
  if (to.hedge == HEDGE_NONE) to.read = to.tight;
  int sign = by->change == CHANGE_DOWN_BY ? -1 : 1;
  bool same = by->kind == levels->kind && str_eq(by->quantity.unit, levels->quantity.unit);
  *how = STR("change from its two levels");
  if (row_is_percent(by) && by->kind == KIND_PERCENT) return percent_of_from(change.read, levels, to.read, sign);
  if (!same && !(row_is_points(by) && row_is_percent(levels))) return DERIVED_NOTHING;
  Interval moved;
  bool fits = difference(&moved, levels, to.read, sign);
  return verdict_of(fits, fits && interval_meet(moved, change.read));
}

/* "tripled" against "grew 203 percent" */
static Derived percent_from_multiple(const ClaimRow *multiple, const ClaimRow *percent, Str *how) {
  if (multiple->kind != KIND_MULTIPLE || percent->kind != KIND_PERCENT) return DERIVED_NOTHING;
  if (percent->change != CHANGE_UP_BY || multiple->change == CHANGE_DOWN_BY || multiple->change == CHANGE_DOWN_TO)
    return DERIVED_NOTHING;
  Interval factor;
  *how = STR("percentage from a multiple");
  bool fits = growth_factor(&factor, figure_of(percent).read, 1);
  Derived d = verdict_of(fits, fits && interval_meet(factor, figure_of(multiple).read));
  /* "three times as many" as something else is no growth */
  return d == DERIVED_FAILS && multiple->change == CHANGE_LEVEL ? DERIVED_NOTHING : d;
}

/* Dated well before the other was published, which dates itself not at all: "was $40 million a year earlier". */
static bool long_before(const ClaimRow *earlier, const ClaimRow *levels) {
  When x = row_when(earlier), y = row_when(levels);
  return x.known && !x.assumed && !y.known && levels->published.day != DAY_NONE &&
         (int64_t)levels->published.day - x.last > 90;
}

/* "doubled to 40%" against an earlier "was 20%". That an earlier level is another one is no contradiction unless it is said to be
 * the one before the change. */
static Derived earlier_level(const ClaimRow *levels, const ClaimRow *earlier, Str *how) {
  bool before = earlier->change == CHANGE_FROM ||
                (earlier->change == CHANGE_LEVEL && (times_order(earlier, levels) < 0 || long_before(earlier, levels)));
  if (!levels->has_from || !before || levels->kind != earlier->kind) return DERIVED_NOTHING;
  if (!str_eq(levels->quantity.unit, earlier->quantity.unit)) return DERIVED_NOTHING;
  *how = STR("level before the change");
  if (interval_meet(levels->from, figure_of(earlier).read)) return DERIVED_HOLDS;
  /* "to 376 from 421" and "from 376" are two movements, one after the other */
  bool next = interval_meet(figure_of(levels).tight, figure_of(earlier).tight);
  return earlier->change == CHANGE_FROM && !next ? DERIVED_FAILS : DERIVED_NOTHING;
}

Derived figures_derive(const ClaimRow *a, const ClaimRow *b, Str *how) {
  Derived (*const rules[])(const ClaimRow *, const ClaimRow *, Str *) = {change_from_levels, percent_from_multiple,
                                                                         earlier_level};
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    Derived d = rules[i](a, b, how);
    if (d == DERIVED_NOTHING) d = rules[i](b, a, how);
    if (d != DERIVED_NOTHING) return d;
  }
  *how = STR("");
  return DERIVED_NOTHING;
}
