/* html_tree.c -- SAX events to nodes, and each text event to its bytes. See html_tree.h.
 *
 * Where text lies: when libxml2 (2.9) reports characters, its cursor stands behind them, or on the last one when its buffer of
 * 1000 bytes is full. So the end is the cursor or one character more; the bytes before it must equal the text. If they don't,
 * the text is a character reference: it reaches back from the cursor to the '&'. */
#include "corpus/html_tree.h"
#include "base/utf8.h"
#include "corpus/cutter.h"
#include "corpus/entities.h"
#include "corpus/html_source.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <math.h>
#include <stdlib.h>

static const struct {
  const char *name;
  uint8_t tag;
  bool block;
} tags[] = {/* sorted by name */
            {"a", TAG_A, 0},
            {"address", TAG_ADDRESS, 1},
            {"article", TAG_ARTICLE, 1},
            {"aside", TAG_ASIDE, 1},
            {"audio", TAG_AUDIO, 0},
            {"b", TAG_B, 0},
            {"base", TAG_BASE, 0},
            {"blockquote", TAG_BLOCKQUOTE, 1},
            {"body", TAG_BODY, 1},
            {"br", TAG_BR, 0},
            {"button", TAG_BUTTON, 0},
            {"canvas", TAG_CANVAS, 0},
            {"caption", TAG_CAPTION, 1},
            {"center", TAG_CENTER, 1},
            {"cite", TAG_CITE, 0},
            {"code", TAG_CODE, 0},
            {"dd", TAG_DD, 1},
            {"details", TAG_DETAILS, 1},
            {"div", TAG_DIV, 1},
            {"dl", TAG_DL, 1},
            {"dt", TAG_DT, 1},
            {"em", TAG_EM, 0},
            {"embed", TAG_EMBED, 0},
            {"fieldset", TAG_FIELDSET, 1},
            {"figcaption", TAG_FIGCAPTION, 1},
            {"figure", TAG_FIGURE, 1},
            {"footer", TAG_FOOTER, 1},
            {"form", TAG_FORM, 1},
            {"frame", TAG_FRAME, 0},
            {"h1", TAG_H1, 1},
            {"h2", TAG_H2, 1},
            {"h3", TAG_H3, 1},
            {"h4", TAG_H4, 1},
            {"h5", TAG_H5, 1},
            {"h6", TAG_H6, 1},
            {"head", TAG_HEAD, 1},
            {"header", TAG_HEADER, 1},
            {"hr", TAG_HR, 1},
            {"html", TAG_HTML, 1},
            {"i", TAG_I, 0},
            {"iframe", TAG_IFRAME, 0},
            {"img", TAG_IMG, 0},
            {"input", TAG_INPUT, 0},
            {"label", TAG_LABEL, 0},
            {"legend", TAG_LEGEND, 1},
            {"li", TAG_LI, 1},
            {"link", TAG_LINK, 0},
            {"main", TAG_MAIN, 1},
            {"menu", TAG_MENU, 1},
            {"meta", TAG_META, 0},
            {"nav", TAG_NAV, 1},
            {"noscript", TAG_NOSCRIPT, 0},
            {"object", TAG_OBJECT, 0},
            {"ol", TAG_OL, 1},
            {"option", TAG_OPTION, 1},
            {"p", TAG_P, 1},
            {"picture", TAG_PICTURE, 0},
            {"pre", TAG_PRE, 1},
            {"q", TAG_Q, 0},
            {"s", TAG_S, 0},
            {"script", TAG_SCRIPT, 0},
            {"section", TAG_SECTION, 1},
            {"select", TAG_SELECT, 0},
            {"small", TAG_SMALL, 0},
            {"span", TAG_SPAN, 0},
            {"strike", TAG_STRIKE, 0},
            {"strong", TAG_STRONG, 0},
            {"style", TAG_STYLE, 0},
            {"sub", TAG_SUB, 0},
            {"summary", TAG_SUMMARY, 1},
            {"sup", TAG_SUP, 0},
            {"svg", TAG_SVG, 0},
            {"table", TAG_TABLE, 1},
            {"tbody", TAG_TBODY, 1},
            {"td", TAG_TD, 1},
            {"template", TAG_TEMPLATE, 0},
            {"textarea", TAG_TEXTAREA, 0},
            {"tfoot", TAG_TFOOT, 1},
            {"th", TAG_TH, 1},
            {"thead", TAG_THEAD, 1},
            {"time", TAG_TIME, 0},
            {"title", TAG_TITLE, 1},
            {"tr", TAG_TR, 1},
            {"u", TAG_U, 0},
            {"ul", TAG_UL, 1},
            {"video", TAG_VIDEO, 0}};
