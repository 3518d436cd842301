# Archives made to do harm, of every kind that is read: each is read or refused with a reason, in seconds, and
# what stands beside it is read all the same.
load common

# Reading takes its time limit with it; a good article lies beside the bad one.
good() { article "${1:-z.txt}" 'Good news' '' 'Acme Corp. said on 3 May 2024 that it had hired 250 people in Ohio.'; }
reads() { run timeout 20 "$bin" read -f ndjson "$@"; }
good_was_read() { says 'hired 250 people'; }

# Files that the program opened, without its libraries' and the system's own.
opened() {
  grep -E '\b(open|openat|openat2|creat|connect|socket)\(' trace | grep -v ENOENT | grep -vE \
    '"(/etc/(ld\.so|localtime|nsswitch|passwd|group)|/lib|/usr/(lib|share/(locale|zoneinfo))|/proc|/sys|/dev/(null|urandom)|\.|folder)[^"]*"' |
    grep -oE '"[^"]*"|connect\(.*|socket\(.*' | sort -u
}

@test "external entities, DTDs, stylesheets and includes open no file and no connection" {
  command -v strace > /dev/null || skip 'strace is not installed'
  export ASAN_OPTIONS=detect_leaks=0 # it cannot look under strace
  mkdir folder
  echo 'the secret is 4711' > secret.txt
  at=$(pwd)/secret.txt
  text='<p>Acme hired 250 people on 3 May 2024, and &x; more.</p>'
  entity="<!ENTITY x SYSTEM \"file://$at\"><!ENTITY y SYSTEM \"http://127.0.0.1:9/y\"><!ENTITY % z SYSTEM \"file://$at\"> %z;"
  echo "<?xml version=\"1.0\"?><!DOCTYPE nitf [$entity]><nitf><body><body.content>$text &y;</body.content></body></nitf>" > folder/a.nitf
  echo "<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"file://$at\" [$entity]><rss><channel><title>T</title><item><title>A</title><description>&x; &y; hired 250 people</description></item></channel></rss>" > folder/b.rss
  echo "<!DOCTYPE html SYSTEM \"$at\" [$entity]><html><head><link rel=stylesheet href=\"$at\"><base href=\"file://$at\"></head><body><iframe src=\"$at\"></iframe><article>$text$text</article><object data=\"$at\"></object></body></html>" > folder/c.html
  echo "<?xml-stylesheet href=\"$at\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>t</title><content><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"$at\" parse=\"text\"/>hired 250 people</content></entry></feed>" > folder/d.atom
  run timeout 60 strace -f -o trace "$bin" read -f ndjson folder
  [ "$(grep -c '"v":1' <<< "$output")" -eq 4 ] || { echo "$output"; return 1; }
  [[ $output != *4711* ]]
  good_was_read
  [ -z "$(opened)" ] || { opened; return 1; }
}

@test "a million nested elements meet their limit, in HTML and in XML" {
  mkdir in
  { printf '<html><body>'; yes '<div>' | head -n 1000000 | tr -d '\n'; echo 'hired 1 man'; } > in/a.html
  { printf '<?xml version="1.0"?><nitf><body>'; yes '<b>' | head -n 1000000 | tr -d '\n'; echo 'x'; } > in/b.xml
  { printf '{"text":'; yes '[' | head -n 1000000 | tr -d '\n'; echo; } > in/c.ndjson
  good in/z.txt
  reads in
  answered 3 && good_was_read && says 'max-depth'
}

@test "a million attributes, and a million elements" {
  mkdir in
  { printf '<html><body><article><p '; seq -f 'a%.0f=1' 1000000 | tr '\n' ' '; echo '>Acme hired 250 people.</p></article>'; } > in/a.html
  { printf '<?xml version="1.0"?><nitf a="1" '; seq -f 'a%.0f="1"' 500000 | tr '\n' ' '; echo '><body><body.content><p>Acme hired 251 people.</p></body.content></body></nitf>'; } > in/b.xml
  { printf '<html><body>'; yes '<i>x</i>' | head -n 1000001 | tr -d '\n'; } > in/c.html
  good in/z.txt
  reads in
  answered 3 && good_was_read && says 'max-nodes'
}

