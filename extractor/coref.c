/* coref.c -- "the chipmaker", "it", "who": what stands for a name, resolved only where the text leaves no choice.
 *
 * Words come from roles.tsv (class: what the noun can stand for) and pronouns.tsv. The search goes back sentence by sentence. In the nearest
 * sentence that has a fitting figure, a single one is taken; of several only the one that the sentence begins with, when the sentence is an earlier
 * one (its subject is what the text is about). A noun that is part of a name looks for that name first ("the commission"). "the company" that finds
 * nobody near is the one that the text begins with, when it is also the most named. Otherwise nothing is added. */
#include "extractor/names.h"

enum {
  CROWD = 200,   /* names in a sentence that leave a choice in any case */
  HOLDERS = 500, /* names to look through for the holder of an office, or the only company */
  MODIFIERS = 3, /* words between the article and the noun */
  PERSONS = 2,   /* sentences to look back for "he" and "she" */
  NEAR = 3,      /* sentences to look back for what a noun stands for */
  FAR = 6        /* likewise when the noun is part of the name */
};

typedef struct {
  Naming *x;
  uint16_t he, she, it, its, they, who;
  size_t nnames;           /* names that were there before */
  size_t *first_name;      /* per sentence: index of its first name */
  size_t *first_reference; /* per sentence: index of its first reference, from refer_sentence on */
  uint32_t lead;           /* the company that the text is about; UINT32_MAX none */
} Refer;

typedef bool (*Fits)(const Refer *r, const EntityInfo *e, Str class);

static bool is_organisation(EntityType t) {
  return t == ENT_ORG || t == ENT_CENTRAL_BANK || t == ENT_AGENCY || t == ENT_PUBLISHER || t == ENT_PARTY ||
         t == ENT_TEAM;
}

/* A place that is not known, of one word or two. */
static bool may_be_town(const Refer *r, const EntityInfo *e) {
  size_t blank = str_chr(e->name, ' ', 0);
  bool brief = blank == SIZE_MAX || str_chr(e->name, ' ', blank + 1) == SIZE_MAX; /* "Arden", "Port Arden" */
  return !e->core && brief && !(gazetteer_word(r->x->g, e->name) & WORD_COMMON);
}

/* Can a noun of this class stand for e? Classes that are no type are sectors. */
static bool fits_role(const Refer *r, const EntityInfo *e, Str class) {
  if (str_is(class, "company")) return e->type == ENT_ORG;
  if (str_is(class, "organisation")) return is_organisation(e->type);
  if (str_is(class, "central_bank")) return e->type == ENT_CENTRAL_BANK;
  if (str_is(class, "agency")) return e->type == ENT_AGENCY;
  if (str_is(class, "publisher")) return e->type == ENT_PUBLISHER;
  if (str_is(class, "party")) return e->type == ENT_PARTY;
  if (str_is(class, "team")) return e->type == ENT_TEAM;
  if (str_is(class, "country")) return e->type == ENT_PLACE && str_is(e->sector, "country");
  if (str_is(class, "city")) return e->type == ENT_PLACE && (str_is(e->sector, "city") || may_be_town(r, e));
  if (str_is(class, "index")) return e->type == ENT_INDEX;
  if (str_is(class, "crypto")) return e->type == ENT_CRYPTO;
  return str_eq(e->sector, class);
}

/* Is the noun a word of the organisation's name? "commission" of "European Commission" */
static bool fits_named(const Refer *r, const EntityInfo *e, Str noun) {
  (void)r;
  if (!is_organisation(e->type) || e->name.n <= noun.n) return false;
  for (size_t i = 0; i + noun.n <= e->name.n; i++) {
    bool whole = (!i || e->name.p[i - 1] == ' ') && (i + noun.n == e->name.n || e->name.p[i + noun.n] == ' ');
    if (whole && str_eq_nocase(str_slice(e->name, i, i + noun.n), noun)) return true;
  }
  return false;
}

