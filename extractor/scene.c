/* scene.c -- where it happened: what is counted at a place (the dead, the displaced, cases, inhabitants) is about that place.
 *
 * A figure whose measure belongs to places and whose subject names nobody takes a place of its sentence: a town or province before a
 * country or an event, one behind the figure before one ahead of it, the nearest first; else the last one that the sentence before names. */
#include "extractor/claim_layer.h"

static const Mention *mention(const Layer *l, size_t i) { return &l->work->mentions.items[i]; }

static bool is_place(const Mention *m) { return m->kind == KIND_ENTITY && m->is.entity.type == ENT_PLACE; }

/* An event with a name: "Lilac Fire". */
static bool is_event(const Mention *m) {
  return m->kind == KIND_ENTITY && m->is.entity.how != HOW_PRONOUN &&
         (m->is.entity.type == ENT_EVENT || m->is.entity.type == ENT_OTHER);
}

static bool is_country(const Layer *l, const Mention *m) {
  return m->is.entity.id < l->work->nentities && str_is(l->work->entities[m->is.entity.id].sector, "country");
}

/* First mention of a sentence. */
static size_t first_of(const Layer *l, uint32_t sentence) {
  size_t low = 0, high = l->work->mentions.n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (mention(l, mid)->sentence < sentence)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* Smaller is better: events last, then countries, then what stands ahead of the figure, then by distance. */
static uint64_t distance(const Layer *l, const Mention *m, Span figure) {
  bool behind = m->span.start >= figure.end;
  uint64_t bytes = behind ? m->span.start - figure.end : figure.start - m->span.start;
  return bytes + (behind ? 0 : 200) + (is_event(m) ? 2000000 : is_country(l, m) ? 1000000 : 0);
}

static const Mention *nearest_place(const Layer *l, uint32_t sentence, Span figure) {
  const Mention *best = NULL;
  for (size_t i = first_of(l, sentence); i < l->work->mentions.n && mention(l, i)->sentence == sentence; i++) {
    const Mention *m = mention(l, i);
    if ((is_place(m) || is_event(m)) && (!best || distance(l, m, figure) < distance(l, best, figure))) best = m;
  }
  return best;
}

static const Mention *last_place(const Layer *l, uint32_t sentence) {
  const Mention *best = NULL;
  for (size_t i = first_of(l, sentence); i < l->work->mentions.n && mention(l, i)->sentence == sentence; i++)
    if (is_place(mention(l, i)) && !(best && is_country(l, mention(l, i)) && !is_country(l, best)))
      best = mention(l, i);
  return best;
}

/* Measures that places may have and organisations and people may not. */
static bool belongs_to_places(const Layer *l, const Claim *k) {
  int at = k->measure.p ? book_measure(l->book, k->measure) : -1;
  uint32_t may = at < 0 ? 0 : l->book->measures[at].entities;
  return may & 1U << ENT_PLACE && !(may & (1U << ENT_ORG | 1U << ENT_PERSON));
}

void scene_find(const Layer *l, uint32_t sentence, Claim *k) {
  if (k->subject.entity.p || !belongs_to_places(l, k)) return;
  const Mention *m = nearest_place(l, sentence, k->span);
  if (!m && sentence > 0) m = last_place(l, sentence - 1);
  if (!m) m = l->lead_place;
  if (!m) return;
  Party *p = &k->subject;
  p->entity = m->is.entity.name;
  p->type = m->is.entity.type;
  p->how = m->is.entity.how;
  p->core = m->is.entity.core;
  if (p->text.p) return;
  p->span = m->span;
  p->text = str_slice(l->work->doc->text, m->span.start, m->span.end);
}
