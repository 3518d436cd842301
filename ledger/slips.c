/* slips.c -- differences that look like a slip of the pen: a scale word, a digit, a unit. */
#include <stdlib.h>

#include "ledger/compare_p.h"

enum { DIGITS = 24 };

static bool unhedged(const Figure *f) { return f->has_value && f->hedge == HEDGE_NONE; }
static bool plain(const Figure *f) {
  return f->has_value && f->hedge <= HEDGE_ABOUT && f->value.den == 1 && f->value.num;
}

int scale_slip(const Figure *a, const Figure *b) {
  if (!plain(a) || !plain(b) || a->value.num != b->value.num) return 0; /* canonical: no trailing zeros */
  int power = abs(a->value.exp - b->value.exp);
  bool telling = llabs(a->value.num) >= 10 || (a->unit_exp >= 3 && b->unit_exp >= 3); /* "4" and "4000" are no slip */
  if (power == 3 || power == 6 || power == 9) return telling ? power : 0;
  return (power == 1 || power == 2) && llabs(a->value.num) >= 10 ? power : 0;
}

/* The digits of |v| / 10^exp, exp not above v's own; 0 when there are too many. */
static size_t digits_at(char *out, Number v, int exp) {
  Buf b = BUF_INIT;
  buf_put_u64(&b, (uint64_t)llabs(v.num));
  size_t n = b.n + (size_t)(v.exp - exp);
  if (n <= DIGITS) {
    memcpy(out, b.p, b.n);
    memset(out + b.n, '0', n - b.n);
  }
  buf_release(&b);
  return n <= DIGITS ? n : 0;
}

typedef struct {
  char a[DIGITS], b[DIGITS];
  size_t na, nb;
} Digits;

/* Both down to the last digit that either was written with: "13,000" has five, "13 million" two. */
static bool digits_of(Digits *d, const Figure *a, const Figure *b) {
  if (!plain(a) || !plain(b) || (a->value.num < 0) != (b->value.num < 0)) return false;
  int exp = a->value.exp < b->value.exp ? a->value.exp : b->value.exp;
  int written = a->unit_exp < b->unit_exp ? a->unit_exp : b->unit_exp;
  if (written < exp) exp = written;
  d->na = digits_at(d->a, a->value, exp);
  d->nb = digits_at(d->b, b->value, exp);
  return d->na >= 3 && d->nb >= 3;
}

static bool transposed(const char *a, const char *b, size_t n) {
  size_t i = 0;
  while (i < n && a[i] == b[i]) i++;
  return i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] && memcmp(a + i + 2, b + i + 2, n - i - 2) == 0;
}

/* Whether b is a without one of its digits. */
static bool dropped(const char *a, const char *b, size_t nb) {
  size_t i = 0;
  while (i < nb && a[i] == b[i]) i++;
  return memcmp(a + i + 1, b + i, nb - i) == 0;
}

bool digit_slip(const Figure *a, const Figure *b) {
  Digits d;
  if (!unhedged(a) || !unhedged(b) || a->value.num == b->value.num || !digits_of(&d, a, b)) return false;
  if (d.na == d.nb) return transposed(d.a, d.b, d.na);
  if (d.na == d.nb + 1) return dropped(d.a, d.b, d.nb);
  return d.nb == d.na + 1 && dropped(d.b, d.a, d.na);
}

bool digits_permuted(const Figure *a, const Figure *b) {
  Digits d;
  int count[10] = {0};
  if (!digits_of(&d, a, b) || d.na != d.nb) return false;
  for (size_t i = 0; i < d.na; i++) {
    count[d.a[i] - '0']++;
    count[d.b[i] - '0']--;
  }
  for (int i = 0; i < 10; i++)
    if (count[i]) return false;
  return memcmp(d.a, d.b, d.na) != 0;
}

bool years_slip(int a, int b) {
  if (abs(a - b) == 1) return true;
  Figure x = {.value = number_of(a), .has_value = true}, y = {.value = number_of(b), .has_value = true};
  Digits d;
  return digits_of(&d, &x, &y) && d.na == d.nb && transposed(d.a, d.b, d.na);
}

bool numerals_equal(const ClaimRow *a, const ClaimRow *b) {
  const Quantity *x = &a->quantity, *y = &b->quantity;
  return x->has_value && y->has_value && number_eq(x->value, y->value);
}
