/* vocabulary.c -- words to forms, forms to atoms, sets of atoms to symbols. See vocabulary.h.
 *
 * Spellings that fold to the same key share an Entry: one form for any case and one for each spelling with capitals, whose atoms include those of
 * the any-case form. A phrase ("per cent", "US$") is an entry too, under its tokens joined as they stand, each white space one blank. */
#include "extractor/pack_p.h"
#include "base/utf8.h"
#include "extractor/table.h"
#include <stdlib.h>

static const char *const builtin_names[ATOM_BUILTINS] = {
    "num",      "int",          "digits", "grouped",   "decimal", "dotted",   "scaled", "numword", "fraction",
    "ordinal",  "d1",           "d2",     "d3",        "d4",      "dlong",    "day",    "month12", "year4",
    "ordday",   "zero",         "word",   "lower",     "cap",     "upper",    "mixed",  "alnum",   "sp",
    "punct",    "any",          "'s",     "money",     "percent", "quantity", "count",  "number",  "ratio",
    "multiple", "duration",     "figure", "score",     "date",    "period",   "time",   "set",     "when",
    "citation", "org",          "person", "place",     "index",   "currency", "crypto", "product", "event",
    "group",    "central_bank", "agency", "publisher", "party",   "team",     "other",  "entity",  "aside"};

/* --- atoms ---------------------------------------------------------------------------------------------------------- */
Atom atom_intern(Pack *p, Str name) {
  uintptr_t at;
  if (map_get(p->atom_index, name, &at)) return (Atom)at;
  p->atoms = arena_grow(p->arena, p->atoms, p->natoms, &p->atoms_cap, p->natoms + 1, sizeof *p->atoms);
  p->atoms[p->natoms] = (AtomInfo){.name = arena_str(p->arena, name)};
  map_put(p->atom_index, name, p->natoms);
  return (Atom)p->natoms++;
}

Atom atom_find(const Pack *p, Str name) {
  uintptr_t at;
  return map_get(p->atom_index, name, &at) ? (Atom)at : ATOM_NONE;
}

void atom_use(Pack *p, Atom a, int alphabet) { p->atoms[a].live[alphabet] = true; }

uint16_t pack_atom(const Pack *p, const char *name) { return atom_find(p, str_of(name)); }
uint16_t pack_list(const Pack *p, List list) { return p->list[list]; }

static void find_lists(Pack *p) {
  static const char *const names[] = {
#define X(name, text) text,
      LISTS(X)
#undef X
  };
  for (int l = 0; l < LIST_COUNT; l++) p->list[l] = pack_atom(p, names[l]);
}

static inline bool set_has(const AtomSet *s, Atom a) {
  if (!(s->bits >> (a & 63) & 1)) return false;
  for (size_t i = 0; i < s->n; i++)
    if (s->items[i] == a) return true;
  return false;
}

static void set_add(Pack *p, AtomSet *s, Atom a) {
  if (a == ATOM_NONE || set_has(s, a)) return;
  size_t cap = s->cap;
  s->items = arena_grow(p->arena, s->items, s->n, &cap, s->n + 1, sizeof(Atom));
  s->cap = (uint32_t)cap;
  s->bits |= (uint64_t)1 << (a & 63);
  size_t i = s->n++;
  for (; i > 0 && s->items[i - 1] > a; i--) s->items[i] = s->items[i - 1];
  s->items[i] = a;
}

/* --- entries -------------------------------------------------------------------------------------------------------- */
/* ASCII folding byte by byte; other letters by utf8proc. Writes at most n bytes (lower case is never longer in what we fold; longer stays). */
static size_t fold(char *out, Str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n;) {
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x80) {
      out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
      i++;
      continue;
    }
    unsigned len;
    Buf b = BUF_INIT;
    utf8_put(&b, cp_lower(utf8_at(s, i, &len)));
    bool fits = b.n <= len;
    memcpy(out + n, fits ? b.p : s.p + i, fits ? b.n : len);
    n += fits ? b.n : len;
    buf_release(&b);
    i += len;
  }
  return n;
}

static Str fold_in(Arena *a, Str s) {
  char *p = arena_alloc(a, s.n + 1);
  return str_make(p, fold(p, s));
}

