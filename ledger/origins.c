/* origins.c -- copies by containment of 5-word shingles.
 *
 * Documents are taken in order of publication. Each looks up its sampled shingles in an inverted table of those before it, newest
 * first, as far back as 72 hours; those that share a good part of the sample are compared exactly by merging the two sorted
 * sets. Copies of copies fall into one group (union-find), named by its first document. */
#include "ledger/origins.h"

#include <stdlib.h>

enum {
  WORDS = 5,      /* of a shingle */
  SAMPLE = 8,     /* one of so many shingles goes into the table */
  SHARED_MIN = 8, /* shingles that a copy shares at least, so that short texts are not copies by chance */
  HOURS = 72,
  LOOKED_AT = 512 /* documents of one shingle at most: beyond that it is a phrase of everybody's */
};
static const double CONTAINED = 0.6;
static const double CANDIDATE = 0.3; /* share of the smaller sample */

/* --- shingles ------------------------------------------------------------------------------------------------------------ */

static bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Hash of the next word, folded; false at the end. Quotes and other marks of three bytes (U+2000..U+2FFF) part words like a blank. */
static bool next_word(uint64_t *hash, Str s, size_t *at) {
  size_t i = *at;
  for (;;) {
    while (i < s.n && !is_word_byte(s.p[i])) i++;
    if (i + 2 < s.n && (unsigned char)s.p[i] == 0xE2)
      i += 3;
    else
      break;
  }
  size_t start = i;
  while (i < s.n && is_word_byte(s.p[i]) && (unsigned char)s.p[i] != 0xE2) i++;
  *at = i;
  *hash = str_hash_nocase(str_slice(s, start, i));
  return i > start;
}

static uint64_t mix(uint64_t h) {
  h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
  h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
  return h ^ (h >> 31);
}

/* Hashes are spread evenly: put into as many buckets as there are items, by their highest bits, little is left to sort. */
static void sort_hashes(uint64_t *out, const uint64_t *items, size_t n) {
  unsigned bits = 1;
  while (bits < 31 && (size_t)1 << bits < n) bits++;
  size_t buckets = (size_t)1 << bits, *ends = mem_zalloc((buckets + 1) * sizeof *ends);
  for (size_t i = 0; i < n; i++) ends[(items[i] >> (64 - bits)) + 1]++;
  for (size_t b = 1; b < buckets; b++) ends[b] += ends[b - 1];
  for (size_t i = 0; i < n; i++) out[ends[items[i] >> (64 - bits)]++] = items[i];
  for (size_t i = 1; i < n; i++) {
    uint64_t h = out[i];
    size_t k = i;
    for (; k > 0 && out[k - 1] > h; k--) out[k] = out[k - 1];
    out[k] = h;
  }
  free(ends);
}

static size_t unique(uint64_t *items, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (kept == 0 || items[kept - 1] != items[i]) items[kept++] = items[i];
  return kept;
}

Shingles shingles_of(Arena *a, Str text) {
  uint64_t last[WORDS], word, *found = NULL;
  size_t words = 0, n = 0, cap = 0;
  for (size_t at = 0; next_word(&word, text, &at);) {
    last[words++ % WORDS] = word;
    if (words < WORDS) continue;
    uint64_t h = 0;
    for (size_t i = 0; i < WORDS; i++) h = mix(h + last[(words + i) % WORDS]);
    if (n == cap) found = mem_realloc(found, (cap = 2 * cap + 256) * sizeof *found);
    found[n++] = h;
  }
  uint64_t *items = arena_alloc(a, (n + 1) * sizeof *items);
  sort_hashes(items, found, n);
  free(found);
  return (Shingles){items, unique(items, n)};
}

static size_t shared(Shingles a, Shingles b) {
  size_t n = 0;
  for (size_t i = 0, k = 0; i < a.n && k < b.n;) {
    n += a.items[i] == b.items[k];
    if (a.items[i] < b.items[k])
      i++;
    else if (a.items[i] > b.items[k])
      k++;
    else
      i++, k++;
  }
  return n;
}

static size_t smaller(Shingles a, Shingles b) { return a.n < b.n ? a.n : b.n; }

double shingles_containment(Shingles a, Shingles b) {
  size_t n = smaller(a, b);
  return n ? (double)shared(a, b) / (double)n : 0;
}

/* --- candidates ------------------------------------------------------------------------------------------------------------- */

/* One sampled shingle of one document. Sorted by shingle, then by the documents' order. */
typedef struct {
  uint64_t shingle;
  uint32_t place; /* in the order of publication */
} Posting;

typedef struct {
  const OriginItem *items;
  size_t *order; /* places to items: dated ones by published, then id */
  size_t n;
  Posting *postings;
  size_t npostings;
  uint32_t *samples; /* sampled shingles of each place */
} Index;

static int by_published(const void *a, const void *b, void *items) {
  const OriginItem *x = (const OriginItem *)items + *(const size_t *)a,
                   *y = (const OriginItem *)items + *(const size_t *)b;
  if (x->published.day != y->published.day) return x->published.day < y->published.day ? -1 : 1;
  if (x->published.second != y->published.second) return x->published.second < y->published.second ? -1 : 1;
  return memcmp(x->document.b, y->document.b, sizeof x->document.b);
}

