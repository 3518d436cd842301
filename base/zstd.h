/* zstd.h -- zstd frames: whole ones packed and unpacked in one go, and long ones unpacked piece by piece.
 *
 * What a Zstd needs inside is made when it is first used, so that one costs nothing until then. It belongs to one thread. */
#ifndef BASE_ZSTD_H
#define BASE_ZSTD_H
#include "base/buf.h"

typedef struct Zstd Zstd;
Zstd *zstd_new(void);
void zstd_free(Zstd *z); /* NULL is fine */

/* Appends one frame, at level 1. */
void zstd_pack(Buf *out, Zstd *z, Str bytes);
/* How many bytes a frame says that it holds; UINT64_MAX or one less when it does not say, or is none. */
uint64_t zstd_size(Str frame);
/* Unpacks one frame into out[0..n); false when it is damaged or does not hold exactly n bytes. */
bool zstd_unpack(char *out, size_t n, Zstd *z, Str frame);

/* Piece by piece: frames one after the other, skippable ones passed over. Takes bytes from the front of *in and writes at most n; returns how many, -1
 * when the frame is damaged. *ended tells that a frame ended behind what was taken. */
ptrdiff_t zstd_step(Zstd *z, Str *in, char *out, size_t n, bool *ended);
/* A new frame begins with the next step. */
void zstd_restart(Zstd *z);
/* The dictionary of all frames that come; a copy is kept. false when it is none. */
bool zstd_dictionary(Zstd *z, Str bytes);
#endif
