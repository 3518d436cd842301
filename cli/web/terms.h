/* terms.h -- what was typed into the search box, as terms for ledger_query: words, "quoted phrases", field:value. */
#ifndef CLI_WEB_TERMS_H
#define CLI_WEB_TERMS_H
#include "cli/web/site.h"

typedef struct {
  const char **items; /* NUL-terminated strings in the arena */
  size_t n;
} Terms;
Terms terms_split(Arena *a, Str text);
#endif
