#!/bin/bash
#SBATCH --job-name=claimledger-ingest
#SBATCH --array=0-7
#SBATCH --requeue
#SBATCH --open-mode=append
# One shard of an archive a task:   sbatch --array=0-63 slurm-ingest.sh /shared/parts /shared/archive...
#
# Each task makes its ledger on the node's own disk, then publishes it under a name that nobody else uses, so that a task that runs twice
# (also one on a node that Slurm has given up, and that goes on all the same) harms nobody. A task that fails is queued again, at most three
# times; its shard is then made from the start, since the node may be another. Set CLAIMLEDGER to the program and CLAIMLEDGER_ARGS to more
# options of ingest (-t ndjson) when needed.
set -u
parts=$1
shift
shard=$SLURM_ARRAY_TASK_ID shards=$SLURM_ARRAY_TASK_COUNT restart=${SLURM_RESTART_COUNT:-0}
name=shard-$shard-of-$shards
mkdir -p "$parts" || exit 1

# Another run of this task has published already.
if compgen -G "$parts/$name.*.ledger" > /dev/null; then exit 0; fi

work=$(mktemp -d "${SLURM_TMPDIR:-${TMPDIR:-/tmp}}/claimledger-$SLURM_JOB_ID.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

"${CLAIMLEDGER:-claimledger}" ingest -q --shard "$shard/$shards" -L "$work/part.ledger" ${CLAIMLEDGER_ARGS:-} "$@"
code=$?
if [ $code != 0 ] && [ $code != 3 ]; then # 3: some articles could not be read; the ledger says which
  echo "$name: ingest ended with $code (restart $restart)" >&2
  if [ "$restart" -lt 3 ]; then scontrol requeue "${SLURM_ARRAY_JOB_ID}_$shard"; fi
  exit $code
fi

# Copy beside the goal, then rename without replacing: nobody ever sees half a ledger.
goal=$parts/$name.$SLURM_JOB_ID.$restart.ledger
cp "$work/part.ledger" "$goal.copy" && mv -n "$goal.copy" "$goal"
