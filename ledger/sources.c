/* sources.c -- the versions of a source: all in SQL.
 *
 * Source = canonical url, else publisher and given id, else path. Without a publisher the given id counts within its file only: two archives
 * both have an article 1. The last by (modified, published, id) is the current one. */
#include "ledger/sources.h"

#define US "char(31)"
#define FIRST_PLACE "FROM place p WHERE p.document = d.key ORDER BY p.path, p.offset LIMIT 1"

#define ADD_NEW                                                                                                        \
  "INSERT INTO origin(document, source, current, origin, revised) SELECT d.key, coalesce(d.url, "                      \
  "(SELECT coalesce(d.publisher, p.path) || " US                                                                       \
  " || min(p.given_id) FROM place p WHERE p.document = d.key AND p.given_id IS NOT NULL), "                            \
  "(SELECT CASE p.path WHEN '-' THEN 'd:' || lower(hex(d.id)) ELSE p.path || CASE p.offset WHEN 0 THEN '' ELSE '#' "   \
  "|| p.offset END END " FIRST_PLACE "), "                                                                             \
  "'d:' || lower(hex(d.id))), 1, d.key, 0 FROM document d WHERE d.key > %lld;"

/* The sources of new documents that have more than one version. */
#define FIND_VERSIONS                                                                                                  \
  "CREATE TEMP TABLE versioned AS SELECT o.document, o.source, o.current AS was, row_number() OVER (PARTITION BY "     \
  "o.source ORDER BY "                                                                                                 \
  "coalesce(d.modified, d.published, '') DESC, coalesce(d.published, '') DESC, d.id DESC) AS place "                   \
  "FROM origin o JOIN document d ON d.key = o.document WHERE o.source IN "                                             \
  "(SELECT source FROM origin WHERE source IN (SELECT source FROM origin WHERE document > %lld) GROUP BY source "      \
  "HAVING count(*) > 1);"

#define CHOOSE_CURRENT                                                                                                 \
  "UPDATE origin SET current = v.place = 1 FROM temp.versioned v WHERE v.document = origin.document AND v.was <> "     \
  "(v.place = 1);"                                                                                                     \
  "INSERT OR IGNORE INTO temp.touched SELECT document FROM temp.versioned WHERE was <> (place = 1);"                   \
  "DROP TABLE temp.versioned;"

ErrCode sources_derive(Ledger *l, int64_t through, Err *err) {
  char sql[2400];
  sqlite3_snprintf(sizeof sql, sql, ADD_NEW FIND_VERSIONS CHOOSE_CURRENT, (long long)through, (long long)through);
  return db_exec(&l->db, sql, err);
}
