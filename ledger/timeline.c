/* timeline.c -- see timeline.h. */
#include "ledger/timeline.h"

#include <stdlib.h>

#include "base/json.h"
#include "ledger/compare_p.h"
#include "ledger/query.h"
#include "ledger/show.h"

/* --- gathering ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  Arena *a;
  const Measure *root;
  const TimelineOptions *options;
  Point *points;
  size_t n, cap;
} Gathering;

static bool is_movement(Change c) { return c == CHANGE_UP_BY || c == CHANGE_DOWN_BY; }

static bool is_real(Modality m) { return m == MODALITY_ACTUAL || m == MODALITY_ESTIMATE || m == MODALITY_HEARSAY; }

static bool is_wanted(const Gathering *g, const ClaimRow *r) {
  if (!kind_is_figure(r->kind) || r->root != g->root || r->scope_of.n || r->per.n) return false;
  if (is_movement(r->change) != g->options->changes || r->modality == MODALITY_DENIED) return false;
  return g->options->expected || is_real(r->modality);
}

/* People by whatever noun they are counted are one unit, "". */
static Str unit_of(const ClaimRow *r) {
  return r->kind == KIND_COUNT || r->kind == KIND_NUMBER ? row_dimension(r).unit : r->quantity.unit;
}

static ErrCode gather(void *ctx, const ClaimHit *h) {
  Gathering *g = ctx;
  ClaimRow r;
  claim_row_of(&r, h->claim, h->document, NULL);
  When when = row_when(&r);
  if (!is_wanted(g, &r) || !when.known || when.first == INT32_MIN || when.last == INT32_MAX) return OK;
  g->points = arena_grow(g->a, g->points, g->n, &g->cap, g->n + 1, sizeof *g->points);
  Figure f = figure_of(&r);
  g->points[g->n++] = (Point){.id = r.id,
                              .first = when.first,
                              .last = when.last,
                              .unit = arena_str(g->a, unit_of(&r)),
                              .text = arena_str(g->a, r.text),
                              .quote = arena_str(g->a, r.quote),
                              .publisher = arena_str(g->a, h->document->publisher),
                              .url = arena_str(g->a, h->document->url),
                              .published = r.published,
                              .value = f.has_value     ? f.value
                                       : f.read.no_low ? f.read.high
                                                       : f.read.low,
                              .range = f.read,
                              .hedge = f.hedge,
                              .change = r.change,
                              .modality = r.modality};
  return OK;
}

static int cmp_day(Day x, Day y) { return (x > y) - (x < y); }

static int by_time(const void *p, const void *q) {
  const Point *x = p, *y = q;
  int c = cmp_day(x->last, y->last);
  if (c == 0) c = cmp_day(x->first, y->first);
  if (c == 0) c = cmp_day(x->published.day, y->published.day);
  return c ? c : memcmp(x->id.b, y->id.b, sizeof x->id.b);
}

static size_t with_unit(const Gathering *g, Str unit) {
  size_t n = 0;
  for (size_t i = 0; i < g->n; i++) n += str_eq_nocase(g->points[i].unit, unit);
  return n;
}

/* The unit of most points, the first in the alphabet among equals. */
static Str usual_unit(const Gathering *g) {
  Str best = STR("");
  size_t most = 0;
  for (size_t i = 0; i < g->n; i++) {
    size_t n = with_unit(g, g->points[i].unit);
    if (n < most || (n == most && str_cmp(g->points[i].unit, best) >= 0)) continue;
    best = g->points[i].unit;
    most = n;
  }
  return best;
}

static void keep_unit(Timeline *t, Gathering *g) {
  t->unit = g->options->unit.n ? g->options->unit : usual_unit(g);
  t->points = g->points;
  for (size_t i = 0; i < g->n; i++)
    if (str_eq_nocase(g->points[i].unit, t->unit)) t->points[t->n++] = g->points[i];
  t->others = g->n - t->n;
  if (t->n > 1) qsort(t->points, t->n, sizeof *t->points, by_time);
}

