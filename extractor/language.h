/* language.h -- private to the engine: which pack reads an article.
 *
 * A program loads one pack; the others of the same folder (or of the binary) wait until an article in their language comes. An article's
 * language is what it says itself; one that says nothing is judged by the frequent words of each language (rules/LANG/stopwords.tsv), and one
 * whose language has no pack is read with the program's own. */
#ifndef EXTRACTOR_LANGUAGE_H
#define EXTRACTOR_LANGUAGE_H
#include "extractor/pack_p.h"

typedef struct Languages Languages;
/* dir NULL: those in the binary; else the folders in dir. add as for pack_load; it is laid over a language when it has a folder for it. */
ErrCode languages_new(Languages **out, const Pack *own, const char *dir, const char *add, Err *err);
void languages_free(Languages *l);

/* pack.c: one pack without the others. */
ErrCode pack_load_alone(Pack **out, const char *lang, const char *dir, const char *add, Err *err);
#endif
