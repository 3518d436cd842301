/* number.c -- exact numbers in one canonical form, so that equal values are bitwise equal.
 *
 * Every operation works out a raw fraction num/den x 10^exp in 128 bits and hands it to canonical(). A value
 * is written there as p/q x 2^a x 5^b with p and q free of 2 and 5; the exponent e is the smallest one from
 * min(a, b) upwards whose numerator p x 2^(a-e) x 5^(b-e) and denominator fit. That choice depends on the value
 * alone, so the form is unique. */
#include "base/number.h"

#include <math.h>

enum { EXP_MAX = 60 };
#define WIDE_MAX (((((Wide)1 << 126) - 1) << 1) + 1)

static Wide wide_abs(Wide v) { return v < 0 ? -v : v; }

static Wide wide_gcd(Wide a, Wide b) {
  while (b != 0) {
    Wide r = a % b;
    a = b;
    b = r;
  }
  return a;
}

/* *v x factor^n; false when it passes limit. All are positive. */
static bool raise(Wide *v, Wide factor, int n, Wide limit) {
  Wide x = *v;
  for (; n > 0; n--) {
    if (x > limit / factor) return false;
    x *= factor;
  }
  *v = x;
  return x <= limit;
}

/* Takes every factor f out of *v and returns how many there were. */
static int strip(Wide *v, Wide f) {
  int n = 0;
  for (; *v % f == 0; n++) *v /= f;
  return n;
}

/* How many zeros *v ends with; takes them off. */
static int strip_zeros(int64_t *v) {
  int n = 0;
  for (; *v % 10 == 0; n++) *v /= 10;
  return n;
}

static bool store(Number *out, bool negative, Wide num, Wide den, int exp) {
  if (exp < -EXP_MAX || exp > EXP_MAX) return false;
  *out = (Number){(int64_t)(negative ? -num : num), (uint32_t)den, (int8_t)exp};
  return true;
}

/* num/den x 10^exp, den > 0, |num| and den below 2^127. */
static bool canonical(Number *out, Wide num, Wide den, int exp) {
  bool negative = num < 0;
  num = wide_abs(num);
  if (num == 0) return store(out, false, 0, 1, 0);
  if (den == 1 && num <= INT64_MAX) {
    int64_t small = (int64_t)num; /* nearly all: divided without the help of 128 bits */
    exp += strip_zeros(&small);
    return store(out, negative, small, 1, exp);
  }
  Wide g = wide_gcd(num, den);
  num /= g;
  den /= g;
  int a = exp + strip(&num, 2) - strip(&den, 2), b = exp + strip(&num, 5) - strip(&den, 5);
  for (int e = a < b ? a : b, last = a < b ? b : a; e <= last; e++) {
    Wide n = num, d = den;
    bool fits = a >= e ? raise(&n, 2, a - e, INT64_MAX) : raise(&d, 2, e - a, UINT32_MAX);
    fits = fits && (b >= e ? raise(&n, 5, b - e, INT64_MAX) : raise(&d, 5, e - b, UINT32_MAX));
    if (fits && d <= UINT32_MAX) return store(out, negative, n, d, e);
  }
  return false;
}

bool number_make(Number *out, int64_t num, uint32_t den, int exp) {
  if (den == 0 || exp < -1000 || exp > 1000) return false;
  return canonical(out, num, den, exp);
}

Number number_of(int64_t v) {
  Number n = NUMBER_ZERO;
  canonical(&n, v, 1, 0); /* every int64_t fits: -2^63 as 2^62/5 x 10 */
  return n;
}

/* --- text ----------------------------------------------------------------------------------------------------- */

/* Digits with at most one point from *at on, as mantissa x 10^exp. Zeros wait in `zeros` until a digit follows them,
 * so that trailing zeros never overflow. */
