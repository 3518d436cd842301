/* lexnum.h -- private to the tokenizer: reading one number. */
#ifndef EXTRACTOR_LEXNUM_H
#define EXTRACTOR_LEXNUM_H
#include "extractor/pack_p.h"

/* Digits at s.p[at] (or ".5" with the point at `at`): fills *out and returns the offset behind them. */
size_t lex_digits(LexedNumber *out, Str s, size_t at, bool comma_decimal);
/* A vulgar fraction character at `at` is added to *out (2½); returns the offset behind it, or at when there is none. */
size_t lex_vulgar(LexedNumber *out, Str s, size_t at);
/* Token i is a number of digits: takes scale words and ordinal suffixes behind it; returns the index behind the last token taken. */
size_t lex_scales(LexedNumber *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n);
/* A number whose words are written as one ("dreiundzwanzig"), in a language that does so: false when the word is none. */
bool lex_compound(LexedNumber *out, const Pack *p, Str word);
/* A number in words that begins at token i of [i, n); returns the index behind it, or i when there is none. */
size_t lex_words(LexedNumber *out, const Pack *p, const Document *d, const Tokens *t, size_t i, size_t n);
#endif
