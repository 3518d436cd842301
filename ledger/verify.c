/* verify.c -- the ledger against itself.
 *
 * Document by document: the rows must give the hash that was noted for them, the text must give the document's id, each claim its
 * own id, each quote the bytes at its offsets. Derived tables are made anew beside the old ones and compared by hash. The articles themselves are
 * read again in prove.c. */
#include "ledger/verify.h"
#include "ledger/derived.h"
#include "ledger/load.h"
#include "ledger/prove.h"

typedef struct {
  Ledger *l;
  const VerifyOptions *options;
  VerifyReport *report;
  MismatchSink sink;
  void *ctx;
  Loader *loader;
  Arena *arena;
} Check;

static ErrCode mismatch(Check *c, Str object, const char *what) {
  c->report->mismatches++;
  return c->sink(c->ctx, object, str_of(what));
}

static ErrCode mismatch_of(Check *c, char prefix, Id id, const char *what) {
  Buf b = BUF_INIT;
  full_id_put(&b, prefix, id);
  ErrCode code = mismatch(c, buf_str(&b), what);
  buf_release(&b);
  return code;
}

/* --- pages, keys ----------------------------------------------------------------------------------------------------- */

static ErrCode check_pragma(Check *c, const char *sql, const char *good, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = db_prepare(&s, &c->l->db, sql, err);
  while (code == OK && (code = db_step(&c->l->db, s, &row, err)) == OK && row) {
    Str said = column_str(s, 0);
    if (good && str_is(said, good)) continue;
    Str object = arena_printf(c->arena, "%.*s", STR_ARGS(said));
    code = mismatch(c, good ? STR("pages") : object, good ? object.p : "a row points to one that is not there");
  }
  sqlite3_finalize(s);
  return code;
}

/* --- a document ------------------------------------------------------------------------------------------------------ */

static ErrCode check_claim(Check *c, const Opened *o, size_t i, const Parcel *p, Str quote, Err *err) {
  (void)err;
  const Claim *k = &o->claims.items[i];
  Claim again = *k;
  ErrCode code = OK;
  claim_identify(&again, &o->document, p->pack);
  if (!id_eq(again.id, k->id) || !id_eq(again.figure, k->figure))
    code = mismatch_of(c, 'c', k->id, "its id does not follow from its row");
  if (code == OK && !str_eq(quote, str_slice(o->document.text, k->span.start, k->span.end)))
    code = mismatch_of(c, 'c', k->id, "its quote is not what stands at its offsets");
  else
    c->report->quotes++;
  c->report->claims++;
  return code;
}

#define QUOTES "SELECT quote FROM claim WHERE document = ?1 AND pack = ?2 ORDER BY number"

static ErrCode check_claims(Check *c, const Opened *o, const Parcel *p, int64_t document, int64_t pack, Err *err) {
  sqlite3_stmt *s;
  bool row;
  size_t i = 0;
  ErrCode code = db_prepare(&s, &c->l->db, QUOTES, err);
  if (code == OK) {
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_int64(s, 2, pack);
  }
  while (code == OK && i < o->claims.n && (code = db_step(&c->l->db, s, &row, err)) == OK && row)
    code = check_claim(c, o, i++, p, column_str(s, 0), err);
  sqlite3_finalize(s);
  return code;
}

/* The document's id follows from what is kept of it; the text only when it is kept. */
static ErrCode check_identity(Check *c, const Opened *o, const Parcel *p) {
  Document again = o->document;
  if (!o->has_text) return OK;
  document_identify_hashed(&again);
  return id_eq(again.id, p->id) ? OK : mismatch_of(c, 'd', p->id, "its id does not follow from its text and metadata");
}

static ErrCode check_document(Check *c, sqlite3_stmt *s, Err *err) {
  int64_t document = sqlite3_column_int64(s, 0), pack = sqlite3_column_int64(s, 1);
  Parcel *p;
  Opened o;
  Sha256 noted;
  Err damage = {0};
  bool has_pack = column_sha(&noted, s, 2);
  arena_clear(c->arena);
  ErrCode code = parcel_load(&p, c->loader, document, pack, true, err);
  if (code != OK || !p) return code;
  c->report->documents++;
  if (has_pack && memcmp(noted.b, p->inside.b, sizeof noted.b) != 0)
    code = mismatch_of(c, 'd', p->id, "its rows are not those that were written");
  if (code == OK && parcel_open(&o, c->arena, loader_codec(c->loader), p, &damage) != OK)
    code = mismatch_of(c, 'd', p->id, damage.text);
  else if (code == OK) {
    code = check_identity(c, &o, p);
    if (code == OK) code = check_claims(c, &o, p, document, pack, err);
  }
  parcel_free(p);
  return code;
}

static ErrCode check_documents(Check *c, Err *err) {
  sqlite3_stmt *s;
  int64_t all;
  uint64_t done = 0;
  bool row;
  ErrCode code = db_int(&all, &c->l->db, "SELECT count(*) FROM document", err);
  if (code == OK)
    code = db_prepare(&s, &c->l->db,
                      "SELECT d.key, x.pack, x.inside FROM document d LEFT JOIN extraction x ON x.document = d.key "
                      "LEFT JOIN pack k ON k.key = x.pack "
                      "ORDER BY d.id, k.hash",
                      err);
  if (code != OK) return code;
  while (code == OK && (code = db_step(&c->l->db, s, &row, err)) == OK && row) {
    code = check_document(c, s, err);
    if (code == OK) code = ledger_stopped(c->l, err);
    if (c->options->progress) c->options->progress(c->options->ctx, ++done, (uint64_t)all);
  }
  sqlite3_finalize(s);
  return code;
}

/* --- derived tables ------------------------------------------------------------------------------------------------- */

/* What cannot be derived because of what it is derived from says so itself. */
static ErrCode check_derived(Check *c, Err *err) {
  Sha256 now, anew;
  Err damage = {0};
  if (c->l->stale)
    return mismatch(c, STR("derived tables"), "are not those of the content: open the ledger where it can be written");
  ErrCode code = derived_hash(&now, c->l, err);
  if (code != OK) return code;
  code = derived_hash_anew(&anew, c->l, &damage);
  if (code == ERR_LEDGER) return mismatch(c, STR("derived tables"), damage.text);
  if (code != OK) return err_set(err, code, "%s", damage.text);
  if (memcmp(now.b, anew.b, sizeof now.b) == 0) return OK;
  return mismatch(c, STR("derived tables"), "are not what the claims give: merge the ledger into a new one");
}

/* --- all of it --------------------------------------------------------------------------------------------------------- */

ErrCode ledger_verify(VerifyReport *out, Ledger *l, const VerifyOptions *o, MismatchSink sink, void *ctx, Err *err) {
  Check c = {.l = l, .options = o, .report = out, .sink = sink, .ctx = ctx, .arena = arena_new()};
  *out = (VerifyReport){0};
  ErrCode code = loader_new(&c.loader, l, err);
  if (code == OK) code = check_pragma(&c, "PRAGMA integrity_check(20)", "ok", err);
  if (code == OK) code = check_pragma(&c, "PRAGMA foreign_key_check", NULL, err);
  if (code == OK) code = check_documents(&c, err);
  if (code == OK && !o->no_derived) code = check_derived(&c, err);
  if (code == OK && !o->no_sources) code = sources_verify(out, l, sink, ctx, err);
  if (code == OK) code = ledger_digest(&out->digest, l, err);
  loader_free(c.loader);
  arena_free(c.arena);
  return code;
}
