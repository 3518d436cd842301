/* layers.h -- the steps of extractor_run, in the order in which a document meets them. Each is one file.
 *
 *   tokens_make        token.c, lexnum.c   text -> tokens, numbers lexed once
 *   sentences_find     sentence.c          tokens -> sentences (never across a block border)
 *   gazetteer_numbered gazetteer.c         names with digits or number words in them ("S&P 500", "Magnificent Seven") take their tokens
 *   mentions_find      mention.c           mention rules: figures, dates, citations, noise; then hedges around figures
 *   dates_resolve      resolve.c           relative and partial dates to days, by the article's date and the last stated date
 *   entities_find      entity.c, alias.c   capital runs, typed, with aliases and coreference
 *   claims_make        claim rules, frames, attachment, time, attribution, modality, citations
 */
#ifndef EXTRACTOR_LAYERS_H
#define EXTRACTOR_LAYERS_H
#include "extractor/claim.h"
#include "extractor/read.h"

/* What one document's extraction works on; lives in its arena. */
typedef struct Work {
  const Pack *pack;
  Matcher *matcher;
  Arena *arena;
  const Document *doc;
  Tokens tokens;
  Mentions mentions; /* grows layer by layer; sorted by (start, longer first) after each layer */
  struct CoreSpan *hits;
  size_t nhits; /* names of the gazetteer, in text order, the longest at each start */
  struct EntityInfo *entities;
  size_t nentities; /* EntityRef.id indexes it */
  Claims claims;
  uint8_t *tense; /* by token: what resolve.c found its verb to say; 0: not asked yet */
  Day today;      /* the article's date, else that of its dateline; DAY_NONE */
  Span dateline;  /* the date in it; empty when there is none */
} Work;

/* A name of the core gazetteer found in the text. */
typedef struct CoreSpan {
  uint32_t first, last; /* tokens */
  uint32_t entry;       /* gazetteer_entry */
  bool canonical, demonym;
} CoreSpan;

/* One entity of the document (all its mentions share it). */
typedef struct EntityInfo {
  Str name; /* canonical */
  EntityType type;
  bool core;      /* from the core gazetteer */
  bool plural;    /* "the banks", "the Magnificent Seven" */
  uint8_t gender; /* 0 unknown, 1 he, 2 she, 3 it, 4 they */
  Str domain;     /* publishers: "ft.com"; else empty */
  Str sector;     /* as in entities_*.tsv: "chips", "country"; else empty */
  Str part_of;    /* canonical name of what it is a member of, when the gazetteer says so; else empty */
} EntityInfo;

void tokens_make(Work *w);
void sentences_find(Work *w);
void gazetteer_numbered(Work *w);
void mentions_find(Work *w);
void units_borrow(
    Work *w); /* borrow.c: at the end of mentions_find, bare numbers take the unit of what they are compared with */
void dates_resolve(Work *w);
/* v as the time of a figure: "the three months to June" is a stretch of days, 2025-Q2; a rate of change over a year ("rose 1.7% in the
 * year to September") is of the year's end. */
void date_held(DateValue *out, Arena *a, const DateValue *v, bool rate);
/* Is a time of day said of a day ("Friday afternoon", not "at 9 a.m.")? */
bool date_names_day(const DateValue *v);
void entities_find(Work *w);
void claims_make(Work *w);

/* By start, longer first: each layer that adds mentions calls it at its end. */
void mentions_sort(Mentions *m);

/* Tables that a layer prepares once at load and keeps in the pack (NULL when the pack lacks its files). Each layer defines its struct. */
struct UnitBook;  /* read_amount.c: currencies, units */
struct DateBook;  /* read_date.c */
struct Gazetteer; /* gazetteer.c */
struct ClaimBook; /* measures, frames, cues */
struct UnitBook *unit_book_load(const Pack *p, Err *err);
struct DateBook *date_book_load(const Pack *p, Err *err);
struct Gazetteer *gazetteer_load(const Pack *p, Err *err);
struct ClaimBook *claim_book_load(const Pack *p, Err *err);
void unit_book_free(struct UnitBook *b);
void date_book_free(struct DateBook *b);
void gazetteer_free(struct Gazetteer *g);
void claim_book_free(struct ClaimBook *b);
const struct UnitBook *pack_units(const Pack *p);
const struct DateBook *pack_dates(const Pack *p);
const struct Gazetteer *pack_gazetteer(const Pack *p);
const struct ClaimBook *pack_claims(const Pack *p);
bool pack_verb_last(const Pack *p); /* locale.tsv: the verb that governs a figure may end the clause */
/* Memory for a pack's own tables; lives as long as the pack. */
Arena *pack_arena(const Pack *p);
/* The symbol of a mention in the claim alphabet: kind, and for KIND_ENTITY its type. And of a token that is no mention. */
Symbol mention_symbol(const Pack *p, Kind kind, EntityType type);
Symbol token_claim_symbol(const Pack *p, const Token *t);
#endif
