/* sweep.c -- the moments of one stratum in one sweep over the ends of its times.
 *
 *   time  ──▶   A ├──────────┤          A and B, then B and C are moments: maximal sets that share an instant.
 *               B      ├──────────┤     One is complete when the first of its members is about to end.
 *               C              ├─────┤
 *
 * A lane keeps the open entries in two heaps, by greatest low and by smallest high; closed ones are dropped when they come to
 * the top. The moment fails when the two tops do not meet. Lane 0 holds the readings; one lane for each precision
 * holds the bare values of that precision, because two figures of equal precision and different value never meet, however a coarser
 * third one may bridge them. */
#include <stdlib.h>

#include "ledger/cluster_p.h"

typedef struct {
  size_t *at; /* entries, the one that reaches least far first */
  size_t n;
  bool low;   /* greatest low first, else smallest high first */
  bool point; /* by value instead of the reading */
} Heap;
typedef struct {
  Heap lows, highs;
  bool dirty, failing;
} Lane;

typedef struct {
  Cluster *c;
  size_t from, to;
  Lane *lanes;
  size_t nlanes;
  size_t *lane_of; /* by entry - from: its precision lane, 0 none */
  size_t *opened;  /* entries that are or were open, in order of opening; closed ones are dropped at each listing */
  size_t nopened, nclosed;
  EntryPair *last; /* pairs of the moment before */
  size_t nlast;
  size_t *members; /* of the finding that is being collected */
  size_t nmembers, collected;
  bool crowded; /* the moment holds many values that do not meet */
} Sweep;

/* --- heaps ---------------------------------------------------------------------------------------------------------- */

static Interval lane_interval(const Heap *h, const Entry *e) {
  return h->point ? interval_closed(e->figure.value, e->figure.value) : e->figure.read;
}

/* Whether entry x belongs nearer to the top than y; ties by the canonical order of entries. */
static bool before(const Heap *h, const Cluster *c, size_t x, size_t y) {
  Interval a = lane_interval(h, &c->entries[x]), b = lane_interval(h, &c->entries[y]);
  int order = h->low ? -interval_cmp_low(a, b) : interval_cmp_high(a, b);
  return order < 0 || (order == 0 && x < y);
}

static void heap_push(Heap *h, const Cluster *c, size_t x) {
  size_t i = h->n++;
  for (; i > 0 && before(h, c, x, h->at[(i - 1) / 2]); i = (i - 1) / 2) h->at[i] = h->at[(i - 1) / 2];
  h->at[i] = x;
}

static void heap_pop(Heap *h, const Cluster *c) {
  size_t x = h->at[--h->n], i = 0;
  for (;;) {
    size_t child = 2 * i + 1;
    if (child >= h->n) break;
    if (child + 1 < h->n && before(h, c, h->at[child + 1], h->at[child])) child++;
    if (!before(h, c, h->at[child], x)) break;
    h->at[i] = h->at[child];
    i = child;
  }
  if (h->n) h->at[i] = x;
}

static bool heap_top(size_t *out, Heap *h, const Cluster *c) {
  while (h->n && !c->entries[h->at[0]].open) heap_pop(h, c);
  if (h->n) *out = h->at[0];
  return h->n > 0;
}

/* --- precision lanes -------------------------------------------------------------------------------------------------- */

typedef struct {
  Number precision;
  size_t entry;
} Bare;

static int by_precision(const void *a, const void *b) {
  const Bare *x = a, *y = b;
  return number_cmp(x->precision, y->precision);
}

static size_t bare_entries(Bare *out, const Sweep *s) {
  size_t n = 0;
  for (size_t i = s->from; i < s->to; i++) {
    const Figure *f = &s->c->entries[i].figure;
    if (f->has_value && f->hedge == HEDGE_NONE && figure_precision(&out[n].precision, f)) out[n++].entry = i;
  }
  return n;
}

static void lane_init(Lane *l, Arena *a, size_t n, bool point) {
  size_t *room = arena_alloc(a, (2 * n + 1) * sizeof *room);
  *l = (Lane){.lows = {room, 0, true, point}, .highs = {room + n, 0, false, point}};
}

