/* borrow.c -- a bare number takes the unit of the figure that it is compared with, or that the heading of its list names.
 *
 *   "249 mln dlrs from 233 mln"        233 mln is money: a linking word stands before it and a figure with a unit earlier in the sentence
 *   "rose 200 mln to 7.2 billion dlrs" 200 mln is money: the figure with the unit follows over a linking word
 *   "fell from 7.3 to 6.9 percent"     7.3 is a percentage
 *   "cut from 95 minutes to 25"        25 minutes: both ends of a movement are linked
 *   "84 cents, while the lowest is 74" a clause that contrasts lends it too
 *   "By sector, in million tonnes:" and below it "Power: 8.2"
 * The two numerals must be of one order (a factor of a thousand at most), so that "gained 2 dollars to 15,000" borrows nothing. Which words link
 * is the pack's lists {borrow_from} ("from", "vs"), {borrow_to} ("to") and {borrow_contrast} ("while"). */
#include "extractor/amount.h"

enum {
  REACH = 90 /* bytes between the two figures */,
  ORDER = 1000,
  ORDER_NEAR = 20 /* of percentages and over a clause */
};
enum { WORDS = 3 /* from the linking word to its figure */, WORDS_OF_CONTRAST = 5 };

typedef struct {
  const Work *w;
  uint16_t from, to, contrast, in, of; /* atoms */
} Borrow;

/* A number without a unit, and without a word behind it that could be one ("3.84 mln head"). */
static bool is_bare(const Work *w, size_t at) {
  const Mention *m = &w->mentions.items[at], *next = at + 1 < w->mentions.n ? m + 1 : NULL;
  const Tokens *t = &w->tokens;
  if (m->kind != KIND_NUMBER || !m->is.quantity.has_value || m->is.quantity.unit.n) return false;
  uint32_t i = token_at(t, 0, (uint32_t)t->n, m->span.end);
  if (i + 1 >= t->n || t->items[i].kind != TOKEN_SPACE || t->items[i + 1].kind != TOKEN_WORD) return true;
  bool other = next && next->span.start == t->items[i + 1].start;
  return other || token_is(w->pack, t, i + 1, pack_units(w->pack)->noun_stop);
}

static bool lends(const Mention *m) {
  bool kind = m->kind == KIND_MONEY || m->kind == KIND_QUANTITY || m->kind == KIND_COUNT || m->kind == KIND_PERCENT;
  return kind && m->is.quantity.has_value && m->is.quantity.written_value.n && number_sign(m->is.quantity.value) != 0;
}

/* Are the numerals as written of one order? *factor: what one of the lender's units is worth in its normal unit. */
static bool of_one_order(const Quantity *bare, const Quantity *lender, bool near, Number *factor) {
  Number numeral, ratio, order = number_of(near ? ORDER_NEAR : ORDER), least;
  if (!number_parse(&numeral, lender->written_value) || number_sign(numeral) == 0 || number_sign(bare->value) == 0)
    return false;
  if (!number_div(factor, lender->value, numeral) || !number_div(&ratio, bare->value, numeral) ||
      !number_div(&least, number_of(1), order))
    return false;
  ratio = number_abs(ratio);
  return number_cmp(ratio, order) <= 0 && number_cmp(ratio, least) >= 0;
}

static void take_unit(Mention *m, const Mention *lender, Number factor) {
  Quantity *q = &m->is.quantity;
  const Quantity *l = &lender->is.quantity;
  Number value;
  if (!number_mul(&value, q->value, factor)) return;
  bool exact = number_eq(q->range.low, q->range.high) && !q->range.no_low && !q->range.no_high;
  q->written.unit_exp += factor.den == 1 ? factor.exp : 0;
  q->written.whole |= m->kind == KIND_COUNT;
  q->value = q->written.value = value;
  m->kind = lender->kind;
  q->unit = l->unit;
  q->unit_assumed = l->unit_assumed;
  q->written_unit = l->written_unit;
  q->per = l->per;
  q->range = exact ? interval_closed(value, value) : interval_read(q->written, q->hedge);
}

