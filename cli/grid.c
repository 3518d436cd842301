/* grid.c -- rows are kept until they are printed: then each column's width is settled, what may be cut is cut, and libsmartcols draws.
 *
 * Columns that can be cut or wrapped share what the others leave of the width: all get an equal part, and what a narrow
 * one does not need goes to the wider ones. */
#include "cli/grid.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "cli/out.h"
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>
#include <wchar.h>

enum {
  GAP = 2,
  LEAST = 8 /* columns that a flexible column gets at least */,
  SOME = 9 /* a part below which spare columns go */,
  DEFAULT_WIDTH = 120
};

typedef struct {
  char *name;
  unsigned flags;
  size_t natural, width; /* widest cell; what it gets */
  bool hidden;           /* left out for want of room */
} GridColumn;

struct Grid {
  size_t screen;
  bool color;
  GridColumn *columns;
  size_t n;
  Str *cells; /* row by row */
  size_t ncells, cap;
  Arena *arena; /* their bytes */
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
  t->screen = width ? width : DEFAULT_WIDTH;
  t->arena = arena_new();
  return t;
}

void grid_free(Grid *t) {
  if (!t) return;
  for (size_t i = 0; i < t->n; i++) free(t->columns[i].name);
  free(t->columns);
  free(t->cells);
  arena_free(t->arena);
  free(t);
}

/* Columns that a text takes on the screen. */
static size_t width_of(Str s) {
  size_t n = 0;
  unsigned len;
  for (size_t i = 0; i < s.n; i += len) {
    int w = wcwidth((wchar_t)utf8_at(s, i, &len));
    n += w > 0 ? (size_t)w : 0;
  }
  return n;
}

void grid_column(Grid *t, const char *name, unsigned flags) {
  t->columns = mem_realloc(t->columns, (t->n + 1) * sizeof *t->columns);
  size_t width = width_of(str_of(name));
  t->columns[t->n++] = (GridColumn){.name = mem_strdup(str_of(name)), .flags = flags, .natural = width};
}

void grid_cell(Grid *t, Str text) {
  if (t->ncells == t->cap) t->cells = mem_realloc(t->cells, (t->cap = t->cap * 2 + 64) * sizeof *t->cells);
  GridColumn *c = &t->columns[t->ncells % t->n];
  size_t width = width_of(text);
  if (width > c->natural) c->natural = width;
  t->cells[t->ncells++] = arena_str(t->arena, text);
}

/* --- widths --------------------------------------------------------------------------------------------------------- */

/* Parts of the room that a column gets: 0 takes what it needs. */
static size_t parts_of(const GridColumn *c) {
  return !(c->flags & (COL_TRIM | COL_WRAP)) ? 0 : c->flags & COL_MOST ? 2 : 1;
}

/* What the columns that stay as they are leave to the flexible ones, and in how many parts. */
static size_t room_left(const Grid *t, size_t *parts) {
  size_t taken = 0;
  *parts = 0;
  for (size_t i = 0; i < t->n; i++) {
    const GridColumn *c = &t->columns[i];
    if (c->hidden) continue;
    *parts += parts_of(c);
    taken += (i ? GAP : 0) + (parts_of(c) ? 0 : c->natural);
  }
  return taken < t->screen ? t->screen - taken : 0;
}

/* Leaves spare columns out, the last first, until the flexible ones have some room or need no more. */
static size_t leave_out(Grid *t, size_t *parts) {
  size_t room = room_left(t, parts), wanted = 0;
  for (size_t i = 0; i < t->n; i++)
    if (parts_of(&t->columns[i])) wanted += t->columns[i].natural;
  for (size_t i = t->n; i-- > 0 && *parts && room < wanted && room / *parts < SOME;) {
    if (!(t->columns[i].flags & COL_SPARE)) continue;
    t->columns[i].hidden = true;
    room = room_left(t, parts);
  }
  return room;
}

