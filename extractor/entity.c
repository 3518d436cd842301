/* entity.c -- runs of capitalised words, cut into names.
 *
 * A run is made of pieces: names of the gazetteer and single capitalised words, with what may join them (of, &, van, a hyphen, initials). It is cut
 * where a person's title or a people's name ends one name and begins another ("US Treasury Secretary Scott Bessent", "German Chancellor Olaf
 * Scholz"). At a sentence's begin a common word is no name unless the document elsewhere has it in mid-sentence. Where a whole line has capitals,
 * common words separate names. Words and their classes are the pack's (names.tsv, openers.tsv, common_words.tsv, people_names.tsv). */
#include "base/utf8.h"
#include "extractor/names.h"
#include "extractor/pack_p.h"

enum { MAX_PIECES = 24 };
typedef struct {
  uint32_t first, last; /* tokens */
  uint32_t hit;         /* index into Work.hits + 1, 0 none */
  uint64_t bits;        /* NB_* of its last word */
  unsigned word;        /* WORD_* of its last word */
  bool of;              /* joined to the piece before by "of" and the like */
} Piece;

typedef enum { CASE_PLAIN, CASE_TITLE, CASE_UPPER } Case;
typedef struct {
  Naming *x;
  uint32_t sentence, last;
  Case how;
  uint32_t office; /* gazetteer_role of the title that was passed last */
  bool initial;    /* the run begins the sentence or a quotation */
  Piece piece[MAX_PIECES];
  uint32_t n;
} Run;

/* --- tokens ------------------------------------------------------------------------------------------------------------- */
static Str text_of(const Naming *x, uint32_t token) { return token_text(x->w->doc, &x->w->tokens.items[token]); }
unsigned name_word(const Naming *x, uint32_t token) {
  if (x->word[token] == UINT8_MAX) x->word[token] = (uint8_t)gazetteer_word(x->g, text_of(x, token));
  return x->word[token];
}

Str name_text(const Naming *x, const Name *n) { return str_slice(x->w->doc->text, n->span.start, n->span.end); }

uint32_t skip_space(const Naming *x, uint32_t i, uint32_t last) {
  while (i < last && x->w->tokens.items[i].kind == TOKEN_SPACE) i++;
  return i;
}

static bool is_mark(const Naming *x, uint32_t i, uint32_t last, char mark) {
  return i < last && x->w->tokens.items[i].kind == TOKEN_PUNCT &&
         x->w->doc->text.p[x->w->tokens.items[i].start] == mark;
}

static bool is_capital(const Naming *x, uint32_t i) {
  const Token *t = &x->w->tokens.items[i];
  if (t->kind != TOKEN_WORD || t->shape == SHAPE_LOWER) return false;
  return t->shape != SHAPE_MIXED || cp_is_upper(utf8_at(x->w->doc->text, t->start, &(unsigned){0}));
}

static const CoreSpan *hit_at(Naming *x, uint32_t token) {
  while (x->hit < x->w->nhits && x->w->hits[x->hit].first < token) x->hit++;
  return x->hit < x->w->nhits && x->w->hits[x->hit].first == token ? &x->w->hits[x->hit] : NULL;
}

/* "That's", "You've": what stands before the apostrophe is a word of the language. */
static bool is_contraction(const Naming *x, Str w) {
  size_t at = w.n;
  while (at > 1 && w.p[at - 1] != '\'' && (unsigned char)w.p[at - 1] != 0xE2) at--;
  if (at < 3) return false;
  Str before = str_slice(w, 0, at - 1), shorter = str_slice(w, 0, at - 2); /* Isn't: is + n't */
  return (gazetteer_word(x->g, before) | gazetteer_word(x->g, shorter)) & WORD_COMMON;
}

/* Inside an address of the net, or a tag. */
static bool in_address(const Naming *x, uint32_t i) {
  uint32_t at = x->w->tokens.items[i].start, from = at > 200 ? at - 200 : 0;
  Str text = x->w->doc->text;
  if (!at || !strchr("/@#$_=&?.", text.p[at - 1])) return false;
  if (strchr("@#$_=&?", text.p[at - 1])) return text.p[at - 1] != '&' && text.p[at - 1] != '_';
  uint32_t k = at;
  while (k > from && (unsigned char)text.p[k - 1] > ' ') k--;
  Str run = str_slice(text, k, at);
  return str_find(run, STR("://"), 0) != SIZE_MAX || str_starts(run, STR("www."));
}

