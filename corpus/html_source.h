/* html_source.h -- what the parser gets of a page: all of it but the insides of scripts, style sheets, comments and
 * attributes that nobody asks for, which often are its larger half. */
#ifndef CORPUS_HTML_SOURCE_H
#define CORPUS_HTML_SOURCE_H
#include "base/arena.h"

/* From byte `at` of what the parser gets, the source lies `gap` bytes further on. */
typedef struct {
  uint32_t at, gap;
} HtmlCut;
typedef struct {
  Str bytes;
  HtmlCut *cuts; /* by at */
  size_t ncuts;
} HtmlSource;

/* Scripts of JSON stay. Tags with hundreds of attributes lose the last ones: libxml2 compares each with all before it, so that 10^5 take a minute. */
HtmlSource html_source(Arena *a, Str page);
#endif
