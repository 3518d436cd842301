/* test_merge.c -- merging is a set union; what was forgotten stays forgotten. */
#include "ledger_fixture.h"
#include "ledger/forget.h"
#include "ledger/merge.h"
#include "ledger/conflicts.h"
#include "ledger/derived.h"
#include "ledger/verify.h"
#include "ledger/db.h"
#include "ledger/ledger_p.h"

static Sha256 hash_of(const char *path, ErrCode (*hash)(Sha256 *, Ledger *, Err *)) {
  Ledger *l;
  Err err;
  Sha256 out;
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(hash(&out, l, &err), err);
  ledger_close(l, NULL);
  return out;
}

static void assert_equal_ledgers(const char *a, const char *b) {
  Sha256 x = hash_of(a, ledger_digest), y = hash_of(b, ledger_digest), v = hash_of(a, derived_hash),
         w = hash_of(b, derived_hash);
  assert_memory_equal(x.b, y.b, sizeof x);
  assert_memory_equal(v.b, w.b, sizeof v);
}

static int64_t number(const char *path, const char *sql) {
  Ledger *l;
  Err err;
  int64_t out;
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(db_int(&out, &l->db, sql, &err), err);
  ledger_close(l, NULL);
  return out;
}

static Counts merge(const char *out, const char *const *parts, size_t n, const MergeOptions *o) {
  Err err;
  Counts counts = {0};
  ASSERT_OK(ledger_merge(out, parts, n, o, &counts, &err), err);
  return counts;
}

/* Two parts that share an article. */
static void write_parts(Arena *a, const char *left, const char *right, const char *whole) {
  Made *made = fixture_articles(a);
  fixture_write(left, made, NULL, 3);
  fixture_write(right, made + 2, NULL, 2);
  fixture_write(whole, made, NULL, FIXTURE_ARTICLES);
}

static void union_in_any_order(void **state) {
  (void)state;
  Arena *a = arena_new();
  char *left = fixture_path("left"), *right = fixture_path("right"), *whole = fixture_path("whole"),
       *out = fixture_path("out"), *other = fixture_path("other");
  write_parts(a, left, right, whole);
  const char *forward[] = {left, right}, *backward[] = {right, left, right};
  Counts counts = merge(out, forward, 2, &(MergeOptions){0});
  assert_int_equal(counts.documents, FIXTURE_ARTICLES);
  assert_int_equal(counts.unchanged, 1);
  merge(other, backward, 3, &(MergeOptions){0});
  assert_equal_ledgers(out, whole);
  assert_equal_ledgers(other, whole);
  const char *self[] = {out, whole};
  counts = merge(out, self, 2, &(MergeOptions){0});
  assert_int_equal(counts.documents, 0);
  assert_equal_ledgers(out, whole);
  char *all[] = {left, right, whole, out, other};
  for (size_t i = 0; i < 5; i++) fixture_remove(all[i]);
  arena_free(a);
}

static void write_shard(const char *path, const Made *made, int shard, int shards) {
  Ledger *l;
  Err err;
  Counts counts = {0};
  Zstd *codec = zstd_new();
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  ASSERT_OK(ledger_begin_run_as(l, STR("test"), STR("en"), fixture_pack(), &err), err);
  ASSERT_OK(ledger_set_shard(l, shard, shards, &err), err);
  for (size_t i = 0; i < FIXTURE_ARTICLES; i++) {
    Parcel *p = parcel_of(codec, &made[i].document, &made[i].extraction, fixture_pack(),
                          &(PutOptions){.keep_text = true, .shard = shard, .shards = shards});
    ASSERT_OK(ledger_put(l, p, &counts, &err), err);
    parcel_free(p);
  }
  ASSERT_OK(ledger_end_run(l, &counts, false, &err), err);
  ledger_close(l, NULL);
  zstd_free(codec);
}

static void shards_are_required(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *one = fixture_path("s0"), *two = fixture_path("s1"), *whole = fixture_path("sw"), *out = fixture_path("so");
  write_shard(one, made, 0, 2);
  write_shard(two, made, 1, 2);
  fixture_write(whole, made, NULL, FIXTURE_ARTICLES);
  const char *half[] = {one}, *twice[] = {one, one}, *full[] = {two, one}, *mixed[] = {one, whole};
  MergeOptions required = {.require_shards = 2};
  Counts counts = {0};
  Err err = {0};
  assert_int_equal(ledger_merge(out, half, 1, &required, &counts, &err), ERR_USAGE);
  assert_non_null(strstr(err.text, "shard 1 of 2 is missing"));
  err = (Err){0};
  assert_int_equal(ledger_merge(out, twice, 2, &required, &counts, &err), ERR_USAGE);
  assert_non_null(strstr(err.text, "twice"));
  err = (Err){0};
  assert_int_equal(ledger_merge(out, mixed, 2, &required, &counts, &err), ERR_USAGE);
  assert_int_not_equal(access(out, F_OK), 0);
  merge(out, full, 2, &required);
  assert_equal_ledgers(out, whole);
  char *all[] = {one, two, whole, out};
  for (size_t i = 0; i < 4; i++) fixture_remove(all[i]);
  arena_free(a);
}

