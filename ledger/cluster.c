/* cluster.c -- one key: strata, what is replaced, moments, updates, outcomes, cross-checks; then findings in order. */
#include "ledger/cluster.h"

#include <stdlib.h>

#include "ledger/cluster_p.h"

/* --- one finding ---------------------------------------------------------------------------------------------------- */

static int worst_first(const void *a, const void *b) {
  const Pairing *x = a, *y = b;
  if (x->how.word != y->how.word) return x->how.word > y->how.word ? -1 : 1;
  if (x->how.severity != y->how.severity) return x->how.severity > y->how.severity ? -1 : 1;
  return memcmp(x->pair.b, y->pair.b, sizeof x->pair.b);
}

static int by_id(const void *a, const void *b) { return memcmp(a, b, sizeof(Id)); }

/* The hash of the pairs in the order of their ids. */
static Id finding_id(Arena *a, const Pairing *pairs, size_t n) {
  Id *ids = arena_alloc(a, n * sizeof *ids);
  for (size_t i = 0; i < n; i++) ids[i] = pairs[i].pair;
  qsort(ids, n, sizeof *ids, by_id);
  Hasher h;
  hasher_init(&h);
  for (size_t i = 0; i < n; i++) hasher_field(&h, str_make((const char *)ids[i].b, sizeof ids[i].b));
  return id_of(hasher_done(&h));
}

typedef struct {
  Id document;
  int64_t origin;
  Str source;
} Provenance;

static int by_document(const void *a, const void *b) { return memcmp(a, b, sizeof(Id)); }

/* Documents of no group of copies are an origin each. */
static int by_origin(const void *a, const void *b) {
  const Provenance *x = a, *y = b;
  if (x->origin != y->origin) return x->origin < y->origin ? -1 : 1;
  return x->origin ? 0 : by_document(a, b);
}

static int by_source(const void *a, const void *b) {
  const Provenance *x = a, *y = b;
  int c = str_cmp(x->source, y->source);
  return c || x->source.n ? c : by_document(a, b);
}

static int distinct(Provenance *items, size_t n, int (*by)(const void *, const void *)) {
  int count = n > 0;
  if (n > 1) qsort(items, n, sizeof *items, by);
  for (size_t i = 1; i < n; i++) count += by(&items[i - 1], &items[i]) != 0;
  return count;
}

static size_t provenance(Provenance *out, const ClaimRow *rows, const size_t *members, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const ClaimRow *r = &rows[members[i]];
    out[i] = (Provenance){r->document, r->origin, r->source};
  }
  return n;
}

static void count_sources(Finding *f, const Cluster *c) {
  Provenance *items = arena_alloc(c->arena, (f->nmembers + 1) * sizeof *items);
  size_t n = provenance(items, c->rows, f->members, f->nmembers);
  f->documents = distinct(items, n, by_document);
  f->origins = distinct(items, n, by_origin);
  f->sources = distinct(items, n, by_source);
}

/* The days that the dated members have in common, or, for updates, from the first to the last. */
static void set_days(Finding *f, const Cluster *c) {
  f->first = f->last = DAY_NONE;
  for (size_t i = 0; i < f->nmembers; i++) {
    When w = row_when(&c->rows[f->members[i]]);
    if (!w.known || w.first == INT32_MIN || w.last == INT32_MAX) continue;
    bool none = f->first == DAY_NONE, wide = f->word == WORD_UPDATED;
    if (none || (wide ? w.first < f->first : w.first > f->first)) f->first = w.first;
    if (none || (wide ? w.last > f->last : w.last < f->last)) f->last = w.last;
  }
  if (f->first > f->last) {
    Day swap = f->first;
    f->first = f->last;
    f->last = swap;
  }
}

static bool holds(const size_t *members, size_t n, size_t x) {
  for (size_t i = 0; i < n; i++)
    if (members[i] == x) return true;
  return false;
}

static int by_row(const void *a, const void *b, void *rows) {
  const size_t *x = a, *y = b;
  const ClaimRow *r = rows;
  return row_order(&r[*x], &r[*y]);
}

static void set_members(Finding *f, const Cluster *c, const size_t *members, size_t n) {
  f->members = arena_alloc(c->arena, (n + 2 * f->npairs) * sizeof *f->members);
  for (size_t i = 0; i < n; i++) f->members[f->nmembers++] = c->entries[members[i]].row;
  for (size_t i = 0; i < f->npairs; i++) {
    if (!holds(f->members, f->nmembers, f->pairs[i].a)) f->members[f->nmembers++] = f->pairs[i].a;
    if (!holds(f->members, f->nmembers, f->pairs[i].b)) f->members[f->nmembers++] = f->pairs[i].b;
  }
  qsort_r(f->members, f->nmembers, sizeof *f->members, by_row, (void *)(uintptr_t)c->rows);
}

