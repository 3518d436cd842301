/* rulefile.c -- see rulefile.h. One pass over the lines; a statement belongs to the last head before it. */
#include "extractor/rulefile.h"

static const char *const keywords[] = {"words", "mention", "hedge", "claim", "cue",  "join", "match", "before", "after",
                                       "guard", "read",    "set",   "base",  "test", "none", "todo",  "=",      NULL};

typedef struct {
  RuleTexts *out;
  Arena *arena;
  const PackFile *file;
  unsigned line;
  RuleText *rule; /* the head being filled, NULL before the first */
  RuleTest *test; /* the test that `=` lines go to */
  Str base;
  Err *err;
} Parser;

static size_t edit_distance(Str a, const char *b) {
  size_t m = strlen(b), row[32];
  if (a.n > 30 || m > 30) return 99;
  for (size_t j = 0; j <= m; j++) row[j] = j;
  for (size_t i = 1; i <= a.n; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t cost = diagonal + (a.p[i - 1] != b[j - 1]);
      diagonal = row[j];
      if (row[j] + 1 < cost) cost = row[j] + 1;
      if (row[j - 1] + 1 < cost) cost = row[j - 1] + 1;
      row[j] = cost;
    }
  }
  return row[m];
}

const char *nearest_word(Str word, const char *const *words) {
  const char *best = NULL;
  size_t limit = word.n < 4 ? 2 : 3;
  for (; *words; words++) {
    size_t d = edit_distance(word, *words);
    if (d < limit) {
      limit = d;
      best = *words;
    }
  }
  return best;
}

static ErrCode fail(Parser *p, const char *what, Str word) {
  return err_set(p->err, ERR_RULE, "%.*s:%u: %s '%.*s'", STR_ARGS(p->file->name), p->line, what, STR_ARGS(word));
}

static ErrCode head(Parser *p, TextKind kind, Str rest) {
  RuleText *r;
  p->out->items = arena_grow(p->arena, p->out->items, p->out->n, &p->out->cap, p->out->n + 1, sizeof *r);
  r = p->rule = &p->out->items[p->out->n++];
  *r = (RuleText){.kind = kind, .file = p->file->name, .line = p->line};
  p->test = NULL;
  p->base = STR("");
  if (kind == TEXT_WORDS) {
    size_t eq = str_chr(rest, '=', 0);
    if (eq == SIZE_MAX) return fail(p, "no '=' in", rest);
    r->name = str_trim(str_slice(rest, 0, eq));
    r->pattern = str_trim(str_slice(rest, eq + 1, rest.n));
    r->pattern_line = p->line;
  } else {
    r->name = rest;
  }
  if (!r->name.n || str_chr(r->name, ' ', 0) != SIZE_MAX) return fail(p, "a name is one word, not", r->name);
  return OK;
}

static ErrCode set_pairs(Parser *p, Str rest) {
  RuleText *r = p->rule;
  Str word;
  while (rest = str_trim(rest), rest.n && str_split(&word, &rest, ' ')) {
    size_t eq = str_chr(word, '=', 0), cap = r->nset;
    if (eq == SIZE_MAX) return fail(p, "no key=value:", word);
    r->keys = arena_grow(p->arena, r->keys, r->nset, &cap, r->nset + 1, sizeof(Str));
    cap = r->nset;
    r->values = arena_grow(p->arena, r->values, r->nset, &cap, r->nset + 1, sizeof(Str));
    r->keys[r->nset] = str_slice(word, 0, eq);
    r->values[r->nset++] = str_slice(word, eq + 1, word.n);
    if (!rest.p) break;
  }
  return OK;
}

static ErrCode guard(Parser *p, Str rest) {
  RuleText *r = p->rule;
  RuleGuard g = {.line = p->line};
  if (str_starts(rest, STR("not "))) {
    g.negate = true;
    rest = str_trim(str_slice(rest, 4, rest.n));
  }
  g.before = str_starts(rest, STR("before "));
  if (!g.before && !str_starts(rest, STR("after "))) return fail(p, "guard [not] before|after PATTERN, not", rest);
  g.pattern = str_slice(rest, g.before ? 7 : 6, rest.n);
  if (r->nguards == sizeof r->guards / sizeof *r->guards) return fail(p, "more than 6 guards in", r->name);
  r->guards[r->nguards++] = g;
  return OK;
}

