/* offsets.c -- the way back from text to raw bytes, as runs. See offsets.h.
 *
 * Packed form, all varints (7 bits a byte, low first): count, then for each run: kind | (raw_len differs from text_len) << 3,
 * text_len, zig-zag(raw_off - end of the run before), and raw_len where it differs. text_off needs no room: runs adjoin. */
#include "corpus/offsets.h"

void map_add(MapBuilder *m, Arena *a, MapKind kind, uint32_t text_len, uint32_t raw_off, uint32_t raw_len) {
  if (text_len == 0) return;
  MapRun *last = m->n ? &m->runs[m->n - 1] : NULL;
  if (last && kind == MAP_COPY && last->kind == MAP_COPY && last->raw_off + last->raw_len == raw_off) {
    last->text_len += text_len;
    last->raw_len += raw_len;
    return;
  }
  uint32_t text_off = last ? last->text_off + last->text_len : 0;
  m->runs = arena_grow(a, m->runs, m->n, &m->cap, m->n + 1, sizeof *m->runs);
  m->runs[m->n++] = (MapRun){text_off, raw_off, text_len, raw_len, kind};
}

OffsetMap map_slice(Arena *a, uint32_t off, uint32_t n) {
  MapBuilder m = {0};
  map_add(&m, a, MAP_COPY, n, off, n);
  return (OffsetMap){m.runs, m.n};
}

/* Index of the run that holds text offset off: the last whose text_off <= off. n > 0. */
static size_t run_at(const OffsetMap *m, uint32_t off) {
  size_t lo = 0, hi = m->n;
  while (hi - lo > 1) {
    size_t mid = lo + (hi - lo) / 2;
    if (m->runs[mid].text_off <= off)
      lo = mid;
    else
      hi = mid;
  }
  return lo;
}

static uint32_t raw_start(const MapRun *r, uint32_t off) {
  if (r->kind != MAP_COPY || off < r->text_off) return r->raw_off;
  uint32_t in = off - r->text_off;
  return r->raw_off + (in < r->raw_len ? in : r->raw_len);
}

static uint32_t raw_end(const MapRun *r, uint32_t off) {
  if (r->kind != MAP_COPY) return r->raw_off + r->raw_len;
  uint32_t in = off - r->text_off;
  return r->raw_off + (in < r->raw_len ? in : r->raw_len);
}

/* Inserted bytes have no raw bytes of their own, so the ends step inwards to the next run that does. Raw order may differ
 * from text order (a title taken from elsewhere): the result then covers both ends. */
Span map_to_raw(const OffsetMap *m, Span text) {
  if (m->n == 0) return text;
  size_t i = run_at(m, text.start);
  if (text.end <= text.start) {
    uint32_t at = raw_start(&m->runs[i], text.start);
    return (Span){at, at};
  }
  size_t j = run_at(m, text.end - 1);
  uint32_t from = text.start;
  while (i < j && m->runs[i].kind == MAP_INSERTED) from = m->runs[++i].text_off;
  while (j > i && m->runs[j].kind == MAP_INSERTED) j--;
  const MapRun *r = &m->runs[j];
  uint32_t to = text.end < r->text_off + r->text_len ? text.end : r->text_off + r->text_len;
  Span raw = {raw_start(&m->runs[i], from), raw_end(r, to)};
  if (raw.start > raw.end) raw = (Span){raw.end, raw.start};
  return raw;
}

static void compose_run(MapBuilder *out, Arena *a, const MapRun *in, const OffsetMap *outer) {
  if (in->kind != MAP_COPY || outer->n == 0) {
    Span raw = map_to_raw(outer, (Span){in->raw_off, in->raw_off + in->raw_len});
    map_add(out, a, in->kind, in->text_len, raw.start, raw.end - raw.start);
    return;
  }
  uint32_t at = in->raw_off, end = in->raw_off + in->raw_len;
  for (size_t i = run_at(outer, at); at < end && i < outer->n; i++) {
    const MapRun *o = &outer->runs[i];
    uint32_t stop = o->text_off + o->text_len < end ? o->text_off + o->text_len : end;
    Span raw = map_to_raw(outer, (Span){at, stop});
    map_add(out, a, o->kind, stop - at, raw.start, raw.end - raw.start);
    at = stop;
  }
}

