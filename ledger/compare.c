/* compare.c -- the ten steps; the first that decides, decides.
 *
 * 1 unit · 2 subject and measure · 3 scope · 4 reality · 5 direction · 6 change against level · 7 time · 8 values · 9 slips ·
 * 10 contradiction. Each step is one function over a Pair that returns whether it decided. What every step uses is
 * symmetric in the two claims, so the verdict is. */
#include "ledger/compare_p.h"

typedef struct {
  const ClaimRow *a, *b;
  Figure fa, fb;
  UnitRelation units;
  Rate rate;
  TimeRelation time;
  Derived derived;
  Str how; /* how it is derived */
  Comparison *out;
} Pair;

static bool decide(Pair *p, int step, Verdict v, Str reason) {
  p->out->verdict = v;
  p->out->step = step;
  p->out->reason = reason;
  return true;
}

static bool comparable_units(const Pair *p) { return p->units <= UNITS_RATE; }
static bool other_dimension(const Pair *p) { return p->units == UNITS_DIFFERENT || p->units == UNITS_MULTIPLE; }
static bool values_meet(const Pair *p) { return interval_meet(p->fa.read, p->fb.read); }

/* Equal in value and as firmly said: "over 3" and "3" are not. */
static bool equal_values(const Pair *p) {
  const Figure *x = &p->fa, *y = &p->fb;
  if (x->has_value != y->has_value) return false;
  if (!x->has_value)
    return x->hedge == y->hedge && interval_inside(x->read, y->read) && interval_inside(y->read, x->read);
  if (!number_eq(x->value, y->value)) return false;
  return x->hedge == y->hedge || (x->hedge <= HEDGE_ABOUT && y->hedge <= HEDGE_ABOUT);
}

/* --- 1 to 3: the key ------------------------------------------------------------------------------------------------ */

static bool step_unit(Pair *p) {
  if (!other_dimension(p) || p->derived != DERIVED_NOTHING) return false;
  return decide(p, 1, VERDICT_INCOMPARABLE, STR("other dimension"));
}

/* That two figures of kindred measures are equal when rounded speaks for it that they are one. */
static bool agree_closely(const Pair *p) {
  return comparable_units(p) && p->fa.has_value && p->fb.has_value && p->time != TIME_DISJOINT &&
         interval_meet(p->fa.tight, p->fb.tight);
}

static bool step_subject(Pair *p) {
  KeyRelation subject = subjects_relate(p->a, p->b), measure = measures_relate(p->a, p->b);
  if (measure == KEY_OTHER) return decide(p, 2, VERDICT_INCOMPARABLE, STR("other measure"));
  if (subject == KEY_OTHER) return decide(p, 2, VERDICT_INCOMPARABLE, STR("other subject"));
  if (subject == KEY_PART) return decide(p, 2, VERDICT_SCOPE, STR("group and member"));
  if (key_evidence(p->a, p->b) + (measure == KEY_ALIKE && agree_closely(p)) >= KEY_ENOUGH) return false;
  return decide(p, 2, VERDICT_INCOMPARABLE, STR("nothing shows that both are about one thing"));
}

/* A part that lies wholly above its whole. */
static void check_part(Pair *p) {
  bool a_is_part = p->a->scope_of.n > 0;
  const Figure *part = a_is_part ? &p->fa : &p->fb, *whole = a_is_part ? &p->fb : &p->fa;
  if (!comparable_units(p) || p->time != TIME_SAME || part->read.no_low || whole->read.no_high) return;
  if (number_cmp(part->read.low, whole->read.high) > 0) p->out->flags |= FLAG_PART_EXCEEDS_WHOLE;
}

