/* rules_score.c -- how well a pack reads annotated articles.
 *
 * GOLD is NDJSON, one figure a line: {"doc","start","end","kind","value",...} with any of unit, entity, measure, change, time,
 * modality, attribution (docs/gold.md). A figure is found when one of our claims overlaps it with the same
 * value; then the fields that the annotation has are counted. "a|b" lists alternatives, x_any adds some; kind "none" marks texts
 * that must not become claims; optional rows count only when they are found. */
#include "base/json.h"
#include "base/map.h"
#include "cli/rules_p.h"
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { F_FOUND, F_UNIT, F_ENTITY, F_MEASURE, F_CHANGE, F_TIME, F_MODALITY, F_ATTRIBUTION, F_NONE, FIELDS };
static const char *const field_names[FIELDS] = {"found", "unit",     "entity",      "measure",    "change",
                                                "time",  "modality", "attribution", "not a claim"};

/* The claims of one article, as the objects that users get. */
typedef struct {
  JsonValue *claims;
  Span *raw; /* their bytes in the article */
  bool *used;
  size_t n;
} Article;

typedef struct {
  const Pack *pack;
  const char *folder;
  Extractor *x;
  Arena *arena;  /* of everything that is read */
  Map *articles; /* name -> Article * */
  ReadOptions reading;
  unsigned right[FIELDS], of[FIELDS];
  Out *out; /* set at once for --misses, whose rows are printed as they are found */
  bool misses;
} Score;

/* --- our claims ----------------------------------------------------------------------------------------------------- */

static Span span_of(JsonValue object, const char *key) {
  JsonValue v, n;
  uint64_t start = 0, end = 0;
  if (json_get(&v, object, str_of(key))) object = v;
  if (json_get(&n, object, STR("start"))) str_to_u64(&start, n.raw);
  if (json_get(&n, object, STR("end"))) str_to_u64(&end, n.raw);
  return (Span){(uint32_t)start, (uint32_t)end};
}

static void add_claims(Score *s, Article *art, const Document *d, const Extraction *e) {
  art->n = e->claims.n;
  art->claims = arena_zalloc(s->arena, (art->n + 1) * sizeof *art->claims);
  art->raw = arena_zalloc(s->arena, (art->n + 1) * sizeof *art->raw);
  art->used = arena_zalloc(s->arena, art->n + 1);
  Buf b = BUF_INIT;
  for (size_t i = 0; i < art->n; i++) {
    size_t at = 0;
    buf_reset(&b);
    claim_put_json(&b, d, &e->claims.items[i], e->pack);
    json_next(&art->claims[i], arena_str(s->arena, buf_str(&b)), &at, NULL);
    art->raw[i] = span_of(art->claims[i], "raw");
  }
  buf_release(&b);
}

static ErrCode article(Article **out, Score *s, Str name, Err *err) {
  uintptr_t known;
  if (map_get(s->articles, name, &known)) return *out = (Article *)known, OK;
  Str path = arena_printf(s->arena, "%s/%.*s", s->folder, STR_ARGS(name));
  Corpus *c = corpus_open(&path.p, 1, &s->reading);
  Input *in = NULL;
  Document d;
  Extraction e;
  Article *art = arena_zalloc(s->arena, sizeof *art);
  ErrCode code = corpus_next(&in, c, err);
  if (code == OK && !in) code = err_set(err, ERR_INPUT, "%s: no article in it", path.p);
  if (code == OK && in->failed.code != OK) code = err_set(err, in->failed.code, "%s", in->failed.text);
  if (code == OK) code = document_read(&d, s->arena, in, &s->reading, err);
  if (code == OK) code = extractor_run(&e, s->x, s->arena, &d, err);
  if (code == OK) add_claims(s, art, &d, &e);
  if (in) input_free(in);
  corpus_close(c);
  map_put(s->articles, name, (uintptr_t)art);
  *out = art;
  return code;
}