static bool fits_he(const Refer *r, const EntityInfo *e, Str class) {
  (void)r, (void)class;
  return e->type == ENT_PERSON && (e->gender == 1 || e->gender == 0);
}
static bool fits_he_or_she(const Refer *r, const EntityInfo *e, Str class) {
  (void)r, (void)class;
  return e->type == ENT_PERSON;
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
  uint32_t last;     /* the token behind it */
  uint32_t first_at; /* token of the first name or reference of any kind */
  bool several;
} Offer;

/* Does what a sentence begins with stand before others in it? Nouns that fit a few only ("the chipmaker") leave a choice, and so do "A and B". */
static bool is_topic(const Refer *r, Fits fits, Str class, const Offer *o) {
  if (fits == fits_role && !str_is(class, "company") && !str_is(class, "organisation")) return false;
  return !name_is(r->x, skip_space(r->x, o->last, (uint32_t)r->x->w->tokens.n), NC_and);
}

static void offer(Offer *o, const Refer *r, const Name *n, Fits fits, Str class) {
  if (n->who == UINT32_MAX || n->flags & NAME_DEMONYM) return;
  if (n->first < o->first_at) o->first_at = n->first;
  if (!fits(r, &r->x->info[n->who], class)) return;
  if (o->who != UINT32_MAX && o->who != n->who) o->several = true;
  if (n->first < o->at) {
    o->who = n->who;
    o->at = n->first;
    o->last = n->last;
  }
}

/* "Chrysler's Jeep unit": the name at i is only whose the next one is. */
static bool is_owner(const Refer *r, size_t i) {
  const Naming *x = r->x;
  const Name *n = &x->names[i];
  if (i + 1 >= r->nnames || x->names[i + 1].first != n->last + 2) return false;
  const Token *t = &x->w->tokens.items[n->last];
  char c = x->w->doc->text.p[t->start];
  return t->kind == TOKEN_WORD && (c == '\'' || (unsigned char)c == 0xE2);
}

static bool is_outdone(const Refer *r, size_t i, Fits fits, Str class) {
  return is_owner(r, i) && r->x->names[i + 1].who != UINT32_MAX && fits(r, &r->x->info[r->x->names[i + 1].who], class);
}

/* The figure of sentence s that fits, of those that begin before token limit; UINT32_MAX when none does, *several when the text leaves a choice. */
static uint32_t fitting(const Refer *r, uint32_t s, uint32_t limit, Fits fits, Str class, bool earlier, bool *several) {
  const Naming *x = r->x;
  size_t last = earlier ? r->first_reference[s + 1] : x->n;
  *several = r->first_name[s + 1] - r->first_name[s] + last - r->first_reference[s] > CROWD;
  if (*several) return UINT32_MAX;
  Offer o = {.who = UINT32_MAX, .at = UINT32_MAX, .first_at = UINT32_MAX};
  for (size_t i = r->first_name[s]; i < r->first_name[s + 1] && x->names[i].first < limit; i++) {
    if (!is_outdone(r, i, fits, class)) offer(&o, r, &x->names[i], fits, class);
  }
  for (size_t i = r->first_reference[s]; i < last; i++) offer(&o, r, &x->names[i], fits, class);
  bool lead = !earlier && o.who == r->lead &&
              str_is(class, "company"); /* "Zintec raised funds from Velt, valuing the company at" */
  *several = o.several && !((earlier || lead) && o.at == o.first_at && is_topic(r, fits, class, &o));
  bool thing = fits == fits_it || fits == fits_its; /* only what the sentence is about */
  return thing && o.at != o.first_at ? UINT32_MAX : o.who;
}

/* *unclear: the sentence itself leaves a choice. */
static uint32_t search(const Refer *r, uint32_t s, uint32_t limit, Fits fits, Str class, uint32_t reach,
                       bool *unclear) {
  *unclear = false;
  for (uint32_t back = 0; back <= reach && back <= s; back++) {
    bool several;
    uint32_t who = fitting(r, s - back, limit, fits, class, back > 0, &several);
    *unclear |= several && !back;
    if (several) return UINT32_MAX;
    if (who != UINT32_MAX) return who;
  }
  return UINT32_MAX;
}

