/* table.h -- rows of named cells on their way to a printer: one shape for every listing that is not a claim or a conflict. */
#ifndef LEDGER_TABLE_H
#define LEDGER_TABLE_H
#include "base/err.h"
#include "base/str.h"

typedef enum { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT } CellKind;
typedef struct {
  CellKind kind;
  int64_t i;
  double real;
  Str text; /* valid UTF-8; BLOBs come as lower-case hex */
} Cell;
typedef struct {
  size_t n;                 /* columns */
  const char *const *names; /* the same in every row */
  const Cell *cells;
} Row;
/* Called once a row; everything in it lives until it returns. Another code than OK stops the listing and is returned
 * by the lister; ERR_END stops it as a success. */
typedef ErrCode (*RowSink)(void *ctx, const Row *row);
#endif
