/* xml_tree.c -- see xml_tree.h. A closing tag closes the nearest open element of its name; one that closes nothing is ignored. */
#include "corpus/xml_tree.h"
#include "corpus/cutter.h"
#include "corpus/entities.h"
#include "corpus/offsets.h"

typedef struct {
  Arena *arena;
  Str s;
  const ReadOptions *options;
  const char *path;
  XmlNode *open;
  uint64_t nodes;
  unsigned depth;
} Parse;

static bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("._-:", c)) ||
         (c & 0x80);
}
static bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

static Str local_name(Str name) {
  size_t colon = str_chr(name, ':', 0);
  return colon == SIZE_MAX ? name : str_slice(name, colon + 1, name.n);
}

static XmlNode *add_node(Parse *p) {
  XmlNode *n = arena_zalloc(p->arena, sizeof *n);
  p->nodes++;
  n->parent = p->open;
  if (p->open->last)
    p->open->last->next = n;
  else
    p->open->first = n;
  p->open->last = n;
  return n;
}

static void add_text(Parse *p, size_t from, size_t end, MapKind kind, Str text) {
  if (end <= from) return;
  XmlNode *n = add_node(p);
  n->from = (uint32_t)from;
  n->end = (uint32_t)end;
  n->kind = kind;
  n->text = text;
}

static size_t behind(Str s, const char *mark, size_t from) {
  size_t at = str_find(s, str_of(mark), from);
  return at == SIZE_MAX ? s.n : at + strlen(mark);
}

/* Past "<!DOCTYPE ... [ ... ]>". */
static size_t skip_doctype(Str s, size_t at) {
  bool inside = false;
  for (; at < s.n; at++) {
    if (s.p[at] == '[') inside = true;
    if (s.p[at] == ']') inside = false;
    if (s.p[at] == '>' && !inside) return at + 1;
  }
  return s.n;
}

static size_t close_tag(Parse *p, size_t at) {
  size_t from = at + 2, end = from;
  while (end < p->s.n && is_name_char(p->s.p[end])) end++;
  Str name = local_name(str_slice(p->s, from, end));
  XmlNode *n = p->open;
  unsigned up = 0;
  while (n->parent && !str_eq_nocase(n->name, name)) n = n->parent, up++;
  if (n->parent) {
    for (XmlNode *k = p->open; k != n->parent; k = k->parent) k->end = (uint32_t)at;
    p->open = n->parent;
    p->depth -= up + 1;
  }
  return behind(p->s, ">", end);
}

static size_t open_tag(Parse *p, size_t at) {
  size_t from = at + 1, end = from;
  while (end < p->s.n && is_name_char(p->s.p[end])) end++;
  size_t close = end;
  for (char quote = 0; close < p->s.n && (quote || p->s.p[close] != '>'); close++) {
    char c = p->s.p[close];
    if (quote ? c == quote : c == '"' || c == '\'') quote = quote ? 0 : c;
  }
  XmlNode *n = add_node(p);
  bool empty = close > end && p->s.p[close - 1] == '/';
  n->name = local_name(str_slice(p->s, from, end));
  n->attrs = str_slice(p->s, end, close - empty);
  n->from = n->end = (uint32_t)(close < p->s.n ? close + 1 : p->s.n);
  if (!empty) {
    p->open = n;
    p->depth++;
  }
  return n->from;
}

static size_t text_run(Parse *p, size_t at) {
  char out[8];
  size_t n, end = at;
  if (p->s.p[at] == '&' && (n = reference_read(p->s, at, out, &end)) > 0) {
    add_text(p, at, at + n, MAP_ENTITY, arena_str(p->arena, str_make(out, end)));
    return at + n;
  }
  end = at + 1;
  while (end < p->s.n && p->s.p[end] != '<' && p->s.p[end] != '&') end++;
  add_text(p, at, end, MAP_COPY, str_slice(p->s, at, end));
  return end;
}

static size_t step(Parse *p, size_t at) {
  Str rest = str_slice(p->s, at, p->s.n);
  if (rest.p[0] != '<') return text_run(p, at);
  if (str_starts(rest, STR("<!--"))) return behind(p->s, "-->", at);
  if (str_starts(rest, STR("<![CDATA["))) {
    size_t end = str_find(p->s, STR("]]>"), at);
    if (end == SIZE_MAX) end = p->s.n;
    add_text(p, at + 9, end, MAP_COPY, str_slice(p->s, at + 9, end));
    return end + 3 < p->s.n ? end + 3 : p->s.n;
  }
  if (str_starts(rest, STR("<?"))) return behind(p->s, "?>", at);
  if (str_starts(rest, STR("<!"))) return skip_doctype(p->s, at);
  if (rest.n > 1 && rest.p[1] == '/') return close_tag(p, at);
  if (rest.n > 1 && is_name_char(rest.p[1])) return open_tag(p, at);
  return text_run(p, at);
}

