/* markup.c -- see markup.h. */
#include "cli/web/markup.h"
#include "base/utf8.h"
#include <math.h>

static void put_escaped(Buf *b, Str s, bool quote) {
  size_t from = 0;
  for (size_t i = 0; i < s.n; i++) {
    const char *as = NULL;
    unsigned char c = (unsigned char)s.p[i];
    switch (c) {
    case '&': as = "&amp;"; break;
    case '<': as = "&lt;"; break;
    case '>': as = "&gt;"; break;
    case '"': as = quote ? "&quot;" : NULL; break;
    default: as = c < 0x20 && c != '\n' && c != '\t' ? " " : NULL;
    }
    if (!as) continue;
    buf_put(b, str_slice(s, from, i));
    buf_puts(b, as);
    from = i + 1;
  }
  buf_put(b, str_slice(s, from, s.n));
}

void markup_text(Buf *b, Str s) { put_escaped(b, s, false); }

void markup_text_short(Buf *b, Str s, size_t most) {
  Buf flat = BUF_INIT;
  size_t count = 0;
  for (size_t i = 0; i < s.n;) {
    unsigned len;
    uint32_t cp = utf8_at(s, i, &len);
    bool space = cp_is_space(cp) || cp < ' ';
    if (!space || (flat.n && flat.p[flat.n - 1] != ' ')) {
      if (++count > most) {
        buf_puts(&flat, "…");
        break;
      }
      if (space)
        buf_putc(&flat, ' ');
      else
        utf8_put(&flat, cp);
    }
    i += len;
  }
  markup_text(b, buf_str(&flat));
  buf_release(&flat);
}

static void open_attr(Buf *b, const char *name) {
  buf_putc(b, ' ');
  buf_puts(b, name);
  buf_puts(b, "=\"");
}

void markup_attr(Buf *b, const char *name, Str value) {
  open_attr(b, name);
  put_escaped(b, value, true);
  buf_putc(b, '"');
}

void markup_attr_int(Buf *b, const char *name, int64_t value) {
  open_attr(b, name);
  buf_put_i64(b, value);
  buf_putc(b, '"');
}

void markup_attr_real(Buf *b, const char *name, double value) {
  open_attr(b, name);
  buf_printf(b, "%.1f\"", isfinite(value) ? value : 0.0);
}

void markup_int(Buf *b, int64_t value) {
  Buf digits = BUF_INIT;
  buf_put_i64(&digits, value);
  for (size_t i = 0; i < digits.n; i++) {
    buf_putc(b, digits.p[i]);
    size_t left = digits.n - 1 - i;
    if (left && left % 3 == 0 && digits.p[i] != '-') buf_putc(b, ',');
  }
  buf_release(&digits);
}

void url_part(Buf *b, Str s) {
  static const char hex[] = "0123456789ABCDEF";
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || memchr("-._~", c, 4);
    if (plain) {
      buf_putc(b, (char)c);
    } else {
      buf_putc(b, '%');
      buf_putc(b, hex[c >> 4]);
      buf_putc(b, hex[c & 15]);
    }
  }
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void url_decode(Buf *b, Str s) {
  Buf raw = BUF_INIT;
  for (size_t i = 0; i < s.n; i++) {
    int high = s.p[i] == '%' && i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1, low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
    if (low >= 0) {
      buf_putc(&raw, (char)(high << 4 | low));
      i += 2;
    } else {
      buf_putc(&raw, s.p[i] == '+' ? ' ' : s.p[i]);
    }
  }
  utf8_repair(b, buf_str(&raw), NULL);
  buf_release(&raw);
}
