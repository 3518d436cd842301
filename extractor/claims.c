/* claims.c -- from mentions to claims: every figure of every sentence, and every date that dates an event.
 *
 * Only sentences that name a figure or a date are read into clauses; most of a newspaper is not. */
#include "extractor/claim_layer.h"

enum { DATA_FIGURES = 64 };

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }

static uint8_t mark_of_block(BlockKind k) {
  switch (k) {
  case BLOCK_TITLE:
  case BLOCK_HEADING: return CLAIM_HEADLINE;
  case BLOCK_REFERENCE: return CLAIM_IN_REFERENCE;
  case BLOCK_CELL: return CLAIM_IN_CELL;
  case BLOCK_BOILERPLATE: return CLAIM_BOILERPLATE;
  case BLOCK_QUOTE: return CLAIM_QUOTED;
  default: return 0;
  }
}

static Claim *claim_add(Layer *l, const Mention *m, Tie **tie) {
  const Document *d = l->work->doc;
  const Sentence *s = &l->work->tokens.sentences[l->clauses.sentence];
  l->claims = arena_grow(l->work->arena, l->claims, l->n, &l->cap, l->n + 1, sizeof *l->claims);
  size_t at = l->n - l->first;
  l->ties = arena_grow(l->work->arena, l->ties, at, &l->ties_cap, at + 1, sizeof *l->ties);
  Claim *k = &l->claims[l->n++];
  *k = (Claim){.kind = m->kind,
               .span = m->span,
               .sentence = s->span,
               .mention_rule = m->rule,
               .same_as = -1,
               .from = -1,
               .mark = mark_of_block(d->blocks[s->block].kind)};
  k->time.first = k->time.last = DAY_NONE;
  *tie = &l->ties[at];
  return k;
}

static const Word *word_at(const Layer *l, uint32_t token) {
  const Token *t = &l->work->tokens.items[token];
  return book_token(l->book, t, token_text(l->work->doc, t));
}

/* "two more civilians": a cue of scope between the number and what is counted; not "two or more". */
static const Phrase *scope_inside(const Layer *l, const Tie *t) {
  const Node *n = node(l, t->node);
  for (uint32_t i = n->first + 1; i < n->last; i++) {
    if (word_at(l, i - 1)->classes & CLASS_CONJUNCTION) continue;
    for (int32_t p = l->book->words[word_at(l, i)->base].phrases; p >= 0; p = l->book->phrases[p].next)
      if (l->book->phrases[p].kind == PHRASE_SCOPE && l->book->phrases[p].n == 1) return &l->book->phrases[p];
  }
  return NULL;
}

/* "killed 58 people including 11 children under the age of eight": a part is said of the same thing as its whole. */
static void share_whole(const Layer *l, Claim *k) {
  const Claim *whole = figure_before(l);
  bool counts = k->kind == KIND_COUNT || k->kind == KIND_NUMBER;
  bool counted = whole && (whole->kind == KIND_COUNT || (whole->kind == KIND_NUMBER && whole->measure.n));
  if (!counted || whole < l->claims + l->first || !counts) return;
  k->subject = whole->subject;
  k->measure = whole->measure;
  k->change = whole->change;
  k->time = whole->time;
  k->modality = whole->modality;
}

/* The bracket of "including 11 children": what part of the whole it counts. */
static void scope_find(const Layer *l, Claim *k, const Tie *t) {
  const Phrase *inside = scope_inside(l, t);
  if (inside) {
    k->scope_of = inside->text;
    return;
  }
  for (size_t i = 0; i < l->clauses.nhits; i++) {
    const Hit *h = &l->clauses.hits[i];
    bool behind = h->phrase->reach == REACH_AFTER && h->first == t->node + 1;
    bool before = h->phrase->reach != REACH_AFTER && h->last <= t->node && h->last + 1 >= t->node;
    if (h->phrase->kind != PHRASE_SCOPE || !(behind || before) || node(l, h->first)->hedge) continue;
    k->scope_of =
        arena_printf(l->work->arena, "%.*s %.*s", STR_ARGS(h->phrase->text), STR_ARGS(k->quantity.written_unit));
    if (str_is(h->phrase->text, "including")) share_whole(l, k);
    return;
  }
  int behind = phrase_behind(l, t->chunk);
  bool part = k->kind == KIND_PERCENT || k->kind == KIND_RATIO;
  if (!part || behind < 0 || t->noun >= 0 || !chunk_is_of(&l->clauses, l->clauses.chunks[behind].prep)) return;
  Party whole;
  party_of_chunk(l, &whole, behind);
  k->scope_of = whole.entity.n ? whole.entity : whole.text;
}

