/* parcel_json.c -- a parcel as one line of JSON, for the way from a worker on one machine to a writer on another.
 *
 *   {"v":1,"pack":"en@<64 hex>","kind":"article","document":"d:<32 hex>","sha256":"<64 hex>","bytes":N,"inside":"<64 hex>",
 *    "places":N,"citations":N,"links":N,"sentences":N,"claims":N,"length":N,"rows":"<base64 of a zstd frame of the cells>"}
 *   {"v":1,"pack":"en@<64 hex>","kind":"failure","path":P,"offset":N,"sha256":"<64 hex>" or null,"bytes":N,"reason":R}
 *
 * A line stands for itself: lines may come in any order, from any number of workers, and more than once. What comes
 * in is not trusted: each cell must have its column's type, and the hash over them must be the one that was sent. */
#include "base/base64.h"
#include "base/json.h"
#include "base/utf8.h"
#include "ledger/body.h"
#include "ledger/parcel.h"

enum { CELLS_MOST = 1 << 30 };

/* --- out ----------------------------------------------------------------------------------------------------------- */

static void put_hex(Buf *b, const char *key, const char *before, const void *bytes, size_t n) {
  json_key(b, key);
  buf_putc(b, '"');
  buf_puts(b, before);
  hex_put(b, bytes, n);
  buf_putc(b, '"');
}

static const struct {
  const char *name;
  size_t at; /* of its size_t in Parcel */
} counts[] = {{"places", offsetof(Parcel, places)},
              {"citations", offsetof(Parcel, citations)},
              {"links", offsetof(Parcel, links)},
              {"sentences", offsetof(Parcel, sentences)},
              {"claims", offsetof(Parcel, claims)}};
enum { COUNTS = sizeof counts / sizeof *counts };

static size_t *count_of(const Parcel *p, size_t i) { return (size_t *)(void *)((char *)(uintptr_t)p + counts[i].at); }

static void put_rows(Buf *b, Zstd *codec, const Parcel *p) {
  Buf frame = BUF_INIT;
  zstd_pack(&frame, codec, buf_str(&p->cells));
  json_int(b, "length", (int64_t)p->cells.n);
  json_key(b, "rows");
  buf_putc(b, '"');
  base64_put(b, buf_str(&frame));
  buf_putc(b, '"');
  buf_release(&frame);
}

static void put_article(Buf *b, Zstd *codec, const Parcel *p) {
  json_str(b, "kind", STR("article"));
  put_hex(b, "document", "d:", p->id.b, sizeof p->id.b);
  put_hex(b, "sha256", "", p->raw.b, sizeof p->raw.b);
  json_int(b, "bytes", (int64_t)p->bytes);
  put_hex(b, "inside", "", p->inside.b, sizeof p->inside.b);
  for (size_t i = 0; i < COUNTS; i++) json_int(b, counts[i].name, (int64_t)*count_of(p, i));
  put_rows(b, codec, p);
}

static void put_failure(Buf *b, const Parcel *p) {
  Str cells = buf_str(&p->cells), raw, reason, path;
  size_t at = 0;
  int64_t offset;
  if (!cell_take_str(&raw, cells, &at) || !cell_take_str(&reason, cells, &at) || !cell_take_str(&path, cells, &at) ||
      !cell_take_int(&offset, cells, &at))
    return;
  json_str(b, "kind", STR("failure"));
  json_str(b, "path", path);
  json_int(b, "offset", offset);
  if (raw.p)
    put_hex(b, "sha256", "", raw.p, raw.n);
  else
    json_null(b, "sha256");
  json_int(b, "bytes", (int64_t)p->bytes);
  json_str(b, "reason", reason);
}

void parcel_put_json(Buf *b, Zstd *codec, const Parcel *p, Str lang, Sha256 pack) {
  buf_puts(b, "{\"v\":1");
  json_key(b, "pack");
  buf_printf(b, "\"%.*s@", STR_ARGS(lang));
  hex_put(b, pack.b, sizeof pack.b);
  buf_putc(b, '"');
  if (p->kind == PARCEL_DOCUMENT)
    put_article(b, codec, p);
  else
    put_failure(b, p);
  buf_puts(b, "}\n");
}

/* --- in ------------------------------------------------------------------------------------------------------------- */

