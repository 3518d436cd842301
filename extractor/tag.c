/* tag.c -- one part of speech for each node: the commonest class of its word, then repair by its neighbours.
 *
 * A lexicon with a few repairs is within two points of a trained tagger for what the claim layer needs: whether a word is a verb that can
 * govern a figure, or a noun that can be what a figure measures. */
#include "extractor/clause.h"
#include "base/utf8.h"

static Tag tag_of_punctuation(Str s) {
  unsigned len;
  switch (s.n ? utf8_at(s, 0, &len) : 0) {
  case ',': return TAG_COMMA;
  case '(':
  case '[': return TAG_OPEN;
  case ')':
  case ']': return TAG_CLOSE;
  case '"':
  case 0x201C:
  case 0x201D: return TAG_QUOTE;
  case '-':
  case 0x2013:
  case 0x2014: return TAG_DASH;
  case ':':
  case ';': return TAG_COLON;
  default: return TAG_OTHER;
  }
}

static Tag tag_of_mention(const Clauses *c, const Node *n) {
  const Mention *m = node_mention(c, n);
  if (kind_is_figure(m->kind)) return TAG_FIGURE;
  switch (m->kind) {
  case KIND_DATE:
  case KIND_PERIOD:
  case KIND_TIME:
  case KIND_SET: return TAG_DATE;
  case KIND_ENTITY:
    if (m->is.entity.how != HOW_PRONOUN) return TAG_NAME;
    return n->classes & CLASS_POSSESSIVE ? TAG_POSS : n->classes & CLASS_RELATIVE ? TAG_REL : TAG_PRON;
  case KIND_CITATION: return TAG_REF;
  case KIND_ORDINAL: return TAG_ADJ;
  case KIND_NOISE: return n->classes & CLASS_NOMINAL ? TAG_NOUN : TAG_OTHER;
  default: return TAG_OTHER;
  }
}

static Tag tag_of_function(uint32_t classes, uint32_t main) {
  static const struct {
    uint32_t class;
    Tag tag;
  } order[] = {{CLASS_GENITIVE, TAG_GENITIVE},
               {CLASS_NOT, TAG_NOT},
               {CLASS_TO, TAG_TO},
               {CLASS_MODAL, TAG_MODAL},
               {CLASS_BE, TAG_BE},
               {CLASS_HAVE, TAG_HAVE},
               {CLASS_DO, TAG_HAVE},
               {CLASS_POSSESSIVE, TAG_POSS},
               {CLASS_RELATIVE, TAG_REL},
               {CLASS_CONJUNCTION, TAG_CONJ},
               {CLASS_DETERMINER, TAG_DET},
               {CLASS_PRONOUN, TAG_PRON},
               {CLASS_PREPOSITION, TAG_PREP},
               {CLASS_SUBORDINATOR, TAG_SUB},
               {CLASS_QUANTIFIER, TAG_ADJ}};
  for (size_t i = 0; i < sizeof order / sizeof *order; i++)
    if (classes & order[i].class) return order[i].tag;
  return main & CLASS_ADVERB ? TAG_ADV : TAG_NOUN;
}

static Tag tag_of_class(uint32_t class) {
  if (class & CLASS_NOMINAL) return TAG_NOUN;
  if (class & CLASS_ADJECTIVE) return TAG_ADJ;
  if (class & CLASS_ADVERB) return TAG_ADV;
  if (class & CLASS_ING) return TAG_ING;
  if (class & CLASS_PARTICIPLE) return TAG_PART;
  if (class & CLASS_BASE) return TAG_BASE;
  return TAG_VERB;
}

/* Capitals among ordinary words: "AI", not a headline in capitals. */
static bool stands_out(const Clauses *c, const Node *n) {
  const Token *t = c->work->tokens.items;
  for (const Node *o = n - 1; o >= c->nodes && o >= n - 2; o--)
    if (o->mention < 0 && t[o->last - 1].kind == TOKEN_WORD && t[o->last - 1].shape == SHAPE_UPPER) return false;
  return true;
}

bool is_verb_tag(uint8_t t) { return t == TAG_VERB || t == TAG_BASE || t == TAG_PART || t == TAG_ING; }

bool node_is_figure(const Clauses *c, const Node *n) {
  return n->tag == TAG_FIGURE || (n->mention >= 0 && kind_is_figure(node_mention(c, n)->kind) && is_verb_tag(n->tag));
}

/* "doubled", "to triple": a multiple of one word that can be a verb. */
static bool multiplies(const Clauses *c, const Node *n) {
  const Mention *m = node_mention(c, n);
  return m && m->kind == KIND_MULTIPLE && n->last == n->first + 1 && n->classes & CLASS_VERBAL &&
         node_in(c, n, FAMILY_DOUBLE);
}

