/* cmd_ingest.c -- articles into a ledger: workers read and extract, this thread writes in reading order and commits in batches. */
#include "cli/feed.h"
#include "cli/signals.h"
#include "ledger/files.h"
#include "ledger/stats.h"
#include <stdatomic.h>
#include <stdlib.h>

enum { OPT_SHARD = OPT_OWN, OPT_NO_TEXT, OPT_RETRY_FAILED, OPT_DEFER, OPT_CLAIMS };
enum { BATCH_DOCUMENTS = 1000, BATCH_BYTES = 4 << 20, CLAIMS_LINE = 256 << 20 };

typedef struct {
  Feed feed;
  Pack *pack;
  Ledger *ledger; /* NULL in a dry run, and with --claims until its pack is known */
  bool dry;
  PutOptions put;
  bool load;     /* --claims: inputs are what extract --for-ingest printed */
  char lang[24]; /* --claims: language and hash of its pack, "" until known */
  Sha256 loaded;
  uint64_t others;           /* objects of other kinds among them */
  Counts counts;             /* of what was put */
  uint64_t committed;        /* articles up to the last commit */
  size_t batch, batch_bytes; /* documents and bytes put since */
  FileMemory *files;         /* NULL in a dry run and with --claims */
  atomic_ullong passed_over; /* articles of files that nobody touched, counted by the reader's thread */
  const FileState *file;     /* that the last input came from; what it gave, and whether any of it failed */
  uint64_t file_documents;
  bool file_failed;
} Ingest;

typedef struct {
  Parcel *parcel; /* NULL: an object of another kind */
  Err err;        /* why there is no document */
} Result;

/* --- on the workers ------------------------------------------------------------------------------------------------- */

/* What one worker keeps between articles. */
typedef struct {
  Extractor *extractor;
  Zstd *codec;
} Own;

static void *start(void *ctx) {
  Own *own = mem_alloc(sizeof *own);
  const Ingest *x = ctx;
  *own = (Own){x->load ? NULL : extractor_new(x->pack), zstd_new()};
  return own;
}

static void stop(void *ctx, void *own) {
  (void)ctx;
  if (((Own *)own)->extractor) extractor_free(((Own *)own)->extractor);
  zstd_free(((Own *)own)->codec);
  free(own);
}

static bool other_shard(const Ingest *x, const Document *d) {
  return x->put.shards > 1 && shard_of(d->id, x->put.shards) != x->put.shard;
}

static void *work(void *ctx, Worker *w, const Input *in) {
  const Ingest *x = ctx;
  Own *own = w->own;
  Result *r = mem_zalloc(sizeof *r);
  Document d = {0};
  Extraction e = {0};
  r->err = in->failed;
  ErrCode code = r->err.code;
  if (code == OK) code = document_read(&d, w->arena, in, &x->feed.reading, &r->err);
  if (code == OK && !other_shard(x, &d)) code = extractor_run(&e, own->extractor, w->arena, &d, &r->err);
  if (e.gave_up) d.flags |= DOC_LIMIT;
  if (code != OK) err_set(&r->err, code, "%s: not read", in->path);
  r->parcel =
      code == OK ? parcel_make(own->codec, &d, &e, e.pack ? e.pack : x->pack, &x->put) : parcel_failure(in, &r->err);
  return r;
}

/* --claims: a line that cannot be used is not an article that failed, so it makes no row. */
static void *load(void *ctx, Worker *w, const Input *in) {
  const Ingest *x = ctx;
  Result *r = mem_zalloc(sizeof *r);
  Err why = {0};
  r->err = in->failed;
  if (r->err.code != OK) return r;
  ErrCode code = parcel_of_json(&r->parcel, w->arena, ((Own *)w->own)->codec, in->raw, &x->put, &why);
  if (code != OK) err_set(&r->err, code, "%s: byte %llu: %s", in->path, (unsigned long long)in->offset, why.text);
  if (r->parcel) parcel_failed(r->parcel, &r->err);
  return r;
}

static void drop(void *ctx, void *result) {
  (void)ctx;
  parcel_free(((Result *)result)->parcel);
  free(result);
}

/* --- on the writer -------------------------------------------------------------------------------------------------- */

static bool go_on(void *ctx) { return feed_goes_on(&((Ingest *)ctx)->feed); }

static ErrCode commit(Ingest *x, Err *err) {
  ErrCode code = x->ledger ? ledger_commit(x->ledger, err) : OK;
  if (code != OK) return code;
  x->batch = x->batch_bytes = 0;
  x->feed.counts.articles = x->counts.documents + x->counts.unchanged + atomic_load(&x->passed_over);
  x->feed.counts.claims = x->counts.claims;
  return OK;
}

