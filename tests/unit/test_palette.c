/* The desk's palette: whatever is read has a contrast of at least 4.5 to what it stands on (WCAG 2.2, 1.4.3), in light and in dark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/embed.h"

static Str styles;

/* The nth definition of a colour (0: light, 1: dark), "#rrggbb". */
static unsigned colour(const char *name, int nth) {
  char key[32];
  int n = snprintf(key, sizeof key, "--%s: #", name);
  size_t at = 0;
  for (int i = 0; i <= nth; i++) {
    at = str_find(styles, str_make(key, (size_t)n), at ? at + 1 : 0);
    assert_true(at != SIZE_MAX);
  }
  char digits[7] = {0};
  for (int i = 0; i < 6; i++) digits[i] = styles.p[at + (size_t)n + (size_t)i];
  return (unsigned)strtoul(digits, NULL, 16);
}

/* Relative luminance, WCAG 2.2. */
static double luminance(unsigned rgb) {
  static const double weight[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (int i = 0; i < 3; i++) {
    double c = ((rgb >> (16 - 8 * i)) & 255) / 255.0;
    sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

static double contrast(unsigned a, unsigned b) {
  double x = luminance(a), y = luminance(b);
  return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void test_formula(void **state) {
  (void)state;
  assert_true(fabs(contrast(0xffffff, 0x000000) - 21) < 0.01);
  assert_true(fabs(contrast(0x777777, 0xffffff) - 4.48) < 0.01);
}

static void test_palette(void **state) {
  static const struct {
    const char *ink, *ground;
  } pairs[] = {
      {"ink", "bg"},           {"ink", "paper"},      {"mut", "bg"},         {"mut", "paper"},
      {"acc", "bg"},           {"acc", "paper"},      {"ink", "hl"},         {"ink", "hl2"},
      {"agree", "agree-bg"},   {"close", "close-bg"}, {"conflict", "paper"}, {"conflict", "conflict-bg"},
      {"update", "update-bg"}, {"agree", "paper"},    {"close", "paper"},
  };
  (void)state;
  for (int look = 0; look < 2; look++)
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
      double c = contrast(colour(pairs[i].ink, look), colour(pairs[i].ground, look));
      if (c < 4.5) fail_msg("%s on %s (%s): %.2f", pairs[i].ink, pairs[i].ground, look ? "dark" : "light", c);
    }
}

int main(void) {
  styles = embedded("cli/web/assets/desk.css");
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_formula), cmocka_unit_test(test_palette)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
