#!/usr/bin/env bash
# latency.sh -- `make latency`: tests/web/latency.mjs on LEDGER, or on one of 126,000 invented articles, a little over a million claims.
#   latency.sh CLAIMLEDGER [LEDGER]     fails when a page has a median above 100 ms; skips without node
set -u -o pipefail
bin=$(realpath "$1"); here=$(dirname "$(realpath "$0")")
command -v node > /dev/null || { echo 'skipped: node is not installed'; exit 0; }
ledger=${2:-}
if [ -z "$ledger" ]; then
  dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-latency.XXXXXX"); trap 'rm -rf "$dir"' EXIT
  ledger=$dir/big.ledger
  awk -v n=126000 -v clean=1 -f "$here/../scale/articles.awk" | "$bin" ingest -q -t ndjson -j 2 -L "$ledger" - || exit 1
fi
CLAIMLEDGER_BIN=$bin node "$here/../web/latency.mjs" "$ledger"
