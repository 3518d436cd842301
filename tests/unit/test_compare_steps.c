/* What each step of the comparison leaves to the next: the conditions under which it does not decide, one by one. */
#include "tests/unit/compared.h"

static ClaimRow in(ClaimRow r, const char *unit) {
  r.quantity.unit = str_of(unit);
  return r;
}
static ClaimRow of(ClaimRow r, const char *population) {
  r.scope_of = str_of(population);
  return r;
}
static ClaimRow said(ClaimRow r, Modality m) {
  r.modality = m;
  return r;
}
static ClaimRow by(ClaimRow r, const char *speaker) {
  r.speaker = str_of(speaker);
  return r;
}
/* A range without a value of its own. */
static ClaimRow range(ClaimRow r, int low, int high, Hedge hedge) {
  r.quantity.has_value = false;
  r.quantity.hedge = hedge;
  r.quantity.range = interval_closed(number_of(low), number_of(high));
  return r;
}
static ClaimRow paid(const char *digits, const char *measure) {
  return about(money(digits, 6, HEDGE_NONE), "Acme", measure, "2024-05-01");
}
/* A running total that is told in per cent or in points. */
static ClaimRow jabs(const char *digits, const char *unit, const char *published) {
  return in(about(percent(digits, HEDGE_NONE), "Wales", "vaccinated", published), unit);
}
static void reason_is(const char *reason) { assert_string_equal(got.reason.p, reason); }
static Verdict one_way(ClaimRow a, ClaimRow b) { return compare_claims(&got, &a, &b, NULL); }

static void test_ranges_are_equal_only_both_ways(void **state) {
  (void)state;
  ClaimRow toll_of = toll("4", HEDGE_BETWEEN, "2020-01-01");
  ClaimRow narrow = range(toll_of, 3, 5, HEDGE_BETWEEN), wide = range(toll_of, 2, 6, HEDGE_BETWEEN);
  is(narrow, narrow, "identical");
  is(narrow, wide, "consistent_bound");
  is(narrow, range(toll_of, 3, 5, HEDGE_VAGUE), "consistent_bound"); /* said otherwise */
}

static void test_kindred_measures_need_more(void **state) {
  (void)state;
  ClaimRow cost = paid("30", "cost"), spent = paid("30", "investment");
  is(cost, spent, "identical");
  is(cost, in(spent, "EUR"), "currency_difference");
  ClaimRow text = cost, other = spent;
  text.subject = other.subject = STR("");
  text.subject_text = STR(""), other.subject_text = STR("a lighthouse");
  text.published.day = DAY_NONE;
  is(text, other, "identical"); /* the figure itself speaks for it */
  is(range(text, 30000000, 31000000, HEDGE_BETWEEN), other, "incomparable");
  reason_is("nothing shows that both are about one thing");
  is(in(text, "EUR"), other, "incomparable");
  is(on(text, "2020-01-01", "2020-12-31"), on(other, "2023-01-01", "2023-12-31"), "incomparable");
}

static void test_parts_above_their_whole(void **state) {
  (void)state;
  ClaimRow whole = paid("30", "debt"), part = of(paid("40", "debt"), "bonds");
  is(part, whole, "different_scope");
  assert_true(got.flags & FLAG_PART_EXCEEDS_WHOLE);
  is(in(part, "EUR"), whole, "different_scope");
  assert_false(got.flags & FLAG_PART_EXCEEDS_WHOLE);
  is(on(part, "2020-01-01", "2020-01-01"), on(whole, "2022-01-01", "2022-01-01"), "different_scope");
  assert_false(got.flags & FLAG_PART_EXCEEDS_WHOLE);
  ClaimRow under = part, over = whole;
  under.quantity = quantity("40", 6, HEDGE_UNDER, "USD", false);
  over.quantity = quantity("30", 6, HEDGE_OVER, "USD", false);
  is(under, whole, "different_scope");
  assert_false(got.flags & FLAG_PART_EXCEEDS_WHOLE);
  is(part, over, "different_scope");
  assert_false(got.flags & FLAG_PART_EXCEEDS_WHOLE);
}

