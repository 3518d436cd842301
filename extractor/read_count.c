/* read_count.c -- counts: a number and the noun phrase behind it, whose singular is the unit.
 *
 * "154 public companies that …": the phrase runs on over words until a word of the pack's stop list, a stroke of punctuation or the end of the
 * sentence; its head is the first plural that no further plural follows, for "one" the last word before something like a verb. The unit is
 * the head in the singular, the written unit the whole phrase without participles and adverbs ("charging stations": station). */
#include "extractor/amount.h"
#include "extractor/pack_p.h"

enum { MAX_WORDS = 8 };
typedef struct {
  uint32_t token[MAX_WORDS]; /* words of the phrase */
  bool hyphen[MAX_WORDS];    /* a hyphen stands before this word */
  size_t n, head;            /* head: index of the head noun; n words in all */
} Phrase;

static Str text_at(const Reading *r, uint32_t i) { return token_text(r->doc, &r->tokens->items[i]); }

static uint32_t sentence_last(const Reading *r) { return r->tokens->sentences[r->sentence].last; }

/* The word token that follows token i over one blank or one hyphen, or 0. */
static uint32_t word_behind(const Reading *r, uint32_t i, bool *hyphen) {
  uint32_t last = sentence_last(r);
  *hyphen = i < last && str_is(text_at(r, i), "-");
  bool blank = i < last && r->tokens->items[i].kind == TOKEN_SPACE;
  if (!*hyphen && !blank) return 0;
  const Token *t = i + 1 < last ? &r->tokens->items[i + 1] : NULL;
  bool ordinal = t && t->kind == TOKEN_NUMBER && r->tokens->numbers[t->number].how == NUM_ORDINAL;
  return t && (t->kind == TOKEN_WORD || ordinal) ? i + 1 : 0;
}

/* "two new 737 Max jets": a short number behind the blank at token i and before a word, one of whose neighbours is a name; or 0. */
static uint32_t model_number(const Reading *r, const Phrase *p, uint32_t i) {
  const Token *t = r->tokens->items;
  if (p->n == 0 || i + 3 >= sentence_last(r) || t[i].kind != TOKEN_SPACE || t[i + 1].kind != TOKEN_NUMBER ||
      t[i + 2].kind != TOKEN_SPACE || t[i + 3].kind != TOKEN_WORD)
    return 0;
  const LexedNumber *n = &r->tokens->numbers[t[i + 1].number];
  bool verb = str_ends(text_at(r, i - 1), pack_units(r->pack)->participle); /* "kill 83 Injured 100 Rebels" */
  bool name = t[i - 1].shape == SHAPE_CAP || t[i + 3].shape == SHAPE_CAP;
  return name && !verb && n->how == NUM_DIGITS && (n->ndigits == 2 || n->ndigits == 3) ? i + 1 : 0;
}

static bool stops(const Reading *r, uint32_t i) {
  const UnitBook *b = pack_units(r->pack);
  return token_is(r->pack, r->tokens, i, b->noun_stop);
}

static bool plural_at(const Reading *r, const Phrase *p, size_t i) {
  const UnitBook *b = pack_units(r->pack);
  if (r->pack->capital_nouns) return r->tokens->items[p->token[i]].shape != SHAPE_LOWER;
  return !token_is(r->pack, r->tokens, p->token[i], b->verb_like) && noun_counts(r, text_at(r, p->token[i]));
}

/* "digital and physical sales": a word that joins stands behind the phrase's first quality. */
static bool joins_on(const Reading *r, const Phrase *p, uint32_t w) {
  const UnitBook *b = pack_units(r->pack);
  if (p->n != 1 || !token_is(r->pack, r->tokens, w, b->and_word)) return false;
  return !plural_at(r, p, 0);
}

