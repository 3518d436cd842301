/* feed.c -- see feed.h. */
#include "cli/feed.h"
#include "cli/confine.h"
#include "cli/signals.h"
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { TOLD = 20 };

const struct poptOption feed_options[] = {
    CLI_VALUE("jobs", 'j', 'j', "workers (default: processors, at most 8)", "N"),
    CLI_FLAG("exit-code", 0, OPT_EXIT_CODE, "exit 1 when there are no articles"),
    CLI_FLAG("no-sandbox", 0, OPT_NO_SANDBOX, "keep the rights to write anywhere and to use the network"), CLI_END};

ErrCode feed_init(Feed *f, Cli *c, bool no_paths, Err *err) {
  *f = (Feed){.cli = c, .pdf = {0, -1}};
  ErrCode code = cli_read_options(&f->reading, c, err);
  if (code == OK && !no_paths) code = cli_paths(&f->paths, &f->npaths, c, err);
  for (size_t i = 0; i < f->npaths; i++) f->standard_input |= strcmp(f->paths[i], "-") == 0;
  bool data_on_screen = isatty(STDOUT_FILENO) && !c->out.path && c->progress == PROGRESS_AUTO;
  progress_start(&f->progress, data_on_screen && !c->command->writes ? PROGRESS_NONE : c->progress, c->quiet);
  if (code != OK) return code;
  if (!cli_has(c, OPT_NO_SANDBOX)) f->pdf = pdf_helper_start();
  f->reading.helper = f->pdf.socket;
  confine(c);
  return OK;
}

void feed_release(Feed *f) {
  progress_clear(&f->progress);
  if (f->left) return;
  corpus_close(f->corpus);
  cli_paths_free(f->paths, f->npaths);
  pdf_helper_end(&f->pdf);
}

/* In the signal's handler: a read that waits on standard input comes back with its end. */
static void end_standard_input(void *ctx) {
  (void)ctx;
  int null = open("/dev/null", O_RDONLY);
  if (null < 0) return;
  dup2(null, STDIN_FILENO);
  close(null);
}

ErrCode feed_run(Feed *f, const Pipeline *p, Err *err) {
  if (f->standard_input) signals_call(end_standard_input, NULL);
  f->corpus = corpus_open((const char *const *)f->paths, f->npaths, &f->reading);
  corpus_pass_over(f->corpus, f->known, f->known_ctx);
  ErrCode code = pipeline_run(p, f->corpus, &f->left, err);
  signals_call(NULL, NULL);
  progress_clear(&f->progress);
  return code == OK && signals_stopped() ? ERR_INTERRUPTED : code;
}

bool feed_goes_on(Feed *f) {
  progress_tick(&f->progress, &f->counts);
  return !signals_stopped();
}

void feed_taken(Feed *f, const Input *in) {
  f->counts.bytes = in->consumed;
  if (f->corpus) f->counts.total = corpus_bytes(f->corpus);
}

void feed_failed(Feed *f, const Err *why, bool tell_all) {
  if (++f->counts.failures > TOLD && !tell_all && !f->cli->verbose) return;
  progress_clear(&f->progress);
  cli_error(why);
}

int feed_status(const Feed *f) {
  if (f->counts.articles + f->counts.failures == 0) {
    cli_note(f->cli, "%s: no articles found", f->npaths == 1 ? f->paths[0] : "input");
    if (cli_has(f->cli, OPT_EXIT_CODE)) return 1;
  }
  return f->counts.failures ? 3 : 0;
}

bool feed_more_waits(void) {
  struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&p, 1, 0) > 0 && (p.revents & POLLIN);
}
