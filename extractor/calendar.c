/* calendar.c -- units of the calendar around days, Easter, and TIMEX3 values. Pure functions. */
#include "extractor/dates.h"

DateRange calendar_days(Day first, Day last, Grain g) { return (DateRange){first, last, g}; }

DateRange calendar_year(int year) { return calendar_days(day_of(year, 1, 1), day_of(year, 12, 31), GRAIN_YEAR); }

static DateRange months(int year, int month, int n, Grain g) {
  return calendar_days(day_of(year, month, 1), day_of(year, month + n, 1) - 1, g);
}

DateRange calendar_month(int year, int month) { return months(year, month, 1, GRAIN_MONTH); }
DateRange calendar_season(int year, int season) { return months(year, 3 * season, 3, GRAIN_SEASON); }

DateRange calendar_part_year(int year, Grain g, int nth) {
  int n = g == GRAIN_HALF ? 6 : 3;
  return months(year, n * (nth - 1) + 1, n, g);
}

static int floor_to(int v, int step) { return v - ((v % step) + step) % step; }

/* Whole years [from, from + n). */
static DateRange years(int from, int n, Grain g) {
  return calendar_days(day_of(from, 1, 1), day_of(from + n, 1, 1) - 1, g);
}

DateRange calendar_unit(Day d, Grain g) {
  Civil c = civil_of(d);
  switch (g) {
  case GRAIN_WEEK: return calendar_days(d - weekday_of(d) + 1, d - weekday_of(d) + 7, g);
  case GRAIN_WEEKEND: return calendar_days(d - weekday_of(d) + 6, d - weekday_of(d) + 7, g);
  case GRAIN_MONTH: return calendar_month(c.year, c.month);
  case GRAIN_QUARTER: return calendar_part_year(c.year, g, (c.month + 2) / 3);
  case GRAIN_HALF: return calendar_part_year(c.year, g, c.month > 6 ? 2 : 1);
  case GRAIN_SEASON: return c.month < 3 ? calendar_season(c.year - 1, 4) : calendar_season(c.year, c.month / 3);
  case GRAIN_YEAR: return calendar_year(c.year);
  case GRAIN_DECADE: return years(floor_to(c.year, 10), 10, g);
  case GRAIN_CENTURY: return years(floor_to(c.year, 100), 100, g);
  default: return calendar_days(d, d, g == GRAIN_SPAN ? GRAIN_DAY : g);
  }
}

/* Months in a unit, 0 for those counted in days. */
static int months_in(Grain g) {
  switch (g) {
  case GRAIN_MONTH: return 1;
  case GRAIN_QUARTER:
  case GRAIN_SEASON: return 3;
  case GRAIN_HALF: return 6;
  case GRAIN_YEAR: return 12;
  case GRAIN_DECADE: return 120;
  case GRAIN_CENTURY: return 1200;
  default: return 0;
  }
}

Day calendar_add(Day d, Grain g, int n) {
  int per = months_in(g);
  if (per) {
    Civil c = civil_of(d);
    int64_t total = (int64_t)c.year * 12 + (int64_t)n * per;
    if (total < -9998 * 12 || total > 9998 * 12) return d;
    return day_add_months(d, n * per);
  }
  if (n < -4000000 || n > 4000000) return d;
  if (g == GRAIN_WEEK || g == GRAIN_WEEKEND) return d + 7 * n;
  return g == GRAIN_DAY || g == GRAIN_SPAN ? d + n : d;
}

DateRange calendar_step(DateRange r, int n) { return calendar_unit(calendar_add(r.first, r.grain, n), r.grain); }

/* The anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
Day calendar_easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7,
      m = (a + 11 * h + 19 * l) / 433;
  int month = (h + l - 7 * m + 90) / 25;
  return day_of(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/* Meeus' Julian algorithm, then the days between the two calendars. */
Day calendar_orthodox_easter(int year) {
  int d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7, f = d + e + 114;
  int offset = year / 100 - year / 400 - 2;
  return day_of(year, f / 31, f % 31 + 1) + offset;
}

/* --- TIMEX3 ------------------------------------------------------------------------------------------------------------- */

static void put_year(Buf *b, int year) {
  if (year < 0) buf_putc(b, '-');
  buf_put_padded(b, (uint64_t)(year < 0 ? -year : year), 4);
}

static void put_month(Buf *b, int month) {
  buf_putc(b, '-');
  buf_put_padded(b, (uint64_t)month, 2);
}

