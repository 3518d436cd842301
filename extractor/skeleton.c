/* skeleton.c -- a sentence's tokens become nodes: each mention one node, each other word one, white space none. Asides and quotes are marked,
 * and the phrases of the book (measures, cues) are looked up in one scan. */
#include "extractor/clause.h"

Str node_text(const Clauses *c, const Node *n) {
  const Token *t = c->work->tokens.items;
  uint32_t from = t[n->first].start;
  return str_make(c->work->doc->text.p + from, t[n->last - 1].end - from);
}

Span nodes_span(const Clauses *c, uint16_t first, uint16_t last) {
  const Token *t = c->work->tokens.items;
  return (Span){t[c->nodes[first].first].start, t[c->nodes[last - 1].last - 1].end};
}

const Node *node_of_mention(const Clauses *c, int32_t mention) {
  for (size_t i = 0; i < c->n; i++)
    if (c->nodes[i].mention == mention) return &c->nodes[i];
  return NULL;
}

static Node *node_add(Clauses *c, uint32_t first, uint32_t last, int32_t mention) {
  c->nodes = arena_grow(c->work->arena, c->nodes, c->n, &c->nodes_cap, c->n + 1, sizeof *c->nodes);
  Node *n = &c->nodes[c->n++];
  *n = (Node){.first = first, .last = last, .mention = mention, .word = &c->book->words[0], .tag = TAG_OTHER};
  return n;
}

/* The mention that starts at byte at, -1; steps over those that begin earlier. */
static int32_t mention_at(Clauses *c, uint32_t at) {
  const Mentions *m = &c->work->mentions;
  while (c->mention_at < m->n && m->items[c->mention_at].span.start < at) c->mention_at++;
  return c->mention_at < m->n && m->items[c->mention_at].span.start == at ? (int32_t)c->mention_at : -1;
}

/* "don’t" as the tables write it: "don't". */
static Str plain_apostrophe(Str s, char *room) {
  size_t at = memchr(s.p, 0xE2, s.n) ? str_find(s, STR("\xE2\x80\x99"), 0) : SIZE_MAX;
  if (at == SIZE_MAX || s.n > 60) return s;
  memcpy(room, s.p, at);
  room[at] = '\'';
  memcpy(room + at + 1, s.p + at + 3, s.n - at - 3);
  return str_make(room, s.n - 2);
}

static void look_up(const Clauses *c, Node *n, const Token *t) {
  char plain[64];
  WordReading r = book_reading(c->book, t, plain_apostrophe(token_text(c->work->doc, t), plain));
  n->word = r.word;
  n->main = r.main;
  n->classes = r.classes;
}

static bool is_hyphen(const Clauses *c, uint32_t i) {
  const Token *t = &c->work->tokens.items[i];
  return t->kind == TOKEN_PUNCT && t->end == t->start + 1 && c->work->doc->text.p[t->start] == '-';
}

/* Behind "comparable-store" when a compound of words starts at i; else i + 1. */
static uint32_t compound_end(Clauses *c, uint32_t i, uint32_t last) {
  const Token *t = c->work->tokens.items;
  uint32_t end = i + 1;
  while (t[i].kind == TOKEN_WORD && end + 1 < last && is_hyphen(c, end) && t[end + 1].kind == TOKEN_WORD) {
    size_t keep = c->mention_at;
    bool mention = mention_at(c, t[end + 1].start) >= 0;
    c->mention_at = keep;
    if (mention) break;
    end += 2;
  }
  return end;
}

/* A compound is known as a whole, or it is its last word used as an adjective or noun. */
static void look_up_compound(const Clauses *c, Node *n) {
  const Word *w = book_word(c->book, node_text(c, n));
  look_up(c, n, &c->work->tokens.items[n->last - 1]);
  if (w != c->book->words) n->word = w;
  if (w->classes) {
    n->classes = w->classes;
    n->main = w->main;
    return;
  }
  if (!(n->classes & CLASS_NOMINAL)) n->main = 0; /* "once-off" is no adverb */
  n->classes = n->classes & CLASS_NOMINAL ? (n->classes & CLASS_NOMINAL) | CLASS_ADJECTIVE : CLASS_ADJECTIVE;
}

/* "-based" behind a name: an adjective of one node, the name stays a node of its own; the token behind it, i when there is none. */
static uint32_t suffix_end(Clauses *c, uint32_t i, uint32_t last) {
  const Token *t = c->work->tokens.items;
  if (!is_hyphen(c, i) || i + 1 >= last || t[i + 1].kind != TOKEN_WORD) return i;
  const Mention *m = c->n && c->nodes[c->n - 1].last == i ? node_mention(c, &c->nodes[c->n - 1]) : NULL;
  if (!m || m->kind != KIND_ENTITY) return i;
  size_t keep = c->mention_at;
  bool mention = mention_at(c, t[i + 1].start) >= 0;
  c->mention_at = keep;
  return mention ? i : i + 2;
}

/* ‘ and ’ around a word set it off but do not change how it hangs in the sentence. */
static bool is_single_quote(const Clauses *c, const Token *t) {
  if (t->kind != TOKEN_PUNCT) return false;
  Str s = token_text(c->work->doc, t);
  return (str_is(s, "\xE2\x80\x98") || str_is(s, "\xE2\x80\x99") || str_is(s, "'"));
}

