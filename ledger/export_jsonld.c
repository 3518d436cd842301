/* export_jsonld.c -- schema.org Claim as JSON-LD (https://schema.org/Claim): what is claimed, of whom, by whom, in which article.
 *
 * The figure is a PropertyValue (measure, value, least, most, unit) beside the one it is about; dates are ISO intervals in
 * temporalCoverage; the article is the claim's appearance. */
#include "base/json.h"
#include "ledger/export.h"

static void put_number(Buf *b, const char *key, bool there, Number n) {
  if (!there) return;
  json_key(b, key);
  buf_putc(b, '"');
  number_put(b, n);
  buf_putc(b, '"');
}

static const char *schema_type(EntityType type) {
  switch (type) {
  case ENT_PERSON: return "Person";
  case ENT_PLACE: return "Place";
  case ENT_PRODUCT: return "Product";
  case ENT_EVENT: return "Event";
  case ENT_TEAM: return "SportsTeam";
  case ENT_ORG:
  case ENT_CENTRAL_BANK:
  case ENT_AGENCY:
  case ENT_PUBLISHER:
  case ENT_PARTY: return "Organization";
  default: return "Thing";
  }
}

static void put_party(Buf *b, const Party *p) {
  buf_putc(b, '{');
  json_str(b, "@type", str_of(schema_type(p->type)));
  json_str(b, "name", p->entity.n ? p->entity : p->text);
  buf_putc(b, '}');
}

static void put_figure(Buf *b, const Claim *c) {
  const Quantity *q = &c->quantity;
  buf_puts(b, "{\"@type\":\"PropertyValue\"");
  json_str(b, "propertyID", c->measure.n ? c->measure : str_of(kind_name(c->kind)));
  json_str(b, "description", str_of(change_name(c->change)));
  put_number(b, "value", q->has_value, q->value);
  put_number(b, "minValue", !q->range.no_low, q->range.low);
  put_number(b, "maxValue", !q->range.no_high, q->range.high);
  if (q->unit.n) json_str(b, "unitText", q->unit);
  buf_putc(b, '}');
}

static void put_event(Buf *b, const Claim *c) {
  buf_puts(b, "{\"@type\":\"Event\"");
  json_str(b, "name", c->event);
  if (c->dates.first != DAY_NONE) {
    json_key(b, "startDate");
    buf_putc(b, '"');
    day_put(b, c->dates.first);
    buf_putc(b, '"');
  }
  buf_putc(b, '}');
}

static void put_about(Buf *b, const Claim *c) {
  json_key(b, "about");
  buf_putc(b, '[');
  if (c->subject.entity.n || c->subject.text.n) {
    put_party(b, &c->subject);
    buf_putc(b, ',');
  }
  if (kind_is_figure(c->kind))
    put_figure(b, c);
  else
    put_event(b, c);
  buf_putc(b, ']');
}

static void put_coverage(Buf *b, Day first, Day last) {
  if (first == DAY_NONE && last == DAY_NONE) return;
  json_key(b, "temporalCoverage");
  buf_putc(b, '"');
  if (first == DAY_NONE)
    buf_puts(b, "..");
  else
    day_put(b, first);
  if (last != first) buf_putc(b, '/');
  if (last == DAY_NONE)
    buf_puts(b, "..");
  else if (last != first)
    day_put(b, last);
  buf_putc(b, '"');
}

static void put_article(Buf *b, const Document *d) {
  json_key(b, "appearance");
  buf_puts(b, "{\"@type\":\"NewsArticle\",\"@id\":");
  export_source(b, d);
  if (d->url.n) json_str(b, "url", d->url);
  if (d->title.n) json_str(b, "headline", d->title);
  if (d->published.at.day != DAY_NONE) {
    json_key(b, "datePublished");
    buf_putc(b, '"');
    moment_put(b, d->published.at);
    buf_putc(b, '"');
  }
  if (d->publisher.n) {
    buf_puts(b, ",\"publisher\":{\"@type\":\"Organization\"");
    json_str(b, "name", d->publisher);
    buf_putc(b, '}');
  }
  if (d->lang.n) json_str(b, "inLanguage", d->lang);
  buf_putc(b, '}');
}

static void put(Buf *b, const ClaimHit *h) {
  const Claim *c = h->claim;
  bool figure = kind_is_figure(c->kind);
  buf_puts(b, "\"@type\":\"Claim\",\"@id\":");
  export_claim_urn(b, h);
  json_str(b, "text", str_slice(h->document->text, c->sentence.start, c->sentence.end));
  Buf name = BUF_INIT;
  export_summary(&name, h);
  json_str(b, "name", buf_str(&name));
  buf_release(&name);
  put_about(b, c);
  if (c->speaker.text.p) {
    json_key(b, "author");
    put_party(b, &c->speaker);
  }
  if (figure)
    put_coverage(b, c->time.first, c->time.last);
  else
    put_coverage(b, c->dates.first, c->dates.last);
  put_article(b, h->document);
}

const Exporter exporter_jsonld = {
    .name = "jsonld", .context = "\"https://schema.org\"", .head = "\"@graph\":[", .put = put};
