/* test_packed.c -- compressed bodies, web archives in zst with a dictionary, 7z: made here with the libraries' own encoders. */
#include "tests/unit/readers.h"

#include <archive.h>
#include <archive_entry.h>
#include <brotli/encode.h>
#include <zdict.h>
#include <zlib.h>
#include <zstd.h>

static const char page[] =
    "<html><body><article><p>Acme Corp. said on 3 May 2024 that it had hired 250 people in Ohio &amp; Utah, more than "
    "in all of the year before.</p></article></body></html>";
#define PAGE ((Str){page, sizeof page - 1})

/* --- encoders ------------------------------------------------------------------------------------------------------- */
static void put_deflated(Buf *out, Str s, int bits) {
  z_stream z = {.next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.n};
  assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
  size_t most = deflateBound(&z, s.n);
  buf_reserve(out, most);
  z.next_out = (Bytef *)out->p + out->n;
  z.avail_out = (uInt)most;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  out->n += z.total_out;
  deflateEnd(&z);
}
static void put_gzip(Buf *out, Str s) { put_deflated(out, s, 15 + 16); }
static void put_zlib(Buf *out, Str s) { put_deflated(out, s, 15); }
static void put_bare(Buf *out, Str s) { put_deflated(out, s, -15); }
static void put_plain(Buf *out, Str s) { buf_put(out, s); }

static void put_brotli(Buf *out, Str s) {
  size_t n = BrotliEncoderMaxCompressedSize(s.n);
  buf_reserve(out, n);
  assert_true(BrotliEncoderCompress(9, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, s.n, (const uint8_t *)s.p, &n,
                                    (uint8_t *)out->p + out->n));
  out->n += n;
}

/* dictionary empty: none. */
static void put_frame(Buf *out, Str s, Str dictionary) {
  size_t most = ZSTD_compressBound(s.n);
  buf_reserve(out, most);
  ZSTD_CCtx *c = ZSTD_createCCtx();
  size_t n = ZSTD_compress_usingDict(c, out->p + out->n, most, s.p, s.n, dictionary.p, dictionary.n, 9);
  ZSTD_freeCCtx(c);
  assert_false(ZSTD_isError(n));
  out->n += n;
}
static void put_zstd(Buf *out, Str s) { put_frame(out, s, STR("")); }

/* --- HTTP bodies ---------------------------------------------------------------------------------------------------- */
static void put_response(Buf *out, const char *encoding, Str body) {
  Buf http = BUF_INIT;
  buf_printf(&http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n\r\n", encoding);
  buf_put(&http, body);
  buf_printf(out,
             "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: "
             "application/http\r\nContent-Length: %zu\r\n\r\n",
             http.n);
  buf_put(out, buf_str(&http));
  buf_puts(out, "\r\n\r\n");
  buf_release(&http);
}

static Readings read_buf(const char *name, Buf *b) {
  Readings r = read_bytes(name, buf_str(b));
  buf_release(b);
  return r;
}

/* What `verify` does: the same record again, by its path and offset. */
static void assert_found_again(const Document *d) {
  ReadOptions o = read_options_default();
  Err err = {0};
  Input *again;
  char *path = mem_strdup(d->path);
  assert_int_equal(corpus_reread(&again, path, d->offset, &o, &err), OK);
  assert_true(str_eq(again->raw, d->raw));
  input_free(again);
  free(path);
}

static void assert_page(const Document *d) {
  assert_found_again(d);
  assert_true(str_find(d->text, STR("hired 250 people in Ohio & Utah, more than in all of the year before."), 0) !=
              SIZE_MAX);
  assert_str(raw_of(d, "&"), "&amp;");
}

static void test_bodies(void **state) {
  (void)state;
  static const struct {
    const char *encoding;
    void (*put)(Buf *out, Str s);
  } cases[] = {{"gzip", put_gzip},     {"x-gzip", put_gzip}, {"deflate", put_zlib}, {"deflate", put_bare},
               {"br", put_brotli},     {"BR", put_brotli},   {"zstd", put_zstd},    {"gzip", put_plain},
               {"deflate", put_plain}, {"br", put_plain},    {"zstd", put_plain},   {"identity", put_plain}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Buf body = BUF_INIT, warc = BUF_INIT;
    cases[i].put(&body, PAGE);
    put_response(&warc, cases[i].encoding, buf_str(&body));
    buf_release(&body);
    Readings r = read_buf("a.warc", &warc);
    if (r.n != 1 || r.failed != 0)
      fail_msg("%s, case %zu: %zu articles, %s", cases[i].encoding, i, r.n, r.errors[0].text);
    assert_page(&r.docs[0]);
    assert_int_equal(r.docs[0].flags & DOC_TRUNCATED, 0);
    readings_release(&r);
  }
}

/* The front of a body is read and marked as cut; bytes that are nothing are reported; the next record is read in each case. */
static void test_damaged_bodies(void **state) {
  (void)state;
  static const struct {
    const char *encoding;
    void (*put)(Buf *out, Str s);
  } cases[] = {
      {"gzip", put_gzip}, {"deflate", put_zlib}, {"deflate", put_bare}, {"br", put_brotli}, {"zstd", put_zstd}};
  Buf all = BUF_INIT;
  buf_puts(&all, "<html><body><article>");
  for (unsigned i = 0, x = 1; i < 9000; i++, x = x * 1103515245 + 12345)
    buf_printf(&all, "<p>Firm %u said that it had hired %u people.</p>", x >> 8, x >> 20);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Buf body = BUF_INIT, warc = BUF_INIT;
    cases[i].put(&body, buf_str(&all));
    put_response(&warc, cases[i].encoding, str_slice(buf_str(&body), 0, body.n * 3 / 4));
    put_response(&warc, "identity", PAGE);
    buf_release(&body);
    Readings r = read_buf("a.warc", &warc);
    if (r.n != 2 || r.failed != 0) fail_msg("%s, case %zu: %zu articles", cases[i].encoding, i, r.n);
    if (!(r.docs[0].flags & DOC_TRUNCATED) || r.docs[0].text.n < all.n / 3)
      fail_msg("%s, case %zu: %zu of %zu bytes", cases[i].encoding, i, r.docs[0].text.n, all.n);
    assert_page(&r.docs[1]);
    readings_release(&r);
  }
  Buf warc = BUF_INIT;
  put_response(&warc, "br", STR("\xff\xff\0\0\xff\xfe\0\1\2\3"));
  put_response(&warc, "identity", PAGE);
  Readings r = read_buf("a.warc", &warc);
  assert_int_equal(r.failed, 1);
  assert_non_null(strstr(r.errors[0].text, "damaged brotli data"));
  assert_int_equal(r.n, 1);
  readings_release(&r);
  buf_release(&all);
}

