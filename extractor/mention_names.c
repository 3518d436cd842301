/* mention_names.c -- the words for mention kinds, entity types and coreference, as the NDJSON and the ledger spell them. */
#include "extractor/mention.h"

static const char *const kind_names[] = {"money",    "percent",  "quantity", "count",    "number", "ratio",
                                         "multiple", "duration", "ordinal",  "score",    "date",   "period",
                                         "time",     "set",      "entity",   "citation", "noise"};

/* Special organisations print as "org" with a subtype. */
static const struct {
  const char *name, *subtype;
} entity_names[] = {
    [ENT_ORG] = {"org", NULL},           [ENT_PERSON] = {"person", NULL},
    [ENT_PLACE] = {"place", NULL},       [ENT_INDEX] = {"index", NULL},
    [ENT_CURRENCY] = {"currency", NULL}, [ENT_CRYPTO] = {"crypto", NULL},
    [ENT_PRODUCT] = {"product", NULL},   [ENT_EVENT] = {"event", NULL},
    [ENT_GROUP] = {"group", NULL},       [ENT_CENTRAL_BANK] = {"org", "central_bank"},
    [ENT_AGENCY] = {"org", "agency"},    [ENT_PUBLISHER] = {"org", "publisher"},
    [ENT_PARTY] = {"org", "party"},      [ENT_TEAM] = {"org", "team"},
    [ENT_OTHER] = {"other", NULL},
};

static const char *const how_names[] = {"none", "exact", "alias", "apposition", "definite", "pronoun"};

const char *kind_name(Kind k) { return kind_names[k]; }

bool kind_parse(Kind *out, Str name) {
  for (unsigned i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
    if (str_is(name, kind_names[i])) {
      *out = (Kind)i;
      return true;
    }
  return false;
}

const char *entity_type_name(EntityType t) { return entity_names[t].name; }
const char *entity_subtype_name(EntityType t) { return entity_names[t].subtype; }
const char *how_name(How h) { return how_names[h]; }
