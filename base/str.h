/* str.h -- borrowed byte slices.
 *
 * A Str points into memory that somebody else owns (an arena, a mapped file, a literal) and is not
 * terminated. Every text in the program is handed around as a Str; nothing copies unless it must. */
#ifndef BASE_STR_H
#define BASE_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
  const char *p; /* may be NULL only when n is 0 */
  size_t n;      /* bytes */
} Str;

/* Half-open range of byte offsets into Document.text. */
typedef struct {
  uint32_t start, end;
} Span;

#define STR(literal) ((Str){"" literal, sizeof(literal) - 1})
#define STR_ARGS(s) (int)(s).n, (s).p /* for "%.*s" */

static inline Str str_make(const char *p, size_t n) { return (Str){p, n}; }
static inline Str str_of(const char *c) { return (Str){c, c ? strlen(c) : 0}; }
static inline bool str_eq(Str a, Str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static inline bool str_is(Str a, const char *c) { return str_eq(a, str_of(c)); }
/* Bytes [from, to) of s, both clamped to its length. */
static inline Str str_slice(Str s, size_t from, size_t to) {
  if (to > s.n) to = s.n;
  if (from > to) from = to;
  return (Str){s.p ? s.p + from : s.p, to - from};
}
/* ASCII letters compare without case; other bytes exactly. */
bool str_eq_nocase(Str a, Str b);
bool str_starts(Str s, Str prefix);
bool str_starts_nocase(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
bool str_ends_nocase(Str s, Str suffix);
/* ASCII white space (space \t \n \r \f \v) off both ends. */
Str str_trim(Str s);
/* Order of memcmp, shorter first on a tie: <0, 0, >0. */
int str_cmp(Str a, Str b);
/* First position of the byte or of needle at or after from; SIZE_MAX when absent. */
size_t str_chr(Str s, char c, size_t from);
size_t str_find(Str s, Str needle, size_t from);
size_t str_find_nocase(Str s, Str needle, size_t from);
/* Cuts the part before the first sep off *rest and returns it; the whole rest when there is no sep.
 * false when *rest was already used up (p == NULL). An empty rest gives one empty part. */
bool str_split(Str *part, Str *rest, char sep);
/* 64-bit hash (FNV-1a folded or better) for tables; str_hash_nocase folds ASCII. Not for ids. */
uint64_t str_hash(Str s);
uint64_t str_hash_nocase(Str s);
/* Unsigned decimal of 1..18 digits and nothing else. */
bool str_to_u64(uint64_t *out, Str s);
#endif
