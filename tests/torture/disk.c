/* disk.c -- see disk.h. Test code: out of memory aborts. */
#include "tests/torture/disk.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512 };

typedef struct {
  char *p;
  size_t n, cap;
} Bytes;

typedef struct {
  int64_t offset;
  size_t n;
  char *bytes; /* NULL: a truncation to offset */
} Change;

struct Disk {
  Disk *next;
  char *path;
  Bytes synced;
  Change *changes;
  size_t nchanges, cap;
  bool deleted; /* and its folder not synced since */
};

static Disk *disks;

static void *must(void *p) {
  if (!p) abort();
  return p;
}

static void resize(Bytes *b, size_t n) {
  if (n > b->cap) {
    b->cap = n * 2;
    b->p = must(realloc(b->p, b->cap));
  }
  if (n > b->n) memset(b->p + b->n, 0, n - b->n);
  b->n = n;
}

static void load(Bytes *out, const char *path) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  out->n = 0;
  if (fd < 0) return;
  if (fstat(fd, &st) == 0) resize(out, (size_t)st.st_size);
  for (size_t at = 0; at < out->n;) {
    ssize_t got = read(fd, out->p + at, out->n - at);
    if (got <= 0) abort();
    at += (size_t)got;
  }
  close(fd);
}

static void store(const Bytes *b, const char *path) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) abort();
  for (size_t at = 0; at < b->n;) {
    ssize_t put = write(fd, b->p + at, b->n - at);
    if (put <= 0) abort();
    at += (size_t)put;
  }
  close(fd);
}

Disk *disk_of(const char *path) {
  for (Disk *d = disks; d; d = d->next)
    if (strcmp(d->path, path) == 0) return d;
  Disk *d = must(calloc(1, sizeof *d));
  d->path = must(strdup(path));
  load(&d->synced, path);
  d->next = disks;
  return disks = d;
}

static void forget_changes(Disk *d) {
  while (d->nchanges) free(d->changes[--d->nchanges].bytes);
}

static void add(Disk *d, Change c) {
  if (d->nchanges == d->cap) d->changes = must(realloc(d->changes, (d->cap = d->cap * 2 + 16) * sizeof c));
  d->changes[d->nchanges++] = c;
}

static void empty(Disk *d) {
  forget_changes(d);
  d->synced.n = 0;
  d->deleted = false;
}

void disk_write(Disk *d, int64_t offset, const void *bytes, size_t n) {
  char *copy = must(malloc(n + 1));
  memcpy(copy, bytes, n);
  if (d->deleted) empty(d);
  add(d, (Change){offset, n, copy});
}

void disk_truncate(Disk *d, int64_t size) { add(d, (Change){size, 0, NULL}); }

void disk_synced(Disk *d) {
  load(&d->synced, d->path);
  forget_changes(d);
  d->deleted = false;
}

void disk_deleted(Disk *d, bool durable) {
  d->deleted = !durable;
  if (durable) empty(d);
}

void disks_folder_synced(void) {
  for (Disk *d = disks; d; d = d->next)
    if (d->deleted) empty(d);
}

static size_t below(uint64_t *state, size_t n) { /* splitmix64 (Steele, Lea, Flood 2014) */
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (size_t)((z ^ (z >> 31)) % n);
}

static void apply(Bytes *b, const Change *c, uint64_t *state) {
  size_t at = (size_t)c->offset, lot = below(state, 3), n = c->n;
  if (lot == 0) return;
  if (!c->bytes) {
    resize(b, at);
    return;
  }
  if (lot == 1 && n > SECTOR) n = below(state, n / SECTOR) * SECTOR;
  if (at + n > b->n) resize(b, at + n);
  memcpy(b->p + at, c->bytes, n);
}

void disks_cut(uint64_t seed) {
  for (Disk *d = disks; d; d = d->next) {
    uint64_t state = seed;
    bool gone = d->deleted && seed && below(&state, 2);
    for (size_t i = 0; i < d->nchanges && seed; i++) apply(&d->synced, &d->changes[i], &state);
    if (gone)
      unlink(d->path);
    else if (d->synced.n || access(d->path, F_OK) == 0)
      store(&d->synced, d->path);
  }
}
