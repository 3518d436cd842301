/* Are two figures about the same thing? Words, subjects, measures, scopes and evidence, each by itself. */
#include "tests/unit/compared.h"

static ClaimRow texted(ClaimRow r, const char *text) {
  r.subject = STR("");
  r.subject_text = str_of(text);
  return r;
}
static ClaimRow typed(ClaimRow r, EntityType type) {
  r.subject_type = type;
  return r;
}
static ClaimRow quoted(ClaimRow r, const char *quote) {
  r.quote = str_of(quote);
  return r;
}
static ClaimRow worth(const char *subject) {
  return about(money("3", 9, HEDGE_NONE), subject, "market_value", "2025-01-29");
}
static ClaimRow staff(const char *subject) {
  return about(count("300", "worker", HEDGE_NONE), subject, "employees", "2025-01-29");
}
static ClaimRow killed(const char *subject) {
  return about(count("30", "person", HEDGE_NONE), subject, "deaths", "2025-01-29");
}

/* The relation is the same both ways round. */
static void subjects(ClaimRow a, ClaimRow b, KeyRelation expected) {
  assert_int_equal(subjects_relate(&a, &b), expected);
  assert_int_equal(subjects_relate(&b, &a), expected);
}

/* --- words ---------------------------------------------------------------------------------------------------------- */

static void test_words_but_for_their_endings(void **state) {
  (void)state;
  assert_true(texts_share_word(STR("the FACTORY in Leeds"), STR("two factories")));
  assert_true(texts_share_word(STR("{caf\xc3\xa9s}"), STR("a caf\xc3\xa9")));
  assert_true(texts_share_word(STR("A-380s [new]"), STR("the_380s @dock")));
  assert_false(texts_share_word(STR("cons"), STR("constraint"))); /* too long an ending */
  assert_false(texts_share_word(STR("cart"), STR("cartons")));    /* four of seven letters */
  assert_false(texts_share_word(STR("banking"), STR("bandage")));
  assert_false(texts_share_word(STR("the of in"), STR("the of in"))); /* too short */
  assert_false(texts_share_word(STR(""), STR("bank")));
  assert_true(texts_share_word(STR("zebra"), STR("ZEBRAS")));
}

static void test_words_of_the_concepts(void **state) {
  (void)state;
  ClaimRow a = worth("Acme"), b = a;
  a.concept[a.nconcept++] = STR("CEO");
  a.concept[a.nconcept++] = STR("factories");
  a.concept[a.nconcept++] = STR("steel");
  b.concept[b.nconcept++] = STR("ceo");
  b.concept[b.nconcept++] = STR("factory");
  assert_int_equal(shared_words(&a, &b), 2);
  assert_int_equal(shared_words(&b, &a), 2);
}

static void test_concepts_beyond(void **state) {
  (void)state;
  ClaimRow a = worth("Acme Steel"), b = worth("Borough Bridge");
  const char *words[] = {"CEO", "2024", "steels", "bridges", "turbine", "harbour"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) a.concept[a.nconcept++] = str_of(words[i]);
  assert_int_equal(concepts_beyond(&a, &b), 2); /* short words, figures and both subjects do not count */
  b.concept[b.nconcept++] = STR("turbines");
  assert_int_equal(concepts_beyond(&a, &b), 1);
  b.concept[b.nconcept++] = STR("harbours");
  assert_int_equal(concepts_beyond(&a, &b), 0);
}

static void test_shared_sentences(void **state) {
  (void)state;
  ClaimRow a = quoted(worth("Acme"), "The harbour of Acme was closed in 2024"), b = a;
  int n;
  assert_int_equal(shared_quote(&a, &b), 2);
  assert_int_equal(quotes_share(&a, &b, &n), 2);
  assert_int_equal(n, 2); /* harbour, closed: "2024" and the subject aside */
  b = quoted(b, "A long report told of a harbour, of storms and of nothing else");
  assert_int_equal(shared_quote(&a, &b), 1);
  assert_int_equal(quotes_share(&b, &a, &n), 1);
  assert_int_equal(quotes_share(&a, &b, &n), 1);
  b = quoted(b, "Storms and nothing else, told a long report about the coast");
  assert_int_equal(shared_quote(&a, &b), 0);
  b = quoted(b, "1 in 5");
  assert_int_equal(shared_quote(&a, &b), 0); /* not a word */
  a.subject = STR("Beta");
  b = quoted(worth("Acme"), "Acme and Beta of the harbour");
  assert_int_equal(quotes_share(&a, &b, &n), 1);
  assert_int_equal(n, 1);
}

