/* Every byte of text that real archives give leads back to its source: copied bytes compare equal, all others are marked. Reads
 * ../shared/corpora, and skips where it is missing. */
#include "readers.h"

typedef struct {
  size_t documents, failed, unproved;
  uint64_t bytes;
} Proof;

static Proof prove(const char *path) {
  ReadOptions o = read_options_default();
  Corpus *c = corpus_open(&path, 1, &o);
  Proof p = {0};
  Err err = {0};
  for (Input *in; corpus_next(&in, c, &err) == OK && in; input_free(in)) {
    Arena *a = arena_new();
    Document d;
    if (document_read(&d, a, in, &o, &err) != OK) {
      p.failed++;
    } else {
      p.documents++;
      p.bytes += d.text.n;
      if (!map_proves(&d.map, d.text, d.raw)) {
        p.unproved++;
        print_message("not proved: %s:%llu\n", in->path, (unsigned long long)in->offset);
      }
    }
    arena_free(a);
  }
  corpus_close(c);
  return p;
}

static void assert_proved(const char *path, size_t least) {
  if (access(path, R_OK) != 0) skip();
  Proof p = prove(path);
  print_message("%s: %zu articles, %llu bytes of text, %zu not read\n", path, p.documents, (unsigned long long)p.bytes,
                p.failed);
  assert_int_equal(p.unproved, 0);
  assert_true(p.documents >= least);
}

static void bodies(void **state) {
  (void)state;
  assert_proved("../shared/corpora/html-body/html", 90);
}

static void dates(void **state) {
  (void)state;
  assert_proved("../shared/corpora/html-dates/html", 200);
}

static void crawls(void **state) {
  (void)state;
  assert_proved("../shared/corpora/warc", 50);
}

static void wires(void **state) {
  (void)state;
  assert_proved("../shared/corpora/wire/reut2-000.sgm", 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(bodies), cmocka_unit_test(dates), cmocka_unit_test(crawls),
                                     cmocka_unit_test(wires)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