static Tag first_tag(const Clauses *c, const Node *n) {
  if (n->mention >= 0)
    return multiplies(c, n) && !(n->classes & CLASS_NOMINAL) ? tag_of_class(n->classes) : tag_of_mention(c, n);
  const Token *t = &c->work->tokens.items[n->last - 1];
  if (t->kind == TOKEN_PUNCT) return tag_of_punctuation(node_text(c, n));
  if (t->kind != TOKEN_WORD) return TAG_OTHER;
  if (t->shape == SHAPE_UPPER && n->classes & CLASS_PRONOUN && t->end > t->start + 1 && n > c->nodes &&
      stands_out(c, n))
    return TAG_NAME; /* "the US" */
  if (n->classes & CLASS_FUNCTION) return tag_of_function(n->classes, n->main);
  bool start = n == c->nodes;
  if (t->shape == SHAPE_UPPER && !start && stands_out(c, n)) return TAG_NOUN;
  if (n->last > n->first + 1 && n->classes & CLASS_ADJECTIVE && !n->main) return TAG_ADJ;
  if (!start && t->shape != SHAPE_LOWER && !n->main) return TAG_NOUN;
  return tag_of_class(n->main ? n->main : n->classes);
}

/* --- repair -------------------------------------------------------------------------------------------------------- */

typedef struct Look {
  const Clauses *c;
  size_t i;
  Tag prev, next; /* neighbours, adverbs skipped to the left */
  bool verb;      /* the clause has a finite verb already */
  bool outer;     /* so had the clause around a relative one */
  bool relative;
} Look;

static bool is_nominal(Tag t) {
  return t == TAG_NOUN || t == TAG_NAME || t == TAG_PRON || t == TAG_FIGURE || t == TAG_DATE;
}
static bool opens_noun(Tag t) { return t == TAG_DET || t == TAG_POSS || t == TAG_GENITIVE || t == TAG_ADJ; }
static bool follows_verb(Tag t) {
  return t == TAG_DET || t == TAG_POSS || t == TAG_FIGURE || t == TAG_PREP || t == TAG_TO || t == TAG_NAME ||
         t == TAG_ADV || t == TAG_PRON || t == TAG_SUB || t == TAG_REL || t == TAG_DATE || t == TAG_ADJ;
}

/* Is there an undoubted finite verb between i and the next border of the clause? */
static bool verb_ahead(const Clauses *c, size_t i) {
  for (i++; i < c->n; i++) {
    const Node *n = &c->nodes[i];
    if ((n->tag == TAG_BE || n->tag == TAG_HAVE) && c->nodes[i - 1].tag == TAG_TO) continue; /* "to be sure" */
    if (n->tag == TAG_BE || n->tag == TAG_HAVE || n->tag == TAG_MODAL) return true;
    if (n->tag == TAG_VERB && !(n->classes & CLASS_PARTICIPLE) && !(n->classes & CLASS_NOMINAL)) return true;
    if (n->tag == TAG_VERB && (n->classes & CLASS_PAST) && i &&
        (is_nominal((Tag)c->nodes[i - 1].tag) || c->nodes[i - 1].tag == TAG_CLOSE))
      return true;
    if (n->tag == TAG_SUB || n->tag == TAG_REL || n->tag == TAG_COLON || n->tag == TAG_COMMA || n->tag == TAG_CONJ ||
        node_in(c, n, FAMILY_THAN))
      return false;
  }
  return false;
}

/* "..., customs data showed on Friday": a noun group of its own behind the comma, and at most a date behind the verb. */
static bool closes(const Look *l) {
  const Node *nodes = l->c->nodes;
  size_t i = l->i, end = l->i + 1;
  while (end < l->c->n && (nodes[end].tag == TAG_PREP || nodes[end].tag == TAG_DATE || nodes[end].tag == TAG_ADV))
    end++;
  if (end != l->c->n && nodes[end].tag != TAG_OTHER && nodes[end].tag != TAG_COMMA) return false;
  if (l->next != TAG_DATE && end > l->i + 1 && nodes[end - 1].tag != TAG_DATE) return false;
  while (i > 0 && nodes[i - 1].tag != TAG_COMMA) {
    Tag t = (Tag)nodes[--i].tag;
    if (!is_nominal(t) && t != TAG_DET && t != TAG_ADJ && t != TAG_GENITIVE && t != TAG_POSS && t != TAG_PREP)
      return false;
  }
  return i > 0 && l->verb && nodes[i].tag != TAG_PREP && nodes[i].tag != TAG_FIGURE;
}

/* "..., the ministry said": behind a name or noun a verb of speech is finite, but "said to be", "told by". */
static bool says(const Look *l, const Node *n) {
  if ((!is_nominal(l->prev) && l->prev != TAG_COMMA) || l->next == TAG_TO) return false;
  if (!node_in(l->c, n, FAMILY_SPEECH) && !(node_in(l->c, n, FAMILY_SAY) && closes(l))) return false;
  return l->next != TAG_PREP || !node_in(l->c, &l->c->nodes[l->i + 1], FAMILY_AGENT);
}

