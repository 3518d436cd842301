/* date_eval.c -- a date expression and its anchors to first and last day, and to the TIMEX3 value.
 *
 * What an article leaves out is filled in from the nearest sense: a weekday with day and month fixes the year; else the reading before the anchor
 * is taken for what is told as done, the one behind it after a cue for the future. What stays unknown is X in the value and has no days. */
#include "extractor/dates.h"

typedef struct {
  const DateContext *cx;
  bool anchored; /* an anchor was needed */
} Eval;

static bool range_of(Eval *v, const DateExpr *e, DateRange *out);

/* Where the article has no date, its "today" is nobody's, but "the day before" is the story's. */
static Day anchor_day(Eval *v, Anchor a) {
  const DateContext *cx = v->cx;
  v->anchored = true;
  if (a == ANCHOR_SPEAKER) return cx->today;
  if ((a == ANCHOR_STORY || cx->narrative) && cx->story != DAY_NONE) return cx->story;
  return cx->today;
}

/* The day that partial dates are near to. */
static Day base_day(Eval *v) { return anchor_day(v, v->cx->narrative ? ANCHOR_STORY : ANCHOR_TODAY); }

/* --- calendar fields ---------------------------------------------------------------------------------------------------------------- */

static bool in_year(const Eval *v, const DateExpr *e, int year, DateRange *out) {
  int month = e->month, day = e->day;
  if (e->unsure && v->cx->day_first != v->cx->book->day_first) month = e->day, day = e->month;
  if (e->holiday >= 0) return holiday_in(v->cx->book, e->holiday, year, out);
  switch (e->grain) {
  case GRAIN_DAY:
    if (!month || !civil_valid(year, month, day)) return false;
    *out = calendar_days(day_of(year, month, day), day_of(year, month, day), GRAIN_DAY);
    return true;
  case GRAIN_WEEK: *out = calendar_unit(day_of_iso_week(year, e->nth), GRAIN_WEEK); return true;
  case GRAIN_MONTH: *out = calendar_month(year, month); return true;
  case GRAIN_SEASON: *out = calendar_season(year, e->nth); return true;
  case GRAIN_QUARTER:
  case GRAIN_HALF: *out = calendar_part_year(year, e->grain, e->nth); return true;
  default: *out = calendar_unit(day_of(year, 1, 1), e->grain); return true;
  }
}

/* "Monday, January 27th": the nearest year in which it is one. */
static bool year_by_weekday(const Eval *v, const DateExpr *e, int near, DateRange *out) {
  for (int away = 0; away <= 3; away++) {
    int year = near + (away % 2 ? -(away + 1) / 2 : away / 2);
    if (in_year(v, e, year, out) && weekday_of(out->first) == e->weekday) return true;
  }
  return false;
}

/* The story goes on: its own year, or the next when it stands at the year's end. */
static int story_year(const DateExpr *e, Day story) {
  Civil c = civil_of(story);
  if (e->month && c.month >= 10 && e->month <= 3) return c.year + 1;
  return c.year;
}

static bool nearest_year(const Eval *v, const DateExpr *e, Day base, DateRange *out) {
  Day best = INT32_MAX;
  int year = civil_of(base).year;
  DateRange r;
  for (int y = year - 1; y <= year + 1; y++) {
    if (!in_year(v, e, y, &r)) continue;
    Day away = r.first > base ? r.first - base : base - r.first;
    if (away >= best) continue;
    best = away;
    *out = r;
  }
  return best < INT32_MAX;
}

/* A month without a year and without a cue is the coming one when it begins within so many days: the one before is nearly a year back. */
enum { SOON = 62 };

