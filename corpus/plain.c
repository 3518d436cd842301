/* plain.c -- from lines to blocks. See plain.h.
 *
 * Idea: a wrapped line is as full as it can be. So a line goes on the paragraph before it unless something says otherwise:
 * a blank line, an indentation, a list mark, or a first word that would still have fitted on the line before. Texts with
 * long lines are not wrapped at all: there each line is a paragraph. */
#include "corpus/plain.h"
#include "base/utf8.h"

enum { WRAP_COLUMNS = 100, HEADING_COLUMNS = 100, TITLE_COLUMNS = 200 };

typedef struct {
  uint32_t start, end; /* without white space at both ends */
  unsigned indent;     /* columns before start; a tab counts 4 */
  unsigned columns;    /* code points of [start, end) */
  unsigned word;       /* columns of the first word */
} Line;

/* What the whole text shows before it is cut. */
typedef struct {
  bool wrapped;   /* lines are broken to fit a width */
  bool indented;  /* paragraphs begin with an indentation */
  unsigned width; /* of the widest wrapped line */
} Layout;

typedef struct {
  Document *doc;
  Arena *arena;
  size_t cap;
  Layout layout;
  bool open, first; /* a paragraph is open; it is the text's first line so far */
  Line last;        /* the line read last */
  unsigned base;    /* least indentation since the last blank line */
  uint32_t start;
} Cut;

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

/* Bytes of white space at p, in UTF-8: also the no-break space, which wire copies indent with. */
static unsigned blank_at(Str s, size_t i) {
  if (is_blank(s.p[i])) return 1;
  return i + 1 < s.n && s.p[i] == '\xc2' && s.p[i + 1] == '\xa0' ? 2 : 0;
}

static unsigned columns_of(Str s) {
  unsigned n = 0;
  for (size_t i = 0; i < s.n; i++) n += ((uint8_t)s.p[i] & 0xc0) != 0x80;
  return n;
}

/* Reads the line at *at; false at the end of the text. */
static bool next_line(Line *line, Str text, size_t *at) {
  if (*at >= text.n) return false;
  size_t end = str_chr(text, '\n', *at), next = end == SIZE_MAX ? text.n : end + 1, i = *at;
  if (end == SIZE_MAX) end = text.n;
  unsigned indent = 0, n;
  for (; i < end && (n = blank_at(text, i)) > 0; i += n) indent += text.p[i] == '\t' ? 4 : 1;
  while (end > i && is_blank(text.p[end - 1])) end--;
  size_t word = i;
  while (word < end && !is_blank(text.p[word])) word++;
  *line = (Line){(uint32_t)i, (uint32_t)end, indent, columns_of(str_slice(text, i, end)),
                 columns_of(str_slice(text, i, word))};
  *at = next;
  return true;
}

/* A line of dashes, stars or the like only parts what stands around it. */
static bool is_rule(Str s) {
  for (size_t i = 0; i < s.n; i++)
    if (!strchr("-=_*~#+ \t", s.p[i])) return false;
  return true;
}

/* "- ", "* ", "• ", "12. ", "12) ", "[12] ", "(a) " at the start: length of the mark, else 0. */
static size_t list_mark(Str s) {
  size_t i = 0;
  if (str_starts(s, STR("\xe2\x80\xa2")))
    i = 3;
  else if (s.n && (s.p[0] == '-' || s.p[0] == '*'))
    i = 1;
  else {
    bool bracket = s.n && s.p[0] == '[';
    i += bracket;
    size_t digits = i;
    while (i < s.n && i - digits < 3 && s.p[i] >= '0' && s.p[i] <= '9') i++;
    if (i == digits || i >= s.n || !strchr(bracket ? "]" : ".)", s.p[i])) return 0;
    i++;
  }
  return i < s.n && is_blank(s.p[i]) ? i : 0;
}

