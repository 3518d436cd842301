/* cluster_p.h -- what the files of the clustering share. Not for other folders. */
#ifndef LEDGER_CLUSTER_P_H
#define LEDGER_CLUSTER_P_H
#include "ledger/cluster.h"
#include "ledger/compare_p.h"

/* A row made ready: its stratum and its place on the time axis and on the axis of values. */
typedef struct {
  size_t row;    /* index into the caller's rows */
  Figure figure; /* in the dimension's base unit; a date claim's days */
  Dimension dimension;
  uint8_t direction;           /* 0 level, 1 up by, 2 down by, 3 the level before */
  int period;                  /* row_period */
  uint8_t reality;             /* 0 real, else the modality */
  Day event_first, event_last; /* running totals: the dated event that they belong to */
  int64_t start, end;          /* seconds since 1970: when it holds */
  size_t stratum;              /* equal for entries that compare with each other */
  bool open;                   /* during the sweep */
  bool agreed;                 /* listed in an agreement already */
  bool replaced;               /* by a correction or a later copy: takes no part in moments */
} Entry;

typedef struct {
  const ClaimRow *rows;
  Entry *entries; /* by stratum, then published, document, figure */
  size_t n;
  const Rates *rates;
  Arena *arena;
  Finding *findings;
  size_t nfindings, cap;
} Cluster;

static inline const ClaimRow *entry_row(const Cluster *c, size_t entry) { return &c->rows[c->entries[entry].row]; }

/* strata.c */
void cluster_prepare(Cluster *c, size_t nrows);
int row_order(const ClaimRow *a, const ClaimRow *b); /* by published, document, figure, claim */
/* sweep.c: the moments of one stratum, entries [from, to). */
void cluster_sweep(Cluster *c, size_t from, size_t to);
/* series.c: corrections and revised copies (marks what they replace), updates in time, forecasts and their outcomes, equal values
 * in different strata. */
void cluster_replace(Cluster *c, size_t from, size_t to);
void cluster_updates(Cluster *c, size_t from, size_t to);
void cluster_outcomes(Cluster *c);
void cluster_apart(Cluster *c); /* the same measure of another period or part, at the same time */
void cluster_cross(Cluster *c);

/* trust.c: is a difference likely one about the same thing? crowded: the moment holds more than a few values that do not meet. */
bool pair_trusted(const ClaimRow *a, const ClaimRow *b, const Comparison *how, bool crowded);

/* findings.c: pairs and members are indexes of entries; turned into a Finding over rows. */
typedef struct {
  size_t a, b; /* entries */
  Comparison how;
} EntryPair;
void finding_add(Cluster *c, const EntryPair *pairs, size_t npairs, const size_t *members, size_t nmembers);

/* Members listed at most; the witnesses are always among them. */
enum { MEMBERS_MAX = 256 };
#endif