static bool step_scope(Pair *p) {
  Str reason;
  if (scopes_relate(p->a, p->b, &reason) == KEY_OTHER) return decide(p, 3, VERDICT_SCOPE, reason);
  KeyRelation population = populations_relate(p->a, p->b);
  if (population == KEY_OTHER) return decide(p, 3, VERDICT_SCOPE, STR("another part"));
  if (population == KEY_PART) {
    check_part(p);
    return decide(p, 3, VERDICT_SCOPE, STR("part and whole"));
  }
  if (p->units != UNITS_NOUNS) return false;
  if (!p->a->root || p->a->root->generic) return decide(p, 3, VERDICT_INCOMPARABLE, STR("other things are counted"));
  return decide(p, 3, VERDICT_SCOPE, STR("other things are counted"));
}

/* --- 4 to 6: what kind of statement ----------------------------------------------------------------------------------- */

static bool is_real(Modality m) { return m == MODALITY_ACTUAL || m == MODALITY_ESTIMATE || m == MODALITY_HEARSAY; }

/* 1 up, -1 down, 0 neither; measures like job losses have their direction built in. */
static int direction_of(const ClaimRow *r) {
  if (r->change == CHANGE_UP_BY) return 1;
  if (r->change == CHANGE_DOWN_BY) return -1;
  return r->measure && str_is(r->measure->kind, "delta") && r->change == CHANGE_LEVEL ? r->measure->sign : 0;
}

static bool is_change(const ClaimRow *r) {
  return r->change == CHANGE_UP_BY || r->change == CHANGE_DOWN_BY ||
         (r->change == CHANGE_LEVEL && r->measure && str_is(r->measure->kind, "delta"));
}

static bool step_reality(Pair *p) {
  Modality x = p->a->modality, y = p->b->modality;
  if (is_real(x) && is_real(y)) return false;
  if (x == y && x != MODALITY_DENIED) return false;
  bool slip = x != MODALITY_HYPOTHETICAL && y != MODALITY_HYPOTHETICAL && comparable_units(p) &&
              p->time != TIME_DISJOINT && !values_meet(p) && is_change(p->a) == is_change(p->b) &&
              scale_slip(&p->fa, &p->fb) >= 3;
  if (x != MODALITY_DENIED && y != MODALITY_DENIED && slip)
    return decide(p, 9, VERDICT_SCALE_SLIP, STR("a scale word"));
  if (x != MODALITY_DENIED && y != MODALITY_DENIED)
    return decide(p, 4, VERDICT_MODALITY, STR("a plan or guess against a fact"));
  p->out->flags |= FLAG_DENIED;
  bool clash = x != y && (is_real(x) || is_real(y)) && direction_of(p->a) == direction_of(p->b) &&
               comparable_units(p) && values_meet(p) && p->time != TIME_DISJOINT;
  return clash ? decide(p, 4, VERDICT_CONTRADICTION, STR("denied and asserted"))
               : decide(p, 4, VERDICT_INCOMPARABLE, STR("denied"));
}

static bool step_direction(Pair *p) {
  if (direction_of(p->a) * direction_of(p->b) >= 0) return false;
  bool together = p->time == TIME_SAME || (p->time == TIME_UNKNOWN && p->a->published.day == p->b->published.day);
  if (comparable_units(p) && together && values_meet(p))
    return decide(p, 5, VERDICT_CONTRADICTION, STR("opposite directions"));
  return decide(p, 5, VERDICT_INCOMPARABLE, STR("opposite directions"));
}

static bool step_derived(Pair *p) {
  bool before = str_is(p->how, "level before the change");
  if (p->derived == DERIVED_NOTHING || (p->time == TIME_DISJOINT && !before)) return false;
  if (p->derived == DERIVED_HOLDS) return decide(p, 6, VERDICT_DERIVED, p->how);
  if (p->derived == DERIVED_WRONG_UNIT) return decide(p, 6, VERDICT_PERCENT_VS_PP, p->how);
  p->out->flags |= FLAG_DERIVED;
  return decide(p, 6, VERDICT_CONTRADICTION, p->how);
}

