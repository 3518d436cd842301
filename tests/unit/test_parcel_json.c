/* test_parcel_json.c -- a parcel as a line of JSON comes back byte for byte, and nothing else is taken for one. */
#include "ledger_fixture.h"
#include "base/base64.h"

static void put_line(Buf *b, const Parcel *p) {
  Zstd *codec = zstd_new();
  parcel_put_json(b, codec, p, STR("en"), fixture_pack());
  zstd_free(codec);
}

static ErrCode read_line(Parcel **out, Arena *a, Str line, Err *err) {
  Zstd *codec = zstd_new();
  ErrCode code = parcel_of_json(out, a, codec, line, &(PutOptions){.keep_text = true}, err);
  zstd_free(codec);
  return code;
}

static Parcel *parcel_of_fixture(Arena *a) {
  Made *made = fixture_articles(a);
  return fixture_parcel(&made[0], true);
}

static void there_and_back(void **state) {
  (void)state;
  Arena *a = arena_new();
  Buf line = BUF_INIT;
  Err err = {0};
  Parcel *p = parcel_of_fixture(a), *q = NULL;
  put_line(&line, p);
  ASSERT_OK(read_line(&q, a, buf_str(&line), &err), err);
  assert_non_null(q);
  assert_int_equal(q->kind, PARCEL_DOCUMENT);
  assert_int_equal(q->claims, p->claims);
  assert_true(p->claims > 0);
  assert_int_equal(q->sentences, p->sentences);
  assert_true(str_eq(buf_str(&p->cells), buf_str(&q->cells)));
  assert_memory_equal(q->inside.b, p->inside.b, sizeof p->inside.b);
  assert_true(id_eq(q->id, p->id));
  assert_string_equal(q->lang, "en");
  parcel_free(p);
  parcel_free(q);
  buf_release(&line);
  arena_free(a);
}

static void failures_too(void **state) {
  (void)state;
  Arena *a = arena_new();
  Buf line = BUF_INIT;
  Err why = {0}, err = {0}, told = {0};
  char path[] = "a \"b\".ndjson";
  Input in = {.path = path, .offset = 77, .raw = STR("{bad")};
  err_set(&why, ERR_INPUT, "%s: not JSON", path);
  Parcel *p = parcel_failure(&in, &why), *q = NULL;
  put_line(&line, p);
  ASSERT_OK(read_line(&q, a, buf_str(&line), &err), err);
  assert_int_equal(q->kind, PARCEL_FAILURE);
  assert_true(str_eq(buf_str(&p->cells), buf_str(&q->cells)));
  assert_int_equal(parcel_failed(q, &told), ERR_INPUT);
  assert_string_equal(told.text, "a \"b\".ndjson: not JSON");
  parcel_free(p);
  parcel_free(q);
  buf_release(&line);
  arena_free(a);
}

static void others_are_no_parcels(void **state) {
  (void)state;
  Arena *a = arena_new();
  Err err = {0};
  Parcel *p;
  ASSERT_OK(read_line(&p, a, STR("{\"v\":1,\"kind\":\"money\",\"text\":\"$5\"}"), &err), err);
  assert_null(p);
  assert_int_equal(read_line(&p, a, STR("{\"kind\":\"article\"}"), &err), ERR_INPUT);
  assert_null(p);
  err_clear(&err);
  assert_int_equal(read_line(&p, a, STR("{\"kind\":"), &err), ERR_INPUT);
  err_clear(&err);
  assert_int_equal(read_line(&p, a, STR("  "), &err), ERR_INPUT);
  arena_free(a);
}

/* Every byte of the cells set to something else: refused, since the hash no longer holds, or of the parts that no hash covers (places,
 * body, links, sentences) at most taken with cells of the right types. Never a crash. */
static void damaged_cells(void **state) {
  (void)state;
  Arena *a = arena_new();
  Parcel *p = parcel_of_fixture(a), *q;
  size_t refused = 0, n = p->cells.n;
  for (size_t i = 0; i < n; i++) {
    Buf line = BUF_INIT;
    Err err = {0};
    char was = p->cells.p[i];
    p->cells.p[i] = (char)(was ^ 0x55);
    Arena *own = arena_new();
    put_line(&line, p);
    refused += read_line(&q, own, buf_str(&line), &err) != OK;
    parcel_free(q);
    arena_free(own);
    buf_release(&line);
    p->cells.p[i] = was;
    if (i > 600) i += 16;
  }
  assert_true(refused > 100);
  parcel_free(p);
  arena_free(a);
}

static void base64_there_and_back(void **state) {
  (void)state;
  Arena *a = arena_new();
  char bytes[256];
  for (int i = 0; i < 256; i++) bytes[i] = (char)i;
  for (size_t n = 0; n <= 256; n++) {
    Buf b = BUF_INIT;
    Str back;
    base64_put(&b, str_make(bytes, n));
    assert_true(base64_parse(&back, a, buf_str(&b)));
    assert_true(str_eq(back, str_make(bytes, n)));
    if (n % 3) assert_false(base64_parse(&back, a, str_slice(buf_str(&b), 0, b.n - 1)));
    buf_release(&b);
  }
  Str out;
  assert_false(base64_parse(&out, a, STR("ab!d")));
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(there_and_back), cmocka_unit_test(failures_too),
                                     cmocka_unit_test(others_are_no_parcels), cmocka_unit_test(damaged_cells),
                                     cmocka_unit_test(base64_there_and_back)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
