/* misquoted.c -- an article that names its source is compared with that source, when the ledger has it.
 *
 * A figure with a citation, or with a link in its sentence, should stand in the cited article. Where that gives another figure for the same and
 * none that agrees, the pair is a conflict with the flag misquoted: found anew, or set on the finding that shows it already. */
#include "ledger/findings_p.h"
#include "ledger/sql.h"

/* From the few citations and links to the claims, never the other way round. */
#define CURRENT                                                                                                        \
  "CROSS JOIN origin o ON o.document = e.key AND o.current = 1 CROSS JOIN claim c ON c.document = k.document "         \
  "WHERE c.value IS NOT NULL AND e.key <> c.document AND " OF_CURRENT_PACK " AND "
#define CITES "c.citations IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(c.citations) j WHERE j.value = k.number)"
#define SOURCES_OF_CLAIMS                                                                                              \
  "SELECT c.key, e.key FROM citation k CROSS JOIN document e ON e.url = k.url " CURRENT CITES                          \
  " UNION SELECT c.key, e.key FROM citation k CROSS JOIN document e ON e.title = k.title COLLATE NOCASE " CURRENT      \
      CITES " UNION SELECT c.key, e.key FROM link k CROSS JOIN document e ON e.url = k.url " CURRENT                   \
  "EXISTS (SELECT 1 FROM sentence t WHERE t.key = c.sentence AND k.start >= t.start AND k.\"end\" <= t.\"end\") "      \
  "ORDER BY 1, 2"

static ErrCode flag_known(bool *known, Comparer *x, const Id *pair, Err *err) {
  sqlite3_stmt *s;
  ErrCode code = db_prepare(
      &s, &x->l->db, "UPDATE finding SET flags = flags | ?2 WHERE key IN (SELECT finding FROM witness WHERE pair = ?1)",
      err);
  if (code == OK) {
    bind_id(s, 1, pair);
    sqlite3_bind_int(s, 2, FLAG_MISQUOTED);
    code = db_run(&x->l->db, s, err);
  }
  *known = sqlite3_changes(x->l->db.handle) > 0;
  sqlite3_finalize(s);
  return code;
}

/* The source's figure that contradicts the claim worst; SIZE_MAX when one agrees or none is about the same. */
static size_t contradicting(Comparison *how, const Comparer *x, const ClaimRow *claim, const ClaimRow *source,
                            size_t n) {
  size_t worst = SIZE_MAX;
  for (size_t i = 0; i < n; i++) {
    Comparison c;
    compare_claims(&c, claim, &source[i], x->rates);
    if (c.word == WORD_AGREES || c.word == WORD_CLOSE) return SIZE_MAX;
    if (c.word != WORD_CONFLICT || (worst != SIZE_MAX && c.severity <= how->severity)) continue;
    worst = i;
    *how = c;
  }
  return worst;
}

static ErrCode look_up(Comparer *x, int64_t claim, int64_t source, int64_t cluster, Err *err) {
  ClaimRow pair[2], *rows;
  size_t n;
  Comparison how;
  bool known = false;
  arena_clear(x->arena);
  ErrCode code = row_of_claim(&pair[0], x->arena, x->reader, claim, err);
  if (code == OK) code = rows_of_document(&rows, &n, x->arena, x->reader, source, err);
  size_t other = code == OK ? contradicting(&how, x, &pair[0], rows, n) : SIZE_MAX;
  if (other == SIZE_MAX) return code;
  pair[1] = rows[other];
  Id id = pair_id(&pair[0], &pair[1]);
  code = flag_known(&known, x, &id, err);
  if (code != OK || known) return code;
  Findings found;
  how.flags |= FLAG_MISQUOTED;
  cluster_pair(&found, x->arena, pair, 0, 1, &how);
  return findings_store(x, &found, pair, cluster, err);
}

ErrCode misquoted_derive(Comparer *x, Err *err) {
  const int64_t cluster = (int64_t)str_hash(STR("misquoted"));
  char clear[80];
  sqlite3_stmt *s = NULL;
  bool row;
  sqlite3_snprintf(sizeof clear, clear, "UPDATE finding SET flags = flags & ~%d WHERE flags & %d", FLAG_MISQUOTED,
                   FLAG_MISQUOTED);
  ErrCode code = findings_drop(x, cluster, err);
  if (code == OK) code = db_exec(&x->l->db, clear, err);
  if (code == OK) code = db_prepare(&s, &x->l->db, SOURCES_OF_CLAIMS, err);
  while (code == OK && (code = db_step(&x->l->db, s, &row, err)) == OK && row) {
    code = look_up(x, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), cluster, err);
    if (code == OK) code = ledger_stopped(x->l, err);
  }
  sqlite3_finalize(s);
  return code;
}
