/* article_year.c -- the year of an article that has no date, out of the years that its text states.
 *
 *   a day or month told as past, and no later year     the article is of that year ("posted on November 18, 2019")
 *   a whole year compared with now, the latest         the article is of the next one ("now above 2004's average")
 *   a year told as past and as coming, the latest      it is going on: the article is of it
 *   a year told as coming and no other one             the quarters reported are of that year ("growth in 2019 will be 3.5%")
 *
 * Nothing else is evidence: a year alone may be long gone, and a plan may be far ahead. */
#include "extractor/dates.h"

typedef struct {
  int past, months, whole,
      ahead; /* the latest year told as past, stated with its month, compared with now; the nearest one ahead */
  Day day;   /* the latest whole day told as past */
  int nahead;
} Years;

enum { NEVER = -20000 };

static bool is_date(const Mention *m) {
  return (kind_is_date(m->kind) || m->kind == KIND_TIME) && m->is.time.date.expr;
}

/* The calendar fields under an edge, a part of day or a range's end. */
static const DateExpr *fields(const DateExpr *e) {
  while (e && e->op != DATE_CALENDAR) e = e->op == DATE_RANGE && e->to ? e->to : e->op == DATE_WORD ? NULL : e->of;
  return e;
}

static bool says_now(const Work *w, uint32_t sentence) {
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    if (m->sentence != sentence || !is_date(m)) continue;
    const DateExpr *e = m->is.time.date.expr;
    if (e->op == DATE_WORD && str_is(e->timex, "PRESENT_REF")) return true;
  }
  return false;
}

static void add(const Work *w, Years *y, const Mention *m, const DateExpr *e) {
  if (dates_tense(w, m) > 0) {
    if (y->nahead++ == 0 || e->year < y->ahead) y->ahead = e->year;
    return;
  }
  if (e->year > y->past) y->past = e->year;
  if (e->month && e->year > y->months) y->months = e->year;
  if (!e->month && e->grain == GRAIN_YEAR && e->year > y->whole && says_now(w, m->sentence)) y->whole = e->year;
  Day day = e->month && e->day ? day_of(e->year, e->month, e->day) : DAY_NONE;
  if (day != DAY_NONE && (y->day == DAY_NONE || day > y->day)) y->day = day;
}

static Years collect(const Work *w) {
  Years y = {NEVER, NEVER, NEVER, NEVER, DAY_NONE, 0};
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    const DateExpr *e = is_date(m) ? fields(m->is.time.date.expr) : NULL;
    const Block *b = &w->doc->blocks[w->tokens.sentences[m->sentence].block];
    if (e && e->year != YEAR_NONE && e->grain <= GRAIN_YEAR && b->kind != BLOCK_REFERENCE) add(w, &y, m, e);
  }
  return y;
}

void dates_article_year(DateContext *cx, const Work *w) {
  cx->year = cx->report_year = YEAR_NONE;
  cx->known = DAY_NONE;
  if (cx->today != DAY_NONE || cx->narrative) return;
  Years y = collect(w);
  if (y.past == NEVER) {
    if (y.nahead > 0) cx->report_year = (int16_t)y.ahead;
    return;
  }
  if (y.nahead > 0 && y.ahead < y.past) return;
  if (y.nahead > 0 && y.ahead == y.past) cx->year = cx->report_year = (int16_t)y.past;
  if (y.whole == y.past && y.months < y.past) {
    cx->year = (int16_t)(y.past + 1);
  } else if (y.months == y.past) {
    cx->year = (int16_t)y.past;
    if (y.day != DAY_NONE && civil_of(y.day).year == y.past) cx->known = y.day;
  }
}
