/* sha256.c -- nettle's SHA-256 behind our own types, and hexadecimal. */
#include "base/sha256.h"
#include <nettle/sha2.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(((Hasher *)0)->opaque), "Hasher must hold nettle's state");

static struct sha256_ctx *state(Hasher *h) { return (struct sha256_ctx *)h->opaque; }

void hasher_init(Hasher *h) {
  h->n = 0;
  sha256_init(state(h));
}

void hasher_flush(Hasher *h) {
  sha256_update(state(h), h->n, h->pending);
  h->n = 0;
}

/* Ids are made of many short fields: they are gathered, so that nettle sees whole blocks. */
void hasher_add(Hasher *h, Str s) {
  if (s.n > sizeof h->pending - h->n) hasher_flush(h);
  if (s.n > sizeof h->pending) {
    sha256_update(state(h), s.n, (const uint8_t *)s.p);
  } else if (s.n) {
    memcpy(h->pending + h->n, s.p, s.n);
    h->n += s.n;
  }
}

Sha256 hasher_done(Hasher *h) {
  Sha256 out;
  hasher_flush(h);
  sha256_digest(state(h), sizeof out.b, out.b);
  return out;
}

Sha256 sha256_of(Str s) {
  Hasher h;
  hasher_init(&h);
  hasher_add(&h, s);
  return hasher_done(&h);
}

void hex_put(Buf *b, const void *bytes, size_t n) {
  static const char digits[] = "0123456789abcdef";
  const uint8_t *p = bytes;
  buf_reserve(b, 2 * n);
  char *out = b->p + b->n;
  for (size_t i = 0; i < n; i++) {
    *out++ = digits[p[i] >> 4];
    *out++ = digits[p[i] & 15];
  }
  *out = 0;
  b->n += 2 * n;
}

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool hex_parse(void *bytes, size_t n, Str s) {
  if (s.n != 2 * n) return false;
  uint8_t *p = bytes;
  for (size_t i = 0; i < n; i++) {
    int high = digit(s.p[2 * i]), low = digit(s.p[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    p[i] = (uint8_t)(high * 16 + low);
  }
  return true;
}
