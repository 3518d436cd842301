/* subject.c -- which noun group a verb is about, and which it acts on: one scan to the left, one to the right.
 *
 * To the left the scan steps over prepositional phrases, asides and inserted relative clauses, follows a relative pronoun to the noun before
 * it, and hands infinitives and participles to the noun group or verb that governs them. */
#include "extractor/clause.h"

static Chunk *at(const Clauses *c, int i) { return i < 0 ? NULL : &c->chunks[i]; }
static bool is(const Clauses *c, int i, ChunkKind k) { return i >= 0 && c->chunks[i].kind == k; }
static int back(const Clauses *c, int i) { return i < 0 ? -1 : c->chunks[i].back; }
static int next(const Clauses *c, int i) { return i < 0 ? -1 : c->chunks[i].next; }
static const Node *head(const Clauses *c, int i) { return &c->nodes[c->chunks[i].head]; }

static void link_neighbours(Clauses *c) {
  int last[UINT8_MAX + 1];
  for (size_t i = 0; i <= c->nasides; i++) last[i] = -1;
  for (int i = 0; i < (int)c->nchunks; i++) {
    Chunk *k = &c->chunks[i];
    k->back = (int16_t)last[k->aside];
    if (k->back >= 0) c->chunks[k->back].next = (int16_t)i;
    last[k->aside] = i;
  }
}

static void link_prepositions(Clauses *c) {
  for (int i = 0; i < (int)c->nchunks; i++) {
    Chunk *k = &c->chunks[i];
    if (k->kind != CHUNK_NOUN && k->kind != CHUNK_DATE && k->kind != CHUNK_ADJ) continue;
    int p = k->back;
    if (is(c, p, CHUNK_ADV)) p = back(c, p);
    if (is(c, p, CHUNK_PREP)) k->prep = (int16_t)p;
  }
}

bool chunk_is_of(const Clauses *c, int i) { return is(c, i, CHUNK_PREP) && head(c, i)->classes & CLASS_OF; }

int of_host(const Clauses *c, int i) {
  int p = i < 0 ? -1 : c->chunks[i].prep;
  if (!chunk_is_of(c, p)) return -1;
  int h = back(c, p);
  return is(c, h, CHUNK_NOUN) ? h : -1;
}

int of_end(const Clauses *c, int i) {
  for (;;) {
    int p = next(c, i), n = next(c, p);
    if (!chunk_is_of(c, p) || !is(c, n, CHUNK_NOUN)) return i;
    i = n;
  }
}

/* The top of an of-chain: "fortune" for "officer" in "the fortune of the officer". */
static int of_top(const Clauses *c, int i) {
  for (int h; (h = of_host(c, i)) >= 0;) i = h;
  return i;
}

static bool is_border(const Clauses *c, int i) {
  return is(c, i, CHUNK_SUB) || is(c, i, CHUNK_BREAK) || (is(c, i, CHUNK_OTHER) && head(c, i)->tag == TAG_QUOTE);
}

/* From a comma to the left over an inserted ", which ... ,", ", who ... ," or ", X said,", right before the verb also ", in ... ,"; to the chunk before
 * the insertion, or -1. */
static int before_insertion(const Clauses *c, int comma, bool at_verb) {
  for (int i = back(c, comma), steps = 0; i >= 0 && steps < 24; i = back(c, i), steps++)
    if (is(c, i, CHUNK_COMMA)) {
      int after = next(c, i);
      if (is(c, after, CHUNK_REL) || (is(c, after, CHUNK_PREP) && is(c, next(c, after), CHUNK_REL))) return back(c, i);
      if (is(c, after, CHUNK_NOUN) && c->nodes[c->chunks[after].first].classes & CLASS_RELATIVE)
        return back(c, i); /* whose */
      if (is(c, after, CHUNK_VERB) && c->chunks[after].form >= VERB_PARTICIPLE) return back(c, i);
      bool speaks = is(c, after, CHUNK_NOUN) && is(c, next(c, after), CHUNK_VERB) && next(c, next(c, after)) == comma;
      if (speaks && node_in(c, head(c, next(c, after)), FAMILY_SAY)) return back(c, i); /* "profit, I note, was" */
      if (at_verb && is(c, after, CHUNK_PREP) && is(c, back(c, i), CHUNK_NOUN)) return back(c, i);
      return -1;
    }
  return -1;
}

