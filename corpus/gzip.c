/* gzip.c -- gzip as archives have it: many members one after the other (WARC), some of them damaged.
 *
 * Each member is inflated with the same z_stream (inflateReset). Behind a damaged one the search goes on for the next member's
 * magic; the damage is reported when the stream ends, after everything that could be read. */
#include "base/arena.h"
#include "corpus/container.h"

#include <stdlib.h>
#include <zlib.h>

typedef struct {
  Stream *source;
  z_stream z;
  char *path;
  uint64_t in, out; /* bytes so far */
  unsigned max_ratio, damaged;
  bool inside; /* a member has begun */
} Gzip;

bool gzip_magic(Str s) { return s.n >= 3 && memcmp(s.p, "\x1f\x8b\x08", 3) == 0; }

/* Skips to the next member behind the first byte; false when there is none. */
static bool next_member(Gzip *g, size_t skip) {
  stream_skip(g->source, skip);
  for (;;) {
    Str have = stream_peek(g->source, 3);
    size_t at = str_find(have, STR("\x1f\x8b\x08"), 0);
    if (at != SIZE_MAX) {
      stream_skip(g->source, at);
      return true;
    }
    if (have.n < 3) return false;
    stream_skip(g->source, have.n - 2);
  }
}

static ptrdiff_t gzip_end(Gzip *g, Err *err) {
  if (stream_error(g->source, err) != OK) return -1;
  if (g->inside)
    err_set(err, ERR_INPUT, "%s: cut off: its gzip data ends too early", g->path);
  else if (g->damaged)
    err_set(err, ERR_INPUT, "%s: %u damaged gzip members left out", g->path, g->damaged);
  else
    return 0;
  return -1;
}

/* Between members: white or zero padding may follow the last one. */
static bool begin_member(Gzip *g) {
  Str have = stream_peek(g->source, 3);
  if (!gzip_magic(have)) {
    bool padding = have.n == 0 || have.p[0] == 0;
    if (!padding) g->damaged++;
    if (padding || !next_member(g, 0)) return false;
  }
  inflateReset(&g->z);
  g->inside = true;
  return true;
}

/* One call of inflate; bytes written, or -1 on damage. */
static ptrdiff_t inflate_some(Gzip *g, char *buf, size_t n) {
  Str have = stream_peek(g->source, 1);
  if (have.n > 1u << 30) have.n = 1u << 30;
  g->z.next_in = (Bytef *)(uintptr_t)have.p;
  g->z.avail_in = (uInt)have.n;
  g->z.next_out = (Bytef *)buf;
  g->z.avail_out = (uInt)n;
  int code = inflate(&g->z, Z_NO_FLUSH);
  size_t took = have.n - g->z.avail_in;
  stream_skip(g->source, took);
  g->in += took;
  if (code == Z_STREAM_END)
    g->inside = false;
  else if (code != Z_OK && code != Z_BUF_ERROR)
    return -1;
  return (ptrdiff_t)(n - g->z.avail_out);
}

static ptrdiff_t gzip_read(void *state, char *buf, size_t n, Err *err) {
  Gzip *g = state;
  if (n > 1u << 20) n = 1u << 20;
  for (;;) {
    if (!g->inside && !begin_member(g)) return gzip_end(g, err);
    if (stream_peek(g->source, 1).n == 0) return gzip_end(g, err);
    ptrdiff_t got = inflate_some(g, buf, n);
    if (got < 0) {
      g->damaged++;
      g->inside = false;
      if (!next_member(g, 0)) return gzip_end(g, err);
      continue;
    }
    g->out += (uint64_t)got;
    if (ratio_exceeded(g->in, g->out, g->max_ratio)) {
      err_set(err, ERR_LIMIT, "%s: not read: inflates more than %u times (--max-ratio)", g->path, g->max_ratio);
      return -1;
    }
    if (got > 0) return got;
  }
}

static void gzip_close(void *state) {
  Gzip *g = state;
  inflateEnd(&g->z);
  stream_close(g->source);
  free(g->path);
  free(g);
}

bool ratio_exceeded(uint64_t in, uint64_t out, unsigned max) { return out > 1u << 20 && out / max > in; }

Stream *stream_of_gzip(Stream *source, const char *path, const ReadOptions *o) {
  static const StreamKind kind = {gzip_read, gzip_close};
  Gzip *g = mem_zalloc(sizeof *g);
  g->source = source;
  g->path = mem_strdup(str_of(path));
  g->max_ratio = o->max_ratio;
  if (inflateInit2(&g->z, 15 + 16) != Z_OK) mem_fail();
  return stream_new(&kind, g);
}
