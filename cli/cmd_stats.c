/* cmd_stats.c -- what is in a ledger, in numbers; runs, failures, tallies. */
#include "cli/lookup.h"
#include "ledger/stats.h"

enum { OPT_RUNS = OPT_OWN, OPT_FAILED, OPT_TALLY };

#define COUNT(name, field)                                                                                             \
  { name, offsetof(Stats, field) }
static const struct {
  const char *name;
  size_t at; /* of its uint64_t in Stats */
} counts[] = {COUNT("documents", documents),
              COUNT("old versions", versions_old),
              COUNT("sources", sources),
              COUNT("origins", origins),
              COUNT("claims", claims),
              COUNT("resolved", resolved),
              COUNT("entities", entities),
              COUNT("citations", citations),
              COUNT("links", links),
              COUNT("conflicts", conflicts),
              COUNT("dismissed", dismissed),
              COUNT("close", close),
              COUNT("updates", updates),
              COUNT("agreements", agreements),
              COUNT("apart", apart),
              COUNT("failures", failures),
              COUNT("runs", runs),
              COUNT("tombstones", tombstones),
              COUNT("reviews", reviews),
              COUNT("rates", rates),
              COUNT("packs", packs),
              COUNT("text bytes", text_bytes),
              COUNT("file bytes", file_bytes)};
enum { N_COUNTS = sizeof counts / sizeof *counts };

static int64_t count_at(const Stats *s, size_t i) {
  uint64_t v;
  memcpy(&v, (const char *)s + counts[i].at, sizeof v);
  return (int64_t)v;
}

/* On a screen a line a count; as data one row, names with "_". */
static ErrCode put_stats(Out *o, const Stats *s, Format format) {
  static const char *const two[] = {"what", "count"};
  char names[N_COUNTS][24];
  const char *heads[N_COUNTS];
  Cell cells[N_COUNTS];
  ErrCode code = OK;
  for (size_t i = 0; i < N_COUNTS; i++) {
    const Cell line[] = {{.kind = CELL_TEXT, .text = str_of(counts[i].name)}, {.kind = CELL_INT, .i = count_at(s, i)}};
    size_t n = strlen(counts[i].name);
    for (size_t k = 0; k <= n; k++) names[i][k] = counts[i].name[k] == ' ' ? '_' : counts[i].name[k];
    heads[i] = names[i];
    cells[i] = line[1];
    if ((format == FORMAT_TABLE || format == FORMAT_MD) && code == OK) code = out_row(o, &(Row){2, two, line});
  }
  if (format == FORMAT_TABLE || format == FORMAT_MD) return code;
  code = out_row(o, &(Row){N_COUNTS, heads, cells});
  return code;
}

static ErrCode answer(Lookup *l, Err *err) {
  const Cli *c = l->cli;
  Stats s = {0};
  uint64_t limit = 0;
  ErrCode code = cli_number(&limit, c, 'l', 0, UINT32_MAX, err);
  if (code != OK) return code;
  if (cli_has(c, OPT_RUNS)) return ledger_runs(l->ledger, out_row, l->out, err);
  if (cli_has(c, OPT_FAILED)) return ledger_failures(l->ledger, out_row, l->out, err);
  if (cli_text(c, OPT_TALLY))
    return ledger_tally(l->ledger, str_of(cli_text(c, OPT_TALLY)), limit, out_row, l->out, err);
  code = ledger_stats(&s, l->ledger, err);
  return code == OK ? put_stats(l->out, &s, c->out.format) : code;
}

static int run(Cli *c, Err *err) {
  Lookup l;
  if (c->nargs)
    return exit_code_of(err_set(err, ERR_USAGE, "stats %s: takes no words: the ledger is named with -L", c->args[0]));
  ErrCode code = lookup_open(&l, c, c->out.format, err);
  if (code == OK) code = answer(&l, err);
  return exit_code_of(lookup_close(&l, code, err));
}

static const struct poptOption options[] = {
    CLI_FLAG("runs", 0, OPT_RUNS, "each run: when, how much, how fast"),
    CLI_FLAG("failed", 0, OPT_FAILED, "inputs that could not be read, and why"),
    CLI_VALUE("tally", 0, OPT_TALLY, "claims by one of these", "kind|unit|measure|entity|rule"),
    CLI_VALUE("limit", 'l', 'l', "rows of a tally, 0 for all", "N"), CLI_END};

const Command cmd_stats = {.name = "stats",
                           .args = "",
                           .summary = "counts, runs, failures, timings",
                           .examples = "stats\twhat is in the ledger\nstats --failed\twhat could not be read, and why\n"
                                       "stats --tally measure -l 20\tthe most frequent measures\n",
                           .options = options,
                           .run = run};
