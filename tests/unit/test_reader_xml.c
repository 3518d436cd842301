/* Feeds, NITF, NewsML-G2, MediaWiki dumps, Reuters SGML and mailboxes; entities that would read files or grow do neither. */
#include "base/utf8.h"
#include "readers.h"

static void rss(void **state) {
  (void)state;
  Readings r = read_bytes(
      "rss.xml",
      STR("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Harbour News</title>\n"
          "<item><title>Port &amp; rail</title><link>http://h.example/1</link><pubDate>Wed, 29 Jan 2025 10:00:00 "
          "GMT</pubDate>"
          "<description>&lt;p&gt;It handled 5&amp;#150;10 ships &amp;amp; 3 barges.&lt;/p&gt;</description></item>"
          "<item><title>Two</title><content:encoded><![CDATA[<h2>Head</h2><p>Costs rose <b>3 "
          "percent</b>.</p>]]></content:encoded></item>"
          "<item><title>Cut"));
  assert_int_equal(r.n, 2);
  assert_int_equal(r.failed, 1);
  Document *d = &r.docs[0];
  assert_str(d->title, "Port & rail");
  assert_str(d->publisher, "Harbour News");
  assert_str(d->url, "http://h.example/1");
  assert_day(d->published, "2025-01-29");
  assert_block(d, 0, BLOCK_TEXT, "It handled 5–10 ships & 3 barges.");
  assert_str(raw_of(d, "5–10"), "5&amp;#150;10");
  assert_block(&r.docs[1], 0, BLOCK_HEADING, "Head");
  assert_str(raw_of(&r.docs[1], "rose 3 percent"), "rose <b>3 percent");
  readings_release(&r);
}

static void atom(void **state) {
  (void)state;
  Readings r = read_bytes(
      "atom.xml",
      STR("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Site</title><entry><title>E</title><id>urn:1</id><link "
          "rel=\"self\" href=\"/s\"/>"
          "<link "
          "href=\"http://a.example/e?a=1&amp;b=2\"/><published>2024-05-06T07:08:09Z</published><author><name>Bo</"
          "name></author>"
          "<content type=\"xhtml\"><div><p>Sales fell 4%.</p></div></content></entry></feed>"));
  assert_int_equal(r.n, 1);
  assert_str(r.docs[0].url, "http://a.example/e?a=1&b=2");
  assert_str(r.docs[0].author, "Bo");
  assert_str(r.docs[0].text, "Sales fell 4%.");
  readings_release(&r);
}

static void nitf(void **state) {
  (void)state;
  Str raw = STR("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE nitf [<!ENTITY x "
                "\"no\">]>\n<nitf><head><docdata><date.issue norm=\"20250129T101500Z\"/><doc-id id-string=\"n1\"/>"
                "<doc.copyright holder=\"AGENCY\"/></docdata></head><body><body.head><hedline><hl1>Caf\xe9 sales "
                "up</hl1></hedline></body.head><body.content><block><p>Caf\xe9 sales rose 12 percent.</p>"
                "<hl2>Later</hl2><p>It sold 3 cups &x;.</p><media><media-reference source=\"a.jpg\"/><media-caption>A "
                "cup.</media-caption></media></block></body.content></body></nitf>");
  Readings r = read_bytes("nitf.xml", raw);
  assert_int_equal(r.n, 1);
  Document *d = &r.docs[0];
  assert_str(d->raw, raw.p); /* a file with one article stays whole */
  assert_str(d->title, "Café sales up");
  assert_str(d->publisher, "AGENCY");
  assert_str(d->given_id, "n1");
  assert_day(d->published, "2025-01-29");
  assert_block(d, 0, BLOCK_TEXT, "Café sales rose 12 percent.");
  assert_str(raw_of(d, "Café sales"), "Caf\xe9 sales");
  assert_block(d, 1, BLOCK_HEADING, "Later");
  assert_block(d, 2, BLOCK_TEXT, "It sold 3 cups &x;.");
  assert_block(d, 3, BLOCK_CAPTION, "A cup.");
  readings_release(&r);
}

static void newsml(void **state) {
  (void)state;
  Readings r = read_bytes(
      "n.xml",
      STR("<newsMessage><itemSet><newsItem guid=\"u1\" xml:lang=\"en\"><itemMeta><provider "
          "literal=\"AGY\"/><versionCreated>2025-02-03T10:00:00Z</versionCreated></itemMeta>"
          "<contentMeta><headline>Rates held</headline></contentMeta><contentSet><inlineXML><html><body><p>Rates stay "
          "at 4.5%.</p></body></html></inlineXML></contentSet></newsItem>"
          "<newsItem guid=\"u2\"><contentSet><inlineData>Plain 7 "
          "ships.</inlineData></contentSet></newsItem></itemSet></newsMessage>"));
  assert_int_equal(r.n, 2);
  assert_str(r.docs[0].title, "Rates held");
  assert_str(r.docs[0].publisher, "AGY");
  assert_str(r.docs[0].lang, "en");
  assert_str(r.docs[0].text, "Rates stay at 4.5%.");
  assert_str(r.docs[1].text, "Plain 7 ships.");
  readings_release(&r);
}

