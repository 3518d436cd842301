/* browse.h -- an article's own page in the reader's browser. */
#ifndef CLI_BROWSE_H
#define CLI_BROWSE_H
#include "base/err.h"
#include "base/str.h"

/* Opens an http(s) address, else the file at path (a member's archive), with $BROWSER or the system's opener. Nothing else is ever
 * handed over, and no shell sees it. ERR_INPUT when there is neither, ERR_USAGE when nothing can open it. */
ErrCode browse(Str url, Str path, Err *err);
#endif
