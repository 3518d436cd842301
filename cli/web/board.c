/* board.c -- see board.h.
 *
 * Who agrees: the largest set of readings that share a value (by Helly it is enough to try each reading's low end), most sources first. A reading
 * outside it is close when its only witness pairs are, updated when they are, else in conflict. */
#include "cli/web/board.h"
#include "cli/card.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void board_title(Buf *b, const Site *s, const Conflict *c) {
  markup_text(b, c->subject);
  markup_lit(b, ": ");
  markup_text(b, measure_title(s->arena, c->measure));
  Str change = c->nmembers ? change_title(c->members[0].claim->change) : STR("");
  if (change.n) markup_lit(b, ", ");
  markup_text(b, change);
  if (c->first == DAY_NONE && c->last == DAY_NONE) return;
  markup_lit(b, ", ");
  piece_days(b, c->first, c->last);
}

void board_chip(Buf *b, const Board *board, bool big) {
  Buf text = BUF_INIT;
  Word w = board->conflict->word;
  if (w == WORD_CONFLICT && board->n > 2)
    buf_printf(&text, "%zu of %zu sources conflict%s", board->against, board->n, board->against == 1 ? "s" : "");
  else if (w == WORD_CONFLICT)
    buf_puts(&text, "sources conflict");
  else
    buf_puts(&text, word_name(w));
  if (big) markup_lit(b, "<span class=\"big\">");
  piece_chip(b, w, buf_str(&text));
  if (big) markup_lit(b, "</span>");
  buf_release(&text);
}

void board_article_href(Buf *b, const Site *s, const ClaimHit *h) {
  Buf url = BUF_INIT;
  Str id = id_text(s->arena, 'd', h->document->id);
  if (s->fixed) {
    site_file(&url, SCREEN_SOURCE, id);
  } else {
    buf_puts(&url, "/source/");
    url_part(&url, id);
  }
  buf_puts(&url, "#c-");
  hex_put(&url, h->claim->id.b, 8);
  markup_attr(b, "href", buf_str(&url));
  buf_release(&url);
}

/* --- readings ------------------------------------------------------------------------------------------------------- */
static bool same_figure(const ClaimRow *a, const ClaimRow *b) {
  const Quantity *x = &a->quantity, *y = &b->quantity;
  return x->has_value == y->has_value && (!x->has_value || number_eq(x->value, y->value)) && x->hedge == y->hedge &&
         str_eq(x->unit, y->unit);
}

/* A later member of the same source or origin with the same figure is folded into the first. */
static bool is_folded(const Conflict *c, const Board *board, size_t member) {
  for (size_t i = 0; i < board->n; i++) {
    const ClaimRow *a = &c->rows[board->member[i]], *b = &c->rows[member];
    bool kin = str_eq(a->source, b->source) || (a->origin && a->origin == b->origin);
    if (kin && same_figure(a, b)) return true;
  }
  return false;
}

static Interval as_dates(const ClaimRow *row) {
  Interval i = {.low = number_of(row->dates.first), .high = number_of(row->dates.last)};
  i.no_low = row->dates.first == DAY_NONE;
  i.no_high = row->dates.last == DAY_NONE;
  return i;
}

static Reading reading_of(const Site *s, const ClaimHit *h, const ClaimRow *row, size_t at) {
  const Quantity *q = &row->quantity;
  Reading r = {.name = source_title(h->document), .has_value = q->has_value, .value = q->value, .loose = q->range};
  Buf note = BUF_INIT;
  if (h->document->published.at.day == DAY_NONE)
    buf_puts(&note, "undated");
  else
    card_days(&note, h->document->published.at.day, h->document->published.at.day);
  r.note = arena_str(s->arena, buf_str(&note));
  buf_release(&note);
  r.figure = str_slice(h->document->text, h->claim->span.start, h->claim->span.end);
  r.anchor = arena_printf(s->arena, "#c%zu", at + 1);
  bool bare = q->has_value && (q->hedge == HEDGE_NONE || q->hedge == HEDGE_ABOUT);
  r.tight = bare ? interval_tight(q->written) : q->range;
  r.limit =
      q->hedge == HEDGE_OVER || q->hedge == HEDGE_UNDER || q->hedge == HEDGE_NEARLY || q->hedge == HEDGE_JUST_OVER;
  if (kind_is_date(row->kind)) r.tight = r.loose = as_dates(row), r.has_value = false;
  return r;
}

/* --- who agrees ----------------------------------------------------------------------------------------------------- */
static bool clash(const Conflict *c, size_t a, size_t b) {
  for (size_t i = 0; i < c->nwitnesses; i++) {
    const Witness *w = &c->witnesses[i];
    if (w->comparison.word > WORD_UPDATED && ((w->a == a && w->b == b) || (w->a == b && w->b == a))) return true;
  }
  return false;
}

