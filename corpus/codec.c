/* codec.c -- gzip, zlib and bare deflate by zlib, zstd, brotli. See codec.h. */
#include "corpus/codec.h"
#include "base/arena.h"
#include "base/zstd.h"

#include <brotli/decode.h>
#include <stdlib.h>
#include <zlib.h>

/* --- zlib ----------------------------------------------------------------------------------------------------------- */
static void *inflate_open(int bits) {
  z_stream *z = mem_zalloc(sizeof *z);
  if (inflateInit2(z, bits) != Z_OK) mem_fail();
  return z;
}
static void *gzip_open(void) { return inflate_open(15 + 16); }
static void *zlib_open(void) { return inflate_open(15); }
static void *deflate_open(void) { return inflate_open(-15); }

static void inflate_close(void *state) {
  inflateEnd(state);
  free(state);
}
static void inflate_restart(void *state) { inflateReset(state); }

static ptrdiff_t inflate_step(void *state, Str *in, char *out, size_t n, bool *ended) {
  z_stream *z = state;
  size_t had = in->n < 1u << 30 ? in->n : 1u << 30;
  z->next_in = (Bytef *)(uintptr_t)in->p;
  z->avail_in = (uInt)had;
  z->next_out = (Bytef *)out;
  z->avail_out = (uInt)n;
  int code = inflate(z, Z_NO_FLUSH);
  *in = str_slice(*in, had - z->avail_in, in->n);
  *ended = code == Z_STREAM_END;
  return *ended || code == Z_OK || code == Z_BUF_ERROR ? (ptrdiff_t)(n - z->avail_out) : -1;
}

const Codec codec_gzip = {"gzip",          {"\x1f\x8b\x08", 3}, gzip_open, inflate_close,
                          inflate_restart, inflate_step,        NULL,      NULL};
const Codec codec_zlib = {"deflate", {"", 0}, zlib_open, inflate_close, NULL, inflate_step, NULL, NULL};
const Codec codec_deflate = {"deflate", {"", 0}, deflate_open, inflate_close, NULL, inflate_step, NULL, NULL};

/* --- zstd ----------------------------------------------------------------------------------------------------------- */
/* Between frames there may be skippable ones: a number 0x184D2A5x and a length, four bytes each, low ones first, then so many bytes. Web archives
 * (IIPC, "Zstandard Compression for WARC Files 1.0") keep the dictionary of all records in the first one, 0x184D2A5D, bare or as a frame of its own. */
enum { DICTIONARY_MAX = 16 << 20 };

static size_t skippable(Str head) {
  const uint8_t *p = (const uint8_t *)head.p;
  if (head.n < 8 || (p[0] & 0xf0) != 0x50 || memcmp(p + 1, "\x2a\x4d\x18", 3) != 0) return 0;
  return 8 + (p[4] | (size_t)p[5] << 8 | (size_t)p[6] << 16 | (size_t)p[7] << 24);
}

static bool take_dictionary(void *state, Str frame) {
  Str bytes = str_slice(frame, 8, frame.n);
  if (frame.p[0] != '\x5d') return true;
  if (!str_starts(bytes, codec_zstd.magic)) return zstd_dictionary(state, bytes);
  uint64_t n = zstd_size(bytes);
  if (n > DICTIONARY_MAX) return false;
  char *plain = mem_alloc((size_t)n + 1);
  bool ok = zstd_unpack(plain, (size_t)n, state, bytes) && zstd_dictionary(state, str_make(plain, (size_t)n));
  free(plain);
  return ok;
}

static void *zstd_open(void) { return zstd_new(); }
static void zstd_close(void *state) { zstd_free(state); }
static void restart_zstd(void *state) { zstd_restart(state); }
static ptrdiff_t step_zstd(void *state, Str *in, char *out, size_t n, bool *ended) {
  return zstd_step(state, in, out, n, ended);
}

const Codec codec_zstd = {"zstd",    {"\x28\xb5\x2f\xfd", 4}, zstd_open, zstd_close, restart_zstd, step_zstd,
                          skippable, take_dictionary};

/* --- brotli --------------------------------------------------------------------------------------------------------- */
static void *brotli_open(void) {
  BrotliDecoderState *b = BrotliDecoderCreateInstance(NULL, NULL, NULL);
  if (!b) mem_fail();
  return b;
}
static void brotli_close(void *state) { BrotliDecoderDestroyInstance(state); }

static ptrdiff_t brotli_step(void *state, Str *in, char *out, size_t n, bool *ended) {
  size_t left = in->n, room = n;
  const uint8_t *from = (const uint8_t *)in->p;
  uint8_t *to = (uint8_t *)out;
  BrotliDecoderResult r = BrotliDecoderDecompressStream(state, &left, &from, &room, &to, NULL);
  *in = str_slice(*in, in->n - left, in->n);
  *ended = r == BROTLI_DECODER_RESULT_SUCCESS;
  return r == BROTLI_DECODER_RESULT_ERROR ? -1 : (ptrdiff_t)(n - room);
}

const Codec codec_brotli = {"brotli", {"", 0}, brotli_open, brotli_close, NULL, brotli_step, NULL, NULL};
