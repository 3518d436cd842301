/* The engine on small packs of its own: tokens, numbers, patterns, the filter, guards, errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "extractor/layers.h"
#include "extractor/pack_p.h"
#include "extractor/rules.h"

static const char numbers[] =
    "class\tvalue\tforms\nunit\t0\tzero\nunit\t1\tone\nunit\t2\ttwo\nunit\t5\tfive\nteen\t12\ttwelve\nten\t20\ttwenty\n"
    "ten\t30\tthirty\nhundred\t100\thundred\nscale\t1000\tthousand\nscale\t1000000\tmillion\nscale\t1000000000\tbillion"
    "\n"
    "digits_scale\t1000000000\tbn\nand\t\tand\narticle\t\ta;"
    "an\nhalf\t\thalf\nordinal\t1\tfirst\nordinal\t3\tthird\nsuffix\t\tst;nd;rd;th\n";

typedef struct {
  char dir[64];
  Pack *pack;
  Err err;
} Fixture;

static void put_file(const char *dir, const char *name, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

/* A pack of numbers.tsv and one rule file (and one more table). */
static ErrCode load(Fixture *f, const char *rules, const char *table_name, const char *table) {
  snprintf(f->dir, sizeof f->dir, "/tmp/test_engine.XXXXXX");
  assert_non_null(mkdtemp(f->dir));
  put_file(f->dir, "numbers.tsv", numbers);
  put_file(f->dir, "t.rule", rules);
  if (table_name) put_file(f->dir, table_name, table);
  f->err = (Err){0};
  return pack_load(&f->pack, "en", f->dir, NULL, &f->err);
}

static void unload(Fixture *f) {
  char command[128];
  pack_free(f->pack);
  f->pack = NULL;
  snprintf(command, sizeof command, "rm -r %s", f->dir);
  assert_int_equal(system(command), 0);
}

/* The tokens of a text, each in brackets, numbers with their value. */
static void tokens_text(char *out, size_t size, const Pack *p, const char *text) {
  Arena *a = arena_new();
  Document d;
  Buf b = BUF_INIT;
  document_of_text(&d, a, str_of(text), (Moment){DAY_NONE, -1});
  Work w = {.pack = p, .arena = a, .doc = &d};
  tokens_make(&w);
  for (size_t i = 0; i < w.tokens.n; i++) {
    const Token *t = &w.tokens.items[i];
    if (t->kind == TOKEN_SPACE) continue;
    buf_putc(&b, '[');
    buf_put(&b, token_text(&d, t));
    if (t->kind == TOKEN_NUMBER && w.tokens.numbers[t->number].how != NUM_DOTTED) {
      buf_putc(&b, '=');
      number_put(&b, w.tokens.numbers[t->number].value);
    }
    buf_putc(&b, ']');
  }
  snprintf(out, size, "%.*s", STR_ARGS(buf_str(&b)));
  buf_release(&b);
  arena_free(a);
}

static void tokens_are_cut(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"Nvidia’s stock", "[Nvidia][’s][stock]"},
      {"the firms’ AT&T didn't O'Neill", "[the][firms][’][AT&T][didn't][O'Neill]"},
      {"U.S. a.m. J.P. Morgan A. B", "[U.S.][a.m.][J.P.][Morgan][A][.][B]"},
      {"Q3 COVID-19 Käse", "[Q3][COVID][-][19=19][Käse]"},
      {"1,234.5 1.234,5 1.234.567 12.5 16.181 16,181",
       "[1,234.5=1234.5][1.234,5=1234.5][1.234.567=1234567][12.5=12.5][16.181=16.181][16,181=16181]"},
      {"5,00,000 1 234 567 1\xC2\xA0"
       "234 1'234'567",
       "[5,00,000=500000][1 234 567=1234567][1\xC2\xA0"
       "234=1234][1'234'567=1234567]"},
      {"2005 300", "[2005=2005][300=300]"},
      {"24.12.2024 1.2.3 .5 (.25)", "[24.12.2024][1.2.3][.5=0.5][(][.25=0.25][)]"},
      {"2½ ½ 5–10", "[2½=2.5][½=0.5][5=5][–][10=10]"},
      {"$1.2bn 2 million 3.5 hundred thousand 2-million",
       "[$][1.2bn=1200000000][2 million=2000000][3.5 hundred thousand=350000][2-million=2000000]"},
      {"one hundred and twelve", "[one hundred and twelve=112]"},
      {"twenty-five thousand", "[twenty-five thousand=25000]"},
      {"half a million a million a hundred", "[half a million=500000][a million=1000000][a hundred=100]"},
      {"two and a half million", "[two and a half million=2500000]"},
      {"one million two hundred thousand and five", "[one million two hundred thousand and five=1200005]"},
      {"one two", "[one=1][two=2]"},
      {"a dog and one", "[a][dog][and][one=1]"},
      {"20th twenty-first third", "[20th=20][twenty-first=21][third=3]"},
      {"99999999999999999999999", "[99999999999999999999999]"},
      {"600m", "[600=600][m]"},
  };
  Fixture f;
  char got[512];
  assert_int_equal(load(&f, "", "locale.tsv", "key\tvalue\npossessive\ts\n"), OK);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tokens_text(got, sizeof got, f.pack, cases[i][0]);
    assert_string_equal(got, cases[i][1]);
  }
  unload(&f);
}

