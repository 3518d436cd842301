/* base64.c -- see base64.h. */
#include "base/base64.h"
#include <nettle/base64.h>

void base64_put(Buf *b, Str bytes) {
  size_t n = BASE64_ENCODE_RAW_LENGTH(bytes.n);
  buf_reserve(b, n);
  base64_encode_raw(b->p + b->n, bytes.n, (const uint8_t *)bytes.p);
  b->n += n;
  b->p[b->n] = 0;
}

bool base64_parse(Str *out, Arena *a, Str s) {
  struct base64_decode_ctx ctx;
  size_t n = BASE64_DECODE_LENGTH(s.n);
  char *p = arena_alloc(a, n + 1);
  base64_decode_init(&ctx);
  bool ok = base64_decode_update(&ctx, &n, (uint8_t *)p, s.n, s.p) && base64_decode_final(&ctx);
  *out = str_make(p, ok ? n : 0);
  return ok;
}
