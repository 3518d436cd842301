/* Readings of figures, relations and arithmetic of ranges; then laws on generated input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/interval.h"
#include "tests/unit/generate.h"

static Number num(const char *text) {
  Number n;
  assert_true(number_parse(&n, str_of(text)));
  return n;
}

/* "[595,605]", "(3,inf)", "(-inf,5)": ends as they print. */
static void put(Buf *b, Interval i) {
  buf_putc(b, i.low_open || i.no_low ? '(' : '[');
  if (i.no_low)
    buf_puts(b, "-inf");
  else
    number_put(b, i.low);
  buf_putc(b, ',');
  if (i.no_high)
    buf_puts(b, "inf");
  else
    number_put(b, i.high);
  buf_putc(b, i.high_open || i.no_high ? ')' : ']');
}

static void is(Interval i, const char *text) {
  Buf b = BUF_INIT;
  put(&b, i);
  assert_string_equal(b.p, text);
  buf_release(&b);
}

static Interval make(const char *text) {
  Interval i = {.low_open = text[0] == '('};
  Str s = str_of(text);
  size_t comma = str_chr(s, ',', 0);
  Str low = str_slice(s, 1, comma), high = str_slice(s, comma + 1, s.n - 1);
  i.no_low = str_is(low, "-inf");
  i.no_high = str_is(high, "inf");
  i.high_open = s.p[s.n - 1] == ')' && !i.no_high;
  if (i.no_low)
    i.low_open = false;
  else
    assert_true(number_parse(&i.low, low));
  if (!i.no_high) assert_true(number_parse(&i.high, high));
  return i;
}

static Written written(const char *value, int unit_exp, int digits, int zeros) {
  return (Written){.value = num(value), .unit_exp = unit_exp, .digits = (uint8_t)digits, .zeros = (uint8_t)zeros};
}

static void test_hedge_names(void **state) {
  (void)state;
  for (Hedge h = HEDGE_NONE; h <= HEDGE_VAGUE; h++) {
    Hedge back = HEDGE_NONE;
    assert_true(hedge_parse(&back, str_of(hedge_name(h))));
    assert_int_equal(back, h);
  }
  Hedge h = HEDGE_OVER;
  assert_false(hedge_parse(&h, STR("perhaps")));
  assert_int_equal(h, HEDGE_OVER);
  assert_string_equal(hedge_name(HEDGE_AT_LEAST), "at_least");
}

static void test_tight(void **state) {
  (void)state;
  is(interval_tight(written("598e9", 9, 3, 0)), "[597500000000,598500000000]");
  is(interval_tight(written("600e9", 9, 3, 2)), "[595000000000,605000000000]");
  is(interval_tight(written("3.0", -1, 2, 0)), "[2.95,3.05]");
  is(interval_tight(written("1000", 0, 4, 3)), "[950,1050]");
  is(interval_tight(written("20", 0, 2, 1)), "[19.5,20.5]");
  is(interval_tight(written("12500", 0, 5, 2)), "[12450,12550]");
  is(interval_tight(written("6e6", 6, 1, 0)), "[5500000,6500000]");
  is(interval_tight(written("0", 0, 1, 0)), "[-0.5,0.5]");
  is(interval_tight(written("-7", 0, 1, 0)), "[-7.5,-6.5]");
}

static void test_exact(void **state) {
  (void)state;
  Written w = written("154", 0, 3, 0);
  w.whole = true;
  is(interval_tight(w), "[154,154]");
  is(interval_read(w, HEDGE_NONE), "[154,154]");
  is(interval_read(w, HEDGE_ABOUT), "[149,159]");
  Written round = written("580", 0, 3, 1);
  round.whole = true; /* a round count is not exact */
  is(interval_tight(round), "[575,585]");
  Written few = written("5", 0, 1, 0);
  few.whole = true;
  is(interval_read(few, HEDGE_ABOUT), "[4,6]");
  Written scaled = written("5600000", 5, 2, 0);
  scaled.whole = true; /* "5.6 million people" */
  is(interval_tight(scaled), "[5550000,5650000]");
  Written third = {.value = num("1/3"), .fraction = true};
  is(interval_tight(third), "[1/3,1/3]");
  is(interval_read(third, HEDGE_NONE), "[0.3,11/30]");
  is(interval_read(third, HEDGE_ABOUT), "[0.3,11/30]");
}

