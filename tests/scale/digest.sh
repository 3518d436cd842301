#!/usr/bin/env bash
# digest.sh CLAIMLEDGER [ARCHIVE.ndjson] -- one archive, the same ledger, however it is made: any number of workers, any order, any locale,
# killed at any moment. Without an archive: ARTICLES (4,000) invented ones. KILLS (10): how often it is killed.
ARCHIVE=${2:-}
. "$(dirname "$0")/common.sh"
archive 4000
echo "archive: $(wc -l < "$text") lines, $(stat -L -c %s "$text") bytes"

start=$(date +%s.%N)
ingest "$dir/one.ledger" -t ndjson -j 1 "$text"
whole=$(seconds "$start")
one=$(answers "$dir/one.ledger")
echo "     ${one%% *}, $("$bin" stats -f csv -L "$dir/one.ledger" | tail -n 1 | cut -d , -f 1,5) documents and claims, ${whole} s"
check 'verify proves every quote' "$bin" verify -q -L "$dir/one.ledger" -f csv

again() { # the same once more adds nothing
  local before after
  before=$("$bin" stats -f csv -L "$1" | tail -n 1 | cut -d , -f 1,4-9)
  "$bin" ingest --progress none -t ndjson -j 2 -L "$1" "$text" 2> "$dir/said"
  grep -q ' 0 new, .*; 0 claims' "$dir/said" || { cat "$dir/said"; return 1; }
  after=$("$bin" stats -f csv -L "$1" | tail -n 1 | cut -d , -f 1,4-9)
  same "$before" "$after" && same "$one" "$(answers "$1")"
}
check 'again adds nothing' again "$dir/one.ledger"
rm "$dir/one.ledger"

way() { # NAME ARGS...: ingest with these arguments gives the same answers
  local name=$1
  shift
  ingest "$dir/way.ledger" -t ndjson "$@" && check "$name" same "$one" "$(answers "$dir/way.ledger")"
  rm -f "$dir/way.ledger"*
}
way '-j 2' -j 2 "$text"
way '-j 5' -j 5 "$text"
shuf --random-source=<(yes) "$text" > "$dir/shuffled.ndjson"
way 'shuffled' -j 2 "$dir/shuffled.ndjson"
tac "$text" > "$dir/shuffled.ndjson"
TZ=Asia/Kathmandu LC_ALL=C way 'backwards, in another time zone and locale' -j 2 "$dir/shuffled.ndjson"
rm "$dir/shuffled.ndjson"
head -n $(($(wc -l < "$text") / 3)) "$text" > "$dir/head.ndjson"
ingest "$dir/way.ledger" -t ndjson "$dir/head.ndjson"
way 'a third first, then all' -j 2 "$text"

killed() { # DELAY...: killed after each of these, then the same command to its end
  local d
  rm -f "$dir/killed.ledger"*
  for d in "$@"; do
    { timeout -s KILL "$d" "$bin" ingest -q --progress none -t ndjson -j 2 -L "$dir/killed.ledger" "$text"; } 2> /dev/null
  done
  ingest "$dir/killed.ledger" -t ndjson -j 2 "$text" && same "$one" "$(answers "$dir/killed.ledger")"
}
for ((i = 1; i <= ${KILLS:-10}; i++)); do
  a=$(awk -v w="$whole" -v r=$RANDOM 'BEGIN {printf "%.3f", w * r / 32768}')
  b=$(awk -v w="$whole" -v r=$RANDOM 'BEGIN {printf "%.3f", w * r / 32768}')
  check "killed after $a s and again after $b s" killed "$a" "$b"
done
check 'verify holds after kills' "$bin" verify -q -L "$dir/killed.ledger" -f csv
finish
