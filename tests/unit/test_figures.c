/* Figures in one unit, their times, what follows from them and how they slip: what the steps of the comparison ask. */
#include "tests/unit/compared.h"

/* The largest figure there is: nothing can be added to it. */
static const Number FULL = {INT64_MAX, 1, 0};

static ClaimRow in(ClaimRow r, const char *unit) {
  r.quantity.unit = str_of(unit);
  return r;
}
static ClaimRow length(const char *digits, const char *unit) {
  return about(figure(KIND_QUANTITY, digits, 0, unit, HEDGE_NONE), "Road", "distance", "2025-01-01");
}
static ClaimRow from_to(ClaimRow r, int from, Change change) {
  r.change = change;
  r.has_from = true;
  r.from = interval_closed(number_of(from), number_of(from));
  return r;
}
static ClaimRow income(const char *digits) {
  return about(money(digits, 0, HEDGE_NONE), "Acme", "revenue", "2024-05-01");
}
static ClaimRow grew(const char *digits, Change change) {
  return moved(about(percent(digits, HEDGE_NONE), "Acme", "revenue", "2024-05-01"), change);
}
static ClaimRow times(const char *digits, Change change) {
  return moved(about(figure(KIND_MULTIPLE, digits, 0, "x", HEDGE_NONE), "Acme", "revenue", "2024-05-01"), change);
}
static ClaimRow reading(ClaimRow r, Number low, Number high) {
  r.quantity.range = interval_closed(low, high);
  return r;
}

static void align(ClaimRow a, ClaimRow b, UnitRelation expected) {
  Figure x, y;
  Rate rate;
  assert_int_equal(figures_align(&x, &y, &rate, &a, &b, NULL), expected);
  assert_int_equal(figures_align(&y, &x, &rate, &b, &a, NULL), expected);
}

/* --- units ---------------------------------------------------------------------------------------------------------- */

static void test_units_of_one_dimension(void **state) {
  (void)state;
  align(length("3", "km"), length("3", "km"), UNITS_SAME);
  align(length("3", "km"), length("3", "m"), UNITS_SAME); /* a power of ten apart */
  align(length("3", "km"), length("3", "[mi_i]"), UNITS_CONVERTED);
  align(length("3", "[yd_i]"), length("3", "[ft_i]"), UNITS_CONVERTED); /* a third is no power of ten */
  align(length("3", "km"), length("3", "Cel"), UNITS_DIFFERENT);
  align(length("3", "km"), length("3", "parsec"), UNITS_DIFFERENT);
}

static void test_conversions_that_do_not_fit(void **state) {
  (void)state;
  ClaimRow warm = length("3", "Cel"), hot = length("3", "[degF]"), far = length("3", "[mi_i]"), km = length("3", "km");
  align(warm, hot, UNITS_CONVERTED);
  align(reading(warm, FULL, FULL), hot, UNITS_DIFFERENT); /* the reading is too large to be moved */
  align(reading(far, FULL, FULL), km, UNITS_DIFFERENT);   /* or to be stretched */
  ClaimRow tight = warm;
  tight.quantity.written.value = FULL;
  align(tight, hot, UNITS_DIFFERENT);
  tight = far;
  tight.quantity.written.value = FULL;
  align(tight, km, UNITS_DIFFERENT);
  ClaimRow value = warm;
  value.quantity.value = FULL;
  align(value, hot, UNITS_DIFFERENT);
  value = far;
  value.quantity.value = FULL;
  align(value, km, UNITS_DIFFERENT);
  Figure f;
  assert_false(figure_to_base(&f, &(ClaimRow){.kind = KIND_QUANTITY, .quantity = reading(far, FULL, FULL).quantity}));
  far.quantity.has_value = false;
  far.quantity.hedge = HEDGE_BETWEEN;
  align(far, km, UNITS_CONVERTED); /* a range has no value to convert */
}

