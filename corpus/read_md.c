/* read_md.c -- Markdown: the parts of CommonMark and its tables that articles use.
 *
 * Line by line into blocks, then character by character: marks (#, >, *, `, [](), escapes) are left out of the text, all else
 * is copied with its offsets. Front matter ("---", key: value, "---") fills the metadata. */
#include "corpus/builder.h"
#include "corpus/cutter.h"
#include "corpus/fields.h"
#include "corpus/plain.h"

typedef struct {
  Builder b;
  Str s;         /* the decoded source */
  size_t at;     /* the next line */
  size_t behind; /* end of the last line that was put, where a folded line end begins */
  bool one_line; /* the open block is a paragraph of one line: an underline makes it a heading */
} Md;

typedef struct {
  size_t start, end; /* without indentation and line end */
} MdLine;

static bool md_line(Md *m, MdLine *l) {
  if (m->at >= m->s.n) return false;
  size_t end = str_chr(m->s, '\n', m->at), i = m->at;
  if (end == SIZE_MAX) end = m->s.n;
  m->at = end + 1;
  while (i < end && (m->s.p[i] == ' ' || m->s.p[i] == '\t')) i++;
  while (end > i && strchr(" \t\r", m->s.p[end - 1])) end--;
  *l = (MdLine){i, end};
  return true;
}

/* --- inside a line ------------------------------------------------------------------------------------------------------- */
static bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* Is the run of * or _ at i emphasis? Not between blanks, and not inside a word or sum ("5*3", "snake_case"). */
static bool is_emphasis(Str s, size_t from, size_t i, size_t n, size_t to) {
  char before = i > from ? s.p[i - 1] : ' ', after = i + n < to ? s.p[i + n] : ' ';
  if (before == ' ' && after == ' ') return false;
  return !(is_word(before) && is_word(after));
}

static void put_inline(Md *m, size_t from, size_t to);

/* "[text](url "title")" or "![alt](url)" at i: puts the text and returns the offset behind it; 0 when it is none. */
static size_t put_link(Md *m, size_t i, size_t to) {
  Str s = str_slice(m->s, 0, to);
  bool image = s.p[i] == '!';
  size_t open = i + image, close = str_find(s, STR("]("), open), end;
  if (open >= to || s.p[open] != '[' || close == SIZE_MAX || memchr(s.p + open + 1, '[', close - open - 1)) return 0;
  end = str_chr(s, ')', close);
  if (end == SIZE_MAX) return 0;
  size_t space = str_chr(str_slice(s, 0, end), ' ', close), stop = space == SIZE_MAX ? end : space;
  uint32_t start = build_at(&m->b);
  if (!image) {
    put_inline(m, open + 1, close);
    Str title = space == SIZE_MAX ? STR("") : str_trim(str_slice(s, space, end));
    if (title.n >= 2) title = str_slice(title, 1, title.n - 1);
    build_link(&m->b, start, str_slice(s, close + 2, stop), title);
  }
  return end + 1;
}

/* "<https://...>" keeps its inside; "<br>", "</b>" go; 0 when it is neither. */
static size_t put_angle(Md *m, size_t i, size_t to) {
  size_t end = str_chr(str_slice(m->s, 0, to), '>', i);
  if (end == SIZE_MAX || i + 1 >= to) return 0;
  Str in = str_slice(m->s, i + 1, end);
  uint32_t start = build_at(&m->b);
  if (str_starts(in, STR("http://")) || str_starts(in, STR("https://"))) {
    build_copy(&m->b, i + 1, in.n);
    build_link(&m->b, start, in, STR(""));
    return end + 1;
  }
  return in.n && (is_word(in.p[0]) || in.p[0] == '/' || in.p[0] == '!') ? end + 1 : 0;
}

static size_t put_mark(Md *m, size_t from, size_t i, size_t to) {
  char c = m->s.p[i];
  size_t n = 1;
  if (c == '[' || (c == '!' && i + 1 < to && m->s.p[i + 1] == '[')) return put_link(m, i, to);
  if (c == '<') return put_angle(m, i, to);
  if (c == '\\') {
    if (i + 1 >= to || !strchr("\\`*_{}[]()#+-.!|~>$&\"'", m->s.p[i + 1])) return 0;
    build_copy(&m->b, i + 1, 1);
    return i + 2;
  }
  if (c == '`') return i + 1;
  while (i + n < to && m->s.p[i + n] == c) n++;
  if (c == '~' ? n == 2 : c != '!' && is_emphasis(m->s, from, i, n, to)) return i + n;
  return 0;
}

