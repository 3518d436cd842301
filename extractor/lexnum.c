/* lexnum.c -- numbers are read once, here.
 *
 * Digits: a run of digit groups and single separators is cut into groups; the separators decide what it is.
 *   1,234,567.8  1.234.567,8  1 234 567,8 (no-break or thin blanks; plain ones with two groups or "10 000")  1'234'567  5,00,000   grouped
 *   1.5  1,5 (other than three digits behind)                                                                            decimal
 *   24.12.2024  1.2.3                                                                                                dotted: no value
 * Words: the roles of numbers.tsv (unit, teen, ten, hundred, scale, and, article, half, ordinal) drive the usual accumulator: a unit adds, a
 * hundred multiplies what it has, a scale closes a group. No word of any language is named here. */
#include "base/utf8.h"
#include "extractor/lexnum.h"
#include "extractor/table.h"
#include <stdlib.h>

/* --- digits --------------------------------------------------------------------------------------------------------- */
enum { MAX_GROUPS = 12 };
typedef struct {
  struct {
    size_t at, n;
  } group[MAX_GROUPS];
  uint32_t sep[MAX_GROUPS]; /* the separator before group i, i > 0 */
  size_t n;
  bool round; /* the second group is "000" */
} Groups;

static size_t digit_run(Str s, size_t at) {
  size_t i = at;
  while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') i++;
  return i - at;
}

static bool is_blank_sep(uint32_t c) { return c == 0xA0 || c == 0x202F || c == 0x2009 || c == ' '; }
static bool is_sep(uint32_t c) { return c == ',' || c == '.' || c == '\'' || c == 0x2019 || is_blank_sep(c); }

static void cut_groups(Groups *g, Str s, size_t at) {
  uint32_t sep = 0;
  g->n = 0;
  g->round = false;
  for (size_t n; g->n < MAX_GROUPS && (n = digit_run(s, at)) > 0;) {
    g->sep[g->n] = sep;
    g->group[g->n].at = at;
    g->group[g->n++].n = n;
    g->round |= g->n == 2 && n == 3 && memcmp(s.p + at, "000", 3) == 0;
    at += n;
    unsigned len;
    if (at >= s.n || !is_sep(sep = utf8_at(s, at, &len))) return;
    if (sep == ',' && at + 5 <= s.n && memcmp(s.p + at + 1, " 000", 4) == 0 && digit_run(s, at + 2) == 3)
      len = 2; /* "80, 000" */
    if (!digit_run(s, at + len)) return;
    at += len;
  }
}

/* Groups 1..to of three digits (the last of three and the others of two: Indian), the first of one to three. */
static bool thousands(const Groups *g, size_t to) {
  bool three = g->group[0].n <= 3, indian = g->group[0].n <= 2 && to >= 2;
  for (size_t i = 1; i <= to; i++) {
    three &= g->group[i].n == 3;
    indian &= g->group[i].n == (i == to ? 3u : 2u);
  }
  return three || indian;
}

static size_t same_seps(const Groups *g) {
  size_t i = 1;
  while (i + 1 < g->n && g->sep[i + 1] == g->sep[1]) i++;
  while (g->n > 1 && i > 1 && is_blank_sep(g->sep[1]) && g->group[i].n != 3) i--; /* "1 234 567 5": another number */
  return g->n > 1 ? i : 0;
}

/* How many groups belong to the number, whether the last is a fraction, and the form. */
static size_t decide(const Groups *g, bool comma_decimal, bool *fraction, NumberForm *how) {
  size_t same = same_seps(g);
  uint32_t sep = g->sep[1], point = comma_decimal ? ',' : '.', comma = comma_decimal ? '.' : ',';
  *fraction = false;
  *how = NUM_DIGITS;
  if (!same) return 1;
  bool more = same + 1 < g->n && (g->sep[same + 1] == '.' || g->sep[same + 1] == ',') && g->sep[same + 1] != sep;
  bool grouped = thousands(g, same) && g->group[0].at + 1 && !(sep == point && same == 1 && !more);
  if (sep == ' ' && same == 1 && !(more && g->sep[2] == ',') && !g->round) grouped = false;
  if (grouped) {
    *how = NUM_GROUPED;
    *fraction = more;
    return same + 1 + more;
  }
  if (sep == '.' && same >= 2) return *how = NUM_DOTTED, same + 1;
  if (sep == point && same == 1) return *fraction = true, *how = NUM_DECIMAL, 2;
  if (sep == comma && same == 1 && !more && g->group[1].n != 3 && g->group[0].n <= 3)
    return *fraction = true, *how = NUM_DECIMAL, 2;
  return 1;
}

