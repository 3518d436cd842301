/* grid.h -- tables for a terminal, drawn by libsmartcols: widths from all rows, long texts wrapped or cut, words coloured. */
#ifndef CLI_GRID_H
#define CLI_GRID_H
#include "base/buf.h"

typedef struct Grid Grid;
Grid *grid_new(size_t width, bool color);                    /* width 0: 120 columns */
void grid_free(Grid *t);                                     /* NULL is fine */
void grid_column(Grid *t, const char *name, unsigned flags); /* COL_* of out.h */
void grid_cell(Grid *t, Str text);                           /* column by column, row by row; valid UTF-8 */
/* Appends the rows so far and forgets them; nothing when there are none. */
void grid_print(Grid *t, Buf *b);
/* The colour in which a verdict's or a state's word is shown, as an escape sequence; NULL for others. */
const char *word_color(Str word);
#endif
