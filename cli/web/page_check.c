/* page_check.c -- paste a draft, see each of its figures judged against the ledger. The draft is not kept. */
#include "cli/web/board.h"
#include "extractor/rules.h"
#include "ledger/check.h"

enum { MOST_DRAFT = 100000, MOST_EVIDENCE = 3 };

static Word word_of(Judgement j) {
  switch (j) {
  case JUDGED_SUPPORTED: return WORD_AGREES;
  case JUDGED_CLOSE: return WORD_CLOSE;
  case JUDGED_UPDATED: return WORD_UPDATED;
  case JUDGED_DISPUTED:
  case JUDGED_SLIP: return WORD_CONFLICT;
  case JUDGED_UNKNOWN: break;
  }
  return WORD_APART;
}

static void put_form(Buf *b, Str text, Str date) {
  markup_lit(b, "<form class=\"draft\" action=\"/check\" method=\"get\"><label for=\"text\">The draft</label><textarea "
                "id=\"text\" name=\"text\" rows=\"8\" maxlength=\"7000\" required>");
  markup_text(b, text);
  markup_lit(b, "</textarea><div class=\"rowed\"><label for=\"date\">Its date</label><input id=\"date\" name=\"date\" "
                "type=\"date\"");
  markup_attr(b, "value", date);
  markup_lit(b, "><button type=\"submit\">Check the figures</button></div></form>");
}

static ErrCode put_evidence(Buf *b, const Site *s, const ClaimRow *figure, const Evidence *e, Err *err) {
  ClaimHit h;
  Buf why = BUF_INIT;
  ErrCode code = hit_of_row(&h, s->arena, s->ledger, e->row->row, err);
  if (code) return code;
  markup_lit(b, "<li>");
  piece_chip(b, e->how.word, STR(""));
  markup_lit(b, " ");
  piece_source(b, s, h.document);
  markup_lit(b, " <span class=\"quote\">");
  piece_quote(b, &h);
  markup_lit(b, "</span><p class=\"by\">");
  comparison_explain(&why, &e->how, figure, e->row);
  markup_text(b, buf_str(&why));
  markup_lit(b, "</p></li>");
  buf_release(&why);
  return OK;
}

static void put_counts(Buf *b, int supporting, int disputing) {
  if (!supporting && !disputing) {
    markup_lit(b, "The ledger has no figure to hold against it.");
    return;
  }
  markup_int(b, supporting);
  buf_puts(b, supporting == 1 ? " independent source supports it, " : " independent sources support it, ");
  markup_int(b, disputing);
  buf_puts(b, disputing == 1 ? " disputes it." : " dispute it.");
}

static ErrCode put_figure(Buf *b, const Site *s, const Claim *c, const Document *d, const Claims *all, Err *err) {
  ClaimRow r;
  Checked k;
  ClaimHit own = {.document = d, .claim = c};
  claim_row_of(&r, c, d, all);
  ErrCode code = ledger_check(&k, s->arena, s->ledger, &r, err);
  if (code) return code;
  Word w = word_of(k.judgement);
  Buf class = BUF_INIT;
  buf_printf(&class, "card %s", word_name(w));
  markup_lit(b, "<article");
  markup_attr(b, "class", buf_str(&class));
  buf_release(&class);
  markup_lit(b, "><header><h2>");
  markup_text(b, r.text);
  markup_lit(b, "</h2>");
  piece_chip(b, w, str_of(judgement_name(k.judgement)));
  markup_lit(b, "</header><blockquote>");
  piece_quote(b, &own);
  markup_lit(b, "</blockquote><p class=\"by\">");
  put_counts(b, k.supporting, k.disputing);
  markup_lit(b, "</p>");
  markup_lit(b, "<ul class=\"plain\">");
  for (size_t i = 0; i < k.nevidence && i < MOST_EVIDENCE && !code; i++)
    code = put_evidence(b, s, &r, &k.evidence[i], err);
  markup_lit(b, "</ul></article>");
  return code;
}

static ErrCode put_judgements(Buf *b, const Site *s, Str text, Str date, Err *err) {
  Document d;
  Extraction found;
  Moment base = {DAY_NONE, -1};
  if (text.n > MOST_DRAFT) return err_set(err, ERR_LIMIT, "the draft is longer than 100,000 bytes");
  moment_parse(&base, date, true);
  document_of_text(&d, s->arena, text, base);
  Extractor *x = extractor_new(s->pack);
  ErrCode code = extractor_run(&found, x, s->arena, &d, err);
  extractor_free(x);
  if (code) return code;
  markup_lit(b, "<section class=\"cards one\" aria-label=\"The draft’s figures\">");
  for (size_t i = 0; i < found.claims.n && !code; i++)
    code = put_figure(b, s, &found.claims.items[i], &d, &found.claims, err);
  markup_lit(b, "</section>");
  if (!found.claims.n) markup_lit(b, "<p class=\"empty\">No figure was found in this text.</p>");
  return code;
}

ErrCode page_check(Buf *b, const Site *s, const Request *r, Err *err) {
  Str text = request_value(r, "text"), date = request_value(r, "date");
  frame_begin(b, s, SCREEN_CHECK, STR("Check a draft"), STR(""));
  markup_lit(b, "<h1>Check a draft</h1><p class=\"lead\">Each figure is compared with what the ledger holds. Nothing "
                "is stored.</p>");
  put_form(b, text, date);
  ErrCode code = text.n && s->pack ? put_judgements(b, s, text, date, err) : OK;
  frame_end(b, s);
  return code;
}
