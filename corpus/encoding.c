/* encoding.c -- finding an encoding and decoding it with offsets. See encoding.h.
 *
 * iconv (part of the C library) converts one character at a time, because only that tells which bytes made it; ASCII
 * bytes are copied in runs where the encoding keeps them. */
#include "corpus/encoding.h"
#include "base/utf8.h"
#include "corpus/offsets.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <uchardet.h>

static const char REPLACEMENT[] = "\xef\xbf\xbd";

typedef struct {
  Arena *arena;
  Buf text;
  MapBuilder map;
} Sink;

static void sink_put(Sink *k, MapKind kind, Str text, size_t raw_off, size_t raw_len) {
  buf_put(&k->text, text);
  map_add(&k->map, k->arena, kind, (uint32_t)text.n, (uint32_t)raw_off, (uint32_t)raw_len);
}

static Decoded sink_done(Sink *k, Str name, unsigned flags) {
  Decoded d = {arena_str(k->arena, buf_str(&k->text)), {k->map.runs, k->map.n}, name, flags};
  buf_release(&k->text);
  return d;
}

/* --- UTF-8 ---------------------------------------------------------------------------------------------------------- */
/* Bytes of the invalid sequence at the start of s: the lead and the continuation bytes that could belong to it. */
static size_t bad_length(Str s) {
  uint8_t lead = (uint8_t)s.p[0];
  size_t want = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1, n = 1;
  while (n < want && n < s.n && ((uint8_t)s.p[n] & 0xc0) == 0x80 && !utf8_valid(str_slice(s, 0, n + 1))) n++;
  return n;
}

static Decoded repair_utf8(Arena *a, Str raw, size_t from) {
  Sink k = {a, BUF_INIT, {0}};
  size_t at = from;
  unsigned flags = 0;
  while (at < raw.n) {
    size_t good = utf8_valid_upto(str_slice(raw, at, raw.n));
    if (good) sink_put(&k, MAP_COPY, str_slice(raw, at, at + good), at, good);
    at += good;
    if (at >= raw.n) break;
    size_t bad = bad_length(str_slice(raw, at, raw.n));
    sink_put(&k, MAP_TRANSCODED, str_of(REPLACEMENT), at, bad);
    at += bad;
    flags = DOC_REPAIRED_UTF8;
  }
  return sink_done(&k, STR("UTF-8"), flags);
}

/* Valid multi-byte sequences outnumber the broken ones 99 to 1. */
static bool mostly_utf8(Str raw) {
  size_t good = 0, bad = 0;
  for (size_t at = 0; at < raw.n;) {
    size_t valid = utf8_valid_upto(str_slice(raw, at, raw.n));
    for (size_t i = at; i < at + valid; i++) good += (uint8_t)raw.p[i] >= 0xc0;
    at += valid;
    if (at >= raw.n) break;
    bad++;
    at += bad_length(str_slice(raw, at, raw.n));
  }
  return good >= bad * 99;
}

/* --- everything else ------------------------------------------------------------------------------------------------- */
static bool one_of(Str name, const char *const *list) {
  for (; *list; list++)
    if (str_starts_nocase(name, str_of(*list))) return true;
  return false;
}

/* Do bytes below 80 mean ASCII wherever a character begins? */
static bool keeps_ascii(Str name) {
  static const char *const no[] = {"utf-16", "utf-32", "ucs-",  "iso-2022", "hz",
                                   "utf-7",  "ibm",    "cp037", "ebcdic",   NULL};
  return !one_of(name, no);
}

/* Labels that the web uses for windows-1252 and its kin (WHATWG Encoding Standard, "latin1" and "gb2312"). */
static Str web_name(Str label) {
  static const char *const latin[] = {"iso-8859-1", "iso8859-1", "latin1",       "l1", "us-ascii",
                                      "ascii",      "cp1252",    "windows-1252", NULL};
  label = str_trim(label);
  for (const char *const *l = latin; *l; l++)
    if (str_eq_nocase(label, str_of(*l))) return STR("windows-1252");
  if (str_eq_nocase(label, STR("utf8"))) return STR("utf-8");
  if (str_eq_nocase(label, STR("gb2312")) || str_eq_nocase(label, STR("gbk"))) return STR("GB18030");
  return label;
}

