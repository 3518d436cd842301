/* progress.h -- the line on standard error that says how far a run is. Counts what is committed, never what is queued. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

typedef enum { PROGRESS_AUTO, PROGRESS_PLAIN, PROGRESS_NONE, PROGRESS_JSON } ProgressMode;
extern const char *const progress_names[]; /* "auto", "plain", "none", "json", NULL */

typedef struct {
  uint64_t articles, claims, failures;
  uint64_t bytes, total; /* of input files; total 0: unknown */
} ProgressCounts;

typedef struct {
  ProgressMode mode;  /* AUTO is settled into a rewritten line or NONE */
  bool line, shown;   /* rewrites one line; one is on the screen */
  double start, last; /* seconds, monotonic */
} Progress;

void progress_start(Progress *p, ProgressMode mode, bool quiet);
/* Shows the counts if it is time: ten times a second on a line, every 5 s plain, every second as JSON. */
void progress_tick(Progress *p, const ProgressCounts *c);
/* Takes the line off the screen, before other output and at the end. */
void progress_clear(Progress *p);
double progress_seconds(const Progress *p);
#endif
