/* when.c -- when a claim held: the nearest licensed date of the clause, then of the sentence, then what earlier sentences lend, else the day
 * of publication. The basis says how far the date was fetched.
 *
 *   the paragraph   the first date of its last sentence that has one
 *   the lead        an article reports on one time ("Employers added 118,000 jobs in May"); what it tells in the past tense without another
 *                   date is of that time, and what it foresees is of the time of the plan that it names
 *                   ("next year's budget"). Prices and running totals are not: they hold when they are told. */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }
static const Mention *date_at(const Layer *l, int i) { return node_mention(&l->clauses, node(l, i)); }

/* --- dates of the sentence ------------------------------------------------------------------------------------------------ */

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

enum { FAR = 14 }; /* cost of a date of another clause */

typedef struct {
  int at, cost; /* node, -1 */
} Near;

static void consider(const Layer *l, const Tie *t, Near *best, int at) {
  int c = cost(l, t->node, at);
  if (best->at < 0 || c < best->cost) *best = (Near){at, c};
}

static void find(const Layer *l, const Claim *k, const Tie *t, Near *own, Near *said, Near *since) {
  *own = *said = *since = (Near){-1, 0};
  own->at = date_of_clause(l, t);
  if (own->at >= 0) return;
  for (int i = 0; i < (int)l->clauses.n; i++) {
    if (node(l, i)->tag != TAG_DATE) continue;
    if (date_opens_change(l, k, t, i))
      consider(l, t, since, i);
    else if (date_times(l, k, t, i))
      consider(l, t, date_of_saying(l, t->node, i) ? said : own, i);
  }
}

/* "last year's peak of F, which was reached in October": the clause about the figure's group says it closer. */
static int closer(const Layer *l, const Claim *k, const Tie *t, int at) {
  const DateRange *r = &date_at(l, at)->is.time.date.range;
  int rel = t->node + 1;
  while (rel < (int)l->clauses.n && node(l, rel)->tag != TAG_REL && !is_verb_tag(node(l, rel)->tag)) rel++;
  for (int i = rel; i < (int)l->clauses.n && node(l, rel)->tag == TAG_REL; i++) {
    if (i > rel && node(l, i)->tag == TAG_COMMA) break;
    if (node(l, i)->tag != TAG_DATE || !date_times(l, k, t, i)) continue;
    const DateRange *inner = &date_at(l, i)->is.time.date.range;
    bool inside = date_at(l, i)->is.time.date.resolved && inner->first >= r->first && inner->last <= r->last;
    if (inside && inner->last - inner->first < r->last - r->first) return i;
  }
  return at;
}

/* The other end of "from January to April", "November and December"; -1. */
static int partner(const Layer *l, int at, int step) {
  int joint = at + step, other = at + 2 * step;
  if (other < 0 || other >= (int)l->clauses.n || node(l, other)->tag != TAG_DATE ||
      !kind_is_date(date_at(l, other)->kind))
    return -1;
  Tag t = (Tag)node(l, joint)->tag;
  const Mention *a = date_at(l, step > 0 ? at : other), *b = date_at(l, step > 0 ? other : at);
  bool base =
      node_in(&l->clauses, node(l, joint), FAMILY_BASE) || node_in(&l->clauses, node(l, joint), FAMILY_DEADLINE);
  if (base || (a->is.time.date.resolved && b->is.time.date.resolved &&
               b->is.time.date.range.first < a->is.time.date.range.first))
    return -1; /* "fell in January from December" */
  return t == TAG_CONJ || t == TAG_PREP || t == TAG_TO || t == TAG_DASH ? other : -1;
}

/* --- setting it ------------------------------------------------------------------------------------------------------------- */

static Str text_of(const Layer *l, Span s) { return str_make(l->work->doc->text.p + s.start, s.end - s.start); }

static void set_time(Layer *l, Claim *k, const Mention *m, Basis basis) {
  DateValue v;
  bool rate = k->kind == KIND_PERCENT && (k->change == CHANGE_UP_BY || k->change == CHANGE_DOWN_BY || l->rate == m);
  if (rate) l->rate = m;
  date_held(&v, l->work->arena, &m->is.time.date, rate);
  k->time.text = text_of(l, m->span);
  k->time.timex = v.timex;
  k->time.first = v.resolved ? v.range.first : DAY_NONE;
  k->time.last = v.resolved ? v.range.last : DAY_NONE;
  k->time.basis = basis;
}

