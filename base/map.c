/* map.c -- uthash over copied keys, and the entries once more as an array in insertion order. */
#include "base/map.h"
#include "base/arena.h"
#include <stdlib.h>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#define uthash_malloc(n) mem_alloc(n)
#define HASH_FUNCTION(key, len, hash) (hash) = (unsigned)str_hash((Str){(const char *)(key), (len)})
#include <uthash.h>

typedef struct Entry {
  UT_hash_handle hh;
  uintptr_t value;
  size_t n;
  char key[];
} Entry;

struct Map {
  Entry *head; /* uthash's table */
  Entry **order;
  size_t n, cap;
};

Map *map_new(void) { return mem_zalloc(sizeof(Map)); }

void map_free(Map *m) {
  if (!m) return;
  HASH_CLEAR(hh, m->head);
  for (size_t i = 0; i < m->n; i++) free(m->order[i]);
  free(m->order);
  free(m);
}

static Entry *find(const Map *m, Str key) {
  Entry *e = NULL;
  const char *bytes = key.p ? key.p : ""; /* uthash hands it to memcmp, which takes no NULL */
  HASH_FIND(hh, m->head, bytes, key.n, e);
  return e;
}

static void add(Map *m, Str key, uintptr_t value) {
  Entry *e = mem_zalloc(sizeof *e + key.n + 1);
  e->value = value;
  e->n = key.n;
  if (key.n) memcpy(e->key, key.p, key.n);
  HASH_ADD_KEYPTR(hh, m->head, e->key, e->n, e);
  if (m->n == m->cap) m->order = mem_realloc(m->order, (m->cap = m->cap ? m->cap * 2 : 16) * sizeof(Entry *));
  m->order[m->n++] = e;
}
#pragma GCC diagnostic pop

bool map_put(Map *m, Str key, uintptr_t value) {
  Entry *e = find(m, key);
  if (e)
    e->value = value;
  else
    add(m, key, value);
  return !e;
}

bool map_get(const Map *m, Str key, uintptr_t *value) {
  Entry *e = find(m, key);
  if (e && value) *value = e->value;
  return e != NULL;
}

size_t map_count(const Map *m) { return m->n; }

Str map_key(const Map *m, size_t i, uintptr_t *value) {
  Entry *e = m->order[i];
  if (value) *value = e->value;
  return (Str){e->key, e->n};
}
