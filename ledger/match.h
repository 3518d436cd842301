/* match.h -- the figures of two articles against each other, without a ledger. Pure. */
#ifndef LEDGER_MATCH_H
#define LEDGER_MATCH_H
#include "ledger/compare.h"

/* One article's claims as rows; source is filled, copies are not yet known. */
typedef struct {
  const Document *document;
  ClaimRow *rows;
  size_t n;
} Sheet;
void sheet_make(Sheet *out, Arena *a, const Document *d, const Claims *claims);

typedef struct {
  size_t a, b; /* rows of the two sheets */
  Comparison how;
  int relevance;
} Match;
/* Every two figures that look comparable, the most relevant first (an alarm, then the closest keys). Two texts of which most of one
 * stands in the other are marked as copies first. apart: also those that are kept apart. Returns their number. */
size_t sheets_match(Match **out, Arena *a, Sheet *x, Sheet *y, bool apart, const Rates *rates);
#endif