static void test_directions_built_into_measures(void **state) {
  (void)state;
  ClaimRow lost = about(count("300", "job", HEDGE_NONE), "Acme", "job_losses", "2024-05-01");
  ClaimRow added = about(count("300", "job", HEDGE_NONE), "Acme", "jobs_added", "2024-05-01");
  is(lost, added, "contradiction");
  reason_is("opposite directions");
  added.quantity = quantity("500", 0, HEDGE_NONE, "job", true);
  is(moved(lost, CHANGE_UP_TO), moved(added, CHANGE_UP_TO), "contradiction"); /* levels have no direction */
  assert_int_equal(got.step, 10);
}

static void test_reality_needs_one_unit(void **state) {
  (void)state;
  ClaimRow forecast = said(paid("30", "revenue"), MODALITY_FORECAST), outcome = paid("30000", "revenue");
  is(forecast, outcome, "scale_slip");
  is(in(forecast, "EUR"), outcome, "different_modality");
  is(said(outcome, MODALITY_HYPOTHETICAL), forecast, "different_modality");
  ClaimRow denied = said(moved(paid("30", "revenue"), CHANGE_UP_BY), MODALITY_DENIED),
           up = moved(paid("30", "revenue"), CHANGE_UP_BY);
  is(denied, up, "contradiction");
  is(denied, moved(paid("30", "revenue"), CHANGE_DOWN_BY), "incomparable");
  is(denied, in(up, "EUR"), "incomparable");
  is(denied, said(up, MODALITY_FORECAST), "incomparable");
  reason_is("denied");
}

static void test_directions_need_one_unit(void **state) {
  (void)state;
  ClaimRow up = moved(paid("30", "revenue"), CHANGE_UP_BY), down = moved(paid("30", "revenue"), CHANGE_DOWN_BY);
  is(up, down, "contradiction");
  is(up, in(down, "EUR"), "incomparable");
  reason_is("opposite directions");
}

static void test_what_derives_at_another_time(void **state) {
  (void)state;
  ClaimRow times =
      moved(about(figure(KIND_MULTIPLE, "3", 0, "x", HEDGE_NONE), "Acme", "revenue", "2024-05-01"), CHANGE_UP_BY);
  ClaimRow grown = moved(about(percent("200", HEDGE_NONE), "Acme", "revenue", "2024-05-01"), CHANGE_UP_BY);
  is(times, grown, "consistent_derived");
  is(on(times, "2020-01-01", "2020-12-31"), on(grown, "2023-01-01", "2023-12-31"), "incomparable");
  reason_is("other dimension");
}

static void test_the_level_before_needs_one_unit(void **state) {
  (void)state;
  ClaimRow from = moved(paid("30", "debt"), CHANGE_FROM), level = paid("30", "debt");
  is(from, level, "identical");
  is(from, paid("50", "debt"), "incomparable");
  reason_is("the level before a change");
  is(from, in(level, "EUR"), "incomparable");
}

static void test_corrections_of_other_documents(void **state) {
  (void)state;
  ClaimRow old = paid("30", "debt"), new = paid("50", "debt");
  new.mark = CLAIM_CORRECTION;
  is(old, new, "superseded");
  assert_int_equal(one_way(old, new), VERDICT_CONTRADICTION); /* of its own document */
  is(in(old, "EUR"), new, "currency_difference");
  ClaimRow earlier = new;
  earlier.published.day--;
  is(old, earlier, "contradiction"); /* what was published before corrects nothing */
  is(old, paid("30", "debt"), "identical");
}