/* Collects words from token i on. Inside a hyphened word nothing stops ("gas-only options"). */
static void collect(Phrase *p, const Reading *r, uint32_t i) {
  p->n = 0;
  while (p->n < MAX_WORDS) {
    bool hyphen;
    uint32_t w = word_behind(r, i, &hyphen);
    if (!w) w = model_number(r, p, i);
    if (!w) return;
    i = w + 1;
    if (joins_on(r, p, w)) continue;
    if (!hyphen && stops(r, w)) return;
    p->hyphen[p->n] = hyphen;
    p->token[p->n++] = w;
    if (i < sentence_last(r) && r->tokens->items[i].kind == TOKEN_WORD)
      i++; /* a possessive's ending, which touches its word */
  }
}

/* The head of a phrase behind a number other than one: the last of the first run of plurals. false when there is none. */
static bool plural_head(Phrase *p, const Reading *r) {
  for (size_t i = 0; i < p->n; i++) {
    if (!plural_at(r, p, i)) continue;
    if (i + 1 < p->n && p->hyphen[i + 1]) continue;
    while (i + 1 < p->n && !p->hyphen[i + 1] && plural_at(r, p, i + 1)) i++;
    p->head = i;
    p->n = i + 1;
    return true;
  }
  return false;
}

/* Behind "one": the phrase ends before a word that looks like a verb. */
static bool singular_head(Phrase *p, const Reading *r) {
  const UnitBook *b = pack_units(r->pack);
  size_t n = 0;
  while (n < p->n && n < 4 && (n == 0 || !token_is(r->pack, r->tokens, p->token[n], b->verb_like))) n++;
  for (size_t i = 1; i < n; i++) {
    Str s = text_at(r, p->token[i]);
    bool verbal = str_ends(s, b->participle) || noun_is_plural(r, s);
    if (verbal && !p->hyphen[i]) n = i;
  }
  p->n = n;
  p->head = n - 1;
  if (n == 0) return false;
  Str head = text_at(r, p->token[p->head]), first = text_at(r, p->token[0]);
  return !str_ends(head, b->participle) && !str_ends(first, b->gerund) &&
         !token_is(r->pack, r->tokens, p->token[0], b->verb_like);
}

/* Words that qualify without naming ("charging", "publicly"): their endings are listed in wording.tsv. */
static bool is_dropped(const Reading *r, const Phrase *p, size_t i) {
  const UnitBook *b = pack_units(r->pack);
  Str s = text_at(r, p->token[i]);
  if (token_is(r->pack, r->tokens, p->token[i], b->drop)) return true;
  if (p->hyphen[i] || (i + 1 < p->n && p->hyphen[i + 1])) return false;
  return str_ends(s, b->participle) || str_ends(s, b->gerund) || str_ends(s, b->adverb);
}

static Str unit_words(const Reading *r, const Phrase *p, uint32_t number) {
  Buf b = BUF_INIT;
  const UnitBook *book = pack_units(r->pack);
  if (number >= 2 && token_is(r->pack, r->tokens, number - 2, book->before_word)) { /* "the previous two sessions" */
    buf_put(&b, text_at(r, number - 2));
    buf_putc(&b, ' ');
  }
  size_t from = b.n;
  for (size_t i = 0; i < p->n; i++) {
    if (i != p->head && is_dropped(r, p, i)) continue;
    if (b.n > from) buf_putc(&b, p->hyphen[i] ? '-' : ' ');
    Str s = text_at(r, p->token[i]);
    buf_put(&b, i == p->head ? noun_singular(r, s) : word_positive(r, s));
  }
  Str s = arena_str(r->arena, buf_str(&b));
  buf_release(&b);
  return s;
}

static Str lower(const Reading *r, Str s) {
  char *p = arena_alloc(r->arena, s.n + 1);
  for (size_t i = 0; i < s.n; i++) p[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 32 : s.p[i]);
  return str_make(p, s.n);
}