static void count_written(Written *w, const char *digits, size_t n, size_t decimals) {
  size_t lead = 0, zeros = 0;
  while (lead < n && digits[lead] == '0') lead++;
  while (zeros + lead < n && digits[n - 1 - zeros] == '0') zeros++;
  w->digits = (uint8_t)(n - lead);
  w->zeros = decimals ? 0 : (uint8_t)zeros;
  w->unit_exp = -(int)decimals;
}

/* "1.5e10", "2E-3": the power of ten behind plain digits; the offset behind it, or end when there is none. */
static size_t exponent(LexedNumber *out, Str s, size_t start, size_t end) {
  if (end >= s.n || (s.p[end] | 32) != 'e' || (out->how != NUM_DIGITS && out->how != NUM_DECIMAL)) return end;
  if (start > 1 && s.p[start - 1] == '-' && s.p[start - 2] != ' ') return end; /* "RX20-535E4", a mark */
  size_t at = end + 1;
  bool negative = at < s.n && s.p[at] == '-';
  if (at < s.n && (s.p[at] == '-' || s.p[at] == '+')) at++;
  size_t n = digit_run(s, at);
  if (n == 0 || n > 2) return end;
  int power = n == 2 ? (s.p[at] - '0') * 10 + s.p[at + 1] - '0' : s.p[at] - '0';
  unsigned char behind = at + n < s.n ? (unsigned char)s.p[at + n] : ' ';
  bool open = behind >= 0x80 || behind == '-' || ((behind | 32) >= 'a' && (behind | 32) <= 'z');
  if (open || !number_pow10(&out->value, out->value, negative ? -power : power)) return end;
  out->how = NUM_DECIMAL;
  out->written.value = out->value;
  out->written.unit_exp += negative ? -power : power;
  return at + n;
}

size_t lex_digits(LexedNumber *out, Str s, size_t at, bool comma_decimal) {
  Groups g;
  bool fraction;
  char digits[MAX_GROUPS * 20];
  size_t n = 0, lead = s.p[at] == '.', decimals = 0;
  *out = (LexedNumber){.value = NUMBER_ZERO};
  cut_groups(&g, s, at + lead);
  size_t take = decide(&g, comma_decimal, &fraction, &out->how);
  if (lead) take = 1, fraction = true, out->how = NUM_DECIMAL;
  const size_t last = take - 1, end = g.group[last].at + g.group[last].n;
  for (size_t i = 0; i < take; i++) {
    size_t k = g.group[i].n < 20 ? g.group[i].n : 20;
    if (fraction && i == last) decimals = k;
    memcpy(digits + n, s.p + g.group[i].at, k);
    n += k;
  }
  out->ndigits = (uint8_t)(n < 255 ? n : 255);
  out->leading_zero = n > 1 && digits[0] == '0' && !fraction;
  count_written(&out->written, digits, n, decimals);
  if (out->how == NUM_DOTTED) return end;
  Number v;
  if (!number_parse(&v, str_make(digits, n)) || !number_pow10(&out->value, v, -(int)decimals)) out->how = NUM_DOTTED;
  out->written.value = out->value;
  return exponent(out, s, at, end);
}

