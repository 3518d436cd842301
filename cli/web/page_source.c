/* page_source.c -- the articles, and one article with all its claims marked in its text. */
#include "cli/web/board.h"
#include <stdlib.h>

enum { PAGE_SIZE = 100 };

/* --- all articles ---------------------------------------------------------------------------------------------------- */
typedef struct {
  Buf *b;
  const Site *s;
  size_t n;
  int64_t last;
} Lister;

static ErrCode put_row(void *ctx, const Row *row) {
  Lister *l = ctx;
  Buf *b = l->b;
  const Cell *c = row->cells; /* id, title, publisher, published, claims, key, path */
  l->n++;
  l->last = c[5].i;
  markup_lit(b, "<li><a class=\"item claim\"");
  site_href(b, l->s, SCREEN_SOURCE, c[0].text);
  markup_lit(b, "><span class=\"value\">");
  markup_int(b, c[4].i);
  markup_lit(b, "<span class=\"by\"> claims</span></span><span class=\"what\"><b>");
  markup_text_short(b, c[1].kind == CELL_TEXT && c[1].text.n ? c[1].text : file_name(c[6].text), 90);
  markup_lit(b, "</b></span><span class=\"verdict\"><span class=\"src\">");
  if (c[2].kind == CELL_TEXT) markup_text_short(b, c[2].text, 28);
  markup_lit(b, "</span><span class=\"sub\">");
  if (c[3].kind == CELL_TEXT)
    markup_text(b, str_slice(c[3].text, 0, 10));
  else
    markup_lit(b, "undated");
  markup_lit(b, "</span></span></a></li>");
  return OK;
}

ErrCode page_sources(Buf *b, const Site *s, const Request *r, Err *err) {
  uint64_t before = 0;
  str_to_u64(&before, request_value(r, "_next"));
  Str sql =
      arena_printf(s->arena,
                   "SELECT 'd:' || lower(hex(d.id)), d.title, d.publisher, d.published, (SELECT count(*) FROM claim c "
                   "WHERE c.document = d.key), d.key, (SELECT min(path) FROM place WHERE document = d.key) "
                   "FROM document d WHERE d.key < %llu ORDER BY d.key DESC LIMIT %d",
                   before ? (unsigned long long)before : 9000000000000000000ull, s->fixed ? 100000 : PAGE_SIZE);
  Lister l = {b, s, 0, 0};
  SqlLimits limits = {.rows = 100000, .millis = 5000};
  frame_begin(b, s, SCREEN_SOURCES, STR("Sources"), STR(""));
  markup_lit(b, "<h1>Articles</h1><ul class=\"list\">");
  ErrCode code = ledger_sql(s->ledger, sql.p, &limits, put_row, &l, err);
  markup_lit(b, "</ul>");
  if (!l.n) markup_lit(b, "<p class=\"empty\">No article.</p>");
  if (!s->fixed && l.n == PAGE_SIZE) {
    const char *keys[] = {"_next"};
    Str values[] = {arena_printf(s->arena, "%lld", (long long)l.last)};
    markup_lit(b, "<p class=\"more\"><a rel=\"next\"");
    site_href_query(b, s, SCREEN_SOURCES, STR(""), keys, values, 1);
    markup_lit(b, ">Next page →</a></p>");
  }
  frame_end(b, s);
  return code;
}

/* --- one article ----------------------------------------------------------------------------------------------------- */
static void put_claim_mark(Buf *b, const Site *s, const ClaimHit *h) {
  Buf id = BUF_INIT;
  buf_puts(&id, "c-");
  hex_put(&id, h->claim->id.b, 8);
  markup_lit(b, "<a class=\"figure\"");
  markup_attr(b, "id", buf_str(&id));
  site_href(b, s, SCREEN_CLAIM, id_text(s->arena, 'c', h->claim->id));
  markup_lit(b, ">");
  markup_text(b, str_slice(h->document->text, h->claim->span.start, h->claim->span.end));
  markup_lit(b, "</a>");
  buf_release(&id);
}

static const char *block_tag(BlockKind k) {
  switch (k) {
  case BLOCK_TITLE: return "h2";
  case BLOCK_HEADING: return "h2";
  case BLOCK_QUOTE: return "blockquote";
  default: return "p";
  }
}

/* One block's text with the figures in it as links; *at is the next hit. */
static void put_block(Buf *b, const Site *s, const DocumentHit *d, const Block *block, size_t *at) {
  Str text = d->document.text;
  const char *tag = block_tag(block->kind);
  uint32_t from = block->span.start;
  buf_printf(b, "<%s", tag);
  Buf class = BUF_INIT;
  buf_printf(&class, "b-%s", block_name(block->kind));
  markup_attr(b, "class", buf_str(&class));
  buf_release(&class);
  buf_putc(b, '>');
  for (; *at < d->nhits && d->hits[*at].claim->span.start < block->span.end; ++*at) {
    Span span = d->hits[*at].claim->span;
    if (span.start < from) continue; /* inside the one before: another reading of the same words */
    markup_text(b, str_slice(text, from, span.start));
    put_claim_mark(b, s, &d->hits[*at]);
    from = span.end;
  }
  markup_text(b, str_slice(text, from, block->span.end));
  buf_printf(b, "</%s>", tag);
}

