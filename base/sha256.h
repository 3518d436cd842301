/* sha256.h -- content ids (nettle). An Id is the first 16 bytes of a SHA-256. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H
#include "base/buf.h"

typedef struct {
  uint8_t b[32];
} Sha256;
typedef struct {
  uint8_t b[16];
} Id;

typedef struct {
  uint64_t opaque[20]; /* nettle's struct sha256_ctx */
  uint8_t pending[256];
  size_t n; /* bytes pending */
} Hasher;
void hasher_init(Hasher *h);
void hasher_flush(
    Hasher *h); /* takes what is pending into the state: the functions below call it when there is no room */
void hasher_add(Hasher *h, Str s); /* the bytes alone */
/* 8 little-endian bytes, without a length. */
static inline void hasher_field_i64(Hasher *h, int64_t v) {
  if (sizeof h->pending - h->n < 8) hasher_flush(h);
  uint8_t *p = h->pending + h->n;
  for (unsigned i = 0; i < 8; i++) p[i] = (uint8_t)((uint64_t)v >> (8 * i)); /* one store on a little-endian machine */
  h->n += 8;
}
/* 8-byte little-endian length, then the bytes. */
static inline void hasher_field(Hasher *h, Str s) {
  hasher_field_i64(h, (int64_t)s.n);
  if (s.n) hasher_add(h, s);
}
Sha256 hasher_done(Hasher *h);
Sha256 sha256_of(Str s);
static inline Id id_of(Sha256 s) {
  Id i;
  memcpy(i.b, s.b, sizeof i.b);
  return i;
}
static inline bool id_eq(Id a, Id b) { return memcmp(a.b, b.b, sizeof a.b) == 0; }
void hex_put(Buf *b, const void *bytes, size_t n); /* lower case */
bool hex_parse(void *bytes, size_t n, Str s);      /* exactly 2n digits */
#endif