static bool read_digits(Wide *mantissa, int *exp, Str s, size_t *at) {
  bool any = false, point = false;
  int zeros = 0;
  *mantissa = 0;
  *exp = 0;
  for (; *at < s.n; ++*at) {
    char c = s.p[*at];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (point) --*exp;
    if (c == '0') {
      zeros += *mantissa != 0;
      continue;
    }
    if (!raise(mantissa, 10, zeros + 1, WIDE_MAX / 4)) return false;
    *mantissa += c - '0';
    zeros = 0;
  }
  *exp += zeros;
  return any;
}

static bool read_exponent(int *exp, Str s, size_t *at) {
  bool negative = *at < s.n && s.p[*at] == '-';
  if (*at < s.n && (s.p[*at] == '-' || s.p[*at] == '+')) ++*at;
  int v = 0, digits = 0;
  for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9' && digits < 4; ++*at, digits++) v = v * 10 + (s.p[*at] - '0');
  *exp += negative ? -v : v;
  return digits > 0 && digits < 4;
}

bool number_parse(Number *out, Str s) {
  size_t at = 0;
  bool negative = s.n > 0 && s.p[0] == '-';
  if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+')) at++;
  Wide mantissa;
  int exp;
  if (!read_digits(&mantissa, &exp, s, &at)) return false;
  if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
    at++;
    if (!read_exponent(&exp, s, &at)) return false;
  }
  Wide den = 1;
  int den_exp = 0;
  if (at < s.n && s.p[at] == '/') {
    at++;
    if (!read_digits(&den, &den_exp, s, &at) || den == 0) return false;
  }
  return at == s.n && canonical(out, negative ? -mantissa : mantissa, den, exp - den_exp);
}

static void put_wide(Buf *b, Wide v) {
  if (v <= INT64_MAX) { /* nearly all: divided without the help of 128 bits */
    buf_put_u64(b, (uint64_t)v);
    return;
  }
  char digits[40];
  size_t i = sizeof digits;
  do {
    digits[--i] = (char)('0' + (int)(v % 10));
    v /= 10;
  } while (v > 0);
  buf_put(b, str_make(digits + i, sizeof digits - i));
}

static void put_zeros(Buf *b, int n) {
  for (; n > 0; n--) buf_putc(b, '0');
}

/* num x 10^-places with a point. */
static void put_decimal(Buf *b, int64_t num, int places) {
  char room[24];
  Buf digits = {room, 0, sizeof room}; /* of 19 at most */
  buf_put_u64(&digits, (uint64_t)num);
  size_t behind = (size_t)places;
  if (digits.n <= behind) {
    buf_puts(b, "0.");
    put_zeros(b, (int)(behind - digits.n));
    buf_put(b, buf_str(&digits));
  } else {
    buf_put(b, str_make(digits.p, digits.n - behind));
    buf_putc(b, '.');
    buf_put(b, str_make(digits.p + digits.n - behind, behind));
  }
}

static void put_fraction(Buf *b, Wide num, Wide den, int exp) {
  for (; exp < 0 && num % 2 == 0 && den <= WIDE_MAX / 10; exp++, num /= 2) den *= 5;
  for (; exp < 0 && num % 5 == 0; exp++, num /= 5)
    den *= 2; /* at most 27 times, and not after the others: num has no zeros */
  put_wide(b, num);
  put_zeros(b, exp);
  buf_putc(b, '/');
  put_wide(b, den);
  put_zeros(b, -exp);
}

void number_put(Buf *b, Number a) {
  if (a.num < 0) buf_putc(b, '-');
  Wide num = wide_abs(a.num);
  if (a.den != 1) {
    put_fraction(b, num, a.den, a.exp);
  } else if (a.exp < 0) {
    put_decimal(b, (int64_t)num, -a.exp);
  } else {
    put_wide(b, num);
    put_zeros(b, a.exp);
  }
}

/* --- arithmetic ------------------------------------------------------------------------------------------------- */

/* *v x 10^n without passing 2^126. */
static bool shift(Wide *v, int n) {
  bool negative = *v < 0;
  Wide x = wide_abs(*v);
  if (!raise(&x, 10, n, WIDE_MAX / 2)) return false;
  *v = negative ? -x : x;
  return true;
}

