/* err.h -- one error, filled once, nearest its cause, and passed up untouched.
 *
 * The text reads "object: what happened: what to do"; the program's name is put before it by cli/. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

typedef enum {
  OK = 0,
  ERR_USAGE,       /* wrong words, a value that does not parse: exit 2 */
  ERR_RULE,        /* a rule file does not compile or a rule test fails: exit 2 */
  ERR_INPUT,       /* an input cannot be read or understood: a row in failures, exit 3 */
  ERR_LIMIT,       /* an input hit a stated limit: a row in failures, exit 3 */
  ERR_LEDGER,      /* the ledger cannot be opened, is locked, full or corrupt; an output or the system fails: exit 4 */
  ERR_BUG,         /* an impossible state: exit 5 */
  ERR_INTERRUPTED, /* a signal: exit 130 or 143 */
  ERR_END          /* nothing more to read; not shown */
} ErrCode;

typedef struct {
  ErrCode code;
  char text[480]; /* NUL-terminated, cut at a character border */
} Err;

/* Fills *err unless it is filled already (err may be NULL) and returns code. */
ErrCode err_set(Err *err, ErrCode code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void err_clear(Err *err);
#endif