size_t lex_vulgar(LexedNumber *out, Str s, size_t at) {
  static const struct {
    uint16_t cp;
    uint8_t num, den;
  } table[] = {{0xBC, 1, 4},   {0xBD, 1, 2},   {0xBE, 3, 4},   {0x2150, 1, 7}, {0x2151, 1, 9}, {0x2152, 1, 10},
               {0x2153, 1, 3}, {0x2154, 2, 3}, {0x2155, 1, 5}, {0x2156, 2, 5}, {0x2157, 3, 5}, {0x2158, 4, 5},
               {0x2159, 1, 6}, {0x215A, 5, 6}, {0x215B, 1, 8}, {0x215C, 3, 8}, {0x215D, 5, 8}, {0x215E, 7, 8}};
  unsigned len;
  uint32_t cp = utf8_at(s, at, &len);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    Number part;
    if (table[i].cp != cp || !number_make(&part, table[i].num, table[i].den, 0) ||
        !number_add(&out->value, out->value, part))
      continue;
    out->how = NUM_FRACTION;
    out->written.value = out->value;
    out->written.fraction = true;
    return at + len;
  }
  return at;
}

/* --- scales and words ----------------------------------------------------------------------------------------------- */
static bool scale_by(LexedNumber *n, Number factor) {
  int64_t f;
  int power = 0;
  if (!number_to_i64(&f, factor) || f <= 0) return false;
  while (f % 10 == 0) f /= 10, power++;
  if (f != 1 || !number_pow10(&n->value, n->value, power)) return false;
  n->scale = (int8_t)(n->scale + power);
  n->written.unit_exp += power;
  n->written.value = n->value;
  return true;
}

static NumberRole role_of(const Pack *p, const Token *t, Number *value) {
  int row = t->kind == TOKEN_WORD && t->form != FORM_NONE ? p->forms[t->form].number_word : -1;
  if (row < 0) return ROLE_NONE;
  *value = p->number_value[row];
  return (NumberRole)p->number_role[row];
}

/* The token behind i when at most one blank or hyphen stands between; n when none. */
static size_t next_word(const Tokens *t, const Document *d, size_t i, size_t n) {
  size_t k = i + 1;
  if (k < n &&
      (t->items[k].kind == TOKEN_SPACE || (t->items[k].kind == TOKEN_PUNCT && d->text.p[t->items[k].start] == '-')))
    k++;
  return k < n && t->items[k].kind == TOKEN_WORD ? k : n;
}

/* "3 hundred and 21": the end of the small number behind "and" at token i, which is added; i when there is none. */
static size_t and_small(LexedNumber *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n) {
  Number v;
  size_t k = next_word(t, d, i - 1, n), digits = k + 2;
  if (k >= n || role_of(p, &t->items[k], &v) != ROLE_AND || digits >= n || t->items[digits - 1].kind != TOKEN_SPACE)
    return i;
  if (t->items[digits].kind == TOKEN_NUMBER)
    v = t->numbers[t->items[digits].number].value;
  else if (role_of(p, &t->items[digits], &v) != ROLE_UNIT && role_of(p, &t->items[digits], &v) != ROLE_TEEN)
    return i;
  if (number_sign(v) <= 0 || !number_is_whole(v) || number_cmp(v, number_of(100)) >= 0 ||
      !number_add(&out->value, out->value, v))
    return i;
  out->scale = 0;
  out->written = (Written){.value = out->value, .digits = 3};
  return digits + 1;
}

/* "and a half" behind a number: k is on the article; returns the index behind "half" or 0. */
static size_t and_half(const Pack *p, const Document *d, const Tokens *t, size_t k, size_t n) {
  Number v;
  if (k >= n || role_of(p, &t->items[k], &v) != ROLE_ARTICLE) return 0;
  size_t h = next_word(t, d, k, n);
  return h < n && role_of(p, &t->items[h], &v) == ROLE_HALF ? h + 1 : 0;
}

/* "2 and a half": the half behind the digits at token i is added; the index of its last token, or i. */
static size_t digits_and_half(LexedNumber *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n) {
  Number half, v;
  size_t and = out->how == NUM_DIGITS ? next_word(t, d, i, n) : n;
  if (and >= n || role_of(p, &t->items[and], &v) != ROLE_AND) return i;
  size_t end = and_half(p, d, t, next_word(t, d, and, n), n);
  if (!end || !number_make(&half, 1, 2, 0) || !number_add(&out->value, out->value, half)) return i;
  out->how = NUM_DECIMAL;
  out->written = (Written){.value = out->value, .unit_exp = -1, .digits = (uint8_t)(out->written.digits + 1)};
  return end - 1;
}

