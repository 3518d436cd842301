/* claim_names.c -- the words for a claim's enumerations, as the NDJSON and the ledger spell them. */
#include "extractor/claim.h"

static const char *const change_names[] = {"level", "up_by", "down_by", "up_to", "down_to", "from"};
static const char *const modality_names[] = {"actual",   "estimate",     "forecast", "target",
                                             "possible", "hypothetical", "hearsay",  "denied"};
static const char *const basis_names[] = {"none", "explicit", "anchored", "inherited", "assumed"};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool parse(unsigned *out, Str name, const char *const *names, size_t n) {
  for (unsigned i = 0; i < n; i++)
    if (str_is(name, names[i])) {
      *out = i;
      return true;
    }
  return false;
}

const char *change_name(Change c) { return change_names[c]; }
const char *modality_name(Modality m) { return modality_names[m]; }
const char *basis_name(Basis b) { return basis_names[b]; }

bool change_parse(Change *out, Str name) {
  unsigned i;
  if (!parse(&i, name, change_names, COUNT(change_names))) return false;
  *out = (Change)i;
  return true;
}

bool modality_parse(Modality *out, Str name) {
  unsigned i;
  if (!parse(&i, name, modality_names, COUNT(modality_names))) return false;
  *out = (Modality)i;
  return true;
}

bool basis_parse(Basis *out, Str name) {
  unsigned i;
  if (!parse(&i, name, basis_names, COUNT(basis_names))) return false;
  *out = (Basis)i;
  return true;
}
