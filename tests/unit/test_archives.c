/* test_archives.c -- real archives beside the project, where they are (../shared/corpora): every page's text proves itself, every
 * web archive gives what its records say, SGML and NDJSON of the same stories agree. Skipped where the archives are not. */
#include "tests/unit/readers.h"

static char root[4096];

static int find_root(void **state) {
  (void)state;
  static const char *const places[] = {"../shared/corpora", "../../shared/corpora"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (realpath(places[i], root)) return 0;
  root[0] = '\0';
  return 0;
}

static const char *archive(const char *name) {
  static char path[4096 + 300];
  if (!root[0]) skip();
  snprintf(path, sizeof path, "%s/%s", root, name);
  if (access(path, R_OK) != 0) skip();
  return path;
}

/* --- web pages ------------------------------------------------------------------------------------------------------------ */
typedef struct {
  size_t pages, failed, bytes, copied, marked;
} Proved;

static void prove(Proved *sum, const Document *d) {
  if (!map_proves(&d->map, d->text, d->raw)) fail_msg("%.*s: its map does not prove its text", STR_ARGS(d->path));
  uint32_t at = 0;
  for (size_t i = 0; i < d->map.n; i++) {
    const MapRun *r = &d->map.runs[i];
    assert_int_equal(r->text_off, at);
    at += r->text_len;
    if (r->kind == MAP_ENTITY) assert_true(r->raw_len <= 64);
    *(r->kind == MAP_COPY ? &sum->copied : &sum->marked) += r->text_len;
  }
  assert_int_equal(d->map.n ? at : d->text.n, d->text.n);
  for (size_t i = 0; i < d->nblocks; i++) {
    assert_true(d->blocks[i].span.end <= d->text.n && d->blocks[i].span.start < d->blocks[i].span.end);
    if (i) assert_true(d->blocks[i].span.start >= d->blocks[i - 1].span.end);
  }
  sum->pages++;
  sum->bytes += d->text.n;
}

static Proved prove_all(const char *path) {
  Proved sum = {0};
  ReadOptions o = read_options_default();
  Corpus *c = corpus_open(&path, 1, &o);
  Arena *a = arena_new();
  Err err = {0};
  for (Input *in; corpus_next(&in, c, &err) == OK && in; input_free(in), arena_clear(a)) {
    Document d;
    if (document_read(&d, a, in, &o, &err) == OK)
      prove(&sum, &d);
    else
      sum.failed++;
  }
  arena_free(a);
  corpus_close(c);
  return sum;
}

static void test_pages(void **state) {
  (void)state;
  static const struct {
    const char *folder;
    size_t pages;
  } sets[] = {{"html-body/html", 91}, {"html-dates/html", 242}};
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    Proved p = prove_all(archive(sets[i].folder));
    assert_int_equal(p.pages, sets[i].pages);
    assert_int_equal(p.failed, 0);
    assert_int_equal(p.copied + p.marked, p.bytes);
    assert_true(p.copied * 10 > p.bytes * 9); /* marks are the exception */
  }
}

