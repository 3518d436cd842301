/* options.c -- the option tables that commands share, and asking for what was given. */
#include "base/embed.h"
#include "base/suggest.h"
#include "cli/cli.h"
#include "ledger/measures.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const struct poptOption global_options[] = {
    CLI_VALUE("ledger", 'L', 'L', "the ledger (default $CLAIMLEDGER_LEDGER, else claims.ledger)", "FILE"),
    CLI_VALUE("format", 'f', 'f', "table on a terminal, else ndjson", "table|ndjson|json|csv|tsv|md"),
    CLI_VALUE("output", 'o', 'o', "write there; the file appears when it is whole", "FILE"),
    CLI_FLAG("quiet", 'q', 'q', "no notes, no progress; errors only"),
    CLI_FLAG("verbose", 'v', 'v', "say more on standard error"),
    CLI_VALUE("color", 0, OPT_COLOR, "colours (NO_COLOR is heeded)", "auto|always|never"),
    CLI_VALUE("progress", 0, OPT_PROGRESS, "a line on a terminal, lines for logs, or JSON", "auto|plain|none|json"),
    CLI_FLAG(NULL, 'h', 'h', "short help, examples first"),
    CLI_FLAG("help", 0, OPT_HELP, "all options"),
    CLI_FLAG("version", 'V', 'V', "version; with --json those of the libraries and the pack's hash"),
    CLI_FLAG("json", 0, OPT_JSON, "short for --format json"),
    CLI_END};

const struct poptOption reading_options[] = {
    CLI_VALUE("type", 't', 't', "kind of input, known by content unless said",
              "auto|text|md|html|xml|ndjson|csv|warc|mbox|pdf"),
    CLI_VALUE("map", 0, OPT_MAP, "names of fields: text=body,date=published", "OURS=THEIRS,..."),
    CLI_VALUE("base-date", 0, OPT_BASE_DATE, "the day of articles that state none", "DATE"),
    CLI_VALUE("lang", 0, OPT_LANG, "the articles' language", "LANG"),
    CLI_VALUE("files0-from", 0, OPT_FILES0, "names from a file, each ended by a zero byte (- for standard input)",
              "FILE"),
    CLI_VALUE("max-document", 0, OPT_MAX_DOCUMENT, "largest article in bytes (16m)", "N"),
    CLI_VALUE("max-member", 0, OPT_MAX_MEMBER, "largest unpacked member in bytes (64m)", "N"),
    CLI_VALUE("max-ratio", 0, OPT_MAX_RATIO, "largest inflation (200)", "N"),
    CLI_VALUE("max-levels", 0, OPT_MAX_LEVELS, "containers in containers (3)", "N"),
    CLI_VALUE("max-depth", 0, OPT_MAX_DEPTH, "nesting of markup (512)", "N"),
    CLI_VALUE("max-nodes", 0, OPT_MAX_NODES, "elements in one article (1000000)", "N"),
    CLI_VALUE("max-seconds", 0, OPT_MAX_SECONDS, "processor time for one article (30)", "N"),
    CLI_END};

const struct poptOption rules_options[] = {
    CLI_VALUE("rules", 'r', 'r', "a rule pack in place of the built-in one", "DIR"),
    CLI_VALUE("rules-add", 0, OPT_RULES_ADD, "your own names and rules on top of the pack", "DIR"),
    CLI_VALUE("max-steps", 0, OPT_MAX_STEPS, "steps of one rule at one place (20000)", "N"), CLI_END};

bool cli_has(const Cli *c, int val) {
  for (size_t i = 0; i < c->ngiven; i++)
    if (c->given[i].val == val) return true;
  return false;
}

const char *cli_text(const Cli *c, int val) {
  for (size_t i = c->ngiven; i-- > 0;)
    if (c->given[i].val == val) return c->given[i].value;
  return NULL;
}

const char *cli_next(const Cli *c, int val, size_t *at) {
  while (*at < c->ngiven) {
    const Given *g = &c->given[(*at)++];
    if (g->val == val) return g->value;
  }
  return NULL;
}

const struct poptOption *option_find(const struct poptOption *t, const char *name, char letter, int val) {
  for (; t && (t->longName || t->shortName || t->arg); t++) {
    if ((t->argInfo & POPT_ARG_MASK) == POPT_ARG_INCLUDE_TABLE) {
      const struct poptOption *in = option_find(t->arg, name, letter, val);
      if (in) return in;
    } else if ((name && t->longName && strcmp(t->longName, name) == 0) || (letter && t->shortName == letter) ||
               (val && t->val == val)) {
      return t;
    }
  }
  return NULL;
}

