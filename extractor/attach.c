/* attach.c -- who or what a figure is about.
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
 *   fallback.apposition  the name that a share describes               "Valtel, 51 percent owned by the state,"
 *   fallback.none      nothing: the claim stays unresolved */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }

int verb_subject(const Layer *l, int verb) { return verb < 0 ? -1 : chunk(l, verb)->subject; }

bool names_somebody(const Layer *l, int i) {
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
    if (node(l, chunk(l, p)->head)->word->role == ROLE_IN + 1) return i;
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

/* "put Arden at 46% and Webb at 42%": the group that "and" adds to the verb's object, right before the figure's phrase; -1. */
static int next_joined(const Layer *l, const Tie *t) {
  int prep = chunk(l, t->chunk)->prep, who = prep < 0 ? -1 : chunk(l, prep)->back;
  int joint = who < 0 || chunk(l, who)->kind != CHUNK_NOUN ? -1 : chunk(l, who)->back;
  return joint > t->verb && chunk(l, joint)->kind == CHUNK_JOIN && !has_figure(l, who) ? who : -1;
}

/* The object, also behind a period: "put third-quarter sales at"; -1. */
static int object_over_date(const Layer *l, int verb) {
  int object = chunk(l, verb)->object, next = chunk(l, verb)->next;
  if (object < 0 && next >= 0 && chunk(l, next)->kind == CHUNK_DATE) object = chunk(l, next)->next;
  return object >= 0 && chunk(l, object)->kind == CHUNK_NOUN && chunk(l, object)->prep < 0 ? object : -1;
}

/* "pulled the index 2% lower": what a verb moves; -1 for verbs of trade ("closed the day 2% lower"). */
static int pulled_object(const Layer *l, const Tie *t) {
  int before = chunk(l, t->chunk)->back;
  bool object = t->role == ROLE_AFTER && t->verb >= 0 && before >= 0 && chunk(l, t->verb)->object == before;
  return object && !node_in(&l->clauses, node(l, chunk(l, t->verb)->head), FAMILY_TRADE) ? before : -1;
}

static int frame_subject(const Layer *l, const Tie *t) {
  int i = pulled_object(l, t);
  if (i >= 0) return i;
  if (node(l, t->word)->tag == TAG_NOUN || node(l, t->word)->tag == TAG_NAME) return noun_subject(l, t);
  switch ((Who)t->frame->who) {
  case WHO_OBJECT:
    i = next_joined(l, t);
    if (i < 0) i = t->verb < 0 ? -1 : object_over_date(l, t->verb);
    break;
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
    bool verb = chunk(l, i)->kind == CHUNK_VERB && chunk(l, i)->form != VERB_PARTICIPLE;
    if (verb || chunk(l, i)->kind == CHUNK_SUB || chunk(l, i)->kind == CHUNK_REL) return -1;
  }
  return -1;
}

static bool is_part(Kind k) { return k == KIND_PERCENT || k == KIND_RATIO; }

static int verb_right(const Layer *l, int i) {
  for (i = chunk(l, i)->next; i >= 0; i = chunk(l, i)->next)
    if (chunk(l, i)->kind == CHUNK_VERB && chunk(l, i)->form == VERB_FINITE) return i;
  return -1;
}

/* The noun group before the aside that the figure stands in. */
int before_aside(const Layer *l, const Tie *t) {
  uint8_t aside = node(l, t->node)->aside;
  int i = t->node;
  while (aside && i > 0 && node(l, i)->aside == aside) i--;
  return aside && chunk(l, node(l, i)->chunk)->kind == CHUNK_NOUN ? node(l, i)->chunk : -1;
}

int label_before(const Layer *l, const Tie *t) {
  int i = chunk(l, t->chunk)->back;
  if (i >= 0 &&
      (chunk(l, i)->kind == CHUNK_BREAK || chunk(l, i)->kind == CHUNK_COMMA || chunk(l, i)->kind == CHUNK_OTHER))
    i = chunk(l, i)->back;
  int verb = i; /* "The walk is longer: 24 miles" */
  while (verb >= 0 && (chunk(l, verb)->kind == CHUNK_ADV || chunk(l, verb)->kind == CHUNK_ADJ))
    verb = chunk(l, verb)->back;
  if (verb >= 0 && verb != i && chunk(l, verb)->copula) i = verb_subject(l, verb);
  return i >= 0 && chunk(l, i)->kind == CHUNK_NOUN && !has_figure(l, i) ? i : -1;
}

/* The noun chunk that hangs on chunk i by the next preposition, figures left out; -1. */
int hanging(const Layer *l, int i) {
  int n = phrase_behind(l, i);
  return n >= 0 && !has_figure(l, n) ? n : -1;
}

/* "the station at F", "an appeal for F": the group without a figure that the phrase of group i follows; -1. */
static int noun_of_phrase(const Layer *l, int i) {
  int host = chunk(l, chunk(l, i)->prep)->back;
  return host >= 0 && chunk(l, host)->kind == CHUNK_NOUN && !has_figure(l, host) ? host : -1;
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

static bool is_person(const Layer *l, int at) {
  const Mention *m = node_mention(&l->clauses, node(l, at));
  return m && m->kind == KIND_ENTITY && m->is.entity.type == ENT_PERSON;
}

/* "Petr Mrazek (26 saves)": the noun before brackets that hold a figure without a verb and behind no other figure; -1. */
static int alone_in_aside(const Layer *l, const Tie *t) {
  int host = before_aside(l, t);
  if (host < 0 || has_figure(l, host)) return -1;
  for (int i = host + 1; i < (int)l->clauses.nchunks && chunk(l, i)->aside; i++)
    if (chunk(l, i)->kind == CHUNK_VERB || (i < t->chunk && has_figure(l, i))) return -1;
  return host;
}

/* "each with F", "both at F": the pronoun and its preposition. */
static bool is_each(const Layer *l, int i) {
  int next = chunk(l, i)->next;
  if (chunk(l, i)->kind == CHUNK_PREP) return chunk(l, i)->back >= 0 && is_each(l, chunk(l, i)->back);
  bool quantifies =
      node(l, chunk(l, i)->head)->classes & CLASS_QUANTIFIER && chunk(l, i)->last - chunk(l, i)->first == 1;
  return quantifies && next >= 0 && chunk(l, next)->kind == CHUNK_PREP;
}

/* "Ticket prices, now F on average, would rise": the subject whose apposition in commas the figure is; -1. */
static int apposed_to(const Layer *l, const Tie *t) {
  int i = chunk(l, t->chunk)->back;
  while (i >= 0 && (chunk(l, i)->kind == CHUNK_DATE || chunk(l, i)->kind == CHUNK_ADV || is_each(l, i)))
    i = chunk(l, i)->back;
  int host = i < 0 || chunk(l, i)->kind != CHUNK_COMMA ? -1 : chunk(l, i)->back;
  if (host < 0 || chunk(l, host)->kind != CHUNK_NOUN || has_figure(l, host)) return -1;
  bool comma = false;
  for (i = chunk(l, t->chunk)->next; i >= 0; i = chunk(l, i)->next) {
    if (chunk(l, i)->kind == CHUNK_COMMA) comma = true;
    if (chunk(l, i)->kind == CHUNK_VERB) return comma && chunk(l, i)->subject == host ? host : -1;
  }
  return -1;
}

/* "Valtel, 51 percent owned by the state,": the noun before a comma that a share with a participle describes; -1. */
static int described_by_share(const Layer *l, const Claim *k, const Tie *t) {
  bool part = is_part(k->kind) && t->verb >= 0 && chunk(l, t->verb)->form == VERB_PARTICIPLE &&
              chunk(l, t->verb)->subject == t->chunk;
  int comma = part ? chunk(l, t->chunk)->back : -1, host = comma < 0 ? -1 : chunk(l, comma)->back;
  if (host < 0 || chunk(l, comma)->kind != CHUNK_COMMA || chunk(l, host)->kind != CHUNK_NOUN) return -1;
  return node(l, chunk(l, host)->head)->tag == TAG_NAME ? host : -1;
}

int aged_group(const Layer *l, const Tie *t) {
  bool age = t->host >= 0 && node_in(&l->clauses, node(l, chunk(l, t->host)->head), FAMILY_AGED);
  int prep = age ? chunk(l, t->host)->prep : -1, host = prep < 0 ? -1 : chunk(l, prep)->back;
  return host >= 0 && chunk(l, host)->kind == CHUNK_NOUN ? host : -1;
}

/* "children under five", "people over 65": the group of people that the age bounds; -1. */
static int bounded_group(const Layer *l, const Claim *k, const Tie *t) {
  int owner = aged_group(l, t);
  if (owner >= 0) return owner;
  int aged = chunk(l, t->chunk)->back;
  bool years =
      k->kind == KIND_NUMBER && aged >= 0 && node_in(&l->clauses, node(l, chunk(l, aged)->last - 1), FAMILY_AGED);
  if (years && chunk(l, aged)->kind == CHUNK_VERB) aged = chunk(l, aged)->back; /* "women aged 16 to 24" */
  if (years && aged >= 0 && chunk(l, aged)->kind == CHUNK_NOUN && node(l, chunk(l, aged)->head)->tag == TAG_NOUN)
    return aged;
  int prep = chunk(l, t->chunk)->prep, host = prep < 0 ? -1 : chunk(l, prep)->back;
  bool hedged = prep < 0 && (k->quantity.hedge == HEDGE_UNDER || k->quantity.hedge == HEDGE_OVER);
  int before = hedged ? chunk(l, t->chunk)->back : -1;
  if (before >= 0 && chunk(l, before)->kind == CHUNK_NOUN &&
      node_in(&l->clauses, node(l, chunk(l, before)->head), FAMILY_PEOPLE) && k->kind == KIND_NUMBER)
    return before;
  bool age = k->kind == KIND_NUMBER || k->kind == KIND_DURATION || (k->kind == KIND_COUNT && t->noun < 0);
  if (!age || host < 0 || chunk(l, host)->kind != CHUNK_NOUN) return -1;
  const Node *word = node(l, chunk(l, prep)->head), *who = node(l, chunk(l, host)->head);
  bool bound = node_in(&l->clauses, word, FAMILY_ABOVE) || node_in(&l->clauses, word, FAMILY_BELOW);
  return bound && node_in(&l->clauses, who, FAMILY_PEOPLE) ? host : -1;
}

/* Does the group say that it is the first, the largest, a record? */
static bool is_extreme(const Layer *l, int i) {
  for (int n = chunk(l, i)->first; n < chunk(l, i)->last; n++) {
    const Mention *m = node_mention(&l->clauses, node(l, n));
    if ((m && m->kind == KIND_ORDINAL) || node_in(&l->clauses, node(l, n), FAMILY_EXTREME) ||
        node_in(&l->clauses, node(l, n), FAMILY_RECORD))
      return true;
  }
  return false;
}

/* "the first such death in the province in 16 years", "the weakest growth since 2002": the group that the time in chunk i is said of; -1. */
static int extreme_group(const Layer *l, int i, Family by) {
  int prep = chunk(l, i)->prep;
  const Node *word = prep < 0 ? NULL : node(l, chunk(l, prep)->head);
  if (!word || !node_in(&l->clauses, word, by)) return -1;
  for (int host = chunk(l, prep)->back; host >= 0 && chunk(l, host)->kind == CHUNK_NOUN;) {
    const Node *head = node(l, chunk(l, host)->head);
    bool named = head->tag == TAG_NOUN && !node_in(&l->clauses, head, FAMILY_TIMES) &&
                 !node_in(&l->clauses, head, FAMILY_EXTREME) && !node_in(&l->clauses, head, FAMILY_RECORD);
    if (is_extreme(l, host)) return named && node(l, chunk(l, host)->first)->tag != TAG_POSS ? host : -1;
    host = chunk(l, host)->prep < 0 ? -1 : chunk(l, chunk(l, host)->prep)->back;
  }
  return -1;
}

/* "sends the club five points clear": the object that a verb of moving puts right before the figure; -1. */
static int moved_object(const Layer *l, const Tie *t) {
  int object = t->verb < 0 ? -1 : chunk(l, t->verb)->object;
  bool moves = object >= 0 && object != t->chunk && chunk(l, t->chunk)->back == object && names_somebody(l, object);
  return moves && node_in(&l->clauses, node(l, chunk(l, t->verb)->head), FAMILY_RAISE) ? object : -1;
}

/* Is group i somebody who can do things, without a name: "a driver"? */
static bool acts(const Layer *l, int i) {
  return i >= 0 && node(l, chunk(l, i)->head)->tag == TAG_NOUN &&
         (is_somebody(l, i) || node_in(&l->clauses, node(l, chunk(l, i)->head), FAMILY_PERSON));
}

static Choice fallback(const Layer *l, const Claim *k, const Tie *t) {
  int behind = hanging(l, t->chunk), subject = verb_subject(l, t->verb);
  bool own_head = t->noun < 0;
  bool there =
      subject >= 0 && subject != t->chunk && node_in(&l->clauses, node(l, chunk(l, subject)->head), FAMILY_THERE);
  bool inverted = t->role == ROLE_IS && subject < 0 && k->kind == KIND_COUNT;               /* "inside are 40 tins" */
  if ((there || inverted) && t->role == ROLE_IS) return (Choice){t->chunk, "fallback.own"}; /* "there are 300 firms" */
  bool of = behind >= 0 && chunk_is_of(&l->clauses, chunk(l, behind)->prep);
  if (k->kind == KIND_QUANTITY && own_head && of &&
      !(t->role == ROLE_OBJ && (names_somebody(l, subject) || acts(l, subject))))
    return (Choice){behind, "fallback.of"}; /* "5 tonnes of rice" */
  bool agent = t->verb >= 0 && chunk(l, t->verb)->passive && chunk(l, t->chunk)->prep >= 0 &&
               node_in(&l->clauses, node(l, chunk(l, chunk(l, t->chunk)->prep)->head), FAMILY_AGENT); /* "by 7% of X" */
  if (is_part(k->kind) && own_head && of && (t->role == ROLE_SUBJ || subject < 0 || subject == t->chunk || agent))
    return (Choice){behind, "fallback.of"};
  if (k->kind == KIND_MONEY && own_head && of && t->role == ROLE_SUBJ) return (Choice){behind, "fallback.of"};
  int bounded = bounded_group(l, k, t);
  if (bounded >= 0) return (Choice){bounded, "fallback.host"};
  int extreme = k->kind == KIND_DURATION && own_head ? extreme_group(l, t->chunk, FAMILY_STRETCH) : -1;
  if (extreme >= 0) return (Choice){extreme, "fallback.host"};
  bool often = (k->kind == KIND_COUNT || k->kind == KIND_NUMBER) &&
               node_in(&l->clauses, node(l, chunk(l, t->chunk)->head), FAMILY_TIMES);
  if (often && chunk(l, t->chunk)->prep < 0 && subject >= 0 && subject != t->chunk)
    return (Choice){subject, "fallback.clause"}; /* "ran six more times" */
  int described = described_by_share(l, k, t);
  if (described >= 0) return (Choice){described, "fallback.apposition"};
  int aside = alone_in_aside(l, t);
  if (aside < 0) aside = apposed_to(l, t);
  if (aside >= 0) return (Choice){aside, "fallback.aside"};
  if (t->host >= 0 && names_somebody(l, t->host)) return (Choice){t->host, "fallback.host"};
  if (names_somebody(l, t->chunk)) return (Choice){t->chunk, "fallback.group"};
  if (k->kind == KIND_COUNT && t->role != ROLE_IS) return (Choice){t->chunk, "fallback.own"};
  bool by_person =
      subject >= 0 && is_person(l, chunk(l, subject)->head); /* "Trump eliminates the 15% tariffs" is about tariffs */
  if (t->noun >= 0 && (by_person || !is_measured(l, chunk(l, t->chunk)->head)))
    return (Choice){t->chunk, "fallback.own"};
  bool lasts = k->kind == KIND_DURATION && subject >= 0; /* "flew for two hours at a height" */
  int prep = chunk(l, t->chunk)->prep;
  bool worth = prep >= 0 && node_in(&l->clauses, node(l, chunk(l, prep)->head), FAMILY_WORTH);
  if (behind >= 0 && own_head && !lasts && !worth && !is_measured(l, chunk(l, behind)->head) &&
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
  bool nobody = subject >= 0 && node_in(&l->clauses, node(l, chunk(l, subject)->head), FAMILY_ANYONE);
  if (nobody && behind >= 0 && node(l, chunk(l, chunk(l, behind)->prep)->head)->word->role == ROLE_FOR + 1)
    return (Choice){behind, "fallback.behind"}; /* "Nobody has offered F for the painting" */
  int moved = moved_object(l, t);
  if (moved >= 0) return (Choice){moved, "fallback.clause"};
  if (subject >= 0 && subject != t->chunk) return (Choice){subject, "fallback.clause"};
  if (subject == t->chunk && chunk(l, t->verb)->form == VERB_FINITE) return (Choice){t->chunk, "fallback.own"};
  int host = before_aside(l, t);
  if (host >= 0) return (Choice){host, "fallback.aside"};
  host = chunk(l, t->chunk)->prep < 0 ? label_before(l, t) : noun_of_phrase(l, t->chunk);
  if (host >= 0) return (Choice){host, "fallback.label"};
  return (Choice){-1, "fallback.none"};
}

int stands_for(const Layer *l, int i) {
  const Node *p = node(l, chunk(l, i)->head);
  if (!node_in(&l->clauses, p, FAMILY_REFER)) return -1;
  bool many = p->classes & CLASS_MANY;
  for (int v = i - 1; v >= 0; v--) {
    int s = chunk(l, v)->kind == CHUNK_VERB ? chunk(l, v)->subject : -1;
    if (s < 0 || s >= i) continue;
    const Node *h = node(l, chunk(l, s)->head);
    bool noun = h->tag == TAG_NOUN || h->tag == TAG_NAME;
    if (noun && (h->tag == TAG_NAME || !(h->classes & CLASS_PLURAL) == !many)) return s;
  }
  return -1;
}

/* The claim of this sentence whose figure stands alone in group i; NULL. */
static const Claim *claim_of_bare(const Layer *l, int i) {
  if (i < 0 || chunk(l, i)->kind != CHUNK_NOUN) return NULL;
  for (size_t k = l->first; k + 1 < l->n; k++)
    if (l->ties[k - l->first].node == chunk(l, i)->last - 1 && l->ties[k - l->first].chunk == i) return &l->claims[k];
  return NULL;
}

/* "above $2 billion, nearly four times its earnings": the group of the figure before the comma that a multiple follows; -1. */
static int times_figure(const Layer *l, const Claim *k, const Tie *t) {
  int comma = k->kind == KIND_MULTIPLE ? chunk(l, t->chunk)->back : -1;
  while (comma >= 0 && chunk(l, comma)->kind == CHUNK_ADV) comma = chunk(l, comma)->back;
  int figure = comma >= 0 && chunk(l, comma)->kind == CHUNK_COMMA ? chunk(l, comma)->back : -1;
  return figure >= 0 && has_figure(l, figure) ? figure : -1;
}

/* "A third trade at F", "Revenue: €3 million (+2%)": what a bare figure does is said of its own subject. */
static bool subject_of_figure(const Layer *l, Claim *k, int i) {
  const Claim *before = claim_of_bare(l, i);
  if (!before) return false;
  k->subject = before->subject;
  bool moves = k->change != CHANGE_LEVEL && before->kind != KIND_COUNT;
  if (!k->measure.n && before->measure.n && (k->kind == before->kind || moves)) k->measure = before->measure;
  return true;
}

/* The newest figure of this sentence before k's, when it has k's kind and a subject; NULL. */
static const Claim *alike_before(const Layer *l, const Claim *k) {
  const Claim *before = figure_before(l);
  bool here = before && before >= l->claims + l->first;
  return here && before->kind == k->kind && before->subject.text.n ? before : NULL;
}

/* "nine feet high, lower than the 15 feet that ...": what a figure is compared with has its subject. */
static bool compared_with(const Layer *l, Claim *k) {
  const Claim *before = alike_before(l, k);
  if (!before || !str_eq(before->quantity.unit, k->quantity.unit)) return false;
  k->subject = before->subject;
  return true;
}

/* "fewer than the 140,000 economists had predicted": what the counted people foretold. */
static bool is_foretold(const Layer *l, const Tie *t) {
  if (!node_in(&l->clauses, node(l, chunk(l, t->chunk)->head), FAMILY_SPEAKERS)) return false;
  int next = chunk(l, t->chunk)->next;
  return next >= 0 && chunk(l, next)->kind == CHUNK_VERB && chunk(l, next)->subject == t->chunk &&
         node_in(&l->clauses, node(l, chunk(l, next)->head), FAMILY_FORECAST);
}

/* "0.6 percent, against F a year before", "fewer than the F economists had predicted" */
static bool is_compared(const Layer *l, Claim *k, const Tie *t) {
  int before = chunk(l, t->chunk)->first - 1;
  if (before < 0 || names_somebody(l, t->chunk)) return false;
  const Claim *alike = alike_before(l, k);
  if (alike && node_in(&l->clauses, node(l, before), FAMILY_THAN) && is_foretold(l, t)) {
    k->subject = alike->subject;
    k->measure = alike->measure;
    return true;
  }
  bool alone = t->noun < 0 && phrase_behind(l, t->chunk) < 0;
  return alone && node_in(&l->clauses, node(l, before), FAMILY_VERSUS) && compared_with(l, k);
}

/* "down 68p at 1,112p": where a price stands behind how far it moved has the subject of the movement. */
static bool stands_at(Layer *l, Claim *k, Tie *t) {
  bool price = k->kind == KIND_MONEY || k->kind == KIND_NUMBER;
  if (!price || l->n - l->first < 2 || chunk(l, t->chunk)->prep < 0) return false;
  const Tie *before = &l->ties[l->n - l->first - 2];
  const Chunk *prep = chunk(l, chunk(l, t->chunk)->prep);
  bool at = node(l, prep->head)->word->role == ROLE_AT + 1 && prep->back == before->chunk;
  if (!at || !before->frame || before->frame->change <= CHANGE_LEVEL) return false;
  k->subject = l->claims[l->n - 2].subject;
  t->about = before->about;
  return true;
}

/* "Stores: 412, of which 17 new": in a line without a verb a figure without a noun belongs with the figure before. */
static bool follows_figure(const Layer *l, Claim *k) {
  const Claim *before = figure_before(l);
  if (!before || before < l->claims + l->first) return false;
  for (int i = 0; i < (int)l->clauses.nchunks; i++)
    if (chunk(l, i)->kind == CHUNK_VERB) return false;
  k->subject = before->subject;
  return true;
}

/* The number of a count without the noun it counts: "19,500 finished". */
static bool is_number_alone(const Layer *l, const Tie *t) {
  const Chunk *c = chunk(l, t->chunk);
  return t->noun < 0 && c->head == t->node && l->work->tokens.items[node(l, t->node)->last - 1].kind == TOKEN_NUMBER;
}

/* "Of the patients, 112 were ..." */
static int whole_fronted(const Layer *l, const Tie *t) {
  int comma = chunk(l, t->chunk)->back, whole = comma < 0 ? -1 : chunk(l, comma)->back;
  bool of = whole >= 0 && chunk(l, comma)->kind == CHUNK_COMMA && chunk(l, whole)->kind == CHUNK_NOUN &&
            chunk_is_of(&l->clauses, chunk(l, whole)->prep);
  return of && chunk(l, chunk(l, whole)->prep)->back < 0 ? whole : -1;
}

/* "The club has 900 members. All but 14 voted": a number that acts is of the people who were counted last. */
static bool people_before(const Layer *l, Claim *k, const Tie *t) {
  bool acts = verb_subject(l, t->verb) == t->chunk && !chunk(l, t->verb)->passive && !chunk(l, t->verb)->copula;
  const Claim *last = acts ? claim_before(l) : NULL;
  for (const Claim *b = last; b && b->sentence.start == last->sentence.start; b = b > l->claims ? b - 1 : NULL) {
    bool people =
        b->kind == KIND_COUNT && word_in(l->book, book_word(l->book, b->quantity.written_unit), FAMILY_PERSON);
    if (!people || (b->subject.entity.n && b->subject.type == ENT_PERSON)) continue;
    k->subject = b->subject;
    return true;
  }
  return false;
}

/* "21,300 runners started and 19,500 finished": a number alone counts what was counted before in its sentence. */
static bool counted_before(Layer *l, Claim *k, const Tie *t) {
  bool counts = k->kind == KIND_COUNT || k->kind == KIND_NUMBER;
  if (!counts || t->role == ROLE_OBJ || !is_number_alone(l, t) || phrase_behind(l, t->chunk) >= 0) return false;
  int whole = whole_fronted(l, t);
  if (whole >= 0) return party_of_chunk(l, &k->subject, whole), true;
  for (size_t i = l->n - 1; i-- > l->first;) {
    const Claim *before = &l->claims[i];
    bool named = before->subject.text.n && (before->subject.text.p[0] < '0' || before->subject.text.p[0] > '9');
    bool part = is_part(before->kind) && before->scope_of.n; /* "7% of patients ..., and two left" */
    if ((before->kind != KIND_COUNT && before->kind != KIND_NUMBER && !part) || !named) continue;
    k->subject = before->subject;
    return true;
  }
  return people_before(l, k, t);
}

/* "one voter in eight": does the figure itself say of what? */
static bool names_thing(const Layer *l, int at) {
  const Node *n = node(l, at);
  for (uint32_t i = n->first + 1; i + 1 < n->last; i++) {
    const Token *t = &l->work->tokens.items[i];
    Str text = str_slice(l->work->doc->text, t->start, t->end);
    if (t->kind == TOKEN_WORD && !(book_word(l->book, text)->classes & CLASS_FUNCTION)) return true;
  }
  return false;
}

/* "surveyed 300 firms and found that 95 percent ...": a bare share is of what was counted before. */
static bool whole_before(Layer *l, Claim *k, const Tie *t) {
  bool own = k->kind == KIND_RATIO && names_thing(l, t->node);
  if (!is_part(k->kind) || own || t->noun >= 0 || phrase_behind(l, t->chunk) >= 0) return false;
  const Claim *before = l->n - 1 > l->first ? &l->claims[l->n - 2] : claim_before(l), *last = before;
  for (; before && before->kind != KIND_COUNT && !is_part(before->kind); before--)
    if (before == l->claims || before[-1].sentence.start != last->sentence.start) return false;
  if (!before) return false;
  k->subject = before->subject;
  bool here = before >= l->claims + l->first && before->kind == KIND_COUNT && !before->measure.p;
  if (here)
    party_of_chunk(l, &k->subject, l->ties[before - l->claims - (ptrdiff_t)l->first].chunk); /* what was counted */
  return true;
}

/* "among girls it is F", "on a placebo the drop was F": the phrase that opens the clause says whose a bare measure is; -1. */
static int fronted_group(const Layer *l, int subject) {
  if (subject < 0 || chunk(l, subject)->prep >= 0 || names_somebody(l, subject)) return -1;
  const Node *head = node(l, chunk(l, subject)->head);
  bool bare = is_measured(l, chunk(l, subject)->head) && phrase_behind(l, subject) < 0;
  int group = bare || node_in(&l->clauses, head, FAMILY_REFER) ? chunk(l, subject)->back : -1;
  if (group >= 0 && chunk(l, group)->kind == CHUNK_COMMA) group = chunk(l, group)->back;
  int prep = group < 0 || chunk(l, group)->kind != CHUNK_NOUN ? -1 : chunk(l, group)->prep;
  if (prep < 0 || !node_in(&l->clauses, node(l, chunk(l, prep)->head), FAMILY_AMONG)) return -1;
  int border = chunk(l, prep)->back;
  if (border >= 0 && (chunk(l, border)->kind == CHUNK_NOUN || chunk(l, border)->kind == CHUNK_VERB)) return -1;
  const Node *who = node(l, chunk(l, group)->head);
  bool thing = who->tag == TAG_NOUN && !node_in(&l->clauses, who, FAMILY_PERIOD) &&
               !node_in(&l->clauses, who, FAMILY_VIEWPOINT) && !is_measured(l, chunk(l, group)->head);
  return (thing || who->tag == TAG_NAME) && !has_figure(l, group) ? group : -1;
}

/* "The past 12 months were F warmer": a time stands where the subject does. */
static bool subject_is_date(const Layer *l, const Tie *t) {
  int before = t->verb < 0 || !chunk(l, t->verb)->copula ? -1 : chunk(l, t->verb)->back;
  return before >= 0 && chunk(l, before)->kind == CHUNK_DATE && chunk(l, before)->prep < 0 &&
         chunk(l, before)->back < 0;
}

/* "all of them", "most of the trams": the group whose members a quantifier takes; i itself when it is none. */
static int quantified(const Layer *l, int i) {
  if (i < 0 || chunk(l, i)->last - chunk(l, i)->first > 1) return i;
  int whole = node(l, chunk(l, i)->head)->classes & CLASS_QUANTIFIER ? hanging(l, i) : -1;
  return whole >= 0 && chunk_is_of(&l->clauses, chunk(l, whole)->prep) ? whole : i;
}

void attach_subject(Layer *l, Claim *k, Tie *t) {
  Choice choice = {t->gap, "fallback.gap"};
  if (t->frame && t->gap < 0) {
    choice.chunk = frame_subject(l, t);
    Tag tag = (Tag)node(l, t->word)->tag;
    if (t->role != ROLE_AFTER && (tag == TAG_ADV || tag == TAG_PREP || tag == TAG_ADJ) &&
        chunk(l, node(l, t->word)->chunk)->kind != CHUNK_VERB) {
      int a = adverb_subject(l, t);
      if (a >= 0) choice.chunk = a;
    }
  }
  if (!t->frame && stands_at(l, k, t)) return;
  if (choice.chunk < 0) {
    choice = fallback(l, k, t);
    if (!k->rule.n) k->rule = str_of(choice.rule);
  }
  choice.chunk = quantified(l, choice.chunk);
  if (is_compared(l, k, t)) return;
  int fronted = fronted_group(l, choice.chunk);
  if (subject_of_figure(l, k, times_figure(l, k, t)) || subject_of_figure(l, k, choice.chunk)) return;
  if (choice.chunk < 0 && subject_is_date(l, t)) {
    subject_of_before(l, k);
    return;
  }
  if (choice.chunk < 0 && (follows_figure(l, k) || counted_before(l, k, t) || compared_with(l, k))) return;
  if (choice.chunk == t->chunk && t->role == ROLE_SUBJ && whole_before(l, k, t)) return;
  if (choice.chunk == t->chunk && counted_before(l, k, t)) return;
  t->about = party_of_chunk(l, &k->subject, choice.chunk);
  if (fronted >= 0)
    party_of_chunk(l, &k->subject, fronted);
  else if (choice.chunk >= 0 && !k->subject.entity.n)
    owner_find(l, k, t, choice.chunk);
  if (k->kind == KIND_COUNT && !k->subject.entity.n && choice.chunk == t->chunk && !t->frame) count_owner(l, k, t);
}

/* --- dated events -------------------------------------------------------------------------------------------------- */

/* The name that stands before the date in a signature. */
static int name_before(const Layer *l, int i) {
  while (--i >= 0)
    if (chunk(l, i)->kind == CHUNK_NOUN && names_somebody(l, i)) return i;
  return -1;
}

/* The first noun group behind a verb, dates and adverbs skipped, when a preposition leads to it; -1. */
static int phrase_after(const Layer *l, int verb) {
  for (int i = chunk(l, verb)->next; i >= 0; i = chunk(l, i)->next) {
    if (chunk(l, i)->kind == CHUNK_NOUN) return chunk(l, i)->prep >= 0 ? i : -1;
    if (chunk(l, i)->kind != CHUNK_DATE && chunk(l, i)->kind != CHUNK_ADV && chunk(l, i)->kind != CHUNK_ADJ &&
        chunk(l, i)->kind != CHUNK_PREP)
      return -1;
  }
  return -1;
}

/* "prices are above last year's peak of $55": what the figure that hangs on the date's group is about. */
static const Claim *figure_on(const Layer *l, int group) {
  if (names_somebody(l, group) || !is_measured(l, chunk(l, group)->head)) return NULL;
  for (size_t i = l->first; i + 1 < l->n; i++)
    if (l->ties[i - l->first].host == group && l->claims[i].subject.text.n) return &l->claims[i];
  return NULL;
}

/* The claim of this sentence whose figure is in group i; NULL. */
static const Claim *claim_in(const Layer *l, int i) {
  for (size_t k = l->first; k + 1 < l->n; k++)
    if (l->ties[k - l->first].chunk == i && is_number_alone(l, &l->ties[k - l->first])) return &l->claims[k];
  return NULL;
}

void attach_event(Layer *l, Claim *k, const Tie *t) {
  const Chunk *own = chunk(l, t->chunk);
  int behind =
      own->kind == CHUNK_NOUN ? t->chunk : extreme_group(l, t->chunk, FAMILY_SINCE); /* "an October news conference" */
  if (behind >= 0) {
    const Claim *figure = figure_on(l, behind);
    if (figure)
      k->subject = figure->subject;
    else
      party_of_chunk(l, &k->subject, behind);
    k->event = node_text(&l->clauses, node(l, chunk(l, behind)->head));
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
  int by = v->passive ? phrase_after(l, verb) : -1, who = v->subject >= 0 ? v->subject : v->object;
  bool unnamed = who >= 0 && node(l, chunk(l, who)->head)->tag == TAG_PRON && node(l, chunk(l, who)->head)->mention < 0;
  const Claim *count = who >= 0 && chunk(l, who)->kind == CHUNK_NOUN ? claim_in(l, who) : NULL;
  if (count) { /* "On Saturday all but 14 left" */
    k->subject = count->subject;
    return;
  }
  bool agent = by >= 0 && unnamed && node_in(&l->clauses, node(l, chunk(l, chunk(l, by)->prep)->head), FAMILY_AGENT);
  party_of_chunk(l, &k->subject, agent ? by : who); /* "this was upended last week by DeepSeek" */
  if (unnamed && !agent) owner_find(l, k, t, who);
}
