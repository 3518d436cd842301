/* When a difference inside a ledger is trusted: what the two sentences say beside subject and figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ledger/cluster_p.h"
#include "ledger/compare_p.h"
#include "tests/unit/rows.h"

/* A figure of Acme's debt in a sentence, of an explicit day. */
static ClaimRow said(const char *sentence, const char *digits, const char *published) {
  ClaimRow r = on(about(money(digits, 6, HEDGE_NONE), "Acme", "debt", published), "2025-03-03", "2025-03-03");
  r.quote = str_of(sentence);
  return r;
}

static bool trusted(const ClaimRow *a, const ClaimRow *b, bool crowded) {
  Comparison how;
  compare_claims(&how, a, b, NULL);
  bool there = pair_trusted(a, b, &how, crowded);
  assert_true(there == pair_trusted(b, a, &how, crowded)); /* symmetric */
  return there;
}

static void test_wording(void **state) {
  (void)state;
  ClaimRow a = said("Acme owes lenders 30 million dollars after the merger", "30", "2025-03-04"),
           b = said("Acme owes lenders 70 million dollars after the merger", "70", "2025-03-04"),
           c = said("The bill for new furniture that Acme bought came to 70 million", "70", "2025-03-04");
  assert_true(trusted(&a, &b, false));
  assert_false(trusted(&a, &b, true)); /* one of many values */
  assert_false(trusted(&a, &c, false));
  b.quote = STR("");
  assert_true(trusted(&a, &b, false)); /* nothing said, nothing held against it */
}

static void test_half_the_words_do_on_one_day_only(void **state) {
  (void)state;
  ClaimRow a = said("Acme owes lenders 30 million dollars after the merger", "30", "2025-03-04"),
           b = said("Acme owes lenders 70 million dollars because sales shrank last winter", "70", "2025-03-04");
  assert_true(trusted(&a, &b, false));
  b.published.day += 5;
  assert_false(trusted(&a, &b, false));
  b.quote = a.quote;
  assert_true(trusted(&a, &b, false));
}

static void test_other_names(void **state) {
  (void)state;
  ClaimRow a = said("Acme downgraded 30 million dollars of debt of Conseco today", "30", "2025-03-04"),
           b = said("Acme downgraded 70 million dollars of debt of Dana today", "70", "2025-03-04");
  assert_false(trusted(&a, &b, false));
  b.quote = STR("Acme downgraded 70 million dollars of debt of Conseco today");
  assert_true(trusted(&a, &b, false));
}

static void test_other_things_measured(void **state) {
  (void)state;
  ClaimRow a = said("Acme reported a surplus of 30 million dollars this spring", "30", "2025-03-04"),
           b = said("Acme reported a surplus of 70 million dollars this spring", "70", "2025-03-04");
  a.concept[0] = STR("trade");
  b.concept[0] = STR("current");
  a.nconcept = b.nconcept = 1;
  assert_false(trusted(&a, &b, false));
  b.concept[0] = STR("trades");
  assert_true(trusted(&a, &b, false));
}

static void test_assumed_days_and_levels_before(void **state) {
  (void)state;
  const char *words = "Acme owes lenders some million dollars after the merger";
  ClaimRow a = said(words, "30", "2025-03-04"), b = said(words, "70", "2025-03-06");
  assert_true(trusted(&a, &b, false));
  b.basis = BASIS_ASSUMED;
  assert_false(trusted(&a, &b, false));
  Comparison how = {.verdict = VERDICT_CONTRADICTION};
  b = said(words, "70", "2025-03-04");
  assert_true(pair_trusted(&a, &b, &how, false));
  b.change = CHANGE_FROM;
  assert_false(pair_trusted(&a, &b, &how, false));
  how.verdict = VERDICT_SCALE_SLIP; /* a slip of the pen is one wherever it stands */
  assert_true(pair_trusted(&a, &b, &how, false));
}

/* Tolls of a day are compared in any wording, as long as they are of one order. */
static void test_tolls(void **state) {
  (void)state;
  ClaimRow a = about(count("22", "person", HEDGE_NONE), "Aleppo", "deaths", "2016-08-14"), b = a;
  b.quantity = quantity("31", 0, HEDGE_NONE, "person", true);
  a.quote = STR("A double bomb attack killed 22 in the market of Aleppo");
  b.quote = STR("Rescue workers counted 31 bodies, the governor told reporters");
  assert_true(trusted(&a, &b, true));
  b.quantity = quantity("670", 0, HEDGE_NONE, "person", true); /* of the whole war, or of another attack */
  assert_false(trusted(&a, &b, true));
  b.quote = STR("A double bomb attack killed 670 in the market of Aleppo");
  assert_true(trusted(&a, &b, true));
  b.published.day++;
  b.first = b.last = a.first;
  Comparison how = {.verdict = VERDICT_CONTRADICTION};
  assert_false(pair_trusted(&a, &b, &how, false));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wording),
      cmocka_unit_test(test_half_the_words_do_on_one_day_only),
      cmocka_unit_test(test_other_names),
      cmocka_unit_test(test_other_things_measured),
      cmocka_unit_test(test_assumed_days_and_levels_before),
      cmocka_unit_test(test_tolls),
  };
  Err err = {0};
  if (tables_load_embedded(&err) != OK) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
