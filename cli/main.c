/* main.c -- the table of commands; finds the command and its options in the words typed, runs it, answers with an exit code. */
#include "base/suggest.h"
#include "cli/cli.h"
#include "cli/signals.h"
#include "ledger/ledger.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* One line a command, in the order that help shows. */
#define COMMANDS(X)                                                                                                    \
  X(ingest)                                                                                                            \
  X(query)                                                                                                             \
  X(conflicts)                                                                                                         \
  X(review)                                                                                                            \
  X(timeline)                                                                                                          \
  X(show)                                                                                                              \
  X(check)                                                                                                             \
  X(rates)                                                                                                             \
  X(stats)                                                                                                             \
  X(serve)                                                                                                             \
  X(export)                                                                                                            \
  X(merge)                                                                                                             \
  X(forget)                                                                                                            \
  X(verify)                                                                                                            \
  X(extract)                                                                                                           \
  X(read)                                                                                                              \
  X(compare)                                                                                                           \
  X(rules)                                                                                                             \
  X(help)                                                                                                              \
  X(completion)

#define DECLARE(name) extern const Command cmd_##name;
COMMANDS(DECLARE)
#define ENTRY(name) &cmd_##name,
const Command *const commands[] = {COMMANDS(ENTRY) NULL};

const Command *command_find(const char *name) {
  for (const Command *const *c = commands; *c; c++)
    if (strcmp((*c)->name, name) == 0) return *c;
  return NULL;
}

int exit_code_of(ErrCode code) {
  switch (code) {
  case OK:
  case ERR_END: return 0;
  case ERR_USAGE:
  case ERR_RULE: return 2;
  case ERR_INPUT:
  case ERR_LIMIT: return 3;
  case ERR_LEDGER: return 4;
  case ERR_BUG: return 5;
  case ERR_INTERRUPTED: break;
  }
  return 128 + (signals_stopped() ? signals_stopped() : 2);
}

void cli_error(const Err *err) { fprintf(stderr, "claimledger: %s\n", err->text); }

void cli_note(const Cli *c, const char *fmt, ...) {
  if (c->quiet) return;
  va_list args;
  va_start(args, fmt);
  fputs("claimledger: ", stderr);
  vfprintf(stderr, fmt, args);
  fputc('\n', stderr);
  va_end(args);
}

/* --- finding the command among options ------------------------------------------------------------------------------ */

static bool takes_value(const char *name, char letter) {
  const struct poptOption *o = option_find(global_options, name, letter, 0);
  for (const Command *const *c = commands; !o && *c; c++) o = option_find((*c)->options, name, letter, 0);
  return o && (o->argInfo & POPT_ARG_MASK) != POPT_ARG_NONE;
}

/* Does the option word take its value from the next word? "--format" and the last letter of "-qf" do. */
static bool wants_next(const char *word) {
  if (word[1] == '-') return takes_value(word + 2, 0);
  for (word++; *word; word++)
    if (takes_value(NULL, *word)) return word[1] == 0;
  return false;
}

/* Index of the first word that is no option and no option's value; 0 when there is none. */
static int command_index(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] != '-' || !argv[i][1]) return i;
    if (strcmp(argv[i], "--") == 0) return 0;
    if (wants_next(argv[i])) i++;
  }
  return 0;
}

static ErrCode unknown_command(const char *word, Err *err) {
  const char *names[64];
  size_t n = 0;
  for (const Command *const *c = commands; *c && n < 63; c++) names[n++] = (*c)->name;
  names[n] = NULL;
  const char *near = suggest(str_of(word), names);
  if (near) return err_set(err, ERR_USAGE, "%s: no such command: did you mean %s?", word, near);
  return err_set(err, ERR_USAGE, "%s: no such command: see claimledger help", word);
}

/* --- options -------------------------------------------------------------------------------------------------------- */

