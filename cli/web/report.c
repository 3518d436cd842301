/* report.c -- see report.h. The same pages as the server's, each into a file of its own. */
#include "cli/web/report.h"
#include "base/embed.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  Site site;
  const char *dir;
  ReportCounts *counts;
  Err *err;
  Screen screen; /* of the things being listed */
} Writer;

static ErrCode write_file(const Writer *w, Str name, Str bytes) {
  Buf path = BUF_INIT;
  buf_printf(&path, "%s/%.*s", w->dir, STR_ARGS(name));
  FILE *f = fopen(path.p, "wb");
  bool ok = f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
  if (f && fclose(f) != 0) ok = false;
  ErrCode code = ok ? OK : err_set(w->err, ERR_LEDGER, "%s: not written: %s", path.p, strerror(errno));
  buf_release(&path);
  return code;
}

static ErrCode write_page(Writer *w, Screen screen, Str id) {
  Reply reply = {.body = BUF_INIT};
  Request r = {.screen = screen, .id = id};
  Buf name = BUF_INIT;
  site_file(&name, screen, id);
  site_page(&reply, &w->site, &r);
  ErrCode code = write_file(w, buf_str(&name), buf_str(&reply.body));
  w->counts->pages++;
  buf_release(&name);
  buf_release(&reply.body);
  return code;
}

/* Ids are gathered first: a page is made with the same ledger that lists them. */
typedef struct {
  Str *items;
  size_t n, cap;
  Arena *arena;
} Ids;

static ErrCode gather(void *ctx, const Row *row) {
  Ids *ids = ctx;
  if (row->cells[0].kind != CELL_TEXT) return OK;
  ids->items = arena_grow(ids->arena, ids->items, ids->n, &ids->cap, ids->n + 1, sizeof(Str));
  ids->items[ids->n++] = arena_str(ids->arena, row->cells[0].text);
  return OK;
}

static ErrCode write_all(Writer *w, Screen screen, const char *sql) {
  Ids ids = {.arena = arena_new()};
  SqlLimits limits = {.millis = 600000};
  ErrCode code = ledger_sql(w->site.ledger, sql, &limits, gather, &ids, w->err);
  for (size_t i = 0; i < ids.n && !code; i++) {
    arena_clear(w->site.arena);
    code = write_page(w, screen, ids.items[i]);
  }
  arena_free(ids.arena);
  return code;
}

static ErrCode write_assets(const Writer *w) {
  static const char *const files[] = {"desk.css", "desk.js", "desk.svg"};
  ErrCode code = OK;
  for (size_t i = 0; i < 3 && !code; i++) {
    char name[40];
    snprintf(name, sizeof name, "cli/web/assets/%s", files[i]);
    code = write_file(w, str_of(files[i]), embedded(name));
  }
  return code;
}

static ErrCode count_conflict(void *ctx, const Row *row) {
  *(uint64_t *)ctx = (uint64_t)row->cells[0].i;
  return OK;
}

ErrCode report_write(ReportCounts *out, Ledger *l, const char *ledger_name, const char *dir, Err *err) {
  static const Screen single[] = {SCREEN_CONFLICTS, SCREEN_CLAIMS, SCREEN_ENTITIES, SCREEN_SOURCES};
  const char *slash = strrchr(ledger_name, '/');
  Writer w = {.site = {.ledger = l, .fixed = true, .name = str_of(slash ? slash + 1 : ledger_name)},
              .dir = dir,
              .counts = out,
              .err = err};
  *out = (ReportCounts){0};
  if (mkdir(dir, 0777) != 0 && errno != EEXIST)
    return err_set(err, ERR_USAGE, "%s: not made: %s", dir, strerror(errno));
  w.site.arena = arena_new();
  ErrCode code = ledger_sql(l, "SELECT count(*) FROM conflicts", NULL, count_conflict, &w.site.conflicts, err);
  if (!code) code = write_assets(&w);
  if (!code) code = write_all(&w, SCREEN_CONFLICT, "SELECT 'x:' || lower(hex(id)) FROM finding WHERE word <> 'apart'");
  if (!code) code = write_all(&w, SCREEN_SOURCE, "SELECT id FROM documents");
  if (!code) code = write_all(&w, SCREEN_CLAIM, "SELECT id FROM claims");
  if (!code) code = write_all(&w, SCREEN_ENTITY, "SELECT DISTINCT subject FROM claims WHERE subject IS NOT NULL");
  for (size_t i = sizeof single / sizeof *single; i-- > 0 && !code;)
    code = write_page(&w, single[i], STR("")); /* the first page last */
  arena_free(w.site.arena);
  return code;
}
