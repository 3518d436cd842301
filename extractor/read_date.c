/* read_date.c -- readers of days, months, years and their parts: the fields of the calendar that a match states. Which year an article means by
 * "27 January" is found later, in resolve.c. */
#include "extractor/dates.h"
#include "extractor/table.h"

/* --- shared with read_relative.c ------------------------------------------------------------------------------------------- */

DateExpr *date_expr_new(Arena *a, DateOp op) {
  DateExpr *e = arena_zalloc(a, sizeof *e);
  e->op = op;
  e->year = YEAR_NONE;
  e->holiday = -1;
  e->count = 1;
  return e;
}

static Kind calendar_kind(const DateExpr *e) { return e->grain == GRAIN_DAY ? KIND_DATE : KIND_PERIOD; }

Kind date_expr_kind(const DateExpr *e) {
  switch (e->op) {
  case DATE_CALENDAR: return calendar_kind(e);
  case DATE_UNIT: return e->grain == GRAIN_DAY ? KIND_DATE : KIND_PERIOD;
  case DATE_PART: return e->grain == GRAIN_DAY && e->count == 1 ? KIND_DATE : KIND_PERIOD;
  case DATE_SHIFT:
    return e->grain == GRAIN_DAY || e->grain == GRAIN_WEEK || (e->of && date_expr_kind(e->of) == KIND_DATE)
               ? KIND_DATE
               : KIND_PERIOD;
  case DATE_NAMED: return date_expr_kind(e->of);
  case DATE_EDGE: return date_expr_kind(e->of);
  case DATE_DAYTIME: return KIND_TIME;
  default: return KIND_PERIOD;
  }
}

void date_mention_set(Mention *out, const Match *m, const DateExpr *e) {
  if (!rule_set(m->rule, "kind").n) out->kind = date_expr_kind(e);
  out->is.time.date = (DateValue){.range = {DAY_NONE, DAY_NONE, GRAIN_NONE}, .expr = e};
}

bool date_slot_int(const Reading *r, const Match *m, Slot s, int *out) {
  const LexedNumber *n = slot_number(r, m, s);
  int64_t v;
  if (!n || !number_to_i64(&v, n->value) || v < 0 || v > 100000) return false;
  *out = (int)v;
  return true;
}

/* --- years ------------------------------------------------------------------------------------------------------------------ */

static int century_for(const Reading *r, int two_digits) {
  int now = r->doc->published.at.day == DAY_NONE ? 2029 : civil_of(r->doc->published.at.day).year + 5;
  int year = now - now % 100 + two_digits;
  return year > now ? year - 100 : year;
}

static bool short_number(const Reading *r, const Match *m, Slot s) {
  const LexedNumber *n = slot_number(r, m, s);
  return n && n->how == NUM_DIGITS && n->ndigits <= 2;
}

/* -1 before our era, 1 in it, 0 unsaid. */
static int era_of(const Reading *r, const Match *m) {
  const struct DateBook *b = pack_dates(r->pack);
  int row = match_has(m, SLOT_part) && b->eras ? slot_row(r, m, SLOT_part, b->eras) : -1;
  return row < 0 ? 0 : b->era[row];
}

/* How sure a number without more words must be to be a year. */
static bool year_fits(Str how, int year, bool two_digits) {
  if (str_is(how, "late")) return !two_digits || year % 100 > 31;
  if (str_is(how, "plausible")) return year >= 1200 && year <= 2100;
  if (str_is(how, "strict")) return year >= 1500 && year <= 2100;
  return true;
}

/* "nineteen eighty six": hundreds and the rest. */
static bool year_in_words(const Reading *r, const Match *m, DateExpr *e) {
  int hundreds, rest;
  if (!date_slot_int(r, m, SLOT_count, &hundreds) || !date_slot_int(r, m, SLOT_n, &rest)) return false;
  if (hundreds < 10 || hundreds > 20 || rest < 1 || rest > 99) return false;
  e->year = (int16_t)(hundreds * 100 + rest);
  return true;
}

