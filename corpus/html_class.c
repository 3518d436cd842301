/* html_class.c -- one pass over each class and id, all words at once: the words are sorted, an index by first letter says where
 * to look, so a page of 3,000 elements costs a fraction of a millisecond. */
#include "corpus/html_class.h"

enum {
  U = CLASS_UNLIKELY,
  M = CLASS_MAYBE,
  P = CLASS_POSITIVE,
  N = CLASS_NEGATIVE,
  B = CLASS_BYLINE,
  S = CLASS_SHARE,
  C = CLASS_CAPTION,
  H = CLASS_HIDDEN,
  WHOLE = 1 << 12 /* only as a whole word, between anything but letters */
};

static const struct {
  const char *word;
  unsigned bits;
} words[] = {{"-ad-", U | N},
             {"ad-break", U},
             {"advert", U | N},
             {"agegate", U},
             {"ai2html", U},
             {"and", M},
             {"article", M | P},
             {"author", B},
             {"banner", U | N},
             {"blog", P},
             {"body", M | P},
             {"breadcrumb", U},
             {"byline", B},
             {"caption", C},
             {"column", M},
             {"com-", N},
             {"combx", U | N},
             {"comment", U | N},
             {"community", U},
             {"contact", N},
             {"content", M | P},
             {"cover-wrap", U},
             {"credit", C | WHOLE},
             {"dateline", B},
             {"disqus", U},
             {"entry", P},
             {"extra", U},
             {"footer", U | N},
             {"gdpr", U | N},
             {"header", U},
             {"hentry", P},
             {"hid", N | WHOLE},
             {"hidden", N},
             {"legends", U},
             {"main", M | P},
             {"masthead", N},
             {"mathjax", M},
             {"media", N},
             {"menu", U},
             {"meta", N},
             {"newsletter", U | N},
             {"outbrain", N},
             {"p-author", B},
             {"page", P},
             {"pager", U},
             {"pagination", U | P},
             {"popup", U},
             {"post", P},
             {"promo", N},
             {"related", U | N},
             {"remark", U},
             {"replies", U},
             {"rss", U},
             {"scroll", N},
             {"shadow", M},
             {"share", N | S},
             {"sharedaddy", S},
             {"shopping", N},
             {"shoutbox", U | N},
             {"sidebar", U | N},
             {"skyscraper", U | N},
             {"social", U},
             {"sponsor", U | N},
             {"story", P},
             {"supplemental", U},
             {"taboola", U | N},
             {"tags", N},
             {"text", P},
             {"widget", N},
             {"writtenby", B},
             {"yom-remote", U}};
enum { WORDS = sizeof words / sizeof *words };

typedef struct {
  uint8_t first[257]; /* words[first[c], first[c + 1]) begin with c */
} Index;

static Index make_index(void) {
  Index x;
  size_t w = 0;
  for (unsigned c = 0; c < 256; c++) {
    while (w < WORDS && (uint8_t)words[w].word[0] < c) w++;
    x.first[c] = (uint8_t)w;
  }
  x.first[256] = WORDS;
  return x;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

static bool matches(Str s, size_t at, const char *word, bool whole) {
  size_t n = 1; /* the first letter is that of the index */
  while (word[n] && at + n < s.n && lower(s.p[at + n]) == word[n]) n++;
  if (word[n]) return false;
  if (!whole) return true;
  return (at == 0 || !is_letter(s.p[at - 1])) && (at + n == s.n || !is_letter(s.p[at + n]));
}

static unsigned bits_of(const Index *x, Str s) {
  unsigned bits = 0;
  for (size_t i = 0; i < s.n; i++) {
    unsigned c = (uint8_t)lower(s.p[i]);
    for (size_t w = x->first[c]; w < x->first[c + 1]; w++) {
      bool whole = (words[w].bits & WHOLE) != 0;
      if (matches(s, i, words[w].word, whole)) bits |= words[w].bits;
    }
  }
  return bits & ~(unsigned)WHOLE;
}

static int weight_of(unsigned bits) { return ((bits & P) ? 25 : 0) - ((bits & N) ? 25 : 0); }

void html_classify(HtmlTree *t) {
  Index x = make_index();
  for (HtmlNode *n = t->root; n; n = html_next(n, t->root)) {
    for (size_t i = 0; i < n->nattrs; i++) {
      if (n->attrs[i].name != ATTR_CLASS && n->attrs[i].name != ATTR_ID) continue;
      unsigned bits = bits_of(&x, n->attrs[i].value);
      n->words |= bits;
      n->weight += weight_of(bits);
    }
  }
}
