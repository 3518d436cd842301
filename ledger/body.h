/* body.h -- what the ledger keeps of an article's inside: its text as a zstd frame, its blocks as packed bytes.
 *
 * blocks: for each block varints (kind, start minus end of the one before, length) and 8 bytes of hash of its text with white space
 * folded, low byte first; for BLOCK_CELL then its row and column headers, each as varint length and bytes. */
#ifndef LEDGER_BODY_H
#define LEDGER_BODY_H
#include "ledger/ledger.h"

/* length: bytes it must unpack to; else ERR_LEDGER. */
ErrCode text_unpack(Str *out, Arena *a, Zstd *codec, Str frame, size_t length, Err *err);

void blocks_pack(Buf *out, const Document *d);
/* hashes may be NULL; else *hashes gets one per block. length: of the text that the blocks must lie in. */
ErrCode blocks_unpack(Block **out, size_t *n, uint64_t **hashes, Arena *a, Str packed, size_t length, Err *err);
/* Index of the block that holds a byte of the text; the one before it when it lies between two; 0 when there is none. */
size_t block_at(const Block *blocks, size_t n, uint32_t offset);
#endif
