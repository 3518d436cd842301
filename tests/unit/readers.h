/* readers.h -- for the tests of corpus/: files made on the spot, and all documents that reading them gives. */
#ifndef TESTS_READERS_H
#define TESTS_READERS_H
#include "corpus/offsets.h"
#include "corpus/reader.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

enum { READ_MAX = 64 };

/* What reading gave: documents in order (with their arena and inputs), and the errors. */
typedef struct {
  Arena *arena;
  Input *inputs[READ_MAX];
  Document docs[READ_MAX];
  Err errors[READ_MAX];
  size_t n, failed;
  unsigned unproved; /* documents whose map doesn't prove their text */
} Readings;

static inline void take_input(Readings *r, Input *in, const ReadOptions *o) {
  Err err = {0};
  Document d;
  assert_true(r->n < READ_MAX && r->failed < READ_MAX);
  if (document_read(&d, r->arena, in, o, &err) != OK) {
    assert_true(err.text[0] != '\0');
    r->errors[r->failed++] = err;
    input_free(in);
    return;
  }
  r->unproved += !map_proves(&d.map, d.text, d.raw);
  r->inputs[r->n] = in;
  r->docs[r->n++] = d;
}

static inline Readings read_with(const char *path, const ReadOptions *o) {
  Readings r = {.arena = arena_new()};
  Corpus *c = corpus_open(&path, 1, o);
  Err err = {0};
  for (Input *in; corpus_next(&in, c, &err) == OK && in;) take_input(&r, in, o);
  corpus_close(c);
  assert_int_equal(r.unproved, 0);
  return r;
}

static inline Readings read_path(const char *path) {
  ReadOptions o = read_options_default();
  return read_with(path, &o);
}

static inline void readings_release(Readings *r) {
  for (size_t i = 0; i < r->n; i++) input_free(r->inputs[i]);
  arena_free(r->arena);
}

/* A folder of the test's own. */
static char test_folder[] = "/tmp/claimledger-test-XXXXXX";
static inline int make_folder(void **state) {
  (void)state;
  return mkdtemp(test_folder) ? 0 : -1;
}
static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
  (void)st, (void)type, (void)ftw;
  return remove(path);
}
static inline int remove_folder(void **state) {
  (void)state;
  return nftw(test_folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
/* Writes a file into it; the path is valid until the next call. */
static inline const char *put_file(const char *name, Str bytes) {
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", test_folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
  assert_int_equal(fclose(f), 0);
  return path;
}
static inline Readings read_bytes(const char *name, Str bytes) { return read_path(put_file(name, bytes)); }

static inline void assert_str(Str got, const char *want) {
  if (!str_is(got, want)) fail_msg("got \"%.*s\", want \"%s\"", STR_ARGS(got), want);
}
static inline Str block_str(const Document *d, size_t i) {
  assert_true(i < d->nblocks);
  return str_slice(d->text, d->blocks[i].span.start, d->blocks[i].span.end);
}
static inline void assert_block(const Document *d, size_t i, BlockKind kind, const char *text) {
  assert_str(block_str(d, i), text);
  assert_string_equal(block_name(d->blocks[i].kind), block_name(kind));
}
/* The raw bytes that a piece of the text came from. */
static inline Str raw_of(const Document *d, const char *piece) {
  size_t at = str_find(d->text, str_of(piece), 0);
  if (at == SIZE_MAX) fail_msg("\"%s\" is not in the text", piece);
  Span raw = map_to_raw(&d->map, (Span){(uint32_t)at, (uint32_t)(at + strlen(piece))});
  return str_slice(d->raw, raw.start, raw.end);
}
static inline void assert_day(Dated d, const char *want) {
  Buf b = BUF_INIT;
  day_put(&b, d.at.day);
  assert_str(buf_str(&b), want);
  buf_release(&b);
}
#endif
