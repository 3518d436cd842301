/* unpack.c -- a parcel's cells as the Document and the Claims that they were made from: the mirror of parcel.c. */
#include "ledger/load.h"
#include "base/json.h"
#include "ledger/body.h"

/* Takes cells one after the other; the first that makes no sense makes all that follow empty. */
typedef struct {
  Arena *a;
  Str cells;
  size_t at;
  bool bad;
} Taker;

static Str take(Taker *t) {
  Str s = {0};
  if (!t->bad) t->bad = !cell_take_str(&s, t->cells, &t->at);
  return !t->bad && s.p ? arena_str(t->a, s) : (Str){0};
}

static int64_t take_int(Taker *t, int64_t otherwise) {
  int64_t v = otherwise;
  if (t->bad) return v;
  if (t->at < t->cells.n && t->cells.p[t->at] == 'N') {
    t->at++;
    return v;
  }
  t->bad = !cell_take_int(&v, t->cells, &t->at);
  return t->bad ? otherwise : v;
}

static uint32_t take_u32(Taker *t) {
  int64_t v = take_int(t, 0);
  if (v < 0 || v > UINT32_MAX) t->bad = true;
  return t->bad ? 0 : (uint32_t)v;
}

static void take_past(Taker *t, int count) {
  if (!t->bad) t->bad = !cells_skip(count, t->cells, &t->at);
}

static Day take_day(Taker *t) {
  Day d = DAY_NONE;
  Str s = take(t);
  if (s.n && !day_parse(&d, s)) t->bad = true;
  return d;
}

/* An exact number and the double beside it. */
static bool take_number(Taker *t, Number *out) {
  Str s = take(t);
  take_past(t, 1);
  *out = NUMBER_ZERO;
  if (s.n && !number_parse(out, s)) t->bad = true;
  return s.n > 0 && !t->bad;
}

static void take_bytes(Taker *t, void *out, size_t n) {
  Str s = take(t);
  if (s.n == n)
    memcpy(out, s.p, n);
  else
    t->bad = true;
}

/* --- the document -------------------------------------------------------------------------------------------------- */

static Found take_found(Taker *t) {
  Str name = take(t);
  if (!name.p) return FOUND_NONE;
  for (int f = FOUND_NONE; f <= FOUND_OPTION; f++)
    if (str_is(name, found_name((Found)f))) return (Found)f;
  t->bad = true;
  return FOUND_NONE;
}

static Dated take_dated(Taker *t) {
  Dated d = {.at = {.day = DAY_NONE, .second = -1}};
  Str s = take(t);
  if (s.n && !moment_parse(&d.at, s, true)) t->bad = true;
  d.how = take_found(t);
  return d;
}

static void open_document(Opened *out, Taker *t) {
  Document *d = &out->document;
  take_bytes(t, d->id.b, sizeof d->id.b);
  take_bytes(t, d->raw_hash.b, sizeof d->raw_hash.b);
  out->raw_bytes = (uint64_t)take_int(t, 0);
  d->text.n = take_u32(t);
  d->title = take(t);
  d->title_how = take_found(t);
  d->url = take(t);
  d->url_how = take_found(t);
  d->publisher = take(t);
  d->publisher_how = take_found(t);
  d->author = take(t);
  d->lang = take(t);
  d->wire = take(t);
  d->published = take_dated(t);
  d->modified = take_dated(t);
  d->encoding = take(t);
  d->format = take(t);
  d->flags = (unsigned)take_int(t, 0);
}

/* The first place counts; the others are only other copies of the same bytes. */
static void open_places(Document *d, Taker *t, size_t n) {
  for (size_t i = 0; i < n; i++) {
    Str path = take(t);
    int64_t offset = take_int(t, 0);
    Str given = take(t);
    if (i == 0) {
      d->path = path;
      d->offset = (uint64_t)offset;
    }
    if (given.n && (!d->given_id.n || str_cmp(given, d->given_id) < 0)) d->given_id = given;
  }
}

