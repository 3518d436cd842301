/* fuzz.h -- what the targets of libFuzzer share: a claim that must hold whatever the bytes are. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H
#include "base/arena.h"
#include "base/buf.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define MUST(holds)                                                                                                    \
  do {                                                                                                                 \
    if (holds) break;                                                                                                  \
    fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);                                         \
    abort();                                                                                                           \
  } while (0)

static inline Str fuzz_str(const uint8_t *bytes, size_t n) { return str_make((const char *)bytes, n); }
#endif
