/* measure.c -- what a figure measures: the surface of measures.tsv that stands nearest to it in the grammar and agrees with its unit.
 *
 * Nearness is graded by the relation, not by distance: the noun behind the figure, the noun before "of", the phrase behind it, the subject
 * of a copula, the object of the verb, its subject, the verb itself, and only then the rest of the clause and of the sentence. Below the
 * threshold the type of the subject decides (defaults.tsv), or nothing does. */
#include "extractor/claim_layer.h"
#include "extractor/unit_book.h"

enum { SCORE_ENOUGH = 30, SCORE_DEFAULT = 52, SCORE_MOVED = 48, SCORE_TYPED = 80 };
enum { COUNTED = 85 }; /* what is counted says less than what is done to it: "350 staff were laid off" */

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }
static bool is_by(Change c) { return c == CHANGE_UP_BY || c == CHANGE_DOWN_BY; }

enum { LARGE = 1000000 };

static bool is_points(const Claim *k) { return str_is(k->quantity.unit, "{point}"); }

static bool is_large(const Claim *k) {
  return k->quantity.has_value && number_cmp(number_abs(k->quantity.value), number_of(LARGE)) >= 0;
}

/* Can a figure of this kind state the measure? A change in per cent or "times" fits any measure. */
static bool agrees(const Measure *m, const Claim *k) {
  switch (k->kind) {
  case KIND_MONEY: return m->units & UNIT_MONEY;
  case KIND_PERCENT:
    return m->units & (UNIT_PERCENT | UNIT_RATIO) || (is_by(k->change) && str_is(k->quantity.unit, "%"));
  case KIND_RATIO: return m->units & (UNIT_PERCENT | UNIT_RATIO) || is_by(k->change);
  case KIND_MULTIPLE: return m->units & UNIT_RATIO || !m->generic;
  case KIND_COUNT: return m->units & (UNIT_COUNT | UNIT_NUMBER);
  case KIND_NUMBER: /* "invested billions", "the profit was 55 million" leave the currency out */
    return m->units & (UNIT_COUNT | UNIT_NUMBER | UNIT_RATIO) ||
           ((k->quantity.hedge == HEDGE_VAGUE || str_is(k->rule, "fallback.label") || is_large(k)) &&
            m->units & UNIT_MONEY);
  case KIND_DURATION: return m->units & UNIT_TIME;
  default:
    return m->units & ~(uint32_t)(UNIT_MONEY | UNIT_PERCENT | UNIT_RATIO | UNIT_TIME) ||
           (is_points(k) && m->units & UNIT_PERCENT); /* "turnout was 2.4 points higher" */
  }
}

/* The class of a physical unit, a bit of UNIT_*; 0 when measures know none of its dimension. Bare degrees are read as warmth. */
static uint32_t class_of_unit(const Layer *l, Str code) {
  static const struct {
    const char *dimension;
    uint32_t bit;
  } classes[] = {{"temperature", UNIT_TEMPERATURE},
                 {"angle", UNIT_TEMPERATURE},
                 {"length", UNIT_LENGTH},
                 {"area", UNIT_AREA},
                 {"mass", UNIT_MASS},
                 {"speed", UNIT_SPEED},
                 {"power", UNIT_POWER},
                 {"energy", UNIT_ENERGY},
                 {"volume", UNIT_VOLUME},
                 {"volumerate", UNIT_VOLUME},
                 {"massrate", UNIT_MASS},
                 {"output", UNIT_MASS},
                 {"emission", UNIT_MASS},
                 {"data", UNIT_UNMEASURED},
                 {"bandwidth", UNIT_UNMEASURED},
                 {"image", UNIT_UNMEASURED},
                 {"frequency", UNIT_UNMEASURED},
                 {"voltage", UNIT_UNMEASURED},
                 {"force", UNIT_UNMEASURED},
                 {"torque", UNIT_UNMEASURED},
                 {"pressure", UNIT_UNMEASURED}};
  const UnitBook *units = pack_units(l->work->pack);
  for (size_t i = 0; code.n && i < units->units->nrows; i++) {
    if (!str_eq(units->unit[i].code, code)) continue;
    for (size_t d = 0; d < sizeof classes / sizeof *classes; d++)
      if (str_is(units->unit[i].dimension, classes[d].dimension)) return classes[d].bit;
    return 0;
  }
  return 0;
}

