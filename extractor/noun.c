/* noun.c -- the singular of a counted noun, by the pack's table.
 *
 * nouns.tsv has rows of three kinds, tried in this order: irregular plurals (plural -> singular, whole words, also as the last part of a compound:
 * "policewomen"), words that only look like plurals (plural without singular: "news"), and endings (suffix -> replacement, the longest wins). */
#include "base/map.h"
#include "base/utf8.h"
#include "extractor/unit_book.h"

static bool ends_nocase(Str s, Str end) { return s.n > end.n && str_eq_nocase(str_slice(s, s.n - end.n, s.n), end); }

static Str folded(const Reading *r, Str word) {
  char *p = arena_alloc(r->arena, word.n + 1);
  for (size_t i = 0; i < word.n; i++) p[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 32 : word.p[i]);
  return str_make(p, word.n);
}

/* Row of the longest ending, -1 when none; a row without replacement stands for words that stay ("status"). */
static int ending_row(const Table *t, Str word) {
  int suffix = table_column(t, "suffix"), best = -1;
  size_t longest = 0;
  for (size_t i = 0; i < t->nrows; i++) {
    Str s = table_cell(t, i, suffix);
    if (s.n > longest && ends_nocase(word, s)) longest = s.n, best = (int)i;
  }
  return best;
}

static Str joined(const Reading *r, Str head, Str tail) {
  return arena_printf(r->arena, "%.*s%.*s", STR_ARGS(head), STR_ARGS(tail));
}

Str noun_singular(const Reading *r, Str word) {
  const UnitBook *b = pack_units(r->pack);
  uintptr_t row;
  if (!b->nouns || word.n < 3) return word;
  int singular = table_column(b->nouns, "singular");
  Str low = folded(r, word);
  if (map_get(b->irregular, low, &row)) return table_cell(b->nouns, row, singular);
  int e = ending_row(b->nouns, low);
  if (e < 0) return word;
  Str suffix = table_cell(b->nouns, (size_t)e, table_column(b->nouns, "suffix")),
      by = table_cell(b->nouns, (size_t)e, singular);
  if (str_eq(suffix, by)) return word;
  return joined(r, str_slice(word, 0, word.n - suffix.n), by);
}

Str word_positive(const Reading *r, Str word) {
  const UnitBook *b = pack_units(r->pack);
  uintptr_t row;
  if (!b->nouns || !map_get(b->positive, folded(r, word), &row)) return word;
  return table_cell(b->nouns, row, table_column(b->nouns, "positive"));
}

bool noun_is_plural(const Reading *r, Str word) { return !str_eq_nocase(noun_singular(r, word), word); }
