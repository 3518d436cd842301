/* read_mbox.c -- mailboxes (RFC 4155): newsletters and press releases as they were sent. One message is one article.
 *
 * The first text part counts, plain before HTML. Quoted-printable, base64 and the charset are undone with offsets, so that a quote
 * leads back to the bytes of the mailbox. */
#include "base/utf8.h"
#include "corpus/cutter.h"
#include "corpus/encoding.h"
#include "corpus/fields.h"
#include "corpus/html_body.h"
#include "corpus/http.h"
#include "corpus/offsets.h"
#include "corpus/plain.h"

bool mbox_knows(Str head, const ReadOptions *o) {
  (void)o;
  if (!str_starts(head, STR("From ")) || looks_binary(head)) return false;
  size_t line = str_chr(head, '\n', 0);
  if (line == SIZE_MAX) return false;
  Str rest = str_slice(head, line + 1, head.n), headers, body;
  size_t colon = str_chr(rest, ':', 0), space = str_chr(rest, ' ', 0);
  return header_split(rest, &headers, &body) && colon < space;
}

/* --- cutting ------------------------------------------------------------------------------------------------------------------------ */
static ErrCode mbox_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)inner;
  uint64_t offset = stream_offset(c->stream);
  size_t max = (size_t)c->options->max_document;
  bool found;
  Str have = stream_upto(c->stream, STR("\nFrom "), max, &found);
  if (have.n == 0) return stream_error(c->stream, err) == OK ? ERR_END : err->code;
  if (!found && have.n >= max)
    return err_set(err, ERR_LIMIT, "%s: not read: the message at byte %llu is larger than %zu bytes (--max-document)",
                   c->path, (unsigned long long)offset, max);
  size_t n = found ? have.n - 5 : have.n;
  *out = input_new(c->path, offset, str_slice(have, 0, n), c->reader);
  stream_skip(c->stream, n);
  return OK;
}

Cutter *mbox_cut(Cutter *c) {
  static const CutterKind kind = {mbox_next, NULL};
  c->kind = &kind;
  return c;
}

/* --- transfer encodings --------------------------------------------------------------------------------------------------------------- */
/* Bytes under way from a part of the message to its text. */
typedef struct {
  Arena *arena;
  Buf out;
  MapBuilder map;
  size_t base; /* of the part in the message */
} Undo;

static void undo_put(Undo *u, MapKind kind, Str s, size_t from, size_t n) {
  buf_put(&u->out, s);
  map_add(&u->map, u->arena, kind, (uint32_t)s.n, (uint32_t)(u->base + from), (uint32_t)n);
}

static int hex_of(char c) {
  return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static void undo_quoted(Undo *u, Str s, bool header) {
  size_t done = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] != '=' && !(header && s.p[i] == '_')) continue;
    undo_put(u, MAP_COPY, str_slice(s, done, i), done, i - done);
    size_t n = 1;
    if (s.p[i] == '_') {
      undo_put(u, MAP_ENTITY, STR(" "), i, 1);
    } else if (i + 2 < s.n && hex_of(s.p[i + 1]) >= 0 && hex_of(s.p[i + 2]) >= 0) {
      char c = (char)(hex_of(s.p[i + 1]) * 16 + hex_of(s.p[i + 2]));
      undo_put(u, MAP_ENTITY, str_make(&c, 1), i, n = 3);
    } else {
      while (i + n < s.n && s.p[i + n] != '\n') n++;
      n += i + n < s.n;
    }
    i += n - 1;
    done = i + 1;
  }
  undo_put(u, MAP_COPY, str_slice(s, done, s.n), done, s.n - done);
}

