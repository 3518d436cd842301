#!/usr/bin/env bash
# hostile.sh -- `make bench-hostile`: texts made to be slow, all rules, as multiples of the time per byte of ordinary news. Fails over LIMIT (10).
#   hostile.sh CLAIMLEDGER     each text is a fragment repeated to SIZE (50,000) bytes: one line, one block
set -u -o pipefail
bin=$(realpath "$1"); here=$(dirname "$(realpath "$0")"); root=$here/../..
size=${SIZE:-50000}; limit=${LIMIT:-10}
dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-hostile.XXXXXX"); trap 'rm -rf "$dir"' EXIT
export LC_ALL=C TIMEFORMAT='%U %S'

fragments=('1' '1 ' '1,' '1.' '1-' '1 - ' '1/' '1:' '-1 ' '+1' '$' '$1' '$ ' '%' '1% ' '1,2-3 $%' '1,111,' '1.1.1.' '½' '1½ '
  'one ' 'one hundred and ' 'twenty-' 'million ' '2 million ' 'half a ' 'two thirds of ' 'one in ' 'zero point ' 'third '
  'between 1 and ' 'from 1 to 2 to ' 'up to ' 'more than ' 'at least about ' 'nearly 5 ' 'doubled ' '5 times ' 'per ' '5 per cent '
  'May ' 'May 5, ' 'Monday ' '5 May 2020 to ' 'last year ' 'in 2020 and ' 'the week ended ' 'three months ago ' '12:30 ' 'Q1 '
  '$5 a barrel ' '5 km ' '5 kg of ' '5 people including ' '5 shares of ' 'said ' 'said he said it ' 'fell by 5 to ' 'Mr. A. ' 'Bank of '
  'United States of ' 'the ' ', ' '(' ')' '"' "'" "'s " '. ' 'A' 'Aa ' 'AA ' 'a.' '- ' '-- ' '[1]' '&' 'é' '€5 ' '’s ')

# CPU seconds of one run over a file
seconds() { { time timeout 60 "$bin" extract -j 1 -q -t text -f ndjson "$1" >/dev/null; } 2>&1 | tail -1 | awk '{print $1 + $2}'; }
least() { for _ in 1 2 3; do seconds "$1"; done | sort -n | head -1; }

: >"$dir/empty.txt"
start=$(least "$dir/empty.txt")
"$bin" read "$root/corpus/sample" -f ndjson | sed 's/^.*"text":"//; s/","body":.*$//; s/\\n/\n/g; s/\\"/"/g' >"$dir/one.txt"
while [ ! -s "$dir/news.txt" ] || [ "$(stat -c %s "$dir/news.txt")" -lt $((size * 20)) ]; do cat "$dir/one.txt" >>"$dir/news.txt"; done
news=$(least "$dir/news.txt")
bytes=$(stat -c %s "$dir/news.txt")
each=$(awk -v s="$news" -v a="$start" -v b="$bytes" 'BEGIN {print (s - a) / b}')
awk -v e="$each" 'BEGIN {printf "news: %.3f microseconds a byte; times that for each text:\n", e * 1e6}'

for f in "${fragments[@]}"; do
  awk -v f="$f" -v n="$size" 'BEGIN {k = int(n / length(f)); for (i = 0; i < k; i++) printf "%s", f; print ""}' >"$dir/h.txt"
  x=$(awk -v s="$(seconds "$dir/h.txt")" -v a="$start" -v b="$(stat -c %s "$dir/h.txt")" -v e="$each" 'BEGIN {printf "%.1f", (s - a) / b / e}')
  if awk -v x="$x" -v l="$limit" 'BEGIN {exit !(x > l)}'; then
    x=$(awk -v s="$(least "$dir/h.txt")" -v a="$start" -v b="$(stat -c %s "$dir/h.txt")" -v e="$each" 'BEGIN {printf "%.1f", (s - a) / b / e}')
  fi
  printf '%6s  %s\n' "$x" "$f"
done | sort -rn >"$dir/table"
head -"${SHOW:-12}" "$dir/table"
worst=$(head -1 "$dir/table" | awk '{print $1}')
echo "${#fragments[@]} texts of $size bytes; the slowest takes $worst times as long as news (limit $limit)"
awk -v x="$worst" -v l="$limit" 'BEGIN {exit x > l}'
