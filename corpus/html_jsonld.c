/* html_jsonld.c -- schema.org data in <script type="application/ld+json">. See html_meta.h.
 *
 * Pages nest it every way there is (arrays, @graph, mainEntity), so objects are looked through to a small depth and the one most
 * like an article wins. Broken JSON is common; then the first "datePublished":"..." in the script still counts. */
#include "base/json.h"
#include "corpus/fields.h"
#include "corpus/html_meta.h"

typedef struct {
  Document *doc;
  Arena *arena;
  JsonValue best;
  unsigned rank; /* of best */
} Search;

/* How much an object's @type looks like an article; 0: not at all. */
static unsigned type_rank(Str type) {
  static const struct {
    const char *name;
    unsigned rank;
  } types[] = {{"NewsArticle", 5},
               {"ReportageNewsArticle", 5},
               {"Article", 5},
               {"BlogPosting", 5},
               {"LiveBlogPosting", 5},
               {"Report", 4},
               {"ScholarlyArticle", 4},
               {"OpinionNewsArticle", 5},
               {"AnalysisNewsArticle", 5},
               {"Review", 1},
               {"Recipe", 3},
               {"VideoObject", 2},
               {"ClaimReview", 3},
               {"WebPage", 1},
               {"ItemPage", 1},
               {"CreativeWork", 2}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (str_eq_nocase(type, str_of(types[i].name))) return types[i].rank;
  return 0;
}

static Str string_at(Arena *a, JsonValue object, const char *path) {
  JsonValue v, first;
  size_t at = 0;
  if (!json_get(&v, object, str_of(path))) return STR("");
  if (v.kind == JSON_ARRAY && json_element(&first, v, &at)) v = first;
  if (v.kind == JSON_OBJECT && !json_get(&v, v, STR("name"))) return STR("");
  if (v.kind == JSON_ARRAY && (at = 0, json_element(&first, v, &at))) v = first;
  return v.kind == JSON_STRING ? str_trim(json_text(a, v, NULL, NULL)) : STR("");
}

static void look(Search *s, JsonValue v, unsigned depth) {
  JsonValue inner;
  Str key;
  if (depth > 5) return;
  if (v.kind == JSON_ARRAY)
    for (size_t at = 0; json_element(&inner, v, &at);) look(s, inner, depth + 1);
  if (v.kind != JSON_OBJECT) return;
  unsigned rank = type_rank(string_at(s->arena, v, "@type"));
  if (json_get(&inner, v, STR("datePublished")) && inner.kind == JSON_STRING) rank += rank ? 5 : 1;
  if (rank > s->rank) s->best = v, s->rank = rank;
  for (size_t at = 0; json_member(&key, &inner, v, &at);)
    if (inner.kind == JSON_OBJECT || inner.kind == JSON_ARRAY) look(s, inner, depth + 1);
}

static void set(Search *s, Field f, Str value) { field_set(s->doc, s->arena, f, value, FOUND_JSONLD); }

static void take_best(Search *s) {
  Document *d = s->doc;
  if (d->title.n == 0 && s->rank > 3) set(s, FIELD_TITLE, string_at(s->arena, s->best, "headline"));
  if (d->published.at.day == DAY_NONE) set(s, FIELD_DATE, string_at(s->arena, s->best, "datePublished"));
  if (d->published.at.day == DAY_NONE) set(s, FIELD_DATE, string_at(s->arena, s->best, "dateCreated"));
  if (d->modified.at.day == DAY_NONE) set(s, FIELD_MODIFIED, string_at(s->arena, s->best, "dateModified"));
  if (d->publisher.n == 0) set(s, FIELD_PUBLISHER, string_at(s->arena, s->best, "publisher"));
  if (d->author.n == 0) set(s, FIELD_AUTHOR, string_at(s->arena, s->best, "author"));
}

/* "datePublished" : "2019-11-18T..." in a script that is no JSON. */
static void take_by_name(Document *d, Arena *a, Str script, const char *name, Field f) {
  size_t at = str_find(script, str_of(name), 0);
  if (at == SIZE_MAX) return;
  size_t open = str_chr(script, '"', at + strlen(name) + 1);
  size_t close = open == SIZE_MAX ? SIZE_MAX : str_chr(script, '"', open + 1);
  if (close != SIZE_MAX && close - open < 48) field_set(d, a, f, str_slice(script, open + 1, close), FOUND_JSONLD);
}

static Str script_text(const HtmlTree *t, const HtmlNode *n) {
  if (n->npieces == 1) return t->pieces[n->piece].text;
  Buf b = BUF_INIT;
  for (uint32_t k = 0; k < n->npieces; k++) buf_put(&b, t->pieces[n->piece + k].text);
  Str s = arena_str(t->arena, buf_str(&b));
  buf_release(&b);
  return s;
}

/* Comments and CDATA marks around the JSON are stepped over: it begins at the first bracket. */
static Str json_part(Str s) {
  size_t i = 0;
  while (i < s.n && s.p[i] != '{' && s.p[i] != '[') i++;
  if (i < s.n && s.p[i] == '[' && str_starts(str_slice(s, i, s.n), STR("[CDATA["))) i = str_chr(s, '{', i);
  return str_slice(s, i, s.n);
}

void html_jsonld(Document *doc, const HtmlTree *t) {
  Search s = {.doc = doc, .arena = t->arena};
  for (const HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    if (n->tag != TAG_SCRIPT || !str_starts_nocase(html_attr(n, ATTR_TYPE), STR("application/ld+json"))) continue;
    Str script = script_text(t, n);
    JsonValue v;
    size_t at = 0;
    if (json_next(&v, json_part(script), &at, NULL) == OK) {
      look(&s, v, 0);
    } else {
      if (doc->published.at.day == DAY_NONE) take_by_name(doc, t->arena, script, "\"datePublished\"", FIELD_DATE);
      if (doc->modified.at.day == DAY_NONE) take_by_name(doc, t->arena, script, "\"dateModified\"", FIELD_MODIFIED);
    }
  }
  if (s.rank) take_best(&s);
}
