/* html.c -- what reading web pages costs beside what libxml2 alone takes to parse and free them: one core, one run, the same
 * pages in turn, the best of ROUNDS for each page.
 *
 *   html PAGE...    prints "PAGES BYTES SECONDS-LIBXML2 SECONDS-READ" */
#include "corpus/reader.h"

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

static double read_page(const Input *in, const ReadOptions *o, Arena *a) {
  Document d;
  Err err = {0};
  double from = cpu();
  if (document_read(&d, a, in, o, &err) != OK) fprintf(stderr, "%s\n", err.text);
  arena_clear(a);
  return cpu() - from;
}

int main(int argc, char **argv) {
  ReadOptions o = read_options_default();
  Corpus *c = corpus_open((const char *const *)argv + 1, (size_t)argc - 1, &o);
  Arena *a = arena_new();
  Err err = {0};
  size_t pages = 0, bytes = 0;
  double theirs = 0, ours = 0;
  for (Input *in; corpus_next(&in, c, &err) == OK && in; input_free(in)) {
    if (in->failed.code != OK) continue;
    double t = 1e9, u = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
      double x = parse(in->raw), y = read_page(in, &o, a);
      if (x < t) t = x;
      if (y < u) u = y;
    }
    pages++, bytes += in->raw.n, theirs += t, ours += u;
  }
  printf("%zu %zu %.4f %.4f\n", pages, bytes, theirs, ours);
  arena_free(a);
  corpus_close(c);
  return 0;
}
