/* chunk.c -- nodes become chunks: noun groups, verb groups, single prepositions and joints.
 *
 * A noun group runs over determiners, adjectives, nouns, names, figures and possessives as long as they can belong together; a verb group
 * over auxiliaries, negations, adverbs and one main verb. Everything else is a chunk of one node. */
#include "extractor/clause.h"

static Tag tag_at(const Clauses *c, size_t i) { return i < c->n ? (Tag)c->nodes[i].tag : TAG_OTHER; }
static bool same_aside(const Clauses *c, size_t a, size_t b) {
  return b < c->n && c->nodes[a].aside == c->nodes[b].aside;
}

static Chunk *chunk_add(Clauses *c, ChunkKind kind, size_t first, size_t last, size_t head) {
  c->chunks = arena_grow(c->work->arena, c->chunks, c->nchunks, &c->chunks_cap, c->nchunks + 1, sizeof *c->chunks);
  Chunk *k = &c->chunks[c->nchunks];
  *k = (Chunk){.first = (uint16_t)first,
               .last = (uint16_t)last,
               .head = (uint16_t)head,
               .prep = -1,
               .subject = -1,
               .object = -1,
               .back = -1,
               .next = -1,
               .kind = (uint8_t)kind,
               .aside = c->nodes[first].aside,
               .quoted = c->nodes[first].quoted};
  for (size_t i = first; i < last; i++) c->nodes[i].chunk = (uint16_t)c->nchunks;
  c->nchunks++;
  return k;
}

/* --- noun groups --------------------------------------------------------------------------------------------------- */

static bool is_noun(Tag t) { return t == TAG_NOUN || t == TAG_NAME || t == TAG_FIGURE; }
static bool before_noun(Tag t) { return t == TAG_DET || t == TAG_POSS || t == TAG_ADJ || t == TAG_REF; }

/* Does an adverb at i only lead to an adjective or figure of the same group? */
static bool adverb_inside(const Clauses *c, size_t i) {
  while (tag_at(c, i) == TAG_ADV) i++;
  Tag t = tag_at(c, i);
  return t == TAG_ADJ || t == TAG_FIGURE;
}

/* A date inside a group: "its 2016 election campaign", "last year's peak". */
static bool date_inside(const Clauses *c, size_t i) {
  Tag t = tag_at(c, i + 1);
  return t == TAG_NOUN || t == TAG_GENITIVE || (t == TAG_ADJ && tag_at(c, i + 2) == TAG_NOUN);
}

static bool is_verb(Tag t) { return t == TAG_VERB || t == TAG_BASE || t == TAG_PART || t == TAG_ING; }

/* "estimated 1986 output at F", "reported first-quarter net of F": a year, quarter or month between a verb and its object. */
static bool period_starts(const Clauses *c, size_t i, Tag behind) {
  const Mention *m = node_mention(c, &c->nodes[i]);
  return i && is_verb(tag_at(c, i - 1)) && behind == TAG_PREP && m && m->kind == KIND_PERIOD;
}

/* "by October sales" and "annual sales" may begin with their date, "A year ago petrol" and "In 2018 sales rose" do not. */
static bool date_starts(const Clauses *c, size_t i) {
  if (tag_at(c, i + 1) == TAG_GENITIVE || date_describes(c, i)) return true;
  size_t k = i + 1;
  while (is_noun(tag_at(c, k)) || tag_at(c, k) == TAG_ADJ) k++;
  Tag t = tag_at(c, k);
  if (period_starts(c, i, t)) return true;
  if (i && tag_at(c, i - 1) == TAG_PREP && c->nodes[i - 1].word->role == ROLE_FOR + 1)
    return true; /* "for May delivery" */
  return i && tag_at(c, i - 1) == TAG_PREP && t != TAG_VERB && t != TAG_BE && t != TAG_HAVE && t != TAG_MODAL;
}

/* "industrial and consumer goods": the conjunction joins two modifiers of one noun. */
static bool joins_modifiers(const Clauses *c, size_t i) {
  if (!i || tag_at(c, i - 1) != TAG_ADJ) return false;
  Tag a = tag_at(c, i + 1), b = tag_at(c, i + 2);
  return (a == TAG_ADJ || a == TAG_NOUN) && b == TAG_NOUN;
}

/* "2.4-liter", "six-speed": a figure with a hyphen before its unit stands before a noun. */
static bool is_attribute(const Clauses *c, const Node *n) {
  const Token *t = c->work->tokens.items;
  for (uint32_t i = n->first + 1; i + 1 < n->last; i++)
    if (t[i].kind == TOKEN_PUNCT && token_text(c->work->doc, &t[i]).p[0] == '-') return true;
  return false;
}

