/* cmd_timeline.c -- one measure of one entity over time: a table with a line of heights, objects, or a drawing. */
#include "cli/card.h"
#include "cli/lookup.h"
#include "cli/web/draw.h"
#include "ledger/timeline.h"

enum { OPT_SVG = OPT_OWN, OPT_UNIT, OPT_CHANGES, OPT_EXPECTED };

static const Column columns[] = {{"when", 0},          {"value", COL_RIGHT}, {"unit", COL_SPARE},
                                 {"figure", COL_TRIM}, {"says", 0},          {"source", COL_TRIM | COL_MOST},
                                 {"claim", COL_DIM},   {"first", COL_DATA},  {"last", COL_DATA},
                                 {"quote", COL_DATA}};

static void put_row(Out *o, const Point *p) {
  card_days_short(out_cell(o), p->first, p->last);
  out_cell_end(o);
  value_put(out_cell(o), p->value);
  out_cell_end(o);
  out_cell_str(o, p->unit);
  out_cell_str(o, p->text);
  out_cell_str(o, p->modality == MODALITY_ACTUAL ? str_of(change_name(p->change)) : str_of(modality_name(p->modality)));
  out_cell_str(o, p->publisher.n ? p->publisher : p->url);
  short_id_put(out_cell(o), 'c', p->id);
  out_cell_end(o);
  day_put(out_cell(o), p->first);
  out_cell_end(o);
  day_put(out_cell(o), p->last);
  out_cell_end(o);
  out_cell_str(o, p->quote);
  out_row_end(o);
}

static void print(const Cli *c, Out *o, const Timeline *t) {
  if (!out_wants_objects(o)) out_columns(o, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < t->n; i++) {
    if (out_wants_objects(o)) {
      timeline_put_json(out_object(o), t, i);
      out_object_end(o);
    } else {
      put_row(o, &t->points[i]);
    }
  }
  if (c->out.format != FORMAT_TABLE || c->quiet) return;
  Buf line = BUF_INIT;
  timeline_sparkline(&line, t);
  cli_note(c, "%.*s %.*s  %s", STR_ARGS(t->subject), STR_ARGS(t->measure), line.n ? line.p : "no figures");
  if (t->others) cli_note(c, "%zu figures in other units: --unit shows them", t->others);
  buf_release(&line);
}

static Dot dot_of(Arena *a, const Point *p) {
  Buf label = BUF_INIT;
  buf_put(&label, p->text);
  buf_puts(&label, ", ");
  day_put(&label, p->last);
  if (p->publisher.n) buf_printf(&label, ", %.*s", STR_ARGS(p->publisher));
  Dot d = {.day = p->last,
           .range = p->range,
           .has_value = true,
           .value = p->value,
           .forecast =
               p->modality == MODALITY_FORECAST || p->modality == MODALITY_TARGET || p->modality == MODALITY_POSSIBLE,
           .limit = p->hedge == HEDGE_OVER || p->hedge == HEDGE_UNDER,
           .label = arena_str(a, buf_str(&label))};
  buf_release(&label);
  return d;
}

static void put_drawing(Buf *b, Arena *a, const Timeline *t) {
  Dot *dots = arena_alloc(a, (t->n + 1) * sizeof *dots);
  for (size_t i = 0; i < t->n; i++) dots[i] = dot_of(a, &t->points[i]);
  Str title = arena_printf(a, "%.*s, %.*s", STR_ARGS(t->subject), STR_ARGS(measure_title(a, t->measure)));
  draw_timeline_alone(b, title, dots, t->n, t->unit);
}

static ErrCode draw(const char *path, Arena *a, const Timeline *t, Err *err) {
  const OutOptions how = {.format = FORMAT_MD, .path = strcmp(path, "-") == 0 ? NULL : path};
  Out *o;
  ErrCode code = out_open(&o, &how, err);
  if (code != OK) return code;
  put_drawing(out_text(o), a, t);
  return out_close(o, true, err);
}

static int run(Cli *c, Err *err) {
  const char *svg = cli_text(c, OPT_SVG), *unit = cli_text(c, OPT_UNIT);
  const TimelineOptions options = {
      .unit = unit ? str_of(unit) : STR(""), .changes = cli_has(c, OPT_CHANGES), .expected = cli_has(c, OPT_EXPECTED)};
  Lookup look;
  Timeline t;
  if (c->nargs != 2)
    return exit_code_of(
        err_set(err, ERR_USAGE, "timeline: name an entity and a measure: timeline Nvidia market_value"));
  ErrCode code = lookup_open(&look, c, c->out.format, err);
  if (code == OK)
    code = ledger_timeline(&t, look.arena, look.ledger, str_of(c->args[0]), str_of(c->args[1]), &options, err);
  if (code == OK && svg) code = draw(svg, look.arena, &t, err);
  if (code == OK && !svg) print(c, look.out, &t);
  return exit_code_of(lookup_close(&look, code, err));
}

static const struct poptOption options[] = {
    CLI_VALUE("svg", 0, OPT_SVG, "draw it into a file (- for standard output)", "FILE"),
    CLI_VALUE("unit", 0, OPT_UNIT, "figures in this unit (default: the most frequent)", "UNIT"),
    CLI_FLAG("changes", 0, OPT_CHANGES, "by how much it moved, instead of its levels"),
    CLI_FLAG("expected", 0, OPT_EXPECTED, "also forecasts, targets and possibilities"), CLI_END};

const Command cmd_timeline = {.name = "timeline",
                              .args = "ENTITY MEASURE",
                              .summary = "one entity's measure over time",
                              .examples =
                                  "timeline Nvidia market_value\tits levels, oldest first, and a line of heights\n"
                                  "timeline Nvidia market_value --changes\tby how much it rose and fell\n"
                                  "timeline 'Tal Hadid' deaths --svg toll.svg\ta drawing\n",
                              .options = options,
                              .run = run};