static bool has_upper(Str s) {
  for (size_t i = 0; i < s.n;) {
    unsigned len;
    if (cp_is_upper(utf8_at(s, i, &len))) return true;
    i += len;
  }
  return false;
}

static uint32_t key_hash(Str key) {
  uint32_t h = WORD_HASH_START;
  for (size_t i = 0; i < key.n; i++) h = word_hash_step(h, (unsigned char)key.p[i]);
  return h;
}

static void put_slot(Pack *p, uint32_t entry) {
  uint32_t h = key_hash(p->entries[entry].key);
  size_t at = h & (p->nslots - 1);
  while (p->slots[at].entry) at = (at + 1) & (p->nslots - 1);
  p->slots[at] = (WordSlot){h, entry + 1};
}

static void grow_slots(Pack *p) {
  p->nslots = p->nslots ? p->nslots * 2 : 4096;
  p->slots = arena_zalloc(p->arena, p->nslots * sizeof *p->slots);
  for (size_t i = 0; i < p->nentries; i++) put_slot(p, (uint32_t)i);
}

/* Two keys of at most eight bytes are equal when their lengths and heads are. */
static inline uint64_t head_of(Str key) {
  uint64_t h = 0;
  uint32_t last = 0;
  if (key.n >= 8) {
    memcpy(&h, key.p, 8);
  } else if (key.n >= 4) {
    memcpy(&h, key.p, 4);
    memcpy(&last, key.p + key.n - 4, 4);
    h |= (uint64_t)last << 32;
  } else {
    for (size_t i = 0; i < key.n; i++) h = h << 8 | (unsigned char)key.p[i];
  }
  return h;
}

static Entry *entry_find(const Pack *p, Str key, uint32_t hash) {
  uint64_t head = head_of(key);
  for (size_t at = hash & (p->nslots - 1); p->slots[at].entry; at = (at + 1) & (p->nslots - 1)) {
    if (p->slots[at].hash != hash) continue;
    Entry *e = &p->entries[p->slots[at].entry - 1];
    if (e->head == head && e->key.n == key.n && (key.n <= 8 || memcmp(e->key.p, key.p, key.n) == 0)) return e;
  }
  return NULL;
}

static Entry *entry_add(Pack *p, Str key) {
  Entry *e = entry_find(p, key, key_hash(key));
  if (e) return e;
  if ((p->nentries + 1) * 2 > p->nslots) grow_slots(p);
  p->entries = arena_grow(p->arena, p->entries, p->nentries, &p->entries_cap, p->nentries + 1, sizeof *p->entries);
  e = &p->entries[p->nentries++];
  *e = (Entry){.key = key, .head = head_of(key), .any = FORM_NONE};
  put_slot(p, (uint32_t)p->nentries - 1);
  return e;
}

static uint32_t form_new(Pack *p, Str spelling) {
  unsigned len;
  _Static_assert(sizeof(Form) == 64, "one cache line");
  p->forms = arena_grow(p->arena, p->forms, p->nforms, &p->forms_cap, p->nforms + 1, sizeof *p->forms);
  uint32_t cp = utf8_at(spelling, 0, &len);
  p->forms[p->nforms] = (Form){.number_word = -1, .punct = !cp_is_letter(cp) && !(cp == '\'' && spelling.n > 1)};
  return (uint32_t)p->nforms++;
}

/* The form to which a spelling adds; made when new. */
static uint32_t form_for(Pack *p, Str spelling) {
  Entry *e = entry_add(p, fold_in(p->arena, spelling));
  if (!has_upper(spelling)) {
    if (e->any == FORM_NONE) e->any = form_new(p, spelling);
    return e->any;
  }
  for (size_t i = 0; i < e->nexact; i++)
    if (str_eq(e->exact[i].spelling, spelling)) return e->exact[i].form;
  size_t cap = e->nexact;
  e->exact = arena_grow(p->arena, e->exact, e->nexact, &cap, e->nexact + 1, sizeof *e->exact);
  e->exact[e->nexact].spelling = arena_str(p->arena, spelling);
  return e->exact[e->nexact++].form = form_new(p, spelling);
}