static bool read_year(const Reading *r, const Match *m, DateExpr *e) {
  Str how = rule_set(m->rule, "year");
  int year, era = era_of(r, m);
  if (str_is(how, "words") && match_has(m, SLOT_count)) return year_in_words(r, m, e);
  if (str_is(how, "words")) how = STR("strict");
  if (!match_has(m, SLOT_year)) return true;
  if (!date_slot_int(r, m, SLOT_year, &year) || year > 9998) return false;
  bool two = short_number(r, m, SLOT_year) && !era;
  if (two) year = century_for(r, year);
  if (!year_fits(how, year, two)) return false;
  e->year = (int16_t)(era < 0 ? 1 - year : year);
  return true;
}

/* --- parts of a year ---------------------------------------------------------------------------------------------------------- */

static bool read_century(const Reading *r, const Match *m, DateExpr *e) {
  int n;
  if (!date_slot_int(r, m, SLOT_n, &n) || n < 1 || n > 60) return false;
  e->year = (int16_t)(era_of(r, m) < 0 ? -100 * n : 100 * (n - 1));
  return true;
}

static bool read_decade(const Reading *r, const Match *m, DateExpr *e) {
  const struct DateBook *b = pack_dates(r->pack);
  int row, hundreds = 0;
  if (match_has(m, SLOT_year)) return e->year % 10 == 0;
  row = slot_row(r, m, SLOT_part, b->decades);
  if (row < 0) return false;
  bool named = date_slot_int(r, m, SLOT_count, &hundreds);
  if (named && (hundreds < 10 || hundreds > 20)) return false;
  e->year = (int16_t)(named ? hundreds * 100 + b->decade[row] : century_for(r, b->decade[row]));
  return true;
}

/* Quarters, halves and weeks: the number in slot n, or the rule's own. */
static bool read_nth(const Reading *r, const Match *m, DateExpr *e) {
  const struct DateBook *b = pack_dates(r->pack);
  Str own = rule_set(m->rule, "nth");
  int n = 0, limit = e->grain == GRAIN_WEEK ? 53 : e->grain == GRAIN_QUARTER ? 4 : 2;
  uint64_t fixed;
  if (str_to_u64(&fixed, own))
    n = (int)fixed;
  else if (!date_slot_int(r, m, SLOT_n, &n))
    return false;
  if (str_is(own, "year")) {
    int row = slot_row(r, m, SLOT_unit, b->units);
    if (row < 0) return false;
    e->grain = b->unit[row].grain;
    limit = e->grain == GRAIN_QUARTER ? 4 : 2;
  }
  if (n < 1 || n > limit) return false;
  e->nth = (uint8_t)n;
  return true;
}

/* What kind of time the match names: said by the rule, or the finest field there is. */
static bool read_grain(const Reading *r, const Match *m, DateExpr *e) {
  const struct DateBook *b = pack_dates(r->pack);
  Str name = rule_set(m->rule, "grain");
  int row = match_has(m, SLOT_part) && b->quarters ? slot_row(r, m, SLOT_part, b->quarters) : -1;
  if (name.n)
    grain_parse(&e->grain, name);
  else if (row >= 0)
    e->grain = b->quarter[row].grain;
  else if (match_has(m, SLOT_unit))
    e->grain = GRAIN_QUARTER;
  else
    e->grain = match_has(m, SLOT_day) || match_has(m, SLOT_weekday) ? GRAIN_DAY
               : match_has(m, SLOT_month)                           ? GRAIN_MONTH
                                                                    : GRAIN_YEAR;
  if (row >= 0) return e->nth = (uint8_t)b->quarter[row].times, true;
  switch (e->grain) {
  case GRAIN_CENTURY: return read_century(r, m, e);
  case GRAIN_DECADE: return read_decade(r, m, e);
  case GRAIN_WEEK:
  case GRAIN_QUARTER:
  case GRAIN_HALF: return read_nth(r, m, e);
  default: return true;
  }
}