static ErrCode open_body(Opened *out, Taker *t, Zstd *codec, Err *err) {
  Document *d = &out->document;
  Str frame = take(t), map = take(t), blocks = take(t);
  size_t length = d->text.n;
  ErrCode code = OK;
  out->has_text = frame.p != NULL;
  if (frame.p) {
    code = text_unpack(&d->text, t->a, codec, frame, length, err);
  } else {
    char *blank = arena_alloc(t->a, length + 1);
    memset(blank, ' ', length);
    blank[length] = 0;
    d->text = str_make(blank, length);
  }
  if (code == OK && map.n) code = map_unpack(&d->map, t->a, map, err);
  if (code == OK) code = blocks_unpack(&d->blocks, &d->nblocks, NULL, t->a, blocks, length, err);
  return code;
}

static void open_citations(Document *d, Taker *t, size_t n) {
  d->references = arena_zalloc(t->a, (n + 1) * sizeof *d->references);
  d->nreferences = n;
  for (size_t i = 0; i < n; i++) {
    Reference *r = &d->references[i];
    take_past(t, 1);
    r->span.start = take_u32(t);
    r->span.end = take_u32(t);
    r->number = (int)take_int(t, 0);
    r->title = take(t);
    r->publisher = take(t);
    r->date = take(t);
    r->url = take(t);
    r->repaired = take_int(t, 0) != 0;
  }
}

static void open_links(Document *d, Taker *t, size_t n) {
  d->links = arena_zalloc(t->a, (n + 1) * sizeof *d->links);
  d->nlinks = n;
  for (size_t i = 0; i < n; i++) {
    Link *k = &d->links[i];
    take_past(t, 1);
    k->span.start = take_u32(t);
    k->span.end = take_u32(t);
    k->url = take(t);
    k->title = take(t);
  }
}

/* Without kept text the sentences are put back where they stood. */
static Span *open_sentences(Opened *out, Taker *t, size_t n) {
  Span *spans = arena_zalloc(t->a, (n + 1) * sizeof *spans);
  char *text = out->has_text ? NULL : (char *)(uintptr_t)out->document.text.p;
  for (size_t i = 0; i < n; i++) {
    spans[i].start = take_u32(t);
    spans[i].end = take_u32(t);
    Str s = take(t);
    if (spans[i].end > out->document.text.n || spans[i].start > spans[i].end || s.n != spans[i].end - spans[i].start)
      t->bad = true;
    if (text && !t->bad && s.n) memcpy(text + spans[i].start, s.p, s.n);
  }
  return spans;
}

/* --- claims -------------------------------------------------------------------------------------------------------- */

static void take_party(Taker *t, Party *p) {
  p->text = take(t);
  p->span.start = take_u32(t);
  p->span.end = take_u32(t);
  int64_t form = take_int(t, 0);
  p->type = (EntityType)(form & 0xff);
  p->how = (How)(form >> 8 & 0xff);
  p->core = (form >> 16 & 1) != 0;
}

static void take_name(Taker *t, Party *p) {
  p->entity = take(t);
  take_past(t, 2);
}

static void open_written(Written *w, Number value, int64_t form) {
  *w = (Written){.value = value,
                 .unit_exp = (int)(form & 0xff) - 128,
                 .zeros = (uint8_t)(form >> 8),
                 .digits = (uint8_t)(form >> 16),
                 .whole = (form >> 24 & 1) != 0,
                 .fraction = (form >> 25 & 1) != 0};
}

static void open_quantity(Quantity *q, Taker *t, bool figure) {
  q->has_value = take_number(t, &q->value);
  q->range.no_low = !take_number(t, &q->range.low);
  q->range.no_high = !take_number(t, &q->range.high);
  int64_t ends = take_int(t, 0);
  q->range.low_open = ends & 1;
  q->range.high_open = ends >> 1 & 1;
  Str hedge = take(t);
  if (figure && !hedge_parse(&q->hedge, hedge)) t->bad = true;
  q->unit = take(t);
  q->unit_assumed = take_int(t, 0) != 0;
  q->per = take(t);
  q->written_value = take(t);
  q->written_from = take(t);
  q->written_to = take(t);
  q->written_unit = take(t);
  int64_t form = take_int(t, -1);
  if (form >= 0) open_written(&q->written, q->value, form);
  if (!figure) *q = (Quantity){0};
}

