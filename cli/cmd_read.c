/* cmd_read.c -- what the readers make of an archive: one object an article, with its text, blocks and metadata. */
#include "base/json.h"
#include "base/utf8.h"
#include "cli/feed.h"
#include <stdlib.h>

enum { OPT_NO_TEXT = OPT_OWN };

typedef struct {
  Feed feed;
  Out *out;
  bool text; /* print text, body and blocks */
} Reading;

/* One article's object, or its cells apart by line ends, or why it could not be read. */
typedef struct {
  Buf row;
  Err err;
} Result;

static void *start(void *ctx) { return ctx; }
static void stop(void *ctx, void *own) { (void)ctx, (void)own; }

static void drop(void *ctx, void *result) {
  (void)ctx;
  buf_release(&((Result *)result)->row);
  free(result);
}

static bool go_on(void *ctx) {
  Reading *r = ctx;
  return feed_goes_on(&r->feed) && !out_failed(r->out);
}

/* --- one article ---------------------------------------------------------------------------------------------------- */

static bool is_body(BlockKind k) {
  return k == BLOCK_TEXT || k == BLOCK_HEADING || k == BLOCK_LIST || k == BLOCK_QUOTE || k == BLOCK_CELL;
}

/* Paragraphs, headings, lists, quotes and tables, apart by an empty line: what a reader would call the article. */
static void put_body(Buf *b, const Document *d) {
  Buf body = BUF_INIT;
  for (size_t i = 0; i < d->nblocks; i++) {
    if (!is_body(d->blocks[i].kind)) continue;
    if (body.n) buf_puts(&body, "\n\n");
    buf_put(&body, str_slice(d->text, d->blocks[i].span.start, d->blocks[i].span.end));
  }
  json_str(b, "body", buf_str(&body));
  buf_release(&body);
}

static void put_span(Buf *b, Span s) {
  json_int(b, "start", s.start);
  json_int(b, "end", s.end);
}

static void put_blocks(Buf *b, const Document *d) {
  json_key(b, "blocks");
  buf_putc(b, '[');
  for (size_t i = 0; i < d->nblocks; i++) {
    const Block *k = &d->blocks[i];
    json_item(b);
    buf_putc(b, '{');
    json_str(b, "kind", str_of(block_name(k->kind)));
    put_span(b, k->span);
    if (k->row.n) json_str(b, "row", k->row);
    if (k->column.n) json_str(b, "column", k->column);
    buf_putc(b, '}');
  }
  buf_putc(b, ']');
}

static void put_links(Buf *b, const Document *d) {
  json_key(b, "links");
  buf_putc(b, '[');
  for (size_t i = 0; i < d->nlinks; i++) {
    json_item(b);
    buf_putc(b, '{');
    put_span(b, d->links[i].span);
    json_str(b, "url", d->links[i].url);
    if (d->links[i].title.n) json_str(b, "title", d->links[i].title);
    buf_putc(b, '}');
  }
  buf_putc(b, ']');
}

static void str_or_null(Buf *b, const char *key, Str s) { json_str_or_null(b, key, s.n ? s : (Str){NULL, 0}); }

static void put_references(Buf *b, const Document *d) {
  json_key(b, "references");
  buf_putc(b, '[');
  for (size_t i = 0; i < d->nreferences; i++) {
    const Reference *r = &d->references[i];
    json_item(b);
    buf_putc(b, '{');
    put_span(b, r->span);
    json_int(b, "number", r->number);
    str_or_null(b, "title", r->title);
    str_or_null(b, "publisher", r->publisher);
    str_or_null(b, "date", r->date);
    str_or_null(b, "url", r->url);
    json_bool(b, "repaired", r->repaired);
    buf_putc(b, '}');
  }
  buf_putc(b, ']');
}

/* "published":"2025-01-29","published_how":"meta", or both null. */
static void put_dated(Buf *b, const char *key, const char *how, Dated at) {
  if (at.at.day == DAY_NONE) {
    json_null(b, key);
    return;
  }
  json_key(b, key);
  buf_putc(b, '"');
  moment_put(b, at.at);
  buf_putc(b, '"');
  json_str(b, how, str_of(found_name(at.how)));
}

static void put_found(Buf *b, const char *key, const char *how, Str value, Found found) {
  str_or_null(b, key, value);
  if (value.n && found != FOUND_NONE) json_str(b, how, str_of(found_name(found)));
}

static void put_id(Buf *b, const Document *d) {
  if (d->given_id.n) {
    json_str(b, "id", d->given_id);
    return;
  }
  json_key(b, "id");
  buf_puts(b, "\"d:");
  hex_put(b, d->id.b, sizeof d->id.b);
  buf_putc(b, '"');
}

/* File names may hold any bytes; JSON may not. */
static void put_path(Buf *b, const Document *d) {
  Buf path = BUF_INIT;
  utf8_repair(&path, d->path, NULL);
  json_str(b, "path", buf_str(&path));
  buf_release(&path);
}

