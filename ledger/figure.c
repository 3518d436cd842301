/* figure.c -- two quantities in one unit, exactly.
 *
 * What a quantity measures is one of a few classes. Ratios are read as per cent and basis points as percentage points;
 * UCUM units go through their dimension's base unit; counts compare when the same things are counted; a bare number takes
 * the class of the other side. */
#include "ledger/compare_p.h"

typedef enum { CLASS_MONEY, CLASS_PERCENT, CLASS_POINTS, CLASS_MULTIPLE, CLASS_UNIT, CLASS_COUNT, CLASS_NUMBER } Class;

static bool is_change(const ClaimRow *r) { return r->change == CHANGE_UP_BY || r->change == CHANGE_DOWN_BY; }

static Class class_of(const ClaimRow *r) {
  Str unit = r->quantity.unit;
  switch (r->kind) {
  case KIND_MONEY: return CLASS_MONEY;
  case KIND_PERCENT:
    if (str_is(unit, "pp") || str_is(unit, "bp")) return CLASS_POINTS;
    /* "cut rates by 0.5 percent" means points */
    return is_change(r) && r->root && str_is(r->root->kind, "rate") ? CLASS_POINTS : CLASS_PERCENT;
  case KIND_RATIO: return CLASS_PERCENT;
  case KIND_MULTIPLE: return CLASS_MULTIPLE;
  case KIND_COUNT: return CLASS_COUNT;
  case KIND_NUMBER: return CLASS_NUMBER;
  default: return CLASS_UNIT;
  }
}

bool row_is_percent(const ClaimRow *r) { return class_of(r) == CLASS_PERCENT; }
bool row_is_points(const ClaimRow *r) { return class_of(r) == CLASS_POINTS; }

/* value -> (value + offset) x factor; false when it does not fit. */
static bool figure_convert(Figure *f, Number offset, Number factor) {
  Figure r = *f;
  if (!interval_shift(&r.read, f->read, offset) || !interval_scale(&r.read, r.read, factor)) return false;
  if (!interval_shift(&r.tight, f->tight, offset) || !interval_scale(&r.tight, r.tight, factor)) return false;
  if (f->has_value && (!number_add(&r.value, f->value, offset) || !number_mul(&r.value, r.value, factor))) return false;
  *f = r;
  return true;
}

/* A positive figure of a measure that counts downwards ("a loss of 5 million") is a negative one of its root. */
static bool counts_down(const ClaimRow *r) {
  if (!r->measure || r->measure->sign >= 0 || str_is(r->measure->kind, "delta")) return false;
  return r->quantity.has_value ? number_sign(r->quantity.value) > 0
                               : !r->quantity.range.no_low && number_sign(r->quantity.range.low) > 0;
}

/* A bare number of people is as exact as "22 people". */
static Quantity counted(const ClaimRow *r) {
  Quantity q = r->quantity;
  bool count = r->kind == KIND_NUMBER && r->root && str_is(r->root->unit_class, "count");
  if (!count || q.written.whole || !q.has_value || q.hedge >= HEDGE_BETWEEN) return q;
  q.written.whole = number_is_whole(q.value);
  q.range = interval_read(q.written, q.hedge);
  return q;
}

Figure figure_of(const ClaimRow *r) {
  const Quantity own = counted(r), *q = &own;
  bool stated = q->has_value && q->hedge != HEDGE_BETWEEN && q->hedge != HEDGE_VAGUE;
  Figure f = {.read = q->range,
              .tight = stated ? interval_tight(q->written) : q->range,
              .value = q->value,
              .has_value = q->has_value,
              .hedge = q->hedge,
              .unit_exp = q->written.unit_exp};
  if (r->kind == KIND_RATIO) figure_convert(&f, NUMBER_ZERO, number_of(100));
  if (str_is(q->unit, "bp")) figure_convert(&f, NUMBER_ZERO, (Number){1, 1, -2});
  if (counts_down(r)) figure_convert(&f, NUMBER_ZERO, number_of(-1));
  return f;
}

bool figure_is_bound(const Figure *f) { return f->hedge >= HEDGE_OVER && f->hedge <= HEDGE_BETWEEN; }

bool figure_is_exact(const Figure *f) {
  return !f->tight.no_low && !f->tight.no_high && number_eq(f->tight.low, f->tight.high);
}

bool figure_precision(Number *out, const Figure *f) {
  return !f->tight.no_low && !f->tight.no_high && number_sub(out, f->tight.high, f->tight.low);
}

bool equally_precise(const Figure *a, const Figure *b) {
  Number x, y;
  return figure_precision(&x, a) && figure_precision(&y, b) && number_eq(x, y);
}

/* --- what is counted ------------------------------------------------------------------------------------------------ */

/* A note of the table ("pay (noun)") is no part of the word. */
bool listed(Str list, Str noun) {
  for (Str item; str_split(&item, &list, ';');)
    if (str_eq_nocase(str_trim(str_slice(item, 0, str_chr(item, '(', 0))), noun)) return true;
  return false;
}

static Str last_word(Str s) {
  size_t i = s.n;
  while (i > 0 && s.p[i - 1] != ' ') i--;
  return str_slice(s, i, s.n);
}

/* "company" and "public company" are the same thing, said more closely. */
static bool same_noun(Str a, Str b) {
  if (a.n == 0 || b.n == 0 || str_eq_nocase(a, b)) return true;
  Str shorter = a.n < b.n ? a : b, longer = a.n < b.n ? b : a;
  return str_eq_nocase(shorter, last_word(longer));
}