/* The atom of the linking word before mention m, over a few words and blanks: from, to, contrast or none of them (0). */
static uint16_t link_before(const Borrow *b, const Mention *m) {
  const Tokens *t = &b->w->tokens;
  uint32_t first = t->sentences[m->sentence].first, i = token_at(t, 0, (uint32_t)t->n, m->span.start);
  for (int words = 0; i > first && words < WORDS_OF_CONTRAST;) {
    i--;
    if (t->items[i].kind == TOKEN_SPACE) continue;
    if (t->items[i].kind != TOKEN_WORD) return 0;
    if (words < WORDS && token_is(b->w->pack, t, i, b->from)) return b->from;
    if (words < WORDS && token_is(b->w->pack, t, i, b->to)) return b->to;
    if (b->contrast != UINT16_MAX && token_is(b->w->pack, t, i, b->contrast)) return b->contrast;
    words++;
  }
  return 0;
}

static bool link_behind(const Borrow *b, const Mention *m, const Mention *next) {
  const Tokens *t = &b->w->tokens;
  uint32_t i = token_at(t, 0, (uint32_t)t->n, m->span.end);
  if (i + 2 >= t->n || t->items[i].kind != TOKEN_SPACE || t->items[i + 2].kind != TOKEN_SPACE) return false;
  if (t->items[i + 2].end != next->span.start) return false;
  return token_is(b->w->pack, t, i + 1, b->to) || token_is(b->w->pack, t, i + 1, b->from);
}

/* The nearest figure with a unit before items[at] in its sentence; NULL when none is near enough. */
static const Mention *lender_before(const Borrow *b, size_t at) {
  const Mentions *ms = &b->w->mentions;
  const Mention *m = &ms->items[at];
  for (size_t i = at; i-- > 0 && ms->items[i].sentence == m->sentence && m->span.start - ms->items[i].span.end < REACH;)
    if (lends(&ms->items[i])) return &ms->items[i];
  return NULL;
}

static bool minor_unit(Number factor) { return !number_eq(factor, number_of(1)); }

/* The row of units.tsv with that code and class, or NULL. */
static const UnitRow *row_of(const UnitBook *b, Str code, const char *cls) {
  for (size_t i = 0; b->units && i < b->units->nrows; i++)
    if (str_is(b->unit[i].cls, cls) && str_eq(b->unit[i].code, code)) return &b->unit[i];
  return NULL;
}

static void set_timex(const Work *w, Mention *m) {
  const UnitRow *u = row_of(pack_units(w->pack), m->is.quantity.unit, "time");
  Reading r = {w->pack, w->arena, w->doc, &w->tokens, m->sentence};
  m->timex = u ? duration_timex(&r, m->is.quantity.value, u->timex) : STR("");
}

static bool word_behind(const Work *w, const Mention *m) {
  const Tokens *t = &w->tokens;
  uint32_t i = token_at(t, 0, (uint32_t)t->n, m->span.end);
  return i + 1 < t->n && t->items[i].kind == TOKEN_SPACE && t->items[i + 1].kind == TOKEN_WORD;
}

/* "from 95 minutes in May to 25": the figure before, over dates, when a linking word stands before that too; else NULL. */
static const Mention *moved_from(const Borrow *b, size_t at) {
  const Mention *first = b->w->mentions.items, *m = first + at, *l = m;
  while (l > first && (--l)->sentence == m->sentence && kind_is_date(l->kind)) {}
  if (l == m || l->sentence != m->sentence || m->span.start - l->span.end >= REACH) return NULL;
  bool stretch = l->kind == KIND_DURATION && l->is.quantity.has_value && l->is.quantity.written_value.n &&
                 number_sign(l->is.quantity.value) != 0;
  return (stretch || lends(l)) && link_before(b, l) == b->from ? l : NULL;
}