bool number_add(Number *out, Number a, Number b) {
  if (a.num == 0 || b.num == 0) {
    *out = a.num == 0 ? b : a;
    return true;
  }
  Wide x = a.num, y = b.num, den = 1;
  if (a.den != 1 || b.den != 1) {
    Wide g = wide_gcd(a.den, b.den);
    x *= b.den / g;
    y *= a.den / g;
    den = a.den / g * b.den;
  }
  int exp = a.exp < b.exp ? a.exp : b.exp;
  if (!shift(&x, a.exp - exp) || !shift(&y, b.exp - exp)) return false;
  return canonical(out, x + y, den, exp);
}

bool number_sub(Number *out, Number a, Number b) { return number_add(out, a, number_neg(b)); }

bool number_mul(Number *out, Number a, Number b) {
  return canonical(out, (Wide)a.num * b.num, (Wide)a.den * b.den, a.exp + b.exp);
}

bool number_div(Number *out, Number a, Number b) {
  if (b.num == 0) return false;
  Wide num = (Wide)a.num * b.den, den = (Wide)a.den * b.num;
  return canonical(out, den < 0 ? -num : num, wide_abs(den), a.exp - b.exp);
}

bool number_pow10(Number *out, Number a, int power) {
  if (power < -1000 || power > 1000) return false;
  return canonical(out, a.num, a.den, a.exp + power);
}

Number number_shorten(Number a, int digits) {
  int64_t limit = 1, unit = 1;
  for (int i = 0; i < digits; i++) limit *= 10;
  while (wide_abs(a.num) / unit >= limit) unit *= 10;
  int64_t half = a.num < 0 ? -(unit / 2) : unit / 2;
  if (a.den == 1) canonical(&a, ((Wide)a.num + half) / unit * unit, 1, a.exp);
  return a;
}

static int digits_of(Wide v) {
  int n = 1;
  for (; v >= 10; v /= 10) n++;
  return n;
}

bool number_div_near(Number *out, Number a, Number b, int digits) {
  Wide num = (Wide)a.num * b.den, den = (Wide)a.den * b.num, unit = 1;
  if (b.num == 0) return false;
  int power = digits + 1 - digits_of(wide_abs(num)) + digits_of(wide_abs(den)), room = 37 - digits_of(wide_abs(num));
  if (power < 0 || power > room) power = room;
  for (int i = 0; i < power; i++) unit *= 10;
  Number q;
  if (!canonical(&q, num * unit / den, 1, a.exp - b.exp - power)) return false;
  *out = number_shorten(q, digits);
  return true;
}

/* num is never INT64_MIN: store() is only handed magnitudes up to INT64_MAX. */
Number number_neg(Number a) { return (Number){-a.num, a.den, a.exp}; }
Number number_abs(Number a) { return a.num < 0 ? number_neg(a) : a; }

int number_cmp(Number a, Number b) {
  int sa = number_sign(a), sb = number_sign(b);
  if (sa != sb) return sa - sb;
  if (sa == 0) return 0;
  /* Both products stay below 2^95, so a side that passes 2^126 while it is shifted is the larger one. */
  Wide x = wide_abs((Wide)a.num * b.den), y = wide_abs((Wide)b.num * a.den);
  int d = a.exp - b.exp;
  if (d > 0 && !shift(&x, d)) return sa;
  if (d < 0 && !shift(&y, -d)) return -sa;
  return x == y ? 0 : x > y ? sa : -sa;
}

bool number_is_whole(Number a) { return a.den == 1 && a.exp >= 0; }

bool number_to_i64(int64_t *out, Number a) {
  if (!number_is_whole(a)) return false;
  Wide v = wide_abs(a.num);
  if (!raise(&v, 10, a.exp, INT64_MAX)) return false;
  *out = (int64_t)(a.num < 0 ? -v : v);
  return true;
}

double number_double(Number a) {
  double v = (double)a.num / a.den;
  return a.exp < 0 ? v / pow(10, -a.exp) : v * pow(10, a.exp);
}