static void add_test(Parser *p, TestKind kind, Str rest) {
  RuleText *r = p->rule;
  size_t cap = r->ntests;
  r->tests = arena_grow(p->arena, r->tests, r->ntests, &cap, r->ntests + 1, sizeof *r->tests);
  p->test = &r->tests[r->ntests++];
  *p->test = (RuleTest){.kind = kind, .line = p->line, .text = rest, .base = p->base};
}

static ErrCode expectation(Parser *p, Str rest) {
  RuleTest *t = p->test;
  size_t cap;
  if (!t || t->kind == TEST_NONE) return fail(p, "'=' stands behind a test or todo:", rest);
  cap = t->nexpect;
  t->expect = arena_grow(p->arena, t->expect, t->nexpect, &cap, t->nexpect + 1, sizeof(Str));
  t->expect[t->nexpect++] = rest;
  return OK;
}

static ErrCode pattern_line(Parser *p, Str word, Str rest) {
  RuleText *r = p->rule;
  if (r->pattern.p) return fail(p, "a second pattern:", word);
  if ((r->kind == TEXT_HEDGE) == str_is(word, "match"))
    return fail(p, "hedges take before or after, other rules match; not", word);
  r->before = str_is(word, "before");
  r->pattern = rest;
  r->pattern_line = p->line;
  return OK;
}

static ErrCode body(Parser *p, Str word, Str rest) {
  if (!p->rule || p->rule->kind == TEXT_WORDS) return fail(p, "no rule stands before", word);
  if (str_is(word, "match") || str_is(word, "before") || str_is(word, "after")) return pattern_line(p, word, rest);
  if (str_is(word, "guard")) return guard(p, rest);
  if (str_is(word, "read")) return p->rule->read = rest, OK;
  if (str_is(word, "set")) return set_pairs(p, rest);
  if (str_is(word, "base")) return p->base = rest, OK;
  if (str_is(word, "test")) return add_test(p, TEST_GIVES, rest), OK;
  if (str_is(word, "none")) return add_test(p, TEST_NONE, rest), OK;
  if (str_is(word, "todo")) return add_test(p, TEST_TODO, rest), OK;
  return expectation(p, rest);
}

static ErrCode statement(Parser *p, Str line) {
  static const struct {
    const char *word;
    TextKind kind;
  } heads[] = {{"words", TEXT_WORDS}, {"mention", TEXT_MENTION}, {"hedge", TEXT_HEDGE},
               {"claim", TEXT_CLAIM}, {"cue", TEXT_CUE},         {"join", TEXT_JOIN}};
  size_t end = 0;
  while (end < line.n && line.p[end] != ' ' && line.p[end] != '\t') end++;
  Str word = str_slice(line, 0, end), rest = str_trim(str_slice(line, end, line.n));
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (str_is(word, heads[i].word)) return head(p, heads[i].kind, rest);
  for (const char *const *k = keywords; *k; k++)
    if (str_is(word, *k)) return body(p, word, rest);
  const char *near = nearest_word(word, keywords);
  return near ? err_set(p->err, ERR_RULE, "%.*s:%u: unknown word '%.*s'; did you mean '%s'?", STR_ARGS(p->file->name),
                        p->line, STR_ARGS(word), near)
              : fail(p, "unknown word", word);
}

static ErrCode check_rule(Parser *p, const RuleText *r) {
  if (r->kind == TEXT_WORDS || r->pattern.n) return OK;
  return err_set(p->err, ERR_RULE, "%.*s:%u: rule '%.*s' has no pattern", STR_ARGS(r->file), r->line,
                 STR_ARGS(r->name));
}

ErrCode rulefile_parse(RuleTexts *out, Arena *a, const PackFile *file, Err *err) {
  Parser p = {.out = out, .arena = a, .file = file, .err = err};
  size_t first = out->n;
  Str rest = file->bytes, line;
  while (str_split(&line, &rest, '\n')) {
    p.line++;
    if (line.n && line.p[0] == '#') continue;
    line = str_trim(line);
    if (!line.n) continue;
    ErrCode code = statement(&p, line);
    if (code) return code;
  }
  for (size_t i = first; i < out->n; i++) {
    ErrCode code = check_rule(&p, &out->items[i]);
    if (code) return code;
  }
  return OK;
}
