/* coref.c -- "the chipmaker", "it", "who": what stands for a name, resolved only where the text leaves no choice.
 *
 * Words come from roles.tsv (class: what the noun can stand for) and pronouns.tsv. The search goes back sentence by sentence. In the nearest
 * sentence that has a fitting figure, a single one is taken; of several only the one that the sentence begins with, when the sentence is an earlier
 * one (its subject is what the text is about). Otherwise nothing is added. */
#include "extractor/names.h"

enum { HOLDERS = 500 }; /* names to look back for the holder of an office */

typedef struct {
  Naming *x;
  uint16_t he, she, it, its, they, who;
  size_t nnames;           /* names that were there before */
  size_t *first_name;      /* per sentence: index of its first name */
  size_t *first_reference; /* per sentence: index of its first reference, from refer_sentence on */
} Refer;

typedef bool (*Fits)(const Refer *r, const EntityInfo *e, Str class);

static bool is_organisation(EntityType t) {
  return t == ENT_ORG || t == ENT_CENTRAL_BANK || t == ENT_AGENCY || t == ENT_PUBLISHER || t == ENT_PARTY ||
         t == ENT_TEAM;
}

/* Can a noun of this class stand for e? Classes that are no type are sectors. */
static bool fits_role(const Refer *r, const EntityInfo *e, Str class) {
  (void)r;
  if (str_is(class, "company")) return e->type == ENT_ORG;
  if (str_is(class, "organisation")) return is_organisation(e->type);
  if (str_is(class, "central_bank")) return e->type == ENT_CENTRAL_BANK;
  if (str_is(class, "agency")) return e->type == ENT_AGENCY;
  if (str_is(class, "publisher")) return e->type == ENT_PUBLISHER;
  if (str_is(class, "party")) return e->type == ENT_PARTY;
  if (str_is(class, "team")) return e->type == ENT_TEAM;
  if (str_is(class, "country")) return e->type == ENT_PLACE && (str_is(e->sector, "country") || !e->core);
  if (str_is(class, "city")) return e->type == ENT_PLACE && (str_is(e->sector, "city") || !e->core);
  if (str_is(class, "index")) return e->type == ENT_INDEX;
  if (str_is(class, "crypto")) return e->type == ENT_CRYPTO;
  return str_eq(e->sector, class);
}

static bool fits_he(const Refer *r, const EntityInfo *e, Str class) {
  (void)r, (void)class;
  return e->type == ENT_PERSON && (e->gender == 1 || e->gender == 0);
}
static bool fits_she(const Refer *r, const EntityInfo *e, Str class) {
  (void)r, (void)class;
  return e->type == ENT_PERSON && (e->gender == 2 || e->gender == 0);
}
static bool fits_its(const Refer *r, const EntityInfo *e, Str class) {
  (void)r, (void)class;
  return e->type != ENT_PERSON && e->type != ENT_OTHER && e->type != ENT_EVENT && e->type != ENT_CURRENCY && !e->plural;
}
/* Places fall and rise with their possessives only: "it" is seldom a country. */
static bool fits_it(const Refer *r, const EntityInfo *e, Str class) {
  (void)r, (void)class;
  return fits_its(r, e, class) && e->type != ENT_PLACE && e->type != ENT_GROUP;
}
static bool fits_they(const Refer *r, const EntityInfo *e, Str class) {
  (void)r, (void)class;
  return e->plural || e->type == ENT_TEAM;
}

/* What sentence s offers to a word that stands at token limit or behind the sentence. */
typedef struct {
  uint32_t who, at;  /* the first figure that fits, and its token; UINT32_MAX when none does */
  uint32_t first_at; /* token of the first name or reference of any kind */
  bool several;
} Offer;

static void offer(Offer *o, const Refer *r, const Name *n, Fits fits, Str class) {
  if (n->who == UINT32_MAX || n->flags & NAME_DEMONYM) return;
  if (n->first < o->first_at) o->first_at = n->first;
  if (!fits(r, &r->x->info[n->who], class)) return;
  if (o->who != UINT32_MAX && o->who != n->who) o->several = true;
  if (n->first < o->at) {
    o->who = n->who;
    o->at = n->first;
  }
}

