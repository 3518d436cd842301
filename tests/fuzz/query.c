/* The words of a query, one a line, or behind "sql " a statement: nothing but answers and errors with a text, and the ledger's
 * content stays what it was. */
#include "ledger/query.h"
#include "tests/fuzz/ledgered.h"

static ErrCode take_claim(void *ctx, const ClaimHit *h) {
  (void)ctx;
  MUST(h->claim->span.start <= h->claim->span.end);
  return OK;
}

static ErrCode take_row(void *ctx, const Row *row) {
  *(int64_t *)ctx = row->n && row->cells[0].kind == CELL_INT ? row->cells[0].i : -1;
  return OK;
}

static void ask(Ledger *l, Str words) {
  const char *terms[8];
  ClaimQuery q = {.terms = terms, .limit = 20};
  QueryPage page;
  Arena *a = arena_new();
  Err err = {0};
  Str word;
  while (q.nterms < 8 && str_split(&word, &words, '\n')) terms[q.nterms++] = arena_str(a, word).p;
  ErrCode code = ledger_query(l, &q, take_claim, NULL, &page, &err);
  MUST(code == OK || err.text[0]);
  uint64_t n = 0;
  if (code == OK) MUST(ledger_count(l, &q, &n, &err) == OK && n >= page.found);
  arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  Ledger *l = fuzz_ledger;
  Str s = fuzz_str(bytes, n);
  Err err = {0};
  int64_t before = 0, after = 0, any;
  if (n > 2000) return 0;
  if (!str_starts(s, STR("sql "))) {
    ask(l, s);
    return 0;
  }
  char *sql = mem_strdup(str_slice(s, 4, s.n));
  MUST(ledger_sql(l, "SELECT count(*) FROM claims", NULL, take_row, &before, NULL) == OK);
  ErrCode code = ledger_sql(l, sql, &(SqlLimits){.rows = 1000, .millis = 200}, take_row, &any, &err);
  MUST(code == OK || err.text[0]);
  MUST(ledger_sql(l, "SELECT count(*) FROM claims", NULL, take_row, &after, NULL) == OK && before == after &&
       after > 4);
  free(sql);
  return 0;
}