static void phrases_are_merged(void **state) {
  (void)state;
  Fixture f;
  char got[256];
  assert_int_equal(load(&f, "", "units.tsv", "class\tforms\ncur\tHong Kong dollar;US$\nrate\tper cent;basis points\n"),
                   OK);
  tokens_text(got, sizeof got, f.pack, "a Hong Kong dollar, US$ and hong kong dollar per\ncent Per Cent");
  assert_string_equal(got, "[a][Hong Kong dollar][,][US$][and][hong][kong][dollar][per\ncent][Per Cent]");
  unload(&f);
}

/* --- rules ---------------------------------------------------------------------------------------------------------- */
static void mentions_text(char *out, size_t size, const Pack *p, const char *text, bool filter) {
  Arena *a = arena_new();
  Document d;
  Buf b = BUF_INIT;
  document_of_text(&d, a, str_of(text), (Moment){DAY_NONE, -1});
  Work w = {.pack = p, .matcher = matcher_new(p), .arena = a, .doc = &d};
  matcher_set_filter(w.matcher, filter);
  tokens_make(&w);
  sentences_find(&w);
  mentions_find(&w);
  for (size_t i = 0; i < w.mentions.n; i++) {
    const Mention *m = &w.mentions.items[i];
    buf_printf(&b, "%.*s:%.*s ", STR_ARGS(m->rule), (int)(m->span.end - m->span.start), d.text.p + m->span.start);
  }
  snprintf(out, size, "%.*s", STR_ARGS(buf_str(&b)));
  buf_release(&b);
  matcher_free(w.matcher);
  arena_free(a);
}

static const char rules[] = "words cut = cut | slashed | took the axe to | {chop} off\n"
                            "words chop = chopped | hacked\n"
                            "mention a\n match {cut:cue} {num:value}\n read plain\n set kind=noise\n"
                            "mention b\n match {cut} {num}(?: of (?<text>{cap}))?\n guard not before never\n guard not "
                            "after !\n read plain\n set kind=noise\n"
                            "mention c\n match {num}[-–—]{num}\n guard before from\n read plain\n set kind=noise\n"
                            "mention d\n match Fed|{num}%|{num} \\(net\\)\n read plain\n set kind=noise\n";

static void rules_match(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"He slashed 5 today", "a:slashed 5 "},
      {"He took the axe to 12 of Paris", "b:Paris "},
      {"hacked off 2", "a:hacked off 2 "},
      {"never cut 5 of Rome", "a:cut 5 "},
      {"cut 5 of Rome!", "a:cut 5 "},
      {"from 5–10, not 5-10", "c:5–10 "},
      {"the Fed fed FED 5% 7 (net)", "d:Fed d:FED d:5% d:7 (net) "},
  };
  Fixture f;
  char got[512], all[512];
  assert_int_equal(load(&f, rules, NULL, NULL), OK);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    mentions_text(got, sizeof got, f.pack, cases[i][0], true);
    assert_string_equal(got, cases[i][1]);
    mentions_text(all, sizeof all, f.pack, cases[i][0], false);
    assert_string_equal(all, got);
  }
  unload(&f);
}

