/* frame.c -- which word governs a figure, and by which frame.
 *
 * The candidates are tried from the nearest outwards: the noun behind the figure in its own group ("a 0.25 percent cut"), an adverb of
 * direction ("up 3 %", "3 % higher"), the noun before "of", the verb whose object or subject the figure is, and for by, to, from, at the
 * nearest word to the left in the clause that has a frame for it ("down 2.3% to $95.6bn"). */
#include "extractor/claim_layer.h"

static const Clauses *cl(const Layer *l) { return &l->clauses; }

static const Mention *figure(const Layer *l, const Tie *t) { return node_mention(cl(l), &cl(l)->nodes[t->node]); }

bool has_word(const Clauses *c, uint8_t family) {
  for (size_t i = 0; i < c->n; i++)
    if (word_has_head(c->nodes[i].word, family)) return true;
  return false;
}

/* A family of verbs governs only as a verb, one of nouns only as a noun. */
static bool used_as(const Layer *l, const Node *n, uint8_t family) {
  char part = l->book->families[family].p[0];
  Tag t = (Tag)n->tag;
  if (part == 'v')
    return t == TAG_VERB || t == TAG_BASE || t == TAG_PART || t == TAG_ING || t == TAG_HAVE || t == TAG_ADJ;
  return part != 'n' || t == TAG_NOUN;
}

static const Frame *frame_of(const Layer *l, const Tie *t, int word, Role role) {
  const Clauses *c = cl(l);
  const Word *w = c->nodes[word].word;
  if (!w->heads[0]) return NULL;
  Kind kind = figure(l, t)->kind;
  for (unsigned i = l->book->role_starts[role]; i < l->book->role_starts[role + 1]; i++) {
    const Frame *f = &l->book->frames[l->book->of_role[i]];
    if (f->kinds && !(f->kinds >> kind & 1)) continue;
    if (!word_has_head(w, f->head) || !used_as(l, &c->nodes[word], f->head) || (f->with && !has_word(c, f->with)))
      continue;
    return f;
  }
  return NULL;
}

/* "cut power to 300 homes": things other than what the verb acts on receive it. */
static bool receives(const Layer *l, const Tie *t, int word, Role role) {
  const Clauses *c = cl(l);
  const Chunk *v = &c->chunks[c->nodes[word].chunk];
  if (role != ROLE_TO || figure(l, t)->kind != KIND_COUNT || v->kind != CHUNK_VERB || v->object < 0) return false;
  return node_in(c, &c->nodes[word], FAMILY_CUT) && !is_measured(l, c->chunks[v->object].head) &&
         !(c->nodes[c->chunks[v->object].head].classes & CLASS_PLURAL) && v->object < t->chunk;
}

static bool take(const Layer *l, Tie *t, int word, Role role) {
  if (word < 0 || receives(l, t, word, role)) return false;
  const Frame *f = frame_of(l, t, word, role);
  if (!f) return false;
  t->frame = f;
  t->word = word;
  t->role = role;
  return true;
}

static Role role_of_preposition(const Clauses *c, int chunk) {
  const Node *n = &c->nodes[c->chunks[chunk].head];
  if (node_in(c, n, FAMILY_ABOVE)) return ROLE_ABOVE;
  if (node_in(c, n, FAMILY_BELOW)) return ROLE_BELOW;
  return n->word->role ? (Role)(n->word->role - 1) : ROLE_NONE;
}

/* --- the candidates ------------------------------------------------------------------------------------------------ */

/* "a 0.25 percent cut": the nouns behind the figure in its group, the last first. */
static bool noun_behind(const Layer *l, Tie *t) {
  const Clauses *c = cl(l);
  const Chunk *k = &c->chunks[t->chunk];
  for (int i = k->last - 1; i > t->node; i--) {
    if (c->nodes[i].tag != TAG_NOUN && c->nodes[i].tag != TAG_NAME) continue;
    if (t->noun < 0) t->noun = i;
    if (take(l, t, i, ROLE_PRE)) return true;
  }
  return false;
}

