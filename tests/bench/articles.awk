# articles.awk -- an archive as NDJSON, of any size: awk -v n=1000 -f tests/bench/articles.awk
#
# Every article is about one of 5,000 firms and holds about seven figures; each event is told by three outlets, which now and then differ.
# The same n gives the same bytes.
function below(k) { # a pseudo-random number in 0..k-1 (Park and Miller 1988)
  seed = (seed * 16807) % 2147483647
  return seed % k
}
function firm(k) { return first[k % 50 + 1] second[int(k / 50) % 20 + 1] " " kind[int(k / 1000) % 5 + 1] }
function day(k) { return sprintf("%04d-%02d-%02d", 2015 + int(k / 336) % 10, int(k / 28) % 12 + 1, k % 28 + 1) }
BEGIN {
  seed = 20250127
  split("Al Ber Cor Dal El Fen Gar Hol In Jor Kal Lor Mal Nor Or Pel Quin Ros Sol Tal Ul Ver Wal Xan Yar Zel Bran Cam Dor Esk Fal Gol Ham Ist Jun Kes Lin Mor Nel Osk Par Rin Sul Tor Ur Vel Win Yel Zor Ash", first, " ")
  split("bury dale ford gate ham ley mere ness port rick stead ton vale wick worth brook field haven mont shire", second, " ")
  split("Motors Water Energy Mobile Cables", kind, " ")
  split("Wirepoint;Daily Meridian;Capital Standard;Harbour Courier;The Morning Tally;Evening Ledger;Northern Post;City Gazette", outlet, ";")
  for (i = 0; i < n; i++) {
    if (i % 3 == 0) {
      name = firm(below(5000)); when = day(below(3360)); revenue = 100 + below(900); growth = 1 + below(40)
      jobs = 1000 + below(9000); profit = 10 + below(90); share = 1 + below(30); price = 20 + below(400)
      tenth = below(10); cents = below(100); fall = below(9); part = below(10)
    }
    said = revenue; cut = jobs
    if (i % 3 == 2 && below(10) == 0) said = revenue + 7
    if (i % 3 == 2 && below(20) == 0) cut = int(jobs / 10)
    printf "{\"id\":\"a%d\",\"url\":\"https://outlet%d.example/%d\",\"source\":\"%s\",\"date\":\"%s\",\"title\":\"%s posts revenue of $%d.%d million\",", \
      i, i % 8, i, outlet[i % 8 + 1], when, name, said, tenth
    printf "\"text\":\"%s said on %s that its revenue rose by %d percent to $%d million in the first quarter. The company will cut %d jobs. ", \
      name, "Monday", growth, said, cut
    printf "Net profit was $%d.%d million, and its market share grew to %d percent.\\n\\nShares of %s closed at $%d.%02d, down %d.%d percent.\"}\n", \
      profit, part, share, name, price, cents, fall, part
  }
}
