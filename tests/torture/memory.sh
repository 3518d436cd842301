#!/usr/bin/env bash
# memory.sh CLAIMLEDGER FAULTY [STEP] -- memory runs out at every (every STEPth) allocation of the program, SQLite, libxml2, PCRE2, zlib and zstd, once, and from
# then on; FAULTY is the program with tests/torture/faulty_memory.c. JOBS="ingested extracted" takes only these.
#
# Each time: the program said so with exit code 5 and a message, or ended as it should with nothing amiss; the ledger is sound, with no
# document, those of before, or whole batches; the same command goes on to the ledger and the answer of a run that had memory.
. "$(dirname "$0")/sweep.sh"
jobs=${JOBS:-ingested grown mixed extracted caught_up asked exported merged forgotten}

named() { # WHAT LIBRARY
  local later=
  [ "${2%-on}" = "$2" ] || later=', and all later ones'
  case $2 in
    claimledger*) echo "memory: an allocation of the program, SQLite, libxml2 or PCRE2 fails$later" ;;
    *) echo "memory: an allocation of other libraries fails$later" ;;
  esac
}

materials
sweeps memory
finish
