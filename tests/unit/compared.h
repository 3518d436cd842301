/* compared.h -- what the tests of the comparison share: two rows compared both ways round, and a few rows. */
#ifndef TESTS_COMPARED_H
#define TESTS_COMPARED_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ledger/compare_p.h"
#include "tests/unit/generate.h"
#include "tests/unit/rows.h"

static Comparison got;

/* Compares both ways round: the verdict must be the same. */
static inline Verdict verdict(ClaimRow a, ClaimRow b) {
  Comparison back;
  if (id_eq(a.document, b.document)) b.document.b[0]++;
  compare_claims(&got, &a, &b, NULL);
  compare_claims(&back, &b, &a, NULL);
  assert_string_equal(verdict_name(back.verdict), verdict_name(got.verdict));
  assert_int_equal(back.word, got.word);
  assert_int_equal(back.severity, got.severity);
  assert_int_equal(back.flags, got.flags);
  return got.verdict;
}
#define is(a, b, v) assert_string_equal(verdict_name(verdict(a, b)), v)
static inline void word_is(const char *word) { assert_string_equal(word_name(got.word), word); }
static inline void flags_are(unsigned flags) { assert_int_equal(got.flags, flags); }

static inline ClaimRow cap(const char *digits, int scale, Hedge h) {
  return about(money(digits, scale, h), "Nvidia", "market_value", "2025-01-29");
}
static inline ClaimRow loss(const char *digits, int scale, Hedge h) {
  return on(moved(cap(digits, scale, h), CHANGE_DOWN_BY), "2025-01-27", "2025-01-27");
}
static inline ClaimRow toll(const char *digits, Hedge h, const char *published) {
  return about(count(digits, "person", h), "Aleppo", "deaths", published);
}

static inline ClaimRow long_road(const char *digits, const char *unit) {
  return about(figure(KIND_QUANTITY, digits, 0, unit, HEDGE_NONE), "Road", "distance", "2025-01-01");
}
static inline ClaimRow event(const char *first, const char *last, Grain grain) {
  ClaimRow r = about(figure(KIND_COUNT, "0", 0, "", HEDGE_NONE), "Acme", "", "2024-05-01");
  r.kind = KIND_DATE;
  r.event = STR("founded");
  r.dates.grain = grain;
  if (!day_parse(&r.dates.first, str_of(first))) r.dates.first = DAY_NONE;
  if (!day_parse(&r.dates.last, str_of(last))) r.dates.last = DAY_NONE;
  return r;
}

/* Units with conversions, and the embedded tables. */
static inline bool tables_ready(void) {
  static const char units[] =
      "code\tname\tclass\tdimension\tfactor\toffset\n"
      "m\tmetre\tunit\tlength\t1\t\nkm\tkilometre\tunit\tlength\t1000\t\n"
      "[mi_i]\tmile\tunit\tlength\t1609.344\t\n"
      "[ft_i]\tfoot\tunit\tlength\t0.3048\t\n[yd_i]\tyard\tunit\tlength\t0.9144\t\n"
      "Cel\tcelsius\ttemp\ttemperature\t1\t27315/100\n[degF]\tfahrenheit\ttemp\ttemperature\t5/9\t45967/100\n";
  Err err = {0};
  return units_load(str_of(units), &err) == OK && tables_load_embedded(&err) == OK;
}
#endif
