/* cite_date.c -- see cite_date.h.
 *
 * The string is cut into words (letters) and numbers (digits); a date is one of a few sequences of them:
 *   N month N · month N N · month N · N-N-N · N/N/N · N.N.N · N. */
#include "corpus/cite_date.h"

#include <ctype.h>

/* A row per month: names and abbreviations, lower case, in UTF-8, each between bars. */
static const char *const months[12] = {
    "|january|jan|januar|januari|janvier|janv|enero|ene|gennaio|gen|janeiro|stycznia|января|січня|ocak|",
    "|february|feb|februar|februari|février|fevrier|fév|febrero|febbraio|fevereiro|fev|lutego|февраля|лютого|şubat|",
    "|march|mar|märz|marz|maart|mrt|mars|marzo|março|marca|марта|березня|mart|",
    "|april|apr|avril|avr|abril|abr|aprile|kwietnia|апреля|квітня|nisan|",
    "|may|mai|mei|mayo|maggio|mag|maio|maja|мая|травня|mayıs|",
    "|june|jun|juni|juin|junio|giugno|giu|junho|czerwca|июня|червня|haziran|",
    "|july|jul|juli|juillet|juil|julio|luglio|lug|julho|lipca|июля|липня|temmuz|",
    "|august|aug|augustus|août|aout|agosto|ago|sierpnia|августа|серпня|ağustos|",
    "|september|sept|sep|septembre|septiembre|settembre|set|setembro|września|сентября|вересня|eylül|",
    "dziernika|октября|жовтня|ekim|",
    "|november|nov|novembre|noviembre|novembro|listopada|ноября|листопада|kasım|",
    "c|diciembre|dic|dicembre|dezembro|grudnia|декабря|грудня|aralık|",
};

int month_named(Str word) {
  char key[24];
  if (word.n < 3 || word.n > sizeof key - 2) return 0;
  key[0] = '|';
  for (size_t i = 0; i < word.n; i++) {
    if (word.p[i] == '|') return 0;
    key[i + 1] = (char)tolower((unsigned char)word.p[i]);
  }
  key[word.n + 1] = '|';
  for (int m = 0; m < 12; m++)
    if (str_find(str_of(months[m]), str_make(key, word.n + 2), 0) != SIZE_MAX) return m + 1;
  return 0;
}

typedef enum { PART_END, PART_NUMBER, PART_MONTH, PART_WORD } PartKind;
typedef struct {
  PartKind kind;
  int value; /* of a number or month; -1 when a number has more than 4 digits */
  size_t digits;
  Span span;
} Part;

