/* match.c -- trigger-driven matching. See match.h.
 *
 * The rules of a set are one automaton (automaton.h). It tells for each place which rules can match there and how far each can reach at most; PCRE2
 * then runs these, the farthest first, and no more as soon as none of the rest can reach as far as the match that was found. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include "extractor/pack_p.h"
#include "extractor/states.h"
#include <stdlib.h>

enum { MATCH_LIMIT = 20000, JIT_STACK = 512 * 1024, BEFORE_REACH = 10, FARTHEST = 1000, STATES_BYTES = 8 << 20 };

/* A rule that may match at a place. */
typedef struct {
  uint32_t reach; /* no match of it ends behind */
  uint32_t end;   /* of its match; DONE: without a match, or offered */
  uint16_t rule;
} Candidate;
enum { DONE = UINT32_MAX };

struct Matcher {
  const Pack *pack;
  Arena *arena;
  pcre2_match_data *data; /* of the last run */
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  States *states[RULES_SETS];
  uint8_t *dead[RULES_SETS];         /* by symbol: SYMBOL_NEVER */
  Candidate *candidates[RULES_SETS]; /* room for all rules */
  uint32_t *place[RULES_SETS];       /* by rule: its candidate + 1 at the place that is looked at; else 0 */
  bool no_filter;
  uint64_t gave_up;
  Str gave_up_rule;
  TraceFn trace;
  void *trace_cx;
};

static int alphabet_of(RuleSet s) {
  return s == RULES_CLAIM || s == RULES_CUE || s == RULES_JOIN ? ALPHABET_CLAIM : ALPHABET_MENTION;
}

/* Symbols that no rule of the set begins with. */
static uint8_t *dead_symbols(Arena *a, const Automaton *all) {
  size_t n = automaton_symbols(all);
  const uint64_t *starts = automaton_starts(all);
  uint8_t *dead = arena_zalloc(a, n + 1);
  for (size_t s = 0; s < n && starts; s++) dead[s] = takes(starts, (Symbol)s) ? 0 : SYMBOL_NEVER;
  return dead;
}

Matcher *matcher_new(const Pack *p) {
  Matcher *m = mem_zalloc(sizeof *m);
  m->pack = p;
  m->arena = arena_new();
  m->data = pcre2_match_data_create(48, NULL);
  m->context = pcre2_match_context_create(NULL);
  m->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, NULL);
  if (!m->data || !m->context || !m->stack) mem_fail();
  pcre2_set_match_limit(m->context, MATCH_LIMIT);
  pcre2_jit_stack_assign(m->context, NULL, m->stack);
  for (int s = 0; s < RULES_SETS; s++) {
    m->states[s] = states_new(p->automaton[s], STATES_BYTES);
    m->dead[s] = dead_symbols(m->arena, p->automaton[s]);
    m->candidates[s] = arena_alloc(m->arena, (p->nrules[s] + 1) * sizeof(Candidate));
    m->place[s] = arena_zalloc(m->arena, (p->nrules[s] + 1) * sizeof(uint32_t));
  }
  return m;
}

void matcher_free(Matcher *m) {
  if (!m) return;
  pcre2_match_data_free(m->data);
  pcre2_match_context_free(m->context);
  pcre2_jit_stack_free(m->stack);
  for (int s = 0; s < RULES_SETS; s++) states_free(m->states[s]);
  arena_free(m->arena);
  free(m);
}

void matcher_set_filter(Matcher *m, bool on) { m->no_filter = !on; }

const uint8_t *matcher_dead(const Matcher *m, RuleSet set) { return m->dead[set]; }

uint64_t matcher_gave_up(const Matcher *m, Str *rule) {
  *rule = m->gave_up_rule;
  return m->gave_up;
}

void matcher_trace(Matcher *m, TraceFn fn, void *cx) {
  m->trace = fn;
  m->trace_cx = cx;
}

/* --- the filter ----------------------------------------------------------------------------------------------------- */
typedef struct {
  Candidate *items;
  size_t n;
  uint32_t *place;
} Candidates;

static void reaches(Candidates *c, uint16_t rule, uint32_t end) {
  if (!c->place[rule]) {
    c->items[c->n++] = (Candidate){.rule = rule};
    c->place[rule] = (uint32_t)c->n;
  }
  c->items[c->place[rule] - 1].reach = end;
}

/* The farthest first, then in file order. */
static void sort(Candidates *c) {
  for (size_t i = 0; i < c->n; i++) {
    Candidate k = c->items[i];
    size_t j = i;
    c->place[k.rule] = 0;
    for (; j > 0; j--) {
      const Candidate *o = &c->items[j - 1];
      if (o->reach > k.reach || (o->reach == k.reach && o->rule < k.rule)) break;
      c->items[j] = *o;
    }
    c->items[j] = k;
  }
}

static Candidates all_rules(Matcher *m, RuleSet set, uint32_t n) {
  Candidates c = {m->candidates[set], m->pack->nrules[set], m->place[set]};
  for (size_t i = 0; i < c.n; i++) c.items[i] = (Candidate){.rule = (uint16_t)i, .reach = n};
  return c;
}

