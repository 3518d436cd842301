/* container.c -- gzip and zst, and through libarchive: xz, bz2, lz4, zip, 7z, tar. Members come as streams, one after the other.
 *
 * A file that is only compressed (no archive in it) keeps its path. Nothing is ever written to a disk: a member's name is only the second half of its path ("outer!inner"), so that "../x" and
 * "/etc/x" are names like any other; links, devices and folders inside archives are passed over. */
#include "corpus/container.h"
#include "corpus/cutter.h"

#include <archive.h>
#include <errno.h>
#include <archive_entry.h>
#include <stdlib.h>

/* --- gzip, zst ------------------------------------------------------------------------------------------------------------------ */
bool gzip_knows(Str head, const ReadOptions *o) {
  (void)o;
  return str_starts(head, codec_gzip.magic);
}

bool zstd_knows(Str head, const ReadOptions *o) {
  (void)o;
  return str_starts(head, codec_zstd.magic) || str_starts(head, STR("\x5d\x2a\x4d\x18"));
}

static ErrCode packed_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)out;
  if (!c->stream) return ERR_END;
  Stream *s = stream_unpacked(c->state, c->stream, c->path, c->options);
  c->stream = NULL;
  *inner = cutter_open(s, c->path, c->level + 1, c->options, err);
  return *inner ? OK : err->code;
}

static Cutter *packed_cut(Cutter *c, const Codec *codec) {
  static const CutterKind kind = {packed_next, NULL};
  c->kind = &kind;
  c->state = (void *)(uintptr_t)codec;
  return c;
}
Cutter *gzip_cut(Cutter *c) { return packed_cut(c, &codec_gzip); }
Cutter *zstd_cut(Cutter *c) { return packed_cut(c, &codec_zstd); }

/* --- libarchive ------------------------------------------------------------------------------------------------------------------ */
typedef struct {
  struct archive *archive; /* NULL until the first member is asked for */
  Stream *source;
  char *path;
  unsigned max_ratio;
  uint64_t out; /* bytes of all members so far */
  size_t lent;  /* bytes that libarchive was given last and has used up when it asks again */
} Archive;

static la_ssize_t feed(struct archive *a, void *state, const void **data) {
  (void)a;
  Archive *x = state;
  stream_skip(x->source, x->lent);
  Str have = stream_peek(x->source, 1);
  x->lent = have.n;
  *data = have.p;
  return (la_ssize_t)have.n;
}

/* Asked for by 7z alone, whose directory stands at the end. */
static la_int64_t seek(struct archive *a, void *state, la_int64_t offset, int whence) {
  (void)a;
  Archive *x = state;
  x->lent = 0;
  return stream_seek(x->source, offset, whence);
}

bool archive_knows(Str head, const ReadOptions *o) {
  (void)o;
  static const struct {
    const char *magic;
    size_t n, at;
  } signs[] = {{"\xfd"
                "7zXZ\0",
                6, 0},
               {"BZh", 3, 0},
               {"\x04\x22\x4d\x18", 4, 0},
               {"PK\x03\x04", 4, 0},
               {"7z\xbc\xaf\x27\x1c", 6, 0},
               {"ustar", 5, 257}};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (head.n >= signs[i].at + signs[i].n && memcmp(head.p + signs[i].at, signs[i].magic, signs[i].n) == 0)
      return true;
  return false;
}

/* libarchive's own words for what went wrong; some of them end in a line end. Without memory there is no going on. */
static Str why(struct archive *a) {
  if (archive_errno(a) == ENOMEM) mem_fail();
  const char *text = archive_error_string(a);
  return str_trim(str_of(text ? text : "no archive"));
}