/* "Chipmaking giant Nvidia", "Carmaker Halden" at the start of a sentence: what somebody is, not how he is called. */
static bool is_role(const Run *r, uint32_t i) {
  const Naming *x = r->x;
  if (i != x->w->tokens.sentences[r->sentence].first || name_bits(x, i) & (NB(org) | NB(place) | NB(title)))
    return false;
  if (!gazetteer_role(x->g, text_of(x, i))) return false;
  return i + 2 < r->last && x->w->tokens.items[i + 1].kind == TOKEN_SPACE && is_capital(x, i + 2);
}

/* A legal form follows: "CPI Corp", "Circle K Inc". */
static bool is_firm(const Run *r, uint32_t i) {
  const Naming *x = r->x;
  return i + 2 < r->last && x->w->tokens.items[i + 1].kind == TOKEN_SPACE && name_is(x, i + 2, NC_legal) &&
         is_capital(x, i + 2) && (r->n || x->w->tokens.items[i].shape == SHAPE_UPPER);
}

/* May token i be a word of a name, by itself? */
static bool is_name_word(const Run *r, uint32_t i) {
  const Naming *x = r->x;
  const Token *t = &x->w->tokens.items[i];
  if (i >= r->last || x->covered[i] || !is_capital(x, i)) return false;
  bool letter = t->end - t->start == 1, before_form = is_firm(r, i);
  if (letter) return (is_mark(x, i + 1, r->last, '.') && i + 2 < r->last) || (before_form && r->n);
  uint64_t bits = name_bits(x, i);
  if ((bits & (NB(never) | NB(start)) && !(bits & NB(creed)) && !before_form) || is_contraction(x, text_of(x, i)) ||
      in_address(x, i) || is_role(r, i))
    return false;
  bool named = bits & (NB(org) | NB(legal) | NB(title) | NB(place) | NB(first) | NB(side) | NB(junior));
  if (x->w->pack->capital_nouns) {
    bool firm = i + 2 < r->last && x->w->tokens.items[i + 1].kind == TOKEN_SPACE && name_bits(x, i + 2) & NB(legal);
    return firm || t->shape == SHAPE_UPPER || t->shape == SHAPE_MIXED || (named && !(bits & NB(org))) ||
           name_word(x, i) & WORD_GIVEN;
  }
  if (r->how == CASE_PLAIN || named) return true;
  return !(name_word(x, i) & WORD_COMMON) || name_word(x, i) & WORD_GIVEN;
}

/* --- runs --------------------------------------------------------------------------------------------------------------- */
/* "W." "St." "Inc." "Goto.com": what a point joins to the word. */
static void take_point(const Run *r, Piece *p, bool hit) {
  const Naming *x = r->x;
  if (!is_mark(x, p->last, r->last, '.')) return;
  uint32_t next = p->last + 1;
  bool letter = !hit && x->w->tokens.items[p->first].end - x->w->tokens.items[p->first].start == 1;
  if (p->bits & NB(legal) && p->bits & NB(brief))
    p->last++;
  else if (next < r->last && (letter || p->bits & NB(point)))
    p->last++;
  else if (!hit && next < r->last && name_is(x, next, NC_domain) && x->w->tokens.items[next].shape == SHAPE_LOWER)
    p->last += 2;
}

/* "Next, we saw": a word that opens sentences, though a firm has its name too. */
static bool is_opener(const Run *r, uint32_t i) {
  const Naming *x = r->x;
  return name_is(x, i, NC_start) && i == x->w->tokens.sentences[r->sentence].first && is_mark(x, i + 1, r->last, ',');
}

/* "THIS IS", "it IS": in a line of capitals, or behind a pronoun, a small word is not the name that it is spelt like. */
static bool is_stressed(const Run *r, uint32_t i) {
  const Naming *x = r->x;
  if (!name_is(x, i, NC_start) || x->w->tokens.items[i].shape != SHAPE_UPPER) return false;
  bool behind = i >= x->w->tokens.sentences[r->sentence].first + 2;
  return r->how == CASE_UPPER || (behind && name_bits(x, i - 2) & (NB(start) | NB(pronoun)));
}

