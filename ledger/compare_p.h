/* compare_p.h -- what the files of the comparison share: a figure in the pair's common unit, times, slips, derivations,
 * severity. Not for other folders. */
#ifndef LEDGER_COMPARE_P_H
#define LEDGER_COMPARE_P_H
#include "ledger/compare.h"

/* --- figure.c: two quantities in one unit ------------------------------------------------------------------------- */
typedef struct {
  Interval read;  /* what the words allow */
  Interval tight; /* without the hedge, at the last significant digit; the range itself for between and vague */
  Number value;   /* meaningless without has_value */
  bool has_value;
  Hedge hedge;
  int unit_exp; /* power of ten of the last written digit */
} Figure;

typedef enum {
  UNITS_SAME,      /* the same, or differing by a power of ten */
  UNITS_CONVERTED, /* the same dimension, converted exactly */
  UNITS_RATE,      /* two currencies, converted with a dated rate */
  UNITS_CURRENCY,  /* two currencies, no rate */
  UNITS_PERCENT,   /* per cent against percentage points */
  UNITS_NOUNS,     /* counts of different things */
  UNITS_MULTIPLE,  /* a multiple against a percentage: only derivation can compare them */
  UNITS_DIFFERENT
} UnitRelation;
/* fa and fb are filled in a common unit unless the relation is CURRENCY, PERCENT (then: each in its own, equal numerals can be
 * compared), MULTIPLE or DIFFERENT. *rate is filled for UNITS_RATE. */
UnitRelation figures_align(Figure *fa, Figure *fb, Rate *rate, const ClaimRow *a, const ClaimRow *b,
                           const Rates *rates);
/* The figure in its own unit, with the measure's sign. */
Figure figure_of(const ClaimRow *r);
/* What clusters sort by: figures of one dimension are comparable. */
typedef struct {
  Str kind, unit; /* "money" "USD", "unit" "length", "count" "bitcoin" */
} Dimension;
Dimension row_dimension(const ClaimRow *r);
bool figure_to_base(Figure *f, const ClaimRow *r); /* in the dimension's base unit; false when it does not fit */
bool figure_at_rate(Figure *f, const ClaimRow *r, Str currency, const Rates *rates); /* f in another currency */
bool listed(Str list, Str word);                                                     /* in "a;b;c", without case */
bool row_is_percent(const ClaimRow *r); /* per cent or a ratio; a change of a rate in per cent counts as points */
bool row_is_points(const ClaimRow *r);  /* percentage or basis points */
bool figure_is_bound(const Figure *f);  /* over, at_least, under, at_most, nearly, just_over, between */
bool figure_is_exact(const Figure *f);  /* its tight reading is one value */
/* The width of the tight reading; false for a vague one without end. */
bool figure_precision(Number *out, const Figure *f);
bool equally_precise(const Figure *a, const Figure *b); /* their tight readings are of one width */