/* In a dry run everything counts as new. */
static void count_only(Ingest *x, const Result *r) {
  if (r->err.code == OK) x->counts.documents++;
  x->counts.claims += parcel_claims(r->parcel);
  x->counts.failed += r->err.code != OK;
}

/* --- files that nobody touched --------------------------------------------------------------------------------------- */

/* Everything beside a file's bytes that makes its rows. */
static Sha256 how_of(const Ingest *x) {
  const ReadOptions *o = &x->feed.reading;
  const int64_t numbers[] = {o->base_date.day,       o->base_date.second,   (int64_t)o->max_document,
                             (int64_t)o->max_member, o->max_ratio,          o->max_levels,
                             o->max_depth,           (int64_t)o->max_nodes, x->put.keep_text,
                             x->put.shard,           x->put.shards,         pack_steps(x->pack)};
  Sha256 pack = pack_hash(x->pack);
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, str_make((const char *)pack.b, sizeof pack.b));
  hasher_field(&h, str_of(o->type));
  hasher_field(&h, str_of(o->map ? o->map : ""));
  hasher_field(&h, str_of(o->lang ? o->lang : ""));
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) hasher_field_i64(&h, numbers[i]);
  return hasher_done(&h);
}

static bool untouched(void *ctx, const FileState *file) {
  Ingest *x = ctx;
  uint64_t documents;
  if (!file_memory_has(x->files, file, &documents)) return false;
  atomic_fetch_add(&x->passed_over, documents);
  return true;
}

/* The last file was read to its end. */
static ErrCode end_file(Ingest *x, Err *err) {
  ErrCode code = OK;
  if (x->file && !x->file_failed) code = file_memory_add(x->files, x->file, x->file_documents, err);
  x->file = NULL;
  x->file_documents = 0;
  x->file_failed = false;
  return code;
}

static ErrCode note_file(Ingest *x, const Input *in, const Result *r, Err *err) {
  if (!x->files || !in->file) return OK;
  ErrCode code = x->file == in->file ? OK : end_file(x, err);
  x->file = in->file;
  x->file_documents += r->err.code == OK;
  x->file_failed |= r->err.code != OK;
  return code;
}

static ErrCode open_ledger(Ingest *x, Err *err) {
  const Cli *c = x->feed.cli;
  ErrCode code = ledger_open(&x->ledger, c->ledger, LEDGER_WRITE, err);
  if (code == OK && !x->load) code = ledger_begin_run(x->ledger, str_of(c->line), x->pack, err);
  if (code == OK && x->load) code = ledger_begin_run_as(x->ledger, str_of(c->line), str_of(x->lang), x->loaded, err);
  if (code == OK) ledger_defer(x->ledger, cli_has(c, OPT_DEFER));
  if (code == OK && x->put.shards > 1) code = ledger_set_shard(x->ledger, x->put.shard, x->put.shards, err);
  if (code == OK && !x->load) code = file_memory_load(&x->files, x->ledger, how_of(x), err);
  if (x->files) {
    x->feed.known = untouched;
    x->feed.known_ctx = x;
  }
  return code;
}

/* --claims: the first line tells the pack of the run; an article of another one of that language is refused. */
static ErrCode check_pack(Ingest *x, Result *r, const Input *in, Err *err) {
  Str lang;
  Sha256 hash;
  if (!r->parcel || !parcel_pack(&lang, &hash, r->parcel)) return OK;
  if (!x->lang[0]) {
    memcpy(x->lang, lang.p, lang.n < sizeof x->lang ? lang.n : sizeof x->lang - 1);
    x->loaded = hash;
    return x->dry ? OK : open_ledger(x, err);
  }
  if (memcmp(hash.b, x->loaded.b, sizeof hash.b) == 0 || !str_eq(lang, str_of(x->lang))) return OK;
  parcel_free(r->parcel);
  r->parcel = NULL;
  err_clear(&r->err);
  err_set(&r->err, ERR_INPUT, "%s: byte %llu: made with another rule pack than the lines before: load it apart",
          in->path, (unsigned long long)in->offset);
  return OK;
}