static bool add_piece(Run *r, uint32_t i, bool of) {
  Naming *x = r->x;
  const CoreSpan *hit = r->n < MAX_PIECES ? hit_at(x, i) : NULL;
  if (hit && (is_opener(r, i) || (hit->last == i + 1 && is_stressed(r, i)))) return false;
  if (r->n == MAX_PIECES || (!hit && !is_name_word(r, i))) return false;
  Piece *p = &r->piece[r->n++];
  *p = (Piece){.first = i, .last = hit ? hit->last : i + 1, .hit = hit ? x->hit + 1 : 0, .of = of};
  p->bits = name_bits(x, p->last - 1);
  p->word = name_word(x, p->last - 1);
  take_point(r, p, hit != NULL);
  return true;
}

/* "of", "for", "on" behind the head of an organisation or a place; returns the token where the name goes on, or 0. */
static uint32_t over_preposition(const Run *r, uint32_t e) {
  const Naming *x = r->x;
  const Piece *p = &r->piece[r->n - 1];
  if (e + 2 >= r->last || x->w->tokens.items[e + 1].kind != TOKEN_SPACE) return 0;
  uint64_t bits = name_bits(x, e);
  bool head = (p->bits & (NB(org) | NB(place) | NB(event) | NB(title))) != 0;
  bool joins = bits & NB(of) ? head : (bits & (NB(for) | NB(on))) && (p->bits & NB(org));
  if (!joins || p->bits & NB(legal) || (p->hit && !(p->bits & NB(org)))) return 0;
  uint32_t i = e + 2;
  if (name_is(x, i, NC_the) && i + 2 < r->last && x->w->tokens.items[i + 1].kind == TOKEN_SPACE) i += 2;
  return i;
}

/* Particles ("van der", "bin", "al-") before the next name word; returns where that is, or 0. */
static uint32_t over_particles(const Run *r, uint32_t e) {
  const Naming *x = r->x;
  uint32_t i = e;
  while (i + 1 < r->last && name_is(x, i, NC_particle)) {
    i = skip_space(x, i + 1, r->last);
    if (is_mark(x, i, r->last, '-')) i = skip_space(x, i + 1, r->last);
  }
  return i > e && !r->piece[r->n - 1].hit ? i : 0;
}

/* "and" inside a ministry's name: Ministry of Foreign Affairs and Trade. */
static uint32_t over_and(const Run *r, uint32_t e) {
  const Naming *x = r->x;
  if (is_mark(x, e, r->last, '&')) return skip_space(x, e + 1, r->last);
  if (!name_is(x, e, NC_and) || e + 2 >= r->last || x->w->tokens.items[e + 1].kind != TOKEN_SPACE) return 0;
  if (name_is(x, e + 2, NC_legal) && !(r->piece[r->n - 1].bits & NB(legal))) return e + 2; /* Goldman Sachs and Co */
  if (r->how != CASE_PLAIN) return 0;
  bool governed = false;
  for (uint32_t k = 0; k < r->n; k++) governed |= r->piece[k].of && k > 0 && (r->piece[k - 1].bits & NB(org));
  bool common = name_word(x, e + 2) & WORD_COMMON;
  return governed && common && !r->piece[r->n - 1].hit ? e + 2 : 0;
}

/* "Jardine Fleming (Securities) Ltd", "Albertson's Inc": from token e over what stands before a legal form; 0 when none follows. */
static uint32_t over_aside(const Run *r, uint32_t e) {
  const Naming *x = r->x;
  uint32_t i = skip_space(x, e, r->last), end = i + 6 < r->last ? i + 6 : r->last;
  if (is_mark(x, i, r->last, '(')) {
    while (i < end && !is_mark(x, i, r->last, ')')) i++;
  } else if (x->w->tokens.items[e].kind != TOKEN_WORD || x->w->tokens.items[e].shape != SHAPE_LOWER ||
             strchr("abcdefghijklmnopqrstuvwxyz", x->w->doc->text.p[x->w->tokens.items[e].start])) {
    return 0;
  }
  if (i + 2 >= r->last || x->w->tokens.items[i + 1].kind != TOKEN_SPACE) return 0;
  i = skip_space(x, i + 1, r->last);
  return i < r->last && name_is(x, i, NC_legal) && is_capital(x, i) ? i : 0;
}

