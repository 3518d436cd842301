/* rates.h -- dated exchange rates that the user loaded; none is ever guessed. */
#ifndef LEDGER_RATES_H
#define LEDGER_RATES_H
#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/number.h"

/* On that day one unit of `from` was worth `rate` units of `to`. */
typedef struct {
  Day day;
  Str from, to; /* ISO 4217 */
  Number rate;  /* > 0 */
  Str source;   /* who says so */
} Rate;

typedef struct Rates Rates; /* sorted, immutable; lives in its arena */
Rates *rates_new(Arena *a, const Rate *items, size_t n);
/* The rate from one currency to another that lies nearest to a day, at most `within` days away; a rate loaded the other
 * way round is inverted. The earlier one on a tie. false when there is none. */
bool rates_find(Rate *out, const Rates *r, Str from, Str to, Day day, int within);
/* One CSV line "date,from,to,rate,source". ERR_INPUT when a field does not parse. */
ErrCode rate_parse(Rate *out, Str line, Err *err);
#endif
