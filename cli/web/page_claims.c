/* page_claims.c -- the claims: a search box, facets on the left, a page of rows with the value in a column of its own. */
#include "cli/web/terms.h"

enum { PAGE_SIZE = 50, FACET_SIZE = 8 };
enum { FACETS_AMONG = 2000 }; /* claims that the facets count at most */

typedef struct {
  Buf *b;
  const Site *s;
  Str q;     /* the search as typed */
  Str facet; /* the last one written */
  size_t n;
} Lister;

static void put_hedge(Buf *b, Hedge h) {
  static const char *const signs[] = {"", "≈ ", "> ", "≥ ", "< ", "≤ ", "≲ ", "≳ ", "", "~ "};
  buf_puts(b, signs[h]);
}

static ErrCode put_row(void *ctx, const ClaimHit *h) {
  Lister *l = ctx;
  Buf *b = l->b;
  const Claim *c = h->claim;
  l->n++;
  markup_lit(b, "<li><a class=\"item claim\"");
  site_href(b, l->s, SCREEN_CLAIM, id_text(l->s->arena, 'c', c->id));
  markup_lit(b, "><span class=\"value\">");
  if (kind_is_figure(c->kind) && c->quantity.has_value) {
    put_hedge(b, c->quantity.hedge);
    piece_value(b, c->quantity.value, c->quantity.unit);
  } else {
    markup_text_short(b, str_slice(h->document->text, c->span.start, c->span.end), 28);
  }
  markup_lit(b, "</span><span class=\"what\"><b>");
  markup_text_short(b,
                    c->subject.entity.p ? c->subject.entity
                    : c->subject.text.p ? c->subject.text
                                        : STR("unresolved"),
                    40);
  markup_lit(b, "</b> ");
  markup_text(b, c->measure.p ? measure_title(l->s->arena, c->measure) : STR(""));
  markup_lit(b, " <span class=\"by\">");
  markup_text(b, change_title(c->change));
  markup_lit(b, "</span><span class=\"figures\">");
  piece_quote(b, h);
  markup_lit(b, "</span></span><span class=\"verdict\"><span class=\"src\">");
  markup_text_short(b, source_title(h->document), 28);
  markup_lit(b, "</span><span class=\"sub\">");
  if (h->document->published.at.day != DAY_NONE)
    piece_days(b, h->document->published.at.day, h->document->published.at.day);
  markup_lit(b, "</span></span></a></li>");
  return OK;
}

static ErrCode put_facet_value(void *ctx, const Row *row) {
  Lister *l = ctx;
  Str facet = row->cells[0].text, value = row->cells[1].text;
  Buf q = BUF_INIT;
  buf_put(&q, l->q);
  if (q.n) buf_putc(&q, ' ');
  buf_printf(&q, "\"%.*s:%.*s\"", STR_ARGS(facet), STR_ARGS(value));
  const char *keys[] = {"q"};
  Str values[] = {buf_str(&q)};
  if (!str_eq(facet, l->facet)) {
    if (l->facet.n) markup_lit(l->b, "</ul>");
    markup_lit(l->b, "<h2>");
    markup_text(l->b, facet);
    markup_lit(l->b, "</h2><ul>");
    l->facet = arena_str(l->s->arena, facet);
  }
  markup_lit(l->b, "<li><a");
  site_href_query(l->b, l->s, SCREEN_CLAIMS, STR(""), keys, values, 1);
  markup_lit(l->b, "><span>");
  markup_text_short(l->b, value, 26);
  markup_lit(l->b, "</span><span class=\"count\">");
  markup_int(l->b, row->cells[2].i);
  markup_lit(l->b, "</span></a></li>");
  buf_release(&q);
  return OK;
}

static ErrCode put_facets(Buf *b, const Site *s, const ClaimQuery *q, Str typed, Err *err) {
  static const char *const facets[] = {"kind", "entity", "measure", "unit", "source", "modality"};
  Lister l = {b, s, typed, STR(""), 0};
  bool all = true;
  markup_lit(b, "<aside class=\"facets\" aria-label=\"Narrow down\">");
  ErrCode code = ledger_facets(s->ledger, q, facets, sizeof facets / sizeof *facets, FACETS_AMONG, FACET_SIZE, &all,
                               put_facet_value, &l, err);
  if (l.facet.n) markup_lit(b, "</ul>");
  if (!all) markup_lit(b, "<p class=\"by\">counted among some of them, mostly the newest</p>");
  markup_lit(b, "</aside>");
  return code;
}

static void put_next(Buf *b, const Site *s, Str typed, const QueryPage *page) {
  const char *keys[] = {"q", "_next"};
  Str values[] = {typed, str_of(page->next)};
  if (!page->next[0]) return;
  markup_lit(b, "<p class=\"more\"><a");
  site_href_query(b, s, SCREEN_CLAIMS, STR(""), keys, values, 2);
  markup_lit(b, " rel=\"next\">Next page →</a></p>");
}

static void put_downloads(Buf *b, Str typed) {
  Buf url = BUF_INIT;
  static const char *const shapes[] = {"json", "csv"};
  markup_lit(b, "<p class=\"more\">This search as ");
  for (int i = 0; i < 2; i++) {
    buf_reset(&url);
    buf_printf(&url, "/claims.%s?q=", shapes[i]);
    url_part(&url, typed);
    markup_lit(b, "<a");
    markup_attr(b, "href", buf_str(&url));
    markup_lit(b, ">");
    buf_puts(b, i ? "CSV" : "JSON");
    buf_puts(b, i ? "</a></p>" : "</a> · ");
  }
  buf_release(&url);
}

ErrCode page_claims(Buf *b, const Site *s, const Request *r, Err *err) {
  Str typed = request_value(r, "q"), next = request_value(r, "_next");
  Terms t = terms_split(s->arena, typed);
  ClaimQuery q = {
      .terms = t.items, .nterms = t.n, .limit = s->fixed ? 500 : PAGE_SIZE, .after = next.n ? next.p : NULL};
  QueryPage page = {.next = ""};
  Lister l = {b, s, typed, STR(""), 0};
  Err own = {0};
  frame_begin(b, s, SCREEN_CLAIMS, STR("Claims"), typed);
  markup_lit(b, "<h1>Claims</h1>");
  markup_lit(b, "<div class=\"columns\">");
  ErrCode code = s->fixed ? OK : put_facets(b, s, &q, typed, &own);
  markup_lit(b, "<section class=\"results\" aria-label=\"Claims\"><ul class=\"list\">");
  if (!code) code = ledger_query(s->ledger, &q, put_row, &l, &page, &own);
  markup_lit(b, "</ul>");
  if (code == ERR_USAGE) {
    markup_lit(b, "<p class=\"empty\" role=\"alert\">");
    markup_text(b, str_of(own.text));
    markup_lit(b, "</p>");
    code = OK;
  } else if (!l.n) {
    markup_lit(b, "<p class=\"empty\">No claim fits. Words, <code>entity:Nvidia</code>, <code>measure:deaths</code>, "
                  "<code>value:&gt;500bn</code> and <code>date:2025-01</code> can be combined.</p>");
  }
  if (!s->fixed) put_next(b, s, typed, &page);
  if (!s->fixed && l.n) put_downloads(b, typed);
  markup_lit(b, "</section></div>");
  frame_end(b, s);
  return code ? err_set(err, code, "%s", own.text) : OK;
}
