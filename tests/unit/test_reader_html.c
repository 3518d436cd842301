/* Web pages: the article and what is not it, metadata and dates, cells with their heads, and each byte's place; on pages of our
 * own (test_archives.c: on real ones). */
#include "corpus/html_tree.h"
#include "tests/unit/readers.h"

static const char page_head[] =
    "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Port fees rise - Harbour Post</title>"
    "<meta property=\"og:site_name\" content=\"Harbour Post\"><meta name=author content=\"Ann Ash\">"
    "<link rel=canonical href=\"https://post.example/2025/03/04/fees\">"
    "<script "
    "type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":\"NewsArticle\",\"headline\":\"Port "
    "fees rise\","
    "\"datePublished\":\"2025-03-04T08:00:00+01:00\",\"dateModified\":\"2025-03-05\"}]}</script></head><body>"
    "<nav class=menu><ul><li><a href=/a>Home</a><li><a href=/b>Sport</a></ul></nav>";

static const char page_body[] =
    "<div class=\"article-body\"><h1>Port fees rise</h1><p class=byline>By Ann Ash, 4 March 2025</p>"
    "<p>The port of the northern harbour town raised its fees by 4 percent on Monday,\n   the harbour office said, "
    "after two years without change.</p>"
    "<p>Fees will bring in &pound;5&#150;10&nbsp;million, <a href=\"https://x.example/r\" title=T>the "
    "<b>report</b></a> said, and tolls, which fell in 2024, stay as they are.</p>"
    "<p><a href=\"/more\">READ MORE: Another story about ships</a></p><h2>What comes next</h2>"
    "<p>A vote is planned for May, and the mayor, the council and the shippers, who object, will be heard before it, "
    "AT&T said.</p>"
    "<blockquote><p>We object to paying 12 percent more, as everybody on the coast knows, and we will say "
    "so.</p></blockquote>"
    "<figure><img src=a.jpg><figcaption>The port in 2023. Photo: B. Birch</figcaption></figure>"
    "<table><tr><th>Port</th><th>Ships</th></tr><tr><td>North</td><td>12</td></tr><tr><td>South</td><td>7</td></tr></"
    "table>"
    "<h2>Related</h2><ul class=related><li><a href=/1>One story</a><li><a href=/2>Two story</a></ul></div>"
    "<footer class=footer>Copyright 2025</footer><script>var x = \"<p>no</p>\";</script></body></html>";

static Readings own_page(const char *body) {
  Buf b = BUF_INIT;
  buf_puts(&b, page_head);
  buf_puts(&b, body);
  Readings r = read_bytes("page.html", buf_str(&b));
  buf_release(&b);
  assert_int_equal(r.n, 1);
  return r;
}

static const Block *find_block(const Document *d, const char *text) {
  for (size_t i = 0; i < d->nblocks; i++)
    if (str_is(block_str(d, i), text)) return &d->blocks[i];
  fail_msg("no block \"%s\"", text);
  return NULL;
}

static void assert_kind(const Document *d, const char *text, BlockKind kind) {
  assert_string_equal(block_name(find_block(d, text)->kind), block_name(kind));
}

static void finds_article(void **state) {
  (void)state;
  Readings r = own_page(page_body);
  Document *d = &r.docs[0];
  assert_kind(d, "Home", BLOCK_BOILERPLATE);
  assert_kind(d, "Port fees rise", BLOCK_TITLE);
  assert_kind(d, "By Ann Ash, 4 March 2025", BLOCK_BOILERPLATE);
  assert_kind(d,
              "The port of the northern harbour town raised its fees by 4 percent on Monday, the harbour office said, "
              "after two years without change.",
              BLOCK_TEXT);
  assert_kind(d, "READ MORE: Another story about ships", BLOCK_BOILERPLATE);
  assert_kind(d, "What comes next", BLOCK_HEADING);
  assert_kind(d, "We object to paying 12 percent more, as everybody on the coast knows, and we will say so.",
              BLOCK_QUOTE);
  assert_kind(d, "The port in 2023. Photo: B. Birch", BLOCK_CAPTION);
  assert_kind(d, "Related", BLOCK_BOILERPLATE);
  assert_kind(d, "Copyright 2025", BLOCK_BOILERPLATE);
  assert_true(str_find(d->text, STR("var x"), 0) == SIZE_MAX);
  readings_release(&r);
}

