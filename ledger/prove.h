/* prove.h -- quotes against the articles as they lie on the disk now; private to ledger/. */
#ifndef LEDGER_PROVE_H
#define LEDGER_PROVE_H
#include "ledger/verify.h"

/* Reads every file that the ledger names once, in the order of its path, and compares each article found at its place. */
ErrCode sources_verify(VerifyReport *out, Ledger *l, MismatchSink sink, void *ctx, Err *err);
#endif