static void test_revised_copies_of_one_origin(void **state) {
  (void)state;
  ClaimRow first = toll("112", HEDGE_NONE, "2017-04-16"), then = toll("126", HEDGE_NONE, "2017-04-16");
  first.origin = then.origin = 7;
  then.revised_copy = true;
  is(first, then, "superseded");
  reason_is("revised copy");
  then.origin = 8;
  is(first, then, "contradiction");
  first.origin = then.origin = 0;
  is(first, then, "contradiction");
  ClaimRow pct = jabs("30", "%", "2021-05-01"), points = jabs("30", "pp", "2021-05-01");
  pct.origin = points.origin = 7;
  pct.revised_copy = true;
  is(pct, points, "percent_vs_pp");
  ClaimRow debt = paid("30", "debt"), more = paid("50", "debt");
  debt.origin = more.origin = 7;
  more.revised_copy = true;
  is(debt, more, "contradiction"); /* no running total */
}

static void test_one_speaker_in_one_document(void **state) {
  (void)state;
  ClaimRow a = by(toll("112", HEDGE_AT_LEAST, "2017-04-16"), "the Observatory"),
           b = by(toll("126", HEDGE_AT_LEAST, "2017-04-16"), "the Observatory");
  is(a, b, "superseded");
  reason_is("one speaker counted again");
  assert_int_equal(one_way(a, b), VERDICT_BOUND); /* "at least 112 ... at least 126 in all" */
  is(a, by(toll("126", HEDGE_NONE, "2017-04-16"), "the Observatory"), "consistent_bound");
  ClaimRow weaker = a;
  weaker.published.day++; /* a later and weaker minimum is none that was counted again */
  is(b, weaker, "consistent_bound");
  ClaimRow debt = by(about(money("30", 6, HEDGE_AT_LEAST), "Acme", "debt", "2024-05-01"), "its chief"), more = debt;
  more.quantity = quantity("50", 6, HEDGE_AT_LEAST, "USD", false);
  is(debt, more, "consistent_bound"); /* no running total */
  is(by(jabs("30", "%", "2021-05-01"), "the minister"), by(jabs("50", "pp", "2021-05-01"), "the minister"),
     "incomparable");
}

static void test_running_totals_need_one_unit(void **state) {
  (void)state;
  is(jabs("30", "%", "2021-05-01"), jabs("40", "%", "2021-05-09"), "superseded");
  is(jabs("30", "%", "2021-05-01"), jabs("40", "pp", "2021-05-09"), "incomparable");
  is(jabs("30", "%", "2021-05-01"), jabs("40", "%", "2021-05-01"),
     "superseded"); /* not the dead: they grow within the day */
}

static ClaimRow long_ago(ClaimRow r, const char *year) {
  ClaimRow out = r;
  out.basis = BASIS_EXPLICIT;
  Buf first = BUF_INIT;
  buf_printf(&first, "%s-06-01", year);
  assert_true(day_parse(&out.first, buf_str(&first)));
  out.last = out.first;
  buf_release(&first);
  return out;
}

static void test_other_times_replace_states(void **state) {
  (void)state;
  ClaimRow titles = about(count("3", "title", HEDGE_NONE), "Acme", "wins", "2024-05-01"), more = titles;
  more.quantity = quantity("5", 0, HEDGE_NONE, "title", true);
  is(long_ago(titles, "2001"), long_ago(more, "2005"), "superseded"); /* both settled long ago */
  is(long_ago(titles, "2001"), long_ago(titles, "2005"), "identical");
  reason_is("unchanged");
  ClaimRow any = about(count("3", "title", HEDGE_NONE), "Acme", "count", "2024-05-01");
  is(long_ago(titles, "2001"), long_ago(any, "2005"), "incomparable"); /* a total against a state */
  reason_is("another time");
  ClaimRow voted = about(percent("30", HEDGE_NONE), "Acme", "vote_share", "2024-05-01"),
           share = about(percent("30", HEDGE_NONE), "Acme", "share", "2024-05-01");
  is(long_ago(share, "2001"), long_ago(voted, "2005"), "incomparable");
  reason_is("another time");
}