/* --- phrases: the tokens of a spelling ------------------------------------------------------------------------------ */
/* possessive: the pack's letter; "Mother's" is two tokens. */
static size_t piece_len(Str s, size_t at, char possessive) {
  unsigned len;
  uint32_t cp = utf8_at(s, at, &len);
  if (!cp_is_letter(cp)) return len;
  size_t i = at;
  while (i < s.n) {
    uint32_t c = utf8_at(s, i, &len);
    bool joins = (c == '\'' || c == '.' || c == '&') && i + 1 < s.n && cp_is_letter(utf8_at(s, i + 1, &(unsigned){0}));
    bool own = c == '\'' && joins && possessive && (s.p[i + 1] | 32) == possessive;
    if (own && (i + 2 >= s.n || !cp_is_letter(utf8_at(s, i + 2, &(unsigned){0})))) break;
    if (!cp_is_letter(c) && !cp_is_digit(c) && !joins) break;
    i += len;
  }
  bool initials = i < s.n && s.p[i] == '.' && i - at >= 3 && s.p[i - 2] == '.'; /* "U.S." keeps its last point */
  return i - at + initials;
}

/* First word or character of a spelling and how many tokens (blanks left out) it has. */
static Str first_piece(Str s, char possessive, uint8_t *pieces) {
  Str first = str_slice(s, 0, piece_len(s, 0, possessive));
  *pieces = 0;
  for (size_t i = 0; i < s.n; i += piece_len(s, i, possessive)) *pieces = (uint8_t)(*pieces + (s.p[i] != ' '));
  return first;
}

uint32_t vocabulary_add(Pack *p, Str spelling, Atom a) {
  uint8_t pieces;
  Str first = first_piece(spelling, p->possessive, &pieces);
  uint32_t f = form_for(p, spelling);
  set_add(p, &p->forms[f].atoms, a);
  if (pieces > 1) {
    uint32_t head = form_for(p, fold_in(p->arena, first)); /* in any case: the exact entries inherit it below */
    size_t second = first.n;
    while (spelling.p[second] == ' ') second++;
    if (p->forms[head].phrase_words < pieces) p->forms[head].phrase_words = pieces;
    p->forms[head].phrase_next |= phrase_bit(spelling.p[second]);
  }
  return f;
}

Atom atom_literal(Pack *p, Str word) {
  Str name = arena_printf(p->arena, "=%.*s", STR_ARGS(word));
  Atom a = atom_find(p, name);
  if (a != ATOM_NONE) return a;
  a = atom_intern(p, name);
  uint32_t f = form_for(p, word);
  set_add(p, &p->forms[f].atoms, a);
  return a;
}

/* --- lookup --------------------------------------------------------------------------------------------------------- */
uint32_t vocabulary_find_key(const Pack *p, Str key, uint32_t hash, Str word, Shape shape) {
  const Entry *e = entry_find(p, key, hash);
  if (!e) return FORM_NONE;
  if (shape != SHAPE_LOWER)
    for (size_t i = 0; i < e->nexact; i++)
      if (str_eq(e->exact[i].spelling, word)) return e->exact[i].form;
  if (shape == SHAPE_UPPER && e->nexact) return e->exact[0].form;
  return e->any;
}

uint32_t vocabulary_find(const Pack *p, Str word, Shape shape) {
  char key[96];
  if (word.n > sizeof key) return FORM_NONE;
  Str folded = str_make(key, fold(key, word));
  return vocabulary_find_key(p, folded, key_hash(folded), word, shape);
}

size_t vocabulary_size(const Pack *p) { return p->nforms; }

void vocabulary_each(const Pack *p, void (*fn)(void *cx, uint32_t form, Str key), void *cx) {
  for (size_t i = 0; i < p->nentries; i++) {
    const Entry *e = &p->entries[i];
    if (e->any != FORM_NONE) fn(cx, e->any, e->key);
    for (size_t k = 0; k < e->nexact; k++) fn(cx, e->exact[k].form, e->key);
  }
}

int token_row(const Pack *p, const Tokens *tokens, uint32_t i, const Table *t) {
  uint32_t row;
  return token_rows(p, tokens, i, t, &row, 1) ? (int)row : -1;
}