/* Is the measure never told in units of the class: degrees are no sea level, inches no crowd? Tonnes and barrels may be counted. */
static bool other_class(const Measure *m, uint32_t unit) {
  enum { PHYSICAL = UNIT_TEMPERATURE | UNIT_LENGTH | UNIT_AREA | UNIT_MASS | UNIT_SPEED };
  enum { COUNTABLE = UNIT_MASS | UNIT_VOLUME };
  return unit && !(m->units & unit) && (!(unit & COUNTABLE) || m->units & PHYSICAL);
}

static bool within(const Layer *l, int at, int first, int last) {
  return first >= 0 && at >= chunk(l, first)->first && at < chunk(l, last)->last;
}

/* A border between two nodes: another clause, a quotation, an aside. */
static int borders_between(const Layer *l, int a, int b) {
  int n = node(l, a)->aside != node(l, b)->aside;
  for (int i = a < b ? a + 1 : b + 1, end = a < b ? b : a; i < end; i++) {
    Tag t = (Tag)node(l, i)->tag;
    n += t == TAG_REL || (t == TAG_COLON && i + 1 != end && i != end) || t == TAG_QUOTE ||
         (t == TAG_SUB && chunk(l, node(l, i)->chunk)->kind == CHUNK_SUB);
  }
  return n;
}

static int by_position(const Layer *l, const Claim *k, const Tie *t, int at) {
  Kind kind = k->kind;
  bool per = k->quantity.per.n > 0;
  const Chunk *own = chunk(l, t->chunk);
  int behind = phrase_behind(l, t->chunk);
  if (at == t->node) return per || is_points(k) ? 34 : COUNTED;
  if (at > t->node && at < own->last) {
    if (kind == KIND_MULTIPLE) return 40; /* "three times GDP" does not measure GDP */
    return kind == KIND_COUNT || kind == KIND_NUMBER ? COUNTED : 100;
  }
  if (at >= own->first && at < own->last) return 90;
  if (t->host >= 0 && within(l, at, t->host, t->host)) return 97;
  if (behind >= 0 && within(l, at, behind, behind)) return 92;
  if (t->verb >= 0) {
    const Chunk *v = chunk(l, t->verb);
    int bonus = t->role == ROLE_IS ? 12 : 0;
    if (v->subject >= 0 && v->subject != t->chunk && within(l, at, v->subject, of_end(&l->clauses, v->subject)))
      return 82 + bonus;
    if (v->object >= 0 && v->object != t->chunk && within(l, at, v->object, of_end(&l->clauses, v->object))) return 88;
    if (at >= v->first && at < v->last + 2) return t->role == ROLE_OBJ || t->role == ROLE_SUBJ ? 86 : 78;
  }
  uint32_t start = l->work->tokens.items[node(l, at)->first].start;
  if (start >= k->subject.span.start && start < k->subject.span.end) return 82;
  int far = at < t->node ? t->node - at : at - t->node, borders = borders_between(l, at, t->node);
  borders += is_verb_tag(node(l, at)->tag) && t->verb >= 0; /* "would hire people and bought 22 jets" */
  if (kind == KIND_COUNT && far > 4) return 0; /* what is counted is named: only "7 million people out of work" */
  return borders ? 30 - 6 * borders - far / 2 : 45 - far;
}

/* 1 << type of the entity types that the subject's figures may belong to; 0 when it has none. */
static int type_penalty(const Measure *m, const Party *p) {
  if (!p->entity.n || !m->entities) return 0;
  if (m->entities >> p->type & 1) return 4;
  switch (p->type) {
  case ENT_INDEX:
  case ENT_CRYPTO:
  case ENT_CURRENCY: return -45;
  default: return -8;
  }
}

/* "times earnings" in "two thirds trade at 30 times earnings" belongs to the 30. */
static bool of_other_figure(const Layer *l, const Hit *h, const Tie *t) {
  for (int i = h->first; i < h->last; i++)
    if (i != t->node && node(l, i)->tag == TAG_FIGURE) return true;
  return false;
}

