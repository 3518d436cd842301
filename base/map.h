/* map.h -- hash tables from strings to numbers or pointers (uthash inside). Keys are copied. */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include "base/str.h"

typedef struct Map Map;
Map *map_new(void);
void map_free(Map *m); /* not the values */
/* Sets or replaces; returns true when the key is new. */
bool map_put(Map *m, Str key, uintptr_t value);
bool map_get(const Map *m, Str key, uintptr_t *value); /* value may be NULL */
size_t map_count(const Map *m);
/* Keys in insertion order; i < map_count. */
Str map_key(const Map *m, size_t i, uintptr_t *value);
#endif
