/* compile.c -- rule texts to compiled rules, in two phases: first every pattern says which words and lists it uses, then, with the symbols known,
 * each is translated and compiled. PCRE2_ANCHORED is given here because JIT code ignores it at match time. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include "extractor/pack_p.h"
#include <stdlib.h>

static RuleSet set_of(const RuleText *t) {
  switch (t->kind) {
  case TEXT_HEDGE: return t->before ? RULES_HEDGE_BEFORE : RULES_HEDGE_AFTER;
  case TEXT_CLAIM: return RULES_CLAIM;
  case TEXT_CUE: return RULES_CUE;
  case TEXT_JOIN: return RULES_JOIN;
  default: return RULES_MENTION;
  }
}

static int alphabet_of(const RuleText *t) { return set_alphabet(set_of(t)); }

static ErrCode scan(Pack *p, const RuleText *t, Err *err) {
  ErrCode code = pattern_translate(p, t, t->pattern, alphabet_of(t), NULL, err);
  for (size_t i = 0; i < t->nguards && !code; i++)
    code = pattern_translate(p, t, t->guards[i].pattern, alphabet_of(t), NULL, err);
  return code;
}

static void *take(size_t n, void *ctx) {
  (void)ctx;
  return mem_alloc(n);
}

static void give(void *p, void *ctx) {
  (void)ctx;
  free(p);
}

/* PCRE2 with our memory: else a pattern that had none for its JIT code would run slowly and without a word. That the system forbids such code
 * is no error. NULL: not a pattern. */
static pcre2_code *compile_text(const PCRE2_UCHAR *text, size_t n, int *error) {
  pcre2_general_context *memory = pcre2_general_context_create(take, give, NULL);
  pcre2_compile_context *cx = pcre2_compile_context_create(memory);
  PCRE2_SIZE at;
  pcre2_code *code = pcre2_compile(text, n, PCRE2_ANCHORED | PCRE2_DUPNAMES, error, &at, cx);
  if (code) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  pcre2_compile_context_free(cx);
  pcre2_general_context_free(memory);
  return code;
}

/* The pattern goes into the automaton too, as the rule's. */
static ErrCode compile_pattern(Pack *p, const RuleText *t, Str pattern, bool to_end, pcre2_code **out, Automaton *all,
                               uint16_t rule, Err *err) {
  Buf b = BUF_INIT;
  if (to_end) buf_puts(&b, "(?:");
  ErrCode code = pattern_translate(p, t, pattern, alphabet_of(t), &b, err);
  if (to_end) buf_puts(&b, ")\\z");
  PCRE2_UCHAR *wide = mem_alloc((b.n + 1) * sizeof *wide);
  for (size_t i = 0; i < b.n; i++) wide[i] = (unsigned char)b.p[i];
  int error;
  if (!code && !(*out = compile_text(wide, b.n, &error))) {
    PCRE2_UCHAR message[128];
    char narrow[128];
    int n = pcre2_get_error_message(error, message, 128);
    for (int i = 0; i <= n; i++) narrow[i] = (char)message[i];
    code = err_set(err, ERR_RULE, "%.*s:%u: rule '%.*s': %s", STR_ARGS(t->file), t->pattern_line, STR_ARGS(t->name),
                   n < 0 ? "bad pattern" : narrow);
  }
  if (!code && !automaton_add(all, buf_str(&b), rule))
    code = err_set(err, ERR_RULE, "%.*s:%u: rule '%.*s': unusual pattern", STR_ARGS(t->file), t->pattern_line,
                   STR_ARGS(t->name));
  free(wide);
  buf_release(&b);
  return code;
}

static const char *const slot_names[] = {
#define X(name) #name,
    SLOTS(X)
#undef X
};

/* The compiled pattern's name table: which slot each group number is. */
static ErrCode map_slots(Rule *r, Err *err) {
  uint32_t count, names, size;
  PCRE2_SPTR table;
  pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &count);
  pcre2_pattern_info(r->code, PCRE2_INFO_NAMECOUNT, &names);
  pcre2_pattern_info(r->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(r->code, PCRE2_INFO_NAMETABLE, &table);
  if (count >= sizeof r->slot_of_group / sizeof *r->slot_of_group)
    return err_set(err, ERR_RULE, "%.*s:%u: rule '%.*s' has more than 47 slots", STR_ARGS(r->text->file), r->text->line,
                   STR_ARGS(r->text->name));
  r->groups = (uint16_t)(count + 1);
  for (uint32_t i = 0; i < names; i++, table += size) {
    char name[40];
    size_t n = 0;
    while (n < sizeof name - 1 && table[1 + n]) name[n] = (char)table[1 + n], n++;
    for (int s = 0; s < SLOT_COUNT; s++)
      if (str_is(str_make(name, n), slot_names[s])) r->slot_of_group[table[0]] = (Slot)s;
  }
  return OK;
}

