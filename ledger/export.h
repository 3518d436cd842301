/* export.h -- claims as JSON-LD for other people's tools: an item a claim, and what stands around the items.
 *
 * A new one is a file ledger/export_x.c and a line in ledger/export.c. */
#ifndef LEDGER_EXPORT_H
#define LEDGER_EXPORT_H
#include "ledger/hit.h"

typedef struct {
  const char *name;    /* "w3c" */
  const char *context; /* value of "@context", as JSON */
  const char *head;    /* members of the whole document in front of its items, ends with the array's bracket */
  /* Appends the members of one item, without braces, the first without a comma. */
  void (*put)(Buf *b, const ClaimHit *h);
} Exporter;
extern const Exporter *const exporters[]; /* NULL-terminated */
const Exporter *exporter_find(const char *name);

/* A whole document is head, items parted by ",\n", tail; or each item alone, for a line an item. */
void exporter_head(Buf *b, const Exporter *e);
void exporter_item(Buf *b, const Exporter *e, const ClaimHit *h);
void exporter_alone(Buf *b, const Exporter *e, const ClaimHit *h);
void exporter_tail(Buf *b);

/* What several of them say: "urn:claimledger:c:…" in quotes; the article's address, else "urn:sha256:…"; a claim in words. */
void export_claim_urn(Buf *b, const ClaimHit *h);
void export_source(Buf *b, const Document *d);
void export_summary(Buf *b, const ClaimHit *h);
#endif
