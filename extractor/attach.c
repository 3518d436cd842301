/* attach.c -- who or what a figure is about, and the content words around it.
 *
 * A frame says where its subject stands. Without one the ordered fallbacks decide, each with its own stable name in the claim's rule:
 *   fallback.own       a count is about the things it counts                    "154 public companies have ..."
 *   fallback.of        a part is about its whole                                "two thirds of their shares trade ..."
 *   fallback.host      the noun before "of", when it names somebody              "Nvidia’s valuation of F"
 *   fallback.group     the figure's own group, when it names somebody            "the state’s $2 billion"
 *   fallback.behind    the noun behind the figure's preposition                  "$125 billion worth of Chinese goods"
 *   fallback.clause    the subject of the clause                                 the best single rule
 *   fallback.main      the subject of the main clause behind               "below its peak of F, prices are ..."
 *   fallback.aside     the noun before the aside that holds the figure    "The deficit - far above the F expected - ..."
 *   fallback.label     the noun right before a figure without a verb        "Net profit: $5 million", "Sales 36.7 mln"
 *   fallback.none      nothing: the claim stays unresolved */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

static int verb_subject(const Layer *l, int verb) { return verb < 0 ? -1 : chunk(l, verb)->subject; }

static bool names_somebody(const Layer *l, int i) {
  if (i < 0) return false;
  for (int k = chunk(l, i)->first; k < chunk(l, i)->last; k++)
    if (node(l, k)->tag == TAG_NAME || node(l, k)->tag == TAG_POSS ||
        (node(l, k)->tag == TAG_GENITIVE && k > 0 && node(l, k - 1)->tag != TAG_DATE))
      return true;
  return false;
}

/* More than a bare measure: "base school spending" is, "rates" is not. */
static bool is_substantial(const Layer *l, int i) {
  if (i < 0) return false;
  return names_somebody(l, i) || chunk(l, i)->last - chunk(l, i)->first > 2 || !is_measured(l, chunk(l, i)->head);
}

static bool is_off(const Layer *l, int prep) {
  return chunk(l, prep)->kind == CHUNK_PREP && node_in(&l->clauses, node(l, chunk(l, prep)->head), FAMILY_OFF);
}

/* "wiped off the value of X": the noun behind "off" or "from" right of the figure or verb. */
static int off_phrase(const Layer *l, const Tie *t) {
  for (int i = t->chunk; i >= 0; i = chunk(l, i)->next) {
    int p = chunk(l, i)->prep;
    if (chunk(l, i)->kind == CHUNK_NOUN && p >= 0 && p > t->chunk && is_off(l, p)) return i;
    if (p < 0 && chunk(l, i)->kind == CHUNK_NOUN && i > t->chunk) { /* "off" read as an adverb */
      int b = chunk(l, i)->back;
      if (b >= 0 && (chunk(l, b)->kind == CHUNK_ADV || chunk(l, b)->kind == CHUNK_VERB) &&
          node_in(&l->clauses, node(l, chunk(l, b)->last - 1), FAMILY_OFF))
        return i;
    }
  }
  return -1;
}

static int in_phrase(const Layer *l, const Tie *t) {
  for (int i = 0; i < (int)l->clauses.nchunks; i++) {
    int p = chunk(l, i)->prep;
    if (chunk(l, i)->kind != CHUNK_NOUN || p < 0 || i == t->chunk || chunk(l, i)->aside != chunk(l, t->chunk)->aside)
      continue;
    if (str_is(node(l, chunk(l, p)->head)->word->text, "in")) return i;
  }
  return -1;
}

static int patient(const Layer *l, const Tie *t) {
  int verb = t->verb;
  if (verb < 0) return -1;
  const Chunk *v = chunk(l, verb);
  if (v->passive) return v->subject;
  if (v->object >= 0 && v->object != t->chunk && is_substantial(l, v->object)) return v->object;
  bool acts = v->subject >= 0 && (names_somebody(l, v->subject) || v->object < 0 || v->object == t->chunk);
  return acts ? v->subject : v->object >= 0 && v->object != t->chunk ? v->object : v->subject;
}

