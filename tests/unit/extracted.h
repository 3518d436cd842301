/* extracted.h -- for tests that send a text through the whole extractor with the English pack and compare what came out, written in one line. */
#ifndef TESTS_EXTRACTED_H
#define TESTS_EXTRACTED_H
#include "extractor/extractor.h"
#include "extractor/rules.h"

static Pack *pack;
static Extractor *extractor;

static int setup(void **state) {
  Err err = {0};
  (void)state;
  if (pack_load(&pack, "en", NULL, NULL, &err)) return -1;
  extractor = extractor_new(pack);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  extractor_free(extractor);
  pack_free(pack);
  return 0;
}

/* The text, published on that day (NULL: undated), gives `want` as `write` writes it. */
static void extracts(const char *day, const char *text, void (*write)(Buf *b, const Document *d, const Extraction *e),
                     const char *want) {
  Arena *a = arena_new();
  Document d;
  Extraction e;
  Err err = {0};
  Moment m = {DAY_NONE, -1};
  Buf b = BUF_INIT;
  if (day) assert_true(moment_parse(&m, str_of(day), true));
  document_of_text(&d, a, str_of(text), m);
  assert_int_equal(extractor_run(&e, extractor, a, &d, &err), OK);
  write(&b, &d, &e);
  assert_string_equal(b.p ? b.p : "", want);
  buf_release(&b);
  arena_free(a);
}
#endif
