#!/bin/sh
# sound.sh FOLDER -- an article of each format into the folder, and the samples.
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && cd "$1" || exit 1
cp "$here"/../../corpus/sample/* .
text='Nvidia lost about $598 billion, or 17 percent, on Monday, 27 January 2025, said Ana Lis of Harbour Courier. It employs 1,234 people.'
printf '<!doctype html><html lang=en><head><title>T</title><meta property="article:published_time" content="2025-01-28"><script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":"2025-01-28"}</script></head><body><nav><a href=/>Home</a></nav><article><h1>T</h1><p>%s</p><p>%s</p><table><tr><th>A<th>B<tr><td>x<td>5&#150;10 million</table></article></body></html>' "$text" "$text" > page.html
printf '<?xml version="1.0"?><nitf><head><title>T</title><docdata><date.issue norm="20250128"/></docdata></head><body><body.content><p>%s</p></body.content></body></nitf>' "$text" > n.xml
printf '<?xml version="1.0"?><rss version="2.0"><channel><title>C</title><item><title>T</title><link>https://c.example/1</link><pubDate>Tue, 28 Jan 2025 10:00:00 GMT</pubDate><description>%s</description></item></channel></rss>' "$text" > r.xml
printf 'title,date,text\nT,2025-01-28,"%s"\nU,2025-01-29,"%s"\n' "$text" "$text" > rows.csv
printf 'From a@b Tue Jan 28 10:00:00 2025\nFrom: A <a@b.example>\nSubject: T\nDate: Tue, 28 Jan 2025 10:00:00 +0000\n\n%s\n' "$text" > m.mbox
page=$(cat page.html)
body=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s' "$page")
printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://c.example/2\r\nWARC-Date: 2025-01-28T10:00:00Z\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' "${#body}" "$body" > w.warc
gzip -c w.warc > w.warc.gz
tar cf t.tar page.html n.xml
printf 'The caf\351 \223Fjord\224 in Troms\370 lost \24312 million and 1,234 guests in 2024, said its owner, J\374rgen \305s.\n' > latin.txt
gzip -c page.html > page.html.gz
