/* unit_book.c -- tables into rows at load; forms of the text into rows while reading. */
#include "extractor/unit_book.h"
#include "base/map.h"
#include "extractor/extractor.h"

/* --- loading -------------------------------------------------------------------------------------------------------- */
static ErrCode bad_cell(const Pack *p, const Table *t, size_t row, Str cell, Err *err) {
  return err_set(err, ERR_RULE, "rules/%s/%.*s.tsv:%u: '%.*s' is no number", pack_lang(p), STR_ARGS(t->name),
                 t->lines[row], STR_ARGS(cell));
}

static ErrCode load_units(UnitRow **out, const Pack *p, const Table *t, Err *err) {
  if (!t) return OK;
  int code = table_column(t, "code"), name = table_column(t, "name"), cls = table_column(t, "class"),
      dimension = table_column(t, "dimension"), assume = table_column(t, "assume"), factor = table_column(t, "factor"),
      timex = table_column(t, "timex");
  UnitRow *rows = arena_zalloc(pack_arena(p), (t->nrows + 1) * sizeof *rows);
  for (size_t i = 0; i < t->nrows; i++) {
    rows[i] =
        (UnitRow){table_cell(t, i, code),   table_cell(t, i, name), table_cell(t, i, cls),  table_cell(t, i, dimension),
                  table_cell(t, i, assume), number_of(1),           table_cell(t, i, timex)};
    Str f = table_cell(t, i, factor);
    if (f.n && !number_parse(&rows[i].factor, f)) return bad_cell(p, t, i, f, err);
  }
  *out = rows;
  return OK;
}

static ErrCode load_numbers(Number **out, const Pack *p, const Table *t, const char *column, Err *err) {
  int c = t ? table_column(t, column) : -1;
  if (!t) return OK;
  *out = arena_zalloc(pack_arena(p), (t->nrows + 1) * sizeof **out);
  for (size_t i = 0; i < t->nrows; i++) {
    Str s = table_cell(t, i, c);
    (*out)[i] = NUMBER_ZERO;
    if (s.n && !number_parse(&(*out)[i], s)) return bad_cell(p, t, i, s, err);
  }
  return OK;
}

static ErrCode load_scales(UnitBook *b, const Pack *p, Err *err) {
  Number *power = NULL;
  ErrCode code = load_numbers(&power, p, b->scales, "power", err);
  if (code || !power) return code;
  b->power = arena_zalloc(pack_arena(p), b->scales->nrows + 1);
  for (size_t i = 0; i < b->scales->nrows; i++) {
    int64_t v = 0;
    if (!number_to_i64(&v, power[i]) || v < 0 || v > 30)
      return bad_cell(p, b->scales, i, table_cell(b->scales, i, table_column(b->scales, "power")), err);
    b->power[i] = (int8_t)v;
  }
  return OK;
}

static ErrCode load_vague(UnitBook *b, const Pack *p, Err *err) {
  Number *low = NULL, *high = NULL;
  ErrCode code = load_numbers(&low, p, b->vague, "low", err);
  if (!code) code = load_numbers(&high, p, b->vague, "high", err);
  if (code || !low) return code;
  b->amount = arena_zalloc(pack_arena(p), (b->vague->nrows + 1) * sizeof *b->amount);
  for (size_t i = 0; i < b->vague->nrows; i++)
    b->amount[i] = (VagueRow){low[i], high[i], table_cell(b->vague, i, table_column(b->vague, "high")).n == 0};
  return OK;
}

/* Each ';'-separated form of a table's column -> its row; the first row of a form stays. */
static Map *map_forms(const Table *t, const char *column) {
  Map *m = map_new();
  int c = t ? table_column(t, column) : -1;
  for (size_t i = 0; t && i < t->nrows; i++) {
    Str rest = table_cell(t, i, c), part;
    while (rest.p && str_split(&part, &rest, ';'))
      if (!map_get(m, str_trim(part), NULL)) map_put(m, str_trim(part), i);
  }
  return m;
}

