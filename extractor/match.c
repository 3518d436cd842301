/* match.c -- trigger-driven matching. See match.h.
 *
 * The rules of a set are one automaton (automaton.h). It tells for each place which rules can match there and how far each can reach at most; PCRE2
 * then runs these, the farthest first, and no more as soon as none of the rest can reach as far as the match that was found. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include "extractor/pack_p.h"
#include "extractor/states.h"
#include <stdlib.h>

enum { JIT_STACK = 512 * 1024, BEFORE_REACH = 14, FARTHEST = 1000, STATES_BYTES = 8 << 20 };

/* Rules of which some match may end at `end`, and none of them farther on unless an earlier level says so. */
typedef struct {
  uint32_t end;
  size_t n;
  const uint16_t *rules; /* in file order */
} Level;

typedef struct {
  uint32_t end;
  uint16_t rule;
} Hit;

/* What one place needs, for each set. */
typedef struct {
  States *states;
  uint8_t *dead;   /* by symbol: SYMBOL_NEVER */
  uint16_t *all;   /* all rules */
  uint16_t *far;   /* room for rules that go on behind FARTHEST */
  Level *levels;   /* room for FARTHEST + 2 */
  Hit *hits;       /* room for all rules; not yet offered */
  uint32_t *tried; /* by rule: the round in which it was run last */
  uint32_t round;
} Place;

struct Matcher {
  const Pack *pack;
  Arena *arena;
  pcre2_match_data *data;                 /* of the last run */
  const struct pcre2_real_code_16 *holds; /* its pattern */
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  Place place[RULES_SETS];
  bool no_filter;
  uint64_t gave_up;
  Str gave_up_rule;
  TraceFn trace;
  void *trace_cx;
};

/* Symbols that no rule of the set begins with. */
static uint8_t *dead_symbols(Arena *a, const Automaton *all) {
  size_t n = automaton_symbols(all);
  const uint64_t *starts = automaton_starts(all);
  uint8_t *dead = arena_zalloc(a, n + 1);
  for (size_t s = 0; s < n && starts; s++) dead[s] = takes(starts, (Symbol)s) ? 0 : SYMBOL_NEVER;
  return dead;
}

static void place_init(Place *p, Arena *a, const Automaton *automaton, size_t nrules) {
  p->states = states_new(automaton, STATES_BYTES);
  p->dead = dead_symbols(a, automaton);
  p->all = arena_alloc(a, (nrules + 1) * sizeof *p->all);
  p->far = arena_alloc(a, (nrules + 1) * sizeof *p->far);
  p->levels = arena_alloc(a, (FARTHEST + 2) * sizeof *p->levels);
  p->hits = arena_alloc(a, (nrules + 1) * sizeof *p->hits);
  p->tried = arena_zalloc(a, (nrules + 1) * sizeof *p->tried);
  for (size_t i = 0; i < nrules; i++) p->all[i] = (uint16_t)i;
}

Matcher *matcher_new(const Pack *p) {
  Matcher *m = mem_zalloc(sizeof *m);
  m->pack = p;
  m->arena = arena_new();
  m->data = pcre2_match_data_create(48, NULL);
  m->context = pcre2_match_context_create(NULL);
  m->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, NULL);
  if (!m->data || !m->context || !m->stack) mem_fail();
  matcher_set_steps(m, p->steps);
  pcre2_jit_stack_assign(m->context, NULL, m->stack);
  for (int s = 0; s < RULES_SETS; s++) place_init(&m->place[s], m->arena, p->automaton[s], p->nrules[s]);
  return m;
}

void matcher_free(Matcher *m) {
  if (!m) return;
  pcre2_match_data_free(m->data);
  pcre2_match_context_free(m->context);
  pcre2_jit_stack_free(m->stack);
  for (int s = 0; s < RULES_SETS; s++) states_free(m->place[s].states);
  arena_free(m->arena);
  free(m);
}

void matcher_set_steps(Matcher *m, uint32_t steps) { pcre2_set_match_limit(m->context, steps ? steps : MATCH_STEPS); }

void matcher_set_filter(Matcher *m, bool on) { m->no_filter = !on; }

const uint8_t *matcher_dead(const Matcher *m, RuleSet set) { return m->place[set].dead; }

uint64_t matcher_gave_up(const Matcher *m, Str *rule) {
  *rule = m->gave_up_rule;
  return m->gave_up;
}

void matcher_trace(Matcher *m, TraceFn fn, void *cx) {
  m->trace = fn;
  m->trace_cx = cx;
}

