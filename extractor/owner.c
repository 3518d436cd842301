/* owner.c -- whose a group is that names nobody: "the stock", "it", "its value", "30 jets".
 *
 * In this order: the name that a dash sets before the sentence; for a possessive the claim before, the sentence's first group, the topic; for a
 * bare measure or a pronoun the speaker, the subject of its clause, the claim before, the topic of the sentence before.
 *
 * "Nordvik ordered 30 jets" counts jets and tells something of Nordvik: the subject's text is what is counted, its entity the one who does
 * what the clause says. A group without a name stands in his place only when things are counted ("the crew used nine boats"); people are a
 * subject of their own. What somebody is told, and what does something itself, is nobody's. */
#include "extractor/claim_layer.h"
#include "extractor/gazetteer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

static Str bytes(const Layer *l, Span s) { return str_make(l->work->doc->text.p + s.start, s.end - s.start); }

static void lend(Claim *k, const Party *p, How how) {
  k->subject.entity = p->entity;
  k->subject.type = p->type;
  k->subject.core = p->core;
  k->subject.how = how;
}

/* A bare "the stock", "prices": nothing in the group says whose. */
static bool is_bare(const Layer *l, int i) {
  const Chunk *k = chunk(l, i);
  if (!is_measured(l, k->head) || names_somebody(l, i) || has_figure(l, i)) return false;
  for (int n = k->first; n < k->head; n++)
    if (node_in(&l->clauses, node(l, n), FAMILY_COMMODITY)) return false; /* "oil prices" are nobody's */
  int behind = phrase_behind(l, i);
  return behind < 0 || has_figure(l, behind);
}

/* The claim before in this paragraph, or the one before it. */
const Claim *claim_before(const Layer *l) {
  const Tokens *t = &l->work->tokens;
  if (l->first == 0 || l->sentence_before == UINT32_MAX) return NULL;
  uint32_t then = t->sentences[l->sentence_before].block, now = t->sentences[l->clauses.sentence].block;
  if (now - then > 1) return NULL;
  for (size_t i = l->first; i-- > 0;)
    if (kind_is_figure(l->claims[i].kind)) return &l->claims[i];
  return NULL;
}

/* The class of the noun that a group without a name ends in, by roles.tsv: "the maker" is a company, "the minister" a person; empty unknown. */
static Str class_of(const Layer *l, const Party *p) {
  const Gazetteer *g = pack_gazetteer(l->work->pack);
  Str last = p->text;
  for (size_t blank; (blank = str_chr(last, ' ', 0)) != SIZE_MAX;) last = str_slice(last, blank + 1, last.n);
  uint32_t role = g ? gazetteer_role(g, last) : 0;
  return role ? gazetteer_role_class(g, role) : STR("");
}

static bool is_human(Str class) { return str_is(class, "person") || str_is(class, "someone"); }

/* A group that can speak: named, or a body, a person, "traders". */
static bool can_tell(const Layer *l, const Party *p) {
  if (p->entity.n)
    return p->type == ENT_ORG || p->type == ENT_PERSON || p->type == ENT_AGENCY || p->type == ENT_CENTRAL_BANK ||
           p->type == ENT_PARTY || p->type == ENT_PUBLISHER || p->type == ENT_TEAM;
  return class_of(l, p).n > 0 || party_has(l, p, l->book->family[FAMILY_SPEAKERS]);
}

static bool is_body(const Layer *l, const Party *p) {
  Str class = class_of(l, p);
  return class.n > 0 && !is_human(class);
}

/* Can the pronoun at node stand for p? "she" for no firm, "it" for no person. */
static bool may_stand(const Layer *l, const Node *pronoun, const Party *p) {
  if (!p->text.n) return false;
  if (node_in(&l->clauses, pronoun, FAMILY_HE)) return p->entity.n ? p->type == ENT_PERSON : !is_body(l, p);
  if (pronoun->classes & CLASS_MANY) return true;
  return p->entity.n ? p->type != ENT_PERSON : !is_human(class_of(l, p));
}

/* "Halden Motors said on Tuesday it will cut F": a pronoun in what somebody is said to say stands for him. */
static const Said *speaks_of_itself(const Layer *l, int node_at) {
  const Said *body = NULL;
  for (size_t i = 0; i < l->nsaid; i++) {
    const Said *s = &l->said[i];
    if (node_at < s->first || node_at >= s->last || s->own_last > s->first || s->plans) continue;
    if (s->speaker.entity.n && s->speaker.type != ENT_PERSON) return s;
    if (!body && !s->speaker.entity.n && is_body(l, &s->speaker)) body = s;
  }
  return body;
}