/* Takes the next piece behind token e. */
static bool extend(Run *r) {
  Naming *x = r->x;
  const Piece *p = &r->piece[r->n - 1];
  uint32_t e = p->last;
  if (e >= r->last) return false;
  if (is_mark(x, e, r->last, '-'))
    return e + 1 < r->last && x->w->tokens.items[e + 1].kind == TOKEN_WORD && add_piece(r, e + 1, false);
  if (is_mark(x, e, r->last, '&')) return add_piece(r, e + 1, false);
  if (is_mark(x, e, r->last, ',')) {
    uint32_t i = skip_space(x, e + 1, r->last);
    return i < r->last && name_is(x, i, NC_legal) && is_capital(x, i) && !x->covered[i] && add_piece(r, i, false);
  }
  uint32_t legal = over_aside(r, e);
  if (legal) return add_piece(r, legal, false);
  if (x->w->tokens.items[e].kind != TOKEN_SPACE) return false;
  e = skip_space(x, e, r->last);
  if (e >= r->last) return false;
  if (add_piece(r, e, false)) return true;
  uint32_t i = over_preposition(r, e);
  if (i && add_piece(r, i, true)) return true;
  i = over_particles(r, e);
  if (i && add_piece(r, i, false)) return true;
  i = over_and(r, e);
  return i && add_piece(r, i, is_mark(x, e, r->last, '&') ? false : true);
}

/* --- names out of runs ------------------------------------------------------------------------------------------------------ */
static const CoreSpan *piece_hit(const Run *r, uint32_t k) {
  return r->piece[k].hit ? &r->x->w->hits[r->piece[k].hit - 1] : NULL;
}
static const CoreEntry *piece_core(const Run *r, uint32_t k) {
  return r->piece[k].hit ? gazetteer_entry(r->x->g, piece_hit(r, k)->entry) : NULL;
}

static bool is_demonym(const Run *r, uint32_t k) { return r->piece[k].hit && piece_hit(r, k)->demonym; }
static bool is_common(const Run *r, uint32_t k) { return !r->piece[k].hit && (r->piece[k].word & WORD_COMMON); }

static void push_name(Run *r, uint32_t a, uint32_t b, unsigned flags) {
  Naming *x = r->x;
  uint32_t last = r->piece[b - 1].last;
  Name n = {.first = r->piece[a].first,
            .last = last,
            .sentence = r->sentence,
            .words = b - a,
            .flags = (uint8_t)flags,
            .who = UINT32_MAX};
  n.span = (Span){x->w->tokens.items[n.first].start, x->w->tokens.items[last - 1].end};
  const CoreSpan *hit = piece_hit(r, a);
  bool legal = true;
  for (uint32_t k = a + 1; k < b; k++) legal &= (r->piece[k].bits & NB(legal)) != 0;
  bool firm = hit && b - a > 1 && piece_core(r, a)->type == ENT_PLACE; /* "Rhodes Inc" */
  if (hit && legal && !firm) {
    n.core = hit->entry + 1;
    if (hit->demonym) n.flags |= NAME_DEMONYM;
  } else if (hit && !hit->demonym && piece_core(r, a)->type != ENT_PLACE) {
    n.within = (uint8_t)(gazetteer_entry(x->g, hit->entry)->type + 1);
  } else if (b - a == 2 && piece_core(r, b - 1) && !is_demonym(r, b - 1) && is_common(r, a)) {
    n.within = (uint8_t)(piece_core(r, b - 1)->type + 1);
  }
  if (n.flags & NAME_TITLED) n.office = r->office;
  if (r->how != CASE_PLAIN) n.flags |= NAME_CAPS;
  if (r->initial && a == 0) n.flags |= NAME_INITIAL;
  bool prefix = r->initial && a == 0 && b == 1 && !n.core && is_mark(x, last, r->last, '-') && last + 1 < r->last;
  if (prefix && x->w->tokens.items[last + 1].shape == SHAPE_LOWER) n.flags |= NAME_WEAK; /* Non-callable */
  x->names = arena_grow(x->w->arena, x->names, x->n, &x->cap, x->n + 1, sizeof *x->names);
  x->names[x->n++] = n;
  name_weigh(x, &x->names[x->n - 1]);
}

