/* claim_row.c -- from a claim in its document to the row that is compared. */
#include "ledger/compare.h"

Str source_key(const Document *d, Arena *a) {
  if (d->url.n) return d->url;
  if (d->given_id.n) return arena_printf(a, "%.*s\x1f%.*s", STR_ARGS(d->publisher), STR_ARGS(d->given_id));
  return d->path;
}

Id pair_id(const ClaimRow *a, const ClaimRow *b) {
  bool in_order = memcmp(a->figure.b, b->figure.b, sizeof a->figure.b) <= 0;
  const Id *first = in_order ? &a->figure : &b->figure, *second = in_order ? &b->figure : &a->figure;
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, str_make((const char *)first->b, sizeof first->b));
  hasher_field(&h, str_make((const char *)second->b, sizeof second->b));
  return id_of(hasher_done(&h));
}

static Str slice(const Document *d, Span s) { return str_slice(d->text, s.start, s.end); }

static void fill_party(ClaimRow *r, const Claim *c) {
  r->subject = c->subject.entity.p ? c->subject.entity : STR("");
  r->subject_text = c->subject.text.p ? c->subject.text : STR("");
  r->subject_core = c->subject.core;
  r->subject_type = c->subject.type;
  r->speaker = c->speaker.entity.p ? c->speaker.entity : c->speaker.text;
}

static void fill_meaning(ClaimRow *r, const Claim *c) {
  r->measure = measure_find(c->measure);
  r->root = measure_root(r->measure);
  memcpy(r->concept, c->concept, sizeof r->concept);
  r->nconcept = c->nconcept;
  r->change = c->change;
  r->per = c->quantity.per;
  r->scope_period = c->scope_period;
  r->scope_of = c->scope_of;
  r->first = c->time.first;
  r->last = c->time.last;
  r->basis = c->time.basis;
  r->modality = c->modality;
  r->mark = c->mark;
}

/* Levels that frame a change are meant as precisely as they are written. */
static Interval firm_reading(const Quantity *q) {
  return q->has_value && q->hedge == HEDGE_NONE ? interval_tight(q->written) : q->range;
}

static bool same_place(const Claim *x, const Claim *y) {
  return x->sentence.start == y->sentence.start && str_eq(x->subject.text, y->subject.text);
}

/* "doubled to 40": the level before it is 40 divided by the multiple of the same sentence and subject. */
static bool level_before(Interval *out, const Claim *c, const Claims *all) {
  if (c->change != CHANGE_UP_TO && c->change != CHANGE_DOWN_TO) return false;
  for (size_t i = 0; i < all->n; i++) {
    const Claim *m = &all->items[i];
    if (m->kind == KIND_MULTIPLE && m->change != CHANGE_LEVEL && m->quantity.has_value && same_place(c, m))
      return interval_div(out, firm_reading(&c->quantity), interval_closed(m->quantity.value, m->quantity.value));
  }
  return false;
}

void claim_row_of(ClaimRow *out, const Claim *c, const Document *d, const Claims *all) {
  *out = (ClaimRow){.id = c->id, .figure = c->figure, .document = d->id, .kind = c->kind, .quantity = c->quantity};
  out->raw = id_of(d->raw_hash);
  out->timex = c->timex;
  out->dates = c->dates;
  out->event = c->event;
  fill_party(out, c);
  fill_meaning(out, c);
  out->published = d->published.at;
  out->quote = slice(d, c->sentence);
  out->text = slice(d, c->span);
  if (c->from >= 0 && all && (size_t)c->from < all->n) {
    out->has_from = true;
    out->from = firm_reading(&all->items[c->from].quantity);
  } else if (all && kind_is_figure(c->kind)) {
    out->has_from = level_before(&out->from, c, all);
  }
}
