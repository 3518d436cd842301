/* decision.c -- see decision.h. */
#include "cli/web/decision.h"

static ErrCode write_review(Ledger *l, Arena *a, Str id, const Review *review, Err *err) {
  Thing thing;
  Conflict c;
  ErrCode code = ledger_find(&thing, l, id, err);
  if (!code && thing.kind != THING_CONFLICT) code = err_set(err, ERR_USAGE, "%.*s is no conflict", STR_ARGS(id));
  if (!code) code = conflict_load(&c, a, l, thing.key, err);
  return code ? code : ledger_review(l, &c, review, err);
}

ErrCode decision_write(const char *ledger, Str path, Str form, Err *err) {
  static const Str prefix = {"/conflict/", 10};
  Ledger *l = NULL;
  Str keys[MAX_PARAMS], values[MAX_PARAMS];
  if (!str_starts(path, prefix)) return err_set(err, ERR_USAGE, "only conflicts are decided on");
  Arena *a = arena_new();
  Request r = {.keys = keys, .values = values};
  r.nparams = request_parse(a, form, keys, values);
  Review review = {.who = request_value(&r, "who"),
                   .action = request_value(&r, "action"),
                   .reason = request_value(&r, "reason"),
                   .note = request_value(&r, "note")};
  ErrCode code = review.who.n ? OK : err_set(err, ERR_USAGE, "a decision needs the name of who decides");
  if (!code) code = ledger_open(&l, ledger, LEDGER_WRITE, err);
  if (!code) code = write_review(l, a, str_slice(path, prefix.n, path.n), &review, err);
  if (l) code = ledger_close(l, code ? NULL : err) && !code ? ERR_LEDGER : code;
  arena_free(a);
  return code;
}
