# The sandbox of ingest, extract and read: what the program does in one, and where the system has none.
load common

traced() { # WHAT-STRACE-IS-TOLD... -- COMMAND...
  command -v strace > /dev/null || skip 'strace is not installed'
  strace -f -qq -e trace=none true 2> /dev/null || skip 'strace may not trace here'
  local told=()
  while [ "$1" != -- ]; do told+=("$1"); shift; done
  shift
  run strace -f -qq "${told[@]}" "$@"
}

@test "articles are read in a sandbox, unless it is refused" {
  article a.txt 'Acme Corp. hired 250 people in Ohio.'
  for command in ingest extract read; do
    traced -e trace=seccomp,landlock_restrict_self -- "$bin" "$command" -L l.ledger a.txt
    answered 0 && says 'seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=' && says 'landlock_restrict_self('
    traced -e trace=seccomp,landlock_restrict_self,clone,clone3 -- "$bin" "$command" -j 1 --no-sandbox -L l.ledger a.txt
    answered 0
    [[ $output != *seccomp* && $output != *landlock* && $output != *clone* ]]
  done
}

@test "without Landlock, without seccomp and without both a run goes on, and -v says what is missing" {
  article a.txt 'Acme Corp. hired 250 people in Ohio.'
  traced -e inject=landlock_create_ruleset:error=ENOSYS -e trace=landlock_create_ruleset,seccomp,prctl -- "$bin" extract -v a.txt
  answered 0 && says '250 people' && says 'no Landlock here'
  traced -e inject=seccomp:error=EINVAL -e inject=prctl:error=EINVAL:when=2+ -e trace=seccomp,prctl -- "$bin" extract -v a.txt
  answered 0 && says '250 people' && says 'no seccomp here'
  traced -e inject=prctl,seccomp,landlock_create_ruleset:error=ENOSYS -e trace=landlock_create_ruleset,seccomp,prctl -- "$bin" ingest -v -L l.ledger a.txt
  answered 0 && says '1 new' && says 'no Landlock here' && says 'no seccomp here'
  traced -e inject=prctl,seccomp,landlock_create_ruleset:error=ENOSYS -e trace=landlock_create_ruleset,seccomp,prctl -- "$bin" ingest -L m.ledger a.txt
  [[ $output != *sandbox* ]]
}

@test "a ledger and an output in other folders, behind links and on devices are written" {
  article a.txt 'Acme Corp. hired 250 people in Ohio.'
  mkdir here there
  ln -s ../there/real.ledger here/l.ledger
  "$bin" ingest -q -L there/real.ledger a.txt
  article b.txt 'Acme Corp. hired 260 people in Ohio.'
  run "$bin" ingest -L here/l.ledger b.txt
  answered 0 && says '1 new'
  "$bin" extract -o there/out.ndjson a.txt && [ -s there/out.ndjson ]
  run "$bin" extract -o /dev/stdout a.txt
  answered 0 && says '250 people'
  run "$bin" extract -o /dev/null a.txt
  answered 0
}

@test "temporary files of a run stand beside the ledger, or where SQLITE_TMPDIR says" {
  command -v strace > /dev/null || skip 'strace is not installed'
  mkdir there temp
  article a.txt 'Acme Corp. hired 250 people in Ohio.'
  traced -e trace=openat -- env -u SQLITE_TMPDIR "$bin" ingest -j 1 -L there/l.ledger a.txt
  answered 0
  ! grep -F O_CREAT <<< "$output" | grep -v '"[^"]*there/\|/dev/null\|\.gcda"'
  SQLITE_TMPDIR=$PWD/temp run "$bin" ingest -L there/m.ledger a.txt
  answered 0
}

@test "a PDF is read inside and outside the sandbox, and both say the same" {
  command -v pdftotext > /dev/null || skip 'pdftotext is not installed'
  printf '%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 600 800]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R>> endobj\n4 0 obj <</Length 67>> stream\nBT /F 12 Tf 40 700 Td (Acme Corp. hired 250 people in Ohio.) Tj ET\nendstream endobj\ntrailer <</Root 1 0 R/Size 5>>\n%%%%EOF\n' > a.pdf
  for i in 1 2 3 4 5 6 7 8 9; do cp a.pdf "$i.pdf"; done
  "$bin" read -j 4 ?.pdf > inside.ndjson
  "$bin" read -j 4 --no-sandbox ?.pdf > outside.ndjson
  [ "$(grep -c 'hired 250 people' inside.ndjson)" = 10 ]
  cmp inside.ndjson outside.ndjson
  PATH=/nowhere run "$bin" read 1.pdf
  answered 3 && says 'install poppler-utils'
}

@test "the program that reads PDFs is bound too" {
  command -v strace > /dev/null || skip 'strace is not installed'
  mkdir path
  cat > path/pdftotext <<- 'END'
	#!/bin/bash
	cat > /dev/null
	echo "written $(: > made && echo out)"
	echo "connected $(exec 3<> /dev/tcp/127.0.0.1/9 && echo out)"
	echo "The plant of Acme Corp. employs 250 people."
	END
  chmod +x path/pdftotext
  printf '%%PDF-1.4\n' > a.pdf
  PATH=$PWD/path:$PATH run "$bin" read -f ndjson a.pdf
  answered 0 && says '250 people'
  [[ $output != *out* ]]
  [ ! -e made ] || "$bin" read -v a.pdf 2>&1 | grep -q 'no Landlock here'
}
