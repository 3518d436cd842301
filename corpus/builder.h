/* builder.h -- a document under construction: readers append text block by block, each piece with where it came from.
 *
 * Offsets given here count in the source that the reader parses (decoded UTF-8); build_done joins them with the map from
 * that source to the raw bytes. */
#ifndef CORPUS_BUILDER_H
#define CORPUS_BUILDER_H
#include "corpus/encoding.h"
#include "corpus/offsets.h"

typedef struct {
  Arena *arena;
  Document *doc;
  Str source; /* what copies are taken from */
  char *text;
  size_t n, cap;
  MapBuilder map;
  size_t cap_blocks, cap_links;
  bool open; /* between build_begin and build_end */
} Builder;

void build_init(Builder *b, Arena *a, Document *doc, Str source);
/* A block begins; two line ends are inserted before it unless it is the first. */
void build_begin(Builder *b, BlockKind kind);
/* The block ends; an empty one is forgotten, white space at its end is cut. false when it was forgotten. */
bool build_end(Builder *b);
void build_copy(Builder *b, size_t from, size_t n);
/* text is what source[from, from + n) means. */
void build_put(Builder *b, MapKind kind, Str text, size_t from, size_t n);
/* A folded white space: one blank for source[from, from + n), nothing at the start of a block or behind another blank. */
void build_space(Builder *b, size_t from, size_t n);
/* Text position, for links and the like. */
static inline uint32_t build_at(const Builder *b) { return (uint32_t)b->n; }
/* A link over text [start, now). */
void build_link(Builder *b, uint32_t start, Str url, Str title);
/* Hands text, map and blocks to the document; outer is the map source -> raw. */
void build_done(Builder *b, const OffsetMap *outer);
#endif
