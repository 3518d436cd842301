/* findings_p.h -- what findings.c and retold.c share: reading rows, storing findings. Not for other files. */
#ifndef LEDGER_FINDINGS_P_H
#define LEDGER_FINDINGS_P_H
#include "ledger/cluster.h"
#include "ledger/rows.h"

enum { FINDING_ADD, MEMBER_ADD, WITNESS_ADD, MEMBER_DROP, WITNESS_DROP, FINDING_DROP, FINDING_ANY, STATEMENTS };

typedef struct {
  Ledger *l;
  RowReader *reader;
  sqlite3_stmt *statements[STATEMENTS];
  Arena *arena, *long_lived;
  Rates *rates;
  Buf text;
} Comparer;

/* Stores the findings under a cluster, and drops those of one. */
ErrCode findings_store(Comparer *x, const Findings *found, const ClaimRow *rows, int64_t cluster, Err *err);
ErrCode findings_drop(Comparer *x, int64_t cluster, Err *err);
/* misquoted.c: figures against the articles that they cite or link; all of them anew. */
ErrCode misquoted_derive(Comparer *x, Err *err);
/* beside.c: figures of groups that hold the cluster's subject, kept apart with their reason. */
ErrCode beside_derive(Comparer *x, const ClaimRow *rows, size_t n, int64_t cluster, Err *err);
/* retold.c: sentences that copies of one story tell with other figures, whoever they are about. */
ErrCode retold_derive(Comparer *x, bool all, Err *err);
#endif