static void test_other_units_at_other_times(void **state) {
  (void)state;
  ClaimRow dollars = paid("30", "debt"), pounds = in(dollars, "GBP");
  is(dollars, pounds, "currency_difference");
  assert_true(got.flags & FLAG_CURRENCY_ALARM);
  is(long_ago(dollars, "2001"), long_ago(pounds, "2005"), "currency_difference");
  assert_false(got.flags & FLAG_CURRENCY_ALARM);
  ClaimRow pct = moved(about(percent("3.5", HEDGE_NONE), "Acme", "share_price", "2024-05-01"), CHANGE_DOWN_BY),
           points = in(pct, "pp");
  is(pct, points, "percent_vs_pp");
  is(long_ago(pct, "2001"), long_ago(points, "2005"), "incomparable");
  reason_is("per cent and points");
}

static void test_a_sign_on_both_sides(void **state) {
  (void)state;
  ClaimRow bare = paid("30", "debt"), canadian = in(bare, "CAD");
  bare.quantity.unit_assumed = true;
  bare.text = STR("$30 million");
  canadian.text = STR("30 million Canadian dollars");
  is(bare, canadian, "currency_difference");
  assert_true(got.flags & FLAG_CURRENCY_ALARM);
  canadian.text = STR("C$30 million");
  is(bare, canadian, "currency_difference");
  assert_false(got.flags & FLAG_CURRENCY_ALARM);
}

static void test_vague_amounts_that_hold_a_figure(void **state) {
  (void)state;
  ClaimRow dozens = range(toll("50", HEDGE_VAGUE, "2020-01-01"), 24, 99, HEDGE_VAGUE);
  is(dozens, toll("50", HEDGE_NONE, "2020-01-01"), "consistent_approx");
  is(dozens, dozens, "identical");
}

/* A quote or an estimate of an hour of 1 May 2024. */
static ClaimRow at_hour(ClaimRow r, int hour) {
  r.published.second = 3600 * hour;
  return r;
}
static ClaimRow quote_of(const char *digits, int hour) {
  return at_hour(about(money(digits, 0, HEDGE_NONE), "Acme", "share_price", "2024-05-01"), hour);
}
static ClaimRow estimate_of(const char *digits, Modality m, const char *speaker, int hour) {
  return by(said(at_hour(paid(digits, "revenue"), hour), m), speaker);
}

static void test_quotes_move_within_the_day(void **state) {
  (void)state;
  ClaimRow early = quote_of("412", 9), late = quote_of("459", 15);
  is(early, late, "superseded");
  reason_is("later the same day");
  is(quote_of("412", 9), quote_of("459", 9), "contradiction"); /* of one hour */
  is(quote_of("412", 9), quote_of("412.2", 15), "consistent_rounding");
  is(quote_of("412", 9), quote_of("421", 15), "digit_slip");
  is(quote_of("412", 9), quote_of("41200", 15), "scale_slip");
  is(early, in(late, "EUR"), "currency_difference");
  is(on(early, "2024-05-01", "2024-05-01"), on(late, "2024-05-01", "2024-05-01"), "superseded");
  is(on(early, "2024-04-30", "2024-04-30"), on(late, "2024-04-30", "2024-04-30"),
     "contradiction"); /* yesterday's close */
  is(on(early, "2024-05-01", "2024-05-31"), on(late, "2024-05-01", "2024-05-31"), "contradiction");
  is(on(early, "2024-05-01", "2024-05-01"), on(late, "2024-05-01", "2024-05-31"), "contradiction");
  ClaimRow tomorrow = late;
  tomorrow.published.day++;
  is(on(early, "2024-05-01", "2024-05-01"), on(tomorrow, "2024-05-01", "2024-05-01"), "contradiction");
  ClaimRow miles = at_hour(
               about(figure(KIND_QUANTITY, "93", 0, "[mi_i]", HEDGE_NONE), "Acme", "index_level", "2024-05-01"), 9),
           km = at_hour(about(figure(KIND_QUANTITY, "93", 0, "km", HEDGE_NONE), "Acme", "index_level", "2024-05-01"),
                        15);
  is(miles, km, "unit_slip");
  km.quantity = quantity("190", 0, HEDGE_NONE, "km", false);
  is(miles, km, "superseded");
  ClaimRow debt = at_hour(paid("412", "debt"), 9), more = at_hour(paid("459", "debt"), 15);
  is(debt, more, "contradiction"); /* owed all day long */
  ClaimRow index = at_hour(about(count("412", "point", HEDGE_NONE), "Acme", "index_level", "2024-05-01"), 9),
           any = at_hour(about(count("459", "point", HEDGE_NONE), "Acme", "count", "2024-05-01"), 15);
  is(index, any, "contradiction");
  debt.measure = debt.root = more.measure = more.root = NULL;
  verdict(debt, more);
  assert_string_not_equal(got.reason.p, "later the same day");
  verdict(quote_of("412", 9), more);
  assert_string_not_equal(got.reason.p, "later the same day");
}

