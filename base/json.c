/* json.c -- one pass over the bytes with an explicit stack of bracket bits; strings are crossed by memchr to the next quote.
 *
 * A value is checked whole when json_next meets it, so that the walkers below may trust it. Numbers follow RFC 8259;
 * string bytes are not validated as UTF-8 here (readers repair whole texts). */
#include "base/json.h"
#include "base/utf8.h"
#include <stdlib.h>

enum { MAX_DEPTH = 64 };

static inline size_t skip_space(Str s, size_t i) {
  while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r')) i++;
  return i;
}

/* Index behind the closing quote of the string that opens at i, or SIZE_MAX. A quote closes unless an odd number of
 * backslashes stands before it. */
static size_t string_end(Str s, size_t i) {
  for (size_t from = i + 1;;) {
    size_t quote = str_chr(s, '"', from);
    if (quote == SIZE_MAX) return SIZE_MAX;
    size_t slashes = quote;
    while (slashes > i + 1 && s.p[slashes - 1] == '\\') slashes--;
    from = quote + 1;
    if ((quote - slashes) % 2 == 0) return from;
  }
}

static int hex4(const char *p) {
  int v = 0;
  for (int i = 0; i < 4; i++) {
    char c = p[i];
    int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    if (d < 0) return -1;
    v = v * 16 + d;
  }
  return v;
}

/* Checks the escapes of inner, the bytes between the quotes. */
static bool escapes_valid(Str inner) {
  for (size_t i = 0; (i = str_chr(inner, '\\', i)) != SIZE_MAX; i += 2) {
    char c = inner.p[i + 1]; /* never the end: the closing quote was not escaped */
    if (c == 'u' ? inner.n - i < 6 || hex4(inner.p + i + 2) < 0 : !strchr("\"\\/bfnrt", c) || !c) return false;
  }
  return true;
}

static size_t digits_end(Str s, size_t i) {
  while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') i++;
  return i;
}

static size_t number_end(Str s, size_t i) {
  if (s.p[i] == '-') i++;
  size_t end = digits_end(s, i);
  if (end == i || (s.p[i] == '0' && end > i + 1)) return SIZE_MAX;
  if (end < s.n && s.p[end] == '.') {
    i = end + 1;
    if ((end = digits_end(s, i)) == i) return SIZE_MAX;
  }
  if (end < s.n && (s.p[end] | 32) == 'e') {
    i = end + 1;
    if (i < s.n && (s.p[i] == '+' || s.p[i] == '-')) i++;
    if ((end = digits_end(s, i)) == i) return SIZE_MAX;
  }
  return end;
}

static size_t word_end(Str s, size_t i, Str word) {
  return str_starts(str_slice(s, i, s.n), word) ? i + word.n : SIZE_MAX;
}

/* Index behind the string, number or word at i, or SIZE_MAX. */
static size_t scalar_end(Str s, size_t i, JsonKind *kind) {
  switch (s.p[i]) {
  case '"': *kind = JSON_STRING; return string_end(s, i);
  case 't': *kind = JSON_TRUE; return word_end(s, i, STR("true"));
  case 'f': *kind = JSON_FALSE; return word_end(s, i, STR("false"));
  case 'n': *kind = JSON_NULL; return word_end(s, i, STR("null"));
  default: *kind = JSON_NUMBER; return number_end(s, i);
  }
}

static ErrCode bad(Err *err, size_t at, const char *what) {
  return err_set(err, ERR_INPUT, "JSON: %s at byte %zu", what, at);
}

/* A string at i, checked; SIZE_MAX when it is not one. */
static size_t checked_string(Str s, size_t i) {
  if (i >= s.n || s.p[i] != '"') return SIZE_MAX;
  size_t end = string_end(s, i);
  return end != SIZE_MAX && escapes_valid(str_slice(s, i + 1, end - 1)) ? end : SIZE_MAX;
}

/* The key and colon at i; index of its value, or SIZE_MAX. */
static size_t checked_key(Str s, size_t i) {
  size_t end = checked_string(s, i);
  if (end == SIZE_MAX) return SIZE_MAX;
  end = skip_space(s, end);
  return end < s.n && s.p[end] == ':' ? skip_space(s, end + 1) : SIZE_MAX;
}

