/* date_join.c -- neighbouring times become one: `join` rules over a sentence in which each time is one symbol and all else is words.
 *
 *   join date.range
 *     match (?:from|between) {when:value} (?:to|and) {when:to}
 *     set   op=range
 *
 * op says how: range (value .. to), edge (value, its part by slot mod or set part=), shift (value or unit moved by direction from `of`), part (value
 * inside `of`), daytime (clock or part of day `value` on the day `of`), same (value as it is, with more words). Rules run until none matches. */
#include "extractor/dates.h"

typedef struct {
  Work *w;
  const Sentence *sentence;
  Symbol *symbols;
  Range *tokens;     /* of each item: [first, last) in Tokens */
  Mention **mention; /* of each item, NULL for a word */
  uint32_t n;
  uint32_t times; /* behind the last item with a mention: nothing begins there or later */
  Span window;    /* mentions of the sentence */
} Skeleton;

static bool is_time(const Mention *m) {
  if (m->span.end == m->span.start) return false;
  return m->kind == KIND_DURATION ||
         ((m->kind == KIND_DATE || m->kind == KIND_PERIOD || m->kind == KIND_TIME) && m->is.time.date.expr);
}

static void push_item(Skeleton *s, Symbol symbol, uint32_t first, uint32_t last, Mention *m) {
  s->symbols[s->n] = symbol;
  s->tokens[s->n] = (Range){first, last};
  s->mention[s->n++] = m;
  if (m) s->times = s->n;
}

static void build(Skeleton *s) {
  const Tokens *t = &s->w->tokens;
  size_t at = s->window.start;
  s->n = s->times = 0;
  for (uint32_t i = s->sentence->first; i < s->sentence->last;) {
    while (at < s->window.end &&
           (!is_time(&s->w->mentions.items[at]) || s->w->mentions.items[at].span.end <= t->items[i].start))
      at++;
    Mention *m = at < s->window.end ? &s->w->mentions.items[at] : NULL;
    if (m && m->span.start <= t->items[i].start) {
      uint32_t first = i;
      while (i < s->sentence->last && t->items[i].start < m->span.end) i++;
      push_item(s, mention_symbol(s->w->pack, m->kind, ENT_OTHER), first, i, m);
      at++;
    } else {
      push_item(s, token_claim_symbol(s->w->pack, &t->items[i]), i, i + 1, NULL);
      i++;
    }
  }
}

/* --- the operations ------------------------------------------------------------------------------------------------------------------ */

static Mention *slot_mention(const Skeleton *s, const Match *m, Slot slot) {
  for (uint32_t i = m->slot[slot].first; i < m->slot[slot].last; i++)
    if (s->mention[i]) return s->mention[i];
  return NULL;
}

static int slot_table_row(const Skeleton *s, const Match *m, Slot slot, const Table *t) {
  for (uint32_t i = m->slot[slot].first; t && i < m->slot[slot].last; i++) {
    int row = s->mention[i] ? -1 : token_row(s->w->pack, &s->w->tokens, s->tokens[i].first, t);
    if (row >= 0) return row;
  }
  return -1;
}

/* P2W, PT3H, PXM: count and grain of a duration's value. */
/* "P1.5Y" is eighteen months. */
static bool parse_part_years(DateExpr *e, Str timex, Str digits) {
  Number v;
  int64_t months;
  if (timex.p[timex.n - 1] != 'Y' || !number_parse(&v, digits) || !number_mul(&v, v, number_of(12))) return false;
  if (!number_to_i64(&months, v) || months > 3000000) return false;
  e->grain = GRAIN_MONTH;
  e->count = (int)months;
  return true;
}

static bool parse_period(DateExpr *e, Str timex) {
  static const struct {
    char letter;
    Grain g;
  } day[] = {{'D', GRAIN_DAY}, {'W', GRAIN_WEEK}, {'M', GRAIN_MONTH}, {'Q', GRAIN_QUARTER}, {'Y', GRAIN_YEAR}};
  static const struct {
    char letter;
    Grain g;
  } clock[] = {{'H', GRAIN_HOUR}, {'M', GRAIN_MINUTE}, {'S', GRAIN_SECOND}};
  bool time = str_starts(timex, STR("PT"));
  Str digits = str_slice(timex, time ? 2 : 1, timex.n ? timex.n - 1 : 0);
  char letter = timex.n ? timex.p[timex.n - 1] : 0;
  uint64_t v = 0;
  if (str_is(digits, "X"))
    e->count = COUNT_SOME;
  else if (str_to_u64(&v, digits) && v <= 3000000)
    e->count = (int)v;
  else
    return timex.n && parse_part_years(e, timex, digits);
  for (size_t i = 0; i < sizeof day / sizeof *day && !time; i++)
    if (day[i].letter == letter) return e->grain = day[i].g, true;
  for (size_t i = 0; i < sizeof clock / sizeof *clock && time; i++)
    if (clock[i].letter == letter) return e->grain = clock[i].g, true;
  return false;
}