/* --- key.c: are both about the same thing? -------------------------------------------------------------------------- */
typedef enum {
  KEY_SAME,
  KEY_ALIKE,   /* unresolved texts that share a word */
  KEY_UNKNOWN, /* one side does not say */
  KEY_PART,    /* one is a part of the other */
  KEY_OTHER
} KeyRelation;
KeyRelation subjects_relate(const ClaimRow *a, const ClaimRow *b);
/* Two texts without a word in common: they may mean one thing ("speculators", "investors"), but nothing says so. */
bool named_differently(const ClaimRow *a, const ClaimRow *b);
KeyRelation measures_relate(const ClaimRow *a, const ClaimRow *b);
/* Per-unit and period: KEY_SAME, KEY_UNKNOWN or KEY_OTHER with the reason. */
KeyRelation scopes_relate(const ClaimRow *a, const ClaimRow *b, Str *reason);
int row_period(const ClaimRow *r);
/* Sub-populations: KEY_SAME, KEY_PART (exactly one names one) or KEY_OTHER. */
KeyRelation populations_relate(const ClaimRow *a, const ClaimRow *b);
/* Whether two texts share a word of four or more letters, endings aside; shared_words counts them in the concepts. */
bool texts_share_word(Str a, Str b);
int shared_words(const ClaimRow *a, const ClaimRow *b);
/* Words of four letters or more of the shorter sentence, subjects and figures aside: their number, and how many stand in the other. */
int quotes_share(const ClaimRow *a, const ClaimRow *b, int *words);
/* Words with a capital in a's sentence, its first word and the subjects aside: their number, and how many stand in b's. */
int names_share(const ClaimRow *a, const ClaimRow *b, int *names);
/* Concept words of a, the subjects aside, that are not among b's. */
int concepts_beyond(const ClaimRow *a, const ClaimRow *b);
/* How much of the shorter sentence stands in the other, the figures aside: 0 little, 1 a third, 2 most of it. */
int shared_quote(const ClaimRow *a, const ClaimRow *b);
/* How much speaks for it that both figures are about the same thing; KEY_ENOUGH is needed to compare, KEY_ALARM to alarm. */
enum { KEY_ENOUGH = 2, KEY_ALARM = 3 };
int key_evidence(const ClaimRow *a, const ClaimRow *b);

/* --- compare_dates.c: dated events -------------------------------------------------------------------------------- */
void compare_dates(Comparison *out, const ClaimRow *a, const ClaimRow *b);

/* --- when.c: times ------------------------------------------------------------------------------------------------- */
typedef enum { TIME_SAME, TIME_UNKNOWN, TIME_DISJOINT } TimeRelation;
typedef struct {
  Day first, last; /* INT32_MIN/MAX where open */
  bool known, assumed;
} When;
/* When the figure holds: as stated, else for levels and running totals the day of publication (assumed), else unknown. */
When row_when(const ClaimRow *r);
TimeRelation times_relate(const ClaimRow *a, const ClaimRow *b);
/* <0 when a is earlier: by the time it holds where both are known and apart, else by publication; 0 when nothing tells. */
int times_order(const ClaimRow *a, const ClaimRow *b);
int published_order(const ClaimRow *a, const ClaimRow *b);
bool row_is_running(const ClaimRow *r);                /* cumulative: only grows */
bool totals_run(const ClaimRow *a, const ClaimRow *b); /* both do, and the event is not long past */
bool row_is_level(const ClaimRow *r);                  /* a state that a later one replaces */

/* --- derive.c: figures that follow from each other ------------------------------------------------------------------ */
typedef enum { DERIVED_NOTHING, DERIVED_HOLDS, DERIVED_FAILS, DERIVED_WRONG_UNIT } Derived;
Derived figures_derive(const ClaimRow *a, const ClaimRow *b, Str *how);

/* --- slips.c --------------------------------------------------------------------------------------------------------- */
/* Equal values but for a power of ten: 3, 6, 9, or 1, 2 with two or more digits in common; 0 for none. */
int scale_slip(const Figure *a, const Figure *b);
/* One adjacent transposition, or one digit dropped or doubled, of three or more. */
bool digit_slip(const Figure *a, const Figure *b);
bool digits_permuted(const Figure *a, const Figure *b); /* the same digits in another order */
bool years_slip(int a, int b);
/* The same numeral under different units. */
bool numerals_equal(const ClaimRow *a, const ClaimRow *b);

/* --- severity.c ------------------------------------------------------------------------------------------------------ */
typedef struct {
  const char *name;
  int points;
} Term;
enum { TERMS_MAX = 16 };
/* The terms of a comparison's severity, the base first; their number. Their sum, cut to 0..100 and to the caps, is the severity. */
size_t severity_terms(Term *out, const Comparison *c, const ClaimRow *a, const ClaimRow *b);
double comparison_gap(const Comparison *c); /* between the nearest ends, relative to the smaller; 0 when they meet */
int severity_cap(const Comparison *c, const ClaimRow *a, const ClaimRow *b);
#endif
