/* match.c -- trigger-driven matching. See match.h.
 *
 * Which rules can match at a symbol, and before which next symbol, is asked of PCRE2: a rule that gives no partial match on the first one, two or
 * three symbols of a place cannot match there. The answers are remembered per matcher, so the filter costs nothing once it is warm and can never
 * lose a match. Guards are asked the same about their first symbol. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include "extractor/pack_p.h"
#include <stdlib.h>

enum { SMALL_ALPHABET = 512, MATCH_LIMIT = 20000, JIT_STACK = 512 * 1024, MAX_MATCHES = 24, BEFORE_REACH = 10 };

typedef struct {
  uint16_t n;
  uint16_t rule[];
} Candidates;

typedef struct {
  uint64_t key; /* set, three symbols; 0: free */
  const Candidates *candidates;
} Memo;

enum { FIRST_UNKNOWN, FIRST_CAN, FIRST_CANNOT };
enum { GUARDS = sizeof((Rule *)NULL)->guard / sizeof((Rule *)NULL)->guard[0] };
typedef struct {
  uint8_t *first[GUARDS]; /* by symbol: FIRST_*; NULL: not asked yet */
} GuardMemo;

struct Matcher {
  const Pack *pack;
  Arena *arena;
  pcre2_match_data *data, *best; /* of the last run; of the longest match at a place */
  pcre2_match_context *context, *plain;
  pcre2_jit_stack *stack;
  const Candidates **first[RULES_SETS]; /* by symbol */
  uint8_t *dead[RULES_SETS];            /* by symbol: SYMBOL_NEVER once it is known */
  uint8_t *pairs[RULES_SETS];           /* small alphabets: FIRST_* by two symbols; else NULL */
  GuardMemo *guards[RULES_SETS];        /* by rule */
  const Candidates *all[RULES_SETS];
  Memo *memo;
  size_t nmemo, memo_cap;
  bool no_filter;
  uint64_t gave_up;
  Str gave_up_rule;
  TraceFn trace;
  void *trace_cx;
};

static int alphabet_of(RuleSet s) {
  return s == RULES_CLAIM || s == RULES_CUE || s == RULES_JOIN ? ALPHABET_CLAIM : ALPHABET_MENTION;
}

static const Candidates *all_rules(Matcher *m, RuleSet set) {
  size_t n = m->pack->nrules[set];
  Candidates *c = arena_alloc(m->arena, sizeof *c + n * sizeof(uint16_t));
  c->n = (uint16_t)n;
  for (size_t i = 0; i < n; i++) c->rule[i] = (uint16_t)i;
  return c;
}

Matcher *matcher_new(const Pack *p) {
  Matcher *m = mem_zalloc(sizeof *m);
  m->pack = p;
  m->arena = arena_new();
  m->data = pcre2_match_data_create(48, NULL);
  m->best = pcre2_match_data_create(48, NULL);
  m->context = pcre2_match_context_create(NULL);
  m->plain = pcre2_match_context_create(NULL);
  m->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, NULL);
  if (!m->data || !m->best || !m->context || !m->plain || !m->stack) mem_fail();
  pcre2_set_match_limit(m->context, MATCH_LIMIT);
  pcre2_jit_stack_assign(m->context, NULL, m->stack);
  for (int s = 0; s < RULES_SETS; s++) {
    m->first[s] = arena_zalloc(m->arena, (p->alphabet[alphabet_of((RuleSet)s)].n + 1) * sizeof(Candidates *));
    m->dead[s] = arena_zalloc(m->arena, p->alphabet[alphabet_of((RuleSet)s)].n + 1);
    size_t n = p->alphabet[alphabet_of((RuleSet)s)].n;
    if (n <= SMALL_ALPHABET) m->pairs[s] = arena_zalloc(m->arena, n * n);
    m->guards[s] = arena_zalloc(m->arena, (p->nrules[s] + 1) * sizeof(GuardMemo));
    m->all[s] = all_rules(m, (RuleSet)s);
  }
  m->memo_cap = 1 << 12;
  m->memo = mem_zalloc(m->memo_cap * sizeof *m->memo);
  return m;
}