/* Origins of the members that agree with one side and not with the other. */
static int origins_beside(const Finding *f, const Cluster *c, size_t side, size_t other) {
  Provenance *items = arena_alloc(c->arena, (f->nmembers + 1) * sizeof *items);
  size_t n = 0;
  for (size_t i = 0; i < f->nmembers; i++) {
    Comparison with, against;
    compare_claims(&with, &c->rows[f->members[i]], &c->rows[side], c->rates);
    compare_claims(&against, &c->rows[f->members[i]], &c->rows[other], c->rates);
    if (with.word == WORD_AGREES && against.word != WORD_AGREES) n += provenance(items + n, c->rows, &f->members[i], 1);
  }
  return distinct(items, n, by_origin);
}

static void weigh_origins(Finding *f, const Cluster *c) {
  Pairing *p = &f->pairs[0];
  if (p->how.word < WORD_CLOSE || f->nmembers < 4) return;
  if (origins_beside(f, c, p->a, p->b) < 2 || origins_beside(f, c, p->b, p->a) < 2) return;
  p->how.many_origins = true;
  comparison_score(&p->how, &c->rows[p->a], &c->rows[p->b]);
}

/* The earlier claim comes first, with its reading. */
static Pairing pairing(const Cluster *c, const EntryPair *p) {
  size_t a = c->entries[p->a].row, b = c->entries[p->b].row;
  Pairing out = {a, b, pair_id(&c->rows[a], &c->rows[b]), p->how};
  if (row_order(&c->rows[a], &c->rows[b]) <= 0) return out;
  out.a = b;
  out.b = a;
  out.how.a = p->how.b;
  out.how.b = p->how.a;
  return out;
}

void finding_add(Cluster *c, const EntryPair *pairs, size_t npairs, const size_t *members, size_t nmembers) {
  c->findings = arena_grow(c->arena, c->findings, c->nfindings, &c->cap, c->nfindings + 1, sizeof *c->findings);
  Finding *f = &c->findings[c->nfindings++];
  *f = (Finding){.pairs = arena_alloc(c->arena, npairs * sizeof *f->pairs), .npairs = npairs};
  for (size_t i = 0; i < npairs; i++) {
    f->pairs[i] = pairing(c, &pairs[i]);
    f->flags |= pairs[i].how.flags;
  }
  qsort(f->pairs, npairs, sizeof *f->pairs, worst_first);
  f->id = finding_id(c->arena, f->pairs, npairs);
  f->word = f->pairs[0].how.word;
  f->verdict = f->pairs[0].how.verdict;
  set_members(f, c, members, nmembers);
  set_days(f, c);
  count_sources(f, c);
  weigh_origins(f, c);
  f->severity = f->pairs[0].how.severity;
}

/* --- all findings ----------------------------------------------------------------------------------------------------- */

static int by_id_then_size(const void *a, const void *b) {
  const Finding *x = a, *y = b;
  int c = memcmp(x->id.b, y->id.b, sizeof x->id.b);
  if (c == 0) c = y->severity - x->severity;
  return c ? c : (x->nmembers < y->nmembers) - (x->nmembers > y->nmembers);
}

static int by_severity(const void *a, const void *b) {
  const Finding *x = a, *y = b;
  if (x->severity != y->severity) return x->severity > y->severity ? -1 : 1;
  return memcmp(x->id.b, y->id.b, sizeof x->id.b);
}

/* The same pairs may show up in two moments that are not neighbours: the one with more members stays. */
static void unite(Finding *items, size_t *n) {
  size_t kept = 0;
  for (size_t i = 0; i < *n; i++)
    if (kept == 0 || !id_eq(items[kept - 1].id, items[i].id)) items[kept++] = items[i];
  *n = kept;
}

void cluster_run(Findings *out, Arena *a, const ClaimRow *rows, size_t n, const Rates *rates) {
  Cluster c = {.rows = rows, .rates = rates, .arena = a};
  cluster_prepare(&c, n);
  for (size_t from = 0, to; from < c.n; from = to) {
    for (to = from; to < c.n && c.entries[to].stratum == c.entries[from].stratum; to++) {}
    if (to - from < 2) continue;
    cluster_replace(&c, from, to);
    cluster_sweep(&c, from, to);
    if (kind_is_figure(entry_row(&c, from)->kind)) cluster_updates(&c, from, to);
  }
  cluster_outcomes(&c);
  cluster_apart(&c);
  cluster_cross(&c);
  if (c.nfindings > 1) qsort(c.findings, c.nfindings, sizeof *c.findings, by_id_then_size);
  unite(c.findings, &c.nfindings);
  if (c.nfindings > 1) qsort(c.findings, c.nfindings, sizeof *c.findings, by_severity);
  out->items = c.findings;
  out->n = c.nfindings;
}

void cluster_pair(Findings *out, Arena *a, const ClaimRow *rows, size_t x, size_t y, const Comparison *how) {
  Entry entries[2] = {{.row = x}, {.row = y}};
  Cluster c = {.rows = rows, .entries = entries, .n = 2, .arena = a};
  const EntryPair p = {.a = 0, .b = 1, .how = *how};
  finding_add(&c, &p, 1, (size_t[]){0, 1}, 2);
  *out = (Findings){c.findings, c.nfindings};
}
