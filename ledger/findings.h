/* findings.h -- clusters compared and stored; private to ledger/. */
#ifndef LEDGER_FINDINGS_H
#define LEDGER_FINDINGS_H
#include "ledger/ledger_p.h"

/* Compares all clusters anew (all), or those that documents in temp.touched take part in. */
ErrCode findings_derive(Ledger *l, bool all, Err *err);
#endif
