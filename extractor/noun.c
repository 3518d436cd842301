/* noun.c -- the singular of a counted noun, by the pack's table.
 *
 * nouns.tsv has rows of three kinds, tried in this order: irregular plurals (plural -> singular, whole words, also as the last part of a compound:
 * "policewomen"), words that only look like plurals (plural without singular: "news"), and endings (suffix -> replacement, the longest wins). */
#include "base/map.h"
#include "base/utf8.h"
#include "extractor/unit_book.h"

static Str folded(const Reading *r, Str word) {
  char *p = arena_alloc(r->arena, word.n + 1);
  for (size_t i = 0; i < word.n; i++) p[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 32 : word.p[i]);
  return str_make(p, word.n);
}

static Str joined(const Reading *r, Str head, Str tail) {
  char *p = arena_alloc(r->arena, head.n + tail.n + 1);
  memcpy(p, head.p, head.n);
  if (tail.n) memcpy(p + head.n, tail.p, tail.n);
  return str_make(p, head.n + tail.n);
}

/* By the longest of its endings; the word itself when it has none, or one that stays. */
static Str without_suffix(const Reading *r, const UnitBook *b, Str word) {
  size_t n, longest = 0;
  const uint16_t *items = endings_of(&b->by_suffix, word, &n);
  Str becomes = {NULL, 0};
  for (size_t i = 0; i < n; i++) {
    Str s = b->suffixes[items[i]].ending;
    if (s.n <= longest || word.n == s.n || !str_ends_nocase(word, s)) continue;
    longest = s.n;
    becomes = b->suffixes[items[i]].becomes;
  }
  Str tail = str_slice(word, word.n - longest, word.n);
  return str_eq_nocase(tail, becomes) ? word : joined(r, str_slice(word, 0, word.n - longest), becomes);
}

Str noun_singular(const Reading *r, Str word) {
  const UnitBook *b = pack_units(r->pack);
  uintptr_t row;
  if (!b->nouns || word.n < 3) return word;
  if (map_get(b->irregular, folded(r, word), &row))
    return table_cell(b->nouns, row, table_column(b->nouns, "singular"));
  return without_suffix(r, b, word);
}

Str word_positive(const Reading *r, Str word) {
  const UnitBook *b = pack_units(r->pack);
  uintptr_t row;
  if (!b->nouns || !map_get(b->positive, folded(r, word), &row)) return word;
  return table_cell(b->nouns, row, table_column(b->nouns, "positive"));
}

/* A plural, or a word that is its own: "sheep". */
bool noun_counts(const Reading *r, Str word) {
  const UnitBook *b = pack_units(r->pack);
  uintptr_t row;
  if (b->nouns && map_get(b->irregular, folded(r, word), &row) &&
      table_cell(b->nouns, row, table_column(b->nouns, "many")).n)
    return true;
  return noun_is_plural(r, word);
}

bool noun_is_plural(const Reading *r, Str word) { return !str_eq_nocase(noun_singular(r, word), word); }
