/* attribution.c -- according to whom.
 *
 * Four shapes are read: a cue and a name ("according to X"), a speaker before his words ("X said that ..."), a speaker behind them ("...",
 * X said / said X), and a source that shows something ("figures from X showed ..."). What a speaker says is a range of nodes; a figure
 * in it is his. In a quotation without a speaker of its own, the neighbouring sentences are asked. */
#include "extractor/claim_layer.h"

static const Node *node(const Layer *l, int i) { return &l->clauses.nodes[i]; }
static const Chunk *chunk(const Layer *l, int i) { return &l->clauses.chunks[i]; }
static bool kind_at(const Layer *l, int i, ChunkKind k) { return i >= 0 && chunk(l, i)->kind == k; }
static bool tag_at(const Layer *l, int i, Tag t) { return i >= 0 && i < (int)l->clauses.n && node(l, i)->tag == t; }

static Str bytes(const Layer *l, Span s) { return str_make(l->work->doc->text.p + s.start, s.end - s.start); }

/* The speaker's own words run on to the verb when no comma stands between: "two people briefed on the talks". */
static Span speaker_span(const Layer *l, int chunk_at, int until) {
  int first = chunk(l, chunk_at)->first, last = chunk(l, chunk_at)->last;
  while (first + 1 < last && (node(l, first)->tag == TAG_DET || node(l, first)->tag == TAG_ADV)) first++;
  int end = last;
  while (end < until && end - first < 14 && node(l, end)->tag != TAG_COMMA && node(l, end)->tag != TAG_QUOTE &&
         node(l, end)->tag != TAG_REL)
    end++;
  if (end != until) end = last;
  while (end > last && (tag_at(l, end - 1, TAG_ADV) || tag_at(l, end - 1, TAG_DATE) || tag_at(l, end - 1, TAG_PREP)))
    end--; /* "Walmart on Monday" */
  return nodes_span(&l->clauses, (uint16_t)first, (uint16_t)end);
}

static void set_speaker(const Layer *l, Said *s, int at, int until) {
  party_of_chunk(l, &s->speaker, at);
  const Node *head = node(l, chunk(l, at)->head);
  if (head->tag == TAG_PRON && head->mention < 0 && topic_fits(l, at)) {
    s->speaker = l->topic;
    s->speaker.how = HOW_PRONOUN;
    s->own_first = chunk(l, at)->first;
    s->own_last = until > chunk(l, at)->last ? until : chunk(l, at)->last;
    return;
  }
  s->own_first = chunk(l, at)->first;
  s->own_last = chunk(l, at)->last;
  s->speaker.span = speaker_span(l, at, until > s->own_last ? until : s->own_last);
  s->speaker.text = bytes(l, s->speaker.span);
  if (until > s->own_last) s->own_last = until;
}

/* "figures from the Commerce Department", "an MIT report": the source behind its figures. */
static int source_of(const Layer *l, int at) {
  if (at < 0 || !node_in(&l->clauses, node(l, chunk(l, at)->head), FAMILY_SOURCE)) return at;
  int behind = phrase_behind(l, at), verb = chunk(l, at)->next;
  if (kind_at(l, verb, CHUNK_VERB) && chunk(l, verb)->form == VERB_PARTICIPLE) { /* "figures released by X" */
    int by = phrase_behind(l, verb);
    bool agent = by >= 0 && node_in(&l->clauses, node(l, chunk(l, chunk(l, by)->prep)->head), FAMILY_AGENT);
    return agent ? by : at;
  }
  if (behind < 0) return at;
  return node_in(&l->clauses, node(l, chunk(l, chunk(l, behind)->prep)->head), FAMILY_FROM) ? behind : at;
}

