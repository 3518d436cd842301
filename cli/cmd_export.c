/* cmd_export.c -- the ledger for other programs and other people. */
#include "cli/claim_list.h"
#include "cli/lake.h"
#include "cli/web/report.h"
#include "ledger/export.h"

enum { OPT_W3C = OPT_OWN, OPT_JSONLD, OPT_PARTITION, OPT_REPORT, OPT_SAFE, OPT_ALL };

typedef struct {
  Out *out;
  const Exporter *exporter;
  bool lines; /* an object a line, each with its context */
  uint64_t items;
} Linked;

static ErrCode put_linked(void *ctx, const ClaimHit *h) {
  Linked *k = ctx;
  Buf *b = out_object(k->out);
  if (k->lines) {
    exporter_alone(b, k->exporter, h);
    buf_putc(b, '\n');
  } else {
    if (k->items++) buf_puts(b, ",\n");
    exporter_item(b, k->exporter, h);
  }
  out_check(k->out);
  return out_failed(k->out) ? ERR_END : OK;
}

static ErrCode export_linked(Lookup *l, const ClaimQuery *q, const Exporter *e, Err *err) {
  Linked k = {.out = l->out, .exporter = e, .lines = cli_text(l->cli, 'f') && l->cli->out.format == FORMAT_NDJSON};
  if (!k.lines) exporter_head(out_object(l->out), e);
  ErrCode code = ledger_query(l->ledger, q, put_linked, &k, NULL, err);
  if (code == OK && !k.lines) exporter_tail(out_object(l->out));
  return code;
}

static const Exporter *exporter_of(const Cli *c) {
  return cli_has(c, OPT_W3C) ? exporter_find("w3c") : cli_has(c, OPT_JSONLD) ? exporter_find("jsonld") : NULL;
}

static ErrCode export_claims(const Cli *c, Err *err) {
  Lookup l;
  ClaimList list;
  const Exporter *e = exporter_of(c);
  Cli how = *c;
  Format format = e || c->out.format == FORMAT_TABLE ? FORMAT_NDJSON : c->out.format;
  how.out.formula_safe = cli_has(c, OPT_SAFE);
  if (e && cli_text(c, 'f') && c->out.format != FORMAT_NDJSON && c->out.format != FORMAT_JSON)
    return err_set(err, ERR_USAGE, "--%s: is one JSON document, or with -f ndjson an object a line", e->name);
  ErrCode code = lookup_open(&l, &how, format, err);
  if (code != OK) return code;
  ClaimQuery q = {.all = cli_has(c, OPT_ALL)};
  q.terms = claim_terms(c, &q.nterms, l.arena);
  if (!e) claim_list_begin(&list, l.out, format);
  code = e ? export_linked(&l, &q, e, err) : ledger_query(l.ledger, &q, claim_list_put, &list, NULL, err);
  return lookup_close(&l, code, err);
}

/* A folder of its own instead of an output. */
static ErrCode export_folder(const Cli *c, Err *err) {
  size_t key = 0;
  LakeCounts lake = {0};
  ReportCounts report = {0};
  const char *dir = cli_text(c, OPT_REPORT);
  Lookup l;
  Cli how = *c;
  how.out.path = NULL;
  ErrCode code = dir ? OK : cli_choice(&key, c, OPT_PARTITION, lake_keys, err);
  if (code == OK) code = lookup_open(&l, &how, FORMAT_NDJSON, err);
  if (code != OK) return code;
  code =
      dir ? report_write(&report, l.ledger, c->ledger, dir, err) : lake_write(&lake, l.ledger, c->out.path, key, err);
  code = lookup_close(&l, code, err);
  if (code == OK && dir) cli_note(c, "%s: %llu pages", dir, (unsigned long long)report.pages);
  if (code == OK && !dir)
    cli_note(c, "%s: %llu rows in %llu files", c->out.path, (unsigned long long)lake.rows,
             (unsigned long long)lake.files);
  return code;
}

static ErrCode check_options(const Cli *c, Err *err) {
  bool report = cli_has(c, OPT_REPORT), lake = cli_has(c, OPT_PARTITION);
  if (report + lake + cli_has(c, OPT_W3C) + cli_has(c, OPT_JSONLD) > 1)
    return err_set(err, ERR_USAGE, "export: one of --report, --partition, --w3c and --jsonld");
  if ((report || lake) && (c->nargs || cli_text(c, 'f')))
    return err_set(err, ERR_USAGE, "--%s: writes the whole ledger in its own format: leave out words and -f",
                   report ? "report" : "partition");
  if (lake && !c->out.path) return err_set(err, ERR_USAGE, "--partition: name the folder to make with -o");
  if (report && c->out.path) return err_set(err, ERR_USAGE, "--report: names its folder itself: leave out -o");
  return OK;
}

static int run(Cli *c, Err *err) {
  ErrCode code = check_options(c, err);
  bool folder = cli_has(c, OPT_REPORT) || cli_has(c, OPT_PARTITION);
  if (code == OK) code = folder ? export_folder(c, err) : export_claims(c, err);
  return exit_code_of(code);
}

static const struct poptOption options[] = {
    CLI_FLAG("w3c", 0, OPT_W3C, "W3C Web Annotations: quote, place in the text, place in the bytes"),
    CLI_FLAG("jsonld", 0, OPT_JSONLD, "schema.org Claim as JSON-LD"),
    CLI_VALUE("partition", 0, OPT_PARTITION, "a folder (-o) of NDJSON files for DuckDB, claims parted by this",
              "date|month|year|kind|publisher"),
    CLI_VALUE("report", 0, OPT_REPORT, "a folder of web pages that open from disk", "DIR"),
    CLI_FLAG("formula-safe", 0, OPT_SAFE, "csv, tsv: a quote before what a spreadsheet would compute"),
    CLI_FLAG("all", 0, OPT_ALL, "also boilerplate and blocks that repeat from page to page"),
    CLI_GROUP("Which claims", claim_options),
    CLI_END};

const Command cmd_export = {.name = "export",
                            .args = "[WORD|FIELD:VALUE]...",
                            .summary = "claims for other programs and people",
                            .examples = "export -f csv --formula-safe -o claims.csv\tfor a spreadsheet\n"
                                        "export nvidia --w3c -o notes.jsonld\tannotations on the articles\n"
                                        "export --jsonld -f ndjson\tschema.org Claim, one a line\n"
                                        "export --partition month -o lake\tread it with DuckDB: lake/claims/*/*\n"
                                        "export --report site/\tthe conflicts as pages to publish\n",
                            .notes = "Without a format: NDJSON, each claim as query prints it.",
                            .options = options,
                            .run = run};
