/* cmd_compare.c -- the figures of two articles against each other, without a ledger. With --pairs: for each line
 * {"id","a":{...},"b":{...}} one object with every two figures that look comparable, the most relevant first. */
#include "base/json.h"
#include "cli/cli.h"
#include "cli/signals.h"
#include "ledger/match.h"

enum { OPT_PAIRS = OPT_OWN, OPT_APART };

/* One article, ready to be compared. */
typedef struct {
  Document document;
  Extraction found;
  Sheet sheet;
} Side;

typedef struct {
  Cli *cli;
  Pack *pack;
  Extractor *extractor;
  Arena *arena;
  ReadOptions reading;
  Out *out;
  bool apart; /* also what is kept apart */
  uint64_t failures;
} Compare;

static ErrCode side_read(Side *s, Compare *x, const Input *in, Err *err) {
  *s = (Side){0};
  ErrCode code = document_read(&s->document, x->arena, in, &x->reading, err);
  if (code == OK) code = extractor_run(&s->found, x->extractor, x->arena, &s->document, err);
  if (code != OK) return err_set(err, code, "%s: not read", in->path);
  sheet_make(&s->sheet, x->arena, &s->document, &s->found.claims);
  return OK;
}

/* --- printing ------------------------------------------------------------------------------------------------------- */

static void put_figure(Buf *b, const char *key, const Side *s, size_t i) {
  const ClaimRow *r = &s->sheet.rows[i];
  const Claim *c = &s->found.claims.items[i];
  json_key(b, key);
  buf_putc(b, '{');
  json_str(b, "text", r->text);
  json_str(b, "quote", r->quote);
  json_int(b, "start", c->span.start);
  json_int(b, "end", c->span.end);
  json_str(b, "unit", r->quantity.unit);
  json_str_or_null(b, "subject", r->subject.n ? r->subject : r->subject_text.n ? r->subject_text : (Str){0});
  json_str_or_null(b, "measure", r->measure ? r->measure->id : (Str){0});
  buf_putc(b, '}');
}

static void put_reading(Buf *b, const char *key, const Interval *i) {
  json_key(b, key);
  buf_puts(b, i->low_open && !i->no_low ? "\"(" : "\"[");
  if (!i->no_low) number_put(b, i->low);
  buf_puts(b, ", ");
  if (!i->no_high) number_put(b, i->high);
  buf_puts(b, i->high_open && !i->no_high ? ")\"" : "]\"");
}

static void put_match(Buf *b, const Match *m, const Side *x, const Side *y) {
  Buf why = BUF_INIT;
  buf_putc(b, '{');
  json_str(b, "verdict", str_of(verdict_name(m->how.verdict)));
  json_str(b, "word", str_of(word_name(m->how.word)));
  json_int(b, "severity", m->how.severity);
  json_key(b, "flags");
  flags_put_json(b, m->how.flags);
  put_figure(b, "a", x, m->a);
  put_figure(b, "b", y, m->b);
  if (m->how.has_readings) {
    put_reading(b, "a_reads", &m->how.a);
    put_reading(b, "b_reads", &m->how.b);
  }
  comparison_explain(&why, &m->how, &x->sheet.rows[m->a], &y->sheet.rows[m->b]);
  json_str(b, "why", buf_str(&why));
  buf_putc(b, '}');
  buf_release(&why);
}

static const Column columns[] = {
    {"word", COL_WORD}, {"verdict", 0},  {"severity", COL_RIGHT},      {"subject", COL_TRIM}, {"measure", 0},
    {"a", COL_TRIM},    {"b", COL_TRIM}, {"why", COL_WRAP | COL_MOST}, {"a_quote", COL_DATA}, {"b_quote", COL_DATA}};

static void put_row(Out *o, const Match *m, const Side *x, const Side *y) {
  const ClaimRow *a = &x->sheet.rows[m->a], *b = &y->sheet.rows[m->b];
  out_cell_str(o, str_of(word_name(m->how.word)));
  out_cell_str(o, str_of(verdict_name(m->how.verdict)));
  out_cell_int(o, m->how.severity);
  out_cell_str(o, a->subject.n ? a->subject : a->subject_text);
  out_cell_str(o, a->measure ? a->measure->id : STR(""));
  out_cell_str(o, a->text);
  out_cell_str(o, b->text);
  comparison_explain(out_cell(o), &m->how, a, b);
  out_cell_end(o);
  out_cell_str(o, a->quote);
  out_cell_str(o, b->quote);
  out_row_end(o);
}

static void print_matches(Compare *x, const Match *m, size_t n, const Side *a, const Side *b) {
  for (size_t i = 0; i < n; i++) {
    if (out_wants_objects(x->out)) {
      put_match(out_object(x->out), &m[i], a, b);
      out_object_end(x->out);
    } else {
      put_row(x->out, &m[i], a, b);
    }
  }
}

/* --- two articles --------------------------------------------------------------------------------------------------- */

/* The first article under path. */
static ErrCode first_article(Input **in, Compare *x, const char *path, Err *err) {
  const char *const paths[] = {path};
  Corpus *c = corpus_open(paths, 1, &x->reading);
  ErrCode code = corpus_next(in, c, err);
  if (code == OK && !*in) code = err_set(err, ERR_INPUT, "%s: no article in it", path);
  if (code == OK && (*in)->failed.code != OK) code = err_set(err, (*in)->failed.code, "%s", (*in)->failed.text);
  corpus_close(c);
  return code;
}