/* The columns' types in parcel.h's order: Blob, Integer, Real, Text; small letters may be null. */
#define DOCUMENT_TYPES "BBIItttttttttttttttI"
#define PLACE_TYPES "TIt"
#define BODY_TYPES "bbb"
#define CITATION_TYPES "IIIIttttI"
#define LINK_TYPES "IIITt"
#define SENTENCE_TYPES "IIT"
#define CLAIM_BEFORE_TYPES "ttittiTT"
#define CLAIM_TYPES "BBITIIIIITtrtrtrIttItttttitttittiiIttitTttttttTTtiiIttiittiI"
_Static_assert(sizeof DOCUMENT_TYPES - 1 == DOCUMENT_CELLS && sizeof CITATION_TYPES - 1 == CITATION_CELLS &&
                   sizeof LINK_TYPES - 1 == LINK_CELLS && sizeof CLAIM_TYPES - 1 == CLAIM_CELLS,
               "one type a column");

/* Steps over the cells of one row; false when one has not its column's type. */
static bool fits(const char *types, Str cells, size_t *at) {
  for (; *types; types++) {
    size_t before = *at;
    Str text;
    if (before >= cells.n || !cells_skip(1, cells, at)) return false;
    char tag = cells.p[before];
    bool optional = *types >= 'a';
    if (tag == 'N' ? !optional : tag != (optional ? *types - 'a' + 'A' : *types)) return false;
    if (tag == 'T' && (!cell_take_str(&text, cells, &before) || !utf8_valid(text))) return false;
  }
  return true;
}

static bool rows_fit(const char *types, size_t rows, Str cells, size_t *at) {
  while (rows--)
    if (!fits(types, cells, at)) return false;
  return true;
}

static void hash_range(Hasher *h, Str cells, size_t from, size_t to) { hasher_add(h, str_slice(cells, from, to)); }

static bool claims_fit(Hasher *h, const Parcel *p, Str cells, size_t *at) {
  for (size_t i = 0; i < p->claims; i++) {
    int64_t sentence;
    if (!cell_take_int(&sentence, cells, at) || sentence < 0 || (uint64_t)sentence >= p->sentences) return false;
    size_t from = *at;
    if (!fits(CLAIM_BEFORE_TYPES CLAIM_TYPES, cells, at)) return false;
    hash_range(h, cells, from, *at);
  }
  return true;
}

/* Every cell has its type, nothing is left over, the ids are those of the line, and the hash is right. */
static bool check_cells(const Parcel *p) {
  Str cells = buf_str(&p->cells), id, raw;
  size_t at = 0, from = 0;
  Hasher h;
  hasher_init(&h);
  if (!cell_take_str(&id, cells, &from) || !cell_take_str(&raw, cells, &from)) return false;
  if (id.n != sizeof p->id.b || memcmp(id.p, p->id.b, id.n) != 0) return false;
  if (raw.n != sizeof p->raw.b || memcmp(raw.p, p->raw.b, raw.n) != 0) return false;
  if (!fits(DOCUMENT_TYPES, cells, &at)) return false;
  hash_range(&h, cells, 0, at);
  if (!rows_fit(PLACE_TYPES, p->places, cells, &at) || !fits(BODY_TYPES, cells, &at)) return false;
  from = at;
  if (!rows_fit(CITATION_TYPES, p->citations, cells, &at)) return false;
  hash_range(&h, cells, from, at);
  if (!rows_fit(LINK_TYPES, p->links, cells, &at) || !rows_fit(SENTENCE_TYPES, p->sentences, cells, &at)) return false;
  if (!claims_fit(&h, p, cells, &at) || at != cells.n) return false;
  Sha256 inside = hasher_done(&h);
  return memcmp(inside.b, p->inside.b, sizeof inside.b) == 0;
}

static Str member(Arena *a, JsonValue object, const char *name) {
  JsonValue v;
  return json_get(&v, object, str_of(name)) ? json_scalar(a, v) : (Str){0};
}

static bool take_hex(void *out, size_t n, Arena *a, JsonValue object, const char *name, const char *before) {
  Str s = member(a, object, name);
  return str_starts(s, str_of(before)) && hex_parse(out, n, str_slice(s, strlen(before), s.n));
}

static bool take_u64(uint64_t *out, Arena *a, JsonValue object, const char *name) {
  return str_to_u64(out, member(a, object, name));
}

