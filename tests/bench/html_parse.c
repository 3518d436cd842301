/* html_parse.c -- the baseline for HTML: libxml2 builds and frees each page's tree, nothing else. html_parse TIMES FILE... */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  for (int round = argc > 1 ? atoi(argv[1]) : 0; round > 0; round--)
    for (int i = 2; i < argc; i++) {
      FILE *f = fopen(argv[i], "rb");
      if (!f) return 1;
      static char page[1 << 24];
      size_t n = fread(page, 1, sizeof page, f);
      fclose(f);
      xmlFreeDoc(htmlReadMemory(page, (int)n, NULL, NULL,
                                HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
    }
  return 0;
}