static bool borrow_back(const Borrow *b, size_t at) {
  Mention *m = &b->w->mentions.items[at];
  uint16_t link = link_before(b, m);
  const Mention *moved = link == b->to ? moved_from(b, at) : NULL, *l = moved  ? moved
                                                                        : link ? lender_before(b, at)
                                                                               : NULL;
  Number factor;
  if (!l) return false;
  bool percent = l->kind == KIND_PERCENT, near = percent || link == b->contrast || l->kind == KIND_DURATION;
  if (!of_one_order(&m->is.quantity, &l->is.quantity, near, &factor)) return false;
  if (link == b->contrast && l->kind == KIND_COUNT && word_behind(b->w, m))
    return false;                                     /* "four strikes, while 25 were wounded" */
  bool bound = m->is.quantity.hedge == HEDGE_AT_MOST; /* "up to 4.5" links nothing */
  if (link == b->to && !moved && (percent || bound || minor_unit(factor)))
    return false; /* "up 1 % to 1,478", "19 cents to 58.24" */
  take_unit(m, l, factor);
  if (m->kind == KIND_DURATION) set_timex(b->w, m);
  return true;
}

static void borrow_ahead(const Borrow *b, size_t at) {
  const Mentions *ms = &b->w->mentions;
  Mention *m = &ms->items[at];
  const Mention *next = at + 1 < ms->n ? &ms->items[at + 1] : NULL;
  Number factor;
  if (!next || next->sentence != m->sentence || !lends(next) || !link_behind(b, m, next)) return;
  bool percent = next->kind == KIND_PERCENT;
  if (percent && link_before(b, m) != b->from) return;
  if (of_one_order(&m->is.quantity, &next->is.quantity, percent, &factor)) take_unit(m, next, factor);
}

/* --- headings ------------------------------------------------------------------------------------------------------- */

typedef struct {
  Mention lender; /* the unit, and the kind that it makes of a bare number */
  Str timex;      /* of a unit of time */
  Number factor;  /* currencies: to the unit of their code */
  int scale;      /* power of ten */
  bool any;
} Heading;

static uint32_t over_spaces(const Tokens *t, uint32_t first, uint32_t i) {
  while (i > first && t->items[i - 1].kind == TOKEN_SPACE) i--;
  return i;
}

static bool sign_before(const Work *w, uint32_t i, char sign) {
  const Token *t = &w->tokens.items[i - 1];
  return t->kind == TOKEN_PUNCT && t->end - t->start == 1 && w->doc->text.p[t->start] == sign;
}

static void set_heading(Heading *h, const Reading *r, const UnitRow *u, bool money) {
  static const char *const shares[] = {"percent", "pc", "pp"};
  Quantity *q = &h->lender.is.quantity;
  h->any = true;
  h->factor = number_of(1);
  h->lender.kind = money ? KIND_MONEY : u->timex.n ? KIND_DURATION : KIND_QUANTITY;
  if (money) u = unit_resolve(r, u, &q->unit_assumed), h->factor = u->factor;
  for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
    if (!money && str_is(u->cls, shares[i])) h->lender.kind = KIND_PERCENT;
  h->timex = u->timex;
  q->unit = u->code;
  q->written_unit = u->name;
}

/* "…, in million tonnes:", "(in thousands of dollars):", "in weeks:" at the end of sentence s. */
static bool heading_of(Heading *h, const Borrow *b, uint32_t s) {
  const Work *w = b->w;
  const Tokens *t = &w->tokens;
  uint32_t first = t->sentences[s].first, i = over_spaces(t, first, t->sentences[s].last);
  if (i < first + 4 || !sign_before(w, i, ':')) return false;
  i = over_spaces(t, first, i - 1);
  if (i > first && sign_before(w, i, ')')) i--;
  if (i < first + 3 || t->items[i - 1].kind != TOKEN_WORD) return false;
  Reading r = {w->pack, w->arena, w->doc, t, s};
  const UnitRow *u = token_unit(&r, i - 1, false, NULL), *c = u ? NULL : token_unit(&r, i - 1, true, NULL);
  *h = (Heading){.scale = 0};
  if (!u && !c) return false;
  i = over_spaces(t, first, i - 1);
  if (i > first && token_is(w->pack, t, i - 1, b->of)) i = over_spaces(t, first, i - 1);
  const UnitBook *book = pack_units(w->pack);
  int row = i > first && book->scales ? token_row(w->pack, t, i - 1, book->scales) : -1;
  if (row >= 0) h->scale = book->power[row], i = over_spaces(t, first, i - 1);
  if (i == first || !token_is(w->pack, t, i - 1, b->in)) return false;
  set_heading(h, &r, u ? u : c, !u);
  return true;
}

