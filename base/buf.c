/* buf.c -- a growing byte buffer; doubles, so that appending is cheap on average. */
#include "base/buf.h"
#include "base/arena.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_release(Buf *b) {
  free(b->p);
  *b = BUF_INIT;
}

void buf_grow(Buf *b, size_t more) {
  if (more > SIZE_MAX / 4 || b->n > SIZE_MAX / 4) mem_fail();
  size_t cap = b->cap ? b->cap * 2 : 64;
  if (cap < b->n + more + 1) cap = b->n + more + 1;
  b->p = mem_realloc(b->p, cap);
  b->cap = cap;
}

void buf_printf(Buf *b, const char *fmt, ...) {
  buf_reserve(b, 64);
  va_list args;
  va_start(args, fmt);
  int n = vsnprintf(b->p + b->n, b->cap - b->n, fmt, args);
  va_end(args);
  if (n <= 0) return;
  if ((size_t)n >= b->cap - b->n) {
    buf_reserve(b, (size_t)n);
    va_start(args, fmt);
    vsnprintf(b->p + b->n, b->cap - b->n, fmt, args);
    va_end(args);
  }
  b->n += (size_t)n;
}

void buf_put_padded(Buf *b, uint64_t v, unsigned digits) {
  size_t n = 1;
  for (uint64_t rest = v; rest >= 10; rest /= 10) n++;
  if (n < digits) n = digits;
  buf_reserve(b, n);
  b->p[b->n += n] = 0;
  for (char *p = b->p + b->n; n--; v /= 10) *--p = (char)('0' + v % 10);
}

void buf_put_u64(Buf *b, uint64_t v) { buf_put_padded(b, v, 1); }

void buf_put_i64(Buf *b, int64_t v) {
  if (v < 0) buf_putc(b, '-');
  buf_put_u64(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}