size_t token_rows(const Pack *p, const Tokens *tokens, uint32_t i, const Table *t, uint32_t *rows, size_t max) {
  uint32_t form = tokens->items[i].form;
  size_t n = 0;
  if (form == FORM_NONE || !t) return 0;
  const Form *f = &p->forms[form];
  for (size_t k = 0; k < f->nrows && n < max; k++)
    if (&p->tables[f->rows[k].table] == t) rows[n++] = f->rows[k].row;
  return n;
}

bool token_is(const Pack *p, const Tokens *tokens, uint32_t i, uint16_t atom) {
  const Token *t = &tokens->items[i];
  return atom != ATOM_NONE && t->form != FORM_NONE && set_has(&p->forms[t->form].atoms, atom);
}

static Shape shape_of(Str s) {
  size_t letters = 0, upper = 0, first = 0, at = 0;
  for (size_t i = 0; i < s.n; at++) {
    unsigned len;
    uint32_t cp = utf8_at(s, i, &len);
    if (cp_is_letter(cp)) {
      letters++;
      upper += cp_is_upper(cp);
      first |= at == 0 && cp_is_upper(cp);
    }
    i += len;
  }
  if (!upper) return SHAPE_LOWER;
  if (first && upper == 1) return SHAPE_CAP;
  return upper == letters ? SHAPE_UPPER : SHAPE_MIXED;
}

bool word_is(const Pack *p, Str word, uint16_t atom) {
  uint32_t f = word.n ? vocabulary_find(p, word, shape_of(word)) : FORM_NONE;
  return f != FORM_NONE && atom != ATOM_NONE && set_has(&p->forms[f].atoms, atom);
}

const Table *pack_table(const Pack *p, const char *name) {
  for (size_t i = 0; i < p->ntables; i++)
    if (str_is(p->tables[i].name, name)) return &p->tables[i];
  return NULL;
}

/* --- building ------------------------------------------------------------------------------------------------------- */
void vocabulary_init(Pack *p) {
  p->atom_index = map_new();
  grow_slots(p);
  for (size_t i = 0; i < ATOM_BUILTINS; i++) atom_intern(p, str_of(builtin_names[i]));
  for (int i = 0; i < ALPHABETS; i++) {
    p->alphabet[i].index = map_new();
    symbol_intern(p, i, NULL, 0);
  }
}

static void form_row(Pack *p, uint32_t form, size_t table, size_t row) {
  Form *f = &p->forms[form];
  size_t cap = f->rows_cap;
  f->rows = arena_grow(p->arena, f->rows, f->nrows, &cap, f->nrows + 1, sizeof *f->rows);
  f->rows_cap = (uint32_t)cap;
  f->rows[f->nrows].table = (uint16_t)table;
  f->rows[f->nrows++].row = (uint32_t)row;
}

static void add_table(Pack *p, size_t table) {
  const Table *t = &p->tables[table];
  int forms = table_column(t, "forms"), class = table_column(t, "class");
  if (forms < 0) return;
  Atom whole = atom_intern(p, t->name);
  for (size_t row = 0; row < t->nrows; row++) {
    Str rest = table_cell(t, row, forms), part, kind = table_cell(t, row, class);
    Atom sub =
        kind.n ? atom_intern(p, arena_printf(p->arena, "%.*s.%.*s", STR_ARGS(t->name), STR_ARGS(kind))) : ATOM_NONE;
    while (cell_part(&part, &rest)) {
      uint32_t f = vocabulary_add(p, part, whole);
      set_add(p, &p->forms[f].atoms, sub);
      form_row(p, f, table, row);
    }
  }
}

static void add_list(Pack *p, const RuleText *list) {
  Atom a = atom_intern(p, list->name);
  Str rest = list->pattern, part;
  while (str_split(&part, &rest, '|')) {
    part = str_trim(part);
    if (!pattern_plain_word(part)) continue;
    uint32_t f = form_for(p, part);
    set_add(p, &p->forms[f].atoms, a);
  }
}

