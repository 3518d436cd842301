# review, rates, timeline: what people add to a ledger, and what they draw from it.
load common

sample() { "$bin" ingest -q "$samples"; }
conflict() { "$bin" conflicts "$@" -f csv | sed -n 2p | cut -d, -f1; }

@test "a dismissed conflict is gone, undoing brings it back, both stay on record" {
  sample
  x=$(conflict verdict:scale_slip)
  "$bin" review -q "$x" dismiss --reason 'same deal' --who Ada
  [ -z "$(conflict verdict:scale_slip)" ]
  [ "$(conflict verdict:scale_slip --dismissed)" = "$x" ]
  "$bin" review -q "$x" undo
  [ "$(conflict verdict:scale_slip)" = "$x" ]
  run "$bin" review -f csv
  answered 0 && says ',Ada,dismiss,same deal,' && says ',reopen,undoes: dismiss,'
  run "$bin" review "$x" undo
  answered 2 && one_line && says 'nothing to undo'
}

@test "a dry run and mistakes write no decision" {
  sample
  x=$(conflict)
  run "$bin" review -n "$x" dismiss
  answered 0 && says 'would be written'
  run "$bin" review "$x" dismis
  answered 2 && one_line && says 'did you mean dismiss'
  run "$bin" review "$x"
  answered 2 && one_line
  run "$bin" review Nvidia dismiss
  answered 2 && one_line && says 'is no conflict'
  [ -z "$("$bin" review -f ndjson)" ]
}

@test "a decision outlives a repeated ingest and other rules, not a changed figure" {
  cp -r "$samples" articles
  "$bin" ingest -q articles
  x=$(conflict verdict:contradiction)
  "$bin" review -q "$x" dismiss
  mkdir extra
  printf 'claim test.extra\n  match  {org:subject} frobbed {money:value}\n  set    measure=cost\n' > extra/extra.rule
  "$bin" ingest -q articles --rules-add extra
  [ -z "$(conflict verdict:contradiction)" ]
  [ "$(conflict verdict:contradiction --dismissed)" = "$x" ]
  sed -i 's/said 41 people/said 44 people/; s/^date: .*/&\nmodified: 2025-05-07/' articles/ferry-wirepoint.md
  "$bin" ingest -q articles --rules-add extra
  "$bin" conflicts verdict:contradiction -f csv | grep -q '44 people'
}

@test "two currencies are compared with a loaded rate only, and its date is shown" {
  article a.md '---' 'publisher: One' 'date: 2025-03-04' 'url: https://one.example/a' '---' '' 'Acme Corp was fined £75 million on 3 March 2025.'
  article b.md '---' 'publisher: Two' 'date: 2025-03-04' 'url: https://two.example/b' '---' '' 'Acme Corp was fined $96 million on 3 March 2025.'
  "$bin" ingest -q a.md b.md
  [ -z "$("$bin" conflicts --min agrees -f ndjson)" ]
  printf 'date,from,to,rate,source\n2025-03-03,GBP,USD,1.27,bank\n' > rates.csv
  "$bin" rates load -q rates.csv
  "$bin" rates -f csv | grep -q '^2025-03-03,GBP,USD,1.27,bank'
  run "$bin" conflicts --min agrees -f csv
  answered 0 && says 'agrees,consistent_rounding' && says 'of 2025-03-03 (bank)'
  printf '2025-03-03,GBP,USD,much\n' > bad.csv
  run "$bin" rates load bad.csv
  answered 2 && one_line && says 'bad.csv: line 1'
  run "$bin" rates loads rates.csv
  answered 2 && one_line
}

@test "a timeline: rows in the order of time, a drawing, objects" {
  sample
  run "$bin" timeline Kesra deaths -f csv
  answered 0
  [[ ${lines[1]} == 2025-03-11,37,* && ${lines[2]} == 2025-03-13,52,* ]] || { echo "$output"; return 1; }
  "$bin" timeline Kesra deaths -f ndjson | head -1 | grep -q '"value":"37".*"hedge":"at_least"'
  "$bin" timeline Kesra deaths -f table 2>&1 | grep -q '▁█'
  "$bin" timeline -q Kesra deaths --svg toll.svg
  [ "$(grep -o '<circle' toll.svg | wc -l)" -eq 4 ]
  grep -q '<title>37 people, 2025-03-11, Wirepoint<' toll.svg
  command -v xmllint > /dev/null && xmllint --noout toll.svg
  "$bin" timeline Nvidia market_value --changes -f csv | grep -q 589
  run "$bin" timeline Kesra
  answered 2 && one_line
  run "$bin" timeline Kesra sorrow
  answered 2 && one_line && says 'no such measure'
}

@test "conflicts: counted by a field, copies left out, loose readings too, those of the last run" {
  sample
  run "$bin" conflicts --by verdict -f csv
  answered 0 && says 'scale_slip,1,80,1' && says 'percent_vs_pp,1,55,1'
  "$bin" conflicts --by publisher -f csv | grep -q '^Wirepoint,'
  run "$bin" conflicts --by verdct
  answered 2 && one_line && says 'did you mean verdict'
  [ -n "$("$bin" conflicts 'tal hadid' --min updated -f ndjson)" ]
  [ -z "$("$bin" conflicts 'tal hadid' --min updated --independent -f ndjson)" ]
  article a.md '---' 'publisher: One' 'date: 2025-03-04' '---' '' 'Acme Corp made a net profit of $575 million in 2024.'
  article b.md '---' 'publisher: Two' 'date: 2025-03-04' '---' '' 'Acme Corp made a net profit of $600 million in 2024.'
  "$bin" ingest -q a.md b.md
  [ -z "$("$bin" conflicts 'acme corp' -f ndjson)" ]
  "$bin" conflicts 'acme corp' --strict -f csv | grep -q 'close,consistent_rounding.*weak_rounding'
  [ "$("$bin" conflicts --strict --since-run last -f ndjson | wc -l)" -eq 1 ]
}

@test "a figure that its own source does not give is misquoted" {
  article source.md '---' 'title: Acme owes a billion' 'publisher: One' 'date: 2025-03-04' 'url: https://one.example/acme' '---' '' 'Acme Corp made a net profit of $300 million in 2024.'
  article wrong.md '---' 'publisher: Two' 'date: 2025-03-20' '---' '' 'Acme Corp made a net profit of $400 million in 2024. [1]' '' 'Sources' '' '1. “Acme owes a billion.” One, 4 Mar. 2025.'
  article right.md '---' 'publisher: Three' 'date: 2025-03-21' '---' '' 'According to [the report](https://one.example/acme), Acme Corp made a net profit of $300 million in 2024.'
  article linked.md '---' 'publisher: Four' 'date: 2025-03-22' '---' '' 'According to [the report](https://one.example/acme), Acme Corp made a net profit of $500 million in 2024.'
  "$bin" ingest -q source.md wrong.md right.md linked.md
  run "$bin" conflicts flag:misquoted -f csv
  answered 0 && says '$400 million' && says '$500 million'
  [ "${#lines[@]}" -eq 3 ] || { echo "$output"; return 1; }
  "$bin" verify -q
  run "$bin" conflicts flag:nonsense
  answered 2 && one_line
}
