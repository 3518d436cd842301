/* The text of a .rule file: it parses or says where it does not, and what it gives lies inside it. */
#include "extractor/rulefile.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  PackFile file = {STR("rules/en/x.rule"), fuzz_str(bytes, n)};
  Arena *a = arena_new();
  RuleTexts texts = {0};
  Err err = {0};
  if (rulefile_parse(&texts, a, &file, &err) != OK) {
    MUST(err.code == ERR_RULE && str_starts(str_of(err.text), file.name));
  } else {
    for (size_t i = 0; i < texts.n; i++) MUST(texts.items[i].name.n && texts.items[i].line > 0);
  }
  arena_free(a);
  return 0;
}