static void wiki(void **state) {
  (void)state;
  Readings r = read_bytes(
      "wiki.xml",
      STR("<mediawiki><siteinfo><sitename>Testpedia</sitename></siteinfo><page><title>Harbour</title><ns>0</ns><id>7</"
          "id><revision><timestamp>2024-02-03T04:05:06Z</timestamp><text>"
          "{{Infobox|a={{b}}}}\nThe '''Harbour''' has [[ship|ships]] and 12 [[crane]]s.&lt;ref&gt;x 9&lt;/ref&gt; It "
          "cost $5&amp;nbsp;m.\n\n== History ==\nFounded in 1900.\n* one\n"
          "* two [http://x.example items]\n{| class=\"x\"\n| 5\n|}\n[[File:a.jpg|thumb|cap [[x]]]]\nEnd "
          "3.</text></revision></page>"
          "<page><title>Talk:Harbour</title><ns>1</ns><revision><text>no</text></revision></page></mediawiki>"));
  assert_int_equal(r.n, 2);
  Document *d = &r.docs[0];
  assert_str(d->publisher, "Testpedia");
  assert_day(d->published, "2024-02-03");
  assert_block(d, 0, BLOCK_TEXT, "The Harbour has ships and 12 cranes. It cost $5\u00a0m.");
  assert_block(d, 1, BLOCK_HEADING, "History");
  assert_block(d, 3, BLOCK_LIST, "one");
  assert_block(d, 4, BLOCK_LIST, "two items");
  assert_block(d, 5, BLOCK_TEXT, "End 3.");
  assert_str(raw_of(d, "ships and 12"), "ships]] and 12");
  assert_int_equal(r.docs[1].text.n, 0);
  readings_release(&r);
}

static void reuters(void **state) {
  (void)state;
  Readings r = read_bytes(
      "r.sgm", STR("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\" NEWID=\"1\">\n<DATE>26-FEB-1987 "
                   "15:01:01.79</DATE>\n<UNKNOWN>\n&#5;&#5;C T</UNKNOWN>\n<TEXT>&#2;\n<TITLE>PORT &lt;PRT> FEES</TITLE>"
                   "<DATELINE> HARBOUR, Feb 26 - </DATELINE><BODY>Fees rose 5 pct&#127; on Monday\nand 3 &lt;PRT> "
                   "ships left.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
                   "<REUTERS NEWID=\"2\"><DATE>27-FEB-1987</DATE><TEXT "
                   "TYPE=\"BRIEF\"><TITLE>BRIEF</TITLE>Blah\n&#3;</TEXT></REUTERS>\n"));
  assert_int_equal(r.n, 2);
  Document *d = &r.docs[0];
  assert_str(d->title, "PORT <PRT> FEES");
  assert_str(d->given_id, "1");
  assert_day(d->published, "1987-02-26");
  assert_str(d->text, "Fees rose 5 pct on Monday\nand 3 <PRT> ships left.\n Reuter");
  assert_str(raw_of(d, "3 <PRT> ships"), "3 &lt;PRT> ships");
  assert_str(d->wire, "Reuters");
  assert_int_equal(r.docs[1].text.n, 0);
  readings_release(&r);
}

static void mbox(void **state) {
  (void)state;
  Readings r = read_bytes(
      "a.mbox",
      STR("From a@x Wed Jan 29 10:00:00 2025\nFrom: Ann <a@x.example>\nSubject: =?utf-8?Q?Caf=C3=A9_sales?=\n "
          "=?utf-8?B?IHVw?=\nDate: Wed, 29 Jan 2025 10:00:00 +0100\n"
          "Content-Type: multipart/alternative;\n boundary=\"b1\"\n\n--b1\nContent-Type: "
          "text/html\n\n<p>no</p>\n--b1\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: "
          "quoted-printable\n\n"
          "Caf=E9 sales rose 12 percent to =A35m in a line that goes=\n on.\n--b1--\n\nFrom b@x Wed Jan 29 10:00:00 "
          "2025\nSubject: two\nContent-Transfer-Encoding: base64\n\nVGhlIHBvcnQgaGFuZGxlZCAxMiBz\naGlwcyBpbiBNYXku\n\n"
          "From c@x Wed Jan 29 10:00:00 2025\nSubject: three\n\nPlain 3.\n>From here 4.\n"));
  assert_int_equal(r.n, 3);
  Document *d = &r.docs[0];
  assert_str(d->title, "Café sales up");
  assert_day(d->published, "2025-01-29");
  assert_block(d, 0, BLOCK_TEXT, "Café sales rose 12 percent to £5m in a line that goes on.");
  assert_str(raw_of(d, "£5m"), "=A35m");
  assert_str(raw_of(d, "goes on."), "goes=\n on.");
  assert_block(&r.docs[1], 0, BLOCK_TEXT, "The port handled 12 ships in May.");
  assert_true(str_find(r.docs[2].text, STR("\nFrom here 4."), 0) != SIZE_MAX);
  readings_release(&r);
}

