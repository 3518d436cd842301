/* unit_book.h -- what the amount readers look things up in: currencies, units, scales, vague words, fractions, plurals.
 *
 * All of it comes from tables of the pack (rules/en/currencies.tsv, units.tsv, scales.tsv, vague.tsv, fractions.tsv, country.tsv, nouns.tsv,
 * wording.tsv); a pack may lack any of them. Rows are parsed once at load and never change. */
#ifndef EXTRACTOR_UNIT_BOOK_H
#define EXTRACTOR_UNIT_BOOK_H
#include "extractor/endings.h"
#include "extractor/layers.h"

/* One row of currencies.tsv or units.tsv. */
typedef struct {
  Str code;      /* ISO 4217 or UCUM */
  Str name;      /* singular, for written.unit: "cent", "kilometre" */
  Str cls;       /* the row's class */
  Str dimension; /* units only */
  Str assume;    /* currencies: what the form leaves open, "dollar"; else empty */
  Number factor; /* currencies: to the unit of the code (a cent 0.01); units: to the base of the dimension */
  Str timex;     /* time units: "T1H", "10Y"; else empty */
} UnitRow;

/* A vague amount: "several" 3..9. high open when the table leaves it empty. */
typedef struct {
  Number low, high;
  bool no_high;
} VagueRow;

typedef struct UnitBook {
  const Table *currencies, *units, *scales, *vague, *fractions, *country, *nouns, *wording;
  UnitRow *currency, *unit; /* by row of their tables */
  const UnitRow *degree;    /* the row of bare degrees; NULL when the pack has none */
  int8_t *power;            /* by row of scales */
  VagueRow *amount;         /* by row of vague */
  Number *part;             /* by row of fractions: the denominator */
  struct Map *unit_forms;   /* folded form -> row of units, for words that the tokenizer read as numbers ("second") */
  struct Map *irregular;    /* plural -> singular */
  struct {
    Str ending, becomes;
  } * suffixes; /* of plurals; one that becomes itself stays ("status") */
  Endings by_suffix;
  struct Map *positive; /* "best" -> "good" */
  uint16_t drop, noun_stop, verb_like, per_word, every_word, ago_word, and_word,
      before_word; /* atoms of the lists that bound a counted noun (count.rule) */
  Str per, times, of_age, age_unit, square,
      cubic;                      /* wording.tsv: "per", the unit of multiples, what ages are called by */
  Str participle, gerund, adverb; /* endings of words that qualify a counted noun without naming it */
} UnitBook;

/* The row that the slot's tokens stand for, in currencies when money, else in units; NULL when none does. Of several tokens the one that says
 * most counts ("US" of "US$"). cls: only rows of that class, NULL for any. */
const UnitRow *slot_unit(const Reading *r, const Match *m, Slot s, bool money, const char *cls);
const UnitRow *token_unit(const Reading *r, uint32_t token, bool money, const char *cls);
/* The currency that a shared form means in this document (a bare "$" on a .au page); sets *assumed when nothing but custom says so. */
const UnitRow *unit_resolve(const Reading *r, const UnitRow *u, bool *assumed);
/* The unit that this form stands for; NULL when there is none. */
const UnitRow *unit_of_form(const Reading *r, Str form);
/* The unit of ages when no word names it ('aged 34'): wording.tsv's age_unit; NULL when the pack has none. */
const UnitRow *age_unit(const Reading *r);
/* The row of fractions.tsv in slot mod ("dozen" 12, "doubled" 2); false when there is none. */
bool slot_factor(Number *out, const Reading *r, const Match *m);
/* Power of ten of the slot's scale; 0 when it took no part. */
int slot_scale(const Reading *r, const Match *m, Slot s);

/* noun.c: "companies" -> "company" by nouns.tsv; borrowed or in the arena. */
Str noun_singular(const Reading *r, Str word);
/* "best" -> "good"; the word itself when it is no superlative of nouns.tsv. */
Str word_positive(const Reading *r, Str word);
/* Whether noun_singular changes it (irregular plurals too). */
bool noun_is_plural(const Reading *r, Str word);
bool noun_counts(const Reading *r, Str word); /* likewise, or a word that is its own plural */
#endif
