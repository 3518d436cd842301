/* date_book.c -- the pack's date tables, their cells as numbers, checked once at load. A pack without a table has none of its words. */
#include "extractor/dates.h"
#include <stdlib.h>

typedef struct {
  const Pack *pack;
  Err *err;
  ErrCode code;
} Loader;

static void fail(Loader *l, const Table *t, size_t row, const char *column, Str cell) {
  if (!l->code)
    l->code = err_set(l->err, ERR_RULE, "%.*s.tsv:%u: column '%s' cannot be '%.*s'", STR_ARGS(t->name), t->lines[row],
                      column, STR_ARGS(cell));
}

/* A signed whole number; an empty cell is 0. */
static int cell_int(Loader *l, const Table *t, size_t row, const char *column) {
  Str cell = table_cell(t, row, table_column(t, column)), digits = cell;
  uint64_t v = 0;
  bool minus = cell.n && cell.p[0] == '-';
  if (minus) digits = str_slice(cell, 1, cell.n);
  if (cell.n && (!str_to_u64(&v, digits) || v > 9999)) fail(l, t, row, column, cell);
  return minus ? -(int)v : (int)v;
}

static int *column_ints(Loader *l, const Table *t, const char *column) {
  if (!t) return NULL;
  int *out = arena_zalloc(pack_arena(l->pack), (t->nrows + 1) * sizeof *out);
  for (size_t i = 0; i < t->nrows; i++) out[i] = cell_int(l, t, i, column);
  return out;
}

static Grain cell_grain(Loader *l, const Table *t, size_t row) {
  Grain g = GRAIN_DAY;
  Str cell = table_cell(t, row, table_column(t, "grain"));
  if (!grain_parse(&g, cell)) fail(l, t, row, "grain", cell);
  return g;
}

static UnitRow *load_units(Loader *l, const Table *t, const char *times) {
  if (!t) return NULL;
  UnitRow *out = arena_zalloc(pack_arena(l->pack), (t->nrows + 1) * sizeof *out);
  for (size_t i = 0; i < t->nrows; i++) out[i] = (UnitRow){cell_grain(l, t, i), cell_int(l, t, i, times)};
  return out;
}

static DirectionRow *load_directions(Loader *l, const Table *t) {
  if (!t) return NULL;
  DirectionRow *out = arena_zalloc(pack_arena(l->pack), (t->nrows + 1) * sizeof *out);
  for (size_t i = 0; i < t->nrows; i++) {
    Str anchor = table_cell(t, i, table_column(t, "anchor"));
    if (!str_is(anchor, "today") && !str_is(anchor, "story")) fail(l, t, i, "anchor", anchor);
    out[i] = (DirectionRow){cell_int(l, t, i, "n"), str_is(anchor, "story") ? ANCHOR_STORY : ANCHOR_TODAY};
  }
  return out;
}

static HolidayRow *load_holidays(Loader *l, const Table *t) {
  static const char *const kinds[] = {"day", "weekday", "easter", "orthodox", "listed"};
  if (!t) return NULL;
  HolidayRow *out = arena_zalloc(pack_arena(l->pack), (t->nrows + 1) * sizeof *out);
  for (size_t i = 0; i < t->nrows; i++) {
    Str kind = table_cell(t, i, table_column(t, "kind"));
    int k = 0;
    while (k < HOLIDAY_KINDS && !str_is(kind, kinds[k])) k++;
    if (k == HOLIDAY_KINDS) fail(l, t, i, "kind", kind);
    out[i] = (HolidayRow){.kind = (HolidayKind)k,
                          .month = cell_int(l, t, i, "month"),
                          .day = cell_int(l, t, i, "day"),
                          .weekday = cell_int(l, t, i, "weekday"),
                          .nth = cell_int(l, t, i, "nth"),
                          .add = cell_int(l, t, i, "add"),
                          .length = cell_int(l, t, i, "length")};
    if (out[i].length == 0) out[i].length = 1;
  }
  return out;
}

static Str setting(const Table *t, const char *key) {
  for (size_t i = 0; t && i < t->nrows; i++)
    if (str_is(table_cell(t, i, 0), key)) return table_cell(t, i, 1);
  return STR("");
}

