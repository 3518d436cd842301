/* wikitext.h -- MediaWiki's markup, as far as an article's sentences need it. */
#ifndef CORPUS_WIKITEXT_H
#define CORPUS_WIKITEXT_H
#include "corpus/document.h"

/* Fills doc's text, map, blocks and links. Templates, references, tables and files are left out; links keep their text. outer maps
 * source to doc->raw. */
void wikitext_read(Document *doc, Arena *a, Str source, const OffsetMap *outer);
#endif
