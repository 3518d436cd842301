#!/bin/sh
# Broken articles end to end: sh tests/torture/mutated.sh CLAIMLEDGER [COUNT [SEED]]. Ingests COUNT (500) mutated articles of every format, in lots of 100; a
# crash, a hang (60 s a lot) or a quote that is not proved fails. Last line "N passed, N failed" (lots).
bin=$1 count=${2:-500} seed=${3:-1}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cc -O1 -o "$dir/mutate" "$here/mutate.c" || exit 2

# Sound articles of each format, from the samples.
mkdir "$dir/sound"
cp "$here"/../../corpus/sample/* "$dir/sound/"
text='Nvidia lost about $598 billion, or 17 percent, on Monday, 27 January 2025, said Ana Lis of Harbour Courier. It employs 1,234 people.'
printf '<!doctype html><html lang=en><head><title>T</title><meta property="article:published_time" content="2025-01-28"><script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":"2025-01-28"}</script></head><body><nav><a href=/>Home</a></nav><article><h1>T</h1><p>%s</p><p>%s</p><table><tr><th>A<th>B<tr><td>x<td>5&#150;10 million</table></article></body></html>' "$text" "$text" > "$dir/sound/page.html"
printf '<?xml version="1.0"?><nitf><head><title>T</title><docdata><date.issue norm="20250128"/></docdata></head><body><body.content><p>%s</p></body.content></body></nitf>' "$text" > "$dir/sound/n.xml"
printf '<?xml version="1.0"?><rss version="2.0"><channel><title>C</title><item><title>T</title><link>https://c.example/1</link><pubDate>Tue, 28 Jan 2025 10:00:00 GMT</pubDate><description>%s</description></item></channel></rss>' "$text" > "$dir/sound/r.xml"
printf 'title,date,text\nT,2025-01-28,"%s"\nU,2025-01-29,"%s"\n' "$text" "$text" > "$dir/sound/rows.csv"
printf 'From a@b Tue Jan 28 10:00:00 2025\nFrom: A <a@b.example>\nSubject: T\nDate: Tue, 28 Jan 2025 10:00:00 +0000\n\n%s\n' "$text" > "$dir/sound/m.mbox"
page=$(cat "$dir/sound/page.html")
body=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s' "$page")
printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://c.example/2\r\nWARC-Date: 2025-01-28T10:00:00Z\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' "${#body}" "$body" > "$dir/sound/w.warc"
gzip -c "$dir/sound/w.warc" > "$dir/sound/w.warc.gz"
(cd "$dir/sound" && tar cf t.tar page.html n.xml)

passed=0 failed=0
lot=0
while [ $((lot * 100)) -lt "$count" ]; do
  rm -rf "$dir/lot" "$dir"/l.ledger*
  mkdir "$dir/lot"
  "$dir/mutate" "$dir/lot" 100 $((seed * 1000 + lot)) "$dir"/sound/*
  timeout 60 "$bin" ingest -q -L "$dir/l.ledger" "$dir/lot" > "$dir/out" 2>&1
  code=$?
  case $code in
    0 | 3) timeout 60 "$bin" verify -L "$dir/l.ledger" > "$dir/out" 2>&1; code=$? ;;
    *) [ $code -ne 0 ] ;;
  esac
  if [ $code = 0 ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "lot $lot of seed $seed: exit $code"
    tail -n 25 "$dir/out"
    [ -z "$KEEP" ] || cp -r "$dir/lot" "$KEEP/lot-$seed-$lot"
  fi
  lot=$((lot + 1))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
