/* page_conflict.c -- the conflict board: what each source allows on one number line, each quote with how it is read, and what looked similar
 * but was kept apart. */
#include "cli/web/board.h"
#include <string.h>

static void put_head(Buf *b, const Site *s, const Board *board) {
  const Conflict *c = board->conflict;
  Str measure = measure_title(s->arena, c->measure);
  markup_lit(b, "<div class=\"crumb\"><a");
  site_href(b, s, SCREEN_CONFLICTS, STR(""));
  markup_lit(b, ">Conflicts</a> › <a");
  site_href(b, s, SCREEN_ENTITY, c->subject);
  markup_lit(b, ">");
  markup_text(b, c->subject);
  markup_lit(b, "</a> › ");
  markup_text(b, measure);
  markup_lit(b, "</div><h1>");
  board_title(b, s, c);
  markup_lit(b, "</h1><div class=\"meta\">");
  board_chip(b, board, true);
  markup_lit(b, "<span>");
  markup_int(b, (int64_t)c->nmembers);
  buf_puts(b, c->nmembers == 1 ? " claim · " : " claims · ");
  markup_int(b, c->origins);
  buf_puts(b, c->origins == 1 ? " origin" : " independent origins");
  if (board->folded) {
    markup_lit(b, " · ");
    markup_int(b, (int64_t)board->folded);
    buf_puts(b, board->folded == 1 ? " copy folded" : " copies folded");
  }
  markup_lit(b, "</span><span>severity <b>");
  markup_int(b, c->severity);
  markup_lit(b, "</b> of 100</span></div>");
}

static void put_key(Buf *b) {
  markup_lit(b, "<div class=\"key\"><span><svg class=\"k agrees\" viewBox=\"0 0 26 14\" aria-hidden=\"true\"><rect "
                "class=\"tight\" width=\"26\" height=\"14\" rx=\"3\"/></svg>strict reading</span>"
                "<span><svg class=\"k agrees\" viewBox=\"0 0 26 14\" aria-hidden=\"true\"><rect class=\"loose\" "
                "y=\"4\" width=\"26\" height=\"6\" rx=\"3\"/></svg>if rounded or approximate</span>"
                "<span><svg class=\"k s agrees\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><circle class=\"dot\" "
                "cx=\"7\" cy=\"7\" r=\"5\"/></svg>stated value</span>"
                "<span><svg class=\"k s agrees\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><circle class=\"open\" "
                "cx=\"7\" cy=\"7\" r=\"5\"/></svg>limit, not included</span></div>");
}

/* The drawing's own table: the same data for those who do not see it. */
static void put_table(Buf *b, const Board *board) {
  markup_lit(b, "<details class=\"data\"><summary>The same as a table</summary><div class=\"scroll\" tabindex=\"0\" "
                "role=\"region\" aria-label=\"Readings\"><table><thead><tr><th>Source</th><th>Figure</th><th>Reads "
                "as</th><th>Verdict</th></tr></thead><tbody>");
  for (size_t i = 0; i < board->n; i++) {
    const Reading *r = &board->readings[i];
    markup_lit(b, "<tr><td>");
    markup_text(b, r->name);
    markup_lit(b, "</td><td>");
    markup_text(b, r->figure);
    markup_lit(b, "</td><td>");
    piece_reading(b, r->loose, board->unit);
    markup_lit(b, "</td><td>");
    markup_text(b, r->verdict);
    markup_lit(b, "</td></tr>");
  }
  markup_lit(b, "</tbody></table></div></details>");
}

static const char *why_read(Hedge h, bool exact) {
  switch (h) {
  case HEDGE_NONE: return exact ? "an exact figure" : "a bare figure: it may be rounded at its last significant digit";
  case HEDGE_ABOUT: return "“about” widens it";
  case HEDGE_OVER: return "“more than”: the value itself is left out";
  case HEDGE_AT_LEAST: return "“at least”";
  case HEDGE_UNDER: return "“less than”: the value itself is left out";
  case HEDGE_AT_MOST: return "“at most”";
  case HEDGE_NEARLY: return "“nearly”: down to a tenth below";
  case HEDGE_JUST_OVER: return "“just over”: up to a tenth above";
  case HEDGE_BETWEEN: return "a stated range";
  case HEDGE_VAGUE: return "a vague amount";
  }
  return "";
}