/* --- days and months ------------------------------------------------------------------------------------------------------------ */

static bool row_value(const Reading *r, const Match *m, Slot s, const Table *t, const int *values, uint8_t *out) {
  if (!match_has(m, s)) return true;
  int row = t ? slot_row(r, m, s, t) : -1;
  if (row < 0) return false;
  *out = (uint8_t)values[row];
  return true;
}

static bool starts_with_digit(const Reading *r, const Match *m, Slot s) {
  Str text = slot_text(r, m, s);
  for (size_t i = 0; i < text.n; i++)
    if (text.p[i] >= '0' && text.p[i] <= '9') return true;
  return false;
}

static bool read_day(const Reading *r, const Match *m, DateExpr *e) {
  int day = 0;
  if (!match_has(m, SLOT_day)) return true;
  if (!date_slot_int(r, m, SLOT_day, &day) || day < 1 || day > 31) return false;
  if (rule_set(m->rule, "digits").n && !starts_with_digit(r, m, SLOT_day)) return false;
  e->day = (uint8_t)day;
  return !e->month || civil_valid(e->year == YEAR_NONE ? 2000 : e->year, e->month, day);
}

/* The row of t whose form the letters are, in any case; -1. */
static int form_row(const Table *t, Str letters) {
  int forms = table_column(t, "forms");
  for (size_t i = 0; t && i < t->nrows; i++) {
    Str rest = table_cell(t, i, forms), part;
    while (cell_part(&part, &rest))
      if (str_eq_nocase(part, letters)) return (int)i;
  }
  return -1;
}

/* "Dec31": letters of a month, then a day. */
static bool read_glued(const Reading *r, const Match *m, DateExpr *e) {
  const struct DateBook *b = pack_dates(r->pack);
  Str text = slot_text(r, m, SLOT_value);
  size_t at = 0;
  uint64_t day;
  while (at < text.n && (text.p[at] < '0' || text.p[at] > '9')) at++;
  int row = at >= 3 && text.n - at <= 2 && str_to_u64(&day, str_slice(text, at, text.n))
                ? form_row(b->months, str_slice(text, 0, at))
                : -1;
  if (row < 0 || day < 1 || day > 31) return false;
  e->month = (uint8_t)b->month[row];
  e->day = (uint8_t)day;
  e->grain = GRAIN_DAY;
  return civil_valid(e->year == YEAR_NONE ? 2000 : e->year, e->month, e->day);
}

static bool read_fields(const Reading *r, const Match *m, DateExpr *e) {
  if (match_has(m, SLOT_value)) return read_year(r, m, e) && read_glued(r, m, e);
  const struct DateBook *b = pack_dates(r->pack);
  return read_year(r, m, e) && row_value(r, m, SLOT_month, b->months, b->month, &e->month) &&
         row_value(r, m, SLOT_weekday, b->weekdays, b->weekday, &e->weekday) &&
         row_value(r, m, SLOT_season, b->seasons, b->season, &e->nth) && read_grain(r, m, e) && read_day(r, m, e);
}

/* "6-7 January", "1914-18": the later day or year of a pair. */
static bool read_second(const Reading *r, const Match *m, DateExpr *e) {
  int v;
  if (match_has(m, SLOT_today)) {
    if (!date_slot_int(r, m, SLOT_today, &v) || v <= e->day) return false;
    e->day = (uint8_t)v;
    return civil_valid(e->year == YEAR_NONE ? 2000 : e->year, e->month, v);
  }
  if (!date_slot_int(r, m, SLOT_toyear, &v)) return false;
  if (short_number(r, m, SLOT_toyear)) {
    v += e->year - e->year % 100;
    if (v <= e->year) v += 100;
  }
  if (v <= e->year || v - e->year > 400 || (short_number(r, m, SLOT_toyear) && v - e->year > 60)) return false;
  e->year = (int16_t)v;
  return true;
}

