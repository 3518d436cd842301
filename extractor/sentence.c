/* sentence.c -- where sentences end.
 *
 * One walk over a block's tokens. A stop (. ! ? and their kin, with the closing quotes, brackets and note marks behind it) is a candidate; what
 * stands before and behind decides. Points after abbreviations are judged by the abbreviation's class (rules/<lang>/abbreviations.tsv), and for most
 * classes the question is whether the next word starts sentences (openers.tsv). A stop inside brackets that were opened within the sentence ends
 * nothing. Items of lists are sentences: a label (1. b) (iii) that follows the current sentence's own label begins the next one. A line end counts
 * only where the line was not filled, because wires wrap their lines inside sentences. */
#include "base/utf8.h"
#include "extractor/pack_p.h"

enum { BRACKET_REACH = 150, LIST_LINE = 50, RULE_MARKS = 6, MOST_TOKENS = 800 };
typedef enum { LABEL_NONE, LABEL_NUMBER, LABEL_LETTER } LabelKind;
typedef struct {
  LabelKind kind;
  uint32_t value, roman; /* roman: the label read as a Roman numeral, 0 when it is none */
  uint32_t mark;         /* '.', ')' or '(' for "(a)" */
  uint32_t end;          /* first token behind it */
} Label;

typedef struct {
  uint16_t title, never, number, month, clock, zone, brief, start, always, anew, lead, said, legal;
} Atoms;

typedef struct {
  Work *w;
  const Token *t;
  Atoms atom;
  uint32_t block, from, end; /* current sentence's first token; first token behind the block */
  uint32_t first;            /* the block's first token */
  uint32_t message;          /* token behind the last message date line */
  uint32_t close;            /* tokens before this are inside brackets */
  uint32_t line;             /* byte where the current line began */
  uint32_t longest;          /* bytes of the block's longest line */
  bool has_stop;             /* the block has a full stop somewhere */
  Label label;               /* the current sentence's own */
  size_t cap;
} Cutter;

/* --- single tokens ------------------------------------------------------------------------------------------------ */
static uint32_t mark_of(const Cutter *c, uint32_t i) {
  if (i >= c->end || c->t[i].kind != TOKEN_PUNCT) return 0;
  unsigned char first = (unsigned char)c->w->doc->text.p[c->t[i].start];
  unsigned len;
  return first < 0x80 ? first : utf8_at(c->w->doc->text, c->t[i].start, &len);
}

static bool is_kind(const Cutter *c, uint32_t i, TokenKind k) { return i < c->end && c->t[i].kind == k; }
static bool is_space(const Cutter *c, uint32_t i) { return i >= c->end || c->t[i].kind == TOKEN_SPACE; }
static uint32_t token_len(const Cutter *c, uint32_t i) { return c->t[i].end - c->t[i].start; }

static bool in_class(const Cutter *c, uint32_t i, uint16_t atom) {
  return i < c->end && token_is(c->w->pack, &c->w->tokens, i, atom);
}

static bool is_dots(uint32_t m) { return m == '.' || m == 0x2026; }
static bool is_wide_stop(uint32_t m) { return m == 0x3002 || m == 0xFF01 || m == 0xFF1F || m == 0xFF0E || m == 0xFF61; }
static bool is_strong(uint32_t m) {
  return m == '!' || m == '?' || (m >= 0x2047 && m <= 0x2049) || m == 0x203C || m == 0x061F || m == 0x0964 ||
         is_wide_stop(m);
}

static bool is_quote(uint32_t m) {
  return m == '"' || m == '\'' || m == '`' || m == 0xAB || m == 0xBB || (m >= 0x2018 && m <= 0x201F) || m == 0x2039 ||
         m == 0x203A;
}

static bool is_closer(uint32_t m) {
  return m == ')' || m == ']' || m == '}' || m == '"' || m == '\'' || m == 0x2019 || m == 0x201D || m == 0xBB ||
         m == 0x203A || m == 0x300D;
}

static bool is_bullet(uint32_t m) {
  return m == 0x2022 || m == 0x2043 || m == 0x25CF || m == 0x25AA || m == 0x25E6 || m == 0x2023 || m == 0x25A0 ||
         m == 0xB7;
}

