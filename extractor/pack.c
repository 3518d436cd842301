/* pack.c -- a language's rules, loaded and compiled. Order of load: see pack_p.h. */
#include "base/embed.h"
#include "base/map.h"
#include "extractor/language.h"
#include "extractor/table.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_rule_file(Str name) { return str_ends(name, STR(".rule")) || str_ends(name, STR(".tsv")); }

static void add_file(Pack *p, size_t *cap, Str name, Str bytes) {
  p->files = arena_grow(p->arena, p->files, p->nfiles, cap, p->nfiles + 1, sizeof *p->files);
  p->files[p->nfiles++] = (PackFile){name, bytes};
}

static ErrCode read_whole(Pack *p, Str name, Str *bytes, Err *err) {
  FILE *f = fopen(name.p, "rb");
  char chunk[65536];
  Buf b = BUF_INIT;
  if (!f) return err_set(err, ERR_RULE, "%.*s: not read: %s", STR_ARGS(name), strerror(errno));
  for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) buf_put(&b, str_make(chunk, n));
  *bytes = arena_str(p->arena, buf_str(&b));
  buf_release(&b);
  bool bad = ferror(f) != 0;
  fclose(f);
  return bad ? err_set(err, ERR_RULE, "%.*s: not read: input/output error", STR_ARGS(name)) : OK;
}

static ErrCode read_folder(Pack *p, size_t *cap, const char *dir, Err *err) {
  DIR *d = opendir(dir);
  ErrCode code = OK;
  Str folder = str_of(dir);
  while (folder.n > 1 && folder.p[folder.n - 1] == '/') folder.n--;
  if (!d) return err_set(err, ERR_RULE, "%s: no rule folder: %s", dir, strerror(errno));
  for (struct dirent *e; !code && (e = readdir(d));) {
    Str bytes, name = arena_printf(p->arena, "%.*s/%s", STR_ARGS(folder), e->d_name);
    if (e->d_name[0] == '.' || !is_rule_file(name)) continue;
    code = read_whole(p, name, &bytes, err);
    if (!code) add_file(p, cap, name, bytes);
  }
  closedir(d);
  return code;
}

static void read_embedded(Pack *p, size_t *cap) {
  Str prefix = arena_printf(p->arena, "rules/%.*s/", STR_ARGS(p->lang));
  for (const EmbeddedFile *f = embedded_files; f->name; f++)
    if (str_starts(str_of(f->name), prefix) && is_rule_file(str_of(f->name)))
      add_file(p, cap, str_of(f->name), str_make(f->start, (size_t)(f->end - f->start)));
}

/* "rules/de/shared.tsv" and "en", "entities_companies" -> "rules/en/entities_companies.tsv" */
static Str shared_path(Pack *p, Str from, Str lang, Str table) {
  size_t end = from.n, slashes = 0;
  while (end > 0 && slashes < 2) slashes += from.p[--end] == '/';
  return arena_printf(p->arena, "%.*s%s%.*s/%.*s.tsv", STR_ARGS(str_slice(from, 0, end)), end ? "/" : "",
                      STR_ARGS(lang), STR_ARGS(table));
}

/* shared.tsv: tables that hold for this language too, read from another one's folder. */
static ErrCode read_shared(Pack *p, size_t *cap, bool disk, Err *err) {
  Table t = {0};
  size_t i = 0;
  while (i < p->nfiles && !str_ends(p->files[i].name, STR("/shared.tsv"))) i++;
  if (i == p->nfiles) return OK;
  Str from = p->files[i].name;
  ErrCode code = table_parse(&t, p->arena, &p->files[i], err);
  for (size_t row = 0; !code && row < t.nrows; row++) {
    Str name = shared_path(p, from, table_cell(&t, row, table_column(&t, "language")),
                           table_cell(&t, row, table_column(&t, "table"))),
        bytes;
    if (disk)
      code = read_whole(p, name, &bytes, err);
    else
      bytes = embedded(name.p);
    if (!code && !bytes.p)
      code = err_set(err, ERR_RULE, "%.*s:%u: no table %.*s", STR_ARGS(from), t.lines[row], STR_ARGS(name));
    if (!code) add_file(p, cap, name, bytes);
  }
  return code;
}

static int by_name(const void *a, const void *b) {
  const PackFile *x = a, *y = b;
  return str_cmp(x->name, y->name);
}

/* dir/lang when there is such a folder, else NULL. */
static const char *folder_below(Arena *a, const char *dir, Str lang) {
  Str below = arena_printf(a, "%s/%.*s", dir, STR_ARGS(lang));
  DIR *d = opendir(below.p);
  if (d) closedir(d);
  return d ? below.p : NULL;
}

/* dir may be the language's own folder or the folder that holds it; add likewise. */
static ErrCode read_files(Pack *p, const char *dir, const char *add, Err *err) {
  size_t cap = 0;
  ErrCode code = OK;
  if (dir) {
    const char *below = folder_below(p->arena, dir, p->lang);
    code = read_folder(p, &cap, below ? below : dir, err);
  } else {
    read_embedded(p, &cap);
  }
  if (!code) code = read_shared(p, &cap, dir != NULL, err);
  qsort(p->files, p->nfiles, sizeof *p->files, by_name);
  size_t own = p->nfiles;
  if (!code && !own)
    code = err_set(err, ERR_USAGE, "%.*s: no rules for this language: 'claimledger rules list' names those there are",
                   STR_ARGS(p->lang));
  const char *over = add ? folder_below(p->arena, add, p->lang) : NULL;
  if (!code && add) code = read_folder(p, &cap, over ? over : add, err);
  qsort(p->files + own, p->nfiles - own, sizeof *p->files, by_name);
  return code;
}

