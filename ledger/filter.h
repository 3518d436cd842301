/* filter.h -- the terms of a query as SQL; private to ledger/. query.h tells the language. */
#ifndef LEDGER_FILTER_H
#define LEDGER_FILTER_H
#include "ledger/ledger_p.h"
#include "ledger/query.h"

enum { FILTER_VALUES = 512 };
typedef struct {
  Arena *a;
  Ledger *l;
  Buf where; /* " AND (...)" for each term, with ? for each value */
  Cell values[FILTER_VALUES];
  int nvalues;
  bool narrow; /* an index leads to the claims; else all are walked in the wanted order */
  bool named;  /* a term names the subject: its index leads to fewer claims than that of a measure */
} Filter;

/* Over: claim c, document d, origin o (may be null), entity s and v (may be null), rule r. */
ErrCode filter_make(Filter *f, Ledger *l, Arena *a, const ClaimQuery *q, Err *err);
/* One term; query_fields() lists the fields. */
ErrCode filter_term(Filter *f, Str term, Err *err);
void filter_release(Filter *f);
void filter_value(Filter *f, Cell v);
void filter_text(Filter *f, Str v);
/* "%text%" with its own % and _ escaped, for LIKE ? ESCAPE '\\'. */
Str filter_like(Filter *f, Str s);
/* "market value" -> "market_value" */
Str filter_measure_name(Filter *f, Str s);
/* Letters before the first colon; empty when the term is a plain word. */
Str term_field(Str term);
/* Binds all values to parameters 1.. */
void filter_bind(const Filter *f, sqlite3_stmt *s);
/* Gives every row of a statement that ends in this filter to the sink. */
ErrCode filter_rows(const Filter *f, const char *sql, RowSink sink, void *ctx, Err *err);

/* "2025", "2025-01", "2025-01-27", a..b, >x, >=x, <x, <=x: inclusive days as ISO text, "0000-00-00" and "9999-99-99" when open. */
bool day_span_parse(Str *first, Str *last, Arena *a, Str s);
/* "600bn", ">500bn", "500bn..1tn", "~600bn", "$5m", ">=5%", "EUR 3k". */
typedef enum { VALUE_IS, VALUE_OVER, VALUE_AT_LEAST, VALUE_UNDER, VALUE_AT_MOST, VALUE_WITHIN, VALUE_NEAR } ValueHow;
typedef struct {
  ValueHow how;
  double low, high; /* VALUE_IS, OVER, AT_LEAST: low; UNDER, AT_MOST: high; WITHIN, NEAR: both */
  Str unit;         /* empty when none was given */
} ValueTest;
bool value_test_parse(ValueTest *out, Str s);
#endif
