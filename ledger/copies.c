/* copies.c -- groups of copies: windows of days over the documents in the order of their publication.
 *
 * Copies stand within 72 hours, so that two neighbouring slices of three days hold every pair once: memory follows the busiest
 * six days, not the archive. Later only the days around new documents are read. Pairs join groups (union-find); a group is named by its
 * first document by (published, id). */
#include "ledger/sources.h"
#include "ledger/body.h"
#include "ledger/origins.h"
#include <stdlib.h>

enum { SLICE_DAYS = 3 };

typedef struct {
  int64_t key;
  OriginItem item;
} Member;

/* The documents of three days; texts are opened when a window needs them. */
typedef struct {
  Day first;
  Arena *arena;
  Member *items;
  size_t n, cap;
  bool fresh;  /* holds a new document */
  bool opened; /* shingles are made */
} Slice;

typedef struct {
  Ledger *l;
  int64_t through;
  Zstd *codec;
  sqlite3_stmt *text, *sentences, *order;
  int64_t *parents; /* by document key; itself for roots */
  int64_t *demoted; /* roots that are none any more */
  size_t ndemoted, cdemoted;
  int64_t most; /* greatest key */
  Slice slices[2];
} Copies;

/* --- groups -------------------------------------------------------------------------------------------------------- */

static int64_t root_of(Copies *c, int64_t key) {
  while (c->parents[key] != key) key = c->parents[key] = c->parents[c->parents[key]];
  return key;
}

/* Which of two documents comes first by (published, id)? */
static ErrCode first_of(int64_t *out, Copies *c, int64_t a, int64_t b, Err *err) {
  bool row;
  sqlite3_bind_int64(c->order, 1, a);
  sqlite3_bind_int64(c->order, 2, b);
  ErrCode code = db_step(&c->l->db, c->order, &row, err);
  *out = row ? sqlite3_column_int64(c->order, 0) : a;
  sqlite3_reset(c->order);
  return code;
}

static ErrCode join(Copies *c, int64_t a, int64_t b, Err *err) {
  int64_t first;
  a = root_of(c, a);
  b = root_of(c, b);
  if (a == b) return OK;
  ErrCode code = first_of(&first, c, a, b, err);
  int64_t other = first == a ? b : a;
  c->parents[other] = first;
  if (c->ndemoted == c->cdemoted)
    c->demoted = mem_realloc(c->demoted, (c->cdemoted = 2 * c->cdemoted + 64) * sizeof *c->demoted);
  c->demoted[c->ndemoted++] = other;
  return code;
}

/* --- windows ------------------------------------------------------------------------------------------------------- */

/* The kept text, or the sentences that claims use. */
static ErrCode text_of(Str *out, Arena *a, Copies *c, int64_t key, Err *err) {
  bool row;
  *out = STR("");
  sqlite3_bind_int64(c->text, 1, key);
  ErrCode code = db_step(&c->l->db, c->text, &row, err);
  Str frame = row ? column_str(c->text, 1) : (Str){0};
  if (code == OK && frame.p) code = text_unpack(out, a, c->codec, frame, (size_t)sqlite3_column_int64(c->text, 0), err);
  sqlite3_reset(c->text);
  if (code != OK || frame.p) return code;
  sqlite3_bind_int64(c->sentences, 1, key);
  code = db_step(&c->l->db, c->sentences, &row, err);
  if (code == OK && row && column_str(c->sentences, 0).p) *out = column_copy(a, c->sentences, 0);
  sqlite3_reset(c->sentences);
  return code;
}

static ErrCode open_slice(Copies *c, Slice *s, Err *err) {
  ErrCode code = OK;
  Arena *scratch = arena_new();
  for (size_t i = 0; i < s->n && code == OK && !s->opened; i++) {
    Str text;
    arena_clear(scratch);
    code = text_of(&text, scratch, c, s->items[i].key, err);
    if (code == OK) s->items[i].item.shingles = shingles_of(s->arena, text);
    if (code == OK) code = ledger_stopped(c->l, err);
  }
  arena_free(scratch);
  s->opened = code == OK;
  return code;
}