/* "3 crore 12 lakh": a number with a smaller scale goes on behind one with a scale, which ends before token i; the index behind it, or i. */
static size_t smaller_part(LexedNumber *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n,
                           Number above) {
  Number scale, part;
  if (i + 2 >= n || t->items[i].kind != TOKEN_SPACE || t->items[i + 1].kind != TOKEN_NUMBER) return i;
  const LexedNumber *more = &t->numbers[t->items[i + 1].number];
  size_t k = next_word(t, d, i + 1, n);
  NumberRole r = k < n ? role_of(p, &t->items[k], &scale) : ROLE_NONE;
  if (more->how != NUM_DIGITS || (r != ROLE_SCALE && r != ROLE_SCALE_DIGITS) ||
      !number_mul(&part, more->value, scale) || number_cmp(part, above) >= 0 ||
      !number_add(&out->value, out->value, part))
    return i;
  int64_t f;
  for (number_to_i64(&f, scale), out->scale = 0; f % 10 == 0; f /= 10) out->scale++;
  out->written = (Written){.value = out->value, .unit_exp = out->scale, .digits = 4};
  return k + 1;
}

size_t lex_scales(LexedNumber *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n) {
  Number v = NUMBER_ZERO, scale = NUMBER_ZERO;
  bool hundred = false, whole = out->how == NUM_DIGITS;
  size_t end = i + 1;
  if (end < n && t->items[end].kind == TOKEN_WORD && role_of(p, &t->items[end], &v) == ROLE_SUFFIX &&
      (out->how == NUM_DIGITS || out->how == NUM_GROUPED)) {
    out->how = NUM_ORDINAL;
    return end + 1;
  }
  const size_t number = digits_and_half(out, p, d, t, i, n);
  if (number > i) end = number + 1;
  for (size_t k = next_word(t, d, number, n); k < n && out->how != NUM_DOTTED; k = next_word(t, d, k, n)) {
    NumberRole r = role_of(p, &t->items[k], &v);
    if ((r != ROLE_SCALE && r != ROLE_SCALE_DIGITS && r != ROLE_HUNDRED) || !scale_by(out, v)) break;
    out->how = NUM_SCALED;
    end = k + 1;
    scale = v;
    hundred = r == ROLE_HUNDRED;
  }
  if (hundred) return and_small(out, p, d, t, end, n);
  return whole && out->how == NUM_SCALED ? smaller_part(out, p, d, t, end, n, scale) : end;
}

/* The state of the accumulator: closed groups, the open group, and the last role. */
typedef struct {
  Number total, open, closed_scale, small; /* small: the last number below 100 */
  NumberRole last, before_and;
  bool any, half, scaled;
  bool brief; /* the last scale is an abbreviation, behind which no small number goes on */
} Words;

static bool below(Number a, int64_t v) { return number_cmp(a, number_of(v)) < 0; }

static bool take_small(Words *w, NumberRole role, Number v) {
  bool fits = !w->any || w->last == ROLE_HUNDRED || w->last == ROLE_SCALE ||
              (w->last == ROLE_AND && w->before_and != ROLE_UNIT) ||
              (w->last == ROLE_TEN && role == ROLE_UNIT && v.num > 0);
  w->small = v;
  return fits && number_add(&w->open, w->open, v);
}

/* "three hundred and two dozens": those behind the "and" alone. */
static bool take_dozen(Words *w, Number v) {
  Number more;
  bool behind = w->last == ROLE_UNIT && (w->before_and == ROLE_HUNDRED || w->before_and == ROLE_SCALE);
  return behind && number_mul(&more, w->small, v) && number_sub(&more, more, w->small) &&
         number_add(&w->open, w->open, more);
}

