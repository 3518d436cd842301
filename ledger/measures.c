/* measures.c -- three tables out of tab-separated files.
 *
 * A table is read by the names in its first line, so that columns may be added behind the ones used here. Lookup is by a
 * sorted array; the tables are small and never change after the start. */
#include "ledger/measures.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/embed.h"

enum { COLUMNS_MAX = 24 };

typedef struct {
  Str rest, file; /* lines to come */
  int line;
  Str names[COLUMNS_MAX];
  Str cells[COLUMNS_MAX];
} Table;

static size_t split_line(Str *cells, Str line) {
  size_t n = 0;
  if (line.n > 0 && line.p[line.n - 1] == '\r') line.n--;
  for (Str cell; n < COLUMNS_MAX && str_split(&cell, &line, '\t');) cells[n++] = cell;
  return n;
}

static bool next_line(Table *t) {
  Str line;
  while (str_split(&line, &t->rest, '\n')) {
    t->line++;
    if (line.n == 0 || line.p[0] == '#') continue;
    size_t n = split_line(t->cells, line);
    for (size_t i = n; i < COLUMNS_MAX; i++) t->cells[i] = STR("");
    return true;
  }
  return false;
}

static bool table_open(Table *t, Str file, Str tsv) {
  *t = (Table){.rest = tsv, .file = file};
  if (!next_line(t)) return false;
  memcpy(t->names, t->cells, sizeof t->names);
  return true;
}

static Str cell(const Table *t, const char *name) {
  for (size_t i = 0; i < COLUMNS_MAX; i++)
    if (str_is(t->names[i], name)) return str_trim(t->cells[i]);
  return STR("");
}

static ErrCode bad_line(const Table *t, Err *err, const char *what, Str value) {
  return err_set(err, ERR_RULE, "%.*s:%d: %s \"%.*s\"", STR_ARGS(t->file), t->line, what, STR_ARGS(value));
}

/* --- measures --------------------------------------------------------------------------------------------------- */

/* The tables in use: set once at start, before there are threads; NULL until then. */
static Measure *measures;
static size_t measure_count;
static Unit *units;
static size_t unit_count;

static int by_id(const void *a, const void *b) {
  const Measure *x = a, *y = b;
  return str_cmp(x->id, y->id);
}

static const Measure *find_in(const Measure *items, size_t n, Str id) {
  Measure key = {.id = id};
  return n && id.n ? bsearch(&key, items, n, sizeof *items, by_id) : NULL;
}

const Measure *measure_find(Str id) { return find_in(measures, measure_count, id); }
const Measure *measure_root(const Measure *m) { return m ? m->root : NULL; }
bool measures_loaded(void) { return measures != NULL; }

static ErrCode read_measure(Measure *m, const Table *t, Err *err) {
  Str drift = cell(t, "drift_days"), sign = cell(t, "sign");
  uint64_t days = 0;
  *m = (Measure){.id = cell(t, "id"),
                 .parent = cell(t, "parent"),
                 .unit_class = cell(t, "unit_class"),
                 .kind = cell(t, "kind"),
                 .temporal = cell(t, "temporal"),
                 .nouns = cell(t, "nouns"),
                 .surfaces = cell(t, "surfaces"),
                 .of = cell(t, "entity_types"),
                 .kin = cell(t, "kin"),
                 .generic = str_is(cell(t, "domain"), "any"),
                 .sign = str_is(sign, "+") - str_is(sign, "-"),
                 .line = t->line};
  if (m->id.n == 0) return bad_line(t, err, "a measure needs an id", m->id);
  if (drift.n && (!str_to_u64(&days, drift) || days > 100000))
    return bad_line(t, err, "drift_days is no number of days:", drift);
  m->drift_days = (int)days;
  return OK;
}

/* Parents to roots; a chain longer than the table is a circle. */
static ErrCode link_measures(Measure *items, size_t n, Table *t, Err *err) {
  for (size_t i = 0; i < n; i++) {
    const Measure *m = &items[i];
    t->line = m->line;
    if (i > 0 && str_eq(items[i - 1].id, m->id)) return bad_line(t, err, "this measure is there twice:", m->id);
    for (size_t steps = 0; m->parent.n; steps++) {
      const Measure *up = find_in(items, n, m->parent);
      if (!up) return bad_line(t, err, "no measure has the id of this parent:", m->parent);
      if (steps > n) return bad_line(t, err, "its parents go round in a circle:", items[i].id);
      m = up;
    }
    items[i].root = m;
  }
  return OK;
}

static void *grow(void *items, size_t n, size_t size) {
  return n & (n - 1) ? items : mem_realloc(items, (n ? 2 * n : 1) * size);
}

