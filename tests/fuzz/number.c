/* Two numbers apart by a blank: what is printed reads back as the same number, arithmetic keeps its laws wherever it fits, and the
 * intervals that figures are read as hold the figure. */
#include "base/interval.h"
#include "ledger/filter.h"
#include "tests/fuzz/fuzz.h"

static void print_and_read(Number a) {
  Buf b = BUF_INIT;
  Number again;
  number_put(&b, a);
  MUST(number_parse(&again, buf_str(&b)) && number_eq(a, again));
  buf_release(&b);
}

static void two(Number a, Number b) {
  Number x, y;
  MUST(number_cmp(a, b) == -number_cmp(b, a));
  MUST((number_cmp(a, b) == 0) == number_eq(a, b));
  if (number_add(&x, a, b)) {
    MUST(number_add(&y, b, a) && number_eq(x, y));
    if (number_sub(&y, x, b)) MUST(number_eq(y, a));
  }
  if (number_mul(&x, a, b)) {
    MUST(number_mul(&y, b, a) && number_eq(x, y));
    if (number_sign(b) && number_div(&y, x, b)) MUST(number_eq(y, a));
  }
  if (number_sub(&x, a, b)) MUST(number_sign(x) == (number_cmp(a, b) > 0) - (number_cmp(a, b) < 0));
}

static void as_figure(Number a, size_t digits) {
  Written w = {
      .value = a, .unit_exp = a.exp, .digits = (uint8_t)(digits & 63), .zeros = (uint8_t)(a.exp > 0 ? a.exp : 0)};
  for (Hedge h = HEDGE_NONE; h <= HEDGE_JUST_OVER; h++) {
    Interval i = interval_read(w, h);
    MUST(i.no_low || i.no_high || number_cmp(i.low, i.high) <= 0);
    if (h == HEDGE_NONE || h == HEDGE_ABOUT || h == HEDGE_AT_LEAST || h == HEDGE_AT_MOST) MUST(interval_contains(i, a));
    MUST(interval_inside(i, i));
    Interval cut;
    if (interval_cut(&cut, i, interval_tight(w))) MUST(interval_inside(cut, i));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  Str rest = fuzz_str(bytes, n), word;
  Number a, b;
  ValueTest test;
  if (n > 400 || !str_split(&word, &rest, ' ')) return 0;
  value_test_parse(&test, fuzz_str(bytes, n));
  if (!number_parse(&a, word)) return 0;
  print_and_read(a);
  as_figure(a, n);
  if (!rest.p || !number_parse(&b, rest)) return 0;
  two(a, b);
  return 0;
}
