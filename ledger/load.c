/* load.c -- rows back into parcels: load.h tells the idea. */
#include "ledger/load.h"
#include "ledger/body.h"
#include <stdlib.h>

enum {
  LOAD_DOCUMENT,
  LOAD_PLACES,
  LOAD_BODY,
  LOAD_CITATIONS,
  LOAD_LINKS,
  LOAD_SENTENCES,
  LOAD_CLAIMS,
  LOAD_EXTRACTION,
  LOAD_CURRENT,
  LOAD_ORIGIN,
  LOAD_REPEATED,
  LOADS
};

static const char *const load_sql[LOADS] = {
    [LOAD_DOCUMENT] = "SELECT " DOCUMENT_COLUMNS " FROM document WHERE key = ?1",
    [LOAD_PLACES] = "SELECT path, offset, given_id FROM place WHERE document = ?1 ORDER BY path, offset",
    [LOAD_BODY] = "SELECT text, map, blocks FROM body WHERE document = ?1",
    [LOAD_CITATIONS] = "SELECT " CITATION_COLUMNS " FROM citation WHERE document = ?1 ORDER BY number",
    [LOAD_LINKS] = "SELECT " LINK_COLUMNS " FROM link WHERE document = ?1 ORDER BY number",
    [LOAD_SENTENCES] = "SELECT key, start, \"end\", text FROM sentence WHERE key IN "
                       "(SELECT sentence FROM claim WHERE document = ?1 AND pack = ?2) ORDER BY key",
    [LOAD_CLAIMS] =
        "SELECT c.key, c.sentence, s.name, s.type, s.core, v.name, v.type, v.core, r.claim, r.mention, " CLAIM_COLUMNS
        " FROM claim c LEFT JOIN entity s ON s.key = c.subject LEFT JOIN entity v ON v.key = c.speaker "
        "LEFT JOIN rule r ON r.key = c.rule WHERE c.document = ?1 AND c.pack = ?2 ORDER BY c.number",
    [LOAD_EXTRACTION] =
        "SELECT k.lang, k.hash FROM extraction x JOIN pack k ON k.key = x.pack WHERE x.document = ?1 AND x.pack = ?2",
    [LOAD_CURRENT] =
        "SELECT x.pack, k.lang || '@' || lower(hex(k.hash)) FROM extraction x JOIN pack k ON k.key = x.pack "
        "WHERE x.document = ?1 AND NOT EXISTS (SELECT 1 FROM stale s WHERE s.document = x.document AND s.pack = "
        "x.pack) LIMIT 1",
    [LOAD_ORIGIN] = "SELECT source, current, origin FROM origin WHERE document = ?1",
    [LOAD_REPEATED] = "SELECT block FROM repeated_block WHERE document = ?1",
};

struct Loader {
  Ledger *l;
  Zstd *codec;
  sqlite3_stmt *statements[LOADS];
  int64_t *keys, *sentences; /* of the parcel loaded last */
  size_t nkeys, ckeys, nsentences, csentences;
};

ErrCode loader_new(Loader **out, Ledger *l, Err *err) {
  Loader *x = mem_zalloc(sizeof *x);
  ErrCode code = OK;
  x->l = l;
  x->codec = zstd_new();
  for (int i = 0; i < LOADS && code == OK; i++) code = db_prepare(&x->statements[i], &l->db, load_sql[i], err);
  if (code != OK) {
    loader_free(x);
    x = NULL;
  }
  *out = x;
  return code;
}

void loader_free(Loader *x) {
  if (!x) return;
  for (int i = 0; i < LOADS; i++) sqlite3_finalize(x->statements[i]);
  zstd_free(x->codec);
  free(x->keys);
  free(x->sentences);
  free(x);
}

Zstd *loader_codec(Loader *x) { return x->codec; }
const int64_t *loader_claim_keys(const Loader *x) { return x->keys; }

static void push(int64_t **items, size_t *n, size_t *cap, int64_t v) {
  if (*n == *cap) {
    *cap = *cap ? 2 * *cap : 64;
    *items = mem_realloc(*items, *cap * sizeof **items);
  }
  (*items)[(*n)++] = v;
}

/* Appends the columns from `first` on of each row as cells; *rows counts them. */
static ErrCode rows_to_cells(Buf *cells, size_t *rows, Loader *x, int which, int64_t document, int64_t pack, int count,
                             Err *err) {
  sqlite3_stmt *s = x->statements[which];
  bool row;
  ErrCode code;
  sqlite3_bind_int64(s, 1, document);
  if (pack) sqlite3_bind_int64(s, 2, pack);
  *rows = 0;
  while ((code = db_step(&x->l->db, s, &row, err)) == OK && row) {
    for (int i = 0; i < count; i++) cell_of_column(cells, s, i);
    (*rows)++;
  }
  sqlite3_reset(s);
  return code;
}

