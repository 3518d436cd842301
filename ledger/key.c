/* key.c -- are two figures about the same thing: subject, measure, scope.
 *
 * Resolved names decide. Where a text only says "the plant", words in common speak for it and nothing is taken for
 * granted: what cannot be told stays unknown, and evidence is counted before anything is compared or alarmed. */
#include "ledger/compare_p.h"

/* --- words ---------------------------------------------------------------------------------------------------------- */

enum { WORD_MIN = 4 };

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The next run of letters and digits from *at on. */
static bool next_word(Str *word, Str s, size_t *at) {
  while (*at < s.n && !is_letter(s.p[*at])) ++*at;
  size_t start = *at;
  while (*at < s.n && is_letter(s.p[*at])) ++*at;
  *word = str_slice(s, start, *at);
  return word->n > 0;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* Equal but for an ending of up to three bytes. */
static bool same_word(Str a, Str b) {
  size_t same = 0, longer = a.n > b.n ? a.n : b.n, shorter = a.n < b.n ? a.n : b.n;
  if (shorter < WORD_MIN) return false;
  while (same < shorter && lower(a.p[same]) == lower(b.p[same])) same++;
  return same >= WORD_MIN && longer - same <= 3 && same * 3 >= longer * 2;
}

static bool text_has_word(Str text, Str word) {
  Str w;
  for (size_t at = 0; next_word(&w, text, &at);)
    if (same_word(w, word)) return true;
  return false;
}

bool texts_share_word(Str a, Str b) {
  Str w;
  for (size_t at = 0; next_word(&w, a, &at);)
    if (text_has_word(b, w)) return true;
  return false;
}

/* Each word of a that is long enough stands in b. */
static bool words_inside(Str a, Str b) {
  Str w;
  for (size_t at = 0; next_word(&w, a, &at);)
    if (w.n >= WORD_MIN && !text_has_word(b, w)) return false;
  return true;
}

static bool has_word(Str s) {
  Str w;
  for (size_t at = 0; next_word(&w, s, &at);)
    if (w.n >= WORD_MIN) return true;
  return false;
}

int shared_words(const ClaimRow *a, const ClaimRow *b) {
  int n = 0;
  for (size_t i = 0; i < a->nconcept; i++)
    for (size_t k = 0; k < b->nconcept; k++)
      if (str_eq_nocase(a->concept[i], b -> concept[k]) || same_word(a->concept[i], b -> concept[k])) {
        n++;
        break;
      }
  return n;
}

/* --- subject ---------------------------------------------------------------------------------------------------------- */

/* A text without a letter is no subject ("50", "33.5 mln" come close). */
static bool names_something(Str s) {
  bool letter = false;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] >= '0' && s.p[i] <= '9') return false;
    letter |= is_letter(s.p[i]);
  }
  return letter;
}

/* "mortality" for deaths, "jobs" for 14 jobs: what is measured or counted is not who it is about. */
static bool is_the_measure(const ClaimRow *r, Str s) {
  if (r->root && (listed(r->root->surfaces, s) || listed(r->root->nouns, s) || listed(r->measure->surfaces, s)))
    return true;
  return r->kind == KIND_COUNT && same_word(s, r->quantity.unit);
}

static Str subject_name(const ClaimRow *r) {
  if (r->subject.n) return r->subject;
  return names_something(r->subject_text) && !is_the_measure(r, r->subject_text) ? r->subject_text : STR("");
}

/* Two words or more, or a capital behind the first byte: more than "the company". */
static bool is_described(Str s) {
  size_t words = 0;
  Str w;
  for (size_t at = 0; next_word(&w, s, &at);) words += w.n >= WORD_MIN;
  return words >= 2;
}

/* "America's leading tech companies" against a resolved name: a group that may hold it, or another one; not the same. */
static bool group_and_member(const ClaimRow *a, const ClaimRow *b) {
  const ClaimRow *group = a->subject_type == ENT_GROUP ? a : b, *member = group == a ? b : a;
  if (group->subject_type == ENT_GROUP) return member->subject_type != ENT_GROUP && member->subject.n;
  if (a->subject.n && b->subject.n) return false;
  return a->subject.n ? is_described(b->subject_text) : b->subject.n && is_described(a->subject_text);
}

/* A word that names the measure ("Acme's shares", "Beta's shares") makes no two subjects alike. */
static bool names_measure(const ClaimRow *r, Str word) {
  return r->root && (text_has_word(r->root->surfaces, word) || text_has_word(r->measure->surfaces, word));
}

static bool subjects_share_word(const ClaimRow *a, const ClaimRow *b, Str x, Str y) {
  Str w;
  for (size_t at = 0; next_word(&w, x, &at);)
    if (text_has_word(y, w) && !names_measure(a, w) && !names_measure(b, w)) return true;
  return false;
}