static bool take_scale(Words *w, NumberRole role, Number v) {
  if (!w->any && role == ROLE_SCALE) return false;
  if (w->last == ROLE_AND || (role == ROLE_HUNDRED && w->any && !below(w->open, 100))) return false;
  if (!w->any) w->open = number_of(1);
  if (w->last == ROLE_SCALE && number_sign(w->open) == 0)
    return number_mul(&w->total, w->total, v); /* a million million */
  if (!number_mul(&w->open, w->open, v)) return false;
  if (role == ROLE_HUNDRED) return true;
  if (number_sign(w->total) && number_cmp(v, w->closed_scale) >= 0) return false;
  w->closed_scale = v;
  w->scaled = true;
  bool ok = number_add(&w->total, w->total, w->open);
  w->open = NUMBER_ZERO;
  return ok;
}

/* "five hundreds", "three crores": a scale that only stands behind a number counts as its plain scale there. */
static NumberRole plain_scale(const Words *w, NumberRole role, Number v) {
  if ((role != ROLE_SCALE_DIGITS && role != ROLE_SCALE_WORDS) || !w->any || w->last == ROLE_AND) return role;
  return below(v, 1000) ? ROLE_HUNDRED : ROLE_SCALE;
}

/* May this word go on the number? */
static bool take_word(Words *w, NumberRole role, Number v) {
  switch (role) {
  case ROLE_UNIT:
  case ROLE_TEEN:
  case ROLE_TEN: return take_small(w, role, v);
  case ROLE_HUNDRED:
  case ROLE_SCALE: return take_scale(w, role, v);
  case ROLE_DOZEN: return take_dozen(w, v);
  case ROLE_AND: return w->any && (w->last == ROLE_HUNDRED || w->last == ROLE_SCALE || w->last == ROLE_UNIT);
  default: return false;
  }
}

/* One of the dashes U+2010 to U+2014. */
static bool is_dash(const Document *d, const Token *t) {
  unsigned len;
  uint32_t cp = t->kind == TOKEN_PUNCT && t->end - t->start == 3 ? utf8_at(d->text, t->start, &len) : 0;
  return cp >= 0x2010 && cp <= 0x2014;
}

/* The word behind the tens at k: "fifty-two", and "fifty - two" in texts whose hyphens have blanks around them. */
static size_t word_behind_ten(const Pack *p, const Document *d, const Tokens *t, size_t k, size_t n) {
  Number v;
  size_t i = k + 1;
  if (i + 2 <= n && is_dash(d, &t->items[i]) && t->items[i + 1].kind == TOKEN_WORD) { /* "twenty—fifth" */
    NumberRole r = role_of(p, &t->items[i + 1], &v);
    if ((r == ROLE_UNIT || r == ROLE_ORDINAL) && number_sign(v) > 0 && below(v, 10)) return i + 1;
  }
  bool hyphen = i + 4 <= n && t->items[i].kind == TOKEN_SPACE && t->items[i + 1].kind == TOKEN_PUNCT &&
                d->text.p[t->items[i + 1].start] == '-' && t->items[i + 2].kind == TOKEN_SPACE;
  return hyphen && role_of(p, &t->items[i + 3], &v) == ROLE_UNIT && number_sign(v) > 0 ? i + 3 : next_word(t, d, k, n);
}

/* The word behind the scale at k: over a comma where hundreds or a smaller scale follow ("one million, two hundred thousand"). */
static size_t word_behind_scale(const Pack *p, const Document *d, const Tokens *t, size_t k, size_t n, Number scale) {
  size_t i = k + 1, word = i + 2;
  Number v;
  bool comma = word < n && t->items[i].kind == TOKEN_PUNCT && d->text.p[t->items[i].start] == ',' &&
               t->items[i + 1].kind == TOKEN_SPACE && t->items[word].kind == TOKEN_WORD;
  if (!comma) return next_word(t, d, k, n);
  NumberRole r = role_of(p, &t->items[word], &v);
  if (r != ROLE_UNIT && r != ROLE_TEEN && r != ROLE_TEN) return n;
  for (size_t j = next_word(t, d, word, n); j < n; j = next_word(t, d, j, n)) {
    r = role_of(p, &t->items[j], &v);
    if (r == ROLE_HUNDRED || (r == ROLE_SCALE && number_cmp(v, scale) < 0)) return word;
    if (r != ROLE_UNIT) return n;
  }
  return n;
}