static const DateExpr *expr_of(const Mention *m) { return m && m->kind != KIND_DURATION ? m->is.time.date.expr : NULL; }

static int set_int(const Match *m, const char *key, int other) {
  Str v = rule_set(m->rule, key);
  uint64_t n;
  if (v.n > 1 && v.p[0] == '-' && str_to_u64(&n, str_slice(v, 1, v.n))) return -(int)n;
  return str_to_u64(&n, v) ? (int)n : other;
}

static DateExpr *join_range(const Skeleton *s, const Match *m) {
  DateExpr *e = date_expr_new(s->w->arena, DATE_RANGE);
  e->of = expr_of(slot_mention(s, m, SLOT_value));
  e->to = expr_of(slot_mention(s, m, SLOT_to));
  if (rule_set(m->rule, "of").n && !(e->of && e->to && e->of->figures && e->to->figures)) return NULL;
  return e->of || e->to ? e : NULL;
}

static DateExpr *join_edge(const Skeleton *s, const Match *m) {
  const struct DateBook *b = pack_dates(s->w->pack);
  DateExpr *e = date_expr_new(s->w->arena, DATE_EDGE);
  int row = slot_table_row(s, m, SLOT_mod, b->edges);
  e->of = expr_of(slot_mention(s, m, SLOT_value));
  e->n = row >= 0 ? b->edge[row] : set_int(m, "part", 0);
  if (!e->of || e->of->op == DATE_WORD) return NULL;
  e->grain = e->of->grain;
  if (e->of->op == DATE_DAYTIME) *e = *e->of;
  e->lonely = false;
  return e;
}

/* "1 month 21 days" before or behind the day `of`: P1M21D as one shift behind the other; NULL when the value is no such length. */
static DateExpr *shift_by_parts(const Skeleton *s, Str timex, int n, const DateExpr *of) {
  DateExpr *e = NULL;
  size_t at = 1;
  while (at < timex.n && timex.p[at] != 'T') {
    size_t end = at;
    while (end < timex.n && timex.p[end] >= '0' && timex.p[end] <= '9') end++;
    if (end == at || end == timex.n) return NULL;
    Str part = arena_printf(s->w->arena, "P%.*s", STR_ARGS(str_slice(timex, at, end + 1)));
    e = date_expr_new(s->w->arena, DATE_SHIFT);
    e->of = of;
    e->n = n;
    if (!parse_period(e, part)) return NULL;
    of = e;
    at = end + 1;
  }
  return at == timex.n ? e : NULL;
}

/* The day that a direction word counts from when no other time is named. */
static const DateExpr *anchor_of_shift(const Skeleton *s, int direction) {
  const struct DateBook *b = pack_dates(s->w->pack);
  if (direction < 0) return NULL;
  DateExpr *day = date_expr_new(s->w->arena, DATE_UNIT);
  day->grain = GRAIN_DAY;
  day->anchor = b->shift[direction].anchor;
  return day;
}

static DateExpr *join_shift(const Skeleton *s, const Match *m) {
  const struct DateBook *b = pack_dates(s->w->pack);
  DateExpr *e = date_expr_new(s->w->arena, DATE_SHIFT);
  const Mention *length = slot_mention(s, m, SLOT_value);
  int direction = slot_table_row(s, m, SLOT_direction, b->shifts), unit = slot_table_row(s, m, SLOT_unit, b->units);
  e->of = expr_of(slot_mention(s, m, SLOT_of));
  e->n = direction >= 0 ? b->shift[direction].n : set_int(m, "n", 1);
  if (!e->of && direction >= 0 && length && parse_period(e, length->timex)) { /* "half a year ago": a month, no day */
    e->anchor = b->shift[direction].anchor;
    return e;
  }
  if (!e->of) e->of = anchor_of_shift(s, direction);
  if (!e->of) return NULL;
  if (length) return parse_period(e, length->timex) ? e : shift_by_parts(s, length->timex, e->n, e->of);
  if (unit < 0) return NULL;
  e->grain = b->unit[unit].grain;
  e->count = b->unit[unit].times;
  return e;
}

static Grain grain_of(const DateExpr *e) {
  return (e->op == DATE_NAMED || e->op == DATE_EDGE) && e->of ? grain_of(e->of)
         : e->op == DATE_DAYTIME || e->op == DATE_WORD        ? GRAIN_NONE
                                                              : e->grain;
}

