/* feed.h -- the articles that a command line names, through a pipeline, with progress, failures and signals. */
#ifndef CLI_FEED_H
#define CLI_FEED_H
#include "cli/cli.h"
#include "cli/pipeline.h"
#include "corpus/pdf_child.h"

typedef struct {
  Cli *cli;
  ReadOptions reading;
  char **paths;
  size_t npaths;
  bool standard_input; /* "-" is among the paths */
  Corpus *corpus;
  PdfHelper pdf; /* while the sandbox holds */
  Progress progress;
  ProgressCounts counts;                           /* failures and bytes are counted here, the rest by the command */
  bool (*known)(void *ctx, const FileState *file); /* files to pass over; NULL: none. Asked on the reader's thread */
  void *known_ctx;
  bool left; /* threads were left behind: free nothing that they may use */
} Feed;

/* Reads the options of reading_options and, unless no_paths, the names of the inputs; then enters the sandbox (cli/confine.h). */
ErrCode feed_init(Feed *f, Cli *c, bool no_paths, Err *err);
void feed_release(Feed *f);
/* Runs all inputs through p. ERR_INTERRUPTED after a signal. */
ErrCode feed_run(Feed *f, const Pipeline *p, Err *err);
/* For Pipeline.go_on: shows progress; false after a signal. */
bool feed_goes_on(Feed *f);
/* An input was taken: moves the progress on. */
void feed_taken(Feed *f, const Input *in);
/* Counts and tells a failure; only the first twenty are told unless -v is given or tell_all. */
void feed_failed(Feed *f, const Err *why, bool tell_all);
/* 0, 3 after failures, 1 for empty input with --exit-code; says that nothing was found. */
int feed_status(const Feed *f);
/* Bytes wait on standard input. */
bool feed_more_waits(void);

extern const struct poptOption feed_options[]; /* -j, --exit-code, --no-sandbox */
#endif
