/* hit.h -- a claim as it comes out of the ledger, with its document, and how it is printed.
 *
 * Documents and claims are loaded back into the structs that the extractor made, so that a claim prints the same from
 * `extract` and from `query`. */
#ifndef LEDGER_HIT_H
#define LEDGER_HIT_H
#include "ledger/compare.h"
#include "ledger/ledger.h"

typedef struct {
  int64_t key; /* local key of the claim, never shown */
  int64_t document_key;
  const Document *document; /* text as kept; without kept text: blanks with the claims' sentences in place */
  const Claim *claim;
  Str pack; /* "en@<64 hex>" */
  Span raw; /* bytes in document->raw, as recorded */
  bool repeated_block;
  int64_t origin; /* key of the first document of its group of copies, 0 none */
} ClaimHit;
typedef ErrCode (*ClaimSink)(void *ctx, const ClaimHit *hit); /* like RowSink */

/* The object of claims.md, without line end. */
void hit_put_json(Buf *b, const ClaimHit *h);
/* Columns of the tabular formats, in order: id kind value unit low high hedge subject measure change first last modality
 * speaker source published quote sentence document. */
enum { HIT_COLUMNS = 19 };
extern const char *const hit_columns[HIT_COLUMNS];
/* Appends one cell (0 <= column < HIT_COLUMNS); nothing for null. */
void hit_put_cell(Buf *b, const ClaimHit *h, size_t column);
/* "c:" and the first 10 hex digits; 'd' and 'x' likewise. Full ids (32 digits) are in NDJSON. */
void short_id_put(Buf *b, char prefix, Id id);
void full_id_put(Buf *b, char prefix, Id id);
/* The comparison's view of a hit. */
ErrCode hit_row(ClaimRow *out, Arena *a, Ledger *l, const ClaimHit *h, Err *err);

/* A whole document with its current claims (in text order; hits[i].claim == &claims.items[i]). */
typedef struct {
  int64_t key;
  Document document;
  Claims claims;
  ClaimHit *hits;
  size_t nhits;
  bool has_text; /* kept; else blanks with sentences */
  Str source;    /* source key: url, else publisher + given id, else path */
  bool current;  /* the last version of its source */
  int64_t origin;
} DocumentHit;
/* Loads document key; everything lives in the arena. ERR_LEDGER when damaged. */
ErrCode document_load(DocumentHit *out, Arena *a, Ledger *l, int64_t key, Err *err);
#endif