static const UnitRow *first_of_class(const UnitBook *b, const char *cls) {
  for (size_t i = 0; b->units && i < b->units->nrows; i++)
    if (str_is(b->unit[i].cls, cls)) return &b->unit[i];
  return NULL;
}

static ErrCode load_all(UnitBook *b, const Pack *p, Err *err) {
  ErrCode code = load_units(&b->currency, p, b->currencies, err);
  if (!code) code = load_units(&b->unit, p, b->units, err);
  if (!code) code = load_scales(b, p, err);
  if (!code) code = load_vague(b, p, err);
  if (!code) code = load_numbers(&b->part, p, b->fractions, "value", err);
  return code;
}

/* The text of a key in wording.tsv; empty when the pack has none. */
static Str wording(const Table *t, const char *key) {
  int k = t ? table_column(t, "key") : -1, text = t ? table_column(t, "text") : -1;
  for (size_t i = 0; t && i < t->nrows; i++)
    if (str_is(table_cell(t, i, k), key)) return table_cell(t, i, text);
  return STR("");
}

static void load_words(UnitBook *b, const Pack *p) {
  b->drop = pack_atom(p, "np_drop");
  b->noun_stop = pack_atom(p, "np_stop");
  b->verb_like = pack_atom(p, "np_verb");
  b->per_word = pack_atom(p, "np_per");
  b->every_word = pack_atom(p, "np_every");
  b->ago_word = pack_atom(p, "np_ago");
  b->before_word = pack_atom(p, "np_before");
  b->and_word = pack_atom(p, "np_and");
  b->per = wording(b->wording, "per");
  b->times = wording(b->wording, "times");
  b->of_age = wording(b->wording, "of_age");
  b->square = wording(b->wording, "square");
  b->cubic = wording(b->wording, "cubic");
  b->age_unit = wording(b->wording, "age_unit");
  b->participle = wording(b->wording, "participle");
  b->gerund = wording(b->wording, "gerund");
  b->adverb = wording(b->wording, "adverb");
}

static void load_suffixes(UnitBook *b, Arena *a) {
  const Table *t = b->nouns;
  size_t n = 0;
  Str *list = arena_alloc(a, ((t ? t->nrows : 0) + 1) * sizeof *list);
  b->suffixes = arena_alloc(a, ((t ? t->nrows : 0) + 1) * sizeof *b->suffixes);
  for (size_t row = 0; t && row < t->nrows; row++) {
    list[n] = b->suffixes[n].ending = table_cell(t, row, table_column(t, "suffix"));
    b->suffixes[n].becomes = table_cell(t, row, table_column(t, "singular"));
    n += list[n].n > 0;
  }
  endings_index(&b->by_suffix, a, list, n);
}

struct UnitBook *unit_book_load(const Pack *p, Err *err) {
  UnitBook *b = arena_zalloc(pack_arena(p), sizeof *b);
  b->currencies = pack_table(p, "currencies");
  b->units = pack_table(p, "units");
  b->scales = pack_table(p, "scales");
  b->vague = pack_table(p, "vague");
  b->fractions = pack_table(p, "fractions");
  b->country = pack_table(p, "country");
  b->nouns = pack_table(p, "nouns");
  b->wording = pack_table(p, "wording");
  load_words(b, p);
  if (load_all(b, p, err)) return NULL;
  b->degree = first_of_class(b, "degree");
  b->unit_forms = map_forms(b->units, "forms");
  b->irregular = map_forms(b->nouns, "plural");
  load_suffixes(b, pack_arena(p));
  b->positive = map_forms(b->nouns, "superlative");
  return b;
}

void unit_book_free(struct UnitBook *b) {
  if (!b) return;
  map_free(b->unit_forms);
  map_free(b->irregular);
  map_free(b->positive);
}

/* --- forms of the text ---------------------------------------------------------------------------------------------- */
/* "second" is an ordinal to the tokenizer and a unit here. */
static const UnitRow *number_word_unit(const Reading *r, const UnitBook *b, uint32_t token) {
  Str s = token_text(r->doc, &r->tokens->items[token]);
  char low[24];
  uintptr_t row;
  if (s.n > sizeof low) return NULL;
  for (size_t i = 0; i < s.n; i++) low[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 32 : s.p[i]);
  return map_get(b->unit_forms, str_make(low, s.n), &row) ? &b->unit[row] : NULL;
}

