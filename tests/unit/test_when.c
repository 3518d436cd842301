/* test_when.c -- when figures held: the clause's dates, comparisons, speech, what earlier sentences lend, publication. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/extracted.h"

/* The times of the text's figures, in order: "6%: 2024-Q2; $4: -". */
static void write_times(Buf *b, const Document *d, const Extraction *e) {
  for (size_t i = 0; i < e->claims.n; i++) {
    const Claim *k = &e->claims.items[i];
    if (!kind_is_figure(k->kind)) continue;
    if (b->n) buf_puts(b, "; ");
    buf_put(b, str_make(d->text.p + k->span.start, k->span.end - k->span.start));
    buf_puts(b, ": ");
    buf_put(b, k->time.timex.n ? k->time.timex : STR("-"));
  }
}

static void times(const char *day, const char *text, const char *want) { extracts(day, text, write_times, want); }

static void a_pair_is_lent_whole(void **state) {
  (void)state;
  times("1987-03-19", "Output in January and February eased to 750 tonnes. Exports fell to 260 tonnes.",
        "750 tonnes: 1987-01/1987-02; 260 tonnes: 1987-01/1987-02");
  times("1987-03-19", "For the first two months of 1987 the surplus was $300 million.",
        "$300 million: 1987-01/1987-02");
}

static void a_comparison_keeps_its_date(void **state) {
  (void)state;
  times("2024-08-07", "Revenue rose to $40 million in 2023, up 6% from a year earlier.", "$40 million: 2023; 6%: 2023");
  times("2025-02-13",
        "Sales reached $90 million in 2024, up from $80 million the year before, but the loss widened to $4 million.",
        "$90 million: 2024; $80 million: 2023; $4 million: 2024");
  times("2024-02-08",
        "The mean temperature in January was 4 degrees Celsius, 2 degrees above the mean for the month in 1995.",
        "4 degrees Celsius: 2024-01; 2 degrees: 2024-01");
}

static void speech_dates_nothing_but_itself(void **state) {
  (void)state;
  times("2025-06-06", "Builders sold 800 homes in May, the ministry said on Friday.", "800 homes: 2025-05");
  times("2025-06-06",
        "Builders sold 800 homes in May, the ministry reported on Friday, fewer than the 900 it had forecast.",
        "800 homes: 2025-05; 900: 2025-05");
  times("2025-06-08", "The firm said on Friday that it employed 300 people.", "300 people: 2025-06-06");
}

static void a_change_since_a_day_runs_until_now(void **state) {
  (void)state;
  times("2025-07-24", "The share price has lost 30% since January.", "30%: 2025-01/2025-07-24");
  times("2024-09-19", "The ice has drawn back 74 metres since last May.", "74 metres: 2024-05/2024-09-19");
  times("2025-07-24", "Inflation eased to 2%, the lowest since 2021.", "2%: 2025-07-24");
  times("2024-09-19", "Since 1985 the lake's area has shrunk from 8 square kilometres to 5.",
        "8 square kilometres: 1985; 5: 2024-09-19");
}

static void a_stretch_of_months_is_their_unit(void **state) {
  (void)state;
  times("2025-07-24", "Profit in the three months to June dropped 54% to $86m.", "54%: 2025-Q2; $86m: 2025-Q2");
  times("2024-10-16", "Prices rose 1.7% in the year to September.", "1.7%: 2024-09");
}

static void the_lead_lends_its_time_to_what_is_told(void **state) {
  (void)state;
  times("2025-06-06", "Builders sold 800 homes in May.\n\nIt also sold 70 flats.\n\nThe builder employs 300 people.",
        "800 homes: 2025-05; 70 flats: 2025-05; 300 people: 2025-06-06");
}

static void the_plan_of_the_lead_times_what_it_foresees(void **state) {
  (void)state;
  times("2023-12-14", "Lawmakers approved next year's budget by 98 votes.\n\nDefence will take 2 per cent of output.",
        "98 votes: 2023-12-14; 2 per cent: 2024");
}

static void an_undated_price_is_of_the_last_day_named(void **state) {
  (void)state;
  times(NULL, "Crude closed up $2 a barrel on Tuesday.\n\nBrent also rose to $48 a barrel.",
        "$2 a barrel: XXXX-WXX-2; $48 a barrel: XXXX-WXX-2");
}

static void a_participle_and_a_group_keep_their_dates(void **state) {
  (void)state;
  times("2024-04-28", "The striker, signed for $1 million in January, scored 24 goals on Sunday.",
        "$1 million: 2024-01; 24 goals: 2024-04-28");
  times("2024-04-28", "The ministry delayed a planned May 5 introduction of tariffs on $60 million of steel.",
        "$60 million: 2024-05-05");
}

static void a_clause_keeps_its_date(void **state) {
  (void)state;
  times("1987-03-03",
        "The average price in January was 127,100 dollars, surpassing the record of 119,000 dollars set in October.",
        "127,100 dollars: 1987-01; 119,000 dollars: 1986-10");
  times("1987-03-03", "Crude oil, which in 1985 slipped below 10 dollars, now costs 18 dollars.",
        "10 dollars: 1985; 18 dollars: PRESENT_REF");
  times("1987-03-03", "The decline in January was the largest since October when sales fell 9.3%.", "9.3%: 1986-10");
}

static void a_month_compared_with_another_is_no_range(void **state) {
  (void)state;
  times("1987-03-03", "The index fell 1.0% in January from December.", "1.0%: 1987-01");
  times("1987-03-19", "Lending grew 2% in February after a 1% rise in January.", "2%: 1987-02; 1%: 1987-01");
  times("1987-03-19", "In January the rise was 3%, unchanged from the December rise.", "3%: 1987-01");
  times("1987-03-03", "Sales rose 4% in November and December.", "4%: 1986-11/1986-12");
}

static void a_part_of_a_day_is_the_day(void **state) {
  (void)state;
  times("2024-02-21", "By Tuesday morning the toll had risen to 62.", "62: 2024-02-20TMO");
  times("2024-02-21", "The shop took $90 at 9 a.m.", "$90: 2024-02-21");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pair_is_lent_whole),
      cmocka_unit_test(a_comparison_keeps_its_date),
      cmocka_unit_test(speech_dates_nothing_but_itself),
      cmocka_unit_test(a_change_since_a_day_runs_until_now),
      cmocka_unit_test(a_stretch_of_months_is_their_unit),
      cmocka_unit_test(the_lead_lends_its_time_to_what_is_told),
      cmocka_unit_test(the_plan_of_the_lead_times_what_it_foresees),
      cmocka_unit_test(an_undated_price_is_of_the_last_day_named),
      cmocka_unit_test(a_participle_and_a_group_keep_their_dates),
      cmocka_unit_test(a_clause_keeps_its_date),
      cmocka_unit_test(a_month_compared_with_another_is_no_range),
      cmocka_unit_test(a_part_of_a_day_is_the_day),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
