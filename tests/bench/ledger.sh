#!/usr/bin/env bash
# ledger.sh -- the rows of `make bench` that need a large ledger: bulk writing, memory, queries on a million claims, comparison caught up.
#   ledger.sh CLAIMLEDGER [ARTICLES]   invented articles (tests/scale/articles.awk); default 125,000, a little over a million claims
set -u -o pipefail
bin=$(realpath "$1"); here=$(dirname "$(realpath "$0")")
n=${2:-125000}
. "$here/common.sh"

# A row with the median wall milliseconds of a command, to be at most REACH ("-": nothing is asked of it).
latency() { # NAME REACH COMMAND...
  local name=$1 reach=$2
  shift 2
  measure "$@"
  [ "$reach" = - ] && row "$name, wall" "$(calc '%.0f ms' "1000 * $took")" "processor $(calc '%.0f ms' "1000 * $cpu")" && return
  goal "$name, wall" "$(calc '%.0f ms' "1000 * $took")" "processor $(calc '%.0f ms' "1000 * $cpu")" "$(calc %.0f "1000 * $took")" '<=' "$reach" ' ms'
}

awk -v n="$n" -v clean=1 -f "$here/../scale/articles.awk" > "$dir/all.ndjson"
tail -n $((n / 100)) "$dir/all.ndjson" > "$dir/one.ndjson"
head -n $((n - n / 100)) "$dir/all.ndjson" > "$dir/most.ndjson"
bytes=$(stat -c %s "$dir/all.ndjson")

# --- one ledger, in steps: most of it, then the last hundredth -----------------------------------------------------------------------
finish() { "$bin" stats -f csv -L "$1"; } # the first reader does what --defer left
timed "$bin" ingest -q --defer -t ndjson -j 2 -L "$dir/l.ledger" "$dir/most.ndjson"
timed finish "$dir/l.ledger"; full=$cpu
measure finish "$dir/l.ledger"; plain=$cpu
timed "$bin" ingest -q --defer -t ndjson -j 2 -L "$dir/l.ledger" "$dir/one.ndjson"
timed finish "$dir/l.ledger"; more=$cpu
claims=$(tail -n 1 "$dir/out" | cut -d , -f 5)
load_row
row "ledger" "$claims" "claims of $n articles, $(calc '%.0f MB' "$bytes / 1e6")"
full=$(calc %.2f "$full - $plain") more=$(calc %.2f "$more - $plain")
goal "search and comparison caught up after 1 %" "$more s" "of the other 99 %: $full s" "$(calc %.3f "$more / $full")" '<=' 0.05 ' x'

# --- answers: whole processes; the desk: of curl ---------------------------------------------------------------------------------------------------
name=$("$bin" query -L "$dir/l.ledger" measure:net_profit --facet entity -l 1 -f csv | tail -n 1 | cut -d , -f 1)
latency "query by entity and measure" 50 "$bin" query -L "$dir/l.ledger" "entity:$name" measure:net_profit -l 50 -f ndjson
latency "query two words of the text" - "$bin" query -L "$dir/l.ledger" "$name" reported -l 50 -f ndjson
latency "conflicts of one entity" - "$bin" conflicts -L "$dir/l.ledger" "entity:$name" -l 50 -f ndjson
latency "the 50 worst conflicts" - "$bin" conflicts -L "$dir/l.ledger" -l 50 -f ndjson
if command -v curl > /dev/null; then
  "$bin" serve -q -L "$dir/l.ledger" --port 0 > "$dir/url" & server=$!
  while [ ! -s "$dir/url" ]; do sleep 0.05; done
  url=$(cat "$dir/url")
  timed curl -sf -o /dev/null "${url}conflicts"
  row "desk: its first page after the ledger changed, wall" "$(calc '%.0f ms' "1000 * $took")"
  for page in conflicts claims sources; do
    latency "desk: $page" 100 curl -sf -o /dev/null "$url$page"
  done
  latency "desk: claims of one entity" 100 curl -sfG -o /dev/null --data-urlencode "q=entity:\"$name\"" "${url}claims"
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
  goal "ingest --claims --defer" "$write s" "sqlite3 .import, same rows and indexes: $cpu s" "$(calc %.2f "$write / $cpu")" '<=' 1.5 ' x'
else
  row "sqlite3 .import" skipped "sqlite3 is not installed"
fi

# --- memory ----------------------------------------------------------------------------------------------------------------------------
if [ -x /usr/bin/time ]; then
  head -n $((n / 2)) "$dir/all.ndjson" > "$dir/half.ndjson"
  few=$(peak "$bin" ingest -q -t ndjson -j 2 -L "$dir/half.ledger" "$dir/half.ndjson")
  all=$(peak "$bin" ingest -q -t ndjson -j 2 -L "$dir/all.ledger" "$dir/all.ndjson")
  goal "peak memory of ingest -j 2" "$all MB" "half the articles: $few MB" "$all" '<=' 150 ' MB'
  goal "peak memory, twice the articles" "$all MB" "half the articles: $few MB" "$(calc %.2f "$all / $few")" '<=' 1.25 ' x'
else
  row "peak memory" skipped "/usr/bin/time is not installed"
fi
