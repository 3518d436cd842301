/* test_ledger.c -- what goes in comes out; nothing goes in twice; what is no ledger is refused. */
#include "ledger_fixture.h"
#include <fcntl.h>
#include <sys/stat.h>
#include "ledger/hit.h"
#include "ledger/load.h"

static int64_t number(const char *path, const char *sql) {
  Ledger *l;
  Err err;
  int64_t out;
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(db_int(&out, &l->db, sql, &err), err);
  ledger_close(l, NULL);
  return out;
}

static void a_document_comes_back_as_it_went_in(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *path = fixture_path("back");
  fixture_write(path, made, NULL, FIXTURE_ARTICLES);
  Ledger *l;
  Err err;
  DocumentHit hit;
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(document_load(&hit, a, l, 1, &err), err);
  assert_true(str_eq(hit.document.text, made[0].document.text));
  assert_true(id_eq(hit.document.id, made[0].document.id));
  assert_true(str_is(hit.document.publisher, "The Courier"));
  assert_int_equal(hit.document.published.at.day, day_of(2025, 1, 28));
  assert_int_equal(hit.document.nblocks, 2);
  assert_int_equal(hit.nhits, 2);
  for (size_t i = 0; i < 2; i++) {
    Claim again = hit.claims.items[i];
    claim_identify(&again, &hit.document, fixture_pack());
    assert_true(id_eq(again.id, made[0].extraction.claims.items[i].id));
    assert_true(id_eq(again.figure, made[0].extraction.claims.items[i].figure));
  }
  ledger_close(l, NULL);
  fixture_remove(path);
  arena_free(a);
}

static void without_text_the_sentences_remain(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *path = fixture_path("notext");
  Ledger *l;
  Err err;
  Counts counts = {0};
  DocumentHit hit;
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  ASSERT_OK(ledger_begin_run_as(l, STR("test"), STR("en"), fixture_pack(), &err), err);
  Parcel *p = fixture_parcel(&made[1], false);
  ASSERT_OK(ledger_put(l, p, &counts, &err), err);
  parcel_free(p);
  ASSERT_OK(ledger_end_run(l, &counts, false, &err), err);
  ASSERT_OK(document_load(&hit, a, l, 1, &err), err);
  assert_false(hit.has_text);
  assert_int_equal(hit.document.text.n, made[1].document.text.n);
  assert_true(str_starts(hit.document.text, STR("The chip maker's value fell by $598 billion. ")));
  assert_true(str_find(hit.document.text, STR("Nothing"), 0) == SIZE_MAX);
  ledger_close(l, NULL);
  fixture_remove(path);
  arena_free(a);
}

static void known_documents_are_skipped(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *path = fixture_path("twice");
  Counts first = fixture_write(path, made, NULL, FIXTURE_ARTICLES),
         second = fixture_write(path, made, NULL, FIXTURE_ARTICLES);
  assert_int_equal(first.documents, FIXTURE_ARTICLES);
  assert_int_equal(first.claims, 4);
  assert_int_equal(second.documents, 0);
  assert_int_equal(second.unchanged, FIXTURE_ARTICLES);
  assert_int_equal(second.claims, 0);
  assert_int_equal(number(path, "SELECT count(*) FROM claim"), 4);
  assert_int_equal(number(path, "SELECT count(*) FROM run WHERE state = 'done'"), 2);
  fixture_remove(path);
  arena_free(a);
}

static void a_later_version_takes_the_place(void **state) {
  (void)state;
  Arena *a = arena_new();
  static const Said corrected[] = {
      {"Nvidia lost $590 billion.", "$590 billion", "590000000000", "USD", "Nvidia", "market_value", "2025-01-27"}};
  Made *made = fixture_articles(a);
  Made later = fixture_make(a, "one.txt", "The Courier", "2025-01-29", "Nvidia lost $590 billion.\n", corrected, 1);
  char *path = fixture_path("version");
  fixture_write(path, made, NULL, FIXTURE_ARTICLES);
  Counts counts = fixture_write(path, &later, NULL, 1);
  assert_int_equal(counts.documents, 1);
  assert_int_equal(counts.changed, 1);
  assert_int_equal(number(path, "SELECT current FROM origin WHERE document = 1"), 0);
  assert_int_equal(number(path, "SELECT current FROM origin WHERE document = 5"), 1);
  fixture_remove(path);
  arena_free(a);
}

static void one_file_is_left_behind(void **state) {
  (void)state;
  Arena *a = arena_new();
  char *path = fixture_path("single"), wal[220];
  fixture_write(path, fixture_articles(a), NULL, FIXTURE_ARTICLES);
  snprintf(wal, sizeof wal, "%s-wal", path);
  assert_int_not_equal(access(wal, F_OK), 0);
  assert_int_equal(chmod(path, 0444), 0);
  assert_int_equal(number(path, "SELECT count(*) FROM document"), FIXTURE_ARTICLES);
  fixture_remove(path);
  arena_free(a);
}

static void rows_are_not_changed_or_deleted(void **state) {
  (void)state;
  Arena *a = arena_new();
  char *path = fixture_path("guard");
  fixture_write(path, fixture_articles(a), NULL, FIXTURE_ARTICLES);
  static const char *const tries[] = {"DELETE FROM claim", "UPDATE claim SET value = '1'", "DELETE FROM document",
                                      "UPDATE document SET title = 'x'"};
  Ledger *l;
  Err err;
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  for (size_t i = 0; i < 4; i++) assert_int_equal(db_exec(&l->db, tries[i], NULL), ERR_LEDGER);
  ledger_close(l, NULL);
  fixture_remove(path);
  arena_free(a);
}

