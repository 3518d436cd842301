/* states.c -- see states.h. States are found again by their positions, steps by (state, symbol), both in tables of open addressing. */
#include "extractor/states.h"
#include <stdlib.h>

enum { FIRST_STEPS = 1 << 10 };

typedef struct {
  uint32_t from, to; /* from 0: free */
  Symbol symbol;
} Step;

struct States {
  const Automaton *automaton;
  const Position *positions;
  size_t limit; /* bytes */
  Arena *arena; /* of the states' lists */
  State *items;
  size_t n, cap;
  uint32_t *index; /* by positions, state or 0 */
  size_t index_cap;
  Step *steps;
  size_t nsteps, steps_cap;
  uint32_t *start; /* by symbol */
  uint32_t *marks; /* by position: the round that last asked it */
  uint32_t *found; /* positions of the state that is being made */
  size_t nfound;
  uint32_t round;
};

States *states_new(const Automaton *a, size_t limit) {
  States *s = mem_zalloc(sizeof *s);
  size_t n;
  s->automaton = a;
  s->limit = limit;
  s->positions = automaton_positions(a, &n);
  s->arena = arena_new();
  s->start = mem_zalloc((automaton_symbols(a) + 1) * sizeof *s->start);
  s->marks = mem_zalloc((n + 1) * sizeof *s->marks);
  s->found = mem_alloc((n + 1) * sizeof *s->found);
  s->steps = mem_zalloc((s->steps_cap = FIRST_STEPS) * sizeof *s->steps);
  s->index = mem_zalloc((s->index_cap = FIRST_STEPS) * sizeof *s->index);
  s->n = STATE_FIRST;
  s->items = mem_zalloc((s->cap = FIRST_STEPS) * sizeof *s->items);
  s->items[STATE_DEAD].last = true;
  return s;
}

void states_free(States *s) {
  if (!s) return;
  arena_free(s->arena);
  free(s->start);
  free(s->marks);
  free(s->found);
  free(s->steps);
  free(s->index);
  free(s->items);
  free(s);
}

void states_keep(States *s) {
  if (arena_used(s->arena) + 2 * s->nsteps * sizeof *s->steps + s->n * sizeof *s->items < s->limit) return;
  arena_clear(s->arena);
  memset(s->start, 0, (automaton_symbols(s->automaton) + 1) * sizeof *s->start);
  memset(s->steps, 0, s->steps_cap * sizeof *s->steps);
  memset(s->index, 0, s->index_cap * sizeof *s->index);
  s->n = STATE_FIRST;
  s->nsteps = 0;
}

const State *states_get(const States *s, uint32_t state) { return &s->items[state]; }

/* --- making a state ------------------------------------------------------------------------------------------------- */
static void gather(States *s, PositionSet set, Symbol symbol) {
  for (size_t i = 0; i < set.n; i++) {
    uint32_t p = set.items[i];
    if (s->marks[p] == s->round) continue;
    s->marks[p] = s->round;
    if (takes(s->positions[p].symbols, symbol)) s->found[s->nfound++] = p;
  }
}

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static uint32_t *index_slot(const States *s, const uint32_t *positions, size_t n) {
  uint64_t hash = n;
  for (size_t i = 0; i < n; i++) hash = (hash ^ positions[i]) * UINT64_C(0x9E3779B97F4A7C15);
  size_t at = hash >> 32 & (s->index_cap - 1);
  for (; s->index[at]; at = (at + 1) & (s->index_cap - 1)) {
    const State *k = &s->items[s->index[at]];
    if (k->npositions == n && memcmp(k->positions, positions, n * sizeof *positions) == 0) break;
  }
  return &s->index[at];
}

static void grow_index(States *s) {
  free(s->index);
  s->index = mem_zalloc((s->index_cap *= 2) * sizeof *s->index);
  for (uint32_t i = STATE_FIRST; i < s->n; i++) *index_slot(s, s->items[i].positions, s->items[i].npositions) = i;
}

