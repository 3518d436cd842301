/* hit.c -- a claim of the ledger on its way to people and programs. */
#include "ledger/hit.h"
#include "ledger/conflicts.h"
#include "ledger/rows.h"
#include "base/json.h"

const char *const hit_columns[HIT_COLUMNS] = {
    "id",    "kind", "value",    "unit",    "low",    "high",      "hedge", "subject",  "measure", "change",
    "first", "last", "modality", "speaker", "source", "published", "quote", "sentence", "document"};

static void put_id(Buf *b, char prefix, Id id, size_t bytes) {
  buf_putc(b, prefix);
  buf_putc(b, ':');
  hex_put(b, id.b, bytes);
}

void short_id_put(Buf *b, char prefix, Id id) { put_id(b, prefix, id, 5); }
void full_id_put(Buf *b, char prefix, Id id) { put_id(b, prefix, id, sizeof id.b); }

/* "en@" and the first 12 of the 64 digits. */
static Str short_pack(Str pack) {
  size_t at = str_chr(pack, '@', 0);
  return at == SIZE_MAX ? pack : str_slice(pack, 0, at + 13);
}

void hit_put_json(Buf *b, const ClaimHit *h) {
  claim_put_json_as(b, h->document, h->claim, short_pack(h->pack));
  if (!h->repeated_block) return;
  b->n--; /* the closing brace */
  json_bool(b, "repeated_block", true);
  buf_putc(b, '}');
}

/* --- cells --------------------------------------------------------------------------------------------------------- */

static void put_slice(Buf *b, const ClaimHit *h, Span s) { buf_put(b, str_slice(h->document->text, s.start, s.end)); }

static void put_number(Buf *b, bool there, Number n) {
  if (there) number_put(b, n);
}

static void put_party(Buf *b, const Party *p) { buf_put(b, p->entity.n ? p->entity : p->text); }

static void put_day(Buf *b, Day d) {
  if (d != DAY_NONE) day_put(b, d);
}

static void put_source(Buf *b, const Document *d) {
  buf_put(b, d->publisher.n ? d->publisher : d->url.n ? d->url : d->path);
}

/* Figures: value unit low high hedge; a dated event's value is its days. */
static void put_quantity_cell(Buf *b, const Claim *c, size_t column) {
  const Quantity *q = &c->quantity;
  if (!kind_is_figure(c->kind)) {
    if (column == 2) buf_put(b, c->timex);
    return;
  }
  switch (column) {
  case 2: put_number(b, q->has_value, q->value); break;
  case 3: buf_put(b, q->unit); break;
  case 4: put_number(b, !q->range.no_low, q->range.low); break;
  case 5: put_number(b, !q->range.no_high, q->range.high); break;
  default: buf_puts(b, hedge_name(q->hedge));
  }
}

static void put_meaning_cell(Buf *b, const Claim *c, size_t column) {
  bool figure = kind_is_figure(c->kind);
  switch (column) {
  case 7: put_party(b, &c->subject); break;
  case 8: buf_put(b, figure ? c->measure : c->event); break;
  case 9: buf_puts(b, change_name(c->change)); break;
  case 10: put_day(b, figure ? c->time.first : c->dates.first); break;
  case 11: put_day(b, figure ? c->time.last : c->dates.last); break;
  case 12: buf_puts(b, modality_name(c->modality)); break;
  default: put_party(b, &c->speaker);
  }
}

void hit_put_cell(Buf *b, const ClaimHit *h, size_t column) {
  const Claim *c = h->claim;
  const Document *d = h->document;
  switch (column) {
  case 0: short_id_put(b, 'c', c->id); break;
  case 1: buf_puts(b, kind_name(c->kind)); break;
  case 14: put_source(b, d); break;
  case 15: put_day(b, d->published.at.day); break;
  case 16: put_slice(b, h, c->span); break;
  case 17: put_slice(b, h, c->sentence); break;
  case 18: short_id_put(b, 'd', d->id); break;
  default:
    if (column < 7)
      put_quantity_cell(b, c, column);
    else
      put_meaning_cell(b, c, column);
  }
}

/* --- the comparison's view --------------------------------------------------------------------------------------------- */

ErrCode hit_row(ClaimRow *out, Arena *a, Ledger *l, const ClaimHit *h, Err *err) {
  RowReader *r;
  ErrCode code = row_reader_new(&r, l, err);
  if (code == OK) code = row_of_claim(out, a, r, h->key, err);
  row_reader_free(r);
  return code;
}
