/* card.c -- see card.h. */
#include "cli/card.h"
#include "base/json.h"
#include "base/utf8.h"
#include "cli/grid.h"

enum { MEMBERS_SHOWN = 12, FIGURE_WIDTH = 24 };

#define DIM "\033[2m"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

static void start(Buf *b, const CardStyle *s, const char *how) {
  if (s->color) buf_puts(b, how);
}

static void stop(Buf *b, const CardStyle *s) {
  if (s->color) buf_puts(b, PLAIN);
}

void card_word(Buf *b, const CardStyle *s, const char *word) {
  const char *color = word_color(str_of(word));
  if (color) start(b, s, color);
  buf_puts(b, word);
  if (color) stop(b, s);
}

static void put_bold(Buf *b, const CardStyle *s, Str text) {
  start(b, s, BOLD);
  buf_put(b, text);
  stop(b, s);
}

static void put_padded(Buf *b, Str text, size_t width) {
  buf_put(b, text);
  for (size_t n = utf8_count(text); n < width; n++) buf_putc(b, ' ');
}

/* White space made single; cut with "…" behind so many characters. */
static void put_flat(Buf *b, Str text, size_t most) {
  size_t from = b->n, n = 0;
  for (size_t i = 0; i < text.n; n++) {
    unsigned len;
    uint32_t cp = utf8_at(text, i, &len);
    if (n + 1 >= most && i + len < text.n) {
      buf_puts(b, "…");
      return;
    }
    if (!cp_is_space(cp) && cp >= ' ')
      utf8_put(b, cp);
    else if (b->n > from && b->p[b->n - 1] != ' ')
      buf_putc(b, ' ');
    i += len;
  }
}

/* Text in lines of the card's width, each behind the indent. */
static void put_wrapped(Buf *b, const CardStyle *s, Str text, const char *indent) {
  size_t width = s->width > 40 ? s->width : 100, at = SIZE_MAX;
  while (text.n) {
    size_t n = 0;
    while (n < text.n && text.p[n] != ' ' && text.p[n] != '\n') n++;
    Str word = str_slice(text, 0, n);
    text = str_slice(text, n + (n < text.n), text.n);
    size_t long_ = utf8_count(word);
    if (!long_) continue;
    if (at == SIZE_MAX || at + 1 + long_ > width) {
      if (at != SIZE_MAX) buf_putc(b, '\n');
      buf_puts(b, indent);
      at = strlen(indent);
    } else {
      buf_putc(b, ' ');
      at++;
    }
    buf_put(b, word);
    at += long_;
  }
  buf_putc(b, '\n');
}

void card_days(Buf *b, Day first, Day last) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  if (first == DAY_NONE && last == DAY_NONE) return;
  if (first == DAY_NONE || last == DAY_NONE) {
    buf_puts(b, first == DAY_NONE ? "until " : "since ");
    card_days(b, first == DAY_NONE ? last : first, first == DAY_NONE ? last : first);
    return;
  }
  Civil x = civil_of(first), y = civil_of(last);
  bool month = x.day == 1 && y.day == days_in_month(y.year, y.month);
  if (first == last)
    buf_printf(b, "%d %s %d", x.day, months[x.month - 1], x.year);
  else if (month && x.month == 1 && y.month == 12 && x.year == y.year)
    buf_printf(b, "%d", x.year);
  else if (month && x.month == y.month && x.year == y.year)
    buf_printf(b, "%s %d", months[x.month - 1], x.year);
  else if (x.month == y.month && x.year == y.year)
    buf_printf(b, "%d to %d %s %d", x.day, y.day, months[y.month - 1], y.year);
  else {
    card_days(b, first, first);
    buf_puts(b, " to ");
    card_days(b, last, last);
  }
}

