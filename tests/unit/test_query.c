/* test_query.c -- terms find what they say, pages join, user SQL only reads. */
#include "ledger_fixture.h"
#include "ledger/conflicts.h"
#include "ledger/filter.h"
#include "ledger/query.h"
#include "ledger/show.h"

static char *shared_path;
static Ledger *ledger;

static int set_up(void **state) {
  (void)state;
  Arena *a = arena_new();
  Err err;
  shared_path = fixture_path("query");
  fixture_write(shared_path, fixture_articles(a), NULL, FIXTURE_ARTICLES);
  ASSERT_OK(ledger_open(&ledger, shared_path, LEDGER_READ, &err), err);
  arena_free(a);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  ledger_close(ledger, NULL);
  fixture_remove(shared_path);
  return 0;
}

/* The quotes found, parted by "; ". */
static ErrCode note_quote(void *ctx, const ClaimHit *h) {
  Buf *b = ctx;
  if (b->n) buf_puts(b, "; ");
  buf_put(b, str_slice(h->document->text, h->claim->span.start, h->claim->span.end));
  return OK;
}

static void finds_all(const char *const *terms, size_t n, const char *quotes) {
  Buf b = BUF_INIT;
  Err err;
  QueryPage page;
  buf_puts(&b, "");
  ASSERT_OK(ledger_query(ledger, &(ClaimQuery){.terms = terms, .nterms = n}, note_quote, &b, &page, &err), err);
  if (!str_is(buf_str(&b), quotes))
    fail_msg("%s ...: want <%s>, got <%.*s>", n ? terms[0] : "", quotes, STR_ARGS(buf_str(&b)));
  buf_release(&b);
}

static void finds(const char *term, const char *quotes) { finds_all(&term, 1, quotes); }

static void words_and_fields_find(void **state) {
  (void)state;
  finds_all(NULL, 0, "$465 billion; $598 billion; $600 billion; $279 billion");
  finds("nvidia",
        "$465 billion; $598 billion; $600 billion; $279 billion"); /* the last stands in a paragraph that names it */
  finds("chip maker", "$598 billion");
  finds("market value", "$465 billion; $598 billion; $600 billion; $279 billion");
  finds("entity:NVIDIA", "$465 billion; $598 billion; $600 billion");
  finds("measure:market-value", "$465 billion; $598 billion; $600 billion");
  finds("measure:valuation", "");
  finds("subject:none", "$279 billion");
  finds("source:courier", "$600 billion; $279 billion");
  finds("kind:money|percent", "$465 billion; $598 billion; $600 billion; $279 billion");
  finds("unit:EUR", "");
  finds("rule:test.rule", "$465 billion; $598 billion; $600 billion; $279 billion");
  finds("nowhere", "");
  finds("100%", "");
  finds("\"", "");
  static const char *const both[] = {"nvidia", "value:>500bn"};
  finds_all(both, 2, "$598 billion; $600 billion");
}

static void values_and_days_find(void **state) {
  (void)state;
  finds("value:600bn", "$600 billion");
  finds("value:$0.6tn", "$600 billion");
  finds("value:600,000m", "$600 billion");
  finds("value:<=465bn", "$465 billion; $279 billion");
  finds("value:300bn..599bn", "$465 billion; $598 billion");
  finds("value:~600bn", "$598 billion; $600 billion");
  finds("value:£600bn", "");
  finds("date:2025-01-27", "$465 billion; $598 billion; $600 billion");
  finds("date:2024", "");
  finds("date:..2025-01-26", "");
  finds("date:>=2025-01", "$465 billion; $598 billion; $600 billion");
  finds("published:2025-01-28", "$598 billion; $600 billion; $279 billion");
  finds("published:>2025-01-28", "$465 billion");
}

static void refuses(const char *term, const char *why) {
  Err err = {0};
  assert_int_equal(ledger_query(ledger, &(ClaimQuery){.terms = &term, .nterms = 1}, note_quote, &(Buf){0}, NULL, &err),
                   ERR_USAGE);
  if (!strstr(err.text, why)) fail_msg("%s: %s", term, err.text);
}

static void what_is_not_understood_is_said(void **state) {
  (void)state;
  refuses("meassure:x", "did you mean measure:?");
  refuses("value:many", "not understood");
  refuses("value:5..3", "not understood");
  refuses("date:yesterday", "not understood");
  refuses("date:2025-13", "not understood");
  refuses("id:17", "not understood");
}

static void pages_join(void **state) {
  (void)state;
  for (int order = ORDER_NEWEST; order <= ORDER_VALUE; order++) {
    Buf whole = BUF_INIT, paged = BUF_INIT;
    Err err;
    QueryPage page = {0};
    ASSERT_OK(ledger_query(ledger, &(ClaimQuery){.order = (QueryOrder)order}, note_quote, &whole, NULL, &err), err);
    int pages = 0;
    do {
      char after[160];
      memcpy(after, page.next, sizeof after);
      ASSERT_OK(ledger_query(ledger, &(ClaimQuery){.order = (QueryOrder)order, .limit = 1, .after = after}, note_quote,
                             &paged, &page, &err),
                err);
      assert_int_equal(page.found, 1);
      assert_true(++pages <= 4);
    } while (page.next[0]);
    assert_true(str_eq(buf_str(&whole), buf_str(&paged)));
    buf_release(&whole);
    buf_release(&paged);
  }
}