/* The scale word behind "half", which ends before token i, when it is smaller than `above`, else `above`; the index behind it. */
static size_t smaller_scale(Number *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n,
                            Number above) {
  size_t k = next_word(t, d, i - 1, n);
  if (k < n && role_of(p, &t->items[k], out) == ROLE_SCALE && number_cmp(*out, above) < 0) return k + 1;
  *out = above;
  return i;
}

/* "nine million and five ninths": the small number at k counts parts of less than one, so it begins another figure. */
static bool counts_parts(const Pack *p, const Document *d, const Tokens *t, size_t k, size_t n, Number small) {
  Number v;
  size_t next = next_word(t, d, k, n);
  return next < n && role_of(p, &t->items[next], &v) == ROLE_PART && number_cmp(small, v) < 0;
}

/* "twenty-fifths", and with a blank where a number stands before ("three twenty fifths"): parts whose count is a ten and a unit. */
static bool part_of_ten(const Document *d, const Tokens *t, size_t first, size_t part) {
  if (d->text.p[t->items[part].start - 1] == '-') return true;
  return first >= 2 && t->items[first - 1].kind == TOKEN_SPACE && t->items[first - 2].kind == TOKEN_NUMBER;
}

static void finish_words(LexedNumber *out, const Words *w, NumberForm how) {
  Number v = NUMBER_ZERO;
  number_add(&v, w->total, w->open);
  *out = (LexedNumber){.value = v, .how = how};
  Buf b = BUF_INIT;
  number_put(&b, v);
  size_t point = str_chr(buf_str(&b), '.', 0), decimals = point == SIZE_MAX ? 0 : b.n - point - 1;
  if (decimals) memmove(b.p + point, b.p + point + 1, decimals), b.n--;
  count_written(&out->written, b.p, b.n, decimals);
  int power = 0;
  if (w->scaled)
    for (Number s = w->closed_scale; s.exp > power;) power = s.exp;
  out->scale = (int8_t)power;
  int cut = out->written.zeros < power ? out->written.zeros
                                       : power; /* "two and a half million" is written to the hundred thousand */
  if (decimals == 0) {
    out->written.unit_exp = cut;
    out->written.zeros = (uint8_t)(out->written.zeros - cut);
    out->written.digits = (uint8_t)(out->written.digits - cut);
  }
  out->written.value = v;
  buf_release(&b);
}

/* An ordinal ends the number: it adds a small number ("hundred and fifth") or is a scale ("hundred trillionth"). */
static bool close_ordinal(Words *w, Number v) {
  if (w->last == ROLE_TEN && !below(v, 10) && below(v, 1000)) return false;
  bool scale = !below(v, 1000) && w->any && w->last != ROLE_AND && number_sign(w->open) > 0;
  return scale ? number_mul(&w->open, w->open, v) : number_add(&w->open, w->open, v);
}

/* "a million", "half a million", "half million", "a half million": the index of the scale word and what multiplies it; or i. */
static size_t lead_in(Number *factor, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n) {
  bool half = false, article = false;
  Number v;
  for (size_t k = i; k < n; k = next_word(t, d, k, n)) {
    NumberRole r = role_of(p, &t->items[k], &v);
    if (r == ROLE_SCALE || (r == ROLE_HUNDRED && !half)) return number_make(factor, 1, half ? 2 : 1, 0) ? k : i;
    if (r == ROLE_HALF && !half)
      half = true;
    else if (r == ROLE_ARTICLE && !article)
      article = true;
    else
      return i;
  }
  return i;
}

static bool is_scale(NumberRole role) {
  return role == ROLE_SCALE || role == ROLE_SCALE_DIGITS || role == ROLE_SCALE_WORDS;
}