/* The heads of pieces [a, b). */
static uint64_t heads(const Run *r, uint32_t a, uint32_t b) {
  uint64_t bits = 0;
  for (uint32_t k = a; k < b; k++) bits |= r->piece[k].bits;
  return bits;
}

static bool is_given(const Run *r, uint32_t k) { return !r->piece[k].hit && r->piece[k].word & WORD_GIVEN; }

static bool given_among(const Run *r, uint32_t a, uint32_t b) {
  for (uint32_t k = a; k < b; k++) {
    if (!r->piece[k].hit && (r->piece[k].word & WORD_GIVEN) && !(r->piece[k].word & WORD_COMMON)) return true;
  }
  return false;
}

/* A common word that only the sentence's begin capitalised: returns how many pieces to leave out, and sets *weak when all hangs on it. */
static uint32_t drop_initial(const Run *r, uint32_t a, uint32_t b, bool *weak) {
  *weak = false;
  const Piece *p = &r->piece[a];
  bool single = p->last == p->first + 1 || (p->last == p->first + 2 && !p->hit);
  if (!r->initial || a > 0 || !single || !(p->word & WORD_COMMON)) return 0;
  if (is_mark(r->x, p->last, r->last, '-')) return 0;          /* Micro-Membranes */
  if (a + 1 < b && r->piece[a + 1].bits & NB(legal)) return 0; /* Crane Co */
  if (a + 1 == b) {
    *weak = true;
    return 0;
  }
  if (p->hit || p->bits & (NB(first) | NB(side) | NB(event)) || r->piece[a + 1].of) return 0;
  if (p->word & WORD_GIVEN && !is_common(r, a + 1) && !r->piece[a + 1].hit) return 0;
  if (!is_common(r, a + 1)) return p->bits & NB(org) ? 0 : 1;
  *weak = !(r->piece[b - 1].bits & (NB(org) | NB(place) | NB(legal)));
  return 0;
}

/* Where a second name begins inside [a, b): behind a people's name, or between two names of the gazetteer. 0: nowhere. */
static uint32_t inner_border(const Run *r, uint32_t a, uint32_t b) {
  if (is_demonym(r, a)) {
    bool office = heads(r, a + 1, b) & (NB(org) | NB(legal) | NB(event) | NB(place)) && !given_among(r, a + 1, b);
    return office && !r->piece[a + 1].hit ? 0 : a + 1;
  }
  for (uint32_t k = a + 1; k < b; k++) {
    const CoreEntry *left = piece_core(r, k - 1), *right = piece_core(r, k);
    if (r->piece[k].of) continue;
    bool joined = is_mark(r->x, r->piece[k].first - 1, r->last, '-') && r->piece[b - 1].bits & NB(legal);
    if (left && right && !is_demonym(r, k) && !joined) return k;
    if (right && k > a && right->type != ENT_PLACE && r->piece[k].last > r->piece[k].first + 1 && !left) return k;
    if (left && left->type != ENT_PERSON && !right && given_among(r, k, k + 1) && k + 1 < b &&
        !(heads(r, k, b) & (NB(org) | NB(place) | NB(legal)))) {
      return k;
    }
  }
  return 0;
}

/* A people, a faith or a party's adjective names nothing alone; before a head ("Catholic Church") it is part of the name. */
static bool leave_creed(const Run *r, uint32_t a, uint32_t b) {
  if (a + 1 < b && is_given(r, a) && !is_common(r, a + 1)) return false; /* Christian Lacroix */
  return !r->piece[a].hit && r->piece[a].bits & NB(creed) && !(heads(r, a + 1, b) & (NB(org) | NB(legal)));
}

static bool all_legal(const Run *r, uint32_t a, uint32_t b) {
  while (a < b && !r->piece[a].hit && r->piece[a].bits & NB(legal)) a++;
  return a == b;
}

static void emit(Run *r, uint32_t a, uint32_t b, bool titled) {
  while (a < b) {
    bool weak;
    if (leave_creed(r, a, b)) {
      a++;
      continue;
    }
    a += drop_initial(r, a, b, &weak);
    uint32_t border = a + 1 < b ? inner_border(r, a, b) : 0, end = border ? border : b;
    bool bare = end == a + 1 && !r->piece[a].hit && r->piece[a].bits & (NB(title) | NB(adj)) && !titled;
    if (end == a + 1 && !r->piece[a].hit && is_common(r, a) && r->how == CASE_UPPER) bare = true;
    if (all_legal(r, a, end)) bare = true;
    if (!bare) push_name(r, a, end, (weak ? NAME_WEAK : 0u) | (titled && end == b ? NAME_TITLED : 0u));
    a = end;
  }
}

