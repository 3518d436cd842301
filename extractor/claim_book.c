/* claim_book.c -- the claim layer's tables, read once: words are interned, everything behind refers to them by number.
 *
 * Order of loading matters only in that the endings come first (plural -> singular), because a word's base is fixed when
 * it is interned. */
#include "extractor/claim_book.h"
#include <stdlib.h>

typedef struct Loader {
  ClaimBook *book;
  const Pack *pack;
  Arena *arena;
  size_t words_cap, phrases_cap;
  Err *err;
} Loader;

/* --- words --------------------------------------------------------------------------------------------------------- */

/* Over eight bytes at a time with bit 5 set in all: letters count in small, and equality is asked afterwards. */
static uint32_t hash_of(Str s) {
  uint64_t h = s.n, w;
  size_t i = 0;
  for (; i + 8 <= s.n; i += 8) {
    memcpy(&w, s.p + i, 8);
    h = (h ^ (w | 0x2020202020202020u)) * 0x9FB21C651E98DF25u;
    h ^= h >> 32;
  }
  w = 0;
  for (unsigned at = 0; i < s.n; i++, at += 8) w |= (uint64_t)(unsigned char)(s.p[i] | 0x20) << at;
  h = (h ^ w) * 0x9FB21C651E98DF25u;
  return (uint32_t)(h >> 32);
}

static struct WordPlace *word_slot(const ClaimBook *b, Str text) {
  uint32_t h = hash_of(text);
  size_t at = h & (b->nslots - 1);
  while (b->slots[at].word && (b->slots[at].hash != h || !str_eq_nocase(b->words[b->slots[at].word].text, text)))
    at = (at + 1) & (b->nslots - 1);
  return &b->slots[at];
}

static void slot_put(const ClaimBook *b, Str text, uint32_t word) {
  *word_slot(b, text) = (struct WordPlace){hash_of(text), word};
}

static void slots_grow(Loader *l) {
  ClaimBook *b = l->book;
  b->nslots = b->nslots ? b->nslots * 2 : 1 << 15;
  b->slots = arena_zalloc(l->arena, b->nslots * sizeof *b->slots);
  for (uint32_t i = 1; i < b->nwords; i++) slot_put(b, b->words[i].text, i);
}

static Str singular(const ClaimBook *b, Arena *a, Str text) {
  if (text.n < 4) return text;
  for (size_t i = 0; i < b->nplurals; i++) {
    const Ending *e = &b->plurals[i];
    if (!str_ends(text, e->ending)) continue;
    return arena_printf(a, "%.*s%.*s", (int)(text.n - e->ending.n), text.p, STR_ARGS(e->becomes));
  }
  return text;
}

static uint32_t intern(Loader *l, Str text);

static uint32_t word_new(Loader *l, Str text) {
  ClaimBook *b = l->book;
  if (b->nwords * 2 >= b->nslots) slots_grow(l);
  b->words = arena_grow(l->arena, b->words, b->nwords, &l->words_cap, b->nwords + 1, sizeof *b->words);
  uint32_t at = (uint32_t)b->nwords++;
  b->words[at] = (Word){.text = arena_str(l->arena, text), .base = at, .phrases = -1};
  slot_put(b, text, at);
  Str base = singular(b, l->arena, b->words[at].text);
  if (!str_eq(base, text)) {
    uint32_t to = intern(l, base);
    b->words[at].base = to;
  }
  return at;
}

static uint32_t intern(Loader *l, Str text) {
  uint32_t found = word_slot(l->book, text)->word;
  return found ? found : word_new(l, text);
}

/* Valid until the next word is interned. */
static Word *word_of(Loader *l, Str text) {
  uint32_t at = intern(l, text);
  return &l->book->words[at];
}

const Word *book_word(const ClaimBook *b, Str token) { return &b->words[word_slot(b, token)->word]; }

const Word *book_token(const ClaimBook *b, const Token *t, Str text) {
  const Word *w = t->form == FORM_NONE ? b->words : &b->words[b->word_of_form[t->form]];
  return w != b->words && w->text.n == text.n ? w : book_word(b, text);
}