/* The article's day is unknown and its year known: a month up to the last known day is of that year. */
static bool in_known_year(const Eval *v, const DateExpr *e, DateRange *out) {
  const DateContext *cx = v->cx;
  bool part = e->grain == GRAIN_QUARTER || e->grain == GRAIN_HALF;
  if (part && cx->report_year != YEAR_NONE) return in_year(v, e, cx->report_year, out);
  if (cx->year == YEAR_NONE || cx->known == DAY_NONE || cx->tense > 0) return false;
  return in_year(v, e, cx->year, out) && out->first <= cx->known;
}

static bool without_year(Eval *v, const DateExpr *e, DateRange *out) {
  if (v->cx->story_here && e->grain != GRAIN_WEEK) return in_year(v, e, story_year(e, v->cx->story), out);
  Day base = base_day(v);
  if (base == DAY_NONE) return in_known_year(v, e, out);
  int year = civil_of(base).year;
  if (e->grain == GRAIN_WEEK) return in_year(v, e, year, out);
  if (e->weekday && e->day && year_by_weekday(v, e, year, out)) return true;
  if (v->cx->narrative && v->cx->story != DAY_NONE)
    return in_year(v, e, story_year(e, base), out) || in_year(v, e, year + 1, out);
  if (v->cx->alone && e->holiday >= 0) /* a heading or a list of coming days */
    return (in_year(v, e, year, out) && out->last >= base) || in_year(v, e, year + 1, out);
  if (e->nearest || v->cx->alone || (e->grain == GRAIN_DAY && v->cx->tense == 0)) return nearest_year(v, e, base, out);
  if (v->cx->tense == 0 && e->grain == GRAIN_MONTH && in_year(v, e, civil_of(base + SOON).year, out) &&
      out->first > base && out->first <= base + SOON)
    return true;
  if (v->cx->tense > 0) return (in_year(v, e, year, out) && out->last >= base) || in_year(v, e, year + 1, out);
  return (in_year(v, e, year, out) && out->first <= base) || in_year(v, e, year - 1, out) || in_year(v, e, year, out);
}

/* "the 20th", "Tuesday the 14th": the nearest month that has it. */
static bool day_only(Eval *v, const DateExpr *e, DateRange *out) {
  Day base = base_day(v);
  if (base == DAY_NONE) return false;
  Civil c = civil_of(base);
  int step = (v->cx->tense > 0) ? 1 : -1, start = 0;
  for (int i = start; i < 14; i++) {
    Civil at = civil_of(day_of(c.year, c.month + step * i, 1));
    if (e->day > days_in_month(at.year, at.month)) continue;
    Day d = day_of(at.year, at.month, e->day);
    bool behind = !v->cx->narrative && i == 0 && !e->weekday && ((v->cx->tense > 0) ? d < base : d > base);
    if (behind || (e->weekday && weekday_of(d) != e->weekday)) continue;
    *out = calendar_days(d, d, GRAIN_DAY);
    return true;
  }
  return false;
}

static bool weekday_only(Eval *v, const DateExpr *e, DateRange *out) {
  Day base = base_day(v);
  if (base == DAY_NONE || (v->cx->narrative && v->cx->story_grain != GRAIN_DAY)) return false;
  int back = (weekday_of(base) - e->weekday + 7) % 7;
  Day d = (v->cx->tense > 0) ? base + (7 - back) % 7 : base - back;
  if (v->cx->narrative || v->cx->alone) d = back <= 3 ? base - back : base + 7 - back;
  *out = calendar_days(d, d, GRAIN_DAY);
  return true;
}

/* "October of that year", "the 28th of that month", "Monday of next week": the one inside the whole. */
static bool within_range(Eval *v, const DateExpr *e, DateRange *out) {
  DateRange whole;
  if (!range_of(v, e->within, &whole) || whole.first == DAY_NONE || whole.last == DAY_NONE) return false;
  if (e->weekday && whole.first == whole.last) whole = calendar_unit(whole.first, GRAIN_WEEK);
  Civil c = civil_of(whole.first);
  if (e->month || e->holiday >= 0 || e->grain != GRAIN_DAY) {
    for (int year = c.year; year <= civil_of(whole.last).year; year++)
      if (in_year(v, e, year, out) && out->last >= whole.first && out->first <= whole.last) return true;
    return false;
  }
  Day d = e->day ? day_of(c.year, c.month, e->day) : whole.first + (e->weekday - weekday_of(whole.first) + 7) % 7;
  *out = calendar_days(d, d, GRAIN_DAY);
  return d >= whole.first && d <= whole.last;
}

