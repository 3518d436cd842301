/* stats.h -- what is in a ledger, in numbers; runs and failures. */
#ifndef LEDGER_STATS_H
#define LEDGER_STATS_H
#include "ledger/ledger.h"
#include "ledger/table.h"

typedef struct {
  uint64_t documents, versions_old, sources,
      origins; /* documents; those superseded by a later version; sources; independent origins */
  uint64_t claims, resolved, entities, citations, links;
  uint64_t conflicts, dismissed, agreements, updates, close, apart; /* groups of figures by word */
  uint64_t failures, runs, tombstones, reviews, rates;
  uint64_t text_bytes, file_bytes, packs;
} Stats;
ErrCode ledger_stats(Stats *out, Ledger *l, Err *err);
/* Rows (run, started, finished, state, command, pack, documents, unchanged, changed, failed, claims, seconds, mb_per_second), oldest first. */
ErrCode ledger_runs(Ledger *l, RowSink sink, void *ctx, Err *err);
/* Rows (path, offset, reason, raw, run), by path: those that nothing readable has replaced since. */
ErrCode ledger_failures(Ledger *l, RowSink sink, void *ctx, Err *err);
/* Rows (name, claims) of one of kind, unit, measure, entity, rule: most frequent first; limit 0: all. */
ErrCode ledger_tally(Ledger *l, Str what, size_t limit, RowSink sink, void *ctx, Err *err);
#endif
