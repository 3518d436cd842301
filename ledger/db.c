/* db.c -- SQLite's answers turned into ours. */
#include "ledger/db.h"
#include "ledger/ledger.h"
#include <malloc.h>
#include <stdlib.h>

/* --- memory --------------------------------------------------------------------------------------------------------- */

static void *take(int n) { return mem_alloc((size_t)n); }
static void *resize(void *p, int n) { return mem_realloc(p, (size_t)n); }
static int size_of(void *p) { return (int)malloc_usable_size(p); }
static int round_up(int n) { return (n + 7) & ~7; }
static int start(void *ctx) { return (void)ctx, SQLITE_OK; }
static void stop(void *ctx) { (void)ctx; }

void ledger_start(void) {
  sqlite3_config(SQLITE_CONFIG_MALLOC,
                 &(sqlite3_mem_methods){take, free, resize, size_of, round_up, start, stop, NULL});
}

/* --- errors --------------------------------------------------------------------------------------------------------- */

static const char *advice(int code) {
  switch (code) {
  case SQLITE_FULL: return "the disk is full: free some space and run the same command again";
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return "locked by another program: wait until it is done";
  case SQLITE_READONLY: return "cannot be written: check the permissions of the file and its folder";
  case SQLITE_CORRUPT: return "damaged: restore it from a copy, or make it again from the articles";
  case SQLITE_NOTADB: return "not a ledger: give another file with -L";
  case SQLITE_CANTOPEN: return "cannot be opened: check the path and its permissions";
  case SQLITE_IOERR: return "reading or writing failed: check the disk and the limit of file sizes (ulimit -f)";
  case SQLITE_TOOBIG: return "a value is larger than SQLite allows";
  default: return NULL;
  }
}

ErrCode db_fail_code(const Db *db, int code, Err *err) {
  if ((code & 0xff) == SQLITE_NOMEM) mem_fail();
  if ((code & 0xff) == SQLITE_INTERRUPT) return err_set(err, ERR_INTERRUPTED, "interrupted");
  const char *what = advice(code & 0xff);
  if (what) return err_set(err, ERR_LEDGER, "%s: %s", db->path, what);
  const char *text = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
  return err_set(err, ERR_LEDGER, "%s: %s", db->path, text);
}

ErrCode db_fail(const Db *db, Err *err) { return db_fail_code(db, sqlite3_extended_errcode(db->handle), err); }

ErrCode db_exec(const Db *db, const char *sql, Err *err) {
  int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
  return code == SQLITE_OK ? OK : db_fail_code(db, code, err);
}

ErrCode db_prepare(sqlite3_stmt **out, const Db *db, const char *sql, Err *err) {
  *out = NULL;
  int code = sqlite3_prepare_v2(db->handle, sql, -1, out, NULL);
  return code == SQLITE_OK ? OK : db_fail_code(db, code, err);
}

ErrCode db_step(const Db *db, sqlite3_stmt *s, bool *row, Err *err) {
  int code = sqlite3_step(s);
  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE) return OK;
  ErrCode failed = db_fail_code(db, code, err);
  sqlite3_reset(s);
  return failed;
}

ErrCode db_run(const Db *db, sqlite3_stmt *s, Err *err) {
  bool row;
  ErrCode code = db_step(db, s, &row, err);
  sqlite3_reset(s);
  return code;
}

ErrCode db_int(int64_t *out, const Db *db, const char *sql, Err *err) {
  sqlite3_stmt *s;
  bool row = false;
  ErrCode code = db_prepare(&s, db, sql, err);
  *out = 0;
  if (code == OK) code = db_step(db, s, &row, err);
  if (row) *out = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return code;
}

/* --- meta ---------------------------------------------------------------------------------------------------------- */

static ErrCode meta_set(const Db *db, const char *key, sqlite3_stmt *s, Err *err) {
  sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
  ErrCode code = db_run(db, s, err);
  sqlite3_finalize(s);
  return code;
}

#define META_SET "INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value"

ErrCode meta_set_int(const Db *db, const char *key, int64_t value, Err *err) {
  sqlite3_stmt *s;
  ErrCode code = db_prepare(&s, db, META_SET, err);
  if (code != OK) return code;
  sqlite3_bind_int64(s, 2, value);
  return meta_set(db, key, s, err);
}

ErrCode meta_set_text(const Db *db, const char *key, Str value, Err *err) {
  sqlite3_stmt *s;
  ErrCode code = db_prepare(&s, db, META_SET, err);
  if (code != OK) return code;
  bind_str(s, 2, value);
  return meta_set(db, key, s, err);
}

static ErrCode meta_row(sqlite3_stmt **s, bool *row, const Db *db, const char *key, Err *err) {
  *row = false;
  ErrCode code = db_prepare(s, db, "SELECT value FROM meta WHERE key = ?1", err);
  if (code != OK) return code;
  sqlite3_bind_text(*s, 1, key, -1, SQLITE_STATIC);
  return db_step(db, *s, row, err);
}

ErrCode meta_int(int64_t *out, const Db *db, const char *key, int64_t otherwise, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = meta_row(&s, &row, db, key, err);
  *out = row ? sqlite3_column_int64(s, 0) : otherwise;
  sqlite3_finalize(s);
  return code;
}

ErrCode meta_text(Str *out, Arena *a, const Db *db, const char *key, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = meta_row(&s, &row, db, key, err);
  *out = row ? column_copy(a, s, 0) : (Str){0};
  sqlite3_finalize(s);
  return code;
}

ErrCode content_changed(const Db *db, bool reshaped, Err *err) {
  int64_t content, shape;
  ErrCode code = meta_int(&content, db, "content", 0, err);
  if (code == OK) code = meta_set_int(db, "content", content + 1, err);
  if (code == OK && reshaped) code = meta_int(&shape, db, "shape", 0, err);
  if (code == OK && reshaped) code = meta_set_int(db, "shape", shape + 1, err);
  return code;
}

/* --- columns ------------------------------------------------------------------------------------------------------- */

Str column_str(sqlite3_stmt *s, int column) {
  if (sqlite3_column_type(s, column) == SQLITE_NULL) return (Str){0};
  const char *p = sqlite3_column_blob(s, column);
  return p ? str_make(p, (size_t)sqlite3_column_bytes(s, column)) : STR("");
}

Str column_copy(Arena *a, sqlite3_stmt *s, int column) {
  Str v = column_str(s, column);
  return v.p ? arena_str(a, v) : v;
}

static bool column_exact(void *out, size_t n, sqlite3_stmt *s, int column) {
  Str v = column_str(s, column);
  memset(out, 0, n);
  if (v.n != n) return false;
  memcpy(out, v.p, n);
  return true;
}

bool column_id(Id *out, sqlite3_stmt *s, int column) { return column_exact(out->b, sizeof out->b, s, column); }
bool column_sha(Sha256 *out, sqlite3_stmt *s, int column) { return column_exact(out->b, sizeof out->b, s, column); }

void bind_str(sqlite3_stmt *s, int parameter, Str v) {
  if (v.p)
    sqlite3_bind_text64(s, parameter, v.p, v.n, SQLITE_STATIC, SQLITE_UTF8);
  else
    sqlite3_bind_null(s, parameter);
}

void bind_id(sqlite3_stmt *s, int parameter, const Id *id) {
  sqlite3_bind_blob(s, parameter, id->b, sizeof id->b, SQLITE_STATIC);
}

void bind_sha(sqlite3_stmt *s, int parameter, const Sha256 *sha) {
  sqlite3_bind_blob(s, parameter, sha->b, sizeof sha->b, SQLITE_STATIC);
}
