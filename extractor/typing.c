/* typing.c -- what the words in a name and around it say about its type. Each sign adds to a score; alias.c sums the scores of all mentions
 * of one figure of the document before it decides. */
#include "base/utf8.h"
#include "extractor/names.h"

enum { DECISIVE = 1000, SURE = 12, STRONG = 6, FAIR = 4, SLIGHT = 2, HINT = 1 };

static Evidence evidence_of(EntityType t) {
  switch (t) {
  case ENT_PERSON: return FOR_PERSON;
  case ENT_PLACE: return FOR_PLACE;
  case ENT_ORG:
  case ENT_CENTRAL_BANK:
  case ENT_AGENCY:
  case ENT_PUBLISHER:
  case ENT_PARTY:
  case ENT_TEAM:
  case ENT_INDEX: return FOR_ORG;
  default: return FOR_OTHER;
  }
}

static const Token *token(const Naming *x, uint32_t i) { return &x->w->tokens.items[i]; }
static Str text_of(const Naming *x, uint32_t i) { return token_text(x->w->doc, token(x, i)); }

/* --- the name's own words ------------------------------------------------------------------------------------------------- */
typedef struct {
  uint32_t words, common, given, family, initials;
  uint64_t first, last, any; /* NB_* */
  uint64_t of;               /* NB_* of the word before "of", else 0 */
  bool particle, joined, junior, site;
} Shape2;

static void look_at_word(const Naming *x, const Name *n, uint32_t i, Shape2 *s) {
  Str w = text_of(x, i);
  uint64_t bits = name_bits(x, i), word = name_word(x, i);
  if (bits & NB(particle) && token(x, i)->shape == SHAPE_LOWER) s->particle = true;
  if (token(x, i)->shape == SHAPE_LOWER) {
    bool behind_point = i > n->first && token(x, i - 1)->kind == TOKEN_PUNCT; /* "Goto.com", not "Jan de Vries" */
    s->site |= behind_point && bits & NB(domain);
    if (bits & (NB(of) | NB(for) | NB(on)) && !s->of) s->of = s->last;
    return;
  }
  if (w.n == 1) s->initials++;
  if (i == n->first) s->first = bits;
  if (!(bits & NB(junior)) || s->words == 0) s->last = bits;
  s->junior |= (bits & NB(junior)) != 0 && s->words > 0;
  s->any |= bits;
  s->words++;
  s->common += (word & WORD_COMMON) != 0;
  s->given += (word & WORD_GIVEN) != 0;
  s->family += (word & WORD_FAMILY) != 0;
}

static Shape2 look(const Naming *x, const Name *n) {
  Shape2 s = {0};
  for (uint32_t i = n->first; i < n->last; i++) {
    if (token(x, i)->kind == TOKEN_WORD) look_at_word(x, n, i, &s);
    if (token(x, i)->kind == TOKEN_PUNCT && (text_of(x, i).p[0] == '&' || text_of(x, i).p[0] == '-')) s.joined = true;
  }
  return s;
}

static void weigh_heads(Name *n, const Shape2 *s, unsigned first_word) {
  uint64_t head = s->of ? s->of : s->last;
  if (s->last & NB(legal)) n->score[FOR_ORG] += DECISIVE;
  if (s->site) n->score[FOR_ORG] += FAIR;
  if (s->words > 1 || s->of) {
    if (s->last & NB(org) || s->of & NB(org)) n->score[FOR_ORG] += STRONG;
    if (head & NB(place)) n->score[FOR_PLACE] += head & NB(org) ? SLIGHT : STRONG;
    if (head & NB(event)) n->score[FOR_OTHER] += head & (NB(org) | NB(place)) ? SLIGHT : STRONG + SLIGHT;
    bool kunya = s->first & NB(particle) && s->particle; /* Abu Bakr al-Baghdadi, not Abu Dhabi */
    if (s->first & NB(first)) n->score[kunya ? FOR_PERSON : FOR_PLACE] += STRONG;
    if (s->first & NB(side) && !(head & (NB(org) | NB(event)))) n->score[FOR_PLACE] += STRONG;
    if (s->first & NB(event) && !(head & NB(org)) && !(first_word & WORD_GIVEN)) n->score[FOR_OTHER] += STRONG;
  }
  if (s->words > 1 && s->first & NB(org) && !(first_word & (WORD_GIVEN | WORD_FAMILY)) &&
      !(head & (NB(place) | NB(event))))
    n->score[FOR_ORG] += SLIGHT + HINT;                                                             /* Bank Severin */
  if (s->words == 1 && s->last & NB(org)) n->score[FOR_ORG] += HINT;                                /* the Coalition */
  if (s->words == 1 && (s->last & (NB(event) | NB(org))) == NB(event)) n->score[FOR_OTHER] += FAIR; /* the Treaty */
  if (n->score[FOR_ORG] + n->score[FOR_PLACE] + n->score[FOR_OTHER]) n->flags |= NAME_HEADED;
}

