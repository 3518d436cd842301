/* query.h -- search claims; user SQL.
 *
 * A query is a list of terms, all of which must hold. A bare word holds when the claim's paragraph contains it, or its
 * subject's or its measure's name does ("market value" in one term is the measure market_value or the phrase). The rest are field:value:
 *
 *   kind: unit: measure: change: modality: hedge: rule: lang:   exact names, "a|b" for either
 *   entity: (or subject:)   canonical name or alias, without case      speaker:  part of the name
 *   source:  publisher, or part of url, title or path                  document: "d:..." or a given id     id: "c:..."
 *   value:   600bn  >500bn  >=5%  500bn..1tn  ~600bn (ranges can meet); k m bn tn, "$" "EUR" "%" set the unit
 *   date:    2025-01-27  2025-01  2025-01..2025-03  >2025: overlaps the time the claim is about
 *   published:  the same on the article's day        subject:none measure:none: unresolved
 *   has:review  has:conflict
 *
 * Claims of repeated blocks and boilerplate are left out unless all is set. Older versions of a source and older packs
 * are never found. */
#ifndef LEDGER_QUERY_H
#define LEDGER_QUERY_H
#include "ledger/hit.h"
#include "ledger/table.h"

typedef enum {
  ORDER_NEWEST, /* published, newest first, then document id and place in the text */
  ORDER_TIME,   /* the time the claim is about, oldest first: for a timeline */
  ORDER_VALUE   /* largest first */
} QueryOrder;
typedef struct {
  const char *const *terms; /* as typed; options like --kind money are given as "kind:money" */
  size_t nterms;
  size_t limit;      /* claims a page; 0: all */
  const char *after; /* QueryPage.next of the page before; NULL: from the start */
  QueryOrder order;
  bool all;
} ClaimQuery;
typedef struct {
  char next[160]; /* give it as `after` for the next page; "" when this was the last */
  uint64_t found; /* claims handed to the sink */
} QueryPage;
/* ERR_USAGE when a term does not parse (with "did you mean" for a field). page may be NULL. */
ErrCode ledger_query(Ledger *l, const ClaimQuery *q, ClaimSink sink, void *ctx, QueryPage *page, Err *err);
ErrCode ledger_count(Ledger *l, const ClaimQuery *q, uint64_t *claims, Err *err);
/* Rows (value, claims), most frequent first: facet is kind, unit, entity, measure, change, modality, source, publisher, month,
 * speaker, lang or hedge. limit 0: all. */
ErrCode ledger_facet(Ledger *l, const ClaimQuery *q, Str facet, size_t limit, RowSink sink, void *ctx, Err *err);
/* Several facets at once, each as rows (facet, value, claims), counted among at most `among` claims; unless an index leads to the
 * claims, of the newest articles. *all: these were all. */
ErrCode ledger_facets(Ledger *l, const ClaimQuery *q, const char *const *names, size_t n, size_t among, size_t limit,
                      bool *all, RowSink sink, void *ctx, Err *err);
/* Names of the fields and facets, NULL-terminated, for help and completion. */
const char *const *query_fields(void);
const char *const *query_facets(void);

typedef struct {
  uint64_t rows;   /* 0: 1e6 */
  unsigned millis; /* 0: 10000 */
} SqlLimits;
/* One SELECT over the ledger under an authorizer: nothing can be written, attached or loaded. ERR_USAGE for SQL that
 * does not compile or is not allowed; ERR_LIMIT when it runs too long or gives too many rows. */
ErrCode ledger_sql(Ledger *l, const char *sql, const SqlLimits *limits, RowSink sink, void *ctx, Err *err);
#endif
