/* sql.c -- SELECTs of ours and of users into rows of cells.
 *
 * A user's statement runs under an authorizer that allows reading and nothing else, with a clock in SQLite's progress handler, a cap
 * on rows, on the length of any value and on memory: it cannot write, attach, load, or take the machine down. */
#include "ledger/sql.h"
#include "base/utf8.h"
#include "ledger/query.h"
#include <time.h>

enum { ROWS_DEFAULT = 1000000, MILLIS_DEFAULT = 10000, VALUE_MOST = 16 << 20, STEPS_A_LOOK = 20000 };
#define HEAP_MOST ((sqlite3_int64)512 << 20)

/* --- cells --------------------------------------------------------------------------------------------------------- */

static Str valid_text(Arena *a, Str s) {
  Buf b = BUF_INIT;
  if (utf8_valid(s)) return s;
  utf8_repair(&b, s, NULL);
  Str out = arena_str(a, buf_str(&b));
  buf_release(&b);
  return out;
}

static Cell cell_at(Arena *a, sqlite3_stmt *s, int column) {
  switch (sqlite3_column_type(s, column)) {
  case SQLITE_INTEGER: return (Cell){.kind = CELL_INT, .i = sqlite3_column_int64(s, column)};
  case SQLITE_FLOAT: return (Cell){.kind = CELL_REAL, .real = sqlite3_column_double(s, column)};
  case SQLITE_TEXT: return (Cell){.kind = CELL_TEXT, .text = valid_text(a, column_str(s, column))};
  case SQLITE_BLOB: {
    Buf b = BUF_INIT;
    Str v = column_str(s, column);
    hex_put(&b, v.p, v.n);
    Cell cell = {.kind = CELL_TEXT, .text = arena_str(a, buf_str(&b))};
    buf_release(&b);
    return cell;
  }
  default: return (Cell){.kind = CELL_NULL};
  }
}

static const char **column_names(Arena *a, sqlite3_stmt *s, int n) {
  const char **names = arena_alloc(a, ((size_t)n + 1) * sizeof *names);
  for (int i = 0; i < n; i++) names[i] = arena_str(a, str_of(sqlite3_column_name(s, i))).p;
  names[n] = NULL;
  return names;
}

ErrCode statement_rows(Ledger *l, sqlite3_stmt *s, RowSink sink, void *ctx, Err *err) {
  int n = sqlite3_column_count(s);
  Arena *fixed = arena_new(), *a = arena_new();
  const char **names = column_names(fixed, s, n);
  Cell *cells = arena_alloc(fixed, ((size_t)n + 1) * sizeof *cells);
  bool row;
  ErrCode code;
  while ((code = db_step(&l->db, s, &row, err)) == OK && row) {
    arena_clear(a);
    for (int i = 0; i < n; i++) cells[i] = cell_at(a, s, i);
    code = sink(ctx, &(Row){.n = (size_t)n, .names = names, .cells = cells});
    if (code != OK) break;
  }
  arena_free(a);
  arena_free(fixed);
  return code == ERR_END ? OK : code;
}

ErrCode select_rows(Ledger *l, const char *sql, RowSink sink, void *ctx, Err *err) {
  sqlite3_stmt *s;
  ErrCode code = db_prepare(&s, &l->db, sql, err);
  if (code == OK) code = statement_rows(l, s, sink, ctx, err);
  sqlite3_finalize(s);
  return code;
}

/* --- a user's SQL -------------------------------------------------------------------------------------------------- */

typedef struct {
  struct timespec until;
  bool late;
  uint64_t rows, most;
  RowSink sink;
  void *ctx;
  Err *err;
} Guard;

static int authorize(void *ctx, int action, const char *a, const char *b, const char *c, const char *d) {
  (void)ctx, (void)c, (void)d;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_READ:
  case SQLITE_RECURSIVE: return SQLITE_OK;
  case SQLITE_FUNCTION:
    return b && (sqlite3_stricmp(b, "load_extension") == 0 || sqlite3_stricmp(b, "fts3_tokenizer") == 0 ||
                 sqlite3_stricmp(b, "writefile") == 0)
               ? SQLITE_DENY
               : SQLITE_OK;
  case SQLITE_PRAGMA: return strcmp(a, "data_version") == 0 && !b ? SQLITE_OK : SQLITE_DENY; /* full-text search asks */
  default: return SQLITE_DENY;
  }
}

static int on_progress(void *ctx) {
  Guard *g = ctx;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  g->late = now.tv_sec > g->until.tv_sec || (now.tv_sec == g->until.tv_sec && now.tv_nsec >= g->until.tv_nsec);
  return g->late;
}

static ErrCode count_row(void *ctx, const Row *row) {
  Guard *g = ctx;
  if (g->rows++ == g->most)
    return err_set(g->err, ERR_LIMIT, "--sql: more than %llu rows: add a LIMIT", (unsigned long long)g->most);
  return g->sink(g->ctx, row);
}

