/* series.c -- what stands beside the moments: what corrections and later copies replace, how a figure moves in time,
 * forecasts against what came, and equal numerals that differ in direction, unit or denial. */
#include <stdlib.h>

#include "ledger/cluster_p.h"

static Comparison compare_entries(const Cluster *c, size_t x, size_t y) {
  Comparison how;
  compare_claims(&how, entry_row(c, x), entry_row(c, y), c->rates);
  return how;
}

static void add_pair_finding(Cluster *c, size_t x, size_t y, Comparison how) {
  EntryPair p = {x < y ? x : y, x < y ? y : x, how};
  finding_add(c, &p, 1, (size_t[]){p.a, p.b}, 2);
}

/* --- replaced by a correction or a later copy ---------------------------------------------------------------------- */

static bool replaces(const ClaimRow *r) { return r->mark & CLAIM_CORRECTION || r->revised_copy; }

/* Does x, of a correction or a later copy, replace y? */
static bool replaces_entry(Comparison *how, const Cluster *c, size_t x, size_t y) {
  int order = published_order(entry_row(c, y), entry_row(c, x));
  if (x == y || order > 0 || (order == 0 && replaces(entry_row(c, y)) && x < y)) return false;
  *how = compare_entries(c, y, x);
  return how->verdict == VERDICT_SUPERSEDED && how->flags & (FLAG_CORRECTION | FLAG_REVISED_COPY);
}

/* The entry that replaces y: of a copy's figures the one whose sentence is most like y's. SIZE_MAX when none does. */
static size_t replacement_of(Comparison *how, const Cluster *c, const size_t *later, size_t n, size_t y) {
  size_t best = SIZE_MAX;
  int most = -1;
  for (size_t i = 0; i < n; i++) {
    Comparison h;
    int words;
    if (!replaces_entry(&h, c, later[i], y)) continue;
    int same = quotes_share(entry_row(c, y), entry_row(c, later[i]), &words);
    if (same <= most) continue;
    most = same;
    best = later[i];
    *how = h;
  }
  return best;
}

void cluster_replace(Cluster *c, size_t from, size_t to) {
  size_t n = 0, *later = arena_alloc(c->arena, (to - from + 1) * sizeof *later);
  for (size_t x = from; x < to; x++)
    if (replaces(entry_row(c, x))) later[n++] = x;
  for (size_t y = from; n && y < to; y++) {
    Comparison how;
    size_t x = replacement_of(&how, c, later, n, y);
    if (x == SIZE_MAX) continue;
    c->entries[y].replaced = true;
    add_pair_finding(c, y, x, how);
  }
}

/* --- updates ---------------------------------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b, void *entries) {
  const size_t *x = a, *y = b;
  const Entry *e = entries;
  int c = (e[*x].start > e[*y].start) - (e[*x].start < e[*y].start);
  return c ? c : (*x > *y) - (*x < *y);
}

/* Each figure against the one before it. A step that is no update but a slip is a finding of its own. */
void cluster_updates(Cluster *c, size_t from, size_t to) {
  size_t n = 0, npairs = 0, *at = arena_alloc(c->arena, (to - from + 1) * sizeof *at);
  EntryPair *pairs = arena_alloc(c->arena, (to - from + 1) * sizeof *pairs);
  for (size_t i = from; i < to; i++)
    if (!c->entries[i].replaced) at[n++] = i;
  if (n > 1) qsort_r(at, n, sizeof *at, by_time, c->entries);
  for (size_t i = 1; i < n; i++) {
    Comparison how = compare_entries(c, at[i - 1], at[i]);
    size_t x = at[i - 1] < at[i] ? at[i - 1] : at[i], y = at[i - 1] < at[i] ? at[i] : at[i - 1];
    if (how.verdict == VERDICT_SUPERSEDED)
      pairs[npairs++] = (EntryPair){x, y, how};
    else if (how.verdict == VERDICT_SCALE_SLIP && c->entries[at[i - 1]].end < c->entries[at[i]].start &&
             pair_trusted(entry_row(c, x), entry_row(c, y), &how, false))
      add_pair_finding(c, x, y, how);
  }
  if (npairs) finding_add(c, pairs, npairs, at, n < MEMBERS_MAX ? n : MEMBERS_MAX);
}

/* --- forecasts and their outcomes ---------------------------------------------------------------------------------------- */

static bool is_expectation(uint8_t reality) { return reality == MODALITY_FORECAST || reality == MODALITY_TARGET; }

/* The first real figure, published later, of the time that a forecast is about. */
static bool outcome_of(EntryPair *out, const Cluster *c, size_t forecast) {
  const Entry *f = &c->entries[forecast];
  for (size_t i = 0; i < c->n; i++) {
    const Entry *e = &c->entries[i];
    if (e->reality || e->direction != f->direction || !str_eq(e->dimension.kind, f->dimension.kind) ||
        e->start > f->end || f->start > e->end)
      continue;
    if (published_order(entry_row(c, forecast), entry_row(c, i)) >= 0) continue;
    *out = (EntryPair){forecast < i ? forecast : i, forecast < i ? i : forecast, compare_entries(c, forecast, i)};
    if (out->how.verdict == VERDICT_MODALITY) return true;
  }
  return false;
}

