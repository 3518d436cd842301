/* cmd_show.c -- one claim, article, entity or conflict in full, with its proof. */
#include "base/json.h"
#include "cli/browse.h"
#include "cli/card.h"
#include "cli/lookup.h"

enum { OPT_CONTEXT = OPT_OWN, OPT_VERIFY, OPT_CITE, OPT_OPEN };

typedef struct {
  Lookup look;
  CardStyle style;
  bool verify, open;
  const char *cite; /* "md", "text" or NULL */
} Show;

static bool as_object(const Show *s) { return !s->cite && out_wants_objects(s->look.out); }

/* --- claims --------------------------------------------------------------------------------------------------------- */

static void put_proof_json(Buf *b, const Proof *p) {
  b->n--; /* the object's closing brace */
  json_key(b, "proof");
  buf_putc(b, '{');
  json_bool(b, "quote_in_text", p->quote_in_text);
  json_bool(b, "source_read", p->source_read);
  json_bool(b, "source_same", p->source_same);
  json_bool(b, "quote_in_raw", p->quote_in_raw);
  if (p->problem[0]) json_str(b, "problem", str_of(p->problem));
  buf_puts(b, "}}");
}

static ErrCode put_claim_conflicts(Show *s, int64_t claim, Err *err) {
  int64_t *keys;
  size_t n;
  ErrCode code = claim_conflicts(&keys, &n, s->look.arena, s->look.ledger, claim, err);
  for (size_t i = 0; code == OK && i < n; i++) {
    Conflict c;
    code = conflict_load(&c, s->look.arena, s->look.ledger, keys[i], err);
    if (code != OK) break;
    Buf *b = out_text(s->look.out);
    buf_putc(b, '\n');
    card_conflict(b, &s->style, &c);
  }
  return code;
}

static ErrCode show_claim(Show *s, int64_t key, Err *err) {
  ClaimHit h;
  Proof proof;
  ErrCode code = hit_of_row(&h, s->look.arena, s->look.ledger, key, err);
  if (code == OK && s->verify) code = claim_prove(&proof, s->look.ledger, &h, true, err);
  if (code == OK && s->open) code = browse(card_link(s->look.arena, &h), h.document->path, err);
  if (code != OK) return code;
  if (as_object(s)) {
    Buf *b = out_object(s->look.out);
    hit_put_json(b, &h);
    if (s->verify) put_proof_json(b, &proof);
    out_object_end(s->look.out);
    return OK;
  }
  if (s->cite) {
    card_cite(out_text(s->look.out), &h, strcmp(s->cite, "md") == 0);
    buf_putc(out_text(s->look.out), '\n');
    return OK;
  }
  card_claim(out_text(s->look.out), &s->style, &h, s->verify ? &proof : NULL);
  return put_claim_conflicts(s, key, err);
}

/* --- articles ------------------------------------------------------------------------------------------------------- */

static void put_document_json(Buf *b, const DocumentHit *d, size_t versions, size_t copies) {
  const Document *doc = &d->document;
  buf_putc(b, '{');
  json_int(b, "v", 1);
  json_key(b, "document");
  buf_putc(b, '"');
  full_id_put(b, 'd', doc->id);
  buf_putc(b, '"');
  json_str_or_null(b, "given_id", doc->given_id.n ? doc->given_id : (Str){0});
  json_str(b, "path", doc->path);
  json_str_or_null(b, "title", doc->title.n ? doc->title : (Str){0});
  json_str_or_null(b, "url", doc->url.n ? doc->url : (Str){0});
  json_str_or_null(b, "publisher", doc->publisher.n ? doc->publisher : (Str){0});
  json_key(b, "published");
  if (doc->published.at.day == DAY_NONE)
    buf_puts(b, "null");
  else
    buf_putc(b, '"'), moment_put(b, doc->published.at), buf_putc(b, '"');
  json_bool(b, "current", d->current);
  json_int(b, "versions", (int64_t)versions);
  json_int(b, "copies", (int64_t)copies);
  if (d->has_text) json_str(b, "text", doc->text);
  json_key(b, "claims");
  buf_putc(b, '[');
  for (size_t i = 0; i < d->nhits; i++) {
    json_item(b);
    hit_put_json(b, &d->hits[i]);
  }
  buf_puts(b, "]}");
}

static ErrCode show_document(Show *s, int64_t key, Err *err) {
  DocumentHit d;
  int64_t *keys;
  size_t versions = 0, copies = 0;
  ErrCode code = document_load(&d, s->look.arena, s->look.ledger, key, err);
  if (code == OK) code = document_versions(&keys, &versions, s->look.arena, s->look.ledger, key, err);
  if (code == OK) code = document_copies(&keys, &copies, s->look.arena, s->look.ledger, key, err);
  if (code == OK && s->open) code = browse(d.document.url, d.document.path, err);
  if (code != OK) return code;
  if (as_object(s)) {
    put_document_json(out_object(s->look.out), &d, versions, copies);
    out_object_end(s->look.out);
  } else {
    card_document(out_text(s->look.out), &s->style, &d, versions, copies);
  }
  return OK;
}

/* --- entities and conflicts ----------------------------------------------------------------------------------------- */