/* Names without their folder, so that the embedded pack and the same files on disk have one hash. */
static Sha256 hash_files(const Pack *p) {
  Hasher h;
  hasher_init(&h);
  for (size_t i = 0; i < p->nfiles; i++) {
    Str name = p->files[i].name;
    for (size_t at; (at = str_chr(name, '/', 0)) != SIZE_MAX;) name = str_slice(name, at + 1, name.n);
    hasher_field(&h, name);
    hasher_field(&h, p->files[i].bytes);
  }
  return hasher_done(&h);
}

static ErrCode parse_files(Pack *p, Err *err) {
  p->tables = arena_zalloc(p->arena, (p->nfiles + 1) * sizeof(Table));
  for (size_t i = 0; i < p->nfiles; i++) {
    const PackFile *f = &p->files[i];
    ErrCode code;
    if (str_ends(f->name, STR(".rule"))) {
      code = rulefile_parse(&p->texts, p->arena, f, err);
    } else {
      size_t t = 0;
      while (t < p->ntables && !str_eq(p->tables[t].name, table_name_of(f->name))) t++;
      if (t == p->ntables) p->ntables++;
      code = table_parse(&p->tables[t], p->arena, f, err);
    }
    if (code) return code;
  }
  return OK;
}

static Str locale(const Pack *p, const char *key) {
  const Table *t = pack_table(p, "locale");
  for (size_t row = 0; t && row < t->nrows; row++)
    if (str_is(table_cell(t, row, table_column(t, "key")), key)) return table_cell(t, row, table_column(t, "value"));
  return STR("");
}

static void load_locale(Pack *p) {
  p->comma_decimal = str_is(locale(p, "decimal"), "comma");
  p->compounds = str_is(locale(p, "compounds"), "yes");
  p->ordinal_point = str_is(locale(p, "ordinal_point"), "yes");
  p->verb_last = str_is(locale(p, "verb_last"), "yes");
  p->capital_nouns = str_is(locale(p, "capital_nouns"), "yes");
  p->possessive = locale(p, "possessive").n ? locale(p, "possessive").p[0] : '\0';
}

static ErrCode load_books(Pack *p, Err *err) {
  Err own = {0};
  p->units = unit_book_load(p, &own);
  if (!own.code) p->dates = date_book_load(p, &own);
  if (!own.code) p->gazetteer = gazetteer_load(p, &own);
  if (!own.code) p->claims = claim_book_load(p, &own);
  return own.code ? err_set(err, own.code, "%s", own.text) : OK;
}

ErrCode pack_load_alone(Pack **out, const char *lang, const char *dir, const char *add, Err *err) {
  Pack *p = mem_zalloc(sizeof *p);
  p->arena = arena_new();
  p->lang = arena_str(p->arena, str_of(lang));
  vocabulary_init(p);
  ErrCode code = read_files(p, dir, add, err);
  if (!code) code = parse_files(p, err);
  p->hash = hash_files(p);
  Buf label = BUF_INIT;
  buf_printf(&label, "%s@", lang);
  hex_put(&label, p->hash.b, 6);
  p->label = arena_str(p->arena, buf_str(&label));
  buf_release(&label);
  load_locale(p);
  if (!code) code = vocabulary_build(p, err);
  if (!code) code = numbers_load(p, err);
  if (!code) code = rules_compile(p, err);
  if (!code) code = load_books(p, err);
  if (code) {
    pack_free(p);
    p = NULL;
  }
  *out = p;
  return code;
}

void pack_set_steps(Pack *p, uint32_t steps) { p->steps = steps; }
uint32_t pack_steps(const Pack *p) { return p->steps; }

ErrCode pack_load(Pack **out, const char *lang, const char *dir, const char *add, Err *err) {
  Pack *p = NULL;
  ErrCode code = pack_load_alone(&p, lang, dir, add, err);
  if (!code && (!dir || folder_below(p->arena, dir, p->lang))) code = languages_new(&p->languages, p, dir, add, err);
  if (code) {
    pack_free(p);
    p = NULL;
  }
  *out = p;
  return code;
}

void pack_free(Pack *p) {
  if (!p) return;
  languages_free(p->languages);
  rules_release(p);
  unit_book_free(p->units);
  date_book_free(p->dates);
  gazetteer_free(p->gazetteer);
  claim_book_free(p->claims);
  vocabulary_free(p);
  arena_free(p->arena);
  free(p);
}

Sha256 pack_hash(const Pack *p) { return p->hash; }
Str pack_label(const Pack *p) { return p->label; }
const char *pack_lang(const Pack *p) { return p->lang.p; }

Str pack_file(const Pack *p, Str name) {
  for (size_t i = 0; i < p->nfiles; i++) {
    Str path = p->files[i].name;
    if (str_ends(path, name) && (path.n == name.n || path.p[path.n - name.n - 1] == '/')) return p->files[i].bytes;
  }
  return (Str){NULL, 0};
}

bool pack_verb_last(const Pack *p) { return p->verb_last; }
Arena *pack_arena(const Pack *p) { return p->arena; }
const struct UnitBook *pack_units(const Pack *p) { return p->units; }
const struct DateBook *pack_dates(const Pack *p) { return p->dates; }
const struct Gazetteer *pack_gazetteer(const Pack *p) { return p->gazetteer; }
const struct ClaimBook *pack_claims(const Pack *p) { return p->claims; }