/* The figure of sentence s that fits, of those that begin before token limit; UINT32_MAX when none does, *several when the text leaves a choice. */
static uint32_t fitting(const Refer *r, uint32_t s, uint32_t limit, Fits fits, Str class, bool earlier, bool *several) {
  const Naming *x = r->x;
  Offer o = {.who = UINT32_MAX, .at = UINT32_MAX, .first_at = UINT32_MAX};
  for (size_t i = r->first_name[s]; i < r->first_name[s + 1] && x->names[i].first < limit; i++)
    offer(&o, r, &x->names[i], fits, class);
  size_t end = earlier ? r->first_reference[s + 1] : x->n;
  for (size_t i = r->first_reference[s]; i < end; i++) offer(&o, r, &x->names[i], fits, class);
  *several = o.several && !(earlier && o.at == o.first_at && fits != fits_role);
  bool thing = fits == fits_it || fits == fits_its; /* only what the sentence is about */
  return thing && o.at != o.first_at ? UINT32_MAX : o.who;
}

static uint32_t resolve(const Refer *r, uint32_t s, uint32_t limit, Fits fits, Str class, uint32_t reach) {
  for (uint32_t back = 0; back <= reach && back <= s; back++) {
    bool several;
    uint32_t who = fitting(r, s - back, limit, fits, class, back > 0, &several);
    if (several) return UINT32_MAX;
    if (who != UINT32_MAX) return who;
  }
  return UINT32_MAX;
}

static void add_reference(Refer *r, uint32_t s, uint32_t first, uint32_t last, uint32_t who, How how) {
  Naming *x = r->x;
  if (who == UINT32_MAX) return;
  x->names = arena_grow(x->w->arena, x->names, x->n, &x->cap, x->n + 1, sizeof *x->names);
  Name n = {.first = first, .last = last, .sentence = s, .who = who, .how = how};
  n.span = (Span){x->w->tokens.items[first].start, x->w->tokens.items[last - 1].end};
  x->names[x->n++] = n;
}

/* "Nvidia, which": the name that ends directly before. */
static uint32_t name_before(const Refer *r, uint32_t s, uint32_t i) {
  const Naming *x = r->x;
  for (size_t k = r->first_name[s + 1]; k-- > r->first_name[s];) {
    const Name *n = &x->names[k];
    if (n->last > i || n->who == UINT32_MAX) continue;
    uint32_t gap = i - n->last;
    return gap >= 1 && gap <= 2 ? n->who : UINT32_MAX;
  }
  return UINT32_MAX;
}

/* The one who was named with this office before token i; UINT32_MAX when several were. */
static uint32_t holder(const Refer *r, uint32_t role, uint32_t s, uint32_t i) {
  const Naming *x = r->x;
  uint32_t found = UINT32_MAX;
  size_t from = r->first_name[s + 1] > HOLDERS ? r->first_name[s + 1] - HOLDERS : 0;
  for (size_t k = from; k < r->first_name[s + 1]; k++) {
    const Name *n = &x->names[k];
    if (n->office != role || n->who == UINT32_MAX || n->first >= i) continue;
    if (found != UINT32_MAX && found != n->who) return UINT32_MAX;
    found = n->who;
  }
  return found;
}

/* The longest phrase of roles.tsv that begins at token k: its row, and the token behind it. */
static uint32_t role_at(const Naming *x, uint32_t k, uint32_t last, uint32_t *end) {
  uint32_t best = 0;
  for (uint32_t e = k; e < last && e < k + 5 && x->w->tokens.items[e].kind == TOKEN_WORD && !x->covered[e]; e += 2) {
    uint32_t role =
        gazetteer_role(x->g, str_slice(x->w->doc->text, x->w->tokens.items[k].start, x->w->tokens.items[e].end));
    if (role) {
      best = role;
      *end = e + 1;
    }
    if (e + 1 >= last || x->w->tokens.items[e + 1].kind != TOKEN_SPACE) break;
  }
  return best;
}

