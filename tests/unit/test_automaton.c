/* The automaton that chooses which rules PCRE2 runs: what it reads, where it accepts, and that it never refuses what PCRE2 matches. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include "extractor/states.h"

enum { NSYMBOLS = 70 };

typedef struct {
  Arena *arena;
  Automaton *automaton;
  States *states;
  size_t limit; /* 0: enough */
} Fixture;

static void open_patterns(Fixture *f, const char *const *patterns) {
  f->arena = arena_new();
  f->automaton = automaton_new(f->arena, NSYMBOLS);
  for (uint16_t i = 0; patterns[i]; i++) assert_true(automaton_add(f->automaton, str_of(patterns[i]), i));
  automaton_done(f->automaton);
  f->states = states_new(f->automaton, f->limit ? f->limit : 1 << 20);
}

static void close_patterns(Fixture *f) {
  states_free(f->states);
  arena_free(f->arena);
}

/* Where the rules accept in the text, written "end:rule end:rule". */
static void accepted(Fixture *f, const Symbol *text, uint32_t n, char *out, size_t size) {
  size_t used = 0;
  out[0] = 0;
  uint32_t state = states_start(f->states, text[0]);
  for (uint32_t i = 1;; i++) {
    const State *k = states_get(f->states, state);
    for (size_t r = 0; r < k->naccepts; r++)
      used += (size_t)snprintf(out + used, size - used, "%s%u:%u", used ? " " : "", i, k->accepts[r]);
    if (k->last || i == n) return;
    state = states_next(f->states, state, text[i]);
  }
}

#define ONE "[\\o{1}]"
#define TWO "[\\o{2}]"
#define THREE "[\\o{3}]"

static void test_accepts(void **s) {
  static const struct {
    const char *patterns[4];
    Symbol text[8];
    const char *accepts;
  } cases[] = {
      {{ONE}, {1, 2}, "1:0"},
      {{ONE}, {2, 1}, ""},
      {{ONE TWO, ONE, "."}, {1, 2}, "1:1 1:2 2:0"},
      {{"[\\o{1}-\\o{3}\\o{101}]" TWO "?"}, {65, 2, 2}, "1:0 2:0"},
      {{"[^\\o{1}]" TWO}, {3, 2}, "2:0"},
      {{"[^\\o{1}]" TWO}, {1, 2}, ""},
      {{"[^\\x{0}]"}, {1}, "1:0"},
      {{ONE "*" TWO "+"}, {1, 1, 2, 2, 3}, "3:0 4:0"},
      {{"(?:" ONE "|" TWO "){2,3}"}, {1, 2, 1, 2}, "2:0 3:0"},
      {{ONE "{2}"}, {1, 1, 1}, "2:0"},
      {{ONE "{2,}"}, {1, 1, 1}, "2:0 3:0"},
      {{ONE "{0,2}" TWO}, {2, 2}, "1:0"},
      {{ONE "{0}" TWO}, {2}, "1:0"},
      {{"(?<value>" ONE ")(?>" TWO "|" THREE ")??"}, {1, 3}, "1:0 2:0"},
      {{ONE "(?=" TWO ")" THREE "?+"}, {1, 3}, "1:0 2:0"}, /* what looks ahead counts for nothing */
      {{ONE "(?=" TWO ")"}, {1, 2, 3}, "2:0"},             /* but at the very end it is read on to its own end */
      {{ONE "(?=" TWO ")"}, {1, 3}, ""},
      {{ONE "(?=" TWO ")|" THREE}, {3}, "1:0"},
      {{"(?:" ONE "(?=" TWO "))?" THREE "?"}, {1, 3}, "1:0 2:0"},
      {{ONE "(?!" TWO ")"}, {1, 2}, "1:0"},
      {{"(?:" ONE "|(?!))" TWO}, {2}, ""},
      {{"(?:" ONE TWO ")\\z"}, {1, 2, 3}, "2:0"},
  };
  (void)s;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Fixture f = {0};
    char out[200];
    uint32_t n = 0;
    while (n < 8 && cases[i].text[n]) n++;
    open_patterns(&f, cases[i].patterns);
    accepted(&f, cases[i].text, n, out, sizeof out);
    assert_string_equal(out, cases[i].accepts);
    close_patterns(&f);
  }
}

static void test_starts(void **s) {
  Fixture f = {0};
  (void)s;
  open_patterns(&f, (const char *const[]){ONE "?" TWO, "[\\o{101}]", NULL});
  const uint64_t *starts = automaton_starts(f.automaton);
  for (Symbol x = 0; x < NSYMBOLS; x++) assert_int_equal(takes(starts, x), x == 1 || x == 2 || x == 65);
  close_patterns(&f);
  open_patterns(&f, (const char *const[]){ONE, TWO "?", NULL});
  assert_null(automaton_starts(f.automaton)); /* may match nothing */
  close_patterns(&f);
}

static void test_refuses(void **s) {
  static const char *const bad[] = {"(?:" ONE, ONE ")", "[\\o{1}", "[\\x{7}]", "[\\o{7777}]",
                                    "a",       "(?#x)", ONE "{2",  "\\d"};
  (void)s;
  Arena *a = arena_new();
  Automaton *all = automaton_new(a, NSYMBOLS);
  size_t n;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(automaton_add(all, str_of(bad[i]), 0));
  automaton_positions(all, &n);
  assert_int_equal(n, 0);
  assert_true(automaton_add(all, STR(ONE), 0));
  assert_int_equal(automaton_first(all).n, 1);
  automaton_done(all);
  arena_free(a);
}

