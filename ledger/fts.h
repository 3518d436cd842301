/* fts.h -- indexes and full-text search: made in bulk at the end of a run, live or caught up afterwards.
 *
 * Search is a contentless FTS5 table over the paragraphs of kept texts: rowid = document key x 2^20 + block number, so that
 * neither a second copy of the text nor a table of paragraphs is needed. A claim knows its block. */
#ifndef LEDGER_FTS_H
#define LEDGER_FTS_H
#include "ledger/ledger_p.h"

enum { SEARCH_BLOCK_BITS = 20 };

ErrCode indexes_missing(bool *out, Ledger *l, Err *err);
/* A run that adds more than the ledger held is faster without: dropped, meta.indexes = 0. Inside the batch. */
ErrCode indexes_drop(Ledger *l, Err *err);
ErrCode indexes_build(Ledger *l, Err *err);

ErrCode search_create(Ledger *l, Err *err);
/* Adds the documents behind meta.searched (a document key). */
ErrCode search_build(Ledger *l, Err *err);
/* Takes one document's paragraphs out again, for `forget`. */
ErrCode search_forget(Ledger *l, int64_t document, Err *err);
#endif