/* One step up a chain of phrases: from "gasoline" in "stockpiles of crude and gasoline" to "stockpiles"; i itself at the top. */
static int phrase_up(const Clauses *c, int i) {
  int joint = back(c, i), other = back(c, joint);
  if (c->chunks[i].prep < 0 && is(c, joint, CHUNK_JOIN) && is(c, other, CHUNK_NOUN) && c->chunks[other].prep >= 0)
    i = other;
  int host = c->chunks[i].prep < 0 ? -1 : back(c, c->chunks[i].prep);
  return is(c, host, CHUNK_NOUN) ? host : i;
}

/* The noun group at the head of a chain of phrases: "Creditors" for "Parmalat" in "Creditors of Parmalat in Italy". */
static int phrase_top(const Clauses *c, int i) {
  for (int up; i >= 0 && (up = phrase_up(c, i)) != i;) i = up;
  return i;
}

/* "Scissors, a scholar, said": the noun group before an apposition in commas; i itself when there is none. */
static int over_apposition(const Clauses *c, int i) {
  int comma = back(c, i);
  if (is(c, comma, CHUNK_DATE) || is(c, comma, CHUNK_ADV))
    comma = back(c, comma); /* "prices, now F on average, rose" */
  int host = phrase_top(c, back(c, comma));
  if (!is(c, comma, CHUNK_COMMA) || !is(c, host, CHUNK_NOUN) || c->chunks[host].prep >= 0) return i;
  int end = i; /* the apposition may have phrases of its own */
  if (is(c, next(c, end), CHUNK_VERB) && c->chunks[next(c, end)].form == VERB_PARTICIPLE) end = next(c, end);
  for (int p; is(c, p = next(c, end), CHUNK_PREP) && (is(c, next(c, p), CHUNK_NOUN) || is(c, next(c, p), CHUNK_DATE));)
    end = next(c, p);
  if (!is(c, next(c, end), CHUNK_COMMA)) return i;
  bool named = head(c, host)->tag == TAG_NAME || head(c, host)->tag == TAG_NOUN;
  return named ? host : i;
}

static int verb_before(const Clauses *c, int i) {
  for (i = back(c, i); i >= 0 && !is_border(c, i); i = back(c, i))
    if (is(c, i, CHUNK_VERB)) return i;
  return -1;
}

int verb_left(const Clauses *c, int i) {
  for (i = back(c, i); i >= 0; i = back(c, i)) {
    if (is(c, i, CHUNK_VERB)) return i;
    if (is(c, i, CHUNK_SUB) || is(c, i, CHUNK_BREAK) || is(c, i, CHUNK_REL)) return -1;
  }
  return -1;
}

static int finite_right(const Clauses *c, int i) {
  for (i = next(c, i); i >= 0; i = next(c, i))
    if (is(c, i, CHUNK_VERB) && c->chunks[i].form == VERB_FINITE) return i;
  return -1;
}

static int subject_of_finite(const Clauses *c, int v);

/* The subject that a verb group without one of its own takes from the finite verb around it. */
static int borrowed(const Clauses *c, int v) {
  for (int i = back(c, v); i >= 0; i = back(c, i))
    if (is(c, i, CHUNK_VERB) && c->chunks[i].form == VERB_FINITE) return c->chunks[i].subject;
  int right = finite_right(c, v);
  return right < 0 ? -1 : subject_of_finite(c, right);
}

static bool is_amount(const Clauses *c, const Node *n) {
  const Mention *m = node_mention(c, n);
  return m && (m->kind == KIND_PERCENT || m->kind == KIND_MONEY || m->kind == KIND_NUMBER || m->kind == KIND_QUANTITY);
}

/* "engines tuned by X to give F": an agent does not do what his work is for. */
static int over_agent(const Clauses *c, int i) {
  int prep = c->chunks[i].prep, verb = prep < 0 ? -1 : back(c, prep);
  bool agent =
      is(c, verb, CHUNK_VERB) && c->chunks[verb].form == VERB_PARTICIPLE && node_in(c, head(c, prep), FAMILY_AGENT);
  return agent && c->chunks[verb].subject >= 0 ? c->chunks[verb].subject : i;
}

