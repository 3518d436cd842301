/* export_w3c.c -- W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one annotation a claim on its article.
 *
 * The target is the place of the figure, three times over, so that a reader takes what it can: TextQuoteSelector (the figure between some
 * of its neighbours), TextPositionSelector (code points of the article's text), DataPositionSelector (bytes of the file). */
#include "base/json.h"
#include "base/utf8.h"
#include "ledger/export.h"

enum { BESIDE = 32 }; /* bytes of text on each side of the figure, fewer to end at a character */

static Str before_span(Str text, Span s) {
  size_t from = s.start > BESIDE ? s.start - BESIDE : 0;
  while (from < s.start && ((unsigned char)text.p[from] & 0xC0) == 0x80) from++;
  return str_slice(text, from, s.start);
}

static Str behind_span(Str text, Span s) {
  size_t to = s.end + BESIDE < text.n ? s.end + BESIDE : text.n;
  while (to > s.end && to < text.n && ((unsigned char)text.p[to] & 0xC0) == 0x80) to--;
  return str_slice(text, s.end, to);
}

static void put_position(Buf *b, const char *type, size_t start, size_t end) {
  json_item(b);
  buf_putc(b, '{');
  json_str(b, "type", str_of(type));
  json_int(b, "start", (int64_t)start);
  json_int(b, "end", (int64_t)end);
  buf_putc(b, '}');
}

static void put_selectors(Buf *b, const ClaimHit *h) {
  Str text = h->document->text;
  Span s = h->claim->span;
  size_t start = utf8_count(str_slice(text, 0, s.start));
  buf_puts(b, ",\"selector\":[{\"type\":\"TextQuoteSelector\"");
  json_str(b, "exact", str_slice(text, s.start, s.end));
  json_str(b, "prefix", before_span(text, s));
  json_str(b, "suffix", behind_span(text, s));
  buf_putc(b, '}');
  put_position(b, "TextPositionSelector", start, start + utf8_count(str_slice(text, s.start, s.end)));
  put_position(b, "DataPositionSelector", h->raw.start, h->raw.end);
  buf_putc(b, ']');
}

static void put_body(Buf *b, const ClaimHit *h) {
  Buf text = BUF_INIT;
  export_summary(&text, h);
  buf_puts(b, ",\"body\":[{\"type\":\"TextualBody\",\"purpose\":\"describing\",\"format\":\"text/plain\"");
  json_str(b, "value", buf_str(&text));
  buf_puts(b, "},{\"type\":\"TextualBody\",\"purpose\":\"linking\",\"format\":\"application/json\"");
  buf_reset(&text);
  hit_put_json(&text, h);
  json_str(b, "value", buf_str(&text));
  buf_puts(b, "}]");
  buf_release(&text);
}

static void put(Buf *b, const ClaimHit *h) {
  buf_puts(b, "\"id\":");
  export_claim_urn(b, h);
  buf_puts(b, ",\"type\":\"Annotation\",\"motivation\":\"describing\"");
  put_body(b, h);
  buf_puts(b, ",\"target\":{\"type\":\"SpecificResource\",\"source\":");
  export_source(b, h->document);
  put_selectors(b, h);
  buf_putc(b, '}');
}

const Exporter exporter_w3c = {.name = "w3c",
                               .context = "\"http://www.w3.org/ns/anno.jsonld\"",
                               .head = "\"type\":\"AnnotationPage\",\"items\":[",
                               .put = put};
