/* rules_explain.c -- one text through the layers with the lid off: which rules were candidates, which won and why the others did not, and what came
 * out of it, field by field. */
#include "extractor/pack_p.h"
#include "extractor/rules.h"

typedef struct {
  Buf *out;
  const Work *w;
} Tracer;

static void put_candidate(void *cx, const Match *m, const Symbol *symbols, Str outcome) {
  const Tracer *t = cx;
  const Tokens *k = &t->w->tokens;
  const RuleText *r = m->rule->text;
  buf_printf(t->out, "  %-28.*s %-10.*s ", STR_ARGS(r->name), STR_ARGS(outcome));
  if (symbols >= k->symbols && symbols < k->symbols + k->n) {
    size_t base = (size_t)(symbols - k->symbols);
    Str text =
        str_slice(t->w->doc->text, k->items[base + m->whole.first].start, k->items[base + m->whole.last - 1].end);
    buf_printf(t->out, "\"%.*s\"  ", STR_ARGS(text));
  }
  buf_printf(t->out, "%.*s:%u\n", STR_ARGS(r->file), r->line);
}

static void put_interval(Buf *b, const Interval *i) {
  buf_putc(b, i->no_low || i->low_open ? '(' : '[');
  if (i->no_low)
    buf_puts(b, "-∞");
  else
    number_put(b, i->low);
  buf_puts(b, ", ");
  if (i->no_high)
    buf_puts(b, "∞");
  else
    number_put(b, i->high);
  buf_putc(b, i->no_high || i->high_open ? ')' : ']');
}

static void put_reading(Buf *b, const Quantity *q) {
  if (q->has_value)
    number_put(b, q->value);
  else
    buf_puts(b, "a range");
  buf_printf(b, " %.*s, %s, read as ", STR_ARGS(q->unit), hedge_name(q->hedge));
  put_interval(b, &q->range);
}

static void put_mention(Buf *b, const Document *d, const Mention *m) {
  Str text = str_slice(d->text, m->span.start, m->span.end);
  buf_printf(b, "  %-9s \"%.*s\" ", kind_name(m->kind), STR_ARGS(text));
  if (kind_is_figure(m->kind)) {
    put_reading(b, &m->is.quantity);
  } else if (m->kind == KIND_ENTITY) {
    buf_printf(b, "%.*s (%s, %s)", STR_ARGS(m->is.entity.name), entity_type_name(m->is.entity.type),
               how_name(m->is.entity.how));
  } else if (kind_is_date(m->kind)) {
    buf_printf(b, "%.*s ", STR_ARGS(m->timex));
    day_put(b, m->is.time.date.range.first);
    buf_puts(b, "..");
    day_put(b, m->is.time.date.range.last);
  }
  if (m->rule.n) buf_printf(b, "  by %.*s", STR_ARGS(m->rule));
  buf_putc(b, '\n');
}

static void put_line(Buf *b, const char *name, Str value, Str more) {
  buf_printf(b, "    %-12s %.*s", name, STR_ARGS(value));
  if (more.n) buf_printf(b, " (%.*s)", STR_ARGS(more));
  buf_putc(b, '\n');
}

static void put_claim_time(Buf *b, const Claim *c) {
  buf_printf(b, "    %-12s ", "time");
  if (c->time.first != DAY_NONE) day_put(b, c->time.first);
  if (c->time.last != c->time.first && c->time.last != DAY_NONE) {
    buf_puts(b, "..");
    day_put(b, c->time.last);
  }
  if (c->time.text.p) buf_printf(b, " \"%.*s\"", STR_ARGS(c->time.text));
  buf_printf(b, " (%s)\n", basis_name(c->time.basis));
}

static void put_claim(Buf *b, const Document *d, const Claim *c) {
  Str text = str_slice(d->text, c->span.start, c->span.end);
  buf_printf(b, "  claim \"%.*s\"  %s, by %.*s\n", STR_ARGS(text), kind_name(c->kind), STR_ARGS(c->rule));
  if (kind_is_figure(c->kind)) {
    buf_printf(b, "    %-12s ", "value");
    put_reading(b, &c->quantity);
    buf_putc(b, '\n');
  }
  put_line(b, "subject",
           c->subject.entity.p ? c->subject.entity
           : c->subject.text.p ? c->subject.text
                               : STR("unresolved"),
           c->subject.entity.p ? str_of(how_name(c->subject.how)) : STR(""));
  put_line(b, "measure", c->measure.p ? c->measure : STR("unresolved"), STR(""));
  put_line(b, "change", str_of(change_name(c->change)), STR(""));
  put_claim_time(b, c);
  if (c->modality != MODALITY_ACTUAL) put_line(b, "modality", str_of(modality_name(c->modality)), STR(""));
  if (c->speaker.text.p)
    put_line(b, "attribution", c->speaker.entity.p ? c->speaker.entity : c->speaker.text, c->speaker_cue);
}

void rules_explain(Buf *out, const Pack *p, Str text, Moment base) {
  Arena *a = arena_new();
  Matcher *m = matcher_new(p);
  Document d;
  document_of_text(&d, a, text, base);
  d.lang = str_of(pack_lang(p));
  Work w = {.pack = p, .matcher = m, .arena = a, .doc = &d};
  Tracer tracer = {out, &w};
  matcher_trace(m, put_candidate, &tracer);
  tokens_make(&w);
  sentences_find(&w);
  gazetteer_numbered(&w);
  buf_puts(out, "rules that matched\n");
  mentions_find(&w);
  matcher_trace(m, NULL, NULL);
  dates_resolve(&w);
  entities_find(&w);
  buf_puts(out, "mentions\n");
  for (size_t i = 0; i < w.mentions.n; i++) put_mention(out, &d, &w.mentions.items[i]);
  buf_puts(out, "claim rules that matched\n");
  matcher_trace(m, put_candidate, &tracer);
  claims_make(&w);
  buf_puts(out, "claims\n");
  for (size_t i = 0; i < w.claims.n; i++) put_claim(out, &d, &w.claims.items[i]);
  matcher_free(m);
  arena_free(a);
}
