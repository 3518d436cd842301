# A draft against the ledger.
load common

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  mkdir in
  printf '%s\n' 'Title: Ferries carry more' 'Date: 2024-03-04' 'Source: Harbour Post' '' 'Nordby Ferries carried 412,000 passengers in 2023. Its revenue was $84 million in 2023.' > in/a.txt
  printf '%s\n' 'Title: Ferries again' 'Date: 2024-03-06' 'Source: Evening Bell' '' 'Nordby Ferries carried 412,000 passengers in 2023.' > in/b.txt
  "${CLAIMLEDGER_BIN:-$BATS_TEST_DIRNAME/../../claimledger}" ingest -q -L l.ledger in
}

setup() {
  cd "$BATS_FILE_TMPDIR" || return 1
  export CLAIMLEDGER_LEDGER=$PWD/l.ledger
  printf '%s\n' '# Draft' '' 'Nordby Ferries carried 412,000 passengers in 2023. Its revenue was $86 million in 2023.' '' \
    'Nordby Ferries carried 421,000 passengers in 2023. Velm Tools hired 250 people.' > draft.md
}

@test "each figure of a draft is judged: supported, disputed, a slip, unknown" {
  run "$bin" check -f ndjson --base-date 2024-03-10 draft.md
  answered 0
  says '"judgement":"supported","text":"412,000 passengers"' && says '"judgement":"disputed","text":"$86 million"'
  says '"judgement":"slip","text":"421,000 passengers"' && says '"judgement":"unknown","text":"250 people"'
  says '"supporting":2' && says '"disputing":1'
}

@test "the same figure is shown before one that only allows it" {
  printf '%s\n' 'Title: Ferries in figures' 'Date: 2024-03-08' '' 'Nordby Ferries carried more than 400,000 passengers in 2023.' > c.txt
  cp l.ledger bound.ledger
  "$bin" ingest -q -L bound.ledger c.txt
  run "$bin" check -q -L bound.ledger -f ndjson --base-date 2024-03-10 draft.md
  answered 0 && says '"supporting":3'
  echo "$output" | grep -q '"text":"412,000 passengers",.*"evidence":\[{"claim":"c:[0-9a-f]*","word":"agrees","verdict":"identical"'
}

@test "a table for people, one to paste, one to compute with" {
  run "$bin" check -f table --base-date 2024-03-10 draft.md
  answered 0 && says '412,000 passengers' && says 'Ferries again' && says '6 figures, 2 disputed, updated or slips, 3 unknown'
  run "$bin" check -f md --base-date 2024-03-10 draft.md
  answered 0 && says '| judgement' && says '| supported |'
  run "$bin" check -q -f csv --base-date 2024-03-10 draft.md
  answered 0 && [ "${#lines[@]}" -eq 7 ] && says 'slip'
}

@test "only known figures, standard input, and an exit code for scripts" {
  run "$bin" check -f csv --known - --exit-code --base-date 2024-03-10 < draft.md
  answered 1 && [ "${#lines[@]}" -eq 4 ] && [[ $output != *'250 people'* ]]
  echo 'Velm Tools hired 250 people.' | "$bin" check -f csv --known --exit-code - > out
  [ "$(wc -l < out)" -eq 1 ]
}

@test "a draft that is not there, no draft, and no ledger" {
  run "$bin" check nothing.md
  answered 3 && one_line
  run "$bin" check
  answered 2 && one_line
  CLAIMLEDGER_LEDGER=none.ledger run "$bin" check draft.md
  answered 4 && one_line
}
