/* merge.c -- the rows of each part become parcels and go through ledger_put like those of a worker: what is known is skipped, what was
 * forgotten stays out. Only failures, tombstones, reviews and rates have a way of their own. */
#include "ledger/merge.h"
#include "ledger/forget.h"
#include "ledger/load.h"
#include <stdlib.h>
#include <sys/stat.h>

enum { BATCH = 1000 };

typedef struct {
  const char *path;
  Ledger *l;
  int64_t shard, shards, complete;
} Part;

typedef struct {
  Part *parts;
  size_t nparts;
  const MergeOptions *options;
  struct {
    Sha256 hash;
    char lang[24];
  } packs[64]; /* distinct */
  size_t npacks;
  bool differ; /* two packs of one language */
  Sha256 pack; /* the greatest: what is shown of documents that several packs have read */
  char lang[24];
  Counts *counts;
} Merge;

/* --- do the parts fit together? ---------------------------------------------------------------------------------------- */

static bool same_file(const char *a, const char *b) {
  struct stat x, y;
  return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static void see_pack(Merge *m, Sha256 hash, Str lang) {
  for (size_t i = 0; i < m->npacks; i++)
    if (memcmp(m->packs[i].hash.b, hash.b, sizeof hash.b) == 0) return;
  size_t n = lang.n < sizeof m->lang ? lang.n : sizeof m->lang - 1;
  for (size_t i = 0; i < m->npacks; i++) m->differ |= str_is(str_slice(lang, 0, n), m->packs[i].lang);
  if (m->npacks < sizeof m->packs / sizeof *m->packs) {
    memcpy(m->packs[m->npacks].lang, lang.p, n);
    m->packs[m->npacks++].hash = hash;
  }
  if (m->npacks > 1 && memcmp(hash.b, m->pack.b, sizeof hash.b) < 0) return;
  m->pack = hash;
  memset(m->lang, 0, sizeof m->lang);
  memcpy(m->lang, lang.p, n);
}

static ErrCode see_packs(Merge *m, Ledger *l, Err *err) {
  sqlite3_stmt *s;
  bool row;
  ErrCode code = db_prepare(&s, &l->db,
                            "SELECT k.hash, k.lang FROM pack k WHERE EXISTS (SELECT 1 FROM extraction x WHERE x.pack = "
                            "k.key) ORDER BY k.hash",
                            err);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    Sha256 hash;
    if (column_sha(&hash, s, 0)) see_pack(m, hash, column_str(s, 1));
  }
  sqlite3_finalize(s);
  return code;
}

static ErrCode open_part(Merge *m, Part *p, Err *err) {
  ErrCode code = ledger_open(&p->l, p->path, LEDGER_READ, err);
  if (code == OK) code = meta_int(&p->shard, &p->l->db, "shard", 0, err);
  if (code == OK) code = meta_int(&p->shards, &p->l->db, "shards", 0, err);
  if (code == OK) code = meta_int(&p->complete, &p->l->db, "complete", 0, err);
  if (code == OK) code = see_packs(m, p->l, err);
  return code;
}

static ErrCode check_shard(const Part *p, int64_t all, const char **seen, Err *err) {
  if (p->shards != all)
    return err_set(err, ERR_USAGE, "%s: is %s%lld, not one of %lld shards", p->path,
                   p->shards ? "a shard of " : "no shard: ", (long long)p->shards, (long long)all);
  if (!p->complete)
    return err_set(err, ERR_USAGE, "%s: shard %lld is not complete: run its ingest again", p->path,
                   (long long)p->shard);
  if (p->shard < 0 || p->shard >= all)
    return err_set(err, ERR_USAGE, "%s: shard %lld of %lld: no such shard", p->path, (long long)p->shard,
                   (long long)all);
  if (seen[p->shard])
    return err_set(err, ERR_USAGE, "%s: shard %lld twice: it is also %s", p->path, (long long)p->shard, seen[p->shard]);
  seen[p->shard] = p->path;
  return OK;
}

