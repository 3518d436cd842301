/* The comparison: each step, verdict, flag and word. */
#include "tests/unit/compared.h"

/* --- 1 unit ----------------------------------------------------------------------------------------------------------- */

static void test_dimensions(void **state) {
  (void)state;
  is(cap("3", 12, HEDGE_NONE), about(count("3", "share", HEDGE_NONE), "Nvidia", "market_value", "2025-01-29"),
     "incomparable");
  assert_int_equal(got.step, 1);
  word_is("apart");
  ClaimRow date = cap("3", 0, HEDGE_NONE);
  date.kind = KIND_DATE;
  is(date, cap("3", 0, HEDGE_NONE), "incomparable");
  /* a bare number takes the other side's unit only for one measure */
  ClaimRow age = about(figure(KIND_NUMBER, "47", 0, "", HEDGE_NONE), "Ann", "age", "2025-01-01");
  ClaimRow years = about(figure(KIND_DURATION, "47", 0, "a", HEDGE_NONE), "Ann", "age", "2025-01-01");
  is(age, years, "identical");
  years.measure = years.root = NULL;
  is(age, years, "incomparable");
  is(about(figure(KIND_NUMBER, "22", 0, "", HEDGE_NONE), "Aleppo", "deaths", "2025-01-01"),
     toll("22", HEDGE_NONE, "2025-01-01"), "identical");
  ClaimRow odd = about(figure(KIND_QUANTITY, "3", 0, "parsec", HEDGE_NONE), "Road", "distance", "2025-01-01");
  is(odd, about(figure(KIND_QUANTITY, "3", 0, "km", HEDGE_NONE), "Road", "distance", "2025-01-01"), "incomparable");
}

static void test_units_are_converted_exactly(void **state) {
  (void)state;
  is(long_road("3", "km"), long_road("3000", "m"), "identical");
  is(long_road("100", "[mi_i]"), long_road("161", "km"), "consistent_rounding");
  is(long_road("100", "[mi_i]"), long_road("190", "km"), "contradiction");
  is(long_road("93", "[mi_i]"), long_road("93", "km"), "unit_slip");
  word_is("conflict");
  ClaimRow celsius = about(figure(KIND_QUANTITY, "40", 0, "Cel", HEDGE_NONE), "Rome", "temperature", "2025-07-01");
  ClaimRow fahrenheit =
      about(figure(KIND_QUANTITY, "104", 0, "[degF]", HEDGE_NONE), "Rome", "temperature", "2025-07-01");
  is(celsius, fahrenheit, "consistent_rounding");
  assert_string_equal(got.reason.p, "equal when converted");
}

static void test_percent_and_points(void **state) {
  (void)state;
  ClaimRow pct = moved(about(percent("3.5", HEDGE_NONE), "Nvidia", "share_price", "2025-09-15"), CHANGE_DOWN_BY);
  ClaimRow pp = pct;
  pp.quantity.unit = STR("pp");
  is(pct, pp, "percent_vs_pp");
  word_is("conflict");
  pp.quantity = quantity("4", 0, HEDGE_NONE, "pp", false);
  is(pct, pp, "incomparable");
  /* of a rate, "cut by 0.5 percent" means points */
  ClaimRow cut =
      on(moved(about(percent("0.5", HEDGE_NONE), "Federal Reserve", "interest_rate", "2025-09-15"), CHANGE_DOWN_BY),
         "2024-09-01", "2024-09-30");
  ClaimRow bp = cut;
  bp.quantity = quantity("50", 0, HEDGE_NONE, "bp", false);
  is(cut, bp, "identical");
}

static void test_currencies(void **state) {
  (void)state;
  ClaimRow dollars = about(money("124", 3, HEDGE_NONE), "Bitcoin", "price", "2025-08-20"), pounds = dollars;
  pounds.quantity.unit = STR("GBP");
  is(dollars, pounds, "currency_difference");
  word_is("conflict");
  assert_true(got.flags & FLAG_CURRENCY_ALARM);
}

static void test_currency_without_alarm(void **state) {
  (void)state;
  ClaimRow yen = about(figure(KIND_MONEY, "120", 9, "JPY", HEDGE_NONE), "Acme", "funding_raised", "2024-05-01");
  is(yen, about(money("790", 6, HEDGE_NONE), "Acme", "funding_raised", "2024-05-01"), "currency_difference");
  word_is("apart");
  assert_int_equal(got.severity, 0);
  ClaimRow bare = about(money("120", 9, HEDGE_NONE), "Acme", "funding_raised", "2024-05-01"), australian = bare;
  bare.quantity.unit_assumed = true; /* which dollars was only assumed */
  is(yen, bare, "currency_difference");
  word_is("conflict");
  bare.text = STR("$120 billion");
  australian.text = STR("A$120 billion");
  australian.quantity.unit = STR("AUD");
  is(bare, australian, "currency_difference");
  word_is("apart");
}

