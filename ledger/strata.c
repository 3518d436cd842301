/* strata.c -- sorts the rows of one key into strata that compare with each other. */
#include <stdlib.h>

#include "ledger/cluster_p.h"

enum { SECONDS = 86400, UNDATED_DAYS = 7 };

static int64_t day_start(int64_t day) { return day * SECONDS; }
static int64_t day_end(int64_t day) { return day * SECONDS + SECONDS - 1; }

static uint8_t direction_code(const ClaimRow *r) {
  if (r->change == CHANGE_UP_BY) return 1;
  if (r->change == CHANGE_DOWN_BY) return 2;
  if (r->change == CHANGE_FROM) return 3;
  if (!r->measure || !str_is(r->measure->kind, "delta") || r->change != CHANGE_LEVEL) return 0;
  return r->measure->sign < 0 ? 2 : 1;
}

static uint8_t reality_code(const ClaimRow *r) {
  bool real = r->modality == MODALITY_ACTUAL || r->modality == MODALITY_ESTIMATE || r->modality == MODALITY_HEARSAY;
  return real ? 0 : (uint8_t)r->modality;
}

/* Running totals hold at their publication. An assumed time is spread by half of the measure's drift to each side; an event
 * without a date is looked for around its publication. false: no time at all. */
static bool set_time(Entry *e, const ClaimRow *r) {
  When w = row_when(r);
  Moment at = r->published;
  if (!kind_is_figure(r->kind)) {
    e->start = INT64_MIN;
    e->end = INT64_MAX;
    return true;
  }
  if (row_is_running(r) && at.day != DAY_NONE) {
    e->start = day_start(at.day) + (at.second >= 0 ? at.second : 0);
    e->end = at.second >= 0 ? e->start : day_end(at.day);
    if (w.known && !w.assumed) {
      e->event_first = w.first;
      e->event_last = w.last;
    }
    return true;
  }
  if (w.known && !w.assumed) {
    e->start = day_start(w.first <= w.last ? w.first : w.last); /* "1986 from 1985" comes the wrong way round */
    e->end = day_end(w.first <= w.last ? w.last : w.first);
    return true;
  }
  if (at.day == DAY_NONE) return false;
  bool moved = r->change == CHANGE_UP_TO || r->change == CHANGE_DOWN_TO;
  int drift = !w.assumed || !r->measure ? 2 * UNDATED_DAYS : moved ? 0 : r->measure->drift_days;
  e->start = day_start((int64_t)at.day - drift / 2);
  e->end = day_end((int64_t)at.day + drift - drift / 2);
  return true;
}

static Figure days_figure(DateRange d) {
  Interval i = interval_closed(number_of(d.first), number_of(d.last));
  i.no_low = d.first == DAY_NONE;
  i.no_high = d.last == DAY_NONE;
  return (Figure){.read = i, .tight = i};
}

/* The currency that all money of the key is converted to where a dated rate allows: the first in the alphabet. */
static Str pivot_currency(const ClaimRow *rows, size_t n) {
  Str first = STR("");
  for (size_t i = 0; i < n; i++)
    if (rows[i].kind == KIND_MONEY && (first.n == 0 || str_cmp(rows[i].quantity.unit, first) < 0))
      first = rows[i].quantity.unit;
  return first;
}

static bool prepare(Entry *e, const Cluster *c, size_t row, Str pivot) {
  const ClaimRow *r = &c->rows[row];
  *e = (Entry){.row = row,
               .direction = direction_code(r),
               .reality = reality_code(r),
               .period = row_period(r),
               .event_first = DAY_NONE,
               .event_last = DAY_NONE};
  if (!set_time(e, r)) return false;
  if (!kind_is_figure(r->kind)) {
    e->dimension = (Dimension){STR("date"), event_family(r->event)};
    e->figure = days_figure(r->dates);
    return true;
  }
  e->dimension = row_dimension(r);
  if (!figure_to_base(&e->figure, r)) return false;
  if (r->kind == KIND_MONEY && !str_eq(pivot, r->quantity.unit) && figure_at_rate(&e->figure, r, pivot, c->rates))
    e->dimension.unit = pivot;
  return true;
}

/* --- order -------------------------------------------------------------------------------------------------------------- */

