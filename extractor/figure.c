/* figure.c -- from the tokens of a slot to an exact figure, and from figures to a Quantity.
 *
 * The tokenizer has read each number; here they are put together: "10 1/2" is three numbers and a stroke, "2-3 billion" lends its scale to the
 * first, "5m" has its scale behind it as a letter. What was written (digits, zeros) is kept beside the value: the interval depends on it. */
#include "extractor/amount.h"

Str number_text(const Reading *r, Number n) {
  Buf b = BUF_INIT;
  number_put(&b, n);
  Str s = arena_str(r->arena, buf_str(&b));
  buf_release(&b);
  return s;
}

static const LexedNumber *number_at(const Reading *r, uint32_t i) {
  const Token *t = &r->tokens->items[i];
  return t->kind == TOKEN_NUMBER ? &r->tokens->numbers[t->number] : NULL;
}

static void from_lexed(Figure *f, const LexedNumber *n) {
  *f = (Figure){n->value, n->written, n->scale, n->how == NUM_WORDS};
}

static bool scale_figure(Figure *f, int power) {
  if (!number_pow10(&f->value, f->value, power)) return false;
  f->written.value = f->value;
  f->written.unit_exp += power;
  f->scale = (int8_t)(f->scale + power);
  return true;
}

static bool make_fraction(Figure *f, Number whole, Number num, Number den) {
  Number part;
  if (!number_div(&part, num, den) || !number_add(&f->value, whole, part)) return false;
  f->written = (Written){.value = f->value, .digits = 1, .fraction = true};
  f->scale = 0;
  return true;
}

/* "3 1/2 million": the tokenizer has given the scale to the denominator; it scales the whole. */
static bool stroke_fraction(Figure *f, Number whole, Number num, const LexedNumber *den) {
  Number plain;
  if (!number_pow10(&plain, den->value, -den->scale) || !make_fraction(f, whole, num, plain)) return false;
  return !den->scale || scale_figure(f, den->scale);
}

/* "10 000": two groups of one number. */
static bool join_groups(Figure *f, const LexedNumber *head, const LexedNumber *tail) {
  Number v;
  if (head->how != NUM_DIGITS || !number_mul(&v, head->value, number_of(1000)) || !number_add(&v, v, tail->value))
    return false;
  uint8_t zeros = number_sign(tail->value) ? tail->written.zeros : (uint8_t)(head->written.zeros + 3);
  *f = (Figure){.value = v, .written = {.value = v, .zeros = zeros, .digits = (uint8_t)(head->written.digits + 3)}};
  return true;
}

/* "two hundred point zero three": the numbers behind a word are decimals, written one after the other; the last may bring a scale ("two point
 * five million"). */
static bool read_decimals(Figure *f, const Reading *r, Range slot, uint32_t word) {
  Buf b = BUF_INIT;
  bool ok = true;
  int scale = 0;
  for (uint32_t i = slot.first; i < slot.last && ok; i++) {
    const LexedNumber *x = number_at(r, i);
    if (i == word) buf_puts(&b, b.n ? "." : "0.");
    if (!x) continue;
    Number v = x->value;
    if (i > word) scale = x->scale;
    ok = (i < word || number_pow10(&v, v, -x->scale)) && v.den == 1 && number_is_whole(v) && number_sign(v) >= 0;
    if (ok) number_put(&b, v);
  }
  size_t point = str_chr(buf_str(&b), '.', 0);
  ok = ok && point != SIZE_MAX && number_parse(&f->value, buf_str(&b));
  *f = (Figure){.value = f->value,
                .written = {.value = f->value, .unit_exp = -(int)(b.n - point - 1), .digits = (uint8_t)(b.n - 1)},
                .words = true};
  buf_release(&b);
  return ok && (!scale || scale_figure(f, scale));
}

/* "6 . 2": the digits behind a point that has blanks around it. */
static bool join_decimals(Figure *f, const LexedNumber *head, const LexedNumber *tail) {
  Number part;
  if (head->how != NUM_DIGITS || tail->how != NUM_DIGITS || !number_pow10(&part, tail->value, -(int)tail->ndigits) ||
      !number_add(&f->value, head->value, part))
    return false;
  uint8_t digits = (uint8_t)(head->written.digits + tail->ndigits);
  *f = (Figure){.value = f->value, .written = {.value = f->value, .unit_exp = -(int)tail->ndigits, .digits = digits}};
  return true;
}

