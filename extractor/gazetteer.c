/* gazetteer.c -- loads the pack's names and words, and finds names in text. See gazetteer.h for the idea. */
#include "extractor/gazetteer.h"
#include "base/map.h"
#include "extractor/names.h"
#include "extractor/pack_p.h"
#include <stdlib.h>

/* Tables in the order of their claim to a name. */
static const char *const tables[] = {"entities_markets", "entities_public", "entities_companies", "entities_publishers",
                                     "entities_places",  "entities_people", "entities_products",  "entities_teams"};
enum { NTABLES = sizeof tables / sizeof *tables, LONGEST = 96, START_BITS = 17 };

/* One spelling of an entry. */
typedef struct {
  Str form; /* as in the table */
  uint32_t entry;
  bool canonical, demonym;
} Spelling;

enum { ROLE_STARTS = 32 * 32 };
struct Gazetteer {
  CoreEntry *entries;
  size_t nentries, entries_cap;
  Spelling *spellings;
  size_t nspellings, spellings_cap;
  Trie *trie;
  Map *domains; /* domain -> entry */
  uint64_t starts[(1 << START_BITS) /
                  64]; /* a bit for the hash of each name's first letters: a quick no that stays in the cache */
  uint32_t *words;     /* open hash: 24 bits of the word's hash, 8 bits WORD_*; 0 empty */
  size_t words_mask;
  bool small[256];     /* first bytes of words in small letters that begin names */
  uint32_t *roles;     /* open hash over the nouns of roles.tsv: row + 1, 0 empty */
  uint64_t *role_hash; /* the slot's hash */
  size_t roles_mask;
  bool starts_role[ROLE_STARTS]; /* by role_start: does a noun begin so? */
  const Table *role_table;
  uint64_t *form_bits; /* per form of the vocabulary: NB_* */
};

/* --- loading: entries --------------------------------------------------------------------------------------------------- */
static const struct {
  const char *name;
  EntityType type;
} types[] = {{"company", ENT_ORG},
             {"org", ENT_ORG},
             {"person", ENT_PERSON},
             {"country", ENT_PLACE},
             {"place", ENT_PLACE},
             {"city", ENT_PLACE},
             {"index", ENT_INDEX},
             {"currency", ENT_CURRENCY},
             {"crypto", ENT_CRYPTO},
             {"product", ENT_PRODUCT},
             {"event", ENT_EVENT},
             {"group", ENT_GROUP},
             {"central_bank", ENT_CENTRAL_BANK},
             {"agency", ENT_AGENCY},
             {"publisher", ENT_PUBLISHER},
             {"party", ENT_PARTY},
             {"team", ENT_TEAM},
             {"other", ENT_OTHER}};

static bool type_of(EntityType *out, Str name) {
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (str_is(name, types[i].name)) {
      *out = types[i].type;
      return true;
    }
  }
  return false;
}

static void add_spelling(Gazetteer *g, Arena *a, Spelling s) {
  s.form = str_trim(s.form);
  if (!s.form.n || s.form.n > LONGEST) return;
  g->spellings = arena_grow(a, g->spellings, g->nspellings, &g->spellings_cap, g->nspellings + 1, sizeof *g->spellings);
  g->spellings[g->nspellings++] = s;
}

static void add_spellings(Gazetteer *g, Arena *a, Str cell, uint32_t entry, bool demonym) {
  Str form;
  while (cell.n && str_split(&form, &cell, ';'))
    add_spelling(g, a, (Spelling){.form = form, .entry = entry, .demonym = demonym});
}

static bool has_flag(Str flags, const char *name) {
  Str flag;
  while (flags.n && str_split(&flag, &flags, ';')) {
    if (str_is(str_trim(flag), name)) return true;
  }
  return false;
}

typedef struct {
  int type, canonical, aliases, demonym, domain, part_of, ticker, sector, flags;
} Columns;

