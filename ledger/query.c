/* query.c -- claims that fit a filter, in order, a page at a time.
 *
 * A page ends with a key (the order's first column, then document id, place, claim id), from which the next one goes on: no
 * OFFSET, so that the thousandth page costs as much as the first. The order never depends on local keys. */
#include "ledger/filter.h"
#include "ledger/load.h"
#include "ledger/sql.h"
#include "base/map.h"
#include "base/suggest.h"
#include <stdlib.h>

#define TABLES_BY_CLAIM "FROM claim c CROSS JOIN document d ON d.key = c.document "
#define TABLES_BY_DOCUMENT "FROM document d CROSS JOIN claim c ON c.document = d.key "
#define TABLES_BESIDE                                                                                                  \
  "LEFT JOIN origin o ON o.document = d.key LEFT JOIN entity s ON s.key = c.subject LEFT JOIN entity v ON v.key = "    \
  "c.speaker "                                                                                                         \
  "LEFT JOIN rule r ON r.key = c.rule "

static const struct {
  const char *column;
  bool falling;
} orders[] = {[ORDER_NEWEST] = {"d.published", true},
              [ORDER_TIME] = {"coalesce(c.time_first, c.own_first, c.time_last, '9999')", false},
              [ORDER_VALUE] = {"c.value_real", true}};

/* --- pages --------------------------------------------------------------------------------------------------------- */

/* first column, document id, start, claim id; parted by '!' (none of them holds one). A null column is "~". */
static void page_key(char out[160], sqlite3_stmt *s) {
  Buf b = BUF_INIT;
  if (sqlite3_column_type(s, 2) == SQLITE_NULL)
    buf_putc(&b, '~');
  else if (sqlite3_column_type(s, 2) == SQLITE_FLOAT)
    buf_printf(&b, "%.17g", sqlite3_column_double(s, 2));
  else
    buf_put(&b, column_str(s, 2));
  buf_putc(&b, '!');
  hex_put(&b, sqlite3_column_blob(s, 3), (size_t)sqlite3_column_bytes(s, 3));
  buf_putc(&b, '!');
  buf_put_i64(&b, sqlite3_column_int64(s, 4));
  buf_putc(&b, '!');
  hex_put(&b, sqlite3_column_blob(s, 5), (size_t)sqlite3_column_bytes(s, 5));
  size_t n = b.n < 159 ? b.n : 159;
  memcpy(out, b.p, n);
  out[n] = 0;
  buf_release(&b);
}

typedef struct {
  Str first; /* p NULL: null */
  Id document, claim;
  uint64_t start;
} PageKey;

static bool page_parse(PageKey *out, const char *after) {
  Str rest = str_of(after), first, document, start, claim;
  if (!str_split(&first, &rest, '!') || !str_split(&document, &rest, '!') || !str_split(&start, &rest, '!'))
    return false;
  claim = rest;
  out->first = str_is(first, "~") ? (Str){0} : first;
  return hex_parse(out->document.b, 16, document) && str_to_u64(&out->start, start) &&
         hex_parse(out->claim.b, 16, claim);
}

static Str id_text(Arena *a, const Id *id) { return arena_str(a, str_make((const char *)id->b, sizeof id->b)); }

/* Ids are bound as text and cast: a Filter holds texts and numbers only. */
#define BEHIND "(d.id, c.start, c.id) > (CAST(? AS BLOB), ?, CAST(? AS BLOB))"

static void behind_values(Filter *f, const PageKey *k) {
  filter_text(f, id_text(f->a, &k->document));
  filter_value(f, (Cell){.kind = CELL_INT, .i = (int64_t)k->start});
  filter_text(f, id_text(f->a, &k->claim));
}

