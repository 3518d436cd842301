/* gazetteer.h -- the curated core of known names, and what the pack knows of single words.
 *
 * Tables rules/<lang>/entities_*.tsv, columns: type, canonical, aliases (';' between), and where they apply demonym, domain, part_of, ticker,
 * sector, flags. When two rows share a name, the first in the order of tables and rows keeps it: tables are written with the most prominent first.
 *
 * The names are the keys of a double-array trie over bytes (Aoe 1989), read from a word's first byte. ASCII letters are folded, apostrophes are
 * one, a run of white space is one blank; afterwards the capitals of the name must be capitals in the text, so "US" never is "us" but "NVIDIA" is
 * "Nvidia" in a headline in capitals. A '#' in a name stands for a plain number ("Boeing #").
 *
 * Words: rules/<lang>/common_words.tsv (words that have no capital of their own) and people_names.tsv (given and family names). */
#ifndef EXTRACTOR_GAZETTEER_H
#define EXTRACTOR_GAZETTEER_H
#include "extractor/layers.h"

typedef struct CoreEntry {
  Str name; /* canonical */
  EntityType type;
  Str domain;     /* "ft.com;on.ft.com"; empty for most */
  Str part_of;    /* canonical name of its whole: a country, a group, an owner */
  Str sector;     /* "chips": which role nouns may stand for it (roles.tsv) */
  bool plural;    /* "the Magnificent Seven have" */
  uint8_t gender; /* people: 1 he, 2 she */
} CoreEntry;

typedef struct {
  uint32_t entry; /* for gazetteer_entry */
  uint32_t end;   /* byte behind the name in the text */
  bool canonical; /* the canonical name itself */
  bool demonym;   /* "Chinese": of the entry, not its name */
} CoreHit;

typedef struct Gazetteer Gazetteer;
/* The longest name that begins at byte at of text and ends at a word's end. */
bool gazetteer_match(CoreHit *out, const Gazetteer *g, Str text, uint32_t at);
/* The whole of name is a name. */
bool gazetteer_find(CoreHit *out, const Gazetteer *g, Str name);
const CoreEntry *gazetteer_entry(const Gazetteer *g, uint32_t entry);
size_t gazetteer_count(const Gazetteer *g);
/* The publisher of "www.ft.com" or "https://ft.com/x", NULL when unknown. */
const CoreEntry *gazetteer_publisher(const Gazetteer *g, Str url);

enum {
  WORD_COMMON = 1,
  WORD_GIVEN_HE = 2,
  WORD_GIVEN_SHE = 4,
  WORD_FAMILY = 8,
  WORD_GIVEN = WORD_GIVEN_HE | WORD_GIVEN_SHE
};
/* WORD_* bits of a word, letters in any case. */
unsigned gazetteer_word(const Gazetteer *g, Str word);

/* Nouns of rules/<lang>/roles.tsv (columns nouns, class), which stand for a name: "chipmaker", "prime minister".
 * The row of the phrase + 1, in any case; 0 when it is none. class: an entity type's word, "person", or a sector. */
uint32_t gazetteer_role(const Gazetteer *g, Str phrase);
/* Can a phrase that begins with this word be one? A quick no for most words. */
bool gazetteer_starts_role(const Gazetteer *g, Str word);
Str gazetteer_role_class(const Gazetteer *g, uint32_t role);

/* --- trie.c ------------------------------------------------------------------------------------------------------------ */
typedef struct {
  int32_t base;  /* an end's value; of a free slot the free slot before it, negated */
  int32_t check; /* owner; of a free slot the free slot behind it, negated */
} TrieSlot;
typedef struct Trie {
  TrieSlot *slot;
  uint32_t n;
} Trie;
typedef struct {
  Str key;        /* bytes 1..255 */
  uint32_t value; /* < 2^31 */
} TrieKey;
/* Sorts keys; of equal keys the one with the smaller value stays. Lives in the arena. */
Trie *trie_build(Arena *a, TrieKey *keys, size_t n);
enum { TRIE_ROOT = 1 };
/* The state behind byte c, or 0 when no key goes on like that. */
static inline uint32_t trie_step(const Trie *t, uint32_t state, unsigned char c) {
  uint32_t next = (uint32_t)t->slot[state].base + c;
  return next < t->n && t->slot[next].check == (int32_t)state ? next : 0;
}
/* Does a key end at state? */
static inline bool trie_value(const Trie *t, uint32_t state, uint32_t *value) {
  uint32_t end = trie_step(t, state, 0);
  if (end) *value = (uint32_t)t->slot[end].base;
  return end != 0;
}
#endif
