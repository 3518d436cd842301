/* Slices, buffers, the arena, errors and the string map. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static void slices(void **state) {
  (void)state;
  assert_true(str_is(str_slice(STR("abcdef"), 2, 4), "cd"));
  assert_true(str_is(str_slice(STR("abc"), 2, 99), "c"));
  assert_int_equal(str_slice(STR("abc"), 9, 1).n, 0);
  assert_true(str_eq_nocase(STR("Dow Jones"), STR("dOW jONES")));
  assert_false(str_eq_nocase(STR("\xC3\x89"), STR("\xC3\xA9"))); /* É and é: other bytes exactly */
  assert_false(str_eq_nocase(STR("ab"), STR("abc")));
  assert_true(str_starts(STR("billion"), STR("bill")));
  assert_false(str_starts(STR("b"), STR("bill")));
  assert_true(str_starts_nocase(STR("BILLion"), STR("bill")));
  assert_true(str_ends(STR("a.rule"), STR(".rule")));
  assert_false(str_ends(STR("rule"), STR(".rule")));
  assert_true(str_ends_nocase(STR("a.RULE"), STR(".rule")));
  assert_true(str_ends_nocase(STR(".rule"), STR(".RULE")));
  assert_false(str_ends_nocase(STR("rule"), STR(".rule")));
  assert_true(str_is(str_trim(STR(" \t\r\nx y\v\f ")), "x y"));
  assert_int_equal(str_trim(STR("  ")).n, 0);
}

static void order_and_search(void **state) {
  (void)state;
  assert_true(str_cmp(STR("a"), STR("b")) < 0);
  assert_true(str_cmp(STR("ab"), STR("a")) > 0);
  assert_int_equal(str_cmp(STR(""), (Str){NULL, 0}), 0);
  assert_int_equal(str_chr(STR("a,b,c"), ',', 2), 3);
  assert_int_equal(str_chr(STR("abc"), 'z', 0), SIZE_MAX);
  assert_int_equal(str_chr(STR("abc"), 'c', 3), SIZE_MAX);
  assert_int_equal(str_find(STR("one in one"), STR("one"), 1), 7);
  assert_int_equal(str_find(STR("one"), STR(""), 2), 2);
  assert_int_equal(str_find(STR("one"), STR("ones"), 0), SIZE_MAX);
  assert_int_equal(str_find(STR("one"), STR("x"), 0), SIZE_MAX);
  assert_int_equal(str_find_nocase(STR("the FED"), STR("fed"), 0), 4);
  assert_int_equal(str_find_nocase(STR("the FED"), STR("fed"), 5), SIZE_MAX);
  assert_int_equal(str_find_nocase(STR("fe"), STR("fed"), 0), SIZE_MAX);
}

static void splitting(void **state) {
  (void)state;
  Str rest = STR("a,,b,"), part;
  const char *want[] = {"a", "", "b", ""};
  for (size_t i = 0; i < 4; i++) {
    assert_true(str_split(&part, &rest, ','));
    assert_true(str_is(part, want[i]));
  }
  assert_false(str_split(&part, &rest, ','));
}

static void numbers_and_hashes(void **state) {
  (void)state;
  uint64_t v = 7;
  assert_true(str_to_u64(&v, STR("000123456789012345")));
  assert_int_equal(v, 123456789012345);
  assert_false(str_to_u64(&v, STR("")));
  assert_false(str_to_u64(&v, STR("12x")));
  assert_false(str_to_u64(&v, STR("1234567890123456789")));
  assert_true(str_hash_nocase(STR("Nvidia")) == str_hash_nocase(STR("NVIDIA")));
  assert_true(str_hash(STR("Nvidia")) != str_hash(STR("NVIDIA")));
  assert_true(str_hash(STR("a long name indeed")) != str_hash(STR("a long name indeee")));
}

static void buffers(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  assert_int_equal(buf_str(&b).n, 0);
  buf_puts(&b, "x");
  buf_putc(&b, '=');
  buf_put_i64(&b, INT64_MIN);
  buf_putc(&b, ' ');
  buf_put_u64(&b, UINT64_MAX);
  assert_string_equal(b.p, "x=-9223372036854775808 18446744073709551615");
  buf_reset(&b);
  buf_printf(&b, "%0200d", 7); /* longer than the first guess */
  assert_int_equal(b.n, 200);
  assert_int_equal(b.p[199], '7');
  assert_int_equal(b.p[200], 0);
  buf_release(&b);
  assert_null(b.p);
}

static void arena(void **state) {
  (void)state;
  Arena *a = arena_new();
  for (size_t n = 1; n < 3000; n += 7) {
    char *p = arena_zalloc(a, n);
    assert_int_equal((uintptr_t)p % 16, 0);
    for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
    memset(p, 0xAA, n);
  }
  memset(arena_alloc(a, 3 << 20), 1, 3 << 20); /* larger than any chunk */
  assert_true(arena_used(a) >= 3 << 20);
  arena_clear(a);
  assert_int_equal(arena_used(a), 0);
  Str s = arena_printf(a, "%s-%d", "page", 12);
  assert_string_equal(s.p, "page-12");
  assert_string_equal(arena_str(a, (Str){NULL, 0}).p, "");
  size_t cap = 0;
  int *v = NULL;
  for (int i = 0; i < 1000; i++) {
    v = arena_grow(a, v, (size_t)i, &cap, (size_t)i + 1, sizeof *v);
    v[i] = i;
  }
  assert_int_equal(v[0] + v[999], 999);
  arena_free(a);
  arena_free(NULL);
}

static void first_error_stays(void **state) {
  (void)state;
  Err e = {0};
  assert_int_equal(err_set(&e, ERR_INPUT, "a.html: %d", 1), ERR_INPUT);
  assert_int_equal(err_set(&e, ERR_BUG, "later"), ERR_BUG);
  assert_int_equal(e.code, ERR_INPUT);
  assert_string_equal(e.text, "a.html: 1");
  err_clear(&e);
  char name[600];
  memset(name, 'x', sizeof name);
  memcpy(name + 477, "\xE2\x82\xAC\xE2\x82\xAC", 6); /* the limit falls inside the euro sign */
  name[599] = 0;
  err_set(&e, ERR_INPUT, "%s", name);
  assert_int_equal(strlen(e.text), 477);
  assert_int_equal(err_set(NULL, ERR_LIMIT, "nobody listens"), ERR_LIMIT);
}

static void map(void **state) {
  (void)state;
  Map *m = map_new();
  char key[16];
  for (uintptr_t i = 0; i < 2000; i++) {
    snprintf(key, sizeof key, "k%zu", (size_t)i);
    assert_true(map_put(m, str_of(key), i));
  }
  assert_false(map_put(m, STR("k7"), 70));
  uintptr_t v = 0;
  assert_true(map_get(m, STR("k7"), &v));
  assert_int_equal(v, 70);
  assert_true(map_get(m, STR("k1999"), NULL));
  assert_false(map_get(m, STR("K7"), &v));
  assert_true(map_put(m, STR(""), 1));
  assert_int_equal(map_count(m), 2001);
  assert_true(str_is(map_key(m, 7, &v), "k7"));
  assert_int_equal(v, 70);
  map_free(m);
  map_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slices),
      cmocka_unit_test(order_and_search),
      cmocka_unit_test(splitting),
      cmocka_unit_test(numbers_and_hashes),
      cmocka_unit_test(buffers),
      cmocka_unit_test(arena),
      cmocka_unit_test(first_error_stays),
      cmocka_unit_test(map),
  };
  return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
