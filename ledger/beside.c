/* beside.c -- "$1 trillion was wiped off the value of America's leading tech companies" beside Nvidia's $600 billion of that day.
 *
 * Nobody resolves a described group, so it is in no cluster; but where the articles of a cluster measure the same thing on the same
 * day for a group, the reader should see why the two figures are not set against each other. */
#include "ledger/compare_p.h"
#include "ledger/findings_p.h"

static bool is_dated(const ClaimRow *r) {
  When w = row_when(r);
  return w.known && !w.assumed;
}

/* Could the group's figure hold the member's: the same unit and change, the same day, at least as large? */
static bool may_hold(const ClaimRow *group, const ClaimRow *member) {
  Dimension x = row_dimension(group), y = row_dimension(member);
  if (!str_eq(x.kind, y.kind) || !str_eq(x.unit, y.unit) || group->change != member->change) return false;
  if (!is_dated(group) || !is_dated(member) || times_relate(group, member) != TIME_SAME) return false;
  if (!group->quantity.has_value || !member->quantity.has_value || id_eq(group->document, member->document))
    return false;
  return number_cmp(number_abs(group->quantity.value), number_abs(member->quantity.value)) >= 0;
}

static ErrCode beside_group(bool *found, Comparer *x, const ClaimRow *group, const ClaimRow *rows, size_t n,
                            int64_t cluster, Err *err) {
  for (size_t i = 0; i < n; i++) {
    ClaimRow pair[] = {rows[i], *group};
    Comparison how;
    Findings one;
    if (!may_hold(group, &rows[i])) continue;
    compare_claims(&how, &rows[i], group, x->rates);
    if (how.verdict != VERDICT_SCOPE || how.step != 2) continue;
    *found = true;
    cluster_pair(&one, x->arena, pair, 0, 1, &how);
    return findings_store(x, &one, pair, cluster, err);
  }
  return OK;
}

ErrCode beside_derive(Comparer *x, const ClaimRow *rows, size_t n, int64_t cluster, Err *err) {
  enum { DOCUMENTS_MAX = 16, GROUPS_MAX = 2 };
  size_t documents = 0, groups = 0;
  ErrCode code = OK;
  if (n < 2 || !rows[0].root || !kind_is_figure(rows[0].kind)) return OK;
  for (size_t i = 0; i < n && documents < DOCUMENTS_MAX && groups < GROUPS_MAX && code == OK; i++) {
    ClaimRow *beside;
    size_t found = 0, k = 0;
    while (k < i && !id_eq(rows[k].document, rows[i].document)) k++;
    if (k < i) continue; /* looked at already */
    documents++;
    code = rows_beside(&beside, &found, x->arena, x->reader, rows[i].document, rows[0].root->id, err);
    for (size_t g = 0; g < found && groups < GROUPS_MAX && code == OK; g++) {
      bool one = false;
      code = beside_group(&one, x, &beside[g], rows, n, cluster, err);
      groups += one;
    }
  }
  return code;
}
