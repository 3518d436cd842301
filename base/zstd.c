/* zstd.c -- see zstd.h. */
#include "base/zstd.h"
#include "base/arena.h"

#include <stdlib.h>
#include <zstd.h>

struct Zstd {
  ZSTD_CCtx *pack;
  ZSTD_DCtx *unpack;
};

Zstd *zstd_new(void) { return mem_zalloc(sizeof(Zstd)); }

void zstd_free(Zstd *z) {
  if (!z) return;
  ZSTD_freeCCtx(z->pack);
  ZSTD_freeDCtx(z->unpack);
  free(z);
}

static ZSTD_DCtx *unpacker(Zstd *z) {
  if (!z->unpack && !(z->unpack = ZSTD_createDCtx())) mem_fail();
  return z->unpack;
}

void zstd_pack(Buf *out, Zstd *z, Str bytes) {
  size_t most = ZSTD_compressBound(bytes.n);
  buf_reserve(out, most);
  if (!z->pack && !(z->pack = ZSTD_createCCtx())) mem_fail();
  size_t n = ZSTD_compressCCtx(z->pack, out->p + out->n, most, bytes.p ? bytes.p : "", bytes.n, 1);
  if (ZSTD_isError(n)) mem_fail(); /* the room suffices, so only memory can be short */
  out->n += n;
}

uint64_t zstd_size(Str frame) { return ZSTD_getFrameContentSize(frame.p, frame.n); }

bool zstd_unpack(char *out, size_t n, Zstd *z, Str frame) {
  return ZSTD_decompressDCtx(unpacker(z), out, n, frame.p, frame.n) == n;
}

ptrdiff_t zstd_step(Zstd *z, Str *in, char *out, size_t n, bool *ended) {
  ZSTD_inBuffer from = {in->p, in->n, 0};
  ZSTD_outBuffer to = {out, n, 0};
  size_t code = ZSTD_decompressStream(unpacker(z), &to, &from);
  *in = str_slice(*in, from.pos, in->n);
  *ended = code == 0;
  return ZSTD_isError(code) ? -1 : (ptrdiff_t)to.pos;
}

void zstd_restart(Zstd *z) { ZSTD_DCtx_reset(unpacker(z), ZSTD_reset_session_only); }

bool zstd_dictionary(Zstd *z, Str bytes) {
  return !ZSTD_isError(ZSTD_DCtx_loadDictionary(unpacker(z), bytes.p, bytes.n));
}
