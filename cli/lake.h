/* lake.h -- a ledger's views as a folder of NDJSON files, parted as DuckDB, Spark and Polars expect it:
 *
 *   DIR/claims/month=2025-01/claims.ndjson   DIR/documents/documents.ndjson   DIR/findings/...   DIR/members/...
 *
 * Rows are those of the stable views, without local keys, in an order that only depends on the content: the same content gives the
 * same bytes. */
#ifndef CLI_LAKE_H
#define CLI_LAKE_H
#include "ledger/ledger.h"

extern const char
    *const lake_keys[]; /* what claims can be parted by: "date", "month", "year", "kind", "publisher", NULL */
typedef struct {
  uint64_t rows, files;
} LakeCounts;
/* Makes the folder, which must not be there yet; it gets its name when it is whole. key: index into lake_keys. ERR_USAGE when it is there
 * or cannot be written. */
ErrCode lake_write(LakeCounts *out, Ledger *l, const char *dir, size_t key, Err *err);
#endif
