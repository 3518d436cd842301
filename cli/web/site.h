/* site.h -- the desk as a whole: which pages there are, how they link to each other, and the frame around each.
 *
 * The same page code serves `serve` (live, from the ledger) and `export --report` (files that open from disk); a Site knows which, and
 * every link goes through it. Pages are functions from a request to bytes; they hold no state and only read. */
#ifndef CLI_WEB_SITE_H
#define CLI_WEB_SITE_H
#include "cli/web/markup.h"
#include "ledger/conflicts.h"
#include "ledger/query.h"
#include "ledger/show.h"
#include "ledger/stats.h"
#include "extractor/extractor.h"

typedef enum {
  SCREEN_CONFLICTS,
  SCREEN_CONFLICT,
  SCREEN_CLAIMS,
  SCREEN_CLAIM,
  SCREEN_ENTITIES,
  SCREEN_ENTITY,
  SCREEN_SOURCES,
  SCREEN_SOURCE,
  SCREEN_CHECK,
  SCREEN_SQL,
  SCREENS
} Screen;
typedef enum { AS_HTML, AS_JSON, AS_CSV, AS_ANNOTATION } Shape; /* the last: a claim as a W3C Web Annotation */

typedef struct {
  Ledger *ledger;
  Arena *arena;       /* of this request */
  bool fixed;         /* a static report: pages are files, nothing is asked of a server */
  Str name;           /* the ledger's file name */
  uint64_t conflicts; /* for the badge in the navigation */
  const Pack *pack;   /* for the check of a draft; NULL in a report */
  bool reviews;       /* decisions can be sent */
} Site;

typedef struct {
  Screen screen;
  Shape shape;
  Str id; /* behind the screen's name in the path, decoded: "x:19c2…", "Nvidia" */
  const Str *keys, *values;
  size_t nparams; /* the query, decoded */
} Request;
enum { MAX_PARAMS = 24 };
/* "a=b&c=d" to decoded pairs in the arena, at most MAX_PARAMS; returns how many. */
size_t request_parse(Arena *a, Str query, Str *keys, Str *values);
/* The first value of a parameter, empty when absent. */
Str request_value(const Request *r, const char *key);

typedef struct {
  int status;       /* 200, 404, 400 … */
  const char *type; /* content type */
  Buf body;
} Reply;

/* Writes ` href="…"` to a screen. id may be empty. */
void site_href(Buf *b, const Site *s, Screen screen, Str id);
/* The same with a query: pairs key, value, …, NULL key ends; empty values are left out. */
void site_href_query(Buf *b, const Site *s, Screen screen, Str id, const char *const *keys, const Str *values,
                     size_t n);
/* The file name of a page in a report ("x-19c2….html"). */
void site_file(Buf *b, Screen screen, Str id);
const char *screen_name(Screen s);

/* Head, navigation and the begin of main; title is the page's own. */
void frame_begin(Buf *b, const Site *s, Screen screen, Str title, Str query);
void frame_end(Buf *b, const Site *s);

/* A request for a path ("/claims.json") and a query string; the answer is always a page, also for errors. */
void site_answer(Reply *out, const Site *s, Str path, Str query);
/* One page by screen: what site_answer and the report call. */
void site_page(Reply *out, const Site *s, const Request *r);

/* --- the pages: one file each; body only, between frame_begin and frame_end, which they call themselves ----------------- */
ErrCode page_conflicts(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_conflict(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_claims(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_claim(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_entities(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_entity(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_sources(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_source(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_check(Buf *b, const Site *s, const Request *r, Err *err);
ErrCode page_sql(Buf *b, const Site *s, const Request *r, Err *err);
/* The same content as data (data.c). ERR_USAGE for a screen that has none. */
ErrCode page_data(Buf *b, const Site *s, const Request *r, Err *err);

/* --- pieces that several pages use (piece.c) --------------------------------------------------------------------------- */
void piece_chip(Buf *b, Word w, Str text);                   /* sign, word and colour of a verdict */
void piece_days(Buf *b, Day first, Day last);                /* "27 January 2025" */
void piece_source(Buf *b, const Site *s, const Document *d); /* a link with the source's name */
Str source_title(const Document *d);                         /* publisher, else title, else url, id or path */
Str file_name(Str path);                                     /* the part behind the last slash */
/* The claim's sentence with its parts marked: value, subject, cue, date, hedge; each in its own way. */
void piece_quote(Buf *b, const ClaimHit *h);
/* "595 billion to 605 billion USD" */
void piece_reading(Buf *b, Interval i, Str unit);
void piece_value(Buf *b, Number v, Str unit); /* "$598 billion", "3.5 %", "154 companies" */
Str measure_title(Arena *a, Str measure);     /* "market_value" -> "market value" */
Str change_title(Change c);                   /* "fell by", "" for a level */
Str id_text(Arena *a, char prefix, Id id);    /* "x:19c2…", full */
#endif