static void test_currency_with_a_rate(void **state) {
  (void)state;
  Arena *a = arena_new();
  Rate rate = {.from = STR("USD"), .to = STR("JPY"), .source = STR("ECB")};
  assert_true(day_parse(&rate.day, STR("2024-05-02")) && number_parse(&rate.rate, STR("152")));
  Rates *rates = rates_new(a, &rate, 1);
  ClaimRow yen =
      in_document(about(figure(KIND_MONEY, "120", 9, "JPY", HEDGE_NONE), "Acme", "funding_raised", "2024-05-01"), 1);
  ClaimRow dollars = in_document(about(money("790", 6, HEDGE_NONE), "Acme", "funding_raised", "2024-05-01"), 2);
  compare_claims(&got, &yen, &dollars, rates);
  assert_string_equal(verdict_name(got.verdict), "consistent_rounding");
  assert_true(got.rated);
  dollars.quantity = quantity("950", 6, HEDGE_NONE, "USD", false);
  compare_claims(&got, &dollars, &yen, rates);
  assert_string_equal(verdict_name(got.verdict), "contradiction");
  yen.published.day += 30; /* no rate so near */
  dollars.published.day += 30;
  compare_claims(&got, &dollars, &yen, rates);
  assert_string_equal(verdict_name(got.verdict), "currency_difference");
  arena_free(a);
}

/* --- 2 subject and measure ------------------------------------------------------------------------------------------- */

static ClaimRow unresolved(ClaimRow r, const char *text) {
  r.subject = STR("");
  r.subject_text = str_of(text);
  return r;
}

static void test_subjects(void **state) {
  (void)state;
  is(cap("3", 12, HEDGE_NONE), about(money("4", 12, HEDGE_NONE), "Apple", "market_value", "2025-01-29"),
     "incomparable");
  assert_int_equal(got.step, 2);
  is(cap("3", 12, HEDGE_NONE), about(money("3", 12, HEDGE_NONE), "NVIDIA", "market_value", "2025-01-29"), "identical");
  is(cap("3", 12, HEDGE_NONE), about(money("3", 12, HEDGE_NONE), "Nvidia", "revenue", "2025-01-29"), "incomparable");
  is(cap("3", 12, HEDGE_NONE), about(money("3", 12, HEDGE_NONE), "Nvidia", "valuation", "2025-01-29"),
     "identical"); /* one root */
  ClaimRow group = about(money("1", 12, HEDGE_NONE), "tech companies", "market_value", "2025-01-29");
  group.subject_type = ENT_GROUP;
  is(group, cap("3", 12, HEDGE_NONE), "different_scope");
  is(unresolved(group, "leading tech companies"), cap("3", 12, HEDGE_NONE), "different_scope");
}

static void test_unresolved_subjects(void **state) {
  (void)state;
  ClaimRow plant = unresolved(about(money("1.25", 9, HEDGE_NONE), "", "cost", "2024-05-02"), "The plant");
  ClaimRow other = unresolved(about(money("1250", 6, HEDGE_NONE), "", "cost", "2024-05-03"), "the plants");
  is(plant, other, "identical");
  is(plant, unresolved(other, "The merger"), "incomparable");
  is(plant, unresolved(other, "It"), "identical"); /* a word too short to speak against it */
  is(plant, unresolved(other, ""), "identical");
  ClaimRow sides =
      unresolved(toll("22", HEDGE_NONE, "2025-01-01"), "gas attack"); /* tolls name now the attack, now the place */
  is(sides, unresolved(toll("22", HEDGE_NONE, "2025-01-01"), "air strike"), "identical");
}

static void test_evidence(void **state) {
  (void)state;
  ClaimRow a = figure(KIND_MONEY, "5", 6, "USD", HEDGE_NONE), b = figure(KIND_MONEY, "9", 6, "USD", HEDGE_NONE);
  is(a, b, "incomparable");
  assert_string_equal(got.reason.p, "nothing shows that both are about one thing");
  a.concept[0] = STR("dividends");
  a.concept[1] = STR("fund");
  b.concept[0] = STR("fund");
  b.concept[1] = STR("dividend");
  a.nconcept = b.nconcept = 2;
  is(a, b, "incomparable"); /* enough to agree, not to alarm */
  is(a, a, "identical");
  a.measure = b.measure = measure_find(STR("dividend"));
  a.root = b.root = a.measure;
  is(a, b, "contradiction");
}

static void test_losses(void **state) {
  (void)state;
  ClaimRow a = about(money("5", 6, HEDGE_NONE), "Acme", "net_loss", "2025-01-29");
  ClaimRow b = about(money("-5", 6, HEDGE_NONE), "Acme", "net_profit", "2025-01-29");
  is(a, b, "identical");
  is(a, about(money("5", 6, HEDGE_NONE), "Acme", "net_profit", "2025-01-29"), "contradiction");
  ClaimRow range = a; /* a loss between 4 and 6 */
  range.quantity.has_value = false;
  range.quantity.hedge = HEDGE_BETWEEN;
  range.quantity.range = interval_closed(number_of(4000000), number_of(6000000));
  is(range, b, "consistent_bound");
}

