#!/usr/bin/env bash
# ledger.sh -- the rows of `make bench` that need a large ledger: bulk writing, memory, queries on a million claims, comparison caught up.
#   ledger.sh CLAIMLEDGER [ARTICLES]   invented articles (tests/scale/articles.awk); default 125,000, a little over a million claims
set -u -o pipefail
bin=$(realpath "$1"); here=$(dirname "$(realpath "$0")")
n=${2:-125000}; runs=${RUNS:-5}
dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-bench.XXXXXX"); trap 'rm -rf "$dir"' EXIT
export LC_ALL=C TIMEFORMAT='%R %U %S'
row() { printf '%-60s %12s  %s\n' "$1" "$2" "$3"; }

# $took: wall seconds, $cpu: user and system seconds, of a command; its output goes to $dir/out
timed() {
  local t
  t=$({ time "$@" > "$dir/out" 2> "$dir/err"; } 2>&1)
  took=${t%% *}
  cpu=$(echo "$t" | awk '{print $2 + $3}')
}
# A row with the median wall and processor milliseconds of a command.
latency() { # NAME COMMAND...
  local name=$1
  shift
  for ((i = 0; i < runs; i++)); do timed "$@"; echo "$took $cpu"; done > "$dir/times"
  median() { sort -n | awk '{v[NR] = $1} END {printf "%.0f", 1000 * v[int((NR + 1) / 2)]}'; }
  row "$name" "$(cut -d ' ' -f 1 "$dir/times" | median) ms" "wall, median of $runs; $(cut -d ' ' -f 2 "$dir/times" | median) ms of processor"
}
mbs() { awk -v b="$1" -v s="$2" 'BEGIN {printf "%.2f MB/s", b / 1e6 / s}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.3f", a / b}'; }

awk -v n="$n" -v clean=1 -f "$here/../scale/articles.awk" > "$dir/all.ndjson"
tail -n $((n / 100)) "$dir/all.ndjson" > "$dir/one.ndjson"
head -n $((n - n / 100)) "$dir/all.ndjson" > "$dir/most.ndjson"
bytes=$(stat -c %s "$dir/all.ndjson")

# --- one ledger, in steps: most of it, then the last hundredth -----------------------------------------------------------------------
finish() { "$bin" stats -f csv -L "$1"; } # the first reader does what --defer left
timed "$bin" ingest -q --defer -t ndjson -j 2 -L "$dir/l.ledger" "$dir/most.ndjson"
timed finish "$dir/l.ledger"; full=$cpu
timed finish "$dir/l.ledger"; plain=$cpu
timed "$bin" ingest -q --defer -t ndjson -j 2 -L "$dir/l.ledger" "$dir/one.ndjson"
timed finish "$dir/l.ledger"; more=$cpu
claims=$(tail -n 1 "$dir/out" | cut -d , -f 5)
row "ledger" "$claims" "claims of $n articles, $(awk -v b="$bytes" 'BEGIN {printf "%.0f", b / 1e6}') MB"
full=$(awk -v a="$full" -v b="$plain" 'BEGIN {print a - b}') more=$(awk -v a="$more" -v b="$plain" 'BEGIN {print a - b}')
row "search and comparison of 99 %, CPU" "${full} s" ""
row "the same caught up after 1 % more, CPU" "${more} s" "$(ratio "$more" "$full") of the full computation"

# --- answers: whole processes; the desk: of curl ---------------------------------------------------------------------------------------------------
name=$("$bin" query -L "$dir/l.ledger" measure:net_profit --facet entity -l 1 -f csv | tail -n 1 | cut -d , -f 1)
latency "query entity and measure ($name)" "$bin" query -L "$dir/l.ledger" "entity:$name" measure:net_profit -l 50 -f ndjson
latency "query two words of the text" "$bin" query -L "$dir/l.ledger" "$name" reported -l 50 -f ndjson
latency "conflicts of one entity" "$bin" conflicts -L "$dir/l.ledger" "entity:$name" -l 50 -f ndjson
latency "the 50 worst conflicts" "$bin" conflicts -L "$dir/l.ledger" -l 50 -f ndjson
if command -v curl > /dev/null; then
  "$bin" serve -q -L "$dir/l.ledger" --port 0 > "$dir/url" & server=$!
  while [ ! -s "$dir/url" ]; do sleep 0.05; done
  url=$(cat "$dir/url")
  for page in conflicts claims sources; do
    latency "desk: $page" curl -sf -o /dev/null "$url$page"
  done
  latency "desk: claims of one entity" curl -sfG -o /dev/null --data-urlencode "q=entity:\"$name\"" "${url}claims"
  kill $server; wait $server 2> /dev/null
fi

# --- writing: rows that are there already, into a ledger; and the same rows into plain tables by the sqlite3 shell ---------------------
"$bin" extract -q --progress none --for-ingest -t ndjson -j 2 "$dir/most.ndjson" | head -n $((n / 5)) > "$dir/lines.ndjson"
timed "$bin" ingest -q --defer --claims -j 1 -L "$dir/w.ledger" "$dir/lines.ndjson"; write=$cpu
row "ingest --claims --defer, CPU" "$write s" "$("$bin" query -L "$dir/w.ledger" --sql 'select count(*) from claim' -f csv | tail -n 1 | tr -d '\r') claims"
if command -v sqlite3 > /dev/null; then
  for t in document place body citation link extraction entity rule sentence claim; do
    sqlite3 -readonly "$dir/w.ledger" ".mode csv" ".once $dir/$t.csv" "SELECT * FROM $t"
    echo ".import $dir/$t.csv $t"
  done > "$dir/imports"
  { echo 'PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;'; sed 's/) STRICT/)/' "$here/../../ledger/schema/1_tables.sql"
    echo '.mode csv'; echo 'BEGIN;'; cat "$dir/imports"; echo 'COMMIT;'; cat "$here/../../ledger/schema/indexes.sql"; } > "$dir/import.sql"
  import() { sqlite3 "$dir/i.db" < "$dir/import.sql"; }
  timed import
  row "sqlite3 .import of the same rows, same indexes, CPU" "$cpu s" "ingest takes $(ratio "$write" "$cpu") times as long"
else
  row "sqlite3 .import" "skipped" "sqlite3 is not installed"
fi

# --- memory ----------------------------------------------------------------------------------------------------------------------------
if [ -x /usr/bin/time ]; then
  for part in one all; do
    kb=$({ /usr/bin/time -f %M "$bin" ingest -q -t ndjson -j 2 -L "$dir/$part.ledger" "$dir/$part.ndjson" > /dev/null; } 2>&1 | tail -n 1)
    row "peak memory of ingest -j 2, $(stat -c %s "$dir/$part.ndjson" | awk '{printf "%.1f", $1 / 1e6}') MB of articles" "$(awk -v k="$kb" 'BEGIN {printf "%.0f MB", k / 1024}')" ""
  done
fi