static ErrCode note_row(void *ctx, const Row *row) {
  Buf *b = ctx;
  for (size_t i = 0; i < row->n; i++) {
    const Cell *c = &row->cells[i];
    if (b->n) buf_putc(b, ' ');
    if (c->kind == CELL_INT) buf_put_i64(b, c->i);
    if (c->kind == CELL_TEXT) buf_put(b, c->text);
  }
  return OK;
}

static void facets_count(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  Err err;
  ASSERT_OK(ledger_facet(ledger, &(ClaimQuery){0}, STR("publisher"), 0, note_row, &b, &err), err);
  assert_true(str_is(buf_str(&b), "The Courier 2 Daily Post 1 Evening Star 1"));
  assert_int_equal(ledger_facet(ledger, &(ClaimQuery){0}, STR("publishers"), 0, note_row, &b, NULL), ERR_USAGE);
  buf_release(&b);
}

static ErrCode sql(const char *text, Buf *b, Err *err) {
  return ledger_sql(ledger, text, &(SqlLimits){.rows = 100, .millis = 300}, note_row, b, err);
}

static void sql_reads(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  Err err = {0};
  assert_int_equal(sql("select unit, count(*) from claims group by 1; -- done", &b, &err), OK);
  assert_true(str_is(buf_str(&b), "USD 4"));
  buf_reset(&b);
  assert_int_equal(sql("select subject, sources from conflicts", &b, &err), OK);
  assert_true(str_is(buf_str(&b), "Nvidia 3"));
  buf_release(&b);
}

/* 29 statements in 18 dresses. */
static void sql_never_writes(void **state) {
  (void)state;
  static const char *const evil[] = {"DELETE FROM claim",
                                     "UPDATE claim SET number = 0",
                                     "INSERT INTO meta VALUES ('a', 1)",
                                     "REPLACE INTO meta VALUES ('a', 1)",
                                     "WITH x AS (SELECT 1) INSERT INTO meta SELECT 'a', 1",
                                     "DROP TABLE claim",
                                     "DROP VIEW claims",
                                     "ALTER TABLE claim RENAME TO x",
                                     "CREATE TABLE t(x)",
                                     "CREATE TEMP TABLE t(x)",
                                     "CREATE VIEW v AS SELECT 1",
                                     "CREATE INDEX i ON claim(number)",
                                     "CREATE TRIGGER t AFTER INSERT ON claim BEGIN SELECT 1; END",
                                     "CREATE VIRTUAL TABLE f USING fts5(x)",
                                     "ATTACH 'x' AS y",
                                     "ATTACH ':memory:' AS y",
                                     "DETACH main",
                                     "PRAGMA query_only = OFF",
                                     "PRAGMA writable_schema = ON",
                                     "PRAGMA journal_mode = DELETE",
                                     "SELECT * FROM pragma_query_only",
                                     "SELECT load_extension('x')",
                                     "SELECT writefile('x', 'y')",
                                     "BEGIN IMMEDIATE",
                                     "SAVEPOINT x",
                                     "VACUUM",
                                     "VACUUM INTO '/tmp/x'",
                                     "REINDEX",
                                     "ANALYZE"};
  static const char *const dresses[][2] = {{"", ""},
                                           {"  \t\n", ""},
                                           {"", ";"},
                                           {";", ""},
                                           {"/* x */ ", ""},
                                           {"-- x\n", ""},
                                           {"", " -- x"},
                                           {"EXPLAIN ", ""},
                                           {"EXPLAIN QUERY PLAN ", ""},
                                           {"SELECT 1; ", ""},
                                           {"", "; SELECT 1"},
                                           {"(", ")"},
                                           {"SELECT (", ")"},
                                           {"WITH y AS (SELECT 2) ", ""},
                                           {"SELECT * FROM (", ")"},
                                           {"SELECT 1 UNION ", ""},
                                           {"\xef\xbb\xbf", ""},
                                           {"", "\n;\n;"}};
  for (size_t i = 0; i < sizeof evil / sizeof *evil; i++)
    for (size_t k = 0; k < sizeof dresses / sizeof *dresses; k++) {
      Buf b = BUF_INIT, text = BUF_INIT;
      Err err = {0};
      buf_printf(&text, "%s%s%s", dresses[k][0], evil[i], dresses[k][1]);
      if (sql(text.p, &b, &err) != ERR_USAGE) fail_msg("%s: %s", text.p, err.text);
      buf_release(&text);
      buf_release(&b);
    }
}

static void sql_refuses_what_is_none(void **state) {
  (void)state;
  static const char *const bad[] = {"", ";", "SELECT 1; SELECT 2", "SELECT nothing FROM claims", "SELECT", "\x01"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Buf b = BUF_INIT;
    Err err = {0};
    if (sql(bad[i], &b, &err) != ERR_USAGE) fail_msg("%s: %s", bad[i], err.text);
    buf_release(&b);
  }
}