@test "bombs of gzip, zip, zst, xz and tar stop at the ratio; the rest of the folder is read" {
  mkdir in
  head -c 100000000 /dev/zero | tr '\0' 'a' > bomb
  gzip -c bomb > in/a.gz
  command -v zip > /dev/null && { good y.txt; zip -q in/b.zip bomb y.txt; }
  command -v zstd > /dev/null && zstd -q -c bomb > in/c.zst
  command -v xz > /dev/null && xz -0 -c bomb > in/d.xz
  tar -czf in/e.tar.gz bomb
  good in/z.txt
  files=$(ls in | wc -l)
  reads in
  answered 3 && good_was_read
  [ "$(grep -cE 'max-(ratio|document|member)' <<< "$output")" -eq $((files - 1)) ] || { echo "${output:0:2000}"; return 1; }
}

@test "containers in containers stop at their level" {
  good in.txt
  cp in.txt next
  for _ in 1 2 3 4 5; do gzip -c next > more && mv more next; done
  mkdir in && mv next in/a.gz && good in/z.txt
  reads in
  answered 3 && good_was_read && says 'max-levels'
  reads --max-levels 5 in/a.gz
  answered 0 && good_was_read
}

@test "names that lead outside, links and devices in archives: nothing is written, nothing followed" {
  command -v python3 > /dev/null || skip 'python3 is not installed'
  mkdir in
  python3 - << 'PYTHON'
import io, tarfile, zipfile
good = b'Acme hired 250 people on 3 May 2024.\n'
with tarfile.open('in/a.tar', 'w') as t:
    def add(name, kind=tarfile.REGTYPE, link=''):
        i = tarfile.TarInfo(name); i.type = kind; i.linkname = link
        i.size = len(good) if kind == tarfile.REGTYPE else 0
        t.addfile(i, io.BytesIO(good) if i.size else None)
    add('../../outside.txt'); add('/etc/outside.txt'); add('a/../../b.txt')
    add('link', tarfile.SYMTYPE, '/etc/passwd'); add('hard', tarfile.LNKTYPE, '/etc/passwd')
    add('fifo', tarfile.FIFOTYPE); add('null', tarfile.CHRTYPE)
    add('last.txt')
with zipfile.ZipFile('in/b.zip', 'w') as z:
    z.writestr('../../evil.txt', good)
    i = zipfile.ZipInfo('link'); i.external_attr = 0o120777 << 16
    z.writestr(i, '/etc/passwd')
    z.writestr('last.txt', good)
PYTHON
  before=$(find / -xdev -name 'outside.txt' -o -xdev -name 'evil.txt' 2> /dev/null | sort)
  reads in
  answered 0
  [ "$(grep -c 'hired 250 people' <<< "$output")" -eq 6 ] || { echo "$output"; return 1; }
  [[ $output != *root:* ]] && says '!../../outside.txt' && says '!/etc/outside.txt'
  [ "$before" = "$(find / -xdev -name 'outside.txt' -o -xdev -name 'evil.txt' 2> /dev/null | sort)" ]
  [ "$(find . | wc -l)" -eq 4 ]
}

@test "links in folders are not followed: not out of them, not in circles" {
  mkdir in elsewhere
  echo 'Elsewhere 99 people were hired.' > elsewhere/a.txt
  ln -s ../elsewhere in/out
  ln -s . in/circle
  ln -s /dev/zero in/zero
  mkfifo in/pipe
  good in/z.txt
  reads in
  answered 0 && good_was_read
  [ "${#lines[@]}" -eq 1 ]
}

@test "a pipe: one that nobody fills ends, one that is filled is read" {
  mkfifo pipe
  good
  reads pipe z.txt
  good_was_read
  reads <(cat z.txt)
  answered 0 && good_was_read
}

@test "a file that grows while it is read ends where it ended" {
  for i in $(seq 2000); do echo "{\"id\":\"$i\",\"text\":\"Firm $i hired $i people on Monday.\"}"; done > grows.ndjson
  (while :; do tail -n 1 grows.ndjson >> grows.ndjson; done) &
  writer=$!
  run timeout 20 "$bin" read -f ndjson --no-text grows.ndjson
  kill $writer
  wait $writer 2> /dev/null || true
  [ "$status" -ne 124 ] && [ "${#lines[@]}" -ge 1999 ]
}