/* "A trench, called the Deep, is": from behind the comma to a comma without a verb between, and right behind that one the verb. */
static bool is_inserted(const Look *l) {
  const Clauses *c = l->c;
  for (size_t i = l->i + 1; i + 1 < c->n && i < l->i + 12; i++) {
    Tag t = (Tag)c->nodes[i].tag, then = (Tag)c->nodes[i + 1].tag;
    if (t == TAG_COMMA) return then == TAG_BE || then == TAG_HAVE || then == TAG_MODAL || then == TAG_VERB;
    if (t == TAG_BE || t == TAG_HAVE || t == TAG_MODAL || t == TAG_SUB || t == TAG_REL) return false;
  }
  return false;
}

/* "imposed", "cut", "fell": finite, participle or adjective. */
static Tag repair_past(const Look *l, const Node *n) {
  bool modifies =
      l->prev == TAG_FIGURE && l->verb && (l->next == TAG_NOUN || l->next == TAG_NAME || l->next == TAG_ADJ);
  if (modifies && n->classes & CLASS_PARTICIPLE && !node_in(l->c, n, FAMILY_SPEECH))
    return TAG_ADJ; /* "surveyed 300 publicly disclosed projects" */
  if (says(l, n)) return TAG_VERB;
  if (l->prev == TAG_BE || l->prev == TAG_HAVE) return TAG_PART;
  if (l->prev == TAG_ADJ && !l->verb && (l->next == TAG_DET || l->next == TAG_POSS)) return TAG_VERB;
  if (opens_noun(l->prev) || l->prev == TAG_PREP)
    return is_nominal(l->next) || l->next == TAG_ADJ || l->next == TAG_DATE ? TAG_ADJ : TAG_PART;
  if (!(n->classes & CLASS_PARTICIPLE) && (n->classes & CLASS_PAST) && n->word->classes) return TAG_VERB;
  bool owned = l->prev == TAG_FIGURE && l->next == TAG_PREP && node_in(l->c, &l->c->nodes[l->i + 1], FAMILY_AGENT) &&
               l->i + 2 < l->c->n && l->c->nodes[l->i + 2].tag != TAG_FIGURE;
  if (owned && n->classes & CLASS_PARTICIPLE) return TAG_PART; /* "51 percent owned by the state" */
  bool period = l->i && l->next == TAG_DATE && node_in(l->c, &l->c->nodes[l->i - 1], FAMILY_PERIOD);
  if (period) return TAG_PART; /* "the quarter ended September 30" */
  if (is_nominal(l->prev)) {
    if (l->verb || (l->prev == TAG_FIGURE && l->next == TAG_PREP && node_in(l->c, n, FAMILY_FORECAST))) return TAG_PART;
    bool figure = l->i + 1 < l->c->n && l->c->nodes[l->i + 1].hedge; /* "reached at least 112" */
    bool reduced = (l->next == TAG_ADV && !figure) || l->next == TAG_PREP || l->next == TAG_DATE || l->next == TAG_TO ||
                   l->next == TAG_VERB;
    return reduced && verb_ahead(l->c, l->i) ? TAG_PART : TAG_VERB;
  }
  if (l->prev == TAG_SUB) return TAG_PART; /* "once expected to" */
  if (l->prev == TAG_COMMA) return l->verb || (n->classes & CLASS_PARTICIPLE && is_inserted(l)) ? TAG_PART : TAG_VERB;
  return l->i == 0 ? TAG_PART : TAG_VERB;
}

static Tag repair_ing(const Look *l, const Node *n) {
  if (l->prev == TAG_BE) return TAG_ING;
  if (l->i == 0 && (l->next == TAG_MODAL || l->next == TAG_BE || l->next == TAG_HAVE))
    return TAG_NOUN; /* "Rebuilding will cost" */
  if (l->next == TAG_NOUN && (l->prev == TAG_ING || l->prev == TAG_BASE || l->prev == TAG_VERB || l->prev == TAG_PART))
    return TAG_ADJ;
  if (l->prev == TAG_NAME && node_in(l->c, n, FAMILY_SAY) && l->next != TAG_OTHER) return TAG_ING;
  if (l->prev == TAG_DET || l->prev == TAG_ADJ || l->prev == TAG_POSS || l->prev == TAG_GENITIVE)
    return l->next == TAG_ADJ || (is_nominal(l->next) && l->next != TAG_FIGURE) ? TAG_ADJ : TAG_NOUN;
  if ((n->classes & CLASS_NOUN) && l->prev == TAG_NOUN && !follows_verb(l->next)) return TAG_NOUN;
  if ((n->classes & CLASS_NOUN) && n->main == CLASS_NOUN && l->next != TAG_DET && l->next != TAG_FIGURE &&
      l->next != TAG_POSS)
    return TAG_NOUN;
  return TAG_ING;
}

