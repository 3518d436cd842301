/* read_pdf.c -- PDF through a child process: pdftotext of poppler-utils, where it is installed.
 *
 * A PDF's bytes don't hold its text, so each page's text maps to the file as a whole, and its blocks name the page in `row`
 * ("page 3"). The child gets the file on standard input (corpus/pdf_child.h); it opens nothing. */
#include "base/utf8.h"
#include "corpus/cutter.h"
#include "corpus/encoding.h"
#include "corpus/offsets.h"
#include "corpus/pdf_child.h"
#include "corpus/plain.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

bool pdf_knows(Str head, const ReadOptions *o) {
  (void)o;
  return str_find(str_slice(head, 0, 1024), STR("%PDF-"), 0) != SIZE_MAX;
}

/* A socket instead of a pipe takes the input, so that a child that dies raises no signal. Writes the input and reads the output as the child is ready for them; false when it gave too much. */
static bool exchange(int to, int from, Str input, Buf *output, size_t max) {
  bool fine = true;
  for (;;) {
    struct pollfd p[2] = {{from, POLLIN, 0}, {input.n ? to : -1, POLLOUT, 0}};
    if (poll(p, 2, -1) < 0 && errno != EINTR) break;
    if (p[1].revents) {
      ssize_t n = send(to, input.p, input.n, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n > 0) input = str_slice(input, (size_t)n, input.n);
      if (n < 0 && errno != EAGAIN && errno != EINTR) input.n = 0;
      if (input.n == 0) close(to), to = -1;
    }
    if (!p[0].revents) continue;
    buf_reserve(output, 65536);
    ssize_t n = read(from, output->p + output->n, 65536);
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) break;
    if (n > 0) output->n += (size_t)n;
    if (output->n > max) {
      fine = false;
      break;
    }
  }
  if (to >= 0) close(to);
  close(from);
  return fine;
}

static ErrCode pdf_text(Buf *out, const Input *in, const ReadOptions *o, Err *err) {
  int to[2], from[2];
  PdfChild child;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to) != 0)
    return err_set(err, ERR_INPUT, "%s: not read: %s", in->path, strerror(errno));
  if (pipe2(from, O_CLOEXEC) != 0) {
    close(to[0]), close(to[1]);
    return err_set(err, ERR_INPUT, "%s: not read: %s", in->path, strerror(errno));
  }
  bool started = pdf_child_start(&child, o->helper, to[0], from[1]);
  int why = errno;
  close(to[0]), close(from[1]);
  if (!started) {
    close(to[1]), close(from[0]);
    return err_set(err, ERR_INPUT, "%s: not read: %s", in->path, strerror(why));
  }
  bool fine = exchange(to[1], from[0], in->raw, out, (size_t)o->max_document);
  int status = pdf_child_end(&child, !fine);
  if (!fine) return err_set(err, ERR_LIMIT, "%s: not read: its text is larger than --max-document", in->path);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    return err_set(err, ERR_INPUT, "%s: not read: a PDF needs pdftotext: install poppler-utils", in->path);
  if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && out->n == 0))
    return err_set(err, ERR_INPUT, "%s: not read: pdftotext cannot read it", in->path);
  return OK;
}

/* One run a page, and each page's blocks, parted at its form feed. */
static void put_pages(Document *d, Arena *a) {
  MapBuilder map = {0};
  unsigned page = 1;
  for (size_t from = 0; from < d->text.n; page++) {
    size_t end = str_chr(d->text, '\f', from), first = d->nblocks;
    end = end == SIZE_MAX ? d->text.n : end + 1;
    map_add(&map, a, MAP_TRANSCODED, (uint32_t)(end - from), 0, (uint32_t)d->raw.n);
    Str whole = d->text;
    d->text = str_slice(whole, 0, end);
    plain_blocks(d, a, (uint32_t)from);
    d->text = whole;
    for (size_t i = first; i < d->nblocks; i++) d->blocks[i].row = arena_printf(a, "page %u", page);
    from = end;
  }
  d->map = (OffsetMap){map.runs, map.n};
}

ErrCode read_pdf(Document *out, Arena *a, const Input *in, const ReadOptions *o, Err *err) {
  Buf text = BUF_INIT, clean = BUF_INIT;
  ErrCode code = pdf_text(&text, in, o, err);
  if (code == OK) {
    utf8_repair(&clean, buf_str(&text), NULL);
    out->text = arena_str(a, buf_str(&clean));
    out->encoding = STR("UTF-8");
    out->flags |= DOC_TRANSCODED;
    put_pages(out, a);
    plain_title(out);
  }
  buf_release(&text);
  buf_release(&clean);
  return code;
}
