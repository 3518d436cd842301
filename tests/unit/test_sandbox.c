/* The sandbox: what a process may still do, tried in a child that reports by its exit code. Where the kernel has no seccomp or
 * Landlock, the half that is missing is skipped. */
#include "base/sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/sandbox-XXXXXX";

static const char *in_folder(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

/* The exit code of a child that enters the sandbox, with folder/own writable, and then does what: 0 when it went as it should,
 * 77 when the part of the sandbox that it needs is missing. */
static int inside(unsigned needs, bool may_start, int (*what)(void)) {
  pid_t child = fork();
  if (child == 0) {
    const char *own = in_folder("own");
    unsigned bound = sandbox_enter(&own, 1, may_start);
    _exit((bound & needs) != needs ? 77 : what());
  }
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void expect_inside(unsigned needs, bool may_start, int (*what)(void)) {
  int code = inside(needs, may_start, what);
  if (code == 77) skip();
  assert_int_equal(code, 0);
}

static int denied(long result) { return result < 0 && (errno == EPERM || errno == EACCES) ? 0 : 1; }

/* --- calls ---------------------------------------------------------------------------------------------------------- */

static int try_sockets(void) {
  return denied(socket(AF_INET, SOCK_STREAM, 0)) + denied(socket(AF_INET6, SOCK_DGRAM, 0)) +
         denied(socket(AF_UNIX, SOCK_STREAM, 0)) + denied(syscall(SYS_io_uring_setup, 1, NULL));
}
static void no_sockets(void **state) {
  (void)state;
  expect_inside(SANDBOX_CALLS, false, try_sockets);
  expect_inside(SANDBOX_CALLS, true, try_sockets);
}

static int try_start(void) {
  static char *const words[] = {(char *)(uintptr_t) "true", NULL};
  return denied(execv("/bin/true", words));
}
static void no_other_program(void **state) {
  (void)state;
  expect_inside(SANDBOX_CALLS, false, try_start);
  expect_inside(SANDBOX_FILES, false, try_start);
}

static int start(void) {
  execl("/bin/true", "true", (char *)NULL);
  return 1;
}
static void other_programs_where_they_may(void **state) {
  (void)state;
  expect_inside(0, true, start);
}

static int try_others(void) { return denied(kill(getppid(), 0)) + denied(syscall(SYS_unshare, 0)); }
static void no_other_process(void **state) {
  (void)state;
  expect_inside(SANDBOX_CALLS, false, try_others);
}

static int abort_itself(void) {
  signal(SIGABRT, SIG_DFL);
  abort();
}
static void a_process_may_still_abort(void **state) {
  (void)state;
  int code = inside(SANDBOX_CALLS, false, abort_itself);
  if (code == 77) skip();
  assert_int_equal(code, 128 + SIGABRT);
}

static int pairs_and_pipes(void) {
  int ends[2];
  return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0 || send(ends[0], "a", 1, 0) != 1 || pipe(ends) != 0;
}
static void what_leads_nowhere_stays(void **state) {
  (void)state;
  expect_inside(0, false, pairs_and_pipes);
}

static void *socket_in_thread(void *arg) { return denied(socket(AF_INET, SOCK_STREAM, 0)) ? arg : NULL; }
static int try_in_thread(void) {
  pthread_t t;
  void *result;
  return pthread_create(&t, NULL, socket_in_thread, folder) != 0 || pthread_join(t, &result) != 0 || result != NULL;
}
static void threads_inherit(void **state) {
  (void)state;
  expect_inside(SANDBOX_CALLS, false, try_in_thread);
}

/* --- files ---------------------------------------------------------------------------------------------------------- */

static int try_outside(void) {
  return denied(open(in_folder("new"), O_WRONLY | O_CREAT, 0600)) + denied(open(in_folder("old"), O_WRONLY)) +
         denied(open(in_folder("old"), O_RDONLY | O_TRUNC)) + denied(unlink(in_folder("old"))) +
         denied(mkdir(in_folder("sub"), 0700)) + denied(symlink("/", in_folder("link"))) +
         denied(rename(in_folder("old"), "/tmp/sandbox-away"));
}
static void nothing_written_outside(void **state) {
  (void)state;
  expect_inside(SANDBOX_FILES, false, try_outside);
  expect_inside(SANDBOX_FILES, true, try_outside);
  assert_int_equal(access(in_folder("old"), F_OK), 0);
}

static int out_by_a_name(void) { return denied(open(in_folder("own/../old"), O_WRONLY)); }
static int out_by_a_link(void) { return denied(open(in_folder("own/out"), O_WRONLY)); }
static void no_way_out_of_the_folder(void **state) {
  (void)state;
  expect_inside(SANDBOX_FILES, false, out_by_a_name);
  expect_inside(SANDBOX_FILES, false, out_by_a_link);
}

static int write_inside(void) {
  char from[256];
  int fd = open(in_folder("own/a"), O_RDWR | O_CREAT, 0600);
  if (fd < 0 || write(fd, "a", 1) != 1 || ftruncate(fd, 0) != 0) return 1;
  snprintf(from, sizeof from, "%s", in_folder("own/a"));
  if (rename(from, in_folder("own/b")) != 0) return 2;
  return unlink(in_folder("own/b")) != 0;
}
static int read_outside(void) { return open(in_folder("old"), O_RDONLY) < 0; }
static void the_folder_stays_and_reading_does(void **state) {
  (void)state;
  expect_inside(0, false, write_inside);
  expect_inside(0, false, read_outside);
}

/* A single file can be named, and one that is missing is passed over. */
static void files_may_be_named(void **state) {
  (void)state;
  pid_t child = fork();
  if (child == 0) {
    const char *const named[] = {"/nowhere/at/all", "/dev/null"};
    sandbox_enter(named, 2, false);
    _exit(open("/dev/null", O_WRONLY) < 0);
  }
  int status;
  waitpid(child, &status, 0);
  assert_int_equal(status, 0);
}

static int make_folder(void **state) {
  (void)state;
  if (!mkdtemp(folder) || mkdir(in_folder("own"), 0700) != 0) return 1;
  int fd = open(in_folder("old"), O_WRONLY | O_CREAT, 0600);
  close(fd);
  return symlink("../old", in_folder("own/out")) != 0;
}
static int drop_folder(void **state) {
  (void)state;
  unlink(in_folder("old"));
  unlink(in_folder("own/out"));
  rmdir(in_folder("own"));
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_sockets),
      cmocka_unit_test(no_other_program),
      cmocka_unit_test(other_programs_where_they_may),
      cmocka_unit_test(no_other_process),
      cmocka_unit_test(a_process_may_still_abort),
      cmocka_unit_test(what_leads_nowhere_stays),
      cmocka_unit_test(threads_inherit),
      cmocka_unit_test(nothing_written_outside),
      cmocka_unit_test(no_way_out_of_the_folder),
      cmocka_unit_test(the_folder_stays_and_reading_does),
      cmocka_unit_test(files_may_be_named),
  };
  return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
