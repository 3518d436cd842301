/* resolve.c -- the dates of an article in the order of reading.
 *
 * Two anchors: the article's own date, and the story's, the last date that the text has stated (forgotten after two paragraphs unless the article is a
 * narrative: it has no date, or most of the years it names lie well before it). Day and month in figures are in the order that the article's
 * unambiguous ones have. Times that no join took and that say nothing alone are dropped here. */
#include "extractor/claim_book.h"
#include "extractor/dates.h"
#include <stdlib.h>

static bool is_date_kind(const Mention *m) {
  bool kind = m->kind == KIND_DATE || m->kind == KIND_PERIOD || m->kind == KIND_TIME || m->kind == KIND_SET;
  return kind && m->is.time.date.expr && m->span.end > m->span.start;
}

/* --- joining, then dropping and splitting ----------------------------------------------------------------------------------------------- */

static void join_all(Work *w) {
  for (size_t i = 0; i < w->mentions.n;) {
    size_t end = i, dates = 0;
    uint32_t sentence = w->mentions.items[i].sentence;
    for (; end < w->mentions.n && w->mentions.items[end].sentence == sentence; end++)
      dates += is_date_kind(&w->mentions.items[end]) || w->mentions.items[end].kind == KIND_DURATION;
    if (dates) dates_join(w, i, end);
    i = end;
  }
}

static bool dropped(const Mention *m) {
  if (m->span.end == m->span.start) return true;
  return is_date_kind(m) && m->is.time.date.expr->lonely;
}

static bool is_pair(const Mention *m) {
  return is_date_kind(m) && m->is.time.date.expr->op == DATE_RANGE && m->is.time.date.expr->second.end > 0;
}

/* "6-7 January 1916" is printed as two; both keep the pair, so that each takes its year from the other. */
static void compact(Work *w) {
  size_t pairs = 0, n = 0;
  for (size_t i = 0; i < w->mentions.n; i++) pairs += is_pair(&w->mentions.items[i]);
  Mention *out = arena_alloc(w->arena, (w->mentions.n + pairs + 1) * sizeof *out);
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    if (dropped(m)) continue;
    out[n++] = *m;
    if (!is_pair(m)) continue;
    const DateExpr *pair = m->is.time.date.expr;
    out[n] = *m;
    out[n - 1].span.end = pair->first_end;
    out[n - 1].is.time.date.expr = pair->of;
    out[n - 1].kind = date_expr_kind(pair->of);
    out[n].span = pair->second;
    out[n].is.time.date.expr = pair->to;
    out[n++].kind = date_expr_kind(pair->to);
  }
  w->mentions.items = out;
  w->mentions.n = n;
}

/* --- what kind of article it is -------------------------------------------------------------------------------------------------------------- */

static Day article_day(const Document *d) {
  return d->published.at.day != DAY_NONE ? d->published.at.day : d->modified.at.day;
}

/* "LONDON, March 14, 2023 (Wire) --", "Moscow, 3 May 2019 --": a whole date before the first dash or bracket of the text. */
static Day dateline_day(Work *w) {
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    const Sentence *s = &w->tokens.sentences[m->sentence];
    const Block *b = &w->doc->blocks[s->block];
    if (b->kind == BLOCK_TITLE || b->kind == BLOCK_HEADING || !is_date_kind(m)) continue;
    const DateExpr *e = m->is.time.date.expr;
    if (m->span.start > b->span.start + 60 || e->op != DATE_CALENDAR || e->year == YEAR_NONE || !e->month || !e->day)
      return DAY_NONE;
    Str text = w->doc->text;
    uint32_t at = m->span.end;
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == ',')) at++;
    Str rest = str_slice(text, at, text.n);
    bool dash = str_starts(rest, STR("(")) || str_starts(rest, STR("-")) || str_starts(rest, STR("\xE2\x80\x93")) ||
                str_starts(rest, STR("\xE2\x80\x94"));
    if (dash) w->dateline = m->span;
    return dash ? day_of(e->year, e->month, e->day) : DAY_NONE;
  }
  return DAY_NONE;
}