/* Does the text have the surface as the table asks: as a noun, as the verb whose object the figure is, alone in its group? */
static bool stands_as(const Layer *l, const Tie *t, const Hit *h) {
  const Phrase *p = h->phrase;
  const Node *n = node(l, h->last - 1);
  if (p->as == AS_ANY) return true;
  if (n->word != &l->book->words[p->last] ||
      (p->n == 1 && p->as != AS_OBJECT && n->tag != TAG_NOUN && n->tag != TAG_FIGURE))
    return false;
  if (p->as == AS_OBJECT) return t->role == ROLE_OBJ && t->verb == n->chunk;
  for (int i = h->first - 1; p->as == AS_ALONE && i >= chunk(l, node(l, h->first)->chunk)->first; i--) {
    Tag before = (Tag)node(l, i)->tag;
    if (before == TAG_GENITIVE) return true; /* "the airline's losses" */
    if (before == TAG_NOUN || before == TAG_ADJ || before == TAG_PART || before == TAG_ING) return false;
  }
  return true;
}

/* "growth of 3%", "cut its growth forecast to 1%": the surface itself is a change. */
static bool is_growth(const Layer *l, const Claim *k, const Hit *h) {
  bool percent = k->kind == KIND_PERCENT && str_is(k->quantity.unit, "%");
  for (int i = h->first; percent && i < h->last; i++)
    if (node_in(&l->clauses, node(l, i), FAMILY_NOUN_RISE)) return true;
  return false;
}

static int score(const Layer *l, const Claim *k, const Tie *t, const Hit *h) {
  const Measure *m = &l->book->measures[h->phrase->value];
  bool compares =
      t->word >= 0 && node_in(&l->clauses, node(l, t->word), FAMILY_EQUIVALENT); /* "equivalent to 145 percent of X" */
  if (!agrees(m, k) && !compares && !is_growth(l, k, h)) return 0;
  if (!stands_as(l, t, h) || of_other_figure(l, h, t) || node(l, h->first)->tag == TAG_DATE)
    return 0; /* "in March" marches nobody */
  bool moves = t->frame && t->frame->change > 0 && (t->role == ROLE_BY || t->role == ROLE_TO || t->role == ROLE_FROM);
  if (moves && h->last == h->first + 1 && t->word == h->first) return 0; /* "raised its offer to F" raises no funds */
  bool changed = h->phrase->kind == PHRASE_CHANGED;
  const Node *word = node(l, h->first);
  int held = word->tag == TAG_ING ? chunk(l, word->chunk)->object : -1;
  if (!changed && h->last == h->first + 1 && word->tag == TAG_ING && (held < 0 || !has_figure(l, held)))
    return 0; /* "holding signs" is no holding */
  if (changed && k->change == CHANGE_LEVEL) return 0;
  int s = by_position(l, k, t, h->last - 1);
  int first = by_position(l, k, t, h->first);
  if (first > s) s = first;
  if (changed && s < 70 && s > 30) s = 70;
  s += 6 * (h->phrase->n - 1) + type_penalty(m, &k->subject);
  bool firms = m->of_now && m->entities >> ENT_ORG & 1 && !(m->entities >> ENT_PRODUCT & 1);
  bool goods = firms && !k->subject.entity.n && party_has(l, &k->subject, l->book->family[FAMILY_COMMODITY]);
  if (goods) s -= 40; /* crude oil has no share price */
  if (changed && m->entities && !k->subject.entity.n) s -= 12;
  return m->generic ? s - 50 : s;
}

/* Is the claim about the very things it counts: "154 public companies have ..."? */
static bool counts_itself(const Layer *l, const Claim *k, const Tie *t) {
  Span own = nodes_span(&l->clauses, chunk(l, t->chunk)->first, chunk(l, t->chunk)->last);
  return k->subject.span.start >= own.start && k->subject.span.start < own.end;
}

/* Is the figure a share of something: "15 percent of X"? */
static bool is_part_of(const Layer *l, const Tie *t) {
  int behind = phrase_behind(l, t->chunk);
  return t->noun < 0 && behind >= 0 && chunk_is_of(&l->clauses, chunk(l, behind)->prep);
}

