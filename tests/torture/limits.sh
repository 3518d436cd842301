#!/usr/bin/env bash
# limits.sh CLAIMLEDGER [CASES] -- full disks, full and closed outputs, and limits of file size, open files and memory (setrlimit); of the disks' sizes and the
# limits of memory CASES (40) each.
#
# A small tmpfs, mounted as root (else those tests skip), is filled by ingest, merge and export: each says so with exit code 4; then the disk gets
# space, and the same command goes on to what a large disk gives from the start.
cases=${2:-40}
. "$(dirname "$0")/common.sh"
materials
awk -v n=400 -f "$here/../scale/articles.awk" > text.ndjson
put "$bin" -t ndjson text.ndjson 2> /dev/null
mv l.ledger full.ledger
prepare ingested
prepare merged

# --- full disks ----------------------------------------------------------------------------------------------------------

disk=$dir/disk
trap 'umount -q "$disk" 2> /dev/null; rm -rf "$dir"' EXIT
space() { mount -t tmpfs -o "size=$1" tmpfs "$disk" 2> /dev/null; } # BYTES
more() { mount -o remount,size=64m "$disk"; }

goes_on() { # JOB BYTES
  umount -q "$disk" 2> /dev/null
  space "$2" || { echo "not mounted"; return 1; }
  mkdir "$disk/now" && ln -sf "$dir"/*.ledger "$dir/text.ndjson" "$disk/"
  ln -sfn "$disk/now" now
  (cd now && "$1" "$bin" > "$dir/out" 2> "$dir/said")
  local got=$?
  more
  mv out said now/
  [ $got = "$code" ] || grep -q 'the disk is full\|No space left' now/said || { echo "exit $got: $(cat now/said)"; return 1; }
  well "$1" now $got 4 '.*'
}

lake() { "$1" export -q -L ../full.ledger --partition month -o lake; }
report() { "$1" export -q -L ../full.ledger --report site; }
lines() { "$1" export -q -L ../full.ledger -f csv -o claims.csv; }
extracts() { "$1" extract -q -f ndjson -t ndjson -o claims.ndjson ../text.ndjson; }

# What a job that writes files has written: names and bytes of all.
written() { (cd "$1" && find . -type f ! -name said ! -name out | sort | xargs -r sha256sum); }

fits() { # JOB BYTES: nothing that looks whole is left of a half
  umount -q "$disk" 2> /dev/null
  space "$2" || { echo "not mounted"; return 1; }
  ln -s "$dir/full.ledger" "$dir/text.ndjson" "$disk/" && mkdir "$disk/now"
  (cd "$disk/now" && "$1" "$bin" > /dev/null 2> "$dir/said")
  local got=$?
  [ $got = "$code" ] || { [ $got = 4 ] && grep -q '^claimledger: .*: not written: No space left' said; } || { echo "exit $got: $(cat said)"; return 1; }
  [ $got = "$code" ] || [ ! -e "$disk/now/$whole" ] || { echo "$whole is there"; return 1; }
  more
  [ $got = "$code" ] || { (cd "$disk/now" && "$1" "$bin" > /dev/null 2> "$dir/said"); got=$?; }
  [ $got = "$code" ] || { echo "again: exit $got: $(cat said)"; return 1; }
  [ "$(written "$disk/now")" = "$wanted" ] || { echo "other files than with space:"; diff <(echo "$wanted") <(written "$disk/now") | head -n 5; return 1; }
}

full_disks() {
  local job i
  for job in ingested merged; do
    prepare_again $job
    for ((i = 1; i <= cases; i++)); do run "full disk: $job" "$((i * 3000000 / cases)) bytes" goes_on $job $((i * 3000000 / cases)); done
  done
  for job in lake report lines extracts; do
    rm -rf clean && mkdir clean
    code=0
    (cd clean && $job "$bin" > /dev/null 2>&1) || code=$?
    wanted=$(written clean)
    case $job in report) whole=site/index.html ;; *) whole=$(cd clean && echo *) ;; esac
    local bytes=$(($(du -sb clean | cut -f 1) + 200000))
    for ((i = 1; i <= cases / 4; i++)); do run "full disk: export and extract" "$job, $((i * bytes * 4 / cases)) bytes" fits $job $((i * bytes * 4 / cases)); done
  done
  umount -q "$disk"
}
prepare_again() { rm -rf "$1.before" clean; prepare "$1"; }

mkdir disk
if space 1m; then full_disks; else echo "skipped: full disks (a tmpfs cannot be mounted here)"; fi

# --- outputs -------------------------------------------------------------------------------------------------------------

# Every command that prints, on /dev/full: exit 4 and a message.
refuses() {
  local got
  "$bin" "$@" > /dev/full 2> said
  got=$?
  [ $got = 4 ] && grep -q '^claimledger: standard output: not written: No space left on device' said || { echo "exit $got: $(cat said)"; return 1; }
}
while read -r line; do
  # shellcheck disable=SC2086
  run 'output: /dev/full' "$line" refuses $line
done << END
query -L full.ledger -f table
query -L full.ledger -f csv --limit 0
conflicts -L full.ledger
conflicts -L full.ledger -f json
stats -L full.ledger
stats -L full.ledger --failed
verify -L full.ledger --digest
export -L full.ledger
export -L full.ledger --jsonld
export -L full.ledger --w3c
extract -t ndjson text.ndjson
extract --for-ingest -t ndjson text.ndjson
read sound/page.html
rules list
rules test
help
help ingest
help --man
-V
-V --json
ingest -h
completion bash
completion zsh
END

# With standard streams closed the ledger is what it is without, and who prints says that it could not.
closed() { # WHICH
  rm -rf now && mkdir now
  local got
  case $1 in
    input) (cd now && ingested "$bin" <&- > out 2> said) ;;
    output) (cd now && ingested "$bin" >&- 2> said; e=$?; : > out; exit $e) ;;
    errors) (cd now && ingested "$bin" > out 2>&-) ;;
    all) (cd now && ingested "$bin" <&- >&- 2>&-; e=$?; : > out; exit $e) ;;
  esac
  got=$?
  [ $got = "$code" ] || { echo "exit $got"; return 1; }
  [ "$(state now)" = "$wanted" ] || { echo "another ledger"; return 1; }
}
prepare_again ingested
for which in input output errors all; do run 'output: closed standard streams' $which closed $which; done
unprinted() {
  "$bin" export -L full.ledger >&- 2> said
  local got=$?
  [ $got = 4 ] && grep -q 'not written: Bad file descriptor' said || { echo "exit $got: $(cat said)"; return 1; }
}
run 'output: closed standard streams' export unprinted

# --- limits of the process -----------------------------------------------------------------------------------------------

limited() { # LETTER VALUE EXIT MESSAGE
  rm -rf now && cp -r ingested.before now
  (cd now && ulimit "-$1" "$2" && ingested "$bin" > out 2> said)
  well ingested now $? "$3" "$4"
}
for ((i = 1; i <= cases; i++)); do run 'limit of file size' "ulimit -f $((i * 1200 / cases))" limited f $((i * 1200 / cases)) 4 '.*: .*'; done
for ((i = 6; i < 12; i++)); do run 'limit of open files' "ulimit -n $i" limited n $i 4 '.*: .*'; done
# Under the least that the dynamic linker needs for the libraries it is not the program that speaks.
least=$(for ((v = 20000; ; v += 4000)); do (ulimit -v $v && "$bin" completion bash > /dev/null 2>&1) && { echo $v; break; }; done)
for ((i = 0; i < cases; i++)); do run 'limit of memory' "ulimit -v $((least + i * 80000 / cases))" limited v $((least + i * 80000 / cases)) 5 'out of memory'; done
finish