static void test_bomb(void **state) {
  (void)state;
  Buf zeros = BUF_INIT, body = BUF_INIT, warc = BUF_INIT;
  for (size_t i = 0; i < 8 << 20; i++) buf_putc(&zeros, ' ');
  put_brotli(&body, buf_str(&zeros));
  put_response(&warc, "br", buf_str(&body));
  put_response(&warc, "br", PAGE);
  Readings r = read_buf("a.warc", &warc);
  assert_int_equal(r.failed, 1);
  assert_int_equal(r.errors[0].code, ERR_LIMIT);
  assert_non_null(strstr(r.errors[0].text, "--max-ratio"));
  assert_int_equal(r.n, 1);
  readings_release(&r);
  buf_release(&zeros);
  buf_release(&body);
}

/* --- zst ------------------------------------------------------------------------------------------------------------ */
static Str dictionary(void) {
  static char bytes[4096];
  Buf samples = BUF_INIT;
  size_t sizes[100];
  for (size_t i = 0; i < 100; i++) {
    size_t from = samples.n;
    buf_printf(&samples,
               "<html><body><article><p>Firm %zu said on %zu May 2024 that it had hired %zu "
               "people.</p></article></body></html>",
               i * 7919, i % 28 + 1, i * 37);
    sizes[i] = samples.n - from;
  }
  ZDICT_params_t how = {.dictID = 4711};
  size_t n = ZDICT_finalizeDictionary(bytes, sizeof bytes, page, sizeof page - 1, samples.p, sizes, 100, how);
  assert_false(ZDICT_isError(n));
  buf_release(&samples);
  return str_make(bytes, n);
}

static void put_skippable(Buf *out, unsigned char low, Str bytes) {
  buf_putc(out, (char)low);
  buf_put(out, STR("\x2a\x4d\x18"));
  for (unsigned k = 0; k < 4; k++) buf_putc(out, (char)(bytes.n >> (8 * k)));
  buf_put(out, bytes);
}

static void put_record_frame(Buf *out, const char *encoding, Str dictionary) {
  Buf record = BUF_INIT;
  put_response(&record, encoding, PAGE);
  put_frame(out, buf_str(&record), dictionary);
  buf_release(&record);
}

