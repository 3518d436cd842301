/* claim_list.c -- see claim_list.h. */
#include "cli/claim_list.h"

static const struct {
  int val;
  const char *field;
} term_options[] = {{OPT_KIND, "kind"},       {OPT_UNIT, "unit"},           {OPT_ENTITY, "entity"},
                    {OPT_MEASURE, "measure"}, {OPT_SOURCE, "source"},       {OPT_SPEAKER, "speaker"},
                    {OPT_DATE, "date"},       {OPT_PUBLISHED, "published"}, {OPT_WORTH, "value"}};

const struct poptOption claim_options[] = {
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

const char **claim_terms(const Cli *c, size_t *n, Arena *a) {
  const char **terms = arena_alloc(a, (c->nargs + c->ngiven + 1) * sizeof *terms);
  *n = 0;
  for (size_t i = 0; i < c->nargs; i++) terms[(*n)++] = c->args[i];
  for (size_t i = 0; i < sizeof term_options / sizeof *term_options; i++)
    for (size_t at = 0; (terms[*n] = cli_next(c, term_options[i].val, &at));)
      terms[*n] = arena_printf(a, "%s:%s", term_options[i].field, terms[*n]).p, ++*n;
  return terms;
}

/* What a screen shows of a claim, most telling first. */
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

void claim_list_begin(ClaimList *l, Out *out, Format format) {
  bool on_screen = format == FORMAT_TABLE || format == FORMAT_MD;
  *l = (ClaimList){.out = out, .n = HIT_COLUMNS};
  if (out_wants_objects(out)) return;
  for (size_t i = 0; i < HIT_COLUMNS; i++) l->columns[i] = (Column){hit_columns[i], 0};
  if (on_screen) {
    l->n = sizeof screen / sizeof *screen;
    l->places = screen_places;
    for (size_t i = 0; i < l->n; i++) l->columns[i] = screen[i];
  }
  out_columns(out, l->columns, l->n);
}

ErrCode claim_list_put(void *list, const ClaimHit *h) {
  const ClaimList *l = list;
  Out *o = l->out;
  if (out_wants_objects(o)) {
    hit_put_json(out_object(o), h);
    out_object_end(o);
  } else {
    for (size_t i = 0; i < l->n; i++) {
      hit_put_cell(out_cell(o), h, l->places ? l->places[i] : i);
      out_cell_end(o);
    }
    out_row_end(o);
  }
  return out_failed(o) ? ERR_END : OK;
}