static bool calendar_range(Eval *v, const DateExpr *e, DateRange *out) {
  if (e->within) return within_range(v, e, out);
  if (e->year != YEAR_NONE) return in_year(v, e, e->year, out);
  if (e->holiday >= 0 || e->month || e->grain != GRAIN_DAY) return without_year(v, e, out);
  return e->day ? day_only(v, e, out) : weekday_only(v, e, out);
}

/* --- counted from an anchor -------------------------------------------------------------------------------------------------------------- */

static bool unit_range(Eval *v, const DateExpr *e, DateRange *out) {
  DateRange day;
  if (e->of) {
    if (!range_of(v, e->of, &day) || day.first == DAY_NONE) return false;
    *out = calendar_unit(day.first, e->grain);
    return true;
  }
  Day base = anchor_day(v, e->anchor);
  int year = v->cx->year != YEAR_NONE || !e->fiscal ? v->cx->year : v->cx->report_year;
  if (base == DAY_NONE && (e->grain != GRAIN_YEAR || year == YEAR_NONE)) return false;
  if (base == DAY_NONE) base = day_of(year, 1, 1);
  *out = calendar_step(calendar_unit(base, e->grain), e->n);
  bool back = v->cx->tense < 0 || (v->cx->tense == 0 && e->nearest);
  if (e->grain == GRAIN_WEEKEND && e->n == 0 && back && out->first > base) *out = calendar_step(*out, -1);
  return true;
}

/* last Monday, next January, this summer, last Easter: the one in the cycle before, at or behind the anchor's. */
static bool named_range(Eval *v, const DateExpr *e, DateRange *out) {
  Day base = anchor_day(v, e->anchor);
  if (base == DAY_NONE) return false;
  if (e->of->weekday) {
    Day d = base - weekday_of(base) + e->of->weekday + 7 * e->n;
    if (e->anchor == ANCHOR_STORY && e->n > 0 && d - 7 > base) d -= 7;
    if (e->anchor == ANCHOR_STORY && e->n < 0 && d + 7 < base) d += 7;
    *out = calendar_days(d, d, GRAIN_DAY);
    return true;
  }
  int year = civil_of(base).year;
  if (e->n == 0) return in_year(v, e->of, year, out);
  for (int i = 0; i < 3; i++) {
    bool there = in_year(v, e->of, year + e->n * i, out);
    if (there && (e->n < 0 ? out->last < base : out->first > base)) return true;
  }
  return false;
}

static bool shift_range(Eval *v, const DateExpr *e, DateRange *out) {
  DateRange from = {DAY_NONE, DAY_NONE, GRAIN_DAY};
  if (e->count == COUNT_SOME) return false;
  if (e->of && !range_of(v, e->of, &from)) return false;
  if (!e->of) from.first = from.last = anchor_day(v, e->anchor);
  if (from.first == DAY_NONE || (e->n > 0 && from.last == DAY_NONE)) return false;
  Day d = calendar_add(e->n > 0 && e->grain <= GRAIN_WEEK && from.grain <= GRAIN_WEEK ? from.last : from.first,
                       e->grain, e->n * e->count);
  Grain story = v->cx->story_grain;
  bool told = !e->of && e->anchor == ANCHOR_STORY && v->cx->story != DAY_NONE;
  if (told && e->grain == GRAIN_YEAR && story >= GRAIN_MONTH &&
      story < GRAIN_YEAR) { /* a year before a month: that month */
    *out = calendar_unit(d, story);
    return true;
  }
  if (e->grain == GRAIN_WEEK || (e->of && from.grain == GRAIN_DAY))
    *out = calendar_days(d, d, e->of ? GRAIN_DAY : e->grain);
  else
    *out = calendar_unit(d, e->grain);
  return true;
}

