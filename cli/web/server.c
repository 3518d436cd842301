/* server.c -- see server.h. */
#include "cli/web/server.h"
#include "base/embed.h"
#include "cli/web/cache.h"
#include "cli/web/decision.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
  WORKERS = 4,
  MAX_CONNECTIONS = 256,
  PER_ADDRESS = 200,
  TIMEOUT_SECONDS = 10,
  HEADER_BYTES = 48 * 1024,
  POOL = WORKERS,
  MOST_FORM = 8 * 1024
};

struct Server {
  struct MHD_Daemon *daemon;
  ServerOptions options;
  unsigned port;
  Str name; /* the ledger's file name */
  pthread_mutex_t lock;
  Ledger *idle[POOL];
  size_t nidle;
  Cache *cache;
};

/* --- ledgers -------------------------------------------------------------------------------------------------------- */
static Ledger *borrow(Server *s, Err *err) {
  Ledger *l = NULL;
  pthread_mutex_lock(&s->lock);
  if (s->nidle) l = s->idle[--s->nidle];
  pthread_mutex_unlock(&s->lock);
  if (!l) ledger_open(&l, s->options.ledger, LEDGER_READ, err);
  return l;
}

static void give_back(Server *s, Ledger *l) {
  pthread_mutex_lock(&s->lock);
  bool room = s->nidle < POOL;
  if (room) s->idle[s->nidle++] = l;
  pthread_mutex_unlock(&s->lock);
  if (!room) ledger_close(l, NULL);
}

/* --- answers -------------------------------------------------------------------------------------------------------- */
static const struct {
  const char *name, *value;
} headers[] = {
    {"Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action "
                                "'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-cache"},
};

/* name: one more header, NULL for none. */
static enum MHD_Result send_more(struct MHD_Connection *c, int status, const char *type, Str body,
                                 enum MHD_ResponseMemoryMode mode, const char *name, const char *value) {
  struct MHD_Response *r = MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p, mode);
  if (!r) return MHD_NO;
  MHD_add_response_header(r, "Content-Type", type);
  if (name) MHD_add_response_header(r, name, value);
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
    MHD_add_response_header(r, headers[i].name, headers[i].value);
  enum MHD_Result done = MHD_queue_response(c, (unsigned)status, r);
  MHD_destroy_response(r);
  return done;
}

static enum MHD_Result send_bytes(struct MHD_Connection *c, int status, const char *type, Str body,
                                  enum MHD_ResponseMemoryMode mode) {
  return send_more(c, status, type, body, mode, NULL, NULL);
}

static enum MHD_Result refuse(struct MHD_Connection *c, int status, const char *text) {
  return send_bytes(c, status, "text/plain; charset=utf-8", str_of(text), MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result send_asset(struct MHD_Connection *c, const char *url) {
  static const struct {
    const char *url, *file, *type;
  } assets[] = {
      {"/desk.css", "cli/web/assets/desk.css", "text/css; charset=utf-8"},
      {"/desk.js", "cli/web/assets/desk.js", "text/javascript; charset=utf-8"},
      {"/desk.svg", "cli/web/assets/desk.svg", "image/svg+xml"},
  };
  for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
    if (strcmp(url, assets[i].url) == 0)
      return send_bytes(c, 200, assets[i].type, embedded(assets[i].file), MHD_RESPMEM_PERSISTENT);
  return MHD_NO;
}

static bool is_asset(const char *url) { return strncmp(url, "/desk.", 6) == 0 && strchr(url + 1, '/') == NULL; }

/* --- who asks ------------------------------------------------------------------------------------------------------- */
static bool host_is_ours(const Server *s, const char *host) {
  static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
  if (!host) return false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    Buf b = BUF_INIT;
    buf_printf(&b, "%s:%u", names[i], s->port);
    bool same = str_eq_nocase(str_of(host), buf_str(&b)) || (s->port == 80 && strcmp(host, names[i]) == 0);
    buf_release(&b);
    if (same) return true;
  }
  return s->options.token != NULL; /* another address was asked for: the token decides */
}

/* Compares all bytes, so that the time does not tell how many are right. */
static bool same_secret(const char *a, const char *b) {
  size_t n = strlen(b), m = a ? strlen(a) : 0;
  unsigned char differ = (unsigned char)(n != m);
  for (size_t i = 0; i < n; i++) differ |= (unsigned char)(b[i] ^ (i < m ? a[i] : 0));
  return differ == 0;
}

static bool token_given(const Server *s, struct MHD_Connection *c) {
  const char *header = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Authorization");
  const char *query = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "token");
  const char *cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "token");
  if (!s->options.token) return true;
  if (header && strncmp(header, "Bearer ", 7) == 0 && same_secret(header + 7, s->options.token)) return true;
  return same_secret(cookie, s->options.token) || same_secret(query, s->options.token);
}

