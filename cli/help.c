/* help.c -- help, man pages and the answer to `help --flag`, all from the tables of commands and options. */
#include "cli/cli.h"

enum { COLUMN = 26 /* where an option's explanation begins */, WIDTH = 110, SHORT_OPTIONS = 12 };

typedef void (*OptionFn)(Buf *b, const struct poptOption *o);

static bool is_group(const struct poptOption *o) { return (o->argInfo & POPT_ARG_MASK) == POPT_ARG_INCLUDE_TABLE; }
static bool is_end(const struct poptOption *o) { return !o->longName && !o->shortName && !o->arg; }

static void pad(Buf *b, size_t from, size_t width) {
  while (b->n - from < width) buf_putc(b, ' ');
}

/* A value that is one of some words is shown by the option's name, the words stand in the explanation. */
static void put_value_name(Buf *b, const struct poptOption *o) {
  if (!strchr(o->argDescrip, '|')) {
    buf_puts(b, o->argDescrip);
    return;
  }
  for (const char *p = o->longName; *p; p++) buf_putc(b, (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p));
}

static void put_option_name(Buf *b, const struct poptOption *o) {
  if (o->shortName)
    buf_printf(b, "-%c%s", o->shortName, o->longName ? ", " : "");
  else
    buf_puts(b, "    ");
  if (o->longName) buf_printf(b, "--%s", o->longName);
  if (!o->argDescrip) return;
  buf_putc(b, ' ');
  put_value_name(b, o);
}

static void put_explanation(Buf *b, const struct poptOption *o) {
  buf_puts(b, o->descrip);
  if (o->argDescrip && strchr(o->argDescrip, '|')) buf_printf(b, ": %s", o->argDescrip);
}

/* Text from column at on; what does not fit goes on under COLUMN, broken behind a space or "|". */
static void put_folded(Buf *b, Str text, size_t at) {
  while (at + text.n > WIDTH) {
    size_t n = WIDTH - at;
    while (n > 1 && text.p[n - 1] != ' ' && text.p[n - 1] != '|') n--;
    buf_put(b, str_slice(text, 0, n));
    buf_putc(b, '\n');
    pad(b, b->n, COLUMN);
    text = str_slice(text, n, text.n);
    at = COLUMN;
  }
  buf_put(b, text);
}

static void put_option(Buf *b, const struct poptOption *o) {
  size_t from = b->n;
  buf_puts(b, "  ");
  put_option_name(b, o);
  if (b->n - from > COLUMN - 2) buf_puts(b, "  ");
  pad(b, from, COLUMN);
  Buf text = BUF_INIT;
  put_explanation(&text, o);
  put_folded(b, buf_str(&text), b->n - from);
  buf_release(&text);
  buf_putc(b, '\n');
}

/* Puts the options of one table, not those of its groups; at most `most`, returns how many. */
static size_t put_own(Buf *b, const struct poptOption *t, size_t most, OptionFn put) {
  size_t n = 0;
  for (; t && !is_end(t) && n < most; t++)
    if (!is_group(t)) put(b, t), n++;
  return n;
}

static void put_usage(Buf *b, const Command *c) {
  buf_printf(b, "claimledger %s%s%s -- %s\n", c->name, *c->args ? " " : "", c->args, c->summary);
}

static void put_examples(Buf *b, const Command *c) {
  Str rest = str_of(c->examples), line;
  size_t widest = 0;
  for (Str r = rest; str_split(&line, &r, '\n');) {
    size_t tab = str_chr(line, '\t', 0);
    if (tab != SIZE_MAX && tab > widest && tab <= 58) widest = tab;
  }
  while (str_split(&line, &rest, '\n') && line.n) {
    size_t tab = str_chr(line, '\t', 0), from = b->n;
    Str command = str_slice(line, 0, tab);
    buf_printf(b, "  claimledger %.*s", STR_ARGS(command));
    if (tab != SIZE_MAX) {
      buf_puts(b, "  ");
      pad(b, from, widest + 16);
      buf_put(b, str_slice(line, tab + 1, line.n));
    }
    buf_putc(b, '\n');
  }
}

void help_overview(Buf *b) {
  buf_puts(b, "claimledger reads article archives, keeps every figure with who, what, when and where it\n"
              "stands, and says which figures of different sources cannot both be true.\n\n"
              "  claimledger ingest corpus/          read articles into claims.ledger\n"
              "  claimledger conflicts --why         figures that disagree, and why\n"
              "  claimledger query nvidia 'value:>500bn' --format csv\n\nCommands\n");
  for (const Command *const *c = commands; *c; c++) buf_printf(b, "  %-11s %s\n", (*c)->name, (*c)->summary);
  buf_puts(b, "\nclaimledger COMMAND -h shows examples, --help all options, help --FLAG one option.\n");
}

void help_short(Buf *b, const Command *c) {
  put_usage(b, c);
  buf_putc(b, '\n');
  put_examples(b, c);
  buf_putc(b, '\n');
  if (put_own(b, c->options, SHORT_OPTIONS, put_option)) buf_putc(b, '\n');
  buf_printf(b, "All options: claimledger %s --help\n", c->name);
}

