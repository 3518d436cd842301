# The sample articles differ on purpose, in one place each: all of that is found, by its name, and nothing else is raised.
load common

setup_file() {
  bin=${CLAIMLEDGER_BIN:-$BATS_TEST_DIRNAME/../../claimledger}
  export SAMPLE=$BATS_FILE_TMPDIR/sample.ledger
  "$bin" ingest -q -L "$SAMPLE" "$BATS_TEST_DIRNAME/../../corpus/sample"
  "$bin" conflicts -L "$SAMPLE" --min agrees --apart -f csv > "$BATS_FILE_TMPDIR/all.csv"
}

# WORD,VERDICT and SUBJECT,MEASURE of a row.
found() {
  grep -E "^x:[0-9a-f]+,$1,[0-9]+,$2," "$BATS_FILE_TMPDIR/all.csv" || {
    echo "no $1 of $2 among:"
    cut -d, -f2-9 "$BATS_FILE_TMPDIR/all.csv"
    return 1
  }
}

@test "a million for a billion" { found conflict,scale_slip 'Norsund Cables,acquisition_price' | grep -q '4.2 million.*4.2 billion'; }
@test "two digits exchanged" { found conflict,digit_slip 'Halden Motors,unit_sales' | grep -q '1,342 buses / 1,432 buses'; }
@test "two tolls of one day" { found conflict,contradiction 'Port Amsel,injured' | grep -q '47 people / 41 people'; }
@test "per cent for points" { found conflict,percent_vs_pp 'Orla Mobile,market_share'; }
@test "dollars for pounds" { found conflict,currency_difference 'Talbot Water,fine' | grep -q currency_alarm; }

@test "these five and nothing else are raised" {
  run "$bin" conflicts -L "$SAMPLE" -f csv
  answered 0
  [ "${#lines[@]}" -eq 6 ] || { echo "$output"; return 1; }
}

@test "a copy with a later toll is a revised copy of one origin" {
  found updated,superseded 'Tal Hadid,deaths' | grep -q '112 people / 126 people,2,1,.*revised_copy'
}

@test "a toll that grows is updated" {
  found updated,superseded 'Kesra,deaths' | grep -q '37 people / 52'
  found updated,superseded 'Kesra,injured' | grep -q '210 people / 300 people'
}

@test "rounding and bounds agree" {
  found agrees,consistent_rounding 'Halden Motors,employees'
  found agrees,consistent_bound 'Halden Motors,job_losses'
  found agrees,consistent_bound 'Nvidia,market_value' | grep -q ',3,3,'
  found agrees,identical 'Orla Mobile,unit_sales'
}

@test "a forecast and its outcome, a quarter and its year, a part and its whole are kept apart" {
  found apart,different_modality 'Velland,gdp' | grep -q '2.1 percent / 1.4 percent'
  found apart,different_scope 'Norsund Cables,revenue' | grep -q '480 million'
  found apart,different_scope 'Port Amsel,injured' | grep -q six
}

@test "a copy that tells a sentence with another figure is found, whoever it is about" {
  text() { printf 'The plant on the river stood still for weeks, and nobody would say why. %s The workers heard of it from the radio, as did the mayor, who had asked twice. ' "$1"; }
  text 'It has a mineral inventory of 35,065 tons.' > words
  article a.md '---' 'publisher: One' 'date: 2025-03-04' '---' '' "$(cat words)"
  article b.md '---' 'publisher: Two' 'date: 2025-03-04' '---' '' "$(text 'It has a mineral inventory of 38,065 tons.')"
  article c.md '---' 'publisher: Three' 'date: 2025-03-04' '---' '' 'A mine elsewhere has a mineral inventory of 12,000 tons.'
  "$bin" ingest -q -L copies.ledger a.md b.md c.md
  run "$bin" conflicts -L copies.ledger -f csv
  answered 0 && says 'revised_copy' && says '35,065' && says '38,065'
  [ "${#lines[@]}" -eq 2 ]
  "$bin" verify -q -L copies.ledger
}

@test "what a group lost is kept apart from what its member lost, with the reason" {
  article a.md '---' 'publisher: One' 'date: 2025-03-04' '---' '' 'Nvidia lost $60 billion in market value on Monday.'
  article b.md '---' 'publisher: Two' 'date: 2025-03-04' '---' '' 'On Monday $100 billion was wiped off the value of the leading chip companies. Nvidia lost $59 billion in market value on Monday.'
  "$bin" ingest -q -L group.ledger a.md b.md
  run "$bin" conflicts -L group.ledger --apart -f csv
  answered 0 && says 'apart,different_scope' && says '$100 billion' && says 'group and member'
}
