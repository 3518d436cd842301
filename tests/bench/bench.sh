#!/usr/bin/env bash
# bench.sh -- the first half of `make bench`: reading and extracting, against other programs on the same text in the same run.
#   bench.sh CLAIMLEDGER [TEXT]   TEXT: an NDJSON archive (title, text|body); default: the sample articles, repeated to 16 MB
#   PAGES=FOLDER names web pages (default ../shared/corpora/html-body/html); RUNS as in common.sh
set -u -o pipefail
bin=$(realpath "$1"); here=$(dirname "$(realpath "$0")"); root=$here/../..
. "$here/common.sh"

# --- the text, as NDJSON and as plain lines: each copy of the sample is an article of its own ------------------------------------
if [ $# -gt 1 ]; then
  cp "$2" "$dir/text.ndjson"
else
  "$bin" read "$root/corpus/sample" -f ndjson | sed 's/"blocks":.*$/"x":0}/' > "$dir/one.ndjson"
  n=$((16000000 / $(stat -c %s "$dir/one.ndjson") + 1))
  for ((i = 0; i < n; i++)); do sed "s/^{/{\"copy\":$i,/" "$dir/one.ndjson"; done > "$dir/text.ndjson"
fi
"$bin" read -t ndjson "$dir/text.ndjson" -f ndjson 2> /dev/null |
  sed 's/^.*"text":"//; s/","body":.*$//; s/\\n/\n/g; s/\\"/"/g' > "$dir/text.txt"
bytes=$(stat -c %s "$dir/text.txt") nbytes=$(stat -c %s "$dir/text.ndjson")
load_row
row "text" "$(calc '%.1f MB' "$bytes / 1e6")" "$(wc -l < "$dir/text.ndjson") articles"

# --- extraction -----------------------------------------------------------------------------------------------------------------
extract() { "$bin" extract -q -t ndjson "$@"; }
measure extract -j 1 -f ndjson "$dir/text.ndjson"; x=$cpu one=$took
row "extract, NDJSON in, NDJSON out, one core" "$(mbs "$nbytes" "$x")"
measure extract -j 1 --count "$dir/text.ndjson"; q=$cpu
row "extract without printing (--count)" "$(mbs "$nbytes" "$q")"
measure extract -j 2 -f ndjson "$dir/text.ndjson"
row "extract, two workers, wall" "$(mbs "$nbytes" "$took")" "$(calc %.2f "$took / $one") of the time of -j 1"
: > "$dir/empty.ndjson"
measure extract -f ndjson "$dir/empty.ndjson"
row "start: extract of nothing" "$cpu s"
if command -v pcre2grep > /dev/null; then
  sha256sum "$here/baseline.pat" | grep -q "^$(cat "$here/baseline.sha256")" || { echo 'bench: baseline.pat has changed' >&2; exit 1; }
  measure pcre2grep -c -u -f "$here/baseline.pat" "$dir/text.txt"
  goal "extract --count" "$(mbs "$bytes" "$q")" "pcre2grep, 64 patterns: $(mbs "$bytes" "$cpu")" "$(calc %.2f "$cpu / $q")" '>=' 12 ' x'
else
  row "pcre2grep" skipped "pcre2grep is not installed"
fi

# --- other extractors: duckling took 0.054 MB/s where the Recognizers took 0.008, so 500 times duckling is 3375 times these -------------
if command -v npm > /dev/null && { [ -d "$here/node_modules" ] ||
  npm install --prefix "$here" --no-package-lock --no-audit --no-fund --silent > /dev/null 2>&1; }; then
  for tool in recognizers chrono wink; do
    head -c "$([ $tool = recognizers ] && echo 60000 || echo 150000)" "$dir/text.txt" > "$dir/small.txt"
    small=$(stat -c %s "$dir/small.txt")
    s=$(node "$here/baseline.js" $tool "$dir/small.txt") || continue
    times=$(calc %.0f "($bytes / $x) / ($small / $s)")
    if [ $tool = recognizers ]; then
      goal "extract, against MS Recognizers JS" "$(mbs "$bytes" "$x")" "$(calc '%.4f MB/s' "$small / 1e6 / $s")" "$times" '>=' 3375 ' x'
    else
      row "$tool (npm)" "$(mbs "$small" "$s")" "extract is $times times as fast"
    fi
  done
else
  row "MS Recognizers JS, chrono, wink" skipped "npm cannot fetch them"
fi

# --- web pages: html.c beside it, built by `make bench` ---------------------------------------------------------------------------
pages=${PAGES:-$root/../shared/corpora/html-body/html}
if [ -x "$root/build/bench/html" ] && [ -d "$pages" ]; then
  read -r n size theirs ours whole < <("$root/build/bench/html" "$pages")
  row "read $n web pages, to text with map" "$(mbs "$size" "$ours")" "$(calc %.2f "$ours / $theirs") of the time of htmlReadMemory and xmlFreeDoc"
  goal "read web pages and extract" "$(mbs "$size" "$whole")" "htmlReadMemory + free: $(mbs "$size" "$theirs")" \
    "$(calc %.2f "$whole / $theirs")" '<=' 1.4 ' x'
  measure "$bin" extract -q -j 1 -f ndjson "$pages"; one=$took
  measure "$bin" extract -q -j 2 -f ndjson "$pages"
  goal "web pages, two workers, wall" "$took s" "one worker: $one s" "$(calc %.2f "$took / $one")" '<=' 0.65 ' x'
else
  row "web pages" skipped "PAGES=FOLDER names some"
fi

# --- into a ledger ------------------------------------------------------------------------------------------------------------------
ingest() { rm -f "$dir/l.ledger"; "$bin" ingest -q -t ndjson -L "$dir/l.ledger" "$@" "$dir/text.ndjson"; }
runs=3
measure ingest --defer -j 1; one=$took
row "ingest --defer with kept text, -j 1, wall" "$(mbs "$nbytes" "$one")" "$cpu s of processor"
measure "$bin" ingest -q -n -t ndjson -j 1 -L "$dir/none.ledger" "$dir/text.ndjson"
row "  of which reading, extracting, packing" "$cpu s"
measure ingest --defer -j 2
goal "ingest --defer with kept text, -j 2, wall" "$(mbs "$nbytes" "$took")" "one worker: $(mbs "$nbytes" "$one")" \
  "$(calc %.1f "$nbytes / 1e6 / $took")" '>=' 12 ' MB/s'
runs=${RUNS:-5}

# --- a hostile line ---------------------------------------------------------------------------------------------------------------
awk 'BEGIN {printf "{\"text\":\""; for (i = 0; i < 125000; i++) printf "1,2-3 $%%"; print "\"}"}' > "$dir/hostile.ndjson"
measure extract -j 1 -f ndjson "$dir/hostile.ndjson"
hbytes=$(stat -c %s "$dir/hostile.ndjson")
goal "hostile line of 1 MB" "$(mbs "$hbytes" "$cpu")" "the text: $(mbs "$nbytes" "$x")" \
  "$(calc %.1f "($cpu / $hbytes) / ($x / $nbytes)")" '<=' 10 ' x'
