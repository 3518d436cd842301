/* cmd_extract.c -- articles in, claims out, no ledger. Output keeps the order of the input; with standard input as a pipe
 * each article's claims are written as soon as nothing more is waiting there, so that it works inside a stream. */
#include "base/json.h"
#include "cli/cli.h"
#include "cli/pipeline.h"
#include "cli/signals.h"
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

enum { OPT_MENTIONS = OPT_OWN, OPT_SENTENCES, OPT_ALL, OPT_RESOLVED };

typedef struct {
  Cli *cli;
  Pack *pack;
  ReadOptions reading;
  Out *out;
  bool claims, mentions, sentences, resolved;
  bool streaming; /* standard input is a pipe among the inputs */
  uint64_t articles, found, failed;
  Progress progress;
  ProgressCounts counts;
  Corpus *corpus;
} Extract;

/* What a worker hands over: lines of objects, or why there are none. */
typedef struct {
  Buf lines;
  uint64_t objects;
  Err err;
} Result;

static void *start(void *ctx) { return extractor_new(((Extract *)ctx)->pack); }

static void stop(void *ctx, void *own) {
  (void)ctx;
  extractor_free(own);
}

static void drop(void *ctx, void *result) {
  (void)ctx;
  buf_release(&((Result *)result)->lines);
  free(result);
}

static bool go_on(void *ctx) {
  Extract *x = ctx;
  progress_tick(&x->progress, &x->counts);
  return !signals_stopped() && !out_failed(x->out);
}

/* Claims and mentions of the same span are one object: the claim. Both lists are in text order. */
static bool is_claimed(const Claims *claims, size_t *at, Span s) {
  while (*at < claims->n && claims->items[*at].span.start < s.start) ++*at;
  for (size_t i = *at; i < claims->n && claims->items[i].span.start == s.start; i++)
    if (claims->items[i].span.end == s.end) return true;
  return false;
}

static bool is_resolved(const Claim *c) { return c->subject.entity.p || c->subject.text.p || c->measure.p; }

static void line_end(Result *r) {
  buf_putc(&r->lines, '\n');
  r->objects++;
}

/* Sentences, claims and mentions by where they begin. */
static void put_extraction(const Extract *x, Result *r, const Document *d, const Extraction *e) {
  size_t s = 0, c = 0, m = 0, claimed = 0;
  const size_t ns = x->sentences ? e->nsentences : 0, nc = x->claims ? e->claims.n : 0,
               nm = x->mentions ? e->mentions.n : 0;
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
      claim_put_json(&r->lines, d, claim, x->pack);
      line_end(r);
    } else {
      const Mention *mention = &e->mentions.items[m++];
      if (mention->kind == KIND_NOISE || (x->claims && is_claimed(&e->claims, &claimed, mention->span))) continue;
      mention_put_json(&r->lines, d, mention);
      line_end(r);
    }
  }
}

static void *work(void *ctx, Worker *w, const Input *in) {
  const Extract *x = ctx;
  Result *r = mem_zalloc(sizeof *r);
  Document d = {0};
  Extraction e = {0};
  ErrCode code = in->failed.code;
  if (code != OK) r->err = in->failed;
  if (code == OK) code = document_read(&d, w->arena, in, &x->reading, &r->err);
  if (code == OK) code = extractor_run(&e, w->own, w->arena, &d, &r->err);
  if (code == OK)
    put_extraction(x, r, &d, &e);
  else if (r->err.code == OK)
    err_set(&r->err, code, "%s: not read", in->path);
  return r;
}

/* Bytes are waiting on standard input. */
static bool more_waits(void) {
  struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&p, 1, 0) > 0 && (p.revents & POLLIN);
}

