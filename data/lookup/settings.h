/* The settings as the rest of data/ reads them. Private to data/. */
#ifndef TIMESHEET_DATA_SETTINGS_H
#define TIMESHEET_DATA_SETTINGS_H

#include "data/timesheet.h"

/* Inside a transaction. Settings that do not verify are as a new user's: days must be shown all the same. */
enum ts_status settings_read(ts_store *store, struct ts_settings *out, bool *damaged) TS_MUST_CHECK;
/* Says that they do not verify: TS_DAMAGED. */
enum ts_status settings_fail(ts_store *store);

#endif