/* Can a part be inside it: is it longer, and not another day or month of its own? */
static bool holds(const DateExpr *whole, const DateExpr *part) {
  Grain g = grain_of(whole);
  if (part->op != DATE_PART && part->month && g < GRAIN_YEAR) return false;
  return g > grain_of(part) || (whole->op == DATE_RANGE || whole->op == DATE_SPAN);
}

/* A part names its whole: "the first week" + "October", "October" + "that year", "Monday" + "last week". */
static DateExpr *join_part(const Skeleton *s, const Match *m) {
  const DateExpr *part = expr_of(slot_mention(s, m, SLOT_value)), *of = expr_of(slot_mention(s, m, SLOT_of));
  if (!part || !of || !holds(of, part)) return NULL;
  if (rule_set(m->rule, "of").n && (grain_of(of) != GRAIN_WEEK || !part->weekday || part->month)) return NULL;
  DateExpr *e = date_expr_new(s->w->arena, DATE_PART);
  *e = *part;
  e->lonely = false;
  if (part->op == DATE_PART) {
    e->of = of;
    return e;
  }
  if (part->op != DATE_CALENDAR || part->year != YEAR_NONE) return NULL;
  e->within = of;
  return e;
}

static DateExpr *join_daytime(const Skeleton *s, const Match *m) {
  const DateExpr *time = expr_of(slot_mention(s, m, SLOT_value)), *of = expr_of(slot_mention(s, m, SLOT_of));
  if (!time || !of || time->op != DATE_DAYTIME || of->grain != GRAIN_DAY) return NULL;
  if (rule_set(m->rule, "of").n && of->op != DATE_CALENDAR) return NULL;
  DateExpr *e = date_expr_new(s->w->arena, DATE_DAYTIME);
  *e = *time;
  e->lonely = false;
  e->of = of->op == DATE_DAYTIME ? of->of : of;
  return e;
}

/* "the week of March 3": the unit that holds the day. */
static DateExpr *join_unit_of(const Skeleton *s, const Match *m) {
  const DateExpr *unit = expr_of(slot_mention(s, m, SLOT_value)), *of = expr_of(slot_mention(s, m, SLOT_of));
  if (!unit || !of || unit->op != DATE_UNIT || unit->n || unit->grain <= GRAIN_DAY || grain_of(of) != GRAIN_DAY)
    return NULL;
  DateExpr *e = date_expr_new(s->w->arena, DATE_UNIT);
  e->grain = unit->grain;
  e->of = of;
  return e;
}

/* "a week ago on Tuesday", "three weeks ago Monday": the weekday of the week that the shift leads to. */
static DateExpr *join_shifted_weekday(const Skeleton *s, const Match *m) {
  const DateExpr *shift = expr_of(slot_mention(s, m, SLOT_of)), *day = expr_of(slot_mention(s, m, SLOT_value));
  if (!shift || !day || shift->op != DATE_SHIFT || shift->of || shift->grain != GRAIN_WEEK ||
      shift->count == COUNT_SOME)
    return NULL;
  if (day->op != DATE_CALENDAR || !day->weekday || day->month || day->day) return NULL;
  DateExpr *week = date_expr_new(s->w->arena, DATE_UNIT), *e = date_expr_new(s->w->arena, DATE_CALENDAR);
  week->grain = GRAIN_WEEK;
  week->anchor = shift->anchor;
  week->n = shift->n * shift->count;
  *e = *day;
  e->within = week;
  return e;
}

/* "for three days from today": that long, from then. */
static DateExpr *join_span_from(const Skeleton *s, const Match *m) {
  const Mention *length = slot_mention(s, m, SLOT_value);
  DateExpr *e = date_expr_new(s->w->arena, DATE_SPAN);
  e->of = expr_of(slot_mention(s, m, SLOT_of));
  e->n = 1;
  return e->of && length && parse_period(e, length->timex) && e->grain >= GRAIN_DAY && e->count > 0 ? e : NULL;
}

/* "three months to September", "the year ended June 30": that long, up to then. */
static DateExpr *join_span_to(const Skeleton *s, const Match *m) {
  const Mention *length = slot_mention(s, m, SLOT_value);
  const DateExpr *unit = expr_of(length);
  DateExpr *e = date_expr_new(s->w->arena, DATE_SPAN);
  e->of = expr_of(slot_mention(s, m, SLOT_of));
  e->n = -1;
  if (!e->of || !length) return NULL;
  if (!unit) return parse_period(e, length->timex) && e->grain >= GRAIN_DAY && e->count > 0 ? e : NULL;
  bool part = unit->op == DATE_CALENDAR && unit->year == YEAR_NONE &&
              (unit->grain == GRAIN_QUARTER || unit->grain == GRAIN_HALF); /* "the third quarter ended June 30" */
  if (!part && (unit->op != DATE_UNIT || !unit->lonely)) return NULL;
  e->grain = unit->grain;
  return e;
}

