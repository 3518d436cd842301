/* A file of any kind of input (FUZZ_TYPE, default auto) is cut into records and read: every document is valid UTF-8, proves its
 * text by its map, and has its blocks, links and references in order inside the text. */
#include "base/utf8.h"
#include "corpus/offsets.h"
#include "corpus/reader.h"
#include "tests/fuzz/fuzz.h"
#include <sys/mman.h>
#include <unistd.h>

static bool inside(Span s, Str text) { return s.start <= s.end && s.end <= text.n; }

static void look_at(const Document *d) {
  uint32_t at = 0;
  MUST(utf8_valid(d->text));
  MUST(map_proves(&d->map, d->text, d->raw));
  MUST(utf8_valid(d->title) && utf8_valid(d->author) && utf8_valid(d->publisher) && utf8_valid(d->url));
  for (size_t i = 0; i < d->nblocks; i++) {
    MUST(inside(d->blocks[i].span, d->text) && d->blocks[i].span.start >= at);
    at = d->blocks[i].span.end;
    Span raw = map_to_raw(&d->map, d->blocks[i].span);
    MUST(inside(raw, d->raw));
  }
  for (size_t i = 0; i < d->nlinks; i++) MUST(inside(d->links[i].span, d->text) && utf8_valid(d->links[i].url));
  for (size_t i = 0; i < d->nreferences; i++) MUST(inside(d->references[i].span, d->text));
}

/* The packed map is the map. */
static void pack_map(const Document *d, Arena *a) {
  Buf packed = BUF_INIT;
  OffsetMap again;
  map_pack(&packed, &d->map);
  MUST(map_unpack(&again, a, buf_str(&packed), NULL) == OK);
  MUST(map_proves(&again, d->text, d->raw));
  buf_release(&packed);
}

static void read_all(const char *path, const ReadOptions *o, Arena *a) {
  Corpus *c = corpus_open(&path, 1, o);
  Input *in;
  Err err = {0};
  for (unsigned n = 0; n < 200 && corpus_next(&in, c, &err) == OK && in; n++) {
    Document d = {0};
    Err why = {0};
    arena_clear(a);
    if (in->failed.code == OK && document_read(&d, a, in, o, &why) == OK) {
      look_at(&d);
      pack_map(&d, a);
    } else {
      MUST(in->failed.code != OK || why.text[0]);
    }
    input_free(in);
  }
  corpus_close(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static int file = -1;
  static Arena *arena;
  static char path[64];
  static ReadOptions options;
  if (file < 0) {
    file = memfd_create("fuzz", 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    arena = arena_new();
    options = read_options_default();
    options.max_document = options.max_member = 1 << 20;
    options.max_nodes = 20000;
    if (getenv("FUZZ_TYPE")) options.type = getenv("FUZZ_TYPE");
  }
  MUST(ftruncate(file, 0) == 0 && pwrite(file, bytes, n, 0) == (ssize_t)n);
  read_all(path, &options, arena);
  return 0;
}
