/* Plain text, Markdown, NDJSON and CSV: blocks, titles, dates, reference lists, and the way back to the bytes. */
#include "readers.h"

/* --- plain text --------------------------------------------------------------------------------------------------------- */
static void house_style(void **state) {
  (void)state;
  Str raw =
      STR(" date 2025-03-04 PORT PROFIT fell to $3m, the port said.\n\nThe harbour\n\nIt had 12 ships in 2024.\n");
  Readings r = read_bytes("house.txt", raw);
  Document *d = &r.docs[0];
  assert_int_equal(r.n, 1);
  assert_str(d->text, raw.p);
  assert_int_equal(d->map.n, 0);
  assert_day(d->published, "2025-03-04");
  assert_int_equal(d->published.how, FOUND_FIRST_LINE);
  assert_block(d, 0, BLOCK_META, "date 2025-03-04");
  assert_block(d, 1, BLOCK_TEXT, "PORT PROFIT fell to $3m, the port said.");
  assert_block(d, 2, BLOCK_HEADING, "The harbour");
  assert_int_equal(d->title.n, 0);
  readings_release(&r);
}

static void title_line(void **state) {
  (void)state;
  Readings r = read_bytes(
      "t.txt", STR("Port Fees Rise Again\nFees rose by 4 percent on Monday, and the port of the northern harbour town "
                   "expects more of it next year, the mayor said.\nThe second line is a paragraph too.\n"));
  Document *d = &r.docs[0];
  assert_block(d, 0, BLOCK_TITLE, "Port Fees Rise Again");
  assert_str(d->title, "Port Fees Rise Again");
  assert_int_equal(d->title_how, FOUND_TITLE_LINE);
  assert_int_equal(d->nblocks, 3);
  readings_release(&r);
}

static void wrapped_wire(void **state) {
  (void)state;
  Readings r = read_bytes(
      "w.txt", STR("The port handled more ships in\nMay than in any month since the year began, "
                   "the\nharbour office said in its monthly report.\n    Traffic rose 5 pct against the month of"
                   "\nApril.\n    Shr 34 cts vs 1.19 dlrs\n    Net 807,000 vs 2,858,000\n Reuter\n"));
  Document *d = &r.docs[0];
  assert_int_equal(d->nblocks, 5);
  assert_block(d, 0, BLOCK_TEXT,
               "The port handled more ships in\nMay than in any month since the year began, the\nharbour office said "
               "in its monthly report.");
  assert_block(d, 1, BLOCK_TEXT, "Traffic rose 5 pct against the month of\nApril.");
  assert_block(d, 2, BLOCK_TEXT, "Shr 34 cts vs 1.19 dlrs");
  assert_block(d, 4, BLOCK_META, "Reuter");
  assert_str(d->wire, "Reuters");
  readings_release(&r);
}

static void dateline_wire(void **state) {
  (void)state;
  Readings r = read_bytes(
      "dl.txt",
      STR("HARBOUR CITY, Jan 29 (AFP) - Four ships sank on Monday, the coast guard said.\n\nNobody was hurt.\n"));
  assert_str(r.docs[0].wire, "AFP");
  readings_release(&r);
}

static void lists_and_quotes(void **state) {
  (void)state;
  Readings r = read_bytes("l.txt", STR("What changed\n\n- fees rose 3 percent\n- tolls fell\n\n1. first\n2. "
                                       "second\n\n> he wrote\n\n-----\nThe end came at noon, it said.\n"));
  Document *d = &r.docs[0];
  assert_int_equal(d->nblocks, 7);
  assert_block(d, 1, BLOCK_LIST, "- fees rose 3 percent");
  assert_block(d, 3, BLOCK_LIST, "1. first");
  assert_block(d, 5, BLOCK_QUOTE, "> he wrote");
  assert_block(d, 6, BLOCK_TEXT, "The end came at noon, it said.");
  readings_release(&r);
}