static void put_document(Buf *b, const Document *d, bool text) {
  buf_putc(b, '{');
  json_int(b, "v", 1);
  put_path(b, d);
  json_int(b, "offset", (int64_t)d->offset);
  put_id(b, d);
  put_found(b, "title", "title_how", d->title, d->title_how);
  put_dated(b, "published", "published_how", d->published);
  put_dated(b, "modified", "modified_how", d->modified);
  put_found(b, "url", "url_how", d->url, d->url_how);
  put_found(b, "publisher", "publisher_how", d->publisher, d->publisher_how);
  str_or_null(b, "author", d->author);
  str_or_null(b, "lang", d->lang);
  str_or_null(b, "wire", d->wire);
  json_str(b, "format", d->format);
  json_str(b, "encoding", d->encoding);
  json_bool(b, "truncated", (d->flags & DOC_TRUNCATED) != 0);
  json_bool(b, "repaired", (d->flags & DOC_REPAIRED_UTF8) != 0);
  json_key(b, "raw_sha256");
  buf_putc(b, '"');
  hex_put(b, d->raw_hash.b, sizeof d->raw_hash.b);
  buf_putc(b, '"');
  if (text) {
    json_str(b, "text", d->text);
    put_body(b, d);
    put_blocks(b, d);
    put_links(b, d);
    put_references(b, d);
  }
  buf_putc(b, '}');
}

static const Column columns[] = {
    {"published", 0},     {"publisher", COL_TRIM},           {"title", COL_TRIM | COL_MOST}, {"format", COL_SPARE},
    {"bytes", COL_RIGHT}, {"blocks", COL_RIGHT | COL_SPARE}, {"path", COL_TRIM | COL_TAIL},  {"url", COL_DATA}};

static void put_line(Buf *b, Str s) {
  for (size_t i = 0; i < s.n; i++) buf_putc(b, s.p[i] == '\n' ? ' ' : s.p[i]);
  buf_putc(b, '\n');
}

/* The cells of columns, a line each. */
static void put_cells(Buf *b, const Document *d) {
  day_put(b, d->published.at.day);
  buf_putc(b, '\n');
  put_line(b, d->publisher);
  put_line(b, d->title);
  put_line(b, d->format);
  buf_printf(b, "%zu\n%zu\n", d->text.n, d->nblocks);
  put_line(b, d->path);
  put_line(b, d->url);
}

static void *work(void *ctx, Worker *w, const Input *in) {
  const Reading *x = ctx;
  Result *r = mem_zalloc(sizeof *r);
  Document d = {0};
  if (in->failed.code != OK)
    r->err = in->failed;
  else if (document_read(&d, w->arena, in, &x->feed.reading, &r->err) != OK)
    err_set(&r->err, ERR_INPUT, "%s: not read", in->path);
  else if (out_wants_objects(x->out))
    put_document(&r->row, &d, x->text);
  else
    put_cells(&r->row, &d);
  return r;
}

static void put_row(Reading *x, Str row) {
  if (out_wants_objects(x->out)) {
    buf_put(out_object(x->out), row);
    out_object_end(x->out);
    return;
  }
  Str cell;
  for (size_t i = 0; i < sizeof columns / sizeof *columns && str_split(&cell, &row, '\n'); i++)
    out_cell_str(x->out, cell);
  out_row_end(x->out);
}

static ErrCode take(void *ctx, const Input *in, void *result, Err *err) {
  Reading *x = ctx;
  Result *r = result;
  (void)err;
  if (r->err.code != OK) {
    feed_failed(&x->feed, &r->err, true);
  } else {
    x->feed.counts.articles++;
    put_row(x, buf_str(&r->row));
  }
  feed_taken(&x->feed, in);
  if (x->feed.standard_input && !feed_more_waits()) out_flush(x->out);
  drop(ctx, r);
  return OK;
}

/* --- the command ---------------------------------------------------------------------------------------------------- */

static ErrCode read_all(Reading *x, const Cli *c, Err *err) {
  Pipeline p = {.ctx = x, .start = start, .stop = stop, .work = work, .take = take, .drop = drop, .go_on = go_on};
  if (!(p.jobs = cli_jobs(c, err))) return ERR_USAGE;
  ErrCode code = out_open(&x->out, &c->out, err);
  if (code != OK) return code;
  out_columns(x->out, columns, sizeof columns / sizeof *columns);
  code = feed_run(&x->feed, &p, err);
  if (code == ERR_INTERRUPTED)
    err_set(err, code, "interrupted after %llu articles", (unsigned long long)x->feed.counts.articles);
  ErrCode closed = out_close(x->out, code == OK || code == ERR_INTERRUPTED, err);
  return code != OK ? code : closed;
}

static int run(Cli *c, Err *err) {
  Reading x = {.text = !cli_has(c, OPT_NO_TEXT)};
  ErrCode code = feed_init(&x.feed, c, false, err);
  if (code == OK) code = read_all(&x, c, err);
  int status = code == OK ? feed_status(&x.feed) : exit_code_of(code);
  feed_release(&x.feed);
  return status;
}

static const struct poptOption options[] = {
    CLI_FLAG("no-text", 0, OPT_NO_TEXT, "metadata only, without text, body and blocks"),
    CLI_GROUP("Running", feed_options), CLI_GROUP("Reading", reading_options), CLI_END};

const Command cmd_read = {.name = "read",
                          .args = "[PATH|-]...",
                          .summary = "what the readers make of an archive",
                          .examples = "read page.html\tits title, date, publisher\n"
                                      "read crawl.warc.gz -f ndjson\ttext, body and blocks, one article a line\n"
                                      "read corpus/ --no-text -f csv -o articles.csv\ta list of the articles\n",
                          .options = options,
                          .run = run};
