/* faulty_memory.c -- linked with the whole program (build/torture/claimledger), memory that runs out at every allocation in turn.
 *
 *   CLAIMLEDGER_MEMORY=STEP:FIRST[:on]   at every STEPth allocation from the FIRST on, whosever it is; with "on" all later ones fail too
 *   CLAIMLEDGER_JUDGE=PROGRAM            asked "PROGRAM WHOSE NUMBER STATUS" whether a child ended well: exit code 0
 *   CLAIMLEDGER_TALLY=FILE               gets a line "WHOSE RUNS MET" for each library that allocated
 *
 * The program runs once. At each of those allocations it forks: in the child this allocation fails and the child goes its way; the parent
 * waits and goes on as if nothing had been. So that neither disturbs the other, the child first gets a folder of its own, ../kid, with
 * copies of all files of the working folder, and its open files and shared mappings are exchanged for those. For that names must be
 * relative and in the working folder (faulty_vfs.c keeps SQLite from making them absolute), there must be one thread (-j 1), and the clock stands
 * still, so that equal ends are equal bytes: only ends that were not seen before are judged.
 *
 * WHOSE is the library that asked, found by the address of the call; "claimledger" is the program itself, which also allocates for SQLite
 * and libxml2. What libraries allocate before main()
 * is not counted. */
#include "tests/torture/faulty.h"
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <locale.h>
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

enum { LIBRARIES = 64, SEEN = 1 << 18, CHILD_SECONDS = 60 };

typedef struct {
  const char *low, *high;
  char name[32];
  long runs, met;
} Library;

/* These run before the AddressSanitizer is ready. */
#define EARLY __attribute__((no_sanitize("address", "undefined")))

static void *(*real_malloc)(size_t), *(*real_calloc)(size_t, size_t), *(*real_realloc)(void *, size_t);
static Library libraries[LIBRARIES];
static int nlibraries;
static bool on, failing; /* failing: in a child, from the failed allocation on */
static bool busy;        /* in this file: allocations are none of the program's */
static long step, next, count;
static uint64_t seen[SEEN]; /* hashes of ends, 0: free; the lowest bit says whether it was well */
static char folder[512];    /* the working folder */
static struct timespec frozen;

/* --- whose --------------------------------------------------------------------------------------------------------- */

