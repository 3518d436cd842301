/* claim_book.h -- what the claim layer knows about the language and the world, loaded once from the pack's tables.
 *
 *   wordclass.tsv      classes of irregular words      wordform.tsv   endings that give a class away, and plural endings
 *   functionwords.tsv  prepositions, pronouns, ...     heads.tsv      families of verbs, nouns, adverbs that govern figures
 *   frames.tsv         what a figure is to a head      measures.tsv   measures with their surfaces
 *   cues.tsv           phrases for modality, speakers, marks, periods
 *
 * Every word of these tables is interned as a Word; a sentence's tokens are looked up once and everything else is integers. */
#ifndef EXTRACTOR_CLAIM_BOOK_H
#define EXTRACTOR_CLAIM_BOOK_H
#include "extractor/endings.h"
#include "extractor/layers.h"

/* Word classes, a set of bits. The first ten come from wordclass.tsv, the rest from functionwords.tsv. */
/* clang-format off */
#define WORD_CLASSES(X)                                                                                                \
  X(NOUN, "n")                                                                                                         \
  X(PLURAL, "p")                                                                                                       \
  X(BASE, "v")                                                                                                         \
  X(THIRD, "z")                                                                                                        \
  X(PAST, "d")                                                                                                         \
  X(PARTICIPLE, "c")                                                                                                   \
  X(ING, "g")                                                                                                          \
  X(ADJECTIVE, "j")                                                                                                    \
  X(ADVERB, "r")                                                                                                       \
  X(DETERMINER, "det")                                                                                                 \
  X(POSSESSIVE, "poss")                                                                                                \
  X(PREPOSITION, "prep")                                                                                               \
  X(PRONOUN, "pron") X(RELATIVE, "rel") X(BE, "be") X(HAVE, "have") X(DO, "do") X(MODAL, "modal")                      \
      X(CONJUNCTION, "conj") X(SUBORDINATOR, "sub") X(NOT, "not") X(TO, "to") X(OF, "of") X(GENITIVE, "genitive")      \
          X(QUANTIFIER, "quant") X(MANY, "many")
/* clang-format on */
enum {
#define X(name, letter) CLASS_##name##_AT,
  WORD_CLASSES(X)
#undef X
      CLASS_COUNT
};
enum {
#define X(name, letter) CLASS_##name = 1 << CLASS_##name##_AT,
  WORD_CLASSES(X)
#undef X
      CLASS_NOMINAL = CLASS_NOUN | CLASS_PLURAL,
  CLASS_VERBAL = CLASS_BASE | CLASS_THIRD | CLASS_PAST | CLASS_PARTICIPLE | CLASS_ING
};

enum { WORD_HEADS = 8 };
#define CLASS_FUNCTION (~((1U << CLASS_DETERMINER_AT) - 1))

typedef struct Word {
  Str text;                  /* lower case */
  uint32_t classes;          /* CLASS_* */
  uint32_t main;             /* the commonest class, one bit */
  uint32_t base;             /* index of the singular, or its own */
  uint8_t heads[WORD_HEADS]; /* families, 0 none */
  uint8_t role;              /* of a preposition: Role + 1 of what stands behind it, 0 none */
  int32_t phrases;           /* first phrase that starts with this base word, -1 */
} Word;

typedef enum {
  PHRASE_MEASURE,
  PHRASE_CHANGED,
  PHRASE_MODALITY,
  PHRASE_SPEAKER,
  PHRASE_MARK,
  PHRASE_PERIOD,
  PHRASE_SCOPE,
  PHRASE_HEDGE
} PhraseKind;
/* Where a cue acts. */
typedef enum {
  REACH_NEAR,   /* directly before the figure */
  REACH_VERB,   /* in the verb group that governs the figure */
  REACH_CLAUSE, /* in the figure's clause */
  REACH_SENTENCE,
  REACH_AFTER /* before it, in the same clause */
} Reach;

/* How a surface must stand in the text; all but the first also ask for the form of the last word that is written. */
enum {
  AS_ANY,
  AS_NOUN,   /* "pay (noun)" */
  AS_OBJECT, /* "offered (object)": the figure is its object */
  AS_ALONE   /* "rates (alone)": no noun or adjective stands before it in its group */
};
enum { PHRASE_WORDS = 6 };
typedef struct Phrase {
  uint32_t words[PHRASE_WORDS]; /* base words */
  uint32_t last;                /* the last word as it is written */
  uint8_t n;
  uint8_t as;    /* AS_* */
  uint8_t kind;  /* PhraseKind */
  uint8_t reach; /* Reach, for cues */
  int16_t value; /* measure index, Modality, mark bit, ... */
  Str text;      /* what the table says it stands for: "P1D" for a period */
  int32_t next;  /* the next phrase with the same first word, -1 */
} Phrase;