/* Years that the text states lie mostly well before the article's date; without a date, days and months with their years are stated often. */
static bool is_narrative(const Work *w, Day today) {
  size_t far = 0, near = 0, full = 0;
  int year = today == DAY_NONE ? 0 : civil_of(today).year;
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    const DateExpr *e = is_date_kind(m) ? m->is.time.date.expr : NULL;
    if (!e || e->op != DATE_CALENDAR || e->grain > GRAIN_YEAR || e->holiday >= 0 || e->year == YEAR_NONE) continue;
    if (e->year < year - 1)
      far++;
    else
      near++;
    full += e->month > 0;
  }
  return today == DAY_NONE ? full >= 6 : far >= 8 && far > 4 * near;
}

static bool counts_day_first(const Work *w, bool habit) {
  size_t day = 0, month = 0;
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    const DateExpr *e = is_date_kind(m) ? m->is.time.date.expr : NULL;
    if (!e || !e->figures || e->unsure) continue;
    if (e->first_figure == e->day && e->day > 12)
      day++;
    else if (e->day > 12)
      month++;
  }
  return day == month ? habit : day > month;
}

/* --- tense -------------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t token_before(const Tokens *t, const Sentence *s, uint32_t byte) {
  uint32_t lo = s->first, hi = s->last;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (t->items[mid].start < byte)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

/* A present verb, and a past one that is no cue itself but ends the reach of those before it: "planned operations reached 5,000 in May". */
enum { TENSE_PRESENT = 2, TENSE_PLAIN = 4 };

/* A word that can be nothing but a past tense or participle: "reached". */
static bool is_past_verb(const Work *w, uint32_t i) {
  const Token *t = &w->tokens.items[i];
  const struct ClaimBook *b = pack_claims(w->pack);
  if (!b || t->kind != TOKEN_WORD) return false;
  Str text = str_slice(w->doc->text, t->start, t->end);
  const Word *word = book_token(b, t, text);
  uint32_t classes = word->classes ? word->classes : book_guess(b, text);
  return classes & CLASS_PAST && !(classes & (CLASS_BASE | CLASS_NOMINAL));
}

/* "due to", "have to": does the word behind the blank unmake the cue, or make it another? */
static bool unmade(const Work *w, const struct DateBook *b, size_t row, uint32_t i) {
  Str unless = table_cell(b->tense, row, b->unless_column);
  return unless.n && i + 2 < w->tokens.n && str_eq_nocase(token_text(w->doc, &w->tokens.items[i + 2]), unless);
}

/* "four planned outages", not "planned for May", "planned May outages" */
static bool before_noun(const Work *w, const struct DateBook *b, uint32_t i) {
  const Tokens *t = &w->tokens;
  uint16_t stop = pack_list(w->pack, LIST_np_stop);
  if (i + 2 >= t->n || t->items[i + 1].kind != TOKEN_SPACE || t->items[i + 2].kind != TOKEN_WORD) return false;
  bool date = token_row(w->pack, t, i + 2, b->months) >= 0 || token_row(w->pack, t, i + 2, b->weekdays) >= 0;
  return stop != UINT16_MAX && !date && !token_is(w->pack, t, i + 2, stop);
}

static int find_tense(const Work *w, const struct DateBook *b, uint32_t i) {
  int row = w->tokens.items[i].kind == TOKEN_WORD ? token_row(w->pack, &w->tokens, i, b->tense) : -1;
  if (row < 0) return is_past_verb(w, i) ? TENSE_PLAIN : 0;
  char first = w->doc->text.p[w->tokens.items[i].start];
  if (first >= 'A' && first <= 'Z' && b->months && token_row(w->pack, &w->tokens, i, b->months) >= 0)
    return 0; /* May */
  Str tense = table_cell(b->tense, (size_t)row, unmade(w, b, (size_t)row, i) ? b->then_column : b->tense_column);
  if (!tense.n) return 0;
  if (str_is(tense, "planned")) return before_noun(w, b, i) ? 0 : 1;
  return str_is(tense, "future") ? 1 : str_is(tense, "present") ? TENSE_PRESENT : -1;
}