/* Crosses the object or array that opens at i, keeping one bit a level: object or not. */
static ErrCode cross(Str s, size_t i, size_t *end, Err *err) {
  uint64_t objects = 0; /* bit 0: the innermost open bracket is an object */
  unsigned depth = 0;
  for (;;) { /* i stands at a value */
    if (i >= s.n) return bad(err, s.n, "ends inside a value");
    char c = s.p[i];
    if (c == '{' || c == '[') {
      if (depth++ == MAX_DEPTH) return bad(err, i, "nested deeper than 64");
      objects = objects << 1 | (c == '{');
      size_t first = skip_space(s, i + 1);
      if (first < s.n && s.p[first] == (c == '{' ? '}' : ']'))
        i = first;
      else if ((i = c == '{' ? checked_key(s, first) : first) == SIZE_MAX)
        return bad(err, first, "no member name");
      else
        continue;
    } else {
      JsonKind kind;
      size_t behind = c == '"' ? checked_string(s, i) : scalar_end(s, i, &kind);
      if (behind == SIZE_MAX) return bad(err, i, "no value");
      i = skip_space(s, behind);
    }
    /* i stands behind a value: at a comma or closing brackets */
    while (i < s.n && s.p[i] == ((objects & 1) ? '}' : ']')) {
      objects >>= 1;
      if (--depth == 0) return *end = i + 1, OK;
      i = skip_space(s, i + 1);
    }
    if (i >= s.n) return bad(err, s.n, "ends inside a value");
    if (s.p[i] != ',') return bad(err, i, "no comma or closing bracket");
    size_t next = skip_space(s, i + 1);
    i = (objects & 1) ? checked_key(s, next) : next;
    if (i == SIZE_MAX) return bad(err, next, "no member name");
  }
}

ErrCode json_next(JsonValue *out, Str s, size_t *at, Err *err) {
  size_t start = skip_space(s, *at), end = SIZE_MAX;
  if (start >= s.n) return ERR_END;
  char c = s.p[start];
  if (c == '{' || c == '[') {
    ErrCode code = cross(s, start, &end, err);
    if (code != OK) return code;
    out->kind = c == '{' ? JSON_OBJECT : JSON_ARRAY;
  } else {
    end = scalar_end(s, start, &out->kind);
    if (end != SIZE_MAX && c == '"' && !escapes_valid(str_slice(s, start + 1, end - 1))) end = SIZE_MAX;
    if (end == SIZE_MAX) return bad(err, start, "no value");
  }
  out->raw = str_slice(s, start, end);
  *at = end;
  return OK;
}

/* --- walking a value that was checked ----------------------------------------------------------------------------- */

/* Index behind the bracketed value at i: only strings need care. */
static size_t bracket_end(Str s, size_t i) {
  unsigned depth = 0;
  for (; i < s.n; i++) {
    switch (s.p[i]) {
    case '"': i = string_end(s, i) - 1; break;
    case '{':
    case '[': depth++; break;
    case '}':
    case ']':
      if (--depth == 0) return i + 1;
      break;
    default: break;
    }
  }
  return s.n;
}

static JsonValue value_at(Str s, size_t i) {
  JsonValue v = {.kind = s.p[i] == '{' ? JSON_OBJECT : JSON_ARRAY};
  size_t end = s.p[i] == '{' || s.p[i] == '[' ? bracket_end(s, i) : scalar_end(s, i, &v.kind);
  v.raw = str_slice(s, i, end);
  return v;
}

/* Index of the next key or element, or SIZE_MAX at the end. */
static size_t step(Str raw, size_t at) {
  size_t i = skip_space(raw, at ? at : 1);
  if (i < raw.n && raw.p[i] == ',') i = skip_space(raw, i + 1);
  return i + 1 >= raw.n ? SIZE_MAX : i; /* the last byte is the closing bracket */
}

