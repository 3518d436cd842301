/* date.h -- calendar days as days since 1970-01-01, proleptic Gregorian (Hinnant's days_from_civil). */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include "base/buf.h"

typedef int32_t Day;       /* 0 = 1970-01-01 */
#define DAY_NONE INT32_MIN /* unknown, or open at this end */

typedef enum {
  GRAIN_NONE,
  GRAIN_SECOND,
  GRAIN_MINUTE,
  GRAIN_HOUR,
  GRAIN_DAY,
  GRAIN_WEEKEND,
  GRAIN_WEEK,
  GRAIN_MONTH,
  GRAIN_QUARTER,
  GRAIN_SEASON,
  GRAIN_HALF,
  GRAIN_YEAR,
  GRAIN_DECADE,
  GRAIN_CENTURY,
  GRAIN_SPAN
} Grain;

typedef struct {
  Day first, last; /* inclusive; DAY_NONE when open */
  Grain grain;
} DateRange;

typedef struct {
  int year;       /* may be 0 or negative (1 BC is 0) */
  int month, day; /* 1..12, 1..31 */
} Civil;

Day day_of(int year, int month, int day); /* any month/day overflow is carried; year -9999..9999 */
Civil civil_of(Day d);
int days_in_month(int year, int month);
bool is_leap(int year);
int weekday_of(Day d);                   /* 1 = Monday .. 7 = Sunday */
int iso_week_of(Day d, int *year);       /* ISO 8601 week 1..53 and its year */
Day day_of_iso_week(int year, int week); /* its Monday */
/* Same day n months/years later; the day of month is clamped. */
Day day_add_months(Day d, int months);
bool civil_valid(int year, int month, int day);

/* An instant as archives state it: day, and seconds into it (UTC if a zone is given) or -1. */
typedef struct {
  Day day;        /* DAY_NONE: unknown */
  int32_t second; /* 0..86399 or -1 */
} Moment;
/* ISO 8601 (2025-01-29, 2025-01-29T10:00[:00[.000]][Z|+01:00], 20250129), a month or year alone (first day),
 * RFC 2822 / HTTP dates, "26-FEB-1987 15:01:01.79". A zone is applied to give UTC only when both time and zone are stated
 * AND keep_local is false; readers of articles keep the local day (keep_local true). */
bool moment_parse(Moment *out, Str s, bool keep_local);
void day_put(Buf *b, Day d);       /* 2025-01-29; nothing for DAY_NONE */
void moment_put(Buf *b, Moment m); /* 2025-01-29 or 2025-01-29T10:00:00 */
bool day_parse(Day *out, Str s);   /* strictly YYYY-MM-DD */
#endif
