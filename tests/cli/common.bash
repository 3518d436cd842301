# What the tests of the command line share. CLAIMLEDGER_BIN names the program; each test runs in a folder of its own.
bin=${CLAIMLEDGER_BIN:-$BATS_TEST_DIRNAME/../../claimledger}
samples=$BATS_TEST_DIRNAME/../../corpus/sample
unset CLAIMLEDGER_LEDGER NO_COLOR COLUMNS

setup() { cd "$BATS_TEST_TMPDIR" || return 1; }

# The last run answered with this code; else show what it printed.
answered() {
  [ "$status" -eq "$1" ] || { echo "exit $status, not $1: $output"; return 1; }
}

# The output has this text.
says() {
  [[ $output == *"$1"* ]] || { echo "no \"$1\" in: $output"; return 1; }
}

# One error on one line, in the program's own form: "claimledger: object: what happened...".
one_line() {
  [ "${#lines[@]}" -eq 1 ] && [[ $output == "claimledger: "*": "* ]] || { echo "not one line of error: $output"; return 1; }
}

article() { # NAME TEXT...
  local name=$1
  shift
  printf '%s\n' "$@" > "$name"
}
