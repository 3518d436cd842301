/* A request to the desk, "PATH\nQUERY": always an answer with a status, and a page that names no script but the desk's own and has no
 * handler inside a tag. A path that begins with "!" is a decision, "!PATH\nFORM". */
#include "base/utf8.h"
#include "cli/web/decision.h"
#include "tests/fuzz/ledgered.h"

static const char *const forbidden[] = {"<script>", "javascript:", " onerror=", " onload=", "<iframe", "<img src=x"};

static size_t count_of(Str s, const char *what) {
  size_t n = 0;
  for (size_t at = 0; (at = str_find_nocase(s, str_of(what), at)) != SIZE_MAX; at++) n++;
  return n;
}

/* Data stands in text or in a quoted attribute with < and > escaped: so no tag can come from it. */
static void look_at(const Reply *r) {
  Str page = buf_str(&r->body);
  MUST(r->status >= 200 && r->status < 600 && r->type);
  MUST(utf8_valid(page));
  if (strncmp(r->type, "text/html", 9) != 0) return;
  MUST(count_of(page, forbidden[0]) == 0 && count_of(page, forbidden[4]) == 0 && count_of(page, forbidden[5]) == 0);
  MUST(count_of(page, "<script") == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  Ledger *l = fuzz_ledger;
  Str rest = fuzz_str(bytes, n), path;
  Reply reply = {.body = BUF_INIT};
  Err err = {0};
  if (n > 4000 || !str_split(&path, &rest, '\n') || str_chr(path, 0, 0) != SIZE_MAX) return 0;
  if (path.n && path.p[0] == '!') {
    ErrCode code = decision_write(fuzz_path, str_slice(path, 1, path.n), rest, &err);
    MUST(code == OK || err.text[0]);
    return 0;
  }
  Site site = {.ledger = l, .arena = arena_new(), .name = STR("x.ledger"), .pack = fuzz_pack, .reviews = true};
  site_answer(&reply, &site, path, rest.p ? rest : STR(""));
  look_at(&reply);
  buf_release(&reply.body);
  arena_free(site.arena);
  return 0;
}