static bool is_letter(char c) { return isalpha((unsigned char)c) || (c & 0x80); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static Part part_at(Str s, size_t i) {
  while (i < s.n && !is_letter(s.p[i]) && !is_digit(s.p[i])) i++;
  if (i >= s.n) return (Part){PART_END, 0, 0, {(uint32_t)s.n, (uint32_t)s.n}};
  size_t j = i;
  if (is_letter(s.p[i])) {
    while (j < s.n && is_letter(s.p[j])) j++;
    int m = month_named(str_slice(s, i, j));
    return (Part){m ? PART_MONTH : PART_WORD, m, 0, {(uint32_t)i, (uint32_t)j}};
  }
  int v = 0;
  while (j < s.n && is_digit(s.p[j])) {
    if (j - i < 4) v = v * 10 + (s.p[j] - '0');
    j++;
  }
  return (Part){PART_NUMBER, j - i > 4 ? -1 : v, j - i, {(uint32_t)i, (uint32_t)j}};
}

/* What stands between two parts is at most a few blanks and points: "28. Jan, 2025", "1st January". */
static bool near(Str s, const Part *a, const Part *b) {
  Str gap = str_slice(s, a->span.end, b->span.start);
  if (gap.n > 3) return false;
  for (size_t i = 0; i < gap.n; i++)
    if (!strchr(" .,\t\n\xc2\xa0", gap.p[i])) return false;
  return true;
}

static bool gap_is(Str s, const Part *a, const Part *b, char c) {
  return b->span.start - a->span.end == 1 && s.p[a->span.end] == c;
}
static bool is_year(const Part *p) {
  return p->kind == PART_NUMBER && p->digits == 4 && p->value >= 1800 && p->value <= 2200;
}
static bool is_day(const Part *p) {
  return p->kind == PART_NUMBER && p->digits <= 2 && p->value >= 1 && p->value <= 31;
}

static bool give(CiteDate *out, int year, int month, int day, const Part *from, const Part *to) {
  if (!civil_valid(year, month ? month : 1, day ? day : 1)) return false;
  *out = (CiteDate){year, month, day, {from->span.start, to->span.end}};
  return true;
}

/* "st", "nd", "rd", "th" behind a day, "de" before a month. */
static Part part_behind(Str s, const Part *p) {
  Part next = part_at(s, p->span.end);
  if (next.kind == PART_WORD && next.span.end - next.span.start == 2) return part_at(s, next.span.end);
  return next;
}

static bool named_date(CiteDate *out, Str s, const Part *p) {
  Part q = part_behind(s, p), r = part_behind(s, &q);
  if (is_day(p) && q.kind == PART_MONTH && is_year(&r) && q.span.start - p->span.end <= 6 &&
      r.span.start - q.span.end <= 5)
    return give(out, r.value, q.value, p->value, p, &r);
  if (p->kind != PART_MONTH || !near(s, p, &q)) return false;
  if (is_day(&q) && is_year(&r) && r.span.start - q.span.end <= 5) return give(out, r.value, p->value, q.value, p, &r);
  return is_year(&q) && give(out, q.value, p->value, 0, p, &q);
}

/* 2025-01-28 and its kin; with day and month first, the month is the part that cannot be a day, else the day is first for
 * points and dashes, and the month for strokes. */
static bool numeric_date(CiteDate *out, Str s, const Part *p) {
  Part q = part_at(s, p->span.end), r = part_at(s, q.span.end);
  if (p->kind != PART_NUMBER || q.kind != PART_NUMBER || r.kind != PART_NUMBER) return false;
  for (const char *c = "-/."; *c; c++) {
    if (!gap_is(s, p, &q, *c) || !gap_is(s, &q, &r, *c)) continue;
    if (is_year(p) && is_day(&r)) return give(out, p->value, q.value, r.value, p, &r);
    bool short_year = *c == '.' && p->digits == 2 && q.digits == 2 && r.digits == 2; /* 31.10.23 */
    if (short_year) r.value += 2000;
    if (!is_day(p) || !is_day(&q) || !(is_year(&r) || short_year)) return false;
    bool month_first = q.value > 12 || (*c == '/' && p->value <= 12);
    return month_first ? give(out, r.value, p->value, q.value, p, &r) : give(out, r.value, q.value, p->value, p, &r);
  }
  return false;
}

bool cite_date_find(CiteDate *out, Str s, size_t from, bool whole) {
  for (Part p = part_at(s, from); p.kind != PART_END; p = part_at(s, p.span.end)) {
    if (p.kind == PART_WORD) continue;
    if (named_date(out, s, &p) || numeric_date(out, s, &p)) {
      if (!whole || out->day) return true;
      continue;
    }
    if (!whole && is_year(&p)) return give(out, p.value, 0, 0, &p, &p);
  }
  return false;
}

Day cite_date_day(const CiteDate *d) { return day_of(d->year, d->month ? d->month : 1, d->day ? d->day : 1); }

Str cite_date_iso(Arena *a, const CiteDate *d) {
  if (d->day) return arena_printf(a, "%04d-%02d-%02d", d->year, d->month, d->day);
  if (d->month) return arena_printf(a, "%04d-%02d", d->year, d->month);
  return arena_printf(a, "%04d", d->year);
}