static bool step_change(Pair *p) {
  if (step_derived(p)) return true;
  if (other_dimension(p)) return decide(p, 1, VERDICT_INCOMPARABLE, STR("other dimension"));
  if (is_change(p->a) != is_change(p->b)) return decide(p, 6, VERDICT_INCOMPARABLE, STR("a change against a level"));
  bool from = (p->a->change == CHANGE_FROM) != (p->b->change == CHANGE_FROM);
  if (!from || (comparable_units(p) && values_meet(p))) return false;
  return decide(p, 6, VERDICT_INCOMPARABLE, STR("the level before a change"));
}

/* --- 7: time ------------------------------------------------------------------------------------------------------------ */

static bool step_corrected(Pair *p) {
  int order = published_order(p->a, p->b);
  bool a_corrects = p->a->mark & CLAIM_CORRECTION && order >= 0,
       b_corrects = p->b->mark & CLAIM_CORRECTION && order <= 0;
  if (!(a_corrects || b_corrects) || id_eq(p->a->document, p->b->document) || !comparable_units(p) || equal_values(p))
    return false;
  p->out->flags |= FLAG_CORRECTION;
  return decide(p, 7, VERDICT_SUPERSEDED, STR("correction"));
}

static bool step_revised(Pair *p) {
  bool copies = (p->a->revised_copy || p->b->revised_copy) && p->a->origin && p->a->origin == p->b->origin;
  if (!copies || !row_is_running(p->a) || !comparable_units(p) || equal_values(p)) return false;
  p->out->flags |= FLAG_UPDATE | FLAG_REVISED_COPY;
  return decide(p, 7, VERDICT_SUPERSEDED, STR("revised copy"));
}

/* One speaker with two minimums on one day has counted again. */
static bool step_recounted(Pair *p) {
  bool same = p->a->speaker.n && str_eq_nocase(p->a->speaker, p->b->speaker) && !id_eq(p->a->document, p->b->document);
  if (!same || !totals_run(p->a, p->b) || !comparable_units(p) || equal_values(p) || published_order(p->a, p->b))
    return false;
  if (p->fa.hedge != HEDGE_AT_LEAST || p->fb.hedge != HEDGE_AT_LEAST) return false;
  p->out->flags |= FLAG_UPDATE;
  return decide(p, 7, VERDICT_SUPERSEDED, STR("one speaker counted again"));
}

/* The figure to order two running totals by: the stated one, else the end that a range starts from. */
static Number stated(const Figure *f) { return f->has_value ? f->value : f->read.no_low ? f->read.high : f->read.low; }

/* Two bare figures of equal precision and different value never meet, however loosely they are read. Asked of unequal values. */
static bool equal_precision_clash(const Pair *p) {
  if (!p->fa.has_value || !p->fb.has_value || p->fa.hedge != HEDGE_NONE || p->fb.hedge != HEDGE_NONE) return false;
  return p->units == UNITS_SAME && equally_precise(&p->fa, &p->fb);
}

/* Two figures of a day, not one read loosely, nor a slip. */
static bool apart_today(const Pair *p) {
  bool slip = scale_slip(&p->fa, &p->fb) || digit_slip(&p->fa, &p->fb) ||
              (p->units == UNITS_CONVERTED && numerals_equal(p->a, p->b));
  return !slip && (!values_meet(p) || equal_precision_clash(p));
}

static bool holds_that_day(const ClaimRow *r) {
  When w = row_when(r);
  return !w.known || (w.first == r->published.day && w.last == r->published.day);
}

/* What is burnt or flooded grows from hour to hour; only the dead of one day are counted twice. Asked after step_running, which decides
 * where one is told later. */
static bool step_growing(Pair *p) {
  bool flows = totals_run(p->a, p->b) && !str_is(p->a->root->unit_class, "count");
  if (!flows || !comparable_units(p) || values_meet(p)) return false;
  p->out->flags |= FLAG_UPDATE;
  return decide(p, 7, VERDICT_SUPERSEDED, STR("grown within the day"));
}