/* "make up", "pick up": the adverb belongs to its verb and says no direction. */
static bool is_particle(const Layer *l, int i) {
  const Node *v = i ? &cl(l)->nodes[i - 1] : NULL;
  if (!v || (v->tag != TAG_VERB && v->tag != TAG_BASE && v->tag != TAG_ING && v->tag != TAG_PART)) return false;
  return node_in(cl(l), v, FAMILY_PHRASAL);
}

static bool adverb_around(const Layer *l, Tie *t) {
  const Clauses *c = cl(l);
  for (int i = t->node - 1; i >= 0 && i >= t->node - 4; i--) {
    const Node *n = &c->nodes[i];
    if (n->aside != c->nodes[t->node].aside) break;
    if (n->hedge) continue;
    if (n->tag == TAG_PREP && i + 1 < t->node && c->nodes[i + 1].tag == TAG_DET) break; /* "off that 10-mile run" */
    if (!is_particle(l, i) && take(l, t, i, ROLE_BEFORE)) return true;
    if (n->tag != TAG_ADV && n->tag != TAG_DET && n->tag != TAG_ADJ) break;
  }
  int after = t->node + 1;
  while (after < (int)c->n && c->nodes[after].tag == TAG_ADV && !c->nodes[after].word->heads[0]) after++;
  return after < (int)c->n && take(l, t, after, ROLE_AFTER);
}

/* "the quarter ended December": the participle belongs to the date before it. */
static bool ends_period(const Clauses *c, const Node *n) {
  const Chunk *k = &c->chunks[n->chunk];
  return k->kind == CHUNK_VERB && k->form == VERB_PARTICIPLE && k->back >= 0 && c->chunks[k->back].kind == CHUNK_DATE;
}

static bool ends_search(const Clauses *c, const Node *n, Role role) {
  if (n->tag == TAG_REL || n->tag == TAG_COLON || n->tag == TAG_QUOTE) return true;
  if (n->tag == TAG_SUB && c->chunks[n->chunk].kind == CHUNK_SUB) return true;
  return role == ROLE_TO && n->tag == TAG_BE && c->chunks[n->chunk].copula; /* "is closer to F" */
}

/* The nearest word to the left in the clause that takes a figure in this role; a noun that is not right before the preposition gives way to
 * a verb: "cut its forecast for growth in 2024 to F". */
static bool word_left(const Layer *l, Tie *t, Role role) {
  const Clauses *c = cl(l);
  uint8_t aside = c->nodes[t->node].aside;
  int prep = c->chunks[t->chunk].prep, noun = -1;
  bool governed = false; /* a verb is passed that is not this frame's: another clause's is not either */
  for (int i = c->chunks[t->chunk].first - 1; i >= 0; i--) {
    const Node *n = &c->nodes[i];
    if (n->aside != aside || ends_period(c, n)) continue;
    if (ends_search(c, n, role) || (governed && n->tag == TAG_COMMA)) break; /* "X, whose staff sit, built in F" */
    const Chunk *k = &c->chunks[n->chunk];
    governed |= k->kind == CHUNK_VERB && k->form == VERB_FINITE && !node_in(c, &c->nodes[k->head], FAMILY_SAY);
    if (n->mention >= 0 && !is_verb_tag(n->tag)) continue;
    if (n->tag != TAG_NOUN || (prep >= 0 && n->chunk == c->chunks[prep].back)) {
      if (take(l, t, i, role)) return true;
    } else if (noun < 0 && frame_of(l, t, i, role)) {
      noun = i;
    }
  }
  return take(l, t, noun, role);
}

static int chunk_before(const Clauses *c, int i) {
  int p = c->chunks[i].back;
  while (p >= 0 && (c->chunks[p].kind == CHUNK_ADV || c->chunks[p].kind == CHUNK_OTHER)) p = c->chunks[p].back;
  return p;
}

/* The verb whose subject is this chunk; a finite one when there is. */
static int verb_of_subject(const Clauses *c, int chunk) {
  int other = -1;
  for (int i = chunk + 1; i < (int)c->nchunks; i++) {
    if (c->chunks[i].kind != CHUNK_VERB || c->chunks[i].subject != chunk) continue;
    if (c->chunks[i].form == VERB_FINITE) return i;
    if (other < 0) other = i;
  }
  return other;
}