/* Does a label's colon stand before the mention? */
static bool is_labelled(const Work *w, const Mention *m) {
  uint32_t first = w->tokens.sentences[m->sentence].first;
  uint32_t i = over_spaces(&w->tokens, first, token_at(&w->tokens, first, (uint32_t)w->tokens.n, m->span.start));
  return i > first && sign_before(w, i, ':');
}

static void take_heading(const Work *w, Mention *m, const Heading *h) {
  Number factor;
  Reading r = {w->pack, w->arena, w->doc, &w->tokens, m->sentence};
  if (!number_pow10(&factor, h->factor, h->scale)) return;
  take_unit(m, &h->lender, factor);
  if (h->scale) m->is.quantity.written_value = number_text(&r, m->is.quantity.value);
  if (h->timex.n) m->timex = duration_timex(&r, m->is.quantity.value, h->timex);
}

/* The lines below a heading, as long as each has a labelled number. */
static void units_of_lists(const Borrow *b) {
  const Mentions *ms = &b->w->mentions;
  Heading head = {.any = false};
  size_t at = 0;
  for (uint32_t s = 0; s < b->w->tokens.nsentences; s++) {
    Heading next;
    bool took = false;
    if (heading_of(&next, b, s)) {
      head = next;
      continue;
    }
    if (!head.any) continue;
    while (at < ms->n && ms->items[at].sentence < s) at++;
    for (; at < ms->n && ms->items[at].sentence == s; at++) {
      if (!is_bare(b->w, at) || !is_labelled(b->w, &ms->items[at])) continue;
      take_heading(b->w, &ms->items[at], &head);
      took = true;
    }
    head.any = took;
  }
}

/* --- degrees -------------------------------------------------------------------------------------------------------- */

/* "180", "360": more than one right angle turns, and is not hot. */
static bool is_turn(Number degrees) {
  Number turns;
  return number_cmp(degrees, number_of(90)) > 0 && number_div(&turns, degrees, number_of(90)) && number_is_whole(turns);
}

static bool is_degrees(const UnitBook *b, const Mention *m) {
  return m->kind == KIND_QUANTITY && str_eq(m->is.quantity.unit, b->degree->code);
}

/* A bare "degrees" is one of the scale that the document named last before it, else of the one it names at all. */
static void scale_degrees(const Work *w) {
  const UnitBook *b = pack_units(w->pack);
  const UnitRow *scale = NULL;
  if (!b->degree || w->mentions.n == 0) return;
  Mention *m = w->mentions.items, *end = m + w->mentions.n;
  while (m < end && !is_degrees(b, m)) m++;
  if (m == end) return;
  for (int pass = 0; pass == 0 || (pass == 1 && scale); pass++)
    for (m = w->mentions.items; m < end; m++) {
      Quantity *q = &m->is.quantity;
      const UnitRow *named = m->kind == KIND_QUANTITY ? row_of(b, q->unit, "temp") : NULL;
      if (named) scale = named;
      if (named || !scale || !is_degrees(b, m) || is_turn(q->value)) continue;
      q->unit = scale->code;
      q->written_unit = scale->name;
    }
}

void units_borrow(Work *w) {
  Borrow b = {w,
              pack_list(w->pack, LIST_borrow_from),
              pack_list(w->pack, LIST_borrow_to),
              pack_list(w->pack, LIST_borrow_contrast),
              pack_list(w->pack, LIST_heading_in),
              pack_list(w->pack, LIST_heading_of)};
  scale_degrees(w);
  if (b.in != UINT16_MAX) units_of_lists(&b);
  if (b.from == UINT16_MAX || b.to == UINT16_MAX) return;
  for (size_t i = 0; i < w->mentions.n; i++)
    if (is_bare(w, i) && !borrow_back(&b, i)) borrow_ahead(&b, i);
}
