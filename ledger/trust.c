/* trust.c -- when a difference inside a ledger is worth a person's time.
 *
 * A key (subject, measure, time) says less than it seems: an agency rates a hundred debts in a week, a country reports a dozen trade figures.
 * What the two sentences say beside the subject and the figures must speak for one thing too, each article must have one figure for it,
 * and where a moment holds many different values its key does not tell the things apart. */
#include "ledger/cluster_p.h"
#include "ledger/compare_p.h"

/* The sentences beside subject and figures: 0 little in common, 1 a third of the shorter one, 2 two thirds, or nothing to compare. */
static int sentences_agree(const ClaimRow *a, const ClaimRow *b) {
  int words, same = quotes_share(a, b, &words);
  if (words == 0) return 2;
  if (same < 2 && words > 2) return 0;
  return 3 * same >= 2 * words ? 2 : 3 * same >= words;
}

/* Is there a name in the second sentence but not in the first, and the other way round, and are names in common the minority? "may downgrade
 * Conseco's debt" and "may downgrade Dana's debt" are not about one debt. */
static bool others_named(const ClaimRow *a, const ClaimRow *b) {
  int in_a, in_b, common = names_share(a, b, &in_a), back = names_share(b, a, &in_b);
  if (back < common) common = back;
  return common < in_a && common < in_b && 2 * common <= (in_a < in_b ? in_a : in_b);
}

static bool days_apart(const ClaimRow *a, const ClaimRow *b, int days) {
  Day x = a->published.day, y = b->published.day;
  return x == DAY_NONE || y == DAY_NONE || (x > y ? (int64_t)x - y : (int64_t)y - x) > days;
}

bool pair_trusted(const ClaimRow *a, const ClaimRow *b, const Comparison *how, bool crowded) {
  if (a->quote.n == 0 || b->quote.n == 0) return true;
  int agree = sentences_agree(a, b);
  if (agree == 0 || others_named(a, b)) return false;
  if (how->verdict == VERDICT_PERCENT_VS_PP || how->verdict == VERDICT_CURRENCY) return true;
  if (how->flags & FLAG_TIME_UNKNOWN && (agree < 2 || days_apart(a, b, 1))) return false;
  bool before = a->change == CHANGE_FROM || b->change == CHANGE_FROM;
  return !crowded && (agree == 2 || !before);
}
