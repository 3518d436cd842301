/* html_meta.c -- meta elements, links and titles. See html_meta.h. */
#include "corpus/html_meta.h"
#include "corpus/fields.h"

typedef struct {
  const char *name;
  unsigned field; /* Field, or FIELD_LOOSE */
} MetaName;

enum { FIELD_LOOSE = FIELDS }; /* a date that may be any */

/* name, property or itemprop of <meta>; for each field the first that is there in this order counts. */
static const MetaName meta_names[] = {{"article:published_time", FIELD_DATE},
                                      {"og:published_time", FIELD_DATE},
                                      {"og:article:published_time", FIELD_DATE},
                                      {"datepublished", FIELD_DATE},
                                      {"parsely-pub-date", FIELD_DATE},
                                      {"sailthru.date", FIELD_DATE},
                                      {"cxenseparse:recs:publishtime", FIELD_DATE},
                                      {"date", FIELD_LOOSE},
                                      {"dc.date.issued", FIELD_DATE},
                                      {"dcterms.issued", FIELD_DATE},
                                      {"dc.date.created", FIELD_LOOSE},
                                      {"dcterms.created", FIELD_LOOSE},
                                      {"dc.date", FIELD_LOOSE},
                                      {"dcterms.date", FIELD_LOOSE},
                                      {"pubdate", FIELD_DATE},
                                      {"publishdate", FIELD_DATE},
                                      {"publish-date", FIELD_DATE},
                                      {"publish_date", FIELD_DATE},
                                      {"published_date", FIELD_DATE},
                                      {"article.published", FIELD_DATE},
                                      {"published-date", FIELD_DATE},
                                      {"citation_publication_date", FIELD_DATE},
                                      {"citation_date", FIELD_DATE},
                                      {"originalpublicationdate", FIELD_DATE},
                                      {"article_date_original", FIELD_DATE},
                                      {"bt:pubdate", FIELD_DATE},
                                      {"displaydate", FIELD_LOOSE},
                                      {"rnews:datepublished", FIELD_DATE},
                                      {"timestamp", FIELD_LOOSE},
                                      {"datecreated", FIELD_LOOSE},
                                      {"creation_date", FIELD_LOOSE},
                                      {"og:pubdate", FIELD_DATE},
                                      {"article:post_date", FIELD_DATE},
                                      {"last-modified", FIELD_MODIFIED},
                                      {"article:modified_time", FIELD_MODIFIED},
                                      {"og:updated_time", FIELD_MODIFIED},
                                      {"og:modified_time", FIELD_MODIFIED},
                                      {"datemodified", FIELD_MODIFIED},
                                      {"lastmod", FIELD_MODIFIED},
                                      {"dc.date.modified", FIELD_MODIFIED},
                                      {"dcterms.modified", FIELD_MODIFIED},
                                      {"modified_date", FIELD_MODIFIED},
                                      {"og:title", FIELD_TITLE},
                                      {"twitter:title", FIELD_TITLE},
                                      {"headline", FIELD_TITLE},
                                      {"dc.title", FIELD_TITLE},
                                      {"dcterms.title", FIELD_TITLE},
                                      {"citation_title", FIELD_TITLE},
                                      {"og:url", FIELD_URL},
                                      {"og:site_name", FIELD_PUBLISHER},
                                      {"application-name", FIELD_PUBLISHER},
                                      {"dc.publisher", FIELD_PUBLISHER},
                                      {"citation_journal_title", FIELD_PUBLISHER},
                                      {"author", FIELD_AUTHOR},
                                      {"article:author_name", FIELD_AUTHOR},
                                      {"dc.creator", FIELD_AUTHOR},
                                      {"parsely-author", FIELD_AUTHOR},
                                      {"sailthru.author", FIELD_AUTHOR},
                                      {"og:locale", FIELD_LANG},
                                      {"content-language", FIELD_LANG},
                                      {"dc.language", FIELD_LANG}};
enum { META_NAMES = sizeof meta_names / sizeof *meta_names };

static bool is_set(const Document *d, Field f) {
  switch (f) {
  case FIELD_DATE: return d->published.at.day != DAY_NONE;
  case FIELD_MODIFIED: return d->modified.at.day != DAY_NONE;
  case FIELD_TITLE: return d->title.n > 0;
  case FIELD_URL: return d->url.n > 0;
  case FIELD_PUBLISHER: return d->publisher.n > 0;
  case FIELD_AUTHOR: return d->author.n > 0;
  case FIELD_LANG: return d->lang.n > 0;
  default: return true;
  }
}

/* Titles are often escaped twice: "doesn&#8217;t". */
static Str unescaped(const HtmlTree *t, Str s) {
  size_t at = str_chr(s, '&', 0);
  if (at == SIZE_MAX || str_chr(s, ';', at) == SIZE_MAX) return s;
  Str source = arena_str(t->arena, s);
  HtmlTree inner;
  ReadOptions o = read_options_default();
  if (html_parse(&inner, t->arena, source, &o, "title", NULL) != OK) return s;
  return html_text(&inner, inner.root);
}