/* The readings that agree with reading i and with each other, greedily in order; returns how many. */
static size_t gather(const Board *board, size_t i, bool *in) {
  size_t count = 1;
  memset(in, 0, board->n);
  in[i] = true;
  for (size_t k = 0; k < board->n; k++) {
    bool fits = k != i;
    for (size_t m = 0; m < board->n && fits; m++)
      if (in[m])
        fits = interval_meet(board->readings[m].loose, board->readings[k].loose) &&
               !clash(board->conflict, board->member[m], board->member[k]);
    if (fits) in[k] = true, count++;
  }
  return count;
}

static Word worst_word(const Conflict *c, size_t member) {
  Word worst = WORD_AGREES;
  for (size_t i = 0; i < c->nwitnesses; i++) {
    const Witness *w = &c->witnesses[i];
    if ((w->a == member || w->b == member) && w->comparison.word > worst) worst = w->comparison.word;
  }
  return worst;
}

static void put_gap(Buf *b, const Board *board, const Reading *r) {
  Number gap;
  if (!board->has_band || !interval_gap(&gap, board->band, r->loose) || board->band.no_low) return;
  double base = fabs(number_double(board->band.no_high ? board->band.low : board->band.high)),
         share = base > 0 ? number_double(gap) / base * 100 : 0;
  bool below = !r->loose.no_high && number_cmp(r->loose.high, board->band.low) < 0;
  if (share >= 0.05 && share < 1000) buf_printf(b, ", %s%.*f %%", below ? "−" : "+", share < 10 ? 1 : 0, share);
}

static void judge(Board *board, const Site *s) {
  bool *in = arena_zalloc(s->arena, board->n + 1), *best = arena_zalloc(s->arena, board->n + 1);
  size_t most = 0;
  for (size_t i = 0; i < board->n; i++) {
    size_t count = gather(board, i, in);
    if (count <= most) continue;
    most = count;
    memcpy(best, in, board->n);
  }
  for (size_t i = 0; i < board->n; i++) {
    if (!best[i]) continue;
    if (!board->has_band)
      board->band = board->readings[i].loose, board->has_band = true;
    else
      interval_cut(&board->band, board->band, board->readings[i].loose);
  }
  for (size_t i = 0; i < board->n; i++) {
    Reading *r = &board->readings[i];
    bool alone = most == 1 && board->conflict->word == WORD_CONFLICT;
    r->word = best[i] && !alone ? WORD_AGREES : worst_word(board->conflict, board->member[i]);
    Buf verdict = BUF_INIT;
    buf_puts(&verdict, word_name(r->word));
    if (r->word > WORD_UPDATED && !alone) put_gap(&verdict, board, r);
    r->verdict = arena_str(s->arena, buf_str(&verdict));
    buf_release(&verdict);
    board->against += r->word == WORD_CONFLICT;
  }
  if (most == 1) board->has_band = false;
}

/* --- what was kept apart -------------------------------------------------------------------------------------------- */
/* A member, or the same figure said again in a member's article. */
static bool is_known(const Conflict *c, const ClaimRow *row) {
  for (size_t i = 0; i < c->nmembers; i++)
    if (c->members[i].key == row->row || (id_eq(c->rows[i].document, row->document) && same_figure(&c->rows[i], row)))
      return true;
  return false;
}

static ErrCode find_apart(Board *board, const Site *s, Err *err) {
  enum { MOST = 8 };
  const Conflict *c = board->conflict;
  ClaimRow *rows;
  size_t n;
  ErrCode code = ledger_cluster_rows(&rows, &n, s->arena, s->ledger, &c->rows[0], err);
  board->apart = arena_zalloc(s->arena, MOST * sizeof *board->apart);
  for (size_t i = 0; i < n && board->napart < MOST && !code; i++) {
    Comparison how;
    if (is_known(c, &rows[i])) continue;
    compare_claims(&how, &c->rows[0], &rows[i], NULL);
    if (how.word == WORD_AGREES) continue;
    Apart *a = &board->apart[board->napart++];
    a->reason = how.reason.n ? arena_str(s->arena, how.reason) : str_of(verdict_name(how.verdict));
    code = hit_of_row(&a->hit, s->arena, s->ledger, rows[i].row, err);
  }
  return code;
}

ErrCode board_make(Board *out, const Site *s, const Conflict *c, bool with_apart, Err *err) {
  *out = (Board){.conflict = c, .unit = c->nmembers ? c->rows[0].quantity.unit : STR("")};
  out->readings = arena_zalloc(s->arena, (c->nmembers + 1) * sizeof *out->readings);
  out->member = arena_zalloc(s->arena, (c->nmembers + 1) * sizeof *out->member);
  for (size_t i = 0; i < c->nmembers; i++) {
    if (is_folded(c, out, i)) {
      out->folded++;
      continue;
    }
    out->readings[out->n] = reading_of(s, &c->members[i], &c->rows[i], out->n);
    out->member[out->n++] = i;
  }
  judge(out, s);
  return with_apart && c->nmembers ? find_apart(out, s, err) : OK;
}
