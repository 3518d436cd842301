/* origins.h -- which documents are copies of each other: "5 documents, 2 origins, 1 named source".
 *
 * Copies are found by containment, not resemblance: a wire story cut to a third is still that story. Shingles are 5
 * folded words; those whose hash is 0 mod 8 go into an inverted table, documents with enough sampled shingles in common are
 * candidates, and a candidate pair is a copy when at least 0.6 of the smaller one's shingles (and at least 8) stand in the
 * other, both published within 72 h. Pure and order-free. */
#ifndef LEDGER_ORIGINS_H
#define LEDGER_ORIGINS_H
#include "base/arena.h"
#include "base/date.h"
#include "base/sha256.h"

/* What is kept of a document to compare it with others later: sorted distinct hashes of all its shingles. */
typedef struct {
  uint64_t *items;
  size_t n;
} Shingles;
Shingles shingles_of(Arena *a, Str text);
/* Share of the smaller set that stands in the other; 0 when one is empty. */
double shingles_containment(Shingles a, Shingles b);

typedef struct {
  Id document;
  Moment published; /* day DAY_NONE: unknown, is never a copy */
  Shingles shingles;
} OriginItem;

/* out[i] is the index of the first document (by published, then id) of the group of copies that i belongs to, i itself when it is
 * alone. */
void origins_find(size_t *out, Arena *scratch, const OriginItem *items, size_t n);
/* The pairs that made the groups, a < b, in order. */
typedef struct {
  size_t a, b;
} CopyPair;
size_t origins_pairs(CopyPair **out, Arena *a, const OriginItem *items, size_t n);
#endif
