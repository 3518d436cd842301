/* licence.c -- which dates of a sentence may time a figure.
 *
 *   "due by March", "since 2006"                   a word before the date measures something else with it
 *   "up 6% from a year earlier", "than in 2015"    what the figure is measured against
 *   "from 8.9 million the year before"             times only the figure that stands in the comparison
 *   "last year's peak of F"                        a date inside a noun group times what hangs on the group
 *   "signed for F in January, ..."                 a participle's date times the participle's own figure
 *   "X said on Friday"                             tells when it was said: the last resort
 */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }
static const Chunk *chunk_of(const Layer *l, int i) { return chunk(l, node(l, i)->chunk); }
static bool family_at(const Layer *l, int i, Family f) { return i >= 0 && node_in(&l->clauses, node(l, i), f); }

static bool is_date_at(const Layer *l, int i) {
  if (node(l, i)->tag != TAG_DATE) return false;
  const Mention *m = node_mention(&l->clauses, node(l, i));
  bool named = kind_is_date(m->kind) || (m->kind == KIND_TIME && date_names_day(&m->is.time.date));
  return named && m->timex.n &&
         (m->is.time.date.resolved || str_is(m->timex, "PRESENT_REF") ||
          (m->timex.p[0] != 'P' && str_chr(m->timex, 'X', 0) != SIZE_MAX));
}

static bool cuts(Tag t) {
  return t == TAG_COMMA || t == TAG_REL || t == TAG_COLON || t == TAG_QUOTE || t == TAG_OPEN || t == TAG_CLOSE ||
         t == TAG_DASH;
}

/* The node of the preposition before the date's group; -1. */
static int prep_of(const Layer *l, int at) {
  int p = chunk_of(l, at)->prep;
  return p < 0 ? -1 : chunk(l, p)->head;
}

/* --- comparisons ------------------------------------------------------------------------------------------------------- */

static bool figure_between(const Layer *l, int from, int to) {
  for (int i = from; i < to; i++)
    if (node(l, i)->tag == TAG_FIGURE) return true;
  return false;
}

/* "from 8.9 million", "after a rise of 1.1 pct", "from the December rise", "from a year earlier": the word is followed by what is compared. */
static bool leads_to_compared(const Layer *l, int i, int at) {
  enum { WORDS = 5 };
  for (int k = i + 1; k < at; k++) {
    Tag t = (Tag)node(l, k)->tag;
    if (t == TAG_FIGURE) return true;
    bool group = t == TAG_DET || t == TAG_ADJ || t == TAG_ADV || t == TAG_PART;
    if (k > i + WORDS || (!group && t != TAG_NOUN && t != TAG_PREP)) return false;
    if (!group && !figure_between(l, k, at)) return false;
  }
  return true;
}

/* The word that opens the comparison which the date stands in; -1. */
static int comparison(const Layer *l, int at) {
  bool clause = false;
  for (int i = at - 1; i >= 0 && !cuts((Tag)node(l, i)->tag); i--) {
    if (node(l, i)->aside != node(l, at)->aside) return -1;
    if (node(l, i)->tag == TAG_TO && i + 1 < at) return -1;
    if (family_at(l, i, FAMILY_THAN) && !node(l, i)->hedge) return i;
    if (family_at(l, i, FAMILY_BASE) && !clause && leads_to_compared(l, i, at)) return i;
    clause |= chunk_of(l, i)->kind == CHUNK_VERB && chunk_of(l, i)->form == VERB_FINITE;
  }
  return -1;
}

/* "0.7 degrees above the mean for the month in 1991-2020" */
static bool is_gap(const Layer *l, const Tie *t, int at) {
  int i = t->node + 1;
  bool gap = i < at && (family_at(l, i, FAMILY_ABOVE) || family_at(l, i, FAMILY_BELOW));
  if (!gap || family_at(l, i, FAMILY_STRETCH)) return false; /* "over the whole of 2022" */
  for (int k = i; k < at; k++)
    if (cuts((Tag)node(l, k)->tag) || node(l, k)->tag == TAG_CONJ) return false;
  return true;
}