static ErrCode take(void *ctx, const Input *in, void *result, Err *err) {
  Ingest *x = ctx;
  Result *r = result;
  ErrCode code = x->load ? check_pack(x, r, in, err) : note_file(x, in, r, err);
  if (r->err.code != OK) feed_failed(&x->feed, &r->err, false);
  if (!r->parcel && r->err.code == OK)
    x->others++;
  else if (!r->parcel)
    x->counts.failed++;
  else if (x->dry)
    count_only(x, r);
  else if (code == OK)
    code = ledger_put(x->ledger, r->parcel, &x->counts, err);
  x->batch_bytes += r->parcel ? parcel_size(r->parcel) : 0;
  x->batch++;
  if (code == OK && (x->batch >= BATCH_DOCUMENTS || x->batch_bytes >= BATCH_BYTES)) code = commit(x, err);
  feed_taken(&x->feed, in);
  drop(ctx, r);
  return code;
}

static void interrupt_ledger(void *ctx) { ledger_interrupt(ctx); }

/* --- failed before -------------------------------------------------------------------------------------------------- */

typedef struct {
  char **paths;
  uint64_t *offsets;
  size_t n, cap;
} Failures;

static ErrCode collect_failure(void *ctx, const Row *row) {
  Failures *f = ctx;
  uint64_t offset = (uint64_t)row->cells[1].i;
  if (f->n && f->offsets[f->n - 1] == offset && str_is(row->cells[0].text, f->paths[f->n - 1])) return OK;
  if (f->n == f->cap) {
    f->cap = f->cap * 2 + 16;
    f->paths = mem_realloc(f->paths, f->cap * sizeof *f->paths);
    f->offsets = mem_realloc(f->offsets, f->cap * sizeof *f->offsets);
  }
  f->paths[f->n] = mem_strdup(row->cells[0].text);
  f->offsets[f->n++] = offset;
  return OK;
}

static ErrCode retry_one(Ingest *x, Worker *w, const char *path, uint64_t offset, Err *err) {
  Input *in = NULL;
  Err why = {0};
  if (corpus_reread(&in, path, offset, &x->feed.reading, &why) != OK) {
    feed_failed(&x->feed, &why, false);
    return OK;
  }
  arena_clear(w->arena);
  ErrCode code = take(x, in, work(x, w, in), err);
  input_free(in);
  return code;
}

static ErrCode retry_failed(Ingest *x, Err *err) {
  Failures f = {0};
  Worker w = {start(x), arena_new()};
  ErrCode code = ledger_failures(x->ledger, collect_failure, &f, err);
  for (size_t i = 0; i < f.n; i++) {
    if (code == OK && go_on(x)) code = retry_one(x, &w, f.paths[i], f.offsets[i], err);
    free(f.paths[i]);
  }
  free(f.paths);
  free(f.offsets);
  stop(x, w.own);
  arena_free(w.arena);
  return code == OK && signals_stopped() ? ERR_INTERRUPTED : code;
}

/* --- the command ---------------------------------------------------------------------------------------------------- */

static void summary(const Ingest *x, const Cli *c) {
  const Counts *n = &x->counts;
  cli_note(c, "%llu new, %llu unchanged, %llu changed, %llu failed; %llu claims in %.1f s%s",
           (unsigned long long)(n->documents - n->changed), (unsigned long long)n->unchanged,
           (unsigned long long)n->changed, (unsigned long long)n->failed, (unsigned long long)n->claims,
           progress_seconds(&x->feed.progress),
           x->dry ? " (dry run: nothing written)" : "; next: claimledger conflicts --why");
  if (n->failed && !x->dry && !x->load)
    cli_note(c, "%llu inputs failed: claimledger stats --failed lists them", (unsigned long long)n->failed);
}

/* Ends the run also after a signal, so that what was finished is kept, but not after an error of the ledger. */
static ErrCode end(Ingest *x, ErrCode code, Err *err) {
  bool interrupted = code == ERR_INTERRUPTED;
  if (code == OK || interrupted) {
    ledger_passed_over(x->ledger, atomic_load(&x->passed_over));
    x->counts.unchanged += atomic_exchange(&x->passed_over, 0);
    ErrCode committed = commit(x, err);
    if (committed == OK) signals_call(interrupt_ledger, x->ledger);
    if (committed == OK) committed = ledger_end_run(x->ledger, &x->counts, interrupted, err);
    signals_call(NULL, NULL);
    if (committed == ERR_INTERRUPTED && !interrupted) {
      err_clear(err);
      err_set(err, committed, "interrupted after the last article; the next command makes search and comparison ready");
    }
    if (committed != OK) code = committed;
  }
  file_memory_end(x->files);
  ErrCode closed = ledger_close(x->ledger, err);
  if (interrupted && err->code == OK) {
    err_set(err, ERR_INTERRUPTED, "interrupted after %llu articles; run the same command again to go on",
            (unsigned long long)(x->counts.documents + x->counts.unchanged));
  }
  return code != OK ? code : closed;
}

