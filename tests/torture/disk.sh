#!/usr/bin/env bash
# disk.sh CLAIMLEDGER FAULTY [STEP] -- the disk fails at every (every STEPth) operation of SQLite, in turn, until a run meets no fault; FAULTY is
# the program with tests/torture/faulty_vfs.c. JOBS="ingested merged" takes only these.
#
# After each: the program said so with exit code 4 and a message, or ended as it should with nothing amiss; the ledger is sound, with no
# document, those of before, or all; the same command goes on; and then verify says what it says of a ledger that never saw a fault.
faulty=$(realpath "$2") step=${3:-1}
. "$(dirname "$0")/common.sh"
materials

struck() { # JOB KIND EXIT
  case $2 in cut*) well "$1" now "$3" 137 ;; *) well "$1" now "$3" 4 '.*: .*' ;; esac
}

# The power goes when the program has ended: all is there.
kept() {
  sound now && [ "$(state now)" = "$wanted" ] || { echo "lost: $(state now)"; return 1; }
}

sweep() { # NAME JOB KIND
  local n ended
  for ((n = 1; ; n += step)); do
    rm -rf now struck && cp -r "$2.before" now
    { (cd now && CLAIMLEDGER_FAULT=$3:$n:$n CLAIMLEDGER_STRUCK=$dir/struck "$2" "$faulty" > out 2> said); } 2> /dev/null
    ended=$?
    [ -e struck ] || break
    if [ "$3" = cut-end ]; then run "$1" "$2" kept; else run "$1" "$2 $3:$n" struck "$2" "$3" $ended; fi
    [ "$3" != cut-end ] || break
  done
}

for job in ${JOBS:-ingested grown caught_up merged forgotten}; do
  prepare "$job"
  sweep 'disk: a write fails (EIO)' "$job" write
  sweep 'disk: writes fail from then on (EIO)' "$job" write-on
  sweep 'disk: it is full from then on (ENOSPC)' "$job" full
  sweep 'disk: half of a write arrives' "$job" short
  sweep 'disk: a read fails' "$job" read
  sweep 'disk: a sync fails' "$job" sync
  sweep 'disk: syncs fail from then on' "$job" sync-on
  for kind in truncate size lock open delete share; do sweep 'disk: truncate, size, lock, open, delete or shared memory fails' "$job" $kind; done
  sweep 'power cut: what was not synced is lost' "$job" cut
  sweep 'power cut: some of what was not synced is lost or torn' "$job" cut-some
  sweep 'power cut after the end: nothing is lost' "$job" cut-end
done
finish
