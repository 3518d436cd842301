/* page_entity.c -- the names that claims are about, and one name with each of its measures over time. */
#include "cli/web/draw.h"
#include <string.h>

enum { MOST_ENTITIES = 300, MOST_MEASURES = 6, MOST_DOTS = 400 };

/* --- all names ------------------------------------------------------------------------------------------------------ */
typedef struct {
  Buf *b;
  const Site *s;
  size_t n;
} Lister;

static ErrCode put_name(void *ctx, const Row *row) {
  Lister *l = ctx;
  if (row->n < 2 || row->cells[0].kind != CELL_TEXT || !row->cells[0].text.n) return OK;
  l->n++;
  markup_lit(l->b, "<li><a");
  site_href(l->b, l->s, SCREEN_ENTITY, row->cells[0].text);
  markup_lit(l->b, "><span>");
  markup_text_short(l->b, row->cells[0].text, 48);
  markup_lit(l->b, "</span><span class=\"count\">");
  markup_int(l->b, row->cells[1].i);
  markup_lit(l->b, "</span></a></li>");
  return OK;
}

ErrCode page_entities(Buf *b, const Site *s, const Request *r, Err *err) {
  (void)r;
  Lister l = {b, s, 0};
  frame_begin(b, s, SCREEN_ENTITIES, STR("Entities"), STR(""));
  markup_lit(b, "<h1>Who and what the figures are about</h1><ul class=\"names\">");
  ErrCode code = ledger_tally(s->ledger, STR("entity"), MOST_ENTITIES, put_name, &l, err);
  markup_lit(b, "</ul>");
  if (!l.n) markup_lit(b, "<p class=\"empty\">No name yet.</p>");
  frame_end(b, s);
  return code;
}

/* --- one name ------------------------------------------------------------------------------------------------------- */
typedef struct {
  const Site *s;
  Str measure;
  Dot *dots;
  size_t n;
  Str unit;
  Buf rows; /* the table of the same data */
} Series;

static bool is_move(Change c) { return c == CHANGE_UP_BY || c == CHANGE_DOWN_BY; }

static void put_table_row(Series *x, const ClaimHit *h, Day day) {
  Buf *b = &x->rows;
  const Claim *c = h->claim;
  markup_lit(b, "<tr><td>");
  piece_days(b, day, day);
  markup_lit(b, "</td><td class=\"num\">");
  if (c->quantity.has_value)
    piece_value(b, c->quantity.value, c->quantity.unit);
  else
    piece_reading(b, c->quantity.range, c->quantity.unit);
  markup_lit(b, "</td><td>");
  markup_text(b, change_title(c->change));
  markup_lit(b, "</td><td>");
  markup_text(b, str_of(modality_name(c->modality)));
  markup_lit(b, "</td><td><a");
  site_href(b, x->s, SCREEN_CLAIM, id_text(x->s->arena, 'c', c->id));
  markup_lit(b, ">");
  markup_text_short(b, source_title(h->document), 32);
  markup_lit(b, "</a></td></tr>");
}

/* ctx: two series, what it stood at and by how much it rose or fell. */
static ErrCode add_dot(void *ctx, const ClaimHit *h) {
  const Claim *c = h->claim;
  Series *x = (Series *)ctx + is_move(c->change);
  Day day = c->time.first != DAY_NONE  ? c->time.first
            : c->time.last != DAY_NONE ? c->time.last
                                       : h->document->published.at.day;
  if (!kind_is_figure(c->kind) || day == DAY_NONE || x->n == MOST_DOTS) return OK;
  if (!str_eq(c->measure, x->measure)) return OK;
  if (!x->unit.p) x->unit = arena_str(x->s->arena, c->quantity.unit);
  put_table_row(x, h, day);
  if (!str_eq(x->unit, c->quantity.unit)) return OK;
  Hedge hedge = c->quantity.hedge;
  x->dots[x->n++] = (Dot){.day = day,
                          .range = c->quantity.range,
                          .has_value = c->quantity.has_value,
                          .value = c->quantity.value,
                          .forecast = c->modality == MODALITY_FORECAST || c->modality == MODALITY_TARGET,
                          .limit = hedge == HEDGE_OVER || hedge == HEDGE_UNDER,
                          .href_id = id_text(x->s->arena, 'c', c->id),
                          .label = arena_str(x->s->arena, str_slice(h->document->text, c->span.start, c->span.end))};
  return OK;
}

