/* rules_lint.c -- what a rule writer would rather know now: doubled patterns, rules without tests, and rules that
 * become slow on hostile text.
 *
 * Slow: texts that repeat one shape thousands of times are extracted and their time per byte is held against the time of
 * ordinary prose made of the pack's own patterns of words. Times are those of this thread's CPU, so load does not matter much. */
#include "base/map.h"
#include "cli/rules_p.h"
#include <time.h>

enum { HOSTILE_BYTES = 1 << 16, TOO_SLOW = 10 };

typedef struct {
  Out *out;
  unsigned warnings;
} Lint;

static void warn(Lint *l, Str file, unsigned line, const char *what, Str about) {
  static const char *const names[] = {"file", "line", "warning", "about"};
  const Cell cells[] = {{.kind = CELL_TEXT, .text = file},
                        {.kind = CELL_INT, .i = line},
                        {.kind = CELL_TEXT, .text = str_of(what)},
                        {.kind = CELL_TEXT, .text = about}};
  l->warnings++;
  out_row(l->out, &(Row){4, names, cells});
}

/* --- doubles and tests ---------------------------------------------------------------------------------------------- */

/* Names are unique already: a pack in which one is defined twice is not loaded. */
static void lint_rules(Lint *l, const Pack *p) {
  Map *patterns = map_new();
  Arena *a = arena_new();
  for (size_t i = 0; i < rules_count(p); i++) {
    RuleInfo r = rules_info(p, i);
    if (strcmp(r.kind, "words") == 0) continue;
    Str key = arena_printf(a, "%s %.*s", r.kind, STR_ARGS(r.pattern));
    uintptr_t first;
    if (map_get(patterns, key, &first))
      warn(l, r.file, r.line, "the same pattern stands before: it never gets here", r.name);
    else
      map_put(patterns, key, r.line);
    if (r.tests + r.nones == 0) warn(l, r.file, r.line, "no test", r.name);
  }
  map_free(patterns);
  arena_free(a);
}

/* --- hostile text --------------------------------------------------------------------------------------------------- */

/* Each is repeated to HOSTILE_BYTES; the first is the ordinary text that the others are held against. */
static const char *const shapes[] = {
    "The company said that 3,450 people work in its 12 plants, and sales rose 4.5% to $2.1 billion in 2023. ",
    "1 ",
    "1",
    "1,",
    "1,000,",
    "1.",
    "$",
    "$1 ",
    "% ",
    "A ",
    "Aa Bb ",
    "a",
    "of the ",
    "one hundred and ",
    "million ",
    "between 1 and ",
    "from 1 to ",
    "(",
    "()",
    "\"",
    "January ",
    "1 January ",
    "2020-01-",
    "Monday, ",
    "up to more than about ",
    "-",
    ", ",
    "'s ",
    "he said, she said, ",
    "Mr. J. R. R. "};

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds a byte of the shape's text. */
static double cost(const Pack *p, const char *shape) {
  Buf text = BUF_INIT;
  Arena *a = arena_new();
  Document d;
  Extraction e;
  while (text.n < HOSTILE_BYTES) buf_puts(&text, shape);
  Extractor *x = extractor_new(p);
  document_of_text(&d, a, buf_str(&text), (Moment){DAY_NONE, -1});
  double start = cpu_seconds();
  Err err = {0};
  extractor_run(&e, x, a, &d, &err);
  double seconds = (cpu_seconds() - start) / (double)text.n;
  extractor_free(x);
  arena_free(a);
  buf_release(&text);
  return seconds;
}

static void lint_hostile(Lint *l, const Pack *p) {
  double ordinary = cost(p, shapes[0]);
  for (size_t i = 1; i < sizeof shapes / sizeof *shapes; i++) {
    double ratio = cost(p, shapes[i]) / ordinary;
    if (ratio <= TOO_SLOW) continue;
    Buf about = BUF_INIT;
    buf_printf(&about, "%.0f times as slow as prose on \"%s\" repeated", ratio, shapes[i]);
    warn(l, STR(""), 0, "slow on hostile text", buf_str(&about));
    buf_release(&about);
  }
}

int rules_lint_run(Cli *c, const Pack *p, Err *err) {
  Lint l = {0};
  ErrCode code = out_open(&l.out, &c->out, err);
  if (code != OK) return exit_code_of(code);
  lint_rules(&l, p);
  lint_hostile(&l, p);
  code = out_close(l.out, true, err);
  cli_note(c, "%zu rules and word lists, %u warnings", rules_count(p), l.warnings);
  return code != OK ? exit_code_of(code) : l.warnings && cli_has(c, OPT_EXIT_CODE) ? 1 : 0;
}
