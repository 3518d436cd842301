# extract --for-ingest as mapper, ingest --claims as loader: articles in, lines out, lines into a ledger.
load common

digest() { "$bin" verify --digest -f ndjson -L "$1"; }

many() { # NDJSON articles of our own, N of them
  for i in $(seq "$1"); do
    echo "{\"id\":\"a$i\",\"date\":\"2025-01-$((i % 28 + 1))\",\"text\":\"Acme Corporation lost \$$i million on Monday. It has $((i + 300)) employees.\"}"
  done
}

@test "what extract --for-ingest prints makes the ledger that ingest makes" {
  many 200 > many.ndjson
  echo '{"text": broken' >> many.ndjson
  "$bin" ingest -q -L one.ledger many.ndjson "$samples" || [ $? -eq 3 ]
  "$bin" extract --for-ingest many.ndjson "$samples" > lines.ndjson 2> /dev/null || [ $? -eq 3 ]
  run "$bin" ingest --claims -L two.ledger lines.ndjson
  answered 3 && says '1 failed'
  [ "$(digest one.ledger)" = "$(digest two.ledger)" ]
  tac lines.ndjson | "$bin" ingest -q --claims -L three.ledger - lines.ndjson || [ $? -eq 3 ]
  [ "$(digest one.ledger)" = "$(digest three.ledger)" ]
  "$bin" verify -L three.ledger -f ndjson | grep -q '"ok":true'
  "$bin" conflicts -f ndjson -L one.ledger > one; "$bin" conflicts -f ndjson -L three.ledger > three
  cmp one three
}

@test "claims lines among them are skipped; alone they are a mistake" {
  "$bin" extract --for-ingest --all "$samples" > all.ndjson
  grep -q '"kind":"money"' all.ndjson
  "$bin" ingest -q --claims -L a.ledger all.ndjson
  "$bin" ingest -q -L b.ledger "$samples"
  [ "$(digest a.ledger)" = "$(digest b.ledger)" ]
  "$bin" extract "$samples" > claims.ndjson
  run "$bin" ingest --claims -L c.ledger claims.ndjson
  answered 2 && one_line && says 'extract --for-ingest'
  [ ! -e c.ledger ]
  run "$bin" extract --for-ingest -f csv "$samples"
  answered 2 && one_line
}

@test "a damaged line is told with its place and the rest is loaded" {
  many 20 > many.ndjson
  "$bin" extract --for-ingest many.ndjson > lines.ndjson
  # another claim count, another hash, a shortened frame, no JSON
  sed -e '3s/"claims":2/"claims":1/' -e '5s/"inside":"./"inside":"x/' -e '7s/"rows":"..../"rows":"/' -e '9s/}$//' lines.ndjson > bad.ndjson
  run "$bin" ingest --claims -L a.ledger bad.ndjson
  answered 3 && says '16 new' && says '4 failed' && says 'bad.ndjson: byte '
  run "$bin" verify -L a.ledger
  answered 0
  "$bin" ingest -q --claims -L a.ledger lines.ndjson
  "$bin" ingest -q -L b.ledger many.ndjson
  [ "$(digest a.ledger)" = "$(digest b.ledger)" ]
}

@test "lines of another rule pack are kept out" {
  many 3 > many.ndjson
  cp -r "$BATS_TEST_DIRNAME/../../rules/en" pack
  echo '# another pack' >> "$(ls pack/*.rule | head -n 1)"
  { "$bin" extract --for-ingest many.ndjson; "$bin" extract --for-ingest -r pack many.ndjson; } > lines.ndjson
  run "$bin" ingest --claims lines.ndjson
  answered 3 && says '3 new' && says '3 failed' && says 'another rule pack'
}

@test "shards and dry runs of a load" {
  many 50 > many.ndjson
  "$bin" extract --for-ingest many.ndjson > lines.ndjson
  run "$bin" ingest --claims -n lines.ndjson
  answered 0 && says '50 new' && says 'nothing written'
  [ ! -e claims.ledger ]
  for i in 0 1 2; do "$bin" ingest -q --claims --shard $i/3 -L part$i.ledger lines.ndjson; done
  "$bin" merge -q -o all.ledger part*.ledger --require-shards 3
  "$bin" ingest -q -L one.ledger many.ndjson
  [ "$(digest one.ledger)" = "$(digest all.ledger)" ]
}

@test "a retracted article does not come back through a load" {
  many 3 > many.ndjson
  "$bin" ingest -q many.ndjson
  "$bin" forget -q a2 --reason test
  before=$(digest claims.ledger)
  "$bin" extract --for-ingest many.ndjson | "$bin" ingest -q --claims -
  [ "$(digest claims.ledger)" = "$before" ]
}
