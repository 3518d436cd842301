/* show.c -- names to things: ids cut short, given ids, entities and their aliases. */
#include "ledger/show.h"
#include "ledger/ledger_p.h"

enum { SHOWN_CANDIDATES = 3 };

/* --- ids ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  char prefix;
  ThingKind kind;
  const char *what, *sql; /* key, id of those between two ids */
} IdKind;

static const IdKind id_kinds[] = {
    {'c', THING_CLAIM, "claim", "SELECT key, id FROM claim WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 4"},
    {'d', THING_DOCUMENT, "document", "SELECT key, id FROM document WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 4"},
    {'x', THING_CONFLICT, "conflict",
     "SELECT min(key), id FROM finding WHERE id BETWEEN ?1 AND ?2 GROUP BY id ORDER BY id LIMIT 4"},
};

/* The smallest and the greatest id that begin with these digits. */
static bool id_range(Id *low, Id *high, Str hex) {
  char first[33], last[33];
  if (hex.n < 4 || hex.n > 32) return false;
  memset(first, '0', 32);
  memset(last, 'f', 32);
  memcpy(first, hex.p, hex.n);
  memcpy(last, hex.p, hex.n);
  return hex_parse(low->b, 16, str_make(first, 32)) && hex_parse(high->b, 16, str_make(last, 32));
}

static ErrCode ambiguous(Str ref, const IdKind *kind, const Buf *candidates, Err *err) {
  return err_set(err, ERR_USAGE, "%.*s: more than one %s begins so: %.*s", STR_ARGS(ref), kind->what,
                 STR_ARGS(buf_str(candidates)));
}

static ErrCode find_id(Thing *out, Ledger *l, const IdKind *kind, Str ref, Err *err) {
  Id low, high;
  sqlite3_stmt *s;
  Buf candidates = BUF_INIT;
  int n = 0;
  bool row;
  if (!id_range(&low, &high, str_slice(ref, 2, ref.n)))
    return err_set(err, ERR_USAGE, "%.*s: an id has 4 to 32 digits 0-9 a-f behind \"%c:\"", STR_ARGS(ref),
                   kind->prefix);
  ErrCode code = db_prepare(&s, &l->db, kind->sql, err);
  if (code != OK) return code;
  bind_id(s, 1, &low);
  bind_id(s, 2, &high);
  while ((code = db_step(&l->db, s, &row, err)) == OK && row) {
    if (n++ == 0) *out = (Thing){kind->kind, sqlite3_column_int64(s, 0)};
    buf_printf(&candidates, "%s%c:", n > 1 ? ", " : "", kind->prefix);
    hex_put(&candidates, sqlite3_column_blob(s, 1), 8);
  }
  sqlite3_finalize(s);
  if (code == OK && n == 0)
    code = err_set(err, ERR_USAGE, "%.*s: no such %s in %s", STR_ARGS(ref), kind->what, l->db.path);
  if (code == OK && n > 1) code = ambiguous(ref, kind, &candidates, err);
  buf_release(&candidates);
  return code;
}

/* --- names ----------------------------------------------------------------------------------------------------------- */

static const struct {
  ThingKind kind;
  const char *sql;
} names[] = {
    {THING_ENTITY,
     "SELECT key, name FROM entity WHERE name = ?1 COLLATE NOCASE GROUP BY name ORDER BY core DESC, name"},
    {THING_DOCUMENT, "SELECT DISTINCT document, path FROM place WHERE given_id = ?1 ORDER BY path"},
    {THING_DOCUMENT,
     "SELECT o.document, o.source FROM origin o WHERE o.source = ?1 ORDER BY o.current DESC, o.document DESC LIMIT 1"},
    {THING_ENTITY, "SELECT min(e.key), e.name FROM claim c JOIN entity e ON e.key = c.subject WHERE c.subject_text = "
                   "?1 COLLATE NOCASE "
                   "GROUP BY e.name ORDER BY count(*) DESC, e.name"},
    {THING_ENTITY,
     "SELECT min(key), name FROM entity WHERE name LIKE '%' || ?1 || '%' GROUP BY name ORDER BY core DESC, name"},
};

