#!/usr/bin/env bash
# shards.sh CLAIMLEDGER [ARCHIVE.ndjson] -- parts of an archive made apart are the whole: 8 shards merged in any order, twice, with
# themselves; and articles through `parallel --pipe`, extract as mapper, ingest --claims as loader.
ARCHIVE=${2:-}
. "$(dirname "$0")/common.sh"
archive 3000
cd "$dir" || exit 2
ingest one.ledger -t ndjson -j 2 "$text"
one=$(answers one.ledger)

for i in 0 1 2 3 4 5 6 7; do ingest "part$i.ledger" -t ndjson --shard $i/8 "$text"; done
merge() { "$bin" merge -q -o "$@"; }
merge forward.ledger part{0..7}.ledger --require-shards 8
check '8 shards' same "$one" "$(answers forward.ledger)"
merge any.ledger $(shuf -e part{0..7}.ledger)
merge any.ledger $(shuf -e part{0..7}.ledger)
check 'in any order, twice' same "$one" "$(answers any.ledger)"
merge any.ledger any.ledger forward.ledger one.ledger
check 'with itself and with the whole' same "$one" "$(answers any.ledger)"
merge left.ledger part{0..3}.ledger
merge right.ledger part{3..7}.ledger
merge tree.ledger right.ledger left.ledger
check 'as a tree of merges' same "$one" "$(answers tree.ledger)"
check 'verify holds' "$bin" verify -q -L tree.ledger -f csv
lacking() { ! "$bin" merge -q -o lacking.ledger part{0..6}.ledger --require-shards 8 2> said && [ ! -e lacking.ledger ] && grep -q 'shard 7 of 8 is missing' said; }
check 'a missing shard is refused' lacking
killed() { # merge killed half-way goes on
  timeout -s KILL 0.3 "$bin" merge -q -o killed.ledger part{0..7}.ledger
  merge killed.ledger part{0..7}.ledger && same "$one" "$(answers killed.ledger)"
}
check 'merge killed and started again' killed 2> /dev/null
rm -f ./*.ledger

if command -v parallel > /dev/null; then
  parallel --will-cite --pipe --block 200k -j 3 "$bin extract -q --progress none --for-ingest -t ndjson -j 1 - || [ \$? = 3 ]" < "$text" > lines.ndjson 2> said
  ingest pipe.ledger --claims lines.ndjson
  check 'parallel --pipe' same "${one%% *}" "$(digest pipe.ledger)"
  parallel --will-cite -j 3 "$bin ingest -q --progress none -t ndjson -j 1 --shard {}/8 -L part{}.ledger $text || [ \$? = 3 ]" ::: {0..7} 2> said
  merge all.ledger part{0..7}.ledger --require-shards 8
  check 'parallel, one shard a job' same "$one" "$(answers all.ledger)"
else
  echo 'skipped: GNU parallel is not installed'
fi
finish
