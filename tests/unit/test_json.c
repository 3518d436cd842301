/* The JSON scanner: what is accepted and refused, walking, unescaping with its offsets, and the writer. */
#include "base/json.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static JsonValue parsed(const char *text) {
  JsonValue v = {0};
  size_t at = 0;
  assert_int_equal(json_next(&v, str_of(text), &at, NULL), OK);
  return v;
}

static void accepts(void **state) {
  (void)state;
  static const struct {
    const char *text;
    JsonKind kind;
  } good[] = {{"null", JSON_NULL},
              {"true", JSON_TRUE},
              {"false", JSON_FALSE},
              {"0", JSON_NUMBER},
              {"-12.50e+3", JSON_NUMBER},
              {"1E-2", JSON_NUMBER},
              {"\"\"", JSON_STRING},
              {"\"a\\\\\"", JSON_STRING},
              {"\"\\\"\\u00e9\\/\\b\"", JSON_STRING},
              {"[]", JSON_ARRAY},
              {"[ ]", JSON_ARRAY},
              {"[1,[2,{}],\"]\"]", JSON_ARRAY},
              {"{}", JSON_OBJECT},
              {"{\"a\" : {\"b\":[1 , 2]} , \"c\":\"}\"}", JSON_OBJECT}};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    JsonValue v = parsed(good[i].text);
    assert_int_equal(v.kind, good[i].kind);
    assert_true(str_is(v.raw, good[i].text));
  }
}

static void refuses(void **state) {
  (void)state;
  static const char *bad[] = {
      "x",         "nul",       "tru",         "falsy",     "-",         "01",         "1.",
      "1e",        "1e+",       ".5",          "\"open",    "\"a\\\"",   "\"\\x\"",    "\"\\u12g4\"",
      "\"\\u12\"", "[",         "[1",          "[1,",       "[1,]",      "[1 2]",      "[1}",
      "{",         "{\"a\"",    "{\"a\":",     "{\"a\":1",  "{\"a\":1,", "{\"a\":1,}", "{a:1}",
      "{\"a\" 1}", "{\"a\":1]", "{\"\\q\":1}", "[\"\\q\"]", "[tru]",     "{,}"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Err err = {0};
    JsonValue v;
    size_t at = 0;
    assert_int_equal(json_next(&v, str_of(bad[i]), &at, &err), ERR_INPUT);
    assert_non_null(strstr(err.text, "at byte"));
  }
}

static void depth(void **state) {
  (void)state;
  for (int n = 64; n <= 65; n++) {
    Buf b = BUF_INIT;
    for (int i = 0; i < n; i++) buf_puts(&b, i % 2 ? "[" : "{\"k\":");
    buf_putc(&b, '1');
    for (int i = n; i-- > 0;) buf_putc(&b, i % 2 ? ']' : '}');
    JsonValue v;
    size_t at = 0;
    assert_int_equal(json_next(&v, buf_str(&b), &at, NULL), n == 64 ? OK : ERR_INPUT);
    buf_release(&b);
  }
}

static void sequence(void **state) {
  (void)state;
  Str s = STR(" {\"a\":1}\n[2] \"x\"3\n ");
  static const JsonKind want[] = {JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_NUMBER};
  size_t at = 0;
  JsonValue v;
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(json_next(&v, s, &at, NULL), OK);
    assert_int_equal(v.kind, want[i]);
  }
  assert_int_equal(json_next(&v, s, &at, NULL), ERR_END);
}

static void walking(void **state) {
  (void)state;
  JsonValue
      o = parsed(
          "{ \"id\" : \"7\" ,\"m\":{\"t\":[1,{\"x\":\"]\\\"\"},3],\"n\":null} , \"a.b\":true,\"e\":[ ],\"f\":{ }}"),
      v;
  static const char *keys[] = {"id", "m", "a.b", "e", "f"};
  Str key;
  size_t at = 0, n = 0;
  while (json_member(&key, &v, o, &at)) assert_true(str_is(key, keys[n++]));
  assert_int_equal(n, 5);
  assert_true(json_get(&v, o, STR("m.t")));
  at = n = 0;
  for (JsonValue e; json_element(&e, v, &at); n++)
    if (n == 1) assert_true(str_is(e.raw, "{\"x\":\"]\\\"\"}"));
  assert_int_equal(n, 3);
  assert_true(json_get(&v, o, STR("m.n")) && v.kind == JSON_NULL);
  assert_true(json_get(&v, o, STR("a.b")) && v.kind == JSON_TRUE);
  assert_false(json_get(&v, o, STR("m.z")));
  assert_false(json_get(&v, o, STR("id.z")));
  assert_false(json_get(&v, o, STR("zz")));
  assert_true(json_get(&v, o, STR("e")));
  at = 0;
  assert_false(json_element(&v, v, &at));
  assert_true(json_get(&v, o, STR("f")));
  at = 0;
  assert_false(json_member(&key, &v, v, &at));
  assert_false(json_element(&v, o, &at));
}

