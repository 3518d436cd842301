/* mention.h -- the things a text names: figures, dates, entities, citations. See design: claims.md. */
#ifndef EXTRACTOR_MENTION_H
#define EXTRACTOR_MENTION_H
#include "base/date.h"
#include "base/interval.h"

typedef enum {
  KIND_MONEY,
  KIND_PERCENT,
  KIND_QUANTITY,
  KIND_COUNT,
  KIND_NUMBER,
  KIND_RATIO,
  KIND_MULTIPLE,
  KIND_DURATION, /* figures */
  KIND_ORDINAL,
  KIND_SCORE,
  KIND_DATE,
  KIND_PERIOD,
  KIND_TIME,
  KIND_SET,
  KIND_ENTITY,
  KIND_CITATION,
  KIND_NOISE /* digits that are no figure: phone numbers, ids, versions, routes; never printed, blocks other readings */
} Kind;
const char *kind_name(Kind k);
bool kind_parse(Kind *out, Str name);
static inline bool kind_is_figure(Kind k) { return k <= KIND_DURATION; }
static inline bool kind_is_date(Kind k) { return k == KIND_DATE || k == KIND_PERIOD; }

/* A figure's value. Strings live in the document's arena or the pack. */
typedef struct {
  bool has_value;  /* false for ranges and vague amounts */
  Number value;    /* scale applied, in `unit`: 19 cents is 0.19 USD */
  Written written; /* for interval_read, in the normal unit */
  Interval range;  /* what the words allow, hedge applied */
  Hedge hedge;
  Str unit;          /* ISO 4217 · "%", "pp", "bp" · UCUM · singular noun · "times"; empty for bare numbers */
  bool unit_assumed; /* a bare "$" read by context */
  Str written_value; /* "19": scale applied, number words as digits; empty for ranges */
  Str written_from, written_to; /* ranges */
  Str written_unit; /* "cent", "kilometre per hour", "job cut", "percentage", "year"; singular, with its per-part */
  Str per;          /* "share", "barrel", "year" in "$3 a share"; else empty */
} Quantity;

typedef struct {
  DateRange range; /* after resolution */
  Str timex;       /* TIMEX3 value: 2025-01-27, 2024-Q3, P3D, XXXX-01-27 while unresolved, PRESENT_REF ... */
  bool resolved;   /* the first/last days stand */
  bool anchored;   /* needed the article's or another date */
  const struct DateExpr *expr; /* private to the date layer (dates.h); NULL elsewhere */
} DateValue;

typedef enum {
  ENT_ORG,
  ENT_PERSON,
  ENT_PLACE,
  ENT_INDEX,
  ENT_CURRENCY,
  ENT_CRYPTO,
  ENT_PRODUCT,
  ENT_EVENT,
  ENT_GROUP,
  ENT_CENTRAL_BANK,
  ENT_AGENCY,
  ENT_PUBLISHER,
  ENT_PARTY,
  ENT_TEAM,
  ENT_OTHER
} EntityType;
/* "org", "person", "place", "index", ...; central banks, agencies, publishers, parties, teams print as "org" with `subtype`. */
const char *entity_type_name(EntityType t);
const char *entity_subtype_name(EntityType t);

typedef enum { HOW_NONE, HOW_EXACT, HOW_ALIAS, HOW_APPOSITION, HOW_DEFINITE, HOW_PRONOUN } How;
const char *how_name(How h);

typedef struct {
  Str name; /* canonical name (core gazetteer or the document's own full name); never empty */
  EntityType type;
  How how;
  uint32_t id; /* the same entity within this document; index into Mentions.entities */
  bool core;   /* known to the core gazetteer: comparable across documents */
} EntityRef;

typedef struct Mention {
  Kind kind;
  Span span;         /* in Document.text, always whole characters */
  uint32_t sentence; /* index of its sentence */
  Str rule;          /* stable name of the rule that decided, e.g. "money.symbol"; from the pack */
  union {
    Quantity quantity; /* figures, KIND_ORDINAL, KIND_SCORE */
    struct {
      DateValue date;
      Quantity length;
    } time; /* KIND_DATE, PERIOD, TIME, SET; a KIND_DURATION is a figure whose date.timex is below */
    EntityRef entity;
    struct {
      int number;
      int reference;
    } citation; /* as written; index into Document.references or -1 */
  } is;
  Str timex; /* durations: P3D; dates: same as is.time.date.timex */
} Mention;

typedef struct {
  Mention
      *items; /* by span.start, longest first; no two overlap except a date inside a set and the like, never figures */
  size_t n;
} Mentions;
#endif