static ErrCode check_shards(const Merge *m, Err *err) {
  int64_t all = m->options->require_shards;
  ErrCode code = OK;
  if (all <= 0) return OK;
  const char **seen = mem_zalloc((size_t)all * sizeof *seen);
  for (size_t i = 0; i < m->nparts && code == OK; i++) code = check_shard(&m->parts[i], all, seen, err);
  for (int64_t i = 0; i < all && code == OK; i++)
    if (!seen[i])
      code = err_set(err, ERR_USAGE, "merge: shard %lld of %lld is missing: give its ledger too", (long long)i,
                     (long long)all);
  free(seen);
  return code;
}

static ErrCode check(Merge *m, Err *err) {
  ErrCode code = OK;
  for (size_t i = 0; i < m->nparts && code == OK; i++) code = open_part(m, &m->parts[i], err);
  if (code == OK) code = check_shards(m, err);
  if (code == OK && m->differ && !m->options->mixed_packs)
    code = err_set(
        err, ERR_USAGE,
        "merge: the parts were made with different rule packs: make them with one, or allow it with --mixed-packs");
  return code;
}

/* --- rows that are not a document's ------------------------------------------------------------------------------------ */

/* Runs `into` for each row of `from`, parameter by column. */
static ErrCode copy_rows(Ledger *out, Ledger *part, const char *from, const char *into, Err *err) {
  sqlite3_stmt *s, *t = NULL;
  bool row;
  ErrCode code = db_prepare(&s, &part->db, from, err);
  if (code == OK) code = db_prepare(&t, &out->db, into, err);
  while (code == OK && (code = db_step(&part->db, s, &row, err)) == OK && row) {
    for (int i = 0; i < sqlite3_column_count(s); i++) sqlite3_bind_value(t, i + 1, sqlite3_column_value(s, i));
    code = db_run(&out->db, t, err);
  }
  sqlite3_finalize(s);
  sqlite3_finalize(t);
  return code;
}

static const struct {
  const char *from, *into;
} asides[] = {
    {"SELECT id, raw, reason, day FROM tombstone",
     "INSERT INTO tombstone(id, raw, reason, day) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(id) DO UPDATE SET "
     "reason = min(reason, excluded.reason), day = min(day, excluded.day)"},
    {"SELECT id, pair, conflict, at, who, action, reason, note FROM review ORDER BY id",
     "INSERT OR IGNORE INTO review(id, pair, conflict, at, who, action, reason, note) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
     "?7, ?8)"},
    {"SELECT day, unit, base, rate, source FROM rate",
     "INSERT INTO rate(day, unit, base, rate, source) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(day, unit, base) "
     "DO UPDATE SET rate = max(rate, excluded.rate), source = max(source, excluded.source)"},
    {"SELECT raw, reason, path, offset FROM failure ORDER BY path, offset, reason",
     "INSERT INTO failure(raw, reason, path, offset, run) SELECT ?1, ?2, ?3, ?4, (SELECT max(key) FROM run) WHERE NOT "
     "EXISTS "
     "(SELECT 1 FROM failure WHERE path = ?3 AND offset = ?4 AND reason = ?2 AND raw IS ?1)"},
};

