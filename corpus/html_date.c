/* html_date.c -- dates that a page shows rather than declares. See html_meta.h.
 *
 * Candidates in order of trust: microdata, <time>, the address, elements named like dates or bylines, then the first date in the
 * page's text above the article's middle. */
#include "corpus/cite_date.h"
#include "corpus/fields.h"
#include "corpus/html_class.h"
#include "corpus/html_meta.h"

static bool plausible(Day d) { return d >= day_of(1995, 1, 1) && d < day_of(2100, 1, 1); }

static bool take(Dated *out, Str value, Found how) {
  Moment m;
  if (value.n == 0 || !field_date(&m, value) || !plausible(m.day)) return false;
  *out = (Dated){m, how};
  return true;
}

static Str value_of(const HtmlTree *t, const HtmlNode *n) {
  static const HtmlAttrName by[] = {ATTR_DATETIME, ATTR_CONTENT};
  for (size_t i = 0; i < 2; i++) {
    Str s = html_attr(n, by[i]);
    if (s.n) return s;
  }
  return html_text(t, n);
}

static bool take_microdata(Document *d, const HtmlTree *t) {
  for (const HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    Str prop = html_attr(n, ATTR_ITEMPROP);
    if (prop.n == 0) continue;
    if (str_find_nocase(prop, STR("datePublished"), 0) != SIZE_MAX &&
        take(&d->published, value_of(t, n), FOUND_MICRODATA))
      return true;
  }
  return false;
}

/* The day in ".../2019/11/18/..." or "...-20191118..."; a day is needed. */
static bool url_day(Day *out, Str url) {
  CiteDate c;
  size_t at = str_find(url, STR("://"), 0), path = at == SIZE_MAX ? 0 : str_chr(url, '/', at + 3);
  if (path == SIZE_MAX) return false;
  Str s = str_slice(url, path, url.n);
  if (!cite_date_find(&c, s, 0, true)) return false;
  *out = cite_date_day(&c);
  return plausible(*out);
}

static bool take_url(Document *d) {
  Day day;
  if (!url_day(&day, d->url)) return false;
  d->published = (Dated){{day, -1}, FOUND_URL};
  return true;
}

static bool take_time(Document *d, const HtmlTree *t) {
  Dated first = {{DAY_NONE, -1}, FOUND_NONE};
  for (const HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    if (n->tag != TAG_TIME) continue;
    Dated at;
    if (!take(&at, value_of(t, n), FOUND_TIME)) continue;
    Str cls = html_attr(n, ATTR_CLASS);
    bool published = html_attr(n, ATTR_PUBDATE).p || str_find_nocase(cls, STR("publish"), 0) != SIZE_MAX ||
                     str_find_nocase(cls, STR("entry-date"), 0) != SIZE_MAX;
    if (published || first.at.day == DAY_NONE) first = at;
    if (published) break;
  }
  if (first.at.day == DAY_NONE) return false;
  d->published = first;
  return true;
}

/* Elements whose class or id says date, time, published, byline. */
static bool names_date(const HtmlNode *n) {
  static const char *const names[] = {"date", "publish", "byline",   "posted",    "time",
                                      "meta", "info",    "dateline", "submitted", "author"};
  for (size_t i = 0; i < n->nattrs; i++) {
    if (n->attrs[i].name != ATTR_CLASS && n->attrs[i].name != ATTR_ID) continue;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
      if (str_find_nocase(n->attrs[i].value, str_of(names[k]), 0) != SIZE_MAX) return true;
  }
  return n->tag == TAG_ADDRESS;
}

static bool take_byline(Document *d, const HtmlTree *t) {
  for (const HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    CiteDate c;
    if (n->tag == TAG_TEXT || !names_date(n)) continue;
    Str s = html_text(t, n);
    if (s.n == 0 || s.n > 300 || !cite_date_find(&c, s, 0, true) || !plausible(cite_date_day(&c))) continue;
    d->published = (Dated){{cite_date_day(&c), -1}, FOUND_BYLINE};
    return true;
  }
  return false;
}

void html_dates(Document *doc, const HtmlTree *t) {
  if (doc->published.at.day != DAY_NONE && plausible(doc->published.at.day)) return;
  doc->published.at.day = DAY_NONE;
  if (take_microdata(doc, t) || take_url(doc) || take_time(doc, t) || take_byline(doc, t)) return;
}