static bool is_settled(Modality m) {
  return m == MODALITY_ACTUAL || m == MODALITY_ESTIMATE || m == MODALITY_HEARSAY || m == MODALITY_DENIED;
}

static bool compared_with(const Layer *l, const Claim *k, const Tie *t, int at) {
  int i = comparison(l, at);
  if (i < 0) return is_gap(l, t, at);
  if (figure_between(l, i, at)) return !(i < t->node && t->node < at);
  bool opens = at < t->node && (i == 0 || cuts((Tag)node(l, i - 1)->tag) || node(l, i - 1)->tag == TAG_CONJ);
  bool effective = family_at(l, i, FAMILY_BASE) && (opens || !is_settled(k->modality));
  return !effective; /* "will rise by 3% from January", "From Monday the fee is 5%" */
}

/* --- other times --------------------------------------------------------------------------------------------------------- */

/* "the lowest since records began in 2006": a date in a clause behind "since" or "before". */
static bool in_other_time(const Layer *l, const Tie *t, int at) {
  for (int i = t->node + 1; i < at; i++)
    if (node(l, i)->tag == TAG_SUB && family_at(l, i, FAMILY_NOT_WHEN)) return true;
  return false;
}

/* "the biggest since 1990", "the first time since May" */
static bool is_extreme(const Layer *l, int since) {
  for (int i = since - 1; i >= 0 && !cuts((Tag)node(l, i)->tag) && node(l, i)->tag != TAG_FIGURE; i--)
    if (family_at(l, i, FAMILY_EXTREME) || family_at(l, i, FAMILY_RECORD)) return true;
  return false;
}

/* The word right before the date's group, whatever its class: "since" is often a conjunction. */
static int word_before(const Layer *l, int at) {
  const Chunk *c = chunk_of(l, at);
  return (c->prep < 0 ? c->first : chunk(l, c->prep)->last) - 1;
}

/* No border of a clause between them: "which has lost a quarter since January, fell another 7%" */
static bool same_clause(const Layer *l, const Tie *t, int since) {
  if (since < t->node) return since == 0 || cuts((Tag)node(l, since - 1)->tag);
  for (int i = t->node + 1; i < since; i++)
    if (cuts((Tag)node(l, i)->tag) || node(l, i)->tag == TAG_CONJ) return false;
  return true;
}

/* "has drawn back 74 metres since May": what has gone on until now. */
static bool is_perfect(const Layer *l, const Tie *t) {
  if (t->verb < 0) return false;
  const Chunk *v = chunk(l, t->verb);
  return v->form == VERB_FINITE && node(l, v->first)->tag == TAG_HAVE && v->last > v->first + 1 &&
         !family_at(l, v->first, FAMILY_WAS);
}

bool date_opens_change(const Layer *l, const Claim *k, const Tie *t, int at) {
  int since = word_before(l, at);
  bool moves = k->change == CHANGE_UP_BY || k->change == CHANGE_DOWN_BY || k->change == CHANGE_FROM ||
               (k->change == CHANGE_LEVEL && is_perfect(l, t));
  return moves && is_date_at(l, at) && family_at(l, since, FAMILY_SINCE) && is_settled(k->modality) &&
         !is_extreme(l, since) && node(l, at)->aside == node(l, t->node)->aside && same_clause(l, t, since);
}

/* "six more before 2029": a plan's latest day is when it holds. */
static bool is_deadline(const Layer *l, const Claim *k, int at) {
  bool ahead = k->modality == MODALITY_FORECAST || k->modality == MODALITY_TARGET;
  return ahead && family_at(l, prep_of(l, at), FAMILY_DEADLINE);
}