/* Filters that libarchive would run another program for are left out: it says so with a warning. */
static ErrCode open_archive(Archive *x, Err *err) {
  static int (*const filters[])(struct archive *) = {archive_read_support_filter_xz, archive_read_support_filter_bzip2,
                                                     archive_read_support_filter_lz4};
  struct archive *a = x->archive = archive_read_new();
  if (!a) mem_fail();
  for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
    if (filters[i](a) != ARCHIVE_OK)
      return err_set(err, ERR_BUG, "%s: not read: this libarchive lacks a filter", x->path);
  archive_read_support_format_tar(a);
  archive_read_support_format_zip_streamable(a);
  archive_read_support_format_7zip(a);
  archive_read_support_format_raw(a);
  archive_read_set_read_callback(a, feed);
  archive_read_set_seek_callback(a, seek);
  archive_read_set_callback_data(a, x);
  if (archive_read_open1(a) == ARCHIVE_OK) return OK;
  return err_set(err, ERR_INPUT, "%s: not read: %.*s", x->path, STR_ARGS(why(a)));
}

static ptrdiff_t member_read(void *state, char *buf, size_t n, Err *err) {
  Archive *x = state;
  la_ssize_t got = archive_read_data(x->archive, buf, n);
  if (got < 0) {
    if (stream_error(x->source, err) == OK)
      err_set(err, ERR_INPUT, "%s: cut off or damaged: %.*s", x->path, STR_ARGS(why(x->archive)));
    return -1;
  }
  x->out += (uint64_t)got;
  if (ratio_exceeded((uint64_t)archive_filter_bytes(x->archive, -1), x->out, x->max_ratio)) {
    err_set(err, ERR_LIMIT, "%s: not read: inflates more than %u times (--max-ratio)", x->path, x->max_ratio);
    return -1;
  }
  return (ptrdiff_t)got;
}

static void member_close(void *state) { (void)state; } /* the archive belongs to its cutter */

static char *member_path(const Archive *x, struct archive_entry *e) {
  const char *name = archive_entry_pathname(e);
  if (archive_format(x->archive) == ARCHIVE_FORMAT_RAW || !name) return mem_strdup(str_of(x->path));
  Buf b = BUF_INIT;
  buf_printf(&b, "%s!%s", x->path, name);
  return b.p;
}

/* The next regular file in the archive. */
static ErrCode next_entry(Archive *x, struct archive_entry **e, Err *err) {
  for (;;) {
    int code = archive_read_next_header(x->archive, e);
    if (code == ARCHIVE_EOF) return ERR_END;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
      return err_set(err, ERR_INPUT, "%s: cut off or damaged: %.*s", x->path, STR_ARGS(why(x->archive)));
    bool raw = archive_format(x->archive) == ARCHIVE_FORMAT_RAW;
    if (raw || (archive_entry_filetype(*e) == AE_IFREG && !archive_entry_hardlink(*e))) return OK;
  }
}

static ErrCode archive_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  static const StreamKind kind = {member_read, member_close, NULL};
  Archive *x = c->state;
  struct archive_entry *e;
  ErrCode code = x->archive ? OK : open_archive(x, err);
  if (code == OK) code = next_entry(x, &e, err);
  if (code != OK) return code;
  char *path = member_path(x, e);
  Err failed = {0};
  *inner = cutter_open(stream_new(&kind, x), path, c->level + 1, c->options, &failed);
  if (!*inner && failed.code != OK) *out = input_failed(path, 0, &failed);
  free(path);
  return OK;
}

static void archive_close(Cutter *c) {
  Archive *x = c->state;
  if (x->archive) archive_read_free(x->archive);
  stream_close(x->source);
  free(x->path);
  free(x);
}

Cutter *archive_cut(Cutter *c) {
  static const CutterKind kind = {archive_next, archive_close};
  Archive *x = mem_zalloc(sizeof *x);
  x->source = c->stream;
  x->path = mem_strdup(str_of(c->path));
  x->max_ratio = c->options->max_ratio;
  c->stream = NULL;
  c->kind = &kind;
  c->state = x;
  return c;
}
