/* cmd_query.c -- search claims by words, fields and ranges; facets; user SQL. */
#include "cli/lookup.h"
#include "ledger/query.h"
#include <stdio.h>
#include <stdlib.h>

enum {
  OPT_KIND = OPT_OWN,
  OPT_UNIT,
  OPT_ENTITY,
  OPT_MEASURE,
  OPT_SOURCE,
  OPT_SPEAKER,
  OPT_DATE,
  OPT_PUBLISHED,
  OPT_WORTH,
  OPT_FACET,
  OPT_SQL,
  OPT_AFTER,
  OPT_ORDER,
  OPT_ALL,
  OPT_COUNT
};
enum { SCREENFUL = 50 };

/* Options that are terms by another name. */
static const struct {
  int val;
  const char *field;
} term_options[] = {{OPT_KIND, "kind"},       {OPT_UNIT, "unit"},           {OPT_ENTITY, "entity"},
                    {OPT_MEASURE, "measure"}, {OPT_SOURCE, "source"},       {OPT_SPEAKER, "speaker"},
                    {OPT_DATE, "date"},       {OPT_PUBLISHED, "published"}, {OPT_WORTH, "value"}};

static const char *const orders[] = {"newest", "time", "value", NULL};

typedef struct {
  Lookup look;
  const Column *columns; /* of the table, or of all columns */
  const size_t *places;  /* columns' places in hit_columns */
  size_t n;
} Query;

/* What a screen shows of a claim, most telling first; the data formats have every column. */
static const size_t screen_places[] = {16, 7, 8, 9, 10, 14, 17, 0};
static const Column screen[] = {{"figure", COL_TRIM | COL_MOST},
                                {"subject", COL_TRIM},
                                {"measure", COL_SPARE},
                                {"change", COL_SPARE},
                                {"when", 0},
                                {"source", COL_TRIM | COL_TAIL},
                                {"sentence", COL_TRIM | COL_MOST},
                                {"claim", COL_DIM}};
_Static_assert(sizeof screen / sizeof *screen == sizeof screen_places / sizeof *screen_places, "one place a column");

static ErrCode put_claim(void *ctx, const ClaimHit *h) {
  Query *q = ctx;
  Out *o = q->look.out;
  if (out_wants_objects(o)) {
    hit_put_json(out_object(o), h);
    out_object_end(o);
  } else {
    for (size_t i = 0; i < q->n; i++) {
      hit_put_cell(out_cell(o), h, q->places ? q->places[i] : i);
      out_cell_end(o);
    }
    out_row_end(o);
  }
  return out_failed(o) ? ERR_END : OK;
}

static void set_columns(Query *q, Format format, Column all[HIT_COLUMNS]) {
  bool on_screen = format == FORMAT_TABLE || format == FORMAT_MD;
  for (size_t i = 0; i < HIT_COLUMNS; i++) all[i] = (Column){hit_columns[i], 0};
  q->columns = on_screen ? screen : all;
  q->places = on_screen ? screen_places : NULL;
  q->n = on_screen ? sizeof screen / sizeof *screen : HIT_COLUMNS;
  out_columns(q->look.out, q->columns, q->n);
}

static const char **terms_of(const Cli *c, size_t *n, Arena *a) {
  const char **terms = arena_alloc(a, (c->nargs + c->ngiven + 1) * sizeof *terms);
  *n = 0;
  for (size_t i = 0; i < c->nargs; i++) terms[(*n)++] = c->args[i];
  for (size_t i = 0; i < sizeof term_options / sizeof *term_options; i++)
    for (size_t at = 0; (terms[*n] = cli_next(c, term_options[i].val, &at));)
      terms[*n] = arena_printf(a, "%s:%s", term_options[i].field, terms[*n]).p, ++*n;
  return terms;
}

static ErrCode print_count(Query *q, const ClaimQuery *query, uint64_t *found, Err *err) {
  static const char *const names[] = {"claims"};
  ErrCode code = ledger_count(q->look.ledger, query, found, err);
  const Cell cell = {.kind = CELL_INT, .i = (int64_t)*found};
  return code == OK ? out_row(q->look.out, &(Row){1, names, &cell}) : code;
}