/* --- news agencies -------------------------------------------------------------------------------------------------- */
/* What agencies sign with, and the name that doc->wire gets. */
static const struct {
  char sign[24];
  const char *name;
} agencies[] = {{"Reuter", "Reuters"}, {"Reuters", "Reuters"},
                {"AP", "AP"},          {"Associated Press", "AP"},
                {"AFP", "AFP"},        {"UPI", "UPI"},
                {"dpa", "dpa"},        {"Xinhua", "Xinhua"},
                {"TASS", "TASS"},      {"Interfax", "Interfax"},
                {"Kyodo", "Kyodo"},    {"ANSA", "ANSA"},
                {"EFE", "EFE"},        {"Bloomberg", "Bloomberg"},
                {"PTI", "PTI"},        {"Press Association", "PA"}};

static const char *agency_of(Str s) {
  if (s.n >= sizeof agencies->sign) return NULL;
  for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
    if (str_eq_nocase(s, str_of(agencies[i].sign))) return agencies[i].name;
  return NULL;
}

static Str line_text(const Document *d, const Line *l) { return str_slice(d->text, l->start, l->end); }

static Layout layout_of(const Document *d, size_t from) {
  Layout out = {0};
  size_t at = from, lines = 0, wide = 0;
  unsigned before = 0;
  for (Line l; next_line(&l, d->text, &at);) {
    if (l.start == l.end) {
      before = 0;
      continue;
    }
    lines++;
    wide += l.columns > WRAP_COLUMNS;
    if (l.columns <= WRAP_COLUMNS && l.columns > out.width) out.width = l.columns;
    out.indented |= before > 0 && l.indent >= 2 && list_mark(line_text(d, &l)) == 0;
    before = l.columns;
  }
  out.wrapped = lines > 1 && wide * 20 <= lines;
  return out;
}

static bool starts_lower(Str s) {
  unsigned n;
  return s.n > 0 && cp_is_lower(utf8_at(s, 0, &n));
}

static bool joins(const Cut *c, const Line *l) {
  if (!c->open || !c->layout.wrapped) return false;
  Str s = line_text(c->doc, l);
  if (list_mark(s) || s.p[0] == '>' || agency_of(s)) return false;
  if (l->indent >= c->base + 2) return list_mark(str_slice(c->doc->text, c->start, c->last.end)) > 0;
  if (starts_lower(s)) return true;
  if (c->first && c->layout.indented) return true; /* a dateline was cut off before it */
  return (c->last.columns + 1 + l->word) * 4 > c->layout.width * 3;
}

static void close_block(Cut *c) {
  if (!c->open) return;
  Span span = {c->start, c->last.end};
  Str s = str_slice(c->doc->text, span.start, span.end);
  BlockKind kind = list_mark(s) ? BLOCK_LIST : s.p[0] == '>' ? BLOCK_QUOTE : BLOCK_TEXT;
  document_add_block(c->doc, c->arena, &c->cap, (Block){.kind = kind, .span = span});
  c->open = false;
}

static void take_line(Cut *c, const Line *l) {
  if (l->indent < c->base) c->base = l->indent;
  if (joins(c, l)) {
    c->first = false;
  } else {
    c->first = !c->open && c->doc->nblocks == 0;
    close_block(c);
    c->start = l->start;
    c->open = true;
  }
  c->last = *l;
}

/* --- headings ------------------------------------------------------------------------------------------------------- */
static bool ends_sentence(Str s) {
  while (s.n > 0 && (str_ends(s, STR("\"")) || str_ends(s, STR(")")) || str_ends(s, STR("]")) || str_ends(s, STR("'"))))
    s.n--;
  if (str_ends(s, STR("\xe2\x80\x9d")) || str_ends(s, STR("\xe2\x80\x99"))) s.n -= 3;
  return s.n == 0 || strchr(".!?:;,", s.p[s.n - 1]) || str_ends(s, STR("\xe2\x80\xa6"));
}

