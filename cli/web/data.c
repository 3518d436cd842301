/* data.c -- the pages' content as JSON and CSV: {"rows":[…],"next":…} and a heading with rows. */
#include "ledger/export.h"
#include "cli/out.h"
#include "base/json.h"
#include "cli/web/terms.h"

enum { PAGE_SIZE = 100, MOST_SIZE = 1000 };

typedef struct {
  Buf *b;
  Shape shape;
  size_t n;
} Writer;

static void csv_cell(Buf *b, Str s, bool first) {
  if (!first) buf_putc(b, ',');
  csv_put(b, s);
}

static void csv_heading(Buf *b, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++) csv_cell(b, str_of(names[i]), i == 0);
  buf_puts(b, "\r\n");
}

static void begin(Writer *w, const char *const *names, size_t n) {
  if (w->shape == AS_JSON)
    buf_puts(w->b, "{\"rows\":[");
  else
    csv_heading(w->b, names, n);
}

static void end(Writer *w, const char *next) {
  if (w->shape != AS_JSON) return;
  buf_putc(w->b, ']');
  if (next && *next)
    json_str(w->b, "next", str_of(next));
  else
    json_null(w->b, "next");
  buf_puts(w->b, "}\n");
}

static ErrCode put_hit(void *ctx, const ClaimHit *h) {
  Writer *w = ctx;
  w->n++;
  if (w->shape == AS_JSON) {
    json_item(w->b);
    hit_put_json(w->b, h);
    return OK;
  }
  Buf cell = BUF_INIT;
  for (size_t i = 0; i < HIT_COLUMNS; i++) {
    buf_reset(&cell);
    hit_put_cell(&cell, h, i);
    csv_cell(w->b, buf_str(&cell), i == 0);
  }
  buf_puts(w->b, "\r\n");
  buf_release(&cell);
  return OK;
}

static ErrCode put_conflict(void *ctx, const Conflict *c) {
  Writer *w = ctx;
  if (w->shape == AS_JSON) {
    json_item(w->b);
    conflict_put_json(w->b, c);
    return OK;
  }
  Buf cell = BUF_INIT;
  for (size_t i = 0; i < CONFLICT_COLUMNS; i++) {
    buf_reset(&cell);
    conflict_put_cell(&cell, c, i);
    csv_cell(w->b, buf_str(&cell), i == 0);
  }
  buf_puts(w->b, "\r\n");
  buf_release(&cell);
  return OK;
}

static ErrCode put_table_row(void *ctx, const Row *row) {
  Writer *w = ctx;
  Buf cell = BUF_INIT;
  if (w->shape == AS_CSV && !w->n) csv_heading(w->b, row->names, row->n);
  if (w->shape == AS_JSON) {
    json_item(w->b);
    buf_putc(w->b, '{');
  }
  for (size_t i = 0; i < row->n; i++) {
    buf_reset(&cell);
    cell_put(&cell, &row->cells[i]);
    if (w->shape == AS_CSV)
      csv_cell(w->b, buf_str(&cell), i == 0);
    else if (row->cells[i].kind == CELL_NULL)
      json_null(w->b, row->names[i]);
    else if (row->cells[i].kind == CELL_INT)
      json_int(w->b, row->names[i], row->cells[i].i);
    else
      json_str(w->b, row->names[i], buf_str(&cell));
  }
  buf_puts(w->b, w->shape == AS_JSON ? "}" : "\r\n");
  buf_release(&cell);
  return ++w->n < MOST_SIZE ? OK : ERR_END;
}

static size_t page_size(const Request *r) {
  uint64_t n = PAGE_SIZE;
  if (!str_to_u64(&n, request_value(r, "_size")) || n == 0) n = PAGE_SIZE;
  return n < MOST_SIZE ? (size_t)n : MOST_SIZE;
}

/* Any parameter that is a field of the query language is a term: /claims.json?entity=Nvidia&kind=money */
static Terms terms_of(const Site *s, const Request *r, const char *field, Str value) {
  Terms t = terms_split(s->arena, request_value(r, "q"));
  const char **items = arena_alloc(s->arena, (t.n + r->nparams + 1) * sizeof *items);
  size_t n = t.n;
  if (n) memcpy(items, t.items, n * sizeof *items);
  for (size_t i = 0; i < r->nparams; i++)
    if (!str_is(r->keys[i], "q") && r->keys[i].n && r->keys[i].p[0] != '_' && r->values[i].n)
      items[n++] = arena_printf(s->arena, "%.*s:%.*s", STR_ARGS(r->keys[i]), STR_ARGS(r->values[i])).p;
  if (field) items[n++] = arena_printf(s->arena, "%s:%.*s", field, STR_ARGS(value)).p;
  return (Terms){items, n};
}

