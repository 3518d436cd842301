/* cmd_check.c -- the figures of a draft against the ledger: supported, disputed, updated since, a slip, unknown. */
#include "base/json.h"
#include "cli/card.h"
#include "cli/lookup.h"
#include "ledger/check.h"

enum { OPT_KNOWN = OPT_OWN };
enum { SHOWN = 5 }; /* pieces of evidence in an object */

typedef struct {
  Lookup look;
  Pack *pack;
  Extractor *extractor;
  ReadOptions reading;
  bool known; /* leave out what the ledger does not know */
  uint64_t figures, unknown, wrong;
} Check;

/* --- printing ------------------------------------------------------------------------------------------------------- */

static void put_source(Buf *b, const ClaimHit *h) {
  const Document *d = h->document;
  Buf cite = BUF_INIT;
  json_key(b, "source");
  buf_putc(b, '{');
  json_str_or_null(b, "title", d->title.n ? d->title : (Str){0});
  json_str_or_null(b, "url", d->url.n ? d->url : (Str){0});
  json_str_or_null(b, "publisher", d->publisher.n ? d->publisher : (Str){0});
  json_key(b, "published");
  buf_putc(b, '"');
  moment_put(b, d->published.at);
  buf_putc(b, '"');
  card_cite(&cite, h, true);
  json_str(b, "cite", buf_str(&cite));
  buf_putc(b, '}');
  buf_release(&cite);
}

static ErrCode put_evidence(Check *x, Buf *b, const ClaimRow *figure, const Evidence *e, Err *err) {
  ClaimHit h;
  ErrCode code = hit_of_row(&h, x->look.arena, x->look.ledger, e->row->row, err);
  if (code != OK) return code;
  Buf id = BUF_INIT, why = BUF_INIT;
  json_item(b);
  buf_putc(b, '{');
  full_id_put(&id, 'c', e->row->id);
  json_str(b, "claim", buf_str(&id));
  json_str(b, "word", str_of(word_name(e->how.word)));
  json_str(b, "verdict", str_of(verdict_name(e->how.verdict)));
  json_int(b, "severity", e->how.severity);
  json_str(b, "text", e->row->text);
  json_str(b, "quote", e->row->quote);
  put_source(b, &h);
  comparison_explain(&why, &e->how, figure, e->row);
  json_str(b, "why", buf_str(&why));
  buf_putc(b, '}');
  buf_release(&id);
  buf_release(&why);
  return OK;
}

static ErrCode put_object(Check *x, const Claim *c, const ClaimRow *r, const Checked *k, Err *err) {
  Buf *b = out_object(x->look.out);
  ErrCode code = OK;
  buf_putc(b, '{');
  json_int(b, "v", 1);
  json_str(b, "judgement", str_of(judgement_name(k->judgement)));
  json_str(b, "text", r->text);
  json_int(b, "start", c->span.start);
  json_int(b, "end", c->span.end);
  json_str(b, "quote", r->quote);
  json_str_or_null(b, "subject", r->subject.n ? r->subject : r->subject_text.n ? r->subject_text : (Str){0});
  json_str_or_null(b, "measure", r->measure ? r->measure->id : (Str){0});
  json_int(b, "supporting", k->supporting);
  json_int(b, "disputing", k->disputing);
  json_key(b, "evidence");
  buf_putc(b, '[');
  for (size_t i = 0; i < k->nevidence && i < SHOWN && code == OK; i++)
    code = put_evidence(x, b, r, &k->evidence[i], err);
  buf_puts(b, "]}");
  out_object_end(x->look.out);
  return code;
}

static const Column columns[] = {{"judgement", COL_WORD}, {"figure", 0},          {"subject", COL_TRIM}, {"measure", 0},
                                 {"origins", COL_RIGHT},  {"against", COL_RIGHT}, {"ledger_says", 0},    {"source", 0},
                                 {"why", COL_DATA},       {"quote", COL_DATA}};

/* For people: the id that `show` takes, who and when. */
static void put_where(Buf *b, const ClaimHit *h) {
  short_id_put(b, 'c', h->claim->id);
  buf_putc(b, ' ');
  if (h->document->published.at.day != DAY_NONE) {
    day_put(b, h->document->published.at.day);
    buf_putc(b, ' ');
  }
  buf_put(b, h->document->publisher.n ? h->document->publisher : h->document->title);
}

/* The evidence that speaks for the judgement: what agrees with a supported figure, else the worst. */
static const Evidence *telling(const Checked *k) {
  for (size_t i = 0; i < k->nevidence && k->judgement == JUDGED_SUPPORTED; i++)
    if (k->evidence[i].how.word == WORD_AGREES) return &k->evidence[i];
  return k->nevidence ? k->evidence : NULL;
}

