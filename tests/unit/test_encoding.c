/* Encodings: what is believed, what is guessed, and that every character still knows its bytes. */
#include "corpus/encoding.h"
#include "readers.h"
#include "base/utf8.h"

static Arena *arena;

static Decoded decoded(Str raw, const char *declared) {
  Decoded d = decode_bytes(arena, raw, str_of(declared));
  assert_true(utf8_valid(d.text));
  assert_true(map_proves(&d.map, d.text, raw));
  return d;
}

static void check(Str raw, const char *declared, const char *name, const char *text, unsigned flags) {
  Decoded d = decoded(raw, declared);
  assert_str(d.name, name);
  assert_str(d.text, text);
  assert_int_equal(d.flags, flags);
}

static void plain(void **state) {
  (void)state;
  check(STR("5 \xe2\x82\xac"), "", "UTF-8", "5 €", 0);
  check(STR("5 \xe2\x82\xac"), "windows-1252", "UTF-8", "5 €", 0); /* a wrong label on valid UTF-8 */
  check(STR("\xef\xbb\xbf"
            "abc"),
        "", "UTF-8", "abc", 0);
  check(STR(""), "", "UTF-8", "", 0);
}

static void marks(void **state) {
  (void)state;
  check(STR("\xff\xfe"
            "5\0\xac\x20"),
        "", "UTF-16LE", "5€", DOC_TRANSCODED);
  check(STR("\xfe\xff\0"
            "5\x20\xac"),
        "", "UTF-16BE", "5€", DOC_TRANSCODED);
  check(STR("\xff\xfe\0\0"
            "5\0\0\0"),
        "", "UTF-32LE", "5", DOC_TRANSCODED);
  check(STR("a\0b\0c\0 \0"
            "5\0"),
        "", "UTF-16LE", "abc 5", DOC_TRANSCODED);
  check(STR("\xff\xfe\x3d\xd8\x00\xde"), "", "UTF-16LE", "😀", DOC_TRANSCODED);
}

static void labels(void **state) {
  (void)state;
  check(STR("\xa3"
            "5m \x96 \x80"
            "6"),
        "iso-8859-1", "windows-1252", "£5m – €6", DOC_TRANSCODED);
  check(STR("\x83\x65\x83\x58\x83\x67 5"), "Shift_JIS", "Shift_JIS", "テスト 5", DOC_TRANSCODED);
  check(STR("\x1b$B%F\x1b(B 5"), "ISO-2022-JP", "ISO-2022-JP", "テ 5", DOC_TRANSCODED);
  check(STR("caf\xe9"), "no-such-charset", "windows-1252", "café", DOC_TRANSCODED);
}

/* Labels under which iconv knows UTF-8 or UCS-4 by other names let pass what is no Unicode; the text is valid all the same. */
static void beyond_unicode(void **state) {
  static const char *const names[] = {"utf8",    "\xff\xffutf-8", "UTF-8//IGNORE", "UTF_8", "UCS-4",
                                      "UCS-4LE", "WCHAR_T",       "INTERNAL",      "UTF-7", "ISO-10646/UTF8"};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    decoded(STR("hit \xc8\xf5\xb2\xb6\xb2 x"), names[i]);
    decoded(STR("\0\x11\0\0\x7f\xff\xff\xff\0\0\xd8\0"), names[i]);
  }
}

static void finds_bytes(void **state) {
  (void)state;
  Str raw = STR("profit \xa3"
                "5m");
  Decoded d = decoded(raw, "latin1");
  Span s = map_to_raw(&d.map, (Span){7, 11});
  assert_str(str_slice(raw, s.start, s.end), "\xa3"
                                             "5m");
}

/* One broken byte in much UTF-8 is replaced; one good sequence in much of something else isn't believed. */
static void mostly(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  for (int i = 0; i < 120; i++) buf_puts(&b, "é ");
  buf_puts(&b, "\xff.");
  Decoded d = decoded(buf_str(&b), "windows-1252");
  assert_str(d.name, "UTF-8");
  assert_int_equal(d.flags, DOC_REPAIRED_UTF8);
  assert_true(str_ends(d.text, STR("\xef\xbf\xbd.")));
  buf_release(&b);
  assert_true(decoded(STR("\xc3\xa9 \xe9t\xe9 \xe0"), "windows-1252").flags & DOC_TRANSCODED);
}

static void broken(void **state) {
  (void)state;
  static const char *const bad[] = {"\xed\xa0\x80", "\xc0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\x80", "a\xffz"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) decoded(str_of(bad[i]), "utf-8");
}

static void controls(void **state) {
  (void)state;
  Decoded d = decoded(STR("a\x01\x02"
                          "b\xef\xbf\xbe"
                          "c\nd"),
                      ""),
          e = decode_controls(arena, &d);
  assert_str(e.text, "a  b   c\nd");
  assert_true(map_proves(&e.map, e.text,
                         STR("a\x01\x02"
                             "b\xef\xbf\xbe"
                             "c\nd")));
}

static void binary(void **state) {
  (void)state;
  assert_true(looks_binary(STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0")));
  assert_false(looks_binary(STR("plain \xe9 text")));
  assert_false(looks_binary(STR("a\0b\0c\0 \0"
                                "5\0")));
  assert_false(looks_binary(STR("")));
}

static int start(void **state) {
  (void)state;
  arena = arena_new();
  return 0;
}
static int stop(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain),       cmocka_unit_test(marks),  cmocka_unit_test(labels),
      cmocka_unit_test(finds_bytes), cmocka_unit_test(mostly), cmocka_unit_test(broken),
      cmocka_unit_test(controls),    cmocka_unit_test(binary), cmocka_unit_test(beyond_unicode)};
  return cmocka_run_group_tests(tests, start, stop);
}
