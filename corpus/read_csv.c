/* read_csv.c -- CSV and TSV (RFC 4180, also with semicolons): a header row, then one article a row.
 *
 * The delimiter is the one that parts the header into the most fields. A file is known by a header that names a text: --map's or
 * one of the usual names. A record's raw bytes are its row; doubled quotes in the text map back as one character from two. */
#include "base/utf8.h"
#include "corpus/builder.h"
#include "corpus/cutter.h"
#include "corpus/fields.h"
#include "corpus/plain.h"

#include <stdlib.h>

static const char delimiters[] = ",\t;|";

/* Length of the row at the start of s with its line end; 0 when s ends inside it. at_end: s is all there is. */
static size_t row_length(Str s, bool at_end) {
  bool quoted = false;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"') quoted = !quoted;
    if (s.p[i] == '\n' && !quoted) return i + 1;
  }
  return at_end ? s.n : 0;
}

/* The next field of the row: its bytes with quotes. false at the row's end. */
static bool next_field(Str row, size_t *at, char delimiter, Str *field) {
  if (*at > row.n) return false;
  bool quoted = false;
  size_t i = *at;
  for (; i < row.n; i++) {
    if (row.p[i] == '"') quoted = !quoted;
    if (row.p[i] == delimiter && !quoted) break;
  }
  *field = str_slice(row, *at, i);
  *at = i + 1;
  return true;
}

static Str chomped(Str row) {
  while (row.n > 0 && (row.p[row.n - 1] == '\n' || row.p[row.n - 1] == '\r')) row.n--;
  if (str_starts(row, STR("\xef\xbb\xbf"))) row = str_slice(row, 3, row.n);
  return row;
}

/* A field without its outer quotes. */
static Str bare(Str field) {
  Str t = str_trim(field);
  return t.n >= 2 && t.p[0] == '"' && t.p[t.n - 1] == '"' ? str_slice(t, 1, t.n - 1) : field;
}

static char delimiter_of(Str header) {
  char best = ',';
  size_t most = 0;
  for (const char *d = delimiters; *d; d++) {
    size_t n = 0, at = 0;
    for (Str f; next_field(header, &at, *d, &f);) n++;
    if (n > most) most = n, best = *d;
  }
  return best;
}

static bool names_text(Str header, const char *map) {
  char d = delimiter_of(header);
  size_t at = 0, n = 0;
  bool text = false;
  for (Str f; next_field(header, &at, d, &f); n++) text |= field_rank(map, FIELD_TEXT, str_trim(bare(f))) > 0;
  return text && n > 1;
}

bool csv_knows(Str head, const ReadOptions *o) {
  size_t n = row_length(head, false);
  return n > 0 && n < 4096 && !looks_binary(head) && names_text(chomped(str_slice(head, 0, n)), o->map);
}

/* --- cutting --------------------------------------------------------------------------------------------------------------------- */
/* The row at the stream's place; an empty Str at the end. ERR_LIMIT when it is too long. */
static ErrCode peek_row(Cutter *c, Str *row, Err *err) {
  size_t max = (size_t)c->options->max_document, want = 64 * 1024;
  for (;; want *= 2) {
    Str have = stream_peek(c->stream, want);
    size_t n = row_length(have, have.n < want);
    if (n || have.n == 0) return *row = str_slice(have, 0, n), OK;
    if (have.n > max)
      return err_set(err, ERR_LIMIT, "%s: not read: the row at byte %llu is longer than %zu bytes (--max-document)",
                     c->path, (unsigned long long)stream_offset(c->stream), max);
  }
}

static ErrCode csv_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)inner;
  Str row;
  ErrCode code = peek_row(c, &row, err);
  if (code != OK) return code;
  if (row.n == 0) return stream_error(c->stream, err) == OK ? ERR_END : err->code;
  Str text = chomped(row);
  if (!c->state) {
    c->state = mem_strdup(text);
  } else if (text.n) {
    *out = input_new(c->path, stream_offset(c->stream), text, c->reader);
    (*out)->columns = mem_strdup(str_of(c->state));
  }
  stream_skip(c->stream, row.n);
  return OK;
}

static void csv_close(Cutter *c) { free(c->state); }

Cutter *csv_cut(Cutter *c) {
  static const CutterKind kind = {csv_next, csv_close};
  c->kind = &kind;
  return c;
}

/* --- reading ---------------------------------------------------------------------------------------------------------------------- */
static void put_field(Builder *b, Str field) {
  Str s = bare(field);
  size_t from = (size_t)(s.p - b->source.p), done = 0;
  bool quoted = s.n != field.n;
  for (size_t i = 0; quoted && i + 1 < s.n; i++) {
    if (s.p[i] != '"' || s.p[i + 1] != '"') continue;
    build_copy(b, from + done, i - done);
    build_put(b, MAP_ENTITY, STR("\""), from + i, 2);
    done = ++i + 1;
  }
  build_copy(b, from + done, s.n - done);
}

static Str unquoted(Arena *a, Str field) {
  Str s = bare(field);
  if (s.n == field.n || str_find(s, STR("\"\""), 0) == SIZE_MAX) return s;
  Buf out = BUF_INIT;
  for (size_t i = 0; i < s.n; i++) {
    buf_putc(&out, s.p[i]);
    if (s.p[i] == '"' && i + 1 < s.n && s.p[i + 1] == '"') i++;
  }
  Str text = arena_str(a, buf_str(&out));
  buf_release(&out);
  return text;
}

/* Which column holds which field; SIZE_MAX: none. */
static void find_columns(size_t columns[FIELDS], Str header, char d, const char *map) {
  unsigned best[FIELDS] = {0};
  size_t at = 0, n = 0;
  for (Field f = 0; f < FIELDS; f++) columns[f] = SIZE_MAX;
  for (Str name; next_field(header, &at, d, &name); n++)
    for (Field f = 0; f < FIELDS; f++) {
      unsigned rank = field_rank(map, f, str_trim(bare(name)));
      if (rank == 0 || (best[f] && best[f] <= rank)) continue;
      best[f] = rank;
      columns[f] = n;
    }
}

ErrCode read_csv(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  Decoded d = decode_bytes(a, in->raw, STR(""));
  out->encoding = d.name;
  out->flags |= d.flags;
  size_t columns[FIELDS], at = 0, n = 0;
  Str header = str_of(in->columns), field, text = {NULL, 0};
  char delimiter = delimiter_of(header);
  find_columns(columns, header, delimiter, o->map);
  for (; next_field(d.text, &at, delimiter, &field); n++)
    for (Field f = 0; f < FIELDS; f++) {
      if (columns[f] != n) continue;
      if (f == FIELD_TEXT)
        text = field;
      else
        field_set(out, a, f, unquoted(a, field), FOUND_FIELD);
    }
  if (!text.p)
    return err_set(err, ERR_INPUT, "%s: not read: no text in the row at byte %llu (--map text=NAME)", in->path,
                   (unsigned long long)in->offset);
  Builder b;
  build_init(&b, a, out, d.text);
  put_field(&b, text);
  build_done(&b, &d.map);
  plain_blocks(out, a, 0);
  plain_title(out);
  plain_wire(out, a);
  return OK;
}