/* --- the filter ----------------------------------------------------------------------------------------------------- */
/* The rules of a state's positions, each once. */
static Level farther(const Matcher *m, RuleSet set, const State *k, uint32_t n) {
  uint16_t *rules = m->place[set].far;
  size_t all, found = 0;
  const Position *positions = automaton_positions(m->pack->automaton[set], &all);
  for (size_t i = 0; i < k->npositions; i++) {
    uint16_t rule = positions[k->positions[i]].rule;
    if (!found || rules[found - 1] != rule) rules[found++] = rule;
  }
  return (Level){n, found, rules};
}

/* Fills the set's levels, the farthest last: where which rules can end. One that is not at its end after FARTHEST symbols counts as reaching the
 * end of the text. */
static size_t climb(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t n, uint32_t at) {
  Place *p = &m->place[set];
  size_t levels = 0;
  if (m->no_filter) {
    p->levels[0] = (Level){n, m->pack->nrules[set], p->all};
    return 1;
  }
  states_keep(p->states);
  uint32_t state = states_start(p->states, symbols[at]), i = at + 1;
  for (;; i++) {
    const State *k = states_get(p->states, state);
    if (k->naccepts) p->levels[levels++] = (Level){i, k->naccepts, k->accepts};
    if (k->last || i == n) return levels;
    if (i - at == FARTHEST) break;
    state = states_next(p->states, state, symbols[i]);
  }
  p->levels[levels++] = farther(m, set, states_get(p->states, state), n);
  return levels;
}

/* Rules that can match all of symbols[at, end). */
static Level rules_between(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t at, uint32_t end) {
  Place *p = &m->place[set];
  if (m->no_filter) return (Level){end, m->pack->nrules[set], p->all};
  states_keep(p->states);
  uint32_t state = states_start(p->states, symbols[at]);
  for (uint32_t i = at + 1; i < end && state != STATE_DEAD; i++) state = states_next(p->states, state, symbols[i]);
  const State *k = states_get(p->states, state);
  return (Level){end, k->naccepts, k->accepts};
}

/* Can the guard's pattern begin with that symbol? */
static bool guard_starts(const Matcher *m, const Rule *r, size_t guard, Symbol s) {
  return m->no_filter || !r->guard[guard].starts || takes(r->guard[guard].starts, s);
}

/* --- matching ------------------------------------------------------------------------------------------------------- */
/* End of the match in symbols, or 0. */
static uint32_t run(Matcher *m, const struct pcre2_real_code_16 *code, const Rule *r, const Symbol *symbols, uint32_t n,
                    uint32_t at) {
  m->holds = code;
  int rc = pcre2_jit_match(code, symbols, n, at, 0, m->data, m->context);
  if (rc == PCRE2_ERROR_JIT_BADOPTION) rc = pcre2_match(code, symbols, n, at, 0, m->data, m->context);
  if (rc >= 0) return (uint32_t)pcre2_get_ovector_pointer(m->data)[1] + 1;
  if (rc == PCRE2_ERROR_NOMEMORY) mem_fail();
  if (rc != PCRE2_ERROR_NOMATCH) {
    m->gave_up++;
    m->gave_up_rule = r->text->name;
  }
  return 0;
}

static void fill(Match *out, pcre2_match_data *data, const Rule *r) {
  const PCRE2_SIZE *o = pcre2_get_ovector_pointer(data);
  memset(out->slot, 0, sizeof out->slot);
  out->rule = r;
  out->whole = (Range){(uint32_t)o[0], (uint32_t)o[1]};
  for (uint16_t g = 1; g < r->groups; g++)
    if (r->slot_of_group[g] != SLOT_COUNT && o[2 * g] != PCRE2_UNSET && o[2 * g] < o[2 * g + 1])
      out->slot[r->slot_of_group[g]] = (Range){(uint32_t)o[2 * g], (uint32_t)o[2 * g + 1]};
}

/* Does one of the starts before `end` give a match that ends there (a blank between is free)? */
static bool ends_before(Matcher *m, RuleSet set, const Rule *r, size_t guard, const Symbol *symbols, uint32_t end) {
  Symbol space = m->pack->space[set_alphabet(set)];
  for (int blank = 0; blank < 2; blank++) {
    if (blank && (end == 0 || symbols[--end] != space)) return false;
    for (uint32_t at = end; at > 0 && end - at < BEFORE_REACH; at--)
      if (guard_starts(m, r, guard, symbols[at - 1]) && run(m, r->guard[guard].code, r, symbols, end, at - 1))
        return true;
  }
  return false;
}

static bool begins_at(Matcher *m, const Rule *r, size_t guard, const Symbol *symbols, uint32_t n, uint32_t at) {
  if (at < n && !guard_starts(m, r, guard, symbols[at])) return false;
  return run(m, r->guard[guard].code, r, symbols, n, at) != 0;
}

