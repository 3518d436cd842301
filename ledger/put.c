/* put.c -- the one writer: parcels in, rows in the file, a transaction a batch.
 *
 * A known document is skipped whole after one look-up by its content id. A new one costs an INSERT per row, bound straight from
 * the parcel's cells. Entities and rules are few and are found in a table in memory. Local keys are counted here, so
 * that no row has to be read back. */
#include "ledger/derived.h"
#include "ledger/fts.h"
#include "ledger/parcel.h"
#include "base/map.h"
#include <stdlib.h>
#include <time.h>

enum {
  INTERN_MOST = 200000, /* names kept in memory; then the table starts again */
  LIVE_INDEX_CLAIMS =
      20000 /* a run that adds more, and more than there were, drops the indexes and builds them at its end */
};

enum {
  DOCUMENT_FIND,
  DOCUMENT_ADD,
  TOMBSTONE_FIND,
  PLACE_ADD,
  BODY_ADD,
  CITATION_ADD,
  LINK_ADD,
  EXTRACTION_FIND,
  EXTRACTION_ADD,
  STALE_OTHERS,
  STALE_NOT,
  SENTENCE_ADD,
  CLAIM_ADD,
  ENTITY_FIND,
  ENTITY_ADD,
  RULE_FIND,
  RULE_ADD,
  PACK_FIND,
  PACK_ADD,
  FAILURE_ADD,
  RUN_UPDATE,
  STATEMENTS
};

#define QUESTIONS_9 "?,?,?,?,?,?,?,?,?"
#define QUESTIONS_60                                                                                                   \
  QUESTIONS_9 "," QUESTIONS_9 "," QUESTIONS_9 "," QUESTIONS_9 "," QUESTIONS_9 "," QUESTIONS_9 ",?,?,?,?,?,?"

static const char *const statement_sql[STATEMENTS] = {
    [DOCUMENT_FIND] = "SELECT key FROM document WHERE id = ?1",
    [DOCUMENT_ADD] = "INSERT INTO document(key, " DOCUMENT_COLUMNS ") VALUES(?," QUESTIONS_9 "," QUESTIONS_9 ",?,?)",
    [TOMBSTONE_FIND] = "SELECT 1 FROM tombstone WHERE id = ?1 OR raw = ?2",
    [PLACE_ADD] = "INSERT OR IGNORE INTO place(document, path, offset, given_id) VALUES(?,?,?,?)",
    [BODY_ADD] = "INSERT INTO body(document, text, map, blocks) VALUES(?,?,?,?)",
    [CITATION_ADD] = "INSERT INTO citation(document, " CITATION_COLUMNS ") VALUES(?," QUESTIONS_9 ")",
    [LINK_ADD] = "INSERT INTO link(document, " LINK_COLUMNS ") VALUES(?,?,?,?,?,?)",
    [EXTRACTION_FIND] = "SELECT 1 FROM extraction WHERE document = ?1 AND pack = ?2",
    [EXTRACTION_ADD] = "INSERT INTO extraction(document, pack, run, claims, inside) VALUES(?,?,?,?,?)",
    [STALE_OTHERS] = "INSERT OR IGNORE INTO stale(document, pack) SELECT document, pack FROM extraction WHERE document "
                     "= ?1 AND pack <> ?2",
    [STALE_NOT] = "DELETE FROM stale WHERE document = ?1 AND pack = ?2",
    [SENTENCE_ADD] = "INSERT INTO sentence(key, document, start, \"end\", text) VALUES(?,?,?,?,?)",
    [CLAIM_ADD] = "INSERT INTO claim(key, document, pack, sentence, subject, speaker, rule, " CLAIM_COLUMNS
                  ") VALUES(?,?,?,?,?,?,?," QUESTIONS_60 ")",
    [ENTITY_FIND] = "SELECT key FROM entity WHERE name = ?1 AND type = ?2 AND core = ?3",
    [ENTITY_ADD] = "INSERT INTO entity(name, type, core) VALUES(?1, ?2, ?3)",
    [RULE_FIND] = "SELECT key FROM rule WHERE claim = ?1 AND mention = ?2",
    [RULE_ADD] = "INSERT INTO rule(claim, mention) VALUES(?1, ?2)",
    [PACK_FIND] = "SELECT key FROM pack WHERE hash = ?1",
    [PACK_ADD] = "INSERT INTO pack(hash, lang) VALUES(?1, ?2)",
    [FAILURE_ADD] = "INSERT INTO failure(raw, reason, path, offset, run) SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS "
                    "(SELECT 1 FROM failure WHERE path = ?3 AND offset = ?4 AND reason = ?2 AND raw IS ?1)",
    [RUN_UPDATE] = "UPDATE run SET documents = ?2, unchanged = ?3, changed = ?4, failed = ?5, claims = ?6, bytes = ?7, "
                   "seconds = ?8 "
                   "WHERE key = ?1",
};

