/* decision.h -- a review that the conflict page sends. */
#ifndef CLI_WEB_DECISION_H
#define CLI_WEB_DECISION_H
#include "cli/web/site.h"

/* path: "/conflict/x:19c2…"; form: "action=dismiss&who=…&reason=…&note=…". Adds the review to the ledger of that file name.
 * ERR_USAGE when the conflict, the action or the name is missing or unknown; ERR_LEDGER when the ledger cannot be written. */
ErrCode decision_write(const char *ledger, Str path, Str form, Err *err);
#endif
