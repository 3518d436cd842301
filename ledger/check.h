/* check.h -- the figures of a draft against a ledger: what is known about each. */
#ifndef LEDGER_CHECK_H
#define LEDGER_CHECK_H
#include "ledger/conflicts.h"

typedef enum {
  JUDGED_UNKNOWN,   /* the ledger holds nothing that it can be compared with */
  JUDGED_SUPPORTED, /* others say the same */
  JUDGED_CLOSE,     /* others say nearly the same */
  JUDGED_UPDATED,   /* the ledger holds a later figure */
  JUDGED_DISPUTED,  /* others say something else */
  JUDGED_SLIP       /* it looks like a slip of a digit, a scale word, a unit or a currency */
} Judgement;
const char *judgement_name(Judgement j); /* "unknown", "supported", ... */

/* One claim of the ledger beside the draft's figure. */
typedef struct {
  const ClaimRow *row; /* row->row is the key for hit_of_row */
  Comparison how;      /* the draft's figure is A */
} Evidence;
typedef struct {
  Judgement judgement;
  int supporting, disputing; /* origins that agree; that conflict */
  Evidence *
      evidence; /* what decided first: conflicts by severity, later figures, close ones, agreeing ones; not what is apart */
  size_t nevidence;
} Checked;
ErrCode ledger_check(Checked *out, Arena *a, Ledger *l, const ClaimRow *figure, Err *err);
/* The same over rows that are at hand; pure. */
void check_rows(Checked *out, Arena *a, const ClaimRow *figure, const ClaimRow *rows, size_t n, const Rates *rates);
#endif