struct Writer {
  sqlite3_stmt *statements[STATEMENTS];
  bool open;                            /* a batch is open */
  int64_t run, first_document;          /* of this run; documents from this key on are new */
  int64_t document, sentence, claim;    /* the next keys */
  int64_t claims_before;                /* in the ledger when the run began */
  bool live_indexes, tombstones, mixed; /* mixed: more than one pack */
  bool grew, reshaped;                  /* this batch: something was added; something was added to a known document */
  Sha256 pack_hash;
  int64_t pack; /* its key */
  Str lang;
  char lang_bytes[24];
  Map *entities, *rules;
  Buf name; /* scratch for keys of the two tables */
  Counts total;
  struct timespec began;
};

void writer_free(Writer *w) {
  if (!w) return;
  for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(w->statements[i]);
  map_free(w->entities);
  map_free(w->rules);
  buf_release(&w->name);
  free(w);
}

/* --- beginning a run ----------------------------------------------------------------------------------------------- */

static void now_text(char out[24]) {
  time_t t = time(NULL);
  struct tm tm;
  gmtime_r(&t, &tm);
  strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static ErrCode prepare_all(Writer *w, const Db *db, Err *err) {
  ErrCode code = OK;
  for (int i = 0; i < STATEMENTS && code == OK; i++) code = db_prepare(&w->statements[i], db, statement_sql[i], err);
  return code;
}

static ErrCode find_pack(int64_t *out, Writer *w, const Db *db, Sha256 hash, Err *err) {
  sqlite3_stmt *find = w->statements[PACK_FIND], *add = w->statements[PACK_ADD];
  bool row;
  bind_sha(find, 1, &hash);
  ErrCode code = db_step(db, find, &row, err);
  *out = row ? sqlite3_column_int64(find, 0) : 0;
  sqlite3_reset(find);
  if (code != OK || row) return code;
  bind_sha(add, 1, &hash);
  bind_str(add, 2, w->lang);
  code = db_run(db, add, err);
  *out = sqlite3_last_insert_rowid(db->handle);
  return code;
}

static ErrCode add_run(Writer *w, const Db *db, Str command, Err *err) {
  char now[24];
  sqlite3_stmt *s;
  now_text(now);
  ErrCode code = db_exec(db, "UPDATE run SET state = 'killed' WHERE state = 'running'", err);
  if (code == OK)
    code = db_prepare(&s, db,
                      "INSERT INTO run(started, state, command, version, pack) VALUES(?1, 'running', ?2, ?3, ?4)", err);
  if (code != OK) return code;
  bind_str(s, 1, str_of(now));
  bind_str(s, 2, command);
  bind_str(s, 3, STR(VERSION));
  sqlite3_bind_int64(s, 4, w->pack);
  code = db_run(db, s, err);
  sqlite3_finalize(s);
  w->run = sqlite3_last_insert_rowid(db->handle);
  return code;
}

static ErrCode load_counters(Writer *w, const Db *db, Err *err) {
  int64_t indexes, tombstones, packs;
  ErrCode code = db_int(&w->document, db, "SELECT max(key) + 1 FROM document", err);
  if (code == OK) code = db_int(&w->sentence, db, "SELECT max(key) + 1 FROM sentence", err);
  if (code == OK) code = db_int(&w->claim, db, "SELECT max(key) + 1 FROM claim", err);
  if (code == OK) code = meta_int(&indexes, db, "indexes", 0, err);
  if (code == OK) code = db_int(&tombstones, db, "SELECT count(*) FROM tombstone", err);
  if (code == OK) code = db_int(&packs, db, "SELECT count(*) FROM pack", err);
  if (code != OK) return code;
  if (!w->document) w->document = 1;
  if (!w->sentence) w->sentence = 1;
  if (!w->claim) w->claim = 1;
  w->live_indexes = indexes != 0;
  w->tombstones = tombstones != 0;
  w->mixed = packs > 1;
  return OK;
}

static ErrCode start(Ledger *l, Str command, Err *err) {
  Writer *w = l->writer;
  ErrCode code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = prepare_all(w, &l->db, err);
  if (code == OK) code = find_pack(&w->pack, w, &l->db, w->pack_hash, err);
  if (code == OK) code = meta_set_int(&l->db, "pack", w->pack, err);
  if (code == OK) code = add_run(w, &l->db, command, err);
  if (code == OK) code = load_counters(w, &l->db, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  w->first_document = w->document;
  w->claims_before = w->claim - 1;
  return code;
}

static void set_lang(Writer *w, Str lang) {
  size_t n = lang.n < sizeof w->lang_bytes ? lang.n : sizeof w->lang_bytes;
  if (n) memcpy(w->lang_bytes, lang.p, n);
  w->lang = str_make(w->lang_bytes, n);
}

ErrCode ledger_begin_run_as(Ledger *l, Str command, Str lang, Sha256 pack, Err *err) {
  writer_free(l->writer);
  Writer *w = l->writer = mem_zalloc(sizeof *w);
  w->entities = map_new();
  w->rules = map_new();
  w->pack_hash = pack;
  set_lang(w, lang);
  clock_gettime(CLOCK_MONOTONIC, &w->began);
  return start(l, command, err);
}

ErrCode ledger_begin_run(Ledger *l, Str command, const Pack *p, Err *err) {
  return ledger_begin_run_as(l, command, str_of(pack_lang(p)), pack_hash(p), err);
}

ErrCode ledger_set_shard(Ledger *l, int shard, int shards, Err *err) {
  ErrCode code = meta_set_int(&l->db, "shard", shard, err);
  if (code == OK) code = meta_set_int(&l->db, "shards", shards, err);
  if (code == OK) code = meta_set_int(&l->db, "complete", 0, err);
  return code;
}

/* --- names --------------------------------------------------------------------------------------------------------- */

/* The key of what the bound find/add statements name, through the table in memory under w->name. */
static ErrCode intern(int64_t *out, Writer *w, const Db *db, Map **table, sqlite3_stmt *find, sqlite3_stmt *add,
                      Err *err) {
  bool row;
  ErrCode code = db_step(db, find, &row, err);
  *out = row ? sqlite3_column_int64(find, 0) : 0;
  sqlite3_reset(find);
  if (code == OK && !row) {
    code = db_run(db, add, err);
    *out = sqlite3_last_insert_rowid(db->handle);
  }
  if (map_count(*table) >= INTERN_MOST) {
    map_free(*table);
    *table = map_new();
  }
  if (code == OK) map_put(*table, buf_str(&w->name), (uintptr_t)*out);
  return code;
}

static bool known_name(int64_t *out, Writer *w, const Map *table, Str a, Str b, int64_t c) {
  uintptr_t value;
  buf_reset(&w->name);
  varint_put(&w->name, a.n);
  buf_put(&w->name, a);
  buf_put(&w->name, b);
  buf_putc(&w->name, (char)c);
  bool known = map_get(table, buf_str(&w->name), &value);
  if (known) *out = (int64_t)value;
  return known;
}

static ErrCode damaged(Err *err) { return err_set(err, ERR_BUG, "a parcel is damaged"); }

/* Takes (name, type, core) off the cells; *out is 0 when the name is null. */
static ErrCode take_entity(int64_t *out, Writer *w, const Db *db, Str cells, size_t *at, Err *err) {
  Str name, type;
  int64_t core;
  *out = 0;
  if (!cell_take_str(&name, cells, at)) return damaged(err);
  if (!name.p) return cells_skip(2, cells, at) ? OK : damaged(err);
  if (!cell_take_str(&type, cells, at) || !cell_take_int(&core, cells, at)) return damaged(err);
  if (known_name(out, w, w->entities, name, type, core)) return OK;
  for (int i = 0; i < 2; i++) {
    sqlite3_stmt *s = w->statements[i ? ENTITY_ADD : ENTITY_FIND];
    bind_str(s, 1, name);
    bind_str(s, 2, type);
    sqlite3_bind_int64(s, 3, core);
  }
  return intern(out, w, db, &w->entities, w->statements[ENTITY_FIND], w->statements[ENTITY_ADD], err);
}

static ErrCode take_rule(int64_t *out, Writer *w, const Db *db, Str cells, size_t *at, Err *err) {
  Str claim, mention;
  if (!cell_take_str(&claim, cells, at) || !cell_take_str(&mention, cells, at)) return damaged(err);
  if (known_name(out, w, w->rules, claim, mention, 0)) return OK;
  for (int i = 0; i < 2; i++) {
    sqlite3_stmt *s = w->statements[i ? RULE_ADD : RULE_FIND];
    bind_str(s, 1, claim);
    bind_str(s, 2, mention);
  }
  return intern(out, w, db, &w->rules, w->statements[RULE_FIND], w->statements[RULE_ADD], err);
}

/* --- a document's rows --------------------------------------------------------------------------------------------- */

/* One INSERT whose parameters from `first` on are the next count cells. */
static ErrCode insert(const Db *db, sqlite3_stmt *s, int first, int count, Str cells, size_t *at, Err *err) {
  if (!cells_bind(s, first, count, cells, at)) return damaged(err);
  ErrCode code = db_run(db, s, err);
  sqlite3_clear_bindings(s);
  return code;
}

/* The same `times` over, with parameter 1 the document. */
static ErrCode insert_rows(const Db *db, sqlite3_stmt *s, int64_t document, size_t times, int count, Str cells,
                           size_t *at, Err *err) {
  ErrCode code = OK;
  for (size_t i = 0; i < times && code == OK; i++) {
    sqlite3_bind_int64(s, 1, document);
    code = insert(db, s, 2, count, cells, at, err);
  }
  return code;
}

static ErrCode put_sentences(Writer *w, const Db *db, int64_t document, size_t n, Str cells, size_t *at, Err *err) {
  sqlite3_stmt *s = w->statements[SENTENCE_ADD];
  ErrCode code = OK;
  for (size_t i = 0; i < n && code == OK; i++) {
    sqlite3_bind_int64(s, 1, w->sentence++);
    sqlite3_bind_int64(s, 2, document);
    code = insert(db, s, 3, 3, cells, at, err);
  }
  return code;
}

static void bind_key(sqlite3_stmt *s, int parameter, int64_t key) {
  if (key) sqlite3_bind_int64(s, parameter, key);
}

static ErrCode put_claim(Writer *w, const Db *db, int64_t document, int64_t first_sentence, Str cells, size_t *at,
                         Err *err) {
  sqlite3_stmt *s = w->statements[CLAIM_ADD];
  int64_t sentence, subject, speaker, rule;
  if (!cell_take_int(&sentence, cells, at)) return damaged(err);
  ErrCode code = take_entity(&subject, w, db, cells, at, err);
  if (code == OK) code = take_entity(&speaker, w, db, cells, at, err);
  if (code == OK) code = take_rule(&rule, w, db, cells, at, err);
  if (code != OK) return code;
  sqlite3_bind_int64(s, 1, w->claim++);
  sqlite3_bind_int64(s, 2, document);
  sqlite3_bind_int64(s, 3, w->pack);
  sqlite3_bind_int64(s, 4, first_sentence + sentence);
  bind_key(s, 5, subject);
  bind_key(s, 6, speaker);
  sqlite3_bind_int64(s, 7, rule);
  return insert(db, s, 8, CLAIM_CELLS, cells, at, err);
}

static ErrCode put_extraction(Writer *w, const Db *db, int64_t document, const Parcel *p, Err *err) {
  sqlite3_stmt *s = w->statements[EXTRACTION_ADD];
  sqlite3_bind_int64(s, 1, document);
  sqlite3_bind_int64(s, 2, w->pack);
  sqlite3_bind_int64(s, 3, w->run);
  sqlite3_bind_int64(s, 4, (int64_t)p->claims);
  bind_sha(s, 5, &p->inside);
  return db_run(db, s, err);
}

/* Document, places, body, citations, links: or, for a known document, only its places. */
static ErrCode put_article(Writer *w, const Db *db, int64_t document, bool known, const Parcel *p, size_t *at,
                           Err *err) {
  Str cells = buf_str(&p->cells);
  ErrCode code = OK;
  if (known) {
    if (!cells_skip(DOCUMENT_CELLS, cells, at)) return damaged(err);
  } else {
    sqlite3_bind_int64(w->statements[DOCUMENT_ADD], 1, document);
    code = insert(db, w->statements[DOCUMENT_ADD], 2, DOCUMENT_CELLS, cells, at, err);
  }
  if (code == OK) code = insert_rows(db, w->statements[PLACE_ADD], document, p->places, 3, cells, at, err);
  if (known) {
    if (sqlite3_changes(db->handle)) w->grew = w->reshaped = true;
    int rest = 3 + (int)p->citations * CITATION_CELLS + (int)p->links * LINK_CELLS;
    return code != OK || cells_skip(rest, cells, at) ? code : damaged(err);
  }
  if (code == OK) code = insert_rows(db, w->statements[BODY_ADD], document, 1, 3, cells, at, err);
  if (code == OK)
    code = insert_rows(db, w->statements[CITATION_ADD], document, p->citations, CITATION_CELLS, cells, at, err);
  if (code == OK) code = insert_rows(db, w->statements[LINK_ADD], document, p->links, LINK_CELLS, cells, at, err);
  return code;
}

static ErrCode make_current(Writer *w, const Db *db, int64_t document, Err *err) {
  ErrCode code = OK;
  for (int i = 0; i < 2 && code == OK && w->mixed; i++) {
    sqlite3_stmt *s = w->statements[i ? STALE_NOT : STALE_OTHERS];
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_int64(s, 2, w->pack);
    code = db_run(db, s, err);
    if (sqlite3_changes(db->handle)) w->grew = w->reshaped = true;
  }
  return code;
}

static ErrCode put_claims(Writer *w, const Db *db, int64_t document, const Parcel *p, size_t *at, Err *err) {
  Str cells = buf_str(&p->cells);
  int64_t first = w->sentence;
  ErrCode code = put_extraction(w, db, document, p, err);
  if (code == OK) code = put_sentences(w, db, document, p->sentences, cells, at, err);
  for (size_t i = 0; i < p->claims && code == OK; i++) code = put_claim(w, db, document, first, cells, at, err);
  return code;
}

/* --- a parcel ------------------------------------------------------------------------------------------------------ */

static ErrCode lookup(int64_t *out, const Db *db, sqlite3_stmt *s, Err *err) {
  bool row;
  ErrCode code = db_step(db, s, &row, err);
  *out = row ? sqlite3_column_int64(s, 0) : 0;
  sqlite3_reset(s);
  return code;
}

static ErrCode forgotten(bool *out, Writer *w, const Db *db, const Parcel *p, Err *err) {
  int64_t found = 0;
  ErrCode code = OK;
  if (w->tombstones) {
    bind_id(w->statements[TOMBSTONE_FIND], 1, &p->id);
    bind_sha(w->statements[TOMBSTONE_FIND], 2, &p->raw);
    code = lookup(&found, db, w->statements[TOMBSTONE_FIND], err);
  }
  *out = found != 0;
  return code;
}

/* *document: key or 0; *extracted: with this pack. */
static ErrCode look_up(int64_t *document, int64_t *extracted, Writer *w, const Db *db, const Parcel *p, Err *err) {
  *extracted = 0;
  bind_id(w->statements[DOCUMENT_FIND], 1, &p->id);
  ErrCode code = lookup(document, db, w->statements[DOCUMENT_FIND], err);
  if (code != OK || !*document) return code;
  sqlite3_bind_int64(w->statements[EXTRACTION_FIND], 1, *document);
  sqlite3_bind_int64(w->statements[EXTRACTION_FIND], 2, w->pack);
  return lookup(extracted, db, w->statements[EXTRACTION_FIND], err);
}

static ErrCode put_document(Ledger *l, const Parcel *p, Counts *counts, Err *err) {
  Writer *w = l->writer;
  int64_t document, extracted;
  size_t at = 0;
  bool gone;
  ErrCode code = forgotten(&gone, w, &l->db, p, err);
  if (code == OK && gone) counts->unchanged++;
  if (code != OK || gone) return code;
  code = look_up(&document, &extracted, w, &l->db, p, err);
  bool known = document != 0;
  if (!known) document = w->document++;
  if (code == OK) code = put_article(w, &l->db, document, known, p, &at, err);
  if (code == OK && !extracted) code = put_claims(w, &l->db, document, p, &at, err);
  if (code == OK && known) code = make_current(w, &l->db, document, err);
  if (code != OK) return code;
  if (!extracted) w->grew = true;
  if (!extracted && known) w->reshaped = true;
  counts->documents += !known;
  counts->unchanged += known;
  counts->claims += extracted ? 0 : p->claims;
  return OK;
}

static ErrCode put_failure(Writer *w, const Db *db, const Parcel *p, Counts *counts, Err *err) {
  size_t at = 0;
  sqlite3_stmt *s = w->statements[FAILURE_ADD];
  counts->failed++;
  sqlite3_bind_int64(s, 5, w->run);
  return insert(db, s, 1, 4, buf_str(&p->cells), &at, err);
}

/* --- batches ------------------------------------------------------------------------------------------------------- */

static ErrCode open_batch(Ledger *l, Err *err) {
  Writer *w = l->writer;
  if (w->open) return OK;
  ErrCode code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = load_counters(w, &l->db, err);
  w->open = code == OK;
  return code;
}

/* Another pack's parcel (merge): its key, and meta.pack stays what the run began with. */
static ErrCode choose_pack(Writer *w, const Db *db, const Parcel *p, Err *err) {
  if (p->kind != PARCEL_DOCUMENT || memcmp(p->pack.b, w->pack_hash.b, sizeof p->pack.b) == 0) return OK;
  w->pack_hash = p->pack;
  set_lang(w, str_of(p->lang));
  w->mixed = true;
  return find_pack(&w->pack, w, db, p->pack, err);
}

static ErrCode drop_indexes_for_bulk(Ledger *l, Err *err) {
  Writer *w = l->writer;
  int64_t added = (int64_t)w->total.claims;
  if (!w->live_indexes || added < LIVE_INDEX_CLAIMS || added < w->claims_before) return OK;
  w->live_indexes = false;
  return indexes_drop(l, err);
}

static void count_up(Counts *sum, const Counts *c) {
  sum->documents += c->documents;
  sum->unchanged += c->unchanged;
  sum->failed += c->failed;
  sum->claims += c->claims;
  sum->bytes += c->bytes;
}

ErrCode ledger_put(Ledger *l, const Parcel *p, Counts *counts, Err *err) {
  Writer *w = l->writer;
  Counts now = {.bytes = p->bytes};
  ErrCode code = open_batch(l, err);
  if (code == OK) code = choose_pack(w, &l->db, p, err);
  if (code == OK && p->kind == PARCEL_DOCUMENT) code = put_document(l, p, &now, err);
  if (code == OK && p->kind == PARCEL_FAILURE) code = put_failure(w, &l->db, p, &now, err);
  if (code == OK) code = drop_indexes_for_bulk(l, err);
  if (code != OK) return code;
  count_up(counts, &now);
  count_up(&w->total, &now);
  return OK;
}

void ledger_passed_over(Ledger *l, uint64_t documents) { l->writer->total.unchanged += documents; }

static double seconds_since(const struct timespec *t) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - t->tv_sec) + (double)(now.tv_nsec - t->tv_nsec) / 1e9;
}

