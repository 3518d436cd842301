/* draw.h -- hand-made SVG: the number line of a conflict and the timeline of a measure.
 *
 * Colours and sizes are classes (desk.css), so that light, dark and print are one drawing. Each drawing comes in a wide form and a narrow one
 * for small screens; the style sheet shows one of them. */
#ifndef CLI_WEB_DRAW_H
#define CLI_WEB_DRAW_H
#include "base/sha256.h"
#include "cli/web/site.h"

typedef struct {
  Str name, note; /* source; date and the like */
  Str figure;     /* as written */
  Str anchor;     /* "#c3": where a click goes */
  Word word;      /* agrees, close, conflict, updated: sign and colour */
  Str verdict;    /* "close, −1.5 %" */
  Interval tight, loose;
  bool has_value, limit; /* a stated value; it is a limit, not included */
  Number value;
} Reading;

/* Number line: one row a reading; band: what all agreeing readings allow (NULL: none). */
void draw_number_line(Buf *b, const Reading *rows, size_t n, const Interval *band, Str unit);
/* The same without words, for a list: 160 x 28. */
void draw_spark(Buf *b, const Reading *rows, size_t n);

typedef struct {
  Day day; /* when the figure holds */
  Interval range;
  bool has_value, forecast, limit;
  Number value;
  Str href_id; /* the claim */
  Str label;   /* for the tooltip */
} Dot;
/* Time to the right, values upwards; bars are intervals, hollow is a limit, dashed a forecast. Dots in any order. */
void draw_timeline(Buf *b, const Site *s, const Dot *dots, size_t n, Str unit);
/* The same as a file of its own, 800 x 290, with its title and colours; the dots lead nowhere. */
void draw_timeline_alone(Buf *b, Str title, const Dot *dots, size_t n, Str unit);
#endif
