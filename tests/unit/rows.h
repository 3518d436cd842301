/* rows.h -- claim rows for tests of the comparison, written in one line each. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H
#include "ledger/cluster.h"

/* The reading of digits ("600", "5.6", "-0.25") x 10^scale under a hedge. */
static inline Quantity quantity(const char *digits, int scale, Hedge hedge, const char *unit, bool whole) {
  Quantity q = {.has_value = true, .hedge = hedge, .unit = str_of(unit), .written_value = str_of(digits)};
  Str s = str_of(digits);
  size_t point = str_chr(s, '.', 0), at = s.n && s.p[0] == '-';
  Number v = NUMBER_ZERO;
  if (number_parse(&v, s)) number_pow10(&q.value, v, scale);
  q.written = (Written){.value = q.value, .unit_exp = scale, .whole = whole};
  if (point != SIZE_MAX) q.written.unit_exp -= (int)(s.n - point - 1);
  while (at < s.n && (s.p[at] == '0' || s.p[at] == '.')) at++;
  for (; at < s.n; at++) q.written.digits = (uint8_t)(q.written.digits + (s.p[at] != '.'));
  if (point == SIZE_MAX)
    for (size_t i = s.n; i > 1 && s.p[i - 1] == '0'; i--) q.written.zeros++;
  q.range = interval_read(q.written, hedge);
  return q;
}

static inline ClaimRow figure(Kind kind, const char *digits, int scale, const char *unit, Hedge hedge) {
  ClaimRow r = {
      .kind = kind, .quantity = quantity(digits, scale, hedge, unit, kind == KIND_COUNT), .text = str_of(digits)};
  r.first = r.last = r.published.day = DAY_NONE;
  r.published.second = -1;
  r.document.b[0] = 1;
  return r;
}
static inline ClaimRow money(const char *digits, int scale, Hedge hedge) {
  return figure(KIND_MONEY, digits, scale, "USD", hedge);
}
static inline ClaimRow count(const char *digits, const char *noun, Hedge hedge) {
  return figure(KIND_COUNT, digits, 0, noun, hedge);
}
static inline ClaimRow percent(const char *digits, Hedge hedge) { return figure(KIND_PERCENT, digits, 0, "%", hedge); }

/* Who and what; day (2025-01-27) it was published. */
static inline ClaimRow about(ClaimRow r, const char *subject, const char *measure, const char *published) {
  r.subject = r.subject_text = str_of(subject);
  r.measure = measure_find(str_of(measure));
  r.root = measure_root(r.measure);
  Moment m;
  if (moment_parse(&m, str_of(published), true)) r.published = m;
  return r;
}
static inline ClaimRow on(ClaimRow r, const char *first, const char *last) {
  r.basis = BASIS_EXPLICIT;
  if (!day_parse(&r.first, str_of(first))) r.first = DAY_NONE;
  if (!day_parse(&r.last, str_of(last))) r.last = DAY_NONE;
  return r;
}
static inline ClaimRow moved(ClaimRow r, Change change) {
  r.change = change;
  return r;
}
/* In another document; also the figure's own id and its source. */
static inline ClaimRow in_document(ClaimRow r, int document) {
  r.document.b[0] = (uint8_t)document;
  r.document.b[1] = (uint8_t)(document >> 8);
  r.figure = r.id = r.document;
  r.figure.b[2] = (uint8_t)(number_double(r.quantity.value) / 7);
  return r;
}
#endif
