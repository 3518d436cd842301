#!/usr/bin/env bash
# kills.sh CLAIMLEDGER [COUNT [SIGNALS]] -- COUNT (100) times kill -9 in ingest, a tenth as many in merge and in conflicts, and in ingest SIGNALS (20) times
# SIGINT and SIGTERM, once or twice, all at random moments. The same command follows, which may be struck too, up to eight times.
#
# After each the pages of the ledger are right and nothing that was committed is missing; and what the last command leaves is what verify says of
# a ledger that was made in one go: as many documents and claims, each quote proved, the same digest and the same derived tables (asked only
# once about the same rows). A signal stops the program within 500 ms, on a busy machine within as many times that as a whole run takes longer
# than its processor time.
count=${2:-100} signals=${3:-20}
. "$(dirname "$0")/common.sh"
materials
awk -v n=2100 -f "$here/../scale/articles.awk" | sed 's/\\n\\n.*"}/"}/' > text.ndjson # of one paragraph each: three batches

killed_ingest() { "$1" ingest -q --progress none -j 2 -L l.ledger -t ndjson ../text.ndjson; }
killed_merge() { "$1" merge -q -o l.ledger ../a.ledger ../b.ledger; }
killed_conflicts() { "$1" conflicts -q -L l.ledger -f ndjson; }

# The hash of all rows, but for which run made them: there are more runs after a kill.
rows() { # LEDGER
  local table
  {
    for table in $(sqlite3 "$1" "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"); do
      case $table in
        run) ;;
        extraction) echo 'SELECT document, pack, claims, hex(inside) FROM extraction;' ;;
        failure) echo 'SELECT key, hex(raw), reason, path, offset FROM failure;' ;;
        *) echo ".sha3sum $table" ;;
      esac
    done
  } | sqlite3 "$1" | sha256sum
}

declare -A verified # by the hash of the rows
what_verify_says() { # FOLDER
  local key
  key=$(rows "$1/l.ledger")
  [ -n "${verified[$key]:-}" ] || verified[$key]=$(cd "$1" && "$bin" verify -q -f ndjson -L l.ledger 2>&1)
  said=${verified[$key]}$(sha256sum < "$1/out")
}

once() { # JOB: a run that nothing befalls, in the folder "clean"
  cp -r before clean
  code=0
  (cd clean && "$1" "$bin" > out 2> said) || code=$?
}

start_of() { # JOB: the folder it begins with, and what it comes to
  rm -rf before && mkdir before
  (
    cd before || exit
    case $1 in
      killed_merge) shard a 0 && shard b 1 ;;
      killed_conflicts) put "$bin" --defer -t ndjson ../text.ndjson ;;
    esac
  ) 2> /dev/null
  once "$1"
  what_verify_says clean
  wanted=$said
  all=$(documents clean/l.ledger)
  rm -r clean
}

time_of() { # JOB: how long it takes, and how long it may go on after a signal
  TIMEFORMAT='%R %U %S'
  { time once "$1"; } 2> took
  read -r whole user system < took
  limit=$(awk -v w="$whole" -v c="$user" -v s="$system" 'BEGIN {f = w / (c + s); printf "%d", 500 * (f > 1 ? f : 1)}')
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
  took=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000)) # ms
}
exec_bin() { exec "$bin" "$@"; } # so that the signal reaches the program itself

# After a strike: sets how many documents are there, in a copy; says what is wrong.
committed() {
  local answer
  rm -rf copy && mkdir copy
  [ ! -e now/l.ledger ] || cp now/l.ledger copy/
  [ ! -e now/l.ledger-wal ] || cp now/l.ledger-wal copy/
  answer=$([ ! -e copy/l.ledger ] || sqlite3 copy/l.ledger 'PRAGMA integrity_check' 2>&1)
  case $answer in '' | ok) ;; *) echo "integrity: $answer"; return 1 ;; esac
  after=$(documents copy/l.ledger)
  ((after >= before)) || { echo "$before documents were there, now $after"; return 1; }
  before=$after
  case $after in 0) none=$((none + 1)) ;; "$all") whole_of_it=$((whole_of_it + 1)) ;; *) part=$((part + 1)) ;; esac
}

finished() { # JOB
  (cd now && "$1" "$bin" > out 2> said)
  local got=$?
  [ $got = "$code" ] || { echo "again: exit $got: $(cat now/said)"; return 1; }
  what_verify_says now
  [ "$said" = "$wanted" ] || { echo "wanted $wanted"; echo "got    $said"; return 1; }
}

# Sets the signal of the nth strike, whether it comes twice, and the exit code; and the most that it may take, in ms.
signal_of() { # NAME N
  again='' most=999999 sig=KILL wants=137
  case $1 in kill*) return ;; esac
  most=$limit
  [ $(($2 % 2)) = 0 ] && sig=INT wants=130 || sig=TERM wants=143
  [ $(($2 % 4)) -lt 2 ] || again=yes
}

# Up to eight strikes and what comes of them: each counts as met when all went well.
chain() { # NAME JOB STRIKES
  local before=0 n=0 good=1
  rm -rf now && cp -r before now
  while ((n < 8 && n < $3)); do
    signal_of "$1" $((struck + n))
    strike "$2" $sig $again
    [ "$ended" != "$code" ] || break # it was done before
    n=$((n + 1))
    [ "$ended" = $wants ] || { echo "FAIL $1: $sig: exit $ended: $(cat now/said)"; good=0; }
    [ "$took" -lt $most ] || { echo "FAIL $1: $sig: stopped after $took ms"; good=0; }
    committed > wrong || { echo "FAIL $1: $(cat wrong)"; good=0; }
  done
  finished "$2" > wrong || { echo "FAIL $1"; cat wrong; good=0; }
  struck=$((struck + n)) met_here=$((met_here + n * good))
}

# A share of the strikes, in a folder of its own; leaves "struck met none part whole" in the file "told".
lane() { # LANE NAME JOB STRIKES
  mkdir "lane$1" && cp -r text.ndjson before "lane$1/" && cd "lane$1" || exit
  [ "$3" != killed_merge ] || ln ../[ab].ledger .
  local struck=0 met_here=0 none=0 part=0 whole_of_it=0
  time_of "$3"
  while ((struck < $4)); do chain "$2" "$3" $(($4 - struck)); done
  echo "$struck $met_here $none $part $whole_of_it" > told
}

# In as many lanes as there are processors, or $AT_ONCE.
strikes() { # NAME JOB STRIKES
  local i n ok a b c none=0 part=0 whole_of_it=0 lanes=${AT_ONCE:-$(nproc)}
  start_of "$2"
  for ((i = 0; i < lanes; i++)); do lane $i "$1" "$2" $((($3 + i) / lanes)) & done
  wait
  for ((i = 0; i < lanes; i++)); do
    read -r n ok a b c < lane$i/told || { echo "FAIL $1: ended early"; n=1 ok=0 a=0 b=0 c=0; }
    tell "$1" "$n" "$ok"
    none=$((none + a)) part=$((part + b)) whole_of_it=$((whole_of_it + c))
  done
  echo "$1: documents there afterwards: none $none times, some $part times, all $whole_of_it times"
  rm -r lane*
}

strikes 'kill -9 in ingest' killed_ingest "$count"
strikes 'kill -9 in merge' killed_merge $((count / 10))
strikes 'kill -9 in conflicts' killed_conflicts $((count / 10))
strikes 'SIGINT, SIGTERM, once and twice: stops within 500 ms' killed_ingest "$signals"
finish
