#!/usr/bin/env bash
# disk.sh CLAIMLEDGER FAULTY [STEP] -- the disk fails at every (every STEPth) operation of SQLite, in turn, and the power goes before every change; FAULTY is
# the program with tests/torture/faulty_vfs.c. JOBS="ingested merged" takes only these.
#
# After each: the program said so with exit code 4 and a message, or ended as it should with nothing amiss; the ledger is sound, with no
# document, those of before, or all; the same command goes on; and then verify says what it says of a ledger that never saw a fault.
. "$(dirname "$0")/sweep.sh"
jobs=${JOBS:-ingested grown caught_up merged forgotten}

named() { # WHAT NAME
  case $2 in
    write) echo 'disk: a write fails (EIO)' ;;
    write-on) echo 'disk: writes fail from then on (EIO)' ;;
    full) echo 'disk: it is full from then on (ENOSPC)' ;;
    short) echo 'disk: half of a write arrives' ;;
    read) echo 'disk: a read fails' ;;
    sync) echo 'disk: a sync fails' ;;
    sync-on) echo 'disk: syncs fail from then on' ;;
    cut) echo 'power cut: what was not synced is lost' ;;
    cut-some) echo 'power cut: some of what was not synced is lost or torn' ;;
    cut-end) echo 'power cut after the end: nothing is lost' ;;
    *) echo 'disk: truncate, size, lock, open, delete or shared memory fails' ;;
  esac
}

materials
sweeps disk
finish
