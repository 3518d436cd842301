/* ledger.h -- the SQLite ledger: one file, append-only, content-addressed. Schema: ledger/schema/ and docs/ledger.md. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H
#include "corpus/reader.h"
#include "extractor/extractor.h"

typedef struct Ledger Ledger;
typedef enum { LEDGER_READ, LEDGER_WRITE /* created when missing */ } LedgerMode;
ErrCode ledger_open(Ledger **out, const char *path, LedgerMode mode, Err *err);
/* WAL checkpoint and journal_mode=DELETE when it was written to. */
ErrCode ledger_close(Ledger *l, Err *err);

/* A document with its claims as compact rows, made by a worker (text compressed with zstd there) and written by the writer. */
typedef struct Parcel Parcel;
typedef struct { bool keep_text; int shard, shards; /* 0,1: all */ } PutOptions;
Parcel *parcel_make(const Document *d, const Extraction *e, const Pack *p, const PutOptions *o);
Parcel *parcel_failure(const struct Input *in, const Err *why);
void parcel_free(Parcel *p);

typedef struct {
  uint64_t documents, unchanged, changed, failed, claims, bytes;
} Counts;
ErrCode ledger_begin_run(Ledger *l, Str command, const Pack *p, Err *err);
/* Puts a parcel into the open batch (begun when needed); known documents are skipped whole. */
ErrCode ledger_put(Ledger *l, const Parcel *p, Counts *counts, Err *err);
ErrCode ledger_commit(Ledger *l, Err *err);
/* Ends the run: commits, builds indexes, FTS and derived tables. interrupted leaves them for the next start. */
ErrCode ledger_end_run(Ledger *l, const Counts *counts, bool interrupted, Err *err);
#endif
