/* err.c -- the first cause is kept; later ones are its consequences. */
#include "base/err.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drops a character that the cut went through. */
static void cut_at_character(char *text, size_t n) {
  size_t i = n;
  while (i > 0 && n - i < 4 && ((unsigned char)text[i - 1] & 0xC0) == 0x80) i--;
  if (i == 0) return;
  unsigned char lead = (unsigned char)text[i - 1];
  size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (n - (i - 1) < want) text[i - 1] = 0;
}

ErrCode err_set(Err *err, ErrCode code, const char *fmt, ...) {
  if (!err || err->code != OK) return code;
  err->code = code;
  va_list args;
  va_start(args, fmt);
  int n = vsnprintf(err->text, sizeof err->text, fmt, args);
  va_end(args);
  if (n >= (int)sizeof err->text) cut_at_character(err->text, sizeof err->text - 1);
  return code;
}

void err_clear(Err *err) {
  err->code = OK;
  err->text[0] = 0;
}
