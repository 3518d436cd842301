/* conflict_out.c -- a conflict as NDJSON and as cells. */
#include "ledger/conflicts.h"
#include "base/json.h"

static void put_id(Buf *b, char prefix, Id id) {
  buf_putc(b, '"');
  full_id_put(b, prefix, id);
  buf_putc(b, '"');
}

static void put_day(Buf *b, const char *key, Day d) {
  json_key(b, key);
  if (d == DAY_NONE) {
    buf_puts(b, "null");
    return;
  }
  buf_putc(b, '"');
  day_put(b, d);
  buf_putc(b, '"');
}

/* The columns of a claim that tell it apart, under their names in hit_columns. */
static void put_member(Buf *b, const ClaimHit *h) {
  static const size_t told[] = {14, 15, 16, 2, 3, 4, 5, 6, 17};
  Buf cell = BUF_INIT;
  json_item(b);
  buf_puts(b, "{\"id\":");
  put_id(b, 'c', h->claim->id);
  json_key(b, "document");
  put_id(b, 'd', h->document->id);
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    buf_reset(&cell);
    hit_put_cell(&cell, h, told[i]);
    json_str_or_null(b, hit_columns[told[i]], cell.n ? buf_str(&cell) : (Str){0});
  }
  buf_putc(b, '}');
  buf_release(&cell);
}

static void put_witnesses(Buf *b, const Conflict *c) {
  json_key(b, "witnesses");
  buf_putc(b, '[');
  for (size_t i = 0; i < c->nwitnesses; i++) {
    json_item(b);
    buf_putc(b, '[');
    put_id(b, 'c', c->members[c->witnesses[i].a].claim->id);
    buf_putc(b, ',');
    put_id(b, 'c', c->members[c->witnesses[i].b].claim->id);
    buf_putc(b, ']');
  }
  buf_putc(b, ']');
}

static void put_reviews(Buf *b, const Conflict *c) {
  json_key(b, "reviews");
  buf_putc(b, '[');
  for (size_t i = 0; i < c->nwitnesses; i++) {
    const Witness *w = &c->witnesses[i];
    if (!w->review.n) continue;
    json_item(b);
    buf_putc(b, '{');
    json_int(b, "witness", (int64_t)i);
    json_str(b, "action", w->review);
    json_str_or_null(b, "reason", w->reason);
    json_str_or_null(b, "note", w->note);
    json_str_or_null(b, "who", w->who);
    json_str_or_null(b, "at", w->at);
    buf_putc(b, '}');
  }
  buf_putc(b, ']');
}

void conflict_put_json(Buf *b, const Conflict *c) {
  buf_puts(b, "{\"v\":1");
  json_key(b, "id");
  put_id(b, 'x', c->id);
  json_str(b, "word", str_of(word_name(c->word)));
  json_str(b, "verdict", str_of(verdict_name(c->verdict)));
  json_int(b, "severity", c->severity);
  json_key(b, "flags");
  flags_put_json(b, c->flags);
  json_str(b, "subject", c->subject);
  json_str(b, "measure", c->measure);
  json_str_or_null(b, "per", c->per.n ? c->per : (Str){0});
  json_key(b, "time");
  buf_putc(b, '{');
  put_day(b, "first", c->first);
  put_day(b, "last", c->last);
  buf_putc(b, '}');
  put_witnesses(b, c);
  json_key(b, "members");
  buf_putc(b, '[');
  for (size_t i = 0; i < c->nmembers; i++) put_member(b, &c->members[i]);
  buf_putc(b, ']');
  json_int(b, "documents", c->documents);
  json_int(b, "origins", c->origins);
  json_int(b, "sources", c->sources);
  json_bool(b, "dismissed", c->dismissed);
  put_reviews(b, c);
  json_str(b, "why", c->why);
  buf_putc(b, '}');
}

const char *const conflict_columns[CONFLICT_COLUMNS] = {"id",      "word",  "verdict", "severity", "subject",
                                                        "measure", "first", "last",    "figures",  "sources",
                                                        "origins", "flags", "why"};

/* The stated values, each once, in the members' order. */
static void put_figures(Buf *b, const Conflict *c) {
  size_t from = b->n;
  for (size_t i = 0; i < c->nmembers; i++) {
    const ClaimHit *h = &c->members[i];
    Str quote = str_slice(h->document->text, h->claim->span.start, h->claim->span.end);
    if (str_find(str_slice(buf_str(b), from, b->n), quote, 0) != SIZE_MAX) continue;
    if (b->n > from) buf_puts(b, " / ");
    buf_put(b, quote);
  }
}

static void put_flags(Buf *b, unsigned flags) {
  const char *gap = "";
  for (unsigned bit = 1; flag_name(bit); bit <<= 1)
    if (flags & bit) {
      buf_printf(b, "%s%s", gap, flag_name(bit));
      gap = " ";
    }
}

void conflict_put_cell(Buf *b, const Conflict *c, size_t column) {
  switch (column) {
  case 0: short_id_put(b, 'x', c->id); break;
  case 1: buf_puts(b, word_name(c->word)); break;
  case 2: buf_puts(b, verdict_name(c->verdict)); break;
  case 3: buf_put_i64(b, c->severity); break;
  case 4: buf_put(b, c->subject); break;
  case 5: buf_put(b, c->measure); break;
  case 6:
    if (c->first != DAY_NONE) day_put(b, c->first);
    break;
  case 7:
    if (c->last != DAY_NONE) day_put(b, c->last);
    break;
  case 8: put_figures(b, c); break;
  case 9: buf_put_i64(b, c->sources); break;
  case 10: buf_put_i64(b, c->origins); break;
  case 11: put_flags(b, c->flags); break;
  default: buf_put(b, c->why);
  }
}
