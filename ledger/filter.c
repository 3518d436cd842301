/* filter.c -- terms into WHERE clauses. Everything that a user typed is bound, never pasted. */
#include "ledger/filter.h"
#include "base/suggest.h"
#include "ledger/fts.h"
#include "ledger/measures.h"
#include "ledger/sql.h"

void filter_release(Filter *f) { buf_release(&f->where); }

void filter_value(Filter *f, Cell v) {
  if (f->nvalues < FILTER_VALUES) f->values[f->nvalues++] = v;
}

void filter_text(Filter *f, Str v) { filter_value(f, (Cell){.kind = CELL_TEXT, .text = v}); }
static void filter_real(Filter *f, double v) { filter_value(f, (Cell){.kind = CELL_REAL, .real = v}); }

void filter_bind(const Filter *f, sqlite3_stmt *s) {
  for (int i = 0; i < f->nvalues; i++) {
    const Cell *v = &f->values[i];
    switch (v->kind) {
    case CELL_INT: sqlite3_bind_int64(s, i + 1, v->i); break;
    case CELL_REAL: sqlite3_bind_double(s, i + 1, v->real); break;
    case CELL_TEXT: bind_str(s, i + 1, v->text); break;
    case CELL_NULL: sqlite3_bind_null(s, i + 1); break;
    }
  }
}

ErrCode filter_rows(const Filter *f, const char *sql, RowSink sink, void *ctx, Err *err) {
  sqlite3_stmt *s;
  ErrCode code = db_prepare(&s, &f->l->db, sql, err);
  if (code != OK) return code;
  filter_bind(f, s);
  code = statement_rows(f->l, s, sink, ctx, err);
  sqlite3_finalize(s);
  return code;
}

static void clause(Filter *f, const char *sql) {
  buf_puts(&f->where, " AND (");
  buf_puts(&f->where, sql);
  buf_putc(&f->where, ')');
}

Str filter_like(Filter *f, Str s) {
  Buf b = BUF_INIT;
  buf_putc(&b, '%');
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '%' || s.p[i] == '_' || s.p[i] == '\\') buf_putc(&b, '\\');
    buf_putc(&b, s.p[i]);
  }
  buf_putc(&b, '%');
  Str out = arena_str(f->a, buf_str(&b));
  buf_release(&b);
  return out;
}

/* column IN (?, ?, ...) for "a|b". */
static void one_of(Filter *f, const char *column, Str words) {
  Str part, rest = words;
  const char *comma = "";
  buf_printf(&f->where, " AND %s IN (", column);
  while (str_split(&part, &rest, '|')) {
    buf_printf(&f->where, "%s?", comma);
    filter_text(f, part);
    comma = ",";
  }
  buf_putc(&f->where, ')');
}

/* --- words --------------------------------------------------------------------------------------------------------- */

/* The term as one FTS5 string: its words in a row. */
static Str phrase(Filter *f, Str s) {
  Buf b = BUF_INIT;
  buf_putc(&b, '"');
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"') buf_putc(&b, '"');
    buf_putc(&b, s.p[i]);
  }
  buf_putc(&b, '"');
  Str out = arena_str(f->a, buf_str(&b));
  buf_release(&b);
  return out;
}

