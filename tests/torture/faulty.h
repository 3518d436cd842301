/* faulty.h -- what faulty_vfs.c and faulty_memory.c know of each other. */
#ifndef TESTS_TORTURE_FAULTY_H
#define TESTS_TORTURE_FAULTY_H
#include <stdbool.h>

/* Is this a run that forks at allocations? Then SQLite must use names as they are given. */
bool memory_runs_out(void);
#endif