/* Is piece k a title that a name follows, and no name itself ("Stephen King")? */
static bool is_title(const Run *r, uint32_t start, uint32_t k) {
  bool paper = r->piece[k].hit && piece_core(r, k)->type == ENT_PUBLISHER && r->initial && k == 0 && r->n == 3 &&
               !(r->piece[2].bits & (NB(org) | NB(place) | NB(legal))); /* "Economist Farid Anwar", not the paper */
  if ((r->piece[k].hit && !paper) || !(r->piece[k].bits & NB(title)) || r->piece[k].of) return false;
  bool name = k + 1 == r->n && k > start && (r->piece[k - 1].word & WORD_GIVEN) && !r->piece[k - 1].hit;
  bool company = r->piece[k].bits & NB(adj) && k + 1 < r->n && r->piece[r->n - 1].bits & NB(legal);
  bool common = r->piece[k].bits & NB(adj) && k + 1 < r->n; /* General Agreement */
  for (uint32_t j = k + 1; common && j < r->n; j++)
    common = !r->piece[j].hit && (r->piece[j].word & (WORD_COMMON | WORD_GIVEN | WORD_FAMILY)) == WORD_COMMON &&
             !(r->piece[j].bits & (NB(title) | NB(adj)));
  return !name && !company && !common;
}

/* Behind the title at k: over "of State" and further titles. */
static uint32_t behind_title(const Run *r, uint32_t k) {
  uint32_t j = k + 1;
  while (j < r->n &&
         (r->piece[j].of || is_title(r, k, j) || (r->piece[j].bits & NB(adj) && is_common(r, j) && j + 1 < r->n)))
    j++;
  return j;
}

/* The office that pieces [m, k] name, by the longest of their endings: "Treasury Secretary", "Secretary". */
static uint32_t office_of(const Run *r, uint32_t m, uint32_t k) {
  const Naming *x = r->x;
  uint32_t end = r->piece[k].last;
  while (end > r->piece[k].first + 1 && x->w->tokens.items[end - 1].kind == TOKEN_PUNCT) end--;
  for (uint32_t a = m; a <= k; a++) {
    uint32_t from = x->w->tokens.items[r->piece[a].first].start;
    uint32_t role = gazetteer_role(x->g, str_slice(x->w->doc->text, from, x->w->tokens.items[end - 1].end));
    if (role) return role;
  }
  return 0;
}

static void cut_run(Run *r) {
  bool titled = false;
  for (uint32_t start = 0; start < r->n;) {
    uint32_t k = start;
    while (k < r->n && !is_title(r, start, k)) k++;
    uint32_t m = k;
    if (k < r->n) {
      while (m > start && !r->piece[m - 1].hit && r->piece[m - 1].bits & (NB(adj) | NB(title))) m--;
    }
    emit(r, start, m, titled);
    if (k == r->n) return;
    r->office = office_of(r, m, k);
    start = behind_title(r, k);
    titled = true;
  }
}

/* --- sentences ------------------------------------------------------------------------------------------------------------- */
/* Are the sentence's words mostly capitalised, as in headlines? */
static Case case_of(const Naming *x, const Sentence *s) {
  uint32_t words = 0, cap = 0, upper = 0,
           enough = (s->last - s->first) * 3 / 20 + 1; /* half of the tokens are blanks */
  for (uint32_t i = s->first; i < s->last && words - cap <= enough; i++) {
    const Token *t = &x->w->tokens.items[i];
    if (t->kind != TOKEN_WORD || t->end - t->start < 4) continue;
    words++;
    upper += t->shape == SHAPE_UPPER;
    cap += t->shape != SHAPE_LOWER;
  }
  if (words >= 2 && upper * 10 >= words * 7) return CASE_UPPER;
  bool stops = is_mark(x, s->last - 1, s->last, '.') && cap < words; /* a headline seldom ends with a full stop */
  return words >= 4 && cap * 20 >= words * 17 && !stops ? CASE_TITLE : CASE_PLAIN;
}

