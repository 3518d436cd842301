/* cutter.h -- what a format is to the inside of corpus/: how to know it, how to cut it into records, how to read one.
 *
 * A Cutter owns a Stream and gives records (Inputs) or, for containers, cutters of their members, in order. corpus/reader.c
 * holds the table of formats; corpus/walk.c drives the cutters. */
#ifndef CORPUS_CUTTER_H
#define CORPUS_CUTTER_H
#include "corpus/reader.h"
#include "corpus/stream.h"

typedef struct Cutter Cutter;
typedef struct {
  /* OK with *out or *inner set (inner is closed by the caller before the next call), or with neither, to be called again;
   * ERR_END behind the last one; any other code ends this cutter with one failure. */
  ErrCode (*next)(Cutter *c, Input **out, Cutter **inner, Err *err);
  void (*close)(Cutter *c); /* frees c->state; may be NULL */
} CutterKind;
struct Cutter {
  const CutterKind *kind;
  Stream *stream; /* owned; NULL for folders of a container */
  char *path;     /* "outer!inner"; owned */
  const ReadOptions *options;
  const char *reader; /* that decodes its records */
  char *encoding;     /* declared for all records ("text/xml; charset=...") or NULL; owned */
  unsigned level;     /* containers around it */
  void *state;
};

typedef struct {
  const char *name;                              /* as -t and Input.reader give it */
  bool (*knows)(Str head, const ReadOptions *o); /* by the first bytes; NULL: only by -t, or as the last resort */
  Cutter *(*cut)(Cutter *c);                     /* makes c cut this format; NULL: the whole stream is one record */
  ErrCode (*read)(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err); /* NULL for containers */
} Reader;

/* A cutter for whatever the stream holds; takes stream, copies path. type "auto" sniffs; another name is believed for all that
 * is no container. NULL with *err when the content cannot be read at all (binary) or lies too deep. */
Cutter *cutter_open(Stream *stream, const char *path, unsigned level, const ReadOptions *o, Err *err);
void cutter_close(Cutter *c);
const Reader *reader_named(const char *name);
/* The reader for one article's bytes, containers left out; NULL when nothing reads it. */
const Reader *reader_for(Str head, const ReadOptions *o);

/* A record with a copy of raw. */
Input *input_new(const char *path, uint64_t offset, Str raw, const char *reader);
/* A record that could not be cut; err is copied. */
Input *input_failed(const char *path, uint64_t offset, const Err *err);

/* What a reader says when its deadline is over. */
ErrCode err_late(Err *err, const char *path);

/* The rest of the stream as one record. */
ErrCode cut_whole(Cutter *c, Input **out, Cutter **inner, Err *err);
/* What all readers end with: defaults from the options, the date of the references, ids. */
void document_finish(Document *d, Arena *a, const ReadOptions *o);

/* --- the formats ----------------------------------------------------------------------------------------------------- */
bool text_knows(Str head, const ReadOptions *o);
ErrCode read_text(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool md_knows(Str head, const ReadOptions *o);
ErrCode read_md(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool ndjson_knows(Str head, const ReadOptions *o);
Cutter *ndjson_cut(Cutter *c);
ErrCode read_ndjson(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool html_knows(Str head, const ReadOptions *o);
ErrCode read_html(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool xml_knows(Str head, const ReadOptions *o);
Cutter *xml_cut(Cutter *c);
ErrCode read_xml(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool csv_knows(Str head, const ReadOptions *o);
Cutter *csv_cut(Cutter *c);
ErrCode read_csv(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool mbox_knows(Str head, const ReadOptions *o);
Cutter *mbox_cut(Cutter *c);
ErrCode read_mbox(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool pdf_knows(Str head, const ReadOptions *o);
ErrCode read_pdf(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err);
bool warc_knows(Str head, const ReadOptions *o);
Cutter *warc_cut(Cutter *c);
bool archive_knows(Str head, const ReadOptions *o);
Cutter *archive_cut(Cutter *c);
bool gzip_knows(Str head, const ReadOptions *o);
Cutter *gzip_cut(Cutter *c);
bool zstd_knows(Str head, const ReadOptions *o);
Cutter *zstd_cut(Cutter *c);
#endif
