/* reader.c -- the table of formats, knowing them by content, and the step from one Input to a Document. */
#include "base/utf8.h"
#include "corpus/cutter.h"
#include "corpus/plain.h"

#include <stdlib.h>

/* In the order in which they are asked; a new reader is one line here. */
/* clang-format off */
static const Reader readers[] = {
    {"gzip", gzip_knows, gzip_cut, NULL},
    {"zstd", zstd_knows, zstd_cut, NULL},
    {"archive", archive_knows, archive_cut, NULL},
    {"warc", warc_knows, warc_cut, NULL},
    {"pdf", pdf_knows, NULL, read_pdf},
    {"mbox", mbox_knows, mbox_cut, read_mbox},
    {"ndjson", ndjson_knows, ndjson_cut, read_ndjson},
    {"xml", xml_knows, xml_cut, read_xml},
    {"html", html_knows, NULL, read_html},
    {"csv", csv_knows, csv_cut, read_csv},
    {"md", md_knows, NULL, read_md},
    {"text", text_knows, NULL, read_text},
};
/* clang-format on */
enum { READERS = sizeof readers / sizeof *readers, SNIFF = 64 * 1024 };

ReadOptions read_options_default(void) {
  return (ReadOptions){.type = "auto",
                       .base_date = {DAY_NONE, -1},
                       .max_document = 16u << 20,
                       .max_member = 64u << 20,
                       .max_ratio = 200,
                       .max_levels = 3,
                       .max_depth = 512,
                       .max_nodes = 1000000,
                       .max_seconds = 30,
                       .helper = -1};
}

const char *const *reader_names(void) {
  static const char *const names[] = {"auto", "text", "md",   "html", "xml", "ndjson",
                                      "csv",  "warc", "mbox", "pdf",  NULL};
  return names;
}

const Reader *reader_named(const char *name) {
  for (size_t i = 0; i < READERS; i++)
    if (strcmp(readers[i].name, name) == 0) return &readers[i];
  return NULL;
}

const Reader *reader_for(Str head, const ReadOptions *o) {
  bool automatic = !o->type || strcmp(o->type, "auto") == 0;
  if (!automatic && reader_named(o->type) && reader_named(o->type)->read) return reader_named(o->type);
  for (size_t i = 0; i < READERS; i++)
    if (readers[i].read && readers[i].knows && readers[i].knows(head, o)) return &readers[i];
  return NULL;
}

/* Containers are known by content whatever -t says: it speaks of the articles inside. */
static const Reader *container_for(Str head, const ReadOptions *o) {
  for (size_t i = 0; i < READERS; i++)
    if (!readers[i].read && readers[i].knows && readers[i].knows(head, o)) return &readers[i];
  return NULL;
}

ErrCode cut_whole(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)inner;
  if (c->state) return ERR_END;
  c->state = c; /* any mark that the record was given */
  bool more;
  uint64_t offset = stream_offset(c->stream);
  const ReadOptions *o = c->options;
  bool member = c->level > 0 && o->max_member < o->max_document;
  uint64_t max = member ? o->max_member : o->max_document;
  Str all = stream_rest(c->stream, (size_t)max, &more);
  if (stream_error(c->stream, err) != OK) return err ? err->code : ERR_INPUT;
  if (more)
    return err_set(err, ERR_LIMIT, "%s: not read: larger than %llu bytes (%s)", c->path, (unsigned long long)max,
                   member ? "--max-member" : "--max-document");
  *out = input_new(c->path, offset, all, c->reader);
  if (c->encoding) (*out)->content_type = mem_strdup(str_of(c->encoding));
  return OK;
}

static Cutter *whole(Cutter *c) {
  static const CutterKind kind = {cut_whole, NULL};
  c->kind = &kind;
  return c;
}

/* What formats are known by. A first line of JSON says enough: a program that feeds us line by line waits for its answer. */
static Str head_of(Stream *stream) {
  Str have = stream_peek(stream, 1);
  bool json_line = have.n && have.p[0] == '{' && str_chr(have, '\n', 0) != SIZE_MAX;
  return str_slice(json_line ? have : stream_peek(stream, SNIFF), 0, SNIFF);
}

