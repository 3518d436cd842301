/* findings.c -- each cluster's claims through cluster_run, its findings into finding, member and witness.
 *
 * claim.cluster is a hash of the cluster's key, made by the workers; rows that share a hash but not the key are parted here. A
 * cluster of one claim is not even read. */
#include "ledger/findings.h"
#include "ledger/findings_p.h"
#include <stdlib.h>

static const char *const statement_sql[STATEMENTS] = {
    [FINDING_ADD] = "INSERT INTO finding(id, cluster, word, verdict, severity, flags, subject, measure, per, first, "
                    "last, documents, "
                    "origins, sources) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [MEMBER_ADD] = "INSERT INTO member(finding, number, claim) VALUES(?,?,?)",
    [WITNESS_ADD] = "INSERT INTO witness(finding, number, a, b, pair) VALUES(?,?,?,?,?)",
    [MEMBER_DROP] = "DELETE FROM member WHERE finding IN (SELECT key FROM finding WHERE cluster = ?1)",
    [WITNESS_DROP] = "DELETE FROM witness WHERE finding IN (SELECT key FROM finding WHERE cluster = ?1)",
    [FINDING_DROP] = "DELETE FROM finding WHERE cluster = ?1",
    [FINDING_ANY] = "SELECT 1 FROM finding WHERE cluster = ?1",
};

/* --- storing ------------------------------------------------------------------------------------------------------- */

static void bind_day(sqlite3_stmt *s, int parameter, Day d, Buf *scratch) {
  buf_reset(scratch);
  if (d == DAY_NONE) {
    sqlite3_bind_null(s, parameter);
    return;
  }
  day_put(scratch, d);
  sqlite3_bind_text(s, parameter, scratch->p, (int)scratch->n, SQLITE_TRANSIENT);
}

/* The measure that its members name, their root when they name several; a dated event's words. */
static Str measure_of(const Finding *f, const ClaimRow *rows) {
  const ClaimRow *first = &rows[f->members[0]];
  if (!first->measure) return first->event.p ? first->event : STR("");
  for (size_t i = 1; i < f->nmembers; i++)
    if (rows[f->members[i]].measure != first->measure) return first->root->id;
  return first->measure->id;
}

static ErrCode add_finding(int64_t *key, Comparer *x, const Finding *f, const ClaimRow *rows, int64_t cluster,
                           Err *err) {
  sqlite3_stmt *s = x->statements[FINDING_ADD];
  const ClaimRow *first = &rows[f->members[0]];
  for (size_t i = 1; i < f->nmembers && !first->subject.n; i++) first = &rows[f->members[i]];
  bind_id(s, 1, &f->id);
  sqlite3_bind_int64(s, 2, cluster);
  bind_str(s, 3, str_of(word_name(f->word)));
  bind_str(s, 4, str_of(verdict_name(f->verdict)));
  sqlite3_bind_int(s, 5, f->severity);
  sqlite3_bind_int64(s, 6, f->flags);
  Str subject = first->subject.n ? first->subject : first->subject_text;
  bind_str(s, 7, subject.p ? subject : STR(""));
  bind_str(s, 8, measure_of(f, rows));
  bind_str(s, 9, first->per.n ? first->per : (Str){0});
  bind_day(s, 10, f->first, &x->text);
  bind_day(s, 11, f->last, &x->text);
  sqlite3_bind_int(s, 12, f->documents);
  sqlite3_bind_int(s, 13, f->origins);
  sqlite3_bind_int(s, 14, f->sources);
  ErrCode code = db_run(&x->l->db, s, err);
  *key = sqlite3_last_insert_rowid(x->l->db.handle);
  return code;
}

static ErrCode add_members(Comparer *x, int64_t key, const Finding *f, const ClaimRow *rows, Err *err) {
  sqlite3_stmt *s = x->statements[MEMBER_ADD];
  ErrCode code = OK;
  for (size_t i = 0; i < f->nmembers && code == OK; i++) {
    sqlite3_bind_int64(s, 1, key);
    sqlite3_bind_int64(s, 2, (int64_t)i);
    sqlite3_bind_int64(s, 3, rows[f->members[i]].row);
    code = db_run(&x->l->db, s, err);
  }
  return code;
}

static int64_t place_of(const Finding *f, size_t row) {
  for (size_t i = 0; i < f->nmembers; i++)
    if (f->members[i] == row) return (int64_t)i;
  return -1;
}

static ErrCode add_witnesses(Comparer *x, int64_t key, const Finding *f, Err *err) {
  sqlite3_stmt *s = x->statements[WITNESS_ADD];
  ErrCode code = OK;
  for (size_t i = 0; i < f->npairs && code == OK; i++) {
    sqlite3_bind_int64(s, 1, key);
    sqlite3_bind_int64(s, 2, (int64_t)i);
    sqlite3_bind_int64(s, 3, place_of(f, f->pairs[i].a));
    sqlite3_bind_int64(s, 4, place_of(f, f->pairs[i].b));
    bind_id(s, 5, &f->pairs[i].pair);
    code = db_run(&x->l->db, s, err);
  }
  return code;
}

