/* match.h -- rules at work: where the patterns of a rule set match in a string of symbols.
 *
 * Used by the mention layer (tokens), the hedges and the claim layer (skeleton). A rule's named groups are slots; every slot leads back to tokens. */
#ifndef EXTRACTOR_MATCH_H
#define EXTRACTOR_MATCH_H
#include "extractor/vocabulary.h"

/* Slot names that patterns may use: {num:value}, (?<unit>...). One list for all rules; a new reader adds its own here. */
/* clang-format off */
#define SLOTS(X) X(text) X(value) X(to) X(unit) X(tounit) X(scale) X(toscale) X(sign) X(per) X(denom) X(hedge) X(minor) X(error) \
  X(day) X(month) X(year) X(weekday) X(today) X(tomonth) X(toyear) X(n) X(count) X(part) X(mod) X(ref) X(hour) X(minute) X(zone) X(half) \
  X(season) X(holiday) X(subject) X(measure) X(when) X(speaker) X(of) X(from) X(value2) X(subject2) X(other) X(cue) X(event) X(direction) X(object) X(tosign)
/* clang-format on */
typedef enum {
#define X(name) SLOT_##name,
  SLOTS(X)
#undef X
      SLOT_COUNT
} Slot;

typedef struct Rule Rule;     /* one compiled rule of the pack */
Str rule_name(const Rule *r); /* "money.symbol" */
Str rule_file(const Rule *r); /* "rules/en/money.rule" */
unsigned rule_line(const Rule *r);
/* The value of key in the rule's `set` line; p NULL when absent. */
Str rule_set(const Rule *r, const char *key);

/* Group borders count in the symbols that were matched: tokens in the mention layer, skeleton items in the claim layer. */
typedef struct {
  uint32_t first, last;
} Range; /* half-open; first == last: the slot took no part */
typedef struct {
  const Rule *rule;
  Range whole;
  Range slot[SLOT_COUNT];
} Match;
/* SLOT_COUNT stands for no slot. */
static inline bool match_has(const Match *m, Slot s) { return s < SLOT_COUNT && m->slot[s].first < m->slot[s].last; }

typedef enum {
  RULES_MENTION,
  RULES_HEDGE_BEFORE,
  RULES_HEDGE_AFTER,
  RULES_CLAIM,
  RULES_CUE,
  RULES_JOIN,
  RULES_SETS
} RuleSet;

/* Belongs to one worker. The pack must outlive it. */
typedef struct Matcher Matcher;
Matcher *matcher_new(const Pack *p);
void matcher_free(Matcher *m);
/* How many steps (pcre2_set_match_limit) a rule may take at one place before it gives up; 0: MATCH_STEPS. A new one has its pack's. */
enum { MATCH_STEPS = 20000 };
void matcher_set_steps(Matcher *m, uint32_t steps);
/* Off: every rule is tried at every start. For the equality gate. */
void matcher_set_filter(Matcher *m, bool on);
/* How often rules gave up at their match limit since the start, and the last one's name (empty: none). */
uint64_t matcher_gave_up(const Matcher *m, Str *rule);
/* Calls back for every candidate and what became of it (NULL: no trace). symbols is the string that was matched in. outcome: "taken", "shorter",
 * "refused" (by its reader), "guard 9" (the line of the guard that forbids it). */
typedef void (*TraceFn)(void *cx, const Match *m, const Symbol *symbols, Str outcome);
void matcher_trace(Matcher *m, TraceFn fn, void *cx);

/* Runs the set's rules anchored at position at of symbols[0..n). Calls back for every rule that matches there, longest first, then file order,
 * until the callback returns true (taken). Returns the taken match's end, or at. A rule that hits its match limit is counted, never silent. */
typedef bool (*MatchFn)(void *cx, const Match *m);
uint32_t match_at(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t n, uint32_t at, MatchFn fn, void *cx);
/* Symbols at which no rule of the set can begin, as far as it is known: NEVER. A scan may step over them without match_at. */
enum { SYMBOL_NEVER = 2 };
const uint8_t *matcher_dead(const Matcher *m, RuleSet set);
/* Longest hedge-like match that ends exactly at `end` (RULES_HEDGE_BEFORE) and starts at or after from. false when none. */
bool match_before(Matcher *m, RuleSet set, const Symbol *symbols, uint32_t from, uint32_t end, Match *out);
#endif
