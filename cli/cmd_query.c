/* cmd_query.c -- search claims by words, fields and ranges; facets; user SQL. */
#include "cli/claim_list.h"
#include <stdio.h>
#include <stdlib.h>

enum { OPT_FACET = OPT_OWN, OPT_SQL, OPT_AFTER, OPT_ORDER, OPT_ALL, OPT_COUNT };
enum { SCREENFUL = 50 };

static const char *const orders[] = {"newest", "time", "value", NULL};

static ErrCode print_count(Lookup *l, const ClaimQuery *query, uint64_t *found, Err *err) {
  static const char *const names[] = {"claims"};
  ErrCode code = ledger_count(l->ledger, query, found, err);
  const Cell cell = {.kind = CELL_INT, .i = (int64_t)*found};
  return code == OK ? out_row(l->out, &(Row){1, names, &cell}) : code;
}

static ErrCode search(Lookup *l, const ClaimQuery *query, uint64_t *found, Err *err) {
  QueryPage page = {0};
  ClaimList list;
  claim_list_begin(&list, l->out, l->cli->out.format);
  ErrCode code = ledger_query(l->ledger, query, claim_list_put, &list, &page, err);
  *found = page.found;
  if (code != OK || !query->limit || !page.next[0]) return code;
  out_flush(l->out);
  cli_note(l->cli, "the first %llu; more with --limit 0, or --after %s", (unsigned long long)page.found, page.next);
  return OK;
}

typedef struct {
  Out *out;
  uint64_t rows;
} Counted;

static ErrCode count_row(void *ctx, const Row *row) {
  Counted *c = ctx;
  c->rows++;
  return out_row(c->out, row);
}

static ErrCode answer(Lookup *l, uint64_t *found, Err *err) {
  const Cli *c = l->cli;
  size_t order = ORDER_NEWEST;
  uint64_t limit = c->out.format == FORMAT_TABLE ? SCREENFUL : 0;
  ClaimQuery query = {.after = cli_text(c, OPT_AFTER), .all = cli_has(c, OPT_ALL)};
  query.terms = claim_terms(c, &query.nterms, l->arena);
  ErrCode code = cli_number(&limit, c, 'l', 0, UINT32_MAX, err);
  if (code == OK) code = cli_choice(&order, c, OPT_ORDER, orders, err);
  if (code != OK) return code;
  query.limit = limit;
  query.order = (QueryOrder)order;
  Counted counted = {l->out, 0};
  if (cli_text(c, OPT_SQL))
    code = ledger_sql(l->ledger, cli_text(c, OPT_SQL), NULL, count_row, &counted, err);
  else if (cli_text(c, OPT_FACET))
    code = ledger_facet(l->ledger, &query, str_of(cli_text(c, OPT_FACET)), limit, count_row, &counted, err);
  else if (cli_has(c, OPT_COUNT))
    return print_count(l, &query, found, err);
  else
    return search(l, &query, found, err);
  *found = counted.rows;
  return code;
}

static int run(Cli *c, Err *err) {
  Lookup l;
  uint64_t found = 0;
  ErrCode code = OK;
  if (cli_text(c, OPT_SQL) && c->nargs)
    return exit_code_of(err_set(err, ERR_USAGE, "query --sql: takes no other words: put all into the SQL"));
  code = lookup_open(&l, c, c->out.format, err);
  if (code == OK) code = answer(&l, &found, err);
  code = lookup_close(&l, code, err);
  if (code != OK) return exit_code_of(code);
  if (found == 0 && c->out.format == FORMAT_TABLE) cli_note(c, "nothing found");
  return found == 0 && cli_has(c, OPT_EXIT_CODE) ? 1 : 0;
}

static const struct poptOption options[] = {
    CLI_VALUE("limit", 'l', 'l', "claims a page, 0 for all (table: 50, else all)", "N"),
    CLI_VALUE("order", 0, OPT_ORDER, "what comes first", "newest|time|value"),
    CLI_VALUE("after", 0, OPT_AFTER, "the page behind this mark", "MARK"),
    CLI_VALUE("facet", 0, OPT_FACET, "count the claims found by one of their fields",
              "kind|unit|entity|measure|change|modality|source|publisher|month|speaker|lang|hedge"),
    CLI_FLAG("count", 0, OPT_COUNT, "only how many"),
    CLI_FLAG("all", 0, OPT_ALL, "also boilerplate and blocks that repeat from page to page"),
    CLI_VALUE("sql", 0, OPT_SQL, "one SELECT over the views claims, documents, conflicts", "SELECT"),
    CLI_FLAG("exit-code", 0, OPT_EXIT_CODE, "exit 1 when nothing is found"),
    CLI_GROUP("Which claims", claim_options),
    CLI_END};

const Command cmd_query = {.name = "query",
                           .args = "[WORD|FIELD:VALUE]...",
                           .summary = "search claims",
                           .examples = "query nvidia 'market value' 'value:>500bn' date:2025-01\tall must hold\n"
                                       "query deaths --date 2023-02 --facet source\twho reports how often\n"
                                       "query 'value:~600bn' --kind money -f csv\tfigures that 600 billion can be\n"
                                       "query --sql 'select unit, count(*) from claims group by 1'\tread-only SQL\n",
                           .notes = "Values take k, m, bn, tn, %, ranges a..b, > >= < <= and ~ (can meet).",
                           .options = options,
                           .run = run};
