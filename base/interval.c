/* interval.c -- figures as ranges.
 *
 * The width comes from how a figure was written, never from its size alone: a figure speaks for half a unit of its
 * last significant digit (tight), a round one for more (loose), a hedged one for more still (about). Where exact
 * arithmetic does not fit into a Number, the narrower reading is kept: nothing is ever guessed wider. */
#include "base/interval.h"

static const char *const names[] = {"none",    "about",  "over",      "at_least", "under",
                                    "at_most", "nearly", "just_over", "between",  "vague"};
enum { NAMES = sizeof names / sizeof *names };

const char *hedge_name(Hedge h) { return names[h]; }

bool hedge_parse(Hedge *out, Str name) {
  for (size_t i = 0; i < NAMES; i++)
    if (str_is(name, names[i])) {
      *out = (Hedge)i;
      return true;
    }
  return false;
}

/* --- readings --------------------------------------------------------------------------------------------------- */

Interval interval_closed(Number low, Number high) { return (Interval){.low = low, .high = high}; }

static Interval around(Number v, Number half) {
  Number low, high;
  if (!number_sub(&low, v, half) || !number_add(&high, v, half)) return interval_closed(v, v);
  return interval_closed(low, high);
}

/* factor x 10^power, factor in tenths. */
static Number tenths(int64_t factor, int power) {
  Number n;
  return number_make(&n, factor, 1, power - 1) ? n : NUMBER_ZERO;
}

static Number share_of(Number v, int64_t parts_of_ten) {
  Number n;
  return number_mul(&n, v, tenths(parts_of_ten, 0)) ? n : v;
}

/* Power of ten of the last significant digit: of an integer with trailing zeros at least two digits count. */
static int significant_exp(Written w) {
  int nonzero = w.digits - w.zeros, least = w.digits < 2 ? w.digits : 2;
  int significant = nonzero > least ? nonzero : least;
  return w.unit_exp + w.digits - significant;
}

static bool is_exact(Written w) { return w.fraction || (w.whole && w.zeros == 0 && w.unit_exp == 0); }

Interval interval_tight(Written w) {
  return around(w.value, is_exact(w) ? NUMBER_ZERO : tenths(5, significant_exp(w)));
}

static Interval loose(Written w) {
  if (!w.fraction && w.zeros == 0) return interval_tight(w);
  Number tenth = number_abs(share_of(w.value, 1));
  if (w.fraction) return around(w.value, tenth);
  Number half = tenths(5, w.unit_exp + w.zeros);
  return interval_join(interval_tight(w), around(w.value, number_cmp(half, tenth) < 0 ? half : tenth));
}

static Interval about(Written w) {
  Interval bare = loose(w);
  if (w.zeros > 0 || w.fraction) return bare;
  if (w.digits < 2) return is_exact(w) ? around(w.value, tenths(10, w.unit_exp)) : bare; /* "about 5 people": 4 to 6 */
  return interval_join(bare, around(w.value, tenths(50, w.unit_exp)));
}

/* From v outwards or inwards by a tenth of it, v itself excluded; ends in order for negative values too. "Nearly zero" has no width. */
static Interval beside(Number v, int64_t parts_of_ten) {
  Number end = share_of(v, parts_of_ten);
  int order = number_cmp(end, v);
  if (order == 0) return interval_closed(v, v);
  if (order < 0) return (Interval){.low = end, .high = v, .high_open = true};
  return (Interval){.low = v, .high = end, .low_open = true};
}

Interval interval_read(Written w, Hedge h) {
  switch (h) {
  case HEDGE_ABOUT: return about(w);
  case HEDGE_OVER: return (Interval){.low = w.value, .low_open = true, .no_high = true};
  case HEDGE_AT_LEAST: return (Interval){.low = w.value, .no_high = true};
  case HEDGE_UNDER: return (Interval){.high = w.value, .high_open = true, .no_low = true};
  case HEDGE_AT_MOST: return (Interval){.high = w.value, .no_low = true};
  case HEDGE_NEARLY: return beside(w.value, 9);
  case HEDGE_JUST_OVER: return beside(w.value, 11);
  default: return loose(w);
  }
}

Interval interval_between(Written a, Written b) {
  if (number_cmp(a.value, b.value) > 0) return interval_between(b, a);
  return interval_closed(interval_tight(a).low, interval_tight(b).high);
}

/* --- relations -------------------------------------------------------------------------------------------------- */

int interval_cmp_low(Interval a, Interval b) {
  if (a.no_low || b.no_low) return b.no_low - a.no_low;
  int c = number_cmp(a.low, b.low);
  return c ? c : a.low_open - b.low_open;
}

