/* read_duration.c -- lengths of time: "three days", "an hour and a half", "2 years 3 months", "28-year-old".
 *
 * The value counts the unit written; the TIMEX3 value is exact where the calendar allows: a fraction of an hour is counted in minutes (PT90M), of a
 * year stays a fraction of a year (P1.25Y), decades count years. Several units stand side by side (P1Y6M). */
#include "extractor/amount.h"

enum { MAX_PARTS = 6 };
typedef struct {
  Number count;
  const UnitRow *unit;
} Part;

typedef struct {
  Part part[MAX_PARTS];
  size_t n;
  bool decimal; /* a fraction written in digits stays in its unit */
} Length;

/* The next smaller unit: how many of it make one of this, by the TIMEX3 letter; half a month is 15 days. */
static int smaller(Str timex, const char **letter) {
  static const struct {
    const char *timex, *letter;
    int count;
  } table[] = {{"T1H", "T1M", 60}, {"T1M", "T1S", 60}, {"1D", "T1H", 24}, {"1W", "1D", 7}, {"1M", "1D", 30}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (str_is(timex, table[i].timex)) return *letter = table[i].letter, table[i].count;
  return 0;
}

/* "T1H" x 3 -> "T3H" into b, the T only once. */
static bool put_part(Buf *b, Number count, Str timex, bool *clock) {
  bool t = timex.n && timex.p[0] == 'T';
  size_t at = t, digits = at;
  Number each, v;
  while (digits < timex.n && (timex.p[digits] == '.' || (timex.p[digits] >= '0' && timex.p[digits] <= '9'))) digits++;
  if (!number_parse(&each, str_slice(timex, at, digits)) || !number_mul(&v, count, each)) return false;
  if (t && !*clock) buf_putc(b, 'T'), *clock = true;
  if (v.den != 1) return false;
  number_put(b, v);
  buf_put(b, str_slice(timex, digits, timex.n));
  return true;
}

static bool put_length(Buf *b, const Length *l) {
  bool clock = false;
  buf_putc(b, 'P');
  for (size_t i = 0; i < l->n; i++) {
    Number count = l->part[i].count, finer;
    Str timex = l->part[i].unit->timex;
    const char *letter;
    for (int each; !l->decimal && !number_is_whole(count) && (each = smaller(timex, &letter)) > 0;) {
      if (!number_mul(&finer, count, number_of(each)) || finer.den != 1) break;
      count = finer, timex = str_of(letter);
    }
    if (!timex.n || !put_part(b, count, timex, &clock)) return false;
  }
  return l->n > 0;
}

static bool glyph_or_decimal(const Reading *r, const Match *m) {
  const LexedNumber *n = slot_number(r, m, SLOT_value);
  return n && n->how == NUM_FRACTION;
}

/* The slot's unit, or the one that the rule sets under `key` ("2:03:59"). A letter may count other things too: "m" is a metre. */
static const UnitRow *slot_time(const Reading *r, const Match *m, Slot s, const char *key) {
  const UnitRow *u = slot_unit(r, m, s, false, NULL);
  if (!u) return unit_of_form(r, rule_set(m->rule, key));
  return u->timex.n ? u : slot_unit(r, m, s, false, "tighttime");
}

/* "two dozen years": the figure times the word's row in fractions.tsv. */
static bool times_dozen(Figure *f, const Reading *r, const Match *m) {
  Number factor;
  if (!slot_factor(&factor, r, m)) return true;
  if (!number_mul(&f->value, f->value, factor)) return false;
  f->written = (Written){.value = f->value, .digits = 1, .whole = true};
  return true;
}

/* "1 hour thirty": minutes behind hours. */
static bool add_minutes(Length *l, Figure *f, const UnitRow *u, Number minutes) {
  Number part;
  if (!str_is(u->timex, "T1H") || !number_div(&part, minutes, number_of(60)) || number_cmp(part, number_of(1)) >= 0)
    return false;
  if (!number_add(&f->value, f->value, part)) return false;
  f->written.value = l->part[0].count = f->value;
  return true;
}

/* A smaller unit behind the first: its part of the length, and of the figure where both are clocks or both calendars. The figure is then as
 * exact as it stands. */
static bool add_part(Length *l, Figure *f, const UnitRow *u, Number count, const UnitRow *other) {
  bool same = str_eq(other->dimension, u->dimension);
  Number part;
  if (!other->timex.n || (same && number_cmp(other->factor, u->factor) >= 0)) return false;
  l->part[l->n++] = (Part){count, other};
  if (!same || !number_mul(&part, count, other->factor) || !number_div(&part, part, u->factor)) return true;
  f->written.whole = number_add(&f->value, f->value, part);
  return true;
}

/* Slots value (n, denom) and unit, then minor and other: "1 year 6 months". */
static bool read_length(Length *l, Figure *f, const Reading *r, const Match *m, const UnitRow *u) {
  const UnitRow *other = slot_time(r, m, SLOT_other, "other");
  Figure minor;
  if (!figure_from_slots(f, r, m) || !times_dozen(f, r, m)) return false;
  l->part[l->n++] = (Part){f->value, u};
  if (!match_has(m, SLOT_minor)) return true;
  if (!figure_read(&minor, r, m, SLOT_minor, SLOT_COUNT, SLOT_COUNT)) return false;
  return other ? add_part(l, f, u, minor.value, other) : add_minutes(l, f, u, minor.value);
}

/* The third pair, in the slots to and tounit: "1 year 2 days 3 hours". */
static bool read_third(Length *l, Figure *f, const Reading *r, const Match *m, const UnitRow *u) {
  const UnitRow *third = slot_time(r, m, SLOT_tounit, "third");
  Figure count;
  if (!match_has(m, SLOT_to)) return true;
  return third && figure_read(&count, r, m, SLOT_to, SLOT_COUNT, SLOT_COUNT) && add_part(l, f, u, count.value, third);
}

static Str timex_of(const Reading *r, const Length *l) {
  Buf b = BUF_INIT;
  Str s = put_length(&b, l) ? arena_str(r->arena, buf_str(&b)) : STR("");
  buf_release(&b);
  return s;
}

Str duration_timex(const Reading *r, Number count, Str unit) {
  UnitRow row = {.timex = unit};
  Length l = {.part = {{count, &row}}, .n = 1};
  return timex_of(r, &l);
}

static bool read_ends(Length *l, Quantity *q, const Reading *r, const Match *m, const UnitRow *u) {
  const UnitRow *to = slot_unit(r, m, SLOT_tounit, false, NULL);
  Figure end;
  if (to && !str_eq(to->code, u->code)) return false;
  if (!quantity_from_slots(q, r, m, number_of(1)) || !figure_read(&end, r, m, SLOT_to, SLOT_toscale, SLOT_COUNT))
    return false;
  l->part[l->n++] = (Part){end.value, u};
  return true;
}

/* `set range=yes`: value and to are two ends; `set age=yes`: the written unit is "year of age", and years are meant when no unit stands there. */
bool read_duration(Mention *out, const Reading *r, const Match *m) {
  Quantity *q = &out->is.quantity;
  Length l = {.n = 0, .decimal = glyph_or_decimal(r, m)};
  bool age = rule_set(m->rule, "age").n > 0;
  const UnitRow *u = slot_time(r, m, SLOT_unit, "first");
  Figure f;
  if (!u) u = slot_time(r, m, SLOT_tounit, "first");
  if (!u && age) u = age_unit(r);
  if (!u || !u->timex.n || slot_is_year(r, m, SLOT_value)) return false;
  if (rule_set(m->rule, "range").n) {
    if (!read_ends(&l, q, r, m, u)) return false;
  } else if (!read_length(&l, &f, r, m, u) || !read_third(&l, &f, r, m, u) || !quantity_set(q, r, &f, number_of(1))) {
    return false;
  }
  if (!match_has(m, SLOT_value) && !match_has(m, SLOT_to) && !match_has(m, SLOT_denom) &&
      !match_has(m, SLOT_mod)) { /* "a week": no numeral, so no stated value */
    q->has_value = false;
    q->written_value = STR("");
  }
  out->timex = timex_of(r, &l);
  q->unit = u->code;
  q->written_unit = u->name;
  if (age)
    q->written_unit = arena_printf(r->arena, "%.*s %.*s", STR_ARGS(u->name), STR_ARGS(pack_units(r->pack)->of_age));
  else
    quantity_per(q, r, m);
  return true;
}
