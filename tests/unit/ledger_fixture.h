/* ledger_fixture.h -- documents and claims made by hand, so that the ledger's tests need no rules. */
#ifndef TESTS_LEDGER_FIXTURE_H
#define TESTS_LEDGER_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include "ledger/ledger.h"
#include "ledger/parcel.h"
#include "ledger/measures.h"

/* What a claim of the fixture says. */
typedef struct {
  const char *sentence, *figure; /* the figure stands in the sentence */
  const char *value, *unit, *subject, *measure;
  const char *first; /* ISO day */
} Said;

typedef struct {
  Document document;
  Extraction extraction;
} Made;

static inline Sha256 fixture_pack(void) { return sha256_of(STR("fixture")); }

static inline Span fixture_find(Str text, const char *needle, size_t from) {
  size_t at = str_find(text, str_of(needle), from);
  assert_true(at != SIZE_MAX);
  return (Span){(uint32_t)at, (uint32_t)(at + strlen(needle))};
}

static inline Claim fixture_claim(Str text, const Said *s) {
  Claim c = {
      .kind = KIND_MONEY, .same_as = -1, .from = -1, .rule = STR("test.rule"), .mention_rule = STR("money.symbol")};
  c.sentence = fixture_find(text, s->sentence, 0);
  c.span = fixture_find(text, s->figure, c.sentence.start);
  c.quantity.has_value = true;
  assert_true(number_parse(&c.quantity.value, str_of(s->value)));
  c.quantity.written = (Written){.value = c.quantity.value, .unit_exp = 9, .digits = 3};
  c.quantity.range = interval_read(c.quantity.written, HEDGE_NONE);
  c.quantity.unit = str_of(s->unit);
  c.quantity.written_unit = str_of("dollar");
  c.quantity.written_value = str_of(s->value);
  if (s->subject) {
    c.subject = (Party){
        .span = c.sentence, .text = str_of(s->subject), .entity = str_of(s->subject), .how = HOW_EXACT, .core = true};
  }
  if (s->measure) c.measure = str_of(s->measure);
  c.concept[0] = STR("shares");
  c.nconcept = 1;
  c.time.basis = s->first ? BASIS_EXPLICIT : BASIS_NONE;
  c.time.first = c.time.last = DAY_NONE;
  if (s->first) {
    assert_true(day_parse(&c.time.first, str_of(s->first)));
    c.time.last = c.time.first;
    c.time.text = str_of("on that day");
    c.time.timex = str_of(s->first);
  }
  c.dates.first = c.dates.last = DAY_NONE;
  return c;
}

/* An article of one paragraph per line; published as an ISO day. */
static inline Made fixture_make(Arena *a, const char *path, const char *publisher, const char *published,
                                const char *text, const Said *said, size_t n) {
  Made m = {0};
  Document *d = &m.document;
  d->path = str_of(path);
  d->raw = d->text = str_of(text);
  d->publisher = str_of(publisher);
  d->title = str_of("A title");
  d->format = STR("text");
  d->published.how = FOUND_GIVEN;
  d->modified.at = (Moment){DAY_NONE, -1};
  assert_true(moment_parse(&d->published.at, str_of(published), true));
  d->blocks = arena_zalloc(a, 64 * sizeof *d->blocks);
  for (size_t at = 0; at < d->text.n && d->nblocks < 64;) {
    size_t end = str_chr(d->text, '\n', at);
    if (end == SIZE_MAX) end = d->text.n;
    if (end > at) d->blocks[d->nblocks++] = (Block){.kind = BLOCK_TEXT, .span = {(uint32_t)at, (uint32_t)end}};
    at = end + 1;
  }
  document_identify(d);
  Claims *c = &m.extraction.claims;
  c->items = arena_zalloc(a, (n + 1) * sizeof *c->items);
  c->n = n;
  for (size_t i = 0; i < n; i++) {
    c->items[i] = fixture_claim(d->text, &said[i]);
    claim_identify(&c->items[i], d, fixture_pack());
  }
  return m;
}

/* parcel_make without a loaded pack. */
static inline Parcel *fixture_parcel(const Made *m, bool keep_text) {
  Zstd *codec = zstd_new();
  Parcel *p = parcel_of(codec, &m->document, &m->extraction, fixture_pack(),
                        &(PutOptions){.keep_text = keep_text, .shards = 1});
  zstd_free(codec);
  return p;
}

static inline char *fixture_path(const char *name) {
  char *path = malloc(200);
  snprintf(path, 200, "/tmp/claimledger-test-%d-%s.ledger", (int)getpid(), name);
  unlink(path);
  return path;
}

static inline void fixture_remove(char *path) {
  char more[220];
  unlink(path);
  snprintf(more, sizeof more, "%s-wal", path);
  unlink(more);
  snprintf(more, sizeof more, "%s-shm", path);
  unlink(more);
  free(path);
}

#define ASSERT_OK(call, err)                                                                                           \
  do {                                                                                                                 \
    (err) = (Err){0};                                                                                                  \
    ErrCode code_ = (call);                                                                                            \
    if (code_ != OK) fail_msg("%s: %d %s", #call, (int)code_, (err).text);                                             \
  } while (0)

/* Opens path for writing, puts the articles in the order given, closes. */
static inline Counts fixture_write(const char *path, const Made *made, const size_t *order, size_t n) {
  Ledger *l;
  Err err;
  Counts counts = {0};
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  ASSERT_OK(ledger_begin_run_as(l, STR("test"), STR("en"), fixture_pack(), &err), err);
  for (size_t i = 0; i < n; i++) {
    Parcel *p = fixture_parcel(&made[order ? order[i] : i], true);
    ASSERT_OK(ledger_put(l, p, &counts, &err), err);
    parcel_free(p);
  }
  ASSERT_OK(ledger_end_run(l, &counts, false, &err), err);
  ASSERT_OK(ledger_close(l, &err), err);
  return counts;
}

/* Three articles about one loss: two agree, the third contradicts. */
enum { FIXTURE_ARTICLES = 4 };
static inline Made *fixture_articles(Arena *a) {
  static const Said one[] = {{"Nvidia lost $600 billion in market value on 27 January.", "$600 billion", "600000000000",
                              "USD", "Nvidia", "market_value", "2025-01-27"},
                             {"It was the largest fall, after $279 billion in September.", "$279 billion",
                              "279000000000", "USD", NULL, NULL, NULL}};
  static const Said two[] = {{"The chip maker's value fell by $598 billion.", "$598 billion", "598000000000", "USD",
                              "Nvidia", "market_value", "2025-01-27"}};
  static const Said three[] = {{"Nvidia shed $465 billion of its market value.", "$465 billion", "465000000000", "USD",
                                "Nvidia", "market_value", "2025-01-27"}};
  Made *m = arena_alloc(a, FIXTURE_ARTICLES * sizeof *m);
  m[0] = fixture_make(a, "one.txt", "The Courier", "2025-01-28",
                      "Chips fall\n\nNvidia lost $600 billion in market value on 27 January. It was the largest fall, "
                      "after $279 billion in September.\n",
                      one, 2);
  m[1] = fixture_make(a, "two.txt", "Daily Post", "2025-01-28T10:00:00",
                      "The chip maker's value fell by $598 billion.\nNothing else happened in caf\xc3\xa9s.\n", two, 1);
  m[2] = fixture_make(a, "three.txt", "Evening Star", "2025-01-29", "Nvidia shed $465 billion of its market value.\n",
                      three, 1);
  m[3] = fixture_make(a, "four.txt", "Evening Star", "2025-01-30", "No figure stands here.\n", NULL, 0);
  return m;
}
#endif
