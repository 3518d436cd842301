/* faulty.h -- one run of the program that forks wherever something can fail: in the child it fails and the child goes its way; the parent
 * waits and goes on as if nothing had been.
 *
 *   CLAIMLEDGER_FAULT=WHAT:STEP:FIRST   what fails is "disk" (faulty_vfs.c) or "memory" (faulty_memory.c): at every STEPth operation from the
 *                                       FIRST on
 *   CLAIMLEDGER_JUDGE=PROGRAM           asked "PROGRAM WANTED NAME NUMBER STATUS" whether a child ended well: exit code 0
 *   CLAIMLEDGER_TALLY=FILE              gets a line "RUNS MET NAME" for each name
 *
 * The program's outputs are the files "out" and "said" of the working folder. So that neither disturbs the other, the child gets a folder of its own, ../kid, with copies of all files of the working folder, and its open files
 * and shared mappings are exchanged for those. For that names must be relative and in the working folder (faulty_vfs.c keeps SQLite from
 * making them absolute) and there must be one thread (-j 1). The clock stands still, so that equal ends are equal bytes: only an end that
 * was not seen before is judged. */
#ifndef TESTS_TORTURE_FAULTY_H
#define TESTS_TORTURE_FAULTY_H
#include <stdbool.h>

/* What is counted together; zero but for its name and wanted. */
typedef struct Tally {
  const char *name;   /* what fails */
  const char *wanted; /* how a child is to end, in the judge's words */
  long runs, met;
  struct Tally *next; /* used by faulty_fork.c */
} Tally;

/* The STEP and FIRST of a run in which this fails; false: it does not. */
bool fault_wanted(const char *what, long *step, long *first);
bool faults_wanted(void); /* of any kind */

/* Forks. True in the child, in which the operation of that number is to fail; false in the parent, when the child has ended and was judged. */
bool fault_child(Tally *k, long number);
bool in_child(void);
/* In the parent: did the last child do more than end? If not, what failed later for it too was nothing: its end counts for k as well. */
bool fault_went_on(void);
void fault_count_again(Tally *k);

/* While this file's own doings allocate: they are none of the program's. */
bool fault_busy(void);
bool fault_set_busy(bool busy); /* returns what it was */

/* A child that only says that it stops needs no files but its outputs: it gets the others when it is about to do something else. */
void fault_goes_on(void);
/* The parent changes a file. */
void fault_changes(void);
#endif
