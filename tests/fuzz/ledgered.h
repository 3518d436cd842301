/* ledgered.h -- a small ledger made once, of articles that disagree, for the targets that ask one. */
#ifndef TESTS_FUZZ_LEDGERED_H
#define TESTS_FUZZ_LEDGERED_H
#include "corpus/cutter.h"
#include "ledger/ledger.h"
#include "ledger/measures.h"
#include "tests/fuzz/fuzz.h"
#include <unistd.h>

static Pack *fuzz_pack;
static char fuzz_path[64];

static void fuzz_remove(void) {
  char more[80];
  static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    snprintf(more, sizeof more, "%s%s", fuzz_path, ends[i]);
    unlink(more);
  }
}

static const char *const fuzz_articles[] = {
    "Title: Ferry line counts its passengers\nDate: 2024-03-04\n\nNordby Ferries carried 412,000 passengers in 2023, "
    "the "
    "company said on Monday. Its revenue rose 12 percent to $84 million.\n",
    "Title: Nordby carries more\nDate: 2024-03-05\n\nNordby Ferries carried 421,000 passengers in 2023. Revenue was "
    "about "
    "$84 million, up from $75 million.\n",
    "Title: A bridge for Nordby\nDate: 2024-06-01\n\nThe bridge will cost €1.2 billion, Mayor Ada Lind said. At least "
    "14 people "
    "were hurt when a crane fell in May.\n",
};

static void fuzz_put(Ledger *l, Extractor *x, Zstd *codec, Counts *counts, size_t i) {
  static const char *const names[] = {"one.txt", "two.txt", "three.txt"};
  Arena *a = arena_new();
  Input *in = input_new(names[i], 0, str_of(fuzz_articles[i]), "text");
  ReadOptions o = read_options_default();
  Document d;
  Extraction e;
  MUST(document_read(&d, a, in, &o, NULL) == OK && extractor_run(&e, x, a, &d, NULL) == OK);
  Parcel *p = parcel_make(codec, &d, &e, fuzz_pack, &(PutOptions){.keep_text = true, .shards = 1});
  MUST(ledger_put(l, p, counts, NULL) == OK);
  parcel_free(p);
  input_free(in);
  arena_free(a);
}

static Ledger *fuzz_ledger; /* open for reading */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
  Counts counts = {0};
  (void)argc, (void)argv;
  snprintf(fuzz_path, sizeof fuzz_path, "/tmp/claimledger-fuzz-%d.ledger", (int)getpid());
  atexit(fuzz_remove);
  MUST(pack_load(&fuzz_pack, "en", NULL, NULL, NULL) == OK);
  Extractor *x = extractor_new(fuzz_pack);
  Zstd *codec = zstd_new();
  Ledger *l;
  MUST(ledger_open(&l, fuzz_path, LEDGER_WRITE, NULL) == OK && ledger_begin_run(l, STR("fuzz"), fuzz_pack, NULL) == OK);
  for (size_t i = 0; i < sizeof fuzz_articles / sizeof *fuzz_articles; i++) fuzz_put(l, x, codec, &counts, i);
  MUST(counts.claims > 4 && ledger_end_run(l, &counts, false, NULL) == OK && ledger_close(l, NULL) == OK);
  zstd_free(codec);
  extractor_free(x);
  MUST(ledger_open(&fuzz_ledger, fuzz_path, LEDGER_READ, NULL) == OK);
  return 0;
}
#endif
