/* lookup.h -- what the commands that read a ledger share: it open, a signal that stops its work, and the output. */
#ifndef CLI_LOOKUP_H
#define CLI_LOOKUP_H
#include "cli/cli.h"
#include "ledger/ledger.h"

typedef struct {
  const Cli *cli;
  Ledger *ledger;
  Out *out;
  Arena *arena;
} Lookup;

/* The ledger for reading, and the output in this format. Tells when answers may lag behind the content. */
ErrCode lookup_open(Lookup *l, const Cli *c, Format format, Err *err);
/* Closes both; returns the first thing that went wrong: code, closing, or a signal. */
ErrCode lookup_close(Lookup *l, ErrCode code, Err *err);
#endif