static bool can_speak(const Layer *l, int at) {
  if (at < 0) return false;
  const Node *h = node(l, chunk(l, at)->head);
  if (h->tag == TAG_FIGURE) return (h->classes & CLASS_PLURAL) != 0;
  if (h->tag == TAG_PRON) return h->mention >= 0 || topic_fits(l, at);
  return h->tag == TAG_NAME || node_in(&l->clauses, h, FAMILY_SOURCE) || !is_measured(l, chunk(l, at)->head);
}

static Modality said_modality(const Layer *l, const Node *verb) {
  if (node_in(&l->clauses, verb, FAMILY_DENY)) return MODALITY_DENIED;
  if (node_in(&l->clauses, verb, FAMILY_FORECAST)) return MODALITY_FORECAST;
  if (node_in(&l->clauses, verb, FAMILY_ESTIMATE)) return MODALITY_ESTIMATE;
  return MODALITY_ACTUAL;
}

static Said *said_add(Layer *l) {
  if (l->nsaid == SAID_MAX) return NULL;
  Said *s = &l->said[l->nsaid++];
  *s = (Said){.first = 0, .last = (int)l->clauses.n};
  return s;
}

/* --- the shapes ---------------------------------------------------------------------------------------------------- */

static void by_cue(Layer *l, const Hit *h) {
  int at = h->last < l->clauses.n ? node(l, h->last)->chunk : -1;
  if (!kind_at(l, at, CHUNK_NOUN)) return;
  Said *s = said_add(l);
  if (!s) return;
  set_speaker(l, s, source_of(l, at), 0);
  s->cue = bytes(l, nodes_span(&l->clauses, h->first, h->last));
}

/* "told the crowd that": the clause may stand behind the hearer. */
static bool that_behind(const Layer *l, int i) {
  for (; i >= 0 && !kind_at(l, i, CHUNK_COMMA); i = chunk(l, i)->next)
    if (kind_at(l, i, CHUNK_SUB) && node(l, chunk(l, i)->head)->classes & CLASS_RELATIVE) return true;
  return false;
}

/* Is there a clause, "that" or a quotation behind the verb? */
static bool has_complement(const Layer *l, int v) {
  int i = chunk(l, v)->next;
  while (kind_at(l, i, CHUNK_ADV) || kind_at(l, i, CHUNK_DATE) || kind_at(l, i, CHUNK_PREP)) i = chunk(l, i)->next;
  if (i < 0) return false;
  bool quote = chunk(l, i)->kind == CHUNK_OTHER && node(l, chunk(l, i)->head)->tag == TAG_QUOTE;
  bool reports = node_in(&l->clauses, node(l, chunk(l, v)->head), FAMILY_DENY) && kind_at(l, i, CHUNK_NOUN) &&
                 node_in(&l->clauses, node(l, chunk(l, i)->head), FAMILY_SOURCE);
  if (reports && that_behind(l, i)) return true; /* "denied reports that" */
  if (chunk(l, i)->kind == CHUNK_SUB || quote || chunk(l, i)->kind == CHUNK_BREAK) return true;
  if (node_in(&l->clauses, node(l, chunk(l, v)->head), FAMILY_SPEECH) && that_behind(l, i)) return true;
  for (int k = i, steps = 0; k >= 0 && steps < 10; k = chunk(l, k)->next, steps++) {
    if (chunk(l, k)->kind == CHUNK_VERB && chunk(l, k)->form == VERB_FINITE) return chunk(l, k)->subject >= i;
    if (chunk(l, k)->kind == CHUNK_VERB && chunk(l, k)->form != VERB_INFINITIVE) return false;
    if (chunk(l, k)->kind == CHUNK_COMMA || chunk(l, k)->kind == CHUNK_SUB || chunk(l, k)->kind == CHUNK_REL)
      return false;
  }
  return false;
}