void card_days_short(Buf *b, Day first, Day last) {
  if (first == DAY_NONE || last == DAY_NONE || first == last) {
    if (first == DAY_NONE && last != DAY_NONE) buf_puts(b, "..");
    day_put(b, first != DAY_NONE ? first : last);
    if (last == DAY_NONE && first != DAY_NONE) buf_puts(b, "..");
    return;
  }
  Civil x = civil_of(first), y = civil_of(last);
  int months = y.month - x.month + 1;
  bool whole = x.year == y.year && x.day == 1 && y.day == days_in_month(y.year, y.month);
  if (whole && months == 12)
    buf_printf(b, "%d", x.year);
  else if (whole && months == 3 && x.month % 3 == 1)
    buf_printf(b, "%d-Q%d", x.year, y.month / 3);
  else if (whole && months == 1)
    buf_printf(b, "%d-%02d", x.year, x.month);
  else {
    day_put(b, first);
    if (x.year != y.year)
      buf_puts(b, ".."), day_put(b, last);
    else if (x.month != y.month)
      buf_printf(b, "..%02d-%02d", y.month, y.day);
    else
      buf_printf(b, "..%02d", y.day);
  }
}

static Str source_name(const Document *d) {
  return d->publisher.n  ? d->publisher
         : d->title.n    ? d->title
         : d->url.n      ? d->url
         : d->given_id.n ? d->given_id
                         : d->path;
}

static Str figure_of(const ClaimHit *h) {
  return str_slice(h->document->text, h->claim->span.start, h->claim->span.end);
}
static Str sentence_of(const ClaimHit *h) {
  return str_slice(h->document->text, h->claim->sentence.start, h->claim->sentence.end);
}

/* --- conflicts ------------------------------------------------------------------------------------------------------ */

static void put_member(Buf *b, const CardStyle *s, const ClaimHit *h) {
  Buf cell = BUF_INIT;
  put_flat(&cell, figure_of(h), FIGURE_WIDTH);
  buf_puts(b, "  ");
  start(b, s, BOLD);
  put_padded(b, buf_str(&cell), FIGURE_WIDTH);
  stop(b, s);
  buf_reset(&cell);
  put_flat(&cell, source_name(h->document), 30);
  if (h->document->published.at.day != DAY_NONE) buf_puts(&cell, ", "), day_put(&cell, h->document->published.at.day);
  buf_putc(b, ' ');
  put_padded(b, buf_str(&cell), 30);
  buf_puts(b, "  ");
  start(b, s, DIM);
  short_id_put(b, 'c', h->claim->id);
  stop(b, s);
  buf_putc(b, '\n');
  buf_reset(&cell);
  put_flat(&cell, sentence_of(h), 400);
  put_wrapped(b, s, buf_str(&cell), "      ");
  buf_release(&cell);
}

static void put_what(Buf *b, Str measure) {
  for (size_t i = 0; i < measure.n; i++) buf_putc(b, measure.p[i] == '_' ? ' ' : measure.p[i]);
}

static void put_title(Buf *b, const CardStyle *s, const Conflict *c) {
  card_word(b, s, word_name(c->word));
  buf_printf(b, " %d  ", c->severity);
  put_bold(b, s, c->subject);
  if (c->measure.n) buf_puts(b, " · "), put_what(b, c->measure);
  if (c->per.n) buf_printf(b, " per %.*s", STR_ARGS(c->per));
  if (c->first != DAY_NONE || c->last != DAY_NONE) buf_puts(b, " · "), card_days(b, c->first, c->last);
  buf_puts(b, "  ");
  start(b, s, DIM);
  short_id_put(b, 'x', c->id);
  stop(b, s);
  buf_putc(b, '\n');
}