const char *cli_option_name(const Cli *c, int val) {
  const struct poptOption *o = option_find(c->command ? c->command->options : NULL, NULL, 0, val);
  if (!o) o = option_find(global_options, NULL, 0, val);
  return o && o->longName ? o->longName : "";
}

static uint64_t unit_of(char c) {
  switch (c | 32) {
  case 'k': return 1024;
  case 'm': return 1024 * 1024;
  case 'g': return 1024 * 1024 * 1024;
  default: return 1;
  }
}

ErrCode cli_number(uint64_t *out, const Cli *c, int val, uint64_t least, uint64_t most, Err *err) {
  const char *text = cli_text(c, val);
  if (!text) return OK;
  Str s = str_of(text);
  uint64_t v, unit = s.n ? unit_of(s.p[s.n - 1]) : 1;
  if (unit > 1) s.n--;
  if (!str_to_u64(&v, s) || v > UINT64_MAX / unit || v * unit < least || v * unit > most)
    return err_set(err, ERR_USAGE, "--%s %s: not a number from %llu to %llu", cli_option_name(c, val), text,
                   (unsigned long long)least, (unsigned long long)most);
  *out = v * unit;
  return OK;
}

ErrCode cli_choice(size_t *out, const Cli *c, int val, const char *const *words, Err *err) {
  const char *text = cli_text(c, val);
  if (!text) return OK;
  Buf all = BUF_INIT;
  for (size_t i = 0; words[i]; i++) {
    if (strcmp(words[i], text) == 0) {
      *out = i;
      buf_release(&all);
      return OK;
    }
    buf_printf(&all, "%s%s", i ? ", " : "", words[i]);
  }
  const char *near = suggest(str_of(text), words);
  if (near)
    err_set(err, ERR_USAGE, "--%s %s: no such word: did you mean %s?", cli_option_name(c, val), text, near);
  else
    err_set(err, ERR_USAGE, "--%s %s: no such word: one of %s", cli_option_name(c, val), text, all.p);
  buf_release(&all);
  return ERR_USAGE;
}

/* --- what several commands need ------------------------------------------------------------------------------------ */

static ErrCode limit(unsigned *out, const Cli *c, int val, Err *err) {
  uint64_t v = *out;
  ErrCode code = cli_number(&v, c, val, 1, UINT32_MAX, err);
  *out = (unsigned)v;
  return code;
}

static ErrCode read_limits(ReadOptions *o, const Cli *c, Err *err) {
  ErrCode code = cli_number(&o->max_document, c, OPT_MAX_DOCUMENT, 1, (uint64_t)1 << 31, err);
  if (code == OK) code = cli_number(&o->max_member, c, OPT_MAX_MEMBER, 1, (uint64_t)1 << 40, err);
  if (code == OK) code = cli_number(&o->max_nodes, c, OPT_MAX_NODES, 1, (uint64_t)1 << 40, err);
  if (code == OK) code = limit(&o->max_ratio, c, OPT_MAX_RATIO, err);
  if (code == OK) code = limit(&o->max_seconds, c, OPT_MAX_SECONDS, err);
  if (code == OK) code = limit(&o->max_levels, c, OPT_MAX_LEVELS, err);
  return code == OK ? limit(&o->max_depth, c, OPT_MAX_DEPTH, err) : code;
}

static ErrCode check_type(const Cli *c, Err *err) {
  const char *const *names = reader_names(), *type = cli_text(c, 't');
  if (!type || strcmp(type, "auto") == 0) return OK;
  size_t ignored;
  return cli_choice(&ignored, c, 't', names, err);
}

ErrCode cli_read_options(ReadOptions *out, const Cli *c, Err *err) {
  *out = read_options_default();
  ErrCode code = check_type(c, err);
  if (code != OK) return code;
  if (cli_text(c, 't')) out->type = cli_text(c, 't');
  out->map = cli_text(c, OPT_MAP);
  out->lang = cli_text(c, OPT_LANG);
  const char *date = cli_text(c, OPT_BASE_DATE);
  if (date && !moment_parse(&out->base_date, str_of(date), true))
    return err_set(err, ERR_USAGE, "--base-date %s: not a date: write it as 2025-01-29", date);
  return read_limits(out, c, err);
}