/* "killed 12 people the monitor said on Sunday": a comma is missing where a new noun group with its verb of speech ends the sentence. */
static bool ends_with_speaker(const Layer *l, int speaker, int v) {
  int b = chunk(l, speaker)->back;
  if (b < 0 || chunk(l, speaker)->prep >= 0 || v < speaker) return false;
  if (!kind_at(l, b, CHUNK_NOUN) && !kind_at(l, b, CHUNK_VERB) && !kind_at(l, b, CHUNK_DATE)) return false;
  Tag first = (Tag)node(l, chunk(l, speaker)->first)->tag;
  if (first != TAG_DET && first != TAG_NAME && first != TAG_PRON) return false;
  for (int i = chunk(l, v)->next; i >= 0; i = chunk(l, i)->next)
    if (kind_at(l, i, CHUNK_VERB) || kind_at(l, i, CHUNK_SUB) || kind_at(l, i, CHUNK_REL)) return false;
  return node_in(&l->clauses, node(l, chunk(l, v)->head), FAMILY_SPEECH);
}

/* Do the speaker's words stand before him: "..., X said"? */
static bool words_before(const Layer *l, int speaker, int v) {
  int b = chunk(l, speaker)->back;
  bool cut = kind_at(l, b, CHUNK_COMMA) || (b >= 0 && tag_at(l, chunk(l, b)->first, TAG_QUOTE));
  if (!cut && !ends_with_speaker(l, speaker, v)) return false;
  for (int i = b; i >= 0; i = chunk(l, i)->back)
    if (kind_at(l, i, CHUNK_VERB) && chunk(l, i)->form == VERB_FINITE) return true;
  return node(l, chunk(l, b)->first)->tag == TAG_QUOTE;
}

/* "It would, he claims, destroy", "If orders fell, he said, growth would slow": the sentence goes on behind the speaker. */
static bool is_inserted(const Layer *l, int speaker, int v) {
  int b = chunk(l, speaker)->back;
  if (speaker > v || !kind_at(l, b, CHUNK_COMMA) || !kind_at(l, chunk(l, v)->next, CHUNK_COMMA) ||
      chunk(l, v)->form != VERB_FINITE || chunk(l, speaker)->prep >= 0)
    return false;
  int first = b;
  for (int i = chunk(l, b)->back; i >= 0; i = chunk(l, i)->back) {
    first = i;
    if (kind_at(l, i, CHUNK_REL) || kind_at(l, i, CHUNK_COMMA)) return false;
  }
  if (first == b) return false;
  if (kind_at(l, first, CHUNK_SUB)) return true;
  int begun = chunk(l, b)->back; /* "It would, he claims, destroy" */
  if (kind_at(l, begun, CHUNK_VERB) && tag_at(l, chunk(l, begun)->head, TAG_MODAL)) begun = chunk(l, begun)->back;
  for (int i = begun; i >= 0; i = chunk(l, i)->back)
    if (kind_at(l, i, CHUNK_VERB) && chunk(l, i)->form == VERB_FINITE) return false;
  return true;
}

/* "..., the ministry reported on Friday, fewer than": commas cut the speaker out. */
static bool is_cut_out(const Layer *l, int speaker, int v) {
  int i = chunk(l, v)->next;
  while (kind_at(l, i, CHUNK_DATE) || kind_at(l, i, CHUNK_ADV) || kind_at(l, i, CHUNK_PREP)) i = chunk(l, i)->next;
  return speaker < v && kind_at(l, chunk(l, speaker)->back, CHUNK_COMMA) && kind_at(l, i, CHUNK_COMMA);
}

/* "Flour cost F, she says, and sugar F": both are said. */
static bool goes_on_behind(const Layer *l, int speaker, int v) {
  int comma = chunk(l, v)->next;
  return is_cut_out(l, speaker, v) && kind_at(l, comma, CHUNK_COMMA) && kind_at(l, chunk(l, comma)->next, CHUNK_JOIN);
}

