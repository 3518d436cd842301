/* forget.h -- the only deletion there is: an article that must go (retraction, privacy, a court). */
#ifndef LEDGER_FORGET_H
#define LEDGER_FORGET_H
#include "ledger/ledger.h"

/* Removes text, quotes, claims, index rows and names that only this document used, overwriting them on the disk (secure_delete); its
 * hashes, the reason and the day stay as a tombstone, which ingest and merge honour. Derived tables are made anew. The ledger must be open for
 * writing, with no run open. ERR_USAGE when the reason is empty. */
ErrCode ledger_forget(Ledger *l, int64_t document, Str reason, Err *err);
/* The rows alone, inside the caller's transaction, the tombstone already there and without deriving: for merge. */
ErrCode forget_rows(Ledger *l, int64_t document, Err *err);
#endif
