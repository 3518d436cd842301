/* Copies: shingles, containment, the window of 72 hours, groups; and that sampling misses nothing that matters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ledger/origins.h"
#include "tests/unit/generate.h"

static OriginItem item(Arena *a, int id, const char *published, Str text) {
  OriginItem o = {.shingles = shingles_of(a, text)};
  o.document.b[0] = (uint8_t)id;
  o.document.b[1] = (uint8_t)(id >> 8);
  if (!moment_parse(&o.published, str_of(published), true)) o.published.day = DAY_NONE;
  return o;
}

/* n words from a vocabulary that depends on the seed. */
static Str text(Arena *a, uint64_t seed, int n) {
  Generator g = generator(seed);
  Buf b = BUF_INIT;
  for (int i = 0; i < n; i++) buf_printf(&b, "w%d ", generate_int(&g, 0, 5000));
  Str s = arena_str(a, buf_str(&b));
  buf_release(&b);
  return s;
}

static Str join(Arena *a, Str x, Str y) { return arena_printf(a, "%.*s %.*s", STR_ARGS(x), STR_ARGS(y)); }

static void test_shingles(void **state) {
  Arena *a = *state;
  assert_int_equal(shingles_of(a, STR("")).n, 0);
  assert_int_equal(shingles_of(a, STR("one two three four")).n, 0);
  assert_int_equal(shingles_of(a, STR("one two three four five")).n, 1);
  assert_int_equal(shingles_of(a, STR("a b c d e a b c d e")).n, 5); /* distinct ones */
  Shingles x = shingles_of(a, STR("The death toll, at least 112 \xE2\x80\x93 so far")),
           y = shingles_of(a, STR("the DEATH toll at least 112 so far"));
  assert_int_equal(x.n, 4);
  assert_true(shingles_containment(x, y) == 1);
  assert_true(shingles_containment(x, shingles_of(a, STR(""))) == 0);
  assert_true(shingles_containment(x, shingles_of(a, STR("toll death the at least 112 so far"))) < 0.6);
}

static void test_a_cut_copy_in_time(void **state) {
  Arena *a = *state;
  Str whole = text(a, 1, 300), third = str_slice(whole, 0, whole.n / 3), other = text(a, 2, 300);
  OriginItem items[] = {item(a, 3, "2017-04-16T10:00:00", third), item(a, 2, "2017-04-16T08:00:00", whole),
                        item(a, 1, "2017-04-19T08:00:01", whole), item(a, 4, "2017-04-16", other),
                        item(a, 5, "", whole)};
  size_t origin[5];
  origins_find(origin, a, items, 5);
  assert_int_equal(origin[0], 1); /* the first by publication */
  assert_int_equal(origin[1], 1);
  assert_int_equal(origin[2], 1); /* 72 h and a second after the whole, within 72 h of the cut copy */
  assert_int_equal(origin[3], 3);
  assert_int_equal(origin[4], 4); /* without a date */
  CopyPair *pairs;
  assert_int_equal(origins_pairs(&pairs, a, items, 5), 2);
  assert_int_equal(pairs[0].a, 0);
  assert_int_equal(pairs[0].b, 1);
  assert_int_equal(pairs[1].b, 2);
}

static void test_days_where_hours_are_unknown(void **state) {
  Arena *a = *state;
  Str whole = text(a, 3, 200);
  OriginItem near[] = {item(a, 1, "2017-04-16", whole), item(a, 2, "2017-04-19T23:00:00", whole)};
  OriginItem far[] = {item(a, 1, "2017-04-16", whole), item(a, 2, "2017-04-20", whole)};
  size_t origin[2];
  origins_find(origin, a, near, 2);
  assert_int_equal(origin[1], 0);
  origins_find(origin, a, far, 2);
  assert_int_equal(origin[1], 1);
}

static void test_short_texts_are_no_copies(void **state) {
  Arena *a = *state;
  Str line = STR("Shr 31 cts vs 34 cts net profit for the year"); /* 6 shingles */
  OriginItem items[] = {item(a, 1, "1987-03-01", line), item(a, 2, "1987-03-01", line)};
  size_t origin[2];
  origins_find(origin, a, items, 2);
  assert_int_equal(origin[1], 1);
  origins_find(origin, a, items, 0);
}

/* Random cuts and mixtures: every pair that exact containment finds is found, none that it does not. */
static void test_against_exact_containment(void **state) {
  Arena *a = *state;
  enum { N = 120 };
  Generator g = generator(7);
  OriginItem items[N];
  for (int i = 0; i < N; i++) {
    Str story = text(a, 100 + (uint64_t)generate_int(&g, 0, 15), 240),
        own = text(a, 1000 + (uint64_t)i, generate_int(&g, 10, 200));
    Str part = str_slice(story, 0, story.n * (size_t)generate_int(&g, 30, 100) / 100);
    items[i] = item(a, i, generate_int(&g, 0, 1) ? "2017-04-16" : "2017-04-17T12:00:00", join(a, part, own));
  }
  CopyPair *pairs;
  size_t n = origins_pairs(&pairs, a, items, N), exact = 0, at = 0, found = 0;
  for (size_t i = 0; i < N; i++)
    for (size_t k = i + 1; k < N; k++) {
      bool copy = shingles_containment(items[i].shingles, items[k].shingles) >= 0.6;
      bool here = at < n && pairs[at].a == i && pairs[at].b == k;
      assert_false(here && !copy);
      exact += copy;
      found += here;
      at += here;
    }
  assert_true(exact > 100);
  assert_true(found * 100 >= exact * 98);
}

static void test_order_changes_nothing(void **state) {
  Arena *a = *state;
  enum { N = 40 };
  OriginItem items[N], back[N];
  for (int i = 0; i < N; i++) items[i] = item(a, i, "2017-04-16", text(a, (uint64_t)(i % 7), 150));
  for (int i = 0; i < N; i++) back[i] = items[N - 1 - i];
  size_t x[N], y[N];
  origins_find(x, a, items, N);
  origins_find(y, a, back, N);
  for (size_t i = 0; i < N; i++) assert_int_equal(x[i], N - 1 - y[N - 1 - i]);
}

static int setup(void **state) {
  *state = arena_new();
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_shingles, setup, teardown),
      cmocka_unit_test_setup_teardown(test_a_cut_copy_in_time, setup, teardown),
      cmocka_unit_test_setup_teardown(test_days_where_hours_are_unknown, setup, teardown),
      cmocka_unit_test_setup_teardown(test_short_texts_are_no_copies, setup, teardown),
      cmocka_unit_test_setup_teardown(test_against_exact_containment, setup, teardown),
      cmocka_unit_test_setup_teardown(test_order_changes_nothing, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
