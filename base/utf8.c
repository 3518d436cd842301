/* utf8.c -- our own decoder, since it runs over every byte; utf8proc for what is a table (classes, folding, normal forms). */
#include "base/utf8.h"
#include <stdlib.h>
#include <utf8proc.h>

static inline bool is_tail(unsigned char c) { return (c & 0xC0) == 0x80; }

static inline unsigned length_of(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

/* Bytes of the valid sequence at p (n > 0 bytes left), or 0. Table 3-7 of the Unicode standard: the second byte's range
 * depends on the lead and shuts out overlongs, surrogates and what is beyond 10FFFF. */
static unsigned valid_sequence(const unsigned char *p, size_t n) {
  unsigned char lead = p[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  unsigned len = length_of(lead);
  if (n < len) return 0;
  unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (p[1] < least || p[1] > most) return 0;
  for (unsigned i = 2; i < len; i++)
    if (!is_tail(p[i])) return 0;
  return len;
}

/* Index of the first byte at or after i that is not ASCII, or n. */
static size_t skip_ascii(const char *p, size_t i, size_t n) {
  for (; i + 16 <= n; i += 16) {
    uint64_t a, b;
    memcpy(&a, p + i, 8);
    memcpy(&b, p + i + 8, 8);
    if ((a | b) & 0x8080808080808080ULL) break;
  }
  while (i < n && !((unsigned char)p[i] & 0x80)) i++;
  return i;
}

size_t utf8_valid_upto(Str s) {
  for (size_t i = 0;;) {
    i = skip_ascii(s.p, i, s.n);
    if (i >= s.n) return s.n;
    unsigned len = valid_sequence((const unsigned char *)s.p + i, s.n - i);
    if (len == 0) return i;
    i += len;
  }
}

/* Length of the invalid sequence at p: its longest start that could have become valid, at least one byte (the
 * "maximal subpart" of Unicode 3.9, which is also what browsers replace). */
static size_t invalid_length(const unsigned char *p, size_t n) {
  static const unsigned char tails[3] = {0x80, 0x80, 0x80};
  unsigned char trial[4];
  if (p[0] < 0xC2 || p[0] > 0xF4) return 1;
  size_t len = length_of(p[0]), have = 1;
  for (; have < len && have < n; have++) {
    memcpy(trial, p, have + 1);
    memcpy(trial + have + 1, tails, len - have - 1);
    if (!valid_sequence(trial, len)) break;
  }
  return have;
}

void utf8_repair(Buf *out, Str s, size_t *replaced) {
  size_t count = 0;
  buf_reserve(out, s.n);
  while (s.n) {
    size_t good = utf8_valid_upto(s);
    buf_put(out, str_slice(s, 0, good));
    s = str_slice(s, good, s.n);
    if (!s.n) break;
    buf_put(out, STR("\xEF\xBF\xBD"));
    count++;
    s = str_slice(s, invalid_length((const unsigned char *)s.p, s.n), s.n);
  }
  if (replaced) *replaced = count;
}

uint32_t utf8_at(Str s, size_t i, unsigned *len) {
  const unsigned char *p = (const unsigned char *)s.p + i;
  *len = length_of(p[0]);
  switch (*len) {
  case 1: return p[0];
  case 2: return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  case 3: return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
  default: return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
  }
}

uint32_t utf8_before(Str s, size_t i, unsigned *len) {
  size_t start = i - 1;
  while (start > 0 && is_tail((unsigned char)s.p[start])) start--;
  return utf8_at(s, start, len);
}

unsigned utf8_encode(char out[4], uint32_t cp) {
  static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  unsigned len = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
  for (unsigned i = len; i-- > 1; cp >>= 6) out[i] = (char)(0x80 | (cp & 0x3F));
  out[0] = (char)(leads[len] | cp);
  return len;
}

void utf8_put(Buf *b, uint32_t cp) {
  char bytes[4];
  unsigned len = utf8_encode(bytes, cp);
  buf_put(b, (Str){bytes, len});
}

size_t utf8_count(Str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) n += !is_tail((unsigned char)s.p[i]);
  return n;
}

static utf8proc_category_t category(uint32_t cp) { return utf8proc_category((utf8proc_int32_t)cp); }

bool cp_is_space(uint32_t cp) {
  if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r');
  if (cp == 0x85 || cp == 0x2028 || cp == 0x2029) return true;
  return category(cp) == UTF8PROC_CATEGORY_ZS;
}

bool cp_is_letter(uint32_t cp) {
  if (cp < 0x80) return (cp | 32) - 'a' < 26;
  utf8proc_category_t c = category(cp);
  return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool cp_is_upper(uint32_t cp) {
  if (cp < 0x80) return cp - 'A' < 26;
  utf8proc_category_t c = category(cp);
  return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool cp_is_lower(uint32_t cp) {
  if (cp < 0x80) return cp - 'a' < 26;
  return category(cp) == UTF8PROC_CATEGORY_LL;
}

bool cp_is_digit(uint32_t cp) {
  if (cp < 0x80) return cp - '0' < 10;
  return category(cp) == UTF8PROC_CATEGORY_ND;
}

uint32_t cp_lower(uint32_t cp) {
  if (cp < 0x80) return cp - 'A' < 26 ? cp + 32 : cp;
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* s through utf8proc, into the arena; s itself when utf8proc refuses it. */
static Str mapped(Arena *a, Str s, utf8proc_option_t options) {
  utf8proc_uint8_t *out = NULL;
  utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out, options);
  if (n < 0) {
    if (n == UTF8PROC_ERROR_NOMEM) mem_fail();
    return s;
  }
  Str copy = arena_str(a, (Str){(const char *)out, (size_t)n});
  free(out);
  return copy;
}

Str utf8_nfc(Arena *a, Str s) {
  if (skip_ascii(s.p, 0, s.n) == s.n) return s;
  Str nfc = mapped(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  return str_eq(nfc, s) ? s : nfc;
}

Str utf8_fold_key(Arena *a, Str s) {
  if (skip_ascii(s.p, 0, s.n) < s.n)
    return mapped(a, s, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  char *p = arena_alloc(a, s.n + 1);
  for (size_t i = 0; i < s.n; i++) p[i] = (char)cp_lower((unsigned char)s.p[i]);
  p[s.n] = 0;
  return (Str){p, s.n};
}
