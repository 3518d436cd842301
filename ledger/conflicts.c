/* conflicts.c -- findings read back: which ones, worst first, with their claims and the comparison that shows them.
 *
 * A finding row holds what is needed to choose and to sort; verdict, readings and reasons of its witness pairs are
 * compared again when it is shown, since compare_claims is pure. */
#include "ledger/conflicts.h"
#include "ledger/filter.h"
#include "ledger/load.h"
#include "ledger/cluster.h"
#include "ledger/rows.h"
#include "ledger/sql.h"
#include "base/suggest.h"
#include <stdlib.h>

/* --- which ones ------------------------------------------------------------------------------------------------------ */

static const char *const fields[] = {"entity",  "subject", "measure", "source", "date",
                                     "verdict", "word",    "per",     "flag",   NULL};

static ErrCode no_field(Str field, Err *err) {
  return err_set(
      err, ERR_USAGE,
      "%.*s: no such field: conflicts know entity: measure: source: date: verdict: word: per: flag:", STR_ARGS(field));
}

#define BY_PUBLISHER                                                                                                   \
  "EXISTS (SELECT 1 FROM member m JOIN claim c ON c.key = m.claim JOIN document d ON d.key = c.document WHERE "        \
  "m.finding = f.key AND "                                                                                             \
  "(d.publisher LIKE ? ESCAPE '\\' OR d.url LIKE ? ESCAPE '\\'))"

static void word_clause(Filter *f, Str word) {
  buf_puts(&f->where, " AND (f.subject LIKE ? ESCAPE '\\' OR f.measure = ? OR " BY_PUBLISHER ")");
  filter_text(f, filter_like(f, word));
  filter_text(f, filter_measure_name(f, word));
  filter_text(f, filter_like(f, word));
  filter_text(f, filter_like(f, word));
}

static void equal_clause(Filter *f, const char *sql, Str value) {
  buf_puts(&f->where, sql);
  filter_text(f, value);
}

static ErrCode date_clause(Filter *f, Str value, Err *err) {
  Str first, last;
  if (!day_span_parse(&first, &last, f->a, value))
    return err_set(err, ERR_USAGE, "date:%.*s: not understood: write it like 2025-01-27, 2025-01 or 2025-01..2025-03",
                   STR_ARGS(value));
  buf_puts(&f->where, " AND coalesce(f.last, '') >= ? AND coalesce(f.first, '9999') <= ?");
  filter_text(f, first);
  filter_text(f, last);
  return OK;
}

static ErrCode flag_clause(Filter *f, Str value, Err *err) {
  for (unsigned bit = 1; flag_name(bit); bit <<= 1)
    if (str_is(value, flag_name(bit))) {
      buf_printf(&f->where, " AND f.flags & %u", bit);
      return OK;
    }
  return err_set(err, ERR_USAGE, "flag:%.*s: no such flag: misquoted, revised_copy, correction, ...", STR_ARGS(value));
}

static ErrCode field_clause(Filter *f, Str field, Str value, Err *err) {
  if (str_is(field, "date")) return date_clause(f, value, err);
  if (str_is(field, "flag")) return flag_clause(f, value, err);
  if (str_is(field, "entity") || str_is(field, "subject"))
    equal_clause(f, " AND f.subject = ? COLLATE NOCASE", value);
  else if (str_is(field, "measure"))
    equal_clause(f, " AND f.measure = ?", filter_measure_name(f, value));
  else if (str_is(field, "verdict"))
    equal_clause(f, " AND f.verdict = ?", value);
  else if (str_is(field, "word"))
    equal_clause(f, " AND f.word = ?", value);
  else if (str_is(field, "per"))
    equal_clause(f, " AND f.per = ?", value);
  else {
    equal_clause(f, " AND (" BY_PUBLISHER ")", filter_like(f, value));
    filter_text(f, filter_like(f, value));
  }
  return OK;
}

static ErrCode term_clause(Filter *f, Str term, Err *err) {
  Str field = term_field(term);
  term = str_trim(term);
  if (f->nvalues + 8 > FILTER_VALUES) return err_set(err, ERR_USAGE, "conflicts: too many terms: give fewer");
  if (!term.n) return OK;
  if (!field.n) {
    word_clause(f, term);
    return OK;
  }
  for (const char *const *name = fields; *name; name++)
    if (str_is(field, *name)) return field_clause(f, field, str_slice(term, field.n + 1, term.n), err);
  return no_field(field, err);
}

