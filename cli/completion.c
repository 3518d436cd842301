/* completion.c -- completion scripts for bash, zsh and fish from the tables of commands and options. */
#include "cli/cli.h"

static bool is_group(const struct poptOption *o) { return (o->argInfo & POPT_ARG_MASK) == POPT_ARG_INCLUDE_TABLE; }
static bool is_end(const struct poptOption *o) { return !o->longName && !o->shortName && !o->arg; }
static bool has_words(const struct poptOption *o) { return o->argDescrip && strchr(o->argDescrip, '|'); }
static bool is_file(const struct poptOption *o) { return o->argDescrip && strcmp(o->argDescrip, "FILE") == 0; }
static bool is_dir(const struct poptOption *o) { return o->argDescrip && strcmp(o->argDescrip, "DIR") == 0; }

typedef void (*EachFn)(Buf *b, const struct poptOption *o, const char *command);

static void each(Buf *b, const struct poptOption *t, const char *command, EachFn fn) {
  for (; t && !is_end(t); t++) {
    if (is_group(t))
      each(b, t->arg, command, fn);
    else
      fn(b, t, command);
  }
}

static void put_words(Buf *b, const char *words) {
  for (; *words; words++) buf_putc(b, *words == '|' ? ' ' : *words);
}

static void put_command_names(Buf *b) {
  for (const Command *const *c = commands; *c; c++) buf_printf(b, "%s%s", c == commands ? "" : " ", (*c)->name);
}

/* --- bash ----------------------------------------------------------------------------------------------------------- */

static void bash_name(Buf *b, const struct poptOption *o, const char *command) {
  (void)command;
  if (o->longName) buf_printf(b, " --%s", o->longName);
  if (o->shortName) buf_printf(b, " -%c", o->shortName);
}

/* A case of the previous word: an option that takes a value. */
static void bash_value(Buf *b, const struct poptOption *o, const char *command) {
  (void)command;
  if (!o->argDescrip) return;
  buf_puts(b, "    ");
  if (o->longName) buf_printf(b, "--%s%s", o->longName, o->shortName ? "|" : "");
  if (o->shortName) buf_printf(b, "-%c", o->shortName);
  buf_puts(b, ") ");
  if (has_words(o)) {
    buf_puts(b, "COMPREPLY=($(compgen -W '");
    put_words(b, o->argDescrip);
    buf_puts(b, "' -- \"$cur\"))");
  } else if (is_file(o) || is_dir(o)) {
    buf_printf(b, "COMPREPLY=($(compgen -%c -- \"$cur\"))", is_dir(o) ? 'd' : 'f');
  } else {
    buf_puts(b, "COMPREPLY=()");
  }
  buf_puts(b, "; return ;;\n");
}

static void bash(Buf *b) {
  buf_puts(
      b,
      "# claimledger completion for bash: source it, or put it into /etc/bash_completion.d/claimledger\n"
      "_claimledger() {\n  local cur=\"${COMP_WORDS[COMP_CWORD]}\" prev=\"${COMP_WORDS[COMP_CWORD-1]}\" command= word\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case \" ");
  put_command_names(b);
  buf_puts(b, " \" in *\" $word \"*) command=$word; break ;; esac\n  done\n  case \"$prev\" in\n");
  each(b, global_options, NULL, bash_value);
  buf_puts(b, "  esac\n  local options='");
  each(b, global_options, NULL, bash_name);
  buf_puts(b, "'\n  case \"$command\" in\n  '') [[ $cur == -* ]] || { COMPREPLY=($(compgen -W '");
  put_command_names(b);
  buf_puts(b, "' -- \"$cur\")); return; } ;;\n");
  for (const Command *const *c = commands; *c; c++) {
    buf_printf(b, "  %s)\n    case \"$prev\" in\n", (*c)->name);
    each(b, (*c)->options, (*c)->name, bash_value);
    buf_puts(b, "    esac\n    options+='");
    each(b, (*c)->options, (*c)->name, bash_name);
    buf_puts(b, "' ;;\n");
  }
  buf_puts(b, "  esac\n  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
              "  elif [[ $command == help ]]; then COMPREPLY=($(compgen -W '");
  put_command_names(b);
  buf_puts(b,
           "' -- \"$cur\"))\n  elif [[ $command == completion ]]; then COMPREPLY=($(compgen -W 'bash zsh fish' -- "
           "\"$cur\"))\n"
           "  else COMPREPLY=($(compgen -f -- \"$cur\")); fi\n}\ncomplete -o filenames -F _claimledger claimledger\n");
}

/* --- zsh ------------------------------------------------------------------------------------------------------------ */

/* Text inside '...[...]': quotes, brackets and colons would end it. */
static void put_zsh(Buf *b, const char *s) {
  for (; *s; s++) {
    if (*s == '\'')
      buf_puts(b, "'\\''");
    else if (strchr("[]:\\", *s))
      buf_printf(b, "\\%c", *s);
    else
      buf_putc(b, *s);
  }
}