/* Is somebody named: resolved, or by a word with a capital that is not the measure's? */
static bool is_named(const ClaimRow *r) {
  Str w;
  if (r->subject.n) return true;
  for (size_t at = 0; next_word(&w, r->subject_text, &at);)
    if (w.n >= WORD_MIN && w.p[0] >= 'A' && w.p[0] <= 'Z' && !names_measure(r, w)) return true;
  return false;
}

bool named_differently(const ClaimRow *a, const ClaimRow *b) {
  Str x = subject_name(a), y = subject_name(b);
  if (a->subject.n && b->subject.n) return false;
  bool texts = !a->subject.n && !b->subject.n && has_word(x) && has_word(y);
  if (texts && !texts_share_word(x, y)) return true;
  return is_named(a) && is_named(b) && !subjects_share_word(a, b, x, y) &&
         !subjects_share_word(a, b, a->subject_text, b->subject_text);
}

KeyRelation subjects_relate(const ClaimRow *a, const ClaimRow *b) {
  Str x = subject_name(a), y = subject_name(b);
  if (x.n == 0 || y.n == 0) return KEY_UNKNOWN;
  bool equal = str_eq_nocase(x, y);
  if (a->subject.n && b->subject.n) return equal ? KEY_SAME : group_and_member(a, b) ? KEY_PART : KEY_OTHER;
  if (equal || subjects_share_word(a, b, x, y) || subjects_share_word(a, b, a->subject_text, b->subject_text))
    return KEY_ALIKE;
  bool measured = texts_share_word(a->subject_text, b->subject_text); /* only by what is measured */
  if (measured && a->subject_type != ENT_GROUP && b->subject_type != ENT_GROUP) return KEY_UNKNOWN;
  if (group_and_member(a, b)) return row_is_running(a) ? KEY_UNKNOWN : KEY_PART;
  return named_differently(a, b) && !row_is_running(a) && shared_quote(a, b) == 0 ? KEY_OTHER : KEY_UNKNOWN;
}

KeyRelation measures_relate(const ClaimRow *a, const ClaimRow *b) {
  if (!a->root || !b->root) return KEY_UNKNOWN;
  if (a->root == b->root) return KEY_SAME;
  bool kin = a->root->kin.n && str_eq(a->root->kin, b->root->kin);
  return kin || a->root->generic || b->root->generic ? KEY_ALIKE : KEY_OTHER;
}

/* --- scope ------------------------------------------------------------------------------------------------------------ */

