/* version.c -- the program's version and those of its libraries (VERSION and LIBRARIES come from the Makefile). */
#include "base/json.h"
#include "cli/cli.h"

void version_print(Buf *b, bool json, const char *pack) {
  if (!json) {
    buf_puts(b, "claimledger " VERSION "\n");
    return;
  }
  buf_puts(b, "{");
  json_int(b, "v", 1);
  json_str(b, "version", STR(VERSION));
  if (pack) json_str(b, "pack", str_of(pack));
  json_key(b, "libraries");
  buf_putc(b, '{');
  Str rest = str_of(LIBRARIES), word, name = {0};
  while (str_split(&word, &rest, ' ')) { /* "libpcre2-8 10.42 popt 1.19" */
    if (!word.n) continue;
    if (!name.n) {
      name = word;
      continue;
    }
    json_item(b);
    json_put_string(b, name);
    buf_putc(b, ':');
    json_put_string(b, word);
    name = (Str){0};
  }
  buf_puts(b, "}}\n");
}