static void cells_have_heads(void **state) {
  (void)state;
  Readings r = own_page(page_body);
  const Block *b = find_block(&r.docs[0], "12"), *head = find_block(&r.docs[0], "Ships");
  assert_int_equal(b->kind, BLOCK_CELL);
  assert_str(b->row, "North");
  assert_str(b->column, "Ships");
  assert_str(head->row, "");
  readings_release(&r);
}

static void keeps_bytes(void **state) {
  (void)state;
  Readings r = own_page(page_body);
  Document *d = &r.docs[0];
  assert_str(raw_of(d, "£5–10\u00a0million"), "&pound;5&#150;10&nbsp;million");
  assert_str(raw_of(d, "the report said"), "the <b>report</b></a> said");
  assert_str(raw_of(d, "on Monday, the harbour"), "on Monday,\n   the harbour");
  assert_str(raw_of(d, "AT&T said"), "AT&T said");
  assert_int_equal(d->nlinks, 6);
  readings_release(&r);
}

static void metadata(void **state) {
  (void)state;
  Readings r = own_page(page_body);
  Document *d = &r.docs[0];
  assert_str(d->title, "Port fees rise");
  assert_int_equal(d->title_how, FOUND_JSONLD);
  assert_day(d->published, "2025-03-04");
  assert_int_equal(d->published.how, FOUND_JSONLD);
  assert_day(d->modified, "2025-03-05");
  assert_str(d->publisher, "Harbour Post");
  assert_str(d->author, "Ann Ash");
  assert_str(d->lang, "en");
  assert_str(d->url, "https://post.example/2025/03/04/fees");
  assert_str(d->format, "html");
  readings_release(&r);
}

/* Each way to find a date, alone on its page. */
static void dates(void **state) {
  (void)state;
  static const struct {
    const char *page, *day;
    Found how;
  } pages[] = {
      {"<meta property='article:published_time' content='2024-05-06T10:00:00Z'><body><p>x", "2024-05-06", FOUND_META},
      {"<body><span itemprop=datePublished content=2024-05-07>x</span>", "2024-05-07", FOUND_MICRODATA},
      {"<link rel=canonical href='https://a.example/2024/05/08/x'><body><p>x", "2024-05-08", FOUND_URL},
      {"<link rel=canonical href='https://a.example/20240509/x'><body><p>x", "2024-05-09", FOUND_URL},
      {"<body><time datetime=2020-01-01>old</time><h1>T</h1><time datetime=2024-05-10>x</time>", "2024-05-10",
       FOUND_TIME},
      {"<body><h1>T</h1><div class=post-date>11. Mai 2024</div>", "2024-05-11", FOUND_BYLINE},
      {"<body><h1>T</h1><p>Published 12 May 2024</p>", "2024-05-12", FOUND_BYLINE},
      {"<meta name=date content=2024-05-13><body><p>x", "2024-05-13", FOUND_META},
      {"<script type=application/ld+json>{\"datePublished\": \"2024-05-14\", broken</script><body><p>x", "2024-05-14",
       FOUND_JSONLD},
      {"<meta property='og:updated_time' content='2024-05-15'><body><p>x", "2024-05-15", FOUND_META},
      {"<body><h1>T</h1><span>31.10.23</span>", "2023-10-31", FOUND_BYLINE},
      {"<body><h1>T</h1><p class=date>15 августа 2016</p>", "2016-08-15", FOUND_BYLINE},
  };
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    Buf b = BUF_INIT;
    buf_printf(&b, "<html>%s", pages[i].page);
    Readings r = read_bytes("d.html", buf_str(&b));
    assert_day(r.docs[0].published, pages[i].day);
    assert_string_equal(found_name(r.docs[0].published.how), found_name(pages[i].how));
    readings_release(&r);
    buf_release(&b);
  }
}