static int subject_of_infinitive(const Clauses *c, int v) {
  int p = back(c, v);
  while (is(c, p, CHUNK_ADV) || is(c, p, CHUNK_COMMA) || is(c, p, CHUNK_ADJ)) p = back(c, p);
  if (is(c, p, CHUNK_VERB)) return c->chunks[p].subject;
  int governor = verb_before(c, v), done = is(c, p, CHUNK_NOUN) ? over_agent(c, p) : p;
  if (done != p) return done;
  if (is(c, p, CHUNK_NOUN) && governor >= 0 && head(c, p)->tag == TAG_FIGURE && is_amount(c, head(c, p)))
    return c->chunks[governor].subject;                                        /* "lost 9 points, or 1%, to close at" */
  if (is(c, p, CHUNK_NOUN) && governor < 0 && c->chunks[p].prep < 0) return p; /* "company to cut 300 jobs" */
  if (is(c, p, CHUNK_NOUN) && governor >= 0 && node_in(c, head(c, p), FAMILY_INTENT))
    return c->chunks[governor].subject;
  if (is(c, p, CHUNK_NOUN) && governor >= 0 && c->chunks[governor].object >= 0 && c->chunks[p].prep < 0) return p;
  if (is(c, p, CHUNK_NOUN) && c->chunks[p].prep >= 0 && governor >= 0 && c->chunks[governor].object >= 0 &&
      of_top(c, p) == c->chunks[governor].object)
    return c->chunks[governor].object;
  return governor >= 0 ? c->chunks[governor].subject : borrowed(c, v);
}

static int subject_of_participle(const Clauses *c, int v) {
  int p = back(c, v);
  while (is(c, p, CHUNK_ADV) || (is(c, p, CHUNK_OTHER) && head(c, p)->tag == TAG_QUOTE)) p = back(c, p);
  if (is(c, p, CHUNK_NOUN)) return p;
  if (is(c, p, CHUNK_COMMA) && is(c, back(c, p), CHUNK_NOUN) && node_in(c, head(c, v), FAMILY_RANGING))
    return back(c, p); /* "fees on loans, ranging from" */
  if (is(c, p, CHUNK_COMMA) && c->chunks[v].passive && is(c, back(c, p), CHUNK_NOUN) && c->chunks[back(c, p)].prep < 0)
    return back(c, p);
  if (is(c, p, CHUNK_JOIN) && is(c, back(c, p), CHUNK_VERB)) return c->chunks[back(c, p)].subject;
  return borrowed(c, v);
}

/* "stockpiles of crude, which are": of two nouns the relative takes the one that agrees with its verb in number. */
static int antecedent(const Clauses *c, int rel) {
  int p = back(c, rel);
  if (is(c, p, CHUNK_PREP)) p = back(c, p);
  bool comma = is(c, p, CHUNK_COMMA);
  if (comma) p = back(c, p);
  while (is(c, p, CHUNK_DATE) || is(c, p, CHUNK_ADV) || (is(c, p, CHUNK_PREP))) p = back(c, p);
  if (!is(c, p, CHUNK_NOUN)) return -1;
  for (int up; !comma && head(c, p)->tag == TAG_NAME && c->chunks[p].prep >= 0 && (up = phrase_up(c, p)) != p;)
    p = up; /* "a factory near Dresden that": without a comma not the name */
  int verb = next(c, rel);
  bool many = is(c, verb, CHUNK_VERB) && c->nodes[c->chunks[verb].first].classes & CLASS_MANY;
  for (int i = p, up; many; i = up) {
    if (head(c, i)->classes & CLASS_PLURAL) return i;
    if ((up = phrase_up(c, i)) == i) break;
  }
  return p;
}

/* "imports" in "the gap between exports and imports" belongs to the phrase before "and". */
static int over_coordination(const Clauses *c, int i) {
  int joint = back(c, i), other = back(c, joint);
  if (!is(c, joint, CHUNK_JOIN) || !is(c, other, CHUNK_NOUN) || c->chunks[other].prep < 0) return i;
  if (head(c, other)->tag == TAG_FIGURE && head(c, i)->tag != TAG_FIGURE)
    return i; /* a new clause: "up 19 cents and the contract was" */
  int host = phrase_top(c, other);
  return host != other && c->chunks[host].prep < 0 ? host : i;
}