/* "we", "I": who speaks, known only when the quotation's speaker is. */
static bool is_self(const Layer *l, int i) { return node_in(&l->clauses, node(l, chunk(l, i)->head), FAMILY_SELF); }

/* The sentence before speaks of the topic still. */
static bool topic_is_near(const Layer *l) {
  const Tokens *t = &l->work->tokens;
  return l->topic.text.n && l->topic_at < l->clauses.sentence &&
         t->sentences[l->clauses.sentence].block - t->sentences[l->topic_at].block <= 1;
}

bool is_somebody(const Layer *l, int i) {
  Party p;
  party_of_chunk(l, &p, i);
  if (node(l, chunk(l, i)->head)->tag == TAG_PRON && !p.entity.n) return topic_fits(l, i);
  return can_tell(l, &p);
}

bool topic_fits(const Layer *l, int i) {
  const Node *n = node(l, chunk(l, i)->head);
  bool person = node_in(&l->clauses, n, FAMILY_HE) || node_in(&l->clauses, n, FAMILY_REFER);
  return person && topic_is_near(l) && may_stand(l, n, &l->topic) && can_tell(l, &l->topic);
}

/* What "they" or "it" stands for when the topic is of the wrong number or a person; NULL. */
static const Party *other_than_topic(const Layer *l, int i) {
  const Node *pronoun = node(l, chunk(l, i)->head);
  int verb = chunk(l, i)->next;
  if (verb >= 0 && node_in(&l->clauses, node(l, chunk(l, verb)->head), FAMILY_SPEECH)) return NULL;
  if (i > 0 || !node_in(&l->clauses, pronoun, FAMILY_REFER) || !topic_is_near(l) ||
      node_in(&l->clauses, pronoun, FAMILY_HE))
    return NULL;
  bool many = pronoun->classes & CLASS_MANY;
  bool unfit = many ? l->topic_single && !l->topic.entity.n && !class_of(l, &l->topic).n
                    : l->topic.type == ENT_PERSON && l->topic.entity.n;
  const Party *other = many ? &l->many : &l->thing;
  return unfit && other->text.n && !is_human(class_of(l, other)) ? other : NULL;
}

/* What a pronoun stands for: the speaker, the subject of a clause before it, the topic, what the claim before was about. */
static void resolve_pronoun(const Layer *l, Claim *k, int i) {
  const Node *pronoun = node(l, chunk(l, i)->head);
  const Said *own = speaks_of_itself(l, chunk(l, i)->head);
  const Claim *same = l->n - 1 > l->first ? &l->claims[l->n - 2] : NULL, *before = claim_before(l);
  const Party *other = other_than_topic(l, i);
  int clause = stands_for(l, i);
  Party p = {0};
  if (clause >= 0) party_of_chunk(l, &p, clause);
  const Mention *whose = clause < 0 || p.entity.n ? NULL : node_mention(&l->clauses, node(l, chunk(l, clause)->first));
  if (whose && whose->kind == KIND_ENTITY &&
      node_in(&l->clauses, node(l, chunk(l, clause)->first), FAMILY_HE) == node_in(&l->clauses, pronoun, FAMILY_HE) &&
      node(l, chunk(l, clause)->first)->tag == TAG_POSS && !(pronoun->classes & CLASS_MANY))
    name_party(&p, &whose->is.entity); /* "Its tongue drew back, and it covers F" */
  if (own)
    k->subject = own->speaker;
  else if (same && same->kind == KIND_COUNT &&
           pronoun->classes & CLASS_MANY) /* "killed 60 people, half of them children" */
    k->subject = same->subject;
  else if (same && same->subject.entity.n && may_stand(l, pronoun, &same->subject))
    k->subject = same->subject;
  else if (clause >= 0 && may_stand(l, pronoun, &p))
    k->subject = p;
  else if (other)
    k->subject = *other;
  else if (topic_is_near(l) && may_stand(l, pronoun, &l->topic))
    k->subject = l->topic;
  else if (before && may_stand(l, pronoun, &before->subject))
    k->subject = before->subject;
  else
    return;
  k->subject.how = HOW_PRONOUN;
}

