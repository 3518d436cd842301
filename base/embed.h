/* embed.h -- files inside the binary: rules, schema, pages. The table is made by the Makefile (.incbin). */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H
#include "base/str.h"

typedef struct {
  const char *name; /* path from the root of the source, "rules/en/money.rule" */
  const char *start, *end;
} EmbeddedFile;
extern const EmbeddedFile embedded_files[]; /* in byte order of their names; ends with name == NULL */
/* p == NULL when there is none of that name. */
Str embedded(const char *name);
#endif
