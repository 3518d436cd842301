# merge, forget, digest: ledgers as sets.
load common

digest() { "$bin" verify --digest -f ndjson -L "$1"; }

@test "shards merged in any order, twice, and with themselves, are the ledger of one process" {
  "$bin" ingest -q -j 2 -L whole.ledger "$samples"
  for i in 0 1 2 3; do "$bin" ingest -q --shard $i/4 -L part$i.ledger "$samples"; done
  "$bin" merge -q -o ab.ledger part0.ledger part1.ledger part2.ledger part3.ledger --require-shards 4
  "$bin" merge -q -o ba.ledger part3.ledger part1.ledger part0.ledger
  "$bin" merge -q -o ba.ledger part2.ledger part1.ledger ba.ledger
  [ "$(digest whole.ledger)" = "$(digest ab.ledger)" ]
  [ "$(digest whole.ledger)" = "$(digest ba.ledger)" ]
  "$bin" merge -q -o ab.ledger ab.ledger ba.ledger whole.ledger
  [ "$(digest whole.ledger)" = "$(digest ab.ledger)" ]
  for l in whole ab ba; do "$bin" conflicts --apart -f ndjson -L $l.ledger > $l.conflicts; done
  cmp whole.conflicts ab.conflicts && cmp whole.conflicts ba.conflicts
  run "$bin" verify -L ba.ledger
  answered 0
}

@test "merge refuses what does not fit together, and writes nothing then" {
  for i in 0 1; do "$bin" ingest -q --shard $i/3 -L part$i.ledger "$samples"; done
  run "$bin" merge -o all.ledger part0.ledger part1.ledger --require-shards 3
  answered 2 && one_line && says 'shard 2 of 3 is missing'
  run "$bin" merge -o all.ledger part0.ledger part0.ledger part1.ledger --require-shards 3
  answered 2 && one_line
  "$bin" ingest -q -L plain.ledger "$samples"
  run "$bin" merge -o all.ledger part0.ledger part1.ledger plain.ledger --require-shards 3
  answered 2 && says 'plain.ledger: is no shard'
  run "$bin" merge -o all.ledger
  answered 2 && one_line
  run "$bin" merge -o all.ledger nowhere.ledger
  answered 4 && one_line
  [ ! -e all.ledger ]
}

@test "parts made with another rule pack are refused, or joined when asked" {
  cp -r "$BATS_TEST_DIRNAME/../../rules/en" pack
  echo '# another pack' >> "$(ls pack/*.rule | head -n 1)"
  "$bin" ingest -q -L a.ledger "$samples"
  "$bin" ingest -q -r pack -L b.ledger "$samples"
  run "$bin" merge -o all.ledger a.ledger b.ledger
  answered 2 && one_line && says 'different rule packs'
  [ ! -e all.ledger ]
  "$bin" merge -q -o all.ledger --mixed-packs a.ledger b.ledger
  "$bin" merge -q -o lla.ledger --mixed-packs b.ledger a.ledger
  [ "$(digest all.ledger)" = "$(digest lla.ledger)" ]
  [ "$("$bin" query --count -f ndjson -L all.ledger)" = "$("$bin" query --count -f ndjson -L a.ledger)" ]
}

@test "a dry run of merge writes nothing" {
  "$bin" ingest -q -L a.ledger "$samples"
  run "$bin" merge -n -o all.ledger a.ledger
  answered 0 && says 'nothing written'
  [ ! -e all.ledger ]
}

@test "what was forgotten is gone from the file and does not come back" {
  article a.txt ' date 2025-01-29 ' '' 'Zyxwvut Corporation lost $5 million on Monday.'
  article b.txt ' date 2025-01-29 ' '' 'Acme Corporation lost $7 million on Monday.'
  "$bin" ingest -q a.txt b.txt
  cp claims.ledger before.ledger
  id=$("$bin" query --sql "select id from documents where path = 'a.txt'" -f csv | tail -n 1 | tr -d '\r')
  run "$bin" forget "$id"
  answered 2 && one_line && says '--reason'
  run "$bin" forget -n "$id" --reason test
  answered 0 && says 'would be forgotten'
  [ "$("$bin" query --count -f csv | tail -n 1 | tr -d '\r')" -gt 1 ]
  run "$bin" forget "$id" --reason 'a court said so'
  answered 0 && says 'forgotten'
  run grep -c -a -i zyxwvut claims.ledger
  [ "$output" = 0 ]
  "$bin" query --sql 'select reason from tombstone' -f ndjson | grep -q 'a court said so'
  "$bin" ingest -q a.txt b.txt
  [ "$("$bin" query --sql 'select count(*) from documents' -f csv | tail -n 1 | tr -d '\r')" = 1 ]
  "$bin" merge -q -o all.ledger before.ledger claims.ledger
  "$bin" merge -q -o lla.ledger claims.ledger before.ledger
  for l in all lla; do [ "$("$bin" query -L $l.ledger --sql 'select path from documents' -f csv | tail -n 1 | tr -d '\r')" = b.txt ]; done
  [ "$(digest all.ledger)" = "$(digest claims.ledger)" ] && [ "$(digest lla.ledger)" = "$(digest claims.ledger)" ]
  run grep -c -a -i zyxwvut all.ledger
  [ "$output" = 0 ]
  run "$bin" verify
  answered 0
}

@test "failures are listed, and read again when asked" {
  article good.txt ' date 2025-01-29 ' '' 'Acme Corporation lost $7 million on Monday.'
  printf '{"text": "Acme lost $8 million."}\n{"text": broken\n' > two.ndjson
  run "$bin" ingest good.txt two.ndjson missing.txt
  answered 3 && says '2 failed' && says 'stats --failed'
  "$bin" stats --failed -f csv > failed.csv
  grep -q '^missing.txt,' failed.csv && grep -q '^two.ndjson,' failed.csv
  article missing.txt ' date 2025-01-30 ' '' 'Acme Corporation hired 300 people.'
  run "$bin" ingest --retry-failed
  answered 3 && says ' 1 new'
  "$bin" query --sql "select count(*) as n from documents where path = 'missing.txt'" -f ndjson | grep -q '"n":1'
  "$bin" stats --failed -f csv > failed.csv
  cat failed.csv
  ! grep -q '^missing.txt,' failed.csv
  grep -q '^two.ndjson,' failed.csv
}
