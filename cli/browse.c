/* browse.c -- see browse.h. */
#include "cli/browse.h"
#include "base/arena.h"
#include "corpus/reader.h"
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

static bool is_web(Str url) {
  if (!str_starts_nocase(url, STR("http://")) && !str_starts_nocase(url, STR("https://"))) return false;
  for (size_t i = 0; i < url.n; i++)
    if ((unsigned char)url.p[i] <= ' ' || url.p[i] == 0x7f) return false;
  return true;
}

/* An absolute path, so that none is taken for an option; NULL when the file is gone. Free it. */
static char *file_of(Str path) {
  char *whole = mem_strdup(path), *outer = corpus_outer_path(whole), *real = realpath(outer, NULL);
  free(whole);
  free(outer);
  return real;
}

static ErrCode start(const char *program, char *target, Err *err) {
  char *argv[] = {mem_strdup(str_of(program)), target, NULL};
  pid_t child;
  int status = 0, code = posix_spawnp(&child, program, NULL, NULL, argv, environ);
  if (code == 0) waitpid(child, &status, 0);
  free(argv[0]);
  if (code == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return OK;
  return err_set(err, ERR_USAGE, "%s: could not be opened with %s: set BROWSER to a program that can", target, program);
}

ErrCode browse(Str url, Str path, Err *err) {
  const char *program = getenv("BROWSER");
  char *target = is_web(url) ? mem_strdup(url) : path.n && !str_is(path, "-") ? file_of(path) : NULL;
  ErrCode code = !target ? err_set(err, ERR_INPUT, "%.*s: cannot be opened: it has no web address and no file any more",
                                   STR_ARGS(path))
                         : start(program && *program ? program : "xdg-open", target, err);
  free(target);
  return code;
}