/* What a bare measure is of: what the claim before was about, when that has a name. */
static void inherit(const Layer *l, Claim *k) {
  const Claim *before = l->n - 1 > l->first ? NULL : claim_before(l);
  if (l->n - 1 > l->first && l->claims[l->n - 2].subject.entity.n) before = &l->claims[l->n - 2];
  if (!before || !before->subject.entity.n) return;
  bool earlier = before < l->claims + l->first;
  if (!earlier || before->subject.type != ENT_PERSON) lend(k, &before->subject, HOW_DEFINITE);
}

static bool alike(const Claim *a, const Claim *b) {
  return a->kind == b->kind && str_eq(a->quantity.unit, b->quantity.unit);
}

/* The nearest claim of the paragraph before that has k's kind and unit; the claim before when there is none. */
static const Claim *before_alike(const Layer *l, const Claim *k) {
  const Claim *before = l->n - 1 > l->first ? &l->claims[l->n - 2] : claim_before(l);
  const Tokens *t = &l->work->tokens;
  Span block = l->work->doc->blocks[t->sentences[l->clauses.sentence].block].span;
  for (const Claim *b = before; b && b->sentence.start >= block.start && kind_is_figure(k->kind); b--) {
    if (alike(b, k) && b->subject.text.n) return b;
    if (b == l->claims) break;
  }
  return before;
}

/* Who forecasts is not what the forecast is about: that is what the claim before was about, or unknown. */
void subject_of_before(const Layer *l, Claim *k) {
  const Claim *before = before_alike(l, k);
  k->subject = (Party){0};
  if (!before || before->kind != k->kind) return;
  k->subject = before->subject;
  k->subject.how = HOW_DEFINITE;
  if (!k->measure.n) k->measure = before->measure;
}

/* "its market value", "their shares": a possessive that nobody has resolved. */
static bool has_open_possessive(const Layer *l, int i) {
  for (int n = chunk(l, i)->first; n < chunk(l, i)->last; n++)
    if (node(l, n)->tag == TAG_POSS && node(l, n)->mention < 0) return true;
  return false;
}

/* The first noun group of the sentence that a possessive of that number can stand for. */
static int fronted(const Layer *l, int before, bool many) {
  for (int i = 0; i < before; i++) {
    const Chunk *c = chunk(l, i);
    const Node *h = node(l, c->head);
    bool plural = h->classes & CLASS_PLURAL && h->tag == TAG_NOUN;
    if (c->kind == CHUNK_NOUN && !c->aside && h->tag != TAG_FIGURE && h->tag != TAG_PRON && plural == many &&
        !is_measured(l, c->head))
      return i;
  }
  return -1;
}

/* "Her district saw F": a group that is no measure stands for itself where it is a subject, and "our bridges" always. */
static bool is_own(const Layer *l, int i) {
  for (int v = i + 1; v < (int)l->clauses.nchunks; v++)
    if (chunk(l, v)->kind == CHUNK_VERB && chunk(l, v)->subject == i) return true;
  return node_in(&l->clauses, node(l, chunk(l, i)->first), FAMILY_SELF);
}

/* "the company, whose drivers": the group before; -1. */
static int whose_group(const Layer *l, int i) {
  int host = chunk(l, i)->back;
  if (host >= 0 && chunk(l, host)->kind == CHUNK_COMMA) host = chunk(l, host)->back;
  return host >= 0 && chunk(l, host)->kind == CHUNK_NOUN ? host : -1;
}