/* The past two years end today; the last two decades are the two before this one. */
static bool span_range(Eval *v, const DateExpr *e, DateRange *out) {
  DateRange from;
  if (e->count == COUNT_SOME) return false;
  if (e->of) {
    if (!range_of(v, e->of, &from) || from.first == DAY_NONE) return false;
    if (e->n < 0 && from.last == DAY_NONE) return false;
    if (e->n < 0)
      *out = calendar_days(calendar_add(from.last + 1, e->grain, -e->count), from.last, GRAIN_SPAN);
    else
      *out = calendar_days(from.first, calendar_add(from.first, e->grain, e->count) - 1, GRAIN_SPAN);
    return true;
  }
  Day base = anchor_day(v, e->anchor);
  if (base == DAY_NONE) return false;
  if (e->grain >= GRAIN_DECADE || e->grain == GRAIN_QUARTER) {
    DateRange now = calendar_unit(base, e->grain), far = calendar_step(now, e->n * e->count);
    DateRange near = calendar_step(now, e->n);
    *out = e->n < 0 ? calendar_days(far.first, near.last, GRAIN_SPAN) : calendar_days(near.first, far.last, GRAIN_SPAN);
    return true;
  }
  Day far = calendar_add(base, e->grain, e->n * e->count);
  *out = e->n < 0 ? calendar_days(far, base, GRAIN_SPAN) : calendar_days(base + 1, far, GRAIN_SPAN);
  return true;
}

/* --- inside another time ------------------------------------------------------------------------------------------------------------------- */

static bool nth_weekday_in(const DateExpr *e, DateRange whole, DateRange *out) {
  Day d = e->n > 0 ? whole.first + (e->weekday - weekday_of(whole.first) + 7) % 7 + 7 * (e->n - 1)
                   : whole.last - (weekday_of(whole.last) - e->weekday + 7) % 7 + 7 * (e->n + 1);
  if (d < whole.first || d > whole.last) return false;
  *out = calendar_days(d, d, GRAIN_DAY);
  return true;
}

/* A week belongs to the time that holds its Thursday. */
static DateRange edge_unit(DateRange whole, Grain g, bool at_end) {
  int inward = g == GRAIN_WEEK ? 3 : 0;
  return calendar_unit(at_end ? whole.last - inward : whole.first + inward, g);
}

static bool part_range(Eval *v, const DateExpr *e, DateRange *out) {
  DateRange whole;
  Day base = !e->of && e->weekday ? base_day(v) : DAY_NONE; /* "the third Tuesday": of this month */
  if (base != DAY_NONE) return nth_weekday_in(e, calendar_unit(base, GRAIN_MONTH), out);
  if (!e->of || !range_of(v, e->of, &whole) || whole.first == DAY_NONE || whole.last == DAY_NONE) return false;
  if (e->weekday) return nth_weekday_in(e, whole, out);
  int count = e->count == COUNT_SOME ? 1 : e->count;
  bool end = e->n < 0;
  DateRange a = edge_unit(whole, e->grain, end), b;
  if (!end) a = calendar_step(a, e->n - 1);
  if (count == 1) {
    *out = a;
    return a.first <= whole.last;
  }
  b = calendar_step(a, end ? 1 - count : count - 1);
  *out = end ? calendar_days(b.first, a.last, GRAIN_SPAN) : calendar_days(a.first, b.last, GRAIN_SPAN);
  return true;
}