static bool same_things(const ClaimRow *a, const ClaimRow *b) {
  Str x = a->quantity.unit, y = b->quantity.unit;
  if (same_noun(x, y)) return true;
  Str nouns = a->root && a->root->nouns.n ? a->root->nouns : a->measure ? a->measure->nouns : STR("");
  return a->root == b->root && (listed(nouns, x) || listed(nouns, last_word(x))) &&
         (listed(nouns, y) || listed(nouns, last_word(y)));
}

/* --- units ------------------------------------------------------------------------------------------------------------ */

static UnitRelation align_units(Figure *fa, Figure *fb, const ClaimRow *a, const ClaimRow *b) {
  if (str_eq(a->quantity.unit, b->quantity.unit)) return UNITS_SAME;
  const Unit *ua = unit_find(a->quantity.unit), *ub = unit_find(b->quantity.unit);
  if (!ua || !ub || !str_eq(ua->dimension, ub->dimension)) return UNITS_DIFFERENT;
  if (!figure_convert(fa, ua->offset, ua->factor) || !figure_convert(fb, ub->offset, ub->factor))
    return UNITS_DIFFERENT;
  Number ratio = NUMBER_ZERO;
  number_div(&ratio, ua->factor, ub->factor);
  bool power = number_eq(ua->offset, ub->offset) && ratio.num == 1 && ratio.den == 1;
  return power ? UNITS_SAME : UNITS_CONVERTED;
}

/* How many days a rate may be off the figures' day. */
enum { RATE_DAYS = 7 };

static Day rate_day(const ClaimRow *r) {
  When w = row_when(r);
  return w.known ? w.first : r->published.day;
}

/* Into the currency that comes first in the alphabet, so that the order of the two claims changes nothing. */
static UnitRelation align_money(Figure *fa, Figure *fb, Rate *rate, const ClaimRow *a, const ClaimRow *b,
                                const Rates *rates) {
  Str ca = a->quantity.unit, cb = b->quantity.unit;
  if (str_eq(ca, cb) || !ca.n || !cb.n) return UNITS_SAME; /* "10 grand" names no currency */
  bool convert_a = str_cmp(ca, cb) > 0;
  Day da = rate_day(a), db = rate_day(b), day = da == DAY_NONE || (db != DAY_NONE && db < da) ? db : da;
  if (!rates || day == DAY_NONE || !rates_find(rate, rates, convert_a ? ca : cb, convert_a ? cb : ca, day, RATE_DAYS))
    return UNITS_CURRENCY;
  return figure_convert(convert_a ? fa : fb, NUMBER_ZERO, rate->rate) ? UNITS_RATE : UNITS_CURRENCY;
}

static bool either(Class x, Class y, Class one, Class other) {
  return (x == one && y == other) || (x == other && y == one);
}

UnitRelation figures_align(Figure *fa, Figure *fb, Rate *rate, const ClaimRow *a, const ClaimRow *b,
                           const Rates *rates) {
  Class ca = class_of(a), cb = class_of(b);
  *fa = figure_of(a);
  *fb = figure_of(b);
  if (ca == cb) {
    if (ca == CLASS_MONEY) return align_money(fa, fb, rate, a, b, rates);
    if (ca == CLASS_UNIT) return align_units(fa, fb, a, b);
    return ca == CLASS_COUNT && !same_things(a, b) ? UNITS_NOUNS : UNITS_SAME;
  }
  if (either(ca, cb, CLASS_PERCENT, CLASS_POINTS)) return UNITS_PERCENT;
  if (either(ca, cb, CLASS_MULTIPLE, CLASS_PERCENT)) return UNITS_MULTIPLE;
  if (either(ca, cb, CLASS_NUMBER, CLASS_COUNT)) return UNITS_SAME;
  /* "magnitude 6.3", "he is 47": a bare number in the unit that the measure has anyway */
  if (either(ca, cb, CLASS_NUMBER, CLASS_UNIT) && a->root && a->root == b->root) return UNITS_SAME;
  /* "invested hundreds of billions" */
  bool sum = a->root && a->root == b->root && str_is(a->root->unit_class, "money");
  if (either(ca, cb, CLASS_NUMBER, CLASS_MONEY) && sum) return UNITS_SAME;
  return UNITS_DIFFERENT;
}

/* --- for clusters --------------------------------------------------------------------------------------------------------- */

Dimension row_dimension(const ClaimRow *r) {
  Str unit = r->quantity.unit;
  const Unit *u;
  switch (class_of(r)) {
  case CLASS_MONEY: return (Dimension){STR("money"), unit};
  case CLASS_PERCENT: return (Dimension){STR("percent"), STR("")};
  case CLASS_POINTS: return (Dimension){STR("points"), STR("")};
  case CLASS_MULTIPLE: return (Dimension){STR("multiple"), STR("")};
  case CLASS_NUMBER: return (Dimension){STR("count"), STR("")};
  case CLASS_COUNT:
    return (Dimension){STR("count"),
                       r->root && (listed(r->root->nouns, unit) || listed(r->root->nouns, last_word(unit)))
                           ? STR("")
                           : last_word(unit)};
  default: u = unit_find(unit); return (Dimension){STR("unit"), u ? u->dimension : unit};
  }
}

bool figure_to_base(Figure *f, const ClaimRow *r) {
  *f = figure_of(r);
  const Unit *u = class_of(r) == CLASS_UNIT ? unit_find(r->quantity.unit) : NULL;
  return !u || figure_convert(f, u->offset, u->factor);
}

bool figure_at_rate(Figure *f, const ClaimRow *r, Str currency, const Rates *rates) {
  Rate rate;
  Day day = rate_day(r);
  return rates && day != DAY_NONE && rates_find(&rate, rates, r->quantity.unit, currency, day, RATE_DAYS) &&
         figure_convert(f, NUMBER_ZERO, rate.rate);
}