@test "cut-off files of every container give what is whole, with a report" {
  for i in 1 2 3; do awk -v i=$i 'BEGIN {srand(i); for (n = 0; n < 3000; n++) print "Firm " int(rand() * 1e9) " hired " int(rand() * 1e9) " people and said so."}' > a$i.txt; done
  mkdir in
  tar -cf a.tar a1.txt a2.txt a3.txt
  gzip -c a.tar > b.tar.gz
  files='a.tar b.tar.gz'
  command -v zip > /dev/null && zip -q c.zip a1.txt a2.txt a3.txt && files="$files c.zip"
  command -v zstd > /dev/null && zstd -q -c a.tar > d.tar.zst && files="$files d.tar.zst"
  command -v xz > /dev/null && xz -0 -c a.tar > e.tar.xz && files="$files e.tar.xz"
  for f in $files; do head -c $(($(stat -c %s $f) * 8 / 10)) $f > in/$f; done
  good in/z.txt
  reads in
  answered 3 && good_was_read
  for f in $files; do
    grep -q "claimledger: in/$f.*: " <<< "$output" || { echo "no report of $f"; return 1; }
    grep -q "\"path\":\"in/$f!a1.txt\"" <<< "$output" || { echo "a1.txt of $f is lost"; return 1; }
  done
}

