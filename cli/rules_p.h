/* rules_p.h -- private to cmd_rules.c and the longer of its subcommands. */
#ifndef CLI_RULES_P_H
#define CLI_RULES_P_H
#include "base/utf8.h"
#include "cli/cli.h"
#include "extractor/rules.h"
#include <stdio.h>

enum { OPT_ARTICLES = OPT_OWN, OPT_MISSES };
int rules_lint_run(Cli *c, const Pack *p, Err *err);  /* rules_lint.c */
int rules_score_run(Cli *c, const Pack *p, Err *err); /* rules_score.c */
int rules_diff_run(Cli *c, const Pack *p, Err *err);  /* rules_diff.c */
#endif