/* What does not fit behind a scale is another number: "two million and five million", "eight mln two dlr". */
size_t lex_words(LexedNumber *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n) {
  Words w = {.total = NUMBER_ZERO, .open = NUMBER_ZERO, .closed_scale = NUMBER_ZERO};
  Number v = NUMBER_ZERO;
  NumberRole role = role_of(p, &t->items[i], &v);
  size_t k = i, end = i, closed_end = 0,
         joined_end = 0; /* closed: the state behind the last scale; joined: before the last "and" */
  Words closed = w, joined = w;
  if (role == ROLE_ARTICLE || role == ROLE_HALF) {
    k = lead_in(&w.open, p, d, t, i, n);
    if (k == i) return i;
    w.any = true;
    w.last = ROLE_UNIT;
  }
  for (; k < n; k = w.last == ROLE_TEN     ? word_behind_ten(p, d, t, k, n)
                    : w.last == ROLE_SCALE ? word_behind_scale(p, d, t, k, n, w.closed_scale)
                                           : next_word(t, d, k, n)) {
    role = plain_scale(&w, role_of(p, &t->items[k], &v), v);
    if (role == ROLE_PART && w.last == ROLE_TEN && below(v, 10) && part_of_ten(d, t, i, k)) role = ROLE_ORDINAL;
    if (role == ROLE_ORDINAL &&
        (!w.any || w.last == ROLE_TEN || w.last == ROLE_HUNDRED || w.last == ROLE_SCALE || w.last == ROLE_AND)) {
      if (!close_ordinal(&w, v)) break;
      finish_words(out, &w, NUM_ORDINAL);
      return k + 1;
    }
    size_t half = w.last == ROLE_AND ? and_half(p, d, t, k, n) : 0;
    Number half_value;
    if (half && !w.half && number_make(&half_value, 1, 2, 0)) {
      /* "two and a half million"; "a million and a half": half of the last scale; "a billion and a half million": of the smaller */
      if (number_sign(w.open) == 0 && w.scaled) {
        half = smaller_scale(&v, p, d, t, half, n, w.closed_scale);
        if (!number_mul(&half_value, half_value, v)) break;
      }
      if (!number_add(&w.open, w.open, half_value)) break;
      w.half = true;
      end = half;
      k = half - 1;
      w.last = ROLE_UNIT;
      continue;
    }
    if (w.last == ROLE_AND && counts_parts(p, d, t, k, n, v)) break;
    bool brief = role == ROLE_SCALE && role_of(p, &t->items[k], &v) == ROLE_SCALE_DIGITS;
    if (!take_word(&w, role, v)) {
      if (is_scale(role) && closed_end) w = closed, end = closed_end;
      if (role == ROLE_HUNDRED && joined_end) w = joined, end = joined_end; /* between two hundred and three hundred */
      break;
    }
    w.any = true;
    if (role == ROLE_AND) joined = w, joined_end = end, w.before_and = w.last;
    w.last = role;
    if (role != ROLE_AND) end = k + 1;
    if (role != ROLE_SCALE) continue;
    w.brief = brief;
    closed = w;
    closed_end = end;
  }
  if (closed_end && w.brief && number_sign(w.open)) w = closed, end = closed_end;
  if (end > i) finish_words(out, &w, NUM_WORDS);
  return end;
}

/* --- number words written as one -------------------------------------------------------------------------------------- */
enum { MAX_PARTS = 12, LONGEST_COMPOUND = 64 };
typedef struct {
  NumberRole role[MAX_PARTS];
  Number value[MAX_PARTS];
  size_t n;
} Parts;

/* Adds a part. "drei und zwanzig": the unit stands before its ten. */
static bool take_part(Words *w, NumberRole role, Number v) {
  bool ten_behind = role == ROLE_TEN && w->last == ROLE_AND && w->before_and == ROLE_UNIT;
  if (role == ROLE_HALF) {
    if (!w->any || w->half) return false;
    w->half = true;
    return number_add(&w->open, w->open, v);
  }
  if (w->last == ROLE_TEN && role == ROLE_UNIT) return false;
  if (!(ten_behind ? number_add(&w->open, w->open, v) : take_word(w, role, v))) return false;
  w->any = true;
  if (role == ROLE_AND) w->before_and = w->last;
  w->last = role;
  return true;
}

