/* offsets.h -- making and joining offset maps (the types are in document.h).
 *
 * Maps are made by appending runs in text order and can be chained: text -> decoded source -> raw bytes. */
#ifndef CORPUS_OFFSETS_H
#define CORPUS_OFFSETS_H
#include "corpus/document.h"

typedef struct {
  MapRun *runs; /* in the arena */
  size_t n, cap;
} MapBuilder;
/* Appends a run behind the last one; two copy runs that adjoin on both sides become one. text_len 0 is ignored. */
void map_add(MapBuilder *m, Arena *a, MapKind kind, uint32_t text_len, uint32_t raw_off, uint32_t raw_len);
/* The map text -> raw, from inner (text -> middle) and outer (middle -> raw). Copy runs are cut at outer's borders; any
 * other inner run takes the raw bytes of its whole middle span. An empty inner or outer is the identity; text_len is the
 * text's length. */
OffsetMap map_compose(Arena *a, const OffsetMap *inner, const OffsetMap *outer, uint32_t text_len);
/* The n copy run from raw offset off: for texts that are one slice of the raw bytes. */
OffsetMap map_slice(Arena *a, uint32_t off, uint32_t n);
/* Every byte of the text lies in one run, copy runs compare equal: what tests and verify ask. */
bool map_proves(const OffsetMap *m, Str text, Str raw);
#endif
