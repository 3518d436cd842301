/* read_ndjson.c -- NDJSON, concatenated JSON objects and JSON arrays: one object is one article.
 *
 * The record's raw bytes are the object; the text maps back to them through the JSON escapes, so a quote from the middle of a
 * line of a million characters is found again. Cutting needs no parser: a line is a record when the first line is a whole
 * object, otherwise brackets are counted outside strings. */
#include "base/json.h"
#include "base/utf8.h"
#include "corpus/builder.h"
#include "corpus/cutter.h"
#include "corpus/fields.h"
#include "corpus/plain.h"

#include <stdlib.h>

/* --- cutting ------------------------------------------------------------------------------------------------------------ */
/* Counts brackets outside strings over bytes that come in pieces. */
typedef struct {
  unsigned depth;
  bool in_string, escaped;
} Brackets;

/* Steps over s; returns the offset behind the byte that closes the outermost bracket, or 0 when s ends before. */
static size_t brackets_close(Brackets *b, Str s) {
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (b->in_string) {
      if (b->escaped)
        b->escaped = false;
      else if (c == '\\')
        b->escaped = true;
      else if (c == '"')
        b->in_string = false;
    } else if (c == '"') {
      b->in_string = true;
    } else if (c == '{' || c == '[') {
      b->depth++;
    } else if ((c == '}' || c == ']') && --b->depth == 0) {
      return i + 1;
    }
  }
  return 0;
}

static size_t skip_space(Str s) {
  size_t i = str_starts(s, STR("\xef\xbb\xbf")) ? 3 : 0;
  while (i < s.n && strchr(" \t\r\n", s.p[i]) && s.p[i]) i++;
  return i;
}

bool ndjson_knows(Str head, const ReadOptions *o) {
  (void)o;
  size_t i = skip_space(head);
  if (i >= head.n || (head.p[i] != '{' && head.p[i] != '[')) return false;
  bool array = head.p[i] == '[';
  i++;
  i += skip_space(str_slice(head, i, head.n));
  if (i >= head.n) return false;
  return head.p[i] == (array ? '{' : '"') || head.p[i] == (array ? ']' : '}');
}

typedef struct {
  bool started, lines; /* lines: one object a line */
} JsonCut;

static ErrCode too_long(Cutter *c, Input **out, uint64_t offset) {
  Err failed = {0};
  err_set(&failed, ERR_LIMIT, "%s: not read: a record longer than %llu bytes (--max-document)", c->path,
          (unsigned long long)c->options->max_document);
  *out = input_failed(c->path, offset, &failed);
  return OK;
}

static ErrCode next_line(Cutter *c, Input **out, Err *err) {
  size_t max = (size_t)c->options->max_document + 2;
  uint64_t offset = stream_offset(c->stream);
  Str line = stream_line(c->stream, max);
  if (line.n == 0) return stream_error(c->stream, err) == OK ? ERR_END : err->code;
  if (line.n >= max && line.p[line.n - 1] != '\n') {
    while (line.n > 0 && line.p[line.n - 1] != '\n') {
      stream_skip(c->stream, line.n);
      line = stream_line(c->stream, max);
    }
    stream_skip(c->stream, line.n);
    return too_long(c, out, offset);
  }
  size_t lead = skip_space(line);
  Str record = str_trim(str_slice(line, lead, line.n));
  if (record.n) *out = input_new(c->path, offset + lead, record, c->reader);
  stream_skip(c->stream, line.n);
  return OK;
}

/* Steps over white space, commas and the array's own brackets to the next object. */
static bool find_object(Cutter *c) {
  for (;;) {
    Str have = stream_peek(c->stream, 1);
    if (have.n == 0) return false;
    size_t i = 0;
    while (i < have.n && strchr(" \t\r\n,[]", have.p[i]) && have.p[i]) i++;
    stream_skip(c->stream, i);
    if (i < have.n) return true;
  }
}

static ErrCode next_value(Cutter *c, Input **out, Err *err) {
  if (!find_object(c)) return stream_error(c->stream, err) == OK ? ERR_END : err->code;
  uint64_t offset = stream_offset(c->stream);
  size_t max = (size_t)c->options->max_document, seen = 0, close = 0;
  Brackets b = {0};
  Str have = stream_buffered(c->stream);
  if (have.p[0] != '{')
    return err_set(err, ERR_INPUT, "%s: not read: no JSON object at byte %llu", c->path, (unsigned long long)offset);
  while ((close = brackets_close(&b, str_slice(have, seen, have.n))) == 0) {
    seen = have.n;
    if (seen > max)
      return err_set(err, ERR_LIMIT, "%s: not read: a record longer than %zu bytes (--max-document)", c->path, max);
    have = stream_peek(c->stream, seen + 1);
    if (have.n > seen) continue;
    if (stream_error(c->stream, err) != OK) return err->code;
    return err_set(err, ERR_INPUT, "%s: not read: the JSON ends inside an object", c->path);
  }
  *out = input_new(c->path, offset, str_slice(have, 0, seen + close), c->reader);
  stream_skip(c->stream, seen + close);
  return OK;
}

