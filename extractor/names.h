/* names.h -- private to the entity layer: entity.c, typing.c, alias.c, coref.c.
 *
 *   capital runs --entity.c--> Names --typing.c--> evidence for each type --alias.c--> Figures of the document (clusters of Names), typed
 *   by all their evidence --coref.c--> "the chipmaker", "its" --entity.c--> mentions */
#ifndef EXTRACTOR_NAMES_H
#define EXTRACTOR_NAMES_H
#include "extractor/gazetteer.h"

/* Classes of rules/<lang>/names.tsv and openers.tsv; NB_x is the bit of class x. */
#define NAME_CLASSES(X) X(legal) X(org) X(place) X(first) X(event) X(title) X(role) X(particle) X(junior) X(of) X(and) X(for) X(the) X(on) \
  X(in) X(orgnoun) X(whose) X(never) X(side) X(adj) X(small) X(creed) X(domain) X(unlike) X(land) X(body) X(arm) X(realm)
typedef enum {
#define X(name) NC_##name,
  NAME_CLASSES(X)
#undef X
      NC_start, /* openers.start: begins sentences, no name */
  NC_said,
  NC_point, /* abbreviations that take a point inside a name: St. Gen. */
  NC_brief, /* likewise: Inc. Corp. */
  NC_pronoun,
  NC_its, /* stands for things and firms, never for people */
  NC_he,
  NC_she,
  NC_COUNT
} NameClass;
#define NB(name) (UINT64_C(1) << NC_##name)
const uint64_t *gazetteer_bits(const Gazetteer *g); /* per form of the vocabulary: NB_* */

/* Evidence, and what it speaks for. */
typedef enum { FOR_ORG, FOR_PERSON, FOR_PLACE, FOR_OTHER, FOR_COUNT } Evidence;

enum {
  NAME_WEAK = 1,   /* begins a sentence and is a common word: needs the document's support */
  NAME_TITLED = 2, /* a person's title stands before it */
  NAME_HEADED = 4, /* has a head word (Bank, River, Inc) */
  NAME_DEMONYM = 8,
  NAME_CAPS = 16, /* in a headline or a passage of capitals */
  NAME_ACRONYM = 32,
  NAME_INITIAL = 64, /* begins a sentence or a quotation */
  NAME_DEFINED = 128 /* letters in brackets directly behind the name before it, which they are short for */
};

typedef struct Name {
  uint32_t first, last; /* tokens */
  Span span;
  uint32_t sentence;
  uint32_t words; /* words in it */
  uint32_t core;  /* gazetteer entry + 1, 0 none */
  uint8_t flags;
  uint8_t within;  /* type + 1 of the gazetteer's name in it: "Merrill Lynch Capital", "Peninsular Malaysia"; 0 none */
  uint32_t office; /* gazetteer_role of the title or role before it, 0 none */
  uint8_t gender;  /* from Mr, Mrs, given names; as EntityInfo */
  int score[FOR_COUNT];
  uint32_t who; /* index into Naming.info once linked */
  How how;
} Name;

typedef struct Naming {
  Work *w;
  const Gazetteer *g;
  const uint64_t *form_bits;
  uint8_t *word; /* per token: WORD_* once asked for, 255 before */
  Name *names;
  size_t n, cap;
  EntityInfo *info;
  size_t ninfo, info_cap;
  uint8_t *covered; /* per token: part of a figure or date */
  uint32_t hit;     /* cursor into Work.hits */
} Naming;

static inline uint64_t name_bits(const Naming *x, uint32_t token) {
  uint32_t form = x->w->tokens.items[token].form;
  return form == FORM_NONE ? 0 : x->form_bits[form];
}
static inline bool name_is(const Naming *x, uint32_t token, NameClass c) { return name_bits(x, token) >> c & 1; }
unsigned name_word(const Naming *x, uint32_t token); /* WORD_* of a token */
Str name_text(const Naming *x, const Name *n);
/* The next word or number token at or behind i within the sentence, over white space only; last when there is none. */
uint32_t skip_space(const Naming *x, uint32_t i, uint32_t last);

bool names_headline(const Naming *x, uint32_t sentence); /* entity.c: its words have capitals, as titles do */
void name_weigh(const Naming *x, Name *n);               /* typing.c: fills score, gender */
EntityType name_type(const int score[FOR_COUNT]);        /* ENT_ORG, PERSON, PLACE or OTHER */
void names_link(Naming *x);                              /* alias.c: who, how, info; drops names without support */
void names_refer(Naming *x);                             /* coref.c: adds resolved definites and pronouns to names */
#endif
