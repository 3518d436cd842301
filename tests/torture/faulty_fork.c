/* faulty_fork.c -- see faulty.h. */
#include "tests/torture/faulty.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SEEN = 1 << 18, CHILD_SECONDS = 60 };

static bool busy, child, parted; /* parted: a child with all files of its own */
static bool *shared_parted;      /* of the last child, told to the parent */
static char what[16];            /* "": nothing is to fail */
static long every, from;
static uint64_t seen[SEEN]; /* hashes of ends, 0: free; the lowest bit says whether it was well */
static char folder[512];    /* the working folder */
static struct timespec frozen;
static Tally *tallies;
static bool last_met; /* the last child ended well */

bool faults_wanted(void) { return getenv("CLAIMLEDGER_FAULT") != NULL; }
bool in_child(void) { return child; }
bool fault_busy(void) { return busy; }
bool fault_set_busy(bool to) {
  bool was = busy;
  busy = to;
  return was;
}

bool fault_wanted(const char *name, long *step, long *first) {
  if (strcmp(what, name) != 0) return false;
  *step = every;
  *first = from;
  return true;
}

static void fail(const char *of) {
  fprintf(stderr, "faulty_fork: %s: %s\n", of, strerror(errno));
  _exit(99);
}

/* --- a folder of its own --------------------------------------------------------------------------------------------- */

static void copy_bytes(int a, int b) {
  static char bytes[1 << 18];
  ssize_t n;
  off_t at = 0;
  while ((n = pread(a, bytes, sizeof bytes, at)) > 0) {
    if (pwrite(b, bytes, (size_t)n, at) != n) fail("copy");
    at += n;
  }
}

static void copy_file(int fd, const char *name) {
  char to[300];
  snprintf(to, sizeof to, "../kid/%s", name);
  int b = open(to, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0 || b < 0) fail(to);
  copy_bytes(fd, b);
  close(b);
}

static bool is_output(const char *name) { return strcmp(name, "out") == 0 || strcmp(name, "said") == 0; }

static void clear_kid(void) {
  DIR *d = opendir("../kid");
  for (struct dirent *e; d && (e = readdir(d));)
    if (e->d_name[0] != '.') unlinkat(dirfd(d), e->d_name, 0);
  if (d) closedir(d);
}

static void copy_files(void) {
  DIR *d = opendir(folder);
  for (struct dirent *e; d && (e = readdir(d));) {
    if (e->d_type != DT_REG || is_output(e->d_name)) continue;
    int fd = openat(dirfd(d), e->d_name, O_RDONLY | O_CLOEXEC);
    copy_file(fd, e->d_name);
    close(fd);
  }
  if (d) closedir(d);
}

/* The name in the working folder that a path has, NULL for others. */
static const char *local(const char *path) {
  size_t n = strlen(folder);
  return strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

static void exchange_file(int fd, const char *name) {
  int flags = fcntl(fd, F_GETFL), own;
  if (strstr(name, " (deleted)")) {
    own = open("deleted", O_RDWR | O_CREAT | O_TRUNC, 0600);
    copy_bytes(fd, own);
    unlink("deleted");
  } else {
    own = open(name, flags & (O_ACCMODE | O_APPEND));
  }
  if (own < 0) fail(name);
  lseek(own, lseek(fd, 0, SEEK_CUR), SEEK_SET);
  dup2(own, fd);
  close(own);
}

static void exchange_files(void) {
  char link[64], path[600];
  for (int fd = 0; fd < 256; fd++) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) continue;
    path[n] = 0;
    if (local(path)) exchange_file(fd, local(path));
  }
}

static void exchange_mapping(const char *line) {
  unsigned long low, high, offset;
  char rights[8], path[600];
  if (sscanf(line, "%lx-%lx %7s %lx %*s %*s %599[^\n]", &low, &high, rights, &offset, path) != 5) return;
  if (rights[3] != 's' || !local(path)) return;
  int fd = open(local(path), O_RDWR | O_CLOEXEC), protection = PROT_READ | (rights[1] == 'w' ? PROT_WRITE : 0);
  void *p = mmap((void *)low, high - low, protection, MAP_SHARED | MAP_FIXED, fd, (off_t)offset);
  if (fd < 0 || p == MAP_FAILED) fail(path);
  close(fd);
}

static void exchange_mappings(void) {
  char line[900];
  FILE *maps = fopen("/proc/self/maps", "r");
  while (maps && fgets(line, sizeof line, maps)) exchange_mapping(line);
  if (maps) fclose(maps);
}

static void take_output(int fd, const char *name) {
  int parents = open(name, O_RDONLY | O_CLOEXEC);
  copy_file(parents, name);
  close(parents);
  int childs = open(fd == STDOUT_FILENO ? "../kid/out" : "../kid/said", O_WRONLY);
  if (childs < 0) fail(name);
  lseek(childs, lseek(fd, 0, SEEK_CUR), SEEK_SET);
  dup2(childs, fd);
  close(childs);
}

static void become_child(void) {
  child = true;
  take_output(STDOUT_FILENO, "out");
  take_output(STDERR_FILENO, "said");
  if (chdir("../kid") != 0) fail("../kid");
  alarm(CHILD_SECONDS);
}

void fault_goes_on(void) {
  if (!child || parted || busy) return;
  int saved = errno;
  busy = true;
  copy_files();
  exchange_files();
  exchange_mappings();
  *shared_parted = parted = true;
  busy = false;
  errno = saved;
}

/* --- how it ended ---------------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, const void *p, size_t n) { /* FNV-1a */
  for (size_t i = 0; i < n; i++) h = (h ^ ((const unsigned char *)p)[i]) * 0x100000001b3u;
  return h;
}

