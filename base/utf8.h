/* utf8.h -- UTF-8 validation, stepping, classes and folding (classes and normal forms by utf8proc). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include "base/arena.h"
#include "base/buf.h"

/* Byte offset of the first invalid sequence, or s.n when all is valid (no surrogates, no overlongs, <= 10FFFF).
 * Fast path: ASCII in 8- or 16-byte steps. */
size_t utf8_valid_upto(Str s);
static inline bool utf8_valid(Str s) { return utf8_valid_upto(s) == s.n; }
/* Copies s replacing each invalid sequence by U+FFFD; *replaced counts them (may be NULL). */
void utf8_repair(Buf *out, Str s, size_t *replaced);
/* Code point at s.p[i]; *len gets its bytes (1..4). s must be valid and i < s.n. */
uint32_t utf8_at(Str s, size_t i, unsigned *len);
uint32_t utf8_before(Str s, size_t i, unsigned *len); /* the one that ends at i; i > 0 */
unsigned utf8_encode(char out[4], uint32_t cp);       /* bytes written, 1..4 */
void utf8_put(Buf *b, uint32_t cp);
size_t utf8_count(Str s);      /* code points */
bool cp_is_space(uint32_t cp); /* ASCII space, NBSP, thin, narrow no-break, ideographic, \n \t \r ... */
bool cp_is_letter(uint32_t cp);
bool cp_is_upper(uint32_t cp); /* also title case */
bool cp_is_lower(uint32_t cp);
bool cp_is_digit(uint32_t cp); /* Nd */
uint32_t cp_lower(uint32_t cp);
/* NFC of s in the arena (s itself when it is ASCII or already NFC); NFKC + case fold + accents off for keys. */
Str utf8_nfc(Arena *a, Str s);
Str utf8_fold_key(Arena *a, Str s);
#endif
