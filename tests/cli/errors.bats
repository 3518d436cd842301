# Every way to go wrong: one line that says what and what to do, the right exit code, and the rest is still done.
load common

@test "an unknown command suggests the right one" {
  run "$bin" qurey x
  answered 2 && one_line && says 'qurey: no such command: did you mean query?'
}

@test "an unknown option suggests the right one" {
  run "$bin" extract --mentoins x
  answered 2 && one_line && says '--mentoins: no such option of extract: did you mean --mentions?'
}

@test "an option that lacks its value" {
  run "$bin" extract --format
  answered 2 && one_line && says 'needs a value'
}

@test "a word that an option does not know" {
  run "$bin" read -f jsn .
  answered 2 && one_line && says '--format jsn: no such word: did you mean json?'
}

@test "an unknown type of input names the readers" {
  run "$bin" read -t htm .
  answered 2 && one_line && says 'did you mean html?'
}

@test "a bad date" {
  run "$bin" extract --base-date 2025-13-40 .
  answered 2 && one_line && says '--base-date 2025-13-40: not a date: write it as 2025-01-29'
}

@test "a bad shard" {
  for shard in 3/3 x/3 3 /3 -1/3; do
    run "$bin" ingest --shard=$shard .
    answered 2 && one_line && says 'not I/N'
  done
  [ ! -e claims.ledger ]
}

@test "a number out of range" {
  run "$bin" extract -j 0 .
  answered 2 && one_line && says '--jobs 0: not a number from 1 to 256'
}

@test "a path that is not there: a failure, the rest is read" {
  article good.txt 'It cost $5 million.'
  run "$bin" extract -f tsv nowhere.txt good.txt
  answered 3 && says 'claimledger: nowhere.txt: not read: No such file' && says '5000000'
}

@test "a file that may not be read" {
  [ "$(id -u)" -ne 0 ] || skip 'root reads everything'
  article secret.txt 'It cost $5 million.'
  chmod 0 secret.txt
  run "$bin" extract secret.txt
  answered 3 && one_line && says 'secret.txt: not read: Permission denied'
}

@test "an empty folder is fine, and exit 1 on request" {
  mkdir empty
  run "$bin" extract empty
  answered 0 && one_line && says 'empty: no articles found'
  run "$bin" extract --exit-code empty
  answered 1
}

@test "an empty file is an article without claims" {
  : > empty.txt
  run "$bin" extract empty.txt
  answered 0
  [ -z "$output" ]
}

@test "a binary file is a failure" {
  head -c 4096 /dev/zero | tr '\0' '\001' > noise.bin
  printf '\000\377\376\001' >> noise.bin
  run "$bin" extract noise.bin
  answered 3 && one_line && says 'noise.bin: '
}

@test "invalid UTF-8 is repaired and still gives valid output" {
  printf 'Sales in caf\351s and bars rose to $5 million. \377\376 More text follows here, in plain words.\n' > latin.txt
  "$bin" extract latin.txt > out.ndjson
  iconv -f utf-8 -t utf-8 out.ndjson > /dev/null
  grep -q '"value":"5000000"' out.ndjson
}

@test "a line that is no JSON is a failure, the next one is read" {
  printf '{"id":"a","text":"It cost $5 million."}\n{"id":"b",\n{"id":"c","text":"It cost $6 million."}\n' > in.ndjson
  run "$bin" extract -t ndjson -f tsv in.ndjson
  answered 3 && says '5000000' && says '6000000' && says 'in.ndjson'
}

@test "a ledger that is not there" {
  run "$bin" query -L none.ledger x
  answered 4 && one_line && says 'none.ledger: '
  [ ! -e none.ledger ]
}

@test "a folder as ledger" {
  mkdir folder
  run "$bin" query -L folder x
  answered 4 && one_line && says 'folder: '
  article a.txt 'It cost $5 million.'
  run "$bin" ingest -L folder a.txt
  answered 4 && one_line && says 'folder: '
}

@test "a file that is no ledger stays as it is" {
  article text.ledger 'This is no ledger.'
  cp text.ledger before
  run "$bin" ingest -L text.ledger text.ledger
  answered 4 && one_line && says 'text.ledger: '
  cmp text.ledger before
}

@test "an unknown field in a query" {
  article a.txt 'It cost $5 million.'
  "$bin" ingest -q a.txt
  run "$bin" query knid:money
  answered 2 && one_line && says 'kind'
}

@test "a rule that does not compile" {
  mkdir -p rules
  article rules/bad.rule 'mention bad' '  match  {nothing_of_that_name}'
  run "$bin" extract --rules-add rules .
  answered 2 && one_line && says 'bad.rule:2'
}

@test "a full device" {
  [ -w /dev/full ] || skip 'no /dev/full'
  article a.txt 'It cost $5 million.'
  run sh -c '"$0" extract a.txt > /dev/full' "$bin"
  answered 4 && one_line && says 'standard output: not written: No space left on device'
}

@test "a reader that goes away ends it silently" {
  for i in $(seq 2000); do echo '{"text":"It cost $5 million, $6 million and $7 million."}'; done > many.ndjson
  run bash -c 'set -o pipefail; "$0" extract many.ndjson | head -n 1 > /dev/null' "$bin"
  answered 141
  [ -z "$output" ]
}

@test "compare wants two articles, rules a word" {
  run "$bin" compare one.txt
  answered 2 && one_line && says 'compare: name two articles'
  run "$bin" rules tets
  answered 2 && one_line && says 'did you mean test'
}