static void add_said(Layer *l, int v, int speaker, bool before) {
  const Chunk *k = chunk(l, v);
  Said *s = said_add(l);
  if (!s) return;
  set_speaker(l, s, speaker, speaker < v ? k->first : 0);
  s->cue = node_text(&l->clauses, node(l, k->head));
  s->modality = said_modality(l, node(l, k->head));
  if (before) {
    s->last = is_inserted(l, speaker, v) || goes_on_behind(l, speaker, v) ? (int)l->clauses.n
                                                                          : chunk(l, speaker < v ? speaker : v)->first;
  } else {
    s->first = k->last;
    if (k->aside) s->last = k->last;
    while (k->aside && s->last < (int)l->clauses.n && node(l, s->last)->aside == k->aside) s->last++;
  }
}

/* The object, also behind a period: "put third-quarter sales"; -1. */
static int object_of(const Layer *l, int v) {
  int object = chunk(l, v)->object, next = chunk(l, v)->next;
  if (object < 0 && chunk(l, v)->form == VERB_FINITE && kind_at(l, next, CHUNK_DATE)) object = chunk(l, next)->next;
  return kind_at(l, object, CHUNK_NOUN) && chunk(l, object)->prep < 0 ? object : -1;
}

/* "put the number at 14", not "put $300 billion into". */
static bool puts_at(const Layer *l, int v) {
  int what = object_of(l, v), behind = what < 0 || has_figure(l, what) ? -1 : phrase_behind(l, what);
  return behind >= 0 && has_figure(l, behind) &&
         node_in(&l->clauses, node(l, chunk(l, chunk(l, behind)->prep)->head), FAMILY_AT);
}

/* "promises to cut", "promises 2,000 homes", "hopes for approval" */
static bool intends(const Layer *l, int v) {
  int next = chunk(l, v)->next, object = chunk(l, v)->object;
  return (kind_at(l, next, CHUNK_VERB) && chunk(l, next)->form == VERB_INFINITIVE) ||
         (kind_at(l, next, CHUNK_PREP) && chunk(l, v)->form == VERB_FINITE) || (object >= 0 && has_figure(l, object));
}

/* "expects full-year sales to grow" */
static bool expects_to(const Layer *l, int v) {
  if (chunk(l, v)->form != VERB_FINITE || !node_in(&l->clauses, node(l, chunk(l, v)->head), FAMILY_FORECAST))
    return false;
  int i = chunk(l, v)->next;
  for (int steps = 0; i >= 0 && steps < 4; i = chunk(l, i)->next, steps++) {
    if (kind_at(l, i, CHUNK_VERB) && chunk(l, i)->form == VERB_INFINITIVE) return steps > 0;
    if (kind_at(l, i, CHUNK_COMMA) || kind_at(l, i, CHUNK_SUB) || kind_at(l, i, CHUNK_REL)) return false;
  }
  return false;
}

/* "expects 3%", "reported second-quarter revenue of $3 million" */
static bool object_with_figure(const Layer *l, int v) {
  int object = object_of(l, v);
  if (object < 0) return expects_to(l, v);
  int behind = phrase_behind(l, object);
  return has_figure(l, object) || (behind >= 0 && has_figure(l, behind)) || expects_to(l, v);
}

/* "showed exports down 2.3%": a source's verb takes its figures as objects. */
static bool speaks_of_figures(const Layer *l, int v, int speaker) {
  const Node *verb = node(l, chunk(l, v)->head), *who = node(l, chunk(l, speaker)->head);
  if (node_in(&l->clauses, verb, FAMILY_PUT)) return puts_at(l, v);
  if (node_in(&l->clauses, who, FAMILY_SOURCE)) return true;
  if (node_in(&l->clauses, verb, FAMILY_ESTIMATE) && puts_at(l, v)) return true; /* "estimates the damage at F" */
  if (node_in(&l->clauses, verb, FAMILY_PLAN) && node_in(&l->clauses, verb, FAMILY_SAY) && intends(l, v)) return true;
  if (!object_with_figure(l, v)) return false;
  bool named = who->tag == TAG_NAME || who->tag == TAG_PRON || who->tag == TAG_NOUN || who->tag == TAG_FIGURE;
  return named &&
         (node_in(&l->clauses, verb, FAMILY_FORECAST) || node_in(&l->clauses, verb, FAMILY_ESTIMATE) ||
          node_in(&l->clauses, verb, FAMILY_REPORT)) &&
         node_in(&l->clauses, verb, FAMILY_SAY);
}

