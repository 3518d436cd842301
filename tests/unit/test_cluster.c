/* Clusters: moments, witnesses, precision groups, updates, corrections, outcomes, cross-checks, counts; then laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "ledger/compare_p.h"
#include "tests/unit/generate.h"
#include "tests/unit/rows.h"

enum { ROWS_MAX = 64 };
static Arena *arena;
static ClaimRow rows[ROWS_MAX];
static size_t nrows;
static Findings found;

static void start(void) {
  arena_clear(arena);
  nrows = 0;
}
static void add(ClaimRow r) {
  rows[nrows] = in_document(r, (int)nrows + 1);
  nrows++;
}
static void run(void) { cluster_run(&found, arena, rows, nrows, NULL); }

static const Finding *finding(const char *word) {
  for (size_t i = 0; i < found.n; i++)
    if (strcmp(word_name(found.items[i].word), word) == 0) return &found.items[i];
  return NULL;
}
static size_t findings(const char *word) {
  size_t n = 0;
  for (size_t i = 0; i < found.n; i++) n += strcmp(word_name(found.items[i].word), word) == 0;
  return n;
}
static void pair_is(const Finding *f, size_t i, size_t a, size_t b) {
  assert_true(i < f->npairs);
  assert_int_equal(f->pairs[i].a, a);
  assert_int_equal(f->pairs[i].b, b);
}

static ClaimRow loss(const char *digits, int scale, Hedge h, const char *day) {
  ClaimRow r = moved(about(money(digits, scale, h), "Nvidia", "market_value", "2025-01-29"), CHANGE_DOWN_BY);
  return on(r, day, day);
}
static ClaimRow toll(const char *digits, Hedge h, const char *published) {
  return about(count(digits, "person", h), "Aleppo", "deaths", published);
}

static void test_three_sources_agree(void **state) {
  (void)state;
  start();
  add(loss("600", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("598", 9, HEDGE_ABOUT, "2025-01-27"));
  add(loss("600", 9, HEDGE_NONE, "2025-01-27"));
  run();
  assert_int_equal(found.n, 1);
  const Finding *f = finding("agrees");
  assert_non_null(f);
  assert_string_equal(verdict_name(f->verdict), "consistent_rounding");
  assert_int_equal(f->nmembers, 3);
  assert_int_equal(f->documents, 3);
  assert_int_equal(f->origins, 3);
  assert_int_equal(f->severity, 0);
  Buf b = BUF_INIT;
  day_put(&b, f->first);
  assert_string_equal(b.p, "2025-01-27");
  assert_int_equal(f->first, f->last);
  buf_release(&b);
}

static void test_a_moment_that_fails(void **state) {
  (void)state;
  start();
  add(loss("600", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("598", 9, HEDGE_ABOUT, "2025-01-27"));
  add(loss("700", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("300", 9, HEDGE_NONE, "2025-02-03")); /* another day: no matter */
  run();
  assert_int_equal(findings("conflict"), 1);
  const Finding *f = finding("conflict");
  size_t first = f->pairs[0].a == 1;
  pair_is(f, first, 0, 2);  /* the precision group: 600 and 700 */
  pair_is(f, !first, 1, 2); /* greatest low, smallest high */
  assert_int_equal(f->npairs, 2);
  assert_int_equal(f->nmembers, 3);
  assert_int_equal(found.n, 1);
}