static bool is_lower(const Cutter *c, uint32_t i) {
  return is_kind(c, i, TOKEN_WORD) && (c->t[i].shape == SHAPE_LOWER || c->t[i].shape == SHAPE_MIXED) &&
         !cp_is_upper(utf8_at(c->w->doc->text, c->t[i].start, &(unsigned){0}));
}

static bool is_capital(const Cutter *c, uint32_t i) { return is_kind(c, i, TOKEN_WORD) && !is_lower(c, i); }
/* U.S. -- a word whose last point may be the sentence's too. */
static bool is_dotted(const Cutter *c, uint32_t i) {
  return is_kind(c, i, TOKEN_WORD) && token_len(c, i) > 2 && c->w->doc->text.p[c->t[i].end - 1] == '.';
}

/* The first word or number at or behind i, over the marks that open quotes and brackets. */
static uint32_t first_word(const Cutter *c, uint32_t i) {
  uint32_t m = mark_of(c, i);
  while (is_quote(m) || m == '(' || m == '[' || m == '<' || m == '*' || m == '_') m = mark_of(c, ++i);
  return i;
}

static bool starts_sentence(const Cutter *c, uint32_t i) {
  uint32_t word = first_word(c, i);
  bool counted = in_class(c, word, c->atom.number) && is_dots(mark_of(c, word + 1)); /* No. 5 */
  return is_capital(c, word) && in_class(c, word, c->atom.start) && !counted;
}

/* --- labels of lists ------------------------------------------------------------------------------------------------ */
static uint32_t roman_value(Str s) {
  static const struct {
    char letter;
    uint32_t value;
  } letters[] = {{'i', 1}, {'v', 5}, {'x', 10}};
  uint32_t total = 0, last = 0;
  for (size_t i = s.n; i-- > 0;) {
    uint32_t v = 0;
    for (size_t k = 0; k < 3; k++) {
      if ((s.p[i] | 0x20) == letters[k].letter) v = letters[k].value;
    }
    if (!v) return 0;
    total = v < last ? total - v : total + v;
    last = v;
  }
  return total;
}

static bool label_value(Label *out, const Cutter *c, uint32_t i) {
  Str s = i < c->end ? token_text(c->w->doc, &c->t[i]) : STR("");
  if (is_kind(c, i, TOKEN_NUMBER)) {
    uint64_t v = 0;
    bool section = s.n <= 6 && str_chr(s, '.', 0) != SIZE_MAX && i == c->from; /* 2.1. Methods */
    if (!section && (s.n > 3 || !str_to_u64(&v, s))) return false;
    *out = (Label){.kind = LABEL_NUMBER, .value = section ? 0 : (uint32_t)v};
    return true;
  }
  if (!is_kind(c, i, TOKEN_WORD)) return false;
  uint32_t roman = s.n <= 4 ? roman_value(s) : 0;
  if (s.n != 1 && !roman) return false;
  *out = (Label){.kind = LABEL_LETTER, .value = s.n == 1 ? (uint8_t)s.p[0] : 0, .roman = roman};
  return true;
}

/* "1." "b)" "(iii)" "2.)", a bullet before it allowed, white space behind it. */
static Label label_at(const Cutter *c, uint32_t i) {
  Label l = {0};
  if (is_bullet(mark_of(c, i))) {
    i++;
    if (is_kind(c, i, TOKEN_SPACE)) i++;
  }
  bool open = mark_of(c, i) == '(';
  if (!label_value(&l, c, i + open)) return (Label){0};
  i += 1u + open;
  uint32_t m = mark_of(c, i);
  if (m != ')' && (m != '.' || open)) return (Label){0};
  l.mark = open ? '(' : m;
  i++;
  if (m == '.' && mark_of(c, i) == ')') i++;
  l.end = i;
  return is_kind(c, i, TOKEN_SPACE) ? l : (Label){0};
}

static bool label_follows(Label a, Label b) {
  if (!a.kind || a.kind != b.kind || a.mark != b.mark) return false;
  return (a.value && b.value == a.value + 1) || (a.roman && b.roman == a.roman + 1);
}

/* --- sentences come out ------------------------------------------------------------------------------------------- */
static void begin(Cutter *c, uint32_t i) {
  while (i < c->end && is_space(c, i)) i++;
  c->from = i;
  c->label = label_at(c, i);
}

