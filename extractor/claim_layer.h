/* claim_layer.h -- the steps that make one figure's claim, in their order. Each is one file.
 *
 *   skeleton.c tag.c chunk.c subject.c   the sentence (clause.h)
 *   frame.c       what word governs the figure, and how it moves: change, slot of the subject
 *   attach.c party.c owner.c   who or what the figure is about
 *   concept.c     the content words of what it is about
 *   measure.c     what is measured
 *   scene.c       the place of what is counted at places
 *   lead.c        the firm or place that the document is about
 *   licence.c     which dates of the sentence may time it
 *   when.c        when it held
 *   modality.c    how sure; marks; periods
 *   attribution.c according to whom
 *   cite.c        citation markers
 *   claim_rules.c the claim rules of .rule files
 *   pairs.c       two readings of one figure, from-to pairs, lists */
#ifndef EXTRACTOR_CLAIM_LAYER_H
#define EXTRACTOR_CLAIM_LAYER_H
#include "extractor/clause.h"

/* A date that later sentences may take, and its other end ("January and February"); NULL. */
typedef struct Lent {
  const Mention *date, *to;
} Lent;

/* How a figure hangs in its sentence. */
typedef struct Tie {
  int node, chunk;    /* of the figure */
  int noun;           /* node of the noun that the figure stands before ("a 3 % cut"), -1 */
  int host;           /* noun chunk that governs it through "of" ("a net profit of F"), -1 */
  int verb;           /* chunk of the verb that governs it, -1 */
  int gap;            /* chunk of the subject in a list without verbs ("the DAX 1.4%"), -1 */
  int about;          /* chunk that its subject was read from, -1 */
  int word;           /* node of the word whose frame fits, -1 */
  const Frame *frame; /* NULL when none fits */
  Role role;          /* to the verb or noun */
  int like;           /* index of the claim before in a list whose tie this one shares, -1 */
} Tie;

/* Somebody who is said to say something in a sentence. */
typedef struct Said {
  Party speaker;
  Str cue;                 /* "according to", "said" */
  int first, last;         /* nodes that he is said to say, half-open */
  int own_first, own_last; /* nodes that name him */
  bool plans;              /* only tells what he plans; another speaker of the same words comes first */
  Modality modality;       /* what his verb makes of it: forecast, estimate; else actual */
} Said;
enum { SAID_MAX = 8 };

/* State that lasts from sentence to sentence. */
typedef struct Layer {
  Work *work;
  const ClaimBook *book;
  Clauses clauses;
  Claim *claims; /* of the document so far */
  size_t n, cap;
  Tie *ties; /* ties[i] for claims[first + i] */
  size_t ties_cap;
  size_t first;                          /* the sentence's first claim */
  uint32_t sentence_before;              /* the last sentence that made a claim, UINT32_MAX */
  const Mention *lead_firm, *lead_place; /* whom the document is about; NULL */
  bool lead_sure;                        /* the firm is named often */
  Said said[SAID_MAX];
  size_t nsaid;
  Said spoken;         /* the last speaker of a figure */
  uint32_t spoken_at;  /* the sentence he spoke in, UINT32_MAX */
  uint32_t topic_at;   /* the sentence it was found in */
  Party topic;         /* whom the last sentence that made claims was about: the subject of its first verb */
  bool topic_single;   /* it is one thing without a name: "Each dose" */
  Party many, thing;   /* the last plural group and the first object of that sentence, without a name; no text: none */
  Lent lent;           /* by the sentences so far to the next of their paragraph */
  Lent lead;           /* the time that the article reports on, by its first sentences */
  Lent lent_day;       /* the last of them that is a day */
  Lent plan;           /* the time of the plan that the first sentences name */
  const Mention *rate; /* the date that last timed a rate of change; NULL */
  int leads;           /* sentences with claims so far */
  uint32_t heading;    /* the sentence whose measures are in `headed`, UINT32_MAX */
  int16_t headed[4];   /* what the lines below a heading may measure, -1 behind the last */
  bool corrects;       /* a sentence without a figure says that the article corrects an earlier one */
} Layer;