static bool set_pair(Mention *out, const Reading *r, const Match *m, const DateExpr *first) {
  DateExpr *second = date_expr_new(r->arena, DATE_CALENDAR), *pair = date_expr_new(r->arena, DATE_RANGE);
  bool days = match_has(m, SLOT_today);
  *second = *first;
  if (!read_second(r, m, second)) return false;
  second->weekday = 0;
  pair->of = first;
  pair->to = second;
  if (rule_set(m->rule, "split").n) {
    pair->second = (Span){slot_span(r, m, days ? SLOT_today : SLOT_toyear).start, out->span.end};
    pair->first_end = slot_span(r, m, days ? SLOT_day : SLOT_year).end;
  }
  date_mention_set(out, m, pair);
  return true;
}

const DateExpr *date_with_edge(const Reading *r, const Match *m, const DateExpr *e) {
  const struct DateBook *b = pack_dates(r->pack);
  int row = match_has(m, SLOT_mod) && b->edges ? slot_row(r, m, SLOT_mod, b->edges) : -1;
  if (row < 0) return e;
  DateExpr *edge = date_expr_new(r->arena, DATE_EDGE);
  edge->of = e;
  edge->n = b->edge[row];
  edge->grain = e->grain;
  return edge;
}

bool read_calendar(Mention *out, const Reading *r, const Match *m) {
  DateExpr *e = date_expr_new(r->arena, DATE_CALENDAR);
  if (!read_fields(r, m, e)) return false;
  e->fiscal = rule_set(m->rule, "prefix").n > 0;
  if (match_has(m, SLOT_today) || match_has(m, SLOT_toyear)) return set_pair(out, r, m, e);
  e->lonely = rule_set(m->rule, "lonely").n > 0;
  date_mention_set(out, m, date_with_edge(r, m, e));
  return true;
}

bool read_holiday(Mention *out, const Reading *r, const Match *m) {
  const struct DateBook *b = pack_dates(r->pack);
  DateExpr *e = date_expr_new(r->arena, DATE_CALENDAR);
  int row = b->holidays ? slot_row(r, m, SLOT_holiday, b->holidays) : -1;
  if (row < 0 || !read_year(r, m, e)) return false;
  e->holiday = (int16_t)row;
  e->grain = GRAIN_DAY;
  int ref = match_has(m, SLOT_ref) ? slot_row(r, m, SLOT_ref, b->directions) : -1;
  if (ref >= 0) {
    DateExpr *named = date_expr_new(r->arena, DATE_NAMED);
    named->of = e;
    named->n = b->direction[ref].n;
    e = named;
  }
  date_mention_set(out, m, e);
  return true;
}

/* --- figures ---------------------------------------------------------------------------------------------------------------------- */

/* Up to three runs of digits of the text, and how long they are; returns how many there are. */
static size_t digit_runs(Str s, int value[3], size_t len[3]) {
  size_t n = 0, i = 0;
  while (i < s.n) {
    size_t k = i;
    int v = 0;
    while (k < s.n && s.p[k] >= '0' && s.p[k] <= '9' && k - i < 6) v = v * 10 + (s.p[k++] - '0');
    if (k == i) {
      i++;
      continue;
    }
    if (n == 3) return 4;
    value[n] = v;
    len[n++] = k - i;
    i = k;
  }
  return n;
}

/* Day and month of d/m: which is which when only one order is possible, else unsure. */
static bool set_day_month(DateExpr *e, int first, int second, bool day_first) {
  e->figures = true;
  e->first_figure = (uint8_t)first;
  e->unsure = first <= 12 && second <= 12 && first != second;
  if (first > 12 || (second <= 12 && day_first)) {
    e->day = (uint8_t)first;
    e->month = (uint8_t)second;
  } else {
    e->day = (uint8_t)second;
    e->month = (uint8_t)first;
  }
  return civil_valid(e->year == YEAR_NONE ? 2000 : e->year, e->month, e->day);
}

