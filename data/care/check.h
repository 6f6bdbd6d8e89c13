/* Opening every seal. Private to data/. */
#ifndef TIMESHEET_DATA_CHECK_H
#define TIMESHEET_DATA_CHECK_H

#include "data/timesheet.h"

/* Opens everything of the logged-in user: adds to check how many seals there are, and how many of them do not open. In
 * a transaction of the caller. */
enum ts_status check_seals(ts_store *store, struct ts_check *check) TS_MUST_CHECK;

#endif