static void broken_rules_are_reported(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"mention x\n mach {num}\n", "t.rule:2: unknown word 'mach'; did you mean 'match'?"},
      {"words worth = value\nmention x\n match {wortth}\n read plain\n",
       "t.rule:3: unknown name {wortth}; did you mean {worth}?"},
      {"mention x\n match {num:valu}\n read plain\n", "t.rule:2: unknown slot 'valu'; did you mean 'value'?"},
      {"mention x\n match {num}\n", "t.rule:1: rule 'x' has no 'read'"},
      {"mention x\n match {num}\n read plane\n", "t.rule:1: unknown reader 'plane'; did you mean 'plain'?"},
      {"mention x\n match ({num}\n read plain\n", "t.rule:2: rule 'x': missing closing parenthesis"},
      {"mention x\n match (?<=a){num}\n read plain\n",
       "t.rule:2: no lookbehind; write 'guard before' instead of '(?<=a){num}'"},
      {"mention x\n match 5 {num}\n read plain\n", "t.rule:2: digits are no literals, use {num} or {d1}: '5'"},
      {"mention x\n match ^{num}\n read plain\n", "t.rule:2: anchors are not needed; escape a literal '^'"},
      {"mention x\n match {num\n read plain\n", "t.rule:2: no '}' behind '{num'"},
      {"mention x\n read plain\n", "t.rule:1: rule 'x' has no pattern"},
      {"mention x\n match {num}\n match {num}\n", "t.rule:3: a second pattern: 'match'"},
      {"mention x\n match {num}\n read plain\nmention x\n match {num}\n read plain\n", "t.rule:4: 'x' is defined at"},
      {"mention x\n match {num}\n read plain\n set kind=nose\n", "t.rule:1: rule 'x': unknown kind 'nose'"},
      {"mention x\n match {num}\n guard {num}\n", "t.rule:3: guard [not] before|after PATTERN, not '{num}'"},
      {"mention x\n match {num}\n set kind\n", "t.rule:3: no key=value: 'kind'"},
      {"mention x\n match {num}\n = value=1\n", "t.rule:3: '=' stands behind a test or todo: 'value=1'"},
      {"match {num}\n", "t.rule:1: no rule stands before 'match'"},
      {"words a b = c\n", "t.rule:1: a name is one word, not 'a b'"},
      {"words a = {b}\nwords b = {a} c\nmention x\n match {a}\n read plain\n", "lists name each other without end"},
      {"hedge x\n match {num}\n", "t.rule:2: hedges take before or after, other rules match; not 'match'"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Fixture f;
    assert_int_equal(load(&f, cases[i][0], NULL, NULL), ERR_RULE);
    if (!strstr(f.err.text, cases[i][1])) fail_msg("'%s' has no '%s'", f.err.text, cases[i][1]);
    assert_null(f.pack);
    unload(&f);
  }
}

static void a_table_with_too_many_cells_is_reported(void **state) {
  (void)state;
  Fixture f;
  assert_int_equal(load(&f, "", "x.tsv", "a\tb\n1\t2\n1\t2\t3\n"), ERR_RULE);
  assert_non_null(strstr(f.err.text, "x.tsv:3: 3 cells, but the header has 2"));
  unload(&f);
}

static void inline_tests_run(void **state) {
  (void)state;
  Fixture f;
  RulesTested t;
  Buf report = BUF_INIT;
  assert_int_equal(
      load(&f,
           "mention a\n match cut\n read plain\n set kind=score\n test He cut it\n = text=cut kind=score\n none He "
           "kept it\n"
           " test a cut and a cut\n = text=cut\n todo cut\n = text=cut\n todo cut\n = text=other\n none we cut\n",
           NULL, NULL),
      OK);
  rules_test(&t, &report, f.pack, STR(""), false);
  assert_int_equal(t.passed, 2); /* the first test and the first none */
  assert_int_equal(t.failed, 2); /* two products for one line; a product where none is wanted */
  assert_int_equal(t.todo, 2);
  assert_int_equal(t.todo_passed, 1);
  assert_non_null(strstr(report.p, "t.rule:8: a: gives 'cut' too"));
  assert_non_null(strstr(report.p, "this todo passes now"));
  buf_release(&report);
  unload(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tokens_are_cut),
      cmocka_unit_test(phrases_are_merged),
      cmocka_unit_test(rules_match),
      cmocka_unit_test(broken_rules_are_reported),
      cmocka_unit_test(a_table_with_too_many_cells_is_reported),
      cmocka_unit_test(inline_tests_run),
  };
  return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
