/* lake.c -- see lake.h. Rows gather in one buffer a file; when all are large they go to their files, so that any number of
 * partitions needs one open file and bounded memory. */
#include "cli/lake.h"
#include "base/map.h"
#include "cli/out.h"
#include "ledger/query.h"
#include <errno.h>
#include <ftw.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GATHERED_MOST = 16 << 20 };

const char *const lake_keys[] = {"date", "month", "year", "kind", "publisher", NULL};
/* Expressions over the view claims. */
static const char *const key_columns[] = {"substr(published, 1, 10)", "substr(published, 1, 7)",
                                          "substr(published, 1, 4)", "kind", "publisher"};

typedef struct {
  const char *name, *select; /* the last column is the partition when parted */
  bool parted;
} Table;
static const Table tables[] = {
    {"claims", "SELECT *, %s AS partition FROM claims ORDER BY published, document, start, id", true},
    {"documents", "SELECT * FROM documents ORDER BY id", false},
    {"findings", "SELECT * FROM findings ORDER BY id, word", false},
    {"members", "SELECT * FROM members ORDER BY finding, number, claim", false},
};

typedef struct {
  Buf path, rows;
  bool begun; /* the file is there: append */
} File;

typedef struct {
  const char *dir; /* while it is not whole */
  const Table *table;
  const char *key;
  Map *files; /* partition -> File */
  size_t gathered;
  LakeCounts *counts;
  Buf partition; /* scratch */
  Err *err;
} Lake;

/* --- files ---------------------------------------------------------------------------------------------------------- */

static ErrCode cannot(const char *path, Err *err) {
  return err_set(err, ERR_LEDGER, "%s: not written: %s", path, strerror(errno));
}

static ErrCode make_folder(const char *path, Err *err) {
  return mkdir(path, 0777) == 0 || errno == EEXIST ? OK : cannot(path, err);
}

static ErrCode flush_file(Lake *k, File *f) {
  FILE *file = fopen(f->path.p, f->begun ? "ab" : "wb");
  bool ok = file && fwrite(f->rows.p, 1, f->rows.n, file) == f->rows.n;
  if (file && fclose(file) != 0) ok = false;
  f->begun = true;
  buf_reset(&f->rows);
  return ok ? OK : cannot(f->path.p, k->err);
}

static ErrCode flush_all(Lake *k) {
  ErrCode code = OK;
  for (size_t i = 0; i < map_count(k->files) && code == OK; i++) {
    uintptr_t v;
    map_key(k->files, i, &v);
    File *f = (File *)v;
    if (f->rows.n || !f->begun) code = flush_file(k, f);
  }
  k->gathered = 0;
  return code;
}

/* What may stand in a folder's name: letters, digits, "-", "." and "_"; other bytes as %XX. */
static void put_name(Buf *b, Str s) {
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
                 (c == '.' && i);
    if (plain)
      buf_putc(b, (char)c);
    else
      buf_printf(b, "%%%02X", c);
  }
}

static File *file_new(Lake *k, Str partition, ErrCode *code) {
  File *f = mem_zalloc(sizeof *f);
  buf_printf(&f->path, "%s/%s", k->dir, k->table->name);
  *code = make_folder(f->path.p, k->err);
  if (k->table->parted) {
    buf_printf(&f->path, "/%s=", k->key);
    put_name(&f->path, partition);
    if (*code == OK) *code = make_folder(f->path.p, k->err);
  }
  buf_printf(&f->path, "/%s.ndjson", k->table->name);
  map_put(k->files, partition, (uintptr_t)f);
  k->counts->files++;
  return f;
}

static File *file_of(Lake *k, Str partition, ErrCode *code) {
  uintptr_t v;
  *code = OK;
  return map_get(k->files, partition, &v) ? (File *)v : file_new(k, partition, code);
}

static void files_free(Map *files) {
  for (size_t i = 0; i < map_count(files); i++) {
    uintptr_t v;
    map_key(files, i, &v);
    buf_release(&((File *)v)->path);
    buf_release(&((File *)v)->rows);
    free((File *)v);
  }
  map_free(files);
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

static Str partition_of(const Lake *k, const Row *row) {
  if (!k->table->parted) return STR("");
  const Cell *last = &row->cells[row->n - 1];
  return last->kind == CELL_TEXT ? last->text : STR("__HIVE_DEFAULT_PARTITION__");
}

/* All columns but the local key and, when it stands in the folder's name, the partition. */
static ErrCode put_row(void *ctx, const Row *row) {
  Lake *k = ctx;
  ErrCode code;
  const char *names[64];
  Cell cells[64];
  size_t n = 0;
  File *f = file_of(k, partition_of(k, row), &code);
  if (code != OK) return code;
  for (size_t i = 0; i < row->n - k->table->parted && n < 64; i++) {
    if (strcmp(row->names[i], "key") == 0) continue;
    names[n] = row->names[i];
    cells[n++] = row->cells[i];
  }
  size_t before = f->rows.n;
  row_put_json(&f->rows, &(Row){n, names, cells});
  buf_putc(&f->rows, '\n');
  k->counts->rows++;
  k->gathered += f->rows.n - before;
  return k->gathered > GATHERED_MOST ? flush_all(k) : OK;
}

static ErrCode write_table(Lake *k, Ledger *l, const char *column) {
  const SqlLimits all = {.rows = UINT64_MAX, .millis = UINT_MAX};
  char sql[200];
  ErrCode code = OK;
  snprintf(sql, sizeof sql, k->table->select, column);
  k->files = map_new();
  if (!k->table->parted) file_of(k, STR(""), &code);
  if (code == OK) code = ledger_sql(l, sql, &all, put_row, k, k->err);
  if (code == OK) code = flush_all(k);
  files_free(k->files);
  return code;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at) {
  (void)st, (void)kind, (void)at;
  return remove(path);
}

ErrCode lake_write(LakeCounts *out, Ledger *l, const char *dir, size_t key, Err *err) {
  Buf part = BUF_INIT;
  Lake k = {.key = lake_keys[key], .counts = out, .err = err};
  *out = (LakeCounts){0};
  if (access(dir, F_OK) == 0) return err_set(err, ERR_USAGE, "%s: is there already: name a new folder", dir);
  buf_printf(&part, "%s.part-%d", dir, (int)getpid());
  k.dir = part.p;
  ErrCode code = mkdir(part.p, 0777) == 0 ? OK : cannot(dir, err);
  for (size_t i = 0; i < sizeof tables / sizeof *tables && code == OK; i++) {
    k.table = &tables[i];
    code = write_table(&k, l, key_columns[key]);
  }
  if (code == OK && rename(part.p, dir) != 0) code = cannot(dir, err);
  if (code != OK) nftw(part.p, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  buf_release(&part);
  return code;
}