static void join(const Layer *l, Claim *k, const Mention *a, const Mention *b) {
  k->time.text = text_of(l, (Span){a->span.start, b->span.end});
  k->time.timex = arena_printf(l->work->arena, "%.*s/%.*s", STR_ARGS(a->timex), STR_ARGS(b->timex));
  k->time.first = a->is.time.date.range.first;
  k->time.last = b->is.time.date.range.last;
}

/* The date at the node with its other end. */
static Lent pair_at(const Layer *l, int at) {
  int other = partner(l, at, 1), before = partner(l, at, -1);
  if (other >= 0) return (Lent){date_at(l, at), date_at(l, other)};
  if (before >= 0) return (Lent){date_at(l, before), date_at(l, at)};
  return (Lent){date_at(l, at), NULL};
}

static void set_pair(Layer *l, Claim *k, Lent pair, Basis basis) {
  set_time(l, k, pair.date, basis);
  if (pair.to) join(l, k, pair.date, pair.to);
}

static void in_sentence(Layer *l, Claim *k, Near f) {
  Basis own = date_at(l, f.at)->is.time.date.anchored ? BASIS_ANCHORED : BASIS_EXPLICIT;
  set_pair(l, k, pair_at(l, f.at), f.cost >= FAR ? BASIS_INHERITED : own);
}

static Str day_text(const Layer *l, Day d) {
  Buf b = BUF_INIT;
  day_put(&b, d);
  Str s = arena_str(l->work->arena, buf_str(&b));
  buf_release(&b);
  return s;
}

/* "lost a quarter since January": from then until the article's day; what it fell from is of then. */
static void set_since(Layer *l, Claim *k, Near f) {
  Day published = l->work->today;
  in_sentence(l, k, f);
  if (k->change == CHANGE_FROM) return;
  Str until = published == DAY_NONE ? STR("..") : day_text(l, published);
  k->time.timex = arena_printf(l->work->arena, "%.*s/%.*s", STR_ARGS(k->time.timex), STR_ARGS(until));
  k->time.last = published;
}

/* --- what earlier sentences lend ----------------------------------------------------------------------------------------------- */

static bool is_settled(Modality m) {
  return m == MODALITY_ACTUAL || m == MODALITY_ESTIMATE || m == MODALITY_HEARSAY || m == MODALITY_DENIED;
}

/* The finite verb of the figure's clause; -1: there is none. */
static int finite_verb(const Layer *l, const Tie *t) {
  int v = t->verb;
  while (v >= 0 && chunk(l, v)->form != VERB_FINITE) v = verb_left(&l->clauses, v);
  return v;
}

typedef enum { TENSE_NONE, TENSE_PAST, TENSE_PRESENT } VerbTense;

static VerbTense verb_tense(const Layer *l, const Tie *t) {
  int v = finite_verb(l, t);
  for (int i = v < 0 ? 0 : chunk(l, v)->first; v >= 0 && i < chunk(l, v)->last; i++) {
    const Node *n = node(l, i);
    if (!is_verb_tag(n->tag) && n->tag != TAG_BE && n->tag != TAG_HAVE && n->tag != TAG_MODAL) continue;
    return n->classes & CLASS_PAST || node_in(&l->clauses, n, FAMILY_WAS) ? TENSE_PAST : TENSE_PRESENT;
  }
  return TENSE_NONE;
}

static const Measure *measure_of(const Layer *l, const Claim *k) {
  int at = k->measure.p ? book_measure(l->book, k->measure) : -1;
  return at < 0 ? NULL : &l->book->measures[at];
}

/* Does the claim report on a time, and not on the moment of telling? */
static bool reports(const Layer *l, const Claim *k, const Tie *t) {
  const Measure *m = measure_of(l, k);
  VerbTense tense = verb_tense(l, t);
  bool quoted = k->subject.entity.p && (k->subject.type == ENT_CURRENCY || k->subject.type == ENT_INDEX);
  if (quoted || (m && m->of_now) || k->kind == KIND_DURATION || tense == TENSE_PRESENT) return false;
  return is_settled(k->modality) || (k->modality == MODALITY_FORECAST && tense == TENSE_PAST);
}

