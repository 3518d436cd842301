/* alias.c -- which names of a document are one and the same.
 *
 * Sieves, the surest first (after Lee et al. 2011), each a key in one hash table:
 *   defined   letters in brackets behind the name, "Lakeland Rail Board (LRB)", "Boeing <BA>": goes before the gazetteer
 *   core      the gazetteer's entry
 *   variant   the same letters, whatever the case, hyphens and blanks ("Coca-Cola", "DeepSeek" and "Deepseek")
 *   stripped  without a leading article and the company's legal form
 *   initials  "World Health Organization" ... "WHO"
 *   family    a person's last name
 *   lead      an organisation's first word, when it is no common word ("Jyske" for "Jyske Bank"), behind the long name
 *   head      the noun in an organisation's name that says what it is ("the Observatory")
 * A key that two figures claim is nobody's. Full names are entered first, wherever they stand, then single words look for them. A weak name (a common
 * word at a sentence's begin) only joins, it never begins a figure. What names a people ("Syrian"), a country or a state is short for nothing. */
#include "base/utf8.h"
#include "extractor/names.h"

typedef enum { SIEVE_VARIANT, SIEVE_INITIALS, SIEVE_FAMILY, SIEVE_LEAD, SIEVE_HEAD, SIEVE_CORE, SIEVE_DEFINED } Sieve;
static const uint32_t NOBODY = UINT32_MAX;
enum { SHARED_FAMILY = 4 }; /* evidence for a person */
enum { KEYS = 32 };         /* more than one name can enter: its words and four more */

typedef struct {
  uint64_t hash; /* 0: empty */
  uint32_t who;  /* NOBODY: ambiguous */
} Slot64;

typedef struct {
  Naming *x;
  Slot64 *slot;
  size_t mask;
  int (*score)[FOR_COUNT]; /* per figure */
  size_t score_cap;
  uint32_t *begins; /* per figure: the token of its first full name; 0 when that ends in a legal form */
  size_t begins_cap;
} Linker;

/* --- keys ---------------------------------------------------------------------------------------------------------------- */
static Slot64 *find_slot(Linker *l, uint64_t h) {
  size_t i = (h >> 7) & l->mask;
  while (l->slot[i].hash && l->slot[i].hash != h) i = (i + 1) & l->mask;
  return &l->slot[i];
}

/* A key of a sieve: 0 is none. */
static uint64_t sieve_key(Sieve s, uint64_t key) { return key ? (key * 31 + 2 * (uint64_t)s) | 1 : 0; }

static uint32_t look_up(Linker *l, Sieve s, uint64_t key) {
  const Slot64 *k = key ? find_slot(l, sieve_key(s, key)) : NULL;
  return k && k->hash ? k->who : NOBODY;
}

static void enter(Linker *l, Sieve s, uint64_t key, uint32_t who) {
  if (!key) return;
  Slot64 *k = find_slot(l, sieve_key(s, key));
  if (!k->hash)
    *k = (Slot64){.hash = sieve_key(s, key), .who = who};
  else if (k->who != who && s != SIEVE_VARIANT)
    k->who = NOBODY;
}

static uint64_t hash_step(uint64_t h, char c) { return (h ^ (unsigned char)c) * UINT64_C(0x100000001B3); }
static const uint64_t HASH_BEGIN = UINT64_C(0xCBF29CE484222325);

