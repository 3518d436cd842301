/* references.c -- the numbered list of sources at an article's end. See plain.h.
 *
 * The list is the last run of blocks that begin with a number and of which half hold a URL or a year. Copies break such lists
 * in two ways that are repaired and flagged: a line break or blank inside a URL, and an entry's URL set on a line of its own
 * with the next number before it ("4. www.site.com/x. 4. Field, ..."), so that every later number is one too high or twice. */
#include "corpus/cite_date.h"
#include "corpus/plain.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "12. ", "12) " or "[12] " at `from`: its number and *behind; 0 otherwise. */
static int number_at(Str s, size_t from, size_t *behind) {
  size_t i = from;
  bool bracket = i < s.n && s.p[i] == '[';
  i += bracket;
  int v = 0;
  size_t digits = i;
  while (i < s.n && i - digits < 3 && is_digit(s.p[i])) v = v * 10 + (s.p[i++] - '0');
  if (i == digits || i + 1 >= s.n || !strchr(bracket ? "]" : ".)", s.p[i]) || !strchr(" \t\n", s.p[i + 1])) return 0;
  *behind = i + 2;
  return v;
}

/* --- URLs ----------------------------------------------------------------------------------------------------------- */
static bool url_char(char c) { return c > ' ' && c != '<' && c != '>' && c != '"' && !(c & 0x80); }

static size_t word_end(Str s, size_t from) {
  while (from < s.n && url_char(s.p[from])) from++;
  return from;
}

/* Start of the first URL at or after from; SIZE_MAX when there is none. */
static size_t url_start(Str s, size_t from) {
  static const char *const heads[] = {"http://", "https://", "www."};
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < 3; i++) {
    size_t at = str_find_nocase(s, str_of(heads[i]), from);
    if (at < best) best = at;
  }
  return best;
}

/* Does the word [from, to) go on a URL that a copy broke at the blank before it? A URL's middle has a dash, a stroke or a point
 * inside it and begins small; running text doesn't. */
static bool goes_on(Str s, size_t from, size_t to) {
  Str w = str_slice(s, from, to);
  while (w.n > 0 && strchr(".,;)", w.p[w.n - 1])) w.n--;
  if (w.n < 3 || (!is_digit(w.p[0]) && (w.p[0] < 'a' || w.p[0] > 'z'))) return false;
  if (str_starts(w, STR("www.")) || str_starts(w, STR("http"))) return false;
  return memchr(w.p, '-', w.n) || memchr(w.p, '/', w.n) || memchr(w.p, '.', w.n);
}

/* Reads the URL at `from`, with its broken-off pieces joined; *end is where it ends in s. */
static Str url_read(Arena *a, Str s, size_t from, size_t *end, bool *repaired) {
  Buf b = BUF_INIT;
  size_t to = word_end(s, from);
  buf_put(&b, str_slice(s, from, to));
  while (to + 1 < s.n && !strchr(".,;)", s.p[to - 1])) {
    size_t next = to + 1, stop = word_end(s, next);
    if (!goes_on(s, next, stop)) break;
    buf_put(&b, str_slice(s, next, stop));
    *repaired = true;
    to = stop;
  }
  while (b.n > 0 && strchr(".,;)", b.p[b.n - 1])) b.n--, to--;
  Str url = arena_str(a, buf_str(&b));
  buf_release(&b);
  *end = to;
  return url;
}

/* --- one entry ------------------------------------------------------------------------------------------------------- */
static const struct {
  const char *open, *close;
} quotes[] = {
    {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"\"", "\""}, {"\xe2\x80\x98", "\xe2\x80\x99 "}, {"\xc2\xab", "\xc2\xbb"}};

static Str strip(Str s) {
  s = str_trim(s);
  while (s.n > 0 && strchr(".,;: ", s.p[s.n - 1])) s.n--;
  while (s.n > 0 && strchr(".,;: ", s.p[0])) s = str_slice(s, 1, s.n);
  return s;
}

/* The quoted title; *behind is where it ends, or 0. */
static Str quoted_title(Str s, size_t *behind) {
  for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
    size_t open = str_find(s, str_of(quotes[i].open), 0);
    if (open == SIZE_MAX) continue;
    open += strlen(quotes[i].open);
    size_t close = str_find(s, str_of(quotes[i].close), open);
    if (close == SIZE_MAX) continue;
    *behind = close + strlen(quotes[i].close);
    return strip(str_slice(s, open, close));
  }
  *behind = 0;
  return (Str){"", 0};
}

/* "@FinancialTimes, Financial Times, " -> "Financial Times": the last piece. */
static Str last_piece(Str s) {
  s = strip(s);
  for (size_t i = s.n; i-- > 0;)
    if (s.p[i] == ',') return strip(str_slice(s, i + 1, s.n));
  return s;
}

/* Fields of the entry s (behind its number): [authors.] "Title." Publisher, date, URL. Without quotes, "Publisher: Title, date"
 * cannot be told from "Author: Title, date"; then only the text before the first date counts, as the title. */
static void fill_fields(Reference *r, Arena *a, Str s) {
  size_t url = url_start(s, 0), behind, end = url == SIZE_MAX ? s.n : url;
  if (url != SIZE_MAX) r->url = url_read(a, s, url, &behind, &r->repaired);
  Str head = str_slice(s, 0, end);
  r->title = quoted_title(head, &behind);
  CiteDate date;
  bool dated = cite_date_find(&date, head, behind, false);
  if (dated) r->date = cite_date_iso(a, &date);
  Str middle = str_slice(head, behind, dated ? date.span.start : head.n);
  if (behind)
    r->publisher = last_piece(middle);
  else
    r->title = strip(middle);
}

