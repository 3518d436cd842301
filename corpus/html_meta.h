/* html_meta.h -- what a page says about itself: title, dates, address, publisher, author, language; each with how it was found.
 *
 * In order of trust: JSON-LD, meta elements, microdata, <time>, the date in the address, bylines. */
#ifndef CORPUS_HTML_META_H
#define CORPUS_HTML_META_H
#include "corpus/html_body.h"

/* Fills the empty fields of doc; what the container said (doc->url) stays. loose: the date of a meta element whose name doesn't
 * say which date it is ("date"). */
void html_meta(Document *doc, const HtmlTree *t, Dated *loose);
/* html_jsonld.c: the fields of the article's JSON-LD, if any. */
void html_jsonld(Document *doc, const HtmlTree *t);
/* html_date.c: the publication date from what the page shows; the page's kinds are set. */
void html_dates(Document *doc, const HtmlPage *p, Dated loose);
#endif
