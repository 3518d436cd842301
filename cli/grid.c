/* grid.c -- see grid.h. */
#include "cli/grid.h"
#include "base/arena.h"
#include "cli/out.h"
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>

struct Grid {
  struct libscols_table *scols;
  struct libscols_line *line; /* NULL between rows */
  size_t column;
  bool color;
};

#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define BLUE "\033[34m"
#define DIM "\033[2m"
#define BOLD "\033[1m"

const char *word_color(Str word) {
  static const struct {
    const char *word, *color;
  } colors[] = {{"conflict", RED}, {"close", YELLOW}, {"agrees", GREEN},   {"updated", BLUE},      {"apart", DIM},
                {"failed", RED},   {"error", RED},    {"warning", YELLOW}, {"disputed", RED},      {"supported", GREEN},
                {"slip", RED},     {"unknown", DIM},  {"ok", GREEN},       {"interrupted", YELLOW}};
  for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
    if (str_is(word, colors[i].word)) return colors[i].color;
  return NULL;
}

Grid *grid_new(size_t width, bool color) {
  Grid *t = mem_zalloc(sizeof *t);
  t->color = color;
  t->scols = scols_new_table();
  if (!t->scols) mem_fail();
  scols_table_set_termforce(t->scols, SCOLS_TERMFORCE_ALWAYS);
  scols_table_set_termwidth(t->scols, width ? width : 120);
  scols_table_enable_colors(t->scols, color);
  scols_table_enable_noencoding(t->scols, 1);
  scols_table_set_column_separator(t->scols, "  ");
  return t;
}

void grid_free(Grid *t) {
  if (!t) return;
  scols_unref_table(t->scols);
  free(t);
}

void grid_column(Grid *t, const char *name, unsigned flags) {
  int how = (flags & COL_RIGHT ? SCOLS_FL_RIGHT : 0) | (flags & COL_WRAP ? SCOLS_FL_WRAP : 0) |
            (flags & COL_TRIM ? SCOLS_FL_TRUNC : 0);
  double hint = flags & (COL_TRIM | COL_WRAP) ? 0.3 : 0;
  struct libscols_column *c = scols_table_new_column(t->scols, name, hint, how);
  if (!c) mem_fail();
  if (!t->color) return;
  scols_cell_set_color(scols_column_get_header(c), BOLD);
  if (flags & COL_DIM) scols_column_set_color(c, DIM);
}

void grid_cell(Grid *t, Str text) {
  if (!t->line && !(t->line = scols_table_new_line(t->scols, NULL))) mem_fail();
  if (scols_line_refer_data(t->line, t->column, mem_strdup(text)) != 0) mem_fail();
  const char *color = t->color ? word_color(text) : NULL;
  if (color) scols_cell_set_color(scols_line_get_cell(t->line, t->column), color);
  t->column++;
}

void grid_row_end(Grid *t) {
  t->line = NULL;
  t->column = 0;
}

/* Lines come padded to the full width; the padding goes. */
static void put_trimmed(Buf *b, Str text) {
  Str line;
  if (str_ends(text, STR("\n"))) text.n--;
  while (str_split(&line, &text, '\n')) {
    while (line.n && line.p[line.n - 1] == ' ') line.n--;
    buf_put(b, line);
    buf_putc(b, '\n');
  }
}

void grid_print(Grid *t, Buf *b) {
  char *text = NULL;
  if (scols_table_is_empty(t->scols)) return;
  if (scols_print_table_to_string(t->scols, &text) != 0) mem_fail();
  put_trimmed(b, str_of(text));
  free(text);
  scols_table_remove_lines(t->scols);
}
