/* Names, their types, and the sieves that join them: each case is a text and what it must name, "text=type:canonical" in order. */
#include "extractor/extractor.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static Pack *pack;
static Extractor *x;

static int load(void **unused) {
  (void)unused;
  Err err = {0};
  if (pack_load(&pack, "en", NULL, NULL, &err)) return -1;
  x = extractor_new(pack);
  return 0;
}

static int unload(void **unused) {
  (void)unused;
  extractor_free(x);
  pack_free(pack);
  return 0;
}

static void put_entity(Buf *b, const Document *d, const Mention *m) {
  const EntityRef *e = &m->is.entity;
  buf_printf(b, "%s%.*s=%s:%.*s", b->n ? " " : "", STR_ARGS(str_slice(d->text, m->span.start, m->span.end)),
             entity_type_name(e->type), STR_ARGS(e->name));
  if (e->how != HOW_EXACT) buf_printf(b, "/%s", how_name(e->how));
}

static void check(const char *text, const char *want) {
  Arena *a = arena_new();
  Buf got = BUF_INIT;
  Block block = {.kind = BLOCK_TEXT, .span = {0, (uint32_t)strlen(text)}};
  Document d = {.text = str_of(text), .blocks = &block, .nblocks = 1, .published.at.day = DAY_NONE};
  Extraction e;
  assert_int_equal(extractor_run(&e, x, a, &d, NULL), OK);
  for (size_t i = 0; i < e.mentions.n; i++) {
    if (e.mentions.items[i].kind == KIND_ENTITY) put_entity(&got, &d, &e.mentions.items[i]);
  }
  buf_reserve(&got, 1);
  got.p[got.n] = 0;
  assert_string_equal(got.p, want);
  buf_release(&got);
  arena_free(a);
}

static void test_types(void **unused) {
  (void)unused;
  check("Shares of Zintec rose.", "Zintec=org:Zintec");
  check("The plant near Velograd closed.", "Velograd=place:Velograd");
  check("It met Governor Tamsin Oyelowo on the quay.", "Tamsin Oyelowo=person:Tamsin Oyelowo");
  check("The ferry crossed the Oskol River.", "Oskol River=place:Oskol River");
  check("The court sued Brightmoor Holdings Ltd. in May.", "Brightmoor Holdings Ltd.=org:Brightmoor Holdings Ltd.");
  check("The Ministry of Water and Forests said so.",
        "Ministry of Water and Forests=org:Ministry of Water and Forests");
}

/* Behind the name of a people or a faith words in small letters make a body or a place. */
static void test_bodies(void **unused) {
  (void)unused;
  check("The Danish armed forces left.", "Danish armed forces=org:Danish armed forces");
  check("Sunni militias crossed the Danish border.",
        "Sunni militias=org:Sunni militias Danish border=place:Danish border");
  check("The Danish painter met Kurdish poets.", "Danish=group:Denmark/alias");
  check("Near Velograd, the Danish security forces government moved.",
        "Velograd=place:Velograd Danish security forces government=org:Danish security forces government");
}

/* Particles: of a person's names, not the site of a firm; of a father's name, not of a town. */
static void test_particles(void **unused) {
  (void)unused;
  check("It met Staffan de Berg in May.", "Staffan de Berg=person:Staffan de Berg");
  check("It met Abu Nasr al-Dinawi in May.", "Abu Nasr al-Dinawi=person:Abu Nasr al-Dinawi");
}

/* Many capitals make no headline where a full stop ends it. */
static void test_full_stop(void **unused) {
  (void)unused;
  check("The Minister for the Armed Forces visited Velograd International Airport.",
        "Armed Forces=org:Armed Forces Velograd International Airport=place:Velograd International Airport");
}

/* A name spelt like a small word is none in a line of capitals or behind a pronoun. */
static void test_small_words(void **unused) {
  (void)unused;
  check("Troops fought IS in the hills.", "IS=org:Islamic State/alias");
  check("It IS true.", "");
  check("THIS IS A TEST OF THE SIRENS", "");
}