static void put_why(Buf *b, const ClaimRow *row) {
  bool exact = !row->quantity.range.no_low && number_eq(row->quantity.range.low, row->quantity.range.high);
  buf_puts(b, why_read(row->quantity.hedge, exact));
  if (row->first == DAY_NONE && row->last == DAY_NONE) return;
  markup_lit(b, " · ");
  piece_days(b, row->first, row->last);
  buf_puts(b, row->basis == BASIS_ASSUMED     ? " (assumed: the day it was published)"
              : row->basis == BASIS_ANCHORED  ? " (from the article’s date)"
              : row->basis == BASIS_INHERITED ? " (from a sentence before)"
                                              : " (stated)");
}

static void put_card(Buf *b, const Site *s, const Board *board, size_t i) {
  const ClaimHit *h = &board->conflict->members[board->member[i]];
  const ClaimRow *row = &board->conflict->rows[board->member[i]];
  const Reading *r = &board->readings[i];
  Buf text = BUF_INIT;
  markup_lit(b, "<article");
  buf_printf(&text, "card %s", word_name(r->word));
  markup_attr(b, "class", buf_str(&text));
  markup_attr(b, "id", str_slice(r->anchor, 1, r->anchor.n));
  markup_lit(b, "><header><h2>");
  piece_source(b, s, h->document);
  markup_lit(b, "</h2><span class=\"date\">");
  markup_text(b, r->note);
  markup_lit(b, "</span>");
  piece_chip(b, r->word, r->verdict);
  markup_lit(b, "</header><blockquote>");
  piece_quote(b, h);
  markup_lit(b, "</blockquote><dl><dt>Reads as</dt><dd class=\"num\">");
  piece_reading(b, r->loose, board->unit);
  markup_lit(b, "</dd><dt>Why</dt><dd>");
  put_why(b, row);
  markup_lit(b, "</dd></dl><footer><a");
  site_href(b, s, SCREEN_CLAIM, id_text(s->arena, 'c', h->claim->id));
  markup_lit(b, ">The claim</a><a");
  board_article_href(b, s, h);
  markup_lit(b, ">Open in article</a><span class=\"off\">bytes ");
  buf_printf(b, "%u–%u", h->raw.start, h->raw.end);
  markup_lit(b, "</span></footer></article>");
  buf_release(&text);
}

static void put_reasons(Buf *b, const Conflict *c) {
  markup_lit(b, "<section class=\"panel\" aria-labelledby=\"h-why\"><h2 id=\"h-why\">Why</h2><p class=\"why\">");
  markup_text(b, c->why);
  markup_lit(b, "</p>");
  for (size_t i = 0; i < c->nwitnesses; i++) {
    const Witness *w = &c->witnesses[i];
    if (!w->review.n) continue;
    markup_lit(b, "<p class=\"review\">Reviewed: <b>");
    markup_text(b, w->review);
    markup_lit(b, "</b> by ");
    markup_text(b, w->who);
    markup_lit(b, ", ");
    markup_text(b, w->at);
    if (w->reason.n) markup_lit(b, ": ");
    markup_text(b, w->reason);
    markup_lit(b, "</p>");
  }
  markup_lit(b, "</section>");
}

