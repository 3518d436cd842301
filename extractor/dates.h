/* dates.h -- private to the date layer: what a date expression says, before and after it is counted out in days.
 *
 *   read_date.c    a rule's match  -> DateExpr ("last week": the week one before the article's)
 *   date_join.c    neighbouring expressions -> one ("the end of" + "last year", "from" A "to" B, "two weeks before" + "Christmas")
 *   date_eval.c    DateExpr + anchor -> first and last day
 *   calendar.c     days -> units and back, TIMEX3 strings
 *   article_year.c the year of an article without a date
 *   resolve.c      walks the article, keeps the anchors, calls the two above
 *
 * A DateExpr is a small tree in the document's arena. It knows no language: words were rows of the pack's tables. */
#ifndef EXTRACTOR_DATES_H
#define EXTRACTOR_DATES_H
#include "extractor/layers.h"

/* --- calendar.c: pure ---------------------------------------------------------------------------------------------- */

/* The unit of that grain that holds d. A season is three whole months (winter: December to February, named after its
 * December); a decade runs from ..0 to ..9, a century from ..00 to ..99; GRAIN_SPAN gives the day. */
DateRange calendar_unit(Day d, Grain g);
/* d moved by n units: months and longer keep the day of month (clamped). */
Day calendar_add(Day d, Grain g, int n);
/* The unit n units behind r's. */
DateRange calendar_step(DateRange r, int n);
DateRange calendar_year(int year);
DateRange calendar_month(int year, int month);
DateRange calendar_season(int year, int season);          /* 1 spring .. 4 winter */
DateRange calendar_part_year(int year, Grain g, int nth); /* quarter 1..4, half 1..2 */
DateRange calendar_days(Day first, Day last, Grain g);
Day calendar_easter(int year);          /* western */
Day calendar_orthodox_easter(int year); /* as a Gregorian day */
/* 2025-01-27, 2012-W13, 2012-W13-WE, 2024-Q3, 2008-H2, 2013-SU, 2012-11, 2012, 201, 20; spans as first/last. */
void timex_put(Buf *b, DateRange r);
/* P3D, PT2H, P2Q, PXY (n < 0: an unknown number), P10Y and P100Y for decades and centuries. */
void timex_put_period(Buf *b, int n, Grain g);
bool grain_parse(Grain *out, Str name); /* "day", "week", ... as in dateunits.tsv */

/* --- expressions --------------------------------------------------------------------------------------------------- */

#define YEAR_NONE INT16_MIN
#define COUNT_SOME (-1) /* "a few" */

typedef enum {
  DATE_CALENDAR, /* the fields below, some missing */
  DATE_UNIT,    /* the unit `n` away from the anchor's: last week -1, this year 0; or the one that holds the day `of` */
  DATE_NAMED,   /* `of` (a weekday, month, season, holiday) in the cycle `n` away: last Monday, next summer */
  DATE_SHIFT,   /* `of`, or the anchor, moved by n units: two weeks ago, three days before Christmas */
  DATE_SPAN,    /* n units that end (n < 0) or begin (n > 0) at the anchor: the past two years */
  DATE_PART,    /* `n`-th unit (or units) inside `of`; n < 0 counts from the end; count units long */
  DATE_EDGE,    /* early (1), middle (2) or late (3) part n of `of`; 4: its first day, 5: its last */
  DATE_RANGE,   /* from `of` to `to`; either may be NULL: open */
  DATE_DAYTIME, /* the part of day or clock time `clock` of the day `of` */
  DATE_WORD     /* a fixed TIMEX3 value: PRESENT_REF, PXY, XXXX-XX-XX */
} DateOp;

typedef enum {
  ANCHOR_TODAY,
  ANCHOR_STORY,
  ANCHOR_SPEAKER
} Anchor; /* the article's date; the last date that the text stated */

typedef struct DateExpr {
  DateOp op;
  Anchor anchor;
  Grain grain;                 /* of the units counted; of DATE_CALENDAR: what it names */
  int n, count;                /* count COUNT_SOME: vague */
  int16_t year;                /* YEAR_NONE: unknown */
  uint8_t month, day, weekday; /* 0: unknown */
  uint8_t nth;                 /* DATE_CALENDAR: season, quarter, half 1.. */
  bool figures;                /* DATE_CALENDAR written in figures */
  uint8_t first_figure;        /* the first of its day and month as written */
  bool unsure;                 /* DATE_CALENDAR in figures: day and month may be the other way round */
  bool fiscal;                 /* DATE_CALENDAR: a fiscal year; DATE_UNIT: the year reported (\"year to date\") */
  bool nearest; /* DATE_CALENDAR: the nearest year; DATE_UNIT: without a cue rather the one behind us ("the weekend") */
  bool lonely;  /* not worth a mention unless a join takes it */
  int16_t holiday; /* row in holidays.tsv, -1 */
  Str clock;       /* "15:00", "AF" */
  Str timex;       /* DATE_WORD */
  const struct DateExpr *of, *to;
  const struct DateExpr *within; /* DATE_CALENDAR without year: the time that it is part of ("October of that year") */
  Span second;                   /* DATE_RANGE to be printed as two mentions: where the second stands; else empty */
  uint32_t first_end;            /* and where the first ends */
} DateExpr;