void nodes_make(Clauses *c) {
  const Tokens *tokens = &c->work->tokens;
  const Sentence *s = &tokens->sentences[c->sentence];
  c->n = 0;
  for (uint32_t i = s->first; i < s->last;) {
    const Token *t = &tokens->items[i];
    if (t->kind == TOKEN_SPACE) {
      i++;
      continue;
    }
    int32_t m = mention_at(c, t->start);
    uint32_t last = i + 1;
    uint32_t suffix = m < 0 ? suffix_end(c, i, s->last) : i;
    if (suffix > i)
      last = suffix;
    else if (m < 0)
      last = compound_end(c, i, s->last);
    else
      while (last < s->last && tokens->items[last].start < c->work->mentions.items[m].span.end) last++;
    if (!(m < 0 && is_single_quote(c, t))) {
      Node *n = node_add(c, i, last, m);
      uint32_t word = last;
      while (word > i && tokens->items[word - 1].kind != TOKEN_WORD) word--;
      if (suffix > i)
        n->classes = CLASS_ADJECTIVE;
      else if (m < 0 && last > i + 1)
        look_up_compound(c, n);
      else if (word > i)
        look_up(c, n, &tokens->items[word - 1]);
    }
    i = last;
  }
}

/* --- asides and quotes --------------------------------------------------------------------------------------------- */

static void mark_aside(Clauses *c, size_t from, size_t to) {
  if (c->nasides == UINT8_MAX) return;
  c->nasides++;
  for (size_t i = from; i < to; i++) c->nodes[i].aside = c->nasides;
}

static void mark_brackets(Clauses *c) {
  for (size_t i = 0; i < c->n; i++) {
    if (c->nodes[i].tag != TAG_OPEN) continue;
    size_t j = i + 1;
    while (j < c->n && c->nodes[j].tag != TAG_CLOSE && c->nodes[j].tag != TAG_OPEN) j++;
    if (j < c->n && c->nodes[j].tag == TAG_CLOSE) mark_aside(c, i, j + 1);
  }
}

/* A pair of dashes with no verb group border problem: what stands between is an aside; a single dash only separates. */
static void mark_dashes(Clauses *c) {
  size_t open = SIZE_MAX;
  for (size_t i = 0; i < c->n; i++) {
    if (c->nodes[i].tag != TAG_DASH || c->nodes[i].aside) continue;
    if (open == SIZE_MAX) {
      open = i;
      continue;
    }
    mark_aside(c, open, i + 1);
    open = SIZE_MAX;
  }
}

static void mark_quotes(Clauses *c) {
  bool in = false;
  for (size_t i = 0; i < c->n; i++) {
    if (c->nodes[i].tag == TAG_QUOTE) in = !in;
    c->nodes[i].quoted = in;
  }
}

/* --- phrases ------------------------------------------------------------------------------------------------------- */

static uint32_t base_at(const Clauses *c, size_t i) { return c->nodes[i].word->base; }

static bool is_mention(const Clauses *c, size_t i) { return c->nodes[i].mention >= 0; }

static bool is_name(const Clauses *c, size_t i) {
  const Mention *m = node_mention(c, &c->nodes[i]);
  return m && m->kind == KIND_ENTITY && m->is.entity.how != HOW_PRONOUN && m->is.entity.how != HOW_DEFINITE;
}

static size_t phrase_fits(const Clauses *c, size_t at, const Phrase *p) {
  if (at + p->n > c->n) return 0;
  for (size_t k = 0; k < p->n; k++) {
    const Node *n = &c->nodes[at + k];
    if (n->word == c->book->words || base_at(c, at + k) != p->words[k]) return 0;
    if (k && is_mention(c, at + k)) return 0;
  }
  return p->n;
}

static void find_hits(Clauses *c) {
  c->nhits = 0;
  for (size_t i = 0; i < c->n; i++) {
    if (c->nodes[i].word == c->book->words || is_name(c, i)) continue;
    uint32_t then = i + 1 < c->n ? base_at(c, i + 1) : 0;
    for (int32_t p = c->book->words[base_at(c, i)].phrases; p >= 0; p = c->book->phrases[p].next) {
      const Phrase *phrase = &c->book->phrases[p];
      if (phrase->n > 1 && phrase->words[1] != then) continue; /* most that begin with "of" */
      size_t n = phrase_fits(c, i, phrase);
      if (!n) continue;
      c->hits = arena_grow(c->work->arena, c->hits, c->nhits, &c->hits_cap, c->nhits + 1, sizeof *c->hits);
      c->hits[c->nhits++] = (Hit){(uint16_t)i, (uint16_t)(i + n), &c->book->phrases[p]};
    }
  }
}

static size_t first_mention(const Clauses *c, uint32_t start) {
  size_t low = 0, high = c->work->mentions.n;
  while (low < high) {
    size_t mid = (low + high) / 2;
    if (c->work->mentions.items[mid].span.start < start)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

void clauses_read(Clauses *c, uint32_t sentence) {
  c->sentence = sentence;
  c->mention_at = c->mention_first = first_mention(c, c->work->tokens.sentences[sentence].span.start);
  c->nasides = 0;
  nodes_make(c);
  find_hits(c);
  nodes_tag(c);
  mark_brackets(c);
  mark_dashes(c);
  mark_quotes(c);
  chunks_make(c);
  chunks_link(c);
}