static ErrCode find_reader(Rule *r, Err *err) {
  const RuleText *t = r->text;
  if (t->kind != TEXT_MENTION) return OK;
  Str kind = rule_set(r, "kind");
  r->has_kind = kind.n > 0;
  if (kind.n && !kind_parse(&r->kind, kind))
    return err_set(err, ERR_RULE, "%.*s:%u: rule '%.*s': unknown kind '%.*s'", STR_ARGS(t->file), t->line,
                   STR_ARGS(t->name), STR_ARGS(kind));
  if (!t->read.n)
    return err_set(err, ERR_RULE, "%.*s:%u: rule '%.*s' has no 'read'", STR_ARGS(t->file), t->line, STR_ARGS(t->name));
  r->read = reader_find(t->read);
  if (r->read) return OK;
  const char *near = nearest_word(t->read, reader_fn_names());
  return err_set(err, ERR_RULE,
                 near ? "%.*s:%u: unknown reader '%.*s'; did you mean '%s'?" : "%.*s:%u: unknown reader '%.*s'",
                 STR_ARGS(t->file), t->line, STR_ARGS(t->read), near);
}

static ErrCode compile_guard(Pack *p, Rule *r, const RuleGuard *g, Err *err) {
  Automaton *a = automaton_new(p->arena, p->alphabet[alphabet_of(r->text)].n);
  ErrCode code = compile_pattern(p, r->text, g->pattern, g->before, &r->guard[r->nguards].code, a, 0, err);
  r->guard[r->nguards].starts = automaton_starts(a);
  r->guard[r->nguards].before = g->before;
  r->guard[r->nguards].negate = g->negate;
  automaton_done(a);
  return code;
}

static ErrCode compile_rule(Pack *p, Rule *r, Err *err) {
  const RuleText *t = r->text;
  Automaton *all = p->automaton[set_of(t)];
  for (size_t i = 0; i < sizeof r->slot_of_group / sizeof *r->slot_of_group; i++) r->slot_of_group[i] = SLOT_COUNT;
  ErrCode code = compile_pattern(p, t, t->pattern, t->kind == TEXT_HEDGE && t->before, &r->code, all, r->index, err);
  if (!code) code = map_slots(r, err);
  if (!code) code = find_reader(r, err);
  for (; r->nguards < t->nguards && !code; r->nguards++) code = compile_guard(p, r, &t->guards[r->nguards], err);
  return code;
}

/* Rule names are stored with claims and must be one rule's alone. */
static ErrCode check_names(const Pack *p, Err *err) {
  Map *seen = map_new();
  ErrCode code = OK;
  for (size_t i = 0; i < p->texts.n && !code; i++) {
    const RuleText *t = &p->texts.items[i];
    Buf key = BUF_INIT;
    buf_printf(&key, "%d %.*s", t->kind == TEXT_WORDS, STR_ARGS(t->name));
    uintptr_t other;
    if (map_get(seen, buf_str(&key), &other)) {
      const RuleText *o = &p->texts.items[other];
      code = err_set(err, ERR_RULE, "%.*s:%u: '%.*s' is defined at %.*s:%u already", STR_ARGS(t->file), t->line,
                     STR_ARGS(t->name), STR_ARGS(o->file), o->line);
    }
    map_put(seen, buf_str(&key), i);
    buf_release(&key);
  }
  map_free(seen);
  return code;
}

ErrCode rules_compile(Pack *p, Err *err) {
  ErrCode code = check_names(p, err);
  size_t n[RULES_SETS] = {0};
  for (size_t i = 0; i < p->texts.n && !code; i++) {
    const RuleText *t = &p->texts.items[i];
    if (t->kind == TEXT_WORDS) continue;
    n[set_of(t)]++;
    code = scan(p, t, err);
  }
  if (code) return code;
  vocabulary_symbols(p);
  for (int s = 0; s < RULES_SETS; s++) {
    p->rules[s] = arena_zalloc(p->arena, (n[s] + 1) * sizeof(Rule));
    p->automaton[s] = automaton_new(p->arena, p->alphabet[set_alphabet((RuleSet)s)].n);
  }
  p->rule_of_text = arena_zalloc(p->arena, (p->texts.n + 1) * sizeof(Rule *));
  for (size_t i = 0; i < p->texts.n && !code; i++) {
    const RuleText *t = &p->texts.items[i];
    if (t->kind == TEXT_WORDS) continue;
    RuleSet set = set_of(t);
    Rule *r = &p->rules[set][p->nrules[set]];
    r->text = t;
    r->index = (uint16_t)p->nrules[set]++;
    p->rule_of_text[i] = r;
    code = compile_rule(p, r, err);
  }
  for (int s = 0; s < RULES_SETS; s++) automaton_done(p->automaton[s]);
  return code;
}

void rules_release(Pack *p) {
  for (int s = 0; s < RULES_SETS; s++)
    for (size_t i = 0; i < p->nrules[s]; i++) {
      Rule *r = &p->rules[s][i];
      if (r->code) pcre2_code_free(r->code);
      for (size_t g = 0; g < sizeof r->guard / sizeof *r->guard; g++)
        if (r->guard[g].code) pcre2_code_free(r->guard[g].code);
    }
}

Str rule_name(const Rule *r) { return r->text->name; }
Str rule_file(const Rule *r) { return r->text->file; }
unsigned rule_line(const Rule *r) { return r->text->line; }

Str rule_set(const Rule *r, const char *key) {
  for (size_t i = 0; i < r->text->nset; i++)
    if (str_is(r->text->keys[i], key)) return r->text->values[i];
  return (Str){NULL, 0};
}
