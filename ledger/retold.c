/* retold.c -- copies of one story that tell a sentence with other figures.
 *
 * Wire stories are sent again with a figure changed; that is a difference whoever the sentence is about, so nothing needs to be
 * resolved: sentences of two copies whose words are the same but for the figures are set side by side, figure by figure. A
 * group's findings are stored under the hash of its first document; a copy is compared with the one before it. */
#include "ledger/findings_p.h"
#include <stdlib.h>

/* One document's figures by sentence. */
typedef struct {
  Str words;       /* the sentence's letters, the figures' left out */
  size_t first, n; /* its rows */
} Told;
typedef struct {
  ClaimRow *rows;
  size_t nrows;
  Told *told; /* by words */
  size_t n;
} Story;

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* The letters of a sentence in small, without those of its figures ("three pct"). */
static Str words_of(Arena *a, const ClaimRow *rows, size_t n) {
  Str s = rows[0].quote;
  char *out = arena_alloc(a, s.n + 1);
  size_t len = 0, at = 0;
  for (size_t i = 0; i <= n; i++) {
    size_t figure = i < n ? str_find(s, rows[i].text, at) : s.n;
    if (figure == SIZE_MAX) continue;
    for (; at < figure; at++)
      if (is_letter(s.p[at]) || (unsigned char)s.p[at] >= 0x80)
        out[len++] = (char)(is_letter(s.p[at]) ? s.p[at] | 32 : s.p[at]);
    if (i < n) at = figure + rows[i].text.n;
  }
  return str_make(out, len);
}

static int by_words(const void *p, const void *q) {
  const Told *x = p, *y = q;
  int c = str_cmp(x->words, y->words);
  return c ? c : (x->first > y->first) - (x->first < y->first);
}

static void sort_sentences(Story *s, Arena *a) {
  s->told = arena_alloc(a, (s->nrows + 1) * sizeof *s->told);
  for (size_t i = 0, k; i < s->nrows; i = k) {
    for (k = i; k < s->nrows && str_eq(s->rows[k].quote, s->rows[i].quote); k++) {}
    s->told[s->n++] = (Told){words_of(a, s->rows + i, k - i), i, k - i};
  }
  if (s->n > 1) qsort(s->told, s->n, sizeof *s->told, by_words);
}

/* The only sentence of those words with as many figures; NULL. */
static const Told *same_sentence(const Story *s, const Told *like) {
  const Told *found = NULL;
  for (size_t i = 0; i < s->n; i++) {
    if (!str_eq(s->told[i].words, like->words)) continue;
    if (found) return NULL;
    found = &s->told[i];
  }
  return found && found->n == like->n ? found : NULL;
}

static ErrCode is_known(bool *known, Comparer *x, const Id *pair, Err *err) {
  sqlite3_stmt *s;
  ErrCode code = db_prepare(&s, &x->l->db, "SELECT 1 FROM witness WHERE pair = ?1", err);
  if (code == OK) bind_id(s, 1, pair);
  if (code == OK) code = db_step(&x->l->db, s, known, err);
  sqlite3_finalize(s);
  return code;
}

/* Two figures at one place of one sentence. What follows from the time or the figures' nature is left to the comparison. */
static ErrCode retold_figure(Comparer *x, const ClaimRow *a, const ClaimRow *b, int64_t cluster, Err *err) {
  ClaimRow pair[] = {*a, *b};
  Comparison how;
  Findings found;
  bool known = false;
  if (a->kind != b->kind || str_eq(a->text, b->text)) return OK;
  compare_claims(&how, a, b, x->rates);
  /* "Federal funds were trading at F" is sent every day */
  bool dated = a->basis == BASIS_EXPLICIT || a->basis == BASIS_ANCHORED;
  bool same_day = a->published.day == b->published.day && a->published.day != DAY_NONE;
  if (!same_day && (!dated || how.flags & FLAG_TIME_UNKNOWN)) return OK;
  if (how.word != WORD_CONFLICT && how.word != WORD_CLOSE) return OK;
  Id id = pair_id(a, b);
  ErrCode code = is_known(&known, x, &id, err);
  if (code != OK || known) return code;
  how.flags |= FLAG_REVISED_COPY;
  cluster_pair(&found, x->arena, pair, 0, 1, &how);
  return findings_store(x, &found, pair, cluster, err);
}