static ErrCode ndjson_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)inner;
  JsonCut *j = c->state;
  if (!j->started) {
    j->started = true;
    size_t lead = skip_space(stream_peek(c->stream, 1));
    stream_skip(c->stream, lead);
    Str first = stream_line(c->stream, 1 << 20);
    Brackets b = {0};
    size_t close = first.n && first.p[0] == '{' ? brackets_close(&b, first) : 0;
    j->lines = close > 0 && str_trim(str_slice(first, close, first.n)).n == 0;
  }
  return j->lines ? next_line(c, out, err) : next_value(c, out, err);
}

static void ndjson_close(Cutter *c) { free(c->state); }

Cutter *ndjson_cut(Cutter *c) {
  static const CutterKind kind = {ndjson_next, ndjson_close};
  c->kind = &kind;
  c->state = mem_zalloc(sizeof(JsonCut));
  return c;
}

/* --- reading -------------------------------------------------------------------------------------------------------------- */
typedef struct {
  JsonValue value[FIELDS];
  unsigned rank[FIELDS]; /* 0: not found */
} Fields;

static void find_fields(Fields *f, JsonValue object, const char *map) {
  Str key;
  JsonValue v;
  for (size_t at = 0; json_member(&key, &v, object, &at);)
    for (Field i = 0; i < FIELDS; i++) {
      unsigned rank = field_rank(map, i, key);
      if (rank == 0 || (f->rank[i] && f->rank[i] <= rank)) continue;
      f->value[i] = v;
      f->rank[i] = rank;
    }
  for (Field i = 0; i < FIELDS; i++) {
    Str path = field_mapped(map, i);
    if (path.p && !f->rank[i] && json_get(&f->value[i], object, path)) f->rank[i] = 1;
  }
}

/* One string of the text, unescaped, run by run; base is where the JSON lies in the source. */
static void put_string(Builder *b, JsonValue v) {
  JsonRun *runs;
  size_t n, base = (size_t)(v.raw.p - b->source.p);
  Str s = json_text(b->arena, v, &runs, &n);
  for (size_t i = 0; i < n; i++)
    build_put(b, runs[i].copy ? MAP_COPY : MAP_ENTITY,
              str_slice(s, runs[i].text_off, runs[i].text_off + runs[i].text_len), base + runs[i].raw_off,
              runs[i].raw_len);
}

static ErrCode put_text(Builder *b, JsonValue v, const char *path, Err *err) {
  if (v.kind == JSON_NULL) return OK;
  if (v.kind == JSON_STRING) {
    put_string(b, v);
    return OK;
  }
  JsonValue e;
  if (v.kind != JSON_ARRAY)
    return err_set(err, ERR_INPUT, "%s: not read: its text is neither a string nor a list of strings", path);
  for (size_t at = 0; json_element(&e, v, &at);) {
    if (e.kind != JSON_STRING) continue;
    if (b->n) build_put(b, MAP_INSERTED, STR("\n\n"), (size_t)(e.raw.p - b->source.p), 0);
    put_string(b, e);
  }
  return OK;
}

static Str scalar_or_first(Arena *a, JsonValue v) {
  JsonValue inner;
  size_t at = 0;
  if (v.kind == JSON_ARRAY) return json_element(&inner, v, &at) ? scalar_or_first(a, inner) : STR("");
  if (v.kind == JSON_OBJECT)
    return json_get(&inner, v, STR("name")) && inner.kind == JSON_STRING ? json_scalar(a, inner) : STR("");
  return json_scalar(a, v);
}

ErrCode read_ndjson(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  Decoded d = decode_bytes(a, in->raw, STR("UTF-8"));
  out->encoding = d.name;
  out->flags |= d.flags;
  JsonValue object;
  size_t at = 0;
  Err bad = {0};
  if (json_next(&object, d.text, &at, &bad) != OK)
    return err_set(err, ERR_INPUT, "%s: not read: at byte %llu: %s", in->path, (unsigned long long)in->offset,
                   bad.code ? bad.text : "no JSON");
  if (object.kind != JSON_OBJECT)
    return err_set(err, ERR_INPUT, "%s: not read: no JSON object at byte %llu", in->path,
                   (unsigned long long)in->offset);
  Fields f = {0};
  find_fields(&f, object, o->map);
  for (Field i = 0; i < FIELDS; i++)
    if (f.rank[i] && i != FIELD_TEXT)
      field_set(out, a, i, scalar_or_first(a, f.value[i]), i == FIELD_ID ? FOUND_GIVEN : FOUND_FIELD);
  if (!f.rank[FIELD_TEXT])
    return err_set(err, ERR_INPUT, "%s: not read: no text in the record at byte %llu (--map text=NAME)", in->path,
                   (unsigned long long)in->offset);
  Builder b;
  build_init(&b, a, out, d.text);
  ErrCode code = put_text(&b, f.value[FIELD_TEXT], in->path, err);
  if (code != OK) return code;
  build_done(&b, &d.map);
  plain_blocks(out, a, 0);
  plain_title(out);
  plain_wire(out, a);
  return OK;
}
