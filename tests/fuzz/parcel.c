/* A line that `ingest --claims` is given: it makes a parcel or says why not; and what it made is printed as a line that makes it again. */
#include "ledger/parcel.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static Zstd *codec;
  const PutOptions o = {.keep_text = true, .shards = 1};
  if (!codec) codec = zstd_new();
  Arena *a = arena_new();
  Parcel *p = NULL, *again = NULL;
  Err err = {0};
  ErrCode code = parcel_of_json(&p, a, codec, fuzz_str(bytes, n), &o, &err);
  MUST(code == OK || (!p && err.text[0]));
  if (p && p->kind == PARCEL_DOCUMENT) {
    Str lang;
    Sha256 pack;
    Buf line = BUF_INIT;
    MUST(parcel_pack(&lang, &pack, p));
    parcel_put_json(&line, codec, p, lang, pack);
    MUST(parcel_of_json(&again, a, codec, buf_str(&line), &o, NULL) == OK && again);
    MUST(memcmp(again->inside.b, p->inside.b, sizeof p->inside.b) == 0);
    parcel_free(again);
    buf_release(&line);
  }
  if (p) parcel_free(p);
  arena_free(a);
  return 0;
}