void card_conflict(Buf *b, const CardStyle *s, const Conflict *c) {
  Buf line = BUF_INIT;
  put_title(b, s, c);
  for (size_t i = 0; i < c->nmembers && i < MEMBERS_SHOWN; i++) put_member(b, s, &c->members[i]);
  if (c->nmembers > MEMBERS_SHOWN) buf_printf(b, "  and %zu more figures\n", c->nmembers - MEMBERS_SHOWN);
  buf_printf(&line, "%s: ", verdict_name(c->verdict));
  put_flat(&line, c->why, 2000);
  put_wrapped(b, s, buf_str(&line), "  ");
  buf_printf(b, "  %d documents, %d origins, %d sources", c->documents, c->origins, c->sources);
  for (size_t i = 0; i < c->nwitnesses; i++) {
    const Witness *w = &c->witnesses[i];
    if (w->review.n)
      buf_printf(b, "\n  %.*s by %.*s, %.*s: %.*s", STR_ARGS(w->review), STR_ARGS(w->who), STR_ARGS(w->at),
                 STR_ARGS(w->reason));
  }
  buf_puts(b, "\n");
  buf_release(&line);
}

/* --- claims --------------------------------------------------------------------------------------------------------- */

static void field(Buf *b, const CardStyle *s, const char *name) {
  buf_puts(b, "  ");
  start(b, s, DIM);
  put_padded(b, str_of(name), 11);
  stop(b, s);
}

static void put_party(Buf *b, const CardStyle *s, const char *name, const Party *p) {
  if (!p->text.p && !p->entity.p) return;
  field(b, s, name);
  put_flat(b, p->entity.p ? p->entity : p->text, 80);
  if (p->entity.p && p->text.p && !str_eq(p->entity, p->text)) {
    buf_puts(b, " (“");
    put_flat(b, p->text, 80);
    buf_puts(b, "”)");
  }
  buf_putc(b, '\n');
}

static void put_value(Buf *b, const CardStyle *s, const Claim *c) {
  field(b, s, "value");
  if (kind_is_date(c->kind)) {
    buf_put(b, c->timex);
  } else {
    if (c->quantity.has_value) number_put(b, c->quantity.value);
    buf_printf(b, " %.*s", STR_ARGS(c->quantity.unit));
    if (c->quantity.unit_assumed) buf_puts(b, " (unit assumed)");
    buf_puts(b, ", that is ");
    interval_put_words(b, c->quantity.range);
    if (c->quantity.hedge != HEDGE_NONE) buf_printf(b, " (%s)", hedge_name(c->quantity.hedge));
  }
  buf_putc(b, '\n');
}

static void put_meaning(Buf *b, const CardStyle *s, const Claim *c) {
  put_party(b, s, "about", &c->subject);
  if (c->measure.p) {
    field(b, s, "measure");
    put_what(b, c->measure);
    if (c->change != CHANGE_LEVEL) buf_printf(b, ", "), put_what(b, str_of(change_name(c->change)));
    buf_putc(b, '\n');
  }
  if (c->event.n) field(b, s, "event"), buf_put(b, c->event), buf_putc(b, '\n');
  if (c->time.first != DAY_NONE || c->time.last != DAY_NONE) {
    field(b, s, "when");
    card_days(b, c->time.first, c->time.last);
    if (c->time.text.p)
      buf_printf(b, " (“%.*s”, %s)", STR_ARGS(c->time.text), basis_name(c->time.basis));
    else
      buf_printf(b, " (%s)", basis_name(c->time.basis));
    buf_putc(b, '\n');
  }
  if (c->modality != MODALITY_ACTUAL)
    field(b, s, "modality"), buf_puts(b, modality_name(c->modality)), buf_putc(b, '\n');
  put_party(b, s, "said by", &c->speaker);
}

/* "source.link" of the claim's own object: the article at the very words. */
Str card_link(Arena *a, const ClaimHit *h) {
  Buf json = BUF_INIT;
  JsonValue object, v;
  size_t at = 0;
  hit_put_json(&json, h);
  Str link = h->document->url;
  if (json_next(&object, buf_str(&json), &at, NULL) == OK && json_get(&v, object, STR("source.link")))
    link = arena_str(a, json_scalar(a, v));
  buf_release(&json);
  return link;
}

