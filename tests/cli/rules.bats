# rules and compare.
load common

@test "rules test counts, and exit 1 tells failures" {
  run "$bin" rules test money
  says 'passed, '
  mkdir mine
  article mine/mine.rule 'mention mine.wrong' '  match  {num:value} ?zorkmids' '  read   plain' '  set    kind=score' '  test   It cost 5 zorkmids.' '   =     text=6'
  run "$bin" rules test --rules-add mine mine.wrong
  answered 1 && says 'mine.rule:5' && says '0 passed, 1 failed'
}

@test "rules list and explain" {
  "$bin" rules list money -f csv | head -n 1 | grep -q '^kind,name,file,line'
  run "$bin" rules explain 'Acme lost $5 million on Monday' --base-date 2025-01-29
  answered 0 && says '5000000' && says '2025-01-27'
}

@test "rules score against annotated figures" {
  article a.txt 'Acme lost $5 million.'
  echo '{"doc":"a.txt","start":10,"end":20,"kind":"money","value":"5000000","unit":"USD"}' > gold.ndjson
  run "$bin" rules score gold.ndjson -f csv
  answered 0 && says 'found,1,1,100' && says 'F1,2,2,100'
  echo '{"doc":"a.txt","start":10,"end":20,"kind":"money","text":"$5 million","value":"5000000","unit":"EUR","entity":"Acme"}' > gold.ndjson
  run "$bin" rules score gold.ndjson --misses -f csv
  answered 0 && says 'a.txt,10,$5 million,unit,EUR,USD' && ! says ',entity,'
}

@test "compare two articles" {
  article a.md '# Acme' '' 'Acme Corporation had a market value of $50 billion on 27 January 2025.'
  article b.md '# Acme' '' 'Acme Corporation had a market value of $5 billion on 27 January 2025.'
  "$bin" compare a.md b.md -f ndjson | head -n 1 | grep -q '"word":"conflict"'
}

@test "compare pairs, one object a line" {
  printf '%s\n' '{"id":"p1","a":{"text":"Acme Corporation had a market value of $50 billion on 27 January 2025."},"b":{"text":"Acme Corporation had a market value of $50 billion on 27 January 2025."}}' \
    '{"id":"p2","a":{"text":"none"}}' > pairs.ndjson
  run "$bin" compare --pairs pairs.ndjson
  answered 3 && says '"id":"p1","comparisons":[{"verdict":"identical"' && says 'no object "b"'
}

@test "rules lint tells doubled patterns and rules without tests" {
  cp -r "$BATS_TEST_DIRNAME/../../rules/en" rules
  printf '%s\n' 'mention count.again' '  match {num} sp {word}' '  read count' '' 'mention count.more' '  match {num} sp {word}' '  read count' > rules/zz.rule
  run "$bin" rules lint -r rules --exit-code -f csv
  answered 1 && says 'no test,count.again' && says 'rules/zz.rule,5,the same pattern stands before: it never gets here,count.more'
  printf '%s\n' 'mention count.again' '  match {num} sp sp {word}' '  read count' '' 'mention count.again' '  match {num} sp sp sp {word}' '  read count' > rules/zz.rule
  run "$bin" rules lint -r rules
  answered 2 && one_line && says "'count.again' is defined at rules/zz.rule:1 already"
}

@test "rules diff tells what a changed pack gains, loses and reads otherwise over an archive" {
  article a.txt 'Title: Buses' 'Date: 2024-03-04' '' 'Halden Motors sold 1,342 buses in 2023. Halden Motors frobbed $3 million.'
  "$bin" ingest -q -L l.ledger a.txt
  run "$bin" rules diff -L l.ledger -f ndjson --exit-code
  answered 0 && says ' 0 gained, 0 lost, 0 changed'
  mkdir own
  printf 'claim own.frob\n  match {org:subject} frobbed {money:value}\n  set measure=cost\n' > own/own.rule
  run "$bin" rules diff -L l.ledger --rules-add own -f csv --exit-code
  answered 1 && says changed && says '$3 million' && says cost
  for format in table ndjson; do
    run "$bin" rules diff -L l.ledger --rules-add own -f $format
    answered 0 && says cost && says '1 changed'
  done
}
