/* progress.c -- see progress.h. */
#include "cli/progress.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const char *const progress_names[] = {"auto", "plain", "none", "json", NULL};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_start(Progress *p, ProgressMode mode, bool quiet) {
  const char *term = getenv("TERM");
  *p = (Progress){.mode = mode, .start = now()};
  p->last = p->start;
  if (mode != PROGRESS_AUTO) return;
  p->line = !quiet && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
  if (!p->line) p->mode = PROGRESS_NONE;
}

double progress_seconds(const Progress *p) { return now() - p->start; }

static void print_eta(double seconds, const ProgressCounts *c) {
  if (c->total == 0 || c->bytes == 0 || c->bytes >= c->total) return;
  double left = seconds * (double)(c->total - c->bytes) / (double)c->bytes;
  fprintf(stderr, " · %.0f %% · %d:%02d left", 100.0 * (double)c->bytes / (double)c->total, (int)left / 60,
          (int)left % 60);
}

void progress_tick(Progress *p, const ProgressCounts *c) {
  if (p->mode == PROGRESS_NONE) return;
  double t = now(), seconds = t - p->start, rate = seconds > 0 ? (double)c->bytes / 1e6 / seconds : 0;
  if (t - p->last < (p->line ? 0.1 : p->mode == PROGRESS_JSON ? 1 : 5)) return;
  p->last = t;
  unsigned long long articles = c->articles, claims = c->claims, failures = c->failures;
  if (p->mode == PROGRESS_JSON) {
    fprintf(stderr,
            "{\"articles\":%llu,\"claims\":%llu,\"failures\":%llu,\"bytes\":%llu,\"total\":%llu,\"seconds\":%.1f}\n",
            articles, claims, failures, (unsigned long long)c->bytes, (unsigned long long)c->total, seconds);
    return;
  }
  fprintf(stderr, "%s%llu articles · %llu claims · %llu failed · %.1f MB/s",
          p->line ? "\r\033[K" : "claimledger: ", articles, claims, failures, rate);
  print_eta(seconds, c);
  if (!p->line) fputc('\n', stderr);
  p->shown = p->line;
  fflush(stderr);
}

void progress_clear(Progress *p) {
  if (p->shown) fputs("\r\033[K", stderr);
  p->shown = false;
}