/* Rules that can match at `at`. One whose pattern is not at its end after so many symbols counts as reaching the end. */
static Candidates candidates_at(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t n, uint32_t at) {
  States *s = m->states[set];
  if (m->no_filter) return all_rules(m, set, n);
  Candidates c = {m->candidates[set], 0, m->place[set]};
  states_keep(s);
  uint32_t state = states_start(s, symbols[at]), i = at + 1;
  for (;; i++) {
    const State *k = states_get(s, state);
    for (size_t r = 0; r < k->naccepts; r++) reaches(&c, k->accepts[r], i);
    if (k->last || i == n || i - at == FARTHEST) break;
    state = states_next(s, state, symbols[i]);
  }
  const State *k = states_get(s, state);
  size_t all;
  const Position *positions = automaton_positions(m->pack->automaton[set], &all);
  for (size_t p = 0; p < k->npositions && i < n && !k->last; p++) reaches(&c, positions[k->positions[p]].rule, n);
  sort(&c);
  return c;
}

/* Rules that can match all of symbols[at, end), in file order. */
static Candidates candidates_between(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t at, uint32_t end) {
  States *s = m->states[set];
  if (m->no_filter) return all_rules(m, set, end);
  Candidates c = {m->candidates[set], 0, m->place[set]};
  states_keep(s);
  uint32_t state = states_start(s, symbols[at]);
  for (uint32_t i = at + 1; i < end && state != STATE_DEAD; i++) state = states_next(s, state, symbols[i]);
  const State *k = states_get(s, state);
  for (; c.n < k->naccepts; c.n++) c.items[c.n] = (Candidate){.rule = k->accepts[c.n], .reach = end};
  return c;
}

/* Can the guard's pattern begin with that symbol? */
static bool guard_starts(const Matcher *m, const Rule *r, size_t guard, Symbol s) {
  return m->no_filter || !r->guard[guard].starts || takes(r->guard[guard].starts, s);
}

/* --- matching ------------------------------------------------------------------------------------------------------- */
/* End of the match in symbols, or 0. */
static uint32_t run(Matcher *m, const struct pcre2_real_code_16 *code, const Rule *r, const Symbol *symbols, uint32_t n,
                    uint32_t at) {
  int rc = pcre2_jit_match(code, symbols, n, at, 0, m->data, m->context);
  if (rc == PCRE2_ERROR_JIT_BADOPTION) rc = pcre2_match(code, symbols, n, at, 0, m->data, m->context);
  if (rc >= 0) return (uint32_t)pcre2_get_ovector_pointer(m->data)[1] + 1;
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
  Symbol space = m->pack->space[alphabet_of(set)];
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

/* The longest match found and not yet offered, the first in file order among equals; NULL when there is none. */
static Candidate *best_of(const Candidates *c, size_t ntried) {
  Candidate *best = NULL;
  for (size_t i = 0; i < ntried; i++) {
    Candidate *k = &c->items[i];
    if (k->end == DONE) continue;
    if (!best || k->end > best->end || (k->end == best->end && k->rule < best->rule)) best = k;
  }
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
  if (m->dead[set][symbols[at]] == SYMBOL_NEVER) return at;
  Candidates c = candidates_at(m, set, symbols, n, at);
  const Rule *rules = m->pack->rules[set], *last = NULL; /* the rule whose match m->data holds */
  uint32_t taken = at;
  for (size_t tried = 0; taken == at || m->trace;) {
    Candidate *best = best_of(&c, tried);
    if (tried < c.n && (!best || best->end <= c.items[tried].reach)) {
      Candidate *k = &c.items[tried++];
      last = &rules[k->rule];
      uint32_t end = run(m, last->code, last, symbols, n, at);
      k->end = end < at + 2 ? DONE : end - 1; /* no match, or an empty one */
      continue;
    }
    if (!best) break;
    Match match;
    const Rule *r = &rules[best->rule];
    if (r != last) run(m, r->code, r, symbols, n, at);
    last = r;
    fill(&match, m->data, r);
    best->end = DONE;
    if (taken > at) {
      trace(m, &match, symbols, "shorter", 0);
      continue;
    }
    last = NULL; /* guards and what the caller runs overwrite m->data */
    if (offer(m, set, symbols, n, &match, fn, cx)) taken = match.whole.last;
  }
  return taken;
}

/* The matches of all rules that begin at `at` and end at `end`; the first that its guards allow goes to *out. */
static bool exact_match(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t at, uint32_t end, Match *out) {
  if (m->dead[set][symbols[at]] == SYMBOL_NEVER) return false;
  Candidates c = candidates_between(m, set, symbols, at, end);
  for (size_t i = 0; i < c.n; i++) {
    const Rule *r = &m->pack->rules[set][c.items[i].rule];
    if (!run(m, r->code, r, symbols, end, at)) continue;
    fill(out, m->data, r);
    if (guarded(m, set, r, symbols, end, out->whole) < 0) return true;
  }
  return false;
}

bool match_before(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t from, uint32_t end, Match *out) {
  Symbol space = m->pack->space[alphabet_of(set)];
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
