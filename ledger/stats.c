/* stats.c -- counting what is there. */
#include "ledger/stats.h"
#include "ledger/ledger_p.h"
#include "ledger/sql.h"
#include "base/suggest.h"
#include <sys/stat.h>

#define VISIBLE_CLAIMS "FROM claim c WHERE " OF_CURRENT_PACK

/* Where each number goes and how it is counted. */
typedef struct {
  size_t at;
  const char *sql;
} Counter;
#define AT(field) offsetof(Stats, field)

static const Counter counters[] = {
    {AT(documents), "SELECT count(*) FROM document"},
    {AT(versions_old), "SELECT count(*) FROM origin WHERE current = 0"},
    {AT(sources), "SELECT count(DISTINCT source) FROM origin"},
    {AT(origins), "SELECT count(*) FROM origin WHERE origin = document"},
    {AT(claims), "SELECT count(*) " VISIBLE_CLAIMS},
    {AT(resolved),
     "SELECT count(*) " VISIBLE_CLAIMS " AND c.subject IS NOT NULL AND (c.measure IS NOT NULL OR c.event IS NOT NULL)"},
    {AT(entities), "SELECT count(DISTINCT name) FROM entity"},
    {AT(citations), "SELECT count(*) FROM citation"},
    {AT(links), "SELECT count(*) FROM link"},
    {AT(conflicts), "SELECT count(*) FROM finding WHERE word = 'conflict'"},
    {AT(agreements), "SELECT count(*) FROM finding WHERE word = 'agrees'"},
    {AT(updates), "SELECT count(*) FROM finding WHERE word = 'updated'"},
    {AT(close), "SELECT count(*) FROM finding WHERE word = 'close'"},
    {AT(apart), "SELECT count(*) FROM finding WHERE word = 'apart'"},
    {AT(dismissed), "SELECT count(*) FROM finding f WHERE f.word = 'conflict' AND NOT EXISTS (SELECT 1 FROM witness w "
                    "WHERE w.finding = f.key AND "
                    "coalesce((SELECT r.action FROM review r WHERE r.pair = w.pair AND r.action <> 'annotate' ORDER BY "
                    "r.at DESC, r.id DESC LIMIT 1), '') <> 'dismiss')"},
    {AT(failures), "SELECT count(*) FROM failures WHERE open"},
    {AT(runs), "SELECT count(*) FROM run"},
    {AT(tombstones), "SELECT count(*) FROM tombstone"},
    {AT(reviews), "SELECT count(*) FROM review"},
    {AT(rates), "SELECT count(*) FROM rate"},
    {AT(text_bytes), "SELECT total(length) FROM document"},
    {AT(packs), "SELECT count(*) FROM pack"},
};

ErrCode ledger_stats(Stats *out, Ledger *l, Err *err) {
  struct stat st;
  ErrCode code = OK;
  *out = (Stats){0};
  for (size_t i = 0; i < sizeof counters / sizeof *counters && code == OK; i++) {
    int64_t n;
    code = db_int(&n, &l->db, counters[i].sql, err);
    *(uint64_t *)(void *)((char *)out + counters[i].at) = (uint64_t)n;
  }
  if (stat(l->db.path, &st) == 0) out->file_bytes = (uint64_t)st.st_size;
  return code;
}

ErrCode ledger_runs(Ledger *l, RowSink sink, void *ctx, Err *err) {
  return select_rows(l,
                     "SELECT run, started, finished, state, command, pack, documents, unchanged, changed, failed, "
                     "claims, round(seconds, 2) AS seconds, "
                     "round(bytes / 1e6 / max(seconds, 0.001), 2) AS mb_per_second FROM runs ORDER BY run",
                     sink, ctx, err);
}

ErrCode ledger_failures(Ledger *l, RowSink sink, void *ctx, Err *err) {
  return select_rows(
      l, "SELECT path, offset, reason, sha256 AS raw, run FROM failures WHERE open ORDER BY path, offset, reason", sink,
      ctx, err);
}

static const char *const tallies[] = {"kind", "unit", "measure", "entity", "rule", NULL};
static const char *const tally_columns[] = {"c.kind", "c.unit", "c.measure",
                                            "(SELECT name FROM entity WHERE key = c.subject)",
                                            "(SELECT claim FROM rule WHERE key = c.rule)"};

ErrCode ledger_tally(Ledger *l, Str what, size_t limit, RowSink sink, void *ctx, Err *err) {
  size_t i = 0;
  while (tallies[i] && !str_is(what, tallies[i])) i++;
  if (!tallies[i]) {
    const char *near = suggest(what, tallies);
    return err_set(err, ERR_USAGE, "%.*s: nothing to count by: did you mean %s?", STR_ARGS(what),
                   near ? near : "kind, unit, measure, entity or rule");
  }
  Buf sql = BUF_INIT;
  buf_printf(&sql,
             "SELECT %s AS name, count(*) AS claims " VISIBLE_CLAIMS
             " GROUP BY 1 HAVING name IS NOT NULL AND name <> '' ORDER BY 2 DESC, 1",
             tally_columns[i]);
  if (limit) buf_printf(&sql, " LIMIT %zu", limit);
  ErrCode code = select_rows(l, sql.p, sink, ctx, err);
  buf_release(&sql);
  return code;
}