/* Found once for each token: many dates of a sentence ask for the same words. */
static int tense_at(const Work *w, const struct DateBook *b, uint32_t i) {
  enum { KNOWN = 8 };
  if (!w->tense[i]) w->tense[i] = (uint8_t)(find_tense(w, b, i) + KNOWN);
  return w->tense[i] - KNOWN;
}

/* The nearest cue before token `at`. A future one close before a past one wins ("will be released"); a present one counts only right before the date. */
static int tense_before(const Work *w, const struct DateBook *b, uint32_t first, uint32_t at) {
  enum { NEAR = 6, RIGHT_BEFORE = 4, REACH = 120 };
  bool plain = false;
  for (uint32_t i = at; i > first && at - i < REACH; i--) {
    int tense = tense_at(w, b, i - 1);
    if (tense == 1 || (tense == TENSE_PRESENT && at - i < RIGHT_BEFORE)) return !plain;
    if (tense >= 0 && tense != TENSE_PLAIN) continue;
    for (uint32_t k = i - 1; k > first && k + NEAR >= i && !plain; k--)
      if (tense_at(w, b, k - 1) == 1) return 1;
    if (tense < 0) return tense;
    plain = true;
  }
  return 0;
}

/* "sales growth in 2019 will be 4%", "second quarter output would": the date stands between the subject and its verb, and no participle has it ("the deal signed in May will"). */
static bool before_verb(const Work *w, const struct DateBook *b, const Sentence *s, uint32_t start, uint32_t end) {
  enum { WORDS = 5, GROUP = 2 };
  uint32_t next = end;
  for (int words = 0; next < s->last && tense_at(w, b, next) == 0; next++) {
    TokenKind kind = (TokenKind)w->tokens.items[next].kind;
    if (kind != TOKEN_SPACE && (kind != TOKEN_WORD || ++words > GROUP)) return false;
  }
  if (next == s->last || tense_at(w, b, next) != 1) return false;
  for (uint32_t i = start; i > s->first && i + WORDS > start; i--)
    if (tense_at(w, b, i - 1) == TENSE_PLAIN || tense_at(w, b, i - 1) < 0) return false;
  return true;
}

bool dates_will(const Work *w, const Mention *m) {
  const struct DateBook *b = pack_dates(w->pack);
  const Sentence *s = &w->tokens.sentences[m->sentence];
  return b->tense &&
         before_verb(w, b, s, token_before(&w->tokens, s, m->span.start), token_before(&w->tokens, s, m->span.end));
}

/* The nearest cue before the date in its sentence, else the first one behind it. */
int dates_tense(const Work *w, const Mention *m) {
  const struct DateBook *b = pack_dates(w->pack);
  const Sentence *s = &w->tokens.sentences[m->sentence];
  if (!b->tense) return 0;
  uint32_t start = token_before(&w->tokens, s, m->span.start), end = token_before(&w->tokens, s, m->span.end);
  int tense = tense_before(w, b, s->first, start);
  if (before_verb(w, b, s, start, end)) return 1;
  for (uint32_t i = end; !tense && i < s->last && i < end + 16; i++) tense = tense_at(w, b, i) % TENSE_PRESENT;
  return tense;
}

static bool stands_alone(const Work *w, const Mention *m) {
  Span s = w->tokens.sentences[m->sentence].span;
  return s.end - s.start <= m->span.end - m->span.start + 2;
}

/* --- the time of a figure ----------------------------------------------------------------------------------------------------------------- */

/* The unit of the calendar that the days are, when they are one: months, quarters, halves and years. */
static DateRange as_unit(DateRange r) {
  static const Grain grains[] = {GRAIN_YEAR, GRAIN_HALF, GRAIN_QUARTER, GRAIN_MONTH};
  for (size_t i = 0; i < sizeof grains / sizeof *grains; i++) {
    DateRange u = calendar_unit(r.first, grains[i]);
    if (u.first == r.first && u.last == r.last) return u;
  }
  return r;
}

