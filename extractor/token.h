/* token.h -- the text cut once into tokens; everything behind it works on tokens, not on bytes.
 *
 *   "Nvidia’s stock fell by $1.2bn"  ->  Nvidia ’s _ stock _ fell _ by _ $ 1.2 bn        (_ is one white-space token)
 *
 * A word is letters (with inner digits, '&', inner apostrophes: AT&T, Q3, didn't); a possessive ’s/'s is a token of its own; letters
 * with points between are one word (U.S., a.m., Ph.D.); a hyphen is punctuation. Any run of white space (NBSP, thin, line end too) is one
 * TOKEN_SPACE; every other character is one TOKEN_PUNCT. Phrases of the pack's lexicon tables ("per cent", "Hong Kong dollars") are merged
 * into one TOKEN_WORD. A number is one token: grouped digits, a decimal, a vulgar fraction, number words and scale words
 * ("1,234.5" "2½" "one hundred and twelve" "3.5 hundred thousand" "2 million"), with no sign and no unit. Scales that are single letters or
 * could be units (k, m, b) are not taken in: rules decide.
 *
 * What a rule sees of a token is its Symbol: words that are in the same word lists have the same symbol (vocabulary.h). */
#ifndef EXTRACTOR_TOKEN_H
#define EXTRACTOR_TOKEN_H
#include "base/interval.h"
#include "corpus/document.h"

typedef uint16_t Symbol;
typedef enum { TOKEN_WORD, TOKEN_NUMBER, TOKEN_SPACE, TOKEN_PUNCT } TokenKind;
typedef enum {
  SHAPE_LOWER,
  SHAPE_CAP,
  SHAPE_UPPER,
  SHAPE_MIXED
} Shape; /* word; Word; WORD (2+ letters); eBay, mRNA. "A" alone is CAP */
#define FORM_NONE UINT32_MAX

typedef struct {
  uint32_t start, end; /* bytes of Document.text */
  uint32_t form;       /* the vocabulary's entry for this word or character, FORM_NONE when unknown */
  uint32_t number;     /* TOKEN_NUMBER: index into Tokens.numbers */
  Symbol symbol;       /* in the mention alphabet */
  uint8_t kind, shape; /* TokenKind; Shape of words */
  uint8_t digits;      /* the word has a digit in it (Q3, A320) */
  uint8_t taken; /* set by the gazetteer: part of a name with digits ("S&P 500"), no figure may start or end here */
} Token;

/* How a number token was written; each is also a set of atoms for rules (vocabulary.h). */
typedef enum {
  NUM_DIGITS,   /* plain digits */
  NUM_GROUPED,  /* 1,234 */
  NUM_DECIMAL,  /* 1.5, .5, 1,5 where the text uses it so */
  NUM_DOTTED,   /* 1.2.3, 24.12.2024: no value */
  NUM_SCALED,   /* digits and a scale word: 2 million, 1.2bn */
  NUM_WORDS,    /* twelve, one hundred and twelve, two million, half a million */
  NUM_FRACTION, /* ½, 2½ */
  NUM_ORDINAL   /* 20th, twenty-first */
} NumberForm;

typedef struct {
  Number value;    /* scale applied; an ordinal's rank */
  Written written; /* as interval.h wants it */
  NumberForm how;
  uint8_t ndigits; /* NUM_DIGITS: digits as written (with leading zeros) */
  int8_t scale;    /* power of ten of its scale words (2 million: 6), else 0 */
  bool leading_zero;
} LexedNumber;

typedef struct {
  Span span;            /* bytes, without white space at its ends */
  uint32_t first, last; /* tokens [first, last) */
  uint32_t block;       /* index into Document.blocks */
} Sentence;

typedef struct {
  Token *items;
  size_t n;
  Symbol *symbols; /* items[i].symbol, contiguous: what PCRE2 reads */
  LexedNumber *numbers;
  size_t nnumbers;
  Sentence *sentences;
  size_t nsentences;
} Tokens;

static inline Str token_text(const Document *d, const Token *t) {
  return str_make(d->text.p + t->start, t->end - t->start);
}
/* Of the tokens [first, last) the first that ends behind this byte; last when none does. */
uint32_t token_at(const Tokens *t, uint32_t first, uint32_t last, uint32_t byte);
#endif