static void put_apart(Buf *b, const Site *s, const Board *board) {
  if (!board->napart) return;
  markup_lit(
      b, "<section class=\"panel apart\" aria-labelledby=\"h-ap\"><h2 id=\"h-ap\">Looked similar, kept apart</h2><div "
         "class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Kept "
         "apart\"><table><thead><tr><th>Claim</th><th>Source</th><th>Why it is not compared</th></tr></thead><tbody>");
  for (size_t i = 0; i < board->napart; i++) {
    markup_lit(b, "<tr><td class=\"q\">");
    piece_quote(b, &board->apart[i].hit);
    markup_lit(b, "</td><td>");
    piece_source(b, s, board->apart[i].hit.document);
    markup_lit(b, "</td><td>");
    markup_text(b, board->apart[i].reason);
    markup_lit(b, "</td></tr>");
  }
  markup_lit(b, "</tbody></table></div></section>");
}

static void put_form(Buf *b, const Site *s, const Conflict *c) {
  if (!s->reviews) return;
  markup_lit(b, "<section class=\"panel\" aria-labelledby=\"h-rv\"><h2 id=\"h-rv\">Decide</h2><form class=\"review\" "
                "method=\"post\"");
  markup_attr(b, "action", arena_printf(s->arena, "/conflict/%.*s", STR_ARGS(id_text(s->arena, 'x', c->id))));
  markup_lit(b, "><label>Decision <select name=\"action\">");
  for (size_t i = 0; review_actions[i]; i++) {
    markup_lit(b, "<option>");
    buf_puts(b, review_actions[i]);
    markup_lit(b, "</option>");
  }
  markup_lit(b, "</select></label><label>Your name <input name=\"who\" maxlength=\"80\" required></label>"
                "<label class=\"long\">Reason <input name=\"reason\" maxlength=\"200\"></label><label "
                "class=\"long\">Note <input name=\"note\" maxlength=\"1000\"></label>"
                "<button type=\"submit\">Record it</button></form><p class=\"by\">A decision is added, never changed; "
                "a later one takes its place.</p></section>");
}

ErrCode page_conflict(Buf *b, const Site *s, const Request *r, Err *err) {
  Thing thing;
  Conflict c;
  Board board;
  ErrCode code = ledger_find(&thing, s->ledger, r->id, err);
  if (!code && thing.kind != THING_CONFLICT) code = err_set(err, ERR_USAGE, "%.*s is no conflict", STR_ARGS(r->id));
  if (!code) code = conflict_load(&c, s->arena, s->ledger, thing.key, err);
  if (!code) code = board_make(&board, s, &c, true, err);
  if (code) return code;
  Buf title = BUF_INIT;
  buf_printf(&title, "%.*s, %.*s", STR_ARGS(c.subject), STR_ARGS(measure_title(s->arena, c.measure)));
  frame_begin(b, s, SCREEN_CONFLICT, buf_str(&title), STR(""));
  buf_release(&title);
  put_head(b, s, &board);
  markup_lit(b,
             "<section class=\"panel\" aria-labelledby=\"h-nl\"><header><h2 id=\"h-nl\">What each source allows</h2>");
  put_key(b);
  markup_lit(b, "</header>");
  draw_number_line(b, board.readings, board.n, board.has_band ? &board.band : NULL, board.unit);
  put_table(b, &board);
  markup_lit(b, "</section>");
  put_reasons(b, &c);
  put_form(b, s, &c);
  markup_lit(b, "<section class=\"cards\" aria-label=\"Quotes\">");
  for (size_t i = 0; i < board.n; i++) put_card(b, s, &board, i);
  markup_lit(b, "</section>");
  put_apart(b, s, &board);
  if (!s->fixed) {
    markup_lit(b, "<p class=\"more\">Download this comparison: <a");
    markup_attr(b, "href", arena_printf(s->arena, "/conflict/%.*s.json", STR_ARGS(id_text(s->arena, 'x', c.id))));
    markup_lit(b, ">JSON</a> · <a");
    markup_attr(b, "href", arena_printf(s->arena, "/conflict/%.*s.csv", STR_ARGS(id_text(s->arena, 'x', c.id))));
    markup_lit(b, ">CSV</a></p>");
  }
  frame_end(b, s);
  return OK;
}