static void put_entity_json(Buf *b, const EntityHit *e) {
  buf_putc(b, '{');
  json_int(b, "v", 1);
  json_str(b, "entity", e->name);
  json_str(b, "type", e->type);
  json_bool(b, "core", e->core);
  json_int(b, "claims", (int64_t)e->claims);
  json_int(b, "documents", (int64_t)e->documents);
  json_key(b, "aliases");
  buf_putc(b, '[');
  for (size_t i = 0; i < e->naliases; i++) json_item(b), json_put_string(b, e->aliases[i]);
  buf_putc(b, ']');
  json_key(b, "measures");
  buf_putc(b, '[');
  for (size_t i = 0; i < e->nmeasures; i++) {
    json_item(b);
    buf_putc(b, '{');
    json_str(b, "measure", e->measures[i].measure);
    json_str(b, "unit", e->measures[i].unit);
    json_int(b, "claims", (int64_t)e->measures[i].claims);
    buf_putc(b, '}');
  }
  buf_puts(b, "]}");
}

static ErrCode show_entity(Show *s, int64_t key, Err *err) {
  EntityHit e;
  ErrCode code = entity_load(&e, s->look.arena, s->look.ledger, key, err);
  if (code != OK) return code;
  if (as_object(s)) {
    put_entity_json(out_object(s->look.out), &e);
    out_object_end(s->look.out);
  } else {
    card_entity(out_text(s->look.out), &s->style, &e);
  }
  return OK;
}

static ErrCode show_conflict(Show *s, int64_t key, Err *err) {
  Conflict c;
  ErrCode code = conflict_load(&c, s->look.arena, s->look.ledger, key, err);
  if (code != OK) return code;
  if (as_object(s)) {
    conflict_put_json(out_object(s->look.out), &c);
    out_object_end(s->look.out);
  } else {
    card_conflict(out_text(s->look.out), &s->style, &c);
  }
  return OK;
}

/* --- the command ---------------------------------------------------------------------------------------------------- */

static ErrCode show(Show *s, const char *what, Err *err) {
  Thing t;
  ErrCode code = ledger_find(&t, s->look.ledger, str_of(what), err);
  if (code == OK && s->cite && t.kind != THING_CLAIM)
    code = err_set(err, ERR_USAGE, "%s: only claims can be cited: give a c:...", what);
  if (code == OK && s->open && t.kind != THING_CLAIM && t.kind != THING_DOCUMENT)
    code = err_set(err, ERR_USAGE, "%s: only claims and articles can be opened: give a c:... or d:...", what);
  if (code != OK) return code;
  switch (t.kind) {
  case THING_CLAIM: return show_claim(s, t.key, err);
  case THING_DOCUMENT: return show_document(s, t.key, err);
  case THING_ENTITY: return show_entity(s, t.key, err);
  case THING_CONFLICT: return show_conflict(s, t.key, err);
  }
  return OK;
}

static int run(Cli *c, Err *err) {
  static const char *const cites[] = {"md", "text", NULL};
  size_t cite = 0;
  uint64_t context = 0;
  Show s = {.style = {.color = c->out.color, .width = c->out.width},
            .verify = cli_has(c, OPT_VERIFY),
            .open = cli_has(c, OPT_OPEN)};
  if (c->nargs == 0)
    return exit_code_of(err_set(err, ERR_USAGE, "show: say what: c:..., d:..., x:..., or an entity's name"));
  ErrCode code = cli_number(&context, c, OPT_CONTEXT, 0, 1000, err);
  if (code == OK) code = cli_choice(&cite, c, OPT_CITE, cites, err);
  if (code != OK) return exit_code_of(code);
  s.style.context = (unsigned)context;
  s.cite = cli_has(c, OPT_CITE) ? cites[cite] : NULL;
  code = lookup_open(&s.look, c,
                     s.cite || c->out.format == FORMAT_CSV || c->out.format == FORMAT_TSV ? FORMAT_MD : c->out.format,
                     err);
  for (size_t i = 0; code == OK && i < c->nargs; i++) {
    if (i && !as_object(&s) && !s.cite) buf_putc(out_text(s.look.out), '\n');
    code = show(&s, c->args[i], err);
  }
  return exit_code_of(lookup_close(&s.look, code, err));
}

static const struct poptOption options[] = {
    CLI_VALUE("context", 'C', OPT_CONTEXT, "sentences around the quote", "N"),
    CLI_FLAG("verify", 0, OPT_VERIFY, "prove it: read the article again and look at its bytes"),
    CLI_FLAG("open", 0, OPT_OPEN, "open the article, at the quote where it has an address"),
    CLI_VALUE("cite", 0, OPT_CITE, "a line to cite it by", "md|text"), CLI_END};

const Command cmd_show = {.name = "show",
                          .args = "c:ID|d:ID|x:ID|NAME...",
                          .summary = "one claim, article, entity or conflict in full, with its proof",
                          .examples = "show c:7f3a91 --context 2 --verify\ta claim, the text around it, and its proof\n"
                                      "show x:19c2\ta conflict with all its figures\n"
                                      "show c:7f3a91 --open\tits article in the browser\n"
                                      "show Nvidia\twhat the ledger knows of it\n"
                                      "show c:7f3a91 --cite md\ta line for your own text\n",
                          .options = options,
                          .run = run};
