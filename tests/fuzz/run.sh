#!/bin/sh
# The targets of libFuzzer: sh tests/fuzz/run.sh FOLDER-OF-PROGRAMS SECONDS [TARGET...]. Each begins with its seeds (tests/fuzz/seeds,
# articles of our own, and what was found before) and runs so many seconds on one processor; two run at a time. A crash, a leak, a claim
# that does not hold, or an input that takes more than two seconds fails; the input is kept in build-fuzz/found.
# SECONDS 0: as many inputs as stand below, some two seconds' worth, the same ones each time and on each machine.
# Prints the executions of each target, and "N passed, N failed" as its last line.
bin=$1 seconds=$2
shift 2
here=$(dirname "$0")
found=build-fuzz/found
mkdir -p "$found"
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
[ $# -gt 0 ] || set -- text md html ndjson csv warc xml archive mbox number date rules query check web parcel
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1

# What a target is: a program of its own, or the readers with a kind of input.
one() { # TARGET
  target=$1 program=$bin/$1 seeds=$here/seeds/$1 type=$1 leaks=1
  [ -x "$program" ] || program=$bin/reader
  [ "$target" != archive ] || type=auto
  case $target in # a loaded pack is too much to search for leaks after each input; the unit tests do that
    check | query | web) leaks=0 ;;
  esac
  case $target in
    number | date | rules | parcel) inputs=50000 ;;
    text | md | csv) inputs=4000 ;;
    html | query | web) inputs=500 ;;
    check) inputs=40 ;;
    *) inputs=1200 ;;
  esac
  if [ "$seconds" = 0 ]; then set -- -seed=1 -runs=$inputs; else set -- -max_total_time="$seconds"; fi
  mkdir -p "$out/$target"
  FUZZ_TYPE=$type "$program" "$@" -timeout=2 -detect_leaks=$leaks -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
    -verbosity=0 -artifact_prefix="$found/$target-" "$out/$target" "$seeds" > "$out/$target.log" 2>&1
  echo $? > "$out/$target.code"
}

passed=0 failed=0
tell() { # TARGET
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$1.log")
  if [ "$(cat "$out/$1.code")" = 0 ] && [ "${runs:-0}" -gt 0 ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "--- $1"
    tail -n 40 "$out/$1.log"
  fi
  echo "figure: $1: ${runs:-0} inputs, $(ls "$here/seeds/$1" | wc -l) seeds"
}

while [ $# -gt 0 ]; do
  one "$1" &
  if [ $# -gt 1 ]; then one "$2"; fi
  wait
  for target in "$1" ${2-}; do tell "$target"; done
  shift
  [ $# = 0 ] || shift
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