static void put_inline(Md *m, size_t from, size_t to) {
  size_t done = from;
  for (size_t i = from; i < to;) {
    size_t next = m->s.p[i] && strchr("[!<\\`*_~", m->s.p[i]) ? 1 : 0;
    if (next) {
      build_copy(&m->b, done, i - done);
      done = i;
      next = put_mark(m, from, i, to);
      if (next) done = next;
    }
    i = next ? next : i + 1;
  }
  if (done < to) build_copy(&m->b, done, to - done);
}

/* --- blocks --------------------------------------------------------------------------------------------------------------- */
static void begin(Md *m, BlockKind kind, size_t from, size_t to) {
  build_begin(&m->b, kind);
  put_inline(m, from, to);
  m->behind = to;
  m->one_line = kind == BLOCK_TEXT;
}

static void go_on(Md *m, size_t from, size_t to) {
  build_space(&m->b, m->behind, from - m->behind);
  put_inline(m, from, to);
  m->behind = to;
  m->one_line = false;
}

static BlockKind open_kind(const Md *m) {
  return m->b.open ? m->b.doc->blocks[m->b.doc->nblocks - 1].kind : BLOCK_META;
}

/* All of the line is c and blanks, at least n of c. */
static bool all_of(Str s, const char *set, size_t n) {
  size_t found = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == ' ') continue;
    if (!strchr(set, s.p[i]) || s.p[i] != s.p[0]) return false;
    found++;
  }
  return found >= n;
}

static bool put_heading(Md *m, MdLine l) {
  Str s = str_slice(m->s, l.start, l.end);
  size_t n = 0;
  if (m->one_line && m->b.open && (all_of(s, "=", 2) || all_of(s, "-", 2))) {
    m->b.doc->blocks[m->b.doc->nblocks - 1].kind = BLOCK_HEADING;
    build_end(&m->b);
    return true;
  }
  while (n < s.n && s.p[n] == '#') n++;
  if (n == 0 || n > 6 || n >= s.n || s.p[n] != ' ') return false;
  size_t end = l.end;
  while (end > l.start + n && m->s.p[end - 1] == '#') end--;
  while (n < s.n && s.p[n] == ' ') n++;
  begin(m, BLOCK_HEADING, l.start + n, end);
  build_end(&m->b);
  return true;
}

static bool put_code(Md *m, MdLine l) {
  Str s = str_slice(m->s, l.start, l.end);
  if (!str_starts(s, STR("```")) && !str_starts(s, STR("~~~"))) return false;
  size_t from = m->at, to = from;
  Str fence = str_slice(s, 0, 3);
  while (md_line(m, &l) && !str_starts(str_slice(m->s, l.start, l.end), fence)) to = l.end;
  if (to > from) {
    build_begin(&m->b, BLOCK_CODE);
    build_copy(&m->b, from, to - from);
  }
  build_end(&m->b);
  return true;
}

static bool put_list(Md *m, MdLine l) {
  Str s = str_slice(m->s, l.start, l.end);
  size_t n = 0;
  if (s.n > 2 && strchr("-*+", s.p[0]) && s.p[1] == ' ') {
    begin(m, BLOCK_LIST, l.start + 2, l.end);
    return true;
  }
  while (n < s.n && n < 4 && s.p[n] >= '0' && s.p[n] <= '9') n++;
  if (n == 0 || n + 1 >= s.n || (s.p[n] != '.' && s.p[n] != ')') || s.p[n + 1] != ' ') return false;
  begin(m, BLOCK_LIST, l.start, l.end);
  return true;
}

static bool put_quote(Md *m, MdLine l) {
  if (m->s.p[l.start] != '>') return false;
  size_t from = l.start;
  while (from < l.end && (m->s.p[from] == '>' || m->s.p[from] == ' ')) from++;
  if (from == l.end)
    build_end(&m->b);
  else if (open_kind(m) == BLOCK_QUOTE)
    go_on(m, from, l.end);
  else
    begin(m, BLOCK_QUOTE, from, l.end);
  return true;
}

/* --- tables: | a | b | ---------------------------------------------------------------------------------------------------- */
/* The next cell of the row at *at; false at its end. */
static bool next_cell(Str s, size_t *at, size_t end, MdLine *cell) {
  if (*at < end && s.p[*at] == '|') ++*at;
  if (*at >= end) return false;
  size_t bar = *at;
  while (bar < end && (s.p[bar] != '|' || s.p[bar - 1] == '\\')) bar++;
  size_t from = *at, to = bar;
  while (from < to && s.p[from] == ' ') from++;
  while (to > from && s.p[to - 1] == ' ') to--;
  *cell = (MdLine){from, to};
  *at = bar;
  return true;
}

static Str nth_cell(Str s, MdLine row, size_t n) {
  MdLine cell;
  size_t at = row.start;
  while (next_cell(s, &at, row.end, &cell))
    if (n-- == 0) return str_slice(s, cell.start, cell.end);
  return STR("");
}

