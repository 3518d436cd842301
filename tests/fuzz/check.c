/* A draft in Markdown or text: extracted and held against the ledger. Figures lie in their sentence and sentences in the text; what
 * is printed is JSON. */
#include "base/json.h"
#include "ledger/check.h"
#include "tests/fuzz/ledgered.h"

static bool within(Span inner, Span outer) {
  return inner.start <= inner.end && inner.start >= outer.start && inner.end <= outer.end;
}

static void look_at(const Document *d, const Claim *c) {
  Buf b = BUF_INIT;
  JsonValue v;
  size_t at = 0;
  MUST(within(c->sentence, (Span){0, (uint32_t)d->text.n}) && within(c->span, c->sentence));
  claim_put_json(&b, d, c, fuzz_pack);
  MUST(json_next(&v, buf_str(&b), &at, NULL) == OK && v.kind == JSON_OBJECT && at == b.n);
  buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static Extractor *x;
  Ledger *l = fuzz_ledger;
  if (!x) x = extractor_new(fuzz_pack);
  if (n == 0) return 0;
  Arena *a = arena_new();
  Input *in = input_new("draft", 0, fuzz_str(bytes, n), bytes[0] % 2 ? "text" : "md");
  ReadOptions o = read_options_default();
  Document d = {0};
  Extraction e;
  ClaimRow row;
  Checked checked;
  if (document_read(&d, a, in, &o, NULL) == OK) {
    MUST(extractor_run(&e, x, a, &d, NULL) == OK);
    for (size_t i = 0; i < e.claims.n; i++) {
      look_at(&d, &e.claims.items[i]);
      claim_row_of(&row, &e.claims.items[i], &d, &e.claims);
      if (i < 20) MUST(ledger_check(&checked, a, l, &row, NULL) == OK);
    }
  }
  input_free(in);
  arena_free(a);
  return 0;
}
