/* cmd_help.c -- help on the program, a command, an option, or as a man page. */
#include "base/suggest.h"
#include "cli/cli.h"
#include <errno.h>
#include <stdio.h>

static ErrCode help_on(Buf *b, const char *word, bool man, Err *err) {
  const Command *c = command_find(word);
  if (c && man)
    help_man(b, c);
  else if (c)
    help_full(b, c);
  else if (word[0] != '-' || !help_option(b, word))
    return err_set(err, ERR_USAGE, "help: %s: nothing of that name: see claimledger help", word);
  return OK;
}

static int run(Cli *c, Err *err) {
  Buf b = BUF_INIT;
  ErrCode code = OK;
  bool man = c->nargs > 0 && strcmp(c->args[0], "--man") == 0;
  size_t i = man ? 1 : 0;
  if (i == c->nargs && man)
    help_man(&b, NULL);
  else if (i == c->nargs)
    help_overview(&b);
  for (; i < c->nargs && code == OK; i++) code = help_on(&b, c->args[i], man, err);
  if (code == OK && (fwrite(b.p, 1, b.n, stdout) != b.n || fflush(stdout) != 0))
    code = err_set(err, ERR_LEDGER, "standard output: not written: %s", strerror(errno));
  buf_release(&b);
  return exit_code_of(code);
}

const Command cmd_help = {.name = "help",
                          .args = "[COMMAND] [--FLAG] [--man]",
                          .summary = "help on a command or an option",
                          .examples =
                              "help ingest\tall options of a command\nhelp --shard\twhat one option does, and where\n"
                              "help --man conflicts | man -l -\ta man page\n",
                          .raw = true,
                          .run = run};