bool json_member(Str *key, JsonValue *value, JsonValue object, size_t *at) {
  if (object.kind != JSON_OBJECT) return false;
  size_t i = step(object.raw, *at);
  if (i == SIZE_MAX) return false;
  size_t end = string_end(object.raw, i);
  *key = str_slice(object.raw, i + 1, end - 1);
  i = skip_space(object.raw, skip_space(object.raw, end) + 1);
  *value = value_at(object.raw, i);
  *at = i + value->raw.n;
  return true;
}

bool json_element(JsonValue *value, JsonValue array, size_t *at) {
  if (array.kind != JSON_ARRAY) return false;
  size_t i = step(array.raw, *at);
  if (i == SIZE_MAX) return false;
  *value = value_at(array.raw, i);
  *at = i + value->raw.n;
  return true;
}

bool json_get(JsonValue *out, JsonValue object, Str name) {
  size_t dot = str_chr(name, '.', 0), at = 0;
  Str key, first = str_slice(name, 0, dot);
  JsonValue v;
  while (json_member(&key, &v, object, &at)) {
    if (str_eq(key, name)) return *out = v, true; /* a key may hold dots itself */
    if (dot != SIZE_MAX && str_eq(key, first) && json_get(out, v, str_slice(name, dot + 1, name.n))) return true;
  }
  return false;
}

/* --- unescaping --------------------------------------------------------------------------------------------------- */

typedef struct {
  Arena *arena;
  char *text;
  size_t n;      /* bytes of text written */
  JsonRun *runs; /* NULL when nobody asked */
  size_t nruns, cap;
  bool wanted;
} Unescape;

static void add_run(Unescape *u, size_t raw_off, size_t raw_len, size_t text_len, bool copy) {
  if (!u->wanted || raw_len == 0) return;
  u->runs = arena_grow(u->arena, u->runs, u->nruns, &u->cap, u->nruns + 1, sizeof *u->runs);
  u->runs[u->nruns++] =
      (JsonRun){(uint32_t)(u->n - text_len), (uint32_t)raw_off, (uint32_t)text_len, (uint32_t)raw_len, copy};
}

static uint32_t simple_escape(char c) {
  switch (c) {
  case 'b': return '\b';
  case 'f': return '\f';
  case 'n': return '\n';
  case 'r': return '\r';
  case 't': return '\t';
  default: return (unsigned char)c;
  }
}

/* The code point of the escape at raw[i] and its length in *len; a surrogate pair is one escape. */
static uint32_t escape_at(Str raw, size_t i, size_t *len) {
  *len = 2;
  if (raw.p[i + 1] != 'u') return simple_escape(raw.p[i + 1]);
  *len = 6;
  uint32_t cp = (uint32_t)hex4(raw.p + i + 2);
  if (cp < 0xD800 || cp > 0xDFFF) return cp;
  if (cp < 0xDC00 && raw.n - i > 12 && raw.p[i + 6] == '\\' && raw.p[i + 7] == 'u') {
    uint32_t low = (uint32_t)hex4(raw.p + i + 8);
    if (low >= 0xDC00 && low <= 0xDFFF) {
      *len = 12;
      return 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
    }
  }
  return 0xFFFD;
}

Str json_text(Arena *a, JsonValue string, JsonRun **runs, size_t *nruns) {
  Str raw = string.raw;
  size_t end = raw.n - 1, at = 1; /* between the quotes */
  Unescape u = {.arena = a, .wanted = runs != NULL};
  size_t slash = str_chr(raw, '\\', 1);
  Str text = str_slice(raw, 1, end);
  if (slash == SIZE_MAX) {
    u.n = text.n;
    add_run(&u, 1, text.n, text.n, true);
  } else {
    u.text = arena_alloc(a, raw.n); /* an escape is never shorter than what it stands for */
    while (at < end) {
      size_t stop = slash == SIZE_MAX ? end : slash, len;
      memcpy(u.text + u.n, raw.p + at, stop - at);
      u.n += stop - at;
      add_run(&u, at, stop - at, stop - at, true);
      if ((at = stop) == end) break;
      size_t put = utf8_encode(u.text + u.n, escape_at(raw, at, &len));
      u.n += put;
      add_run(&u, at, len, put, false);
      at += len;
      slash = str_chr(raw, '\\', at);
    }
    text = (Str){u.text, u.n};
  }
  if (runs) *runs = u.runs;
  if (nruns) *nruns = u.nruns;
  return text;
}

