/* The comparison: its explanations, and laws on generated pairs. */
#include "tests/unit/compared.h"

/* --- explanation ------------------------------------------------------------------------------------------------------------------ */

static bool explains(ClaimRow a, ClaimRow b, const char *part) {
  Buf out = BUF_INIT;
  verdict(a, b);
  comparison_explain(&out, &got, &a, &b);
  bool found = str_find(buf_str(&out), str_of(part), 0) != SIZE_MAX;
  if (!found) print_message("%s\n", out.p);
  buf_release(&out);
  return found;
}

static void test_explanations(void **state) {
  (void)state;
  ClaimRow a = loss("600", 9, HEDGE_NONE), b = loss("598", 9, HEDGE_ABOUT);
  assert_true(
      explains(a, b,
               "A: \"600\" allows 550 billion to 650 billion USD (a bare figure, to its last significant digit). "
               "B: \"598\" allows 593 billion to 603 billion USD (\"about\"). Equal when rounded"));
  assert_true(explains(a, b, "Both allow 593 billion to 603 billion."));
  assert_true(explains(a, loss("700", 9, HEDGE_NONE), "Both could stand if"));
  assert_true(explains(a, loss("900", 9, HEDGE_NONE), "They do not meet: 290 billion lie between them (48 %)."));
  assert_true(explains(a, loss("900", 9, HEDGE_NONE), "Severity 70: contradiction +60, gap of 5 % or more +10."));
  assert_true(explains(a, loss("9", 12, HEDGE_NONE), "times the smaller"));
  assert_true(
      explains(loss("600", 9, HEDGE_OVER), loss("600", 9, HEDGE_UNDER), "the ends touch, but one of them is left out"));
  assert_true(explains(moved(cap("1", 12, HEDGE_NONE), CHANGE_DOWN_BY), a, "which the text does not say"));
  assert_true(explains(moved(cap("3", 12, HEDGE_NONE), CHANGE_DOWN_BY), a, "at most 50."));
  assert_true(explains(cap("1", 12, HEDGE_NONE), cap("3", 12, HEDGE_NONE),
                       "Assumed: a figure without a date holds when it is published."));
  assert_true(
      explains(toll("900", HEDGE_NONE, "2020-01-03"), toll("700", HEDGE_NONE, "2020-01-04"), "The total went down."));
  assert_true(explains(toll("12", HEDGE_NONE, "2020-01-03"), toll("12", HEDGE_NONE, "2020-01-04"), "exactly 12"));
  assert_true(explains(loss("8336817", 0, HEDGE_NONE), loss("3386817", 0, HEDGE_NONE), "in another order"));
  assert_true(explains(event("1998-01-01", "1998-12-31", GRAIN_YEAR), event("1998-05-03", "", GRAIN_DAY),
                       "means 1998-01-01 to 1998-12-31"));
  assert_true(explains(event("", "1998-12-31", GRAIN_YEAR), event("1998-05-03", "1998-05-03", GRAIN_DAY),
                       "means until 1998-12-31"));
}