enum { TAGS = sizeof tags / sizeof *tags };

/* NITF's own names for the same things. */
static const struct {
  const char *name;
  uint8_t tag;
} news_tags[] = {{"block", TAG_DIV},
                 {"bq", TAG_BLOCKQUOTE},
                 {"hl1", TAG_H1},
                 {"hl2", TAG_H2},
                 {"media", TAG_FIGURE},
                 {"media-caption", TAG_FIGCAPTION},
                 {"media-producer", TAG_FIGCAPTION},
                 {"media-metadata", TAG_TEMPLATE},
                 {"nitf-table", TAG_DIV}};

static const char *const attr_names[] = {"aria-hidden", "charset", "class",      "colspan", "content",  "datetime",
                                         "hidden",      "href",    "http-equiv", "id",      "itemprop", "itemtype",
                                         "lang",        "name",    "property",   "pubdate", "rel",      "role",
                                         "style",       "title",   "type"};
enum { ATTRS = sizeof attr_names / sizeof *attr_names };

static int find_name(const char *name, const void *table, size_t n, size_t size) {
  size_t lo = 0, hi = n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    const char *entry;
    memcpy(&entry, (const char *)table + mid * size, sizeof entry);
    int c = (uint8_t)name[0] - (uint8_t)entry[0];
    if (c == 0) c = strcmp(name, entry);
    if (c == 0) return (int)mid;
    if (c < 0)
      hi = mid;
    else
      lo = mid + 1;
  }
  return -1;
}

bool html_attr_wanted(Str name) {
  for (size_t i = 0; i < ATTRS; i++)
    if (str_eq_nocase(name, str_of(attr_names[i]))) return true;
  return false;
}

/* tags[] is in the order of the enumeration, which begins behind TAG_OTHER and TAG_TEXT. */
bool html_is_block(HtmlTag tag) { return tag > TAG_TEXT && tags[tag - TAG_A].block; }

/* Names come from libxml2's dictionary: one name is one address for as long as the parser lives, so most are found by it. */
enum { SEEN = 64 };
typedef struct {
  const char *name;
  int found;
} Seen;

typedef struct {
  HtmlTree *tree;
  const ReadOptions *options;
  const char *path;
  HtmlNode *open;
  size_t cap_pieces, depth;
  uint32_t done; /* source offset behind the last piece */
  HtmlSource given;
  size_t cuts_behind; /* of given.cuts, where the parser has passed */
  Seen tags[SEEN], attrs[SEEN];
  bool after_amp; /* the last piece was a '&' that began no known reference */
  Err *err;
  ErrCode code;
} Parse;

static void halt(Parse *p, htmlParserCtxtPtr x, const char *what, unsigned long long limit, const char *flag) {
  if (p->code == OK) p->code = err_set(p->err, ERR_LIMIT, "%s: not read: %s %llu (%s)", p->path, what, limit, flag);
  xmlStopParser(x);
}

static HtmlNode *add_node(Parse *p, htmlParserCtxtPtr x, HtmlTag tag) {
  HtmlNode *n = arena_zalloc(p->tree->arena, sizeof *n);
  n->tag = (uint8_t)tag;
  n->parent = p->open;
  n->prev = p->open->last;
  n->score = NAN;
  if (n->prev)
    n->prev->next = n;
  else
    p->open->first = n;
  p->open->last = n;
  if (++p->tree->nnodes > p->options->max_nodes) halt(p, x, "more nodes than", p->options->max_nodes, "--max-nodes");
  if (deadline_over_at(p->options->until, p->tree->nnodes)) {
    p->code = err_late(p->err, p->path);
    xmlStopParser(x);
  }
  return n;
}

