/* test_date.c -- days, weeks and the instants that archives state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/date.h"

static void days_count_from_1970(void **state) {
  (void)state;
  assert_int_equal(day_of(1970, 1, 1), 0);
  assert_int_equal(day_of(1969, 12, 31), -1);
  assert_int_equal(day_of(2000, 2, 29), 11016);
  assert_int_equal(day_of(2025, 1, 29), 20117);
  assert_int_equal(day_of(0, 3, 1), -719468);
}

static void overflow_is_carried(void **state) {
  (void)state;
  assert_int_equal(day_of(2024, 13, 1), day_of(2025, 1, 1));
  assert_int_equal(day_of(2024, 0, 31), day_of(2023, 12, 31));
  assert_int_equal(day_of(2024, -11, 1), day_of(2023, 1, 1));
  assert_int_equal(day_of(2024, -12, 1), day_of(2022, 12, 1));
  assert_int_equal(day_of(2024, 2, 30), day_of(2024, 3, 1));
  assert_int_equal(day_of(2024, 3, 0), day_of(2024, 2, 29));
}

static void civil_is_the_inverse(void **state) {
  (void)state;
  Civil c = civil_of(day_of(-9999, 1, 1));
  assert_int_equal(c.year, -9999);
  for (Day d = day_of(-801, 12, 25); d < day_of(2405, 1, 1); d += 13) {
    c = civil_of(d);
    assert_true(civil_valid(c.year, c.month, c.day));
    assert_int_equal(day_of(c.year, c.month, c.day), d);
  }
}

static void months_have_their_lengths(void **state) {
  (void)state;
  assert_int_equal(days_in_month(2024, 2), 29);
  assert_int_equal(days_in_month(2023, 2), 28);
  assert_int_equal(days_in_month(2023, 12), 31);
  assert_int_equal(days_in_month(2023, 0), 0);
  assert_int_equal(days_in_month(2023, 13), 0);
  assert_true(is_leap(2000));
  assert_false(is_leap(1900));
  assert_true(is_leap(2024));
  assert_false(is_leap(2023));
}

static void impossible_days_are_invalid(void **state) {
  (void)state;
  assert_true(civil_valid(2024, 2, 29));
  assert_false(civil_valid(2023, 2, 29));
  assert_false(civil_valid(2023, 4, 0));
  assert_false(civil_valid(2023, 13, 1));
  assert_false(civil_valid(10000, 1, 1));
  assert_false(civil_valid(-10000, 1, 1));
}

static void weekdays_start_on_monday(void **state) {
  (void)state;
  assert_int_equal(weekday_of(0), 4);
  assert_int_equal(weekday_of(-1), 3);
  assert_int_equal(weekday_of(-4), 7);
  assert_int_equal(weekday_of(day_of(2025, 1, 27)), 1);
  assert_int_equal(weekday_of(day_of(1944, 6, 6)), 2);
}

static void weeks_belong_to_their_thursday(void **state) {
  (void)state;
  int year;
  assert_int_equal(iso_week_of(day_of(2025, 1, 1), &year), 1);
  assert_int_equal(year, 2025);
  assert_int_equal(iso_week_of(day_of(2024, 12, 30), &year), 1);
  assert_int_equal(year, 2025);
  assert_int_equal(iso_week_of(day_of(2021, 1, 3), &year), 53);
  assert_int_equal(year, 2020);
  assert_int_equal(day_of_iso_week(2025, 1), day_of(2024, 12, 30));
  assert_int_equal(day_of_iso_week(2026, 53), day_of(2026, 12, 28));
}

static void adding_months_clamps_the_day(void **state) {
  (void)state;
  assert_int_equal(day_add_months(day_of(2024, 1, 31), 1), day_of(2024, 2, 29));
  assert_int_equal(day_add_months(day_of(2024, 2, 29), 12), day_of(2025, 2, 28));
  assert_int_equal(day_add_months(day_of(2024, 1, 15), -1), day_of(2023, 12, 15));
  assert_int_equal(day_add_months(day_of(2024, 3, 31), -13), day_of(2023, 2, 28));
}

/* What moment_parse makes of s, printed; "" when it refuses. */
static void reads(const char *s, bool keep_local, const char *want) {
  Moment m = {DAY_NONE, -1};
  Buf b = BUF_INIT;
  if (moment_parse(&m, str_of(s), keep_local)) moment_put(&b, m);
  assert_string_equal(b.p ? b.p : "", want);
  buf_release(&b);
}

static void iso_instants(void **state) {
  (void)state;
  reads("2025-01-29", false, "2025-01-29");
  reads(" 2025-01-29\n", false, "2025-01-29");
  reads("20250129", false, "2025-01-29");
  reads("2025-01", false, "2025-01-01");
  reads("2025", false, "2025-01-01");
  reads("2025-01-29T10:00", false, "2025-01-29T10:00:00");
  reads("2025-01-29t10:00:07.250", false, "2025-01-29T10:00:07");
  reads("2025-01-29 10:00:07,5", false, "2025-01-29T10:00:07");
  reads("20250129T100007Z", false, "2025-01-29T10:00:07");
  reads("20250129T1000", false, "2025-01-29T10:00:00");
  reads("2016-12-31T23:59:60Z", false, "2016-12-31T23:59:59");
}

static void zones_are_applied_unless_local(void **state) {
  (void)state;
  reads("2025-01-29T10:00:00Z", false, "2025-01-29T10:00:00");
  reads("2025-01-29T00:30:00+01:00", false, "2025-01-28T23:30:00");
  reads("2025-01-29T00:30:00+01:00", true, "2025-01-29T00:30:00");
  reads("2025-01-29T23:30:00-0230", false, "2025-01-30T02:00:00");
  reads("2025-01-29T23:30:00-02", false, "2025-01-30T01:30:00");
  reads("9999-12-31T11:59-12", false, "9999-12-31T23:59:00");
  reads("9999-12-31T23:59-12", false, "");
  reads("Wed, 29 Jan 2025 22:00:00 EST", false, "2025-01-30T03:00:00");
  reads("Wed, 29 Jan 2025 22:00:00 CET", false, "2025-01-29T22:00:00");
}

