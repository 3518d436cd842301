/* extractor.h -- document in, sentences, mentions and claims out.
 *
 * A Pack (the compiled rules of one language) is immutable and shared; an Extractor (match data, JIT stack, scratch) belongs to one worker. */
#ifndef EXTRACTOR_EXTRACTOR_H
#define EXTRACTOR_EXTRACTOR_H
#include "extractor/claim.h"

typedef struct Pack Pack;
/* The embedded pack of a language ("en"), or the folder dir when not NULL; add (may be NULL) is overlaid on it (--rules-add).
 * ERR_RULE with "rules/en/x.rule:9: ..." when something does not compile. */
ErrCode pack_load(Pack **out, const char *lang, const char *dir, const char *add, Err *err);
void pack_free(Pack *p);
/* A pack brings those of the other languages that lie beside it (in the binary, or in the folders of dir); each is loaded when the first article in it
 * comes. pack_of_document: by the language that the article states, else by frequent words; p itself when there is no pack of that language.
 * Safe for several threads; what comes back lives as long as p. */
ErrCode pack_of_document(const Pack **out, const Pack *p, const Document *d, Err *err);
ErrCode pack_of_language(const Pack **out, const Pack *p, Str lang, Err *err); /* "de", "de-AT" */
size_t pack_languages(const Pack *p, Str *out, size_t max); /* p's own first, then by name; how many */
Sha256 pack_hash(const Pack *p);                            /* over the names and bytes of its files in byte order */
const char *pack_lang(const Pack *p);
Str pack_label(const Pack *p); /* "en@" and 12 digits of the hash, as claims print it */
/* How many steps a rule may take at one place, here and in the packs of other languages; 0: 20,000. Before the first extractor_new. */
void pack_set_steps(Pack *p, uint32_t steps);
uint32_t pack_steps(const Pack *p);
/* Bytes of one of the pack's own files by its bare name ("measures.tsv"); they live as long as the pack. p NULL when there is none. */
Str pack_file(const Pack *p, Str name);

typedef struct Extractor Extractor;
Extractor *extractor_new(const Pack *p);
void extractor_free(Extractor *x);

typedef struct {
  Span *sentences;
  size_t nsentences;
  Mentions mentions; /* all layers, in text order */
  Claims claims;
  const Pack *pack; /* of the article's language */
  uint64_t gave_up; /* how often a rule took too many steps (pack_set_steps): figures may be missing */
} Extraction;
/* Everything lives in the arena and borrows from doc and the pack. */
/* ERR_LIMIT when doc->until is over. */
ErrCode extractor_run(Extraction *out, Extractor *x, Arena *a, const Document *doc, Err *err);
/* Filters off: every rule at every start. For the equality gate only. */
void extractor_set_filter(Extractor *x, bool on);
/* Its matcher, for traces and for rules that gave up (match.h). */
struct Matcher *extractor_matcher(Extractor *x);

/* One JSON object without line end, as in claims.md. */
void mention_put_json(Buf *b, const Document *d, const Mention *m);
void sentence_put_json(Buf *b, const Document *d, Span sentence);
void claim_put_json(Buf *b, const Document *d, const Claim *c, const Pack *p);
/* The same with the pack's label, "en@" and 12 digits, for a claim whose pack is not loaded. */
void claim_put_json_as(Buf *b, const Document *d, const Claim *c, Str pack);
/* A link that opens the document's url at the sentence: url#:~:text=[words before it-,]first words,last words. The words before it are
 * there when the text has the first words elsewhere, earlier than here. */
void text_fragment_put(Buf *b, const Document *d, Span sentence);
#endif
