/* interval.h -- what a stated figure allows: the hinge of the program.
 *
 * A figure is read as a range of values. "598 billion" is [597.5, 598.5] when read tightly, "about 598 billion"
 * [593, 603], "over 3 trillion" (3e12, ...). Two figures disagree only when their ranges cannot meet. The rounding
 * rule is XBRL's (SEC EDGAR Filer Manual 6.5.12, `decimals`). Pure functions; see docs/comparing.md. */
#ifndef BASE_INTERVAL_H
#define BASE_INTERVAL_H
#include "base/number.h"

typedef enum {
  HEDGE_NONE,
  HEDGE_ABOUT,
  HEDGE_OVER,
  HEDGE_AT_LEAST,
  HEDGE_UNDER,
  HEDGE_AT_MOST,
  HEDGE_NEARLY,
  HEDGE_JUST_OVER,
  HEDGE_BETWEEN,
  HEDGE_VAGUE
} Hedge;
const char *hedge_name(Hedge h); /* "none", "about", "over", "at_least", ... */
bool hedge_parse(Hedge *out, Str name);

typedef struct {
  Number low, high;         /* meaningless on an unbounded side */
  bool low_open, high_open; /* the end itself is excluded */
  bool no_low, no_high;     /* unbounded */
} Interval;

/* How a figure was written: what its reading depends on beside its value. */
typedef struct {
  Number value;   /* scale word applied; for between: unused */
  int unit_exp;   /* power of ten of the last written digit, scale applied: "598 billion" 9, "3.0" -1, "600" 0 */
  uint8_t zeros;  /* trailing zero digits of the written integer: "600" 2, "3.0" 0, "598" 0, "1,000" 3 */
  uint8_t digits; /* written digits without leading zeros: "600" 3, "3.0" 2, "0.25" 2; number words: as digits */
  bool whole;     /* a count of whole things: exact without trailing zeros */
  bool fraction;  /* written as a fraction in words or n/d: exact when tight, +-10 % when loose */
} Written;

/* The tight reading: +-half of the last significant digit (trailing zeros of an integer count as if two digits are
 * significant). Half-width zero (exact) for counts without trailing zeros and fractions. */
Interval interval_tight(Written w);
/* What the words allow: tight/loose/about and one-sided bounds as in design (comparison.md, Intervals). HEDGE_BETWEEN and HEDGE_VAGUE
 * are made by their readers with interval_between and interval_vague, not here. */
Interval interval_read(Written w, Hedge h);
/* tight low of a to tight high of b; a and b are put in order. */
Interval interval_between(Written a, Written b);
/* [low, high] closed. */
Interval interval_closed(Number low, Number high);
bool interval_meet(Interval a, Interval b); /* share a value, open ends respected */
/* Order of two lower ends, <0 when a reaches further down; of two upper ends, >0 when a reaches further up. */
int interval_cmp_low(Interval a, Interval b);
int interval_cmp_high(Interval a, Interval b);
bool interval_contains(Interval a, Number v);
bool interval_inside(Interval inner, Interval outer);
Interval interval_join(Interval a, Interval b);           /* smallest that holds both */
bool interval_cut(Interval *out, Interval a, Interval b); /* intersection; false when empty */
/* Distance of the nearest ends, zero when they meet. false on overflow. */
bool interval_gap(Number *out, Interval a, Interval b);
bool interval_scale(Interval *out, Interval a, Number factor); /* a negative factor swaps the ends */
bool interval_shift(Interval *out, Interval a, Number by);
bool interval_sub(Interval *out, Interval a, Interval b); /* {x-y} */
bool interval_add(Interval *out, Interval a, Interval b);
bool interval_mul(Interval *out, Interval a, Interval b); /* both >= 0 */
bool interval_div(Interval *out, Interval a, Interval b); /* both >= 0, b's low > 0 */
#endif
