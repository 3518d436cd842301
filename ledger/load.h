/* load.h -- rows back into parcels, parcels back into documents and claims; private to ledger/.
 *
 * A Loader keeps its statements, so that digest, verify and merge can go through a whole ledger. What it makes equals byte for byte what
 * parcel_make made, so the hash over it proves that no row changed. */
#ifndef LEDGER_LOAD_H
#define LEDGER_LOAD_H
#include "ledger/hit.h"
#include "ledger/ledger_p.h"
#include "ledger/parcel.h"

typedef struct Loader Loader;
/* ERR_LEDGER when the ledger's tables are not as they should be. */
ErrCode loader_new(Loader **out, Ledger *l, Err *err);
void loader_free(Loader *x);

/* The rows of one document and of its claims by one pack (local keys). Without body the text, map, blocks and places are left out (nulls):
 * enough for the digest. *found is NULL when there is no such document. */
ErrCode parcel_load(Parcel **found, Loader *x, int64_t document, int64_t pack, bool body, Err *err);
Zstd *loader_codec(Loader *x);
/* Local keys of the claims of the parcel loaded last, in its order; parcel->claims of them. */
const int64_t *loader_claim_keys(const Loader *x);
/* The pack whose claims of a document are current; 0 when it has none. */
ErrCode current_pack(int64_t *out, Loader *x, int64_t document, Err *err);

/* What the parcel says, as the extractor's structs; everything in the arena. ERR_LEDGER when a cell makes no sense. */
typedef struct {
  Document document;
  Claims claims;
  uint64_t raw_bytes;
  bool has_text;
} Opened;
ErrCode parcel_open(Opened *out, Arena *a, Zstd *codec, const Parcel *p, Err *err);

/* document_load through a loader that is used again and again. */
ErrCode document_load_with(DocumentHit *out, Arena *a, Loader *x, int64_t key, Err *err);
#endif
