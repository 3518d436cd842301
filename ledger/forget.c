/* forget.c -- taking an article out: forget.h says what stays. */
#include "ledger/forget.h"
#include "ledger/derived.h"
#include "ledger/fts.h"
#include <time.h>

/* In this order: what names a row goes before the row, but a sentence is found by its claims. The tombstone stands already, or the guards would refuse. */
static const char *const deletions[] = {
    "CREATE TEMP TABLE IF NOT EXISTS named(key INTEGER PRIMARY KEY)",
    "INSERT OR IGNORE INTO temp.named SELECT subject FROM claim WHERE document = ?1 AND subject IS NOT NULL "
    "UNION SELECT speaker FROM claim WHERE document = ?1 AND speaker IS NOT NULL",
    "DELETE FROM sentence WHERE key IN (SELECT sentence FROM claim WHERE document = ?1)",
    "DELETE FROM claim WHERE document = ?1",
    "DELETE FROM stale WHERE document = ?1",
    "DELETE FROM extraction WHERE document = ?1",
    "DELETE FROM link WHERE document = ?1",
    "DELETE FROM citation WHERE document = ?1",
    "DELETE FROM body WHERE document = ?1",
    "DELETE FROM place WHERE document = ?1",
    "DELETE FROM failure WHERE raw = (SELECT raw FROM document WHERE key = ?1)",
    "DELETE FROM document WHERE key = ?1",
    "DELETE FROM entity WHERE key IN (SELECT key FROM temp.named) AND NOT EXISTS (SELECT 1 FROM claim c WHERE "
    "c.subject = entity.key) "
    "AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.speaker = entity.key)",
    "DROP TABLE temp.named",
};

ErrCode forget_rows(Ledger *l, int64_t document, Err *err) {
  ErrCode code = search_forget(l, document, err);
  for (size_t i = 0; i < sizeof deletions / sizeof *deletions && code == OK; i++) {
    sqlite3_stmt *s;
    code = db_prepare(&s, &l->db, deletions[i], err);
    if (code != OK) break;
    if (sqlite3_bind_parameter_count(s)) sqlite3_bind_int64(s, 1, document);
    code = db_run(&l->db, s, err);
    sqlite3_finalize(s);
  }
  return code == OK ? content_changed(&l->db, true, err) : code;
}

static ErrCode add_tombstone(Ledger *l, int64_t document, Str reason, Err *err) {
  char day[12];
  time_t t = time(NULL);
  struct tm tm;
  sqlite3_stmt *s;
  strftime(day, sizeof day, "%Y-%m-%d", gmtime_r(&t, &tm));
  ErrCode code = db_prepare(
      &s, &l->db,
      "INSERT OR IGNORE INTO tombstone(id, raw, reason, day) SELECT id, raw, ?2, ?3 FROM document WHERE key = ?1", err);
  if (code != OK) return code;
  sqlite3_bind_int64(s, 1, document);
  bind_str(s, 2, reason);
  bind_str(s, 3, str_of(day));
  code = db_run(&l->db, s, err);
  sqlite3_finalize(s);
  return code;
}

ErrCode ledger_forget(Ledger *l, int64_t document, Str reason, Err *err) {
  if (!str_trim(reason).n) return err_set(err, ERR_USAGE, "forget: no reason given: say why with --reason");
  ErrCode code = db_exec(&l->db, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE", err);
  if (code == OK) code = add_tombstone(l, document, reason, err);
  if (code == OK) code = forget_rows(l, document, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(l->db.handle, "ROLLBACK", NULL, NULL, NULL);
  if (code == OK) code = ledger_finish(l, err);
  return code;
}
