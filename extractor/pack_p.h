/* pack_p.h -- private to the engine: what a loaded pack holds.
 *
 * Load order (pack.c): files -> tables and rule texts -> atoms (vocabulary.c) -> symbols of the two alphabets -> compiled rules (compile.c)
 * -> the layers' own books. Afterwards everything is immutable and shared by all workers. */
#ifndef EXTRACTOR_PACK_P_H
#define EXTRACTOR_PACK_P_H
#include "base/map.h"
#include "extractor/automaton.h"
#include "extractor/extractor.h"
#include "extractor/layers.h"
#include "extractor/rulefile.h"

typedef uint16_t Atom;
#define ATOM_NONE UINT16_MAX
enum { ALPHABET_MENTION, ALPHABET_CLAIM, ALPHABETS };

/* Atoms that every pack has; their names are in vocabulary.c in this order. */
typedef enum {
  ATOM_num,
  ATOM_int,
  ATOM_digits,
  ATOM_grouped,
  ATOM_decimal,
  ATOM_dotted,
  ATOM_scaled,
  ATOM_numword,
  ATOM_fraction,
  ATOM_ordinal,
  ATOM_d1,
  ATOM_d2,
  ATOM_d3,
  ATOM_d4,
  ATOM_dlong,
  ATOM_day,
  ATOM_month12,
  ATOM_year4,
  ATOM_ordday,
  ATOM_zero,
  ATOM_word,
  ATOM_lower,
  ATOM_cap,
  ATOM_upper,
  ATOM_mixed,
  ATOM_alnum,
  ATOM_sp,
  ATOM_punct,
  ATOM_any,
  ATOM_possessive,
  ATOM_money,
  ATOM_percent,
  ATOM_quantity,
  ATOM_count,
  ATOM_number,
  ATOM_ratio,
  ATOM_multiple,
  ATOM_duration,
  ATOM_figure,
  ATOM_score,
  ATOM_date,
  ATOM_period,
  ATOM_time,
  ATOM_set,
  ATOM_when,
  ATOM_citation,
  ATOM_org,
  ATOM_person,
  ATOM_place,
  ATOM_index,
  ATOM_currency,
  ATOM_crypto,
  ATOM_product,
  ATOM_event,
  ATOM_group,
  ATOM_central_bank,
  ATOM_agency,
  ATOM_publisher,
  ATOM_party,
  ATOM_team,
  ATOM_other,
  ATOM_entity,
  ATOM_aside,
  ATOM_BUILTINS
} BuiltinAtom;

/* A set of atoms, small and sorted. */
typedef struct {
  uint64_t bits; /* bit a % 64 of each member: a quick no */
  Atom *items;
  uint32_t n, cap;
} AtomSet;

/* One spelling (or phrase) of the vocabulary. Asked for every token: 64 bytes. */
typedef struct {
  AtomSet atoms;
  struct {
    uint16_t table;
    uint32_t row;
  } * rows;
  uint32_t nrows, rows_cap;
  Symbol symbol[ALPHABETS][4]; /* by Shape */
  uint32_t phrase_next;        /* phrase_bit of the second token of each phrase that begins with this word */
  int16_t number_word;         /* row in numbers.tsv, -1 */
  uint8_t phrase_words;        /* tokens of the longest such phrase, 0 or 1: none */
  bool punct;                  /* no word */
} Form;

/* A bit for a token by its first byte, in any case; a curly apostrophe counts as a straight one. */
static inline uint32_t phrase_bit(char first) { return UINT32_C(1) << ((first == '\xE2' ? '\'' : first) & 31); }

/* All spellings that fold to the same key. */
typedef struct {
  uint64_t head; /* its first eight bytes */
  Str key;       /* folded */
  struct {
    Str spelling;
    uint32_t form;
  } * exact;
  uint32_t nexact;
  uint32_t any; /* form for spellings in any case, FORM_NONE when there is none */
} Entry;

/* One place of the word table: the hash of the folded key (FNV-1a, 32 bits) and the entry's index + 1. */
typedef struct {
  uint32_t hash, entry;
} WordSlot;
#define WORD_HASH_START 0x811C9DC5u
static inline uint32_t word_hash_step(uint32_t h, unsigned char folded) { return (h ^ folded) * 0x01000193u; }

typedef struct {
  Str name;
  bool live[ALPHABETS]; /* some pattern of that alphabet uses it */
} AtomInfo;

typedef struct {
  AtomSet *sets;
  size_t n, cap; /* Symbol -> its atoms; symbol 0 is the empty set */
  struct {
    Symbol *items;
    size_t n;
  } * of_atom;        /* Atom -> the symbols that have it, once all are known */
  Str *class_of_atom; /* Atom -> them as PCRE2 writes it; empty until it is asked for */
  Map *index;
} Alphabet;

/* The alphabet that the set's patterns are written in. */
static inline int set_alphabet(RuleSet s) {
  return s == RULES_CLAIM || s == RULES_CUE || s == RULES_JOIN ? ALPHABET_CLAIM : ALPHABET_MENTION;
}