static void mail_and_http_dates(void **state) {
  (void)state;
  reads("Wed, 29 Jan 2025 10:00:00 +0100", false, "2025-01-29T09:00:00");
  reads("29 January 2025 10:00", false, "2025-01-29T10:00:00");
  reads("Wed, 9 Jan 2025 10:00:00 +0000 (UTC)", false, "2025-01-09T10:00:00");
  reads("Wednesday, 29-Jan-25 10:00:00 GMT", false, "2025-01-29T10:00:00");
  reads("Wednesday, 29-Jan-87 10:00:00 GMT", false, "1987-01-29T10:00:00");
  reads("Wed Jan 29 10:00:00 2025", false, "2025-01-29T10:00:00");
  reads("Wed Jan  9 10:00:00 2025", false, "2025-01-09T10:00:00");
  reads("26-FEB-1987 15:01:01.79", false, "1987-02-26T15:01:01");
  reads("26-Feb-1987", false, "1987-02-26");
}

static void nonsense_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = {"",
                                    "soon",
                                    "2025-13-01",
                                    "2025-02-30",
                                    "2025-1-9",
                                    "2025-01-9",
                                    "2025-01-29T",
                                    "2025-01-29Tx",
                                    "2025-01-29T25:00",
                                    "2025-01-29T10:61",
                                    "2025-01-29T10",
                                    "2025-01-29T10:00:61",
                                    "2025-01-29T10:00:0",
                                    "2025-01-29T10:00 +1",
                                    "2025-01-29T10:00+01:0",
                                    "2025-01-29T10:00+015",
                                    "2025-01-29T10:00+15:00",
                                    "2025-01-29T10:00+01:99",
                                    "2025-01-29T10:00:00Z rest",
                                    "20250129T10000",
                                    "20250129T2500",
                                    "20250129T106100",
                                    "20250129T100061",
                                    "20250129T1060",
                                    "202501",
                                    "2025x",
                                    "2025-01x",
                                    "29 Foo 2025",
                                    "29 Ja 2025",
                                    "Wed, Jan",
                                    "29 Jan 025",
                                    "29 Jan",
                                    "Jan x",
                                    "Jan 29 2025",
                                    "Jan 29 10:00:00",
                                    "Jan 29 10:00:00 25",
                                    "Wed Jan 29 10:00:00 2025 x",
                                    "Wednesday29 Jan 2025"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) reads(bad[i], false, "");
}

static void odd_characters(void **state) {
  static const char *const bad[] = {
      "29 Jan{2025",      "29 Jan_2025",          "29 [an 2025",      "2025-01-29T10:x", "2025-01-29T10:30:x",
      "2025-01-29T1:2",   "20250129T10300",       "20250129T1030001", "2025012",         "29 Jan 025",
      "2025-01-29T1030+", "Wed Jan 29 10:x 2025", "2025-1-29",        "2025-01-29T",     "Wed Jan 29 10:00:00 25"};
  Moment m;
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(moment_parse(&m, str_of(bad[i]), true));
  reads("Wed,\t29\tJan\t2025", true, "2025-01-29");
  reads("20250129100000", true, "2025-01-29T10:00:00");
  reads("20250129T1000", true, "2025-01-29T10:00:00");
  reads("20250129T100059", true, "2025-01-29T10:00:59");
}

static void day_parse_is_strict(void **state) {
  (void)state;
  Day d = 7;
  assert_true(day_parse(&d, STR("2025-01-29")));
  assert_int_equal(d, day_of(2025, 1, 29));
  static const char *const bad[] = {"2025-01-2",  "2025-02-30", "2025/01-29", "2025-01/29",
                                    "x025-01-29", "2025-x1-29", "2025-01-x9", "2025-01-291"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) assert_false(day_parse(&d, str_of(bad[i])));
  assert_int_equal(d, day_of(2025, 1, 29));
}

static void prints(Moment m, const char *want) {
  Buf b = BUF_INIT;
  moment_put(&b, m);
  assert_string_equal(b.p ? b.p : "", want);
  buf_release(&b);
}

static void printing(void **state) {
  (void)state;
  prints((Moment){DAY_NONE, -1}, "");
  prints((Moment){DAY_NONE, 60}, "");
  prints((Moment){day_of(33, 4, 3), -1}, "0033-04-03");
  prints((Moment){day_of(-44, 3, 15), -1}, "-0044-03-15");
  prints((Moment){day_of(2025, 12, 31), 86399}, "2025-12-31T23:59:59");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(days_count_from_1970),
                                     cmocka_unit_test(overflow_is_carried),
                                     cmocka_unit_test(civil_is_the_inverse),
                                     cmocka_unit_test(months_have_their_lengths),
                                     cmocka_unit_test(impossible_days_are_invalid),
                                     cmocka_unit_test(weekdays_start_on_monday),
                                     cmocka_unit_test(weeks_belong_to_their_thursday),
                                     cmocka_unit_test(adding_months_clamps_the_day),
                                     cmocka_unit_test(iso_instants),
                                     cmocka_unit_test(zones_are_applied_unless_local),
                                     cmocka_unit_test(mail_and_http_dates),
                                     cmocka_unit_test(nonsense_is_refused),
                                     cmocka_unit_test(day_parse_is_strict),
                                     cmocka_unit_test(odd_characters),
                                     cmocka_unit_test(printing)};
  return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
