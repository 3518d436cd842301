/* Where sentences end: one text a line, '|' between the sentences. */
#include "extractor/extractor.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static Pack *pack;
static Extractor *x;

static int load(void **unused) {
  (void)unused;
  Err err = {0};
  if (pack_load(&pack, "en", NULL, NULL, &err)) return -1;
  x = extractor_new(pack);
  return 0;
}

static int unload(void **unused) {
  (void)unused;
  extractor_free(x);
  pack_free(pack);
  return 0;
}

/* The text without its '|', one block; its sentences joined by '|' again must be the text. */
static void check(const char *marked) {
  Arena *a = arena_new();
  Buf text = BUF_INIT, got = BUF_INIT;
  for (const char *c = marked; *c; c++) {
    if (*c != '|') buf_putc(&text, *c);
  }
  Block block = {.kind = BLOCK_TEXT, .span = {0, (uint32_t)text.n}};
  Document d = {.text = buf_str(&text), .blocks = &block, .nblocks = 1, .published.at.day = DAY_NONE};
  Extraction e;
  assert_int_equal(extractor_run(&e, x, a, &d, NULL), OK);
  uint32_t last = 0;
  for (size_t i = 0; i < e.nsentences; i++) {
    if (i) buf_putc(&got, '|');
    buf_put(&got, str_slice(d.text, last, e.sentences[i].end));
    last = e.sentences[i].end;
  }
  assert_string_equal(got.p, marked);
  buf_release(&text);
  buf_release(&got);
  arena_free(a);
}

static void test_stops(void **unused) {
  (void)unused;
  check("Prices rose.| Wages fell.");
  check("Did they rise?| They did!");
  check("It closed at 1,478.25 points.| Nobody sold.");
  check("The rate is 2.5 percent");
}

static void test_abbreviations(void **unused) {
  (void)unused;
  check("Mr. Okafor of Harbour Foods Inc. sold shares.| He left.");
  check("The plant is owned by Harbour Foods Inc.| It closed in May.");
  check("They live in the U.S. Navy base.| It is old.");
  check("They left the U.S.| How many came back?");
  check("On Jan. 20 the plant closed.");
  check("At 5 a.m. Mr. Okafor left.");
  check("The shop opens at 9 a.m.| Trains run later.");
  check("See p. 55 of No. 7 and J. K. Ruiz on it.");
  check("they sold it on oct . 13 , and no . 2 came later .| Nobody saw .");
  check("The grave is N°. 4711.20.3.| It lies there still.");
}

static void test_quotes_and_brackets(void **unused) {
  (void)unused;
  check("\"Sales doubled.\"| She smiled.");
  check("\"Who sold?\" he asked.");
  check("The fee (it was 5 euros. Then 6.) is gone.");
  check("The fee fell.[3]| It rose again.");
}

/* A line end inside a name ends nothing. */
static void test_wraps(void **unused) {
  (void)unused;
  check("Harbour Lease Finance\nCorp said on Monday that it has sold the ferry to a buyer\nwho lives in the town.");
  check("Zintec said <Harbour\nAmusements Inc> has sold the ferry to a buyer who lives\nin the town.");
}

static void test_lists(void **unused) {
  (void)unused;
  check("1. Sell the shares| 2. Buy the bonds");
  check("(a) Sell.| (b) Buy.");
}

static void test_lines(void **unused) {
  (void)unused;
  check("The company said on Monday that it would close its plant\nin Ostrava and move production to another country.");
  check("apples|\npears|\nplums");
}

static void test_omissions(void **unused) {
  (void)unused;
  check("They waited ... and waited.");
  check("They waited....| Nobody came.");
  check("They waited.| . . . Nobody came.");
  check("They wrote \"nobody came. . . .\"| It was late.");
  check("Okafor [...] sold both ferries [...] (Ruiz 12).| He left.");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_stops),
      cmocka_unit_test(test_abbreviations),
      cmocka_unit_test(test_quotes_and_brackets),
      cmocka_unit_test(test_wraps),
      cmocka_unit_test(test_lists),
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_omissions),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
