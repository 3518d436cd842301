/* sandbox.h -- what a process gives up before it reads bytes of strangers, so that a reader that is taken over can do little:
 *
 *   calls  no new sockets, no other program started, no other process looked into or signalled, no mounts (seccomp);
 *   files  nothing made, changed or removed but beneath the folders named, nothing executed (Landlock, Linux 5.13).
 *
 * Files stay readable, and what was open before stays open. Neither can be taken back; children inherit both. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H
#include <stdbool.h>
#include <stddef.h>

enum { SANDBOX_CALLS = 1, SANDBOX_FILES = 2 };

/* Call it before threads are made. writable: folders, or single files that are there; those that are missing are passed over.
 * may_start: other programs may be started (they are bound likewise). Returns which of the two hold: a kernel, a container or a
 * build (libseccomp) may lack either. */
unsigned sandbox_enter(const char *const *writable, size_t n, bool may_start);
#endif
