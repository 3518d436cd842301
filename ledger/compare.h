/* compare.h -- two claims in, a verdict and its reasons out. Pure: no I/O, no clock, no ledger.
 *
 * Steps and words are those of docs/comparing.md; each verdict names the step that decided. */
#ifndef LEDGER_COMPARE_H
#define LEDGER_COMPARE_H
#include "base/arena.h"
#include "base/buf.h"
#include "extractor/claim.h"
#include "ledger/measures.h"
#include "ledger/rates.h"

typedef enum {
  VERDICT_IDENTICAL,
  VERDICT_ROUNDING,
  VERDICT_BOUND,
  VERDICT_APPROX,
  VERDICT_DERIVED,
  VERDICT_SUPERSEDED,
  VERDICT_SCOPE,
  VERDICT_MODALITY,
  VERDICT_SCALE_SLIP,
  VERDICT_DIGIT_SLIP,
  VERDICT_UNIT_SLIP,
  VERDICT_PERCENT_VS_PP,
  VERDICT_CURRENCY,
  VERDICT_CONTRADICTION,
  VERDICT_INCOMPARABLE
} Verdict;
const char *verdict_name(Verdict v); /* "identical", "consistent_rounding", ... */
typedef enum { WORD_APART, WORD_AGREES, WORD_UPDATED, WORD_CLOSE, WORD_CONFLICT } Word; /* in rising order for --min */
const char *word_name(Word w);
bool verdict_parse(Verdict *out, Str name);
bool word_parse(Word *out, Str name);

enum {
  FLAG_WEAK_ROUNDING = 1,
  FLAG_UPDATE = 2,
  FLAG_CORRECTION = 4,
  FLAG_REVISED_DOWN = 8,
  FLAG_SAME_DOCUMENT = 16,
  FLAG_REVISED_COPY = 32,
  FLAG_REPEATED_BLOCK = 64,
  FLAG_ATTRIBUTED = 128,
  FLAG_TIME_UNKNOWN = 256,
  FLAG_DERIVED = 512,
  FLAG_DENIED = 1024,
  FLAG_PART_EXCEEDS_WHOLE = 2048,
  FLAG_CURRENCY_ALARM = 4096,
  FLAG_MISQUOTED = 8192 /* one cites the other */
};
const char *flag_name(unsigned flag);        /* one bit; NULL when there is none */
void flags_put_json(Buf *b, unsigned flags); /* ["weak_rounding", ...] */

/* One claim as the comparison sees it: from a Claim or from a row of the ledger. Strings are borrowed. */
typedef struct ClaimRow {
  int64_t row; /* local key, 0 when none */
  Id id, figure, document, raw;
  Str source; /* source key: url, else publisher + id, else path */
  Kind kind;
  Quantity quantity;
  Str timex;
  DateRange dates;
  Str event;
  Str subject, subject_text;
  bool subject_core; /* resolved name or empty; text as written */
  EntityType subject_type;
  const Measure *measure, *root; /* NULL when unknown */
  Str concept[8];
  uint8_t nconcept;
  Change change;
  Str per, scope_period, scope_of;
  Day first, last;
  Basis basis;
  Moment published;
  Modality modality;
  Str speaker;
  Str quote, text; /* sentence, figure */
  int64_t partner; /* row of its from-level, 0 none */
  bool has_from;
  Interval from;  /* the level before the change, tightly read unless it is hedged */
  uint8_t mark;   /* CLAIM_* */
  int64_t origin; /* group of copies, 0 = its own document */
  bool revised_copy;
  bool repeated_block;
} ClaimRow;

typedef struct Comparison {
  Verdict verdict;
  Word word;
  unsigned flags;
  int severity;  /* 0..100 */
  int step;      /* 1..10, which step decided */
  Interval a, b; /* the readings compared, in a common unit */
  bool has_readings;
  bool rated; /* converted with `rate` */
  Rate rate;
  bool many_origins; /* set by clusters: two or more origins on each side */
  Str reason;        /* short, stable key of the reason: "precision", "ends do not meet", "other month", ... */
} Comparison;

/* Symmetric in its verdict. rates may be NULL. */
Verdict compare_claims(Comparison *out, const ClaimRow *a, const ClaimRow *b, const Rates *rates);
/* Works the severity out again from the terms: after flags or many_origins were changed. */
void comparison_score(Comparison *c, const ClaimRow *a, const ClaimRow *b);
/* "A reads 600 billion as [595, 605] billion ..." by template; also the severity's terms. */
void comparison_explain(Buf *b, const Comparison *c, const ClaimRow *x, const ClaimRow *y);
/* A value as people write it: "598 billion", "1,478", "0.3333"; a range: "593 billion to 603 billion", "above 3 trillion". */
void value_put(Buf *b, Number v);
void interval_put_words(Buf *b, Interval i);
/* How near the keys are, for picking the most relevant pair: higher is nearer. */
int comparison_relevance(const Comparison *c, const ClaimRow *a, const ClaimRow *b);
/* What a review holds on to: the order-free hash of the two figure ids. */
Id pair_id(const ClaimRow *a, const ClaimRow *b);
/* Url, else publisher + given id, else path: documents of one source are its versions. Borrowed or in the arena. */
Str source_key(const Document *d, Arena *a);
/* Fills a row from a claim of a document; measures are looked up with measure_find. Leaves source, origin and partner empty. */
void claim_row_of(ClaimRow *out, const Claim *c, const Document *d, const Claims *all);
#endif