ErrCode measures_load(Str tsv, Err *err) {
  Table t;
  Measure *items = NULL;
  size_t n = 0;
  ErrCode code = OK;
  if (!table_open(&t, STR("measures.tsv"), tsv)) return err_set(err, ERR_RULE, "measures.tsv: the table is empty");
  while (code == OK && next_line(&t)) {
    items = grow(items, n, sizeof *items);
    code = read_measure(&items[n++], &t, err);
  }
  if (code == OK && n > 0) {
    qsort(items, n, sizeof *items, by_id);
    code = link_measures(items, n, &t, err);
  }
  if (code != OK) {
    free(items);
    return code;
  }
  free(measures);
  measures = items;
  measure_count = n;
  return OK;
}

/* --- units -------------------------------------------------------------------------------------------------------- */

static int by_code(const void *a, const void *b) {
  const Unit *x = a, *y = b;
  return str_cmp(x->code, y->code);
}

const Unit *unit_find(Str code) {
  Unit key = {.code = code};
  return unit_count && code.n ? bsearch(&key, units, unit_count, sizeof *units, by_code) : NULL;
}

/* false: a line that names no factor (a unit that converts into nothing). */
static ErrCode read_unit(bool *got, Unit *u, const Table *t, Err *err) {
  Str factor = cell(t, "factor"), offset = cell(t, "offset");
  *u = (Unit){.code = cell(t, "code"), .dimension = cell(t, "dimension"), .offset = NUMBER_ZERO};
  *got = u->code.n && factor.n;
  if (!*got) return OK;
  if (!number_parse(&u->factor, factor) || number_sign(u->factor) <= 0)
    return bad_line(t, err, "factor is no positive number:", factor);
  if (offset.n && !number_parse(&u->offset, offset)) return bad_line(t, err, "offset is no number:", offset);
  return OK;
}

/* The same code may stand in several lines, for several words; all must mean the same. */
static ErrCode unique_units(Unit *items, size_t *n, const Table *t, Err *err) {
  size_t kept = 0;
  for (size_t i = 0; i < *n; i++) {
    const Unit *last = kept ? &items[kept - 1] : NULL;
    if (!last || !str_eq(last->code, items[i].code))
      items[kept++] = items[i];
    else if (!number_eq(last->factor, items[i].factor) || !number_eq(last->offset, items[i].offset))
      return err_set(err, ERR_RULE, "%.*s: two factors for the unit \"%.*s\"", STR_ARGS(t->file), STR_ARGS(last->code));
  }
  *n = kept;
  return OK;
}

ErrCode units_load(Str tsv, Err *err) {
  Table t;
  Unit *items = NULL;
  size_t n = 0;
  ErrCode code = OK;
  if (!table_open(&t, STR("units.tsv"), tsv)) return err_set(err, ERR_RULE, "units.tsv: the table is empty");
  while (code == OK && next_line(&t)) {
    bool got = false;
    items = grow(items, n, sizeof *items);
    code = read_unit(&got, &items[n], &t, err);
    n += got;
  }
  if (code == OK && n > 0) {
    qsort(items, n, sizeof *items, by_code);
    code = unique_units(items, &n, &t, err);
  }
  if (code != OK) {
    free(items);
    return code;
  }
  free(units);
  units = items;
  unit_count = n;
  return OK;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

/* The table's text itself: it has a dozen lines. */
static Str events;

ErrCode events_load(Str tsv, Err *err) {
  Table t;
  if (!table_open(&t, STR("events.tsv"), tsv)) return err_set(err, ERR_RULE, "events.tsv: the table is empty");
  while (next_line(&t))
    if (cell(&t, "family").n == 0 || cell(&t, "words").n == 0)
      return bad_line(&t, err, "a family and its words are needed:", cell(&t, "family"));
  events = tsv;
  return OK;
}

static bool in_list(Str list, Str word) {
  for (Str item; str_split(&item, &list, ';');)
    if (str_eq_nocase(item, word)) return true;
  return false;
}

Str event_family(Str word) {
  Table t;
  if (word.n == 0 || !table_open(&t, STR("events.tsv"), events)) return STR("");
  while (next_line(&t))
    if (in_list(cell(&t, "words"), word)) return cell(&t, "family");
  return STR("");
}

ErrCode tables_load_embedded(Err *err) {
  Str tsv = embedded("rules/en/measures.tsv");
  ErrCode code = OK;
  if (!measures && tsv.p) code = measures_load(tsv, err);
  tsv = embedded("rules/en/units.tsv");
  if (code == OK && !units && tsv.p) code = units_load(tsv, err);
  tsv = embedded("rules/en/events.tsv");
  if (code == OK && !events.p && tsv.p) code = events_load(tsv, err);
  return code;
}
