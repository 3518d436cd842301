/* parcel.c -- a document and its claims as rows. Runs on a worker: everything that can be done without the ledger (packing,
 * hashing, formatting exact numbers) is done here, so that the one writer only binds and inserts. */
#include "ledger/parcel.h"
#include "base/json.h"
#include "ledger/body.h"
#include "ledger/cluster.h"
#include "ledger/compare.h"
#include <stdlib.h>

Parcel *parcel_new(void) { return mem_zalloc(sizeof(Parcel)); }

void parcel_set_lang(Parcel *p, Str lang) {
  size_t n = lang.n < sizeof p->lang ? lang.n : sizeof p->lang - 1;
  if (n) memcpy(p->lang, lang.p, n);
  p->lang[n] = 0;
}

void parcel_free(Parcel *p) {
  if (!p) return;
  buf_release(&p->cells);
  free(p);
}

size_t parcel_size(const Parcel *p) { return sizeof *p + p->cells.cap; }
size_t parcel_claims(const Parcel *p) { return p->claims; }

int shard_of(Id document, int shards) {
  uint64_t v = 0;
  for (unsigned i = 0; i < 8; i++) v = v << 8 | document.b[i];
  return (int)(v % (uint64_t)shards);
}

/* --- small cells --------------------------------------------------------------------------------------------------- */

/* A number, day or moment is written through its own printer into a scratch buffer. */
typedef struct {
  Buf *out;
  Buf scratch;
} Cells;

static void cell_scratch(Cells *c) {
  cell_text_or_null(c->out, buf_str(&c->scratch));
  buf_reset(&c->scratch);
}

static void cell_day(Cells *c, Day d) {
  if (d != DAY_NONE) day_put(&c->scratch, d);
  cell_scratch(c);
}

static void cell_moment(Cells *c, Moment m) {
  if (m.day != DAY_NONE) moment_put(&c->scratch, m);
  cell_scratch(c);
}

static void cell_number(Cells *c, bool stated, Number n) {
  bool present = stated && n.den != 0; /* no exact number has no denominator */
  if (present) number_put(&c->scratch, n);
  cell_scratch(c);
  if (present)
    cell_real(c->out, number_double(n));
  else
    cell_null(c->out);
}

static void cell_found(Buf *b, Found f) { cell_text(b, f == FOUND_NONE ? (Str){0} : str_of(found_name(f))); }

/* --- the document -------------------------------------------------------------------------------------------------- */

static void put_document(Cells *c, const Document *d) {
  Buf *b = c->out;
  cell_blob(b, d->id.b, sizeof d->id.b);
  cell_blob(b, d->raw_hash.b, sizeof d->raw_hash.b);
  cell_int(b, (int64_t)d->raw.n);
  cell_int(b, (int64_t)d->text.n);
  cell_text_or_null(b, d->title);
  cell_found(b, d->title_how);
  cell_text_or_null(b, d->url);
  cell_found(b, d->url_how);
  cell_text_or_null(b, d->publisher);
  cell_found(b, d->publisher_how);
  cell_text_or_null(b, d->author);
  cell_text_or_null(b, d->lang);
  cell_text_or_null(b, d->wire);
  cell_moment(c, d->published.at);
  cell_found(b, d->published.how);
  cell_moment(c, d->modified.at);
  cell_found(b, d->modified.how);
  cell_text_or_null(b, d->encoding);
  cell_text_or_null(b, d->format);
  cell_int(b, d->flags);
}

static void put_body(Buf *b, Zstd *codec, const Document *d) {
  Buf packed = BUF_INIT;
  if (codec) zstd_pack(&packed, codec, d->text);
  if (codec)
    cell_blob(b, packed.p, packed.n);
  else
    cell_null(b);
  buf_reset(&packed);
  map_pack(&packed, &d->map);
  cell_blob(b, packed.p ? packed.p : "", packed.n);
  buf_reset(&packed);
  blocks_pack(&packed, d);
  cell_blob(b, packed.p ? packed.p : "", packed.n);
  buf_release(&packed);
}

static void put_citation(Buf *b, size_t number, const Reference *r) {
  cell_int(b, (int64_t)number);
  cell_int(b, r->span.start);
  cell_int(b, r->span.end);
  cell_int(b, r->number);
  cell_text_or_null(b, r->title);
  cell_text_or_null(b, r->publisher);
  cell_text_or_null(b, r->date);
  cell_text_or_null(b, r->url);
  cell_int(b, r->repaired);
}