/* A pair's state is its last action that decides something. */
#define DISMISSED                                                                                                      \
  "NOT EXISTS (SELECT 1 FROM witness w WHERE w.finding = f.key AND coalesce((SELECT r.action FROM review r WHERE "     \
  "r.pair = w.pair AND "                                                                                               \
  "r.action <> 'annotate' ORDER BY r.at DESC, r.id DESC LIMIT 1), '') <> 'dismiss')"
#define TOUCHES_RUN                                                                                                    \
  "EXISTS (SELECT 1 FROM member m JOIN claim c ON c.key = m.claim JOIN extraction x ON x.document = c.document AND "   \
  "x.pack = c.pack "                                                                                                   \
  "WHERE m.finding = f.key AND x.run >= "

static void choose_words(Filter *f, const ConflictQuery *q) {
  const char *comma = "";
  buf_puts(&f->where, "f.word IN (");
  for (int w = WORD_APART; w <= WORD_CONFLICT; w++) {
    bool wanted = w == WORD_APART ? q->apart : w >= (int)q->min;
    if (!wanted) continue;
    buf_printf(&f->where, "%s'%s'", comma, word_name((Word)w));
    comma = ", ";
  }
  buf_putc(&f->where, ')');
}

static ErrCode choose(Filter *f, Ledger *l, Arena *a, const ConflictQuery *q, Err *err) {
  *f = (Filter){.a = a, .l = l};
  int64_t run = q->since_run;
  ErrCode code = run < 0 ? db_int(&run, &l->db, "SELECT max(run) FROM extraction", err) : OK;
  choose_words(f, q);
  if (!q->same_document) buf_printf(&f->where, " AND f.sources >= 2 AND (f.flags & %d) = 0", FLAG_SAME_DOCUMENT);
  if (q->independent) buf_puts(&f->where, " AND f.origins >= 2");
  if (!q->dismissed) buf_puts(&f->where, " AND NOT (" DISMISSED ")");
  if (run > 0) buf_printf(&f->where, " AND " TOUCHES_RUN "%lld)", (long long)run);
  for (size_t i = 0; i < q->nterms && code == OK; i++) code = term_clause(f, str_of(q->terms[i]), err);
  return code;
}

/* Keys first, so that a sink may take its time without holding a statement open. */
static ErrCode keys_of(int64_t **keys, size_t *n, Filter *f, size_t limit, Err *err) {
  Buf sql = BUF_INIT;
  sqlite3_stmt *s;
  size_t cap = 0;
  bool row = false;
  *keys = NULL;
  *n = 0;
  buf_puts(&sql, "SELECT f.key FROM finding f WHERE ");
  buf_put(&sql, buf_str(&f->where));
  buf_puts(&sql, " ORDER BY f.severity DESC, f.id, f.word");
  if (limit) buf_printf(&sql, " LIMIT %zu", limit);
  ErrCode code = db_prepare(&s, &f->l->db, sql.p, err);
  if (code == OK) filter_bind(f, s);
  while (code == OK && (code = db_step(&f->l->db, s, &row, err)) == OK && row) {
    *keys = arena_grow(f->a, *keys, *n, &cap, *n + 1, sizeof **keys);
    (*keys)[(*n)++] = sqlite3_column_int64(s, 0);
  }
  sqlite3_finalize(s);
  buf_release(&sql);
  return code;
}

/* --- one of them ----------------------------------------------------------------------------------------------------- */

static Day day_column(sqlite3_stmt *s, int column) {
  Day d;
  return day_parse(&d, column_str(s, column)) ? d : DAY_NONE;
}

#define FINDING                                                                                                        \
  "SELECT f.id, f.word, f.verdict, f.severity, f.flags, f.subject, f.measure, f.per, f.first, f.last, f.documents, "   \
  "f.origins, f.sources, " DISMISSED " FROM finding f WHERE f.key = ?1"

