/* measures.h -- the tables that comparison looks things up in: measures (market value, deaths, ...), units, and events that happen once.
 *
 * They are read once at start, before threads, and never change after that. */
#ifndef LEDGER_MEASURES_H
#define LEDGER_MEASURES_H
#include "base/err.h"
#include "base/number.h"
#include "base/str.h"

/* One line of rules/en/measures.tsv. Strings borrow from the table's text. */
typedef struct Measure {
  Str id, parent; /* parent empty for roots */
  Str unit_class; /* "money", "count", "percent", "money,percent", ... */
  Str kind;       /* "stock", "flow", "price", "rate", "share", "ratio", "cumulative", "delta", "level" */
  Str temporal;   /* "instant", "period", "event", "asof", "study", "season" */
  int drift_days; /* a level assumed to hold at publication may differ by that many days and still be the same */
  int sign;       /* -1: a positive figure counts downwards (a loss, jobs lost), 1: upwards, 0: as it stands */
  Str nouns;      /* "person;people;victim": counts of these are the measure itself; other nouns are a part of it */
  Str surfaces;   /* words that name it, separated by semicolons */
  Str of;         /* what may have it: "ORG,PRODUCT"; empty or "any": anything */
  Str kin;        /* measures of one tag may be named for one and the same thing: "spent" and "cost" */
  bool generic; /* a share of anything, a number of anything: stands for a closer measure that the text did not name */
  const struct Measure *root; /* topmost parent, itself for roots */
  int line;                   /* where it stands in the table */
} Measure;

/* tsv must outlive the program's use of the table (an embedded file does). ERR_RULE "measures.tsv:9: ..." for a line with
 * an unknown parent, a doubled id or a drift that is no number. Loading again replaces the table. */
ErrCode measures_load(Str tsv, Err *err);
bool measures_loaded(void);
const Measure *measure_find(Str id); /* NULL when unknown */
const Measure *measure_root(const Measure *m);

/* A unit in terms of its dimension's base unit: base = (value + offset) x factor, exactly. */
typedef struct Unit {
  Str code;      /* UCUM, as Quantity.unit has it */
  Str dimension; /* "length", "mass", "temperature", ... */
  Number factor, offset;
} Unit;
ErrCode units_load(Str tsv, Err *err); /* rules/en/units.tsv; as measures_load */
const Unit *unit_find(Str code);

/* The family of an event that happens to a subject once ("founded", "established": "founding"), from rules/en/events.tsv; empty for one
 * that may happen again. */
ErrCode events_load(Str tsv, Err *err);
Str event_family(Str word);

/* All tables from the files inside the binary, unless they are loaded already. */
ErrCode tables_load_embedded(Err *err);
#endif