static void put_link(Buf *b, size_t number, const Link *k) {
  cell_int(b, (int64_t)number);
  cell_int(b, k->span.start);
  cell_int(b, k->span.end);
  cell_text(b, k->url.p ? k->url : STR(""));
  cell_text_or_null(b, k->title);
}

/* --- claims -------------------------------------------------------------------------------------------------------- */

static void put_entity(Buf *b, const Party *p) {
  if (p->entity.n) {
    cell_text(b, p->entity);
    cell_text(b, str_of(entity_type_name(p->type)));
    cell_int(b, p->core);
    return;
  }
  for (int i = 0; i < 3; i++) cell_null(b);
}

static void put_party(Buf *b, const Party *p) {
  cell_text(b, p->text);
  cell_int(b, p->span.start);
  cell_int(b, p->span.end);
  cell_int(b, (int64_t)p->type | (int64_t)p->how << 8 | (int64_t)p->core << 16);
}

static int64_t written_form(const Written *w) {
  return (w->unit_exp + 128) | w->zeros << 8 | w->digits << 16 | w->whole << 24 | w->fraction << 25;
}

static void put_quantity(Cells *c, const Quantity *q) {
  const Interval *r = &q->range;
  Buf *b = c->out;
  cell_number(c, q->has_value, q->value);
  cell_number(c, !r->no_low, r->low);
  cell_number(c, !r->no_high, r->high);
  cell_int(b, r->low_open | r->high_open << 1);
  cell_text(b, str_of(hedge_name(q->hedge)));
  cell_text(b, q->unit);
  cell_int(b, q->unit_assumed);
  cell_text(b, q->per);
  cell_text(b, q->written_value);
  cell_text(b, q->written_from);
  cell_text(b, q->written_to);
  cell_text(b, q->written_unit);
  cell_int(b, written_form(&q->written));
}

/* A date claim has no quantity: value low high (each with its real), ends, hedge, unit, assumed, per, written x 5. */
static void put_no_quantity(Buf *b) {
  for (int i = 0; i < 6; i++) cell_null(b);
  cell_int(b, 0);
  cell_null(b);
  cell_null(b);
  cell_int(b, 0);
  for (int i = 0; i < 6; i++) cell_null(b);
}

/* Days that were never set (a figure's) are three nulls; unknown days have a grain. */
static void put_own_dates(Cells *c, const Claim *k) {
  const DateRange *d = &k->dates;
  cell_text(c->out, k->timex);
  if (!d->first && !d->last && !d->grain) {
    for (int i = 0; i < 3; i++) cell_null(c->out);
    return;
  }
  cell_day(c, d->first);
  cell_day(c, d->last);
  cell_int(c->out, d->grain);
}

static void put_concept(Cells *c, const Claim *k) {
  if (k->nconcept) buf_putc(&c->scratch, '[');
  for (unsigned i = 0; i < k->nconcept; i++) {
    json_item(&c->scratch);
    json_put_string(&c->scratch, k->concept[i]);
  }
  if (k->nconcept) buf_putc(&c->scratch, ']');
  cell_scratch(c);
}

static void put_citations(Cells *c, const Claim *k) {
  if (k->ncitations) buf_putc(&c->scratch, '[');
  for (unsigned i = 0; i < k->ncitations; i++) {
    json_item(&c->scratch);
    buf_put_u64(&c->scratch, k->citations[i]);
  }
  if (k->ncitations) buf_putc(&c->scratch, ']');
  cell_scratch(c);
}

static void put_root_and_cluster(Cells *c, const ClaimRow *row) {
  cell_text(c->out, row->root ? row->root->id : (Str){0});
  if (!cluster_admits(row)) {
    cell_null(c->out);
    return;
  }
  cluster_key(&c->scratch, row);
  cell_int(c->out, (int64_t)str_hash(buf_str(&c->scratch)));
  buf_reset(&c->scratch);
}

static void put_time(Cells *c, const Claim *k) {
  cell_text(c->out, k->time.text);
  cell_text(c->out, k->time.timex);
  cell_day(c, k->time.first);
  cell_day(c, k->time.last);
  cell_text(c->out, str_of(basis_name(k->time.basis)));
}

