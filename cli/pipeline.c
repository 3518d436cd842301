/* pipeline.c -- one mutex, a ring with three hands: read (filled up to here), worked (given to workers), taken. */
#include "cli/pipeline.h"
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { IN_FLIGHT = 16 /* inputs a worker */, BYTES_IN_FLIGHT = 32 << 20 };

/* --- one thread ----------------------------------------------------------------------------------------------------- */

static ErrCode run_alone(const Pipeline *p, Corpus *corpus, Err *err) {
  Worker w = {p->start(p->ctx), arena_new()};
  Input *in = NULL;
  ErrCode code = OK;
  while (code == OK && p->go_on(p->ctx) && (code = corpus_next(&in, corpus, err)) == OK && in) {
    arena_clear(w.arena);
    if (p->go_on(p->ctx)) code = p->take(p->ctx, in, p->work(p->ctx, &w, in), err);
    input_free(in);
  }
  p->stop(p->ctx, w.own);
  arena_free(w.arena);
  return code;
}

/* --- many threads --------------------------------------------------------------------------------------------------- */

typedef struct {
  Input *in;
  void *result;
  bool done;
} Job;

typedef struct {
  const Pipeline *p;
  Corpus *corpus;
  pthread_mutex_t lock;
  pthread_cond_t room, filled, done;
  Job *ring;
  size_t cap, read, worked, taken; /* counts since the start; a job's place is its number modulo cap */
  size_t bytes;                    /* of inputs between taken and read */
  bool read_all, stop;
  ErrCode read_code; /* of corpus_next, once read_all */
  Err read_err;
} Run;

typedef struct {
  Run *run;
  Worker worker;
  pthread_t thread;
} Slot;

static bool is_full(const Run *r) {
  return r->read - r->taken == r->cap || (r->read > r->taken && r->bytes > BYTES_IN_FLIGHT);
}

/* Puts in into the ring; false when the run was stopped. */
static bool put_input(Run *r, Input *in) {
  pthread_mutex_lock(&r->lock);
  while (is_full(r) && !r->stop) pthread_cond_wait(&r->room, &r->lock);
  bool put = !r->stop;
  if (put) {
    r->ring[r->read++ % r->cap] = (Job){.in = in};
    r->bytes += in->raw.n;
    pthread_cond_signal(&r->filled);
  }
  pthread_mutex_unlock(&r->lock);
  return put;
}