void cluster_outcomes(Cluster *c) {
  enum { FORECASTS_MAX = 64 }; /* of one key; each looks through all figures of the key */
  EntryPair p;
  size_t done = 0;
  for (size_t i = 0; i < c->n && done < FORECASTS_MAX; i++)
    if (is_expectation(c->entries[i].reality) && entry_row(c, i)->basis != BASIS_NONE) {
      done++;
      if (outcome_of(&p, c, i)) finding_add(c, &p, 1, (size_t[]){p.a, p.b}, 2);
    }
}

/* --- kept apart: another period or another part ----------------------------------------------------------------------- */

/* Strata that differ in nothing but period and part stand side by side. */
static bool same_but_scope(const Entry *x, const Entry *y) {
  return str_eq(x->dimension.kind, y->dimension.kind) && str_eq(x->dimension.unit, y->dimension.unit) &&
         x->direction == y->direction && !x->reality && !y->reality;
}

/* The first two figures of other articles, one of each stratum, whose times overlap and that only their scope keeps apart. */
static bool apart_pair(EntryPair *out, const Cluster *c, size_t from, size_t mid, size_t to) {
  enum { TRIES = 64 };
  for (size_t x = from, tries = 0; x < mid; x++)
    for (size_t y = mid; y < to && tries < TRIES; y++, tries++) {
      const Entry *a = &c->entries[x], *b = &c->entries[y];
      if (a->start > b->end || b->start > a->end || a->replaced || b->replaced ||
          id_eq(entry_row(c, x)->document, entry_row(c, y)->document))
        continue;
      *out = (EntryPair){x, y, compare_entries(c, x, y)};
      if (out->how.verdict == VERDICT_SCOPE) return true;
    }
  return false;
}

/* Each stratum against the one before it; a few of a key show enough. */
void cluster_apart(Cluster *c) {
  enum { APART_MAX = 4 };
  size_t before = 0, found = 0;
  for (size_t mid = 0, to; mid < c->n && found < APART_MAX; mid = to) {
    EntryPair p;
    for (to = mid; to < c->n && c->entries[to].stratum == c->entries[mid].stratum; to++) {}
    if (mid && same_but_scope(&c->entries[before], &c->entries[mid]) && apart_pair(&p, c, before, mid, to)) {
      finding_add(c, &p, 1, (size_t[]){p.a, p.b}, 2);
      found++;
    }
    before = mid;
  }
}

/* --- equal digits in different strata ------------------------------------------------------------------------------------- */

/* The value without its power of ten: 4.2 million and 4.2 billion have equal digits. */
static Number digits_of(const Quantity *q) { return (Number){q->value.num, q->value.den, 0}; }
static bool same_digits(const Quantity *p, const Quantity *q) {
  return p->value.num == q->value.num && p->value.den == q->value.den;
}

static int by_value(const void *a, const void *b, void *cluster) {
  const size_t *x = a, *y = b;
  const Cluster *c = cluster;
  const Quantity *p = &entry_row(c, *x)->quantity, *q = &entry_row(c, *y)->quantity;
  int order = same_digits(p, q) ? 0 : number_cmp(digits_of(p), digits_of(q));
  if (order == 0) order = p->value.exp - q->value.exp;
  return order ? order : (*x > *y) - (*x < *y);
}

static int exponent(const Cluster *c, size_t entry) { return entry_row(c, entry)->quantity.value.exp; }

/* Entries of one value and stratum, a range of the sorted ones. */
typedef struct {
  const size_t *at;
  size_t n;
} Equals;

/* The first pair of one value here and one there that is a conflict. */
static void cross_pair(Cluster *c, Equals x, Equals y) {
  enum { TRIED = 8 };
  for (size_t i = 0; i < x.n && i < TRIED; i++)
    for (size_t k = 0; k < y.n && k < TRIED; k++) {
      Comparison how = compare_entries(c, x.at[i], y.at[k]);
      if (how.word != WORD_CONFLICT || !pair_trusted(entry_row(c, x.at[i]), entry_row(c, y.at[k]), &how, false))
        continue;
      add_pair_finding(c, x.at[i], y.at[k], how);
      return;
    }
}

/* Entries of equal digits: those of each value and stratum against those of each other stratum. */
static void cross_run(Cluster *c, const size_t *at, size_t n) {
  enum { STRATA_MAX = 12 };
  Equals groups[STRATA_MAX];
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    const size_t *last = count ? groups[count - 1].at : NULL;
    bool same =
        last && c->entries[*last].stratum == c->entries[at[i]].stratum && exponent(c, *last) == exponent(c, at[i]);
    if (!same && count == STRATA_MAX) break;
    if (same)
      groups[count - 1].n++;
    else
      groups[count++] = (Equals){at + i, 1};
  }
  for (size_t i = 0; i < count; i++)
    for (size_t k = i + 1; k < count; k++)
      if (c->entries[*groups[i].at].stratum != c->entries[*groups[k].at].stratum) cross_pair(c, groups[i], groups[k]);
}

void cluster_cross(Cluster *c) {
  size_t n = 0, *at = arena_alloc(c->arena, (c->n + 1) * sizeof *at);
  for (size_t i = 0; i < c->n; i++)
    if (c->entries[i].figure.has_value && !c->entries[i].replaced) at[n++] = i;
  if (n > 1) qsort_r(at, n, sizeof *at, by_value, c);
  for (size_t i = 0, k; i < n; i = k) {
    for (k = i; k < n && same_digits(&entry_row(c, at[k])->quantity, &entry_row(c, at[i])->quantity); k++) {}
    cross_run(c, at + i, k - i);
  }
}
