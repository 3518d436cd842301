/* codec.h -- what unpacks compressed bytes piece by piece, one shape for all methods. corpus/unpack.c drives them. */
#ifndef CORPUS_CODEC_H
#define CORPUS_CODEC_H
#include "base/str.h"

typedef struct {
  const char *name; /* "gzip", for messages */
  Str magic;        /* that each member begins with; empty: there is one member, which begins with the first byte */
  void *(*open)(void);
  void (*close)(void *state);
  void (*restart)(void *state); /* the next step begins a member; NULL where there is only one */
  /* Takes from the front of *in, writes at most n bytes; returns how many, -1 on damage. *ended: the member is over. */
  ptrdiff_t (*step)(void *state, Str *in, char *out, size_t n, bool *ended);
  /* Bytes that stand between members and are none (8 bytes of head suffice to tell), 0 when there are none, and what to do with them: false when
   * they make no sense. NULL: there never are any. */
  size_t (*aside)(Str head);
  bool (*take)(void *state, Str aside);
} Codec;

extern const Codec codec_gzip, codec_zlib, codec_deflate, codec_zstd, codec_brotli;
#endif
