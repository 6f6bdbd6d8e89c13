/* From logged in to not: keys and what was known by them are wiped. Private to data/. */
#ifndef TIMESHEET_DATA_LOCK_H
#define TIMESHEET_DATA_LOCK_H

#include "data/timesheet.h"

/* Wipes the keys, and what was known by them. */
void identity_forget(ts_store *store);
/* What was known by them alone. */
void identity_caches_forget(ts_store *store);

#endif
