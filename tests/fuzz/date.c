/* A date in any of the forms that archives use: what is printed reads back as the same, and a day is a day of the calendar. */
#include "base/date.h"
#include "ledger/filter.h"
#include "tests/fuzz/fuzz.h"

static void look_at(Moment m) {
  Buf b = BUF_INIT;
  Moment again;
  Civil c = civil_of(m.day);
  MUST(m.second >= -1 && m.second < 86400);
  MUST(civil_valid(c.year, c.month, c.day) && day_of(c.year, c.month, c.day) == m.day);
  MUST(weekday_of(m.day) >= 1 && weekday_of(m.day) <= 7);
  int year, week = iso_week_of(m.day, &year);
  MUST(week >= 1 && week <= 53 && day_of_iso_week(year, week) + weekday_of(m.day) - 1 == m.day);
  moment_put(&b, m);
  if (c.year >= 0 && c.year <= 9999)
    MUST(moment_parse(&again, buf_str(&b), true) && again.day == m.day && again.second == m.second);
  buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  Str s = fuzz_str(bytes, n), first, last;
  Moment m;
  Day d;
  if (n > 400) return 0;
  if (moment_parse(&m, s, false)) look_at(m);
  if (moment_parse(&m, s, true)) look_at(m);
  if (day_parse(&d, s)) look_at((Moment){d, -1});
  Arena *a = arena_new();
  if (day_span_parse(&first, &last, a, s)) MUST(first.n == 10 && last.n == 10);
  arena_free(a);
  return 0;
}
