/* unpack.c -- compressed streams as archives have them: many members one after the other (WARC), some of them damaged.
 *
 * Each member is unpacked with the same state. Behind a damaged one the search goes on for the next member's magic; the damage is reported when the
 * stream ends, after everything that could be read. */
#include "base/arena.h"
#include "corpus/container.h"

#include <stdlib.h>

enum { ASIDE_MAX = 32 << 20 };

typedef struct {
  Stream *source;
  const Codec *codec;
  void *state;
  char *path;
  uint64_t in, out; /* bytes so far */
  unsigned max_ratio, damaged;
  bool begun, inside; /* a member has begun: ever, and is not over */
} Unpack;

/* Skips to the next member; false when there is none. */
static bool next_member(Unpack *u) {
  Str magic = u->codec->magic;
  while (magic.n) {
    Str have = stream_peek(u->source, magic.n);
    size_t at = str_find(have, magic, 0);
    if (at != SIZE_MAX) {
      stream_skip(u->source, at);
      return true;
    }
    if (have.n < magic.n) return false;
    stream_skip(u->source, have.n - (magic.n - 1));
  }
  return false;
}

static ptrdiff_t unpack_end(Unpack *u, Err *err) {
  const char *name = u->codec->name;
  if (stream_error(u->source, err) != OK) return -1;
  if (u->inside)
    err_set(err, ERR_INPUT, "%s: cut off: its %s data ends too early", u->path, name);
  else if (u->damaged && u->codec->magic.n)
    err_set(err, ERR_INPUT, "%s: %u damaged %s members left out", u->path, u->damaged, name);
  else if (u->damaged)
    err_set(err, ERR_INPUT, "%s: damaged %s data", u->path, name);
  else
    return 0;
  return -1;
}

/* What stands between members; false when the rest must be searched for one. */
static bool take_asides(Unpack *u) {
  for (size_t n; u->codec->aside && (n = u->codec->aside(stream_peek(u->source, 8)));) {
    Str all = n > ASIDE_MAX ? STR("") : str_slice(stream_peek(u->source, n), 0, n);
    bool ok = all.n == n && u->codec->take(u->state, all);
    stream_skip(u->source, all.n);
    u->in += all.n;
    u->damaged += !ok;
    if (all.n < n) return false;
  }
  return true;
}

/* Between members: zero padding may follow the last one. */
static bool begin_member(Unpack *u) {
  Str magic = u->codec->magic;
  if (u->begun && magic.n == 0) return false;
  if (u->begun) u->codec->restart(u->state);
  bool sound = take_asides(u);
  Str have = stream_peek(u->source, magic.n ? magic.n : 1);
  if (!sound || !str_starts(have, magic)) {
    bool padding = have.n == 0 || have.p[0] == 0;
    if (sound && !padding) u->damaged++;
    if ((sound && padding) || !next_member(u)) return false;
  }
  return u->inside = u->begun = true;
}

/* Bytes written, or -1 on damage. */
static ptrdiff_t one_step(Unpack *u, char *buf, size_t n) {
  Str have = stream_peek(u->source, 1), rest = have;
  bool ended = false;
  ptrdiff_t got = u->codec->step(u->state, &rest, buf, n, &ended);
  size_t took = got < 0 && rest.n == have.n ? 1 : have.n - rest.n; /* the search must not find the damaged one again */
  stream_skip(u->source, took);
  u->in += took;
  if (ended || got < 0) u->inside = false;
  return got;
}

static ptrdiff_t unpack_read(void *state, char *buf, size_t n, Err *err) {
  Unpack *u = state;
  if (n > 1u << 20) n = 1u << 20;
  for (;;) {
    if (!u->inside && !begin_member(u)) return unpack_end(u, err);
    bool dry = stream_peek(u->source, 1).n == 0;
    ptrdiff_t got = one_step(u, buf, n);
    if (got < 0) {
      u->damaged++;
      if (!next_member(u)) return unpack_end(u, err);
      continue;
    }
    u->out += (uint64_t)got;
    if (ratio_exceeded(u->in, u->out, u->max_ratio)) {
      err_set(err, ERR_LIMIT, "%s: not read: inflates more than %u times (--max-ratio)", u->path, u->max_ratio);
      return -1;
    }
    if (got > 0) return got;
    if (dry && u->inside) return unpack_end(u, err);
  }
}

static void unpack_close(void *state) {
  Unpack *u = state;
  u->codec->close(u->state);
  stream_close(u->source);
  free(u->path);
  free(u);
}

bool ratio_exceeded(uint64_t in, uint64_t out, unsigned max) { return out > 1u << 20 && out / max > in; }

Stream *stream_unpacked(const Codec *codec, Stream *source, const char *path, const ReadOptions *o) {
  static const StreamKind kind = {unpack_read, unpack_close, NULL};
  Unpack *u = mem_zalloc(sizeof *u);
  *u = (Unpack){.source = source, .codec = codec, .state = codec->open(), .path = mem_strdup(str_of(path))};
  u->max_ratio = o->max_ratio;
  return stream_new(&kind, u);
}