/* Nulls come last in both directions. */
static ErrCode add_after(Filter *f, const ClaimQuery *q, Err *err) {
  const char *column = orders[q->order].column;
  PageKey k;
  if (!q->after || !*q->after) return OK;
  if (!page_parse(&k, q->after))
    return err_set(err, ERR_USAGE, "%s: not a page key: use the one that the page before gave", q->after);
  if (!k.first.p) {
    buf_printf(&f->where, " AND (%s IS NULL AND " BEHIND ")", column);
    behind_values(f, &k);
    return OK;
  }
  buf_printf(&f->where, " AND (%s %s ? OR %s IS NULL OR (%s = ? AND " BEHIND "))", column,
             orders[q->order].falling ? "<" : ">", column, column);
  Cell first = q->order == ORDER_VALUE ? (Cell){.kind = CELL_REAL, .real = strtod(arena_str(f->a, k.first).p, NULL)}
                                       : (Cell){.kind = CELL_TEXT, .text = arena_str(f->a, k.first)};
  filter_value(f, first);
  filter_value(f, first);
  behind_values(f, &k);
  return OK;
}

/* --- claims -------------------------------------------------------------------------------------------------------- */

/* Hands out hits with their documents; the last one stays open, since neighbours share it. */
typedef struct {
  Ledger *l;
  Loader *loader;
  Arena *arena;
  DocumentHit open;
} HitReader;

static ErrCode hit_at(ClaimHit **out, HitReader *r, int64_t claim, int64_t document, Err *err) {
  ErrCode code = OK;
  *out = NULL;
  if (r->open.key != document) {
    arena_clear(r->arena);
    code = document_load_with(&r->open, r->arena, r->loader, document, err);
  }
  for (size_t i = 0; code == OK && i < r->open.nhits; i++)
    if (r->open.hits[i].key == claim) *out = &r->open.hits[i];
  if (code == OK && !*out)
    code = err_set(err, ERR_LEDGER, "%s: a claim is missing: run claimledger verify", r->l->db.path);
  return code;
}

static ErrCode walk(HitReader *r, sqlite3_stmt *s, const ClaimQuery *q, ClaimSink sink, void *ctx, QueryPage *page,
                    Err *err) {
  bool row;
  char last[160] = "";
  ErrCode code;
  while ((code = db_step(&r->l->db, s, &row, err)) == OK && row) {
    ClaimHit *hit;
    if (q->limit && page->found == q->limit) {
      memcpy(page->next, last, sizeof last);
      break;
    }
    code = hit_at(&hit, r, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), err);
    if (code == OK) code = sink(ctx, hit);
    if (code == OK) code = ledger_stopped(r->l, err);
    if (code != OK) return code == ERR_END ? OK : code;
    page->found++;
    if (q->limit) page_key(last, s);
  }
  return code;
}

static ErrCode prepare(sqlite3_stmt **s, Filter *f, const ClaimQuery *q, Err *err) {
  Buf sql = BUF_INIT;
  bool by_document = !f->narrow && q->order == ORDER_NEWEST;
  buf_printf(&sql, "SELECT c.key, c.document, %s AS k, d.id, c.start, c.id ", orders[q->order].column);
  buf_puts(&sql, by_document ? TABLES_BY_DOCUMENT TABLES_BESIDE "WHERE " : TABLES_BY_CLAIM TABLES_BESIDE "WHERE ");
  buf_put(&sql, buf_str(&f->where));
  buf_printf(&sql, " ORDER BY %s %s, d.id, c.start, c.id", orders[q->order].column,
             orders[q->order].falling ? "DESC" : "ASC");
  if (q->limit) buf_printf(&sql, " LIMIT %zu", q->limit + 1);
  ErrCode code = db_prepare(s, &f->l->db, sql.p, err);
  buf_release(&sql);
  if (code == OK) filter_bind(f, *s);
  return code;
}