Str filter_measure_name(Filter *f, Str s) {
  char *p = arena_alloc(f->a, s.n + 1);
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    p[i] = c == ' ' || c == '-' ? '_' : (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return str_make(p, s.n);
}

#define NAMED "(SELECT key FROM entity WHERE name LIKE ? ESCAPE '\\')"
#define OF_MEASURE "(c.root IS NOT NULL AND c.root = ? AND (c.measure = ? OR c.measure IS NULL OR c.root = ?))"
/* A rare word: the claims that it leads to. */
#define WORD_ANYWHERE                                                                                                  \
  "c.key IN (SELECT k.key FROM search x JOIN claim k ON k.document = x.rowid >> 20 AND k.block = x.rowid & 1048575 "   \
  "WHERE x.search MATCH ?"                                                                                             \
  " UNION ALL SELECT k.key FROM claim k WHERE k.subject IN " NAMED                                                     \
  " UNION ALL SELECT c.key FROM claim c WHERE " OF_MEASURE
#define WORD_IN_SENTENCES                                                                                              \
  " UNION ALL SELECT k.key FROM body b JOIN claim k ON k.document = b.document JOIN sentence t ON t.key = k.sentence " \
  "WHERE b.text IS NULL AND t.text LIKE ? ESCAPE '\\'"
/* A frequent word: asked of one claim after the other, since the first page is full soon. */
#define WORD_IN_CLAIM                                                                                                  \
  "EXISTS (SELECT 1 FROM search x WHERE x.search MATCH ? AND x.rowid = (c.document << 20) + c.block)"                  \
  " OR c.subject IN " NAMED " OR " OF_MEASURE
#define WORD_IN_SENTENCE " OR EXISTS (SELECT 1 FROM sentence t WHERE t.key = c.sentence AND t.text LIKE ? ESCAPE '\\')"

enum { RARE = 4000 }; /* paragraphs or claims */
#define RARE_LIMIT " LIMIT 4001)"

typedef struct {
  Str phrase, like, root, measure;
} Spoken;

static ErrCode counted(int64_t *out, Filter *f, const char *sql, const Str *values, int n, Err *err) {
  sqlite3_stmt *s;
  bool row = false;
  ErrCode code = db_prepare(&s, &f->l->db, sql, err);
  for (int i = 0; i < n && code == OK; i++) bind_str(s, i + 1, values[i]);
  if (code == OK) code = db_step(&f->l->db, s, &row, err);
  *out = row ? sqlite3_column_int64(s, 0) : 0;
  sqlite3_finalize(s);
  return code;
}

static ErrCode is_rare(bool *out, Filter *f, const Spoken *w, Err *err) {
  int64_t texts, subjects = 0, measures = 0;
  ErrCode code = counted(&texts, f, "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?" RARE_LIMIT,
                         &w->phrase, 1, err);
  if (code == OK && texts <= RARE)
    code = counted(&subjects, f, "SELECT count(*) FROM (SELECT 1 FROM claim WHERE subject IN " NAMED RARE_LIMIT,
                   &w->like, 1, err);
  if (code == OK && texts <= RARE)
    code = counted(&measures, f,
                   "SELECT count(*) FROM (SELECT 1 FROM claim WHERE root IS NOT NULL AND root = ?" RARE_LIMIT, &w->root,
                   1, err);
  *out = texts <= RARE && subjects <= RARE && measures <= RARE;
  return code;
}

static ErrCode word_term(Filter *f, Str word, Err *err) {
  int64_t textless;
  bool rare = false;
  Spoken w = {.phrase = phrase(f, word), .like = filter_like(f, word), .measure = filter_measure_name(f, word)};
  const Measure *known = measure_find(w.measure);
  w.root = known ? measure_root(known)->id : w.measure;
  ErrCode code = db_int(&textless, &f->l->db, "SELECT EXISTS (SELECT 1 FROM body WHERE text IS NULL)", err);
  if (code == OK) code = is_rare(&rare, f, &w, err);
  if (code != OK) return code;
  if (rare)
    clause(f, textless ? WORD_ANYWHERE WORD_IN_SENTENCES ")" : WORD_ANYWHERE ")");
  else
    clause(f, textless ? WORD_IN_CLAIM WORD_IN_SENTENCE : WORD_IN_CLAIM);
  filter_text(f, w.phrase);
  filter_text(f, w.like);
  filter_text(f, w.root);
  filter_text(f, w.measure);
  filter_text(f, w.measure);
  if (textless) filter_text(f, w.like);
  f->narrow |= rare;
  return OK;
}

/* --- fields -------------------------------------------------------------------------------------------------------- */

static ErrCode bad_value(Str field, Str value, const char *like_this, Err *err) {
  return err_set(err, ERR_USAGE, "%.*s:%.*s: not understood: write it like %s", STR_ARGS(field), STR_ARGS(value),
                 like_this);
}

static ErrCode entity_field(Filter *f, Str value, Err *err) {
  bool known = false;
  sqlite3_stmt *s;
  f->narrow = true;
  if (str_is(value, "none")) {
    clause(f, "c.subject IS NULL");
    f->narrow = false;
    return OK;
  }
  ErrCode code = db_prepare(&s, &f->l->db, "SELECT 1 FROM entity WHERE name = ?1 COLLATE NOCASE", err);
  if (code != OK) return code;
  bind_str(s, 1, value);
  code = db_step(&f->l->db, s, &known, err);
  sqlite3_finalize(s);
  clause(f, known ? "c.subject IN (SELECT key FROM entity WHERE name = ? COLLATE NOCASE)"
                  : "c.subject IN (SELECT k.subject FROM claim k WHERE k.subject IS NOT NULL AND k.subject_text = ? "
                    "COLLATE NOCASE)");
  filter_text(f, value);
  return code;
}

/* A measure finds its own claims; a root also those of its children. */
static void measure_field(Filter *f, Str value) {
  if (str_is(value, "none")) {
    clause(f, "c.measure IS NULL");
    return;
  }
  Str part, rest = value;
  const char * or = "";
  buf_puts(&f->where, " AND (");
  while (str_split(&part, &rest, '|')) {
    Str name = filter_measure_name(f, part);
    const Measure *known = measure_find(name);
    buf_printf(&f->where, "%s(c.root IS NOT NULL AND %sc.root = ? AND (c.measure = ? OR c.root = ?))", or,
               f->named ? "+" : "");
    filter_text(f, known ? measure_root(known)->id : name);
    filter_text(f, name);
    filter_text(f, name);
    or = " OR ";
  }
  buf_putc(&f->where, ')');
  f->narrow = true;
}

static ErrCode value_field(Filter *f, Str field, Str value, Err *err) {
  static const char *const tests[] = {
      [VALUE_IS] = "c.value_real = ?",
      [VALUE_OVER] = "coalesce(c.value_real, c.low_real) > ?",
      [VALUE_AT_LEAST] = "coalesce(c.value_real, c.low_real) >= ?",
      [VALUE_UNDER] = "coalesce(c.value_real, c.high_real) < ?",
      [VALUE_AT_MOST] = "coalesce(c.value_real, c.high_real) <= ?",
      [VALUE_WITHIN] = "coalesce(c.value_real, c.low_real, c.high_real) >= ? AND coalesce(c.value_real, c.high_real, "
                       "c.low_real) <= ?",
      [VALUE_NEAR] = "coalesce(c.high_real, 9e999) >= ? AND coalesce(c.low_real, -9e999) <= ? AND coalesce(c.low_real, "
                     "c.high_real) IS NOT NULL",
  };
  ValueTest t;
  if (!value_test_parse(&t, value)) return bad_value(field, value, "600bn, '>5%', 500bn..1tn or '~600bn'", err);
  clause(f, tests[t.how]);
  filter_real(f, t.how == VALUE_UNDER || t.how == VALUE_AT_MOST ? t.high : t.low);
  if (t.how == VALUE_WITHIN || t.how == VALUE_NEAR) filter_real(f, t.high);
  if (t.unit.n) {
    clause(f, "c.unit = ?");
    filter_text(f, arena_str(f->a, t.unit));
  } else if (t.how == VALUE_NEAR) {
    clause(f, "c.kind NOT IN ('multiple', 'ratio', 'percent')"); /* "more than doubled" meets every large figure */
  }
  return OK;
}

static ErrCode date_field(Filter *f, Str field, Str value, Err *err) {
  Str first, last;
  if (!day_span_parse(&first, &last, f->a, value))
    return bad_value(field, value, "2025-01-27, 2025-01, 2025-01..2025-03 or '>2025'", err);
  if (str_is(field, "published")) {
    clause(f, "substr(d.published, 1, 10) >= ? AND substr(d.published, 1, 10) <= ?");
    filter_text(f, first);
    filter_text(f, last);
    return OK;
  }
  clause(f, "coalesce(c.time_last, c.own_last, '9999-99-99') >= ? AND coalesce(c.time_first, c.own_first, "
            "'0000-00-00') <= ? AND "
            "coalesce(c.time_first, c.time_last, c.own_first, c.own_last) IS NOT NULL");
  filter_text(f, first);
  filter_text(f, last);
  return OK;
}

static void source_field(Filter *f, Str value) {
  clause(f, "d.key IN (SELECT y.key FROM document y WHERE y.publisher LIKE ? ESCAPE '\\' OR y.url LIKE ? ESCAPE '\\' "
            "OR y.title LIKE ? ESCAPE '\\' "
            "UNION SELECT p.document FROM place p WHERE p.path LIKE ? ESCAPE '\\')");
  for (int i = 0; i < 4; i++) filter_text(f, filter_like(f, value));
  f->narrow = true;
}

static ErrCode id_field(Filter *f, Str field, Str value, Err *err) {
  bool claim = str_is(field, "id");
  Str hex = str_slice(value, 2, value.n);
  bool prefixed = str_starts(value, claim ? STR("c:") : STR("d:")) && hex.n <= 32;
  f->narrow = true;
  if (prefixed) {
    clause(f, claim ? "hex(c.id) LIKE ? ESCAPE '\\'" : "hex(d.id) LIKE ? ESCAPE '\\'");
    filter_text(f, str_slice(filter_like(f, hex), 1, hex.n + 2));
    return OK;
  }
  if (claim) return bad_value(field, value, "c:7f3a91", err);
  clause(f, "d.key IN (SELECT p.document FROM place p WHERE p.given_id = ?)");
  filter_text(f, value);
  return OK;
}

static ErrCode has_field(Filter *f, Str field, Str value, Err *err) {
  f->narrow = true;
  if (str_is(value, "conflict"))
    clause(f, "c.key IN (SELECT m.claim FROM finding g JOIN member m ON m.finding = g.key WHERE g.word = 'conflict')");
  else if (str_is(value, "review"))
    clause(f, "c.key IN (SELECT m.claim FROM review v JOIN witness w ON w.pair = v.pair JOIN member m ON m.finding = "
              "w.finding AND m.number IN (w.a, w.b))");
  else
    return bad_value(field, value, "has:conflict or has:review", err);
  return OK;
}

static void speaker_field(Filter *f, Str value) {
  clause(f, "v.name LIKE ? ESCAPE '\\' OR c.speaker_text LIKE ? ESCAPE '\\'");
  filter_text(f, filter_like(f, value));
  filter_text(f, filter_like(f, value));
}

static const char *const fields[] = {"kind",      "unit",   "measure", "change",  "modality", "hedge", "rule",
                                     "lang",      "entity", "subject", "source",  "document", "id",    "value",
                                     "published", "date",   "has",     "speaker", NULL};
const char *const *query_fields(void) { return fields; }

/* Fields that are a column with an exact name in it. */
static const struct {
  const char *field, *column;
} plain[] = {{"kind", "c.kind"},   {"unit", "c.unit"},  {"change", "c.change"}, {"modality", "c.modality"},
             {"hedge", "c.hedge"}, {"rule", "r.claim"}, {"lang", "d.lang"}};

static ErrCode field_term(Filter *f, Str field, Str value, Err *err) {
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (str_is(field, plain[i].field)) {
      one_of(f, plain[i].column, value);
      return OK;
    }
  if (str_is(field, "entity") || str_is(field, "subject")) return entity_field(f, value, err);
  if (str_is(field, "value")) return value_field(f, field, value, err);
  if (str_is(field, "date") || str_is(field, "published")) return date_field(f, field, value, err);
  if (str_is(field, "document") || str_is(field, "id")) return id_field(f, field, value, err);
  if (str_is(field, "has")) return has_field(f, field, value, err);
  if (str_is(field, "measure"))
    measure_field(f, value);
  else if (str_is(field, "source"))
    source_field(f, value);
  else
    speaker_field(f, value);
  return OK;
}

Str term_field(Str term) {
  size_t n = 0;
  while (n < term.n && ((term.p[n] >= 'a' && term.p[n] <= 'z') || term.p[n] == '-')) n++;
  return n && n < term.n && term.p[n] == ':' && !str_starts(str_slice(term, n, term.n), STR("://"))
             ? str_slice(term, 0, n)
             : STR("");
}

static int alternatives(Str term) {
  int n = 1;
  for (size_t i = 0; i < term.n && n < FILTER_VALUES; i++) n += term.p[i] == '|';
  return n;
}

ErrCode filter_term(Filter *f, Str term, Err *err) {
  Str field = term_field(term);
  term = str_trim(term);
  if (!term.n) return OK;
  if (f->nvalues + 3 * alternatives(term) + 8 > FILTER_VALUES)
    return err_set(err, ERR_USAGE, "query: too many terms: give fewer");
  if (!field.n) return word_term(f, term, err);
  for (const char *const *name = fields; *name; name++)
    if (str_is(field, *name)) return field_term(f, field, str_slice(term, field.n + 1, term.n), err);
  const char *near = suggest(field, fields);
  if (near) return err_set(err, ERR_USAGE, "%.*s: no such field: did you mean %s:?", STR_ARGS(field), near);
  return err_set(err, ERR_USAGE,
                 "%.*s: no such field: put the word in quotes without a colon, or see claimledger help query",
                 STR_ARGS(field));
}

static bool names_subject(Str term) {
  Str field = term_field(term);
  return (str_is(field, "entity") || str_is(field, "subject")) && !str_ends(term, STR(":none"));
}

#define VISIBLE OF_CURRENT_PACK " AND coalesce(o.current, 1) = 1"
#define ORDINARY                                                                                                       \
  "(c.mark & 32) = 0 AND NOT EXISTS (SELECT 1 FROM repeated_block b WHERE b.document = c.document AND b.block = "      \
  "c.block)"

ErrCode filter_make(Filter *f, Ledger *l, Arena *a, const ClaimQuery *q, Err *err) {
  *f = (Filter){.a = a, .l = l};
  buf_puts(&f->where, VISIBLE);
  if (!q->all) buf_puts(&f->where, " AND " ORDINARY);
  ErrCode code = OK;
  for (size_t i = 0; i < q->nterms; i++) f->named |= names_subject(str_of(q->terms[i]));
  for (size_t i = 0; i < q->nterms && code == OK; i++) code = filter_term(f, str_of(q->terms[i]), err);
  return code;
}
