/* claim_rules.c -- the rules of rule files with `claim`, run over the skeleton: one symbol a mention, one a word, one a blank.
 *
 * The skeleton comes in two views: whole, and without its asides, so that "Nvidia (a company valued at ...) to lose {money}" is one stretch.
 * What a rule says beats what the frames said. */
#include "extractor/claim_layer.h"

typedef struct View {
  Symbol *symbols;
  int32_t *nodes; /* node of each symbol, -1 for blanks */
  uint32_t n;
} View;

typedef struct Run {
  Layer *layer;
  View view;
} Run;

static void put(View *v, Symbol s, int32_t node) {
  v->symbols[v->n] = s;
  v->nodes[v->n++] = node;
}

static Symbol symbol_of(const Layer *l, const Node *n) {
  const Mention *m = node_mention(&l->clauses, n);
  if (m) return mention_symbol(l->work->pack, m->kind, m->kind == KIND_ENTITY ? m->is.entity.type : ENT_OTHER);
  return token_claim_symbol(l->work->pack, &l->work->tokens.items[n->first]);
}

/* Tokens of a node that is no mention go in one by one; a mention is one symbol. Aside SIZE_MAX takes all. */
static void fill(const Layer *l, View *v, bool asides) {
  const Tokens *t = &l->work->tokens;
  uint32_t last = 0;
  v->n = 0;
  for (size_t i = 0; i < l->clauses.n; i++) {
    const Node *n = &l->clauses.nodes[i];
    if ((n->aside && !asides) || n->hedge) continue; /* a hedge belongs to its figure */
    if (v->n && n->first > 0 && t->items[n->first - 1].kind == TOKEN_SPACE && v->nodes[v->n - 1] >= 0 &&
        last != n->first)
      put(v, token_claim_symbol(l->work->pack, &t->items[n->first - 1]), -1);
    last = n->last;
    if (n->mention >= 0)
      put(v, symbol_of(l, n), (int32_t)i);
    else
      for (uint32_t k = n->first; k < n->last; k++) put(v, token_claim_symbol(l->work->pack, &t->items[k]), (int32_t)i);
  }
}

static int node_of(const View *v, Range r) {
  for (uint32_t i = r.first; i < r.last; i++)
    if (v->nodes[i] >= 0) return v->nodes[i];
  return -1;
}

static Claim *claim_at(Layer *l, int node, Tie **tie) {
  for (size_t i = l->first; i < l->n; i++)
    if (l->ties[i - l->first].node == node && kind_is_figure(l->claims[i].kind)) {
      *tie = &l->ties[i - l->first];
      return &l->claims[i];
    }
  return NULL;
}

static void set_change(Claim *k, const Rule *r) {
  Change c;
  if (change_parse(&c, rule_set(r, "change"))) k->change = c;
  Modality m;
  if (modality_parse(&m, rule_set(r, "modality"))) k->modality = m;
}

static bool apply(void *cx, const Match *m) {
  Run *run = cx;
  Layer *l = run->layer;
  Tie *tie;
  Claim *k = claim_at(l, node_of(&run->view, m->slot[SLOT_value]), &tie);
  if (!k) return false;
  Str measure = rule_set(m->rule, "measure");
  set_change(k, m->rule);
  k->rule = rule_name(m->rule);
  int subject = match_has(m, SLOT_subject) ? node_of(&run->view, m->slot[SLOT_subject]) : -1;
  if (subject >= 0) party_of_node(l, &k->subject, subject, m->slot[SLOT_subject].last < m->whole.last);
  if (measure.p) k->measure = measure;
  if (match_has(m, SLOT_of)) {
    Span s = nodes_span(&l->clauses, (uint16_t)node_of(&run->view, m->slot[SLOT_of]),
                        (uint16_t)(node_of(&run->view, m->slot[SLOT_of]) + 1));
    k->scope_of = str_make(l->work->doc->text.p + s.start, s.end - s.start);
  }
  return true;
}

static void run_view(Layer *l, bool asides) {
  Arena *a = l->work->arena;
  const Sentence *s = &l->work->tokens.sentences[l->clauses.sentence];
  size_t max = s->last - s->first + 1;
  Run run = {.layer = l,
             .view = {.symbols = arena_alloc(a, max * 2 * sizeof(Symbol)),
                      .nodes = arena_alloc(a, max * 2 * sizeof(int32_t))}};
  fill(l, &run.view, asides);
  const uint8_t *dead = matcher_dead(l->work->matcher, RULES_CLAIM);
  for (uint32_t i = 0; i < run.view.n;) {
    uint32_t end = dead[run.view.symbols[i]] == SYMBOL_NEVER
                       ? i
                       : match_at(l->work->matcher, RULES_CLAIM, run.view.symbols, run.view.n, i, apply, &run);
    i = end > i ? end : i + 1;
  }
}

void claim_rules_run(Layer *l) {
  run_view(l, true);
  if (l->clauses.nasides) run_view(l, false);
}