static void put(Cutter *c, uint32_t from, uint32_t to) {
  while (to > from && is_space(c, to - 1)) to--;
  if (to == from) return;
  Tokens *t = &c->w->tokens;
  t->sentences = arena_grow(c->w->arena, t->sentences, t->nsentences, &c->cap, t->nsentences + 1, sizeof(Sentence));
  t->sentences[t->nsentences++] =
      (Sentence){.span = {c->t[from].start, c->t[to - 1].end}, .first = from, .last = to, .block = c->block};
}

/* Ends the current sentence before token to and begins the next there. What is longer than any sentence comes out in parts, cut at blanks: the
 * layers behind look from each figure at the rest of its sentence. */
static void cut(Cutter *c, uint32_t to) {
  uint32_t from = c->from;
  while (to > from && to - from > MOST_TOKENS) {
    uint32_t part = from + MOST_TOKENS;
    while (part > from + MOST_TOKENS / 2 && !is_space(c, part)) part--;
    put(c, from, part);
    from = part;
    while (from < to && is_space(c, from)) from++;
  }
  if (to > from) put(c, from, to);
  begin(c, to);
}

/* --- stops ---------------------------------------------------------------------------------------------------------- */
/* A stop and what belongs to it: tokens [first, dots) are the marks, [dots, last) closing quotes, brackets and note marks. */
typedef struct {
  uint32_t first, dots, last;
  uint32_t npoints; /* points in it; a word's own point ("U.S.") included */
  bool strong;      /* has ! or ? */
  bool spaced;      /* ". . ." */
  bool closed;      /* a quote or bracket is closed behind it */
} Stop;

/* "[3]" or "[sic]" directly behind a stop or after a blank; returns the token behind it, or i. */
static uint32_t note_mark(const Cutter *c, uint32_t i) {
  uint32_t at = is_kind(c, i, TOKEN_SPACE) ? i + 1 : i;
  if (mark_of(c, at) != '[' || is_capital(c, at + 1)) return i;
  for (uint32_t k = at + 1; k < c->end && k < at + 8; k++) {
    if (mark_of(c, k) == ']') return k + 1;
  }
  return i;
}

/* A footnote's bare number between two sentences: "... are rare. 4 Even though ..." */
static uint32_t note_number(const Cutter *c, uint32_t i) {
  bool number =
      is_kind(c, i, TOKEN_SPACE) && is_kind(c, i + 1, TOKEN_NUMBER) && token_len(c, i + 1) <= 2 && is_space(c, i + 2);
  return number && i + 3 < c->end && starts_sentence(c, i + 3) ? i + 2 : i;
}

/* ":-)" behind a stop belongs to its sentence; returns the token behind it, or i. */
static uint32_t smiley(const Cutter *c, uint32_t i) {
  uint32_t at = is_kind(c, i, TOKEN_SPACE) ? i + 1 : i;
  uint32_t m = mark_of(c, at);
  if (m != ':' && m != ';') return i;
  if (mark_of(c, ++at) == '-') at++;
  m = mark_of(c, at);
  return m == ')' || m == '(' ? at + 1 : i;
}

static void take_marks(const Cutter *c, Stop *s) {
  uint32_t i = s->first;
  if (is_dotted(c, i)) {
    s->npoints++;
    i++;
  }
  for (;; i++) {
    uint32_t m = mark_of(c, i);
    if (is_dots(m)) {
      s->npoints += m == '.' ? 1 : 3;
    } else if (is_strong(m)) {
      s->strong = true;
    } else if (is_kind(c, i, TOKEN_SPACE) && mark_of(c, i - 1) == '.' && mark_of(c, i + 1) == '.' &&
               token_len(c, i) < 3) {
      s->spaced = true;
    } else {
      break;
    }
  }
  s->dots = i;
}

static Stop stop_at(const Cutter *c, uint32_t first) {
  Stop s = {.first = first};
  take_marks(c, &s);
  uint32_t i = s.dots;
  for (;;) {
    uint32_t note = note_mark(c, i);
    if (note == i) note = smiley(c, i);
    if (note > i) {
      i = note;
    } else if (is_closer(mark_of(c, i))) {
      s.closed = true;
      i++;
    } else {
      break;
    }
  }
  bool number_before = first > c->from && is_kind(c, first - 1, TOKEN_NUMBER);
  s.last = number_before ? i : note_number(c, i);
  return s;
}

