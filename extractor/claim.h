/* claim.h -- a figure with who, what, when, how sure and according to whom. See design: claims.md. */
#ifndef EXTRACTOR_CLAIM_H
#define EXTRACTOR_CLAIM_H
#include "corpus/document.h"
#include "extractor/mention.h"

typedef enum { CHANGE_LEVEL, CHANGE_UP_BY, CHANGE_DOWN_BY, CHANGE_UP_TO, CHANGE_DOWN_TO, CHANGE_FROM } Change;
const char *change_name(Change c); /* "level", "up_by", ... */
bool change_parse(Change *out, Str name);
typedef enum {
  MODALITY_ACTUAL,
  MODALITY_ESTIMATE,
  MODALITY_FORECAST,
  MODALITY_TARGET,
  MODALITY_POSSIBLE,
  MODALITY_HYPOTHETICAL,
  MODALITY_HEARSAY,
  MODALITY_DENIED
} Modality;
const char *modality_name(Modality m);
bool modality_parse(Modality *out, Str name);
typedef enum { BASIS_NONE, BASIS_EXPLICIT, BASIS_ANCHORED, BASIS_INHERITED, BASIS_ASSUMED } Basis;
const char *basis_name(Basis b);
bool basis_parse(Basis *out, Str name);

enum {
  CLAIM_RECORD = 1,     /* "record", "largest ever" */
  CLAIM_CORRECTION = 2, /* the text says that an earlier figure was wrong */
  CLAIM_HEADLINE = 4,
  CLAIM_IN_REFERENCE = 8,
  CLAIM_IN_CELL = 16,
  CLAIM_BOILERPLATE = 32,
  CLAIM_QUOTED = 64
};

typedef struct {
  Span span;  /* empty when absent */
  Str text;   /* as written; p NULL when absent */
  Str entity; /* canonical name; p NULL when unresolved */
  EntityType type;
  How how;
  bool core;
} Party;

typedef struct Claim {
  Kind kind;           /* a figure kind, or KIND_DATE for a dated event */
  Span span, sentence; /* in Document.text */
  Quantity quantity;   /* figures */
  Str timex;           /* durations and date claims */
  DateRange dates;     /* date claims: their own days */
  Party subject;
  Str event;   /* date claims: the event's words ("founded"); else empty */
  Str measure; /* id in measures.tsv; p NULL when unknown */
  Str concept[8];
  uint8_t nconcept; /* content words of the figure's noun phrases */
  Change change;
  Str scope_period; /* "P1D", "2024-Q1", "year"; p NULL when none */
  Str scope_of;     /* the whole or the part: "S&P 500", "including children"; p NULL when none */
  struct {
    Str text, timex; /* text p NULL when not in the text */
    Day first, last;
    Basis basis;
  } time;
  Modality modality;
  Party speaker;   /* attribution */
  Str speaker_cue; /* "according to"; empty when none */
  uint16_t citations[4];
  uint8_t ncitations; /* indexes into Document.references */
  Str rule; /* claim rule, frame or fallback that decided: "market_value.fall_by", "frame.fall_by", "fallback.3" */
  Str mention_rule;
  int32_t same_as; /* index of the claim this is another reading of ("$98 (£75)"), -1 */
  int32_t from;    /* index of the claim that holds this change's earlier level (from-to), -1 */
  uint8_t mark;    /* CLAIM_* */
  Id id, figure;   /* content ids: claim_identify */
} Claim;

typedef struct {
  Claim *items; /* by span.start */
  size_t n;
} Claims;

/* claim = SHA-256(document, span, kind, every field, pack hash); figure = SHA-256(raw, raw span, kind, value or range, unit). */
void claim_identify(Claim *c, const Document *d, Sha256 pack);
#endif
