/* read_money.c -- money: a figure, a currency, perhaps minor units and a per-part.
 *
 * The value is in the unit of the ISO code (19 cents: 0.19 USD); written keeps what stands there (19, "cent"). */
#include "extractor/amount.h"

enum { MILLION = 1000000 };

/* "three yuan four mao five": a digit behind a minor unit that is a tenth counts tenths of it. */
static bool add_tenth(Figure *minor, const Reading *r, const Match *m, Number unit) {
  Figure f;
  Number tenth;
  if (!match_has(m, SLOT_part)) return true;
  return number_make(&tenth, 1, 10, 0) && number_eq(unit, tenth) &&
         figure_read(&f, r, m, SLOT_part, SLOT_COUNT, SLOT_COUNT) && number_cmp(f.value, number_of(10)) < 0 &&
         figure_times(&f, tenth) && number_add(&minor->value, minor->value, f.value);
}

/* "20 dollars 43 cents", "$20 43": minor units behind the major ones, a hundredth when no word names them. */
static bool add_minor(Quantity *q, const Reading *r, const Match *m, Number factor) {
  Figure major, minor;
  Number part;
  if (!figure_from_slots(&major, r, m) || !figure_read(&minor, r, m, SLOT_minor, SLOT_COUNT, SLOT_COUNT)) return false;
  static const char *const classes[] = {"minor", "minorsign", "minorafter"};
  const UnitRow *u = NULL;
  for (size_t i = 0; i < sizeof classes / sizeof *classes && !u; i++) u = slot_unit(r, m, SLOT_other, true, classes[i]);
  if (!number_make(&part, 1, 1, -2)) return false;
  if (u) part = u->factor;
  if (!add_tenth(&minor, r, m, part)) return false;
  if (major.scale || !number_mul(&part, part, minor.value) || number_cmp(part, number_of(1)) >= 0 ||
      !number_add(&major.value, major.value, part))
    return false;
  major.written = (Written){.value = major.value, .unit_exp = -2, .digits = (uint8_t)(major.written.digits + 2)};
  return quantity_set(q, r, &major, factor);
}

/* The currency of a range: both ends must agree where both name one; of "$" and "US$" the one that says more counts. */
static const UnitRow *range_unit(const Reading *r, const Match *m, const UnitRow *u) {
  const UnitRow *to = slot_unit(r, m, SLOT_tounit, true, NULL);
  if (!to || !u) return u ? u : to;
  bool kin = u->assume.n && str_ends(to->name, u->assume); /* "$50 AUD" */
  if (!str_eq(u->code, to->code) && !kin) return NULL;
  return u->assume.n ? to : u;
}

bool read_money(Mention *out, const Reading *r, const Match *m) {
  Quantity *q = &out->is.quantity;
  Str cls = rule_set(m->rule, "class");
  char want[24];
  if (cls.n >= sizeof want) return false;
  memcpy(want, cls.n ? cls.p : "", cls.n);
  want[cls.n] = '\0';
  const UnitRow *u = slot_unit(r, m, SLOT_unit, true, cls.n ? want : NULL);
  if (match_has(m, SLOT_tounit)) u = range_unit(r, m, u);
  if (!u) return false;
  u = unit_resolve(r, u, &q->unit_assumed);
  if (!(match_has(m, SLOT_minor) ? add_minor(q, r, m, u->factor) : quantity_from_slots(q, r, m, u->factor)))
    return false;
  q->unit = u->code;
  q->written_unit = u->name;
  if (number_cmp(u->factor, number_of(MILLION)) >= 0)
    q->written_value = number_text(r, q->value); /* "30 MUSD": 30000000 dollars */
  quantity_per(q, r, m);
  return true;
}
