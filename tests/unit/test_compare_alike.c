/* Comparison where texts name little: running totals of one day, named and unnamed subjects, figures that follow from each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ledger/compare_p.h"
#include "tests/unit/rows.h"

static Comparison got;

static void is(ClaimRow a, ClaimRow b, const char *verdict) {
  if (id_eq(a.document, b.document)) b.document.b[0]++;
  compare_claims(&got, &b, &a, NULL);
  assert_string_equal(verdict_name(got.verdict), verdict);
  compare_claims(&got, &a, &b, NULL);
  assert_string_equal(verdict_name(got.verdict), verdict);
}

static ClaimRow toll(const char *digits, Hedge hedge) {
  return about(count(digits, "person", hedge), "Aleppo", "deaths", "2017-04-16");
}

static ClaimRow acres(const char *digits, const char *published) {
  return about(figure(KIND_QUANTITY, digits, 0, "[acr_us]", HEDGE_NONE), "Lilac Fire", "area_burned", published);
}

/* A row whose subject is only a text. */
static ClaimRow texted(ClaimRow r, const char *text) {
  r.subject = STR("");
  r.subject_text = str_of(text);
  return r;
}

static void test_one_speaker_counts_again(void **state) {
  (void)state;
  ClaimRow a = toll("112", HEDGE_AT_LEAST), b = toll("126", HEDGE_AT_LEAST);
  is(a, b, "consistent_bound");
  a.speaker = b.speaker = STR("the Observatory");
  is(a, b, "superseded");
  assert_true(got.flags & FLAG_UPDATE);
  b.speaker = STR("the governor");
  is(a, b, "consistent_bound");
  b = toll("126", HEDGE_NONE); /* two bare tolls of one speaker are two tolls */
  a = toll("112", HEDGE_NONE);
  a.speaker = b.speaker = STR("the Observatory");
  is(a, b, "contradiction");
}

static void test_what_burns_grows_within_the_day(void **state) {
  (void)state;
  is(acres("1200", "2018-07-25"), acres("4700", "2018-07-25"), "superseded");
  assert_true(got.flags & FLAG_UPDATE);
  is(acres("1200", "2018-07-25"), acres("4700", "2018-07-27"), "superseded");
  is(acres("4700", "2018-07-25"), acres("4700", "2018-07-25"), "identical");
}

static void test_opposite_directions_of_undated_changes(void **state) {
  (void)state;
  ClaimRow up = moved(about(percent("10", HEDGE_NONE), "Acme", "net_profit", "2024-07-01"), CHANGE_UP_BY), down = up;
  down.change = CHANGE_DOWN_BY;
  is(up, down, "contradiction");
  down.published.day += 40;
  is(up, down, "incomparable");
}

static void test_other_things_of_no_measure(void **state) {
  (void)state;
  ClaimRow a = about(count("40", "engineer", HEDGE_NONE), "Acme", "count", "2024-06-01"),
           b = about(count("12", "store", HEDGE_NONE), "Acme", "count", "2024-06-01");
  is(a, b, "incomparable");
  a.measure = b.measure = measure_find(STR("deaths"));
  a.root = b.root = a.measure;
  is(a, b, "different_scope");
}

/* "Acme's shares", "Beta's shares": a word of the measure makes nobody alike. */
static void test_names_that_differ_never_conflict(void **state) {
  (void)state;
  ClaimRow a = moved(about(percent("5", HEDGE_NONE), "Acme", "share_price", "2024-07-01"), CHANGE_DOWN_BY),
           b = moved(texted(about(percent("9", HEDGE_NONE), "", "share_price", "2024-07-01"), "Beta's shares"),
                     CHANGE_DOWN_BY);
  a.subject_text = STR("Acme's shares");
  a.quote = STR("Acme's shares fell 5 percent in early trading.");
  b.quote = STR("Beta's shares fell 9 percent in early trading.");
  assert_true(named_differently(&a, &b));
  is(a, b, "incomparable");
  b.subject_text = STR("its shares");
  assert_false(named_differently(&a, &b));
  is(a, b, "contradiction");
  a.subject = STR("");
  a.subject_text = STR("speculators");
  b.subject_text = STR("investors");
  assert_true(named_differently(&a, &b));
  b.subject_text = STR("speculators");
  assert_false(named_differently(&a, &b));
}

/* Kindred measures ("cost", "investment") of nobody in particular agree when the figures do. */
static void test_kindred_measures(void **state) {
  (void)state;
  ClaimRow a = texted(about(money("6", 6, HEDGE_NONE), "", "cost", "2025-09-15"), ""),
           b = texted(about(money("5.6", 6, HEDGE_NONE), "", "investment", "2025-01-27"), "");
  is(a, b, "consistent_rounding");
  b = texted(about(money("9.6", 6, HEDGE_NONE), "", "investment", "2025-01-27"), "");
  is(a, b, "incomparable");
}