/* A rate that another part brought changes what was derived. */
static ErrCode copy_asides(Ledger *out, Ledger *part, Err *err) {
  int64_t before, after;
  ErrCode code = db_exec(&out->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = db_int(&before, &out->db, "SELECT count(*) FROM rate", err);
  for (size_t i = 0; i < sizeof asides / sizeof *asides && code == OK; i++)
    code = copy_rows(out, part, asides[i].from, asides[i].into, err);
  if (code == OK) code = db_int(&after, &out->db, "SELECT count(*) FROM rate", err);
  if (code == OK && after != before) code = content_changed(&out->db, true, err);
  if (code == OK) code = db_exec(&out->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(out->db.handle, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

/* Documents of `out` that another part has forgotten. */
static ErrCode bury(Ledger *out, Err *err) {
  int64_t key;
  ErrCode code = db_exec(&out->db, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE", err);
  while (code == OK &&
         (code = db_int(&key, &out->db,
                        "SELECT d.key FROM tombstone t JOIN document d ON d.id = t.id OR d.raw = t.raw LIMIT 1",
                        err)) == OK &&
         key) {
    code = db_exec(&out->db,
                   "INSERT OR IGNORE INTO tombstone(id, raw, reason, day) SELECT d.id, d.raw, t.reason, t.day FROM "
                   "tombstone t JOIN document d ON d.raw = t.raw",
                   err);
    if (code == OK) code = forget_rows(out, key, err);
  }
  if (code == OK) code = db_exec(&out->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(out->db.handle, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

/* --- documents ---------------------------------------------------------------------------------------------------------- */

static bool stopped(const Merge *m) { return m->options->stop && *m->options->stop; }

static ErrCode put_extraction(Merge *m, Ledger *out, Loader *x, sqlite3_stmt *s, size_t *batch, Err *err) {
  Parcel *p;
  ErrCode code = parcel_load(&p, x, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), true, err);
  if (code == OK && p) code = ledger_put(out, p, m->counts, err);
  parcel_free(p);
  if (code == OK && ++*batch % BATCH == 0) code = ledger_commit(out, err);
  if (code == OK && stopped(m))
    code = err_set(err, ERR_INTERRUPTED, "interrupted; run the same command again to go on");
  return code;
}

static ErrCode put_part(Merge *m, Ledger *out, Part *p, Err *err) {
  Loader *x;
  sqlite3_stmt *s = NULL;
  size_t batch = 0;
  bool row;
  ErrCode code = loader_new(&x, p->l, err);
  if (code == OK)
    code = db_prepare(&s, &p->l->db, "SELECT document, pack FROM extraction ORDER BY document, pack", err);
  while (code == OK && (code = db_step(&p->l->db, s, &row, err)) == OK && row)
    code = put_extraction(m, out, x, s, &batch, err);
  sqlite3_finalize(s);
  loader_free(x);
  ErrCode committed = code == OK || code == ERR_INTERRUPTED ? ledger_commit(out, err) : OK;
  return code == OK ? committed : code;
}

/* Of several packs' readings of a document the one with the greatest hash is shown, whatever came first. */
#define CHOOSE_CURRENT                                                                                                 \
  "BEGIN IMMEDIATE; DELETE FROM stale; INSERT INTO stale SELECT x.document, x.pack FROM extraction x JOIN pack k ON "  \
  "k.key = x.pack WHERE EXISTS "                                                                                       \
  "(SELECT 1 FROM extraction y JOIN pack j ON j.key = y.pack WHERE y.document = x.document AND j.hash > k.hash); "     \
  "COMMIT"

static ErrCode merge_into(Merge *m, Ledger *out, Err *err) {
  Str command = m->options->command.n ? m->options->command : STR("merge");
  ErrCode code = ledger_begin_run_as(out, command, str_of(m->lang), m->pack, err);
  for (size_t i = 0; i < m->nparts && code == OK; i++) code = copy_asides(out, m->parts[i].l, err);
  if (code == OK) code = bury(out, err);
  for (size_t i = 0; i < m->nparts && code == OK; i++) code = put_part(m, out, &m->parts[i], err);
  if (code == OK && m->npacks > 1) code = db_exec(&out->db, CHOOSE_CURRENT, err);
  if (code == OK || code == ERR_INTERRUPTED) {
    ErrCode ended = ledger_end_run(out, m->counts, code != OK, err);
    if (code == OK) code = ended;
  }
  return code;
}

ErrCode ledger_merge(const char *path, const char *const *parts, size_t nparts, const MergeOptions *o, Counts *counts,
                     Err *err) {
  Merge m = {.parts = mem_zalloc((nparts + 1) * sizeof *m.parts), .options = o, .counts = counts};
  Ledger *out = NULL;
  for (size_t i = 0; i < nparts; i++)
    if (!same_file(path, parts[i])) m.parts[m.nparts++].path = parts[i];
  ErrCode code = check(&m, err);
  if (code == OK && !o->dry_run) {
    code = ledger_open(&out, path, LEDGER_WRITE, err);
    if (code == OK) code = see_packs(&m, out, err);
    if (code == OK && m.differ && !o->mixed_packs)
      code = err_set(err, ERR_USAGE, "%s: was made with another rule pack than the parts: allow it with --mixed-packs",
                     path);
    if (code == OK) code = merge_into(&m, out, err);
    ErrCode closed = ledger_close(out, err);
    if (code == OK) code = closed;
  }
  for (size_t i = 0; i < m.nparts; i++) ledger_close(m.parts[i].l, NULL);
  free(m.parts);
  return code;
}