static void resolve_possessive(const Layer *l, Claim *k, const Tie *t, int i) {
  const Claim *before = l->n - 1 > l->first ? &l->claims[l->n - 2] : NULL;
  int n = chunk(l, i)->first;
  while (node(l, n)->tag != TAG_POSS) n++;
  bool many = node(l, n)->classes & CLASS_MANY;
  const Node *whose = node(l, n);
  int host = whose->classes & CLASS_RELATIVE ? whose_group(l, i) : -1;
  if (host >= 0) {
    party_of_chunk(l, &k->subject, host);
    return;
  }
  int doer = verb_subject(l, t->verb);
  Party p = {0};
  if (doer >= 0 && doer != i && doer < i && !has_figure(l, doer)) party_of_chunk(l, &p, doer);
  if (p.entity.n && may_stand(l, whose, &p)) { /* "OPEC agreed to lower its output" */
    k->subject = p;
    k->subject.how = HOW_PRONOUN;
    return;
  }
  if (before && before->subject.text.n && !many && may_stand(l, whose, &before->subject)) {
    k->subject = before->subject;
    k->subject.how = HOW_PRONOUN;
    return;
  }
  int f = fronted(l, i, many);
  p = (Party){0};
  if (f >= 0) party_of_chunk(l, &p, f);
  if (f >= 0 && may_stand(l, whose, &p))
    k->subject = p;
  else if (!many && topic_is_near(l) && may_stand(l, whose, &l->topic))
    k->subject = l->topic;
  else
    return;
  k->subject.how = HOW_PRONOUN;
}

static bool is_upper(const Layer *l, Span s) {
  for (uint32_t i = s.start; i < s.end; i++)
    if (l->work->doc->text.p[i] >= 'a' && l->work->doc->text.p[i] <= 'z') return false;
  return s.end > s.start + 3;
}

int topic_label(const Layer *l, int i) {
  if (i < 2 || chunk(l, 0)->kind != CHUNK_NOUN || chunk(l, 1)->kind != CHUNK_BREAK || chunk(l, 1)->aside) return -1;
  if (node(l, chunk(l, 0)->head)->tag != TAG_NAME || node(l, chunk(l, 1)->head)->tag != TAG_DASH) return -1;
  const Mention *m = node_mention(&l->clauses, node(l, chunk(l, 0)->head));
  bool place = m && m->kind == KIND_ENTITY &&
               (m->is.entity.type == ENT_PLACE || m->is.entity.type == ENT_OTHER ||
                (!m->is.entity.core && is_upper(l, m->span)));
  if (place) return -1; /* a dateline: "HOLM - Voters ..." */
  m = node_mention(&l->clauses, node(l, chunk(l, i)->head));
  bool stands = m && m->kind == KIND_ENTITY && m->is.entity.how == HOW_DEFINITE; /* "The cruise operator" */
  return names_somebody(l, i) && !stands ? -1 : 0;
}

/* "it would close a plant, with the loss of F": a bare group that is not the subject belongs to the subject of its clause. */
static bool of_clause(const Layer *l, Claim *k, const Tie *t, int i) {
  int s = verb_subject(l, t->verb);
  if (s < 0 || s == i || node(l, chunk(l, i)->head)->tag == TAG_PRON) return false;
  Party p;
  party_of_chunk(l, &p, s);
  const Said *own = p.entity.n                                    ? NULL
                    : node(l, chunk(l, s)->head)->tag == TAG_PRON ? speaks_of_itself(l, chunk(l, s)->head)
                                                                  : NULL;
  if (own) p = own->speaker;
  if (!p.entity.n && own) {
    k->subject = p;
    k->subject.how = HOW_DEFINITE;
    return true;
  }
  if (!p.entity.n && t->host == i && chunk(l, i)->prep >= 0 && node(l, chunk(l, s)->head)->tag == TAG_NOUN &&
      !is_measured(l, chunk(l, s)->head) && !has_figure(l, s) &&
      !can_tell(l, &p)) { /* "The tremor began at a depth of F" */
    k->subject = p;
    return true;
  }
  if (!p.entity.n) return false;
  lend(k, &p, HOW_DEFINITE);
  return true;
}

/* "The 24-year-old ran": an age with an article stands for the person whom the text speaks of. */
static bool is_aged(const Layer *l, int i) {
  const Mention *m = node_mention(&l->clauses, node(l, chunk(l, i)->head));
  return m && m->kind == KIND_DURATION && node(l, chunk(l, i)->first)->tag == TAG_DET && topic_is_near(l) &&
         l->topic.type == ENT_PERSON && l->topic.entity.n;
}

/* "with winds of F", "at a depth of F" */
static bool is_with(const Layer *l, const Tie *t, int i) {
  int p = chunk(l, i)->prep;
  if (p < 0 || has_figure(l, i)) return false;
  uint8_t role = node(l, chunk(l, p)->head)->word->role;
  return role == ROLE_WITH + 1 || (role == ROLE_AT + 1 && t->host == i);
}