/* The sign that the figure's text begins with: 1 for "+", -1 for any kind of minus, 0 for none. */
static int sign_written(const Layer *l, const Claim *k) {
  Str s = str_slice(l->work->doc->text, k->span.start, k->span.end);
  if (str_starts(s, STR("+"))) return 1;
  bool minus = str_starts(s, STR("-")) || str_starts(s, STR("−")) || str_starts(s, STR("–"));
  return minus ? -1 : 0;
}

/* Does nothing but an opening bracket stand between the figure before and this one? */
static bool in_bracket_behind(const Layer *l, const Claim *before, const Claim *k) {
  Str between = before ? str_trim(str_slice(l->work->doc->text, before->span.end, k->span.start)) : STR("");
  return before && before >= l->claims + l->first && str_is(between, "(");
}

/* "a profit of €98 million (-11%)", "DAX -1.6%": a signed share in brackets behind a figure, or behind an index without a verb, is by how much
 * that moved: the direction is in the sign, so that the value has none. */
static void sign_moves(const Layer *l, Claim *k, const Tie *t) {
  int sign = k->kind == KIND_PERCENT && k->change == CHANGE_LEVEL && k->quantity.has_value ? sign_written(l, k) : 0;
  const Claim *before = sign ? figure_before(l) : NULL;
  bool behind = sign && in_bracket_behind(l, before, k);
  if (!behind && !(sign && t->verb < 0 && k->subject.type == ENT_INDEX)) return;
  if (behind) k->subject = before->subject, k->measure = before->measure, k->time = before->time;
  k->change = sign > 0 ? CHANGE_UP_BY : CHANGE_DOWN_BY;
  if (sign > 0) return;
  Quantity *q = &k->quantity;
  q->value = q->written.value = number_neg(q->value);
  interval_scale(&q->range, q->range, number_of(-1));
}

/* "a week", "a small percent": figures that state no value claim nothing. */
static bool states_value(const Quantity *q) {
  return q->has_value || q->hedge == HEDGE_BETWEEN || q->hedge == HEDGE_VAGUE;
}

static void figure_claim(Layer *l, int at, const Tie *before) {
  const Mention *m = node_mention(&l->clauses, node(l, at));
  Tie *t;
  Claim *k = claim_add(l, m, &t);
  k->quantity = m->is.quantity;
  k->timex = m->timex;
  tie_find(l, t, at, before);
  change_find(l, k, t);
  attach_subject(l, k, t);
  row_find(l, k);
  measure_name(l, k, t);
  lead_find(l, k, t);
  attach_concept(l, k, t);
  modality_find(l, k, t);
  when_find(l, k, t);
  modality_of_time(l, k, t);
  marks_find(l, k, t);
  scope_find(l, k, t);
  attribute(l, k, t);
  cite(l, k, t);
  sign_moves(l, k, t);
}

/* "faster than the limit imposed in 2018": the participle right before the date's phrase and right behind its noun; -1. */
static int participle_before(const Layer *l, const Tie *t) {
  const Chunk *all = l->clauses.chunks;
  int prep = all[t->chunk].prep, v = prep < 0 ? -1 : all[prep].back;
  bool participle = v >= 0 && all[v].kind == CHUNK_VERB && all[v].form == VERB_PARTICIPLE && all[v].back >= 0;
  return participle && all[all[v].back].kind == CHUNK_NOUN && all[v].subject == all[v].back ? v : -1;
}