static const char list_text[] =
    "Port Fees Rise Again\n"
    "On Monday fees rose by 4 percent. [1] The mayor had warned of it. [3]\n"
    "Sources\n"
    "1. Ash, Ann. “Fees Rise.” Harbour Post, 3 Mar. 2025, www.harbour.example/2025/fees-rise-aga in-this-year.html. "
    "Accessed 5 Mar. 2025.\n"
    "2. Birch, Bo. “Tolls.” @CoastNews, Coast News, 1 Mar. 2025,\n"
    "3. www.coast.example/tolls. 3. Cedar, Cy. “Mayors Warn.” Town Crier, Feb. 2025, https://crier.example/m.\n";

static void reference_list(void **state) {
  (void)state;
  Readings r = read_bytes("refs.txt", str_of(list_text));
  Document *d = &r.docs[0];
  assert_int_equal(d->nreferences, 3);
  const Reference *a = &d->references[0], *b = &d->references[1], *c = &d->references[2];
  assert_int_equal(a->number, 1);
  assert_str(a->title, "Fees Rise");
  assert_str(a->publisher, "Harbour Post");
  assert_str(a->date, "2025-03-03");
  assert_str(a->url, "www.harbour.example/2025/fees-rise-again-this-year.html");
  assert_true(a->repaired);
  assert_int_equal(b->number, 2);
  assert_str(b->publisher, "Coast News");
  assert_str(b->url, "www.coast.example/tolls");
  assert_true(b->repaired);
  assert_int_equal(c->number, 3);
  assert_str(c->title, "Mayors Warn");
  assert_str(c->date, "2025-02");
  assert_str(c->url, "https://crier.example/m");
  assert_int_equal(d->blocks[d->nblocks - 1].kind, BLOCK_REFERENCE);
  assert_int_equal(d->blocks[2].kind, BLOCK_HEADING);
  assert_day(d->published, "2025-03-05");
  assert_int_equal(d->published.how, FOUND_REFERENCES);
  readings_release(&r);
}

static void options_date(void **state) {
  (void)state;
  ReadOptions o = read_options_default();
  o.base_date = (Moment){day_of(2024, 5, 6), -1};
  o.lang = "en";
  Readings r = read_with(put_file("o.txt", str_of(list_text)), &o);
  assert_day(r.docs[0].published, "2024-05-06");
  assert_int_equal(r.docs[0].published.how, FOUND_OPTION);
  assert_str(r.docs[0].lang, "en");
  readings_release(&r);
}

static void plain_numbers_are_no_sources(void **state) {
  (void)state;
  Readings r = read_bytes("n.txt", STR("Results of the race\n\n1. Ann, 12 points\n2. Bo, 9 points\n3. Cy, 4 points\n"));
  assert_int_equal(r.docs[0].nreferences, 0);
  readings_release(&r);
}

static void identity(void **state) {
  (void)state;
  Readings a = read_bytes("i1.txt", STR("Fees rose 4 percent.")), b = read_bytes("i2.txt", STR("Fees rose 4 percent."));
  ReadOptions o = read_options_default();
  o.lang = "en";
  Readings c = read_with(put_file("i3.txt", STR("Fees rose 4 percent.")), &o);
  assert_true(id_eq(a.docs[0].id, b.docs[0].id));
  assert_false(id_eq(a.docs[0].id, c.docs[0].id));
  assert_memory_equal(&a.docs[0].raw_hash, &c.docs[0].raw_hash, sizeof(Sha256));
  readings_release(&a), readings_release(&b), readings_release(&c);
}

static void odd_texts(void **state) {
  (void)state;
  static const struct {
    const char *p;
    size_t n;
  } odd[] = {
      {"", 0},
      {"\n\n \n", 4},
      {"x", 1},
      {"a\0b 5 percent of the harbour's ships left the port on Monday morning, and many more followed soon after.",
       104},
      {"\xe2\x80\xae"
       "5 ships\xe2\x80\xac",
       13},
      {"1\xe2\x80\x8b"
       "2 ships",
       11},
      {"\r\n\r\nfees\r\nrose\r\n", 16},
      {"caf\xe9 5", 6}};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    Readings r = read_bytes("odd.txt", str_make(odd[i].p, odd[i].n));
    assert_int_equal(r.n, 1);
    readings_release(&r);
  }
}