/* --- a request ------------------------------------------------------------------------------------------------------ */
static enum MHD_Result put_parameter(void *ctx, enum MHD_ValueKind kind, const char *key, const char *value) {
  Buf *b = ctx;
  (void)kind;
  if (b->n) buf_putc(b, '&');
  url_part(b, str_of(key));
  buf_putc(b, '=');
  url_part(b, str_of(value ? value : ""));
  return MHD_YES;
}

static ErrCode count_conflict(void *ctx, const Row *row) {
  *(uint64_t *)ctx = (uint64_t)row->cells[0].i;
  return OK;
}

/* Pages that sum up the ledger are made once for each of its states. */
static bool sums_up(Str url) {
  static const char *const pages[] = {"/",         "/conflicts",     "/conflicts.json", "/conflicts.csv",
                                      "/entities", "/entities.json", "/entities.csv"};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
    if (str_is(url, pages[i])) return true;
  return false;
}

static void make_reply(Reply *out, Server *s, const Site *site, Str url, Str query) {
  Str address = arena_printf(site->arena, "%.*s?%.*s", STR_ARGS(url), STR_ARGS(query));
  bool kept = sums_up(url);
  uint64_t state = 0;
  if (kept && cache_get(out, &state, s->cache, address)) return;
  site_answer(out, site, url, query);
  if (kept) cache_put(s->cache, state, address, out);
}

static enum MHD_Result answer(Server *s, struct MHD_Connection *c, const char *url) {
  Err err = {0};
  Ledger *l = borrow(s, &err);
  if (!l) return refuse(c, 500, err.text);
  Site site = {
      .ledger = l, .arena = arena_new(), .name = s->name, .pack = s->options.pack, .reviews = s->options.token != NULL};
  Buf query = BUF_INIT;
  Reply reply = {.body = BUF_INIT};
  MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, put_parameter, &query);
  ledger_sql(l, "SELECT count(*) FROM conflicts", NULL, count_conflict, &site.conflicts, &err);
  make_reply(&reply, s, &site, str_of(url), buf_str(&query));
  bool keep = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "token") &&
              s->options.token; /* so that links need not carry it */
  Str cookie = arena_printf(site.arena, "token=%s; HttpOnly; SameSite=Strict; Path=/", keep ? s->options.token : "");
  enum MHD_Result done = send_more(c, reply.status, reply.type, buf_str(&reply.body), MHD_RESPMEM_MUST_COPY,
                                   keep ? "Set-Cookie" : NULL, cookie.p);
  buf_release(&query);
  buf_release(&reply.body);
  arena_free(site.arena);
  give_back(s, l);
  return done;
}

/* A decision is written and the conflict shown again. */
static enum MHD_Result decide(const Server *s, struct MHD_Connection *c, const char *url, Str form) {
  Err err = {0};
  ErrCode code = decision_write(s->options.ledger, str_of(url), form, &err);
  if (code) return refuse(c, code == ERR_USAGE ? 400 : 500, err.text);
  return send_more(c, 303, "text/plain; charset=utf-8", STR(""), MHD_RESPMEM_PERSISTENT, "Location", url);
}

static bool too_large(struct MHD_Connection *c) {
  const char *length = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Content-Length");
  uint64_t n = 0;
  return length && (!str_to_u64(&n, str_of(length)) || n > MOST_FORM);
}