static ErrCode search(Query *q, const ClaimQuery *query, uint64_t *found, Err *err) {
  QueryPage page = {0};
  Column all[HIT_COLUMNS];
  if (!out_wants_objects(q->look.out)) set_columns(q, q->look.cli->out.format, all);
  ErrCode code = ledger_query(q->look.ledger, query, put_claim, q, &page, err);
  *found = page.found;
  if (code != OK || !query->limit || !page.next[0]) return code;
  out_flush(q->look.out);
  cli_note(q->look.cli, "the first %llu; more with --limit 0, or --after %s", (unsigned long long)page.found,
           page.next);
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

static ErrCode answer(Query *q, uint64_t *found, Err *err) {
  const Cli *c = q->look.cli;
  size_t order = ORDER_NEWEST;
  uint64_t limit = c->out.format == FORMAT_TABLE ? SCREENFUL : 0;
  ClaimQuery query = {.after = cli_text(c, OPT_AFTER), .all = cli_has(c, OPT_ALL)};
  query.terms = terms_of(c, &query.nterms, q->look.arena);
  ErrCode code = cli_number(&limit, c, 'l', 0, UINT32_MAX, err);
  if (code == OK) code = cli_choice(&order, c, OPT_ORDER, orders, err);
  if (code != OK) return code;
  query.limit = limit;
  query.order = (QueryOrder)order;
  Counted counted = {q->look.out, 0};
  if (cli_text(c, OPT_SQL))
    code = ledger_sql(q->look.ledger, cli_text(c, OPT_SQL), NULL, count_row, &counted, err);
  else if (cli_text(c, OPT_FACET))
    code = ledger_facet(q->look.ledger, &query, str_of(cli_text(c, OPT_FACET)), limit, count_row, &counted, err);
  else if (cli_has(c, OPT_COUNT))
    return print_count(q, &query, found, err);
  else
    return search(q, &query, found, err);
  *found = counted.rows;
  return code;
}

static int run(Cli *c, Err *err) {
  Query q = {0};
  uint64_t found = 0;
  ErrCode code = OK;
  if (cli_text(c, OPT_SQL) && c->nargs)
    return exit_code_of(err_set(err, ERR_USAGE, "query --sql: takes no other words: put all into the SQL"));
  code = lookup_open(&q.look, c, c->out.format, err);
  if (code == OK) code = answer(&q, &found, err);
  code = lookup_close(&q.look, code, err);
  if (code != OK) return exit_code_of(code);
  if (found == 0 && c->out.format == FORMAT_TABLE) cli_note(c, "nothing found");
  return found == 0 && cli_has(c, OPT_EXIT_CODE) ? 1 : 0;
}

static const struct poptOption narrow[] = {
    CLI_VALUE("kind", 0, OPT_KIND, "kind of figure",
              "money|percent|quantity|count|number|ratio|multiple|duration|date"),
    CLI_VALUE("unit", 0, OPT_UNIT, "USD, %, km, job ...", "UNIT"),
    CLI_VALUE("entity", 0, OPT_ENTITY, "who or what the figure is about", "NAME"),
    CLI_VALUE("measure", 0, OPT_MEASURE, "what is measured: market_value, deaths ...", "MEASURE"),
    CLI_VALUE("source", 0, OPT_SOURCE, "publisher, or part of url, title or path", "TEXT"),
    CLI_VALUE("speaker", 0, OPT_SPEAKER, "who is said to say it", "NAME"),
    CLI_VALUE("date", 0, OPT_DATE, "when it held: 2025-01-27, 2025-01, 2024..2025, >2025", "RANGE"),
    CLI_VALUE("published", 0, OPT_PUBLISHED, "the article's day, likewise", "RANGE"),
    CLI_VALUE("value", 0, OPT_WORTH, ">500bn, 1m..2m, ~600bn (can meet)", "RANGE"),
    CLI_END};

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
    CLI_GROUP("Which claims", narrow),
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
