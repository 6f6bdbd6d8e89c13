/*
 * Months of before there were pieces, and those whose pieces were lost, get them at a login, which takes its time
 * anyway: who only reads writes nothing. Private to data/.
 */
#ifndef TIMESHEET_DATA_SETTLE_H
#define TIMESHEET_DATA_SETTLE_H

#include "data/timesheet.h"

/* For the logged-in user, as many as a login has time for. A convenience: whatever keeps it from being written, nothing
 * is waited for and nothing said. */
void settle_months(ts_store *store, ts_time now);

#endif