/* A noun of change: "a 3 % fall in exports", "its fall of 3 %". */
static int noun_subject(const Layer *l, const Tie *t) {
  int own = l->clauses.nodes[t->word].chunk;
  if (names_somebody(l, own)) return own;
  int behind = phrase_behind(l, own == t->chunk ? t->chunk : own);
  if (behind >= 0 && behind != t->chunk && node(l, chunk(l, behind)->head)->tag != TAG_FIGURE) return behind;
  behind = phrase_behind(l, t->chunk);
  if (behind >= 0 && is_substantial(l, behind) && node(l, chunk(l, behind)->head)->tag != TAG_FIGURE) return behind;
  if (own == t->chunk && t->noun >= 0 && t->noun - t->node > 1 && node(l, t->noun - 1)->tag == TAG_NOUN) return own;
  int s = verb_subject(l, t->verb);
  return s == own ? -1 : s;
}

static int frame_subject(const Layer *l, const Tie *t) {
  int i = -1;
  if (node(l, t->word)->tag == TAG_NOUN || node(l, t->word)->tag == TAG_NAME) return noun_subject(l, t);
  switch ((Who)t->frame->who) {
  case WHO_OBJECT: i = t->verb < 0 ? -1 : chunk(l, t->verb)->object; break;
  case WHO_OFF: i = off_phrase(l, t); break;
  case WHO_IN: i = in_phrase(l, t); break;
  case WHO_PATIENT: return patient(l, t);
  case WHO_OWN: return t->chunk;
  default: break;
  }
  if (i >= 0 && i != t->chunk) return i;
  return t->role == ROLE_SUBJ && t->frame->who != WHO_OFF ? t->chunk : verb_subject(l, t->verb);
}

/* An adverb of direction without a verb hangs on the noun before it: "showed exports down 2.3%". */
static int adverb_subject(const Layer *l, const Tie *t) {
  for (int i = node(l, t->word)->chunk; i >= 0; i = chunk(l, i)->back) {
    if (chunk(l, i)->kind == CHUNK_NOUN && i != t->chunk && chunk(l, i)->prep < 0 &&
        node(l, chunk(l, i)->head)->tag != TAG_FIGURE)
      return i;
    if (chunk(l, i)->kind == CHUNK_VERB || chunk(l, i)->kind == CHUNK_SUB || chunk(l, i)->kind == CHUNK_REL) return -1;
  }
  return -1;
}

static bool is_count(Kind k) { return k == KIND_COUNT || k == KIND_QUANTITY; }
static bool is_part(Kind k) { return k == KIND_PERCENT || k == KIND_RATIO; }

static int verb_right(const Layer *l, int i) {
  for (i = chunk(l, i)->next; i >= 0; i = chunk(l, i)->next)
    if (chunk(l, i)->kind == CHUNK_VERB && chunk(l, i)->form == VERB_FINITE) return i;
  return -1;
}

/* The noun group before the aside that the figure stands in. */
static int before_aside(const Layer *l, const Tie *t) {
  uint8_t aside = node(l, t->node)->aside;
  int i = t->node;
  while (aside && i > 0 && node(l, i)->aside == aside) i--;
  return aside && chunk(l, node(l, i)->chunk)->kind == CHUNK_NOUN ? node(l, i)->chunk : -1;
}

static int label(const Layer *l, const Tie *t) {
  int i = chunk(l, t->chunk)->back;
  if (i >= 0 && (chunk(l, i)->kind == CHUNK_BREAK || chunk(l, i)->kind == CHUNK_COMMA)) i = chunk(l, i)->back;
  return i >= 0 && chunk(l, i)->kind == CHUNK_NOUN && !has_figure(l, i) ? i : -1;
}

/* The noun chunk that hangs on chunk i by the next preposition, figures left out; -1. */
static int hanging(const Layer *l, int i) {
  int n = phrase_behind(l, i);
  return n >= 0 && !has_figure(l, n) ? n : -1;
}

typedef struct Choice {
  int chunk;
  const char *rule;
} Choice;

/* The figure claim before the newest one; NULL. */
const Claim *figure_before(const Layer *l) {
  for (size_t i = l->n - 1; i-- > 0;)
    if (kind_is_figure(l->claims[i].kind)) return &l->claims[i];
  return NULL;
}

/* A bare "the stock", "prices", "it": nothing in the group says whose. */
static bool is_bare(const Layer *l, int i) {
  const Chunk *k = chunk(l, i);
  if (node(l, k->head)->tag == TAG_PRON) return true;
  if (!is_measured(l, k->head) || names_somebody(l, i) || has_figure(l, i)) return false;
  int behind = phrase_behind(l, i);
  return behind < 0 || has_figure(l, behind);
}