static void *read_inputs(void *arg) {
  Run *r = arg;
  Input *in = NULL;
  ErrCode code;
  while ((code = corpus_next(&in, r->corpus, &r->read_err)) == OK && in) {
    if (put_input(r, in)) continue;
    input_free(in);
    break;
  }
  pthread_mutex_lock(&r->lock);
  r->read_code = code;
  r->read_all = true;
  pthread_cond_broadcast(&r->filled);
  pthread_cond_signal(&r->done);
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

static void *work_inputs(void *arg) {
  Slot *s = arg;
  Run *r = s->run;
  pthread_mutex_lock(&r->lock);
  for (;;) {
    while (r->worked == r->read && !r->read_all && !r->stop) pthread_cond_wait(&r->filled, &r->lock);
    if (r->worked == r->read || r->stop) break;
    Job *j = &r->ring[r->worked++ % r->cap];
    pthread_mutex_unlock(&r->lock);
    arena_clear(s->worker.arena);
    void *result = r->p->work(r->p->ctx, &s->worker, j->in);
    pthread_mutex_lock(&r->lock);
    j->result = result;
    j->done = true;
    if (j == &r->ring[r->taken % r->cap]) pthread_cond_signal(&r->done); /* nobody waits for another */
  }
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

static struct timespec in_millis(long n) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_nsec += n * 1000000;
  t.tv_sec += t.tv_nsec / 1000000000;
  t.tv_nsec %= 1000000000;
  return t;
}

/* Waits, with the lock held, until the oldest job is done; false at the end. A stop does not wait. */
static bool wait_for_next(Run *r) {
  for (;;) {
    if (r->taken < r->read && r->ring[r->taken % r->cap].done) return true;
    if (r->read_all && r->taken == r->read) return false;
    pthread_mutex_unlock(&r->lock);
    bool more = r->p->go_on(r->p->ctx);
    pthread_mutex_lock(&r->lock);
    if (!more) return r->taken < r->read && r->ring[r->taken % r->cap].done;
    if (r->taken < r->read && r->ring[r->taken % r->cap].done) return true;
    struct timespec until = in_millis(100);
    pthread_cond_timedwait(&r->done, &r->lock, &until);
  }
}

static ErrCode take_results(Run *r, Err *err) {
  ErrCode code = OK;
  pthread_mutex_lock(&r->lock);
  while (code == OK && wait_for_next(r)) {
    Job j = r->ring[r->taken % r->cap];
    pthread_mutex_unlock(&r->lock);
    size_t bytes = j.in->raw.n;
    code = r->p->take(r->p->ctx, j.in, j.result, err);
    input_free(j.in);
    pthread_mutex_lock(&r->lock);
    r->taken++;
    r->bytes -= bytes;
    if (r->read - r->taken <= r->cap / 2) pthread_cond_signal(&r->room); /* for many at a time: waking costs */
  }
  r->stop = true;
  pthread_cond_broadcast(&r->room);
  pthread_cond_broadcast(&r->filled);
  pthread_mutex_unlock(&r->lock);
  return code;
}

static void drop_rest(Run *r) {
  for (; r->taken < r->read; r->taken++) {
    Job *j = &r->ring[r->taken % r->cap];
    if (j->done) r->p->drop(r->p->ctx, j->result);
    input_free(j->in);
  }
}

static void run_free(Run *r, Slot *slots) {
  for (unsigned i = 0; i < r->p->jobs; i++) {
    r->p->stop(r->p->ctx, slots[i].worker.own);
    arena_free(slots[i].worker.arena);
  }
  drop_rest(r);
  pthread_mutex_destroy(&r->lock);
  pthread_cond_destroy(&r->room);
  pthread_cond_destroy(&r->filled);
  pthread_cond_destroy(&r->done);
  free(r->ring);
  free(r);
  free(slots);
}

/* True when all threads ended in time. */
static bool join_all(Slot *slots, unsigned n, pthread_t reader) {
  struct timespec until = in_millis(200);
  bool all = pthread_timedjoin_np(reader, NULL, &until) == 0;
  for (unsigned i = 0; i < n; i++) all &= pthread_timedjoin_np(slots[i].thread, NULL, &until) == 0;
  return all;
}

static pthread_t thread_new(void *(*fn)(void *), void *arg) {
  pthread_t t;
  if (pthread_create(&t, NULL, fn, arg) != 0) mem_fail();
  return t;
}

static ErrCode run_many(const Pipeline *p, Corpus *corpus, bool *left, Err *err) {
  Run *r = mem_zalloc(sizeof *r);
  *r = (Run){.p = p, .corpus = corpus, .cap = (size_t)p->jobs * IN_FLIGHT};
  r->ring = mem_zalloc(r->cap * sizeof *r->ring);
  pthread_mutex_init(&r->lock, NULL);
  pthread_cond_init(&r->room, NULL);
  pthread_cond_init(&r->filled, NULL);
  pthread_cond_init(&r->done, NULL);
  Slot *slots = mem_zalloc(p->jobs * sizeof *slots);
  for (unsigned i = 0; i < p->jobs; i++) slots[i] = (Slot){.run = r, .worker = {p->start(p->ctx), arena_new()}};
  pthread_t reader = thread_new(read_inputs, r);
  for (unsigned i = 0; i < p->jobs; i++) slots[i].thread = thread_new(work_inputs, &slots[i]);
  ErrCode code = take_results(r, err);
  *left = !join_all(slots, p->jobs, reader);
  if (*left) return code;
  if (code == OK && r->read_all && r->read_code != OK && r->read_code != ERR_END)
    code = err_set(err, r->read_code, "%s", r->read_err.text);
  run_free(r, slots);
  return code;
}

ErrCode pipeline_run(const Pipeline *p, Corpus *corpus, bool *left, Err *err) {
  *left = false;
  ErrCode code = p->jobs > 1 ? run_many(p, corpus, left, err) : run_alone(p, corpus, err);
  return code == ERR_END ? OK : code;
}