ErrCode findings_store(Comparer *x, const Findings *found, const ClaimRow *rows, int64_t cluster, Err *err) {
  ErrCode code = OK;
  for (size_t i = 0; i < found->n && code == OK; i++) {
    int64_t key;
    code = add_finding(&key, x, &found->items[i], rows, cluster, err);
    if (code == OK) code = add_members(x, key, &found->items[i], rows, err);
    if (code == OK) code = add_witnesses(x, key, &found->items[i], err);
  }
  return code;
}

/* --- one cluster ----------------------------------------------------------------------------------------------------- */

ErrCode findings_drop(Comparer *x, int64_t cluster, Err *err) {
  sqlite3_stmt *find = x->statements[FINDING_ANY];
  bool any;
  sqlite3_bind_int64(find, 1, cluster);
  ErrCode code = db_step(&x->l->db, find, &any, err);
  sqlite3_reset(find);
  if (code != OK || !any) return code;
  for (int i = MEMBER_DROP; i <= FINDING_DROP && code == OK; i++) {
    sqlite3_bind_int64(x->statements[i], 1, cluster);
    code = db_run(&x->l->db, x->statements[i], err);
  }
  return code;
}

/* Moves the rows that share the first one's key to the front; returns their number. */
static size_t part_of_key(ClaimRow *rows, size_t n) {
  Buf first = BUF_INIT, other = BUF_INIT;
  size_t same = n ? 1 : 0;
  if (n) cluster_key(&first, &rows[0]);
  for (size_t i = 1; i < n; i++) {
    buf_reset(&other);
    cluster_key(&other, &rows[i]);
    if (!str_eq(buf_str(&first), buf_str(&other))) continue;
    ClaimRow swap = rows[same];
    rows[same++] = rows[i];
    rows[i] = swap;
  }
  buf_release(&first);
  buf_release(&other);
  return same;
}

static ErrCode compare_cluster(Comparer *x, int64_t cluster, Err *err) {
  ClaimRow *rows;
  size_t n;
  arena_clear(x->arena);
  ErrCode code = rows_of_cluster(&rows, &n, x->arena, x->reader, cluster, err);
  while (code == OK && n > 1) {
    Findings found;
    size_t same = part_of_key(rows, n);
    cluster_run(&found, x->arena, rows, same, x->rates);
    code = findings_store(x, &found, rows, cluster, err);
    if (code == OK) code = beside_derive(x, rows, same, cluster, err);
    rows += same;
    n -= same;
  }
  if (code == OK) code = ledger_stopped(x->l, err);
  return code;
}

/* --- all of them ----------------------------------------------------------------------------------------------------- */

static ErrCode setup(Comparer *x, Ledger *l, Err *err) {
  *x = (Comparer){.l = l, .arena = arena_new(), .long_lived = arena_new()};
  ErrCode code = row_reader_new(&x->reader, l, err);
  for (int i = 0; i < STATEMENTS && code == OK; i++)
    code = db_prepare(&x->statements[i], &l->db, statement_sql[i], err);
  if (code == OK) code = ledger_rates(&x->rates, x->long_lived, l, err);
  return code;
}

static void teardown(Comparer *x) {
  row_reader_free(x->reader);
  for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(x->statements[i]);
  arena_free(x->arena);
  arena_free(x->long_lived);
  buf_release(&x->text);
}

#define ALL_CLUSTERS                                                                                                   \
  "SELECT cluster, count(*) FROM claim WHERE cluster IS NOT NULL GROUP BY cluster HAVING count(*) > 1"
/* By way of the documents: the index on cluster would be in order, but leads through all claims. */
#define TOUCHED_CLUSTERS                                                                                               \
  "SELECT k, (SELECT count(*) FROM (SELECT 1 FROM claim WHERE cluster = k LIMIT 2)) FROM (SELECT DISTINCT "            \
  "+c.cluster AS k FROM temp.touched t CROSS JOIN claim c ON c.document = t.document WHERE +c.cluster IS NOT NULL) "   \
  "ORDER BY k"

ErrCode findings_derive(Ledger *l, bool all, Err *err) {
  Comparer x;
  sqlite3_stmt *s = NULL;
  bool row;
  ErrCode code = setup(&x, l, err);
  if (code == OK) code = db_prepare(&s, &l->db, all ? ALL_CLUSTERS : TOUCHED_CLUSTERS, err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    int64_t cluster = sqlite3_column_int64(s, 0);
    if (!all) code = findings_drop(&x, cluster, err);
    if (code == OK && sqlite3_column_int64(s, 1) > 1) code = compare_cluster(&x, cluster, err);
  }
  sqlite3_finalize(s);
  if (code == OK) code = retold_derive(&x, all, err);
  if (code == OK) code = misquoted_derive(&x, err);
  teardown(&x);
  return code;
}