/* "500 tests per day", "a day": the per-part behind the phrase that ends before token i. */
static void phrase_per(Mention *out, const Reading *r, uint32_t i) {
  const UnitBook *b = pack_units(r->pack);
  const Token *t = r->tokens->items;
  Quantity *q = &out->is.quantity;
  if (i + 3 >= sentence_last(r) || t[i].kind != TOKEN_SPACE || t[i + 2].kind != TOKEN_SPACE ||
      t[i + 3].kind != TOKEN_WORD)
    return;
  const UnitRow *u = token_unit(r, i + 3, false, NULL);
  bool per = token_is(r->pack, r->tokens, i + 1, b->per_word);
  if (i + 5 < sentence_last(r) && token_is(r->pack, r->tokens, i + 5, b->ago_word))
    return; /* "1,200 jobs a year earlier" */
  if (!per && !(u && u->timex.n && token_is(r->pack, r->tokens, i + 1, b->every_word))) return;
  q->per = u ? u->name : noun_singular(r, text_at(r, i + 3));
  q->written_unit =
      arena_printf(r->arena, "%.*s %.*s %.*s", STR_ARGS(q->written_unit), STR_ARGS(b->per), STR_ARGS(q->per));
  out->span.end = t[i + 3].end;
}

/* The phrase behind token i becomes the unit; the span ends with it. `hyphen`: "12-page report" counts pages, whatever follows; so does
 * a rule with `set single=yes`. */
bool count_unit(Mention *out, const Reading *r, const Match *m, uint32_t behind, bool singular) {
  Phrase p;
  collect(&p, r, behind);
  if (p.n == 0 || (p.hyphen[0] && stops(r, p.token[0]))) return false;
  if (p.hyphen[0] || rule_set(m->rule, "single").n) {
    p.n = 1;
    p.head = 0;
  } else if (singular ? !singular_head(&p, r) : !plural_head(&p, r)) {
    return false;
  }
  Quantity *q = &out->is.quantity;
  q->unit = lower(r, noun_singular(r, text_at(r, p.token[p.head])));
  q->written_unit = unit_words(r, &p, m->whole.first);
  out->span.end = r->tokens->items[p.token[p.n - 1]].end;
  phrase_per(out, r, p.token[p.n - 1] + 1);
  return true;
}

/* The unit stands elsewhere, in slot unit ("four-, five- and six-cylinder"): a plural, or any word with `set single=yes`. */
static bool unit_elsewhere(Quantity *q, const Reading *r, const Match *m) {
  Str word = slot_text(r, m, SLOT_unit);
  if (!rule_set(m->rule, "single").n && !noun_counts(r, word)) return false;
  q->unit = q->written_unit = lower(r, noun_singular(r, word));
  return true;
}

/* The number is slot value (or a range to `to`), the phrase begins behind the slot that ends last: value, scale, to, toscale or of. */
bool read_count(Mention *out, const Reading *r, const Match *m) {
  Quantity *q = &out->is.quantity;
  static const Slot ends[] = {SLOT_of, SLOT_mod, SLOT_toscale, SLOT_to, SLOT_scale, SLOT_value};
  uint32_t behind = 0;
  if (slot_is_year(r, m, SLOT_value) || !quantity_from_slots(q, r, m, number_of(1)) || !times_slot(q, r, m))
    return false;
  for (size_t i = 0; i < sizeof ends / sizeof *ends && !behind; i++)
    if (match_has(m, ends[i])) behind = m->slot[ends[i]].last;
  bool of = match_has(m, SLOT_of);
  bool singular = !of && q->has_value && number_eq(q->value, number_of(1));
  if (!(match_has(m, SLOT_unit) ? unit_elsewhere(q, r, m) : count_unit(out, r, m, behind, singular))) return false;
  q->written.whole = number_is_whole(q->written.value);
  if (q->has_value) q->range = interval_read(q->written, HEDGE_NONE);
  quantity_per(q, r, m);
  return true;
}