static void make_lanes(Sweep *s) {
  Arena *a = s->c->arena;
  size_t n = s->to - s->from;
  Bare *bare = arena_alloc(a, (n + 1) * sizeof *bare);
  size_t nbare = bare_entries(bare, s);
  if (nbare) qsort(bare, nbare, sizeof *bare, by_precision);
  s->lanes = arena_alloc(a, (nbare + 1) * sizeof *s->lanes);
  lane_init(&s->lanes[0], a, n, false);
  s->nlanes = 1;
  for (size_t i = 0, k; i < nbare; i = k) {
    for (k = i; k < nbare && number_eq(bare[k].precision, bare[i].precision); k++)
      s->lane_of[bare[k].entry - s->from] = s->nlanes;
    lane_init(&s->lanes[s->nlanes++], a, k - i, true);
  }
}

/* --- moments ------------------------------------------------------------------------------------------------------------ */

static bool is_alarm(const Comparison *how) { return how->word >= WORD_CLOSE; }

/* Whether x's article has another figure for the same: one that agrees with y, or one that x does not meet. Then it tells of two things,
 * and contradicts no other article by one of them. */
static bool has_another(const Sweep *s, size_t x, size_t y) {
  const Cluster *c = s->c;
  for (size_t i = 0; i < s->nopened; i++) {
    size_t other = s->opened[i];
    if (other == x || other == y || !c->entries[other].open) continue;
    if (!id_eq(entry_row(c, other)->document, entry_row(c, x)->document)) continue;
    Interval third = c->entries[other].figure.tight;
    bool differs = !row_is_running(entry_row(c, x)) && !interval_meet(third, c->entries[x].figure.read);
    if (interval_meet(third, c->entries[y].figure.tight) || differs) return true;
  }
  return false;
}

/* More than three open figures of which no two meet. */
static bool is_crowded(const Sweep *s) {
  enum { CAMPS = 3, LOOKED_AT = 64 };
  Interval camps[CAMPS];
  size_t n = 0;
  for (size_t i = s->nopened, looked = 0; i > 0 && looked < LOOKED_AT; i--) {
    const Entry *e = &s->c->entries[s->opened[i - 1]];
    size_t k = 0;
    if (!e->open) continue;
    looked++;
    while (k < n && !interval_meet(camps[k], e->figure.read)) k++;
    if (k < n) continue;
    if (n == CAMPS) return true;
    camps[n++] = e->figure.read;
  }
  return false;
}

static bool try_pair(EntryPair *out, const Sweep *s, size_t x, size_t y) {
  size_t a = x < y ? x : y, b = x < y ? y : x;
  EntryPair p = {.a = a, .b = b};
  compare_claims(&p.how, entry_row(s->c, a), entry_row(s->c, b), s->c->rates);
  bool found = is_alarm(&p.how), other_document = !(p.how.flags & FLAG_SAME_DOCUMENT);
  if (!found || !pair_trusted(entry_row(s->c, a), entry_row(s->c, b), &p.how, s->crowded)) return false;
  if (other_document && (has_another(s, x, y) || has_another(s, y, x))) return false;
  if (found && (!out->how.severity || other_document)) *out = p;
  return found && other_document;
}

/* The two ends of a lane, or, where those two say nothing together (one article, two hours), another entry against one of them. */
static bool witness(EntryPair *out, const Sweep *s, const Lane *l, size_t low, size_t high) {
  enum { TRIES = 64 };
  *out = (EntryPair){0};
  if (try_pair(out, s, low, high)) return true;
  Interval at_low = lane_interval(&l->lows, &s->c->entries[low]),
           at_high = lane_interval(&l->highs, &s->c->entries[high]);
  for (size_t i = s->nopened, tries = 0; i > 0 && tries < TRIES; i--) {
    size_t x = s->opened[i - 1];
    const Entry *e = &s->c->entries[x];
    size_t lane = s->lane_of[x - s->from];
    if (!e->open || x == low || x == high || (l->lows.point && &s->lanes[lane] != l)) continue;
    Interval here = lane_interval(&l->lows, e);
    tries++;
    if (!interval_meet(here, at_high) && try_pair(out, s, x, high)) return true;
    if (!interval_meet(here, at_low) && try_pair(out, s, x, low)) return true;
  }
  return out->how.word >= WORD_CLOSE;
}

