/* SHA-256 by the vectors of FIPS 180-2, field framing, and hexadecimal. */
#include "base/sha256.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static void assert_hex(Sha256 got, const char *want) {
  Buf b = BUF_INIT;
  hex_put(&b, got.b, sizeof got.b);
  assert_string_equal(b.p, want);
  buf_release(&b);
}

static void vectors(void **state) {
  (void)state;
  assert_hex(sha256_of(STR("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_hex(sha256_of(STR("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert_hex(sha256_of(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
             "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void fields_are_framed(void **state) {
  (void)state;
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, STR("ab"));
  hasher_field_i64(&h, -2);
  Sha256 framed = hasher_done(&h);
  Sha256 by_hand = sha256_of(STR("\2\0\0\0\0\0\0\0ab\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
  assert_memory_equal(framed.b, by_hand.b, 32);
  Id a = id_of(framed), b = id_of(by_hand), c = id_of(sha256_of(STR("")));
  assert_true(id_eq(a, b));
  assert_false(id_eq(a, c));
}

static void hexadecimal(void **state) {
  (void)state;
  uint8_t bytes[3];
  assert_true(hex_parse(bytes, 3, STR("00aFf9")));
  assert_memory_equal(bytes, "\x00\xAF\xF9", 3);
  assert_false(hex_parse(bytes, 3, STR("00aff")));
  assert_false(hex_parse(bytes, 3, STR("00affg")));
  assert_false(hex_parse(bytes, 3, STR("00 ff0")));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(vectors), cmocka_unit_test(fields_are_framed),
                                     cmocka_unit_test(hexadecimal)};
  return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