static int cmp_int(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int cmp_stratum(const Entry *x, const Entry *y, const ClaimRow *rows) {
  const ClaimRow *a = &rows[x->row], *b = &rows[y->row];
  int c = str_cmp(x->dimension.kind, y->dimension.kind);
  if (c == 0) c = str_cmp(x->dimension.unit, y->dimension.unit);
  if (c == 0) c = cmp_int(x->direction, y->direction);
  if (c == 0) c = cmp_int(x->reality, y->reality);
  if (c == 0) c = str_cmp(a->scope_of, b->scope_of);
  if (c == 0) c = cmp_int(x->period, y->period);
  if (c == 0) c = cmp_int(x->event_first, y->event_first);
  return c ? c : cmp_int(x->event_last, y->event_last);
}

int row_order(const ClaimRow *a, const ClaimRow *b) {
  int c = cmp_int(a->published.day, b->published.day);
  if (c == 0) c = cmp_int(a->published.second, b->published.second);
  if (c == 0) c = memcmp(a->document.b, b->document.b, sizeof a->document.b);
  if (c == 0) c = memcmp(a->figure.b, b->figure.b, sizeof a->figure.b);
  return c ? c : memcmp(a->id.b, b->id.b, sizeof a->id.b);
}

static int by_stratum(const void *a, const void *b, void *rows) {
  const Entry *x = a, *y = b;
  const ClaimRow *r = rows;
  int c = cmp_stratum(x, y, r);
  return c ? c : row_order(&r[x->row], &r[y->row]);
}

void cluster_prepare(Cluster *c, size_t nrows) {
  c->entries = arena_alloc(c->arena, (nrows + 1) * sizeof *c->entries);
  Str pivot = c->rates ? pivot_currency(c->rows, nrows) : STR("");
  for (size_t i = 0; i < nrows; i++) c->n += prepare(&c->entries[c->n], c, i, pivot);
  if (c->n) qsort_r(c->entries, c->n, sizeof *c->entries, by_stratum, (void *)(uintptr_t)c->rows);
  for (size_t i = 1; i < c->n; i++)
    c->entries[i].stratum = c->entries[i - 1].stratum + (cmp_stratum(&c->entries[i - 1], &c->entries[i], c->rows) != 0);
}

/* A country has no net profit, a currency no staff: what the figure is about was misread. Firms, people and products are hard to tell apart. */
static bool fits_measure(const ClaimRow *r) {
  static const struct {
    EntityType type;
    const char *names; /* of measures.tsv */
  } sure[] = {{ENT_PLACE, "COUNTRY PLACE GOV EVENT GROUP SECTOR"},
              {ENT_INDEX, "INDEX"},
              {ENT_CRYPTO, "CRYPTO"},
              {ENT_CURRENCY, "CURRENCY"}};
  Str of = r->measure ? r->measure->of : STR(""), name;
  for (size_t i = 0; i < sizeof sure / sizeof *sure; i++) {
    if (sure[i].type != r->subject_type) continue;
    if (of.n == 0 || str_is(of, "any")) return true;
    while (str_split(&name, &of, ','))
      if (str_find(str_of(sure[i].names), str_trim(name), 0) != SIZE_MAX) return true;
    return false;
  }
  return true;
}

bool cluster_admits(const ClaimRow *r) {
  bool stump = r->subject.n < 4 && !r->subject_core && r->subject.n > 1 && r->subject.p[1] >= 'a'; /* "Inc" */
  if (stump || !fits_measure(r)) return false;
  if (r->subject.n == 0 || r->repeated_block || r->mark & (CLAIM_BOILERPLATE | CLAIM_IN_REFERENCE)) return false;
  return kind_is_figure(r->kind) ? r->root != NULL : event_family(r->event).n > 0;
}

static void put_field(Buf *out, Str s) {
  uint32_t n = (uint32_t)s.n;
  buf_put(out, str_make((const char *)&n, sizeof n));
  buf_put(out, s);
}

void cluster_key(Buf *out, const ClaimRow *r) {
  put_field(out, r->subject);
  put_field(out, kind_is_figure(r->kind) ? r->root->id : STR("date"));
  put_field(out, kind_is_figure(r->kind) ? r->per : event_family(r->event));
}