static void test_a_coarse_figure_hides_no_clash(void **state) {
  (void)state;
  start();
  add(loss("612", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("613", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("600", 9, HEDGE_NONE, "2025-01-27"));
  run();
  const Finding *f = finding("conflict");
  assert_non_null(f);
  pair_is(f, 0, 0, 1);
}

static void test_moments_overlap(void **state) {
  (void)state;
  start();
  ClaimRow january = loss("600", 9, HEDGE_NONE, "2025-01-27");
  add(on(january, "2025-01-01", "2025-01-31"));
  add(loss("700", 9, HEDGE_NONE, "2025-01-05"));
  add(loss("800", 9, HEDGE_NONE, "2025-01-20"));
  add(loss("600", 9, HEDGE_NONE, "2025-01-25"));
  run();
  assert_int_equal(findings("conflict"), 2); /* 600 and 700, 600 and 800; 700 and 800 share no day */
  assert_int_equal(findings("agrees"), 1);
}

/* One pair that holds over several moments is one finding with all their members. */
static void test_one_pair_one_finding(void **state) {
  (void)state;
  start();
  ClaimRow a = on(loss("600", 9, HEDGE_NONE, ""), "2025-01-01", "2025-01-31"),
           b = on(loss("900", 9, HEDGE_NONE, ""), "2025-01-01", "2025-01-31");
  add(a);
  add(b);
  add(loss("700", 9, HEDGE_ABOUT, "2025-01-05"));
  add(loss("700", 9, HEDGE_ABOUT, "2025-01-09"));
  run();
  assert_int_equal(findings("conflict"), 1);
  assert_int_equal(finding("conflict")->nmembers, 4);
}

static void test_other_scope_and_reality_are_apart(void **state) {
  (void)state;
  start();
  add(toll("72", HEDGE_NONE, "2017-04-04"));
  ClaimRow children = toll("9", HEDGE_NONE, "2017-04-04");
  children.scope_of = STR("children");
  add(children);
  ClaimRow plan = toll("500", HEDGE_NONE, "2017-04-04");
  plan.modality = MODALITY_POSSIBLE;
  add(plan);
  run();
  assert_int_equal(found.n, 1); /* the part and its whole; a possibility is no figure to set against them */
  assert_int_equal(found.items[0].verdict, VERDICT_SCOPE);
  assert_int_equal(found.items[0].word, WORD_APART);
}

/* A quarter beside its year is kept apart; the same article's own parts are not listed. */
static void test_other_periods_are_apart(void **state) {
  (void)state;
  start();
  add(on(about(money("1.9", 9, HEDGE_NONE), "Acme", "revenue", ""), "2024-01-01", "2024-12-31"));
  add(on(about(money("480", 6, HEDGE_NONE), "Acme", "revenue", ""), "2024-10-01", "2024-12-31"));
  run();
  assert_int_equal(found.n, 1);
  assert_int_equal(found.items[0].verdict, VERDICT_SCOPE);
  rows[1].document = rows[0].document;
  run();
  assert_int_equal(found.n, 0);
}

static void test_running_totals(void **state) {
  (void)state;
  start();
  add(toll("120", HEDGE_AT_LEAST, "2023-02-06T08:00:00"));
  add(toll("2300", HEDGE_OVER, "2023-02-06T20:00:00"));
  add(toll("5000", HEDGE_OVER, "2023-02-07"));
  add(toll("4800", HEDGE_NONE, "2023-02-09"));
  run();
  assert_int_equal(found.n, 1);
  const Finding *f = finding("updated");
  assert_non_null(f);
  assert_int_equal(f->npairs, 3);
  assert_int_equal(f->nmembers, 4);
  assert_int_equal(f->flags, FLAG_UPDATE | FLAG_REVISED_DOWN);
  assert_int_equal(f->last - f->first, 3);
}

static void test_tolls_of_one_hour(void **state) {
  (void)state;
  start();
  add(toll("112", HEDGE_NONE, "2017-04-16"));
  add(toll("126", HEDGE_NONE, "2017-04-16"));
  run();
  assert_int_equal(findings("conflict"), 1);
}

static void test_events_of_their_own(void **state) {
  (void)state;
  start();
  add(on(toll("12", HEDGE_NONE, "2017-04-16"), "2017-04-15", "2017-04-15"));
  add(on(toll("70", HEDGE_NONE, "2017-04-16"), "2017-04-16", "2017-04-16"));
  run();
  assert_int_equal(findings("conflict"), 0);
}

static void test_corrections_and_copies(void **state) {
  (void)state;
  start();
  ClaimRow wrong =
      on(about(money("36.7", 6, HEDGE_NONE), "Lilly", "revenue", "1987-03-25T11:20:00"), "1987-01-01", "1987-03-31");
  ClaimRow right =
      on(about(money("39.7", 6, HEDGE_NONE), "Lilly", "revenue", "1987-03-25T12:11:00"), "1987-01-01", "1987-03-31");
  right.mark = CLAIM_CORRECTION;
  add(wrong);
  add(right);
  run();
  assert_int_equal(findings("conflict"), 0);
  assert_true(finding("updated")->flags & FLAG_CORRECTION);
  start();
  add(toll("112", HEDGE_AT_LEAST, "2017-04-16"));
  add(toll("126", HEDGE_AT_LEAST, "2017-04-16"));
  rows[0].origin = rows[1].origin = 1;
  rows[1].revised_copy = true;
  run();
  assert_true(finding("updated")->flags & FLAG_REVISED_COPY);
  assert_int_equal(finding("updated")->origins, 1);
  assert_int_equal(findings("conflict"), 0);
}

static void test_a_forecast_and_its_outcome(void **state) {
  (void)state;
  start();
  ClaimRow plan = on(about(money("50", 9, HEDGE_NONE), "Acme", "revenue", "2024-01-10"), "2024-01-01", "2024-12-31");
  plan.modality = MODALITY_FORECAST;
  add(plan);
  add(on(about(money("47", 9, HEDGE_NONE), "Acme", "revenue", "2025-01-20"), "2024-01-01", "2024-12-31"));
  add(on(about(money("12", 9, HEDGE_NONE), "Acme", "revenue", "2024-01-05"), "2023-10-01", "2023-12-31"));
  run();
  const Finding *f = finding("apart");
  assert_non_null(f);
  assert_string_equal(verdict_name(f->verdict), "different_modality");
  pair_is(f, 0, 0, 1);
}

static void test_equal_numerals(void **state) {
  (void)state;
  start();
  ClaimRow dollars = about(money("124", 3, HEDGE_NONE), "Bitcoin", "price", "2025-08-20"), pounds = dollars;
  pounds.quantity.unit = STR("GBP");
  add(dollars);
  add(pounds);
  run();
  assert_string_equal(verdict_name(finding("conflict")->verdict), "currency_difference");
  start();
  ClaimRow plan = loss("4.2", 6, HEDGE_NONE, "2025-01-27");
  plan.modality = MODALITY_FORECAST;
  add(plan);
  add(loss("4.2", 9, HEDGE_NONE, "2025-01-27"));
  run();
  assert_string_equal(verdict_name(finding("conflict")->verdict), "scale_slip");
  start();
  add(loss("600", 9, HEDGE_NONE, "2025-01-27"));
  add(moved(loss("600", 9, HEDGE_NONE, "2025-01-27"), CHANGE_UP_BY));
  ClaimRow denied = loss("600", 9, HEDGE_NONE, "2025-01-27");
  denied.modality = MODALITY_DENIED;
  add(denied);
  run();
  assert_int_equal(findings("conflict"), 2);
}

static void test_a_scale_slip_over_time(void **state) {
  (void)state;
  start();
  add(about(money("560", 6, HEDGE_NONE), "Acme", "market_value", "2024-01-10"));
  add(about(money("560", 9, HEDGE_NONE), "Acme", "market_value", "2025-01-10"));
  run();
  assert_string_equal(verdict_name(finding("conflict")->verdict), "scale_slip");
}

static void test_rates(void **state) {
  (void)state;
  start();
  add(about(figure(KIND_MONEY, "120", 9, "JPY", HEDGE_NONE), "Acme", "funding_raised", "2024-05-01"));
  add(about(money("950", 6, HEDGE_NONE), "Acme", "funding_raised", "2024-05-01"));
  run();
  assert_int_equal(found.n, 0);
  Rate rate = {.from = STR("USD"), .to = STR("JPY"), .source = STR("ECB")};
  assert_true(day_parse(&rate.day, STR("2024-05-02")) && number_parse(&rate.rate, STR("152")));
  cluster_run(&found, arena, rows, nrows, rates_new(arena, &rate, 1));
  assert_int_equal(findings("conflict"), 1);
}

static void test_dates(void **state) {
  (void)state;
  start();
  for (int i = 0; i < 3; i++) {
    ClaimRow r = about(count("0", "", HEDGE_NONE), "Acme", "", "2024-05-01");
    r.kind = KIND_DATE;
    r.event = STR("founded");
    r.dates = (DateRange){day_of(i == 2 ? 1989 : 1998, i == 1 ? 5 : 1, 1),
                          day_of(i == 2 ? 1989 : 1998, i == 1 ? 5 : 12, 31), GRAIN_YEAR};
    add(r);
  }
  run();
  assert_string_equal(verdict_name(finding("conflict")->verdict), "digit_slip");
  assert_int_equal(finding("conflict")->nmembers, 3);
}

static void test_undated(void **state) {
  (void)state;
  start();
  ClaimRow a = moved(about(money("600", 9, HEDGE_NONE), "Nvidia", "market_value", "2025-01-29"), CHANGE_DOWN_BY), b = a;
  b.quantity = quantity("900", 9, HEDGE_NONE, "USD", false);
  add(a);
  add(b);
  run();
  assert_int_equal(findings("conflict"), 1);
  assert_int_equal(finding("conflict")->first, DAY_NONE);
  start();
  add(a);
  add(b);
  rows[1].published.day += 40; /* months apart: nobody says that it is one event */
  run();
  assert_int_equal(found.n, 0);
  rows[1].published.day = DAY_NONE;
  run();
  assert_int_equal(found.n, 0);
}

/* An article that has both figures tells of two things: it contradicts itself at most, not the article that has one of them. */
static void test_article_with_both(void **state) {
  (void)state;
  start();
  add(loss("612", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("713", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("713", 9, HEDGE_NONE, "2025-01-27"));
  rows[1].document = rows[0].document;
  run();
  pair_is(finding("conflict"), 0, 0, 1);
  assert_true(finding("conflict")->pairs[0].how.flags & FLAG_SAME_DOCUMENT);
}

/* With a third article that has another figure the first one still says two things: it is set against neither. */
static void test_other_articles_first(void **state) {
  (void)state;
  start();
  add(loss("612", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("713", 9, HEDGE_NONE, "2025-01-27"));
  add(loss("824", 9, HEDGE_NONE, "2025-01-27"));
  rows[1].document = rows[0].document;
  run();
  assert_true(finding("conflict")->pairs[0].how.flags & FLAG_SAME_DOCUMENT);
  rows[1].document.b[0] = 77; /* in an article of its own */
  run();
  pair_is(finding("conflict"), 0, 0, 2);
  assert_false(finding("conflict")->pairs[0].how.flags & FLAG_SAME_DOCUMENT);
}

static void test_origins_on_each_side(void **state) {
  (void)state;
  start();
  for (int i = 0; i < 2; i++) add(loss("612", 9, HEDGE_NONE, "2025-01-27"));
  for (int i = 0; i < 2; i++) add(loss("713", 9, HEDGE_NONE, "2025-01-27"));
  for (size_t i = 0; i < nrows; i++) rows[i].source = i < 3 ? STR("one") : STR("two");
  run();
  assert_true(finding("conflict")->pairs[0].how.many_origins);
  assert_int_equal(finding("conflict")->severity, 80);
  assert_int_equal(finding("conflict")->sources, 2);
  rows[2].origin = rows[3].origin = 9;
  run();
  assert_false(finding("conflict")->pairs[0].how.many_origins);
  assert_int_equal(finding("conflict")->origins, 3);
}

static void test_what_takes_part(void **state) {
  (void)state;
  ClaimRow r = toll("1", HEDGE_NONE, "2020-01-01"), none = r;
  assert_true(cluster_admits(&r));
  none.subject = STR("");
  assert_false(cluster_admits(&none));
  none = r;
  none.root = NULL;
  assert_false(cluster_admits(&none));
  none = r;
  none.repeated_block = true;
  assert_false(cluster_admits(&none));
  none = r;
  none.mark = CLAIM_BOILERPLATE;
  assert_false(cluster_admits(&none));
  none = r;
  none.kind = KIND_DATE;
  assert_false(cluster_admits(&none));
  none.event = STR("founded");
  assert_true(cluster_admits(&none));
}

static void test_keys(void **state) {
  (void)state;
  Buf a = BUF_INIT, b = BUF_INIT;
  ClaimRow x = toll("1", HEDGE_NONE, "2020-01-01"), y = x;
  cluster_key(&a, &x);
  y.per = STR("day");
  cluster_key(&b, &y);
  assert_false(str_eq(buf_str(&a), buf_str(&b)));
  buf_reset(&b);
  y.per = STR("");
  y.quantity.value = number_of(3);
  cluster_key(&b, &y);
  assert_true(str_eq(buf_str(&a), buf_str(&b)));
  y.kind = KIND_DATE;
  y.event = STR("founded");
  buf_reset(&b);
  cluster_key(&b, &y);
  assert_false(str_eq(buf_str(&a), buf_str(&b)));
  buf_release(&a);
  buf_release(&b);
}

/* --- laws --------------------------------------------------------------------------------------------------------------- */

static ClaimRow generate_loss(Generator *g, int i) {
  ClaimRow r = loss("600", 9, (Hedge)generate_int(g, HEDGE_NONE, HEDGE_JUST_OVER), "2025-01-01");
  r.quantity.written =
      (Written){.value = number_of(100 + generate_int(g, 0, 40) * (generate_int(g, 0, 3) ? 1 : 10)), .digits = 3};
  r.quantity.written.zeros = (uint8_t)(r.quantity.written.value.num % 10 == 0 || r.quantity.written.value.exp > 0);
  r.quantity.value = r.quantity.written.value;
  r.quantity.range = interval_read(r.quantity.written, r.quantity.hedge);
  r.first += generate_int(g, 0, 20);
  r.last = r.first + generate_int(g, 0, 4);
  return in_document(r, i + 1);
}

/* A clash within days that all share is found exactly when two readings, or two bare values of one precision, do not meet. */
static void test_law_every_clash_is_found(void **state) {
  (void)state;
  Generator g = generator(21);
  int clashes = 0;
  for (int round = 0; round < 2000; round++) {
    start();
    int n = generate_int(&g, 2, 7);
    for (int i = 0; i < n; i++) rows[nrows++] = generate_loss(&g, i);
    bool clash = false;
    for (size_t i = 0; i < nrows; i++)
      for (size_t k = i + 1; k < nrows; k++) {
        Comparison c;
        clash |= compare_claims(&c, &rows[i], &rows[k], NULL) == VERDICT_CONTRADICTION ||
                 c.verdict == VERDICT_DIGIT_SLIP || c.verdict == VERDICT_SCALE_SLIP;
      }
    run();
    assert_int_equal(clash, findings("conflict") + findings("close") > 0 && found.items[0].verdict > VERDICT_DERIVED);
    clashes += clash;
  }
  assert_true(clashes > 200 && clashes < 1900);
}

static void test_law_order_changes_nothing(void **state) {
  (void)state;
  Generator g = generator(22);
  for (int round = 0; round < 300; round++) {
    start();
    for (int i = 0; i < 20; i++) rows[nrows++] = generate_loss(&g, i);
    run();
    Findings first = found;
    for (size_t i = nrows; i > 1; i--) {
      size_t k = generate(&g) % i;
      ClaimRow swap = rows[k];
      rows[k] = rows[i - 1];
      rows[i - 1] = swap;
    }
    run();
    assert_int_equal(found.n, first.n);
    for (size_t i = 0; i < found.n; i++) {
      assert_true(id_eq(found.items[i].id, first.items[i].id));
      assert_int_equal(found.items[i].severity, first.items[i].severity);
      assert_int_equal(found.items[i].nmembers, first.items[i].nmembers);
      assert_int_equal(found.items[i].first, first.items[i].first);
    }
  }
}

/* Comparing all pairs of 20,000 would be 200 million comparisons; the sweep needs a few for each. */
static void test_many_claims(void **state) {
  (void)state;
  enum { N = 20000 };
  Generator g = generator(23);
  ClaimRow *many = malloc(N * sizeof *many);
  for (int i = 0; i < N; i++) {
    many[i] = generate_loss(&g, i);
    many[i].first += generate_int(&g, 0, 3000);
    many[i].last = many[i].first + generate_int(&g, 0, 4);
    memcpy(many[i].figure.b + 4, &i, sizeof i);
  }
  cluster_run(&found, arena, many, N, NULL);
  assert_true(found.n > 1000 && found.n < 3 * N);
  for (size_t i = 0; i < found.n; i++) assert_true(found.items[i].nmembers >= 2 && found.items[i].nmembers <= 256 + 8);
  free(many);
}

static int setup(void **state) {
  (void)state;
  arena = arena_new();
  return 0;
}
static int teardown(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_three_sources_agree),
      cmocka_unit_test(test_a_moment_that_fails),
      cmocka_unit_test(test_a_coarse_figure_hides_no_clash),
      cmocka_unit_test(test_moments_overlap),
      cmocka_unit_test(test_one_pair_one_finding),
      cmocka_unit_test(test_other_scope_and_reality_are_apart),
      cmocka_unit_test(test_other_periods_are_apart),
      cmocka_unit_test(test_running_totals),
      cmocka_unit_test(test_tolls_of_one_hour),
      cmocka_unit_test(test_events_of_their_own),
      cmocka_unit_test(test_corrections_and_copies),
      cmocka_unit_test(test_a_forecast_and_its_outcome),
      cmocka_unit_test(test_equal_numerals),
      cmocka_unit_test(test_a_scale_slip_over_time),
      cmocka_unit_test(test_rates),
      cmocka_unit_test(test_dates),
      cmocka_unit_test(test_undated),
      cmocka_unit_test(test_article_with_both),
      cmocka_unit_test(test_other_articles_first),
      cmocka_unit_test(test_origins_on_each_side),
      cmocka_unit_test(test_what_takes_part),
      cmocka_unit_test(test_keys),
      cmocka_unit_test(test_law_every_clash_is_found),
      cmocka_unit_test(test_law_order_changes_nothing),
      cmocka_unit_test(test_many_claims),
  };
  Err err = {0};
  if (tables_load_embedded(&err) != OK) return 1;
  return cmocka_run_group_tests(tests, setup, teardown);
}
