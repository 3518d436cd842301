/* UTF-8: every row of Unicode's table of well-formed sequences from both sides, stepping, classes, folding. */
#include "base/utf8.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static void validation(void **state) {
  (void)state;
  static const char *good[] = {"",
                               "plain ASCII that is longer than sixteen bytes",
                               "\xC2\x80",
                               "\xDF\xBF",
                               "\xE0\xA0\x80",
                               "\xEC\xBF\xBF",
                               "\xED\x9F\xBF",
                               "\xEF\xBF\xBF",
                               "\xF0\x90\x80\x80",
                               "\xF3\xBF\xBF\xBF",
                               "\xF4\x8F\xBF\xBF",
                               "sixteen bytes ..\xE2\x82\xAC and on"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(utf8_valid(str_of(good[i])));
  static const char *bad[] = {"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xC2",
                              "\xC2\x41",     "\xE0\x9F\xBF",     "\xED\xA0\x80",     "\xE2\x82",
                              "\xE2\x82\x41", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                              "\xFF",         "\xF0\x90\x80\x41"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(utf8_valid_upto(str_of(bad[i])), 0);
  assert_int_equal(utf8_valid_upto(STR("0123456789abcdefgh\xFFz")), 18);
}

static void repair(void **state) {
  (void)state;
  static const struct {
    const char *in, *out;
    size_t count;
  } cases[] = {
      {"fine", "fine", 0},
      {"a\x80z", "a\xEF\xBF\xBDz", 1},
      {"\xE2\x82", "\xEF\xBF\xBD", 1},                             /* cut short: one */
      {"\xE2\x82z", "\xEF\xBF\xBDz", 1},                           /* its longest valid start: one */
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3}, /* a surrogate: each byte */
      {"\xF0\x90\x80z\xFF", "\xEF\xBF\xBDz\xEF\xBF\xBD", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Buf b = BUF_INIT;
    size_t n = 99;
    utf8_repair(&b, str_of(cases[i].in), &n);
    assert_string_equal(b.p, cases[i].out);
    assert_int_equal(n, cases[i].count);
    assert_true(utf8_valid(buf_str(&b)));
    buf_release(&b);
  }
  Buf b = BUF_INIT;
  utf8_repair(&b, STR(""), NULL);
  assert_int_equal(b.n, 0);
  buf_release(&b);
}

static void stepping(void **state) {
  (void)state;
  static const uint32_t points[] = {0, 'A', 0x7F, 0x80, 0x7FF, 0x800, 0x20AC, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF};
  Buf b = BUF_INIT;
  size_t n = sizeof points / sizeof *points, at = 0;
  for (size_t i = 0; i < n; i++) utf8_put(&b, points[i]);
  Str s = buf_str(&b);
  assert_true(utf8_valid(s));
  assert_int_equal(utf8_count(s), n);
  for (size_t i = 0; i < n; i++) {
    unsigned len, back;
    assert_int_equal(utf8_at(s, at, &len), points[i]);
    at += len;
    assert_int_equal(utf8_before(s, at, &back), points[i]);
    assert_int_equal(back, len);
  }
  assert_int_equal(at, s.n);
  buf_release(&b);
}

static void classes(void **state) {
  (void)state;
  static const uint32_t spaces[] = {' ', '\t', '\n', '\r', 0x85, 0xA0, 0x2009, 0x2028, 0x202F, 0x3000};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) assert_true(cp_is_space(spaces[i]));
  assert_false(cp_is_space('a') || cp_is_space(0x200B) || cp_is_space(0xE9));
  assert_true(cp_is_letter('a') && cp_is_letter('Z') && cp_is_letter(0xE9) && cp_is_letter(0x4E00));
  assert_false(cp_is_letter('1') || cp_is_letter('@') || cp_is_letter('[') || cp_is_letter(0x20AC));
  assert_true(cp_is_upper('A') && cp_is_upper(0xC9) && cp_is_upper(0x1C5)); /* Dž is title case */
  assert_false(cp_is_upper('a') || cp_is_upper(0xE9) || cp_is_upper('['));
  assert_true(cp_is_lower('z') && cp_is_lower(0xE9));
  assert_false(cp_is_lower('Z') || cp_is_lower(0xC9));
  assert_true(cp_is_digit('0') && cp_is_digit(0x0663));
  assert_false(cp_is_digit('a') || cp_is_digit(0xBD)); /* one half is No, not Nd */
  assert_int_equal(cp_lower('Q'), 'q');
  assert_int_equal(cp_lower('-'), '-');
  assert_int_equal(cp_lower(0xC9), 0xE9);
}

static void normal_forms(void **state) {
  (void)state;
  Arena *a = arena_new();
  Str ascii = STR("plain"), composed = STR("Beyonc\xC3\xA9");
  assert_ptr_equal(utf8_nfc(a, ascii).p, ascii.p);
  assert_ptr_equal(utf8_nfc(a, composed).p, composed.p);
  assert_true(str_eq(utf8_nfc(a, STR("Beyonce\xCC\x81")), composed));
  assert_true(str_is(utf8_fold_key(a, composed), "beyonce"));
  assert_true(str_is(utf8_fold_key(a, STR("M\xC3\xBCNCHEN \xEF\xAC\x81")), "munchen fi")); /* the ligature fi */
  assert_true(str_is(utf8_fold_key(a, STR("S&P 500")), "s&p 500"));
  assert_true(str_is(utf8_fold_key(a, STR("\xFF")), "\xFF")); /* not UTF-8: left alone */
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(validation), cmocka_unit_test(repair),       cmocka_unit_test(stepping),
      cmocka_unit_test(classes),    cmocka_unit_test(normal_forms),
  };
  return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