@test "lying web archives: wrong lengths, no end, garbage between records" {
  record() { # LENGTH BODY
    printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/%s\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' "$RANDOM" "$1" "$2"
  }
  body='Acme hired 250 people on 3 May 2024.'
  {
    record ${#body} "$body"
    record 10 "$body"
    record 99999999 "$body"
    echo 'garbage between records'
    record -5 "$body"
    record ${#body} "$body"
    printf 'WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 50\r\n\r\nhalf of'
  } > a.warc
  good
  reads a.warc z.txt
  answered 3
  [ "$(grep -c '"v":1' <<< "$output")" -ge 4 ] || { echo "$output"; return 1; }
}

@test "texts that lie about their encoding, NUL bytes, surrogates, overrides: the output is valid, the quotes stand" {
  mkdir in
  printf 'Acme hired 250\0people in 2024.\n' > in/a.txt
  printf '\xed\xa0\x80\xc0\xafAcme hired \xff\xfe251 people in 2024.\n' > in/b.txt
  printf '<html><head><meta charset=utf-8></head><body><article><p>Acme hired \x93250\x94 people \x96 in 2024, said M\xfcller.</p></article></body></html>' > in/c.html
  printf '\xff\xfeA\0c\0m\0e\0 \0h\0i\0r\0e\0d\0 \0002\0005\0000\0 \0p\0e\0o\0p\0l\0e\0.\0' > in/d.txt
  printf 'Acme hired 2\xe2\x80\x8b50 people, \xe2\x80\xae250\xe2\x80\xac more.\n' > in/e.txt
  : > in/f.txt
  run timeout 20 "$bin" read -f ndjson in
  [ "$status" -eq 0 ] || [ "$status" -eq 3 ]
  iconv -f UTF-8 -t UTF-8 <<< "$output" > /dev/null
  run "$bin" ingest -q in
  run "$bin" verify
  answered 0 && says '"ok":true'
}

@test "one line of 40 MB, and an article over its limit, are reported; the next line is read" {
  { printf '{"text":"'; head -c 40000000 /dev/zero | tr '\0' 'a'; echo '"}'; echo '{"text":"Acme hired 250 people."}'; } > a.ndjson
  reads a.ndjson
  answered 3 && good_was_read && says 'max-document'
  good
  reads --max-document 10 z.txt
  answered 3 && says 'larger than 10 bytes'
}

# --- the way back ----------------------------------------------------------------------------------------------------

rows() {
  printf 'headline,day,story\n"Acme grows",2024-05-03,"Acme Corp. said it had hired 250 people, ""more than ever"", in Ohio."\n"Bolt shrinks",2024-05-04,"Bolt Inc. fired 12%% of its staff."\n'
}
proved() { # LEDGER DOCUMENTS
  run "$bin" verify -L "$1" -f ndjson
  answered 0 && says "\"documents\":$2," && says "\"sources_read\":$2," && says '"mismatches":0,' && says '"sources_missing":0,'
  quotes=$(grep -o '"quotes":[0-9]*' <<< "$output" | tr -dc 0-9)
  [ "$quotes" -gt 0 ] && says "\"quotes_raw\":$quotes,"
}

@test "quotes are proved inside WARC records, zip entries, tables, pages in other encodings, and nested archives" {
  mkdir in
  rows > in/rows.csv
  good in/good.txt
  printf '<html><head><title>T</title></head><body><article><p>Acme hired &#8220;250&#8221; people, M\xfcller\n  said.</p><p>It paid 5&#150;10 dollars&nbsp;each.</p></article></body></html>' > in/page.html
  page='<html><body><article><p>Bolt &amp; Sons lost $7 million in 2023.</p></article></body></html>'
  response=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n_' ${#page} "$page")
  response=${response%_}
  {
    printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' ${#response} "$response"
    printf 'WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://b.example/\r\nContent-Type: text/plain\r\nContent-Length: 33\r\n\r\nBolt & Sons lost $8 million then.\r\n\r\n'
  } > a.warc
  gzip -c a.warc > in/a.warc.gz
  (cd in && tar -cf ../b.tar .)
  rm in/*
  mv b.tar in/
  command -v zip > /dev/null && (cd in && zip -qm b.zip b.tar)
  "$bin" ingest -q -L l.ledger --max-levels 4 --map text=story,title=headline,date=day in
  proved l.ledger 6
}

@test "an article larger than the usual limit is proved without the flag that let it in" {
  good long.txt
  head -c 17000000 /dev/zero | tr '\0' 'a' | fold -w 60 >> long.txt
  run "$bin" ingest -q -L l.ledger long.txt
  answered 3
  "$bin" ingest -q -L l.ledger --max-document 20m long.txt
  proved l.ledger 1
}

@test "a file that moved is the same source: proved at its new place; one that changed is a new version" {
  mkdir old
  good old/a.txt
  "$bin" ingest -q -L l.ledger old
  mv old new
  run "$bin" ingest -L l.ledger new
  says '0 new, 1 unchanged'
  proved l.ledger 1
  echo 'In June 2024 it hired 30 people more.' >> new/a.txt
  run "$bin" ingest -L l.ledger new
  says '1 changed'
}

# --- again and again -------------------------------------------------------------------------------------------------

settled() { touch -d '10 seconds ago' "$@"; sleep 2.1; } # ctime cannot be set

@test "files that nobody touched are not read again; whatever differs is" {
  command -v strace > /dev/null || skip 'strace is not installed'
  export ASAN_OPTIONS=detect_leaks=0 # it cannot look under strace
  mkdir in
  for i in 1 2 3; do article in/$i.txt "Firm $i" '' "Firm $i Corp. said on 3 May 2024 that it had hired 25$i people."; done
  rows > in/rows.csv
  printf '\0\1\2\3' > in/bad.bin
  settled in/*
  ingest() { strace -f -e trace=read,openat -y -o trace "$bin" ingest -L l.ledger --map text=story,title=headline in > out 2>&1 || true; }
  was_read() { grep -q "read([0-9]*<$PWD/in/$1>" trace; }
  ingest
  grep -q '5 new, 0 unchanged' out && was_read 1.txt && was_read rows.csv
  "$bin" verify -L l.ledger --digest > before
  ingest
  grep -q '0 new, 5 unchanged, 0 changed, 1 failed' out || { cat out; return 1; }
  ! was_read 1.txt && ! was_read rows.csv && was_read bad.bin
  "$bin" verify -L l.ledger --digest | diff - before
  sed -i 's/252/352/' in/2.txt
  ingest
  grep -q '4 unchanged, 1 changed' out || { cat out; return 1; }
  ! was_read 1.txt && was_read 2.txt
  strace -f -e trace=read -y -o trace "$bin" ingest -q -L l.ledger --lang en in/1.txt
  was_read 1.txt
  "$bin" stats -L l.ledger --runs -f ndjson | grep -q '"unchanged":5'
}

# --- ways to the original ----------------------------------------------------------------------------------------------

linked() { # a page and its ledger, and a browser that notes what it is given
  page='Acme Corp. said on 3 May that it was well. Acme Corp. said on 3 May that it had
hired 250 people in Ohio, more than in 2023, and that it was looking for many more.'
  printf '{"title":"T","url":"https://a.example/b?c#d","date":"2024-05-03","text":"%s"}\n' "${page//$'\n'/\\n}" > a.ndjson
  printf '#!/bin/sh\necho "$1" >> "%s/opened"\n' "$PWD" > browser
  chmod +x browser
  "$bin" ingest -q -L l.ledger "$@" a.ndjson
  claim=$("$bin" query -L l.ledger -f ndjson | grep '"text":"250 people"' | grep -o 'c:[0-9a-f]*' | head -n 1)
  link='https://a.example/b?c#:~:text=May%20that%20it%20was%20well.-,Acme%20Corp.%20said%20on%203,was%20looking%20for%20many%20more.'
}

@test "a link marks the sentence: words before it where it begins like another, blanks for line ends" {
  linked
  run "$bin" show -L l.ledger --cite md "$claim"
  answered 0 && says "]($link)"
  run "$bin" extract -f ndjson a.ndjson
  says "\"link\":\"$link\""
}

@test "show --open: an address in the browser, else the file, nothing else" {
  linked
  BROWSER=$PWD/browser "$bin" show -L l.ledger --open "$claim" > /dev/null
  [ "$(cat opened)" = "$link" ]
  sed -i 's|https://a.example/b?c#d|javascript:alert(1)|' a.ndjson
  "$bin" ingest -q -L file.ledger a.ndjson
  claim=$("$bin" query -L file.ledger -f ndjson | grep -o 'c:[0-9a-f]*' | head -n 1)
  BROWSER=$PWD/browser "$bin" show -L file.ledger --open "$claim" > /dev/null
  [ "$(tail -n 1 opened)" = "$(realpath a.ndjson)" ]
  rm a.ndjson
  BROWSER=$PWD/browser run "$bin" show -L file.ledger --open "$claim"
  answered 3 && says 'cannot be opened'
  BROWSER=no-such-browser run "$bin" show -L l.ledger --open "$("$bin" query -L l.ledger -f ndjson | grep -o 'c:[0-9a-f]*' | head -n 1)"
  answered 2 && says 'set BROWSER'
}

@test "read says how title, day, address and publisher were found" {
  article a.html '<html><head><title>T | Post</title><meta property="og:title" content="Acme grows"><meta property="og:site_name" content="Post">' \
    '<meta property="article:published_time" content="2024-05-03T10:00:00Z"><link rel="canonical" href="https://post.example/a"></head>' \
    '<body><article><p>Acme Corp. hired 250 people in Ohio.</p></article></body></html>'
  run "$bin" read -f ndjson a.html
  for how in '"title_how":"meta"' '"published_how":"meta"' '"url_how":"html"' '"publisher_how":"meta"'; do says "$how"; done
}

# --- what blocks say -----------------------------------------------------------------------------------------------------

pdf() { # LINE... a page each, without an index: pdftotext makes one
  local n=$# i=3 kids=''
  for _ in "$@"; do kids="$kids $i 0 R" i=$((i + 2)); done
  printf '%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 600 800]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj\n' "$n" "$kids"
  i=3
  for line in "$@"; do
    local stream="BT /F 12 Tf 40 700 Td ($line) Tj ET"
    printf '%d 0 obj <</Type/Page/Parent 2 0 R/Contents %d 0 R>> endobj\n%d 0 obj <</Length %d>> stream\n%s\nendstream endobj\n' $i $((i + 1)) $((i + 1)) ${#stream} "$stream"
    i=$((i + 2))
  done
  printf 'trailer <</Root 1 0 R/Size %d>>\n%%%%EOF\n' $i
}

@test "a PDF is read through pdftotext, its page is the locator" {
  command -v pdftotext > /dev/null || skip 'pdftotext is not installed'
  pdf 'Acme Corp. hired 250 people in Ohio.' 'It lost $3 million in 2023.' > a.pdf
  run "$bin" read -f ndjson a.pdf
  answered 0 && says '"format":"pdf"' && says 'hired 250 people' && says '"row":"page 1"' && says '"row":"page 2"'
  "$bin" ingest -q -L l.ledger a.pdf
  proved l.ledger 1
  head -c 300 a.pdf > b.pdf
  run timeout 20 "$bin" read -f ndjson b.pdf a.pdf
  [ "$status" -ne 124 ] && says 'hired 250 people'
}

@test "a figure in a cell has the heads of its row and column" {
  article a.html '<html><head><title>T</title></head><body><article><p>The towns of the coast counted their people and their money once more this year, and said so.</p>' \
    '<table><tr><th>Town</th><th>Population</th><th>Budget</th></tr><tr><td>Velm</td><td>12,400</td><td>$3 million</td></tr><tr><td>Orsa</td><td>9,100</td><td>$2 million</td></tr></table>' \
    '<p>All of them will count again in two years, as the law of the land wants it, said the mayors.</p></article></body></html>'
  run "$bin" read -f ndjson a.html
  says '"row":"Velm","column":"Budget"' && says '"row":"Orsa","column":"Population"'
  run "$bin" extract -f ndjson a.html
  grep '"text":"$2 million"' <<< "$output" | grep -q 'Budget'
}

@test "a block on three pages of one host is flagged after ingest, not dropped" {
  for i in 1 2 3; do
    article $i.html "<html><head><title>Page $i</title><link rel=\"canonical\" href=\"https://post.example/$i\"></head><body><article>" \
      "<p>Firm $i Corp. said on 3 May 2024 that it had hired 25$i people in Ohio, and that it would hire more of them soon.</p>" \
      '<p>The Post Foundation has given $9 million to readers since 1990, and asks you all to help it go on with that work.</p></article></body></html>'
  done
  "$bin" ingest -q -L l.ledger 1.html 2.html
  [ "$("$bin" query -L l.ledger --sql 'SELECT count(*) AS n FROM repeated_block' -f ndjson)" = '{"n":0}' ]
  "$bin" ingest -q -L l.ledger 3.html
  [ "$("$bin" query -L l.ledger --sql 'SELECT count(*) AS n FROM repeated_block' -f ndjson)" = '{"n":3}' ]
  run "$bin" query -L l.ledger --sql "SELECT quote FROM claims WHERE quote = '\$9 million'" -f ndjson
  [ "${#lines[@]}" -eq 3 ]
}

@test "failures have their reasons; --retry-failed reads them again when they can be read" {
  good a.txt
  "$bin" ingest -q -L l.ledger --max-document 20 a.txt || [ $? -eq 3 ]
  run "$bin" stats -L l.ledger --failed -f ndjson
  says 'larger than 20 bytes (--max-document)' && says 'a.txt'
  run "$bin" ingest -L l.ledger --retry-failed
  answered 0 && says '1 new'
  run "$bin" stats -L l.ledger --failed -f ndjson
  [ -z "$output" ] || says '"open":0'
}

@test "an article that takes too long is given up, one in which a rule takes too many steps is kept and marked, one that is cut too" {
  mkdir in
  good in/z.txt
  head -c 16000000 < <(yes '½' | tr -d '\n') > in/slow.txt
  run timeout 60 "$bin" ingest -L l.ledger --max-seconds 1 in
  answered 3 && says '1 new' && says 'in/slow.txt: not read: it takes too long (--max-seconds)'
  "$bin" ingest -q -L other.ledger in/z.txt
  [ "$("$bin" verify -L l.ledger --digest)" = "$("$bin" verify -L other.ledger --digest)" ]

  "$bin" ingest -q -L steps.ledger --max-steps 1 in/z.txt
  run "$bin" stats -L steps.ledger --failed -f ndjson
  says '(--max-steps)' && says '"path":"in/z.txt"'

  printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/plain\r\nContent-Length: 90\r\n\r\nAcme hired 250 people on 3 May 2024' > cut.warc
  "$bin" ingest -q -L cut.ledger cut.warc
  run "$bin" stats -L cut.ledger --failed -f ndjson
  says '"reason":"cut off: ' && says '"path":"cut.warc"'
  printf ' and fired 30 in Ohio, said its chief on the day behind.\r\n\r\n' >> cut.warc
  run "$bin" ingest -L cut.ledger --retry-failed
  answered 0 && says '1 changed'
  run "$bin" stats -L cut.ledger --failed -f ndjson
  [ -z "$output" ]
}
