/* html_body.h -- which parts of a page are the article.
 *
 * The page is first cut into runs: stretches of inline content that a browser shows as one paragraph. Then Readability's scoring
 * finds the element that holds the article, and pruning takes out what does not belong to it. Every run stays: what is not the
 * article is boilerplate, a caption, a byline. */
#ifndef CORPUS_HTML_BODY_H
#define CORPUS_HTML_BODY_H
#include "corpus/html_tree.h"

enum {
  DROP_UNSEEN = 1,   /* scripts, forms' fields, hidden elements: not text of the page at all */
  DROP_UNLIKELY = 2, /* its class or role says so */
  DROP_PRUNED = 4,   /* lists of links, widgets and the like inside the article's element */
  DROP_BYLINE = 8,
  DROP_ABOVE = 16 /* an element around it is dropped */
};

typedef struct {
  HtmlNode *owner;             /* the element whose paragraph it is */
  HtmlNode *first, *last;      /* first and last text node, in document order */
  uint32_t text, link, commas; /* bytes of folded text, those inside links, commas of any script */
  bool whole;                  /* nothing but this run is in owner */
  bool body;                   /* part of the article */
  BlockKind kind;
} HtmlRun;

/* Sums over an element's runs and elements below it that are not dropped. */
typedef struct Measure {
  uint32_t text, link, commas, longs; /* longs: text in long paragraphs with few links */
  uint32_t p, li, img, input, embed, heads, list_text, runs;
} Measure;

typedef struct {
  HtmlTree *tree;
  HtmlRun *runs;
  size_t n, cap;
  HtmlNode *top; /* the element that holds the article; NULL when none was found */
} HtmlPage;

/* html_runs.c: cuts the page into runs and measures them. */
void html_runs(HtmlPage *page, HtmlTree *t);
/* Measures again with what is dropped left out; sets DROP_ABOVE. */
void html_measure(HtmlPage *page);
/* Takes n's measures out of its ancestors' and marks it. */
void html_drop(HtmlNode *n, uint32_t why);
bool html_within(const HtmlNode *n, const HtmlNode *above);
double html_link_density(const HtmlNode *n);
/* The run's text in the arena, white space folded. */
Str html_run_text(const HtmlPage *p, const HtmlRun *r);
bool run_is_long(const HtmlRun *r);

/* html_clean.c: marks what is not the article below top. */
void html_clean(HtmlPage *page, HtmlNode *top, bool by_class);
/* html_trim.c: takes single paragraphs out again; kinds are set. */
void html_trim(HtmlPage *page, Str title);
/* One is the other, or its beginning. */
bool html_same_words(Str a, Str b);
/* html_body.c: finds the article and sets body and kind of every run. title: the page's, "" when unknown. */
void html_body(HtmlPage *page, Str title);
/* html_table.c: the texts at the head of a cell's row and column, empty when there are none. */
void html_cell_heads(const HtmlPage *p, const HtmlRun *r, Str *row_head, Str *column_head);
/* All that is seen is the article: for fragments that hold nothing else. */
void html_whole(HtmlPage *page, Str title);

/* read_html.c: the article in a fragment of HTML (or NITF) as doc's text and blocks; outer maps source to doc->raw. */
ErrCode html_fragment(Document *doc, Arena *a, Str source, const OffsetMap *outer, const ReadOptions *o, Err *err);
#endif
