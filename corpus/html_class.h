/* html_class.h -- what the class and id names of web pages give away.
 *
 * The words are those of Mozilla's Readability.js (Apache 2.0), which thirteen years of pages have been tried on. */
#ifndef CORPUS_HTML_CLASS_H
#define CORPUS_HTML_CLASS_H
#include "corpus/html_tree.h"

enum {
  CLASS_UNLIKELY = 1, /* banner, comment, footer, related ...: no article in it */
  CLASS_MAYBE = 2,    /* article, body, content ...: perhaps one after all */
  CLASS_POSITIVE = 4,
  CLASS_NEGATIVE = 8,
  CLASS_BYLINE = 16,
  CLASS_SHARE = 32,
  CLASS_CAPTION = 64,
  CLASS_HIDDEN = 128
};
/* Sets words and weight of every element. */
void html_classify(HtmlTree *t);
#endif
