/* markup.h -- the only ways in which data reaches a page.
 *
 * Pages are written from literals (markup_lit) and data; data goes through markup_text (between tags) or markup_attr (a whole attribute with its
 * quotes), and through nothing else. So a page cannot be broken by what an article says. */
#ifndef CLI_WEB_MARKUP_H
#define CLI_WEB_MARKUP_H
#include "base/buf.h"

/* Markup of our own; only literals. */
#define markup_lit(b, literal) buf_put((b), STR(literal))
/* Escapes & < > and leaves out controls that HTML forbids. */
void markup_text(Buf *b, Str s);
/* White space made single, cut with "…" behind so many characters. */
void markup_text_short(Buf *b, Str s, size_t most);
/* ` name="value"`, & < > " escaped. */
void markup_attr(Buf *b, const char *name, Str value);
void markup_attr_int(Buf *b, const char *name, int64_t value);
/* Coordinates: one decimal, no exponent. */
void markup_attr_real(Buf *b, const char *name, double value);
void markup_int(Buf *b, int64_t value);
/* Percent-encodes everything but letters, digits and -._~ (for parts of our own URLs). */
void url_part(Buf *b, Str s);
/* The inverse, '+' as a blank; invalid UTF-8 is repaired. */
void url_decode(Buf *b, Str s);
#endif