/* "the [adjective] chipmaker" at token i; returns the token behind what was read. */
static uint32_t at_article(Refer *r, uint32_t s, uint32_t i, uint32_t last) {
  Naming *x = r->x;
  uint32_t k = i + 2, end = 0, next;
  if (k >= last) return i + 1;
  uint32_t role = role_at(x, k, last, &end);
  if (!role && x->w->tokens.items[k].shape == SHAPE_LOWER && k + 2 < last) role = role_at(x, k + 2, last, &end);
  if (!role || (end + 1 < last && role_at(x, end + 1, last, &next))) return i + 1;
  Str class = gazetteer_role_class(x->g, role);
  bool person = str_is(class, "person");
  uint32_t beside = i > 1 && x->w->tokens.items[i - 1].kind == TOKEN_SPACE ? name_before(r, s, i) : UINT32_MAX;
  if (beside != UINT32_MAX && (person ? x->info[beside].type == ENT_PERSON : fits_role(r, &x->info[beside], class))) {
    add_reference(r, s, i, end, beside, HOW_APPOSITION);
  } else {
    add_reference(r, s, i, end, person ? holder(r, role, s, i) : resolve(r, s, i, fits_role, class, 3), HOW_DEFINITE);
  }
  return end;
}

static void at_word(Refer *r, uint32_t s, uint32_t i) {
  const Naming *x = r->x;
  const Pack *p = x->w->pack;
  const Tokens *t = &x->w->tokens;
  Fits fits = token_is(p, t, i, r->it)     ? fits_it
              : token_is(p, t, i, r->its)  ? fits_its
              : token_is(p, t, i, r->he)   ? fits_he
              : token_is(p, t, i, r->she)  ? fits_she
              : token_is(p, t, i, r->they) ? fits_they
                                           : NULL;
  uint32_t who = UINT32_MAX;
  if (fits)
    who = resolve(r, s, i, fits, STR(""), 1);
  else if (token_is(p, t, i, r->who))
    who = name_before(r, s, i);
  add_reference(r, s, i, i + 1, who, HOW_PRONOUN);
}

static void refer_sentence(Refer *r, uint32_t s) {
  const Naming *x = r->x;
  const Sentence *sentence = &x->w->tokens.sentences[s];
  r->first_reference[s] = x->n;
  for (uint32_t i = sentence->first; i < sentence->last;) {
    uint64_t bits = name_bits(x, i);
    bool known = bits & (NB(the) | NB(pronoun)) && !x->covered[i];
    if (known && bits & NB(the)) {
      i = at_article(r, s, i, sentence->last);
      continue;
    }
    if (known) at_word(r, s, i);
    i++;
  }
  r->first_reference[s + 1] = x->n;
}

/* A word inside a name stands for nothing ("WHO", "The Company We Keep"). */
static void cover_names(Naming *x) {
  for (size_t i = 0; i < x->n; i++) {
    if (x->names[i].who == UINT32_MAX) continue;
    memset(x->covered + x->names[i].first, 1, x->names[i].last - x->names[i].first);
  }
}

static void index_names(Refer *r) {
  const Naming *x = r->x;
  size_t n = x->w->tokens.nsentences, k = 0;
  r->first_name = arena_alloc(x->w->arena, (n + 1) * sizeof *r->first_name);
  r->first_reference = arena_zalloc(x->w->arena, (n + 1) * sizeof *r->first_reference);
  for (uint32_t s = 0; s <= n; s++) {
    while (k < x->n && x->names[k].sentence < s) k++;
    r->first_name[s] = k;
  }
}

void names_refer(Naming *x) {
  const Pack *p = x->w->pack;
  Refer r = {.x = x};
  if (!x->ninfo) return;
  r.he = pack_atom(p, "pronouns.he");
  r.she = pack_atom(p, "pronouns.she");
  r.it = pack_atom(p, "pronouns.it");
  r.its = pack_atom(p, "pronouns.its");
  r.they = pack_atom(p, "pronouns.they");
  r.who = pack_atom(p, "pronouns.who");
  index_names(&r);
  cover_names(x);
  for (uint32_t s = 0; s < x->w->tokens.nsentences; s++) refer_sentence(&r, s);
}
