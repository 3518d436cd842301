/* modality.c -- how a figure is meant: fact, forecast, target, rumour, denial; and what marks it: a record, a correction, the stretch of
 * time that a change took.
 *
 * Cues come from cues.tsv with their reach. A cue in the verb group that governs the figure counts, and a cue of the clause counts when it
 * stands before the figure with no border of a clause between; "that" directly behind a cue ("denied that") opens its reach. */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

static bool is_border(const Layer *l, int i) {
  Tag t = (Tag)node(l, i)->tag;
  return t == TAG_REL || t == TAG_COLON || t == TAG_QUOTE ||
         (t == TAG_SUB && chunk(l, node(l, i)->chunk)->kind == CHUNK_SUB);
}

/* "patients waiting for planned treatment reached F": an adjective of another group than the figure's, its noun's and its subject's. */
static bool is_aside_noun(const Layer *l, const Hit *h, const Tie *t) {
  int at = node(l, h->first)->chunk;
  if (h->last != h->first + 1 || node(l, h->first)->tag != TAG_ADJ || chunk(l, at)->kind != CHUNK_NOUN) return false;
  return chunk(l, at)->prep >= 0 && at != t->chunk && at != t->host && at != t->about;
}

/* Does the cue reach the figure from the left? */
static bool reaches(const Layer *l, const Hit *h, const Tie *t) {
  int i = h->last;
  if (i < t->node && node(l, i)->tag == TAG_FIGURE && node(l, h->last - 1)->tag != TAG_VERB)
    return false; /* "an estimated 600, 76% of them" */
  if (is_aside_noun(l, h, t)) return false;
  if (node(l, h->first)->aside != node(l, t->node)->aside && node(l, h->first)->aside) return false;
  if (i > t->node) return false;
  if (i < t->node && node(l, i)->tag == TAG_SUB) i++;
  for (; i < t->node; i++)
    if (is_border(l, i) && node(l, i)->aside == node(l, t->node)->aside) return false;
  return true;
}

static bool touches(const Layer *l, const Hit *h, int verb) {
  const Chunk *v = chunk(l, verb);
  return h->first < v->last && h->last > v->first;
}

/* In the verb group, or in the group that an infinitive hangs on: "is expected | to reach". */
static bool in_verb(const Layer *l, const Hit *h, const Tie *t) {
  for (int v = t->verb, depth = 0; v >= 0 && depth < 4; depth++) {
    if (touches(l, h, v)) return true;
    const Chunk *k = chunk(l, v);
    int p = k->back;
    while (p >= 0 && (chunk(l, p)->kind == CHUNK_ADV || chunk(l, p)->kind == CHUNK_ADJ)) p = chunk(l, p)->back;
    bool governed = k->form == VERB_INFINITIVE || k->form == VERB_GERUND;
    if (p < 0 || !governed) return false;
    v = chunk(l, p)->kind == CHUNK_VERB ? p : verb_left(&l->clauses, v);
  }
  return false;
}

/* "the $54bn widely expected": the cue is in a verb group that is said of the figure itself. */
static bool said_of_it(const Layer *l, const Hit *h, const Tie *t) {
  const Chunk *v = chunk(l, node(l, h->last - 1)->chunk);
  return v->kind == CHUNK_VERB && v->subject == t->chunk && (v->form == VERB_PARTICIPLE || v->object < 0);
}

static bool applies(const Layer *l, const Hit *h, const Tie *t) {
  switch ((Reach)h->phrase->reach) {
  case REACH_NEAR: return h->last == t->node || h->last + 1 == t->node;
  case REACH_VERB: return t->verb >= 0 && in_verb(l, h, t);
  case REACH_SENTENCE: return true;
  default: return reaches(l, h, t) || said_of_it(l, h, t) || (node(l, h->first)->chunk == (uint16_t)t->chunk);
  }
}

/* The strongest cue wins: what is denied is not forecast. */
static int rank(Modality m) {
  static const int ranks[] = {
      [MODALITY_ACTUAL] = 0, [MODALITY_ESTIMATE] = 1, [MODALITY_FORECAST] = 2,     [MODALITY_POSSIBLE] = 3,
      [MODALITY_TARGET] = 4, [MODALITY_HEARSAY] = 5,  [MODALITY_HYPOTHETICAL] = 6, [MODALITY_DENIED] = 7};
  return ranks[m];
}

static void take(Claim *k, Modality m) {
  if (rank(m) > rank(k->modality)) k->modality = m;
}

