/* cells.h -- a table row as a string of bytes.
 *
 * Workers turn documents and claims into such rows; the writer binds them to INSERT statements without looking inside,
 * `merge` makes the same rows out of another ledger's SELECT, and the digest hashes them. Each cell is a tag byte and
 *
 *   N null   I zigzag varint   R 8 bytes of a double, little-endian   T, B varint length and bytes (text, blob)
 *
 * Equal rows are equal bytes on every machine. */
#ifndef LEDGER_CELLS_H
#define LEDGER_CELLS_H
#include "base/buf.h"
#include <sqlite3.h>

void cell_null(Buf *b);
void cell_int(Buf *b, int64_t v);
void cell_real(Buf *b, double v);
void cell_text(Buf *b, Str s);         /* p == NULL: null */
void cell_text_or_null(Buf *b, Str s); /* empty: null */
void cell_blob(Buf *b, const void *p, size_t n);
/* Column `column` of the statement's current row. */
void cell_of_column(Buf *b, sqlite3_stmt *s, int column);

/* Binds count cells from *at on to parameters first.. (texts and blobs borrowed from cells: valid until it is reset). NULLs
 * are left to sqlite3_clear_bindings. Moves *at behind them. false on bytes that are no cells. */
bool cells_bind(sqlite3_stmt *s, int first, int count, Str cells, size_t *at);
/* Steps over count cells. */
bool cells_skip(int count, Str cells, size_t *at);
/* One text, blob or null (p NULL) cell; one integer cell. */
bool cell_take_str(Str *out, Str cells, size_t *at);
bool cell_take_int(int64_t *out, Str cells, size_t *at);

/* Unsigned LEB128. */
void varint_put(Buf *b, uint64_t v);
bool varint_take(uint64_t *out, Str s, size_t *at);
#endif
