#!/bin/sh
# All tests: sh tests/run.sh CLAIMLEDGER [UNIT-TEST...]. Prints what fails, and "N passed, N failed" as its last line.
#
# unit tests (cmocka), the tests beside the rules, whole articles in tests/cases, the command line in tests/cli (bats).
bin=$1
[ -x "$bin" ] || { echo "tests/run.sh: $bin: no such program: run make"; exit 2; }
shift
here=$(dirname "$0")
passed=0 failed=0
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT

# Adds the "ok" and "not ok" lines of $out; shows the latter with what belongs to them. $1: name, $2: exit code.
count_tap() {
  sed -n 's/^not ok [0-9]* # SKIP \(.*\)/skipped: \1/p; s/^ok [0-9]* \(.*\) # skip\(.*\)/skipped: \1:\2/p' "$out"
  sed -i '/# [Ss][Kk][Ii][Pp]/d' "$out"
  ok=$(grep -c '^ok' "$out") bad=$(grep -c '^not ok' "$out")
  [ "$2" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  passed=$((passed + ok)) failed=$((failed + bad))
  [ "$bad" = 0 ] || { echo "--- $1"; grep -v '^ok' "$out"; }
}

for test in "$@"; do
  CMOCKA_MESSAGE_OUTPUT=TAP "$test" > "$out" 2>&1
  count_tap "$test" $?
done

"$bin" rules test > "$out" 2>&1
code=$?
last=$(tail -n 1 "$out")
ok=${last%% passed*} bad=${last##*, }
bad=${bad%% failed*}
case $ok$bad in
  '' | *[!0-9]*) ok=0 bad=1 ;;
esac
passed=$((passed + ok)) failed=$((failed + bad))
[ "$code" = 0 ] || { echo "--- rules test"; cat "$out"; }

# NAME.expect: lines of `extract -f tsv` (kind, text, value, unit, subject, measure, change, time) that the article NAME.* must
# give; behind "! " those that it must not give; "#" is a comment.
for expect in "$here"/cases/*.expect; do
  [ -e "$expect" ] || continue
  article=$(ls "${expect%.expect}".* | grep -v '\.expect$' | head -n 1)
  "$bin" extract -f tsv "$article" 2>&1 | cut -f 1-8 > "$out"
  while IFS= read -r line; do
    case $line in
      '' | '#'*) continue ;;
      '! '*) if grep -qxF -- "${line#! }" "$out"; then bad=1; else bad=0; fi ;;
      *) if grep -qxF -- "$line" "$out"; then bad=0; else bad=1; fi ;;
    esac
    if [ $bad = 0 ]; then passed=$((passed + 1)); else
      failed=$((failed + 1))
      echo "$expect: $line"
    fi
  done < "$expect"
done

if command -v bats > /dev/null; then
  command -v parallel > /dev/null && jobs="--jobs $(nproc)" || jobs=
  CLAIMLEDGER_BIN=$(realpath "$bin") bats --tap $jobs "$here/cli" > "$out" 2>&1
  count_tap "bats tests/cli" $?
else
  echo "skipped: tests/cli (bats is not installed)"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
