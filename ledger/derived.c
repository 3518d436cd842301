/* derived.c -- is what was derived still right, and bringing it up to date: derived.h tells the idea.
 *
 * meta.content counts batches that added something, meta.shape those that changed what was there (a second place, another pack, a
 * forgotten document, a rate). Derived tables are right while meta.derived_for equals content; they can be caught up while
 * derived_shape equals shape, else they are made anew. */
#include "ledger/derived.h"
#include "base/embed.h"
#include "ledger/findings.h"
#include "ledger/sources.h"

ErrCode derived_missing(bool *out, Ledger *l, Err *err) {
  int64_t content = 0, derived = 0;
  ErrCode code = meta_int(&content, &l->db, "content", 0, err);
  if (code == OK) code = meta_int(&derived, &l->db, "derived_for", 0, err);
  *out = content != derived;
  return code;
}

#define CLEAR                                                                                                          \
  "DELETE FROM witness; DELETE FROM member; DELETE FROM finding; DELETE FROM repeated_block; DELETE FROM origin;"

/* The last document that the derived tables know; 0 when they are to be made anew. */
static ErrCode known_through(int64_t *out, Ledger *l, Err *err) {
  int64_t shape, derived;
  *out = 0;
  ErrCode code = meta_int(&shape, &l->db, "shape", 0, err);
  if (code == OK) code = meta_int(&derived, &l->db, "derived_shape", -1, err);
  if (code != OK || shape != derived) return code;
  return meta_int(out, &l->db, "derived_through", 0, err);
}

static ErrCode remember(Ledger *l, Err *err) {
  int64_t content, shape, last;
  ErrCode code = meta_int(&content, &l->db, "content", 0, err);
  if (code == OK) code = meta_int(&shape, &l->db, "shape", 0, err);
  if (code == OK) code = db_int(&last, &l->db, "SELECT max(key) FROM document", err);
  if (code == OK) code = meta_set_int(&l->db, "derived_for", content, err);
  if (code == OK) code = meta_set_int(&l->db, "derived_shape", shape, err);
  if (code == OK) code = meta_set_int(&l->db, "derived_through", last, err);
  return code;
}

#define TOUCHED "CREATE TEMP TABLE IF NOT EXISTS touched(document INTEGER PRIMARY KEY); DELETE FROM temp.touched;"
#define TOUCH_NEW "INSERT OR IGNORE INTO temp.touched SELECT key FROM document WHERE key > %lld"

static ErrCode touch_new(Ledger *l, int64_t through, Err *err) {
  char sql[120];
  sqlite3_snprintf(sizeof sql, sql, TOUCH_NEW, (long long)through);
  return db_exec(&l->db, sql, err);
}

/* For the documents behind through; 0: all, into empty tables. */
static ErrCode derive_behind(Ledger *l, int64_t through, Err *err) {
  ErrCode code = db_exec(&l->db, TOUCHED, err);
  if (code == OK) code = touch_new(l, through, err);
  if (code == OK) code = sources_derive(l, through, err);
  if (code == OK) code = copies_derive(l, through, err);
  if (code == OK) code = repeats_derive(l, through, err);
  if (code == OK) code = findings_derive(l, !through, err);
  return code;
}

static ErrCode derive(Ledger *l, Err *err) {
  int64_t through;
  ErrCode code = known_through(&through, l, err);
  if (code == OK && !through) code = db_exec(&l->db, CLEAR, err);
  if (code == OK) code = derive_behind(l, through, err);
  if (code == OK) code = remember(l, err);
  return code;
}

ErrCode derive_run(Ledger *l, Err *err) {
  bool missing;
  ErrCode code = derived_missing(&missing, l, err);
  if (code != OK || !missing) return code;
  code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = derive(l, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(l->db.handle, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

/* --- the hash ------------------------------------------------------------------------------------------------------ */

/* Each list in terms of content ids and in an order of its own. */
static const char *const hashed[] = {
    "SELECT d.id, o.source, o.current, r.id, o.revised FROM origin o JOIN document d ON d.key = o.document JOIN "
    "document r ON r.key = o.origin "
    "ORDER BY d.id",
    "SELECT d.id, b.block FROM repeated_block b JOIN document d ON d.key = b.document ORDER BY d.id, b.block",
    "SELECT id, word, verdict, severity, flags, subject, measure, per, first, last, documents, origins, sources FROM "
    "finding ORDER BY id, word",
    "SELECT f.id, m.number, c.id FROM member m JOIN finding f ON f.key = m.finding JOIN claim c ON c.key = m.claim "
    "ORDER BY f.id, m.number, c.id",
    "SELECT f.id, w.number, w.a, w.b, w.pair FROM witness w JOIN finding f ON f.key = w.finding ORDER BY f.id, "
    "w.number, w.pair",
};

static ErrCode hash_rows(Hasher *h, Ledger *l, const char *sql, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = db_prepare(&s, &l->db, sql, err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row)
    for (int i = 0; i < sqlite3_column_count(s); i++) hasher_field(h, column_str(s, i));
  sqlite3_finalize(s);
  return code;
}

ErrCode derived_hash(Sha256 *out, Ledger *l, Err *err) {
  Hasher h;
  ErrCode code = OK;
  hasher_init(&h);
  for (size_t i = 0; i < sizeof hashed / sizeof *hashed && code == OK; i++) {
    hasher_field_i64(&h, (int64_t)i);
    code = hash_rows(&h, l, hashed[i], err);
  }
  *out = hasher_done(&h);
  return code;
}

/* The tables' own schema with TEMP in it: unqualified names then mean these. */
static ErrCode shadow_tables(Ledger *l, Err *err) {
  Str sql = embedded("ledger/schema/3_derived.sql"), line;
  Buf b = BUF_INIT;
  while (str_split(&line, &sql, '\n')) {
    bool table = str_starts(line, STR("CREATE TABLE ")), index = str_starts(line, STR("CREATE INDEX "));
    buf_puts(&b, table ? "CREATE TEMP TABLE " : index ? "CREATE INDEX temp." : "");
    buf_put(&b, str_slice(line, table || index ? 13 : 0, line.n));
    buf_putc(&b, '\n');
  }
  ErrCode code = db_exec(&l->db, b.p, err);
  buf_release(&b);
  return code;
}

#define DROP_SHADOWS                                                                                                   \
  "DROP TABLE IF EXISTS temp.origin; DROP TABLE IF EXISTS temp.repeated_block; DROP TABLE IF EXISTS temp.finding; "    \
  "DROP TABLE IF EXISTS temp.member; DROP TABLE IF EXISTS temp.witness; DROP TABLE IF EXISTS temp.touched;"

ErrCode derived_hash_anew(Sha256 *out, Ledger *l, Err *err) {
  ErrCode code = db_exec(&l->db, "PRAGMA query_only = OFF", err);
  if (code == OK) code = shadow_tables(l, err);
  if (code == OK) code = derive_behind(l, 0, err);
  if (code == OK) code = derived_hash(out, l, err);
  sqlite3_exec(l->db.handle, DROP_SHADOWS, NULL, NULL, NULL);
  if (l->mode == LEDGER_READ) sqlite3_exec(l->db.handle, "PRAGMA query_only = ON", NULL, NULL, NULL);
  return code;
}
