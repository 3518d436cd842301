/* piece.c -- the small parts that several pages are made of. */
#include "cli/card.h"
#include "cli/web/site.h"
#include <stdlib.h>

static const char *const signs[] = {"·", "✓", "↻", "≈", "✕"}; /* by Word: apart, agrees, updated, close, conflict */

void piece_chip(Buf *b, Word w, Str text) {
  markup_lit(b, "<span");
  Buf class = BUF_INIT;
  buf_printf(&class, "chip %s", word_name(w));
  markup_attr(b, "class", buf_str(&class));
  buf_release(&class);
  markup_lit(b, "><span aria-hidden=\"true\">");
  buf_puts(b, signs[w]);
  markup_lit(b, "</span> ");
  markup_text(b, text.n ? text : str_of(word_name(w)));
  markup_lit(b, "</span>");
}

void piece_days(Buf *b, Day first, Day last) {
  Buf text = BUF_INIT;
  card_days(&text, first, last);
  markup_text(b, buf_str(&text));
  buf_release(&text);
}

Str file_name(Str path) {
  for (size_t slash; (slash = str_chr(path, '/', 0)) != SIZE_MAX && slash + 1 < path.n;)
    path = str_slice(path, slash + 1, path.n);
  return path;
}

Str source_title(const Document *d) {
  return d->publisher.n  ? d->publisher
         : d->title.n    ? d->title
         : d->url.n      ? d->url
         : d->given_id.n ? d->given_id
                         : file_name(d->path);
}

void piece_source(Buf *b, const Site *s, const Document *d) {
  markup_lit(b, "<a");
  site_href(b, s, SCREEN_SOURCE, id_text(s->arena, 'd', d->id));
  markup_lit(b, ">");
  markup_text_short(b, source_title(d), 48);
  markup_lit(b, "</a>");
}

Str id_text(Arena *a, char prefix, Id id) {
  Buf b = BUF_INIT;
  full_id_put(&b, prefix, id);
  Str s = arena_str(a, buf_str(&b));
  buf_release(&b);
  return s;
}

Str measure_title(Arena *a, Str measure) {
  Str s = arena_str(a, measure);
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] == '_') ((char *)(uintptr_t)s.p)[i] = ' ';
  return s;
}

Str change_title(Change c) {
  switch (c) {
  case CHANGE_UP_BY: return STR("rose by");
  case CHANGE_DOWN_BY: return STR("fell by");
  case CHANGE_UP_TO: return STR("rose to");
  case CHANGE_DOWN_TO: return STR("fell to");
  case CHANGE_FROM: return STR("from");
  case CHANGE_LEVEL: break;
  }
  return STR("");
}

/* --- values --------------------------------------------------------------------------------------------------------- */
static const char *currency_sign(Str unit) {
  static const struct {
    const char *code, *sign;
  } table[] = {{"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}, {"JPY", "¥"}, {"INR", "₹"}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (str_is(unit, table[i].code)) return table[i].sign;
  return NULL;
}

static bool is_code(Str unit) {
  for (size_t i = 0; i < unit.n; i++)
    if (unit.p[i] < 'A' || unit.p[i] > 'Z') return false;
  return unit.n == 3;
}

void piece_value(Buf *b, Number v, Str unit) {
  Buf text = BUF_INIT;
  const char *sign = currency_sign(unit);
  if (sign) {
    if (number_sign(v) < 0) buf_puts(&text, "−");
    buf_puts(&text, sign);
    v = number_abs(v);
  }
  value_put(&text, v);
  if (str_is(unit, "%") || str_is(unit, "pp") || str_is(unit, "bp") || (!sign && is_code(unit))) {
    buf_putc(&text, ' ');
    buf_put(&text, unit);
  }
  markup_text(b, buf_str(&text));
  buf_release(&text);
}

void piece_reading(Buf *b, Interval i, Str unit) {
  if (i.no_low && i.no_high) {
    markup_lit(b, "any value");
  } else if (i.no_high) {
    buf_puts(b, i.low_open ? "more than " : "at least ");
    piece_value(b, i.low, unit);
  } else if (i.no_low) {
    buf_puts(b, i.high_open ? "less than " : "at most ");
    piece_value(b, i.high, unit);
  } else if (number_eq(i.low, i.high)) {
    markup_lit(b, "exactly ");
    piece_value(b, i.low, unit);
  } else {
    if (i.low_open) markup_lit(b, "above ");
    piece_value(b, i.low, unit);
    markup_lit(b, " – ");
    if (i.high_open) markup_lit(b, "below ");
    piece_value(b, i.high, unit);
  }
}

/* --- the quote ------------------------------------------------------------------------------------------------------ */
typedef struct {
  Span span;
  const char *open, *close;
} Marked;

static int by_start(const void *a, const void *b) {
  const Marked *x = a, *y = b;
  return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

/* The place of words in the sentence when the claim knows only their text. */
static Span find_words(Str sentence, uint32_t from, Str words) {
  size_t at = words.n ? str_find(sentence, words, 0) : SIZE_MAX;
  if (at == SIZE_MAX) return (Span){0, 0};
  return (Span){from + (uint32_t)at, from + (uint32_t)(at + words.n)};
}

static size_t marks_of(Marked *m, const Claim *c, Str sentence) {
  size_t n = 0;
  m[n++] = (Marked){c->span, "<mark>", "</mark>"};
  m[n++] = (Marked){c->subject.span, "<u>", "</u>"};
  m[n++] = (Marked){find_words(sentence, c->sentence.start, c->time.text), "<time>", "</time>"};
  m[n++] = (Marked){c->speaker.span, "<cite>", "</cite>"};
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    bool inside =
        m[i].span.end > m[i].span.start && m[i].span.start >= c->sentence.start && m[i].span.end <= c->sentence.end;
    for (size_t k = 0; k < kept && inside; k++)
      inside = m[i].span.end <= m[k].span.start || m[i].span.start >= m[k].span.end;
    if (inside) m[kept++] = m[i];
  }
  qsort(m, kept, sizeof *m, by_start);
  return kept;
}

void piece_quote(Buf *b, const ClaimHit *h) {
  const Claim *c = h->claim;
  Str text = h->document->text;
  Marked marks[4];
  size_t n = marks_of(marks, c, str_slice(text, c->sentence.start, c->sentence.end));
  uint32_t at = c->sentence.start;
  for (size_t i = 0; i < n; i++) {
    markup_text(b, str_slice(text, at, marks[i].span.start));
    buf_puts(b, marks[i].open);
    markup_text(b, str_slice(text, marks[i].span.start, marks[i].span.end));
    buf_puts(b, marks[i].close);
    at = marks[i].span.end;
  }
  markup_text(b, str_slice(text, at, c->sentence.end));
}
