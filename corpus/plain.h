/* plain.h -- what plain text says by its lines: paragraphs, headings, lists, the reference list.
 *
 * Shared by every reader whose text is plain (text files, NDJSON, CSV, wire XML). */
#ifndef CORPUS_PLAIN_H
#define CORPUS_PLAIN_H
#include "corpus/document.h"

/* Cuts doc->text from byte `from` on into blocks, appended behind those it has. Wrapped lines are one paragraph; a paragraph
 * begins behind a blank line, at an indentation, at a list mark, or where the line before was left short on purpose. */
void plain_blocks(Document *doc, Arena *a, uint32_t from);
/* The first block becomes the title when it has a title's shape and the document has none yet, or repeats it. */
void plain_title(Document *doc);
/* A last line that is only a news agency's name becomes meta, and doc->wire that agency; so does an agency in a dateline's
 * brackets. */
void plain_wire(Document *doc, Arena *a);

/* references.c: the numbered list at the end becomes BLOCK_REFERENCE blocks and doc->references; numbers and URLs that a copy
 * broke are repaired. Works on any document with blocks. */
void references_find(Document *doc, Arena *a);
/* The newest day in the reference list dates a document that has no other date: FOUND_REFERENCES. */
void references_date(Document *doc);
#endif
