/* wikitext.c -- see wikitext.h. One pass: at each mark ("{{", "[[", "<ref", "''", "==") a step that copies, skips or opens a
 * block; all else is copied. Skips know their nesting, so that a template in a table in a template goes at once. */
#include "corpus/wikitext.h"
#include "corpus/builder.h"
#include "corpus/entities.h"

typedef struct {
  Builder b;
  Str s;
} Wiki;

static bool at(const Wiki *w, size_t i, Str mark) { return str_starts(str_slice(w->s, i, i + mark.n), mark); }

/* Behind the close that matches the open at i. */
static size_t skip_nested(const Wiki *w, size_t i, Str open, Str close) {
  size_t depth = 0;
  while (i < w->s.n) {
    if (at(w, i, open))
      depth++, i += open.n;
    else if (at(w, i, close)) {
      i += close.n;
      if (--depth == 0) return i;
    } else
      i++;
  }
  return i;
}

static size_t behind(const Wiki *w, size_t i, const char *mark) {
  size_t end = str_find_nocase(w->s, str_of(mark), i);
  return end == SIZE_MAX ? w->s.n : end + strlen(mark);
}

/* A tag: <ref>...</ref>, <!-- -->, <math> and tables go with their inside, other tags alone. */
static size_t skip_tag(const Wiki *w, size_t i) {
  static const char *const whole[][2] = {{"<!--", "-->"},
                                         {"<math", "</math>"},
                                         {"<gallery", "</gallery>"},
                                         {"<timeline", "</timeline>"},
                                         {"<syntaxhighlight", "</syntaxhighlight>"}};
  size_t end = behind(w, i, ">");
  if (str_starts_nocase(str_slice(w->s, i, w->s.n), STR("<ref")))
    return end >= 2 && w->s.p[end - 2] == '/' ? end : behind(w, i, "</ref>");
  for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
    if (str_starts_nocase(str_slice(w->s, i, w->s.n), str_of(whole[k][0]))) return behind(w, i, whole[k][1]);
  return end;
}

static void open_text(Wiki *w) {
  if (!w->b.open) build_begin(&w->b, BLOCK_TEXT);
}

/* [[target|text]]: the text; files, categories and other languages ("File:x") are left out. */
static size_t put_link(Wiki *w, size_t i) {
  size_t end = skip_nested(w, i, STR("[["), STR("]]"));
  if (end < i + 4) return end;
  Str in = str_slice(w->s, i + 2, end - 2);
  size_t bar = str_chr(in, '|', 0), colon = str_chr(in, ':', 0), inner = str_find(in, STR("[["), 0);
  if (inner != SIZE_MAX || (colon != SIZE_MAX && colon > 0 && (bar == SIZE_MAX || colon < bar))) return end;
  open_text(w);
  uint32_t start = build_at(&w->b);
  size_t from = bar == SIZE_MAX ? 0 : bar + 1;
  build_copy(&w->b, i + 2 + from, in.n - from);
  build_link(&w->b, start, str_slice(in, 0, bar), STR(""));
  return end;
}

/* [http://x text] */
static size_t put_outer_link(Wiki *w, size_t i) {
  size_t end = str_chr(w->s, ']', i), space = str_chr(str_slice(w->s, 0, end), ' ', i);
  if (end == SIZE_MAX) return i + 1;
  if (space == SIZE_MAX) return end + 1;
  open_text(w);
  uint32_t start = build_at(&w->b);
  build_copy(&w->b, space + 1, end - space - 1);
  build_link(&w->b, start, str_slice(w->s, i + 1, space), STR(""));
  return end + 1;
}

static size_t heading(Wiki *w, size_t i) {
  size_t end = str_chr(w->s, '\n', i), from = i, to;
  if (end == SIZE_MAX) end = w->s.n;
  to = end;
  while (from < to && (w->s.p[from] == '=' || w->s.p[from] == ' ')) from++;
  while (to > from && strchr("= \r", w->s.p[to - 1])) to--;
  build_begin(&w->b, BLOCK_HEADING);
  build_copy(&w->b, from, to - from);
  build_end(&w->b);
  return end;
}

/* What a line begins with decides its block. */
static size_t line_start(Wiki *w, size_t i) {
  if (at(w, i, STR("{|"))) return skip_nested(w, i, STR("{|"), STR("|}"));
  if (at(w, i, STR("=="))) return heading(w, i);
  size_t marks = i;
  while (marks < w->s.n && strchr("*#:;", w->s.p[marks])) marks++;
  if (marks > i) {
    build_begin(&w->b, BLOCK_LIST);
    while (marks < w->s.n && w->s.p[marks] == ' ') marks++;
  }
  return marks;
}

static size_t step(Wiki *w, size_t i) {
  if (at(w, i, STR("{{"))) return skip_nested(w, i, STR("{{"), STR("}}"));
  if (at(w, i, STR("[["))) return put_link(w, i);
  if (at(w, i, STR("[http"))) return put_outer_link(w, i);
  if (w->s.p[i] == '<') return skip_tag(w, i);
  char out[8];
  size_t out_n = 0, n = w->s.p[i] == '&' ? reference_read(w->s, i, out, &out_n) : 0;
  if (n) {
    open_text(w);
    build_put(&w->b, MAP_ENTITY, str_make(out, out_n), i, n);
    return i + n;
  }
  for (n = i; n < w->s.n && w->s.p[n] == '\'';) n++;
  if (n - i >= 2) return n;
  n = i + 1;
  while (n < w->s.n && !strchr("{[<'&\n", w->s.p[n])) n++;
  open_text(w);
  build_copy(&w->b, i, n - i);
  return n;
}

void wikitext_read(Document *doc, Arena *a, Str source, const OffsetMap *outer) {
  Wiki w = {.s = source};
  build_init(&w.b, a, doc, source);
  bool start = true;
  for (size_t i = 0; i < source.n;) {
    bool end = source.p[i] == '\n';
    if (start && end) build_end(&w.b);
    if (end) {
      if (w.b.open && doc->blocks[doc->nblocks - 1].kind == BLOCK_LIST) build_end(&w.b);
      if (w.b.open) build_space(&w.b, i, 1);
      i++;
    } else if (start) {
      i = line_start(&w, i);
    } else {
      i = step(&w, i);
    }
    start = end;
  }
  build_done(&w.b, outer);
}