/* A word that only its singular is known by ("valuations") keeps its own classes. */
static WordReading read_word(const ClaimBook *b, const Word *word, Str text) {
  WordReading r = {word, word->classes, word->main, (uint32_t)text.n};
  if (!r.classes) r.classes = book_guess(b, text);
  if (r.classes == CLASS_ADJECTIVE) r.classes |= book_guess(b, text) & CLASS_PARTICIPLE;
  if (word == b->words) r.word = book_singular(b, text);
  return r;
}

WordReading book_reading(const ClaimBook *b, const Token *t, Str text) {
  const WordReading *known = t->form == FORM_NONE ? NULL : &b->of_form[t->form];
  return known && known->word && known->length == text.n ? *known : read_word(b, book_token(b, t, text), text);
}

static bool is_ascii(Str s) {
  for (size_t i = 0; i < s.n; i++)
    if ((unsigned char)s.p[i] >= 0x80) return false;
  return true;
}

/* A token's text has the letters of its form's key, so it is the word of that key; where folding changed its length, it is looked up. */
static void link_form(void *cx, uint32_t form, Str key) {
  ClaimBook *b = cx;
  if (!is_ascii(key) || str_chr(key, ' ', 0) != SIZE_MAX) return;
  b->word_of_form[form] = word_slot(b, key)->word;
  b->of_form[form] = read_word(b, book_word(b, key), key);
}

const Word *book_singular(const ClaimBook *b, Str token) {
  char text[64];
  if (token.n < 4 || token.n >= sizeof text) return b->words;
  size_t n;
  const uint16_t *plurals = endings_of(&b->by_plural, token, &n);
  for (size_t i = 0; i < n; i++) {
    Str ending = b->plurals[plurals[i]].ending, becomes = b->plurals[plurals[i]].becomes;
    size_t stem = token.n - ending.n;
    if (!str_ends_nocase(token, ending) || stem + becomes.n > sizeof text) continue;
    memcpy(text, token.p, stem);
    memcpy(text + stem, becomes.p, becomes.n);
    return book_word(b, str_make(text, stem + becomes.n));
  }
  return b->words;
}

uint32_t book_guess(const ClaimBook *b, Str token) {
  size_t n = 0;
  const uint16_t *endings = token.n ? endings_of(&b->by_ending, token, &n) : NULL;
  for (size_t i = 0; i < n; i++) {
    const Ending *e = &b->endings[endings[i]];
    if (token.n > e->ending.n && str_ends_nocase(token, e->ending)) return e->classes;
  }
  return CLASS_NOUN;
}

/* --- small tables of names ----------------------------------------------------------------------------------------- */

static const char *const class_letters[] = {
#define X(name, letter) letter,
    WORD_CLASSES(X)
#undef X
};
static const char *const role_words[] = {
#define X(name, word) word,
    SLOT_ROLES(X)
#undef X
};
static const char *const who_words[] = {"subject", "object", "off", "of", "in", "agent", "host", "patient", "own"};
static const char *const reach_words[] = {"near", "verb", "clause", "sentence", "after"};
static const char *const family_names[] = {
#define X(name, word) word,
    FAMILIES(X)
#undef X
};

static int find_word(Str s, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_is(s, list[i])) return (int)i;
  return -1;
}
#define FIND(s, list) find_word(s, list, sizeof(list) / sizeof *(list))

static uint32_t classes_of_letters(Str letters) {
  uint32_t set = 0;
  for (size_t i = 0; i < letters.n; i++) {
    int c = FIND(str_slice(letters, i, i + 1), class_letters);
    if (c >= 0) set |= 1U << c;
  }
  return set;
}

static ErrCode bad(Loader *l, const Table *t, size_t row, const char *what, Str got) {
  return err_set(l->err, ERR_RULE, "%.*s.tsv:%u: %s: '%.*s'", STR_ARGS(t->name), t->lines[row], what, STR_ARGS(got));
}

/* The next of several words in a cell; white space between. */
static bool next_word(Str *word, Str *rest) {
  while (str_split(word, rest, ' '))
    if (word->n) return true;
  return false;
}

/* --- one function a table ------------------------------------------------------------------------------------------ */

