/* rates.c -- exchange rates sorted by pair and day. */
#include "ledger/rates.h"

#include <stdlib.h>

struct Rates {
  Rate *items; /* by from, to, day */
  size_t n;
};

static int by_pair_and_day(const void *a, const void *b) {
  const Rate *x = a, *y = b;
  int c = str_cmp(x->from, y->from);
  if (c == 0) c = str_cmp(x->to, y->to);
  if (c == 0) c = (x->day > y->day) - (x->day < y->day);
  if (c == 0) c = number_cmp(x->rate, y->rate);
  return c ? c : str_cmp(x->source, y->source);
}

Rates *rates_new(Arena *a, const Rate *items, size_t n) {
  Rates *r = arena_alloc(a, sizeof *r);
  r->items = arena_alloc(a, n * sizeof *items);
  r->n = n;
  if (n) memcpy(r->items, items, n * sizeof *items);
  if (n) qsort(r->items, n, sizeof *items, by_pair_and_day);
  return r;
}

/* Index of the first rate that is not before (from, to, day). */
static size_t lower_bound(const Rates *r, Str from, Str to, Day day) {
  size_t low = 0, high = r->n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    const Rate *x = &r->items[mid];
    int c = str_cmp(x->from, from);
    if (c == 0) c = str_cmp(x->to, to);
    if (c < 0 || (c == 0 && x->day < day))
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static int64_t days_apart(const Rate *x, Day day) { return llabs((int64_t)x->day - day); }

static bool nearer(const Rate *x, const Rate *best, Day day) {
  if (!best) return true;
  int64_t dx = days_apart(x, day), db = days_apart(best, day);
  return dx < db || (dx == db && x->day < best->day);
}

/* Best of the neighbours of `day` in one direction. */
static const Rate *nearest(const Rates *r, Str from, Str to, Day day, int within, const Rate *best) {
  size_t at = lower_bound(r, from, to, day);
  for (size_t i = at ? at - 1 : 0; i < r->n && i <= at; i++) {
    const Rate *x = &r->items[i];
    if (str_eq(x->from, from) && str_eq(x->to, to) && days_apart(x, day) <= within && nearer(x, best, day)) best = x;
  }
  return best;
}

bool rates_find(Rate *out, const Rates *r, Str from, Str to, Day day, int within) {
  const Rate *best = nearest(r, from, to, day, within, NULL);
  best = nearest(r, to, from, day, within, best);
  if (!best) return false;
  Rate found = *best;
  if (str_eq(best->from, to) && !number_div(&found.rate, number_of(1), best->rate)) return false;
  found.from = from;
  found.to = to;
  *out = found;
  return true;
}

static bool is_currency(Str s) {
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
  return s.n == 3;
}

ErrCode rate_parse(Rate *out, Str line, Err *err) {
  Str cells[5] = {{0}}, rest = str_trim(line), cell;
  size_t n = 0;
  while (n < 5 && str_split(&cell, &rest, n == 4 ? '\n' : ',')) cells[n++] = str_trim(cell);
  Rate r = {.from = cells[1], .to = cells[2], .source = cells[4]};
  const char *wrong = n < 5                          ? "five fields are needed"
                      : !day_parse(&r.day, cells[0]) ? "no date YYYY-MM-DD"
                      : !is_currency(r.from) || !is_currency(r.to) || str_eq(r.from, r.to)
                          ? "two different ISO 4217 codes are needed"
                      : !number_parse(&r.rate, cells[3]) || number_sign(r.rate) <= 0 ? "the rate is no positive number"
                                                                                     : NULL;
  if (wrong) return err_set(err, ERR_INPUT, "\"%.*s\": %s: write date,from,to,rate,source", STR_ARGS(line), wrong);
  *out = r;
  return OK;
}
