/* Exact numbers: canonical form, text, arithmetic, order; then laws on generated input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/number.h"
#include "tests/unit/generate.h"

static Number num(const char *text) {
  Number n;
  assert_true(number_parse(&n, str_of(text)));
  return n;
}

static void is_form(Number n, int64_t numerator, uint32_t den, int exp) {
  assert_int_equal(n.num, numerator);
  assert_int_equal(n.den, den);
  assert_int_equal(n.exp, exp);
}

static void prints(Number n, const char *text) {
  Buf b = BUF_INIT;
  number_put(&b, n);
  assert_string_equal(b.p, text);
  buf_release(&b);
}

static void test_canonical_form(void **state) {
  (void)state;
  is_form(num("0"), 0, 1, 0);
  is_form(num("-0.000"), 0, 1, 0);
  is_form(num("600000000000"), 6, 1, 11);
  is_form(num("6e11"), 6, 1, 11);
  is_form(num("0.1"), 1, 1, -1);
  is_form(num("1/4"), 25, 1, -2);
  is_form(num("2/3"), 2, 3, 0);
  is_form(num("4/6"), 2, 3, 0);
  is_form(num("20/3"), 2, 3, 1);
  is_form(num("1/15"), 2, 3, -1);
  is_form(num("-1234.50"), -12345, 1, -1);
  is_form(num("+5"), 5, 1, 0);
  is_form(num("1000000000000000000000000"), 1, 1, 24);
  /* 9007199254740993/1024 as a decimal has 25 digits: the denominator keeps part of its twos. */
  Number n = num("9007199254740993/1024");
  assert_true(n.den > 1);
  assert_true(number_double(n) > 8796093022208.0 && number_double(n) < 8796093022208.01);
}

static void test_make(void **state) {
  (void)state;
  Number n = num("7");
  assert_false(number_make(&n, 1, 0, 0));
  assert_false(number_make(&n, 1, 1, 61));
  assert_false(number_make(&n, 1, 1, -61));
  assert_false(number_make(&n, 1, 1, 1001));
  assert_false(number_make(&n, 1, 1, -1001));
  is_form(n, 7, 1, 0); /* untouched by failures */
  assert_true(number_make(&n, 0, 5, 900));
  is_form(n, 0, 1, 0);
  assert_true(number_make(&n, INT64_MIN, 1, 0));
  prints(n, "-46116860184273879040/5");
  is_form(number_of(1200), 12, 1, 2);
  is_form(number_of(-7), -7, 1, 0);
  assert_true(number_make(&n, 4294967291, 4294967279, 0)); /* two primes */
  is_form(n, 4294967291, 4294967279, 0);
}

static void test_refused_text(void **state) {
  (void)state;
  static const char *const bad[] = {"",
                                    "-",
                                    "+",
                                    ".",
                                    " 1",
                                    "1 ",
                                    "1,000",
                                    "1/0",
                                    "1/",
                                    "/2",
                                    "1e",
                                    "1e+",
                                    "1e1234",
                                    "e5",
                                    "1.2.3",
                                    "--1",
                                    "1/-2",
                                    "0x10",
                                    "1/2/3",
                                    "1e99",
                                    "1e-99",
                                    "12a",
                                    "12345678901234567891",
                                    "1/4294967297",
                                    "99999999999999999999999999999999999999999"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Number n = num("7");
    assert_false(number_parse(&n, str_of(bad[i])));
    is_form(n, 7, 1, 0);
  }
}

