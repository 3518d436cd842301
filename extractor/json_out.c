/* json_out.c -- mentions, sentences and claims as the NDJSON of docs/records.md. */
#include "base/json.h"
#include "extractor/extractor.h"

static Str slice(const Document *d, Span s) { return str_slice(d->text, s.start, s.end); }

static void put_document(Buf *b, const Document *d) {
  json_key(b, "document");
  if (d->given_id.n) {
    json_put_string(b, d->given_id);
    return;
  }
  buf_puts(b, "\"d:");
  hex_put(b, d->id.b, 8);
  buf_putc(b, '"');
}

static void put_span(Buf *b, const Document *d, Span s) {
  json_int(b, "start", s.start);
  json_int(b, "end", s.end);
  json_str(b, "text", slice(d, s));
}

static void put_number(Buf *b, const char *key, Number n, bool there) {
  json_key(b, key);
  if (!there) {
    buf_puts(b, "null");
    return;
  }
  buf_putc(b, '"');
  number_put(b, n);
  buf_putc(b, '"');
}

static void put_day(Buf *b, const char *key, Day day) {
  json_key(b, key);
  if (day == DAY_NONE) {
    buf_puts(b, "null");
    return;
  }
  buf_putc(b, '"');
  day_put(b, day);
  buf_putc(b, '"');
}

static void put_written(Buf *b, const Quantity *q) {
  json_key(b, "written");
  buf_putc(b, '{');
  if (q->written_value.n) json_str(b, "value", q->written_value);
  if (q->written_from.n) json_str(b, "from", q->written_from);
  if (q->written_to.n) json_str(b, "to", q->written_to);
  json_str(b, "unit", q->written_unit);
  buf_putc(b, '}');
}

static void put_quantity(Buf *b, const Quantity *q) {
  put_number(b, "value", q->value, q->has_value);
  json_str(b, "unit", q->unit);
  if (q->unit_assumed) json_bool(b, "unit_assumed", true);
  if (q->per.n) json_str(b, "per", q->per);
  put_number(b, "low", q->range.low, !q->range.no_low);
  put_number(b, "high", q->range.high, !q->range.no_high);
  json_bool(b, "low_open", q->range.low_open);
  json_bool(b, "high_open", q->range.high_open);
  json_str(b, "hedge", str_of(hedge_name(q->hedge)));
  put_written(b, q);
}

static void put_dates(Buf *b, Str timex, DateRange r, bool value) {
  json_str_or_null(b, "timex", timex);
  put_day(b, "first", r.first);
  put_day(b, "last", r.last);
  if (value) json_str_or_null(b, "value", timex);
}

static void put_entity(Buf *b, const EntityRef *e) {
  json_key(b, "entity");
  buf_putc(b, '{');
  json_int(b, "id", e->id);
  json_str(b, "name", e->name);
  json_str(b, "type", str_of(entity_type_name(e->type)));
  const char *subtype = entity_subtype_name(e->type);
  if (subtype && *subtype) json_str(b, "subtype", str_of(subtype));
  json_str(b, "how", str_of(how_name(e->how)));
  json_bool(b, "core", e->core);
  buf_putc(b, '}');
}

static void put_reference(Buf *b, const Document *d, int number, int reference) {
  json_int(b, "ref", number);
  if (reference < 0 || (size_t)reference >= d->nreferences) return;
  const Reference *r = &d->references[reference];
  json_str(b, "title", r->title);
  json_str(b, "publisher", r->publisher);
  json_str(b, "date", r->date);
  json_str(b, "url", r->url);
}

void mention_put_json(Buf *b, const Document *d, const Mention *m) {
  buf_putc(b, '{');
  put_document(b, d);
  json_str(b, "kind", str_of(kind_name(m->kind)));
  put_span(b, d, m->span);
  if (kind_is_figure(m->kind) || m->kind == KIND_ORDINAL || m->kind == KIND_SCORE) {
    put_quantity(b, &m->is.quantity);
    if (m->kind == KIND_DURATION) json_str_or_null(b, "timex", m->timex);
  } else if (m->kind == KIND_ENTITY) {
    put_entity(b, &m->is.entity);
  } else if (m->kind == KIND_CITATION) {
    put_reference(b, d, m->is.citation.number, m->is.citation.reference);
  } else if (m->kind != KIND_NOISE) {
    put_dates(b, m->is.time.date.timex, m->is.time.date.range, true);
  }
  json_str(b, "rule", m->rule);
  buf_putc(b, '}');
}

