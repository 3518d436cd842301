/* ledger.c -- opening and closing: what is this file, may we write it, is it complete?
 *
 * Two locks keep order. SQLite's own guard each transaction; beside them a writer holds flock(2) on the ledger for as long as it has
 * it open, so that a second writer is told so at once instead of in the middle of its work, and so that a reader can tell a killed run
 * (nobody holds the lock: finish its indexes) from one that is going on (leave it alone). The descriptor of the lock is closed after
 * SQLite's, since closing any descriptor of a file drops its POSIX locks. */
#include "ledger/ledger_p.h"
#include "base/embed.h"
#include "ledger/derived.h"
#include "ledger/fts.h"
#include "ledger/measures.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOCK_WAIT_MS = 5000, LOCK_STEP_MS = 50 };

/* --- the file ------------------------------------------------------------------------------------------------------ */

static ErrCode check_path(const char *path, LedgerMode mode, Err *err) {
  struct stat st;
  if (stat(path, &st) != 0) {
    if (errno == ENOENT && mode == LEDGER_WRITE) return OK;
    if (errno == ENOENT)
      return err_set(err, ERR_LEDGER, "%s: no such ledger: make one with claimledger ingest, or name another with -L",
                     path);
    return err_set(err, ERR_LEDGER, "%s: %s", path, strerror(errno));
  }
  if (S_ISDIR(st.st_mode))
    return err_set(err, ERR_LEDGER, "%s: is a directory, not a ledger: name a file with -L", path);
  if (!S_ISREG(st.st_mode)) return err_set(err, ERR_LEDGER, "%s: is not a regular file: name another with -L", path);
  return OK;
}