static Columns columns_of(const Table *t) {
  return (Columns){table_column(t, "type"),    table_column(t, "canonical"), table_column(t, "aliases"),
                   table_column(t, "demonym"), table_column(t, "domain"),    table_column(t, "part_of"),
                   table_column(t, "ticker"),  table_column(t, "sector"),    table_column(t, "flags")};
}

static ErrCode load_row(Gazetteer *g, Arena *a, const Table *t, size_t row, const Columns *c, Err *err) {
  CoreEntry e = {.name = table_cell(t, row, c->canonical),
                 .domain = table_cell(t, row, c->domain),
                 .part_of = table_cell(t, row, c->part_of),
                 .sector = table_cell(t, row, c->sector)};
  if (!e.name.n || !type_of(&e.type, table_cell(t, row, c->type))) {
    return err_set(err, ERR_RULE, "%.*s.tsv:%u: an entity needs a canonical name and a known type", STR_ARGS(t->name),
                   t->lines ? t->lines[row] : 0);
  }
  Str flags = table_cell(t, row, c->flags);
  e.plural = has_flag(flags, "plural");
  e.gender = has_flag(flags, "he") ? 1 : has_flag(flags, "she") ? 2 : e.type == ENT_PERSON ? 0 : 3;
  g->entries = arena_grow(a, g->entries, g->nentries, &g->entries_cap, g->nentries + 1, sizeof *g->entries);
  uint32_t entry = (uint32_t)g->nentries++;
  g->entries[entry] = e;
  add_spelling(g, a, (Spelling){.form = e.name, .entry = entry, .canonical = true});
  add_spellings(g, a, table_cell(t, row, c->aliases), entry, false);
  add_spellings(g, a, table_cell(t, row, c->demonym), entry, true);
  Str domain, rest = e.domain;
  while (rest.n && str_split(&domain, &rest, ';')) {
    if (!map_get(g->domains, str_trim(domain), NULL)) map_put(g->domains, str_trim(domain), entry);
  }
  return OK;
}

static ErrCode load_table(Gazetteer *g, Arena *a, const Table *t, Err *err) {
  Columns c = columns_of(t);
  if (c.type < 0 || c.canonical < 0) {
    return err_set(err, ERR_RULE, "%.*s.tsv:1: needs the columns type and canonical", STR_ARGS(t->name));
  }
  for (size_t row = 0; row < t->nrows; row++) {
    ErrCode code = load_row(g, a, t, row, &c, err);
    if (code) return code;
  }
  return OK;
}

/* --- loading: the trie ------------------------------------------------------------------------------------------------- */
static unsigned char fold(unsigned char c) { return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c; }

