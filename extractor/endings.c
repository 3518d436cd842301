/* endings.c -- see endings.h. */
#include "extractor/endings.h"

void endings_index(Endings *out, Arena *a, const Str *list, size_t n) {
  uint16_t at = 0;
  out->items = arena_alloc(a, (n * 32 + 1) * sizeof *out->items);
  for (unsigned part = 0; part < 32; part++) {
    out->starts[part] = at;
    for (size_t i = 0; i < n; i++)
      if (!list[i].n || ending_part(list[i]) == part) out->items[at++] = (uint16_t)i;
  }
  out->starts[32] = at;
}