static void test_currencies_that_nobody_names(void **state) {
  (void)state;
  align(income("10000"), in(income("10000"), ""), UNITS_SAME); /* "10 grand" */
  align(income("10000"), in(income("10000"), "EUR"), UNITS_CURRENCY);
}

static UnitRelation at_a_rate(ClaimRow a, ClaimRow b, const char *value) {
  Arena *arena = arena_new();
  Rate rate = {.from = STR("EUR"), .to = STR("USD"), .source = STR("bank")}, used;
  assert_true(day_parse(&rate.day, STR("2024-05-01")) && number_parse(&rate.rate, str_of(value)));
  Rates *rates = rates_new(arena, &rate, 1);
  Figure x, y, other;
  UnitRelation one = figures_align(&x, &y, &used, &a, &b, rates);
  assert_int_equal(figures_align(&x, &y, &used, &b, &a, rates), one);
  bool there = figure_to_base(&other, &a) && figure_at_rate(&other, &a, b.quantity.unit, rates);
  assert_int_equal(there, one == UNITS_RATE);
  assert_false(figure_at_rate(&other, &a, STR("JPY"), rates));
  assert_false(figure_at_rate(&other, &a, b.quantity.unit, NULL));
  arena_free(arena);
  return one;
}

static void test_dated_rates(void **state) {
  (void)state;
  ClaimRow dollars = income("108"), euros = in(income("100"), "EUR"), undated = euros;
  assert_int_equal(at_a_rate(euros, dollars, "1.08"), UNITS_RATE);
  undated.published.day = DAY_NONE;
  Figure f;
  assert_false(figure_at_rate(&f, &undated, STR("USD"), NULL));
  ClaimRow both = dollars;
  both.published.day = DAY_NONE;
  assert_int_equal(at_a_rate(undated, both, "1.08"), UNITS_CURRENCY);
  assert_int_equal(at_a_rate(on(euros, "2024-04-30", "2024-04-30"), on(dollars, "2024-05-01", "2024-05-01"), "1.08"),
                   UNITS_RATE);
  assert_int_equal(at_a_rate(on(euros, "2023-04-30", "2023-04-30"), dollars, "1.08"), UNITS_CURRENCY);
}

static void test_rates_that_do_not_fit(void **state) {
  (void)state;
  Arena *arena = arena_new();
  Rate rate = {.from = STR("USD"), .to = STR("EUR"), .rate = {93, 1, -2}, .source = STR("bank")}, used;
  assert_true(day_parse(&rate.day, STR("2024-05-01")));
  Rates *rates = rates_new(arena, &rate, 1);
  ClaimRow euros = in(income("100"), "EUR"), dollars = reading(income("108"), FULL, FULL);
  Figure x, y;
  assert_int_equal(figures_align(&x, &y, &used, &euros, &dollars, rates), UNITS_CURRENCY);
  assert_int_equal(figures_align(&x, &y, &used, &dollars, &euros, rates), UNITS_CURRENCY);
  assert_true(figure_to_base(&x, &dollars));
  assert_false(figure_at_rate(&x, &dollars, STR("EUR"), rates));
  arena_free(arena);
}

static void test_bare_numbers(void **state) {
  (void)state;
  ClaimRow bare = about(figure(KIND_NUMBER, "22", 0, "", HEDGE_NONE), "Aleppo", "deaths", "2025-01-01");
  Figure f = figure_of(&bare);
  assert_true(figure_is_exact(&f)); /* as exact as "22 people" */
  bare.quantity.hedge = HEDGE_BETWEEN;
  bare.quantity.range = interval_closed(number_of(20), number_of(24));
  f = figure_of(&bare);
  assert_false(figure_is_exact(&f));
  bare.quantity.hedge = HEDGE_VAGUE;
  f = figure_of(&bare);
  assert_true(number_eq(f.tight.low, number_of(20)));
  bare.quantity.has_value = false;
  f = figure_of(&bare);
  assert_false(f.has_value);
  bare.quantity.has_value = true;
  bare.quantity.hedge = HEDGE_NONE;
  bare.quantity.written.whole = true;
  f = figure_of(&bare);
  assert_true(figure_is_exact(&f));
  bare.measure = bare.root = NULL;
  assert_string_equal(row_dimension(&bare).kind.p, "count");
}

