/* entities.c -- see entities.h. Names are those of HTML 4 (libxml2's table); nothing a document declares itself is looked at, so
 * that no entity can grow or read a file. */
#include "corpus/entities.h"
#include "base/utf8.h"

#include <libxml/HTMLparser.h>

/* HTML Standard, "numeric character reference end state". */
static const uint16_t windows_1252[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                          0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                          0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                          0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

uint32_t reference_code(uint32_t n) {
  if (n >= 0x80 && n < 0xa0) return windows_1252[n - 0x80];
  if ((n < 0x20 && n != '\n' && n != '\t' && n != '\r') || n == 0x7f) return 0;
  if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return 0xfffd;
  return n;
}

static uint32_t number_at(Str s, size_t *at) {
  bool hex = *at < s.n && (s.p[*at] | 32) == 'x';
  uint32_t v = 0;
  size_t i = *at + hex, start = i;
  for (; i < s.n && i - start < 8; i++) {
    char c = s.p[i];
    int d = c >= '0' && c <= '9' ? c - '0' : hex && (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    if (d < 0) break;
    v = v * (hex ? 16 : 10) + (uint32_t)d;
  }
  *at = i == start ? SIZE_MAX : i;
  return v;
}

static uint32_t named(Str name) {
  char label[32];
  if (name.n == 0 || name.n >= sizeof label) return 0;
  memcpy(label, name.p, name.n);
  label[name.n] = '\0';
  const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)label);
  return e ? e->value : strcmp(label, "apos") == 0 ? '\'' : 0;
}

size_t reference_read(Str s, size_t at, char *out, size_t *n) {
  size_t i = at + 1, end;
  uint32_t code;
  if (i < s.n && s.p[i] == '#') {
    end = i + 1;
    code = number_at(s, &end);
    if (end == SIZE_MAX) return 0;
    code = reference_code(code);
    end += end < s.n && s.p[end] == ';';
  } else {
    end = str_chr(str_slice(s, 0, at + 34), ';', i);
    code = end == SIZE_MAX ? 0 : named(str_slice(s, i, end));
    if (code == 0) return 0;
    end++;
  }
  Buf b = BUF_INIT;
  if (code) utf8_put(&b, code);
  if (b.n) memcpy(out, b.p, b.n);
  *n = b.n;
  buf_release(&b);
  return end - at;
}