static void open_concept(Claim *c, Taker *t) {
  Str json = take(t);
  JsonValue array, item;
  size_t at = 0, step = 0;
  if (!json.n) return;
  if (json_next(&array, json, &at, NULL) != OK || array.kind != JSON_ARRAY) {
    t->bad = true;
    return;
  }
  while (c->nconcept < 8 && json_element(&item, array, &step))
  c->concept[c->nconcept++] = json_text(t->a, item, NULL, NULL);
}

static void open_citation_indexes(Claim *c, Taker *t, size_t references) {
  Str json = take(t), rest = str_slice(json, 1, json.n ? json.n - 1 : 0), part;
  uint64_t v;
  if (!json.n) return;
  while (c->ncitations < 4 && str_split(&part, &rest, ',')) {
    if (!str_to_u64(&v, part) || v >= references) t->bad = true;
    if (!t->bad) c->citations[c->ncitations++] = (uint16_t)v;
  }
}

static void open_time(Claim *c, Taker *t) {
  c->time.text = take(t);
  c->time.timex = take(t);
  c->time.first = take_day(t);
  c->time.last = take_day(t);
  if (!basis_parse(&c->time.basis, take(t))) t->bad = true;
}

static void open_own_dates(Claim *c, Taker *t) {
  c->timex = take(t);
  c->dates.first = take_day(t);
  c->dates.last = take_day(t);
  int64_t grain = take_int(t, -1);
  c->dates.grain = (Grain)(grain < 0 ? 0 : grain);
  if (grain < 0) c->dates = (DateRange){0};
}

static void open_place(Claim *c, Taker *t, size_t length) {
  take_past(t, 1); /* number */
  if (!kind_parse(&c->kind, take(t))) t->bad = true;
  c->span.start = take_u32(t);
  c->span.end = take_u32(t);
  if (c->span.end > length || c->span.start > c->span.end) t->bad = true;
  take_past(t, 4); /* raw_start, raw_end, block, quote */
}

static void open_claim(Claim *c, Taker *t, const Document *d, const Span *sentences, size_t nsentences) {
  uint64_t sentence = (uint64_t)take_int(t, 0);
  if (sentence < nsentences)
    c->sentence = sentences[sentence];
  else
    t->bad = true;
  take_name(t, &c->subject);
  take_name(t, &c->speaker);
  c->rule = take(t);
  c->mention_rule = take(t);
  take_bytes(t, c->id.b, sizeof c->id.b);
  take_bytes(t, c->figure.b, sizeof c->figure.b);
  open_place(c, t, d->text.n);
  open_quantity(&c->quantity, t, kind_is_figure(c->kind));
  open_own_dates(c, t);
  c->event = take(t);
  take_party(t, &c->subject);
  c->measure = take(t);
  take_past(t, 2); /* root, cluster */
  open_concept(c, t);
  if (!change_parse(&c->change, take(t))) t->bad = true;
  c->scope_period = take(t);
  c->scope_of = take(t);
  open_time(c, t);
  if (!modality_parse(&c->modality, take(t))) t->bad = true;
  take_party(t, &c->speaker);
  c->speaker_cue = take(t);
  open_citation_indexes(c, t, d->nreferences);
  c->same_as = (int32_t)take_int(t, -1);
  c->from = (int32_t)take_int(t, -1);
  take_past(t, 3); /* from_low, from_high, from_ends: derived */
  c->mark = (uint8_t)take_int(t, 0);
}

ErrCode parcel_open(Opened *out, Arena *a, Zstd *codec, const Parcel *p, Err *err) {
  Taker t = {.a = a, .cells = buf_str(&p->cells)};
  *out = (Opened){0};
  open_document(out, &t);
  open_places(&out->document, &t, p->places);
  ErrCode code = open_body(out, &t, codec, err);
  if (code != OK) return code;
  open_citations(&out->document, &t, p->citations);
  open_links(&out->document, &t, p->links);
  Span *sentences = open_sentences(out, &t, p->sentences);
  out->claims.items = arena_zalloc(a, (p->claims + 1) * sizeof *out->claims.items);
  out->claims.n = p->claims;
  for (size_t i = 0; i < p->claims && !t.bad; i++)
    open_claim(&out->claims.items[i], &t, &out->document, sentences, p->sentences);
  return t.bad ? err_set(err, ERR_LEDGER, "a row of the ledger makes no sense: run claimledger verify") : OK;
}