/* --- date_book.c: the pack's date tables ----------------------------------------------------------------------------- */

typedef struct {
  Grain grain;
  int times;
} UnitRow; /* fortnight: week, 2; Q3: quarter, 3 */
typedef struct {
  int n;
  Anchor anchor;
} DirectionRow; /* last: -1 from today */
typedef enum {
  HOLIDAY_DAY,
  HOLIDAY_WEEKDAY,
  HOLIDAY_EASTER,
  HOLIDAY_ORTHODOX,
  HOLIDAY_LISTED,
  HOLIDAY_KINDS
} HolidayKind;
typedef struct {
  HolidayKind kind;
  int month, day, weekday, nth, add, length;
} HolidayRow;

struct DateBook {
  const Table *months, *weekdays, *seasons, *units, *directions, *shifts, *counts, *words, *daytimes, *refs, *recurring,
      *decades, *quarters, *eras, *edges, *holidays, *listed, *tense; /* NULL: the pack has none */
  int *month, *weekday, *season, *decade, *edge, *era, *count, *word; /* by row of the table of that name */
  UnitRow *unit, *quarter;
  DirectionRow *direction, *shift;
  HolidayRow *holiday;
  int name_column, tense_column, unless_column, then_column;
  bool day_first, dotted_day_first; /* 3/4/2025, 3.4.2025 are in April */
};

/* The first day and length of holiday h in that year; false when unknown. */
bool holiday_in(const struct DateBook *b, int row, int year, DateRange *out);

/* --- read_date.c, read_relative.c --------------------------------------------------------------------------------------- */

DateExpr *date_expr_new(Arena *a, DateOp op);
Kind date_expr_kind(const DateExpr *e); /* KIND_DATE for days, KIND_TIME, else KIND_PERIOD */
/* e, or the part of it that the match's slot mod names ("mid-2009"). */
const DateExpr *date_with_edge(const Reading *r, const Match *m, const DateExpr *e);
void date_mention_set(Mention *out, const Match *m, const DateExpr *e); /* the rule's own kind wins */
bool date_slot_int(const Reading *r, const Match *m, Slot s, int *out); /* a whole number 0..100000 */

/* --- date_eval.c ------------------------------------------------------------------------------------------------------ */

typedef struct {
  const struct DateBook *book;
  Arena *arena;
  Day today;           /* the article's day, DAY_NONE unknown */
  Day story;           /* the last day that the text stated, else DAY_NONE */
  Grain story_grain;   /* and how exactly */
  bool story_here;     /* the story's date stands in the same sentence and states its year */
  int16_t year;        /* the article's, where its day is unknown; YEAR_NONE */
  int16_t report_year; /* of its quarters, where its year is unknown; YEAR_NONE */
  Day known;           /* a day of that year which the article knows; DAY_NONE */
  bool narrative;      /* partial dates follow the story, not the article's date */
  int tense;           /* of two readings, the earlier (-1), the later (1); 0: no cue */
  bool alone;          /* the date is all of its sentence: the nearest reading */
  bool day_first;      /* 3/4/2025 is in April */
} DateContext;

/* What e means there: timex (never empty), range and flags of *out. */
void date_eval(DateValue *out, const DateExpr *e, const DateContext *cx);
/* The same for a value whose range is known already: fills timex only. */
void date_set_value(DateValue *out, const DateExpr *e, const DateContext *cx);
/* The ranges of a pair, where either may take its year from the other; false when one of them stays unknown. */
bool date_pair_ranges(const DateExpr *a, const DateExpr *b, const DateContext *cx, DateRange *first, DateRange *second,
                      bool *anchored);

/* --- article_year.c */

/* Sets the year and the known day of an article without a date. */
void dates_article_year(DateContext *cx, const Work *w);

/* --- resolve.c */

/* 1: the nearest cue in the mention's sentence speaks of the future, -1 of the past, 0: there is none. */
int dates_tense(const Work *w, const Mention *m);
/* Does a future verb follow it: "growth in 2019 will be"? */
bool dates_will(const Work *w, const Mention *m);

/* --- date_join.c -------------------------------------------------------------------------------------------------------- */

/* Joins the date mentions of one sentence by the pack's `join` rules; mentions [first, last) of w. Those that were swallowed get span 0..0. */
void dates_join(Work *w, size_t first, size_t last);
#endif
