/* read_xml.c -- one article of NITF, NewsML-G2, RSS, Atom, a MediaWiki dump, or Reuters SGML. Each format is one short function
 * that says where its fields are; the text comes as HTML (escaped or not), as plain text, or as wikitext. */
#include "corpus/cutter.h"
#include "corpus/encoding.h"
#include "corpus/fields.h"
#include "corpus/html_body.h"
#include "corpus/offsets.h"
#include "corpus/plain.h"
#include "corpus/wikitext.h"
#include "corpus/xml_tree.h"

typedef struct {
  Document *doc;
  Arena *arena;
  Str source;      /* decoded */
  OffsetMap outer; /* source -> raw */
  const ReadOptions *options;
  Err *err;
} Xml;

/* --- fields -------------------------------------------------------------------------------------------------------------------- */
/* The first of the elements that has text. */
static void set_first(Xml *x, Field f, const XmlNode *n, const char *const *paths) {
  for (; *paths; paths++) {
    Str s = xml_text(x->arena, xml_find(n, *paths));
    if (s.n == 0) continue;
    field_set(x->doc, x->arena, f, s, FOUND_FIELD);
    return;
  }
}

static void set_attr(Xml *x, Field f, const XmlNode *n, const char *attr) {
  field_set(x->doc, x->arena, f, xml_attr(x->arena, n, attr), FOUND_FIELD);
}

#define PATHS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* --- texts ---------------------------------------------------------------------------------------------------------------------- */
/* The text of n as it stands. */
static void plain_text(Xml *x, const XmlNode *n) {
  OffsetMap inner;
  Document *d = x->doc;
  d->text = n ? xml_gather(x->arena, n, &inner) : STR("");
  if (d->text.n == 0) return;
  d->map = map_compose(x->arena, &inner, &x->outer, (uint32_t)d->text.n);
  plain_blocks(d, x->arena, 0);
  plain_title(d);
  plain_wire(d, x->arena);
}

/* Markup between n's tags. */
static ErrCode inner_html(Xml *x, const XmlNode *n) {
  OffsetMap slice = map_slice(x->arena, n->from, n->end - n->from),
            outer = map_compose(x->arena, &slice, &x->outer, n->end - n->from);
  return html_fragment(x->doc, x->arena, str_slice(x->source, n->from, n->end), &outer, x->options, x->err);
}

/* Markup that is the text of n, escaped or in CDATA. */
static ErrCode escaped_html(Xml *x, const XmlNode *n) {
  OffsetMap inner;
  Str s = xml_gather(x->arena, n, &inner);
  if (str_chr(s, '<', 0) == SIZE_MAX && str_chr(s, '&', 0) == SIZE_MAX) {
    plain_text(x, n);
    return OK;
  }
  OffsetMap outer = map_compose(x->arena, &inner, &x->outer, (uint32_t)s.n);
  return html_fragment(x->doc, x->arena, s, &outer, x->options, x->err);
}

/* --- formats ---------------------------------------------------------------------------------------------------------------------- */
static ErrCode read_rss(Xml *x, const XmlNode *item) {
  x->doc->format = STR("rss");
  set_first(x, FIELD_TITLE, item, PATHS("title"));
  set_first(x, FIELD_DATE, item, PATHS("pubDate", "date", "published"));
  set_first(x, FIELD_URL, item, PATHS("link"));
  set_first(x, FIELD_AUTHOR, item, PATHS("creator", "author"));
  set_first(x, FIELD_PUBLISHER, item, PATHS("source", "publisher"));
  set_first(x, FIELD_ID, item, PATHS("guid"));
  const XmlNode *best = xml_find(item, "encoded");
  if (!best) best = xml_find(item, "description");
  return best ? escaped_html(x, best) : OK;
}

static ErrCode read_atom(Xml *x, const XmlNode *entry) {
  x->doc->format = STR("atom");
  set_first(x, FIELD_TITLE, entry, PATHS("title"));
  set_first(x, FIELD_DATE, entry, PATHS("published", "issued", "updated"));
  set_first(x, FIELD_MODIFIED, entry, PATHS("updated", "modified"));
  set_first(x, FIELD_AUTHOR, entry, PATHS("author/name"));
  set_first(x, FIELD_PUBLISHER, entry, PATHS("source/title"));
  set_first(x, FIELD_ID, entry, PATHS("id"));
  for (const XmlNode *l = entry->first; l; l = l->next) {
    Str rel = xml_attr(x->arena, l, "rel");
    if (str_eq_nocase(l->name, STR("link")) && (rel.n == 0 || str_is(rel, "alternate")))
      set_attr(x, FIELD_URL, l, "href");
  }
  const XmlNode *best = xml_find(entry, "content");
  if (!best) best = xml_find(entry, "summary");
  if (!best) return OK;
  return str_is(xml_attr(x->arena, best, "type"), "xhtml") ? inner_html(x, best) : escaped_html(x, best);
}