static int by_shingle(const void *a, const void *b) {
  const Posting *x = a, *y = b;
  if (x->shingle != y->shingle) return x->shingle < y->shingle ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static void add_postings(Index *x, Arena *a) {
  size_t total = 0;
  for (size_t i = 0; i < x->n; i++) total += x->items[x->order[i]].shingles.n;
  x->postings = arena_alloc(a, (total + 1) * sizeof *x->postings);
  x->samples = arena_zalloc(a, (x->n + 1) * sizeof *x->samples);
  for (size_t i = 0; i < x->n; i++) {
    Shingles s = x->items[x->order[i]].shingles;
    for (size_t k = 0; k < s.n; k++)
      if (s.items[k] % SAMPLE == 0) {
        x->postings[x->npostings++] = (Posting){s.items[k], (uint32_t)i};
        x->samples[i]++;
      }
  }
  if (x->npostings) qsort(x->postings, x->npostings, sizeof *x->postings, by_shingle);
}

static Index index_make(Arena *a, const OriginItem *items, size_t n) {
  Index x = {.items = items, .order = arena_alloc(a, (n + 1) * sizeof *x.order)};
  for (size_t i = 0; i < n; i++)
    if (items[i].published.day != DAY_NONE && items[i].shingles.n >= SHARED_MIN) x.order[x.n++] = i;
  if (x.n) qsort_r(x.order, x.n, sizeof *x.order, by_published, (void *)(uintptr_t)items);
  add_postings(&x, a);
  return x;
}

/* Hours between two publications; by days where an hour is not known. */
static bool within_hours(Moment a, Moment b) {
  int64_t days = llabs((int64_t)a.day - b.day);
  if (a.second < 0 || b.second < 0) return days * 24 <= HOURS;
  return llabs(((int64_t)a.day - b.day) * 86400 + a.second - b.second) <= HOURS * 3600;
}

static size_t first_posting(const Index *x, uint64_t shingle) {
  size_t low = 0, high = x->npostings;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (x->postings[mid].shingle < shingle)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

typedef struct {
  CopyPair *items;
  size_t n, cap;
} Found;

static void check_pair(Found *out, Arena *a, const Index *x, uint32_t i, uint32_t k, uint32_t count) {
  size_t p = x->order[i], q = x->order[k];
  Shingles s = x->items[p].shingles, t = x->items[q].shingles;
  uint32_t least = x->samples[i] < x->samples[k] ? x->samples[i] : x->samples[k];
  if (count < CANDIDATE * least) return;
  size_t both = shared(s, t);
  if (both < SHARED_MIN || (double)both < CONTAINED * (double)smaller(s, t)) return;
  out->items = arena_grow(a, out->items, out->n, &out->cap, out->n + 1, sizeof *out->items);
  out->items[out->n++] = p < q ? (CopyPair){p, q} : (CopyPair){q, p};
}

/* Counts, for the documents before place i, the sampled shingles that they share with it. */
static void look_back(Found *out, Arena *a, const Index *x, uint32_t i, uint32_t *counts, uint32_t *touched) {
  Shingles s = x->items[x->order[i]].shingles;
  size_t ntouched = 0;
  for (size_t k = 0; k < s.n; k++) {
    if (s.items[k] % SAMPLE) continue;
    size_t first = first_posting(x, s.items[k]), end = first;
    while (end < x->npostings && x->postings[end].shingle == s.items[k] && x->postings[end].place < i) end++;
    for (size_t p = end, looked = 0; p > first && looked < LOOKED_AT; p--, looked++) {
      uint32_t place = x->postings[p - 1].place;
      if (!within_hours(x->items[x->order[place]].published, x->items[x->order[i]].published)) break;
      if (counts[place]++ == 0) touched[ntouched++] = place;
    }
  }
  for (size_t k = 0; k < ntouched; k++) {
    check_pair(out, a, x, i, touched[k], counts[touched[k]]);
    counts[touched[k]] = 0;
  }
}

static int by_pair(const void *a, const void *b) {
  const CopyPair *x = a, *y = b;
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

size_t origins_pairs(CopyPair **out, Arena *a, const OriginItem *items, size_t n) {
  Index x = index_make(a, items, n);
  uint32_t *counts = arena_zalloc(a, (x.n + 1) * sizeof *counts),
           *touched = arena_alloc(a, (x.n + 1) * sizeof *touched);
  Found found = {0};
  for (size_t i = 0; i < x.n; i++) look_back(&found, a, &x, (uint32_t)i, counts, touched);
  if (found.n > 1) qsort(found.items, found.n, sizeof *found.items, by_pair);
  *out = found.items;
  return found.n;
}

/* --- groups -------------------------------------------------------------------------------------------------------------------- */

static size_t root_of(size_t *parents, size_t i) {
  while (parents[i] != i) i = parents[i] = parents[parents[i]];
  return i;
}

void origins_find(size_t *out, Arena *scratch, const OriginItem *items, size_t n) {
  CopyPair *pairs;
  size_t npairs = origins_pairs(&pairs, scratch, items, n);
  for (size_t i = 0; i < n; i++) out[i] = i;
  for (size_t i = 0; i < npairs; i++) {
    size_t p = root_of(out, pairs[i].a), q = root_of(out, pairs[i].b);
    bool p_first = by_published(&p, &q, (void *)(uintptr_t)items) < 0;
    out[p_first ? q : p] = p_first ? p : q;
  }
  for (size_t i = 0; i < n; i++) out[i] = root_of(out, i);
}
