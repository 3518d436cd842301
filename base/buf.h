/* buf.h -- a growing byte buffer. Zero-initialise or buf_init; always NUL-terminated behind n. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include "base/str.h"

typedef struct {
  char *p;
  size_t n, cap;
} Buf;

#define BUF_INIT ((Buf){0})
void buf_release(Buf *b);                          /* frees; the Buf is empty and usable again */
static inline void buf_reset(Buf *b) { b->n = 0; } /* keeps the memory */
void buf_grow(Buf *b, size_t more);                /* what buf_reserve does when there is no room */
/* Room for more bytes beyond n. */
static inline void buf_reserve(Buf *b, size_t more) {
  if (more >= b->cap - b->n) buf_grow(b, more); /* one byte is always left for the NUL */
}
static inline void buf_put(Buf *b, Str s) {
  buf_reserve(b, s.n);
  if (s.n) memcpy(b->p + b->n, s.p, s.n);
  b->n += s.n;
  b->p[b->n] = 0;
}
static inline void buf_puts(Buf *b, const char *c) { buf_put(b, str_make(c, strlen(c))); }
static inline void buf_putc(Buf *b, char c) {
  buf_reserve(b, 1);
  b->p[b->n++] = c;
  b->p[b->n] = 0;
}
void buf_printf(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Unsigned/signed decimal, much faster than printf. */
void buf_put_u64(Buf *b, uint64_t v);
void buf_put_i64(Buf *b, int64_t v);
void buf_put_padded(Buf *b, uint64_t v, unsigned digits); /* at least so many, zeros before: "%02llu" */
static inline Str buf_str(const Buf *b) { return (Str){b->p ? b->p : "", b->n}; }
#endif
