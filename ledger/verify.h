/* verify.h -- what a ledger proves about itself.
 *
 * Pages and foreign keys; every quote equals the bytes at its offsets in the kept text; where the source can be read again,
 * its raw hash, and the bytes that the offset map points to; that content ids and hashes follow from the rows; that the derived tables are
 * what the inside gives; the digest. */
#ifndef LEDGER_VERIFY_H
#define LEDGER_VERIFY_H
#include "ledger/hit.h"

/* The digest: SHA-256 over the inside (documents without path and time of ingest, claims, citations, failures as raw hash and
 * reason), free of any order: equal for any number of workers, input order, sharding, crashes. Recomputed from the rows. */
ErrCode ledger_digest(Sha256 *out, Ledger *l, Err *err);
/* Reviews have their own. */
ErrCode ledger_review_digest(Sha256 *out, Ledger *l, Err *err);

/* Something that does not hold: object ("c:...", "d:...", "conflicts") and what is wrong. */
typedef ErrCode (*MismatchSink)(void *ctx, Str object, Str what);
typedef struct {
  bool no_sources; /* do not read sources again (paths in a ledger from a stranger) */
  bool no_derived; /* do not recompute derived tables */
  void (*progress)(void *ctx, uint64_t done, uint64_t all); /* documents; may be NULL */
  void *ctx;
} VerifyOptions;
typedef struct {
  uint64_t documents, claims, quotes; /* looked at; quotes proven in the text */
  uint64_t sources_read, quotes_raw;  /* sources read again with the right hash; quotes proven in their raw bytes */
  uint64_t sources_missing,
      sources_changed; /* no longer there; there with another hash: reported, not a mismatch of the ledger */
  uint64_t mismatches;
  Sha256 digest;
} VerifyReport;
/* OK also with mismatches (look at the report); other codes when the check itself cannot be done. */
ErrCode ledger_verify(VerifyReport *out, Ledger *l, const VerifyOptions *o, MismatchSink sink, void *ctx, Err *err);

/* One claim's proof, for `show --verify` and the web desk. */
typedef struct {
  bool quote_in_text; /* the kept text (or sentence) has the quote at its offsets */
  bool source_read;   /* the source could be read again */
  bool source_same;   /* ... and has the recorded hash */
  bool quote_in_raw;  /* ... and its bytes give the quote through the offset map */
  char problem[200];  /* "" or why the source could not be read */
} Proof;
ErrCode claim_prove(Proof *out, Ledger *l, const ClaimHit *h, bool read_source, Err *err);
#endif
