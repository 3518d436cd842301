/* generate.h -- input for properties: a small deterministic generator, so that a failure comes back at each run. */
#ifndef TESTS_GENERATE_H
#define TESTS_GENERATE_H
#include "base/interval.h"

typedef struct {
  uint64_t state;
} Generator;
static inline Generator generator(uint64_t seed) { return (Generator){(seed + 1) * 0xD1B54A32D192ED03u}; }

/* splitmix64 (Steele, Lea, Flood 2014) */
static inline uint64_t generate(Generator *g) {
  uint64_t z = g->state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
static inline int generate_int(Generator *g, int low, int high) {
  return low + (int)(generate(g) % (uint64_t)(high - low + 1));
}

/* Mostly figures as articles state them: few digits, a scale, now and then a fraction. */
static inline Number generate_number(Generator *g) {
  static const uint32_t dens[] = {1, 1, 1, 1, 1, 1, 2, 3, 4, 7, 12, 1000};
  static const int64_t sizes[] = {10, 100, 1000, 1000000, 1000000000000};
  int64_t size = sizes[generate_int(g, 0, 4)];
  int64_t num = (int64_t)(generate(g) % (uint64_t)(2 * size + 1)) - size;
  Number n = NUMBER_ZERO;
  if (!number_make(&n, num, dens[generate_int(g, 0, 11)], generate_int(g, -4, 9))) return NUMBER_ZERO;
  return n;
}

/* A positive figure of 1 to 6 digits with a scale and a form that fits them. */
static inline Written generate_written(Generator *g) {
  Written w = {.unit_exp = generate_int(g, -2, 9), .digits = (uint8_t)generate_int(g, 1, 6)};
  int round = generate_int(g, 0, 1) ? generate_int(g, 0, w.digits - 1) : 0;
  int64_t v = 1 + generate_int(g, 0, 8);
  for (int i = 1; i < w.digits; i++) v = v * 10 + (i < w.digits - round ? generate_int(g, 0, 9) : 0);
  if (w.unit_exp >= 0)
    for (int64_t rest = v; rest % 10 == 0; rest /= 10) w.zeros++;
  w.whole = w.unit_exp >= 0 && generate_int(g, 0, 1);
  if (!number_make(&w.value, v, 1, w.unit_exp)) w.value = NUMBER_ZERO;
  return w;
}
#endif
