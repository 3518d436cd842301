/* token.c -- text to tokens, in two passes over a block: first characters to words, digits, blanks and punctuation; then, in place, what belongs
 * together is merged: phrases of the lexicon tables, numbers of several words, scales behind digits. */
#include "base/utf8.h"
#include "extractor/lexnum.h"

typedef struct {
  Work *w;
  Str text;
  size_t cap, numbers_cap;
  bool comma_decimal;
  uint16_t glued, glued_long, glued_scaled, glued_scales; /* atoms */
} Cutter;

enum { C_OTHER, C_LETTER, C_UPPER, C_DIGIT, C_SPACE, C_HIGH };
#define O C_OTHER
#define L C_LETTER
#define U C_UPPER
#define D C_DIGIT
#define S C_SPACE
#define H8 C_HIGH, C_HIGH, C_HIGH, C_HIGH, C_HIGH, C_HIGH, C_HIGH, C_HIGH
#define H32 H8, H8, H8, H8
static const uint8_t byte_class[256] = {
    O,   O,   O,   O,  O, O, O, O, O, S, S, S, S, S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 0x00 */
    S,   O,   O,   O,  O, O, O, O, O, O, O, O, O, O, O, O, D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* 0x20 */
    O,   U,   U,   U,  U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, O, O, O, O, O, /* 0x40 */
    O,   L,   L,   L,  L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 0x60 */
    H32, H32, H32, H32};
#undef O
#undef L
#undef U
#undef D
#undef S
#undef H8
#undef H32
static inline uint8_t class_of(unsigned char c) { return byte_class[c]; }

static Token *push(Cutter *c, size_t start, size_t end, TokenKind kind) {
  Tokens *t = &c->w->tokens;
  if (t->n == c->cap) t->items = arena_grow(c->w->arena, t->items, t->n, &c->cap, t->n + 1, sizeof *t->items);
  Token *k = &t->items[t->n++];
  *k = (Token){.start = (uint32_t)start, .end = (uint32_t)end, .form = FORM_NONE, .kind = (uint8_t)kind};
  return k;
}

static LexedNumber *push_number(Cutter *c, Token *token) {
  Tokens *t = &c->w->tokens;
  if (t->nnumbers == c->numbers_cap)
    t->numbers = arena_grow(c->w->arena, t->numbers, t->nnumbers, &c->numbers_cap, t->nnumbers + 1, sizeof *t->numbers);
  token->kind = TOKEN_NUMBER;
  token->number = (uint32_t)t->nnumbers;
  return &t->numbers[t->nnumbers++];
}

/* --- first pass ----------------------------------------------------------------------------------------------------- */
static bool letter_at(Str s, size_t i, unsigned *len) {
  if (i >= s.n) return false;
  uint8_t k = class_of((unsigned char)s.p[i]);
  *len = 1;
  return k == C_HIGH ? cp_is_letter(utf8_at(s, i, len)) : k == C_LETTER || k == C_UPPER;
}

