/* compare_dates.c -- two dated events: the ranges of their days are the values. */
#include <stdlib.h>

#include "ledger/compare_p.h"

static void decide(Comparison *out, Verdict v, Str reason) {
  out->verdict = v;
  out->reason = reason;
}

static bool covers(DateRange outer, DateRange inner) {
  return (outer.first == DAY_NONE || outer.first <= inner.first) &&
         (outer.last == DAY_NONE || (inner.last != DAY_NONE && outer.last >= inner.last));
}

static bool apart(DateRange a, DateRange b) {
  return (a.last != DAY_NONE && b.first != DAY_NONE && a.last < b.first) ||
         (b.last != DAY_NONE && a.first != DAY_NONE && b.last < a.first);
}

/* Other years, all else equal (1998 and 1999, 3 May 2024 and 3 May 2025), or two digits exchanged against a bare year (May 1998 and 1989). */
static bool year_slip(DateRange a, DateRange b) {
  Civil x = civil_of(a.first), y = civil_of(b.first);
  if (x.year == y.year || !years_slip(x.year, y.year)) return false;
  bool alike = a.grain == b.grain && x.month == y.month && x.day == y.day;
  return alike || (abs(x.year - y.year) > 1 && (a.grain == GRAIN_YEAR || b.grain == GRAIN_YEAR));
}

static void compare_ranges(Comparison *out, DateRange a, DateRange b) {
  out->step = 8;
  if (a.first == b.first && a.last == b.last)
    decide(out, VERDICT_IDENTICAL, STR("same days"));
  else if (!apart(a, b))
    decide(out, VERDICT_ROUNDING, covers(a, b) || covers(b, a) ? STR("one contains the other") : STR("days overlap"));
  else if (a.first != DAY_NONE && b.first != DAY_NONE && year_slip(a, b))
    decide(out, VERDICT_DIGIT_SLIP, STR("year"));
  else
    decide(out, VERDICT_CONTRADICTION, STR("other days"));
  if (out->verdict == VERDICT_DIGIT_SLIP) out->step = 9;
  if (out->verdict == VERDICT_CONTRADICTION) out->step = 10;
}

static bool same_event(const ClaimRow *a, const ClaimRow *b) {
  Str family = event_family(a->event);
  return family.n && str_eq(family, event_family(b->event));
}

/* An event that may happen again is the same one when it is named alike and dated alike. */
static bool same_days(const ClaimRow *a, const ClaimRow *b) {
  return a->event.n && str_eq_nocase(a->event, b->event) && !apart(a->dates, b->dates);
}

void compare_dates(Comparison *out, const ClaimRow *a, const ClaimRow *b) {
  KeyRelation subject = subjects_relate(a, b);
  out->step = 2;
  if (subject != KEY_SAME && subject != KEY_ALIKE)
    decide(out, VERDICT_INCOMPARABLE, STR("other subject"));
  else if (!same_event(a, b) && !same_days(a, b))
    decide(out, VERDICT_INCOMPARABLE, STR("other event, or one that may happen again"));
  else if ((a->modality == MODALITY_DENIED) != (b->modality == MODALITY_DENIED) || a->modality == MODALITY_FORECAST ||
           b->modality == MODALITY_FORECAST)
    decide(out, VERDICT_MODALITY, STR("plan or denial"));
  else
    compare_ranges(out, a->dates, b->dates);
}
