/* xml_tree.h -- news XML and SGML as a tree of slices of the source.
 *
 * Our own tokenizer rather than a conforming parser: archives of wire stories are often not well-formed (Reuters' "&#5;"), every
 * byte must keep its place, and a parser that knows no DTD and no entities of the document's own can be tricked into neither
 * files nor bombs. Names are without their prefix; they compare without case, as SGML's do. */
#ifndef CORPUS_XML_TREE_H
#define CORPUS_XML_TREE_H
#include "corpus/reader.h"

typedef struct XmlNode XmlNode;
struct XmlNode {
  XmlNode *parent, *first, *last, *next;
  Str name;           /* empty: text */
  Str attrs;          /* what stands behind the name in the tag */
  uint32_t from, end; /* source bytes between the tags; of a text: its bytes */
  Str text;           /* of a text: what it means */
  MapKind kind;       /* of a text: MAP_COPY or MAP_ENTITY */
};

/* The root has an empty name and holds the top elements. ERR_LIMIT on depth and nodes. */
ErrCode xml_parse(XmlNode **root, Arena *a, Str source, const ReadOptions *o, const char *path, Err *err);
/* First element at a path of names below n ("head/title"); a leading "//" looks at any depth for the first name. NULL: none. */
XmlNode *xml_find(const XmlNode *n, const char *path);
/* Next element of that name in document order behind n, within root. */
XmlNode *xml_next_named(const XmlNode *n, const XmlNode *root, const char *name);
/* An attribute's value with its references read; empty when absent. The name is without prefix. */
Str xml_attr(Arena *a, const XmlNode *n, const char *name);
/* All text below n (NULL gives ""), trimmed, white space folded. */
Str xml_text(Arena *a, const XmlNode *n);
/* All text below n as it stands, trimmed at both ends, with its map into the source. */
Str xml_gather(Arena *a, const XmlNode *n, OffsetMap *map);
#endif
