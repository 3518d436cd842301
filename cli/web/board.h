/* board.h -- a conflict made ready to be looked at: one reading per independent source, who agrees with whom, what all that agree allow. */
#ifndef CLI_WEB_BOARD_H
#define CLI_WEB_BOARD_H
#include "cli/web/draw.h"

typedef struct {
  ClaimHit hit;
  Str reason; /* "other scope: per quarter" */
} Apart;

typedef struct {
  const Conflict *conflict;
  Reading *readings;
  size_t n;       /* agreeing ones first, then by date */
  size_t *member; /* reading -> member of the conflict */
  size_t folded;  /* copies of one origin with the same figure that are not drawn */
  size_t against; /* readings that do not agree with the largest group */
  bool has_band;
  Interval band; /* what the agreeing readings allow together */
  Str unit;
  Apart *apart;
  size_t napart;
} Board;

/* with_apart: also look for what shares subject and measure and was not compared. Everything lives in the site's arena. */
ErrCode board_make(Board *out, const Site *s, const Conflict *c, bool with_apart, Err *err);
/* "Nvidia: market value, fell by, 27 January 2025" */
void board_title(Buf *b, const Site *s, const Conflict *c);
/* "✕ 1 of 6 sources conflicts" */
void board_chip(Buf *b, const Board *board, bool big);
/* The article's page, at the claim. */
void board_article_href(Buf *b, const Site *s, const ClaimHit *h);
#endif