static ErrCode compare_two(Compare *x, const char *first, const char *second, Err *err) {
  Input *in[2] = {NULL, NULL};
  Side a, b;
  Match *m;
  ErrCode code = first_article(&in[0], x, first, err);
  if (code == OK) code = first_article(&in[1], x, second, err);
  if (code == OK) code = side_read(&a, x, in[0], err);
  if (code == OK) code = side_read(&b, x, in[1], err);
  if (code == OK) {
    size_t n = sheets_match(&m, x->arena, &a.sheet, &b.sheet, x->apart, NULL);
    if (!out_wants_objects(x->out)) out_columns(x->out, columns, sizeof columns / sizeof *columns);
    print_matches(x, m, n, &a, &b);
    if (n == 0)
      cli_note(x->cli, "no figures that can be compared: %zu in %s, %zu in %s", a.found.claims.n, first,
               b.found.claims.n, second);
  }
  for (int i = 0; i < 2; i++)
    if (in[i]) input_free(in[i]);
  return code;
}

/* --- pairs ---------------------------------------------------------------------------------------------------------- */

static ErrCode side_of(Side *s, Compare *x, const Input *line, JsonValue object, const char *name, Err *err) {
  JsonValue v;
  if (!json_get(&v, object, str_of(name)) || v.kind != JSON_OBJECT)
    return err_set(err, ERR_INPUT,
                   "%s: byte %llu: no object \"%s\": a line is {\"id\",\"a\":{\"text\",\"date\"},\"b\":{...}}",
                   line->path, (unsigned long long)line->offset, name);
  Input part = {.path = line->path, .offset = line->offset, .raw = v.raw, .reader = "ndjson"};
  return side_read(s, x, &part, err);
}

static void put_pair(Compare *x, JsonValue object, Side *a, Side *b) {
  JsonValue id;
  Match *m;
  size_t n = sheets_match(&m, x->arena, &a->sheet, &b->sheet, x->apart, NULL);
  Buf *out = out_object(x->out);
  buf_putc(out, '{');
  json_int(out, "v", 1);
  if (json_get(&id, object, STR("id")))
    json_str(out, "id", json_scalar(x->arena, id));
  else
    json_null(out, "id");
  json_key(out, "comparisons");
  buf_putc(out, '[');
  for (size_t i = 0; i < n; i++) {
    json_item(out);
    put_match(out, &m[i], a, b);
  }
  buf_puts(out, "]}");
  out_object_end(x->out);
}

static ErrCode compare_line(Compare *x, const Input *in, Err *err) {
  JsonValue object;
  size_t at = 0;
  Side a, b;
  if (in->failed.code != OK) return err_set(err, in->failed.code, "%s", in->failed.text);
  ErrCode code = json_next(&object, in->raw, &at, err);
  if (code == OK) code = side_of(&a, x, in, object, "a", err);
  if (code == OK) code = side_of(&b, x, in, object, "b", err);
  if (code == OK) put_pair(x, object, &a, &b);
  return code;
}

static ErrCode compare_pairs(Compare *x, const char *path, Err *err) {
  ReadOptions lines = x->reading;
  lines.type = "ndjson";
  Corpus *c = corpus_open(&path, 1, &lines);
  Input *in = NULL;
  ErrCode code = OK;
  if (!out_wants_objects(x->out))
    code = err_set(err, ERR_USAGE, "compare --pairs: prints ndjson or json only: leave --format away");
  while (code == OK && !signals_stopped() && (code = corpus_next(&in, c, err)) == OK && in) {
    Err why = {0};
    arena_clear(x->arena);
    if (compare_line(x, in, &why) != OK) {
      cli_error(&why);
      x->failures++;
    }
    input_free(in);
    if (out_failed(x->out)) break;
  }
  corpus_close(c);
  return code == ERR_END ? OK : code;
}

/* --- the command ---------------------------------------------------------------------------------------------------- */

static int run(Cli *c, Err *err) {
  Compare x = {.cli = c, .apart = cli_has(c, OPT_APART) || cli_has(c, OPT_PAIRS)};
  const char *pairs = cli_text(c, OPT_PAIRS);
  OutOptions how = c->out;
  if (pairs && !cli_has(c, 'f') && how.format == FORMAT_TABLE) how.format = FORMAT_NDJSON;
  if (!pairs && c->nargs != 2)
    return exit_code_of(err_set(err, ERR_USAGE, "compare: name two articles, or --pairs FILE"));
  ErrCode code = cli_read_options(&x.reading, c, err);
  if (code == OK) code = cli_pack(&x.pack, c, err);
  if (code == OK) code = out_open(&x.out, &how, err);
  if (code != OK) return exit_code_of(code);
  x.arena = arena_new();
  x.extractor = extractor_new(x.pack);
  code = pairs ? compare_pairs(&x, pairs, err) : compare_two(&x, c->args[0], c->args[1], err);
  ErrCode closed = out_close(x.out, code == OK, err);
  extractor_free(x.extractor);
  pack_free(x.pack);
  arena_free(x.arena);
  if (code == OK) code = signals_stopped() ? ERR_INTERRUPTED : closed;
  return code == OK && x.failures ? 3 : exit_code_of(code);
}

static const struct poptOption options[] = {
    CLI_VALUE("pairs", 0, OPT_PAIRS, "a file of pairs, one object a line (- for standard input)", "FILE"),
    CLI_FLAG("apart", 0, OPT_APART, "also figures that are kept apart, with the reason"),
    CLI_GROUP("Reading", reading_options), CLI_GROUP("Rules", rules_options), CLI_END};

const Command cmd_compare = {
    .name = "compare",
    .args = "A B | --pairs FILE",
    .summary = "the figures of two articles against each other, without a ledger",
    .examples = "compare monday.txt tuesday.html\twhat agrees and what does not, and why\n"
                "compare --pairs pairs.ndjson\tone {\"id\",\"a\":{\"text\",\"date\",\"source\"},\"b\":{...}} a line\n",
    .options = options,
    .run = run};