/* "en@<64 hex>" */
static bool take_pack(Parcel *p, Arena *a, JsonValue object) {
  Str label = member(a, object, "pack");
  size_t sign = str_chr(label, '@', 0);
  if (sign == SIZE_MAX || sign >= sizeof p->lang) return false;
  parcel_set_lang(p, str_slice(label, 0, sign));
  return hex_parse(p->pack.b, sizeof p->pack.b, str_slice(label, sign + 1, label.n));
}

static bool take_rows(Parcel *p, Arena *a, Zstd *codec, JsonValue object) {
  uint64_t length;
  Str frame, cells;
  if (!take_u64(&length, a, object, "length") || length > CELLS_MOST) return false;
  if (!base64_parse(&frame, a, member(a, object, "rows"))) return false;
  if (text_unpack(&cells, a, codec, frame, (size_t)length, NULL) != OK) return false;
  buf_put(&p->cells, cells);
  return true;
}

static bool take_article(Parcel *p, Arena *a, Zstd *codec, JsonValue object) {
  p->kind = PARCEL_DOCUMENT;
  if (!take_hex(p->id.b, sizeof p->id.b, a, object, "document", "d:") ||
      !take_hex(p->raw.b, sizeof p->raw.b, a, object, "sha256", "") ||
      !take_hex(p->inside.b, sizeof p->inside.b, a, object, "inside", ""))
    return false;
  for (size_t i = 0; i < COUNTS; i++) {
    uint64_t n;
    if (!take_u64(&n, a, object, counts[i].name)) return false;
    *count_of(p, i) = (size_t)n;
  }
  return take_rows(p, a, codec, object) && check_cells(p);
}

static bool take_failure(Parcel *p, Arena *a, JsonValue object) {
  uint64_t offset;
  Str hash = member(a, object, "sha256"), reason = member(a, object, "reason");
  p->kind = PARCEL_FAILURE;
  if (!take_u64(&offset, a, object, "offset") || !reason.n) return false;
  if (hash.n && !hex_parse(p->raw.b, sizeof p->raw.b, hash)) return false;
  if (hash.n)
    cell_blob(&p->cells, p->raw.b, sizeof p->raw.b);
  else
    cell_null(&p->cells);
  cell_text(&p->cells, reason);
  Str path = member(a, object, "path");
  cell_text(&p->cells, path.p ? path : STR(""));
  cell_int(&p->cells, (int64_t)offset);
  return true;
}

ErrCode parcel_of_json(Parcel **out, Arena *a, Zstd *codec, Str line, const PutOptions *o, Err *err) {
  JsonValue object;
  size_t at = 0;
  *out = NULL;
  ErrCode code = json_next(&object, line, &at, err);
  if (code == ERR_END) return err_set(err, ERR_INPUT, "an empty line");
  if (code != OK) return code;
  Str kind = member(a, object, "kind");
  bool article = str_is(kind, "article");
  if (!article && !str_is(kind, "failure")) return OK;
  Parcel *p = parcel_new();
  bool ok = take_pack(p, a, object) && take_u64(&p->bytes, a, object, "bytes") &&
            (article ? take_article(p, a, codec, object) : take_failure(p, a, object));
  if (ok && article && o->shards > 1 && shard_of(p->id, o->shards) != o->shard) p->kind = PARCEL_EMPTY;
  if (ok)
    *out = p;
  else
    parcel_free(p);
  return ok ? OK : err_set(err, ERR_INPUT, "the rows of an article are damaged: extract it again");
}

bool parcel_pack(Str *lang, Sha256 *hash, const Parcel *p) {
  *lang = str_of(p->lang);
  *hash = p->pack;
  return lang->n > 0;
}

ErrCode parcel_failed(const Parcel *p, Err *err) {
  Str raw, reason, path;
  size_t at = 0;
  if (p->kind != PARCEL_FAILURE) return OK;
  bool ok = cell_take_str(&raw, buf_str(&p->cells), &at) && cell_take_str(&reason, buf_str(&p->cells), &at) &&
            cell_take_str(&path, buf_str(&p->cells), &at);
  if (!ok) return err_set(err, ERR_BUG, "a parcel is damaged");
  return err_set(err, ERR_INPUT, "%.*s: %.*s", STR_ARGS(path), STR_ARGS(reason));
}
