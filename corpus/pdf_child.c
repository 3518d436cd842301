/* pdf_child.c -- see pdf_child.h. A request to the helper is one message with three descriptors: the child's input, its output,
 * and where to write its wait status. The helper forks once for each, and ends with the last copy of the other end. */
#include "corpus/pdf_child.h"
#include "base/sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 20, MEMORY = 1 << 30, HANDED = 3 };

/* --- the child ------------------------------------------------------------------------------------------------------ */

static _Noreturn void run_child(int in, int out) {
  struct rlimit cpu = {SECONDS, SECONDS}, memory = {MEMORY, MEMORY}, none = {0, 0};
  setrlimit(RLIMIT_CPU, &cpu);
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_FSIZE, &none);
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  int null = open("/dev/null", O_WRONLY);
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  if (null >= 0) dup2(null, STDERR_FILENO);
  execlp("pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", "-", "-", (char *)NULL);
  _exit(127);
}

static int wait_for(pid_t child) {
  int status = -1;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}

/* --- the helper ----------------------------------------------------------------------------------------------------- */

/* Room for the descriptors of one message, aligned as the macros want it. */
typedef union {
  char bytes[CMSG_SPACE(HANDED * sizeof(int))];
  struct cmsghdr align;
} Handed;

static bool hand(int socket, const int fds[HANDED]) {
  Handed room = {0};
  struct iovec byte = {.iov_base = "", .iov_len = 1};
  struct msghdr m = {.msg_iov = &byte, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
  struct cmsghdr *c = CMSG_FIRSTHDR(&m);
  *c = (struct cmsghdr){.cmsg_len = CMSG_LEN(HANDED * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
  memcpy(CMSG_DATA(c), fds, HANDED * sizeof(int));
  ssize_t n;
  while ((n = sendmsg(socket, &m, MSG_NOSIGNAL)) < 0 && errno == EINTR) continue;
  return n == 1;
}

/* 1 with fds, 0 for a message that is not ours, -1 at the end. */
static int take_handed(int socket, int fds[HANDED]) {
  Handed room;
  char byte;
  struct iovec into = {.iov_base = &byte, .iov_len = 1};
  struct msghdr m = {.msg_iov = &into, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
  ssize_t n = recvmsg(socket, &m, MSG_CMSG_CLOEXEC);
  if (n <= 0) return n < 0 && errno == EINTR ? 0 : -1;
  struct cmsghdr *c = CMSG_FIRSTHDR(&m);
  if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(HANDED * sizeof(int))) return 0;
  memcpy(fds, CMSG_DATA(c), HANDED * sizeof(int));
  return 1;
}

static _Noreturn void serve_one(const int fds[HANDED]) {
  signal(SIGCHLD, SIG_DFL);
  pid_t child = fork();
  if (child == 0) run_child(fds[0], fds[1]);
  close(fds[0]), close(fds[1]);
  int status = child > 0 ? wait_for(child) : -1;
  ssize_t told = write(fds[2], &status, sizeof status);
  _exit(told == sizeof status ? 0 : 1);
}

/* What main is told to stop by reaches this process too; it ends when main has. */
static _Noreturn void serve(int socket) {
  static const char *const writable[] = {"/dev/null"};
  int fds[HANDED], got, null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < 2 && null >= 0; fd++) dup2(null, fd);
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGCHLD, SIG_IGN);
  sandbox_enter(writable, 1, true);
  while ((got = take_handed(socket, fds)) >= 0) {
    if (!got) continue;
    if (fork() == 0) serve_one(fds);
    for (int i = 0; i < HANDED; i++) close(fds[i]);
  }
  _exit(0);
}

PdfHelper pdf_helper_start(void) {
  PdfHelper h = {0, -1};
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return h;
  h.pid = fork();
  if (h.pid == 0) {
    close(ends[1]);
    serve(ends[0]);
  }
  close(ends[0]);
  if (h.pid > 0)
    h.socket = ends[1];
  else
    close(ends[1]);
  return h;
}

void pdf_helper_end(PdfHelper *h) {
  if (h->socket < 0) return;
  close(h->socket);
  wait_for(h->pid);
  h->socket = -1;
}

/* --- on either way -------------------------------------------------------------------------------------------------- */

static bool start_through(PdfChild *out, int helper, int in, int to) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  bool sent = hand(helper, (const int[HANDED]){in, to, ends[1]});
  close(ends[1]);
  if (!sent) close(ends[0]);
  *out = (PdfChild){0, sent ? ends[0] : -1};
  return sent;
}

bool pdf_child_start(PdfChild *out, int helper, int in, int to) {
  if (helper >= 0) return start_through(out, helper, in, to);
  *out = (PdfChild){fork(), -1};
  if (out->pid == 0) run_child(in, to);
  return out->pid > 0;
}

int pdf_child_end(PdfChild *c, bool kill_it) {
  int status = -1;
  if (c->told < 0) {
    if (kill_it) kill(c->pid, SIGKILL);
    return wait_for(c->pid);
  }
  ssize_t n;
  while ((n = read(c->told, &status, sizeof status)) < 0 && errno == EINTR) continue;
  close(c->told);
  return n == sizeof status ? status : -1;
}
