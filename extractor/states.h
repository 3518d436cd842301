/* states.h -- an automaton run deterministically: each set of positions that the text leads to is a state, made when it is first met.
 *
 * The subset construction done lazily, as in Thompson (1968) and RE2. Belongs to one worker. When the states take more memory than their limit,
 * all are forgotten and made anew; what is found does not change. */
#ifndef EXTRACTOR_STATES_H
#define EXTRACTOR_STATES_H
#include "extractor/automaton.h"

typedef struct {
  const uint32_t *positions;
  const uint16_t *accepts; /* rules whose pattern may end here, ascending */
  uint64_t goes_on;        /* bit s % 64 of each symbol s that leads on */
  uint32_t npositions;
  uint16_t naccepts;
  bool last; /* nothing follows */
} State;

enum { STATE_UNKNOWN, STATE_DEAD, STATE_FIRST };
typedef struct States States;
/* limit: bytes that the states may take. */
States *states_new(const Automaton *a, size_t limit);
void states_free(States *s);
/* The state after the first symbol of a match; STATE_DEAD when no pattern begins with it. Before it, states_keep. */
uint32_t states_start(States *s, Symbol symbol);
uint32_t states_next(States *s, uint32_t state, Symbol symbol);
/* Good until the next states_keep. */
const State *states_get(const States *s, uint32_t state);
/* Forgets everything when it has grown too large. */
void states_keep(States *s);
#endif
