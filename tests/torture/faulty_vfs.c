/* faulty_vfs.c -- linked with the whole program (build/torture/claimledger), a disk that fails on order.
 *
 *   CLAIMLEDGER_FAULT=KIND:N[:SEED]   the Nth operation of that kind, from 1, fails; the kinds stand in KINDS below
 *   CLAIMLEDGER_STRUCK=FILE           made when it did: a run that does not make it has seen no fault
 *
 * Only what goes through SQLite is seen. It stands before the operating system's own functions as SQLite's default VFS. */
#include "base/sandbox.h"
#include "tests/torture/disk.h"
#include "tests/torture/faulty.h"
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum { READ, WRITE, SYNC, TRUNCATE, SIZE, LOCK, OPEN, DELETE, SHARE, CHANGE } Operation;

typedef struct {
  const char *name;
  Operation of; /* what is counted; CHANGE: writes, syncs, truncations and deletions together */
  bool on;      /* so does every later one */
  int code;     /* what SQLite is told; 0: the power goes before the operation */
} Kind;

static const Kind KINDS[] = {
    {"write", WRITE, false, SQLITE_IOERR_WRITE}, /* EIO once */
    {"write-on", WRITE, true, SQLITE_IOERR_WRITE},
    {"full", WRITE, true, SQLITE_FULL},   /* ENOSPC, and stays */
    {"short", WRITE, false, SQLITE_FULL}, /* half of the bytes arrive */
    {"read", READ, false, SQLITE_IOERR_READ},
    {"sync", SYNC, false, SQLITE_IOERR_FSYNC},
    {"sync-on", SYNC, true, SQLITE_IOERR_FSYNC},
    {"truncate", TRUNCATE, false, SQLITE_IOERR_TRUNCATE},
    {"size", SIZE, false, SQLITE_IOERR_FSTAT},
    {"lock", LOCK, false, SQLITE_IOERR_LOCK},
    {"open", OPEN, false, SQLITE_CANTOPEN},
    {"delete", DELETE, false, SQLITE_IOERR_DELETE},
    {"share", SHARE, false, SQLITE_IOERR_SHMMAP},
    {"cut", CHANGE, false, 0},      /* all that is not synced is lost */
    {"cut-some", CHANGE, false, 0}, /* each unsynced change is lost, kept or torn by lot */
    {"cut-end", CHANGE, false, 0},  /* like cut, when the program has ended; N does not matter */
};

static const Kind *kind; /* NULL: no fault */
static long at, seen;
static uint64_t seed;
static sqlite3_vfs *real;

typedef struct {
  sqlite3_file base;
  Disk *disk; /* NULL: a temporary file, or no cut is wanted */
  bool fresh; /* a new journal or log: with its first sync SQLite syncs its folder */
  sqlite3_file *real;
} Faulty;

static sqlite3_file *real_of(sqlite3_file *f) { return ((Faulty *)f)->real; }

static void note_struck(void) {
  const char *path = getenv("CLAIMLEDGER_STRUCK");
  int fd = path ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
  if (fd >= 0) close(fd);
}

static void power_cut(void) {
  note_struck();
  disks_cut(strcmp(kind->name, "cut-some") == 0 ? seed : 0);
  raise(SIGKILL);
}

/* What this operation is to answer: 0 when it is to be done. */
static int fails(Operation o) {
  bool change = o == WRITE || o == SYNC || o == TRUNCATE || o == DELETE;
  if (!kind || (kind->of != o && !(kind->of == CHANGE && change))) return SQLITE_OK;
  if (strcmp(kind->name, "cut-end") == 0) return SQLITE_OK;
  seen++;
  if (seen != at && !(kind->on && seen > at)) return SQLITE_OK;
  if (!kind->code) power_cut();
  note_struck();
  return kind->code;
}

/* --- an open file --------------------------------------------------------------------------------------------------- */

static int on_close(sqlite3_file *f) {
  int code = real_of(f)->pMethods ? real_of(f)->pMethods->xClose(real_of(f)) : SQLITE_OK;
  f->pMethods = NULL;
  return code;
}

static int on_read(sqlite3_file *f, void *out, int n, sqlite3_int64 offset) {
  int code = fails(READ);
  return code ? code : real_of(f)->pMethods->xRead(real_of(f), out, n, offset);
}

static int put(sqlite3_file *f, const void *p, int n, sqlite3_int64 offset) {
  if (((Faulty *)f)->disk) disk_write(((Faulty *)f)->disk, offset, p, (size_t)n);
  return real_of(f)->pMethods->xWrite(real_of(f), p, n, offset);
}

static int on_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 offset) {
  int code = fails(WRITE);
  if (code && strcmp(kind->name, "short") == 0) put(f, p, n / 2, offset);
  return code ? code : put(f, p, n, offset);
}