static void test_losses_count_down(void **state) {
  (void)state;
  ClaimRow loss_of = about(money("5", 6, HEDGE_BETWEEN), "Acme", "net_loss", "2024-05-01");
  loss_of.quantity.has_value = false;
  ClaimRow range = reading(loss_of, number_of(5), number_of(6));
  Figure f = figure_of(&range);
  assert_true(number_eq(f.read.high, number_of(-5)));
  range = reading(loss_of, number_of(-6), number_of(-5)); /* written with its sign */
  f = figure_of(&range);
  assert_true(number_eq(f.read.high, number_of(-5)));
  range.quantity.range.no_low = true;
  f = figure_of(&range);
  assert_true(f.read.no_low);
}

static void test_precision(void **state) {
  (void)state;
  Number n;
  Figure f = {.tight = interval_closed(number_of(3), number_of(5))}, open = f, shut = f, wide = f;
  assert_true(figure_precision(&n, &f) && number_eq(n, number_of(2)));
  open.tight.no_high = true;
  shut.tight.no_low = true;
  wide.tight = interval_closed((Number){1, 1, -1}, FULL);
  assert_false(figure_precision(&n, &open));
  assert_false(figure_precision(&n, &shut));
  assert_false(figure_precision(&n, &wide));
  assert_true(equally_precise(&f, &f));
  assert_false(equally_precise(&f, &open));
  assert_false(equally_precise(&open, &f));
  assert_false(figure_is_exact(&open));
  assert_false(figure_is_exact(&shut));
}

static void test_what_is_counted(void **state) {
  (void)state;
  ClaimRow lost = about(count("300", "person", HEDGE_NONE), "Acme", "job_losses", "2024-05-01");
  align(lost, in(lost, ""), UNITS_SAME);
  align(lost, in(lost, "young person"), UNITS_SAME); /* said more closely */
  align(lost, in(lost, "victim"), UNITS_SAME);       /* both are the measure itself */
  align(in(lost, "young person"), in(lost, "old victim"), UNITS_SAME);
  align(lost, in(lost, "tree"), UNITS_NOUNS);
  align(in(lost, "old tree"), in(lost, "victim"), UNITS_NOUNS);
  ClaimRow other = in(about(lost, "Acme", "users", "2024-05-01"), "victim"), none = in(lost, "victim");
  align(lost, other, UNITS_NOUNS);
  none.measure = none.root = NULL;
  align(none, in(none, "person"), UNITS_NOUNS);
}

static void dimension_is(ClaimRow r, const char *kind, const char *unit) {
  Dimension d = row_dimension(&r);
  assert_true(str_is(d.kind, kind));
  assert_true(str_is(d.unit, unit));
  Figure f;
  assert_true(figure_to_base(&f, &r));
}

static void test_dimensions_of_rows(void **state) {
  (void)state;
  dimension_is(income("5"), "money", "USD");
  dimension_is(grew("5", CHANGE_LEVEL), "percent", "");
  dimension_is(in(grew("5", CHANGE_LEVEL), "pp"), "points", "");
  dimension_is(in(grew("5", CHANGE_LEVEL), "bp"), "points", "");
  dimension_is(times("3", CHANGE_LEVEL), "multiple", "");
  dimension_is(length("3", "km"), "unit", "length");
  dimension_is(length("3", "parsec"), "unit", "parsec");
  dimension_is(toll("3", HEDGE_NONE, "2024-05-01"), "count", "");
  dimension_is(in(toll("3", HEDGE_NONE, "2024-05-01"), "young person"), "count", "");
  dimension_is(in(toll("3", HEDGE_NONE, "2024-05-01"), "old tree"), "count", "tree");
  ClaimRow none = in(toll("3", HEDGE_NONE, "2024-05-01"), "old tree");
  none.measure = none.root = NULL;
  dimension_is(none, "count", "tree");
  ClaimRow rate = about(grew("5", CHANGE_UP_BY), "Fed", "interest_rate", "2024-05-01");
  dimension_is(rate, "points", ""); /* "raised by 5 percent" */
  rate.measure = rate.root = NULL;
  dimension_is(rate, "percent", "");
  ClaimRow ratio = grew("0.5", CHANGE_LEVEL);
  ratio.kind = KIND_RATIO;
  Figure f = figure_of(&ratio);
  assert_true(number_eq(f.value, number_of(50)));
}