/* --- 3 scope ---------------------------------------------------------------------------------------------------------- */

static void test_scope(void **state) {
  (void)state;
  ClaimRow a = cap("600", 9, HEDGE_NONE), b = a;
  a.per = STR("share");
  is(a, b, "different_scope");
  b.per = STR("barrel");
  is(a, b, "different_scope");
  b.per = STR("Share");
  is(a, b, "identical");
  a.scope_period = STR("P1W");
  b.scope_period = STR("2022");
  is(a, b, "different_scope");
  b.scope_period = STR("P7D");
  is(a, b, "identical");
  static const char *const periods[] = {"2024-Q1", "2024-H1", "2024-05", "year", "P2Y", "P1D"};
  for (size_t i = 0; i < 6; i++) {
    b.scope_period = str_of(periods[i]);
    is(a, b, "different_scope");
  }
  b.scope_period = STR("PT1H"); /* says nothing that is understood */
  is(a, b, "identical");
  b.scope_period = STR("");
  is(a, on(b, "2025-01-01", "2025-12-31"), "different_scope");
  is(on(b, "2025-01-01", "2025-12-31"), a, "different_scope");
}

static void test_periods_of_flows(void **state) {
  (void)state;
  ClaimRow profit = about(money("93", 3, HEDGE_NONE), "Acme", "net_profit", "2025-09-15");
  is(on(profit, "2025-01-01", "2025-04-30"), on(profit, "2024-01-01", "2024-12-31"), "different_scope");
  is(on(profit, "2025-01-01", "2025-03-31"), on(profit, "2024-01-01", "2024-03-31"), "incomparable");
  is(on(profit, "2025-01-01", "2025-03-31"), on(profit, "2025-01-01", "2025-03-31"), "identical");
  is(on(profit, "2025-01-01", "2025-03-31"), on(profit, "", "2025-03-31"),
     "identical"); /* open: its length is unknown */
}

static void test_parts(void **state) {
  (void)state;
  ClaimRow all = toll("72", HEDGE_NONE, "2017-04-04"), children = toll("9", HEDGE_NONE, "2017-04-04");
  children.scope_of = STR("including children");
  is(all, children, "different_scope");
  flags_are(0);
  ClaimRow more = toll("90", HEDGE_NONE, "2017-04-04");
  more.scope_of = STR("including children");
  is(all, more, "different_scope");
  flags_are(FLAG_PART_EXCEEDS_WHOLE);
  word_is("apart");
  is(toll("72", HEDGE_AT_LEAST, "2017-04-04"), more, "different_scope");
  flags_are(0);
  ClaimRow young = toll("9", HEDGE_NONE, "2017-04-04");
  young.scope_of = STR("including children under eight");
  is(children, young, "identical");
  young.scope_of = STR("women");
  is(children, young, "different_scope");
  ClaimRow soldiers = about(count("72", "soldier", HEDGE_NONE), "Aleppo", "deaths", "2017-04-04");
  is(all, soldiers, "different_scope");
  is(all, about(count("72", "people", HEDGE_NONE), "Aleppo", "deaths", "2017-04-04"), "identical");
  is(soldiers, about(count("72", "young soldier", HEDGE_NONE), "Aleppo", "deaths", "2017-04-04"), "identical");
  soldiers.measure = soldiers.root = all.measure = all.root = NULL;
  is(all, soldiers, "incomparable");
}

static void test_the_whole_of_a_share(void **state) {
  (void)state;
  ClaimRow a = about(percent("30", HEDGE_NONE), "Big Tech", "share", "2025-09-12"), b = a;
  a.scope_of = STR("S&P 500");
  is(a, b, "identical");
}

/* --- 4 reality, 5 direction ------------------------------------------------------------------------------------------- */

static ClaimRow said(ClaimRow r, Modality m) {
  r.modality = m;
  return r;
}

static void test_reality(void **state) {
  (void)state;
  ClaimRow a = toll("40", HEDGE_NONE, "2024-03-01");
  is(said(a, MODALITY_HEARSAY), said(a, MODALITY_ESTIMATE), "identical");
  is(said(a, MODALITY_FORECAST), a, "different_modality");
  is(said(a, MODALITY_FORECAST), said(a, MODALITY_TARGET), "different_modality");
  is(said(a, MODALITY_FORECAST), said(a, MODALITY_FORECAST), "identical");
  is(said(loss("4.2", 6, HEDGE_NONE), MODALITY_FORECAST), loss("4.2", 9, HEDGE_NONE), "scale_slip");
  is(said(loss("4.2", 6, HEDGE_NONE), MODALITY_HYPOTHETICAL), loss("4.2", 9, HEDGE_NONE), "different_modality");
  is(said(a, MODALITY_DENIED), a, "contradiction");
  flags_are(FLAG_DENIED);
  word_is("conflict");
  is(said(a, MODALITY_DENIED), toll("60", HEDGE_NONE, "2024-03-01"), "incomparable");
  is(said(a, MODALITY_DENIED), said(a, MODALITY_DENIED), "incomparable");
  is(said(a, MODALITY_DENIED), said(a, MODALITY_POSSIBLE), "incomparable");
}

