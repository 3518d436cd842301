/* article_year.c -- the year of an article that has no date, out of the years that its text states.
 *
 *   a whole day that signs a line                       "-- Kim Reed (@kreed) November 18, 2019"
 *   a whole year compared with now, the latest          the article is of the next one ("now above 2004's average")
 *   a year told as coming, the one before told as past  the article is of the later one
 *   a year told as coming, and no later one as past     only the quarters reported are of it ("growth in 2019 will be 3.5%")
 *
 * Nothing else is evidence: news leaves the current year out, so that a year with its month is most often gone, and a plan may be far ahead. */
#include "extractor/dates.h"

typedef struct {
  int past, compared,
      ahead;   /* the latest year told as past, compared with now; the nearest one ahead, all as whole years */
  bool months; /* the latest year is also stated with a month */
  int nahead;  /* how often the one ahead is named; -1: others are too */
  bool will;   /* "growth in 2019 will": the subject's time of a future verb */
  Day signed_on;
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

/* "above 2004's average", "from 57 in 2004": a word that compares stands up to three words before. */
static bool is_compared(const Work *w, const Mention *m) {
  enum { WORDS = 3 };
  uint16_t compare = pack_list(w->pack, LIST_dt_compare);
  const Tokens *t = &w->tokens;
  const Sentence *s = &t->sentences[m->sentence];
  uint32_t i = s->first;
  while (i < s->last && t->items[i].start < m->span.start) i++;
  for (int words = 0; i > s->first && words < WORDS; i--) {
    if (t->items[i - 1].kind == TOKEN_SPACE) continue;
    if (t->items[i - 1].kind == TOKEN_WORD && token_is(w->pack, t, i - 1, compare)) return true;
    words++;
  }
  return false;
}

/* A whole day at the end of a line that begins with a dash. */
static bool signs(const Work *w, const Mention *m, const DateExpr *e) {
  const Sentence *s = &w->tokens.sentences[m->sentence];
  const Token *first = &w->tokens.items[s->first];
  enum { LONGEST = 120 };
  bool whole = e->month && e->day && e->year != YEAR_NONE && first->kind == TOKEN_PUNCT;
  return whole && m->span.end + 2 >= s->span.end && m->span.end - s->span.start < LONGEST;
}

static void add_ahead(Years *y, int year, bool will) {
  y->will |= will;
  if (y->nahead == 0 || year < y->ahead) y->ahead = year;
  y->nahead = y->nahead < 0 || year != y->ahead ? -1 : y->nahead + 1;
}

static void add(const Work *w, Years *y, const Mention *m, const DateExpr *e) {
  if (signs(w, m, e)) {
    Day day = day_of(e->year, e->month, e->day);
    if (y->signed_on == DAY_NONE || day > y->signed_on) y->signed_on = day;
  }
  int tense = dates_tense(w, m);
  if (e->month || e->grain != GRAIN_YEAR) {
    if (tense <= 0 && e->year >= y->past) y->months = true;
  } else if (tense > 0 && !is_compared(w, m)) {
    add_ahead(y, e->year, dates_will(w, m));
  } else {
    if (e->year > y->past) y->past = e->year, y->months = false;
    if (e->year > y->compared && is_compared(w, m) && says_now(w, m->sentence)) y->compared = e->year;
  }
}

static Years collect(const Work *w) {
  Years y = {.past = NEVER, .compared = NEVER, .ahead = NEVER, .signed_on = DAY_NONE};
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
  if (y.signed_on != DAY_NONE && civil_of(y.signed_on).year >= y.past) {
    cx->year = (int16_t)civil_of(y.signed_on).year;
    cx->known = y.signed_on;
  } else if (y.compared != NEVER && y.compared == y.past && !y.months) {
    cx->year = (int16_t)(y.past + 1);
  } else if (y.nahead != 0 && y.ahead == y.past + 1) {
    cx->year = cx->report_year = (int16_t)y.ahead;
  } else if (y.will && (y.past == NEVER || y.ahead == y.past)) {
    cx->report_year = (int16_t)y.ahead;
  }
}
