/* test_resolve.c -- what whole articles do to their dates: the article's day, the story's, the order of figures, tense. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/extracted.h"

/* The TIMEX3 values of the text's dates, in order, with blanks between. */
static void write_dates(Buf *b, const Document *d, const Extraction *e) {
  (void)d;
  for (size_t i = 0; i < e->mentions.n; i++) {
    const Mention *k = &e->mentions.items[i];
    if (!kind_is_date(k->kind) && k->kind != KIND_TIME && k->kind != KIND_SET) continue;
    if (b->n) buf_putc(b, ' ');
    buf_put(b, k->timex);
  }
}

static void reads(const char *day, const char *text, const char *want) { extracts(day, text, write_dates, want); }

static void partial_dates_look_back_from_the_article(void **state) {
  (void)state;
  reads("2025-01-29", "Profit rose in December. It fell on Monday.", "2024-12 2025-01-27");
  reads("2025-01-29", "Profit will rise in December. It will be told on Monday.", "2025-12 2025-02-03");
}

static void an_undated_article_takes_its_year_from_its_text(void **state) {
  (void)state;
  reads(NULL, "Growth in 2021 will be 4%, the firm said. It earned $2 a share in the third quarter.", "2021 2021-Q3");
  reads(NULL, "Gas closed higher on Tuesday. Prices are now above 2011's average.", "2012-WXX-2 PRESENT_REF 2011");
  reads(NULL, "Below last year's peak of $9, which was reached in May, prices are now above 2011's average.",
        "2011 2011-05 PRESENT_REF 2011");
  reads(NULL,
        "Sales reached $50 million in 2011. The firm expects 2012 sales of $60 million. It paid $2 million last year.",
        "2011 2012 2011");
  reads(NULL, "\xE2\x80\x94 Kim Reed (@kreed) March 18, 2019\n\nHe left on Monday, and lost in February.",
        "2019-03-18 2019-WXX-1 2019-02");
}

static void a_year_long_gone_or_far_ahead_is_no_evidence(void **state) {
  (void)state;
  reads(NULL, "The plant opened in 1999. It closed on Tuesday and was sold last year.", "1999 XXXX-WXX-2 XXXX");
  reads(NULL, "It was bought in March 2011. It closed on Tuesday.", "2011-03 XXXX-WXX-2");
  reads(NULL, "A tunnel is to open in 2040. Work began on Tuesday.", "2040 XXXX-WXX-2");
  reads(NULL, "Profits for 2011 will double. It was sold last year.", "2011 XXXX");
}

static void a_clause_about_a_year_is_of_that_year(void **state) {
  (void)state;
  reads("2019-11-19", "They meet before the 2020 session that starts in early January.", "2020 2020-01");
}

static void a_plan_moves_no_story(void **state) {
  (void)state;
  reads("1987-03-03", "It will double by 1995. By the end of the year there will be 220.", "1995 1987");
}

static void a_year_before_a_month_is_that_month(void **state) {
  (void)state;
  reads("2023-11-09", "It reached 500 in September. A year earlier it was 300.", "2023-09 2022-09");
}

static void what_is_compared_moves_no_story(void **state) {
  (void)state;
  reads("1987-04-08", "It fell to 400 in March against 730 in March 1985. A year earlier it was 470.",
        "1987-03 1985-03 1986-03");
}

static void the_day_of_saying_moves_no_story(void **state) {
  (void)state;
  reads("2023-11-09",
        "The queue reached 500 in September, figures published on Thursday show. A year earlier it was 300.",
        "2023-09 2023-11-09 2022-09");
}

static void a_past_verb_ends_the_reach_of_a_plan(void **state) {
  (void)state;
  reads("2023-11-09", "The queue for planned operations in the north reached 500 at the end of September.", "2023-09");
  reads("2019-11-20", "The utility began four rounds of planned outages in October.", "2019-10");
  reads("2019-11-20", "The utility has planned for outages in October.", "2020-10");
  reads("2023-11-09", "The firm said sales in December will double.", "2023-12");
}

static void a_cause_is_no_cue_for_the_future(void **state) {
  (void)state;
  reads("1987-04-05", "The bill is due in February.", "1988-02");
  reads("1987-04-05", "The drop was due to a strike in February.", "1987-02");
  reads("1987-04-13", "It lost 3 cents a share in the same year-ago period.", "1986");
}

static void an_undated_article_leaves_them_open(void **state) {
  (void)state;
  reads(NULL, "Profit rose in December. It fell on Monday, and rises today.", "XXXX-12 XXXX-WXX-1 XXXX-XX-XX");
  reads(NULL, "It opened on 5 May 1999 and closed two years later.", "1999-05-05 2001");
}

static void a_narrative_follows_its_story(void **state) {
  (void)state;
  reads("2009-12-19",
        "On 5 March 1914 they met. On 7 March 1914 they left. On 8 August 1914 war began. It went on in May 1915, June "
        "1915 and July 1916. In December 1916 "
        "it stood still. In February it went on. On 3 March 1918 peace was made. The next day they left.",
        "1914-03-05 1914-03-07 1914-08-08 1915-05 1915-06 1916-07 1916-12 1917-02 1918-03-03 1918-03-04");
}

static void figures_keep_the_order_of_their_article(void **state) {
  (void)state;
  reads("2025-01-29", "It was sent on 25/12/2024 and paid on 3/1/2025.", "2024-12-25 2025-01-03");
  reads("2025-01-29", "It was sent on 12/25/2024 and paid on 3/1/2025.", "2024-12-25 2025-03-01");
  reads("2025-01-29", "It was paid on 3/1/2025.", "2025-03-01");
}

static void the_later_of_a_pair_gives_its_year(void **state) {
  (void)state;
  reads("1930-01-01", "It lasted 31 May-1 June 1916.", "1916-05-31 1916-06-01");
  reads("1930-01-01", "It rained in October and November 1919.", "1919-10 1919-11");
  reads("1930-01-01", "It ran from 20 December to 7 January 1916.", "1915-12-20/1916-01-07");
}

static void impossible_days_are_no_dates(void **state) {
  (void)state;
  reads("2025-01-29", "It says 30 February 2024 and 31/31/2024.", "2024-02");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(partial_dates_look_back_from_the_article),
                                     cmocka_unit_test(an_undated_article_takes_its_year_from_its_text),
                                     cmocka_unit_test(a_year_long_gone_or_far_ahead_is_no_evidence),
                                     cmocka_unit_test(a_clause_about_a_year_is_of_that_year),
                                     cmocka_unit_test(a_plan_moves_no_story),
                                     cmocka_unit_test(a_year_before_a_month_is_that_month),
                                     cmocka_unit_test(what_is_compared_moves_no_story),
                                     cmocka_unit_test(the_day_of_saying_moves_no_story),
                                     cmocka_unit_test(a_past_verb_ends_the_reach_of_a_plan),
                                     cmocka_unit_test(a_cause_is_no_cue_for_the_future),
                                     cmocka_unit_test(an_undated_article_leaves_them_open),
                                     cmocka_unit_test(a_narrative_follows_its_story),
                                     cmocka_unit_test(figures_keep_the_order_of_their_article),
                                     cmocka_unit_test(the_later_of_a_pair_gives_its_year),
                                     cmocka_unit_test(impossible_days_are_no_dates)};
  return cmocka_run_group_tests_name("resolve", tests, setup, teardown);
}