static ErrCode load_finding(Conflict *c, Arena *a, Ledger *l, Err *err) {
  sqlite3_stmt *s;
  bool row = false;
  ErrCode code = db_prepare(&s, &l->db, FINDING, err);
  if (code == OK) {
    sqlite3_bind_int64(s, 1, c->key);
    code = db_step(&l->db, s, &row, err);
  }
  if (code == OK && !row) code = err_set(err, ERR_LEDGER, "%s: no such conflict", l->db.path);
  if (code == OK) {
    column_id(&c->id, s, 0);
    if (!word_parse(&c->word, column_str(s, 1)) || !verdict_parse(&c->verdict, column_str(s, 2)))
      code = err_set(err, ERR_LEDGER, "%s: a conflict makes no sense: run claimledger verify", l->db.path);
    c->severity = sqlite3_column_int(s, 3);
    c->flags = (unsigned)sqlite3_column_int(s, 4);
    c->subject = column_copy(a, s, 5);
    c->measure = column_copy(a, s, 6);
    c->per = column_copy(a, s, 7);
    c->first = day_column(s, 8);
    c->last = day_column(s, 9);
    c->documents = sqlite3_column_int(s, 10);
    c->origins = sqlite3_column_int(s, 11);
    c->sources = sqlite3_column_int(s, 12);
    c->dismissed = sqlite3_column_int(s, 13) != 0;
  }
  sqlite3_finalize(s);
  return code;
}

/* Documents of the members, each loaded once. */
typedef struct {
  DocumentHit **items;
  size_t n, cap;
} DocumentSet;

static ErrCode open_document(DocumentHit **out, DocumentSet *o, Arena *a, Loader *x, int64_t key, Err *err) {
  for (size_t i = 0; i < o->n; i++)
    if (o->items[i]->key == key) {
      *out = o->items[i];
      return OK;
    }
  o->items = arena_grow(a, o->items, o->n, &o->cap, o->n + 1, sizeof *o->items);
  *out = o->items[o->n++] = arena_zalloc(a, sizeof **out);
  return document_load_with(*out, a, x, key, err);
}

static ErrCode pick(ClaimHit *out, const DocumentHit *d, int64_t claim, Err *err) {
  for (size_t i = 0; i < d->nhits; i++)
    if (d->hits[i].key == claim) {
      *out = d->hits[i];
      return OK;
    }
  return err_set(err, ERR_LEDGER, "a claim is missing in its document: run claimledger verify");
}

static ErrCode load_member(Conflict *c, Arena *a, Loader *x, DocumentSet *o, sqlite3_stmt *s, Err *err) {
  DocumentHit *d;
  ErrCode code = open_document(&d, o, a, x, sqlite3_column_int64(s, 1), err);
  return code == OK ? pick(&c->members[c->nmembers++], d, sqlite3_column_int64(s, 0), err) : code;
}

/* What is made once for all conflicts of a listing. */
typedef struct {
  Ledger *l;
  Loader *loader;
  RowReader *rows;
  Rates *rates;
} Opener;

static ErrCode opener_init(Opener *x, Arena *a, Ledger *l, Err *err) {
  *x = (Opener){.l = l};
  ErrCode code = loader_new(&x->loader, l, err);
  if (code == OK) code = row_reader_new(&x->rows, l, err);
  return code == OK ? ledger_rates(&x->rates, a, l, err) : code;
}

static void opener_release(Opener *x) {
  loader_free(x->loader);
  row_reader_free(x->rows);
}

static ErrCode load_members(Conflict *c, Arena *a, const Opener *x, Err *err) {
  DocumentSet o = {0};
  sqlite3_stmt *s = NULL;
  size_t cap = 0;
  bool row;
  ErrCode code = db_prepare(&s, &x->l->db,
                            "SELECT m.claim, c.document FROM member m JOIN claim c ON c.key = m.claim WHERE m.finding "
                            "= ?1 ORDER BY m.number",
                            err);
  if (code == OK) sqlite3_bind_int64(s, 1, c->key);
  while (code == OK && (code = db_step(&x->l->db, s, &row, err)) == OK && row) {
    c->members = arena_grow(a, c->members, c->nmembers, &cap, c->nmembers + 1, sizeof *c->members);
    code = load_member(c, a, x->loader, &o, s, err);
  }
  sqlite3_finalize(s);
  return code;
}

static ErrCode load_rows(Conflict *c, Arena *a, const Opener *x, Err *err) {
  ErrCode code = OK;
  c->rows = arena_zalloc(a, (c->nmembers + 1) * sizeof *c->rows);
  for (size_t i = 0; i < c->nmembers && code == OK; i++)
    code = row_of_claim(&c->rows[i], a, x->rows, c->members[i].key, err);
  return code;
}