void date_held(DateValue *out, Arena *a, const DateValue *v, bool rate) {
  const DateExpr *e = v->expr;
  *out = *v;
  if (!v->resolved || !e || v->timex.p[0] != 'P' || e->op == DATE_WORD || v->range.first == DAY_NONE ||
      v->range.last == DAY_NONE)
    return;
  if (rate && e->op == DATE_SPAN && e->of && e->n < 0 && e->grain == GRAIN_YEAR && e->count == 1)
    out->range.first = calendar_unit(v->range.last, GRAIN_MONTH).first;
  out->range = as_unit(out->range);
  Buf b = BUF_INIT;
  timex_put(&b, out->range);
  out->timex = arena_str(a, buf_str(&b));
  buf_release(&b);
}

bool date_names_day(const DateValue *v) { return v->expr && v->expr->op == DATE_DAYTIME && v->expr->of; }

/* --- the walk -------------------------------------------------------------------------------------------------------------------------------------- */

/* Does the story stand at this time now? A stated day or month, not one that looks elsewhere from the article's date. */
static bool moves_story(const Mention *m) {
  const DateExpr *e = m->is.time.date.expr;
  if (!m->is.time.date.resolved || m->is.time.date.range.first == DAY_NONE) return false;
  while (e->op == DATE_DAYTIME || e->op == DATE_EDGE) {
    if (!e->of) return false;
    e = e->of;
  }
  if (e->op == DATE_RANGE || e->op == DATE_SPAN || e->op == DATE_WORD) return false;
  return e->grain >= GRAIN_DAY && e->grain <= GRAIN_YEAR;
}

/* "September 2024", and a month that took its year from it: what follows in the sentence is of that year too. */
static bool states_its_year(const Mention *m) {
  const DateExpr *e = m->is.time.date.expr;
  return e->op == DATE_CALENDAR && e->year != YEAR_NONE &&
         (e->month || e->grain == GRAIN_QUARTER || e->grain == GRAIN_SEASON);
}

static void set_kind(Mention *m) {
  if (m->kind == KIND_SET || m->kind == KIND_TIME || !m->is.time.date.resolved) return;
  if (m->is.time.date.expr->op == DATE_WORD) return;
  m->kind = m->is.time.date.range.grain == GRAIN_DAY ? KIND_DATE : KIND_PERIOD;
}

/* Is the story's last date more than two paragraphs back? */
static bool story_is_old(const Work *w, const Mention *m, uint32_t block) {
  return w->tokens.sentences[m->sentence].block > block + 2;
}

/* Neighbours that share a year: "31 May-1 June 1916", "March and April 1918". The first waits for the second. */
static const DateExpr *year_giver(const Work *w, size_t i) {
  const Mention *m = &w->mentions.items[i];
  const DateExpr *e = m->is.time.date.expr;
  if (e->op != DATE_CALENDAR || e->year != YEAR_NONE || (!e->month && e->grain == GRAIN_DAY)) return NULL;
  for (size_t k = i + 1; k < w->mentions.n && w->mentions.items[k].span.start <= m->span.end + 6; k++) {
    const Mention *next = &w->mentions.items[k];
    if (!is_date_kind(next) || next->sentence != m->sentence) continue;
    const DateExpr *f = next->is.time.date.expr;
    if (f->op != DATE_CALENDAR || f->grain == GRAIN_YEAR || f->grain != e->grain) return NULL;
    if (f->year != YEAR_NONE) return f;
    m = next;
  }
  return NULL;
}

static void evaluate(Work *w, size_t i, const DateContext *cx) {
  Mention *m = &w->mentions.items[i];
  DateValue *v = &m->is.time.date;
  const DateExpr *e = v->expr, *giver = year_giver(w, i);
  DateRange own, other;
  bool anchored;
  if (giver && date_pair_ranges(e, giver, cx, &own, &other, &anchored)) {
    *v = (DateValue){.range = own, .resolved = true, .anchored = anchored, .expr = e};
    date_set_value(v, e, cx);
  } else {
    date_eval(v, e, cx);
  }
  set_kind(m);
  m->timex = v->timex;
}

