/* rules_diff.c -- what a changed pack gains and loses over an archive: each article of a ledger with kept text is extracted
 * again, and its claims are held against those that the ledger has. */
#include "base/json.h"
#include "cli/lookup.h"
#include "cli/rules_p.h"
#include "ledger/query.h"
#include <stdlib.h>

typedef struct {
  Lookup look;
  const Pack *pack;
  Extractor *x;
  int64_t *keys; /* of the documents */
  size_t n, cap;
  uint64_t gained, lost, changed, same;
} Diff;

static ErrCode collect(void *ctx, const Row *row) {
  Diff *d = ctx;
  if (d->n == d->cap) d->keys = mem_realloc(d->keys, (d->cap = d->cap * 2 + 256) * sizeof *d->keys);
  d->keys[d->n++] = row->cells[0].i;
  return OK;
}

/* What makes two readings of one figure differ, as text: everything but ids, rule and pack. */
static void put_reading(Buf *b, const Claim *c) {
  buf_printf(b, "%s ", kind_name(c->kind));
  if (c->quantity.has_value) number_put(b, c->quantity.value);
  buf_printf(b, " %.*s %s", STR_ARGS(c->quantity.unit), change_name(c->change));
  buf_printf(b, " · %.*s · %.*s · ", STR_ARGS(c->subject.entity.p ? c->subject.entity : c->subject.text),
             STR_ARGS(c->measure));
  if (c->time.first != DAY_NONE) day_put(b, c->time.first);
  buf_printf(b, " · %s", modality_name(c->modality));
}

static ErrCode put(Diff *d, const char *how, const Document *doc, const Claim *before, const Claim *now) {
  static const char *const names[] = {"what", "document", "figure", "before", "now"};
  const Claim *c = now ? now : before;
  Buf id = BUF_INIT, x = BUF_INIT, y = BUF_INIT;
  short_id_put(&id, 'd', doc->id);
  if (before) put_reading(&x, before);
  if (now) put_reading(&y, now);
  const Cell cells[] = {{.kind = CELL_TEXT, .text = str_of(how)},
                        {.kind = CELL_TEXT, .text = buf_str(&id)},
                        {.kind = CELL_TEXT, .text = str_slice(doc->text, c->span.start, c->span.end)},
                        {.kind = CELL_TEXT, .text = buf_str(&x)},
                        {.kind = CELL_TEXT, .text = buf_str(&y)}};
  ErrCode code = out_row(d->look.out, &(Row){5, names, cells});
  buf_release(&id);
  buf_release(&x);
  buf_release(&y);
  return code;
}

static bool same_reading(const Claim *a, const Claim *b) {
  Buf x = BUF_INIT, y = BUF_INIT;
  put_reading(&x, a);
  put_reading(&y, b);
  bool same = str_eq(buf_str(&x), buf_str(&y));
  buf_release(&x);
  buf_release(&y);
  return same;
}

static int by_place(const Claim *a, const Claim *b) {
  if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
  return (a->span.end > b->span.end) - (a->span.end < b->span.end);
}

/* Both lists are in text order. */
static ErrCode hold(Diff *d, const Document *doc, const Claims *before, const Claims *now) {
  size_t i = 0, k = 0;
  ErrCode code = OK;
  while (code == OK && (i < before->n || k < now->n)) {
    const Claim *x = i < before->n ? &before->items[i] : NULL, *y = k < now->n ? &now->items[k] : NULL;
    int order = !x ? 1 : !y ? -1 : by_place(x, y);
    if (order < 0)
      i++, d->lost++, code = put(d, "lost", doc, x, NULL);
    else if (order > 0)
      k++, d->gained++, code = put(d, "gained", doc, NULL, y);
    else if (i++, k++, same_reading(x, y))
      d->same++;
    else
      d->changed++, code = put(d, "changed", doc, x, y);
  }
  return code;
}

static ErrCode diff_document(Diff *d, Arena *a, int64_t key, Err *err) {
  DocumentHit hit;
  Extraction e;
  arena_clear(a);
  ErrCode code = document_load(&hit, a, d->look.ledger, key, err);
  if (code != OK || !hit.has_text) return code;
  code = extractor_run(&e, d->x, a, &hit.document, err);
  return code == OK ? hold(d, &hit.document, &hit.claims, &e.claims) : code;
}

int rules_diff_run(Cli *c, const Pack *p, Err *err) {
  Diff d = {.pack = p};
  ErrCode code = lookup_open(&d.look, c, c->out.format, err);
  if (code == OK)
    code = ledger_sql(d.look.ledger, "select key from documents where current order by id",
                      &(SqlLimits){UINT32_MAX, 600000}, collect, &d, err);
  Arena *a = arena_new();
  d.x = extractor_new(p);
  for (size_t i = 0; code == OK && i < d.n; i++) code = diff_document(&d, a, d.keys[i], err);
  extractor_free(d.x);
  arena_free(a);
  free(d.keys);
  code = lookup_close(&d.look, code, err);
  if (code == OK)
    cli_note(c, "%llu gained, %llu lost, %llu changed, %llu the same", (unsigned long long)d.gained,
             (unsigned long long)d.lost, (unsigned long long)d.changed, (unsigned long long)d.same);
  return code != OK ? exit_code_of(code) : d.gained + d.lost + d.changed && cli_has(c, OPT_EXIT_CODE) ? 1 : 0;
}
