/* automaton.c -- see automaton.h. One walk over the pattern's text; each part of it gives its first and last positions. */
#include "extractor/automaton.h"
#include "base/map.h"
#include <stdlib.h>

enum { MAX_COPIES = 12 }; /* x{2,30}: so many copies at most, then a loop that takes more */

typedef struct {
  uint32_t *items;
  size_t n, cap;
} List;

struct Automaton {
  Arena *arena;
  size_t nsymbols;
  Position *positions;
  size_t n, cap;
  List first;
  bool nullable; /* some pattern matches nothing at all */
  Map *classes;  /* their text -> their bits */
};

typedef struct {
  bool nullable;
  List first, last;
} Part;

typedef struct {
  Automaton *a;
  Str s;
  size_t at;
  uint16_t rule;
  unsigned depth; /* groups around it */
  bool bad;
} Reader;

static const Part nothing = {.nullable = true};

Automaton *automaton_new(Arena *arena, size_t nsymbols) {
  Automaton *a = arena_zalloc(arena, sizeof *a);
  a->arena = arena;
  a->nsymbols = nsymbols;
  a->classes = map_new();
  return a;
}

void automaton_done(Automaton *a) {
  map_free(a->classes);
  a->classes = NULL;
}

static void list_add(Automaton *a, List *l, const List *more) {
  l->items = arena_grow(a->arena, l->items, l->n, &l->cap, l->n + more->n, sizeof *l->items);
  if (more->n) memcpy(l->items + l->n, more->items, more->n * sizeof *l->items);
  l->n += more->n;
}

static List list_join(Automaton *a, const List *x, const List *y) {
  List both = {0};
  if (!x->n) return *y;
  list_add(a, &both, x);
  list_add(a, &both, y);
  return both;
}

/* After each of the last positions may come any of the first ones. */
static void link_parts(Automaton *a, const List *last, const List *first) {
  for (size_t i = 0; i < last->n && first->n; i++) {
    Position *p = &a->positions[last->items[i]];
    PositionSet *sets = arena_alloc(a->arena, (p->nfollow + 1) * sizeof *sets);
    if (p->nfollow) memcpy(sets, p->follow, p->nfollow * sizeof *sets);
    sets[p->nfollow++] = (PositionSet){first->items, first->n};
    p->follow = sets;
  }
}

static Part then(Automaton *a, const Part *x, const Part *y) {
  link_parts(a, &x->last, &y->first);
  return (Part){.nullable = x->nullable && y->nullable,
                .first = x->nullable ? list_join(a, &x->first, &y->first) : x->first,
                .last = y->nullable ? list_join(a, &x->last, &y->last) : y->last};
}

/* --- classes -------------------------------------------------------------------------------------------------------- */
/* "\o{17}" or "\x{0}"; anything else is an error. */
static Symbol read_symbol(Reader *r) {
  unsigned v = 0;
  Str rest = str_slice(r->s, r->at, r->s.n);
  if (!str_starts(rest, STR("\\o{")) && !str_starts(rest, STR("\\x{0}"))) r->bad = true;
  for (r->at += 3; r->at < r->s.n && r->s.p[r->at] != '}'; r->at++) v = v * 8 + (unsigned)(r->s.p[r->at] - '0');
  r->at++;
  r->bad |= v >= r->a->nsymbols;
  return r->bad ? 0 : (Symbol)v;
}

static void read_ranges(Reader *r, uint64_t *bits) {
  while (r->at < r->s.n && r->s.p[r->at] != ']' && !r->bad) {
    Symbol first = read_symbol(r), last = first;
    if (r->at < r->s.n && r->s.p[r->at] == '-') {
      r->at++;
      last = read_symbol(r);
    }
    for (size_t s = first; s <= last; s++) bits[s / 64] |= UINT64_C(1) << s % 64;
  }
}

/* "[...]" or "."; the reader stands behind it afterwards. */
static const uint64_t *read_class(Reader *r) {
  size_t words = r->a->nsymbols / 64 + 1, end = r->s.p[r->at] == '.' ? r->at + 1 : str_chr(r->s, ']', r->at);
  uintptr_t known;
  r->bad |= end == SIZE_MAX;
  if (r->bad) return NULL;
  Str text = str_slice(r->s, r->at, end);
  if (map_get(r->a->classes, text, &known)) {
    r->at = end + (text.p[0] == '[');
    return (const uint64_t *)known;
  }
  uint64_t *bits = arena_zalloc(r->a->arena, words * sizeof *bits);
  bool negate = text.p[0] == '.' || (text.n > 1 && text.p[1] == '^');
  if (text.p[0] == '[') {
    r->at += 1 + negate;
    read_ranges(r, bits);
  }
  for (size_t i = 0; i < words && negate; i++) bits[i] = ~bits[i];
  r->at = end + (text.p[0] == '[');
  map_put(r->a->classes, text, (uintptr_t)bits);
  return bits;
}

static Part position(Reader *r) {
  Automaton *a = r->a;
  const uint64_t *bits = read_class(r);
  a->positions = arena_grow(a->arena, a->positions, a->n, &a->cap, a->n + 1, sizeof *a->positions);
  a->positions[a->n] = (Position){.symbols = bits, .rule = r->rule};
  uint32_t *self = arena_alloc(a->arena, sizeof *self);
  *self = (uint32_t)a->n++;
  List one = {self, 1, 1};
  return (Part){.first = one, .last = one};
}

/* --- the grammar ---------------------------------------------------------------------------------------------------- */
static bool next_is(const Reader *r, const char *s) { return str_starts(str_slice(r->s, r->at, r->s.n), str_of(s)); }

