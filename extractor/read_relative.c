/* read_relative.c -- readers of times that count from another one: last week, two years ago, the first nine months, this afternoon, now, daily. */
#include "extractor/dates.h"

/* --- amounts of time ------------------------------------------------------------------------------------------------------------- */

static const UnitRow *slot_unit(const Reading *r, const Match *m) {
  const struct DateBook *b = pack_dates(r->pack);
  int row = match_has(m, SLOT_unit) && b->units ? slot_row(r, m, SLOT_unit, b->units) : -1;
  return row < 0 ? NULL : &b->unit[row];
}

/* A half behind a whole number, in the next smaller unit: 2.5 years are 30 months. */
static bool split_half(DateExpr *e, Number v) {
  static const struct {
    Grain from, to;
    int per;
  } smaller[] = {{GRAIN_YEAR, GRAIN_MONTH, 12},
                 {GRAIN_DECADE, GRAIN_YEAR, 10},
                 {GRAIN_CENTURY, GRAIN_YEAR, 100},
                 {GRAIN_WEEK, GRAIN_DAY, 7},
                 {GRAIN_MONTH, GRAIN_DAY, 30}};
  for (size_t i = 0; i < sizeof smaller / sizeof *smaller; i++) {
    Number n;
    int64_t whole;
    if (smaller[i].from != e->grain || !number_mul(&n, v, number_of(smaller[i].per))) continue;
    if (!number_to_i64(&whole, n)) whole = (int64_t)number_double(n);
    e->grain = smaller[i].to;
    e->count = (int)whole;
    return true;
  }
  return false;
}

/* Number and unit to count and grain. Without a number there is one, or some with `set some=yes`. */
static bool read_length(const Reading *r, const Match *m, DateExpr *e) {
  const struct DateBook *b = pack_dates(r->pack);
  const UnitRow *u = slot_unit(r, m);
  const LexedNumber *n = slot_number(r, m, SLOT_n);
  int64_t v = 1;
  if (!u) return false;
  e->grain = u->grain;
  if (match_has(m, SLOT_count)) {
    int row = b->counts ? slot_row(r, m, SLOT_count, b->counts) : -1;
    if (row < 0) return false;
    v = b->count[row];
  } else if (n && !number_to_i64(&v, n->value)) {
    return split_half(e, n->value);
  } else if (rule_set(m->rule, "some").n) {
    v = -1;
  }
  if (v > 20000000000) return false;
  if (v > 3000000) v = 3000000;
  e->count = v < 0 ? COUNT_SOME : (int)v * u->times;
  return true;
}

static int signed_digit(Str s) { return s.p[0] == '-' ? -(s.p[1] - '0') : s.p[0] - '0'; }

/* n and anchor of a direction word, or of the rule's own `set n= anchor=`. */
static bool read_direction(const Reading *r, const Match *m, DateExpr *e) {
  const struct DateBook *b = pack_dates(r->pack);
  Str own = rule_set(m->rule, "n"), anchor = rule_set(m->rule, "anchor");
  const DirectionRow *d = NULL;
  int row;
  if (match_has(m, SLOT_ref) && (row = slot_row(r, m, SLOT_ref, b->directions)) >= 0) d = &b->direction[row];
  if (match_has(m, SLOT_direction) && (row = slot_row(r, m, SLOT_direction, b->shifts)) >= 0) d = &b->shift[row];
  if (!d && !own.n) return false;
  e->n = own.n ? signed_digit(own) : d->n;
  e->anchor = d ? d->anchor : ANCHOR_TODAY;
  if (anchor.n) e->anchor = str_is(anchor, "story") ? ANCHOR_STORY : ANCHOR_TODAY;
  return true;
}

/* --- last week, next Monday, this summer -------------------------------------------------------------------------------------------- */

