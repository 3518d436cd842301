/* language.c -- stop words of all languages in one map; packs of other languages loaded when they are first needed. */
#include "extractor/language.h"
#include "base/embed.h"
#include "base/utf8.h"
#include "extractor/table.h"
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_LANGUAGES = 32, LOOK = 2000, CLEAR_LEAD = 6, LEAST_HITS = 2, LONGEST_WORD = 32 };

typedef struct {
  Str lang;
  Pack *pack; /* NULL: not asked for yet; of the program's own always */
} Language;

struct Languages {
  Arena *arena;
  Str own;
  const char *dir, *add;
  Language items[MAX_LANGUAGES];
  size_t n;
  Map *words; /* -> bit i: a frequent word of items[i] */
  pthread_mutex_t lock;
};

/* --- loading -------------------------------------------------------------------------------------------------------- */
static void add_word(Languages *l, Str word, size_t language) {
  uintptr_t bits = 0;
  map_get(l->words, word, &bits);
  map_put(l->words, word, bits | (uintptr_t)1 << language);
}

static ErrCode add_language(Languages *l, Str lang, Str name, Str bytes, Err *err) {
  Table t = {0};
  if (l->n == MAX_LANGUAGES)
    return err_set(err, ERR_RULE, "%.*s: more than %d languages", STR_ARGS(name), MAX_LANGUAGES);
  ErrCode code = table_parse(&t, l->arena, &(PackFile){name, bytes}, err);
  int words = code ? -1 : table_column(&t, "words");
  for (size_t row = 0; !code && row < t.nrows; row++) {
    Str rest = table_cell(&t, row, words), part;
    while (cell_part(&part, &rest)) add_word(l, part, l->n);
  }
  l->items[l->n++] = (Language){arena_str(l->arena, lang), NULL};
  return code;
}

static ErrCode from_binary(Languages *l, Err *err) {
  ErrCode code = OK;
  for (const EmbeddedFile *f = embedded_files; f->name && !code; f++) {
    Str name = str_of(f->name), lang = str_slice(name, 6, name.n);
    size_t end = str_chr(lang, '/', 0);
    if (!str_starts(name, STR("rules/")) || end == SIZE_MAX ||
        !str_eq(str_slice(lang, end, lang.n), STR("/stopwords.tsv")))
      continue;
    code = add_language(l, str_slice(lang, 0, end), name, str_make(f->start, (size_t)(f->end - f->start)), err);
  }
  return code;
}

static ErrCode from_file(Languages *l, const char *lang, Str path, Err *err) {
  FILE *f = fopen(path.p, "rb");
  if (!f) return OK; /* no folder of a language */
  char chunk[65536];
  Buf b = BUF_INIT;
  for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) buf_put(&b, str_make(chunk, n));
  fclose(f);
  ErrCode code = add_language(l, str_of(lang), path, arena_str(l->arena, buf_str(&b)), err);
  buf_release(&b);
  return code;
}

static ErrCode from_folder(Languages *l, const char *dir, Err *err) {
  DIR *d = opendir(dir);
  ErrCode code = OK;
  for (struct dirent *e; d && !code && (e = readdir(d));)
    if (e->d_name[0] != '.')
      code = from_file(l, e->d_name, arena_printf(l->arena, "%s/%s/stopwords.tsv", dir, e->d_name), err);
  if (d) closedir(d);
  return code;
}

static int by_lang(const void *a, const void *b) {
  const Language *x = a, *y = b;
  return str_cmp(x->lang, y->lang);
}

ErrCode languages_new(Languages **out, const Pack *own, const char *dir, const char *add, Err *err) {
  Languages *l = mem_zalloc(sizeof *l);
  l->arena = arena_new();
  l->words = map_new();
  l->own = own->lang;
  l->dir = dir ? arena_str(l->arena, str_of(dir)).p : NULL;
  l->add = add ? arena_str(l->arena, str_of(add)).p : NULL;
  pthread_mutex_init(&l->lock, NULL);
  ErrCode code = dir ? from_folder(l, dir, err) : from_binary(l, err);
  *out = l;
  return code;
}

void languages_free(Languages *l) {
  if (!l) return;
  for (size_t i = 0; i < l->n; i++) pack_free(l->items[i].pack);
  pthread_mutex_destroy(&l->lock);
  map_free(l->words);
  arena_free(l->arena);
  free(l);
}