/* May a figure follow what the group has so far? "a record $124,000", "the 300 schools"; not "shares 3 %". */
static bool figure_fits(const Clauses *c, size_t first, size_t i) {
  if (i == first) return true;
  const Node *p = &c->nodes[i - 1];
  Tag then = tag_at(c, i + 1); /* "the sp 500 was" */
  if (p->tag == TAG_NOUN && (then == TAG_BE || then == TAG_VERB || then == TAG_MODAL)) return true;
  if (p->tag == TAG_NOUN) return (p->classes & CLASS_ADJECTIVE) != 0;
  if (p->tag == TAG_FIGURE && is_attribute(c, p) && is_attribute(c, &c->nodes[i])) return true;
  return p->tag != TAG_NAME && p->tag != TAG_FIGURE && p->tag != TAG_DATE;
}

/* "FTSE -0.6% CAC -1.7%": in a list of names with their figures the next name begins the next entry. */
static bool ends_entry(const Clauses *c, size_t first, size_t i) {
  const Mention *m = i == first + 1 && first ? node_mention(c, &c->nodes[first]) : NULL;
  return m && (m->kind == KIND_PERCENT || m->kind == KIND_MONEY) && tag_at(c, first - 1) == TAG_NAME;
}

/* A proper noun or a date in front of a noun: does the group go on from i - 1 to i? */
static bool goes_on(const Clauses *c, size_t first, size_t i, bool noun) {
  Tag t = tag_at(c, i);
  if (!same_aside(c, first, i)) return false;
  switch (t) {
  case TAG_DET:
  case TAG_POSS: return i == first || (!noun && tag_at(c, i - 1) != TAG_ADJ);
  case TAG_ADJ:
    return !noun || tag_at(c, i - 1) == TAG_GENITIVE || is_noun(tag_at(c, i + 1)) ? tag_at(c, i - 1) != TAG_PRON
                                                                                  : false;
  case TAG_NAME: return !ends_entry(c, first, i);
  case TAG_NOUN: return true;
  case TAG_FIGURE: return figure_fits(c, first, i);
  case TAG_GENITIVE: return noun || (i > first && tag_at(c, i - 1) == TAG_DATE); /* "last year's peak" */
  case TAG_REF: return noun;
  case TAG_ADV: return !noun && adverb_inside(c, i);
  case TAG_DATE: return date_inside(c, i) && (i > first || date_starts(c, i));
  case TAG_CONJ: return joins_modifiers(c, i);
  case TAG_COMMA:
    return !noun && i > first && tag_at(c, i - 1) == TAG_ADJ &&
           (tag_at(c, i + 1) == TAG_FIGURE || tag_at(c, i + 1) == TAG_ADJ);
  case TAG_PART:
  case TAG_ING: {
    Tag then = tag_at(c, i + 1);
    return !noun && i > first && (is_noun(then) || then == TAG_ADJ) && then != TAG_FIGURE;
  }
  default: return false;
  }
}

static bool starts_noun(const Clauses *c, size_t i) {
  Tag t = tag_at(c, i);
  if (is_noun(t)) return true;
  if (t == TAG_DATE) return date_inside(c, i) && date_starts(c, i);
  if (t == TAG_ADV) return adverb_inside(c, i) && (tag_at(c, i + 1) == TAG_FIGURE || is_noun(tag_at(c, i + 2)));
  return before_noun(t);
}

/* Behind the noun group that starts at i; i when there is none. *head gets its last noun. */
static size_t noun_group(const Clauses *c, size_t i, size_t *head) {
  size_t k = i;
  bool noun = false, any = false;
  for (; k < c->n && goes_on(c, i, k, noun); k++) {
    Tag t = tag_at(c, k);
    noun = is_noun(t);
    if (noun || (t == TAG_ADJ && !any)) *head = k;
    any |= noun;
  }
  while (k > i && (tag_at(c, k - 1) == TAG_ADV || tag_at(c, k - 1) == TAG_CONJ || tag_at(c, k - 1) == TAG_COMMA)) k--;
  return k;
}

/* --- verb groups --------------------------------------------------------------------------------------------------- */

static bool is_auxiliary(Tag t) { return t == TAG_BE || t == TAG_HAVE || t == TAG_MODAL || t == TAG_TO; }
static bool is_main(Tag t) { return t == TAG_VERB || t == TAG_BASE || t == TAG_PART || t == TAG_ING; }

