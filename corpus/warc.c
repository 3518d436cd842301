/* warc.c -- WARC 0.17 to 1.1 and ARC 1 and 2: the records of web archives, each response's page as one article.
 *
 * WARC: "WARC/1.0", header lines, an empty line, Content-Length bytes, two line ends. ARC: one line "URL IP date type length",
 * then the bytes and a line end. Lengths are not trusted: where no record begins behind one, the search goes on for the next
 * "WARC/" and the place is reported. Pages that redirect, images, requests, revisits and metadata are no articles. */
#include "corpus/cutter.h"
#include "corpus/http.h"

#include <stdlib.h>

enum { HEADER_MAX = 64 * 1024 };

bool warc_knows(Str head, const ReadOptions *o) {
  (void)o;
  return str_starts(head, STR("WARC/1.")) || str_starts(head, STR("WARC/0.")) || str_starts(head, STR("filedesc:"));
}

typedef struct {
  bool arc;
  unsigned arc_fields; /* of a record line: 5, or 10 in version 2 */
  bool lost;           /* the last place was no record: said once */
} Warc;

/* What a record says about itself, copied out of the stream. */
typedef struct {
  uint64_t offset, length;
  char *url, *type, *date;
  bool http, wanted, known; /* known: the length is */
} Record;

static void record_release(Record *r) {
  free(r->url);
  free(r->type);
  free(r->date);
}

/* --- headers ------------------------------------------------------------------------------------------------------------------- */
static Str unbracketed(Str url) {
  if (url.n > 2 && url.p[0] == '<' && url.p[url.n - 1] == '>') return str_slice(url, 1, url.n - 1);
  return url;
}

static void fill_warc(Record *r, Str headers) {
  Str kind = header_value(headers, "WARC-Type"), type = header_value(headers, "Content-Type");
  r->url = mem_strdup(unbracketed(header_value(headers, "WARC-Target-URI")));
  r->date = mem_strdup(header_value(headers, "WARC-Date"));
  r->type = mem_strdup(type);
  r->http = str_starts_nocase(type, STR("application/http"));
  r->wanted = str_eq_nocase(kind, STR("response")) || str_eq_nocase(kind, STR("resource")) ||
              str_eq_nocase(kind, STR("conversion"));
  r->wanted &= !str_starts(str_of(r->url), STR("metadata:")); /* wget's logs */
  uint64_t length;
  r->known = str_to_u64(&length, header_value(headers, "Content-Length"));
  r->length = r->known ? length : 0;
}

/* ERR_INPUT when no record begins here. */
static ErrCode read_warc_header(Cutter *c, Record *r, Err *err) {
  Str have = stream_peek(c->stream, 16);
  while (have.n && (have.p[0] == '\r' || have.p[0] == '\n')) {
    stream_skip(c->stream, 1);
    have = stream_peek(c->stream, 16);
  }
  r->offset = stream_offset(c->stream);
  if (have.n == 0) return ERR_END;
  Str block, headers, body;
  bool found;
  if (!str_starts(have, STR("WARC/")))
    return err_set(err, ERR_INPUT, "%s: no record at byte %llu: the search goes on behind it", c->path,
                   (unsigned long long)r->offset);
  block = stream_upto(c->stream, STR("\n\r\n"), HEADER_MAX, &found);
  if (!found) block = stream_upto(c->stream, STR("\n\n"), HEADER_MAX, &found);
  if (!found || !header_split(block, &headers, &body)) {
    stream_skip(c->stream, 5);
    return err_set(err, ERR_INPUT, "%s: the record at byte %llu has no end of its header", c->path,
                   (unsigned long long)r->offset);
  }
  fill_warc(r, headers);
  stream_skip(c->stream, block.n);
  if (r->known) return OK;
  return err_set(err, ERR_INPUT, "%s: the record at byte %llu has no length", c->path, (unsigned long long)r->offset);
}

/* The n-th field from the right of a line of blank-separated fields (a URL on the left may hold blanks). */
static Str field_from_right(Str line, unsigned n) {
  size_t end = line.n;
  for (;;) {
    size_t from = end;
    while (from > 0 && line.p[from - 1] != ' ') from--;
    if (n-- == 0) return str_slice(line, from, end);
    if (from == 0) return STR("");
    end = from - 1;
  }
}

static ErrCode read_arc_header(Cutter *c, Warc *w, Record *r, Err *err) {
  Str have = stream_peek(c->stream, 1);
  while (have.n && (have.p[0] == '\n' || have.p[0] == '\r')) {
    stream_skip(c->stream, 1);
    have = stream_peek(c->stream, 1);
  }
  r->offset = stream_offset(c->stream);
  if (have.n == 0) return ERR_END;
  Str all = stream_line(c->stream, HEADER_MAX), line = str_trim(all);
  unsigned extra = w->arc_fields - 5;
  Str type = field_from_right(line, 1 + extra), date = field_from_right(line, 2 + extra),
      ip = field_from_right(line, 3 + extra);
  bool ok = str_to_u64(&r->length, field_from_right(line, 0)) && ip.n && date.n >= 8;
  if (ok) {
    r->url = mem_strdup(str_trim(str_make(line.p, (size_t)(ip.p - line.p))));
    r->type = mem_strdup(type);
    r->date = mem_strdup(date);
  }
  bool file = str_starts(line, STR("filedesc:"));
  stream_skip(c->stream, all.n);
  if (!ok)
    return err_set(err, ERR_INPUT, "%s: no record at byte %llu: the search goes on behind it", c->path,
                   (unsigned long long)r->offset);
  r->wanted = r->http = !file;
  if (file && str_starts(stream_peek(c->stream, 2), STR("2 "))) w->arc_fields = 10;
  return OK;
}

