/* pairs.c -- figures that belong together: "$98 (£75)" and "88.6 points, or 1.6 per cent" are two readings of one figure; "from 7.3% to
 * 6.9%" is one movement with its earlier level; "and" in a list shares subject and date. */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }

static void copy_meaning(Claim *to, const Claim *from) {
  to->subject = from->subject;
  if (to->kind == from->kind || !to->nconcept) { /* "6,650 people, or 5% of its workforce" keeps its own words */
    to->nconcept = from->nconcept;
    memcpy(to->concept, from->concept, sizeof to->concept);
  }
  to->measure = from->measure;
  to->change = from->change;
  to->modality = from->modality;
  to->time = from->time;
  to->scope_period = from->scope_period;
  to->scope_of = from->scope_of;
  to->speaker = from->speaker;
  to->speaker_cue = from->speaker_cue;
}

/* Only brackets, commas and "or" between the two figures, and something of that. */
static bool only_joined(const Layer *l, int a, int b, bool *bracket, bool *comma) {
  *bracket = *comma = false;
  if (b <= a) return false;
  for (int i = a + 1; i < b; i++) {
    Tag t = (Tag)node(l, i)->tag;
    if (t == TAG_OPEN)
      *bracket = true;
    else if (t == TAG_COMMA)
      *comma = true;
    else if (t == TAG_CLOSE)
      return false;
    else if (t != TAG_CONJ && t != TAG_COLON && t != TAG_ADV && t != TAG_DET && t != TAG_FIGURE && t != TAG_QUOTE)
      return false;
  }
  return b > a + 1;
}

static bool is_or(const Layer *l, int at) {
  for (int i = at - 1; i >= 0 && i >= at - 3; i--)
    if (node(l, i)->tag == TAG_CONJ) return word_has_head(node(l, i)->word, l->book->family[FAMILY_OR]);
  return false;
}

/* What is said of one reading bounds the other too: "more than $60bn (£31.7bn)". */
static void share_hedge(Claim *to, const Claim *from) {
  bool bound = from->quantity.hedge != HEDGE_NONE && from->quantity.hedge != HEDGE_BETWEEN &&
               from->quantity.hedge != HEDGE_VAGUE;
  if (to->quantity.hedge != HEDGE_NONE || !bound || !to->quantity.has_value) return;
  to->quantity.hedge = from->quantity.hedge;
  to->quantity.range = interval_read(to->quantity.written, to->quantity.hedge);
}

static bool other_unit(const Claim *a, const Claim *b) {
  return a->kind != b->kind || !str_eq(a->quantity.unit, b->quantity.unit);
}

/* Is claim b another reading of claim a? */
static bool same_figure(const Layer *l, const Tie *ta, const Claim *a, const Tie *tb, const Claim *b) {
  bool bracket, comma;
  if (!kind_is_figure(a->kind) || !kind_is_figure(b->kind) || !other_unit(a, b)) return false;
  if (!only_joined(l, ta->node, tb->node, &bracket, &comma)) return false;
  if (!bracket && !a->quantity.per.n != !b->quantity.per.n) return false; /* "310 million, or 84 cents a share" */
  if (bracket && !node(l, ta->node)->aside)
    return a->kind == b->kind && a->kind != KIND_COUNT && a->kind != KIND_DURATION;
  return comma && is_or(l, tb->node) && b->kind != KIND_DURATION;
}

static void link_readings(Layer *l) {
  for (size_t i = l->first + 1; i < l->n; i++)
    for (size_t k = i; k-- > l->first;) {
      Claim *a = &l->claims[k], *b = &l->claims[i];
      if (a->same_as >= 0) {
        if (node(l, l->ties[k - l->first].node)->aside != node(l, l->ties[i - l->first].node)->aside) break;
        continue;
      }
      if (!same_figure(l, &l->ties[k - l->first], a, &l->ties[i - l->first], b)) break;
      bool percent = a->kind != b->kind;
      Str measure = b->measure;
      copy_meaning(b, a);
      if (percent && measure.n && !a->measure.n) b->measure = measure;
      share_hedge(b, a);
      b->same_as = (int32_t)k;
      break;
    }
}

static bool is_to(Change c) { return c == CHANGE_UP_TO || c == CHANGE_DOWN_TO; }

