/* party.c -- who a noun group names: "Nvidia’s stock" is Nvidia, "shares of Home Depot" is Home Depot, "the fortune of its chief executive"
 * is the chief executive.
 *
 * A group whose head is only something measured (a surface of measures.tsv, a level, a rise) stands for its possessor, for the noun behind
 * its preposition, or for the name before it; any other group stands for itself. The text is always the whole group. */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

bool is_measured(const Layer *l, int at) {
  const Clauses *c = &l->clauses;
  const Node *n = node(l, at);
  if (n->tag != TAG_NOUN) return false;
  if (node_in(c, n, FAMILY_MARKET) || node_in(c, n, FAMILY_NOUN_LEVEL) || node_in(c, n, FAMILY_NOUN_RISE) ||
      node_in(c, n, FAMILY_NOUN_FALL))
    return true;
  for (size_t i = 0; i < c->nhits; i++)
    if (c->hits[i].phrase->kind == PHRASE_MEASURE && c->hits[i].last == at + 1) return true;
  return false;
}

static const EntityRef *entity_at(const Layer *l, int at) {
  const Mention *m = node_mention(&l->clauses, node(l, at));
  return m && m->kind == KIND_ENTITY ? &m->is.entity : NULL;
}

void name_party(Party *p, const EntityRef *e) {
  p->entity = e->name;
  p->type = e->type;
  p->how = e->how;
  p->core = e->core;
}

/* First token of a figure's node behind its number: "public companies" in "154 public companies". */
static uint32_t behind_number(const Layer *l, const Node *n) {
  const Token *t = l->work->tokens.items;
  uint32_t i = n->last;
  while (i > n->first && t[i - 1].kind != TOKEN_NUMBER) i--;
  while (i < n->last && t[i].kind != TOKEN_WORD) i++;
  return i;
}

/* "100 yard freestyle", "three-year-old company": what is measured is no part of the noun's own text. */
static bool is_unit(const Layer *l, const Node *n) {
  const Mention *m = node_mention(&l->clauses, n);
  return m && (m->kind == KIND_DURATION || m->kind == KIND_QUANTITY);
}

/* "one of the companies": the node behind "of" and articles; i when there is no "of". */
static int behind_of(const Layer *l, int i, int to) {
  if (!(node(l, i)->classes & CLASS_OF)) return i;
  int k = i + 1;
  while (k + 1 < to && node(l, k)->tag == TAG_DET) k++;
  return k < to ? k : i;
}

static Span chunk_text_span(const Layer *l, int first, int last) {
  const Clauses *c = &l->clauses;
  const Token *t = l->work->tokens.items;
  uint16_t from = chunk(l, first)->first, to = chunk(l, last)->last;
  while (from + 1 < to && (node(l, from)->tag == TAG_DET || node(l, from)->tag == TAG_ADV ||
                           node(l, from)->tag == TAG_DATE || node(l, from)->tag == TAG_GENITIVE))
    from++;
  const Node *n = node(l, from);
  Span s = nodes_span(c, from, to);
  if (n->tag != TAG_FIGURE) return s;
  const Mention *m = node_mention(c, n);
  if (m->kind == KIND_DURATION && from + 1 == chunk(l, first)->last) return s; /* "15-year-olds" */
  uint32_t word = is_unit(l, n) && from + 1 < chunk(l, first)->last ? n->last : behind_number(l, n);
  if (word < n->last)
    s.start = t[word].start;
  else if (from + 1 < to)
    s.start = t[node(l, behind_of(l, from + 1, to))->first].start;
  return s;
}

static void set_text(const Layer *l, Party *p, Span s) {
  p->span = s;
  p->text = str_make(l->work->doc->text.p + s.start, s.end - s.start);
}

/* "Washington" in "a Washington-based expert" only describes him. */
static bool has_suffix(const Layer *l, int i) {
  return i + 1 < (int)l->clauses.n && node(l, i + 1)->tag == TAG_ADJ &&
         node_text(&l->clauses, node(l, i + 1)).p[0] == '-';
}

/* The last name in [first, last), -1. */
static int name_in(const Layer *l, int first, int last) {
  for (int i = last - 1; i >= first; i--)
    if (node(l, i)->tag == TAG_NAME && !has_suffix(l, i)) return i;
  return -1;
}

/* The possessor's node range end in the group: its genitive, or its pronoun; -1. */
static int genitive_in(const Layer *l, const Chunk *k) {
  for (int i = k->last - 1; i >= k->first; i--)
    if (node(l, i)->tag == TAG_GENITIVE || node(l, i)->tag == TAG_POSS) return i;
  return -1;
}

static const EntityRef *possessor(const Layer *l, const Chunk *k, int genitive) {
  if (node(l, genitive)->tag == TAG_POSS) return entity_at(l, genitive);
  int name = name_in(l, k->first, genitive);
  return name == genitive - 1 ? entity_at(l, name) : NULL;
}