static void test_direction(void **state) {
  (void)state;
  ClaimRow down = loss("600", 9, HEDGE_NONE);
  is(down, moved(down, CHANGE_UP_BY), "contradiction");
  assert_int_equal(got.step, 5);
  is(down, moved(loss("260", 9, HEDGE_NONE), CHANGE_UP_BY), "incomparable");
  is(down, on(moved(down, CHANGE_UP_BY), "2025-01-28", "2025-01-28"), "incomparable");
  ClaimRow lost =
      on(about(count("500", "job", HEDGE_NONE), "Acme", "job_losses", "2025-01-01"), "2025-01-01", "2025-01-01");
  ClaimRow added =
      on(about(count("500", "job", HEDGE_NONE), "Acme", "jobs_added", "2025-01-01"), "2025-01-01", "2025-01-01");
  is(lost, added, "contradiction");
}

/* --- 6 change against level, derivation -------------------------------------------------------------------------------- */

static void test_change_against_level(void **state) {
  (void)state;
  ClaimRow fortune = about(money("21", 9, HEDGE_NONE), "Jensen Huang", "net_worth", "2025-01-28");
  is(moved(fortune, CHANGE_DOWN_BY), moved(fortune, CHANGE_DOWN_TO), "incomparable");
  assert_int_equal(got.step, 6);
  is(moved(fortune, CHANGE_FROM), about(money("30", 9, HEDGE_NONE), "Jensen Huang", "net_worth", "2025-01-28"),
     "incomparable");
  is(moved(fortune, CHANGE_FROM), fortune, "identical");
  is(about(count("500", "job", HEDGE_NONE), "Acme", "job_losses", "2025-01-01"),
     about(count("500", "employee", HEDGE_NONE), "Acme", "employees", "2025-01-01"), "incomparable");
}

static ClaimRow turnout(const char *digits, Change c) {
  return on(moved(about(percent(digits, HEDGE_NONE), "Ruritania", "turnout", "2024-06-10"), c), "2024-06-09",
            "2024-06-09");
}

static ClaimRow from(ClaimRow r, const char *digits) {
  r.has_from = true;
  r.from = interval_tight(quantity(digits, 0, HEDGE_NONE, "%", false).written);
  return r;
}

static void test_change_from_its_levels(void **state) {
  (void)state;
  ClaimRow levels = from(turnout("65", CHANGE_UP_TO), "60");
  ClaimRow points = turnout("5", CHANGE_UP_BY);
  points.quantity.unit = STR("pp");
  is(levels, points, "consistent_derived");
  points.quantity = quantity("9", 0, HEDGE_NONE, "pp", false);
  is(levels, points, "contradiction");
  flags_are(FLAG_DERIVED);
  is(levels, turnout("8.3", CHANGE_UP_BY), "consistent_derived");
  is(levels, turnout("5", CHANGE_UP_BY), "percent_vs_pp");
  is(levels, turnout("30", CHANGE_UP_BY), "contradiction");
  is(from(turnout("60", CHANGE_DOWN_TO), "65"), turnout("7.7", CHANGE_DOWN_BY), "consistent_derived");
  ClaimRow other_day = on(turnout("30", CHANGE_UP_BY), "2020-06-09", "2020-06-09");
  is(levels, other_day, "incomparable");
  /* money: the absolute change */
  ClaimRow sales = on(moved(about(money("65", 6, HEDGE_NONE), "Acme", "revenue", "2024-06-10"), CHANGE_UP_TO),
                      "2024-01-01", "2024-12-31");
  sales.has_from = true;
  sales.from = interval_tight(quantity("60", 6, HEDGE_NONE, "USD", false).written);
  ClaimRow by = on(moved(about(money("5.0", 6, HEDGE_NONE), "Acme", "revenue", "2024-06-10"), CHANGE_UP_BY),
                   "2024-01-01", "2024-12-31");
  is(sales, by, "consistent_derived");
  by.quantity.unit = STR("EUR");
  is(sales, by, "incomparable");
}

static void test_multiples(void **state) {
  (void)state;
  ClaimRow triple = about(figure(KIND_MULTIPLE, "3", 0, "times", HEDGE_NONE), "US", "capacity", "2025-01-31");
  ClaimRow grown = moved(about(percent("203", HEDGE_NONE), "US", "capacity", "2024-05-08"), CHANGE_UP_BY);
  is(moved(triple, CHANGE_UP_BY), grown, "consistent_derived");
  is(moved(triple, CHANGE_UP_BY), moved(about(percent("60", HEDGE_NONE), "US", "capacity", "2024-05-08"), CHANGE_UP_BY),
     "contradiction");
  is(triple, grown, "consistent_derived");
  is(triple, moved(about(percent("60", HEDGE_NONE), "US", "capacity", "2024-05-08"), CHANGE_UP_BY), "incomparable");
  is(moved(triple, CHANGE_DOWN_BY), grown, "incomparable");
  is(moved(triple, CHANGE_UP_BY), moved(grown, CHANGE_DOWN_BY), "incomparable");
}