static void test_shared_names(void **state) {
  (void)state;
  ClaimRow a = quoted(worth("Acme"),
                      "Yesterday Acme met Borealis and Cordoba of the 1990s, said Dora {Eve} of Zanzibar"),
           b = worth("Borealis");
  int n;
  b = quoted(b, "Cordoba and Zanzibar were there");
  assert_int_equal(names_share(&a, &b, &n), 2);
  assert_int_equal(n, 3); /* Cordoba, Dora, Zanzibar: neither the first word nor the subjects */
}

/* --- subjects ------------------------------------------------------------------------------------------------------- */

static void test_resolved_subjects(void **state) {
  (void)state;
  subjects(worth("Acme"), worth("ACME"), KEY_SAME);
  subjects(worth("Acme"), worth("Beta"), KEY_OTHER);
  subjects(worth("Acme"), typed(worth("Big Tech"), ENT_GROUP), KEY_PART);
  subjects(typed(worth("Big Oil"), ENT_GROUP), typed(worth("Big Tech"), ENT_GROUP), KEY_OTHER);
  subjects(worth("Acme"), texted(worth(""), ""), KEY_UNKNOWN);
}

static void test_texts_that_name_nobody(void **state) {
  (void)state;
  subjects(texted(worth(""), "33.5 mln"), texted(worth(""), "the plant"), KEY_UNKNOWN);     /* a figure */
  subjects(texted(worth(""), "-- ..."), texted(worth(""), "the plant"), KEY_UNKNOWN);       /* no letter */
  subjects(texted(worth(""), "market value"), texted(worth(""), "the plant"), KEY_UNKNOWN); /* the measure */
  ClaimRow valued = about(money("3", 9, HEDGE_NONE), "", "valuation", "2025-01-29");
  subjects(texted(valued, "takeover value"), texted(worth(""), "the plant"),
           KEY_UNKNOWN);                                                                /* the measure below the root */
  subjects(texted(killed(""), "people"), texted(killed(""), "the plant"), KEY_UNKNOWN); /* what it counts */
  subjects(texted(staff(""), "workers"), texted(staff(""), "the plant"), KEY_UNKNOWN);  /* its unit */
  ClaimRow turbines = texted(about(count("5", "turbine", HEDGE_NONE), "", "count", "2025-01-29"), "turbines");
  subjects(turbines, texted(turbines, "the plant"), KEY_UNKNOWN);
  ClaimRow bare = texted(worth(""), "the plant");
  bare.measure = bare.root = NULL;
  subjects(bare, bare, KEY_ALIKE);
  subjects(bare, texted(bare, "the plants of Leeds"), KEY_ALIKE);
}

static void test_texts_that_share_a_word(void **state) {
  (void)state;
  subjects(texted(worth(""), "the Leeds plant"), texted(worth(""), "that plant"), KEY_ALIKE);
  /* the texts may share what the resolved name hides */
  ClaimRow named = worth("Acme");
  named.subject_text = STR("the Leeds plant");
  subjects(named, texted(worth(""), "that plant"), KEY_ALIKE);
  /* only by what is measured: no two subjects alike, and not yet two */
  subjects(texted(worth(""), "Acme's market value"), texted(worth(""), "Beta's market value"), KEY_UNKNOWN);
  ClaimRow price = about(money("3", 0, HEDGE_NONE), "", "share_price", "2025-01-29");
  subjects(texted(price, "Acme shares"), texted(price, "the Beta shares"), KEY_UNKNOWN);
  /* a measure of one side alone is a word like another: "valuation" is no name of market_value itself */
  ClaimRow valued = about(money("3", 9, HEDGE_NONE), "", "valuation", "2025-01-29");
  subjects(texted(valued, "Acme's takeover"), texted(worth(""), "Beta's takeover"), KEY_UNKNOWN);
}