static void test_loose_and_about(void **state) {
  (void)state;
  Written w600 = written("600", 0, 3, 2), w598 = written("598", 0, 3, 0);
  is(interval_read(w600, HEDGE_NONE), "[550,650]");
  is(interval_read(w600, HEDGE_ABOUT), "[550,650]");
  is(interval_read(written("1000", 0, 4, 3), HEDGE_NONE), "[900,1100]");
  is(interval_read(written("-1000", 0, 4, 3), HEDGE_NONE), "[-1100,-900]");
  is(interval_read(w598, HEDGE_NONE), "[597.5,598.5]");
  is(interval_read(w598, HEDGE_ABOUT), "[593,603]");
  is(interval_read(written("3", 0, 1, 0), HEDGE_ABOUT), "[2.5,3.5]");
  is(interval_read(w600, HEDGE_BETWEEN), "[550,650]");
  is(interval_read(w600, HEDGE_VAGUE), "[550,650]");
}

static void test_bounds(void **state) {
  (void)state;
  Written w = written("3e12", 12, 1, 0);
  is(interval_read(w, HEDGE_OVER), "(3000000000000,inf)");
  is(interval_read(w, HEDGE_AT_LEAST), "[3000000000000,inf)");
  is(interval_read(w, HEDGE_UNDER), "(-inf,3000000000000)");
  is(interval_read(w, HEDGE_AT_MOST), "(-inf,3000000000000]");
  is(interval_read(w, HEDGE_NEARLY), "[2700000000000,3000000000000)");
  is(interval_read(w, HEDGE_JUST_OVER), "(3000000000000,3300000000000]");
  Written loss = written("-10", 0, 2, 1);
  is(interval_read(loss, HEDGE_NEARLY), "(-10,-9]");
  is(interval_read(loss, HEDGE_JUST_OVER), "[-11,-10)");
}

static void test_between(void **state) {
  (void)state;
  Written a = written("500", 0, 3, 2), b = written("1300", 0, 4, 2);
  is(interval_between(a, b), "[495,1350]");
  is(interval_between(b, a), "[495,1350]");
}

static void test_too_large_for_exact_ends(void **state) {
  (void)state;
  Written w = {.value = num("9223372036854775807"), .unit_exp = -40, .digits = 19};
  is(interval_tight(w), "[9223372036854775807,9223372036854775807]");
  w.unit_exp = 100;
  is(interval_tight(w), "[9223372036854775807,9223372036854775807]");
}

/* One end fits and the other does not; a tenth that is too small; a hedge that this program does not know. */
static void test_ends_at_the_borders(void **state) {
  (void)state;
  Number n;
  assert_true(number_make(&n, INT64_MAX - 1, 1, 0));
  is(interval_tight((Written){.value = n, .unit_exp = 1, .digits = 18}), "[9223372036854775806,9223372036854775806]");
  assert_true(number_make(&n, 1, 1, -60));
  Interval i = interval_read((Written){.value = n, .unit_exp = -60, .digits = 1, .fraction = true}, HEDGE_ABOUT);
  assert_true(interval_contains(i, n));
  is(interval_read((Written){.value = number_of(5), .digits = 1, .whole = true}, (Hedge)99), "[5,5]");
}

static void test_unbounded_arithmetic(void **state) {
  Interval r, up = {.low = number_of(2), .no_high = true}, down = {.high = number_of(3), .no_low = true},
              some = interval_closed(number_of(1), number_of(4));
  Number large;
  (void)state;
  assert_true(interval_add(&r, up, some) && interval_add(&r, some, up));
  is(r, "[3,inf)");
  assert_true(interval_add(&r, down, some) && interval_add(&r, some, down));
  is(r, "(-inf,7]");
  assert_true(interval_sub(&r, some, up));
  is(r, "(-inf,2]");
  assert_true(interval_sub(&r, some, down));
  is(r, "[-2,inf)");
  assert_true(interval_mul(&r, up, some) && interval_mul(&r, some, up));
  is(r, "[2,inf)");
  assert_true(interval_mul(&r, down, some) && interval_mul(&r, some, down));
  is(r, "(-inf,12]");
  Interval over_zero = {.low = NUMBER_ZERO, .low_open = true, .high = number_of(3)};
  assert_true(interval_mul(&r, some, over_zero) && interval_mul(&r, over_zero, some));
  is(r, "(0,12]");
  assert_true(interval_add(&r, over_zero, some) && interval_add(&r, some, over_zero));
  is(r, "(1,7]");
  assert_true(interval_div(&r, some, up));
  is(r, "(0,2]");
  assert_true(interval_div(&r, interval_closed(NUMBER_ZERO, number_of(4)), up));
  is(r, "[0,2]");
  assert_true(interval_div(&r, over_zero, up));
  is(r, "(0,1.5]");
  assert_true(interval_div(&r, down, some));
  is(r, "(-inf,3]");
  assert_true(interval_div(&r, down, up));
  is(r, "(-inf,1.5]");
  assert_true(number_make(&large, INT64_MAX, 1, 60));
  Interval huge = interval_closed(NUMBER_ZERO, large), wide = interval_closed(number_neg(large), NUMBER_ZERO);
  assert_false(interval_add(&r, huge, huge));
  assert_false(interval_add(&r, wide, wide));
}