/* --- one annotated figure ------------------------------------------------------------------------------------------- */

static Str text_of(Score *s, JsonValue object, const char *path) {
  JsonValue v;
  return json_get(&v, object, str_of(path)) && v.kind != JSON_NULL ? json_scalar(s->arena, v) : (Str){NULL, 0};
}

typedef bool (*Same)(Score *s, Str want, Str got);

static bool same_text(Score *s, Str want, Str got) {
  (void)s;
  return str_eq(want, got);
}

static bool same_value(Score *s, Str want, Str got) {
  Number a, b;
  return number_parse(&a, want) && number_parse(&b, got) ? number_eq(a, b) : same_text(s, want, got);
}

static bool same_unit(Score *s, Str want, Str got) {
  if (str_is(want, "percent")) return str_is(got, "%") || str_is(got, "pp");
  return same_text(s, want, got);
}

/* A stated time may be given more exactly than was annotated. */
static bool same_time(Score *s, Str want, Str got) {
  (void)s;
  return str_starts(got, str_slice(want, 0, str_chr(want, '/', 0)));
}

/* Half of the wanted name's words are in ours. */
static bool same_name(Score *s, Str want, Str got) {
  Str w = utf8_fold_key(s->arena, want), g = utf8_fold_key(s->arena, got), word, rest = w;
  size_t all = 0, shared = 0;
  while (str_split(&word, &rest, ' ')) {
    if (word.n < 2 || str_is(word, "the") || str_is(word, "of")) continue;
    all++;
    shared += str_find(g, word, 0) != SIZE_MAX;
  }
  return all > 0 && shared * 2 >= all;
}

static bool any_of(Score *s, Str wants, Str got, Same same) {
  Str want;
  if (!got.p) return false;
  while (str_split(&want, &wants, '|'))
    if (same(s, want, got)) return true;
  return false;
}

/* One of the annotation's values (field, and the list field_any) is one of ours at the two paths. */
static bool agrees(Score *s, JsonValue gold, JsonValue claim, const char *field, const char *path, const char *other,
                   Same same) {
  char any[32];
  JsonValue list, v;
  size_t at = 0;
  Str wants = text_of(s, gold, field), got = text_of(s, claim, path),
      second = other ? text_of(s, claim, other) : (Str){NULL, 0};
  if (any_of(s, wants, got, same) || any_of(s, wants, second, same)) return true;
  snprintf(any, sizeof any, "%s_any", field);
  if (!json_get(&list, gold, str_of(any))) return false;
  while (json_element(&v, list, &at)) {
    Str want = json_scalar(s->arena, v);
    if (any_of(s, want, got, same) || any_of(s, want, second, same)) return true;
  }
  return false;
}

static bool has_value(Score *s, JsonValue gold, JsonValue claim) {
  Str kind = text_of(s, gold, "kind");
  if (str_is(kind, "date"))
    return agrees(s, gold, claim, "value", "timex", "time.timex", same_time) ||
           agrees(s, gold, claim, "time", "timex", "time.timex", same_time);
  if (text_of(s, gold, "value").p)
    return agrees(s, gold, claim, "value", "value", "written.value", same_value) ||
           agrees(s, gold, claim, "value", "timex", NULL, same_text);
  return (!text_of(s, gold, "low").p || agrees(s, gold, claim, "low", "low", "written.from", same_value)) &&
         (!text_of(s, gold, "high").p || agrees(s, gold, claim, "high", "high", "written.to", same_value));
}

static void count(Score *s, int field, bool right) {
  s->of[field]++;
  s->right[field] += right;
}