static void unescaping(void **state) {
  (void)state;
  Arena *a = arena_new();
  JsonValue v = parsed("\"a\\n\\u20acz\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\r\\t\\u00e9\\u007f\"");
  JsonRun *runs;
  size_t n, text = 0, raw = 1;
  Str s = json_text(a, v, &runs, &n);
  assert_true(str_is(s, "a\n\xE2\x82\xACz\xF0\x9F\x98\x80\"\\/\b\f\r\t\xC3\xA9\x7F"));
  for (size_t i = 0; i < n; i++) { /* runs cover both sides without gaps */
    assert_int_equal(runs[i].text_off, text);
    assert_int_equal(runs[i].raw_off, raw);
    if (runs[i].copy) assert_memory_equal(s.p + text, v.raw.p + raw, runs[i].text_len);
    text += runs[i].text_len;
    raw += runs[i].raw_len;
  }
  assert_int_equal(text, s.n);
  assert_int_equal(raw, v.raw.n - 1);
  assert_int_equal(n, 14);
  v = parsed("\"borrowed\"");
  s = json_text(a, v, &runs, &n);
  assert_ptr_equal(s.p, v.raw.p + 1);
  assert_true(n == 1 && runs[0].copy && runs[0].raw_off == 1 && runs[0].text_len == 8);
  json_text(a, parsed("\"\""), &runs, &n);
  assert_int_equal(n, 0);
  static const char *lone[] = {"\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83d\\n\"", "\"\\ud83dxxxxxx\"",
                               "\"\\ud83d\\u0041\""};
  static const char *text_of_lone[] = {"\xEF\xBF\xBD", "\xEF\xBF\xBD", "\xEF\xBF\xBD\n", "\xEF\xBF\xBDxxxxxx",
                                       "\xEF\xBF\xBD\101"}; /* 101: an A, which must not go on the byte before */
  for (size_t i = 0; i < 5; i++) assert_true(str_is(json_text(a, parsed(lone[i]), NULL, NULL), text_of_lone[i]));
  assert_true(str_is(json_scalar(a, parsed("12.50")), "12.50"));
  assert_true(str_is(json_scalar(a, parsed("\"x\\ty\"")), "x\ty"));
  assert_true(str_is(json_scalar(a, parsed("null")), ""));
  arena_free(a);
}

static void writing(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  buf_putc(&b, '{');
  json_str(&b, "a", STR("q\"\\\n\t\r\x01 \xE2\x82\xAC"));
  json_int(&b, "n", -5);
  json_bool(&b, "t", true);
  json_bool(&b, "f", false);
  json_str_or_null(&b, "p", (Str){NULL, 0});
  json_str_or_null(&b, "e", STR(""));
  json_key(&b, "l");
  buf_putc(&b, '[');
  for (int i = 0; i < 2; i++) {
    json_item(&b);
    buf_put_i64(&b, i);
  }
  buf_puts(&b, "]}");
  assert_string_equal(b.p, "{\"a\":\"q\\\"\\\\\\n\\t\\r\\u0001 "
                           "\xE2\x82\xAC\",\"n\":-5,\"t\":true,\"f\":false,\"p\":null,\"e\":\"\",\"l\":[0,1]}");
  size_t at = 0;
  JsonValue v, got;
  Arena *a = arena_new();
  assert_int_equal(json_next(&v, buf_str(&b), &at, NULL), OK); /* what is written reads back */
  assert_true(json_get(&got, v, STR("a")));
  assert_true(str_is(json_text(a, got, NULL, NULL), "q\"\\\n\t\r\x01 \xE2\x82\xAC"));
  arena_free(a);
  buf_release(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts), cmocka_unit_test(refuses),    cmocka_unit_test(depth),   cmocka_unit_test(sequence),
      cmocka_unit_test(walking), cmocka_unit_test(unescaping), cmocka_unit_test(writing),
  };
  return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