/* Addresses of the net: the run of tokens without white space around i has one of their marks. */
static bool in_address(const Cutter *c, uint32_t i) {
  uint32_t a = i, b = i;
  while (a > c->from && !is_space(c, a - 1)) a--;
  while (b < c->end && !is_space(c, b)) b++;
  for (uint32_t k = a; k < b; k++) {
    uint32_t m = mark_of(c, k);
    if (m == '@' || m == '/' || m == '=' || m == '~') return true;
  }
  Str first = token_text(c->w->doc, &c->t[a]);
  return first.n == 3 && str_is(first, "www");
}

/* The same, and surely one: somebody@somewhere, http://... */
static bool in_net_address(const Cutter *c, uint32_t i) {
  uint32_t a = i;
  while (a > c->from && !is_space(c, a - 1)) a--;
  Str run = str_make(c->w->doc->text.p + c->t[a].start, c->t[i].end - c->t[a].start);
  size_t at = str_chr(run, '@', 0);
  return str_find(run, STR("://"), 0) != SIZE_MAX || (at != SIZE_MAX && at > 0 && str_chr(run, '.', at) != SIZE_MAX);
}

/* "Hello world.Today is": a word or a number, a point, a capitalised word, no blank. */
static bool ends_without_blank(const Cutter *c, const Stop *s) {
  if (is_wide_stop(mark_of(c, s->dots - 1))) return true;
  if (s->last != s->dots || s->first == c->from || s->npoints > 1) return false;
  if (!is_kind(c, s->last, TOKEN_WORD) || c->t[s->last].shape != SHAPE_CAP || token_len(c, s->last) < 2) return false;
  bool plain = (is_lower(c, s->first - 1) && token_len(c, s->first - 1) > 1) || is_kind(c, s->first - 1, TOKEN_NUMBER);
  bool sure = starts_sentence(c, s->last) || in_class(c, s->last, c->atom.title);
  return (plain || sure) && !in_address(c, s->first);
}

/* A speaker's verb within the next two words: he cried, Jones said. */
static bool speaker_follows(const Cutter *c, uint32_t i) {
  for (uint32_t k = 0; k < 4 && i < c->end && (is_kind(c, i, TOKEN_WORD) || is_space(c, i)); i++, k++) {
    if (in_class(c, i, c->atom.said)) return true;
  }
  return false;
}

/* Only a preposition and numbers so far: "At 5 a.m. Mr. Smith went". */
static bool only_lead(const Cutter *c, uint32_t stop) {
  if (!in_class(c, c->from, c->atom.lead)) return false;
  for (uint32_t i = c->from + 1; i < stop; i++) {
    if (is_kind(c, i, TOKEN_WORD) && !in_class(c, i, c->atom.clock)) return false;
  }
  return true;
}

static bool ends_strong(const Cutter *c, const Stop *s, uint32_t next) {
  if (is_lower(c, next)) {
    bool name = !s->closed && s->dots == s->first + 1 && mark_of(c, s->first) == '!' && s->first > c->from + 1 &&
                is_capital(c, s->first - 1);
    return !s->closed && !name && !speaker_follows(c, next);
  }
  return !(s->closed && speaker_follows(c, next));
}

/* Points that leave something out: a capital begins anew, except a word that always has one; "[...] (Smith 55)" goes on. */
static bool ends_dots(const Cutter *c, const Stop *s, uint32_t next) {
  if (s->first > c->from && mark_of(c, s->first - 1) == '[' && mark_of(c, next) == '(') return false;
  uint32_t word = first_word(c, next);
  return !is_lower(c, word) && !(s->npoints == 3 && in_class(c, word, c->atom.always));
}

/* A point behind one letter: J. Smith, but "you and I. Did". */
static bool ends_initial(const Cutter *c, uint32_t next) {
  uint32_t word = first_word(c, next);
  return starts_sentence(c, next) &&
         !(is_kind(c, word, TOKEN_WORD) && token_len(c, word) == 1 && mark_of(c, word + 1) == '.');
}

static bool ends_after_number(const Cutter *c, uint32_t next) {
  uint32_t word = first_word(c, next);
  return !is_kind(c, word, TOKEN_NUMBER) && mark_of(c, next) != '(' &&
         !(is_kind(c, word, TOKEN_WORD) && token_len(c, word) == 1);
}