/* Prices, rates and indices move through the day, and who estimates may estimate again: of two such figures of a day, told at two hours of
 * it, the later one replaces the earlier. */
static bool step_moving(Pair *p) {
  const ClaimRow *a = p->a, *b = p->b;
  bool today = a->published.day == b->published.day && p->time != TIME_DISJOINT && published_order(a, b) != 0;
  bool quotes = a->measure && b->measure && a->measure->drift_days == 1 && b->measure->drift_days == 1;
  bool guesses = a->modality == b->modality && (a->modality == MODALITY_ESTIMATE || a->modality == MODALITY_FORECAST) &&
                 (!a->speaker.n || !b->speaker.n || str_eq_nocase(a->speaker, b->speaker));
  if (!today || !(quotes || guesses) || !holds_that_day(a) || !holds_that_day(b) || !comparable_units(p) ||
      !apart_today(p))
    return false;
  p->out->flags |= FLAG_UPDATE;
  return decide(p, 7, VERDICT_SUPERSEDED, STR("later the same day"));
}

/* Of two running totals the later one replaces the earlier, up or down, unless it is just a weaker statement of it ("more than 70"
 * after 86). */
static bool step_running(Pair *p) {
  int order = times_order(p->a, p->b);
  if (order == 0 || !totals_run(p->a, p->b) || !comparable_units(p) || equal_values(p)) return false;
  int growth = number_cmp(stated(&p->fb), stated(&p->fa)) * -order;
  if (growth <= 0 && values_meet(p)) {
    p->time = TIME_SAME;
    return false;
  }
  p->out->flags |= growth < 0 ? FLAG_UPDATE | FLAG_REVISED_DOWN : FLAG_UPDATE;
  return decide(p, 7, VERDICT_SUPERSEDED, STR("a later total"));
}

static bool step_disjoint(Pair *p) {
  bool replaced = (row_is_level(p->a) && row_is_level(p->b)) || (row_is_running(p->a) && row_is_running(p->b));
  if (!replaced) return decide(p, 7, VERDICT_INCOMPARABLE, STR("another time"));
  if (equal_values(p)) return decide(p, 7, VERDICT_IDENTICAL, STR("unchanged"));
  p->out->flags |= FLAG_UPDATE;
  return decide(p, 7, VERDICT_SUPERSEDED, STR("a later figure"));
}

static bool step_time(Pair *p) {
  if (step_corrected(p) || step_revised(p)) return true;
  if (p->time == TIME_UNKNOWN) p->out->flags |= FLAG_TIME_UNKNOWN;
  bool lasting = row_is_level(p->a) || row_is_running(p->a);
  if (lasting && comparable_units(p) && !values_meet(p) && scale_slip(&p->fa, &p->fb) >= 3)
    return decide(p, 9, VERDICT_SCALE_SLIP, STR("a scale word"));
  if (step_running(p) || step_growing(p) || step_recounted(p) || step_moving(p)) return true;
  if (p->time != TIME_DISJOINT || p->units == UNITS_CURRENCY || p->units == UNITS_PERCENT) return false;
  return step_disjoint(p);
}

/* --- 1 again: what other units leave to say once the rest of the key fits ------------------------------------------------- */

static bool step_percent(Pair *p) {
  if (p->units != UNITS_PERCENT) return false;
  if (p->time != TIME_DISJOINT && numerals_equal(p->a, p->b))
    return decide(p, 1, VERDICT_PERCENT_VS_PP, STR("per cent and points"));
  return decide(p, 1, VERDICT_INCOMPARABLE, STR("per cent and points"));
}

