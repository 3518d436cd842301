# common.sh -- what the scripts of tests/torture share. Sourced with $1 = the program. Counts runs by test, and prints one table of them.
set -u -o pipefail
bin=$(realpath "$1") here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
dir=$(mktemp -d "${TMPDIR:-/tmp}/claimledger-torture.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
unset CLAIMLEDGER_LEDGER
cd "$dir" || exit 2
declare -A runs met
order=() shown=0 gone=

tell() { # NAME RUNS MET
  [ -n "${runs[$1]:-}" ] || { order+=("$1"); runs[$1]=0 met[$1]=0; }
  runs[$1]=$((runs[$1] + $2)) met[$1]=$((met[$1] + $3))
}

# One run of a test: CONDITION... says on standard output what is wrong. Only the first twenty failures are shown.
run() { # NAME CASE CONDITION...
  local name=$1 case=$2
  shift 2
  if "$@" > wrong 2>&1; then
    tell "$name" 1 1
    return
  fi
  tell "$name" 1 0
  ((shown++ < 20)) || return
  echo "FAIL $name: $case"
  sed 's/^/     /' wrong | tail -n 12
}

row() { printf '%-80s %7s %7s\n' "$@"; }

# The table, also to the file $TABLE when that is set; "N passed, N failed".
finish() {
  local name all=0 good=0
  for name in "${order[@]}"; do
    row "$name" "${runs[$name]}" "${met[$name]}"
    [ -z "${TABLE:-}" ] || row "$name" "${runs[$name]}" "${met[$name]}" >> "$TABLE"
    all=$((all + runs[$name])) good=$((good + met[$name]))
  done
  echo "$good passed, $((all - good)) failed"
  [ $good = $all ]
}

# --- jobs: what is done to a ledger, from a folder that it begins with, in a working folder ------------------------------
#
# A job is a function that takes the program, works on l.ledger in the working folder and answers on standard output.

put() { "$1" ingest -q --progress none -j 1 -L l.ledger "${@:2}"; }
ingested() { put "$1" -t ndjson ../text.ndjson; }
grown() { put "$1" -t ndjson ../text.ndjson; }
mixed() { put "$1" ../sound; }
extracted() { "$1" extract -q --progress none -j 1 -f ndjson ../sound; }
caught_up() { "$1" conflicts -q -L l.ledger -f ndjson; }
asked() { "$1" query -q -L l.ledger -f csv measure:jobs; }
exported() { "$1" export -q -L l.ledger --jsonld; }
merged() { "$1" merge -q -o l.ledger ../a.ledger ../b.ledger; }
forgotten() { "$1" forget -q -L l.ledger "$gone" --reason retracted; }

# What the jobs read: 40 invented articles, their first half, one article of each format.
materials() {
  awk -v n=40 -f "$here/../scale/articles.awk" > text.ndjson
  head -n 20 text.ndjson > head.ndjson
  sh "$here/sound.sh" sound
}

shard() { # NAME I: the ledger of one half of the articles
  put "$bin" --shard "$2/2" -t ndjson ../text.ndjson
  mv l.ledger "../$1.ledger"
}

# Makes the folder JOB.before, does the job in a copy of it, and sets what every run must come to: $code, $wanted, $may (how many documents
# may be found after a failure: those of before, all, or a whole batch).
prepare() { # JOB
  rm -f tried
  mkdir "$1.before"
  (
    cd "$1.before" || exit
    case $1 in
      grown) put "$bin" -t ndjson ../head.ndjson ;;
      caught_up) put "$bin" --defer -t ndjson ../text.ndjson ;;
      forgotten | asked | exported) put "$bin" -t ndjson ../text.ndjson ;;
      merged) shard a 0 && shard b 1 ;;
    esac
  ) 2> /dev/null
  [ "$1" != forgotten ] || gone=$("$bin" query --sql 'SELECT id FROM documents ORDER BY id LIMIT 1' -f csv -L forgotten.before/l.ledger | tail -n 1)
  cp -r "$1.before" clean
  code=0
  (cd clean && "$1" "$bin" > out 2> said) || code=$?
  [ $code = 0 ] || [ $code = 3 ] || { echo "$1 without a fault: exit $code: $(cat clean/said)"; exit 1; }
  wanted=$(state clean)
  may="0 $(documents "$1.before/l.ledger") $(documents clean/l.ledger)"
  [ "$1" != merged ] || may="$may $(documents a.ledger) $(documents b.ledger)"
  rm -r clean
}