static const DateExpr *today_of(const Skeleton *s) {
  DateExpr *day = date_expr_new(s->w->arena, DATE_UNIT);
  day->grain = GRAIN_DAY;
  return day;
}

enum { CONJUNCTION = 2 }; /* items that "or in a week?" begins with: a word and a blank */

/* "in two days": a day ahead where the sentence speaks of the future, else only a length; "in three months" only where it stands alone, or the
 * rule is sure. */
static DateExpr *join_ahead(const Skeleton *s, const Match *m) {
  const Mention *length = slot_mention(s, m, SLOT_value);
  DateExpr *e = date_expr_new(s->w->arena, DATE_SHIFT);
  e->n = 1;
  if (!length || !parse_period(e, length->timex) || e->grain < GRAIN_DAY || e->count < 0) return NULL;
  bool alone = m->whole.first <= CONJUNCTION && m->whole.last + 1 >= s->n;
  bool sure = alone || rule_set(m->rule, "sure").n;
  if (!sure && (e->grain > GRAIN_WEEK || dates_tense(s->w, length) <= 0)) return NULL;
  if (rule_set(m->rule, "exact").n) e->of = today_of(s); /* "within one year": the last day of it */
  if (e->grain > GRAIN_WEEK) return e;
  if (e->grain == GRAIN_WEEK) e->count *= 7;
  e->grain = GRAIN_DAY;
  return e;
}

static DateExpr *join_same(const Skeleton *s, const Match *m) {
  const DateExpr *value = expr_of(slot_mention(s, m, SLOT_value));
  if (!value) return NULL;
  DateExpr *e = date_expr_new(s->w->arena, DATE_WORD);
  *e = *value;
  return e;
}

static DateExpr *joined(const Skeleton *s, const Match *m) {
  static const struct {
    const char *op;
    DateExpr *(*make)(const Skeleton *, const Match *);
  } ops[] = {{"range", join_range},
             {"edge", join_edge},
             {"shift", join_shift},
             {"part", join_part},
             {"daytime", join_daytime},
             {"same", join_same},
             {"spanfrom", join_span_from},
             {"ahead", join_ahead},
             {"spanto", join_span_to},
             {"unitof", join_unit_of},
             {"weekday", join_shifted_weekday}};
  Str op = rule_set(m->rule, "op");
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
    if (str_is(op, ops[i].op)) return ops[i].make(s, m);
  return NULL;
}

/* --- putting the new mention in the place of the old ones -------------------------------------------------------------------------------- */

static bool take_join(void *cx, const Match *m) {
  Skeleton *s = cx;
  DateExpr *e = joined(s, m);
  Mention *keep = NULL;
  Range text = match_has(m, SLOT_text) ? m->slot[SLOT_text] : m->whole;
  if (!e) return false;
  for (uint32_t i = m->whole.first; i < m->whole.last; i++) {
    if (!s->mention[i]) continue;
    if (!keep)
      keep = s->mention[i];
    else
      s->mention[i]->span = (Span){0, 0};
  }
  if (!keep) return false;
  const Tokens *t = &s->w->tokens;
  keep->span = (Span){t->items[s->tokens[text.first].first].start, t->items[s->tokens[text.last - 1].last - 1].end};
  keep->rule = rule_name(m->rule);
  memset(&keep->is, 0, sizeof keep->is);
  date_mention_set(keep, m, e);
  return true;
}

static bool pass(Skeleton *s) {
  bool changed = false;
  build(s);
  const uint8_t *dead = matcher_dead(s->w->matcher, RULES_JOIN);
  for (uint32_t at = 0; at < s->n;) {
    uint32_t end = dead[s->symbols[at]] == SYMBOL_NEVER
                       ? at
                       : match_at(s->w->matcher, RULES_JOIN, s->symbols, s->n, at, take_join, s);
    changed |= end > at;
    at = end > at ? end : at + 1;
  }
  return changed;
}

void dates_join(Work *w, size_t first, size_t last) {
  const Sentence *sentence = &w->tokens.sentences[w->mentions.items[first].sentence];
  size_t n = sentence->last - sentence->first;
  Skeleton s = {.w = w, .sentence = sentence, .window = {(uint32_t)first, (uint32_t)last}};
  s.symbols = arena_alloc(w->arena, n * sizeof *s.symbols);
  s.tokens = arena_alloc(w->arena, n * sizeof *s.tokens);
  s.mention = arena_alloc(w->arena, n * sizeof *s.mention);
  for (int i = 0; i < 4 && pass(&s); i++) continue;
}