static size_t long_names(const char **out, size_t n, size_t cap, const struct poptOption *t) {
  for (; t && (t->longName || t->shortName || t->arg); t++) {
    if ((t->argInfo & POPT_ARG_MASK) == POPT_ARG_INCLUDE_TABLE)
      n = long_names(out, n, cap, t->arg);
    else if (t->longName && n + 1 < cap)
      out[n++] = t->longName;
  }
  return n;
}

static ErrCode bad_option(const Cli *c, poptContext p, int code, Err *err) {
  const char *word = poptBadOption(p, POPT_BADOPTION_NOALIAS), *names[128];
  if (code == POPT_ERROR_NOARG)
    return err_set(err, ERR_USAGE, "%s: needs a value: see claimledger help %s", word, word);
  if (code == POPT_ERROR_UNWANTEDARG) return err_set(err, ERR_USAGE, "%s: takes no value", word);
  if (code != POPT_ERROR_BADOPT) return err_set(err, ERR_USAGE, "%s: %s", word, poptStrerror(code));
  size_t n = long_names(names, 0, 128, global_options);
  n = long_names(names, n, 128, c->command ? c->command->options : NULL);
  names[n] = NULL;
  Str bare = str_of(word);
  bare = str_slice(bare, 0, str_chr(bare, '=', 0));
  const char *near = str_starts(bare, STR("--")) ? suggest(str_slice(bare, 2, bare.n), names) : NULL;
  const char *of = c->command ? c->command->name : "claimledger";
  if (near) return err_set(err, ERR_USAGE, "%s: no such option of %s: did you mean --%s?", word, of, near);
  return err_set(err, ERR_USAGE, "%s: no such option of %s: see claimledger help %s", word, of, c->command ? of : "");
}

/* Fills given and args. Values live in the popt context, which therefore stays until the command has run. */
static ErrCode parse_words(Cli *c, poptContext p, Err *err) {
  static const char *const none[] = {NULL};
  Given *given = NULL;
  size_t cap = 0;
  for (int val; (val = poptGetNextOpt(p)) != -1;) {
    if (val < -1) return bad_option(c, p, val, err);
    if (c->ngiven == cap) given = mem_realloc(given, (cap = cap * 2 + 16) * sizeof *given);
    given[c->ngiven++] = (Given){val, poptGetOptArg(p)};
    c->given = given;
  }
  const char **args = poptGetArgs(p);
  c->args = args ? args : none;
  while (c->args[c->nargs]) c->nargs++;
  return OK;
}

static bool wants_color(size_t mode, int fd) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  if (mode != 0) return mode == 1;
  return isatty(fd) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static size_t terminal_width(void) {
  const char *columns = getenv("COLUMNS");
  uint64_t n;
  struct winsize size;
  if (columns && str_to_u64(&n, str_of(columns)) && n >= 20 && n < 10000) return n;
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
  return 0;
}

static ErrCode settle_globals(Cli *c, Err *err) {
  static const char *const color_names[] = {"auto", "always", "never", NULL};
  const char *env = getenv("CLAIMLEDGER_LEDGER");
  size_t color = 0, progress = PROGRESS_AUTO, format;
  c->out.path = cli_text(c, 'o');
  format = c->out.path || !isatty(STDOUT_FILENO) ? FORMAT_NDJSON : FORMAT_TABLE;
  if (cli_has(c, OPT_JSON)) format = FORMAT_JSON;
  ErrCode code = cli_choice(&format, c, 'f', format_names, err);
  if (code == OK) code = cli_choice(&color, c, OPT_COLOR, color_names, err);
  if (code == OK) code = cli_choice(&progress, c, OPT_PROGRESS, progress_names, err);
  c->out.format = (Format)format;
  c->out.color = wants_color(color, STDOUT_FILENO) && (color == 1 || !c->out.path);
  c->out.width = terminal_width();
  c->stderr_color = wants_color(color, STDERR_FILENO);
  c->progress = (ProgressMode)progress;
  c->quiet = cli_has(c, 'q');
  c->verbose = cli_has(c, 'v');
  c->ledger = cli_text(c, 'L') ? cli_text(c, 'L') : env && *env ? env : "claims.ledger";
  return code;
}

