/* entities.h -- character references: "&amp;", "&#8217;", "&#x2019;", and what the web means by "&#150;". */
#ifndef CORPUS_ENTITIES_H
#define CORPUS_ENTITIES_H
#include "base/buf.h"

/* The code point that the web takes for a number: 128 to 159 are windows-1252, what is no character is U+FFFD, and control
 * characters are nothing: 0. */
uint32_t reference_code(uint32_t n);
/* Reads the reference at s.p[at] (a '&'): bytes taken, 0 when it is none; its UTF-8 is put into out (room for 4), *n bytes (0 for controls). */
size_t reference_read(Str s, size_t at, char *out, size_t *n);
#endif
