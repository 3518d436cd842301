/* rates_put.c -- dated exchange rates from a CSV file into the ledger. */
#include "ledger/ledger_p.h"

static ErrCode add(Ledger *l, sqlite3_stmt *s, const Rate *r, Err *err) {
  Buf day = BUF_INIT, rate = BUF_INIT;
  day_put(&day, r->day);
  number_put(&rate, r->rate);
  bind_str(s, 1, buf_str(&day));
  bind_str(s, 2, r->from);
  bind_str(s, 3, r->to);
  bind_str(s, 4, buf_str(&rate));
  bind_str(s, 5, r->source.n ? r->source : (Str){0});
  ErrCode code = db_run(&l->db, s, err);
  buf_release(&day);
  buf_release(&rate);
  return code;
}

/* A first line that names the columns is left out. */
static bool is_heading(Str line) {
  return str_starts_nocase(line, STR("date,")) || str_starts_nocase(line, STR("day,"));
}

static ErrCode add_lines(Ledger *l, sqlite3_stmt *s, Str csv, uint64_t *added, Err *err) {
  Str line;
  ErrCode code = OK;
  for (unsigned n = 1; code == OK && str_split(&line, &csv, '\n'); n++) {
    Rate r;
    Err why = {0};
    line = str_trim(line);
    if (!line.n || (n == 1 && is_heading(line))) continue;
    if (rate_parse(&r, line, &why) != OK) return err_set(err, ERR_USAGE, "line %u: %s", n, why.text);
    code = add(l, s, &r, err);
    if (sqlite3_changes(l->db.handle)) ++*added;
  }
  return code;
}

#define ADD                                                                                                            \
  "INSERT INTO rate(day, unit, base, rate, source) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(day, unit, base) DO UPDATE " \
  "SET "                                                                                                               \
  "rate = excluded.rate, source = excluded.source WHERE rate <> excluded.rate OR source IS NOT excluded.source"

ErrCode ledger_load_rates(Ledger *l, Str csv, uint64_t *added, Err *err) {
  sqlite3_stmt *s = NULL;
  *added = 0;
  ErrCode code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code != OK) return code;
  code = db_prepare(&s, &l->db, ADD, err);
  if (code == OK) code = add_lines(l, s, csv, added, err);
  sqlite3_finalize(s);
  if (code == OK && *added) code = content_changed(&l->db, true, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  if (code != OK) sqlite3_exec(l->db.handle, "ROLLBACK", NULL, NULL, NULL);
  if (code == OK && *added) code = ledger_finish(l, err);
  return code;
}
