# ingest and what reads a ledger.
load common

@test "ingest, the same again, and a failure" {
  run "$bin" ingest "$samples" nowhere
  answered 3 && says 'nowhere: not read' && says '1 failed'
  run "$bin" ingest "$samples"
  answered 0 && says ' 0 new' && says ' 0 failed'
  "$bin" query --count -f ndjson | grep -qE '"claims":[1-9]'
}

@test "a dry run writes nothing" {
  run "$bin" ingest -n "$samples"
  answered 0 && says 'nothing written'
  [ ! -e claims.ledger ]
}

@test "the ledger is named by option or environment" {
  "$bin" ingest -q -L one.ledger "$samples"
  CLAIMLEDGER_LEDGER=two.ledger "$bin" ingest -q "$samples"
  [ -s one.ledger ] && [ -s two.ledger ] && [ ! -e claims.ledger ]
}

@test "a clean end leaves one file" {
  "$bin" ingest -q "$samples"
  [ "$(echo claims.ledger*)" = claims.ledger ]
}

@test "any number of workers, and shards together, hold the same claims" {
  count() { "$bin" query -L "$1" --count -f ndjson; }
  "$bin" ingest -q -j 1 -L one.ledger "$samples"
  "$bin" ingest -q -j 4 -L four.ledger "$samples"
  [ "$(count one.ledger)" = "$(count four.ledger)" ]
  all=$(count one.ledger | tr -dc 0-9) sum=0
  for i in 0 1 2; do
    "$bin" ingest -q --shard $i/3 -L part$i.ledger "$samples"
    sum=$((sum + $(count part$i.ledger | tr -dc 0-9)))
  done
  [ "$sum" -eq "$all" ]
}

@test "an interrupted ingest keeps what was finished and goes on" {
  for i in $(seq 3000); do echo "{\"id\":\"$i\",\"text\":\"Firm number $i lost \$$i million on Monday, and hired $i people.\"}"; done > many.ndjson
  mkfifo in
  "$bin" ingest -L big.ledger -t ndjson - < in 2> err &
  pid=$!
  exec 5> in
  cat many.ndjson >&5
  sleep 0.5
  kill -INT $pid
  code=0
  wait $pid || code=$?
  exec 5>&-
  [ "$code" -eq 130 ] || { echo "exit $code"; cat err; return 1; }
  grep -q 'interrupted after .* run the same command again to go on' err
  "$bin" ingest -q -L big.ledger many.ndjson
  "$bin" ingest -q -L whole.ledger many.ndjson
  [ "$("$bin" query -L big.ledger --count -f ndjson)" = "$("$bin" query -L whole.ledger --count -f ndjson)" ]
}

@test "queries: words, fields, ranges, facets, SQL, exit code" {
  article a.txt ' date 2025-01-29 ' '' 'Acme Corporation lost $5 million on Monday.' '' 'It has 300 staff.'
  "$bin" ingest -q a.txt
  "$bin" query kind:money 'value:>1m' -f ndjson | grep -q '"value":"5000000"'
  "$bin" query --kind money --value '4m..6m' --count -f ndjson | grep -q '"claims":1'
  "$bin" query --facet kind -f csv | grep -q '^money,1'
  "$bin" query --facet entity -f csv > entities
  grep -q '^Acme Corporation,1' entities && ! grep -q '^,' entities
  "$bin" query --sql 'select count(*) as n from claims where kind = '"'money'" -f ndjson | grep -q '"n":1'
  run "$bin" query --sql 'delete from claims'
  answered 2 && one_line
  run "$bin" query --exit-code kind:money 'value:>1bn'
  answered 1
}

@test "the first of two copies is replaced: what it told otherwise is forgotten" {
  story() { # SITE PUBLISHED MODIFIED AMOUNT
    printf '{"url":"https://%s.example/1","published":"%s","modified":"%s","text":"%s"}\n' "$1" "$2" "$3" \
      "Flooding along the lower river has forced many families to leave their homes, officials of the province said on Monday, and more \
rain is expected until the end of the week. The river rose quickly in the night and reached the old bridge before dawn. The regional \
board said the damage to roads came to \$$4 million this year."
  }
  story a 2024-05-06T08:00:00 2024-05-06T08:00:00 45 | "$bin" ingest -q -t ndjson -
  story b 2024-05-06T10:00:00 2024-05-06T10:00:00 54 | "$bin" ingest -q -t ndjson -
  [ "$("$bin" conflicts -f ndjson | wc -l)" -eq 1 ]
  story c 2024-05-06T11:00:00 2024-05-06T11:00:00 54 | "$bin" ingest -q -t ndjson -
  story a 2024-05-06T08:00:00 2024-05-06T12:00:00 54 | "$bin" ingest -q -t ndjson -
  [ -z "$("$bin" conflicts -f ndjson)" ]
  "$bin" verify -f ndjson | grep -q '"ok":true'
}
