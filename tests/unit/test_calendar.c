/* test_calendar.c -- units of the calendar, Easter and TIMEX3 values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "extractor/dates.h"

static void same(DateRange r, const char *first, const char *last, const char *timex) {
  Buf b = BUF_INIT;
  day_put(&b, r.first);
  assert_string_equal(b.p, first);
  buf_reset(&b);
  day_put(&b, r.last);
  assert_string_equal(b.p, last);
  buf_reset(&b);
  timex_put(&b, r);
  assert_string_equal(b.p, timex);
  buf_release(&b);
}

static void units_hold_their_day(void **state) {
  (void)state;
  Day d = day_of(2013, 3, 22);
  same(calendar_unit(d, GRAIN_DAY), "2013-03-22", "2013-03-22", "2013-03-22");
  same(calendar_unit(d, GRAIN_WEEK), "2013-03-18", "2013-03-24", "2013-W12");
  same(calendar_unit(d, GRAIN_WEEKEND), "2013-03-23", "2013-03-24", "2013-W12-WE");
  same(calendar_unit(d, GRAIN_MONTH), "2013-03-01", "2013-03-31", "2013-03");
  same(calendar_unit(d, GRAIN_QUARTER), "2013-01-01", "2013-03-31", "2013-Q1");
  same(calendar_unit(d, GRAIN_HALF), "2013-01-01", "2013-06-30", "2013-H1");
  same(calendar_unit(d, GRAIN_SEASON), "2013-03-01", "2013-05-31", "2013-SP");
  same(calendar_unit(d, GRAIN_YEAR), "2013-01-01", "2013-12-31", "2013");
  same(calendar_unit(d, GRAIN_DECADE), "2010-01-01", "2019-12-31", "201");
  same(calendar_unit(d, GRAIN_CENTURY), "2000-01-01", "2099-12-31", "20");
}

static void winter_is_named_after_its_december(void **state) {
  (void)state;
  same(calendar_unit(day_of(2024, 1, 31), GRAIN_SEASON), "2023-12-01", "2024-02-29", "2023-WI");
  same(calendar_unit(day_of(2024, 12, 1), GRAIN_SEASON), "2024-12-01", "2025-02-28", "2024-WI");
  same(calendar_season(2012, 3), "2012-09-01", "2012-11-30", "2012-FA");
}

static void years_before_our_era(void **state) {
  (void)state;
  same(calendar_year(-489), "-0489-01-01", "-0489-12-31", "-0489");
  same(calendar_unit(day_of(-489, 5, 1), GRAIN_DECADE), "-0490-01-01", "-0481-12-31", "-049");
}

static void steps_and_moves(void **state) {
  (void)state;
  same(calendar_step(calendar_month(2013, 1), -1), "2012-12-01", "2012-12-31", "2012-12");
  same(calendar_step(calendar_unit(day_of(2020, 12, 28), GRAIN_WEEK), 1), "2021-01-04", "2021-01-10", "2021-W01");
  assert_int_equal(calendar_add(day_of(2024, 1, 31), GRAIN_MONTH, 1), day_of(2024, 2, 29));
  assert_int_equal(calendar_add(day_of(2024, 1, 31), GRAIN_DECADE, -2), day_of(2004, 1, 31));
  assert_int_equal(calendar_add(day_of(2024, 1, 31), GRAIN_WEEK, -2), day_of(2024, 1, 17));
  assert_int_equal(calendar_add(day_of(2024, 1, 31), GRAIN_HOUR, 5), day_of(2024, 1, 31));
  assert_int_equal(calendar_add(100, GRAIN_CENTURY, 3000000), 100); /* out of the calendar: stays */
  assert_int_equal(calendar_add(100, GRAIN_DAY, 2000000000), 100);
}

static void spans_print_as_what_they_are(void **state) {
  (void)state;
  same(calendar_days(day_of(2014, 1, 1), day_of(2018, 12, 31), GRAIN_SPAN), "2014-01-01", "2018-12-31", "2014/2018");
  same(calendar_days(day_of(2015, 10, 1), day_of(2015, 12, 31), GRAIN_SPAN), "2015-10-01", "2015-12-31",
       "2015-10/2015-12");
  same(calendar_days(day_of(2015, 10, 2), day_of(2015, 12, 31), GRAIN_SPAN), "2015-10-02", "2015-12-31",
       "2015-10-02/2015-12-31");
  Buf b = BUF_INIT;
  timex_put(&b, calendar_days(DAY_NONE, day_of(2015, 1, 1), GRAIN_SPAN));
  assert_string_equal(b.p, "../2015-01-01");
  buf_release(&b);
}

static void easter_by_both_calendars(void **state) {
  (void)state;
  assert_int_equal(calendar_easter(2024), day_of(2024, 3, 31));
  assert_int_equal(calendar_easter(2019), day_of(2019, 4, 21));
  assert_int_equal(calendar_easter(1818), day_of(1818, 3, 22));
  assert_int_equal(calendar_easter(1943), day_of(1943, 4, 25));
  assert_int_equal(calendar_orthodox_easter(2024), day_of(2024, 5, 5));
  assert_int_equal(calendar_orthodox_easter(2017), calendar_easter(2017));
  assert_int_equal(calendar_orthodox_easter(1900), day_of(1900, 4, 22));
}

static void period(int n, Grain g, const char *want) {
  Buf b = BUF_INIT;
  timex_put_period(&b, n, g);
  assert_string_equal(b.p, want);
  buf_release(&b);
}

static void periods(void **state) {
  (void)state;
  period(3, GRAIN_DAY, "P3D");
  period(2, GRAIN_HOUR, "PT2H");
  period(90, GRAIN_MINUTE, "PT90M");
  period(2, GRAIN_QUARTER, "P2Q");
  period(2, GRAIN_HALF, "P12M");
  period(3, GRAIN_DECADE, "P30Y");
  period(2, GRAIN_CENTURY, "P200Y");
  period(-1, GRAIN_YEAR, "PXY");
  period(-1, GRAIN_HOUR, "PTXH");
  period(-1, GRAIN_DECADE, "PXDE");
  period(-1, GRAIN_CENTURY, "PXCE");
}

static void grains_by_name(void **state) {
  (void)state;
  Grain g = GRAIN_NONE;
  assert_true(grain_parse(&g, STR("quarter")));
  assert_int_equal(g, GRAIN_QUARTER);
  assert_false(grain_parse(&g, STR("fortnight")));
  assert_int_equal(g, GRAIN_QUARTER);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(units_hold_their_day),
                                     cmocka_unit_test(winter_is_named_after_its_december),
                                     cmocka_unit_test(years_before_our_era),
                                     cmocka_unit_test(steps_and_moves),
                                     cmocka_unit_test(spans_print_as_what_they_are),
                                     cmocka_unit_test(easter_by_both_calendars),
                                     cmocka_unit_test(periods),
                                     cmocka_unit_test(grains_by_name)};
  return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