/* The pack's own table, or the built-in one where a pack has none. */
static ErrCode load_table(const Pack *p, const char *name, const char *built_in, ErrCode (*load)(Str, Err *),
                          Err *err) {
  Str table = pack_file(p, str_of(name));
  if (!table.p) table = embedded(built_in);
  return table.p ? load(table, err) : OK;
}

ErrCode cli_pack(Pack **out, const Cli *c, Err *err) {
  unsigned steps = 0;
  ErrCode code = limit(&steps, c, OPT_MAX_STEPS, err);
  if (code == OK) code = pack_load(out, "en", cli_text(c, 'r'), cli_text(c, OPT_RULES_ADD), err);
  if (code == OK) pack_set_steps(*out, steps);
  if (code == OK) code = load_table(*out, "measures.tsv", "rules/en/measures.tsv", measures_load, err);
  if (code == OK) code = load_table(*out, "units.tsv", "rules/en/units.tsv", units_load, err);
  return code == OK ? load_table(*out, "events.tsv", "rules/en/events.tsv", events_load, err) : code;
}

ErrCode cli_shard(int *shard, int *shards, const Cli *c, int val, Err *err) {
  const char *text = cli_text(c, val);
  *shard = 0, *shards = 1;
  if (!text) return OK;
  Str rest = str_of(text), first;
  uint64_t i, n;
  str_split(&first, &rest, '/');
  if (!rest.p || !str_to_u64(&i, first) || !str_to_u64(&n, rest) || n < 1 || n > 100000 || i >= n)
    return err_set(err, ERR_USAGE, "--%s %s: not I/N with 0 <= I < N: write the first of eight as 0/8",
                   cli_option_name(c, val), text);
  *shard = (int)i, *shards = (int)n;
  return OK;
}

unsigned cli_jobs(const Cli *c, Err *err) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  uint64_t n = processors < 1 ? 1 : processors > 8 ? 8 : (uint64_t)processors;
  return cli_number(&n, c, 'j', 1, 256, err) == OK ? (unsigned)n : 0;
}

/* --- names of inputs ----------------------------------------------------------------------------------------------- */

typedef struct {
  char **items;
  size_t n, cap;
} Names;

static void add_name(Names *names, Str name) {
  if (names->n + 1 >= names->cap)
    names->items = mem_realloc(names->items, (names->cap = names->cap * 2 + 8) * sizeof(char *));
  names->items[names->n++] = mem_strdup(name);
  names->items[names->n] = NULL;
}

static ErrCode add_names_from(Names *names, const char *path, Err *err) {
  bool standard = strcmp(path, "-") == 0;
  FILE *f = standard ? stdin : fopen(path, "rb");
  if (!f) return err_set(err, ERR_USAGE, "%s: not read: %s", path, strerror(errno));
  char *name = NULL;
  size_t cap = 0;
  for (ssize_t n; (n = getdelim(&name, &cap, 0, f)) > 0;) {
    if (name[n - 1] == 0) n--;
    if (n > 0) add_name(names, (Str){name, (size_t)n});
  }
  bool bad = ferror(f) != 0;
  free(name);
  if (!standard) fclose(f);
  return bad ? err_set(err, ERR_USAGE, "%s: not read: %s", path, strerror(errno)) : OK;
}

ErrCode cli_paths(char ***paths, size_t *n, const Cli *c, Err *err) {
  Names names = {0};
  const char *list;
  ErrCode code = OK;
  for (size_t i = 0; i < c->nargs; i++) add_name(&names, str_of(c->args[i]));
  for (size_t at = 0; code == OK && (list = cli_next(c, OPT_FILES0, &at));) code = add_names_from(&names, list, err);
  if (code == OK && names.n == 0 && !cli_has(c, OPT_FILES0)) {
    if (isatty(STDIN_FILENO))
      code = err_set(err, ERR_USAGE, "%s: no articles named: name files or folders, or - for standard input",
                     c->command->name);
    else
      add_name(&names, STR("-"));
  }
  *paths = names.items;
  *n = names.n;
  return code;
}

void cli_paths_free(char **paths, size_t n) {
  for (size_t i = 0; i < n; i++) free(paths[i]);
  free(paths);
}