/* What holds for any case holds for each exact spelling: atoms, rows, phrases. Rows of the exact spelling come first. */
static void inherit(Pack *p, const Entry *e) {
  for (size_t i = 0; e->any != FORM_NONE && i < e->nexact; i++) {
    const Form *any = &p->forms[e->any];
    Form *f = &p->forms[e->exact[i].form];
    for (size_t k = 0; k < any->atoms.n; k++) set_add(p, &f->atoms, any->atoms.items[k]);
    for (size_t k = 0; k < any->nrows; k++) form_row(p, e->exact[i].form, any->rows[k].table, any->rows[k].row);
    if (any->phrase_words > f->phrase_words) f->phrase_words = any->phrase_words;
    f->phrase_next |= any->phrase_next;
    if (f->number_word < 0) f->number_word = any->number_word;
  }
}

ErrCode vocabulary_build(Pack *p, Err *err) {
  uint32_t possessive = form_for(p, STR("'s"));
  set_add(p, &p->forms[possessive].atoms, ATOM_possessive);
  for (size_t i = 0; i < p->ntables; i++) add_table(p, i);
  for (size_t i = 0; i < p->texts.n; i++)
    if (p->texts.items[i].kind == TEXT_WORDS) add_list(p, &p->texts.items[i]);
  if (p->natoms > 60000) return err_set(err, ERR_RULE, "%zu words and lists: more than a pack can hold", p->natoms);
  return OK;
}

/* --- symbols -------------------------------------------------------------------------------------------------------- */
Symbol symbol_intern(Pack *p, int alphabet, const Atom *atoms, size_t n) {
  Alphabet *al = &p->alphabet[alphabet];
  AtomSet live = {0};
  for (size_t i = 0; i < n; i++)
    if (p->atoms[atoms[i]].live[alphabet]) set_add(p, &live, atoms[i]);
  Str key = str_make((const char *)live.items, live.n * sizeof(Atom));
  uintptr_t at;
  if (map_get(al->index, key, &at)) return (Symbol)at;
  al->sets = arena_grow(p->arena, al->sets, al->n, &al->cap, al->n + 1, sizeof *al->sets);
  al->sets[al->n] = live;
  map_put(al->index, key, al->n);
  return (Symbol)al->n++;
}

/* The other way round: for each atom its symbols, in order. */
static void index_atoms(Pack *p, int alphabet) {
  Alphabet *al = &p->alphabet[alphabet];
  al->of_atom = arena_zalloc(p->arena, (p->natoms + 1) * sizeof *al->of_atom);
  al->class_of_atom = arena_zalloc(p->arena, (p->natoms + 1) * sizeof *al->class_of_atom);
  for (size_t s = 1; s < al->n; s++)
    for (size_t i = 0; i < al->sets[s].n; i++) al->of_atom[al->sets[s].items[i]].n++;
  for (size_t a = 0; a < p->natoms; a++) {
    al->of_atom[a].items = arena_alloc(p->arena, (al->of_atom[a].n + 1) * sizeof(Symbol));
    al->of_atom[a].n = 0;
  }
  for (size_t s = 1; s < al->n; s++)
    for (size_t i = 0; i < al->sets[s].n; i++) {
      Atom a = al->sets[s].items[i];
      al->of_atom[a].items[al->of_atom[a].n++] = (Symbol)s;
    }
}

static const Atom shape_atom[] = {ATOM_lower, ATOM_cap, ATOM_upper, ATOM_mixed};

static void form_symbols(Pack *p, Form *f, int alphabet) {
  Atom *atoms = arena_alloc(p->arena, (f->atoms.n + 4) * sizeof *atoms);
  if (f->atoms.n) memcpy(atoms, f->atoms.items, f->atoms.n * sizeof *atoms);
  size_t n = f->atoms.n;
  atoms[n++] = ATOM_any;
  atoms[n++] = f->punct ? ATOM_punct : ATOM_word;
  for (int s = 0; s < 4; s++) {
    size_t m = n;
    if (!f->punct) atoms[m++] = shape_atom[s];
    f->symbol[alphabet][s] = symbol_intern(p, alphabet, atoms, m);
  }
}

