/* files.c -- see files.h. In memory a file is 16 bytes of a hash over its state, sorted. */
#include "ledger/files.h"
#include "base/embed.h"
#include "ledger/ledger_p.h"
#include <stdlib.h>
#include <time.h>

typedef struct {
  Id id;
  uint64_t documents;
} Known;

struct FileMemory {
  const Db *db;
  sqlite3_stmt *add;
  Sha256 how;
  Known *known;
  size_t n, cap;
};

enum { SETTLED_SECONDS = 2 };

static Id state_id(const FileState *f) {
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, str_of(f->path));
  hasher_field_i64(&h, (int64_t)f->size);
  hasher_field_i64(&h, (int64_t)f->device);
  hasher_field_i64(&h, (int64_t)f->inode);
  hasher_field_i64(&h, f->modified);
  hasher_field_i64(&h, f->changed);
  return id_of(hasher_done(&h));
}

static int by_id(const void *a, const void *b) { return memcmp(a, b, sizeof(Id)); }

static void take_row(FileMemory *m, sqlite3_stmt *s) {
  char *path = mem_strdup(column_str(s, 0));
  FileState f = {.path = path,
                 .size = (uint64_t)sqlite3_column_int64(s, 1),
                 .device = (uint64_t)sqlite3_column_int64(s, 2),
                 .inode = (uint64_t)sqlite3_column_int64(s, 3),
                 .modified = sqlite3_column_int64(s, 4),
                 .changed = sqlite3_column_int64(s, 5)};
  if (m->n == m->cap) {
    m->cap = m->cap * 2 + 64;
    m->known = mem_realloc(m->known, m->cap * sizeof *m->known);
  }
  m->known[m->n++] = (Known){state_id(&f), (uint64_t)sqlite3_column_int64(s, 6)};
  free(path);
}

static ErrCode load(FileMemory *m, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = db_prepare(
      &s, m->db, "SELECT path, size, device, inode, modified, changed, documents FROM file WHERE how = ?1", err);
  if (code == OK) bind_sha(s, 1, &m->how);
  while (code == OK && (code = db_step(m->db, s, &row, err)) == OK && row) take_row(m, s);
  sqlite3_finalize(s);
  if (m->n) qsort(m->known, m->n, sizeof *m->known, by_id);
  return code;
}

static ErrCode make_table(const Db *db, Err *err) {
  char *sql = mem_strdup(embedded("ledger/schema/files.sql"));
  ErrCode code = db_exec(db, sql, err);
  free(sql);
  return code;
}

ErrCode file_memory_load(FileMemory **out, Ledger *l, Sha256 how, Err *err) {
  FileMemory *m = mem_zalloc(sizeof *m);
  m->db = &l->db;
  m->how = how;
  ErrCode code = make_table(m->db, err);
  if (code == OK) code = load(m, err);
  if (code == OK)
    code = db_prepare(&m->add, m->db, "INSERT OR REPLACE INTO file VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", err);
  if (code != OK) {
    file_memory_free(m);
    m = NULL;
  }
  *out = m;
  return code;
}

void file_memory_end(FileMemory *m) {
  if (!m) return;
  sqlite3_finalize(m->add);
  m->add = NULL;
}

void file_memory_free(FileMemory *m) {
  if (!m) return;
  file_memory_end(m);
  free(m->known);
  free(m);
}

bool file_memory_has(const FileMemory *m, const FileState *file, uint64_t *documents) {
  Known key = {.id = state_id(file)};
  const Known *k = m->n ? bsearch(&key, m->known, m->n, sizeof *m->known, by_id) : NULL;
  if (k) *documents = k->documents;
  return k != NULL;
}

ErrCode file_memory_add(FileMemory *m, const FileState *file, uint64_t documents, Err *err) {
  int64_t settled = ((int64_t)time(NULL) - SETTLED_SECONDS) * 1000000000;
  if (file->modified > settled || file->changed > settled) return OK;
  bind_str(m->add, 1, str_of(file->path));
  const int64_t values[] = {(int64_t)file->size, (int64_t)file->device, (int64_t)file->inode, file->modified,
                            file->changed};
  for (int i = 0; i < 5; i++) sqlite3_bind_int64(m->add, 2 + i, values[i]);
  bind_sha(m->add, 7, &m->how);
  sqlite3_bind_int64(m->add, 8, (int64_t)documents);
  return db_run(m->db, m->add, err);
}