/* Could another node of the sentence, up to a colon, be its verb? */
static bool other_verb(const Clauses *c, size_t i) {
  size_t first = i, last = i;
  while (first > 0 && c->nodes[first - 1].tag != TAG_COLON) first--;
  while (last < c->n && c->nodes[last].tag != TAG_COLON) last++;
  for (size_t k = first; k < last; k++) {
    Tag t = (Tag)c->nodes[k].tag;
    if (k != i && (t == TAG_VERB || t == TAG_BE || t == TAG_HAVE || t == TAG_MODAL)) return true;
    if (k > i && c->nodes[k].mention < 0 && c->nodes[k].classes & (CLASS_THIRD | CLASS_PAST)) return true;
  }
  return false;
}

/* "researchers say nuclear fusion will": a verb of saying with its clause behind. */
static bool speaks(const Look *l, const Node *n) {
  bool finite = n->classes & (CLASS_THIRD | CLASS_PAST) || l->c->nodes[l->i - 1].classes & CLASS_PLURAL;
  return finite && n->main & (CLASS_BASE | CLASS_THIRD | CLASS_PAST) && node_in(l->c, n, FAMILY_SPEECH);
}

/* "annual sales", "full-year sales": how often, or the length of a period in one word with its noun, is an adjective. */
bool date_describes(const Clauses *c, size_t i) {
  const Node *n = &c->nodes[i];
  const Mention *m = node_mention(c, n);
  if (!m || (m->kind != KIND_SET && m->kind != KIND_PERIOD)) return false;
  Str text = node_text(c, n);
  bool joined = str_chr(text, '-', 0) < text.n && str_chr(text, ' ', 0) == SIZE_MAX;
  return joined || (m->kind == KIND_SET && n->classes & CLASS_ADJECTIVE);
}

/* A share before node i that no article makes a quality: "62 percent", not "a 5 percent cut". */
static bool is_share(const Look *l) {
  const Node *f = &l->c->nodes[l->i - 1];
  const Mention *m = node_mention(l->c, f);
  Tag before = l->i > 1 ? (Tag)f[-1].tag : TAG_OTHER;
  return m && (m->kind == KIND_PERCENT || m->kind == KIND_RATIO) && !opens_noun(before) && before != TAG_PREP;
}