static int on_truncate(sqlite3_file *f, sqlite3_int64 size) {
  int code = fails(TRUNCATE);
  if (code) return code;
  if (((Faulty *)f)->disk) disk_truncate(((Faulty *)f)->disk, size);
  return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int on_sync(sqlite3_file *f, int flags) {
  int code = fails(SYNC);
  if (!code) code = real_of(f)->pMethods->xSync(real_of(f), flags);
  if (!code && ((Faulty *)f)->disk) disk_synced(((Faulty *)f)->disk);
  if (!code && ((Faulty *)f)->fresh) disks_folder_synced();
  if (!code) ((Faulty *)f)->fresh = false;
  return code;
}

static int on_size(sqlite3_file *f, sqlite3_int64 *out) {
  int code = fails(SIZE);
  return code ? code : real_of(f)->pMethods->xFileSize(real_of(f), out);
}

static int on_lock(sqlite3_file *f, int level) {
  int code = fails(LOCK);
  return code ? code : real_of(f)->pMethods->xLock(real_of(f), level);
}

static int on_unlock(sqlite3_file *f, int level) { return real_of(f)->pMethods->xUnlock(real_of(f), level); }

static int on_reserved(sqlite3_file *f, int *out) { return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out); }

static int on_control(sqlite3_file *f, int op, void *arg) {
  if (op == SQLITE_FCNTL_HAS_MOVED && memory_runs_out()) {
    *(int *)arg = 0;
    return SQLITE_OK;
  }
  return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int on_sector(sqlite3_file *f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); }
static int on_device(sqlite3_file *f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); }

static int on_share(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
  int code = fails(SHARE);
  return code ? code : real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}

static int on_share_lock(sqlite3_file *f, int offset, int n, int flags) {
  return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void on_barrier(sqlite3_file *f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); }
static int on_unshare(sqlite3_file *f, int del) { return real_of(f)->pMethods->xShmUnmap(real_of(f), del); }

static int on_fetch(sqlite3_file *f, sqlite3_int64 offset, int n, void **out) {
  return real_of(f)->pMethods->xFetch(real_of(f), offset, n, out);
}

static int on_unfetch(sqlite3_file *f, sqlite3_int64 offset, void *p) {
  return real_of(f)->pMethods->xUnfetch(real_of(f), offset, p);
}

static const sqlite3_io_methods METHODS = {
    3,          on_close,  on_read,   on_write, on_truncate,   on_sync,    on_size,    on_lock,  on_unlock, on_reserved,
    on_control, on_sector, on_device, on_share, on_share_lock, on_barrier, on_unshare, on_fetch, on_unfetch};

/* --- the file system ------------------------------------------------------------------------------------------------ */

static int on_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out) {
  (void)vfs;
  Faulty *faulty = (Faulty *)f;
  *faulty = (Faulty){.real = (sqlite3_file *)(faulty + 1)};
  faulty->real->pMethods = NULL;
  int code = fails(OPEN);
  if (code) return code;
  if (kind && kind->of == CHANGE && path && !(flags & SQLITE_OPEN_DELETEONCLOSE)) faulty->disk = disk_of(path);
  faulty->fresh = (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL));
  code = real->xOpen(real, path, faulty->real, flags, out);
  if (code == SQLITE_OK) faulty->base.pMethods = &METHODS;
  return code;
}

static int on_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  (void)vfs;
  int code = fails(DELETE);
  if (!code) code = real->xDelete(real, path, sync_folder);
  if (!code && kind && kind->of == CHANGE) disk_deleted(disk_of(path), sync_folder);
  return code;
}

/* As it is given, that the working folder may be exchanged under it. */
static int on_full_name(sqlite3_vfs *vfs, const char *path, int size, char *out) {
  (void)vfs;
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

static bool parse(const char *text) {
  char name[16];
  unsigned long long s = 1;
  if (sscanf(text, "%15[a-z-]:%ld:%llu", name, &at, &s) < 2) return false;
  seed = s;
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (strcmp(KINDS[i].name, name) == 0) kind = &KINDS[i];
  return kind != NULL;
}

/* Behind the program's own configuration of SQLite, which must be its first use (linked with --wrap=ledger_start). */
void __real_ledger_start(void);
void __wrap_ledger_start(void);
void __wrap_ledger_start(void) {
  __real_ledger_start();
  static sqlite3_vfs faulty;
  const char *text = getenv("CLAIMLEDGER_FAULT");
  if (!text && !memory_runs_out()) return;
  if (text && !parse(text)) {
    fprintf(stderr, "CLAIMLEDGER_FAULT=%s: not KIND:N[:SEED]\n", text);
    _exit(99);
  }
  real = sqlite3_vfs_find(NULL);
  faulty = *real;
  faulty.pNext = NULL;
  faulty.zName = "faulty";
  faulty.szOsFile += (int)sizeof(Faulty);
  faulty.xOpen = on_open;
  faulty.xDelete = on_delete;
  if (memory_runs_out()) faulty.xFullPathname = on_full_name;
  sqlite3_vfs_register(&faulty, 1);
}

/* What makes the faults must be able to fork, start the judge and write anywhere (--wrap=sandbox_enter). */
unsigned __wrap_sandbox_enter(const char *const *writable, size_t n, bool may_start);
unsigned __wrap_sandbox_enter(const char *const *writable, size_t n, bool may_start) {
  (void)writable, (void)n, (void)may_start;
  return SANDBOX_CALLS | SANDBOX_FILES;
}

__attribute__((destructor)) static void end(void) {
  if (kind && strcmp(kind->name, "cut-end") == 0) power_cut();
}