static void refused(const char *path, LedgerMode mode, const char *why) {
  Ledger *l;
  Err err = {0};
  assert_int_equal(ledger_open(&l, path, mode, &err), ERR_LEDGER);
  assert_null(l);
  assert_non_null(strstr(err.text, why));
}

static void what_is_no_ledger_is_refused(void **state) {
  (void)state;
  char *path = fixture_path("odd");
  refused("/tmp", LEDGER_READ, "is a directory");
  refused("/tmp", LEDGER_WRITE, "is a directory");
  refused(path, LEDGER_READ, "no such ledger");
  FILE *f = fopen(path, "w");
  for (int i = 0; i < 2000; i++) fputs("this is no database\n", f);
  fclose(f);
  refused(path, LEDGER_READ, "not a ledger");
  refused(path, LEDGER_WRITE, "not a ledger");
  unlink(path);
  sqlite3 *db;
  sqlite3_open(path, &db);
  sqlite3_exec(db, "CREATE TABLE t(x)", NULL, NULL, NULL);
  sqlite3_close(db);
  refused(path, LEDGER_WRITE, "not a ledger");
  sqlite3_open(path, &db);
  sqlite3_exec(db, "PRAGMA application_id = 1129079857; PRAGMA user_version = 99", NULL, NULL, NULL);
  sqlite3_close(db);
  refused(path, LEDGER_READ, "newer claimledger");
  fixture_remove(path);
}

static void a_second_writer_is_told(void **state) {
  (void)state;
  char *path = fixture_path("two");
  Ledger *l;
  Err err;
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  refused(path, LEDGER_WRITE, "locked");
  ledger_close(l, NULL);
  fixture_remove(path);
}

static void failures_are_kept_once(void **state) {
  (void)state;
  char *path = fixture_path("failures"), name[] = "a.html", raw[] = "bytes";
  Input in = {.path = name, .raw = {raw, 5}, .offset = 7};
  Err why = {0}, err;
  err_set(&why, ERR_LIMIT, "a.html: not read: nesting deeper than 512 (--max-depth)");
  for (int i = 0; i < 2; i++) {
    Ledger *l;
    Counts counts = {0};
    ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
    ASSERT_OK(ledger_begin_run_as(l, STR("test"), STR("en"), fixture_pack(), &err), err);
    Parcel *p = parcel_failure(&in, &why);
    ASSERT_OK(ledger_put(l, p, &counts, &err), err);
    parcel_free(p);
    assert_int_equal(counts.failed, 1);
    ASSERT_OK(ledger_end_run(l, &counts, false, &err), err);
    ledger_close(l, NULL);
  }
  assert_int_equal(number(path, "SELECT count(*) FROM failure WHERE reason = 'not read: nesting deeper than 512 "
                                "(--max-depth)' AND offset = 7"),
                   1);
  fixture_remove(path);
}

/* The reason as it stands in the parcel's cells: behind the raw hash (or null). */
static void assert_reason(const char *text, uint64_t offset, const char *reason) {
  char name[] = "a.ndjson";
  Input in = {.path = name, .offset = offset};
  Err why = {0};
  Str raw, got = {0};
  size_t at = 0;
  err_set(&why, ERR_INPUT, "%s", text);
  Parcel *p = parcel_failure(&in, &why);
  assert_true(cell_take_str(&raw, buf_str(&p->cells), &at) && cell_take_str(&got, buf_str(&p->cells), &at));
  if (!str_is(got, reason)) fail_msg("\"%.*s\", not \"%s\"", STR_ARGS(got), reason);
  parcel_free(p);
}

static void reasons_do_not_tell_the_place(void **state) {
  (void)state;
  assert_reason("a.ndjson: not read: at byte 140: JSON: no value", 140, "not read: JSON: no value");
  assert_reason("a.ndjson: not read: no JSON object at byte 140", 140, "not read: no JSON object");
  assert_reason("a.ndjson: not read: the row at byte 140 is too long", 140, "not read: the row is too long");
  assert_reason("a.ndjson: not read: the row at byte 14 is too long", 1, "not read: the row at byte 14 is too long");
  assert_reason("no file", 0, "no file");
}

static void shards_part_the_documents(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  size_t in = 0;
  Zstd *codec = zstd_new();
  for (size_t i = 0; i < FIXTURE_ARTICLES; i++)
    for (int s = 0; s < 3; s++) {
      Parcel *p = parcel_of(codec, &made[i].document, &made[i].extraction, fixture_pack(),
                            &(PutOptions){.keep_text = true, .shard = s, .shards = 3});
      in += p->kind == PARCEL_DOCUMENT;
      assert_true((p->kind == PARCEL_DOCUMENT) == (shard_of(made[i].document.id, 3) == s));
      parcel_free(p);
    }
  assert_int_equal(in, FIXTURE_ARTICLES);
  zstd_free(codec);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_document_comes_back_as_it_went_in),
      cmocka_unit_test(without_text_the_sentences_remain),
      cmocka_unit_test(known_documents_are_skipped),
      cmocka_unit_test(reasons_do_not_tell_the_place),
      cmocka_unit_test(a_later_version_takes_the_place),
      cmocka_unit_test(one_file_is_left_behind),
      cmocka_unit_test(rows_are_not_changed_or_deleted),
      cmocka_unit_test(what_is_no_ledger_is_refused),
      cmocka_unit_test(a_second_writer_is_told),
      cmocka_unit_test(failures_are_kept_once),
      cmocka_unit_test(shards_part_the_documents),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
