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
