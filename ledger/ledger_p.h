/* ledger_p.h -- the inside of a Ledger; private to ledger/. */
#ifndef LEDGER_LEDGER_P_H
#define LEDGER_LEDGER_P_H
#include "ledger/db.h"
#include "ledger/ledger.h"
#include "ledger/rates.h"
#include <stdatomic.h>

enum { LEDGER_APPLICATION_ID = 0x434c6431, LEDGER_USER_VERSION = 1 }; /* "CLd1" */

typedef struct Writer Writer; /* put.c */

struct Ledger {
  Db db;
  LedgerMode mode;
  int lock; /* descriptor that holds the writer's flock, -1 */
  bool stale;
  bool defer;       /* end_run leaves search and comparison for the first use */
  atomic_bool stop; /* ledger_interrupt was called */
  Writer *writer;   /* NULL while no run is open */
};

/* ERR_INTERRUPTED once ledger_interrupt was called. */
ErrCode ledger_stopped(const Ledger *l, Err *err);
void writer_free(Writer *w);
ErrCode ledger_unfinished(bool *out, Ledger *l, Err *err);
/* Builds what is missing: indexes, search, derived tables. */
ErrCode ledger_finish(Ledger *l, Err *err);
#endif
