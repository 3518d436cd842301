/* reader.h -- from paths to documents, in two steps, so that cutting containers (one thread) and decoding (workers) part:
 *
 *   Corpus  walks paths, folders, archives, WARC and NDJSON and cuts them into Inputs, in order;
 *   document_read  turns one Input into a Document, on any thread.
 *
 * Formats are known by content, not by name. A reader is one file corpus/read_x.c and one line in corpus/reader.c. */
#ifndef CORPUS_READER_H
#define CORPUS_READER_H
#include "corpus/document.h"

typedef struct {
  const char *type;      /* -t: "auto" or a reader's name */
  const char *map;       /* --map ours=theirs[,...] or NULL */
  Moment base_date;      /* --base-date: for documents without a date; day DAY_NONE when absent */
  const char *lang;      /* --lang or NULL */
  uint64_t max_document; /* bytes, 16 MiB */
  uint64_t
      max_member; /* inflated bytes of one member, 64 MiB (NDJSON, CSV, XML dumps and WARC are streamed and not limited by it) */
  unsigned max_ratio;   /* inflation, 200 after 1 MiB */
  unsigned max_levels;  /* containers in containers, 3 */
  unsigned max_depth;   /* nesting of markup, 512 */
  uint64_t max_nodes;   /* 1e6 */
  unsigned max_seconds; /* of processor time for reading and extracting one article, 30; 0: no end */
  Deadline until;       /* of the article that is being read: document_read sets it */
  int helper;           /* the socket of a PdfHelper (corpus/pdf_child.h), -1: none is needed */
} ReadOptions;
ReadOptions read_options_default(void);

/* A regular file as it was when it was opened: what tells that it has not been touched since. */
typedef struct {
  const char *path; /* as given */
  uint64_t size, device, inode;
  int64_t modified, changed; /* mtime and ctime in nanoseconds */
} FileState;

/* One article's bytes on their way to a worker. Heap-owned: input_free. */
typedef struct Input {
  char *path;                      /* as given, members "outer!inner" */
  uint64_t offset;                 /* of the record in its (decompressed) file */
  Str raw;                         /* bytes owned by this Input */
  const char *reader;              /* name of the reader that is to decode it */
  char *url, *content_type, *date; /* from the container (WARC, HTTP, mbox); NULL when unknown */
  char *publisher;                 /* of the whole file (a feed's or wiki's title); NULL when unknown */
  char *columns;                   /* of a table's row: the header row; NULL elsewhere */
  uint64_t consumed;               /* compressed bytes of the top-level file read so far: for progress */
  Err failed;                      /* failed.code != OK: this record could not be cut; raw may be empty */
  bool truncated;
  const FileState *file; /* that it comes from, while its Corpus is open; NULL for pipes and standard input */
} Input;
void input_free(Input *in);

typedef struct Corpus Corpus;
/* Paths: files, folders (walked in byte order of their names, hidden files and links left out), "-" for standard input. options is borrowed. */
/* Once in the program, before there are threads: libxml2 gets its memory from mem_alloc, since it goes on with half a page when it gets none. */
void corpus_start(void);

Corpus *corpus_open(const char *const *paths, size_t npaths, const ReadOptions *options);
void corpus_close(Corpus *c);
/* Files that known says yes to are passed over. It is asked on the thread that calls corpus_next. */
void corpus_pass_over(Corpus *c, bool (*known)(void *ctx, const FileState *file), void *ctx);
/* The next record; *out is NULL at the end. A path that cannot be read gives an Input with failed set, and the walk goes on. */
ErrCode corpus_next(Input **out, Corpus *c, Err *err);
/* Sum of the sizes of the files known so far, 0 when standard input is among them. */
uint64_t corpus_bytes(const Corpus *c);

/* Decodes one Input. Everything in *out lives in the arena or borrows from in->raw, so in must outlive it.
 * ERR_INPUT or ERR_LIMIT with a reason when the article cannot be read. A Document with empty text is fine. */
ErrCode document_read(Document *out, Arena *a, const Input *in, const ReadOptions *options, Err *err);
/* Reads one article's bytes again from where a ledger says they are (path "outer!inner", offset): for verify. */
ErrCode corpus_reread(Input **out, const char *path, uint64_t offset, const ReadOptions *options, Err *err);
/* The file that a member's path "outer!inner" stands in; free it. */
char *corpus_outer_path(const char *path);
/* Names of all readers, NULL-terminated, for help and "did you mean". */
const char *const *reader_names(void);
#endif