static bool is_blank(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Right single quotes become apostrophes, runs of white space one blank. */
static unsigned char special_byte(Str s, size_t i, size_t *len) {
  unsigned char c = (unsigned char)s.p[i];
  if (c == 0xE2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 && (unsigned char)s.p[i + 2] == 0x99) {
    *len = 3;
    return '\'';
  }
  if (!is_blank(c)) return c;
  while (i + *len < s.n && is_blank((unsigned char)s.p[i + *len])) (*len)++;
  return ' ';
}

/* The byte(s) at i as a key has them; *len is how many bytes of s they are. */
static inline unsigned char key_byte(Str s, size_t i, size_t *len) {
  unsigned char c = (unsigned char)s.p[i];
  *len = 1;
  return c > ' ' && c < 0x80 ? fold(c) : special_byte(s, i, len);
}

static Str key_of(Arena *a, Str form) {
  char *p = arena_alloc(a, form.n + 1);
  size_t n = 0;
  for (size_t i = 0, len; i < form.n; i += len) p[n++] = (char)key_byte(form, i, &len);
  return str_make(p, n);
}

static bool is_word_byte(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC3;
}

/* The first four letters or digits at i and the four letters behind them (a digit there may be any number), up to another byte; as a bit's number. */
static uint32_t start_bit(Str s, size_t i) {
  uint64_t h = 0;
  for (size_t k = i; k < i + 8 && k < s.n; k++) {
    unsigned char c = (unsigned char)s.p[k];
    if (!is_word_byte(c) || c == 0xE2 || (k >= i + 4 && c <= '9')) break;
    h = h << 8 | fold(c);
  }
  return (uint32_t)(h * 0x9E3779B97F4A7C15u >> (64 - START_BITS));
}

static void note_starts(Gazetteer *g) {
  for (size_t i = 0; i < g->nspellings; i++) {
    uint32_t bit = start_bit(g->spellings[i].form, 0);
    g->starts[bit >> 6] |= UINT64_C(1) << (bit & 63);
  }
}

static void note_small(Gazetteer *g) {
  for (size_t i = 0; i < g->nspellings; i++) {
    unsigned char c = (unsigned char)g->spellings[i].form.p[0];
    if (c >= 'a' && c <= 'z') g->small[c] = true;
  }
}

static void build_trie(Gazetteer *g, Arena *a) {
  TrieKey *keys = arena_alloc(a, (g->nspellings + 1) * sizeof *keys);
  for (size_t i = 0; i < g->nspellings; i++)
    keys[i] = (TrieKey){.key = key_of(a, g->spellings[i].form), .value = (uint32_t)i};
  g->trie = trie_build(a, keys, g->nspellings);
}

/* --- loading: words ---------------------------------------------------------------------------------------------------- */
static uint64_t word_hash(Str w) { return str_hash_nocase(w); }
static uint32_t word_tag(uint64_t h) { return (uint32_t)(h >> 40) << 8; }

static void put_word(Gazetteer *g, Str w, unsigned bits) {
  uint64_t h = word_hash(w);
  size_t i = h & g->words_mask;
  while (g->words[i] && (g->words[i] & ~0xFFu) != word_tag(h)) i = (i + 1) & g->words_mask;
  g->words[i] = (g->words[i] ? g->words[i] : word_tag(h)) | bits;
}

static size_t count_words(const Table *t, int column) {
  size_t n = 0;
  for (size_t r = 0; t && r < t->nrows; r++) {
    Str cell = table_cell(t, r, column);
    for (size_t i = 0; i < cell.n; i++) n += cell.p[i] == ' ';
    n++;
  }
  return n;
}

static unsigned word_bits(Str class) {
  if (str_is(class, "he")) return WORD_GIVEN_HE;
  if (str_is(class, "she")) return WORD_GIVEN_SHE;
  if (str_is(class, "any")) return WORD_GIVEN;
  return str_is(class, "family") ? WORD_FAMILY : WORD_COMMON;
}

/* Columns kind and words: a row holds many words, blanks between. */
static void put_words(Gazetteer *g, const Table *t) {
  if (!t) return;
  int kind = table_column(t, "kind"), words = table_column(t, "words");
  for (size_t r = 0; r < t->nrows; r++) {
    unsigned bits = word_bits(table_cell(t, r, kind));
    Str word, rest = table_cell(t, r, words);
    while (rest.n && str_split(&word, &rest, ' ')) {
      if (word.n) put_word(g, word, bits);
    }
  }
}

static void load_words(Gazetteer *g, const Pack *p, Arena *a) {
  const Table *common = pack_table(p, "common_words"), *people = pack_table(p, "people_names");
  size_t n = (common ? count_words(common, table_column(common, "words")) : 0) +
             (people ? count_words(people, table_column(people, "words")) : 0);
  size_t size = 1024;
  while (size < n * 2) size *= 2;
  g->words = arena_zalloc(a, size * sizeof *g->words);
  g->words_mask = size - 1;
  put_words(g, common);
  put_words(g, people);
}

/* --- loading: roles ------------------------------------------------------------------------------------------------------ */
/* Of the phrase in any case, a run of white space one blank. */
static uint64_t phrase_hash(Str s) {
  uint64_t h = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 0, len; i < s.n; i += len) h = (h ^ key_byte(s, i, &len)) * UINT64_C(0x100000001B3);
  return h;
}