static void load_endings(Loader *l) {
  const Table *t = pack_table(l->pack, "wordform");
  if (!t) return;
  int kind = table_column(t, "kind"), ending = table_column(t, "ending"), becomes = table_column(t, "becomes");
  ClaimBook *b = l->book;
  b->endings = arena_zalloc(l->arena, (t->nrows + 1) * sizeof *b->endings);
  b->plurals = arena_zalloc(l->arena, (t->nrows + 1) * sizeof *b->plurals);
  for (size_t i = 0; i < t->nrows; i++) {
    Ending e = {.ending = table_cell(t, i, ending), .becomes = table_cell(t, i, becomes)};
    e.classes = classes_of_letters(e.becomes);
    if (str_is(table_cell(t, i, kind), "class"))
      b->endings[b->nendings++] = e;
    else
      b->plurals[b->nplurals++] = e;
  }
}

static void index_endings(Loader *l) {
  ClaimBook *b = l->book;
  size_t most = b->nendings > b->nplurals ? b->nendings : b->nplurals;
  Str *list = arena_alloc(l->arena, (most + 1) * sizeof *list);
  for (size_t i = 0; i < b->nendings; i++) list[i] = b->endings[i].ending;
  endings_index(&b->by_ending, l->arena, list, b->nendings);
  for (size_t i = 0; i < b->nplurals; i++) list[i] = b->plurals[i].ending;
  endings_index(&b->by_plural, l->arena, list, b->nplurals);
}

static void load_wordclass(Loader *l) {
  const Table *t = pack_table(l->pack, "wordclass");
  if (!t) return;
  int class = table_column(t, "class"), words = table_column(t, "words");
  for (size_t i = 0; i < t->nrows; i++) {
    Str letters = table_cell(t, i, class), rest = table_cell(t, i, words), word;
    uint32_t set = classes_of_letters(letters), first = classes_of_letters(str_slice(letters, 0, 1));
    while (next_word(&word, &rest)) {
      Word *w = word_of(l, word);
      w->classes |= set;
      w->main = first;
    }
  }
}

static ErrCode load_functionwords(Loader *l) {
  const Table *t = pack_table(l->pack, "functionwords");
  if (!t) return OK;
  int class = table_column(t, "class"), words = table_column(t, "words");
  for (size_t i = 0; i < t->nrows; i++) {
    Str name = table_cell(t, i, class), rest = table_cell(t, i, words), word;
    int c = str_is(name, "adv") ? CLASS_ADVERB_AT : FIND(name, class_letters);
    if (c < 0) return bad(l, t, i, "no such word class", name);
    while (next_word(&word, &rest)) {
      Word *w = word_of(l, word);
      if (c != CLASS_ADVERB_AT && !(w->classes & CLASS_FUNCTION)) w->classes &= CLASS_ADVERB;
      w->classes |= 1U << c;
      if ((c != CLASS_ADVERB_AT || !(w->classes & CLASS_FUNCTION)) && c != CLASS_MANY_AT) w->main = 1U << c;
    }
  }
  return OK;
}

/* Prepositions and the role of a figure behind them. */
static ErrCode load_prepositions(Loader *l) {
  const Table *t = pack_table(l->pack, "prepositions");
  int role = t ? table_column(t, "role") : -1, words = t ? table_column(t, "words") : -1;
  for (size_t i = 0; t && i < t->nrows; i++) {
    Str name = table_cell(t, i, role), rest = table_cell(t, i, words), word;
    int r = FIND(name, role_words);
    if (r < 0) return bad(l, t, i, "no such role", name);
    while (next_word(&word, &rest)) word_of(l, word)->role = (uint8_t)(r + 1);
  }
  return OK;
}

static ErrCode load_heads(Loader *l) {
  const Table *t = pack_table(l->pack, "heads");
  if (!t) return OK;
  int family = table_column(t, "family"), words = table_column(t, "words");
  ClaimBook *b = l->book;
  b->families = arena_zalloc(l->arena, (t->nrows + 1) * sizeof *b->families);
  b->nfamilies = 1;
  for (size_t i = 0; i < t->nrows; i++) {
    uint8_t id = (uint8_t)b->nfamilies++;
    b->families[id] = table_cell(t, i, family);
    Str rest = table_cell(t, i, words), word;
    while (next_word(&word, &rest)) {
      Word *w = word_of(l, word);
      size_t k = 0;
      while (k < WORD_HEADS && w->heads[k] && w->heads[k] != id) k++;
      if (k == WORD_HEADS) return bad(l, t, i, "a word of more families than it has room for", word);
      w->heads[k] = id;
    }
  }
  for (size_t f = 0; f < FAMILY_COUNT; f++) b->family[f] = book_family(b, family_names[f]);
  return OK;
}

