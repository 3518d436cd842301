/* verdict.c -- the names of verdicts, words and flags. */
#include "base/json.h"
#include "ledger/compare.h"

static const char *const verdicts[] = {
    "identical",  "consistent_rounding", "consistent_bound",    "consistent_approx", "consistent_derived",
    "superseded", "different_scope",     "different_modality",  "scale_slip",        "digit_slip",
    "unit_slip",  "percent_vs_pp",       "currency_difference", "contradiction",     "incomparable"};
static const char *const words[] = {"apart", "agrees", "updated", "close", "conflict"};
static const char *const flags[] = {"weak_rounding",  "update",       "correction",     "revised_down",
                                    "same_document",  "revised_copy", "repeated_block", "attributed",
                                    "time_unknown",   "derived",      "denied",         "part_exceeds_whole",
                                    "currency_alarm", "misquoted"};
#define COUNT(a) (sizeof(a) / sizeof *(a))

const char *verdict_name(Verdict v) { return verdicts[v]; }
const char *word_name(Word w) { return words[w]; }

bool verdict_parse(Verdict *out, Str name) {
  for (size_t i = 0; i < COUNT(verdicts); i++)
    if (str_is(name, verdicts[i])) {
      *out = (Verdict)i;
      return true;
    }
  return false;
}

bool word_parse(Word *out, Str name) {
  for (size_t i = 0; i < COUNT(words); i++)
    if (str_is(name, words[i])) {
      *out = (Word)i;
      return true;
    }
  return false;
}

const char *flag_name(unsigned flag) {
  for (size_t i = 0; i < COUNT(flags); i++)
    if (flag == 1u << i) return flags[i];
  return NULL;
}

void flags_put_json(Buf *b, unsigned set) {
  buf_putc(b, '[');
  for (size_t i = 0; i < COUNT(flags); i++)
    if (set & 1u << i) {
      json_item(b);
      json_put_string(b, str_of(flags[i]));
    }
  buf_putc(b, ']');
}
