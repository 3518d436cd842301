/* db.h -- SQLite with this program's errors; private to ledger/.
 *
 * Every failure of SQLite becomes one ERR_LEDGER (or ERR_INTERRUPTED) that names the file and what to do; out of memory ends
 * in mem_fail like everywhere else. */
#ifndef LEDGER_DB_H
#define LEDGER_DB_H
#include "base/arena.h"
#include "base/err.h"
#include "base/sha256.h"
#include <sqlite3.h>

typedef struct Db {
  sqlite3 *handle;
  char *path;
} Db;

/* The current error of the handle as an Err. */
ErrCode db_fail(const Db *db, Err *err);
/* The same for a result code that the handle may no longer remember. */
ErrCode db_fail_code(const Db *db, int code, Err *err);
ErrCode db_exec(const Db *db, const char *sql, Err *err);
/* Caller finalizes *out (NULL on failure). */
ErrCode db_prepare(sqlite3_stmt **out, const Db *db, const char *sql, Err *err);
/* *row: whether there is a row. */
ErrCode db_step(const Db *db, sqlite3_stmt *s, bool *row, Err *err);
/* Steps a statement that gives no rows, and resets it. */
ErrCode db_run(const Db *db, sqlite3_stmt *s, Err *err);
/* First column of the first row; 0 when there is none or it is null. */
ErrCode db_int(int64_t *out, const Db *db, const char *sql, Err *err);

/* meta */
ErrCode meta_set_int(const Db *db, const char *key, int64_t value, Err *err);
ErrCode meta_set_text(const Db *db, const char *key, Str value, Err *err);
ErrCode meta_int(int64_t *out, const Db *db, const char *key, int64_t otherwise, Err *err);
/* Something was added (derived tables are caught up), or changed what was there (they are made anew). In the transaction. */
ErrCode content_changed(const Db *db, bool reshaped, Err *err);
ErrCode meta_text(Str *out, Arena *a, const Db *db, const char *key, Err *err); /* p NULL when absent */

/* Borrowed until the next step; p NULL for null. */
Str column_str(sqlite3_stmt *s, int column);
/* In the arena; p NULL for null. */
Str column_copy(Arena *a, sqlite3_stmt *s, int column);
/* false when it is no blob of that size; *out is zero then. */
bool column_id(Id *out, sqlite3_stmt *s, int column);
bool column_sha(Sha256 *out, sqlite3_stmt *s, int column);
void bind_str(sqlite3_stmt *s, int parameter, Str v); /* borrowed; p NULL binds null */
void bind_id(sqlite3_stmt *s, int parameter, const Id *id);
void bind_sha(sqlite3_stmt *s, int parameter, const Sha256 *sha);
#endif
