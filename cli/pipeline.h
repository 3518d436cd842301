/* pipeline.h -- inputs through workers, results back in reading order.
 *
 *   reader thread ──▶ ring of inputs ──▶ N workers, each takes the next one
 *                          └──▶ the caller's thread takes results in the ring's order
 *
 * The ring bounds what is in flight, by count and by bytes. With one job everything happens on the caller's thread. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H
#include "corpus/reader.h"

/* What a worker owns: made once a thread. */
typedef struct {
  void *own;    /* from Pipeline.start */
  Arena *arena; /* cleared before each input */
} Worker;

typedef struct {
  unsigned jobs;
  void *ctx;
  void *(*start)(void *ctx); /* a worker's own state; called on the caller's thread */
  void (*stop)(void *ctx, void *own);
  /* One input to a result, on any thread. in lives until the result is taken. */
  void *(*work)(void *ctx, Worker *w, const Input *in);
  /* The next result in reading order, on the caller's thread, which owns it from here. Another code than OK ends the run. */
  ErrCode (*take)(void *ctx, const Input *in, void *result, Err *err);
  /* A result that nobody will take. */
  void (*drop)(void *ctx, void *result);
  /* Asked between inputs and ten times a second while waiting: false when no more shall be taken. */
  bool (*go_on)(void *ctx);
} Pipeline;

/* Runs the corpus dry, or until take fails or go_on says no (then OK too: what was finished is taken, the rest dropped).
 * Threads that do not stop within 0.2 s of that (a reader that waits for its input) are left behind: *left says so, and
 * the process must end without freeing what they use. */
ErrCode pipeline_run(const Pipeline *p, Corpus *corpus, bool *left, Err *err);
#endif