void sentence_put_json(Buf *b, const Document *d, Span sentence) {
  buf_putc(b, '{');
  put_document(b, d);
  json_str(b, "kind", STR("sentence"));
  put_span(b, d, sentence);
  buf_putc(b, '}');
}

/* --- claims --------------------------------------------------------------------------------------------------------- */
static void put_party(Buf *b, const char *key, const Party *p, Str cue) {
  json_key(b, key);
  if (!p->text.p) {
    buf_puts(b, "null");
    return;
  }
  buf_putc(b, '{');
  json_str(b, "text", p->text);
  json_str_or_null(b, "entity", p->entity);
  json_str(b, "type", str_of(entity_type_name(p->type)));
  json_str(b, "how", str_of(how_name(p->how)));
  if (cue.n) json_str(b, "cue", cue);
  buf_putc(b, '}');
}

static void put_time(Buf *b, const Claim *c) {
  json_key(b, "time");
  buf_putc(b, '{');
  json_str_or_null(b, "text", c->time.text);
  json_str_or_null(b, "timex", c->time.timex);
  put_day(b, "first", c->time.first);
  put_day(b, "last", c->time.last);
  json_str(b, "basis", str_of(basis_name(c->time.basis)));
  buf_putc(b, '}');
}

static void put_citations(Buf *b, const Document *d, const Claim *c) {
  json_key(b, "citations");
  buf_putc(b, '[');
  for (uint8_t i = 0; i < c->ncitations; i++) {
    json_item(b);
    buf_putc(b, '{');
    put_reference(b, d, d->references[c->citations[i]].number, c->citations[i]);
    buf_putc(b, '}');
  }
  buf_putc(b, ']');
}

static void put_marks(Buf *b, uint8_t mark) {
  static const char *const names[] = {"record",  "correction",  "headline", "in_reference",
                                      "in_cell", "boilerplate", "quoted"};
  json_key(b, "marks");
  buf_putc(b, '[');
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
    if (mark & 1u << i) {
      json_item(b);
      json_put_string(b, str_of(names[i]));
    }
  buf_putc(b, ']');
}

static void put_id(Buf *b, const char *key, char prefix, Id id) {
  json_key(b, key);
  buf_putc(b, '"');
  buf_putc(b, prefix);
  buf_putc(b, ':');
  hex_put(b, id.b, sizeof id.b);
  buf_putc(b, '"');
}

static void put_raw(Buf *b, const Document *d, Span s) {
  Span raw = map_to_raw(&d->map, s);
  json_key(b, "raw");
  buf_putc(b, '{');
  json_int(b, "start", raw.start);
  json_int(b, "end", raw.end);
  buf_putc(b, '}');
}

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/* White space is one blank: so the browser sees it, wherever a line was broken in the file. */
static void put_percent(Buf *b, Str s) {
  static const char hex[] = "0123456789ABCDEF";
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~';
    if (plain) {
      buf_putc(b, (char)c);
    } else if (is_space(s.p[i])) {
      if (i == 0 || !is_space(s.p[i - 1])) buf_puts(b, "%20");
    } else {
      buf_putc(b, '%');
      buf_putc(b, hex[c >> 4]);
      buf_putc(b, hex[c & 15]);
    }
  }
}

/* The end of the first, or the begin of the last, `words` words of s. */
static size_t word_border(Str s, size_t words, bool from_end) {
  for (size_t i = 1; i < s.n; i++) {
    size_t at = from_end ? s.n - i : i;
    if (is_space(s.p[from_end ? at - 1 : at]) && !is_space(s.p[from_end ? at : at - 1]) && --words == 0) return at;
  }
  return from_end ? 0 : s.n;
}

/* Where the paragraph that holds the byte `at` begins. */
static size_t paragraph_start(Str text, size_t at) {
  while (at > 0 && !(text.p[at - 1] == '\n' && at > 1 && text.p[at - 2] == '\n')) at--;
  return at;
}