static void test_meet(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    bool meet;
    const char *gap, *cut;
  } cases[] = {{"[1,2]", "[2,3]", true, "0", "[2,2]"},       {"[1,2)", "[2,3]", false, "0", NULL},
               {"[1,2]", "(2,3]", false, "0", NULL},         {"[1,2]", "[5,6]", false, "3", NULL},
               {"(1/3,inf)", "[0.3,1/3)", false, "0", NULL}, {"(3,inf)", "[4,4]", true, "0", "[4,4]"},
               {"(-inf,5)", "[5,6]", false, "0", NULL},      {"(-inf,5]", "(4,inf)", true, "0", "(4,5]"},
               {"(-inf,inf)", "[5,6)", true, "0", "[5,6)"},  {"(1,3)", "[1,3]", true, "0", "(1,3)"},
               {"[10,10]", "[60,inf)", false, "50", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Interval a = make(cases[i].a), b = make(cases[i].b), cut;
    Number gap;
    assert_int_equal(interval_meet(a, b), cases[i].meet);
    assert_int_equal(interval_meet(b, a), cases[i].meet);
    assert_true(interval_gap(&gap, a, b));
    assert_true(number_eq(gap, num(cases[i].gap)));
    assert_true(interval_gap(&gap, b, a));
    assert_true(number_eq(gap, num(cases[i].gap)));
    assert_int_equal(interval_cut(&cut, a, b), cases[i].cut != NULL);
    if (cases[i].cut) is(cut, cases[i].cut);
  }
}

static void test_inside_and_join(void **state) {
  (void)state;
  assert_true(interval_inside(make("[2,3]"), make("[1,4]")));
  assert_true(interval_inside(make("(1,4)"), make("[1,4]")));
  assert_false(interval_inside(make("[1,4]"), make("(1,4]")));
  assert_false(interval_inside(make("[1,4]"), make("[1,4)")));
  assert_false(interval_inside(make("[1,inf)"), make("[1,4]")));
  assert_false(interval_inside(make("(-inf,4]"), make("[1,4]")));
  assert_true(interval_inside(make("[1,4]"), make("(-inf,inf)")));
  is(interval_join(make("[1,2]"), make("(4,5)")), "[1,5)");
  is(interval_join(make("(4,5)"), make("[1,2]")), "[1,5)");
  is(interval_join(make("(1,2)"), make("[1,2]")), "[1,2]");
  is(interval_join(make("(-inf,2)"), make("[1,inf)")), "(-inf,inf)");
  assert_true(interval_contains(make("[1,2)"), num("1")));
  assert_false(interval_contains(make("[1,2)"), num("2")));
}

static void test_arithmetic(void **state) {
  (void)state;
  Interval r;
  assert_true(interval_scale(&r, make("[1,2)"), num("-3")));
  is(r, "(-6,-3]");
  assert_true(interval_scale(&r, make("(1,inf)"), num("2")));
  is(r, "(2,inf)");
  assert_true(interval_scale(&r, make("(1,inf)"), num("-2")));
  is(r, "(-inf,-2)");
  assert_true(interval_scale(&r, make("(1,inf)"), num("0")));
  is(r, "[0,0]");
  assert_true(interval_shift(&r, make("[1,2)"), num("10")));
  is(r, "[11,12)");
  assert_true(interval_add(&r, make("[1,2)"), make("(3,4]")));
  is(r, "(4,6)");
  assert_true(interval_add(&r, make("[1,inf)"), make("(-inf,4]")));
  is(r, "(-inf,inf)");
  assert_true(interval_sub(&r, make("[64.5,65.5]"), make("[59.5,60.5)")));
  is(r, "(4,6]");
  assert_true(interval_sub(&r, make("[5,6]"), make("(1,inf)")));
  is(r, "(-inf,5)");
}