static ErrCode compare_window(Copies *c, Err *err) {
  Slice *x = &c->slices[0], *y = &c->slices[1];
  size_t n = x->n + y->n;
  if (n < 2 || !(x->fresh || y->fresh)) return OK;
  ErrCode code = open_slice(c, x, err);
  if (code == OK) code = open_slice(c, y, err);
  if (code != OK) return code;
  Arena *a = arena_new();
  OriginItem *items = arena_alloc(a, n * sizeof *items);
  for (size_t i = 0; i < n; i++) items[i] = i < x->n ? x->items[i].item : y->items[i - x->n].item;
  CopyPair *pairs;
  size_t npairs = origins_pairs(&pairs, a, items, n);
  for (size_t i = 0; i < npairs && code == OK; i++) {
    size_t p = pairs[i].a, q = pairs[i].b;
    code = join(c, p < x->n ? x->items[p].key : y->items[p - x->n].key,
                q < x->n ? x->items[q].key : y->items[q - x->n].key, err);
  }
  arena_free(a);
  return code;
}

/* The second slice becomes the first; an empty one that begins on `first` takes its place. */
static void advance(Copies *c, Day first) {
  Slice old = c->slices[0];
  c->slices[0] = c->slices[1];
  arena_clear(old.arena);
  old.n = 0;
  old.fresh = old.opened = false;
  old.first = first;
  c->slices[1] = old;
}

static Day slice_start(Day d) {
  Day rest = d % SLICE_DAYS;
  return d - (rest < 0 ? rest + SLICE_DAYS : rest);
}

static ErrCode move_to(Copies *c, Day first, Err *err) {
  if (c->slices[1].first == first) return OK;
  ErrCode code = compare_window(c, err);
  bool neighbours = c->slices[1].first != DAY_NONE && c->slices[1].first + SLICE_DAYS == first;
  advance(c, first);
  if (!neighbours) { /* nothing that stands before the gap can be near */
    c->slices[0].n = 0;
    c->slices[0].fresh = false;
  }
  return code;
}

/* group: the first document of the copies that the table knows. */
static void add(Copies *c, int64_t key, int64_t group, Id id, Moment published) {
  Slice *s = &c->slices[1];
  if (group != key && group > 0 && group <= c->most) c->parents[key] = group;
  if (s->n == s->cap) {
    s->cap = s->cap ? 2 * s->cap : 256;
    s->items = mem_realloc(s->items, s->cap * sizeof *s->items);
  }
  s->items[s->n++] = (Member){.key = key, .item = {.document = id, .published = published}};
  s->fresh |= key > c->through;
}

/* Documents of [from, to), in the order of their publication. */
static ErrCode walk(Copies *c, Str from, Str to, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = db_prepare(&s, &c->l->db,
                            "SELECT d.key, d.id, d.published, o.origin FROM document d JOIN origin o ON o.document "
                            "= d.key WHERE d.published >= ?1 AND d.published < ?2 ORDER BY d.published, d.id",
                            err);
  if (code == OK) bind_str(s, 1, from);
  if (code == OK) bind_str(s, 2, to);
  while (code == OK && (code = db_step(&c->l->db, s, &row, err)) == OK && row) {
    Id id;
    Moment published;
    if (!column_id(&id, s, 1) || !moment_parse(&published, column_str(s, 2), true)) continue;
    code = move_to(c, slice_start(published.day), err);
    add(c, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 3), id, published);
  }
  sqlite3_finalize(s);
  return code;
}

static ErrCode walk_days(Copies *c, Day from, Day to, Err *err) {
  Buf b = BUF_INIT;
  day_put(&b, from);
  size_t cut = b.n;
  day_put(&b, to);
  ErrCode code = walk(c, str_slice(buf_str(&b), 0, cut), str_slice(buf_str(&b), cut, b.n), err);
  buf_release(&b);
  return code;
}

#define NEW_DAYS                                                                                                       \
  "SELECT DISTINCT substr(published, 1, 10) FROM document WHERE key > ?1 AND published IS NOT NULL ORDER BY 1"

/* Only the slices of new documents and their neighbours, each once. */
static ErrCode walk_new(Copies *c, Err *err) {
  sqlite3_stmt *s;
  bool row;
  Day day, from = DAY_NONE, to = DAY_NONE;
  ErrCode code = db_prepare(&s, &c->l->db, NEW_DAYS, err);
  if (code == OK) sqlite3_bind_int64(s, 1, c->through);
  while (code == OK && (code = db_step(&c->l->db, s, &row, err)) == OK && row) {
    if (!day_parse(&day, column_str(s, 0))) continue;
    Day first = slice_start(day) - SLICE_DAYS;
    if (from != DAY_NONE && first > to) code = walk_days(c, from, to, err);
    if (from == DAY_NONE || first > to) from = first;
    to = first + 3 * SLICE_DAYS;
  }
  sqlite3_finalize(s);
  return code == OK && from != DAY_NONE ? walk_days(c, from, to, err) : code;
}

