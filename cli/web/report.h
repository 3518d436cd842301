/* report.h -- the desk as files that open from disk: the conflicts, a board for each, the names, articles and claims they lead to. */
#ifndef CLI_WEB_REPORT_H
#define CLI_WEB_REPORT_H
#include "cli/web/site.h"

typedef struct {
  uint64_t pages;
} ReportCounts;
/* Makes the folder when it is missing and writes into it; files of an earlier report are replaced. ERR_USAGE when dir cannot be made or written. */
ErrCode report_write(ReportCounts *out, Ledger *l, const char *ledger_name, const char *dir, Err *err);
#endif
