/* document.h -- an article as the rest of the program sees it: clean UTF-8 text, typed blocks, metadata, and a map from
 * each byte of the text back to the bytes it was read from. */
#ifndef CORPUS_DOCUMENT_H
#define CORPUS_DOCUMENT_H
#include "base/arena.h"
#include "base/date.h"
#include "base/deadline.h"
#include "base/err.h"
#include "base/sha256.h"

/* --- the way back to the raw bytes ------------------------------------------------------------------------------- */
typedef enum {
  MAP_COPY,      /* text bytes equal raw bytes */
  MAP_ENTITY,    /* one character reference or escape became this text */
  MAP_COLLAPSED, /* white space folded into one space or line end */
  MAP_INSERTED,  /* not in the raw bytes: a block separator (raw_len 0) */
  MAP_TRANSCODED /* another encoding: raw bytes of one character or run */
} MapKind;
typedef struct {
  uint32_t text_off, raw_off; /* where the run begins; raw_off counts in Document.raw */
  uint32_t text_len, raw_len; /* bytes; equal for MAP_COPY */
  MapKind kind;
} MapRun;
/* Runs in text order, without gap or overlap in the text. n == 0 means the identity (text is raw). */
typedef struct {
  MapRun *runs;
  size_t n;
} OffsetMap;
/* Raw span of a text span: from the first run's byte to the last run's; inside a non-copy run the whole run counts. */
Span map_to_raw(const OffsetMap *m, Span text);
/* Runs as varints (deltas), for the ledger; the inverse checks everything and returns ERR_INPUT on nonsense. */
void map_pack(Buf *out, const OffsetMap *m);
ErrCode map_unpack(OffsetMap *out, Arena *a, Str packed, Err *err);

/* --- blocks, links, references ------------------------------------------------------------------------------------ */
typedef enum {
  BLOCK_META,
  BLOCK_TITLE,
  BLOCK_HEADING,
  BLOCK_TEXT,
  BLOCK_QUOTE,
  BLOCK_LIST,
  BLOCK_CELL,
  BLOCK_CAPTION,
  BLOCK_REFERENCE,
  BLOCK_CODE,
  BLOCK_BOILERPLATE
} BlockKind;
const char *block_name(BlockKind k); /* "meta", "title", "heading", "text", ... */
typedef struct {
  BlockKind kind;
  Span span;       /* in text; blocks are in text order and don't overlap; between them is only white space */
  Str row, column; /* BLOCK_CELL: the texts of its row and column headers, else empty */
} Block;
typedef struct {
  Span span; /* the link's text */
  Str url, title;
} Link;
/* One entry of the article's reference list ("3. Porter, Tom. ..."). */
typedef struct {
  Span span;
  int number;                      /* as "[3]" cites it; 0 when unnumbered */
  Str title, publisher, date, url; /* date ISO, possibly partial; empty when unknown */
  bool repaired;                   /* a wrapped URL was joined or a number was corrected */
} Reference;

/* How a metadata field was found. */
typedef enum {
  FOUND_NONE,
  FOUND_GIVEN,
  FOUND_FIELD,
  FOUND_JSONLD,
  FOUND_META,
  FOUND_MICRODATA,
  FOUND_TIME,
  FOUND_URL,
  FOUND_BYLINE,
  FOUND_HEADER,
  FOUND_FIRST_LINE,
  FOUND_TITLE_LINE,
  FOUND_REFERENCES,
  FOUND_HTML,
  FOUND_OPTION
} Found;
const char *found_name(Found f);

typedef struct {
  Moment at; /* day DAY_NONE when unknown */
  Found how;
} Dated;

enum { DOC_TRUNCATED = 1, DOC_REPAIRED_UTF8 = 2, DOC_TRANSCODED = 4, DOC_LIMIT = 8 };

typedef struct Document {
  Str path;        /* as given; members of containers as "outer!inner" */
  uint64_t offset; /* byte offset of the record in its (decompressed) file or member */
  Str given_id;    /* the input's own id, else empty */
  Str raw;         /* the stored bytes of the article (file, NDJSON line, WARC payload) */
  Sha256 raw_hash; /* what sha256sum says of raw */
  Str text;        /* valid UTF-8 */
  OffsetMap map;
  Block *blocks;
  size_t nblocks;
  Link *links;
  size_t nlinks;
  Reference *references;
  size_t nreferences;
  Str title, url, publisher, author, lang,
      wire; /* empty when unknown; lang as in BCP 47, "" = detect; wire "AP", "Reuters" */
  Found title_how, url_how, publisher_how;
  Dated published, modified;
  Str encoding;   /* "UTF-8", "windows-1252", ... */
  Str format;     /* "text", "html", ... the reader that made it */
  unsigned flags; /* DOC_* */
  Deadline until; /* by when it is to be read and extracted; asked on the thread that read it */
  Id id;          /* content id: document_identify */
} Document;

/* Appends to doc->blocks, which grows in the arena; *cap is its room (its length when it was not grown by this). */
void document_add_block(Document *d, Arena *a, size_t *cap, Block block);
/* Fills raw_hash and id from (raw, text, title, date with its basis, url, publisher, lang): ledger.md, Identity. */
void document_identify(Document *d);
/* The id alone, from a raw_hash that is known already. */
void document_identify_hashed(Document *d);
#endif
