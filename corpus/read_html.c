/* read_html.c -- a web page as a document: its runs become blocks, in the page's order, each piece of text with its bytes. */
#include "corpus/builder.h"
#include "corpus/cutter.h"
#include "corpus/html_body.h"
#include "corpus/html_class.h"
#include "corpus/html_meta.h"

typedef struct {
  HtmlPage page;
  Builder b;
} Html;

/* --- runs to blocks ------------------------------------------------------------------------------------------------------------ */
static bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

static void put_copy(Builder *b, size_t from, size_t n, bool pre) {
  size_t i = from, end = from + n;
  while (i < end) {
    size_t start = i;
    while (i < end && (pre || !is_white(b->source.p[i]))) i++;
    build_copy(b, start, i - start);
    start = i;
    while (i < end && is_white(b->source.p[i])) i++;
    if (i > start) build_space(b, start, i - start);
  }
}

static void put_pieces(Html *h, const HtmlNode *n, bool pre) {
  for (uint32_t k = 0; k < n->npieces; k++) {
    const HtmlPiece *p = &h->page.tree->pieces[n->piece + k];
    if (p->kind == MAP_COPY)
      put_copy(&h->b, p->from, p->n, pre);
    else if (p->text.n == 1 && is_white(p->text.p[0]))
      build_space(&h->b, p->from, p->n);
    else
      build_put(&h->b, MAP_ENTITY, p->text, p->from, p->n);
  }
}

/* A <br> is a line end in the text; it has no bytes but its tag's, which lie before the next piece. */
static void put_break(Html *h) {
  Builder *b = &h->b;
  uint32_t at = b->map.n ? b->map.runs[b->map.n - 1].raw_off + b->map.runs[b->map.n - 1].raw_len : 0;
  if (b->n > b->doc->blocks[b->doc->nblocks - 1].span.start) build_put(b, MAP_INSERTED, STR("\n"), at, 0);
}

static void put_link(Html *h, const HtmlNode *text, uint32_t start) {
  const HtmlNode *a = html_above(text, TAG_A);
  if (!a) return;
  Document *d = h->b.doc;
  Str url = html_attr(a, ATTR_HREF), title = html_attr(a, ATTR_TITLE);
  if (url.n == 0 || url.p[0] == '#' || str_starts_nocase(url, STR("javascript:"))) return;
  Link *last = d->nlinks ? &d->links[d->nlinks - 1] : NULL;
  if (last && last->url.p == url.p && last->span.end <= start)
    last->span.end = build_at(&h->b);
  else
    build_link(&h->b, start, url, title.p ? title : STR(""));
}

static void put_run(Html *h, const HtmlRun *r) {
  bool pre = r->kind == BLOCK_CODE;
  build_begin(&h->b, r->kind);
  for (const HtmlNode *n = r->first; n; n = html_next(n, h->page.tree->root)) {
    if (n->tag == TAG_BR) put_break(h);
    if (n->tag == TAG_TEXT && !(n->parent->drop & DROP_UNSEEN)) {
      uint32_t start = build_at(&h->b);
      put_pieces(h, n, pre);
      if (build_at(&h->b) > start) put_link(h, n, start);
    }
    if (n == r->last) break;
  }
  if (!build_end(&h->b) || r->kind != BLOCK_CELL) return;
  Block *cell = &h->b.doc->blocks[h->b.doc->nblocks - 1];
  html_cell_heads(&h->page, r, &cell->row, &cell->column);
}

static void put_page(Html *h, Document *doc, Arena *a, Str source, const OffsetMap *outer) {
  build_init(&h->b, a, doc, source);
  for (size_t i = 0; i < h->page.n; i++) put_run(h, &h->page.runs[i]);
  build_done(&h->b, outer);
}

bool html_knows(Str head, const ReadOptions *o) {
  (void)o;
  static const char *const signs[] = {"<!doctype html", "<html", "<head",  "<body", "<article",
                                      "<div",           "<p>",   "<title", NULL};
  if (looks_binary(head)) return false;
  Str s = str_trim(head);
  if (str_starts(s, STR("\xef\xbb\xbf"))) s = str_trim(str_slice(s, 3, s.n));
  if (s.n == 0 || s.p[0] != '<') return false;
  for (const char *const *sign = signs; *sign; sign++)
    if (str_find_nocase(str_slice(s, 0, 4096), str_of(*sign), 0) != SIZE_MAX) return true;
  return false;
}

/* charset= in the first bytes of the page (meta or XML declaration), or what HTTP said. */
static Str declared_charset(const Input *in) {
  Str places[] = {in->content_type ? str_of(in->content_type) : STR(""), str_slice(in->raw, 0, 4096)};
  for (size_t i = 0; i < 2; i++) {
    size_t at = str_find_nocase(places[i], STR("charset="), 0), end;
    if (at == SIZE_MAX) continue;
    at += 8;
    while (at < places[i].n && strchr("\"' ", places[i].p[at])) at++;
    for (end = at; end < places[i].n && !strchr("\"' ;/>\r\n", places[i].p[end]);) end++;
    return str_slice(places[i], at, end);
  }
  return STR("");
}

ErrCode read_html(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  Decoded d = decode_bytes(a, in->raw, declared_charset(in));
  d = decode_controls(a, &d);
  out->encoding = d.name;
  out->flags |= d.flags;
  HtmlTree tree;
  ErrCode code = html_parse(&tree, a, d.text, o, in->path, err);
  if (code != OK) return code;
  html_classify(&tree);
  Dated loose;
  html_meta(out, &tree, &loose);
  Html h;
  html_runs(&h.page, &tree);
  html_body(&h.page, out->title);
  html_dates(out, &h.page, loose);
  put_page(&h, out, a, d.text, &d.map);
  return OK;
}

ErrCode html_fragment(Document *doc, Arena *a, Str source, const OffsetMap *outer, const ReadOptions *o, Err *err) {
  HtmlTree tree;
  char path[256];
  size_t n = doc->path.n < sizeof path - 1 ? doc->path.n : sizeof path - 1;
  memcpy(path, doc->path.p, n);
  path[n] = '\0';
  ErrCode code = html_parse(&tree, a, source, o, path, err);
  if (code != OK) return code;
  html_classify(&tree);
  Html h;
  html_runs(&h.page, &tree);
  html_whole(&h.page, doc->title);
  put_page(&h, doc, a, source, outer);
  return OK;
}