static int base64_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Four characters give three bytes, line ends between them don't count. */
static void undo_base64(Undo *u, Str s) {
  uint32_t bits = 0;
  size_t from = 0;
  unsigned got = 0;
  for (size_t i = 0; i <= s.n; i++) {
    int v = i < s.n ? base64_of(s.p[i]) : -1;
    bool last = i == s.n || s.p[i] == '=';
    if (v >= 0) {
      if (got == 0) from = i;
      bits = bits << 6 | (uint32_t)v;
      got++;
    }
    if (got != 4 && !(last && got > 1)) continue;
    bits <<= (4 - got) * 6;
    char bytes[3] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};
    undo_put(u, MAP_TRANSCODED, str_make(bytes, got - 1), from, (i < s.n ? i + 1 : s.n) - from);
    got = 0;
    bits = 0;
    if (last) return;
  }
}

static void undo_plain(Undo *u, Str s) {
  size_t done = 0;
  for (size_t i = str_find(s, STR("\n>From "), 0); i != SIZE_MAX; i = str_find(s, STR("\n>From "), i + 1)) {
    undo_put(u, MAP_COPY, str_slice(s, done, i + 1), done, i + 1 - done);
    done = i + 2;
  }
  undo_put(u, MAP_COPY, str_slice(s, done, s.n), done, s.n - done);
}

/* --- headers and parts ------------------------------------------------------------------------------------------------------------------ */
/* A parameter of a header: boundary="x" of Content-Type. */
static Str parameter(Str value, const char *name) {
  size_t at = str_find_nocase(value, str_of(name), 0);
  if (at == SIZE_MAX) return STR("");
  Str s = str_trim(str_slice(value, at + strlen(name), value.n));
  if (s.n == 0 || s.p[0] != '=') return STR("");
  s = str_trim(str_slice(s, 1, s.n));
  if (s.n && s.p[0] == '"') return str_slice(s, 1, str_chr(s, '"', 1));
  size_t end = 0;
  while (end < s.n && !strchr("; \t\r\n", s.p[end])) end++;
  return str_slice(s, 0, end);
}

/* One "=?charset?Q?...?=" word. */
static Str encoded_word(Arena *a, Str word) {
  Str charset, how, text, rest = str_slice(word, 2, word.n - 2);
  if (!str_split(&charset, &rest, '?') || !str_split(&how, &rest, '?')) return word;
  text = rest;
  Undo u = {.arena = a};
  if ((how.p[0] | 32) == 'b')
    undo_base64(&u, text);
  else
    undo_quoted(&u, text, true);
  Decoded d = decode_bytes(a, arena_str(a, buf_str(&u.out)), charset);
  buf_release(&u.out);
  return d.text;
}

/* A header's value with continuation lines joined and encoded words decoded. */
static Str decoded_header(Arena *a, Str headers, const char *name) {
  Str line, rest = headers, want = str_of(name);
  Buf b = BUF_INIT;
  bool inside = false;
  while (str_split(&line, &rest, '\n')) {
    bool more = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
    size_t colon = str_chr(line, ':', 0);
    if (inside && !more) break;
    if (!inside) inside = !more && colon != SIZE_MAX && str_eq_nocase(str_slice(line, 0, colon), want);
    if (!inside) continue;
    if (b.n) buf_putc(&b, ' ');
    buf_put(&b, str_trim(more ? line : str_slice(line, colon + 1, line.n)));
  }
  Str s = arena_str(a, buf_str(&b));
  if (!utf8_valid(s)) s = decode_bytes(a, s, STR("windows-1252")).text;
  buf_reset(&b);
  for (size_t i = 0; i < s.n;) {
    size_t text = str_starts(str_slice(s, i, s.n), STR("=?")) ? str_chr(s, '?', i + 2) : SIZE_MAX;
    size_t end = text == SIZE_MAX ? SIZE_MAX : str_find(s, STR("?="), text + 3);
    bool word = end != SIZE_MAX;
    buf_put(&b, word ? encoded_word(a, str_slice(s, i, end + 2)) : str_slice(s, i, i + 1));
    i = word ? end + 2 : i + 1;
    if (word && i + 2 < s.n && s.p[i] == ' ' && str_starts(str_slice(s, i + 1, s.n), STR("=?"))) i++;
  }
  s = arena_str(a, buf_str(&b));
  buf_release(&b);
  return s;
}