/* "rates", "shares", "forecast", "cut": noun or verb by what stands around. */
static Tag repair_noun_verb(const Look *l, const Node *n, Tag was) {
  Tag then = l->i + 2 < l->c->n ? (Tag)l->c->nodes[l->i + 2].tag : TAG_OTHER;
  bool hedged = l->next == TAG_ADV && n[1].hedge; /* "costs as much as F" */
  bool price = l->next == TAG_FIGURE || hedged || ((l->next == TAG_POSS || l->next == TAG_PRON) && then == TAG_FIGURE);
  bool alone =
      l->prev == TAG_ADJ && l->i > 1 && is_nominal((Tag)l->c->nodes[l->i - 2].tag); /* "flour alone cost her F" */
  if (price && node_in(l->c, n, FAMILY_COST) &&
      (alone || is_nominal(l->prev) || l->prev == TAG_COMMA || (l->prev == TAG_CONJ && n->classes & CLASS_THIRD)))
    return TAG_VERB;
  if (l->prev == TAG_TO || l->prev == TAG_MODAL) return n->classes & CLASS_BASE ? TAG_BASE : was;
  if (l->prev == TAG_CONJ && n->classes & CLASS_NOMINAL &&
      (l->next == TAG_HAVE || l->next == TAG_BE || l->next == TAG_MODAL))
    return TAG_NOUN; /* "and pay has risen" */
  if (opens_noun(l->prev) || l->prev == TAG_PREP) return n->classes & CLASS_NOMINAL ? TAG_NOUN : was;
  if (l->prev == TAG_PRON || l->prev == TAG_REL)
    return n->classes & (CLASS_BASE | CLASS_THIRD | CLASS_PAST) ? TAG_VERB : was;
  if (l->prev == TAG_BE || l->prev == TAG_HAVE)
    return n->classes & CLASS_PARTICIPLE ? TAG_PART : n->classes & CLASS_NOMINAL ? TAG_NOUN : was;
  if (is_nominal(l->prev) && l->prev != TAG_FIGURE) {
    if (speaks(l, n)) return TAG_VERB;
    if (n->classes & CLASS_NOMINAL && date_describes(l->c, l->i - 1)) return TAG_NOUN;
    bool that = l->next == TAG_REL && l->c->nodes[l->i + 1].classes & CLASS_SUBORDINATOR;
    bool article = l->i > 1 && l->c->nodes[l->i - 2].tag == TAG_DET; /* "an MIT report that" */
    if (that && !article && n->classes & CLASS_BASE && node_in(l->c, n, FAMILY_SAY))
      return TAG_VERB; /* "analysts at X estimate that" */
    bool priced = l->next == TAG_PREP && then == TAG_FIGURE && node_in(l->c, n + 1, FAMILY_AT);
    if (priced && !l->verb && n->main & CLASS_BASE) return TAG_VERB; /* "Seats for the show start at F" */
    bool share = node_in(l->c, n, FAMILY_SHARE) && n->classes & CLASS_THIRD && l->next == TAG_PREP;
    if (share && then == TAG_FIGURE && !l->verb) return TAG_VERB; /* "China accounts for F" */
    if (l->verb || verb_ahead(l->c, l->i)) return TAG_NOUN;
    if (n->classes & CLASS_THIRD && l->next == TAG_NOUN && !other_verb(l->c, l->i)) return TAG_VERB;
    const Node *who = n - 1;
    while (who > l->c->nodes && (who->tag == TAG_ADV || who->tag == TAG_DATE)) who--; /* "consumers now pay" */
    bool finite = n->classes & (CLASS_THIRD | CLASS_PAST) || (n->classes & CLASS_BASE && who->classes & CLASS_PLURAL);
    if (n->classes & CLASS_THIRD && who->classes & CLASS_PLURAL && who->tag == TAG_NOUN && l->next == TAG_PREP &&
        !other_verb(l->c, l->i))
      return TAG_VERB; /* "one in three children lives in" */
    bool weak = n->main == CLASS_PLURAL && (l->next == TAG_PREP || l->next == TAG_ADV); /* "prices back above" */
    if (finite && n->main & CLASS_VERBAL && l->next == TAG_NOUN) return TAG_VERB;       /* "the Fed cut rates" */
    bool modified = l->next == TAG_PART && l->i + 2 < l->c->n && l->c->nodes[l->i + 2].tag == TAG_NOUN;
    if (finite && n->main & CLASS_VERBAL && modified) return TAG_VERB; /* "Marlow put insured losses at" */
    return finite && follows_verb(l->next) && !weak ? TAG_VERB : n->classes & CLASS_NOMINAL ? TAG_NOUN : was;
  }
  if (l->prev == TAG_VERB && (l->next == TAG_PREP || l->next == TAG_FIGURE) &&
      (node_in(l->c, n, FAMILY_FALL) || node_in(l->c, n, FAMILY_RISE)) && (n->classes & CLASS_BASE))
    return TAG_VERB; /* "saw its shares fall to" */
  if (l->prev == TAG_FIGURE && n->classes & CLASS_BASE && l->next == TAG_PREP && !other_verb(l->c, l->i))
    return TAG_VERB;                                                       /* "a third trade at" */
  bool parted = l->prev == TAG_FIGURE && n[-1].tag == TAG_ADV && !l->verb; /* "the two firms together control F" */
  if (parted && n->classes & CLASS_BASE && (l->next == TAG_FIGURE || l->next == TAG_DET)) return TAG_VERB;
  if (l->prev == TAG_FIGURE && n->classes & CLASS_BASE && (l->next == TAG_DET || l->next == TAG_POSS) && is_share(l))
    return TAG_VERB; /* "that 62 percent support the plan" */
  bool past = n->classes & CLASS_PAST && (l->next == TAG_DET || l->next == TAG_POSS);
  if (l->prev == TAG_FIGURE && past && !l->verb) return TAG_VERB; /* "and two left the trial" */
  if (l->prev == TAG_FIGURE && was == TAG_BASE) return l->verb ? TAG_NOUN : TAG_VERB;
  return was == TAG_BASE && (n->classes & CLASS_NOMINAL) && l->i == 0 ? TAG_NOUN : was;
}

/* A multiple is a verb where a verb can stand, else a figure. */
static Tag repair_multiple(const Look *l, const Node *n, Tag was) {
  if (l->prev == TAG_TO || l->prev == TAG_MODAL) return n->classes & CLASS_BASE ? TAG_BASE : TAG_FIGURE;
  if (was == TAG_FIGURE)
    return n->classes & CLASS_THIRD && is_nominal(l->prev) && !l->verb && follows_verb(l->next) ? TAG_VERB : was;
  Tag t = was == TAG_ING ? was : repair_past(l, n);
  return is_verb_tag((uint8_t)t) ? t : TAG_FIGURE;
}