Cutter *cutter_open(Stream *stream, const char *path, unsigned level, const ReadOptions *o, Err *err) {
  Cutter *c = mem_zalloc(sizeof *c);
  *c = (Cutter){.stream = stream, .path = mem_strdup(str_of(path)), .options = o, .level = level};
  Str head = head_of(stream);
  const Reader *r = container_for(head, o);
  if (r && level >= o->max_levels)
    err_set(err, ERR_LIMIT, "%s: not read: containers nested deeper than %u (--max-levels)", path, o->max_levels);
  else if (!r && !(r = reader_for(head, o)) && stream_error(stream, err) == OK)
    err_set(err, ERR_INPUT, "%s: not read: no text or known format in it", path);
  if (!r || (r->read == NULL && level >= o->max_levels)) {
    cutter_close(c);
    return NULL;
  }
  c->reader = r->name;
  return r->cut ? r->cut(c) : whole(c);
}

void cutter_close(Cutter *c) {
  if (!c) return;
  if (c->kind && c->kind->close) c->kind->close(c);
  stream_close(c->stream);
  free(c->path);
  free(c->encoding);
  free(c);
}

/* --- inputs ----------------------------------------------------------------------------------------------------------- */
Input *input_new(const char *path, uint64_t offset, Str raw, const char *reader) {
  Input *in = mem_zalloc(sizeof *in);
  in->path = mem_strdup(str_of(path));
  in->offset = offset;
  in->raw = str_make(mem_strdup(raw), raw.n);
  in->reader = reader;
  return in;
}

Input *input_failed(const char *path, uint64_t offset, const Err *err) {
  Input *in = input_new(path, offset, STR(""), "");
  in->failed = *err;
  return in;
}

void input_free(Input *in) {
  if (!in) return;
  free(in->path);
  free((char *)(uintptr_t)in->raw.p);
  free(in->url);
  free(in->content_type);
  free(in->date);
  free(in->publisher);
  free(in->columns);
  free(in);
}

/* --- documents -------------------------------------------------------------------------------------------------------- */
/* Headers of containers may hold any bytes. */
static void repair_fields(Document *d, Arena *a) {
  Str *const fields[] = {&d->title, &d->url, &d->publisher, &d->author, &d->lang, &d->wire, &d->given_id};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    if (utf8_valid(*fields[i])) continue;
    Buf clean = BUF_INIT;
    utf8_repair(&clean, *fields[i], NULL);
    *fields[i] = arena_str(a, buf_str(&clean));
    buf_release(&clean);
  }
}

void document_finish(Document *d, Arena *a, const ReadOptions *o) {
  repair_fields(d, a);
  references_find(d, a);
  if (d->published.at.day == DAY_NONE && o->base_date.day != DAY_NONE)
    d->published = (Dated){o->base_date, FOUND_OPTION};
  references_date(d);
  if (d->lang.n == 0 && o->lang) d->lang = arena_str(a, str_of(o->lang));
  document_identify(d);
}

ErrCode err_late(Err *err, const char *path) {
  return err_set(err, ERR_LIMIT, "%s: not read: it takes too long (--max-seconds)", path);
}

ErrCode document_read(Document *out, Arena *a, const Input *in, const ReadOptions *options, Err *err) {
  if (in->failed.code != OK) return err_set(err, in->failed.code, "%s", in->failed.text);
  const Reader *r = reader_named(in->reader);
  if (!r || !r->read) return err_set(err, ERR_BUG, "%s: no reader named %s", in->path, in->reader);
  if (in->raw.n > options->max_document || in->raw.n > UINT32_MAX / 4)
    return err_set(err, ERR_LIMIT, "%s: not read: larger than %llu bytes (--max-document)", in->path,
                   (unsigned long long)options->max_document);
  *out = (Document){.path = str_of(in->path), .offset = in->offset, .raw = in->raw, .format = str_of(r->name)};
  out->text = out->title = out->url = out->publisher = out->author = out->lang = out->wire = out->given_id = STR("");
  out->published.at = out->modified.at = (Moment){DAY_NONE, -1};
  if (in->truncated) out->flags |= DOC_TRUNCATED;
  if (in->url) {
    out->url = str_of(in->url);
    out->url_how = FOUND_HEADER;
  }
  if (in->publisher) {
    out->publisher = str_of(in->publisher);
    out->publisher_how = FOUND_HEADER;
  }
  ReadOptions own = *options;
  out->until = own.until = deadline_in(options->max_seconds);
  ErrCode code = r->read(out, a, in, &own, err);
  if (code == OK) document_finish(out, a, options);
  return code == OK && deadline_over(own.until) ? err_late(err, in->path) : code;
}