/* The noun chunk behind a preposition that follows directly: "in X", "of X", "on X". */
int phrase_behind(const Layer *l, int i) {
  int p = chunk(l, i)->next;
  if (p >= 0 && chunk(l, p)->kind == CHUNK_ADV && node_in(&l->clauses, node(l, chunk(l, p)->head), FAMILY_WORTH))
    p = chunk(l, p)->next;
  if (p < 0 || chunk(l, p)->kind != CHUNK_PREP) return -1;
  int n = chunk(l, p)->next;
  return n >= 0 && chunk(l, n)->kind == CHUNK_NOUN && chunk(l, n)->prep == p ? n : -1;
}

bool has_figure(const Layer *l, int i) {
  for (int k = chunk(l, i)->first; k < chunk(l, i)->last; k++)
    if (node(l, k)->tag == TAG_FIGURE) return true;
  return false;
}

static void party_of_measured(const Layer *l, Party *p, int i, int depth);

static void party_at(const Layer *l, Party *p, int i, int depth) {
  const Chunk *k = chunk(l, i);
  int head = k->head;
  const EntityRef *e = entity_at(l, head);
  if (e) {
    name_party(p, e);
    return;
  }
  if (is_measured(l, head)) {
    party_of_measured(l, p, i, depth);
    return;
  }
  int genitive = genitive_in(l, k);
  int name = genitive < 0 ? name_in(l, k->first, k->last) : -1;
  if (name >= 0 && node(l, head)->tag == TAG_NOUN && head == name + 1 && depth == 0)
    return; /* "US exporters" stand for themselves */
}

static void party_of_measured(const Layer *l, Party *p, int i, int depth) {
  const Chunk *k = chunk(l, i);
  int genitive = genitive_in(l, k), name = name_in(l, k->first, k->last);
  const EntityRef *e = NULL;
  if (genitive >= 0) {
    e = possessor(l, k, genitive);
    if (e) name_party(p, e);
    return;
  }
  if (name >= 0 && (e = entity_at(l, name))) {
    name_party(p, e);
    return;
  }
  int b = k->back; /* "Lowe's (LOW) stock": an aside parts the name from its noun */
  if (b >= 0 && chunk(l, b)->kind == CHUNK_NOUN && chunk(l, b)->last < k->first &&
      (e = entity_at(l, chunk(l, b)->head))) {
    name_party(p, e);
    return;
  }
  int behind = phrase_behind(l, i);
  if (behind >= 0 && depth < 3 && !has_figure(l, behind)) party_at(l, p, behind, depth + 1);
}

/* A group that only describes somebody: "Nvidia (a company valued at F)", "Nvidia became the first company valued at F". */
static int described(const Layer *l, int i) {
  const Chunk *k = chunk(l, i);
  if (name_in(l, k->first, k->last) >= 0 || genitive_in(l, k) >= 0 || has_figure(l, i)) return i;
  int b = k->back;
  const int start = chunk(l, b < 0 ? i : b)->first;
  if (k->aside && (b < 0 || (chunk(l, b)->back < 0 && chunk(l, b)->kind != CHUNK_NOUN)) && start > 0) {
    int host = node(l, start - 1)->chunk;
    if (chunk(l, host)->kind == CHUNK_NOUN && node(l, k->first)->tag == TAG_DET) return host;
  }
  bool complement = b >= 0 && chunk(l, b)->kind == CHUNK_VERB &&
                    (chunk(l, b)->copula || node_in(&l->clauses, node(l, chunk(l, b)->head), FAMILY_BECOME));
  return complement && chunk(l, b)->subject >= 0 && k->prep < 0 ? chunk(l, b)->subject : i;
}

/* The last noun chunk of a subject, everything up to its verb taken in: "the gap between exports and imports | has"; -1. */
static int before_verb(const Layer *l, int i) {
  int last = -1;
  for (int k = chunk(l, i)->next, steps = 0; k >= 0 && steps < 9; k = chunk(l, k)->next, steps++) {
    const Chunk *c = chunk(l, k);
    if (c->kind == CHUNK_VERB) return c->subject == i ? last : -1;
    if (c->kind == CHUNK_NOUN && !has_figure(l, k))
      last = k;
    else if (c->kind != CHUNK_PREP && c->kind != CHUNK_JOIN)
      return -1;
  }
  return -1;
}

/* "two thirds" names its whole, "two members" the members. */
static bool is_share(const Layer *l, int i) {
  const Mention *m = node_mention(&l->clauses, node(l, chunk(l, i)->head));
  return m && (m->kind == KIND_PERCENT || m->kind == KIND_RATIO);
}

/* "its chief executive, Joanna Lim, said", "said the fire chief, Dario Venn.": the name that stands in commas behind an unnamed group and before
 * the verb or the end; -1. */
