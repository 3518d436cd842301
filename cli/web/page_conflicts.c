/* page_conflicts.c -- all conflicts, worst first, each with a tiny number line; the report's front page. */
#include "cli/web/board.h"

enum { PAGE_SIZE = 50 };

typedef struct {
  Buf *b;
  const Site *s;
  size_t n;
} Lister;

static ErrCode put_row(void *ctx, const Conflict *c) {
  Lister *l = ctx;
  Buf *b = l->b;
  Board board;
  Err err = {0};
  ErrCode code = board_make(&board, l->s, c, false, &err);
  if (code) return code;
  l->n++;
  markup_lit(b, "<li><a class=\"item\"");
  site_href(b, l->s, SCREEN_CONFLICT, id_text(l->s->arena, 'x', c->id));
  markup_lit(b, "><span class=\"what\"><b>");
  board_title(b, l->s, c);
  markup_lit(b, "</b><span class=\"figures\">");
  for (size_t i = 0; i < board.n && i < 4; i++) {
    if (i) markup_lit(b, " · ");
    markup_text_short(b, board.readings[i].figure, 28);
    markup_lit(b, " <span class=\"by\">");
    markup_text_short(b, board.readings[i].name, 24);
    markup_lit(b, "</span>");
  }
  if (board.n > 4) buf_printf(b, " · and %zu more", board.n - 4);
  markup_lit(b, "</span></span>");
  draw_spark(b, board.readings, board.n);
  markup_lit(b, "<span class=\"verdict\">");
  board_chip(b, &board, false);
  markup_lit(b, "<span class=\"sub\">");
  markup_text(b, measure_title(l->s->arena, str_of(verdict_name(c->verdict))));
  buf_printf(b, " · severity %d", c->severity);
  markup_lit(b, "</span></span></a></li>");
  return OK;
}

static void put_filters(Buf *b, const Site *s, Word min) {
  static const struct {
    Word w;
    const char *text;
  } choices[] = {{WORD_CONFLICT, "Conflicts"},
                 {WORD_CLOSE, "and close ones"},
                 {WORD_UPDATED, "and updates"},
                 {WORD_AGREES, "everything compared"}};
  if (s->fixed) return;
  markup_lit(b, "<p class=\"filters\" role=\"group\" aria-label=\"Show\">");
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    const char *keys[] = {"min"};
    Str values[] = {str_of(word_name(choices[i].w))};
    markup_lit(b, "<a");
    site_href_query(b, s, SCREEN_CONFLICTS, STR(""), keys, values, 1);
    if (choices[i].w == min) markup_lit(b, " aria-current=\"true\"");
    markup_lit(b, ">");
    buf_puts(b, choices[i].text);
    markup_lit(b, "</a>");
  }
  markup_lit(b, "</p>");
}

static void put_intro(Buf *b, const Stats *st) {
  markup_lit(b, "<h1>Figures that cannot both be true</h1><p class=\"lead\">");
  markup_int(b, (int64_t)st->documents);
  markup_lit(b, " articles, ");
  markup_int(b, (int64_t)st->origins);
  markup_lit(b, " independent, ");
  markup_int(b, (int64_t)st->claims);
  markup_lit(b, " claims. Of the figures about the same thing, ");
  markup_int(b, (int64_t)st->agreements);
  markup_lit(b, " groups agree, ");
  markup_int(b, (int64_t)st->updates);
  markup_lit(b, " were updated, ");
  markup_int(b, (int64_t)st->close);
  markup_lit(b, " are close and <b>");
  markup_int(b, (int64_t)st->conflicts);
  markup_lit(b, " conflict</b>.</p>");
}

ErrCode page_conflicts(Buf *b, const Site *s, const Request *r, Err *err) {
  Stats st;
  Word min = WORD_CONFLICT;
  const char *terms[1] = {request_value(r, "entity").p};
  Lister l = {b, s, 0};
  word_parse(&min, request_value(r, "min"));
  ErrCode code = ledger_stats(&st, s->ledger, err);
  if (code) return code;
  frame_begin(b, s, SCREEN_CONFLICTS, STR("Conflicts"), STR(""));
  put_intro(b, &st);
  put_filters(b, s, min);
  markup_lit(b, "<ul class=\"list\">");
  ConflictQuery q = {
      .terms = terms, .nterms = request_value(r, "entity").n > 0, .min = min, .limit = s->fixed ? 1000 : PAGE_SIZE};
  code = ledger_conflicts(s->ledger, &q, put_row, &l, err);
  markup_lit(b, "</ul>");
  if (!l.n)
    markup_lit(b, "<p class=\"empty\">Nothing here. Figures of at least two sources about the same thing, at the same "
                  "time, are compared.</p>");
  else if (l.n == PAGE_SIZE && !s->fixed)
    markup_lit(b, "<p class=\"more\">The worst 50 are shown. <code>claimledger conflicts</code> lists all; "
                  "<code>claimledger conflicts NAME</code> those of one name.</p>");
  frame_end(b, s);
  return code;
}
