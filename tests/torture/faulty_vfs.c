/* faulty_vfs.c -- linked with the whole program (build/torture/claimledger), a disk that fails at every operation in turn (see faulty.h:
 * "disk"), in each of the ways of KINDS below.
 *
 * Only what goes through SQLite is seen. It stands before the operating system's own functions as SQLite's default VFS. */
#include "base/sandbox.h"
#include "tests/torture/disk.h"
#include "tests/torture/faulty.h"
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

typedef enum { READ, WRITE, SYNC, TRUNCATE, SIZE, LOCK, OPEN, DELETE, SHARE, CHANGE, END } Operation;

typedef struct {
  Tally row;
  Operation of; /* what is counted; CHANGE: writes, syncs, truncations and deletions together */
  bool on;      /* so does every later one */
  int code;     /* what SQLite is told; 0: the power goes before the operation */
  long seen;
} Kind;

#define FAULT(of)                                                                                                      \
  { .name = of, .wanted = "fault" }
static Kind kinds[] = {
    {FAULT("write"), WRITE, false, SQLITE_IOERR_WRITE, 0}, /* EIO once */
    {FAULT("write-on"), WRITE, true, SQLITE_IOERR_WRITE, 0},
    {FAULT("full"), WRITE, true, SQLITE_FULL, 0},   /* ENOSPC, and stays */
    {FAULT("short"), WRITE, false, SQLITE_FULL, 0}, /* half of the bytes arrive */
    {FAULT("read"), READ, false, SQLITE_IOERR_READ, 0},
    {FAULT("sync"), SYNC, false, SQLITE_IOERR_FSYNC, 0},
    {FAULT("sync-on"), SYNC, true, SQLITE_IOERR_FSYNC, 0},
    {FAULT("truncate"), TRUNCATE, false, SQLITE_IOERR_TRUNCATE, 0},
    {FAULT("size"), SIZE, false, SQLITE_IOERR_FSTAT, 0},
    {FAULT("lock"), LOCK, false, SQLITE_IOERR_LOCK, 0},
    {FAULT("open"), OPEN, false, SQLITE_CANTOPEN, 0},
    {FAULT("delete"), DELETE, false, SQLITE_IOERR_DELETE, 0},
    {FAULT("share"), SHARE, false, SQLITE_IOERR_SHMMAP, 0},
    {{.name = "cut", .wanted = "cut"}, CHANGE, false, 0, 0}, /* all that is not synced is lost */
    {{.name = "cut-some", .wanted = "cut"},
     CHANGE,
     false,
     0,
     0}, /* each unsynced change is lost, kept or torn by lot */
    {{.name = "cut-end", .wanted = "cut-end"}, END, false, 0, 0}, /* like cut, when the program has ended */
};

static long step, first; /* 0: the disk does not fail */
static const Kind *kind; /* in a child: how it fails */
static sqlite3_vfs *real;

typedef struct {
  sqlite3_file base;
  Disk *disk; /* NULL: a temporary file, or the disk does not fail */
  bool fresh; /* a new journal or log: with its first sync SQLite syncs its folder */
  sqlite3_file *real;
} Faulty;

static sqlite3_file *real_of(sqlite3_file *f) {
  fault_goes_on();
  return ((Faulty *)f)->real;
}

static bool concerns(const Kind *k, Operation o) {
  bool change = o == WRITE || o == SYNC || o == TRUNCATE || o == DELETE;
  return k->of == o || (k->of == CHANGE && change);
}

static bool is_turn(Kind *k) {
  long n = ++k->seen - first;
  return n >= 0 && n % step == 0;
}

/* In a child of that kind. */
static int strike(const Kind *k) {
  kind = k;
  fault_goes_on();
  if (k->code) return k->code;
  disks_cut(strcmp(k->row.name, "cut-some") == 0 ? (unsigned long)k->seen : 0);
  raise(SIGKILL);
  abort();
}

/* What this operation is to answer: 0 when it is to be done. */
static int fails(Operation o) {
  fault_goes_on();
  if (kind) return kind->on && kind->of == o ? kind->code : SQLITE_OK;
  for (size_t i = 0; step && i < sizeof kinds / sizeof *kinds; i++) {
    Kind *k = &kinds[i];
    if (concerns(k, o) && is_turn(k) && fault_child(&k->row, k->seen)) return strike(k);
  }
  return SQLITE_OK;
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
  fault_changes();
  if (((Faulty *)f)->disk) disk_write(((Faulty *)f)->disk, offset, p, (size_t)n);
  return real_of(f)->pMethods->xWrite(real_of(f), p, n, offset);
}

static int on_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 offset) {
  int code = fails(WRITE);
  if (code && strcmp(kind->row.name, "short") == 0) put(f, p, n / 2, offset);
  return code ? code : put(f, p, n, offset);
}

static int on_truncate(sqlite3_file *f, sqlite3_int64 size) {
  int code = fails(TRUNCATE);
  if (code) return code;
  fault_changes();
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
  fault_changes();
  if (op == SQLITE_FCNTL_HAS_MOVED) {
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
  fault_changes();
  if (step && path && !(flags & SQLITE_OPEN_DELETEONCLOSE)) faulty->disk = disk_of(path);
  faulty->fresh = (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL));
  code = real->xOpen(real, path, faulty->real, flags, out);
  if (code == SQLITE_OK) faulty->base.pMethods = &METHODS;
  return code;
}

static int on_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  (void)vfs;
  int code = fails(DELETE);
  fault_changes();
  if (!code) code = real->xDelete(real, path, sync_folder);
  if (!code && step) disk_deleted(disk_of(path), sync_folder);
  return code;
}

/* As it is given, that the working folder may be exchanged under it. */
static int on_full_name(sqlite3_vfs *vfs, const char *path, int size, char *out) {
  (void)vfs;
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

/* Behind the program's own configuration of SQLite, which must be its first use (linked with --wrap=ledger_start). */
void __real_ledger_start(void);
void __wrap_ledger_start(void);
void __wrap_ledger_start(void) {
  __real_ledger_start();
  static sqlite3_vfs faulty;
  if (!faults_wanted()) return;
  fault_wanted("disk", &step, &first);
  real = sqlite3_vfs_find(NULL);
  faulty = *real;
  faulty.pNext = NULL;
  faulty.zName = "faulty";
  faulty.szOsFile += (int)sizeof(Faulty);
  faulty.xOpen = on_open;
  faulty.xDelete = on_delete;
  faulty.xFullPathname = on_full_name;
  sqlite3_vfs_register(&faulty, 1);
}

/* What makes the faults must be able to fork, start the judge and write anywhere (--wrap=sandbox_enter). */
unsigned __wrap_sandbox_enter(const char *const *writable, size_t n, bool may_start);
unsigned __wrap_sandbox_enter(const char *const *writable, size_t n, bool may_start) {
  (void)writable, (void)n, (void)may_start;
  return SANDBOX_CALLS | SANDBOX_FILES;
}

__attribute__((destructor)) static void end(void) {
  if (step && !in_child()) fails(END);
}