/* The only thing of that name, or the one whose name is exactly it. */
static ErrCode find_in(bool *found, Thing *out, Ledger *l, int which, Str ref, Err *err) {
  sqlite3_stmt *s;
  Buf candidates = BUF_INIT;
  int n = 0;
  bool row, exact = false;
  ErrCode code = db_prepare(&s, &l->db, names[which].sql, err);
  if (code == OK) bind_str(s, 1, ref);
  while (code == OK && !exact && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    Str name = column_str(s, 1);
    exact = str_eq(name, ref);
    if (n == 0 || exact) *out = (Thing){names[which].kind, sqlite3_column_int64(s, 0)};
    if (n++ < SHOWN_CANDIDATES) buf_printf(&candidates, "%s%.*s", n > 1 ? ", " : "", STR_ARGS(name));
  }
  sqlite3_finalize(s);
  *found = n > 0;
  if (code == OK && n > 1 && !exact && names[which].kind == THING_ENTITY)
    code = err_set(err, ERR_USAGE, "%.*s: %d things are called so: %.*s%s: give the full name", STR_ARGS(ref), n,
                   STR_ARGS(buf_str(&candidates)), n > SHOWN_CANDIDATES ? " ..." : "");
  if (code == OK && n > 1 && names[which].kind == THING_DOCUMENT)
    code = err_set(err, ERR_USAGE, "%.*s: %d documents have this id, in %.*s: give d: and its hash", STR_ARGS(ref), n,
                   STR_ARGS(buf_str(&candidates)));
  buf_release(&candidates);
  return code;
}

ErrCode ledger_find(Thing *out, Ledger *l, Str ref, Err *err) {
  bool found = false;
  ErrCode code = OK;
  ref = str_trim(ref);
  for (size_t i = 0; i < sizeof id_kinds / sizeof *id_kinds; i++)
    if (ref.n > 2 && ref.p[0] == id_kinds[i].prefix && ref.p[1] == ':') return find_id(out, l, &id_kinds[i], ref, err);
  for (int i = 0; i < (int)(sizeof names / sizeof *names) && code == OK && !found && ref.n; i++)
    code = find_in(&found, out, l, i, ref, err);
  if (code == OK && !found)
    code = err_set(err, ERR_USAGE, "%.*s: nothing in %s is called so", STR_ARGS(ref), l->db.path);
  return code;
}

/* --- entities -------------------------------------------------------------------------------------------------------- */

#define SAME_NAME "(SELECT key FROM entity WHERE name = (SELECT name FROM entity WHERE key = ?1))"

static ErrCode load_name(EntityHit *out, Arena *a, Ledger *l, int64_t key, Err *err) {
  sqlite3_stmt *s;
  bool row = false;
  ErrCode code = db_prepare(
      &s, &l->db,
      "SELECT e.name, e.type, e.core, (SELECT count(*) FROM claim WHERE subject IN " SAME_NAME "), "
      "(SELECT count(DISTINCT document) FROM claim WHERE subject IN " SAME_NAME ") FROM entity e WHERE e.key = ?1",
      err);
  if (code == OK) {
    sqlite3_bind_int64(s, 1, key);
    code = db_step(&l->db, s, &row, err);
  }
  if (code == OK && !row) code = err_set(err, ERR_LEDGER, "%s: no such entity", l->db.path);
  if (row) {
    out->name = column_copy(a, s, 0);
    out->type = column_copy(a, s, 1);
    out->core = sqlite3_column_int(s, 2) != 0;
    out->claims = (uint64_t)sqlite3_column_int64(s, 3);
    out->documents = (uint64_t)sqlite3_column_int64(s, 4);
  }
  sqlite3_finalize(s);
  return code;
}

