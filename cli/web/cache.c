/* cache.c -- see cache.h. Whether the ledger has changed is seen by size and time of its file and of its write-ahead log. */
#include "cli/web/cache.h"
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { ENTRIES = 64, MOST_BYTES = 1 << 20 };

typedef struct {
  off_t size[2];
  struct timespec time[2];
} Stamp;

typedef struct {
  Str url;
  Reply reply;
} Entry;

struct Cache {
  const char *ledger;
  pthread_mutex_t lock;
  Stamp stamp;
  uint64_t state; /* how often it has changed */
  Entry entries[ENTRIES];
  size_t next;
};

static Stamp stamp_of(const char *ledger) {
  static const char *const parts[] = {"", "-wal"};
  Stamp s = {0};
  for (int i = 0; i < 2; i++) {
    Buf path = BUF_INIT;
    struct stat st;
    buf_printf(&path, "%s%s", ledger, parts[i]);
    if (stat(path.p, &st) == 0) {
      s.size[i] = st.st_size;
      s.time[i] = st.st_mtim;
    }
    buf_release(&path);
  }
  return s;
}

static bool same(const Stamp *a, const Stamp *b) {
  for (int i = 0; i < 2; i++)
    if (a->size[i] != b->size[i] || a->time[i].tv_sec != b->time[i].tv_sec || a->time[i].tv_nsec != b->time[i].tv_nsec)
      return false;
  return true;
}

static void forget(Entry *e) {
  free((void *)(uintptr_t)e->url.p);
  buf_release(&e->reply.body);
  *e = (Entry){0};
}

static void forget_when_changed(Cache *c) {
  Stamp now = stamp_of(c->ledger);
  if (same(&now, &c->stamp)) return;
  for (size_t i = 0; i < ENTRIES; i++) forget(&c->entries[i]);
  c->stamp = now;
  c->state++;
}

Cache *cache_new(const char *ledger) {
  Cache *c = mem_zalloc(sizeof *c);
  c->ledger = ledger;
  c->stamp = stamp_of(ledger);
  pthread_mutex_init(&c->lock, NULL);
  return c;
}

void cache_free(Cache *c) {
  if (!c) return;
  for (size_t i = 0; i < ENTRIES; i++) forget(&c->entries[i]);
  pthread_mutex_destroy(&c->lock);
  free(c);
}

bool cache_get(Reply *out, uint64_t *state, Cache *c, Str url) {
  bool found = false;
  pthread_mutex_lock(&c->lock);
  forget_when_changed(c);
  *state = c->state;
  for (size_t i = 0; i < ENTRIES && !found; i++) {
    const Entry *e = &c->entries[i];
    if (!(found = e->url.p && str_eq(e->url, url))) continue;
    out->status = e->reply.status;
    out->type = e->reply.type;
    buf_put(&out->body, buf_str(&e->reply.body));
  }
  pthread_mutex_unlock(&c->lock);
  return found;
}

void cache_put(Cache *c, uint64_t state, Str url, const Reply *r) {
  if (r->status != 200 || r->body.n > MOST_BYTES) return;
  pthread_mutex_lock(&c->lock);
  forget_when_changed(c);
  if (c->state == state) {
    Entry *e = &c->entries[c->next++ % ENTRIES];
    forget(e);
    e->url = str_make(mem_strdup(url), url.n);
    e->reply = (Reply){.status = r->status, .type = r->type, .body = BUF_INIT};
    buf_put(&e->reply.body, buf_str(&r->body));
  }
  pthread_mutex_unlock(&c->lock);
}