static void test_text(void **state) {
  (void)state;
  static const char *const pairs[][2] = {{"598000000000", "598000000000"},
                                         {"-0.25", "-0.25"},
                                         {"0.050", "0.05"},
                                         {".5", "0.5"},
                                         {"5.", "5"},
                                         {"2/3", "2/3"},
                                         {"-20/3", "-20/3"},
                                         {"1/15", "1/15"},
                                         {"1e-5", "0.00001"},
                                         {"123.456e2", "12345.6"},
                                         {"3e0", "3"},
                                         {"1E3", "1000"},
                                         {"5/0.5", "10"},
                                         {"7/3e", NULL},
                                         {"1/300", "1/300"},
                                         {"0.7/9", "7/90"},
                                         {"1/7", "1/7"},
                                         {"14/3000", "7/1500"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    Number n;
    bool ok = number_parse(&n, str_of(pairs[i][0]));
    assert_int_equal(ok, pairs[i][1] != NULL);
    if (ok) prints(n, pairs[i][1]);
  }
}

static void test_long_text(void **state) {
  (void)state;
  Number third_small;
  assert_true(number_make(&third_small, 1, 3, -50));
  Buf b = BUF_INIT;
  number_put(&b, third_small);
  Number back;
  assert_true(number_parse(&back, buf_str(&b)));
  assert_true(number_eq(back, third_small));
  buf_reset(&b);
  assert_true(number_make(&third_small, 4, 3, -50));
  number_put(&b, third_small);
  assert_true(number_parse(&back, buf_str(&b)));
  assert_true(number_eq(back, third_small));
  buf_release(&b);
}

static void test_arithmetic(void **state) {
  (void)state;
  Number r = num("7");
  assert_true(number_add(&r, num("1/3"), num("1/6")));
  is_form(r, 5, 1, -1);
  assert_true(number_add(&r, num("0"), num("5")));
  is_form(r, 5, 1, 0);
  assert_true(number_add(&r, num("5"), num("0")));
  is_form(r, 5, 1, 0);
  assert_true(number_sub(&r, num("600e9"), num("598e9")));
  is_form(r, 2, 1, 9);
  assert_true(number_sub(&r, num("2"), num("2")));
  is_form(r, 0, 1, 0);
  assert_true(number_mul(&r, num("2/3"), num("-1.5")));
  is_form(r, -1, 1, 0);
  assert_true(number_div(&r, num("1"), num("-3")));
  is_form(r, -1, 3, 0);
  assert_true(number_div(&r, num("104"), num("1.8")));
  is_form(r, 52, 9, 1);
  assert_true(number_pow10(&r, num("2/3"), 3));
  is_form(r, 2, 3, 3);
  assert_int_equal(number_neg(num("3")).num, -3);
  assert_int_equal(number_abs(num("-3")).num, 3);
  assert_int_equal(number_abs(num("3")).num, 3);
}

static void test_arithmetic_that_does_not_fit(void **state) {
  (void)state;
  Number r = num("7"), big = num("9223372036854775807");
  assert_false(number_add(&r, big, num("0.1")));
  assert_false(number_add(&r, num("1e60"), num("1e-60")));
  assert_false(number_add(&r, num("1e-60"), num("1e60")));
  assert_false(number_mul(&r, big, num("3")));
  assert_false(number_mul(&r, num("1e40"), num("1e40")));
  assert_false(number_div(&r, num("1"), num("0")));
  assert_false(number_div(&r, num("1"), big));
  assert_true(number_div_near(&r, num("2"), num("-3"), 4));
  assert_true(number_eq(r, num("-0.6667")));
  assert_true(number_div_near(&r, num("1"), num("8.95430243255239"), 6));
  assert_true(number_eq(r, num("0.111678")));
  assert_false(number_div_near(&r, num("1"), num("0"), 4));
  r = num("7");
  assert_true(number_eq(number_shorten(num("-1.2345"), 4), num("-1.235")));
  assert_true(number_eq(number_shorten(num("9996"), 3), num("1e4")));
  assert_true(number_eq(number_shorten(num("12"), 3), num("12")));
  assert_true(number_eq(number_shorten(num("2/3"), 1), num("2/3")));
  assert_false(number_pow10(&r, num("1"), 61));
  assert_false(number_pow10(&r, num("1"), 2000));
  assert_false(number_pow10(&r, num("1"), -2000));
  is_form(r, 7, 1, 0);
}

/* What no power of ten brings into range, and the smallest and largest that print. */
static void test_borders(void **state) {
  Number n, again;
  Buf b = BUF_INIT;
  (void)state;
  assert_true(number_eq(number_of(INT64_MIN), num("-9223372036854775808")));
  assert_false(number_mul(&n, number_of(INT64_C(1) << 62), number_of(INT64_C(1) << 62)));
  assert_false(number_mul(&n, number_of(4000000007), number_of(4000000009)));
  assert_true(number_make(&n, INT64_C(1) << 62, 3, -60));
  number_put(&b, n);
  assert_true(number_parse(&again, buf_str(&b)) && number_eq(n, again));
  buf_release(&b);
  int64_t whole;
  assert_false(number_to_i64(&whole, num("1e19")));
  assert_true(number_to_i64(&whole, num("-5e3")) && whole == -5000);
  assert_true(number_to_i64(&whole, num("5e3")) && whole == 5000);
  assert_false(number_parse(&n, STR("1e5x")));
  assert_false(number_parse(&n, STR("1e12345")));
}

static void test_near_quotients(void **state) {
  Number r;
  (void)state;
  assert_true(number_div_near(&r, num("2"), num("3"), 4) && number_eq(r, num("0.6667")));
  assert_true(number_div_near(&r, num("-2"), num("3"), 4) && number_eq(r, num("-0.6667")));
  assert_true(number_div_near(&r, num("1000000000000000003"), num("1"), 3) && number_eq(r, num("1e18")));
  assert_true(number_div_near(&r, num("1000000000000000003"), num("9000000000000000001"), 18) &&
              number_eq(r, num("0.111111111111111111")));
  assert_true(number_div_near(&r, num("0"), num("7"), 4) && number_eq(r, NUMBER_ZERO));
  assert_false(number_div_near(&r, num("1"), num("0"), 4));
  assert_false(number_div_near(&r, num("1e60"), num("1e-60"), 4));
}

static void test_order(void **state) {
  (void)state;
  static const char *const rising[] = {
      "-1e60", "-1e60/4294967295",    "-2",   "-1/3", "-1e-60", "0", "1e-60", "0.333", "1/3", "0.334",
      "1",     "9223372036854775807", "1e59", "1e60"};
  size_t n = sizeof rising / sizeof *rising;
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < n; k++) {
      int c = number_cmp(num(rising[i]), num(rising[k]));
      assert_int_equal((c > 0) - (c < 0), (i > k) - (i < k));
    }
}