static void weigh_person(Name *n, const Shape2 *s, unsigned first_word) {
  bool headed = (n->flags & NAME_HEADED) != 0;
  if (s->junior && !headed) n->score[FOR_PERSON] += STRONG;
  if (n->flags & NAME_TITLED && !(s->any & (NB(org) | NB(legal)))) n->score[FOR_PERSON] += STRONG + SLIGHT;
  if (headed) return;
  bool given_first = (first_word & WORD_GIVEN) != 0;
  if (s->words >= 2 && s->words <= 4 && given_first && s->common < s->words)
    n->score[FOR_PERSON] += first_word & WORD_COMMON ? FAIR : STRONG;
  else if (s->words == 1 && given_first && !s->common)
    n->score[FOR_PERSON] += SLIGHT;
  if (s->words >= 2 && s->initials && s->words > s->initials) n->score[FOR_PERSON] += FAIR;
  if (s->words >= 2 && s->particle) n->score[FOR_PERSON] += SLIGHT;
  if (s->words >= 2 && s->family) n->score[FOR_PERSON] += SLIGHT;
  if (s->words == 1 && s->family && !s->common) n->score[FOR_PERSON] += SLIGHT;
  if (s->words >= 2 && s->words <= 3 && !s->common && !s->joined) n->score[FOR_PERSON] += SLIGHT;
  if (s->words >= 2 && s->common) n->score[FOR_ORG] += HINT;
  if (s->words == 1 && !s->common && !s->given && !(n->flags & (NAME_INITIAL | NAME_CAPS)) && !s->junior)
    n->score[FOR_ORG] += HINT;
}

static void set_gender(Name *n, unsigned first_word) {
  unsigned given = first_word & WORD_GIVEN;
  if (given == WORD_GIVEN_HE) n->gender = 1;
  if (given == WORD_GIVEN_SHE) n->gender = 2;
}

static void weigh_letters(const Naming *x, Name *n, const Shape2 *s) {
  const Token *t = token(x, n->first);
  if (s->words != 1 || n->flags & NAME_CAPS) return;
  uint32_t len = t->end - t->start;
  if (t->shape == SHAPE_UPPER && len >= 2 && len <= 7) {
    n->flags |= NAME_ACRONYM;
    n->score[FOR_ORG] += SLIGHT;
  }
  if (t->shape == SHAPE_MIXED && !t->digits) n->score[FOR_ORG] += SLIGHT;
  if (t->digits) n->score[FOR_OTHER] += SLIGHT;
}

/* --- what stands around ---------------------------------------------------------------------------------------------------- */
/* The word before the name, over white space, an article and an opening quotation mark; UINT32_MAX when there is none. */
static uint32_t word_before(const Naming *x, uint32_t first, uint32_t from, bool *article) {
  *article = false;
  for (uint32_t i = first; i-- > from;) {
    if (token(x, i)->kind == TOKEN_SPACE) continue;
    if (token(x, i)->kind != TOKEN_WORD) return UINT32_MAX;
    if (!name_is(x, i, NC_the)) return i;
    *article = true;
  }
  return UINT32_MAX;
}

/* "the pension fund Arden", "Carrier Calder Air": what sort of thing the noun before the name says it is. */
static void weigh_kind(const Naming *x, Name *n, uint32_t role) {
  if (!role) return;
  Str class = gazetteer_role_class(x->g, role);
  if (str_is(class, "country") || str_is(class, "city"))
    n->score[FOR_PLACE] += FAIR;
  else if (!str_is(class, "person") && !str_is(class, "index") && !str_is(class, "crypto"))
    n->score[FOR_ORG] += FAIR;
}

static void weigh_before(const Naming *x, Name *n, const Shape2 *s) {
  const Sentence *sentence = &x->w->tokens.sentences[n->sentence];
  bool article, ignore;
  uint32_t i = word_before(x, n->first, sentence->first, &article);
  if (article && s->words == 1) n->score[FOR_ORG] += SLIGHT;
  if (article) n->score[FOR_PERSON] -= SLIGHT;
  if (i == UINT32_MAX) return;
  uint64_t bits = name_bits(x, i);
  if (bits & NB(in) && !(n->flags & (NAME_ACRONYM | NAME_HEADED))) n->score[FOR_PLACE] += article ? HINT : FAIR;
  bool bare = !article && token(x, i)->shape == SHAPE_LOWER;
  if (bits & NB(role) && bare) {
    n->score[FOR_PERSON] += FAIR;
    n->office = gazetteer_role(x->g, text_of(x, i));
  } else if (bare || i == sentence->first) {
    weigh_kind(x, n, gazetteer_role(x->g, text_of(x, i)));
  }
  if (bits & NB(said) && !article) n->score[FOR_PERSON] += HINT;
  if (!(bits & (NB(of) | NB(for)))) return;
  uint32_t j = word_before(x, i, sentence->first, &ignore);
  if (j == UINT32_MAX) return;
  uint64_t noun = name_bits(x, j);
  if (noun & NB(orgnoun)) n->score[FOR_ORG] += FAIR;
  if (noun & NB(in)) n->score[FOR_PLACE] += FAIR;
}