/* The origins' weight is the cluster's: the first pair shows the finding's own severity. */
static void compare_again(Conflict *c, Witness *w, const Rates *rates, bool first) {
  const ClaimRow *a = &c->rows[w->a], *b = &c->rows[w->b];
  compare_claims(&w->comparison, a, b, rates);
  if (!first || w->comparison.severity == c->severity) return;
  w->comparison.many_origins = true;
  comparison_score(&w->comparison, a, b);
}

static ErrCode load_review(Witness *w, Arena *a, sqlite3_stmt *s, const Db *db, Err *err) {
  bool row;
  bind_id(s, 1, &w->pair);
  ErrCode code = db_step(db, s, &row, err);
  w->review = row ? column_copy(a, s, 0) : STR("");
  if (row) {
    w->reason = column_copy(a, s, 1);
    w->note = column_copy(a, s, 2);
    w->who = column_copy(a, s, 3);
    w->at = column_copy(a, s, 4);
  }
  sqlite3_reset(s);
  return code;
}

#define LAST_REVIEW "SELECT action, reason, note, who, at FROM review WHERE pair = ?1 ORDER BY at DESC, id DESC LIMIT 1"

static ErrCode load_witnesses(Conflict *c, Arena *a, Ledger *l, const Rates *rates, Err *err) {
  sqlite3_stmt *s, *review = NULL;
  size_t cap = 0;
  bool row;
  ErrCode code = db_prepare(&s, &l->db, "SELECT a, b, pair FROM witness WHERE finding = ?1 ORDER BY number", err);
  if (code == OK) code = db_prepare(&review, &l->db, LAST_REVIEW, err);
  if (code == OK) sqlite3_bind_int64(s, 1, c->key);
  while (code == OK && (code = db_step(&l->db, s, &row, err)) == OK && row) {
    c->witnesses = arena_grow(a, c->witnesses, c->nwitnesses, &cap, c->nwitnesses + 1, sizeof *c->witnesses);
    Witness *w = &c->witnesses[c->nwitnesses++];
    *w = (Witness){.a = (size_t)sqlite3_column_int64(s, 0), .b = (size_t)sqlite3_column_int64(s, 1)};
    if (!column_id(&w->pair, s, 2) || w->a >= c->nmembers || w->b >= c->nmembers)
      code = err_set(err, ERR_LEDGER, "%s: a conflict makes no sense: run claimledger verify", l->db.path);
    if (code == OK) compare_again(c, w, rates, c->nwitnesses == 1);
    if (code == OK) code = load_review(w, a, review, &l->db, err);
  }
  sqlite3_finalize(s);
  sqlite3_finalize(review);
  return code;
}

static void explain(Conflict *c, Arena *a) {
  Buf b = BUF_INIT;
  const Witness *w = c->witnesses;
  if (c->nwitnesses) comparison_explain(&b, &w->comparison, &c->rows[w->a], &c->rows[w->b]);
  c->why = arena_str(a, buf_str(&b));
  buf_release(&b);
}

static ErrCode load_conflict(Conflict *out, Arena *a, const Opener *x, int64_t key, Err *err) {
  *out = (Conflict){.key = key};
  ErrCode code = load_finding(out, a, x->l, err);
  if (code == OK) code = load_members(out, a, x, err);
  if (code == OK) code = load_rows(out, a, x, err);
  if (code == OK) code = load_witnesses(out, a, x->l, x->rates, err);
  if (code == OK) explain(out, a);
  return code;
}

ErrCode conflict_load(Conflict *out, Arena *a, Ledger *l, int64_t key, Err *err) {
  Opener x;
  ErrCode code = opener_init(&x, a, l, err);
  if (code == OK) code = load_conflict(out, a, &x, key, err);
  opener_release(&x);
  return code;
}

ErrCode ledger_conflicts(Ledger *l, const ConflictQuery *q, ConflictSink sink, void *ctx, Err *err) {
  Arena *a = arena_new(), *one = arena_new();
  Filter f;
  Opener x = {.l = l};
  int64_t *keys = NULL;
  size_t n = 0;
  ErrCode code = choose(&f, l, a, q, err);
  if (code == OK) code = opener_init(&x, a, l, err);
  if (code == OK) code = keys_of(&keys, &n, &f, q->limit, err);
  for (size_t i = 0; i < n && code == OK; i++) {
    Conflict c;
    arena_clear(one);
    code = load_conflict(&c, one, &x, keys[i], err);
    if (code == OK) code = sink(ctx, &c);
    if (code == OK) code = ledger_stopped(l, err);
  }
  opener_release(&x);
  filter_release(&f);
  arena_free(one);
  arena_free(a);
  return code == ERR_END ? OK : code;
}

