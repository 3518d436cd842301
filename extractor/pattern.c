/* pattern.c -- a rule's pattern, written over words and atoms, to a PCRE2 pattern over symbols.
 *
 * {name} becomes the class of the symbols that have the atom, a literal word the class of the symbols that have its literal atom; groups,
 * quantifiers and lookaheads pass through. Two phases with the same walk: without output it only registers what the pattern uses (that decides
 * which words must differ in their symbols); with output the classes are written. */
#include "base/utf8.h"
#include "extractor/pack_p.h"
#include <stdlib.h>

typedef struct {
  Pack *pack;
  const RuleText *rule;
  int alphabet;
  Buf *out; /* NULL in the first phase */
  unsigned depth;
  Err *err;
} Walk;

static ErrCode walk(Walk *w, Str s);

static ErrCode fail(const Walk *w, const char *what, Str word) {
  return err_set(w->err, ERR_RULE, "%.*s:%u: %s '%.*s'", STR_ARGS(w->rule->file), w->rule->pattern_line, what,
                 STR_ARGS(word));
}

static void put(const Walk *w, const char *s) {
  if (w->out) buf_puts(w->out, s);
}

static void put_octal(Buf *b, Symbol s) {
  for (int shift = 15; shift >= 0; shift -= 3)
    if (s >> shift || !shift) buf_putc(b, (char)('0' + (s >> shift & 7)));
}

/* Octal: digits that need no table. */
static void put_symbol(const Walk *w, Symbol s) {
  buf_puts(w->out, "\\o{");
  put_octal(w->out, s);
  buf_putc(w->out, '}');
}

/* The symbols that have one of the atoms, as ranges. */
static void put_ranges(const Walk *w, const Atom *atoms, size_t n) {
  const Alphabet *al = &w->pack->alphabet[w->alphabet];
  uint8_t *in = mem_zalloc(al->n + 1);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < al->of_atom[atoms[i]].n; k++) in[al->of_atom[atoms[i]].items[k]] = 1;
  for (size_t first = 1, last; first < al->n; first = last) {
    last = first + 1;
    if (!in[first]) continue;
    while (last < al->n && in[last]) last++;
    put_symbol(w, (Symbol)first);
    if (last - first > 1) buf_putc(w->out, '-');
    if (last - first > 1) put_symbol(w, (Symbol)(last - 1));
  }
  free(in);
}

/* [\x{2}-\x{5}\x{9}]; an atom that no word has matches nothing. */
static void put_class(const Walk *w, const Atom *atoms, size_t n, bool negate) {
  if (!w->out) return;
  buf_puts(w->out, negate ? "[^" : "[");
  size_t start = w->out->n;
  put_ranges(w, atoms, n);
  if (w->out->n > start) {
    buf_putc(w->out, ']');
  } else if (negate) {
    buf_puts(w->out, "\\x{0}]");
  } else {
    w->out->n--;
    buf_puts(w->out, "(?!)");
  }
}

/* The class of one atom, written once and then copied. */
static void put_atom(const Walk *w, Atom a) {
  atom_use(w->pack, a, w->alphabet);
  if (!w->out) return;
  Str *written = &w->pack->alphabet[w->alphabet].class_of_atom[a];
  if (!written->n) {
    size_t start = w->out->n;
    put_class(w, &a, 1, false);
    *written = arena_str(w->pack->arena, str_slice(buf_str(w->out), start, w->out->n));
  } else {
    buf_put(w->out, *written);
  }
}

static const RuleText *find_list(const Pack *p, Str name) {
  for (size_t i = 0; i < p->texts.n; i++)
    if (p->texts.items[i].kind == TEXT_WORDS && str_eq(p->texts.items[i].name, name)) return &p->texts.items[i];
  return NULL;
}

