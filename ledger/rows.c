/* rows.c -- rows of `claim` as ClaimRows. Everything that claim_row_of takes from a document is in the columns, so that a
 * cluster is read without opening its articles. */
#include "ledger/rows.h"
#include "ledger/sql.h"
#include "base/json.h"
#include <stdlib.h>

#define ROW_COLUMNS                                                                                                    \
  "c.key, c.id, c.figure, d.id, d.raw, o.source, d.published, s.name, v.name, t.text, o.origin, o.revised, c.kind, "   \
  "c.value, c.low, "                                                                                                   \
  "c.high, c.ends, c.hedge, c.unit, c.unit_assumed, c.per, c.written_value, c.written_from, c.written_to, "            \
  "c.written_unit, "                                                                                                   \
  "c.written_form, c.timex, c.own_first, c.own_last, c.own_grain, c.event, c.subject_text, c.subject_form, "           \
  "c.measure, c.concept, "                                                                                             \
  "c.change, c.scope_period, c.scope_of, c.time_first, c.time_last, c.basis, c.modality, c.speaker_text, c.quote, "    \
  "c.from_low, "                                                                                                       \
  "c.from_high, c.from_ends, c.mark, "                                                                                 \
  "CASE WHEN c.from_level IS NULL THEN 0 ELSE (SELECT f.key FROM claim f WHERE f.document = c.document AND f.pack = "  \
  "c.pack AND f.number = c.from_level) END, "                                                                          \
  "EXISTS (SELECT 1 FROM repeated_block b WHERE b.document = c.document AND b.block = c.block) "
#define ROW_TABLES                                                                                                     \
  "FROM claim c JOIN document d ON d.key = c.document JOIN sentence t ON t.key = c.sentence "                          \
  "LEFT JOIN origin o ON o.document = c.document LEFT JOIN entity s ON s.key = c.subject LEFT JOIN entity v ON v.key " \
  "= c.speaker "

struct RowReader {
  Ledger *l;
  sqlite3_stmt *cluster, *claim, *document, *beside;
};

ErrCode row_reader_new(RowReader **out, Ledger *l, Err *err) {
  RowReader *r = mem_zalloc(sizeof *r);
  r->l = l;
  ErrCode code = db_prepare(&r->cluster, &l->db,
                            "SELECT " ROW_COLUMNS ROW_TABLES
                            "WHERE c.cluster = ?1 AND o.current = 1 AND " OF_CURRENT_PACK " ORDER BY c.id",
                            err);
  if (code == OK)
    code = db_prepare(&r->document, &l->db,
                      "SELECT " ROW_COLUMNS ROW_TABLES
                      "WHERE c.document = ?1 AND c.value IS NOT NULL AND " OF_CURRENT_PACK " ORDER BY c.start, c.id",
                      err);
  if (code == OK)
    code = db_prepare(&r->beside, &l->db,
                      "SELECT " ROW_COLUMNS ROW_TABLES "WHERE c.document = (SELECT key FROM document WHERE id = ?1) "
                      "AND c.root = ?2 AND c.subject IS NULL AND c.value IS NOT NULL AND " OF_CURRENT_PACK
                      " ORDER BY c.start, c.id",
                      err);
  if (code == OK) code = db_prepare(&r->claim, &l->db, "SELECT " ROW_COLUMNS ROW_TABLES "WHERE c.key = ?1", err);
  if (code != OK) {
    row_reader_free(r);
    r = NULL;
  }
  *out = r;
  return code;
}

void row_reader_free(RowReader *r) {
  if (!r) return;
  sqlite3_finalize(r->cluster);
  sqlite3_finalize(r->claim);
  sqlite3_finalize(r->document);
  sqlite3_finalize(r->beside);
  free(r);
}

/* Columns one after the other; a value that makes no sense sets bad. */
typedef struct {
  Arena *a;
  sqlite3_stmt *s;
  int column;
  bool bad;
} Cursor;

static Str next_str(Cursor *c) { return column_copy(c->a, c->s, c->column++); }
static int64_t next_int(Cursor *c) { return sqlite3_column_int64(c->s, c->column++); }

static void next_id(Cursor *c, Id *out) {
  if (!column_id(out, c->s, c->column++)) c->bad = true;
}

