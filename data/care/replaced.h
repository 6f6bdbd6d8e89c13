/* Another file in the place of the one that is open. Private to data/. */
#ifndef TIMESHEET_DATA_REPLACED_H
#define TIMESHEET_DATA_REPLACED_H

#include "data/timesheet.h"

/* What struct ts_store calls follow: before a transaction, where another file stands at the path. TS_OK: it was taken,
 * or what is asked for can be done without. TS_REPLACED, or what keeps the file from being looked at now. */
enum ts_status replaced_follow(ts_store *store, bool write) TS_MUST_CHECK;

#endif