static void test_groups_and_members(void **state) {
  (void)state;
  ClaimRow group = typed(texted(worth(""), "leading software makers"), ENT_GROUP);
  subjects(group, worth("Acme"), KEY_PART);
  subjects(typed(texted(staff(""), "leading software makers"), ENT_GROUP), staff("Acme"), KEY_PART);
  subjects(typed(texted(killed(""), "leading software makers"), ENT_GROUP), killed("Acme"),
           KEY_UNKNOWN); /* still counted */
  /* described in two words, though no group: it may hold the one that is named */
  subjects(texted(worth(""), "leading software makers"), worth("Acme"), KEY_PART);
  subjects(texted(worth(""), "makers"), worth("Acme"), KEY_UNKNOWN);
  subjects(group, texted(worth(""), "Acme"), KEY_OTHER);
  subjects(group, typed(texted(worth(""), "Acme"), ENT_GROUP), KEY_OTHER);
  /* by what is measured alone, one of them a group */
  subjects(typed(texted(worth(""), "the market value of makers"), ENT_GROUP), texted(worth(""), "Acme's market value"),
           KEY_UNKNOWN);
}

static void test_named_differently(void **state) {
  (void)state;
  ClaimRow speculators = texted(worth(""), "speculators"), investors = texted(worth(""), "investors");
  assert_true(named_differently(&speculators, &investors));
  subjects(speculators, investors, KEY_OTHER);
  /* told in the same sentence they may be one */
  subjects(quoted(speculators, "the harbour turbine exploded"), quoted(investors, "the harbour turbine exploded"),
           KEY_UNKNOWN);
  subjects(texted(killed(""), "speculators"), texted(killed(""), "investors"), KEY_UNKNOWN); /* running totals */
  ClaimRow acme = worth("Acme"), beta = texted(worth(""), "Beta Corp"), named = acme;
  assert_true(named_differently(&acme, &beta));
  named.subject_text = STR("Corp of Acme");
  assert_false(named_differently(&named, &beta));
  ClaimRow both = worth("Beta");
  assert_false(named_differently(&acme, &both)); /* resolved names are compared as such */
  ClaimRow small = texted(worth(""), "beta corp"), odd = texted(worth(""), "{eta} corp"),
           shares = texted(worth(""), "Market");
  assert_false(named_differently(&acme, &small));
  assert_false(named_differently(&acme, &odd));
  assert_false(named_differently(&acme, &shares)); /* a capital, but the measure's */
  ClaimRow numbered = texted(worth(""), "1234 corp"), steel = worth("Acme Steel"),
           plant = texted(worth(""), "the Acme plant");
  assert_false(named_differently(&acme, &numbered));
  assert_false(named_differently(&steel, &plant));
  ClaimRow brief = texted(worth(""), "it");
  assert_false(named_differently(&brief, &investors));
}

static void test_measures(void **state) {
  (void)state;
  ClaimRow value = worth("Acme"), price = about(money("3", 0, HEDGE_NONE), "Acme", "share_price", "2025-01-29"),
           cost = about(money("3", 0, HEDGE_NONE), "Acme", "cost", "2025-01-29"),
           spent = about(money("3", 0, HEDGE_NONE), "Acme", "investment", "2025-01-29"),
           any = about(count("3", "ship", HEDGE_NONE), "Acme", "count", "2025-01-29"), none = value;
  none.measure = none.root = NULL;
  assert_int_equal(measures_relate(&value, &value), KEY_SAME);
  assert_int_equal(measures_relate(&value, &price), KEY_OTHER);
  assert_int_equal(measures_relate(&price, &value), KEY_OTHER);
  assert_int_equal(measures_relate(&cost, &spent), KEY_ALIKE);
  assert_int_equal(measures_relate(&cost, &price), KEY_OTHER);
  assert_int_equal(measures_relate(&any, &value), KEY_ALIKE);
  assert_int_equal(measures_relate(&value, &any), KEY_ALIKE);
  assert_int_equal(measures_relate(&none, &value), KEY_UNKNOWN);
  assert_int_equal(measures_relate(&value, &none), KEY_UNKNOWN);
}

/* --- scope ---------------------------------------------------------------------------------------------------------- */

static ClaimRow rise(const char *period) {
  ClaimRow r = moved(about(percent("5", HEDGE_NONE), "Acme", "share_price", "2025-01-29"), CHANGE_UP_BY);
  r.scope_period = str_of(period);
  return r;
}

