/* Offset maps: building, looking up, chaining, packing, and the refusal of nonsense. */
#include "readers.h"

/* "a&amp;b  c" -> "a&b c" with a separator behind it. */
static OffsetMap sample(Arena *a) {
  MapBuilder m = {0};
  map_add(&m, a, MAP_COPY, 1, 0, 1);
  map_add(&m, a, MAP_ENTITY, 1, 1, 5);
  map_add(&m, a, MAP_COPY, 1, 6, 1);
  map_add(&m, a, MAP_COLLAPSED, 1, 7, 2);
  map_add(&m, a, MAP_COPY, 1, 9, 1);
  map_add(&m, a, MAP_INSERTED, 2, 10, 0);
  map_add(&m, a, MAP_COPY, 3, 12, 3);
  map_add(&m, a, MAP_COPY, 2, 15, 2); /* adjoins: joined */
  return (OffsetMap){m.runs, m.n};
}

static void assert_raw(const OffsetMap *m, uint32_t s, uint32_t e, uint32_t rs, uint32_t re) {
  Span raw = map_to_raw(m, (Span){s, e});
  assert_int_equal(raw.start, rs);
  assert_int_equal(raw.end, re);
}

static void looks_up(void **state) {
  (void)state;
  Arena *a = arena_new();
  OffsetMap m = sample(a), identity = {NULL, 0};
  assert_int_equal(m.n, 7);
  assert_raw(&m, 0, 1, 0, 1);
  assert_raw(&m, 1, 2, 1, 6);
  assert_raw(&m, 0, 5, 0, 10);
  assert_raw(&m, 3, 4, 7, 9);
  assert_raw(&m, 5, 9, 12, 14); /* from inside the separator */
  assert_raw(&m, 4, 6, 9, 10);  /* to inside the separator */
  assert_raw(&m, 8, 8, 13, 13); /* empty */
  assert_raw(&identity, 3, 9, 3, 9);
  arena_free(a);
}

static void packs(void **state) {
  (void)state;
  Arena *a = arena_new();
  OffsetMap m = sample(a), back;
  Buf b = BUF_INIT;
  map_pack(&b, &m);
  assert_true(b.n < m.n * 6);
  assert_int_equal(map_unpack(&back, a, buf_str(&b), NULL), OK);
  assert_int_equal(back.n, m.n);
  for (size_t i = 0; i < m.n; i++) assert_memory_equal(&back.runs[i], &m.runs[i], sizeof m.runs[i]);
  for (size_t cut = 0; cut < b.n; cut++)
    assert_int_equal(map_unpack(&back, a, str_slice(buf_str(&b), 0, cut), NULL), ERR_INPUT);
  buf_putc(&b, 0);
  assert_int_equal(map_unpack(&back, a, buf_str(&b), NULL), ERR_INPUT);
  buf_release(&b);
  arena_free(a);
}

static void refuses_nonsense(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t n;
  } bad[] = {{"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10},
             {"\x01\x10\x01\x00", 4},
             {"\x01\x05\x01\x00", 4},
             {"\x01\x00\x00\x00", 4},
             {"\x01\x00\x01\x01", 4},
             {"\x01\x08\x02\x00\x01", 5},
             {"\x7f", 1}};
  Arena *a = arena_new();
  OffsetMap m;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Err err = {0};
    assert_int_equal(map_unpack(&m, a, str_make(bad[i].bytes, bad[i].n), &err), ERR_INPUT);
    assert_non_null(strstr(err.text, "offset map"));
  }
  arena_free(a);
}

static void chains(void **state) {
  (void)state;
  Arena *a = arena_new();
  MapBuilder in = {0}, out = {0};
  map_add(&in, a, MAP_COPY, 6, 2, 6); /* text -> middle */
  map_add(&in, a, MAP_ENTITY, 1, 8, 4);
  map_add(&out, a, MAP_COPY, 4, 0, 4); /* middle -> raw: a character of two bytes at 4 was one */
  map_add(&out, a, MAP_TRANSCODED, 2, 4, 1);
  map_add(&out, a, MAP_COPY, 6, 5, 6);
  OffsetMap inner = {in.runs, in.n}, outer = {out.runs, out.n}, none = {NULL, 0}, m = map_compose(a, &inner, &outer, 7);
  assert_int_equal(m.n, 4);
  assert_raw(&m, 0, 2, 2, 4);
  assert_raw(&m, 2, 4, 4, 5);
  assert_raw(&m, 4, 6, 5, 7);
  assert_raw(&m, 6, 7, 7, 11);
  assert_ptr_equal(map_compose(a, &none, &outer, 12).runs, outer.runs);
  assert_ptr_equal(map_compose(a, &inner, &none, 7).runs, inner.runs);
  arena_free(a);
}

static void proves(void **state) {
  (void)state;
  Arena *a = arena_new();
  OffsetMap m = map_slice(a, 2, 3), none = {NULL, 0};
  assert_true(map_proves(&m, STR("cde"), STR("abcdef")));
  assert_false(map_proves(&m, STR("cdX"), STR("abcdef")));
  assert_false(map_proves(&m, STR("cdef"), STR("abcdef")));
  assert_false(map_proves(&m, STR("cde"), STR("abcd")));
  assert_true(map_proves(&none, STR("ab"), STR("ab")));
  assert_false(map_proves(&none, STR("ab"), STR("ac")));
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(looks_up), cmocka_unit_test(packs),
                                     cmocka_unit_test(refuses_nonsense), cmocka_unit_test(chains),
                                     cmocka_unit_test(proves)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