static ErrCode ingest(Ingest *x, const Cli *c, Err *err) {
  Pipeline p = {.ctx = x, .start = start, .stop = stop, .work = work, .take = take, .drop = drop, .go_on = go_on};
  if (x->load) p.work = load;
  if (!(p.jobs = cli_jobs(c, err))) return ERR_USAGE;
  ErrCode code = x->dry || x->load ? OK : open_ledger(x, err);
  if (code == OK && cli_has(c, OPT_RETRY_FAILED)) code = retry_failed(x, err);
  if (code == OK && x->feed.npaths) code = feed_run(&x->feed, &p, err);
  if (code == OK) code = end_file(x, err);
  if (code == OK) code = commit(x, err);
  if (x->ledger) code = end(x, code, err);
  if (code == OK && x->others && !x->lang[0])
    code = err_set(err, ERR_USAGE, "--claims: claims without their articles: make them with extract --for-ingest");
  if (code == OK) summary(x, c);
  return code;
}

static ErrCode check_options(const Cli *c, Err *err) {
  if (cli_has(c, OPT_RETRY_FAILED) && cli_has(c, 'n'))
    return err_set(err, ERR_USAGE, "--retry-failed: not with --dry-run");
  if (!cli_has(c, OPT_CLAIMS)) return OK;
  if (cli_has(c, OPT_RETRY_FAILED)) return err_set(err, ERR_USAGE, "--claims: not with --retry-failed");
  if (cli_has(c, OPT_NO_TEXT)) return err_set(err, ERR_USAGE, "--claims: not with --no-text: give that to extract");
  return OK;
}

static int run(Cli *c, Err *err) {
  Ingest x = {.put = {.keep_text = !cli_has(c, OPT_NO_TEXT)}, .dry = cli_has(c, 'n'), .load = cli_has(c, OPT_CLAIMS)};
  bool retry_only = cli_has(c, OPT_RETRY_FAILED) && c->nargs == 0;
  ErrCode code = cli_shard(&x.put.shard, &x.put.shards, c, OPT_SHARD, err);
  if (code == OK) code = check_options(c, err);
  if (code == OK) code = feed_init(&x.feed, c, retry_only, err);
  if (code == OK && x.load) {
    x.feed.reading.type = "ndjson";
    x.feed.reading.max_document = CLAIMS_LINE;
  }
  if (code == OK) code = cli_pack(&x.pack, c, err);
  if (code == OK) code = ingest(&x, c, err);
  int status = code == OK ? retry_only ? x.counts.failed ? 3 : 0 : feed_status(&x.feed) : exit_code_of(code);
  if (!x.feed.left) {
    pack_free(x.pack);
    file_memory_free(x.files);
  }
  feed_release(&x.feed);
  return status;
}

static const struct poptOption options[] = {
    CLI_VALUE("shard", 0, OPT_SHARD, "only the articles that fall to part I of N, 0 <= I < N", "I/N"),
    CLI_FLAG("no-text", 0, OPT_NO_TEXT, "keep only the sentences that claims use"),
    CLI_FLAG("retry-failed", 0, OPT_RETRY_FAILED, "read again what failed before"),
    CLI_FLAG("claims", 0, OPT_CLAIMS, "the inputs are what extract --for-ingest printed, in any order"),
    CLI_FLAG("defer", 0, OPT_DEFER, "leave search and comparison to the first command that reads"),
    CLI_FLAG("dry-run", 'n', 'n', "read and extract, write nothing"),
    CLI_GROUP("Running", feed_options),
    CLI_GROUP("Reading", reading_options),
    CLI_GROUP("Rules", rules_options),
    CLI_END};

const Command cmd_ingest = {.name = "ingest",
                            .args = "[PATH|-]...",
                            .summary = "read articles, extract claims into a ledger",
                            .examples = "ingest corpus/\tevery article under corpus/\n"
                                        "ingest crawl.warc.gz dump.ndjson.zst\tone article a record\n"
                                        "ingest --map text=body,date=published stories.csv\tyour own field names\n"
                                        "ingest --shard 3/64 -L part3.ledger corpus/\tone part of 64, for merge\n"
                                        "ingest --claims part*.ndjson\twhat extract --for-ingest printed\n"
                                        "ingest --retry-failed\tonce more what failed before\n",
                            .notes = "The same command again goes on where a run was stopped; files that nobody "
                                     "touched\nand known articles are passed over.",
                            .options = options,
                            .writes = true,
                            .run = run};