void help_full(Buf *b, const Command *c) {
  put_usage(b, c);
  buf_putc(b, '\n');
  put_examples(b, c);
  size_t before = b->n;
  buf_puts(b, "\nOptions\n");
  if (!put_own(b, c->options, SIZE_MAX, put_option)) b->n = before;
  for (const struct poptOption *t = c->options; t && !is_end(t); t++) {
    if (!is_group(t)) continue;
    buf_printf(b, "\n%s\n", t->descrip);
    put_own(b, t->arg, SIZE_MAX, put_option);
  }
  buf_puts(b, "\nEverywhere\n");
  put_own(b, global_options, SIZE_MAX, put_option);
  if (c->notes) buf_printf(b, "\n%s\n", c->notes);
}

/* --- one option ----------------------------------------------------------------------------------------------------- */

bool help_option(Buf *b, const char *word) {
  const char *name = strncmp(word, "--", 2) == 0 ? word + 2 : NULL;
  char letter = !name && word[0] == '-' ? word[1] : 0;
  if (!name && !letter) return false;
  const struct poptOption *everywhere = option_find(global_options, name, letter, 0);
  if (everywhere) {
    put_option(b, everywhere);
    buf_puts(b, "  for every command\n");
    return true;
  }
  const char *last = NULL;
  for (const Command *const *c = commands; *c; c++) {
    const struct poptOption *o = option_find((*c)->options, name, letter, 0);
    if (!o) continue;
    if (!last || strcmp(last, o->descrip) != 0) put_option(b, o);
    buf_printf(b, "  for claimledger %s\n", (*c)->name);
    last = o->descrip;
  }
  return last != NULL;
}

/* --- man pages ------------------------------------------------------------------------------------------------------ */

/* Backslashes and hyphens as troff wants them. */
static void put_roff(Buf *b, Str s) {
  if (s.n && (s.p[0] == '.' || s.p[0] == '\'')) buf_puts(b, "\\&");
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '\\')
      buf_puts(b, "\\e");
    else if (s.p[i] == '-')
      buf_puts(b, "\\-");
    else
      buf_putc(b, s.p[i]);
  }
}

static void man_option(Buf *b, const struct poptOption *o) {
  Buf text = BUF_INIT;
  put_option_name(&text, o);
  buf_puts(b, ".TP\n.B ");
  put_roff(b, str_trim(buf_str(&text)));
  buf_reset(&text);
  put_explanation(&text, o);
  buf_putc(b, '\n');
  put_roff(b, buf_str(&text));
  buf_putc(b, '\n');
  buf_release(&text);
}

static void man_examples(Buf *b, const Command *c) {
  Str rest = str_of(c->examples), line;
  buf_puts(b, ".SH EXAMPLES\n");
  while (str_split(&line, &rest, '\n') && line.n) {
    size_t tab = str_chr(line, '\t', 0);
    buf_puts(b, ".TP\n.B claimledger ");
    put_roff(b, str_slice(line, 0, tab));
    buf_putc(b, '\n');
    if (tab != SIZE_MAX) put_roff(b, str_slice(line, tab + 1, line.n));
    buf_putc(b, '\n');
  }
}

static void man_program(Buf *b) {
  buf_puts(b, ".TH CLAIMLEDGER 1 \"\" \"claimledger " VERSION
              "\"\n.SH NAME\nclaimledger \\- figures in articles, and which of them disagree\n"
              ".SH SYNOPSIS\n.B claimledger\n.I COMMAND\n[words and options in any order]\n.SH COMMANDS\n");
  for (const Command *const *c = commands; *c; c++) {
    buf_printf(b, ".TP\n.B %s\n", (*c)->name);
    put_roff(b, str_of((*c)->summary));
    buf_putc(b, '\n');
  }
  buf_puts(b, ".SH OPTIONS\n");
  put_own(b, global_options, SIZE_MAX, man_option);
  buf_puts(b, ".SH EXIT STATUS\n0 fine; 1 on request (\\-\\-exit\\-code), failed rule tests, verify mismatches; 2 "
              "usage or rule error; "
              "3 some inputs failed, the rest is done; 4 the ledger or the output cannot be opened or written; "
              "5 out of memory or a bug; 130, 143 interrupted, all up to the last commit is kept.\n");
}

void help_man(Buf *b, const Command *c) {
  if (!c) {
    man_program(b);
    return;
  }
  buf_printf(b, ".TH CLAIMLEDGER-%s 1 \"\" \"claimledger " VERSION "\"\n.SH NAME\nclaimledger-%s \\- ", c->name,
             c->name);
  put_roff(b, str_of(c->summary));
  buf_printf(b, "\n.SH SYNOPSIS\n.B claimledger %s\n", c->name);
  put_roff(b, str_of(c->args));
  buf_putc(b, '\n');
  man_examples(b, c);
  buf_puts(b, ".SH OPTIONS\n");
  put_own(b, c->options, SIZE_MAX, man_option);
  for (const struct poptOption *t = c->options; t && !is_end(t); t++) {
    if (!is_group(t)) continue;
    buf_printf(b, ".SS %s\n", t->descrip);
    put_own(b, t->arg, SIZE_MAX, man_option);
  }
  if (c->notes) {
    buf_puts(b, ".SH NOTES\n");
    put_roff(b, str_of(c->notes));
    buf_putc(b, '\n');
  }
  buf_puts(b, ".SH SEE ALSO\n.BR claimledger (1)\n");
}
