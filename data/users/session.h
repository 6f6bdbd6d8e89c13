/* The database's half of staying logged in. Private to data/. */
#ifndef TIMESHEET_DATA_SESSION_H
#define TIMESHEET_DATA_SESSION_H

#include "data/timesheet.h"

/* Removes all sessions of a user, inside the caller's transaction; count (may be NULL) becomes how many there were. */
enum ts_status session_forget_all(ts_store *store, const struct ts_id *user, int *count) TS_MUST_CHECK;

#endif