static bool test_lane(EntryPair *out, const Sweep *s, Lane *l) {
  size_t low, high;
  l->dirty = false;
  l->failing = false;
  if (!heap_top(&low, &l->lows, s->c) || !heap_top(&high, &l->highs, s->c)) return false;
  if (interval_meet(lane_interval(&l->lows, &s->c->entries[low]), lane_interval(&l->highs, &s->c->entries[high])))
    return false;
  l->failing = true;
  return witness(out, s, l, low, high);
}

static void finish_finding(Sweep *s) {
  if (s->nlast) finding_add(s->c, s->last, s->nlast, s->members, s->nmembers);
  s->nlast = 0;
  s->nmembers = 0;
  s->collected = 0;
}

/* Once most of the list is closed; not while its members are being collected. */
static void drop_closed(Sweep *s) {
  size_t kept = 0;
  if (s->nlast || 2 * s->nclosed < s->nopened) return;
  for (size_t i = 0; i < s->nopened; i++)
    if (s->c->entries[s->opened[i]].open) s->opened[kept++] = s->opened[i];
  s->nopened = kept;
  s->nclosed = 0;
}

static bool same_pairs(const Sweep *s, const EntryPair *pairs, size_t n) {
  if (n != s->nlast) return false;
  for (size_t i = 0; i < n; i++)
    if (pairs[i].a != s->last[i].a || pairs[i].b != s->last[i].b) return false;
  return true;
}

/* Members that were opened since the last look. */
static void collect(Sweep *s) {
  for (; s->collected < s->nopened && s->nmembers < MEMBERS_MAX; s->collected++)
    if (s->c->entries[s->opened[s->collected]].open) s->members[s->nmembers++] = s->opened[s->collected];
}

static void add_pair(EntryPair *pairs, size_t *n, EntryPair p) {
  size_t i = *n;
  for (size_t k = 0; k < *n; k++)
    if (pairs[k].a == p.a && pairs[k].b == p.b) return;
  for (; i > 0 && (pairs[i - 1].a > p.a || (pairs[i - 1].a == p.a && pairs[i - 1].b > p.b)); i--)
    pairs[i] = pairs[i - 1];
  pairs[i] = p;
  ++*n;
}

/* The open entries, at most MEMBERS_MAX; *news counts those that no agreement has listed yet. */
static size_t open_members(size_t *members, size_t *news, const Sweep *s) {
  size_t n = 0;
  *news = 0;
  for (size_t i = 0; i < s->nopened && n < MEMBERS_MAX; i++) {
    const Entry *e = &s->c->entries[s->opened[i]];
    if (!e->open) continue;
    members[n++] = s->opened[i];
    *news += !e->agreed;
  }
  return n;
}

/* The value, or the end that a range starts from. */
static Number stated(const Cluster *c, size_t entry) {
  const Figure *f = &c->entries[entry].figure;
  return f->has_value ? f->value : f->read.no_low ? f->read.high : f->read.low;
}

/* All agree: the two values that lie furthest apart show how. Moments that mostly repeat an earlier one are not listed. */
static void agreement(Sweep *s) {
  Cluster *c = s->c;
  size_t members[MEMBERS_MAX], news, n = open_members(members, &news, s);
  if (n < 2 || 2 * news < n) return;
  bool falling = number_cmp(stated(c, members[0]), stated(c, members[1])) > 0;
  size_t low = members[falling], high = members[!falling];
  for (size_t i = 0; i < n; i++) {
    if (number_cmp(stated(c, members[i]), stated(c, low)) < 0 && members[i] != high) low = members[i];
    if (number_cmp(stated(c, members[i]), stated(c, high)) > 0 && members[i] != low) high = members[i];
  }
  EntryPair p = {.a = low < high ? low : high, .b = low < high ? high : low};
  compare_claims(&p.how, entry_row(c, p.a), entry_row(c, p.b), c->rates);
  if (p.how.word != WORD_AGREES && p.how.word != WORD_CLOSE) return;
  for (size_t i = 0; i < n; i++) c->entries[members[i]].agreed = true;
  finding_add(c, &p, 1, members, n);
}