/* --- phrases: surfaces and cues ------------------------------------------------------------------------------------ */

static void phrase_add(Loader *l, Str surface, Phrase p) {
  ClaimBook *b = l->book;
  Str word;
  p.n = 0;
  while (next_word(&word, &surface)) {
    if (p.n == PHRASE_WORDS) return;
    const Word *w = word_of(l, word);
    p.last = (uint32_t)(w - b->words);
    p.words[p.n++] = w->base;
  }
  if (!p.n) return;
  Word *first = &b->words[p.words[0]];
  b->phrases = arena_grow(l->arena, b->phrases, b->nphrases, &l->phrases_cap, b->nphrases + 1, sizeof *b->phrases);
  p.next = first->phrases;
  first->phrases = (int32_t)b->nphrases;
  b->phrases[b->nphrases++] = p;
}

static uint32_t units_of(Str cell) {
  static const struct {
    const char *name;
    uint32_t bits;
  } units[] = {{"money", UNIT_MONEY},
               {"percent", UNIT_PERCENT},
               {"count", UNIT_COUNT | UNIT_NUMBER},
               {"number", UNIT_NUMBER},
               {"points", UNIT_NUMBER | UNIT_COUNT | UNIT_POINTS},
               {"ratio", UNIT_RATIO | UNIT_PERCENT},
               {"rate", UNIT_NUMBER | UNIT_MONEY},
               {"years", UNIT_TIME | UNIT_NUMBER},
               {"time", UNIT_TIME},
               {"length", UNIT_LENGTH},
               {"area", UNIT_AREA},
               {"mass", UNIT_MASS},
               {"power", UNIT_POWER},
               {"energy", UNIT_ENERGY},
               {"temperature", UNIT_TEMPERATURE},
               {"speed", UNIT_SPEED},
               {"volume_rate", UNIT_VOLUME},
               {"pair", UNIT_RATIO}};
  uint32_t set = 0;
  Str part;
  while (str_split(&part, &cell, ','))
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
      if (str_is(str_trim(part), units[i].name)) set |= units[i].bits;
  return set;
}

/* Names of measures.tsv for who may have a measure; those that are not here stand for anything. */
static uint32_t entities_of(Str cell) {
  static const struct {
    const char *name;
    uint32_t types;
  } names[] = {{"ORG", 1U << ENT_ORG | 1U << ENT_AGENCY | 1U << ENT_PUBLISHER | 1U << ENT_CENTRAL_BANK |
                           1U << ENT_TEAM | 1U << ENT_GROUP},
               {"INDEX", 1U << ENT_INDEX},
               {"CRYPTO", 1U << ENT_CRYPTO},
               {"CURRENCY", 1U << ENT_CURRENCY},
               {"PERSON", 1U << ENT_PERSON},
               {"GROUP", 1U << ENT_GROUP},
               {"PARTY", 1U << ENT_PARTY},
               {"TEAM", 1U << ENT_TEAM},
               {"PRODUCT", 1U << ENT_PRODUCT},
               {"EVENT", 1U << ENT_EVENT},
               {"DISEASE", 1U << ENT_OTHER},
               {"COUNTRY", 1U << ENT_PLACE},
               {"PLACE", 1U << ENT_PLACE},
               {"GOV", 1U << ENT_PLACE | 1U << ENT_ORG},
               {"CENTRALBANK", 1U << ENT_CENTRAL_BANK}};
  uint32_t set = 0;
  Str part;
  while (str_split(&part, &cell, ',')) {
    size_t i = 0, n = sizeof names / sizeof *names;
    while (i < n && !str_is(str_trim(part), names[i].name)) i++;
    if (i == n) return 0;
    set |= names[i].types;
  }
  return set;
}

