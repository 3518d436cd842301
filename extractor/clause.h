/* clause.h -- a sentence as the claim layer sees it: nodes, chunks, clauses.
 *
 *   Nvidia | 's | stock | plunged | by | around | $598 billion | on | Monday       nodes: a mention is one node, blanks are none
 *   [Nvidia 's stock] [plunged] (by) [around $598 billion] (on) [Monday]           chunks: noun and verb groups, prepositions
 *
 * A chunk of nouns knows the preposition before it, a verb group its subject and object. What stands in brackets or dashes is an aside:
 * it is read on its own, and the sentence around it is read as if it were not there. The grammar is shallow on purpose: word classes from a
 * lexicon, a few repair rules, one scan to the left for a subject. */
#ifndef EXTRACTOR_CLAUSE_H
#define EXTRACTOR_CLAUSE_H
#include "extractor/claim_book.h"

typedef enum {
  TAG_NOUN,
  TAG_NAME,
  TAG_PRON,
  TAG_FIGURE,
  TAG_DATE,
  TAG_ADJ,
  TAG_DET,
  TAG_POSS,
  TAG_GENITIVE,
  TAG_VERB,
  TAG_BASE,
  TAG_PART,
  TAG_ING,
  TAG_BE,
  TAG_HAVE,
  TAG_MODAL,
  TAG_TO,
  TAG_PREP,
  TAG_ADV,
  TAG_NOT,
  TAG_CONJ,
  TAG_SUB,
  TAG_REL,
  TAG_COMMA,
  TAG_DASH,
  TAG_OPEN,
  TAG_CLOSE,
  TAG_QUOTE,
  TAG_COLON,
  TAG_REF,
  TAG_OTHER
} Tag;

typedef struct Node {
  uint32_t first, last; /* tokens, half-open */
  int32_t mention;      /* index into Work.mentions, -1 */
  const Word *word;     /* of its last word token */
  uint32_t classes;     /* of that word, guessed when it is unknown */
  uint32_t main;        /* the commonest of them, 0 when guessed */
  uint16_t chunk;
  uint8_t tag;    /* Tag */
  uint8_t aside;  /* 0 the sentence itself, else the number of its aside */
  uint8_t quoted; /* inside quotation marks */
  bool hedge;     /* part of a figure\'s hedge: "more than" */
} Node;

typedef enum {
  CHUNK_NOUN,
  CHUNK_VERB,
  CHUNK_PREP,
  CHUNK_DATE,
  CHUNK_ADV,
  CHUNK_ADJ,
  CHUNK_JOIN,
  CHUNK_SUB,
  CHUNK_REL,
  CHUNK_COMMA,
  CHUNK_BREAK,
  CHUNK_OTHER
} ChunkKind;
enum { VERB_FINITE, VERB_INFINITIVE, VERB_PARTICIPLE, VERB_GERUND };

typedef struct Chunk {
  uint16_t first, last; /* nodes, half-open */
  uint16_t head;        /* the last noun, the main verb */
  int16_t prep;         /* nouns, dates: the preposition's chunk directly before, -1 */
  int16_t subject;      /* verbs: chunk, -1 */
  int16_t object;       /* verbs: chunk, -1 */
  int16_t back, next;   /* neighbours in the same aside, -1 */
  uint8_t kind, form;   /* ChunkKind; VERB_* */
  uint8_t aside;
  bool passive, negated, copula, quoted;
} Chunk;

/* Where a phrase of the book stands in the sentence. */
typedef struct Hit {
  uint16_t first, last;
  const Phrase *phrase;
} Hit;

typedef struct Clauses {
  Work *work;
  const ClaimBook *book;
  uint32_t sentence;
  Node *nodes;
  size_t n, nodes_cap;
  Chunk *chunks;
  size_t nchunks, chunks_cap;
  Hit *hits;
  size_t nhits, hits_cap;
  uint8_t nasides;
  size_t mention_at;    /* while reading: the first mention not yet passed */
  size_t mention_first; /* the first mention at or behind the sentence's start */
} Clauses;

/* Fills c with the sentence (its memory is used again). Sentences must come in order. */
void clauses_read(Clauses *c, uint32_t sentence);
/* The steps of clauses_read, one file each: skeleton.c, tag.c, chunk.c, subject.c, hits in skeleton.c. */
void nodes_make(Clauses *c);
void nodes_tag(Clauses *c);
void chunks_make(Clauses *c);
void chunks_link(Clauses *c);

Str node_text(const Clauses *c, const Node *n);
static inline const Mention *node_mention(const Clauses *c, const Node *n) {
  return n->mention < 0 ? NULL : &c->work->mentions.items[n->mention];
}
bool is_verb_tag(uint8_t tag);
/* A node that states a figure: a number, or a verb like "doubled". */
/* Is the date at node i an adjective of the noun behind it: "annual sales"? */
bool date_describes(const Clauses *c, size_t i);
bool node_is_figure(const Clauses *c, const Node *n);
static inline bool node_in(const Clauses *c, const Node *n, Family f) { return word_in(c->book, n->word, f); }
/* Bytes from the first to the last of these nodes. */
Span nodes_span(const Clauses *c, uint16_t first, uint16_t last);
/* The node of a mention; NULL when another mention covers it. */
const Node *node_of_mention(const Clauses *c, int32_t mention);
/* Nearest verb group to the left of chunk i in its clause; -1. */
int verb_left(const Clauses *c, int i);
/* Is the chunk a preposition with that word class / this text? */
bool chunk_is_of(const Clauses *c, int i);
/* The noun chunk that "of" hangs this chunk on: "the value" for "of the stock"; -1. */
int of_host(const Clauses *c, int i);
/* The last chunk of the noun phrase with its of-phrases. */
int of_end(const Clauses *c, int i);
#endif
