# common.sh -- what the scripts of tests/torture share. Sourced with $1 = the program. Counts runs by test, and prints one table of them.
set -u -o pipefail
bin=$(realpath "$1") here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-torture.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
unset CLAIMLEDGER_LEDGER
cd "$dir" || exit 2
declare -A runs met
order=() shown=0

# One run of a test: CONDITION... says on standard output what is wrong. Only the first twenty failures are shown.
run() { # NAME CASE CONDITION...
  local name=$1 case=$2
  shift 2
  [ -n "${runs[$name]:-}" ] || { order+=("$name"); runs[$name]=0 met[$name]=0; }
  runs[$name]=$((runs[$name] + 1))
  if "$@" > wrong 2>&1; then
    met[$name]=$((met[$name] + 1))
  elif ((shown++ < 20)); then
    echo "FAIL $name: $case"
    sed 's/^/     /' wrong | tail -n 12
  fi
}

row() { printf '%-66s %7s %7s\n' "$@"; }

# The table, also to the file $TABLE when that is set; "N passed, N failed".
finish() {
  local name all=0 good=0
  for name in "${order[@]}"; do
    row "$name" "${runs[$name]}" "${met[$name]}"
    [ -z "${TABLE:-}" ] || row "$name" "${runs[$name]}" "${met[$name]}" >> "$TABLE"
    all=$((all + runs[$name])) good=$((good + met[$name]))
  done
  echo "$good passed, $((all - good)) failed"
  [ $good = $all ]
}

invented() { awk -v n="$1" -f "$here/../scale/articles.awk"; } # N articles as NDJSON on standard output

# What verify says of a ledger, without the place of its sources: counts, what was proved, digest.
proved() { "$bin" verify -q -f ndjson -L "$1" 2>&1; }
