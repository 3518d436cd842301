# export: the ledger in the formats of others.
load common

needs_jq() { command -v jq > /dev/null || skip 'jq is not installed'; }

@test "claims in each tabular format; csv that a spreadsheet does not compute" {
  article a.txt ' date 2025-01-29 ' '' '=Acme Corporation lost -$5 million on Monday.'
  "$bin" ingest -q a.txt
  "$bin" export -f csv | grep -q ',=Acme Corporation\|,"=Acme\|,=Acme'
  "$bin" export -f csv --formula-safe > safe.csv
  grep -q ",'=Acme Corporation" safe.csv && grep -q ',-5000000,' safe.csv && ! grep -q ',=' safe.csv
  [ "$("$bin" export | wc -l)" -eq "$("$bin" query -f ndjson | wc -l)" ]
  "$bin" export -f json -o claims.json
  head -c 1 claims.json | grep -q '\['
  "$bin" export -f md | head -n 1 | grep -q '^| figure'
}

@test "words and options narrow what is exported" {
  "$bin" ingest -q "$samples"
  [ "$("$bin" export nvidia --kind money | wc -l)" -eq "$("$bin" query nvidia kind:money -f ndjson | wc -l)" ]
  run "$bin" export nvidai:x
  answered 2 && one_line
}

@test "web annotations: every quote stands at its code points and at its bytes" {
  needs_jq
  article a.md 'Café prices' '' 'Zürich’s Café Krone lost €5 million in 2024, and it hired 30 people in March 2025.'
  "$bin" ingest -q a.md
  "$bin" export --w3c -o notes.jsonld
  [ "$(jq -r '."@context"' notes.jsonld)" = http://www.w3.org/ns/anno.jsonld ]
  [ "$(jq '.items | length' notes.jsonld)" -eq "$("$bin" query -f ndjson | wc -l)" ]
  "$bin" read a.md -f ndjson | jq -j .text > text
  jq -c '.items[].target.selector' notes.jsonld > selectors
  [ -s selectors ]
  while read -r s; do
    exact=$(jq -r '.[0].exact' <<< "$s")
    [ "$(jq -rRs --argjson s "$s" '.[$s[1].start:$s[1].end]' text)" = "$exact" ]
    [ "$(dd if=a.md bs=1 skip="$(jq '.[2].start' <<< "$s")" count=$(($(jq '.[2].end' <<< "$s") - $(jq '.[2].start' <<< "$s"))) 2> /dev/null)" = "$exact" ]
    jq -e --argjson s "$s" -Rs 'contains($s[0].prefix + $s[0].exact + $s[0].suffix)' text > /dev/null
  done < selectors
  "$bin" export --w3c -f ndjson | head -n 1 | jq -e '.type == "Annotation" and ."@context"' > /dev/null
}

@test "schema.org claims: one graph, or one a line" {
  needs_jq
  "$bin" ingest -q "$samples"
  "$bin" export --jsonld > claims.jsonld
  jq -e '."@context" == "https://schema.org" and (."@graph" | all(."@type" == "Claim" and .text and .appearance.datePublished))' claims.jsonld
  [ "$(jq '."@graph" | length' claims.jsonld)" -eq "$("$bin" export --jsonld -f ndjson | wc -l)" ]
  jq -e '[."@graph"[].about[] | select(.propertyID == "market_value" and .value == "600000000000" and .unitText == "USD")] | length > 0' claims.jsonld
  "$bin" export --jsonld x-that-nobody-wrote | jq -e '."@graph" == []'
}

@test "a partitioned folder has each claim once, and equal bytes however the ledger came about" {
  "$bin" ingest -q -j 1 -L a.ledger "$samples"
  for i in 0 1 2; do "$bin" ingest -q --shard $i/3 -L part$i.ledger "$samples"; done
  "$bin" merge -q -o b.ledger part2.ledger part0.ledger part1.ledger
  for key in date month kind publisher; do
    "$bin" export -q --partition $key -L a.ledger -o a-$key
    "$bin" export -q --partition $key -L b.ledger -o b-$key
    diff -r a-$key b-$key
    n=$(cat a-$key/claims/*/claims.ndjson | wc -l)
    "$bin" query -L a.ledger --sql 'select count(*) as n from claims' -f ndjson | grep -q "\"n\":$n}"
  done
  [ -s a-month/claims/month=2025-01/claims.ndjson ]
  [ "$(cat a-kind/claims/kind=money/claims.ndjson | wc -l)" -eq "$("$bin" query -L a.ledger kind:money --all -f ndjson | wc -l)" ]
  [ -s a-month/documents/documents.ndjson ] && [ -s a-month/findings/findings.ndjson ] && [ -s a-month/members/members.ndjson ]
  run "$bin" export --partition month -L a.ledger -o a-month
  answered 2 && one_line && says 'is there already'
  run "$bin" export --partition month -L a.ledger
  answered 2 && one_line
}

@test "the report is a folder of pages that link to each other" {
  "$bin" ingest -q "$samples"
  run "$bin" export --report site
  answered 0 && says 'pages'
  [ -s site/index.html ] && [ -s site/desk.css ]
  for link in $(grep -ho 'href="[^"#?:]*"' site/index.html | cut -d '"' -f 2 | sort -u); do [ -e "site/$link" ] || { echo "no $link"; return 1; }; done
  run "$bin" export --report site --w3c
  answered 2 && one_line
}

@test "equal bytes for any number of workers" {
  "$bin" ingest -q -j 1 -L a.ledger "$samples"
  "$bin" ingest -q -j 4 -L b.ledger "$samples"
  for how in '-f ndjson' '-f csv' '--w3c' '--jsonld'; do
    "$bin" export $how -L a.ledger > a; "$bin" export $how -L b.ledger > b
    cmp a b
  done
}