static void test_whole(void **state) {
  (void)state;
  int64_t v = 7;
  assert_true(number_to_i64(&v, num("-12000")));
  assert_int_equal(v, -12000);
  assert_false(number_to_i64(&v, num("0.5")));
  assert_false(number_to_i64(&v, num("1/3")));
  assert_false(number_to_i64(&v, num("1e19")));
  assert_int_equal(v, -12000);
  assert_false(number_is_whole(num("1.5")));
  assert_true(number_is_whole(num("15e3")));
}

static void test_double(void **state) {
  (void)state;
  assert_true(number_double(num("0.25")) == 0.25);
  assert_true(number_double(num("6e11")) == 6e11);
  assert_true(number_double(num("-2/5")) == -0.4);
}

/* --- laws --------------------------------------------------------------------------------------------------------- */

static void test_print_and_parse_again(void **state) {
  (void)state;
  Generator g = generator(1);
  for (int i = 0; i < 20000; i++) {
    Number n = generate_number(&g), back;
    Buf b = BUF_INIT;
    number_put(&b, n);
    assert_true(number_parse(&back, buf_str(&b)));
    assert_true(number_eq(n, back));
    buf_release(&b);
  }
}

static void test_laws(void **state) {
  (void)state;
  Generator g = generator(2);
  int tried = 0;
  for (int i = 0; i < 20000; i++) {
    Number a = generate_number(&g), b = generate_number(&g), s, t, back;
    int c = number_cmp(a, b);
    assert_int_equal(c == 0, number_eq(a, b));
    int d = number_cmp(b, a);
    assert_true((c > 0) == (d < 0));
    if (!number_add(&s, a, b)) continue;
    assert_true(number_add(&t, b, a));
    assert_true(number_eq(s, t));
    assert_true(number_sub(&back, s, b));
    assert_true(number_eq(back, a));
    assert_int_equal(number_cmp(s, b) > 0, number_sign(a) > 0);
    if (!number_mul(&s, a, b)) continue;
    assert_true(number_mul(&t, b, a));
    assert_true(number_eq(s, t));
    if (number_sign(b) == 0) continue;
    assert_true(number_div(&back, s, b));
    assert_true(number_eq(back, a));
    tried++;
  }
  assert_true(tried > 5000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_canonical_form),
      cmocka_unit_test(test_make),
      cmocka_unit_test(test_refused_text),
      cmocka_unit_test(test_text),
      cmocka_unit_test(test_long_text),
      cmocka_unit_test(test_arithmetic),
      cmocka_unit_test(test_arithmetic_that_does_not_fit),
      cmocka_unit_test(test_borders),
      cmocka_unit_test(test_near_quotients),
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_whole),
      cmocka_unit_test(test_double),
      cmocka_unit_test(test_print_and_parse_again),
      cmocka_unit_test(test_laws),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