static void prefers_own_day(void **state) {
  (void)state;
  Readings r = read_bytes("u.html", STR("<html><link rel=canonical href='https://a.example/2024/05/08/x'><meta "
                                        "property='article:published_time' content='2024-05-09T01:00:00Z'><body><p>x"));
  assert_day(r.docs[0].published, "2024-05-08");
  readings_release(&r);
}

/* libxml2's traps: names without a semicolon, windows-1252 numbers, deep nesting, long text, many attributes. */
static void references(void **state) {
  (void)state;
  Readings r = read_bytes(
      "e.html", STR("<html><body><p>5&nbsp6 &copy 7 &amp8 &#x80;9 &unknown; &lt;b&gt; A & B &#1; &#xD800; end"));
  assert_str(block_str(&r.docs[0], 0), "5\u00a06 © 7 &8 €9 &unknown; <b> A & B end");
  readings_release(&r);
}

static void charset(void **state) {
  (void)state;
  Readings r =
      read_bytes("c.html", STR("<html><head><meta http-equiv=Content-Type content='text/html; "
                               "charset=windows-1251'></head><body><p>\xd6\xe5\xed\xe0 5 \xf0\xf3\xe1\xeb\xe5\xe9"));
  assert_str(r.docs[0].encoding, "windows-1251");
  assert_str(block_str(&r.docs[0], 0), "Цена 5 рублей");
  assert_str(raw_of(&r.docs[0], "рублей"), "\xf0\xf3\xe1\xeb\xe5\xe9");
  readings_release(&r);
}

static Readings repeated(const char *name, const char *head, const char *piece, size_t times, const char *tail) {
  Buf b = BUF_INIT;
  buf_puts(&b, head);
  for (size_t i = 0; i < times; i++) buf_puts(&b, piece);
  buf_puts(&b, tail);
  Readings r = read_bytes(name, buf_str(&b));
  buf_release(&b);
  return r;
}

static void nesting(void **state) {
  (void)state;
  Readings r =
      repeated("n.html", "<html><body>", "<div>", 300, "<p>The 300th level holds 5 ships, and its text is not lost.");
  assert_int_equal(r.n, 1);
  assert_true(str_find(r.docs[0].text, STR("not lost"), 0) != SIZE_MAX);
  readings_release(&r);
  r = repeated("n.html", "<html><body>", "<div>", 1000000, "x");
  assert_int_equal(r.failed, 1);
  assert_int_equal(r.errors[0].code, ERR_LIMIT);
  assert_non_null(strstr(r.errors[0].text, "nesting deeper than 512 (--max-depth)"));
  readings_release(&r);
}

static void many_nodes(void **state) {
  (void)state;
  Readings r = repeated("m.html", "<html><body>", "<br>x", 600000, "");
  assert_int_equal(r.errors[0].code, ERR_LIMIT);
  assert_non_null(strstr(r.errors[0].text, "--max-nodes"));
  readings_release(&r);
}

static void many_attributes(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  buf_puts(&b, "<html><body><p");
  for (int i = 0; i < 1000000; i++) buf_printf(&b, " a%d=1", i);
  buf_puts(&b, ">Five 5 ships.</p>");
  Readings r = read_bytes("a.html", buf_str(&b));
  assert_int_equal(r.n, 1);
  assert_str(r.docs[0].text, "Five 5 ships.");
  buf_release(&b);
  readings_release(&r);
}

static void long_text(void **state) {
  (void)state;
  Readings r = repeated("l.html", "<html><body><p>", "eleven text 5 and a few more words. ", 310000, "</p>");
  assert_int_equal(r.n, 1);
  assert_true(r.docs[0].text.n > 11000000);
  readings_release(&r);
}

