/* container.c -- gzip, and through libarchive: zst, xz, bz2, lz4, zip, tar, 7z. Members come as streams, one after the other.
 *
 * Nothing is ever written to a disk: a member's name is only the second half of its path ("outer!inner"), so that "../x" and
 * "/etc/x" are names like any other; links, devices and folders inside archives are passed over. */
#include "corpus/container.h"
#include "corpus/cutter.h"

#include <stdlib.h>

/* --- gzip --------------------------------------------------------------------------------------------------------------------- */
bool gzip_knows(Str head, const ReadOptions *o) {
  (void)o;
  return gzip_magic(head);
}

static ErrCode gzip_next(Cutter *c, Input **out, Cutter **inner, Err *err) {
  (void)out;
  if (!c->stream) return ERR_END;
  Stream *s = stream_of_gzip(c->stream, c->path, c->options);
  c->stream = NULL;
  *inner = cutter_open(s, c->path, c->level + 1, c->options, err);
  return *inner ? OK : err->code;
}

Cutter *gzip_cut(Cutter *c) {
  static const CutterKind kind = {gzip_next, NULL};
  c->kind = &kind;
  return c;
}
