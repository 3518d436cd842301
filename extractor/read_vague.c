/* read_vague.c -- amounts that no number states: "dozens", "tens of thousands", "several", "a few hundred".
 *
 * vague.tsv gives what the word allows ("several" 3..9); a scale multiplies it ("several thousand" 3,000..9,999: up to the next multiple). */
#include "extractor/amount.h"

/* low..high x factor; for a factor the upper end reaches to just below the next multiple. */
static bool scaled(Interval *out, const VagueRow *v, Number factor) {
  Number high, low;
  bool plain = number_eq(factor, number_of(1));
  if (!number_mul(&low, v->low, factor)) return false;
  *out = (Interval){.low = low, .no_high = v->no_high};
  if (v->no_high) return true;
  if (plain) return out->high = v->high, true;
  return number_add(&high, v->high, number_of(1)) && number_mul(&high, high, factor) &&
         number_sub(&out->high, high, number_of(1));
}

static bool factor_of(Number *out, const Reading *r, const Match *m) {
  *out = number_of(1);
  if (match_has(m, SLOT_scale)) return number_pow10(out, *out, slot_scale(r, m, SLOT_scale));
  if (!match_has(m, SLOT_n)) return true;
  const UnitBook *b = pack_units(r->pack);
  int row = b->fractions ? slot_row(r, m, SLOT_n, b->fractions) : -1;
  Figure f;
  if (row >= 0) return *out = b->part[row], true;
  if (!figure_read(&f, r, m, SLOT_n, SLOT_COUNT, SLOT_COUNT)) return false;
  return *out = f.value, true;
}

/* PXD, or P2D where the words allow one number only ("a couple of days"). */
static Str vague_timex(const Reading *r, const Interval *range, Str unit) {
  bool clock = unit.p[0] == 'T', exact = !range->no_low && !range->no_high && number_eq(range->low, range->high);
  Str count = exact ? number_text(r, range->low) : STR("X");
  return arena_printf(r->arena, "P%s%.*s%c", clock ? "T" : "", STR_ARGS(count), unit.p[unit.n - 1]);
}

bool read_vague(Mention *out, const Reading *r, const Match *m) {
  Quantity *q = &out->is.quantity;
  const UnitBook *b = pack_units(r->pack);
  Number factor;
  int row = b->vague ? slot_row(r, m, SLOT_mod, b->vague) : -1;
  if (row < 0 || !factor_of(&factor, r, m) || !scaled(&q->range, &b->amount[row], factor)) return false;
  q->hedge = HEDGE_VAGUE;
  if (match_has(m, SLOT_unit)) {
    bool money = out->kind == KIND_MONEY;
    const UnitRow *u = slot_unit(r, m, SLOT_unit, money, NULL);
    if (!u) return false;
    if (money) u = unit_resolve(r, u, &q->unit_assumed);
    if (!interval_scale(&q->range, q->range, money ? u->factor : number_of(1))) return false;
    q->unit = u->code;
    q->written_unit = u->name;
    if (u->timex.n && out->kind == KIND_DURATION) out->timex = vague_timex(r, &q->range, u->timex);
  } else if (out->kind == KIND_COUNT) {
    static const Slot ends[] = {SLOT_of, SLOT_n, SLOT_scale, SLOT_mod};
    size_t k = 0;
    while (!match_has(m, ends[k])) k++;
    uint32_t behind = m->slot[ends[k]].last;
    return count_unit(out, r, m, behind, false);
  }
  return true;
}