/* --- the list --------------------------------------------------------------------------------------------------------- */
static Str span_text(const Document *d, Span s) { return str_slice(d->text, s.start, s.end); }

static bool numbered(const Document *d, size_t i) {
  size_t behind;
  BlockKind k = d->blocks[i].kind;
  return (k == BLOCK_LIST || k == BLOCK_TEXT || k == BLOCK_HEADING) &&
         number_at(span_text(d, d->blocks[i].span), 0, &behind) > 0;
}

static bool looks_cited(Str s) {
  CiteDate date;
  return url_start(s, 0) != SIZE_MAX || cite_date_find(&date, s, 0, false);
}

/* First block of the list, d->nblocks when there is none. */
static size_t list_start(const Document *d) {
  size_t end = d->nblocks, cited = 0;
  while (end > 0 && (d->blocks[end - 1].kind == BLOCK_META || d->blocks[end - 1].kind == BLOCK_BOILERPLATE)) end--;
  size_t i = end, behind;
  while (i > 0 && numbered(d, i - 1)) i--;
  while (i < end && number_at(span_text(d, d->blocks[i].span), 0, &behind) > 1) i++;
  for (size_t k = i; k < end; k++) cited += looks_cited(span_text(d, d->blocks[k].span));
  return i < end && cited * 2 >= end - i ? i : d->nblocks;
}

typedef struct {
  Document *doc;
  Arena *arena;
  size_t cap;
} List;

static Reference *add_entry(List *l, uint32_t start, int number) {
  Document *d = l->doc;
  d->references =
      arena_grow(l->arena, d->references, d->nreferences, &l->cap, d->nreferences + 1, sizeof *d->references);
  Reference *r = &d->references[d->nreferences++];
  *r = (Reference){.span = {start, start}, .number = number};
  return r;
}

/* A line "4. www.site.com/x. 4. Field ..." where entry 3 lacks its URL: the URL is 3's, and the entry begins behind it.
 * Returns where the line's own entry begins, behind its number, and extends the entry before. */
static size_t give_back_url(List *l, Span line, size_t behind) {
  Document *d = l->doc;
  Str s = span_text(d, line);
  if (d->nreferences == 0 || url_start(s, behind) != behind) return 0;
  Reference *before = &d->references[d->nreferences - 1];
  if (url_start(span_text(d, before->span), 0) != SIZE_MAX) return 0;
  bool repaired = false;
  size_t end, next;
  before->url = url_read(l->arena, s, behind, &end, &repaired);
  before->repaired = true;
  before->span.end = line.start + (uint32_t)end;
  while (end < s.n && strchr(".,; \n", s.p[end])) end++;
  return number_at(s, end, &next) ? end : s.n;
}

static void read_line(List *l, Span line) {
  Document *d = l->doc;
  Str s = span_text(d, line);
  size_t behind = 0, at = 0;
  int number = number_at(s, 0, &behind), last = d->nreferences ? d->references[d->nreferences - 1].number : 0;
  size_t moved = give_back_url(l, line, behind);
  if (moved == s.n) return;
  if (moved > 0) number = number_at(s, at = moved, &behind);
  Reference *r = add_entry(l, line.start + (uint32_t)at, number > last ? number : last + 1);
  r->span.end = line.end;
  r->repaired = number <= last;
  fill_fields(r, l->arena, str_slice(s, behind, s.n));
}

/* The list's blocks are replaced by one for each entry. */
static void replace_blocks(Document *d, Arena *a, size_t from, size_t to) {
  size_t tail = d->nblocks - to, n = from + d->nreferences + tail;
  Block *blocks = arena_zalloc(a, n * sizeof *blocks);
  memcpy(blocks, d->blocks, from * sizeof *blocks);
  for (size_t i = 0; i < d->nreferences; i++)
    blocks[from + i] = (Block){.kind = BLOCK_REFERENCE, .span = d->references[i].span};
  if (tail) memcpy(blocks + from + d->nreferences, d->blocks + to, tail * sizeof *blocks);
  d->blocks = blocks;
  d->nblocks = n;
}

void references_find(Document *doc, Arena *a) {
  size_t from = list_start(doc), to = from;
  if (from >= doc->nblocks || doc->nreferences > 0) return;
  List l = {doc, a, 0};
  for (; to < doc->nblocks && numbered(doc, to); to++) read_line(&l, doc->blocks[to].span);
  if (from > 0 && doc->blocks[from - 1].kind == BLOCK_TEXT &&
      doc->blocks[from - 1].span.end - doc->blocks[from - 1].span.start < 60)
    doc->blocks[from - 1].kind = BLOCK_HEADING;
  replace_blocks(doc, a, from, to);
}

void references_date(Document *doc) {
  if (doc->published.at.day != DAY_NONE) return;
  Day newest = DAY_NONE;
  for (size_t i = 0; i < doc->nreferences; i++) {
    Str s = span_text(doc, doc->references[i].span);
    CiteDate date;
    for (size_t at = 0; cite_date_find(&date, s, at, true); at = date.span.end)
      if (cite_date_day(&date) > newest) newest = cite_date_day(&date);
  }
  if (newest != DAY_NONE) doc->published = (Dated){{newest, -1}, FOUND_REFERENCES};
}
