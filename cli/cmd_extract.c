/* cmd_extract.c -- articles in, claims out, no ledger. Output keeps the order of the input; with standard input as a pipe
 * each article's claims are written as soon as nothing more is waiting there, so that it works inside a stream. */
#include "base/json.h"
#include "cli/feed.h"
#include "ledger/ledger.h"
#include <stdlib.h>

enum {
  OPT_MENTIONS = OPT_OWN,
  OPT_SENTENCES,
  OPT_ALL,
  OPT_RESOLVED,
  OPT_FOR_INGEST,
  OPT_NO_TEXT,
  OPT_COUNT,
  OPT_NO_FILTER
};

typedef struct {
  Feed feed;
  Pack *pack;
  Out *out;
  bool claims, mentions, sentences, resolved, parcels, count, no_filter;
  PutOptions put;
  Format format;
} Extract;

/* What a worker keeps between articles. */
typedef struct {
  Extractor *extractor;
  Zstd *codec;
} Own;

/* What a worker hands over: lines of objects, or why there are none. */
typedef struct {
  Buf lines;
  uint64_t objects;
  Err err;
} Result;

static void *start(void *ctx) {
  Own *own = mem_alloc(sizeof *own);
  *own = (Own){extractor_new(((Extract *)ctx)->pack), zstd_new()};
  extractor_set_filter(own->extractor, !((Extract *)ctx)->no_filter);
  return own;
}

static void stop(void *ctx, void *own) {
  (void)ctx;
  extractor_free(((Own *)own)->extractor);
  zstd_free(((Own *)own)->codec);
  free(own);
}

static void drop(void *ctx, void *result) {
  (void)ctx;
  buf_release(&((Result *)result)->lines);
  free(result);
}

static bool go_on(void *ctx) {
  Extract *x = ctx;
  return feed_goes_on(&x->feed) && !out_failed(x->out);
}

/* Claims and mentions of the same span are one object: the claim. Both lists are in text order. */
static bool is_claimed(const Claims *claims, size_t *at, Span s) {
  while (*at < claims->n && claims->items[*at].span.start < s.start) ++*at;
  for (size_t i = *at; i < claims->n && claims->items[i].span.start == s.start; i++)
    if (claims->items[i].span.end == s.end) return true;
  return false;
}

static bool is_resolved(const Claim *c) { return c->subject.entity.p || c->subject.text.p || c->measure.p; }

/* A pronoun names nothing by itself: what it stands for is seen in the claims of which it is the subject. */
static bool is_shown(const Mention *m) {
  return m->kind != KIND_NOISE && !(m->kind == KIND_ENTITY && m->is.entity.how == HOW_PRONOUN);
}

static void line_end(Result *r) {
  buf_putc(&r->lines, '\n');
  r->objects++;
}

/* Sentences, claims and mentions by where they begin. */
static void put_extraction(const Extract *x, Result *r, const Document *d, const Extraction *e) {
  size_t s = 0, c = 0, m = 0, claimed = 0;
  enum { CLAIM_LENGTH = 1200 }; /* of most */
  const size_t ns = x->sentences ? e->nsentences : 0, nc = x->claims ? e->claims.n : 0,
               nm = x->mentions ? e->mentions.n : 0;
  buf_reserve(&r->lines, nc * CLAIM_LENGTH);
  while (s < ns || c < nc || m < nm) {
    uint32_t at_s = s < ns ? e->sentences[s].start : UINT32_MAX,
             at_c = c < nc ? e->claims.items[c].span.start : UINT32_MAX,
             at_m = m < nm ? e->mentions.items[m].span.start : UINT32_MAX;
    if (s < ns && at_s <= at_c && at_s <= at_m) {
      sentence_put_json(&r->lines, d, e->sentences[s++]);
      line_end(r);
    } else if (c < nc && at_c <= at_m) {
      const Claim *claim = &e->claims.items[c++];
      if (x->resolved && !is_resolved(claim)) continue;
      claim_put_json(&r->lines, d, claim, e->pack);
      line_end(r);
    } else {
      const Mention *mention = &e->mentions.items[m++];
      if (!is_shown(mention) || (x->claims && is_claimed(&e->claims, &claimed, mention->span))) continue;
      mention_put_json(&r->lines, d, mention);
      line_end(r);
    }
  }
}