static void test_the_level_before(void **state) {
  (void)state;
  ClaimRow after = about(percent("40", HEDGE_NONE), "Renewables", "share", "2024-01-01");
  after = from(moved(after, CHANGE_UP_TO), "20");
  ClaimRow before = about(percent("20", HEDGE_NONE), "Renewables", "share", "2023-01-01");
  is(after, before, "consistent_derived");
  before.quantity = quantity("28", 0, HEDGE_NONE, "%", false);
  is(after, before, "superseded"); /* some earlier level */
  is(after, moved(before, CHANGE_FROM), "contradiction");
  flags_are(FLAG_DERIVED);
}

/* --- 7 time ------------------------------------------------------------------------------------------------------------- */

static void test_time_of_levels(void **state) {
  (void)state;
  is(cap("3", 12, HEDGE_OVER), about(money("4", 12, HEDGE_NONE), "Nvidia", "market_value", "2025-09-15"), "superseded");
  flags_are(FLAG_UPDATE);
  word_is("updated");
  is(cap("3", 12, HEDGE_NONE), about(money("3", 12, HEDGE_NONE), "Nvidia", "market_value", "2025-09-15"), "identical");
  is(cap("3", 12, HEDGE_NONE), about(money("4", 12, HEDGE_NONE), "Nvidia", "market_value", "2025-02-20"),
     "contradiction"); /* within drift */
  is(on(cap("3", 12, HEDGE_NONE), "2025-01-01", "2025-01-31"), on(cap("3", 12, HEDGE_NONE), "2025-01-27", "2025-01-27"),
     "identical");
  is(cap("3", 12, HEDGE_NONE), about(money("3", 9, HEDGE_NONE), "Nvidia", "market_value", "2025-09-15"), "scale_slip");
}

static void test_time_of_changes(void **state) {
  (void)state;
  is(loss("600", 9, HEDGE_NONE), on(loss("300", 9, HEDGE_NONE), "2025-02-03", "2025-02-03"), "incomparable");
  ClaimRow undated = moved(cap("300", 9, HEDGE_NONE), CHANGE_DOWN_BY);
  is(loss("600", 9, HEDGE_NONE), undated, "contradiction");
  assert_true(got.flags & FLAG_TIME_UNKNOWN);
  assert_true(got.severity <= 50);
}

static void test_corrections(void **state) {
  (void)state;
  ClaimRow wrong = about(money("36.7", 6, HEDGE_NONE), "Lilly", "revenue", "1987-03-25T11:20:00");
  ClaimRow right = about(money("39.7", 6, HEDGE_NONE), "Lilly", "revenue", "1987-03-25T12:11:00");
  is(wrong, right, "contradiction");
  right.mark = CLAIM_CORRECTION;
  is(wrong, right, "superseded");
  assert_true(got.flags & FLAG_CORRECTION);
  assert_int_equal(got.severity, 50); /* 40, and 10 for the gap */
  is(right, about(money("41.2", 6, HEDGE_NONE), "Lilly", "revenue", "1987-03-26"),
     "contradiction"); /* the later one corrects nothing */
  wrong.mark = CLAIM_CORRECTION;
  is(right, right, "identical");
}

static void test_running_totals(void **state) {
  (void)state;
  is(toll("120", HEDGE_AT_LEAST, "2023-02-06T08:00:00"), toll("2300", HEDGE_OVER, "2023-02-06T20:00:00"), "superseded");
  flags_are(FLAG_UPDATE);
  is(toll("2300", HEDGE_NONE, "2023-02-06"), toll("1900", HEDGE_NONE, "2023-02-08"), "superseded");
  flags_are(FLAG_UPDATE | FLAG_REVISED_DOWN);
  is(toll("86", HEDGE_NONE, "2023-02-06"), toll("70", HEDGE_OVER, "2023-02-08"),
     "consistent_bound"); /* the later one says less */
  is(toll("86", HEDGE_NONE, "2023-02-06"), toll("91", HEDGE_NONE, "2023-02-06"), "contradiction");
  is(toll("86", HEDGE_NONE, "2023-02-06"), toll("86", HEDGE_NONE, "2023-02-08"), "identical");
  ClaimRow range = toll("500", HEDGE_NONE, "2023-02-06");
  range.quantity.has_value = false;
  range.quantity.hedge = HEDGE_BETWEEN;
  range.quantity.range = interval_closed(number_of(500), number_of(1300));
  is(range, toll("1400", HEDGE_OVER, "2023-02-27"), "superseded");
  range.quantity.range.no_low = true;
  is(range, toll("1400", HEDGE_OVER, "2023-02-27"), "superseded");
  /* long past: it no longer grows */
  is(on(toll("1503", HEDGE_NONE, "2010-02-06"), "1912-04-15", "1912-04-15"),
     on(toll("1517", HEDGE_NONE, "2020-02-06"), "1912-04-15", "1912-04-15"), "contradiction");
}