/* What the type or a word of the subject says beats weak surfaces; what only the kind says, only the weakest. */
static int16_t default_measure(const Layer *l, const Claim *k, const Tie *t, int best) {
  if (best >= SCORE_TYPED) return -1; /* none is worth more */
  for (size_t i = 0; i < l->book->ndefaults; i++) {
    const Default *d = &l->book->defaults[i];
    if (d->kinds && !(d->kinds >> k->kind & 1)) continue;
    if (d->verb && (t->word < 0 || !word_has_head(node(l, t->word)->word, d->verb))) continue;
    if (d->type >= 0 && (!k->subject.entity.n || d->type != (int)k->subject.type)) continue;
    if (d->unit.n && !str_eq(d->unit, k->quantity.unit) && !str_eq(d->unit, k->quantity.written_unit)) continue;
    if ((d->change == DEFAULT_BY && !is_by(k->change)) || (d->change == DEFAULT_LEVEL && k->change != CHANGE_LEVEL))
      continue;
    if (d->change == DEFAULT_OWN && !counts_itself(l, k, t)) continue;
    if (d->change == DEFAULT_PART && t->role != ROLE_SUBJ && !is_part_of(l, t)) continue;
    if (d->verb && k->kind == KIND_MONEY && t->noun >= 0) continue; /* "made a $5 million gift" */
    if (d->words && !party_has(l, &k->subject, d->words)) continue;
    if (d->with && !has_word(&l->clauses, d->with)) continue;
    int enough = l->book->measures[d->measure].generic ? SCORE_ENOUGH
                 : d->type >= 0 && d->verb             ? SCORE_MOVED
                 : d->type >= 0 || d->words            ? SCORE_TYPED
                                                       : SCORE_DEFAULT;
    if (best < enough) return d->measure;
  }
  return -1;
}

static int16_t limited(const Layer *l, const Claim *k, int16_t measure) {
  for (size_t i = 0; i < l->book->nlimits; i++) {
    const Limit *m = &l->book->limits[i];
    if (m->measure != measure || !(m->kinds >> k->kind & 1)) continue;
    if (m->per.n && !str_eq(m->per, k->quantity.per)) continue;
    if (k->quantity.has_value && number_cmp(k->quantity.value, m->above) > 0) return m->becomes;
  }
  return measure;
}

/* --- lists ---------------------------------------------------------------------------------------------------------- */

static Str sentence_text(const Layer *l, uint32_t s) {
  Span span = l->work->tokens.sentences[s].span;
  return str_make(l->work->doc->text.p + span.start, span.end - span.start);
}

/* The line that ends with a colon before a list of labelled figures, UINT32_MAX when a whole sentence stands between. */
static uint32_t heading_before(const Layer *l) {
  enum { LINES = 40, LONGEST = 160 };
  for (uint32_t s = l->clauses.sentence, steps = 0; s-- > 0 && steps < LINES; steps++) {
    Str text = sentence_text(l, s);
    if (text.n && text.p[text.n - 1] == ':') return s;
    if (text.n > LONGEST || (text.n && text.p[text.n - 1] == '.')) break;
  }
  return UINT32_MAX;
}

static void read_heading(Layer *l, uint32_t heading) {
  enum { MOST = sizeof l->headed / sizeof l->headed[0] };
  Clauses c = {.work = l->work, .book = l->book};
  size_t n = 0;
  l->heading = heading;
  clauses_read(&c, heading);
  for (size_t i = 0; i < c.nhits && n + 1 < MOST; i++) {
    bool named = c.hits[i].phrase->kind == PHRASE_MEASURE && !l->book->measures[c.hits[i].phrase->value].generic;
    if (named) l->headed[n++] = c.hits[i].phrase->value;
  }
  l->headed[n] = -1;
}

/* The sentence of the head of the cell's column or row; UINT32_MAX when the table has none. */
static uint32_t head_of_cell(const Layer *l, Str head) {
  const Document *d = l->work->doc;
  for (uint32_t s = l->clauses.sentence; head.n && s-- > 0;) {
    const Block *b = &d->blocks[l->work->tokens.sentences[s].block];
    if (b->kind != BLOCK_CELL) break;
    if (str_eq(str_slice(d->text, b->span.start, b->span.end), head)) return s;
  }
  return UINT32_MAX;
}

/* What the figure measures by its heading, which may leave the unit of a bare number to itself; -1. */
static int16_t measure_under(Layer *l, const Claim *k, uint32_t heading) {
  if (heading == UINT32_MAX) return -1;
  if (heading != l->heading) read_heading(l, heading);
  for (const int16_t *m = l->headed; *m >= 0; m++)
    if (k->kind == KIND_NUMBER || agrees(&l->book->measures[*m], k)) return *m;
  return -1;
}