static void test_estimates_are_made_again(void **state) {
  (void)state;
  is(estimate_of("412", MODALITY_ESTIMATE, "Dora", 9), estimate_of("459", MODALITY_ESTIMATE, "Dora", 15), "superseded");
  is(estimate_of("412", MODALITY_FORECAST, "Dora", 9), estimate_of("459", MODALITY_FORECAST, "Dora", 15), "superseded");
  is(estimate_of("412", MODALITY_ESTIMATE, "Dora", 9), estimate_of("459", MODALITY_ESTIMATE, "Eve", 15),
     "contradiction");
  is(estimate_of("412", MODALITY_ESTIMATE, "", 9), estimate_of("459", MODALITY_ESTIMATE, "", 15), "superseded");
  is(estimate_of("412", MODALITY_ESTIMATE, "Dora", 9), estimate_of("459", MODALITY_ESTIMATE, "", 15), "superseded");
  is(estimate_of("412", MODALITY_ESTIMATE, "Dora", 9), estimate_of("459", MODALITY_ACTUAL, "Dora", 15),
     "contradiction");
  is(estimate_of("412", MODALITY_ACTUAL, "Dora", 9), estimate_of("459", MODALITY_ACTUAL, "Dora", 15), "contradiction");
}

static ClaimRow there(ClaimRow r, EntityType type, const char *quote) {
  r.subject_type = type;
  r.quote = str_of(quote);
  return r;
}

static void test_two_events_at_one_place(void **state) {
  (void)state;
  ClaimRow few = there(toll("20", HEDGE_NONE, "2017-04-16"), ENT_PLACE, "Shells struck the market at noon"),
           many = there(toll("57", HEDGE_NONE, "2017-04-16"), ENT_PLACE, "A convoy of buses burnt near the checkpoint");
  is(few, many, "incomparable");
  reason_is("perhaps another event at the same place");
  is(few, there(many, ENT_EVENT, "A convoy of buses burnt near the checkpoint"), "contradiction");
  is(there(few, ENT_EVENT, "Shells struck the market at noon"), many, "contradiction");
  is(few, there(many, ENT_PLACE, "Shells struck the market at dusk"), "contradiction"); /* told alike */
  is(few, there(toll("23", HEDGE_NONE, "2017-04-16"), ENT_PLACE, "A convoy of buses burnt"),
     "contradiction"); /* not twice as many */
  ClaimRow town = there(about(count("20", "person", HEDGE_NONE), "Aleppo", "population", "2017-04-16"), ENT_PLACE,
                        "Shells"),
           city = town;
  city.quantity = quantity("57", 0, HEDGE_NONE, "person", true);
  is(town, city, "contradiction"); /* no event at all */
}

