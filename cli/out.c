/* out.c -- one buffer, six formats. Tables are collected (cli/grid.c) since widths need all rows; the others stream. */
#include "cli/out.h"
#include "base/arena.h"
#include "base/json.h"
#include "cli/grid.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const format_names[] = {"table", "ndjson", "json", "csv", "tsv", "md", NULL};

enum { FLUSH_AT = 256 << 10 };

struct Out {
  OutOptions options;
  int fd;
  char *part; /* name of the file while it is not whole, NULL for others */
  int failed; /* errno of the first write that failed */
  Buf buf;    /* bytes on their way out */
  Buf cell;   /* the cell being written */
  const Column *columns;
  size_t ncolumns, column; /* column: index of the cell being written */
  uint64_t rows;
  Column *own; /* columns made from a Row's names */
  Grid *grid;
};

/* Regular files get their name when they are whole; devices and pipes are opened as they are. */
static ErrCode open_file(Out *o, const char *path, Err *err) {
  struct stat st;
  bool regular = stat(path, &st) != 0 || S_ISREG(st.st_mode);
  if (regular) {
    o->part = mem_alloc(strlen(path) + 8);
    snprintf(o->part, strlen(path) + 8, "%s.part", path);
  }
  o->fd = open(regular ? o->part : path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (o->fd < 0) return err_set(err, ERR_LEDGER, "%s: not written: %s", path, strerror(errno));
  return OK;
}

ErrCode out_open(Out **out, const OutOptions *options, Err *err) {
  Out *o = mem_zalloc(sizeof *o);
  o->options = *options;
  o->fd = STDOUT_FILENO;
  ErrCode code = options->path ? open_file(o, options->path, err) : OK;
  if (code != OK) {
    free(o->part);
    free(o);
    return code;
  }
  if (options->format == FORMAT_TABLE) o->grid = grid_new(options->width, options->color);
  *out = o;
  return OK;
}

void out_flush(Out *o) {
  size_t done = 0;
  while (done < o->buf.n && !o->failed) {
    ssize_t n = write(o->fd, o->buf.p + done, o->buf.n - done);
    if (n > 0)
      done += (size_t)n;
    else if (errno != EINTR)
      o->failed = errno;
  }
  buf_reset(&o->buf);
}

void out_check(Out *o) {
  if (o->buf.n >= FLUSH_AT) out_flush(o);
}

bool out_failed(const Out *o) { return o->failed != 0; }

static void flush_table(Out *o) {
  if (o->grid) grid_print(o->grid, &o->buf);
}

static ErrCode close_file(Out *o, bool ok, Err *err) {
  const char *path = o->options.path ? o->options.path : "standard output";
  bool bad = o->options.path && close(o->fd) != 0;
  if (bad && !o->failed) o->failed = errno;
  if (o->part && (!ok || o->failed))
    unlink(o->part);
  else if (o->part && rename(o->part, path) != 0)
    o->failed = errno;
  return o->failed ? err_set(err, ERR_LEDGER, "%s: not written: %s", path, strerror(o->failed)) : OK;
}

ErrCode out_close(Out *o, bool ok, Err *err) {
  if (!o) return OK;
  if (ok && o->options.format == FORMAT_JSON) buf_puts(&o->buf, o->rows ? "\n]\n" : "[]\n");
  flush_table(o);
  out_flush(o);
  ErrCode code = close_file(o, ok, err);
  grid_free(o->grid);
  buf_release(&o->buf);
  buf_release(&o->cell);
  free(o->own);
  free(o->part);
  free(o);
  return code;
}

bool out_wants_objects(const Out *o) { return o->options.format == FORMAT_NDJSON || o->options.format == FORMAT_JSON; }

/* --- objects ------------------------------------------------------------------------------------------------------ */

Buf *out_object(Out *o) {
  if (o->options.format == FORMAT_JSON) buf_puts(&o->buf, o->rows ? ",\n" : "[\n");
  o->rows++;
  return &o->buf;
}

void out_object_end(Out *o) {
  if (o->options.format == FORMAT_NDJSON) buf_putc(&o->buf, '\n');
  out_check(o);
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static bool shown(const Out *o, const Column *c) {
  bool data = o->options.format == FORMAT_CSV || o->options.format == FORMAT_TSV;
  return data || !(c->flags & COL_DATA);
}

static void put_heading(Buf *b, const char *name) {
  for (; *name; name++) buf_putc(b, *name == '_' ? ' ' : *name);
}

static void md_header(Out *o) {
  for (size_t i = 0; i < o->ncolumns; i++) {
    if (!shown(o, &o->columns[i])) continue;
    buf_puts(&o->buf, "| ");
    put_heading(&o->buf, o->columns[i].name);
    buf_putc(&o->buf, ' ');
  }
  buf_puts(&o->buf, "|\n");
  for (size_t i = 0; i < o->ncolumns; i++)
    if (shown(o, &o->columns[i])) buf_puts(&o->buf, o->columns[i].flags & COL_RIGHT ? "|---:" : "|---");
  buf_puts(&o->buf, "|\n");
}

static void data_header(Out *o) {
  bool csv = o->options.format == FORMAT_CSV;
  for (size_t i = 0; i < o->ncolumns; i++) {
    if (i) buf_putc(&o->buf, csv ? ',' : '\t');
    buf_puts(&o->buf, o->columns[i].name);
  }
  buf_puts(&o->buf, csv ? "\r\n" : "\n");
}

static void table_header(Out *o) {
  Buf name = BUF_INIT;
  for (size_t i = 0; i < o->ncolumns; i++) {
    if (!shown(o, &o->columns[i])) continue;
    buf_reset(&name);
    put_heading(&name, o->columns[i].name);
    grid_column(o->grid, name.p, o->columns[i].flags);
  }
  buf_release(&name);
}

void out_columns(Out *o, const Column *columns, size_t n) {
  o->columns = columns;
  o->ncolumns = n;
  switch (o->options.format) {
  case FORMAT_TABLE: table_header(o); break;
  case FORMAT_MD: md_header(o); break;
  case FORMAT_CSV:
  case FORMAT_TSV: data_header(o); break;
  case FORMAT_NDJSON:
  case FORMAT_JSON: break;
  }
}

/* What a spreadsheet takes for a formula: begins with one of = + - @ or a control, and is no plain number. */
static bool is_formula(Str s) {
  if (!s.n || !strchr("=+-@\t\r", s.p[0])) return false;
  for (size_t i = 1; i < s.n; i++)
    if (!strchr("0123456789.", s.p[i])) return true;
  return s.n == 1 || s.p[0] != '-';
}

void csv_put(Buf *b, Str s) {
  bool quote = s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
  for (size_t i = 0; i < s.n && !quote; i++) quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
  if (!quote) {
    buf_put(b, s);
    return;
  }
  buf_putc(b, '"');
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"') buf_putc(b, '"');
    buf_putc(b, s.p[i]);
  }
  buf_putc(b, '"');
}

/* White space and controls become one space; md also escapes what would end a cell. */
static void put_flat(Buf *b, Str s, bool md) {
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c <= ' ' || c == 0x7F) {
      if (i && b->n && b->p[b->n - 1] != ' ') buf_putc(b, ' ');
    } else {
      if (md && (c == '|' || c == '\\')) buf_putc(b, '\\');
      buf_putc(b, (char)c);
    }
  }
}