static void put_source(Buf *b, const CardStyle *s, const Document *d) {
  field(b, s, "article");
  put_flat(b, d->title.n ? d->title : source_name(d), 100);
  if (d->publisher.n && d->title.n) buf_puts(b, " · "), put_flat(b, d->publisher, 60);
  if (d->published.at.day != DAY_NONE) buf_puts(b, " · "), card_days(b, d->published.at.day, d->published.at.day);
  buf_putc(b, '\n');
  if (d->url.n) field(b, s, ""), buf_put(b, d->url), buf_putc(b, '\n');
  field(b, s, "");
  start(b, s, DIM);
  buf_put(b, d->path);
  if (d->offset) buf_printf(b, " at byte %llu", (unsigned long long)d->offset);
  stop(b, s);
  buf_putc(b, '\n');
}

/* Where the n-th sentence-like stop before or behind a place is: contexts need no exact sentences. */
static size_t context_start(Str text, size_t at, unsigned n) {
  for (; at > 0 && n; at--)
    if (text.p[at - 1] == '\n' ||
        (at > 2 && at < text.n && text.p[at - 1] == ' ' && strchr(".!?", text.p[at - 2]) && text.p[at - 2]))
      if (--n == 0) break;
  return at;
}

static size_t context_end(Str text, size_t at, unsigned n) {
  for (; at < text.n && n; at++)
    if (text.p[at] == '\n' || (at > 0 && text.p[at] == ' ' && strchr(".!?", text.p[at - 1]) && text.p[at - 1]))
      if (--n == 0) break;
  return at;
}

static void put_quote(Buf *b, const CardStyle *s, const ClaimHit *h) {
  Str text = h->document->text;
  Span q = h->claim->sentence;
  Buf line = BUF_INIT;
  buf_putc(b, '\n');
  if (s->context) {
    put_flat(&line, str_slice(text, context_start(text, q.start, s->context + 1), q.start), 2000);
    if (line.n) put_wrapped(b, s, buf_str(&line), "    ");
  }
  buf_reset(&line);
  put_flat(&line, str_slice(text, q.start, q.end), 2000);
  put_wrapped(b, s, buf_str(&line), "  > ");
  if (s->context) {
    buf_reset(&line);
    put_flat(&line, str_slice(text, q.end, context_end(text, q.end + 1, s->context)), 2000);
    if (line.n) put_wrapped(b, s, buf_str(&line), "    ");
  }
  buf_release(&line);
}

static void put_check(Buf *b, const CardStyle *s, bool ok, const char *what) {
  buf_puts(b, "    ");
  card_word(b, s, ok ? "ok" : "failed");
  buf_printf(b, "  %s\n", what);
}

static void put_proof(Buf *b, const CardStyle *s, const ClaimHit *h, const Proof *p) {
  buf_printf(b, "\n  bytes %u to %u of the text, %u to %u of the article\n", h->claim->span.start, h->claim->span.end,
             h->raw.start, h->raw.end);
  put_check(b, s, p->quote_in_text, "the text has the quote at its place");
  if (!p->source_read) {
    buf_printf(b, "    the article could not be read again: %s\n", p->problem);
    return;
  }
  put_check(b, s, p->source_same, "the article is the one that was read (SHA-256)");
  put_check(b, s, p->quote_in_raw, "its bytes have the quote at its place");
}

void card_claim(Buf *b, const CardStyle *s, const ClaimHit *h, const Proof *proof) {
  put_bold(b, s, figure_of(h));
  buf_printf(b, "  %s  ", kind_name(h->claim->kind));
  start(b, s, DIM);
  short_id_put(b, 'c', h->claim->id);
  stop(b, s);
  buf_putc(b, '\n');
  put_value(b, s, h->claim);
  put_meaning(b, s, h->claim);
  put_source(b, s, h->document);
  field(b, s, "rule");
  buf_printf(b, "%.*s, pack %.*s\n", STR_ARGS(h->claim->rule), STR_ARGS(str_slice(h->pack, 0, 15)));
  put_quote(b, s, h);
  if (proof) put_proof(b, s, h, proof);
}