static enum MHD_Result respond(Server *s, struct MHD_Connection *c, const char *url, const char *method, Str form) {
  bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0,
       decides = s->options.token && strcmp(method, "POST") == 0;
  if (!host_is_ours(s, MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host")))
    return refuse(c, 421, "This desk answers only under its own address.\n");
  if (!reads && !decides)
    return send_more(c, 405, "text/plain; charset=utf-8", STR("The desk is read-only: GET and HEAD.\n"),
                     MHD_RESPMEM_PERSISTENT, "Allow", "GET, HEAD");
  if (!token_given(s, c)) return refuse(c, 401, "A token is needed.\n");
  if (form.n > MOST_FORM) return refuse(c, 413, "That is too large.\n");
  if (strlen(url) > 2000) return refuse(c, 414, "The address is too long.\n");
  if (decides) return decide(s, c, url, form);
  if (!is_asset(url)) return answer(s, c, url);
  enum MHD_Result done = send_asset(c, url);
  return done == MHD_YES ? MHD_YES : refuse(c, 404, "There is no such file.\n");
}

/* Called with the headers, with each piece of a body, and once more at the end; *state holds the body. */
static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *size, void **state) {
  Buf *form = *state;
  (void)version;
  if (!form) {
    *state = mem_zalloc(sizeof(Buf));
    return too_large(c) ? refuse(c, 413, "That is too large.\n") : MHD_YES;
  }
  if (*size) {
    if (form->n <= MOST_FORM) buf_put(form, str_make(upload, *size));
    *size = 0;
    return MHD_YES;
  }
  return respond(ctx, c, url, method, buf_str(form));
}

static void on_end(void *ctx, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode how) {
  (void)ctx, (void)c, (void)how;
  if (*state) buf_release(*state);
  free(*state);
  *state = NULL;
}

/* --- life ----------------------------------------------------------------------------------------------------------- */
static ErrCode start_daemon(Server *s, Err *err) {
  struct sockaddr_in in4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)s->options.port)};
  struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)s->options.port)};
  bool six = strchr(s->options.bind, ':') != NULL;
  if (inet_pton(six ? AF_INET6 : AF_INET, s->options.bind, six ? (void *)&in6.sin6_addr : (void *)&in4.sin_addr) != 1)
    return err_set(err, ERR_USAGE, "%s: no address: give one like 127.0.0.1 or ::1", s->options.bind);
  unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | (six ? MHD_USE_IPv6 : 0);
  s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR,
                               six ? (struct sockaddr *)&in6 : (struct sockaddr *)&in4, MHD_OPTION_THREAD_POOL_SIZE,
                               (unsigned)WORKERS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS,
                               MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)PER_ADDRESS, MHD_OPTION_CONNECTION_TIMEOUT,
                               (unsigned)TIMEOUT_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES,
                               MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_END);
  if (!s->daemon)
    return err_set(err, ERR_USAGE, "%s:%u: not bound: %s: choose another --port", s->options.bind, s->options.port,
                   strerror(errno));
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
  s->port = info ? info->port : s->options.port;
  return OK;
}

ErrCode server_start(Server **out, const ServerOptions *o, Err *err) {
  Server *s = mem_zalloc(sizeof *s);
  const char *slash = strrchr(o->ledger, '/');
  s->options = *o;
  s->name = str_of(slash ? slash + 1 : o->ledger);
  pthread_mutex_init(&s->lock, NULL);
  s->cache = cache_new(o->ledger);
  Ledger *first = borrow(s, err);
  ErrCode code = first ? OK : ERR_LEDGER;
  if (first) give_back(s, first);
  if (!code) code = start_daemon(s, err);
  if (code) {
    server_stop(s);
    s = NULL;
  }
  *out = s;
  return code;
}

unsigned server_port(const Server *s) { return s->port; }

void server_stop(Server *s) {
  if (!s) return;
  if (s->daemon) MHD_stop_daemon(s->daemon);
  while (s->nidle) ledger_close(s->idle[--s->nidle], NULL);
  pthread_mutex_destroy(&s->lock);
  cache_free(s->cache);
  free(s);
}