Buf *out_cell(Out *o) {
  buf_reset(&o->cell);
  return &o->cell;
}

void out_cell_end(Out *o) {
  const Column *c = &o->columns[o->column++];
  if (!shown(o, c)) return;
  Str s = buf_str(&o->cell);
  if (o->options.formula_safe && is_formula(s)) {
    Buf safe = BUF_INIT;
    buf_putc(&safe, '\'');
    buf_put(&safe, s);
    buf_release(&o->cell);
    o->cell = safe;
    s = buf_str(&o->cell);
  }
  switch (o->options.format) {
  case FORMAT_CSV:
    if (o->column > 1) buf_putc(&o->buf, ',');
    csv_put(&o->buf, s);
    break;
  case FORMAT_TSV:
    if (o->column > 1) buf_putc(&o->buf, '\t');
    put_flat(&o->buf, s, false);
    break;
  case FORMAT_MD:
    buf_puts(&o->buf, "| ");
    put_flat(&o->buf, s, true);
    buf_putc(&o->buf, ' ');
    break;
  default: {
    Buf flat = BUF_INIT;
    put_flat(&flat, s, false);
    grid_cell(o->grid, buf_str(&flat));
    buf_release(&flat);
  }
  }
}

void out_cell_str(Out *o, Str s) {
  buf_put(out_cell(o), s);
  out_cell_end(o);
}

void out_cell_int(Out *o, int64_t v) {
  buf_put_i64(out_cell(o), v);
  out_cell_end(o);
}

void out_row_end(Out *o) {
  o->column = 0;
  o->rows++;
  switch (o->options.format) {
  case FORMAT_CSV: buf_puts(&o->buf, "\r\n"); break;
  case FORMAT_TSV: buf_putc(&o->buf, '\n'); break;
  case FORMAT_MD: buf_puts(&o->buf, "|\n"); break;
  default: break;
  }
  out_check(o);
}

/* --- rows of ledger/ ---------------------------------------------------------------------------------------------- */

void cell_put(Buf *b, const Cell *c) {
  if (c->kind == CELL_INT)
    buf_put_i64(b, c->i);
  else if (c->kind == CELL_REAL)
    buf_printf(b, "%.15g", c->real);
  else if (c->kind == CELL_TEXT)
    buf_put(b, c->text);
}

/* JSON has no infinity and no not-a-number. */
static bool is_number(const Cell *c) { return c->kind == CELL_INT || (c->kind == CELL_REAL && c->real - c->real == 0); }

void row_put_json(Buf *b, const Row *row) {
  buf_putc(b, '{');
  for (size_t i = 0; i < row->n; i++) {
    const Cell *c = &row->cells[i];
    json_item(b);
    json_put_string(b, str_of(row->names[i]));
    buf_putc(b, ':');
    if (c->kind == CELL_TEXT)
      json_put_string(b, c->text);
    else if (is_number(c))
      cell_put(b, c);
    else
      buf_puts(b, "null");
  }
  buf_putc(b, '}');
}

static void columns_of(Out *o, const Row *row) {
  o->own = mem_zalloc((row->n + 1) * sizeof *o->own);
  for (size_t i = 0; i < row->n; i++)
    o->own[i] =
        (Column){row->names[i], row->cells[i].kind == CELL_INT || row->cells[i].kind == CELL_REAL ? COL_RIGHT : 0};
  out_columns(o, o->own, row->n);
}

ErrCode out_row(void *out, const Row *row) {
  Out *o = out;
  if (out_wants_objects(o)) {
    row_put_json(out_object(o), row);
    out_object_end(o);
  } else {
    if (!o->columns) columns_of(o, row);
    for (size_t i = 0; i < row->n; i++) {
      cell_put(out_cell(o), &row->cells[i]);
      out_cell_end(o);
    }
    out_row_end(o);
  }
  return o->failed ? ERR_END : OK;
}

Buf *out_text(Out *o) {
  flush_table(o);
  return &o->buf;
}