static int named_behind(const Layer *l, int i) {
  int comma = chunk(l, i)->next, name = comma < 0 ? -1 : chunk(l, comma)->next, before = chunk(l, i)->back;
  bool told = before >= 0 && chunk(l, before)->kind == CHUNK_VERB && chunk(l, before)->object == i &&
              node_in(&l->clauses, node(l, chunk(l, before)->head), FAMILY_SPEECH);
  if (told && name >= 0 && chunk(l, comma)->kind == CHUNK_COMMA && chunk(l, name)->kind == CHUNK_NOUN &&
      node(l, chunk(l, name)->head)->tag == TAG_NAME &&
      chunk(l, chunk(l, name)->next < 0 ? name : chunk(l, name)->next)->kind != CHUNK_JOIN)
    return name;
  int close = name < 0 ? -1 : chunk(l, name)->next, verb = close < 0 ? -1 : chunk(l, close)->next;
  if (verb < 0 || chunk(l, verb)->kind != CHUNK_VERB || chunk(l, verb)->subject != i) return -1;
  bool commas = chunk(l, comma)->kind == CHUNK_COMMA && chunk(l, close)->kind == CHUNK_COMMA;
  bool named = chunk(l, name)->kind == CHUNK_NOUN && node(l, chunk(l, name)->head)->tag == TAG_NAME;
  return commas && named && chunk(l, i)->prep < 0 && !is_measured(l, chunk(l, i)->head) ? name : -1;
}

/* "hips and knees": the first of the groups without a name that "and" joins at the beginning of a clause. */
static int first_joined(const Layer *l, int i) {
  int joint = chunk(l, i)->back, first = joint < 0 ? -1 : chunk(l, joint)->back;
  if (first < 0 || chunk(l, joint)->kind != CHUNK_JOIN || chunk(l, first)->kind != CHUNK_NOUN) return i;
  bool begins = chunk(l, first)->back < 0 && chunk(l, first)->prep < 0 && !has_figure(l, first);
  bool nouns = node(l, chunk(l, first)->head)->tag == TAG_NOUN && node(l, chunk(l, i)->head)->tag == TAG_NOUN;
  return begins && nouns ? first : i;
}

/* "those who took the drug": the last chunk of a pronoun's relative clause; i itself when it has none. */
static int relative_end(const Layer *l, int i) {
  int k = chunk(l, i)->next, end = i;
  if (node(l, chunk(l, i)->head)->tag != TAG_PRON || k < 0 || chunk(l, k)->kind != CHUNK_REL) return i;
  for (; k >= 0 && chunk(l, k)->kind != CHUNK_COMMA; k = chunk(l, k)->next) {
    if (chunk(l, k)->kind == CHUNK_VERB && end > i && chunk(l, k)->subject != i) break;
    end = k;
  }
  return end;
}

int party_of_chunk(const Layer *l, Party *p, int i) {
  *p = (Party){0};
  if (i < 0) return -1;
  i = described(l, i);
  int whole = phrase_behind(l, i);
  if (node(l, chunk(l, i)->head)->tag == TAG_FIGURE && whole >= 0 && chunk_is_of(&l->clauses, chunk(l, whole)->prep) &&
      is_share(l, i))
    i = whole;
  int end = of_end(&l->clauses, i);
  while (end > i && has_figure(l, end)) end = chunk(l, chunk(l, end)->prep)->back;
  int behind = is_measured(l, chunk(l, i)->head) && end == i ? phrase_behind(l, i) : -1;
  if (behind >= 0 && !has_figure(l, behind)) end = of_end(&l->clauses, behind);
  int before = before_verb(l, i);
  if (before > end) end = before;
  int relative = relative_end(l, i);
  if (relative > end) end = relative;
  set_text(l, p, chunk_text_span(l, first_joined(l, i), end < i ? i : end));
  party_at(l, p, i, 0);
  int name = p->entity.n ? -1 : named_behind(l, i);
  const EntityRef *e = name < 0 ? NULL : entity_at(l, chunk(l, name)->head);
  if (e) name_party(p, e);
  return i;
}

/* A name inside a group that a rule points at: "France" of "France's economy", when the rule goes on behind it. */
void party_of_node(const Layer *l, Party *p, int at, bool goes_on) {
  const EntityRef *e = entity_at(l, at);
  party_of_chunk(l, p, node(l, at)->chunk);
  if (!e || !goes_on || at == chunk(l, node(l, at)->chunk)->head) return;
  set_text(l, p, nodes_span(&l->clauses, (uint16_t)at, (uint16_t)(at + 1)));
  name_party(p, e);
}

bool party_has(const Layer *l, const Party *p, uint8_t family) {
  const Token *t = l->work->tokens.items;
  for (size_t i = 0; i < l->clauses.n; i++) {
    const Node *n = node(l, (int)i);
    if (t[n->first].start < p->span.end && t[n->last - 1].end > p->span.start && word_has_head(n->word, family))
      return true;
  }
  return false;
}