static ErrCode load_sentences(Parcel *p, Loader *x, int64_t document, int64_t pack, Err *err) {
  sqlite3_stmt *s = x->statements[LOAD_SENTENCES];
  bool row;
  ErrCode code;
  x->nsentences = 0;
  sqlite3_bind_int64(s, 1, document);
  sqlite3_bind_int64(s, 2, pack);
  while ((code = db_step(&x->l->db, s, &row, err)) == OK && row) {
    push(&x->sentences, &x->nsentences, &x->csentences, sqlite3_column_int64(s, 0));
    for (int i = 1; i < 4; i++) cell_of_column(&p->cells, s, i);
  }
  sqlite3_reset(s);
  p->sentences = x->nsentences;
  return code;
}

static int64_t sentence_number(const Loader *x, int64_t key) {
  size_t low = 0, high = x->nsentences;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (x->sentences[mid] < key)
      low = mid + 1;
    else
      high = mid;
  }
  return (int64_t)low;
}

static ErrCode load_claims(Parcel *p, Hasher *h, Loader *x, int64_t document, int64_t pack, Err *err) {
  sqlite3_stmt *s = x->statements[LOAD_CLAIMS];
  bool row;
  ErrCode code;
  x->nkeys = 0;
  sqlite3_bind_int64(s, 1, document);
  sqlite3_bind_int64(s, 2, pack);
  while ((code = db_step(&x->l->db, s, &row, err)) == OK && row) {
    push(&x->keys, &x->nkeys, &x->ckeys, sqlite3_column_int64(s, 0));
    cell_int(&p->cells, sentence_number(x, sqlite3_column_int64(s, 1)));
    size_t from = p->cells.n;
    for (int i = 2; i < 10 + CLAIM_CELLS; i++) cell_of_column(&p->cells, s, i);
    hasher_add(h, str_slice(buf_str(&p->cells), from, p->cells.n));
  }
  sqlite3_reset(s);
  p->claims = x->nkeys;
  return code;
}

static ErrCode load_rows(Parcel *p, Loader *x, int64_t document, int64_t pack, bool body, Err *err) {
  size_t rows, from;
  Buf *b = &p->cells;
  Hasher h;
  hasher_init(&h);
  ErrCode code = rows_to_cells(b, &rows, x, LOAD_DOCUMENT, document, 0, DOCUMENT_CELLS, err);
  hasher_add(&h, buf_str(b));
  if (code == OK && body) code = rows_to_cells(b, &p->places, x, LOAD_PLACES, document, 0, 3, err);
  if (code == OK && body) code = rows_to_cells(b, &rows, x, LOAD_BODY, document, 0, 3, err);
  if (!body || rows == 0)
    for (int i = 0; i < 3; i++) cell_null(b);
  from = b->n;
  if (code == OK) code = rows_to_cells(b, &p->citations, x, LOAD_CITATIONS, document, 0, CITATION_CELLS, err);
  hasher_add(&h, str_slice(buf_str(b), from, b->n));
  if (code == OK && body) code = rows_to_cells(b, &p->links, x, LOAD_LINKS, document, 0, LINK_CELLS, err);
  if (code == OK) code = load_sentences(p, x, document, pack, err);
  if (code == OK) code = load_claims(p, &h, x, document, pack, err);
  p->inside = hasher_done(&h);
  return code;
}

/* Ids of the document, hash of the pack; *there: whether the document exists. */
static ErrCode load_identity(bool *there, Parcel *p, Loader *x, int64_t document, int64_t pack, Err *err) {
  sqlite3_stmt *s = x->statements[LOAD_DOCUMENT], *e = x->statements[LOAD_EXTRACTION];
  bool row = false;
  sqlite3_bind_int64(s, 1, document);
  ErrCode code = db_step(&x->l->db, s, there, err);
  if (code == OK && *there) {
    column_id(&p->id, s, 0);
    column_sha(&p->raw, s, 1);
    p->bytes = (uint64_t)sqlite3_column_int64(s, 2);
  }
  sqlite3_reset(s);
  sqlite3_bind_int64(e, 1, document);
  sqlite3_bind_int64(e, 2, pack);
  if (code == OK && *there) code = db_step(&x->l->db, e, &row, err);
  if (row) column_sha(&p->pack, e, 1);
  if (row) parcel_set_lang(p, column_str(e, 0));
  sqlite3_reset(e);
  return code;
}