Str json_scalar(Arena *a, JsonValue v) {
  if (v.kind == JSON_STRING) return json_text(a, v, NULL, NULL);
  return v.kind == JSON_NULL ? STR("") : v.raw;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void put_escape(Buf *b, unsigned char c) {
  static const char digits[] = "0123456789abcdef";
  char out[6] = {'\\', 0, '0', '0', digits[c >> 4], digits[c & 15]};
  out[1] = c == '\n' ? 'n' : c == '"' || c == '\\' ? (char)c : c == '\t' ? 't' : c == '\r' ? 'r' : 'u';
  if (out[1] == 'u')
    buf_put(b, str_make(out, 6));
  else
    buf_put(b, str_make(out, 2));
}

/* U+0085, U+2028 and U+2029 end lines for many readers of NDJSON (Python's splitlines among them): bytes at s.p[i], else 0. */
static size_t line_end_at(Str s, size_t i) {
  if (s.p[i] == '\xc2') return i + 1 < s.n && s.p[i + 1] == '\x85' ? 2 : 0;
  return i + 2 < s.n && s.p[i + 1] == '\x80' && (s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9') ? 3 : 0;
}

/* ASCII that stands in a string as it is. */
static const bool plain_byte[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* controls */
    1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* " */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, /* \\ */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* Copies eight bytes; has one of them its high bit, is it a control, a quote or a backslash? Each test leaves a high bit (Hacker's Delight, 6-1). */
static inline bool copy_eight(char *out, const char *p) {
  const uint64_t ones = 0x0101010101010101u, high = ones << 7;
  uint64_t w;
  memcpy(&w, p, 8);
  memcpy(out, &w, 8);
  uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\';
  return ((w | (w - ones * 0x20) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & high) == 0;
}

/* The same for sixteen: a byte below a blank as a signed number is a control or has its high bit. */
static inline bool copy_sixteen(char *out, const char *p) {
  typedef int8_t Bytes __attribute__((vector_size(16)));
  typedef int64_t Halves __attribute__((vector_size(16)));
  Bytes v;
  memcpy(&v, p, sizeof v);
  memcpy(out, &v, sizeof v);
  Halves special = (Halves)((v < ' ') | (v == '"') | (v == '\\'));
  return (special[0] | special[1]) == 0;
}

/* Copies what s begins with that stands in a string as it is; how many bytes. Up to s.n bytes of out may be written. */
static inline size_t copy_plain(char *out, Str s) {
  size_t i = 0;
  while (i + 16 <= s.n && copy_sixteen(out + i, s.p + i)) i += 16;
  if (i + 8 <= s.n && copy_eight(out + i, s.p + i)) i += 8;
  for (; i < s.n && plain_byte[(unsigned char)s.p[i]]; i++) out[i] = s.p[i];
  return i;
}

/* The character that s begins with and that copy_plain stopped at; how many bytes of s. */
static size_t put_special(Buf *b, Str s) {
  unsigned char c = (unsigned char)*s.p;
  size_t line = c == 0xc2 || c == 0xe2 ? line_end_at(s, 0) : 0;
  if (line)
    buf_puts(b, line == 2 ? "\\u0085" : s.p[2] == '\xa8' ? "\\u2028" : "\\u2029");
  else if (c >= 0x80)
    buf_putc(b, *s.p);
  else
    put_escape(b, c);
  return line ? line : 1;
}

void json_put_string(Buf *b, Str s) {
  buf_putc(b, '"');
  for (;;) {
    buf_reserve(b, s.n + 1);
    size_t n = copy_plain(b->p + b->n, s);
    b->n += n;
    if (n == s.n) break;
    s = str_slice(s, n, s.n);
    s = str_slice(s, put_special(b, s), s.n);
  }
  buf_putc(b, '"');
}