/* The parser does not get the insides of scripts and comments: text behind them keeps its place, and tags inside quotes and comments are none. */
static void left_out(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  buf_puts(
      &b,
      "<html><head><style>p { color: red; content: \"<p>not 1 word</p>\" }</style>"
      "<SCRIPT type=a>if (1 < 2) document.write('<p>not 2 words</p><script src=x>');</Script ></head><body><article>"
      "<!-- <script> a comment with a script that has no end --><!--> <p>not 3 words</p> -->"
      "<p data-x=\"<script>a quoted tag that begins nothing\">Acme &amp; Sons hired 250 people on 3 May 2024, more "
      "than ever before.</p>"
      "<style/><p title='a > b <!-- '>It paid 5&#150;10 dollars each, it said, and that is all it said that day.</p>"
      "<p><a href=/find?q='this and that>Acme's</a> chief called it a good year, and the best of those before it, "
      "too.</p>"
      "<p =\"a quote that is none>Its staff of 1,200 can't complain, the chief said to the Harbour Post on Friday.</p>"
      "<!-- closed in another way, --!><p>Bolt fired 30 people of its 900 in the same month, with "
      "regret.</p></l<script>i>"
      "<script>a script without an end: <p>not 4 words</p>");
  Readings r = read_bytes("a.html", buf_str(&b));
  assert_int_equal(r.n, 1);
  Str text = r.docs[0].text;
  assert_true(str_find(text, STR("not "), 0) == SIZE_MAX);
  assert_str(raw_of(&r.docs[0], "\xe2\x80\x93"), "&#150;");
  assert_str(raw_of(&r.docs[0], "Sons hired 250 people"), "Sons hired 250 people");
  static const char *const kept[] = {"Bolt fired 30 people", "Acme's", "chief called it a good year",
                                     "Its staff of 1,200"};
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) assert_str(raw_of(&r.docs[0], kept[i]), kept[i]);
  readings_release(&r);
  buf_release(&b);
}

/* Behind its deadline a page is given up in the middle. */
static void late(void **state) {
  (void)state;
  Buf b = BUF_INIT;
  for (int i = 0; i < 100; i++) buf_puts(&b, "<p>1 word</p>");
  ReadOptions o = read_options_default();
  Err err = {0};
  Arena *a = arena_new();
  HtmlTree tree;
  assert_int_equal(html_parse(&tree, a, buf_str(&b), &o, "a.html", &err), OK);
  o.until = (Deadline){.at = 1};
  assert_int_equal(html_parse(&tree, a, buf_str(&b), &o, "a.html", &err), ERR_LIMIT);
  assert_non_null(strstr(err.text, "--max-seconds"));
  assert_true(tree.nnodes < 100);
  arena_free(a);
  buf_release(&b);
}

static void broken_pages(void **state) {
  (void)state;
  static const char *const pages[] = {"<html",
                                      "<html><",
                                      "<html></",
                                      "<html><!--",
                                      "<html><p a='",
                                      "<html><script>",
                                      "<html><p>&",
                                      "<html><p>&#",
                                      "<html><table><tr><td>5<table>",
                                      "<html><a><a><p></a>5</b>",
                                      "<html><body><p>\xff\xfe 5",
                                      "<html><textarea><p>5",
                                      "<html><p>5<![CDATA[6]]>7",
                                      "<html><svg><title>5</title></svg><p>6"};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    Readings r = read_bytes("b.html", str_of(pages[i]));
    assert_int_equal(r.n + r.failed, 1);
    readings_release(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_article),
                                     cmocka_unit_test(cells_have_heads),
                                     cmocka_unit_test(keeps_bytes),
                                     cmocka_unit_test(metadata),
                                     cmocka_unit_test(dates),
                                     cmocka_unit_test(prefers_own_day),
                                     cmocka_unit_test(references),
                                     cmocka_unit_test(charset),
                                     cmocka_unit_test(nesting),
                                     cmocka_unit_test(many_nodes),
                                     cmocka_unit_test(many_attributes),
                                     cmocka_unit_test(long_text),
                                     cmocka_unit_test(broken_pages),
                                     cmocka_unit_test(left_out),
                                     cmocka_unit_test(late)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