/* Bytes of an apostrophe at i, 0 when there is none. */
static unsigned apostrophe_at(Str s, size_t i) {
  if (i < s.n && s.p[i] == '\'') return 1;
  return i + 3 <= s.n && memcmp(s.p + i, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* Bytes of a possessive at i, an apostrophe and the language's letter ('s) with no letter or digit behind, 0 when there is none. */
static unsigned possessive_at(Str s, size_t i, char letter) {
  unsigned a = apostrophe_at(s, i), len;
  if (!a || !letter || i + a >= s.n || (s.p[i + a] | 32) != letter) return 0;
  size_t behind = i + a + 1;
  return letter_at(s, behind, &len) || (behind < s.n && class_of((unsigned char)s.p[behind]) == C_DIGIT) ? 0 : a + 1;
}

/* "U.S.", "a.m.", "J.P": single letters with points between; the end of it, or at. */
static size_t initials_end(Str s, size_t at) {
  size_t i = at;
  unsigned len;
  while (i + 1 < s.n && (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z' && s.p[i + 1] == '.' && !letter_at(s, i + 1, &len))
    i += 2;
  if (i == at) return at;
  bool last = i < s.n && (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z' && !letter_at(s, i + 1, &len);
  if (last) return i + 1;
  return i - at >= 4 ? i : at; /* "A." alone is a word and a point */
}

static size_t word_end(Str s, size_t at, char letter, bool *digits) {
  size_t i = initials_end(s, at);
  unsigned len;
  if (i > at) return i;
  for (;;) {
    while (i < s.n && (class_of((unsigned char)s.p[i]) == C_LETTER || class_of((unsigned char)s.p[i]) == C_UPPER)) i++;
    if (i < s.n && class_of((unsigned char)s.p[i]) == C_DIGIT) {
      *digits = true;
      i++;
    } else if (i < s.n && class_of((unsigned char)s.p[i]) == C_HIGH && letter_at(s, i, &len)) {
      i += len;
    } else if (i + 1 < s.n && s.p[i] == '&' && class_of((unsigned char)s.p[i - 1]) == C_UPPER &&
               class_of((unsigned char)s.p[i + 1]) == C_UPPER) {
      i += 2;
    } else {
      unsigned a = apostrophe_at(s, i);
      if (!a || possessive_at(s, i, letter) || !letter_at(s, i + a, &len)) return i;
      i += a + len;
    }
  }
}

static Shape word_shape(Str s, size_t at, size_t end) {
  size_t letters = 0, upper = 0;
  bool first = false;
  for (size_t i = at; i < end;) {
    unsigned char b = (unsigned char)s.p[i];
    unsigned len = 1;
    bool is_upper, is_letter;
    if (b < 0x80) {
      is_upper = b >= 'A' && b <= 'Z';
      is_letter = is_upper || (b >= 'a' && b <= 'z');
    } else {
      uint32_t cp = utf8_at(s, i, &len);
      is_upper = cp_is_upper(cp);
      is_letter = cp_is_letter(cp);
    }
    first |= i == at && is_upper;
    letters += is_letter;
    upper += is_upper;
    i += len;
  }
  if (!upper) return SHAPE_LOWER;
  if (first && upper == 1) return SHAPE_CAP;
  return upper == letters ? SHAPE_UPPER : SHAPE_MIXED;
}

/* "8.1", "600": a number of more than one digit at i. */
static bool long_number(Str s, size_t i) {
  size_t next = i + 1 < s.n && (s.p[i + 1] == '.' || s.p[i + 1] == ',') ? i + 2 : i + 1;
  return next < s.n && byte_class[(unsigned char)s.p[next]] == C_DIGIT;
}

static bool is_digit_at(Str s, size_t i) { return i < s.n && byte_class[(unsigned char)s.p[i]] == C_DIGIT; }

/* "1.2bn", "500 billion": a number at i with a word of {glued_scales} behind it. */
static bool scaled_number(const Cutter *c, size_t i) {
  Str s = c->text;
  while (is_digit_at(s, i) || (i < s.n && (s.p[i] == '.' || s.p[i] == ',') && is_digit_at(s, i + 1))) i++;
  size_t from = i < s.n && s.p[i] == ' ' ? i + 1 : i, end = from;
  while (end < s.n && byte_class[(unsigned char)s.p[end]] == C_LETTER) end++;
  return end > from && !is_digit_at(s, end) && word_is(c->w->pack, str_slice(s, from, end), c->glued_scales);
}

/* "USD10m", "RM23.50": letters of the pack's list {glued} are a word of their own before digits, those of {glued_long} before a long number, and one
 * or two capitals of {glued_scaled} before one with a scale. */
static size_t glued_end(const Cutter *c, size_t at, size_t end) {
  size_t i = at;
  while (i < end && byte_class[(unsigned char)c->text.p[i]] != C_DIGIT) i++;
  Str letters = str_slice(c->text, at, i);
  if (i < end && word_is(c->w->pack, letters, c->glued)) return i;
  bool cut = i < end && long_number(c->text, i) && word_is(c->w->pack, letters, c->glued_long);
  cut |= i < end && i <= at + 2 && byte_class[(unsigned char)letters.p[0]] == C_UPPER &&
         word_is(c->w->pack, letters, c->glued_scaled) && scaled_number(c, i);
  return cut ? i : end;
}

static size_t cut_glued_word(Cutter *c, size_t at, size_t end) {
  Token *t = push(c, at, end, TOKEN_WORD);
  t->shape = (uint8_t)word_shape(c->text, at, end);
  t->form = vocabulary_find(c->w->pack, str_slice(c->text, at, end), (Shape)t->shape);
  return end;
}

/* A word with other than ASCII letters and digits in it, or a point or apostrophe behind its letters. */
static size_t cut_rich_word(Cutter *c, size_t at) {
  bool digits = false;
  size_t end = word_end(c->text, at, c->w->pack->possessive, &digits);
  Token *t = push(c, at, end, TOKEN_WORD);
  t->shape = (uint8_t)word_shape(c->text, at, end);
  t->digits = digits;
  t->form = vocabulary_find(c->w->pack, str_slice(c->text, at, end), (Shape)t->shape);
  return end;
}

/* The plain word, nearly all of them: folded, hashed and classed in one walk. */
static size_t cut_word(Cutter *c, size_t at) {
  const unsigned char *p = (const unsigned char *)c->text.p + at;
  size_t n = 0, most = c->text.n - at, upper = 0, digits = 0;
  uint32_t hash = WORD_HASH_START;
  char key[64];
  for (; n < most && n < sizeof key; n++) {
    uint8_t k = byte_class[p[n]];
    if (k != C_LETTER && k != C_UPPER && k != C_DIGIT) break;
    upper += k == C_UPPER;
    digits += k == C_DIGIT;
    key[n] = (char)(k == C_UPPER ? p[n] | 32 : p[n]);
    hash = word_hash_step(hash, (unsigned char)key[n]);
  }
  if (n == sizeof key || (n < most && (p[n] >= 0x80 || p[n] == '&' || p[n] == '\'' || (p[n] == '.' && n == 1))))
    return cut_rich_word(c, at);
  size_t glued = digits ? glued_end(c, at, at + n) : at + n;
  if (glued < at + n) return cut_glued_word(c, at, glued);
  Token *t = push(c, at, at + n, TOKEN_WORD);
  bool first = byte_class[p[0]] == C_UPPER;
  t->shape = (uint8_t)(!upper                ? SHAPE_LOWER
                       : first && upper == 1 ? SHAPE_CAP
                       : upper + digits == n ? SHAPE_UPPER
                                             : SHAPE_MIXED);
  t->digits = digits > 0;
  t->form = vocabulary_find_key(c->w->pack, str_make(key, n), hash, str_make((const char *)p, n), (Shape)t->shape);
  return at + n;
}

static size_t cut_number(Cutter *c, size_t at) {
  Token *t = push(c, at, at, TOKEN_NUMBER);
  LexedNumber *n = push_number(c, t);
  bool vulgar = class_of((unsigned char)c->text.p[at]) == C_HIGH;
  *n = (LexedNumber){.value = NUMBER_ZERO};
  size_t end = vulgar ? lex_vulgar(n, c->text, at) : lex_digits(n, c->text, at, c->comma_decimal);
  if (!vulgar && end < c->text.n && n->how == NUM_DIGITS) end = lex_vulgar(n, c->text, end);
  c->w->tokens.items[c->w->tokens.n - 1].end = (uint32_t)end;
  return end;
}

static size_t cut_space(Cutter *c, size_t at) {
  size_t i = at;
  while (i < c->text.n) {
    unsigned len = 1;
    uint8_t k = class_of((unsigned char)c->text.p[i]);
    if (k == C_HIGH ? !cp_is_space(utf8_at(c->text, i, &len)) : k != C_SPACE) break;
    i += len;
  }
  push(c, at, i, TOKEN_SPACE);
  return i;
}

static size_t cut_punct(Cutter *c, size_t at) {
  const Pack *p = c->w->pack;
  unsigned char b = (unsigned char)c->text.p[at];
  unsigned len = 1;
  if (b >= 0x80) utf8_at(c->text, at, &len);
  unsigned s = at > 0 ? possessive_at(c->text, at, p->possessive) : 0;
  if (s && c->w->tokens.n && c->w->tokens.items[c->w->tokens.n - 1].end == at &&
      c->w->tokens.items[c->w->tokens.n - 1].kind != TOKEN_SPACE) {
    Token *t = push(c, at, at + s, TOKEN_WORD);
    t->form = vocabulary_find(p, STR("'s"), SHAPE_LOWER);
    return at + s;
  }
  Token *t = push(c, at, at + len, TOKEN_PUNCT);
  t->form = b < 0x80 ? p->char_form[b] : vocabulary_find(p, str_slice(c->text, at, at + len), SHAPE_LOWER);
  return at + len;
}

/* ".5": a point that begins a number. */
static bool point_number(Str s, size_t at) {
  if (s.p[at] != '.' || at + 1 >= s.n || class_of((unsigned char)s.p[at + 1]) != C_DIGIT) return false;
  uint8_t before = at ? class_of((unsigned char)s.p[at - 1]) : C_SPACE;
  return before == C_SPACE || (before == C_OTHER && s.p[at - 1] != '.' && s.p[at - 1] != ')' && s.p[at - 1] != ']');
}

static bool vulgar_at(Str s, size_t at) {
  LexedNumber n = {.value = NUMBER_ZERO};
  unsigned char b = (unsigned char)s.p[at];
  return (b == 0xC2 || b == 0xE2) && lex_vulgar(&n, s, at) > at;
}

static void cut_block(Cutter *c, size_t at, size_t end) {
  Str whole = c->text;
  c->text = str_slice(whole, 0, end);
  while (at < end) {
    unsigned len;
    uint8_t k = class_of((unsigned char)c->text.p[at]);
    if (k == C_LETTER || k == C_UPPER)
      at = cut_word(c, at);
    else if (k == C_SPACE)
      at = cut_space(c, at);
    else if (k == C_DIGIT || point_number(c->text, at))
      at = cut_number(c, at);
    else if (k == C_OTHER)
      at = cut_punct(c, at);
    else if (vulgar_at(c->text, at))
      at = cut_number(c, at);
    else if (letter_at(c->text, at, &len))
      at = cut_word(c, at);
    else if (cp_is_space(utf8_at(c->text, at, &len)))
      at = cut_space(c, at);
    else
      at = cut_punct(c, at);
  }
  c->text = whole;
}

/* --- second pass ---------------------------------------------------------------------------------------------------- */
/* The longest phrase of the lexicon that begins at token i: index behind it, or i; *form is set. */
static size_t find_phrase(const Cutter *c, size_t i, size_t n, uint8_t words, uint32_t *form) {
  const Tokens *t = &c->w->tokens;
  char key[96];
  size_t len = 0, best = i;
  for (size_t k = i, w = 0; k < n && w < words; k++) {
    const Token *token = &t->items[k];
    if (token->kind == TOKEN_NUMBER) break;
    if (token->kind == TOKEN_SPACE) {
      key[len++] = ' ';
      if (len > 80) break;
      continue;
    }
    Str s = token_text(c->w->doc, token);
    if (len + s.n > 90) break;
    unsigned curly = s.n > 3 && token->kind == TOKEN_WORD ? apostrophe_at(s, 0) : 0; /* tables write a straight one */
    if (curly == 3) {
      key[len++] = '\'';
      s = str_slice(s, 3, s.n);
    }
    memcpy(key + len, s.p, s.n);
    len += s.n;
    if (++w < 2) continue;
    uint32_t f = vocabulary_find(c->w->pack, str_make(key, len), word_shape(str_make(key, len), 0, len));
    if (f == FORM_NONE) continue;
    best = k + 1;
    *form = f;
  }
  return best;
}

/* Merges tokens [i, end) into the one at `to`. */
static void merge(Cutter *c, size_t to, size_t i, size_t end) {
  Token *items = c->w->tokens.items;
  Token t = items[i];
  t.end = items[end - 1].end;
  items[to] = t;
}

/* Does some phrase that begins with the form go on with a token like the next one? */
static bool phrase_goes_on(const Cutter *c, const Form *f, size_t i, size_t n) {
  const Token *t = c->w->tokens.items;
  size_t next = i + 1 < n && t[i + 1].kind == TOKEN_SPACE ? i + 2 : i + 1;
  return f->phrase_words > 1 && next < n && f->phrase_next & phrase_bit(c->w->doc->text.p[t[next].start]);
}

static size_t merge_word(Cutter *c, size_t to, size_t i, size_t n) {
  Tokens *t = &c->w->tokens;
  const Pack *p = c->w->pack;
  const Form *f = &p->forms[t->items[i].form];
  uint32_t form = FORM_NONE;
  size_t end = phrase_goes_on(c, f, i, n) ? find_phrase(c, i, n, f->phrase_words, &form) : i;
  if (end > i) {
    merge(c, to, i, end);
    t->items[to].form = form;
    return end;
  }
  LexedNumber number;
  if (f->number_word >= 0 && t->items[i].kind == TOKEN_WORD && (end = lex_words(&number, p, c->w->doc, t, i, n)) > i) {
    merge(c, to, i, end);
    if (end > i + 1) t->items[to].form = FORM_NONE;
    *push_number(c, &t->items[to]) = number;
    return end;
  }
  t->items[to] = t->items[i];
  return i + 1;
}

static size_t merge_digits(Cutter *c, size_t to, size_t i, size_t n) {
  Tokens *t = &c->w->tokens;
  size_t end = lex_scales(&t->numbers[t->items[i].number], c->w->pack, c->w->doc, t, i, n);
  merge(c, to, i, end);
  return end;
}

/* "dreiundzwanzig", perhaps with a scale word behind it. */
static size_t merge_compound(Cutter *c, size_t to, size_t i, size_t n) {
  Tokens *t = &c->w->tokens;
  LexedNumber number;
  if (t->items[i].kind != TOKEN_WORD || !lex_compound(&number, c->w->pack, token_text(c->w->doc, &t->items[i]))) {
    t->items[to] = t->items[i];
    return i + 1;
  }
  *push_number(c, &t->items[i]) = number;
  return merge_digits(c, to, i, n);
}

static Symbol symbol_of(const Work *w, const Token *t) {
  const Pack *p = w->pack;
  if (t->kind == TOKEN_SPACE) return p->space[ALPHABET_MENTION];
  if (t->form != FORM_NONE) return p->forms[t->form].symbol[ALPHABET_MENTION][t->shape];
  if (t->kind == TOKEN_NUMBER) return number_shape_symbol(p, ALPHABET_MENTION, &w->tokens.numbers[t->number]);
  if (t->kind == TOKEN_WORD) return p->shape_symbol[ALPHABET_MENTION][t->digits ? 4 : t->shape];
  return p->punct[ALPHABET_MENTION];
}

static void merge_block(Cutter *c, size_t first) {
  Tokens *t = &c->w->tokens;
  size_t to = first, n = t->n;
  for (size_t i = first; i < n; to++) {
    const Token *k = &t->items[i];
    if (k->kind == TOKEN_NUMBER)
      i = merge_digits(c, to, i, n);
    else if (k->form != FORM_NONE)
      i = merge_word(c, to, i, n);
    else if (c->w->pack->compounds)
      i = merge_compound(c, to, i, n);
    else
      t->items[to] = t->items[i], i++;
  }
  t->n = to;
}

void tokens_make(Work *w) {
  Cutter c = {.w = w,
              .text = w->doc->text,
              .comma_decimal = w->pack->comma_decimal,
              .glued = pack_list(w->pack, LIST_glued),
              .glued_long = pack_list(w->pack, LIST_glued_long),
              .glued_scaled = pack_list(w->pack, LIST_glued_scaled),
              .glued_scales = pack_list(w->pack, LIST_glued_scales)};
  Tokens *t = &w->tokens;
  t->items = arena_grow(w->arena, NULL, 0, &c.cap, w->doc->text.n / 3 + 16, sizeof *t->items);
  for (size_t b = 0; b < w->doc->nblocks; b++) {
    size_t first = t->n;
    cut_block(&c, w->doc->blocks[b].span.start, w->doc->blocks[b].span.end);
    merge_block(&c, first);
  }
  t->symbols = arena_alloc(w->arena, (t->n + 1) * sizeof *t->symbols);
  for (size_t i = 0; i < t->n; i++) t->symbols[i] = t->items[i].symbol = symbol_of(w, &t->items[i]);
}

uint32_t token_at(const Tokens *t, uint32_t first, uint32_t last, uint32_t byte) {
  while (first < last) {
    uint32_t mid = first + (last - first) / 2;
    if (t->items[mid].end <= byte)
      first = mid + 1;
    else
      last = mid;
  }
  return first;
}
