/* endings.h -- lists of word endings by their last letter, so that a word meets only those that could fit. Letters count in any case. */
#ifndef EXTRACTOR_ENDINGS_H
#define EXTRACTOR_ENDINGS_H
#include "base/arena.h"

typedef struct {
  uint16_t *items; /* numbers of endings, in the order of their list; one without letters is in every part */
  uint16_t starts[33];
} Endings;
/* n below 2,000; the endings themselves are not kept. */
void endings_index(Endings *out, Arena *a, const Str *list, size_t n);

static inline unsigned ending_part(Str s) { return (unsigned char)s.p[s.n - 1] & 31; }
/* Those that the word (not empty) may have: *n numbers. */
static inline const uint16_t *endings_of(const Endings *e, Str word, size_t *n) {
  unsigned part = ending_part(word);
  *n = (size_t)(e->starts[part + 1] - e->starts[part]);
  return e->items + e->starts[part];
}
#endif