/* --- against PCRE2 -------------------------------------------------------------------------------------------------- */
static uint32_t seed = 1;
static uint32_t dice(uint32_t n) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % n;
}

static void some_pattern(Buf *b, int depth) {
  static const char *const quantifiers[] = {"",      "",   "",   "",       "?",  "*",  "+",   "{2}",
                                            "{1,3}", "??", "*?", "{0,2}?", "?+", "*+", "{2,}"};
  static const char *const groups[] = {"(?:", "(?:", "(?>", "(?=", "(?!", "(?<x>"};
  for (uint32_t i = 0, n = 1 + dice(3); i < n; i++) {
    if (i && dice(4) == 0) buf_putc(b, '|');
    if (depth > 0 && dice(3) == 0) {
      buf_puts(b, groups[dice(6)]);
      some_pattern(b, depth - 1);
      buf_putc(b, ')');
    } else if (dice(8) == 0) {
      buf_puts(b, dice(2) ? "(?!)" : "[^\\o{1}]");
      continue;
    } else {
      uint32_t first = 1 + dice(3);
      buf_printf(b, "[\\o{%u}-\\o{%u}]", first, first + dice(2));
    }
    buf_puts(b, quantifiers[dice(15)]);
  }
}

static pcre2_code_16 *compiled(Str pattern) {
  PCRE2_UCHAR wide[2000];
  PCRE2_SIZE at;
  int error;
  if (pattern.n >= 2000) return NULL;
  for (size_t i = 0; i < pattern.n; i++) wide[i] = (unsigned char)pattern.p[i];
  return pcre2_compile_16(wide, pattern.n, PCRE2_ANCHORED | PCRE2_DUPNAMES, &error, &at, NULL);
}

/* Does the automaton accept rule 0 at that place or farther on? */
static bool reaches(const char *accepts, size_t end) {
  char place[16];
  for (size_t i = end; i <= 7; i++) {
    snprintf(place, sizeof place, "%zu:0", i);
    if (strstr(accepts, place)) return true;
  }
  return false;
}

/* The automaton accepts at the end of PCRE2's match, or farther on where the pattern ends with what looks ahead. */
static void test_never_refuses(void **s) {
  (void)s;
  pcre2_match_data_16 *data = pcre2_match_data_create_16(48, NULL);
  size_t matches = 0;
  for (int round = 0; round < 3000; round++) {
    Buf b = BUF_INIT;
    some_pattern(&b, 3);
    pcre2_code_16 *code = compiled(buf_str(&b));
    Fixture f = {0};
    if (!code) {
      buf_release(&b);
      continue;
    }
    Buf whole = BUF_INIT;
    buf_printf(&whole, "(?:%.*s)\\z", STR_ARGS(buf_str(&b)));
    open_patterns(&f, (const char *const[]){buf_str(&b).p, buf_str(&whole).p, NULL});
    for (int k = 0; k < 10; k++) {
      Symbol text[7];
      char ends[200], end[16];
      for (int i = 0; i < 7; i++) text[i] = (Symbol)(1 + dice(4));
      if (pcre2_match_16(code, text, 7, 0, 0, data, NULL) < 0 || pcre2_get_ovector_pointer_16(data)[1] == 0) continue;
      accepted(&f, text, 7, ends, sizeof ends);
      snprintf(end, sizeof end, "%zu:1", pcre2_get_ovector_pointer_16(data)[1]);
      if (!strstr(ends, end) || !reaches(ends, pcre2_get_ovector_pointer_16(data)[1]))
        fail_msg("%s: PCRE2 ends at %s, the automaton at '%s'", buf_str(&b).p, end, ends);
      matches++;
    }
    close_patterns(&f);
    pcre2_code_free_16(code);
    buf_release(&whole);
    buf_release(&b);
  }
  assert_true(matches > 3000);
  pcre2_match_data_free_16(data);
}

/* More states than may be kept: they are made anew and say the same. */
static void test_forgets(void **s) {
  static const char *const patterns[] = {"(?:" ONE "|" TWO "|" THREE "){3,12}", ".{2,5}" THREE, NULL};
  Fixture large = {0}, small = {.limit = 1500};
  (void)s;
  open_patterns(&large, patterns);
  open_patterns(&small, patterns);
  size_t forgotten = 0;
  for (int i = 0; i < 2000; i++) {
    Symbol text[9];
    char a[200], b[200];
    for (int k = 0; k < 9; k++) text[k] = (Symbol)(1 + dice(4));
    uint32_t before = states_start(small.states, text[0]);
    const uint32_t *positions = states_get(small.states, before)->positions;
    states_keep(small.states);
    forgotten += states_get(small.states, states_start(small.states, text[0]))->positions != positions;
    accepted(&large, text, 9, a, sizeof a);
    accepted(&small, text, 9, b, sizeof b);
    assert_string_equal(a, b);
  }
  assert_true(forgotten > 10);
  close_patterns(&large);
  close_patterns(&small);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_accepts), cmocka_unit_test(test_starts),
                                     cmocka_unit_test(test_refuses), cmocka_unit_test(test_never_refuses),
                                     cmocka_unit_test(test_forgets)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
