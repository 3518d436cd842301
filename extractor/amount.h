/* amount.h -- figures on their way into a Quantity; shared by the readers of money, percent, quantities, counts, ratios and durations.
 *
 * A rule's slots give a Figure (value, scale and sign worked in) or two of them (a range); a UnitRow and a per-part make it a Quantity. */
#ifndef EXTRACTOR_AMOUNT_H
#define EXTRACTOR_AMOUNT_H
#include "extractor/unit_book.h"

typedef struct {
  Number value;
  Written written;
  int8_t scale; /* power of ten of its scale words, 0 when none */
  bool words;   /* written in number words */
} Figure;

/* A figure from the tokens of a slot: a number, "10 1/2", "1/4", "2 - 1/4"; scale: slot of a letter scale; sign: slot of a minus (a "+" or an
 * absent slot changes nothing). false when the tokens hold no readable number. */
bool figure_read(Figure *out, const Reading *r, const Match *m, Slot value, Slot scale, Slot sign);
/* The figure of the slots value, scale, sign; with count x 10^count (minor: its sign); with denom value + n/denom ("two and three quarters", "half a million"); one when there is neither
 * ("a dollar"). */
bool figure_from_slots(Figure *out, const Reading *r, const Match *m);
/* "2-3 billion": a first figure without a scale takes the second's when it is the smaller numeral. */
void figure_distribute(Figure *from, const Figure *to);
bool figure_times(Figure *f, Number factor);

/* Fills value, written and range (no hedge). false on overflow. */
bool quantity_set(Quantity *q, const Reading *r, const Figure *f, Number factor);
/* The same for "from to": no value, hedge between. */
bool quantity_set_range(Quantity *q, const Reading *r, Figure from, Figure to, Number factor);
/* The rule's value (and `to`) slots, whichever it has. */
bool quantity_from_slots(Quantity *q, const Reading *r, const Match *m, Number factor);
/* "two dozen": the quantity times the row of fractions.tsv in slot mod, if it took part. */
bool times_slot(Quantity *q, const Reading *r, const Match *m);
/* "kilometre per hour", in the pack's words. */
Str unit_per(const Reading *r, Str unit, Str head);
/* Appends " per barrel" to written_unit and sets per, from the slot `per` when it took part. */
void quantity_per(Quantity *q, const Reading *r, const Match *m);
/* The noun phrase behind token `behind` becomes the unit and ends the span (read_count.c). singular: the figure is one. */
bool count_unit(Mention *out, const Reading *r, const Match *m, uint32_t behind, bool singular);
/* Four plain digits that are sooner a year than an amount (1901..2099, not 2000). */
bool slot_is_year(const Reading *r, const Match *m, Slot s);
Str number_text(const Reading *r, Number n);
/* So many of a unit of time as a TIMEX3 value; unit: how a TIMEX3 duration counts one ("1W"). Empty when it has none. */
Str duration_timex(const Reading *r, Number count, Str unit);

/* The readers (read.h) and their slots:
 *   money    value unit [minor other] [to tounit] [per]       amount   percent and quantities: value unit [to tounit] [per]
 *   compound "5 feet 2 inches": pairs of number and unit      number   value [to], or value n (1.3 x 10^6); ordinals too
 *   ratio    value denom: "two thirds", "one in five"         multiple value, or mod: a word's row in fractions.tsv
 *   duration value unit [minor other] [denom]: timex P3D      count    value [to] [of] and the noun phrase behind
 *   vague    mod [n] [of] [unit]                              noise    digits that are no figure; citation: ref */
#endif
