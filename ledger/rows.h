/* rows.h -- claims of the ledger as the comparison sees them, cluster by cluster; private to ledger/. */
#ifndef LEDGER_ROWS_H
#define LEDGER_ROWS_H
#include "ledger/compare.h"
#include "ledger/ledger_p.h"

typedef struct RowReader RowReader;
ErrCode row_reader_new(RowReader **out, Ledger *l, Err *err);
void row_reader_free(RowReader *r);
/* Claims of current documents and packs whose claim.cluster is this hash, in the order of their content ids. Everything in the arena. */
ErrCode rows_of_cluster(ClaimRow **out, size_t *n, Arena *a, RowReader *r, int64_t cluster, Err *err);
/* Figures of a document of the current pack, in text order. */
ErrCode rows_of_document(ClaimRow **out, size_t *n, Arena *a, RowReader *r, int64_t document, Err *err);
/* Figures of a document that measure root for somebody whom nothing resolves ("leading tech companies"). */
ErrCode rows_beside(ClaimRow **out, size_t *n, Arena *a, RowReader *r, Id document, Str root, Err *err);
ErrCode row_of_claim(ClaimRow *out, Arena *a, RowReader *r, int64_t claim, Err *err);
/* The rates that the user loaded; NULL when there are none. */
ErrCode ledger_rates(Rates **out, Arena *a, Ledger *l, Err *err);
#endif