/* Hash of the letters and digits of token words [first, last), folded, without blanks, hyphens and points. */
static uint64_t variant_key(const Naming *x, uint32_t first, uint32_t last) {
  uint64_t h = HASH_BEGIN;
  for (uint32_t i = first; i < last; i++) {
    const Token *t = &x->w->tokens.items[i];
    if (t->kind == TOKEN_SPACE || t->kind == TOKEN_PUNCT) continue;
    for (uint32_t k = t->start; k < t->end; k++) {
      char c = x->w->doc->text.p[k];
      if (c != '.') h = hash_step(h, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
    }
  }
  return h;
}

static uint32_t first_core(const Naming *x, const Name *n) {
  uint32_t i = n->first;
  while (i + 2 < n->last && name_is(x, i, NC_the)) i += 2;
  return i;
}

static uint32_t last_core(const Naming *x, const Name *n, uint32_t first) {
  uint32_t i = n->last;
  for (;;) {
    uint32_t k = i;
    while (k > first && x->w->tokens.items[k - 1].kind != TOKEN_WORD) k--;
    if (k <= first + 1 || !name_is(x, k - 1, NC_legal)) return i;
    i = k - 1;
  }
}

/* 0 when the name has fewer than two words with capitals. */
static uint64_t initials_key(const Naming *x, const Name *n) {
  uint64_t h = HASH_BEGIN;
  unsigned words = 0;
  for (uint32_t i = n->first; i < n->last; i++) {
    const Token *t = &x->w->tokens.items[i];
    if (t->kind != TOKEN_WORD || t->shape == SHAPE_LOWER) continue;
    h = hash_step(h, (char)(x->w->doc->text.p[t->start] | 0x20));
    words++;
  }
  return words >= 2 ? h : 0;
}

static bool is_junior(const Naming *x, uint32_t i) { return name_is(x, i, NC_junior); }

/* The token of a person's family name: the last word that is no Jr or III. */
static uint32_t family_token(const Naming *x, const Name *n) {
  uint32_t i = n->last;
  while (i > n->first + 1 && (x->w->tokens.items[i - 1].kind != TOKEN_WORD || is_junior(x, i - 1))) i--;
  return i - 1;
}

static bool looks_person(const Name *n) {
  return n->score[FOR_PERSON] > n->score[FOR_ORG] && n->score[FOR_PERSON] > n->score[FOR_PLACE];
}

/* --- figures -------------------------------------------------------------------------------------------------------------- */
/* The name's text with single blanks. */
static Str clean_text(const Naming *x, const Name *n) {
  Str s = name_text(x, n);
  char *p = arena_alloc(x->w->arena, s.n + 1);
  size_t len = 0;
  for (size_t i = 0; i < s.n; i++) {
    bool space = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r';
    if (!space)
      p[len++] = s.p[i];
    else if (len && p[len - 1] != ' ')
      p[len++] = ' ';
  }
  return str_make(p, len);
}

static uint32_t new_figure(Linker *l, EntityInfo info) {
  Naming *x = l->x;
  x->info = arena_grow(x->w->arena, x->info, x->ninfo, &x->info_cap, x->ninfo + 1, sizeof *x->info);
  l->score = arena_grow(x->w->arena, l->score, x->ninfo, &l->score_cap, x->ninfo + 1, sizeof *l->score);
  memset(l->score[x->ninfo], 0, sizeof *l->score);
  l->begins = arena_grow(x->w->arena, l->begins, x->ninfo, &l->begins_cap, x->ninfo + 1, sizeof *l->begins);
  l->begins[x->ninfo] = UINT32_MAX;
  x->info[x->ninfo] = info;
  return (uint32_t)x->ninfo++;
}

static uint32_t core_figure(Linker *l, uint32_t entry) {
  uint64_t key = (entry + UINT64_C(1)) * UINT64_C(0x9E3779B97F4A7C15);
  uint32_t who = look_up(l, SIEVE_CORE, key);
  if (who != NOBODY) return who;
  const CoreEntry *e = gazetteer_entry(l->x->g, entry);
  who = new_figure(l, (EntityInfo){.name = e->name,
                                   .type = e->type,
                                   .core = true,
                                   .plural = e->plural,
                                   .gender = e->gender,
                                   .domain = e->domain,
                                   .part_of = e->part_of,
                                   .sector = e->sector});
  enter(l, SIEVE_CORE, key, who);
  return who;
}

static void enter_keys(Linker *l, const Name *n, uint32_t who) {
  const Naming *x = l->x;
  if (n->flags & NAME_DEMONYM) return;
  uint32_t first = first_core(x, n);
  enter(l, SIEVE_VARIANT, variant_key(x, n->first, n->last), who);
  enter(l, SIEVE_VARIANT, variant_key(x, first, last_core(x, n, first)), who);
  if (n->words < 2) return;
  if (looks_person(n)) {
    uint32_t family = family_token(x, n);
    CoreHit land; /* "Glenn English", not "Konashenkov Russian" */
    bool people = gazetteer_find(&land, x->g, token_text(x->w->doc, &x->w->tokens.items[family]));
    if (!people || (n->words == 2 && name_word(x, n->first) & WORD_GIVEN))
      enter(l, SIEVE_FAMILY, variant_key(x, family, family + 1), who);
    return;
  }
  enter(l, SIEVE_INITIALS, initials_key(x, n), who);
  for (uint32_t i = n->first; i < n->last; i++) {
    if (name_is(x, i, NC_org) && !name_is(x, i, NC_legal)) enter(l, SIEVE_HEAD, variant_key(x, i, i + 1), who);
  }
  Str lead = token_text(x->w->doc, &x->w->tokens.items[first]);
  bool own =
      !(gazetteer_word(x->g, lead) & (WORD_COMMON | WORD_GIVEN)) && n->score[FOR_ORG] > n->score[FOR_PLACE] && !n->core;
  bool whole =
      x->w->tokens.items[first + 1].kind != TOKEN_NUMBER && /* not "LC500 Convertible", nor "Marlow County Court" */
      !name_is(x, skip_space(x, first + 1, n->last), NC_place);
  CoreHit place;
  if (own && whole && !gazetteer_find(&place, x->g, lead)) enter(l, SIEVE_LEAD, variant_key(x, first, first + 1), who);
}

/* --- letters that the text itself explains --------------------------------------------------------------------------- */
static char mark_at(const Naming *x, uint32_t i) {
  bool mark = i < x->w->tokens.n && x->w->tokens.items[i].kind == TOKEN_PUNCT;
  return mark ? x->w->doc->text.p[x->w->tokens.items[i].start] : 0;
}

/* The opening bracket directly before b and behind a, or 0. */
static char bracket_between(const Naming *x, const Name *a, const Name *b) {
  char open = b->first > a->last ? mark_at(x, b->first - 1) : 0, shut = mark_at(x, b->last);
  uint32_t gap = b->first - a->last;
  bool near = a->sentence == b->sentence && (gap == 1 || (gap == 2 && x->w->tokens.items[a->last].kind == TOKEN_SPACE));
  if (open == '<') return near && (shut == '>' || shut == '.') ? open : 0; /* <BA>, <ALNT.O> */
  return near && open == '(' && shut == ')' ? open : 0;
}

/* Are the letters of b the initials of a's last words? */
static bool are_initials(const Naming *x, const Name *a, const Name *b) {
  Str letters = name_text(x, b);
  size_t left = letters.n;
  for (uint32_t i = a->last; i-- > a->first && left;) {
    const Token *t = &x->w->tokens.items[i];
    if (t->kind != TOKEN_WORD || t->shape == SHAPE_LOWER) continue;
    if ((x->w->doc->text.p[t->start] | 0x20) != (letters.p[left - 1] | 0x20)) return false;
    left--;
  }
  return !left;
}

static bool is_explained(const Naming *x, const Name *a, const Name *b) {
  const Token *t = &x->w->tokens.items[b->first];
  if (b->words != 1 || b->last != b->first + 1 || t->shape != SHAPE_UPPER || t->end - t->start > 7) return false;
  char open = bracket_between(x, a, b);
  if (!open || a->flags & NAME_DEMONYM || a->words + (a->core > 0) < 2) return false;
  bool organisation = a->score[FOR_ORG] > a->score[FOR_PLACE] && a->score[FOR_ORG] > a->score[FOR_PERSON];
  return organisation && (open == '<' || !b->core || are_initials(x, a, b));
}

static Slot64 *definition(Linker *l, const Name *n) {
  return find_slot(l, sieve_key(SIEVE_DEFINED, variant_key(l->x, n->first, n->last)));
}

/* Marks them, and takes from the gazetteer's hold what stands for something else here. */
static void find_definitions(Linker *l) {
  Naming *x = l->x;
  bool any = false;
  for (size_t i = 1; i < x->n; i++) {
    if (!is_explained(x, &x->names[i - 1], &x->names[i])) continue;
    x->names[i].flags |= NAME_DEFINED;
    definition(l, &x->names[i])[0] =
        (Slot64){.hash = sieve_key(SIEVE_DEFINED, variant_key(x, x->names[i].first, x->names[i].last)), .who = NOBODY};
    any = true;
  }
  for (size_t i = 0; any && i < x->n; i++) {
    Name *n = &x->names[i];
    if (n->words != 1 || !n->core || !definition(l, n)->hash) continue;
    n->core = 0;
    memset(n->score, 0, sizeof n->score);
  }
}

static void join(Linker *l, Name *n, uint32_t who, How how) {
  EntityInfo *e = &l->x->info[who];
  n->who = who;
  n->how = how;
  for (unsigned k = 0; k < FOR_COUNT; k++) l->score[who][k] += n->score[k];
  uint32_t begins = n->words < 2 ? UINT32_MAX : last_core(l->x, n, n->first) < n->last ? 0 : n->first;
  if (begins < l->begins[who]) l->begins[who] = begins;
  if (!e->gender) e->gender = n->gender;
  if (!e->core && n->span.end - n->span.start > e->name.n && how != HOW_NONE && n->words > 1 && !(n->flags & NAME_CAPS))
    e->name = clean_text(l->x, n);
}

static uint32_t by_variant(Linker *l, const Name *n) {
  uint32_t who = look_up(l, SIEVE_VARIANT, variant_key(l->x, n->first, n->last));
  if (who != NOBODY) return who;
  uint32_t first = first_core(l->x, n);
  return look_up(l, SIEVE_VARIANT, variant_key(l->x, first, last_core(l->x, n, first)));
}

/* A short form comes behind the long name; headlines may begin with it. */
static bool comes_behind(const Linker *l, const Name *n, uint32_t who) {
  const Work *w = l->x->w;
  return n->first > l->begins[who] || w->doc->blocks[w->tokens.sentences[n->sentence].block].kind == BLOCK_TITLE;
}

static uint32_t by_lead(Linker *l, const Name *n, uint64_t key) {
  uint32_t who = look_up(l, SIEVE_LEAD, key);
  return who != NOBODY && comes_behind(l, n, who) ? who : NOBODY;
}

static uint32_t by_alias(Linker *l, const Name *n) {
  if (n->words != 1) return NOBODY;
  uint64_t key = variant_key(l->x, n->first, n->last);
  uint32_t who = n->flags & NAME_ACRONYM ? look_up(l, SIEVE_INITIALS, key) : NOBODY;
  if (who == NOBODY) {
    uint32_t person = look_up(l, SIEVE_FAMILY, key), firm = by_lead(l, n, key);
    if (person != NOBODY && firm != NOBODY) return NOBODY; /* "Taft": Taft Broadcasting or Dudley Taft */
    who = person != NOBODY ? person : firm;
  }
  if (who == NOBODY && name_is(l->x, n->last - 1, NC_org)) who = look_up(l, SIEVE_HEAD, key);
  return who;
}

static void found(Linker *l, Name *n) {
  uint32_t who = new_figure(l, (EntityInfo){.name = clean_text(l->x, n), .gender = n->gender});
  enter_keys(l, n, who);
  join(l, n, who, HOW_EXACT);
}

static bool is_place_core(const Naming *x, const Name *n) {
  return n->core && gazetteer_entry(x->g, n->core - 1)->type == ENT_PLACE;
}

static void link_core(Linker *l, Name *n) {
  uint32_t who = core_figure(l, n->core - 1);
  enter_keys(l, n, who);
  join(l, n, who, str_eq(name_text(l->x, n), l->x->info[who].name) ? HOW_EXACT : HOW_ALIAS);
}

static void link_full(Linker *l, Name *n) {
  uint32_t who = by_variant(l, n);
  if (who == NOBODY) {
    found(l, n);
    return;
  }
  enter_keys(l, n, who);
  join(l, n, who, str_eq(name_text(l->x, n), l->x->info[who].name) ? HOW_EXACT : HOW_ALIAS);
}

/* A city's name that is a known person's too: "Washington said" in an article on Denzel Washington. */
static bool is_family_here(Linker *l, const Name *n) {
  bool place = n->flags & NAME_DEMONYM || (is_place_core(l->x, n) && n->score[FOR_PLACE] > 0);
  return n->words == 1 && place && look_up(l, SIEVE_FAMILY, variant_key(l->x, n->first, n->last)) != NOBODY;
}

/* The last name of several people: still a person's. */
static bool is_family_of_many(Linker *l, const Name *n) {
  return n->words == 1 && find_slot(l, sieve_key(SIEVE_FAMILY, variant_key(l->x, n->first, n->last)))->hash;
}

/* A country or a state: "U.S." is short for no "U.S. Sales". */
static bool is_land(const Naming *x, const Name *n) {
  if (!n->core) return false;
  Str sector = gazetteer_entry(x->g, n->core - 1)->sector;
  return str_is(sector, "country") || str_is(sector, "state");
}

static void link_short(Linker *l, Name *n) {
  uint32_t who = n->words == 1 ? look_up(l, SIEVE_DEFINED, variant_key(l->x, n->first, n->last)) : NOBODY;
  bool people = n->words == 1 && n->flags & NAME_DEMONYM && !is_family_here(l, n);
  bool country = people || (is_land(l->x, n) && !is_family_here(l, n));
  if (who == NOBODY && !country && !is_family_here(l, n)) who = by_variant(l, n);
  if (who == NOBODY && !country) who = by_alias(l, n);
  if (who != NOBODY) {
    for (unsigned k = 0; k < FOR_COUNT && n->core; k++) n->score[k] = 0;
    n->core = 0;
    join(l, n, who, str_eq(name_text(l->x, n), l->x->info[who].name) ? HOW_EXACT : HOW_ALIAS);
  } else if (n->core) {
    link_core(l, n);
  } else if (!(n->flags & NAME_WEAK)) {
    if (is_family_of_many(l, n)) n->score[FOR_PERSON] += SHARED_FAMILY;
    found(l, n);
  }
}

/* The publication's own name, so that "the newspaper" can stand for it. */
static void add_publisher(Linker *l, Str url, Str publisher) {
  CoreHit hit;
  const CoreEntry *e = url.n ? gazetteer_publisher(l->x->g, url) : NULL;
  if (e)
    core_figure(l, (uint32_t)(e - gazetteer_entry(l->x->g, 0)));
  else if (publisher.n && gazetteer_find(&hit, l->x->g, publisher))
    core_figure(l, hit.entry);
}

/* --- words that the document has in small letters too -------------------------------------------------------------------- */
/* A sentence's first word that is no word of the pack's list may be a common word all the same ("Cryptocurrencies fell"): it is when the
 * document elsewhere writes it small and never has it as a name in mid-sentence. */
typedef struct {
  uint32_t mask[26]; /* per first letter: bits of the lengths to look for */
  Name *found[64];
  size_t n;
} Doubtful;

static unsigned letter_of(const Naming *x, uint32_t at) { return (unsigned)((x->w->doc->text.p[at] | 0x20) - 'a'); }

static void add_doubtful(Doubtful *d, const Naming *x, Name *n) {
  uint32_t length = n->span.end - n->span.start;
  unsigned letter = letter_of(x, n->span.start);
  bool doubtful = n->flags & NAME_INITIAL && n->words == 1 && !n->core && !(n->flags & (NAME_WEAK | NAME_TITLED));
  if (!doubtful || letter > 25 || length < 3 || length > 31 || d->n == sizeof d->found / sizeof *d->found) return;
  d->found[d->n++] = n;
  d->mask[letter] |= 1u << length;
}

static void weaken_doubtful(Naming *x) {
  Doubtful d = {0};
  for (size_t i = 0; i < x->n; i++) add_doubtful(&d, x, &x->names[i]);
  for (size_t i = 0; d.n && i < x->w->tokens.n; i++) {
    const Token *t = &x->w->tokens.items[i];
    uint32_t length = t->end - t->start;
    if (t->kind != TOKEN_WORD || t->shape != SHAPE_LOWER || length > 31) continue;
    unsigned letter = letter_of(x, t->start);
    if (letter > 25 || !(d.mask[letter] >> length & 1)) continue;
    for (size_t k = 0; k < d.n; k++) {
      bool same = d.found[k]->span.end - d.found[k]->span.start == length;
      if (same && str_eq_nocase(name_text(x, d.found[k]), token_text(x->w->doc, t))) d.found[k]->flags |= NAME_WEAK;
    }
  }
}

static void decide_types(Linker *l) {
  for (uint32_t i = 0; i < l->x->ninfo; i++) {
    EntityInfo *e = &l->x->info[i];
    if (!e->core) e->type = name_type(l->score[i]);
    if (!e->gender && e->type != ENT_PERSON) e->gender = 3;
  }
}

void names_link(Naming *x) {
  Linker l = {.x = x};
  size_t size = 64;
  while (size < (x->n + x->w->doc->nreferences + 2) * KEYS) size *= 2;
  l.slot = arena_zalloc(x->w->arena, size * sizeof *l.slot);
  l.mask = size - 1;
  weaken_doubtful(x);
  find_definitions(&l);
  for (size_t i = 0; i < x->n; i++) {
    Name *n = &x->names[i];
    if (n->core && !(n->words == 1 && is_place_core(x, n))) link_core(&l, n);
  }
  for (size_t i = 0; i < x->n; i++) {
    Name *n = &x->names[i];
    if (n->who == NOBODY && n->words > 1 && !(n->flags & NAME_WEAK)) link_full(&l, n);
  }
  for (size_t i = 1; i < x->n; i++)
    if (x->names[i].flags & NAME_DEFINED) definition(&l, &x->names[i])->who = x->names[i - 1].who;
  for (size_t i = 0; i < x->n; i++) {
    if (x->names[i].who == NOBODY && !(x->names[i].flags & NAME_WEAK)) link_short(&l, &x->names[i]);
  }
  for (size_t i = 0; i < x->n; i++) {
    if (x->names[i].who == NOBODY) link_short(&l, &x->names[i]);
  }
  add_publisher(&l, x->w->doc->url, x->w->doc->publisher);
  for (size_t i = 0; i < x->w->doc->nreferences; i++)
    add_publisher(&l, x->w->doc->references[i].url, x->w->doc->references[i].publisher);
  decide_types(&l);
}
