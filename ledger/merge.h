/* merge.h -- several ledgers into one: a set union by document and claim id.
 *
 * Order, repetition and duplicate work do not matter: commutative, associative, idempotent. Tombstones are honoured,
 * reviews joined, derived tables rebuilt. The parts are only read. */
#ifndef LEDGER_MERGE_H
#define LEDGER_MERGE_H
#include "ledger/ledger.h"

typedef struct {
  int require_shards; /* N: refuse unless the parts are shards 0..N-1 of N, each once and complete; 0: do not ask */
  bool mixed_packs;   /* allow parts made with different packs */
  bool dry_run;       /* check the parts only */
  Str command;        /* for the run's row; empty: "merge" */
  const volatile bool *stop; /* set by a signal: stop at the next batch, ERR_INTERRUPTED; may be NULL */
} MergeOptions;
/* Adds the parts to the ledger at out (created when missing). ERR_USAGE when the parts do not fit together; ERR_LEDGER
 * when one cannot be read. A kill leaves whole batches; the same command goes on. */
ErrCode ledger_merge(const char *out, const char *const *parts, size_t nparts, const MergeOptions *o, Counts *counts,
                     Err *err);
#endif
