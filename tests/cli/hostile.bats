# Input that means harm or is broken: nothing is opened outside it, limits are met cleanly, and the rest is read.
load common

setup() {
  cd "$BATS_TEST_TMPDIR" || return 1
  printf 'The harbour cost $5 million on 3 March 2025.\n' > good.txt
}

# At most 20 seconds; the good article beside the bad one is read.
read_both() {
  run timeout 20 "$bin" extract -f tsv "$@" good.txt
  [ "$status" -ne 124 ] && says '5000000'
}

article_xml() { # doctype, text
  printf '<?xml version="1.0"?>%s<nitf><head><title>T</title></head><body><body.content><p>%s</p></body.content></body></nitf>' "$1" "$2"
}

@test "an external entity is not opened" {
  printf 'SECRET 77 million dollars' > secret
  article_xml "<!DOCTYPE nitf [<!ENTITY x SYSTEM \"file://$PWD/secret\">]>" 'It is &x; and $6 million.' > xxe.xml
  read_both xxe.xml
  [[ $output != *77000000* ]]
}

@test "an external document type is not opened, and there is no network" {
  command -v strace > /dev/null || skip 'strace is not installed'
  article_xml "<!DOCTYPE nitf SYSTEM \"http://127.0.0.1:9/x.dtd\" [<!ENTITY % e SYSTEM \"file:///etc/hostname\"> %e;]>" 'It cost $6 million.' > dtd.xml
  printf '<html><head><base href="http://127.0.0.1:9/"><link rel=stylesheet href=/x.css></head><body><iframe src="file:///etc/hostname"></iframe><p>It cost $7 million.</p></body></html>' > page.html
  strace -f -o trace -e trace=open,openat,socket,connect,execve "$bin" extract -f tsv dtd.xml page.html good.txt > out
  grep -q 5000000 out
  ! grep -E 'hostname|x\.dtd' trace
  ! grep -E 'socket\(|connect\(' trace
}

@test "entities that grow without end" {
  dtd='<!DOCTYPE nitf [<!ENTITY a "lol 1 million dollars ">'
  for pair in 'b a' 'c b' 'd c' 'e d' 'f e' 'g f' 'h g' 'i h'; do
    set -- $pair
    dtd="$dtd<!ENTITY $1 \"&$2;&$2;&$2;&$2;&$2;&$2;&$2;&$2;&$2;&$2;\">"
  done
  article_xml "$dtd]>" '&i;' > bomb.xml
  read_both bomb.xml
  [ "${#output}" -lt 100000 ]
}

@test "a million elements in each other" {
  { printf '<html><body>'; head -c 5000000 /dev/zero | tr '\0' x | sed 's/xxxxx/<div>/g'; printf '<p>It cost $6 million.'; } > deep.html
  read_both deep.html
  says 'deep.html: not read: nesting deeper than 512 (--max-depth)'
  { printf '<?xml version="1.0"?><nitf>'; head -c 3000000 /dev/zero | tr '\0' x | sed 's/xxx/<p>/g'; } > deep.xml
  read_both deep.xml
  says 'deep.xml'
}

@test "a million attributes" {
  { printf '<html><body><p '; seq -f 'a%.0f=1' 1000000 | tr '\n' ' '; printf '>It cost $6 million.</p>'; } > wide.html
  read_both wide.html
}

@test "a small file that unpacks to a large one" {
  head -c 300000000 /dev/zero | tr '\0' a | gzip -9 > bomb.txt.gz
  read_both bomb.txt.gz
  says 'bomb.txt.gz' && says '--max-'
}

@test "archives in archives in archives" {
  cp good.txt inner.txt
  for i in 1 2 3 4 5 6; do
    tar cf "level$i.tar" "$([ $i = 1 ] && echo inner.txt || echo level$((i - 1)).tar)"
  done
  read_both level6.tar
  says '--max-levels'
}

@test "names that lead out of an archive write nothing" {
  mkdir -p box/in
  printf 'It cost $8 million.\n' > box/up.txt
  ln -s /etc/hostname box/in/link.txt
  (cd box/in && tar cPf ../../names.tar ../up.txt link.txt)
  rm -r box
  before=$(find . | sort)
  read_both names.tar
  says '8000000'
  [ "$(find . | sort)" = "$before" ]
}

@test "cut-off archives: what stands before the cut is read" {
  { for i in 1 2 3 4 5 6 7 8 9; do printf '{"id":"%s","text":"It cost $1%s million, said the mayor of town number %s."}\n' $i $i $i; done; } > a.ndjson
  gzip -c a.ndjson > a.ndjson.gz
  head -c $(($(stat -c %s a.ndjson.gz) - 12)) a.ndjson.gz > cut.ndjson.gz
  read_both cut.ndjson.gz
  says '11000000' && says 'cut.ndjson.gz: cut off'
}

@test "a folder that contains itself, a pipe, a device" {
  mkdir loop && ln -s . loop/self && mkfifo pipe && cp good.txt loop/
  read_both loop pipe
  run timeout 20 "$bin" read /dev/full
  [ "$status" -ne 124 ]
}

@test "a file with zero bytes is no text" {
  printf 'It cost $6 million\000.\n' > binary.txt
  read_both binary.txt
  says 'binary.txt: not read: no text or known format in it'
}

@test "broken UTF-8, overlong forms, UTF-16, marks of direction: every quote is proved" {
  printf 'It cost $6 million and \377\376 $7 million \300\257 or \355\240\200 $8 million.\n' > bytes.txt
  printf '\377\376I\000t\000 \000c\000o\000s\000t\000 \000$\0009\000 \000m\000i\000l\000l\000i\000o\000n\000.\000' > wide.txt
  printf 'It cost \302\24310 million \342\200\256 or \342\200\213$11\342\200\213 million.\n' > marks.txt
  "$bin" ingest -q -L l.ledger bytes.txt wide.txt marks.txt good.txt
  run "$bin" verify -L l.ledger
  [ "$status" = 0 ]
  run "$bin" query -L l.ledger -f tsv
  says '6000000' && says '9000000' && says '10000000' && says '5000000'
}

@test "a file that grows while it is read" {
  ( for i in $(seq 200); do printf 'It cost $%s million, they said.\n\n' "$i"; done ) > grow.txt
  ( for i in $(seq 300); do printf 'More.\n'; done >> grow.txt ) &
  "$bin" ingest -q -L l.ledger grow.txt good.txt
  wait
  "$bin" ingest -q -L l.ledger grow.txt good.txt
  run "$bin" verify -L l.ledger
  [ "$status" = 0 ]
}

@test "one line of forty megabytes" {
  { printf 'It cost $6 million '; head -c 40000000 /dev/zero | tr '\0' a; } > line.txt
  read_both line.txt
}