static bool named_field(const Reading *r, const Match *m, DateExpr *named) {
  const struct DateBook *b = pack_dates(r->pack);
  const struct {
    Slot slot;
    const Table *t;
    const int *values;
    Grain g;
  } fields[] = {{SLOT_weekday, b->weekdays, b->weekday, GRAIN_DAY},
                {SLOT_month, b->months, b->month, GRAIN_MONTH},
                {SLOT_season, b->seasons, b->season, GRAIN_SEASON}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    if (!match_has(m, fields[i].slot) || !fields[i].t) continue;
    int row = slot_row(r, m, fields[i].slot, fields[i].t);
    if (row < 0) return false;
    uint8_t v = (uint8_t)fields[i].values[row];
    named->grain = fields[i].g;
    if (fields[i].slot == SLOT_weekday)
      named->weekday = v;
    else if (fields[i].slot == SLOT_month)
      named->month = v;
    else
      named->nth = v;
    return true;
  }
  return false;
}

static bool read_span(const Reading *r, const Match *m, DateExpr *e) {
  if (!read_length(r, m, e)) return false;
  bool counted = match_has(m, SLOT_n) || match_has(m, SLOT_count);
  e->op = counted || rule_set(m->rule, "span").n ? DATE_SPAN : DATE_UNIT;
  if (!counted && e->n && (e->count > 1 || e->grain >= GRAIN_DECADE))
    e->op = DATE_SPAN; /* the last fortnight, the next decade */
  if (!counted && e->op == DATE_SPAN && rule_set(m->rule, "span").n) e->count = COUNT_SOME;
  if (e->op == DATE_SPAN && e->n == 0) return false;
  return true;
}

bool read_relative(Mention *out, const Reading *r, const Match *m) {
  DateExpr *e = date_expr_new(r->arena, DATE_NAMED);
  if (!read_direction(r, m, e)) return false;
  if (match_has(m, SLOT_unit)) {
    if (!read_span(r, m, e)) return false;
  } else {
    DateExpr *named = date_expr_new(r->arena, DATE_CALENDAR);
    if (!named_field(r, m, named)) return false;
    e->of = named;
  }
  e->lonely = rule_set(m->rule, "lonely").n > 0;
  e->nearest = rule_set(m->rule, "nearest").n > 0;
  e->fiscal = rule_set(m->rule, "prefix").n > 0;
  date_mention_set(out, m, date_with_edge(r, m, e));
  return true;
}

/* --- two years ago, a week later ------------------------------------------------------------------------------------------------------ */

bool read_dateshift(Mention *out, const Reading *r, const Match *m) {
  DateExpr *e = date_expr_new(r->arena, DATE_SHIFT);
  if (!read_direction(r, m, e) || !read_length(r, m, e)) return false;
  date_mention_set(out, m, e);
  return true;
}

/* --- the first nine months, the last week, the third Monday ------------------------------------------------------------------------------ */

bool read_datepart(Mention *out, const Reading *r, const Match *m) {
  DateExpr *e = date_expr_new(r->arena, DATE_PART), day = {.grain = GRAIN_DAY};
  int nth = 0;
  bool last = rule_set(m->rule, "n").n > 0;
  if (!last && (!date_slot_int(r, m, SLOT_part, &nth) || nth < 1)) return false;
  if (match_has(m, SLOT_weekday)) {
    if (!named_field(r, m, &day)) return false;
    e->weekday = day.weekday;
    e->grain = GRAIN_DAY;
  } else if (!read_length(r, m, e)) {
    return false;
  }
  e->n = last ? -1 : nth;
  e->lonely = rule_set(m->rule, "lonely").n > 0;
  date_mention_set(out, m, e);
  return true;
}

/* --- parts of the day and clock times ------------------------------------------------------------------------------------------------------- */

static Str daytime_code(const Reading *r, const Match *m, Slot s) {
  const struct DateBook *b = pack_dates(r->pack);
  int row = match_has(m, s) && b->daytimes ? slot_row(r, m, s, b->daytimes) : -1;
  return row < 0 ? STR("") : table_cell(b->daytimes, (size_t)row, table_column(b->daytimes, "code"));
}

/* 12 a.m. is 0, 3 p.m. 15; an afternoon or evening counts as p.m. */
static int half_day(int hour, Str code) {
  if (hour > 12) return hour;
  bool pm =
      str_is(code, "pm") || str_is(code, "AF") || str_is(code, "EV") || (str_is(code, "NI") && hour >= 6 && hour < 12);
  if (pm) return hour == 12 ? 12 : hour + 12;
  return (str_is(code, "am") || str_is(code, "MO") || str_is(code, "NI")) && hour == 12 ? 0 : hour;
}