static bool measures_else(const Layer *l, const Claim *k, int at) {
  const Chunk *c = chunk_of(l, at);
  int before = c->prep < 0 ? 0 : chunk(l, c->prep)->first; /* "fewer than in 2020" */
  if (is_deadline(l, k, at)) return false;
  if (family_at(l, prep_of(l, at), FAMILY_NOT_WHEN) || family_at(l, before - 1, FAMILY_NOT_WHEN)) return true;
  return family_at(l, at - 1, FAMILY_NOT_WHEN) && node(l, at - 1)->tag != TAG_PREP; /* "due December 15" */
}

/* Does noun group `own` govern the figure through prepositions: "a December imposition of tariffs on F"? */
static bool governs(const Layer *l, int own, const Tie *t) {
  int i = t->chunk;
  for (int steps = 0; i > own && steps < 4; steps++) {
    int prep = chunk(l, i)->prep;
    if (prep < 0 || family_at(l, chunk(l, prep)->head, FAMILY_AGENT)) return false;
    i = chunk(l, prep)->back;
    if (i < 0 || chunk(l, i)->kind != CHUNK_NOUN) return false;
  }
  return i == own;
}

/* "as a hot June lifted demand": the date is what another clause is about. */
static bool is_subject(const Layer *l, const Tie *t, int own) {
  if (chunk(l, own)->prep >= 0) return false;
  for (int v = chunk(l, own)->next; v >= 0 && chunk(l, v)->kind != CHUNK_COMMA; v = chunk(l, v)->next)
    if (chunk(l, v)->kind == CHUNK_VERB) return v != t->verb && verb_subject(l, v) == own;
  return false;
}

static bool in_group(const Layer *l, const Tie *t, int at) {
  int own = node(l, at)->chunk;
  const Chunk *c = chunk(l, own);
  if (is_subject(l, t, own)) return false;
  return c->kind != CHUNK_NOUN || own == t->chunk || own == t->host || own == verb_subject(l, t->verb) ||
         c->prep >= 0 || governs(l, own, t);
}

/* "The striker, signed for £1 million in January, scored twice": a participle in commas that has a figure of its own. */
static bool of_participle(const Layer *l, int figure_at, int at) {
  int from = at, to = at;
  bool figure = false;
  while (from > 0 && !cuts((Tag)node(l, from - 1)->tag)) figure |= node(l, --from)->tag == TAG_FIGURE;
  while (to < (int)l->clauses.n && !cuts((Tag)node(l, to)->tag)) to++;
  bool enclosed = from > 0 && to < (int)l->clauses.n && (figure_at < from || figure_at >= to);
  return enclosed && figure && is_verb_tag(node(l, from)->tag) && node(l, from)->classes & CLASS_PARTICIPLE;
}

/* A border between the nodes: a comma or a verb. */
static bool parted(const Layer *l, int from, int to) {
  for (int i = from; i < to; i++)
    if (cuts((Tag)node(l, i)->tag) || chunk_of(l, i)->kind == CHUNK_VERB) return true;
  return false;
}

/* "surpassing the record of F set in December": a participle behind a noun dates what is said of that noun. */
static bool of_noun_participle(const Layer *l, int figure_at, int at) {
  int c = node(l, at)->chunk, v = chunk(l, c)->prep >= 0 ? chunk(l, chunk(l, c)->prep)->back : chunk(l, c)->back;
  if (v < 0 || chunk(l, v)->kind != CHUNK_VERB || chunk(l, v)->form != VERB_PARTICIPLE) return false;
  int noun = chunk(l, v)->back;
  if (noun < 0 || chunk(l, noun)->kind != CHUNK_NOUN) return false;
  if (figure_at < 0) return true;
  return figure_at < at ? parted(l, figure_at + 1, chunk(l, v)->first) : parted(l, at + 1, figure_at);
}

/* "Crude oil, which slipped to F last year, has crept back": the relative clause keeps its date. */
static bool of_relative(const Layer *l, int figure_at, int at) {
  int from = at, to = at;
  while (from > 0 && !cuts((Tag)node(l, from)->tag)) from--;
  while (to < (int)l->clauses.n && !cuts((Tag)node(l, to)->tag)) to++;
  bool closed =
      node(l, from)->tag == TAG_REL && from > 0 && node(l, from - 1)->tag == TAG_COMMA && to < (int)l->clauses.n;
  return closed && figure_at >= to;
}