/* --- running -------------------------------------------------------------------------------------------------------- */

static int print_all(Buf *b, Err *err) {
  bool ok = fwrite(b->p, 1, b->n, stdout) == b->n && fflush(stdout) == 0;
  ErrCode code = ok ? OK : err_set(err, ERR_LEDGER, "standard output: not written: %s", strerror(errno));
  buf_release(b);
  return exit_code_of(code);
}

static int answer_help(const Cli *c, Err *err) {
  Buf b = BUF_INIT;
  if (!c->command)
    help_overview(&b);
  else if (cli_has(c, OPT_HELP))
    help_full(&b, c->command);
  else
    help_short(&b, c->command);
  return print_all(&b, err);
}

static int answer_version(Err *err) {
  Buf b = BUF_INIT, label = BUF_INIT;
  Pack *pack = NULL;
  if (pack_load(&pack, "en", NULL, NULL, err) == OK) {
    Sha256 hash = pack_hash(pack);
    buf_printf(&label, "%s@", pack_lang(pack));
    hex_put(&label, hash.b, sizeof hash.b);
  }
  version_print(&b, true, label.p);
  pack_free(pack);
  buf_release(&label);
  return print_all(&b, err);
}

static int run(Cli *c, Err *err) {
  if (cli_has(c, 'h') || cli_has(c, OPT_HELP)) return answer_help(c, err);
  if (cli_has(c, 'V')) {
    if (cli_has(c, OPT_JSON)) return answer_version(err);
    Buf b = BUF_INIT;
    version_print(&b, false, NULL);
    return print_all(&b, err);
  }
  if (c->command) return c->command->run(c, err);
  Buf b = BUF_INIT;
  help_overview(&b);
  fwrite(b.p, 1, b.n, stderr);
  buf_release(&b);
  return 2;
}

static char *joined(int argc, char **argv) {
  Buf b = BUF_INIT;
  for (int i = 0; i < argc; i++) buf_printf(&b, "%s%s", i ? " " : "", argv[i]);
  return b.p;
}

static int with_options(Cli *c, int argc, char **argv, int at, Err *err) {
  const char **words = mem_zalloc(((size_t)argc + 1) * sizeof *words);
  int n = 0;
  for (int i = 0; i < argc; i++)
    if (i != at || i == 0) words[n++] = i ? argv[i] : "claimledger";
  const struct poptOption table[] = {
      CLI_GROUP("Everywhere", global_options),
      CLI_GROUP("Command", c->command && c->command->options ? c->command->options : global_options), CLI_END};
  poptContext p = poptGetContext("claimledger", n, words, table, 0);
  ErrCode code = parse_words(c, p, err);
  if (code == OK) code = settle_globals(c, err);
  int status = code == OK ? run(c, err) : exit_code_of(code);
  poptFreeContext(p);
  for (size_t i = 0; i < c->ngiven; i++) free((void *)(uintptr_t)c->given[i].value);
  free((void *)(uintptr_t)c->given);
  free(words);
  return status;
}

/* A closed descriptor would go to the next file that is opened, and messages into the ledger. What is opened for it instead cannot be read or
 * written: who prints is told so. */
static void settle_descriptors(void) {
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) _exit(5);
}

int main(int argc, char **argv) {
  settle_descriptors();
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  signals_install();
  corpus_start();
  ledger_start();
  Err err = {0};
  int at = command_index(argc, argv), status;
  char *line = joined(argc, argv);
  Cli c = {.command = at ? command_find(argv[at]) : NULL, .line = line};
  if (at && !c.command) {
    status = exit_code_of(unknown_command(argv[at], &err));
  } else if (c.command && c.command->raw) {
    c.args = (const char *const *)(argv + at + 1);
    c.nargs = (size_t)(argc - at - 1);
    status = c.command->run(&c, &err);
  } else {
    status = with_options(&c, argc, argv, at, &err);
  }
  if (err.code != OK) {
    cli_error(&err);
    status = exit_code_of(err.code);
  }
  free(line);
  return status;
}
