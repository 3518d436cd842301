# The README is true line by line: its session is what the program says today.
load common

# But for what changes with the rules or the machine: a claim's id, a rule's line, the time it took.
plain() { sed -E '/^$/d; s/c:[0-9a-f]{10}/c:.../; s/ in [0-9.]+ s;/ in ... s;/; s/(\.rule):[0-9]+$/\1/'; }

@test "the session of the README" {
  awk '/^## A session/ {on = 1} on && /^```/ {n++; next} n == 1' "$BATS_TEST_DIRNAME/../../README.md" > session
  [ "$(grep -c '^\$ ' session)" -eq 6 ]
  sed -n '/^\$ cat draft.txt/,/^$/p' session | sed 1d > draft.txt
  mkdir corpus && ln -s "$samples" corpus/sample
  grep '^\$ ' session | cut -c 3- | while IFS= read -r command; do
    case $command in *conflicts* | *check*) command="$command -f table" ;; esac # as on a terminal
    claimledger() { COLUMNS=110 "$bin" "$@"; }
    eval "$command" 2>&1
  done > said
  diff -u <(grep -v '^\$ ' session | plain) <(plain < said)
}

# The nth block of a page, without its fence.
block() { awk -v n="$2" '/^```/ {k++; next} k == 2 * n - 1' "$1"; }

@test "the ten minutes of docs/rules.md" {
  page=$BATS_TEST_DIRNAME/../../docs/rules.md
  ln -s "$BATS_TEST_DIRNAME/../../rules" rules && mkdir my
  block "$page" 1 > my/mine.rule
  run "$bin" rules test -r rules/ --rules-add my/
  [ "$output" = "$(block "$page" 2)" ]
  block "$page" 3 > my/mine.rule
  run "$bin" rules test -r rules/ --rules-add my/ mine.
  answered 0 && says '2 passed, 0 failed'
  run "$bin" rules explain 'The yield rose 21 beeps' --rules-add my/
  answered 0 && says '21 bp' && says 'mine.beeps' && says 'my/mine.rule:1'
  "$bin" rules list | grep -q '"read":"number"'
}

@test "the rule of the README" {
  mkdir my && sed -n '/^## Writing a rule/,/^Put it/p' "$BATS_TEST_DIRNAME/../../README.md" > section
  block section 1 > my/mine.rule
  run "$bin" rules test --rules-add my mine.
  answered 0 && says '2 passed, 0 failed'
}
