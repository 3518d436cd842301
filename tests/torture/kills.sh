#!/usr/bin/env bash
# kills.sh CLAIMLEDGER [COUNT [SIGNALS]] -- COUNT (100) times kill -9 in ingest, a tenth as many in merge and in conflicts, SIGNALS (20) times SIGINT and SIGTERM,
# once or twice, all at random moments, each followed by the same command, which may be killed too, up to four times.
#
# Nothing that was committed may be missing after a kill, and what the last command leaves is what verify says of a ledger that was made in
# one go: as many documents and claims, each quote proved, the same digest and the same derived tables. A signal stops the program within 500 ms, on
# a busy machine within as many times that as a whole run takes longer than its processor time.
count=${2:-100} signals=${3:-20}
. "$(dirname "$0")/common.sh"
materials
awk -v n=2400 -f "$here/../scale/articles.awk" | sed 's/\\n\\n.*"}/"}/' > text.ndjson # of one paragraph each: three batches

killed_ingest() { "$1" ingest -q --progress none -j 2 -L l.ledger -t ndjson ../text.ndjson; }
killed_merge() { "$1" merge -q -o l.ledger ../a.ledger ../b.ledger; }
killed_conflicts() { "$1" conflicts -q -L l.ledger -f ndjson; }

start_of() { # JOB: the folder it begins with, and how long it takes
  rm -rf "$1.before" && mkdir "$1.before"
  (
    cd "$1.before" || exit
    case $1 in
      killed_merge) shard a 0 && shard b 1 ;;
      killed_conflicts) put "$bin" --defer -t ndjson ../text.ndjson ;;
    esac
  ) 2> /dev/null
  cp -r "$1.before" clean
  code=0
  TIMEFORMAT='%R %U %S'
  { time (cd clean && "$1" "$bin" > out 2> said) || code=$?; } 2> took
  read -r whole user system < took
  limit=$(awk -v w="$whole" -v c="$user" -v s="$system" 'BEGIN {f = w / (c + s); printf "%d", 500 * (f > 1 ? f : 1)}')
  wanted=$(state clean)
  all=$(documents clean/l.ledger) none=0 part=0 whole_of_it=0
  rm -r clean
}

moment() { awk -v w="$whole" -v r=$RANDOM 'BEGIN {printf "%.4f", w * r / 32768}'; }

# Starts the job, sends it the signal at a random moment, waits; sets $ended and how long it took to stop.
strike() { # JOB SIGNAL [AGAIN]
  (cd now && "$1" exec_bin > out 2> said) &
  local p=$! began
  sleep "$(moment)"
  began=$EPOCHREALTIME
  kill -s "$2" $p 2> /dev/null
  [ -z "${3:-}" ] || { sleep 0.002; kill -s "$2" $p 2> /dev/null; }
  { wait $p; ended=$?; } 2> /dev/null
  took=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN {printf "%d", (b - a) * 1000}')
}
exec_bin() { exec "$bin" "$@"; } # so that the signal reaches the program itself

committed() { # how many documents are there, in a copy
  rm -rf copy && mkdir copy
  [ ! -e now/l.ledger ] || cp now/l.ledger copy/
  [ ! -e now/l.ledger-wal ] || cp now/l.ledger-wal copy/
  documents copy/l.ledger
}

finished() { # JOB
  (cd now && "$1" "$bin" > out 2> said)
  local got=$?
  [ $got = "$code" ] || { echo "again: exit $got: $(cat now/said)"; return 1; }
  [ "$(state now)" = "$wanted" ] || { echo "wanted $wanted"; echo "got    $(state now)"; return 1; }
}

# Up to four kills and what comes of them: each counts as met when all went well.
chain() { # NAME JOB KILLS
  local before=0 after n=0 verdict=1
  rm -rf now && cp -r "$2.before" now
  while ((n < 4 && n < $3)); do
    strike "$2" KILL
    [ "$ended" = 137 ] || break
    n=$((n + 1))
    after=$(committed)
    ((after >= before)) || { echo "FAIL $1: $before documents were there, now $after"; verdict=0; }
    before=$after
    case $after in 0) none=$((none + 1)) ;; "$all") whole_of_it=$((whole_of_it + 1)) ;; *) part=$((part + 1)) ;; esac
  done
  struck=$n
  finished "$2" > wrong 2>&1 || { echo "FAIL $1"; cat wrong; verdict=0; }
  tell "$1" "$n" $((n * verdict))
}

stopped() { # JOB SIGNAL CODE
  finished "$1" || return 1
  case $ended in
    "$3") [ "$took" -lt "$limit" ] || { echo "stopped after $took ms"; return 1; } ;;
    "$code") ;;
    *) echo "exit $ended"; return 1 ;;
  esac
}

for job in killed_ingest killed_merge killed_conflicts; do
  start_of $job
  [ $job = killed_ingest ] && left=$count || left=$((count / 10))
  while ((left > 0)); do
    chain "kill -9 in ${job#killed_}" $job $left
    left=$((left - struck))
  done
  echo "${job#killed_}: documents there after a kill: none $none times, some $part times, all $whole_of_it times"
done

start_of killed_ingest
for ((i = 0; i < signals; i++)); do
  rm -rf now && cp -r killed_ingest.before now
  [ $((i % 2)) = 0 ] && sig=INT wants=130 || sig=TERM wants=143
  [ $((i % 4)) -lt 2 ] && again= || again=yes
  strike killed_ingest $sig $again
  run 'SIGINT, SIGTERM, once and twice: stops within 500 ms' "$sig after $took ms" stopped killed_ingest $sig $wants
done
finish
