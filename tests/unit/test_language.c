/* Which pack reads an article, and numbers written as one word. */
#include "extractor/lexnum.h"
#include "extractor/rules.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static Pack *pack;

static int load(void **state) {
  Err err = {0};
  (void)state;
  return pack_load(&pack, "en", NULL, NULL, &err) == OK ? 0 : -1;
}

static int unload(void **state) {
  (void)state;
  pack_free(pack);
  return 0;
}

static const char *language(const char *stated, const char *text) {
  Arena *a = arena_new();
  Err err = {0};
  Document d;
  const Pack *p = NULL;
  document_of_text(&d, a, str_of(text), (Moment){DAY_NONE, -1});
  d.lang = str_of(stated);
  assert_int_equal(pack_of_document(&p, pack, &d, &err), OK);
  arena_free(a);
  return pack_lang(p);
}

static void the_stated_language_counts(void **state) {
  (void)state;
  assert_string_equal(language("de", "Profit rose to the highest of the year"), "de");
  assert_string_equal(language("de-AT", ""), "de");
  assert_string_equal(language("en-GB", "Der Umsatz und der Gewinn sind nicht gestiegen"), "en");
  assert_string_equal(language("fr", "Le chiffre d'affaires a progressé"), "en");
}

static void frequent_words_tell_the_language(void **state) {
  (void)state;
  assert_string_equal(language("", "Der Umsatz stieg um 5 Prozent und lag über dem des Vorjahres."), "de");
  assert_string_equal(
      language("", "Sales of the company rose by 5 percent, and profit was higher than a year earlier."), "en");
  assert_string_equal(language("", "42"), "en");
  assert_string_equal(language("", "Ursula von der Leyen said that the budget of the union is not for sale."), "en");
}

static void packs_are_listed(void **state) {
  (void)state;
  Str out[32];
  size_t n = pack_languages(pack, out, 32);
  assert_true(n >= 2);
  assert_true(str_is(out[0], "en"));
  assert_true(str_is(out[1], "de"));
}

static void compounds_are_numbers(void **state) {
  (void)state;
  static const struct {
    const char *word;
    int64_t value;
  } cases[] = {{"dreiundzwanzig", 23},
               {"zweihundertfünfzig", 250},
               {"dreitausendvierhundert", 3400},
               {"Einundneunzig", 91},
               {"tausendfünfhundert", 1500},
               {"zweitausendundeins", 2001},
               {"neunhundertneunundneunzigtausend", 999000}};
  static const char *const none[] = {"zwanzigdrei", "undzwanzig", "dreiund", "Dreirad", "hundertmal", "zehnelf"};
  const Pack *de = NULL;
  Err err = {0};
  LexedNumber n;
  assert_int_equal(pack_of_language(&de, pack, STR("de"), &err), OK);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(lex_compound(&n, de, str_of(cases[i].word)));
    assert_true(number_eq(n.value, number_of(cases[i].value)));
  }
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_false(lex_compound(&n, de, str_of(none[i])));
}

static void the_articles_pack_makes_its_claims(void **state) {
  (void)state;
  Arena *a = arena_new();
  Err err = {0};
  Document d;
  Extraction e;
  Extractor *x = extractor_new(pack);
  document_of_text(&d, a,
                   STR("Der Umsatz von Siemens ist im dritten Quartal um 5 Prozent auf 19,2 Mrd. Euro gestiegen. Der "
                       "Rest folgt am 3. Mai."),
                   (Moment){day_of(2025, 1, 29), -1});
  assert_int_equal(extractor_run(&e, x, a, &d, &err), OK);
  assert_string_equal(pack_lang(e.pack), "de");
  assert_int_equal(e.nsentences, 2);
  assert_true(e.claims.n >= 2);
  const Claim *by = &e.claims.items[0], *to = &e.claims.items[1];
  assert_true(str_is(by->measure, "revenue") && by->change == CHANGE_UP_BY);
  assert_true(str_is(to->measure, "revenue") && to->change == CHANGE_UP_TO);
  assert_true(str_is(by->subject.entity, "Siemens"));
  extractor_free(x);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_stated_language_counts),
                                     cmocka_unit_test(frequent_words_tell_the_language),
                                     cmocka_unit_test(packs_are_listed), cmocka_unit_test(compounds_are_numbers),
                                     cmocka_unit_test(the_articles_pack_makes_its_claims)};
  return cmocka_run_group_tests(tests, load, unload);
}
