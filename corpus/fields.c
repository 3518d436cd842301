/* fields.c -- see fields.h. */
#include "corpus/fields.h"
#include "corpus/cite_date.h"

/* Best name first; the first is ours. */
static const char *const usual[FIELDS][9] = {
    [FIELD_ID] = {"id", "_id", "guid", "uid", "docid", "doc_id"},
    [FIELD_TEXT] = {"text", "body", "content", "articleBody", "article", "article_content", "maintext", "fulltext"},
    [FIELD_DATE] = {"date", "published", "datePublished", "date_published", "publish_date", "published_at", "pubDate",
                    "created_at"},
    [FIELD_TITLE] = {"title", "headline", "article_title", "name"},
    [FIELD_URL] = {"url", "link", "canonical_url", "source_url", "href"},
    [FIELD_PUBLISHER] = {"publisher", "source", "outlet", "site_name", "source_name", "publication", "newspaper"},
    [FIELD_AUTHOR] = {"author", "byline", "authors", "creator"},
    [FIELD_LANG] = {"lang", "language"},
    [FIELD_MODIFIED] = {"modified", "updated", "dateModified", "date_modified", "updated_at"},
};

Str field_mapped(const char *map, Field f) {
  Str rest = str_of(map), part;
  while (map && str_split(&part, &rest, ',')) {
    size_t eq = str_chr(part, '=', 0);
    if (eq == SIZE_MAX) continue;
    Str ours = str_trim(str_slice(part, 0, eq));
    for (size_t i = 0; i < 9 && usual[f][i]; i++)
      if (str_eq_nocase(ours, str_of(usual[f][i]))) return str_trim(str_slice(part, eq + 1, part.n));
  }
  return (Str){NULL, 0};
}

/* Nearly all names differ in their first letter. */
static bool is_named(Str name, const char *as) {
  return name.n && (name.p[0] | 32) == (as[0] | 32) && str_eq_nocase(name, str_of(as));
}

unsigned field_rank(const char *map, Field f, Str name) {
  Str given = field_mapped(map, f);
  if (given.p) return str_eq(given, name);
  for (unsigned i = 0; i < 9 && usual[f][i]; i++)
    if (is_named(name, usual[f][i])) return i + 1;
  return 0;
}

static bool epoch(Moment *out, Str s) {
  uint64_t v;
  size_t point = str_chr(s, '.', 0);
  if (!str_to_u64(&v, str_slice(s, 0, point)) || (v < 100000000 && point == SIZE_MAX)) return false;
  if (v > 100000000000) v /= 1000;
  if (v < 100000000 || v > 100000000000) return false;
  *out = (Moment){(Day)(v / 86400), (int32_t)(v % 86400)};
  return true;
}

bool field_date(Moment *out, Str value) {
  CiteDate d;
  value = str_trim(value);
  if (moment_parse(out, value, true) || (value.n != 8 && epoch(out, value))) return true;
  Day day; /* "2022-01-10T22:06:08:684Z": what follows the day is broken */
  if (value.n > 10 && day_parse(&day, str_slice(value, 0, 10))) return *out = (Moment){day, -1}, true;
  if (value.n > 64 || !cite_date_find(&d, value, 0, true)) return false;
  *out = (Moment){cite_date_day(&d), -1};
  return true;
}

static void set_dated(Dated *d, Str value, Found how) {
  Moment m;
  if (field_date(&m, value)) *d = (Dated){m, how};
}

void field_set(Document *d, Arena *a, Field f, Str value, Found how) {
  value = arena_str(a, str_trim(value));
  if (value.n == 0) return;
  switch (f) {
  case FIELD_ID: d->given_id = value; break;
  case FIELD_DATE: set_dated(&d->published, value, how); break;
  case FIELD_MODIFIED: set_dated(&d->modified, value, how); break;
  case FIELD_TITLE: d->title = value, d->title_how = how; break;
  case FIELD_URL: d->url = value, d->url_how = how; break;
  case FIELD_PUBLISHER: d->publisher = value, d->publisher_how = how; break;
  case FIELD_AUTHOR: d->author = value; break;
  case FIELD_LANG: d->lang = value; break;
  case FIELD_TEXT:
  case FIELDS: break;
  }
}