static uint32_t resolve(const Refer *r, uint32_t s, uint32_t limit, Fits fits, Str class, uint32_t reach) {
  bool unclear;
  return search(r, s, limit, fits, class, reach, &unclear);
}

static void add_reference(Refer *r, uint32_t s, uint32_t first, uint32_t last, uint32_t who, How how) {
  Naming *x = r->x;
  if (who == UINT32_MAX) return;
  x->names = arena_grow(x->w->arena, x->names, x->n, &x->cap, x->n + 1, sizeof *x->names);
  Name n = {.first = first, .last = last, .sentence = s, .who = who, .how = how};
  n.span = (Span){x->w->tokens.items[first].start, x->w->tokens.items[last - 1].end};
  x->names[x->n++] = n;
}

/* The first of the sentence's names that begins at token i or behind it. */
static size_t name_from(const Refer *r, uint32_t s, uint32_t i) {
  size_t low = r->first_name[s], high = r->first_name[s + 1];
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (r->x->names[mid].first < i)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* "Nvidia, which": the name that ends directly before. */
static uint32_t name_before(const Refer *r, uint32_t s, uint32_t i) {
  size_t k = name_from(r, s, i);
  if (k == r->first_name[s]) return UINT32_MAX;
  const Name *n = &r->x->names[k - 1];
  return i > n->last && i - n->last <= 2 ? n->who : UINT32_MAX;
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
  if (!gazetteer_starts_role(x->g, token_text(x->w->doc, &x->w->tokens.items[k]))) return 0;
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

static bool is_hyphen(const Naming *x, uint32_t i, uint32_t last) {
  return i < last && x->w->tokens.items[i].kind == TOKEN_PUNCT && x->w->doc->text.p[x->w->tokens.items[i].start] == '-';
}

/* Is token k a name that says where something is from? "Italian", "Taiwan-based" */
static bool is_origin(const Refer *r, uint32_t s, uint32_t k, uint32_t last) {
  size_t i = name_from(r, s, k);
  if (i == r->first_name[s + 1] || r->x->names[i].first != k) return false;
  const Name *n = &r->x->names[i];
  return n->last == k + 1 && (n->flags & NAME_DEMONYM || is_hyphen(r->x, k + 1, last));
}

/* A word of "three-year-old", part of a figure and of no name: a hyphen stands beside it. */
static bool is_age(const Refer *r, uint32_t s, uint32_t k, uint32_t last) {
  const Naming *x = r->x;
  size_t i = name_from(r, s, k);
  bool named = i < r->first_name[s + 1] && x->names[i].first <= k + 2;
  if (i > r->first_name[s]) named |= x->names[i - 1].last > k;
  return !named && (is_hyphen(x, k + 1, last) || (k > 0 && is_hyphen(x, k - 1, last)));
}

/* "the [Italian dairy] company": what may stand between the article and the noun. */
static bool is_modifier(const Refer *r, uint32_t s, uint32_t k, uint32_t last) {
  const Naming *x = r->x;
  if (x->covered[k] && !is_origin(r, s, k, last)) return is_age(r, s, k, last);
  uint64_t no = NB(of) | NB(in) | NB(for) | NB(on) | NB(and) | NB(the) | NB(pronoun) | NB(unlike);
  if (x->w->tokens.items[k].kind != TOKEN_WORD || name_bits(x, k) & no) return false;
  return x->covered[k] ? is_origin(r, s, k, last) : x->w->tokens.items[k].shape == SHAPE_LOWER;
}

typedef struct {
  uint32_t role;       /* of gazetteer_role; 0: none */
  uint32_t noun, last; /* tokens: the noun's first, and behind it */
  bool age;            /* a figure stands between article and noun: "the three-year-old company" */
  bool origin;         /* a modifier is a name: "Italian", "Taiwan-based" */
} RolePhrase;

static RolePhrase role_phrase(const Refer *r, uint32_t s, uint32_t k, uint32_t last) {
  const Naming *x = r->x;
  RolePhrase p = {0};
  for (unsigned skipped = 0; k < last && skipped <= MODIFIERS; skipped++) {
    p.noun = k;
    p.role = role_at(x, k, last, &p.last);
    if (p.role || !is_modifier(r, s, k, last)) break;
    bool age = x->covered[k] && is_age(r, s, k, last);
    p.age |= age;
    p.origin |= x->covered[k] && !age;
    if (!is_hyphen(x, k + 1, last) && (k + 1 >= last || x->w->tokens.items[k + 1].kind != TOKEN_SPACE)) break;
    k += 2;
  }
  uint32_t next;
  if (p.role && p.last + 1 < last && (role_at(x, p.last + 1, last, &next) || name_is(x, p.last + 1, NC_of))) {
    bool office = str_is(gazetteer_role_class(x->g, p.role), "person");
    if (!office || !name_is(x, p.last + 1, NC_of)) p.role = 0; /* the company spokesman, the city of Velograd */
  }
  return p;
}

/* Does a name follow token i? "the Chinese company Deepseek" */
static bool is_named_behind(const Refer *r, uint32_t s, uint32_t i) {
  const Naming *x = r->x;
  size_t k = name_from(r, s, i + 1);
  return k < r->first_name[s + 1] && x->names[k].first == i + 1 && x->names[k].who != UINT32_MAX &&
         x->w->tokens.items[i].kind == TOKEN_SPACE;
}

/* The only figure of the document that fits. */
static uint32_t only_one(const Refer *r, Str class) {
  uint32_t found = UINT32_MAX;
  if (r->x->ninfo > HOLDERS) return UINT32_MAX;
  for (uint32_t i = 0; i < r->x->ninfo; i++) {
    if (!fits_role(r, &r->x->info[i], class)) continue;
    if (found != UINT32_MAX) return UINT32_MAX;
    found = i;
  }
  return found;
}

/* Can the company that the text is about be what a noun of this class stands for? "the retailer": when its trade is not known. */
static bool may_lead(const Refer *r, Str class) {
  static const char *const others[] = {"organisation", "central_bank", "agency", "publisher", "party",
                                       "team",         "country",      "city",   "index",     "crypto",
                                       "person",       "someone",      "bank",   "exchange"};
  if (str_is(class, "company")) return true;
  if (r->lead == UINT32_MAX || r->x->info[r->lead].sector.n) return false;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (str_is(class, others[i])) return false;
  return true;
}

static uint32_t stands_for(const Refer *r, const RolePhrase *p, uint32_t s, uint32_t i, Str class) {
  const Naming *x = r->x;
  if (str_is(class, "person")) return holder(r, p->role, s, i);
  if (str_is(class, "someone")) {
    uint32_t known = holder(r, p->role, s, i);
    bool begins = i == x->w->tokens.sentences[s].first;
    return known == UINT32_MAX && begins ? resolve(r, s, i, fits_he_or_she, class, NEAR) : known;
  }
  if (p->origin) return only_one(r, class);
  Str noun = str_slice(x->w->doc->text, x->w->tokens.items[p->noun].start, x->w->tokens.items[p->last - 1].end);
  uint32_t who = resolve(r, s, i, fits_named, noun, FAR);
  if (who != UINT32_MAX) return who;
  bool unclear;
  who = search(r, s, i, fits_role, class, NEAR, &unclear);
  return who == UINT32_MAX && !unclear && may_lead(r, class) ? r->lead : who;
}

/* "the [adjective] chipmaker" at token i; returns the token behind what was read. */
static uint32_t at_article(Refer *r, uint32_t s, uint32_t i, uint32_t last) {
  const Naming *x = r->x;
  RolePhrase p = role_phrase(r, s, i + 2, last);
  if (!p.role) return i + 1;
  Str class = gazetteer_role_class(x->g, p.role);
  bool person = str_is(class, "person") || str_is(class, "someone");
  uint32_t beside = i > 1 && x->w->tokens.items[i - 1].kind == TOKEN_SPACE ? name_before(r, s, i) : UINT32_MAX;
  bool fits =
      beside != UINT32_MAX && (person ? x->info[beside].type == ENT_PERSON : fits_role(r, &x->info[beside], class));
  if (fits)
    add_reference(r, s, p.age ? p.noun : i, p.last, beside, HOW_APPOSITION);
  else if (!is_named_behind(r, s, p.last))
    add_reference(r, s, p.age ? p.noun : i, p.last, stands_for(r, &p, s, i, class), HOW_DEFINITE);
  return p.last;
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
    who = resolve(r, s, i, fits, STR(""), fits == fits_he || fits == fits_she ? PERSONS : 1);
  else if (token_is(p, t, i, r->who))
    who = name_before(r, s, i);
  add_reference(r, s, i, i + 1, who, HOW_PRONOUN);
}

/* "In Talks to Value AI Startup": headlines leave the article out. The words [i, ...) stand for the only one that their sentence names. */
static uint32_t at_headline(Refer *r, uint32_t s, uint32_t i, uint32_t last) {
  const Naming *x = r->x;
  uint32_t k = i, end = 0;
  uint32_t role = role_at(x, k, last, &end);
  if (!role && x->w->tokens.items[k].shape == SHAPE_UPPER && k + 2 < last) role = role_at(x, k + 2, last, &end);
  if (!role || str_is(gazetteer_role_class(x->g, role), "person") || is_named_behind(r, s, end)) return i + 1;
  add_reference(r, s, i, end, resolve(r, s, i, fits_role, gazetteer_role_class(x->g, role), 0), HOW_DEFINITE);
  return end;
}

static void refer_sentence(Refer *r, uint32_t s) {
  const Naming *x = r->x;
  const Sentence *sentence = &x->w->tokens.sentences[s];
  bool headline = r->first_name[s] < r->first_name[s + 1] && names_headline(x, s);
  r->first_reference[s] = x->n;
  for (uint32_t i = sentence->first; i < sentence->last;) {
    uint64_t bits = name_bits(x, i);
    bool known = bits & (NB(the) | NB(pronoun)) && !x->covered[i];
    if (known && bits & NB(the)) {
      i = at_article(r, s, i, sentence->last);
      continue;
    }
    if (known) at_word(r, s, i);
    bool capital = headline && x->w->tokens.items[i].kind == TOKEN_WORD && !x->covered[i] &&
                   x->w->tokens.items[i].shape != SHAPE_LOWER;
    i = capital ? at_headline(r, s, i, sentence->last) : i + 1;
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

/* The company that the document names first, when it names none more often. */
static uint32_t leading(const Refer *r) {
  const Naming *x = r->x;
  uint32_t *count = arena_zalloc(x->w->arena, (x->ninfo + 1) * sizeof *count), first = UINT32_MAX;
  for (size_t i = 0; i < x->n; i++) {
    uint32_t who = x->names[i].who;
    if (who == UINT32_MAX || x->info[who].type != ENT_ORG) continue;
    if (first == UINT32_MAX) first = who;
    count[who]++;
  }
  for (uint32_t i = 0; i < x->ninfo && first != UINT32_MAX; i++) {
    if (i != first && count[i] >= count[first]) first = UINT32_MAX;
  }
  return first;
}

void names_refer(Naming *x) {
  const Pack *p = x->w->pack;
  Refer r = {.x = x, .nnames = x->n};
  if (!x->ninfo) return;
  r.he = pack_list(p, LIST_pronouns_he);
  r.she = pack_list(p, LIST_pronouns_she);
  r.lead = leading(&r);
  r.it = pack_list(p, LIST_pronouns_it);
  r.its = pack_list(p, LIST_pronouns_its);
  r.they = pack_list(p, LIST_pronouns_they);
  r.who = pack_list(p, LIST_pronouns_who);
  index_names(&r);
  cover_names(x);
  for (uint32_t s = 0; s < x->w->tokens.nsentences; s++) refer_sentence(&r, s);
}
