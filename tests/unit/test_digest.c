/* test_digest.c -- the digest follows the content and nothing else; verify finds what was changed behind its back. */
#include "ledger_fixture.h"
#include "ledger/verify.h"
#include "ledger/derived.h"

static Sha256 digest_of(const char *path) {
  Ledger *l;
  Err err;
  Sha256 out;
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(ledger_digest(&out, l, &err), err);
  ledger_close(l, NULL);
  return out;
}

static Sha256 derived_of(const char *path) {
  Ledger *l;
  Err err;
  Sha256 out;
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(derived_hash(&out, l, &err), err);
  ledger_close(l, NULL);
  return out;
}

static void assert_same(Sha256 a, Sha256 b) { assert_memory_equal(a.b, b.b, sizeof a); }
static void assert_other(Sha256 a, Sha256 b) { assert_memory_not_equal(a.b, b.b, sizeof a); }

static void order_does_not_matter(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  static const size_t orders[][FIXTURE_ARTICLES] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}};
  Sha256 digests[3], derived[3];
  for (size_t i = 0; i < 3; i++) {
    char *path = fixture_path("order");
    fixture_write(path, made, orders[i], FIXTURE_ARTICLES);
    digests[i] = digest_of(path);
    derived[i] = derived_of(path);
    fixture_remove(path);
  }
  assert_same(digests[0], digests[1]);
  assert_same(digests[0], digests[2]);
  assert_same(derived[0], derived[1]);
  assert_same(derived[0], derived[2]);
  arena_free(a);
}

static void one_after_the_other_is_all_at_once(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *once = fixture_path("once"), *steps = fixture_path("steps");
  fixture_write(once, made, NULL, FIXTURE_ARTICLES);
  for (size_t i = 0; i < FIXTURE_ARTICLES; i++) fixture_write(steps, made + i, NULL, 1);
  assert_same(digest_of(once), digest_of(steps));
  assert_same(derived_of(once), derived_of(steps));
  fixture_remove(once);
  fixture_remove(steps);
  arena_free(a);
}

static void other_content_is_another_digest(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *all = fixture_path("all"), *less = fixture_path("less"), *again = fixture_path("again");
  fixture_write(all, made, NULL, FIXTURE_ARTICLES);
  fixture_write(less, made, NULL, FIXTURE_ARTICLES - 1);
  made[1].extraction.claims.items[0].modality = MODALITY_ESTIMATE;
  claim_identify(&made[1].extraction.claims.items[0], &made[1].document, fixture_pack());
  fixture_write(again, made, NULL, FIXTURE_ARTICLES);
  assert_other(digest_of(all), digest_of(less));
  assert_other(digest_of(all), digest_of(again));
  fixture_remove(all);
  fixture_remove(less);
  fixture_remove(again);
  arena_free(a);
}

static void the_path_is_outside(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *here = fixture_path("here"), *there = fixture_path("there");
  fixture_write(here, made, NULL, FIXTURE_ARTICLES);
  for (size_t i = 0; i < FIXTURE_ARTICLES; i++) made[i].document.path = arena_printf(a, "elsewhere/%zu.txt", i);
  fixture_write(there, made, NULL, FIXTURE_ARTICLES);
  assert_same(digest_of(here), digest_of(there));
  fixture_remove(here);
  fixture_remove(there);
  arena_free(a);
}

/* --- verify ---------------------------------------------------------------------------------------------------------- */

static ErrCode note(void *ctx, Str object, Str what) {
  Buf *b = ctx;
  buf_printf(b, "%.*s %.*s\n", STR_ARGS(object), STR_ARGS(what));
  return OK;
}

static VerifyReport verified(const char *path, Buf *notes) {
  Ledger *l;
  Err err;
  VerifyReport report;
  VerifyOptions options = {.no_sources = true};
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(ledger_verify(&report, l, &options, note, notes, &err), err);
  ledger_close(l, NULL);
  return report;
}

/* Changes a ledger with another program, around its guards. */
static void tamper(const char *path, const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  char *message = NULL;
  sqlite3_exec(db, sql, NULL, NULL, &message);
  if (message) fail_msg("%s", message);
  sqlite3_close(db);
}

static void verify_finds_changes(void **state) {
  (void)state;
  static const char *const changes[] = {
      NULL,
      "DROP TRIGGER claims_stay; UPDATE claim SET value = '601000000000' WHERE key = 1",
      "DROP TRIGGER claims_stay; UPDATE claim SET quote = '$601 billion' WHERE key = 1",
      "DROP TRIGGER documents_stay; UPDATE document SET title = 'Another' WHERE key = 2",
      "DROP TRIGGER claims_are_kept; DELETE FROM claim WHERE key = 3",
      "UPDATE finding SET severity = severity + 1",
      "DELETE FROM member WHERE number = 0",
      "UPDATE body SET text = (SELECT text FROM body WHERE document = 2) WHERE document = 1",
  };
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    char *path = fixture_path("tamper");
    Buf notes = BUF_INIT;
    fixture_write(path, made, NULL, FIXTURE_ARTICLES);
    if (changes[i]) tamper(path, changes[i]);
    VerifyReport report = verified(path, &notes);
    if ((report.mismatches != 0) != (changes[i] != NULL))
      fail_msg("%s: %d mismatches\n%s", changes[i] ? changes[i] : "nothing", (int)report.mismatches,
               notes.p ? notes.p : "");
    assert_int_equal(report.documents, FIXTURE_ARTICLES);
    buf_release(&notes);
    fixture_remove(path);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(order_does_not_matter),
      cmocka_unit_test(one_after_the_other_is_all_at_once),
      cmocka_unit_test(other_content_is_another_digest),
      cmocka_unit_test(the_path_is_outside),
      cmocka_unit_test(verify_finds_changes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