static void binary(void **state) {
  (void)state;
  Readings r = read_bytes("b.bin", STR("\x7f"
                                       "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0"));
  assert_int_equal(r.n, 0);
  assert_int_equal(r.failed, 1);
  assert_non_null(strstr(r.errors[0].text, "b.bin: not read: no text"));
  readings_release(&r);
}

/* --- Markdown --------------------------------------------------------------------------------------------------------------- */
static void markdown(void **state) {
  (void)state;
  Readings r = read_bytes(
      "a.md", STR("---\ntitle: \"Port news\"\ndate: 2025-02-03\nauthor: Ann Ash\nsource: Harbour Post\n---\n# Fees "
                  "rise\n\nFees rose by **4 percent** to\n[$3 million](https://h.example/x \"T\") in *May*, 5\\*3, "
                  "snake_case.\n\nTolls\n-----\n> quoted *words*\n> go on\n\n- one\n- two\n  goes on\n3. "
                  "three\n\n```\ncode = 5\n```\n\n| Port | Ships |\n|------|------:|\n| North | 12 |\n"));
  Document *d = &r.docs[0];
  assert_str(d->format, "md");
  assert_str(d->title, "Port news");
  assert_str(d->author, "Ann Ash");
  assert_str(d->publisher, "Harbour Post");
  assert_day(d->published, "2025-02-03");
  assert_block(d, 0, BLOCK_TITLE, "Fees rise");
  assert_block(d, 1, BLOCK_TEXT, "Fees rose by 4 percent to $3 million in May, 5*3, snake_case.");
  assert_block(d, 2, BLOCK_HEADING, "Tolls");
  assert_block(d, 3, BLOCK_QUOTE, "quoted words go on");
  assert_block(d, 5, BLOCK_LIST, "two goes on");
  assert_block(d, 6, BLOCK_LIST, "3. three");
  assert_block(d, 7, BLOCK_CODE, "code = 5");
  assert_block(d, 11, BLOCK_CELL, "12");
  assert_str(d->blocks[11].row, "North");
  assert_str(d->blocks[11].column, "Ships");
  assert_int_equal(d->nlinks, 1);
  assert_str(d->links[0].url, "https://h.example/x");
  assert_str(d->links[0].title, "T");
  assert_str(raw_of(d, "4 percent to $3"), "4 percent** to\n[$3");
  readings_release(&r);
}

/* --- NDJSON -------------------------------------------------------------------------------------------------------------------- */
static void ndjson(void **state) {
  (void)state;
  Str raw = STR("{\"id\":7,\"date\":\"26-FEB-1987 15:01:01.79\",\"title\":\"FEES\",\"body\":\"Fees \\u00a35m\\nrose "
                "\\ud83d\\ude00 5\\/6.\"}\n\n"
                "{\"text\":\"\"}\r\n{\"text\":null,\"source\":\"Post\"}\n[1]\n{\"text\":\"cut\n{\"no\":1}\n{\"text\":["
                "\"One 1.\",\"Two 2.\"],\"date\":1738144800}");
  Readings r = read_bytes("a.ndjson", raw);
  assert_int_equal(r.n, 4);
  assert_int_equal(r.failed, 3);
  Document *d = &r.docs[0];
  assert_str(d->given_id, "7");
  assert_str(d->title, "FEES");
  assert_day(d->published, "1987-02-26");
  assert_int_equal(d->published.at.second, 15 * 3600 + 61);
  assert_str(d->text, "Fees £5m\nrose 😀 5/6.");
  assert_str(raw_of(d, "£5m"), "\\u00a35m");
  assert_str(raw_of(d, "😀"), "\\ud83d\\ude00");
  assert_str(raw_of(d, "5/6"), "5\\/6");
  assert_str(r.docs[2].publisher, "Post");
  assert_block(&r.docs[3], 1, BLOCK_TEXT, "Two 2.");
  assert_day(r.docs[3].published, "2025-01-29");
  assert_non_null(strstr(r.errors[2].text, "no text in the record"));
  readings_release(&r);
}

