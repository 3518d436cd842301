/* suggest.c -- optimal string alignment distance over three rows. Words are short; longer ones are never near anything. */
#include "base/suggest.h"

enum { LONGEST = 63 };

static unsigned char lower(char c) { return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

unsigned edit_distance(Str a, Str b, unsigned most) {
  if (a.n > LONGEST || b.n > LONGEST) return most + 1;
  unsigned rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *now = rows[2];
  for (unsigned j = 0; j <= b.n; j++) last[j] = j;
  for (unsigned i = 1; i <= a.n; i++) {
    now[0] = i;
    for (unsigned j = 1; j <= b.n; j++) {
      bool same = lower(a.p[i - 1]) == lower(b.p[j - 1]);
      now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + !same);
      if (i > 1 && j > 1 && lower(a.p[i - 1]) == lower(b.p[j - 2]) && lower(a.p[i - 2]) == lower(b.p[j - 1]))
        now[j] = least(now[j], before[j - 2] + 1);
    }
    unsigned *free_row = before;
    before = last, last = now, now = free_row;
  }
  return least(last[b.n], most + 1);
}

const char *suggest(Str word, const char *const *names) {
  unsigned most = word.n / 3 > 1 ? (unsigned)(word.n / 3) : 1, best = most + 1;
  const char *found = NULL;
  for (; *names; names++) {
    unsigned d = edit_distance(word, str_of(*names), most);
    if (d < best) best = d, found = *names;
  }
  return found;
}
