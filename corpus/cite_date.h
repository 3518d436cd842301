/* cite_date.h -- dates as people write them outside running text: in reference lists, bylines and page headers.
 *
 * "28 Jan. 2025", "Jan. 28, 2025", "2025-01-28", "28.01.2025", "May 2024", "2024"; month names of twelve languages of the
 * web (the table is about calendars, not about the language of the articles). */
#ifndef CORPUS_CITE_DATE_H
#define CORPUS_CITE_DATE_H
#include "base/arena.h"
#include "base/date.h"

typedef struct {
  int year, month, day; /* month and day 0 when not given */
  Span span;            /* in the string that was searched */
} CiteDate;
/* First date in s at or after `from`; a year alone only when whole is false. */
bool cite_date_find(CiteDate *out, Str s, size_t from, bool whole);
/* 1..12 for a month's name or abbreviation, 0 otherwise; case is ignored. */
int month_named(Str word);
/* First day that the date can mean. */
Day cite_date_day(const CiteDate *d);
/* "2025-01-28", "2024-05" or "2024". */
Str cite_date_iso(Arena *a, const CiteDate *d);
#endif
