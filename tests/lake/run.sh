#!/bin/sh
# export --partition in DuckDB: sh tests/lake/run.sh CLAIMLEDGER. Skips where node or npm is missing. Last line "N passed, N failed".
here=$(cd "$(dirname "$0")" && pwd) bin=$(realpath "$1")
for tool in node npm; do
  command -v $tool > /dev/null || { echo "skipped: tests/lake ($tool is not installed)"; echo '0 passed, 0 failed'; exit 0; }
done
cd "$here" || exit 2
npm install --no-package-lock --no-audit --no-fund --silent || { echo 'skipped: tests/lake (npm cannot fetch @duckdb/node-api)'; echo '0 passed, 0 failed'; exit 0; }
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
"$bin" ingest -q -L "$dir/l.ledger" "$here/../../corpus/sample" || exit 1
"$bin" export -q --partition month -L "$dir/l.ledger" -o "$dir/lake" || exit 1
"$bin" query -L "$dir/l.ledger" -f tsv --sql 'select kind, count(*), total(value_real) from claims group by 1' | tail -n +2 | tr '\t' ' ' > "$dir/facts"
node lake.mjs "$dir/lake" < "$dir/facts"
