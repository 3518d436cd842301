/* server.h -- the desk over HTTP (libmicrohttpd): read-only, for this machine.
 *
 * GET and HEAD only, and POST of a decision to a conflict's page when there is a token; a body over 8 KB is answered 413; a Host that is not ours is answered 421, other methods 405. Every answer carries a content security policy that allows
 * nothing inline and nothing from elsewhere. Each request borrows one of a few read-only ledgers, so requests do not wait for each other. */
#ifndef CLI_WEB_SERVER_H
#define CLI_WEB_SERVER_H
#include "cli/web/site.h"

typedef struct Server Server;
typedef struct {
  const char *ledger; /* path */
  const char *bind;   /* "127.0.0.1" or "::1"; another address only with a token */
  unsigned port;      /* 0: any free one */
  const char *token;  /* asked of every request as "Authorization: Bearer …" or ?token=…; NULL: none */
  const Pack *pack;
} ServerOptions;
/* ERR_LEDGER when the ledger cannot be opened, ERR_USAGE when the address cannot be bound. */
ErrCode server_start(Server **out, const ServerOptions *o, Err *err);
unsigned server_port(const Server *s);
void server_stop(Server *s);
#endif