/* --- what follows --------------------------------------------------------------------------------------------------- */

static void derive_is(ClaimRow a, ClaimRow b, Derived expected) {
  Str how;
  assert_int_equal(figures_derive(&a, &b, &how), expected);
  assert_int_equal(figures_derive(&b, &a, &how), expected);
}

static void test_changes_from_their_levels(void **state) {
  (void)state;
  ClaimRow to50 = from_to(income("50"), 60, CHANGE_DOWN_TO), to65 = from_to(income("65"), 60, CHANGE_UP_TO);
  derive_is(moved(income("10"), CHANGE_DOWN_BY), to50, DERIVED_HOLDS);
  derive_is(moved(income("20"), CHANGE_DOWN_BY), to50, DERIVED_FAILS);
  derive_is(moved(income("5"), CHANGE_UP_BY), to65, DERIVED_HOLDS);
  derive_is(moved(income("5"), CHANGE_UP_BY), from_to(income("65"), 60, CHANGE_UP_BY),
            DERIVED_NOTHING); /* two changes */
  derive_is(moved(income("5"), CHANGE_UP_BY), from_to(income("65"), 60, CHANGE_LEVEL), DERIVED_HOLDS);
  derive_is(moved(income("5"), CHANGE_UP_BY), income("65"), DERIVED_NOTHING);
  derive_is(moved(in(income("5"), "EUR"), CHANGE_UP_BY), to65, DERIVED_NOTHING);
  derive_is(moved(length("5", "USD"), CHANGE_UP_BY), to65, DERIVED_NOTHING);
  ClaimRow near = to65;
  near.quantity.hedge = HEDGE_ABOUT;
  near.quantity.range = interval_closed(number_of(60), number_of(70));
  derive_is(moved(income("2"), CHANGE_UP_BY), near, DERIVED_HOLDS);
}

static void test_shares_of_levels(void **state) {
  (void)state;
  ClaimRow up = from_to(income("66"), 60, CHANGE_UP_TO), points = from_to(grew("66", CHANGE_UP_TO), 60, CHANGE_UP_TO);
  derive_is(grew("10", CHANGE_UP_BY), up, DERIVED_HOLDS);
  derive_is(grew("40", CHANGE_UP_BY), up, DERIVED_FAILS);
  derive_is(grew("10", CHANGE_DOWN_BY), from_to(income("54"), 60, CHANGE_DOWN_TO), DERIVED_HOLDS);
  derive_is(grew("6", CHANGE_UP_BY), points, DERIVED_WRONG_UNIT); /* meant points */
  derive_is(grew("6", CHANGE_DOWN_BY), from_to(grew("54", CHANGE_DOWN_TO), 60, CHANGE_DOWN_TO), DERIVED_WRONG_UNIT);
  derive_is(grew("40", CHANGE_UP_BY), points, DERIVED_FAILS);
  derive_is(in(grew("6", CHANGE_UP_BY), "pp"), points, DERIVED_HOLDS);
  derive_is(in(grew("6", CHANGE_UP_BY), "pp"), up, DERIVED_NOTHING);
  ClaimRow ratio = grew("0.06", CHANGE_UP_BY);
  ratio.kind = KIND_RATIO;
  derive_is(ratio, points, DERIVED_NOTHING);
}