/* A given name that is a common word too begins a name before what is none. */
static void test_given(void **unused) {
  (void)unused;
  check("Frank Zorvath left.", "Frank Zorvath=person:Frank Zorvath");
  check("Christian Zorvath left.", "Christian Zorvath=person:Christian Zorvath");
  check("Christian leaders left.", "");
  check("Frank talks began.", "");
}

static void test_core(void **unused) {
  (void)unused;
  check("The Fed cut rates.", "Fed=org:Federal Reserve/alias");
  check("The S&P 500 fell.", "S&P 500=index:S&P 500");
  check("The Chinese economy grew.", "Chinese=group:China/alias");
}

static void test_common_words(void **unused) {
  (void)unused;
  check("Prices fell. Beneath them nothing moved.", "");
  check("Cryptoassets fell. Some cryptoassets rose.", "");
  check("That's all. You've seen it.", "");
}

static void test_sieves(void **unused) {
  (void)unused;
  check("Zintec Corp fell, and Zintec said why.", "Zintec Corp=org:Zintec Corp Zintec=org:Zintec Corp/alias");
  check("The Coastal Seed Authority (CSA) acted. The CSA won.",
        "Coastal Seed Authority=org:Coastal Seed Authority CSA=org:Coastal Seed Authority/alias CSA=org:Coastal Seed "
        "Authority/alias");
  check("Judge Mary Okonjo ruled. Okonjo left.", "Mary Okonjo=person:Mary Okonjo Okonjo=person:Mary Okonjo/alias");
  check("The Vel River Observatory spoke. The Observatory warned.",
        "Vel River Observatory=org:Vel River Observatory Observatory=org:Vel River Observatory/alias");
  check("Shares of Vel-Tech rose; VelTech gained.", "Vel-Tech=org:Vel-Tech VelTech=org:Vel-Tech/alias");
}

/* What names a people, a country or a state is short for no name that has it in it, and a short form comes behind the long one. */
static void test_lands(void **unused) {
  (void)unused;
  check("Officer Vek Zorvath Syria spoke. The war in Syria goes on.",
        "Vek Zorvath Syria=person:Vek Zorvath Syria Syria=place:Syria");
  check("Florida Inc rose. It rains in Florida.",
        "Florida Inc=org:Florida Inc It=org:Florida Inc/pronoun Florida=place:Florida");
  check("Glenn English spoke. Then English left.",
        "Glenn English=person:Glenn English English=person:Glenn English/alias");
  check("All is calm.\n\nShares of Zintec rose. The Zintec Museum opened.",
        "Zintec=org:Zintec Zintec Museum=org:Zintec Museum");
}

/* Two people of one family: the last name alone is nobody's. */
static void test_ambiguous(void **unused) {
  (void)unused;
  check("Mary Okonjo met John Okonjo. Later Okonjo left.",
        "Mary Okonjo=person:Mary Okonjo John Okonjo=person:John Okonjo Okonjo=person:Okonjo");
}

static void test_reference(void **unused) {
  (void)unused;
  check("Nvidia fell. The chipmaker lost a lot.", "Nvidia=org:Nvidia The chipmaker=org:Nvidia/definite");
  check("Mary Okonjo fell. She got up.", "Mary Okonjo=person:Mary Okonjo She=person:Mary Okonjo/pronoun");
  check("Nvidia and Intel fell. The chipmaker lost a lot.", "Nvidia=org:Nvidia Intel=org:Intel");
}

