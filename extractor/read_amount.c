/* read_amount.c -- figures with a unit of measure, and figures with none: percentages, quantities, numbers, ratios, multiples. */
#include "extractor/amount.h"

static Number one(void) { return number_of(1); }

/* "km/h": the code of a composed unit; UCUM writes the per-part behind a stroke. */
static Str code_per(const Reading *r, const UnitRow *u, const UnitRow *per) {
  return arena_printf(r->arena, "%.*s/%.*s", STR_ARGS(u->code), STR_ARGS(per->code));
}

/* "km^2", "m^3/h", "kg/m^3": the unit, or the per-part when that stands before the exponent, raised to slot part. */
static bool raise_unit(Quantity *q, const Reading *r, const Match *m, const UnitRow *u, const UnitRow *per) {
  const UnitBook *b = pack_units(r->pack);
  const LexedNumber *n = slot_number(r, m, SLOT_part);
  int64_t power = 0;
  if (!n) return true;
  if (!number_to_i64(&power, n->value) || (power != 2 && power != 3)) return false;
  Str name = power == 2 ? b->square : b->cubic;
  if (per && m->slot[SLOT_per].first < m->slot[SLOT_part].first) {
    q->unit = arena_printf(r->arena, "%.*s%d", STR_ARGS(q->unit), (int)power);
    q->per = arena_printf(r->arena, "%.*s %.*s", STR_ARGS(name), STR_ARGS(per->name));
    q->written_unit = unit_per(r, u->name, q->per);
    return true;
  }
  UnitRow raised = *u;
  raised.code = arena_printf(r->arena, "%.*s%d", STR_ARGS(u->code), (int)power);
  raised.name = arena_printf(r->arena, "%.*s %.*s", STR_ARGS(name), STR_ARGS(u->name));
  q->unit = per ? code_per(r, &raised, per) : raised.code;
  q->written_unit = q->per.n ? unit_per(r, raised.name, q->per) : raised.name;
  return true;
}

/* "during 2016 Stone spoke": a year, and a name that looks like a unit. */
static bool year_before_name(const Reading *r, const Match *m) {
  uint32_t i = m->slot[SLOT_unit].first;
  return match_has(m, SLOT_unit) && slot_is_year(r, m, SLOT_value) && r->tokens->items[i].kind == TOKEN_WORD &&
         r->tokens->items[i].shape == SHAPE_CAP;
}

bool read_amount(Mention *out, const Reading *r, const Match *m) {
  Quantity *q = &out->is.quantity;
  Str cls = rule_set(m->rule, "class");
  char want[24] = "";
  if (cls.n && cls.n < sizeof want) memcpy(want, cls.p, cls.n);
  const UnitRow *u = slot_unit(r, m, SLOT_unit, false, want[0] ? want : NULL);
  const UnitRow *to = slot_unit(r, m, SLOT_tounit, false, NULL);
  if (!u) u = to;
  if (!u) u = unit_of_form(r, rule_set(m->rule, "of")); /* "twenty below zero" */
  if (!u || year_before_name(r, m)) return false;
  if (to && match_has(m, SLOT_to) && !str_eq(to->code, u->code)) return false;
  if (!quantity_from_slots(q, r, m, one())) return false;
  const UnitRow *per = slot_unit(r, m, SLOT_per, false, NULL);
  q->unit = per ? code_per(r, u, per) : u->code;
  q->written_unit = u->name;
  quantity_per(q, r, m);
  return raise_unit(q, r, m, u, per) && times_slot(q, r, m);
}

/* --- pairs of number and unit --------------------------------------------------------------------------------------- */
enum { MAX_PAIRS = 6 };
typedef struct {
  Figure figure[MAX_PAIRS];
  const UnitRow *unit[MAX_PAIRS];
  size_t n;
} Pairs;

/* All numbers of the match, each with the unit token behind it. */
static bool read_pairs(Pairs *p, const Reading *r, const Match *m) {
  *p = (Pairs){.n = 0};
  for (uint32_t i = m->whole.first; i < m->whole.last; i++) {
    const Token *t = &r->tokens->items[i];
    const UnitRow *u = p->n ? token_unit(r, i, false, NULL) : NULL;
    if (u && !p->unit[p->n - 1]) {
      p->unit[p->n - 1] = u;
    } else if (t->kind == TOKEN_NUMBER) {
      const LexedNumber *n = &r->tokens->numbers[t->number];
      if (p->n == MAX_PAIRS) return false;
      p->figure[p->n++] = (Figure){n->value, n->written, n->scale, n->how == NUM_WORDS};
    }
  }
  return p->n >= 2 && p->unit[0];
}

/* Sum in the given pair's unit. */
static bool sum_in(Number *out, const Pairs *p, size_t unit) {
  Number sum = NUMBER_ZERO, x;
  for (size_t i = 0; i < p->n; i++)
    if (!p->unit[i] || !str_eq(p->unit[i]->dimension, p->unit[unit]->dimension) ||
        !number_mul(&x, p->figure[i].value, p->unit[i]->factor) || !number_add(&sum, sum, x))
      return false;
  return number_div(out, sum, p->unit[unit]->factor);
}