/* Length of an ISO 8601 duration of one part ("P1W", "PT1H") or of a calendar name ("2022", "2024-Q1", "2022-05"), in days; 0 unknown. */
static int period_days(Str p) {
  uint64_t n = 0;
  if (p.n >= 3 && p.p[0] == 'P' && str_to_u64(&n, str_slice(p, 1, p.n - 1)) && n < 10000) {
    static const struct {
      char letter;
      int days;
    } units[] = {{'D', 1}, {'W', 7}, {'M', 30}, {'Y', 365}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
      if (p.p[p.n - 1] == units[i].letter) return (int)n * units[i].days;
  }
  if (str_is(p, "year") || (p.n == 4 && str_to_u64(&n, p))) return 365;
  if (p.n == 7 && p.p[5] == 'Q') return 91;
  if (p.n == 7 && p.p[5] == 'H') return 182;
  return p.n == 7 && p.p[4] == '-' ? 30 : 0;
}

static int64_t when_days(const ClaimRow *r) {
  When w = row_when(r);
  return w.known && !w.assumed && w.first != INT32_MIN && w.last != INT32_MAX ? (int64_t)w.last - w.first + 1 : 0;
}

static bool lengths_differ(int64_t x, int64_t y) { return x > 0 && y > 0 && (2 * x > 3 * y || 2 * y > 3 * x); }

static bool is_flow(const ClaimRow *r) {
  return r->measure && str_is(r->measure->temporal, "period") && r->change == CHANGE_LEVEL;
}

/* What somebody holds has no period; one that the clause names belongs to something else. */
static bool is_stock(const ClaimRow *r) { return row_is_level(r) && str_is(r->root->kind, "stock"); }

/* For clusters: figures of other period classes never compare. 0 without a period or for a single day, which a month may contain; else by the
 * length that a change names or that a flow covers, in steps up to years. */
int row_period(const ClaimRow *r) {
  static const int steps[] = {1, 10, 45, 120, 240, 400};
  int64_t days = row_is_running(r) || is_stock(r) ? 0 : period_days(r->scope_period);
  if (days == 0 && is_flow(r)) days = when_days(r);
  int step = 0;
  while (step < 6 && days > steps[step]) step++;
  return step;
}

/* A price is one of something, said or not ("$124,000 per token"). */
static bool is_price(const ClaimRow *r) { return !r->root || str_is(r->root->kind, "price"); }

KeyRelation scopes_relate(const ClaimRow *a, const ClaimRow *b, Str *reason) {
  *reason = STR("per another unit");
  if (a->per.n && b->per.n && !str_eq_nocase(a->per, b->per)) return KEY_OTHER;
  if ((a->per.n == 0) != (b->per.n == 0) && a->kind == b->kind && !is_price(a->per.n ? a : b)) return KEY_OTHER;
  *reason = STR("another period");
  int x = period_days(a->scope_period), y = period_days(b->scope_period);
  if (row_is_running(a) && row_is_running(b)) return KEY_SAME;
  if (lengths_differ(x, y)) return KEY_OTHER;
  /* "in a week" against "in 2022": a stated stretch of time may stand for a missing period, a day or month may not */
  if (x > 0 && y == 0 && when_days(b) >= 360 && lengths_differ(x, when_days(b))) return KEY_OTHER;
  if (y > 0 && x == 0 && when_days(a) >= 360 && lengths_differ(y, when_days(a))) return KEY_OTHER;
  if (is_flow(a) && is_flow(b) && lengths_differ(when_days(a), when_days(b))) return KEY_OTHER;
  return KEY_SAME;
}

/* For a share the text names the whole ("of the S&P 500"): that it is missing says nothing. */
static bool names_whole(const ClaimRow *r) { return row_is_percent(r) || r->kind == KIND_MULTIPLE; }

KeyRelation populations_relate(const ClaimRow *a, const ClaimRow *b) {
  Str x = a->scope_of, y = b->scope_of;
  if (x.n == 0 && y.n == 0) return KEY_SAME;
  if (x.n && y.n) return str_eq_nocase(x, y) || words_inside(x, y) || words_inside(y, x) ? KEY_SAME : KEY_OTHER;
  return names_whole(a) && names_whole(b) ? KEY_SAME : KEY_PART;
}

/* --- evidence --------------------------------------------------------------------------------------------------------- */

int shared_quote(const ClaimRow *a, const ClaimRow *b) {
  Str shorter = a->quote.n < b->quote.n ? a->quote : b->quote, longer = a->quote.n < b->quote.n ? b->quote : a->quote,
      w;
  int words = 0, same = 0;
  for (size_t at = 0; next_word(&w, shorter, &at);) {
    if (w.n < WORD_MIN || !names_something(w)) continue;
    words++;
    same += text_has_word(longer, w);
  }
  return words == 0 ? 0 : 3 * same >= 2 * words ? 2 : 3 * same >= words;
}

int quotes_share(const ClaimRow *a, const ClaimRow *b, int *words) {
  Str shorter = a->quote.n < b->quote.n ? a->quote : b->quote, longer = a->quote.n < b->quote.n ? b->quote : a->quote,
      w;
  int same = 0;
  *words = 0;
  for (size_t at = 0; next_word(&w, shorter, &at);) {
    if (w.n < WORD_MIN || !names_something(w) || text_has_word(a->subject, w) || text_has_word(b->subject, w)) continue;
    ++*words;
    same += text_has_word(longer, w);
  }
  return same;
}

int names_share(const ClaimRow *a, const ClaimRow *b, int *names) {
  Str w;
  int same = 0;
  bool first = true;
  *names = 0;
  for (size_t at = 0; next_word(&w, a->quote, &at); first = false) {
    if (first || w.n < WORD_MIN || !(w.p[0] >= 'A' && w.p[0] <= 'Z')) continue;
    if (text_has_word(a->subject, w) || text_has_word(b->subject, w)) continue;
    ++*names;
    same += text_has_word(b->quote, w);
  }
  return same;
}

int concepts_beyond(const ClaimRow *a, const ClaimRow *b) {
  int n = 0;
  for (size_t i = 0; i < a->nconcept; i++) {
    Str w = a->concept[i];
    if (w.n < WORD_MIN || !names_something(w) || text_has_word(a->subject, w) || text_has_word(b->subject, w)) continue;
    bool found = false;
    for (size_t k = 0; k < b->nconcept && !found; k++) found = same_word(w, b->concept[k]);
    n += !found;
  }
  return n;
}

/* Texts of one week that date nothing themselves are likely about the same days. */
static bool published_together(const ClaimRow *a, const ClaimRow *b) {
  Day x = a->published.day, y = b->published.day;
  return x != DAY_NONE && y != DAY_NONE && (x > y ? (int64_t)x - y : (int64_t)y - x) <= 7;
}

int key_evidence(const ClaimRow *a, const ClaimRow *b) {
  KeyRelation subject = subjects_relate(a, b), measure = measures_relate(a, b);
  int n = subject == KEY_SAME || subject == KEY_ALIKE ? 2 : 0;
  n += measure == KEY_SAME ? 2 : measure == KEY_ALIKE;
  n += a->kind == KIND_COUNT && a->quantity.unit.n && str_eq_nocase(a->quantity.unit, b->quantity.unit);
  int words = shared_words(a, b), quote = shared_quote(a, b);
  n += words > 2 ? 2 : words > quote ? words : quote;
  n += a->scope_of.n && b->scope_of.n && populations_relate(a, b) == KEY_SAME;
  TimeRelation time = times_relate(a, b);
  return n + (time == TIME_SAME || (time == TIME_UNKNOWN && published_together(a, b)));
}