/* Number tokens fall into few shapes: by form, digits and range. The index packs them; see number_shape. */
static uint8_t number_shape(const LexedNumber *n) {
  switch (n->how) {
  case NUM_GROUPED: return 20;
  case NUM_DECIMAL: return 21;
  case NUM_DOTTED: return 22;
  case NUM_SCALED: return 23;
  case NUM_WORDS: return n->scale ? 25 : 24;
  case NUM_FRACTION: return 26;
  case NUM_ORDINAL: return number_cmp(n->value, number_of(31)) <= 0 && n->value.num > 0 ? 28 : 27;
  case NUM_DIGITS: break;
  }
  int64_t v = 0;
  if (!number_to_i64(&v, n->value)) v = INT64_MAX;
  uint8_t range = v >= 1 && v <= 12 ? 0 : v <= 31 && v > 0 ? 1 : 2;
  switch (n->ndigits) {
  case 1: return range == 2 ? 2 : 0;
  case 2: return (uint8_t)(4 + range + (n->leading_zero ? 3 : 0));
  case 3: return n->leading_zero ? 11 : 10;
  case 4: return v >= 1000 && v <= 2999 ? 12 : n->leading_zero ? 14 : 13;
  default: return n->leading_zero ? 16 : 15;
  }
}

static size_t shape_atoms(Atom *out, uint8_t shape) {
  static const struct {
    uint8_t shape;
    Atom atoms[9];
  } table[] = {
      {0, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d1, ATOM_day, ATOM_month12}},
      {2, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d1, ATOM_zero}},
      {4, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d2, ATOM_day, ATOM_month12}},
      {5, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d2, ATOM_day}},
      {6, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d2}},
      {7, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d2, ATOM_zero, ATOM_day, ATOM_month12}},
      {9, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d2, ATOM_zero}},
      {10, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d3}},
      {11, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d3, ATOM_zero}},
      {12, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d4, ATOM_year4}},
      {13, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d4}},
      {14, {ATOM_num, ATOM_int, ATOM_digits, ATOM_d4, ATOM_zero}},
      {15, {ATOM_num, ATOM_int, ATOM_digits, ATOM_dlong}},
      {16, {ATOM_num, ATOM_int, ATOM_digits, ATOM_dlong, ATOM_zero}},
      {20, {ATOM_num, ATOM_int, ATOM_grouped}},
      {21, {ATOM_num, ATOM_decimal}},
      {22, {ATOM_dotted}},
      {23, {ATOM_num, ATOM_scaled}},
      {24, {ATOM_num, ATOM_numword}},
      {25, {ATOM_num, ATOM_numword, ATOM_scaled}},
      {26, {ATOM_num, ATOM_fraction}},
      {27, {ATOM_ordinal}},
      {28, {ATOM_ordinal, ATOM_ordday}},
  };
  size_t n = 0;
  out[n++] = ATOM_any;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].shape == shape)
      for (size_t k = 0; k < 9 && (k == 0 || table[i].atoms[k]); k++) out[n++] = table[i].atoms[k];
  return n;
}

Symbol number_shape_symbol(const Pack *p, int alphabet, const LexedNumber *n) {
  return p->number_symbol[alphabet][number_shape(n)];
}

/* A single word that is a number ("twelve", "third") has the atoms of its shape beside its own. */
static void number_words(Pack *p) {
  for (size_t i = 0; i < p->nforms; i++) {
    Form *f = &p->forms[i];
    if (f->number_word < 0) continue;
    NumberRole role = p->number_role[f->number_word];
    Atom atoms[12];
    LexedNumber n = {.value = p->number_value[f->number_word], .how = role == ROLE_ORDINAL ? NUM_ORDINAL : NUM_WORDS};
    if (role != ROLE_UNIT && role != ROLE_TEEN && role != ROLE_TEN && role != ROLE_ORDINAL && role != ROLE_HUNDRED)
      continue;
    size_t k = shape_atoms(atoms, number_shape(&n));
    for (size_t j = 0; j < k; j++) set_add(p, &f->atoms, atoms[j]);
  }
}

