/* walk.c -- from paths to records: lists the files once, in order, then opens one after the other and lets its cutters cut.
 *
 * Cutters of containers in containers lie on a small stack. Nothing here ends the walk: what cannot be opened, listed or cut
 * becomes an Input with its error. */
#include "corpus/cutter.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *path;
  uint64_t size;
  Err failed;      /* could not be listed */
  FileState state; /* path NULL: no regular file, or not opened yet */
} Entry;

enum { STACK_MAX = 64 };

struct Corpus {
  const ReadOptions *options;
  Entry *entries;
  size_t n, cap, next;
  uint64_t bytes, consumed;
  bool endless; /* standard input or a pipe is among the paths */
  Cutter *stack[STACK_MAX];
  size_t depth;
  bool (*known)(void *ctx, const FileState *file); /* NULL: every file is read */
  void *known_ctx;
};

static Entry *add_entry(Corpus *c, const char *path, uint64_t size) {
  if (c->n == c->cap) {
    c->cap = c->cap ? c->cap * 2 : 64;
    c->entries = mem_realloc(c->entries, c->cap * sizeof *c->entries);
  }
  c->entries[c->n] = (Entry){.path = mem_strdup(str_of(path)), .size = size};
  c->bytes += size;
  return &c->entries[c->n++];
}

/* Too many open files, or no memory for one: the next file will fare no better, and this one is not to blame. */
static void not_read(Err *failed, const char *path, int error) {
  bool ours = error == EMFILE || error == ENFILE || error == ENOMEM;
  err_set(failed, ours ? ERR_LEDGER : ERR_INPUT, "%s: not read: %s%s", path, strerror(error),
          ours ? ": raise the limit (ulimit) and run the same command again" : "");
}

static void add_failed(Corpus *c, const char *path, int error) {
  not_read(&add_entry(c, path, 0)->failed, path, error);
}

/* --- folders ---------------------------------------------------------------------------------------------------------- */
typedef struct {
  char **names;
  size_t n, cap;
} Names;

static int by_bytes(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool list_names(Names *out, const char *folder) {
  DIR *d = opendir(folder);
  if (!d) return false;
  for (struct dirent *e; (e = readdir(d));) {
    if (e->d_name[0] == '.') continue;
    if (out->n == out->cap) {
      out->cap = out->cap ? out->cap * 2 : 64;
      out->names = mem_realloc(out->names, out->cap * sizeof *out->names);
    }
    out->names[out->n++] = mem_strdup(str_of(e->d_name));
  }
  closedir(d);
  if (out->n) qsort(out->names, out->n, sizeof *out->names, by_bytes);
  return true;
}

/* Links are left out, so a folder cannot lead outside itself or in circles; so are pipes and devices. */
static void add_folder(Corpus *c, const char *folder) {
  Names names = {0};
  if (!list_names(&names, folder)) add_failed(c, folder, errno);
  Buf path = BUF_INIT;
  for (size_t i = 0; i < names.n; i++) {
    struct stat st;
    buf_reset(&path);
    buf_puts(&path, folder);
    if (!str_ends(str_of(folder), STR("/"))) buf_putc(&path, '/');
    buf_puts(&path, names.names[i]);
    free(names.names[i]);
    if (lstat(path.p, &st) != 0)
      add_failed(c, path.p, errno);
    else if (S_ISDIR(st.st_mode))
      add_folder(c, path.p);
    else if (S_ISREG(st.st_mode))
      add_entry(c, path.p, (uint64_t)st.st_size);
  }
  free(names.names);
  buf_release(&path);
}

static void add_path(Corpus *c, const char *path) {
  struct stat st;
  if (strcmp(path, "-") == 0) {
    add_entry(c, path, 0);
    c->endless = true;
  } else if (stat(path, &st) != 0) {
    add_failed(c, path, errno);
  } else if (S_ISDIR(st.st_mode)) {
    add_folder(c, path);
  } else {
    add_entry(c, path, S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0);
    c->endless |= !S_ISREG(st.st_mode);
  }
}

Corpus *corpus_open(const char *const *paths, size_t npaths, const ReadOptions *options) {
  Corpus *c = mem_zalloc(sizeof *c);
  c->options = options;
  for (size_t i = 0; i < npaths; i++) add_path(c, paths[i]);
  return c;
}

void corpus_close(Corpus *c) {
  if (!c) return;
  while (c->depth > 0) cutter_close(c->stack[--c->depth]);
  for (size_t i = 0; i < c->n; i++) free(c->entries[i].path);
  free(c->entries);
  free(c);
}

void corpus_pass_over(Corpus *c, bool (*known)(void *ctx, const FileState *file), void *ctx) {
  c->known = known;
  c->known_ctx = ctx;
}

uint64_t corpus_bytes(const Corpus *c) { return c->endless ? 0 : c->bytes; }

/* --- records ---------------------------------------------------------------------------------------------------------- */
/* A pipe that nobody writes to must not block: it is opened without waiting, and then ends at once. */
static int open_input(const char *path) {
  if (strcmp(path, "-") == 0) return STDIN_FILENO;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd >= 0) fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

static int64_t nanoseconds(struct timespec t) { return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec; }

/* false when the file is known and need not be read. */
static bool note_state(Corpus *c, Entry *e, int fd) {
  struct stat st;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || fd == STDIN_FILENO) return true;
  e->state = (FileState){.path = e->path,
                         .size = (uint64_t)st.st_size,
                         .device = st.st_dev,
                         .inode = st.st_ino,
                         .modified = nanoseconds(st.st_mtim),
                         .changed = nanoseconds(st.st_ctim)};
  if (!c->known || !c->known(c->known_ctx, &e->state)) return true;
  c->consumed += e->state.size;
  return false;
}

