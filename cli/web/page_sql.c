/* page_sql.c -- one SELECT over the ledger's views, read-only, with limits of rows and time. */
#include "cli/web/site.h"

enum { MOST_ROWS = 500, MOST_MILLIS = 2000 };

typedef struct {
  Buf *b;
  size_t n;
} Lister;

static void put_cell(Buf *b, const Cell *c) {
  switch (c->kind) {
  case CELL_NULL: markup_lit(b, "<td class=\"by\">null</td>"); return;
  case CELL_INT:
    markup_lit(b, "<td class=\"num\">");
    buf_put_i64(b, c->i);
    break;
  case CELL_REAL:
    markup_lit(b, "<td class=\"num\">");
    buf_printf(b, "%.15g", c->real);
    break;
  case CELL_TEXT:
    markup_lit(b, "<td>");
    markup_text_short(b, c->text, 200);
    break;
  }
  markup_lit(b, "</td>");
}

static ErrCode put_row(void *ctx, const Row *row) {
  Lister *l = ctx;
  if (!l->n++) {
    markup_lit(
        l->b,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Result\"><table class=\"sql\"><thead><tr>");
    for (size_t i = 0; i < row->n; i++) {
      markup_lit(l->b, "<th>");
      markup_text(l->b, str_of(row->names[i]));
      markup_lit(l->b, "</th>");
    }
    markup_lit(l->b, "</tr></thead><tbody>");
  }
  markup_lit(l->b, "<tr>");
  for (size_t i = 0; i < row->n; i++) put_cell(l->b, &row->cells[i]);
  markup_lit(l->b, "</tr>");
  return l->n < MOST_ROWS ? OK : ERR_END;
}

static void put_error(Buf *b, const Err *err) {
  markup_lit(b, "<p class=\"empty\" role=\"alert\">");
  markup_text(b, str_of(err->text));
  markup_lit(b, "</p>");
}

ErrCode page_sql(Buf *b, const Site *s, const Request *r, Err *err) {
  (void)err;
  Str sql = request_value(r, "sql");
  SqlLimits limits = {.rows = MOST_ROWS + 1, .millis = MOST_MILLIS};
  Lister l = {b, 0};
  Err own = {0};
  frame_begin(b, s, SCREEN_SQL, STR("SQL"), STR(""));
  markup_lit(b, "<h1>Ask in SQL</h1><p class=\"lead\">The views <code>claims</code>, <code>documents</code>, "
                "<code>conflicts</code>, <code>entities</code>, <code>runs</code> and <code>failures</code> are "
                "stable. Nothing can be written; 500 rows and two seconds at most.</p>"
                "<form class=\"draft\" action=\"/sql\" method=\"get\"><label for=\"sql\">One SELECT</label><textarea "
                "id=\"sql\" name=\"sql\" rows=\"4\" maxlength=\"4000\" spellcheck=\"false\">");
  markup_text(b,
              sql.n ? sql : STR("SELECT measure, unit, count(*) AS claims FROM claims GROUP BY 1, 2 ORDER BY 3 DESC"));
  markup_lit(b, "</textarea><div class=\"rowed\"><button type=\"submit\">Run</button></div></form>");
  ErrCode code = sql.n ? ledger_sql(s->ledger, sql.p, &limits, put_row, &l, &own) : OK;
  if (l.n) markup_lit(b, "</tbody></table></div>");
  if (code)
    put_error(b, &own);
  else if (sql.n && !l.n)
    markup_lit(b, "<p class=\"empty\">No rows.</p>");
  else if (l.n >= MOST_ROWS)
    markup_lit(b, "<p class=\"more\">The first 500 rows.</p>");
  frame_end(b, s);
  return OK;
}