enum {
  UNIT_MONEY = 1,
  UNIT_PERCENT = 2,
  UNIT_COUNT = 4,
  UNIT_NUMBER = 8,
  UNIT_RATIO = 16,
  UNIT_TIME = 32,
  UNIT_LENGTH = 64,
  UNIT_AREA = 128,
  UNIT_MASS = 256,
  UNIT_POWER = 512,
  UNIT_ENERGY = 1024,
  UNIT_TEMPERATURE = 2048,
  UNIT_SPEED = 4096,
  UNIT_VOLUME = 8192,
  UNIT_POINTS = 16384,
  UNIT_UNMEASURED = 32768 /* of dimensions that no measure has */
};

typedef struct Measure {
  Str id, unit;      /* unit: of a bare number that states it ("person"), or empty */
  uint32_t units;    /* UNIT_* */
  uint32_t entities; /* 1 << EntityType of what may have it; 0 anything */
  bool of_now;       /* a price of the day or a running total: holds when it is told */
  bool generic;      /* "share", "count": only when no closer measure fits */
} Measure;

/* What a figure is to its head. */
/* clang-format off */
#define SLOT_ROLES(X)                                                                                                  \
  X(OBJ, "obj")                                                                                                        \
  X(BY, "by")                                                                                                          \
  X(TO, "to")                                                                                                          \
  X(FROM, "from")                                                                                                      \
  X(AT, "at")                                                                                                          \
  X(OF, "of")                                                                                                          \
  X(IN, "in")                                                                                                          \
  X(FOR, "for")                                                                                                        \
  X(ON, "on")                                                                                                          \
  X(SUBJ, "subj")                                                                                                      \
  X(THAN, "than")                                                                                                      \
  X(PRE, "pre")                                                                                                        \
  X(BEFORE, "before") X(AFTER, "after") X(WITH, "with") X(ABOVE, "above") X(BELOW, "below") X(IS, "is")                \
      X(SELF, "self") X(DONE, "done")
/* clang-format on */
typedef enum {
#define X(name, word) ROLE_##name,
  SLOT_ROLES(X)
#undef X
      ROLE_NONE
} Role;

/* Where a frame's subject stands. */
typedef enum { WHO_SUBJECT, WHO_OBJECT, WHO_OFF, WHO_OF, WHO_IN, WHO_AGENT, WHO_HOST, WHO_PATIENT, WHO_OWN } Who;

typedef struct Frame {
  Str name;     /* "frame.fall_by" */
  uint8_t head; /* family */
  uint8_t role;
  uint32_t kinds;   /* 1 << Kind; 0 any */
  uint8_t with;     /* family of a word that must stand in the clause, 0 none */
  int16_t change;   /* Change, -1 as it is */
  int16_t measure;  /* index, -1 from the words */
  uint8_t who;      /* Who */
  int16_t modality; /* Modality, -1 */
} Frame;

/* What a figure measures by the type of its subject. */
enum { DEFAULT_ANY, DEFAULT_BY, DEFAULT_LEVEL, DEFAULT_PART, DEFAULT_OWN };
typedef struct Default {
  int type;       /* EntityType, -1 any */
  uint32_t kinds; /* 1 << Kind; 0 any */
  uint8_t change; /* DEFAULT_* */
  uint8_t words;  /* family that a word of the subject must belong to, 0 none */
  uint8_t verb;   /* family that the word that governs the figure must belong to, 0 any */
  uint8_t with;   /* family of a word that must stand in the sentence, 0 none */
  int16_t measure;
  Str unit; /* code or written name of the figure's unit; empty any */
} Default;
/* A measure that a figure above that value does not mean. */
typedef struct Limit {
  int16_t measure, becomes;
  uint32_t kinds;
  Number above;
  Str per; /* only a figure per that ("share"); empty: any */
} Limit;

typedef struct Ending {
  Str ending, becomes;
  uint32_t classes;
} Ending;