/* iconv_open passes over what no label has, so that "\xff\xffutf-8" would open. */
static iconv_t open_iconv(Str name) {
  char label[64];
  if (name.n == 0 || name.n >= sizeof label) return (iconv_t)-1;
  for (size_t i = 0; i < name.n; i++)
    if (name.p[i] <= ' ' || name.p[i] > '~') return (iconv_t)-1;
  memcpy(label, name.p, name.n);
  label[name.n] = '\0';
  errno = 0;
  iconv_t cd = iconv_open("UTF-8", label);
  if (cd == (iconv_t)-1 && errno == ENOMEM) mem_fail();
  return cd;
}

/* Converts the shortest prefix of s that gives output or is accepted; returns its bytes, 0 when there is none. */
static size_t convert_one(iconv_t cd, Str s, char *out, size_t *out_n) {
  for (size_t n = 1; n <= 8 && n <= s.n; n++) {
    char *in = (char *)(uintptr_t)s.p, *to = out;
    size_t in_left = n, out_left = 16;
    if (iconv(cd, &in, &in_left, &to, &out_left) != (size_t)-1 && in_left == 0) {
      *out_n = 16 - out_left;
      return n;
    }
    if (in != s.p) { /* a shift sequence was taken, the rest waits */
      *out_n = 16 - out_left;
      return (size_t)(in - s.p);
    }
  }
  return 0;
}

static Decoded transcode(Arena *a, Str raw, size_t from, Str name, iconv_t cd) {
  Sink k = {a, BUF_INIT, {0}};
  bool ascii = keeps_ascii(name);
  for (size_t at = from; at < raw.n;) {
    size_t run = at;
    while (ascii && run < raw.n && (uint8_t)raw.p[run] < 0x80) run++;
    if (run > at) {
      sink_put(&k, MAP_COPY, str_slice(raw, at, run), at, run - at);
      at = run;
      continue;
    }
    char out[16];
    size_t out_n = 0, n = convert_one(cd, str_slice(raw, at, raw.n), out, &out_n);
    if (n && !utf8_valid(str_make(out, out_n))) { /* iconv lets pass what lies over U+10FFFF */
      sink_put(&k, MAP_TRANSCODED, str_of(REPLACEMENT), at, n);
    } else if (n == 0) {
      size_t step = str_starts_nocase(name, STR("utf-16")) ? 2 : str_starts_nocase(name, STR("utf-32")) ? 4 : 1;
      n = step < raw.n - at ? step : raw.n - at;
      sink_put(&k, MAP_TRANSCODED, str_of(REPLACEMENT), at, n);
    } else {
      sink_put(&k, MAP_TRANSCODED, str_make(out, out_n), at, n);
    }
    at += n;
  }
  iconv_close(cd);
  return sink_done(&k, name, DOC_TRANSCODED);
}

/* A guess needs something to go by: with a few odd bytes in Western text it is windows-1252. */
static Str guess(Arena *a, Str raw) {
  Str name = {NULL, 0};
  size_t odd = 0;
  for (size_t i = 0; i < raw.n && odd < 8; i++) odd += (uint8_t)raw.p[i] >= 0x80 || raw.p[i] == 0x1b;
  if (odd < 8) return name;
  uchardet_t u = uchardet_new();
  if (u && uchardet_handle_data(u, raw.p, raw.n < 65536 ? raw.n : 65536) == 0) {
    uchardet_data_end(u);
    name = arena_str(a, str_of(uchardet_get_charset(u)));
  }
  if (u) uchardet_delete(u);
  return name;
}