/* In languages whose verb may end the clause: the first word right of the figure that has a frame for it. */
static bool word_right(const Layer *l, Tie *t, Role role) {
  const Clauses *c = cl(l);
  if (!l->book->verb_last) return false;
  size_t i = (size_t)t->node + 1;
  while (i < c->n && c->nodes[i].tag != TAG_COMMA && !take(l, t, (int)i, role)) i++;
  if (!t->frame) return false;
  int first = c->chunks[t->chunk].back; /* its finite verb stands before and has the subject */
  while (first >= 0 && c->chunks[first].kind != CHUNK_VERB) first = c->chunks[first].back;
  t->verb = first;
  return true;
}

/* "rose to an average of F", "fell by a total of F": the figure is to the verb what the level is that it fills. */
static bool by_level(const Layer *l, Tie *t) {
  const Clauses *c = cl(l);
  int prep = c->chunks[t->host].prep;
  if (prep < 0 || !node_in(c, &c->nodes[c->chunks[t->host].head], FAMILY_NOUN_LEVEL)) return false;
  Role role = role_of_preposition(c, prep);
  bool moves = role == ROLE_TO || role == ROLE_BY || role == ROLE_FROM || role == ROLE_AT;
  return moves && word_left(l, t, role);
}

static bool by_preposition(const Layer *l, Tie *t) {
  const Clauses *c = cl(l);
  Role role = role_of_preposition(c, c->chunks[t->chunk].prep);
  t->role = role;
  if (role == ROLE_OF) {
    t->host = of_host(c, t->chunk);
    if (t->host >= 0 && take(l, t, c->chunks[t->host].head, ROLE_OF)) return true;
    if (t->host >= 0) return by_level(l, t);
  }
  return role != ROLE_NONE && (word_left(l, t, role) || word_right(l, t, role));
}

/* "fined the firm F", "cost her F": the verb that takes the group before the figure and the figure as its two objects; -1. */
static int verb_of_two(const Layer *l, const Tie *t) {
  const Clauses *c = cl(l);
  int one = c->chunks[t->chunk].back, verb = one < 0 ? -1 : c->chunks[one].back;
  if (verb < 0 || c->chunks[one].kind != CHUNK_NOUN || c->chunks[verb].kind != CHUNK_VERB || has_figure(l, one))
    return -1;
  return c->chunks[verb].object == one && node_in(c, &c->nodes[c->chunks[verb].head], FAMILY_TWO) ? verb : -1;
}

/* "12 people were killed", "12 killed": what was done to the figure's subject; else what that did. */
static bool take_subject(const Layer *l, Tie *t, int verb) {
  const Chunk *v = &cl(l)->chunks[verb];
  bool done = (v->passive || v->object < 0) && take(l, t, v->head, ROLE_DONE);
  if (!done && !take(l, t, v->head, v->passive || !v->copula ? ROLE_SUBJ : ROLE_NONE)) return false;
  if (done) t->role = ROLE_SUBJ;
  return true;
}

static bool by_verb(const Layer *l, Tie *t) {
  const Clauses *c = cl(l);
  int before = chunk_before(c, t->chunk), done = c->chunks[t->chunk].next, two = verb_of_two(l, t);
  if (two >= 0) before = two;
  if (done >= 0 && c->chunks[done].kind == CHUNK_VERB && c->chunks[done].form == VERB_PARTICIPLE &&
      c->chunks[done].subject == t->chunk && take_subject(l, t, done)) { /* "had $600 billion wiped off" */
    t->verb = done;
    return true;
  }
  bool reported =
      before >= 0 && node_in(c, &c->nodes[c->chunks[before].head], FAMILY_SAY) && verb_of_subject(c, t->chunk) >= 0;
  if (before >= 0 && c->chunks[before].kind == CHUNK_VERB && !reported) {
    t->verb = before;
    t->role = c->chunks[before].copula ? ROLE_IS : ROLE_OBJ;
    if (take(l, t, c->chunks[before].head, t->role)) return true;
  }
  int after = verb_of_subject(c, t->chunk);
  if (after >= 0 && t->verb < 0) {
    t->verb = after;
    t->role = ROLE_SUBJ;
    return take_subject(l, t, after);
  }
  return false;
}