/* One field of an annotated figure that we read otherwise; claim NULL: the figure itself was not found. */
static void put_miss(Score *s, int field, JsonValue gold, const JsonValue *claim, const char *name, const char *path) {
  static const char *const names[] = {"article", "start", "text", "field", "expected", "ours", "rule", "context"};
  if (!s->misses) return;
  Str ours = claim ? text_of(s, *claim, path) : (Str){NULL, 0};
  if (claim && !ours.p && field == F_ENTITY) ours = text_of(s, *claim, "subject.text");
  if (claim && !ours.p && field == F_ATTRIBUTION) ours = text_of(s, *claim, "attribution.text");
  const Cell cells[] = {{.kind = CELL_TEXT, .text = text_of(s, gold, "doc")},
                        {.kind = CELL_INT, .i = span_of(gold, "").start},
                        {.kind = CELL_TEXT, .text = text_of(s, gold, "text")},
                        {.kind = CELL_TEXT, .text = str_of(field_names[field])},
                        {.kind = CELL_TEXT, .text = text_of(s, gold, name)},
                        {.kind = CELL_TEXT, .text = ours},
                        {.kind = CELL_TEXT, .text = claim ? text_of(s, *claim, "rule") : (Str){NULL, 0}},
                        {.kind = CELL_TEXT, .text = text_of(s, gold, "context")}};
  out_row(s->out, &(Row){sizeof cells / sizeof *cells, names, cells});
}

static void count_fields(Score *s, JsonValue gold, JsonValue claim) {
  static const struct {
    int field;
    const char *name, *path, *other;
    Same same;
  } fields[] = {{F_UNIT, "unit", "unit", NULL, same_unit},
                {F_ENTITY, "entity", "subject.entity", "subject.text", same_name},
                {F_MEASURE, "measure", "measure", NULL, same_text},
                {F_CHANGE, "change", "change", NULL, same_text},
                {F_TIME, "time", "time.timex", "time.first", same_time},
                {F_MODALITY, "modality", "modality", NULL, same_text},
                {F_ATTRIBUTION, "attribution", "attribution.entity", "attribution.text", same_name}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    if (!text_of(s, gold, fields[i].name).p) continue;
    bool right = agrees(s, gold, claim, fields[i].name, fields[i].path, fields[i].other, fields[i].same);
    count(s, fields[i].field, right);
    if (!right) put_miss(s, fields[i].field, gold, &claim, fields[i].name, fields[i].path);
  }
}

static ErrCode score_figure(Score *s, JsonValue gold, Err *err) {
  Article *art;
  JsonValue optional;
  Span want = span_of(gold, "");
  ErrCode code = article(&art, s, text_of(s, gold, "doc"), err);
  if (code != OK) return code;
  bool none = str_is(text_of(s, gold, "kind"), "none"), inside = false;
  size_t hit = SIZE_MAX;
  for (size_t i = 0; i < art->n; i++) {
    Span r = art->raw[i];
    inside |= r.start >= want.start && r.end <= want.end;
    if (hit == SIZE_MAX && r.start < want.end && r.end > want.start && !none && has_value(s, gold, art->claims[i]))
      hit = i;
  }
  if (none) {
    count(s, F_NONE, !inside);
    if (inside) put_miss(s, F_NONE, gold, NULL, "kind", NULL);
    return OK;
  }
  if (hit == SIZE_MAX && json_get(&optional, gold, STR("optional")) && optional.kind == JSON_TRUE) return OK;
  count(s, F_FOUND, hit != SIZE_MAX);
  if (hit == SIZE_MAX) {
    put_miss(s, F_FOUND, gold, NULL, "value", NULL);
    return OK;
  }
  art->used[hit] = true;
  count_fields(s, gold, art->claims[hit]);
  return OK;
}

/* --- the result ----------------------------------------------------------------------------------------------------- */

/* Claims of money and percent are annotated without gaps, so that those beyond the annotation are mistakes. */
static unsigned beyond(Score *s) {
  unsigned n = 0;
  for (size_t i = 0; i < map_count(s->articles); i++) {
    uintptr_t v;
    map_key(s->articles, i, &v);
    const Article *art = (const Article *)v;
    for (size_t k = 0; k < art->n; k++) {
      Str kind = text_of(s, art->claims[k], "kind");
      n += !art->used[k] && (str_is(kind, "money") || str_is(kind, "percent"));
    }
  }
  return n;
}

