/* claim_layer.h -- the steps that make one figure's claim, in their order. Each is one file.
 *
 *   skeleton.c tag.c chunk.c subject.c   the sentence (clause.h)
 *   frame.c       what word governs the figure, and how it moves: change, slot of the subject
 *   attach.c party.c   who or what the figure is about; concept words
 *   measure.c     what is measured
 *   when.c        when it held
 *   modality.c    how sure; marks; periods
 *   attribution.c according to whom
 *   cite.c        citation markers
 *   pairs.c       two readings of one figure, from-to pairs, lists */
#ifndef EXTRACTOR_CLAIM_LAYER_H
#define EXTRACTOR_CLAIM_LAYER_H
#include "extractor/clause.h"

/* How a figure hangs in its sentence. */
typedef struct Tie {
  int node, chunk;    /* of the figure */
  int noun;           /* node of the noun that the figure stands before ("a 3 % cut"), -1 */
  int host;           /* noun chunk that governs it through "of" ("a net profit of F"), -1 */
  int verb;           /* chunk of the verb that governs it, -1 */
  int word;           /* node of the word whose frame fits, -1 */
  const Frame *frame; /* NULL when none fits */
  Role role;          /* to the verb or noun */
  int like;           /* index of the claim before in a list whose tie this one shares, -1 */
} Tie;

/* State that lasts from sentence to sentence. */
typedef struct Layer {
  Work *work;
  const ClaimBook *book;
  Clauses clauses;
  Claim *claims;
  size_t n, cap; /* of the document so far */
  Tie *ties;
  size_t ties_cap; /* of the sentence's claims: ties[i] for claims[first + i] */
  size_t first;    /* the sentence's first claim */
  Party speaker;
  Str cue;                /* who speaks in this sentence; span empty when nobody */
  uint32_t speaker_block; /* paragraph in which the last speaker spoke */
  Party last_speaker;
  Str last_cue;
  bool quote_open; /* a quotation that began in an earlier sentence goes on */
} Layer;

void tie_find(const Layer *l, Tie *t, int node, const Tie *before);
void attach_subject(Layer *l, Claim *k, const Tie *t);
void attach_concept(Layer *l, Claim *k, const Tie *t);
void attach_event(Layer *l, Claim *k, const Tie *t);
void measure_find(Layer *l, Claim *k, const Tie *t);
void change_find(const Layer *l, Claim *k, const Tie *t);
void when_find(Layer *l, Claim *k, const Tie *t);
void modality_find(const Layer *l, Claim *k, const Tie *t);
void marks_find(const Layer *l, Claim *k, const Tie *t);
void speaker_find(Layer *l);
void attribute(Layer *l, Claim *k, const Tie *t);
void cite(const Layer *l, Claim *k, const Tie *t);
void pairs_link(Layer *l);
/* The subject's party out of a noun chunk with its of-phrases. */
void party_of_chunk(const Layer *l, Party *p, int chunk);
bool is_measured(const Layer *l, int node);
/* The noun chunk behind a preposition that follows chunk i directly; -1. */
int phrase_behind(const Layer *l, int i);
#endif