static int add_library(struct dl_phdr_info *info, size_t size, void *ctx) {
  (void)size, (void)ctx;
  if (nlibraries == LIBRARIES) return 1;
  Library *l = &libraries[nlibraries++];
  for (int i = 0; i < info->dlpi_phnum; i++) {
    if (info->dlpi_phdr[i].p_type != PT_LOAD) continue;
    const char *low = (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
    if (!l->low || low < l->low) l->low = low;
    if (low + info->dlpi_phdr[i].p_memsz > l->high) l->high = low + info->dlpi_phdr[i].p_memsz;
  }
  const char *slash = strrchr(info->dlpi_name, '/'), *name = slash ? slash + 1 : info->dlpi_name;
  if (!*name) name = "claimledger";
  snprintf(l->name, sizeof l->name, "%.*s", (int)strcspn(name, "."), name);
  return 0;
}

/* Others end the program themselves, or go on without saying so: they are tried under a limit of memory only (limits.sh). */
static bool is_tried(const char *name) {
  static const char *const tried[] = {"claimledger", "libsqlite3", "libpcre2-16", "libxml2", "libzstd", "libz"};
  for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
    if (strcmp(name, tried[i]) == 0) return true;
  return false;
}

static Library *library_of(const void *address) {
  for (int i = 0; i < nlibraries; i++)
    if ((const char *)address >= libraries[i].low && (const char *)address < libraries[i].high)
      return is_tried(libraries[i].name) ? &libraries[i] : NULL;
  return NULL;
}

/* --- a folder of its own --------------------------------------------------------------------------------------------- */

static void fail(const char *what) {
  fprintf(stderr, "faulty_memory: %s: %s\n", what, strerror(errno));
  _exit(99);
}

static void copy_bytes(int from, int to) {
  static char bytes[1 << 18];
  ssize_t n;
  off_t at = 0;
  while ((n = pread(from, bytes, sizeof bytes, at)) > 0) {
    if (pwrite(to, bytes, (size_t)n, at) != n) fail("copy");
    at += n;
  }
}

static void clear_folder(const char *path) {
  DIR *d = opendir(path);
  for (struct dirent *e; d && (e = readdir(d));)
    if (e->d_name[0] != '.') unlinkat(dirfd(d), e->d_name, 0);
  if (d) closedir(d);
}

static void copy_files(void) {
  DIR *d = opendir(".");
  for (struct dirent *e; d && (e = readdir(d));) {
    char to[300];
    if (e->d_type != DT_REG) continue;
    snprintf(to, sizeof to, "../kid/%s", e->d_name);
    int a = open(e->d_name, O_RDONLY | O_CLOEXEC), b = open(to, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (a < 0 || b < 0) fail(to);
    copy_bytes(a, b);
    close(a);
    close(b);
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

static void become_child(void) {
  copy_files();
  if (chdir("../kid") != 0) fail("../kid");
  exchange_files();
  exchange_mappings();
  alarm(CHILD_SECONDS);
  failing = true;
}

/* --- how it ended ---------------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, const char *p, size_t n) { /* FNV-1a */
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * 0x100000001b3u;
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

/* Of one file and its name; their sum does not depend on the order. The shared memory of the log says nothing that the log does not. */
static uint64_t hash_file(int dir, const char *name) {
  static char bytes[1 << 18];
  uint64_t h = mix(0xcbf29ce484222325u, name, strlen(name));
  size_t n = strlen(name);
  if (n > 4 && strcmp(name + n - 4, "-shm") == 0) return 0;
  int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
  for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;) h = mix_words(h, bytes, (size_t)got);
  close(fd);
  return h;
}

static uint64_t hash_end(const char *whose, int status) {
  uint64_t sum = mix((uint64_t)status, whose, strlen(whose));
  DIR *d = opendir("../kid");
  for (struct dirent *e; d && (e = readdir(d));)
    if (e->d_name[0] != '.') sum += hash_file(dirfd(d), e->d_name);
  if (d) closedir(d);
  return sum & ~(uint64_t)1 ? sum & ~(uint64_t)1 : 2;
}

static bool ask(const char *whose, int status) {
  char number[24], ended[12], *judge = getenv("CLAIMLEDGER_JUDGE");
  snprintf(number, sizeof number, "%ld", count);
  snprintf(ended, sizeof ended, "%d", WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
  char *const words[] = {judge, (char *)(uintptr_t)whose, number, ended, NULL};
  extern char **environ;
  char *bare[256];
  size_t n = 0;
  for (char **e = environ; *e && n < 255; e++)
    if (strncmp(*e, "CLAIMLEDGER_MEMORY", 18) != 0) bare[n++] = *e;
  bare[n] = NULL;
  pid_t pid;
  if (!judge || posix_spawn(&pid, judge, NULL, NULL, words, bare) != 0 || waitpid(pid, &status, 0) < 0) fail("judge");
  return status == 0;
}

static bool ended_well(const char *whose, int status) {
  uint64_t h = hash_end(whose, status);
  size_t i = (h >> 20) % SEEN;
  while (seen[i] && (seen[i] & ~(uint64_t)1) != h) i = (i + 1) % SEEN;
  if (!seen[i]) seen[i] = h | ask(whose, status);
  return seen[i] & 1;
}

/* --- an allocation --------------------------------------------------------------------------------------------------- */

/* Whether this one fails: true only in a child. */
EARLY static bool fails(const void *caller) {
  if (failing && on) {
    errno = ENOMEM;
    return true;
  }
  if (!step || busy || failing || ++count < next) return false;
  Library *l = library_of(caller);
  if (!l) return false;
  next = count + step;
  busy = true;
  clear_folder("../kid");
  int status, saved = errno;
  pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid == 0) {
    become_child();
    busy = false;
    errno = ENOMEM;
    return true;
  }
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) fail("waitpid");
  l->runs++;
  l->met += ended_well(l->name, status);
  busy = false;
  errno = saved;
  return false;
}

EARLY static void find_real(void) { /* the casts are those of dlsym(3) */
  *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
  *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
  *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
}

EARLY void *malloc(size_t n) {
  if (!real_malloc) find_real();
  return fails(__builtin_return_address(0)) ? NULL : real_malloc(n);
}

EARLY void *realloc(void *p, size_t n) {
  if (!real_realloc) find_real();
  return fails(__builtin_return_address(0)) ? NULL : real_realloc(p, n);
}

EARLY void *calloc(size_t n, size_t size) {
  if (!real_calloc) find_real();
  return fails(__builtin_return_address(0)) ? NULL : real_calloc(n, size);
}

/* --- a clock that stands still --------------------------------------------------------------------------------------- */

int clock_gettime(clockid_t clock, struct timespec *out) {
  if (!step) return (int)syscall(SYS_clock_gettime, clock, out);
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

/* --- what is no fault of the program --------------------------------------------------------------------------------- */

/* glibc 2.36 keeps a lock when it has no memory for a locale, and hangs when a library frees one at the end. */
char *setlocale(int category, const char *name) {
  static char *(*real_setlocale)(int, const char *);
  bool was = busy;
  if (!real_setlocale) *(void **)&real_setlocale = dlsym(RTLD_NEXT, "setlocale");
  busy = true;
  char *answer = real_setlocale(category, name);
  busy = was;
  return answer;
}

/* --- around main ----------------------------------------------------------------------------------------------------- */

bool memory_runs_out(void) { return getenv("CLAIMLEDGER_MEMORY") != NULL; }

__attribute__((constructor(200))) static void begin(void) {
  const char *text = getenv("CLAIMLEDGER_MEMORY");
  long every = 0, first = 1;
  if (!text) return;
  if (sscanf(text, "%ld:%ld", &every, &first) != 2 || every < 1) fail(text);
  on = strstr(text, ":on") != NULL;
  dl_iterate_phdr(add_library, NULL);
  if (!getcwd(folder, sizeof folder)) fail("getcwd");
  mkdir("../kid", 0777);
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &frozen);
  next = first;
  step = every;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("CLAIMLEDGER_TALLY");
  if (!step || failing) return;
  busy = true;
  FILE *f = path ? fopen(path, "w") : NULL;
  for (int i = 0; i < nlibraries && f; i++)
    if (libraries[i].runs) fprintf(f, "%s %ld %ld\n", libraries[i].name, libraries[i].runs, libraries[i].met);
  if (f) fclose(f);
}
