/* cluster.h -- all claims of one key in, findings out: which of them agree, update or contradict each other.
 *
 * A key is (subject, root measure, per). Its claims are sorted into strata that compare with each other (unit, kind of
 * change, scope, reality); in each stratum one sweep over the sorted ends of their times meets every moment: a maximal set
 * of claims whose times share a day. Two heaps hold the greatest low and the smallest high of the claims that are
 * open; by Helly's theorem on the line the moment agrees exactly when the greatest low lies under the smallest high. Figures of
 * equal precision are tested group by group, so that a coarse third one cannot hide a clash. O(n log n) but for
 * listing members. Pure: the result does not depend on the order of the input. */
#ifndef LEDGER_CLUSTER_H
#define LEDGER_CLUSTER_H
#include "ledger/compare.h"

/* Two claims that show the finding; a and b are indexes into the rows. */
typedef struct {
  size_t a, b; /* a is the earlier one (published, then figure id) */
  Id pair;     /* pair_id */
  Comparison how;
} Pairing;

typedef struct {
  Id id; /* order-free hash of its pairs */
  Word word;
  Verdict verdict;
  unsigned flags;
  int severity;    /* 0..100, of the worst pair */
  Day first, last; /* the days its members have in common; DAY_NONE unknown */
  Pairing *pairs;  /* worst first; never empty */
  size_t npairs;
  size_t *members; /* indexes into the rows, by published, document id, figure id */
  size_t nmembers;
  int documents, origins, sources; /* distinct among the members */
} Finding;

typedef struct {
  Finding *items; /* worst first: severity falling, then id */
  size_t n;
} Findings;

/* Rows of one key, in any order; rows of old versions of a source must be left out or be marked by the caller beforehand. rates may be NULL. */
void cluster_run(Findings *out, Arena *a, const ClaimRow *rows, size_t n, const Rates *rates);

/* The finding of one pair of rows, compared already. */
void cluster_pair(Findings *out, Arena *a, const ClaimRow *rows, size_t x, size_t y, const Comparison *how);

/* Whether a row takes part in clusters at all: a resolved subject and a measure (or a dated event that happens once), no
 * repeated block, no boilerplate. */
bool cluster_admits(const ClaimRow *r);
/* The key: subject, root measure (or the event's family) and per, length-prefixed: equal bytes, equal key. */
void cluster_key(Buf *out, const ClaimRow *r);
#endif
