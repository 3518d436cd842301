/* readers.c -- the table of readers, and what they share. A new reader is one line in READERS. */
#include "extractor/read.h"

/* `read plain`: the kind alone, from the rule's `set kind=`; the value is in the words. */
static bool read_plain(Mention *out, const Reading *r, const Match *m) {
  (void)out, (void)r, (void)m;
  return true;
}

static const struct {
  const char *name;
  ReadFn fn;
} table[] = {{"plain", read_plain},
#define X(name) {#name, read_##name},
             READERS(X)
#undef X
};
enum { NREADERS = sizeof table / sizeof *table };

ReadFn reader_find(Str name) {
  for (size_t i = 0; i < NREADERS; i++)
    if (str_is(name, table[i].name)) return table[i].fn;
  return NULL;
}

static const char *const names[] = {"plain",
#define X(name) #name,
                                    READERS(X)
#undef X
                                        NULL};
const char *const *reader_fn_names(void) { return names; }

const LexedNumber *slot_number(const Reading *r, const Match *m, Slot s) {
  Range g = m->slot[s];
  if (g.last != g.first + 1) return NULL;
  const Token *t = &r->tokens->items[g.first];
  return t->kind == TOKEN_NUMBER ? &r->tokens->numbers[t->number] : NULL;
}

int slot_row(const Reading *r, const Match *m, Slot s, const Table *t) {
  for (uint32_t i = m->slot[s].first; i < m->slot[s].last; i++)
    if (r->tokens->items[i].kind != TOKEN_SPACE) return token_row(r->pack, r->tokens, i, t);
  return -1;
}

Span slot_span(const Reading *r, const Match *m, Slot s) {
  Range g = m->slot[s];
  if (g.first == g.last) return (Span){0, 0};
  return (Span){r->tokens->items[g.first].start, r->tokens->items[g.last - 1].end};
}

Str slot_text(const Reading *r, const Match *m, Slot s) {
  Span span = slot_span(r, m, s);
  return str_slice(r->doc->text, span.start, span.end);
}
