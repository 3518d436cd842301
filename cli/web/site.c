/* site.c -- the map of the desk, the links between its pages, the frame around them, and the way from a path to an answer. */
#include "cli/web/site.h"
#include <string.h>

static const struct {
  const char *name, *title;
  ErrCode (*page)(Buf *, const Site *, const Request *, Err *);
  Screen nav; /* which entry of the navigation is lit */
  bool needs_id;
} screens[SCREENS] = {
    [SCREEN_CONFLICTS] = {"conflicts", "Conflicts", page_conflicts, SCREEN_CONFLICTS, false},
    [SCREEN_CONFLICT] = {"conflict", "Conflict", page_conflict, SCREEN_CONFLICTS, true},
    [SCREEN_CLAIMS] = {"claims", "Claims", page_claims, SCREEN_CLAIMS, false},
    [SCREEN_CLAIM] = {"claim", "Claim", page_claim, SCREEN_CLAIMS, true},
    [SCREEN_ENTITIES] = {"entities", "Entities", page_entities, SCREEN_ENTITIES, false},
    [SCREEN_ENTITY] = {"entity", "Entity", page_entity, SCREEN_ENTITIES, true},
    [SCREEN_SOURCES] = {"sources", "Sources", page_sources, SCREEN_SOURCES, false},
    [SCREEN_SOURCE] = {"source", "Source", page_source, SCREEN_SOURCES, true},
    [SCREEN_CHECK] = {"check", "Check", page_check, SCREEN_CHECK, false},
    [SCREEN_SQL] = {"sql", "SQL", page_sql, SCREEN_SQL, false},
};

const char *screen_name(Screen s) { return screens[s].name; }

Str request_value(const Request *r, const char *key) {
  for (size_t i = 0; i < r->nparams; i++)
    if (str_is(r->keys[i], key)) return r->values[i];
  return STR("");
}

/* --- links ---------------------------------------------------------------------------------------------------------- */
/* "x-19c2.html", "entity-Nvidia.html": ids without their colon, names percent-free. */
void site_file(Buf *b, Screen screen, Str id) {
  bool hashed = id.n > 2 && id.p[1] == ':';
  if (screen == SCREEN_CONFLICTS)
    buf_puts(b, "index");
  else if (!hashed)
    buf_puts(b, screens[screen].name);
  if (id.n && !hashed) buf_putc(b, '-');
  for (size_t i = 0; i < id.n; i++) {
    unsigned char c = (unsigned char)id.p[i];
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain)
      buf_putc(b, (char)c);
    else if (hashed)
      buf_putc(b, '-');
    else
      buf_printf(b, "_%02x", c);
  }
  buf_puts(b, ".html");
}

static void put_query(Buf *b, const char *const *keys, const Str *values, size_t n) {
  char sep = '?';
  for (size_t i = 0; i < n; i++) {
    if (!values[i].n) continue;
    buf_putc(b, sep);
    url_part(b, str_of(keys[i]));
    buf_putc(b, '=');
    url_part(b, values[i]);
    sep = '&';
  }
}

void site_href_query(Buf *b, const Site *s, Screen screen, Str id, const char *const *keys, const Str *values,
                     size_t n) {
  Buf url = BUF_INIT;
  if (s->fixed) {
    site_file(&url, screen, id);
  } else {
    buf_printf(&url, "/%s", screens[screen].name);
    if (id.n) buf_putc(&url, '/');
    url_part(&url, id);
    put_query(&url, keys, values, n);
  }
  markup_attr(b, "href", buf_str(&url));
  buf_release(&url);
}

void site_href(Buf *b, const Site *s, Screen screen, Str id) { site_href_query(b, s, screen, id, NULL, NULL, 0); }

/* --- the frame ------------------------------------------------------------------------------------------------------ */
static void put_nav(Buf *b, const Site *s, Screen lit) {
  static const Screen nav[] = {SCREEN_CLAIMS,  SCREEN_CONFLICTS, SCREEN_ENTITIES,
                               SCREEN_SOURCES, SCREEN_CHECK,     SCREEN_SQL};
  markup_lit(b, "<nav aria-label=\"Main\">");
  for (size_t i = 0; i < sizeof nav / sizeof *nav; i++) {
    if (s->fixed && (nav[i] == SCREEN_CHECK || nav[i] == SCREEN_SQL)) continue;
    markup_lit(b, "<a");
    site_href(b, s, nav[i], STR(""));
    if (nav[i] == screens[lit].nav) markup_lit(b, " aria-current=\"page\"");
    markup_lit(b, ">");
    buf_puts(b, screens[nav[i]].title);
    if (nav[i] == SCREEN_CONFLICTS && s->conflicts) {
      markup_lit(b, "<span class=\"n\">");
      markup_int(b, (int64_t)s->conflicts);
      markup_lit(b, "</span>");
    }
    markup_lit(b, "</a>");
  }
  markup_lit(b, "</nav>");
}

