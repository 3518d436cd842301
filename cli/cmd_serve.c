/* cmd_serve.c -- the desk in a browser: prints its address when it is ready, and stays until a signal. */
#include "cli/lookup.h"
#include "cli/signals.h"
#include "cli/web/server.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <poll.h>

enum { OPT_PORT = OPT_OWN, OPT_BIND, OPT_TOKEN };
enum { DEFAULT_PORT = 8765, MAX_TOKEN = 200 };

static ErrCode read_token(char *out, const char *path, Err *err) {
  FILE *f = fopen(path, "r");
  if (!f) return err_set(err, ERR_USAGE, "%s: no token file that can be read", path);
  size_t n = fread(out, 1, MAX_TOKEN, f);
  fclose(f);
  while (n && (unsigned char)out[n - 1] <= ' ') n--;
  out[n] = 0;
  for (size_t i = 0; i < n; i++)
    if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~", out[i]))
      return err_set(err, ERR_USAGE, "%s: a token is of letters, digits and - . _ ~ only", path);
  return n >= 16 ? OK : err_set(err, ERR_USAGE, "%s: the token must have at least 16 characters", path);
}

static bool is_loopback(const char *bind) { return strncmp(bind, "127.", 4) == 0 || strcmp(bind, "::1") == 0; }

static ErrCode serve(const Cli *c, ServerOptions *o, Err *err) {
  Server *s;
  ErrCode code = server_start(&s, o, err);
  if (code) return code;
  printf(strchr(o->bind, ':') ? "http://[%s]:%u/\n" : "http://%s:%u/\n", o->bind, server_port(s));
  fflush(stdout);
  cli_note(c, o->token ? "%s; open it once with ?token=…; Ctrl-C ends" : "%s, read-only; Ctrl-C ends", o->ledger);
  while (!signals_stopped()) poll(NULL, 0, 200);
  server_stop(s);
  return OK;
}

static int run(Cli *c, Err *err) {
  char token[MAX_TOKEN + 1];
  uint64_t port = DEFAULT_PORT;
  Pack *pack = NULL;
  ServerOptions o = {.ledger = c->ledger, .bind = cli_text(c, OPT_BIND)};
  if (!o.bind) o.bind = "127.0.0.1";
  ErrCode code = cli_number(&port, c, OPT_PORT, 0, 65535, err);
  if (!code && cli_has(c, OPT_TOKEN)) {
    code = read_token(token, cli_text(c, OPT_TOKEN), err);
    o.token = token;
  }
  if (!code && !o.token && !is_loopback(o.bind))
    code = err_set(err, ERR_USAGE, "%s: an address that others can reach needs --token FILE", o.bind);
  if (!code) code = cli_pack(&pack, c, err);
  o.port = (unsigned)port;
  o.pack = pack;
  if (!code) code = serve(c, &o, err);
  pack_free(pack);
  return exit_code_of(code);
}

static const struct poptOption options[] = {
    CLI_VALUE("port", 0, OPT_PORT, "port; 0 takes any free one (8765)", "N"),
    CLI_VALUE("bind", 0, OPT_BIND, "address (127.0.0.1); others than loopback need a token", "ADDRESS"),
    CLI_VALUE("token", 0, OPT_TOKEN, "ask for the token in this file; reviews can then be sent", "FILE"),
    CLI_GROUP("Rules", rules_options), CLI_END};

const Command cmd_serve = {.name = "serve",
                           .args = "",
                           .summary = "the desk: claims, conflicts and proof in a browser",
                           .examples = "serve\tprints its address; Ctrl-C ends\n"
                                       "serve -L news.ledger --port 0\tany free port\n",
                           .options = options,
                           .run = run};
