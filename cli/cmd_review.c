/* cmd_review.c -- what people decide about conflicts. Decisions are only ever added: to undo one is to write another. */
#include "cli/lookup.h"
#include "ledger/show.h"
#include <stdlib.h>

enum { OPT_REASON = OPT_OWN, OPT_NOTE, OPT_WHO };

/* What a conflict's decision was before, "" for none. */
static Str decided(const Conflict *c) {
  for (size_t i = 0; i < c->nwitnesses; i++)
    if (c->witnesses[i].review.n && !str_is(c->witnesses[i].review, "reopen")) return c->witnesses[i].review;
  return STR("");
}

/* undo: a reopening that names what it takes back. */
static ErrCode resolve_undo(Review *r, Arena *a, const Conflict *c, const char *word, Err *err) {
  Str before = decided(c);
  if (!str_is(r->action, "undo")) return OK;
  if (!before.n) return err_set(err, ERR_USAGE, "%s: nothing to undo: nobody decided on it", word);
  r->action = STR("reopen");
  if (!r->reason.n) r->reason = arena_printf(a, "undoes: %.*s", STR_ARGS(before));
  return OK;
}

static ErrCode review_one(Ledger *l, const Cli *c, const Review *said, const char *word, Err *err) {
  Thing thing;
  Conflict conflict;
  Review r = *said;
  Arena *a = arena_new();
  ErrCode code = ledger_find(&thing, l, str_of(word), err);
  if (code == OK && thing.kind != THING_CONFLICT)
    code = err_set(err, ERR_USAGE, "%s: is no conflict: give x: and what `conflicts` shows behind it", word);
  if (code == OK) code = conflict_load(&conflict, a, l, thing.key, err);
  if (code == OK) code = resolve_undo(&r, a, &conflict, word, err);
  if (code == OK && cli_has(c, 'n')) code = review_check(&r, err);
  if (code == OK && !cli_has(c, 'n')) code = ledger_review(l, &conflict, &r, err);
  if (code == OK)
    cli_note(c, "%s: %s%.*s: %.*s %.*s", word, cli_has(c, 'n') ? "would be written: " : "", STR_ARGS(r.action),
             STR_ARGS(conflict.subject), STR_ARGS(conflict.measure));
  arena_free(a);
  return code;
}

static int list(Cli *c, Err *err) {
  Lookup look;
  ErrCode code = lookup_open(&look, c, c->out.format, err);
  if (code == OK) code = ledger_reviews(look.ledger, out_row, look.out, err);
  return exit_code_of(lookup_close(&look, code, err));
}

static Str text_of(const Cli *c, int option) {
  const char *text = cli_text(c, option);
  return text ? str_of(text) : STR("");
}

static int run(Cli *c, Err *err) {
  if (c->nargs == 0) return list(c, err);
  if (c->nargs == 1)
    return exit_code_of(err_set(err, ERR_USAGE,
                                "review: what of %s? say confirm, dismiss, correct, split, annotate, "
                                "reopen or undo behind it",
                                c->args[0]));
  const char *user = getenv("USER");
  Review r = {.action = str_of(c->args[c->nargs - 1]), .reason = text_of(c, OPT_REASON), .note = text_of(c, OPT_NOTE)};
  r.who = cli_has(c, OPT_WHO) ? text_of(c, OPT_WHO) : user ? str_of(user) : STR("");
  Ledger *l = NULL;
  ErrCode code = ledger_open(&l, c->ledger, cli_has(c, 'n') ? LEDGER_READ : LEDGER_WRITE, err);
  for (size_t i = 0; i + 1 < c->nargs && code == OK; i++) code = review_one(l, c, &r, c->args[i], err);
  ErrCode closed = ledger_close(l, err);
  return exit_code_of(code == OK ? closed : code);
}

static const struct poptOption options[] = {CLI_VALUE("reason", 0, OPT_REASON, "why, in a few words", "TEXT"),
                                            CLI_VALUE("note", 0, OPT_NOTE, "anything else", "TEXT"),
                                            CLI_VALUE("who", 0, OPT_WHO, "who decides (default: $USER)", "NAME"),
                                            CLI_FLAG("dry-run", 'n', 'n', "only say what would be written"), CLI_END};

const Command cmd_review = {.name = "review",
                            .args = "[CONFLICT... confirm|dismiss|correct|split|annotate|reopen|undo]",
                            .summary = "decide on a conflict",
                            .examples =
                                "review x:19c2 dismiss --reason 'different day'\tit is no longer shown by conflicts\n"
                                "review x:19c2 undo\tand is again; both decisions stay on record\n"
                                "review -f csv\tall decisions, oldest first\n",
                            .notes = "A decision is about the two figures that show the conflict. It outlives new "
                                     "rules and repeated ingests, and it does\n"
                                     "not cover a figure that has changed since.",
                            .options = options,
                            .writes = true,
                            .run = run};
