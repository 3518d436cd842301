/* concept.c -- the content words of what a figure is about, as a reader would name it: "revenue", "Nvidia shares", "price reductions".
 *
 * They come from the nouns of the figure's own group, the noun before or behind "of", the object that the figure's preposition hangs on, and
 * the subject; failing all those from what its verb governs, from before its brackets or from the label before it. In a table, the heads of column and row
 * come first. */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

static bool known(const Claim *k, Str word) {
  for (size_t i = 0; i < k->nconcept; i++)
    if (str_eq_nocase(k->concept[i], word)) return true;
  return false;
}

static void add_word(Claim *k, Str word) {
  if (word.n && k->nconcept < sizeof k->concept / sizeof *k->concept && !known(k, word))
  k->concept[k->nconcept++] = word;
}

static void add_words(Claim *k, Str text) {
  Str word;
  while (str_split(&word, &text, ' ')) add_word(k, word);
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

static bool is_suffix(const Layer *l, const Node *n) {
  return n < l->clauses.nodes + l->clauses.n && n->tag == TAG_ADJ && node_text(&l->clauses, n).p[0] == '-';
}

/* A compound with hyphens is one word, also "London" with "-based"; a name is as many as it has blanks, "the", "of" and "and" left out. */
static void add_node(const Layer *l, Claim *k, const Node *n) {
  Str word, text = node_text(&l->clauses, n);
  if (is_suffix(l, n)) return;
  if (is_suffix(l, n + 1)) text.n += node_text(&l->clauses, n + 1).n;
  while (str_split(&word, &text, ' ')) {
    uint32_t joint = CLASS_DETERMINER | CLASS_PREPOSITION | CLASS_CONJUNCTION;
    if (n->tag != TAG_NAME || !(book_word(l->book, word)->classes & joint)) add_word(k, word);
  }
}

static bool is_content(const Layer *l, const Node *x) {
  if (node_in(&l->clauses, x, FAMILY_PERIOD) && x > l->clauses.nodes && node_in(&l->clauses, x - 1, FAMILY_SUM))
    return false; /* "last season" */
  bool tag = x->tag == TAG_NOUN || x->tag == TAG_NAME || x->tag == TAG_ADJ || x->tag == TAG_PART || x->tag == TAG_ING;
  bool worth = x->tag == TAG_NOUN &&
               (node_in(&l->clauses, x, FAMILY_WORTH) || x->classes & CLASS_MODAL); /* "net worth", "can" */
  return tag && (worth || x->tag == TAG_NAME || !(x->classes & CLASS_FUNCTION)) && !node_in(&l->clauses, x, FAMILY_SUM);
}

/* The words behind the number of a count: "public companies". */
static void add_counted(const Layer *l, Claim *k, const Node *n) {
  const Token *t = l->work->tokens.items;
  for (uint32_t i = n->first; i < n->last; i++)
    if (t[i].kind == TOKEN_WORD) {
      Str word = token_text(l->work->doc, &t[i]);
      if (!(book_word(l->book, word)->classes & CLASS_FUNCTION)) add_word(k, word);
    }
}

/* A date, or a bare number that stands behind a noun, belongs to group i: "the September contract", "the iPhone 14". */
static bool is_label(const Layer *l, int i, int n) {
  const Node *x = node(l, n);
  const Mention *m = node_mention(&l->clauses, x);
  return x->tag == TAG_DATE || (x->tag == TAG_FIGURE && m && m->kind == KIND_NUMBER && n > chunk(l, i)->first);
}

/* The content words of a noun group; another figure is none ("19 cents"). */
static void add_chunk(const Layer *l, Claim *k, const Tie *t, int i) {
  const Chunk *c = chunk(l, i);
  const Node *head = node(l, c->head);
  const Mention *m = node_mention(&l->clauses, head);
  bool own = i == t->chunk, figure = !own && head->tag == TAG_FIGURE;
  if (figure && m && m->kind == KIND_COUNT) add_counted(l, k, head);
  if (figure && !is_label(l, i, c->head)) return;
  bool joint = c->last - c->first == 1 && c->prep >= 0 && node_in(&l->clauses, head, FAMILY_ON_BEHALF);
  if (joint) return; /* "on behalf of" */
  for (int n = c->first; n < c->last; n++)
    if (is_content(l, node(l, n)) || (!own && is_label(l, i, n))) add_node(l, k, node(l, n));
}

static int joined(const Layer *l, int i, bool back) {
  int joint = back ? chunk(l, i)->back : chunk(l, i)->next;
  if (joint < 0 || chunk(l, joint)->kind != CHUNK_JOIN) return -1;
  int other = back ? chunk(l, joint)->back : chunk(l, joint)->next;
  if (other < 0 || chunk(l, other)->kind != CHUNK_NOUN || has_figure(l, other)) return -1;
  int then = chunk(l, other)->next;
  bool clause = !back && then >= 0 && chunk(l, then)->kind == CHUNK_VERB && chunk(l, then)->subject == other &&
                chunk(l, i)->prep >= 0;
  return clause ? -1 : other;
}

/* The group that hangs on i by a preposition, unless it is a figure: "the average on the key 30-year rate". */
static int trailing(const Layer *l, int i) {
  int n = phrase_behind(l, i);
  return n >= 0 && node(l, chunk(l, n)->head)->tag != TAG_FIGURE ? n : -1;
}

/* A noun group with the groups that "and" joins to it and the phrases that hang on it. */
static void add_group(const Layer *l, Claim *k, const Tie *t, int i) {
  for (int depth = 0, b; i >= 0 && depth < 3 && (b = joined(l, i, true)) >= 0; depth++) i = b;
  for (int depth = 0; i >= 0 && depth < 6; depth++) {
    add_chunk(l, k, t, i);
    int next = joined(l, i, false);
    i = next >= 0 ? next : trailing(l, i);
  }
}

/* The whole of a share, with what hangs on it by "of". */
static void add_whole(const Layer *l, Claim *k, const Tie *t, int i) {
  for (int end = of_end(&l->clauses, i); i >= 0; i = i == end ? -1 : hanging(l, i)) add_chunk(l, k, t, i);
}

static int chunk_of_span(const Layer *l, Span s) {
  const Token *t = l->work->tokens.items;
  const Clauses *c = &l->clauses;
  if (s.start == s.end || s.end <= t[c->nodes[0].first].start) return -1;
  for (size_t i = 0; i < c->n; i++)
    if (t[c->nodes[i].last - 1].end > s.start) return c->nodes[i].chunk;
  return -1;
}

/* "bought a stake in a mill for F": what the price is for, over the phrases that hang on it; -1. */
static int price_object(const Layer *l, const Tie *t, int prep) {
  const Mention *m = node_mention(&l->clauses, node(l, t->node));
  bool priced = m && m->kind == KIND_MONEY && t->verb >= 0 && node(l, chunk(l, prep)->head)->word->role == ROLE_FOR + 1;
  int object = priced ? chunk(l, t->verb)->object : -1;
  if (object < 0 || object >= prep || node(l, chunk(l, object)->head)->tag == TAG_FIGURE) return -1;
  for (int i = object; i < prep; i = chunk(l, i)->next)
    if (i < 0 || (chunk(l, i)->kind != CHUNK_NOUN && chunk(l, i)->kind != CHUNK_PREP)) return -1;
  return object;
}

/* The noun group that the figure's preposition hangs on, or the object of its verb. */
static int governor(const Layer *l, const Tie *t) {
  int p = chunk(l, t->chunk)->prep;
  int left = p < 0 ? -1 : chunk(l, p)->back;
  int bought = p < 0 ? -1 : price_object(l, t, p);
  if (bought >= 0) return bought;
  if (left >= 0 && chunk(l, left)->kind == CHUNK_NOUN && left != t->chunk) return left;
  int object = t->verb < 0 || chunk(l, t->verb)->copula ? -1 : chunk(l, t->verb)->object;
  return object >= 0 && object != t->chunk && !has_figure(l, object) ? object : -1;
}

static int subject_group(const Layer *l, const Claim *k, const Tie *t) {
  int s = t->about >= 0 ? t->about : chunk_of_span(l, k->subject.span), verb = verb_subject(l, t->verb);
  if (s >= 0 && s != t->chunk) return s;
  return verb >= 0 && verb != t->chunk ? verb : -1;
}

/* "1.356 billion ($1.762bn)": a figure in brackets is of what the one before them is of. */
static bool concept_of_reading(const Layer *l, Claim *k, const Tie *t) {
  if (!node(l, t->node)->aside || l->n - l->first < 2) return false;
  const Tie *before = &l->ties[l->n - l->first - 2];
  for (int i = before->node + 1; i < t->node; i++)
    if (node(l, i)->tag != TAG_OPEN && node(l, i)->tag != TAG_ADV && node(l, i)->tag != TAG_COLON &&
        node(l, i)->tag != TAG_CONJ)
      return false;
  const Claim *c = &l->claims[l->n - 2];
  memcpy(k->concept, c->concept, sizeof k->concept);
  k->nconcept = c->nconcept;
  return true;
}

/* "a leading player" for "market" in "a leading player in the market". */
static int top_of(const Layer *l, int i) {
  for (int depth = 0; depth < 4 && chunk(l, i)->prep >= 0; depth++) {
    int host = chunk(l, chunk(l, i)->prep)->back;
    if (host < 0 || chunk(l, host)->kind != CHUNK_NOUN || has_figure(l, host)) break;
    i = host;
  }
  return i;
}

/* The words of a subject; a pronoun's are those of what it stands for. */
static void add_subject(const Layer *l, Claim *k, const Tie *t, int i) {
  const Node *head = i < 0 ? NULL : node(l, chunk(l, i)->head);
  if (!head) return;
  if (head->tag != TAG_PRON && head->tag != TAG_REL) {
    add_group(l, k, t, top_of(l, i));
    return;
  }
  const Mention *m = node_mention(&l->clauses, head);
  int other = stands_for(l, i);
  if (other >= 0)
    add_group(l, k, t, other);
  else if (m && m->kind == KIND_ENTITY)
    add_words(k, m->is.entity.name);
  else if (k->subject.how == HOW_PRONOUN)
    add_words(k, k->subject.entity);
}

/* Who acts on the subject: "Arnold" for "a notebook" in "Arnold bought a notebook for F", "Korea" for "rice" in "Korea needs F of rice"; who only is
 * something does not act, and "lower" in "pulled the index F lower" is said of the index. */
static int agent(const Layer *l, const Tie *t, int subject) {
  const Chunk *v = t->verb < 0 ? NULL : chunk(l, t->verb);
  return v && !v->copula && t->role != ROLE_AFTER && subject >= 0 && (v->object == subject || v->object == t->chunk) &&
                 v->subject != subject
             ? v->subject
             : -1;
}

/* The words of a table's head, without signs and the smallest words: "Budget (in $)" gives "Budget". */
static void add_head(const Layer *l, Claim *k, Str head) {
  Str word;
  while (str_split(&word, &head, ' ')) {
    while (word.n && !is_letter(word.p[0])) word = str_slice(word, 1, word.n);
    while (word.n && !is_letter(word.p[word.n - 1])) word.n--;
    if (word.n && !(book_word(l->book, word)->classes & CLASS_FUNCTION)) add_word(k, word);
  }
}

/* A figure in a cell is of what the heads of its column and row say. */
static void add_heads(const Layer *l, Claim *k) {
  const Block *b = &l->work->doc->blocks[l->work->tokens.sentences[l->clauses.sentence].block];
  if (b->kind != BLOCK_CELL) return;
  add_head(l, k, b->column);
  add_head(l, k, b->row);
}

/* "customers with F", "carbon levels at F": the group in a phrase of its own that the figure says more of than its clause does, and always
 * "cocaine worth F"; -1. */
static int bearer(const Layer *l, const Tie *t) {
  int p = chunk(l, t->chunk)->prep, host = p < 0 || t->noun >= 0 ? -1 : chunk(l, p)->back, aged = aged_group(l, t);
  if (aged >= 0) return aged;
  if (host < 0 || chunk(l, host)->kind != CHUNK_NOUN || has_figure(l, host)) return -1;
  if (node_in(&l->clauses, node(l, chunk(l, p)->head), FAMILY_WORTH)) return host;
  if (chunk(l, host)->prep < 0) return -1;
  int behind = hanging(l, t->chunk);
  if (behind >= 0 && chunk_is_of(&l->clauses, chunk(l, behind)->prep)) return -1;
  uint8_t role = node(l, chunk(l, p)->head)->word->role;
  return role == ROLE_AT + 1 || role == ROLE_WITH + 1 ? host : -1;
}

/* "paid F for a mill": what the money was for; -1. */
static int paid_for(const Layer *l, const Claim *k, const Tie *t) {
  bool pays = k->kind == KIND_MONEY && t->verb >= 0 && chunk(l, t->verb)->object == t->chunk &&
              node_in(&l->clauses, node(l, chunk(l, t->verb)->head), FAMILY_PAY);
  int what = pays ? trailing(l, t->chunk) : -1;
  return what >= 0 && node(l, chunk(l, chunk(l, what)->prep)->head)->word->role == ROLE_FOR + 1 ? what : -1;
}

/* "one of the oldest parks": a count that names its whole. */
static bool names_whole(const Layer *l, const Claim *k, const Tie *t) {
  const Node *n = node(l, t->node);
  bool one = k->kind == KIND_COUNT && t->noun < 0 && number_eq(k->quantity.value, number_of(1));
  for (uint32_t i = n->first; one && i < n->last; i++)
    if (l->work->tokens.items[i].kind == TOKEN_WORD &&
        book_word(l->book, token_text(l->work->doc, &l->work->tokens.items[i]))->classes & CLASS_OF)
      return true;
  return false;
}

/* "seven- or eight-seat cars": the group that a number with an open hyphen belongs to; its own otherwise. */
static int shared_group(const Layer *l, int own) {
  for (int i = own; i >= 0; i = chunk(l, i)->next) {
    Str text = node_text(&l->clauses, node(l, chunk(l, i)->head));
    bool joint = chunk(l, i)->kind == CHUNK_COMMA || chunk(l, i)->kind == CHUNK_JOIN;
    if (!joint && (!text.n || text.p[text.n - 1] != '-')) return i;
  }
  return own;
}

/* What a reader would say the figure is of: the nouns of its own group, the noun before or behind "of", the object that it hangs on, the
 * subject; failing those the noun that its preposition or verb governs, or the one behind. */
void attach_concept(Layer *l, Claim *k, const Tie *t) {
  if (concept_of_reading(l, k, t)) return;
  add_heads(l, k);
  if (names_whole(l, k, t)) return;
  int owner = bearer(l, t), paid = paid_for(l, k, t);
  if (paid >= 0) owner = paid;
  int subject = owner >= 0 ? -1 : subject_group(l, k, t);
  int behind = hanging(l, t->chunk), g = governor(l, t);
  bool object = g >= 0 && g != subject && g != t->host && chunk(l, t->chunk)->prep >= 0 && chunk(l, g)->prep < 0;
  bool alone = t->about >= 0 && t->about == before_aside(l, t); /* "(26 saves)" */
  if (!alone && chunk(l, t->chunk)->kind != CHUNK_VERB) add_chunk(l, k, t, shared_group(l, t->chunk));
  if (owner >= 0 && owner != paid) add_chunk(l, k, t, owner);
  if (paid >= 0) add_group(l, k, t, paid);
  if (t->noun >= 0 && !alone) add_group(l, k, t, behind);
  if (t->host >= 0 && !node_in(&l->clauses, node(l, chunk(l, t->host)->head), FAMILY_AGED)) add_chunk(l, k, t, t->host);
  if (t->noun < 0 && behind >= 0 && chunk_is_of(&l->clauses, chunk(l, behind)->prep)) add_whole(l, k, t, behind);
  if (object && g == price_object(l, t, chunk(l, t->chunk)->prep))
    add_group(l, k, t, g);
  else if (object && k->kind != KIND_DURATION)
    add_chunk(l, k, t, g); /* "price reductions on 50 products" */
  int label = topic_label(l, subject);
  if (label >= 0) add_chunk(l, k, t, label);
  add_subject(l, k, t, subject);
  if (owner < 0) add_subject(l, k, t, agent(l, t, subject));
  if (k->nconcept || (k->kind == KIND_COUNT && t->role == ROLE_SUBJ)) return;
  if (g < 0) g = before_aside(l, t);
  if (g < 0) g = label_before(l, t);
  add_group(l, k, t, g >= 0 ? g : trailing(l, t->chunk));
}