ErrCode ledger_query(Ledger *l, const ClaimQuery *q, ClaimSink sink, void *ctx, QueryPage *page, Err *err) {
  QueryPage own;
  HitReader r = {.l = l, .arena = arena_new()};
  Arena *a = arena_new();
  Filter f;
  sqlite3_stmt *s = NULL;
  if (!page) page = &own;
  *page = (QueryPage){0};
  ErrCode code = filter_make(&f, l, a, q, err);
  if (code == OK) code = add_after(&f, q, err);
  if (code == OK) code = loader_new(&r.loader, l, err);
  if (code == OK) code = prepare(&s, &f, q, err);
  if (code == OK) code = walk(&r, s, q, sink, ctx, page, err);
  sqlite3_finalize(s);
  loader_free(r.loader);
  filter_release(&f);
  arena_free(a);
  arena_free(r.arena);
  return code;
}

ErrCode ledger_count(Ledger *l, const ClaimQuery *q, uint64_t *claims, Err *err) {
  Arena *a = arena_new();
  Filter f;
  Buf sql = BUF_INIT;
  sqlite3_stmt *s = NULL;
  bool row = false;
  ErrCode code = filter_make(&f, l, a, q, err);
  buf_puts(&sql, "SELECT count(*) FROM claim c JOIN document d ON d.key = c.document " TABLES_BESIDE "WHERE ");
  buf_put(&sql, buf_str(&f.where));
  if (code == OK) code = db_prepare(&s, &l->db, sql.p, err);
  if (code == OK) filter_bind(&f, s);
  if (code == OK) code = db_step(&l->db, s, &row, err);
  *claims = row ? (uint64_t)sqlite3_column_int64(s, 0) : 0;
  sqlite3_finalize(s);
  filter_release(&f);
  buf_release(&sql);
  arena_free(a);
  return code;
}

/* --- facets -------------------------------------------------------------------------------------------------------- */

static const char *const facets[] = {"kind",      "unit",  "entity",  "measure", "change", "modality", "source",
                                     "publisher", "month", "speaker", "lang",    "hedge",  NULL};
static const char *const facet_columns[] = {"c.kind",
                                            "c.unit",
                                            "s.name",
                                            "c.measure",
                                            "c.change",
                                            "c.modality",
                                            "coalesce(d.publisher, d.url, o.source)",
                                            "d.publisher",
                                            "substr(coalesce(c.time_first, c.own_first, d.published), 1, 7)",
                                            "coalesce(v.name, c.speaker_text)",
                                            "d.lang",
                                            "c.hedge"};
const char *const *query_facets(void) { return facets; }

static ErrCode facet_column(const char **out, Str facet, Err *err) {
  for (size_t i = 0; facets[i]; i++)
    if (str_is(facet, facets[i])) return *out = facet_columns[i], OK;
  const char *near = suggest(facet, facets);
  return err_set(err, ERR_USAGE, "--facet %.*s: no such facet: did you mean %s?", STR_ARGS(facet),
                 near ? near : "kind, unit, entity or measure");
}

ErrCode ledger_facet(Ledger *l, const ClaimQuery *q, Str facet, size_t limit, RowSink sink, void *ctx, Err *err) {
  const char *column;
  ErrCode code = facet_column(&column, facet, err);
  if (code != OK) return code;
  Arena *a = arena_new();
  Filter f;
  Buf sql = BUF_INIT;
  code = filter_make(&f, l, a, q, err);
  buf_printf(&sql,
             "SELECT %s AS value, count(*) AS claims FROM claim c JOIN document d ON d.key = c.document " TABLES_BESIDE
             "WHERE ",
             column);
  buf_put(&sql, buf_str(&f.where));
  /* the column again: "value" would be the claim's */
  buf_printf(&sql, " GROUP BY 1 HAVING %s <> '' ORDER BY 2 DESC, 1", column);
  if (limit) buf_printf(&sql, " LIMIT %zu", limit);
  if (code == OK) code = filter_rows(&f, sql.p, sink, ctx, err);
  filter_release(&f);
  buf_release(&sql);
  arena_free(a);
  return code;
}

/* --- several facets ------------------------------------------------------------------------------------------------ */

static void tally_add(Map *counts, Str value) {
  uintptr_t n = 0;
  if (!value.n) return;
  map_get(counts, value, &n);
  map_put(counts, value, n + 1);
}

