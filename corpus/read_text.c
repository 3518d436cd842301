/* read_text.c -- plain text. Its text is the file itself, so that offsets are equal, unless the encoding had to change.
 *
 * House style of the sample articles: " date 2025-01-29 " may stand before the first word. */
#include "corpus/cutter.h"
#include "corpus/encoding.h"
#include "corpus/plain.h"

bool text_knows(Str head, const ReadOptions *o) {
  (void)o;
  return !looks_binary(head);
}

/* Length of " date YYYY-MM-DD " at the start of s, 0 when it is not there. */
static size_t date_line(Str s, Day *day) {
  size_t i = 0;
  while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\r')) i++;
  Str rest = str_slice(s, i, s.n);
  if (!str_starts(rest, STR("date ")) || rest.n < 15 || !day_parse(day, str_slice(rest, 5, 15))) return 0;
  if (rest.n > 15 && !strchr(" \t\r\n", rest.p[15])) return 0;
  return i + 15;
}

ErrCode read_text(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  (void)o;
  (void)err;
  Decoded d = decode_bytes(a, in->raw, STR(""));
  out->text = d.text;
  out->map = d.map;
  out->encoding = d.name;
  out->flags |= d.flags;
  Day day;
  size_t lead = date_line(d.text, &day), cap = 0;
  if (lead) {
    document_add_block(out, a, &cap, (Block){.kind = BLOCK_META, .span = {(uint32_t)lead - 15, (uint32_t)lead}});
    out->published = (Dated){{day, -1}, FOUND_FIRST_LINE};
  }
  plain_blocks(out, a, (uint32_t)lead);
  plain_title(out);
  plain_wire(out, a);
  return OK;
}
