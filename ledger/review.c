/* review.c -- decisions of people: one row per witness pair, never changed. A review's id is the hash of what it says, so that merging
 * ledgers joins reviews without doubling them. */
#include "ledger/conflicts.h"
#include "ledger/ledger_p.h"
#include "ledger/sql.h"
#include "base/suggest.h"
#include <stdio.h>
#include <time.h>

const char *const review_actions[] = {"confirm", "dismiss", "correct", "split", "annotate", "reopen", NULL};

ErrCode review_check(const Review *r, Err *err) {
  Str action = r->action;
  for (const char *const *name = review_actions; *name; name++)
    if (str_is(action, *name)) return OK;
  const char *near = suggest(action, review_actions);
  return err_set(err, ERR_USAGE, "%.*s: no such action: did you mean %s?", STR_ARGS(action),
                 near ? near : "confirm, dismiss, correct, split, annotate or reopen");
}

static Id review_id(const Review *r, const Id *pair, Str at) {
  Hasher h;
  hasher_init(&h);
  hasher_field(&h, str_make((const char *)pair->b, sizeof pair->b));
  const Str said[] = {at, r->who, r->action, r->reason, r->note};
  for (size_t i = 0; i < sizeof said / sizeof *said; i++) hasher_field(&h, said[i]);
  return id_of(hasher_done(&h));
}

static ErrCode add(Ledger *l, sqlite3_stmt *s, const Conflict *c, const Witness *w, const Review *r, Str at, Err *err) {
  Id id = review_id(r, &w->pair, at);
  bind_id(s, 1, &id);
  bind_id(s, 2, &w->pair);
  bind_id(s, 3, &c->id);
  bind_str(s, 4, at);
  bind_str(s, 5, r->who.p ? r->who : STR(""));
  bind_str(s, 6, r->action);
  bind_str(s, 7, r->reason);
  bind_str(s, 8, r->note);
  return db_run(&l->db, s, err);
}

/* To the microsecond, so that decisions made one after the other stay in order. */
static void instant(char *out, size_t n) {
  struct timespec t;
  struct tm tm;
  char seconds[24];
  clock_gettime(CLOCK_REALTIME, &t);
  strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", gmtime_r(&t.tv_sec, &tm));
  snprintf(out, n, "%s.%06uZ", seconds, (unsigned)(t.tv_nsec / 1000) % 1000000);
}

ErrCode ledger_review(Ledger *l, const Conflict *c, const Review *r, Err *err) {
  char now[40];
  instant(now, sizeof now);
  sqlite3_stmt *s = NULL;
  ErrCode code = review_check(r, err);
  if (code == OK) code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code != OK) return code;
  code = db_prepare(
      &s, &l->db,
      "INSERT OR IGNORE INTO review(id, pair, conflict, at, who, action, reason, note) VALUES(?,?,?,?,?,?,?,?)", err);
  for (size_t i = 0; i < c->nwitnesses && code == OK; i++)
    code = add(l, s, c, &c->witnesses[i], r, r->at.n ? r->at : str_of(now), err);
  sqlite3_finalize(s);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(l->db.handle, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

ErrCode ledger_reviews(Ledger *l, RowSink sink, void *ctx, Err *err) {
  return select_rows(l,
                     "SELECT 'x:' || lower(hex(conflict)) AS conflict, lower(hex(pair)) AS pair, at, who, action, "
                     "reason, note FROM review ORDER BY at, id",
                     sink, ctx, err);
}