/* White space and comments only. */
static bool is_blank(const char *p) {
  while (*p) {
    if (*p == '-' && p[1] == '-') {
      while (*p && *p != '\n') p++;
    } else if (*p == ' ' || *p == ';' || (*p >= '\t' && *p <= '\r')) {
      p++;
    } else {
      return false;
    }
  }
  return true;
}

static ErrCode compile(sqlite3_stmt **s, Ledger *l, const char *sql, Err *err) {
  const char *tail = "";
  int code = sqlite3_prepare_v2(l->db.handle, sql, -1, s, &tail);
  if (code == SQLITE_AUTH)
    return err_set(err, ERR_USAGE, "--sql: not allowed: only SELECT over the ledger's own tables and views");
  if (code != SQLITE_OK) return err_set(err, ERR_USAGE, "--sql: %s", sqlite3_errmsg(l->db.handle));
  if (!*s) return err_set(err, ERR_USAGE, "--sql: nothing to run: give a SELECT");
  if (!is_blank(tail)) return err_set(err, ERR_USAGE, "--sql: one statement at a time");
  if (!sqlite3_stmt_readonly(*s)) return err_set(err, ERR_USAGE, "--sql: not allowed: only SELECT");
  return OK;
}

/* A limit of this module was hit, or the statement itself is at fault; the ledger is not. */
static ErrCode explain(Ledger *l, const Guard *g, const Err *inner, Err *err) {
  int code = sqlite3_errcode(l->db.handle) & 0xff;
  if (g->late) return err_set(err, ERR_LIMIT, "--sql: took too long: add a LIMIT or a condition");
  if (code == SQLITE_NOMEM || code == SQLITE_TOOBIG)
    return err_set(err, ERR_LIMIT, "--sql: needs too much memory: add a LIMIT or a condition");
  if (code == SQLITE_ERROR || code == SQLITE_MISMATCH)
    return err_set(err, ERR_USAGE, "--sql: %s", sqlite3_errmsg(l->db.handle));
  return err_set(err, inner->code, "%s", inner->text);
}

static ErrCode run(Ledger *l, sqlite3_stmt *s, Guard *g, Err *err) {
  Arena *fixed = arena_new(), *a = arena_new();
  int n = sqlite3_column_count(s), step;
  const char **names = column_names(fixed, s, n);
  Cell *cells = arena_alloc(fixed, ((size_t)n + 1) * sizeof *cells);
  ErrCode code = OK;
  while (code == OK && (step = sqlite3_step(s)) == SQLITE_ROW) {
    arena_clear(a);
    for (int i = 0; i < n; i++) cells[i] = cell_at(a, s, i);
    code = count_row(g, &(Row){.n = (size_t)n, .names = names, .cells = cells});
  }
  arena_free(a);
  arena_free(fixed);
  if (code == ERR_END) return OK;
  if (code != OK || step == SQLITE_DONE) return code;
  return explain(l, g, &(Err){.code = ERR_LEDGER, .text = "the statement failed"}, err);
}

static void guard_on(Ledger *l, Guard *g) {
  sqlite3_set_authorizer(l->db.handle, authorize, NULL);
  sqlite3_progress_handler(l->db.handle, STEPS_A_LOOK, on_progress, g);
  sqlite3_limit(l->db.handle, SQLITE_LIMIT_LENGTH, VALUE_MOST);
  sqlite3_hard_heap_limit64(HEAP_MOST);
}

static void guard_off(Ledger *l) {
  sqlite3_set_authorizer(l->db.handle, NULL, NULL);
  sqlite3_progress_handler(l->db.handle, 0, NULL, NULL);
  sqlite3_limit(l->db.handle, SQLITE_LIMIT_LENGTH, 1000000000);
  sqlite3_hard_heap_limit64(0);
}

/* Connects full-text search, which declares its table then: the authorizer would refuse that. */
static void wake_search(const Ledger *l) {
  sqlite3_exec(l->db.handle, "SELECT rowid FROM search LIMIT 0", NULL, NULL, NULL);
}

ErrCode ledger_sql(Ledger *l, const char *sql, const SqlLimits *limits, RowSink sink, void *ctx, Err *err) {
  unsigned millis = limits && limits->millis ? limits->millis : MILLIS_DEFAULT;
  Guard g = {.most = limits && limits->rows ? limits->rows : ROWS_DEFAULT, .sink = sink, .ctx = ctx, .err = err};
  sqlite3_stmt *s = NULL;
  clock_gettime(CLOCK_MONOTONIC, &g.until);
  g.until.tv_sec += millis / 1000;
  g.until.tv_nsec += (long)(millis % 1000) * 1000000;
  if (g.until.tv_nsec >= 1000000000) {
    g.until.tv_sec++;
    g.until.tv_nsec -= 1000000000;
  }
  if (str_find_nocase(str_of(sql), STR("search"), 0) != SIZE_MAX) wake_search(l);
  guard_on(l, &g);
  ErrCode code = compile(&s, l, sql, err);
  if (code == OK) code = run(l, s, &g, err);
  sqlite3_finalize(s);
  guard_off(l);
  return code;
}
