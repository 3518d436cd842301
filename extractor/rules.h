/* rules.h -- the pack as its writers see it: tests beside the rules, lists, explanations. Commands `claimledger rules ...` sit on top. */
#ifndef EXTRACTOR_RULES_H
#define EXTRACTOR_RULES_H
#include "extractor/extractor.h"

/* Inline tests. Each `test` and `todo` sentence goes through the whole extraction as an article of its own (published on `base`, or undated); what the
 * rule under test produced must be exactly what its `=` lines say (keys as in the NDJSON: text, value, unit, low, high, hedge, kind, timex, first,
 * last, subject (entity or text), measure, change, time, modality, attribution, per, written.unit ...). A hedge or cue has no product of its own:
 * there all figures of the sentence count, `text` choosing which. `none`: the rule produces nothing. */
typedef struct {
  unsigned passed, failed, todo, todo_passed; /* todo_passed: a todo that has begun to pass */
  unsigned rules, untested;                   /* rules; those without a test, a none or both */
} RulesTested;
/* One line of text a failure ("rules/en/money.rule:12: ..."), a passing todo, and with `verbose` each rule without tests. only: name or file part, or empty. */
void rules_test(RulesTested *out, Buf *report, const Pack *p, Str only, bool verbose);

/* One row a rule, in file order. */
typedef struct {
  const char *kind; /* "mention", "hedge", "claim", "cue", "words" */
  Str name, file;
  unsigned line, tests, nones;
  Str read; /* a mention's reader */
  Str pattern;
} RuleInfo;
size_t rules_count(const Pack *p);
RuleInfo rules_info(const Pack *p, size_t i);

/* An article of one block of running text, for tests and explanations; base.day may be DAY_NONE. */
void document_of_text(Document *out, Arena *a, Str text, Moment base);

/* What happened to a text: sentences, each candidate rule with its outcome, and the mentions and claims with the reasons for each field. Plain text. */
void rules_explain(Buf *out, const Pack *p, Str text, Moment base);
#endif