static void test_products(void **state) {
  (void)state;
  Interval r;
  assert_true(interval_mul(&r, make("[2,3)"), make("[10,20]")));
  is(r, "[20,60)");
  assert_true(interval_mul(&r, make("[0,3]"), make("(10,20)")));
  is(r, "[0,60)");
  assert_true(interval_mul(&r, make("(0,3]"), make("[0,0]")));
  is(r, "[0,0]");
  assert_true(interval_mul(&r, make("[2,inf)"), make("(-inf,20]")));
  is(r, "(-inf,inf)");
  assert_true(interval_div(&r, make("[10,20)"), make("[2,5]")));
  is(r, "[2,10)");
  assert_true(interval_div(&r, make("[10,inf)"), make("(2,inf)")));
  is(r, "(0,inf)");
  assert_true(interval_div(&r, make("[0,20]"), make("(2,inf)")));
  is(r, "[0,10)");
  assert_true(interval_div(&r, make("(-inf,20]"), make("[2,4]")));
  is(r, "(-inf,10]");
  assert_false(interval_div(&r, make("[1,2]"), make("[0,4]")));
  assert_false(interval_div(&r, make("[1,2]"), make("(-inf,4]")));
}

static void test_arithmetic_that_does_not_fit(void **state) {
  (void)state;
  Interval r = make("[7,7]"), huge = make("[1e50,1e50]"), low = make("[1e50,inf)"), high = make("[1,1e50]");
  assert_false(interval_scale(&r, huge, num("1e50")));
  assert_false(interval_scale(&r, make("(-inf,1e50]"), num("1e50")));
  assert_false(interval_sub(&r, make("[9223372036854775807,9223372036854775807]"), make("[0.1,0.1]")));
  assert_false(interval_sub(&r, make("(-inf,9223372036854775807]"), make("[0.1,0.1]")));
  assert_false(interval_mul(&r, low, low));
  assert_false(interval_mul(&r, high, high));
  assert_false(interval_div(&r, make("[1,1]"), make("[1,9223372036854775807]")));
  assert_false(interval_div(&r, make("(-inf,1e50]"), make("[1e-50,inf)")));
  Number gap;
  assert_false(interval_gap(&gap, make("[-9223372036854775807,-9223372036854775807]"), make("[0.1,0.1]")));
  is(r, "[7,7]");
}

static void test_at_the_end_of_what_a_number_holds(void **state) {
  (void)state;
  /* the upper end does not fit, then the lower one: the figure itself is all that is left */
  is(interval_tight(written("9223372036854775806", 1, 18, 0)), "[9223372036854775806,9223372036854775806]");
  is(interval_tight(written("-9223372036854775806", 1, 18, 0)), "[-9223372036854775806,-9223372036854775806]");
  is(interval_read(written("9223372036854775807", 0, 19, 0), HEDGE_NEARLY),
     "[9223372036854775807,9223372036854775807]");
}

static void test_nearly_nothing(void **state) {
  (void)state;
  is(interval_read(written("0", 0, 1, 0), HEDGE_NEARLY), "[0,0]");
  is(interval_read(written("0", 0, 1, 0), HEDGE_JUST_OVER), "[0,0]");
}

static void test_ends_of_sums_and_products(void **state) {
  (void)state;
  Interval r;
  assert_true(interval_add(&r, make("[1,2]"), make("(3,4)")));
  is(r, "(4,6)");
  assert_true(interval_add(&r, make("(1,2)"), make("[3,4]")));
  is(r, "(4,6)");
  assert_true(interval_add(&r, make("[1,2]"), make("(-inf,4]")));
  is(r, "(-inf,6]");
  assert_true(interval_add(&r, make("[1,2]"), make("[3,inf)")));
  is(r, "[4,inf)");
  assert_true(interval_add(&r, make("(-inf,2]"), make("[3,4]")));
  is(r, "(-inf,6]");
  assert_true(interval_mul(&r, make("[2,3]"), make("(0,4]"))); /* a zero that is not reached */
  is(r, "(0,12]");
  assert_true(interval_mul(&r, make("(0,3]"), make("[2,4]")));
  is(r, "(0,12]");
  assert_true(interval_mul(&r, make("(2,3)"), make("[0,4]")));
  is(r, "[0,12)");
  assert_true(interval_mul(&r, make("(-inf,3]"), make("[1,2]")));
  is(r, "(-inf,6]");
  assert_true(interval_mul(&r, make("[1,inf)"), make("[1,2]")));
  is(r, "[1,inf)");
  assert_true(interval_mul(&r, make("[1,2]"), make("[1,inf)")));
  is(r, "[1,inf)");
  assert_true(interval_div(&r, make("[0,20]"), make("[2,inf)")));
  is(r, "[0,10]");
  assert_true(interval_div(&r, make("(0,20]"), make("[2,inf)")));
  is(r, "(0,10]");
}

