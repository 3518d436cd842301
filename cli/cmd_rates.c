/* cmd_rates.c -- dated exchange rates: loaded by the user, never guessed. */
#include "cli/lookup.h"
#include "ledger/query.h"
#include <errno.h>
#include <stdio.h>

static ErrCode read_whole(Buf *out, const char *path, Err *err) {
  FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
  if (!f) return err_set(err, ERR_USAGE, "%s: not read: %s", path, strerror(errno));
  size_t n;
  do {
    buf_reserve(out, 65536);
    n = fread(out->p + out->n, 1, 65536, f);
    out->n += n;
  } while (n > 0);
  bool bad = ferror(f) != 0;
  if (f != stdin) fclose(f);
  return bad ? err_set(err, ERR_USAGE, "%s: not read: %s", path, strerror(errno)) : OK;
}

static ErrCode load_file(Ledger *l, const Cli *c, const char *path, Err *err) {
  Buf csv = BUF_INIT;
  uint64_t added = 0;
  ErrCode code = read_whole(&csv, path, err);
  Err why = {0};
  if (code == OK && ledger_load_rates(l, buf_str(&csv), &added, &why) != OK)
    code = err_set(err, why.code, "%s: %s", path, why.text);
  if (code == OK) cli_note(c, "%s: %llu rates new or changed", path, (unsigned long long)added);
  buf_release(&csv);
  return code;
}

static int load(Cli *c, Err *err) {
  Ledger *l = NULL;
  if (c->nargs < 2)
    return exit_code_of(err_set(err, ERR_USAGE, "rates load: name a CSV file: date,from,to,rate,source a line"));
  ErrCode code = ledger_open(&l, c->ledger, LEDGER_WRITE, err);
  for (size_t i = 1; i < c->nargs && code == OK; i++) code = load_file(l, c, c->args[i], err);
  ErrCode closed = ledger_close(l, err);
  return exit_code_of(code == OK ? closed : code);
}

static int list(Cli *c, Err *err) {
  Lookup look;
  ErrCode code = lookup_open(&look, c, c->out.format, err);
  if (code == OK)
    code = ledger_sql(
        look.ledger,
        "SELECT day AS date, unit AS \"from\", base AS \"to\", rate, source FROM rate ORDER BY day, unit, base",
        &(SqlLimits){0}, out_row, look.out, err);
  return exit_code_of(lookup_close(&look, code, err));
}

static int run(Cli *c, Err *err) {
  if (c->nargs == 0) return list(c, err);
  if (strcmp(c->args[0], "load") == 0) return load(c, err);
  return exit_code_of(
      err_set(err, ERR_USAGE, "rates: %s: no such word: rates load FILE.csv, or rates alone to list them", c->args[0]));
}

static const struct poptOption options[] = {CLI_END};

const Command cmd_rates = {.name = "rates",
                           .args = "[load FILE.csv...]",
                           .summary = "load dated exchange rates",
                           .examples = "rates load ecb.csv\tlines like 2025-01-27,EUR,USD,1.0492,ECB\n"
                                       "rates -f csv\twhat is loaded\n",
                           .notes = "Two currencies are compared only with a rate of that day, or of one at most seven "
                                    "days off. Without one they are kept\n"
                                    "apart. A rate for the same day and currencies is replaced.",
                           .options = options,
                           .writes = true,
                           .run = run};