/* A header with raw bytes in no declared charset, and an encoded word that is no UTF-8. */
static void mbox_raw_header(void **state) {
  (void)state;
  Readings r = read_bytes("a.mbox", STR("From a@x Wed Jan 29 10:00:00 2025\nFrom: J\xf6rg <j@x.example>\nSubject: "
                                        "=?utf-8?Q?F=C3=E4hre?=\nMessage-ID: <\xff@x>\n\nPlain 3.\n"));
  assert_int_equal(r.n, 1);
  assert_str(r.docs[0].author, "Jörg <j@x.example>");
  assert_true(utf8_valid(r.docs[0].title) && utf8_valid(r.docs[0].given_id));
  readings_release(&r);
}

/* An archive's address of a page is not text either. */
static void warc_raw_address(void **state) {
  (void)state;
  Readings r = read_bytes("a.warc", STR("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\xe4\r\n"
                                        "WARC-Date: 2024-03-04T10:00:00Z\r\nContent-Type: application/http\r\n"
                                        "Content-Length: 61\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
                                        "Plain 3 words..\n\r\n\r\n"));
  assert_int_equal(r.n, 1);
  assert_str(r.docs[0].url, "https://x.example/\xEF\xBF\xBD");
  readings_release(&r);
}

/* Nothing of the document's own entities is believed. */
static void entities(void **state) {
  (void)state;
  put_file("secret.txt", STR("SECRET 99"));
  Buf b = BUF_INIT;
  buf_printf(
      &b,
      "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY f SYSTEM \"file://%s/secret.txt\"><!ENTITY l1 \"lollollollol\">",
      test_folder);
  for (int i = 2; i < 12; i++) buf_printf(&b, "<!ENTITY l%d \"&l%d;&l%d;&l%d;&l%d;\">", i, i - 1, i - 1, i - 1, i - 1);
  buf_puts(&b, "]><nitf><body><body.content><p>It is &f; and &l11; 5.</p></body.content></body></nitf>");
  Readings r = read_bytes("xxe.xml", buf_str(&b));
  assert_int_equal(r.n, 1);
  assert_str(r.docs[0].text, "It is &f; and &l11; 5.");
  readings_release(&r);
  buf_reset(&b);
  buf_printf(&b, "<!DOCTYPE html [<!ENTITY f SYSTEM \"file://%s/secret.txt\">]><html><body><p>It is &f; 5.</p>",
             test_folder);
  r = read_bytes("xxe.html", buf_str(&b));
  assert_true(str_find(r.docs[0].text, STR("SECRET"), 0) == SIZE_MAX);
  readings_release(&r);
  buf_release(&b);
}

static void deep(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  buf_puts(&b, "<nitf>");
  for (int i = 0; i < 1000000; i++) buf_puts(&b, "<a>");
  Readings r = read_bytes("deep.xml", buf_str(&b));
  assert_int_equal(r.failed, 1);
  assert_int_equal(r.errors[0].code, ERR_LIMIT);
  readings_release(&r);
  buf_release(&b);
}

static void broken(void **state) {
  (void)state;
  static const char *const bad[] = {
      "<nitf",
      "<nitf>",
      "<nitf><![CDATA[",
      "<nitf></a></nitf>",
      "<rss><item></item>",
      "<rss><item><title>&#xFFFFFFFFF;</title></item>",
      "<nitf a='",
      "<feed><entry><content>&lt;p",
      "<mediawiki><page><ns>0</ns><revision><text>[[a|{{b</text></revision></page>",
      "<mediawiki><page><ns>0</ns><revision><text>{|</text></revision></page>",
      "<mediawiki><page><ns>0</ns><revision><text>[[]]''&lt;ref[http</text></revision></page>"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Readings r = read_bytes("bad.xml", str_of(bad[i]));
    assert_true(r.n + r.failed <= 2);
    readings_release(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rss),
                                     cmocka_unit_test(atom),
                                     cmocka_unit_test(nitf),
                                     cmocka_unit_test(newsml),
                                     cmocka_unit_test(wiki),
                                     cmocka_unit_test(reuters),
                                     cmocka_unit_test(mbox),
                                     cmocka_unit_test(mbox_raw_header),
                                     cmocka_unit_test(warc_raw_address),
                                     cmocka_unit_test(entities),
                                     cmocka_unit_test(deep),
                                     cmocka_unit_test(broken)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