static void test_revised_copies(void **state) {
  (void)state;
  ClaimRow a = toll("112", HEDGE_AT_LEAST, "2017-04-16"), b = toll("126", HEDGE_AT_LEAST, "2017-04-16");
  is(a, b, "consistent_bound");
  a.revised_copy = b.revised_copy = true;
  a.origin = b.origin = 5;
  is(a, b, "superseded");
  flags_are(FLAG_UPDATE | FLAG_REVISED_COPY);
  is(a, a, "identical");
  b.origin = 6;
  is(a, b, "consistent_bound");
}

/* --- 8 values ------------------------------------------------------------------------------------------------------------ */

static void test_agreement(void **state) {
  (void)state;
  is(loss("600", 9, HEDGE_NONE), loss("600", 9, HEDGE_ABOUT), "identical");
  is(loss("0.6", 12, HEDGE_NONE), loss("600", 9, HEDGE_NONE), "identical");
  is(loss("600", 9, HEDGE_NONE), loss("598", 9, HEDGE_ABOUT), "consistent_rounding");
  word_is("agrees");
  is(loss("600", 9, HEDGE_OVER), loss("600", 9, HEDGE_OVER), "identical");
  is(loss("600", 9, HEDGE_OVER), loss("600", 9, HEDGE_NONE), "consistent_bound");
  is(loss("100", 9, HEDGE_NEARLY), loss("98.4", 9, HEDGE_NONE), "consistent_bound");
  is(loss("590", 9, HEDGE_ABOUT), loss("598", 9, HEDGE_ABOUT), "consistent_approx");
  is(loss("560", 9, HEDGE_NONE), loss("600", 9, HEDGE_ABOUT), "consistent_approx");
  is(loss("575", 9, HEDGE_NONE), loss("600", 9, HEDGE_NONE), "consistent_rounding");
  flags_are(FLAG_WEAK_ROUNDING);
  word_is("close");
  ClaimRow some = loss("5", 11, HEDGE_VAGUE), most = some;
  some.quantity.has_value = most.quantity.has_value = false;
  some.quantity.range = most.quantity.range = interval_closed(number_of(200), number_of(999));
  is(some, most, "identical");
  most.quantity.range = interval_closed(number_of(300), number_of(2000));
  is(some, most, "consistent_approx");
  ClaimRow third = about(figure(KIND_RATIO, "0", 0, "", HEDGE_ABOUT), "Drug", "efficacy", "2024-03-01");
  third.quantity.written.fraction = true;
  assert_true(number_parse(&third.quantity.value, STR("1/3")));
  third.quantity.written.value = third.quantity.value;
  third.quantity.range = interval_read(third.quantity.written, HEDGE_ABOUT);
  is(third, about(percent("34", HEDGE_NONE), "Drug", "efficacy", "2024-03-01"), "consistent_approx");
}

static void test_equal_precision_never_bridges(void **state) {
  (void)state;
  is(loss("600", 9, HEDGE_NONE), loss("650", 9, HEDGE_NONE), "contradiction");
  assert_string_equal(got.reason.p, "equal precision");
  word_is("conflict");
  is(loss("1.86", 12, HEDGE_NONE), loss("1.8", 12, HEDGE_NONE), "contradiction");
  word_is("close"); /* under 2 %, and one is coarser */
}

static void test_open_ends(void **state) {
  (void)state;
  ClaimRow more = about(percent("33", HEDGE_OVER), "Big Tech", "share", "2025-09-12");
  is(more, about(percent("33", HEDGE_NEARLY), "Big Tech", "share", "2025-09-13"), "contradiction");
  word_is("conflict"); /* shares are never merely close */
  ClaimRow least = about(percent("33", HEDGE_OVER), "Big Tech", "margin", "2025-09-12");
  is(least, about(percent("33", HEDGE_NEARLY), "Big Tech", "margin", "2025-09-13"), "contradiction");
  word_is("close");
}

/* --- 9 slips -------------------------------------------------------------------------------------------------------------- */

static void test_slips(void **state) {
  (void)state;
  is(loss("6", 6, HEDGE_NONE), loss("6", 9, HEDGE_NONE), "scale_slip");
  is(loss("560", 6, HEDGE_ABOUT), loss("560", 9, HEDGE_NONE), "scale_slip");
  is(loss("6", 6, HEDGE_UNDER), loss("6", 9, HEDGE_NONE), "contradiction"); /* none under a hedge */
  is(loss("2650", 0, HEDGE_NONE), loss("26500", 0, HEDGE_NONE), "scale_slip");
  is(loss("6", 6, HEDGE_NONE), loss("60", 6, HEDGE_NONE), "contradiction"); /* one digit is no evidence */
  is(loss("6", 6, HEDGE_NONE), loss("6", 10, HEDGE_NONE), "contradiction");
  is(loss("581000", 0, HEDGE_NONE), loss("518000", 0, HEDGE_NONE), "digit_slip");
  is(loss("13000", 0, HEDGE_NONE), loss("131000", 0, HEDGE_NONE), "digit_slip");
  is(loss("1343", 0, HEDGE_NONE), loss("13343", 0, HEDGE_NONE), "digit_slip");
  is(loss("100", 0, HEDGE_NONE), loss("1000", 0, HEDGE_NONE), "contradiction");
  is(loss("581", 0, HEDGE_ABOUT), loss("518", 0, HEDGE_NONE), "contradiction");
  is(loss("8336817", 0, HEDGE_NONE), loss("3386817", 0, HEDGE_NONE), "contradiction");
  is(loss("72", 0, HEDGE_NONE), loss("27", 0, HEDGE_NONE), "contradiction"); /* too short */
  is(loss("-581", 0, HEDGE_NONE), loss("518", 0, HEDGE_NONE), "contradiction");
  is(loss("123456789123456", 12, HEDGE_NONE), loss("1", -3, HEDGE_NONE),
     "contradiction"); /* too many digits to look at */
}

