/* parcel.h -- what a worker hands to the writer: one document's rows as cells, in the order of the columns below. */
#ifndef LEDGER_PARCEL_H
#define LEDGER_PARCEL_H
#include "ledger/cells.h"
#include "ledger/ledger.h"

/* The plain columns of each table, as INSERT and SELECT name them, and their number. */
#define DOCUMENT_COLUMNS                                                                                               \
  "id, raw, bytes, length, title, title_how, url, url_how, publisher, publisher_how, author, lang, wire, published, "  \
  "published_how, modified, modified_how, encoding, format, flags"
#define CITATION_COLUMNS "number, start, \"end\", label, title, publisher, date, url, repaired"
#define LINK_COLUMNS "number, start, \"end\", url, title"
#define CLAIM_COLUMNS                                                                                                  \
  "id, figure, number, kind, start, \"end\", raw_start, raw_end, block, quote, value, value_real, low, low_real, "     \
  "high, high_real, "                                                                                                  \
  "ends, hedge, unit, unit_assumed, per, written_value, written_from, written_to, written_unit, written_form, timex, " \
  "own_first, "                                                                                                        \
  "own_last, own_grain, event, subject_text, subject_start, subject_end, subject_form, measure, root, cluster, "       \
  "concept, change, "                                                                                                  \
  "scope_period, scope_of, time_text, time_timex, time_first, time_last, basis, modality, speaker_text, "              \
  "speaker_start, "                                                                                                    \
  "speaker_end, speaker_form, cue, citations, same_as, from_level, from_low, from_high, "                              \
  "from_ends, mark"
enum { DOCUMENT_CELLS = 20, CITATION_CELLS = 9, LINK_CELLS = 5, CLAIM_CELLS = 60 };

struct Parcel {
  enum { PARCEL_DOCUMENT, PARCEL_FAILURE, PARCEL_EMPTY } kind;
  uint64_t bytes; /* of the raw article */
  Id id;
  Sha256 raw;
  Sha256 pack;
  char lang[24]; /* of the pack */
  /* SHA-256 over the cells of document, citations and claims (without `sentence`): what the digest is made of. */
  Sha256 inside;
  size_t places, citations, links, sentences, claims;
  /* DOCUMENT: document row; places x (path, offset, given_id); text, map, blocks; citations; links; sentences x (start, end, text);
   *           claims x (sentence: index of its sentence; subject name, type, core; speaker likewise; claim rule, mention rule; CLAIM_COLUMNS)
   * FAILURE:  raw or null, reason, path, offset */
  Buf cells;
};

/* parcel_make for claims whose pack is not loaded. */
Parcel *parcel_of(Zstd *codec, const Document *d, const Extraction *e, Sha256 pack, const PutOptions *o);
/* Starts an empty parcel: for those that make one otherwise than from a Document. */
Parcel *parcel_new(void);
void parcel_set_lang(Parcel *p, Str lang);
#endif