static bool figures_dotted(const Reading *r, const Match *m, DateExpr *e) {
  int v[3];
  size_t len[3];
  if (digit_runs(slot_text(r, m, SLOT_value), v, len) != 3) return false;
  bool year_first = len[0] == 4;
  if (len[1] > 2 ||
      (year_first ? len[2] != 2 : len[0] > 2 || (len[2] != 4 && !(len[2] == 2 && len[0] == 2 && len[1] == 2))))
    return false;
  int year = year_first ? v[0] : len[2] == 2 ? century_for(r, v[2]) : v[2];
  if (year < 1000 || year > 2999) return false;
  e->year = (int16_t)year;
  if (year_first) return e->month = (uint8_t)v[1], e->day = (uint8_t)v[2], civil_valid(year, v[1], v[2]);
  bool ok = set_day_month(e, v[0], v[1], pack_dates(r->pack)->dotted_day_first);
  e->unsure = false;
  return ok;
}

static bool figures_month(const Reading *r, const Match *m, DateExpr *e) {
  int month;
  if (!date_slot_int(r, m, SLOT_month, &month) || month < 1 || month > 12) return false;
  if (str_is(rule_set(m->rule, "order"), "ym") && month == (e->year + 1) % 100) return false; /* the season 2010-11 */
  e->month = (uint8_t)month;
  e->grain = GRAIN_MONTH;
  return true;
}

static bool figures_day(const Reading *r, const Match *m, DateExpr *e) {
  int first, second;
  const struct DateBook *b = pack_dates(r->pack);
  if (!date_slot_int(r, m, SLOT_day, &first) || !date_slot_int(r, m, SLOT_month, &second)) return false;
  if (str_is(rule_set(m->rule, "order"), "ymd"))
    return e->month = (uint8_t)second, e->day = (uint8_t)first, civil_valid(e->year, second, first);
  /* alone on its line: "15/2" is no fraction, "2/15" may be one */
  if (rule_set(m->rule, "alone").n && first <= 12 && first != second) return false;
  return set_day_month(e, first, second, b->day_first);
}

/* The clock time of ISO 8601 behind its T: "T09", "T18:32:56"; NULL when it is none. */
static DateExpr *iso_time(const Reading *r, const Match *m, const DateExpr *day) {
  Str hour = slot_text(r, m, SLOT_hour), minute = slot_text(r, m, SLOT_minute), second = slot_text(r, m, SLOT_n);
  uint64_t v;
  if (hour.n != 3 || (hour.p[0] != 'T' && hour.p[0] != 't') || !str_to_u64(&v, str_slice(hour, 1, 3)) || v > 24)
    return NULL;
  DateExpr *e = date_expr_new(r->arena, DATE_DAYTIME);
  e->grain = GRAIN_DAY;
  e->of = day;
  e->clock = arena_printf(r->arena, "%.*s%s%.*s%s%.*s", STR_ARGS(str_slice(hour, 1, 3)), minute.n ? ":" : "",
                          STR_ARGS(minute), second.n ? ":" : "", STR_ARGS(second));
  return e;
}

bool read_datefigures(Mention *out, const Reading *r, const Match *m) {
  DateExpr *e = date_expr_new(r->arena, DATE_CALENDAR);
  bool ok;
  e->grain = GRAIN_DAY;
  if (!read_year(r, m, e)) return false;
  if (match_has(m, SLOT_value))
    ok = figures_dotted(r, m, e);
  else if (match_has(m, SLOT_day))
    ok = figures_day(r, m, e);
  else
    ok = figures_month(r, m, e);
  e->nearest = rule_set(m->rule, "nearest").n > 0;
  if (ok && match_has(m, SLOT_hour)) e = iso_time(r, m, e);
  if (ok && e) date_mention_set(out, m, e);
  return ok && e;
}
