/* cmd_rules.c -- for writers of rules: test, lint, explain, list, score, diff. */
#include "base/suggest.h"
#include "cli/rules_p.h"
#include <stdlib.h>

static const char *const subcommands[] = {"test", "lint", "explain", "list", "score", "diff", NULL};

/* A text that is no row: printed as it is, whatever the format. */
static ErrCode print_text(const Cli *c, const Buf *text, Err *err) {
  OutOptions plain = c->out;
  Out *o;
  plain.format = FORMAT_MD;
  ErrCode code = out_open(&o, &plain, err);
  if (code != OK) return code;
  buf_put(out_text(o), buf_str(text));
  return out_close(o, true, err);
}

/* --- test ----------------------------------------------------------------------------------------------------------- */

static void test_pack(RulesTested *t, Buf *report, const Cli *c, const Pack *p) {
  RulesTested one = {0};
  for (size_t i = 1; i < c->nargs || i == 1; i++) {
    one = (RulesTested){0};
    rules_test(&one, report, p, c->nargs > 1 ? str_of(c->args[i]) : STR(""), c->verbose);
    t->passed += one.passed, t->failed += one.failed, t->todo += one.todo;
    t->todo_passed += one.todo_passed;
  }
  t->rules += one.rules, t->untested += one.untested;
}

/* Every language's pack, or the one of --lang. */
static int test(Cli *c, const Pack *p, Err *err) {
  enum { MOST = 32 };
  RulesTested t = {0};
  Buf report = BUF_INIT;
  Str languages[MOST];
  size_t n = cli_has(c, OPT_LANG) ? 0 : pack_languages(p, languages, MOST);
  if (!n) test_pack(&t, &report, c, p);
  for (size_t i = 0; i < n; i++) {
    const Pack *one = p;
    if (i && pack_of_language(&one, p, languages[i], err) != OK) return buf_release(&report), exit_code_of(err->code);
    test_pack(&t, &report, c, one);
  }
  buf_printf(&report, "%u rules, %u without a test or a none; %u known gaps", t.rules, t.untested, t.todo);
  if (t.todo_passed) buf_printf(&report, ", %u of them pass now: make them tests", t.todo_passed);
  buf_printf(&report, "\n%u passed, %u failed\n", t.passed, t.failed);
  ErrCode code = print_text(c, &report, err);
  buf_release(&report);
  return code != OK ? exit_code_of(code) : t.failed ? 1 : 0;
}

/* --- explain -------------------------------------------------------------------------------------------------------- */

static ErrCode read_standard_input(Buf *b, Err *err) {
  char chunk[1 << 14];
  size_t n;
  while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0) buf_put(b, (Str){chunk, n});
  return ferror(stdin) ? err_set(err, ERR_INPUT, "standard input: not read") : OK;
}

static int explain(Cli *c, const Pack *p, Err *err) {
  ReadOptions reading;
  Buf given = BUF_INIT, text = BUF_INIT, out = BUF_INIT;
  ErrCode code = cli_read_options(&reading, c, err);
  if (code == OK && c->nargs < 2)
    code = err_set(err, ERR_USAGE, "rules explain: no text: give a sentence, or - for standard input");
  for (size_t i = 1; code == OK && i < c->nargs; i++) {
    if (i > 1) buf_putc(&given, ' ');
    if (strcmp(c->args[i], "-") == 0)
      code = read_standard_input(&given, err);
    else
      buf_puts(&given, c->args[i]);
  }
  if (code == OK) {
    utf8_repair(&text, buf_str(&given), NULL);
    rules_explain(&out, p, buf_str(&text), reading.base_date);
    code = print_text(c, &out, err);
  }
  buf_release(&given);
  buf_release(&text);
  buf_release(&out);
  return exit_code_of(code);
}

/* --- list ----------------------------------------------------------------------------------------------------------- */

