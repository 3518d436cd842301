/* cmd_conflicts.c -- figures of different sources that cannot both be true, worst first, and why. */
#include "cli/card.h"
#include "cli/lookup.h"
#include "cli/signals.h"
#include <stdlib.h>

enum {
  OPT_WHY = OPT_OWN,
  OPT_MIN,
  OPT_APART,
  OPT_SAME_DOCUMENT,
  OPT_DISMISSED,
  OPT_SINCE_RUN,
  OPT_STRICT,
  OPT_INDEPENDENT,
  OPT_BY
};

static const char *const words[] = {"agrees", "updated", "close", "conflict", NULL};
static const Word word_of[] = {WORD_AGREES, WORD_UPDATED, WORD_CLOSE, WORD_CONFLICT};

typedef struct {
  Lookup look;
  bool cards; /* --why on a screen */
  uint64_t found;
} Listing;

static const Column screen[] = {{"word", COL_WORD},
                                {"subject", COL_TRIM},
                                {"measure", COL_TRIM | COL_SPARE},
                                {"when", 0},
                                {"one says", COL_TRIM | COL_MOST},
                                {"another says", COL_TRIM | COL_MOST},
                                {"verdict", COL_SPARE},
                                {"conflict", COL_DIM}};

static void put_figure(Out *o, const Conflict *c, size_t member) {
  const ClaimHit *h = &c->members[member];
  out_cell_str(o, str_slice(h->document->text, h->claim->span.start, h->claim->span.end));
}

static void put_screen_row(Out *o, const Conflict *c) {
  buf_printf(out_cell(o), "%s %d", word_name(c->word), c->severity);
  out_cell_end(o);
  out_cell_str(o, c->subject);
  out_cell_str(o, c->measure);
  card_days_short(out_cell(o), c->first, c->last);
  out_cell_end(o);
  put_figure(o, c, c->witnesses[0].a);
  put_figure(o, c, c->witnesses[0].b);
  out_cell_str(o, str_of(verdict_name(c->verdict)));
  short_id_put(out_cell(o), 'x', c->id);
  out_cell_end(o);
  out_row_end(o);
}

static ErrCode put_conflict(void *ctx, const Conflict *c) {
  Listing *l = ctx;
  Out *o = l->look.out;
  Format f = l->look.cli->out.format;
  l->found++;
  if (out_wants_objects(o)) {
    conflict_put_json(out_object(o), c);
    out_object_end(o);
  } else if (l->cards) {
    const CardStyle style = {.color = l->look.cli->out.color, .width = l->look.cli->out.width};
    Buf *b = out_text(o);
    if (l->found > 1) buf_putc(b, '\n');
    card_conflict(b, &style, c);
    out_check(o);
  } else if (f == FORMAT_TABLE || f == FORMAT_MD) {
    put_screen_row(o, c);
  } else {
    for (size_t i = 0; i < CONFLICT_COLUMNS; i++) {
      conflict_put_cell(out_cell(o), c, i);
      out_cell_end(o);
    }
    out_row_end(o);
  }
  return out_failed(o) ? ERR_END : OK;
}

static ErrCode query_of(ConflictQuery *q, const Cli *c, Err *err) {
  size_t least = 3;
  uint64_t limit = 0, run = 0;
  const char *since = cli_text(c, OPT_SINCE_RUN);
  ErrCode code = cli_choice(&least, c, OPT_MIN, words, err);
  if (code == OK) code = cli_number(&limit, c, 'l', 0, UINT32_MAX, err);
  if (code == OK && since && strcmp(since, "last") != 0) code = cli_number(&run, c, OPT_SINCE_RUN, 1, UINT32_MAX, err);
  *q = (ConflictQuery){.terms = c->args,
                       .nterms = c->nargs,
                       .min = cli_has(c, OPT_STRICT) && least > 2 ? WORD_CLOSE : word_of[least],
                       .independent = cli_has(c, OPT_INDEPENDENT),
                       .apart = cli_has(c, OPT_APART),
                       .same_document = cli_has(c, OPT_SAME_DOCUMENT),
                       .dismissed = cli_has(c, OPT_DISMISSED),
                       .since_run = since && strcmp(since, "last") == 0 ? -1 : (int64_t)run,
                       .limit = limit};
  return code;
}

