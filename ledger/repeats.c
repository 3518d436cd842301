/* repeats.c -- blocks whose text stands on three or more pages of one host: menus, teasers, standing boxes.
 *
 * Their figures would otherwise be counted as many reports of one fact. The blocks' hashes were made by the workers; here they
 * are only counted, for all pages with a url each time one is added (an article without a url has no host). */
#include "ledger/sources.h"
#include "ledger/body.h"

/* "https://www.example.com/x" -> "www.example.com" */
static Str host_of(Str url) {
  size_t at = str_find(url, STR("://"), 0);
  Str rest = at == SIZE_MAX ? url : str_slice(url, at + 3, url.n), host = {0};
  str_split(&host, &rest, '/');
  return host;
}

static ErrCode note_blocks(Ledger *l, sqlite3_stmt *from, sqlite3_stmt *into, Arena *a, Err *err) {
  Block *blocks;
  uint64_t *hashes;
  size_t n;
  int64_t host = (int64_t)str_hash_nocase(host_of(column_str(from, 1)));
  ErrCode code =
      blocks_unpack(&blocks, &n, &hashes, a, column_str(from, 3), (size_t)sqlite3_column_int64(from, 2), err);
  for (size_t i = 0; i < n && code == OK; i++) {
    sqlite3_bind_int64(into, 1, host);
    sqlite3_bind_int64(into, 2, (int64_t)hashes[i]);
    sqlite3_bind_int64(into, 3, sqlite3_column_int64(from, 0));
    sqlite3_bind_int64(into, 4, (int64_t)i);
    code = db_run(&l->db, into, err);
  }
  return code;
}

static ErrCode note_all(Ledger *l, Err *err) {
  sqlite3_stmt *from, *into = NULL;
  Arena *a = arena_new();
  bool row;
  ErrCode code = db_prepare(
      &from, &l->db,
      "SELECT d.key, d.url, d.length, b.blocks FROM document d JOIN origin o ON o.document = d.key AND o.current = 1 "
      "JOIN body b ON b.document = d.key WHERE d.url IS NOT NULL",
      err);
  if (code == OK) code = db_prepare(&into, &l->db, "INSERT INTO temp.seen VALUES(?1, ?2, ?3, ?4)", err);
  while (code == OK && (code = db_step(&l->db, from, &row, err)) == OK && row) {
    arena_clear(a);
    code = note_blocks(l, from, into, a, err);
  }
  sqlite3_finalize(from);
  sqlite3_finalize(into);
  arena_free(a);
  return code;
}

#define COMPARE                                                                                                        \
  "CREATE TEMP TABLE repeated AS SELECT DISTINCT s.document, s.block FROM temp.seen s JOIN "                           \
  "(SELECT host, hash FROM temp.seen GROUP BY host, hash HAVING count(DISTINCT document) >= 3) r ON r.host = s.host "  \
  "AND r.hash = s.hash;"                                                                                               \
  "INSERT OR IGNORE INTO temp.touched SELECT document FROM (SELECT * FROM temp.repeated EXCEPT SELECT * FROM "         \
  "repeated_block);"                                                                                                   \
  "INSERT OR IGNORE INTO temp.touched SELECT document FROM (SELECT * FROM repeated_block EXCEPT SELECT * FROM "        \
  "temp.repeated);"                                                                                                    \
  "DELETE FROM repeated_block;"                                                                                        \
  "INSERT INTO repeated_block SELECT document, block FROM temp.repeated;"                                              \
  "DROP TABLE temp.repeated; DROP TABLE temp.seen;"

ErrCode repeats_derive(Ledger *l, int64_t through, Err *err) {
  char sql[120];
  int64_t pages;
  sqlite3_snprintf(sizeof sql, sql, "SELECT count(*) FROM document WHERE key > %lld AND url IS NOT NULL",
                   (long long)through);
  ErrCode code = db_int(&pages, &l->db, sql, err);
  if (code != OK || !pages) return code;
  code = db_exec(&l->db, "CREATE TEMP TABLE seen(host INTEGER, hash INTEGER, document INTEGER, block INTEGER)", err);
  if (code == OK) code = note_all(l, err);
  if (code == OK) code = db_exec(&l->db, COMPARE, err);
  return code;
}