/* "1800": the hour and minute of four digits. */
static bool clock_of_four(int *hour, int *minute) {
  *minute = *hour % 100;
  *hour /= 100;
  return true;
}

/* `set minute=`: 30 behind the hour ("half past three"), -15 before it ("a quarter to six"), -1: the minutes read are before it. */
static bool minutes_of_rule(const Match *m, int *hour, int *minute) {
  Str own = rule_set(m->rule, "minute");
  bool before = own.n && own.p[0] == '-';
  uint64_t v;
  if (!own.n) return true;
  if (!str_to_u64(&v, str_slice(own, before, own.n))) return false;
  if (v > 1) *minute = (int)v;
  if (*minute < 1 || *minute > 59 || *hour < 1 || *hour > 12) return false;
  if (before) *minute = 60 - *minute, --*hour;
  if (before && *hour == 0) *hour = 12;
  return true;
}

static bool read_clock(const Reading *r, const Match *m, DateExpr *e) {
  Str code = daytime_code(r, m, SLOT_part);
  int hour, minute = -1, second = -1;
  Number tenth;
  int64_t hundredths;
  const LexedNumber *h = slot_number(r, m, SLOT_hour);
  if (!h) return false;
  if (h->how == NUM_DECIMAL) { /* 5.30pm */
    if (!number_pow10(&tenth, h->value, 2) || !number_to_i64(&hundredths, tenth) || h->written.unit_exp != -2)
      return false;
    hour = (int)(hundredths / 100);
    minute = (int)(hundredths % 100);
  } else if (!date_slot_int(r, m, SLOT_hour, &hour) || (h->ndigits == 4 && !clock_of_four(&hour, &minute))) {
    return false;
  }
  if (match_has(m, SLOT_minute) && !date_slot_int(r, m, SLOT_minute, &minute)) return false;
  if (match_has(m, SLOT_n) && !date_slot_int(r, m, SLOT_n, &second)) return false;
  hour = half_day(hour, code);
  if (!minutes_of_rule(m, &hour, &minute)) return false;
  if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute > 0)) return false;
  e->clock = second >= 0 ? arena_printf(r->arena, "%02d:%02d:%02d", hour, minute, second)
                         : arena_printf(r->arena, "%02d:%02d", hour, minute < 0 ? 0 : minute);
  return true;
}

/* The day that a part of day belongs to: "last night", "this morning", "that afternoon"; NULL: not said. */
static const DateExpr *daytime_day(const Reading *r, const Match *m) {
  DateExpr *day = date_expr_new(r->arena, DATE_UNIT);
  day->grain = GRAIN_DAY;
  if (!match_has(m, SLOT_ref)) return NULL;
  return read_direction(r, m, day) ? day : NULL;
}

bool read_daytime(Mention *out, const Reading *r, const Match *m) {
  DateExpr *e = date_expr_new(r->arena, DATE_DAYTIME);
  e->grain = GRAIN_DAY;
  if (match_has(m, SLOT_hour)) {
    if (!read_clock(r, m, e)) return false;
  } else {
    e->clock = daytime_code(r, m, SLOT_part);
    if (!e->clock.n) return false;
  }
  e->of = daytime_day(r, m);
  e->lonely = rule_set(m->rule, "lonely").n > 0;
  date_mention_set(out, m, e);
  return true;
}

/* today, yesterday, tonight */
bool read_dayword(Mention *out, const Reading *r, const Match *m) {
  const struct DateBook *b = pack_dates(r->pack);
  int row = b->words ? slot_row(r, m, SLOT_value, b->words) : -1;
  if (row < 0) return false;
  DateExpr *day = date_expr_new(r->arena, DATE_UNIT), *e = day;
  Str code = table_cell(b->words, (size_t)row, table_column(b->words, "code"));
  if (match_has(m, SLOT_part)) code = daytime_code(r, m, SLOT_part);
  day->grain = GRAIN_DAY;
  day->n = b->word[row];
  day->anchor = ANCHOR_SPEAKER;
  if (code.n) {
    e = date_expr_new(r->arena, DATE_DAYTIME);
    e->grain = GRAIN_DAY;
    e->clock = code;
    e->of = day;
  }
  date_mention_set(out, m, e);
  return true;
}

