#!/bin/sh
# Broken articles end to end: sh tests/torture/mutated.sh CLAIMLEDGER [COUNT [SEED]]. Ingests COUNT (500) mutated articles of every format, in lots of 100; a
# crash, a hang (60 s a lot) or a quote that is not proved fails. Last line "N passed, N failed" (lots).
bin=$1 count=${2:-500} seed=${3:-1}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cc -O1 -o "$dir/mutate" "$here/mutate.c" || exit 2

# Sound articles of each format, from the samples.
sh "$here/sound.sh" "$dir/sound"

passed=0 failed=0
lot=0
while [ $((lot * 100)) -lt "$count" ]; do
  rm -rf "$dir/lot" "$dir"/l.ledger*
  mkdir "$dir/lot"
  "$dir/mutate" "$dir/lot" 100 $((seed * 1000 + lot)) "$dir"/sound/*
  timeout 60 "$bin" ingest -q -L "$dir/l.ledger" "$dir/lot" > "$dir/out" 2>&1
  code=$?
  case $code in
    0 | 3) timeout 60 "$bin" verify -L "$dir/l.ledger" > "$dir/out" 2>&1; code=$? ;;
    *) [ $code -ne 0 ] ;;
  esac
  if [ $code = 0 ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "lot $lot of seed $seed: exit $code"
    tail -n 25 "$dir/out"
    [ -z "$KEEP" ] || cp -r "$dir/lot" "$KEEP/lot-$seed-$lot"
  fi
  lot=$((lot + 1))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
