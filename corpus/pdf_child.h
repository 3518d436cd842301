/* pdf_child.h -- pdftotext in a process of its own, started by this one or, where this one may start nothing any more
 * (base/sandbox.h), by a helper: a process that was made before and does nothing but start pdftotext on files handed to it. */
#ifndef CORPUS_PDF_CHILD_H
#define CORPUS_PDF_CHILD_H
#include <stdbool.h>
#include <sys/types.h>

typedef struct {
  pid_t pid; /* 0: not a child of this process */
  int told;  /* where the helper tells how it ended; -1: no helper */
} PdfChild;

/* helper: its socket, -1: none. in and out become standard input and output; the caller closes its own. False with errno. */
bool pdf_child_start(PdfChild *out, int helper, int in, int to);
/* Waits, after killing it when it is no longer wanted (through a helper, closing its output ends it). Returns the status as
 * waitpid gives it; -1 when it is not known. */
int pdf_child_end(PdfChild *c, bool kill_it);

typedef struct {
  pid_t pid;
  int socket; /* -1: there is none */
} PdfHelper;
/* A process without threads starts one; it lies in a sandbox of its own. */
PdfHelper pdf_helper_start(void);
void pdf_helper_end(PdfHelper *h);
#endif