/* "Injured, by hospital: / Harn: 214 / Isk: 18": a labelled figure measures what its list's heading says, a cell what the heads of its
 * column and row say. */
static int16_t measure_of_list(Layer *l, const Claim *k) {
  const Block *b = &l->work->doc->blocks[l->work->tokens.sentences[l->clauses.sentence].block];
  if (b->kind != BLOCK_CELL)
    return measure_under(l, k, str_is(k->rule, "fallback.label") ? heading_before(l) : UINT32_MAX);
  int16_t m = measure_under(l, k, head_of_cell(l, b->column));
  return m >= 0 ? m : measure_under(l, k, head_of_cell(l, b->row));
}

/* "from 95 minutes to 25", "has spent $2m, twice as much as Webb", "98 votes to 71": the other end of a movement, a multiple and a number that is
 * set against the figure before it in the sentence measure what that one does; -1 when it has no measure or other units. */
static int16_t measure_compared(const Layer *l, const Claim *k, const Tie *t) {
  const Claim *before = l->n > l->first + 1 ? figure_before(l) : NULL;
  if (!before || before < l->claims + l->first || !before->measure.n) return -1;
  bool unit = before->kind == k->kind && str_eq(before->quantity.unit, k->quantity.unit);
  const Tie *other = &l->ties[before - (l->claims + l->first)];
  bool linked = t->role == ROLE_TO || t->role == ROLE_FROM;
  bool count = before->kind == KIND_COUNT && (unit || k->kind == KIND_NUMBER); /* "lost 19 seats and fell to 52" */
  bool ends = linked && (count || (unit && other->verb == t->verb));
  bool ratio = k->kind == KIND_MULTIPLE && !is_by(k->change);
  bool more = t->role == ROLE_AFTER && is_by(k->change) && k->kind == KIND_PERCENT; /* "20 runners, 5% more than" */
  ratio |= more;
  int of = chunk(l, other->chunk)->prep;
  bool part = k->kind == KIND_NUMBER && before->kind == KIND_COUNT && of >= 0 && of <= 1 &&
              chunk_is_of(&l->clauses, of); /* "Of the 900 votes, 500 were" */
  bool norm = unit && t->host >= 0 && node_in(&l->clauses, node(l, chunk(l, t->host)->head), FAMILY_NOUN_LEVEL) &&
              !is_by(before->change) && !is_by(k->change); /* "was 3.8%, against an average of 3%" */
  ends |= part || norm;
  if (!ends && !ratio) return -1;
  int m = book_measure(l->book, before->measure);
  return m >= 0 && (ratio || agrees(&l->book->measures[m], k)) ? (int16_t)m : -1;
}

/* "The figure for April was revised to 151,000", "it stood at 9.8%": a subject that only points back has the measure of the nearest figure of
 * its kind and unit before; -1 when none is near. */
static int16_t measure_continued(const Layer *l, const Claim *k, const Tie *t) {
  enum { NEAR = 4 };
  int s = verb_subject(l, t->verb);
  if (s < 0) return -1;
  const Node *head = node(l, chunk(l, s)->head);
  int of = phrase_behind(l, s);
  bool bare = chunk(l, s)->last - chunk(l, s)->first <= 2 && !(of >= 0 && chunk_is_of(&l->clauses, chunk(l, of)->prep));
  if (head->tag != TAG_PRON && !(bare && node_in(&l->clauses, head, FAMILY_NOUN_LEVEL))) return -1;
  for (size_t i = l->n - 1, steps = 0; i-- > 0 && steps < NEAR; steps++) {
    const Claim *b = &l->claims[i];
    bool counts =
        (k->kind == KIND_NUMBER || k->kind == KIND_COUNT) && (b->kind == KIND_NUMBER || b->kind == KIND_COUNT);
    bool parts = k->kind == KIND_RATIO && b->kind == KIND_PERCENT; /* "rose to 13%, and among girls it is one in six" */
    if (!b->measure.n || !(counts || parts || (b->kind == k->kind && str_eq(b->quantity.unit, k->quantity.unit))))
      continue;
    int m = book_measure(l->book, b->measure);
    if (m < 0 || (counts && l->book->measures[m].generic)) continue;
    return agrees(&l->book->measures[m], k) ? (int16_t)m : -1;
  }
  return -1;
}