/* "...", said X: a quotation or a whole clause ends right before the verb; in "X, a minister, told Y" a noun group does. */
static bool is_inverted(const Layer *l, int v) {
  int object = chunk(l, v)->object;
  for (int i = object; i >= 0 && !kind_at(l, i, CHUNK_COMMA) && !kind_at(l, i, CHUNK_SUB); i = chunk(l, i)->next)
    if (kind_at(l, i, CHUNK_VERB) && chunk(l, i)->subject == object && chunk(l, i)->form == VERB_FINITE)
      return false; /* "X, in a letter, said it expects" */
  int b = chunk(l, v)->back;
  if (b >= 0 && tag_at(l, chunk(l, b)->first, TAG_QUOTE)) return true;
  int before = b < 0 ? -1 : chunk(l, b)->back;
  if (before >= 0 && tag_at(l, chunk(l, before)->first, TAG_QUOTE)) return true;
  for (int i = before; i >= 0; i = chunk(l, i)->back) {
    if (kind_at(l, i, CHUNK_VERB)) return true;
    if (kind_at(l, i, CHUNK_COMMA) || tag_at(l, chunk(l, i)->first, TAG_QUOTE)) return false;
  }
  return false;
}

/* "..., a poll suggests": nothing but a date or a phrase stands behind the verb, to the end or a comma ("..., the ministry reported on Friday, fewer than"). */
static bool ends_sentence(const Layer *l, int v) {
  if (chunk(l, v)->form != VERB_FINITE || chunk(l, v)->object >= 0) return false;
  for (int i = chunk(l, v)->next; i >= 0 && !kind_at(l, i, CHUNK_COMMA); i = chunk(l, i)->next)
    if (kind_at(l, i, CHUNK_VERB) || kind_at(l, i, CHUNK_SUB) || kind_at(l, i, CHUNK_REL)) return false;
  return true;
}

/* "... a quarter did not," X says: the sentence's only mark closes a quotation that began in a sentence before. */
static bool ends_quote(const Layer *l, int v) {
  int who = chunk(l, v)->subject < v ? chunk(l, v)->subject : v, quotes = 0;
  for (size_t i = 0; i < l->clauses.n; i++) quotes += node(l, (int)i)->tag == TAG_QUOTE;
  int b = who < 0 ? -1 : chunk(l, who)->back;
  return quotes == 1 && b > 0 && tag_at(l, chunk(l, b)->first, TAG_QUOTE) &&
         kind_at(l, chunk(l, b)->back, CHUNK_COMMA) && node_in(&l->clauses, node(l, chunk(l, v)->head), FAMILY_SPEECH);
}

/* "She disagrees: '...'" */
static bool opens_quote(const Layer *l, int v) {
  int i = chunk(l, v)->last;
  return chunk(l, v)->form == VERB_FINITE && tag_at(l, i, TAG_COLON) && tag_at(l, i + 1, TAG_QUOTE);
}

/* "the 15 feet that the centre had predicted": a figure whose relative clause says who said so. */
static bool by_relative(Layer *l, int v) {
  const Chunk *k = chunk(l, v);
  int rel = k->subject < 0 || k->subject > v ? -1 : chunk(l, k->subject)->back;
  bool relative = rel >= 0 && (chunk(l, rel)->kind == CHUNK_REL || chunk(l, rel)->kind == CHUNK_SUB) &&
                  node(l, chunk(l, rel)->head)->classes & CLASS_RELATIVE;
  int figure = relative ? chunk(l, rel)->back : -1;
  if (!kind_at(l, figure, CHUNK_NOUN) || !has_figure(l, figure) || k->form != VERB_FINITE || has_complement(l, v))
    return false;
  if (k->object >= 0 || !can_speak(l, k->subject)) return false;
  Said *s = said_add(l);
  if (!s) return true;
  set_speaker(l, s, source_of(l, k->subject), k->first);
  s->cue = node_text(&l->clauses, node(l, k->head));
  s->modality = said_modality(l, node(l, k->head));
  s->first = chunk(l, figure)->first;
  s->last = chunk(l, figure)->last;
  return true;
}

