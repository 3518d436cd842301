/* http.h -- the HTTP responses that WARC and ARC files keep. */
#ifndef CORPUS_HTTP_H
#define CORPUS_HTTP_H
#include "base/buf.h"
#include "corpus/reader.h"

/* Value of a header field in a block of header lines, without white space; empty when absent. Names compare without case;
 * folded lines are not joined. */
Str header_value(Str headers, const char *name);
/* Splits a block at its first empty line; *body is behind it. false when there is none. */
bool header_split(Str block, Str *headers, Str *body);

typedef struct {
  int status; /* 200; 0 when the first line is no status line */
  Str headers;
  Buf body;     /* unchunked and decoded; release it */
  bool damaged; /* chunks or the compressed data ended early or made no sense */
} Http;
/* Takes a whole response apart; at most max bytes of body. ERR_INPUT when nothing of its Content-Encoding can be read, ERR_LIMIT when it
 * inflates to too much. */
ErrCode http_read(Http *out, Str response, const char *path, const ReadOptions *o, Err *err);
#endif