static void other_packs_are_refused(void **state) {
  (void)state;
  Arena *a = arena_new();
  char *left = fixture_path("p0"), *right = fixture_path("p1"), *out = fixture_path("po"), *again = fixture_path("pa");
  Made *made = fixture_articles(a);
  fixture_write(left, made, NULL, 2);
  Ledger *l;
  Err err = {0};
  Counts counts = {0};
  Zstd *codec = zstd_new();
  Sha256 pack = sha256_of(STR("another"));
  ASSERT_OK(ledger_open(&l, right, LEDGER_WRITE, &err), err);
  ASSERT_OK(ledger_begin_run_as(l, STR("test"), STR("en"), pack, &err), err);
  for (size_t i = 0; i < made[0].extraction.claims.n; i++)
    claim_identify(&made[0].extraction.claims.items[i], &made[0].document, pack);
  Parcel *p =
      parcel_of(codec, &made[0].document, &made[0].extraction, pack, &(PutOptions){.keep_text = true, .shards = 1});
  ASSERT_OK(ledger_put(l, p, &counts, &err), err);
  parcel_free(p);
  ASSERT_OK(ledger_end_run(l, &counts, false, &err), err);
  ledger_close(l, NULL);
  const char *parts[] = {left, right}, *turned[] = {right, left};
  assert_int_equal(ledger_merge(out, parts, 2, &(MergeOptions){0}, &counts, &err), ERR_USAGE);
  assert_non_null(strstr(err.text, "different rule packs"));
  merge(out, parts, 2, &(MergeOptions){.mixed_packs = true});
  merge(again, turned, 2, &(MergeOptions){.mixed_packs = true});
  assert_equal_ledgers(out, again);
  assert_int_equal(number(out, "SELECT count(*) FROM claim"), 5);
  assert_int_equal(number(out, "SELECT count(*) FROM claims"), 3);
  zstd_free(codec);
  char *all[] = {left, right, out, again};
  for (size_t i = 0; i < 4; i++) fixture_remove(all[i]);
  arena_free(a);
}

/* Is the text anywhere in the file? */
static bool file_holds(const char *path, const char *text) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  char *bytes = malloc(4 << 20);
  size_t n = fread(bytes, 1, 4 << 20, f);
  fclose(f);
  bool found = memmem(bytes, n, text, strlen(text)) != NULL;
  free(bytes);
  return found;
}

static void forget(const char *path, int64_t document) {
  Ledger *l;
  Err err;
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  assert_int_equal(ledger_forget(l, document, STR(" "), NULL), ERR_USAGE);
  ASSERT_OK(ledger_forget(l, document, STR("a court said so"), &err), err);
  ASSERT_OK(ledger_close(l, &err), err);
}

static void the_forgotten_stay_out(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *path = fixture_path("forget"), *part = fixture_path("part"), *less = fixture_path("less"),
       *out = fixture_path("fo");
  fixture_write(path, made, NULL, FIXTURE_ARTICLES);
  fixture_write(part, made, NULL, FIXTURE_ARTICLES);
  assert_true(file_holds(path, "$465 billion"));
  forget(path, 3);
  assert_false(file_holds(path, "$465 billion"));
  assert_int_equal(number(path, "SELECT count(*) FROM document"), 3);
  assert_int_equal(number(path, "SELECT count(*) FROM search WHERE search MATCH 'shed'"), 0);
  Counts counts = fixture_write(path, made, NULL, FIXTURE_ARTICLES);
  assert_int_equal(counts.documents, 0);
  const char *parts[] = {part, path}, *turned[] = {path, part};
  merge(out, parts, 2, &(MergeOptions){0});
  merge(less, turned, 2, &(MergeOptions){0});
  assert_equal_ledgers(out, path);
  assert_equal_ledgers(less, path);
  merge(part, turned, 1, &(MergeOptions){0});
  assert_equal_ledgers(part, path);
  char *all[] = {path, part, less, out};
  for (size_t i = 0; i < 4; i++) fixture_remove(all[i]);
  arena_free(a);
}

static ErrCode dismiss(void *ctx, const Conflict *c) {
  return ledger_review(ctx, c, &(Review){.action = STR("dismiss"), .reason = STR("different day"), .who = STR("me")},
                       NULL);
}

static ErrCode count_one(void *ctx, const Conflict *c) {
  (void)c;
  ++*(int *)ctx;
  return OK;
}

static int conflicts_of(const char *path) {
  Ledger *l;
  Err err;
  int n = 0;
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  ASSERT_OK(ledger_conflicts(l, &(ConflictQuery){.min = WORD_CONFLICT}, count_one, &n, &err), err);
  ledger_close(l, NULL);
  return n;
}

static void reviews_travel(void **state) {
  (void)state;
  Arena *a = arena_new();
  Made *made = fixture_articles(a);
  char *path = fixture_path("review"), *plain = fixture_path("plain"), *out = fixture_path("ro");
  fixture_write(path, made, NULL, FIXTURE_ARTICLES);
  fixture_write(plain, made, NULL, FIXTURE_ARTICLES);
  assert_int_equal(conflicts_of(path), 1);
  Ledger *l;
  Err err;
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  ASSERT_OK(ledger_conflicts(l, &(ConflictQuery){.min = WORD_CONFLICT}, dismiss, l, &err), err);
  ASSERT_OK(ledger_close(l, &err), err);
  assert_int_equal(conflicts_of(path), 0);
  const char *parts[] = {plain, path};
  merge(out, parts, 2, &(MergeOptions){0});
  assert_int_equal(conflicts_of(out), 0);
  Sha256 x = hash_of(path, ledger_review_digest), y = hash_of(out, ledger_review_digest);
  assert_memory_equal(x.b, y.b, sizeof x);
  char *all[] = {path, plain, out};
  for (size_t i = 0; i < 3; i++) fixture_remove(all[i]);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(union_in_any_order),      cmocka_unit_test(shards_are_required),
      cmocka_unit_test(other_packs_are_refused), cmocka_unit_test(the_forgotten_stay_out),
      cmocka_unit_test(reviews_travel),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