/* A slot holds one number, three around a stroke's two sides ("10 1/2": whole, numerator, denominator), or two ("1/4"); in "⅔" the tokenizer has
 * put it together already. Whether a stroke is there tells "1/4" from "1 4". */

static bool read_tokens(Figure *f, const Reading *r, Range slot) {
  const LexedNumber *n[3] = {0};
  size_t count = 0;
  bool stroke = false, point = false;
  for (uint32_t i = slot.first; i < slot.last; i++)
    if (r->tokens->items[i].kind == TOKEN_WORD) return read_decimals(f, r, slot, i);
  for (uint32_t i = slot.first; i < slot.last; i++) {
    const LexedNumber *x = number_at(r, i);
    Str s = token_text(r->doc, &r->tokens->items[i]);
    point |= str_is(s, ".");
    stroke |= str_is(s, "/") || str_is(s, "⁄");
    if (!x) continue;
    if (count == 3) return false;
    n[count++] = x;
  }
  if (count == 0) return false;
  from_lexed(f, n[0]);
  if (count == 1) return n[0]->how != NUM_DOTTED;
  if (count == 2 && point) return join_decimals(f, n[0], n[1]);
  if (count == 2 && stroke) return stroke_fraction(f, NUMBER_ZERO, n[0]->value, n[1]);
  if (count == 3 && stroke) return stroke_fraction(f, n[0]->value, n[1]->value, n[2]);
  if (count == 2 && n[1]->how == NUM_DIGITS && n[1]->ndigits == 3) return join_groups(f, n[0], n[1]);
  return count == 2 && n[1]->written.fraction && make_fraction(f, n[0]->value, n[1]->value, number_of(1));
}

/* A dash that touches a word or number on its left joins them ("COVID-19", "5-10"), and one with blanks on both sides is a dash between phrases,
 * unless the sentence begins with it: no minus. */
static bool joins(const Reading *r, const Match *m, Slot sign) {
  uint32_t at = m->slot[sign].first;
  if (at == 0 || r->tokens->items[at].kind != TOKEN_PUNCT) return false;
  const Token *before = &r->tokens->items[at - 1];
  if (before->end == r->tokens->items[at].start && (before->kind == TOKEN_WORD || before->kind == TOKEN_NUMBER))
    return true;
  return r->tokens->items[at + 1].kind == TOKEN_SPACE && at > r->tokens->sentences[r->sentence].first &&
         !rule_set(m->rule, "apart").n;
}

bool figure_read(Figure *out, const Reading *r, const Match *m, Slot value, Slot scale, Slot sign) {
  if (!match_has(m, value) || !read_tokens(out, r, m->slot[value])) return false;
  int power = slot_scale(r, m, scale);
  if (power && !scale_figure(out, power)) return false;
  if (match_has(m, sign) && !str_is(slot_text(r, m, sign), "+")) {
    if (joins(r, m, sign)) return false;
    out->value = number_neg(out->value);
    out->written.value = out->value;
  }
  return true;
}

/* The denominator in slot denom: a row of fractions.tsv ("thirds") or a number (an ordinal's rank, "in 5"). */
static bool read_denominator(Number *out, const Reading *r, const Match *m) {
  const UnitBook *b = pack_units(r->pack);
  int row = b->fractions ? slot_row(r, m, SLOT_denom, b->fractions) : -1;
  Figure f;
  if (row >= 0) return *out = b->part[row], true;
  if (!read_tokens(&f, r, m->slot[SLOT_denom])) return false;
  return *out = f.value, number_sign(f.value) > 0;
}

/* What the part is a part of. Slot count: "two thirds of a million". Behind a whole with a scale it counts that scale ("3 million and a quarter")
 * or its own ("3 billion and a quarter million"). */
static bool scale_part(Number *part, const Reading *r, const Match *m, int whole) {
  Figure of;
  int own = slot_scale(r, m, SLOT_scale);
  if (match_has(m, SLOT_count)) {
    if (!figure_read(&of, r, m, SLOT_count, SLOT_COUNT, SLOT_COUNT) || of.scale < 3) return false;
    return number_mul(part, *part, of.value);
  }
  return whole < 3 || number_pow10(part, *part, own ? own : whole);
}

