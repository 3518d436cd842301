/* str.c -- searching and comparing byte slices. Case folding here is ASCII only: words of a language are the rules' affair. */
#include "base/str.h"

static inline unsigned char lower(char c) { return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

static bool same_nocase(const char *a, const char *b, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

static inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool str_eq_nocase(Str a, Str b) { return a.n == b.n && same_nocase(a.p, b.p, a.n); }

bool str_starts(Str s, Str prefix) { return s.n >= prefix.n && str_eq((Str){s.p, prefix.n}, prefix); }

bool str_starts_nocase(Str s, Str prefix) { return s.n >= prefix.n && same_nocase(s.p, prefix.p, prefix.n); }

bool str_ends_nocase(Str s, Str suffix) {
  return s.n >= suffix.n && same_nocase(s.p + s.n - suffix.n, suffix.p, suffix.n);
}

bool str_ends(Str s, Str suffix) { return s.n >= suffix.n && str_eq(str_slice(s, s.n - suffix.n, s.n), suffix); }

Str str_trim(Str s) {
  while (s.n && is_space(s.p[0])) s.p++, s.n--;
  while (s.n && is_space(s.p[s.n - 1])) s.n--;
  return s;
}

int str_cmp(Str a, Str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  int c = n ? memcmp(a.p, b.p, n) : 0;
  return c ? c : (a.n > b.n) - (a.n < b.n);
}

size_t str_chr(Str s, char c, size_t from) {
  if (from >= s.n) return SIZE_MAX;
  const char *hit = memchr(s.p + from, c, s.n - from);
  return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t str_find(Str s, Str needle, size_t from) {
  if (from > s.n || needle.n > s.n - from) return SIZE_MAX;
  if (needle.n == 0) return from;
  const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
  return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t str_find_nocase(Str s, Str needle, size_t from) {
  if (from > s.n || needle.n > s.n - from) return SIZE_MAX;
  for (size_t i = from; i <= s.n - needle.n; i++)
    if (same_nocase(s.p + i, needle.p, needle.n)) return i;
  return SIZE_MAX;
}

bool str_split(Str *part, Str *rest, char sep) {
  if (!rest->p) return false;
  size_t at = str_chr(*rest, sep, 0);
  if (at == SIZE_MAX) {
    *part = *rest;
    *rest = (Str){NULL, 0};
  } else {
    *part = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->n);
  }
  return true;
}

/* FNV-1a over eight bytes at a time with a final mix (the multiply-xorshift of MurmurHash3): tables only need spread. */
static inline uint64_t mix(uint64_t h) {
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccdULL;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53ULL;
  return h ^ (h >> 33);
}

uint64_t str_hash(Str s) {
  uint64_t h = 0xcbf29ce484222325ULL ^ s.n;
  size_t i = 0;
  for (; i + 8 <= s.n; i += 8) {
    uint64_t w;
    memcpy(&w, s.p + i, 8);
    h = (h ^ w) * 0x9fb21c651e98df25ULL;
    h ^= h >> 32;
  }
  for (; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3ULL;
  return mix(h);
}

uint64_t str_hash_nocase(Str s) {
  uint64_t h = 0xcbf29ce484222325ULL;
  for (size_t i = 0; i < s.n; i++) h = (h ^ lower(s.p[i])) * 0x100000001b3ULL;
  return mix(h);
}

bool str_to_u64(uint64_t *out, Str s) {
  if (s.n < 1 || s.n > 18) return false;
  uint64_t v = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] < '0' || s.p[i] > '9') return false;
    v = v * 10 + (uint64_t)(s.p[i] - '0');
  }
  *out = v;
  return true;
}