/* "the firm said it would hire": in what was said in the past, "would" is the past of "will". */
static bool is_told(const Layer *l, const Tie *t) {
  for (size_t i = 0; i < l->nsaid; i++) {
    const Said *s = &l->said[i];
    const Node *said = s->first > 0 ? node(l, s->first - 1) : NULL;
    if (said && t->node >= s->first && t->node < s->last && said->classes & CLASS_PAST) return true;
  }
  return false;
}

/* "in talks to raise funding that would value X at F": what is only planned or possible would be so in its future. */
static bool is_planned(const Layer *l, const Hit *would) {
  int v = node(l, would->first)->chunk, rel = chunk(l, v)->back;
  if (rel < 0 || chunk(l, rel)->kind != CHUNK_REL ||
      (chunk(l, rel)->back >= 0 && chunk(l, chunk(l, rel)->back)->kind == CHUNK_COMMA))
    return false;
  for (size_t i = 0; i < l->clauses.nhits; i++) {
    const Hit *h = &l->clauses.hits[i];
    if (h->phrase->kind == PHRASE_MODALITY && h->phrase->value != MODALITY_HYPOTHETICAL && h->last <= would->first)
      return true;
  }
  return false;
}

void modality_find(const Layer *l, Claim *k, const Tie *t) {
  k->modality = MODALITY_ACTUAL;
  for (size_t i = 0; i < l->clauses.nhits; i++) {
    const Hit *h = &l->clauses.hits[i];
    if (h->phrase->kind != PHRASE_MODALITY || !applies(l, h, t)) continue;
    bool would = h->phrase->value == MODALITY_HYPOTHETICAL && h->phrase->reach == REACH_VERB;
    bool told = would && (is_told(l, t) || is_planned(l, h));
    take(k, told ? MODALITY_FORECAST : (Modality)h->phrase->value);
  }
  if (t->verb >= 0 && chunk(l, t->verb)->negated) take(k, MODALITY_DENIED);
}

/* "clawed back": a single verb in the past. */
static bool is_past(const Layer *l, const Tie *t) {
  if (t->verb < 0 || chunk(l, t->verb)->form != VERB_FINITE) return false;
  const Node *v = node(l, chunk(l, t->verb)->head);
  return v->tag == TAG_VERB && v->classes & CLASS_PAST && !(v->classes & CLASS_BASE);
}

/* A day behind the publication is not a fact yet, unless it is told as past ("the next day" in an older story). */
void modality_of_time(const Layer *l, Claim *k, const Tie *t) {
  Day published = l->work->today;
  if (k->modality != MODALITY_ACTUAL || is_past(l, t) || published == DAY_NONE || k->time.first == DAY_NONE) return;
  if (k->time.first > published && k->time.basis != BASIS_INHERITED) k->modality = MODALITY_FORECAST;
}

/* A stretch of time as the words give it: "in a week", "over three months". */
static Str stretch(const Layer *l, const Tie *t) {
  for (int i = 0; i < (int)l->clauses.n; i++) {
    const Mention *m = node_mention(&l->clauses, node(l, i));
    if (!m || m->kind != KIND_DURATION || i == t->node || node(l, i)->aside != node(l, t->node)->aside) continue;
    const Chunk *c = chunk(l, node(l, i)->chunk);
    if (c->prep < 0 || !m->timex.n || !node_in(&l->clauses, node(l, chunk(l, c->prep)->head), FAMILY_STRETCH)) continue;
    int from = i < t->node ? i : t->node, to = i < t->node ? t->node : i;
    while (from < to && !is_border(l, from)) from++;
    if (from == to) return m->timex;
  }
  return (Str){0};
}

void marks_find(const Layer *l, Claim *k, const Tie *t) {
  for (size_t i = 0; i < l->clauses.nhits; i++) {
    const Hit *h = &l->clauses.hits[i];
    if (h->phrase->kind == PHRASE_MARK && applies(l, h, t)) k->mark |= (uint8_t)h->phrase->value;
    bool period = h->phrase->kind == PHRASE_PERIOD && !k->scope_period.n && k->kind != KIND_DURATION;
    if (period && node(l, h->first)->aside == node(l, t->node)->aside) k->scope_period = h->phrase->text;
  }
  if (k->kind != KIND_DURATION && k->change != CHANGE_LEVEL) {
    Str s = stretch(l, t);
    if (s.n) k->scope_period = s;
  }
  if (node(l, t->node)->quoted) k->mark |= CLAIM_QUOTED;
}
