# extract and read: order, streaming, formats, what is printed.
load common

two() { printf '%s\n' '{"id":"a","text":"Acme lost $5 million on Monday.","date":"2025-01-29"}' '{"id":"b","text":"It has 300 staff."}'; }

@test "claims of standard input, in order, under the given ids" {
  two | "$bin" extract -t ndjson - > out
  [ "$(grep -o '"document":"[ab]"' out | uniq | tr -d '\n')" = '"document":"a""document":"b"' ]
  grep -q '"value":"5000000","unit":"USD"' out
  grep -q '"first":"2025-01-27"' out
}

@test "mentions, sentences, and all of them" {
  two > in.ndjson
  "$bin" extract --sentences in.ndjson | grep -q '"kind":"sentence"'
  ! "$bin" extract --sentences in.ndjson | grep -q '"kind":"money"'
  "$bin" extract --mentions in.ndjson | grep -q '"kind":"money"'
  ! "$bin" extract --mentions in.ndjson | grep -q '"id":"c:'
  "$bin" extract --all in.ndjson > all
  grep -q '"kind":"sentence"' all
  [ "$(grep -c '"start":10,"end":20' all)" -eq 1 ] # the claim stands for its mention
}

@test "a list's heading names the unit of its numbers, as long as its lines have labels" {
  printf 'Output by site, in million tonnes:\nNorth: 8.2\nSouth: 9\n\nWaits by ward (in weeks):\nEyes: 11\nThe day was mild.\nHips: 23\n' > list.txt
  "$bin" extract list.txt > out
  grep -q '"text":"8.2".*"value":"8200000","unit":"t"' out
  grep -q '"text":"9".*"value":"9000000","unit":"t"' out
  grep -q '"kind":"duration".*"text":"11".*"timex":"P11W"' out
  grep -q '"text":"23".*"value":"23","unit":""' out
}

@test "the second end of a movement has the unit of the first" {
  printf 'They cut the ride from 80 minutes to 25. The rate fell from 5%% in May to 4. It was up 1%% to 90. A pack is 12 units while a gross is 144. He saw 4 raids while 25 were hurt.\n' | "$bin" extract - > out
  grep -q '"kind":"duration".*"text":"25".*"unit":"min".*"timex":"PT25M"' out
  grep -q '"kind":"percent".*"text":"4".*"value":"4"' out
  grep -q '"kind":"number".*"text":"90"' out
  grep -q '"text":"144".*"unit":"unit"' out
  ! grep '"text":"25".*"unit":"raid"' out
}

@test "bare degrees are of the scale that the text names" {
  printf 'It was 31 degrees at noon. The record is 38 degrees Celsius, 3 degrees above it. He turned 180 degrees.\n' | "$bin" extract - > out
  grep -q '"text":"31 degrees".*"unit":"Cel"' out
  grep -q '"text":"3 degrees".*"unit":"Cel"' out
  grep -q '"text":"180 degrees".*"unit":"deg"' out
}

@test "a signed share in brackets behind a figure, or behind an index, is by how much that moved" {
  echo 'Pre-tax profit: €98 million (-11%). In Frankfurt: DAX -1.6%. Inflation was -0.6% in May.' | "$bin" extract - > out
  grep -q '"text":"-11%".*"value":"11".*"low":"10.5".*"measure":"pretax_profit".*"change":"down_by"' out
  grep -q '"text":"-1.6%".*"value":"1.6".*"measure":"index_level".*"change":"down_by"' out
  grep -q '"text":"-0.6%".*"value":"-0.6".*"change":"level"' out
}

@test "a row of figures without words is data: mentions, no claims" {
  many() { for _ in $(seq 70); do printf '%s ' "$1"; done; }
  [ "$(many 12.5 | "$bin" extract -t text --mentions - | grep -c '"kind":"number"')" -eq 70 ]
  [ "$(many 12.5 | "$bin" extract -t text --count -)" -eq 0 ]
  [ "$(many 'Q1' | "$bin" extract -t text --count -)" -eq 0 ]
  [ "$(many 'it was 12.5' | "$bin" extract -t text --count -)" -eq 70 ]
}

@test "an answer comes before the input ends" {
  mkfifo in out
  "$bin" extract -j 1 - < in > out &
  exec 5> in 6< out
  echo '{"id":"a","text":"It cost $5 million."}' >&5
  read -r -t 10 line <&6
  exec 5>&- 6<&-
  wait
  [[ $line == *'"value":"5000000"'* ]]
}

@test "any number of workers gives the same bytes" {
  "$bin" extract -j 1 "$samples" > one
  "$bin" extract -j 4 "$samples" > four
  [ -s one ]
  cmp one four
}

@test "names from a list, and field names of one's own" {
  mkdir 'a folder'
  echo '{"key":"k1","body":"It cost $5 million."}' > 'a folder/in.ndjson'
  printf 'a folder/in.ndjson\0' | "$bin" extract --files0-from - --map id=key,text=body > out
  grep -q '"document":"k1"' out
}

@test "csv quotes, tsv and md stay on one line, json is one array" {
  article a.txt 'Acme, "the maker", lost $5 million' 'on Monday.'
  "$bin" extract -f csv a.txt | grep -q '"Acme, ""the maker"", lost \$5 million'
  [ "$("$bin" extract -f tsv a.txt | wc -l)" -eq "$("$bin" extract -f ndjson a.txt | wc -l | awk '{print $1 + 1}')" ]
  "$bin" extract -f md a.txt | sed -n 2p | grep -q '^|---'
  "$bin" extract -f json a.txt | head -n 1 | grep -qx '\['
  "$bin" extract -f json a.txt | tail -n 1 | grep -qx '\]'
  : > empty.txt
  [ "$("$bin" extract -f json empty.txt)" = '[]' ]
}

@test "a table fits the screen and has no colour unless asked" {
  COLUMNS=80 "$bin" extract -f table "$samples" > table
  [ -s table ]
  ! grep -q $'\033' table
  "$bin" extract -f table --color always "$samples" | grep -q $'\033'
}

@test "-o writes the whole file or none" {
  two > in.ndjson
  "$bin" extract in.ndjson -o out.ndjson
  "$bin" extract in.ndjson > want.ndjson
  cmp out.ndjson want.ndjson
  [ ! -e out.ndjson.part ]
  run "$bin" extract in.ndjson -o none/out.ndjson
  answered 4 && one_line
}

@test "read tells path, title, date, text and blocks" {
  article note.md '# Acme loses money' '' 'Acme lost $5 million on Monday.'
  "$bin" read ./note.md > out
  grep -q '"path":"./note.md"' out
  grep -q '"body":".*Acme lost \$5 million on Monday' out
  grep -q '"blocks":\[{"kind":' out
  ! "$bin" read --no-text note.md | grep -q '"text":'
}

@test "bytes of a claim are the bytes of the article" {
  article a.txt 'Zoë’s firm – Acme – lost $5 million on Monday.'
  "$bin" extract a.txt > out
  start=$(sed -n 's/.*"raw":{"start":\([0-9]*\).*/\1/p' out | head -n 1)
  [ "$(tail -c "+$((start + 1))" a.txt | head -c 10)" = '$5 million' ]
}

@test "every rule tried at every word gives the same bytes: the filter loses nothing" {
  "$bin" extract --all "$samples" > filtered
  "$bin" extract --all --no-filter "$samples" > unfiltered
  [ -s filtered ]
  cmp filtered unfiltered
}

@test "--count is the number of claims" {
  [ "$("$bin" extract --count "$samples")" -eq "$("$bin" extract "$samples" | wc -l)" ]
}