/* Early, middle and late are thirds: of a year by months, else by days. */
static bool edge_range(Eval *v, const DateExpr *e, DateRange *out) {
  DateRange whole;
  if (!range_of(v, e->of, &whole)) return false;
  *out = whole;
  if (e->n < 1 || e->n > 3 || whole.first == DAY_NONE || whole.last == DAY_NONE) return true;
  if (whole.grain == GRAIN_YEAR) {
    int year = civil_of(whole.first).year;
    out->first = day_of(year, 4 * e->n - 3, 1);
    out->last = day_of(year, 4 * e->n + 1, 1) - 1;
  } else {
    Day length = whole.last - whole.first + 1;
    out->first = whole.first + length * (e->n - 1) / 3;
    out->last = whole.first + length * e->n / 3 - 1;
    if (out->last < out->first) out->last = out->first;
  }
  return true;
}

/* --- ranges ------------------------------------------------------------------------------------------------------------------------------------ */

static bool lacks_year(const DateExpr *e) {
  return e->op == DATE_CALENDAR ? e->year == YEAR_NONE && (e->month || e->grain != GRAIN_DAY || e->holiday >= 0)
                                : e->op == DATE_EDGE && lacks_year(e->of);
}

/* The year that e states itself; false when it states none. */
static bool stated_year(const DateExpr *e, int16_t *year) {
  if (e->op == DATE_EDGE || e->op == DATE_DAYTIME || e->op == DATE_PART) return e->of && stated_year(e->of, year);
  if (e->op != DATE_CALENDAR || e->year == YEAR_NONE || e->grain > GRAIN_YEAR) return false;
  *year = e->year;
  return true;
}

static bool range_with_year(Eval *v, const DateExpr *e, int16_t year, DateRange *out) {
  DateExpr dated, edge;
  if (e->op == DATE_EDGE) {
    edge = *e;
    dated = *e->of;
    dated.year = year;
    edge.of = &dated;
    return range_of(v, &edge, out);
  }
  dated = *e;
  dated.year = year;
  return range_of(v, &dated, out);
}

/* Either end may take its year from the other: "October and November 1919", "14 August 1914 to 7 January". */
bool date_pair_ranges(const DateExpr *a, const DateExpr *b, const DateContext *cx, DateRange *first, DateRange *second,
                      bool *anchored) {
  Eval v = {.cx = cx};
  int16_t year;
  bool ok;
  if (lacks_year(a) && stated_year(b, &year)) {
    ok = range_of(&v, b, second) && range_with_year(&v, a, year, first);
    if (ok && first->first > second->last) ok = range_with_year(&v, a, (int16_t)(year - 1), first);
  } else {
    ok = range_of(&v, a, first) && (lacks_year(b) ? range_with_year(&v, b, (int16_t)civil_of(first->first).year, second)
                                                  : range_of(&v, b, second));
    if (ok && lacks_year(b) && second->last < first->first)
      ok = range_with_year(&v, b, (int16_t)(civil_of(first->first).year + 1), second);
  }
  *anchored = v.anchored;
  return ok;
}

static bool weekday_alone(const DateExpr *e) { return e->op == DATE_CALENDAR && e->weekday && !e->day && !e->within; }

static bool span_between(Eval *v, const DateExpr *e, DateRange *out) {
  DateRange a = {DAY_NONE, DAY_NONE, GRAIN_SPAN}, b = a;
  bool anchored = false;
  if (!e->of || !e->to) {
    if (!range_of(v, e->of ? e->of : e->to, &a)) return false;
    *out = calendar_days(e->of ? a.first : DAY_NONE, e->of ? DAY_NONE : a.last, GRAIN_SPAN);
    return true;
  }
  if (!date_pair_ranges(e->of, e->to, v->cx, &a, &b, &anchored)) return false;
  v->anchored |= anchored;
  if (weekday_alone(e->to) && b.last < a.first) { /* "from Monday to Friday" */
    if (weekday_alone(e->of) && v->cx->tense <= 0) a.first -= 7;
    while (b.last < a.first) b.last += 7;
  }
  *out = calendar_days(a.first, b.last, GRAIN_SPAN);
  return b.last == DAY_NONE || a.first <= b.last;
}