/* Families of heads.tsv that the C code asks for by name. */
/* clang-format off */
#define FAMILIES(X)                                                                                                    \
  X(FALL, "v.fall")                                                                                                    \
  X(TRADE, "v.trade")                                                                                                  \
  X(MOVE, "v.move")                                                                                                    \
  X(PHRASAL, "v.phrasal")                                                                                              \
  X(BECOME, "v.become")                                                                                                \
  X(RISE, "v.rise")                                                                                                    \
  X(CUT, "v.cut")                                                                                                      \
  X(RAISE, "v.raise") X(CAUSE, "v.cause") X(SAY, "v.say") X(SPEECH, "v.speech") X(GIVE, "v.give") X(REPORT, "v.report")                  \
      X(FORECAST, "v.forecast") X(ESTIMATE, "v.estimate") X(PLAN, "v.plan") X(DENY, "v.deny") X(FIND, "v.find")        \
          X(VALUE, "v.value") X(UP, "a.up") X(DOWN, "a.down") X(MORE, "a.more") X(LESS, "a.less")                      \
              X(NOUN_RISE, "n.rise") X(NOUN_FALL, "n.fall") X(NOUN_LEVEL, "n.level") X(MARKET, "n.market")             \
                  X(OFF, "p.off") X(ABOVE, "p.above") X(BELOW, "p.below") X(SOURCE, "p.source") X(WORTH, "a.worth")    \
                      X(EQUIVALENT, "a.equivalent") X(RECORD, "a.record") X(NOT_WHEN, "p.notwhen") X(FROM, "p.from")   \
                          X(VERSUS, "p.versus") X(INTENT, "n.intent") X(STRETCH, "p.stretch") X(DOUBLE, "v.double")    \
                              X(PUT, "v.put") X(AT, "p.at") X(AGENT, "p.by") X(OR, "p.or") X(SUM, "a.sum")             \
                                  X(REFER, "p.refer") X(WHEN, "p.when") X(COMMODITY, "n.commodity")                    \
                                      X(PERIOD, "n.period") X(PEOPLE, "n.people") X(THAN, "p.than") X(BASE, "p.base")      \
                                          X(SINCE, "p.since") X(STAFF, "n.workers") X(DEADLINE, "p.deadline") X(EXTREME, "a.extreme")            \
                                              X(WAS, "v.was") X(SELF, "p.self") X(ANYONE, "p.anyone") X(SPEAKERS, "n.speakers") X(THERE, "p.there") X(COST, "v.cost") X(REFLEXIVE, "p.reflexive") X(SURVEY, "v.survey") X(HE, "p.he") X(TWO, "v.two") X(DEFINITE, "p.definite") X(AMONG, "p.among") X(AGED, "a.aged") X(TIMES, "n.times") X(VIEWPOINT, "n.viewpoint") X(PERSON, "n.person") X(RANGING, "v.range") X(PAY, "v.outlay") X(SHARE, "v.share") X(ON_BEHALF, "n.behalf")
/* clang-format on */
typedef enum {
#define X(name, word) FAMILY_##name,
  FAMILIES(X)
#undef X
      FAMILY_COUNT
} Family;

/* What a word of a sentence may be. */
typedef struct WordReading {
  const Word *word; /* its own, else that of its singular */
  uint32_t
      classes; /* its own, guessed when it is unknown; an adjective that looks like a participle may be one ("upended") */
  uint32_t main;
  uint32_t length; /* bytes of its letters */
} WordReading;

typedef struct ClaimBook {
  const Pack *pack;
  Word *words;
  size_t nwords; /* words[0] is the unknown word */
  struct WordPlace {
    uint32_t hash, word; /* word 0: empty */
  } * slots;
  size_t nslots;          /* open addressing by the hash of the letters in small */
  uint32_t *word_of_form; /* by form of the vocabulary: the word of the same letters, 0: look it up */
  WordReading *of_form;   /* by form: what book_reading says of its letters; word NULL: look it up */
  Ending *endings;
  size_t nendings; /* longest first */
  Ending *plurals;
  size_t nplurals;
  Endings by_ending, by_plural; /* of the two lists */
  Phrase *phrases;
  size_t nphrases;
  Measure *measures;
  size_t nmeasures;
  Frame *frames;
  size_t nframes;
  uint16_t *of_role;                   /* numbers of frames by their role, in the file's order */
  uint16_t role_starts[ROLE_NONE + 2]; /* role r has of_role[role_starts[r], role_starts[r + 1]) */
  Default *defaults;
  size_t ndefaults;
  Limit *limits;
  size_t nlimits;
  Str *families;
  size_t nfamilies;             /* families[0] is "" */
  bool verb_last;               /* the verb that governs a figure may stand behind it */
  uint8_t family[FAMILY_COUNT]; /* their numbers, 0 when the pack has none */
} ClaimBook;

/* The word of a token, or the unknown word. */
const Word *book_word(const ClaimBook *b, Str token);
/* The same for a word token with that text, which its form may tell at once. */
const Word *book_token(const ClaimBook *b, const Token *t, Str text);
/* What the word token with that text (its apostrophes plain) may be. */
WordReading book_reading(const ClaimBook *b, const Token *t, Str text);
/* The word whose plural the token is, or the unknown word. */
const Word *book_singular(const ClaimBook *b, Str token);
/* Classes of a word: its own, or by its ending when unknown. */
uint32_t book_guess(const ClaimBook *b, Str token);
int book_measure(const ClaimBook *b, Str id);              /* -1 */
uint8_t book_family(const ClaimBook *b, const char *name); /* 0 when the pack has none */
static inline bool word_has_head(const Word *w, uint8_t family) {
  for (int i = 0; i < WORD_HEADS && w->heads[i]; i++)
    if (w->heads[i] == family) return true;
  return false;
}
static inline bool word_in(const ClaimBook *b, const Word *w, Family f) { return word_has_head(w, b->family[f]); }
#endif