static void test_zst_with_dictionary(void **state) {
  (void)state;
  Str d = dictionary();
  for (int packed = 0; packed < 2; packed++) {
    Buf warc = BUF_INIT, small = BUF_INIT;
    if (packed) put_frame(&small, d, STR(""));
    put_skippable(&warc, 0x5d, packed ? buf_str(&small) : d);
    size_t first = warc.n;
    put_record_frame(&warc, "identity", d);
    assert_true(warc.n - first < 200); /* smaller than its own header: the dictionary is needed */
    put_skippable(&warc, 0x50, STR("between two records"));
    put_record_frame(&warc, "identity", d);
    Readings r = read_buf("a.warc.zst", &warc);
    if (r.failed) fail_msg("%s", r.errors[0].text);
    assert_int_equal(r.n, 2);
    for (size_t i = 0; i < 2; i++) assert_page(&r.docs[i]);
    readings_release(&r);
    buf_release(&small);
  }
}

/* A damaged record is left out, the others are read; without its dictionary nothing can be. */
static void test_damaged_zst(void **state) {
  (void)state;
  Str d = dictionary();
  for (int lost = 0; lost < 2; lost++) {
    Buf warc = BUF_INIT;
    put_skippable(&warc, 0x5d, lost ? str_slice(d, 0, d.n / 2) : d);
    put_record_frame(&warc, "identity", d);
    size_t from = warc.n;
    put_record_frame(&warc, "identity", d);
    memset(warc.p + from + 9, 0xff, warc.n - from - 9);
    put_record_frame(&warc, "identity", d);
    Readings r = read_buf("a.warc.zst", &warc);
    assert_int_equal(r.n, lost ? 0 : 2);
    assert_int_equal(r.failed, 1);
    assert_int_equal(r.errors[0].code, ERR_INPUT);
    readings_release(&r);
  }
}

/* --- 7z ------------------------------------------------------------------------------------------------------------- */
static const char *put_7z(const char *name, const char *method) {
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", test_folder, name);
  struct archive *a = archive_write_new();
  assert_int_equal(archive_write_set_format_7zip(a), ARCHIVE_OK);
  assert_int_equal(archive_write_set_format_option(a, "7zip", "compression", method), ARCHIVE_OK);
  assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
  static const char *const names[] = {"one.html", "../two.html", "folder/three.html"};
  for (size_t i = 0; i < 3; i++) {
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, names[i]);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_size(e, (la_int64_t)PAGE.n);
    assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
    assert_int_equal(archive_write_data(a, PAGE.p, PAGE.n), PAGE.n);
    archive_entry_free(e);
  }
  assert_int_equal(archive_write_free(a), ARCHIVE_OK);
  return path;
}

static Str bytes_of(Buf *out, const char *path) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  for (int c; (c = getc(f)) != EOF;) buf_putc(out, (char)c);
  fclose(f);
  return buf_str(out);
}

static void test_7z(void **state) {
  (void)state;
  static const char *const methods[] = {"store", "deflate", "bzip2", "lzma1", "lzma2", "ppmd"};
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    Readings r = read_path(put_7z("a.7z", methods[i]));
    if (r.n != 3 || r.failed) fail_msg("%s: %zu articles, %s", methods[i], r.n, r.errors[0].text);
    for (size_t k = 0; k < 3; k++) assert_page(&r.docs[k]);
    assert_true(str_ends(r.docs[1].path, STR("a.7z!../two.html")));
    readings_release(&r);
  }
}

/* A 7z has its directory at its end: cut off there is nothing to read; inside another archive its end cannot be seen in time. Both are said. */
static void test_7z_unreadable(void **state) {
  (void)state;
  Buf whole = BUF_INIT, packed = BUF_INIT;
  Str bytes = bytes_of(&whole, put_7z("a.7z", "lzma2"));
  put_gzip(&packed, bytes);
  Readings cut = read_bytes("cut.7z", str_slice(bytes, 0, bytes.n / 2)), inside = read_buf("a.7z.gz", &packed);
  assert_true(cut.n == 0 && cut.failed == 1 && inside.n == 0 && inside.failed == 1);
  assert_int_equal(cut.errors[0].code, ERR_INPUT);
  assert_int_equal(inside.errors[0].code, ERR_INPUT);
  readings_release(&cut);
  readings_release(&inside);
  buf_release(&whole);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_bodies),       cmocka_unit_test(test_damaged_bodies),
                                     cmocka_unit_test(test_bomb),         cmocka_unit_test(test_zst_with_dictionary),
                                     cmocka_unit_test(test_damaged_zst),  cmocka_unit_test(test_7z),
                                     cmocka_unit_test(test_7z_unreadable)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
