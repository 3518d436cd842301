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
/* "2-3 billion": a first figure without a scale takes the second's when it is the smaller numeral. */
void figure_distribute(Figure *from, const Figure *to);
bool figure_times(Figure *f, Number factor);

/* Fills value, written and range (no hedge). false on overflow. */
bool quantity_set(Quantity *q, const Reading *r, const Figure *f, Number factor);
/* The same for "from to": no value, hedge between. */
bool quantity_set_range(Quantity *q, const Reading *r, Figure from, Figure to, Number factor);
/* The rule's value (and `to`) slots, whichever it has. */
bool quantity_from_slots(Quantity *q, const Reading *r, const Match *m, Number factor);
/* Appends " per barrel" to written_unit and sets per, from the slot `per` when it took part. */
void quantity_per(Quantity *q, const Reading *r, const Match *m);
/* What a hedge word makes of a figure: the range anew from what was written. Ranges and vague amounts keep theirs. */
void quantity_hedge(Quantity *q, Hedge h);
/* The noun phrase behind token `behind` becomes the unit and ends the span (read_count.c). singular: the figure is one. */
bool count_unit(Mention *out, const Reading *r, uint32_t behind, bool singular);
Str number_text(const Reading *r, Number n);

/* Readers, one line each in readers.c. */
bool read_money(Mention *out, const Reading *r, const Match *m); /* value unit [minor other] [to tounit] [per] */
bool read_amount(Mention *out, const Reading *r,
                 const Match *m); /* percent, quantity, multiple: value unit [to] [per] */
bool read_compound(Mention *out, const Reading *r, const Match *m); /* "5 feet 2 inches": pairs of number and unit */
bool read_number(Mention *out, const Reading *r, const Match *m);   /* value [to] without a unit; ordinals too */
bool read_ratio(Mention *out, const Reading *r, const Match *m); /* value denom: "two thirds", "one in five", "1/4" */
bool read_multiple(Mention *out, const Reading *r,
                   const Match *m); /* "doubled", "threefold": a number in the word's row or value */
bool read_duration(Mention *out, const Reading *r, const Match *m); /* value unit ...: timex P3D */
bool read_count(Mention *out, const Reading *r, const Match *m);    /* value and the noun phrase behind it */
bool read_vague(Mention *out, const Reading *r, const Match *m);    /* mod [scale] [unit | noun]: "dozens of homes" */
bool read_noise(Mention *out, const Reading *r, const Match *m);    /* digits that are no figure */
bool read_citation(Mention *out, const Reading *r, const Match *m); /* "[3]" */
#endif