/* The point's word w is an abbreviation of some class, or any dotted word. */
static bool ends_abbreviated(const Cutter *c, uint32_t w, uint32_t next) {
  if (in_class(c, w, c->atom.title) || in_class(c, w, c->atom.never)) return false;
  uint32_t word = first_word(c, next);
  if (in_class(c, w, c->atom.clock)) {
    return is_capital(c, word) && !in_class(c, word, c->atom.zone) && !only_lead(c, w);
  }
  if (in_class(c, w, c->atom.month)) return is_capital(c, word);
  if (mark_of(c, next) == '(' || is_kind(c, word, TOKEN_NUMBER)) return false;
  return starts_sentence(c, next);
}

static bool is_abbreviation(const Cutter *c, uint32_t w) {
  const Atoms *a = &c->atom;
  return is_dotted(c, w) || in_class(c, w, a->title) || in_class(c, w, a->never) || in_class(c, w, a->clock) ||
         in_class(c, w, a->month) || in_class(c, w, a->brief);
}

/* A number behind which a point may be its own: an ordinal, or one that ends with an abbreviated scale. */
static bool number_goes_on(const Cutter *c, uint32_t i) {
  if (c->w->pack->ordinal_point && token_len(c, i) <= 2) return true;
  Str s = token_text(c->w->doc, &c->t[i]);
  size_t at = s.n;
  while (at > 0 && s.p[at - 1] != ' ' && (s.p[at - 1] < '0' || s.p[at - 1] > '9')) at--;
  return at > 0 && at < s.n && word_is(c->w->pack, str_slice(s, at, s.n), c->atom.title);
}

/* "6 . 2 %": a decimal point in a text whose every sign has blanks around it. */
static bool is_spaced_decimal(const Cutter *c, uint32_t point, uint32_t next) {
  if (!is_space(c, point - 1) || point < c->from + 2 || !is_kind(c, point - 2, TOKEN_NUMBER)) return false;
  uint32_t sign = is_kind(c, next + 1, TOKEN_SPACE) ? next + 2 : next + 1;
  return is_kind(c, next, TOKEN_NUMBER) && sign < c->end && mark_of(c, sign) == '%';
}

static bool ends_point(const Cutter *c, const Stop *s, uint32_t next) {
  bool own = is_dotted(c, s->first);
  uint32_t w = own ? s->first : s->first - 1;
  if (!own && s->first == c->from) return false;
  if (!own && is_spaced_decimal(c, s->first, next)) return false;
  if (is_space(c, w) && w > c->from) w--; /* "oct . 13" */
  if (s->closed) return !is_lower(c, next);
  if (is_kind(c, w, TOKEN_NUMBER) && number_goes_on(c, w)) return starts_sentence(c, next);
  if (is_kind(c, w, TOKEN_WORD)) {
    if (token_len(c, w) == 1 && cp_is_upper((uint8_t)c->w->doc->text.p[c->t[w].start])) return ends_initial(c, next);
    if (is_abbreviation(c, w)) return ends_abbreviated(c, w, next);
    if (in_class(c, w, c->atom.number) && !ends_after_number(c, next)) return false;
  }
  return !is_lower(c, next) || is_lower(c, w) || label_at(c, next).kind;
}

/* Marks before which no sentence begins. */
static bool goes_on(uint32_t m) {
  return m == ',' || m == ';' || m == ':' || m == '-' || m == 0x2013 || m == 0x2014 || m == ')' || m == ']' ||
         m == 0x201D || is_dots(m) || is_strong(m);
}

/* Does the stop end the sentence? next is the first token behind it that is no white space. */
static bool ends(const Cutter *c, const Stop *s, uint32_t next) {
  if (c->close > s->last) return false;
  if (next >= c->end) return true;
  if (next == s->last) return ends_without_blank(c, s);
  if (mark_of(c, next) == '-' && !s->strong && s->npoints == 1 && !is_abbreviation(c, s->first - 1))
    return true; /* -- a signature */
  if (goes_on(mark_of(c, next))) return false;
  if (s->strong) return ends_strong(c, s, next);
  if (s->npoints > 1) return ends_dots(c, s, next);
  return ends_point(c, s, next);
}

/* --- lines and lists --------------------------------------------------------------------------------------------- */
static uint32_t newlines(const Cutter *c, uint32_t i) {
  uint32_t n = 0;
  if (c->t[i].end - c->t[i].start == 1) return c->w->doc->text.p[c->t[i].start] == '\n';
  for (uint32_t k = c->t[i].start; k < c->t[i].end; k++) n += c->w->doc->text.p[k] == '\n';
  return n;
}

