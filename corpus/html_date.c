/* html_date.c -- dates that a page shows rather than declares. See html_meta.h.
 *
 * In order of trust: microdata, the address, <time> behind the headline, elements named like dates or bylines, loosely named meta
 * elements, short lines with a date nearest to the headline, the first paragraphs, the page's foot, the date of the last change. */
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
  for (at = 0; (at = str_chr(s, '/', at)) != SIZE_MAX; at++) { /* /20191118/ */
    Moment m;
    size_t end = at + 1;
    while (end < s.n && s.p[end] >= '0' && s.p[end] <= '9') end++;
    if (end - at == 9 && moment_parse(&m, str_slice(s, at + 1, end), true) && plausible(m.day))
      return *out = m.day, true;
  }
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

/* The headline: the first <h1>, or the title's element. */
static const HtmlNode *headline(const HtmlPage *p) {
  for (size_t i = 0; i < p->n; i++)
    if (p->runs[i].kind == BLOCK_TITLE) return p->runs[i].owner;
  for (const HtmlNode *n = p->tree->root; n; n = html_next(n, p->tree->root))
    if (n->tag == TAG_H1) return n;
  return NULL;
}

static bool take_time(Document *d, const HtmlPage *p, const HtmlNode *head) {
  Dated best = {{DAY_NONE, -1}, FOUND_NONE};
  bool behind = false;
  for (const HtmlNode *n = p->tree->root; n; n = html_next(n, p->tree->root)) {
    Dated at;
    bool first = n == head;
    behind |= first;
    if (n->tag != TAG_TIME || !take(&at, value_of(p->tree, n), FOUND_TIME)) continue;
    Str cls = html_attr(n, ATTR_CLASS);
    bool published = html_attr(n, ATTR_PUBDATE).p || str_find_nocase(cls, STR("publish"), 0) != SIZE_MAX ||
                     str_find_nocase(cls, STR("entry-date"), 0) != SIZE_MAX;
    if (best.at.day == DAY_NONE || published) best = at;
    if (published) break;
    if (behind) {
      best = at;
      break;
    }
  }
  if (best.at.day != DAY_NONE) d->published = best;
  return best.at.day != DAY_NONE;
}

static bool plausible_date(CiteDate *c, Str s) { return cite_date_find(c, s, 0, true) && plausible(cite_date_day(c)); }

static bool found(Document *d, const CiteDate *c, Found how) {
  d->published = (Dated){{cite_date_day(c), -1}, how};
  return true;
}

/* Elements whose class or id says date, time, published, byline. */
static bool names_date(const HtmlNode *n) {
  static const char *const names[] = {"date", "publi",    "byline",    "posted", "time",
                                      "meta", "dateline", "submitted", "author", "autor"};
  for (size_t i = 0; i < n->nattrs; i++) {
    if (n->attrs[i].name != ATTR_CLASS && n->attrs[i].name != ATTR_ID) continue;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
      if (str_find_nocase(n->attrs[i].value, str_of(names[k]), 0) != SIZE_MAX) return true;
  }
  return n->tag == TAG_ADDRESS;
}

/* The first such element behind the headline, else the last before it. */
static bool take_byline(Document *d, const HtmlPage *p, const HtmlNode *head) {
  CiteDate c, best = {0};
  bool behind = false;
  for (const HtmlNode *n = p->tree->root; n; n = html_next(n, p->tree->root)) {
    behind |= n == head;
    if (n->tag == TAG_TEXT || (n->drop & DROP_UNSEEN) || n->nattrs == 0 || !names_date(n)) continue;
    Str s = html_text(p->tree, n);
    if (s.n == 0 || s.n > 300 || !plausible_date(&c, s)) continue;
    best = c;
    if (behind) break;
  }
  return best.year && found(d, &best, FOUND_BYLINE);
}

/* Short lines with a date: the first behind the headline, else the last before it. */
static bool take_line(Document *d, const HtmlPage *p, const HtmlNode *head) {
  CiteDate c, best = {0};
  size_t at = 0;
  while (at < p->n && head && !html_within(p->runs[at].owner, head)) at++;
  if (at == p->n) at = 0;
  for (size_t i = at; i < p->n && i < at + 12; i++)
    if (p->runs[i].text < 160 && plausible_date(&c, html_run_text(p, &p->runs[i]))) return found(d, &c, FOUND_BYLINE);
  for (size_t i = at; i-- > 0 && !best.year;)
    if (p->runs[i].text < 160 && plausible_date(&c, html_run_text(p, &p->runs[i]))) best = c;
  return best.year && found(d, &best, FOUND_BYLINE);
}

/* The first date in the article's first paragraphs, then in all of it, then the last of the page. */
static bool take_text(Document *d, const HtmlPage *p) {
  CiteDate c;
  for (size_t i = 0; i < p->n; i++)
    if (p->runs[i].body && plausible_date(&c, html_run_text(p, &p->runs[i]))) return found(d, &c, FOUND_HTML);
  for (size_t i = p->n; i-- > 0;)
    if (!p->runs[i].body && plausible_date(&c, html_run_text(p, &p->runs[i]))) return found(d, &c, FOUND_HTML);
  return false;
}

/* A day in UTC may be the neighbour of the publisher's own day, which stands in the address. */
static void prefer_url_day(Document *d) {
  Day day;
  if (d->published.how != FOUND_URL && url_day(&day, d->url) &&
      (day == d->published.at.day + 1 || day == d->published.at.day - 1))
    d->published.at = (Moment){day, -1};
}

void html_dates(Document *doc, const HtmlPage *p, Dated loose) {
  if (doc->published.at.day != DAY_NONE && !plausible(doc->published.at.day))
    doc->published = (Dated){{DAY_NONE, -1}, FOUND_NONE};
  if (doc->published.at.day == DAY_NONE) {
    const HtmlNode *head = headline(p);
    if (take_microdata(doc, p->tree) || take_url(doc) || take_time(doc, p, head) || take_byline(doc, p, head)) return;
    if (loose.at.day != DAY_NONE && plausible(loose.at.day))
      doc->published = loose;
    else if (!take_line(doc, p, head) && doc->modified.at.day != DAY_NONE)
      doc->published = doc->modified;
    else if (doc->published.at.day == DAY_NONE)
      take_text(doc, p);
  }
  prefer_url_day(doc);
}