static ErrCode put_row(Check *x, const ClaimRow *r, const Checked *k, Err *err) {
  Out *o = x->look.out;
  const Evidence *e = telling(k);
  ClaimHit h;
  ErrCode code = OK;
  out_cell_str(o, str_of(judgement_name(k->judgement)));
  out_cell_str(o, r->text);
  out_cell_str(o, r->subject.n ? r->subject : r->subject_text);
  out_cell_str(o, r->measure ? r->measure->id : STR(""));
  out_cell_int(o, k->supporting);
  out_cell_int(o, k->disputing);
  out_cell_str(o, e ? e->row->text : STR(""));
  if (e) code = hit_of_row(&h, x->look.arena, x->look.ledger, e->row->row, err);
  if (e && code == OK && x->look.cli->out.format == FORMAT_TABLE)
    put_where(out_cell(o), &h);
  else if (e && code == OK)
    card_cite(out_cell(o), &h, x->look.cli->out.format == FORMAT_MD);
  out_cell_end(o);
  if (e) comparison_explain(out_cell(o), &e->how, r, e->row);
  out_cell_end(o);
  out_cell_str(o, r->quote);
  out_row_end(o);
  return code;
}

/* --- the draft -------------------------------------------------------------------------------------------------------- */

static ErrCode check_claim(Check *x, const Claim *c, const Document *d, const Claims *all, Err *err) {
  ClaimRow r;
  Checked k;
  claim_row_of(&r, c, d, all);
  ErrCode code = ledger_check(&k, x->look.arena, x->look.ledger, &r, err);
  if (code != OK) return code;
  x->figures++;
  x->unknown += k.judgement == JUDGED_UNKNOWN;
  x->wrong += k.judgement == JUDGED_DISPUTED || k.judgement == JUDGED_SLIP || k.judgement == JUDGED_UPDATED;
  if (x->known && k.judgement == JUDGED_UNKNOWN) return OK;
  return out_wants_objects(x->look.out) ? put_object(x, c, &r, &k, err) : put_row(x, &r, &k, err);
}

static ErrCode check_draft(Check *x, const Input *in, Err *err) {
  Document d;
  Extraction found;
  ErrCode code = in->failed.code;
  if (code != OK) return err_set(err, code, "%s", in->failed.text);
  code = document_read(&d, x->look.arena, in, &x->reading, err);
  if (code == OK) code = extractor_run(&found, x->extractor, x->look.arena, &d, err);
  if (code != OK) return err_set(err, code, "%s: not read", in->path);
  for (size_t i = 0; i < found.claims.n && code == OK; i++)
    code = check_claim(x, &found.claims.items[i], &d, &found.claims, err);
  return code;
}

static ErrCode check_all(Check *x, Err *err) {
  const Cli *c = x->look.cli;
  Corpus *drafts = corpus_open(c->args, c->nargs, &x->reading);
  Input *in = NULL;
  ErrCode code = OK;
  while (code == OK && (code = corpus_next(&in, drafts, err)) == OK && in) {
    arena_clear(x->look.arena);
    code = check_draft(x, in, err);
    input_free(in);
  }
  corpus_close(drafts);
  return code;
}

static int run(Cli *c, Err *err) {
  Check x = {.known = cli_has(c, OPT_KNOWN)};
  if (c->nargs == 0) return exit_code_of(err_set(err, ERR_USAGE, "check: name a draft, or - for standard input"));
  ErrCode code = cli_read_options(&x.reading, c, err);
  if (code == OK) code = cli_pack(&x.pack, c, err);
  if (code != OK) return exit_code_of(code);
  code = lookup_open(&x.look, c, c->out.format, err);
  if (code == OK) {
    x.extractor = extractor_new(x.pack);
    if (!out_wants_objects(x.look.out)) out_columns(x.look.out, columns, sizeof columns / sizeof *columns);
    code = check_all(&x, err);
    extractor_free(x.extractor);
  }
  code = lookup_close(&x.look, code, err);
  pack_free(x.pack);
  if (code != OK) return exit_code_of(code);
  if (c->out.format == FORMAT_TABLE)
    cli_note(c, "%llu figures, %llu disputed, updated or slips, %llu unknown", (unsigned long long)x.figures,
             (unsigned long long)x.wrong, (unsigned long long)x.unknown);
  return x.wrong > 0 && cli_has(c, OPT_EXIT_CODE) ? 1 : 0;
}

static const struct poptOption options[] = {
    CLI_FLAG("known", 0, OPT_KNOWN, "only figures that the ledger knows something about"),
    CLI_FLAG("exit-code", 0, OPT_EXIT_CODE, "exit 1 when a figure is disputed, updated since or looks like a slip"),
    CLI_GROUP("Reading", reading_options), CLI_GROUP("Rules", rules_options), CLI_END};

const Command cmd_check = {.name = "check",
                           .args = "DRAFT...",
                           .summary = "the figures of a draft against the ledger",
                           .examples = "check draft.md\teach figure: supported, disputed, updated, a slip, unknown\n"
                                       "check draft.md -f md\ta table to paste\n"
                                       "check - --known --exit-code < draft.txt\tfor a script\n",
                           .options = options,
                           .run = run};