/* --- asking --------------------------------------------------------------------------------------------------------- */
/* The overlay's folder for that language; NULL when it has none. */
static const char *overlay_for(const Languages *l, Arena *a, Str lang) {
  if (!l->add) return NULL;
  Str path = arena_printf(a, "%s/%.*s", l->add, STR_ARGS(lang));
  DIR *d = opendir(path.p);
  if (d) closedir(d);
  return d ? path.p : NULL;
}

static ErrCode load_language(Pack **out, Languages *l, size_t i, Err *err) {
  pthread_mutex_lock(&l->lock);
  ErrCode code = OK;
  Language *x = &l->items[i];
  if (!x->pack) code = pack_load_alone(&x->pack, x->lang.p, l->dir, overlay_for(l, l->arena, x->lang), err);
  *out = x->pack;
  pthread_mutex_unlock(&l->lock);
  return code;
}

/* "de-AT" -> the language "de"; l->n when there is no pack of it. */
static size_t find_language(const Languages *l, Str lang) {
  size_t end = 0, i = 0;
  while (end < lang.n && lang.p[end] != '-' && lang.p[end] != '_') end++;
  while (i < l->n && !str_eq_nocase(l->items[i].lang, str_slice(lang, 0, end))) i++;
  return i;
}

/* The next word of s from *at, in small letters (ASCII) in low; false at the end. */
static bool next_word(Str *word, char low[LONGEST_WORD], Str s, size_t *at) {
  size_t i = *at, n = 0;
  while (i < s.n && (unsigned char)s.p[i] < 0x80 && !((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')) i++;
  for (; i < s.n && ((unsigned char)s.p[i] >= 0x80 || ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')); i++)
    if (n < LONGEST_WORD) low[n++] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 32 : s.p[i]);
  *word = str_make(low, n);
  *at = i;
  return n > 0;
}

/* The language whose frequent words the text has most of; the program's own when none leads clearly. */
static size_t guess_language(const Languages *l, Str text, size_t own) {
  unsigned hits[MAX_LANGUAGES] = {0};
  char low[LONGEST_WORD];
  size_t at = 0, best = own;
  Str word;
  text = str_slice(text, 0, text.n < LOOK ? text.n : LOOK);
  while (next_word(&word, low, text, &at)) {
    uintptr_t bits = 0;
    if (!map_get(l->words, word, &bits)) continue;
    unsigned second = 0;
    for (size_t i = 0; i < l->n; i++) {
      hits[i] += bits >> i & 1;
      if (hits[i] > hits[best]) best = i;
    }
    for (size_t i = 0; i < l->n; i++)
      if (i != best && hits[i] > second) second = hits[i];
    if (hits[best] >= second + CLEAR_LEAD) return best;
  }
  return hits[best] >= LEAST_HITS && hits[best] > hits[own] ? best : own;
}

ErrCode pack_of_language(const Pack **out, const Pack *p, Str lang, Err *err) {
  Languages *l = p->languages;
  size_t i = l ? find_language(l, lang) : 0;
  *out = p;
  if (!l || i == l->n || str_eq(l->items[i].lang, l->own)) return OK;
  Pack *other = NULL;
  ErrCode code = load_language(&other, l, i, err);
  if (!code) *out = other;
  return code;
}

ErrCode pack_of_document(const Pack **out, const Pack *p, const Document *d, Err *err) {
  Languages *l = p->languages;
  *out = p;
  if (!l || l->n < 2) return OK;
  if (d->lang.n) return pack_of_language(out, p, d->lang, err);
  size_t own = find_language(l, l->own);
  size_t i = own == l->n ? own : guess_language(l, d->text, own);
  return i == own ? OK : pack_of_language(out, p, l->items[i].lang, err);
}

size_t pack_languages(const Pack *p, Str *out, size_t max) {
  size_t n = 1;
  Language sorted[MAX_LANGUAGES];
  out[0] = p->lang;
  if (!p->languages) return n;
  memcpy(sorted, p->languages->items, p->languages->n * sizeof *sorted);
  qsort(sorted, p->languages->n, sizeof *sorted, by_lang);
  for (size_t i = 0; i < p->languages->n && n < max; i++)
    if (!str_eq(sorted[i].lang, p->lang)) out[n++] = sorted[i].lang;
  return n;
}