/* "last year's peak, which was reached in October": a clause about the year's noun is of that year. */
static bool in_clause_of_year(const Work *w, const Mention *year, const Mention *m) {
  uint16_t relative = pack_list(w->pack, LIST_dt_relative);
  const Tokens *t = &w->tokens;
  const Sentence *s = &t->sentences[m->sentence];
  if (!year || year->sentence != m->sentence || relative == UINT16_MAX) return false;
  const DateExpr *e = year->is.time.date.expr;
  if (!year->is.time.date.resolved || (e->op != DATE_CALENDAR && e->op != DATE_UNIT) || e->grain != GRAIN_YEAR)
    return false;
  for (uint32_t i = token_before(t, s, year->span.end); i < s->last && t->items[i].start < m->span.start; i++)
    if (t->items[i].kind == TOKEN_WORD && token_is(w->pack, t, i, relative)) return true;
  return false;
}

/* "against 240 at end-March 1986": what is only compared does not move the story. From the date before to this one, a word that compares stands before a
 * figure or the date. */
static bool is_compared(const Work *w, const Mention *before, const Mention *m) {
  enum { WORDS = 3 };
  uint16_t compare = pack_list(w->pack, LIST_borrow_from);
  const Tokens *t = &w->tokens;
  const Sentence *s = &t->sentences[m->sentence];
  uint32_t from = before && before->sentence == m->sentence ? before->span.end : s->span.start;
  int words = WORDS;
  for (uint32_t i = token_before(t, s, from); i < s->last && t->items[i].start < m->span.start; i++) {
    if (t->items[i].kind == TOKEN_WORD && token_is(w->pack, t, i, compare)) words = 0;
    if (words >= WORDS) continue;
    if (t->items[i].kind == TOKEN_NUMBER) return true;
    words += t->items[i].kind == TOKEN_WORD;
  }
  return words < WORDS;
}

/* A weekday alone behind another date of the sentence tells when it was said: "reached 5,000 in May, figures published on Thursday show". */
static bool is_weekday(const Mention *m) {
  const DateExpr *e = m->is.time.date.expr;
  return e->op == DATE_CALENDAR && e->weekday && !e->day && !e->within;
}

static void resolve_all(Work *w, DateContext *cx) {
  const Mention *before = NULL;
  uint32_t block = 0, sentence = 0;
  bool states_year = false;
  for (size_t i = 0; i < w->mentions.n; i++) {
    Mention *m = &w->mentions.items[i];
    if (!is_date_kind(m)) continue;
    if (!cx->narrative && story_is_old(w, m, block)) cx->story = DAY_NONE;
    cx->tense = cx->narrative ? 0 : dates_tense(w, m);
    cx->alone = stands_alone(w, m);
    Day story = cx->story;
    bool of_year = in_clause_of_year(w, before, m);
    if (of_year) cx->story = before->is.time.date.range.first;
    cx->story_here = of_year || (states_year && sentence == m->sentence);
    evaluate(w, i, cx);
    cx->story = story;
    bool says_day = sentence == m->sentence && cx->story != DAY_NONE && is_weekday(m);
    bool compared = !cx->narrative && is_compared(w, before, m);
    before = m;
    bool ahead = cx->today != DAY_NONE && m->is.time.date.resolved && m->is.time.date.range.first > cx->today;
    if (!moves_story(m) || compared || (says_day && !cx->narrative) ||
        (ahead && !cx->narrative && m->is.time.date.range.grain >= GRAIN_MONTH))
      continue;
    states_year = states_its_year(m) || cx->story_here;
    sentence = m->sentence;
    cx->story = m->is.time.date.range.first;
    cx->story_grain = m->is.time.date.range.grain;
    block = w->tokens.sentences[m->sentence].block;
  }
}

void dates_resolve(Work *w) {
  const struct DateBook *b = pack_dates(w->pack);
  w->today = DAY_NONE;
  w->dateline = (Span){0, 0};
  if (!b) return;
  w->tense = arena_zalloc(w->arena, w->tokens.n + 1);
  join_all(w);
  compact(w);
  w->today = article_day(w->doc);
  if (w->today == DAY_NONE) w->today = dateline_day(w);
  DateContext cx = {.book = b, .arena = w->arena, .today = w->today, .story = DAY_NONE};
  cx.narrative = is_narrative(w, cx.today);
  cx.day_first = counts_day_first(w, b->day_first);
  dates_article_year(&cx, w);
  resolve_all(w, &cx);
}
