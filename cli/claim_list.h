/* claim_list.h -- claims that fit some words, printed: what query and export share. */
#ifndef CLI_CLAIM_LIST_H
#define CLI_CLAIM_LIST_H
#include "cli/lookup.h"
#include "ledger/query.h"

/* Options that are terms by another name: --kind money is kind:money. */
enum {
  OPT_KIND = OPT_OWN + 100,
  OPT_UNIT,
  OPT_ENTITY,
  OPT_MEASURE,
  OPT_SOURCE,
  OPT_SPEAKER,
  OPT_DATE,
  OPT_PUBLISHED,
  OPT_WORTH
};
extern const struct poptOption claim_options[];
/* The words and these options as terms of a ClaimQuery; in the arena. */
const char **claim_terms(const Cli *c, size_t *n, Arena *a);

typedef struct {
  Out *out;
  const size_t *places; /* in hit_columns, NULL: as they are */
  size_t n;
  Column columns[HIT_COLUMNS];
} ClaimList;
/* Names the columns for the tabular formats: a screen shows the most telling ones, data formats all. */
void claim_list_begin(ClaimList *l, Out *out, Format format);
/* A ClaimSink. */
ErrCode claim_list_put(void *list, const ClaimHit *h);
#endif