static void test_what_does_not_fit_derives_nothing(void **state) {
  (void)state;
  ClaimRow up = from_to(income("66"), 60, CHANGE_UP_TO), percent_up = grew("5", CHANGE_UP_BY);
  Number tiny = {1, 1, -60}, vast = {1, 1, 40};
  derive_is(reading(percent_up, tiny, tiny), up, DERIVED_NOTHING); /* a hundredth of it is too small */
  derive_is(reading(percent_up, vast, vast), up, DERIVED_NOTHING); /* one more is too long */
  ClaimRow most = up;
  most.from = interval_closed(FULL, FULL);
  derive_is(percent_up, most, DERIVED_NOTHING);
  ClaimRow share = from_to(grew("66", CHANGE_UP_TO), 60, CHANGE_UP_TO);
  share.from = interval_closed(FULL, FULL);
  share.quantity.hedge = HEDGE_BETWEEN;
  derive_is(reading(percent_up, NUMBER_ZERO, NUMBER_ZERO), reading(share, (Number){1, 1, -1}, (Number){1, 1, -1}),
            DERIVED_FAILS);
  derive_is(reading(percent_up, vast, vast), times("3", CHANGE_UP_BY), DERIVED_NOTHING);
  ClaimRow cash = moved(income("5"), CHANGE_UP_BY), level = from_to(income("66"), 60, CHANGE_UP_TO);
  level.from = interval_closed(FULL, FULL);
  level.quantity.written.value = (Number){1, 1, -1};
  level.quantity.written.unit_exp = -1;
  derive_is(cash, level, DERIVED_NOTHING);
}

static void test_multiples_and_percentages(void **state) {
  (void)state;
  derive_is(times("3", CHANGE_UP_BY), grew("200", CHANGE_UP_BY), DERIVED_HOLDS);
  derive_is(times("3", CHANGE_UP_BY), grew("500", CHANGE_UP_BY), DERIVED_FAILS);
  derive_is(times("3", CHANGE_LEVEL), grew("500", CHANGE_UP_BY), DERIVED_NOTHING); /* as many as something else */
  derive_is(times("3", CHANGE_DOWN_BY), grew("200", CHANGE_UP_BY), DERIVED_NOTHING);
  derive_is(times("3", CHANGE_DOWN_TO), grew("200", CHANGE_UP_BY), DERIVED_NOTHING);
  derive_is(times("3", CHANGE_UP_BY), grew("200", CHANGE_LEVEL), DERIVED_NOTHING);
  derive_is(times("3", CHANGE_UP_BY), income("200"), DERIVED_NOTHING);
}

static void test_levels_before(void **state) {
  (void)state;
  ClaimRow to = from_to(about(income("66"), "Acme", "debt", "2024-05-01"), 60, CHANGE_UP_TO);
  ClaimRow before = moved(about(income("60"), "Acme", "debt", "2024-05-01"), CHANGE_FROM);
  derive_is(to, before, DERIVED_HOLDS);
  derive_is(to, in(before, "EUR"), DERIVED_NOTHING);
  ClaimRow shares = before;
  shares.kind = KIND_COUNT;
  derive_is(to, shares, DERIVED_NOTHING);
  ClaimRow year_ago = on(about(income("60"), "Acme", "revenue", "2023-05-01"), "2023-01-01", "2023-03-31");
  ClaimRow now = from_to(income("66"), 60, CHANGE_UP_TO), undated = now;
  derive_is(now, year_ago, DERIVED_HOLDS); /* dated well before the other was published */
  undated.published.day = DAY_NONE;
  derive_is(undated, year_ago, DERIVED_NOTHING);
  derive_is(now, on(year_ago, "2024-04-01", "2024-04-30"),
            DERIVED_HOLDS); /* published later, so it is the later one's */
}

