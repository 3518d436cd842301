/* html_meta.h -- what a page says about itself: title, dates, address, publisher, author, language; each with how it was found.
 *
 * In order of trust: JSON-LD, meta elements, microdata, <time>, the date in the address, bylines. */
#ifndef CORPUS_HTML_META_H
#define CORPUS_HTML_META_H
#include "corpus/html_tree.h"

/* Fills the empty fields of doc; what the container said (doc->url) stays. The tree must be classified. */
void html_meta(Document *doc, const HtmlTree *t);
/* html_jsonld.c: the fields of the article's JSON-LD, if any. */
void html_jsonld(Document *doc, const HtmlTree *t);
/* html_date.c: publication and change dates beyond JSON-LD and meta. */
void html_dates(Document *doc, const HtmlTree *t);
#endif
