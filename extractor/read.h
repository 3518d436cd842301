/* read.h -- readers: C functions that turn a mention rule's match into a value. A rule names one with `read NAME`.
 *
 * A reader knows no language: words come to it as rows of the pack's tables (token_row) and numbers as LexedNumbers. A new reader is one line in
 * extractor/readers.c. */
#ifndef EXTRACTOR_READ_H
#define EXTRACTOR_READ_H
#include "extractor/match.h"
#include "extractor/mention.h"

typedef struct {
  const Pack *pack;
  Arena *arena;
  const Document *doc;
  const Tokens *tokens;
  uint32_t sentence; /* index into tokens->sentences */
} Reading;

/* Fills *out (zeroed; kind from the rule's `set kind=...` or by the reader; span preset to the slot `text` if it took part, else the whole
 * match; rule and sentence preset). false: these tokens are no such thing after all; the next longest rule is tried.
 * The reader may narrow span to whole tokens. */
typedef bool (*ReadFn)(Mention *out, const Reading *r, const Match *m);

/* By the name in `read NAME`; NULL when unknown. */
ReadFn reader_find(Str name);
const char *const *reader_fn_names(void); /* NULL-terminated, for errors */

/* Shared by readers. The number of slot s, or NULL when the slot took no part or is no single number token. */
const LexedNumber *slot_number(const Reading *r, const Match *m, Slot s);
/* Row in t of the slot's first word token, -1 when none. */
int slot_row(const Reading *r, const Match *m, Slot s, const Table *t);
Str slot_text(const Reading *r, const Match *m, Slot s); /* its bytes; empty when it took no part */
Span slot_span(const Reading *r, const Match *m, Slot s);

/* The readers: one name each; READERS(X) lists them, bool read_NAME(Mention *, const Reading *, const Match *) is the function. */
/* clang-format off */
#define AMOUNT_READERS(X) X(money) X(amount) X(compound) X(number) X(ratio) X(multiple) X(duration) X(count) X(vague) X(noise) X(citation) X(bare)
/* clang-format on */
/* clang-format off */
#define DATE_READERS(X) X(calendar) X(holiday) X(datefigures) X(relative) X(dateshift) X(datepart) X(daytime) X(dayword) X(timeword) X(vaguetime) X(recurring)
/* clang-format on */
/* clang-format off */
#define READERS(X) AMOUNT_READERS(X) DATE_READERS(X)
/* clang-format on */
#define X(name) bool read_##name(Mention *out, const Reading *r, const Match *m);
READERS(X)
#undef X
#endif