static void sql_ends(void **state) {
  (void)state;
  static const char *const endless[] = {
      "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r",
      "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r", "SELECT randomblob(900000000)",
      "SELECT hex(zeroblob(90000000))"};
  for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
    Buf b = BUF_INIT;
    Err err = {0};
    if (sql(endless[i], &b, &err) != ERR_LIMIT) fail_msg("%s: %s", endless[i], err.text);
    buf_release(&b);
  }
}

static ErrCode note_conflict(void *ctx, const Conflict *c) {
  Buf *b = ctx;
  buf_printf(b, "%s %s %zu/%zu %d;", word_name(c->word), verdict_name(c->verdict), c->nmembers, c->nwitnesses,
             c->sources);
  conflict_put_json(b, c);
  assert_true(c->why.n > 0);
  for (size_t i = 0; i < c->nwitnesses; i++)
    assert_true(id_eq(c->witnesses[i].pair, pair_id(&c->rows[c->witnesses[i].a], &c->rows[c->witnesses[i].b])));
  return OK;
}

static void conflicts_are_listed(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  Err err;
  ASSERT_OK(ledger_conflicts(ledger, &(ConflictQuery){.min = WORD_CONFLICT}, note_conflict, &b, &err), err);
  assert_true(str_starts(buf_str(&b), STR("conflict contradiction ")));
  assert_true(str_find(buf_str(&b), STR("\"quote\":\"$465 billion\""), 0) != SIZE_MAX);
  buf_reset(&b);
  const char *other = "tesla";
  ASSERT_OK(ledger_conflicts(ledger, &(ConflictQuery){.min = WORD_CONFLICT, .terms = &other, .nterms = 1},
                             note_conflict, &b, &err),
            err);
  assert_int_equal(b.n, 0);
  buf_release(&b);
}

static void things_are_found_by_name(void **state) {
  (void)state;
  Arena *a = arena_new();
  Thing t;
  Err err;
  EntityHit e;
  ASSERT_OK(ledger_find(&t, ledger, STR("nvidia"), &err), err);
  assert_int_equal(t.kind, THING_ENTITY);
  ASSERT_OK(entity_load(&e, a, ledger, t.key, &err), err);
  assert_int_equal(e.claims, 3);
  assert_true(str_is(e.measures[0].measure, "market_value"));
  ASSERT_OK(ledger_find(&t, ledger, STR("one.txt"), &err), err);
  assert_int_equal(t.kind, THING_DOCUMENT);
  Buf id = BUF_INIT;
  DocumentHit d;
  ASSERT_OK(document_load(&d, a, ledger, t.key, &err), err);
  short_id_put(&id, 'c', d.claims.items[1].id);
  ASSERT_OK(ledger_find(&t, ledger, buf_str(&id), &err), err);
  assert_int_equal(t.kind, THING_CLAIM);
  assert_int_equal(t.key, d.hits[1].key);
  assert_int_equal(ledger_find(&t, ledger, STR("c:00"), NULL), ERR_USAGE);
  assert_int_equal(ledger_find(&t, ledger, STR("c:0000"), NULL), ERR_USAGE);
  assert_int_equal(ledger_find(&t, ledger, STR("nobody at all"), NULL), ERR_USAGE);
  buf_release(&id);
  arena_free(a);
}

/* "2025", ">2025-03", "<=2025-03-04", "2024..2025-06": the first and the last day, in ten characters. */
static void days_are_read(void **state) {
  static const char *const cases[][3] = {
      {"2025", "2025-01-01", "2025-12-31"},         {">2025-03", "2025-04-01", "9999-99-99"},
      {">=2025-03", "2025-03-01", "9999-99-99"},    {"<2025-03-04", "0000-00-00", "2025-03-03"},
      {"<=2025-03-04", "0000-00-00", "2025-03-04"}, {"2024..2025-06", "2024-01-01", "2025-06-30"},
      {"..2025", "0000-00-00", "2025-12-31"},       {"<0000", "0000-00-00", "0000-00-00"}, /* no day is before all */
      {">9999", "9999-99-99", "9999-99-99"}};
  Arena *a = arena_new();
  Str first, last;
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(day_span_parse(&first, &last, a, str_of(cases[i][0])));
    assert_string_equal(arena_str(a, first).p, cases[i][1]);
    assert_string_equal(arena_str(a, last).p, cases[i][2]);
  }
  assert_false(day_span_parse(&first, &last, a, STR("..")));
  assert_false(day_span_parse(&first, &last, a, STR(">spring")));
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_and_fields_find),
      cmocka_unit_test(values_and_days_find),
      cmocka_unit_test(what_is_not_understood_is_said),
      cmocka_unit_test(pages_join),
      cmocka_unit_test(facets_count),
      cmocka_unit_test(sql_reads),
      cmocka_unit_test(sql_never_writes),
      cmocka_unit_test(sql_refuses_what_is_none),
      cmocka_unit_test(sql_ends),
      cmocka_unit_test(conflicts_are_listed),
      cmocka_unit_test(days_are_read),
      cmocka_unit_test(things_are_found_by_name),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