static ErrCode claims_data(Writer *w, const Site *s, const Request *r, const char *field, Err *err) {
  Terms t = terms_of(s, r, field, r->id);
  Str next = request_value(r, "_next"), facet = request_value(r, "_facet");
  ClaimQuery q = {.terms = t.items, .nterms = t.n, .limit = page_size(r), .after = next.n ? next.p : NULL};
  QueryPage page = {.next = ""};
  if (facet.n) {
    if (w->shape == AS_JSON) buf_puts(w->b, "{\"rows\":[");
    ErrCode code = ledger_facet(s->ledger, &q, facet, q.limit, put_table_row, w, err);
    end(w, NULL);
    return code;
  }
  begin(w, hit_columns, HIT_COLUMNS);
  ErrCode code = ledger_query(s->ledger, &q, put_hit, w, &page, err);
  end(w, page.next);
  return code;
}

static ErrCode conflicts_data(Writer *w, const Site *s, const Request *r, Err *err) {
  Terms t = terms_of(s, r, NULL, STR(""));
  Word min = WORD_CONFLICT;
  word_parse(&min, request_value(r, "_min"));
  ConflictQuery q = {.terms = t.items, .nterms = t.n, .min = min, .limit = page_size(r)};
  begin(w, conflict_columns, CONFLICT_COLUMNS);
  ErrCode code = ledger_conflicts(s->ledger, &q, put_conflict, w, err);
  end(w, NULL);
  return code;
}

static ErrCode sql_data(Writer *w, const Site *s, const char *sql, Err *err) {
  SqlLimits limits = {.rows = MOST_SIZE + 1, .millis = 2000};
  if (w->shape == AS_JSON) buf_puts(w->b, "{\"rows\":[");
  ErrCode code = ledger_sql(s->ledger, sql, &limits, put_table_row, w, err);
  end(w, NULL);
  return code;
}

static ErrCode annotation(Buf *b, const Site *s, const Request *r, Err *err) {
  Thing thing;
  ClaimHit h;
  ErrCode code = r->screen == SCREEN_CLAIM ? ledger_find(&thing, s->ledger, r->id, err) : ERR_USAGE;
  if (code || thing.kind != THING_CLAIM) return err_set(err, ERR_USAGE, "only a claim is an annotation");
  code = hit_of_row(&h, s->arena, s->ledger, thing.key, err);
  if (!code) exporter_alone(b, exporter_find("w3c"), &h);
  return code;
}

static ErrCode thing_data(Writer *w, const Site *s, const Request *r, Err *err) {
  Thing thing;
  ErrCode code = ledger_find(&thing, s->ledger, r->id, err);
  if (code) return code;
  if (thing.kind == THING_CLAIM) {
    ClaimHit h;
    if ((code = hit_of_row(&h, s->arena, s->ledger, thing.key, err))) return code;
    if (w->shape == AS_CSV) csv_heading(w->b, hit_columns, HIT_COLUMNS);
    return put_hit(w, &h);
  }
  if (thing.kind == THING_CONFLICT) {
    Conflict c;
    if ((code = conflict_load(&c, s->arena, s->ledger, thing.key, err))) return code;
    if (w->shape == AS_CSV) csv_heading(w->b, conflict_columns, CONFLICT_COLUMNS);
    return put_conflict(w, &c);
  }
  return claims_data(w, s, r, thing.kind == THING_ENTITY ? "entity" : "document", err);
}

ErrCode page_data(Buf *b, const Site *s, const Request *r, Err *err) {
  if (r->shape == AS_ANNOTATION) return annotation(b, s, r, err);
  Writer w = {b, r->shape, 0};
  switch (r->screen) {
  case SCREEN_CLAIMS: return claims_data(&w, s, r, NULL, err);
  case SCREEN_CONFLICTS: return conflicts_data(&w, s, r, err);
  case SCREEN_ENTITIES: return sql_data(&w, s, "SELECT name, type, core FROM entities ORDER BY name", err);
  case SCREEN_SOURCES:
    return sql_data(
        &w, s, "SELECT id, title, publisher, url, published, source, origin, sha256 FROM documents ORDER BY id", err);
  case SCREEN_SQL:
    return sql_data(&w, s, request_value(r, "sql").n ? request_value(r, "sql").p : "SELECT 1 WHERE 0", err);
  case SCREEN_CHECK:
  case SCREENS: return err_set(err, ERR_USAGE, "a check has no data: use claimledger check -f ndjson");
  default: return thing_data(&w, s, r, err);
  }
}
