/* base64.h -- bytes as text (RFC 4648, with padding, without line ends; nettle). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H
#include "base/arena.h"
#include "base/buf.h"

void base64_put(Buf *b, Str bytes);
/* false when s is not whole base64. */
bool base64_parse(Str *out, Arena *a, Str s);
#endif