void card_cite(Buf *b, const ClaimHit *h, bool markdown) {
  const Document *d = h->document;
  Arena *a = arena_new();
  Str link = card_link(a, h);
  buf_puts(b, markdown && link.n ? "[“" : "“");
  put_flat(b, sentence_of(h), 1000);
  buf_puts(b, "”");
  if (markdown && link.n) buf_printf(b, "](%.*s)", STR_ARGS(link));
  buf_puts(b, " — ");
  put_flat(b, source_name(d), 80);
  if (d->title.n && d->publisher.n)
    buf_puts(b, markdown ? ", *" : ", "), put_flat(b, d->title, 160), buf_puts(b, markdown ? "*" : "");
  if (d->published.at.day != DAY_NONE) buf_puts(b, ", "), card_days(b, d->published.at.day, d->published.at.day);
  if (!markdown && link.n) buf_printf(b, ", %.*s", STR_ARGS(link));
  buf_puts(b, " (");
  short_id_put(b, 'c', h->claim->id);
  buf_putc(b, ')');
  arena_free(a);
}

/* --- articles and entities ------------------------------------------------------------------------------------------ */

void card_document(Buf *b, const CardStyle *s, const DocumentHit *d, size_t versions, size_t copies) {
  put_bold(b, s, d->document.title.n ? d->document.title : source_name(&d->document));
  buf_puts(b, "  ");
  start(b, s, DIM);
  short_id_put(b, 'd', d->document.id);
  stop(b, s);
  buf_putc(b, '\n');
  put_source(b, s, &d->document);
  if (d->document.author.n) field(b, s, "author"), put_flat(b, d->document.author, 100), buf_putc(b, '\n');
  field(b, s, "text");
  buf_printf(b, "%zu bytes%s, %zu claims\n", d->document.text.n, d->has_text ? "" : " (only sentences kept)", d->nhits);
  field(b, s, "versions");
  buf_printf(b, "%zu%s\n", versions, d->current ? "" : ", this is not the last");
  field(b, s, "copies");
  buf_printf(b, "%zu\n\n", copies);
  for (size_t i = 0; i < d->nhits; i++) {
    const Claim *c = d->hits[i].claim;
    Buf cell = BUF_INIT;
    put_flat(&cell, figure_of(&d->hits[i]), FIGURE_WIDTH);
    buf_puts(b, "  ");
    put_padded(b, buf_str(&cell), FIGURE_WIDTH);
    buf_reset(&cell);
    if (c->subject.entity.p || c->subject.text.p)
      put_flat(&cell, c->subject.entity.p ? c->subject.entity : c->subject.text, 30);
    buf_putc(b, ' ');
    put_padded(b, buf_str(&cell), 30);
    buf_putc(b, ' ');
    put_what(b, c->measure);
    buf_putc(b, '\n');
    buf_release(&cell);
  }
}

void card_entity(Buf *b, const CardStyle *s, const EntityHit *e) {
  put_bold(b, s, e->name);
  buf_printf(b, "  %.*s\n", STR_ARGS(e->type));
  field(b, s, "claims");
  buf_printf(b, "%llu in %llu articles\n", (unsigned long long)e->claims, (unsigned long long)e->documents);
  if (e->naliases) field(b, s, "also");
  for (size_t i = 0; i < e->naliases && i < 12; i++) buf_printf(b, "%s%.*s", i ? ", " : "", STR_ARGS(e->aliases[i]));
  if (e->naliases) buf_putc(b, '\n');
  buf_putc(b, '\n');
  for (size_t i = 0; i < e->nmeasures; i++) {
    Buf what = BUF_INIT;
    put_what(&what, e->measures[i].measure);
    buf_puts(b, "  ");
    put_padded(b, buf_str(&what), 30);
    put_padded(b, e->measures[i].unit, 12);
    buf_printf(b, "%8llu\n", (unsigned long long)e->measures[i].claims);
    buf_release(&what);
  }
}
