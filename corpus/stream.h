/* stream.h -- bytes that come in order, with a look ahead: a file, a pipe, a member of a container.
 *
 * Everything that cuts records reads through a Stream, so that a WARC inside a gzip inside a zip is read like a plain
 * one, and never held in memory as a whole. */
#ifndef CORPUS_STREAM_H
#define CORPUS_STREAM_H
#include "base/buf.h"
#include "base/err.h"

typedef struct Stream Stream;
/* Where a stream's bytes come from. read: up to n > 0 bytes, 0 at the end, -1 with *err filled; it is not called again
 * after 0 or -1 (but for a seek). close frees state. seek: the next read begins at that byte, whence as for lseek; the position, -1 where it cannot be; may be NULL. */
typedef struct {
  ptrdiff_t (*read)(void *state, char *buf, size_t n, Err *err);
  void (*close)(void *state);
  int64_t (*seek)(void *state, int64_t offset, int whence);
} StreamKind;

Stream *stream_new(const StreamKind *kind, void *state);
void stream_close(Stream *s); /* NULL is fine */
/* A look ahead: at least n bytes unless the stream ends or fails before; borrowed until the next call. */
Str stream_peek(Stream *s, size_t n);
/* All bytes that are in memory already; no reading. */
Str stream_buffered(const Stream *s);
/* Steps over n bytes that were peeked. */
void stream_skip(Stream *s, size_t n);
/* The next byte is another: for regular files and bytes in memory. Its position, or -1 where the source cannot. */
int64_t stream_seek(Stream *s, int64_t offset, int whence);
/* Position of the next byte, counted from the stream's first. */
uint64_t stream_offset(const Stream *s);
/* Bytes up to and with the next '\n' (or the end), at most max; not skipped. n == 0 at the end. */
Str stream_line(Stream *s, size_t max);
/* Like stream_line for any needle: bytes up to and with it; *found tells. */
Str stream_upto(Stream *s, Str needle, size_t max, bool *found);
/* Reads on to the end; at most max bytes are kept, *more tells that there were more (then reading stops). */
Str stream_rest(Stream *s, size_t max, bool *more);
/* OK, or the error that ended the stream; *err is filled with it. */
ErrCode stream_error(const Stream *s, Err *err);

/* A file by descriptor (closed by the stream). Regular files end at the size they had when opened, so that a file that
 * grows while it is read ends. *consumed (may be NULL) counts its bytes. */
Stream *stream_of_fd(int fd, const char *path, uint64_t *consumed);
/* Bytes in memory, borrowed. */
Stream *stream_of_bytes(Str bytes);
#endif