void owner_find(const Layer *l, Claim *k, const Tie *t, int i) {
  int label = topic_label(l, i);
  if (label >= 0) {
    Party p;
    party_of_chunk(l, &p, label);
    lend(k, &p, HOW_APPOSITION);
  } else if (is_aged(l, i)) {
    lend(k, &l->topic, HOW_DEFINITE);
  } else if (has_open_possessive(l, i) && (is_measured(l, chunk(l, i)->head) || !is_own(l, i))) {
    resolve_possessive(l, k, t, i);
  } else if (node(l, chunk(l, i)->head)->tag == TAG_PRON) {
    int next = chunk(l, i)->next;
    bool told = (next >= 0 && chunk(l, next)->kind == CHUNK_REL) || /* "those who took it", "nobody" */
                node_in(&l->clauses, node(l, chunk(l, i)->head), FAMILY_ANYONE);
    if (!is_self(l, i) && !told) resolve_pronoun(l, k, i);
  } else if (is_bare(l, i) && !of_clause(l, k, t, i)) {
    inherit(l, k);
  } else if (is_with(l, t, i)) {
    of_clause(l, k, t, i); /* "came ashore with winds of F" */
  }
}

static const Word *first_word(const Layer *l, const Party *p) {
  return book_word(l->book, str_slice(p->text, 0, str_chr(p->text, ' ', 0)));
}

/* Does the group begin with a pronoun of the one who speaks: "we", "our 14 breweries"? */
static bool speaks(const Layer *l, const Party *p) { return word_in(l->book, first_word(l, p), FAMILY_SELF); }

/* --- counts -------------------------------------------------------------------------------------------------------- */

/* Is what is counted people? */
static bool counts_people(const Layer *l, const Tie *t) {
  const Node *head = node(l, chunk(l, t->chunk)->head);
  return node_in(&l->clauses, head, FAMILY_PEOPLE) || str_is(head->word->text, "person");
}

/* The verb that the count is a complement of; -1 when it is a subject, or hangs on a noun that is one. */
static int verb_of_complement(const Layer *l, const Tie *t) {
  int verb = t->verb;
  bool purpose = verb > t->chunk && chunk(l, verb)->form == VERB_INFINITIVE; /* "need four points to win" */
  if (purpose) verb = verb_left(&l->clauses, t->chunk);
  if (verb < 0 || (!purpose && (t->role == ROLE_SUBJ || t->role == ROLE_IS)) || chunk(l, verb)->copula) return -1;
  if (chunk(l, verb)->subject == t->chunk || verb > t->chunk) return -1;
  for (int i = t->chunk; i < (int)l->clauses.nchunks; i++)
    if (chunk(l, i)->kind == CHUNK_VERB && chunk(l, i)->form == VERB_FINITE && chunk(l, i)->subject == t->chunk)
      return -1;
  return node_in(&l->clauses, node(l, chunk(l, verb)->head), FAMILY_SPEECH) ? -1 : verb;
}

/* "Schools in 17 counties will stay closed": the group that the count's phrase hangs on, when that is what a verb behind is about; -1. */
static int host_of_count(const Layer *l, const Tie *t) {
  int prep = chunk(l, t->chunk)->prep, host = prep < 0 ? -1 : chunk(l, prep)->back;
  if (host < 0 || chunk(l, host)->kind != CHUNK_NOUN || chunk_is_of(&l->clauses, prep)) return -1;
  for (int i = t->chunk + 1; i < (int)l->clauses.nchunks; i++)
    if (chunk(l, i)->kind == CHUNK_VERB && chunk(l, i)->form == VERB_FINITE && chunk(l, i)->subject == host)
      return host;
  return -1;
}

/* "aid for four democracies", "strikes after 35 rounds": the count's phrase hangs on a noun, or only says when. */
static bool hangs_elsewhere(const Layer *l, const Tie *t) {
  int prep = chunk(l, t->chunk)->prep, back = prep < 0 ? -1 : chunk(l, prep)->back;
  if (prep < 0) return false;
  uint8_t role = node(l, chunk(l, prep)->head)->word->role;
  bool noun = back >= 0 && chunk(l, back)->kind == CHUNK_NOUN;
  bool particle = back >= 0 && chunk(l, back)->kind == CHUNK_VERB &&
                  node_in(&l->clauses, node(l, chunk(l, back)->head), FAMILY_PHRASAL); /* "turns out 2,000 cells" */
  return (role == 0 && !particle) || (noun && (role == ROLE_FOR + 1 || role == ROLE_FROM + 1 || role == ROLE_AT + 1));
}