typedef struct {
  Str headers, body; /* slices of the message */
} Part;

/* The best text part: plain, else HTML; parts are looked through to a depth of four. */
static bool best_part(Arena *a, Part p, Part *best, unsigned depth) {
  Str type = decoded_header(a, p.headers, "Content-Type"), boundary = parameter(type, "boundary");
  if (!str_starts_nocase(type, STR("multipart/")) || boundary.n == 0) {
    bool plain = type.n == 0 || str_starts_nocase(type, STR("text/plain")),
         html = str_starts_nocase(type, STR("text/html"));
    if (plain || (html && !best->body.p)) *best = p;
    return plain;
  }
  Str mark = arena_printf(a, "--%.*s", STR_ARGS(boundary));
  for (size_t at = str_find(p.body, mark, 0); depth < 4 && at != SIZE_MAX;) {
    size_t next = str_find(p.body, mark, at + mark.n);
    Part inner;
    Str piece = str_slice(p.body, at + mark.n, next);
    size_t line = str_chr(piece, '\n', 0);
    piece = str_slice(piece, line == SIZE_MAX ? piece.n : line + 1, piece.n);
    if (piece.n && piece.p[0] == '\n')
      inner = (Part){STR(""), str_slice(piece, 1, piece.n)};
    else if (!header_split(piece, &inner.headers, &inner.body))
      break;
    if (best_part(a, inner, best, depth + 1)) return true;
    at = next;
  }
  return false;
}

static void set_fields(Document *d, Arena *a, Str headers) {
  static const struct {
    const char *name;
    Field field;
  } fields[] = {{"Subject", FIELD_TITLE},
                {"Date", FIELD_DATE},
                {"From", FIELD_AUTHOR},
                {"Organization", FIELD_PUBLISHER},
                {"Message-ID", FIELD_ID}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    field_set(d, a, fields[i].field, decoded_header(a, headers, fields[i].name), FOUND_HEADER);
}

ErrCode read_mbox(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  Part whole, part = {{NULL, 0}, {NULL, 0}};
  size_t line = str_chr(in->raw, '\n', 0);
  Str message = str_slice(in->raw, line == SIZE_MAX ? in->raw.n : line + 1, in->raw.n);
  if (!header_split(message, &whole.headers, &whole.body))
    return err_set(err, ERR_INPUT, "%s: not read: the message at byte %llu has no end of its header", in->path,
                   (unsigned long long)in->offset);
  set_fields(out, a, whole.headers);
  best_part(a, whole, &part, 0);
  out->text = STR("");
  out->encoding = STR("UTF-8");
  if (!part.body.p) return OK;
  Str type = decoded_header(a, part.headers, "Content-Type"),
      how = header_value(part.headers, "Content-Transfer-Encoding");
  Undo u = {.arena = a, .base = (size_t)(part.body.p - in->raw.p)};
  if (str_eq_nocase(how, STR("quoted-printable")))
    undo_quoted(&u, part.body, false);
  else if (str_eq_nocase(how, STR("base64")))
    undo_base64(&u, part.body);
  else
    undo_plain(&u, part.body);
  OffsetMap undone = {u.map.runs, u.map.n};
  Decoded d = decode_bytes(a, arena_str(a, buf_str(&u.out)), parameter(type, "charset"));
  buf_release(&u.out);
  OffsetMap map = map_compose(a, &d.map, &undone, (uint32_t)d.text.n);
  out->encoding = d.name;
  out->flags |= d.flags;
  if (str_starts_nocase(type, STR("text/html"))) return html_fragment(out, a, d.text, &map, o, err);
  out->text = d.text;
  out->map = map;
  plain_blocks(out, a, 0);
  plain_wire(out, a);
  return OK;
}
