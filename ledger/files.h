/* files.h -- the files that a ledger has read to their end, so that the next run passes over those that nobody touched since.
 *
 * Size, times, device and inode tell (as in git's index); what looks different is read, and then its articles' hashes decide. */
#ifndef LEDGER_FILES_H
#define LEDGER_FILES_H
#include "ledger/ledger.h"

typedef struct FileMemory FileMemory;
/* how: a hash of everything beside the bytes that makes the claims (rule pack, options). */
ErrCode file_memory_load(FileMemory **out, Ledger *l, Sha256 how, Err *err);
/* Before the ledger is closed: nothing is added any more, but what is known can still be asked. NULL is fine, here and below. */
void file_memory_end(FileMemory *m);
void file_memory_free(FileMemory *m);
/* Whether the file was read as it is now, with the same how; *documents: how many articles it gave. Any thread. */
bool file_memory_has(const FileMemory *m, const FileState *file, uint64_t *documents);
/* The file was read to its end and its articles are put. One that was touched within the last two seconds is not noted: its times
 * could not tell another change. */
ErrCode file_memory_add(FileMemory *m, const FileState *file, uint64_t documents, Err *err);
#endif