/* Does a word of the family stand in the sentence, or is it what is counted? */
bool has_word(const Clauses *c, uint8_t family);
void tie_find(const Layer *l, Tie *t, int node, const Tie *before);
void attach_subject(Layer *l, Claim *k, Tie *t);
/* Whose group i is, which names nobody: k's subject gets its entity. */
void owner_find(const Layer *l, Claim *k, const Tie *t, int i);
/* Who acts in the clause that a count is a complement of; the subject's entity. */
void count_owner(const Layer *l, Claim *k, const Tie *t);
/* Can the pronoun in chunk i stand for the topic of the sentence before, when that is somebody who speaks? */
bool topic_fits(const Layer *l, int i);
/* Does group i name a person or a body, or say that it is one ("the retailer")? */
bool is_somebody(const Layer *l, int i);
/* Figures without a speaker are told by the speaker of the paragraph so far. */
void attribute_rest(Layer *l);
/* What "we" and "I" stand for once the sentence's speakers are known. */
void self_find(const Layer *l, Claim *k);
/* The subject of a table's cell. */
void row_find(const Layer *l, Claim *k);
bool names_somebody(const Layer *l, int i);
/* The entity of a mention becomes the party's; its text stays. */
void name_party(Party *p, const EntityRef *e);
/* The claim before in this paragraph, or the one before it; NULL. */
const Claim *claim_before(const Layer *l);
/* The figure claim before the newest one; NULL. */
const Claim *figure_before(const Layer *l);
void subject_of_before(const Layer *l, Claim *k);
/* Gives a claim about a place (a toll) the place that its sentence names, when its subject names nobody. */
void leads_find(Layer *l);
/* Gives a claim of a bare measure to the firm that the document is about. */
void lead_find(const Layer *l, Claim *k, const Tie *t);
void scene_find(const Layer *l, uint32_t sentence, Claim *k);
void attach_concept(Layer *l, Claim *k, const Tie *t);
void attach_event(Layer *l, Claim *k, const Tie *t);
void measure_name(Layer *l, Claim *k, const Tie *t);
void change_find(const Layer *l, Claim *k, const Tie *t);
/* Does the date at node `at` time the figure? */
bool date_times(const Layer *l, const Claim *k, const Tie *t, int at);
/* "lost a quarter since January": the change began then. */
bool date_opens_change(const Layer *l, const Claim *k, const Tie *t, int at);
/* "October, when sales fell F": the node of October; -1. */
int date_of_clause(const Layer *l, const Tie *t);
/* Does it only tell when somebody said it? figure -1: any of the sentence's. */
bool date_of_saying(const Layer *l, int figure, int at);
/* The node of the date of the sentence that what follows in the paragraph may take; -1. */
int date_lent(const Layer *l);
/* The node of the time of the plan that the sentence names; -1. */
int date_planned(const Layer *l);
void when_find(Layer *l, Claim *k, const Tie *t);
/* At the end of a sentence: its date is lent to the next. */
void when_lend(Layer *l);
void modality_find(const Layer *l, Claim *k, const Tie *t);
void modality_of_time(const Layer *l, Claim *k, const Tie *t);
void marks_find(const Layer *l, Claim *k, const Tie *t);
/* Who says what in the sentence of l->clauses. */
void said_find(Layer *l);
void attribute(Layer *l, Claim *k, const Tie *t);
/* Speakers from neighbouring sentences for the quoted claims of this one that have none. */
void attribute_quotes(Layer *l);
void cite(const Layer *l, Claim *k, const Tie *t);
void pairs_link(Layer *l);
/* The pack's claim rules over the sentence's skeleton; they beat what the frames said. */
void claim_rules_run(Layer *l);
/* The subject's party out of a noun chunk with its of-phrases; the chunk that it was read from, -1. */
int party_of_chunk(const Layer *l, Party *p, int chunk);
void party_of_node(const Layer *l, Party *p, int node, bool goes_on);
/* Is a word of the family in the party's text? */
bool party_has(const Layer *l, const Party *p, uint8_t family);
bool has_figure(const Layer *l, int chunk);
bool is_measured(const Layer *l, int node);
/* The noun chunk behind a preposition that follows chunk i directly; -1. */
int phrase_behind(const Layer *l, int i);
/* The same, groups with a figure left out. */
int hanging(const Layer *l, int i);
/* The subject of a verb's chunk; -1, also for no verb. */
int verb_subject(const Layer *l, int verb);
/* "players over the age of F": the group that has the age; -1. */
int aged_group(const Layer *l, const Tie *t);
/* The noun group before the aside that the figure stands in; -1. */
int before_aside(const Layer *l, const Tie *t);
/* The noun right before a figure without a verb: "Net profit: $5 million"; -1. */
int label_before(const Layer *l, const Tie *t);
/* The name that a dash sets before the sentence that group i stands in: "Walmart -- Shares of the retail giant rose"; -1. */
int topic_label(const Layer *l, int i);
/* What "it" or "they" in chunk i stands for in the clauses before, in the same sentence; -1. */
int stands_for(const Layer *l, int i);
#endif
