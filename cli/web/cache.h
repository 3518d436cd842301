/* cache.h -- finished answers of pages that sum up the whole ledger, kept as long as the ledger's file does not change. */
#ifndef CLI_WEB_CACHE_H
#define CLI_WEB_CACHE_H
#include "cli/web/site.h"

typedef struct Cache Cache;
Cache *cache_new(const char *ledger); /* path, which must outlive the cache */
void cache_free(Cache *c);
/* A copy of what was kept for this address; false when there is nothing or the ledger has changed since. *state: what the ledger is in, to
 * be handed to cache_put. Safe from several threads. */
bool cache_get(Reply *out, uint64_t *state, Cache *c, Str url);
/* Keeps a copy, unless the ledger has changed since cache_get; the oldest of 64 answers makes room. */
void cache_put(Cache *c, uint64_t state, Str url, const Reply *r);
#endif
