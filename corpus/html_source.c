/* html_source.c -- see html_source.h. Tags, attributes, comments and the ends of scripts are found as libxml2 (2.9) finds them; where one has no end, the rest
 * of the page stays as it is. */
#include "corpus/html_source.h"
#include "corpus/html_tree.h"

#include <ctype.h>

enum { LONG_TAG = 16 * 1024, MANY_ATTRS = 500, SHORT = 16 };

typedef struct {
  Arena *a;
  Str page;
  char *out;      /* room for the whole page, NULL until something is left out */
  size_t n, done; /* bytes in out; of the page, up to where it has been copied */
  HtmlSource *to;
  size_t cap;
} Source;

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static void keep(Source *x, size_t end) {
  if (!x->out) x->out = arena_alloc(x->a, x->page.n + 1);
  memcpy(x->out + x->n, x->page.p + x->done, end - x->done);
  x->n += end - x->done;
  x->done = end;
}

static void leave_out(Source *x, size_t from, size_t to) {
  HtmlSource *s = x->to;
  if (to < from + SHORT) return;
  keep(x, from);
  x->done = to;
  s->cuts = arena_grow(x->a, s->cuts, s->ncuts, &x->cap, s->ncuts + 1, sizeof *s->cuts);
  s->cuts[s->ncuts++] = (HtmlCut){(uint32_t)x->n, (uint32_t)(to - x->n)};
}

/* The attributes behind the first MANY_ATTRS become blanks. */
static void tame(Source *x, size_t from, size_t end) {
  size_t attrs = 0, i = from;
  while (i < end && attrs < MANY_ATTRS) attrs += is_blank(x->page.p[i++]);
  if (attrs < MANY_ATTRS) return;
  if (i < x->done) i = x->done;
  keep(x, i);
  memset(x->out + x->n, ' ', end - i);
  x->n += end - i;
  x->done = end;
}

/* The name before the '=' at i. */
static Str name_before(Str s, size_t low, size_t i) {
  while (i > low && is_blank(s.p[i - 1])) i--;
  size_t end = i;
  while (i > low && !is_blank(s.p[i - 1]) && s.p[i - 1] != '"' && s.p[i - 1] != '\'') i--;
  return str_slice(s, i, end);
}

/* The '>' of the tag whose name begins at from; only what stands right behind a name's '=' is quoted, and values that nobody asks for are left out.
 * SIZE_MAX when there is none. */
static size_t tag_end(Source *x, size_t from) {
  Str s = x->page;
  for (size_t i = from; i < s.n; i++) {
    if (s.p[i] == '>') return i;
    if (s.p[i] != '=') continue;
    Str name = name_before(s, from, i);
    while (i + 1 < s.n && is_blank(s.p[i + 1])) i++;
    size_t value = i + 2;
    if (name.n == 0 || value > s.n || (s.p[i + 1] != '"' && s.p[i + 1] != '\'')) {
      while (i + 1 < s.n && s.p[i + 1] != '>' && !is_blank(s.p[i + 1])) i++;
      continue;
    }
    i = str_chr(s, s.p[i + 1], value);
    if (i == SIZE_MAX) break;
    if (i - value >= SHORT && !html_attr_wanted(name)) leave_out(x, value, i);
  }
  return SIZE_MAX;
}

static size_t comment_end(Str s, size_t from) {
  for (size_t i = str_chr(s, '>', from); i != SIZE_MAX; i = str_chr(s, '>', i + 1)) {
    size_t n = i - from;
    if (n >= 2 && memcmp(s.p + i - 2, "--", 2) == 0) return i - 2;
    if (n >= 3 && memcmp(s.p + i - 3, "--!", 3) == 0) return i - 3;
  }
  return SIZE_MAX;
}

/* "script" or "style" when the tag whose name begins at `at` is one and has an inside; else an empty string. */
static Str raw_name(Str s, size_t at, size_t end) {
  static const Str names[] = {{"script", 6}, {"style", 5}};
  for (size_t i = 0; i < 2 && s.p[end - 1] != '/'; i++)
    if (str_starts_nocase(str_slice(s, at, end), names[i]) &&
        (at + names[i].n == end || is_blank(s.p[at + names[i].n])))
      return names[i];
  return STR("");
}

static size_t raw_end(Str s, Str name, size_t from) {
  for (size_t i = str_chr(s, '<', from); i != SIZE_MAX; i = str_chr(s, '<', i + 1))
    if (i + 1 < s.n && s.p[i + 1] == '/' && str_starts_nocase(str_slice(s, i + 2, s.n), name)) return i;
  return SIZE_MAX;
}

/* The tag that begins at `at`: *at is then behind it, and behind the inside of a script. false at its missing end. */
static bool one_tag(Source *x, size_t *at) {
  Str s = x->page;
  size_t from = *at + 1, end = tag_end(x, from), close;
  size_t inside = end == SIZE_MAX ? s.n : end;
  if (inside - from > LONG_TAG) tame(x, from, inside);
  if (end == SIZE_MAX) return false;
  *at = end + 1;
  Str name = raw_name(s, from, end);
  if (name.n == 0) return true;
  if ((close = raw_end(s, name, *at)) == SIZE_MAX) return false;
  if (str_find_nocase(str_slice(s, from, end), STR("json"), 0) == SIZE_MAX) leave_out(x, *at, close);
  *at = close;
  return true;
}

HtmlSource html_source(Arena *a, Str page) {
  HtmlSource out = {.bytes = page};
  Source x = {.a = a, .page = page, .to = &out};
  for (size_t i = str_chr(page, '<', 0); i != SIZE_MAX && i + 1 < page.n; i = str_chr(page, '<', i)) {
    if (str_starts(str_slice(page, i, page.n), STR("<!--"))) {
      size_t end = comment_end(page, i + 4);
      if (end == SIZE_MAX) break;
      leave_out(&x, i + 4, end);
      i = end;
    } else if (!isalpha((unsigned char)page.p[i + 1])) { /* an end tag goes to its '>', whatever it holds */
      bool end = page.p[i + 1] == '/' && i + 2 < page.n && isalpha((unsigned char)page.p[i + 2]);
      i = end ? str_chr(page, '>', i) : i + 1;
      if (i == SIZE_MAX) break;
    } else if (!one_tag(&x, &i)) {
      break;
    }
  }
  if (!x.out) return out;
  keep(&x, page.n);
  out.bytes = str_make(x.out, x.n);
  return out;
}