/* "to": before a verb or before a noun. */
static Tag repair_to(const Clauses *c, size_t i) {
  if (i + 1 >= c->n) return TAG_PREP;
  const Node *n = &c->nodes[i + 1];
  if (n->tag == TAG_ADV && i + 2 < c->n) n = &c->nodes[i + 2];
  if (multiplies(c, n) && n->classes & CLASS_BASE) return TAG_TO;
  Tag then = n + 1 < c->nodes + c->n ? (Tag)n[1].tag : TAG_OTHER;
  if (n->tag == TAG_ADJ && n->classes & CLASS_BASE && (then == TAG_FIGURE || then == TAG_DET || then == TAG_POSS))
    return TAG_TO; /* "to open 25 shops" */
  if (n->mention >= 0 || n->tag == TAG_DET || n->tag == TAG_POSS || n->tag == TAG_ADJ) return TAG_PREP;
  if (n->tag == TAG_BE || n->tag == TAG_HAVE) return TAG_TO;
  return n->classes & CLASS_BASE && n->word->classes ? TAG_TO : TAG_PREP;
}

/* Words that are determiner, pronoun, relative or subordinator by what follows. */
static Tag repair_function(const Look *l, const Node *n, Tag was) {
  bool noun_next =
      l->next == TAG_NOUN || l->next == TAG_ADJ || l->next == TAG_NAME || l->next == TAG_FIGURE || l->next == TAG_DATE;
  if (was == TAG_REL && (n->classes & CLASS_DETERMINER)) { /* "that" */
    if (l->prev == TAG_NOUN || l->prev == TAG_NAME || l->prev == TAG_COMMA || l->prev == TAG_CLOSE)
      return l->next == TAG_DET || l->next == TAG_POSS || l->next == TAG_PRON || l->next == TAG_NAME ||
                     l->next == TAG_FIGURE
                 ? TAG_SUB
                 : TAG_REL;
    if (l->prev == TAG_VERB || l->prev == TAG_PART || l->prev == TAG_BASE || l->prev == TAG_ING || l->prev == TAG_ADJ ||
        l->prev == TAG_DATE || l->prev == TAG_PRON)
      return TAG_SUB;
    if (l->prev == TAG_FIGURE && l->i + 1 < l->c->n) { /* "the 15 feet that analysts had predicted" */
      bool clause = l->next == TAG_DET || l->next == TAG_POSS || l->next == TAG_PRON || l->next == TAG_NAME ||
                    (l->next == TAG_NOUN && l->c->nodes[l->i + 1].classes & CLASS_PLURAL);
      if (clause) return TAG_SUB;
      if (is_verb_tag((uint8_t)l->next) || l->next == TAG_BE || l->next == TAG_HAVE || l->next == TAG_MODAL)
        return TAG_REL;
    }
    return noun_next ? TAG_DET : TAG_PRON;
  }
  if (was == TAG_REL && (n->classes & CLASS_SUBORDINATOR))
    return is_nominal(l->prev) && !(n->main & CLASS_SUBORDINATOR) ? TAG_REL : TAG_SUB;
  if (was == TAG_DET && (n->classes & CLASS_PRONOUN) && !noun_next && l->next != TAG_BASE && l->next != TAG_DET &&
      l->next != TAG_VERB && l->next != TAG_ING && l->next != TAG_PART && l->next != TAG_ADV)
    return TAG_PRON;
  if (was == TAG_DET && (n->classes & CLASS_PRONOUN) && (l->next == TAG_VERB || l->next == TAG_ADV)) return TAG_PRON;
  return was;
}

/* "OPEC cut its forecast", "sales rose 3%": a word that has not been repaired yet and will be a finite verb. */
static bool will_govern(const Clauses *c, size_t i) {
  const Node *n = &c->nodes[i];
  if (n->mention >= 0 || !(n->classes & (CLASS_PAST | CLASS_THIRD)) || !i || i + 1 >= c->n) return false;
  Tag before = (Tag)c->nodes[i - 1].tag, then = (Tag)c->nodes[i + 1].tag;
  return (before == TAG_NAME || before == TAG_NOUN || before == TAG_PRON) &&
         (then == TAG_POSS || then == TAG_DET || then == TAG_FIGURE || (then == TAG_NAME && before == TAG_NAME));
}

/* "before", "after", "as", "since": prepositions before a noun without a verb, subordinators before a clause. */
static Tag repair_preposition(const Clauses *c, size_t i) {
  const Node *n = &c->nodes[i];
  if (!(n->classes & CLASS_SUBORDINATOR)) return TAG_PREP;
  if (i + 1 < c->n && c->nodes[i + 1].tag == TAG_ING) return TAG_PREP;
  Tag then = i + 2 < c->n && c->nodes[i + 1].tag == TAG_DATE ? (Tag)c->nodes[i + 2].tag : TAG_OTHER;
  if (then == TAG_BE || then == TAG_HAVE || then == TAG_MODAL) return TAG_PREP; /* "Rainfall since October has been" */
  for (size_t k = i + 1; k < c->n; k++) {
    Tag t = (Tag)c->nodes[k].tag;
    if (t == TAG_VERB || t == TAG_BE || t == TAG_MODAL || t == TAG_HAVE || multiplies(c, &c->nodes[k]) ||
        will_govern(c, k))
      return TAG_SUB;
    if (t == TAG_COMMA || t == TAG_SUB || t == TAG_PREP || t == TAG_CONJ || t == TAG_COLON || t == TAG_DASH ||
        t == TAG_QUOTE)
      return TAG_PREP;
  }
  return TAG_PREP;
}