/* "price per share (ORG)" -> "price per share": a note in brackets is for people, but for those of note_of. */
static Str without_note(Str s) { return str_trim(str_slice(s, 0, str_chr(s, '(', 0))); }

static uint8_t note_of(Str s) {
  static const char *const notes[] = {[AS_NOUN] = "(noun)", [AS_OBJECT] = "(object)", [AS_ALONE] = "(alone)"};
  for (uint8_t i = AS_NOUN; i < sizeof notes / sizeof *notes; i++)
    if (str_ends(s, str_of(notes[i]))) return i;
  return AS_ANY;
}

static void load_surfaces(Loader *l, Str cell, PhraseKind kind, int16_t measure) {
  Str part;
  while (str_split(&part, &cell, ';'))
    phrase_add(l, without_note(part), (Phrase){.kind = (uint8_t)kind, .as = note_of(part), .value = measure});
}

static void load_measures(Loader *l) {
  const Table *t = pack_table(l->pack, "measures");
  if (!t) return;
  int id = table_column(t, "id"), units = table_column(t, "unit_class"), domain = table_column(t, "domain");
  int surfaces = table_column(t, "surfaces"), changes = table_column(t, "change_surfaces");
  int contexts = table_column(t, "contexts"), temporal = table_column(t, "temporal"),
      drift = table_column(t, "drift_days");
  ClaimBook *b = l->book;
  b->measures = arena_zalloc(l->arena, (t->nrows + 1) * sizeof *b->measures);
  for (size_t i = 0; i < t->nrows; i++) {
    b->measures[i] =
        (Measure){.id = table_cell(t, i, id),
                  .unit = table_cell(t, i, table_column(t, "unit")),
                  .units = units_of(table_cell(t, i, units)),
                  .entities = entities_of(table_cell(t, i, table_column(t, "entity_types"))),
                  .of_now = str_is(table_cell(t, i, drift), "1") || str_is(table_cell(t, i, temporal), "asof"),
                  .generic = str_is(table_cell(t, i, domain), "any")};
    b->nmeasures = i + 1;
    load_surfaces(l, table_cell(t, i, surfaces), PHRASE_MEASURE, (int16_t)i);
    load_surfaces(l, table_cell(t, i, contexts), PHRASE_MEASURE, (int16_t)i);
    load_surfaces(l, table_cell(t, i, changes), PHRASE_CHANGED, (int16_t)i);
  }
}

static ErrCode load_cues(Loader *l) {
  const Table *t = pack_table(l->pack, "cues");
  if (!t) return OK;
  static const char *const kinds[] = {"measure", "changed", "modality", "speaker", "mark", "period", "scope", "hedge"};
  static const char *const marks[] = {"record", "correction"};
  int kind = table_column(t, "kind"), value = table_column(t, "value"), reach = table_column(t, "reach"),
      phrases = table_column(t, "phrases");
  for (size_t i = 0; i < t->nrows; i++) {
    Str v = table_cell(t, i, value), rest = table_cell(t, i, phrases), part;
    int k = FIND(table_cell(t, i, kind), kinds), r = FIND(table_cell(t, i, reach), reach_words);
    if (k < 0) return bad(l, t, i, "no such kind of cue", table_cell(t, i, kind));
    if (r < 0) return bad(l, t, i, "no such reach", table_cell(t, i, reach));
    Modality m = MODALITY_ACTUAL;
    if (k == PHRASE_MODALITY && !modality_parse(&m, v)) return bad(l, t, i, "no such modality", v);
    int16_t n = (int16_t)(k == PHRASE_MARK ? 1 << FIND(v, marks) : (int)m);
    while (str_split(&part, &rest, ';'))
      phrase_add(l, part, (Phrase){.kind = (uint8_t)k, .reach = (uint8_t)r, .value = n, .text = v});
  }
  return OK;
}

/* --- frames -------------------------------------------------------------------------------------------------------- */

static bool kinds_of(uint32_t *set, Str cell) {
  Str part;
  *set = 0;
  if (str_is(cell, "-")) return true;
  while (str_split(&part, &cell, ',')) {
    Kind k;
    if (!kind_parse(&k, part)) return false;
    *set |= 1U << k;
  }
  return true;
}