static size_t role_slot(const Gazetteer *g, uint64_t h) {
  size_t i = (h >> 16) & g->roles_mask;
  while (g->roles[i] && g->role_hash[i] != h) i = (i + 1) & g->roles_mask;
  return i;
}

/* Of the two letters, in any case, that the word begins with; ROLE_STARTS when they are no ASCII letters: then a word of text is looked up, and
 * a noun of the table ("e-commerce giant") can only be such a word. */
static unsigned role_start(Str s) {
  for (size_t i = 0; i < 2; i++)
    if (i >= s.n || (s.p[i] | 0x20) < 'a' || (s.p[i] | 0x20) > 'z') return ROLE_STARTS;
  return (unsigned)(s.p[0] & 31) << 5 | (unsigned)(s.p[1] & 31);
}

static void load_roles(Gazetteer *g, const Pack *p, Arena *a) {
  const Table *t = g->role_table = pack_table(p, "roles");
  size_t size = 64, n = t ? t->nrows * 16 : 0;
  while (size < n) size *= 2;
  g->roles = arena_zalloc(a, size * sizeof *g->roles);
  g->role_hash = arena_zalloc(a, size * sizeof *g->role_hash);
  g->roles_mask = size - 1;
  for (size_t row = 0; t && row < t->nrows; row++) {
    Str noun, rest = table_cell(t, row, table_column(t, "nouns"));
    while (rest.n && str_split(&noun, &rest, ';')) {
      noun = str_trim(noun);
      uint64_t h = phrase_hash(noun);
      if (role_start(noun) < ROLE_STARTS) g->starts_role[role_start(noun)] = true;
      size_t i = role_slot(g, h);
      if (g->roles[i]) continue;
      g->roles[i] = (uint32_t)row + 1;
      g->role_hash[i] = h;
    }
  }
}

bool gazetteer_starts_role(const Gazetteer *g, Str word) {
  unsigned at = role_start(word);
  return at == ROLE_STARTS || g->starts_role[at];
}

uint32_t gazetteer_role(const Gazetteer *g, Str phrase) { return g->roles[role_slot(g, phrase_hash(phrase))]; }

Str gazetteer_role_class(const Gazetteer *g, uint32_t role) {
  return table_cell(g->role_table, role - 1, table_column(g->role_table, "class"));
}

/* The classes of each form, so that a token's are one look-up. */
static void load_bits(Gazetteer *g, const Pack *p, Arena *a) {
  static const char *const names[NC_COUNT] = {
#define X(name) "names." #name,
      NAME_CLASSES(X)
#undef X
          "openers.start",
      "openers.said",
      "abbreviations.title",
      "abbreviations.short",
      "pronouns",
      "pronouns.its",
      "pronouns.he",
      "pronouns.she"};
  g->form_bits = arena_zalloc(a, (p->nforms + 1) * sizeof *g->form_bits);
  for (unsigned c = 0; c < NC_COUNT; c++) {
    uint16_t atom = pack_atom(p, names[c]);
    for (size_t f = 0; f < p->nforms && atom != UINT16_MAX; f++) {
      for (size_t k = 0; k < p->forms[f].atoms.n; k++) {
        if (p->forms[f].atoms.items[k] == atom) g->form_bits[f] |= UINT64_C(1) << c;
      }
    }
  }
}

const uint64_t *gazetteer_bits(const Gazetteer *g) { return g->form_bits; }

struct Gazetteer *gazetteer_load(const Pack *p, Err *err) {
  Arena *a = pack_arena(p);
  Gazetteer *g = arena_zalloc(a, sizeof *g);
  g->domains = map_new();
  for (size_t i = 0; i < NTABLES; i++) {
    const Table *t = pack_table(p, tables[i]);
    if (t && load_table(g, a, t, err) != OK) {
      gazetteer_free(g);
      return NULL;
    }
  }
  build_trie(g, a);
  note_small(g);
  note_starts(g);
  load_words(g, p, a);
  load_bits(g, p, a);
  load_roles(g, p, a);
  return g;
}