static int list(Cli *c, const Pack *p, Err *err) {
  static const char *const names[] = {"kind", "name", "file", "line", "tests", "nones", "read", "pattern"};
  enum { N = sizeof names / sizeof *names };
  Out *o;
  ErrCode code = out_open(&o, &c->out, err);
  if (code != OK) return exit_code_of(code);
  for (size_t i = 0; i < rules_count(p) && code == OK; i++) {
    RuleInfo r = rules_info(p, i);
    if (c->nargs > 1 && str_find(r.name, str_of(c->args[1]), 0) == SIZE_MAX &&
        str_find(r.file, str_of(c->args[1]), 0) == SIZE_MAX)
      continue;
    const Cell cells[N] = {{.kind = CELL_TEXT, .text = str_of(r.kind)},
                           {.kind = CELL_TEXT, .text = r.name},
                           {.kind = CELL_TEXT, .text = r.file},
                           {.kind = CELL_INT, .i = r.line},
                           {.kind = CELL_INT, .i = r.tests},
                           {.kind = CELL_INT, .i = r.nones},
                           {.kind = r.read.n ? CELL_TEXT : CELL_NULL, .text = r.read},
                           {.kind = CELL_TEXT, .text = r.pattern}};
    code = out_row(o, &(Row){N, names, cells});
  }
  return exit_code_of(out_close(o, true, err));
}

/* --- the command ---------------------------------------------------------------------------------------------------- */

static int run_on(Cli *c, const Pack *p, const char *what, Err *err) {
  switch (what[0]) {
  case 't': return test(c, p, err);
  case 'e': return explain(c, p, err);
  case 'd': return rules_diff_run(c, p, err);
  case 's': return rules_score_run(c, p, err);
  default: return strcmp(what, "lint") == 0 ? rules_lint_run(c, p, err) : list(c, p, err);
  }
}

static int run(Cli *c, Err *err) {
  size_t i = 0;
  if (c->nargs == 0)
    return exit_code_of(err_set(err, ERR_USAGE, "rules: say what: test, lint, explain, list, score or diff"));
  while (subcommands[i] && strcmp(subcommands[i], c->args[0]) != 0) i++;
  if (!subcommands[i]) {
    const char *near = suggest(str_of(c->args[0]), subcommands);
    err_set(err, ERR_USAGE, "rules %s: no such thing: %s%s", c->args[0],
            near ? "did you mean " : "test, lint, explain, list, score or diff", near ? near : "");
    return 2;
  }
  Pack *p = NULL;
  const Pack *chosen = NULL;
  ErrCode code = cli_pack(&p, c, err);
  chosen = p;
  if (code == OK && cli_text(c, OPT_LANG)) code = pack_of_language(&chosen, p, str_of(cli_text(c, OPT_LANG)), err);
  int status = code == OK ? run_on(c, chosen, subcommands[i], err) : exit_code_of(code);
  pack_free(p);
  return status;
}

static const struct poptOption options[] = {
    CLI_VALUE("base-date", 0, OPT_BASE_DATE, "explain: the day of the article", "DATE"),
    CLI_VALUE("articles", 0, OPT_ARTICLES, "score: where the annotated articles are", "DIR"),
    CLI_FLAG("misses", 0, OPT_MISSES, "score: every field that was read otherwise, in place of the sums"),
    CLI_VALUE("lang", 0, OPT_LANG, "that language's pack; test: only it", "LANG"),
    CLI_FLAG("exit-code", 0, OPT_EXIT_CODE, "lint, diff: exit 1 when there is something"),
    CLI_GROUP("Rules", rules_options),
    CLI_END};

const Command cmd_rules = {
    .name = "rules",
    .args = "test|lint|explain|list|score|diff ...",
    .summary = "for writers of rules: test, lint, explain, list, score, diff",
    .examples = "rules test -r rules/\tthe tests that stand beside the rules\n"
                "rules explain 'Nvidia lost $600 billion on Monday' --base-date 2025-01-29\twhat matched, and why\n"
                "rules lint\tdoubled, shadowed, untested or slow rules\n"
                "rules list money\trules whose name or file has that word\n"
                "rules score tests/gold\tprecision, recall, F1 against annotated articles\n"
                "rules diff -L old.ledger -r rules/\twhat a changed pack gains and loses over an archive\n",
    .options = options,
    .run = run};
