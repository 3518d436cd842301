#!/usr/bin/env bash
# run.sh CLAIMLEDGER FAULTY [small] -- all of tests/torture and one table: test, runs, met. FAULTY is the program with a disk and a memory that fail on
# order. Full counts take half an hour of two processors; small ones, for CI, some minutes. Last line "N passed, N failed".
set -u
counts=${3:-full}
here=$(dirname "$(realpath "$0")")
log=$(mktemp -d) || exit 2
trap 'rm -rf "$log"' EXIT
bin=$log/claimledger faulty=$log/faulty # copies: a build in the meantime would change the digest
cp "$1" "$bin" && cp "$2" "$faulty" || exit 2
case $counts in
  full) disk=1 memory=1 limits=40 kills=1000 signals=500 broken=10000 ;;
  small) disk=13 memory=501 limits=4 kills=100 signals=20 broken=0 ;;
  *) echo "$counts: full or small"; exit 2 ;;
esac

part() { # NAME SCRIPT ARGS...: what it says but for its table, which goes into $log/NAME
  TABLE=$log/$1 bash "$here/$2" "${@:3}" > "$log/$1.said" 2>&1
  echo $? > "$log/$1.code"
}

broken() {
  sh "$here/mutated.sh" "$bin" $broken > "$log/broken.said" 2>&1
  echo $? > "$log/broken.code"
  local good
  good=$(tail -n 1 "$log/broken.said")
  printf '%-80s %7s %7s\n' 'broken articles, in lots of 100' $((broken / 100)) "${good%% *}" > "$log/broken"
}

# Kills alone, since how fast the program stops is measured.
{
  part limits limits.sh "$bin" $limits
  [ $broken = 0 ] || broken
} &
part disk disk.sh "$bin" "$faulty" $disk
part memory memory.sh "$bin" "$faulty" $memory
wait
part kills kills.sh "$bin" $kills $signals

# A part that ended before its table has failed once more.
passed=0 failed=0
for name in disk memory limits kills broken; do
  [ -e "$log/$name.code" ] || continue
  [ -e "$log/$name" ] || { echo "$name: ended without a table"; failed=$((failed + 1)); }
  grep -E '^(FAIL|---|     |skipped|.*: documents there|[0-9]+ different ends)|^[a-z_]+ without' "$log/$name.said"
  [ -e "$log/$name" ] || tail -n 5 "$log/$name.said"
done
printf '\n%-80s %7s %7s\n' test runs met
for name in disk memory limits kills broken; do
  [ ! -e "$log/$name" ] || cat "$log/$name"
done | tee "$log/table"
while read -r runs met; do
  passed=$((passed + met)) failed=$((failed + runs - met))
done < <(awk '{print $(NF - 1), $NF}' "$log/table")
echo "$passed passed, $failed failed"
[ $failed = 0 ]