static bool after_verb_particle(const Clauses *c, size_t i) {
  const Node *n = &c->nodes[i];
  if (!(n->classes & CLASS_ADVERB) || !i) return false;
  if (i + 1 >= c->n) return true;
  Tag t = (Tag)c->nodes[i + 1].tag;
  if (!node_in(c, n, FAMILY_AT) && !node_in(c, n, FAMILY_AGENT) && node_in(c, &c->nodes[i - 1], FAMILY_PHRASAL) &&
      c->nodes[i - 1].tag != TAG_NOUN && t != TAG_DET && t != TAG_NOUN)
    return true;
  bool direction = node_in(c, n, FAMILY_UP) || node_in(c, n, FAMILY_DOWN);
  return t == TAG_COMMA || t == TAG_PREP || t == TAG_TO || t == TAG_OTHER || t == TAG_CONJ ||
         (direction && (t == TAG_FIGURE || t == TAG_DATE));
}

/* A number that is no mention belongs to the name or noun around it: "Keytruda's 2018 sales", "Apple One". */
static Tag repair_number(const Look *l, const Node *n, Tag was) {
  if (l->c->work->tokens.items[n->last - 1].kind != TOKEN_NUMBER || !l->i) return was;
  if (l->prev == TAG_NAME &&
      (l->next == TAG_GENITIVE || l->next == TAG_NOUN || l->next == TAG_NAME || l->next == TAG_FIGURE))
    return TAG_NAME;
  return (l->prev == TAG_NOUN || l->prev == TAG_ADJ) && l->next == TAG_NOUN ? TAG_NOUN : was;
}

/* "cost her 40 percent", not "cut her 40 percent stake" */
static bool is_receiver(const Look *l, const Node *n) {
  bool verb = l->prev == TAG_VERB || l->prev == TAG_BASE || l->prev == TAG_PART || l->prev == TAG_ING;
  if (!verb || !(n->classes & CLASS_PRONOUN) || l->next != TAG_FIGURE || l->i + 1 >= l->c->n) return false;
  const Mention *m = node_mention(l->c, n + 1);
  bool amount =
      m && (m->kind == KIND_PERCENT || m->kind == KIND_MONEY || m->kind == KIND_NUMBER || m->kind == KIND_RATIO);
  Tag then = l->i + 2 < l->c->n ? (Tag)n[2].tag : TAG_OTHER;
  return amount && then != TAG_NOUN && then != TAG_ADJ && then != TAG_NAME;
}

/* Is the next word a verb with its figure behind? */
static bool will_act(const Look *l) {
  const Node *n = &l->c->nodes[l->i + 1];
  return l->i + 2 < l->c->n && n->mention < 0 && n->classes & (CLASS_PAST | CLASS_THIRD) &&
         !(n->classes & CLASS_NOMINAL) && n[1].tag == TAG_FIGURE;
}

