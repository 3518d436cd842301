/* cmd_verify.c -- what a ledger proves about itself: integrity, quotes against articles, derived tables, digest. */
#include "base/json.h"
#include "cli/lookup.h"
#include "cli/signals.h"
#include "ledger/verify.h"

enum { OPT_DIGEST = OPT_OWN, OPT_NO_SOURCES, OPT_NO_DERIVED };

static ErrCode put_mismatch(void *ctx, Str object, Str what) {
  static const char *const names[] = {"object", "what"};
  const Cell cells[] = {{.kind = CELL_TEXT, .text = object}, {.kind = CELL_TEXT, .text = what}};
  return out_row(ctx, &(Row){2, names, cells});
}

static void put_digest(Buf *b, const Sha256 *d) {
  buf_puts(b, "sha256:");
  hex_put(b, d->b, sizeof d->b);
}

/* {"v":1,"digest":"sha256:...","reviews":"sha256:..."}: one row in any format. */
static ErrCode digest(Lookup *l, Err *err) {
  static const char *const names[] = {"v", "digest", "reviews"};
  Sha256 inside, reviews;
  Buf a = BUF_INIT, b = BUF_INIT;
  ErrCode code = ledger_digest(&inside, l->ledger, err);
  if (code == OK) code = ledger_review_digest(&reviews, l->ledger, err);
  if (code != OK) return code;
  put_digest(&a, &inside);
  put_digest(&b, &reviews);
  const Cell cells[] = {
      {.kind = CELL_INT, .i = 1}, {.kind = CELL_TEXT, .text = buf_str(&a)}, {.kind = CELL_TEXT, .text = buf_str(&b)}};
  code = out_row(l->out, &(Row){3, names, cells});
  buf_release(&a);
  buf_release(&b);
  return code;
}

static void report_text(Buf *b, const VerifyReport *r) {
  buf_printf(b, "%llu documents, %llu claims, %llu quotes found at their places in the text\n",
             (unsigned long long)r->documents, (unsigned long long)r->claims, (unsigned long long)r->quotes);
  buf_printf(b,
             "%llu sources read again unchanged, %llu quotes found in their bytes; %llu missing, %llu changed since\n",
             (unsigned long long)r->sources_read, (unsigned long long)r->quotes_raw,
             (unsigned long long)r->sources_missing, (unsigned long long)r->sources_changed);
  buf_puts(b, "digest ");
  put_digest(b, &r->digest);
  buf_printf(b, "\n%s: %llu mismatches\n", r->mismatches ? "failed" : "ok", (unsigned long long)r->mismatches);
}

static void report_object(Out *o, const VerifyReport *r) {
  Buf *b = out_object(o);
  buf_putc(b, '{');
  json_int(b, "v", 1);
  json_bool(b, "ok", r->mismatches == 0);
  json_int(b, "mismatches", (int64_t)r->mismatches);
  json_int(b, "documents", (int64_t)r->documents);
  json_int(b, "claims", (int64_t)r->claims);
  json_int(b, "quotes", (int64_t)r->quotes);
  json_int(b, "sources_read", (int64_t)r->sources_read);
  json_int(b, "quotes_raw", (int64_t)r->quotes_raw);
  json_int(b, "sources_missing", (int64_t)r->sources_missing);
  json_int(b, "sources_changed", (int64_t)r->sources_changed);
  json_key(b, "digest");
  buf_putc(b, '"');
  put_digest(b, &r->digest);
  buf_puts(b, "\"}");
  out_object_end(o);
}

static ErrCode verify(Lookup *l, VerifyReport *r, Err *err) {
  const Cli *c = l->cli;
  VerifyOptions how = {.no_sources = cli_has(c, OPT_NO_SOURCES), .no_derived = cli_has(c, OPT_NO_DERIVED)};
  ErrCode code = ledger_verify(r, l->ledger, &how, put_mismatch, l->out, err);
  if (code != OK) return code;
  if (out_wants_objects(l->out))
    report_object(l->out, r);
  else if (c->out.format == FORMAT_TABLE || c->out.format == FORMAT_MD)
    report_text(out_text(l->out), r);
  return OK;
}

static int run(Cli *c, Err *err) {
  Lookup l;
  VerifyReport r = {0};
  if (c->nargs)
    return exit_code_of(err_set(err, ERR_USAGE, "verify %s: takes no words: the ledger is named with -L", c->args[0]));
  ErrCode code = lookup_open(&l, c, c->out.format, err);
  if (code == OK) code = cli_has(c, OPT_DIGEST) ? digest(&l, err) : verify(&l, &r, err);
  code = lookup_close(&l, code, err);
  return code == OK && r.mismatches ? 1 : exit_code_of(code);
}

static const struct poptOption options[] = {
    CLI_FLAG("digest", 0, OPT_DIGEST, "only the digest of the content, equal however it was made"),
    CLI_FLAG("no-sources", 0, OPT_NO_SOURCES, "do not read the articles again"),
    CLI_FLAG("no-derived", 0, OPT_NO_DERIVED, "do not recompute conflicts and sources"), CLI_END};

const Command cmd_verify = {.name = "verify",
                            .args = "",
                            .summary = "integrity, quotes against articles, digest",
                            .examples = "verify\teverything; exit 1 when something does not hold\n"
                                        "verify --digest -f ndjson\tto compare two ledgers\n"
                                        "verify --no-sources -L from-a-stranger.ledger\topen no path that it names\n",
                            .options = options,
                            .run = run};