/* A line end without a stop before it: does a new sentence begin behind it? */
static bool line_ends(const Cutter *c, uint32_t space) {
  uint32_t next = space + 1, length = c->t[space].start - c->line;
  if (is_bullet(mark_of(c, next)) || label_at(c, next).kind) return true;
  if (in_class(c, next, c->atom.legal)) return false; /* Lease Finance / Corp said */
  if (is_lower(c, next)) return !c->has_stop && c->longest <= LIST_LINE;
  uint32_t m = mark_of(c, space - 1);
  if (m == ',' || m == '-' || m == '&' || (m == ')' && mark_of(c, next) == '(')) return false;
  return c->longest <= LIST_LINE ? !c->has_stop || length * 2 < c->longest * 3 : length * 4 < c->longest * 3;
}

/* A message's date line, "03/29/2001 09:01 AM": the token behind it, or i. */
static uint32_t date_line(const Cutter *c, uint32_t i) {
  static const char form[] = "0/0/0 0:0";
  uint32_t k = i;
  for (const char *f = form; *f; f++, k++) {
    bool fits = *f == '0'   ? is_kind(c, k, TOKEN_NUMBER)
                : *f == ' ' ? is_kind(c, k, TOKEN_SPACE)
                            : mark_of(c, k) == (uint8_t)*f;
    if (!fits) return i;
  }
  if (mark_of(c, k) == ':' && is_kind(c, k + 1, TOKEN_NUMBER)) k += 2;
  return is_kind(c, k, TOKEN_SPACE) && in_class(c, k + 1, c->atom.clock) ? k + 2 : k;
}

/* A rule drawn of marks, "======": the token behind it, or i. */
static uint32_t drawn_rule(const Cutter *c, uint32_t i) {
  uint32_t m = mark_of(c, i), k = i;
  while (m && !is_dots(m) && !is_strong(m) && mark_of(c, k) == m) k++;
  return k - i >= RULE_MARKS && is_space(c, k) && (i == c->from || is_space(c, i - 1)) ? k : i;
}

/* No stop, but two sentences all the same, as hasty writers have them: "the year we moved They never came", or text behind an address
 * of the net or a message's date line. */
static bool runs_on(const Cutter *c, uint32_t space) {
  uint32_t next = space + 1;
  if (space == c->from || !is_kind(c, next, TOKEN_WORD) || c->t[next].shape != SHAPE_CAP) return false;
  if (in_class(c, next, c->atom.anew))
    return is_lower(c, space - 1) && token_len(c, space - 1) > 1 && !in_class(c, space - 1, c->atom.lead);
  return in_net_address(c, space - 1);
}

/* The block's longest line, and whether it has full stops: asked for at its first line end. */
static void survey(Cutter *c, uint32_t first) {
  uint32_t from = c->t[first].start;
  for (uint32_t i = first; i < c->end; i++) {
    TokenKind kind = (TokenKind)c->t[i].kind;
    if (kind == TOKEN_PUNCT) c->has_stop |= (is_dots(mark_of(c, i)) || is_strong(mark_of(c, i))) && is_space(c, i + 1);
    bool last = i + 1 == c->end;
    if (!last && (kind != TOKEN_SPACE || !newlines(c, i))) continue;
    uint32_t length = (last ? c->t[i].end : c->t[i].start) - from;
    if (length > c->longest) c->longest = length;
    from = c->t[i].end;
  }
}

/* A new sentence begins behind the white space at i, though no stop stands before it. */
static bool begins_behind(Cutter *c, uint32_t i) {
  uint32_t next = i + 1;
  if (c->message == i && !is_lower(c, next)) return true;
  if (c->label.kind && label_follows(c->label, label_at(c, next))) return true;
  if (c->t[next].kind == TOKEN_WORD) return c->close <= i && runs_on(c, i);
  if (c->t[next].kind == TOKEN_PUNCT) return is_bullet(mark_of(c, next)) && is_bullet(mark_of(c, c->from));
  uint32_t behind = date_line(c, next);
  if (behind == next) return false;
  c->message = behind;
  return !is_lower(c, i - 1);
}

static void at_space(Cutter *c, uint32_t i) {
  uint32_t n = newlines(c, i);
  if (i + 1 >= c->end || i <= c->from) return;
  if (n && !c->longest) survey(c, c->first);
  if ((n && (n > 1 || (c->close <= i && line_ends(c, i)))) || begins_behind(c, i)) cut(c, i + 1);
  if (n) c->line = c->t[i].end;
}

