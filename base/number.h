/* number.h -- exact numbers: num/den x 10^exp.
 *
 * What a source states is never a double. 0.1 is 1x10^-1, two thirds is 2/3, 600 billion is 6x10^11.
 * Canonical form: den > 0, num and den share no factor, den has no factor 2 or 5 unless that is the only
 * exact form that fits (1/3 stays 1/3; 1/4 becomes 25x10^-2), num has no trailing zero; zero is 0/1x10^0. Equal values are therefore bitwise equal. Arithmetic works in 128 bits; what does not
 * fit returns false and leaves *out untouched. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H
#include "base/buf.h"

__extension__ typedef __int128 Wide;

typedef struct {
  int64_t num;
  uint32_t den;
  int8_t exp; /* power of ten, -60..60 */
} Number;

#define NUMBER_ZERO ((Number){0, 1, 0})

bool number_make(Number *out, int64_t num, uint32_t den, int exp); /* reduces; false: den 0 or range */
Number number_of(int64_t v);
/* "-1234.50", "2/3", "6e11", "+5": sign, digits, one '.', optional exponent, or n/d. No grouping, no
 * white space. */
bool number_parse(Number *out, Str s);
bool number_add(Number *out, Number a, Number b);
bool number_sub(Number *out, Number a, Number b);
bool number_mul(Number *out, Number a, Number b);
bool number_div(Number *out, Number a, Number b); /* false when b is zero */
/* a / b to `digits` significant digits, where number_div has no exact answer; false when b is zero. */
bool number_div_near(Number *out, Number a, Number b, int digits);
bool number_pow10(Number *out, Number a, int power); /* a x 10^power */
Number number_shorten(Number a, int digits); /* to so many significant digits, halves away from zero; n/d stays */
Number number_neg(Number a);
Number number_abs(Number a);
int number_cmp(Number a, Number b); /* <0, 0, >0; total, exact, never overflows */
static inline bool number_eq(Number a, Number b) { return a.num == b.num && a.den == b.den && a.exp == b.exp; }
static inline int number_sign(Number a) { return (a.num > 0) - (a.num < 0); }
bool number_is_whole(Number a);
bool number_to_i64(int64_t *out, Number a); /* false unless whole and in range */
double number_double(Number a);             /* for sorting, drawing and severity only */
/* Plain decimal without exponent when den is 1 ("600000000000", "-0.25"), else "n/d" with the power of ten
 * worked in. number_parse reads it back to the same Number. */
void number_put(Buf *b, Number a);
#endif