/* --- all together -------------------------------------------------------------------------------------------------------------------------------- */

static bool word_range(Eval *v, const DateExpr *e, DateRange *out) {
  if (!str_is(e->timex, "PRESENT_REF") || v->cx->today == DAY_NONE || v->cx->narrative) return false;
  v->anchored = true;
  *out = calendar_days(v->cx->today, v->cx->today, GRAIN_DAY);
  return true;
}

static bool daytime_range(Eval *v, const DateExpr *e, DateRange *out) {
  if (e->of) return range_of(v, e->of, out);
  Day d = base_day(v);
  *out = calendar_days(d, d, GRAIN_DAY);
  return d != DAY_NONE;
}

static bool range_of(Eval *v, const DateExpr *e, DateRange *out) {
  switch (e->op) {
  case DATE_CALENDAR: return calendar_range(v, e, out);
  case DATE_UNIT: return unit_range(v, e, out);
  case DATE_NAMED: return named_range(v, e, out);
  case DATE_SHIFT: return shift_range(v, e, out);
  case DATE_SPAN: return span_range(v, e, out);
  case DATE_PART: return part_range(v, e, out);
  case DATE_EDGE: return edge_range(v, e, out);
  case DATE_RANGE: return span_between(v, e, out);
  case DATE_DAYTIME: return daytime_range(v, e, out);
  case DATE_WORD: return word_range(v, e, out);
  }
  return false;
}

/* --- TIMEX3 ---------------------------------------------------------------------------------------------------------------------------------------- */

static void put_unknown_calendar(Buf *b, const DateExpr *e, const DateContext *cx) {
  static const char *const seasons[5] = {"XX", "SP", "SU", "FA", "WI"};
  int month = e->month, day = e->day;
  if (e->holiday >= 0 && cx->book->holiday[e->holiday].kind == HOLIDAY_DAY) {
    month = cx->book->holiday[e->holiday].month;
    day = cx->book->holiday[e->holiday].day;
  }
  if (e->year != YEAR_NONE)
    buf_printf(b, "%04d", e->year);
  else if (cx->year != YEAR_NONE && e->weekday && !month && !day)
    buf_printf(b, "%04d", cx->year);
  else
    buf_puts(b, "XXXX");
  if (e->weekday && !month && !day)
    buf_printf(b, "-WXX-%d", e->weekday);
  else if (e->grain == GRAIN_SEASON)
    buf_printf(b, "-%s", seasons[e->nth < 5 ? e->nth : 0]);
  else if (e->grain == GRAIN_QUARTER)
    buf_printf(b, "-Q%d", e->nth);
  else if (e->grain == GRAIN_HALF)
    buf_printf(b, "-H%d", e->nth);
  else if (e->grain == GRAIN_WEEK)
    buf_printf(b, "-W%02d", e->nth);
  else if (month && day)
    buf_printf(b, "-%02d-%02d", month, day);
  else if (month)
    buf_printf(b, "-%02d", month);
  else if (day)
    buf_printf(b, "-XX-%02d", day);
  else if (e->holiday >= 0)
    buf_puts(b, "-XX-XX");
}

static void put_unknown_unit(Buf *b, Grain g) {
  static const char *const values[] = {
      [GRAIN_DAY] = "XXXX-XX-XX", [GRAIN_WEEKEND] = "XXXX-WXX-WE", [GRAIN_WEEK] = "XXXX-WXX",
      [GRAIN_MONTH] = "XXXX-XX",  [GRAIN_QUARTER] = "XXXX-QX",     [GRAIN_SEASON] = "XXXX-XX",
      [GRAIN_HALF] = "XXXX-HX",   [GRAIN_YEAR] = "XXXX",           [GRAIN_DECADE] = "XXX",
      [GRAIN_CENTURY] = "XX"};
  const char *v = g < sizeof values / sizeof *values ? values[g] : NULL;
  buf_puts(b, v ? v : "XXXX-XX-XX");
}