/* A date between a subject and its verb belongs to that verb: "sales growth in 2019 will be 3.5%". */
static int verb_of_date(const Layer *l, const Tie *t) {
  int participle = participle_before(l, t);
  if (participle >= 0) return participle;
  int when = l->clauses.chunks[t->chunk].next;
  if (when >= 0 && l->clauses.chunks[when].kind == CHUNK_COMMA) when = l->clauses.chunks[when].next;
  bool clause = when >= 0 && (l->clauses.chunks[when].kind == CHUNK_SUB || l->clauses.chunks[when].kind == CHUNK_REL);
  if (clause && node_in(&l->clauses, node(l, l->clauses.chunks[when].head), FAMILY_WHEN)) { /* "in May, when X did" */
    for (int i = when; i >= 0; i = l->clauses.chunks[i].next)
      if (l->clauses.chunks[i].kind == CHUNK_VERB && l->clauses.chunks[i].form == VERB_FINITE) return i;
  }
  for (int i = l->clauses.chunks[t->chunk].next; i >= 0; i = l->clauses.chunks[i].next) {
    const Chunk *c = &l->clauses.chunks[i];
    bool own =
        c->subject == t->chunk || (c->subject < t->chunk && c->subject > t->verb); /* "Q3 sales would have been" */
    if (c->kind == CHUNK_VERB) return c->form == VERB_FINITE && c->subject >= 0 && own ? i : t->verb;
    if (c->kind != CHUNK_ADV && c->kind != CHUNK_NOUN && c->kind != CHUNK_PREP) return t->verb;
  }
  return t->verb;
}

static void date_claim(Layer *l, int at) {
  const Mention *m = node_mention(&l->clauses, node(l, at));
  Tie *t;
  Claim *k = claim_add(l, m, &t);
  k->timex = m->timex;
  k->dates = m->is.time.date.range;
  if (!m->is.time.date.resolved) k->dates.first = k->dates.last = DAY_NONE;
  tie_find(l, t, at, NULL);
  t->frame = NULL;
  t->verb = verb_of_date(l, t);
  attach_event(l, k, t);
  k->time.timex = k->timex;
  k->time.first = k->dates.first;
  k->time.last = k->dates.last;
  k->time.basis = m->is.time.date.anchored ? BASIS_ANCHORED : BASIS_EXPLICIT;
  k->time.text = node_text(&l->clauses, node(l, at));
  modality_find(l, k, t);
  modality_of_time(l, k, t);
  marks_find(l, k, t);
  attribute(l, k, t);
  cite(l, k, t);
  if (!k->subject.text.n) l->n--; /* dates nothing */
}

/* Does the date only time a sum or a share in the same clause? Then the figure's claim tells it already. */
static bool only_times(const Layer *l, int at) {
  Tie own;
  if (l->clauses.chunks[node(l, at)->chunk].kind == CHUNK_NOUN) return false; /* "an October news conference" */
  tie_find(l, &own, at, NULL);
  for (size_t i = l->first; i < l->n; i++) {
    const Claim *k = &l->claims[i];
    bool sum = k->kind == KIND_MONEY || k->kind == KIND_PERCENT || k->kind == KIND_MULTIPLE || k->kind == KIND_RATIO ||
               k->kind == KIND_NUMBER;
    if (sum && own.verb >= 0 && l->ties[i - l->first].verb == own.verb) return true;
  }
  return false;
}

/* Days in a reference list tell when a source appeared, no event of the text. */
static bool in_reference(const Layer *l) {
  const Sentence *s = &l->work->tokens.sentences[l->clauses.sentence];
  return l->work->doc->blocks[s->block].kind == BLOCK_REFERENCE;
}

static bool dates_event(const Layer *l, int at) {
  const Mention *m = node_mention(&l->clauses, node(l, at));
  if (m && l->work->dateline.end && m->span.start == l->work->dateline.start) return false;
  return m && !in_reference(l) && kind_is_date(m->kind) && m->timex.n &&
         (m->timex.p[0] == 'X' || (m->timex.p[0] >= '0' && m->timex.p[0] <= '9')) && !only_times(l, at);
}

static bool in_order(const Claim *c, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (c[i].span.start < c[i - 1].span.start) return false;
  return true;
}

/* Dates were added behind the figures: put all in text order and let the links follow. */
static void sort_sentence(Layer *l) {
  size_t n = l->n - l->first;
  Claim *c = l->claims + l->first;
  if (in_order(c, n)) return;
  uint32_t *starts = arena_alloc(l->work->arena, n * sizeof *starts);
  for (size_t i = 0; i < n; i++) starts[i] = c[i].span.start;
  int32_t *moved = arena_alloc(l->work->arena, n * sizeof *moved);
  for (size_t i = 0; i < n; i++) {
    moved[i] = (int32_t)l->first;
    for (size_t k = 0; k < n; k++) moved[i] += starts[k] < starts[i] || (k < i && starts[k] == starts[i]);
  }
  for (size_t i = 0; i < n; i++) {
    if (c[i].same_as >= 0) c[i].same_as = moved[c[i].same_as - (int32_t)l->first];
    if (c[i].from >= 0) c[i].from = moved[c[i].from - (int32_t)l->first];
  }
  Claim *sorted = arena_alloc(l->work->arena, n * sizeof *sorted);
  for (size_t i = 0; i < n; i++) sorted[moved[i] - (int32_t)l->first] = c[i];
  memcpy(c, sorted, n * sizeof *sorted);
}