static Str byte_order_mark(Str raw, size_t *skip) {
  static const struct {
    const char *mark, *name;
    size_t n;
  } marks[] = {{"\xff\xfe\0\0", "UTF-32LE", 4},
               {"\0\0\xfe\xff", "UTF-32BE", 4},
               {"\xef\xbb\xbf", "UTF-8", 3},
               {"\xff\xfe", "UTF-16LE", 2},
               {"\xfe\xff", "UTF-16BE", 2}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (raw.n >= marks[i].n && memcmp(raw.p, marks[i].mark, marks[i].n) == 0) {
      *skip = marks[i].n;
      return str_of(marks[i].name);
    }
  *skip = 0;
  return STR("");
}

/* UTF-16 without a mark: every second byte of ASCII text is zero. */
static Str bare_utf16(Str raw) {
  size_t n = (raw.n < 512 ? raw.n : 512) & ~(size_t)1, even = 0, odd = 0;
  for (size_t i = 0; i + 1 < n; i += 2) {
    even += raw.p[i] == 0;
    odd += raw.p[i + 1] == 0;
  }
  if (n < 4) return STR("");
  if (odd * 10 > n * 4 && even * 50 < n) return STR("UTF-16LE");
  if (even * 10 > n * 4 && odd * 50 < n) return STR("UTF-16BE");
  return STR("");
}

Decoded decode_bytes(Arena *a, Str raw, Str declared) {
  size_t skip;
  Str name = byte_order_mark(raw, &skip);
  if (name.n == 0) name = bare_utf16(raw);
  if (str_is(name, "UTF-8")) return repair_utf8(a, raw, skip);
  iconv_t cd = open_iconv(name);
  if (cd != (iconv_t)-1) return transcode(a, raw, skip, name, cd);
  Str wanted = web_name(declared);
  if (keeps_ascii(wanted) || str_starts_nocase(wanted, STR("utf-16"))) {
    if (utf8_valid(raw)) return (Decoded){raw, {NULL, 0}, STR("UTF-8"), 0};
    if (mostly_utf8(raw)) return repair_utf8(a, raw, 0);
  }
  Str tries[] = {str_eq_nocase(wanted, STR("utf-8")) ? STR("") : wanted, web_name(guess(a, raw)), STR("windows-1252")};
  for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
    if (str_eq_nocase(tries[i], STR("utf-8"))) return repair_utf8(a, raw, 0);
    cd = open_iconv(tries[i]);
    if (cd != (iconv_t)-1) return transcode(a, raw, 0, arena_str(a, tries[i]), cd);
  }
  return repair_utf8(a, raw, 0);
}

/* A character that XML forbids at p[i]: its bytes, else 0. */
static size_t forbidden_at(Str s, size_t i) {
  uint8_t c = (uint8_t)s.p[i];
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
  return c == 0xef && i + 2 < s.n && (uint8_t)s.p[i + 1] == 0xbf && (uint8_t)s.p[i + 2] >= 0xbe ? 3 : 0;
}

/* Can one of these bytes begin a forbidden character? Written so that compilers look at many at once. */
static bool suspicious(const char *p, size_t n) {
  uint8_t any = 0;
  for (size_t i = 0; i < n; i++) {
    uint8_t c = (uint8_t)p[i];
    any |= (uint8_t)((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r')) | (uint8_t)(c == 0xef);
  }
  return any;
}

static size_t first_forbidden(Str s) {
  for (size_t from = 0; from < s.n; from += 256) {
    size_t end = from + 256 < s.n ? from + 256 : s.n;
    for (size_t i = from; i < end && (i > from || suspicious(s.p + from, end - from)); i++)
      if (forbidden_at(s, i)) return i;
  }
  return s.n;
}

Decoded decode_controls(Arena *a, const Decoded *d) {
  size_t i = first_forbidden(d->text), done = 0, n;
  if (i == d->text.n) return *d;
  Sink k = {a, BUF_INIT, {0}};
  for (; i < d->text.n; i += n ? n : 1) {
    n = forbidden_at(d->text, i);
    if (n == 0) continue;
    sink_put(&k, MAP_COPY, str_slice(d->text, done, i), done, i - done);
    sink_put(&k, MAP_TRANSCODED, str_make("   ", n), i, n);
    done = i + n;
  }
  sink_put(&k, MAP_COPY, str_slice(d->text, done, d->text.n), done, d->text.n - done);
  Decoded out = sink_done(&k, d->name, d->flags);
  out.map = map_compose(a, &out.map, &d->map, (uint32_t)out.text.n);
  return out;
}

bool looks_binary(Str head) {
  size_t skip, controls = 0, nuls = 0;
  if (head.n == 0 || byte_order_mark(head, &skip).n || bare_utf16(head).n) return false;
  for (size_t i = 0; i < head.n; i++) {
    uint8_t c = (uint8_t)head.p[i];
    nuls += c == 0;
    controls += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b && c != 0x1a;
  }
  return nuls * 100 > head.n || controls * 20 > head.n;
}
