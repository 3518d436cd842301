/* confine.h -- the sandbox of the commands that read articles: they write only where their ledger and their output stand. */
#ifndef CLI_CONFINE_H
#define CLI_CONFINE_H
#include "cli/cli.h"

/* Enters it, unless --no-sandbox is given. Tells with -v, or on a terminal, what the system cannot do. */
void confine(const Cli *c);
#endif