/* -1, or the line of the guard that forbids the match. */
static int guarded(Matcher *m, RuleSet set, const Rule *r, const Symbol *symbols, uint32_t n, Range whole) {
  for (size_t i = 0; i < r->nguards; i++) {
    bool there = r->guard[i].before ? ends_before(m, set, r, i, symbols, whole.first)
                                    : begins_at(m, r, i, symbols, n, whole.last);
    if (there == r->guard[i].negate) return (int)r->text->guards[i].line;
  }
  return -1;
}

static void trace(const Matcher *m, const Match *match, const Symbol *symbols, const char *what, int line) {
  char text[48];
  if (!m->trace) return;
  size_t n = strlen(what), digits = 0;
  memcpy(text, what, n);
  for (int v = line; v > 0; v /= 10) digits++;
  for (size_t i = digits; i > 0; i--, line /= 10) text[n + i - 1] = (char)('0' + line % 10);
  m->trace(m->trace_cx, match, symbols, str_make(text, n + digits));
}

/* Runs the rules of a level that no farther one had; returns how many hits there are now. */
static size_t try_level(Matcher *m, RuleSet set, const Level *level, const Symbol *symbols, uint32_t n, uint32_t at,
                        size_t nhits) {
  Place *p = &m->place[set];
  for (size_t i = 0; i < level->n; i++) {
    uint16_t rule = level->rules[i];
    if (p->tried[rule] == p->round) continue;
    p->tried[rule] = p->round;
    const Rule *r = &m->pack->rules[set][rule];
    uint32_t end = run(m, r->code, r, symbols, n, at);
    if (end > at + 1) p->hits[nhits++] = (Hit){end - 1, rule}; /* an empty match is none */
  }
  return nhits;
}

/* The longest, the first in file order among equals. */
static size_t best_of(const Hit *hits, size_t n) {
  size_t best = 0;
  for (size_t i = 1; i < n; i++)
    if (hits[i].end > hits[best].end || (hits[i].end == hits[best].end && hits[i].rule < hits[best].rule)) best = i;
  return best;
}

/* Offers one match; what became of it goes to the trace. True when it was taken. */
static bool offer(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t n, const Match *match, MatchFn fn,
                  void *cx) {
  int guard = guarded(m, set, match->rule, symbols, n, match->whole);
  if (guard >= 0) {
    trace(m, match, symbols, "guard ", guard);
  } else if (fn(cx, match)) {
    trace(m, match, symbols, "taken", 0);
    return true;
  } else {
    trace(m, match, symbols, "refused", 0);
  }
  return false;
}

uint32_t match_at(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t n, uint32_t at, MatchFn fn, void *cx) {
  Place *p = &m->place[set];
  if (p->dead[symbols[at]] == SYMBOL_NEVER) return at;
  size_t levels = climb(m, set, symbols, n, at), nhits = 0;
  uint32_t taken = at;
  p->round++;
  while ((levels || nhits) && (taken == at || m->trace)) {
    size_t best = best_of(p->hits, nhits);
    if (levels && (!nhits || p->hits[best].end <= p->levels[levels - 1].end)) {
      nhits = try_level(m, set, &p->levels[--levels], symbols, n, at, nhits);
      continue;
    }
    Match match;
    const Rule *r = &m->pack->rules[set][p->hits[best].rule];
    p->hits[best] = p->hits[--nhits];
    if (m->holds != r->code) run(m, r->code, r, symbols, n, at);
    fill(&match, m->data, r);
    if (taken > at)
      trace(m, &match, symbols, "shorter", 0);
    else if (offer(m, set, symbols, n, &match, fn, cx))
      taken = match.whole.last;
  }
  return taken;
}

/* The matches of all rules that begin at `at` and end at `end`; the first that its guards allow goes to *out. */
static bool exact_match(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t at, uint32_t end, Match *out) {
  if (m->place[set].dead[symbols[at]] == SYMBOL_NEVER) return false;
  Level c = rules_between(m, set, symbols, at, end);
  for (size_t i = 0; i < c.n; i++) {
    const Rule *r = &m->pack->rules[set][c.rules[i]];
    if (!run(m, r->code, r, symbols, end, at)) continue;
    fill(out, m->data, r);
    if (guarded(m, set, r, symbols, end, out->whole) < 0) return true;
  }
  return false;
}

bool match_before(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t from, uint32_t end, Match *out) {
  Symbol space = m->pack->space[set_alphabet(set)];
  uint32_t best = end;
  bool found = false;
  Match match;
  for (int blank = 0; blank < 2; blank++) {
    if (blank && (end == from || symbols[--end] != space)) break;
    for (uint32_t at = end; at > from && end - at < BEFORE_REACH; at--) {
      if (at - 1 >= best || !exact_match(m, set, symbols, at - 1, end, &match)) continue;
      *out = match;
      best = at - 1;
      found = true;
    }
  }
  return found;
}