ErrCode parcel_load(Parcel **found, Loader *x, int64_t document, int64_t pack, bool body, Err *err) {
  Parcel *p = parcel_new();
  bool there = false;
  p->kind = PARCEL_DOCUMENT;
  ErrCode code = load_identity(&there, p, x, document, pack, err);
  if (code == OK && there) code = load_rows(p, x, document, pack, body, err);
  if (code != OK || !there) {
    parcel_free(p);
    p = NULL;
  }
  *found = p;
  return code;
}

static ErrCode current_label(int64_t *pack, Str *label, Arena *a, Loader *x, int64_t document, Err *err) {
  sqlite3_stmt *s = x->statements[LOAD_CURRENT];
  bool row;
  sqlite3_bind_int64(s, 1, document);
  ErrCode code = db_step(&x->l->db, s, &row, err);
  *pack = row ? sqlite3_column_int64(s, 0) : 0;
  if (a) *label = row ? column_copy(a, s, 1) : (Str){0};
  sqlite3_reset(s);
  return code;
}

ErrCode current_pack(int64_t *out, Loader *x, int64_t document, Err *err) {
  return current_label(out, NULL, NULL, x, document, err);
}

/* --- a document with all that is known of it ------------------------------------------------------------------------- */

static ErrCode load_origin(DocumentHit *out, Arena *a, Loader *x, Err *err) {
  sqlite3_stmt *s = x->statements[LOAD_ORIGIN];
  bool row;
  sqlite3_bind_int64(s, 1, out->key);
  ErrCode code = db_step(&x->l->db, s, &row, err);
  out->source = row ? column_copy(a, s, 0) : (Str){0};
  out->current = !row || sqlite3_column_int(s, 1) != 0;
  out->origin = row ? sqlite3_column_int64(s, 2) : 0;
  sqlite3_reset(s);
  return code;
}

static ErrCode mark_repeated(DocumentHit *out, Loader *x, const int64_t *blocks, Err *err) {
  sqlite3_stmt *s = x->statements[LOAD_REPEATED];
  bool row;
  ErrCode code;
  sqlite3_bind_int64(s, 1, out->key);
  while ((code = db_step(&x->l->db, s, &row, err)) == OK && row)
    for (size_t i = 0; i < out->nhits; i++)
      if (blocks[i] == sqlite3_column_int64(s, 0)) out->hits[i].repeated_block = true;
  sqlite3_reset(s);
  return code;
}

static void make_hits(DocumentHit *out, Arena *a, const Loader *x, Str pack) {
  out->nhits = out->claims.n;
  out->hits = arena_zalloc(a, (out->nhits + 1) * sizeof *out->hits);
  for (size_t i = 0; i < out->nhits; i++)
    out->hits[i] = (ClaimHit){.key = x->keys[i],
                              .document_key = out->key,
                              .document = &out->document,
                              .claim = &out->claims.items[i],
                              .pack = pack,
                              .raw = map_to_raw(&out->document.map, out->claims.items[i].span),
                              .origin = out->origin};
}

ErrCode document_load_with(DocumentHit *out, Arena *a, Loader *x, int64_t key, Err *err) {
  int64_t pack;
  Str label;
  Parcel *p = NULL;
  Opened opened;
  *out = (DocumentHit){.key = key};
  ErrCode code = current_label(&pack, &label, a, x, key, err);
  if (code == OK) code = parcel_load(&p, x, key, pack, true, err);
  if (code == OK && !p) code = err_set(err, ERR_LEDGER, "%s: no document %lld", x->l->db.path, (long long)key);
  if (code == OK) code = parcel_open(&opened, a, x->codec, p, err);
  parcel_free(p);
  if (code != OK) return code;
  out->document = opened.document;
  out->claims = opened.claims;
  out->has_text = opened.has_text;
  code = load_origin(out, a, x, err);
  make_hits(out, a, x, label);
  int64_t *blocks = arena_alloc(a, (out->nhits + 1) * sizeof *blocks);
  for (size_t i = 0; i < out->nhits; i++)
    blocks[i] = (int64_t)block_at(out->document.blocks, out->document.nblocks, out->claims.items[i].span.start);
  return code == OK ? mark_repeated(out, x, blocks, err) : code;
}

ErrCode document_load(DocumentHit *out, Arena *a, Ledger *l, int64_t key, Err *err) {
  Loader *x;
  ErrCode code = loader_new(&x, l, err);
  if (code == OK) code = document_load_with(out, a, x, key, err);
  loader_free(x);
  return code;
}
