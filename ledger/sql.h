/* sql.h -- statements into rows of cells; private to ledger/. */
#ifndef LEDGER_SQL_H
#define LEDGER_SQL_H
#include "ledger/ledger_p.h"
#include "ledger/table.h"

/* Of claims c: those of the pack that last read their document. */
#define OF_CURRENT_PACK "NOT EXISTS (SELECT 1 FROM stale x WHERE x.document = c.document AND x.pack = c.pack)"

/* Gives every row of a prepared and bound statement to the sink. */
ErrCode statement_rows(Ledger *l, sqlite3_stmt *s, RowSink sink, void *ctx, Err *err);
/* The same for one of our own SELECTs without parameters. */
ErrCode select_rows(Ledger *l, const char *sql, RowSink sink, void *ctx, Err *err);
#endif