static void json_array(void **state) {
  (void)state;
  ReadOptions o = read_options_default();
  o.map = "text=a.b,date=when,publisher=who";
  Readings r = read_with(
      put_file("a.json", STR("[\n  {\"a\": {\"b\": \"He said \\\"5}\\\"\"},\n \"when\": \"2025-02-03T04:05\", \"who\": "
                             "{\"name\": \"Post\"}},\n  {\"a\": {\"b\": \"6\"}, \"text\": \"no\"}\n]\n")),
      &o);
  assert_int_equal(r.n, 2);
  assert_str(r.docs[0].text, "He said \"5}\"");
  assert_str(r.docs[0].publisher, "Post");
  assert_day(r.docs[0].published, "2025-02-03");
  assert_str(r.docs[1].text, "6");
  assert_int_equal(r.docs[0].offset, 4);
  readings_release(&r);
}

static void json_limits(void **state) {
  (void)state;
  ReadOptions o = read_options_default();
  o.max_document = 40;
  Readings r = read_with(put_file("l.ndjson", STR("{\"text\":\"one 1\"}\n{\"text\":\"a line that is much longer than "
                                                  "forty bytes\"}\n{\"text\":\"two 2\"}\n")),
                         &o);
  assert_int_equal(r.n, 2);
  assert_int_equal(r.failed, 1);
  assert_int_equal(r.errors[0].code, ERR_LIMIT);
  assert_non_null(strstr(r.errors[0].text, "--max-document"));
  readings_release(&r);
}

/* --- CSV -------------------------------------------------------------------------------------------------------------------------- */
static void csv(void **state) {
  (void)state;
  Readings r = read_bytes("a.csv", STR("\xef\xbb\xbf"
                                       "no,headline,content,date\r\n1,\"Fees, \"\"up\"\"\",\"He said \"\"no\"\" to "
                                       "5\r\nships.\",3/4/2025\r\n2,B,plain 6,2025-05-06\r\n3,short\r\n"));
  assert_int_equal(r.n, 2);
  assert_int_equal(r.failed, 1);
  assert_str(r.docs[0].title, "Fees, \"up\"");
  assert_str(r.docs[0].text, "He said \"no\" to 5\r\nships.");
  assert_str(raw_of(&r.docs[0], "\"no\" to 5"), "\"\"no\"\" to 5");
  assert_day(r.docs[0].published, "2025-03-04");
  assert_str(r.docs[1].text, "plain 6");
  readings_release(&r);
}

static void tsv_with_map(void **state) {
  (void)state;
  ReadOptions o = read_options_default();
  o.map = "text=story";
  Readings r = read_with(put_file("a.tsv", STR("n\tstory\n1\tFees rose 5 percent, again\n")), &o);
  assert_int_equal(r.n, 1);
  assert_str(r.docs[0].text, "Fees rose 5 percent, again");
  readings_release(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(house_style),      cmocka_unit_test(title_line),
                                     cmocka_unit_test(wrapped_wire),     cmocka_unit_test(dateline_wire),
                                     cmocka_unit_test(lists_and_quotes), cmocka_unit_test(reference_list),
                                     cmocka_unit_test(options_date),     cmocka_unit_test(plain_numbers_are_no_sources),
                                     cmocka_unit_test(identity),         cmocka_unit_test(odd_texts),
                                     cmocka_unit_test(binary),           cmocka_unit_test(markdown),
                                     cmocka_unit_test(ndjson),           cmocka_unit_test(json_array),
                                     cmocka_unit_test(json_limits),      cmocka_unit_test(csv),
                                     cmocka_unit_test(tsv_with_map)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
