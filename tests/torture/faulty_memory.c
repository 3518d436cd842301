/* faulty_memory.c -- linked with the whole program (build/torture/claimledger), memory that runs out at every allocation in turn (see
 * faulty.h), this once, and from then on; one child is both when it allocates no more.
 *
 * Counted by the library that asked, found by the address of the call; "claimledger" is the program itself, which also allocates for SQLite,
 * libxml2 and PCRE2. What libraries allocate before main() is not counted. */
#include "tests/torture/faulty.h"
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIBRARIES = 64 };

typedef struct {
  const char *low, *high;
  char name[32], name_on[40];
  Tally once, on;
} Library;

/* These run before the AddressSanitizer is ready. */
#define EARLY __attribute__((no_sanitize("address", "undefined")))

static void *(*real_malloc)(size_t), *(*real_calloc)(size_t, size_t), *(*real_realloc)(void *, size_t);
static Library libraries[LIBRARIES];
static int nlibraries;
static bool on; /* in a child: all later ones too */
static long step, next, count;

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
  snprintf(l->name_on, sizeof l->name_on, "%.*s-on", (int)strcspn(name, "."), name);
  l->once = (Tally){.name = l->name, .wanted = "memory"};
  l->on = (Tally){.name = l->name_on, .wanted = "memory"};
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

/* --- an allocation --------------------------------------------------------------------------------------------------- */

EARLY static bool fails_in_turn(Library *l) {
  next = count + step;
  if (fault_child(&l->once, count)) return true;
  if (!fault_went_on()) {
    fault_count_again(&l->on);
    return false;
  }
  return on = fault_child(&l->on, count);
}

/* Whether this one fails: true only in a child. */
EARLY static bool fails(const void *caller) {
  bool now = false;
  if (!step || fault_busy()) return false;
  if (in_child()) {
    fault_goes_on();
    now = on;
  } else if (++count >= next) {
    Library *l = library_of(caller);
    now = l && fails_in_turn(l);
  }
  if (now) errno = ENOMEM;
  return now;
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

/* glibc 2.36 keeps a lock when it has no memory for a locale, and hangs when a library frees one at the end: no fault of the program. */
char *setlocale(int category, const char *name) {
  static char *(*real_setlocale)(int, const char *);
  bool was = fault_set_busy(true);
  if (!real_setlocale) *(void **)&real_setlocale = dlsym(RTLD_NEXT, "setlocale");
  char *answer = real_setlocale(category, name);
  fault_set_busy(was);
  return answer;
}

__attribute__((constructor(201))) static void begin(void) {
  if (fault_wanted("memory", &step, &next)) dl_iterate_phdr(add_library, NULL);
}