/* "6-foot-2": the number behind is in the unit that the rule names, and makes less than one of the unit before. */
static bool minor_unit(Pairs *p, const Reading *r, const Match *m) {
  size_t last = p->n - 1;
  Number part;
  p->unit[last] = unit_of_form(r, rule_set(m->rule, "minor"));
  return p->unit[last] && number_mul(&part, p->figure[last].value, p->unit[last]->factor) &&
         number_cmp(part, p->unit[last - 1]->factor) < 0;
}

/* "5 feet 2 inches": the value counts the smallest unit (62 in), unless the units mix systems and only the first stays exact;
 * what was written counts the first (31/6 foot). */
bool read_compound(Mention *out, const Reading *r, const Match *m) {
  Quantity *q = &out->is.quantity;
  Pairs p;
  Number value, first;
  if (!read_pairs(&p, r, m)) return false;
  size_t last = p.n - 1;
  Str within = rule_set(m->rule, "within");
  if (!p.unit[last] && !minor_unit(&p, r, m)) return false;
  if (within.n && str_find(within, p.unit[0]->dimension, 0) == SIZE_MAX) return false;
  for (size_t i = 1; i < p.n; i++)
    if (!p.unit[i] || number_cmp(p.unit[i]->factor, p.unit[i - 1]->factor) >= 0) return false;
  if (!sum_in(&value, &p, last) || !sum_in(&first, &p, 0)) return false;
  if (!number_is_whole(value) && number_is_whole(p.figure[last].value)) last = 0, value = first;
  Figure f = {.value = value, .written = {.value = value, .unit_exp = p.figure[p.n - 1].written.unit_exp, .digits = 3}};
  if (!quantity_set(q, r, &f, one())) return false;
  q->written_value = number_text(r, first);
  q->unit = p.unit[last]->code;
  q->written_unit = p.unit[0]->name;
  return true;
}

/* --- figures without a unit of measure ------------------------------------------------------------------------------ */
bool times_slot(Quantity *q, const Reading *r, const Match *m) {
  Number factor;
  if (!slot_factor(&factor, r, m)) return true;
  if (!q->has_value || !number_mul(&q->value, q->value, factor)) return false;
  q->written = (Written){.value = q->value, .digits = 1, .zeros = 0, .whole = true};
  q->range = interval_read(q->written, HEDGE_NONE);
  q->written_value = number_text(r, q->value);
  return true;
}

bool read_number(Mention *out, const Reading *r, const Match *m) {
  if (out->kind == KIND_NUMBER && slot_is_year(r, m, SLOT_value)) return false;
  if (rule_set(m->rule, "bounds").n) { /* "above 5 and below 3" bounds nothing */
    Figure low, high;
    if (!figure_read(&low, r, m, SLOT_value, SLOT_scale, SLOT_sign) ||
        !figure_read(&high, r, m, SLOT_to, SLOT_toscale, SLOT_tosign))
      return false;
    if (number_cmp(low.value, high.value) >= 0) return false;
  }
  return quantity_from_slots(&out->is.quantity, r, m, one()) && times_slot(&out->is.quantity, r, m);
}

/* "two thirds", "a third", "one in five", "3/4", "half": see figure_from_slots. */
bool read_ratio(Mention *out, const Reading *r, const Match *m) {
  Figure f;
  if (!figure_from_slots(&f, r, m)) return false;
  f.written.fraction = true;
  if (rule_set(m->rule, "proper").n && number_cmp(number_abs(f.value), one()) >= 0)
    return false; /* "12 out of 10" is no share */
  return quantity_set(&out->is.quantity, r, &f, one());
}

/* "30 times", "threefold", "doubled": the factor is the value slot's number or the word's row in fractions.tsv. */
bool read_multiple(Mention *out, const Reading *r, const Match *m) {
  Quantity *q = &out->is.quantity;
  const UnitBook *b = pack_units(r->pack);
  Number factor;
  if (slot_factor(&factor, r, m)) {
    Figure f = {.value = factor, .written = {.value = factor, .digits = 1}};
    if (!quantity_set(q, r, &f, one())) return false;
  } else if (!quantity_from_slots(q, r, m, one())) {
    return false;
  }
  q->unit = b->times;
  q->written_unit = b->times;
  return true;
}

/* A unit without a figure: any value. */
bool read_bare(Mention *out, const Reading *r, const Match *m) {
  const UnitRow *u = slot_unit(r, m, SLOT_unit, false, NULL);
  if (!u) return false;
  out->is.quantity.range = (Interval){.low = NUMBER_ZERO, .high = NUMBER_ZERO, .no_low = true, .no_high = true};
  out->is.quantity.unit = u->code;
  out->is.quantity.written_unit = u->name;
  return true;
}

bool read_noise(Mention *out, const Reading *r, const Match *m) {
  (void)r, (void)m;
  out->kind = KIND_NOISE;
  return true;
}

bool read_citation(Mention *out, const Reading *r, const Match *m) {
  const LexedNumber *n = slot_number(r, m, SLOT_ref);
  int64_t v = 0;
  if (!n || !number_to_i64(&v, n->value) || v < 0 || v > 9999) return false;
  out->kind = KIND_CITATION;
  out->is.citation.number = (int)v;
  out->is.citation.reference = -1;
  for (size_t i = 0; i < r->doc->nreferences; i++)
    if (r->doc->references[i].number == v) {
      out->is.citation.reference = (int)i;
      break;
    }
  return true;
}
