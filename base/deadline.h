/* deadline.h -- how long one article may take. Loops ask now and then and leave; nobody is interrupted.
 *
 * Counted is the processor time of the thread that works on the article, so that a busy machine fails none. */
#ifndef BASE_DEADLINE_H
#define BASE_DEADLINE_H
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* 0: there is none. */
typedef struct {
  int64_t at;       /* nanoseconds of CLOCK_THREAD_CPUTIME_ID: only this thread can ask */
  int64_t earliest; /* of CLOCK_MONOTONIC_COARSE, asked without a system call; no thread works longer than it lives */
} Deadline;

static inline int64_t deadline_clock(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}
static inline Deadline deadline_in(unsigned seconds) {
  int64_t span = (int64_t)seconds * 1000000000;
  if (!seconds) return (Deadline){0, 0};
  return (Deadline){deadline_clock(CLOCK_THREAD_CPUTIME_ID) + span, deadline_clock(CLOCK_MONOTONIC_COARSE) + span};
}
static inline bool deadline_over(Deadline d) {
  return d.at && deadline_clock(CLOCK_MONOTONIC_COARSE) >= d.earliest &&
         deadline_clock(CLOCK_THREAD_CPUTIME_ID) >= d.at;
}
/* The same for a loop: the clock is asked in every 64th round. */
static inline bool deadline_over_at(Deadline d, uint64_t round) { return (round & 63) == 63 && deadline_over(d); }
#endif