/* "(Corrects current year sales.)" */
static bool is_correction(const Layer *l) {
  bool cue = false;
  for (size_t i = 0; i < l->clauses.nhits; i++) {
    const Phrase *p = l->clauses.hits[i].phrase;
    cue |= p->kind == PHRASE_MARK && p->value & CLAIM_CORRECTION;
  }
  for (int i = 0; i < (int)l->clauses.n && cue; i++) cue = node(l, i)->tag != TAG_FIGURE;
  return cue;
}

/* What else the sentence speaks of that "they" and "it" of the next can stand for. */
static void others_find(Layer *l, int who) {
  l->many = l->thing = (Party){0};
  for (int i = 0; i < (int)l->clauses.nchunks; i++) {
    const Chunk *c = &l->clauses.chunks[i];
    const Node *head = node(l, c->head);
    if (c->kind != CHUNK_NOUN || c->aside || head->tag != TAG_NOUN || i == who || has_figure(l, i) ||
        is_measured(l, c->head))
      continue;
    if (head->classes & CLASS_PLURAL)
      party_of_chunk(l, &l->many, i);
    else if (!l->thing.text.n && c->back >= 0 && l->clauses.chunks[c->back].kind == CHUNK_VERB &&
             l->clauses.chunks[c->back].form == VERB_FINITE)
      party_of_chunk(l, &l->thing, i);
  }
}

/* Whom the sentence is about, for the pronouns of the next; one that begins with a pronoun goes on about the same. */
static void topic_find(Layer *l) {
  bool side = false; /* behind a word that opens a side clause: "When rents rose, the city ..." */
  int who = -1;
  for (int i = 0; i < (int)l->clauses.nchunks; i++) {
    const Chunk *v = &l->clauses.chunks[i];
    if (v->kind == CHUNK_SUB) side = true;
    if (v->kind != CHUNK_VERB || v->form != VERB_FINITE || v->aside || v->subject < 0) continue;
    const Node *first = node(l, l->clauses.chunks[v->subject].first);
    if (first->tag == TAG_POSS && first->classes & CLASS_RELATIVE) continue; /* "the firm, whose drivers sit" */
    if (who < 0 || !side) who = v->subject;
    if (!side) break;
    side = false;
  }
  if (who < 0) return;
  l->topic_at = l->clauses.sentence;
  Tag head = (Tag)node(l, l->clauses.chunks[who].head)->tag;
  if (head != TAG_PRON && head != TAG_FIGURE) {
    party_of_chunk(l, &l->topic, who);
    l->topic_single = head == TAG_NOUN && !(node(l, l->clauses.chunks[who].head)->classes & CLASS_PLURAL);
  }
  others_find(l, who);
  for (size_t i = l->first; i < l->n && !l->topic.entity.n; i++)
    if (l->claims[i].subject.span.start == l->topic.span.start) l->topic = l->claims[i].subject;
}

/* Is there a pronoun among the first words of the sentence? */
static bool has_pronoun(const Layer *l, uint32_t sentence, uint32_t reach) {
  const Tokens *t = &l->work->tokens;
  const Sentence *s = &t->sentences[sentence];
  for (uint32_t i = s->first; i < s->last && i < s->first + reach; i++)
    if (t->items[i].kind == TOKEN_WORD && word_at(l, i)->classes & (CLASS_PRONOUN | CLASS_POSSESSIVE)) return true;
  return false;
}