ErrCode ledger_timeline(Timeline *out, Arena *a, Ledger *l, Str entity, Str measure, const TimelineOptions *o,
                        Err *err) {
  Thing thing;
  EntityHit known;
  const Measure *m = measure_find(measure);
  *out = (Timeline){0};
  if (!m)
    return err_set(err, ERR_USAGE, "%.*s: no such measure: query --facet measure lists those in use",
                   STR_ARGS(measure));
  ErrCode code = ledger_find(&thing, l, entity, err);
  if (code == OK && thing.kind != THING_ENTITY)
    code = err_set(err, ERR_USAGE, "%.*s: is no name of anybody", STR_ARGS(entity));
  if (code == OK) code = entity_load(&known, a, l, thing.key, err);
  if (code != OK) return code;
  Gathering g = {.a = a, .root = measure_root(m), .options = o};
  Str term = arena_printf(a, "entity:%.*s", STR_ARGS(known.name));
  const char *const terms[] = {term.p};
  const ClaimQuery q = {.terms = terms, .nterms = 1, .order = ORDER_TIME};
  code = ledger_query(l, &q, gather, &g, NULL, err);
  out->subject = known.name;
  out->measure = g.root->id;
  if (code == OK) keep_unit(out, &g);
  return code;
}

/* --- printing ------------------------------------------------------------------------------------------------------------- */

static void span_of(const Timeline *t, double *low, double *high) {
  *low = *high = t->n ? number_double(t->points[0].value) : 0;
  for (size_t i = 1; i < t->n; i++) {
    double v = number_double(t->points[i].value);
    if (v < *low) *low = v;
    if (v > *high) *high = v;
  }
}

void timeline_sparkline(Buf *b, const Timeline *t) {
  enum { STEPS = 8 };
  double low, high;
  span_of(t, &low, &high);
  for (size_t i = 0; i < t->n; i++) {
    double part = high > low ? (number_double(t->points[i].value) - low) / (high - low) : 0.5;
    int step = (int)(part * (STEPS - 1) + 0.5);
    buf_printf(b, "\xE2\x96%c", 0x81 + step); /* U+2581 to U+2588 */
  }
}

static void put_bound(Buf *b, const char *key, bool none, Number n) {
  Buf text = BUF_INIT;
  if (!none) number_put(&text, n);
  json_str_or_null(b, key, none ? (Str){0} : buf_str(&text));
  buf_release(&text);
}

static void put_day(Buf *b, const char *key, Day d) {
  Buf text = BUF_INIT;
  if (d != DAY_NONE) day_put(&text, d);
  json_str_or_null(b, key, d == DAY_NONE ? (Str){0} : buf_str(&text));
  buf_release(&text);
}

void timeline_put_json(Buf *b, const Timeline *t, size_t point) {
  const Point *p = &t->points[point];
  Buf id = BUF_INIT;
  full_id_put(&id, 'c', p->id);
  buf_putc(b, '{');
  json_int(b, "v", 1);
  json_str(b, "subject", t->subject);
  json_str(b, "measure", t->measure);
  put_day(b, "first", p->first);
  put_day(b, "last", p->last);
  put_bound(b, "value", false, p->value);
  json_str(b, "unit", p->unit);
  put_bound(b, "low", p->range.no_low, p->range.low);
  put_bound(b, "high", p->range.no_high, p->range.high);
  json_str(b, "hedge", str_of(hedge_name(p->hedge)));
  json_str(b, "change", str_of(change_name(p->change)));
  json_str(b, "modality", str_of(modality_name(p->modality)));
  json_str(b, "text", p->text);
  json_str(b, "quote", p->quote);
  json_str_or_null(b, "publisher", p->publisher.n ? p->publisher : (Str){0});
  json_str_or_null(b, "url", p->url.n ? p->url : (Str){0});
  put_day(b, "published", p->published.day);
  json_str(b, "claim", buf_str(&id));
  buf_putc(b, '}');
  buf_release(&id);
}
