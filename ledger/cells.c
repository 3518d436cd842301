/* cells.c -- rows as bytes: cells.h tells the format. */
#include "ledger/cells.h"

enum { VARINT_MOST = 10 };

/* Into room for VARINT_MOST bytes; behind it. */
static inline char *write_varint(char *p, uint64_t v) {
  for (; v >= 0x80; v >>= 7) *p++ = (char)(v | 0x80);
  *p++ = (char)v;
  return p;
}

/* The tag and v. */
static inline void put_tagged(Buf *b, char tag, uint64_t v) {
  buf_reserve(b, 1 + VARINT_MOST);
  char *p = b->p + b->n;
  *p++ = tag;
  b->n = (size_t)(write_varint(p, v) - b->p);
  b->p[b->n] = 0;
}

void varint_put(Buf *b, uint64_t v) {
  buf_reserve(b, VARINT_MOST);
  b->n = (size_t)(write_varint(b->p + b->n, v) - b->p);
  b->p[b->n] = 0;
}

bool varint_take(uint64_t *out, Str s, size_t *at) {
  uint64_t v = 0;
  for (unsigned shift = 0; shift < 64 && *at < s.n; shift += 7) {
    uint8_t byte = (uint8_t)s.p[(*at)++];
    v |= (uint64_t)(byte & 0x7f) << shift;
    if (!(byte & 0x80)) {
      *out = v;
      return true;
    }
  }
  return false;
}

void cell_null(Buf *b) { buf_putc(b, 'N'); }

void cell_int(Buf *b, int64_t v) { put_tagged(b, 'I', ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0)); }

void cell_real(Buf *b, double v) {
  uint64_t bits;
  memcpy(&bits, &v, sizeof bits);
  char bytes[9] = {'R'};
  for (unsigned i = 0; i < 8; i++) bytes[1 + i] = (char)(bits >> (8 * i));
  buf_put(b, str_make(bytes, sizeof bytes));
}

static void sized(Buf *b, char tag, Str s) {
  put_tagged(b, tag, s.n);
  buf_put(b, s);
}

void cell_text(Buf *b, Str s) {
  if (s.p)
    sized(b, 'T', s);
  else
    cell_null(b);
}

void cell_text_or_null(Buf *b, Str s) { cell_text(b, s.n ? s : (Str){0}); }

void cell_blob(Buf *b, const void *p, size_t n) { sized(b, 'B', str_make(p, n)); }

void cell_of_column(Buf *b, sqlite3_stmt *s, int column) {
  switch (sqlite3_column_type(s, column)) {
  case SQLITE_INTEGER: cell_int(b, sqlite3_column_int64(s, column)); break;
  case SQLITE_FLOAT: cell_real(b, sqlite3_column_double(s, column)); break;
  case SQLITE_NULL: cell_null(b); break;
  case SQLITE_TEXT: {
    const char *p = (const char *)sqlite3_column_text(s, column);
    cell_text(b, str_make(p ? p : "", (size_t)sqlite3_column_bytes(s, column)));
    break;
  }
  default: {
    const void *p = sqlite3_column_blob(s, column);
    cell_blob(b, p ? p : "", (size_t)sqlite3_column_bytes(s, column));
  }
  }
}

static bool take_bytes(Str *out, Str cells, size_t *at) {
  uint64_t n;
  if (!varint_take(&n, cells, at) || n > cells.n - *at) return false;
  *out = str_make(cells.p + *at, (size_t)n);
  *at += (size_t)n;
  return true;
}

static bool take_int(int64_t *out, Str cells, size_t *at) {
  uint64_t v;
  if (!varint_take(&v, cells, at)) return false;
  *out = (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
  return true;
}

static bool take_real(double *out, Str cells, size_t *at) {
  if (cells.n - *at < 8) return false;
  uint64_t bits = 0;
  for (unsigned i = 0; i < 8; i++) bits |= (uint64_t)(uint8_t)cells.p[(*at)++] << (8 * i);
  memcpy(out, &bits, sizeof bits);
  return true;
}

static bool bind_one(sqlite3_stmt *s, int parameter, Str cells, size_t *at) {
  if (*at >= cells.n) return false;
  int64_t i;
  double real;
  Str text;
  switch (cells.p[(*at)++]) {
  case 'N': return true;
  case 'I': return take_int(&i, cells, at) && sqlite3_bind_int64(s, parameter, i) == SQLITE_OK;
  case 'R': return take_real(&real, cells, at) && sqlite3_bind_double(s, parameter, real) == SQLITE_OK;
  case 'T':
    return take_bytes(&text, cells, at) &&
           sqlite3_bind_text64(s, parameter, text.p, text.n, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
  case 'B':
    return take_bytes(&text, cells, at) &&
           sqlite3_bind_blob64(s, parameter, text.p, text.n, SQLITE_STATIC) == SQLITE_OK;
  default: return false;
  }
}

bool cells_bind(sqlite3_stmt *s, int first, int count, Str cells, size_t *at) {
  for (int i = 0; i < count; i++)
    if (!bind_one(s, first + i, cells, at)) return false;
  return true;
}

static bool skip_one(Str cells, size_t *at) {
  int64_t i;
  double real;
  Str text;
  if (*at >= cells.n) return false;
  switch (cells.p[(*at)++]) {
  case 'N': return true;
  case 'I': return take_int(&i, cells, at);
  case 'R': return take_real(&real, cells, at);
  case 'T':
  case 'B': return take_bytes(&text, cells, at);
  default: return false;
  }
}

bool cells_skip(int count, Str cells, size_t *at) {
  for (int i = 0; i < count; i++)
    if (!skip_one(cells, at)) return false;
  return true;
}

bool cell_take_str(Str *out, Str cells, size_t *at) {
  if (*at >= cells.n) return false;
  char tag = cells.p[(*at)++];
  *out = (Str){0};
  return tag == 'N' || ((tag == 'T' || tag == 'B') && take_bytes(out, cells, at));
}

bool cell_take_int(int64_t *out, Str cells, size_t *at) {
  return *at < cells.n && cells.p[(*at)++] == 'I' && take_int(out, cells, at);
}