bool names_headline(const Naming *x, uint32_t sentence) {
  return case_of(x, &x->w->tokens.sentences[sentence]) == CASE_TITLE;
}

/* "HOLM - Voters", "PORT AMSEL, March 3 -- Prices": nothing but capitals and figures before the dash at token dash. */
static bool is_dateline(const Naming *x, uint32_t first, uint32_t dash) {
  enum { LONGEST = 16 };
  Str mark = text_of(x, dash);
  bool dashes = str_is(mark, "-") || str_is(mark, "\xE2\x80\x93") || str_is(mark, "\xE2\x80\x94");
  if (!dashes || dash - first > LONGEST || x->w->tokens.items[first].shape != SHAPE_UPPER) return false;
  for (uint32_t i = first; i < dash; i++)
    if (x->w->tokens.items[i].kind == TOKEN_WORD && x->w->tokens.items[i].shape == SHAPE_LOWER && !x->covered[i])
      return false;
  return true;
}

/* Nothing but white space and opening marks between the sentence's begin, a colon or an opening quotation mark, and token i. */
static bool begins(const Naming *x, const Sentence *s, uint32_t i) {
  if (i == s->first) return true;
  const Token *t = &x->w->tokens.items[i - 1];
  if (t->kind == TOKEN_SPACE && i - 1 > s->first)
    return is_mark(x, i - 2, s->last, ':') || is_dateline(x, s->first, i - 2);
  if (t->kind == TOKEN_SPACE) return false;
  if (t->kind != TOKEN_PUNCT) return false;
  Str m = text_of(x, i - 1);
  bool opens = str_is(m, "\"") || str_is(m, "\xE2\x80\x9C") || str_is(m, "\xE2\x80\x98") || str_is(m, "`") ||
               str_is(m, "'") || str_is(m, "(") || str_is(m, "[") || str_is(m, "_") || str_is(m, "*");
  return opens;
}

/* Hits that are left behind count as none. */
static bool hit_begins(Naming *x, uint32_t i) {
  while (x->hit < x->w->nhits && x->w->hits[x->hit].first < i) x->hit++;
  return x->hit < x->w->nhits && x->w->hits[x->hit].first == i;
}

/* Behind the words in small letters that make a body or a realm of a people's name at e: "government", "security forces"; e when none do. */
static uint32_t over_body(const Run *r, uint32_t e) {
  const Naming *x = r->x;
  for (uint32_t i = e; i + 1 < r->last && x->w->tokens.items[i].kind == TOKEN_SPACE; i += 2) {
    const Token *t = &x->w->tokens.items[i + 1];
    if (t->kind != TOKEN_WORD || t->shape != SHAPE_LOWER || x->covered[i + 1]) return e;
    bool more = i + 3 < r->last && x->w->tokens.items[i + 2].kind == TOKEN_SPACE && name_is(x, i + 3, NC_body);
    if (name_bits(x, i + 1) & (NB(body) | NB(realm)) && !more) return i + 2;
    if (!name_is(x, i + 1, NC_arm) && !more) return e;
  }
  return e;
}

/* "the Kenyan government", "Sunni militias", "Kenyan waters": the name of a people or faith that ends the run becomes the name of the body or
 * place behind it. Returns the token behind the run. */
static uint32_t take_body(Run *r) {
  enum { SURE = 24 };
  Naming *x = r->x;
  const Piece *p = &r->piece[r->n - 1];
  bool creed = !p->hit && p->bits & NB(creed);
  uint32_t end = creed || is_demonym(r, r->n - 1) ? over_body(r, p->last) : p->last;
  if (end == p->last) return p->last;
  if (creed && leave_creed(r, r->n - 1, r->n)) push_name(r, r->n - 1, r->n, NAME_DEMONYM);
  Name *n = &x->names[x->n - 1];
  if (!x->n || !(n->flags & NAME_DEMONYM) || n->last != p->last) return p->last;
  n->words += (end - n->last) / 2;
  n->last = end;
  n->span.end = x->w->tokens.items[end - 1].end;
  n->core = 0;
  n->flags = NAME_HEADED;
  memset(n->score, 0, sizeof n->score);
  n->score[name_is(x, end - 1, NC_realm) ? FOR_PLACE : FOR_ORG] = SURE;
  return end;
}

