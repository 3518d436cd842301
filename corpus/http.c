/* http.c -- see http.h. Real archives lie: chunked bodies that are not, decoded bodies whose headers still say gzip. So each
 * header is believed only if the bytes agree. */
#include "corpus/http.h"
#include "corpus/container.h"
#include "corpus/encoding.h"

Str header_value(Str headers, const char *name) {
  Str line, rest = headers, want = str_of(name);
  while (str_split(&line, &rest, '\n')) {
    size_t colon = str_chr(line, ':', 0);
    if (colon != SIZE_MAX && str_eq_nocase(str_trim(str_slice(line, 0, colon)), want))
      return str_trim(str_slice(line, colon + 1, line.n));
  }
  return STR("");
}

bool header_split(Str block, Str *headers, Str *body) {
  size_t crlf = str_find(block, STR("\r\n\r\n"), 0), lf = str_find(block, STR("\n\n"), 0);
  if (crlf == SIZE_MAX && lf == SIZE_MAX) return false;
  bool wide = crlf < lf;
  size_t end = wide ? crlf : lf;
  *headers = str_slice(block, 0, end);
  *body = str_slice(block, end + (wide ? 4 : 2), block.n);
  return true;
}

static int hex_of(char c) {
  return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The chunk size at *at, with its line end; false when there is none. */
static bool chunk_size(Str s, size_t *at, size_t *size) {
  size_t i = *at, v = 0, digits = 0;
  for (; i < s.n && digits < 8 && hex_of(s.p[i]) >= 0; i++, digits++) v = v * 16 + (size_t)hex_of(s.p[i]);
  size_t end = str_chr(s, '\n', i);
  if (digits == 0 || end == SIZE_MAX || end - i > 200) return false;
  for (; i < end && s.p[i] != ';'; i++)
    if (!strchr(" \r\t", s.p[i])) return false;
  *at = end + 1;
  *size = v;
  return true;
}

/* Appends the chunks' bytes; false when they end or break early. */
static bool unchunk(Buf *out, Str s) {
  size_t at = 0, size;
  while (chunk_size(s, &at, &size)) {
    if (size == 0) return true;
    buf_put(out, str_slice(s, at, at + size));
    if (at + size > s.n) return false;
    at += size;
    if (at < s.n && s.p[at] == '\r') at++;
    if (at < s.n && s.p[at] == '\n') at++;
  }
  return false;
}

/* deflate is zlib's by the standard, bare by some servers. */
static const Codec *codec_of(Str encoding, Str body) {
  const uint8_t *p = (const uint8_t *)body.p;
  if (str_find_nocase(encoding, STR("gzip"), 0) != SIZE_MAX)
    return str_starts(body, codec_gzip.magic) ? &codec_gzip : NULL;
  if (body.n < 3 || str_starts(str_trim(body), STR("<"))) return NULL;
  if (str_eq_nocase(encoding, STR("deflate")))
    return (p[0] & 0x0f) == 8 && (p[0] << 8 | p[1]) % 31 == 0 ? &codec_zlib : &codec_deflate;
  if (str_eq_nocase(encoding, STR("zstd"))) return str_starts(body, codec_zstd.magic) ? &codec_zstd : NULL;
  return str_eq_nocase(encoding, STR("br")) ? &codec_brotli : NULL;
}

/* What was decoded before damage is kept; of bytes that give nothing the header has lied, and they stay as they are. */
static ErrCode decode_body(Http *h, Str body, const char *path, const ReadOptions *o, Err *err) {
  const Codec *codec = codec_of(header_value(h->headers, "Content-Encoding"), body);
  bool more = false;
  Err failed = {0};
  if (codec) {
    Stream *s = stream_unpacked(codec, stream_of_bytes(body), path, o);
    buf_put(&h->body, stream_rest(s, (size_t)o->max_document, &more));
    stream_error(s, &failed);
    stream_close(s);
  }
  if (more)
    return err_set(err, ERR_LIMIT, "%s: not read: inflates to more than %llu bytes (--max-document)", path,
                   (unsigned long long)o->max_document);
  if (failed.code == ERR_LIMIT) return err_set(err, failed.code, "%s", failed.text);
  if (h->body.n) {
    h->damaged |= failed.code != OK;
    return OK;
  }
  if (failed.code != OK && looks_binary(body)) return err_set(err, failed.code, "%s", failed.text);
  buf_put(&h->body, body);
  return OK;
}

static int status_of(Str headers) {
  if (!str_starts_nocase(headers, STR("HTTP/"))) return 0;
  size_t space = str_chr(headers, ' ', 0);
  uint64_t v;
  return space != SIZE_MAX && str_to_u64(&v, str_slice(headers, space + 1, space + 4)) ? (int)v : 0;
}

ErrCode http_read(Http *out, Str response, const char *path, const ReadOptions *o, Err *err) {
  *out = (Http){0};
  Str body;
  if (!str_starts_nocase(response, STR("HTTP/")) || !header_split(response, &out->headers, &body)) {
    out->headers = STR("");
    buf_put(&out->body, response);
    return OK;
  }
  out->status = status_of(out->headers);
  Buf whole = BUF_INIT;
  size_t at = 0, size;
  if (str_find_nocase(header_value(out->headers, "Transfer-Encoding"), STR("chunked"), 0) != SIZE_MAX &&
      chunk_size(body, &at, &size)) {
    out->damaged = !unchunk(&whole, body);
    body = buf_str(&whole);
  }
  ErrCode code = decode_body(out, body, path, o, err);
  buf_release(&whole);
  return code;
}