bool date_times(const Layer *l, const Claim *k, const Tie *t, int at) {
  return is_date_at(l, at) && !in_other_time(l, t, at) && !measures_else(l, k, at) && in_group(l, t, at) &&
         !compared_with(l, k, t, at) && !of_participle(l, t->node, at) && !of_noun_participle(l, t->node, at) &&
         !of_relative(l, t->node, at);
}

/* "the largest since October, when sales fell F": the day that the clause is about; -1. */
int date_of_clause(const Layer *l, const Tie *t) {
  for (int i = t->node - 1; i > 0 && !cuts((Tag)node(l, i)->tag); i--) {
    if (!family_at(l, i, FAMILY_WHEN)) continue;
    int at = node(l, i - 1)->tag == TAG_COMMA ? i - 2 : i - 1;
    return at >= 0 && is_date_at(l, at) ? at : -1;
  }
  return -1;
}

/* --- when it was said ------------------------------------------------------------------------------------------------------ */

/* Right behind the verb of speech: "said on Friday (that) ..." */
static bool leads(const Layer *l, const Said *s, int at) {
  for (int i = s->first; i < at; i++) {
    Tag t = (Tag)node(l, i)->tag;
    if (t != TAG_PREP && t != TAG_ADV && t != TAG_DET && t != TAG_DATE) return false;
  }
  return true;
}

/* "..., the ministry reported on Friday, fewer than F": between the speaker and the next comma. */
static bool with_speaker(const Layer *l, const Said *s, int figure, int at) {
  int end = s->own_last;
  while (end < (int)l->clauses.n && !cuts((Tag)node(l, end)->tag)) end++;
  return s->first == 0 && at >= s->own_first && at < end && (figure < s->own_first || figure >= end);
}

bool date_of_saying(const Layer *l, int figure, int at) {
  const Mention *m = node_mention(&l->clauses, node(l, at));
  if (m->kind != KIND_DATE && m->kind != KIND_TIME) return false;
  for (size_t i = 0; i < l->nsaid; i++) {
    const Said *s = &l->said[i];
    if (with_speaker(l, s, figure, at)) return true;
    if (figure >= 0 && (figure < s->first || figure >= s->last)) continue;
    bool own = at >= s->own_first && at < s->own_last;
    if (own || at < s->first || at >= s->last || (s->first > 0 && leads(l, s, at))) return true;
  }
  return false;
}

/* --- what the sentence lends to the next ------------------------------------------------------------------------------------- */

static bool lends(const Layer *l, int at) {
  if (!is_date_at(l, at)) return false;
  Claim k = {.modality = MODALITY_ACTUAL, .change = CHANGE_UP_BY};
  Day published = l->work->today;
  if (measures_else(l, &k, at) || comparison(l, at) >= 0 || of_participle(l, -1, at)) return false;
  const DateValue *v = &node_mention(&l->clauses, node(l, at))->is.time.date;
  return published == DAY_NONE || !v->resolved || v->range.first == DAY_NONE || v->range.first <= published;
}

/* "approved next year's budget": a time to come inside a noun group is the time of a plan. */
int date_planned(const Layer *l) {
  Day published = l->work->today;
  for (int i = 0; i < (int)l->clauses.n && published != DAY_NONE; i++) {
    if (!is_date_at(l, i) || chunk_of(l, i)->kind != CHUNK_NOUN) continue;
    const DateValue *v = &node_mention(&l->clauses, node(l, i))->is.time.date;
    if (v->resolved && v->range.first != DAY_NONE && v->range.first > published) return i;
  }
  return -1;
}

int date_lent(const Layer *l) {
  int said = -1;
  for (int i = 0; i < (int)l->clauses.n; i++) {
    if (!lends(l, i)) continue;
    if (!date_of_saying(l, -1, i)) return i;
    if (said < 0) said = i;
  }
  return said;
}