void gazetteer_free(struct Gazetteer *g) {
  if (g) map_free(g->domains);
}

/* --- finding ------------------------------------------------------------------------------------------------------------ */
const CoreEntry *gazetteer_entry(const Gazetteer *g, uint32_t entry) { return &g->entries[entry]; }
size_t gazetteer_count(const Gazetteer *g) { return g->nentries; }

unsigned gazetteer_word(const Gazetteer *g, Str word) {
  uint64_t h = word_hash(word);
  for (size_t i = h & g->words_mask; g->words[i]; i = (i + 1) & g->words_mask) {
    if ((g->words[i] & ~0xFFu) == word_tag(h)) return g->words[i] & 0xFF;
  }
  return 0;
}

static bool ends_word(Str text, size_t i) {
  if (i >= text.n) return true;
  unsigned char c = (unsigned char)text.p[i];
  return !is_word_byte(c) || !is_word_byte((unsigned char)text.p[i - 1]) || (c == 0xE2);
}

/* Every capital of the form is a capital in text[at, end). */
static bool capitals_agree(Str form, Str text, size_t at) {
  size_t i = at, flen, tlen;
  for (size_t f = 0; f < form.n && i < text.n; f += flen) {
    unsigned char fc = (unsigned char)form.p[f];
    key_byte(form, f, &flen);
    if (fc == '#') {
      while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9') i++;
      continue;
    }
    key_byte(text, i, &tlen);
    if (fc >= 'A' && fc <= 'Z' && (unsigned char)text.p[i] != fc) return false;
    i += tlen;
  }
  return true;
}

/* Over the digits at i, when the trie allows a number there. */
static uint32_t step_number(const Trie *t, uint32_t state, Str text, size_t *i) {
  size_t k = *i;
  while (k < text.n && text.p[k] >= '0' && text.p[k] <= '9') k++;
  bool plain =
      k > *i && k - *i <= 4 &&
      !(k + 1 < text.n && (text.p[k] == '.' || text.p[k] == ',') && text.p[k + 1] >= '0' && text.p[k + 1] <= '9');
  uint32_t next = plain ? trie_step(t, state, '#') : 0;
  if (next) *i = k;
  return next;
}

/* A way through the trie that is open beside the one that is gone: digits as they stand, or as any number. */
typedef struct {
  uint32_t state;
  size_t i;
} Fork;

/* Over the character at *i; 0 when no name goes on like that. */
static uint32_t step(const Gazetteer *g, uint32_t state, Str text, size_t *i, Fork *fork) {
  size_t len, digits = *i;
  unsigned char c = key_byte(text, *i, &len);
  uint32_t next = trie_step(g->trie, state, c);
  if (c >= '0' && c <= '9') {
    uint32_t any = step_number(g->trie, state, text, &digits);
    if (any && next) *fork = (Fork){any, digits};
    if (!next) {
      *i = digits;
      return any;
    }
  }
  *i += len;
  return next;
}

bool gazetteer_match(CoreHit *out, const Gazetteer *g, Str text, uint32_t at) {
  bool found = false;
  uint32_t state = TRIE_ROOT, value, bit = start_bit(text, at);
  if (!(g->starts[bit >> 6] >> (bit & 63) & 1)) return false;
  Fork fork = {0, 0};
  for (size_t i = at; i < text.n || fork.state;) {
    state = i < text.n ? step(g, state, text, &i, &fork) : 0;
    if (!state && fork.state && (!found || out->end < fork.i)) {
      state = fork.state;
      i = fork.i;
      fork.state = 0;
    }
    if (!state) break;
    if (!ends_word(text, i) || !trie_value(g->trie, state, &value)) continue;
    const Spelling *s = &g->spellings[value];
    if (!capitals_agree(s->form, text, at)) continue;
    *out = (CoreHit){.entry = s->entry, .end = (uint32_t)i, .canonical = s->canonical, .demonym = s->demonym};
    found = true;
  }
  return found;
}

