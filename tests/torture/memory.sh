#!/usr/bin/env bash
# memory.sh CLAIMLEDGER FAULTY [STEP] -- memory runs out at every (every STEPth) allocation of the program, SQLite, libxml2, PCRE2, zlib and zstd, once, and from
# then on; FAULTY is the program with tests/torture/faulty_memory.c. JOBS="ingested extracted" takes only these.
#
# Each time: the program said so with exit code 5 and a message, or ended as it should with nothing amiss; the ledger is sound, with no
# document, those of before, or whole batches; the same command goes on to the ledger and the answer of a run that had memory.
faulty=$(realpath "$2") step=${3:-1}
. "$(dirname "$0")/common.sh"
materials

# Asked by FAULTY in the working folder about an end in ../kid that it did not see before.
judge() { # WHOSE NUMBER STATUS
  cd .. || exit
  well "$job" kid "$3" 5 'out of memory' > verdict 2>&1 && return
  { echo "--- $job, allocation $2, of $1"; cat verdict; } >> ill
  return 1
}
printf '#!/bin/bash\njudge "$@"\n' > judge && chmod +x judge
export -f judge well sound state documents put ingested grown mixed extracted caught_up asked exported merged forgotten

sweep() { # JOB ONCE-OR-ON
  local whose n ok
  rm -rf now kid tally ill && cp -r "$1.before" now
  (cd now && CLAIMLEDGER_MEMORY=$step:${FIRST:-1}$2 CLAIMLEDGER_JUDGE=$dir/judge CLAIMLEDGER_TALLY=$dir/tally "$1" "$faulty" > out 2> said)
  [ -s tally ] || { echo "$1: no tally: $(cat now/said)"; exit 1; }
  while read -r whose n ok; do
    case $whose in claimledger) whose='the program, SQLite or libxml2' ;; libpcre2*) whose=PCRE2 ;; *) whose='other libraries' ;; esac
    tell "memory: an allocation of $whose fails${2:+, and all later ones}" "$n" "$ok"
  done < tally
  [ ! -e ill ] || head -n 60 ill
}

for job in ${JOBS:-ingested grown mixed extracted caught_up asked exported merged forgotten}; do
  prepare "$job"
  export job bin dir here code wanted may gone
  sweep "$job" ''
  sweep "$job" :on
done
finish