/* Who acts where the count stands: what his group names, or what it stands for; no text when that is nobody. */
static Party actor_of(const Layer *l, const Claim *k, const Tie *t) {
  int verb = verb_of_complement(l, t), who = verb < 0 ? -1 : chunk(l, verb)->subject;
  Claim actor = *k;
  if (who < 0 || who == t->chunk || has_figure(l, who) || hangs_elsewhere(l, t)) return (Party){0};
  party_of_chunk(l, &actor.subject, who);
  Span written = actor.subject.span;
  if (!actor.subject.entity.n) owner_find(l, &actor, t, who);
  bool pronoun = node(l, chunk(l, who)->head)->tag == TAG_PRON;
  bool foretells = node_in(&l->clauses, node(l, chunk(l, verb)->head), FAMILY_FORECAST) &&
                   (is_self(l, who) || actor.subject.type == ENT_PERSON || !actor.subject.entity.n);
  if (foretells) return (Party){0}; /* "doctors expect 50 more cases" */
  return pronoun && !is_self(l, who) && !actor.subject.entity.n && actor.subject.span.start == written.start
             ? (Party){0}
             : actor.subject;
}

/* "71 of the 150 seats in parliament": the whole of a part, which belongs to no one who acts. */
static bool is_whole(const Layer *l, const Tie *t) {
  int part = of_host(&l->clauses, t->chunk);
  return part >= 0 && has_figure(l, part) && node_in(&l->clauses, node(l, chunk(l, t->chunk)->first), FAMILY_DEFINITE);
}

void count_owner(const Layer *l, Claim *k, const Tie *t) {
  if (is_whole(l, t)) {
    int in = hanging(l, t->chunk);
    if (in >= 0 && node(l, chunk(l, chunk(l, in)->prep)->head)->word->role == ROLE_IN + 1)
      party_of_chunk(l, &k->subject, in);
    return;
  }
  int host = host_of_count(l, t);
  if (host >= 0) {
    party_of_chunk(l, &k->subject, host);
    return;
  }
  Party actor = actor_of(l, k, t);
  if (actor.entity.n)
    lend(k, &actor, actor.how);
  else if (actor.text.n && (!counts_people(l, t) || speaks(l, &actor)))
    k->subject = actor;
}

/* --- speakers and tables --------------------------------------------------------------------------------------------- */

/* "We have five shops," X said: the subject is X, or with "we" the firm that the document is about. */
void self_find(const Layer *l, Claim *k) {
  Party *p = &k->subject;
  if (p->entity.n || !k->speaker.text.n || !speaks(l, p)) return;
  bool many = first_word(l, p)->classes & CLASS_MANY;
  const Mention *firm = many && k->speaker.type == ENT_PERSON && l->lead_sure ? l->lead_firm : NULL;
  if (firm) {
    name_party(p, &firm->is.entity);
    p->how = HOW_PRONOUN;
  } else if (k->speaker.entity.n) {
    lend(k, &k->speaker, HOW_PRONOUN);
  } else {
    *p = k->speaker;
    p->how = HOW_PRONOUN;
  }
}

/* A cell is about what the head of its row names. */
void row_find(const Layer *l, Claim *k) {
  const Document *d = l->work->doc;
  uint32_t at = l->work->tokens.sentences[l->clauses.sentence].block, cell = at;
  Str row = d->blocks[at].row;
  if (d->blocks[at].kind != BLOCK_CELL || !row.n || k->subject.text.n) return;
  while (cell > 0 && d->blocks[cell - 1].kind == BLOCK_CELL && !str_eq(bytes(l, d->blocks[cell].span), row)) cell--;
  if (!str_eq(bytes(l, d->blocks[cell].span), row)) return;
  k->subject = (Party){.span = d->blocks[cell].span, .text = bytes(l, d->blocks[cell].span)};
  const Mentions *all = &l->work->mentions;
  for (size_t i = 0; i < all->n && all->items[i].span.start < k->subject.span.end; i++) {
    const Mention *m = &all->items[i];
    if (m->kind != KIND_ENTITY || m->span.start < k->subject.span.start) continue;
    name_party(&k->subject, &m->is.entity);
    return;
  }
}
