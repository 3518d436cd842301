/* encoding.h -- from bytes in any encoding to valid UTF-8 with a map back.
 *
 * In order: byte order mark; UTF-8 when valid; UTF-8 with replacement when 99 % of its multi-byte sequences are valid;
 * what the container or the document declares; uchardet's guess; windows-1252. The choice is recorded. */
#ifndef CORPUS_ENCODING_H
#define CORPUS_ENCODING_H
#include "corpus/document.h"

typedef struct {
  Str text;       /* valid UTF-8; raw itself when it needed no change */
  OffsetMap map;  /* text -> raw; empty: the identity */
  Str name;       /* "UTF-8", "windows-1252", ... */
  unsigned flags; /* DOC_REPAIRED_UTF8, DOC_TRANSCODED */
} Decoded;
/* declared: a charset label or empty. Never fails: what cannot be decoded becomes U+FFFD. */
Decoded decode_bytes(Arena *a, Str raw, Str declared);
/* d with control characters and noncharacters, which markup parsers drop or refuse, as blanks; offsets and lengths stay. */
Decoded decode_controls(Arena *a, const Decoded *d);
/* Bytes that no encoding of text explains: 1 % NULs outside UTF-16/32, or 5 % control characters. */
bool looks_binary(Str head);
#endif