ErrCode xml_parse(XmlNode **root, Arena *a, Str source, const ReadOptions *o, const char *path, Err *err) {
  Parse p = {.arena = a, .s = source, .options = o, .path = path};
  p.open = *root = arena_zalloc(a, sizeof **root);
  uint64_t round = 0;
  for (size_t at = 0; at < source.n; round++) {
    at = step(&p, at);
    if (deadline_over_at(o->until, round)) return err_late(err, path);
    if (p.depth > o->max_depth)
      return err_set(err, ERR_LIMIT, "%s: not read: nesting deeper than %u (--max-depth)", path, o->max_depth);
    if (p.nodes > o->max_nodes)
      return err_set(err, ERR_LIMIT, "%s: not read: more nodes than %llu (--max-nodes)", path,
                     (unsigned long long)o->max_nodes);
  }
  for (XmlNode *n = p.open; n; n = n->parent) n->end = (uint32_t)source.n;
  return OK;
}

/* --- looking -------------------------------------------------------------------------------------------------------------------- */
static XmlNode *after(const XmlNode *n, const XmlNode *root) {
  if (n->first) return n->first;
  for (; n != root; n = n->parent)
    if (n->next) return n->next;
  return NULL;
}

XmlNode *xml_next_named(const XmlNode *n, const XmlNode *root, const char *name) {
  XmlNode *next = after(n, root);
  while (next && !(next->name.n && str_eq_nocase(next->name, str_of(name)))) next = after(next, root);
  return next;
}

static XmlNode *child(const XmlNode *n, Str name) {
  for (XmlNode *c = n->first; c; c = c->next)
    if (c->name.n && str_eq_nocase(c->name, name)) return c;
  return NULL;
}

XmlNode *xml_find(const XmlNode *n, const char *path) {
  Str part, rest = str_of(path);
  XmlNode *at = (XmlNode *)(uintptr_t)n;
  if (str_starts(rest, STR("//"))) {
    char name[48];
    rest = str_slice(rest, 2, rest.n);
    str_split(&part, &rest, '/');
    if (part.n >= sizeof name) return NULL;
    memcpy(name, part.p, part.n);
    name[part.n] = '\0';
    at = xml_next_named(n, n, name);
  }
  while (at && str_split(&part, &rest, '/')) at = child(at, part);
  return at;
}

static Str unescape(Arena *a, Str s) {
  if (str_chr(s, '&', 0) == SIZE_MAX) return s;
  Buf b = BUF_INIT;
  for (size_t i = 0; i < s.n;) {
    char out[8];
    size_t n = 0, took = s.p[i] == '&' ? reference_read(s, i, out, &n) : 0;
    buf_put(&b, took ? str_make(out, n) : str_slice(s, i, i + 1));
    i += took ? took : 1;
  }
  Str text = arena_str(a, buf_str(&b));
  buf_release(&b);
  return text;
}

Str xml_attr(Arena *a, const XmlNode *n, const char *name) {
  Str s = n ? n->attrs : STR(""), want = str_of(name);
  for (size_t i = 0; i < s.n;) {
    while (i < s.n && !is_name_char(s.p[i])) i++;
    size_t from = i;
    while (i < s.n && is_name_char(s.p[i])) i++;
    Str found = local_name(str_slice(s, from, i));
    while (i < s.n && is_white(s.p[i])) i++;
    if (i >= s.n || s.p[i] != '=') continue;
    i++;
    while (i < s.n && is_white(s.p[i])) i++;
    char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i++] : 0;
    from = i;
    while (i < s.n && (quote ? s.p[i] != quote : !is_white(s.p[i]))) i++;
    if (str_eq_nocase(found, want)) return str_trim(unescape(a, str_slice(s, from, i)));
    i += quote != 0;
  }
  return STR("");
}

Str xml_text(Arena *a, const XmlNode *root) {
  Buf b = BUF_INIT;
  bool space = false;
  for (const XmlNode *n = root; n; n = after(n, root)) {
    for (size_t i = 0; n->name.n == 0 && i < n->text.n; i++) {
      bool white = is_white(n->text.p[i]);
      if (!white && space && b.n) buf_putc(&b, ' ');
      if (!white) buf_putc(&b, n->text.p[i]);
      space = white;
    }
    space |= n->name.n > 0;
  }
  Str out = arena_str(a, buf_str(&b));
  buf_release(&b);
  return out;
}

static bool all_white(Str s) { return str_trim(s).n == 0; }

Str xml_gather(Arena *a, const XmlNode *root, OffsetMap *map) {
  Buf b = BUF_INIT;
  MapBuilder m = {0};
  const XmlNode *last = NULL;
  for (const XmlNode *n = root; n; n = after(n, root))
    if (n->name.n == 0 && !all_white(n->text)) last = n;
  for (const XmlNode *n = root; n && last; n = after(n, root)) {
    if (n->name.n || (b.n == 0 && all_white(n->text))) continue;
    size_t from = 0, to = n->text.n;
    while (b.n == 0 && from < to && is_white(n->text.p[from])) from++;
    while (n == last && to > from && is_white(n->text.p[to - 1])) to--;
    buf_put(&b, str_slice(n->text, from, to));
    if (n->kind == MAP_COPY)
      map_add(&m, a, MAP_COPY, (uint32_t)(to - from), n->from + (uint32_t)from, (uint32_t)(to - from));
    else
      map_add(&m, a, n->kind, (uint32_t)(to - from), n->from, n->end - n->from);
    if (n == last) break;
  }
  Str out = arena_str(a, buf_str(&b));
  buf_release(&b);
  *map = (OffsetMap){m.runs, m.n};
  return out;
}