/* "The retailer plans to open 25 shops": who plans tells so himself. */
static bool plans(const Layer *l, int v) {
  const Chunk *k = chunk(l, v);
  if (k->form != VERB_FINITE || k->subject < 0 || k->subject > v ||
      !node_in(&l->clauses, node(l, k->head), FAMILY_PLAN))
    return false;
  for (size_t i = 0; i < l->nsaid; i++) /* "X said it plans to" is X's already */
    if (k->first >= l->said[i].first && k->first < l->said[i].last) return false;
  bool infinitive = kind_at(l, k->next, CHUNK_VERB) && chunk(l, k->next)->form == VERB_INFINITIVE;
  return infinitive && is_somebody(l, k->subject);
}

static void by_verb(Layer *l, int v) {
  const Chunk *k = chunk(l, v);
  const Node *verb = node(l, k->head);
  if (k->passive || (k->quoted && !ends_quote(l, v))) return;
  if (node_in(&l->clauses, verb, FAMILY_SAY) && by_relative(l, v)) return;
  if (!node_in(&l->clauses, verb, FAMILY_SAY)) {
    bool survey = k->subject >= 0 && node_in(&l->clauses, verb, FAMILY_SURVEY) && k->form == VERB_FINITE &&
                  node_in(&l->clauses, node(l, chunk(l, k->subject)->head), FAMILY_SOURCE);
    bool planned = plans(l, v);
    size_t known = l->nsaid;
    if (survey || planned) add_said(l, v, k->subject, false); /* "a report that surveyed F" */
    if (planned && l->nsaid > known) l->said[known].plans = true;
    if (k->subject >= 0 && k->subject < v && can_speak(l, k->subject) && opens_quote(l, v))
      add_said(l, v, k->subject, false);
    return;
  }
  bool speech = node_in(&l->clauses, verb, FAMILY_SPEECH);
  int b = k->back, subject = k->subject;
  bool cut = kind_at(l, b, CHUNK_COMMA) || (b >= 0 && tag_at(l, chunk(l, b)->first, TAG_QUOTE));
  if (speech && cut && is_inverted(l, v) && k->object >= 0 && can_speak(l, k->object) && k->form == VERB_FINITE &&
      chunk(l, k->object)->prep < 0) {
    add_said(l, v, k->object, true); /* "...", said X */
    return;
  }
  if (subject < 0 || !can_speak(l, subject)) return;
  int who = source_of(l, subject);
  bool inserted = speech && is_inserted(l, subject, v);
  bool before = (inserted || words_before(l, subject, v)) && !has_complement(l, v) && subject < v;
  if (k->object >= 0 && has_figure(l, k->object) && k->form != VERB_FINITE &&
      !node_in(&l->clauses, verb, FAMILY_FORECAST))
    return;
  if (before ? speech || ends_sentence(l, v) || is_cut_out(l, subject, v)
             : has_complement(l, v) || speaks_of_figures(l, v, subject))
    add_said(l, v, who, before);
}

void said_find(Layer *l) {
  l->nsaid = 0;
  for (size_t i = 0; i < l->clauses.nhits; i++)
    if (l->clauses.hits[i].phrase->kind == PHRASE_SPEAKER) by_cue(l, &l->clauses.hits[i]);
  for (int i = 0; i < (int)l->clauses.nchunks; i++)
    if (kind_at(l, i, CHUNK_VERB)) by_verb(l, i);
}

