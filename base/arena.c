/* arena.c -- a list of chunks, the newest first; each at least twice its predecessor up to 1 MiB. */
#include "base/arena.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FIRST_CHUNK = 16 << 10, LARGEST_CHUNK = 1 << 20, ALIGNMENT = 16 };

typedef struct Chunk {
  struct Chunk *older;
  size_t size; /* of bytes */
  _Alignas(ALIGNMENT) char bytes[];
} Chunk;

struct Arena {
  Chunk *chunk; /* the one that is handed out from */
  size_t at;    /* bytes of it in use */
  size_t used;  /* bytes handed out since the last clear */
};

void mem_fail(void) {
  static const char line[] = "claimledger: out of memory: stopped: what was committed is kept\n";
  ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);
  (void)ignored;
  _exit(5);
}

void *mem_alloc(size_t n) {
  void *p = malloc(n ? n : 1);
  if (!p) mem_fail();
  return p;
}

void *mem_zalloc(size_t n) {
  void *p = calloc(1, n ? n : 1);
  if (!p) mem_fail();
  return p;
}

void *mem_realloc(void *p, size_t n) {
  p = realloc(p, n ? n : 1);
  if (!p) mem_fail();
  return p;
}

char *mem_strdup(Str s) {
  char *p = mem_alloc(s.n + 1);
  if (s.n) memcpy(p, s.p, s.n);
  p[s.n] = 0;
  return p;
}

static Chunk *chunk_new(size_t size, Chunk *older) {
  if (size > SIZE_MAX - sizeof(Chunk)) mem_fail();
  Chunk *c = mem_alloc(sizeof *c + size);
  c->older = older;
  c->size = size;
  return c;
}

Arena *arena_new(void) {
  Arena *a = mem_zalloc(sizeof *a);
  a->chunk = chunk_new(FIRST_CHUNK, NULL);
  return a;
}

static void chunks_free(Chunk *c) {
  while (c) {
    Chunk *older = c->older;
    free(c);
    c = older;
  }
}

void arena_free(Arena *a) {
  if (!a) return;
  chunks_free(a->chunk);
  free(a);
}

/* Keeps the largest chunk that is not over the limit. */
void arena_clear(Arena *a) {
  Chunk **keep = NULL;
  for (Chunk **c = &a->chunk; *c; c = &(*c)->older)
    if ((*c)->size <= LARGEST_CHUNK && (!keep || (*c)->size > (*keep)->size)) keep = c;
  Chunk *kept = keep ? *keep : NULL;
  if (keep) *keep = kept->older;
  chunks_free(a->chunk);
  a->chunk = kept ? kept : chunk_new(FIRST_CHUNK, NULL);
  a->chunk->older = NULL;
  a->at = a->used = 0;
}

static void grow(Arena *a, size_t n) {
  size_t size = a->chunk->size * 2;
  if (size > LARGEST_CHUNK) size = LARGEST_CHUNK;
  a->chunk = chunk_new(n > size ? n : size, a->chunk);
  a->at = 0;
}

void *arena_alloc(Arena *a, size_t n) {
  if (n > SIZE_MAX / 2) mem_fail();
  size_t whole = (n + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
  if (whole > a->chunk->size - a->at) grow(a, whole);
  void *p = a->chunk->bytes + a->at;
  a->at += whole;
  a->used += whole;
  return p;
}

void *arena_zalloc(Arena *a, size_t n) { return memset(arena_alloc(a, n), 0, n); }

Str arena_str(Arena *a, Str s) {
  char *p = arena_alloc(a, s.n + 1);
  if (s.n) memcpy(p, s.p, s.n);
  p[s.n] = 0;
  return (Str){p, s.n};
}

Str arena_printf(Arena *a, const char *fmt, ...) {
  va_list args;
  va_start(args, fmt);
  int n = vsnprintf(NULL, 0, fmt, args);
  va_end(args);
  size_t len = n > 0 ? (size_t)n : 0;
  char *p = arena_alloc(a, len + 1);
  va_start(args, fmt);
  vsnprintf(p, len + 1, fmt, args);
  va_end(args);
  return (Str){p, len};
}

size_t arena_used(const Arena *a) { return a->used; }

void *arena_regrow(Arena *a, void *old, size_t count, size_t *cap, size_t need, size_t size) {
  size_t room = *cap < 8 ? 8 : *cap * 2;
  if (room < need) room = need;
  if (room > SIZE_MAX / 2 / size) mem_fail();
  void *p = arena_alloc(a, room * size);
  if (count) memcpy(p, old, count * size);
  *cap = room;
  return p;
}
