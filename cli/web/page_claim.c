/* page_claim.c -- one claim: its place in the article and how each of its fields was read, with the proof taken now. */
#include "cli/web/board.h"
#include "ledger/verify.h"

enum { CONTEXT = 600 }; /* bytes of the article on either side of the sentence */

static size_t char_start(Str s, size_t at) {
  while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80) at--;
  return at;
}

static void put_context(Buf *b, const ClaimHit *h) {
  Str text = h->document->text;
  size_t start = h->claim->sentence.start, end = h->claim->sentence.end;
  size_t from = char_start(text, start > CONTEXT ? start - CONTEXT : 0),
         to = char_start(text, end + CONTEXT < text.n ? end + CONTEXT : text.n);
  markup_lit(b, "<blockquote class=\"article\"><span class=\"faint\">");
  if (from) markup_lit(b, "… ");
  markup_text(b, str_trim(str_slice(text, from, start)));
  markup_lit(b, " </span>");
  piece_quote(b, h);
  markup_lit(b, "<span class=\"faint\"> ");
  markup_text(b, str_trim(str_slice(text, end, to)));
  if (to < text.n) markup_lit(b, " …");
  markup_lit(b, "</span></blockquote>");
}

static void row(Buf *b, const char *name, Str value, const char *how) {
  markup_lit(b, "<dt>");
  buf_puts(b, name);
  markup_lit(b, "</dt><dd>");
  markup_text(b, value.n ? value : STR("—"));
  if (*how) {
    markup_lit(b, " <span class=\"by\">");
    buf_puts(b, how);
    markup_lit(b, "</span>");
  }
  markup_lit(b, "</dd>");
}

static void put_value(Buf *b, const Claim *c) {
  if (!kind_is_figure(c->kind)) return;
  markup_lit(b, "<dt>Value</dt><dd class=\"num\">");
  if (c->quantity.has_value)
    piece_value(b, c->quantity.value, c->quantity.unit);
  else
    markup_lit(b, "a range");
  if (c->quantity.unit_assumed) markup_lit(b, " <span class=\"by\">currency assumed</span>");
  markup_lit(b, "</dd><dt>Allows</dt><dd class=\"num\">");
  piece_reading(b, c->quantity.range, c->quantity.unit);
  markup_lit(b, " <span class=\"by\">");
  markup_text(b, str_of(hedge_name(c->quantity.hedge)));
  markup_lit(b, "</span></dd>");
}

static void put_fields(Buf *b, const Site *s, const ClaimHit *h) {
  const Claim *c = h->claim;
  markup_lit(b, "<dl class=\"wide\">");
  put_value(b, c);
  markup_lit(b, "<dt>About</dt><dd>");
  if (c->subject.entity.p) {
    markup_lit(b, "<a");
    site_href(b, s, SCREEN_ENTITY, c->subject.entity);
    markup_lit(b, ">");
    markup_text(b, c->subject.entity);
    markup_lit(b, "</a> <span class=\"by\">");
    markup_text(b, str_of(how_name(c->subject.how)));
    markup_lit(b, "</span>");
  } else {
    markup_text(b, c->subject.text.p ? c->subject.text : STR("the text does not say"));
  }
  markup_lit(b, "</dd>");
  row(b, "Measure", c->measure.p ? measure_title(s->arena, c->measure) : STR(""), "");
  row(b, "Change", c->change == CHANGE_LEVEL ? STR("a level") : change_title(c->change), "");
  markup_lit(b, "<dt>When</dt><dd>");
  if (c->time.first == DAY_NONE && c->time.last == DAY_NONE) markup_lit(b, "—");
  piece_days(b, c->time.first, c->time.last);
  markup_lit(b, " <span class=\"by\">");
  markup_text(b, str_of(basis_name(c->time.basis)));
  markup_lit(b, "</span></dd>");
  if (c->scope_period.n) row(b, "Period", c->scope_period, "");
  if (c->scope_of.n) row(b, "Of", c->scope_of, "");
  row(b, "Said as", str_of(modality_name(c->modality)), "");
  if (c->speaker.text.p) row(b, "According to", c->speaker.entity.p ? c->speaker.entity : c->speaker.text, "");
  row(b, "Rule", c->rule, "");
  row(b, "Figure rule", c->mention_rule, "");
  markup_lit(b, "</dl>");
}