/* --- slips ---------------------------------------------------------------------------------------------------------- */

static void test_years(void **state) {
  (void)state;
  assert_true(years_slip(1998, 1999));
  assert_true(years_slip(1998, 1989));
  assert_false(years_slip(1998, 1998));
  assert_false(years_slip(12, 21)); /* too short to tell */
  assert_false(years_slip(998, 9980));
  assert_false(years_slip(1998, 2098));
}

static void test_equal_numerals(void **state) {
  (void)state;
  ClaimRow a = income("5"), none = a;
  none.quantity.has_value = false;
  assert_true(numerals_equal(&a, &a));
  assert_false(numerals_equal(&a, &none));
  assert_false(numerals_equal(&none, &a));
}

/* --- severity --------------------------------------------------------------------------------------------------------- */

static void test_gaps(void **state) {
  (void)state;
  Comparison c = {.has_readings = true,
                  .a = interval_closed(number_of(0), number_of(0)),
                  .b = interval_closed(number_of(5), number_of(5))};
  assert_true(comparison_gap(&c) > 1e6); /* any number of times nothing */
  c.a = interval_closed(number_of(4), number_of(4));
  assert_true(comparison_gap(&c) == 0.25);
  c.a = interval_closed((Number){1, 1, -1}, (Number){1, 1, -1});
  c.b = interval_closed(FULL, FULL);
  assert_true(comparison_gap(&c) == 0); /* too long to tell */
  c.has_readings = false;
  assert_true(comparison_gap(&c) == 0);
}

static void test_severity_never_falls_below_nothing(void **state) {
  (void)state;
  ClaimRow vague = about(count("5000", "car", HEDGE_VAGUE), "Acme", "unit_sales", "2024-05-01"), exact = vague;
  vague.quantity.has_value = false;
  vague.quantity.range = interval_closed(number_of(1000), number_of(9990));
  exact.quantity = quantity("10001", 0, HEDGE_NONE, "car", true);
  vague.speaker = STR("Dora");
  exact.speaker = STR("Eve");
  is(vague, exact, "contradiction");
  assert_int_equal(got.severity, 0);
  exact.speaker = STR("");
  verdict(vague, exact);
  assert_int_equal(got.severity, 0);
}

static void test_severity_of_dates(void **state) {
  (void)state;
  ClaimRow a = event("1998-05-03", "1998-05-03", GRAIN_DAY), b = event("1998-07-20", "1998-07-20", GRAIN_DAY);
  is(a, b, "contradiction");
  int assumed = got.severity;
  a.basis = b.basis = BASIS_EXPLICIT;
  is(a, b, "contradiction");
  assert_int_equal(got.severity, assumed + 5);
}

/* --- dated events ------------------------------------------------------------------------------------------------------ */

static void test_years_of_events(void **state) {
  (void)state;
  ClaimRow may98 = event("1998-05-03", "1998-05-03", GRAIN_DAY), year89 = event("1989-01-01", "1989-12-31", GRAIN_YEAR),
           month98 = event("1998-05-01", "1998-05-31", GRAIN_MONTH);
  is(may98, event("1999-05-03", "1999-05-03", GRAIN_DAY), "digit_slip");
  is(may98, event("1999-05-04", "1999-05-04", GRAIN_DAY), "contradiction");
  is(may98, event("1999-06-03", "1999-06-03", GRAIN_DAY), "contradiction");
  is(may98, event("1999-05-01", "1999-05-31", GRAIN_MONTH), "contradiction");
  is(month98, year89, "digit_slip"); /* two digits exchanged against a bare year */
  is(month98, event("1989-06-01", "1989-06-30", GRAIN_MONTH), "contradiction");
}

