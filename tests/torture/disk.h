/* disk.h -- what of a ledger's files would survive a power cut: the bytes at their last sync, and the changes since.
 *
 * The real files are always up to date; this model stands beside them in memory, keyed by path, and outlives open files. */
#ifndef TESTS_TORTURE_DISK_H
#define TESTS_TORTURE_DISK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Disk Disk;

/* The file of that path; what it holds when it is first asked for counts as synced. Lives for ever. */
Disk *disk_of(const char *path);
void disk_write(Disk *d, int64_t offset, const void *bytes, size_t n);
void disk_truncate(Disk *d, int64_t size);
void disk_synced(Disk *d);
/* Deleted; durable when its folder was synced too, then or later. */
void disk_deleted(Disk *d, bool durable);
void disks_folder_synced(void);

/* The power goes: every file gets its synced bytes back. With a seed, each change since is lost, kept, or (a write) torn at a sector of
 * 512 bytes, by lot; a deletion likewise is lost or kept. */
void disks_cut(uint64_t seed);
#endif
