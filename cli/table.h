/* table.h -- tables for a terminal, drawn by libsmartcols: widths from all rows, long texts wrapped or cut, words coloured. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H
#include "base/buf.h"

typedef struct Table Table;
Table *table_new(size_t width, bool color);                    /* width 0: 120 columns */
void table_free(Table *t);                                     /* NULL is fine */
void table_column(Table *t, const char *name, unsigned flags); /* COL_* of out.h */
void table_cell(Table *t, Str text);
void table_row_end(Table *t);
/* Appends the rows so far and forgets them; nothing when there are none. */
void table_print(Table *t, Buf *b);
/* The colour in which a verdict's or a state's word is shown, as an escape sequence; NULL for others. */
const char *word_color(Str word);
#endif