static void moment(Sweep *s) {
  size_t n = 0;
  EntryPair *pairs = arena_alloc(s->c->arena, s->nlanes * sizeof *pairs), p;
  bool failing = false;
  s->crowded = is_crowded(s);
  for (size_t i = 0; i < s->nlanes; i++) {
    Lane *l = &s->lanes[i];
    if ((l->dirty || l->failing) && test_lane(&p, s, l)) add_pair(pairs, &n, p);
    failing |= l->failing;
  }
  if (!same_pairs(s, pairs, n)) {
    finish_finding(s);
    s->last = pairs;
    s->nlast = n;
  }
  if (n) {
    collect(s);
  } else if (!failing) {
    agreement(s);
  }
}

/* --- the sweep ------------------------------------------------------------------------------------------------------------- */

static void open_entry(Sweep *s, size_t x) {
  size_t lane = s->lane_of[x - s->from];
  s->c->entries[x].open = true;
  s->opened[s->nopened++] = x;
  for (size_t i = 0; i <= lane; i += lane ? lane : 1) {
    heap_push(&s->lanes[i].lows, s->c, x);
    heap_push(&s->lanes[i].highs, s->c, x);
    s->lanes[i].dirty = true;
  }
}

static int by_start(const void *a, const void *b, void *entries) {
  const size_t *x = a, *y = b;
  const Entry *e = entries;
  int64_t d = (e[*x].start > e[*y].start) - (e[*x].start < e[*y].start);
  return d ? (int)d : (*x > *y) - (*x < *y);
}

static int by_end(const void *a, const void *b, void *entries) {
  const size_t *x = a, *y = b;
  const Entry *e = entries;
  int64_t d = (e[*x].end > e[*y].end) - (e[*x].end < e[*y].end);
  return d ? (int)d : (*x > *y) - (*x < *y);
}

static size_t *order(const Sweep *s, size_t *n, int (*by)(const void *, const void *, void *)) {
  size_t *at = arena_alloc(s->c->arena, (s->to - s->from + 1) * sizeof *at);
  *n = 0;
  for (size_t i = s->from; i < s->to; i++)
    if (!s->c->entries[i].replaced) at[(*n)++] = i;
  if (*n) qsort_r(at, *n, sizeof *at, by, s->c->entries);
  return at;
}

void cluster_sweep(Cluster *c, size_t from, size_t to) {
  size_t n = to - from, live;
  Sweep s = {.c = c, .from = from, .to = to};
  s.lane_of = arena_zalloc(c->arena, (n + 1) * sizeof *s.lane_of);
  s.opened = arena_alloc(c->arena, (n + 1) * sizeof *s.opened);
  s.members = arena_alloc(c->arena, MEMBERS_MAX * sizeof *s.members);
  make_lanes(&s);
  size_t *starts = order(&s, &live, by_start), *ends = order(&s, &live, by_end), ended = 0;
  bool fresh = false;
  for (size_t i = 0; i < live; i++) {
    int64_t now = c->entries[starts[i]].start;
    for (; c->entries[ends[ended]].end < now; ended++) {
      if (fresh) moment(&s);
      fresh = false;
      c->entries[ends[ended]].open = false;
      s.nclosed++;
    }
    drop_closed(&s);
    open_entry(&s, starts[i]);
    fresh = true;
  }
  if (fresh) moment(&s);
  finish_finding(&s);
  for (size_t i = from; i < to; i++) c->entries[i].open = false;
}