/* --- what it means for a figure ------------------------------------------------------------------------------------ */

static bool strengthens(Modality now, Modality said) { return now == MODALITY_ACTUAL || said == MODALITY_DENIED; }

void attribute(Layer *l, Claim *k, const Tie *t) {
  const Said *best = NULL;
  for (size_t i = 0; i < l->nsaid; i++) {
    const Said *s = &l->said[i];
    if (t->node < s->first || t->node >= s->last) continue;
    if (t->node >= s->own_first && t->node < s->own_last) continue;
    bool closer = best && best->plans == s->plans && s->last - s->first < best->last - best->first;
    if (!best || closer || (best->plans && !s->plans)) best = s;
  }
  if (!best) return;
  k->speaker = best->speaker;
  k->speaker_cue = best->cue;
  const Node *verb = t->verb >= 0 ? node(l, chunk(l, t->verb)->head) : NULL;
  bool foresees = verb && (node_in(&l->clauses, verb, FAMILY_FORECAST) || node_in(&l->clauses, verb, FAMILY_ESTIMATE));
  bool whose = t->about >= 0 && tag_at(l, chunk(l, t->about)->first, TAG_POSS); /* "insurers put their bill at F" */
  if (foresees && !whose && k->subject.span.start == best->speaker.span.start) subject_of_before(l, k);
  if (best->modality != MODALITY_ACTUAL && strengthens(k->modality, best->modality)) k->modality = best->modality;
}

/* --- quotations over several sentences ----------------------------------------------------------------------------- */

static bool same_block(const Layer *l, uint32_t a, uint32_t b) {
  const Tokens *t = &l->work->tokens;
  return b < t->nsentences && t->sentences[a].block == t->sentences[b].block;
}

static bool has_quote(const Layer *l) {
  for (size_t i = 0; i < l->clauses.n; i++)
    if (node(l, (int)i)->tag == TAG_QUOTE) return true;
  return false;
}

/* The speaker of another sentence: the one whose words touch a quotation there, or the only one. */
static bool speaker_of(Layer *l, uint32_t sentence, Said *out) {
  clauses_read(&l->clauses, sentence);
  said_find(l);
  if (!l->nsaid) return false;
  *out = l->said[0];
  return true;
}

static bool ends_in_colon(const Layer *l, uint32_t sentence) {
  const Sentence *s = &l->work->tokens.sentences[sentence];
  Str text = bytes(l, s->span);
  return text.n && text.p[text.n - 1] == ':';
}

/* Does a quotation go on behind the sentence? It has no closing mark. */
static bool runs_on(const Layer *l, uint32_t sentence) {
  Str text = bytes(l, l->work->tokens.sentences[sentence].span);
  return text.n && !str_ends(text, STR("\"")) && !str_ends(text, STR("\u201d"));
}

/* Speakers behind, before in the paragraph, or before a paragraph that ends in a colon. */
static bool neighbour_speaker(Layer *l, uint32_t sentence, Said *out) {
  uint32_t i = sentence + 1;
  if (same_block(l, sentence, i) && speaker_of(l, i, out)) return true;
  while (runs_on(l, i - 1) && i < sentence + 4 && same_block(l, sentence, ++i))
    if (speaker_of(l, i, out)) return true;
  i = sentence;
  for (int steps = 0; i > 0 && steps < 3 && same_block(l, sentence, i - 1); steps++)
    if (speaker_of(l, --i, out)) return true;
  while (i > 0 && same_block(l, sentence, i - 1)) i--;
  return i > 0 && ends_in_colon(l, i - 1) && speaker_of(l, i - 1, out);
}

/* Gives the speaker to the sentence's claims that have none; marked: only those with that mark (0: all). */
static void give_speaker(Layer *l, const Said *said, uint32_t mark) {
  for (size_t i = l->first; i < l->n; i++) {
    Claim *k = &l->claims[i];
    if (k->speaker.text.n || (mark && !(k->mark & mark))) continue;
    k->speaker = said->speaker;
    k->speaker_cue = said->cue;
  }
}

