/* trust.c -- when a difference inside a ledger is worth a person's time.
 *
 * A key (subject, measure, time) says less than it seems: an agency rates a hundred debts in a week, a country reports a dozen trade figures.
 * What the two sentences say beside the subject and the figures must speak for one thing too, each article must have one figure for it,
 * and where a moment holds many different values its key does not tell the things apart. */
#include "ledger/cluster_p.h"
#include "ledger/compare_p.h"

/* The sentences beside subject and figures: 0 little in common, 1 half of the shorter one, 2 three quarters, or nothing to compare. */
static int sentences_agree(const ClaimRow *a, const ClaimRow *b) {
  int words, same = quotes_share(a, b, &words);
  if (words == 0) return 2;
  if (same < 2 && words > 2) return 0;
  return 4 * same >= 3 * words ? 2 : 2 * same >= words;
}

/* Is there a name in each sentence that the other has not? "may downgrade Conseco's debt" and "may downgrade Dana's debt" are not about one
 * debt. */
static bool others_named(const ClaimRow *a, const ClaimRow *b) {
  int in_a, in_b, common = names_share(a, b, &in_a), back = names_share(b, a, &in_b);
  return common < in_a && back < in_b;
}

/* The same of the words of what is measured: "trade surplus", "current account surplus". */
static bool others_measured(const ClaimRow *a, const ClaimRow *b) {
  return concepts_beyond(a, b) > 0 && concepts_beyond(b, a) > 0;
}

static bool days_apart(const ClaimRow *a, const ClaimRow *b, int days) {
  Day x = a->published.day, y = b->published.day;
  return x == DAY_NONE || y == DAY_NONE || (x > y ? (int64_t)x - y : (int64_t)y - x) > days;
}

/* A day that the clause itself does not give: a state has changed meanwhile, more likely than not, and a date of another sentence may be
 * another one's. */
static bool when_assumed(const ClaimRow *r) { return r->basis != BASIS_EXPLICIT && r->basis != BASIS_ANCHORED; }

/* A subject that its sentence does not name: it may be another one's. */
static bool who_assumed(const ClaimRow *r) {
  Str first = str_slice(r->subject, 0, str_chr(r->subject, ' ', 0));
  return first.n > 0 && str_find(r->quote, first, 0) == SIZE_MAX;
}

static bool is_share_moved(const ClaimRow *r) {
  return row_is_percent(r) && (r->change == CHANGE_UP_BY || r->change == CHANGE_DOWN_BY);
}

/* Deals, loans, costs: somebody has many of them. */
static bool is_one_of_many(const ClaimRow *r) {
  return r->root && !row_is_running(r) && str_is(r->root->unit_class, "money") && str_is(r->root->temporal, "event");
}

bool pair_trusted(const ClaimRow *a, const ClaimRow *b, const Comparison *how, bool crowded) {
  if (a->quote.n == 0 || b->quote.n == 0) return true;
  int agree = sentences_agree(a, b);
  bool toll = row_is_running(a) && row_is_running(b);
  if (toll &&
      how->verdict ==
          VERDICT_CONTRADICTION) /* one twice the other, in other words: two events, or a toll of the whole war */
    return !days_apart(a, b, 0) && (agree > 0 || comparison_gap(how) < 1);
  if (agree == 0 || others_named(a, b) || others_measured(a, b)) return false;
  if (how->verdict == VERDICT_PERCENT_VS_PP || how->verdict == VERDICT_CURRENCY) return true;
  if (how->flags & FLAG_TIME_UNKNOWN && (agree < 2 || days_apart(a, b, 1))) return false;
  bool assumed = who_assumed(a) || who_assumed(b);
  if (crowded || (assumed && !toll && (agree < 2 || days_apart(a, b, 0)))) return false;
  if (how->verdict != VERDICT_CONTRADICTION) return true;
  bool same_day = !days_apart(a, b, 0), before = a->change == CHANGE_FROM || b->change == CHANGE_FROM;
  if (before) return false; /* figures of long ago, told in passing */
  if (agree < 2 && !row_is_running(a) && (!same_day || how->flags & FLAG_DERIVED)) return false;
  bool loose = is_share_moved(a) || is_one_of_many(a);
  if (loose && (agree < 2 || !same_day || concepts_beyond(a, b) || concepts_beyond(b, a))) return false;
  return !days_apart(a, b, 1) || !(when_assumed(a) || when_assumed(b));
}
