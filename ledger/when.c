/* when.c -- when a figure holds, and how the times of two figures relate.
 *
 * A state ("is valued at") or a running total ("has killed") without a date is taken to hold when it is published; that is an
 * assumption, and an assumed day equals another within the measure's drift. Events and changes without a date have an
 * unknown time. */
#include "ledger/compare_p.h"

bool row_is_running(const ClaimRow *r) {
  return r->root && str_is(r->root->kind, "cumulative") && r->change != CHANGE_DOWN_BY;
}

bool row_is_level(const ClaimRow *r) {
  if (r->change == CHANGE_UP_BY || r->change == CHANGE_DOWN_BY || !r->measure || str_is(r->measure->kind, "delta"))
    return false;
  return str_is(r->measure->temporal, "instant") || str_is(r->measure->temporal, "asof");
}

/* A year after a dated event its total no longer grows. */
static bool is_settled(const ClaimRow *r) {
  return r->basis == BASIS_EXPLICIT && r->last != DAY_NONE && r->published.day != DAY_NONE &&
         (int64_t)r->published.day - r->last > 365;
}

bool totals_run(const ClaimRow *a, const ClaimRow *b) {
  return row_is_running(a) && row_is_running(b) && !(is_settled(a) && is_settled(b));
}

When row_when(const ClaimRow *r) {
  bool stated = r->basis == BASIS_EXPLICIT || r->basis == BASIS_ANCHORED || r->basis == BASIS_INHERITED;
  if (stated && (r->first != DAY_NONE || r->last != DAY_NONE))
    return (When){r->first, r->last == DAY_NONE ? INT32_MAX : r->last, true, false};
  if ((row_is_level(r) || row_is_running(r)) && r->published.day != DAY_NONE)
    return (When){r->published.day, r->published.day, true, true};
  return (When){INT32_MIN, INT32_MAX, false, false};
}

/* Days between two ranges, 0 when they overlap. */
static int64_t days_between(When a, When b) {
  if (a.last < b.first) return (int64_t)b.first - a.last;
  if (b.last < a.first) return (int64_t)a.first - b.last;
  return 0;
}

static bool moved(const ClaimRow *r) { return r->change == CHANGE_UP_TO || r->change == CHANGE_DOWN_TO; }

/* A level drifts; two movements to a level are two events. */
static int drift_of(const ClaimRow *a, const ClaimRow *b) {
  if (moved(a) && moved(b)) return 0;
  int x = a->measure ? a->measure->drift_days : 0, y = b->measure ? b->measure->drift_days : 0;
  return x > y ? x : y;
}

TimeRelation times_relate(const ClaimRow *a, const ClaimRow *b) {
  When x = row_when(a), y = row_when(b);
  if (!x.known || !y.known) return TIME_UNKNOWN;
  return days_between(x, y) <= (x.assumed || y.assumed ? drift_of(a, b) : 0) ? TIME_SAME : TIME_DISJOINT;
}

int published_order(const ClaimRow *a, const ClaimRow *b) {
  if (a->published.day == DAY_NONE || b->published.day == DAY_NONE) return 0;
  if (a->published.day != b->published.day) return a->published.day < b->published.day ? -1 : 1;
  if (a->published.second < 0 || b->published.second < 0) return 0;
  return (a->published.second > b->published.second) - (a->published.second < b->published.second);
}

int times_order(const ClaimRow *a, const ClaimRow *b) {
  When x = row_when(a), y = row_when(b);
  if (x.known && y.known && days_between(x, y) > 0) return x.last < y.first ? -1 : 1;
  return published_order(a, b);
}