static void scan(Naming *x, uint32_t sentence) {
  const Sentence *s = &x->w->tokens.sentences[sentence];
  const Token *t = x->w->tokens.items;
  Run r = {.x = x, .sentence = sentence, .last = s->last};
  bool looked = false;
  for (uint32_t i = s->first; i < s->last;) {
    bool possible = t[i].kind == TOKEN_WORD ? t[i].shape != SHAPE_LOWER || t[i].taken || hit_begins(x, i) : t[i].taken;
    if (possible && !looked) r.how = case_of(x, s);
    looked |= possible;
    r.n = 0;
    if (!possible || !add_piece(&r, i, false)) {
      i++;
      continue;
    }
    r.initial = begins(x, s, i);
    while (extend(&r)) continue;
    cut_run(&r);
    i = take_body(&r);
  }
}

/* --- the layer ------------------------------------------------------------------------------------------------------------- */
/* Tokens of figures and dates; what the gazetteer took stays free. */
static void cover(Naming *x) {
  const Work *w = x->w;
  uint32_t i = 0;
  for (size_t m = 0; m < w->mentions.n; m++) {
    const Mention *k = &w->mentions.items[m];
    if (k->kind == KIND_ORDINAL) continue;
    uint32_t first = w->tokens.sentences[k->sentence].first;
    if (i < first) i = first;
    while (i < w->tokens.n && w->tokens.items[i].end <= k->span.start) i++;
    for (uint32_t j = i; j < w->tokens.n && w->tokens.items[j].start < k->span.end; j++)
      x->covered[j] = !w->tokens.items[j].taken;
  }
}

static Str rule_of(const Name *n) {
  if (n->how == HOW_PRONOUN) return STR("entity.pronoun");
  if (n->how == HOW_DEFINITE) return STR("entity.definite");
  if (n->flags & NAME_DEMONYM) return STR("entity.demonym");
  return n->core ? STR("entity.core") : STR("entity.run");
}

static Mention mention_of(const Naming *x, const Name *k) {
  const EntityInfo *e = &x->info[k->who];
  EntityType type = k->flags & NAME_DEMONYM && e->type != ENT_PERSON ? ENT_GROUP : e->type;
  return (Mention){.kind = KIND_ENTITY,
                   .span = k->span,
                   .sentence = k->sentence,
                   .rule = rule_of(k),
                   .is.entity = {.name = e->name, .type = type, .how = k->how, .id = k->who, .core = e->core}};
}

/* The next linked name of names[*i, n), NULL when there is none. */
static const Name *next_name(const Naming *x, size_t *i, size_t n) {
  while (*i < n && x->names[*i].who == UINT32_MAX) ++*i;
  return *i < n ? &x->names[*i] : NULL;
}

/* Names and references are each in text order; both are merged into the mentions. */
static void put_mentions(Naming *x, size_t nnames) {
  Work *w = x->w;
  Mention *items = arena_alloc(w->arena, (w->mentions.n + x->n + 1) * sizeof *items);
  size_t n = 0, i = 0, j = nnames, m = 0;
  for (;;) {
    const Name *a = next_name(x, &i, nnames), *b = next_name(x, &j, x->n);
    const Name *k = !a || (b && b->span.start < a->span.start) ? b : a;
    while (m < w->mentions.n && (!k || w->mentions.items[m].span.start <= k->span.start))
      items[n++] = w->mentions.items[m++];
    if (!k) break;
    items[n++] = mention_of(x, k);
    if (k == a)
      i++;
    else
      j++;
  }
  w->mentions = (Mentions){.items = items, .n = n};
  mentions_sort(&w->mentions);
  w->entities = x->info;
  w->nentities = x->ninfo;
}

void entities_find(Work *w) {
  const Gazetteer *g = pack_gazetteer(w->pack);
  if (!g) return;
  Naming x = {.w = w, .g = g, .form_bits = gazetteer_bits(g)};
  x.word = arena_alloc(w->arena, w->tokens.n + 1);
  memset(x.word, UINT8_MAX, w->tokens.n + 1);
  x.covered = arena_zalloc(w->arena, w->tokens.n + 1);
  cover(&x);
  for (uint32_t i = 0; i < w->tokens.nsentences; i++) scan(&x, i);
  names_link(&x);
  size_t nnames = x.n;
  names_refer(&x);
  put_mentions(&x, nnames);
}
