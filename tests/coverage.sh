#!/bin/sh
# Coverage of our own code by all tests: sh tests/coverage.sh BUILD-FOLDER UNIT-TEST... The folder holds a build with --coverage;
# PURE names the pure modules.
# Prints the lines of each floor and the branches of the pure modules, what is uncovered most, and "N passed, N failed" as its last line.
# A figure passes when it is not below its floor. gcovr leaves out what it cannot know: a branch that only an assertion of the compiler takes.
build=$1
shift
lines_wanted=${LINES_WANTED:-95}
find "$build" -name '*.gcda' -delete
sh tests/run.sh "$build/claimledger" "$@" > "$build/tests.log" 2>&1
tail -n 1 "$build/tests.log"
if command -v node > /dev/null; then # the desk's pages, without a browser
  CLAIMLEDGER_BIN=$(realpath "$build/claimledger") node --test tests/web/http.test.mjs >> "$build/tests.log" 2>&1
fi
gcovr -r . --object-directory "$build" -e tests/ -j 2 --json-summary "$build/lines.json" -s -o "$build/lines.txt" > /dev/null 2>&1
passed=0 failed=0
judge() { # NAME PERCENT WANTED
  if awk -v a="$2" -v b="$3" 'BEGIN {exit !(a >= b)}'; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf 'figure: %-28s %6.2f %% (at least %s)\n' "$1" "$2" "$3"
}
for floor in base corpus extractor ledger cli; do
  jq -r --arg f "$floor/" '[.files[] | select(.filename | startswith($f))] | [(map(.line_covered) | add), (map(.line_total) | add)] | @tsv' "$build/lines.json" |
    awk -v f=$floor '{printf "figure: lines of %-19s %6.2f %% (%d of %d)\n", f, 100 * $1 / $2, $1, $2}'
done
echo 'most uncovered lines:'
jq -r '.files | sort_by(.line_covered - .line_total) | .[:12][] | "  \(.line_total - .line_covered)\t\(.filename)\t\(.line_percent) %"' "$build/lines.json"
judge 'lines' "$(jq .line_percent "$build/lines.json")" "$lines_wanted"
for file in $PURE; do
  judge "branches of $file" "$(jq --arg f "$file" '.files[] | select(.filename == $f) | .branch_percent' "$build/lines.json")" 100
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
