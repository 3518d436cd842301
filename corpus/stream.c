/* stream.c -- the buffer behind stream.h, and the two simplest sources: descriptors and memory.
 *
 * The buffer is one block of memory; what was skipped is dropped when room is needed. */
#include "corpus/stream.h"
#include "base/arena.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct Stream {
  const StreamKind *kind;
  void *state;
  char *buf;
  size_t start, end, cap; /* unread bytes are buf[start, end) */
  uint64_t offset;        /* of buf[start] */
  bool ended;
  Err failed;
};

enum { STREAM_STEP = 64 * 1024 };

Stream *stream_new(const StreamKind *kind, void *state) {
  Stream *s = mem_zalloc(sizeof *s);
  s->kind = kind;
  s->state = state;
  return s;
}

void stream_close(Stream *s) {
  if (!s) return;
  s->kind->close(s->state);
  free(s->buf);
  free(s);
}

static void make_room(Stream *s) {
  if (s->start > 0 && s->start >= s->end / 2) {
    memmove(s->buf, s->buf + s->start, s->end - s->start);
    s->end -= s->start;
    s->start = 0;
  }
  if (s->cap - s->end >= STREAM_STEP) return;
  s->cap = s->cap ? s->cap * 2 : 2 * STREAM_STEP;
  s->buf = mem_realloc(s->buf, s->cap);
}

/* One read; false when nothing more will come. */
static bool fill(Stream *s) {
  if (s->ended) return false;
  make_room(s);
  ptrdiff_t n = s->kind->read(s->state, s->buf + s->end, s->cap - s->end, &s->failed);
  if (n <= 0) {
    s->ended = true;
    return false;
  }
  s->end += (size_t)n;
  return true;
}

Str stream_buffered(const Stream *s) { return str_make(s->buf ? s->buf + s->start : "", s->end - s->start); }

Str stream_peek(Stream *s, size_t n) {
  while (s->end - s->start < n && fill(s)) continue;
  return stream_buffered(s);
}

void stream_skip(Stream *s, size_t n) {
  if (n > s->end - s->start) n = s->end - s->start;
  s->start += n;
  s->offset += n;
}

int64_t stream_seek(Stream *s, int64_t offset, int whence) {
  if (whence == SEEK_CUR) {
    whence = SEEK_SET;
    offset += (int64_t)s->offset;
  }
  int64_t at = s->kind->seek && s->failed.code == OK ? s->kind->seek(s->state, offset, whence) : -1;
  if (at < 0) return -1;
  s->start = s->end = 0;
  s->offset = (uint64_t)at;
  s->ended = false;
  return at;
}

uint64_t stream_offset(const Stream *s) { return s->offset; }

Str stream_upto(Stream *s, Str needle, size_t max, bool *found) {
  size_t from = 0;
  for (;;) {
    Str have = stream_buffered(s);
    size_t at = needle.n == 1 ? str_chr(have, needle.p[0], from) : str_find(have, needle, from);
    *found = at != SIZE_MAX && at + needle.n <= max;
    if (*found) return str_slice(have, 0, at + needle.n);
    if (at != SIZE_MAX || have.n >= max) return str_slice(have, 0, max);
    from = have.n >= needle.n ? have.n - (needle.n - 1) : 0;
    if (!fill(s)) return stream_buffered(s);
  }
}

Str stream_line(Stream *s, size_t max) {
  bool found;
  return stream_upto(s, STR("\n"), max, &found);
}

Str stream_rest(Stream *s, size_t max, bool *more) {
  Str have = stream_peek(s, max + 1);
  *more = have.n > max;
  return str_slice(have, 0, max);
}

ErrCode stream_error(const Stream *s, Err *err) {
  if (s->failed.code == OK) return OK;
  return err_set(err, s->failed.code, "%s", s->failed.text);
}

/* --- descriptors ---------------------------------------------------------------------------------------------------- */
typedef struct {
  int fd;
  char *path;
  uint64_t left, *consumed; /* left: bytes that may still be read */
} FdState;

static ptrdiff_t fd_read(void *state, char *buf, size_t n, Err *err) {
  FdState *f = state;
  if (n > f->left) n = (size_t)f->left;
  if (n == 0) return 0;
  ssize_t got;
  do got = read(f->fd, buf, n);
  while (got < 0 && errno == EINTR);
  if (got < 0) {
    err_set(err, ERR_INPUT, "%s: not read: %s", f->path, strerror(errno));
    return -1;
  }
  f->left -= (uint64_t)got;
  if (f->consumed) *f->consumed += (uint64_t)got;
  return got;
}

/* Within the size that the file had when it was opened. */
static int64_t fd_seek(void *state, int64_t offset, int whence) {
  FdState *f = state;
  off_t now = lseek(f->fd, 0, SEEK_CUR);
  if (now < 0 || f->left == UINT64_MAX) return -1;
  int64_t size = now + (int64_t)f->left, to = whence == SEEK_END ? size + offset : offset;
  if (to < 0 || to > size || lseek(f->fd, to, SEEK_SET) < 0) return -1;
  f->left = (uint64_t)(size - to);
  if (f->consumed) *f->consumed += (uint64_t)(to - now);
  return to;
}

static void fd_close(void *state) {
  FdState *f = state;
  if (f->fd > STDIN_FILENO) close(f->fd);
  free(f->path);
  free(f);
}

Stream *stream_of_fd(int fd, const char *path, uint64_t *consumed) {
  static const StreamKind kind = {fd_read, fd_close, fd_seek};
  struct stat st;
  FdState *f = mem_zalloc(sizeof *f);
  f->fd = fd;
  f->path = mem_strdup(str_of(path));
  f->left = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : UINT64_MAX;
  f->consumed = consumed;
  return stream_new(&kind, f);
}

/* --- memory --------------------------------------------------------------------------------------------------------- */
typedef struct {
  Str all, rest;
} BytesState;

static ptrdiff_t bytes_read(void *state, char *buf, size_t n, Err *err) {
  (void)err;
  BytesState *b = state;
  if (n > b->rest.n) n = b->rest.n;
  if (n) memcpy(buf, b->rest.p, n);
  b->rest = str_slice(b->rest, n, b->rest.n);
  return (ptrdiff_t)n;
}

static int64_t bytes_seek(void *state, int64_t offset, int whence) {
  BytesState *b = state;
  int64_t size = (int64_t)b->all.n, to = whence == SEEK_END ? size + offset : offset;
  if (to < 0 || to > size) return -1;
  b->rest = str_slice(b->all, (size_t)to, b->all.n);
  return to;
}

Stream *stream_of_bytes(Str bytes) {
  static const StreamKind kind = {bytes_read, free, bytes_seek};
  BytesState *b = mem_alloc(sizeof *b);
  b->all = b->rest = bytes;
  return stream_new(&kind, b);
}