static void set_columns(Listing *l, Column data[CONFLICT_COLUMNS]) {
  Format f = l->look.cli->out.format;
  for (size_t i = 0; i < CONFLICT_COLUMNS; i++) data[i] = (Column){conflict_columns[i], 0};
  if (l->cards || out_wants_objects(l->look.out)) return;
  if (f == FORMAT_TABLE || f == FORMAT_MD)
    out_columns(l->look.out, screen, sizeof screen / sizeof *screen);
  else
    out_columns(l->look.out, data, CONFLICT_COLUMNS);
}

static int run(Cli *c, Err *err) {
  Format f = c->out.format;
  Listing l = {.cards = cli_has(c, OPT_WHY) && (f == FORMAT_TABLE || f == FORMAT_MD)};
  Column data[CONFLICT_COLUMNS];
  ConflictQuery q;
  ErrCode code = query_of(&q, c, err);
  if (code != OK) return exit_code_of(code);
  code = lookup_open(&l.look, c, f, err);
  const char *by = cli_text(c, OPT_BY);
  if (code == OK && by) code = ledger_conflicts_by(l.look.ledger, &q, str_of(by), out_row, l.look.out, err);
  if (code == OK && !by) {
    set_columns(&l, data);
    code = ledger_conflicts(l.look.ledger, &q, put_conflict, &l, err);
  }
  code = lookup_close(&l.look, code, err);
  if (code != OK) return exit_code_of(code);
  if (l.found == 0 && f == FORMAT_TABLE && !by)
    cli_note(c, "no conflicts; --min close, updated or agrees shows what was compared");
  return l.found > 0 && cli_has(c, OPT_EXIT_CODE) ? 1 : 0;
}

static const struct poptOption options[] = {
    CLI_FLAG("why", 'w', OPT_WHY, "each figure with its quote, and the reason"),
    CLI_VALUE("min", 0, OPT_MIN, "from this word on (default conflict)", "agrees|updated|close|conflict"),
    CLI_FLAG("strict", 0, OPT_STRICT, "also rounded figures that meet only when read loosely (--min close)"),
    CLI_FLAG("independent", 0, OPT_INDEPENDENT, "only between two or more origins: copies of one story do not count"),
    CLI_VALUE("by", 0, OPT_BY, "count them by one field", "subject|measure|verdict|word|publisher|month"),
    CLI_FLAG("apart", 0, OPT_APART, "also what was kept apart, with the reason"),
    CLI_FLAG("same-document", 0, OPT_SAME_DOCUMENT, "also within one article"),
    CLI_FLAG("dismissed", 0, OPT_DISMISSED, "also those that a review dismissed"),
    CLI_VALUE("since-run", 0, OPT_SINCE_RUN, "only with figures of this run or later; \"last\" for the last", "RUN"),
    CLI_VALUE("limit", 'l', 'l', "how many, 0 for all", "N"),
    CLI_FLAG("exit-code", 0, OPT_EXIT_CODE, "exit 1 when there are some"),
    CLI_END};

const Command cmd_conflicts = {.name = "conflicts",
                               .args = "[WORD|FIELD:VALUE]...",
                               .summary = "compare figures between sources",
                               .examples = "conflicts --why\tthe worst first, with quotes and reasons\n"
                                           "conflicts nvidia --min close\talso small differences\n"
                                           "conflicts --apart -f csv -o all.csv\teverything that was compared\n"
                                           "conflicts --independent --by measure\thow many of what, copies left out\n"
                                           "conflicts --since-run last --exit-code\tfor a nightly job\n",
                               .options = options,
                               .run = run};