/* value + n/denom, the scale over both: "two and three quarters", "half a million". */
static bool read_parts(Figure *f, const Reading *r, const Match *m) {
  Figure n = {.value = number_of(1)};
  Number den, part, whole = NUMBER_ZERO;
  int scale = 0;
  if (match_has(m, SLOT_value)) {
    if (!figure_read(f, r, m, SLOT_value, SLOT_COUNT, SLOT_COUNT)) return false;
    whole = f->value;
    scale = f->scale;
  }
  if (rule_set(m->rule, "plus").n) whole = number_of(1); /* "a cent and a half" */
  if (match_has(m, SLOT_n) && !figure_read(&n, r, m, SLOT_n, SLOT_COUNT, SLOT_COUNT)) return false;
  if (!read_denominator(&den, r, m) || !number_div(&part, n.value, den)) return false;
  if (!scale_part(&part, r, m, scale) || !number_add(&f->value, whole, part)) return false;
  if (match_has(m, SLOT_sign)) {
    if (joins(r, m, SLOT_sign)) return false;
    f->value = number_neg(f->value);
  }
  f->written = (Written){.value = f->value, .digits = 1, .fraction = true};
  f->scale = 0;
  int power = scale < 3 ? slot_scale(r, m, SLOT_scale) : 0;
  return !power || scale_figure(f, power);
}

enum { DIGITS = 15 /* of a power */ };

/* "2^10": the figure times itself. */
static bool raise(Number *v, int64_t power) {
  Number base = *v;
  *v = number_of(1);
  for (int64_t i = 0; i < power; i++)
    if (!number_mul(v, number_shorten(*v, DIGITS), base)) return false;
  *v = number_shorten(*v, DIGITS);
  return true;
}

/* "8 x 2^10": the base in slot n, raised to the power. */
static bool times_base(Figure *out, const Reading *r, const Match *m, int64_t power) {
  Figure base;
  bool below = match_has(m, SLOT_minor);
  if (!figure_read(&base, r, m, SLOT_n, SLOT_COUNT, SLOT_COUNT) || !raise(&base.value, power)) return false;
  if (!(below ? number_div : number_mul)(&out->value, out->value, base.value)) return false;
  out->written = (Written){.value = out->value, .digits = 1, .fraction = true};
  return true;
}

/* "1.3 x 10^-6": the exponent in slot count, its sign in slot minor; another base than ten in slot n. With `set power=own` the figure itself
 * is raised ("10^6"). */
static bool read_power(Figure *out, const Reading *r, const Match *m) {
  Figure e;
  int64_t power = 0;
  if (!figure_read(&e, r, m, SLOT_count, SLOT_COUNT, SLOT_COUNT) || !number_to_i64(&power, e.value) || power > 40)
    return false;
  if (rule_set(m->rule, "power").n) {
    if (!figure_read(out, r, m, SLOT_value, SLOT_COUNT, SLOT_COUNT) || !raise(&out->value, power)) return false;
    if (match_has(m, SLOT_minor) && !number_div(&out->value, number_of(1), out->value) &&
        !number_div_near(&out->value, number_of(1), out->value, DIGITS))
      return false;
    if (match_has(m, SLOT_sign)) out->value = number_neg(out->value);
    out->written = (Written){.value = out->value, .digits = 1, .fraction = true};
    return true;
  }
  if (!figure_read(out, r, m, SLOT_value, SLOT_COUNT, SLOT_sign)) return false;
  out->scale = 0;
  if (match_has(m, SLOT_n) && !str_is(slot_text(r, m, SLOT_n), "10")) return times_base(out, r, m, power);
  return scale_figure(out, match_has(m, SLOT_minor) ? -(int)power : (int)power);
}

bool figure_from_slots(Figure *out, const Reading *r, const Match *m) {
  if (match_has(m, SLOT_denom)) return read_parts(out, r, m);
  if (match_has(m, SLOT_count)) return read_power(out, r, m);
  if (match_has(m, SLOT_value)) return figure_read(out, r, m, SLOT_value, SLOT_scale, SLOT_sign);
  *out = (Figure){.value = number_of(1), .written = {.value = number_of(1), .digits = 1, .whole = true}, .words = true};
  int power = slot_scale(r, m, SLOT_scale);
  return !power || scale_figure(out, power);
}

void figure_distribute(Figure *from, const Figure *to) {
  Number plain;
  if (from->scale != 0 || to->scale <= 0 || !number_pow10(&plain, to->value, -to->scale)) return;
  if (number_cmp(number_abs(from->value), number_abs(plain)) <= 0) scale_figure(from, to->scale);
}