/* "$" on both sides, of which dollars was only assumed. */
static bool same_sign(const ClaimRow *a, const ClaimRow *b) {
  bool assumed = a->quantity.unit_assumed || b->quantity.unit_assumed;
  return assumed && str_chr(a->text, '$', 0) != SIZE_MAX && str_chr(b->text, '$', 0) != SIZE_MAX;
}

static bool step_currency(Pair *p) {
  if (p->units != UNITS_CURRENCY) return false;
  if (!same_sign(p->a, p->b) && p->time != TIME_DISJOINT && numerals_equal(p->a, p->b)) {
    p->out->flags |= FLAG_CURRENCY_ALARM;
    return decide(p, 1, VERDICT_CURRENCY, STR("one numeral under two currencies"));
  }
  return decide(p, 1, VERDICT_CURRENCY, STR("no dated rate in the ledger"));
}

/* --- 8 to 10: values ------------------------------------------------------------------------------------------------------- */

static bool step_values(Pair *p) {
  if (equal_values(p)) {
    bool same_unit = p->units == UNITS_SAME;
    return decide(p, 8, same_unit ? VERDICT_IDENTICAL : VERDICT_ROUNDING,
                  same_unit ? STR("equal") : STR("equal when converted"));
  }
  if (equal_precision_clash(p) || !values_meet(p)) return false;
  if (figure_is_bound(&p->fa) || figure_is_bound(&p->fb)) return decide(p, 8, VERDICT_BOUND, STR("within the bound"));
  bool vague = p->fa.hedge == HEDGE_VAGUE || p->fb.hedge == HEDGE_VAGUE;
  if (!vague && interval_meet(p->fa.tight, p->fb.tight))
    return decide(p, 8, VERDICT_ROUNDING, STR("equal when rounded"));
  if (p->fa.hedge != HEDGE_NONE || p->fb.hedge != HEDGE_NONE)
    return decide(p, 8, VERDICT_APPROX, STR("within what the words allow"));
  p->out->flags |= FLAG_WEAK_ROUNDING;
  return decide(p, 8, VERDICT_ROUNDING, STR("only when read loosely"));
}

static bool step_slips(Pair *p) {
  if (scale_slip(&p->fa, &p->fb)) return decide(p, 9, VERDICT_SCALE_SLIP, STR("a scale word or zero"));
  if (p->units == UNITS_CONVERTED && numerals_equal(p->a, p->b))
    return decide(p, 9, VERDICT_UNIT_SLIP, STR("one numeral under two units"));
  if (p->units == UNITS_SAME && digit_slip(&p->fa, &p->fb)) return decide(p, 9, VERDICT_DIGIT_SLIP, STR("a digit"));
  return false;
}

/* A place is no event: two totals of one day, one twice the other and told in other words, are likely those of two events. */
static bool two_events(const Pair *p) {
  bool place = p->a->subject_type == ENT_PLACE && p->b->subject_type == ENT_PLACE;
  return place && row_is_running(p->a) && comparison_gap(p->out) >= 1 && shared_quote(p->a, p->b) == 0;
}

static bool step_contradiction(Pair *p) {
  if (two_events(p)) return decide(p, 2, VERDICT_INCOMPARABLE, STR("perhaps another event at the same place"));
  if (equal_precision_clash(p)) {
    p->out->a = p->fa.tight;
    p->out->b = p->fb.tight;
    return decide(p, 10, VERDICT_CONTRADICTION, STR("equal precision"));
  }
  return decide(p, 10, VERDICT_CONTRADICTION, STR("ranges do not meet"));
}

/* --- the word ------------------------------------------------------------------------------------------------------------------ */

static bool is_alarm(const Comparison *c) {
  switch (c->verdict) {
  case VERDICT_SCALE_SLIP:
  case VERDICT_DIGIT_SLIP:
  case VERDICT_UNIT_SLIP:
  case VERDICT_PERCENT_VS_PP:
  case VERDICT_CONTRADICTION: return true;
  case VERDICT_CURRENCY: return c->flags & FLAG_CURRENCY_ALARM;
  default: return false;
  }
}