static Day next_day(Cursor *c) {
  Day d = DAY_NONE;
  Str s = column_str(c->s, c->column++);
  if (s.n && !day_parse(&d, s)) c->bad = true;
  return d;
}

/* false when null. */
static bool next_number(Cursor *c, Number *out) {
  Str s = column_str(c->s, c->column++);
  *out = NUMBER_ZERO;
  if (s.n && !number_parse(out, s)) c->bad = true;
  return s.n > 0;
}

static void next_interval(Cursor *c, Interval *out) {
  out->no_low = !next_number(c, &out->low);
  out->no_high = !next_number(c, &out->high);
  int64_t ends = next_int(c);
  out->low_open = ends & 1;
  out->high_open = ends >> 1 & 1;
}

static void next_head(Cursor *c, ClaimRow *r) {
  Sha256 raw;
  r->row = next_int(c);
  next_id(c, &r->id);
  next_id(c, &r->figure);
  next_id(c, &r->document);
  if (!column_sha(&raw, c->s, c->column++)) c->bad = true;
  r->raw = id_of(raw);
  r->source = next_str(c);
  r->published = (Moment){DAY_NONE, -1};
  Str published = column_str(c->s, c->column++);
  if (published.n && !moment_parse(&r->published, published, true)) c->bad = true;
  r->subject = next_str(c);
  if (!r->subject.p) r->subject = STR("");
  r->speaker = next_str(c);
  r->quote = next_str(c);
  r->origin = next_int(c);
  r->revised_copy = next_int(c) != 0;
}

static void next_written(Cursor *c, Quantity *q) {
  q->written_value = next_str(c);
  q->written_from = next_str(c);
  q->written_to = next_str(c);
  q->written_unit = next_str(c);
  int64_t form = next_int(c);
  q->written = (Written){.value = q->value,
                         .unit_exp = (int)(form & 0xff) - 128,
                         .zeros = (uint8_t)(form >> 8),
                         .digits = (uint8_t)(form >> 16),
                         .whole = (form >> 24 & 1) != 0,
                         .fraction = (form >> 25 & 1) != 0};
}

static void next_quantity(Cursor *c, ClaimRow *r) {
  Quantity *q = &r->quantity;
  if (!kind_parse(&r->kind, column_str(c->s, c->column++))) c->bad = true;
  q->has_value = next_number(c, &q->value);
  next_interval(c, &q->range);
  Str hedge = column_str(c->s, c->column++);
  if (hedge.p && !hedge_parse(&q->hedge, hedge)) c->bad = true;
  q->unit = next_str(c);
  q->unit_assumed = next_int(c) != 0;
  q->per = r->per = next_str(c);
  next_written(c, q);
  if (!kind_is_figure(r->kind)) *q = (Quantity){0};
}

static void next_concept(Cursor *c, ClaimRow *r) {
  Str json = next_str(c);
  JsonValue array, item;
  size_t at = 0, step = 0;
  if (!json.n || json_next(&array, json, &at, NULL) != OK) return;
  while (r->nconcept < 8 && json_element(&item, array, &step))
  r->concept[r->nconcept++] = json_text(c->a, item, NULL, NULL);
}

static void next_meaning(Cursor *c, ClaimRow *r) {
  r->timex = next_str(c);
  r->dates.first = next_day(c);
  r->dates.last = next_day(c);
  bool dated = sqlite3_column_type(c->s, c->column) != SQLITE_NULL;
  r->dates.grain = (Grain)next_int(c);
  if (!dated) r->dates = (DateRange){0};
  r->event = next_str(c);
  r->subject_text = next_str(c);
  int64_t form = next_int(c);
  r->subject_type = (EntityType)(form & 0xff);
  r->subject_core = (form >> 16 & 1) != 0;
  r->measure = measure_find(column_str(c->s, c->column++));
  r->root = measure_root(r->measure);
  next_concept(c, r);
  if (!change_parse(&r->change, column_str(c->s, c->column++))) c->bad = true;
  r->scope_period = next_str(c);
  r->scope_of = next_str(c);
  r->first = next_day(c);
  r->last = next_day(c);
  if (!basis_parse(&r->basis, column_str(c->s, c->column++))) c->bad = true;
  if (!modality_parse(&r->modality, column_str(c->s, c->column++))) c->bad = true;
  Str speaker = next_str(c);
  if (!r->speaker.p) r->speaker = speaker;
}