static Str meta_name(const HtmlNode *n) {
  static const HtmlAttrName by[] = {ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP, ATTR_HTTP_EQUIV};
  for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
    Str s = html_attr(n, by[i]);
    if (s.n) return s;
  }
  return STR("");
}

/* For each known name the first <meta> that has it. */
static void take_metas(Document *d, const HtmlTree *t, Dated *loose) {
  Str found[META_NAMES] = {{NULL, 0}};
  for (const HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    if (n->tag != TAG_META) continue;
    Str name = str_trim(meta_name(n)), content = html_attr(n, ATTR_CONTENT);
    for (size_t i = 0; i < META_NAMES && name.n && content.n; i++)
      if (!found[i].p && str_eq_nocase(name, str_of(meta_names[i].name))) found[i] = content;
  }
  for (size_t i = 0; i < META_NAMES; i++) {
    unsigned f = meta_names[i].field;
    Moment m;
    if (!found[i].p) continue;
    if (f != FIELD_LOOSE && !is_set(d, (Field)f)) field_set(d, t->arena, (Field)f, found[i], FOUND_META);
    if (f == FIELD_LOOSE && loose->at.day == DAY_NONE && field_date(&m, found[i])) *loose = (Dated){m, FOUND_META};
  }
}

static Str absolute(const Str url) {
  return str_starts(url, STR("http://")) || str_starts(url, STR("https://")) ? url : STR("");
}

static void take_links(Document *d, const HtmlTree *t) {
  for (const HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    if (n->tag == TAG_LINK && str_eq_nocase(html_attr(n, ATTR_REL), STR("canonical"))) {
      Str url = absolute(str_trim(html_attr(n, ATTR_HREF)));
      if (url.n) field_set(d, t->arena, FIELD_URL, url, FOUND_HTML);
    }
    if (n->tag == TAG_HTML && d->lang.n == 0) {
      Str lang = html_attr(n, ATTR_LANG);
      if (lang.n) d->lang = lang;
    }
  }
}

/* "Headline - Site", "Headline | Site", "Headline » Site": the part before the last mark, when it is long enough. */
static Str without_site(Str title) {
  static const char *const marks[] = {" | ",        " - ",  " \xe2\x80\x93 ", " \xe2\x80\x94 ",
                                      " \xc2\xbb ", " :: ", " \xc2\xb7 "};
  size_t cut = title.n;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    for (size_t at = str_find(title, str_of(marks[i]), 0); at != SIZE_MAX;
         at = str_find(title, str_of(marks[i]), at + 1))
      if (at > 20 && (cut == title.n || at > cut)) cut = at;
  return str_slice(title, 0, cut);
}

static void take_titles(Document *d, const HtmlTree *t) {
  Str title = {NULL, 0}, head = {NULL, 0};
  for (const HtmlNode *n = t->root; n && !(title.n && head.n); n = html_next(n, t->root)) {
    if (n->tag == TAG_TITLE && title.n == 0 && !html_above(n, TAG_SVG)) title = html_text(t, n);
    if (n->tag == TAG_H1 && head.n == 0) head = html_text(t, n);
  }
  if (head.n > 10 && (title.n == 0 || str_find_nocase(title, head, 0) != SIZE_MAX))
    d->title = head;
  else if (title.n)
    d->title = without_site(title);
  else
    d->title = head;
  if (d->title.p == NULL) d->title = STR("");
  if (d->title.n) d->title_how = FOUND_HTML;
}

/* "www.example.com" of the address stands for a publisher that the page doesn't name. */
static void publisher_from_url(Document *d) {
  size_t at = str_find(d->url, STR("://"), 0);
  if (at == SIZE_MAX) return;
  Str host = str_slice(d->url, at + 3, str_chr(d->url, '/', at + 3));
  if (str_starts_nocase(host, STR("www."))) host = str_slice(host, 4, host.n);
  d->publisher = host;
  if (host.n) d->publisher_how = FOUND_URL;
}

/* "en_GB" and "en-gb, en" are "en"; what is no language ("UTF-8") is nothing. */
static Str language_tag(Str s) {
  size_t n = 0;
  while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') || (s.p[n] >= 'A' && s.p[n] <= 'Z'))) n++;
  bool ends = n == s.n || s.p[n] == '-' || s.p[n] == '_' || s.p[n] == ',' || s.p[n] == ';';
  return (n == 2 || n == 3) && ends && !str_starts_nocase(s, STR("utf")) ? str_slice(s, 0, n) : STR("");
}

void html_meta(Document *doc, const HtmlTree *t, Dated *loose) {
  *loose = (Dated){{DAY_NONE, -1}, FOUND_NONE};
  Str given = doc->url;
  html_jsonld(doc, t);
  take_metas(doc, t, loose);
  if (given.n == 0) take_links(doc, t);
  if (doc->title.n == 0) take_titles(doc, t);
  doc->title = unescaped(t, doc->title);
  if (doc->publisher.n == 0) publisher_from_url(doc);
  doc->lang = language_tag(doc->lang);
}