/* "the number of people who have reported using meth was": a noun group that is the object of a verb inside a relative clause is not the
 * subject; what the relative pronoun stands for is. */
static int over_relative(const Clauses *c, int i) {
  int verb = back(c, i);
  if (!is(c, verb, CHUNK_VERB)) return i;
  for (int k = back(c, verb); k >= 0 && !is_border(c, k) && !is(c, k, CHUNK_COMMA); k = back(c, k))
    if (is(c, k, CHUNK_REL)) {
      int a = antecedent(c, k);
      return a < 0 ? i : phrase_top(c, a);
    }
  return i;
}

/* "its decision to sell the business will provide": the noun before the infinitive, when i is that one's object. */
static int over_infinitive(const Clauses *c, int i) {
  int verb = back(c, i), noun = back(c, verb);
  bool object = is(c, verb, CHUNK_VERB) && c->chunks[verb].form == VERB_INFINITIVE;
  return object && is(c, noun, CHUNK_NOUN) ? phrase_top(c, noun) : i;
}

/* "backed the plan but says": right behind a conjunction a verb has the subject of the verb before. */
static int shared_subject(const Clauses *c, int v) {
  int p = back(c, v);
  while (is(c, p, CHUNK_ADV)) p = back(c, p);
  if (!is(c, p, CHUNK_JOIN)) return -1;
  for (int i = back(c, p); i >= 0 && !is_border(c, i) && !is(c, i, CHUNK_REL); i = back(c, i))
    if (is(c, i, CHUNK_VERB) && c->chunks[i].form == VERB_FINITE) return c->chunks[i].subject;
  return -1;
}

static int subject_of_finite(const Clauses *c, int v) {
  bool comma = false;
  int shared = shared_subject(c, v);
  if (shared >= 0) return shared;
  for (int i = back(c, v), steps = 0; i >= 0 && steps < 40; i = back(c, i), steps++) {
    const Chunk *k = at(c, i);
    if (k->kind == CHUNK_NOUN) {
      bool itself = k->prep < 0 && node_in(c, head(c, i), FAMILY_REFLEXIVE) && is(c, back(c, i), CHUNK_NOUN);
      if (itself) continue; /* "the moon itself is" */
      if (k->prep < 0) {
        int over = over_infinitive(c, i);
        if (over == i) over = over_relative(c, i);
        if (over == i) over = over_coordination(c, i);
        return over != i ? over : over_apposition(c, i);
      }
      i = k->prep; /* the loop steps on from the preposition */
      continue;
    }
    if (k->kind == CHUNK_DATE && k->prep >= 0) {
      i = k->prep;
      continue;
    }
    if (k->kind == CHUNK_REL) return antecedent(c, i);
    if (k->kind == CHUNK_COMMA) {
      int before = comma ? -1 : before_insertion(c, i, steps == 0);
      comma = true;
      if (before >= 0) i = next(c, before);
      continue;
    }
    if (k->kind == CHUNK_VERB) {
      if (k->form == VERB_PARTICIPLE || k->form == VERB_GERUND) continue; /* "the goods imposed on Sept. 1 are" */
      return k->subject;
    }
    if (is_border(c, i)) return -1;
  }
  return -1;
}

static int object_of(const Clauses *c, int v) {
  int i = next(c, v);
  while (is(c, i, CHUNK_ADV) || (is(c, i, CHUNK_ADJ) && c->chunks[v].copula)) i = next(c, i);
  return is(c, i, CHUNK_NOUN) ? i : -1;
}

static void link_verb(Clauses *c, int v) {
  Chunk *k = at(c, v);
  k->object = (int16_t)object_of(c, v);
  switch (k->form) {
  case VERB_INFINITIVE: k->subject = (int16_t)subject_of_infinitive(c, v); break;
  case VERB_PARTICIPLE:
  case VERB_GERUND: k->subject = (int16_t)subject_of_participle(c, v); break;
  default: k->subject = (int16_t)subject_of_finite(c, v);
  }
  if (k->subject >= 0) k->subject = (int16_t)of_top(c, k->subject);
}

void chunks_link(Clauses *c) {
  link_neighbours(c);
  link_prepositions(c);
  for (int i = 0; i < (int)c->nchunks; i++)
    if (is(c, i, CHUNK_VERB)) link_verb(c, i);
}
