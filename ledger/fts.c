/* fts.c -- indexes and full-text search: fts.h tells the idea. */
#include "ledger/fts.h"
#include "base/embed.h"
#include "ledger/body.h"
#include <stdlib.h>

/* --- indexes ------------------------------------------------------------------------------------------------------- */

ErrCode indexes_missing(bool *out, Ledger *l, Err *err) {
  int64_t built;
  ErrCode code = meta_int(&built, &l->db, "indexes", 0, err);
  *out = !built;
  return code;
}

#define INDEX_NAMES                                                                                                    \
  "SELECT 'DROP INDEX ' || name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN "          \
  "('document', 'place', 'sentence', 'claim')"

/* The statements first, then the dropping: the schema must not change under a running SELECT. */
ErrCode indexes_drop(Ledger *l, Err *err) {
  Buf drops = BUF_INIT;
  sqlite3_stmt *s;
  bool row = false;
  ErrCode code = db_prepare(&s, &l->db, INDEX_NAMES, err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    buf_put(&drops, column_str(s, 0));
    buf_putc(&drops, ';');
  }
  sqlite3_finalize(s);
  if (code == OK && drops.n) code = db_exec(&l->db, drops.p, err);
  if (code == OK) code = meta_set_int(&l->db, "indexes", 0, err);
  buf_release(&drops);
  return code;
}

ErrCode indexes_build(Ledger *l, Err *err) {
  bool missing;
  ErrCode code = indexes_missing(&missing, l, err);
  if (code != OK || !missing) return code;
  Str file = embedded("ledger/schema/indexes.sql");
  char *sql = mem_strdup(file);
  code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = db_exec(&l->db, sql, err);
  if (code == OK) code = meta_set_int(&l->db, "indexes", 1, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(l->db.handle, "ROLLBACK", NULL, NULL, NULL);
  free(sql);
  return code;
}

/* --- search -------------------------------------------------------------------------------------------------------- */

ErrCode search_create(Ledger *l, Err *err) {
  return db_exec(&l->db,
                 "CREATE VIRTUAL TABLE search USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')",
                 err);
}

/* Gives each paragraph of the document in the current row (key, length, text, blocks) to an INSERT INTO search. */
static ErrCode add_paragraphs(const Db *db, sqlite3_stmt *from, sqlite3_stmt *into, Arena *a, Zstd *codec, Err *err) {
  int64_t document = sqlite3_column_int64(from, 0);
  size_t length = (size_t)sqlite3_column_int64(from, 1), n = 0;
  Str text;
  Block *blocks;
  ErrCode code = text_unpack(&text, a, codec, column_str(from, 2), length, err);
  if (code == OK) code = blocks_unpack(&blocks, &n, NULL, a, column_str(from, 3), length, err);
  for (size_t i = 0; i < n && code == OK && i < (size_t)1 << SEARCH_BLOCK_BITS; i++) {
    sqlite3_bind_int64(into, 1, (document << SEARCH_BLOCK_BITS) + (int64_t)i);
    bind_str(into, 2, str_slice(text, blocks[i].span.start, blocks[i].span.end));
    code = db_run(db, into, err);
  }
  return code;
}

#define TEXTS                                                                                                          \
  "SELECT d.key, d.length, b.text, b.blocks FROM document d JOIN body b ON b.document = d.key WHERE b.text IS NOT "    \
  "NULL AND "

static ErrCode each_document(Ledger *l, sqlite3_stmt *from, sqlite3_stmt *into, int64_t *last, Err *err) {
  Arena *a = arena_new();
  Zstd *codec = zstd_new();
  bool row;
  ErrCode code;
  while ((code = db_step(&l->db, from, &row, err)) == OK && row) {
    arena_clear(a);
    *last = sqlite3_column_int64(from, 0);
    code = add_paragraphs(&l->db, from, into, a, codec, err);
    if (code == OK) code = ledger_stopped(l, err);
    if (code != OK) break;
  }
  zstd_free(codec);
  arena_free(a);
  return code;
}

static ErrCode catch_up(Ledger *l, int64_t searched, Err *err) {
  sqlite3_stmt *from, *into = NULL;
  ErrCode code = db_prepare(&from, &l->db, TEXTS "d.key > ?1 ORDER BY d.key", err);
  if (code == OK) code = db_prepare(&into, &l->db, "INSERT INTO search(rowid, text) VALUES(?1, ?2)", err);
  if (code == OK) sqlite3_bind_int64(from, 1, searched);
  if (code == OK) code = each_document(l, from, into, &searched, err);
  sqlite3_finalize(from);
  sqlite3_finalize(into);
  if (code == OK) code = meta_set_int(&l->db, "searched", searched, err);
  return code;
}

ErrCode search_build(Ledger *l, Err *err) {
  int64_t searched, last;
  ErrCode code = meta_int(&searched, &l->db, "searched", 0, err);
  if (code == OK) code = db_int(&last, &l->db, "SELECT max(document) FROM body WHERE text IS NOT NULL", err);
  if (code != OK || last <= searched) return code;
  code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = catch_up(l, searched, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(l->db.handle, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

ErrCode search_forget(Ledger *l, int64_t document, Err *err) {
  int64_t searched, last;
  sqlite3_stmt *from, *into = NULL;
  ErrCode code = meta_int(&searched, &l->db, "searched", 0, err);
  if (code != OK || document > searched) return code;
  code = db_prepare(&from, &l->db, TEXTS "d.key = ?1", err);
  if (code == OK)
    code = db_prepare(&into, &l->db, "INSERT INTO search(search, rowid, text) VALUES('delete', ?1, ?2)", err);
  if (code == OK) sqlite3_bind_int64(from, 1, document);
  if (code == OK) code = each_document(l, from, into, &last, err);
  sqlite3_finalize(from);
  sqlite3_finalize(into);
  if (code == OK) code = db_exec(&l->db, "INSERT INTO search(search) VALUES('optimize')", err);
  return code;
}
