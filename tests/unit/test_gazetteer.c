/* The trie against a plain search; the gazetteer's rules of spelling; the words. */
#include "extractor/gazetteer.h"
#include "extractor/extractor.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static bool holds(const Trie *t, Str key, uint32_t *value) {
  uint32_t state = TRIE_ROOT;
  for (size_t i = 0; i < key.n && state; i++) state = trie_step(t, state, (unsigned char)key.p[i]);
  return state && trie_value(t, state, value);
}

static void test_trie_small(void **unused) {
  (void)unused;
  Arena *a = arena_new();
  TrieKey keys[] = {
      {STR("bank of england"), 0}, {STR("bank"), 1}, {STR("bank of"), 2}, {STR("z"), 3}, {STR("bank"), 4}};
  Trie *t = trie_build(a, keys, 5);
  uint32_t v;
  assert_true(holds(t, STR("bank of england"), &v) && v == 0);
  assert_true(holds(t, STR("bank"), &v) && v == 1); /* of equal keys the first stays */
  assert_true(holds(t, STR("bank of"), &v) && v == 2);
  assert_true(holds(t, STR("z"), &v) && v == 3);
  assert_false(holds(t, STR("ban"), &v));
  assert_false(holds(t, STR("bank of e"), &v));
  assert_false(holds(t, STR("banks"), &v));
  assert_false(holds(t, STR("\xFF"), &v));
  arena_free(a);
}

static void test_trie_empty(void **unused) {
  (void)unused;
  Arena *a = arena_new();
  uint32_t v;
  assert_false(holds(trie_build(a, NULL, 0), STR("a"), &v));
  arena_free(a);
}

/* Thousands of generated keys over few letters, so that they share prefixes: each is found with its value, and no other is. */
static void test_trie_many(void **unused) {
  (void)unused;
  enum { N = 5000 };
  Arena *a = arena_new();
  TrieKey *keys = arena_alloc(a, N * sizeof *keys), *copy = arena_alloc(a, N * sizeof *keys);
  uint32_t seed = 7;
  for (uint32_t i = 0; i < N; i++) {
    Str s = arena_printf(a, "k%u", i * 2);
    char *p = arena_alloc(a, s.n + 4);
    memcpy(p, s.p, s.n);
    for (size_t k = 0; k < 4; k++) {
      seed = seed * 1664525u + 1013904223u;
      p[s.n + k] = (char)(1 + (seed >> 24) % 255);
    }
    copy[i] = keys[i] = (TrieKey){str_make(p, s.n + 4), i};
  }
  Trie *t = trie_build(a, keys, N);
  for (uint32_t i = 0; i < N; i++) {
    uint32_t v;
    assert_true(holds(t, copy[i].key, &v));
    assert_int_equal(v, i);
    assert_false(holds(t, str_slice(copy[i].key, 0, copy[i].key.n - 1), &v));
  }
  arena_free(a);
}

static Pack *pack;
static const Gazetteer *g;

static int load(void **unused) {
  (void)unused;
  Err err = {0};
  if (pack_load(&pack, "en", NULL, NULL, &err)) return -1;
  g = pack_gazetteer(pack);
  return g ? 0 : -1;
}

static int unload(void **unused) {
  (void)unused;
  pack_free(pack);
  return 0;
}

static const char *name_at(const char *text, const char *part) {
  CoreHit hit;
  Str s = str_of(text);
  size_t at = str_find(s, str_of(part), 0);
  if (at == SIZE_MAX || !gazetteer_match(&hit, g, s, (uint32_t)at)) return "";
  return hit.end == at + strlen(part) ? gazetteer_entry(g, hit.entry)->name.p : "other length";
}

static bool is_named(const char *text, const char *part, const char *name) {
  CoreHit hit;
  Str s = str_of(text);
  size_t at = str_find(s, str_of(part), 0);
  return at != SIZE_MAX && gazetteer_match(&hit, g, s, (uint32_t)at) && hit.end == at + strlen(part) &&
         str_is(gazetteer_entry(g, hit.entry)->name, name);
}

static void test_names(void **unused) {
  (void)unused;
  assert_true(is_named("said the Bank of England today", "Bank of England", "Bank of England"));
  assert_true(is_named("the Fed cut", "Fed", "Federal Reserve"));
  assert_true(is_named("S&P 500 fell", "S&P 500", "S&P 500"));
  assert_true(is_named("Boeing 787 flew", "Boeing 787", "Boeing 737"));
  assert_true(is_named("in the U.S. on", "U.S.", "United States"));
}

static void test_spelling(void **unused) {
  (void)unused;
  assert_true(is_named("NVIDIA SHARES", "NVIDIA", "Nvidia"));
  assert_true(is_named("Moody\xE2\x80\x99s said", "Moody\xE2\x80\x99s", "Moody's"));
  assert_true(is_named("the Bank\n   of England", "Bank\n   of England", "Bank of England"));
  assert_string_equal(name_at("he told us all", "us"), ""); /* US wants its capitals */
  assert_string_equal(name_at("Whoever", "Who"), "");       /* WHO ends at a word's end */
  assert_string_equal(name_at("Intelligence", "Intel"), "");
}

static void test_demonym(void **unused) {
  (void)unused;
  CoreHit hit;
  assert_true(gazetteer_find(&hit, g, STR("Chinese")));
  assert_true(hit.demonym);
  assert_true(str_is(gazetteer_entry(g, hit.entry)->name, "China"));
  assert_true(gazetteer_find(&hit, g, STR("China")));
  assert_false(hit.demonym);
  assert_true(hit.canonical);
}

static void test_publisher(void **unused) {
  (void)unused;
  assert_true(str_is(gazetteer_publisher(g, STR("https://www.ft.com/content/1"))->name, "Financial Times"));
  assert_true(str_is(gazetteer_publisher(g, STR("edition.cnn.com"))->name, "CNN"));
  assert_null(gazetteer_publisher(g, STR("https://example.org/ft.com")));
  assert_null(gazetteer_publisher(g, STR("")));
}

static void test_words(void **unused) {
  (void)unused;
  assert_int_equal(gazetteer_word(g, STR("Shares")) & WORD_COMMON, WORD_COMMON);
  assert_int_equal(gazetteer_word(g, STR("Mary")) & WORD_GIVEN, WORD_GIVEN_SHE);
  assert_int_equal(gazetteer_word(g, STR("Kibwana")), 0);
}

static void test_size(void **unused) {
  (void)unused;
  assert_true(gazetteer_count(g) >= 3000 && gazetteer_count(g) <= 8000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_trie_small), cmocka_unit_test(test_trie_empty), cmocka_unit_test(test_trie_many),
      cmocka_unit_test(test_names),      cmocka_unit_test(test_spelling),   cmocka_unit_test(test_demonym),
      cmocka_unit_test(test_publisher),  cmocka_unit_test(test_words),      cmocka_unit_test(test_size),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
