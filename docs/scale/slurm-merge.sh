#!/bin/bash
#SBATCH --job-name=claimledger-merge
# The parts of slurm-ingest.sh into one ledger:
#
#   job=$(sbatch --parsable --array=0-63 slurm-ingest.sh /shared/parts /shared/archive)
#   sbatch --dependency=afterok:$job slurm-merge.sh /shared/parts 64 /shared/all.ledger
#
# Of a shard that was published twice one is enough: they hold the same. Refuses when one is missing.
set -eu
parts=$1 shards=$2 out=$3
list=()
for ((i = 0; i < shards; i++)); do
  for part in "$parts/shard-$i-of-$shards".*.ledger; do
    [ -e "$part" ] && list+=("$part") && break
  done
done
exec "${CLAIMLEDGER:-claimledger}" merge -o "$out" --require-shards "$shards" "${list[@]}"