/* One line of a table, or of csv, from a claim's object. */
static const Column columns[] = {{"kind", 0},
                                 {"text", 0},
                                 {"value", COL_RIGHT},
                                 {"unit", 0},
                                 {"subject", 0},
                                 {"measure", 0},
                                 {"change", 0},
                                 {"time", 0},
                                 {"sentence", COL_TRIM},
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
  if (x->cli->out.format == FORMAT_NDJSON) {
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
    x->counts.failures++;
    progress_clear(&x->progress);
    cli_error(&r->err);
  } else {
    x->counts.articles++;
    x->counts.claims += r->objects;
    put_lines(x, buf_str(&r->lines));
  }
  x->counts.bytes = in->consumed;
  x->counts.total = corpus_bytes(x->corpus);
  if (x->streaming && !more_waits()) out_flush(x->out);
  drop(ctx, r);
  return OK;
}

static int run_corpus(Extract *x, char **paths_given, size_t n, Err *err) {
  bool left = false, interrupted;
  for (size_t i = 0; i < n; i++) x->streaming |= strcmp(paths_given[i], "-") == 0;
  x->corpus = corpus_open((const char *const *)paths_given, n, &x->reading);
  Pipeline p = {.jobs = cli_jobs(x->cli, err),
                .ctx = x,
                .start = start,
                .stop = stop,
                .work = work,
                .take = take,
                .drop = drop,
                .go_on = go_on};
  ErrCode code = err->code != OK ? err->code : pipeline_run(&p, x->corpus, &left, err);
  interrupted = signals_stopped() != 0;
  progress_clear(&x->progress);
  if (!left) corpus_close(x->corpus);
  if (interrupted && code == OK)
    code = err_set(err, ERR_INTERRUPTED, "interrupted after %llu articles", (unsigned long long)x->counts.articles);
  if (code != OK) return exit_code_of(code);
  if (x->counts.articles + x->counts.failures == 0) {
    cli_note(x->cli, "no articles found in %s", n == 1 ? paths_given[0] : "the input");
    if (cli_has(x->cli, OPT_EXIT_CODE)) return 1;
  }
  return x->counts.failures ? 3 : 0;
}

static int run(Cli *c, Err *err) {
  Extract x = {.cli = c};
  x.mentions = cli_has(c, OPT_MENTIONS) || cli_has(c, OPT_ALL);
  x.sentences = cli_has(c, OPT_SENTENCES) || cli_has(c, OPT_ALL);
  x.claims = cli_has(c, OPT_ALL) || !(x.mentions || x.sentences);
  x.resolved = cli_has(c, OPT_RESOLVED);
  char **names = NULL;
  size_t n = 0;
  ErrCode code = cli_read_options(&x.reading, c, err);
  if (code == OK) code = cli_paths(&names, &n, c, err);
  if (code == OK) code = cli_pack(&x.pack, c, err);
  if (code == OK) code = out_open(&x.out, &c->out, err);
  int status = exit_code_of(code);
  if (code == OK) {
    if (!out_wants_objects(x.out)) out_columns(x.out, columns, sizeof columns / sizeof *columns);
    progress_start(&x.progress, isatty(STDOUT_FILENO) && c->progress == PROGRESS_AUTO ? PROGRESS_NONE : c->progress,
                   c->quiet);
    status = run_corpus(&x, names, n, err);
    ErrCode closed = out_close(x.out, status == 0 || status == 3 || status == 1, err);
    if (closed != OK) status = exit_code_of(closed);
  }
  if (!signals_stopped()) pack_free(x.pack);
  cli_paths_free(names, n);
  return status;
}

static const struct poptOption options[] = {
    CLI_FLAG("all", 0, OPT_ALL, "claims, other mentions and sentences"),
    CLI_FLAG("mentions", 0, OPT_MENTIONS, "what the text names: figures, dates, entities, citations"),
    CLI_FLAG("sentences", 0, OPT_SENTENCES, "sentences"),
    CLI_FLAG("resolved", 0, OPT_RESOLVED, "only claims with a subject or a measure"),
    CLI_VALUE("jobs", 'j', 'j', "workers (default: processors)", "N"),
    CLI_FLAG("exit-code", 0, OPT_EXIT_CODE, "exit 1 when there are no articles"),
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
                                 "extract --resolved -f csv page.html\tonly figures with a subject or a measure\n",
                             .options = options,
                             .run = run};