static Part alternatives(Reader *r);

static bool at_end(const Reader *r) { return r->depth == 0 && (r->at >= r->s.n || r->s.p[r->at] == '|'); }

/* A group. "(?!)" matches nowhere. What looks ahead takes no symbol; at the very end it is read as if it took them: the rule reaches no farther
 * than that, and is not tried where nothing like it follows. */
static Part group(Reader *r) {
  if (next_is(r, "(?!)")) {
    r->at += 4;
    return (Part){0};
  }
  bool ahead = next_is(r, "(?="), look = ahead || next_is(r, "(?!");
  if (next_is(r, "(?<")) {
    size_t end = str_chr(r->s, '>', r->at);
    r->at = end == SIZE_MAX ? r->s.n : end + 1;
  } else {
    r->bad |= !look && !next_is(r, "(?:") && !next_is(r, "(?>");
    r->at += 3;
  }
  r->depth++;
  Part inside = alternatives(r);
  r->depth--;
  r->bad |= r->at >= r->s.n;
  r->at++;
  return look && !(ahead && at_end(r)) ? nothing : inside;
}

static Part element(Reader *r) {
  if (next_is(r, "\\z")) {
    r->at += 2;
    return nothing;
  }
  if (r->s.p[r->at] == '(') return group(r);
  if (r->s.p[r->at] == '[' || r->s.p[r->at] == '.') return position(r);
  r->bad = true;
  return nothing;
}

static size_t read_int(Reader *r) {
  size_t v = 0;
  for (; r->at < r->s.n && r->s.p[r->at] >= '0' && r->s.p[r->at] <= '9'; r->at++)
    v = v < 1000 ? v * 10 + (size_t)(r->s.p[r->at] - '0') : v;
  return v;
}

/* How often: *least and *most (SIZE_MAX: no end), both 1 without a quantifier. */
static void quantifier(Reader *r, size_t *least, size_t *most) {
  char c = r->at < r->s.n ? r->s.p[r->at] : 0;
  *least = *most = 1;
  if (c == '?' || c == '*' || c == '+') {
    r->at++;
    *least = c == '+';
    *most = c == '?' ? 1 : SIZE_MAX;
  } else if (c == '{') {
    r->at++;
    *least = *most = read_int(r);
    if (r->at < r->s.n && r->s.p[r->at] == ',') {
      r->at++;
      *most = r->at < r->s.n && r->s.p[r->at] == '}' ? SIZE_MAX : read_int(r);
    }
    r->bad |= r->at >= r->s.n || r->s.p[r->at++] != '}';
  } else {
    return;
  }
  if (r->at < r->s.n && (r->s.p[r->at] == '?' || r->s.p[r->at] == '+')) r->at++; /* lazy, possessive */
}

/* An element as often as its quantifier says, each time with positions of its own. */
static Part repeated(Reader *r) {
  size_t start = r->at, least, most;
  Part one = element(r), all = nothing;
  quantifier(r, &least, &most);
  size_t end = r->at, copies = most < MAX_COPIES ? most : least < MAX_COPIES ? least : MAX_COPIES;
  if (copies == 0 && most > 0) copies = 1;
  for (size_t i = 0; i < copies; i++) {
    if (i > 0) {
      r->at = start;
      one = element(r);
    }
    if (i + 1 == copies && most > copies) link_parts(r->a, &one.last, &one.first);
    one.nullable |= i >= least;
    all = then(r->a, &all, &one);
  }
  r->at = end;
  return all;
}

static Part sequence(Reader *r) {
  Part all = nothing;
  while (r->at < r->s.n && r->s.p[r->at] != '|' && r->s.p[r->at] != ')' && !r->bad) {
    Part one = repeated(r);
    all = then(r->a, &all, &one);
  }
  return all;
}

static Part alternatives(Reader *r) {
  Part all = sequence(r);
  while (r->at < r->s.n && r->s.p[r->at] == '|' && !r->bad) {
    r->at++;
    Part one = sequence(r);
    all.nullable |= one.nullable;
    all.first = list_join(r->a, &all.first, &one.first);
    all.last = list_join(r->a, &all.last, &one.last);
  }
  return all;
}

bool automaton_add(Automaton *a, Str pattern, uint16_t rule) {
  Reader r = {.a = a, .s = pattern, .rule = rule};
  size_t before = a->n;
  Part all = alternatives(&r);
  if (r.bad || r.at < pattern.n) {
    a->n = before;
    return false;
  }
  for (size_t i = 0; i < all.last.n; i++) a->positions[all.last.items[i]].accepts = true;
  list_add(a, &a->first, &all.first);
  a->nullable |= all.nullable;
  return true;
}

/* --- reading it ----------------------------------------------------------------------------------------------------- */
PositionSet automaton_first(const Automaton *a) { return (PositionSet){a->first.items, a->first.n}; }

const Position *automaton_positions(const Automaton *a, size_t *n) {
  *n = a->n;
  return a->positions;
}

size_t automaton_symbols(const Automaton *a) { return a->nsymbols; }

const uint64_t *automaton_starts(const Automaton *a) {
  size_t words = a->nsymbols / 64 + 1;
  if (a->nullable) return NULL;
  uint64_t *bits = arena_zalloc(a->arena, words * sizeof *bits);
  for (size_t i = 0; i < a->first.n; i++)
    for (size_t w = 0; w < words; w++) bits[w] |= a->positions[a->first.items[i]].symbols[w];
  return bits;
}