static void test_nothing_is_close_among_tallies(void **state) {
  (void)state;
  ClaimRow few = about(count("10001", "vote", HEDGE_NONE), "Acme", "votes", "2024-05-01"), more = few;
  more.quantity = quantity("10020", 0, HEDGE_ABOUT, "vote", true);
  more.quantity.range = interval_closed(number_of(10015), number_of(10025));
  is(few, more, "contradiction");
  word_is("conflict");
  few.measure = more.measure = measure_find(STR("unit_sales"));
  few.root = more.root = measure_root(few.measure);
  is(few, more, "contradiction");
  word_is("close");
}

static void test_parts_that_still_grow(void **state) {
  (void)state;
  ClaimRow few = of(toll("9", HEDGE_NONE, "2017-04-16"), "children"),
           more = of(toll("11", HEDGE_NONE, "2017-04-16"), "children");
  is(few, more, "contradiction");
  word_is("close");
  ClaimRow tiny = of(about(percent("9", HEDGE_NONE), "Acme", "margin", "2024-05-01"), "sales"), large = tiny;
  large.quantity = quantity("11", 0, HEDGE_NONE, "%", false);
  is(tiny, large, "contradiction");
  word_is("conflict");
  is(tiny, of(large, ""), "contradiction"); /* the whole of a share may go without saying */
  word_is("conflict");
}

static void test_close_needs_a_precision(void **state) {
  (void)state;
  ClaimRow vague = toll("1000", HEDGE_VAGUE, "2020-01-01"), exact = toll("990", HEDGE_NONE, "2020-01-01");
  vague.quantity.has_value = false;
  vague.quantity.range = (Interval){.low = number_of(1000), .no_high = true};
  ClaimRow below = vague;
  below.quantity.range = (Interval){.high = number_of(980), .no_low = true};
  is(vague, exact, "contradiction");
  word_is("close"); /* within 2 % of where "thousands" begin */
  is(below, exact, "contradiction");
  word_is("close");
}

static void test_who_speaks(void **state) {
  (void)state;
  ClaimRow a = by(toll("20", HEDGE_NONE, "2017-04-16"), "the mayor");
  is(a, toll("20", HEDGE_NONE, "2017-04-16"), "identical");
  assert_false(got.flags & FLAG_ATTRIBUTED);
  is(a, by(a, "The Mayor"), "identical");
  assert_false(got.flags & FLAG_ATTRIBUTED);
  is(a, by(a, "a nurse"), "identical");
  assert_true(got.flags & FLAG_ATTRIBUTED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ranges_are_equal_only_both_ways),
      cmocka_unit_test(test_kindred_measures_need_more),
      cmocka_unit_test(test_parts_above_their_whole),
      cmocka_unit_test(test_directions_built_into_measures),
      cmocka_unit_test(test_reality_needs_one_unit),
      cmocka_unit_test(test_directions_need_one_unit),
      cmocka_unit_test(test_what_derives_at_another_time),
      cmocka_unit_test(test_the_level_before_needs_one_unit),
      cmocka_unit_test(test_corrections_of_other_documents),
      cmocka_unit_test(test_revised_copies_of_one_origin),
      cmocka_unit_test(test_one_speaker_in_one_document),
      cmocka_unit_test(test_running_totals_need_one_unit),
      cmocka_unit_test(test_other_times_replace_states),
      cmocka_unit_test(test_other_units_at_other_times),
      cmocka_unit_test(test_a_sign_on_both_sides),
      cmocka_unit_test(test_vague_amounts_that_hold_a_figure),
      cmocka_unit_test(test_quotes_move_within_the_day),
      cmocka_unit_test(test_estimates_are_made_again),
      cmocka_unit_test(test_two_events_at_one_place),
      cmocka_unit_test(test_nothing_is_close_among_tallies),
      cmocka_unit_test(test_parts_that_still_grow),
      cmocka_unit_test(test_close_needs_a_precision),
      cmocka_unit_test(test_who_speaks),
  };
  if (!tables_ready()) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
