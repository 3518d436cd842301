/* out.h -- rows out, in any format: table, ndjson, json, csv, tsv, md.
 *
 * A listing gives each row either as one JSON object (when out_wants_objects) or as cells in the order of its columns.
 * All bytes go through one buffer and write(2). With -o the file takes its name only when it is whole. */
#ifndef CLI_OUT_H
#define CLI_OUT_H
#include "base/buf.h"
#include "base/err.h"
#include "ledger/table.h"

typedef enum { FORMAT_TABLE, FORMAT_NDJSON, FORMAT_JSON, FORMAT_CSV, FORMAT_TSV, FORMAT_MD } Format;
extern const char *const format_names[]; /* "table", ... NULL */

typedef struct {
  Format format;
  const char *path; /* -o, NULL: standard output */
  bool color;
  size_t width;      /* columns of the terminal; 0: not a terminal */
  bool formula_safe; /* csv, tsv: a text that a spreadsheet would compute gets "'" before it */
} OutOptions;

enum {
  COL_RIGHT = 1,
  COL_WRAP = 2,  /* long texts go on in the next line */
  COL_TRIM = 4,  /* or are cut at their end */
  COL_TAIL = 8,  /* with COL_TRIM: at their beginning (paths) */
  COL_MOST = 16, /* with COL_TRIM or COL_WRAP: gets twice the room */
  COL_WORD = 32, /* coloured by its word */
  COL_DIM = 64,
  COL_DATA = 128, /* only in csv and tsv */
  COL_SPARE = 256 /* left out where the screen is narrow */
};
typedef struct {
  const char *name; /* csv heading as it is; in tables with spaces for "_" */
  unsigned flags;
} Column;

typedef struct Out Out;
ErrCode out_open(Out **out, const OutOptions *o, Err *err);
/* Flushes, ends arrays and tables, renames -o's file into place. Frees o also when it fails. ok false: the file is dropped. */
ErrCode out_close(Out *o, bool ok, Err *err);
bool out_wants_objects(const Out *o);
/* Once, before the first cell; borrowed. */
void out_columns(Out *o, const Column *columns, size_t n);

/* ndjson and json: append one whole object (no line end) to the Buf, then end it. */
Buf *out_object(Out *o);
void out_object_end(Out *o);
/* Other formats: append the next cell's text, end it; after the last cell end the row. */
Buf *out_cell(Out *o);
void out_cell_end(Out *o);
void out_cell_str(Out *o, Str s);
void out_cell_int(Out *o, int64_t v);
void out_row_end(Out *o);
/* A RowSink: any listing of ledger/, columns taken from its first row. */
ErrCode out_row(void *out, const Row *row);
/* One row as an object without line end, as ndjson prints it. */
void row_put_json(Buf *b, const Row *row);

/* Text that is no row (a proof, an explanation), as it is; table and md formats only. */
Buf *out_text(Out *o);
/* Writes what is buffered when it is much, or all. */
void out_check(Out *o);
void out_flush(Out *o);
/* A write failed: stop. */
bool out_failed(const Out *o);
/* One cell by RFC 4180: quoted when it holds a comma, a quote, a line end, or a blank at an end. */
void csv_put(Buf *b, Str s);
/* A cell in words; nothing for null. */
void cell_put(Buf *b, const Cell *c);
#endif
