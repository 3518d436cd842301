/* conflicts.h -- the derived comparison: which figures cannot both be true, and why. See docs/comparing.md. */
#ifndef LEDGER_CONFLICTS_H
#define LEDGER_CONFLICTS_H
#include "ledger/hit.h"
#include "ledger/table.h"

/* A pair of claims that shows the difference. */
typedef struct {
  size_t a, b; /* indexes into Conflict.members */
  Id pair;     /* order-free hash of the two figure ids: what reviews hold */
  Comparison comparison;
  Str review; /* last action on it: "", "confirm", "dismiss", "correct", "split", "annotate", "reopen" */
  Str reason, note, who, at;
} Witness;
typedef struct {
  int64_t key;
  Id id;
  Word word;
  Verdict verdict;
  int severity;   /* 0..100 */
  unsigned flags; /* FLAG_* */
  Str subject, measure, per;
  Day first, last; /* the moment; DAY_NONE when unknown */
  ClaimHit *members;
  size_t nmembers; /* by published, document id, place */
  ClaimRow *rows;  /* the comparison's view of members, same order */
  Witness *witnesses;
  size_t nwitnesses; /* never empty */
  int documents, origins, sources;
  bool dismissed; /* each of its witness pairs is */
  Str why;        /* comparison_explain of the first witness */
} Conflict;

typedef struct {
  const char *const *terms;
  size_t
      nterms; /* words match subject, measure and publishers; entity: measure: source: date: verdict: word: per: flag: */
  Word min;   /* WORD_CONFLICT: only conflicts; WORD_AGREES: everything that was compared */
  bool apart;         /* also those kept apart */
  bool same_document; /* also within one article */
  bool dismissed;     /* also those that a review dismissed */
  bool independent;   /* only between two or more origins: copies of one story do not count */
  int64_t since_run;  /* only those with a claim of this run or later; 0: all; -1: the last run */
  size_t limit;       /* 0: all */
} ConflictQuery;
/* Everything in c lives until the sink returns. */
typedef ErrCode (*ConflictSink)(void *ctx, const Conflict *c);
/* Worst first (severity, then id). ERR_USAGE when a term does not parse. */
ErrCode ledger_conflicts(Ledger *l, const ConflictQuery *q, ConflictSink sink, void *ctx, Err *err);
/* Rows (value, conflicts, worst, subjects) by a field: subject, measure, verdict, word, publisher or month; the most first. ERR_USAGE for another. */
ErrCode ledger_conflicts_by(Ledger *l, const ConflictQuery *q, Str field, RowSink sink, void *ctx, Err *err);
ErrCode conflict_load(Conflict *out, Arena *a, Ledger *l, int64_t key, Err *err);
/* {v,id,word,verdict,severity,flags,subject,measure,time,witnesses,members,origins,why} without line end. */
void conflict_put_json(Buf *b, const Conflict *c);
enum { CONFLICT_COLUMNS = 13 };
extern const char *const conflict_columns
    [CONFLICT_COLUMNS]; /* id word verdict severity subject measure first last figures sources origins flags why */
void conflict_put_cell(Buf *b, const Conflict *c, size_t column);

/* Claims of the ledger that share a cluster key with a claim from elsewhere (`check`): subject, root measure and per.
 * In an order that does not depend on the ledger's history. */
ErrCode ledger_cluster_rows(ClaimRow **out, size_t *n, Arena *a, Ledger *l, const ClaimRow *like, Err *err);
/* The claim behind a ClaimRow of this ledger. */
ErrCode hit_of_row(ClaimHit *out, Arena *a, Ledger *l, int64_t claim_key, Err *err);

/* --- review: append-only decisions --------------------------------------------------------------------------------- */
typedef struct {
  Str action; /* confirm, dismiss, correct, split, annotate, reopen; else ERR_USAGE with "did you mean" */
  Str reason, note, who;
  Str at; /* ISO instant; empty: now */
} Review;
/* Whether it could be written: ERR_USAGE for an unknown action. */
ErrCode review_check(const Review *r, Err *err);
/* The actions, NULL-terminated. */
extern const char *const review_actions[];
/* Writes one review per witness pair of the conflict. The ledger must be open for writing. */
ErrCode ledger_review(Ledger *l, const Conflict *c, const Review *r, Err *err);
/* Rows (conflict, pair, at, who, action, reason, note), oldest first. */
ErrCode ledger_reviews(Ledger *l, RowSink sink, void *ctx, Err *err);
#endif