static void open_entry(Corpus *c, Entry *e, Err *failed) {
  *failed = e->failed;
  if (failed->code != OK) return;
  int fd = open_input(e->path);
  if (fd < 0) {
    not_read(failed, e->path, errno);
    return;
  }
  if (!note_state(c, e, fd)) {
    close(fd);
    return;
  }
  Cutter *cutter = cutter_open(stream_of_fd(fd, e->path, &c->consumed), e->path, 0, c->options, failed);
  if (cutter) c->stack[c->depth++] = cutter;
}

/* One step of the innermost cutter; true when *out was given. */
static bool step(Corpus *c, Input **out) {
  Cutter *top = c->stack[c->depth - 1], *inner = NULL;
  Err failed = {0};
  ErrCode code = top->kind->next(top, out, &inner, &failed);
  if (inner && c->depth < STACK_MAX) c->stack[c->depth++] = inner;
  if (code == OK) return *out != NULL;
  if (code != ERR_END) *out = input_failed(top->path, top->stream ? stream_offset(top->stream) : 0, &failed);
  cutter_close(top);
  c->depth--;
  return *out != NULL;
}

ErrCode corpus_next(Input **out, Corpus *c, Err *err) {
  *out = NULL;
  while (c->depth > 0 || c->next < c->n) {
    if (c->depth > 0) {
      if (step(c, out)) break;
      continue;
    }
    Err failed = {0};
    Entry *e = &c->entries[c->next++];
    open_entry(c, e, &failed);
    if (failed.code == ERR_LEDGER) return err_set(err, failed.code, "%s", failed.text);
    if (failed.code != OK) {
      *out = input_failed(e->path, 0, &failed);
      break;
    }
  }
  if (*out) {
    const Entry *from = &c->entries[c->next - 1];
    (*out)->consumed = c->consumed;
    (*out)->file = from->state.path ? &from->state : NULL;
  }
  return OK;
}

/* --- one record again --------------------------------------------------------------------------------------------------- */
/* The file in "file!member": the longest prefix before a '!' that exists, or the whole path. */
char *corpus_outer_path(const char *path) {
  struct stat st;
  char *outer = mem_strdup(str_of(path));
  for (char *bang; stat(outer, &st) != 0 && (bang = strrchr(outer, '!'));) *bang = '\0';
  return outer;
}

ErrCode corpus_reread(Input **out, const char *path, uint64_t offset, const ReadOptions *options, Err *err) {
  char *outer = corpus_outer_path(path);
  const char *paths[] = {outer};
  Corpus *c = corpus_open(paths, 1, options);
  Input *in;
  *out = NULL;
  while (corpus_next(&in, c, err) == OK && in) {
    if (in->failed.code == OK && in->offset == offset && strcmp(in->path, path) == 0) {
      *out = in;
      in->file = NULL;
      break;
    }
    input_free(in);
  }
  corpus_close(c);
  free(outer);
  if (*out) return OK;
  return err_set(err, ERR_INPUT, "%s: no record at byte %llu any more", path, (unsigned long long)offset);
}