/* --- payloads --------------------------------------------------------------------------------------------------------------------- */
static bool is_article_type(Str type) {
  static const char *const yes[] = {"text/html", "application/xhtml", "text/plain",   "application/pdf",
                                    "text/xml",  "application/xml",   "text/markdown"};
  if (type.n == 0 || str_starts_nocase(type, STR("application/octet-stream")) || str_starts_nocase(type, STR("unk")))
    return true;
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
    if (str_starts_nocase(type, str_of(yes[i]))) return true;
  return false;
}

static const char *reader_of(Str type, Str body, const ReadOptions *o) {
  const Reader *r = reader_for(str_slice(body, 0, 65536), o);
  if (!r || strcmp(r->name, "ndjson") == 0 || strcmp(r->name, "csv") == 0) return NULL;
  bool html = str_starts_nocase(type, STR("text/html")) || str_starts_nocase(type, STR("application/xhtml"));
  return html && strcmp(r->name, "text") == 0 ? "html" : r->name;
}

/* The payload as an Input, or *out stays NULL when it is no article. */
static ErrCode give(Cutter *c, const Record *r, Str payload, bool cut, Input **out, Err *err) {
  Http h = {0};
  ErrCode code = OK;
  Str type = str_of(r->type), body = payload;
  if (r->http) {
    code = http_read(&h, payload, c->path, c->options, err);
    body = buf_str(&h.body);
    type = h.status ? header_value(h.headers, "Content-Type") : STR("");
  }
  bool fits = (!r->http || h.status == 0 || (h.status >= 200 && h.status < 300)) && is_article_type(type);
  const char *reader = code == OK && fits && body.n ? reader_of(type, body, c->options) : NULL;
  if (reader) {
    Input *in = *out = input_new(c->path, r->offset, body, reader);
    in->url = mem_strdup(str_of(r->url));
    in->content_type = mem_strdup(type);
    in->date = mem_strdup(str_of(r->date));
    in->truncated = cut || h.damaged;
  }
  buf_release(&h.body);
  return fits ? code : OK;
}

/* Steps over n bytes of a record, or less where its length lies: to where the next one begins. */
static void skip_payload(Stream *s, uint64_t n) {
  const Str next = STR("\r\n\r\nWARC/");
  while (n > 0) {
    Str have = stream_peek(s, next.n);
    if (have.n == 0) return;
    size_t at = str_find(have, next, 0), step = have.n >= next.n ? have.n - (next.n - 1) : have.n;
    bool ends = at != SIZE_MAX && at < n;
    if (ends) step = at;
    if (step > n) step = (size_t)n;
    stream_skip(s, step);
    if (ends) return;
    n -= step;
  }
}

/* A length that is too great swallows the next records: the payload then ends where one of them begins. */
static size_t true_length(Str have, size_t n, bool arc) {
  if (arc || have.n <= n || have.p[n] == '\r' || have.p[n] == '\n') return n;
  size_t next = str_find(str_slice(have, 0, n), STR("\r\n\r\nWARC/"), 0);
  return next == SIZE_MAX ? n : next;
}

static ErrCode take_record(Cutter *c, const Warc *w, const Record *r, Input **out, Err *err) {
  uint64_t max = c->options->max_document + HEADER_MAX;
  if (!r->wanted || r->length > max) {
    skip_payload(c->stream, r->length);
    if (!r->wanted) return OK;
    return err_set(err, ERR_LIMIT, "%s: not read: the record at byte %llu is larger than %llu bytes (--max-document)",
                   c->path, (unsigned long long)r->offset, (unsigned long long)c->options->max_document);
  }
  Str have = stream_peek(c->stream, (size_t)r->length + 4);
  size_t n = true_length(have, (size_t)r->length, w->arc);
  bool cut = have.n < n || n < r->length;
  ErrCode code = give(c, r, str_slice(have, 0, n), cut, out, err);
  stream_skip(c->stream, n);
  return code;
}

/* On to the next "WARC/" at the start of a line; the line ends before it stay. */
static void resync(Cutter *c, bool arc) {
  bool found;
  while (!arc) {
    Str have = stream_upto(c->stream, STR("\nWARC/"), 1 << 20, &found);
    if (have.n == 0) return;
    stream_skip(c->stream, found ? have.n - 5 : have.n > 5 ? have.n - 5 : have.n);
    if (found) return;
  }
}

static ErrCode warc_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)inner;
  Warc *w = c->state;
  Record r = {0};
  Err failed = {0};
  ErrCode code = w->arc ? read_arc_header(c, w, &r, &failed) : read_warc_header(c, &r, &failed);
  if (code == OK)
    code = take_record(c, w, &r, out, &failed);
  else if (code == ERR_INPUT)
    resync(c, w->arc);
  record_release(&r);
  if (code == ERR_END) return stream_error(c->stream, err) == OK ? ERR_END : err->code;
  if (code != OK && !*out && !(w->lost && code == ERR_INPUT)) *out = input_failed(c->path, r.offset, &failed);
  w->lost = code == ERR_INPUT;
  return OK;
}

static void warc_close(Cutter *c) { free(c->state); }

Cutter *warc_cut(Cutter *c) {
  static const CutterKind kind = {warc_next, warc_close};
  Warc *w = mem_zalloc(sizeof *w);
  w->arc = str_starts(stream_peek(c->stream, 9), STR("filedesc:"));
  w->arc_fields = 5;
  c->kind = &kind;
  c->state = w;
  return c;
}