/* --- dates ------------------------------------------------------------------------------------------------------------------ */

static void test_dates(void **state) {
  (void)state;
  ClaimRow y1998 = event("1998-01-01", "1998-12-31", GRAIN_YEAR), day = event("1998-05-03", "1998-05-03", GRAIN_DAY);
  is(y1998, y1998, "identical");
  is(y1998, day, "consistent_rounding");
  is(y1998, event("1989-01-01", "1989-12-31", GRAIN_YEAR), "digit_slip");
  is(y1998, event("1999-01-01", "1999-12-31", GRAIN_YEAR), "digit_slip");
  is(y1998, event("1970-01-01", "1970-12-31", GRAIN_YEAR), "contradiction");
  is(day, event("1998-06-03", "1998-06-03", GRAIN_DAY), "contradiction");
  is(day, event("1989-05-03", "1989-05-03", GRAIN_DAY), "digit_slip");
  is(event("1998-01-01", "1998-06-30", GRAIN_HALF), event("1998-06-01", "1998-08-31", GRAIN_SEASON),
     "consistent_rounding");
  is(event("", "1990-12-31", GRAIN_SPAN), y1998, "contradiction");
  is(event("1998-01-01", "", GRAIN_SPAN), y1998, "consistent_rounding");
  ClaimRow other = day;
  other.event = STR("dissolved");
  is(day, other, "incomparable");
  ClaimRow said1 = day, said2 = event("1998-06-03", "1998-06-03", GRAIN_DAY);
  said1.event = said2.event = STR("said"); /* may happen again */
  is(said1, said2, "incomparable");
  is(said1, said1, "identical");
  other = event("1998-06-03", "1998-06-03", GRAIN_DAY);
  other.event = STR("established");
  is(day, other, "contradiction");
  other = day;
  other.subject = other.subject_text = STR("Bolt");
  is(day, other, "incomparable");
  is(day, said(day, MODALITY_FORECAST), "different_modality");
  is(day, said(day, MODALITY_DENIED), "different_modality");
}

/* --- flags and severity ------------------------------------------------------------------------------------------------------- */

static void test_common_flags(void **state) {
  (void)state;
  ClaimRow a = loss("600", 9, HEDGE_NONE), b = loss("650", 9, HEDGE_NONE);
  compare_claims(&got, &a, &b, NULL);
  flags_are(FLAG_SAME_DOCUMENT);
  assert_int_equal(got.severity, 80); /* 60 contradiction, 10 gap, 10 same document */
  a.speaker = STR("police");
  b.speaker = STR("organisers");
  b.repeated_block = true;
  is(a, b, "contradiction");
  flags_are(FLAG_ATTRIBUTED | FLAG_REPEATED_BLOCK);
  assert_int_equal(got.severity, 60);
  got.many_origins = true;
  comparison_score(&got, &a, &b);
  assert_int_equal(got.severity, 70);
}

static void test_severity(void **state) {
  (void)state;
  is(loss("600", 9, HEDGE_NONE), loss("1400", 9, HEDGE_NONE), "contradiction");
  assert_int_equal(got.severity, 80);
  is(loss("1003", 9, HEDGE_NONE), loss("1006", 9, HEDGE_NONE), "contradiction");
  assert_int_equal(got.severity, 30);
  is(loss("103", 9, HEDGE_NONE), loss("106", 9, HEDGE_NONE), "contradiction");
  assert_int_equal(got.severity, 45);
  is(on(toll("103", HEDGE_NONE, "2020-01-01"), "2020-01-01", "2020-01-01"),
     on(toll("172", HEDGE_NONE, "2020-01-01"), "2020-01-01", "2020-01-01"), "contradiction");
  assert_int_equal(got.severity, 75);
  is(loss("-5", 0, HEDGE_NONE), loss("0", 0, HEDGE_NONE), "contradiction");
  assert_true(got.severity > 0);
  ClaimRow vague = toll("50", HEDGE_VAGUE, "2020-01-01");
  vague.quantity.has_value = false;
  vague.quantity.range = interval_closed(number_of(24), number_of(99));
  is(vague, toll("400", HEDGE_ABOUT, "2020-01-01"), "contradiction");
  assert_int_equal(got.severity, 50); /* 60 + 20 - 20, at most 50 */
}