static void settle_widths(Grid *t) {
  size_t parts, room = leave_out(t, &parts);
  for (size_t i = 0; i < t->n; i++) t->columns[i].width = parts_of(&t->columns[i]) ? 0 : t->columns[i].natural;
  for (bool again = true; again && parts;) { /* those that need less than their part get what they need */
    size_t part = room / parts;
    again = false;
    for (size_t i = 0; i < t->n; i++) {
      GridColumn *c = &t->columns[i];
      if (c->hidden || c->width || c->natural > part * parts_of(c)) continue;
      c->width = c->natural ? c->natural : 1;
      room -= c->natural;
      parts -= parts_of(c);
      again = true;
    }
  }
  for (size_t i = 0; i < t->n; i++) {
    GridColumn *c = &t->columns[i];
    if (c->hidden || c->width) continue;
    c->width = room * parts_of(c) / parts;
    if (c->width < LEAST) c->width = LEAST;
    room = room > c->width ? room - c->width : 0;
    parts -= parts_of(c);
  }
}

/* The end of a text that is too wide, behind "…". */
static Str cut_front(Arena *a, Str s, size_t width) {
  size_t i = 0, n = width_of(s);
  unsigned len;
  for (; i < s.n && n >= width; i += len) {
    int w = wcwidth((wchar_t)utf8_at(s, i, &len));
    if (w > 0) n -= (size_t)w;
  }
  return arena_printf(a, "…%.*s", (int)(s.n - i), s.p + i);
}

/* The first width - 1 columns of a text that is too wide, and "…". */
static Str cut_end(Arena *a, Str s, size_t width) {
  size_t i = 0, n = 0;
  unsigned len;
  for (; i < s.n; i += len) {
    int w = wcwidth((wchar_t)utf8_at(s, i, &len));
    if (w > 0 && (n += (size_t)w) >= width) break;
  }
  while (i > 0 && s.p[i - 1] == ' ') i--;
  return arena_printf(a, "%.*s…", (int)i, s.p);
}

/* --- drawing -------------------------------------------------------------------------------------------------------- */

static struct libscols_table *frame_new(const Grid *t) {
  struct libscols_table *f = scols_new_table();
  if (!f) mem_fail();
  size_t all = GAP * t->n;
  scols_table_set_column_separator(f, "  ");
  scols_table_enable_colors(f, t->color);
  scols_table_enable_noencoding(f, 1);
  scols_table_set_termforce(f, SCOLS_TERMFORCE_ALWAYS);
  for (size_t i = 0; i < t->n; i++) {
    const GridColumn *c = &t->columns[i];
    int how = (c->flags & COL_RIGHT ? SCOLS_FL_RIGHT : 0) | (c->flags & COL_WRAP ? SCOLS_FL_WRAP : 0) |
              (c->hidden ? SCOLS_FL_HIDDEN : 0);
    struct libscols_column *column =
        scols_table_new_column(f, c->name, c->flags & COL_WRAP ? (double)c->width : 0, how);
    if (!column) mem_fail();
    all += c->hidden ? 0 : c->width;
    if (t->color) scols_cell_set_color(scols_column_get_header(column), BOLD);
    if (t->color && (c->flags & COL_DIM)) scols_column_set_color(column, DIM);
  }
  scols_table_set_termwidth(f, all);
  return f;
}

static void add_row(struct libscols_table *f, const Grid *t, const Str *cells) {
  struct libscols_line *line = scols_table_new_line(f, NULL);
  if (!line) mem_fail();
  for (size_t i = 0; i < t->n; i++) {
    const GridColumn *c = &t->columns[i];
    Str text = cells[i];
    if ((c->flags & COL_TRIM) && width_of(text) > c->width) {
      bool path = (c->flags & COL_TAIL) && str_chr(text, '/', 0) != SIZE_MAX;
      text = path ? cut_front(t->arena, text, c->width) : cut_end(t->arena, text, c->width);
    }
    if (scols_line_set_data(line, i, text.p) != 0) mem_fail(); /* text comes from the arena: it ends with a NUL */
    const char *color = t->color && (c->flags & COL_WORD) ? word_color(str_slice(text, 0, str_chr(text, ' ', 0)))
                                                          : NULL; /* "conflict 80" */
    if (color) scols_cell_set_color(scols_line_get_cell(line, i), color);
  }
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
  if (t->ncells < t->n || t->n == 0) return;
  settle_widths(t);
  struct libscols_table *f = frame_new(t);
  for (size_t i = 0; i + t->n <= t->ncells; i += t->n) add_row(f, t, t->cells + i);
  if (scols_print_table_to_string(f, &text) != 0) mem_fail();
  put_trimmed(b, str_of(text));
  free(text);
  scols_unref_table(f);
  t->ncells = 0;
  arena_clear(t->arena);
}
