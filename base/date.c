/* date.c -- civil days by Hinnant's algorithms, ISO weeks by the Thursday rule, and the four ways archives write an
 * instant:
 *
 *   ISO 8601          2025-01-29T10:00:00.5+01:00   20250129T100000Z   2025-01   2025
 *   RFC 2822, 850     Wed, 29 Jan 2025 10:00:00 +0100   Wednesday, 29-Jan-25 10:00:00 GMT
 *   asctime           Wed Jan 29 10:00:00 2025
 *   Reuters           26-FEB-1987 15:01:01.79
 *
 * The English names in here belong to those formats, not to any text. */
#include "base/date.h"

#define DAYS_PER_ERA 146097 /* 400 years */

/* --- days --------------------------------------------------------------------------------------------------------- */

static int floor_div(int a, int b) { return a / b - (a % b < 0); }

Day day_of(int year, int month, int day) {
  int carry = floor_div(month - 1, 12);
  int m = month - 12 * carry;      /* 1..12 */
  int y = year + carry - (m <= 2); /* years begin in March */
  int era = floor_div(y, 400);
  int yoe = y - era * 400;                           /* 0..399 */
  int doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5; /* of the month's first day, 0..337 */
  int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * DAYS_PER_ERA + doe - 719468 + day - 1;
}

Civil civil_of(Day d) {
  int z = d + 719468;
  int era = floor_div(z, DAYS_PER_ERA);
  int doe = z - era * DAYS_PER_ERA;
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153;
  int month = mp < 10 ? mp + 3 : mp - 9;
  return (Civil){.year = yoe + era * 400 + (month <= 2), .month = month, .day = doy - (153 * mp + 2) / 5 + 1};
}

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool civil_valid(int year, int month, int day) {
  return year >= -9999 && year <= 9999 && day >= 1 && day <= days_in_month(year, month);
}

int weekday_of(Day d) {
  int w = (d + 3) % 7; /* 1970-01-01 was a Thursday */
  return (w < 0 ? w + 7 : w) + 1;
}

int iso_week_of(Day d, int *year) {
  Day thursday = d - weekday_of(d) + 4;
  *year = civil_of(thursday).year;
  return (thursday - day_of(*year, 1, 1)) / 7 + 1;
}

Day day_of_iso_week(int year, int week) {
  Day fourth = day_of(year, 1, 4); /* always in week 1 */
  return fourth - weekday_of(fourth) + 1 + 7 * (week - 1);
}

Day day_add_months(Day d, int months) {
  Civil c = civil_of(d);
  Civil first = civil_of(day_of(c.year, c.month + months, 1));
  int last = days_in_month(first.year, first.month);
  return day_of(first.year, first.month, c.day < last ? c.day : last);
}

/* --- reading instants --------------------------------------------------------------------------------------------- */

typedef struct {
  Str s;
  size_t at;
} Scan;

typedef struct {
  int year, month, day;
  int second; /* of the day, -1 unknown */
  bool zoned;
  int east; /* the zone's minutes east of Greenwich */
} Parts;

static char peek(const Scan *in) { return in->at < in->s.n ? in->s.p[in->at] : '\0'; }
static bool at_end(const Scan *in) { return in->at == in->s.n; }

/* c is not NUL, which stands for the end. */
static bool eat(Scan *in, char c) {
  if (peek(in) != c) return false;
  in->at++;
  return true;
}

