/* cmd_forget.c -- an article that must go: retraction, privacy, a court. The only deletion there is. */
#include "cli/cli.h"
#include "ledger/forget.h"
#include "ledger/show.h"

enum { OPT_REASON = OPT_OWN };

static ErrCode find_document(int64_t *key, Ledger *l, const char *word, Err *err) {
  Thing thing;
  ErrCode code = ledger_find(&thing, l, str_of(word), err);
  if (code == OK && thing.kind != THING_DOCUMENT)
    code = err_set(err, ERR_USAGE, "%s: is no article: give d: and its hash, its own id or its url", word);
  if (code == OK) *key = thing.key;
  return code;
}

static ErrCode forget_one(Ledger *l, const Cli *c, const char *word, Err *err) {
  int64_t key;
  Arena *a = arena_new();
  DocumentHit d;
  ErrCode code = find_document(&key, l, word, err);
  if (code == OK) code = document_load(&d, a, l, key, err);
  if (code == OK && !cli_has(c, 'n')) code = ledger_forget(l, key, str_of(cli_text(c, OPT_REASON)), err);
  if (code == OK)
    cli_note(c, "%s: %s: \"%.*s\" and its %zu claims", word, cli_has(c, 'n') ? "would be forgotten" : "forgotten",
             STR_ARGS(d.document.title), d.nhits);
  arena_free(a);
  return code;
}

static int run(Cli *c, Err *err) {
  const char *reason = cli_text(c, OPT_REASON);
  Ledger *l = NULL;
  if (!c->nargs)
    return exit_code_of(err_set(err, ERR_USAGE, "forget: which article? give d: and its hash, its own id or its url"));
  if (!reason || !str_trim(str_of(reason)).n)
    return exit_code_of(err_set(err, ERR_USAGE, "forget: no reason given: say why with --reason"));
  ErrCode code = ledger_open(&l, c->ledger, cli_has(c, 'n') ? LEDGER_READ : LEDGER_WRITE, err);
  for (size_t i = 0; i < c->nargs && code == OK; i++) code = forget_one(l, c, c->args[i], err);
  ErrCode closed = ledger_close(l, err);
  return exit_code_of(code == OK ? closed : code);
}

static const struct poptOption options[] = {
    CLI_VALUE("reason", 0, OPT_REASON, "why: kept with the article's hash and the day (needed)", "TEXT"),
    CLI_FLAG("dry-run", 'n', 'n', "only say what would go"), CLI_END};

const Command cmd_forget = {
    .name = "forget",
    .args = "DOCUMENT...",
    .summary = "remove an article, the only deletion there is",
    .examples = "forget d:3f21c09a --reason 'retracted by its publisher'\tby its hash\n"
                "forget https://example.org/a.html --reason 'court order' -n\tfirst see what would go\n",
    .notes =
        "Text, quotes, claims and index entries are overwritten on the disk. The hash stays, so that ingest and merge\n"
        "do not take the article in again. Copies of the ledger and exports made before are not reached.",
    .options = options,
    .writes = true,
    .run = run};