/* "among the 26 people killed", "the names of 69 people killed": what was done to the figure's own group. */
static bool by_participle(const Layer *l, Tie *t) {
  const Clauses *c = cl(l);
  int done = c->chunks[t->chunk].next;
  bool own = done >= 0 && c->chunks[done].kind == CHUNK_VERB && c->chunks[done].form == VERB_PARTICIPLE;
  return own && take(l, t, c->chunks[done].head, ROLE_DONE);
}

/* "$1.2bn and $1.4bn", "12 dead and 30 injured": the figure before shares its governor. */
static bool by_list(const Layer *l, Tie *t, const Tie *before) {
  const Clauses *c = cl(l);
  if (!before || before->chunk < 0) return false;
  int p = c->chunks[t->chunk].back;
  if (p < 0 || (c->chunks[p].kind != CHUNK_JOIN && c->chunks[p].kind != CHUNK_COMMA)) return false;
  int q = c->chunks[p].back;
  if (q >= 0 && c->chunks[p].kind == CHUNK_JOIN && c->chunks[q].kind == CHUNK_COMMA) q = c->chunks[q].back;
  if (q != before->chunk || figure(l, t)->kind != figure(l, before)->kind) return false;
  t->host = before->host;
  t->verb = before->verb;
  t->word = before->word;
  t->frame = before->frame;
  t->role = before->role;
  return true;
}

static bool same_sort(Kind a, Kind before) { return a == before || (a == KIND_NUMBER && before == KIND_COUNT); }

/* "the FTSE fell 1.2%, the DAX 1.4% and the CAC by 0.9%": the verb of the figure before is left out, the subject is not. */
static bool by_gap(const Layer *l, Tie *t, const Tie *before) {
  const Clauses *c = cl(l);
  if (!before || !before->frame || !same_sort(figure(l, t)->kind, figure(l, before)->kind)) return false;
  const Chunk *own = &c->chunks[t->chunk];
  int noun = own->prep >= 0 ? c->chunks[own->prep].back : own->back;
  if (noun < 0 || c->chunks[noun].kind != CHUNK_NOUN || c->chunks[noun].prep >= 0 || own->head != t->node) return false;
  int joint = c->chunks[noun].back, named = c->nodes[c->chunks[noun].head].tag;
  bool joined = joint > before->chunk && (c->chunks[joint].kind == CHUNK_JOIN || c->chunks[joint].kind == CHUNK_COMMA);
  if (!joined || (named != TAG_NAME && named != TAG_NOUN) || node_is_figure(c, &c->nodes[c->chunks[noun].head]))
    return false;
  if (own->prep >= 0 && role_of_preposition(c, own->prep) != ROLE_BY) return false;
  for (int i = before->chunk; i < t->chunk; i++)
    if (c->chunks[i].kind == CHUNK_VERB) return false;
  t->gap = noun;
  t->frame = before->frame;
  t->word = before->word;
  t->verb = before->verb;
  t->role = before->role;
  return true;
}