/* Most symbols lead nowhere, and nearly all of those are known from this without a step for each. */
static void find_ways(States *s, State *k) {
  size_t words = automaton_symbols(s->automaton) / 64 + 1;
  s->round++;
  for (size_t i = 0; i < k->npositions; i++) {
    const Position *p = &s->positions[k->positions[i]];
    for (size_t f = 0; f < p->nfollow; f++)
      for (size_t j = 0; j < p->follow[f].n; j++) {
        uint32_t next = p->follow[f].items[j];
        if (s->marks[next] == s->round) continue;
        s->marks[next] = s->round;
        for (size_t w = 0; w < words; w++) k->goes_on |= s->positions[next].symbols[w];
      }
  }
}

/* Positions ascend, so do their rules. */
static void find_accepts(States *s, State *k) {
  uint16_t *rules = arena_alloc(s->arena, (k->npositions + 1) * sizeof *rules);
  k->accepts = rules;
  k->last = true;
  for (size_t i = 0; i < k->npositions; i++) {
    const Position *p = &s->positions[k->positions[i]];
    k->last &= p->nfollow == 0;
    if (p->accepts && (k->naccepts == 0 || rules[k->naccepts - 1] != p->rule)) rules[k->naccepts++] = p->rule;
  }
}

static uint32_t state_of_found(States *s) {
  if (s->nfound == 0) return STATE_DEAD;
  qsort(s->found, s->nfound, sizeof *s->found, ascending);
  uint32_t *slot = index_slot(s, s->found, s->nfound);
  uint32_t known = *slot;
  if (known) return known;
  uint32_t *positions = arena_alloc(s->arena, s->nfound * sizeof *positions);
  memcpy(positions, s->found, s->nfound * sizeof *positions);
  if (s->n == s->cap) s->items = mem_realloc(s->items, (s->cap *= 2) * sizeof *s->items);
  uint32_t self = *slot = (uint32_t)s->n++;
  s->items[self] = (State){.positions = positions, .npositions = (uint32_t)s->nfound};
  find_accepts(s, &s->items[self]);
  find_ways(s, &s->items[self]);
  if (s->n * 2 > s->index_cap) grow_index(s);
  return self;
}

/* --- steps ---------------------------------------------------------------------------------------------------------- */
uint32_t states_start(States *s, Symbol symbol) {
  if (s->start[symbol] == STATE_UNKNOWN) {
    s->round++;
    s->nfound = 0;
    gather(s, automaton_first(s->automaton), symbol);
    s->start[symbol] = state_of_found(s);
  }
  return s->start[symbol];
}

static Step *step_slot(const States *s, uint32_t from, Symbol symbol) {
  size_t at = ((uint64_t)from << 16 | symbol) * UINT64_C(0x9E3779B97F4A7C15) >> 32 & (s->steps_cap - 1);
  while (s->steps[at].from && (s->steps[at].from != from || s->steps[at].symbol != symbol))
    at = (at + 1) & (s->steps_cap - 1);
  return &s->steps[at];
}

static void grow_steps(States *s) {
  Step *old = s->steps;
  size_t cap = s->steps_cap;
  s->steps = mem_zalloc((s->steps_cap *= 2) * sizeof *s->steps);
  for (size_t i = 0; i < cap; i++)
    if (old[i].from) *step_slot(s, old[i].from, old[i].symbol) = old[i];
  free(old);
}

uint32_t states_next(States *s, uint32_t state, Symbol symbol) {
  const State *k = &s->items[state];
  if (!(k->goes_on >> symbol % 64 & 1)) return STATE_DEAD;
  Step *step = step_slot(s, state, symbol);
  if (step->from) return step->to;
  s->round++;
  s->nfound = 0;
  for (size_t i = 0; i < k->npositions; i++) {
    const Position *p = &s->positions[k->positions[i]];
    for (size_t f = 0; f < p->nfollow; f++) gather(s, p->follow[f], symbol);
  }
  uint32_t to = state_of_found(s);
  *step = (Step){state, to, symbol};
  if (++s->nsteps * 2 > s->steps_cap) grow_steps(s);
  return to;
}
