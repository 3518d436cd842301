# sweep.sh -- what disk.sh and memory.sh share: one run of a job in which something fails, at each operation in turn, in a child of its own
# (faulty.h), and the judgement of each end that was not seen before. Sourced with $1 = the program, $2 = the program with faults; $JOBS
# takes only some of the jobs, $FIRST begins with that operation.
faulty=$(realpath "$2") step=${3:-1}
. "$(dirname "$0")/common.sh"

# Asked in the working folder about an end in ../kid.
judge() { # WANTED NAME NUMBER STATUS
  cd .. || exit
  echo "$2 $3" >> judged
  case $1 in
    fault) well "$job" kid "$4" 4 '.*: .*' ;;
    memory) well "$job" kid "$4" 5 'out of memory' ;;
    cut) well "$job" kid "$4" 137 ;;
    cut-end) kept kid ;;
  esac > verdict 2>&1 && return
  { echo "--- $job, $2, operation $3"; cat verdict; } >> ill
  return 1
}

# The power goes when the program has ended: all is there.
kept() { # FOLDER
  sound "$1" && [ "$(state "$1")" = "$wanted" ] || { echo "lost: $(state "$1")"; return 1; }
}

# One run, in a folder of its own beside copies of what the job reads; leaves there "tally" and, of ends that were not well, "ill".
sweep() { # JOB WHAT
  mkdir "$1.$2" && cp -r "$1.before" "$1.$2/now" && cp -r text.ndjson sound "$1.$2/" && cd "$1.$2" || exit
  [ "$1" != merged ] || cp ../[ab].ledger .
  cd now && CLAIMLEDGER_FAULT=$2:$step:${FIRST:-1} CLAIMLEDGER_JUDGE=$dir/judge CLAIMLEDGER_TALLY=../tally "$1" "$faulty" > out 2> said
}

# As many runs at once as there are processors, or $AT_ONCE; counts what their tallies say under the names that `named` gives.
sweeps() { # WHAT...
  local job what name n ok
  printf '#!/bin/bash\njudge "$@"\n' > judge && chmod +x judge
  export -f judge well found sound kept state documents put ingested grown mixed extracted caught_up asked exported merged forgotten
  for job in $jobs; do
    prepare "$job"
    export job bin dir here code wanted may gone
    for what in "$@"; do
      while (($(jobs -rp | wc -l) >= ${AT_ONCE:-$(nproc)})); do wait -n; done
      sweep "$job" "$what" &
    done
  done
  wait
  for job in $jobs; do
    for what in "$@"; do
      [ -s "$job.$what/tally" ] || { echo "FAIL $job, $what: no tally: $(cat "$job.$what/now/said")"; tell "$what: ended without a tally" 1 0; }
      while read -r n ok name; do tell "$(named "$what" "$name")" "$n" "$ok"; done < "$job.$what/tally"
      [ ! -e "$job.$what/ill" ] || head -n 60 "$job.$what/ill"
    done
  done
  echo "$(cat ./*.*/judged | wc -l) different ends judged; the same command ran again after $(cat ./*.*/tried | wc -l), the others left the same ledger"
}