static bool sum_parts(LexedNumber *out, const Parts *parts) {
  Words w = {.total = NUMBER_ZERO, .open = NUMBER_ZERO, .closed_scale = NUMBER_ZERO};
  if (parts->role[0] == ROLE_SCALE) w.any = true, w.last = ROLE_UNIT, w.open = number_of(1);
  for (size_t i = 0; i < parts->n; i++)
    if (!take_part(&w, parts->role[i], parts->value[i])) return false;
  if (w.last == ROLE_AND) return false;
  w.scaled = false; /* its scales are in the word: "zweitausend" has no scale behind it */
  finish_words(out, &w, NUM_WORDS);
  return true;
}

/* Cuts word[at..] into number words, the longest first. */
static bool cut_parts(LexedNumber *out, Parts *parts, const Pack *p, Str word, size_t at) {
  if (at == word.n) return parts->n > 1 && sum_parts(out, parts);
  if (parts->n == MAX_PARTS) return false;
  for (size_t end = word.n; end > at + 2; end--) {
    uint32_t form = vocabulary_find(p, str_slice(word, at, end), SHAPE_LOWER);
    int row = form == FORM_NONE ? -1 : p->forms[form].number_word;
    if (row < 0 || p->number_role[row] == ROLE_ORDINAL || p->number_role[row] == ROLE_SUFFIX) continue;
    size_t k = parts->n++;
    parts->role[k] = (NumberRole)p->number_role[row];
    parts->value[k] = p->number_value[row];
    if (cut_parts(out, parts, p, word, end)) return true;
    parts->n = k;
  }
  return false;
}

bool lex_compound(LexedNumber *out, const Pack *p, Str word) {
  char low[LONGEST_COMPOUND];
  Parts parts = {.n = 0};
  if (word.n < 6 || word.n > sizeof low) return false;
  for (size_t i = 0; i < word.n; i++)
    low[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 32 : word.p[i]);
  return cut_parts(out, &parts, p, str_make(low, word.n), 0);
}

/* --- numbers.tsv ---------------------------------------------------------------------------------------------------- */
ErrCode numbers_load(Pack *p, Err *err) {
  static const char *const roles[] = {
      "",    "unit",    "teen", "ten",     "hundred", "scale", "digits_scale", "words_scale",
      "and", "article", "half", "ordinal", "suffix",  "part",  "dozen",        NULL};
  const Table *t = p->numbers = pack_table(p, "numbers");
  if (!t) return OK;
  if (t->nrows > INT16_MAX)
    return err_set(err, ERR_RULE, "rules/%.*s/numbers.tsv: more rows than a pack can hold", STR_ARGS(p->lang));
  int class = table_column(t, "class"), value = table_column(t, "value");
  p->number_role = arena_zalloc(p->arena, t->nrows + 1);
  p->number_value = arena_zalloc(p->arena, (t->nrows + 1) * sizeof(Number));
  for (size_t row = 0; row < t->nrows; row++) {
    Str name = table_cell(t, row, class), number = table_cell(t, row, value);
    for (uint8_t r = 1; roles[r]; r++)
      if (str_is(name, roles[r])) p->number_role[row] = r;
    p->number_value[row] = NUMBER_ZERO;
    if (!p->number_role[row] || (number.n && !number_parse(&p->number_value[row], number)))
      return err_set(err, ERR_RULE, "rules/%.*s/numbers.tsv:%u: class '%.*s' or value '%.*s' is none",
                     STR_ARGS(p->lang), t->lines[row], STR_ARGS(name), STR_ARGS(number));
  }
  for (size_t i = 0; i < p->nforms; i++)
    for (size_t k = 0; k < p->forms[i].nrows; k++)
      if (&p->tables[p->forms[i].rows[k].table] == t) p->forms[i].number_word = (int16_t)p->forms[i].rows[k].row;
  return OK;
}