static Seen *seen_at(Seen *seen, const char *name) {
  return &seen[((uintptr_t)name >> 3 ^ (uintptr_t)name >> 9) % SEEN];
}

static int attr_named(Parse *p, const char *name) {
  Seen *s = seen_at(p->attrs, name);
  if (s->name != name) *s = (Seen){name, find_name(name, attr_names, ATTRS, sizeof *attr_names)};
  return s->found;
}

static void add_attrs(Parse *p, HtmlNode *n, const xmlChar **atts) {
  HtmlAttr found[ATTRS];
  size_t count = 0;
  for (; atts && atts[0] && count < ATTRS; atts += 2) {
    int i = attr_named(p, (const char *)atts[0]);
    if (i < 0) continue;
    Str value = str_of((const char *)atts[1]);
    found[count++] = (HtmlAttr){(HtmlAttrName)i, value.n ? arena_str(p->tree->arena, value) : STR("")};
  }
  if (count == 0) return;
  n->attrs = arena_alloc(p->tree->arena, count * sizeof *found);
  memcpy(n->attrs, found, count * sizeof *found);
  n->nattrs = (uint16_t)count;
}

Str html_attr(const HtmlNode *n, HtmlAttrName name) {
  for (size_t i = 0; i < n->nattrs; i++)
    if (n->attrs[i].name == name) return n->attrs[i].value;
  return (Str){NULL, 0};
}

static Parse *parse_of(void *ctx) { return ((htmlParserCtxtPtr)ctx)->_private; }

static HtmlTag find_tag(const char *name) {
  int i = find_name(name, tags, TAGS, sizeof *tags);
  if (i >= 0) return tags[i].tag;
  for (size_t k = 0; k < sizeof news_tags / sizeof *news_tags; k++)
    if (strcmp(name, news_tags[k].name) == 0) return news_tags[k].tag;
  return TAG_OTHER;
}

static HtmlTag tag_named(Parse *p, const char *name) {
  Seen *s = seen_at(p->tags, name);
  if (s->name != name) *s = (Seen){name, (int)find_tag(name)};
  return (HtmlTag)s->found;
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **atts) {
  Parse *p = parse_of(ctx);
  p->after_amp = false;
  if (p->code != OK) return;
  if (++p->depth > p->options->max_depth) {
    halt(p, ctx, "nesting deeper than", p->options->max_depth, "--max-depth");
    return;
  }
  HtmlTag tag = tag_named(p, (const char *)name);
  HtmlNode *n = add_node(p, ctx, tag);
  add_attrs(p, n, atts);
  p->open = n;
  if (html_is_block(tag))
    for (HtmlNode *up = n->parent; up && !up->has_block; up = up->parent) up->has_block = true;
}

static void on_end(void *ctx, const xmlChar *name) {
  Parse *p = parse_of(ctx);
  (void)name; /* libxml2 closes in order */
  p->after_amp = false;
  if (p->code != OK || !p->open->parent) return;
  p->open = p->open->parent;
  p->depth--;
}

/* --- text ------------------------------------------------------------------------------------------------------------------ */
static void add_piece(Parse *p, htmlParserCtxtPtr x, HtmlPiece piece) {
  HtmlTree *t = p->tree;
  HtmlNode *n = p->open->tag == TAG_SCRIPT ? p->open : p->open->last;
  if (!n || (n->tag != TAG_TEXT && n->tag != TAG_SCRIPT)) n = add_node(p, x, TAG_TEXT);
  HtmlPiece *last = n->npieces ? &t->pieces[t->npieces - 1] : NULL;
  p->done = piece.from + piece.n;
  if (last && last->kind == MAP_COPY && piece.kind == MAP_COPY && last->from + last->n == piece.from) {
    last->n += piece.n;
    last->text.n += piece.n;
    return;
  }
  t->pieces = arena_grow(t->arena, t->pieces, t->npieces, &p->cap_pieces, t->npieces + 1, sizeof *t->pieces);
  if (n->npieces == 0) n->piece = (uint32_t)t->npieces;
  t->pieces[t->npieces++] = piece;
  n->npieces++;
}

