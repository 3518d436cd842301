# common.sh -- what bench.sh and ledger.sh share: times, and rows of what was measured, its figure, the baseline of the same run, what is to be
# reached, and whether it was. Medians of RUNS (5); processor seconds unless a row says wall.
runs=${RUNS:-5}
dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-bench.XXXXXX"); trap 'rm -rf "$dir"' EXIT
export LC_ALL=C TIMEFORMAT='%R %U %S'

# $took: wall seconds, $cpu: user and system seconds of a command; its output goes to $dir/out.
timed() {
  local t
  t=$({ time "$@" > "$dir/out" 2> "$dir/err"; } 2>&1)
  took=${t%% *}
  cpu=$(echo "$t" | awk '{print $2 + $3}')
}
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
# The same as medians of several runs.
measure() {
  local i
  for ((i = 0; i < runs; i++)); do timed "$@"; echo "$took $cpu"; done > "$dir/times"
  took=$(cut -d ' ' -f 1 "$dir/times" | median) cpu=$(cut -d ' ' -f 2 "$dir/times" | median)
}
# calc '%.2f MB/s' "$bytes / 1e6 / $cpu"
calc() { awk "BEGIN {printf \"$1\", $2}"; }
mbs() { calc '%.2f MB/s' "$1 / 1e6 / ($2 > 0.001 ? $2 : 0.001)"; }
peak() { { /usr/bin/time -f %M "$@" > /dev/null; } 2>&1 | tail -n 1 | awk '{printf "%.0f", $1 / 1024}'; } # MB

# What else runs makes wall times longer: the first row says how much that was.
load_row() { row "programs that ran beside (load average)" "$(cut -d ' ' -f 1 /proc/loadavg)" "of $(nproc) processors"; }

row() { printf '%-48s %12s  %s\n' "$1" "$2" "${3:-}"; } # WHAT FIGURE NOTE
# WHAT FIGURE BASELINE VALUE <=|>= REACH UNIT: figure and baseline as they print, the value that is to be reached
goal() {
  local verdict
  verdict=$(awk "BEGIN {print ($4 $5 $6) ? \"met\" : \"not met\"}")
  printf '%-48s %12s  %-42s %8s  reach %s %s%s: %s\n' "$1" "$2" "$3" "$4$7" "$5" "$6" "$7" "$verdict"
}