/* --- fixed values: now, recently, daily, years ------------------------------------------------------------------------------------------------ */

static Str word_timex(const Reading *r, const Match *m) {
  const struct DateBook *b = pack_dates(r->pack);
  const Table *const tables[] = {b->refs, b->recurring};
  Str own = rule_set(m->rule, "timex");
  if (own.n) return own;
  for (size_t i = 0; i < 2; i++) {
    int row = tables[i] ? slot_row(r, m, SLOT_value, tables[i]) : -1;
    if (row >= 0) return table_cell(tables[i], (size_t)row, table_column(tables[i], "timex"));
  }
  return STR("");
}

static const DateExpr *word_expr(const Reading *r, Str timex) {
  DateExpr *e = date_expr_new(r->arena, DATE_WORD);
  e->timex = timex;
  return e;
}

bool read_timeword(Mention *out, const Reading *r, const Match *m) {
  Str timex = word_timex(r, m);
  if (timex.n) date_mention_set(out, m, word_expr(r, timex));
  return timex.n > 0;
}

/* "years": an unknown number of them, or as many as `set count=` says ("all week": one). */
bool read_vaguetime(Mention *out, const Reading *r, const Match *m) {
  const UnitRow *u = slot_unit(r, m);
  Buf b = BUF_INIT;
  uint64_t n;
  if (!u) return false;
  timex_put_period(&b, str_to_u64(&n, rule_set(m->rule, "count")) ? (int)n : -1, u->grain);
  date_mention_set(out, m, word_expr(r, arena_str(r->arena, buf_str(&b))));
  buf_release(&b);
  return true;
}

static void put_cycle(Buf *b, Grain g) {
  switch (g) {
  case GRAIN_HOUR: buf_puts(b, "XXXX-XX-XXTXX"); break;
  case GRAIN_DAY: buf_puts(b, "XXXX-XX-XX"); break;
  case GRAIN_WEEK: buf_puts(b, "XXXX-WXX"); break;
  case GRAIN_WEEKEND: buf_puts(b, "XXXX-WXX-WE"); break;
  case GRAIN_MONTH: buf_puts(b, "XXXX-XX"); break;
  case GRAIN_QUARTER: buf_puts(b, "XXXX-QX"); break;
  case GRAIN_YEAR: buf_puts(b, "XXXX"); break;
  default: timex_put_period(b, 1, g);
  }
}

/* every day, every two weeks, each Monday, every morning, Fridays */
bool read_recurring(Mention *out, const Reading *r, const Match *m) {
  static const char *const seasons[5] = {"", "SP", "SU", "FA", "WI"};
  DateExpr e = {.count = 1};
  Buf b = BUF_INIT;
  Str code = daytime_code(r, m, SLOT_part);
  bool ok = true;
  if (match_has(m, SLOT_weekday) || match_has(m, SLOT_month) || match_has(m, SLOT_season)) {
    ok = named_field(r, m, &e);
    if (e.weekday)
      buf_printf(&b, "XXXX-WXX-%d", e.weekday);
    else if (e.month)
      buf_printf(&b, "XXXX-%02d", e.month);
    else
      buf_printf(&b, "XXXX-%s", seasons[e.nth < 5 ? e.nth : 0]);
  } else if (match_has(m, SLOT_unit)) {
    ok = read_length(r, m, &e);
    if (e.count == 1)
      put_cycle(&b, e.grain);
    else
      timex_put_period(&b, e.count, e.grain);
  } else {
    buf_puts(&b, "XXXX-XX-XX");
  }
  if (code.n) buf_printf(&b, "T%.*s", STR_ARGS(code));
  out->kind = KIND_SET;
  date_mention_set(out, m, word_expr(r, arena_str(r->arena, buf_str(&b))));
  out->kind = KIND_SET;
  buf_release(&b);
  return ok;
}
