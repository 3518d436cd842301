/* prove.c -- the way back: from a claim to the bytes of the article that it was read from.
 *
 * Containers are walked once each, whatever the number of their records; an article is known by (path, offset). One that is gone or
 * has other bytes now says nothing against the ledger and is only counted. */
#include "ledger/prove.h"
#include "ledger/load.h"
#include <stdlib.h>

typedef struct {
  Ledger *l;
  VerifyReport *report;
  MismatchSink sink;
  void *ctx;
  Loader *loader;
  sqlite3_stmt *find, *seen;
  Arena *arena;
  ReadOptions reading;
} Proving;

/* Formats that cut a file into records and that --type or --map may have chosen: they are read again as that type, since the file
 * alone need not show it. */
#define CUT_BY_TYPE "('csv', 'mbox', 'ndjson')"
static const char *type_for(Str format) {
  static const char *const types[] = {"csv", "mbox", "ndjson"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (str_is(format, types[i])) return types[i];
  return "auto";
}

/* Limits that every article in the ledger passes, whatever they were when it was read first. */
static ErrCode widen_limits(ReadOptions *o, Ledger *l, Err *err) {
  int64_t longest;
  ErrCode code = db_int(&longest, &l->db, "SELECT coalesce(max(bytes), 0) FROM document", err);
  if (code != OK) return code;
  if ((uint64_t)longest > o->max_document) o->max_document = (uint64_t)longest;
  if ((uint64_t)longest > o->max_member) o->max_member = (uint64_t)longest;
  o->max_levels = 16;
  return OK;
}

/* --- one quote ------------------------------------------------------------------------------------------------------- */

/* The runs of the map that lie in the span: every copied one must be equal. *copied: how many bytes that were. */
static bool copies_equal(size_t *copied, const Document *d, Str raw, Span span) {
  *copied = 0;
  for (size_t i = 0; i < d->map.n; i++) {
    const MapRun *r = &d->map.runs[i];
    uint32_t from = r->text_off > span.start ? r->text_off : span.start, to = r->text_off + r->text_len;
    if (to > span.end) to = span.end;
    if (r->kind != MAP_COPY || from >= to) continue;
    size_t at = r->raw_off + (from - r->text_off);
    if (!str_eq(str_slice(raw, at, at + (to - from)), str_slice(d->text, from, to))) return false;
    *copied += to - from;
  }
  return true;
}

/* again: the article read anew, text empty when that failed. Bytes that stand as they were written are compared directly; references and escapes
 * by reading anew, unless that gives another text because the article was first read with other options; a quote of another encoding has
 * nothing but the reading anew. */
static bool quote_in_raw(const Document *d, const Document *again, Span span) {
  Span raw = map_to_raw(&d->map, span);
  if (raw.end > again->raw.n || raw.start >= raw.end) return false;
  if (str_eq(str_slice(again->raw, raw.start, raw.end), str_slice(d->text, span.start, span.end))) return true;
  size_t copied;
  if (d->map.n == 0 || !copies_equal(&copied, d, again->raw, span)) return false;
  if (!str_eq(again->text, d->text)) return copied > 0;
  Span same = map_to_raw(&again->map, span);
  return same.start == raw.start && same.end == raw.end;
}

static void read_anew(Document *again, Arena *a, const Input *in, const ReadOptions *reading) {
  if (document_read(again, a, in, reading, NULL) != OK) *again = (Document){0};
  again->raw = in->raw;
}

/* --- one article ------------------------------------------------------------------------------------------------------ */

static ErrCode compare_quotes(Proving *p, const Opened *o, const Document *again) {
  ErrCode code = OK;
  for (size_t i = 0; i < o->claims.n && code == OK; i++) {
    const Claim *c = &o->claims.items[i];
    if (quote_in_raw(&o->document, again, c->span)) {
      p->report->quotes_raw++;
      continue;
    }
    Buf b = BUF_INIT;
    full_id_put(&b, 'c', c->id);
    p->report->mismatches++;
    code = p->sink(p->ctx, buf_str(&b), STR("the article's bytes do not give its quote"));
    buf_release(&b);
  }
  return code;
}

static ErrCode compare_article(Proving *p, const Input *in, int64_t document, Err *err) {
  Parcel *rows = NULL;
  Opened o;
  Document again = {0};
  int64_t pack;
  arena_clear(p->arena);
  ErrCode code = current_pack(&pack, p->loader, document, err);
  if (code == OK) code = parcel_load(&rows, p->loader, document, pack, true, err);
  if (code == OK && rows && parcel_open(&o, p->arena, loader_codec(p->loader), rows, NULL) == OK) {
    if (memcmp(sha256_of(in->raw).b, o.document.raw_hash.b, sizeof(Sha256)) != 0) {
      p->report->sources_changed++;
    } else {
      p->report->sources_read++;
      read_anew(&again, p->arena, in, &p->reading);
      code = compare_quotes(p, &o, &again);
    }
  }
  parcel_free(rows);
  return code;
}

/* The documents that stand at this place; each is compared at the first of its places that is found. */
static ErrCode compare_input(Proving *p, const Input *in, Err *err) {
  bool row;
  int64_t documents[16];
  size_t n = 0;
  ErrCode code = OK;
  bind_str(p->find, 1, str_of(in->path));
  sqlite3_bind_int64(p->find, 2, (int64_t)in->offset);
  bind_str(p->find, 3, str_of(in->reader));
  while (n < 16 && (code = db_step(&p->l->db, p->find, &row, err)) == OK && row)
    documents[n++] = sqlite3_column_int64(p->find, 0);
  sqlite3_reset(p->find);
  for (size_t i = 0; i < n && code == OK; i++) {
    code = compare_article(p, in, documents[i], err);
    sqlite3_bind_int64(p->seen, 1, documents[i]);
    if (code == OK) code = db_run(&p->l->db, p->seen, err);
  }
  return code;
}

/* --- all files -------------------------------------------------------------------------------------------------------- */

static ErrCode walk_file(Proving *p, const char *path, Err *err) {
  Corpus *c = corpus_open(&path, 1, &p->reading);
  Input *in;
  ErrCode code = OK;
  while (code == OK && corpus_next(&in, c, NULL) == OK && in) {
    if (in->failed.code == OK) code = compare_input(p, in, err);
    if (code == OK) code = ledger_stopped(p->l, err);
    input_free(in);
  }
  corpus_close(c);
  return code;
}

#define FILES                                                                                                          \
  "SELECT DISTINCT d.format IN " CUT_BY_TYPE " AS cut, p.path, d.format FROM place p JOIN document d ON d.key = "      \
  "p.document WHERE p.path <> '-' ORDER BY cut, CASE WHEN cut THEN d.format END, p.path"

/* Paths in order, so that the members of one file come together; a file is read anew for each type. */
static ErrCode walk_files(Proving *p, Err *err) {
  sqlite3_stmt *s;
  char *last = NULL;
  bool row;
  ErrCode code = db_prepare(&s, &p->l->db, FILES, err);
  while (code == OK && (code = db_step(&p->l->db, s, &row, err)) == OK && row) {
    char *path = mem_strdup(column_str(s, 1)), *outer = corpus_outer_path(path);
    const char *type = type_for(column_str(s, 2));
    if (!last || strcmp(last, outer) != 0 || strcmp(type, p->reading.type) != 0) {
      p->reading.type = type;
      code = walk_file(p, outer, err);
    }
    free(path);
    free(last);
    last = outer;
  }
  free(last);
  sqlite3_finalize(s);
  return code;
}

#define PLACES                                                                                                         \
  "CREATE TEMP TABLE unseen(path TEXT, offset INTEGER, document INTEGER, PRIMARY KEY (path, offset, document)) "       \
  "WITHOUT ROWID; "                                                                                                    \
  "INSERT INTO temp.unseen SELECT path, offset, document FROM place; CREATE INDEX temp.unseen_document ON "            \
  "unseen(document)"

#define FIND                                                                                                           \
  "SELECT u.document FROM temp.unseen u JOIN document d ON d.key = u.document WHERE u.path = ?1 AND u.offset = ?2 "    \
  "AND (d.format = ?3 OR d.format NOT IN " CUT_BY_TYPE ")"

static ErrCode count_missing(Proving *p, Err *err) {
  int64_t missing;
  ErrCode code = db_int(&missing, &p->l->db, "SELECT count(DISTINCT document) FROM temp.unseen", err);
  p->report->sources_missing = (uint64_t)missing;
  return code;
}

ErrCode sources_verify(VerifyReport *out, Ledger *l, MismatchSink sink, void *ctx, Err *err) {
  Proving p = {
      .l = l, .report = out, .sink = sink, .ctx = ctx, .arena = arena_new(), .reading = read_options_default()};
  ErrCode code = widen_limits(&p.reading, l, err);
  if (code == OK) code = loader_new(&p.loader, l, err);
  if (code == OK) code = db_exec(&l->db, "PRAGMA query_only = OFF", err);
  if (code == OK) code = db_exec(&l->db, PLACES, err);
  if (code == OK) code = db_prepare(&p.find, &l->db, FIND, err);
  if (code == OK) code = db_prepare(&p.seen, &l->db, "DELETE FROM temp.unseen WHERE document = ?1", err);
  if (code == OK) code = walk_files(&p, err);
  if (code == OK) code = count_missing(&p, err);
  sqlite3_finalize(p.find);
  sqlite3_finalize(p.seen);
  sqlite3_exec(l->db.handle, "DROP TABLE IF EXISTS temp.unseen", NULL, NULL, NULL);
  if (l->mode == LEDGER_READ) sqlite3_exec(l->db.handle, "PRAGMA query_only = ON", NULL, NULL, NULL);
  loader_free(p.loader);
  arena_free(p.arena);
  return code;
}

/* --- one claim -------------------------------------------------------------------------------------------------------- */

static void note_problem(Proof *out, const char *text) {
  size_t n = strlen(text);
  if (n >= sizeof out->problem) n = sizeof out->problem - 1;
  memcpy(out->problem, text, n);
  out->problem[n] = 0;
}

static ErrCode stored_quote(Str *out, Arena *a, Ledger *l, int64_t claim, Err *err) {
  sqlite3_stmt *s;
  bool row = false;
  ErrCode code = db_prepare(&s, &l->db, "SELECT quote FROM claim WHERE key = ?1", err);
  if (code == OK) {
    sqlite3_bind_int64(s, 1, claim);
    code = db_step(&l->db, s, &row, err);
  }
  *out = row ? column_copy(a, s, 0) : (Str){0};
  sqlite3_finalize(s);
  return code;
}

static void prove_in_source(Proof *out, Arena *a, const ClaimHit *h, ReadOptions reading) {
  const Document *d = h->document;
  Document again = {0};
  Input *in = NULL;
  Err why = {0};
  reading.type = type_for(d->format);
  if (!d->path.n || str_is(d->path, "-")) {
    note_problem(out, "it came from standard input");
    return;
  }
  if (corpus_reread(&in, arena_str(a, d->path).p, d->offset, &reading, &why) != OK) {
    note_problem(out, why.text);
    return;
  }
  out->source_read = true;
  out->source_same = memcmp(sha256_of(in->raw).b, d->raw_hash.b, sizeof(Sha256)) == 0;
  if (out->source_same) {
    read_anew(&again, a, in, &reading);
    out->quote_in_raw = quote_in_raw(d, &again, h->claim->span);
  }
  input_free(in);
}

ErrCode claim_prove(Proof *out, Ledger *l, const ClaimHit *h, bool read_source, Err *err) {
  Arena *a = arena_new();
  Str quote;
  *out = (Proof){0};
  ErrCode code = stored_quote(&quote, a, l, h->key, err);
  if (code == OK)
    out->quote_in_text = str_eq(quote, str_slice(h->document->text, h->claim->span.start, h->claim->span.end));
  ReadOptions reading = read_options_default();
  if (code == OK && read_source) code = widen_limits(&reading, l, err);
  if (code == OK && read_source) prove_in_source(out, a, h, reading);
  arena_free(a);
  return code;
}
