/* Copies in a real archive (../shared, not ours to ship): the groups against an exact computation over all pairs. Skips without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "corpus/reader.h"
#include "ledger/origins.h"

enum { MOST = 1000, HOURS = 72 };

typedef struct {
  OriginItem items[MOST];
  size_t n;
} Archive;

static const char *archive_path(void) {
  static const char *const paths[] = {"../shared/corpora/multi-source/fa-kes.csv",
                                      "../../shared/corpora/multi-source/fa-kes.csv"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    if (access(paths[i], R_OK) == 0) return paths[i];
  return NULL;
}

static void read_archive(Archive *out, Arena *a, const char *path) {
  ReadOptions options = read_options_default();
  Err err = {0};
  Input *in;
  options.map = "id=unit_id,title=article_title,text=article_content,publisher=source";
  Corpus *c = corpus_open(&path, 1, &options);
  while (corpus_next(&in, c, &err) == OK && in && out->n < MOST) {
    Document d = {0};
    if (document_read(&d, a, in, &options, &err) == OK)
      out->items[out->n++] = (OriginItem){d.id, d.published.at, shingles_of(a, d.text)};
    input_free(in);
  }
  corpus_close(c);
}

static int64_t seconds_of(Moment m) { return (int64_t)m.day * 86400 + (m.second > 0 ? m.second : 0); }

static bool is_copy(const OriginItem *x, const OriginItem *y) {
  int64_t apart = seconds_of(x->published) - seconds_of(y->published);
  if (x->published.day == DAY_NONE || y->published.day == DAY_NONE || llabs(apart) > HOURS * 3600) return false;
  return shingles_containment(x->shingles, y->shingles) >= 0.6;
}

/* At least 95 of 100 pairs share a group, and whoever is grouped has a copy in his group. */
static void test_groups_against_all_pairs(void **state) {
  (void)state;
  const char *path = archive_path();
  if (!path) {
    print_message("skipped: ../shared is not here\n");
    skip();
  }
  Arena *a = arena_new();
  Archive *archive = calloc(1, sizeof *archive);
  size_t *origin = calloc(MOST, sizeof *origin), pairs = 0, found = 0, alone = 0;
  bool *explained = calloc(MOST, sizeof *explained);
  assert_non_null(archive);
  read_archive(archive, a, path);
  assert_true(archive->n > 500);
  origins_find(origin, a, archive->items, archive->n);
  for (size_t i = 0; i < archive->n; i++)
    for (size_t k = i + 1; k < archive->n; k++) {
      if (!is_copy(&archive->items[i], &archive->items[k])) continue;
      pairs++;
      found += origin[i] == origin[k];
      explained[i] = explained[k] = true;
    }
  for (size_t i = 0; i < archive->n; i++) alone += origin[i] != i && !explained[i];
  print_message("%zu documents, %zu pairs of copies, %zu in one group\n", archive->n, pairs, found);
  assert_true(pairs > 0);
  assert_true(found * 100 >= pairs * 95);
  assert_int_equal(alone, 0);
  free(explained);
  free(origin);
  free(archive);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_groups_against_all_pairs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
