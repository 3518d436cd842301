/* html_tree.h -- a web page as a light tree whose text knows its place in the source.
 *
 * libxml2's HTML parser finds tags and closes what authors left open; its SAX events build our own nodes in the arena, which
 * has no depth trap, no copies of the text and nothing to free. Each piece of text is checked against the source bytes. */
#ifndef CORPUS_HTML_TREE_H
#define CORPUS_HTML_TREE_H
#include "corpus/reader.h"

typedef enum {
  TAG_OTHER,
  TAG_TEXT,
  TAG_A,
  TAG_ADDRESS,
  TAG_ARTICLE,
  TAG_ASIDE,
  TAG_AUDIO,
  TAG_B,
  TAG_BASE,
  TAG_BLOCKQUOTE,
  TAG_BODY,
  TAG_BR,
  TAG_BUTTON,
  TAG_CANVAS,
  TAG_CAPTION,
  TAG_CENTER,
  TAG_CITE,
  TAG_CODE,
  TAG_DD,
  TAG_DETAILS,
  TAG_DIV,
  TAG_DL,
  TAG_DT,
  TAG_EM,
  TAG_EMBED,
  TAG_FIELDSET,
  TAG_FIGCAPTION,
  TAG_FIGURE,
  TAG_FOOTER,
  TAG_FORM,
  TAG_FRAME,
  TAG_H1,
  TAG_H2,
  TAG_H3,
  TAG_H4,
  TAG_H5,
  TAG_H6,
  TAG_HEAD,
  TAG_HEADER,
  TAG_HR,
  TAG_HTML,
  TAG_I,
  TAG_IFRAME,
  TAG_IMG,
  TAG_INPUT,
  TAG_LABEL,
  TAG_LEGEND,
  TAG_LI,
  TAG_LINK,
  TAG_MAIN,
  TAG_MENU,
  TAG_META,
  TAG_NAV,
  TAG_NOSCRIPT,
  TAG_OBJECT,
  TAG_OL,
  TAG_OPTION,
  TAG_P,
  TAG_PICTURE,
  TAG_PRE,
  TAG_Q,
  TAG_S,
  TAG_SCRIPT,
  TAG_SECTION,
  TAG_SELECT,
  TAG_SMALL,
  TAG_SPAN,
  TAG_STRIKE,
  TAG_STRONG,
  TAG_STYLE,
  TAG_SUB,
  TAG_SUMMARY,
  TAG_SUP,
  TAG_SVG,
  TAG_TABLE,
  TAG_TBODY,
  TAG_TD,
  TAG_TEMPLATE,
  TAG_TEXTAREA,
  TAG_TFOOT,
  TAG_TH,
  TAG_THEAD,
  TAG_TIME,
  TAG_TITLE,
  TAG_TR,
  TAG_U,
  TAG_UL,
  TAG_VIDEO
} HtmlTag;

typedef enum {
  ATTR_ARIA_HIDDEN,
  ATTR_CHARSET,
  ATTR_CLASS,
  ATTR_COLSPAN,
  ATTR_CONTENT,
  ATTR_DATETIME,
  ATTR_HIDDEN,
  ATTR_HREF,
  ATTR_HTTP_EQUIV,
  ATTR_ID,
  ATTR_ITEMPROP,
  ATTR_ITEMTYPE,
  ATTR_LANG,
  ATTR_NAME,
  ATTR_PROPERTY,
  ATTR_PUBDATE,
  ATTR_REL,
  ATTR_ROLE,
  ATTR_STYLE,
  ATTR_TITLE,
  ATTR_TYPE
} HtmlAttrName;

typedef struct {
  HtmlAttrName name;
  Str value;
} HtmlAttr;

/* A run of text: source[from, from + n) means text. */
typedef struct {
  uint32_t from, n;
  MapKind kind; /* MAP_COPY or MAP_ENTITY */
  Str text;
} HtmlPiece;

typedef struct HtmlNode HtmlNode;
struct HtmlNode {
  HtmlNode *parent, *first, *last, *next, *prev;
  HtmlAttr *attrs;
  uint16_t nattrs;
  uint8_t tag;             /* HtmlTag */
  bool has_block;          /* a block element lies below */
  uint32_t piece, npieces; /* TAG_TEXT, and the data of TAG_SCRIPT */
  uint32_t words;          /* CLASS_* bits of class and id (html_class.h) */
  uint32_t drop;           /* why it is not the article: DROP_* bits (html_body.h); 0 = kept */
  int32_t weight;          /* of class and id, Readability's +-25 each */
  double score;            /* NAN until scored */
  struct Measure *measure;
};

typedef struct {
  Arena *arena;
  Str source;
  HtmlNode *root; /* never NULL; may be empty */
  HtmlPiece *pieces;
  size_t npieces, nnodes;
} HtmlTree;

/* source: valid UTF-8 that stays as it is while the tree is used. ERR_LIMIT on nesting deeper than max_depth or more than
 * max_nodes nodes. */
ErrCode html_parse(HtmlTree *out, Arena *a, Str source, const ReadOptions *o, const char *path, Err *err);
/* Empty Str (p == NULL) when the attribute is absent. */
Str html_attr(const HtmlNode *n, HtmlAttrName name);
/* Is it one of HtmlAttrName, in any case? */
bool html_attr_wanted(Str name);
/* Begins a paragraph of its own, by the element's nature. */
bool html_is_block(HtmlTag tag);
/* Next node in document order, not below n / within root; NULL at the end. */
static inline HtmlNode *html_after(const HtmlNode *n, const HtmlNode *root) {
  while (n != root) {
    if (n->next) return n->next;
    n = n->parent;
  }
  return NULL;
}
static inline HtmlNode *html_next(const HtmlNode *n, const HtmlNode *root) {
  return n->first ? n->first : html_after(n, root);
}
/* Nearest element of that tag at or above n; NULL. */
HtmlNode *html_above(const HtmlNode *n, HtmlTag tag);
/* The text below n in the arena, white space folded. */
Str html_text(const HtmlTree *t, const HtmlNode *n);
/* The same from node `from` to node `to` (NULL: to the end of root). */
Str html_text_range(const HtmlTree *t, const HtmlNode *from, const HtmlNode *to, const HtmlNode *root);
#endif