static void test_lengths_of_periods(void **state) {
  (void)state;
  static const struct {
    const char *period;
    int step; /* of 1, 10, 45, 120, 240, 400 days */
  } cases[] = {{"", 0},        {"P1D", 0},     {"P1W", 1},     {"P2M", 3},     {"P1Y", 5},  {"P2Y", 6},  {"P10000D", 0},
               {"P5Q", 0},     {"PT1H", 0},    {"PW", 0},      {"X1W", 0},     {"2022", 5}, {"year", 5}, {"abcd", 0},
               {"2024-Q1", 3}, {"2024-H1", 4}, {"2022-05", 2}, {"decade1", 0}, {"week", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ClaimRow r = rise(cases[i].period);
    assert_int_equal(row_period(&r), cases[i].step);
  }
  ClaimRow held = worth("Acme"), dead = killed("Aleppo"),
           level = about(percent("5", HEDGE_NONE), "Acme", "inflation", "2025-01-29");
  held.scope_period = dead.scope_period = STR("P1Y");
  assert_int_equal(row_period(&held), 0); /* what is held has no period */
  assert_int_equal(row_period(&dead), 0); /* nor has a running total */
  ClaimRow rate = about(percent("5", HEDGE_NONE), "Acme", "interest_rate", "2025-01-29");
  rate.scope_period = STR("P1Y");
  assert_int_equal(row_period(&rate), 5); /* a level, but no stock */
  assert_int_equal(row_period(&level), 0);
  level = on(level, "2024-01-01", "2024-12-31"); /* a flow covers its time */
  assert_int_equal(row_period(&level), 5);
  level = on(level, "", "2024-12-31");
  assert_int_equal(row_period(&level), 0);
  level = on(level, "2024-01-01", "");
  assert_int_equal(row_period(&level), 0);
}

static KeyRelation scope(ClaimRow a, ClaimRow b) {
  Str reason;
  KeyRelation one = scopes_relate(&a, &b, &reason);
  assert_int_equal(scopes_relate(&b, &a, &reason), one);
  return one;
}

static void test_scopes(void **state) {
  (void)state;
  ClaimRow share = about(money("5", 0, HEDGE_NONE), "Acme", "dividend", "2025-01-29"), barrel = share, plain = share;
  share.per = STR("share");
  barrel.per = STR("barrel");
  assert_int_equal(scope(share, barrel), KEY_OTHER);
  assert_int_equal(scope(share, share), KEY_SAME);
  assert_int_equal(scope(share, plain), KEY_OTHER);
  ClaimRow oil = about(money("70", 0, HEDGE_NONE), "Brent", "price", "2025-01-29"), per = oil;
  per.per = STR("barrel");
  assert_int_equal(scope(oil, per), KEY_SAME); /* a price is one of something, said or not */
  per.kind = KIND_NUMBER;
  assert_int_equal(scope(oil, per), KEY_SAME);
  per.kind = KIND_MONEY;
  per.measure = per.root = NULL;
  assert_int_equal(scope(oil, per), KEY_SAME);
  assert_int_equal(scope(rise("P1W"), rise("P1Y")), KEY_OTHER);
  assert_int_equal(scope(rise("P1W"), rise("")), KEY_SAME);
  assert_int_equal(scope(rise("P1W"), on(rise(""), "2022-01-01", "2022-12-31")), KEY_OTHER);
  assert_int_equal(scope(rise("P1Y"), on(rise(""), "2022-01-01", "2022-12-31")), KEY_SAME);
  assert_int_equal(scope(rise("P1W"), on(rise(""), "2022-05-01", "2022-05-31")),
                   KEY_SAME); /* a month may not stand for a period */
  ClaimRow quarter = on(about(money("5", 9, HEDGE_NONE), "Acme", "revenue", "2025-01-29"), "2024-10-01", "2024-12-31"),
           year = on(quarter, "2024-01-01", "2024-12-31"), moved_by = moved(year, CHANGE_UP_BY);
  assert_int_equal(scope(quarter, year), KEY_OTHER);
  assert_int_equal(scope(quarter, moved_by), KEY_SAME);
  assert_int_equal(scope(killed("Aleppo"), killed("Aleppo")), KEY_SAME);
}

static KeyRelation population(ClaimRow r, const char *x, const char *y) {
  ClaimRow a = r, b = r;
  a.scope_of = str_of(x);
  b.scope_of = str_of(y);
  KeyRelation one = populations_relate(&a, &b);
  assert_int_equal(populations_relate(&b, &a), one);
  return one;
}

static void test_populations(void **state) {
  (void)state;
  ClaimRow dead = killed("Aleppo"), share = about(percent("5", HEDGE_NONE), "Acme", "share", "2025-01-29"),
           times = share;
  times.kind = KIND_MULTIPLE;
  assert_int_equal(population(dead, "", ""), KEY_SAME);
  assert_int_equal(population(dead, "Children", "children"), KEY_SAME);
  assert_int_equal(population(dead, "young children of it", "children"), KEY_SAME); /* its words stand in the other */
  assert_int_equal(population(dead, "all of the children", "Children too"), KEY_SAME); /* short words aside */
  assert_int_equal(population(dead, "children", "nurses"), KEY_OTHER);
  assert_int_equal(population(dead, "children", ""), KEY_PART);
  assert_int_equal(population(share, "the index", ""), KEY_SAME); /* the whole of a share may go without saying */
  assert_int_equal(population(times, "the index", ""), KEY_SAME);
  ClaimRow part = dead, whole = share;
  part.scope_of = STR("children");
  assert_int_equal(populations_relate(&part, &whole), KEY_PART);
  assert_int_equal(populations_relate(&whole, &part), KEY_PART);
}

/* --- evidence ------------------------------------------------------------------------------------------------------- */

static int evidence(ClaimRow a, ClaimRow b) {
  int n = key_evidence(&a, &b);
  assert_int_equal(key_evidence(&b, &a), n);
  return n;
}

static void test_evidence_adds_up(void **state) {
  (void)state;
  ClaimRow none = texted(count("5", "", HEDGE_NONE), ""), a = none;
  assert_int_equal(evidence(none, none), 0);
  a.quantity.unit = STR("ship");
  assert_int_equal(evidence(a, a), 1); /* they count one thing */
  assert_int_equal(evidence(a, none), 0);
  a = none;
  for (int i = 0; i < 3; i++) a.concept[a.nconcept++] = str_of(i == 0 ? "turbine" : i == 1 ? "harbour" : "steel");
  assert_int_equal(evidence(a, a), 2); /* three words in common are worth two */
  a.nconcept = 1;
  assert_int_equal(evidence(a, a), 1);
  assert_int_equal(evidence(quoted(none, "the harbour turbine"), quoted(none, "the harbour turbine")), 2);
  a = none;
  a.scope_of = STR("children");
  assert_int_equal(evidence(a, a), 1);
  assert_int_equal(evidence(a, none), 0);
}

static void test_evidence_of_time(void **state) {
  (void)state;
  ClaimRow none = texted(count("5", "", HEDGE_NONE), ""), x = none, y = none;
  assert_true(day_parse(&x.published.day, STR("2025-01-01")) && day_parse(&y.published.day, STR("2025-01-06")));
  assert_int_equal(evidence(x, y), 1); /* of one week */
  assert_int_equal(evidence(x, none), 0);
  y.published.day += 30;
  assert_int_equal(evidence(x, y), 0);
  assert_int_equal(evidence(on(none, "2024-01-01", "2024-01-31"), on(none, "2024-01-05", "2024-01-05")), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_but_for_their_endings),
      cmocka_unit_test(test_words_of_the_concepts),
      cmocka_unit_test(test_concepts_beyond),
      cmocka_unit_test(test_shared_sentences),
      cmocka_unit_test(test_shared_names),
      cmocka_unit_test(test_resolved_subjects),
      cmocka_unit_test(test_texts_that_name_nobody),
      cmocka_unit_test(test_texts_that_share_a_word),
      cmocka_unit_test(test_groups_and_members),
      cmocka_unit_test(test_named_differently),
      cmocka_unit_test(test_measures),
      cmocka_unit_test(test_lengths_of_periods),
      cmocka_unit_test(test_scopes),
      cmocka_unit_test(test_populations),
      cmocka_unit_test(test_evidence_adds_up),
      cmocka_unit_test(test_evidence_of_time),
  };
  if (!tables_ready()) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
