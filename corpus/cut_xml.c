/* cut_xml.c -- feeds, dumps and collections: one <item>, <entry>, <page>, <newsItem> or <REUTERS> is one record.
 *
 * Cut by its tags, without parsing, so that a dump of any size streams through. What stands before the first record gives its
 * encoding and the publisher. A file whose root is one article (NITF, a single NewsML item) stays whole. */
#include "corpus/cutter.h"
#include "corpus/xml_tree.h"
#include <stdio.h>

#include <stdlib.h>

static const struct {
  const char *root;   /* as it begins: "<rss" */
  const char *record; /* element of a record; NULL: the file is one article */
} kinds[] = {{"<rss", "item"},       {"<rdf:RDF", "item"},         {"<feed", "entry"},
             {"<mediawiki", "page"}, {"<newsMessage", "newsItem"}, {"<REUTERS", "REUTERS"},
             {"<nitf", NULL},        {"<newsItem", NULL}};
enum { KINDS = sizeof kinds / sizeof *kinds, WINDOW = 1 << 20 };

/* The first tag of the document, past declarations and comments: its kind, or KINDS. */
static size_t kind_of(Str head) {
  size_t at = 0;
  for (;;) {
    at = str_chr(head, '<', at);
    if (at == SIZE_MAX || at + 1 >= head.n) return KINDS;
    Str rest = str_slice(head, at, head.n);
    if (rest.p[1] != '?' && rest.p[1] != '!') {
      for (size_t i = 0; i < KINDS; i++)
        if (str_starts_nocase(rest, str_of(kinds[i].root)) && strchr(" \t\r\n>:", rest.p[strlen(kinds[i].root)]))
          return i;
      return KINDS;
    }
    bool comment = str_starts(rest, STR("<!--"));
    at = comment ? str_find(head, STR("-->"), at) : at + 1;
    if (at == SIZE_MAX) return KINDS;
  }
}

bool xml_knows(Str head, const ReadOptions *o) {
  (void)o;
  size_t i = 0;
  if (str_starts(head, STR("\xef\xbb\xbf"))) i = 3;
  while (i < head.n && head.p[i] && strchr(" \t\r\n", head.p[i])) i++;
  return i < head.n && head.p[i] == '<' && kind_of(str_slice(head, i, head.n)) < KINDS;
}

typedef struct {
  const char *record;
  char *publisher;
  bool started;
} XmlCut;

/* encoding="..." of the declaration as a content type. */
static char *declared(Str head) {
  size_t at = str_find(str_slice(head, 0, 200), STR("encoding="), 0);
  if (at == SIZE_MAX || at + 11 > head.n) return NULL;
  size_t end = str_chr(head, head.p[at + 9], at + 10);
  if (end == SIZE_MAX || end - at > 60) return NULL;
  Buf b = BUF_INIT;
  buf_puts(&b, "text/xml; charset=");
  buf_put(&b, str_slice(head, at + 10, end));
  return b.p;
}

/* The title of the feed or wiki, from what stands before its first record. */
static char *publisher_of(Str head, const ReadOptions *o) {
  static const char *const paths[] = {"//channel/title", "//feed/title", "//siteinfo/sitename", "//header/sender"};
  Arena *a = arena_new();
  XmlNode *root;
  Str name = {NULL, 0};
  if (xml_parse(&root, a, head, o, "", NULL) == OK)
    for (size_t i = 0; i < 4 && name.n == 0; i++) name = xml_text(a, xml_find(root, paths[i]));
  char *out = name.n ? mem_strdup(name) : NULL;
  arena_free(a);
  return out;
}

/* Moves to the next "<record" that is a whole name; false at the end. */
static bool find_record(Cutter *c, XmlCut *x) {
  char tag[16];
  bool found;
  Str want = str_make(tag, (size_t)snprintf(tag, sizeof tag, "<%s", x->record));
  for (;;) {
    Str have = stream_upto(c->stream, want, WINDOW, &found);
    if (!x->started && have.n) {
      x->publisher = publisher_of(have, c->options);
      x->started = true;
    }
    if (!found) {
      if (have.n < WINDOW) return false;
      stream_skip(c->stream, have.n - want.n);
      continue;
    }
    stream_skip(c->stream, have.n - want.n);
    have = stream_peek(c->stream, want.n + 1);
    if (have.n > want.n && strchr(" \t\r\n>/", have.p[want.n])) return true;
    stream_skip(c->stream, want.n);
  }
}

static ErrCode xml_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)inner;
  XmlCut *x = c->state;
  if (!find_record(c, x)) return stream_error(c->stream, err) == OK ? ERR_END : err->code;
  uint64_t offset = stream_offset(c->stream);
  char close[20];
  snprintf(close, sizeof close, "</%s>", x->record);
  bool found;
  Str record = stream_upto(c->stream, str_of(close), (size_t)c->options->max_document, &found);
  if (found) {
    *out = input_new(c->path, offset, record, c->reader);
    if (c->encoding) (*out)->content_type = mem_strdup(str_of(c->encoding));
    if (x->publisher) (*out)->publisher = mem_strdup(str_of(x->publisher));
    stream_skip(c->stream, record.n);
    return OK;
  }
  Err failed = {0};
  bool large = record.n >= c->options->max_document;
  err_set(&failed, large ? ERR_LIMIT : ERR_INPUT,
          large ? "%s: not read: the record at byte %llu is larger than --max-document"
                : "%s: cut off: the record at byte %llu has no end",
          c->path, (unsigned long long)offset);
  *out = input_failed(c->path, offset, &failed);
  stream_skip(c->stream, large ? record.n : 1);
  return OK;
}

static void xml_close(Cutter *c) {
  XmlCut *x = c->state;
  free(x->publisher);
  free(x);
}

Cutter *xml_cut(Cutter *c) {
  static const CutterKind records = {xml_next, xml_close}, whole = {cut_whole, NULL};
  Str head = str_slice(stream_peek(c->stream, 65536), 0, 65536);
  size_t k = kind_of(head);
  c->encoding = declared(head);
  c->kind = &whole;
  if (k == KINDS || !kinds[k].record) return c;
  XmlCut *x = mem_zalloc(sizeof *x);
  x->record = kinds[k].record;
  c->state = x;
  c->kind = &records;
  return c;
}