const UnitRow *token_unit(const Reading *r, uint32_t token, bool money, const char *cls) {
  const UnitBook *b = pack_units(r->pack);
  const Table *t = money ? b->currencies : b->units;
  const UnitRow *rows = money ? b->currency : b->unit;
  uint32_t found[8];
  if (!t) return NULL;
  if (r->tokens->items[token].kind == TOKEN_NUMBER) return money ? NULL : number_word_unit(r, b, token);
  size_t n = token_rows(r->pack, r->tokens, token, t, found, 8);
  for (size_t i = 0; i < n; i++)
    if (!cls || str_is(rows[found[i]].cls, cls)) return &rows[found[i]];
  return NULL;
}

const UnitRow *slot_unit(const Reading *r, const Match *m, Slot s, bool money, const char *cls) {
  const UnitRow *best = NULL;
  for (uint32_t i = m->slot[s].first; i < m->slot[s].last; i++) {
    if (r->tokens->items[i].kind == TOKEN_SPACE) continue;
    const UnitRow *u = token_unit(r, i, money, cls);
    if (u && (!best || (best->assume.n && !u->assume.n))) best = u;
  }
  return best;
}

/* "https://www.theage.com.au/money" or "theage.com.au" -> "au" */
static Str top_domain(Str url) {
  size_t from = str_find(url, STR("://"), 0);
  url = str_slice(url, from == SIZE_MAX ? 0 : from + 3, url.n);
  size_t end = 0;
  while (end < url.n && !memchr("/:?#", url.p[end], 4)) end++;
  url = str_slice(url, 0, end);
  size_t dot = url.n;
  while (dot > 0 && url.p[dot - 1] != '.') dot--;
  return dot > 0 ? str_slice(url, dot, url.n) : STR("");
}

static bool same_family(const Table *t, size_t row, Str domain, Str assume) {
  return str_eq_nocase(table_cell(t, row, table_column(t, "domain")), domain) &&
         str_eq(table_cell(t, row, table_column(t, "assume")), assume);
}

const UnitRow *unit_resolve(const Reading *r, const UnitRow *u, bool *assumed) {
  const UnitBook *b = pack_units(r->pack);
  const Str places[] = {r->doc->url, r->doc->publisher};
  *assumed = u->assume.n > 0;
  if (!u->assume.n || !b->country) return u;
  for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
    Str domain = places[k].n ? top_domain(places[k]) : STR("");
    for (size_t row = 0; domain.n && row < b->country->nrows; row++) {
      if (!same_family(b->country, row, domain, u->assume)) continue;
      Str code = table_cell(b->country, row, table_column(b->country, "code"));
      for (size_t i = 0; i < b->currencies->nrows; i++)
        if (str_eq(b->currency[i].code, code) && number_eq(b->currency[i].factor, u->factor)) return &b->currency[i];
    }
  }
  return u;
}

const UnitRow *unit_of_form(const Reading *r, Str form) {
  const UnitBook *b = pack_units(r->pack);
  uintptr_t row;
  return map_get(b->unit_forms, form, &row) ? &b->unit[row] : NULL;
}

const UnitRow *age_unit(const Reading *r) { return unit_of_form(r, pack_units(r->pack)->age_unit); }

bool slot_factor(Number *out, const Reading *r, const Match *m) {
  const UnitBook *b = pack_units(r->pack);
  int row = match_has(m, SLOT_mod) && b->fractions ? slot_row(r, m, SLOT_mod, b->fractions) : -1;
  if (row >= 0) *out = b->part[row];
  return row >= 0;
}

int slot_scale(const Reading *r, const Match *m, Slot s) {
  const UnitBook *b = pack_units(r->pack);
  int row = match_has(m, s) && b->scales ? slot_row(r, m, s, b->scales) : -1;
  return row < 0 ? 0 : b->power[row];
}
