/* json.h -- a JSON scanner that knows byte offsets inside strings, and a writer.
 *
 * The scanner never builds a tree: it steps over one value and reports members. Depth is limited to 64. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

typedef enum { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } JsonKind;
typedef struct {
  JsonKind kind;
  Str raw; /* the value's bytes in the input, with its quotes or brackets */
} JsonValue;

/* Reads one value at *at in s (leading white space skipped) and moves *at behind it. ERR_INPUT with offset on bad JSON;
 * ERR_END when only white space is left. */
ErrCode json_next(JsonValue *out, Str s, size_t *at, Err *err);
/* Walks an object or array value: start with *at = 0. json_member gives key (raw, inside its quotes, still escaped)
 * and value; false at the end. Only call on values that json_next returned. */
bool json_member(Str *key, JsonValue *value, JsonValue object, size_t *at);
bool json_element(JsonValue *value, JsonValue array, size_t *at);
/* First member of that name; false when absent or not an object. Dots in name step into objects ("a.b"). */
bool json_get(JsonValue *out, JsonValue object, Str name);

/* One run of an unescaped string: text_len bytes of output came from raw_len bytes of input. copy runs have equal
 * bytes; escape runs are one escape (or a surrogate pair). Offsets are relative to raw's first byte (its quote). */
typedef struct {
  uint32_t text_off, raw_off, text_len, raw_len;
  bool copy;
} JsonRun;
/* Unescapes a JSON_STRING into the arena. Lone surrogates become U+FFFD. runs/nruns may be NULL. Without escapes the
 * result borrows from raw. */
Str json_text(Arena *a, JsonValue string, JsonRun **runs, size_t *nruns);
/* Numbers and booleans as they stand, strings unescaped, null as empty: for field maps. */
Str json_scalar(Arena *a, JsonValue v);

/* Writer: appends to a Buf. Escapes " \ and controls; other UTF-8 as it is; invalid bytes must not come here. */
void json_put_string(Buf *b, Str s);
/* The comma before an array element or member; none behind '{' or '['. */
static inline void json_item(Buf *b) {
  if (b->n && b->p[b->n - 1] != '{' && b->p[b->n - 1] != '[') buf_putc(b, ',');
}
/* Members. Inline, so that the length of a key that is written out is known. */
static inline void json_key(Buf *b, const char *key) {
  size_t n = strlen(key);
  buf_reserve(b, n + 4);
  json_item(b);
  char *p = b->p + b->n;
  *p++ = '"';
  memcpy(p, key, n);
  memcpy(p + n, "\":", 3);
  b->n += n + 3;
}
static inline void json_str(Buf *b, const char *key, Str value) {
  json_key(b, key);
  json_put_string(b, value);
}
static inline void json_null(Buf *b, const char *key) {
  json_key(b, key);
  buf_put(b, STR("null"));
}
static inline void json_str_or_null(Buf *b, const char *key, Str value) { /* p == NULL gives null */
  if (value.p)
    json_str(b, key, value);
  else
    json_null(b, key);
}
static inline void json_int(Buf *b, const char *key, int64_t value) {
  json_key(b, key);
  buf_put_i64(b, value);
}
static inline void json_bool(Buf *b, const char *key, bool value) {
  json_key(b, key);
  buf_put(b, value ? STR("true") : STR("false"));
}
#endif