/* Shares and votes are counted out; there is no "nearly the same" among them. */
static bool is_tally(const ClaimRow *r) {
  return r->measure && (str_is(r->measure->kind, "share") || str_is(r->measure->id, "votes"));
}

/* Parts of a total that still runs ("at least 72, including nine children") are as provisional as the total. */
static bool growing_parts(const Pair *p) { return p->a->scope_of.n && p->b->scope_of.n && totals_run(p->a, p->b); }

static bool is_close(const Pair *p) {
  const Comparison *c = p->out;
  if (c->verdict != VERDICT_CONTRADICTION || c->step != 10 || is_tally(p->a) || is_tally(p->b)) return false;
  if (growing_parts(p)) return true;
  bool exact = figure_is_exact(&p->fa) && figure_is_exact(&p->fb), hedged = p->fa.hedge || p->fb.hedge;
  return (hedged || (!exact && !equally_precise(&p->fa, &p->fb))) && comparison_gap(c) < 0.02;
}

static Word word_of(const Pair *p) {
  const Comparison *c = p->out;
  if (c->verdict <= VERDICT_DERIVED) return c->flags & FLAG_WEAK_ROUNDING ? WORD_CLOSE : WORD_AGREES;
  if (c->verdict == VERDICT_SUPERSEDED) return WORD_UPDATED;
  if (!is_alarm(c)) return WORD_APART;
  return is_close(p) ? WORD_CLOSE : WORD_CONFLICT;
}

/* A difference between figures of which nobody can say that they are about one thing is none. */
static void withdraw_weak_alarm(Pair *p) {
  bool enough = key_evidence(p->a, p->b) >= KEY_ALARM && !(named_differently(p->a, p->b) && !row_is_running(p->a));
  if (!is_alarm(p->out) || enough) return;
  decide(p, 2, VERDICT_INCOMPARABLE, STR("nothing shows that both are about one thing"));
}

static void common_flags(Comparison *out, const ClaimRow *a, const ClaimRow *b) {
  if (id_eq(a->document, b->document)) out->flags |= FLAG_SAME_DOCUMENT;
  if (a->speaker.n && b->speaker.n && !str_eq_nocase(a->speaker, b->speaker)) out->flags |= FLAG_ATTRIBUTED;
  if (a->repeated_block || b->repeated_block) out->flags |= FLAG_REPEATED_BLOCK;
}

static void compare_figures(Pair *p) {
  static bool (*const steps[])(Pair *) = {step_unit,      step_subject, step_scope, step_reality,
                                          step_direction, step_change,  step_time,  step_percent,
                                          step_currency,  step_values,  step_slips, step_contradiction};
  for (size_t i = 0; !steps[i](p); i++) {}
  withdraw_weak_alarm(p);
}

Verdict compare_claims(Comparison *out, const ClaimRow *a, const ClaimRow *b, const Rates *rates) {
  *out = (Comparison){.verdict = VERDICT_INCOMPARABLE, .step = 1, .reason = STR("a date against a figure")};
  common_flags(out, a, b);
  bool figures = kind_is_figure(a->kind) && kind_is_figure(b->kind);
  Pair p = {.a = a, .b = b, .out = out};
  if (figures) {
    p.units = figures_align(&p.fa, &p.fb, &p.rate, a, b, rates);
    p.time = times_relate(a, b);
    p.derived = figures_derive(a, b, &p.how);
    out->a = p.fa.read;
    out->b = p.fb.read;
    out->rated = p.units == UNITS_RATE;
    out->rate = p.rate;
    out->has_readings = comparable_units(&p);
    compare_figures(&p);
  } else if (!kind_is_figure(a->kind) && !kind_is_figure(b->kind)) {
    compare_dates(out, a, b);
  }
  out->word = word_of(&p);
  comparison_score(out, a, b);
  return out->verdict;
}
