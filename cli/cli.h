/* cli.h -- what a command is, and what it is handed.
 *
 * A command is one file cli/cmd_x.c that ends with `const Command cmd_x = {...}` and one line in cli/main.c. Its options
 * are a constant popt table; the parser, -h, --help, man pages and shell completions are all made from that table. Options
 * are not written into variables: a command asks for them (cli_text, cli_number, ...). Only files in cli/ print. */
#ifndef CLI_CLI_H
#define CLI_CLI_H
#include "cli/out.h"
#include "cli/progress.h"
#include "corpus/reader.h"
#include "extractor/extractor.h"
#include <popt.h>

typedef struct Cli Cli;

typedef struct Command {
  const char *name;
  const char *args;                 /* "PATH..." as help shows it */
  const char *summary;              /* one line, no full stop */
  const char *examples;             /* lines "command\twhat it does\n" without the program's name */
  const char *notes;                /* further lines for --help, or NULL */
  const struct poptOption *options; /* ends with POPT_TABLEEND; may include groups; NULL when there are none */
  bool writes;                      /* its output is the ledger: progress may stand on the terminal */
  bool raw;                         /* the words are not parsed: args are all that stands behind the command */
  /* Returns the exit code; when err is filled, main prints it and its code decides. */
  int (*run)(Cli *c, Err *err);
} Command;

/* Options of the shared tables by number; those with a letter use it. A command's own start at OPT_OWN. */
enum {
  OPT_COLOR = 256,
  OPT_PROGRESS,
  OPT_HELP,
  OPT_JSON,
  OPT_MAP,
  OPT_BASE_DATE,
  OPT_LANG,
  OPT_FILES0,
  OPT_MAX_DOCUMENT,
  OPT_MAX_MEMBER,
  OPT_MAX_RATIO,
  OPT_MAX_LEVELS,
  OPT_MAX_DEPTH,
  OPT_MAX_NODES,
  OPT_MAX_SECONDS,
  OPT_MAX_STEPS,
  OPT_RULES_ADD,
  OPT_EXIT_CODE,
  OPT_NO_SANDBOX,
  OPT_OWN = 1000
};

/* Groups for option tables: CLI_GROUP("Reading", reading_options). */
#define CLI_GROUP(title, table)                                                                                        \
  { NULL, 0, POPT_ARG_INCLUDE_TABLE, (void *)(uintptr_t)(table), 0, title, NULL }
#define CLI_FLAG(name, letter, val, help)                                                                              \
  { name, letter, POPT_ARG_NONE, NULL, val, help, NULL }
/* value names its shape: "FILE", "DIR", "N", or the words that it may be: "a|b|c" (completions offer those). */
#define CLI_VALUE(name, letter, val, help, value)                                                                      \
  { name, letter, POPT_ARG_STRING, NULL, val, help, value }
#define CLI_END                                                                                                        \
  { NULL, 0, 0, NULL, 0, NULL, NULL }
extern const struct poptOption global_options[];
extern const struct poptOption reading_options[]; /* -t, --map, --base-date, --lang, --files0-from, limits */
extern const struct poptOption rules_options[];   /* -r, --rules-add, --max-steps */

typedef struct {
  int val;
  const char *value; /* NULL for flags */
} Given;

struct Cli {
  const Command *command;
  const char *const *args; /* words that are no options; NULL-terminated */
  size_t nargs;
  const Given *given; /* in the order typed */
  size_t ngiven;
  const char *line;   /* the whole command as typed */
  const char *ledger; /* -L, $CLAIMLEDGER_LEDGER or claims.ledger */
  OutOptions out;     /* format, file, colour */
  ProgressMode progress;
  bool quiet, verbose;
  bool stderr_color;
};

/* --- asking for options ------------------------------------------------------------------------------------------- */
bool cli_has(const Cli *c, int val);
const char *cli_text(const Cli *c, int val); /* the last one given, NULL when absent */
/* The next value of val at or after *at in c->given; NULL at the end. Start with *at = 0. */
const char *cli_next(const Cli *c, int val, size_t *at);
/* *out stays as it is when the option is absent. Takes k, m, g (x 1024) behind the digits. ERR_USAGE out of least..most. */
ErrCode cli_number(uint64_t *out, const Cli *c, int val, uint64_t least, uint64_t most, Err *err);
/* The index of the option's value in a NULL-terminated list; *out stays when absent. ERR_USAGE with "did you mean". */
ErrCode cli_choice(size_t *out, const Cli *c, int val, const char *const *words, Err *err);
/* The option's long name without dashes, for messages; "" when it has none. */
const char *cli_option_name(const Cli *c, int val);
/* The first option of that long name, letter or number (NULL or 0: not asked for) in a table and those it includes. */
const struct poptOption *option_find(const struct poptOption *table, const char *name, char letter, int val);

/* --- what several commands do ------------------------------------------------------------------------------------- */
ErrCode cli_read_options(ReadOptions *out, const Cli *c, Err *err); /* from reading_options */
/* From rules_options; also loads the pack's tables for comparison (measures_load, units_load). */
/* From rules_options; also loads the pack's tables for comparison (measures_load, units_load). */
ErrCode cli_pack(Pack **out, const Cli *c, Err *err);
/* The words and the names in --files0-from; standard input when there are none and it is not a terminal. The array and
 * its names are freed with cli_paths_free. */
ErrCode cli_paths(char ***paths, size_t *n, const Cli *c, Err *err);
void cli_paths_free(char **paths, size_t n);
/* I/N with 0 <= I < N. */
ErrCode cli_shard(int *shard, int *shards, const Cli *c, int val, Err *err);
unsigned cli_jobs(const Cli *c, Err *err); /* -j; default: processors, at most 8 */
int exit_code_of(ErrCode code);
/* One line on standard error: "claimledger: ..."; nothing with -q unless it is an error. */
void cli_note(const Cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void cli_error(const Err *err);

/* --- the table of commands (main.c) and what is made from it ------------------------------------------------------- */
extern const Command *const commands[]; /* NULL-terminated, in the order that help shows */
const Command *command_find(const char *name);
void help_overview(Buf *b);
void help_short(Buf *b, const Command *c);         /* -h: examples first, at most 25 lines */
void help_full(Buf *b, const Command *c);          /* --help: all options by group */
void help_man(Buf *b, const Command *c);           /* troff; c NULL: the program's own page */
bool help_option(Buf *b, const char *name);        /* "--format" or "-f": what it does and where */
bool completion_script(Buf *b, const char *shell); /* bash, zsh or fish */
void version_print(Buf *b, bool json, const char *pack);
#endif
