/* card.h -- a claim, a conflict, an article or an entity in full, as text for people: what `show` and `conflicts --why` print. */
#ifndef CLI_CARD_H
#define CLI_CARD_H
#include "ledger/conflicts.h"
#include "ledger/show.h"
#include "ledger/verify.h"

typedef struct {
  bool color;
  size_t width;     /* columns */
  unsigned context; /* sentences or lines of text around a quote */
} CardStyle;

/* A word in its colour. */
void card_word(Buf *b, const CardStyle *s, const char *word);
/* "27 January 2025", "January 2025", "2024", "27 to 31 January 2025": the days of a conflict or claim. */
void card_days(Buf *b, Day first, Day last);
/* The same for a table: 2025-01-27, 2025-01, 2025-Q2, 2024, 2025-03-11..13. */
void card_days_short(Buf *b, Day first, Day last);
/* Word, severity, what about and when; then each figure with its source and quote, what the first witness pair says. */
void card_conflict(Buf *b, const CardStyle *s, const Conflict *c);
/* proof may be NULL. */
void card_claim(Buf *b, const CardStyle *s, const ClaimHit *h, const Proof *proof);
void card_document(Buf *b, const CardStyle *s, const DocumentHit *d, size_t versions, size_t copies);
void card_entity(Buf *b, const CardStyle *s, const EntityHit *e);
/* The article's address, with the sentence marked where the ledger has it; empty when it has none. */
Str card_link(Arena *a, const ClaimHit *h);
/* One line to cite a claim by: Markdown, with a link to the words when the article has a url; or plain text. No line end. */
void card_cite(Buf *b, const ClaimHit *h, bool markdown);
#endif
