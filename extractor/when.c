/* when.c -- when a claim held: the nearest licensed date of the clause, then of the sentence, of the paragraph, else the day of publication.
 *
 * A date behind "since" or "than" measures something else and is not licensed; one inside a noun group ("last year’s peak of F") only times
 * a figure that hangs on that group. The basis says how far the date was fetched. */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

static bool is_day(const Mention *m) {
  return kind_is_date(m->kind) && m->timex.n && (m->is.time.date.resolved || m->timex.p[0] == 'X');
}

/* "the lowest since records began in 2006": a date in a clause behind "since" or "before". */
static bool in_other_time(const Layer *l, const Tie *t, int at) {
  for (int i = t->node + 1; i < at; i++)
    if (node(l, i)->tag == TAG_SUB && node_in(&l->clauses, node(l, i), FAMILY_NOT_WHEN)) return true;
  return false;
}

static bool licensed(const Layer *l, const Tie *t, int at) {
  const Chunk *k = chunk(l, node(l, at)->chunk);
  if (in_other_time(l, t, at)) return false;
  if (k->prep >= 0 && node_in(&l->clauses, node(l, chunk(l, k->prep)->head), FAMILY_NOT_WHEN)) return false;
  int before = k->prep < 0 ? 0 : chunk(l, k->prep)->first; /* "fewer than in 2020" */
  if (before > 0 && node_in(&l->clauses, node(l, before - 1), FAMILY_NOT_WHEN)) return false;
  if (at > 0 && node_in(&l->clauses, node(l, at - 1), FAMILY_NOT_WHEN) && node(l, at - 1)->tag != TAG_PREP)
    return false; /* "due December 15" */
  int own = node(l, at)->chunk;
  return k->kind != CHUNK_NOUN || own == t->chunk || own == t->host || own == verb_subject(l, t->verb) || k->prep >= 0;
}

/* Distance with a price for every border of a clause. */
static int cost(const Layer *l, int from, int to) {
  int c = 0, step = from < to ? 1 : -1;
  for (int i = from; i != to; i += step) {
    Tag t = (Tag)node(l, i)->tag;
    c += t == TAG_SUB || t == TAG_REL || t == TAG_COLON || t == TAG_QUOTE ? 14
         : t == TAG_COMMA                                                 ? 4
         : t == TAG_CONJ                                                  ? 3
                                                                          : 1;
  }
  if (node(l, from)->aside != node(l, to)->aside) c += 20;
  return step < 0 ? c + 2 : c;
}

static int nearest(const Layer *l, const Tie *t, int *best) {
  int found = -1;
  *best = 1000;
  for (int i = 0; i < (int)l->clauses.n; i++) {
    if (node(l, i)->tag != TAG_DATE || !is_day(node_mention(&l->clauses, node(l, i))) || !licensed(l, t, i)) continue;
    int c = cost(l, t->node, i);
    if (c >= *best) continue;
    *best = c;
    found = i;
  }
  return found;
}

static const Mention *date_at(const Layer *l, int i) { return node_mention(&l->clauses, node(l, i)); }

/* The other end of "from January to April", "November and December"; -1. */
static int partner(const Layer *l, int at, int step) {
  int joint = at + step, other = at + 2 * step;
  if (other < 0 || other >= (int)l->clauses.n || node(l, other)->tag != TAG_DATE || !is_day(date_at(l, other)))
    return -1;
  Tag t = (Tag)node(l, joint)->tag;
  return t == TAG_CONJ || t == TAG_PREP || t == TAG_TO || t == TAG_DASH ? other : -1;
}

static void set_time(const Layer *l, Claim *k, const Mention *m, Basis basis) {
  k->time.text = str_make(l->work->doc->text.p + m->span.start, m->span.end - m->span.start);
  k->time.timex = m->timex;
  k->time.first = m->is.time.date.range.first;
  k->time.last = m->is.time.date.range.last;
  if (!m->is.time.date.resolved) k->time.first = k->time.last = DAY_NONE;
  k->time.basis = basis;
}

static void join(const Layer *l, Claim *k, const Mention *a, const Mention *b) {
  k->time.text = str_make(l->work->doc->text.p + a->span.start, b->span.end - a->span.start);
  k->time.timex = arena_printf(l->work->arena, "%.*s/%.*s", STR_ARGS(a->timex), STR_ARGS(b->timex));
  k->time.first = a->is.time.date.range.first;
  k->time.last = b->is.time.date.range.last;
}

static void in_sentence(Layer *l, Claim *k, int at, int far) {
  const Mention *m = date_at(l, at);
  Basis own = m->is.time.date.anchored ? BASIS_ANCHORED : BASIS_EXPLICIT;
  set_time(l, k, m, far >= 14 ? BASIS_INHERITED : own);
  int other = partner(l, at, 1), before = partner(l, at, -1);
  if (other >= 0)
    join(l, k, m, date_at(l, other));
  else if (before >= 0)
    join(l, k, date_at(l, before), m);
}

enum { LOOK_BACK = 400 }; /* mentions: more lie before a figure only in tables */

/* The last date of an earlier sentence of the same paragraph. */
static const Mention *paragraph_date(const Layer *l) {
  const Tokens *t = &l->work->tokens;
  const Sentence *s = &t->sentences[l->clauses.sentence];
  const Mentions *m = &l->work->mentions;
  const Mention *found = NULL;
  Day published = l->work->today;
  Span block = l->work->doc->blocks[s->block].span;
  size_t from = l->clauses.mention_first, least = from > LOOK_BACK ? from - LOOK_BACK : 0;
  for (size_t i = from; i-- > least && m->items[i].span.start >= block.start;) {
    if (!is_day(&m->items[i]) || m->items[i].span.end > s->span.start) continue;
    Day first = m->items[i].is.time.date.resolved ? m->items[i].is.time.date.range.first : DAY_NONE;
    if (published != DAY_NONE && first != DAY_NONE && first > published)
      continue; /* what is still to come dates no fact */
    if (found && m->items[i].sentence != found->sentence) break;
    found = &m->items[i];
  }
  return found;
}

static bool is_settled(Modality m) {
  return m == MODALITY_ACTUAL || m == MODALITY_ESTIMATE || m == MODALITY_HEARSAY || m == MODALITY_DENIED;
}

void when_find(Layer *l, Claim *k, const Tie *t) {
  int far, at = nearest(l, t, &far);
  k->time.first = k->time.last = DAY_NONE;
  if (at >= 0) {
    in_sentence(l, k, at, far);
    return;
  }
  const Mention *m = paragraph_date(l);
  Day published = l->work->today;
  if (m) {
    set_time(l, k, m, BASIS_INHERITED);
  } else if (published != DAY_NONE && is_settled(k->modality)) {
    Buf b = BUF_INIT;
    day_put(&b, published);
    k->time.timex = arena_str(l->work->arena, buf_str(&b));
    buf_release(&b);
    k->time.first = k->time.last = published;
    k->time.basis = BASIS_ASSUMED;
  }
}
