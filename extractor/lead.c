/* lead.c -- whom the document is about: the firm or place that it names first, when it names none of that type as often.
 *
 * What is measured and names nobody ("operating profit", "the jobless rate") is the lead's when nothing nearer has it: firms have what firms
 * report, places what places have. A group with words beside the measure ("retail sales") is not the lead's, nor is a measure that both may have
 * when the document leads with both. In a table the head of the row comes first. */
#include "extractor/claim_layer.h"

static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

static const Mention *lead_of(const Work *w, EntityType type, const uint32_t *count) {
  const Mention *first = NULL;
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    if (m->kind != KIND_ENTITY || m->is.entity.type != type || m->is.entity.how == HOW_PRONOUN) continue;
    if (!first) first = m;
    if (m->is.entity.id != first->is.entity.id && count[m->is.entity.id] >= count[first->is.entity.id]) return NULL;
  }
  return first;
}

/* How often each entity is mentioned; only by its names, when no pronouns. */
static const uint32_t *count_mentions(const Work *w, bool pronouns) {
  uint32_t *count = arena_zalloc(w->arena, (w->nentities + 1) * sizeof *count);
  for (size_t i = 0; i < w->mentions.n; i++) {
    const Mention *m = &w->mentions.items[i];
    if (m->kind == KIND_ENTITY && (pronouns || m->is.entity.how != HOW_PRONOUN)) count[m->is.entity.id]++;
  }
  return count;
}

void leads_find(Layer *l) {
  const Work *w = l->work;
  const uint32_t *count = count_mentions(w, true);
  l->lead_firm = lead_of(w, ENT_ORG, count);
  enum { SURE = 3 };
  l->lead_sure = l->lead_firm && count[l->lead_firm->is.entity.id] >= SURE;
  l->lead_place = lead_of(w, ENT_PLACE, count_mentions(w, false)); /* "it" is seldom a country */
}

static void lend(Claim *k, const Mention *m) {
  name_party(&k->subject, &m->is.entity);
  k->subject.how = HOW_DEFINITE;
}

/* Nothing but articles, possessives and the words of a measure: "operating profit". */
static bool only_measure(const Layer *l, int i) {
  const Chunk *c = chunk(l, i);
  int from = c->head;
  for (size_t h = 0; h < l->clauses.nhits; h++) {
    const Hit *hit = &l->clauses.hits[h];
    bool measure = hit->phrase->kind == PHRASE_MEASURE && hit->last == c->head + 1;
    if (measure && hit->first < from) from = hit->first;
  }
  while (from > c->first && l->clauses.nodes[from - 1].tag != TAG_NOUN && l->clauses.nodes[from - 1].tag != TAG_NAME &&
         l->clauses.nodes[from - 1].tag != TAG_ADJ)
    from--;
  return is_measured(l, c->head) && from <= c->first && !has_figure(l, i) && hanging(l, i) < 0;
}

/* "The jab prevented 74% of cases. The efficacy fell": a measure by its bare name is of what it was of before. */
static bool same_measure(const Layer *l, Claim *k, const Tie *t) {
  const Chunk *c = t->about < 0 ? NULL : chunk(l, t->about);
  if (!c || k->subject.entity.n || !k->measure.p || !only_measure(l, t->about)) return false;
  if (!node_in(&l->clauses, &l->clauses.nodes[c->first], FAMILY_DEFINITE)) return false;
  const Claim *last = l->n - 1 > l->first ? &l->claims[l->n - 2] : claim_before(l);
  for (const Claim *b = last; b && b->sentence.start == last->sentence.start; b = b > l->claims ? b - 1 : NULL) {
    if (!str_eq(b->measure, k->measure) || !b->subject.text.n) continue;
    k->subject = b->subject;
    k->subject.how = HOW_DEFINITE;
    return true;
  }
  return false;
}

/* "The efficacy fell to 60% after 18 months": a group that stood for something else stands for it once more. */
static bool same_group(const Layer *l, Claim *k, const Tie *t) {
  if (t->about < 0 || k->subject.entity.n) return false;
  for (size_t i = l->first; i + 1 < l->n; i++) {
    bool same = l->ties[i - l->first].about == t->about && l->claims[i].subject.how == HOW_DEFINITE;
    if (same) k->subject = l->claims[i].subject;
    if (same) return true;
  }
  return false;
}

void lead_find(const Layer *l, Claim *k, const Tie *t) {
  if (same_measure(l, k, t) || same_group(l, k, t)) return;
  int m =
      k->measure.p && (!k->subject.entity.n || k->subject.how == HOW_DEFINITE) ? book_measure(l->book, k->measure) : -1;
  uint32_t may = m < 0 ? 0 : l->book->measures[m].entities;
  Str said = str_make(l->work->doc->text.p + k->sentence.start, k->sentence.end - k->sentence.start);
  bool mislent = m >= 0 && may && k->subject.how == HOW_DEFINITE && !(may >> k->subject.type & 1) && t->about >= 0 &&
                 only_measure(l, t->about) &&
                 (k->subject.type == ENT_PERSON || str_find(said, k->subject.entity, 0) == SIZE_MAX);
  if (mislent) k->subject.entity = (Str){NULL, 0}, k->subject.how = HOW_NONE; /* "growth" is no steelmaker's */
  bool firm = may >> ENT_ORG & 1 && l->lead_firm && !(may >> ENT_PLACE & 1 && l->lead_place);
  if (firm && !k->subject.entity.n && (!k->subject.text.n || (t->about >= 0 && only_measure(l, t->about))))
    lend(k, l->lead_firm);
  bool staff = (firm || !may) && l->lead_sure && t->about == t->chunk && hanging(l, t->chunk) < 0 &&
               node_in(&l->clauses, &l->clauses.nodes[chunk(l, t->chunk)->head], FAMILY_STAFF);
  if (staff && !k->subject.entity.n) lend(k, l->lead_firm); /* "600 jobs will go" */
  bool place = may >> ENT_PLACE & 1 && !(may >> ENT_ORG & 1) && l->lead_place;
  if (place && !k->subject.entity.n && t->about >= 0 && only_measure(l, t->about)) lend(k, l->lead_place);
}
