/* suggest.h -- "did you mean": the known word nearest to what was typed. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H
#include "base/str.h"

/* Edits (insert, delete, replace, swap of neighbours) that lead from a to b, without ASCII case; at most `most`, else most + 1. */
unsigned edit_distance(Str a, Str b, unsigned most);
/* The nearest of the NULL-terminated names, the first on a tie; NULL when none is near (a third of the word's letters, at least 1). */
const char *suggest(Str word, const char *const *names);
#endif
