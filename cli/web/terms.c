/* terms.c -- see terms.h. */
#include "cli/web/terms.h"

Terms terms_split(Arena *a, Str text) {
  Terms t = {0};
  size_t cap = 0;
  for (size_t i = 0; i < text.n;) {
    while (i < text.n && (unsigned char)text.p[i] <= ' ') i++;
    Buf term = BUF_INIT;
    bool quoted = false;
    for (; i < text.n && (quoted || (unsigned char)text.p[i] > ' '); i++) {
      if (text.p[i] == '"')
        quoted = !quoted;
      else
        buf_putc(&term, text.p[i]);
    }
    if (term.n) {
      t.items = arena_grow(a, t.items, t.n, &cap, t.n + 1, sizeof *t.items);
      t.items[t.n++] = arena_str(a, buf_str(&term)).p;
    }
    buf_release(&term);
  }
  return t;
}