/* The level before a movement goes with the level behind it, and takes its measure and subject. */
static void link_movements(Layer *l) {
  for (size_t i = l->first; i < l->n; i++) {
    Claim *from = &l->claims[i];
    if (from->change != CHANGE_FROM) continue;
    for (size_t k = l->first; k < l->n; k++) {
      Claim *to = &l->claims[k];
      bool near = l->ties[k - l->first].word == l->ties[i - l->first].word ||
                  l->ties[k - l->first].verb == l->ties[i - l->first].verb;
      if (!near || to->kind != from->kind || !(is_to(to->change) || to->change == CHANGE_LEVEL) || k == i) continue;
      to->from = (int32_t)i;
      if (!from->measure.n) from->measure = to->measure;
      if (!from->subject.text.n) from->subject = to->subject;
      break;
    }
  }
}

/* A figure by which something moved has the measure of the level that it moved to: "up $2.80 to $51.15". */
static void share_measure(Layer *l) {
  for (size_t i = l->first; i < l->n; i++) {
    Claim *a = &l->claims[i];
    for (size_t k = l->first; k < l->n && !a->measure.n; k++) {
      const Claim *b = &l->claims[k];
      const Tie *ta = &l->ties[i - l->first], *tb = &l->ties[k - l->first];
      if (k == i || !b->measure.n || !kind_is_figure(a->kind) || !kind_is_figure(b->kind)) continue;
      bool together = ta->verb >= 0 && ta->verb == tb->verb && a->change != CHANGE_LEVEL && b->change != CHANGE_LEVEL;
      if (together && str_eq(a->subject.text, b->subject.text)) a->measure = b->measure;
    }
  }
}

/* "3.5%, compared with 4.0%", "36.7 mln vs 33.5 mln": a figure set against another measures the same. */
static void link_contrasts(Layer *l) {
  for (size_t i = l->first + 1; i < l->n; i++) {
    Claim *b = &l->claims[i];
    const Claim *a = &l->claims[i - 1];
    int from = l->ties[i - 1 - l->first].node, to = l->ties[i - l->first].node;
    bool against = false;
    for (int n = from + 1; n < to; n++) against |= node_in(&l->clauses, node(l, n), FAMILY_VERSUS);
    bool named = b->subject.entity.n && b->subject.span.start > a->span.end; /* "against 4.0% for Brook" */
    bool other = b->measure.n && !str_eq(b->measure, a->measure);
    if (!against || a->kind != b->kind || (other && b->subject.entity.n)) continue;
    if (a->measure.n) b->measure = a->measure;
    if (!named && a->subject.text.n) b->subject = a->subject;
    if (b->change == CHANGE_LEVEL && (a->change == CHANGE_UP_BY || a->change == CHANGE_DOWN_BY)) b->change = a->change;
  }
}

/* The block of an earlier claim's sentence. */
static uint32_t block_of(const Layer *l, const Claim *k) {
  uint32_t s = l->clauses.sentence;
  while (s > 0 && l->work->tokens.sentences[s].span.start > k->sentence.start) s--;
  return l->work->tokens.sentences[s].block;
}

/* "We lost 40 jobs ... The firm put the number at 14": the same thing, counted again by somebody else. */
static void link_recounts(Layer *l) {
  for (size_t i = l->first ? l->first : 1; i < l->n; i++) {
    Claim *k = &l->claims[i];
    const Claim *before = k - 1;
    const Tie *t = &l->ties[i - l->first];
    int what = t->verb < 0 ? -1 : l->clauses.chunks[t->verb].object;
    if (what < 0 || k->measure.n || !kind_is_figure(k->kind) || !before->measure.n) continue;
    bool again = node_in(&l->clauses, node(l, l->clauses.chunks[t->verb].head), FAMILY_PUT) && what != t->chunk &&
                 node_in(&l->clauses, node(l, l->clauses.chunks[what].head), FAMILY_NOUN_LEVEL);
    bool fits = k->kind == before->kind || (k->kind == KIND_NUMBER && before->kind == KIND_COUNT);
    if (!again || !fits || l->work->tokens.sentences[l->clauses.sentence].block != block_of(l, before)) continue;
    k->subject = before->subject;
    k->measure = before->measure;
    k->change = before->change;
  }
}

void pairs_link(Layer *l) {
  link_readings(l);
  link_movements(l);
  share_measure(l);
  link_contrasts(l);
  link_recounts(l);
}