static ErrCode read_nitf(Xml *x, const XmlNode *nitf) {
  x->doc->format = STR("nitf");
  set_first(x, FIELD_TITLE, nitf, PATHS("body/body.head/hedline/hl1", "body/body.head/headline/hl1", "head/title"));
  set_first(x, FIELD_AUTHOR, nitf, PATHS("body/body.head/byline/person", "body/body.head/byline"));
  set_first(x, FIELD_PUBLISHER, nitf, PATHS("body/body.head/distributor/org", "body/body.head/distributor"));
  set_attr(x, FIELD_PUBLISHER, xml_find(nitf, "head/docdata/doc.copyright"), "holder");
  set_attr(x, FIELD_PUBLISHER, xml_find(nitf, "head/pubdata"), "name");
  set_attr(x, FIELD_DATE, xml_find(nitf, "body/body.head/dateline/story.date"), "norm");
  set_attr(x, FIELD_DATE, xml_find(nitf, "head/pubdata"), "date.publication");
  set_attr(x, FIELD_DATE, xml_find(nitf, "head/docdata/date.release"), "norm");
  set_attr(x, FIELD_DATE, xml_find(nitf, "head/docdata/date.issue"), "norm");
  set_attr(x, FIELD_URL, xml_find(nitf, "head/pubdata"), "ex-ref");
  set_attr(x, FIELD_ID, xml_find(nitf, "head/docdata/doc-id"), "id-string");
  set_attr(x, FIELD_LANG, nitf, "lang");
  const XmlNode *body = xml_find(nitf, "body/body.content");
  return body ? inner_html(x, body) : OK;
}

static ErrCode read_newsml(Xml *x, const XmlNode *item) {
  x->doc->format = STR("newsml");
  set_first(x, FIELD_TITLE, item, PATHS("contentMeta/headline", "itemMeta/title"));
  set_first(x, FIELD_DATE, item,
            PATHS("contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"));
  set_first(x, FIELD_MODIFIED, item, PATHS("contentMeta/contentModified", "itemMeta/versionCreated"));
  set_first(x, FIELD_AUTHOR, item, PATHS("contentMeta/creator/name", "contentMeta/by"));
  set_attr(x, FIELD_PUBLISHER, xml_find(item, "itemMeta/provider"), "literal");
  set_first(x, FIELD_PUBLISHER, item, PATHS("itemMeta/provider/name", "contentMeta/creditline", "itemMeta/provider"));
  set_attr(x, FIELD_LANG, item, "lang");
  set_attr(x, FIELD_ID, item, "guid");
  const XmlNode *body = xml_find(item, "//body.content");
  if (!body) body = xml_find(item, "contentSet/inlineXML");
  if (body && xml_find(body, "//body")) body = xml_find(body, "//body");
  if (body) return inner_html(x, body);
  plain_text(x, xml_find(item, "contentSet/inlineData"));
  return OK;
}

static ErrCode read_reuters(Xml *x, const XmlNode *story) {
  x->doc->format = STR("reuters-sgml");
  const XmlNode *title = xml_find(story, "text/title");
  OffsetMap unused;
  if (title) field_set(x->doc, x->arena, FIELD_TITLE, xml_gather(x->arena, title, &unused), FOUND_FIELD);
  set_first(x, FIELD_DATE, story, PATHS("date"));
  set_first(x, FIELD_AUTHOR, story, PATHS("text/author"));
  set_attr(x, FIELD_ID, story, "newid");
  plain_text(x, xml_find(story, "text/body"));
  return OK;
}

static ErrCode read_wiki(Xml *x, const XmlNode *page) {
  x->doc->format = STR("mediawiki");
  set_first(x, FIELD_TITLE, page, PATHS("title"));
  set_first(x, FIELD_DATE, page, PATHS("revision/timestamp"));
  set_first(x, FIELD_MODIFIED, page, PATHS("revision/timestamp"));
  set_first(x, FIELD_ID, page, PATHS("id"));
  const XmlNode *text = xml_find(page, "revision/text");
  OffsetMap inner;
  if (!text || !str_is(xml_text(x->arena, xml_find(page, "ns")), "0") || xml_find(page, "redirect")) return OK;
  Str s = xml_gather(x->arena, text, &inner);
  OffsetMap outer = map_compose(x->arena, &inner, &x->outer, (uint32_t)s.n);
  wikitext_read(x->doc, x->arena, s, &outer);
  return OK;
}

static Str declared_charset(const Input *in) {
  Str type = in->content_type ? str_of(in->content_type) : STR("");
  size_t at = str_find_nocase(type, STR("charset="), 0);
  return at == SIZE_MAX ? STR("") : str_trim(str_slice(type, at + 8, type.n));
}

ErrCode read_xml(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  static const struct {
    const char *name;
    ErrCode (*read)(Xml *, const XmlNode *);
  } formats[] = {{"item", read_rss},        {"entry", read_atom},      {"nitf", read_nitf},
                 {"newsItem", read_newsml}, {"REUTERS", read_reuters}, {"page", read_wiki}};
  Decoded d = decode_bytes(a, in->raw, declared_charset(in));
  d = decode_controls(a, &d);
  out->encoding = d.name;
  out->flags |= d.flags;
  XmlNode *root;
  ErrCode code = xml_parse(&root, a, d.text, o, in->path, err);
  if (code != OK) return code;
  Xml x = {out, a, d.text, d.map, o, err};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    const XmlNode *n = xml_find(root, formats[i].name);
    if (n) return formats[i].read(&x, n);
  }
  return err_set(err, ERR_INPUT, "%s: not read: no news format that is known here", in->path);
}
