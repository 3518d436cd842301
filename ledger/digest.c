/* digest.c -- one hash over the inside of a ledger, free of the order in which things came.
 *
 * The list that is hashed has, in the order of their content ids, each document's id with the `inside` of each of its
 * extractions (in the order of their packs' hashes), then each failure as (raw hash, reason), sorted. `inside` is the SHA-256 over the rows of
 * the document, its citations and its claims as parcel.c wrote them; here it is made again from the rows, so that the digest says what is in
 * the file and not what was once noted. Left out are failures of things that could not be read at all (they tell of paths, not
 * of bytes), those that took too long on that machine, and those of bytes that became a document later. */
#include "ledger/load.h"
#include "ledger/verify.h"

#define DIGEST_NAME STR("claimledger digest 1")

#define DOCUMENTS                                                                                                      \
  "SELECT d.key, d.id, x.pack FROM document d LEFT JOIN extraction x ON x.document = d.key LEFT JOIN pack k ON k.key " \
  "= x.pack "                                                                                                          \
  "ORDER BY d.id, k.hash"
#define FAILURES                                                                                                       \
  "SELECT DISTINCT f.raw, f.reason FROM failure f WHERE f.raw IS NOT NULL AND f.reason NOT LIKE '%(--max-seconds)' "   \
  "AND NOT EXISTS (SELECT 1 FROM document d WHERE d.raw = f.raw) ORDER BY f.raw, f.reason"

static void add_column(Hasher *h, sqlite3_stmt *s, int column) { hasher_field(h, column_str(s, column)); }

static ErrCode add_document(Hasher *h, Loader *x, sqlite3_stmt *s, Err *err) {
  Parcel *p = NULL;
  add_column(h, s, 1);
  ErrCode code = parcel_load(&p, x, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 2), false, err);
  if (p) hasher_field(h, str_make((const char *)p->pack.b, sizeof p->pack.b));
  if (p) hasher_field(h, str_make((const char *)p->inside.b, sizeof p->inside.b));
  parcel_free(p);
  return code;
}

static ErrCode add_documents(Hasher *h, Ledger *l, Err *err) {
  Loader *x;
  sqlite3_stmt *s = NULL;
  bool row;
  ErrCode code = loader_new(&x, l, err);
  if (code == OK) code = db_prepare(&s, &l->db, DOCUMENTS, err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    code = add_document(h, x, s, err);
    if (code == OK) code = ledger_stopped(l, err);
  }
  sqlite3_finalize(s);
  loader_free(x);
  return code;
}

/* Every row's columns as fields. */
static ErrCode add_rows(Hasher *h, Ledger *l, const char *sql, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = db_prepare(&s, &l->db, sql, err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row)
    for (int i = 0; i < sqlite3_column_count(s); i++) add_column(h, s, i);
  sqlite3_finalize(s);
  return code;
}

ErrCode ledger_digest(Sha256 *out, Ledger *l, Err *err) {
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, DIGEST_NAME);
  ErrCode code = add_documents(&h, l, err);
  hasher_field(&h, STR("failures"));
  if (code == OK) code = add_rows(&h, l, FAILURES, err);
  *out = hasher_done(&h);
  return code;
}

ErrCode ledger_review_digest(Sha256 *out, Ledger *l, Err *err) {
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, STR("claimledger reviews 1"));
  ErrCode code = add_rows(&h, l, "SELECT id, pair, at, who, action, reason, note FROM review ORDER BY id", err);
  *out = hasher_done(&h);
  return code;
}