/* A sum without its currency; vague amounts. */
static void test_sums_without_currency(void **state) {
  (void)state;
  ClaimRow a = about(figure(KIND_NUMBER, "300", 9, "", HEDGE_NONE), "Acme", "investment", "2025-01-28"),
           b = about(money("300", 9, HEDGE_ABOUT), "Acme", "investment", "2025-01-28");
  is(a, b, "identical");
  a.measure = a.root = NULL;
  is(a, b, "incomparable");
}

static ClaimRow levels(const char *from, const char *to) {
  ClaimRow r = moved(about(percent(to, HEDGE_NONE), "Belgium", "unemployment_rate", "1987-03-03"), CHANGE_DOWN_TO);
  r.has_from = true;
  r.from = interval_tight(percent(from, HEDGE_NONE).quantity.written);
  return r;
}

static void test_one_movement_after_the_other(void **state) {
  (void)state;
  ClaimRow before =
      moved(about(percent("12.1", HEDGE_NONE), "Belgium", "unemployment_rate", "1987-04-02"), CHANGE_FROM);
  Str how;
  ClaimRow first = levels("12.6", "12.1"), other = levels("12.9", "12.4");
  assert_int_equal(figures_derive(&first, &before, &how), DERIVED_NOTHING); /* "to 12.1 from 12.6", then "from 12.1" */
  assert_int_equal(figures_derive(&other, &before, &how), DERIVED_FAILS);
  ClaimRow same = levels("12.1", "11.8");
  assert_int_equal(figures_derive(&same, &before, &how), DERIVED_HOLDS);
}

/* "doubled to $80 million" and "was $40 million a year earlier" of one day. */
static void test_a_level_long_before(void **state) {
  (void)state;
  ClaimRow to = moved(about(money("80", 6, HEDGE_NONE), "Acme", "revenue", "2024-06-01"), CHANGE_UP_TO);
  to.has_from = true;
  to.from = interval_closed(number_of(40000000), number_of(40000000));
  ClaimRow earlier = on(about(money("40", 6, HEDGE_NONE), "Acme", "revenue", "2024-06-01"), "2023-01-01", "2023-12-31");
  is(to, earlier, "consistent_derived");
  earlier.quantity = quantity("55", 6, HEDGE_NONE, "USD", false);
  Str how;
  assert_int_equal(figures_derive(&to, &earlier, &how), DERIVED_NOTHING);
}

/* Two movements to a level are two events, however long the level would drift. */
static void test_movements_do_not_drift(void **state) {
  (void)state;
  ClaimRow a = moved(about(percent("9.1", HEDGE_NONE), "VBI Corp", "stake", "1987-03-05"), CHANGE_UP_TO),
           b = moved(about(percent("14.3", HEDGE_NONE), "VBI Corp", "stake", "1987-03-25"), CHANGE_UP_TO);
  is(a, b, "superseded");
  a.change = b.change = CHANGE_LEVEL;
  is(a, b, "contradiction");
}

static void test_periods_of_clusters(void **state) {
  (void)state;
  ClaimRow holding = about(money("63", 9, HEDGE_NONE), "Acme", "holdings", "2025-09-15");
  holding.scope_period = STR("P1Y");
  assert_int_equal(row_period(&holding), 0); /* what is held has no period */
  ClaimRow change = moved(about(percent("3", HEDGE_NONE), "Acme", "share_price", "2025-09-15"), CHANGE_UP_BY);
  change.scope_period = STR("P1W");
  assert_true(row_period(&change) > 0);
}

static void test_words_of_sentences(void **state) {
  (void)state;
  ClaimRow a = toll("1", HEDGE_NONE), b = a;
  int words, names;
  a.quote = STR("Rockets hit Aleppo on Monday, said Idlib radio");
  b.quote = STR("Rockets hit Aleppo on Tuesday");
  assert_int_equal(quotes_share(&a, &b, &words), 1); /* Rockets; not the subject, not "hit" */
  assert_int_equal(words, 2);
  assert_int_equal(names_share(&a, &b, &names), 0);
  assert_int_equal(names, 2); /* Monday, Idlib */
  a.concept[0] = STR("rocket");
  a.concept[1] = STR("attack");
  a.nconcept = 2;
  b.concept[0] = STR("attacks");
  b.nconcept = 1;
  assert_int_equal(concepts_beyond(&a, &b), 1);
  assert_int_equal(concepts_beyond(&b, &a), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_one_speaker_counts_again),
      cmocka_unit_test(test_what_burns_grows_within_the_day),
      cmocka_unit_test(test_opposite_directions_of_undated_changes),
      cmocka_unit_test(test_other_things_of_no_measure),
      cmocka_unit_test(test_names_that_differ_never_conflict),
      cmocka_unit_test(test_kindred_measures),
      cmocka_unit_test(test_sums_without_currency),
      cmocka_unit_test(test_one_movement_after_the_other),
      cmocka_unit_test(test_a_level_long_before),
      cmocka_unit_test(test_movements_do_not_drift),
      cmocka_unit_test(test_periods_of_clusters),
      cmocka_unit_test(test_words_of_sentences),
  };
  Err err = {0};
  if (tables_load_embedded(&err) != OK) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