static void zsh_spec(Buf *b, const struct poptOption *o, const char *dashes, const char *name, char letter) {
  buf_printf(b, " \\\n      '*%s", dashes);
  if (name)
    buf_puts(b, name);
  else
    buf_putc(b, letter);
  buf_putc(b, '[');
  put_zsh(b, o->descrip);
  buf_putc(b, ']');
  if (has_words(o)) {
    buf_puts(b, ":word:(");
    put_words(b, o->argDescrip);
    buf_putc(b, ')');
  } else if (o->argDescrip) {
    buf_printf(b, ":value:%s", is_file(o) ? "_files" : is_dir(o) ? "_files -/" : " ");
  }
  buf_putc(b, '\'');
}

static void zsh_option(Buf *b, const struct poptOption *o, const char *command) {
  (void)command;
  if (o->longName) zsh_spec(b, o, "--", o->longName, 0);
  if (o->shortName) zsh_spec(b, o, "-", NULL, o->shortName);
}

static void zsh(Buf *b) {
  buf_puts(b, "#compdef claimledger\n# claimledger completion for zsh: put it as _claimledger into a folder of $fpath\n"
              "_claimledger() {\n  local -a words_of=(");
  for (const Command *const *c = commands; *c; c++) {
    buf_printf(b, "'%s:", (*c)->name);
    put_zsh(b, (*c)->summary);
    buf_puts(b, "' ");
  }
  buf_puts(b, ")\n  local command=${words[(r)(");
  for (const Command *const *c = commands; *c; c++) buf_printf(b, "%s%s", c == commands ? "" : "|", (*c)->name);
  buf_puts(b, ")]}\n  case $command in\n");
  for (const Command *const *c = commands; *c; c++) {
    buf_printf(b, "  %s) _arguments -S", (*c)->name);
    each(b, global_options, NULL, zsh_option);
    each(b, (*c)->options, (*c)->name, zsh_option);
    buf_puts(b, " '1: :' ");
    if (strcmp((*c)->name, "completion") == 0)
      buf_puts(b, "'2:shell:(bash zsh fish)'");
    else if (strcmp((*c)->name, "help") == 0) {
      buf_puts(b, "'2:command:(");
      put_command_names(b);
      buf_puts(b, ")'");
    } else
      buf_puts(b, "'*:file:_files'");
    buf_puts(b, " ;;\n");
  }
  buf_puts(b, "  *) if [[ $PREFIX == -* ]]; then _arguments -S");
  each(b, global_options, NULL, zsh_option);
  buf_puts(
      b,
      "; else _describe command words_of; fi ;;\n  esac\n}\n"
      "if [[ $funcstack[1] == _claimledger ]]; then _claimledger \"$@\"; else compdef _claimledger claimledger; fi\n");
}

/* --- fish ----------------------------------------------------------------------------------------------------------- */

static void put_fish(Buf *b, const char *s) {
  buf_putc(b, '\'');
  for (; *s; s++) {
    if (*s == '\'' || *s == '\\') buf_putc(b, '\\');
    buf_putc(b, *s);
  }
  buf_putc(b, '\'');
}

static void fish_option(Buf *b, const struct poptOption *o, const char *command) {
  buf_puts(b, "complete -c claimledger");
  if (command) buf_printf(b, " -n '__fish_seen_subcommand_from %s'", command);
  if (o->shortName) buf_printf(b, " -s %c", o->shortName);
  if (o->longName) buf_printf(b, " -l %s", o->longName);
  if (has_words(o)) {
    buf_puts(b, " -x -a '");
    put_words(b, o->argDescrip);
    buf_putc(b, '\'');
  } else if (o->argDescrip) {
    buf_puts(b, is_file(o) || is_dir(o) ? " -r" : " -x");
  }
  buf_puts(b, " -d ");
  put_fish(b, o->descrip);
  buf_putc(b, '\n');
}

static void fish(Buf *b) {
  buf_puts(b, "# claimledger completion for fish: put it into ~/.config/fish/completions/claimledger.fish\n");
  for (const Command *const *c = commands; *c; c++) {
    buf_printf(b, "complete -c claimledger -n __fish_use_subcommand -f -a %s -d ", (*c)->name);
    put_fish(b, (*c)->summary);
    buf_putc(b, '\n');
  }
  buf_puts(b, "complete -c claimledger -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n"
              "complete -c claimledger -n '__fish_seen_subcommand_from help' -f -a '");
  put_command_names(b);
  buf_puts(b, "'\n");
  each(b, global_options, NULL, fish_option);
  for (const Command *const *c = commands; *c; c++) each(b, (*c)->options, (*c)->name, fish_option);
}

bool completion_script(Buf *b, const char *shell) {
  if (strcmp(shell, "bash") == 0)
    bash(b);
  else if (strcmp(shell, "zsh") == 0)
    zsh(b);
  else if (strcmp(shell, "fish") == 0)
    fish(b);
  else
    return false;
  return true;
}