static uint64_t mix_words(uint64_t h, const char *p, size_t n) {
  uint64_t w;
  for (; n >= 8; p += 8, n -= 8) {
    memcpy(&w, p, 8);
    h = (h ^ w) * 0x9fb21c651e98df25u;
    h ^= h >> 32;
  }
  return mix(h, p, n);
}

static uint64_t hash_file(int dir, const char *name) {
  static char bytes[1 << 18];
  uint64_t h = mix(0xcbf29ce484222325u, name, strlen(name));
  int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
  for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;) h = mix_words(h, bytes, (size_t)got);
  close(fd);
  return h;
}

/* The shared memory of the log says nothing that the log does not. */
static bool is_ledger(const char *name) {
  size_t n = strlen(name);
  return name[0] != '.' && !is_output(name) && !(n > 4 && strcmp(name + n - 4, "-shm") == 0);
}

static uint64_t hash_outputs(void) {
  int dir = open("../kid", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  uint64_t h = hash_file(dir, "out") + hash_file(dir, "said");
  close(dir);
  return h;
}

/* Sums do not depend on the order of the files. */
static uint64_t hash_ledger(const char *path, bool names_only) {
  uint64_t sum = 0;
  struct stat st;
  DIR *d = opendir(path);
  for (struct dirent *e; d && (e = readdir(d));) {
    if (!is_ledger(e->d_name)) continue;
    if (!names_only)
      sum += hash_file(dirfd(d), e->d_name);
    else if (fstatat(dirfd(d), e->d_name, &st, 0) == 0)
      sum +=
          mix(mix(mix(1, e->d_name, strlen(e->d_name)), &st.st_size, sizeof st.st_size), &st.st_ino, sizeof st.st_ino);
  }
  if (d) closedir(d);
  return sum;
}

/* Of the parent's files: found again only when it has changed one. */
static uint64_t names, own;
static bool known;

void fault_changes(void) {
  if (!child) known = false;
}

static uint64_t hash_own(void) {
  uint64_t now = hash_ledger(".", true);
  if (known && names == now) return own;
  names = now;
  known = true;
  return own = hash_ledger(".", false);
}

static bool ask(const Tally *k, long count, int status) {
  char number[24], ended[12], *judge = getenv("CLAIMLEDGER_JUDGE");
  snprintf(number, sizeof number, "%ld", count);
  snprintf(ended, sizeof ended, "%d", WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
  char *const words[] = {judge, (char *)(uintptr_t)k->wanted, (char *)(uintptr_t)k->name, number, ended, NULL};
  extern char **environ;
  char *bare[256];
  size_t n = 0;
  pid_t pid;
  for (char **e = environ; *e && n < 255; e++)
    if (strncmp(*e, "CLAIMLEDGER_", 12) != 0) bare[n++] = *e;
  bare[n] = NULL;
  if (!*shared_parted) copy_files();
  if (!judge || posix_spawn(&pid, judge, NULL, NULL, words, bare) != 0 || waitpid(pid, &status, 0) < 0) fail("judge");
  return status == 0;
}

static bool ended_well(const Tally *k, long count, int status) {
  uint64_t h = mix((uint64_t)status, k->wanted, strlen(k->wanted)) + hash_outputs();
  h += *shared_parted ? hash_ledger("../kid", false) : hash_own();
  if (!(h &= ~(uint64_t)1)) h = 2;
  size_t i = (h >> 20) % SEEN;
  while (seen[i] && (seen[i] & ~(uint64_t)1) != h) i = (i + 1) % SEEN;
  if (!seen[i]) seen[i] = h | ask(k, count, status);
  return seen[i] & 1;
}

bool fault_went_on(void) { return *shared_parted; }

void fault_count_again(Tally *k) {
  if (!k->runs++) {
    k->next = tallies;
    tallies = k;
  }
  k->met += last_met;
}

bool fault_child(Tally *k, long number) {
  int status, saved = errno;
  busy = true;
  clear_kid();
  *shared_parted = false;
  pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid == 0) {
    become_child();
    busy = false;
    return true;
  }
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) fail("waitpid");
  last_met = ended_well(k, number, status);
  fault_count_again(k);
  busy = false;
  errno = saved;
  return false;
}

/* --- a clock that stands still --------------------------------------------------------------------------------------- */

int clock_gettime(clockid_t clock, struct timespec *out) {
  if (!every) return (int)syscall(SYS_clock_gettime, clock, out);
  *out = frozen;
  return 0;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  *out = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

/* --- around main ----------------------------------------------------------------------------------------------------- */

__attribute__((constructor(200))) static void begin(void) {
  const char *text = getenv("CLAIMLEDGER_FAULT");
  long step;
  if (!text) return;
  if (sscanf(text, "%15[a-z-]:%ld:%ld", what, &step, &from) != 3 || step < 1) fail(text);
  if (!getcwd(folder, sizeof folder)) fail("getcwd");
  shared_parted = mmap(NULL, sizeof *shared_parted, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared_parted == MAP_FAILED) fail("mmap");
  mkdir("../kid", 0777);
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &frozen);
  every = step;
}

__attribute__((destructor(200))) static void end(void) { /* behind the others' */
  const char *path = getenv("CLAIMLEDGER_TALLY");
  if (!every || child) return;
  busy = true;
  FILE *f = path ? fopen(path, "w") : NULL;
  for (const Tally *k = tallies; k && f; k = k->next) fprintf(f, "%ld %ld %s\n", k->runs, k->met, k->name);
  if (f) fclose(f);
}