int interval_cmp_high(Interval a, Interval b) {
  if (a.no_high || b.no_high) return a.no_high - b.no_high;
  int c = number_cmp(a.high, b.high);
  return c ? c : b.high_open - a.high_open;
}

/* Whether x lies wholly below y. */
static bool below(Interval x, Interval y) {
  if (x.no_high || y.no_low) return false;
  int c = number_cmp(x.high, y.low);
  return c < 0 || (c == 0 && (x.high_open || y.low_open));
}

bool interval_meet(Interval a, Interval b) { return !below(a, b) && !below(b, a); }
bool interval_contains(Interval a, Number v) { return interval_meet(a, interval_closed(v, v)); }
bool interval_inside(Interval inner, Interval outer) {
  return interval_cmp_low(outer, inner) <= 0 && interval_cmp_high(outer, inner) >= 0;
}

static Interval ends(Interval low, Interval high) {
  return (Interval){low.low, high.high, low.low_open, high.high_open, low.no_low, high.no_high};
}

Interval interval_join(Interval a, Interval b) {
  return ends(interval_cmp_low(a, b) <= 0 ? a : b, interval_cmp_high(a, b) >= 0 ? a : b);
}

bool interval_cut(Interval *out, Interval a, Interval b) {
  if (!interval_meet(a, b)) return false;
  *out = ends(interval_cmp_low(a, b) >= 0 ? a : b, interval_cmp_high(a, b) <= 0 ? a : b);
  return true;
}

bool interval_gap(Number *out, Interval a, Interval b) {
  if (below(a, b)) return number_sub(out, b.low, a.high);
  if (below(b, a)) return number_sub(out, a.low, b.high);
  *out = NUMBER_ZERO;
  return true;
}

/* --- arithmetic ------------------------------------------------------------------------------------------------- */

static Interval swapped(Interval a) { return (Interval){a.high, a.low, a.high_open, a.low_open, a.no_high, a.no_low}; }

bool interval_scale(Interval *out, Interval a, Number factor) {
  Interval r = a;
  if (number_sign(factor) == 0) {
    *out = interval_closed(NUMBER_ZERO, NUMBER_ZERO);
    return true;
  }
  if (!a.no_low && !number_mul(&r.low, a.low, factor)) return false;
  if (!a.no_high && !number_mul(&r.high, a.high, factor)) return false;
  *out = number_sign(factor) < 0 ? swapped(r) : r;
  return true;
}

bool interval_shift(Interval *out, Interval a, Number by) { return interval_add(out, a, interval_closed(by, by)); }

bool interval_add(Interval *out, Interval a, Interval b) {
  Interval r = {.low_open = a.low_open || b.low_open,
                .high_open = a.high_open || b.high_open,
                .no_low = a.no_low || b.no_low,
                .no_high = a.no_high || b.no_high};
  if (!r.no_low && !number_add(&r.low, a.low, b.low)) return false;
  if (!r.no_high && !number_add(&r.high, a.high, b.high)) return false;
  *out = r;
  return true;
}

bool interval_sub(Interval *out, Interval a, Interval b) {
  Interval minus = swapped(b);
  minus.low = number_neg(minus.low);
  minus.high = number_neg(minus.high);
  return interval_add(out, a, minus);
}

/* An end of a product is missed when one factor's end is, unless the other end is a zero that is reached. */
static bool open_product(Number x, bool x_open, Number y, bool y_open) {
  if ((x.num == 0 && !x_open) || (y.num == 0 && !y_open)) return false;
  return x_open || y_open;
}

bool interval_mul(Interval *out, Interval a, Interval b) {
  Interval r = {.no_low = a.no_low || b.no_low, .no_high = a.no_high || b.no_high};
  if (!r.no_low) {
    if (!number_mul(&r.low, a.low, b.low)) return false;
    r.low_open = open_product(a.low, a.low_open, b.low, b.low_open);
  }
  if (!r.no_high) {
    if (!number_mul(&r.high, a.high, b.high)) return false;
    r.high_open = open_product(a.high, a.high_open, b.high, b.high_open);
  }
  *out = r;
  return true;
}

bool interval_div(Interval *out, Interval a, Interval b) {
  if (b.no_low || number_sign(b.low) <= 0) return false;
  Interval r = {.no_low = a.no_low, .no_high = a.no_high};
  if (!r.no_low && b.no_high) {
    r.low = NUMBER_ZERO;
    r.low_open = a.low.num != 0 || a.low_open;
  } else if (!r.no_low) {
    if (!number_div(&r.low, a.low, b.high)) return false;
    r.low_open = open_product(a.low, a.low_open, b.high, b.high_open);
  }
  if (!r.no_high) {
    if (!number_div(&r.high, a.high, b.low)) return false;
    r.high_open = open_product(a.high, a.high_open, b.low, b.low_open);
  }
  *out = r;
  return true;
}