/* The line that `ingest --claims` makes a ledger's rows from; e NULL: of a failure. */
static void put_parcel(const Extract *x, Result *r, Zstd *codec, const Input *in, const Document *d,
                       const Extraction *e) {
  Parcel *p = e ? parcel_make(codec, d, e, e->pack, &x->put) : parcel_failure(in, &r->err);
  parcel_put_json(&r->lines, codec, p, str_of(pack_lang(e ? e->pack : x->pack)), pack_hash(e ? e->pack : x->pack));
  parcel_free(p);
}

static void *work(void *ctx, Worker *w, const Input *in) {
  const Extract *x = ctx;
  Own *own = w->own;
  Result *r = mem_zalloc(sizeof *r);
  Document d = {0};
  Extraction e = {0};
  ErrCode code = in->failed.code;
  if (code != OK) r->err = in->failed;
  if (code == OK) code = document_read(&d, w->arena, in, &x->feed.reading, &r->err);
  if (code == OK) code = extractor_run(&e, own->extractor, w->arena, &d, &r->err);
  if (e.gave_up) d.flags |= DOC_LIMIT;
  if (code == OK && x->count)
    r->objects = e.claims.n;
  else if (code == OK)
    put_extraction(x, r, &d, &e);
  else if (r->err.code == OK)
    err_set(&r->err, code, "%s: not read", in->path);
  if (x->parcels) put_parcel(x, r, own->codec, in, &d, code == OK ? &e : NULL);
  return r;
}

/* One line of a table, or of csv, from a claim's object. */
static const Column columns[] = {{"kind", 0},
                                 {"text", COL_TRIM},
                                 {"value", COL_RIGHT | COL_SPARE},
                                 {"unit", 0},
                                 {"subject", COL_TRIM},
                                 {"measure", 0},
                                 {"change", COL_SPARE},
                                 {"time", 0},
                                 {"sentence", COL_TRIM | COL_MOST},
                                 {"document", COL_DATA},
                                 {"start", COL_DATA},
                                 {"end", COL_DATA},
                                 {"id", COL_DATA}};
static const char *const paths[] = {"kind",    "text",   "value",      "unit",          "subject.entity",
                                    "measure", "change", "time.first", "sentence.text", "document",
                                    "start",   "end",    "id"};

static void put_cells(Out *o, Arena *a, Str line) {
  JsonValue object, v;
  size_t at = 0;
  if (json_next(&object, line, &at, NULL) != OK) return;
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    bool found = json_get(&v, object, str_of(paths[i])) && v.kind != JSON_NULL;
    if (!found && strcmp(paths[i], "subject.entity") == 0) found = json_get(&v, object, STR("subject.text"));
    out_cell_str(o, found ? json_scalar(a, v) : STR(""));
  }
  out_row_end(o);
}

static void put_lines(Extract *x, Str lines) {
  if (x->format == FORMAT_NDJSON) {
    buf_put(out_object(x->out), lines);
    out_check(x->out);
    return;
  }
  Arena *a = arena_new();
  for (Str line; str_split(&line, &lines, '\n') && line.n;) {
    if (out_wants_objects(x->out)) {
      buf_put(out_object(x->out), line);
      out_object_end(x->out);
    } else {
      put_cells(x->out, a, line);
    }
  }
  arena_free(a);
}

static ErrCode take(void *ctx, const Input *in, void *result, Err *err) {
  Extract *x = ctx;
  Result *r = result;
  (void)err;
  if (r->err.code != OK) {
    feed_failed(&x->feed, &r->err, true);
  } else {
    x->feed.counts.articles++;
    x->feed.counts.claims += r->objects;
  }
  put_lines(x, buf_str(&r->lines));
  feed_taken(&x->feed, in);
  if (x->feed.standard_input && !feed_more_waits()) out_flush(x->out);
  drop(ctx, r);
  return OK;
}