/* --- counted by a field ------------------------------------------------------------------------------------------------ */

static const char *const groups[] = {"subject", "measure", "verdict", "word", "publisher", "month", NULL};
static const char *const group_columns[] = {"f.subject", "f.measure",   "f.verdict",
                                            "f.word",    "d.publisher", "substr(f.first, 1, 7)"};

static ErrCode group_column(const char **out, Str field, Err *err) {
  for (size_t i = 0; groups[i]; i++)
    if (str_is(field, groups[i])) {
      *out = group_columns[i];
      return OK;
    }
  const char *near = suggest(field, groups);
  return err_set(err, ERR_USAGE, "--by %.*s: no such field: did you mean %s?", STR_ARGS(field),
                 near ? near : "subject, measure, verdict, word, publisher or month");
}

ErrCode ledger_conflicts_by(Ledger *l, const ConflictQuery *q, Str field, RowSink sink, void *ctx, Err *err) {
  const char *column = NULL;
  ErrCode code = group_column(&column, field, err);
  if (code != OK) return code;
  Arena *a = arena_new();
  Filter f;
  Buf sql = BUF_INIT;
  code = choose(&f, l, a, q, err);
  buf_printf(&sql,
             "SELECT %s AS value, count(DISTINCT f.key) AS conflicts, max(f.severity) AS worst, count(DISTINCT "
             "f.subject) AS subjects FROM finding f ",
             column);
  if (str_is(field, "publisher"))
    buf_puts(
        &sql,
        "JOIN member g ON g.finding = f.key JOIN claim h ON h.key = g.claim JOIN document d ON d.key = h.document ");
  buf_puts(&sql, "WHERE ");
  buf_put(&sql, buf_str(&f.where));
  buf_puts(&sql, " GROUP BY 1 ORDER BY 2 DESC, 1");
  if (q->limit) buf_printf(&sql, " LIMIT %zu", q->limit);
  if (code == OK) code = filter_rows(&f, sql.p, sink, ctx, err);
  filter_release(&f);
  buf_release(&sql);
  arena_free(a);
  return code;
}

/* --- for `check` ----------------------------------------------------------------------------------------------------- */

ErrCode ledger_cluster_rows(ClaimRow **out, size_t *n, Arena *a, Ledger *l, const ClaimRow *like, Err *err) {
  RowReader *r;
  Buf key = BUF_INIT, other = BUF_INIT;
  *out = NULL;
  *n = 0;
  if (!cluster_admits(like)) return OK;
  cluster_key(&key, like);
  ErrCode code = row_reader_new(&r, l, err);
  if (code == OK) code = rows_of_cluster(out, n, a, r, (int64_t)str_hash(buf_str(&key)), err);
  size_t kept = 0;
  for (size_t i = 0; i < *n; i++) {
    buf_reset(&other);
    cluster_key(&other, &(*out)[i]);
    if (str_eq(buf_str(&key), buf_str(&other))) (*out)[kept++] = (*out)[i];
  }
  *n = kept;
  row_reader_free(r);
  buf_release(&key);
  buf_release(&other);
  return code;
}

ErrCode hit_of_row(ClaimHit *out, Arena *a, Ledger *l, int64_t claim_key, Err *err) {
  sqlite3_stmt *s;
  bool row = false;
  DocumentHit *d = arena_zalloc(a, sizeof *d);
  ErrCode code = db_prepare(&s, &l->db, "SELECT document FROM claim WHERE key = ?1", err);
  if (code == OK) {
    sqlite3_bind_int64(s, 1, claim_key);
    code = db_step(&l->db, s, &row, err);
  }
  int64_t document = row ? sqlite3_column_int64(s, 0) : 0;
  sqlite3_finalize(s);
  if (code == OK && !document) code = err_set(err, ERR_LEDGER, "%s: no such claim", l->db.path);
  if (code == OK) code = document_load(d, a, l, document, err);
  return code == OK ? pick(out, d, claim_key, err) : code;
}
