/* document.c -- names of the kinds in document.h, and the content id of a document. */
#include "corpus/document.h"

const char *block_name(BlockKind k) {
  static const char *const names[] = {"meta", "title",   "heading",   "text", "quote",      "list",
                                      "cell", "caption", "reference", "code", "boilerplate"};
  return names[k];
}

const char *found_name(Found f) {
  static const char *const names[] = {"none",       "given",      "field",      "json-ld", "meta",
                                      "microdata",  "time",       "url",        "byline",  "header",
                                      "first-line", "title-line", "references", "html",    "option"};
  return names[f];
}

void document_add_block(Document *d, Arena *a, size_t *cap, Block block) {
  d->blocks = arena_grow(a, d->blocks, d->nblocks, cap, d->nblocks + 1, sizeof *d->blocks);
  d->blocks[d->nblocks++] = block;
}

/* The fields are length-prefixed, so that no two documents can run into one another; the order is part of the format. */
void document_identify(Document *d) {
  d->raw_hash = sha256_of(d->raw);
  document_identify_hashed(d);
}

void document_identify_hashed(Document *d) {
  Hasher h;
  Buf date = BUF_INIT;
  moment_put(&date, d->published.at);
  hasher_init(&h);
  hasher_field(&h, str_make((const char *)d->raw_hash.b, sizeof d->raw_hash.b));
  hasher_field(&h, d->text);
  hasher_field(&h, d->title);
  hasher_field(&h, buf_str(&date));
  hasher_field(&h, str_of(found_name(d->published.how)));
  hasher_field(&h, d->url);
  hasher_field(&h, d->publisher);
  hasher_field(&h, d->lang);
  d->id = id_of(hasher_done(&h));
  buf_release(&date);
}
