/* cmd_merge.c -- ledgers made elsewhere into one: a set union, in any order, any number of times. */
#include "cli/cli.h"
#include "cli/signals.h"
#include "ledger/merge.h"

enum { OPT_SHARDS = OPT_OWN, OPT_MIXED };

static void summary(const Cli *c, const char *out, const Counts *n, bool dry) {
  if (dry) {
    cli_note(c, "%zu parts fit together (dry run: nothing written)", c->nargs);
    return;
  }
  cli_note(c, "%s: %llu new, %llu unchanged, %llu changed; %llu claims; next: claimledger conflicts --why -L %s", out,
           (unsigned long long)(n->documents - n->changed), (unsigned long long)n->unchanged,
           (unsigned long long)n->changed, (unsigned long long)n->claims, out);
}

static int run(Cli *c, Err *err) {
  uint64_t shards = 0;
  Counts counts = {0};
  const char *out = c->out.path ? c->out.path : c->ledger;
  if (!c->nargs) return exit_code_of(err_set(err, ERR_USAGE, "merge: no parts named: give the ledgers to join"));
  ErrCode code = cli_number(&shards, c, OPT_SHARDS, 1, 1000000, err);
  MergeOptions o = {.require_shards = (int)shards,
                    .mixed_packs = cli_has(c, OPT_MIXED),
                    .dry_run = cli_has(c, 'n'),
                    .stop = signals_flag(),
                    .command = str_of(c->line)};
  if (code == OK) code = ledger_merge(out, c->args, c->nargs, &o, &counts, err);
  if (code == OK) summary(c, out, &counts, o.dry_run);
  return exit_code_of(code);
}

static const struct poptOption options[] = {
    CLI_VALUE("require-shards", 0, OPT_SHARDS, "refuse unless the parts are all N shards, each once and complete", "N"),
    CLI_FLAG("mixed-packs", 0, OPT_MIXED, "also parts made with different rule packs"),
    CLI_FLAG("dry-run", 'n', 'n', "only check that the parts fit together"), CLI_END};

const Command cmd_merge = {.name = "merge",
                           .args = "PART...",
                           .summary = "join ledgers made elsewhere",
                           .examples = "merge -o all.ledger part*.ledger\tinto a new ledger, or one that is there\n"
                                       "merge -o all.ledger part*.ledger --require-shards 8\trefuse missing parts\n"
                                       "merge -o new.ledger old.ledger\tupgrade a ledger of an older version\n",
                           .notes = "Order and repetition of the parts do not matter. What one part has forgotten is "
                                    "forgotten in the result.\nWithout -o the parts go into the ledger of -L.",
                           .options = options,
                           .writes = true,
                           .run = run};
