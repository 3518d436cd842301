/* alphabet.c -- the order of the symbols: what patterns often name together stands together.
 *
 * PCRE2 keeps a class of symbols as a list of ranges and walks it for each comparison. So {lower} or {units} should be one range, not hundreds.
 * Symbols are sorted by the letter case of their words, then by the commonest list that they are in, then by the next one. */
#include "extractor/pack_p.h"
#include <stdlib.h>

typedef struct {
  Symbol was;
  size_t n;
  uint32_t *ranks; /* of its atoms, ascending: the commonest first */
} Ranked;

typedef struct {
  Atom atom;
  size_t count;
} Common;

static int by_count(const void *a, const void *b) {
  const Common *x = a, *y = b;
  if (x->count != y->count) return x->count > y->count ? -1 : 1;
  return (int)x->atom - (int)y->atom;
}

static int by_rank(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static int by_ranks(const void *a, const void *b) {
  const Ranked *x = a, *y = b;
  for (size_t i = 0; i < x->n && i < y->n; i++)
    if (x->ranks[i] != y->ranks[i]) return x->ranks[i] < y->ranks[i] ? -1 : 1;
  if (x->n != y->n) return x->n > y->n ? -1 : 1;
  return (int)x->was - (int)y->was;
}

/* Letter case first, then by how many symbols have the atom. */
static uint32_t *rank_atoms(const Pack *p, const Alphabet *al) {
  static const Atom shapes[] = {ATOM_lower, ATOM_cap, ATOM_upper, ATOM_mixed};
  Common *common = mem_zalloc((p->natoms + 1) * sizeof *common);
  for (size_t a = 0; a < p->natoms; a++) common[a].atom = (Atom)a;
  for (size_t s = 0; s < al->n; s++)
    for (size_t i = 0; i < al->sets[s].n; i++) common[al->sets[s].items[i]].count++;
  qsort(common, p->natoms, sizeof *common, by_count);
  uint32_t *rank = mem_zalloc((p->natoms + 1) * sizeof *rank);
  for (size_t i = 0; i < p->natoms; i++) rank[common[i].atom] = (uint32_t)i + 4;
  for (uint32_t i = 0; i < 4; i++) rank[shapes[i]] = i;
  free(common);
  return rank;
}

/* Old symbol -> new one; symbol 0 stays the empty set. */
static Symbol *order(const Pack *p, const Alphabet *al) {
  uint32_t *rank = rank_atoms(p, al);
  Ranked *e = mem_zalloc((al->n + 1) * sizeof *e);
  for (size_t s = 1; s < al->n; s++) {
    const AtomSet *set = &al->sets[s];
    e[s] = (Ranked){(Symbol)s, set->n, mem_alloc((set->n + 1) * sizeof(uint32_t))};
    for (size_t i = 0; i < set->n; i++) e[s].ranks[i] = rank[set->items[i]];
    qsort(e[s].ranks, set->n, sizeof(uint32_t), by_rank);
  }
  qsort(e + 1, al->n - 1, sizeof *e, by_ranks);
  Symbol *now = mem_zalloc((al->n + 1) * sizeof *now);
  for (size_t s = 1; s < al->n; s++) {
    now[e[s].was] = (Symbol)s;
    free(e[s].ranks);
  }
  free(e);
  free(rank);
  return now;
}

static void rename_all(Symbol *list, size_t n, const Symbol *now) {
  for (size_t i = 0; i < n; i++) list[i] = now[list[i]];
}

void alphabet_sort(Pack *p, int alphabet) {
  Alphabet *al = &p->alphabet[alphabet];
  Symbol *now = order(p, al);
  AtomSet *sets = arena_alloc(p->arena, al->n * sizeof *sets);
  for (size_t s = 0; s < al->n; s++) sets[now[s]] = al->sets[s];
  al->sets = sets;
  al->cap = al->n;
  for (size_t i = 0; i < p->nforms; i++) rename_all(p->forms[i].symbol[alphabet], 4, now);
  rename_all(p->shape_symbol[alphabet], 5, now);
  rename_all(p->number_symbol[alphabet], 32, now);
  rename_all(&p->space[alphabet], 1, now);
  rename_all(&p->punct[alphabet], 1, now);
  if (alphabet == ALPHABET_CLAIM) {
    rename_all(p->mention_symbol, KIND_NOISE + 1, now);
    rename_all(p->entity_symbol, ENT_OTHER + 1, now);
  }
  free(now);
}
