/* cite.c -- citation markers: "[3]" behind a claim leads to an entry of the article's reference list.
 *
 * A marker belongs to the claims before it in its sentence; one that stands behind the full stop belongs to the sentence that it ends. */
#include "extractor/claim_layer.h"

static void add(Claim *k, const Mention *m) {
  size_t max = sizeof k->citations / sizeof *k->citations;
  if (m->is.citation.reference < 0 || k->ncitations == max) return;
  for (size_t i = 0; i < k->ncitations; i++)
    if (k->citations[i] == (uint16_t)m->is.citation.reference) return;
  k->citations[k->ncitations++] = (uint16_t)m->is.citation.reference;
}

static bool only_space(const Document *d, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++)
    if (d->text.p[i] != ' ' && d->text.p[i] != '\n' && d->text.p[i] != '\t') return false;
  return true;
}

void cite(const Layer *l, Claim *k, const Tie *t) {
  (void)t;
  const Mentions *m = &l->work->mentions;
  uint32_t end = k->sentence.end;
  for (size_t i = l->clauses.mention_first; i < m->n; i++) {
    const Mention *x = &m->items[i];
    if (x->kind != KIND_CITATION) {
      if (x->span.start >= end) return;
      continue;
    }
    bool behind = x->span.start >= end;
    if (behind && !only_space(l->work->doc, end, x->span.start)) return;
    if (x->span.start >= k->span.end) add(k, x);
    if (behind) end = x->span.end;
  }
}
