#!/bin/sh
# Memcheck over a small set of commands: sh tests/valgrind.sh CLAIMLEDGER. An invalid access, a value that was never set, a leak or an exit
# code of its own fails. The sandbox is off: valgrind does not know its calls. Prints "N passed, N failed" as its last line.
bin=$(realpath "$1")
quiet=$(realpath tests/valgrind.supp)
samples=$(realpath corpus/sample)
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 2
passed=0 failed=0
printf '%s\n' 'Halden Motors sold 1,342 buses in 2024.' > draft.txt
printf '{"title":"A","text":"Acme Corp. hired 250 people.","date":"2024-03-04"}\n{"text":\n' > broken.ndjson
tar cf in.tar draft.txt broken.ndjson

memcheck() { # EXIT COMMAND...
  want=$1
  shift
  valgrind -q --suppressions="$quiet" --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible "$bin" "$@" > out 2> err
  code=$?
  if [ $code = "$want" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "--- claimledger $*: exit $code, not $want"
    grep -E '^(==|claimledger)' err | head -n 40
  fi
}

memcheck 0 read --no-sandbox -j 1 "$samples"
memcheck 3 read --no-sandbox -j 2 in.tar
memcheck 0 ingest --no-sandbox -q -j 2 -L l.ledger "$samples"
memcheck 3 ingest --no-sandbox -q -j 1 -L l.ledger in.tar
memcheck 0 extract --no-sandbox --all -f ndjson draft.txt
memcheck 0 conflicts --why -f table -L l.ledger
memcheck 0 query 'value:>1000' -L l.ledger
memcheck 0 check draft.txt -L l.ledger
memcheck 0 verify -L l.ledger
memcheck 0 export -L l.ledger -f csv
memcheck 0 rules explain 'Sales rose about 5 percent to $3 million in 2023'
memcheck 2 query 'kind:' 'nofield:x' -L l.ledger
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
