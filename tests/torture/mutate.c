/* mutate.c -- broken articles from sound ones: mutate OUT COUNT SEED FILE... writes COUNT files into the folder OUT. Each is one of the files with one to
 * eight changes: bytes flipped, cut, doubled, moved, joined with another file's, or replaced by what breaks parsers. The same seed gives
 * the same files. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 17 };

static uint64_t state;
static size_t below(size_t n) { /* splitmix64 (Steele, Lea, Flood 2014) */
  uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return n ? (size_t)((z ^ (z >> 31)) % n) : 0;
}

static size_t read_file(char *out, const char *path) {
  FILE *f = fopen(path, "rb");
  size_t n = f ? fread(out, 1, MOST, f) : 0;
  if (f) fclose(f);
  return n;
}

static size_t put(char *s, size_t n, size_t at, const char *piece, size_t m) {
  if (n + m > MOST) return n;
  memmove(s + at + m, s + at, n - at);
  memcpy(s + at, piece, m);
  return n + m;
}

static size_t change(char *s, size_t n, char **files, size_t nfiles) {
  static const char *const bad[] = {"\xff\xfe",
                                    "\xed\xa0\x80",
                                    "\xc0\xaf",
                                    "\xef\xbb\xbf",
                                    "<![CDATA[",
                                    "-->",
                                    "<!--",
                                    "]]>",
                                    "&#x110000;",
                                    "&#150;",
                                    "99999999999999999999999999999",
                                    "1e999",
                                    "0.000000000000000000000000000001",
                                    "-0",
                                    "$",
                                    "%",
                                    "\\u0000",
                                    "\\ud800",
                                    "\r",
                                    "\xe2\x80\x8f",
                                    "\"",
                                    "{",
                                    "[",
                                    "Content-Length: -1\r\n",
                                    "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                                    "WARC/1.0\r\n",
                                    "00-00-0000",
                                    "31 February 2025",
                                    "$1-$2-$3 million",
                                    "one hundred hundred million million"};
  static char other[MOST];
  size_t at = below(n + 1), m = 1 + below(40);
  if (m > n - at) m = n - at;
  switch (below(7)) {
  case 0:
    if (at < n) s[at] = (char)(s[at] ^ (1 << below(8)));
    return n;
  case 1: memmove(s + at, s + at + m, n - at - m); return n - m;
  case 2: {
    char copy[40];
    memcpy(copy, s + at, m);
    return put(s, n, at, copy, m);
  }
  case 3: {
    const char *b = bad[below(sizeof bad / sizeof *bad)];
    return put(s, n, at, b, strlen(b));
  }
  case 4:
    if (m) memset(s + at, (int)below(256), m);
    return n;
  case 5: return at;
  default: {
    size_t k = read_file(other, files[below(nfiles)]), from = below(k);
    return put(s, n, at, other + from, k - from < 4000 ? k - from : 4000);
  }
  }
}

int main(int argc, char **argv) {
  static char text[MOST];
  if (argc < 5) return fprintf(stderr, "mutate OUT COUNT SEED FILE...\n"), 2;
  long count = atol(argv[2]);
  state = strtoull(argv[3], NULL, 10);
  for (long i = 0; i < count; i++) {
    char path[4096];
    const char *from = argv[4 + below((size_t)argc - 4)], *name = strrchr(from, '/');
    size_t n = read_file(text, from);
    for (size_t k = 1 + below(8); k > 0; k--) n = change(text, n, argv + 4, (size_t)argc - 4);
    snprintf(path, sizeof path, "%s/%05ld-%s", argv[1], i, name ? name + 1 : from);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text, 1, n, f) != n || fclose(f) != 0) return perror(path), 2;
  }
  return 0;
}
