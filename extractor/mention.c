/* mention.c -- mention rules over each sentence's tokens; then hedges, which stand directly before or behind a figure, narrow or widen what it says.
 *
 * At one start the longest rule whose reader agrees wins and the scan goes on behind it. */
#include "extractor/layers.h"
#include "extractor/pack_p.h"
#include <stdlib.h>

typedef struct {
  Work *w;
  size_t cap;
  uint32_t sentence;
  uint32_t base; /* token index of the sentence's first symbol */
} Finder;

static Mention *push(Finder *f) {
  Mentions *ms = &f->w->mentions;
  if (ms->n == f->cap) ms->items = arena_grow(f->w->arena, ms->items, ms->n, &f->cap, ms->n + 1, sizeof *ms->items);
  return &ms->items[ms->n];
}

static Match in_document(const Match *m, uint32_t base) {
  Match out = *m;
  out.whole.first += base;
  out.whole.last += base;
  for (int s = 0; s < SLOT_COUNT; s++)
    if (match_has(m, (Slot)s)) out.slot[s] = (Range){m->slot[s].first + base, m->slot[s].last + base};
  return out;
}

static bool ends_taken(const Tokens *t, Range whole) { return t->items[whole.last - 1].taken; }

/* The hedge that the rule sets: a hedge rule, or a mention rule that has the word inside ("100-plus countries"). */
static void apply_hedge(Mention *m, const Match *match) {
  Quantity *q = &m->is.quantity;
  Hedge h;
  if (!hedge_parse(&h, rule_set(match->rule, "hedge")) || !q->has_value || q->hedge == HEDGE_BETWEEN ||
      q->hedge == HEDGE_VAGUE)
    return;
  q->hedge = h;
  q->range = rule_set(match->rule, "exact").n ? interval_closed(q->value, q->value) : interval_read(q->written, h);
}

/* `set unit=`: what a rule counts whose text names no unit ("voted 31 to 18"). */
static void apply_unit(Mention *m, const Match *match) {
  Quantity *q = &m->is.quantity;
  Str unit = rule_set(match->rule, "unit");
  if (unit.n && !q->unit.n) q->unit = q->written_unit = unit;
}

static bool take(void *cx, const Match *found) {
  Finder *f = cx;
  Work *w = f->w;
  Match m = in_document(found, f->base);
  Mention *out = push(f);
  Reading r = {.pack = w->pack, .arena = w->arena, .doc = w->doc, .tokens = &w->tokens, .sentence = f->sentence};
  if (ends_taken(&w->tokens, m.whole)) return false;
  *out = (Mention){.sentence = f->sentence, .rule = m.rule->text->name};
  Range text = match_has(&m, SLOT_text) ? m.slot[SLOT_text] : m.whole;
  out->span = (Span){w->tokens.items[text.first].start, w->tokens.items[text.last - 1].end};
  if (m.rule->has_kind) out->kind = m.rule->kind;
  if (!m.rule->read(out, &r, &m)) return false;
  if (kind_is_figure(out->kind)) apply_unit(out, &m), apply_hedge(out, &m);
  w->mentions.n++;
  return true;
}

static void find_in_sentence(Finder *f, const Sentence *s) {
  const Tokens *t = &f->w->tokens;
  const Symbol *symbols = t->symbols + s->first;
  uint32_t n = s->last - s->first;
  const uint8_t *dead = matcher_dead(f->w->matcher, RULES_MENTION);
  f->base = s->first;
  for (uint32_t at = 0; at < n;) {
    const Token *token = &t->items[s->first + at];
    if (dead[symbols[at]] == SYMBOL_NEVER || token->kind == TOKEN_SPACE || token->taken)
      at++;
    else {
      uint32_t end = match_at(f->w->matcher, RULES_MENTION, symbols, n, at, take, f);
      at = end > at ? end : at + 1;
    }
  }
}

/* --- hedges --------------------------------------------------------------------------------------------------------- */

static bool first_match(void *cx, const Match *m) {
  *(Match *)cx = *m;
  return true;
}

static void find_hedge(Work *w, Mention *m) {
  const Sentence *s = &w->tokens.sentences[m->sentence];
  const Symbol *symbols = w->tokens.symbols + s->first;
  uint32_t n = s->last - s->first;
  uint32_t first = token_at(&w->tokens, s->first, s->last, m->span.start) - s->first;
  uint32_t last = token_at(&w->tokens, s->first, s->last, m->span.end - 1) - s->first + 1;
  Match match;
  if (match_before(w->matcher, RULES_HEDGE_BEFORE, symbols, 0, first, &match)) apply_hedge(m, &match);
  while (last < n && w->tokens.items[s->first + last].kind == TOKEN_SPACE) last++;
  if (last < n && match_at(w->matcher, RULES_HEDGE_AFTER, symbols, n, last, first_match, &match) > last)
    apply_hedge(m, &match);
}

static int by_start(const void *a, const void *b) {
  const Mention *x = a, *y = b;
  if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
  if (x->span.end != y->span.end) return x->span.end > y->span.end ? -1 : 1;
  return (int)x->kind - (int)y->kind;
}

void mentions_sort(Mentions *m) {
  for (size_t i = 1; i < m->n; i++)
    if (by_start(&m->items[i - 1], &m->items[i]) > 0) {
      qsort(m->items, m->n, sizeof *m->items, by_start);
      return;
    }
}

void mentions_find(Work *w) {
  Finder f = {.w = w};
  for (uint32_t i = 0; i < w->tokens.nsentences; i++) {
    if (deadline_over_at(w->doc->until, i)) return;
    f.sentence = i;
    find_in_sentence(&f, &w->tokens.sentences[i]);
  }
  for (size_t i = 0; i < w->mentions.n; i++)
    if (kind_is_figure(w->mentions.items[i].kind)) find_hedge(w, &w->mentions.items[i]);
  mentions_sort(&w->mentions);
  units_borrow(w);
}