typedef struct {
  Str value;
  uintptr_t claims;
} Counted;

static int most_first(const void *a, const void *b) {
  const Counted *x = a, *y = b;
  return x->claims != y->claims ? (x->claims < y->claims ? 1 : -1) : str_cmp(x->value, y->value);
}

static ErrCode tally_rows(const Map *counts, const char *name, size_t limit, Arena *a, RowSink sink, void *ctx) {
  static const char *const columns[] = {"facet", "value", "claims"};
  size_t n = map_count(counts);
  Counted *list = arena_alloc(a, (n + 1) * sizeof *list);
  for (size_t i = 0; i < n; i++) list[i].value = map_key(counts, i, &list[i].claims);
  if (n) qsort(list, n, sizeof *list, most_first);
  ErrCode code = OK;
  for (size_t i = 0; i < n && i < limit && code == OK; i++) {
    Cell cells[] = {{.kind = CELL_TEXT, .text = str_of(name)},
                    {.kind = CELL_TEXT, .text = list[i].value},
                    {.kind = CELL_INT, .i = (int64_t)list[i].claims}};
    code = sink(ctx, &(Row){3, columns, cells});
  }
  return code == ERR_END ? OK : code;
}

/* Without an index that leads to the claims, only the newest articles are looked through. */
#define NEWEST 250
#define DIGITS_(n) #n
#define DIGITS(n) DIGITS_(n)
#define TABLES_OF_NEWEST                                                                                               \
  "FROM (SELECT key FROM document ORDER BY published DESC, id LIMIT " DIGITS(                                          \
      NEWEST) ") n CROSS JOIN document d "                                                                             \
              "ON d.key = n.key CROSS JOIN claim c ON c.document = d.key "

static ErrCode facets_statement(sqlite3_stmt **s, Filter *f, const char *const *names, size_t n, size_t among,
                                Err *err) {
  Buf sql = BUF_INIT;
  const char *column = "";
  ErrCode code = OK;
  for (size_t i = 0; i < n && code == OK; i++) {
    code = facet_column(&column, str_of(names[i]), err);
    buf_printf(&sql, "%s %s", i ? "," : "SELECT", column);
  }
  buf_puts(&sql, f->narrow ? " " TABLES_BY_CLAIM TABLES_BESIDE "WHERE " : " " TABLES_OF_NEWEST TABLES_BESIDE "WHERE ");
  buf_put(&sql, buf_str(&f->where));
  buf_printf(&sql, " LIMIT %zu", among);
  if (code == OK) code = db_prepare(s, &f->l->db, sql.p, err);
  buf_release(&sql);
  if (code == OK) filter_bind(f, *s);
  return code;
}

ErrCode ledger_facets(Ledger *l, const ClaimQuery *q, const char *const *names, size_t n, size_t among, size_t limit,
                      bool *all, RowSink sink, void *ctx, Err *err) {
  Arena *a = arena_new();
  Filter f;
  sqlite3_stmt *s = NULL;
  bool row;
  size_t seen = 0;
  int64_t documents = 0;
  Map **tallies = arena_alloc(a, n * sizeof *tallies);
  for (size_t i = 0; i < n; i++) tallies[i] = map_new();
  ErrCode code = filter_make(&f, l, a, q, err);
  if (code == OK) code = facets_statement(&s, &f, names, n, among, err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    for (size_t i = 0; i < n; i++) tally_add(tallies[i], column_str(s, (int)i));
    seen++;
  }
  sqlite3_finalize(s);
  if (code == OK) code = db_int(&documents, &l->db, "SELECT max(key) FROM document", err);
  *all = seen < among && (f.narrow || documents <= NEWEST);
  for (size_t i = 0; i < n && code == OK; i++) code = tally_rows(tallies[i], names[i], limit, a, sink, ctx);
  for (size_t i = 0; i < n; i++) map_free(tallies[i]);
  filter_release(&f);
  arena_free(a);
  return code;
}
