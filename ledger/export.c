/* export.c -- the table of exporters and what they share. */
#include "ledger/export.h"
#include "base/json.h"

extern const Exporter exporter_w3c, exporter_jsonld;
const Exporter *const exporters[] = {&exporter_w3c, &exporter_jsonld, NULL};

const Exporter *exporter_find(const char *name) {
  for (const Exporter *const *e = exporters; *e; e++)
    if (strcmp((*e)->name, name) == 0) return *e;
  return NULL;
}

void exporter_head(Buf *b, const Exporter *e) { buf_printf(b, "{\"@context\":%s,%s\n", e->context, e->head); }

void exporter_item(Buf *b, const Exporter *e, const ClaimHit *h) {
  buf_putc(b, '{');
  e->put(b, h);
  buf_putc(b, '}');
}

void exporter_alone(Buf *b, const Exporter *e, const ClaimHit *h) {
  buf_printf(b, "{\"@context\":%s,", e->context);
  e->put(b, h);
  buf_putc(b, '}');
}

void exporter_tail(Buf *b) { buf_puts(b, "\n]}\n"); }

void export_claim_urn(Buf *b, const ClaimHit *h) {
  buf_puts(b, "\"urn:claimledger:");
  full_id_put(b, 'c', h->claim->id);
  buf_putc(b, '"');
}

void export_source(Buf *b, const Document *d) {
  if (d->url.n) {
    json_put_string(b, d->url);
    return;
  }
  buf_puts(b, "\"urn:sha256:");
  hex_put(b, d->raw_hash.b, sizeof d->raw_hash.b);
  buf_putc(b, '"');
}

static void put_word(Buf *b, Str word) {
  if (!word.n) return;
  if (b->n) buf_putc(b, ' ');
  buf_put(b, word);
}

/* "Nvidia, market_value, down_by, 598000000000 USD, about, 2025-01-27"; what says nothing is left out */
void export_summary(Buf *b, const ClaimHit *h) {
  static const size_t parts[][2] = {{7, 7}, {8, 8}, {9, 9}, {2, 3}, {6, 6}, {10, 11}};
  Buf all = BUF_INIT;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    Buf part = BUF_INIT;
    for (size_t column = parts[i][0]; column <= parts[i][1]; column++) {
      Buf cell = BUF_INIT;
      hit_put_cell(&cell, h, column);
      bool silent = str_is(buf_str(&cell), "none") || str_is(buf_str(&cell), "level");
      if (!silent && !str_eq(buf_str(&cell), buf_str(&part))) put_word(&part, buf_str(&cell));
      buf_release(&cell);
    }
    if (part.n && all.n) buf_puts(&all, ", ");
    buf_put(&all, buf_str(&part));
    buf_release(&part);
  }
  buf_put(b, buf_str(&all));
  buf_release(&all);
}