static Str entity_text(Parse *p, Str s) {
  if (s.n != 2 || s.p[0] != '\xc2' || (uint8_t)s.p[1] >= 0xa0) return arena_str(p->tree->arena, s);
  Buf b = BUF_INIT;
  utf8_put(&b, reference_code((uint8_t)s.p[1]));
  Str out = arena_str(p->tree->arena, buf_str(&b));
  buf_release(&b);
  return out;
}

static bool lies_at(const Parse *p, Str s, size_t end) {
  return end >= s.n && end <= p->tree->source.n && end - s.n >= p->done &&
         memcmp(p->tree->source.p + end - s.n, s.p, s.n) == 0;
}

static void add_copy(Parse *p, htmlParserCtxtPtr x, Str s, size_t end) {
  uint32_t from = (uint32_t)(end - s.n);
  add_piece(p, x, (HtmlPiece){from, (uint32_t)s.n, MAP_COPY, str_slice(p->tree->source, from, end)});
}

/* The longest beginning of a name that is a reference without a semicolon: 0 when there is none. */
static size_t bare_name(uint32_t *code, Str name) {
  char label[16];
  for (size_t n = name.n < sizeof label ? name.n : sizeof label - 1; n >= 2; n--) {
    memcpy(label, name.p, n);
    label[n] = '\0';
    const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)label);
    if (!e || e->value > 255 || e->value == '\'') continue;
    *code = e->value;
    return n;
  }
  return 0;
}

/* "&nbsp5", "&copy 2020": references of Latin-1 need no semicolon (HTML Standard, named references). libxml2 gives '&' and the
 * name as two texts; the second one ends up here with the first just before it. */
static bool bare_reference(Parse *p, htmlParserCtxtPtr x, Str name, size_t end) {
  uint32_t code;
  HtmlTree *t = p->tree;
  size_t n = p->after_amp && end > name.n && t->npieces ? bare_name(&code, name) : 0;
  if (!n) return false;
  HtmlPiece *amp = &t->pieces[t->npieces - 1];
  if (amp->n == 1) {
    t->npieces--;
    p->open->last->npieces--;
  } else {
    amp->n--;
    amp->text.n--;
  }
  Buf b = BUF_INIT;
  utf8_put(&b, code);
  Str text = arena_str(t->arena, buf_str(&b));
  buf_release(&b);
  add_piece(p, x, (HtmlPiece){(uint32_t)(end - name.n - 1), (uint32_t)n + 1, MAP_ENTITY, text});
  if (n < name.n) add_copy(p, x, str_slice(name, n, name.n), end);
  return true;
}

/* Where a reference that ends at end begins: its '&', at most 40 bytes back. */
static size_t reference_start(const Parse *p, size_t end) {
  size_t low = end > p->done + 40 ? end - 40 : p->done;
  for (size_t i = end; i-- > low;)
    if (p->tree->source.p[i] == '&') return i;
  return end;
}

/* Where the parser stands in the source. */
static size_t cursor_of(Parse *p, htmlParserCtxtPtr x) {
  size_t at = (size_t)x->input->consumed + (size_t)(x->input->cur - x->input->base);
  while (p->cuts_behind < p->given.ncuts && p->given.cuts[p->cuts_behind].at <= at) p->cuts_behind++;
  return p->cuts_behind ? at + p->given.cuts[p->cuts_behind - 1].gap : at;
}

static void on_text(void *ctx, const xmlChar *ch, int len) {
  htmlParserCtxtPtr x = ctx;
  Parse *p = parse_of(ctx);
  if (p->code != OK || len <= 0) return;
  Str s = str_make((const char *)ch, (size_t)len), source = p->tree->source;
  size_t cursor = cursor_of(p, x);
  if (cursor > source.n) cursor = source.n;
  bool amp = s.n == 1 && s.p[0] == '&';
  if (bare_reference(p, x, s, cursor)) {
    p->after_amp = false;
    return;
  }
  unsigned step = 0;
  if (cursor < source.n) utf8_at(source, cursor, &step);
  size_t start = reference_start(p, cursor);
  bool reference = start < cursor && source.p[cursor - 1] == ';' && s.n <= 8;
  if (!reference && lies_at(p, s, cursor))
    add_copy(p, x, s, cursor);
  else if (s.n > 900 && lies_at(p, s, cursor + step))
    add_copy(p, x, s, cursor + step);
  else if (start < cursor && amp && source.p[start] == '&' && !reference)
    add_copy(p, x, s, start + 1);
  else if (start < cursor)
    add_piece(p, x, (HtmlPiece){(uint32_t)start, (uint32_t)(cursor - start), MAP_ENTITY, entity_text(p, s)});
  else if (cursor > p->done)
    add_piece(p, x, (HtmlPiece){p->done, (uint32_t)cursor - p->done, MAP_ENTITY, arena_str(p->tree->arena, s)});
  p->after_amp = amp && !reference;
}