static bool mark_at(const Naming *x, uint32_t i, uint32_t last, char m) {
  return i < last && token(x, i)->kind == TOKEN_PUNCT && text_of(x, i).p[0] == m && text_of(x, i).n == 1;
}

/* ", 45," behind a name; ", Kenya" is a place within a place. */
static void weigh_comma(const Naming *x, Name *n, uint32_t comma, uint32_t last) {
  uint32_t i = skip_space(x, comma + 1, last);
  if (i >= last) return;
  if (token(x, i)->kind == TOKEN_NUMBER && mark_at(x, i + 1, last, ',') && token(x, i)->end - token(x, i)->start <= 2)
    n->score[FOR_PERSON] += FAIR;
  if (name_is(x, i, NC_whose)) n->score[FOR_PERSON] += SLIGHT;
  CoreHit hit;
  bool place = token(x, i)->shape != SHAPE_LOWER && gazetteer_match(&hit, x->g, x->w->doc->text, token(x, i)->start);
  bool owner = place && hit.end < x->w->doc->text.n &&
               (x->w->doc->text.p[hit.end] == '\'' || (unsigned char)x->w->doc->text.p[hit.end] == 0xE2);
  if (place && !owner && gazetteer_entry(x->g, hit.entry)->type == ENT_PLACE && !hit.demonym && n->words <= 3 &&
      !(n->flags & (NAME_TITLED | NAME_HEADED))) {
    n->score[FOR_PLACE] += FAIR;
  }
}

/* "Nordvik will close a plant in its home town": the first pronoun behind the name that a sentence begins with, no other name between. */
static void weigh_pronoun(const Naming *x, Name *n, uint32_t last) {
  enum { REACH = 50 };
  if (!(n->flags & NAME_INITIAL)) return;
  for (uint32_t i = n->last; i < last && i < n->last + REACH; i++) {
    const Token *t = token(x, i);
    if (t->kind != TOKEN_WORD) continue;
    uint64_t bits = name_bits(x, i);
    if (bits & NB(its)) n->score[FOR_PERSON] -= SLIGHT + HINT; /* a firm or a place */
    if (bits & (NB(he) | NB(she))) n->score[FOR_PERSON] += SLIGHT + HINT;
    if (bits & NB(pronoun) || (t->shape != SHAPE_LOWER && !x->covered[i])) return;
  }
}

static void weigh_behind(const Naming *x, Name *n) {
  uint32_t last = x->w->tokens.sentences[n->sentence].last, i = n->last;
  bool ignore, inside = false;
  uint32_t before = word_before(x, n->first, x->w->tokens.sentences[n->sentence].first, &ignore);
  if (before != UINT32_MAX) inside = name_bits(x, before) & (NB(in) | NB(of) | NB(for) | NB(on));
  if (mark_at(x, i, last, ',')) weigh_comma(x, n, i, last);
  weigh_pronoun(x, n, last);
  if (mark_at(x, i, last, '-') && i + 1 < last && token(x, i + 1)->shape == SHAPE_LOWER) n->score[FOR_PLACE] += SLIGHT;
  bool owner = i < last && token(x, i)->kind == TOKEN_WORD &&
               (text_of(x, i).p[0] == '\'' || (unsigned char)text_of(x, i).p[0] == 0xE2);
  if (owner) i++;
  i = skip_space(x, i, last);
  if (i >= last || token(x, i)->kind != TOKEN_WORD) return;
  uint64_t bits = name_bits(x, i);
  if (bits & NB(said) && !owner && !inside) n->score[FOR_PERSON] += SLIGHT;
  if (bits & NB(whose) && !owner) n->score[FOR_PERSON] += SLIGHT;
  if (bits & NB(land) && !owner && token(x, i)->shape == SHAPE_LOWER) n->score[FOR_PLACE] += FAIR;
  if (bits & NB(orgnoun) && token(x, i)->shape == SHAPE_LOWER) n->score[FOR_ORG] += SLIGHT;
}

void name_weigh(const Naming *x, Name *n) {
  if (n->core) {
    const CoreEntry *e = gazetteer_entry(x->g, n->core - 1);
    n->score[evidence_of(e->type)] += SURE * 2;
    n->gender = e->gender;
    return;
  }
  Shape2 s = look(x, n);
  unsigned first_word = name_word(x, n->first);
  if (n->within) {
    Evidence e = evidence_of((EntityType)(n->within - 1));
    if (e != FOR_PERSON) n->score[e] += e == FOR_PLACE ? SLIGHT : STRONG;
  }
  weigh_letters(x, n, &s);
  weigh_heads(n, &s, first_word);
  weigh_person(n, &s, first_word);
  set_gender(n, first_word);
  weigh_before(x, n, &s);
  weigh_behind(x, n);
}

EntityType name_type(const int score[FOR_COUNT]) {
  static const EntityType types[FOR_COUNT] = {ENT_ORG, ENT_PERSON, ENT_PLACE, ENT_OTHER};
  Evidence best = FOR_OTHER;
  for (unsigned e = 0; e < FOR_COUNT; e++) {
    if (score[e] > score[best]) best = (Evidence)e;
  }
  return types[best];
}