static Tag repair(const Look *l, const Node *n, Tag was) {
  if (was == TAG_POSS && is_receiver(l, n)) return TAG_PRON;
  if (multiplies(l->c, n)) return repair_multiple(l, n, was);
  if (was == TAG_OTHER) return repair_number(l, n, was);
  if (n->mention >= 0 || n->hedge) return was;
  switch (was) {
  case TAG_TO: return repair_to(l->c, l->i);
  case TAG_PREP:
    if (node_in(l->c, n, FAMILY_WORTH) && (opens_noun(l->prev) || l->prev == TAG_NOUN) && l->next != TAG_FIGURE &&
        l->next != TAG_ADV)
      return TAG_NOUN; /* "net worth of" */
    return after_verb_particle(l->c, l->i) ? TAG_ADV : repair_preposition(l->c, l->i);
  case TAG_REL:
  case TAG_DET: return repair_function(l, n, was);
  case TAG_SUB: /* "so far", "only once in 27 games" */
    return n->classes & CLASS_ADVERB && (l->next == TAG_ADV || l->next == TAG_PREP) ? TAG_ADV : was;
  case TAG_GENITIVE: return l->prev == TAG_PRON ? TAG_BE : was;
  case TAG_MODAL: /* "a 12-ounce can contains" */
    return (l->prev == TAG_DET || l->prev == TAG_FIGURE) && l->i + 1 < l->c->n && n[1].main & CLASS_THIRD ? TAG_NOUN
                                                                                                          : was;
  case TAG_ING: return repair_ing(l, n);
  case TAG_ADV: /* a name like an adverb: "Duly has 900 doctors" */
    return l->i == 0 && !(n->classes & CLASS_FUNCTION) && !n->main && (l->next == TAG_HAVE || l->next == TAG_BE)
               ? TAG_NOUN
               : was;
  default: break;
  }
  if (n->classes & CLASS_FUNCTION) return was;
  if (l->prev == TAG_MODAL && was == TAG_NOUN && !n->main && !(n->classes & (CLASS_PLURAL | CLASS_ING)))
    return TAG_BASE; /* a word that no table lists: "can upload" */
  if (l->prev == TAG_TO || l->prev == TAG_MODAL) return n->classes & CLASS_BASE ? TAG_BASE : was;
  if ((was == TAG_VERB || was == TAG_PART) && (n->classes & (CLASS_PAST | CLASS_PARTICIPLE)) &&
      !(n->classes & CLASS_NOMINAL))
    return repair_past(l, n);
  if (was == TAG_NOUN && (n->classes & CLASS_ING) && n->main != CLASS_PLURAL && l->prev != TAG_NOUN)
    return repair_ing(l, n);
  if ((n->classes & CLASS_NOMINAL) && (n->classes & CLASS_VERBAL)) {
    if (n->classes & (CLASS_PAST | CLASS_PARTICIPLE) && (l->prev == TAG_BE || l->prev == TAG_HAVE)) return TAG_PART;
    return repair_noun_verb(l, n, was);
  }
  bool ahead = !is_nominal(l->next) || l->next == TAG_DATE || (l->next == TAG_FIGURE && is_nominal(l->prev));
  if (was == TAG_ADJ && (n->classes & (CLASS_PAST | CLASS_PARTICIPLE)) && ahead) /* "the blaze scorched 20 acres" */
    return repair_past(l, n);
  if (was == TAG_ADJ && n->classes & CLASS_NOUN && (l->prev == TAG_DET || l->prev == TAG_POSS) && will_act(l))
    return TAG_NOUN; /* "the fair dropped 9 percent" */
  if (was == TAG_ADJ && n->classes & CLASS_NOUN && l->prev == TAG_NOUN &&
      (l->next == TAG_COMMA || l->next == TAG_VERB || (l->next == TAG_PREP && n[1].classes & CLASS_OF)))
    return TAG_NOUN; /* "the fire chief, Marlow", "a record low of" */
  if (was == TAG_BASE && is_nominal(l->prev) && l->i && speaks(l, n)) return TAG_VERB;
  if (was == TAG_BASE && (is_nominal(l->prev) || l->prev == TAG_COMMA || l->prev == TAG_REL || l->prev == TAG_CONJ))
    return TAG_VERB;
  return was;
}

static bool ends_clause(Tag t) {
  return t == TAG_SUB || t == TAG_REL || t == TAG_COLON || t == TAG_CONJ || t == TAG_QUOTE || t == TAG_OPEN ||
         t == TAG_CLOSE || t == TAG_DASH;
}

/* "more than", "at least", "around": in front of a figure that carries their meaning they belong to it like adverbs. */
static void settle_hedges(Clauses *c) {
  for (size_t i = 0; i < c->nhits; i++) {
    const Hit *h = &c->hits[i];
    if (h->phrase->kind != PHRASE_HEDGE || h->last >= c->n) continue;
    const Mention *m = node_mention(c, &c->nodes[h->last]);
    if (!m || !kind_is_figure(m->kind) || m->is.quantity.hedge == HEDGE_NONE) continue;
    for (size_t k = h->first; k < h->last; k++) {
      c->nodes[k].tag = TAG_ADV;
      c->nodes[k].hedge = true;
    }
  }
}

void nodes_tag(Clauses *c) {
  for (size_t i = 0; i < c->n; i++) c->nodes[i].tag = (uint8_t)first_tag(c, &c->nodes[i]);
  settle_hedges(c);
  Look l = {.c = c, .prev = TAG_OTHER};
  for (size_t i = 0; i < c->n; i++) {
    Node *n = &c->nodes[i];
    l.i = i;
    l.next = i + 1 < c->n ? (Tag)c->nodes[i + 1].tag : TAG_OTHER;
    n->tag = (uint8_t)repair(&l, n, (Tag)n->tag);
    if (n->tag == TAG_REL || n->tag == TAG_SUB) {
      l.outer = l.verb;
      l.relative = true;
    } else if (n->tag == TAG_COMMA && l.relative) {
      l.verb = l.outer;
      l.relative = false;
    }
    if (ends_clause((Tag)n->tag)) l.verb = false;
    if (n->tag == TAG_VERB || n->tag == TAG_BE || n->tag == TAG_MODAL || n->tag == TAG_HAVE)
      l.verb = !node_in(c, n, FAMILY_SAY); /* a clause may follow without "that" */
    if ((n->tag != TAG_ADV && n->tag != TAG_NOT) || l.prev == TAG_OTHER) l.prev = (Tag)n->tag;
  }
}