enum { LEAD_SENTENCES = 3, LEAD_REACH = 12 /* blocks */ };

/* The first sentences with figures say what time the article reports on. */
static void keep_lead(Layer *l, const Claim *k, const Tie *t, Near f) {
  const Mention *m = date_at(l, f.at);
  DateValue v;
  Day published = l->work->today;
  date_held(&v, l->work->arena, &m->is.time.date, false);
  bool known = v.resolved && v.range.first != DAY_NONE && v.range.last != DAY_NONE;
  if (l->lead.date || k->change == CHANGE_FROM || l->leads >= LEAD_SENTENCES || f.cost >= FAR || !reports(l, k, t) ||
      verb_tense(l, t) == TENSE_NONE)
    return;
  if (v.timex.p[0] == 'P' || (known && (v.range.grain > GRAIN_YEAR && v.range.grain != GRAIN_SPAN))) return;
  if (known && published != DAY_NONE && v.range.first > published) return;
  l->lead = pair_at(l, f.at);
}

static uint32_t block_of(const Layer *l, uint32_t sentence) { return l->work->tokens.sentences[sentence].block; }

static const Lent *lead_date(const Layer *l, const Claim *k, const Tie *t) {
  const Lent *m = reports(l, k, t) ? &l->lead : is_settled(k->modality) ? NULL : &l->plan;
  bool near = m && m->date && block_of(l, l->clauses.sentence) <= block_of(l, m->date->sentence) + LEAD_REACH;
  return near ? m : NULL;
}

/* "In 2015 it had 41. It employs 26.": what is told in the present is not of a time gone by. */
static bool is_over(const Layer *l, const Tie *t, const Mention *m) {
  const DateValue *v = &m->is.time.date;
  Day published = l->work->today;
  bool gone = published == DAY_NONE || (v->range.last != DAY_NONE && v->range.last < published);
  return v->resolved && gone && verb_tense(l, t) == TENSE_PRESENT;
}

static const Lent *paragraph_date(const Layer *l, const Tie *t) {
  const Mention *m = l->lent.date;
  bool same = m && block_of(l, m->sentence) == block_of(l, l->clauses.sentence);
  return same && !is_over(l, t, m) ? &l->lent : NULL;
}

/* Without a day of publication a price is of the last day that the article named. */
static const Lent *day_of_prices(const Layer *l, const Claim *k) {
  const Measure *m = measure_of(l, k);
  const Mention *d = l->lent_day.date;
  bool near = d && block_of(l, l->clauses.sentence) <= block_of(l, d->sentence) + 2;
  return near && m && m->of_now && l->work->today == DAY_NONE ? &l->lent_day : NULL;
}

static void set_published(const Layer *l, Claim *k) {
  Day published = l->work->today;
  if (published == DAY_NONE || !is_settled(k->modality)) return;
  k->time.timex = day_text(l, published);
  k->time.first = k->time.last = published;
  k->time.basis = BASIS_ASSUMED;
}

void when_find(Layer *l, Claim *k, const Tie *t) {
  Near own, said, since;
  find(l, k, t, &own, &said, &since);
  k->time.first = k->time.last = DAY_NONE;
  if (own.at >= 0 && (since.at < 0 || own.cost <= since.cost)) {
    keep_lead(l, k, t, own);
    own.at = closer(l, k, t, own.at);
    in_sentence(l, k, own);
    return;
  }
  if (since.at >= 0) {
    set_since(l, k, since);
    return;
  }
  const Lent *m = paragraph_date(l, t);
  if (!m) m = lead_date(l, k, t);
  if (!m) m = day_of_prices(l, k);
  if (said.at >= 0 && (!m || verb_tense(l, t) == TENSE_PRESENT))
    in_sentence(l, k, said);
  else if (m)
    set_pair(l, k, *m, BASIS_INHERITED);
  else
    set_published(l, k);
}

void when_lend(Layer *l) {
  int at = date_lent(l), plan = l->plan.date || l->leads >= LEAD_SENTENCES ? -1 : date_planned(l);
  if (at >= 0) l->lent = pair_at(l, at);
  if (at >= 0 && l->lent.date->kind == KIND_DATE) l->lent_day = l->lent;
  if (plan >= 0) l->plan = pair_at(l, plan);
  l->leads += l->n > l->first;
}
