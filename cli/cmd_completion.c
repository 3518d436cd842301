/* cmd_completion.c -- prints a completion script. */
#include "base/suggest.h"
#include "cli/cli.h"

static int run(Cli *c, Err *err) {
  static const char *const shells[] = {"bash", "zsh", "fish", NULL};
  if (c->nargs != 1) return exit_code_of(err_set(err, ERR_USAGE, "completion: name one shell: bash, zsh or fish"));
  OutOptions plain = c->out;
  plain.format = FORMAT_MD;
  Out *o;
  ErrCode code = out_open(&o, &plain, err);
  if (code != OK) return exit_code_of(code);
  if (!completion_script(out_text(o), c->args[0])) {
    const char *near = suggest(str_of(c->args[0]), shells);
    code = err_set(err, ERR_USAGE, "completion: %s: no such shell: %s%s", c->args[0],
                   near ? "did you mean " : "bash, zsh or fish", near ? near : "");
  }
  ErrCode closed = out_close(o, code == OK, err);
  return exit_code_of(code != OK ? code : closed);
}

const Command cmd_completion = {.name = "completion",
                                .args = "bash|zsh|fish",
                                .summary = "a completion script for your shell",
                                .examples = "completion bash > /etc/bash_completion.d/claimledger\t\n"
                                            "completion zsh > ~/.zfunc/_claimledger\t\n"
                                            "completion fish > ~/.config/fish/completions/claimledger.fish\t\n",
                                .run = run};