bool gazetteer_find(CoreHit *out, const Gazetteer *g, Str name) {
  return gazetteer_match(out, g, name, 0) && out->end == name.n;
}

/* "https://www.ft.com/content/1" -> "ft.com" by dropping what stands before: each label in turn. */
const CoreEntry *gazetteer_publisher(const Gazetteer *g, Str url) {
  size_t scheme = str_find(url, STR("://"), 0);
  Str host = scheme == SIZE_MAX ? url : str_slice(url, scheme + 3, url.n);
  size_t end = 0;
  while (end < host.n && host.p[end] != '/' && host.p[end] != ':' && host.p[end] != '?') end++;
  host.n = end;
  while (host.n) {
    uintptr_t entry;
    if (map_get(g->domains, host, &entry)) return &g->entries[entry];
    size_t dot = str_chr(host, '.', 0);
    if (dot == SIZE_MAX) return NULL;
    host = str_slice(host, dot + 1, host.n);
  }
  return NULL;
}

/* --- the layer ------------------------------------------------------------------------------------------------------------ */
/* The token that ends at byte end, at or behind i; UINT32_MAX when none does. */
static uint32_t token_ending(const Tokens *t, uint32_t i, uint32_t end) {
  while (i < t->n && t->items[i].end < end) i++;
  return i < t->n && t->items[i].end == end ? i : UINT32_MAX;
}

static inline bool may_begin(const Work *w, const Gazetteer *g, const Token *t) {
  if (t->kind != TOKEN_WORD) return t->kind == TOKEN_NUMBER;
  if (t->shape == SHAPE_LOWER && !g->small[(unsigned char)w->doc->text.p[t->start]]) return false;
  return t->shape != SHAPE_LOWER || (t->form != FORM_NONE && g->form_bits[t->form] & NB(small));
}

static void take_numbers(Tokens *t, uint32_t first, uint32_t last) {
  bool numbered = false;
  for (uint32_t i = first; i < last; i++) numbered |= t->items[i].kind == TOKEN_NUMBER || t->items[i].digits;
  for (uint32_t i = first; numbered && i < last; i++) t->items[i].taken = 1;
}

/* "3M users", "$3M", and "3M" as all that a text says: a figure, although a company is called so; the name's last token is `last`. */
static bool counts_something(const Work *w, uint32_t first, uint32_t last, uint16_t counted, uint16_t currency) {
  const Tokens *t = &w->tokens;
  if (t->items[first].kind != TOKEN_NUMBER) return false;
  if (first > 0 && token_is(w->pack, t, first - 1, currency)) return true;
  if (first == 0 && last + 1 == t->n) return last == 1 && t->items[last].end - t->items[last].start == 1;
  return last + 2 < t->n && t->items[last + 1].kind == TOKEN_SPACE && token_is(w->pack, t, last + 2, counted);
}

void gazetteer_numbered(Work *w) {
  const Gazetteer *g = pack_gazetteer(w->pack);
  size_t cap = 0;
  if (!g) return;
  const uint16_t counted = pack_list(w->pack, LIST_counted_after), currency = pack_atom(w->pack, "currencies");
  for (uint32_t i = 0; i < w->tokens.n;) {
    CoreHit hit;
    uint32_t last = UINT32_MAX;
    if (may_begin(w, g, &w->tokens.items[i]) && gazetteer_match(&hit, g, w->doc->text, w->tokens.items[i].start))
      last = token_ending(&w->tokens, i, hit.end);
    if (last == UINT32_MAX || counts_something(w, i, last, counted, currency)) {
      i++;
      continue;
    }
    w->hits = arena_grow(w->arena, w->hits, w->nhits, &cap, w->nhits + 1, sizeof *w->hits);
    w->hits[w->nhits++] = (CoreSpan){
        .first = i, .last = last + 1, .entry = hit.entry, .canonical = hit.canonical, .demonym = hit.demonym};
    take_numbers(&w->tokens, i, last + 1);
    i = last + 1;
  }
}
