/* body.c -- packing texts and blocks: body.h tells the format. */
#include "ledger/body.h"
#include "ledger/cells.h"

ErrCode text_unpack(Str *out, Arena *a, Zstd *codec, Str frame, size_t length, Err *err) {
  char *p = zstd_size(frame) == length ? arena_alloc(a, length + 1) : NULL;
  if (!p || !zstd_unpack(p, length, codec, frame))
    return err_set(err, ERR_LEDGER, "the kept text is damaged: restore the ledger from a copy");
  p[length] = 0;
  *out = str_make(p, length);
  return OK;
}

/* FNV-1a over the block with each run of white space as one space. */
static uint64_t block_hash(Str text) {
  uint64_t h = 0xcbf29ce484222325u;
  bool gap = false;
  for (size_t i = 0; i < text.n; i++) {
    uint8_t c = (uint8_t)text.p[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      gap = true;
      continue;
    }
    if (gap) h = (h ^ ' ') * 0x100000001b3u;
    gap = false;
    h = (h ^ c) * 0x100000001b3u;
  }
  return h;
}

static void put_sized(Buf *out, Str s) {
  varint_put(out, s.n);
  buf_put(out, s);
}

void blocks_pack(Buf *out, const Document *d) {
  uint32_t end = 0;
  for (size_t i = 0; i < d->nblocks; i++) {
    const Block *b = &d->blocks[i];
    varint_put(out, b->kind);
    varint_put(out, b->span.start - end);
    varint_put(out, b->span.end - b->span.start);
    uint64_t hash = block_hash(str_slice(d->text, b->span.start, b->span.end));
    for (unsigned k = 0; k < 8; k++) buf_putc(out, (char)(hash >> (8 * k)));
    if (b->kind == BLOCK_CELL) {
      put_sized(out, b->row);
      put_sized(out, b->column);
    }
    end = b->span.end;
  }
}

static bool take_sized(Str *out, Str s, size_t *at) {
  uint64_t n;
  if (!varint_take(&n, s, at) || n > s.n - *at) return false;
  *out = str_make(s.p + *at, (size_t)n);
  *at += (size_t)n;
  return true;
}

static bool take_block(Block *b, uint64_t *hash, uint32_t *end, Str s, size_t *at, size_t length) {
  uint64_t kind, gap, size;
  if (!varint_take(&kind, s, at) || !varint_take(&gap, s, at) || !varint_take(&size, s, at) || s.n - *at < 8)
    return false;
  if (kind > BLOCK_BOILERPLATE || gap > length || size > length || *end + gap + size > length) return false;
  *hash = 0;
  for (unsigned k = 0; k < 8; k++) *hash |= (uint64_t)(uint8_t)s.p[(*at)++] << (8 * k);
  b->kind = (BlockKind)kind;
  b->span.start = *end + (uint32_t)gap;
  b->span.end = *end = b->span.start + (uint32_t)size;
  return b->kind != BLOCK_CELL || (take_sized(&b->row, s, at) && take_sized(&b->column, s, at));
}

ErrCode blocks_unpack(Block **out, size_t *n, uint64_t **hashes, Arena *a, Str packed, size_t length, Err *err) {
  size_t most = packed.n / 11 + 1, at = 0; /* a block takes at least 11 bytes */
  uint32_t end = 0;
  *n = 0;
  *out = arena_zalloc(a, most * sizeof **out);
  uint64_t *hash = arena_alloc(a, most * sizeof *hash);
  while (at < packed.n) {
    if (*n == most || !take_block(&(*out)[*n], &hash[*n], &end, packed, &at, length))
      return err_set(err, ERR_LEDGER, "the kept blocks are damaged: restore the ledger from a copy");
    (*n)++;
  }
  if (hashes) *hashes = hash;
  return OK;
}

size_t block_at(const Block *blocks, size_t n, uint32_t offset) {
  size_t low = 0, high = n; /* the last block that starts at or before offset */
  while (high - low > 1) {
    size_t mid = low + (high - low) / 2;
    if (blocks[mid].span.start <= offset)
      low = mid;
    else
      high = mid;
  }
  return low;
}