documents() { if [ -e "$1" ]; then sqlite3 "$1" "SELECT count(*) FROM document" 2> /dev/null || echo 0; else echo 0; fi; }

# What verify says of the ledger, and what was answered.
state() { # FOLDER
  (cd "$1" && { [ ! -e l.ledger ] || "$bin" verify -q -f ndjson -L l.ledger 2>&1; } && sha256sum < out)
}

# --- after a failure -----------------------------------------------------------------------------------------------------

# The ledger as it was left, in a copy since SQLite would mend it: pages and rows are right, and no batch is cut in two.
sound() { # FOLDER
  local answer f
  rm -rf copy
  [ -e "$1/l.ledger" ] || return 0
  mkdir copy && cp "$1/l.ledger" copy/
  for f in wal journal; do [ ! -e "$1/l.ledger-$f" ] || cp "$1/l.ledger-$f" copy/; done
  answer=$(sqlite3 copy/l.ledger 'PRAGMA integrity_check' 'SELECT count(*) FROM document' 2> complaint)
  if grep -q 'no such table: document' complaint; then # nothing was committed; the shell ended before it put the log back
    answer=$answer$'\n0'
    sqlite3 copy/l.ledger 'PRAGMA user_version' > complaint
  fi
  case $answer in ok$'\n'*) ;; *) echo "integrity: $answer $(cat complaint)"; return 1 ;; esac
  case " $may " in *" ${answer#ok?} "*) ;; *) echo "half of it: ${answer#ok?} documents of $may"; return 1 ;; esac
}

# What the same command will find, behind `sound`: the ledger as SQLite has mended it, the answer, and which files there are.
found() { # FOLDER
  (cd "$1" && for f in *; do [ ! -s "$f" ] || echo "$f"; done | grep -v '^said$'; sha256sum < out)
  [ ! -e copy ] || cat copy/l.ledger* | sha256sum
}

# The program said that it failed, or did all; its ledger is sound; the same command goes on to the state of a run without failure, which is
# tried once where it finds the same. (An article that is forgotten already is none any more.)
well() { # JOB FOLDER EXIT FAILED MESSAGE: FAILED is the exit code of a failure (137: none is needed)
  local got key
  case $3 in
    137) [ "$4" = 137 ] || { echo killed; return 1; } ;;
    "$4") grep -q "^claimledger: $5" "$2/said" || { echo "exit $3 without its message: $(cat "$2/said")"; return 1; } ;;
    "$code") ;;
    *) echo "exit $3: $(cat "$2/said")"; return 1 ;;
  esac
  sound "$2" || return 1
  key=$(echo "$1 $3"; found "$2")
  key=$(sha256sum <<< "$key")
  ! grep -qxF "$key" tried 2> /dev/null || return 0
  [ "$3" != "$code" ] || [ "$(state "$2")" = "$wanted" ] || { echo "exit $3, but not what it should be: $(cat "$2/said")"; return 1; }
  (cd "$2" && "$1" "$bin" > out 2> again)
  got=$?
  [ $got = "$code" ] || grep -q 'no such document' "$2/again" || { echo "again: exit $got: $(cat "$2/again")"; return 1; }
  [ "$(state "$2")" = "$wanted" ] || { echo "wanted $wanted"; echo "got    $(state "$2")"; return 1; }
  echo "$key" >> tried
}