static void put_place(Buf *b, const Document *d, const Claim *k) {
  Span raw = map_to_raw(&d->map, k->span);
  cell_int(b, k->span.start);
  cell_int(b, k->span.end);
  cell_int(b, raw.start);
  cell_int(b, raw.end);
  cell_int(b, (int64_t)block_at(d->blocks, d->nblocks, k->span.start));
  cell_text(b, str_slice(d->text, k->span.start, k->span.end));
}

/* The level that a change began at, as comparison derived it from the whole document. */
static void put_from(Cells *c, const ClaimRow *row) {
  const Interval *r = &row->from;
  if (!row->has_from) {
    for (int i = 0; i < 3; i++) cell_null(c->out);
    return;
  }
  if (!r->no_low) number_put(&c->scratch, r->low);
  cell_scratch(c);
  if (!r->no_high) number_put(&c->scratch, r->high);
  cell_scratch(c);
  cell_int(c->out, r->low_open | r->high_open << 1);
}

static void put_tail(Cells *c, const Claim *k, const ClaimRow *row) {
  Buf *b = c->out;
  cell_text(b, str_of(modality_name(k->modality)));
  put_party(b, &k->speaker);
  cell_text_or_null(b, k->speaker_cue);
  put_citations(c, k);
  if (k->same_as >= 0)
    cell_int(b, k->same_as);
  else
    cell_null(b);
  if (k->from >= 0)
    cell_int(b, k->from);
  else
    cell_null(b);
  put_from(c, row);
  cell_int(b, k->mark);
}

/* CLAIM_COLUMNS, in their order. */
static void put_claim_columns(Cells *c, const Document *d, const Claims *all, size_t number) {
  const Claim *k = &all->items[number];
  Buf *b = c->out;
  ClaimRow row = {0};
  claim_row_of(&row, k, d, all);
  cell_blob(b, k->id.b, sizeof k->id.b);
  cell_blob(b, k->figure.b, sizeof k->figure.b);
  cell_int(b, (int64_t)number);
  cell_text(b, str_of(kind_name(k->kind)));
  put_place(b, d, k);
  if (kind_is_figure(k->kind))
    put_quantity(c, &k->quantity);
  else
    put_no_quantity(b);
  put_own_dates(c, k);
  cell_text_or_null(b, k->event);
  put_party(b, &k->subject);
  cell_text(b, k->measure);
  put_root_and_cluster(c, &row);
  put_concept(c, k);
  cell_text(b, str_of(change_name(k->change)));
  cell_text(b, k->scope_period);
  cell_text(b, k->scope_of);
  put_time(c, k);
  put_tail(c, k, &row);
}

/* --- the parcel ---------------------------------------------------------------------------------------------------- */

/* The distinct sentences of the claims, in text order; which[i]: index of claim i's. */
static size_t used_sentences(Span *sentences, size_t *which, const Claims *claims) {
  size_t n = 0;
  for (size_t i = 0; i < claims->n; i++) {
    Span s = claims->items[i].sentence;
    size_t k = n;
    while (k > 0 && sentences[k - 1].start >= s.start &&
           !(sentences[k - 1].start == s.start && sentences[k - 1].end == s.end))
      k--;
    if (k == 0 || sentences[k - 1].start != s.start || sentences[k - 1].end != s.end) {
      k = ++n;
      sentences[k - 1] = s;
    }
    which[i] = k - 1;
  }
  return n;
}

static void put_sentences(Parcel *p, const Document *d, const Claims *claims, size_t *which) {
  Span *sentences = mem_alloc((claims->n + 1) * sizeof *sentences);
  p->sentences = used_sentences(sentences, which, claims);
  for (size_t i = 0; i < p->sentences; i++) {
    cell_int(&p->cells, sentences[i].start);
    cell_int(&p->cells, sentences[i].end);
    cell_text(&p->cells, str_slice(d->text, sentences[i].start, sentences[i].end));
  }
  free(sentences);
}

static void hash_from(Hasher *h, const Parcel *p, size_t from) {
  hasher_add(h, str_slice(buf_str(&p->cells), from, p->cells.n));
}