static void find_tables(struct DateBook *b, const Pack *p) {
  const struct {
    const Table **at;
    const char *name;
  } tables[] = {{&b->months, "months"},         {&b->weekdays, "weekdays"},
                {&b->seasons, "seasons"},       {&b->units, "dateunits"},
                {&b->directions, "directions"}, {&b->shifts, "dateshifts"},
                {&b->counts, "datecounts"},     {&b->words, "datewords"},
                {&b->daytimes, "daytimes"},     {&b->refs, "timerefs"},
                {&b->recurring, "recurring"},   {&b->decades, "decades"},
                {&b->quarters, "quarters"},     {&b->eras, "eras"},
                {&b->edges, "dateedges"},       {&b->holidays, "holidays"},
                {&b->listed, "holidaydates"},   {&b->tense, "tense"}};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) *tables[i].at = pack_table(p, tables[i].name);
}

struct DateBook *date_book_load(const Pack *p, Err *err) {
  Loader l = {.pack = p, .err = err};
  struct DateBook *b = arena_zalloc(pack_arena(p), sizeof *b);
  find_tables(b, p);
  const Table *settings = pack_table(p, "datesettings");
  b->day_first = str_is(setting(settings, "order"), "dmy");
  b->dotted_day_first = !str_is(setting(settings, "dotted"), "mdy");
  b->month = column_ints(&l, b->months, "month");
  b->weekday = column_ints(&l, b->weekdays, "weekday");
  b->season = column_ints(&l, b->seasons, "season");
  b->decade = column_ints(&l, b->decades, "decade");
  b->edge = column_ints(&l, b->edges, "part");
  b->era = column_ints(&l, b->eras, "sign");
  b->count = column_ints(&l, b->counts, "n");
  b->word = column_ints(&l, b->words, "n");
  b->unit = load_units(&l, b->units, "times");
  b->quarter = load_units(&l, b->quarters, "nth");
  b->direction = load_directions(&l, b->directions);
  b->shift = load_directions(&l, b->shifts);
  b->holiday = load_holidays(&l, b->holidays);
  b->name_column = table_column(b->holidays, "name");
  b->tense_column = table_column(b->tense, "tense");
  b->unless_column = table_column(b->tense, "unless");
  b->then_column = table_column(b->tense, "then");
  return l.code ? NULL : b;
}

void date_book_free(struct DateBook *b) { (void)b; /* lives in the pack's arena */ }

/* --- holidays ------------------------------------------------------------------------------------------------------------ */

/* The nth weekday of a month, nth < 0 from its end. */
static Day nth_weekday(int year, int month, int weekday, int nth) {
  if (nth > 0) {
    Day first = day_of(year, month, 1);
    return first + (weekday - weekday_of(first) + 7) % 7 + 7 * (nth - 1);
  }
  Day last = day_of(year, month + 1, 1) - 1;
  return last - (weekday_of(last) - weekday + 7) % 7 + 7 * (nth + 1);
}

static bool listed_day(const struct DateBook *b, int row, int year, Day *out) {
  Str name = table_cell(b->holidays, (size_t)row, b->name_column);
  for (size_t i = 0; b->listed && i < b->listed->nrows; i++) {
    Civil c;
    Day d;
    if (!str_eq(table_cell(b->listed, i, 0), name) || !day_parse(&d, table_cell(b->listed, i, 1))) continue;
    c = civil_of(d);
    if (c.year != year) continue;
    *out = d;
    return true;
  }
  return false;
}

bool holiday_in(const struct DateBook *b, int row, int year, DateRange *out) {
  const HolidayRow *h = &b->holiday[row];
  Day d = 0;
  switch (h->kind) {
  case HOLIDAY_DAY: d = day_of(year, h->month, h->day); break;
  case HOLIDAY_WEEKDAY: d = nth_weekday(year, h->month, h->weekday, h->nth); break;
  case HOLIDAY_EASTER: d = calendar_easter(year); break;
  case HOLIDAY_ORTHODOX: d = calendar_orthodox_easter(year); break;
  default:
    if (!listed_day(b, row, year, &d)) return false;
  }
  d += h->add;
  *out = calendar_days(d, d + h->length - 1, h->length > 1 ? GRAIN_SPAN : GRAIN_DAY);
  return true;
}