/* An opening bracket in the midst of a sentence: the sentence can't end before it is closed. */
static void at_bracket(Cutter *c, uint32_t i) {
  if (i < c->close || (i == c->from && mark_of(c, i) != '<')) return;
  uint32_t open = mark_of(c, i), shut = open == '(' ? ')' : open == '[' ? ']' : '>', depth = 0;
  for (uint32_t k = i; k < c->end && k < i + BRACKET_REACH; k++) {
    uint32_t m = mark_of(c, k);
    depth += m == open;
    if (m == shut && --depth == 0) {
      c->close = k;
      return;
    }
  }
}

/* Returns the token behind the stop that begins at i. */
static uint32_t at_stop(Cutter *c, uint32_t i) {
  Stop s = stop_at(c, i);
  uint32_t next = s.last;
  while (next < c->end && is_space(c, next)) next++;
  if (mark_of(c, i) == '!' && i > c->from && is_space(c, i - 1) && next == s.last) return s.last; /* !Kung */
  bool own =
      s.spaced && !s.closed && s.npoints == 4 && i > c->from && !is_space(c, i - 1) && is_kind(c, i, TOKEN_PUNCT);
  if (own && next < c->end && !is_lower(c, next)) { /* compounds. . . . The: its own point, then an omission */
    cut(c, i + 1);
    return s.last;
  }
  if (ends(c, &s, next)) cut(c, s.last);
  return s.last;
}

/* Takes the mark at token i; returns the token behind what was taken. */
static uint32_t at_mark(Cutter *c, uint32_t i) {
  uint32_t m = mark_of(c, i);
  if (is_dots(m) || is_strong(m)) return at_stop(c, i);
  if (m == '(' || m == '[' || (m == '<' && is_kind(c, i + 1, TOKEN_WORD))) at_bracket(c, i);
  uint32_t behind = drawn_rule(c, i);
  if (behind == i) return i + 1;
  cut(c, i);
  cut(c, behind);
  return behind;
}

static void cut_block(Cutter *c) {
  begin(c, c->from);
  c->first = c->from;
  c->line = c->from < c->end ? c->t[c->from].start : 0;
  for (uint32_t i = c->from; i < c->end;) {
    TokenKind kind = (TokenKind)c->t[i].kind;
    if (i < c->label.end && i >= c->from) {
      i = c->label.end;
    } else if (kind == TOKEN_PUNCT) {
      i = at_mark(c, i);
    } else if (kind == TOKEN_WORD && is_dotted(c, i)) {
      i = at_stop(c, i);
    } else {
      if (kind == TOKEN_SPACE) at_space(c, i);
      i++;
    }
  }
  cut(c, c->end);
}

static Atoms atoms_of(const Pack *p) {
  return (Atoms){.title = pack_list(p, LIST_abbreviations_title),
                 .never = pack_list(p, LIST_abbreviations_never),
                 .number = pack_list(p, LIST_abbreviations_number),
                 .month = pack_list(p, LIST_abbreviations_month),
                 .clock = pack_list(p, LIST_abbreviations_clock),
                 .zone = pack_list(p, LIST_abbreviations_zone),
                 .brief = pack_list(p, LIST_abbreviations_short),
                 .start = pack_list(p, LIST_openers_start),
                 .always = pack_list(p, LIST_openers_always),
                 .anew = pack_list(p, LIST_openers_anew),
                 .lead = pack_list(p, LIST_openers_lead),
                 .said = pack_list(p, LIST_openers_said),
                 .legal = pack_list(p, LIST_names_legal)};
}

void sentences_find(Work *w) {
  const Document *d = w->doc;
  Cutter c = {.w = w, .t = w->tokens.items, .atom = atoms_of(w->pack)};
  uint32_t i = 0, n = (uint32_t)w->tokens.n;
  for (size_t b = 0; b < d->nblocks; b++) {
    while (i < n && c.t[i].start < d->blocks[b].span.start) i++;
    c.from = c.end = i;
    while (c.end < n && c.t[c.end].start < d->blocks[b].span.end) c.end++;
    i = c.end;
    c.block = (uint32_t)b;
    c.close = c.longest = c.message = 0;
    c.has_stop = false;
    cut_block(&c);
  }
}