static ErrCode load_frame(Loader *l, const Table *t, size_t row, Frame *f) {
  const ClaimBook *b = l->book;
  Str name = table_cell(t, row, table_column(t, "name")), head = table_cell(t, row, table_column(t, "head"));
  Str role = table_cell(t, row, table_column(t, "role")), kinds = table_cell(t, row, table_column(t, "kinds"));
  Str with = table_cell(t, row, table_column(t, "with")), change = table_cell(t, row, table_column(t, "change"));
  Str measure = table_cell(t, row, table_column(t, "measure")), who = table_cell(t, row, table_column(t, "who"));
  Change c = CHANGE_LEVEL;
  int role_at = FIND(role, role_words), who_at = FIND(who, who_words);
  *f = (Frame){.name = arena_printf(l->arena, "frame.%.*s", STR_ARGS(name)), .change = -1, .measure = -1};
  if (!(f->head = book_family(b, arena_str(l->arena, head).p)))
    return bad(l, t, row, "no such family in heads.tsv", head);
  if (role_at < 0) return bad(l, t, row, "no such role", role);
  if (who_at < 0) return bad(l, t, row, "no such subject", who);
  if (!kinds_of(&f->kinds, kinds)) return bad(l, t, row, "no such kind", kinds);
  if (!str_is(with, "-") && !(f->with = book_family(b, arena_str(l->arena, with).p)))
    return bad(l, t, row, "no such family in heads.tsv", with);
  if (!str_is(change, "-") && !change_parse(&c, change)) return bad(l, t, row, "no such change", change);
  if (!str_is(measure, "-") && (f->measure = (int16_t)book_measure(b, measure)) < 0)
    return bad(l, t, row, "no such measure", measure);
  f->change = (int16_t)(str_is(change, "-") ? -1 : (int)c);
  f->role = (uint8_t)role_at;
  f->who = (uint8_t)who_at;
  return OK;
}

static void index_frames(Loader *l) {
  ClaimBook *b = l->book;
  uint16_t n = 0;
  b->of_role = arena_alloc(l->arena, (b->nframes + 1) * sizeof *b->of_role);
  for (unsigned r = 0; r <= ROLE_NONE; r++) {
    b->role_starts[r] = n;
    for (size_t i = 0; i < b->nframes; i++)
      if (b->frames[i].role == r) b->of_role[n++] = (uint16_t)i;
  }
  b->role_starts[ROLE_NONE + 1] = n;
}

static ErrCode load_frames(Loader *l) {
  const Table *t = pack_table(l->pack, "frames");
  if (!t) return OK;
  ClaimBook *b = l->book;
  b->frames = arena_zalloc(l->arena, (t->nrows + 1) * sizeof *b->frames);
  for (size_t i = 0; i < t->nrows; i++) {
    ErrCode e = load_frame(l, t, i, &b->frames[b->nframes]);
    if (e) return e;
    b->nframes++;
  }
  index_frames(l);
  return OK;
}

/* --- defaults and limits ------------------------------------------------------------------------------------------ */

static int entity_type_of(Str name) {
  for (int i = 0; i <= ENT_OTHER; i++) {
    const char *sub = entity_subtype_name((EntityType)i);
    if (str_is(name, sub ? sub : entity_type_name((EntityType)i))) return i;
  }
  return -1;
}