static ErrCode put_line(Out *o, const char *what, double right, double of) {
  static const char *const names[] = {"field", "right", "of", "percent"};
  const double percent = of > 0 ? (double)(int64_t)(1000 * right / of + 0.5) / 10 : 0;
  const Cell cells[] = {{.kind = CELL_TEXT, .text = str_of(what)},
                        {.kind = CELL_INT, .i = (int64_t)right},
                        {.kind = CELL_INT, .i = (int64_t)of},
                        {.kind = CELL_REAL, .real = percent}};
  return out_row(o, &(Row){4, names, cells});
}

static void put_score(Score *s) {
  Out *o = s->out;
  double found = s->right[F_FOUND], extra = beyond(s);
  for (int i = 0; i < FIELDS; i++)
    if (s->of[i]) put_line(o, field_names[i], s->right[i], s->of[i]);
  put_line(o, "precision", found, found + extra);
  put_line(o, "recall", found, s->of[F_FOUND]);
  put_line(o, "F1", 2 * found, 2 * found + extra + (s->of[F_FOUND] - found));
}

static ErrCode score_lines(Score *s, Str lines, const char *path, Err *err) {
  size_t at = 0;
  JsonValue gold;
  ErrCode code;
  while ((code = json_next(&gold, lines, &at, err)) == OK && gold.kind == JSON_OBJECT)
    if ((code = score_figure(s, gold, err)) != OK) return code;
  return code == ERR_END ? OK : err_set(err, ERR_INPUT, "%s: not one object a line", path);
}

static ErrCode score_file(Score *s, const char *path, Err *err) {
  FILE *f = fopen(path, "rb");
  if (!f) return err_set(err, ERR_INPUT, "%s: not read: no such file", path);
  char *text = NULL;
  size_t cap = 0;
  ssize_t n = getdelim(&text, &cap, EOF, f);
  fclose(f);
  Str lines = arena_str(s->arena, (Str){text, n > 0 ? (size_t)n : 0}); /* names in it are kept */
  free(text);
  return score_lines(s, lines, path, err);
}

/* Every *.jsonl of a folder, in the order of their names. */
static ErrCode score_folder(Score *s, const char *path, Err *err) {
  glob_t found;
  Str pattern = arena_printf(s->arena, "%s/*.jsonl", path);
  if (glob(pattern.p, 0, NULL, &found) != 0) return err_set(err, ERR_INPUT, "%s: no annotations (*.jsonl) in it", path);
  ErrCode code = OK;
  for (size_t i = 0; i < found.gl_pathc && code == OK; i++) code = score_file(s, found.gl_pathv[i], err);
  globfree(&found);
  return code;
}

int rules_score_run(Cli *c, const Pack *p, Err *err) {
  const char *articles = cli_text(c, OPT_ARTICLES), *path = c->nargs == 2 ? c->args[1] : NULL;
  struct stat st;
  if (!path)
    return exit_code_of(err_set(err, ERR_USAGE, "rules score: name the annotated figures: a file or a folder"));
  bool folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
  Score s = {
      .pack = p, .x = extractor_new(p), .arena = arena_new(), .articles = map_new(), .reading = read_options_default()};
  s.misses = cli_has(c, OPT_MISSES);
  s.folder = articles ? articles : folder ? arena_printf(s.arena, "%s/articles", path).p : ".";
  ErrCode code = out_open(&s.out, &c->out, err);
  if (code == OK) {
    code = folder ? score_folder(&s, path, err) : score_file(&s, path, err);
    if (code == OK && !s.misses) put_score(&s);
    Err late;
    ErrCode closed = out_close(s.out, code == OK, code == OK ? err : &late);
    if (code == OK) code = closed;
  }
  map_free(s.articles);
  arena_free(s.arena);
  extractor_free(s.x);
  return exit_code_of(code);
}
