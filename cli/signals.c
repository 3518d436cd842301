/* signals.c -- see signals.h. The handler's variables are the only ones in the program that are not constant. */
#include "cli/signals.h"
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t stopped_by;
static volatile bool stop_flag;
static void (*volatile stop_call)(void *);
static void *volatile stop_ctx;

static void on_signal(int signal_number) {
  if (stopped_by) _exit(128 + signal_number);
  stopped_by = signal_number;
  stop_flag = true;
  if (stop_call) stop_call(stop_ctx);
}

void signals_install(void) {
  struct sigaction stop = {.sa_handler = on_signal}, dies = {.sa_handler = SIG_DFL}, told = {.sa_handler = SIG_IGN};
  sigemptyset(&stop.sa_mask);
  sigemptyset(&dies.sa_mask);
  sigemptyset(&told.sa_mask);
  sigaction(SIGINT, &stop, NULL); /* without SA_RESTART: a read that waits is woken */
  sigaction(SIGTERM, &stop, NULL);
  sigaction(SIGPIPE, &dies, NULL);
  sigaction(SIGXFSZ, &told, NULL); /* a file over the limit: write(2) says so */
}

int signals_stopped(void) { return stopped_by; }

const volatile bool *signals_flag(void) { return &stop_flag; }

void signals_call(void (*fn)(void *), void *ctx) {
  stop_call = NULL;
  stop_ctx = ctx;
  stop_call = fn;
}