static void kind_symbols(Pack *p) {
  static const Atom figure[] = {ATOM_money,  ATOM_percent, ATOM_quantity, ATOM_count,
                                ATOM_number, ATOM_ratio,   ATOM_multiple, ATOM_duration};
  static const Atom rest[] = {ATOM_ordinal, ATOM_score, ATOM_date,   ATOM_period,
                              ATOM_time,    ATOM_set,   ATOM_entity, ATOM_citation};
  static const Atom type[] = {ATOM_org,    ATOM_person,    ATOM_place, ATOM_index, ATOM_currency,
                              ATOM_crypto, ATOM_product,   ATOM_event, ATOM_group, ATOM_central_bank,
                              ATOM_agency, ATOM_publisher, ATOM_party, ATOM_team,  ATOM_other};
  for (int k = 0; k <= KIND_NOISE; k++) {
    bool fig = kind_is_figure((Kind)k), when = k == KIND_DATE || k == KIND_PERIOD || k == KIND_TIME || k == KIND_SET;
    Atom own = k == KIND_NOISE ? ATOM_any : fig ? figure[k] : rest[k - KIND_ORDINAL];
    Atom atoms[] = {ATOM_any, own, fig ? ATOM_figure : when ? ATOM_when : ATOM_any};
    p->mention_symbol[k] = symbol_intern(p, ALPHABET_CLAIM, atoms, 3);
  }
  for (int t = 0; t <= ENT_OTHER; t++) {
    bool org = t == ENT_CENTRAL_BANK || t == ENT_AGENCY || t == ENT_PUBLISHER || t == ENT_PARTY || t == ENT_TEAM;
    Atom atoms[] = {ATOM_any, ATOM_entity, type[t], org ? ATOM_org : ATOM_entity};
    p->entity_symbol[t] = symbol_intern(p, ALPHABET_CLAIM, atoms, 4);
  }
}

void vocabulary_symbols(Pack *p) {
  static const Atom space[] = {ATOM_any, ATOM_sp}, punct[] = {ATOM_any, ATOM_punct};
  find_lists(p);
  number_words(p);
  for (size_t i = 0; i < p->nentries; i++) inherit(p, &p->entries[i]);
  for (int al = 0; al < ALPHABETS; al++) {
    Atom atoms[12];
    p->space[al] = symbol_intern(p, al, space, 2);
    p->punct[al] = symbol_intern(p, al, punct, 2);
    for (int s = 0; s < 4; s++) {
      Atom unknown[] = {ATOM_any, ATOM_word, shape_atom[s]};
      p->shape_symbol[al][s] = symbol_intern(p, al, unknown, 3);
    }
    Atom with_digit[] = {ATOM_any, ATOM_word, ATOM_alnum};
    p->shape_symbol[al][4] = symbol_intern(p, al, with_digit, 3);
    for (size_t i = 0; i < p->nforms; i++) form_symbols(p, &p->forms[i], al);
    for (uint8_t s = 0; s < 32; s++) {
      size_t n = shape_atoms(atoms, s);
      p->number_symbol[al][s] = symbol_intern(p, al, atoms, n);
    }
  }
  kind_symbols(p);
  for (int al = 0; al < ALPHABETS; al++) {
    alphabet_sort(p, al);
    map_free(p->alphabet[al].index); /* no more symbols from here on */
    p->alphabet[al].index = NULL;
    index_atoms(p, al);
  }
  for (char c = 1; c > 0 && c < 127; c++)
    p->char_form[(unsigned char)c] = vocabulary_find(p, str_make(&c, 1), SHAPE_LOWER);
  p->char_form[0] = p->char_form[127] = FORM_NONE;
}

void vocabulary_free(Pack *p) {
  map_free(p->atom_index);
  for (int i = 0; i < ALPHABETS; i++)
    if (p->alphabet[i].index) map_free(p->alphabet[i].index);
}

Symbol mention_symbol(const Pack *p, Kind kind, EntityType type) {
  return kind == KIND_ENTITY ? p->entity_symbol[type] : p->mention_symbol[kind];
}

Symbol token_claim_symbol(const Pack *p, const Token *t) {
  if (t->kind == TOKEN_SPACE) return p->space[ALPHABET_CLAIM];
  if (t->form != FORM_NONE) return p->forms[t->form].symbol[ALPHABET_CLAIM][t->shape];
  if (t->kind == TOKEN_WORD) return p->shape_symbol[ALPHABET_CLAIM][t->digits ? 4 : t->shape];
  return t->kind == TOKEN_NUMBER ? p->number_symbol[ALPHABET_CLAIM][15] : p->punct[ALPHABET_CLAIM];
}
