/* rulefile.h -- a .rule file's text as statements: one line each, `keyword rest`. Nothing is compiled here.
 *
 *   words NAME = entry | entry        mention NAME · hedge NAME · claim NAME · cue NAME · join NAME, then indented lines:
 *   match|before|after PATTERN · guard [not] before|after PATTERN · read READER · set key=value ... · base YYYY-MM-DD ·
 *   test TEXT with = lines · none TEXT · todo TEXT with = lines
 *
 * Errors read like a compiler's: "rules/en/money.rule:9: unknown word 'mach'; did you mean 'match'?" */
#ifndef EXTRACTOR_RULEFILE_H
#define EXTRACTOR_RULEFILE_H
#include "base/arena.h"
#include "base/err.h"

typedef struct {
  Str name; /* "rules/en/money.rule" */
  Str bytes;
} PackFile;

typedef enum { TEXT_WORDS, TEXT_MENTION, TEXT_HEDGE, TEXT_CLAIM, TEXT_CUE, TEXT_JOIN } TextKind;
typedef enum { TEST_GIVES, TEST_NONE, TEST_TODO } TestKind;

typedef struct {
  TestKind kind;
  unsigned line;
  Str text, base; /* base: ISO day or empty */
  Str *expect;
  size_t nexpect; /* the `=` lines behind it */
} RuleTest;

typedef struct {
  bool before, negate;
  unsigned line;
  Str pattern;
} RuleGuard;

typedef struct RuleText {
  TextKind kind;
  Str name, file;
  unsigned line;
  Str pattern; /* match/before/after; TEXT_WORDS: the entries */
  unsigned pattern_line;
  bool before; /* hedge: stands before the figure */
  Str read;
  Str *keys, *values;
  size_t nset;
  RuleGuard guards[6];
  size_t nguards;
  RuleTest *tests;
  size_t ntests;
} RuleText;

typedef struct {
  RuleText *items;
  size_t n, cap;
} RuleTexts;

ErrCode rulefile_parse(RuleTexts *out, Arena *a, const PackFile *file, Err *err);
/* The nearest of NULL-terminated words within edit distance 2, or NULL: for "did you mean". */
const char *nearest_word(Str word, const char *const *words);
#endif