/* "U.S.", "a.m": letters with points between are one word to the tokenizer. */
static bool initials(Str s) {
  for (size_t i = 0; i < s.n; i++)
    if (i % 2 ? s.p[i] != '.' : !((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')) return false;
  return s.n >= 3;
}

bool pattern_plain_word(Str s) {
  if (initials(s)) return true;
  for (size_t i = 0; i < s.n;) {
    unsigned len;
    uint32_t cp = utf8_at(s, i, &len);
    bool inner = i > 0 && i + len < s.n && (cp == '\'' || cp == '&');
    if (!cp_is_letter(cp) && !(i > 0 && cp_is_digit(cp)) && !inner) return false;
    i += len;
  }
  return s.n > 0;
}

/* Next alternative of a list at bracket depth 0. */
static bool list_entry(Str *entry, Str *rest) {
  int depth = 0;
  if (!rest->p) return false;
  for (size_t i = 0; i < rest->n; i++) {
    char c = rest->p[i];
    if (c == '\\') i++;
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    if (c != '|' || depth) continue;
    *entry = str_trim(str_slice(*rest, 0, i));
    *rest = str_slice(*rest, i + 1, rest->n);
    return true;
  }
  *entry = str_trim(*rest);
  *rest = (Str){NULL, 0};
  return true;
}

/* {list}: the class of its plain words and each other entry as a pattern of its own, the longest ones first by the engine's own rule: the
 * alternatives of several tokens stand before the single words. */
static ErrCode walk_list(Walk *w, const RuleText *list) {
  Str rest = list->pattern, entry;
  bool words = false, first = true;
  if (++w->depth > 8) return fail(w, "lists name each other without end at", list->name);
  put(w, "(?:");
  while (list_entry(&entry, &rest)) {
    if (pattern_plain_word(entry)) {
      words = true;
      continue;
    }
    if (!first) put(w, "|");
    first = false;
    Walk inner = *w;
    inner.rule = list;
    ErrCode code = walk(&inner, entry);
    if (code) return code;
  }
  if (words) {
    if (!first) put(w, "|");
    put_atom(w, atom_intern(w->pack, list->name));
  }
  put(w, ")");
  w->depth--;
  return OK;
}

static ErrCode unknown_name(const Walk *w, Str name) {
  const Pack *p = w->pack;
  const char **names = arena_alloc(p->arena, (p->natoms + p->texts.n + 1) * sizeof *names), *near;
  size_t n = 0;
  for (size_t i = 0; i < p->natoms; i++)
    if (p->atoms[i].name.p[0] != '=') names[n++] = p->atoms[i].name.p;
  for (size_t i = 0; i < p->texts.n; i++)
    if (p->texts.items[i].kind == TEXT_WORDS) names[n++] = arena_str(p->arena, p->texts.items[i].name).p;
  names[n] = NULL;
  near = nearest_word(name, names);
  return err_set(w->err, ERR_RULE,
                 near ? "%.*s:%u: unknown name {%.*s}; did you mean {%s}?" : "%.*s:%u: unknown name {%.*s}",
                 STR_ARGS(w->rule->file), w->rule->pattern_line, STR_ARGS(name), near);
}

static ErrCode walk_name(Walk *w, Str name) {
  const RuleText *list = find_list(w->pack, name);
  if (list) return walk_list(w, list);
  Atom a = atom_find(w->pack, name);
  if (a == ATOM_NONE) return unknown_name(w, name);
  put_atom(w, a);
  return OK;
}

static const char *const slot_names[] = {
#define X(name) #name,
    SLOTS(X)
#undef X
        NULL};

static ErrCode check_slot(const Walk *w, Str slot) {
  const char *near;
  for (const char *const *s = slot_names; *s; s++)
    if (str_is(slot, *s)) return OK;
  near = nearest_word(slot, slot_names);
  return err_set(w->err, ERR_RULE,
                 near ? "%.*s:%u: unknown slot '%.*s'; did you mean '%s'?" : "%.*s:%u: unknown slot '%.*s'",
                 STR_ARGS(w->rule->file), w->rule->pattern_line, STR_ARGS(slot), near);
}

/* "{name}", "{name:slot}" or a quantifier "{2,3}"; *at stands on the brace and ends behind it. */
static ErrCode walk_brace(Walk *w, Str s, size_t *at) {
  size_t end = str_chr(s, '}', *at);
  if (end == SIZE_MAX) return fail(w, "no '}' behind", str_slice(s, *at, s.n));
  Str inside = str_slice(s, *at + 1, end);
  *at = end + 1;
  if (inside.n && ((inside.p[0] >= '0' && inside.p[0] <= '9') || inside.p[0] == ',')) {
    if (w->out) buf_printf(w->out, "{%.*s}", STR_ARGS(inside));
    return OK;
  }
  size_t colon = str_chr(inside, ':', 0);
  Str slot = colon == SIZE_MAX ? STR("") : str_slice(inside, colon + 1, inside.n);
  if (slot.n) {
    ErrCode code = check_slot(w, slot);
    if (code) return code;
    if (w->out) buf_printf(w->out, "(?<%.*s>", STR_ARGS(slot));
  }
  ErrCode code = walk_name(w, colon == SIZE_MAX ? inside : str_slice(inside, 0, colon));
  if (slot.n) put(w, ")");
  return code;
}

/* "(?:", "(?=", "(?!", "(?>", "(?<slot>", "(" */
static ErrCode walk_group(Walk *w, Str s, size_t *at) {
  static const char *const heads[] = {"(?:", "(?=", "(?!", "(?>", NULL};
  Str rest = str_slice(s, *at, s.n);
  for (const char *const *h = heads; *h; h++)
    if (str_starts(rest, str_of(*h))) {
      put(w, *h);
      *at += 3;
      return OK;
    }
  if (str_starts(rest, STR("(?<=")) || str_starts(rest, STR("(?<!")))
    return fail(w, "no lookbehind; write 'guard before' instead of", rest);
  if (str_starts(rest, STR("(?<"))) {
    size_t end = str_chr(rest, '>', 0);
    if (end == SIZE_MAX) return fail(w, "no '>' behind", rest);
    ErrCode code = check_slot(w, str_slice(rest, 3, end));
    if (w->out) buf_put(w->out, str_slice(rest, 0, end + 1));
    *at += end + 1;
    return code;
  }
  if (rest.n > 1 && rest.p[1] == '?') return fail(w, "unknown group", str_slice(rest, 0, 4));
  put(w, "(?:");
  *at += 1;
  return OK;
}

static void put_char(Walk *w, Str c) { put_atom(w, atom_literal(w->pack, c)); }

/* "[-–—]", "[^{punct}]": characters and names, no ranges. */
static ErrCode walk_class(Walk *w, Str s, size_t *at) {
  Atom atoms[64];
  size_t n = 0, i = *at + 1;
  bool negate = i < s.n && s.p[i] == '^';
  for (i += negate; i < s.n && s.p[i] != ']' && n < 64;) {
    unsigned len;
    if (s.p[i] == '{') {
      size_t end = str_chr(s, '}', i);
      if (end == SIZE_MAX) break;
      atoms[n] = atom_find(w->pack, str_slice(s, i + 1, end));
      if (atoms[n] == ATOM_NONE) return unknown_name(w, str_slice(s, i + 1, end));
      i = end + 1;
    } else {
      i += s.p[i] == '\\';
      if (i >= s.n) break;
      utf8_at(s, i, &len);
      atoms[n] = s.p[i] == ' ' ? ATOM_sp : atom_literal(w->pack, str_slice(s, i, i + len));
      i += len;
    }
    atom_use(w->pack, atoms[n++], w->alphabet);
  }
  if (i >= s.n || s.p[i] != ']') return fail(w, "no ']' behind", str_slice(s, *at, s.n));
  put_class(w, atoms, n, negate);
  *at = i + 1;
  return OK;
}

static size_t word_len(Str s, size_t at) {
  size_t i = at;
  while (i < s.n) {
    unsigned len, next;
    uint32_t cp = utf8_at(s, i, &len);
    bool letter = cp_is_letter(cp) || (i > at && cp_is_digit(cp));
    bool joins = (cp == '\'' || cp == '&') && i > at && i + 1 < s.n && cp_is_letter(utf8_at(s, i + 1, &next));
    if (joins && s.p[i + 1] == 's' && (i + 2 >= s.n || !cp_is_letter(utf8_at(s, i + 2, &next)))) joins = false;
    if (!letter && !joins) break;
    i += len;
  }
  return i - at;
}

/* One element that is no metacharacter: a word, a blank or a character. */
static void walk_literal(Walk *w, Str s, size_t *at) {
  size_t n = word_len(s, *at);
  unsigned len;
  if (n) {
    put_atom(w, atom_literal(w->pack, str_slice(s, *at, *at + n)));
    *at += n;
  } else if (s.p[*at] == ' ' || s.p[*at] == '\t') {
    put_atom(w, ATOM_sp);
    while (*at < s.n && (s.p[*at] == ' ' || s.p[*at] == '\t')) ++*at;
  } else {
    utf8_at(s, *at, &len);
    put_char(w, str_slice(s, *at, *at + len));
    *at += len;
  }
}

static ErrCode walk(Walk *w, Str s) {
  ErrCode code = OK;
  for (size_t i = 0; i < s.n && !code;) {
    char c = s.p[i];
    unsigned len;
    if (c == '{') {
      code = walk_brace(w, s, &i);
    } else if (c == '(') {
      code = walk_group(w, s, &i);
    } else if (c == '[') {
      code = walk_class(w, s, &i);
    } else if (c == '\\') {
      if (++i >= s.n) return fail(w, "nothing behind the last", STR("\\"));
      if (word_len(s, i)) return fail(w, "unknown escape", str_slice(s, i - 1, i + 1));
      utf8_at(s, i, &len);
      put_char(w, str_slice(s, i, i + len));
      i += len;
    } else if (memchr(")|?*+.", c, 6)) {
      if (w->out) buf_putc(w->out, c);
      i++;
    } else if (c == '^' || c == '$') {
      code = fail(w, "anchors are not needed; escape a literal", str_slice(s, i, i + 1));
    } else if (c >= '0' && c <= '9') {
      code = fail(w, "digits are no literals, use {num} or {d1}:", str_slice(s, i, i + 1));
    } else {
      walk_literal(w, s, &i);
    }
  }
  return code;
}

ErrCode pattern_translate(Pack *p, const RuleText *rule, Str pattern, int alphabet, Buf *out, Err *err) {
  Walk w = {.pack = p, .rule = rule, .alphabet = alphabet, .out = out, .err = err};
  atom_use(p, ATOM_sp, alphabet);
  return walk(&w, pattern);
}