static ErrCode update_run(Writer *w, const Db *db, Err *err) {
  sqlite3_stmt *s = w->statements[RUN_UPDATE];
  const uint64_t values[] = {w->total.documents, w->total.unchanged, w->total.changed,
                             w->total.failed,    w->total.claims,    w->total.bytes};
  sqlite3_bind_int64(s, 1, w->run);
  for (int i = 0; i < 6; i++) sqlite3_bind_int64(s, 2 + i, (int64_t)values[i]);
  sqlite3_bind_double(s, 8, seconds_since(&w->began));
  return db_run(db, s, err);
}

ErrCode ledger_commit(Ledger *l, Err *err) {
  Writer *w = l->writer;
  if (!w || !w->open) return OK;
  ErrCode code = update_run(w, &l->db, err);
  if (code == OK && w->grew) code = content_changed(&l->db, w->reshaped, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  w->open = w->grew = w->reshaped = false;
  return code;
}

/* --- ending a run -------------------------------------------------------------------------------------------------- */

#define CHANGED                                                                                                        \
  "SELECT count(*) FROM origin o WHERE o.document >= ?1 AND EXISTS "                                                   \
  "(SELECT 1 FROM origin p WHERE p.source = o.source AND p.document < o.document)"

static ErrCode count_changed(Ledger *l, Err *err) {
  sqlite3_stmt *s;
  int64_t changed = 0;
  ErrCode code = db_prepare(&s, &l->db, CHANGED, err);
  if (code != OK) return code;
  sqlite3_bind_int64(s, 1, l->writer->first_document);
  code = lookup(&changed, &l->db, s, err);
  sqlite3_finalize(s);
  l->writer->total.changed = (uint64_t)changed;
  return code;
}

static ErrCode close_run(Ledger *l, const char *state, Err *err) {
  char sql[200], now[24];
  now_text(now);
  sqlite3_snprintf(sizeof sql, sql, "UPDATE run SET state = %Q, finished = %Q WHERE key = %lld", state, now,
                   (long long)l->writer->run);
  ErrCode code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = update_run(l->writer, &l->db, err);
  if (code == OK) code = db_exec(&l->db, sql, err);
  if (code == OK && strcmp(state, "done") == 0) code = meta_set_int(&l->db, "complete", 1, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  return code;
}

ErrCode ledger_end_run(Ledger *l, Counts *counts, bool interrupted, Err *err) {
  ErrCode code = ledger_commit(l, err);
  bool finish = !interrupted && !l->defer;
  if (code == OK && !interrupted) code = indexes_build(l, err);
  if (code == OK && finish) code = ledger_finish(l, err);
  if (code == OK && finish) code = count_changed(l, err);
  if (code == OK || code == ERR_INTERRUPTED) {
    counts->changed = l->writer->total.changed;
    ErrCode closed = close_run(l, interrupted ? "interrupted" : "done", err);
    if (code == OK) code = closed;
  }
  writer_free(l->writer);
  l->writer = NULL;
  return code;
}
