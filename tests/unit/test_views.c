/* test_views.c -- the stable face of the ledger: the columns of its views. People's SQL depends on them: a column may be added (here and in
 * docs/ledger.md), none may go or change its name. */
#include "ledger_fixture.h"
#include "ledger/ledger_p.h"

static const struct {
  const char *view, *columns;
} views[] = {
    {"claims", "id kind value value_real unit per low high low_real high_real low_open high_open hedge subject "
               "subject_type subject_text measure root change event concept scope_period scope_of first last time_text "
               "timex basis modality speaker speaker_text cue quote sentence start end raw_start raw_end published "
               "publisher title url document source current rule pack key "},
    {"documents",
     "id sha256 path offset given_id title url publisher author lang wire published published_how modified "
     "modified_how format encoding bytes length source current origin revised key "},
    {"conflicts",
     "id word verdict severity flags subject measure per first last documents origins sources figures key "},
    {"findings",
     "id word verdict severity flags subject measure per first last documents origins sources figures key "},
    {"members", "finding word number claim "},
    {"citations", "document number label title publisher date url "},
    {"reviews", "conflict pair at who action reason note "},
    {"entities", "name type core key "},
    {"runs",
     "run started finished state command version pack documents unchanged changed failed claims bytes seconds "},
    {"failures", "path offset reason sha256 run open "},
};
enum { VIEWS = sizeof views / sizeof *views };

static void views_keep_their_columns(void **state) {
  (void)state;
  char *path = fixture_path("views");
  Ledger *l;
  Err err;
  ASSERT_OK(ledger_open(&l, path, LEDGER_WRITE, &err), err);
  for (size_t i = 0; i < VIEWS; i++) {
    Buf columns = BUF_INIT;
    sqlite3_stmt *s;
    bool row;
    ASSERT_OK(db_prepare(&s, &l->db, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", &err), err);
    bind_str(s, 1, str_of(views[i].view));
    while (db_step(&l->db, s, &row, &err) == OK && row) {
      buf_put(&columns, column_str(s, 0));
      buf_putc(&columns, ' ');
    }
    sqlite3_finalize(s);
    if (!str_is(buf_str(&columns), views[i].columns))
      fail_msg("%s has now: %s", views[i].view, columns.p ? columns.p : "nothing");
    buf_release(&columns);
  }
  int64_t n;
  ASSERT_OK(db_int(&n, &l->db, "SELECT count(*) FROM sqlite_schema WHERE type = 'view'", &err), err);
  assert_int_equal(n, VIEWS);
  ledger_close(l, NULL);
  fixture_remove(path);
}

/* Each view gives its rows, whatever the ledger holds: none refers to something that is not there. */
static void views_can_be_read(void **state) {
  (void)state;
  char *path = fixture_path("views");
  Arena *a = arena_new();
  Ledger *l;
  Err err;
  fixture_write(path, fixture_articles(a), NULL, FIXTURE_ARTICLES);
  ASSERT_OK(ledger_open(&l, path, LEDGER_READ, &err), err);
  for (size_t i = 0; i < VIEWS; i++) {
    char sql[80];
    int64_t n = -1;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM (SELECT * FROM %s)", views[i].view);
    ASSERT_OK(db_int(&n, &l->db, sql, &err), err);
    assert_true(n >= 0);
    if (i < 5) assert_true(n > 0);
  }
  ledger_close(l, NULL);
  fixture_remove(path);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(views_keep_their_columns), cmocka_unit_test(views_can_be_read)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