static void put_series(Buf *b, const Series *x, bool moves) {
  if (!x->rows.n) return;
  markup_lit(b, "<section class=\"panel\"><header><h2>");
  markup_text(b, measure_title(x->s->arena, x->measure));
  if (moves) markup_lit(b, ", rises and falls");
  markup_lit(b, "</h2></header>");
  draw_timeline(b, x->s, x->dots, x->n, x->unit.p ? x->unit : STR(""));
  markup_lit(
      b, "<details class=\"data\"><summary>The same as a table</summary><div class=\"scroll\" tabindex=\"0\" "
         "role=\"region\" aria-label=\"Figures\"><table><thead><tr><th>When</th><th>Figure</th><th>Change</th><th>Said "
         "as</th><th>Source</th></tr></thead><tbody>");
  buf_put(b, buf_str(&x->rows));
  markup_lit(b, "</tbody></table></div></details></section>");
}

static ErrCode put_measure(Buf *b, const Site *s, const EntityHit *e, size_t i, Err *err) {
  const char *terms[] = {arena_printf(s->arena, "entity:%.*s", STR_ARGS(e->name)).p,
                         arena_printf(s->arena, "measure:%.*s", STR_ARGS(e->measures[i].measure)).p};
  ClaimQuery q = {.terms = terms, .nterms = 2, .order = ORDER_TIME, .limit = MOST_DOTS};
  Series series[2];
  for (int k = 0; k < 2; k++)
    series[k] =
        (Series){.s = s, .measure = e->measures[i].measure, .dots = arena_zalloc(s->arena, MOST_DOTS * sizeof(Dot))};
  ErrCode code = ledger_query(s->ledger, &q, add_dot, series, NULL, err);
  for (int k = 0; k < 2; k++) {
    if (!code) put_series(b, &series[k], k == 1);
    buf_release(&series[k].rows);
  }
  return code;
}

static bool seen_before(const EntityHit *e, size_t i) {
  for (size_t k = 0; k < i; k++)
    if (str_eq(e->measures[k].measure, e->measures[i].measure)) return true;
  return false;
}

static void put_links(Buf *b, const Site *s, const EntityHit *e) {
  Buf q = BUF_INIT;
  buf_printf(&q, "\"entity:%.*s\"", STR_ARGS(e->name));
  const char *keys[] = {"q"}, *entity[] = {"entity"};
  Str values[] = {buf_str(&q)};
  if (!s->fixed) {
    markup_lit(b, "<a");
    site_href_query(b, s, SCREEN_CLAIMS, STR(""), keys, values, 1);
    markup_lit(b, ">All its claims</a><a");
    site_href_query(b, s, SCREEN_CONFLICTS, STR(""), entity, &e->name, 1);
    markup_lit(b, ">Its conflicts</a>");
  }
  buf_release(&q);
}

ErrCode page_entity(Buf *b, const Site *s, const Request *r, Err *err) {
  Thing thing;
  EntityHit e;
  ErrCode code = ledger_find(&thing, s->ledger, r->id, err);
  if (!code && thing.kind != THING_ENTITY)
    code = err_set(err, ERR_USAGE, "%.*s is no name of this ledger", STR_ARGS(r->id));
  if (!code) code = entity_load(&e, s->arena, s->ledger, thing.key, err);
  if (code) return code;
  frame_begin(b, s, SCREEN_ENTITY, e.name, STR(""));
  markup_lit(b, "<div class=\"crumb\"><a");
  site_href(b, s, SCREEN_ENTITIES, STR(""));
  markup_lit(b, ">Entities</a></div><h1>");
  markup_text(b, e.name);
  markup_lit(b, "</h1><div class=\"meta\"><span>");
  markup_text(b, e.type);
  markup_lit(b, "</span><span>");
  markup_int(b, (int64_t)e.claims);
  buf_puts(b, e.claims == 1 ? " claim in " : " claims in ");
  markup_int(b, (int64_t)e.documents);
  buf_puts(b, e.documents == 1 ? " article" : " articles");
  markup_lit(b, "</span>");
  put_links(b, s, &e);
  markup_lit(b, "</div>");
  for (size_t i = 0, shown = 0; i < e.nmeasures && shown < MOST_MEASURES && !code; i++) {
    if (!e.measures[i].measure.n || seen_before(&e, i)) continue;
    code = put_measure(b, s, &e, i, err);
    shown++;
  }
  frame_end(b, s);
  return code;
}