static void skip_blanks(Scan *in) {
  while (peek(in) == ' ' || peek(in) == '\t') in->at++;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* The run of digits or letters here; it is left where it is. */
static Str run_of(const Scan *in, bool (*is)(char)) {
  size_t end = in->at;
  while (end < in->s.n && is(in->s.p[end])) end++;
  return str_slice(in->s, in->at, end);
}

/* The next n digits (1..9), which are there. */
static int take(Scan *in, size_t n) {
  int v = 0;
  for (; n > 0; n--) v = v * 10 + (in->s.p[in->at++] - '0');
  return v;
}

/* Exactly n digits (1..9). */
static bool digits(Scan *in, size_t n, int *out) {
  if (run_of(in, is_digit).n < n) return false;
  *out = take(in, n);
  return true;
}

/* A run of min to max digits. */
static bool number(Scan *in, size_t min, size_t max, int *out) {
  size_t n = run_of(in, is_digit).n;
  if (n < min || n > max) return false;
  *out = take(in, n);
  return true;
}

static bool parse_month_name(Scan *in, int *month) {
  static const char *const names[12] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  Str word = run_of(in, is_alpha);
  for (int i = 0; word.n >= 3 && i < 12; i++) {
    if (!str_eq_nocase(str_slice(word, 0, 3), str_of(names[i]))) continue;
    in->at += word.n;
    *month = i + 1;
    return true;
  }
  return false;
}

/* 10:00, 10:00:00, 10:00:00.79; a leap second counts as the second before it. */
static bool parse_clock(Scan *in, Parts *p) {
  int h, m, s = 0;
  if (!number(in, 1, 2, &h) || !eat(in, ':') || !digits(in, 2, &m)) return false;
  if (eat(in, ':') && !digits(in, 2, &s)) return false;
  if (peek(in) == '.' || peek(in) == ',') {
    in->at++;
    in->at += run_of(in, is_digit).n;
  }
  if (h > 23 || m > 59 || s > 60) return false;
  p->second = h * 3600 + m * 60 + (s == 60 ? 59 : s);
  return true;
}

/* 100000 or 1000, as ISO's basic format has it. */
static bool parse_basic_clock(Scan *in, Parts *p) {
  size_t n = run_of(in, is_digit).n;
  if (n != 4 && n != 6) return false;
  int h = take(in, 2), m = take(in, 2), s = n == 6 ? take(in, 2) : 0;
  if (h > 23 || m > 59 || s > 59) return false;
  p->second = h * 3600 + m * 60 + s;
  return true;
}

/* RFC 2822's names; any other name says nothing about the offset. */
static void parse_zone_name(Str name, Parts *p) {
  static const struct {
    const char *name;
    int hours;
  } zones[] = {{"Z", 0},    {"UT", 0},   {"UTC", 0},  {"GMT", 0},  {"EST", -5}, {"EDT", -4},
               {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
  for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
    if (!str_eq_nocase(name, str_of(zones[i].name))) continue;
    p->zoned = true;
    p->east = zones[i].hours * 60;
  }
}

/* +01:00, +0100, +01, Z, GMT, or nothing. */
static bool parse_zone(Scan *in, Parts *p) {
  skip_blanks(in);
  Str name = run_of(in, is_alpha);
  parse_zone_name(name, p);
  in->at += name.n;
  char sign = peek(in);
  if (sign != '+' && sign != '-') return true;
  in->at++;
  int h, m = 0;
  if (!digits(in, 2, &h)) return false;
  if (eat(in, ':') ? !digits(in, 2, &m) : is_digit(peek(in)) && !digits(in, 2, &m)) return false;
  if (h > 14 || m > 59) return false;
  p->zoned = true;
  p->east = (sign == '-' ? -1 : 1) * (h * 60 + m);
  return true;
}

/* What may follow a date: nothing, or a clock and a zone. */
static bool parse_rest(Scan *in, Parts *p) {
  bool t = eat(in, 'T') || eat(in, 't');
  if (!t) skip_blanks(in);
  if (at_end(in)) return !t;
  size_t n = run_of(in, is_digit).n;
  if (n >= 4 ? !parse_basic_clock(in, p) : !parse_clock(in, p)) return false;
  if (!parse_zone(in, p)) return false;
  skip_blanks(in);
  return at_end(in) || peek(in) == '('; /* RFC 2822 allows a comment */
}

static bool parse_iso(Scan in, Parts *p) {
  size_t n = run_of(&in, is_digit).n;
  if (n != 4 && n != 8 && n != 14) return false;
  p->year = take(&in, 4);
  if (n != 4) {
    p->month = take(&in, 2);
    p->day = take(&in, 2);
    return parse_rest(&in, p);
  }
  if (!eat(&in, '-')) return at_end(&in);
  if (!number(&in, 2, 2, &p->month)) return false;
  if (!eat(&in, '-')) return at_end(&in);
  return number(&in, 2, 2, &p->day) && parse_rest(&in, p);
}

static void skip_weekday(Scan *in) {
  size_t start = in->at, n = run_of(in, is_alpha).n;
  in->at += n;
  if (n < 3 || (!eat(in, ',') && peek(in) != ' ')) in->at = start;
  skip_blanks(in);
}

/* RFC 2822 (blanks between), RFC 850 and Reuters (hyphens); two-digit years as RFC 2822 reads them. */
static bool parse_day_first(Scan in, Parts *p) {
  skip_weekday(&in);
  if (!number(&in, 1, 2, &p->day)) return false;
  if (!eat(&in, '-')) skip_blanks(&in);
  if (!parse_month_name(&in, &p->month)) return false;
  if (!eat(&in, '-')) skip_blanks(&in);
  size_t n = run_of(&in, is_digit).n;
  if (n != 2 && n != 4) return false;
  p->year = take(&in, n);
  if (n == 2) p->year += p->year < 50 ? 2000 : 1900;
  return parse_rest(&in, p);
}

static bool parse_asctime(Scan in, Parts *p) {
  skip_weekday(&in);
  if (!parse_month_name(&in, &p->month)) return false;
  skip_blanks(&in);
  if (!number(&in, 1, 2, &p->day)) return false;
  skip_blanks(&in);
  if (!parse_clock(&in, p)) return false;
  skip_blanks(&in);
  return number(&in, 4, 4, &p->year) && at_end(&in);
}

static void to_utc(Moment *m, int east) {
  m->second -= east * 60;
  if (m->second < 0)
    m->day--, m->second += 86400;
  else if (m->second >= 86400)
    m->day++, m->second -= 86400;
}

bool moment_parse(Moment *out, Str s, bool keep_local) {
  static bool (*const forms[])(Scan, Parts *) = {parse_iso, parse_day_first, parse_asctime};
  Scan in = {str_trim(s), 0};
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    Parts p = {.month = 1, .day = 1, .second = -1};
    if (!forms[i](in, &p) || !civil_valid(p.year, p.month, p.day)) continue;
    *out = (Moment){day_of(p.year, p.month, p.day), p.second};
    if (p.zoned && !keep_local) /* a zone follows a clock */
      to_utc(out, p.east);
    if (civil_of(out->day).year > 9999) continue;
    return true;
  }
  return false;
}

bool day_parse(Day *out, Str s) {
  Scan in = {s, 0};
  int y, m, d;
  if (s.n != 10 || !digits(&in, 4, &y) || !eat(&in, '-') || !digits(&in, 2, &m) || !eat(&in, '-') ||
      !digits(&in, 2, &d))
    return false;
  if (!civil_valid(y, m, d)) return false;
  *out = day_of(y, m, d);
  return true;
}

/* --- printing ----------------------------------------------------------------------------------------------------- */

static void two_digits(char *p, int v) {
  p[0] = (char)('0' + v / 10);
  p[1] = (char)('0' + v % 10);
}

static void put_two(Buf *b, int v) {
  char digits[2];
  two_digits(digits, v);
  buf_put(b, str_make(digits, sizeof digits));
}

void day_put(Buf *b, Day d) {
  if (d == DAY_NONE) return;
  Civil c = civil_of(d);
  int y = c.year < 0 ? -c.year : c.year;
  if (c.year < 0) buf_putc(b, '-');
  char text[10] = {0, 0, 0, 0, '-', 0, 0, '-', 0, 0};
  two_digits(text, y / 100);
  two_digits(text + 2, y % 100);
  two_digits(text + 5, c.month);
  two_digits(text + 8, c.day);
  buf_put(b, str_make(text, sizeof text));
}

void moment_put(Buf *b, Moment m) {
  day_put(b, m.day);
  if (m.day == DAY_NONE || m.second < 0) return;
  buf_putc(b, 'T');
  put_two(b, m.second / 3600);
  buf_putc(b, ':');
  put_two(b, m.second / 60 % 60);
  buf_putc(b, ':');
  put_two(b, m.second % 60);
}