/* Quotes move within the day, and who estimates may estimate again. */
static void test_later_the_same_day(void **state) {
  (void)state;
  ClaimRow early = on(about(money("121", 0, HEDGE_NONE), "Nvidia", "share_price", "2025-01-27T10:00:00"), "2025-01-27",
                      "2025-01-27");
  ClaimRow late = on(about(money("118", 0, HEDGE_NONE), "Nvidia", "share_price", "2025-01-27T15:30:00"), "2025-01-27",
                     "2025-01-27");
  late.document.b[0] = 2;
  is(early, late, "superseded");
  assert_string_equal(got.reason.p, "later the same day");
  word_is("updated");
  ClaimRow same_hour = late, next_day = late, other_day = late, slip = late;
  same_hour.published.second = -1; /* no hour told */
  is(early, same_hour, "contradiction");
  next_day.published.day++; /* both look back at one day: they must agree */
  is(early, next_day, "contradiction");
  other_day.first--;
  other_day.last--;
  is(early, other_day, "superseded");
  assert_string_not_equal(got.reason.p, "later the same day");
  ClaimRow round_early = early, round_late = late; /* 700 and 800 read loosely meet at 750 */
  round_early.quantity = quantity("700", 0, HEDGE_NONE, "USD", false);
  round_late.quantity = quantity("800", 0, HEDGE_NONE, "USD", false);
  is(round_early, round_late, "superseded");
  slip.quantity = quantity("1210", 0, HEDGE_NONE, "USD", false);
  is(early, slip, "scale_slip");
  ClaimRow cap_early = early, cap_late = late; /* what is worth so much for months does not move by the hour */
  cap_early.measure = cap_early.root = cap_late.measure = cap_late.root = measure_find(STR("revenue"));
  is(cap_early, cap_late, "contradiction");
  cap_early.modality = cap_late.modality = MODALITY_ESTIMATE;
  is(cap_early, cap_late, "superseded"); /* of nobody else, as far as is told */
  cap_early.speaker = cap_late.speaker = STR("Bank of England");
  is(cap_early, cap_late, "superseded");
  cap_late.speaker = STR("Treasury");
  is(cap_early, cap_late, "contradiction");
}

static void test_names(void **state) {
  (void)state;
  for (Verdict v = VERDICT_IDENTICAL; v <= VERDICT_INCOMPARABLE; v++) {
    Verdict back;
    assert_true(verdict_parse(&back, str_of(verdict_name(v))));
    assert_int_equal(back, v);
  }
  for (Word w = WORD_APART; w <= WORD_CONFLICT; w++) {
    Word back;
    assert_true(word_parse(&back, str_of(word_name(w))));
    assert_int_equal(back, w);
  }
  Verdict v;
  Word w;
  assert_false(verdict_parse(&v, STR("wrong")));
  assert_false(word_parse(&w, STR("wrong")));
  assert_string_equal(flag_name(FLAG_CURRENCY_ALARM), "currency_alarm");
  assert_null(flag_name(1u << 20));
  Buf b = BUF_INIT;
  flags_put_json(&b, FLAG_UPDATE | FLAG_REVISED_DOWN);
  assert_string_equal(b.p, "[\"update\",\"revised_down\"]");
  buf_release(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_dimensions),
      cmocka_unit_test(test_units_are_converted_exactly),
      cmocka_unit_test(test_percent_and_points),
      cmocka_unit_test(test_currencies),
      cmocka_unit_test(test_currency_without_alarm),
      cmocka_unit_test(test_currency_with_a_rate),
      cmocka_unit_test(test_subjects),
      cmocka_unit_test(test_unresolved_subjects),
      cmocka_unit_test(test_evidence),
      cmocka_unit_test(test_losses),
      cmocka_unit_test(test_scope),
      cmocka_unit_test(test_periods_of_flows),
      cmocka_unit_test(test_parts),
      cmocka_unit_test(test_the_whole_of_a_share),
      cmocka_unit_test(test_reality),
      cmocka_unit_test(test_direction),
      cmocka_unit_test(test_change_against_level),
      cmocka_unit_test(test_change_from_its_levels),
      cmocka_unit_test(test_multiples),
      cmocka_unit_test(test_the_level_before),
      cmocka_unit_test(test_time_of_levels),
      cmocka_unit_test(test_time_of_changes),
      cmocka_unit_test(test_corrections),
      cmocka_unit_test(test_running_totals),
      cmocka_unit_test(test_revised_copies),
      cmocka_unit_test(test_agreement),
      cmocka_unit_test(test_equal_precision_never_bridges),
      cmocka_unit_test(test_open_ends),
      cmocka_unit_test(test_slips),
      cmocka_unit_test(test_dates),
      cmocka_unit_test(test_common_flags),
      cmocka_unit_test(test_severity),
      cmocka_unit_test(test_later_the_same_day),
      cmocka_unit_test(test_names),
  };
  if (!tables_ready()) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