/* --- parsing ------------------------------------------------------------------------------------------------------------------ */
static void quiet_error(void *ctx, const char *msg, ...) {
  (void)ctx;
  (void)msg;
}
static void quiet_structured(void *ctx, xmlErrorPtr error) {
  (void)ctx;
  (void)error;
}

static char *xml_strdup(const char *s) { return mem_strdup(str_of(s)); }

void corpus_start(void) {
  xmlMemSetup(free, mem_alloc, mem_realloc, xml_strdup);
  xmlInitParser(); /* or two threads would each make its tables */
}

static htmlParserCtxtPtr new_context(Parse *p, Str s) {
  htmlParserCtxtPtr x = htmlCreateMemoryParserCtxt(s.p, (int)s.n);
  if (!x) mem_fail();
  htmlCtxtUseOptions(x, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                            HTML_PARSE_IGNORE_ENC);
  htmlSAXHandler *h = x->sax;
  memset(h, 0, sizeof *h);
  h->startElement = on_start;
  h->endElement = on_end;
  h->characters = h->ignorableWhitespace = h->cdataBlock = on_text;
  h->error = h->warning = h->fatalError = quiet_error;
  h->serror = quiet_structured;
  h->initialized = 1;
  x->charset = XML_CHAR_ENCODING_UTF8; /* the source is valid UTF-8: no guessing */
  x->_private = p;
  return x;
}

ErrCode html_parse(HtmlTree *out, Arena *a, Str source, const ReadOptions *o, const char *path, Err *err) {
  *out = (HtmlTree){.arena = a, .source = source, .root = arena_zalloc(a, sizeof(HtmlNode))};
  out->root->tag = TAG_OTHER;
  out->root->score = NAN;
  if (source.n == 0 || source.n > INT32_MAX) return OK;
  Parse p = {.tree = out, .options = o, .path = path, .open = out->root, .err = err, .given = html_source(a, source)};
  htmlParserCtxtPtr x = new_context(&p, p.given.bytes);
  htmlParseDocument(x);
  if (x->myDoc) xmlFreeDoc(x->myDoc);
  htmlFreeParserCtxt(x);
  return p.code;
}

/* --- walking -------------------------------------------------------------------------------------------------------------------- */
HtmlNode *html_above(const HtmlNode *n, HtmlTag tag) {
  for (; n; n = n->parent)
    if (n->tag == tag) return (HtmlNode *)(uintptr_t)n;
  return NULL;
}

Str html_text_range(const HtmlTree *t, const HtmlNode *from, const HtmlNode *to, const HtmlNode *root) {
  Buf b = BUF_INIT;
  bool space = false;
  for (const HtmlNode *n = from; n; n = html_next(n, root)) {
    space |= html_is_block((HtmlTag)n->tag) || n->tag == TAG_BR;
    for (uint32_t k = 0; n->tag == TAG_TEXT && k < n->npieces; k++) {
      Str s = t->pieces[n->piece + k].text;
      for (size_t i = 0; i < s.n; i++) {
        bool white = s.p[i] && strchr(" \t\r\n\f", s.p[i]);
        if (!white && space && b.n) buf_putc(&b, ' ');
        if (!white) buf_putc(&b, s.p[i]);
        space = white;
      }
    }
    if (n == to) break;
  }
  Str out = arena_str(t->arena, buf_str(&b));
  buf_release(&b);
  return out;
}

Str html_text(const HtmlTree *t, const HtmlNode *n) { return html_text_range(t, n, NULL, n); }