static ErrCode load_defaults(Loader *l) {
  const Table *t = pack_table(l->pack, "defaults");
  if (!t) return OK;
  static const char *const changes[] = {"any", "by", "level", "part", "own"};
  ClaimBook *b = l->book;
  b->defaults = arena_zalloc(l->arena, (t->nrows + 1) * sizeof *b->defaults);
  for (size_t i = 0; i < t->nrows; i++) {
    Str type = table_cell(t, i, table_column(t, "type")), measure = table_cell(t, i, table_column(t, "measure"));
    Str words = table_cell(t, i, table_column(t, "words")), change = table_cell(t, i, table_column(t, "change"));
    Default d = {.type = entity_type_of(type), .measure = (int16_t)book_measure(b, measure)};
    if (d.type < 0 && !str_is(type, "-")) return bad(l, t, i, "no such type of entity", type);
    if (d.measure < 0) return bad(l, t, i, "no such measure", measure);
    if (!kinds_of(&d.kinds, table_cell(t, i, table_column(t, "kinds")))) return bad(l, t, i, "no such kind", measure);
    if (FIND(change, changes) < 0) return bad(l, t, i, "change is any, by, level, part or own", change);
    d.change = (uint8_t)FIND(change, changes);
    if (!str_is(words, "-") && !(d.words = book_family(b, arena_str(l->arena, words).p)))
      return bad(l, t, i, "no such family in heads.tsv", words);
    Str verb = table_cell(t, i, table_column(t, "verb"));
    if (verb.n && !str_is(verb, "-") && !(d.verb = book_family(b, arena_str(l->arena, verb).p)))
      return bad(l, t, i, "no such family in heads.tsv", verb);
    Str with = table_cell(t, i, table_column(t, "with"));
    if (with.n && !str_is(with, "-") && !(d.with = book_family(b, arena_str(l->arena, with).p)))
      return bad(l, t, i, "no such family in heads.tsv", with);
    Str unit = table_cell(t, i, table_column(t, "unit"));
    if (!str_is(unit, "-")) d.unit = arena_str(l->arena, unit);
    b->defaults[b->ndefaults++] = d;
  }
  return OK;
}

static ErrCode load_limits(Loader *l) {
  const Table *t = pack_table(l->pack, "limits");
  if (!t) return OK;
  ClaimBook *b = l->book;
  b->limits = arena_zalloc(l->arena, (t->nrows + 1) * sizeof *b->limits);
  for (size_t i = 0; i < t->nrows; i++) {
    Str above = table_cell(t, i, table_column(t, "above"));
    Limit m = {.measure = (int16_t)book_measure(b, table_cell(t, i, table_column(t, "measure"))),
               .becomes = (int16_t)book_measure(b, table_cell(t, i, table_column(t, "becomes")))};
    if (m.measure < 0 || m.becomes < 0) return bad(l, t, i, "no such measure", table_cell(t, i, 0));
    if (!kinds_of(&m.kinds, table_cell(t, i, table_column(t, "kinds")))) return bad(l, t, i, "no such kind", above);
    m.per = table_cell(t, i, table_column(t, "per"));
    if (!number_parse(&m.above, above)) return bad(l, t, i, "no number", above);
    b->limits[b->nlimits++] = m;
  }
  return OK;
}

/* --- the book ------------------------------------------------------------------------------------------------------ */

int book_measure(const ClaimBook *b, Str id) {
  for (size_t i = 0; i < b->nmeasures; i++)
    if (str_eq(b->measures[i].id, id)) return (int)i;
  return -1;
}

uint8_t book_family(const ClaimBook *b, const char *name) {
  for (size_t i = 1; i < b->nfamilies; i++)
    if (str_is(b->families[i], name)) return (uint8_t)i;
  return 0;
}

struct ClaimBook *claim_book_load(const Pack *p, Err *err) {
  if (!pack_table(p, "measures")) return NULL;
  Arena *a = pack_arena(p);
  ClaimBook *b = arena_zalloc(a, sizeof *b);
  Loader l = {.book = b, .pack = p, .arena = a, .err = err};
  b->pack = p;
  b->verb_last = pack_verb_last(p);
  slots_grow(&l);
  word_new(&l, STR("\x01")); /* words[0]: what no table knows */
  load_endings(&l);
  index_endings(&l);
  load_wordclass(&l);
  ErrCode e = load_functionwords(&l);
  if (!e) e = load_prepositions(&l);
  if (!e) e = load_heads(&l);
  if (e) return NULL;
  load_measures(&l);
  e = load_cues(&l);
  if (!e) e = load_frames(&l);
  if (!e) e = load_defaults(&l);
  if (!e) e = load_limits(&l);
  b->word_of_form = arena_zalloc(a, (vocabulary_size(p) + 1) * sizeof *b->word_of_form);
  b->of_form = arena_zalloc(a, (vocabulary_size(p) + 1) * sizeof *b->of_form);
  vocabulary_each(p, link_form, b);
  return e ? NULL : b;
}

void claim_book_free(struct ClaimBook *b) { (void)b; } /* everything lives in the pack's arena */