static void test_events_of_one_subject(void **state) {
  (void)state;
  ClaimRow a = event("1998-05-03", "1998-05-03", GRAIN_DAY), b = a;
  a.subject = b.subject = STR("");
  a.subject_text = STR("the Leeds plant");
  b.subject_text = STR("that plant");
  is(a, b, "identical");
  b.subject_text = STR("a lighthouse");
  is(a, b, "incomparable");
  ClaimRow nameless = event("1998-05-03", "1998-05-03", GRAIN_DAY), visited = nameless;
  nameless.event = STR("");
  is(nameless, nameless, "incomparable");
  visited.event = STR("visited");
  is(visited, visited, "identical"); /* it may happen again, but not on one day */
  is(visited, nameless, "incomparable");
}

/* --- times ------------------------------------------------------------------------------------------------------------- */

static void test_when_it_holds(void **state) {
  (void)state;
  ClaimRow debt = about(income("5"), "Acme", "debt", "2024-05-01"), inherited = on(debt, "2024-01-01", "2024-01-31");
  inherited.basis = BASIS_INHERITED;
  assert_false(row_when(&inherited).assumed);
  inherited.basis = BASIS_ANCHORED;
  assert_false(row_when(&inherited).assumed);
  ClaimRow empty = on(debt, "", "");
  assert_true(row_when(&empty).assumed); /* a date that says nothing */
  ClaimRow open = on(debt, "2024-01-01", ""), until = on(debt, "", "2024-01-31");
  assert_int_equal(row_when(&open).last, INT32_MAX);
  assert_int_equal(row_when(&until).first, INT32_MIN);
  ClaimRow never = debt;
  never.published.day = DAY_NONE;
  assert_false(row_when(&never).known);
  ClaimRow none = on(debt, "2024-05-01", "2024-05-01");
  none.measure = none.root = NULL;
  assert_int_equal(times_relate(&none, &debt), TIME_SAME);
  assert_int_equal(times_relate(&debt, &none), TIME_SAME);
}

static void test_totals_that_no_longer_run(void **state) {
  (void)state;
  ClaimRow running = toll("5", HEDGE_NONE, "2024-05-01"), settled = on(running, "2001-06-01", "2001-06-01"),
           undated = settled, open = on(running, "2001-06-01", "");
  undated.published.day = DAY_NONE;
  assert_true(totals_run(&running, &settled));
  assert_true(totals_run(&settled, &running));
  assert_false(totals_run(&settled, &settled));
  assert_true(totals_run(&settled, &undated));
  assert_true(totals_run(&settled, &open));
  ClaimRow fewer = moved(running, CHANGE_DOWN_BY);
  assert_false(totals_run(&running, &fewer));
  assert_false(totals_run(&fewer, &running));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_units_of_one_dimension),
      cmocka_unit_test(test_conversions_that_do_not_fit),
      cmocka_unit_test(test_currencies_that_nobody_names),
      cmocka_unit_test(test_dated_rates),
      cmocka_unit_test(test_rates_that_do_not_fit),
      cmocka_unit_test(test_bare_numbers),
      cmocka_unit_test(test_losses_count_down),
      cmocka_unit_test(test_precision),
      cmocka_unit_test(test_what_is_counted),
      cmocka_unit_test(test_dimensions_of_rows),
      cmocka_unit_test(test_changes_from_their_levels),
      cmocka_unit_test(test_shares_of_levels),
      cmocka_unit_test(test_what_does_not_fit_derives_nothing),
      cmocka_unit_test(test_multiples_and_percentages),
      cmocka_unit_test(test_levels_before),
      cmocka_unit_test(test_years),
      cmocka_unit_test(test_equal_numerals),
      cmocka_unit_test(test_gaps),
      cmocka_unit_test(test_severity_never_falls_below_nothing),
      cmocka_unit_test(test_severity_of_dates),
      cmocka_unit_test(test_years_of_events),
      cmocka_unit_test(test_events_of_one_subject),
      cmocka_unit_test(test_when_it_holds),
      cmocka_unit_test(test_totals_that_no_longer_run),
  };
  if (!tables_ready()) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
