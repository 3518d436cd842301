/* claim.c -- content ids of a claim: what makes two claims the same row, and two figures the same figure.
 *
 * The claim's id covers every field, so that another reading of the same words (a changed pack) is another row. The
 * figure's id covers only what stands in the raw bytes and its value, so that a human decision about a figure survives a
 * changed pack. */
#include "extractor/claim.h"

static void add_span(Hasher *h, Span s) {
  hasher_field_i64(h, s.start);
  hasher_field_i64(h, s.end);
}

static void add_number(Hasher *h, Number n) {
  hasher_field_i64(h, n.num);
  hasher_field_i64(h, n.den);
  hasher_field_i64(h, n.exp);
}

static void add_interval(Hasher *h, Interval r) {
  hasher_field_i64(h, r.low_open | r.high_open << 1 | r.no_low << 2 | r.no_high << 3);
  if (!r.no_low) add_number(h, r.low);
  if (!r.no_high) add_number(h, r.high);
}

static void add_dates(Hasher *h, DateRange d) {
  hasher_field_i64(h, d.first);
  hasher_field_i64(h, d.last);
  hasher_field_i64(h, d.grain);
}

static void add_party(Hasher *h, const Party *p) {
  add_span(h, p->span);
  hasher_field(h, p->text);
  hasher_field(h, p->entity);
  hasher_field_i64(h, p->type);
  hasher_field_i64(h, p->how);
  hasher_field_i64(h, p->core);
}

static void add_quantity(Hasher *h, const Quantity *q) {
  hasher_field_i64(h, q->has_value);
  if (q->has_value) add_number(h, q->value);
  add_interval(h, q->range);
  hasher_field_i64(h, q->hedge);
  hasher_field(h, q->unit);
  hasher_field_i64(h, q->unit_assumed);
  hasher_field(h, q->written_value);
  hasher_field(h, q->written_from);
  hasher_field(h, q->written_to);
  hasher_field(h, q->written_unit);
  hasher_field(h, q->per);
}

static void add_meaning(Hasher *h, const Claim *c) {
  hasher_field(h, c->event);
  hasher_field(h, c->measure);
  hasher_field_i64(h, c->nconcept);
  for (unsigned i = 0; i < c->nconcept; i++) hasher_field(h, c->concept[i]);
  hasher_field_i64(h, c->change);
  hasher_field(h, c->scope_period);
  hasher_field(h, c->scope_of);
  hasher_field(h, c->time.text);
  hasher_field(h, c->time.timex);
  hasher_field_i64(h, c->time.first);
  hasher_field_i64(h, c->time.last);
  hasher_field_i64(h, c->time.basis);
  hasher_field_i64(h, c->modality);
  add_party(h, &c->speaker);
  hasher_field(h, c->speaker_cue);
  hasher_field_i64(h, c->ncitations);
  for (unsigned i = 0; i < c->ncitations; i++) hasher_field_i64(h, c->citations[i]);
  hasher_field(h, c->rule);
  hasher_field(h, c->mention_rule);
  hasher_field_i64(h, c->same_as);
  hasher_field_i64(h, c->from);
  hasher_field_i64(h, c->mark);
}

static Id claim_id(const Claim *c, const Document *d, Sha256 pack) {
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, str_make((const char *)d->id.b, sizeof d->id.b));
  add_span(&h, c->span);
  add_span(&h, c->sentence);
  hasher_field_i64(&h, c->kind);
  if (kind_is_figure(c->kind)) add_quantity(&h, &c->quantity);
  hasher_field(&h, c->timex);
  add_dates(&h, c->dates);
  add_party(&h, &c->subject);
  add_meaning(&h, c);
  hasher_field(&h, str_make((const char *)pack.b, sizeof pack.b));
  return id_of(hasher_done(&h));
}

static Id figure_id(const Claim *c, const Document *d) {
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, str_make((const char *)d->raw_hash.b, sizeof d->raw_hash.b));
  add_span(&h, map_to_raw(&d->map, c->span));
  hasher_field_i64(&h, c->kind);
  if (!kind_is_figure(c->kind))
    add_dates(&h, c->dates);
  else if (c->quantity.has_value)
    add_number(&h, c->quantity.value);
  else
    add_interval(&h, c->quantity.range);
  hasher_field(&h, kind_is_figure(c->kind) ? c->quantity.unit : STR(""));
  return id_of(hasher_done(&h));
}

void claim_identify(Claim *c, const Document *d, Sha256 pack) {
  c->id = claim_id(c, d, pack);
  c->figure = figure_id(c, d);
}
