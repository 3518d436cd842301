/* builder.c -- see builder.h. */
#include "corpus/builder.h"

void build_init(Builder *b, Arena *a, Document *doc, Str source) {
  *b = (Builder){.arena = a, .doc = doc, .source = source};
}

static void append(Builder *b, Str s) {
  if (b->n + s.n > b->cap) b->text = arena_grow(b->arena, b->text, b->n, &b->cap, b->n + s.n, 1);
  memcpy(b->text + b->n, s.p, s.n);
  b->n += s.n;
}

void build_put(Builder *b, MapKind kind, Str text, size_t from, size_t n) {
  if (text.n == 0) return;
  append(b, text);
  map_add(&b->map, b->arena, kind, (uint32_t)text.n, (uint32_t)from, (uint32_t)n);
}

void build_copy(Builder *b, size_t from, size_t n) {
  build_put(b, MAP_COPY, str_slice(b->source, from, from + n), from, n);
}

static Block *last_block(Builder *b) { return &b->doc->blocks[b->doc->nblocks - 1]; }

void build_space(Builder *b, size_t from, size_t n) {
  if (b->open && b->n == last_block(b)->span.start) return;
  if (b->n > 0 && (b->text[b->n - 1] == ' ' || b->text[b->n - 1] == '\n')) return;
  if (n == 1 && from < b->source.n && b->source.p[from] == ' ')
    build_copy(b, from, 1);
  else
    build_put(b, MAP_COLLAPSED, STR(" "), from, n);
}

/* Where inserted bytes stand between: behind the last raw byte used. */
static size_t raw_end(const Builder *b) {
  if (b->map.n == 0) return 0;
  const MapRun *last = &b->map.runs[b->map.n - 1];
  return (size_t)last->raw_off + last->raw_len;
}

void build_begin(Builder *b, BlockKind kind) {
  if (b->open) build_end(b);
  if (b->n > 0) build_put(b, MAP_INSERTED, STR("\n\n"), raw_end(b), 0);
  document_add_block(b->doc, b->arena, &b->cap_blocks, (Block){.kind = kind, .span = {(uint32_t)b->n, (uint32_t)b->n}});
  b->open = true;
}

/* Takes the last n bytes of the text away again. */
static void take_back(Builder *b, size_t n) {
  b->n -= n;
  while (n > 0) {
    MapRun *r = &b->map.runs[b->map.n - 1];
    if (r->text_len <= n) {
      n -= r->text_len;
      b->map.n--;
      continue;
    }
    r->text_len -= (uint32_t)n;
    if (r->kind == MAP_COPY) r->raw_len -= (uint32_t)n;
    n = 0;
  }
}

bool build_end(Builder *b) {
  if (!b->open) return false;
  b->open = false;
  Block *k = last_block(b);
  size_t n = b->n;
  while (n > k->span.start && (b->text[n - 1] == ' ' || b->text[n - 1] == '\n' || b->text[n - 1] == '\t')) n--;
  take_back(b, b->n - n);
  k->span.end = (uint32_t)b->n;
  for (size_t i = b->doc->nlinks; i-- > 0 && b->doc->links[i].span.end > b->n;)
    b->doc->links[i].span.end = b->doc->links[i].span.start < b->n ? (uint32_t)b->n : b->doc->links[i].span.start;
  if (k->span.end > k->span.start) return true;
  b->doc->nblocks--;
  take_back(b, b->n < 2 ? b->n : 2);
  return false;
}

void build_link(Builder *b, uint32_t start, Str url, Str title) {
  if (start >= b->n || url.n == 0) return;
  Document *d = b->doc;
  d->links = arena_grow(b->arena, d->links, d->nlinks, &b->cap_links, d->nlinks + 1, sizeof *d->links);
  d->links[d->nlinks++] = (Link){{start, (uint32_t)b->n}, url, title};
}

void build_done(Builder *b, const OffsetMap *outer) {
  if (b->open) build_end(b);
  OffsetMap inner = {b->map.runs, b->map.n};
  b->doc->text = str_make(b->text ? b->text : "", b->n);
  if (b->n == 0) return;
  b->doc->map = map_compose(b->arena, &inner, outer, (uint32_t)b->n);
}