static void put_row(Md *m, MdLine header, MdLine row) {
  MdLine cell;
  size_t at = row.start, n = 0;
  for (; next_cell(m->s, &at, row.end, &cell); n++) {
    begin(m, BLOCK_CELL, cell.start, cell.end);
    if (!build_end(&m->b)) continue;
    Block *b = &m->b.doc->blocks[m->b.doc->nblocks - 1];
    b->column = row.start == header.start ? STR("") : nth_cell(m->s, header, n);
    b->row = n > 0 && row.start != header.start ? nth_cell(m->s, row, 0) : STR("");
  }
}

/* A row of bars whose next line is "|---|:-:|". */
static bool put_table(Md *m, MdLine l) {
  size_t here = m->at;
  MdLine rule;
  if (!memchr(m->s.p + l.start, '|', l.end - l.start) || !md_line(m, &rule)) return m->at = here, false;
  for (size_t i = rule.start; i < rule.end; i++)
    if (!strchr("|-: ", m->s.p[i])) return m->at = here, false;
  if (rule.end - rule.start < 3) return m->at = here, false;
  put_row(m, l, l);
  MdLine row;
  for (here = m->at; md_line(m, &row) && memchr(m->s.p + row.start, '|', row.end - row.start); here = m->at)
    put_row(m, l, row);
  m->at = here;
  return true;
}

/* --- front matter and the whole -------------------------------------------------------------------------------------------- */
static Str unquoted(Str v) {
  if (v.n >= 2 && (v.p[0] == '"' || v.p[0] == '\'') && v.p[v.n - 1] == v.p[0]) return str_slice(v, 1, v.n - 1);
  return v;
}

static void front_matter(Md *m, const char *map) {
  MdLine l;
  if (!str_starts(m->s, STR("---\n")) && !str_starts(m->s, STR("---\r\n"))) return;
  size_t close = str_find(m->s, STR("\n---"), 3);
  if (close == SIZE_MAX) return;
  md_line(m, &l);
  while (md_line(m, &l) && l.start < close) {
    Str s = str_slice(m->s, l.start, l.end);
    size_t colon = str_chr(s, ':', 0);
    if (colon == SIZE_MAX) continue;
    for (Field f = 0; f < FIELDS; f++)
      if (field_rank(map, f, str_slice(s, 0, colon)))
        field_set(m->b.doc, m->b.arena, f, unquoted(str_trim(str_slice(s, colon + 1, s.n))), FOUND_FIRST_LINE);
  }
}

static void read_blocks(Md *m) {
  for (MdLine l; md_line(m, &l);) {
    Str s = str_slice(m->s, l.start, l.end);
    if (s.n == 0) {
      build_end(&m->b);
      m->one_line = false;
    } else if (!put_heading(m, l) && !put_code(m, l) && !put_quote(m, l) && !put_table(m, l)) {
      if (all_of(s, "-*_", 3))
        build_end(&m->b);
      else if (put_list(m, l))
        continue;
      else if (m->b.open)
        go_on(m, l.start, l.end);
      else
        begin(m, BLOCK_TEXT, l.start, l.end);
    }
  }
  build_end(&m->b);
}

static void title_from_heading(Document *d) {
  if (d->nblocks == 0 || d->blocks[0].kind != BLOCK_HEADING) return;
  d->blocks[0].kind = BLOCK_TITLE;
  if (d->title.n) return;
  d->title = str_slice(d->text, d->blocks[0].span.start, d->blocks[0].span.end);
  d->title_how = FOUND_TITLE_LINE;
}

/* Two signs that plain text doesn't show: a heading and a link, a bold word and a link, or front matter. */
bool md_knows(Str head, const ReadOptions *o) {
  (void)o;
  if (looks_binary(head)) return false;
  if (str_starts(head, STR("---\n")) && str_find(head, STR("\n---"), 3) != SIZE_MAX) return true;
  bool heading = str_starts(head, STR("# ")) || str_starts(head, STR("## ")) ||
                 str_find(head, STR("\n# "), 0) != SIZE_MAX || str_find(head, STR("\n## "), 0) != SIZE_MAX;
  bool link = str_find(head, STR("](http"), 0) != SIZE_MAX;
  bool bold = str_find(head, STR("**"), 0) != SIZE_MAX, rule = str_find(head, STR("|--"), 0) != SIZE_MAX;
  return heading || (link && bold) || rule || (link && str_find(head, STR("\n- "), 0) != SIZE_MAX);
}

ErrCode read_md(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  (void)err;
  Decoded d = decode_bytes(a, in->raw, STR(""));
  out->encoding = d.name;
  out->flags |= d.flags;
  Md m = {.s = d.text};
  build_init(&m.b, a, out, d.text);
  front_matter(&m, o->map);
  read_blocks(&m);
  build_done(&m.b, &d.map);
  title_from_heading(out);
  plain_wire(out, a);
  return OK;
}