/* One line that could head what follows: short, begins large, doesn't end as a sentence does (a question may). */
static bool heading_shape(Str s, unsigned max) {
  if (s.n == 0 || str_chr(s, '\n', 0) != SIZE_MAX || columns_of(s) > max || starts_lower(s)) return false;
  if (ends_sentence(s) && s.p[s.n - 1] != '?') return false;
  for (size_t i = 0; i < s.n;) {
    unsigned n;
    if (cp_is_letter(utf8_at(s, i, &n))) return true;
    i += n;
  }
  return false;
}

static Str block_text(const Document *d, size_t i) {
  return str_slice(d->text, d->blocks[i].span.start, d->blocks[i].span.end);
}

static void mark_headings(Document *d, size_t from) {
  for (size_t i = from; i + 1 < d->nblocks; i++) {
    if (d->blocks[i].kind != BLOCK_TEXT || !heading_shape(block_text(d, i), HEADING_COLUMNS)) continue;
    Str next = block_text(d, i + 1);
    if (d->blocks[i + 1].kind == BLOCK_LIST || (ends_sentence(next) && columns_of(next) >= 20))
      d->blocks[i].kind = BLOCK_HEADING;
  }
}

void plain_blocks(Document *doc, Arena *a, uint32_t from) {
  Cut c = {.doc = doc, .arena = a, .cap = doc->nblocks, .layout = layout_of(doc, from), .base = UINT32_MAX / 2};
  size_t at = from, first = doc->nblocks;
  for (Line l; next_line(&l, doc->text, &at);) {
    if (l.start < l.end && !is_rule(line_text(doc, &l))) {
      take_line(&c, &l);
    } else {
      close_block(&c);
      c.base = UINT32_MAX / 2;
    }
  }
  close_block(&c);
  if (!c.layout.indented) mark_headings(doc, first);
}

void plain_title(Document *doc) {
  size_t i = 0;
  while (i < doc->nblocks && doc->blocks[i].kind == BLOCK_META) i++;
  if (i + 1 >= doc->nblocks) return;
  Block *b = &doc->blocks[i];
  Str s = block_text(doc, i);
  bool same = doc->title.n > 0 && str_eq_nocase(s, doc->title);
  if (!same &&
      (doc->title.n > 0 || (b->kind != BLOCK_TEXT && b->kind != BLOCK_HEADING) || !heading_shape(s, TITLE_COLUMNS)))
    return;
  b->kind = BLOCK_TITLE;
  if (same) return;
  doc->title = s;
  doc->title_how = FOUND_TITLE_LINE;
}

/* --- a dateline or signature ------------------------------------------------------------------------------------------ */
/* "KHARTOUM, Jan 29 (Reuters) - ..." near the start of the first paragraph. */
static const char *dateline_agency(Str s) {
  s = str_slice(s, 0, 120);
  size_t open = str_chr(s, '(', 0), close = str_chr(s, ')', 0);
  if (open == SIZE_MAX || close == SIZE_MAX || close < open) return NULL;
  Str rest = str_trim(str_slice(s, close + 1, s.n));
  bool dash =
      str_starts(rest, STR("-")) || str_starts(rest, STR("\xe2\x80\x93")) || str_starts(rest, STR("\xe2\x80\x94"));
  return dash ? agency_of(str_trim(str_slice(s, open + 1, close))) : NULL;
}

void plain_wire(Document *doc, Arena *a) {
  if (doc->nblocks == 0) return;
  const char *name = NULL;
  if (doc->nblocks > 1) name = agency_of(block_text(doc, doc->nblocks - 1));
  if (name) doc->blocks[doc->nblocks - 1].kind = BLOCK_META;
  for (size_t i = 0; i < doc->nblocks && i < 3 && !name; i++)
    if (doc->blocks[i].kind == BLOCK_TEXT) name = dateline_agency(block_text(doc, i));
  if (name && doc->wire.n == 0) doc->wire = arena_str(a, str_of(name));
}