void matcher_free(Matcher *m) {
  if (!m) return;
  pcre2_match_data_free(m->data);
  pcre2_match_data_free(m->best);
  pcre2_match_context_free(m->context);
  pcre2_match_context_free(m->plain);
  pcre2_jit_stack_free(m->stack);
  arena_free(m->arena);
  free(m->memo);
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
/* Not when these symbols alone rule it out. */
static bool can_match(Matcher *m, const struct pcre2_real_code_16 *code, const Symbol *symbols, uint32_t n) {
  return pcre2_match(code, symbols, n, 0, PCRE2_PARTIAL_HARD | PCRE2_NO_JIT, m->data, m->plain) != PCRE2_ERROR_NOMATCH;
}

static const Candidates *narrow(Matcher *m, RuleSet set, const Candidates *from, const Symbol *symbols, uint32_t n) {
  Candidates *c = arena_alloc(m->arena, sizeof *c + from->n * sizeof(uint16_t));
  c->n = 0;
  for (size_t i = 0; i < from->n; i++) {
    const Rule *r = &m->pack->rules[set][from->rule[i]];
    if (can_match(m, r->code, symbols, n)) c->rule[c->n++] = from->rule[i];
  }
  return c;
}

/* Can the guard's pattern begin with that symbol? */
static bool guard_starts(Matcher *m, RuleSet set, const Rule *r, size_t guard, Symbol s) {
  if (m->no_filter) return true;
  uint8_t **first = &m->guards[set][r->index].first[guard];
  if (!*first) *first = arena_zalloc(m->arena, m->pack->alphabet[alphabet_of(set)].n + 1);
  if (!(*first)[s]) (*first)[s] = can_match(m, r->guard[guard].code, &s, 1) ? FIRST_CAN : FIRST_CANNOT;
  return (*first)[s] == FIRST_CAN;
}

static Memo *memo_slot(Matcher *m, uint64_t key) {
  size_t at = (key * 0x9E3779B97F4A7C15u) >> 20 & (m->memo_cap - 1);
  while (m->memo[at].key && m->memo[at].key != key) at = (at + 1) & (m->memo_cap - 1);
  return &m->memo[at];
}

static void grow_memo(Matcher *m) {
  Memo *old = m->memo;
  size_t cap = m->memo_cap;
  m->memo_cap *= 2;
  m->memo = mem_zalloc(m->memo_cap * sizeof *m->memo);
  for (size_t i = 0; i < cap; i++)
    if (old[i].key) *memo_slot(m, old[i].key) = old[i];
  free(old);
}

static const Candidates *by_first(Matcher *m, RuleSet set, const Symbol *s) {
  const Candidates **first = &m->first[set][s[0]];
  if (!*first) {
    *first = narrow(m, set, m->all[set], s, 1);
    if ((*first)->n == 0) m->dead[set][s[0]] = SYMBOL_NEVER;
  }
  return *first;
}

/* By the first two or three symbols; those of three are found among those of two. */
static const Candidates *by_prefix(Matcher *m, RuleSet set, const Symbol *s, uint32_t look) {
  uint64_t key = (uint64_t)look << 56 | (uint64_t)(set + 1) << 48 | (uint64_t)s[0] << 32 | (uint64_t)s[1] << 16 |
                 (look == 3 ? s[2] : 0);
  const Memo *found = memo_slot(m, key);
  if (found->key) return found->candidates;
  const Candidates *from = look == 3 ? by_prefix(m, set, s, 2) : by_first(m, set, s);
  const Candidates *c = from->n ? narrow(m, set, from, s, look) : from;
  *memo_slot(m, key) = (Memo){key, c};
  if (++m->nmemo * 2 > m->memo_cap) grow_memo(m);
  return c;
}

static const Candidates nobody = {0};

static const Candidates *candidates(Matcher *m, RuleSet set, const Symbol *s, uint32_t n) {
  if (m->no_filter) return m->all[set];
  const Candidates *first = by_first(m, set, s);
  if (first->n == 0 || n < 2) return first;
  if (m->pairs[set]) {
    uint8_t *can = &m->pairs[set][s[0] * m->pack->alphabet[alphabet_of(set)].n + s[1]];
    if (*can == FIRST_CANNOT) return &nobody;
    if (!*can && by_prefix(m, set, s, 2)->n == 0) {
      *can = FIRST_CANNOT;
      return &nobody;
    }
    *can = FIRST_CAN;
  }
  return by_prefix(m, set, s, n > 2 ? 3 : 2);
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
      if (guard_starts(m, set, r, guard, symbols[at - 1]) && run(m, r->guard[guard].code, r, symbols, end, at - 1))
        return true;
  }
  return false;
}

