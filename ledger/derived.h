/* derived.h -- from rows to what they mean together: origins, repeated blocks, findings.
 *
 * All of it is a pure function of the ledger's content: documents and places, claims of the current pack, rates. What is
 * kept for the content that meta.derived_for names is only caught up: new documents bring their source, their copies and the cluster
 * keys that they touch, and only those are computed again; the result equals computing everything (a test compares). */
#ifndef LEDGER_DERIVED_H
#define LEDGER_DERIVED_H
#include "ledger/ledger_p.h"

ErrCode derived_missing(bool *out, Ledger *l, Err *err);
/* Brings the derived tables up to date, in one transaction; nothing to do when they are. */
ErrCode derive_run(Ledger *l, Err *err);
/* SHA-256 over the derived tables in terms of content ids: equal contents, equal hashes. */
ErrCode derived_hash(Sha256 *out, Ledger *l, Err *err);
/* The hash that they would have if they were made anew: computed in temporary tables, so that a ledger open for reading will do. */
ErrCode derived_hash_anew(Sha256 *out, Ledger *l, Err *err);
#endif