static void next_tail(Cursor *c, ClaimRow *r) {
  r->text = next_str(c);
  int ends = c->column + 2;
  r->has_from = sqlite3_column_type(c->s, ends) != SQLITE_NULL;
  next_interval(c, &r->from);
  if (!r->has_from) r->from = (Interval){0};
  r->mark = (uint8_t)next_int(c);
  r->partner = next_int(c);
  r->repeated_block = next_int(c) != 0;
}

static bool read_row(ClaimRow *out, Arena *a, sqlite3_stmt *s) {
  Cursor c = {.a = a, .s = s};
  *out = (ClaimRow){0};
  next_head(&c, out);
  next_quantity(&c, out);
  next_meaning(&c, out);
  next_tail(&c, out);
  return !c.bad;
}

static ErrCode nonsense(const Ledger *l, Err *err) {
  return err_set(err, ERR_LEDGER, "%s: a claim makes no sense: run claimledger verify", l->db.path);
}

/* The rows of a statement whose parameters are bound. */
static ErrCode read_rows(ClaimRow **out, size_t *n, Arena *a, const RowReader *r, sqlite3_stmt *s, Err *err) {
  size_t cap = 0;
  bool row;
  ErrCode code;
  *out = NULL;
  *n = 0;
  while ((code = db_step(&r->l->db, s, &row, err)) == OK && row) {
    *out = arena_grow(a, *out, *n, &cap, *n + 1, sizeof **out);
    if (!read_row(&(*out)[(*n)++], a, s)) {
      code = nonsense(r->l, err);
      break;
    }
  }
  sqlite3_reset(s);
  return code;
}

ErrCode rows_of_cluster(ClaimRow **out, size_t *n, Arena *a, RowReader *r, int64_t cluster, Err *err) {
  sqlite3_bind_int64(r->cluster, 1, cluster);
  return read_rows(out, n, a, r, r->cluster, err);
}

ErrCode rows_of_document(ClaimRow **out, size_t *n, Arena *a, RowReader *r, int64_t document, Err *err) {
  sqlite3_bind_int64(r->document, 1, document);
  return read_rows(out, n, a, r, r->document, err);
}

ErrCode rows_beside(ClaimRow **out, size_t *n, Arena *a, RowReader *r, Id document, Str root, Err *err) {
  bind_id(r->beside, 1, &document);
  bind_str(r->beside, 2, root);
  return read_rows(out, n, a, r, r->beside, err);
}

ErrCode row_of_claim(ClaimRow *out, Arena *a, RowReader *r, int64_t claim, Err *err) {
  bool row;
  sqlite3_bind_int64(r->claim, 1, claim);
  ErrCode code = db_step(&r->l->db, r->claim, &row, err);
  if (code == OK && (!row || !read_row(out, a, r->claim))) code = nonsense(r->l, err);
  sqlite3_reset(r->claim);
  return code;
}

/* --- rates --------------------------------------------------------------------------------------------------------- */

ErrCode ledger_rates(Rates **out, Arena *a, Ledger *l, Err *err) {
  sqlite3_stmt *s;
  Rate *items = NULL;
  size_t n = 0, cap = 0;
  bool row;
  *out = NULL;
  ErrCode code = db_prepare(&s, &l->db, "SELECT day, unit, base, rate, source FROM rate ORDER BY day, unit, base", err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    items = arena_grow(a, items, n, &cap, n + 1, sizeof *items);
    Rate *r = &items[n++];
    *r = (Rate){.from = column_copy(a, s, 1), .to = column_copy(a, s, 2), .source = column_copy(a, s, 4)};
    if (!day_parse(&r->day, column_str(s, 0)) || !number_parse(&r->rate, column_str(s, 3)))
      code = err_set(err, ERR_LEDGER, "%s: a rate makes no sense: run claimledger verify", l->db.path);
  }
  sqlite3_finalize(s);
  if (code == OK && n) *out = rates_new(a, items, n);
  return code;
}
