#!/usr/bin/env bash
# bench.sh -- `make bench`: each figure of docs/figures.md with its baseline, in one run, medians of RUNS (default 5), CPU seconds unless said.
#   bench.sh CLAIMLEDGER [TEXT]   TEXT: an NDJSON archive (title, text|body); default: the sample articles, repeated to 16 MB
set -u -o pipefail
bin=$(realpath "$1"); here=$(dirname "$(realpath "$0")"); root=$here/../..
runs=${RUNS:-5}
dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-bench.XXXXXX"); trap 'rm -rf "$dir"' EXIT
export LC_ALL=C TIMEFORMAT='%R %U %S'

# median CPU seconds (user + system) of a command; wall with WALL=1
seconds() {
  local i out
  for ((i = 0; i < runs; i++)); do
    out=$({ time "$@" >/dev/null 2>&1; } 2>&1)
    if [ -n "${WALL:-}" ]; then echo "$out" | awk '{print $1}'; else echo "$out" | awk '{print $2 + $3}'; fi
  done | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}
row() { printf '%-52s %12s  %s\n' "$1" "$2" "$3"; }
mbs() { awk -v b="$1" -v s="$2" 'BEGIN {printf "%.2f MB/s", b / 1e6 / (s > 0.001 ? s : 0.001)}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", (b > 0 ? a / b : 0)}'; }

# --- the text, as NDJSON and as plain lines -------------------------------------------------------------------------------------
if [ $# -gt 1 ]; then
  cp "$2" "$dir/text.ndjson"
else
  "$bin" read "$root/corpus/sample" -f ndjson | sed 's/"blocks":.*$/"x":0}/' >"$dir/one.ndjson"
  n=$((16000000 / $(stat -c %s "$dir/one.ndjson") + 1))
  for ((i = 0; i < n; i++)); do cat "$dir/one.ndjson"; done >"$dir/text.ndjson"
fi
"$bin" read -t ndjson "$dir/text.ndjson" -f ndjson 2>/dev/null | sed 's/^.*"text":"//; s/","body":.*$//; s/\\n/\n/g; s/\\"/"/g' >"$dir/text.txt"
bytes=$(stat -c %s "$dir/text.txt"); nbytes=$(stat -c %s "$dir/text.ndjson")
row "text" "$(awk -v b="$bytes" 'BEGIN {printf "%.1f MB", b / 1e6}')" "$(wc -l <"$dir/text.ndjson") articles"

# --- extraction -----------------------------------------------------------------------------------------------------------------
x=$(seconds "$bin" extract -j 1 -t ndjson -f ndjson "$dir/text.ndjson")
row "extract, NDJSON in, NDJSON out, one core" "$(mbs "$nbytes" "$x")" ""
q=$(seconds "$bin" extract -j 1 -t ndjson --count "$dir/text.ndjson")
row "extract without printing (--count)" "$(mbs "$nbytes" "$q")" ""
e1=$(WALL=1 RUNS=3 seconds "$bin" extract -j 1 -t ndjson -f ndjson "$dir/text.ndjson")
e2=$(WALL=1 RUNS=3 seconds "$bin" extract -j 2 -t ndjson -f ndjson "$dir/text.ndjson")
row "extract, two workers, wall" "$(mbs "$nbytes" "$e2")" "$(ratio "$e2" "$e1") of the time of -j 1"
: >"$dir/empty.ndjson"
row "start: extract of nothing" "$(seconds "$bin" extract -t ndjson -f ndjson "$dir/empty.ndjson") s" ""
if command -v pcre2grep >/dev/null; then
  sha256sum "$here/baseline.pat" | grep -q "^$(cat "$here/baseline.sha256")" || { echo "bench: baseline.pat has changed" >&2; exit 1; }
  g=$(seconds pcre2grep -c -u -f "$here/baseline.pat" "$dir/text.txt")
  row "pcre2grep -c -u -f baseline.pat (64 patterns)" "$(mbs "$bytes" "$g")" "extract is $(ratio "$g" "$q") times as fast"
fi
if [ -d "$here/node_modules" ]; then
  head -c 150000 "$dir/text.txt" >"$dir/small.txt"
  for tool in recognizers chrono wink; do
    s=$(node "$here/baseline.js" $tool "$dir/small.txt") || continue
    row "$tool (npm)" "$(mbs 150000 "$s")" "extract is $(awk -v b="$nbytes" -v q="$x" -v s="$s" 'BEGIN {printf "%.0f", (b / q) / (150000 / s)}') times as fast"
  done
else
  row "npm extractors" "skipped" "npm install --prefix tests/bench to compare"
fi

# --- web pages: html.c beside it, built by `make bench` ---------------------------------------------------------------------------
pages=${PAGES:-$root/../shared/corpora/html-body/html}
if [ -x "$root/build/bench/html" ] && [ -d "$pages" ]; then
  read -r n size theirs ours < <("$root/build/bench/html" "$pages")
  row "read $n web pages, to text with map, one core" "$(mbs "$size" "$ours")" "$(ratio "$ours" "$theirs") of the time of htmlReadMemory and xmlFreeDoc"
else
  row "read web pages" "skipped" "PAGES=FOLDER names some"
fi

# --- ledger -----------------------------------------------------------------------------------------------------------------------
ingest() { rm -f "$dir/l.ledger"; "$bin" ingest -q -L "$dir/l.ledger" "$@"; }
w1=$(WALL=1 RUNS=3 seconds ingest -t ndjson -j 1 "$dir/text.ndjson")
w2=$(WALL=1 RUNS=3 seconds ingest -t ndjson -j 2 "$dir/text.ndjson")
row "ingest with kept text, -j 1, wall" "$(mbs "$nbytes" "$w1")" ""
row "ingest with kept text, -j 2, wall" "$(mbs "$nbytes" "$w2")" "$(ratio "$w2" "$w1") of the time of -j 1"
m=$({ /usr/bin/time -f %M "$bin" ingest -q -L "$dir/m.ledger" -t ndjson -j 2 "$dir/text.ndjson" >/dev/null; } 2>&1 | tail -1)
row "peak memory of ingest -j 2" "$(awk -v k="$m" 'BEGIN {printf "%.0f MB", k / 1024}')" ""
c=$(seconds "$bin" -L "$dir/l.ledger" conflicts -f ndjson)
row "conflicts, listed" "$c s" ""
p=$(WALL=1 seconds "$bin" -L "$dir/l.ledger" query Nvidia -f ndjson)
row "query of one entity, wall" "$p s" ""

# --- a hostile line ---------------------------------------------------------------------------------------------------------------
awk 'BEGIN {printf "{\"text\":\""; for (i = 0; i < 125000; i++) printf "1,2-3 $%%"; print "\"}"}' >"$dir/hostile.ndjson"
h=$(seconds "$bin" extract -t ndjson -f ndjson "$dir/hostile.ndjson")
hb=$(stat -c %s "$dir/hostile.ndjson")
row "hostile 1 MB line" "$(mbs "$hb" "$h")" "$(awk -v h="$h" -v hb="$hb" -v x="$x" -v b="$nbytes" 'BEGIN {printf "%.1f", (h / hb) / (x / b)}') times the time per byte of the text"
