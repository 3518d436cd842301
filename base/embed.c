/* embed.c -- looks a file up in the table that base/embed.sh makes. */
#include "base/embed.h"

Str embedded(const char *name) {
  for (const EmbeddedFile *f = embedded_files; f->name; f++)
    if (strcmp(f->name, name) == 0) return (Str){f->start, (size_t)(f->end - f->start)};
  return (Str){NULL, 0};
}
