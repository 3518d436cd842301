/* extractor.c -- one document through the layers, in the order of layers.h. */
#include "extractor/extractor.h"
#include "extractor/pack_p.h"
#include <stdlib.h>

enum { MAX_OTHERS = 32 };
struct Extractor {
  const Pack *pack;
  Matcher *matcher;
  struct {
    const Pack *pack;
    Matcher *matcher;
  } other[MAX_OTHERS]; /* of languages that have come */
  size_t nothers;
};

Extractor *extractor_new(const Pack *p) {
  Extractor *x = mem_zalloc(sizeof *x);
  x->pack = p;
  x->matcher = matcher_new(p);
  return x;
}

void extractor_free(Extractor *x) {
  if (!x) return;
  matcher_free(x->matcher);
  for (size_t i = 0; i < x->nothers; i++) matcher_free(x->other[i].matcher);
  free(x);
}

void extractor_set_filter(Extractor *x, bool on) { matcher_set_filter(x->matcher, on); }
Matcher *extractor_matcher(Extractor *x) { return x->matcher; }

static Matcher *matcher_for(Extractor *x, const Pack *p) {
  if (p == x->pack) return x->matcher;
  for (size_t i = 0; i < x->nothers; i++)
    if (x->other[i].pack == p) return x->other[i].matcher;
  x->other[x->nothers].pack = p;
  Matcher *m = x->other[x->nothers++].matcher = matcher_new(p);
  matcher_set_steps(m, x->pack->steps);
  return m;
}

static void put_result(Extraction *out, Work *w) {
  *out =
      (Extraction){.mentions = w->mentions, .claims = w->claims, .nsentences = w->tokens.nsentences, .pack = w->pack};
  out->sentences = arena_alloc(w->arena, (w->tokens.nsentences + 1) * sizeof(Span));
  for (size_t i = 0; i < w->tokens.nsentences; i++) out->sentences[i] = w->tokens.sentences[i].span;
  Sha256 pack = pack_hash(w->pack);
  for (size_t i = 0; i < w->claims.n; i++) claim_identify(&w->claims.items[i], w->doc, pack);
}

static void (*const layers[])(Work *) = {tokens_make,   sentences_find, gazetteer_numbered, mentions_find,
                                         dates_resolve, entities_find,  claims_make};

ErrCode extractor_run(Extraction *out, Extractor *x, Arena *a, const Document *doc, Err *err) {
  Work w = {.arena = a, .doc = doc};
  if (doc->text.n >= UINT32_MAX)
    return err_set(err, ERR_LIMIT, "%.*s: not read: text of 4 GiB or more", STR_ARGS(doc->path));
  ErrCode code = pack_of_document(&w.pack, x->pack, doc, err);
  if (code) return code;
  w.matcher = matcher_for(x, w.pack);
  Str rule;
  uint64_t before = matcher_gave_up(w.matcher, &rule);
  for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
    layers[i](&w);
    if (deadline_over(doc->until))
      return err_set(err, ERR_LIMIT, "%.*s: not read: it takes too long (--max-seconds)", STR_ARGS(doc->path));
  }
  put_result(out, &w);
  out->gave_up = matcher_gave_up(w.matcher, &rule) - before;
  return OK;
}