/* "insured losses" is more than "losses": does a longer surface that fits the figure cover this one? */
static bool is_covered(const Layer *l, const Claim *k, const Tie *t, const Hit *h) {
  for (size_t i = 0; i < l->clauses.nhits; i++) {
    const Hit *o = &l->clauses.hits[i];
    bool covers = o->first <= h->first && o->last >= h->last && o->last - o->first > h->last - h->first;
    if (covers && (o->phrase->kind == PHRASE_MEASURE || o->phrase->kind == PHRASE_CHANGED) && score(l, k, t, o) > 0)
      return true;
  }
  return false;
}

/* "The toll rose to 62": people. "Turnout was 2.4 points higher": percentage points. */
static void take_unit(Claim *k, const Measure *m) {
  if (k->kind == KIND_NUMBER && !k->quantity.unit.n) k->quantity.unit = m->unit;
  if (!is_points(k) || !(m->units & UNIT_PERCENT) || m->units & UNIT_POINTS) return;
  k->kind = KIND_PERCENT;
  k->quantity.unit = STR("pp");
}

/* "produces 300 horsepower" is no output of goods: the frame's measure has other units. */
static bool framed_otherwise(const Layer *l, const Claim *k, const Tie *t) {
  return k->kind == KIND_QUANTITY &&
         other_class(&l->book->measures[t->frame->measure], class_of_unit(l, k->quantity.unit));
}

void measure_name(Layer *l, Claim *k, const Tie *t) {
  int best = 0;
  int16_t measure = -1;
  bool weak = false; /* a word like "rate" that may only point back */
  uint32_t unit = k->kind == KIND_QUANTITY && l->clauses.nhits ? class_of_unit(l, k->quantity.unit) : 0;
  for (size_t i = 0; i < l->clauses.nhits; i++) {
    const Hit *h = &l->clauses.hits[i];
    if (h->phrase->kind != PHRASE_MEASURE && h->phrase->kind != PHRASE_CHANGED) continue;
    if (other_class(&l->book->measures[h->phrase->value], unit)) continue;
    int s = score(l, k, t, h);
    if (s > best && !is_covered(l, k, t, h)) {
      best = s;
      measure = h->phrase->value;
      weak = h->phrase->as == AS_ALONE;
    }
  }
  if (t->frame && t->frame->measure >= 0 && best < 100 && !framed_otherwise(l, k, t) &&
      (t->frame->kinds >> k->kind & 1 || agrees(&l->book->measures[t->frame->measure], k))) {
    best = 100;
    measure = t->frame->measure;
  }
  int16_t d = default_measure(l, k, t, best);
  if (d >= 0) {
    measure = d;
    best = SCORE_DEFAULT;
  }
  if (best < SCORE_ENOUGH || weak) {
    int16_t shared = measure_compared(l, k, t);
    if (shared < 0) shared = measure_continued(l, k, t);
    if (shared >= 0) {
      measure = shared;
      best = SCORE_DEFAULT;
    }
  }
  if (best < SCORE_DEFAULT && l->n > 1) { /* "... $2.53 a share. Wall Street predicted $2.52 a share" */
    const Claim *before = figure_before(l);
    if (!before) before = k;
    bool like = before->kind == k->kind && k->quantity.per.n > 0 &&
                (!before->quantity.per.n || str_eq(k->quantity.per, before->quantity.per)) &&
                str_eq(before->quantity.unit, k->quantity.unit);
    bool same = k->subject.how == HOW_PRONOUN && str_eq(before->subject.text, k->subject.text);
    bool alike =
        k->kind == KIND_NUMBER && t->frame && str_eq(before->rule, k->rule); /* "trade at 30 times; a third at 50" */
    int m = before->measure.n && (like || same || alike) ? book_measure(l->book, before->measure) : -1;
    if (m >= 0 && agrees(&l->book->measures[m], k)) {
      measure = (int16_t)m;
      best = SCORE_DEFAULT;
    }
  }
  if (best < SCORE_DEFAULT) {
    int16_t listed = measure_of_list(l, k);
    if (listed >= 0) {
      measure = listed;
      best = SCORE_DEFAULT;
    }
  }
  if (best < SCORE_ENOUGH || measure < 0) return;
  const Measure *m = &l->book->measures[limited(l, k, measure)];
  k->measure = m->id;
  take_unit(k, m);
}
