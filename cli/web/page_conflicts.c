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
  html_lit(b, "<li><a class=\"item\"");
  site_href(b, l->s, SCREEN_CONFLICT, id_text(l->s->arena, 'x', c->id));
  html_lit(b, "><span class=\"what\"><b>");
  board_title(b, l->s, c);
  html_lit(b, "</b><span class=\"figures\">");
  for (size_t i = 0; i < board.n && i < 4; i++) {
    if (i) html_lit(b, " · ");
    html_text_short(b, board.readings[i].figure, 28);
    html_lit(b, " <span class=\"by\">");
    html_text_short(b, board.readings[i].name, 24);
    html_lit(b, "</span>");
  }
  if (board.n > 4) buf_printf(b, " · and %zu more", board.n - 4);
  html_lit(b, "</span></span>");
  draw_spark(b, board.readings, board.n);
  html_lit(b, "<span class=\"verdict\">");
  board_chip(b, &board, false);
  html_lit(b, "<span class=\"sub\">");
  html_text(b, measure_title(l->s->arena, str_of(verdict_name(c->verdict))));
  buf_printf(b, " · severity %d", c->severity);
  html_lit(b, "</span></span></a></li>");
  return OK;
}

static void put_filters(Buf *b, const Site *s, Word min) {
  static const struct { Word w; const char *text; } choices[] = {
      {WORD_CONFLICT, "Conflicts"}, {WORD_CLOSE, "and close ones"}, {WORD_UPDATED, "and updates"}, {WORD_AGREES, "everything compared"}};
  if (s->fixed) return;
  html_lit(b, "<p class=\"filters\" role=\"group\" aria-label=\"Show\">");
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    const char *keys[] = {"min"};
    Str values[] = {str_of(word_name(choices[i].w))};
    html_lit(b, "<a");
    site_href_query(b, s, SCREEN_CONFLICTS, STR(""), keys, values, 1);
    if (choices[i].w == min) html_lit(b, " aria-current=\"true\"");
    html_lit(b, ">");
    buf_puts(b, choices[i].text);
    html_lit(b, "</a>");
  }
  html_lit(b, "</p>");
}

static void put_intro(Buf *b, const Stats *st) {
  html_lit(b, "<h1>Figures that cannot both be true</h1><p class=\"lead\">");
  html_int(b, (int64_t)st->documents);
  html_lit(b, " articles, ");
  html_int(b, (int64_t)st->origins);
  html_lit(b, " independent, ");
  html_int(b, (int64_t)st->claims);
  html_lit(b, " claims. Of the figures about the same thing, ");
  html_int(b, (int64_t)st->agreements);
  html_lit(b, " groups agree, ");
  html_int(b, (int64_t)st->updates);
  html_lit(b, " were updated, ");
  html_int(b, (int64_t)st->close);
  html_lit(b, " are close and <b>");
  html_int(b, (int64_t)st->conflicts);
  html_lit(b, " conflict</b>.</p>");
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
  html_lit(b, "<ul class=\"list\">");
  ConflictQuery q = {.terms = terms, .nterms = request_value(r, "entity").n > 0, .min = min, .limit = s->fixed ? 1000 : PAGE_SIZE};
  code = ledger_conflicts(s->ledger, &q, put_row, &l, err);
  html_lit(b, "</ul>");
  if (!l.n) html_lit(b, "<p class=\"empty\">Nothing here. Figures of at least two sources about the same thing, at the same time, are compared.</p>");
  else if (l.n == PAGE_SIZE && !s->fixed) html_lit(b, "<p class=\"more\">The worst 50 are shown. <code>claimledger conflicts</code> lists all; <code>claimledger conflicts NAME</code> those of one name.</p>");
  frame_end(b, s);
  return code;
}
