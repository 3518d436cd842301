/* rules_test.c -- the tests that stand beside the rules. Expected values are compared with the very NDJSON that users get, so a test says what a
 * user sees. */
#include "base/json.h"
#include "extractor/pack_p.h"
#include "extractor/rules.h"

typedef struct {
  RulesTested *out;
  Buf *report;
  const Pack *pack;
  Extractor *x;
  Arena *arena;
} Bench;

/* An article of one block, so that offsets are those of the text. */
void document_of_text(Document *out, Arena *a, Str text, Moment base) {
  Document d = {
      .path = STR("test"), .raw = text, .text = text, .lang = STR(""), .encoding = STR("UTF-8"), .format = STR("text")};
  d.blocks = arena_zalloc(a, sizeof(Block));
  d.blocks[0] = (Block){.kind = BLOCK_TEXT, .span = {0, (uint32_t)text.n}};
  d.nblocks = 1;
  d.published = (Dated){base, base.day == DAY_NONE ? FOUND_NONE : FOUND_GIVEN};
  d.modified.at = (Moment){DAY_NONE, -1};
  document_identify(&d);
  *out = d;
}

/* --- what a rule produced, as JSON objects --------------------------------------------------------------------------- */
typedef struct {
  Str *items;
  size_t n, cap;
} Objects;

static void add_object(Bench *b, Objects *o, const Buf *json) {
  o->items = arena_grow(b->arena, o->items, o->n, &o->cap, o->n + 1, sizeof(Str));
  o->items[o->n++] = arena_str(b->arena, buf_str(json));
}

static bool by_rule(const RuleText *t, Str rule, Str mention_rule) {
  if (t->kind == TEXT_HEDGE || t->kind == TEXT_CUE) return true;
  return str_eq(t->kind == TEXT_CLAIM ? rule : mention_rule, t->name);
}

static void collect(Bench *b, Objects *o, const RuleText *t, const Document *d, const Extraction *e) {
  Buf json = BUF_INIT;
  for (size_t i = 0; i < e->claims.n; i++) {
    const Claim *c = &e->claims.items[i];
    if (t->kind == TEXT_MENTION || t->kind == TEXT_JOIN || t->kind == TEXT_HEDGE ||
        !by_rule(t, c->rule, c->mention_rule))
      continue;
    buf_reset(&json);
    claim_put_json(&json, d, c, b->pack);
    add_object(b, o, &json);
  }
  for (size_t i = 0; i < e->mentions.n; i++) {
    const Mention *m = &e->mentions.items[i];
    if (t->kind == TEXT_CLAIM || t->kind == TEXT_CUE || !by_rule(t, STR(""), m->rule) ||
        (t->kind == TEXT_HEDGE && !kind_is_figure(m->kind)))
      continue;
    buf_reset(&json);
    mention_put_json(&json, d, m);
    add_object(b, o, &json);
  }
  buf_release(&json);
}

/* --- one `=` line against one object --------------------------------------------------------------------------------- */
static Str field(Arena *a, JsonValue object, Str key) {
  JsonValue v;
  static const struct {
    const char *key, *first, *second;
  } paths[] = {{"subject", "subject.entity", "subject.text"},
               {"attribution", "attribution.entity", "attribution.text"},
               {"time", "time.timex", "time.first"},
               {"entity", "entity.name", NULL},
               {"type", "entity.type", NULL}};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    if (!str_is(key, paths[i].key)) continue;
    if (json_get(&v, object, str_of(paths[i].first)) && v.kind != JSON_NULL) return json_scalar(a, v);
    if (paths[i].second && json_get(&v, object, str_of(paths[i].second))) return json_scalar(a, v);
    return STR("");
  }
  return json_get(&v, object, key) ? json_scalar(a, v) : STR("");
}

/* Next key=value of a line; values with blanks stand in quotes. */
static bool next_pair(Str *key, Str *value, Str *rest) {
  *rest = str_trim(*rest);
  size_t eq = str_chr(*rest, '=', 0);
  if (eq == SIZE_MAX) return false;
  *key = str_slice(*rest, 0, eq);
  Str tail = str_slice(*rest, eq + 1, rest->n);
  bool quoted = tail.n && tail.p[0] == '"';
  size_t end = str_chr(tail, quoted ? '"' : ' ', quoted);
  if (end == SIZE_MAX) end = tail.n;
  *value = str_slice(tail, quoted, end);
  *rest = str_slice(tail, end + quoted, tail.n);
  return true;
}

/* Keys that differ, into why; true when none does. */
static bool agrees(Arena *a, Str expect, Str json, Buf *why) {
  JsonValue object = {JSON_OBJECT, json};
  Str key, value;
  bool same = true;
  while (next_pair(&key, &value, &expect)) {
    Str got = field(a, object, key);
    if (str_eq(got, value)) continue;
    same = false;
    if (why) buf_printf(why, " %.*s is '%.*s'", STR_ARGS(key), STR_ARGS(got));
  }
  return same;
}

static Str text_key(Str expect) {
  Str key, value;
  while (next_pair(&key, &value, &expect))
    if (str_is(key, "text")) return value;
  return STR("");
}