/* "the governor" is who was named with that office; of two governors neither; an apposition names the one beside it. */
static void test_offices(void **unused) {
  (void)unused;
  check("Governor Mary Okonjo met John Vance. The governor left.",
        "Mary Okonjo=person:Mary Okonjo John Vance=person:John Vance The governor=person:Mary Okonjo/definite");
  check("Governor Mary Okonjo met Governor John Vance. The governor left.",
        "Mary Okonjo=person:Mary Okonjo John Vance=person:John Vance");
  check("Governor Mary Okonjo spoke. The prime minister left.", "Mary Okonjo=person:Mary Okonjo");
  check("Shares of Nvidia, the chip designer, rose.", "Nvidia=org:Nvidia the chip designer=org:Nvidia/apposition");
}

/* Of several companies "the company" is the one the sentence begins with, unless that is only one of a pair; "the commission" looks for its name. */
static void test_topics(void **unused) {
  (void)unused;
  check("Nvidia said Intel would pay. The company lost.",
        "Nvidia=org:Nvidia Intel=org:Intel The company=org:Nvidia/definite");
  check("Nvidia and Intel fell. The company lost.", "Nvidia=org:Nvidia Intel=org:Intel");
  check("Intel's Zintec Corp unit said it grew.",
        "Intel=org:Intel Zintec Corp=org:Zintec Corp it=org:Zintec Corp/pronoun");
  check("Read of the city of Velograd and of the company of fools: Zintec Corp rose. The city of Orm fell.",
        "Velograd=place:Velograd Zintec Corp=org:Zintec Corp Orm=place:Orm");
  check("Nvidia said Intel would pay. The other company lost.", "Nvidia=org:Nvidia Intel=org:Intel");
  check("Zintec Corp sued the Vel Tariff Commission. The commission won.",
        "Zintec Corp=org:Zintec Corp Vel Tariff Commission=org:Vel Tariff Commission The commission=org:Vel Tariff "
        "Commission/definite");
  check("Shares of Zintec, the Dutch chip company, rose.",
        "Zintec=org:Zintec the Dutch chip company=org:Zintec/apposition Dutch=group:Netherlands/alias");
  check("Shares of the Dutch company Zintec rose.", "Dutch=group:Netherlands/alias Zintec=org:Zintec");
}

/* What the text explains goes before what the gazetteer knows. */
static void test_definitions(void **unused) {
  (void)unused;
  check("The Interstate Canal Commission (ICC) met. The ICC left.",
        "Interstate Canal Commission=org:Interstate Canal Commission ICC=org:Interstate Canal Commission/alias "
        "ICC=org:Interstate "
        "Canal Commission/alias");
  check("Zintec Holdings Corp <ZTQ> rose.",
        "Zintec Holdings Corp=org:Zintec Holdings Corp ZTQ=org:Zintec Holdings Corp/alias");
  check("Zintec Holdings Corp (UN) rose.", "Zintec Holdings Corp=org:Zintec Holdings Corp UN=org:United Nations/alias");
}

/* What stands before a legal form belongs to the name, and decides its type. */
static void test_firms(void **unused) {
  (void)unused;
  check("Crane Co said no.", "Crane Co=org:Crane Co");
  check("CPI Corp said no.", "CPI Corp=org:CPI Corp");
  check("He joined Velt (Securities) Ltd in May.", "Velt (Securities) Ltd=org:Velt (Securities) Ltd");
  check("Shares of Mary Okonjo and Co fell.", "Mary Okonjo and Co=org:Mary Okonjo and Co");
  check("It bought the Co unit.", "");
  check("Non-callable bonds fell.", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_types),     cmocka_unit_test(test_given),        cmocka_unit_test(test_particles),
      cmocka_unit_test(test_full_stop), cmocka_unit_test(test_bodies),       cmocka_unit_test(test_small_words),
      cmocka_unit_test(test_core),      cmocka_unit_test(test_common_words), cmocka_unit_test(test_sieves),
      cmocka_unit_test(test_lands),     cmocka_unit_test(test_ambiguous),    cmocka_unit_test(test_reference),
      cmocka_unit_test(test_offices),   cmocka_unit_test(test_topics),       cmocka_unit_test(test_definitions),
      cmocka_unit_test(test_firms),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