/* How far a factor moves the last written digit: its power of ten ("nickel" 5 x 10^-2). */
static int power_of(Number factor) { return factor.den == 1 ? factor.exp : 0; }

bool figure_times(Figure *f, Number factor) {
  if (!number_mul(&f->value, f->value, factor)) return false;
  f->written.value = f->value;
  f->written.unit_exp += power_of(factor);
  return true;
}

bool quantity_set(Quantity *q, const Reading *r, const Figure *f, Number factor) {
  Figure normal = *f;
  if (!figure_times(&normal, factor)) return false;
  q->has_value = true;
  q->value = normal.value;
  q->written = normal.written;
  q->range = interval_read(normal.written, HEDGE_NONE);
  q->hedge = HEDGE_NONE;
  q->written_value = number_text(r, f->value);
  return true;
}

bool quantity_set_range(Quantity *q, const Reading *r, Figure from, Figure to, Number factor) {
  q->written_from = number_text(r, from.value);
  q->written_to = number_text(r, to.value);
  if (!figure_times(&from, factor) || !figure_times(&to, factor)) return false;
  q->has_value = false;
  q->written = to.written;
  q->range = interval_between(from.written, to.written);
  q->hedge = HEDGE_BETWEEN;
  return true;
}

/* "54 ± 8": the slot error is how far the value may be off. */
static bool add_error(Quantity *q, const Reading *r, const Match *m, Number factor) {
  Figure e;
  Number off, low, high;
  if (!match_has(m, SLOT_error)) return true;
  if (!figure_read(&e, r, m, SLOT_error, SLOT_COUNT, SLOT_COUNT) || !number_mul(&off, e.value, factor)) return false;
  if (!number_sub(&low, q->value, off) || !number_add(&high, q->value, off)) return false;
  q->range = interval_closed(low, high);
  return true;
}

/* What falls is no range ("by 54% to 46%", "from 7 to 5 percent"), unless it is counted downwards ("minus 5 to minus 10"); a rule's
 * `set falling=yes` wants nothing else, `falling=either` both. */
static bool in_order(const Match *m, Number from, Number to) {
  Str falling = rule_set(m->rule, "falling");
  bool falls = number_cmp(from, to) > 0, downwards = number_sign(from) < 0 && number_sign(to) < 0;
  return str_is(falling, "either") || falls == (falling.n > 0) || (falls && downwards);
}

bool quantity_from_slots(Quantity *q, const Reading *r, const Match *m, Number factor) {
  Figure from, to;
  if (!figure_from_slots(&from, r, m)) return false;
  if (!match_has(m, SLOT_to)) return quantity_set(q, r, &from, factor) && add_error(q, r, m, factor);
  if (!figure_read(&to, r, m, SLOT_to, SLOT_toscale, SLOT_tosign)) return false;
  figure_distribute(&from, &to);
  return in_order(m, from.value, to.value) && quantity_set_range(q, r, from, to, factor);
}

bool slot_is_year(const Reading *r, const Match *m, Slot s) {
  const LexedNumber *n = slot_number(r, m, s);
  if (!n || n->how != NUM_DIGITS || n->ndigits != 4) return false;
  return number_cmp(n->value, number_of(1900)) > 0 && number_cmp(n->value, number_of(2100)) < 0 &&
         !number_eq(n->value, number_of(2000));
}

/* --- the per-part --------------------------------------------------------------------------------------------------- */
static Str per_name(const Reading *r, const Match *m) {
  const UnitRow *u = slot_unit(r, m, SLOT_per, false, NULL);
  if (!u) u = slot_unit(r, m, SLOT_per, true, "name");
  if (u) return u->name;
  Str s = slot_text(r, m, SLOT_per);
  return noun_singular(r, s);
}

Str unit_per(const Reading *r, Str unit, Str head) {
  Str per = pack_units(r->pack)->per;
  return arena_printf(r->arena, "%.*s %.*s %.*s", STR_ARGS(unit), STR_ARGS(per), STR_ARGS(head));
}

void quantity_per(Quantity *q, const Reading *r, const Match *m) {
  if (!match_has(m, SLOT_per)) return;
  q->per = per_name(r, m);
  q->written_unit = unit_per(r, q->written_unit, q->per);
}
