#!/bin/bash
# An archive over all processors, or over several machines, with GNU parallel:   parallel.sh OUT.ledger SHARDS ARCHIVE...
#
# Each job makes one shard; then they are merged. PARALLEL may hold more options of parallel: "-j 16", or "--sshloginfile hosts --workdir
# /shared" for machines that share the folder. A job that fails is tried again twice.
set -eu
out=$1 shards=$2
shift 2
program=${CLAIMLEDGER:-claimledger}
parts=$(mktemp -d "$(dirname "$out")/parts.XXXXXX")
trap 'rm -rf "$parts"' EXIT

# 3: some articles could not be read; the ledger says which.
export program parts shards
one() { "$program" ingest -q -j 1 --shard "$1/$shards" -L "$parts/$1.ledger" "${@:2}" || [ $? = 3 ]; }
export -f one
seq 0 $((shards - 1)) | parallel --will-cite --retries 3 --env one,program,parts,shards one {} "$(printf '%q ' "$@")"
"$program" merge -o "$out" --require-shards "$shards" "$parts"/*.ledger
