/* table.c -- see table.h */
#include "extractor/table.h"

Str table_name_of(Str file) {
  size_t from = 0;
  for (size_t i = 0; i < file.n; i++)
    if (file.p[i] == '/') from = i + 1;
  Str base = str_slice(file, from, file.n);
  size_t dot = str_chr(base, '.', 0);
  return dot == SIZE_MAX ? base : str_slice(base, 0, dot);
}

bool cell_part(Str *part, Str *rest) {
  while (str_split(part, rest, ';')) {
    *part = str_trim(*part);
    if (part->n) return true;
  }
  return false;
}

static size_t count_cells(Str line) {
  size_t n = 1;
  for (size_t i = 0; i < line.n; i++) n += line.p[i] == '\t';
  return n;
}

static void read_header(Table *t, Arena *a, Str line, int **column_of, size_t *ncells) {
  Str cell;
  *ncells = count_cells(line);
  *column_of = arena_alloc(a, *ncells * sizeof(int));
  if (!t->ncolumns) {
    t->columns = arena_alloc(a, *ncells * sizeof(Str));
    for (size_t i = 0; i < *ncells && str_split(&cell, &line, '\t'); i++) {
      t->columns[i] = str_trim(cell);
      (*column_of)[i] = (int)i;
    }
    t->ncolumns = *ncells;
    return;
  }
  for (size_t i = 0; i < *ncells && str_split(&cell, &line, '\t'); i++) {
    (*column_of)[i] = -1;
    for (size_t j = 0; j < t->ncolumns; j++)
      if (str_eq(t->columns[j], str_trim(cell))) (*column_of)[i] = (int)j;
  }
}

ErrCode table_parse(Table *t, Arena *a, const PackFile *file, Err *err) {
  Str rest = file->bytes, line, cell;
  unsigned number = 0;
  int *column_of = NULL;
  size_t ncells = 0, rows_cap = t->nrows, cells_cap = t->nrows * t->ncolumns;
  t->name = table_name_of(file->name);
  while (str_split(&line, &rest, '\n')) {
    number++;
    if (!str_trim(line).n || line.p[0] == '#') continue;
    if (!column_of) {
      read_header(t, a, line, &column_of, &ncells);
      continue;
    }
    if (count_cells(line) > ncells)
      return err_set(err, ERR_RULE, "%.*s:%u: %zu cells, but the header has %zu", STR_ARGS(file->name), number,
                     count_cells(line), ncells);
    t->cells = arena_grow(a, t->cells, t->nrows * t->ncolumns, &cells_cap, (t->nrows + 1) * t->ncolumns, sizeof(Str));
    t->lines = arena_grow(a, t->lines, t->nrows, &rows_cap, t->nrows + 1, sizeof(uint32_t));
    Str *row = &t->cells[t->nrows * t->ncolumns];
    memset(row, 0, t->ncolumns * sizeof(Str));
    for (size_t i = 0; str_split(&cell, &line, '\t'); i++)
      if (column_of[i] >= 0) row[column_of[i]] = str_trim(cell);
    for (size_t i = 0; i < t->ncolumns; i++)
      if (!row[i].p) row[i] = STR("");
    t->lines[t->nrows++] = number;
  }
  return OK;
}

int table_column(const Table *t, const char *column) {
  for (size_t i = 0; t && i < t->ncolumns; i++)
    if (str_is(t->columns[i], column)) return (int)i;
  return -1;
}
