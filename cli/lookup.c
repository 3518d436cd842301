/* lookup.c -- see lookup.h. */
#include "cli/lookup.h"
#include "cli/signals.h"

static void interrupt(void *ctx) { ledger_interrupt(ctx); }

ErrCode lookup_open(Lookup *l, const Cli *c, Format format, Err *err) {
  OutOptions how = c->out;
  how.format = format;
  *l = (Lookup){.cli = c};
  ErrCode code = ledger_open(&l->ledger, c->ledger, LEDGER_READ, err);
  if (code != OK) return code;
  signals_call(interrupt, l->ledger);
  if (ledger_stale(l->ledger))
    cli_note(c, "%s: its indexes are not those of its content and cannot be written: answers may be old", c->ledger);
  l->arena = arena_new();
  return out_open(&l->out, &how, err);
}

ErrCode lookup_close(Lookup *l, ErrCode code, Err *err) {
  signals_call(NULL, NULL);
  if (code == ERR_END) code = OK;
  if (signals_stopped() && (code == OK || code == ERR_INTERRUPTED)) code = err_set(err, ERR_INTERRUPTED, "interrupted");
  ErrCode closed = out_close(l->out, code == OK, err);
  if (code == OK) code = closed;
  closed = l->ledger ? ledger_close(l->ledger, err) : OK;
  if (l->arena) arena_free(l->arena);
  return code == OK ? closed : code;
}