static void put_unknown(Buf *b, const DateExpr *e, const DateContext *cx) {
  switch (e->op) {
  case DATE_CALENDAR: put_unknown_calendar(b, e, cx); break;
  case DATE_UNIT: put_unknown_unit(b, e->grain); break;
  case DATE_SHIFT:
    if (e->count == COUNT_SOME)
      buf_puts(b, e->n < 0 ? "PAST_REF" : "FUTURE_REF");
    else
      put_unknown_unit(b, e->grain);
    break;
  case DATE_NAMED:
  case DATE_EDGE: put_unknown(b, e->of, cx); break;
  case DATE_DAYTIME:
    if (e->of)
      put_unknown(b, e->of, cx);
    else
      buf_puts(b, "XXXX-XX-XX");
    break;
  case DATE_PART:
    if (e->weekday)
      buf_printf(b, "XXXX-WXX-%d", e->weekday);
    else
      timex_put_period(b, e->count, e->grain);
    break;
  default: buf_puts(b, "XXXX");
  }
}

/* What is printed of a time that was found: an edge and a span print as what they are parts of. */
static void put_known(Buf *b, const DateExpr *e, const DateContext *cx, DateRange r) {
  Eval v = {.cx = cx};
  DateRange whole;
  if (e->op == DATE_EDGE && range_of(&v, e->of, &whole))
    put_known(b, e->of, cx, whole);
  else if (e->op == DATE_CALENDAR && e->fiscal)
    buf_printf(b, "FY%04d", civil_of(r.first).year);
  else
    timex_put(b, r);
}

/* "between 9 a.m. and 5 p.m." */
static bool put_clock_range(Buf *b, const DateExpr *e, const DateValue *v) {
  if (e->op != DATE_RANGE || !v->resolved || !e->of || !e->to) return false;
  if (e->of->op != DATE_DAYTIME || e->to->op != DATE_DAYTIME || v->range.last == DAY_NONE) return false;
  timex_put(b, calendar_days(v->range.first, v->range.first, GRAIN_DAY));
  buf_printf(b, "T%.*s/", STR_ARGS(e->of->clock));
  timex_put(b, calendar_days(v->range.last, v->range.last, GRAIN_DAY));
  buf_printf(b, "T%.*s", STR_ARGS(e->to->clock));
  return true;
}

static void put_value(Buf *b, const DateExpr *e, const DateContext *cx, const DateValue *v) {
  if (put_clock_range(b, e, v)) return;
  bool period = e->op == DATE_SPAN || (e->op == DATE_PART && e->count != 1);
  if (e->op == DATE_WORD)
    buf_put(b, e->timex);
  else if (period)
    timex_put_period(b, e->count, e->grain);
  else if (v->resolved)
    put_known(b, e, cx, v->range);
  else
    put_unknown(b, e, cx);
  if (e->op == DATE_DAYTIME) buf_printf(b, "T%.*s", STR_ARGS(e->clock));
}

void date_set_value(DateValue *out, const DateExpr *e, const DateContext *cx) {
  Buf b = BUF_INIT;
  put_value(&b, e, cx, out);
  out->timex = arena_str(cx->arena, buf_str(&b));
  buf_release(&b);
}

void date_eval(DateValue *out, const DateExpr *e, const DateContext *cx) {
  Eval v = {.cx = cx};
  DateRange r = {DAY_NONE, DAY_NONE, GRAIN_NONE};
  out->expr = e;
  out->resolved = range_of(&v, e, &r);
  out->anchored = v.anchored;
  out->range = out->resolved ? r : (DateRange){DAY_NONE, DAY_NONE, GRAIN_NONE};
  date_set_value(out, e, cx);
}