void frame_begin(Buf *b, const Site *s, Screen screen, Str title, Str query) {
  const char *root = s->fixed ? "" : "/";
  markup_lit(b, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
  markup_text(b, title);
  markup_lit(b, " · claimledger</title><link rel=\"stylesheet\" href=\"");
  buf_puts(b, root);
  markup_lit(b, "desk.css\"><link rel=\"icon\" href=\"");
  buf_puts(b, root);
  markup_lit(b, "desk.svg\" type=\"image/svg+xml\"><script src=\"");
  buf_puts(b, root);
  markup_lit(b, "desk.js\" defer></script></head><body><a class=\"skip\" href=\"#main\">Skip to content</a><header "
                "class=\"top\"><a class=\"home\"");
  site_href(b, s, SCREEN_CONFLICTS, STR(""));
  markup_lit(b, ">claimledger</a>");
  put_nav(b, s, screen);
  if (!s->fixed) {
    markup_lit(
        b, "<form role=\"search\" action=\"/claims\"><input type=\"search\" name=\"q\" aria-label=\"Search claims\" "
           "placeholder=\"nvidia market value:&gt;500bn\"");
    markup_attr(b, "value", query);
    markup_lit(b, "></form>");
  }
  markup_lit(b, "<span class=\"ro\">");
  markup_text_short(b, s->name, 32);
  buf_puts(b, s->fixed ? " · report" : " · read-only");
  markup_lit(b, "</span></header><main id=\"main\">");
}

void frame_end(Buf *b, const Site *s) {
  (void)s;
  markup_lit(b, "</main><footer class=\"foot\">Each figure leads back to its bytes. claimledger never picks a "
                "winner.</footer></body></html>\n");
}

/* --- answers -------------------------------------------------------------------------------------------------------- */
static int status_of(ErrCode code) {
  switch (code) {
  case OK: return 200;
  case ERR_USAGE: return 404;
  case ERR_LIMIT: return 413;
  default: return 500;
  }
}

static void error_page(Reply *out, const Site *s, const Request *r, ErrCode code, const Err *err) {
  buf_reset(&out->body);
  out->status = status_of(code);
  if (r->shape != AS_HTML) {
    out->type = "text/plain; charset=utf-8";
    buf_puts(&out->body, err->text);
    buf_putc(&out->body, '\n');
    return;
  }
  out->type = "text/html; charset=utf-8";
  frame_begin(&out->body, s, r->screen, STR("Not found"), STR(""));
  markup_lit(&out->body, "<h1>That is not here</h1><p>");
  markup_text(&out->body, str_of(err->text));
  markup_lit(&out->body, "</p><p><a");
  site_href(&out->body, s, SCREEN_CONFLICTS, STR(""));
  markup_lit(&out->body, ">Back to the conflicts</a></p>");
  frame_end(&out->body, s);
}

void site_page(Reply *out, const Site *s, const Request *r) {
  static const char *const types[] = {"text/html; charset=utf-8", "application/json; charset=utf-8",
                                      "text/csv; charset=utf-8",
                                      "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\""};
  Err err = {0};
  out->status = 200;
  out->type = types[r->shape];
  ErrCode code =
      r->shape == AS_HTML ? screens[r->screen].page(&out->body, s, r, &err) : page_data(&out->body, s, r, &err);
  if (code) error_page(out, s, r, code, &err);
}

size_t request_parse(Arena *a, Str query, Str *keys, Str *values) {
  Str part;
  size_t n = 0;
  while (query.n && n < MAX_PARAMS && str_split(&part, &query, '&')) {
    Buf text = BUF_INIT;
    size_t eq = str_chr(part, '=', 0);
    url_decode(&text, str_slice(part, 0, eq == SIZE_MAX ? part.n : eq));
    keys[n] = arena_str(a, buf_str(&text));
    buf_reset(&text);
    if (eq != SIZE_MAX) url_decode(&text, str_slice(part, eq + 1, part.n));
    values[n++] = arena_str(a, buf_str(&text));
    buf_release(&text);
  }
  return n;
}

static Shape take_shape(Str *name) {
  if (str_ends(*name, STR(".json"))) return name->n -= 5, AS_JSON;
  if (str_ends(*name, STR(".jsonld"))) return name->n -= 7, AS_ANNOTATION;
  if (str_ends(*name, STR(".csv"))) return name->n -= 4, AS_CSV;
  return AS_HTML;
}

static bool find_screen(Request *r, Str path) {
  Str name = str_slice(path, path.n && path.p[0] == '/', path.n), id = STR("");
  size_t slash = str_chr(name, '/', 0);
  if (slash != SIZE_MAX) {
    id = str_slice(name, slash + 1, name.n);
    name = str_slice(name, 0, slash);
    r->shape = take_shape(&id);
  } else {
    r->shape = take_shape(&name);
  }
  r->id = id;
  for (int i = 0; i < SCREENS; i++)
    if (str_is(name, screens[i].name) && screens[i].needs_id == (id.n > 0)) return r->screen = (Screen)i, true;
  r->screen = SCREEN_CONFLICTS;
  return !name.n && !id.n;
}

void site_answer(Reply *out, const Site *s, Str path, Str query) {
  Str keys[MAX_PARAMS], values[MAX_PARAMS];
  Request r = {.keys = keys, .values = values};
  r.nparams = request_parse(s->arena, query, keys, values);
  if (!find_screen(&r, path)) {
    Err err = {.code = ERR_USAGE, .text = "There is no such page."};
    error_page(out, s, &r, ERR_USAGE, &err);
    return;
  }
  Buf id = BUF_INIT;
  url_decode(&id, r.id);
  r.id = arena_str(s->arena, buf_str(&id));
  buf_release(&id);
  site_page(out, s, &r);
}