/* Each line needs an object of its own; for rules with products, each object a line. */
static bool check(Bench *b, const RuleText *t, const RuleTest *test, const Objects *o, Buf *why) {
  bool *used = arena_zalloc(b->arena, o->n + 1);
  for (size_t i = 0; i < test->nexpect; i++) {
    size_t k = 0, near = SIZE_MAX;
    for (; k < o->n; k++) {
      if (used[k]) continue;
      if (agrees(b->arena, test->expect[i], o->items[k], NULL)) break;
      Str text = text_key(test->expect[i]);
      if (near == SIZE_MAX ||
          (text.n && str_eq(text, field(b->arena, (JsonValue){JSON_OBJECT, o->items[k]}, STR("text")))))
        near = k;
    }
    if (k < o->n) {
      used[k] = true;
      continue;
    }
    buf_printf(why, "wants '%.*s';", STR_ARGS(test->expect[i]));
    if (near == SIZE_MAX)
      buf_puts(why, " the rule gives nothing");
    else
      agrees(b->arena, test->expect[i], o->items[near], why);
    return false;
  }
  if (t->kind == TEXT_HEDGE || t->kind == TEXT_CUE) return true;
  for (size_t k = 0; k < o->n; k++)
    if (!used[k]) {
      Str text = field(b->arena, (JsonValue){JSON_OBJECT, o->items[k]}, STR("text"));
      buf_printf(why, "gives '%.*s' too", STR_ARGS(text));
      return false;
    }
  return true;
}

/* A hedge or cue shows only in what it sets: no figure may have all of it. */
static bool has_no_effect(Bench *b, const RuleText *t, const Objects *o, Buf *why) {
  Buf set = BUF_INIT;
  for (size_t i = 0; i < t->nset; i++) buf_printf(&set, "%.*s=%.*s ", STR_ARGS(t->keys[i]), STR_ARGS(t->values[i]));
  bool none = true;
  for (size_t k = 0; k < o->n && none; k++) none = !agrees(b->arena, buf_str(&set), o->items[k], NULL);
  if (!none) buf_printf(why, "gives %.*sall the same", STR_ARGS(buf_str(&set)));
  buf_release(&set);
  return none;
}

static void run_test(Bench *b, const RuleText *t, const RuleTest *test) {
  Moment base = {DAY_NONE, -1};
  Buf why = BUF_INIT;
  Objects o = {0};
  Extraction e;
  Err err = {0};
  if (test->base.n) moment_parse(&base, test->base, true);
  Document d;
  document_of_text(&d, b->arena, test->text, base);
  d.lang = b->pack->lang;
  extractor_run(&e, b->x, b->arena, &d, &err);
  collect(b, &o, t, &d, &e);
  bool context = t->kind == TEXT_HEDGE || t->kind == TEXT_CUE;
  bool ok = context && test->kind == TEST_NONE ? has_no_effect(b, t, &o, &why) : check(b, t, test, &o, &why);
  if (test->kind == TEST_TODO) {
    b->out->todo++;
    b->out->todo_passed += ok;
    if (ok)
      buf_printf(b->report, "%.*s:%u: %.*s: this todo passes now; make it a test\n", STR_ARGS(t->file), test->line,
                 STR_ARGS(t->name));
  } else if (ok) {
    b->out->passed++;
  } else {
    b->out->failed++;
    buf_printf(b->report, "%.*s:%u: %.*s: %.*s\n", STR_ARGS(t->file), test->line, STR_ARGS(t->name),
               STR_ARGS(buf_str(&why)));
  }
  buf_release(&why);
  arena_clear(b->arena);
}

void rules_test(RulesTested *out, Buf *report, const Pack *p, Str only, bool verbose) {
  Bench b = {.out = out, .report = report, .pack = p, .x = extractor_new(p), .arena = arena_new()};
  *out = (RulesTested){0};
  for (size_t i = 0; i < p->texts.n; i++) {
    const RuleText *t = &p->texts.items[i];
    if (t->kind == TEXT_WORDS ||
        (only.n && str_find(t->name, only, 0) == SIZE_MAX && str_find(t->file, only, 0) == SIZE_MAX))
      continue;
    unsigned gives = 0, nones = 0;
    for (size_t k = 0; k < t->ntests; k++) {
      gives += t->tests[k].kind == TEST_GIVES;
      nones += t->tests[k].kind == TEST_NONE;
      run_test(&b, t, &t->tests[k]);
    }
    out->rules++;
    if (gives && nones) continue;
    out->untested++;
    if (verbose)
      buf_printf(report, "%.*s:%u: %.*s has no %s\n", STR_ARGS(t->file), t->line, STR_ARGS(t->name),
                 gives ? "'none'" : "'test'");
  }
  arena_free(b.arena);
  extractor_free(b.x);
}

/* --- lists ---------------------------------------------------------------------------------------------------------- */
size_t rules_count(const Pack *p) { return p->texts.n; }

RuleInfo rules_info(const Pack *p, size_t i) {
  static const char *const kinds[] = {"words", "mention", "hedge", "claim", "cue", "join"};
  const RuleText *t = &p->texts.items[i];
  RuleInfo r = {.kind = kinds[t->kind],
                .name = t->name,
                .file = t->file,
                .line = t->line,
                .read = t->read,
                .pattern = t->pattern};
  for (size_t k = 0; k < t->ntests; k++) {
    r.tests += t->tests[k].kind == TEST_GIVES;
    r.nones += t->tests[k].kind == TEST_NONE;
  }
  return r;
}