struct Rule {
  const RuleText *text;
  struct pcre2_real_code_16 *code;
  Slot slot_of_group[48]; /* SLOT_COUNT: none */
  uint16_t groups;
  struct {
    struct pcre2_real_code_16 *code;
    const uint64_t *starts; /* symbols that it can begin with, a bit each; NULL: it may match nothing */
    bool before, negate;
  } guard[6]; /* before: the pattern ends with \z */
  size_t nguards;
  ReadFn read;
  Kind kind;
  bool has_kind;  /* `set kind=` */
  uint16_t index; /* in its set */
};

struct Pack {
  Arena *arena;
  Str lang;
  Sha256 hash;
  Str label; /* "en@" and 12 digits of the hash */
  PackFile *files;
  size_t nfiles;
  Table *tables;
  size_t ntables;
  RuleTexts texts;
  AtomInfo *atoms;
  size_t natoms, atoms_cap;
  Map *atom_index;
  Atom list[LIST_COUNT]; /* by List */
  Form *forms;
  size_t nforms, forms_cap;
  Entry *entries;
  size_t nentries, entries_cap;
  WordSlot *slots;
  size_t nslots; /* open addressing over entries */
  Alphabet alphabet[ALPHABETS];
  const Table *numbers; /* numbers.tsv */
  bool comma_decimal;   /* 1,5 is one and a half: the pack's locale.tsv says so */
  uint8_t *number_role; /* per row, NumberRole */
  Number *number_value;
  Symbol shape_symbol[ALPHABETS][5]; /* unknown words by Shape; [4]: with a digit */
  Symbol space[ALPHABETS], punct[ALPHABETS];
  Symbol number_symbol[ALPHABETS][32]; /* by number_shape */
  Symbol mention_symbol[KIND_NOISE + 1], entity_symbol[ENT_OTHER + 1];
  uint32_t char_form[128]; /* form of an ASCII punctuation character */
  Rule *rules[RULES_SETS];
  size_t nrules[RULES_SETS];
  Automaton *automaton[RULES_SETS]; /* of all patterns of the set */
  Rule **rule_of_text;              /* by index in texts; NULL for statements that are no rule */
  bool compounds;                   /* locale.tsv: number words are written as one ("dreiundzwanzig") */
  bool ordinal_point;               /* a point behind a number makes an ordinal ("27. Januar") */
  bool verb_last;              /* the verb that governs a figure may end the clause ("ist um 5 Prozent gestiegen") */
  bool capital_nouns;          /* every noun has a capital, so a capital makes no name */
  char possessive;             /* the letter behind an apostrophe that makes a possessive, 0: none */
  uint32_t steps;              /* pack_set_steps, 0: the usual */
  struct Languages *languages; /* packs of other languages, NULL: none */
  struct UnitBook *units;
  struct DateBook *dates;
  struct Gazetteer *gazetteer;
  struct ClaimBook *claims;
};

/* vocabulary.c */
void vocabulary_init(Pack *p);
ErrCode vocabulary_build(Pack *p, Err *err); /* lists and tables -> forms; marks phrases */
void vocabulary_symbols(Pack *p);            /* after all patterns were scanned: live atoms -> symbols */
Atom atom_intern(Pack *p, Str name);
Atom atom_find(const Pack *p, Str name);
Atom atom_literal(Pack *p, Str word); /* the atom of one literal word; adds it to the vocabulary */
void atom_use(Pack *p, Atom a, int alphabet);
uint32_t vocabulary_add(Pack *p, Str spelling, Atom a); /* a spelling: word, character or phrase */
/* Form of a spelling in the text, FORM_NONE. `shape` chooses between exact and any-case entries. */
uint32_t vocabulary_find(const Pack *p, Str word, Shape shape);
/* The same for a tokenizer that has folded and hashed the word already. */
uint32_t vocabulary_find_key(const Pack *p, Str key, uint32_t hash, Str word, Shape shape);
Symbol symbol_intern(Pack *p, int alphabet, const Atom *atoms, size_t n);
Symbol number_shape_symbol(const Pack *p, int alphabet, const LexedNumber *n);
void vocabulary_free(Pack *p);
/* alphabet.c: renumbers the symbols of a finished alphabet so that classes are few ranges. */
void alphabet_sort(Pack *p, int alphabet);

/* pattern.c: phase 1 (out NULL) marks the atoms that a pattern uses; phase 2 writes it for PCRE2. at: "file:line" for errors. */
ErrCode pattern_translate(Pack *p, const RuleText *rule, Str pattern, int alphabet, Buf *out, Err *err);
/* A list entry that is one word to the tokenizer ("erased", "didn't", "U.S."), so that its list's atom stands for it. */
bool pattern_plain_word(Str s);

/* compile.c: translates, compiles and sorts the rules into their sets. ERR_RULE with file and line. */
ErrCode rules_compile(Pack *p, Err *err);
void rules_release(Pack *p);

/* lexnum.c */
typedef enum {
  ROLE_NONE,
  ROLE_UNIT,
  ROLE_TEEN,
  ROLE_TEN,
  ROLE_HUNDRED,
  ROLE_SCALE,
  ROLE_SCALE_DIGITS,
  ROLE_SCALE_WORDS,
  ROLE_AND,
  ROLE_ARTICLE,
  ROLE_HALF,
  ROLE_ORDINAL,
  ROLE_SUFFIX,
  ROLE_PART,
  ROLE_DOZEN
} NumberRole;
ErrCode numbers_load(Pack *p, Err *err);
#endif
