/* trie.c -- a double-array trie.
 *
 *   child of state s by byte c:  t = base[s] + c,  valid when check[t] == s.  A key's end is its child by byte 0, whose base holds the value.
 *
 * Built from sorted keys, one state's children at a time; the free slots are a doubly linked ring inside the arrays, so that looking for room
 * touches only free slots. */
#include "extractor/gazetteer.h"
#include <stdlib.h>

typedef struct {
  TrieSlot *slot;
  size_t n;
  const TrieKey *keys;
} Builder;

static void unlink_slot(Builder *b, uint32_t i) {
  int32_t prev = -b->slot[i].base, next = -b->slot[i].check;
  b->slot[prev].check = -next;
  b->slot[next].base = -prev;
}

static void append_free(Builder *b, uint32_t i) {
  int32_t last = -b->slot[0].base;
  b->slot[i] = (TrieSlot){.base = -last, .check = 0};
  b->slot[last].check = -(int32_t)i;
  b->slot[0].base = -(int32_t)i;
}

static void make_room(Builder *b, size_t need) {
  if (need <= b->n) return;
  size_t n = b->n * 2 > need ? b->n * 2 : need;
  b->slot = mem_realloc(b->slot, n * sizeof *b->slot);
  for (size_t i = b->n; i < n; i++) append_free(b, (uint32_t)i);
  b->n = n;
}

static bool is_free(const Builder *b, uint32_t i) { return i >= b->n || (i > TRIE_ROOT && b->slot[i].check <= 0); }

/* A base at which all bytes of set (ascending, n > 0) fall on free slots. */
static uint32_t find_base(Builder *b, const unsigned char *set, size_t n) {
  for (int32_t at = -b->slot[0].check; at; at = -b->slot[at].check) {
    if (at <= set[0]) continue;
    uint32_t base = (uint32_t)at - set[0];
    size_t k = 1;
    while (k < n && is_free(b, base + set[k])) k++;
    if (k == n) return base;
  }
  uint32_t base = (uint32_t)b->n;
  return base;
}

static unsigned char byte_at(const TrieKey *k, size_t depth) {
  return depth < k->key.n ? (unsigned char)k->key.p[depth] : 0;
}

/* Keys [from, to) share their first depth bytes, which lead to state. */
static void add_children(Builder *b, uint32_t state, size_t from, size_t to, size_t depth) {
  unsigned char set[256];
  size_t n = 0;
  for (size_t i = from; i < to; i++) {
    unsigned char c = byte_at(&b->keys[i], depth);
    if (!n || set[n - 1] != c) set[n++] = c;
  }
  uint32_t base = find_base(b, set, n);
  make_room(b, (size_t)base + 256);
  b->slot[state].base = (int32_t)base;
  for (size_t k = 0; k < n; k++) {
    unlink_slot(b, base + set[k]);
    b->slot[base + set[k]] = (TrieSlot){.base = 0, .check = (int32_t)state};
  }
  for (size_t i = from, k = 0; k < n; k++) {
    size_t end = i + 1;
    while (end < to && byte_at(&b->keys[end], depth) == set[k]) end++;
    uint32_t child = base + set[k];
    if (set[k]) {
      add_children(b, child, i, end, depth + 1);
    } else {
      b->slot[child].base = (int32_t)b->keys[i].value;
    }
    i = end;
  }
}

static int by_key(const void *a, const void *b) {
  const TrieKey *x = a, *y = b;
  int order = str_cmp(x->key, y->key);
  return order ? order : (x->value > y->value) - (x->value < y->value);
}

Trie *trie_build(Arena *a, TrieKey *keys, size_t n) {
  if (n) qsort(keys, n, sizeof *keys, by_key);
  Builder b = {.keys = keys};
  b.slot = mem_zalloc(2 * sizeof *b.slot);
  b.slot[TRIE_ROOT].check = INT32_MAX;
  b.n = 2;
  make_room(&b, 1024);
  if (n) add_children(&b, TRIE_ROOT, 0, n, 0);
  Trie *t = arena_alloc(a, sizeof *t);
  t->n = (uint32_t)b.n;
  t->slot = arena_alloc(a, b.n * sizeof *b.slot);
  memcpy(t->slot, b.slot, b.n * sizeof *b.slot);
  free(b.slot);
  return t;
}