static ErrCode load_aliases(EntityHit *out, Arena *a, Ledger *l, int64_t key, Err *err) {
  sqlite3_stmt *s;
  size_t cap = 0;
  bool row;
  ErrCode code = db_prepare(&s, &l->db,
                            "SELECT subject_text FROM claim WHERE subject IN " SAME_NAME
                            " AND subject_text IS NOT NULL GROUP BY 1 "
                            "ORDER BY count(*) DESC, 1 LIMIT 50",
                            err);
  if (code == OK) sqlite3_bind_int64(s, 1, key);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    out->aliases = arena_grow(a, out->aliases, out->naliases, &cap, out->naliases + 1, sizeof *out->aliases);
    out->aliases[out->naliases++] = column_copy(a, s, 0);
  }
  sqlite3_finalize(s);
  return code;
}

static ErrCode load_measures(EntityHit *out, Arena *a, Ledger *l, int64_t key, Err *err) {
  sqlite3_stmt *s;
  size_t cap = 0;
  bool row;
  ErrCode code = db_prepare(&s, &l->db,
                            "SELECT measure, unit, count(*) FROM claim WHERE subject IN " SAME_NAME
                            " AND measure IS NOT NULL GROUP BY 1, 2 "
                            "ORDER BY 3 DESC, 1, 2",
                            err);
  if (code == OK) sqlite3_bind_int64(s, 1, key);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    out->measures = arena_grow(a, out->measures, out->nmeasures, &cap, out->nmeasures + 1, sizeof *out->measures);
    out->measures[out->nmeasures].measure = column_copy(a, s, 0);
    out->measures[out->nmeasures].unit = column_copy(a, s, 1);
    out->measures[out->nmeasures++].claims = (uint64_t)sqlite3_column_int64(s, 2);
  }
  sqlite3_finalize(s);
  return code;
}

ErrCode entity_load(EntityHit *out, Arena *a, Ledger *l, int64_t key, Err *err) {
  *out = (EntityHit){0};
  ErrCode code = load_name(out, a, l, key, err);
  if (code == OK) code = load_aliases(out, a, l, key, err);
  if (code == OK) code = load_measures(out, a, l, key, err);
  return code;
}

/* --- neighbours ------------------------------------------------------------------------------------------------------ */

static ErrCode keys_of(int64_t **keys, size_t *n, Arena *a, Ledger *l, const char *sql, int64_t key, Err *err) {
  sqlite3_stmt *s;
  size_t cap = 0;
  bool row;
  *keys = NULL;
  *n = 0;
  ErrCode code = db_prepare(&s, &l->db, sql, err);
  if (code == OK) sqlite3_bind_int64(s, 1, key);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    *keys = arena_grow(a, *keys, *n, &cap, *n + 1, sizeof **keys);
    (*keys)[(*n)++] = sqlite3_column_int64(s, 0);
  }
  sqlite3_finalize(s);
  return code;
}

ErrCode document_versions(int64_t **keys, size_t *n, Arena *a, Ledger *l, int64_t key, Err *err) {
  return keys_of(
      keys, n, a, l,
      "SELECT o.document FROM origin o JOIN document d ON d.key = o.document WHERE o.document <> ?1 AND o.source = "
      "(SELECT source FROM origin WHERE document = ?1) ORDER BY coalesce(d.modified, d.published, ''), "
      "coalesce(d.published, ''), d.id",
      key, err);
}

ErrCode document_copies(int64_t **keys, size_t *n, Arena *a, Ledger *l, int64_t key, Err *err) {
  return keys_of(
      keys, n, a, l,
      "SELECT o.document FROM origin o JOIN document d ON d.key = o.document WHERE o.document <> ?1 AND o.origin = "
      "(SELECT origin FROM origin WHERE document = ?1) ORDER BY d.published, d.id",
      key, err);
}

ErrCode claim_conflicts(int64_t **keys, size_t *n, Arena *a, Ledger *l, int64_t claim, Err *err) {
  return keys_of(keys, n, a, l,
                 "SELECT DISTINCT f.key FROM member m JOIN finding f ON f.key = m.finding WHERE m.claim = ?1 ORDER BY "
                 "f.severity DESC, f.id",
                 claim, err);
}