static void put_article(Buf *b, const Site *s, const DocumentHit *d) {
  const Document *doc = &d->document;
  Block whole = {.kind = BLOCK_TEXT, .span = {0, (uint32_t)doc->text.n}};
  size_t at = 0;
  markup_lit(b, "<article class=\"panel text\" aria-label=\"The article\">");
  if (!d->has_text)
    markup_lit(b, "<p class=\"by\">The text was not kept; these are the sentences that claims use.</p>");
  if (!doc->nblocks) put_block(b, s, d, &whole, &at);
  for (size_t i = 0; i < doc->nblocks; i++) put_block(b, s, d, &doc->blocks[i], &at);
  markup_lit(b, "</article>");
}

static void fact(Buf *b, const char *name, Str value, Found how) {
  if (!value.n) return;
  markup_lit(b, "<dt>");
  buf_puts(b, name);
  markup_lit(b, "</dt><dd>");
  markup_text(b, value);
  if (how != FOUND_NONE) {
    markup_lit(b, " <span class=\"by\">");
    markup_text(b, str_of(found_name(how)));
    markup_lit(b, "</span>");
  }
  markup_lit(b, "</dd>");
}

static ErrCode put_others(Buf *b, const Site *s, const DocumentHit *d, bool copies, Err *err) {
  int64_t *keys;
  size_t n;
  ErrCode code = (copies ? document_copies : document_versions)(&keys, &n, s->arena, s->ledger, d->key, err);
  if (code || n < 2) return code;
  markup_lit(b, "<dt>");
  buf_puts(b, copies ? "Copies" : "Versions");
  markup_lit(b, "</dt><dd>");
  for (size_t i = 0; i < n && i < 12 && !code; i++) {
    DocumentHit other;
    if (keys[i] == d->key) continue;
    code = document_load(&other, s->arena, s->ledger, keys[i], err);
    if (code) break;
    piece_source(b, s, &other.document);
    markup_lit(b, " <span class=\"by\">");
    if (other.document.published.at.day != DAY_NONE)
      piece_days(b, other.document.published.at.day, other.document.published.at.day);
    markup_lit(b, "</span><br>");
  }
  markup_lit(b, "</dd>");
  return code;
}

static ErrCode put_facts(Buf *b, const Site *s, const DocumentHit *d, Err *err) {
  const Document *doc = &d->document;
  Buf day = BUF_INIT;
  markup_lit(b, "<section class=\"panel\" aria-label=\"About the article\"><h2>About it</h2><dl class=\"wide\">");
  fact(b, "Publisher", doc->publisher, doc->publisher_how);
  moment_put(&day, doc->published.at);
  fact(b, "Published", buf_str(&day), doc->published.how);
  buf_reset(&day);
  moment_put(&day, doc->modified.at);
  fact(b, "Modified", buf_str(&day), doc->modified.how);
  fact(b, "Author", doc->author, FOUND_NONE);
  if (str_starts(doc->url, STR("http"))) {
    markup_lit(b, "<dt>Address</dt><dd><a rel=\"noreferrer\"");
    markup_attr(b, "href", doc->url);
    markup_lit(b, ">");
    markup_text_short(b, doc->url, 60);
    markup_lit(b, "</a></dd>");
  } else {
    fact(b, "Address", doc->url, FOUND_NONE);
  }
  fact(b, "Read from", doc->path, FOUND_NONE);
  fact(b, "Format", doc->format, FOUND_NONE);
  buf_reset(&day);
  hex_put(&day, doc->raw_hash.b, sizeof doc->raw_hash.b);
  markup_lit(b, "<dt>sha256</dt><dd class=\"hash\">");
  markup_text(b, buf_str(&day));
  markup_lit(b, "</dd>");
  ErrCode code = put_others(b, s, d, false, err);
  if (!code) code = put_others(b, s, d, true, err);
  markup_lit(b, "</dl></section>");
  buf_release(&day);
  return code;
}

ErrCode page_source(Buf *b, const Site *s, const Request *r, Err *err) {
  Thing thing;
  DocumentHit d;
  ErrCode code = ledger_find(&thing, s->ledger, r->id, err);
  if (!code && thing.kind != THING_DOCUMENT) code = err_set(err, ERR_USAGE, "%.*s is no article", STR_ARGS(r->id));
  if (!code) code = document_load(&d, s->arena, s->ledger, thing.key, err);
  if (code) return code;
  Str title = d.document.title.n ? d.document.title : file_name(d.document.path);
  frame_begin(b, s, SCREEN_SOURCE, title, STR(""));
  markup_lit(b, "<div class=\"crumb\"><a");
  site_href(b, s, SCREEN_SOURCES, STR(""));
  markup_lit(b, ">Sources</a> › ");
  markup_text_short(b, source_title(&d.document), 60);
  markup_lit(b, "</div><h1>");
  markup_text(b, title);
  markup_lit(b, "</h1><div class=\"meta\"><span>");
  markup_int(b, (int64_t)d.nhits);
  buf_puts(b, d.nhits == 1 ? " claim" : " claims");
  markup_lit(b, "</span>");
  if (!d.current) markup_lit(b, "<span>an older version of its source</span>");
  markup_lit(b, "</div><div class=\"split\">");
  put_article(b, s, &d);
  code = put_facts(b, s, &d, err);
  markup_lit(b, "</div>");
  frame_end(b, s);
  return code;
}
