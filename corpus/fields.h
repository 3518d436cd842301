/* fields.h -- which of a record's fields is the text, the date, and so on: --map, else the names that archives use. */
#ifndef CORPUS_FIELDS_H
#define CORPUS_FIELDS_H
#include "corpus/document.h"

typedef enum {
  FIELD_ID,
  FIELD_TEXT,
  FIELD_DATE,
  FIELD_TITLE,
  FIELD_URL,
  FIELD_PUBLISHER,
  FIELD_AUTHOR,
  FIELD_LANG,
  FIELD_MODIFIED,
  FIELDS
} Field;
/* The name that --map gives to the field, or an empty Str: "date" in "text=body,date=published" is "published". */
Str field_mapped(const char *map, Field f);
/* How well the name fits: 0 not at all, 1 the best of the usual names, 2 the next ...; a mapped field only by its given name. */
unsigned field_rank(const char *map, Field f, Str name);
/* Sets everything but the text; empty values are left out. how: FOUND_FIELD for records, FOUND_FIRST_LINE for front matter. */
void field_set(Document *d, Arena *a, Field f, Str value, Found how);
/* Any date an archive may hold: what moment_parse knows, dates in words, seconds or milliseconds since 1970. */
bool field_date(Moment *out, Str value);
#endif
