/* show.h -- from what a person types ("c:7f3a91", "d:...", "x:19c2", "Nvidia") to the thing in the ledger. */
#ifndef LEDGER_SHOW_H
#define LEDGER_SHOW_H
#include "ledger/conflicts.h"
#include "ledger/hit.h"

typedef enum { THING_CLAIM, THING_DOCUMENT, THING_CONFLICT, THING_ENTITY } ThingKind;
typedef struct {
  ThingKind kind;
  int64_t key; /* for document_load, conflict_load, hit_of_row, entity_load */
} Thing;
/* c: d: x: with 4..32 hex digits; a given id of a document; an entity's name or alias without case. ERR_USAGE when
 * nothing or more than one thing fits, with the first few that do. */
ErrCode ledger_find(Thing *out, Ledger *l, Str ref, Err *err);

typedef struct {
  Str name, type; /* "Nvidia", "org" */
  bool core;
  Str *aliases;
  size_t naliases; /* texts that it was seen as, most frequent first */
  struct {
    Str measure, unit;
    uint64_t claims;
  } * measures;
  size_t nmeasures;
  uint64_t claims, documents;
} EntityHit;
ErrCode entity_load(EntityHit *out, Arena *a, Ledger *l, int64_t key, Err *err);

/* The other documents of its source (versions, oldest first) and of its origin (copies): keys for document_load. */
ErrCode document_versions(int64_t **keys, size_t *n, Arena *a, Ledger *l, int64_t key, Err *err);
ErrCode document_copies(int64_t **keys, size_t *n, Arena *a, Ledger *l, int64_t key, Err *err);
/* The conflicts (of any word) that a claim takes part in: keys for conflict_load. */
ErrCode claim_conflicts(int64_t **keys, size_t *n, Arena *a, Ledger *l, int64_t claim, Err *err);
#endif