/* "could now be", "has since fallen": a date of one adverb does not part a verb group. */
static bool is_adverb_of_time(const Clauses *c, size_t i) {
  return tag_at(c, i) == TAG_DATE && c->nodes[i].last == c->nodes[i].first + 1 && c->nodes[i].classes & CLASS_ADVERB;
}

/* Does the group that has come to an auxiliary at i - 1 go on over adverbs to another verb? */
static size_t next_verb(const Clauses *c, size_t i) {
  size_t k = i;
  while (tag_at(c, k) == TAG_ADV || tag_at(c, k) == TAG_NOT || is_adverb_of_time(c, k)) k++;
  return is_auxiliary(tag_at(c, k)) || is_main(tag_at(c, k)) ? k : SIZE_MAX;
}

static size_t verb_group(const Clauses *c, size_t i, size_t *head) {
  size_t k = next_verb(c, i);
  if (k == SIZE_MAX || !same_aside(c, i, k)) return i;
  while (k < c->n) {
    *head = k;
    if (is_main(tag_at(c, k))) return k + 1;
    size_t next = next_verb(c, k + 1);
    bool have_to = next != SIZE_MAX && tag_at(c, next) == TAG_TO; /* "is to", "has to" only before a verb */
    if (next == SIZE_MAX || !same_aside(c, i, next) || (have_to && tag_at(c, k) == TAG_TO)) return k + 1;
    if (have_to && !is_main(tag_at(c, next + 1)) && tag_at(c, next + 1) != TAG_BE) return k + 1;
    k = next;
  }
  return k;
}

static void describe_verb(Clauses *c, Chunk *v) {
  Tag main = tag_at(c, v->head), first = tag_at(c, v->first);
  for (size_t i = v->first; i < v->last; i++) {
    Tag t = tag_at(c, i);
    if (t == TAG_NOT) v->negated = true;
    if (i < v->head && t == TAG_BE && main == TAG_PART) v->passive = true;
    if (first == TAG_ADV && (t != TAG_ADV)) first = t;
  }
  v->copula = main == TAG_BE;
  bool helped = v->last - v->first > 1 && first != TAG_TO && is_auxiliary(first);
  if (first == TAG_TO)
    v->form = VERB_INFINITIVE;
  else if (main == TAG_PART && !helped)
    v->form = VERB_PARTICIPLE;
  else if ((main == TAG_ING && !helped) || (main == TAG_BE && c->nodes[v->head].classes & CLASS_ING))
    v->form = VERB_GERUND;
  else
    v->form = VERB_FINITE;
  if (v->form == VERB_PARTICIPLE) v->passive = true;
}

/* --- the sentence -------------------------------------------------------------------------------------------------- */

static ChunkKind single_kind(Tag t) {
  switch (t) {
  case TAG_PREP: return CHUNK_PREP;
  case TAG_TO: return CHUNK_PREP;
  case TAG_DATE: return CHUNK_DATE;
  case TAG_PRON: return CHUNK_NOUN;
  case TAG_ADV:
  case TAG_NOT: return CHUNK_ADV;
  case TAG_ADJ: return CHUNK_ADJ;
  case TAG_CONJ: return CHUNK_JOIN;
  case TAG_SUB: return CHUNK_SUB;
  case TAG_REL: return CHUNK_REL;
  case TAG_COMMA: return CHUNK_COMMA;
  case TAG_COLON:
  case TAG_DASH: return CHUNK_BREAK;
  default: return CHUNK_OTHER;
  }
}

static size_t chunk_at(Clauses *c, size_t i) {
  size_t head = i;
  Tag t = tag_at(c, i);
  if (starts_noun(c, i)) {
    size_t end = noun_group(c, i, &head);
    if (end > i) {
      bool only_adjectives = tag_at(c, head) == TAG_ADJ && tag_at(c, i) != TAG_DET && tag_at(c, i) != TAG_POSS;
      chunk_add(c, only_adjectives ? CHUNK_ADJ : CHUNK_NOUN, i, end, head);
      return end;
    }
  }
  if (is_auxiliary(t) || is_main(t) || t == TAG_NOT || t == TAG_ADV) {
    size_t end = verb_group(c, i, &head);
    if (end > i) {
      describe_verb(c, chunk_add(c, CHUNK_VERB, i, end, head));
      return end;
    }
  }
  chunk_add(c, single_kind(t), i, i + 1, i);
  return i + 1;
}

void chunks_make(Clauses *c) {
  c->nchunks = 0;
  for (size_t i = 0; i < c->n;) i = chunk_at(c, i);
}
