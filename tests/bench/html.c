/* html.c -- what reading web pages, and then extracting from them, costs beside what libxml2 alone takes to parse and free them: one core,
 * one run, the same pages in turn, the best of ROUNDS for each page.
 *
 *   html PAGE...    prints "PAGES BYTES SECONDS-LIBXML2 SECONDS-READ SECONDS-READ-AND-EXTRACT" */
#include "corpus/reader.h"
#include "extractor/extractor.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5 };

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double parse(Str page) {
  double from = cpu();
  xmlFreeDoc(
      htmlReadMemory(page.p, (int)page.n, NULL, NULL, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING));
  return cpu() - from;
}

typedef struct {
  double theirs, read, whole;
} Times;

static void least(double *out, double t) {
  if (t < *out) *out = t;
}

static void ours(Times *t, const Input *in, const ReadOptions *o, Extractor *x, Arena *a) {
  Document d;
  Extraction e;
  Err err = {0};
  double from = cpu();
  ErrCode code = document_read(&d, a, in, o, &err);
  least(&t->read, cpu() - from);
  if (code == OK) code = extractor_run(&e, x, a, &d, &err);
  arena_clear(a);
  least(&t->whole, cpu() - from);
  if (code != OK) fprintf(stderr, "%s\n", err.text);
}

static Times page(const Input *in, const ReadOptions *o, Extractor *x, Arena *a) {
  Times t = {1e9, 1e9, 1e9};
  for (int i = 0; i < ROUNDS; i++) {
    least(&t.theirs, parse(in->raw));
    ours(&t, in, o, x, a);
  }
  return t;
}

int main(int argc, char **argv) {
  ReadOptions o = read_options_default();
  Pack *pack;
  Err err = {0};
  if (pack_load(&pack, "en", NULL, NULL, &err) != OK) return fprintf(stderr, "%s\n", err.text), 1;
  Extractor *x = extractor_new(pack);
  Corpus *c = corpus_open((const char *const *)argv + 1, (size_t)argc - 1, &o);
  Arena *a = arena_new();
  size_t pages = 0, bytes = 0;
  Times sum = {0};
  for (Input *in; corpus_next(&in, c, &err) == OK && in; input_free(in)) {
    if (in->failed.code != OK) continue;
    Times t = page(in, &o, x, a);
    pages++, bytes += in->raw.n, sum.theirs += t.theirs, sum.read += t.read, sum.whole += t.whole;
  }
  printf("%zu %zu %.4f %.4f %.4f\n", pages, bytes, sum.theirs, sum.read, sum.whole);
  arena_free(a);
  corpus_close(c);
  extractor_free(x);
  pack_free(pack);
  return 0;
}