static ErrCode extract(Extract *x, const Cli *c, Err *err) {
  Pipeline p = {.ctx = x, .start = start, .stop = stop, .work = work, .take = take, .drop = drop, .go_on = go_on};
  OutOptions how = c->out;
  if (!(p.jobs = cli_jobs(c, err))) return ERR_USAGE;
  if (x->parcels && cli_text(c, 'f') && c->out.format != FORMAT_NDJSON)
    return err_set(err, ERR_USAGE, "--for-ingest: only with -f ndjson");
  if (x->parcels || x->count) how.format = FORMAT_NDJSON;
  x->format = how.format;
  ErrCode code = out_open(&x->out, &how, err);
  if (code != OK) return code;
  if (!out_wants_objects(x->out)) out_columns(x->out, columns, sizeof columns / sizeof *columns);
  code = feed_run(&x->feed, &p, err);
  if (code == ERR_INTERRUPTED)
    err_set(err, code, "interrupted after %llu articles", (unsigned long long)x->feed.counts.articles);
  if (x->count) {
    buf_put_u64(out_object(x->out), x->feed.counts.claims);
    out_object_end(x->out);
  }
  ErrCode closed = out_close(x->out, code == OK || code == ERR_INTERRUPTED, err);
  return code != OK ? code : closed;
}

static int run(Cli *c, Err *err) {
  bool all = cli_has(c, OPT_ALL);
  Extract x = {.mentions = all || cli_has(c, OPT_MENTIONS),
               .sentences = all || cli_has(c, OPT_SENTENCES),
               .resolved = cli_has(c, OPT_RESOLVED),
               .parcels = cli_has(c, OPT_FOR_INGEST),
               .count = cli_has(c, OPT_COUNT),
               .no_filter = cli_has(c, OPT_NO_FILTER),
               .put = {.keep_text = !cli_has(c, OPT_NO_TEXT)}};
  x.claims = all || !(x.mentions || x.sentences || x.parcels);
  ErrCode code = feed_init(&x.feed, c, false, err);
  if (code == OK) code = cli_pack(&x.pack, c, err);
  if (code == OK) code = extract(&x, c, err);
  int status = code == OK ? feed_status(&x.feed) : exit_code_of(code);
  if (!x.feed.left) pack_free(x.pack);
  feed_release(&x.feed);
  return status;
}

static const struct poptOption options[] = {
    CLI_FLAG("all", 0, OPT_ALL, "claims, other mentions and sentences"),
    CLI_FLAG("mentions", 0, OPT_MENTIONS, "what the text names: figures, dates, entities, citations"),
    CLI_FLAG("sentences", 0, OPT_SENTENCES, "sentences"),
    CLI_FLAG("resolved", 0, OPT_RESOLVED, "only claims with a subject or a measure"),
    CLI_FLAG("count", 0, OPT_COUNT, "how many claims there are, nothing else"),
    CLI_FLAG("for-ingest", 0, OPT_FOR_INGEST, "one object an article for ingest --claims (with --all: also claims)"),
    CLI_FLAG("no-text", 0, OPT_NO_TEXT, "with --for-ingest: only the sentences that claims use"),
    CLI_FLAG("no-filter", 0, OPT_NO_FILTER, "try every rule at every word: the same output, slowly"),
    CLI_GROUP("Running", feed_options),
    CLI_GROUP("Reading", reading_options),
    CLI_GROUP("Rules", rules_options),
    CLI_END};

const Command cmd_extract = {.name = "extract",
                             .args = "[PATH|-]...",
                             .summary = "articles in, claims out, no ledger",
                             .examples =
                                 "extract article.html\tits figures, with who, what and when\n"
                                 "extract -t ndjson < articles.ndjson\tone article a line in, one claim a line out\n"
                                 "extract --all corpus/ -f ndjson -o all.ndjson\tclaims, mentions and sentences\n"
                                 "extract --resolved -f csv page.html\tonly figures with a subject or a measure\n"
                                 "extract --for-ingest big.ndjson | claimledger ingest --claims -\tin two processes\n",
                             .options = options,
                             .run = run};
