/* filter_value.c -- what people type for figures and days in a query. */
#include "base/date.h"
#include "base/interval.h"
#include "ledger/filter.h"

/* --- figures ------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *suffix;
  int power;
} scales[] = {{"tn", 12},      {"bn", 9}, {"mn", 6}, {"trillion", 12}, {"billion", 9}, {"million", 6},
              {"thousand", 3}, {"k", 3},  {"m", 6},  {"b", 9},         {"t", 12}};

static const struct { const char *sign, *unit; } signs[] = {{"$", "USD"}, {"£", "GBP"}, {"€", "EUR"}, {"¥", "JPY"}};

static bool is_code(Str s) {
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
  return s.n == 3;
}

/* Cuts a unit off either end: "$", "%", "EUR". */
static Str take_unit(Str *s) {
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (str_starts(*s, str_of(signs[i].sign))) {
      *s = str_trim(str_slice(*s, strlen(signs[i].sign), s->n));
      return str_of(signs[i].unit);
    }
  if (str_ends(*s, STR("%"))) {
    *s = str_trim(str_slice(*s, 0, s->n - 1));
    return STR("%");
  }
  Str head = str_slice(*s, 0, 3), tail = str_slice(*s, s->n > 3 ? s->n - 3 : 0, s->n);
  if (is_code(head)) {
    *s = str_trim(str_slice(*s, 3, s->n));
    return head;
  }
  if (is_code(tail)) {
    *s = str_trim(str_slice(*s, 0, s->n - 3));
    return tail;
  }
  return STR("");
}

static int take_scale(Str *s) {
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
    Str suffix = str_of(scales[i].suffix);
    if (!str_ends_nocase(*s, suffix)) continue;
    *s = str_trim(str_slice(*s, 0, s->n - suffix.n));
    return scales[i].power;
  }
  return 0;
}

/* Digits without their grouping commas. */
static bool plain_digits(char *out, size_t size, Str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == ',' || s.p[i] == '_') continue;
    if (n + 1 >= size) return false;
    out[n++] = s.p[i];
  }
  out[n] = 0;
  return n > 0;
}

static Written written_of(Number value, const char *digits, int power) {
  Written w = {.value = value};
  const char *point = strchr(digits, '.');
  bool leading = true;
  for (const char *p = digits; *p; p++) {
    if (*p < '0' || *p > '9') continue;
    if (leading && *p == '0') continue;
    leading = false;
    w.digits++;
    w.zeros = *p == '0' && !point ? (uint8_t)(w.zeros + 1) : 0;
  }
  w.unit_exp = power - (point ? (int)strlen(point + 1) : 0);
  return w;
}

static bool one_value(Number *value, Written *written, Str *unit, Str s) {
  char digits[64];
  Number n;
  s = str_trim(s);
  *unit = take_unit(&s);
  int power = take_scale(&s);
  if (!plain_digits(digits, sizeof digits, s) || !number_parse(&n, str_of(digits))) return false;
  if (!number_pow10(value, n, power)) return false;
  *written = written_of(*value, digits, power);
  return true;
}

static bool range_test(ValueTest *out, Str s, size_t dots) {
  Number low, high;
  Written w;
  Str a, b;
  if (!one_value(&low, &w, &a, str_slice(s, 0, dots)) || !one_value(&high, &w, &b, str_slice(s, dots + 2, s.n)))
    return false;
  *out = (ValueTest){.how = VALUE_WITHIN, .low = number_double(low), .high = number_double(high), .unit = a.n ? a : b};
  return out->low <= out->high;
}

/* The readings that a bare figure allows. */
static bool near_test(ValueTest *out, Str s) {
  Number value;
  Written w;
  Str unit;
  if (!one_value(&value, &w, &unit, s)) return false;
  Interval r = interval_read(w, HEDGE_NONE);
  *out = (ValueTest){.how = VALUE_NEAR, .low = number_double(r.low), .high = number_double(r.high), .unit = unit};
  return true;
}

bool value_test_parse(ValueTest *out, Str s) {
  static const struct {
    const char *sign;
    ValueHow how;
  } tests[] = {{">=", VALUE_AT_LEAST}, {"<=", VALUE_AT_MOST}, {">", VALUE_OVER}, {"<", VALUE_UNDER}, {"", VALUE_IS}};
  Number value;
  Written w;
  size_t dots = str_find(s, STR(".."), 0);
  if (dots != SIZE_MAX) return range_test(out, s, dots);
  if (str_starts(s, STR("~"))) return near_test(out, str_slice(s, 1, s.n));
  size_t i = 0;
  while (!str_starts(s, str_of(tests[i].sign))) i++;
  if (!one_value(&value, &w, &out->unit, str_slice(s, strlen(tests[i].sign), s.n))) return false;
  out->how = tests[i].how;
  out->low = out->high = number_double(value);
  return true;
}

/* --- days ---------------------------------------------------------------------------------------------------------- */

/* First and last day of a year, month or day. */
static bool one_day(Day *first, Day *last, Str s) {
  uint64_t year, month = 1;
  if (day_parse(first, s)) {
    *last = *first;
    return true;
  }
  if (s.n != 4 && (s.n != 7 || s.p[4] != '-')) return false;
  if (!str_to_u64(&year, str_slice(s, 0, 4))) return false;
  if (s.n == 7 && (!str_to_u64(&month, str_slice(s, 5, 7)) || month < 1 || month > 12)) return false;
  *first = day_of((int)year, (int)month, 1);
  *last = s.n == 7 ? day_of((int)year, (int)month + 1, 1) - 1 : day_of((int)year + 1, 1, 1) - 1;
  return true;
}

#define BEFORE_ALL STR("0000-00-00")
#define AFTER_ALL STR("9999-99-99")

/* The day before year 0 and the day after 9999 have no four digits: nothing lies beyond them either. */
static Str iso(Arena *a, Day d) {
  Buf b = BUF_INIT;
  int year = civil_of(d).year;
  if (year < 0) return BEFORE_ALL;
  if (year > 9999) return AFTER_ALL;
  day_put(&b, d);
  Str s = arena_str(a, buf_str(&b));
  buf_release(&b);
  return s;
}

bool day_span_parse(Str *first, Str *last, Arena *a, Str s) {
  Day low, high, rest;
  size_t dots = str_find(s, STR(".."), 0);
  *first = BEFORE_ALL;
  *last = AFTER_ALL;
  if (dots != SIZE_MAX) {
    Str from = str_slice(s, 0, dots), to = str_slice(s, dots + 2, s.n);
    if (from.n && !one_day(&low, &rest, from)) return false;
    if (to.n && !one_day(&rest, &high, to)) return false;
    if (from.n) *first = iso(a, low);
    if (to.n) *last = iso(a, high);
    return from.n || to.n;
  }
  bool over = str_starts(s, STR(">")), under = str_starts(s, STR("<")), equal = s.n > 1 && s.p[1] == '=';
  if (!one_day(&low, &high, str_slice(s, (size_t)(over || under) + ((over || under) && equal), s.n))) return false;
  if (!under) *first = iso(a, over && !equal ? high + 1 : low);
  if (!over) *last = iso(a, under && !equal ? low - 1 : high);
  return true;
}
