#!/usr/bin/env bash
# slurm.sh CLAIMLEDGER -- docs/scale/slurm-*.sh on a private two-node Slurm on this machine: 8 shards, workers killed with -9, a node's daemon
# killed, jobs queued again; the merged ledger is that of one process. Needs root and Debian's slurmctld, slurmd, slurm-client, munge.
for need in slurmctld slurmd munged sbatch; do
  command -v $need > /dev/null || [ -x "/usr/sbin/$need" ] || { echo "skipped: $need is not installed"; exit 0; }
done
getent hosts "$(hostname -s)" > /dev/null || { echo "skipped: the name of this machine, $(hostname -s), does not resolve"; exit 0; }
grep -q cgroup /proc/mounts || { echo 'skipped: no control groups are mounted, which slurmd needs'; exit 0; }
[ "$(id -u)" = 0 ] || { echo 'skipped: a private Slurm needs root'; exit 0; }
ARCHIVE=
. "$(dirname "$0")/common.sh"
export PATH=$PATH:/usr/sbin
archive 3000
cd "$dir" || exit 2
host=$(hostname -s)
chmod 755 "$dir"; mkdir -p state log run

stop() { # only our own daemons, by their ids
  for f in run/slurmd.*.pid run/slurmctld.pid run/munged.pid; do [ -f "$f" ] && kill "$(cat "$f")" 2> /dev/null; done
  sleep 0.5
}
trap 'stop; rm -rf "$dir"' EXIT

head -c 128 /dev/urandom > munge.key; chmod 400 munge.key
cat > slurm.conf <<C
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=16827
SlurmdTimeout=6
AuthType=auth/munge
AuthInfo=socket=$dir/run/munge.sock
CredType=cred/munge
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$dir/state
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/slurmd.%n.pid
SlurmdSpoolDir=$dir/spool.%n
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_min_interval=0
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
MailProg=/bin/true
NodeName=n[1-2] NodeHostname=$host NodeAddr=127.0.0.1 Port=[17011-17012] CPUs=1 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=n[1-2] Default=YES MaxTime=INFINITE State=UP
C
export SLURM_CONF=$dir/slurm.conf
munged --key-file="$dir/munge.key" --socket="$dir/run/munge.sock" --pid-file="$dir/run/munged.pid" --log-file="$dir/log/munged.log" \
  --seed-file="$dir/run/munged.seed" --force --num-threads=2 2> /dev/null
slurmctld -f "$SLURM_CONF"
for i in 1 2; do slurmd -f "$SLURM_CONF" -N n$i; done
for _ in $(seq 60); do [ "$(sinfo -h -t idle -o %D 2> /dev/null)" = 2 ] && break; sleep 0.25; done
[ "$(sinfo -h -t idle -o %D)" = 2 ] || { echo "slurm.sh: the nodes did not come up"; tail -n 5 log/*; exit 1; }

# A worker that is slow enough to be caught: the program behind a short wait.
printf '#!/bin/sh\nsleep 1\nexec "%s" "$@"\n' "$bin" > slow; chmod +x slow
export CLAIMLEDGER=$dir/slow CLAIMLEDGER_ARGS='-t ndjson -j 1 --progress none'
scale=$(realpath "$here/../../docs/scale")
job=$(sbatch --parsable --array=0-7 --output="$dir/log/task-%a.log" "$scale/slurm-ingest.sh" "$dir/parts" "$text")
kills=0 began=$(date +%s) daemon=
while [ -n "$(squeue -h -j "$job" 2> /dev/null)" ]; do
  [ $(($(date +%s) - began)) -lt 240 ] || { echo 'slurm.sh: not done after four minutes'; squeue; break; }
  if [ $kills -lt 3 ]; then # a worker of ours, by the ledger that it writes
    pid=$(pgrep -f "claimledger ingest .*--shard [0-9]/8 -L .*/claimledger-[0-9]*\.[A-Za-z0-9]*/part.ledger" | head -n 1)
    [ -n "$pid" ] && tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | grep -qF "$text" && kill -9 "$pid" && kills=$((kills + 1))
  elif [ -z "$daemon" ] && [ -n "$(squeue -h -j "$job" -w n2 -t R)" ]; then
    daemon=$(cat run/slurmd.n2.pid)
    kill -9 "$daemon"; sleep 8
    slurmd -f "$SLURM_CONF" -N n2
  fi
  # Slurm holds a queued-again job for two minutes
  for j in $(squeue -h -r -j "$job" -t PD -o '%i %r' | awk '$2 == "BeginTime" {print $1}'); do scontrol update JobId="$j" StartTime=now 2> /dev/null; done
  sleep 0.2
done
check "workers killed: $kills, a node's daemon killed: ${daemon:+yes}" [ "$kills,${daemon:+yes}" = 3,yes ]
check 'each shard was published' [ "$(ls parts | sed 's/\..*//' | sort -u | wc -l)" = 8 ]
CLAIMLEDGER=$bin bash "$scale/slurm-merge.sh" "$dir/parts" 8 "$dir/all.ledger" 2> said || cat said
ingest one.ledger -t ndjson "$text"
check 'the merged ledger is that of one process' same "$(answers one.ledger)" "$(answers all.ledger)"
[ $failed = 0 ] || { cat log/task-*.log; tail -n 5 log/slurm*.log; }
finish
