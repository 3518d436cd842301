/* vocabulary.h -- the words a pack knows, and the alphabet its rules are written in.
 *
 * An *atom* is a name that a pattern can use in braces: a list (`words wipe = wiped | knocked`), a lexicon table ({units}, or {units.length}:
 * the rows whose `class` column says so), a built-in shape, or a literal word of some pattern. Each word belongs to a set of atoms; all words
 * with the same set share one Symbol, so a sentence is a string of 16-bit symbols and a rule is a PCRE2 pattern over them. A pattern's {month}
 * becomes the class of all symbols whose set has `month`. Which rules can match at a place is told by an automaton over them (automaton.h).
 *
 * There are two alphabets: of mention rules (tokens) and of claim rules (the skeleton: each mention is one symbol).
 *
 * Built-in atoms, tokens:  {num} any number but dotted and ordinal · {int} digits, maybe grouped · {digits} plain digits · {grouped} {decimal} {dotted}
 *   {scaled} {numword} {fraction} {ordinal} · {d1} {d2} {d3} {d4} plain digits of that length, {dlong} longer · {day} 1..31 of one or two digits ·
 *   {month12} 1..12 likewise · {year4} 1000..2999 plain · {ordday} ordinals 1..31 · {zero} digits that begin with 0 ·
 *   {word} any word · {lower} {cap} {upper} {mixed} by letters · {alnum} a word with a digit · {sp} white space · {punct} · {any}
 *   {'s} the possessive
 * Built-in atoms, skeleton: the token atoms for what is left, and {money} {percent} {quantity} {count} {number} {ratio} {multiple} {duration}
 *   {figure} any of these · {date} {period} {time} {set} {when} any of these four · {ordinal} {score} {citation} · {org} {person} {place} {index} {currency}
 *   {crypto} {product} {event} {group} {other} · {entity} any of these · {central_bank} {agency} {publisher} {party} {team}, which are {org} too
 * In a skeleton {aside} is a bracketed or dashed aside.
 *
 * Letter case: an entry in lower case matches any case; an entry with a capital matches as written or in ALL CAPS.
 * A table with a column `forms` (';' between) is a lexicon table; its rows are found from a token with token_row. */
#ifndef EXTRACTOR_VOCABULARY_H
#define EXTRACTOR_VOCABULARY_H
#include "extractor/token.h"

typedef struct Pack Pack;

/* A .tsv of the pack: header line, then rows; '#' lines are comments. Cells are trimmed; missing cells are empty. */
typedef struct {
  Str name; /* "units" for rules/en/units.tsv */
  Str *columns;
  size_t ncolumns;
  Str *cells;      /* row-major */
  uint32_t *lines; /* the file's line of each row, for errors */
  size_t nrows;
} Table;
const Table *pack_table(const Pack *p, const char *name); /* NULL when the pack has none */
int table_column(const Table *t, const char *column);     /* -1 when it has none */
static inline Str table_cell(const Table *t, size_t row, int column) {
  return column < 0 ? str_make("", 0) : t->cells[row * t->ncolumns + (size_t)column];
}
/* The row of t that token i stands for, or -1. When several rows share the form: the first in the file. */
int token_row(const Pack *p, const Tokens *tokens, uint32_t i, const Table *t);
/* All rows of t for the token, up to max; returns how many there are. */
size_t token_rows(const Pack *p, const Tokens *tokens, uint32_t i, const Table *t, uint32_t *rows, size_t max);
/* Lists and classes of tables that code asks for in every document. */
#define LISTS(X)                                                                                                       \
  X(abbreviations_clock, "abbreviations.clock")                                                                        \
  X(abbreviations_month, "abbreviations.month")                                                                        \
  X(abbreviations_never, "abbreviations.never")                                                                        \
  X(abbreviations_number, "abbreviations.number")                                                                      \
  X(abbreviations_short, "abbreviations.short")                                                                        \
  X(abbreviations_title, "abbreviations.title")                                                                        \
  X(abbreviations_zone, "abbreviations.zone")                                                                          \
  X(borrow_contrast, "borrow_contrast")                                                                                \
  X(borrow_from, "borrow_from")                                                                                        \
  X(borrow_to, "borrow_to")                                                                                            \
  X(counted_after, "counted_after")                                                                                    \
  X(dt_compare, "dt_compare")                                                                                          \
  X(dt_relative, "dt_relative")                                                                                        \
  X(glued, "glued")                                                                                                    \
  X(glued_long, "glued_long")                                                                                          \
  X(glued_scaled, "glued_scaled")                                                                                      \
  X(glued_scales, "glued_scales")                                                                                      \
  X(heading_in, "heading_in")                                                                                          \
  X(heading_of, "heading_of")                                                                                          \
  X(names_legal, "names.legal")                                                                                        \
  X(np_stop, "np_stop")                                                                                                \
  X(openers_always, "openers.always")                                                                                  \
  X(openers_anew, "openers.anew")                                                                                      \
  X(openers_lead, "openers.lead")                                                                                      \
  X(openers_said, "openers.said")                                                                                      \
  X(openers_start, "openers.start")                                                                                    \
  X(pronouns_he, "pronouns.he")                                                                                        \
  X(pronouns_it, "pronouns.it")                                                                                        \
  X(pronouns_its, "pronouns.its")                                                                                      \
  X(pronouns_she, "pronouns.she")                                                                                      \
  X(pronouns_they, "pronouns.they")                                                                                    \
  X(pronouns_who, "pronouns.who")
typedef enum {
#define X(name, text) LIST_##name,
  LISTS(X)
#undef X
      LIST_COUNT
} List;
/* Its atom, UINT16_MAX when the pack has none. */
uint16_t pack_list(const Pack *p, List list);
/* The atom of any other list, for what is prepared at load. */
uint16_t pack_atom(const Pack *p, const char *name);
/* Is token i in that atom? */
bool token_is(const Pack *p, const Tokens *tokens, uint32_t i, uint16_t atom);
/* The same for a word that is not a token (any spelling). */
bool word_is(const Pack *p, Str word, uint16_t atom);
/* How many forms there are (Token.form is below it), and each with its spelling as folded. */
size_t vocabulary_size(const Pack *p);
void vocabulary_each(const Pack *p, void (*fn)(void *cx, uint32_t form, Str key), void *cx);
#endif