static bool begins_at(Matcher *m, RuleSet set, const Rule *r, size_t guard, const Symbol *symbols, uint32_t n,
                      uint32_t at) {
  if (at < n && !guard_starts(m, set, r, guard, symbols[at])) return false;
  return run(m, r->guard[guard].code, r, symbols, n, at) != 0;
}

/* -1, or the line of the guard that forbids the match. */
static int guarded(Matcher *m, RuleSet set, const Rule *r, const Symbol *symbols, uint32_t n, Range whole) {
  for (size_t i = 0; i < r->nguards; i++) {
    bool there = r->guard[i].before ? ends_before(m, set, r, i, symbols, whole.first)
                                    : begins_at(m, set, r, i, symbols, n, whole.last);
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

typedef struct {
  uint16_t rule;
  uint32_t end;
} Hit;

static void keep_best(Matcher *m) {
  pcre2_match_data *other = m->best;
  m->best = m->data;
  m->data = other;
}

/* All rules that match at `at`, longest first, then file order. m->best holds the first of them. */
static size_t find_all(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t n, uint32_t at, Hit *found) {
  const Candidates *c = candidates(m, set, symbols + at, n - at);
  size_t k = 0;
  for (size_t i = 0; i < c->n && k < MAX_MATCHES; i++) {
    const Rule *r = &m->pack->rules[set][c->rule[i]];
    uint32_t end = run(m, r->code, r, symbols, n, at);
    if (end < at + 2) continue; /* no match, or an empty one */
    size_t j = k++;
    for (; j > 0 && found[j - 1].end < end; j--) found[j] = found[j - 1];
    found[j] = (Hit){c->rule[i], end};
    if (j == 0) keep_best(m);
  }
  return k;
}

uint32_t match_at(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t n, uint32_t at, MatchFn fn, void *cx) {
  if (m->dead[set][symbols[at]] == SYMBOL_NEVER) return at;
  Hit found[MAX_MATCHES];
  size_t k = find_all(m, set, symbols, n, at, found);
  uint32_t taken = at;
  for (size_t i = 0; i < k; i++) {
    const Rule *r = &m->pack->rules[set][found[i].rule];
    Match match;
    if (i > 0) run(m, r->code, r, symbols, n, at);
    fill(&match, i > 0 ? m->data : m->best, r);
    if (taken > at) {
      trace(m, &match, symbols, "shorter", 0);
      continue;
    }
    int guard = guarded(m, set, r, symbols, n, match.whole);
    if (guard >= 0) {
      trace(m, &match, symbols, "guard ", guard);
    } else if (fn(cx, &match)) {
      taken = match.whole.last;
      trace(m, &match, symbols, "taken", 0);
    } else {
      trace(m, &match, symbols, "refused", 0);
    }
    if (taken > at && !m->trace) break;
  }
  return taken;
}

/* The matches of all rules that begin at `at` and end at `end`; the first that its guards allow goes to *out. */
static bool exact_match(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t at, uint32_t end, Match *out) {
  if (m->dead[set][symbols[at]] == SYMBOL_NEVER) return false;
  const Candidates *c = candidates(m, set, symbols + at, end - at);
  for (size_t i = 0; i < c->n; i++) {
    const Rule *r = &m->pack->rules[set][c->rule[i]];
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