/* --- laws --------------------------------------------------------------------------------------------------------- */

static Interval generate_interval(Generator *g) {
  Interval i = interval_read(generate_written(g), (Hedge)generate_int(g, HEDGE_NONE, HEDGE_JUST_OVER));
  i.low_open = generate_int(g, 0, 1) && !i.no_low && number_cmp(i.low, i.high) < 0;
  return i;
}

static void test_readings_widen(void **state) {
  (void)state;
  Generator g = generator(3);
  for (int i = 0; i < 20000; i++) {
    Written w = generate_written(&g);
    Interval tight = interval_tight(w), bare = interval_read(w, HEDGE_NONE), about = interval_read(w, HEDGE_ABOUT);
    assert_true(interval_contains(tight, w.value));
    assert_true(interval_inside(tight, bare));
    assert_true(interval_inside(bare, about));
    assert_true(interval_meet(interval_read(w, HEDGE_AT_LEAST), about));
    assert_false(interval_meet(interval_read(w, HEDGE_OVER), interval_read(w, HEDGE_UNDER)));
    assert_false(interval_meet(interval_read(w, HEDGE_JUST_OVER), interval_read(w, HEDGE_NEARLY)));
  }
}

static void test_relations_agree(void **state) {
  (void)state;
  Generator g = generator(4);
  int met = 0;
  for (int i = 0; i < 20000; i++) {
    Interval a = generate_interval(&g), b = generate_interval(&g), cut, join = interval_join(a, b);
    assert_true(interval_meet(a, a));
    assert_true(interval_inside(a, join) && interval_inside(b, join));
    assert_int_equal(interval_meet(a, b), interval_meet(b, a));
    if (interval_cut(&cut, a, b)) {
      met++;
      assert_true(interval_inside(cut, a) && interval_inside(cut, b));
    } else {
      assert_false(interval_meet(a, b));
    }
    if (interval_inside(a, b)) assert_true(interval_meet(a, b));
  }
  assert_true(met > 1000 && met < 19000);
}

/* Points of two ranges, added, lie in the sum; scaling keeps whether ranges meet. */
static void test_arithmetic_holds_points(void **state) {
  (void)state;
  Generator g = generator(5);
  for (int i = 0; i < 20000; i++) {
    Written wa = generate_written(&g), wb = generate_written(&g);
    Interval a = interval_read(wa, HEDGE_ABOUT), b = interval_read(wb, HEDGE_ABOUT), r;
    Number v;
    if (interval_add(&r, a, b) && number_add(&v, wa.value, wb.value)) assert_true(interval_contains(r, v));
    if (interval_sub(&r, a, b) && number_sub(&v, wa.value, wb.value)) assert_true(interval_contains(r, v));
    if (interval_mul(&r, a, b) && number_mul(&v, wa.value, wb.value)) assert_true(interval_contains(r, v));
    if (interval_div(&r, a, b) && number_div(&v, wa.value, wb.value)) assert_true(interval_contains(r, v));
    Interval sa, sb;
    Number factor = generate_number(&g);
    if (number_sign(factor) == 0 || !interval_scale(&sa, a, factor) || !interval_scale(&sb, b, factor)) continue;
    assert_int_equal(interval_meet(sa, sb), interval_meet(a, b));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_hedge_names),
      cmocka_unit_test(test_tight),
      cmocka_unit_test(test_exact),
      cmocka_unit_test(test_loose_and_about),
      cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_between),
      cmocka_unit_test(test_too_large_for_exact_ends),
      cmocka_unit_test(test_ends_at_the_borders),
      cmocka_unit_test(test_unbounded_arithmetic),
      cmocka_unit_test(test_meet),
      cmocka_unit_test(test_inside_and_join),
      cmocka_unit_test(test_arithmetic),
      cmocka_unit_test(test_products),
      cmocka_unit_test(test_arithmetic_that_does_not_fit),
      cmocka_unit_test(test_at_the_end_of_what_a_number_holds),
      cmocka_unit_test(test_nearly_nothing),
      cmocka_unit_test(test_ends_of_sums_and_products),
      cmocka_unit_test(test_readings_widen),
      cmocka_unit_test(test_relations_agree),
      cmocka_unit_test(test_arithmetic_holds_points),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
