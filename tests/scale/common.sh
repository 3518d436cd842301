# common.sh -- what the scripts of tests/scale share. Sourced with $1 = the program and, if given, $2 = an NDJSON archive.
set -u -o pipefail
bin=$(realpath "$1") here=$(dirname "$(realpath "$0")")
dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-scale.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
unset CLAIMLEDGER_LEDGER
passed=0 failed=0

# The archive: the one given, or ARTICLES or N invented articles. Sets $text.
archive() { # N
  text=$dir/text.ndjson
  if [ -n "${ARCHIVE:-}" ]; then ln -s "$(realpath "$ARCHIVE")" "$text"; else awk -v n="${ARTICLES:-$1}" -f "$here/articles.awk" > "$text"; fi
}

# ingest without its chatter; articles that cannot be read (exit 3) belong to the archive.
ingest() { # LEDGER ARGS...
  local ledger=$1 code=0
  shift
  "$bin" ingest -q --progress none -L "$ledger" "$@" 2> "$dir/said" || code=$?
  [ $code = 0 ] || [ $code = 3 ] || { cat "$dir/said"; return 1; }
}

# What a ledger says, in three hashes: the digest of its content, its claims, its findings (without the names of the files).
digest() { "$bin" verify --digest -f csv -L "$1" | tail -n 1 | cut -d , -f 2; }
answers() { # LEDGER
  echo "$(digest "$1") $("$bin" export -f ndjson -L "$1" | sha256sum | cut -c 1-16) $("$bin" conflicts --apart --min agrees -f ndjson -L "$1" | sed 's/"source":"[^"]*ndjson"//g' | sha256sum | cut -c 1-16)"
}

check() { # NAME CONDITION...
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1)); echo "ok   $name"
  else
    failed=$((failed + 1)); echo "FAIL $name"
  fi
}
same() { [ "$1" = "$2" ] || { echo "     $1"; echo "     $2"; return 1; }; }
finish() {
  echo "$passed passed, $failed failed"
  [ $failed = 0 ]
}
seconds() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN {printf "%.2f", b - a}'; }