/* The claim before in this paragraph, or the one before it. */
static const Claim *claim_before(const Layer *l) {
  const Tokens *t = &l->work->tokens;
  if (l->first == 0 || l->sentence_before == UINT32_MAX) return NULL;
  uint32_t then = t->sentences[l->sentence_before].block, now = t->sentences[l->clauses.sentence].block;
  if (now - then > 1) return NULL;
  for (size_t i = l->first; i-- > 0;)
    if (kind_is_figure(l->claims[i].kind)) return &l->claims[i];
  return NULL;
}

/* "Halden Motors said on Tuesday it will cut F": a pronoun in what somebody is said to say stands for him. */
static const Said *speaks_of_itself(const Layer *l, int node_at) {
  for (size_t i = 0; i < l->nsaid; i++) {
    const Said *s = &l->said[i];
    bool inside = node_at >= s->first && node_at < s->last && s->own_last <= s->first;
    if (inside && s->speaker.entity.n && s->speaker.type != ENT_PERSON) return s;
  }
  return NULL;
}

/* What a bare group stands for: its speaker, the claim before in the sentence, or in the text right before. */
static void inherit(const Layer *l, Claim *k, int i) {
  bool pronoun = node(l, chunk(l, i)->head)->tag == TAG_PRON;
  const Said *own = pronoun ? speaks_of_itself(l, chunk(l, i)->head) : NULL;
  if (own) {
    k->subject.entity = own->speaker.entity;
    k->subject.type = own->speaker.type;
    k->subject.core = own->speaker.core;
    k->subject.how = HOW_PRONOUN;
    return;
  }
  const Claim *before =
      l->n - 1 > l->first && is_bare(l, i) && node(l, chunk(l, i)->head)->tag != TAG_PRON ? NULL : claim_before(l);
  if (l->n - 1 > l->first) {
    const Claim *same = &l->claims[l->n - 2];
    if (same->subject.entity.n) before = same;
  }
  if (!before || !before->subject.text.n) return;
  if (!before->subject.entity.n && !pronoun) return;
  if (pronoun) {
    k->subject = before->subject;
  } else {
    k->subject.entity = before->subject.entity;
    k->subject.type = before->subject.type;
    k->subject.core = before->subject.core;
  }
  k->subject.how = pronoun ? HOW_PRONOUN : HOW_DEFINITE;
}

/* Who forecasts is not what the forecast is about: that is what the claim before was about, or unknown. */
void subject_of_before(const Layer *l, Claim *k) {
  const Claim *before = l->n - 1 > l->first ? &l->claims[l->n - 2] : claim_before(l);
  k->subject = (Party){0};
  if (!before || before->kind != k->kind) return;
  k->subject = before->subject;
  k->subject.how = HOW_DEFINITE;
  if (!k->measure.n) k->measure = before->measure;
}

static bool is_person(const Layer *l, int at) {
  const Mention *m = node_mention(&l->clauses, node(l, at));
  return m && m->kind == KIND_ENTITY && m->is.entity.type == ENT_PERSON;
}

