/* ledger.h -- the SQLite ledger: one file, append-only, content-addressed.
 *
 * Schema: ledger/schema/ and docs/ledger.md. The way in: parcel_make (a worker) -> ledger_put (the one writer) ->
 * ledger_commit (a batch) -> ledger_end_run (indexes, search, comparison). The way out: query.h, conflicts.h, show.h,
 * verify.h, stats.h, export.h. A Ledger belongs to one thread.
 *
 * While it is written the file is in WAL mode; a clean close folds the log in and goes back to journal_mode=DELETE, so
 * that the ledger is one file to copy and can be read from read-only media. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H
#include "base/zstd.h"
#include "corpus/reader.h"
#include "extractor/extractor.h"

typedef struct Ledger Ledger;
typedef enum {
  LEDGER_READ, /* the file must exist; nothing that a caller asks for can change it */
  LEDGER_WRITE /* created when missing */
} LedgerMode;

/* Once in the program, before anything of SQLite is used: SQLite gets its memory from mem_alloc. Where it gets none it does not always say
 * so: a lookup that fails for it may look like one that found nothing. */
void ledger_start(void);

/* Opens a ledger. Always ERR_LEDGER when it fails, with the reason: no such file, a directory, not a ledger, made by a newer
 * version, locked by another writer (after 5 s), full, read-only. An older user_version opens with LEDGER_READ only.
 * When a killed run left indexes, search or derived tables behind, they are finished here if the file can be written and
 * nobody else writes; else ledger_stale says so and answers come from what is there. measures_load must have been called
 * (the embedded pack's measures.tsv is loaded here when it was not). */
ErrCode ledger_open(Ledger **out, const char *path, LedgerMode mode, Err *err);
/* Rolls back what was not committed, folds the WAL in, frees l (also when it fails). NULL is fine. */
ErrCode ledger_close(Ledger *l, Err *err);
const char *ledger_path(const Ledger *l);
/* Indexes or derived tables are not those of the current content (LEDGER_READ on a file that cannot be written). */
bool ledger_stale(const Ledger *l);
/* Tells long work to stop soon (async-signal-safe, any thread): the call in progress returns ERR_INTERRUPTED. */
void ledger_interrupt(Ledger *l);

/* --- parcels ------------------------------------------------------------------------------------------------------ */
/* A document with its claims as compact rows, made by a worker (text compressed with zstd there) and written by the
 * writer. Owns all its bytes: document, arena and input may go once it is made. */
typedef struct Parcel Parcel;
typedef struct {
  bool keep_text;    /* false: only the sentences that claims use */
  int shard, shards; /* 0,1: all; else parcel_make returns an empty parcel unless the document falls to shard */
} PutOptions;
/* Never NULL. codec: one a thread, used again and again. */
Parcel *parcel_make(Zstd *codec, const Document *d, const Extraction *e, const Pack *p, const PutOptions *o);
/* An input that gave no document: a row in failures (raw hash, reason). */
Parcel *parcel_failure(const struct Input *in, const Err *why);
void parcel_free(Parcel *p);
/* Bytes that it holds, for bounding a queue; claims in it. */
size_t parcel_size(const Parcel *p);
size_t parcel_claims(const Parcel *p);
/* A parcel as one line of JSON (parcel_json.c tells its members): `extract --for-ingest` prints them, `ingest --claims` reads them, in
 * any order and number. */
void parcel_put_json(Buf *b, Zstd *codec, const Parcel *p, Str lang, Sha256 pack);
/* *out stays NULL for an object of another kind (a claim). Of o only the shard counts. ERR_INPUT when it is no JSON or its rows are damaged. */
ErrCode parcel_of_json(Parcel **out, Arena *a, Zstd *codec, Str line, const PutOptions *o, Err *err);
/* The pack that made it; false when it does not say. lang is borrowed. */
bool parcel_pack(Str *lang, Sha256 *hash, const Parcel *p);
/* OK, or for a failure its "path: reason" as ERR_INPUT. */
ErrCode parcel_failed(const Parcel *p, Err *err);
/* The shard, 0..shards-1, that a document id falls to. */
int shard_of(Id document, int shards);

/* --- a run of writing ---------------------------------------------------------------------------------------------- */
typedef struct {
  uint64_t documents; /* new */
  uint64_t unchanged; /* known already with this pack */
  uint64_t changed;   /* new, and another version of a source that the ledger knows (same url, given id or path) */
  uint64_t failed, claims, bytes; /* rows in failures; claims added; raw bytes of all parcels put */
} Counts;
/* Writes a row in runs and meta.pack. ERR_LEDGER when the file cannot be written. command is what the user typed. */
ErrCode ledger_begin_run(Ledger *l, Str command, const Pack *p, Err *err);
/* The same without a loaded pack (merge, ingest --claims): label as "en@<64 hex>", hash its bytes. */
ErrCode ledger_begin_run_as(Ledger *l, Str command, Str lang, Sha256 pack, Err *err);
/* Records that this ledger is part shard of shards (meta.shard, meta.shards); complete is set by ledger_end_run. */
ErrCode ledger_set_shard(Ledger *l, int shard, int shards, Err *err);
/* Puts a parcel into the open batch (begun when needed); known documents and tombstones are skipped whole. counts is
 * added to. Does not commit by itself. */
ErrCode ledger_put(Ledger *l, const Parcel *p, Counts *counts, Err *err);
/* Articles of files that were passed over (ledger/files.h): they count as unchanged in the run. */
void ledger_passed_over(Ledger *l, uint64_t documents);
/* Ends the batch: all its documents are in the file. Nothing to do when no batch is open. 500-2000 documents or about
 * 4 MB of parcels make a good batch. */
ErrCode ledger_commit(Ledger *l, Err *err);
/* Ends the run: commits, builds indexes, search and derived tables, fills counts->changed. interrupted leaves them for the
 * next start. */
/* ledger_defer(l, true) makes end_run leave search and comparison to the first reader (`ingest --defer`). */
void ledger_defer(Ledger *l, bool on);
ErrCode ledger_end_run(Ledger *l, Counts *counts, bool interrupted, Err *err);

/* Adds the dated rates of a CSV text, "date,from,to,rate[,source]" a line with or without a heading, all or none; a rate for the same day and
 * currencies is replaced. *added: new or changed. Findings are made anew. ERR_USAGE "line 3: ..." when one does not parse. */
ErrCode ledger_load_rates(Ledger *l, Str csv, uint64_t *added, Err *err);
#endif