static void put_claims(Parcel *p, Cells *c, Hasher *h, const Document *d, const Claims *claims) {
  size_t *which = mem_alloc((claims->n + 1) * sizeof *which);
  put_sentences(p, d, claims, which);
  for (size_t i = 0; i < claims->n; i++) {
    cell_int(c->out, (int64_t)which[i]);
    size_t from = c->out->n;
    put_entity(c->out, &claims->items[i].subject);
    put_entity(c->out, &claims->items[i].speaker);
    cell_text(c->out, claims->items[i].rule.p ? claims->items[i].rule : STR(""));
    cell_text(c->out, claims->items[i].mention_rule.p ? claims->items[i].mention_rule : STR(""));
    put_claim_columns(c, d, claims, i);
    hash_from(h, p, from);
  }
  p->claims = claims->n;
  free(which);
}

static void put_references(Parcel *p, Hasher *h, const Document *d) {
  size_t from = p->cells.n;
  for (size_t i = 0; i < d->nreferences; i++) put_citation(&p->cells, i, &d->references[i]);
  hash_from(h, p, from);
  for (size_t i = 0; i < d->nlinks; i++) put_link(&p->cells, i, &d->links[i]);
  p->citations = d->nreferences;
  p->links = d->nlinks;
}

/* codec NULL: the text is not kept. */
static void fill(Parcel *p, Zstd *codec, const Document *d, const Extraction *e) {
  Cells c = {.out = &p->cells};
  Hasher h;
  hasher_init(&h);
  put_document(&c, d);
  hash_from(&h, p, 0);
  cell_text(&p->cells, d->path.p ? d->path : STR(""));
  cell_int(&p->cells, (int64_t)d->offset);
  cell_text_or_null(&p->cells, d->given_id);
  p->places = 1;
  put_body(&p->cells, codec, d);
  put_references(p, &h, d);
  put_claims(p, &c, &h, d, &e->claims);
  p->inside = hasher_done(&h);
  buf_release(&c.scratch);
}

Parcel *parcel_make(Zstd *codec, const Document *d, const Extraction *e, const Pack *pack, const PutOptions *o) {
  Parcel *p = parcel_of(codec, d, e, pack_hash(pack), o);
  parcel_set_lang(p, str_of(pack_lang(pack)));
  return p;
}

Parcel *parcel_of(Zstd *codec, const Document *d, const Extraction *e, Sha256 pack, const PutOptions *o) {
  Parcel *p = parcel_new();
  p->bytes = d->raw.n;
  p->id = d->id;
  p->raw = d->raw_hash;
  p->pack = pack;
  p->kind = o->shards > 1 && shard_of(d->id, o->shards) != o->shard ? PARCEL_EMPTY : PARCEL_DOCUMENT;
  if (p->kind == PARCEL_DOCUMENT) fill(p, o->keep_text ? codec : NULL, d, e);
  return p;
}

/* What is wrong with the bytes, wherever they stand: "path: not read: at byte 140: no object" without path and place, which
 * have columns of their own and are outside the digest. */
static void put_reason(Buf *out, const Err *why, const Input *in) {
  Str text = str_of(why->text), path = str_of(in->path);
  char place[40];
  if (path.n && str_starts(text, path) && str_starts(str_slice(text, path.n, text.n), STR(": ")))
    text = str_slice(text, path.n + 2, text.n);
  sqlite3_snprintf(sizeof place, place, "at byte %llu", (unsigned long long)in->offset);
  size_t from = str_find(text, str_of(place), 0), to = from == SIZE_MAX ? 0 : from + strlen(place);
  bool whole = from != SIZE_MAX && (to == text.n || text.p[to] < '0' || text.p[to] > '9');
  if (!whole) {
    buf_put(out, text);
    return;
  }
  bool clause = str_starts(str_slice(text, to, text.n), STR(": "));
  buf_put(out, str_slice(text, 0, clause || !from ? from : from - 1));
  buf_put(out, str_slice(text, clause ? to + 2 : to, text.n));
}

Parcel *parcel_failure(const Input *in, const Err *why) {
  Parcel *p = parcel_new();
  Str path = str_of(in->path);
  p->kind = PARCEL_FAILURE;
  p->bytes = in->raw.n;
  p->raw = sha256_of(in->raw);
  if (in->raw.n)
    cell_blob(&p->cells, p->raw.b, sizeof p->raw.b);
  else
    cell_null(&p->cells);
  Buf reason = BUF_INIT;
  put_reason(&reason, why, in);
  cell_text(&p->cells, buf_str(&reason));
  buf_release(&reason);
  cell_text(&p->cells, path.p ? path : STR(""));
  cell_int(&p->cells, (int64_t)in->offset);
  return p;
}