/* --- web archives --------------------------------------------------------------------------------------------------------- */
/* Counted from the records: response, resource and conversion records with status 2xx (or none) and a body of an article's type. */
static void test_web_archives(void **state) {
  (void)state;
  static const struct {
    const char *file;
    size_t articles, reported, cut;
  } files[] = {
      {"fastwarc/block-sized-records.warc", 0, 0, 0},
      {"fastwarc/block-sized-records.warc.gz", 0, 0, 0},
      {"fastwarc/block-sized-records.warc.lz4", 0, 0, 0},
      {"fastwarc/clipped.warc.gz", 1, 1, 1},
      {"fastwarc/clueweb-quirk.warc.gz", 29, 0, 0},
      {"fastwarc/warcfile.warc", 16, 0, 0},
      {"fastwarc/warcfile.warc.gz", 16, 0, 0},
      {"fastwarc/warcfile.warc.lz4", 16, 0, 0},
      {"jwarc/cc.warc.gz", 1, 0, 0},
      {"jwarc/gzip_extra_sl.warc.gz", 0, 0, 0},
      {"warcio/bad.arc", 1, 2, 0},
      {"warcio/example-bad-non-chunked.warc.gz", 1, 0, 0},
      {"warcio/example-bad.warc.gz.bad", 1, 0, 0},
      {"warcio/example-digest.warc", 0, 0, 0},
      {"warcio/example-iana.org-chunked.warc", 1, 0, 0},
      {"warcio/example-resource.warc.gz", 1, 0, 0},
      {"warcio/example-space-in-target-uri.warc.gz", 0, 0, 0},
      {"warcio/example-space-in-url.arc", 1, 0, 1},
      {"warcio/example-trunc.warc", 1, 1, 1},
      {"warcio/example-wget-bad-target-uri.warc.gz", 1, 0, 0},
      {"warcio/example-wrong-chunks.warc.gz", 1, 0, 0},
      {"warcio/example.arc", 1, 0, 0},
      {"warcio/example.arc.gz", 1, 0, 0},
      {"warcio/example.warc", 1, 0, 0},
      {"warcio/example.warc.gz", 1, 0, 0},
      {"warcio/post-test.warc.gz", 0, 0, 0},
  };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char name[256];
    snprintf(name, sizeof name, "warc/%s", files[i].file);
    Readings r = read_path(archive(name));
    size_t cut = 0;
    for (size_t k = 0; k < r.n; k++) cut += (r.docs[k].flags & DOC_TRUNCATED) != 0;
    if (r.n != files[i].articles || r.failed != files[i].reported || cut != files[i].cut)
      fail_msg("%s: %zu articles, %zu reported, %zu cut", files[i].file, r.n, r.failed, cut);
    for (size_t k = 0; k < r.n; k++) assert_true(r.docs[k].url.n > 0);
    readings_release(&r);
  }
}

/* --- the wire -------------------------------------------------------------------------------------------------------------- */
static void test_wire(void **state) {
  (void)state;
  char sgml[4096 + 300], ndjson[4096 + 300];
  snprintf(sgml, sizeof sgml, "%s", archive("wire/reut2-000.sgm"));
  snprintf(ndjson, sizeof ndjson, "%s", archive("wire/reuters.ndjson.zst"));
  ReadOptions o = read_options_default();
  const char *paths[] = {sgml, ndjson};
  Corpus *c[] = {corpus_open(&paths[0], 1, &o), corpus_open(&paths[1], 1, &o)};
  Arena *a = arena_new();
  Err err = {0};
  size_t stories = 0, empty = 0;
  for (Input *x, *y = NULL; corpus_next(&x, c[0], &err) == OK && x; input_free(x), input_free(y), arena_clear(a)) {
    Document s, n;
    assert_int_equal(corpus_next(&y, c[1], &err), OK);
    assert_int_equal(document_read(&s, a, x, &o, &err), OK);
    assert_int_equal(document_read(&n, a, y, &o, &err), OK);
    if (!str_eq(s.title, n.title) || !str_eq(s.text, n.text) || !str_eq(s.given_id, n.given_id) ||
        s.published.at.day != n.published.at.day || s.published.at.day == DAY_NONE)
      fail_msg("story %.*s differs: \"%.*s\" and \"%.*s\"", STR_ARGS(n.given_id), STR_ARGS(s.title), STR_ARGS(n.title));
    stories++;
    empty += s.text.n == 0;
  }
  assert_int_equal(stories, 1000);
  assert_int_equal(empty, 75); /* briefs that are a title alone */
  arena_free(a);
  corpus_close(c[0]);
  corpus_close(c[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_pages), cmocka_unit_test(test_web_archives),
                                     cmocka_unit_test(test_wire)};
  return cmocka_run_group_tests(tests, find_root, NULL);
}