void tie_find(const Layer *l, Tie *t, int node, const Tie *before) {
  const Clauses *c = cl(l);
  *t = (Tie){.node = node,
             .chunk = c->nodes[node].chunk,
             .noun = -1,
             .host = -1,
             .verb = -1,
             .gap = -1,
             .about = -1,
             .word = -1,
             .role = ROLE_NONE,
             .like = -1};
  bool verb = is_verb_tag(c->nodes[node].tag); /* "doubled" governs itself */
  bool found = verb ? take(l, t, node, ROLE_SELF) : noun_behind(l, t) || adverb_around(l, t) || by_gap(l, t, before);
  if (verb)
    t->verb = t->chunk;
  else if (!found && c->chunks[t->chunk].prep >= 0)
    found = by_preposition(l, t) || by_participle(l, t);
  else if (!found)
    found = by_verb(l, t);
  if (!found && t->verb < 0 && t->host < 0) found = by_list(l, t, before);
  if (!found && t->role == ROLE_BY && before && before->frame &&
      before->role == ROLE_BY) { /* "fell by 50% ... as well as by 30%" */
    t->frame = before->frame;
    t->word = before->word;
    t->verb = before->verb;
  }
  if (t->verb < 0)
    t->verb = t->word >= 0 && c->chunks[c->nodes[t->word].chunk].kind == CHUNK_VERB ? c->nodes[t->word].chunk
                                                                                    : verb_left(c, t->chunk);
  if (t->verb < 0) t->verb = verb_of_subject(c, t->host >= 0 ? t->host : t->chunk);
}

/* --- change -------------------------------------------------------------------------------------------------------- */

/* "sales growth will be 3.5%": a copula's figure moves the way its subject says. */
static Change change_of_subject(const Layer *l, const Tie *t) {
  const Clauses *c = cl(l);
  int s = t->verb < 0 ? -1 : c->chunks[t->verb].subject;
  bool is = t->role == ROLE_IS ||
            (t->role == ROLE_TO && t->verb >= 0 && c->chunks[t->verb].copula); /* "would be closer to F" */
  if (!is || s < 0) return CHANGE_LEVEL;
  if (node_in(c, &c->nodes[c->chunks[s].head], FAMILY_NOUN_RISE)) return CHANGE_UP_BY;
  if (node_in(c, &c->nodes[c->chunks[s].head], FAMILY_NOUN_FALL)) return CHANGE_DOWN_BY;
  return CHANGE_LEVEL;
}

/* "went from 4 to 5", "goes up by 3": a verb that moves either way takes the direction from its adverb, else from where the movement began. */
static Change change_of_move(const Layer *l, const Claim *k, const Tie *t) {
  const Clauses *c = cl(l);
  bool to = t->role == ROLE_TO;
  for (int i = t->word + 1; i < t->node; i++) {
    if (node_in(c, &c->nodes[i], FAMILY_UP)) return to ? CHANGE_UP_TO : CHANGE_UP_BY;
    if (node_in(c, &c->nodes[i], FAMILY_DOWN)) return to ? CHANGE_DOWN_TO : CHANGE_DOWN_BY;
  }
  const Claim *from = to && l->n > l->first + 1 ? k - 1 : NULL;
  bool begins = from && from->change == CHANGE_FROM && from->kind == k->kind && from->quantity.has_value &&
                k->quantity.has_value && str_eq(from->quantity.unit, k->quantity.unit);
  int more = begins ? number_cmp(k->quantity.value, from->quantity.value) : 0;
  return more > 0 ? CHANGE_UP_TO : more < 0 ? CHANGE_DOWN_TO : CHANGE_LEVEL;
}

/* A frame that leaves the movement open ("hit", "to" after "moved") takes it from a word of direction in the clause. */
void change_find(const Layer *l, Claim *k, const Tie *t) {
  const Clauses *c = cl(l);
  bool plain =
      k->kind == KIND_MONEY || k->kind == KIND_QUANTITY; /* "the loss was $3m", "the surge was nine feet" are levels */
  k->change = plain ? CHANGE_LEVEL : change_of_subject(l, t);
  if (t->frame && t->frame->change >= 0) k->change = (Change)t->frame->change;
  if (t->frame && t->frame->head == l->book->family[FAMILY_MOVE] && (t->role == ROLE_TO || t->role == ROLE_BY))
    k->change = change_of_move(l, k, t);
  if (t->frame) k->rule = t->frame->name;
  if (k->change != CHANGE_UP_TO) return;
  for (int i = t->node; i >= 0; i--) { /* "hit a low of", "closed lower at" */
    if (node_in(c, &c->nodes[i], FAMILY_DOWN)) k->change = CHANGE_DOWN_TO;
    if (c->nodes[i].tag == TAG_SUB || c->nodes[i].tag == TAG_REL || i == t->word) return;
  }
}