/* Sentences without figures are read only when the next has a pronoun near its beginning; when they begin with one, the one before too. */
static void topic_refresh(Layer *l, uint32_t sentence) {
  enum { NEAR = 16, BACK = 3 }; /* tokens, sentences */
  const Tokens *t = &l->work->tokens;
  uint32_t from = sentence;
  if (!has_pronoun(l, sentence, NEAR)) return;
  do {
    if (!from || l->topic_at + 1 == from || t->sentences[sentence].block - t->sentences[from - 1].block > 1) break;
    from--;
  } while (sentence - from < BACK && has_pronoun(l, from, 1));
  for (; from < sentence; from++) {
    clauses_read(&l->clauses, from);
    l->first = l->n;
    l->nsaid = 0;
    topic_find(l);
  }
}

static void sentence_claims(Layer *l, uint32_t sentence) {
  topic_refresh(l, sentence);
  clauses_read(&l->clauses, sentence);
  l->first = l->n;
  said_find(l);
  l->corrects |= is_correction(l);
  Tie last = {.chunk = -1};
  for (int i = 0; i < (int)l->clauses.n; i++) {
    if (!node_is_figure(&l->clauses, node(l, i)) || !states_value(&node_mention(&l->clauses, node(l, i))->is.quantity))
      continue;
    figure_claim(l, i, &last);
    last = l->ties[l->n - 1 - l->first];
  }
  claim_rules_run(l);
  pairs_link(l);
  for (int i = 0; i < (int)l->clauses.n; i++)
    if (dates_event(l, i)) date_claim(l, i);
  sort_sentence(l);
  for (size_t i = l->first; i < l->n; i++) scene_find(l, sentence, &l->claims[i]);
  topic_find(l);
  attribute_quotes(l);
  attribute_rest(l);
  when_lend(l);
  for (size_t i = l->first; i < l->n; i++) self_find(l, &l->claims[i]);
  if (l->n > l->first) l->sentence_before = sentence;
}

static bool is_figure_or_date(const Mention *m) { return kind_is_figure(m->kind) || kind_is_date(m->kind); }

/* A row of figures and dates with hardly a word between them says of none what it is: data, no sentence. */
static bool is_data(const Work *w, const Sentence *s, const Mention *m, size_t n, size_t figures) {
  size_t words = 0;
  for (uint32_t i = s->first; i < s->last && words < figures; i++) {
    const Token *t = &w->tokens.items[i];
    for (; n > 0 && (m->span.end <= t->start || !is_figure_or_date(m)); m++) n--;
    words += t->kind == TOKEN_WORD && (n == 0 || t->start < m->span.start);
  }
  return words < figures;
}

/* Does the sentence name a figure or a date, and is it one? *at: the first mention to look at. */
static bool states_figures(const Work *w, size_t *at, const Sentence *s) {
  const Mentions *m = &w->mentions;
  size_t figures = 0, n = 0;
  while (*at < m->n && m->items[*at].span.start < s->span.start) ++*at;
  for (const Mention *k = m->items + *at; *at + n < m->n && k[n].span.start < s->span.end; n++)
    figures += is_figure_or_date(&k[n]);
  return figures && !(figures > DATA_FIGURES && is_data(w, s, m->items + *at, n, figures));
}

/* The room that the claims will need, so that they are never copied. */
static size_t count_figures(const Mentions *m) {
  size_t n = 0;
  for (size_t i = 0; i < m->n; i++) n += is_figure_or_date(&m->items[i]);
  return n;
}

void claims_make(Work *w) {
  const struct ClaimBook *b = pack_claims(w->pack);
  if (!b) return;
  Layer l = {.work = w,
             .book = b,
             .clauses = {.work = w, .book = b},
             .sentence_before = UINT32_MAX,
             .heading = UINT32_MAX,
             .topic_at = UINT32_MAX,
             .spoken_at = UINT32_MAX};
  size_t at = 0;
  l.claims = arena_grow(w->arena, NULL, 0, &l.cap, count_figures(&w->mentions) + 1, sizeof *l.claims);
  leads_find(&l);
  for (uint32_t i = 0; i < w->tokens.nsentences; i++) {
    const Sentence *s = &w->tokens.sentences[i];
    if (deadline_over_at(w->doc->until, i)) return;
    if (w->doc->blocks[s->block].kind == BLOCK_META || w->doc->blocks[s->block].kind == BLOCK_CODE) continue;
    if (states_figures(w, &at, s)) sentence_claims(&l, i);
  }
  for (size_t i = 0; i < l.n && l.corrects; i++) l.claims[i].mark |= CLAIM_CORRECTION;
  w->claims = (Claims){.items = l.claims, .n = l.n};
}