OffsetMap map_compose(Arena *a, const OffsetMap *inner, const OffsetMap *outer, uint32_t text_len) {
  if (inner->n == 0) return *outer;
  if (outer->n == 0) return *inner;
  MapBuilder out = {0};
  for (size_t i = 0; i < inner->n && inner->runs[i].text_off < text_len; i++)
    compose_run(&out, a, &inner->runs[i], outer);
  return (OffsetMap){out.runs, out.n};
}

bool map_proves(const OffsetMap *m, Str text, Str raw) {
  if (m->n == 0) return text.n == 0 || str_eq(text, raw);
  uint32_t at = 0;
  for (size_t i = 0; i < m->n; i++) {
    const MapRun *r = &m->runs[i];
    if (r->text_off != at || (uint64_t)at + r->text_len > text.n || (uint64_t)r->raw_off + r->raw_len > raw.n)
      return false;
    if (r->kind == MAP_COPY && (r->text_len != r->raw_len || memcmp(text.p + at, raw.p + r->raw_off, r->text_len) != 0))
      return false;
    at += r->text_len;
  }
  return at == text.n;
}

/* --- packed form --------------------------------------------------------------------------------------------------- */
static void varint_put(Buf *out, uint64_t v) {
  for (; v >= 0x80; v >>= 7) buf_putc(out, (char)(v | 0x80));
  buf_putc(out, (char)v);
}

static bool varint_get(Str s, size_t *at, uint64_t *v) {
  *v = 0;
  for (unsigned shift = 0; shift < 63; shift += 7) {
    if (*at >= s.n) return false;
    uint8_t b = (uint8_t)s.p[(*at)++];
    *v |= (uint64_t)(b & 0x7f) << shift;
    if (b < 0x80) return true;
  }
  return false;
}

void map_pack(Buf *out, const OffsetMap *m) {
  varint_put(out, m->n);
  int64_t before = 0;
  for (size_t i = 0; i < m->n; i++) {
    const MapRun *r = &m->runs[i];
    bool differs = r->raw_len != r->text_len;
    int64_t delta = (int64_t)r->raw_off - before;
    varint_put(out, (unsigned)r->kind | (differs ? 8u : 0u));
    varint_put(out, r->text_len);
    varint_put(out, delta < 0 ? (uint64_t)(-delta) * 2 - 1 : (uint64_t)delta * 2);
    if (differs) varint_put(out, r->raw_len);
    before = (int64_t)r->raw_off + r->raw_len;
  }
}

static bool unpack_run(MapRun *r, Str packed, size_t *at, uint32_t text_off, int64_t before) {
  uint64_t head, len, zig, raw_len;
  if (!varint_get(packed, at, &head) || !varint_get(packed, at, &len) || !varint_get(packed, at, &zig)) return false;
  raw_len = len;
  if ((head & 8) && !varint_get(packed, at, &raw_len)) return false;
  if (head > 15 || (head & 7) > MAP_TRANSCODED || zig > (uint64_t)UINT32_MAX * 2) return false;
  int64_t off = before + ((zig & 1) ? -(int64_t)(zig / 2) - 1 : (int64_t)(zig / 2));
  if (off < 0 || len == 0 || len > UINT32_MAX - text_off || raw_len > UINT32_MAX ||
      off > (int64_t)(UINT32_MAX - raw_len))
    return false;
  if ((head & 7) == MAP_COPY && raw_len != len) return false;
  *r = (MapRun){text_off, (uint32_t)off, (uint32_t)len, (uint32_t)raw_len, (MapKind)(head & 7)};
  return true;
}

ErrCode map_unpack(OffsetMap *out, Arena *a, Str packed, Err *err) {
  size_t at = 0;
  uint64_t n;
  if (!varint_get(packed, &at, &n) || n > packed.n) return err_set(err, ERR_INPUT, "offset map: bad count");
  MapRun *runs = n ? arena_alloc(a, (size_t)n * sizeof *runs) : NULL;
  uint32_t text_off = 0;
  int64_t before = 0;
  for (uint64_t i = 0; i < n; i++) {
    if (!unpack_run(&runs[i], packed, &at, text_off, before))
      return err_set(err, ERR_INPUT, "offset map: bad run %llu of %llu", (unsigned long long)i, (unsigned long long)n);
    text_off += runs[i].text_len;
    before = (int64_t)runs[i].raw_off + runs[i].raw_len;
  }
  if (at != packed.n) return err_set(err, ERR_INPUT, "offset map: %zu bytes behind its end", packed.n - at);
  *out = (OffsetMap){runs, (size_t)n};
  return OK;
}
