/* arena.h -- memory that is released all at once.
 *
 * One arena per document, taken from a pool and cleared for the next one: nothing inside a document is
 * freed singly. Out of memory is not an error code: mem_fail writes one line and leaves with exit code 5;
 * SQLite's transaction then keeps the ledger at its last whole batch (docs/design.md says why). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include "base/str.h"

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *a);
/* Forgets everything; keeps one chunk of at most 1 MiB for the next use. */
void arena_clear(Arena *a);
/* n bytes aligned for any type, never NULL; arena_zalloc zeroes them. */
void *arena_alloc(Arena *a, size_t n);
void *arena_zalloc(Arena *a, size_t n);
/* A copy of s, with a NUL behind it that is not counted. */
Str arena_str(Arena *a, Str s);
Str arena_printf(Arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Bytes handed out since the last clear. */
size_t arena_used(const Arena *a);

/* Grows an arena array: returns room for at least need items of size bytes; *cap is in items. The old
 * contents (count items) are copied; the old memory stays until the arena is cleared. */
void *arena_regrow(Arena *a, void *old, size_t count, size_t *cap, size_t need,
                   size_t size); /* when there is no room */
static inline void *arena_grow(Arena *a, void *old, size_t count, size_t *cap, size_t need, size_t size) {
  return old && need <= *cap ? old : arena_regrow(a, old, count, cap, need, size);
}

/* malloc and friends that never return NULL; everything from them is freed with free(). */
void *mem_alloc(size_t n);
void *mem_zalloc(size_t n);
void *mem_realloc(void *p, size_t n);
char *mem_strdup(Str s);
_Noreturn void mem_fail(void);
#endif