static void sleep_ms(long ms) {
  nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

static ErrCode take_lock(Ledger *l, int wait_ms, Err *err) {
  l->lock = open(l->db.path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (l->lock < 0) return err_set(err, ERR_LEDGER, "%s: cannot be written: %s", l->db.path, strerror(errno));
  for (int waited = 0; flock(l->lock, LOCK_EX | LOCK_NB) != 0; waited += LOCK_STEP_MS) {
    if (errno != EWOULDBLOCK && errno != EINTR) return OK; /* no flock on this file system: SQLite's locks remain */
    if (waited >= wait_ms)
      return err_set(err, ERR_LEDGER, "%s: locked by another claimledger that writes: wait until it is done",
                     l->db.path);
    sleep_ms(LOCK_STEP_MS);
  }
  return OK;
}

/* --- the schema ---------------------------------------------------------------------------------------------------- */

/* Embedded ledger/schema/N_*.sql in byte order of their names. */
static ErrCode run_schema(Ledger *l, Err *err) {
  const Str folder = STR("ledger/schema/");
  ErrCode code = OK;
  for (const EmbeddedFile *f = embedded_files; f->name && code == OK; f++) {
    Str name = str_of(f->name);
    if (!str_starts(name, folder) || name.p[folder.n] < '0' || name.p[folder.n] > '9') continue;
    char *sql = mem_strdup(str_make(f->start, (size_t)(f->end - f->start)));
    code = db_exec(&l->db, sql, err);
    free(sql);
  }
  return code;
}

static ErrCode create(Ledger *l, Err *err) {
  char pragmas[120];
  sqlite3_snprintf(sizeof pragmas, pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                   LEDGER_APPLICATION_ID, LEDGER_USER_VERSION);
  ErrCode code = db_exec(&l->db, "BEGIN IMMEDIATE", err);
  if (code == OK) code = db_exec(&l->db, pragmas, err);
  if (code == OK) code = run_schema(l, err);
  if (code == OK) code = search_create(l, err);
  if (code == OK) code = meta_set_text(&l->db, "program", STR("claimledger " VERSION), err);
  if (code == OK) code = meta_set_int(&l->db, "indexes", 0, err);
  if (code == OK) code = db_exec(&l->db, "COMMIT", err);
  return code;
}

/* *fresh: an empty file that is to become a ledger. */
static ErrCode check_identity(bool *fresh, Ledger *l, Err *err) {
  int64_t application, version, tables;
  ErrCode code = db_int(&application, &l->db, "PRAGMA application_id", err);
  if (code == OK) code = db_int(&version, &l->db, "PRAGMA user_version", err);
  if (code == OK) code = db_int(&tables, &l->db, "SELECT count(*) FROM sqlite_schema", err);
  if (code != OK) return code;
  *fresh = application == 0 && version == 0 && tables == 0;
  if (*fresh && l->mode == LEDGER_WRITE) return OK;
  if (application != LEDGER_APPLICATION_ID)
    return err_set(err, ERR_LEDGER, "%s: not a ledger of claimledger: name another with -L", l->db.path);
  if (version > LEDGER_USER_VERSION)
    return err_set(err, ERR_LEDGER, "%s: made by a newer claimledger (schema %d, this one knows %d): update it",
                   l->db.path, (int)version, LEDGER_USER_VERSION);
  if (version < LEDGER_USER_VERSION && l->mode == LEDGER_WRITE)
    return err_set(err, ERR_LEDGER, "%s: made by an older claimledger: claimledger merge -o NEW %s upgrades it",
                   l->db.path, l->db.path);
  return OK;
}

/* --- opening ------------------------------------------------------------------------------------------------------- */

static ErrCode connect(Ledger *l, Err *err) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* counts nobody asks for, under a lock; refused once SQLite is in use */
  int flags = l->mode == LEDGER_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  int code = sqlite3_open_v2(l->db.path, &l->db.handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK) return db_fail_code(&l->db, code, err);
  sqlite3_busy_timeout(l->db.handle, LOCK_WAIT_MS);
  sqlite3_db_config(l->db.handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(l->db.handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return OK;
}

#define PRAGMAS_OF_BOTH "PRAGMA cache_size = -24000; PRAGMA recursive_triggers = ON;"
#define PRAGMAS_OF_WRITER                                                                                              \
  "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = "     \
  "2000;"

static ErrCode prepare_writing(Ledger *l, Err *err) {
  bool fresh = false;
  ErrCode code = check_identity(&fresh, l, err);
  if (code == OK) code = db_exec(&l->db, PRAGMAS_OF_WRITER PRAGMAS_OF_BOTH, err);
  if (code == OK && fresh) code = create(l, err);
  return code;
}

static ErrCode prepare_reading(Ledger *l, Err *err) {
  bool fresh = false;
  ErrCode code = check_identity(&fresh, l, err);
  if (code == OK) code = db_exec(&l->db, PRAGMAS_OF_BOTH "PRAGMA query_only = ON; PRAGMA cell_size_check = ON", err);
  if (code == OK) code = ledger_unfinished(&l->stale, l, err);
  return code;
}

static ErrCode open_once(Ledger **out, const char *path, LedgerMode mode, int wait_ms, Err *err) {
  Ledger *l = mem_zalloc(sizeof *l);
  l->db.path = mem_strdup(str_of(path));
  l->mode = mode;
  l->lock = -1;
  ErrCode code = check_path(path, mode, err);
  if (code == OK && mode == LEDGER_WRITE) code = take_lock(l, wait_ms, err);
  if (code == OK) code = connect(l, err);
  if (code == OK) code = mode == LEDGER_WRITE ? prepare_writing(l, err) : prepare_reading(l, err);
  if (code != OK) {
    ledger_close(l, NULL);
    l = NULL;
  }
  *out = l;
  return code;
}

/* A power cut in the middle of a transaction left the journal that undoes it, which a reader may not. */
static bool is_cut_off(const char *path) {
  Str journal = str_of(path);
  char *name = mem_alloc(journal.n + sizeof "-journal");
  snprintf(name, journal.n + sizeof "-journal", "%s-journal", path);
  bool found = access(name, F_OK) == 0;
  free(name);
  return found;
}

/* A killed run left work behind: do it if nobody else is writing. Failing is no failure: the reader is told by ledger_stale. */
static void finish_for_reader(const char *path) {
  Ledger *l;
  if (access(path, W_OK) != 0 || open_once(&l, path, LEDGER_WRITE, 0, NULL) != OK) return;
  ledger_finish(l, NULL);
  ledger_close(l, NULL);
}

ErrCode ledger_open(Ledger **out, const char *path, LedgerMode mode, Err *err) {
  *out = NULL;
  ErrCode code = tables_load_embedded(err);
  if (code == OK && mode == LEDGER_READ && is_cut_off(path)) finish_for_reader(path);
  if (code == OK) code = open_once(out, path, mode, LOCK_WAIT_MS, err);
  if (code != OK || mode == LEDGER_WRITE || !(*out)->stale) return code;
  ledger_close(*out, NULL);
  finish_for_reader(path);
  return open_once(out, path, mode, 0, err);
}

/* --- closing ------------------------------------------------------------------------------------------------------- */

static ErrCode fold_log(Ledger *l, Err *err) {
  if (!sqlite3_get_autocommit(l->db.handle)) sqlite3_exec(l->db.handle, "ROLLBACK", NULL, NULL, NULL);
  ErrCode code = db_exec(&l->db, "PRAGMA wal_checkpoint(TRUNCATE)", err);
  /* a reader that is still there keeps the log: the last one to leave folds it in */
  sqlite3_busy_timeout(l->db.handle, 0);
  sqlite3_exec(l->db.handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  return code;
}

ErrCode ledger_close(Ledger *l, Err *err) {
  if (!l) return OK;
  ErrCode code = OK;
  writer_free(l->writer);
  if (l->db.handle && l->mode == LEDGER_WRITE) code = fold_log(l, err);
  sqlite3_close(l->db.handle);
  if (l->lock >= 0) close(l->lock);
  free(l->db.path);
  free(l);
  return code;
}

const char *ledger_path(const Ledger *l) { return l->db.path; }
bool ledger_stale(const Ledger *l) { return l->stale; }

void ledger_interrupt(Ledger *l) {
  atomic_store(&l->stop, true);
  sqlite3_interrupt(l->db.handle);
}

ErrCode ledger_stopped(const Ledger *l, Err *err) {
  return atomic_load(&l->stop) ? err_set(err, ERR_INTERRUPTED, "interrupted") : OK;
}

void ledger_defer(Ledger *l, bool on) { l->defer = on; }

/* --- what a run leaves to be done ------------------------------------------------------------------------------------ */

ErrCode ledger_unfinished(bool *out, Ledger *l, Err *err) {
  bool indexes = false, derived = false;
  ErrCode code = indexes_missing(&indexes, l, err);
  if (code == OK) code = derived_missing(&derived, l, err);
  *out = indexes || derived;
  return code;
}

ErrCode ledger_finish(Ledger *l, Err *err) {
  ErrCode code = indexes_build(l, err);
  if (code == OK) code = search_build(l, err);
  if (code == OK) code = derive_run(l, err);
  return code;
}
