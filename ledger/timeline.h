/* timeline.h -- one measure of one entity over time: its figures in the order of the time they are about. */
#ifndef LEDGER_TIMELINE_H
#define LEDGER_TIMELINE_H
#include "ledger/hit.h"

typedef struct {
  Id id;           /* of the claim */
  Day first, last; /* when it holds, as compared (publication when nothing is said); the points are in this order */
  Str unit, text, quote, publisher, url;
  Moment published;
  Number value;   /* stated, else the end that the range starts from */
  Interval range; /* what the words allow */
  Hedge hedge;
  Change change; /* level, up_to, down_to or from; movements with changes */
  Modality modality;
} Point;

typedef struct {
  Str subject, measure, unit; /* canonical name; id of the root measure; the unit that most figures have */
  Point *points;
  size_t n;
  size_t others; /* figures in other units, left out */
} Timeline;

typedef struct {
  Str unit;      /* empty: the most frequent one */
  bool changes;  /* figures by which it moved, instead of its levels */
  bool expected; /* also forecasts, targets and possibilities */
} TimelineOptions;

/* Figures of old versions, repeated blocks and boilerplate are left out. n is 0 when there are none. ERR_USAGE when the entity or the measure is unknown. */
ErrCode ledger_timeline(Timeline *out, Arena *a, Ledger *l, Str entity, Str measure, const TimelineOptions *o,
                        Err *err);
/* A line of eight heights, one character a point: "▁▂▃▄▅▆▇█"; "" without points. */
void timeline_sparkline(Buf *b, const Timeline *t);
/* {v, subject, measure, unit, value, low, high, ...} of one point, without line end. */
void timeline_put_json(Buf *b, const Timeline *t, size_t point);
#endif
