/* sources.h -- which documents are versions of one source, which are copies of each other, which blocks repeat; private to ledger/.
 *
 * Each function brings its part of the derived tables up to date for the documents behind `through` (0: all) and puts the keys of documents
 * for which something changed into temp.touched. */
#ifndef LEDGER_SOURCES_H
#define LEDGER_SOURCES_H
#include "ledger/ledger_p.h"

ErrCode sources_derive(Ledger *l, int64_t through, Err *err);
ErrCode copies_derive(Ledger *l, int64_t through, Err *err);
ErrCode repeats_derive(Ledger *l, int64_t through, Err *err);
#endif