static void put_proof(Buf *b, const ClaimHit *h, const Proof *p) {
  bool good = p->quote_in_text;
  markup_lit(b, "<p");
  markup_attr(b, "class", good ? STR("proof good") : STR("proof bad"));
  markup_lit(b, "><span aria-hidden=\"true\">");
  buf_puts(b, good ? "✓" : "✕");
  markup_lit(b, "</span> ");
  buf_puts(b, good ? "Proven just now: these bytes stand in the kept text" : "The kept text does not have these bytes");
  buf_printf(b, ", %u–%u; raw bytes %u–%u of ", h->claim->span.start, h->claim->span.end, h->raw.start, h->raw.end);
  markup_lit(b, "<code>");
  markup_text_short(b, h->document->path, 80);
  markup_lit(b, "</code>, sha256 <code>");
  hex_put(b, h->document->raw_hash.b, 8);
  markup_lit(b, "…</code></p>");
}

static ErrCode put_findings(Buf *b, const Site *s, int64_t claim, Err *err) {
  int64_t *keys;
  size_t n;
  ErrCode code = claim_conflicts(&keys, &n, s->arena, s->ledger, claim, err);
  if (!code && n) markup_lit(b, "<section class=\"panel\"><h2>Compared with others</h2><ul class=\"plain\">");
  for (size_t i = 0; i < n && !code; i++) {
    Conflict c;
    code = conflict_load(&c, s->arena, s->ledger, keys[i], err);
    if (code) break;
    markup_lit(b, "<li>");
    piece_chip(b, c.word, STR(""));
    markup_lit(b, " <a");
    site_href(b, s, SCREEN_CONFLICT, id_text(s->arena, 'x', c.id));
    markup_lit(b, ">");
    board_title(b, s, &c);
    markup_lit(b, "</a></li>");
  }
  if (n) markup_lit(b, "</ul></section>");
  return code;
}

ErrCode page_claim(Buf *b, const Site *s, const Request *r, Err *err) {
  Thing thing;
  ClaimHit h;
  Proof proof;
  ErrCode code = ledger_find(&thing, s->ledger, r->id, err);
  if (!code && thing.kind != THING_CLAIM) code = err_set(err, ERR_USAGE, "%.*s is no claim", STR_ARGS(r->id));
  if (!code) code = hit_of_row(&h, s->arena, s->ledger, thing.key, err);
  if (!code) code = claim_prove(&proof, s->ledger, &h, false, err);
  if (code) return code;
  Str figure = str_slice(h.document->text, h.claim->span.start, h.claim->span.end);
  frame_begin(b, s, SCREEN_CLAIM, figure, STR(""));
  markup_lit(b, "<div class=\"crumb\"><a");
  site_href(b, s, SCREEN_CLAIMS, STR(""));
  markup_lit(b, ">Claims</a> › ");
  piece_source(b, s, h.document);
  markup_lit(b, "</div><h1>");
  markup_text(b, figure);
  markup_lit(b, "</h1><div class=\"split\"><section class=\"panel\" aria-label=\"In the article\">");
  put_context(b, &h);
  put_proof(b, &h, &proof);
  markup_lit(b, "<p class=\"more\"><a");
  board_article_href(b, s, &h);
  markup_lit(b, ">Open in article</a>");
  if (str_starts(h.document->url, STR("http"))) {
    Buf link = BUF_INIT;
    text_fragment_put(&link, h.document, h.claim->sentence);
    markup_lit(b, " · <a rel=\"noreferrer\"");
    markup_attr(b, "href", buf_str(&link));
    markup_lit(b, ">Open the original page</a>");
    buf_release(&link);
  }
  if (!s->fixed) {
    markup_lit(b, " · <a");
    markup_attr(b, "href", arena_printf(s->arena, "/claim/%.*s.jsonld", STR_ARGS(id_text(s->arena, 'c', h.claim->id))));
    markup_lit(b, ">W3C annotation</a>");
  }
  markup_lit(b, "</p></section><section class=\"panel\" aria-label=\"How it is read\"><h2>How it is read</h2>");
  put_fields(b, s, &h);
  markup_lit(b, "</section></div>");
  code = put_findings(b, s, thing.key, err);
  frame_end(b, s);
  return code;
}