enum { FRAGMENT_WORDS = 5 };

void text_fragment_put(Buf *b, const Document *d, Span span) {
  Str url = d->url, sentence = slice(d, span);
  size_t hash = str_chr(url, '#', 0);
  buf_put(b, str_slice(url, 0, hash == SIZE_MAX ? url.n : hash));
  buf_puts(b, "#:~:text=");
  size_t head = word_border(sentence, FRAGMENT_WORDS, false), tail = word_border(sentence, FRAGMENT_WORDS, true);
  bool whole = head >= tail;
  Str first = whole ? sentence : str_slice(sentence, 0, head);
  Str before = str_trim(str_slice(d->text, paragraph_start(d->text, span.start), span.start));
  if (before.n && str_find(d->text, first, 0) < span.start) {
    put_percent(b, str_slice(before, word_border(before, FRAGMENT_WORDS, true), before.n));
    buf_puts(b, "-,");
  }
  put_percent(b, first);
  if (whole) return;
  buf_putc(b, ',');
  put_percent(b, str_slice(sentence, tail, sentence.n));
}

static void put_source(Buf *b, const Document *d, Span sentence) {
  json_key(b, "source");
  buf_putc(b, '{');
  json_str_or_null(b, "title", d->title.n ? d->title : (Str){NULL, 0});
  json_str_or_null(b, "publisher", d->publisher.n ? d->publisher : (Str){NULL, 0});
  json_str_or_null(b, "url", d->url.n ? d->url : (Str){NULL, 0});
  put_day(b, "published", d->published.at.day);
  if (d->url.n) {
    Buf link = BUF_INIT;
    text_fragment_put(&link, d, sentence);
    json_str(b, "link", buf_str(&link));
    buf_release(&link);
  }
  buf_putc(b, '}');
}

static void put_concept(Buf *b, const Claim *c) {
  json_key(b, "concept");
  buf_putc(b, '[');
  for (uint8_t i = 0; i < c->nconcept; i++) {
    json_item(b);
    json_put_string(b, c->concept[i]);
  }
  buf_putc(b, ']');
}

static void put_scope(Buf *b, const Claim *c) {
  json_key(b, "scope");
  buf_putc(b, '{');
  json_str_or_null(b, "period", c->scope_period);
  json_str_or_null(b, "of", c->scope_of);
  buf_putc(b, '}');
}

void claim_put_json_as(Buf *b, const Document *d, const Claim *c, Str pack) {
  buf_puts(b, "{\"v\":1");
  put_id(b, "id", 'c', c->id);
  put_document(b, d);
  json_str(b, "kind", str_of(kind_name(c->kind)));
  put_span(b, d, c->span);
  json_key(b, "sentence");
  buf_putc(b, '{');
  put_span(b, d, c->sentence);
  buf_putc(b, '}');
  if (kind_is_figure(c->kind)) put_quantity(b, &c->quantity);
  if (c->kind == KIND_DURATION) json_str_or_null(b, "timex", c->timex);
  if (kind_is_date(c->kind)) put_dates(b, c->timex, c->dates, true);
  put_party(b, "subject", &c->subject, STR(""));
  if (kind_is_date(c->kind)) json_str(b, "event", c->event);
  json_str_or_null(b, "measure", c->measure);
  put_concept(b, c);
  json_str(b, "change", str_of(change_name(c->change)));
  put_scope(b, c);
  put_time(b, c);
  json_str(b, "modality", str_of(modality_name(c->modality)));
  put_party(b, "attribution", &c->speaker, c->speaker_cue);
  put_citations(b, d, c);
  put_marks(b, c->mark);
  json_str(b, "rule", c->rule);
  json_str(b, "mention_rule", c->mention_rule);
  json_str(b, "pack", pack);
  put_id(b, "figure", 'f', c->figure);
  put_raw(b, d, c->span);
  put_source(b, d, c->sentence);
  buf_putc(b, '}');
}

void claim_put_json(Buf *b, const Document *d, const Claim *c, const Pack *p) {
  claim_put_json_as(b, d, c, pack_label(p));
}