static ErrCode walk_all(Copies *c, Err *err) {
  ErrCode code = c->through ? walk_new(c, err) : walk(c, STR(""), STR(":"), err); /* ':' follows the digits */
  return code == OK ? compare_window(c, err) : code;
}

/* --- the table ------------------------------------------------------------------------------------------------------ */

#define TOUCH_GROUP "INSERT OR IGNORE INTO temp.touched SELECT document FROM origin WHERE origin = ?1"
#define MOVE_GROUP "UPDATE origin SET origin = ?2 WHERE origin = ?1"
/* A copy with a figure that its origin does not have. */
#define SET_REVISED                                                                                                    \
  "UPDATE origin SET revised = EXISTS (SELECT 1 FROM claim c WHERE c.document = origin.document AND c.value IS NOT "   \
  "NULL AND NOT EXISTS "                                                                                               \
  "(SELECT 1 FROM claim f WHERE f.document = origin.origin AND f.kind = c.kind AND f.value = c.value AND f.unit IS "   \
  "c.unit)) "                                                                                                          \
  "WHERE origin <> document AND document IN (SELECT document FROM temp.touched)"

static ErrCode store_groups(Copies *c, Err *err) {
  sqlite3_stmt *touch, *move = NULL;
  ErrCode code = db_prepare(&touch, &c->l->db, TOUCH_GROUP, err);
  if (code == OK) code = db_prepare(&move, &c->l->db, MOVE_GROUP, err);
  for (size_t i = 0; i < c->ndemoted && code == OK; i++) {
    sqlite3_bind_int64(touch, 1, c->demoted[i]);
    sqlite3_bind_int64(move, 1, c->demoted[i]);
    sqlite3_bind_int64(move, 2, root_of(c, c->demoted[i]));
    code = db_run(&c->l->db, touch, err);
    if (code == OK) code = db_run(&c->l->db, move, err);
  }
  sqlite3_finalize(touch);
  sqlite3_finalize(move);
  return code == OK ? db_exec(&c->l->db, SET_REVISED, err) : code;
}

static ErrCode prepare(Copies *c, Err *err) {
  const Db *db = &c->l->db;
  ErrCode code = db_int(&c->most, db, "SELECT max(key) FROM document", err);
  if (code == OK)
    code =
        db_prepare(&c->text, db,
                   "SELECT d.length, b.text FROM document d JOIN body b ON b.document = d.key WHERE d.key = ?1", err);
  if (code == OK)
    code = db_prepare(&c->sentences, db,
                      "SELECT group_concat(text, ' ') FROM (SELECT DISTINCT start, text FROM sentence WHERE key IN "
                      "(SELECT sentence FROM claim WHERE document = ?1) ORDER BY start)",
                      err);
  if (code == OK)
    code =
        db_prepare(&c->order, db, "SELECT key FROM document WHERE key IN (?1, ?2) ORDER BY published, id LIMIT 1", err);
  for (int i = 0; i < 2; i++) c->slices[i] = (Slice){.first = DAY_NONE, .arena = arena_new()};
  c->parents = mem_alloc(((size_t)c->most + 1) * sizeof *c->parents);
  for (int64_t k = 0; k <= c->most; k++) c->parents[k] = k;
  return code;
}

static void release(Copies *c) {
  zstd_free(c->codec);
  sqlite3_finalize(c->text);
  sqlite3_finalize(c->sentences);
  sqlite3_finalize(c->order);
  for (int i = 0; i < 2; i++) {
    if (c->slices[i].arena) arena_free(c->slices[i].arena);
    free(c->slices[i].items);
  }
  free(c->parents);
  free(c->demoted);
}

ErrCode copies_derive(Ledger *l, int64_t through, Err *err) {
  Copies c = {.l = l, .through = through, .codec = zstd_new()};
  ErrCode code = prepare(&c, err);
  if (code == OK) code = walk_all(&c, err);
  if (code == OK) code = store_groups(&c, err);
  release(&c);
  return code;
}