static void put_week(Buf *b, Day d, const char *tail) {
  int year, week = iso_week_of(d, &year);
  put_year(b, year);
  buf_printf(b, "-W%02d%s", week, tail);
}

static void put_edge(Buf *b, Day d) {
  if (d == DAY_NONE)
    buf_puts(b, "..");
  else
    day_put(b, d);
}

/* The whole years, months or days that first..last are, as an ISO 8601 interval. */
static void put_span(Buf *b, DateRange r) {
  Civil f = {0}, l = {0};
  bool closed = r.first != DAY_NONE && r.last != DAY_NONE;
  if (closed) f = civil_of(r.first), l = civil_of(r.last + 1);
  if (closed && f.day == 1 && l.day == 1) {
    Civil end = civil_of(r.last);
    bool whole = f.month == 1 && l.month == 1;
    put_year(b, f.year);
    if (!whole) put_month(b, f.month);
    buf_putc(b, '/');
    put_year(b, end.year);
    if (!whole) put_month(b, end.month);
    return;
  }
  put_edge(b, r.first);
  buf_putc(b, '/');
  put_edge(b, r.last);
}

void timex_put(Buf *b, DateRange r) {
  static const char *const seasons[5] = {"", "SP", "SU", "FA", "WI"};
  if (r.grain == GRAIN_SPAN || r.first == DAY_NONE || r.last == DAY_NONE) {
    put_span(b, r);
    return;
  }
  Civil c = civil_of(r.first);
  if (r.grain >= GRAIN_MONTH && r.grain <= GRAIN_YEAR) put_year(b, c.year);
  switch (r.grain) {
  case GRAIN_WEEK: put_week(b, r.first, ""); break;
  case GRAIN_WEEKEND: put_week(b, r.first, "-WE"); break;
  case GRAIN_MONTH: put_month(b, c.month); break;
  case GRAIN_QUARTER: buf_printf(b, "-Q%d", (c.month + 2) / 3); break;
  case GRAIN_HALF: buf_printf(b, "-H%d", c.month > 6 ? 2 : 1); break;
  case GRAIN_SEASON: buf_printf(b, "-%s", seasons[c.month / 3]); break;
  case GRAIN_YEAR: break;
  case GRAIN_DECADE: buf_printf(b, "%s%03d", c.year < 0 ? "-" : "", (c.year < 0 ? -c.year : c.year) / 10); break;
  case GRAIN_CENTURY: buf_printf(b, "%s%02d", c.year < 0 ? "-" : "", (c.year < 0 ? -c.year : c.year) / 100); break;
  default: day_put(b, r.first);
  }
}

void timex_put_period(Buf *b, int n, Grain g) {
  static const char *const letters[] = {
      [GRAIN_NONE] = "D",     [GRAIN_SECOND] = "S", [GRAIN_MINUTE] = "M", [GRAIN_HOUR] = "H",    [GRAIN_DAY] = "D",
      [GRAIN_WEEKEND] = "WE", [GRAIN_WEEK] = "W",   [GRAIN_MONTH] = "M",  [GRAIN_QUARTER] = "Q", [GRAIN_SEASON] = "SE",
      [GRAIN_HALF] = "H",     [GRAIN_YEAR] = "Y",   [GRAIN_DECADE] = "Y", [GRAIN_CENTURY] = "Y", [GRAIN_SPAN] = "D"};
  int times = g == GRAIN_DECADE ? 10 : g == GRAIN_CENTURY ? 100 : 1;
  const char *letter = letters[g];
  if (g == GRAIN_HALF) letter = "M", times = 6;
  buf_puts(b, g >= GRAIN_SECOND && g <= GRAIN_HOUR ? "PT" : "P");
  if (n >= 0)
    buf_printf(b, "%lld%s", (long long)n * times, letter);
  else if (times > 1 && g != GRAIN_HALF)
    buf_printf(b, "X%s", g == GRAIN_DECADE ? "DE" : "CE");
  else
    buf_printf(b, "X%s", letter);
}

bool grain_parse(Grain *out, Str name) {
  static const char *const names[] = {"none",    "second", "minute", "hour", "day",    "weekend", "week", "month",
                                      "quarter", "season", "half",   "year", "decade", "century", "span"};
  for (int i = 0; i < (int)(sizeof names / sizeof *names); i++) {
    if (!str_is(name, names[i])) continue;
    *out = (Grain)i;
    return true;
  }
  return false;
}
