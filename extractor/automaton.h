/* automaton.h -- the patterns of one rule set as one nondeterministic automaton over symbols.
 *
 * Positions and their follow sets after Glushkov (1961): a position is a class of symbols in some pattern, and the pattern goes on at the positions
 * that can follow it. It accepts all that PCRE2 matches, and more: atomic groups and laziness count for nothing, nor do lookaheads but (?=...) at
 * the end of a pattern, which is read on to its own end. So what it refuses need not be tried, and where it ends first no match is longer. states.h runs it. */
#ifndef EXTRACTOR_AUTOMATON_H
#define EXTRACTOR_AUTOMATON_H
#include "base/arena.h"
#include "extractor/token.h"

typedef struct {
  const uint32_t *items; /* positions */
  size_t n;
} PositionSet;

typedef struct {
  const uint64_t *symbols; /* a bit for each symbol that it takes */
  const PositionSet *follow;
  size_t nfollow;
  uint16_t rule;
  bool accepts; /* its rule's pattern may end here */
} Position;

typedef struct Automaton Automaton;
/* Over symbols [0, nsymbols). Lives in the arena. */
Automaton *automaton_new(Arena *a, size_t nsymbols);
/* Adds a pattern as pattern_translate writes it, for one rule. Returns false, with nothing added, when it cannot read it. */
bool automaton_add(Automaton *a, Str pattern, uint16_t rule);
/* No more patterns: lets go of what only building needs. */
void automaton_done(Automaton *a);
/* Where the patterns begin. */
PositionSet automaton_first(const Automaton *a);
const Position *automaton_positions(const Automaton *a, size_t *n);
size_t automaton_symbols(const Automaton *a);
/* The symbols that a match can begin with, a bit each; NULL when a pattern may match nothing at all. */
const uint64_t *automaton_starts(const Automaton *a);

static inline bool takes(const uint64_t *symbols, Symbol s) { return symbols[s / 64] >> s % 64 & 1; }
#endif
