/* confine.c -- see confine.h. SQLite's temporary files go beside the ledger, so that no other folder need be writable. */
#include "cli/confine.h"
#include "base/sandbox.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 8 };
typedef struct {
  const char *paths[MOST]; /* on the heap */
  size_t n;
} Writable;

static void add(Writable *w, char *path) {
  if (path && w->n < MOST) w->paths[w->n++] = path;
}

/* "a/b.ledger" -> "a", "b.ledger" -> ".". */
static char *folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return mem_strdup(STR("."));
  return mem_strdup(str_make(path, slash == path ? 1 : (size_t)(slash - path)));
}

/* The folder of a file that is there or will be, and the folder that a link leads to; a device or pipe itself. */
static void add_file(Writable *w, const char *path) {
  struct stat st;
  bool there = stat(path, &st) == 0;
  if (there && !S_ISREG(st.st_mode)) {
    add(w, mem_strdup(str_of(path)));
    return;
  }
  add(w, folder_of(path));
  char *real = there ? realpath(path, NULL) : NULL;
  if (real) add(w, folder_of(real));
  free(real);
}

static void tell(const Cli *c, unsigned bound) {
  if (!c->verbose && !isatty(STDERR_FILENO)) return;
  if (!(bound & SANDBOX_CALLS)) cli_note(c, "sandbox: network and programs are not shut off: no seccomp here");
  if (!(bound & SANDBOX_FILES)) cli_note(c, "sandbox: other folders are not kept from writing: no Landlock here");
}

void confine(const Cli *c) {
  if (cli_has(c, OPT_NO_SANDBOX)) return;
  Writable w = {0};
  if (c->out.path) add_file(&w, c->out.path);
  if (c->command->writes) {
    add_file(&w, c->ledger);
    setenv("SQLITE_TMPDIR", w.paths[w.n - 1], 0);
    add(&w, mem_strdup(str_of(getenv("SQLITE_TMPDIR"))));
  }
#ifdef ALSO_WRITABLE /* where a program that is measured leaves its counts */
  add(&w, mem_strdup(str_of(ALSO_WRITABLE)));
#endif
  tell(c, sandbox_enter(w.paths, w.n, false));
  for (size_t i = 0; i < w.n; i++) free((void *)(uintptr_t)w.paths[i]);
}