static Choice fallback(const Layer *l, const Claim *k, const Tie *t) {
  int behind = hanging(l, t->chunk), subject = verb_subject(l, t->verb);
  bool own_head = t->noun < 0;
  if (is_part(k->kind) && own_head && behind >= 0 && chunk_is_of(&l->clauses, chunk(l, behind)->prep) &&
      (t->role == ROLE_SUBJ || subject < 0 || subject == t->chunk))
    return (Choice){behind, "fallback.of"};
  if (t->host >= 0 && names_somebody(l, t->host)) return (Choice){t->host, "fallback.host"};
  if (names_somebody(l, t->chunk)) return (Choice){t->chunk, "fallback.group"};
  if (is_count(k->kind) && t->role != ROLE_IS) return (Choice){t->chunk, "fallback.own"};
  bool by_person =
      subject >= 0 && is_person(l, chunk(l, subject)->head); /* "Trump eliminates the 15% tariffs" is about tariffs */
  if (t->noun >= 0 && (by_person || !is_measured(l, chunk(l, t->chunk)->head)))
    return (Choice){t->chunk, "fallback.own"};
  if (behind >= 0 && own_head && !is_measured(l, chunk(l, behind)->head) &&
      (t->role != ROLE_OBJ && t->role != ROLE_IS && t->host < 0))
    return (Choice){behind, "fallback.behind"};
  if (t->host >= 0 && (subject < 0 || subject == t->host || chunk(l, t->host)->prep >= 0)) {
    int up = of_host(&l->clauses, t->host);
    bool better = subject >= 0 && subject != t->host && is_measured(l, chunk(l, t->host)->head);
    if (up < 0 && !better && node_in(&l->clauses, node(l, chunk(l, t->host)->head), FAMILY_NOUN_LEVEL)) {
      int main =
          verb_subject(l, verb_right(l, t->verb >= 0 ? t->verb : t->chunk)); /* "below its peak of F, prices are" */
      if (main >= 0 && main != t->host) return (Choice){main, "fallback.main"};
    }
    return (Choice){up >= 0 ? up : better ? subject : t->host, "fallback.host"};
  }
  if (subject >= 0 && subject != t->chunk) return (Choice){subject, "fallback.clause"};
  if (subject == t->chunk && chunk(l, t->verb)->form == VERB_FINITE) return (Choice){t->chunk, "fallback.own"};
  int host = before_aside(l, t);
  if (host >= 0) return (Choice){host, "fallback.aside"};
  host = label(l, t);
  if (host >= 0) return (Choice){host, "fallback.label"};
  return (Choice){-1, "fallback.none"};
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

static void resolve_possessive(const Layer *l, Claim *k, int i) {
  const Claim *before = l->n - 1 > l->first ? &l->claims[l->n - 2] : NULL;
  int n = chunk(l, i)->first;
  while (node(l, n)->tag != TAG_POSS) n++;
  bool many = node(l, n)->classes & CLASS_MANY;
  if (before && before->subject.text.n && !many) {
    k->subject = before->subject;
    k->subject.how = HOW_PRONOUN;
    return;
  }
  int f = fronted(l, i, many);
  if (f < 0) return;
  party_of_chunk(l, &k->subject, f);
  k->subject.how = HOW_PRONOUN;
}

/* "surveyed 300 firms and found that 95 percent ...": a bare share is of what was counted before. */
static bool whole_before(Layer *l, Claim *k, const Tie *t) {
  if (!is_part(k->kind) || t->noun >= 0 || phrase_behind(l, t->chunk) >= 0) return false;
  const Claim *before = l->n - 1 > l->first ? &l->claims[l->n - 2] : claim_before(l);
  if (!before) return false;
  if (before->kind != KIND_COUNT && !is_part(before->kind)) return false;
  k->subject = before->subject;
  return true;
}

void attach_subject(Layer *l, Claim *k, const Tie *t) {
  Choice choice = {-1, NULL};
  if (t->frame) {
    choice.chunk = frame_subject(l, t);
    Tag tag = (Tag)node(l, t->word)->tag;
    if (t->role != ROLE_AFTER && (tag == TAG_ADV || tag == TAG_PREP || tag == TAG_ADJ) &&
        chunk(l, node(l, t->word)->chunk)->kind != CHUNK_VERB) {
      int a = adverb_subject(l, t);
      if (a >= 0) choice.chunk = a;
    }
  }
  if (choice.chunk < 0) {
    choice = fallback(l, k, t);
    if (!k->rule.n) k->rule = str_of(choice.rule);
  }
  if (choice.chunk == t->chunk && t->role == ROLE_SUBJ && whole_before(l, k, t)) return;
  party_of_chunk(l, &k->subject, choice.chunk);
  if (choice.chunk < 0 || k->subject.entity.n) return;
  if (has_open_possessive(l, choice.chunk))
    resolve_possessive(l, k, choice.chunk);
  else if (is_bare(l, choice.chunk))
    inherit(l, k, choice.chunk);
}

/* --- concept words ------------------------------------------------------------------------------------------------- */

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

/* A compound with hyphens is one word; a name is as many as it has blanks. */
static void add_node(const Layer *l, Claim *k, const Node *n) { add_words(k, node_text(&l->clauses, n)); }

static bool is_content(const Node *x) {
  bool tag = x->tag == TAG_NOUN || x->tag == TAG_NAME || x->tag == TAG_ADJ || x->tag == TAG_PART || x->tag == TAG_ING;
  return tag && !(x->classes & CLASS_FUNCTION);
}

static void add_chunk(const Layer *l, Claim *k, const Tie *t, int i) {
  for (int n = chunk(l, i)->first; n < chunk(l, i)->last; n++) {
    bool number =
        i != t->chunk && (node(l, n)->tag == TAG_DATE || node(l, n)->tag == TAG_FIGURE); /* "the September contract" */
    if (is_content(node(l, n)) || number) add_node(l, k, node(l, n));
  }
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

/* A noun group with the groups that "and" joins to it and the phrases that hang on it. */
static void add_group(const Layer *l, Claim *k, const Tie *t, int i) {
  for (int depth = 0, b; i >= 0 && depth < 3 && (b = joined(l, i, true)) >= 0; depth++) i = b;
  for (int depth = 0; i >= 0 && depth < 6; depth++) {
    add_chunk(l, k, t, i);
    int next = joined(l, i, false);
    i = next >= 0 ? next : hanging(l, i);
  }
}

/* The whole of a share, with what hangs on it by "of". */
static void add_whole(const Layer *l, Claim *k, const Tie *t, int i) {
  for (int end = of_end(&l->clauses, i); i >= 0; i = i == end ? -1 : hanging(l, i)) add_chunk(l, k, t, i);
}

static int chunk_of_span(const Layer *l, Span s) {
  const Token *t = l->work->tokens.items;
  if (s.start == s.end) return -1;
  for (size_t i = 0; i < l->clauses.n; i++)
    if (t[l->clauses.nodes[i].last - 1].end > s.start) return l->clauses.nodes[i].chunk;
  return -1;
}

/* The noun group that the figure's preposition hangs on, or the object of its verb. */
static int governor(const Layer *l, const Tie *t) {
  int p = chunk(l, t->chunk)->prep;
  int left = p < 0 ? -1 : chunk(l, p)->back;
  if (left >= 0 && chunk(l, left)->kind == CHUNK_NOUN && left != t->chunk) return left;
  int object = t->verb < 0 ? -1 : chunk(l, t->verb)->object;
  return object >= 0 && object != t->chunk && !has_figure(l, object) ? object : -1;
}

static int subject_group(const Layer *l, const Claim *k, const Tie *t) {
  int s = chunk_of_span(l, k->subject.span), verb = verb_subject(l, t->verb);
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

/* What a reader would say the figure is of: the nouns of its own group, the noun before "of", the subject; failing those the noun that its
 * preposition or verb governs, or the one behind. */
void attach_concept(Layer *l, Claim *k, const Tie *t) {
  int subject = subject_group(l, k, t), behind = hanging(l, t->chunk);
  if (concept_of_reading(l, k, t)) return;
  int g = governor(l, t);
  bool object = g >= 0 && g != subject && g != t->host && chunk(l, t->chunk)->prep >= 0 && chunk(l, g)->prep < 0;
  add_chunk(l, k, t, t->chunk);
  if (t->noun >= 0 && behind >= 0) add_group(l, k, t, behind);
  if (t->host >= 0) add_chunk(l, k, t, t->host);
  if (is_part(k->kind) && t->noun < 0 && behind >= 0 && chunk_is_of(&l->clauses, chunk(l, behind)->prep))
    add_whole(l, k, t, behind);
  if (object) add_chunk(l, k, t, g); /* "price reductions on 50 products" */
  bool pronoun = subject >= 0 && node(l, chunk(l, subject)->head)->tag == TAG_PRON;
  if (pronoun && k->subject.entity.n)
    add_words(k, k->subject.entity);
  else if (subject >= 0)
    add_group(l, k, t, subject);
  if (k->nconcept) return;
  if (g < 0) g = before_aside(l, t);
  if (g < 0) g = label(l, t);
  add_group(l, k, t, g >= 0 ? g : behind);
}

/* --- dated events -------------------------------------------------------------------------------------------------- */

/* The name that stands before the date in a signature. */
static int name_before(const Layer *l, int i) {
  while (--i >= 0)
    if (chunk(l, i)->kind == CHUNK_NOUN && names_somebody(l, i)) return i;
  return -1;
}

void attach_event(Layer *l, Claim *k, const Tie *t) {
  const Chunk *own = chunk(l, t->chunk);
  int behind = own->kind == CHUNK_NOUN ? t->chunk : -1; /* "an October news conference" */
  if (behind >= 0) {
    party_of_chunk(l, &k->subject, behind);
    k->event = node_text(&l->clauses, node(l, own->head));
    k->rule = STR("date.group");
    return;
  }
  int verb = t->verb >= 0 ? t->verb : verb_right(l, t->chunk);
  if (verb < 0) {
    party_of_chunk(l, &k->subject, name_before(l, t->chunk)); /* a signature: "X, November 18, 2019" */
    k->rule = STR("date.signature");
    return;
  }
  const Chunk *v = chunk(l, verb);
  k->event = node_text(&l->clauses, node(l, v->head));
  k->rule = STR("date.verb");
  party_of_chunk(l, &k->subject, v->subject >= 0 ? v->subject : v->object);
}
