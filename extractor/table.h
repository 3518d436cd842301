/* table.h -- tab-separated tables of a pack: parsing only; meaning is given by the layer that uses the table. */
#ifndef EXTRACTOR_TABLE_H
#define EXTRACTOR_TABLE_H
#include "extractor/rulefile.h"
#include "extractor/vocabulary.h"

/* Appends the rows of a file to t (empty at first; a second file of the same name adds rows by column name). */
ErrCode table_parse(Table *t, Arena *a, const PackFile *file, Err *err);
/* "rules/en/units.tsv" -> "units" */
Str table_name_of(Str file);
/* Walks the ';'-separated parts of a cell, trimmed, empty ones left out. */
bool cell_part(Str *part, Str *rest);
#endif