static void test_values_in_words(void **state) {
  (void)state;
  static const char *const pairs[][2] = {{"598000000000", "598 billion"},
                                         {"1250000000", "1.25 billion"},
                                         {"1478", "1,478"},
                                         {"-2650000", "-2.65 million"},
                                         {"0.25", "0.25"},
                                         {"1/3", "0.3333"},
                                         {"8336817", "8,336,817"},
                                         {"0", "0"},
                                         {"3.05", "3.05"},
                                         {"1e40", "10000000000000000000000000000000000000000"},
                                         {"1000000", "1 million"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    Buf b = BUF_INIT;
    Number n;
    assert_true(number_parse(&n, str_of(pairs[i][0])));
    value_put(&b, n);
    assert_string_equal(b.p, pairs[i][1]);
    buf_release(&b);
  }
  Buf b = BUF_INIT;
  interval_put_words(&b, (Interval){.no_low = true, .no_high = true});
  assert_string_equal(b.p, "any value");
  buf_release(&b);
}

/* --- laws ------------------------------------------------------------------------------------------------------------------------- */

static ClaimRow generate_row(Generator *g) {
  static const char *const measures[] = {"market_value", "deaths", "net_profit", "share", "cost", "population"};
  static const Kind kinds[] = {KIND_MONEY, KIND_PERCENT, KIND_COUNT, KIND_QUANTITY, KIND_NUMBER};
  static const char *const units[] = {"USD", "%", "person", "km", ""};
  int kind = generate_int(g, 0, 4);
  ClaimRow r = figure(kinds[kind], "1", 0, units[kind], (Hedge)generate_int(g, HEDGE_NONE, HEDGE_JUST_OVER));
  r.quantity.written = generate_written(g);
  r.quantity.value = r.quantity.written.value;
  r.quantity.range = interval_read(r.quantity.written, r.quantity.hedge);
  r = about(r, generate_int(g, 0, 3) ? "Acme" : "", measures[generate_int(g, 0, 5)], "2024-05-01");
  r.published.day += generate_int(g, 0, 3);
  r.change = (Change)generate_int(g, CHANGE_LEVEL, generate_int(g, 0, 1) ? CHANGE_LEVEL : CHANGE_FROM);
  r.modality = generate_int(g, 0, 4) ? MODALITY_ACTUAL : (Modality)generate_int(g, 0, MODALITY_DENIED);
  if (generate_int(g, 0, 1)) r = on(r, "2024-04-01", "2024-04-30");
  r.document.b[0] = (uint8_t)generate_int(g, 1, 200);
  return r;
}

static void test_law_symmetry(void **state) {
  (void)state;
  Generator g = generator(11);
  int seen[VERDICT_INCOMPARABLE + 1] = {0};
  for (int i = 0; i < 100000; i++) {
    ClaimRow a = generate_row(&g), b = generate_row(&g);
    if (generate_int(&g, 0, 1)) {
      b.kind = a.kind;
      b.quantity.unit = a.quantity.unit;
      b.measure = a.measure;
      b.root = a.root;
    }
    seen[verdict(a, b)]++;
    assert_true(got.severity >= 0 && got.severity <= 100);
    assert_true(got.step >= 1 && got.step <= 10);
  }
  assert_true(seen[VERDICT_CONTRADICTION] && seen[VERDICT_BOUND] && seen[VERDICT_SUPERSEDED] && seen[VERDICT_MODALITY]);
}

static void test_law_identical_is_reflexive(void **state) {
  (void)state;
  Generator g = generator(12);
  for (int i = 0; i < 20000; i++) {
    ClaimRow a = generate_row(&g);
    if (a.modality != MODALITY_DENIED && (a.subject.n || a.root)) is(a, a, "identical");
  }
}

/* Two bare figures; then one is hedged with "about". */
static void test_law_wider_never_breaks_agreement(void **state) {
  (void)state;
  Generator g = generator(13);
  int agreed = 0;
  for (int i = 0; i < 50000; i++) {
    ClaimRow a = loss("1", 0, HEDGE_NONE), b = a;
    a.quantity.written = generate_written(&g);
    b.quantity.written = generate_int(&g, 0, 3) ? a.quantity.written : generate_written(&g);
    if (b.quantity.written.digits > 1 && generate_int(&g, 0, 1) &&
        !number_add(&b.quantity.written.value, b.quantity.written.value, number_of(1)))
      continue;
    a.quantity.value = a.quantity.written.value;
    b.quantity.value = b.quantity.written.value;
    a.quantity.range = interval_read(a.quantity.written, HEDGE_NONE);
    b.quantity.range = interval_read(b.quantity.written, HEDGE_NONE);
    if (verdict(a, b) > VERDICT_DERIVED) continue;
    agreed++;
    a.quantity.hedge = HEDGE_ABOUT;
    a.quantity.range = interval_read(a.quantity.written, HEDGE_ABOUT);
    assert_true(verdict(a, b) <= VERDICT_DERIVED);
  }
  assert_true(agreed > 1000);
}

/* A range that is said wider still meets what it met. */
static void test_law_wider_ranges_never_part(void **state) {
  (void)state;
  Generator g = generator(16);
  int agreed = 0;
  for (int i = 0; i < 20000; i++) {
    int low = generate_int(&g, 1, 900), high = low + generate_int(&g, 0, 90);
    ClaimRow a = loss("1", 0, HEDGE_BETWEEN), b = a;
    a.quantity.has_value = false;
    a.quantity.range = interval_closed(number_of(low), number_of(high));
    b.quantity.hedge = (Hedge)generate_int(&g, HEDGE_NONE, HEDGE_JUST_OVER);
    b.quantity.written = generate_written(&g);
    if (!number_make(&b.quantity.written.value, generate_int(&g, 1, 990), 1, 0)) continue;
    b.quantity.value = b.quantity.written.value;
    b.quantity.range = interval_read(b.quantity.written, b.quantity.hedge);
    if (verdict(a, b) > VERDICT_DERIVED) continue;
    agreed++;
    a.quantity.range =
        interval_closed(number_of(low - generate_int(&g, 0, 20)), number_of(high + generate_int(&g, 0, 20)));
    assert_true(verdict(a, b) <= VERDICT_DERIVED);
  }
  assert_true(agreed > 1000);
}

static void scale(ClaimRow *r, int power) {
  Quantity *q = &r->quantity;
  assert_true(number_pow10(&q->value, q->value, power));
  q->written.value = q->value;
  q->written.unit_exp += power;
  q->range = interval_read(q->written, q->hedge);
}

static void test_law_scaling_changes_nothing(void **state) {
  (void)state;
  Generator g = generator(14);
  for (int i = 0; i < 20000; i++) {
    ClaimRow a = loss("1", 0, HEDGE_NONE), b = a;
    a.quantity.hedge = (Hedge)generate_int(&g, HEDGE_NONE, HEDGE_JUST_OVER);
    b.quantity.hedge = (Hedge)generate_int(&g, HEDGE_NONE, HEDGE_JUST_OVER);
    a.quantity.written = generate_written(&g);
    b.quantity.written = generate_int(&g, 0, 1) ? a.quantity.written : generate_written(&g);
    a.quantity.written.whole = b.quantity.written.whole = false;
    a.quantity.value = a.quantity.written.value;
    b.quantity.value = b.quantity.written.value;
    scale(&a, 0);
    scale(&b, 0);
    Verdict before = verdict(a, b);
    if (before == VERDICT_DIGIT_SLIP) continue; /* looks at the digits down to the units */
    scale(&a, 7);
    scale(&b, 7);
    if (verdict(a, b) != VERDICT_DIGIT_SLIP) assert_string_equal(verdict_name(got.verdict), verdict_name(before));
  }
}

static void test_law_units_convert_both_ways(void **state) {
  (void)state;
  int exact = 0;
  Generator g = generator(15);
  for (int i = 0; i < 5000; i++) {
    ClaimRow km = long_road("1", "km"), miles = long_road("1", "[mi_i]");
    km.quantity.written = generate_written(&g);
    km.quantity.value = km.quantity.written.value;
    km.quantity.range = interval_read(km.quantity.written, HEDGE_NONE);
    miles.quantity = km.quantity;
    miles.quantity.unit = STR("[mi_i]");
    Number factor;
    assert_true(number_parse(&factor, STR("1.609344")));
    if (!number_div(&miles.quantity.value, km.quantity.value, factor) ||
        !interval_closed(miles.quantity.value, miles.quantity.value).low.den)
      continue;
    miles.quantity.range = interval_closed(miles.quantity.value, miles.quantity.value);
    is(km, miles, "consistent_rounding");
    assert_string_equal(got.reason.p, "equal when converted");
    Number next;
    if (!number_add(&next, miles.quantity.value, (Number){1, 1, -9}))
      continue; /* a billionth of a mile more is not equal */
    miles.quantity.value = next;
    miles.quantity.range = interval_closed(next, next);
    verdict(km, miles);
    assert_string_not_equal(got.reason.p, "equal when converted");
    exact++;
  }
  assert_true(exact > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_explanations),
      cmocka_unit_test(test_values_in_words),
      cmocka_unit_test(test_law_symmetry),
      cmocka_unit_test(test_law_identical_is_reflexive),
      cmocka_unit_test(test_law_wider_never_breaks_agreement),
      cmocka_unit_test(test_law_wider_ranges_never_part),
      cmocka_unit_test(test_law_scaling_changes_nothing),
      cmocka_unit_test(test_law_units_convert_both_ways),
  };
  if (!tables_ready()) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