/* "Harn: 214": a line without a full stop. */
static bool is_item(const Layer *l, uint32_t sentence) {
  Str text = bytes(l, l->work->tokens.sentences[sentence].span);
  return text.n && text.n < 120 && !memchr(".!?:;", text.p[text.n - 1], 5);
}

/* "The main numbers, as the retailer gave them:" */
static bool giver(Layer *l, Said *out) {
  for (int i = 0; i < (int)l->clauses.nchunks; i++) {
    const Chunk *k = chunk(l, i);
    if (k->kind != CHUNK_VERB || k->form != VERB_FINITE || k->passive || k->subject < 0 || k->subject > i) continue;
    const Node *verb = node(l, k->head);
    if (!node_in(&l->clauses, verb, FAMILY_GIVE) || !can_speak(l, k->subject)) continue;
    *out = (Said){.cue = node_text(&l->clauses, verb)};
    set_speaker(l, out, source_of(l, k->subject), k->first);
    return true;
  }
  return false;
}

/* The speaker of a sentence with a colon, "Injured, according to the police:", says the lines of the list under it. */
static bool list_speaker(Layer *l, uint32_t sentence, Said *out) {
  uint32_t i = sentence;
  while (i > 0 && sentence - i < 30 && is_item(l, i)) i--;
  if (i == sentence || !ends_in_colon(l, i)) return false;
  const Tokens *t = &l->work->tokens;
  bool item = l->spoken_at >= i && l->spoken_at < sentence; /* the line before */
  bool known = item || (l->spoken_at < i && t->sentences[i].block - t->sentences[l->spoken_at].block <= 1);
  *out = l->spoken; /* "Rents rose, the city said." "By town:" */
  return speaker_of(l, i, out) || giver(l, out) || known;
}

void attribute_quotes(Layer *l) {
  bool open = false, all = l->first < l->n;
  for (size_t i = l->first; i < l->n; i++) {
    open |= !l->claims[i].speaker.text.n && (l->claims[i].mark & CLAIM_QUOTED);
    all &= !l->claims[i].speaker.text.n;
  }
  uint32_t sentence = l->clauses.sentence;
  Said said;
  if (open && has_quote(l)) {
    said = l->said[0]; /* "..., X said, and '...'" */
    if (l->nsaid == 1 || neighbour_speaker(l, sentence, &said)) give_speaker(l, &said, CLAIM_QUOTED);
  } else if (all && is_item(l, sentence) && list_speaker(l, sentence, &said)) {
    give_speaker(l, &said, 0);
  }
}

/* --- paragraphs ------------------------------------------------------------------------------------------------------ */

/* What the sentence leaves to the next of its paragraph: the last speaker of a figure, or the only speaker. */
static void remember(Layer *l) {
  const Claim *last = NULL;
  for (size_t i = l->first; i < l->n; i++)
    if (l->claims[i].speaker.text.n) last = &l->claims[i];
  if (last)
    l->spoken = (Said){.speaker = last->speaker, .cue = last->speaker_cue};
  else if (l->nsaid == 1)
    l->spoken = l->said[0];
  else
    return;
  l->spoken_at = l->clauses.sentence;
}

/* "Rents rose 6%, the city said. Wages fell 2%.": the figures of a paragraph go on being told by the one who told those before. */
void attribute_rest(Layer *l) {
  enum { REACH = 4 };
  uint32_t sentence = l->clauses.sentence;
  bool goes_on = l->spoken_at < sentence && sentence - l->spoken_at <= REACH && same_block(l, sentence, l->spoken_at);
  bool open = l->nsaid == 0;
  if (goes_on && open) give_speaker(l, &l->spoken, 0);
  if (!open || !goes_on) remember(l);
}
