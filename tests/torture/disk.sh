#!/usr/bin/env bash
# disk.sh CLAIMLEDGER FAULTY [STEP] -- the disk fails at every (every STEPth) operation of SQLite, in turn, until a run meets no fault; FAULTY is
# the program with tests/torture/faulty_vfs.c. JOBS="ingested merged" takes only these.
#
# After each: the program said so with exit code 4 and a message, or ended as it should with nothing amiss; SQLite finds the file sound, with
# no document, those of before, or all; the same command goes on (an article that is forgotten already is none any more); and then verify says what it says of a ledger that never saw a fault.
faulty=$(realpath "$2") step=${3:-1}
. "$(dirname "$0")/common.sh"
invented 40 > text.ndjson
head -n 20 text.ndjson > head.ndjson

# --- what is done to a ledger: a folder that it begins with, the command, and what it must come to --------------------

put() { "$1" ingest -q --progress none -j 1 -L l.ledger -t ndjson "${@:2}"; }
ingested() { put "$1" "$dir/text.ndjson"; }
grown() { put "$1" "$dir/text.ndjson"; }
caught_up() { "$1" conflicts -q -L l.ledger -f ndjson; }
merged() { "$1" merge -q -o l.ledger "$dir/a.ledger" "$dir/b.ledger"; }
forgotten() { "$1" forget -q -L l.ledger "$gone" --reason retracted; }

prepare() { # JOB: the folder it begins with
  mkdir "$1.before"
  (
    cd "$1.before" || exit
    case $1 in
      grown) put "$bin" "$dir/head.ndjson" ;;
      caught_up) put "$bin" --defer "$dir/text.ndjson" ;;
      forgotten) put "$bin" "$dir/text.ndjson" ;;
      merged)
        put "$bin" --shard 0/2 "$dir/text.ndjson"; mv l.ledger "$dir/a.ledger"
        put "$bin" --shard 1/2 "$dir/text.ndjson"; mv l.ledger "$dir/b.ledger"
        ;;
    esac
  ) 2> /dev/null
}

documents() { sqlite3 "$1" 'SELECT count(*) FROM document' 2> /dev/null || echo 0; }

clean() { # JOB: without a fault; sets wanted, code and the numbers of documents that may be found
  rm -rf now && cp -r "$1.before" now
  may="0 $(documents "$1.before/l.ledger")"
  code=0
  (cd now && "$1" "$bin") > said 2>&1 || code=$?
  wanted=$(proved now/l.ledger)
  may="$may $(documents now/l.ledger)"
  [ "$1" != merged ] || may="$may $(documents a.ledger) $(documents b.ledger)" # a part is a batch
}

# --- one fault ---------------------------------------------------------------------------------------------------------

# The file as it was left, in a copy: SQLite would mend it.
sound() {
  rm -rf copy && mkdir copy
  [ -e now/l.ledger ] || return 0
  cp now/l.ledger copy/
  for f in now/l.ledger-wal now/l.ledger-journal; do [ ! -e $f ] || cp $f copy/; done
  local answer count
  answer=$(sqlite3 copy/l.ledger 'PRAGMA integrity_check' 2>&1)
  [ "$answer" = ok ] || { echo "integrity: $answer"; return 1; }
  count=$(documents copy/l.ledger)
  case " $may " in *" $count "*) ;; *) echo "half of it: $count documents of $may"; return 1 ;; esac
}

well() { # JOB KIND EXIT
  case $3 in
    137) case $2 in cut*) ;; *) echo "killed"; return 1 ;; esac ;;
    4) grep -q '^claimledger: .*: .*' said || { echo "exit 4 without a message"; return 1; } ;;
    "$code") [ "$(proved now/l.ledger)" = "$wanted" ] || { echo "exit $3, but not what it should be: $(cat said)"; return 1; } ;;
    *) echo "exit $3: $(cat said)"; return 1 ;;
  esac
  sound || return 1
  [ "$2" != cut-end ] || [ "$(proved now/l.ledger)" = "$wanted" ] || { echo "lost after its end: $(proved now/l.ledger)"; return 1; }
  (cd now && "$1" "$bin") > again 2>&1
  local got=$?
  [ $got = "$code" ] || grep -q 'no such document' again || { echo "again: exit $got: $(cat again)"; return 1; }
  [ "$(proved now/l.ledger)" = "$wanted" ] || { echo "wanted $wanted"; echo "got    $(proved now/l.ledger)"; return 1; }
}

sweep() { # NAME JOB KIND [SEED]
  local n struck=yes ended
  for ((n = 1; ; n += step)); do
    rm -rf now struck && cp -r "$2.before" now
    { (cd now && CLAIMLEDGER_FAULT=$3:$n:${4:-$n} CLAIMLEDGER_STRUCK=$dir/struck "$2" "$faulty") > said 2>&1; } 2> /dev/null
    ended=$?
    [ -e struck ] || break
    run "$1" "$2 $3:$n" well "$2" "$3" $ended
    [ "$3" != cut-end ] || break
  done
}

for job in ${JOBS:-ingested grown caught_up merged forgotten}; do
  prepare $job
  [ $job != forgotten ] || gone=$("$bin" query --sql 'SELECT id FROM documents ORDER BY id LIMIT 1' -f csv -L forgotten.before/l.ledger | tail -n 1)
  clean $job
  [ "$code" = 0 ] || [ "$code" = 3 ] || { echo "$job: exit $code"; cat said; exit 1; }
  sweep 'a write fails (EIO)' $job write
  sweep 'writes fail from then on (EIO)' $job write-on
  sweep 'the disk is full from then on (ENOSPC)' $job full
  sweep 'half of a write arrives' $job short
  sweep 'a read fails' $job read
  sweep 'a sync fails' $job sync
  sweep 'syncs fail from then on' $job sync-on
  for kind in truncate size lock open delete share; do sweep 'opening, locking, measuring, truncating, deleting, sharing fails' $job $kind; done
  sweep 'the power goes: what was not synced is lost' $job cut
  sweep 'the power goes: some of what was not synced is lost or torn' $job cut-some
  sweep 'the power goes after the end: nothing is lost' $job cut-end
done
finish