static ErrCode retold_story(Comparer *x, const Story *before, const Story *after, int64_t cluster, Err *err) {
  enum { WORDS_MIN = 24 }; /* letters: "Net loss 5" is said of many */
  ErrCode code = OK;
  for (size_t i = 0; i < after->n && code == OK; i++) {
    const Told *t = &after->told[i];
    const Told *u = t->words.n < WORDS_MIN || same_sentence(after, t) != t ? NULL : same_sentence(before, t);
    for (size_t k = 0; u && k < t->n && code == OK; k++)
      code = retold_figure(x, &before->rows[u->first + k], &after->rows[t->first + k], cluster, err);
  }
  return code;
}

/* --- groups --------------------------------------------------------------------------------------------------------------- */

static int64_t cluster_of(Str id) {
  Buf b = BUF_INIT;
  buf_puts(&b, "retold");
  buf_put(&b, id);
  int64_t hash = (int64_t)str_hash(buf_str(&b));
  buf_release(&b);
  return hash;
}

/* All of a group, since each may have given its name to the findings of an earlier one; how many of them are current. */
#define COPIES_OF                                                                                                      \
  "SELECT d.key, d.id, (SELECT id FROM document WHERE key = ?1), o.current, sum(o.current) OVER () FROM origin o "     \
  "JOIN document d ON d.key = o.document WHERE o.origin = ?1 ORDER BY d.published, d.id"

static ErrCode group(Comparer *x, sqlite3_stmt *copies, int64_t origin, bool all, Err *err) {
  Story before = {0}, now;
  bool row = false;
  arena_clear(x->arena);
  sqlite3_bind_int64(copies, 1, origin);
  ErrCode code = OK;
  while (code == OK && (code = db_step(&x->l->db, copies, &row, err)) == OK && row) {
    int64_t key = sqlite3_column_int64(copies, 0);
    if (!all) code = findings_drop(x, cluster_of(column_str(copies, 1)), err);
    now = (Story){0};
    if (!sqlite3_column_int64(copies, 3) || sqlite3_column_int64(copies, 4) < 2) continue;
    if (code == OK) code = rows_of_document(&now.rows, &now.nrows, x->arena, x->reader, key, err);
    if (code == OK) sort_sentences(&now, x->arena);
    if (code == OK && before.n) code = retold_story(x, &before, &now, cluster_of(column_str(copies, 2)), err);
    before = now;
  }
  sqlite3_reset(copies);
  return code == OK ? ledger_stopped(x->l, err) : code;
}

#define ALL_GROUPS "SELECT origin FROM origin WHERE current = 1 GROUP BY origin HAVING count(*) > 1 ORDER BY origin"
#define TOUCHED_GROUPS                                                                                                 \
  "SELECT DISTINCT o.origin FROM temp.touched t JOIN origin o ON o.document = t.document ORDER BY 1"

ErrCode retold_derive(Comparer *x, bool all, Err *err) {
  sqlite3_stmt *groups, *copies = NULL;
  bool row;
  ErrCode code = db_prepare(&groups, &x->l->db, all ? ALL_GROUPS : TOUCHED_GROUPS, err);
  if (code == OK) code = db_prepare(&copies, &x->l->db, COPIES_OF, err);
  while (code == OK && (code = db_step(&x->l->db, groups, &row, err)) == OK && row)
    code = group(x, copies, sqlite3_column_int64(groups, 0), all, err);
  sqlite3_finalize(groups);
  sqlite3_finalize(copies);
  return code;
}
